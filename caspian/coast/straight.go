package coast

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/geodesic"
)

// Edges are geodesics, and many who have drawn them took them for straight lines in
// longitude and latitude. Where that decides, messages say so.

// bend returns how far the straight line between two places departs in its middle from
// the geodesic, in metres, and the place on the geodesic that is nearest to it there; 0 if
// that is surely less than least.
func bend(p, q orb.Point, least float64) (d float64, at orb.Point) {
	turned := math.Remainder(q[0]-p[0], 360)
	dx, dy := math.Abs(turned), math.Abs(q[1]-p[1])
	// The distance is at most R·Δλ·(Δλ + 2Δφ)/8, nearly.
	if 300*dx*(dx+2*dy) < least {
		return 0, p
	}
	at, d = geodesic.WGS84.Nearest(orb.Point{p[0] + turned/2, (p[1] + q[1]) / 2}, p, q)
	return d, at
}

// adviceBent is advice where edges that are drawn straight are not in the way.
const adviceBent = "add vertices along it"

// bentText says how far an edge bends.
func bentText(name string, p, q orb.Point) string {
	d, _ := bend(p, q, 0)
	return fmt.Sprintf("edges are geodesics, and %s departs by up to %.0f m from a line that is straight in longitude and latitude", name, d)
}

// drawn says whether two edges meet if both are drawn straight in longitude and
// latitude, to the 1e-9° that positions are rounded to; and, if they share more than a
// place then, where they begin to.
func drawn(a, b, c, d orb.Point) (meet bool, along *orb.Point) {
	const rounding = 1e-9
	from := func(p orb.Point) orb.Point { return orb.Point{math.Remainder(p[0]-a[0], 360), p[1] - a[1]} }
	b, c, d = from(b), from(c), from(d)
	// beside returns how far p lies beside the line from the origin o on to q, and along.
	beside := func(o, q, p orb.Point) (off, on, length float64) {
		length = math.Hypot(q[0]-o[0], q[1]-o[1])
		ux, uy := (q[0]-o[0])/length, (q[1]-o[1])/length
		return ux*(p[1]-o[1]) - uy*(p[0]-o[0]), ux*(p[0]-o[0]) + uy*(p[1]-o[1]), length
	}
	offC, onC, length := beside(orb.Point{}, b, c)
	offD, onD, _ := beside(orb.Point{}, b, d)
	if max(math.Abs(offC), math.Abs(offD)) <= rounding {
		begin := max(min(onC, onD), 0)
		overlap := min(max(onC, onD), length) - begin
		if overlap > rounding {
			along = &orb.Point{a[0] + b[0]*begin/length, a[1] + b[1]*begin/length}
		}
		return overlap >= -rounding, along
	}
	offA, _, _ := beside(c, d, orb.Point{})
	offB, _, _ := beside(c, d, b)
	apart := func(s, t float64) bool { return s*t > 0 && min(math.Abs(s), math.Abs(t)) > rounding }
	return !apart(offC, offD) && !apart(offA, offB), nil
}

// straddled returns the edge of a ring between whose geodesic and straight line a place
// lies, by its first vertex; −1 if there is none.
func straddled(ring orb.Ring, p orb.Point) int {
	e := geodesic.WGS84
	best, least := -1, math.Inf(1)
	for k, q := range ring[1:] {
		o := ring[k]
		d, _ := bend(o, q, 1)
		if d < 1 {
			continue
		}
		dx, x := math.Remainder(q[0]-o[0], 360), math.Remainder(p[0]-o[0], 360)
		dy, y := q[1]-o[1], p[1]-o[1]
		if t := (x*dx + y*dy) / (dx*dx + dy*dy); t < 0 || t > 1 {
			continue
		}
		straight := dx*y - dy*x
		v := e.Cartesian(p)
		curved := e.Cartesian(o).Cross(e.Cartesian(q)).Dot(v)
		if straight*curved > 0 {
			continue
		}
		if _, off := e.Nearest(p, o, q); off < least && off <= 1.1*d {
			best, least = k, off
		}
	}
	return best
}
