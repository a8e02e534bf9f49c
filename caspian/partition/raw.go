package partition

import (
	"math"
	"slices"
)

// item is a point of a raw line, and the node that it is, if any.
type item struct {
	vertex
	node
}

// rawPoints returns the points of the line on the sides of the mesh that it crosses.
func (t *tracer) rawPoints(m *mesh, c *chain) ([]item, error) {
	raw := make([]item, len(c.sides))
	parts := (len(raw) + longLine - 1) / longLine
	return raw, parallel(t.ctx, parts, silent, func(k int) error {
		from, to := k*longLine, min((k+1)*longLine, len(raw))
		hints := m.hints(c.sides[from].leaf, c.left, c.right)
		for i := from; i < to && t.ctx.Err() == nil; i++ {
			s := c.sides[i]
			a, b := m.corners[s.a].place, m.corners[s.b].place
			fixed := m.grained(s.a, s.b)
			if fixed {
				a, b = t.f.toward(&a, &b, offCorner), t.f.toward(&b, &a, offCorner)
			}
			raw[i].vertex = t.between(a, b, hints)
			raw[i].fixed = fixed
			hints = &raw[i].feet
		}
		return nil
	})
}

// toward returns the place a part of the way from a to b.
func (f *field) toward(a, b *place, part float64) place {
	x, y := a.x+part*(b.x-a.x), a.y+part*(b.y-a.y)
	return place{x, y, f.chart.Inverse(x, y)}
}

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

// dropBehind returns a raw line that begins at a tripoint without the points at its
// beginning that lie in the sector of another party that meets there.
func (t *tracer) dropBehind(raw []item, p *tripoint) []item {
	f := t.f
	for len(raw) > 0 && raw[0].kind == loose {
		v := &raw[0]
		behind := slices.ContainsFunc(p.parties, func(k int) bool {
			if k == t.left || k == t.right {
				return false
			}
			r := f.reachWithin(k, v.at, &farthest, f.even(t.left, v.feet[0].distance, k, placed))
			if r.distance <= f.even(t.left, v.feet[0].distance, k, -placed) {
				return true
			}
			// Or as far, by the end of a land border, and on its side of the bisector.
			for s, party := range [2]int{t.left, t.right} {
				if side, _, ok := f.tie(party, k, v.at, &v.feet[s], &r); ok && side > placed {
					return true
				}
			}
			return false
		})
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

// nodeAt returns a tripoint as a point of the tracer's line.
func (t *tracer) nodeAt(p *tripoint, n node) item {
	v := item{vertex{place: p.place, fixed: p.fixed}, n}
	for k, party := range [2]int{t.left, t.right} {
		if i := slices.Index(p.parties, party); i >= 0 {
			v.feet[k] = p.feet[i]
		} else {
			v.feet[k] = t.f.reach(party, p.at, &farthest)
		}
	}
	return v
}
