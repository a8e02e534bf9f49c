package caspian

import (
	"context"

	"caspian.example/division/caspian/partition"
)

type equal struct{}

func (equal) ID() string         { return "equal" }
func (equal) Applies(*Sea) error { return nil }

func (equal) About() About {
	return About{
		Title:   "Equal division",
		Basis:   "Tehran's demand, as the others insist on dividing: an equal division, at least 20 % \"at the level of water resources\", with the seabed in common (Koulaei & Hafeznia 2010, p. 401, in " + paper + ").",
		Silence: "It is a negotiating position, not law, and Iranian officials have also denied it (2017, 2018). Which layer it holds for differs: another report has the reverse, the seabed shared equally and the surface in common.",
		Layers: []LayerRule{
			{LayerSeabed, LayerCommon, "in common"}, {LayerWater, LayerSectors, "equal shares"}, {LayerSurface, LayerOpen, "not said"},
		},
		Assumptions: []string{
			"the shares are equal parts of the sea's area",
			"nobody has said where the sectors lie: here each place belongs to the state whose coast is nearest after distances are divided by one weight per state, such that the areas are equal",
		},
	}
}

func (r equal) divide(ctx context.Context, sea *Sea, by *choices) (*Division, error) {
	layer := LayerAll
	if sea.IsCaspian() {
		layer = LayerWater // Tehran's demand leaves the seabed in common
	}
	d := newDivision(r, sea, by, layer)
	d.Layers = equalLayers(d.Layer)
	shares := make([]float64, len(d.States))
	for k := range shares {
		shares[k] = 1 / float64(len(shares))
	}
	return d, d.share(ctx, shares, by)
}

// equalLayers says what becomes of all layers if one is divided equally: the
// water or the seabed as the two reports have it.
func equalLayers(divided Layer) []LayerRule {
	if divided == LayerAll {
		return alike(LayerSectors, "equal shares")
	}
	out := equal{}.About().Layers
	if divided == LayerWater {
		return out
	}
	for k := range out {
		switch {
		case out[k].Layer == divided:
			out[k].Kind, out[k].Rule = LayerSectors, "equal shares"
		case divided == LayerSeabed && out[k].Layer == LayerSurface:
			out[k].Kind, out[k].Rule = LayerCommon, "in common"
		default:
			out[k].Kind, out[k].Rule = LayerOpen, "not said"
		}
	}
	return out
}

// share gives the states shares of the sea, and draws them if need be.
func (d *Division) share(ctx context.Context, shares []float64, by *choices) error {
	if by.sharesOnly {
		d.Area = partition.Area(d.Sea.coast)
	} else if err := d.split(ctx, shares, nil, by); err != nil {
		return err
	}
	for k, share := range shares {
		d.States[k].Share, d.States[k].Area = share, d.Area*share
	}
	d.warn()
	d.drawInternalWaters()
	return nil
}
