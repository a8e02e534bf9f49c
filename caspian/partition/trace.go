package partition

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// trace follows all lines of the mesh and moves them to their exact places.
// Where the mesh is too coarse it returns an error that wraps unresolved.
func trace(ctx context.Context, m *mesh, tolerance float64) (*lines, error) {
	f := m.q.f
	chains, triples, err := m.march(ctx)
	if err != nil {
		return nil, err
	}
	solved := make([]tripoint, len(triples))
	missed := make([]coarse, max(len(triples), len(chains)))
	err = parallel(ctx, len(triples), f.progress.over(0.6, 0.65), func(k int) (err error) {
		if x, y := m.middle(triples[k]); m.q.tangleAt(x, y) >= 0 {
			solved[k].x, solved[k].y, solved[k].at = x, y, f.chart.Inverse(x, y)
			return nil
		}
		solved[k], err = f.solve(m, triples[k])
		return missed[k].take(err)
	})
	if err = cmp.Or(err, together(missed)); err != nil {
		return nil, err
	}
	net := &lines{}
	var where []int // triple to tripoint
	if net.tripoints, where, err = merge(ctx, m, triples, solved); err != nil {
		return nil, err
	}
	traced := make([]lines, len(chains))
	err = parallel(ctx, len(chains), f.progress.over(0.65, 0.9), func(k int) (err error) {
		traced[k], err = traceChain(ctx, m, chains[k], triples, where, net.tripoints, tolerance)
		return missed[k].take(err)
	})
	if err = cmp.Or(err, together(missed)); err != nil {
		return nil, err
	}
	var ghosts []ghost
	for k := range traced {
		net.add(&traced[k])
		ghosts = append(ghosts, traced[k].ghosts...)
	}
	lost, err := net.chase(ctx, f, ghosts, m.q.finer, tolerance)
	return net, cmp.Or(err, together([]coarse{lost}))
}

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
		t := &tracer{ctx: ctx, f: f, left: g.left, right: g.right, tolerance: tolerance, finer: finer, near: true}
		start, next := &g.points[0].vertex, &g.points[1].vertex
		var arc, edge int
		loop := false
		way, ok := t.stroll(start, math.Hypot(next.x-start.x, next.y-start.y), aroundSteps, func(from, to *vertex) bool {
			loop = t.passes(from, to, start)
			if !loop {
				arc, edge = n.joins(t, from, to)
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

// joins returns the arc that the line comes to between two of its vertices, and the
// edge of that which ends there or, if it runs the other way, begins; −1 if there is
// none.
func (n *lines) joins(t *tracer, from, to *vertex) (arc, edge int) {
	for k := range n.arcs {
		a := &n.arcs[k]
		if !a.between(t.left, t.right) {
			continue
		}
		for i := 1; i < len(a.vertices)-1; i++ {
			v := &a.vertices[i]
			if a.left == t.right {
				v = &vertex{v.place, [2]reach{v.feet[1], v.feet[0]}}
			}
			if t.passes(from, to, v) {
				if a.left == t.left {
					i--
				}
				return k, i
			}
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

// add adds the lines of one chain.
func (n *lines) add(t *lines) {
	for k := range t.arcs {
		a := &t.arcs[k]
		for _, end := range [2]*node{&a.start, &a.end} {
			if end.kind == atCrossing {
				end.id += len(n.crossings)
			}
		}
		if !n.repeats(a) {
			n.arcs = append(n.arcs, *a)
		}
	}
	n.crossings = append(n.crossings, t.crossings...)
}

// leaves says whether a raw line from a node back to it is one that goes away in
// between: that some point of it is on the line, and not in the node.
func (t *tracer) leaves(part []item) bool {
	return slices.ContainsFunc(part[1:len(part)-1], func(v item) bool {
		return v.at.Sub(part[0].at).Norm() > besideJoint && !t.intruded(&v.vertex, meeting)
	})
}

// traceChain returns the parts of one chain that lie in the sea, exact and
// refined to the tolerance, and where they meet the shore.
func traceChain(ctx context.Context, m *mesh, c chain, triples []triple, where []int, tripoints []tripoint, tolerance float64) (out lines, err error) {
	f := m.q.f
	t := &tracer{ctx: ctx, f: f, left: c.left, right: c.right, tolerance: tolerance, finer: m.q.finer}
	raw, err := t.rawPoints(m, &c)
	if err != nil {
		return out, err
	}
	for id := range f.joints {
		raw = f.insertJoint(raw, id, [2]int{c.left, c.right})
	}
	raw = t.insertTangles(raw, m.q.tangles, tripoints)
	for end, k := range c.ends {
		if k < 0 {
			continue
		}
		// Close to a tripoint the sides of the mesh may lie beyond it.
		leaf := m.leaves[m.leafOf[triples[k].triangle]]
		p := &tripoints[where[k]]
		v := t.nodeAt(p, node{atTripoint, where[k]})
		if p.joint > 0 {
			v.node = node{atJoint, p.joint - 1}
		}
		raw = dropNear(raw, p.place, 2*float64(leaf.size)*m.q.unit)
		if end == 1 {
			slices.Reverse(raw)
		}
		if raw = f.dropBehind(raw, c.left, p); len(raw) == 0 || raw[0].node != v.node {
			raw = slices.Insert(raw, 0, v)
		}
		if end == 1 {
			slices.Reverse(raw)
		}
	}

	for _, part := range split(raw, c.closed) {
		a := newArc(c.left, c.right)
		a.start, a.end = part[0].node, part[len(part)-1].node
		if len(part) < 2 || a.start == a.end && a.start.kind != loose && !t.leaves(part) {
			continue // between two places of the mesh that are one node
		}
		points := make([]vertex, len(part))
		for k := range part {
			points[k] = part[k].vertex
		}
		closed := points[0].place == points[len(points)-1].place
		if !f.overland {
			if !f.rawInSea(points) {
				continue
			}
			if err := t.loose(&a, points); err != nil && !closed {
				return out, err
			}
		}
		a.vertices = points[:1:1]
		t.near = closed && a.start.kind == loose
		t.raw = points
		if closed {
			a.vertices, err = t.refineHalves(a.vertices, points)
		} else {
			a.vertices, err = t.refine(a.vertices, points)
		}
		if err == nil {
			err = t.finish(&out, a)
		}
		if err != nil {
			return out, err
		}
		if t.near && len(t.missed) > 0 {
			out.ghosts = append(out.ghosts, ghost{c.left, c.right, part, t.missed})
			t.missed = nil
		}
	}
	return out, together([]coarse{t.missed})
}
