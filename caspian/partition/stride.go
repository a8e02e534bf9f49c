package partition

import (
	"math"

	"caspian.example/division/caspian/geodesic"
)

// bisected returns the distance of p from the bisector of the joint that is the base
// point of both parties, if there is one: positive where j owns.
func (f *field) bisected(i, j int, p geodesic.Vec, ri, rj *reach) (difference, bool) {
	for k := range f.junctions {
		q := &f.junctions[k]
		if q.between(i, j) && ri.allNear(q.at) && rj.allNear(q.at) && (q.alone || q.faces(p)) {
			if q.left == i {
				return difference{-q.side(f.e, p), q.across.Mul(-1), [2]reach{*ri, *rj}}, true
			}
			return difference{q.side(f.e, p), q.across, [2]reach{*ri, *rj}}, true
		}
	}
	return difference{}, false
}

// rule returns the gap between two parties at p with given base points: the distance
// from the bisector where they are a joint.
func (f *field) rule(i, j int, p geodesic.Vec, feet [2]reach) difference {
	if d, tied := f.bisected(i, j, p, &feet[0], &feet[1]); tied {
		return d
	}
	up := f.e.Normal(p)
	return difference{
		f.gap(i, j, feet[0].distance, feet[1].distance),
		f.slope(i, p, &feet[0], up).Sub(f.slope(j, p, &feet[1], up)), feet,
	}
}

// along returns the direction of the line at a vertex, with the left party on its left.
func (t *tracer) along(v *vertex) geodesic.Vec {
	d := t.f.rule(t.left, t.right, v.at, v.feet)
	return t.f.e.Normal(v.at).Cross(d.gradient).Unit()
}

// staying returns the reach of a party at p if its base points stay those of another
// reach.
func (f *field) staying(k int, p geodesic.Vec, r *reach) reach {
	out := reach{foot: f.b.FootAlong(p, r.foot)}
	tiers := f.parties[k].tiers
	if len(tiers) == 1 {
		out.distance = out.foot.Distance
		return out
	}
	out.distance = tiers[0].part * out.foot.Distance
	for i := range r.more {
		foot := f.b.FootAlong(p, r.more[i])
		out.more = append(out.more, foot)
		out.distance += tiers[i+1].part * foot.Distance
	}
	return out
}

// newton moves a place onto the line of given base points.
func (t *tracer) newton(p geodesic.Vec, feet [2]reach, far float64) (geodesic.Vec, [2]reach, bool) {
	f, start := t.f, p
	for range 12 {
		for k, party := range [2]int{t.left, t.right} {
			feet[k] = f.staying(party, p, &feet[k])
		}
		d := f.rule(t.left, t.right, p, feet)
		if math.Abs(d.value) <= exact {
			return p, feet, true
		}
		square := d.gradient.Dot(d.gradient)
		if square < flat {
			break
		}
		p = f.e.OnSurface(p.Sub(d.gradient.Mul(d.value / square)))
		if !(p.Sub(start).Norm() <= far) {
			break
		}
	}
	return p, feet, false
}

// onLine returns the point of the line near p, at most far away.
func (t *tracer) onLine(p geodesic.Vec, from *vertex, ahead geodesic.Vec, far float64) (vertex, bool) {
	f, feet := t.f, from.feet
	for range 4 {
		var near bool
		if p, feet, near = t.newton(p, feet, far); !near {
			break
		}
		nearer, before := false, feet
		for k, party := range [2]int{t.left, t.right} {
			// Along the edge of an area that a bisector divides two base points are as near.
			if r := f.reach(party, p, &feet[k]); r.distance < feet[k].distance-10*exact {
				feet[k], nearer = r, true
			}
		}
		if nearer {
			// A turn that is too sharp for an edge across it?
			v, w := vertex{place{at: p}, before}, vertex{place{at: p}, feet}
			if t.along(&v).Cross(t.along(&w)).Norm()*far > 4*t.tolerance {
				break
			}
		} else {
			v := vertex{place: place{at: p}, feet: feet}
			v.x, v.y, _ = f.chart.Forward(p)
			return v, t.along(&v).Dot(ahead) > 0
		}
	}
	return vertex{}, false
}

// strays says whether a line that runs from a to b in the given directions there may leave
// the edge by more than the tolerance.
func (t *tracer) strays(a, b *vertex, from, to geodesic.Vec) bool {
	return t.height(a, b, from, to) > t.tolerance
}

// height returns how far a line that runs from a to b in the given directions there may
// leave the edge: a bow as high as the triangle of the two directions, or an S. It is
// infinite where the line turns by 45° or more.
func (t *tracer) height(a, b *vertex, from, to geodesic.Vec) float64 {
	chord, up := b.at.Sub(a.at), t.f.e.Normal(a.at)
	length := chord.Norm()
	side := up.Cross(chord).Mul(1 / length)
	first, second := from.Dot(side)*length/from.Dot(chord), -to.Dot(side)*length/to.Dot(chord)
	if !(math.Abs(first) < 1 && math.Abs(second) < 1 && from.Dot(chord) > 0 && to.Dot(chord) > 0) {
		return math.Inf(1)
	}
	height := math.Abs(first-second) / 8
	if first*second > 0 {
		height = max(height, first*second/math.Abs(first+second))
	}
	return height * length
}

// bow appends b to a line that ends in a, and before it vertices that keep the edges to an
// eighth of the tolerance: those of the base points of a and b, the nearer ones.
func (t *tracer) bow(out []vertex, a, b *vertex, from, to geodesic.Vec) []vertex {
	f, chord := t.f, b.at.Sub(a.at)
	n := int(math.Sqrt(8 * t.height(a, b, from, to) / t.tolerance))
	for i := 1; i <= n; i++ {
		s := float64(i) / float64(n+1)
		p, feet, other := f.e.OnSurface(a.at.Add(chord.Mul(s))), a.feet, b.feet
		for range 3 {
			var ok bool
			if p, feet, ok = t.newton(p, feet, chord.Norm()/4); !ok {
				break
			}
			nearer := false
			for k, party := range [2]int{t.left, t.right} {
				if r := f.staying(party, p, &other[k]); r.distance < feet[k].distance-10*exact {
					feet[k], other[k], nearer = r, feet[k], true
				}
			}
			if !nearer {
				v := vertex{place: place{at: p}, feet: feet}
				v.x, v.y, _ = f.chart.Forward(p)
				out = append(out, v)
				break
			}
		}
	}
	return append(out, *b)
}

// halfway returns the point of the line half way between two others, if the line
// leaves the edges between the three by no more than the tolerance, as their
// directions tell.
func (t *tracer) halfway(a, b *vertex, ahead geodesic.Vec) (vertex, bool) {
	f := t.f
	length := b.at.Sub(a.at).Norm()
	m, ok := t.onLine(f.e.OnSurface(a.at.Add(b.at)), a, ahead, length/4)
	if !ok {
		return m, false
	}
	ways := [3]geodesic.Vec{ahead, t.along(&m), t.along(b)}
	for k, e := range [2][2]*vertex{{a, &m}, {&m, b}} {
		if t.strays(e[0], e[1], ways[k], ways[k+1]) {
			return m, false
		}
	}
	return m, true
}

// takesOver returns the place of the line of given base points where others of the
// party on one side are as near.
func (t *tracer) takesOver(p geodesic.Vec, feet [2]reach, side int, next *reach, far float64) (geodesic.Vec, [2]reach, bool) {
	f, start, parties := t.f, p, [2]int{t.left, t.right}
	for range 6 {
		up := f.e.Normal(p)
		for k, party := range parties {
			feet[k] = f.staying(party, p, &feet[k])
		}
		*next = f.staying(parties[side], p, next)
		d := f.rule(t.left, t.right, p, feet)
		more := feet[side].distance - next.distance
		if math.Abs(d.value) <= exact && math.Abs(more) <= exact {
			return p, feet, true
		}
		slope := f.slope(parties[side], p, &feet[side], up).Sub(f.slope(parties[side], p, next, up))
		det := up.Dot(d.gradient.Cross(slope))
		if math.Abs(det) < 1e-9 {
			break
		}
		p = f.e.OnSurface(p.Add(newtonStep(up, d.value, d.gradient, more, slope, det)))
		if !(p.Sub(start).Norm() <= far) {
			break
		}
	}
	return p, feet, false
}

// kink returns the first place of the line, up to about step metres ahead of a, where
// another base point takes over from that at a, if the line strays little on the way, and
// its direction there before.
func (t *tracer) kink(a *vertex, ahead geodesic.Vec, step float64) (k vertex, arriving geodesic.Vec, ok bool) {
	f, parties := t.f, [2]int{t.left, t.right}
	p, feet, ok := t.newton(f.e.OnSurface(a.at.Add(ahead.Mul(step))), a.feet, step/2)
	side, next, changes := -1, reach{}, true
	for tries := 0; changes; tries++ {
		if !ok || tries == 8 {
			return vertex{}, arriving, false
		}
		changes = false
		for k, party := range parties {
			if r := f.reach(party, p, &feet[k]); r.distance < feet[k].distance-10*exact {
				side, next, changes = k, r, true
				break
			}
		}
		if changes {
			p, feet, ok = t.takesOver(p, feet, side, &next, step)
		}
	}
	v := vertex{place: place{at: p}, feet: feet}
	arriving = t.along(&v)
	if side < 0 || p.Sub(a.at).Dot(ahead) <= located || t.strays(a, &v, ahead, arriving) {
		return v, arriving, false
	}
	v.feet[side] = f.staying(parties[side], p, &next)
	v.x, v.y, _ = f.chart.Forward(p)
	return v, arriving, true
}

// threeWays moves a place to where three parties with given base points meet.
func (f *field) threeWays(parties [3]int, feet [3]reach, p geodesic.Vec) (geodesic.Vec, [3]reach, bool) {
	for range 12 {
		for k, party := range parties {
			feet[k] = f.staying(party, p, &feet[k])
		}
		a, b := f.rule(parties[0], parties[1], p, [2]reach{feet[0], feet[1]}), f.rule(parties[0], parties[2], p, [2]reach{feet[0], feet[2]})
		if d, tied := f.bisected(parties[1], parties[2], p, &feet[1], &feet[2]); tied {
			b = d
		}
		if math.Abs(a.value) <= exact && math.Abs(b.value) <= exact {
			return p, feet, true
		}
		up := f.e.Normal(p)
		det := up.Dot(a.gradient.Cross(b.gradient))
		if math.Abs(det) < 1e-9 {
			break
		}
		p = f.e.OnSurface(p.Add(newtonStep(up, a.value, a.gradient, b.value, b.gradient, det)))
	}
	return p, feet, false
}
