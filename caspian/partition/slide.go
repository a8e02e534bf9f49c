package partition

import (
	"context"
	"math"
	"slices"

	"caspian.example/division/caspian/coast"
)

const (
	// tripointSlides is how many times as far as its lines a tripoint may move: lines
	// that meet at 7° or more do not ask for more. Chosen.
	tripointSlides = 8.0
	// slidesPart is how far a vertex may move as a part of its distance from the shore
	// for its edges to keep the tolerance. Chosen: a line that keeps off a shore bends
	// along arcs of about that radius, so that its rise over an edge, which is 0.8 of
	// the tolerance at most, grows by about as much.
	slidesPart = 0.2
)

// slide returns a network with every vertex moved to its place under changed
// weights: turning points and tripoints stay what they are, and all numbers of
// vertices, but where a kink passes over some. It fails where that is not possible, and
// when ctx ends. No vertex moves farther than far or, unless the lines are rough, so far
// that its edges may no longer keep the tolerance.
func (f *field) slide(ctx context.Context, from *lines, tolerance, far float64, rough bool) (*lines, bool) {
	out := &lines{arcs: slices.Clone(from.arcs), tripoints: slices.Clone(from.tripoints), crossings: slices.Clone(from.crossings)}
	for k := range out.tripoints {
		if t := &out.tripoints[k]; t.joint == 0 && !f.slideTripoint(t, tripointSlides*far) {
			return nil, false
		}
	}
	err := parallel(ctx, len(out.arcs), silent, func(k int) error {
		t := &tracer{ctx: ctx, f: f, left: out.arcs[k].left, right: out.arcs[k].right, tolerance: tolerance}
		if !t.slideArc(out, &out.arcs[k], far, rough) {
			return errStray
		}
		return nil
	})
	return out, err == nil
}

// slideArc is slide for an arc of a network whose tripoints have slid.
func (t *tracer) slideArc(net *lines, a *arc, far float64, rough bool) bool {
	f, from := t.f, a.vertices
	last := len(from) - 1
	moved, slid := make([]vertex, len(from)), make([]bool, len(from))
	turns := slices.Clone(a.turnings)
	turn := 0
	for i := range from {
		for turn < len(turns) && turns[turn].vertex < i {
			turn++
		}
		if turn < len(turns) && turns[turn].vertex == i {
			moved[i], slid[i] = t.slideTurning(from[i], &turns[turn], far)
		}
		if !slid[i] {
			moved[i], slid[i] = t.slideVertex(from[i], far)
			most := max(t.tolerance/4, slidesPart*min(from[i].feet[0].distance, from[i].feet[1].distance))
			slid[i] = slid[i] && (rough || moved[i].at.Sub(from[i].at).Norm() <= most)
		}
	}
	if a.start.kind == loose {
		slid[0], slid[last] = slid[0] && slid[last], slid[0] && slid[last]
		if !slid[0] {
			return false
		}
		moved[last] = moved[0]
	} else {
		ends := [2]struct {
			node
			vertex int
		}{{a.start, 0}, {a.end, last}}
		for _, end := range ends {
			v := &moved[end.vertex]
			*v, slid[end.vertex] = from[end.vertex], true
			switch end.kind {
			case atTripoint:
				p := &net.tripoints[end.id]
				*v = vertex{p.place, [2]reach{p.foot(a.left), p.foot(a.right)}}
			case atCrossing:
				piece := f.shores.Nearest(v.at, coast.NoPiece).Piece
				w, c, ok := t.onShore(piece, v.at, &v.feet)
				if !ok || w.at.Sub(v.at).Norm() > far {
					return false
				}
				*v, net.crossings[end.id] = w, c
			}
		}
	}
	for i := range last {
		if from[i+1].at.Sub(from[i].at).Dot(moved[i+1].at.Sub(moved[i].at)) <= 0 {
			slid[i], slid[i+1] = i == 0, i+1 == last // one has passed the other
		}
	}
	a.vertices, a.turnings = moved[:1:1], nil
	for i := 1; i <= last; i++ {
		if slid[i] {
			for len(turns) > 0 && turns[0].vertex <= i {
				if turns[0].vertex == i {
					a.turnings = append(a.turnings, turning{len(a.vertices), turns[0].before, turns[0].after})
				}
				turns = turns[1:]
			}
			a.vertices = append(a.vertices, moved[i])
			continue
		}
		// A kink has passed over it: the line is found anew from the vertex before to
		// the one after.
		next := i + slices.Index(slid[i:], true)
		before := len(a.vertices) - 1
		way, err := t.refine([]vertex{a.vertices[before]}, []vertex{a.vertices[before], moved[next]})
		var found []turning
		if err == nil && !f.areasOnly {
			way, found, err = t.turns(way, false)
		}
		if rough && len(t.missed) > 0 {
			way, t.missed = []vertex{way[0], moved[next]}, nil // a pocket that vanishes
		}
		if err != nil || len(t.missed) > 0 {
			return false
		}
		for _, w := range found {
			w.vertex += before
			a.turnings = append(a.turnings, w)
		}
		a.vertices = append(a.vertices, way[1:len(way)-1]...)
		i = next - 1
	}
	if a.start.kind != loose {
		a.trim()
	}
	return true
}

// slideVertex moves a vertex along the slope of the gap.
func (t *tracer) slideVertex(v vertex, far float64) (vertex, bool) {
	start := v.at
	for range 30 {
		d := t.f.difference(t.left, t.right, v.at, &v.feet)
		v.feet = d.feet
		if math.Abs(d.value) <= exact {
			v.x, v.y, _ = t.f.chart.Forward(v.at)
			return v, v.at.Sub(start).Norm() <= far
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
func (t *tracer) slideTurning(v vertex, turn *turning, far float64) (vertex, bool) {
	before, after := vertex{feet: turn.before}, vertex{feet: turn.after}
	cb, ca := t.control(&before), t.control(&after)
	for k := range 2 {
		if cb.first[k] == ca.first[k] || cb.first[1-k] != ca.first[1-k] || len(cb.more) > 0 {
			continue
		}
		found, ok := t.bendsBetween(nil, k, turn.before[k].foot, turn.after[k].foot, v.at, &v.feet[1-k], &cb.first[1-k], far, 0)
		if ok && len(found) == 1 {
			turn.before, turn.after = found[0].before, found[0].after
			return found[0].vertex, true
		}
	}
	return v, false
}

// slideTripoint moves a tripoint.
func (f *field) slideTripoint(t *tripoint, far float64) bool {
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
			return moved <= far
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
