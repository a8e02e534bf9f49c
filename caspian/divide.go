package caspian

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/partition"
)

// Options are the choices of Divide. The zero value is ready to use.
type Options struct {
	// Tolerance is the largest distance in metres of a written line from the
	// true one, between vertices. 0 means 1 m; the range is 0.01 m to 10 km.
	Tolerance float64
	// Resolution is the width in metres from which on no pocket of a sector
	// is missed. 0 means 1/1000 of the sea's width.
	Resolution float64
	// Islands is the effect of islands on lines, by the name of their feature,
	// from 0 to 1; the key "" stands for all that are not named, whose effect
	// is 1 without it. Nil gives all islands full effect. See
	// partition.Options for what a partial effect is.
	Islands map[string]float64
	// Progress, if not nil, is told how far a division is (see
	// partition.Options).
	Progress func(done float64)
}

// effects returns the effect of every island, nil if all have full effect, and
// says it in words.
func (o *Options) effects(sea *Sea) (effects []float64, words string, err error) {
	c := sea.coast
	words = "full"
	all, ok := o.Islands[""]
	switch {
	case !ok:
		all = 1
	case all == 0.5:
		words = "half"
	case all == 0:
		words = "none"
	case all != 1:
		words = strconv.FormatFloat(all, 'g', -1, 64)
	}
	effects = make([]float64, len(c.Islands))
	for k := range effects {
		effects[k] = all
	}
	for _, name := range slices.Sorted(maps.Keys(o.Islands)) {
		v := o.Islands[name]
		if !(v >= 0 && v <= 1) {
			return nil, "", fmt.Errorf("%w: %v lies outside 0 to 1", ErrIsland, v)
		}
		if name == "" {
			continue
		}
		found := false
		for k, i := range c.Islands {
			if c.Features[i.Feature].Name == name {
				effects[k], found = v, true
			}
		}
		if !found {
			return nil, "", fmt.Errorf("%w: no island is named %q%s", ErrIsland, name, islandNames(c))
		}
		words += ", " + name + " " + strconv.FormatFloat(v, 'g', -1, 64)
	}
	if !slices.ContainsFunc(effects, func(v float64) bool { return v < 1 }) {
		effects = nil
	}
	return effects, words, nil
}

// islandNames lists the names of islands for an error, up to ten.
func islandNames(c *coast.Coast) string {
	var names []string
	for _, i := range c.Islands {
		if name := c.Features[i.Feature].Name; name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	switch n := len(names); {
	case n == 0:
		return ": none of them has a name"
	case n > 10:
		return fmt.Sprintf("; there are %s and %d more", strings.Join(names[:10], ", "), n-10)
	}
	return "; there are " + strings.Join(names, ", ")
}

// Divide divides the sea under a regime. It returns an error that wraps
// ErrNotCaspian if the regime has no meaning on the sea, ErrNoRegime if there
// is no regime, ErrTolerance or ErrIsland if the tolerance or an island's effect
// is out of range, whether the regime draws lines or not, and the context's cause if it is cancelled.
func Divide(ctx context.Context, sea *Sea, regime Regime, opts Options) (*Division, error) {
	if regime == nil {
		return nil, ErrNoRegime
	}
	if err := regime.Applies(sea); err != nil {
		return nil, err
	}
	if opts.Tolerance == 0 {
		opts.Tolerance = partition.DefaultTolerance
	}
	if !(opts.Tolerance >= 0.01 && opts.Tolerance <= 10_000) {
		return nil, fmt.Errorf("%w: %v m", ErrTolerance, opts.Tolerance)
	}
	effects, words, err := opts.effects(sea)
	if err != nil {
		return nil, err
	}
	d, err := regime.divide(ctx, sea, partition.Options{
		Tolerance: opts.Tolerance, Resolution: opts.Resolution, Effects: effects, Progress: opts.Progress,
	})
	if err != nil {
		return nil, fmt.Errorf("caspian: dividing by %s: %w", regime.ID(), err)
	}
	d.Islands = words
	return d, nil
}

// newDivision returns a division with what all regimes share.
func newDivision(r Regime, sea *Sea, opts partition.Options, layer Layer) *Division {
	d := &Division{Regime: r.ID(), Title: r.About().Title, Layer: layer, Sea: sea, Tolerance: opts.Tolerance}
	for _, s := range sea.coast.States {
		d.States = append(d.States, StateShare{State: s})
	}
	for _, e := range sea.coast.Enclosed {
		d.Closed = append(d.Closed, e.Name)
	}
	return d
}

// drawInternalWaters adds the waters behind closing lines to the zones.
func (d *Division) drawInternalWaters() {
	for _, e := range d.Sea.coast.Enclosed {
		d.Zones = append(d.Zones, Zone{
			Kind: ZoneInternalWaters, States: []int{e.State}, Area: geodesic.WGS84.PolygonArea(e.Water), Polygons: orb.MultiPolygon{e.Water},
		})
	}
}

func (r median) divide(ctx context.Context, sea *Sea, opts partition.Options) (*Division, error) {
	net, err := partition.Divide(ctx, sea.coast, opts)
	if err != nil {
		return nil, err
	}
	d := newDivision(r, sea, opts, LayerAll)
	d.Area, d.Boundaries, d.TurningPoints = net.Area, net.Boundaries, net.TurningPoints
	for k, s := range net.Sectors {
		d.States[k].Area, d.States[k].Share = s.Area, s.Area/net.Area
		if s.Area == 0 && opts.Effects != nil {
			d.Warnings = append(d.Warnings, fmt.Sprintf("%s has islands only, and none of full effect: it gets nothing", d.States[k].Name))
			continue
		}
		d.Zones = append(d.Zones, Zone{Kind: ZoneSector, States: []int{k}, Area: s.Area, Coast: s.Coast, Polygons: s.Polygons})
	}
	d.drawInternalWaters()
	return d, nil
}

func (r equal) divide(_ context.Context, sea *Sea, opts partition.Options) (*Division, error) {
	layer := LayerAll
	if sea.IsCaspian() {
		layer = LayerWater // Tehran's demand leaves the seabed in common
	}
	d := newDivision(r, sea, opts, layer)
	d.Area = partition.Area(sea.coast)
	for k := range d.States {
		d.States[k].Share = 1 / float64(len(d.States))
		d.States[k].Area = d.Area * d.States[k].Share
	}
	return d, nil
}

func (r condominium) divide(_ context.Context, sea *Sea, opts partition.Options) (*Division, error) {
	d := newDivision(r, sea, opts, LayerAll)
	d.Area = partition.Area(sea.coast)
	all := make([]int, len(d.States))
	for k := range d.States {
		all[k] = k
		d.States[k].Undivided = true
		d.States[k].Share = 0.5 / float64(len(d.States)-1)
		if d.States[k].Code == "IR" {
			d.States[k].Share = 0.5
		}
	}
	d.Zones = []Zone{{Kind: ZoneCommon, States: all, Area: d.Area, Polygons: orb.MultiPolygon{partition.Water(sea.coast)}}}
	d.drawInternalWaters()
	return d, nil
}
