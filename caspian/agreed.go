package caspian

import (
	"context"
	"fmt"
	"slices"

	"caspian.example/division/caspian/partition"
	"caspian.example/division/geodata"
)

// Agreed divides the seabed by the lines that neighbours have agreed on, as far
// as their points are at hand: that between Kazakhstan and Russia. All other
// lines are median ones, unless Options.Lines gives them.
var Agreed Regime = agreed{}

type agreed struct{}

func (agreed) ID() string { return "agreed" }

func (a agreed) Applies(sea *Sea) error {
	if !sea.IsCaspian() {
		return fmt.Errorf("%w: %s", ErrNotCaspian, a.ID())
	}
	return nil
}

func (agreed) About() About {
	return About{
		Title:   "Agreed lines, as far as they are at hand",
		Basis:   "The modified median line between Russia and Kazakhstan, 39 points to a tenth of a minute (±93 m), datum not stated (docs.cntd.ru, document 420236864). Modified median lines are reported for the seabed only (Bahman Aghai Diba 2015).",
		Silence: "Only this line's points are at hand. Those of Kazakhstan and Azerbaijan, Russia and Azerbaijan, and Kazakhstan and Turkmenistan are agreed too, but their points are not at hand; Iran has no agreed line with anybody, nor have Azerbaijan and Turkmenistan. The line's point 1 lies 10.9 nautical miles off the shore. Its point 39 is the agreed tripoint with Azerbaijan (protocol of 27 February 2003), which is not where the median lines meet.",
		Layers: []LayerRule{
			{LayerSeabed, LayerSectors, "sectors"}, {LayerWater, LayerOpen, "not said"}, {LayerSurface, LayerOpen, "not said"},
		},
		Assumptions: []string{
			"the points are taken as WGS84 and joined by geodesics",
			"from point 1 the line goes on by the geodesic to the end of the land border, and from point 39 by that of its last leg to Azerbaijan's median line",
			"all other lines are median ones",
		},
		Caspian: true,
	}
}

func (agreed) divides(layer Layer) error {
	if layer != LayerSeabed {
		return fmt.Errorf("%w: the agreed line is one of the seabed", ErrLayer)
	}
	return nil
}

func (r agreed) divide(ctx context.Context, sea *Sea, by *choices) (*Division, error) {
	lines, err := geodata.AgreedLines()
	if err != nil {
		return nil, err
	}
	d := newDivision(r, sea, by, LayerSeabed)
	given := by.Cuts
	by.Cuts = nil
	for _, l := range lines {
		cut := partition.Cut{Line: l.Points, States: [2]int{sea.state(l.States[0]), sea.state(l.States[1])}}
		if slices.ContainsFunc(given, func(g partition.Cut) bool {
			return slices.Contains(g.States[:], cut.States[0]) && slices.Contains(g.States[:], cut.States[1])
		}) {
			return nil, fmt.Errorf("%w: %s and %s have an agreed one; give yours with the regime %s", ErrLine, l.States[0], l.States[1], Median.ID())
		}
		by.Cuts = append(by.Cuts, cut)
	}
	by.Cuts = append(by.Cuts, given...)
	return d, d.drawMedian(ctx, by)
}
