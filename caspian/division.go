package caspian

import (
	"github.com/paulmach/orb"

	"caspian.example/division/caspian/partition"
)

// Division is a sea divided under a regime.
type Division struct {
	Regime string // the regime's id
	Title  string
	// Basis is what the regime rests on, with its source, and Silence what that
	// does not say.
	Basis, Silence string
	Layer          Layer       // the layer that the shares hold for
	Layers         []LayerRule // what becomes of each layer, from the seabed up
	Sea            *Sea
	// Islands is the effect of islands: "full", "half", "none" or a fraction,
	// and after it the names and effects of islands that differ.
	Islands string
	// Closed are the names of the closing lines that cut water off, each once.
	Closed []string
	// Tolerance is that of the lines between their vertices, in metres.
	Tolerance float64
	// Weights are the states' weights by their codes, if the lines have any,
	// and Weighting what they do. Weights that the regime has found are 1 for
	// the first state (additive 0).
	Weights   map[string]float64
	Weighting Weighting
	// Iterations is the number of times that areas were measured to find the
	// weights, and Residual the largest difference of a share from the wanted
	// one that was left.
	Iterations int
	Residual   float64
	// Notional says that the lines part what the regime leaves undivided.
	Notional bool
	// Measure says how coasts were measured, if the shares follow their length.
	Measure string
	// Area is the sea's area in m², without its islands.
	Area float64
	// States has every state's share, in the order of Sea.States.
	States []StateShare
	// Zones are the areas that the regime draws; none if it only gives shares.
	Zones []Zone
	// Boundaries are the lines between states' zones, TurningPoints the places
	// on them and on limits where a controlling base point changes or three
	// areas meet.
	Boundaries    []partition.Boundary
	TurningPoints []partition.TurningPoint
	// Limits are the outer limits of belts.
	Limits []partition.Limit
	// Warnings are things that a reader of the result must know.
	Warnings []string

	effects []float64 // of the islands, nil if all have full effect
}

// Rules returns the rules for the layers that the regime treats apart: first
// that for Layer, whose zones the division has, then those for the layers with
// another rule, from the seabed up.
func (d *Division) Rules() []LayerRule {
	first := LayerRule{Layer: d.Layer}
	for _, l := range d.Layers {
		if l.Layer == d.Layer || d.Layer == LayerAll {
			first.Kind, first.Rule = l.Kind, l.Rule
			break
		}
	}
	out := []LayerRule{first}
	for _, l := range d.Layers {
		if d.Layer != LayerAll && l.Layer != d.Layer && l.Rule != first.Rule {
			out = append(out, l)
		}
	}
	return out
}

// StateShare is what one state has of a divided sea.
type StateShare struct {
	State
	// Share is its fraction of the sea.
	Share float64
	// Area is in m²; 0 if the share is undivided.
	Area float64
	// Undivided says that the share is one of a common sea and has no area of
	// its own.
	Undivided bool
	// LostCoast is the length in metres of its shore that lies in the sectors
	// of others.
	LostCoast float64
}

// ZoneKind says what a zone is.
type ZoneKind string

// The kinds of zones.
const (
	ZoneSector ZoneKind = "sector" // one state's
	ZoneCommon ZoneKind = "common" // several states'
	// ZoneTerritorial and ZoneFishery are belts along a state's shore, and the
	// second may be several states' together.
	ZoneTerritorial ZoneKind = "territorial_waters"
	ZoneFishery     ZoneKind = "fishery_zone"
	// ZoneInternalWaters is water behind a closing line, outside the sea.
	ZoneInternalWaters ZoneKind = "internal_waters"
)

// Zone is an area that a regime gives to a state, or to several in common.
type Zone struct {
	Kind ZoneKind
	// States indexes Division.States: one but for common zones and those of
	// several states together.
	States []int
	// Breadth is that of a belt in metres.
	Breadth float64
	// Area is the geodesic area in m².
	Area float64
	// Coast is the length in metres of the state's shore, islands included;
	// 0 for common zones.
	Coast    float64
	Polygons orb.MultiPolygon
	// Parts describes each polygon of a sector.
	Parts []partition.Part
}

// Share returns the share of the state with the given code, 0 if there is no
// such state.
func (d *Division) Share(code string) float64 {
	for _, s := range d.States {
		if s.Code == code {
			return s.Share
		}
	}
	return 0
}
