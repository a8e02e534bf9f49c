package course

import (
	"math"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/partition"
)

// Leg is the way between two points of a course.
type Leg struct {
	// Along is its length along the written line in metres, Geodesic that of the
	// geodesic between its ends.
	Along, Geodesic float64
	// Azimuth is the direction of that geodesic at the beginning, Back that at the
	// end, back to the beginning, both in degrees clockwise from north in [0, 360).
	Azimuth, Back float64
	// Departure is the largest distance in metres of the line's vertices from the
	// geodesic.
	Departure float64
	// Origin is that of the boundary.
	Origin partition.Origin
}

// newLeg measures a leg of a line, given with its ends.
func newLeg(line orb.LineString, along float64, origin partition.Origin) Leg {
	e := geodesic.WGS84
	from, to := line[0], line[len(line)-1]
	s, azimuth, onward := e.Inverse(from, to)
	l := Leg{Along: along, Geodesic: s, Azimuth: compass(azimuth), Back: compass(onward + 180), Origin: origin}
	for _, v := range line[1 : len(line)-1] {
		_, away := e.Nearest(v, from, to)
		l.Departure = max(l.Departure, away)
	}
	return l
}

// compass returns an azimuth in [0, 360).
func compass(azimuth float64) float64 {
	if azimuth = math.Mod(azimuth+360, 360); azimuth >= 0 && azimuth < 360 {
		return azimuth
	}
	return 0
}
