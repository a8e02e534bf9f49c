package partition

import (
	"cmp"
	"context"
	"math"
	"slices"

	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/sorting"
)

const (
	// firstStep is how far from a node a line is first looked for, and how near to a joint
	// it has come there, as a part of the sea's width: 12 m in the Caspian. leastStep is
	// the step below which a line cannot be walked, as a part of that, besideJoints how
	// many times as far from a joint a line may be as near to the shore, and mostSteps
	// bounds the steps of a line. Chosen.
	firstStep, leastStep, besideJoints, mostSteps = 1e-5, 0.05, 50.0, 20_000
	// seaward is the longest step as a part of the distance from the shore: with what
	// Newton's method adds no more than that, so that no shore lies on the way. Chosen.
	seaward = 0.5
	// walkedFrom, in metres, is the tolerance from which on lines are walked that are drawn
	// for more than their areas. Chosen: finer ones keep the vertices of the mesh's, which
	// are published.
	walkedFrom = 10.0
	// roughBend is how far a line that is walked for areas may leave its edges at most, as
	// a part of the sea's mean breadth, its area over its width: 10 m in the Caspian.
	// Chosen: the shares of the Caspian and of 300 noisy ones are within 1e-6 of those of
	// lines of a tolerance of 1 m.
	roughBend = 3e-5
)

// walk finds the network from the ends of the land borders on: a line is walked from
// its joint to where a third party is as near, and from there the other two lines are.
// It ends when no line that leaves a node is left.
type walk struct {
	ctx   context.Context
	f     *field
	bend  float64 // how far a line may leave its edges, in metres
	first float64 // the first step, in metres
	net   lines
	ways  []way
}

// way is a line that leaves a node.
type way struct {
	node
	vertex                   // the node
	left, right int          // parties
	ahead       geodesic.Vec // unit tangent
	walked      bool
}

// walkable says whether all lines can be walked to: whether those between states begin
// at the ends of land borders. Weights that differ let lines run along the shore.
func (f *field) walkable() bool {
	for k := range f.parties {
		if f.parties[k].offset != 0 || len(f.parties[k].tiers) == 0 && !math.IsInf(f.parties[k].limit, 1) {
			return false
		}
	}
	passes := func(j joint) bool { return len(j.passes) != 1 || j.passes[0].ring != 0 }
	bare := func(q junction) bool { return len(f.parties[q.left].tiers) == 0 || len(f.parties[q.right].tiers) == 0 }
	return f.lightest == 1 && len(f.junctions) > 0 && !slices.ContainsFunc(f.joints, passes) && !slices.ContainsFunc(f.junctions, bare)
}

// all walks all lines. It says whether every one of them went from node to node.
func (w *walk) all() bool {
	f := w.f
	for _, q := range f.junctions {
		at := vertex{place: place{at: q.at}, feet: [2]reach{f.reach(q.left, q.at, &farthest), f.reach(q.right, q.at, &farthest)}}
		at.x, at.y, _ = f.chart.Forward(q.at)
		w.ways = append(w.ways, way{node: node{atJoint, q.joint}, vertex: at, left: q.left, right: q.right, ahead: q.along})
	}
	for k := 0; k < len(w.ways); k++ {
		if !w.ways[k].walked {
			w.ways[k].walked = true
			if !w.line(w.ways[k]) {
				return false
			}
		}
	}
	return true
}

// others keeps how much farther the other parties are than those of a line.
type others []struct {
	at    geodesic.Vec
	more  float64 // at that place
	reach reach
}

// nearer returns a party that is nearer to a place of a line, −1 if none is.
func (w *walk) nearer(t *tracer, o others, v *vertex, step float64) int {
	own := v.feet[0].distance
	for k := range o {
		if k == t.left || k == t.right || len(w.f.parties[k].tiers) == 0 || o[k].more > 2*v.at.Sub(o[k].at).Norm() {
			continue
		}
		limit := own + 24*step
		r := w.f.reachWithin(k, v.at, &o[k].reach, limit)
		if o[k].at, o[k].more = v.at, min(r.distance, limit)-own; !math.IsInf(r.distance, 1) {
			o[k].reach = r
		}
		if o[k].more < -20*exact {
			return k
		}
		// As far, by the end of a land border: on which side of the bisector?
		for side, party := range [2]int{t.left, t.right} {
			if q, tied := w.f.bisected(party, k, v.at, &v.feet[side], &r); tied {
				if o[k].more = 0; q.value > 0 {
					return k
				}
			}
		}
	}
	return -1
}

// stride returns the vertices of the line half way and about step metres ahead of a, or
// half way and at the tripoint before that.
func (w *walk) stride(t *tracer, o others, a *vertex, ahead geodesic.Vec, step float64) (way [2]vertex, meets *tripoint, ok bool) {
	b, ok := t.onLine(w.f.e.OnSurface(a.at.Add(ahead.Mul(step))), a, ahead, step/2)
	if !ok {
		return way, nil, false
	}
	beyond := &b
	third := w.nearer(t, o, beyond, step)
	for {
		if third >= 0 {
			if meets = w.meeting(t, third, &o[third].reach, a, beyond); meets == nil {
				return way, nil, false
			}
			b = vertex{meets.place, [2]reach{meets.foot(t.left), meets.foot(t.right)}}
		}
		middle, ok := t.halfway(a, &b, ahead)
		if !ok {
			return way, nil, false
		}
		third = w.nearer(t, o, &middle, step)
		if third < 0 {
			return [2]vertex{middle, b}, meets, true
		}
		if meets != nil {
			return way, nil, false
		}
		beyond = &middle
	}
}

// meeting returns where a third party is as near as those of a line, between a place a of
// that and one beyond, where the third one is nearer; nil if it is not found.
func (w *walk) meeting(t *tracer, third int, hint *reach, a, beyond *vertex) *tripoint {
	far := 2 * beyond.at.Sub(a.at).Norm()
	// At the edge of an area that a bisector divides the base points of before meet
	// those of the third.
	var first *tripoint
	for _, v := range [2]*vertex{a, beyond} {
		p := w.meetingAt([3]int{t.left, t.right, third}, [3]reach{v.feet[0], v.feet[1], *hint}, beyond.at, far)
		if p != nil && (first == nil || p.at.Sub(a.at).Norm() < first.at.Sub(a.at).Norm()) {
			first = p
		}
	}
	return first
}

// meetingAt returns the place near start where three parties with the given base points
// meet, or others that are nearer there.
func (w *walk) meetingAt(parties [3]int, feet [3]reach, start geodesic.Vec, far float64) *tripoint {
	f, p := w.f, start
	settled := false
	for tries := 0; !settled; tries++ {
		var ok bool
		if p, feet, ok = f.threeWays(parties, feet, p); !ok || tries == 8 || !(p.Sub(start).Norm() <= far) {
			return nil
		}
		settled = true
		for k, party := range parties {
			if r := f.reach(party, p, &feet[k]); r.distance < feet[k].distance-10*exact {
				feet[k], settled = r, false
			}
		}
	}
	out := &tripoint{place: place{at: p}}
	out.x, out.y, _ = f.chart.Forward(p)
	for k := range f.parties {
		if limit := feet[0].distance + meeting; !slices.Contains(parties[:], k) && f.reachWithin(k, p, &farthest, limit).distance <= limit {
			return nil // nearer, or one more that meets there
		}
	}
	for x := range parties {
		for y := range parties {
			// At the edge of an area that a bisector divides, on the other one's side of that?
			if _, both := f.bisected(parties[x], parties[y], p, &feet[x], &feet[y]); !both && f.foots(&feet[y]) {
				if side, _, ok := f.tie(parties[x], parties[y], p, &feet[x], &feet[y]); ok && side < -w.first/10 {
					return nil
				}
			}
		}
	}
	angles := f.around(p, parties[:], feet[:])
	order := []int{0, 1, 2}
	sorting.Func(order, func(i, j int) int { return cmp.Compare(angles[i], angles[j]) })
	for _, k := range order {
		out.parties, out.feet = append(out.parties, parties[k]), append(out.feet, feet[k])
	}
	return out
}

// foots says whether the base points of a reach are a joint.
func (f *field) foots(r *reach) bool {
	return slices.ContainsFunc(f.joints, func(j joint) bool { return r.allNear(j.at) })
}

// tripoint returns the node of a tripoint, with the lines that leave it if it is new.
func (w *walk) tripoint(p *tripoint) node {
	f := w.f
	id := slices.IndexFunc(w.net.tripoints, func(o tripoint) bool { return p.at.Sub(o.at).Norm() <= w.first/10 })
	n := node{atTripoint, id}
	if id >= 0 {
		return n
	}
	n.id = len(w.net.tripoints)
	w.net.tripoints = append(w.net.tripoints, *p)
	for k, right := range p.parties {
		next := (k + 1) % len(p.parties)
		o := way{node: n, left: p.parties[next], right: right, vertex: vertex{p.place, [2]reach{p.feet[next], p.feet[k]}}}
		o.ahead = (&tracer{f: f, left: o.left, right: o.right}).along(&o.vertex)
		w.ways = append(w.ways, o)
	}
	return n
}

// end ends a line in a node that it has come to.
func (w *walk) end(line arc, n node) bool {
	at := slices.IndexFunc(w.ways, func(o way) bool { return o.node == n && !o.walked && o.left == line.right && o.right == line.left })
	if at < 0 {
		return false
	}
	o := &w.ways[at]
	o.walked = true
	line.end = n
	if last := &line.vertices[len(line.vertices)-1]; n.kind == atTripoint {
		last.place = o.place
	} else {
		v := o.vertex
		v.feet[0], v.feet[1] = v.feet[1], v.feet[0]
		line.vertices = append(line.vertices, v)
	}
	w.net.arcs = append(w.net.arcs, line)
	return true
}

// besideJoint says whether a place lies close to a joint of two parties.
func (w *walk) besideJoint(p geodesic.Vec, i, j int) bool {
	for id := range w.f.joints {
		if w.f.meetAt(id, i, j) && w.f.joints[id].at.Sub(p).Norm() <= besideJoints*w.first {
			return true
		}
	}
	return false
}

// line walks along a line to the node where it ends.
func (w *walk) line(from way) bool {
	f := w.f
	t := &tracer{ctx: w.ctx, f: f, left: from.left, right: from.right, tolerance: w.bend}
	line := newArc(from.left, from.right)
	line.start, line.vertices = from.node, []vertex{from.vertex}
	o := make(others, len(f.parties))
	for k := range o {
		o[k].reach = farthest
	}
	a, ahead, step := from.vertex, from.ahead, w.first
	for range mostSteps {
		if w.ctx.Err() != nil {
			return false
		}
		for id := range f.joints {
			if q := f.joints[id].at; (node{atJoint, id}) != from.node && f.meetAt(id, t.left, t.right) && q.Sub(a.at).Norm() <= w.first {
				return w.end(line, node{atJoint, id})
			}
		}
		far := min(a.feet[0].foot.Distance, a.feet[1].foot.Distance)
		if far < w.first && !w.besideJoint(a.at, t.left, t.right) {
			return false
		}
		if step = min(step, max(seaward*far, w.first)); step < leastStep*w.first {
			return false
		}
		if way, meets, ok := w.stride(t, o, &a, ahead, step); ok {
			m, b := &way[0], &way[1]
			across := t.along(m)
			line.vertices = t.bow(line.vertices, &a, m, ahead, across)
			line.vertices = t.bow(line.vertices, m, b, across, t.along(b))
			if meets != nil {
				return w.end(line, w.tripoint(meets))
			}
			a, ahead, step = *b, t.along(b), 2*step
			continue
		}
		if k, arriving, ok := t.kink(&a, ahead, step); ok && w.nearer(t, o, &k, step) < 0 {
			line.vertices = t.bow(line.vertices, &a, &k, ahead, arriving)
			a, ahead = k, t.along(&k)
			continue
		}
		step /= 2
	}
	return false
}
