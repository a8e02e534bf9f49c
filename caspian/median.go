package caspian

import (
	"context"
	"fmt"

	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/partition"
)

// drawMedian divides the sea by lines of equal distance, but for the given ones.
func (d *Division) drawMedian(ctx context.Context, p *plan) error {
	net, err := partition.Divide(ctx, d.Sea.coast, p.Options)
	if err != nil {
		return err
	}
	d.drawNetwork(net)
	for k, s := range net.Sectors {
		d.States[k].Area, d.States[k].Share = s.Area, s.Area/net.Area
		if s.Area == 0 && p.Effects != nil {
			d.warn("%s has islands only, and none of full effect: it gets nothing", d.States[k].Name)
		}
	}
	if p.Weights != nil {
		d.weigh(p.Weights)
		d.warnWeighted()
	}
	if len(p.Cuts) > 0 {
		d.warnCut()
	}
	d.drawInternalWaters()
	return nil
}

// warnCut says where lines begin that were to begin near there, which lines had to be
// prolonged, and what else they moved.
func (d *Division) warnCut() {
	loxodromes := map[[2]string]bool{}
	for _, c := range d.Question.Regime.Cuts {
		a, b := c.Between[0], c.Between[1]
		loxodromes[[2]string{min(a, b), max(a, b)}] = c.Loxodrome
		if c.From == nil {
			continue
		}
		if start, end, err := d.Sea.start(&c); err == nil && end != nil && start != *c.From {
			d.warn("%s of %s and %s begins at the end of their land border, %.6f %.6f, %.0f m from the place that is named",
				c.Rule(), a, b, start[0], start[1], geodesic.WGS84.Distance(start, *c.From))
		}
	}
	for _, b := range d.Boundaries {
		first, second := d.States[b.States[0]].Name, d.States[b.States[1]].Name
		from, to := b.Line[0], b.Line[len(b.Line)-1]
		between := fmt.Sprintf("%.2f km, between %.4f %.4f and %.4f %.4f", b.Length/1e3, from[0], from[1], to[0], to[1])
		by := "geodesic"
		if loxodromes[[2]string{d.States[b.States[0]].Code, d.States[b.States[1]].Code}] {
			by = "rhumb line"
		}
		switch b.Origin {
		case partition.ToTerminus:
			d.warn("the given line of %s and %s is prolonged by the %s to the end of their land border: %s", first, second, by, between)
		case partition.Onward:
			d.warn("the given line of %s and %s is prolonged by the %s of its last leg to where their waters end: %s", first, second, by, between)
		case partition.Kept:
			d.warn("%s and %s are parted by a line of equal distance from %s and %s that a given line left in place: %s",
				first, second, d.States[b.EquidistantFrom[0]].Name, d.States[b.EquidistantFrom[1]].Name, between)
		}
	}
	for _, s := range d.States {
		if s.LostCoast > 0 {
			d.warn("given lines: %.1f km of the coast of %s lie in other sectors", s.LostCoast/1e3, s.Name)
		}
	}
}
