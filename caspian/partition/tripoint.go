package partition

import (
	"cmp"
	"errors"
	"math"
	"slices"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
)

// tripoint is a place where three or more sectors meet.
type tripoint struct {
	place
	states []int        // counter-clockwise around the place
	feet   []coast.Foot // one for each of states
	turn   int          // +1 if the triangle it comes from has its states in this order, −1 if not
}

// meeting is the distance in metres within which the distances of further
// states must agree with the three that define a tripoint for these states to
// meet there too, and within which two tripoints are one.
const meeting = 1e-3

var errTriple = errors.New("three sectors meet in a way that the mesh does not show")

// solve moves the triple point of a triangle to its exact place: Newton's
// method on d_i − d_j and d_i − d_k in the tangent plane.
func (f *field) solve(m *mesh, t triple) (tripoint, error) {
	tri, l := m.triangles[t.triangle], &m.leaves[m.leafOf[t.triangle]]
	var x, y float64
	for _, c := range tri {
		x, y = x+m.corners[c].place.x/3, y+m.corners[c].place.y/3
	}
	radius := float64(l.size) * m.q.unit
	lost := func(err error) error { return &unresolved{x, y, x, y, 4 * radius, err} }

	i, j, k := t.states[0], t.states[1], t.states[2]
	hij, hik := m.hints(m.leafOf[t.triangle], i, j), m.hints(m.leafOf[t.triangle], i, k)
	p := f.chart.Inverse(x, y)
	for range 30 {
		a, b := f.difference(i, j, p, hij), f.difference(i, k, p, hik)
		hij = [2]int32{a.feet[0].Piece, a.feet[1].Piece}
		hik = [2]int32{b.feet[0].Piece, b.feet[1].Piece}
		if math.Abs(a.value) <= exact && math.Abs(b.value) <= exact {
			return f.tripointAt(m, t, p, a.feet[0], a.feet[1], b.feet[1], lost)
		}
		up := f.e.Normal(p)
		det := up.Dot(a.gradient.Cross(b.gradient))
		if math.Abs(det) < 1e-9 {
			break
		}
		step := up.Cross(b.gradient).Mul(a.value).Sub(up.Cross(a.gradient).Mul(b.value)).Mul(1 / det)
		if n := step.Norm(); n > radius {
			step = step.Mul(radius / n)
		}
		p = f.e.OnSurface(p.Add(step))
	}
	return tripoint{}, lost(errTriple)
}

// tripointAt checks the place that solve found: near its triangle, and no other
// state nearer.
func (f *field) tripointAt(m *mesh, t triple, p geodesic.Vec, fi, fj, fk coast.Foot, lost func(error) error) (tripoint, error) {
	x, y, _ := f.chart.Forward(p)
	out := tripoint{place: place{x, y, p}, states: slices.Clone(t.states[:]), feet: []coast.Foot{fi, fj, fk}}
	l := &m.leaves[m.leafOf[t.triangle]]
	centre := m.corners[m.triangles[t.triangle][0]]
	if d := math.Hypot(x-centre.place.x, y-centre.place.y); d > 32*float64(l.size)*m.q.unit {
		return out, lost(errTriple)
	}
	for s, index := range f.index {
		if slices.Contains(out.states, s) {
			continue
		}
		foot := index.NearestWithin(p, coast.NoPiece, fi.Distance+meeting)
		switch {
		case math.IsInf(foot.Distance, 1):
		case foot.Distance < fi.Distance-meeting:
			return out, lost(errTriple)
		default:
			out.states, out.feet = append(out.states, s), append(out.feet, foot)
		}
	}
	// Close to the point each sector lies in the direction of its foot: the
	// states stand around it in the order of these directions.
	angles := f.around(p, out.states, out.feet)
	order := make([]int, len(out.states))
	for k := range order {
		order[k] = k
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(angles[a], angles[b]) })
	sorted := out
	sorted.states, sorted.feet = nil, nil
	for _, k := range order {
		sorted.states, sorted.feet = append(sorted.states, out.states[k]), append(sorted.feet, out.feet[k])
	}
	at, n := slices.Index(sorted.states, t.states[0]), len(sorted.states)
	sorted.turn = 1
	for k := 1; k < n && sorted.states[(at+k)%n] != t.states[1]; k++ {
		if sorted.states[(at+k)%n] == t.states[2] {
			sorted.turn = -1
		}
	}
	return sorted, nil
}

// merge returns the tripoints that the solved triples of a mesh are, and which
// one each is. Where one sector is thinner than the mesh, its tip appears as a
// row of triples with alternating turns that all have the same place: together
// they turn once. Anything else is not resolved.
func merge(m *mesh, triples []triple, solved []tripoint) (points []tripoint, which []int, err error) {
	which = make([]int, len(solved))
	var turns []int
	for k, t := range solved {
		same := slices.IndexFunc(points, func(o tripoint) bool { return t.at.Sub(o.at).Norm() <= meeting })
		if same < 0 {
			same = len(points)
			points, turns = append(points, t), append(turns, 0)
		}
		which[k] = same
		turns[same] += t.turn
	}
	for k, t := range solved {
		if p := points[which[k]]; len(p.states) == 3 && turns[which[k]] != 1 {
			l := m.leaves[m.leafOf[triples[k].triangle]]
			size := float64(l.size) * m.q.unit
			x, y := m.q.position(l.x, l.y)
			return nil, nil, &unresolved{t.x, t.y, t.x, t.y, 4*size + math.Hypot(x-t.x, y-t.y), errTriple}
		}
	}
	return points, which, nil
}

// around returns the directions from p to the feet of states, as angles from
// 0 to 2π counter-clockwise. Two states whose foot is their junction follow
// each other in the order of their sides of its bisector.
func (f *field) around(p geodesic.Vec, states []int, feet []coast.Foot) []float64 {
	const apart = 1e-9
	up := f.e.Normal(p)
	axis := away(p, feet[0].At, up)
	side := up.Cross(axis)
	out := make([]float64, len(states))
	for k := range states {
		v := away(p, feet[k].At, up)
		out[k] = math.Pi/2 + math.Atan2(v.Dot(side), v.Dot(axis))
		for j := range states {
			// Seen against the bisector, its left side comes first.
			if _, across, ok := f.tie(states[k], states[j], p, feet[k], feet[j]); ok && j != k {
				out[k] = math.Copysign(apart, v.Cross(across).Dot(up)) + out[k]
			}
		}
		if out[k] < 0 {
			out[k] += 2 * math.Pi
		}
	}
	return out
}

// foot returns the foot of a state at the tripoint.
func (t *tripoint) foot(state int) coast.Foot { return t.feet[slices.Index(t.states, state)] }
