package caspian

import (
	"context"

	"caspian.example/division/caspian/partition"
)

// drawZones draws belts of the regime's breadths, one beyond the other, and what is in
// common beyond them. They are no shares of the sea.
func (d *Division) drawZones(ctx context.Context, p *plan) error {
	var breadths []float64
	total := 0.0
	for _, z := range p.regime.Zones {
		total += z.Breadth
		breadths = append(breadths, total)
	}
	b, err := d.belts(ctx, breadths, nil, p)
	if err != nil {
		return err
	}
	for k, z := range p.regime.Zones {
		for s, w := range b.Waters[k] {
			d.drawBelt(ZoneKind(z.Kind), d.one(s), z.Breadth, w)
		}
	}
	d.drawCommon(b.Beyond)
	d.drawInternalWaters()
	return nil
}

// belts measures belts at distances from all shores, and takes their lines.
func (d *Division) belts(ctx context.Context, breadths []float64, blocs []int, p *plan) (*partition.Belts, error) {
	opts := p.Options
	opts.Effects, opts.Weighting, opts.Blocs = nil, "", blocs
	if p.Effects != nil {
		d.effects = nil
		d.warn("limits are measured from all islands: their effect on lines is left aside")
	}
	b, err := partition.Limits(ctx, d.Sea.coast, breadths, opts)
	if err != nil {
		return nil, err
	}
	d.Area, d.Boundaries, d.Limits, d.TurningPoints = b.Area, b.Boundaries, b.Limits, b.TurningPoints
	return b, nil
}

// drawBelt adds a belt to the zones.
func (d *Division) drawBelt(kind ZoneKind, h Holder, breadth float64, s partition.Sector) {
	if s.Area > 0 {
		d.Zones = append(d.Zones, Zone{Kind: kind, Holder: h, Breadth: breadth, Area: s.Area, Share: s.Area / d.Area, Polygons: s.Polygons, Parts: s.Parts})
	}
}
