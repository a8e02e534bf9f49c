package partition

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
)

// joint is a place where the shores of two states meet on one ring, or where
// several rings share a vertex.
type joint struct {
	at     geodesic.Vec
	passes []pass
}

// pass is a vertex of a ring of the coast.
type pass struct{ ring, vertex int }

// junction is an angle of the sea at a joint between the shores of two states,
// with the geodesic that halves it.
//
// If the angle exceeds 180°, every place whose nearest base point is the joint
// for both states is equally far from both: not a line but an area. The
// bisector divides it. It is an ordinary equidistance line for the two first
// edges, so that it joins the lines outside the area.
type junction struct {
	joint       int
	at          geodesic.Vec
	left, right int // the states on the bisector's two sides
	// across is the unit tangent at the joint that points from the bisector
	// to its left side, along the unit tangent along it.
	across, along geodesic.Vec
	half          float64 // half of the sea's angle
	azimuth       float64 // of the bisector, in degrees, as seen from place
	place         orb.Point
	alone         bool // no other junction of the joint has the same states
}

// tieRadius is the distance in metres from a joint within which a foot counts
// as the joint itself.
const tieRadius = 1.0

// findJoints finds the joints: the ends of stretches between two states, and
// the places where rings touch.
func (f *field) findJoints() {
	c := f.c
	n := len(c.Stretches)
	byPlace := map[orb.Point]int{}
	add := func(at orb.Point, p pass) {
		id, ok := byPlace[at]
		if !ok {
			id = len(f.joints)
			byPlace[at] = id
			f.joints = append(f.joints, joint{at: f.e.Cartesian(at)})
		}
		if j := &f.joints[id]; !slices.Contains(j.passes, p) {
			j.passes = append(j.passes, p)
		}
	}
	for k, next := range c.Stretches {
		if c.Stretches[(k+n-1)%n].State != next.State {
			add(c.Shore[next.Start], pass{0, next.Start})
		}
	}
	if len(c.Touching) > 0 {
		for r := range 1 + len(c.Islands) {
			ring := f.ring(r)
			for k, p := range ring[:len(ring)-1] {
				if _, touch := slices.BinarySearchFunc(c.Touching, p, comparePoints); touch {
					add(p, pass{r, k})
				}
			}
		}
	}
	for k := range f.joints {
		f.findJunctions(k)
	}
}

// comparePoints orders positions by longitude and then latitude.
func comparePoints(p, q orb.Point) int {
	return cmp.Or(cmp.Compare(p[0], q[0]), cmp.Compare(p[1], q[1]))
}

// ring returns ring r of the coast: 0 is the shore, 1+k island k.
func (f *field) ring(r int) orb.Ring {
	if r == 0 {
		return f.c.Shore
	}
	return f.c.Islands[r-1].Ring
}

// stateOf returns the state that owns an edge of a ring.
func (f *field) stateOf(r, edge int) int {
	if r > 0 {
		return f.c.Islands[r-1].State
	}
	k, _ := slices.BinarySearchFunc(f.c.Stretches, edge, func(s coast.Stretch, edge int) int {
		if s.End <= edge {
			return -1
		}
		return 1
	})
	return f.c.Stretches[k].State
}

// findJunctions adds the junctions of one joint: the angles of the sea between
// edges of two states. The edges that leave the joint have the sea on their
// left, those that reach it on their right, seen from the joint.
func (f *field) findJunctions(id int) {
	j := &f.joints[id]
	up := f.e.Normal(j.at)
	type edge struct {
		leaves bool
		state  int
		along  geodesic.Vec
		angle  float64
	}
	var edges []edge
	for _, p := range j.passes {
		ring := f.ring(p.ring)
		n := len(ring) - 1
		for _, leaves := range [2]bool{true, false} {
			number, next := p.vertex, p.vertex+1
			if !leaves {
				number = (p.vertex + n - 1) % n
				next = number
			}
			line := f.e.LineTo(ring[p.vertex], ring[next])
			q, _ := line.Position(min(line.Length(), 1000))
			e := edge{leaves: leaves, state: f.stateOf(p.ring, number), along: tangent(f.e.Cartesian(q).Sub(j.at), up)}
			if len(edges) > 0 {
				e.angle = turnFrom(edges[0].along, e.along, up)
			}
			edges = append(edges, e)
		}
	}
	slices.SortStableFunc(edges, func(a, b edge) int { return cmp.Compare(a.angle, b.angle) })
	first := len(f.junctions)
	for k, a := range edges {
		b := edges[(k+1)%len(edges)]
		if !a.leaves || b.leaves || a.state == b.state {
			continue
		}
		angle := turnFrom(a.along, b.along, up)
		if angle == 0 {
			angle = 2 * math.Pi
		}
		sin, cos := math.Sincos(angle / 2)
		side := up.Cross(a.along)
		q := junction{
			joint: id, at: j.at, left: b.state, right: a.state, half: angle / 2,
			along: a.along.Mul(cos).Add(side.Mul(sin)), across: side.Mul(cos).Sub(a.along.Mul(sin)),
			place: f.e.Position(j.at),
		}
		_, q.azimuth, _ = f.e.Inverse(q.place, f.e.Position(f.e.OnSurface(j.at.Add(q.along.Mul(10)))))
		f.junctions = append(f.junctions, q)
	}
	found := f.junctions[first:]
	for k := range found {
		found[k].alone = true
		for i := range found {
			if i != k && found[i].between(found[k].left, found[k].right) {
				found[k].alone = false
			}
		}
	}
}

// tangent returns the unit vector along v's part perpendicular to up.
func tangent(v, up geodesic.Vec) geodesic.Vec {
	return v.Sub(up.Mul(v.Dot(up))).Unit()
}

// turnFrom returns the angle from a to b, tangents where up is the normal,
// counter-clockwise from 0 to 2π.
func turnFrom(a, b, up geodesic.Vec) float64 {
	angle := math.Atan2(a.Cross(b).Dot(up), a.Dot(b))
	if angle < 0 {
		angle += 2 * math.Pi
	}
	return angle
}

// between says whether the junction lies between two states.
func (q *junction) between(i, j int) bool {
	return q.left == i && q.right == j || q.left == j && q.right == i
}

// faces says whether p lies in the junction's angle of the sea.
func (q *junction) faces(p geodesic.Vec) bool {
	v := p.Sub(q.at)
	return math.Abs(math.Atan2(v.Dot(q.across), v.Dot(q.along))) <= q.half
}

// tie returns the signed distance in metres of p from the bisector of the
// junction that is the foot of both i and j, positive on j's side; ok is false
// if there is no such junction.
func (f *field) tie(i, j int, p geodesic.Vec, ri, rj *reach) (side float64, across geodesic.Vec, ok bool) {
	if !f.alike(i, j) {
		return 0, across, false // the area goes to the heavier
	}
	for k := range f.junctions {
		q := &f.junctions[k]
		if !q.between(i, j) || !ri.allNear(q.at) || !rj.allNear(q.at) || !q.alone && !q.faces(p) {
			continue
		}
		side = q.side(f.e, p)
		if q.left == i {
			return -side, q.across.Mul(-1), true
		}
		return side, q.across, true
	}
	return 0, across, false
}

// side returns the signed distance of p from the bisector, positive on its
// left. Far away it goes by azimuths: the normal section through the joint
// leaves the geodesic, by some centimetres at 300 km.
func (q *junction) side(e *geodesic.Ellipsoid, p geodesic.Vec) float64 {
	const far = 20e3
	v := p.Sub(q.at)
	if v.Dot(v) <= far*far {
		return v.Dot(q.across)
	}
	s, azimuth, _ := e.Inverse(q.place, e.Position(p))
	return s * math.Sin((q.azimuth-azimuth)*math.Pi/180)
}

// allNear says whether all base points of a reach are the joint q.
func (r *reach) allNear(q geodesic.Vec) bool {
	if !near(r.foot.At, q) {
		return false
	}
	for _, foot := range r.more {
		if !near(foot.At, q) {
			return false
		}
	}
	return true
}

func near(p, q geodesic.Vec) bool {
	d := p.Sub(q)
	return d.Dot(d) <= tieRadius*tieRadius
}
