package partition

import (
	"context"
	"slices"
)

// corner is a vertex of the mesh and the party that owns it.
type corner struct {
	place
	x, y  uint32
	leaf  int32 // a leaf whose claims hold here
	party int32
}

// mesh is the triangulation of all leaves: every leaf is a fan of triangles
// around its centre, with the corners of smaller neighbours on its sides, so
// that neighbouring triangles share whole sides.
type mesh struct {
	q         *quadtree
	leaves    []leaf
	corners   []corner
	byKey     map[uint64]int32
	marks     map[uint64]struct{} // corners of all leaves and of the cells around them
	triangles [][3]int32          // counter-clockwise
	leafOf    []int32             // the leaf of every triangle
}

// newMesh triangulates the leaves and finds the owner of every corner.
func newMesh(ctx context.Context, q *quadtree) (*mesh, error) {
	leaves, err := q.leaves(ctx)
	if err != nil {
		return nil, err
	}
	m := &mesh{q: q, leaves: leaves, byKey: make(map[uint64]int32, 3*len(leaves)), marks: make(map[uint64]struct{}, 3*len(leaves))}
	// Most leaves have four neighbours of their size, and share their corners.
	m.corners = make([]corner, 0, 3*len(leaves))
	m.triangles, m.leafOf = make([][3]int32, 0, 5*len(leaves)), make([]int32, 0, 5*len(leaves))
	seen := make(map[cell]struct{}, 2*len(leaves))
	for _, l := range leaves {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		m.mark(seen, l.cell)
	}
	var around []int32
	for i, l := range leaves {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		right, top := l.x+l.size, l.y+l.size
		around = m.side(around[:0], i, l.x, l.y, right, l.y)
		around = m.side(around, i, right, l.y, right, top)
		around = m.side(around, i, right, top, l.x, top)
		around = m.side(around, i, l.x, top, l.x, l.y)
		centre := m.add(l.x+l.size/2, l.y+l.size/2, i)
		for k, v := range around {
			m.triangles = append(m.triangles, [3]int32{centre, v, around[(k+1)%len(around)]})
			m.leafOf = append(m.leafOf, int32(i))
		}
	}
	measured := make([][]claim, len(m.corners))
	err = parallel(ctx, len(m.corners), q.f.progress.over(0.5, 0.6), func(k int) error {
		measured[k] = m.label(&m.corners[k])
		return nil
	})
	if q.f.memory != nil {
		for k, c := range m.corners {
			knownAt(q.f.memory.corners, key(c.x, c.y)).keep(measured[k])
		}
	}
	return m, err
}

// mark notes the corners of c and of all cells around it: the places where
// the side of a larger leaf beside them must be divided.
func (m *mesh) mark(seen map[cell]struct{}, c cell) {
	for c.size <= 1<<levels {
		if _, ok := seen[c]; ok {
			return
		}
		seen[c] = struct{}{}
		for k := range uint32(4) {
			m.marks[key(c.x+k%2*c.size, c.y+k/2*c.size)] = struct{}{}
		}
		c.size *= 2
		c.x &^= c.size - 1
		c.y &^= c.size - 1
	}
}

// add returns the corner at x, y, a place in or on the given leaf.
func (m *mesh) add(x, y uint32, leaf int) int32 {
	k := key(x, y)
	id, ok := m.byKey[k]
	if !ok {
		id = int32(len(m.corners))
		m.byKey[k] = id
		m.corners = append(m.corners, corner{x: x, y: y, leaf: int32(leaf)})
	}
	return id
}

// side appends the corners of a leaf from (x0, y0) up to but without (x1, y1):
// the first, and those where smaller leaves meet the side.
func (m *mesh) side(out []int32, leaf int, x0, y0, x1, y1 uint32) []int32 {
	if length := max(x1, x0) - min(x1, x0) + max(y1, y0) - min(y1, y0); length >= 4 {
		mx, my := x0/2+x1/2, y0/2+y1/2
		if _, ok := m.marks[key(mx, my)]; ok {
			out = m.side(out, leaf, x0, y0, mx, my)
			return m.side(out, leaf, mx, my, x1, y1)
		}
	}
	return append(out, m.add(x0, y0, leaf))
}

// label finds the owner of a corner among the claims of its leaf, and returns
// these claims there.
func (m *mesh) label(c *corner) []claim {
	c.place.x, c.place.y = m.q.position(c.x, c.y)
	c.at = m.q.f.chart.Inverse(c.place.x, c.place.y)
	claims := slices.Clone(m.leaves[c.leaf].claims)
	var before *known
	if m.q.f.memory != nil {
		before = m.q.f.memory.corners[key(c.x, c.y)]
	}
	for k := range claims {
		r, ok := before.reach(claims[k].party)
		if !ok {
			r = m.q.f.reach(claims[k].party, c.at, &claims[k].reach)
		}
		claims[k].reach = r
	}
	c.party = int32(claims[m.q.f.owner(c.at, claims)].party)
	return claims
}

// hints returns the reaches of parties i and j at the centre of a leaf.
func (m *mesh) hints(leaf int32, i, j int) *[2]reach {
	out := [2]reach{farthest, farthest}
	for _, k := range m.leaves[leaf].claims {
		if k.party == i {
			out[0] = k.reach
		}
		if k.party == j {
			out[1] = k.reach
		}
	}
	return &out
}
