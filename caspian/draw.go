package caspian

import (
	"fmt"

	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/partition"
	"caspian.example/division/caspian/regime"
	"github.com/paulmach/orb"
)

// drawInternalWaters adds the waters behind closing lines and inside straight baselines to
// the zones.
func (d *Division) drawInternalWaters() {
	for _, e := range d.Sea.coast.Enclosed {
		d.Zones = append(d.Zones, Zone{
			Kind: ZoneInternalWaters, Holder: d.one(e.State), Area: geodesic.WGS84.PolygonArea(e.Water), Polygons: orb.MultiPolygon{e.Water.Clone()},
		})
	}
}

// drawCommon adds water that all hold in common to the zones.
func (d *Division) drawCommon(s partition.Sector) {
	if s.Area == 0 {
		d.warn("no water is farther from the shores: there is no common space")
		return
	}
	d.Zones = append(d.Zones, Zone{Kind: ZoneCommon, Holder: d.Everybody(), Area: s.Area, Share: s.Area / d.Area, Polygons: s.Polygons})
}

// drawNetwork takes the sectors and lines of a network.
func (d *Division) drawNetwork(net *partition.Network) {
	d.Area, d.Boundaries, d.TurningPoints = net.Area, net.Boundaries, net.TurningPoints
	for k, s := range net.Sectors {
		d.States[k].LostCoast = s.Lost
		if s.Area > 0 {
			d.Zones = append(d.Zones, Zone{
				Kind: ZoneSector, Holder: d.one(k), Area: s.Area, Share: s.Area / net.Area, Coast: s.Coast, Polygons: s.Polygons, Parts: s.Parts,
			})
		}
	}
}

// weigh notes the weights of lines.
func (d *Division) weigh(weights []float64) {
	d.Weights = map[string]float64{}
	for k, w := range weights {
		d.Weights[d.States[k].Code] = w
	}
}

// warn adds a warning.
func (d *Division) warn(format string, args ...any) {
	d.Warnings = append(d.Warnings, fmt.Sprintf(format, args...))
}

// warnWeighted says what weights have done to coasts and sectors.
func (d *Division) warnWeighted() {
	for _, s := range d.States {
		if s.LostCoast > 0 && d.Question.Regime.Weighting == regime.Additive {
			d.warn("additive weights: %.1f km of the coast of %s lie in other sectors", s.LostCoast/1e3, s.Name)
		}
	}
	for _, z := range d.Zones {
		apart := ""
		for k, p := range z.Parts {
			if p.Detached {
				apart += fmt.Sprintf(", part %d (%.1f km²)", k+1, p.Area/1e6)
			}
		}
		if apart != "" {
			d.warn("the sector of %s has %d parts, of which some touch no coast of its own: %s", z.Holder.Name, len(z.Parts), apart[2:])
		}
	}
}
