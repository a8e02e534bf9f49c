package render

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"

	"caspian.example/division/caspian/internal/planar"
)

// labels are boxes on a map that do not overlap.
type labels struct {
	within box
	taken  []box
	// lines are places a few points apart on lines that labels rather leave free.
	lines []point
	water shape
	leads [][2]point // from labels to what they name
}

// wet says whether a label's middle lies in the water.
func (l *labels) wet(b box) bool { return l.afloat(b.middle()) }

// free says whether a label has room.
func (l *labels) free(b box) bool {
	if !l.within.holds(b) {
		return false
	}
	for _, t := range l.taken {
		if b.overlaps(t) {
			return false
		}
	}
	return true
}

// covered counts the places of lines that a label would cover.
func (l *labels) covered(b box) (n int) {
	for _, q := range l.lines {
		if q.x > b.lo.x && q.x < b.hi.x && q.y > b.lo.y && q.y < b.hi.y {
			n++
		}
	}
	return n
}

// keep notes places along a line.
func (l *labels) keep(line []point) {
	const step = 2.0
	for k := 1; k < len(line); k++ {
		a, b := line[k-1], line[k]
		n := math.Ceil(math.Hypot(b.x-a.x, b.y-a.y) / step)
		for i := 0.0; i < n; i++ {
			l.lines = append(l.lines, point{a.x + (b.x-a.x)*i/n, a.y + (b.y-a.y)*i/n})
		}
	}
}

// ways is how many ways from a place there are.
const ways = 16

// toward returns the box of a label some way from a place: way 0 is to the upper right, the
// next ones further from it on both sides.
func toward(at point, way int, gap, wide, high float64) box {
	sin, cos := math.Sincos(math.Pi/4 + math.Pi*2/ways*float64((way+1)/2)*float64(1-2*(way%2)))
	return around(point{at.x + cos*(gap+wide/2), at.y + sin*(gap+high/2)}, wide, high)
}

// beside takes the box of a label near a place, as near as may be of what covers the
// least of lines, gaps being the distances tried; false if there is no room.
func (l *labels) beside(at point, wide, high float64, gaps ...float64) (box, bool) {
	best, least := box{}, math.Inf(1)
	for _, gap := range gaps {
		for k := range ways {
			b := toward(at, k, gap, wide, high)
			if cost := float64(l.covered(b)) + gap/8; cost < least && l.free(b) {
				best, least = b, cost
			}
		}
	}
	if math.IsInf(least, 1) {
		return best, false
	}
	l.taken = append(l.taken, best)
	return best, true
}

// inside takes the box of a label in the part of shapes with the most room, if there is
// enough, off the lines if it can.
func (l *labels) inside(shapes []shape, wide, high float64) (box, bool) {
	lo, hi := point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	ratio := wide / high
	var rings [][]point
	for _, s := range shapes {
		for _, ring := range s {
			var flat []point
			for _, q := range ring {
				lo, hi = point{min(lo.x, q.x), min(lo.y, q.y)}, point{max(hi.x, q.x), max(hi.y, q.y)}
				flat = append(flat, point{q.x / ratio, q.y})
			}
			rings = append(rings, flat)
		}
	}
	const steps = 28
	best, room, least := box{}, 0.0, 0.62*high
	for i := range steps {
		for k := range steps {
			at := point{lo.x + (hi.x-lo.x)*(float64(i)+0.5)/steps, lo.y + (hi.y-lo.y)*(float64(k)+0.5)/steps}
			if b := around(at, wide, high); l.free(b) {
				d := clearance(rings, point{at.x / ratio, at.y}, max(room, least))
				if worth := d / float64(1+l.covered(b)); d > least && worth > room {
					best, room = b, worth
				}
			}
		}
	}
	if best == (box{}) {
		return best, false
	}
	l.taken = append(l.taken, best)
	return best, true
}

// cut returns shapes within a box.
func (b box) cut(shapes []shape) (out []shape) {
	bound := orb.Bound{Min: orb.Point{b.lo.x, b.lo.y}, Max: orb.Point{b.hi.x, b.hi.y}}
	for _, s := range shapes {
		var in shape
		for _, ring := range s {
			r := make(orb.Ring, len(ring))
			for k, q := range ring {
				r[k] = orb.Point{q.x, q.y}
			}
			if left := clip.Ring(bound, r); len(left) > 0 {
				in = append(in, places(left))
			}
		}
		if len(in) > 0 {
			out = append(out, in)
		}
	}
	return out
}

// cutLine returns the parts of a line within a box.
func (b box) cutLine(line []point) (out [][]point) {
	bound := orb.Bound{Min: orb.Point{b.lo.x, b.lo.y}, Max: orb.Point{b.hi.x, b.hi.y}}
	l := make(orb.LineString, len(line))
	for k, q := range line {
		l[k] = orb.Point{q.x, q.y}
	}
	for _, part := range clip.LineString(bound, l) {
		out = append(out, places(part))
	}
	return out
}

func places(line []orb.Point) []point {
	out := make([]point, len(line))
	for k, q := range line {
		out[k] = point{q[0], q[1]}
	}
	return out
}

// afloat says whether a place lies in the water.
func (l *labels) afloat(q point) bool { return afloat(l.water, q) }

// afloat says whether a place lies in rings.
func afloat(rings [][]point, q point) (in bool) {
	for _, ring := range rings {
		for k := 1; k < len(ring); k++ {
			a, b := ring[k-1], ring[k]
			if planar.Crosses([2]float64{a.x, a.y}, [2]float64{b.x, b.y}, [2]float64{q.x, q.y}) {
				in = !in
			}
		}
	}
	return in
}

// clearance returns the distance of a place in rings from the nearest of their
// edges, 0 outside and where it is less than enough.
func clearance(rings [][]point, q point, enough float64) float64 {
	in, near, least := false, point{}, math.Inf(1)
	for _, ring := range rings {
		for k := range len(ring) - 1 {
			a, b := ring[k], ring[k+1]
			if planar.Crosses([2]float64{a.x, a.y}, [2]float64{b.x, b.y}, [2]float64{q.x, q.y}) {
				in = !in
			}
			dx, dy := b.x-a.x, b.y-a.y
			t := 0.0
			if l := dx*dx + dy*dy; l > 0 {
				t = min(max(((q.x-a.x)*dx+(q.y-a.y)*dy)/l, 0), 1)
			}
			d := point{q.x - a.x - t*dx, q.y - a.y - t*dy}
			if square := d.x*d.x + d.y*d.y; square < least {
				if square < enough*enough {
					return 0
				}
				near, least = d, square
			}
		}
	}
	if !in {
		return 0
	}
	return math.Hypot(near.x, near.y)
}

// thinned returns a line without vertices that are as near to the one before as least; its
// ends stay.
func thinned(line []point, least float64) []point {
	out := line[:1:1]
	for _, q := range line[1:] {
		if last := out[len(out)-1]; math.Hypot(q.x-last.x, q.y-last.y) > least {
			out = append(out, q)
		}
	}
	return append(out, line[len(line)-1])
}
