package build

import (
	"caspian.example/division/caspian/coast"
	"github.com/paulmach/orb"
)

// Note is something harmless in one of the inputs.
type Note struct {
	Input string // Sea or Countries
	coast.Note
}

// State is a state with a part of the shore.
type State struct {
	coast.State
	// Length is that of its stretches, without islands.
	Length float64
	// Stretches is how many it has, Islands how many islands.
	Stretches, Islands int
	// Farthest is the greatest distance of its shore, islands included, from
	// the country, 0 if all of it is inside, and FarthestAt where that is: how
	// badly the inputs fit.
	Farthest   float64
	FarthestAt orb.Point
}

// Terminus is a place of the shore where the nearest country changes.
type Terminus struct {
	At orb.Point
	// Before and After are the states along the shore, counter-clockwise; they
	// index Result.States.
	Before, After int
	// Distance is that of the two countries, 0 inside of one.
	Distance float64
	// Doubt is the length of the shore around it where the distances of the
	// two countries differ by less than Doubtful, or both hold it: about how far
	// the end of the land border might lie elsewhere.
	Doubt float64
}

// Enclave is a stretch of shore that went to its neighbours.
type Enclave struct {
	State  string // code of the nearest country
	At     orb.Point
	Length float64
	// To are the codes of the neighbours along the shore: two if they differ,
	// which then meet where they are equally near.
	To []string
	// Only says that the state had no other stretch.
	Only bool
}

// Overlap is what the countries of two states have in common.
type Overlap struct {
	States [2]string // codes, or else what names the country
	// Area is that of all that is common to their polygons, on the shore or not,
	// in m², to about a thousandth.
	Area float64
	// Stretches are the stretches of the shore and the islands, of 1 m and more, that
	// both hold, the longest first. Length is that of all, and Part its part of the
	// length of the shore and the islands.
	Stretches    []Stretch
	Length, Part float64
}

// Stretch is a stretch of shore: its length in metres, and the place in its middle.
type Stretch struct {
	At     orb.Point
	Length float64
}

// Island is an island of the result.
type Island struct {
	Hole  int // in the sea's polygon, from 1
	At    orb.Point
	Name  string
	State int // indexes Result.States
	// Part is the part of its shore, by length, that is nearest to the state,
	// and Distance that between the island and the country, 0 inside.
	Part, Distance float64
	// Given says that the choice is that of Options.Islands.
	Given bool
}

// Result is a labelled coast, and how it came about.
type Result struct {
	// Coast has no digest, for it stands in no file yet.
	Coast *coast.Coast
	// Property is the property that held the codes.
	Property string
	States   []State // as in Coast.States
	Termini  []Terminus
	Enclaves []Enclave
	Overlaps []Overlap // by states
	Islands  []Island  // by Hole
	Notes    []Note
}
