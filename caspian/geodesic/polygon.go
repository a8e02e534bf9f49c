package geodesic

import (
	"math"

	"github.com/paulmach/orb"
)

// compensated is a sum with its rounding error, good to twice the digits of
// float64 (after Knuth's two-sum).
type compensated struct{ s, t float64 }

func (c *compensated) add(x float64) {
	u, v := sum(x, c.t)
	c.s, c.t = sum(u, c.s)
	c.t += v
}

// RingArea returns the area in m² of the region to the left of a ring of
// geodesics and the ring's length in metres. The area is positive for rings
// that run counter-clockwise and lies in (−A/2, A/2], A the area of the
// ellipsoid: of the two regions that a ring bounds it gives the smaller one, a
// ring around a pole included. The ring may repeat its first position at the
// end or not; fewer than three positions have no area.
//
// The area is within 1e-10 of its value or 0.1 m², whichever is more
// (TestPolygonVectors).
func (e *Ellipsoid) RingArea(ring orb.Ring) (area, perimeter float64) {
	n := len(ring)
	if n > 1 && ring[0] == ring[n-1] {
		n--
	}
	var a, s compensated
	crossings := 0
	for k := range n {
		p, q := ring[k], ring[(k+1)%n]
		r := e.inverse(p, q, true)
		a.add(r.area)
		s.add(r.s12)
		crossings += transit(p[0], q[0])
	}
	if n < 3 {
		return 0, s.s
	}
	// The sum is the area below the ring; a ring around a pole crosses the
	// antimeridian an odd number of times.
	total := e.Area()
	if crossings%2 != 0 {
		a.add(math.Copysign(total/2, -a.s))
	}
	a = compensated{-a.s, -a.t}
	if a.s > total/2 {
		a.add(-total)
	} else if a.s <= -total/2 {
		a.add(total)
	}
	return a.s + 0, s.s
}

// AreaBelow returns the area in m² between the geodesic from p to q and the
// equator: positive for eastward lines in the northern hemisphere and westward
// ones in the southern. Its error is below 0.1 m².
func (e *Ellipsoid) AreaBelow(p, q orb.Point) float64 { return e.inverse(p, q, true).area }

// transit returns ±1 if the short way from one longitude to another crosses
// the prime meridian, eastward or westward.
func transit(lon1, lon2 float64) int {
	d, _ := angleDifference(lon1, lon2)
	lon1, lon2 = normalize(lon1), normalize(lon2)
	switch {
	case d > 0 && (lon1 < 0 && lon2 >= 0 || lon1 > 0 && lon2 == 0):
		return 1
	case d < 0 && lon1 >= 0 && lon2 < 0:
		return -1
	}
	return 0
}

// PolygonArea returns the area in m² of a polygon: that of its first ring less
// those of the others, whatever their directions.
func (e *Ellipsoid) PolygonArea(p orb.Polygon) float64 {
	area := 0.0
	for k, ring := range p {
		a, _ := e.RingArea(ring)
		if k == 0 {
			area = math.Abs(a)
		} else {
			area -= math.Abs(a)
		}
	}
	return area
}
