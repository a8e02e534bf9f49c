package partition

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/internal/sorting"
)

var errCrossing = errors.New("two lines cross each other")

// side is an edge of a line on the chart.
type side struct {
	arc, vertex int32 // that it begins at
	a, b        *place
	lo, hi      float64 // of x
}

// uncross divides the edges of lines that cross each other or the shore as they are drawn, as
// the lines themselves never do, until they do not. It returns an error that wraps
// unresolved where that is no help.
func (n *lines) uncross(ctx context.Context, q *quadtree, tolerance float64) error {
	changed := make([]bool, len(n.arcs)) // by the round before
	for round := 0; ; round++ {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		pairs := n.crossingEdges(q)
		var missed coarse
		marked := map[[2]int]bool{}
		if q.f.shores != nil && !q.f.overland && round < halvings {
			for k := range n.arcs {
				if round == 0 || changed[k] {
					n.arcs[k].ashore(q.f.shores, func(edge int) { marked[[2]int{k, edge}] = true })
				}
			}
		}
		if len(pairs)+len(marked) == 0 {
			return nil
		}
		for _, pair := range pairs {
			s, o := &pair[0], &pair[1]
			length := min(s.length(), o.length())
			if round < halvings && length > q.least {
				for _, e := range pair {
					marked[[2]int{int(e.arc), int(e.vertex)}] = true
				}
				continue
			}
			t, _, _ := meet(s.a, s.b, o.a, o.b)
			x, y := s.a.x+t*(s.b.x-s.a.x), s.a.y+t*(s.b.y-s.a.y)
			missed = append(missed, &unresolved{x, y, x, y, max(length/2, q.least), false, errCrossing})
		}
		if len(missed) > 0 {
			return missed
		}
		for k := range n.arcs {
			changed[k] = n.arcs[k].halve(ctx, q.f, tolerance, func(edge int) bool { return marked[[2]int{k, edge}] })
		}
		if !slices.Contains(changed, true) {
			round = halvings - 1 // no more of that
		}
	}
}

// halvings is how many times edges that cross are divided before the mesh becomes finer.
const halvings = 10

// ashore calls do for the edges of an arc that cross the shore elsewhere than in its nodes.
func (a *arc) ashore(shores *coast.Index, do func(edge int)) {
	last := len(a.vertices) - 1
	for k := range last {
		u, v := &a.vertices[k], &a.vertices[k+1]
		length, crosses := v.at.Sub(u.at).Norm(), false
		shores.Crossings(u.at, v.at, func(_ int32, s float64) {
			crosses = crosses || !(k == 0 && a.start.kind != loose && s*length <= touching) && !(k+1 == last && a.end.kind != loose && (1-s)*length <= touching)
		})
		if crosses && length > unclear {
			do(k)
		}
	}
}

// halve divides those edges of an arc that are marked and have a middle. It says
// whether there are any.
func (a *arc) halve(ctx context.Context, f *field, tolerance float64, marked func(edge int) bool) bool {
	var out []vertex
	turn := 0
	for k := range a.vertices {
		for turn < len(a.turnings) && a.turnings[turn].vertex == k {
			if out != nil {
				a.turnings[turn].vertex = len(out)
			}
			turn++
		}
		if out != nil {
			out = append(out, a.vertices[k])
		}
		if k == len(a.vertices)-1 || !marked(k) {
			continue
		}
		t := &tracer{ctx: ctx, f: f, left: a.left, right: a.right, tolerance: tolerance}
		m, err := t.middle(&a.vertices[k], &a.vertices[k+1])
		if err != nil {
			continue
		}
		if out == nil {
			out = slices.Clone(a.vertices[:k+1])
		}
		out = append(out, m)
	}
	if out == nil {
		return false
	}
	a.vertices = out
	return true
}

// crossingEdges returns the pairs of edges that cross outside tangles.
func (n *lines) crossingEdges(q *quadtree) (pairs [][2]side) {
	edges := 0
	for k := range n.arcs {
		edges += len(n.arcs[k].vertices)
	}
	sides := make([]side, 0, edges)
	for k := range n.arcs {
		v := n.arcs[k].vertices
		for i := range v[1:] {
			p, o := &v[i].place, &v[i+1].place
			sides = append(sides, side{int32(k), int32(i), p, o, min(p.x, o.x), max(p.x, o.x)})
		}
	}
	sorting.Func(sides, func(a, b side) int { return cmp.Compare(a.lo, b.lo) })
	for k := range sides {
		s := &sides[k]
		low, high := min(s.a.y, s.b.y), max(s.a.y, s.b.y)
		for i := k + 1; i < len(sides) && sides[i].lo <= s.hi; i++ {
			o := &sides[i]
			if max(o.a.y, o.b.y) < low || min(o.a.y, o.b.y) > high || !s.crosses(o) {
				continue
			}
			t, _, _ := meet(s.a, s.b, o.a, o.b)
			if q.tangleAt(s.a.x+t*(s.b.x-s.a.x), s.a.y+t*(s.b.y-s.a.y)) < 0 {
				pairs = append(pairs, [2]side{*s, *o})
			}
		}
	}
	return pairs
}

// length returns the length of an edge on the chart.
func (s *side) length() float64 { return math.Hypot(s.b.x-s.a.x, s.b.y-s.a.y) }

// shared returns an error that wraps unresolved where two lines as they are written
// share a vertex that is no node, or one comes back to a node on its way.
func (a *assembly) shared(q *quadtree) error {
	var missed coarse
	inner := slices.Clone(a.where)
	sorting.Func(inner, comparePoints)
	inner = slices.Compact(inner)
	for k, line := range a.arcs {
		inner = append(inner, line[1:len(line)-1]...)
		if a.net.arcs[k].start.kind == loose {
			inner = append(inner, line[0])
		}
	}
	sorting.Func(inner, comparePoints)
	for k := range max(0, len(inner)-1) {
		if p := inner[k]; p == inner[k+1] {
			x, y, _ := a.f.chart.Forward(a.f.e.Cartesian(p))
			missed = append(missed, &unresolved{x, y, x, y, q.least, true, errCrossing})
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
