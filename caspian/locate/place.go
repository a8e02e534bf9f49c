package locate

import (
	"errors"
	"fmt"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/internal/valid"
	"caspian.example/division/caspian/partition"
	"caspian.example/division/caspian/regime"
)

// ground is what a region of the coast makes of the places in it.
type ground struct {
	Ground
	feature int
}

// none stands for no feature.
const none = -1

// Ground says what is at a place.
type Ground string

// The grounds: water that is divided, its shore from either side, an island in it,
// water behind a closing line or a straight baseline, and all that lies outside the shore. The shore counts
// as sea.
const (
	GroundSea      Ground = "sea"
	GroundShore    Ground = "shore"
	GroundIsland   Ground = "island"
	GroundInternal Ground = "internal_waters"
	GroundOutside  Ground = "outside"
)

// Place is what a Locator finds at a position.
type Place struct {
	// At is longitude and latitude in degrees, as given.
	At     orb.Point
	Ground Ground
	// Feature is the island, or that with the shore, or the closing line or straight
	// baseline that Ground speaks of, as an index into Coast.Features; −1 in the sea, on other
	// shores and outside, and for islands of which no more is known than that they
	// lie behind such a line.
	Feature int
	// Zones are the zones that hold the place, as indices into Division.Zones.
	// None overlap: there is one at most. Not to be changed.
	Zones []int
	// Holdings says who has each layer here, in the order of regime.Regime.Rules. On
	// a line between states each of them has what it parts; on the shore it is what
	// the water there is. Not to be changed.
	Holdings []Holding
	// Distances has for every state, in the order of Division.States, how far its
	// nearest base point is. It is nil for places more than Away outside the sea.
	Distances []Distance
	// Line is the nearest boundary or limit.
	Line NearestLine
	// Shores are the states on whose shore the place is, mainland or islands of any
	// effect, as indices of Division.States; and Lines the boundaries and limits that
	// it is on. At the end of a land border these are both states and their line.
	// That they are within Options.Within makes them so. Nil for none.
	Shores []int
	Lines  []NearestLine
}

// Options are the choices of New. The zero value is ready to use.
type Options struct {
	// Within is the distance in metres within which a place is on a line or on the
	// shore, up to MaxWithin. 0 means 1 m; a negative value asks for none.
	Within float64
}

// MaxWithin is the greatest Options.Within.
const MaxWithin = 10e3

// Holding says who has one layer at a place.
type Holding struct {
	regime.LayerRule
	// Zone is the kind of the zone that the layer is divided by here; empty where
	// it is not, as on land.
	Zone caspian.ZoneKind
	// Breadth is that of a belt in metres.
	Breadth float64
	// Holder is who has the layer; nobody where the rule leaves it open, and on land.
	Holder caspian.Holder
	// Reserved is whose flag a belt is reserved to, though the layer is in common;
	// nobody elsewhere.
	Reserved caspian.Holder
}

// Distance is how far a state's nearest base point is.
type Distance struct {
	// Distance is in metres: +Inf if the state has no baseline that counts.
	Distance float64
	// Base is the base point.
	Base partition.BasePoint
}

// NearestLine is the place of a division's lines that is nearest to another
// place.
type NearestLine struct {
	// States index Division.States: the two that a boundary parts, or the one
	// whose limit it is. None if there are no lines.
	States []int
	// Breadth is that of the belt that a limit ends, in metres; 0 for boundaries.
	Breadth float64
	// Distance is in metres, and Azimuth the direction in which At is seen, in
	// degrees from 0 up to 360, clockwise from north: that of the normal section,
	// from which the geodesic departs by less than 0.001° up to 500 km. On the line
	// itself it is 0.
	Distance, Azimuth float64
	At                orb.Point
}

// Away is the distance in metres from the sea up to which places on land or in
// other waters are measured, and a little beyond.
const Away = 500e3

// ErrPlace is returned for what is no position, ErrNoZones by New for a division without
// zones where there should be some, and ErrWithin for a distance beyond MaxWithin.
var (
	ErrPlace   = errors.New("locate: no such place")
	ErrWithin  = errors.New("locate: places are on a line within 10 km at most")
	ErrNoZones = errors.New("locate: the division has no zones: it was made with SharesOnly")
)

// checkPlace returns an error for what is no position.
func checkPlace(p orb.Point) error {
	switch {
	case !valid.Finite(p[0]) || !valid.Finite(p[1]):
		return fmt.Errorf("%w: %v %v are not two numbers", ErrPlace, p[0], p[1])
	case !valid.Latitude(p[1]):
		return fmt.Errorf("%w: the latitude %v lies beyond 90°", ErrPlace, p[1])
	}
	return nil
}
