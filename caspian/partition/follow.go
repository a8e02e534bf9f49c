package partition

import (
	"math"
	"slices"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
)

const (
	// followSteps is how many steps follow takes from one point of a raw line to the
	// next, aroundSteps how many are taken around a loop. Chosen: the shores of the
	// lakes of GSHHG that states share ask for 40 and some 1,000.
	followSteps, aroundSteps = 200, 2000
	// longNeck is how many times its width a neck is looked at beyond the mesh. Chosen.
	longNeck = 50
)

// follow appends the vertices that the line needs from a to b, a later point of it, by
// walking along it: where the chord says nothing of where the line is, as at the tip
// of a pocket that is much longer than wide. Between the places where control jumps
// from one base point to another the line is smooth, and each step is Newton's method
// with the base points of the step before; such a place is where the line meets the
// one that is as far from the base points before and after it. Where the line goes
// elsewhere, follow returns the way there.
func (t *tracer) follow(out []vertex, a, b *vertex, step float64) (line, strayed []vertex) {
	elsewhere := false
	way, ok := t.stroll(a, step, followSteps, func(from, to *vertex) bool {
		if t.passes(from, to, b) {
			return true
		}
		// No point of the line that the mesh has must come before.
		elsewhere = slices.ContainsFunc(t.raw, func(v vertex) bool { return v.place != a.place && v.place != b.place && t.passes(from, to, &v) })
		return elsewhere
	})
	if ok && !elsewhere {
		if line, ok := t.fill(out, append(way, *b)); ok {
			return line, nil
		}
	}
	return nil, way
}

// stroll walks along the line from a until it is there, and returns the vertices on
// the way, a among them, up to the last one before that: none where the line ends or
// a third party owns it.
func (t *tracer) stroll(a *vertex, step float64, most int, there func(from, to *vertex) bool) ([]vertex, bool) {
	if len(a.feet[0].more)+len(a.feet[1].more) > 0 || a.feet[0].foot.Piece == coast.NoPiece || a.feet[1].foot.Piece == coast.NoPiece {
		return nil, false
	}
	at := *a
	way := []vertex{*a}
	for range most {
		if t.ctx.Err() != nil {
			return nil, false
		}
		ahead := t.ahead(&at)
		next, ok := t.stride(&at, ahead, step)
		if !ok {
			if step /= 2; step < located {
				return nil, false
			}
			continue
		}
		for k := range next {
			from, to := &at, &next[k]
			if t.intruded(to, 0) {
				return nil, false // there it is no line
			}
			if there(from, to) {
				return way, true
			}
			way = append(way, *to)
			at = *to
		}
		step = min(2*step, t.longest(), 0.25*min(at.feet[0].distance, at.feet[1].distance))
	}
	return way, false
}

// fill appends the vertices of a way along the line after the first, and those between
// them that the tolerance asks for.
func (t *tracer) fill(out, way []vertex) ([]vertex, bool) {
	last := &way[len(way)-1]
	kept := way[:1:1]
	for k := range way[1 : len(way)-1] {
		// A place where control jumps may be an end of the way, too.
		if v := &way[k+1]; v.at.Sub(kept[len(kept)-1].at).Norm() > 2*located && v.at.Sub(last.at).Norm() > 2*located {
			kept = append(kept, *v)
		}
	}
	kept = append(kept, *last)
	for k := range kept[1:] {
		a, b := &kept[k], &kept[k+1]
		ok, err := t.edge(a, b, nil)
		if err == nil && !ok {
			out, err = t.bisect(out, a, b, 0)
		} else {
			out = append(out, *b)
		}
		if err != nil {
			return nil, false
		}
	}
	return out, true
}

// ahead returns the direction of the line at a vertex, with the left party on its left.
func (t *tracer) ahead(v *vertex) geodesic.Vec {
	up := t.f.e.Normal(v.at)
	return up.Cross(t.rise(v.at, &v.feet, up)).Unit()
}

// rise returns the gradient of the gap with given base points.
func (t *tracer) rise(p geodesic.Vec, feet *[2]reach, up geodesic.Vec) geodesic.Vec {
	si, sj := t.f.scales(t.left, t.right)
	return away(p, feet[0].foot.At, up).Mul(si).Sub(away(p, feet[1].foot.At, up).Mul(sj))
}

// passes says whether the line comes to v on its way between two vertices, between
// which no control jumps.
func (t *tracer) passes(from, to, v *vertex) bool {
	if far := farAside(from, to); math.Abs(v.x-from.x) > far || math.Abs(v.y-from.y) > far {
		return false
	}
	s, d := edgeTo(&from.place, &to.place, v.place)
	length := math.Hypot(to.x-from.x, to.y-from.y)
	if !(s > 0 && s <= 1 && d <= length/8+located) {
		return false
	}
	for k := range v.feet {
		far := func(o *vertex) bool { return v.feet[k].foot.At.Sub(o.feet[k].foot.At).Norm() > 4*length+meeting }
		if far(from) && far(to) {
			return false // on the other side of a pocket
		}
	}
	return true
}

// farAside returns how far along either axis what passes looks at may lie from a vertex.
func farAside(from, to *vertex) float64 {
	return 2 * (math.Abs(to.x-from.x) + math.Abs(to.y-from.y))
}

// stride returns the next vertices of the line: one about step metres ahead, or
// those where control jumps before it, with the base points after them.
func (t *tracer) stride(from *vertex, ahead geodesic.Vec, step float64) ([]vertex, bool) {
	f := t.f
	p := f.e.OnSurface(from.at.Add(ahead.Mul(step)))
	feet := from.feet
	for range 6 {
		q, ok := t.correct(p, &feet, step/2)
		if !ok {
			return nil, false
		}
		full := [2]reach{f.reach(t.left, q, &feet[0]), f.reach(t.right, q, &feet[1])}
		if _, _, tied := f.tie(t.left, t.right, q, &full[0], &full[1]); tied {
			return nil, false
		}
		jumps, slides := -1, false
		for k := range full {
			if full[k].distance >= feet[k].distance-10*exact {
				continue
			}
			if full[k].foot.At.Sub(feet[k].foot.At).Norm() <= 2*step {
				slides = true
				continue
			}
			if jumps >= 0 {
				return nil, false
			}
			jumps = k
		}
		switch {
		case jumps >= 0:
			return t.jump(from, q, jumps, full[jumps].foot, &feet[1-jumps], ahead, step)
		case slides:
			p, feet = q, full
		default:
			v := vertex{place: place{at: q}, feet: full}
			v.x, v.y, _ = f.chart.Forward(q)
			return []vertex{v}, true
		}
	}
	return nil, false
}

// correct moves a place onto the line of the given base points, and these with it.
func (t *tracer) correct(p geodesic.Vec, feet *[2]reach, far float64) (geodesic.Vec, bool) {
	f, start := t.f, p
	for range 12 {
		up := f.e.Normal(p)
		for k := range feet {
			foot := f.b.FootAlong(p, feet[k].foot)
			feet[k] = reach{distance: foot.Distance, foot: foot}
		}
		value, gradient := f.gap(t.left, t.right, feet[0].distance, feet[1].distance), t.rise(p, feet, up)
		if math.Abs(value) <= exact {
			return p, true
		}
		square := gradient.Dot(gradient)
		if square < flat {
			return p, false
		}
		p = f.e.OnSurface(p.Sub(gradient.Mul(value / square)))
		if !(p.Sub(start).Norm() <= far) {
			return p, false
		}
	}
	return p, false
}

// jump returns the vertices where the control of the party on side k jumps from that at
// from to a foot found near q.
func (t *tracer) jump(from *vertex, q geodesic.Vec, k int, foot coast.Foot, other *reach, ahead geodesic.Vec, step float64) ([]vertex, bool) {
	middle := t.f.e.OnSurface(from.at.Add(q).Mul(0.5))
	bends, ok := t.bendsBetween(nil, k, from.feet[k].foot, foot, middle, other, nil, 2*step, 0)
	if !ok || len(bends) == 0 {
		return nil, false
	}
	var out []vertex
	for _, b := range bends {
		v := b.vertex
		v.feet = b.after
		for i := range v.feet {
			g := t.f.b.FootAlong(v.at, v.feet[i].foot)
			v.feet[i] = reach{distance: g.Distance, foot: g}
		}
		out = append(out, v)
	}
	if out[0].at.Sub(from.at).Dot(ahead) < -located {
		return nil, false
	}
	return out, true
}
