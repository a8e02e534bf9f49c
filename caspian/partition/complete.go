package partition

import (
	"cmp"
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
	w := &walk{ctx: ctx, f: f, bend: min(tolerance, roughBend*a.seaArea()/q.width), first: firstStep * q.width}
	if !w.all() {
		return false, nil
	}
	sure := false
	if slices.ContainsFunc(effects, func(v float64) bool { return v > 0 && v < 1 }) {
		var err error
		if sure, err = w.surveyed(q); !sure {
			return false, err
		}
	} else if sure = w.hasAllIslands(effects); !sure && f.overland {
		return false, nil
	}
	out := lines{tripoints: w.net.tripoints}
	found, missed := make([]lines, len(w.net.arcs)), coarse(nil)
	lost := make([]coarse, len(found))
	err := parallel(ctx, len(found), f.progress.over(0.3, 0.9), func(k int) (err error) {
		line := w.net.arcs[k].oriented()
		t := &tracer{ctx: ctx, f: f, left: line.left, right: line.right, tolerance: tolerance}
		if !f.areasOnly {
			points := t.exactOf(line.vertices)
			t.raw = points
			line.vertices, err = t.refine(points[:1:1], points)
		}
		if err == nil {
			err = t.finish(&found[k], line)
		}
		lost[k] = t.missed
		return err
	})
	if cmp.Or(err, together(lost)) != nil {
		return false, nil // what the mesh does better, or the end of the context, which it finds
	}
	for k := range found {
		out.add(&found[k])
	}
	err = out.uncross(ctx, q, tolerance)
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
	return sure || a.allAtHome(), nil
}

// allAtHome says whether all islands lie in faces of their own states, which is what
// hasAllIslands does for islands that have no straight way to other shores.
//
// A part of a sector that the lines do not show lies in one face. If that is another
// state's, the part has an island in it (see hasAllIslands). If it is its own state's, the face
// holds water of another state beyond the missing line, which has an island of that one in the same
// way: the mainland along the face is the face's own state's.
func (a *assembly) allAtHome() bool {
	for k := range a.loops {
		if l := &a.loops[k]; l.area < 0 {
			home := a.around(a.within(l), func(*loop) bool { return true })
			if home < 0 || a.loops[home].face != l.face {
				return false
			}
		}
	}
	return true
}

// oriented returns an arc, before its turning points are known, so that the first of its
// parties lies on its left, as those of a mesh do.
func (a *arc) oriented() arc {
	out := *a
	if out.left < out.right {
		return out
	}
	out.left, out.right, out.start, out.end = a.right, a.left, a.end, a.start
	out.faces[0], out.faces[1] = a.faces[1], a.faces[0]
	out.vertices = slices.Clone(a.vertices)
	slices.Reverse(out.vertices)
	for k := range out.vertices {
		v := &out.vertices[k]
		v.feet[0], v.feet[1] = v.feet[1], v.feet[0]
	}
	return out
}

// exactOf returns the vertices of a walked line that lie on it exactly, with their base
// points as they are found: those that keep a bow in bounds go by the base points of their
// neighbours, of which one that is nearer may lie between.
func (t *tracer) exactOf(walked []vertex) []vertex {
	out := walked[:0:0]
	for k := range walked {
		v := walked[k]
		for side, party := range [2]int{t.left, t.right} {
			v.feet[side] = t.f.reach(party, v.at, &v.feet[side])
		}
		if k == 0 || k == len(walked)-1 || math.Abs(t.f.gap(t.left, t.right, v.feet[0].distance, v.feet[1].distance)) <= 20*exact {
			out = append(out, v)
		}
	}
	return out
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
