package oracle

import (
	"github.com/paulmach/orb"
)

// Options say how exact the oracle is. The zero value is ready to use.
type Options struct {
	// Fraction is how many times the sites' spacing goes into the distance
	// from the nearest other state's coast, at least; 0 means 20.
	Fraction float64
	// Sag is how much farther in metres the nearest site may be than the coast,
	// at most; 0 means 1 m. Lines are exact all the same: it bounds the size of
	// what can be missed.
	Sag float64
	// Tolerance is the largest distance in metres of lines from the true ones
	// between the vertices; 0 means 5 cm.
	Tolerance float64
}

// Line is a piece of the boundary between two states.
type Line struct {
	States [2]int      // left, right
	Points []orb.Point // joined by geodesics
	from   int         // nodes at the ends
	to     int
}

// Result is a divided sea.
type Result struct {
	// Areas of the sectors in m², by state.
	Areas []float64
	// Lines by pair of states, ascending.
	Lines map[[2]int][]Line
	// Sites and Vertices count the points of the coast and of the lines, Moved
	// is the farthest that Newton's method moved a vertex, in metres. Stuck
	// counts the vertices that it could not move to their place and that were
	// left out.
	Sites, Vertices, Stuck int
	Moved                  float64
}
