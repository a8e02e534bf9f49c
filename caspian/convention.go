package caspian

import (
	"context"
	"fmt"

	"caspian.example/division/caspian/partition"
)

// NauticalMile is the international nautical mile in metres.
const NauticalMile = 1852.0

// The breadths in metres that the Convention of 2018 and the treaties of 1935
// and 1940 give.
const (
	TerritorialBreadth = 15 * NauticalMile
	FisheryBreadth     = 10 * NauticalMile
)

// Convention2018 draws the zones of the Aktau Convention: territorial waters, a
// fishery zone beyond them, and the common maritime space. It gives no shares
// of the seabed.
var Convention2018 Regime = convention{}

type convention struct{}

func (convention) ID() string         { return "convention2018" }
func (convention) Applies(*Sea) error { return nil }

func (convention) About() About {
	return About{
		Title:   "Convention of Aktau, 2018",
		Basis:   "Convention on the Legal Status of the Caspian Sea, Aktau, 12 August 2018: territorial waters up to 15 nautical miles, whose outer limit is the state border, a fishery zone of 10 nautical miles beyond them, then the common maritime space.",
		Silence: "It fixes no seabed shares: the seabed is divided by agreement between neighbours, and a \"2018 seabed share\" does not exist. The baselines that the zones are measured from are to be agreed; here they are the given shore, and closing lines where they are asked for.",
		Layers: []LayerRule{
			{LayerSeabed, LayerOpen, "by agreement between neighbours"},
			{LayerWater, LayerZones, "zones, and a common space"}, {LayerSurface, LayerZones, "zones, and a common space"},
		},
		Assumptions: []string{
			"baselines are the shore of the coast file",
			"where neighbours' zones would overlap they are cut by the line of equal distance",
			"all islands have zones of their own",
		},
	}
}

func (convention) divides(layer Layer) error {
	switch layer {
	case LayerAll:
		return fmt.Errorf("%w: the Convention has no one rule for all layers: it leaves the seabed to agreements between neighbours; choose the water or the surface", ErrLayer)
	case LayerSeabed:
		return fmt.Errorf("%w: the Convention leaves the seabed to agreements between neighbours; choose a rule for it, such as the median line", ErrLayer)
	}
	return nil
}

func (r convention) divide(ctx context.Context, sea *Sea, by *choices) (*Division, error) {
	d := newDivision(r, sea, by, LayerWater)
	return d, d.drawBelts(ctx, &Definition{Zones: []DefinedZone{{ZoneTerritorial, by.territorial}, {ZoneFishery, by.fishery}}}, by)
}

// belts measures belts at distances from all shores, and takes their lines.
func (d *Division) belts(ctx context.Context, breadths []float64, blocs []int, by *choices) (*partition.Belts, error) {
	opts := by.Options
	opts.Effects, opts.Blocs = nil, blocs
	if by.Effects != nil {
		d.Islands, d.effects = "full", nil
		d.Warnings = append(d.Warnings, "limits are measured from all islands: their effect on lines is left aside")
	}
	b, err := partition.Limits(ctx, d.Sea.coast, breadths, opts)
	if err != nil {
		return nil, err
	}
	d.Area, d.Boundaries, d.Limits, d.TurningPoints = b.Area, b.Boundaries, b.Limits, b.TurningPoints
	return b, nil
}

// drawBelt adds a belt of a state, or of several together, to the zones.
func (d *Division) drawBelt(kind ZoneKind, states []int, breadth float64, s partition.Sector) {
	if s.Area > 0 {
		d.Zones = append(d.Zones, Zone{Kind: kind, States: states, Breadth: breadth, Area: s.Area, Polygons: s.Polygons, Parts: s.Parts})
	}
}

// drawCommon adds the water beyond all belts to the zones, as common to all.
func (d *Division) drawCommon(s partition.Sector) {
	if s.Area == 0 {
		d.Warnings = append(d.Warnings, "no water is farther from the shores: there is no common space")
		return
	}
	all := make([]int, len(d.States))
	for k := range all {
		all[k] = k
	}
	d.Zones = append(d.Zones, Zone{Kind: ZoneCommon, States: all, Area: s.Area, Polygons: s.Polygons})
}
