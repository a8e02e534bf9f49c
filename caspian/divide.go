package caspian

import (
	"context"
	"fmt"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/partition"
)

// Options are the choices of Divide. The zero value is ready to use.
type Options struct {
	// Tolerance is the largest distance in metres of a written line from the
	// true one, between vertices. 0 means 1 m; the range is 0.01 m to 10 km.
	Tolerance float64
}

// Divide divides the sea under a regime. It returns an error that wraps
// ErrNotCaspian if the regime has no meaning on the sea, ErrNoRegime if there
// is no regime, ErrTolerance if the tolerance is out of range, whether the
// regime draws lines or not, and the context's cause if it is cancelled.
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
	d, err := regime.divide(ctx, sea, opts)
	if err != nil {
		return nil, fmt.Errorf("caspian: dividing by %s: %w", regime.ID(), err)
	}
	return d, nil
}

// newDivision returns a division with what all regimes share.
func newDivision(r Regime, sea *Sea, opts Options, layer Layer) *Division {
	d := &Division{
		Regime: r.ID(), Title: r.About().Title, Layer: layer, Sea: sea,
		Islands: "full", Tolerance: opts.Tolerance,
	}
	for _, s := range sea.coast.States {
		d.States = append(d.States, StateShare{State: s})
	}
	return d
}

func (r median) divide(ctx context.Context, sea *Sea, opts Options) (*Division, error) {
	net, err := partition.Divide(ctx, sea.coast, partition.Options{Tolerance: opts.Tolerance})
	if err != nil {
		return nil, err
	}
	d := newDivision(r, sea, opts, LayerAll)
	d.Area, d.Boundaries, d.TurningPoints = net.Area, net.Boundaries, net.TurningPoints
	for k, s := range net.Sectors {
		d.States[k].Area, d.States[k].Share = s.Area, s.Area/net.Area
		d.Zones = append(d.Zones, Zone{Kind: ZoneSector, States: []int{k}, Area: s.Area, Coast: s.Coast, Polygons: s.Polygons})
	}
	return d, nil
}

func (r equal) divide(_ context.Context, sea *Sea, opts Options) (*Division, error) {
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

func (r condominium) divide(_ context.Context, sea *Sea, opts Options) (*Division, error) {
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
	return d, nil
}
