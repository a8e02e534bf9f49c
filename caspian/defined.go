package caspian

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/partition"
)

// defined is a regime of a user's own.
type defined struct{ def Definition }

func (r *defined) ID() string { return r.def.ID }

func (r *defined) About() About {
	return About{
		Title: r.def.Title, Basis: r.def.Source, Silence: r.def.Silence, Layers: slices.Clone(r.def.Layers), Assumptions: slices.Clone(r.def.Assumptions), Caspian: r.def.Caspian,
	}
}

// Applies returns an error if the sea lacks what the definition names.
func (r *defined) Applies(sea *Sea) error {
	if r.def.Caspian && !sea.IsCaspian() {
		return fmt.Errorf("%w: %s", ErrNotCaspian, r.def.ID)
	}
	named := slices.Concat(slices.Sorted(maps.Keys(r.def.Shares)), slices.Sorted(maps.Keys(r.def.Weights)), r.def.Together)
	for _, c := range r.def.Cuts {
		named = append(named, c.Between[0])
		if c.Between[1] != others {
			named = append(named, c.Between[1])
		}
	}
	for _, code := range named {
		if sea.state(code) < 0 {
			return fmt.Errorf("%w: %s names the state %q; the sea has %s", ErrDefinition, r.def.ID, code, strings.Join(sea.codes(), ", "))
		}
	}
	switch sum, all := sumOf(r.def.Shares), len(r.def.Shares) == len(sea.coast.States); {
	case all && math.Abs(sum-1) > 1e-9:
		return fmt.Errorf("%w: the shares of %s add up to %.10g instead of 1", ErrShares, r.def.ID, sum)
	case !all && sum >= 1:
		return fmt.Errorf("%w: the shares of %s add up to %.10g and leave nothing to the other states", ErrShares, r.def.ID, sum)
	}
	_, err := r.cuts(sea)
	return err
}

// sumOf adds shares up in the order of their codes.
func sumOf(shares map[string]float64) (sum float64) {
	for _, code := range slices.Sorted(maps.Keys(shares)) {
		sum += shares[code]
	}
	return sum
}

// cuts returns the given lines of the definition.
func (r *defined) cuts(sea *Sea) (out []partition.Cut, err error) {
	for _, c := range r.def.Cuts {
		cut := partition.Cut{Line: c.Line, States: [2]int{sea.state(c.Between[0]), partition.Others}}
		if c.Between[1] != others {
			cut.States[1] = sea.state(c.Between[1])
		}
		if c.Termini {
			if cut.Line, err = sea.acrossFrom(cut.States[0]); err != nil {
				return nil, err
			}
		}
		out = append(out, cut)
	}
	return out, nil
}

// acrossFrom returns the geodesic between the two ends of a state's shore.
func (s *Sea) acrossFrom(state int) (orb.LineString, error) {
	var ends orb.LineString
	for _, t := range s.coast.Termini() {
		if t.Before == state || t.After == state {
			ends = append(ends, t.At)
		}
	}
	if len(ends) != 2 {
		return nil, fmt.Errorf("%w: the shore of %s ends at %d land borders, not at two, so that there is no line across from it", ErrLine, s.coast.States[state].Code, len(ends))
	}
	return ends, nil
}

// layer returns the layer that the definition divides.
func (r *defined) layer() Layer { return cmp.Or(r.def.Layer, LayerAll) }

func (r *defined) divides(layer Layer) error {
	if own := r.layer(); layer != own {
		return fmt.Errorf("%w: the shares of %s hold for the layer %s", ErrLayer, r.def.ID, own)
	}
	return nil
}

func (r *defined) divide(ctx context.Context, sea *Sea, by *choices) (*Division, error) {
	def := &r.def
	if def.Weighting != "" {
		by.Weighting = def.Weighting
	}
	d := newDivision(r, sea, by, r.layer())
	switch def.Base {
	case BaseTarget:
		shares, err := d.defineShares(ctx, def, by)
		if err != nil {
			return nil, err
		}
		return d, d.share(ctx, shares, by)
	case BaseUndivided:
		return d, d.leaveUndivided(ctx, def, by)
	case BaseZones:
		return d, d.drawBelts(ctx, def, by)
	}
	cuts, err := r.cuts(sea)
	if err != nil {
		return nil, err
	}
	by.Cuts = append(cuts, by.Cuts...)
	if len(def.Weights) > 0 {
		if by.Weights, err = sea.weights(def.Weights, by.Weighting); err != nil {
			return nil, err
		}
	}
	if err := d.drawMedian(ctx, by); err != nil {
		return nil, err
	}
	d.Title = def.Title
	return d, nil
}

// defineShares returns every state's share of the sea.
func (d *Division) defineShares(ctx context.Context, def *Definition, by *choices) ([]float64, error) {
	shares, rest, left := make([]float64, len(d.States)), []int{}, 1.0
	for k, s := range d.States {
		if v, ok := def.Shares[s.Code]; ok {
			shares[k] = v
			left -= v
		} else {
			rest = append(rest, k)
		}
	}
	return shares, d.apportion(ctx, shares, rest, left, def.Rest, by)
}

// leaveUndivided gives the states shares of a common sea, with a fishery belt if
// the definition has one.
func (d *Division) leaveUndivided(ctx context.Context, def *Definition, by *choices) error {
	shares, err := d.defineShares(ctx, def, by)
	if err != nil {
		return err
	}
	for k, share := range shares {
		d.States[k].Share, d.States[k].Undivided = share, true
	}
	switch {
	case by.sharesOnly:
		d.Area = partition.Area(d.Sea.coast)
	case len(def.Zones) == 0:
		d.Area = partition.Area(d.Sea.coast)
		d.drawCommon(partition.Sector{Area: d.Area, Polygons: orb.MultiPolygon{partition.Water(d.Sea.coast).Clone()}})
	default:
		together, blocs := []int{}, make([]int, len(d.States))
		for k, s := range d.States {
			if blocs[k] = 1 + k; slices.Contains(def.Together, s.Code) {
				together, blocs[k] = append(together, k), 0
			}
		}
		if err := d.beltsOfBlocs(ctx, def.Zones[0].Breadth, together, blocs, by); err != nil {
			return err
		}
	}
	d.drawInternalWaters()
	return nil
}

// drawBelts draws belts of the definition's breadths, one beyond the other.
func (d *Division) drawBelts(ctx context.Context, def *Definition, by *choices) error {
	var breadths []float64
	total := 0.0
	for _, z := range def.Zones {
		total += z.Breadth
		breadths = append(breadths, total)
	}
	b, err := d.belts(ctx, breadths, nil, by)
	if err != nil {
		return err
	}
	for k, z := range def.Zones {
		for s, w := range b.Waters[k] {
			d.drawBelt(z.Kind, []int{s}, z.Breadth, w)
			if k == 0 {
				d.States[s].Area, d.States[s].Share = w.Area, w.Area/b.Area
			}
		}
	}
	d.drawCommon(b.Beyond)
	d.drawInternalWaters()
	return nil
}
