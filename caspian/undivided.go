package caspian

import (
	"context"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/partition"
)

// leaveUndivided gives the states shares of a common sea, with a fishery belt if the
// regime has one, or with a picture of the shares if it is wanted.
func (d *Division) leaveUndivided(ctx context.Context, p *plan) error {
	shares, err := d.shares(ctx, p)
	if err != nil {
		return err
	}
	for k, share := range shares {
		d.States[k].Share, d.States[k].Undivided = share, true
	}
	switch r := p.regime; {
	case p.sharesOnly:
		d.Area = p.Shores.Area()
	case r.Notional:
		err = d.drawNotional(ctx, shares, p)
	case len(r.Zones) > 0:
		err = d.drawReserved(ctx, p)
	default:
		d.Area = p.Shores.Area()
		d.drawCommon(partition.Sector{Area: d.Area, Polygons: orb.MultiPolygon{partition.Water(d.Sea.coast).Clone()}})
	}
	if err != nil {
		return err
	}
	d.drawInternalWaters()
	return nil
}

// blocs numbers the states: those together have 0, every other one a number of its own.
func (d *Division) blocs(together Holder) []int {
	out := make([]int, len(d.States))
	for k := range out {
		if !slices.Contains(together.States, k) {
			out[k] = 1 + k
		}
	}
	return out
}

// drawReserved draws the fishery belts that are reserved to the flag of a state, or of
// those that hold theirs together, and the common sea beyond.
func (d *Division) drawReserved(ctx context.Context, p *plan) error {
	union, z := d.union(p.regime), p.regime.Zones[0]
	b, err := d.belts(ctx, []float64{z.Breadth}, d.blocs(union), p)
	if err != nil {
		return err
	}
	for k, w := range b.Waters[0] {
		h := d.one(k)
		if slices.Contains(union.States, k) {
			h = union
		}
		d.drawBelt(ZoneKind(z.Kind), h, z.Breadth, w)
	}
	d.drawCommon(b.Beyond)
	return nil
}

// drawNotional draws sectors of the size of the shares, those of states that hold
// together as one.
func (d *Division) drawNotional(ctx context.Context, shares []float64, p *plan) error {
	union := d.union(p.regime)
	if err := d.solve(ctx, shares, d.blocs(union), p); err != nil {
		return err
	}
	for k := range d.Zones {
		if z := &d.Zones[k]; len(union.States) > 1 && slices.Contains(union.States, z.Holder.States[0]) {
			z.Kind, z.Holder, z.Coast = ZoneCommon, union, 0
		}
	}
	d.warn("notional: the regime leaves the sea undivided, and nobody has claimed this line; it shows what the shares of the sea would be")
	d.warnWeighted()
	return nil
}
