package partition

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"

	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/sorting"
)

// tripoint is a place where three or more sectors meet.
type tripoint struct {
	place
	parties []int   // counter-clockwise around the place
	feet    []reach // one for each of parties
	joint   int     // 1 + the joint that the place is; 0 for none
	tangled bool    // a tangle, of any number of parties
	turn    int     // +1 if the triangle it comes from has its parties in this order, −1 if not
}

// foot returns the reach of a party at the tripoint.
func (t *tripoint) foot(party int) reach { return t.feet[slices.Index(t.parties, party)] }

var errTriple = errors.New("three sectors meet in a way that the mesh does not show")

// solve moves the triple point of a triangle to its exact place: Newton's
// method on d_i − d_j and d_i − d_k in the tangent plane.
func (f *field) solve(m *mesh, t triple) (tripoint, error) {
	l := &m.leaves[m.leafOf[t.triangle]]
	x, y := m.middle(t)
	radius := float64(l.size) * m.q.unit
	lost := func(err error) error { return &unresolved{x, y, x, y, 4 * radius, false, err} }

	i, j, k := t.parties[0], t.parties[1], t.parties[2]
	for id := range f.joints {
		if q := f.joints[id].at; q.Sub(f.chart.Inverse(x, y)).Norm() <= f.jointRadius() && f.allMeetAt(id, t.parties) {
			p := tripoint{place: place{at: q}, parties: t.parties[:], joint: id + 1}
			p.x, p.y, _ = f.chart.Forward(q)
			for _, party := range t.parties {
				p.feet = append(p.feet, f.reach(party, q, &farthest))
			}
			return p, nil
		}
	}
	p := f.chart.Inverse(x, y)
	for range 3 {
		// Two states at their joint differ by their bisector alone.
		ri, rj := f.reach(i, p, &farthest), f.reach(j, p, &farthest)
		if _, _, ok := f.tie(i, j, p, &ri, &rj); ok {
			break
		}
		i, j, k = j, k, i
	}
	hij, hik := m.hints(m.leafOf[t.triangle], i, j), m.hints(m.leafOf[t.triangle], i, k)
	for range 30 {
		a, b := f.difference(i, j, p, hij), f.difference(i, k, p, hik)
		hij, hik = &a.feet, &b.feet
		if math.Abs(a.value) <= exact && math.Abs(b.value) <= exact {
			feet := map[int]reach{i: a.feet[0], j: a.feet[1], k: b.feet[1]}
			found, err := f.tripointAt(m, t, p, feet[t.parties[0]], feet[t.parties[1]], feet[t.parties[2]], lost)
			if err == nil && found.turn > 0 && math.Hypot(found.x-x, found.y-y) <= 2*radius {
				return found, nil
			}
			// Far away, or another one: there may be a nearer one.
			if beside, wrong := f.solveBeside(m, t, lost); wrong == nil && (err != nil || beside.turn > 0) {
				return beside, nil
			}
			return found, err
		}
		up := f.e.Normal(p)
		det := up.Dot(a.gradient.Cross(b.gradient))
		if math.Abs(det) < 1e-9 {
			break
		}
		step := newtonStep(up, a.value, a.gradient, b.value, b.gradient, det)
		if n := step.Norm(); n > radius {
			step = step.Mul(radius / n)
		}
		p = f.e.OnSurface(p.Add(step))
	}
	return f.solveBeside(m, t, lost)
}

// middle returns the middle of the triangle of a triple on the chart.
func (m *mesh) middle(t triple) (x, y float64) {
	for _, c := range m.triangles[t.triangle] {
		x, y = x+m.corners[c].place.x/3, y+m.corners[c].place.y/3
	}
	return x, y
}

// solveBeside is solve where the line between two of the states follows the
// edge of the area that the bisector of their joint divides: one state's base
// point is the joint, and the other's, equally far, is the joint too or another
// one. The difference of the two distances jumps there, so that the other base
// point is taken by itself.
func (f *field) solveBeside(m *mesh, t triple, lost func(error) error) (tripoint, error) {
	tri := m.triangles[t.triangle]
	for a := range 3 {
		for _, b := range [2]int{(a + 1) % 3, (a + 2) % 3} {
			i, j, k := t.parties[a], t.parties[b], t.parties[3-a-b]
			for id := range f.joints {
				joint := f.joints[id].at
				if !f.meetAt(id, i, j) {
					continue
				}
				p := m.corners[tri[a]].at
				own := f.reach(i, p, &farthest)
				if own.allNear(joint) || len(own.more) > 0 {
					continue
				}
				hint := &farthest
				for range 30 {
					up := f.e.Normal(p)
					foot, third := f.b.FootAlong(p, own.foot), f.reach(k, p, hint)
					hint = &third
					far := f.e.Length(p, joint)
					v1, v2 := foot.Distance-far, f.gap(i, k, far, third.distance)
					if math.Abs(v1) <= exact && math.Abs(v2) <= exact {
						if nearest := f.reach(i, p, &reach{foot: foot}); nearest.distance < foot.Distance-10*exact {
							// Another base point is nearer here.
							if own = nearest; own.allNear(joint) {
								break
							}
							continue
						}
						var feet [3]reach
						feet[a], feet[b], feet[3-a-b] = reach{distance: foot.Distance, foot: foot}, f.reach(j, p, &farthest), third
						if !feet[b].allNear(joint) {
							break
						}
						if found, err := f.tripointAt(m, t, p, feet[0], feet[1], feet[2], lost); err == nil {
							return found, nil
						}
						break
					}
					from := away(p, joint, up)
					si, sk := f.scales(i, k)
					g1, g2 := away(p, foot.At, up).Sub(from), from.Mul(si).Sub(f.slope(k, p, &third, up).Mul(sk))
					det := up.Dot(g1.Cross(g2))
					if math.Abs(det) < 1e-9 {
						break
					}
					p = f.e.OnSurface(p.Add(newtonStep(up, v1, g1, v2, g2, det)))
				}
			}
		}
	}
	return tripoint{}, lost(errTriple)
}

// tripointAt checks the place that solve found: near its triangle, and no other
// party nearer.
func (f *field) tripointAt(m *mesh, t triple, p geodesic.Vec, ri, rj, rk reach, lost func(error) error) (tripoint, error) {
	x, y, _ := f.chart.Forward(p)
	out := tripoint{place: place{x, y, p}, parties: slices.Clone(t.parties[:]), feet: []reach{ri, rj, rk}}
	l := &m.leaves[m.leafOf[t.triangle]]
	centre := m.corners[m.triangles[t.triangle][0]]
	if d := math.Hypot(x-centre.place.x, y-centre.place.y); d > 32*float64(l.size)*m.q.unit {
		return out, lost(errTriple)
	}
	for k := range f.parties {
		if slices.Contains(out.parties, k) {
			continue
		}
		far := f.even(t.parties[0], ri.distance, k, meeting)
		r := f.reachWithin(k, p, &farthest, far)
		switch {
		case r.distance > far:
		case r.distance < f.even(t.parties[0], ri.distance, k, -meeting):
			return out, lost(errTriple)
		default:
			out.parties, out.feet = append(out.parties, k), append(out.feet, r)
		}
	}
	// Close to the point each sector lies against the slope of its distance:
	// they stand around it in the order of these slopes.
	angles := f.around(p, out.parties, out.feet)
	order := make([]int, len(out.parties))
	for k := range order {
		order[k] = k
	}
	sorting.Func(order, func(a, b int) int { return cmp.Compare(angles[a], angles[b]) })
	sorted := out
	sorted.parties, sorted.feet = nil, nil
	for _, k := range order {
		sorted.parties, sorted.feet = append(sorted.parties, out.parties[k]), append(sorted.feet, out.feet[k])
	}
	at, n := slices.Index(sorted.parties, t.parties[0]), len(sorted.parties)
	sorted.turn = 1
	for k := 1; k < n && sorted.parties[(at+k)%n] != t.parties[1]; k++ {
		if sorted.parties[(at+k)%n] == t.parties[2] {
			sorted.turn = -1
		}
	}
	return sorted, nil
}

// around returns the order of sectors around a place where their costs
// agree, as angles from 0 to 2π counter-clockwise: seen from their mean, the
// slopes of the costs stand around it. Two states whose foot is their
// junction follow each other in the order of their sides of its bisector.
func (f *field) around(p geodesic.Vec, parties []int, feet []reach) []float64 {
	const apart = 1e-9
	up := f.e.Normal(p)
	slopes := make([]geodesic.Vec, len(parties))
	var mean geodesic.Vec
	for k, party := range parties {
		slopes[k] = f.slope(party, p, &feet[k], up).Mul(1 / f.parties[party].weight)
		mean = mean.Add(slopes[k].Mul(1 / float64(len(parties))))
	}
	axis := slopes[0].Sub(mean)
	side := up.Cross(axis)
	out := make([]float64, len(parties))
	for k := range parties {
		v := slopes[k].Sub(mean)
		out[k] = math.Pi/2 + math.Atan2(v.Dot(side), v.Dot(axis))
		for j := range parties {
			// Seen against the bisector, its left side comes first.
			if _, across, ok := f.tie(parties[k], parties[j], p, &feet[k], &feet[j]); ok && j != k {
				out[k] = math.Copysign(apart, slopes[k].Cross(across).Dot(up)) + out[k]
			}
		}
		if out[k] < 0 {
			out[k] += 2 * math.Pi
		}
	}
	return out
}

// node returns the node that a tangle is, with all parties that are as near as the
// nearest throughout it, and those of which lines end in it.
func (f *field) node(k *tangle) tripoint {
	out := tripoint{place: k.place, tangled: true}
	claims := f.claimsAt(k.at)
	best := claims[f.owner(k.at, claims)]
	for _, c := range claims {
		if c.distance <= f.even(best.party, best.distance, c.party, 4*k.radius) {
			out.parties, out.feet = append(out.parties, c.party), append(out.feet, c.reach)
		}
	}
	return out
}

// merge returns the tripoints that the solved triples of a mesh are, and which
// one each is. Where one sector is thinner than the mesh, its tip appears as a
// row of triples with alternating turns that all have the same place: together
// they turn once. Anything else is not resolved. The first points are the tangles.
func merge(ctx context.Context, m *mesh, triples []triple, solved []tripoint) (points []tripoint, which []int, err error) {
	which = make([]int, len(solved))
	var missed coarse
	turns := make([]int, len(m.q.tangles))
	for k := range m.q.tangles {
		points = append(points, m.q.f.node(&m.q.tangles[k]))
	}
	for k, t := range solved {
		if ctx.Err() != nil {
			return nil, nil, context.Cause(ctx)
		}
		if which[k] = m.q.tangleAt(t.x, t.y); which[k] >= 0 {
			continue
		}
		same := slices.IndexFunc(points, func(o tripoint) bool { return t.at.Sub(o.at).Norm() <= meeting })
		if same < 0 {
			same = len(points)
			points, turns = append(points, t), append(turns, 0)
		}
		which[k] = same
		turns[same] += t.turn
	}
	for k, t := range solved {
		if ctx.Err() != nil {
			return nil, nil, context.Cause(ctx)
		}
		if p := points[which[k]]; which[k] >= len(m.q.tangles) && p.joint == 0 && len(p.parties) == 3 && turns[which[k]] != 1 {
			l := m.leaves[m.leafOf[triples[k].triangle]]
			size := float64(l.size) * m.q.unit
			x, y := m.q.position(l.x, l.y)
			missed = append(missed, &unresolved{t.x, t.y, t.x, t.y, 4*size + math.Hypot(x-t.x, y-t.y), true, errTriple})
		}
	}
	return points, which, together([]coarse{missed})
}
