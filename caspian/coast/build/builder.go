package build

import (
	"context"

	"github.com/paulmach/orb"
)

// builder makes the result from the shore and the countries.
type builder struct {
	ctx   context.Context
	opts  Options
	r     *Result
	land  *land
	shore *line
	holes []*line

	samples []sample   // along the shore
	around  [][]sample // along the holes
	state   []int      // of every area
	owners  []owner    // of the islands
	pieces  []piece    // of the shore, in order
}

// piece is a part of the shore that belongs to one state: up to the beginning
// of the next one.
type piece struct {
	from  float64 // length along the ring
	state int
}

// owner is the state of an island.
type owner struct {
	state      int
	part       float64
	distance   float64
	farthest   float64
	farthestAt orb.Point
	given      bool
}

// sample is a place of a shore that was looked at.
type sample struct {
	s    float64 // length along the ring
	area int     // the nearest
	d    float64 // its distance, below 0 inside
}
