package caspian

import (
	"context"
	"fmt"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/partition"
)

// Divide divides the sea under a regime. It returns an error that wraps
// ErrNotCaspian if the regime has no meaning on the sea, ErrNoRegime if there
// is no regime, ErrTolerance, ErrResolution, ErrBreadth, ErrIsland, ErrWeights or
// ErrLayer for options that cannot be, whether the regime uses them or not,
// ErrLine or partition.ErrCut for given lines, ErrShares for the shares of a
// Target or for successors' parts, partition.ErrUnreachable if no lines give the
// shares, partition.ErrUnresolved if lines cannot be told apart, and the context's
// cause if it is cancelled.
func Divide(ctx context.Context, sea *Sea, regime Regime, opts Options) (*Division, error) {
	if regime == nil {
		return nil, ErrNoRegime
	}
	if err := regime.Applies(sea); err != nil {
		return nil, err
	}
	by, err := opts.choices(sea, regime)
	if err != nil {
		return nil, err
	}
	d, err := regime.divide(ctx, sea, by)
	if err != nil {
		return nil, fmt.Errorf("caspian: dividing by %s: %w", regime.ID(), err)
	}
	return d, nil
}

// newDivision returns a division with what all regimes share.
// Layer is what it holds for if the options do not say.
func newDivision(r Regime, sea *Sea, by *choices, layer Layer) *Division {
	about := r.About()
	d := &Division{Regime: r.ID(), Title: about.Title, Basis: about.Basis, Silence: about.Silence, Layer: layer, Layers: about.Layers, Sea: sea, Islands: by.islands, Tolerance: by.Tolerance, effects: by.Effects}
	if by.layer != "" {
		d.Layer = by.layer
	}
	for _, s := range sea.coast.States {
		d.States = append(d.States, StateShare{State: s})
	}
	d.Closed = sea.closed()
	return d
}

// drawInternalWaters adds the waters behind closing lines to the zones.
func (d *Division) drawInternalWaters() {
	for _, e := range d.Sea.coast.Enclosed {
		d.Zones = append(d.Zones, Zone{
			Kind: ZoneInternalWaters, States: []int{e.State}, Area: geodesic.WGS84.PolygonArea(e.Water), Polygons: orb.MultiPolygon{e.Water.Clone()},
		})
	}
}

// draw takes the sectors and lines of a network.
func (d *Division) draw(net *partition.Network) {
	d.Area, d.Boundaries, d.TurningPoints = net.Area, net.Boundaries, net.TurningPoints
	for k, s := range net.Sectors {
		d.States[k].LostCoast = s.Lost
		if s.Area > 0 {
			d.Zones = append(d.Zones, Zone{Kind: ZoneSector, States: []int{k}, Area: s.Area, Coast: s.Coast, Polygons: s.Polygons, Parts: s.Parts})
		}
	}
}

// weigh notes the weights of lines.
func (d *Division) weigh(weighting Weighting, weights []float64) {
	d.Weighting, d.Weights = weighting, map[string]float64{}
	for k, w := range weights {
		d.Weights[d.States[k].Code] = w
	}
}

// split divides the sea in given shares, those of a bloc together.
func (d *Division) split(ctx context.Context, shares []float64, blocs []int, by *choices) error {
	opts := by.Options
	opts.Blocs = blocs
	s, err := partition.Solve(ctx, d.Sea.coast, shares, opts)
	if err != nil {
		return err
	}
	d.draw(s.Network)
	d.weigh(by.Weighting, s.Weights)
	d.Iterations, d.Residual = s.Iterations, s.Residual
	return nil
}

// warn says what weights have done to coasts and sectors.
func (d *Division) warn() {
	for _, s := range d.States {
		if s.LostCoast > 0 && d.Weighting == Additive {
			d.Warnings = append(d.Warnings, fmt.Sprintf("additive weights: %.1f km of the coast of %s lie in other sectors", s.LostCoast/1e3, s.Name))
		}
	}
	for _, z := range d.Zones {
		var apart []string
		for k, p := range z.Parts {
			if p.Detached {
				apart = append(apart, fmt.Sprintf("part %d (%.1f km²)", k+1, p.Area/1e6))
			}
		}
		if len(apart) > 0 {
			d.Warnings = append(d.Warnings, fmt.Sprintf("the sector of %s has %d parts, of which some touch no coast of its own: %s",
				d.States[z.States[0]].Name, len(z.Parts), strings.Join(apart, ", ")))
		}
	}
}
