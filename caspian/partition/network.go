package partition

import (
	"iter"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
)

// Network is a sea cut into one sector per state by lines of equal
// (weighted) distance. It is the result of Divide and is never changed by it
// afterwards.
type Network struct {
	// Area is the area of the sea in m²: the ring less its islands.
	Area float64
	// Sectors has one entry per state, in the order of coast.Coast.States.
	Sectors []Sector
	// Boundaries are the lines between two states, sorted by States and then
	// by their first position.
	Boundaries []Boundary
	// TurningPoints are the places where a controlling base point changes and
	// the tripoints, in the order of the boundaries that they lie on.
	TurningPoints []TurningPoint
}

// Sector is the water of one state. That of a bloc is in the entry of its first
// state; those of the others are empty.
type Sector struct {
	// State indexes coast.Coast.States.
	State int
	// Area is the geodesic area of Polygons in m².
	Area float64
	// Coast is the length in metres of the state's own shore, islands
	// included.
	Coast float64
	// Lost is the length in metres of this shore that lies in other states'
	// sectors: none but under additive weights, or where islands have no full
	// effect.
	Lost float64
	// Polygons are the sector's parts, outer rings counter-clockwise, holes
	// clockwise. Positions on the shore are those of the coast; positions on
	// a boundary are shared bit for bit with the neighbour's polygon.
	Polygons orb.MultiPolygon
	// Parts describes each of Polygons.
	Parts []Part
}

// Part is one polygon of a sector.
type Part struct {
	// Area is its geodesic area in m².
	Area float64
	// Detached says that it touches no shore of its own state.
	Detached bool
}

// Boundary is one line between the sectors of two states.
type Boundary struct {
	// States are the two states' indices, ascending.
	States [2]int
	// Line runs so that States[0] lies on its left.
	Line orb.LineString
	// Origin says where the line comes from.
	Origin Origin
	// EquidistantFrom are the two states that a line of the origin Kept is
	// equally far from, ascending.
	EquidistantFrom [2]int
	// Length is the geodesic length of Line in metres.
	Length float64
	// TurningPoints are the turning points along Line, its tripoints
	// included, as indices into Network.TurningPoints. Each is a vertex of
	// Line.
	TurningPoints []int
}

// TurningPoint is a place on the boundaries where a controlling base point
// changes, where three or more sectors meet, or a vertex of a given line, where
// distances need not be equal.
type TurningPoint struct {
	At orb.Point
	// States are the indices of the states that meet here, ascending.
	States []int
	// Distances gives for each of States the distance in metres to its
	// nearest base point.
	Distances []float64
	// BasePoints gives for each of States the controlling base points: one,
	// or two for the state whose control changes here, first the one before
	// the turning point in the direction of Boundary.Line. Where islands have
	// partial effect there are as many for each tier, the mainland's first.
	BasePoints [][]BasePoint
	// Tripoint says that the sectors or belts of three or more states meet here. Where
	// those of two meet the waters beyond their belts there is none.
	Tripoint bool
}

// Side is what a turning point is for one of the states that meet there.
type Side struct {
	State      int // indexes coast.Coast.States
	Distance   float64
	BasePoints []BasePoint
}

// Sides goes through States, Distances and BasePoints together.
func (t *TurningPoint) Sides() iter.Seq[Side] {
	return func(yield func(Side) bool) {
		for k, state := range t.States {
			if !yield(Side{state, t.Distances[k], t.BasePoints[k]}) {
				return
			}
		}
	}
}

// BasePoint is the place on a baseline that is nearest to a turning point.
type BasePoint struct {
	At orb.Point
	// Feature indexes coast.Coast.Features.
	Feature int
	// Vertex says that the base point is a vertex of the coast; otherwise it
	// lies inside a segment.
	Vertex bool
	// Part is its part of the state's distance: 1, or where islands have
	// partial effect the part of the tier that it is nearest on (see
	// Options.Effects).
	Part float64
}

// Origin says where a line comes from.
type Origin string

// The origins. A line that is not Equidistant need not be equally far from the
// states on its two sides; one that was Kept is equally far from two states,
// one of which has lost or won the water beside it by a cut.
const (
	Equidistant Origin = ""
	Given       Origin = "given"
	ToTerminus  Origin = "prolonged_to_terminus"
	Onward      Origin = "prolonged_onward"
	Kept        Origin = "kept"
	// Simplified is that of a line of few positions that stands for a line of another
	// origin, or for several (see course.Simplify). Divide makes none.
	Simplified Origin = "simplified"
)

// Water returns the sea of c as one polygon: its shore counter-clockwise, its
// islands as clockwise holes. The rings are those of c, not copies. Without a coast it
// is nil.
func Water(c *coast.Coast) orb.Polygon {
	if c == nil || len(c.Shore) == 0 {
		return nil
	}
	p := orb.Polygon{c.Shore}
	for _, i := range c.Islands {
		p = append(p, i.Ring)
	}
	return p
}
