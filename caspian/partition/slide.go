package partition

import (
	"context"
	"math"
	"slices"

	"caspian.example/division/caspian/coast"
)

// slide returns a network with every vertex moved to its place under changed
// weights: turning points and tripoints stay what they are, and all numbers of
// vertices. It fails where that is not possible, and when ctx ends.
func (f *field) slide(ctx context.Context, from *lines, tolerance float64) (*lines, bool) {
	out := &lines{arcs: slices.Clone(from.arcs), tripoints: slices.Clone(from.tripoints), crossings: slices.Clone(from.crossings)}
	for k := range out.tripoints {
		if t := &out.tripoints[k]; t.joint == 0 && !f.slideTripoint(t, tolerance) {
			return nil, false
		}
	}
	for k := range out.arcs {
		if ctx.Err() != nil {
			return nil, false
		}
		a := &out.arcs[k]
		a.vertices, a.turnings = slices.Clone(a.vertices), slices.Clone(a.turnings)
		t := &tracer{f: f, left: a.left, right: a.right, tolerance: tolerance}
		last := len(a.vertices) - 1
		ends := [2]struct {
			node
			vertex int
		}{{a.start, 0}, {a.end, last}}
		for _, end := range ends {
			v := &a.vertices[end.vertex]
			switch end.kind {
			case atTripoint:
				p := &out.tripoints[end.id]
				*v = vertex{p.place, [2]reach{p.foot(a.left), p.foot(a.right)}}
			case atCrossing:
				piece := f.shores.Nearest(v.at, coast.NoPiece).Piece
				w, c, ok := t.onShore(piece, v.at, &v.feet)
				if !ok || w.at.Sub(v.at).Norm() > tolerance {
					return nil, false
				}
				*v, out.crossings[end.id] = w, c
			}
		}
		turn := 0
		for i := range a.vertices {
			for turn < len(a.turnings) && a.turnings[turn].vertex < i {
				turn++
			}
			if (i == 0 || i == last) && a.start.kind != loose {
				continue
			}
			if turn < len(a.turnings) && a.turnings[turn].vertex == i {
				if w, ok := t.slideTurning(a.vertices[i], &a.turnings[turn]); ok {
					a.vertices[i] = w
					continue
				}
			}
			w, ok := t.slideVertex(a.vertices[i])
			if !ok {
				return nil, false
			}
			a.vertices[i] = w
		}
		if a.start.kind == loose {
			a.vertices[last] = a.vertices[0]
		} else {
			a.trim()
		}
	}
	return out, true
}

// slideVertex moves a vertex along the slope of the gap.
func (t *tracer) slideVertex(v vertex) (vertex, bool) {
	start := v.at
	for range 30 {
		d := t.f.difference(t.left, t.right, v.at, &v.feet)
		v.feet = d.feet
		if math.Abs(d.value) <= exact {
			v.x, v.y, _ = t.f.chart.Forward(v.at)
			return v, v.at.Sub(start).Norm() <= t.tolerance
		}
		square := d.gradient.Dot(d.gradient)
		if square < flat {
			break
		}
		v.at = t.f.e.OnSurface(v.at.Sub(d.gradient.Mul(d.value / square)))
	}
	return v, false
}

// slideTurning moves a vertex where one state's control changes.
func (t *tracer) slideTurning(v vertex, turn *turning) (vertex, bool) {
	before, after := vertex{feet: turn.before}, vertex{feet: turn.after}
	cb, ca := t.control(&before), t.control(&after)
	for k := range 2 {
		if cb.first[k] == ca.first[k] || cb.first[1-k] != ca.first[1-k] || len(cb.more) > 0 {
			continue
		}
		found, ok := t.bendsBetween(nil, k, turn.before[k].foot, turn.after[k].foot, v.at, &v.feet[1-k], &cb.first[1-k], t.tolerance, 0)
		if ok && len(found) == 1 {
			turn.before, turn.after = found[0].before, found[0].after
			return found[0].vertex, true
		}
	}
	return v, false
}

// slideTripoint moves a tripoint.
func (f *field) slideTripoint(t *tripoint, tolerance float64) bool {
	if t.tangled || len(t.parties) != 3 {
		return false // it may fall apart
	}
	i, j, k := t.parties[0], t.parties[1], t.parties[2]
	p, feet := t.at, t.feet
	for range 30 {
		a := f.difference(i, j, p, &[2]reach{feet[0], feet[1]})
		b := f.difference(i, k, p, &[2]reach{a.feet[0], feet[2]})
		feet = []reach{a.feet[0], a.feet[1], b.feet[1]}
		if math.Abs(a.value) <= exact && math.Abs(b.value) <= exact {
			moved := p.Sub(t.at).Norm()
			t.at, t.feet = p, feet
			t.x, t.y, _ = f.chart.Forward(p)
			return moved <= 32*tolerance
		}
		up := f.e.Normal(p)
		det := up.Dot(a.gradient.Cross(b.gradient))
		if math.Abs(det) < 1e-9 {
			return false
		}
		p = f.e.OnSurface(p.Add(newtonStep(up, a.value, a.gradient, b.value, b.gradient, det)))
	}
	return false
}
