package oracle

import (
	"math"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/geodesic"
)

// shoreEdge is an edge of the coast, a geodesic. The edges of a ring stand in
// a row, the sea on their left.
type shoreEdge struct {
	state      int
	from, to   orb.Point
	line       geodesic.Line
	prev, next int // neighbours on the ring
}

// terminus is a place where the shores of two states meet.
type terminus struct {
	at            orb.Point
	before, after int // the states of the edge that ends here and of the next
	in, out       int // those edges
	vertex        int // of the shore
	site          int32
	angle         float64 // of the sea, in degrees
	// bisector is the azimuth of the geodesic that halves the sea's angle.
	bisector float64
	line     geodesic.Line
}

// site is a point of the coast.
type site struct {
	at       orb.Point
	v        geodesic.Vec // earth-centred
	w        geodesic.Vec // on the sphere
	edge     int          // the edge that it lies on or that begins here
	s        float64      // metres from the beginning of the edge
	state    int          // −1 at a terminus
	terminus int          // −1 elsewhere
	prev     int32        // neighbours on the ring
	next     int32
}

var wgs84 = geodesic.WGS84

func azimuth(p, q orb.Point) float64 {
	_, azi, _ := wgs84.Inverse(p, q)
	return azi
}

// turnOf brings an angle into [0, 360).
func turnOf(degrees float64) float64 {
	if r := math.Mod(degrees, 360); r < 0 {
		return r + 360
	} else {
		return r
	}
}
