package caspian

import (
	"context"
	"fmt"

	"caspian.example/division/caspian/partition"
)

type median struct{}

func (median) ID() string         { return "median" }
func (median) Applies(*Sea) error { return nil }

func (median) About() About {
	return About{
		Title:       "Median line",
		Basis:       "Azerbaijan's position: bed, surface and water column, with their resources, divided into national sectors under full sovereignty by the middle line (Khosravi 2007, p. 6, in " + paper + ").",
		Silence:     "No treaty among the five states draws this line. The northern treaty lines are modified median lines, so that a strict one must differ from them. The published shares are rounded; a computed one depends on the coast, the water level, the islands and the lagoon Garabogazköl.",
		Layers:      alike(LayerSectors, "sectors"),
		Assumptions: []string{"islands have full effect", "the sea reaches to the given shore, the lagoon Garabogazköl included"},
	}
}

func (r median) divide(ctx context.Context, sea *Sea, by *choices) (*Division, error) {
	d := newDivision(r, sea, by, LayerAll)
	return d, d.drawMedian(ctx, by)
}

// drawMedian divides the sea by median lines, but for the given ones.
func (d *Division) drawMedian(ctx context.Context, by *choices) error {
	net, err := partition.Divide(ctx, d.Sea.coast, by.Options)
	if err != nil {
		return err
	}
	d.draw(net)
	for k, s := range net.Sectors {
		d.States[k].Area, d.States[k].Share = s.Area, s.Area/net.Area
		if s.Area == 0 && by.Effects != nil {
			d.Warnings = append(d.Warnings, fmt.Sprintf("%s has islands only, and none of full effect: it gets nothing", d.States[k].Name))
		}
	}
	if by.Weights != nil {
		d.weigh(by.Weighting, by.Weights)
		d.Title = "Weighted lines"
		d.warn()
	}
	d.warnLines(by)
	d.drawInternalWaters()
	return nil
}
