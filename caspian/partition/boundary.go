package partition

import (
	"context"
	"errors"
	"math"
	"slices"

	"caspian.example/division/caspian/coast"
)

// arc is a finished line between two states, from node to node.
type arc struct {
	left, right int
	start, end  node
	vertices    []vertex // the last repeats the first on a closed arc
	turnings    []turning
}

// node says where an arc ends.
type node struct {
	kind nodeKind
	id   int // of the tripoint or junction
}

type nodeKind uint8

const (
	loose      nodeKind = iota // nowhere: on land, or a closed arc
	atTripoint                 // indexes the tripoints
	atJunction                 // indexes field.junctions
)

// lines is the network of all arcs in the sea.
type lines struct {
	arcs      []arc
	tripoints []tripoint
}

// trace follows all lines of the mesh and moves them to their exact places.
// Where the mesh is too coarse it returns an error that wraps unresolved.
func trace(ctx context.Context, m *mesh, tolerance float64) (*lines, error) {
	f := m.q.f
	chains, triples := m.march()
	solved := make([]tripoint, len(triples))
	err := parallel(ctx, len(triples), func(k int) (err error) {
		solved[k], err = f.solve(m, triples[k])
		return err
	})
	if err != nil {
		return nil, err
	}
	net := &lines{}
	var where []int // triple to tripoint
	if net.tripoints, where, err = merge(m, triples, solved); err != nil {
		return nil, err
	}
	arcs := make([][]arc, len(chains))
	err = parallel(ctx, len(chains), func(k int) (err error) {
		arcs[k], err = traceChain(m, chains[k], triples, where, net.tripoints, tolerance)
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, a := range arcs {
		net.arcs = append(net.arcs, a...)
	}
	return net, nil
}

// item is a point of a raw line, and the node that it is, if any.
type item struct {
	vertex
	node
}

// traceChain returns the parts of one chain that lie in the sea, exact and
// refined to the tolerance.
func traceChain(m *mesh, c chain, triples []triple, where []int, tripoints []tripoint, tolerance float64) ([]arc, error) {
	f := m.q.f
	t := &tracer{f: f, left: c.left, right: c.right, tolerance: tolerance}
	raw := make([]item, 0, len(c.sides)+2)
	hints := m.hints(c.sides[0].leaf, c.left, c.right)
	for _, s := range c.sides {
		v := t.between(m.corners[s.a].place, m.corners[s.b].place, hints)
		hints = v.pieces()
		raw = append(raw, item{vertex: v})
	}
	for id, j := range f.junctions {
		if j.left == c.left && j.right == c.right || j.left == c.right && j.right == c.left {
			raw = f.insertJunction(raw, id, [2]int{c.left, c.right})
		}
	}
	for end, k := range c.ends {
		if k < 0 {
			continue
		}
		// Close to a tripoint the sides of the mesh may lie beyond it.
		leaf := m.leaves[m.leafOf[triples[k].triangle]]
		p := &tripoints[where[k]]
		v := item{vertex{p.place, [2]coast.Foot{p.foot(c.left), p.foot(c.right)}}, node{atTripoint, where[k]}}
		raw = dropNear(raw, p.place, 2*float64(leaf.size)*m.q.unit)
		if end == 1 {
			slices.Reverse(raw)
		}
		raw = slices.Insert(f.dropBehind(raw, p), 0, v)
		if end == 1 {
			slices.Reverse(raw)
		}
	}

	var out []arc
	for _, part := range split(raw, c.closed) {
		a := arc{left: c.left, right: c.right, start: part[0].node, end: part[len(part)-1].node}
		if len(part) < 2 || a.start.kind == atTripoint && a.start == a.end {
			continue // between two triples of the mesh that are one tripoint
		}
		points := make([]vertex, len(part))
		for k := range part {
			points[k] = part[k].vertex
		}
		if !f.lineInSea(points) {
			continue
		}
		closed := points[0].place == points[len(points)-1].place
		for _, k := range [2]int{0, len(part) - 1} {
			if part[k].kind == loose && !closed {
				return nil, t.lost(part[k].x, part[k].y, 100, errLoose)
			}
		}
		var err error
		a.vertices = points[:1:1]
		if closed {
			half := len(points) / 2
			if a.vertices, err = t.refine(a.vertices, points[:half+1]); err != nil {
				return nil, err
			}
			points = points[half:]
		}
		if a.vertices, err = t.refine(a.vertices, points); err != nil {
			return nil, err
		}
		a.vertices, a.turnings = t.turns(a.vertices)
		out = append(out, a)
	}
	return out, nil
}

var errLoose = errors.New("a line ends in the sea")

// junctionRadius is the distance in metres from a junction within which the
// points of a raw line are the junction itself.
const junctionRadius = 20 * floorRadius

// insertJunction puts a junction into a raw line between two states that
// passes it.
func (f *field) insertJunction(raw []item, id int, states [2]int) []item {
	q := f.junctions[id].at
	x, y, _ := f.chart.Forward(q)
	nearest, least := -1, junctionRadius
	for k, v := range raw {
		if d := math.Hypot(v.x-x, v.y-y); v.kind == loose && d <= least {
			nearest, least = k, d
		}
	}
	if nearest < 0 {
		return raw
	}
	at := item{node: node{atJunction, id}, vertex: vertex{place: place{x, y, q}}}
	for k, state := range states {
		at.feet[k] = f.index[state].Nearest(q, coast.NoPiece)
	}
	raw[nearest] = at
	return dropNear(raw, at.place, junctionRadius)
}

// dropNear returns the raw line without the loose points within radius of p.
func dropNear(raw []item, p place, radius float64) []item {
	return slices.DeleteFunc(raw, func(v item) bool {
		return v.kind == loose && math.Hypot(v.x-p.x, v.y-p.y) <= radius
	})
}

// dropBehind returns a raw line that begins at a tripoint without the points
// at its beginning that lie in the sector of another state that meets there.
func (f *field) dropBehind(raw []item, p *tripoint) []item {
	for len(raw) > 0 && raw[0].kind == loose {
		v := &raw[0]
		behind := false
		for _, s := range p.states {
			limit := v.feet[0].Distance - placed
			if limit > 0 && f.index[s].NearestWithin(v.at, coast.NoPiece, limit).Distance <= limit {
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
	longest, at := -1.0, 0
	for k := range v[1:] {
		if d := math.Hypot(v[k+1].x-v[k].x, v[k+1].y-v[k].y); d > longest {
			longest, at = d, k
		}
	}
	p := f.chart.Inverse((v[at].x+v[at+1].x)/2, (v[at].y+v[at+1].y)/2)
	return f.inSea(p, f.claimsAt(p))
}
