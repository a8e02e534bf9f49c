package partition

import (
	"context"
	"math"
	"slices"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
)

// walked finds the network by walking, if that is certain to find all of it.
func (f *field) walked(ctx context.Context, q *quadtree, effects []float64, tolerance float64, a *assembly) (bool, error) {
	if !f.walkable() {
		return false, nil
	}
	w := &walk{ctx: ctx, f: f, bend: tolerance, first: firstStep * q.width}
	if !w.all() {
		return false, nil
	}
	partial := slices.ContainsFunc(effects, func(v float64) bool { return v > 0 && v < 1 })
	if partial {
		if ok, err := w.surveyed(q); !ok {
			return false, err
		}
	} else if !w.hasAllIslands(effects) {
		return false, nil
	}
	var out lines
	out.tripoints = w.net.tripoints
	for _, whole := range w.net.arcs {
		t := &tracer{ctx: ctx, f: f, left: whole.left, right: whole.right, tolerance: tolerance}
		found := lines{arcs: []arc{whole}}
		if f.overland {
			var err error
			if found.arcs, found.crossings, err = t.clip(whole, nil); err != nil {
				return false, nil
			}
		}
		out.add(&found)
	}
	var missed coarse
	err := out.uncross(ctx, q, tolerance)
	if err == nil {
		out.join(f)
		err = a.faces(ctx, &out)
	}
	if err == nil {
		err = a.shared(q)
	}
	if err = missed.take(err); err != nil || len(missed) > 0 {
		return false, err
	}
	return true, nil
}

// hasAllIslands says whether no sector has a part that the lines do not show.
//
// From any place of a sector the geodesic to the nearest place of its state's shore lies
// in the sector. So every part of it has shore of its own; and if not of the mainland, along
// which a part reaches from joint to joint, then of an island. But an island p from which
// some place of the own mainland is nearer than any place of another state is in one part with that:
// every place on the way is nearer to the mainland, too. None of the lines may cross that way.
func (w *walk) hasAllIslands(effects []float64) bool {
	f := w.f
	var left []int // chains
	joined := make([]bool, len(f.b.Chains))
	for k, c := range f.b.Chains {
		if joined[k] = c.Island < 0; !joined[k] && (effects == nil || effects[c.Island] == 1) && len(f.parties[c.State].tiers) > 0 {
			left = append(left, k)
		}
	}
	for before := len(left) + 1; len(left) < before; {
		before = len(left)
		left = slices.DeleteFunc(left, func(k int) bool {
			joined[k] = w.joins(f.b.Chains[k], joined)
			return joined[k]
		})
	}
	return len(left) == 0
}

// joins says whether an island is in one part of its sector with shores that are joined.
func (w *walk) joins(island coast.Chain, joined []bool) bool {
	f := w.f
	p := f.b.Points[island.Start]
	own := f.parties[island.State].tiers[0].index
	far := math.Inf(1)
	for k := range f.parties {
		if k != island.State && len(f.parties[k].tiers) > 0 {
			far = min(far, f.parties[k].tiers[0].index.NearestWithin(p, coast.NoPiece, far).Distance)
		}
	}
	joins := false
	own.Within(p, far, func(piece int32) bool {
		if joined[f.b.Chain(piece)] {
			foot := f.b.FootOn(p, piece)
			joins = foot.Distance < far-meeting && !w.crossed(p, foot.At)
		}
		return !joins
	})
	return joins
}

// crossed says whether a line crosses the way from p to q.
func (w *walk) crossed(p, q geodesic.Vec) bool {
	var a, b place
	a.x, a.y, _ = w.f.chart.Forward(p)
	b.x, b.y, _ = w.f.chart.Forward(q)
	for k := range w.net.arcs {
		v := w.net.arcs[k].vertices
		for i := range v[1:] {
			if _, _, ok := meet(&a, &b, &v[i].place, &v[i+1].place); ok {
				return true
			}
		}
	}
	return false
}

// surveyed says whether the lines pass between all places of a mesh that belong to
// different parties: leaves as large as the resolution.
func (w *walk) surveyed(q *quadtree) (bool, error) {
	f := w.f
	m, err := newMesh(w.ctx, q.coarse())
	if err != nil {
		return false, err
	}
	chains, _, err := m.march(w.ctx)
	if err != nil {
		return false, err
	}
	for _, c := range chains {
		t := &tracer{ctx: w.ctx, f: f, left: c.left, right: c.right}
		for _, s := range c.sides {
			a, b := m.corners[s.a].place, m.corners[s.b].place
			if w.net.between(c.left, c.right, &a, &b, 4*w.bend) {
				continue
			}
			// Beyond the end of a land border, or on an island that lines cross.
			v := t.between(a, b, m.hints(s.leaf, c.left, c.right))
			if third := t.intruder(&v, 0); third >= 0 && w.net.between(c.left, third, &a, &b, 4*w.bend) && w.net.between(third, c.right, &a, &b, 4*w.bend) {
				continue // near a tripoint
			}
			if f.inSea(v.at, nil) {
				return false, nil
			}
		}
	}
	return true, nil
}

// between says whether a line between two parties comes to the edge from a to b, or near.
func (n *lines) between(i, j int, a, b *place, near float64) bool {
	x0, x1, y0, y1 := min(a.x, b.x)-near, max(a.x, b.x)+near, min(a.y, b.y)-near, max(a.y, b.y)+near
	for k := range n.arcs {
		if !n.arcs[k].between(i, j) {
			continue
		}
		v := n.arcs[k].vertices
		for i := range v[1:] {
			c, d := &v[i].place, &v[i+1].place
			if max(c.x, d.x) < x0 || min(c.x, d.x) > x1 || max(c.y, d.y) < y0 || min(c.y, d.y) > y1 {
				continue
			}
			if _, _, ok := meet(a, b, c, d); ok {
				return true
			}
			for _, e := range [4][3]*place{{a, b, c}, {a, b, d}, {c, d, a}, {c, d, b}} {
				if _, far := edgeTo(e[0], e[1], *e[2]); far <= near {
					return true
				}
			}
		}
	}
	return false
}
