package build

import (
	"context"
	"fmt"
	"slices"

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

	held    sets       // of areas that hold a place
	tied    sets       // of areas that are equally near to one
	equal   [][]int    // the same, by their states
	samples []sample   // along the shore
	around  [][]sample // along the holes
	state   []int      // of every area, −1 for those that are not looked at
	owners  []owner    // of the islands
	pieces  []piece    // of the shore, in order
}

// piece is a part of the shore that belongs to one state: up to the beginning
// of the next one.
type piece struct {
	from  float64 // length along the ring
	state int     // or len(r.States) and above for a set of equally near ones
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
	area int32   // the nearest
	// The areas that hold it, and those that are the nearest, if several: sets.
	held, tied int32
	d          float64 // the distance of the nearest, below 0 inside
}

// sets numbers sets of areas. The first is empty.
type sets struct {
	list  [][]int
	known map[string]int32
}

// number returns the number of a set, which is that of the empty one for one area.
func (s *sets) number(areas []int) int32 {
	if s.list == nil {
		s.list, s.known = [][]int{nil}, map[string]int32{}
	}
	if len(areas) < 2 {
		return 0
	}
	areas = slices.Sorted(slices.Values(areas))
	key := fmt.Sprint(areas)
	k, ok := s.known[key]
	if !ok {
		k = int32(len(s.list))
		s.list, s.known[key] = append(s.list, areas), k
	}
	return k
}
