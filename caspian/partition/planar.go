package partition

import (
	"cmp"
	"errors"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

var errCrossing = errors.New("two lines cross each other")

// side is an edge of a line on the chart.
type side struct {
	a, b   *place
	lo, hi float64 // of x
}

// crossings returns an error that wraps unresolved where lines as they are drawn
// cross each other, as the lines themselves never do, or share a vertex that is no
// node.
func (a *assembly) crossings(q *quadtree) error {
	var sides []side
	for k := range a.net.arcs {
		v := a.net.arcs[k].vertices
		for i := range v[1:] {
			p, o := &v[i].place, &v[i+1].place
			sides = append(sides, side{p, o, min(p.x, o.x), max(p.x, o.x)})
		}
	}
	slices.SortFunc(sides, func(a, b side) int { return cmp.Compare(a.lo, b.lo) })
	var missed coarse
	var inner []orb.Point
	for k, line := range a.arcs {
		inner = append(inner, line[1:len(line)-1]...)
		if a.net.arcs[k].start.kind == loose {
			inner = append(inner, line[0])
		}
	}
	slices.SortFunc(inner, comparePoints)
	for k := range max(0, len(inner)-1) {
		if p := inner[k]; p == inner[k+1] {
			x, y, _ := a.f.chart.Forward(a.f.e.Cartesian(p))
			missed = append(missed, &unresolved{x, y, x, y, q.least, true, errCrossing})
		}
	}
	for k := range sides {
		s := &sides[k]
		low, high := min(s.a.y, s.b.y), max(s.a.y, s.b.y)
		for i := k + 1; i < len(sides) && sides[i].lo <= s.hi; i++ {
			o := &sides[i]
			if max(o.a.y, o.b.y) < low || min(o.a.y, o.b.y) > high || !s.crosses(o) {
				continue
			}
			t, _, _ := meet(s.a, s.b, o.a, o.b)
			x, y := s.a.x+t*(s.b.x-s.a.x), s.a.y+t*(s.b.y-s.a.y)
			if q.tangleAt(x, y) >= 0 {
				continue
			}
			length := min(math.Hypot(s.b.x-s.a.x, s.b.y-s.a.y), math.Hypot(o.b.x-o.a.x, o.b.y-o.a.y))
			missed = append(missed, &unresolved{x, y, x, y, max(length/2, q.least), false, errCrossing})
		}
	}
	return together([]coarse{missed})
}

// crosses says whether two edges without a common end cross.
func (s *side) crosses(o *side) bool {
	near := func(p, q *place) bool { return math.Hypot(p.x-q.x, p.y-q.y) <= bracketed }
	if near(s.a, o.a) || near(s.a, o.b) || near(s.b, o.a) || near(s.b, o.b) {
		return false
	}
	turn := func(p, q, r *place) float64 {
		return float64((q.x-p.x)*(r.y-p.y)) - float64((q.y-p.y)*(r.x-p.x))
	}
	return turn(s.a, s.b, o.a)*turn(s.a, s.b, o.b) < 0 && turn(o.a, o.b, s.a)*turn(o.a, o.b, s.b) < 0
}
