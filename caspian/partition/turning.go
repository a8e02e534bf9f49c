package partition

import (
	"errors"
	"math"
	"slices"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
)

// turning is a vertex of an arc where what controls it changes.
type turning struct {
	vertex        int // of the arc
	before, after [2]reach
}

// turns inserts into the vertices of an arc the points where the controlling
// vertex or edge of one of its states changes. At the ends of the arc, where
// all feet may meet in one place, nothing changes. What shows that the mesh was too
// coarse to follow the line there is added to the places where it was lost.
func (t *tracer) turns(vertices []vertex, pocket bool) ([]vertex, []turning, error) {
	out, found, err := t.turnsOf(vertices, pocket)
	if err != nil {
		return nil, nil, causeOf(t.ctx, err)
	}
	if pocket {
		t.missed = append(t.missed, folds(out, found)...)
		t.missed = append(t.missed, t.beyond(out, found)...)
	}
	out, found = t.settle(out, found)
	for {
		line, turns, bad, err := t.fit(out, slices.Clone(found))
		if bad < 0 {
			return line, turns, err
		}
		// The line cannot be followed to a place that was taken for a turning point.
		of := slices.IndexFunc(found, func(f turning) bool { return f.vertex == bad })
		found = slices.Delete(found, of, of+1)
		if !slices.ContainsFunc(vertices, func(v vertex) bool { return v.place == out[bad].place }) {
			out = slices.Delete(slices.Clone(out), bad, bad+1)
			for k := range found[of:] {
				found[of+k].vertex--
			}
		}
	}
}

// turnsOf inserts the turning points between the vertices of an arc, however close to
// each other: parts of long arcs at the same time.
func (t *tracer) turnsOf(vertices []vertex, pocket bool) ([]vertex, []turning, error) {
	const batch = 8 // parts, which are in memory twice
	edges := len(vertices) - 1
	n := max(1, edges/longLine)
	out, found := vertices[:1:1], []turning(nil)
	for first := 0; first < n; first += batch {
		var parts [batch][]vertex
		var turns [batch][]turning
		err := parallel(t.ctx, min(batch, n-first), silent, func(k int) error {
			own, part := *t, first+k
			for i := part * edges / n; i < (part+1)*edges/n && t.ctx.Err() == nil; i++ {
				parts[k], turns[k] = own.turnsOn(parts[k], turns[k], &vertices[i], &vertices[i+1], pocket)
			}
			return nil
		})
		if err != nil {
			return nil, nil, err
		}
		for k := range parts {
			for _, f := range turns[k] {
				f.vertex += len(out)
				found = append(found, f)
			}
			out = append(out, parts[k]...)
		}
	}
	return out, found, nil
}

// turnsOn appends the turning points on the edge from u to v, and v.
func (t *tracer) turnsOn(out []vertex, found []turning, u, v *vertex, pocket bool) ([]vertex, []turning) {
	before, turned := len(out), len(found)
	out, found = t.turnsBetween(out, found, *u, *v, 0)
	if !pocket && !t.onWay(u, v, out[before:]) {
		t.bisecting = true
		out, found = t.turnsBetween(out[:before], found[:turned], *u, *v, 0)
		t.bisecting = false
	}
	// Those that settle makes one are one from the beginning: a coast may have many more
	// vertices than the line.
	kept, last := out[:before], turned
	for k, m := range out[before:] {
		next := last
		if next < len(found) && found[next].vertex == before+k {
			last++
			if first := next - 1; first >= turned && found[first].vertex == len(kept)-1 && m.at.Sub(kept[len(kept)-1].at).Norm() <= 2*located {
				found[first].after = found[next].after
				found = slices.Delete(found, next, next+1)
				last--
				continue
			}
			found[next].vertex = len(kept)
		}
		kept = append(kept, m)
	}
	return append(kept, *v), found
}

// onWay says whether the line goes from u to v by way of the given places: whether
// they lie beside the edge, or the line can be followed to them.
func (t *tracer) onWay(u, v *vertex, places []vertex) bool {
	far := min(2*t.tolerance, math.Hypot(v.x-u.x, v.y-u.y)/8+shortestEdge)
	reached := 0.0
	length := math.Hypot(v.x-u.x, v.y-u.y)
	beside := func(m vertex) bool {
		s, d := edgeTo(&u.place, &v.place, m.place)
		before := reached
		reached = max(reached, s)
		return d <= far && (before-s)*length <= astride(&m)
	}
	if !slices.ContainsFunc(places, func(m vertex) bool { return !beside(m) }) {
		return true
	}
	places = append(slices.Clone(places), *v)
	for k := range places {
		if t.intruded(&places[k], meeting) {
			return false
		}
		if k+1 < len(places) {
			// Back the same way?
			if _, d := edgeTo(&u.place, &places[k].place, places[k+1].place); d <= far/4 {
				return false
			}
		}
		if ok, err := t.edge(u, &places[k], nil); err != nil {
			return false
		} else if !ok {
			if _, err := t.bisect(nil, u, &places[k], 0); err != nil {
				return false
			}
		}
		u = &places[k]
	}
	return true
}

// folds returns the places where one point was found for two turns of a line that
// leaves it in between: what looks like a pocket is a piece of one that is longer,
// and the same tip of that was found from both ends of the piece.
func folds(vertices []vertex, found []turning) (out coarse) {
	for k := range max(0, len(found)-1) {
		first, next := found[k].vertex, found[k+1].vertex
		apart := func(v vertex) bool { return v.at.Sub(vertices[first].at).Norm() > unclear }
		if apart(vertices[next]) || !slices.ContainsFunc(vertices[first:next], apart) {
			continue
		}
		out = append(out, astray(vertices, first), astray(vertices, next))
	}
	return out
}

// beyond returns the turning points that a third party owns: the tip of a pocket
// that is thinner than the mesh may lie on the far side of another line.
func (t *tracer) beyond(vertices []vertex, found []turning) (out coarse) {
	for _, turn := range found {
		if t.intruded(&vertices[turn.vertex], meeting) {
			v := &vertices[turn.vertex]
			out = append(out, &unresolved{v.x, v.y, v.x, v.y, 2 * located, true, errTriple})
		}
	}
	return out
}

// astray says that the line was lost between the edge that a turning point divides
// and that point.
func astray(vertices []vertex, at int) *unresolved {
	u, turn, v := &vertices[at-1], &vertices[at], &vertices[min(at+1, len(vertices)-1)]
	return &unresolved{turn.x, turn.y, (u.x + v.x) / 2, (u.y + v.y) / 2, math.Hypot(v.x-u.x, v.y-u.y), false, errStray}
}

// fit divides the edges that begin or end at a turning point where they leave
// the tolerance: one side of a kink may bulge more than the edge across both
// did. Bad is a vertex to which the line cannot be followed, −1 if there is none.
func (t *tracer) fit(vertices []vertex, found []turning) (line []vertex, turns []turning, bad int, err error) {
	out := vertices[:1:1]
	next, ends := 0, false // the next turning point; whether the edge begins at one
	for k := range vertices[1:] {
		a, b := &vertices[k], &vertices[k+1]
		begins := ends
		ends = next < len(found) && found[next].vertex == k+1
		fits := true
		if begins || ends {
			if fits, err = t.edge(a, b, nil); err == nil && !fits {
				out, err = t.bisect(out, a, b, 0)
			}
		}
		var lost *unresolved
		switch {
		case errors.As(err, &lost) && ends:
			return nil, nil, k + 1, nil
		case errors.As(err, &lost):
			return nil, nil, k, nil
		case err != nil:
			return nil, nil, -1, err
		}
		if fits {
			out = append(out, *b)
		}
		if ends {
			found[next].vertex = len(out) - 1
			next++
		}
	}
	return out, found, -1, nil
}

// settle makes one of turning points that lie so close to each other that they
// cannot be told apart, none if what controls the line is the same after them
// as before, and none of those at the ends of the arc.
func (t *tracer) settle(vertices []vertex, found []turning) ([]vertex, []turning) {
	last := len(vertices) - 1
	one := func(i, j int) bool {
		d := vertices[j].at.Sub(vertices[i].at)
		turned := func() bool { return d.Dot(vertices[min(j+1, last)].at.Sub(vertices[max(i-1, 0)].at)) < 0 }
		return d.Norm() <= 2*located || d.Norm() <= astride(&vertices[i]) && turned()
	}
	gone := make([]bool, len(vertices))
	for k := 0; k < len(found); {
		end := k + 1
		for end < len(found) && one(found[end-1].vertex, found[end].vertex) {
			end++
		}
		if end > k+1 {
			before, after := vertex{feet: found[k].before}, vertex{feet: found[end-1].after}
			found[k].after = found[end-1].after
			cb, ca := t.control(&before), t.control(&after)
			gone[found[k].vertex] = cb.equal(&ca)
			for i := found[k].vertex + 1; i <= found[end-1].vertex; i++ {
				gone[i] = true
			}
		}
		// A vertex that was found there before is the same place.
		for _, i := range [2]int{found[k].vertex - 1, found[end-1].vertex + 1} {
			turns := k > 0 && i == found[k-1].vertex || end < len(found) && i == found[end].vertex
			if i > 0 && i < last && !turns && vertices[i].at.Sub(vertices[found[k].vertex].at).Norm() <= 2*located {
				gone[i] = true
			}
		}
		k = end
	}
	if vertices[0].place != vertices[last].place {
		t.clear(vertices, gone, 0, 1)
		t.clear(vertices, gone, last, -1)
	}
	gone[0], gone[last] = false, false
	kept, left := make([]vertex, 0, len(vertices)), make([]turning, 0, len(found))
	for k := range vertices {
		turn := len(found) > 0 && found[0].vertex == k
		if !gone[k] {
			if turn {
				left = append(left, turning{len(kept), found[0].before, found[0].after})
			}
			kept = append(kept, vertices[k])
		}
		for len(found) > 0 && found[0].vertex == k {
			found = found[1:]
		}
	}
	return kept, left
}

// astride returns how far from each other two turning points may lie that come in the
// wrong order: where a shore is almost straight, its edges and its vertex are equally far,
// to ten times exact, so far to both sides of the vertex.
func astride(v *vertex) float64 {
	reach := max(v.feet[0].distance, v.feet[1].distance)
	return max(unclear, 2*math.Sqrt(20*exact*reach))
}

// clear marks the vertices that cannot be told from an end of an arc, where control
// changes in the end itself: those next to it, and within besideJoint those that lie
// behind it as seen along the line. Where the shore runs almost straight on through
// the end of a land border, the place of the change is known along the line no better
// than that.
func (t *tracer) clear(vertices []vertex, gone []bool, end, step int) {
	inner := func(k int) bool { return k > 0 && k < len(vertices)-1 }
	apart := func(k int) geodesic.Vec { return vertices[k].at.Sub(vertices[end].at) }
	beyond := end + step
	for inner(beyond) && apart(beyond).Norm() <= besideJoint {
		beyond += step
	}
	for k := end + step; inner(k) && k != beyond; k += step {
		if apart(k).Norm() <= unclear || apart(k).Dot(apart(beyond)) <= 0 {
			gone[k] = true
		}
	}
}

// control is what controls a vertex: a site of each party, and those of
// further tiers.
type control struct {
	first [2]coast.Site
	more  []coast.Site
}

func (c *control) equal(o *control) bool {
	return c.first == o.first && slices.Equal(c.more, o.more)
}

func (t *tracer) control(v *vertex) (c control) {
	for k := range v.feet {
		if v.feet[k].foot.Piece != coast.NoPiece {
			c.first[k] = t.f.b.Site(v.feet[k].foot)
		}
		for _, foot := range v.feet[k].more {
			c.more = append(c.more, t.f.b.Site(foot))
		}
	}
	return c
}

// turnsBetween appends the turning points between two neighbouring vertices u
// and v of the arc, without u and v themselves.
func (t *tracer) turnsBetween(out []vertex, found []turning, u, v vertex, depth int) ([]vertex, []turning) {
	cu, cv := t.control(&u), t.control(&v)
	toward := 0.0 // where along the line the next guess aims beyond the change
	for try := 0; !cu.equal(&cv); try++ {
		dx, dy := v.x-u.x, v.y-u.y
		length := math.Hypot(dx, dy)
		if length <= located || depth > 40 || try > 100 {
			found = append(found, turning{len(out), u.feet, v.feet})
			return append(out, v), found
		}
		if try == 0 && !t.bisecting {
			if turns, ok := t.bends(&u, &v, &cu, &cv); ok {
				for _, b := range turns {
					found = append(found, turning{len(out), b.before, b.after})
					out = append(out, b.vertex)
				}
				return out, found
			}
			if m, ok := t.firstBend(&u, &v, &cu, &cv); ok && depth < 8 {
				before, after := m.vertex, m.vertex
				before.feet, after.feet = m.before, m.after
				out, found = t.turnsBetween(out, found, u, before, depth+1)
				found = append(found, turning{len(out), m.before, m.after})
				out = append(out, m.vertex)
				return t.turnsBetween(out, found, after, v, depth+1)
			}
		}
		s := 0.5
		if try < 8 {
			s = t.guess(&u, &v, &cu, &cv) + toward/length
			if margin := min(0.25, located/(3*length)); !(s > margin && s < 1-margin) {
				s = min(max(s, margin), 1-margin)
				if math.IsNaN(s) {
					s = 0.5
				}
			}
		}
		m, err := t.across(u.x+s*dx, u.y+s*dy, -dy/length, dx/length, length/64, length/2, &u.feet)
		if err != nil {
			// The line cannot be followed between two exact vertices this
			// near: take the change as it is.
			found = append(found, turning{len(out), u.feet, v.feet})
			return append(out, v), found
		}
		switch cm := t.control(&m); {
		case cm.equal(&cu):
			u, toward = m, located/3
		case cm.equal(&cv):
			v, toward = m, -located/3
		default:
			out, found = t.turnsBetween(out, found, u, m, depth+1)
			out = append(out, m)
			return t.turnsBetween(out, found, m, v, depth+1)
		}
	}
	return out, found
}

// reachOf returns how far from a short edge between two vertices the line may
// run: an edge below the tolerance may cut off the tip of a sharp angle, a
// longer one has been tested in between.
func (t *tracer) reachOf(u, v *vertex) float64 {
	length := v.at.Sub(u.at).Norm()
	return min(64*length+1, max(2*length, 32*t.tolerance))
}

// bend is a vertex where the control of one party changes.
type bend struct {
	vertex
	before, after [2]reach
}

// bends returns the points of the line between u and v where the control of
// one party changes from that at u to that at v, by way of others if need be.
// It fails if more changes.
func (t *tracer) bends(u, v *vertex, cu, cv *control) ([]bend, bool) {
	k := 0
	if cu.first[0] == cv.first[0] {
		k = 1
	}
	if cu.first[k] == cv.first[k] || cu.first[1-k] != cv.first[1-k] || len(cu.more) > 0 {
		return nil, false
	}
	middle := t.f.e.OnSurface(u.at.Add(v.at).Mul(0.5))
	far := t.reachOf(u, v)
	return t.bendsBetween(nil, k, u.feet[k].foot, v.feet[k].foot, middle, &u.feet[1-k], &cu.first[1-k], far, 0)
}

// firstBend returns a point of the line where the control of one party changes
// directly from that at u to that at v, where that of both parties does.
func (t *tracer) firstBend(u, v *vertex, cu, cv *control) (bend, bool) {
	if cu.first[0] == cv.first[0] || cu.first[1] == cv.first[1] || len(cu.more) > 0 {
		return bend{}, false
	}
	middle := t.f.e.OnSurface(u.at.Add(v.at).Mul(0.5))
	far := t.reachOf(u, v)
	for k := range 2 {
		if found, ok := t.bendsBetween(nil, k, u.feet[k].foot, v.feet[k].foot, middle, &u.feet[1-k], nil, far, 0); ok && len(found) == 1 {
			return found[0], true
		}
	}
	return bend{}, false
}

// bendsBetween appends the bends between the controls of feet a and b of the
// party on side k. The point of the line where both control it is found from p
// by Newton's method; if a third base point is nearer there, it controls the
// line in between. Site is what the other party's control must be, if not nil.
func (t *tracer) bendsBetween(out []bend, k int, a, b coast.Foot, p geodesic.Vec, hint *reach, site *coast.Site, far float64, depth int) ([]bend, bool) {
	base, e := t.f.b, t.f.e
	own, other := [2]int{t.left, t.right}[k], [2]int{t.left, t.right}[1-k]
	start := p
	sa, sb := base.Site(a), base.Site(b)
	for range 20 {
		up := e.Normal(p)
		fa, fb := base.FootAlong(p, a), base.FootAlong(p, b)
		beside := t.f.reach(other, p, hint)
		hint = &beside
		slope := away(p, fa.At, up)
		value, gradient := fa.Distance-fb.Distance, slope.Sub(away(p, fb.At, up))
		if t.f.endOf(sa, sb) {
			value, gradient = t.f.pastEnd(p, sa, sb)
		} else if t.f.endOf(sb, sa) {
			value, gradient = t.f.pastEnd(p, sb, sa)
		}
		si, sj := t.f.scales(own, other)
		level, across := t.f.gap(own, other, fa.Distance, beside.distance), slope.Mul(si).Sub(t.f.slope(other, p, &beside, up).Mul(sj))
		if bisector, normal, ok := t.f.tie(own, other, p, &reach{foot: fa}, &beside); ok {
			level, across = bisector, normal
		} else if bisector, normal, ok := t.f.tie(own, other, p, &reach{foot: fb}, &beside); ok {
			level, across = bisector, normal
		}
		det := up.Dot(gradient.Cross(across))
		if math.Abs(det) < 1e-9 {
			return nil, false
		}
		if math.Abs(value) <= exact && math.Abs(level) <= exact {
			nearest := t.f.reach(own, p, &reach{foot: fa})
			if site != nil && beside.foot.Piece != coast.NoPiece && base.Site(beside.foot) != *site || depth > 8 {
				return nil, false
			}
			between, third := nearest.foot, base.Site(nearest.foot)
			split := nearest.distance < fa.Distance-10*exact && third != sa && third != sb
			if corner, ok := t.f.corner(a, b); ok && base.FootAlong(p, corner).Distance <= fa.Distance+10*exact {
				between, split = corner, true
			}
			if split {
				out, ok := t.bendsBetween(out, k, a, between, p, hint, site, far, depth+1)
				if !ok {
					return nil, false
				}
				return t.bendsBetween(out, k, between, b, p, hint, site, far, depth+1)
			}
			m := bend{vertex: vertex{place: place{at: p}}}
			m.x, m.y, _ = t.f.chart.Forward(p)
			m.feet[k], m.feet[1-k] = reach{distance: fa.Distance, foot: fa}, beside
			m.before, m.after = m.feet, m.feet
			m.before[k], m.after[k] = reach{distance: fa.Distance, foot: a}, reach{distance: fb.Distance, foot: b}
			return append(out, m), true
		}
		p = e.OnSurface(p.Add(newtonStep(up, value, gradient, level, across, det)))
		if !(p.Sub(start).Norm() <= far) {
			break
		}
	}
	return nil, false
}

// endOf says whether a vertex is an end of an edge.
func (f *field) endOf(edge, vertex coast.Site) bool {
	if edge.Vertex || !vertex.Vertex || edge.Ring != vertex.Ring {
		return false
	}
	n := len(ringAt(f.c, edge.Ring)) - 1
	return vertex.Edge%n == edge.Edge || vertex.Edge%n == (edge.Edge+1)%n
}

// corner returns the vertex where two edges that follow each other meet. Where the
// shore turns toward the sea, it controls what lies between the two.
func (f *field) corner(a, b coast.Foot) (coast.Foot, bool) {
	sa, sb := f.b.Site(a), f.b.Site(b)
	if sa.Vertex || sb.Vertex || sa.Ring != sb.Ring {
		return coast.Foot{}, false
	}
	piece, n := a.Piece, len(ringAt(f.c, sa.Ring))-1
	switch {
	case (sa.Edge+1)%n == sb.Edge:
		for f.b.Inner(piece + 1) {
			piece++
		}
		return f.b.PlaceOn(piece, 1), true
	case (sb.Edge+1)%n == sa.Edge:
		for f.b.Inner(piece) {
			piece--
		}
		return f.b.PlaceOn(piece, 0), true
	}
	return coast.Foot{}, false
}

// pastEnd returns how far p is past an end of an edge, in metres along the edge
// there, and the direction in which that grows. It goes by the azimuth of the
// geodesic to p: the foot on chords, exact in its distance, may be some
// centimetres off along the edge.
func (f *field) pastEnd(p geodesic.Vec, edge, end coast.Site) (float64, geodesic.Vec) {
	ring := ringAt(f.c, edge.Ring)
	from, to := ring[edge.Edge], ring[edge.Edge+1]
	_, forward, onward := f.e.Inverse(from, to)
	at := from
	if end.Edge%(len(ring)-1) != edge.Edge {
		at, forward = to, onward
	}
	s, azimuth, _ := f.e.Inverse(at, f.e.Position(p))
	along := f.e.Cartesian(to).Sub(f.e.Cartesian(from)).Unit()
	return s * math.Cos((azimuth-forward)*math.Pi/180), along
}

// guess returns where between u and v, from 0 to 1, the control changes: where
// two sites of one state are equally far, or where a foot reaches the end of
// its edge. It takes both to change evenly along the line.
func (t *tracer) guess(u, v *vertex, cu, cv *control) float64 {
	k := 0
	if cu.first[0] == cv.first[0] {
		k = 1
	}
	if cu.first[k] == cv.first[k] || cu.first[1-k] != cv.first[1-k] {
		return 0.5
	}
	b := t.f.b
	fu, fv := u.feet[k].foot, v.feet[k].foot
	if cu.first[k].Vertex != cv.first[k].Vertex {
		// From an edge to its own end or back.
		edge, vertex := fu, fv
		if cu.first[k].Vertex {
			edge, vertex = fv, fu
		}
		for end, p := range [2]geodesic.Vec{b.Points[edge.Piece], b.Points[edge.Piece+1]} {
			if p == vertex.At {
				hu, hv := b.Along(u.at, edge.Piece)-float64(end), b.Along(v.at, edge.Piece)-float64(end)
				return hu / (hu - hv)
			}
		}
	}
	h := func(p geodesic.Vec) float64 {
		return b.FootOn(p, fu.Piece).Distance - b.FootOn(p, fv.Piece).Distance
	}
	hu, hv := h(u.at), h(v.at)
	return hu / (hu - hv)
}
