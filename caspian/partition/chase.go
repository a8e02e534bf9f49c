package partition

import (
	"cmp"
	"context"
	"math"
	"slices"

	"caspian.example/division/caspian/internal/sorting"
)

// finish adds to out the parts in the sea of an arc whose vertices are known, with
// their turning points: nothing where something was missed.
func (t *tracer) finish(out *lines, a arc) (err error) {
	closed := a.vertices[0].place == a.vertices[len(a.vertices)-1].place
	pocket := closed && a.start.kind == loose
	if len(t.missed) > 0 || closed && len(a.vertices) < 4 {
		return nil // or smaller than the tolerance
	}
	for k := range a.vertices {
		if v := &a.vertices[k]; math.Abs(t.f.gap(a.left, a.right, v.feet[0].distance, v.feet[1].distance)) > meeting/2 {
			t.missed = append(t.missed, &unresolved{v.x, v.y, v.x, v.y, max(offLine, 0.1*v.feet[0].distance), false, errStray})
		}
	}
	if len(t.missed) > 0 {
		return nil
	}
	parts := []arc{a}
	if t.f.overland {
		if parts, out.crossings, err = t.clip(a, out.crossings); err != nil {
			return err
		}
	}
	for k := range parts {
		a := &parts[k]
		if !t.f.areasOnly || pocket {
			if a.vertices, a.turnings, err = t.turns(a.vertices, pocket && a.start.kind == loose); err != nil {
				return err
			}
		}
	}
	if len(t.missed) == 0 {
		out.arcs = append(out.arcs, parts...)
	}
	return nil
}

// chase follows the ghosts that the lines do not pass yet: all around, as loops that the
// mesh has a piece of, or to the line whose edge cuts them off, and there puts the way
// around them in the place of that edge.
func (n *lines) chase(ctx context.Context, f *field, ghosts []ghost, finer []spot, tolerance float64) (missed coarse, err error) {
	for _, g := range ghosts {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		passed := func() bool {
			return !slices.ContainsFunc(g.points, func(v item) bool { return !n.passes(g.left, g.right, v.place, 2*tolerance) })
		}
		if passed() {
			continue
		}
		t := &tracer{ctx: ctx, f: f, left: g.left, right: g.right, tolerance: tolerance, finer: finer}
		start, next := &g.points[0].vertex, &g.points[1].vertex
		marks := n.marks(g.left, g.right)
		var arc, edge int
		loop := false
		way, ok := t.stroll(start, math.Hypot(next.x-start.x, next.y-start.y), aroundSteps, func(from, to *vertex) bool {
			loop = t.passes(from, to, start)
			if !loop {
				arc, edge = n.joins(t, marks, from, to)
			}
			return loop || arc >= 0
		})
		switch {
		case ok && loop:
			var found lines
			a := newArc(g.left, g.right)
			if a.vertices, ok = t.fill([]vertex{*start}, append(way, *start)); ok {
				if err := t.finish(&found, a); err != nil {
					return nil, err
				}
				missed = append(missed, t.missed...)
				n.add(&found)
				ok = passed()
			}
		case ok:
			ok = n.arcs[arc].detour(t, edge) && passed()
		}
		if !ok {
			missed = append(missed, g.missed...)
		}
	}
	return missed, nil
}

// mark is an inner vertex of an arc, and x its place on the chart.
type mark struct {
	x           float64
	arc, vertex int32
}

// marks returns the inner vertices of the arcs between two parties, ascending by x.
func (n *lines) marks(i, j int) (out []mark) {
	for k := range n.arcs {
		if a := &n.arcs[k]; a.between(i, j) {
			for v := 1; v < len(a.vertices)-1; v++ {
				out = append(out, mark{a.vertices[v].x, int32(k), int32(v)})
			}
		}
	}
	sorting.Func(out, func(a, b mark) int {
		return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(a.arc, b.arc), cmp.Compare(a.vertex, b.vertex))
	})
	return out
}

// joins returns the arc that the line comes to between two of its vertices, and the
// edge of that which ends there or, if it runs the other way, begins; −1 if there is
// none.
func (n *lines) joins(t *tracer, marks []mark, from, to *vertex) (arc, edge int) {
	far := farAside(from, to)
	first, _ := slices.BinarySearchFunc(marks, from.x-far, func(m mark, x float64) int { return cmp.Compare(m.x, x) })
	for _, m := range marks[first:] {
		if m.x > from.x+far {
			break
		}
		a, i := &n.arcs[m.arc], int(m.vertex)
		v := &a.vertices[i]
		if a.left == t.right {
			v = &vertex{v.place, [2]reach{v.feet[1], v.feet[0]}}
		}
		if t.passes(from, to, v) {
			if a.left == t.left {
				i--
			}
			return int(m.arc), i
		}
	}
	return -1, 0
}

// detour puts the way along the line in the place of an edge that cuts it short. It
// says whether there is one.
func (a *arc) detour(by *tracer, edge int) bool {
	t := *by
	t.left, t.right = a.left, a.right
	u, v := &a.vertices[edge], &a.vertices[edge+1]
	way, _ := t.follow([]vertex{*u}, u, v, math.Hypot(v.x-u.x, v.y-u.y))
	if way == nil {
		return false
	}
	var turns []turning
	if !t.f.areasOnly {
		var err error
		if way, turns, err = t.turns(way, false); err != nil || len(t.missed) > 0 {
			return false
		}
	}
	more := len(way) - 2
	at := 0
	for k := range a.turnings {
		if a.turnings[k].vertex > edge {
			a.turnings[k].vertex += more
		} else {
			at = k + 1
		}
	}
	for k := range turns {
		turns[k].vertex += edge
	}
	a.turnings = slices.Insert(slices.Clone(a.turnings), at, turns...)
	a.vertices = slices.Concat(a.vertices[:edge], way, a.vertices[edge+2:])
	return true
}
