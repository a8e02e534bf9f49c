package main

import (
	"math"

	"caspian.example/division/geodata/source"
)

// vec is a point in earth-centred metres.
type vec [3]float64

// WGS84, from NIMA TR8350.2: semi-major axis in metres and flattening.
const (
	semiMajor  = 6378137.0
	flattening = 1 / 298.257223563
)

// cartesian returns the point of the WGS84 ellipsoid at p.
func cartesian(p source.Pos) vec {
	const e2 = flattening * (2 - flattening)
	sinLon, cosLon := math.Sincos(float64(p[0]) / source.Unit * math.Pi / 180)
	sinLat, cosLat := math.Sincos(float64(p[1]) / source.Unit * math.Pi / 180)
	n := semiMajor / math.Sqrt(1-e2*sinLat*sinLat)
	return vec{n * cosLat * cosLon, n * cosLat * sinLon, n * (1 - e2) * sinLat}
}

// distance returns the length in metres of the straight line from p to q. At
// 2 km it is 8 micrometres shorter than the geodesic.
func distance(p, q source.Pos) float64 {
	d := sub(cartesian(p), cartesian(q))
	return math.Sqrt(dot(d, d))
}

// distanceToSegment returns the distance in metres from p to the straight
// line between a and b.
func distanceToSegment(p, a, b vec) float64 {
	ab, ap := sub(b, a), sub(p, a)
	t := 0.0
	if l := dot(ab, ab); l > 0 {
		t = min(max(dot(ap, ab)/l, 0), 1)
	}
	d := vec{ap[0] - t*ab[0], ap[1] - t*ab[1], ap[2] - t*ab[2]}
	return math.Sqrt(dot(d, d))
}

func sub(a, b vec) vec     { return vec{a[0] - b[0], a[1] - b[1], a[2] - b[2]} }
func dot(a, b vec) float64 { return a[0]*b[0] + a[1]*b[1] + a[2]*b[2] }
