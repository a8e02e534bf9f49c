package partition

import (
	"cmp"
	"context"
	"slices"
)

// trace follows all lines of the mesh and moves them to their exact places.
// Where the mesh is too coarse it returns an error that wraps unresolved; but for lines
// that are only on the way to others, the places between two points of a line that were passed over.
func trace(ctx context.Context, m *mesh, tolerance float64) (net *lines, passed coarse, err error) {
	f := m.q.f
	chains, triples, err := m.march(ctx)
	if err != nil {
		return nil, nil, err
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
		return nil, nil, err
	}
	net = &lines{}
	var where []int // triple to tripoint
	if net.tripoints, where, err = merge(ctx, m, triples, solved); err != nil {
		return nil, nil, err
	}
	traced := make([]lines, len(chains))
	err = parallel(ctx, len(chains), f.progress.over(0.65, 0.9), func(k int) (err error) {
		traced[k], err = traceChain(ctx, m, chains[k], triples, where, net.tripoints, tolerance)
		return missed[k].take(err)
	})
	if f.onTheWay {
		passed, missed = slices.Concat(missed...), nil
	}
	if err = cmp.Or(err, together(missed)); err != nil {
		return nil, nil, err
	}
	var ghosts []ghost
	for k := range traced {
		net.add(&traced[k])
		ghosts = append(ghosts, traced[k].ghosts...)
	}
	lost, err := net.chase(ctx, f, ghosts, m.q.finer, tolerance)
	return net, passed, cmp.Or(err, together([]coarse{lost}))
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
		if raw = t.dropBehind(raw, p); len(raw) == 0 || raw[0].node != v.node {
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
		if closed && a.start.kind == loose && len(t.missed) > 0 {
			out.ghosts = append(out.ghosts, ghost{c.left, c.right, part, t.missed})
			t.missed = nil
		}
	}
	return out, together([]coarse{t.missed})
}
