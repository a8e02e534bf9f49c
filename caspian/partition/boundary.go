package partition

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"

	"caspian.example/division/caspian/geodesic"
)

// arc is a finished line between two parties, from node to node.
type arc struct {
	left, right int
	faces       [2]int // the areas on the two sides: the parties themselves, or their belts
	origin      Origin
	start, end  node
	vertices    []vertex // the last repeats the first on a closed arc
	turnings    []turning
}

// between says whether the arc lies between two parties.
func (a *arc) between(i, j int) bool {
	return a.left == i && a.right == j || a.left == j && a.right == i
}

// sides returns whose waters lie to the left and right: the parties themselves,
// unless a line was given.
func (a *arc) sides() (left, right int) {
	if a.origin != Equidistant {
		return a.faces[0], a.faces[1]
	}
	return a.left, a.right
}

// node says where an arc ends.
type node struct {
	kind nodeKind
	id   int // of the tripoint, joint or crossing
}

type nodeKind uint8

const (
	loose      nodeKind = iota // nowhere: on land, or a closed arc
	atTripoint                 // indexes the tripoints
	atJoint                    // indexes field.joints
	atCrossing                 // indexes the crossings
)

// lines is the network of all arcs in the sea.
type lines struct {
	arcs      []arc
	tripoints []tripoint
	crossings []crossing
	ghosts    []ghost
}

// ghost is a small loop of the mesh that is not the whole of a line: the tip of
// a sector that is thinner than the mesh, cut off from the rest.
type ghost struct {
	points []item
	missed coarse
}

// trace follows all lines of the mesh and moves them to their exact places.
// Where the mesh is too coarse it returns an error that wraps unresolved.
func trace(ctx context.Context, m *mesh, tolerance float64) (*lines, error) {
	f := m.q.f
	chains, triples := m.march()
	solved := make([]tripoint, len(triples))
	missed := make([]coarse, max(len(triples), len(chains)))
	err := parallel(ctx, len(triples), f.progress.over(0.6, 0.65), func(k int) (err error) {
		solved[k], err = f.solve(m, triples[k])
		return missed[k].take(err)
	})
	if err = cmp.Or(err, together(missed)); err != nil {
		return nil, err
	}
	net := &lines{}
	var where []int // triple to tripoint
	if net.tripoints, where, err = merge(m, triples, solved); err != nil {
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
	for _, t := range traced {
		for k := range t.arcs {
			for _, n := range [2]*node{&t.arcs[k].start, &t.arcs[k].end} {
				if n.kind == atCrossing {
					n.id += len(net.crossings)
				}
			}
		}
		for _, a := range t.arcs {
			if !net.repeats(&a) {
				net.arcs = append(net.arcs, a)
			}
		}
		net.crossings = append(net.crossings, t.crossings...)
	}
	for k, t := range traced {
		for _, g := range t.ghosts {
			for _, v := range g.points {
				if !net.passes(chains[k].left, chains[k].right, v.place, 2*tolerance) {
					missed[k] = append(missed[k], g.missed...)
					break
				}
			}
		}
	}
	return net, together(missed)
}

// join leaves out the arcs between states of one bloc.
func (n *lines) join(f *field) {
	if f.blocs == nil {
		return
	}
	for k := range n.arcs {
		for side := range n.arcs[k].faces {
			n.arcs[k].faces[side] = f.faceOf(n.arcs[k].faces[side])
		}
	}
	n.arcs = slices.DeleteFunc(n.arcs, func(a arc) bool { return a.faces[0] == a.faces[1] })
}

// take adds what err has of places where the mesh is too coarse, and returns
// any other error.
func (c *coarse) take(err error) error {
	var several coarse
	var one *unresolved
	switch {
	case errors.As(err, &several):
		*c = append(*c, several...)
	case errors.As(err, &one):
		*c = append(*c, one)
	default:
		return err
	}
	return nil
}

// together returns all places as one error, nil if there are none.
func together(parts []coarse) error {
	if all := slices.Concat(parts...); len(all) > 0 {
		return all
	}
	return nil
}

// repeats says whether a pocket is there already, because the mesh has several
// pieces of it: they were all followed to the same tips.
func (n *lines) repeats(a *arc) bool {
	if a.start.kind != loose || a.end.kind != loose {
		return false
	}
	turn := func(a *arc, k int) geodesic.Vec { return a.vertices[a.turnings[k].vertex].at }
	for j := range n.arcs {
		b := &n.arcs[j]
		if !b.between(a.left, a.right) {
			continue
		}
		for i := range a.turnings {
			for k := range b.turnings {
				if turn(a, i).Sub(turn(b, k)).Norm() <= 2*located {
					return true
				}
			}
		}
	}
	return false
}

// passes says whether a line between two parties passes p within a distance.
func (n *lines) passes(i, j int, p place, within float64) bool {
	for _, a := range n.arcs {
		if !a.between(i, j) {
			continue
		}
		for k := range a.vertices[1:] {
			if _, d := edgeTo(&a.vertices[k].place, &a.vertices[k+1].place, p); d <= within {
				return true
			}
		}
	}
	return false
}

// edgeTo returns the point of the edge from a to b on the chart that is nearest
// to p, as a fraction of the edge, and its distance.
func edgeTo(a, b *place, p place) (s, d float64) {
	dx, dy := b.x-a.x, b.y-a.y
	s = min(max(((p.x-a.x)*dx+(p.y-a.y)*dy)/(dx*dx+dy*dy), 0), 1)
	return s, math.Hypot(p.x-a.x-s*dx, p.y-a.y-s*dy)
}

// item is a point of a raw line, and the node that it is, if any.
type item struct {
	vertex
	node
}

// traceChain returns the parts of one chain that lie in the sea, exact and
// refined to the tolerance, and where they meet the shore.
func traceChain(ctx context.Context, m *mesh, c chain, triples []triple, where []int, tripoints []tripoint, tolerance float64) (out lines, err error) {
	f := m.q.f
	t := &tracer{ctx: ctx, f: f, left: c.left, right: c.right, tolerance: tolerance}
	raw := make([]item, 0, len(c.sides)+2)
	hints := m.hints(c.sides[0].leaf, c.left, c.right)
	for k, s := range c.sides {
		if k%256 == 255 && ctx.Err() != nil {
			return out, context.Cause(ctx)
		}
		raw = append(raw, item{vertex: t.between(m.corners[s.a].place, m.corners[s.b].place, hints)})
		hints = &raw[len(raw)-1].feet
	}
	for id := range f.joints {
		raw = f.insertJoint(raw, id, [2]int{c.left, c.right})
	}
	for end, k := range c.ends {
		if k < 0 {
			continue
		}
		// Close to a tripoint the sides of the mesh may lie beyond it.
		leaf := m.leaves[m.leafOf[triples[k].triangle]]
		p := &tripoints[where[k]]
		v := item{vertex{p.place, [2]reach{p.foot(c.left), p.foot(c.right)}}, node{atTripoint, where[k]}}
		if p.joint > 0 {
			v.node = node{atJoint, p.joint - 1}
		}
		raw = dropNear(raw, p.place, 2*float64(leaf.size)*m.q.unit)
		if end == 1 {
			slices.Reverse(raw)
		}
		raw = slices.Insert(f.dropBehind(raw, c.left, p), 0, v)
		if end == 1 {
			slices.Reverse(raw)
		}
	}

	for _, part := range split(raw, c.closed) {
		a := arc{left: c.left, right: c.right, faces: [2]int{c.left, c.right}, start: part[0].node, end: part[len(part)-1].node}
		if len(part) < 2 || a.start == a.end && (a.start.kind == atTripoint || a.start.kind == atJoint && len(part) == 2) {
			continue // between two places of the mesh that are one node
		}
		points := make([]vertex, len(part))
		for k := range part {
			points[k] = part[k].vertex
		}
		closed := points[0].place == points[len(points)-1].place
		if !f.overland {
			if !f.lineInSea(points) {
				continue
			}
			if err := t.loose(&a, points); err != nil && !closed {
				return out, err
			}
		}
		a.vertices = points[:1:1]
		t.near = closed && a.start.kind == loose
		if closed {
			half := len(points) / 2
			a.vertices, err = t.refine(a.vertices, points[:half+1])
			points = points[half:]
		}
		if err == nil {
			a.vertices, err = t.refine(a.vertices, points)
		}
		if err != nil {
			return out, err
		}
		if t.near && len(t.missed) > 0 {
			out.ghosts = append(out.ghosts, ghost{part, t.missed})
			t.missed = nil
			continue
		}
		pocket := closed && a.start.kind == loose
		if pocket && len(a.vertices) < 4 {
			continue // smaller than the tolerance
		}
		for k := range a.vertices {
			if v := &a.vertices[k]; math.Abs(f.gap(a.left, a.right, v.feet[0].distance, v.feet[1].distance)) > meeting/2 {
				t.missed = append(t.missed, &unresolved{v.x, v.y, v.x, v.y, max(1, 0.1*v.feet[0].distance), errStray})
			}
		}
		if len(t.missed) > 0 {
			continue
		}
		parts := []arc{a}
		if f.overland {
			if parts, out.crossings, err = t.clip(a, out.crossings); err != nil {
				return out, err
			}
		}
		for _, a := range parts {
			if !f.areasOnly {
				if a.vertices, a.turnings, err = t.turns(a.vertices, pocket && a.start.kind == loose); err != nil {
					return out, err
				}
			}
			if len(t.missed) > 0 {
				if pocket {
					out.ghosts = append(out.ghosts, ghost{part, t.missed})
					t.missed = nil
				}
				continue
			}
			out.arcs = append(out.arcs, a)
		}
	}
	return out, together([]coarse{t.missed})
}

// loose returns an error if an end of an arc in the sea is no node.
func (t *tracer) loose(a *arc, vertices []vertex) error {
	v := &vertices[0]
	if a.start.kind != loose {
		v = &vertices[len(vertices)-1]
	}
	if a.start.kind != loose && a.end.kind != loose {
		return nil
	}
	return t.lost(v.x, v.y, 100, errLoose)
}

var errLoose = errors.New("a line ends in the sea")

// jointRadius returns the distance in metres from a joint within which the
// points of a raw line are the joint itself. The line leaves the joint at an
// angle to the lighter state's shore whose sine is the ratio of the weights, and
// the mesh does not show it before it is away from that shore.
func (f *field) jointRadius() float64 { return 20 * floorRadius / f.lightest }

// insertJoint puts a joint into a raw line that passes it between two states
// that meet there.
func (f *field) insertJoint(raw []item, id int, states [2]int) []item {
	if !f.meetAt(id, states[0], states[1]) {
		return raw
	}
	q := f.joints[id].at
	x, y, _ := f.chart.Forward(q)
	nearest, least := -1, f.jointRadius()
	for k, v := range raw {
		if d := math.Hypot(v.x-x, v.y-y); v.kind == loose && d <= least {
			nearest, least = k, d
		}
	}
	if nearest < 0 {
		return raw
	}
	at := item{node: node{atJoint, id}, vertex: vertex{place: place{x, y, q}}}
	for k, state := range states {
		at.feet[k] = f.reach(state, q, &farthest)
	}
	raw[nearest] = at
	return dropNear(raw, at.place, f.jointRadius())
}

// dropNear returns the raw line without the loose points within radius of p.
func dropNear(raw []item, p place, radius float64) []item {
	return slices.DeleteFunc(raw, func(v item) bool {
		return v.kind == loose && math.Hypot(v.x-p.x, v.y-p.y) <= radius
	})
}

// dropBehind returns a raw line that begins at a tripoint, one side of which is
// the party left, without the points at its beginning that lie in the sector of
// another party that meets there.
func (f *field) dropBehind(raw []item, left int, p *tripoint) []item {
	for len(raw) > 0 && raw[0].kind == loose {
		v := &raw[0]
		behind := false
		for _, k := range p.parties {
			limit := f.even(left, v.feet[0].distance, k, -placed)
			if limit > 0 && f.reachWithin(k, v.at, &farthest, limit).distance <= limit {
				behind = true
			}
		}
		if !behind {
			break
		}
		raw = raw[1:]
	}
	return raw
}

// split cuts a raw line at its nodes. A closed line starts again at its first
// node; without nodes it ends where it starts.
func split(raw []item, closed bool) [][]item {
	isNode := func(v item) bool { return v.kind != loose }
	if closed && len(raw) > 0 {
		k := max(0, slices.IndexFunc(raw, isNode))
		raw = append(slices.Clone(raw[k:]), raw[:k+1]...)
	}
	var out [][]item
	start := 0
	for k := 1; k < len(raw); k++ {
		if isNode(raw[k]) || k == len(raw)-1 {
			out = append(out, raw[start:k+1])
			start = k
		}
	}
	return out
}

// lineInSea says whether a raw line, none of whose edges crosses the shore,
// lies in the sea.
func (f *field) lineInSea(v []vertex) bool {
	p, _ := f.inside(v)
	return f.inSea(p, f.claimsAt(p))
}

// inside returns a place well inside a line, the middle of its longest edge,
// and the vertex before it.
func (f *field) inside(v []vertex) (geodesic.Vec, int) {
	longest, at := -1.0, 0
	for k := range v[1:] {
		if d := math.Hypot(v[k+1].x-v[k].x, v[k+1].y-v[k].y); d > longest {
			longest, at = d, k
		}
	}
	return f.chart.Inverse((v[at].x+v[at+1].x)/2, (v[at].y+v[at+1].y)/2), at
}
