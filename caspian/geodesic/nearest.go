package geodesic

import (
	"math"

	"github.com/paulmach/orb"
)

// Nearest returns the place q on the geodesic from a to b that is closest to
// p, and its distance from p in metres. It measures with the full solution of
// the inverse problem and is meant for single questions and for checks; the
// segment may be up to 10,000 km long. The distance is within 1 µm
// (TestNearest). If a and b coincide, q is a.
func (e *Ellipsoid) Nearest(p, a, b orb.Point) (q orb.Point, distance float64) {
	line := e.LineTo(a, b)
	at := func(s float64) (orb.Point, float64) {
		q, _ := line.Position(s)
		return q, e.Distance(p, q)
	}
	// The distance along a geodesic of this length has one minimum, or two
	// on far sides: look along it first, then close in by golden sections.
	const steps = 16
	best, length := 0, line.Length()
	q, distance = a, e.Distance(p, a)
	for k := 1; k <= steps; k++ {
		if r, d := at(length * float64(k) / steps); d < distance {
			best, q, distance = k, r, d
		}
	}
	lo, hi := length*float64(max(best-1, 0))/steps, length*float64(min(best+1, steps))/steps
	golden := (math.Sqrt(5) - 1) / 2
	for hi-lo > 1e-3 {
		u, v := hi-golden*(hi-lo), lo+golden*(hi-lo)
		_, du := at(u)
		_, dv := at(v)
		if du < dv {
			hi = v
		} else {
			lo = u
		}
	}
	if r, d := at((lo + hi) / 2); d < distance {
		q, distance = r, d
	}
	if d := e.Distance(p, b); d <= distance+1e-8 {
		q, distance = b, d
	}
	return q, distance
}
