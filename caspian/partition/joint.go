package partition

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/sorting"
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

// findJoints returns the joints of a coast, which are the ends of stretches between
// two states and the places where rings touch, and the junctions at them.
func findJoints(b *coast.Baselines, c *coast.Coast) (joints []joint, junctions []junction) {
	n := len(c.Stretches)
	byPlace := map[orb.Point]int{}
	add := func(at orb.Point, p pass) {
		id, ok := byPlace[at]
		if !ok {
			id = len(joints)
			byPlace[at] = id
			joints = append(joints, joint{at: b.Vertex(p.ring, p.vertex)})
		}
		if j := &joints[id]; !slices.Contains(j.passes, p) {
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
			ring := ringAt(c, r)
			for k, p := range ring[:len(ring)-1] {
				if _, touch := slices.BinarySearchFunc(c.Touching, p, comparePoints); touch {
					add(p, pass{r, k})
				}
			}
		}
	}
	for k := range joints {
		junctions = append(junctions, findJunctions(b.Ellipsoid, c, &joints[k], k)...)
	}
	return joints, junctions
}

// findJunctions returns the junctions of one joint: the angles of the sea between
// edges of two states. The edges that leave the joint have the sea on their
// left, those that reach it on their right, seen from the joint.
func findJunctions(e *geodesic.Ellipsoid, c *coast.Coast, j *joint, id int) (found []junction) {
	up := e.Normal(j.at)
	type edge struct {
		leaves bool
		state  int
		along  geodesic.Vec
		angle  float64
	}
	var edges []edge
	for _, p := range j.passes {
		ring := ringAt(c, p.ring)
		n := len(ring) - 1
		for _, leaves := range [2]bool{true, false} {
			number, next := p.vertex, p.vertex+1
			if !leaves {
				number = (p.vertex + n - 1) % n
				next = number
			}
			line := e.LineTo(ring[p.vertex], ring[next])
			q, _ := line.Position(min(line.Length(), alongShore))
			out := edge{leaves: leaves, state: stateOf(c, p.ring, number), along: tangent(e.Cartesian(q).Sub(j.at), up)}
			if len(edges) > 0 {
				out.angle = turnFrom(edges[0].along, out.along, up)
			}
			edges = append(edges, out)
		}
	}
	sorting.Stable(edges, func(a, b edge) int { return cmp.Compare(a.angle, b.angle) })
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
			place: e.Position(j.at),
		}
		_, q.azimuth, _ = e.Inverse(q.place, e.Position(e.OnSurface(j.at.Add(q.along.Mul(alongBisector)))))
		found = append(found, q)
	}
	for k := range found {
		found[k].alone = true
		for i := range found {
			if i != k && found[i].between(found[k].left, found[k].right) {
				found[k].alone = false
			}
		}
	}
	return found
}

// ringAt returns ring r of the coast: 0 is the shore, 1+k island k.
func ringAt(c *coast.Coast, r int) orb.Ring {
	if r == 0 {
		return c.Shore
	}
	return c.Islands[r-1].Ring
}

// stateOf returns the state that owns an edge of a ring.
func stateOf(c *coast.Coast, r, edge int) int {
	if r > 0 {
		return c.Islands[r-1].State
	}
	k, _ := slices.BinarySearchFunc(c.Stretches, edge, func(s coast.Stretch, edge int) int {
		if s.End <= edge {
			return -1
		}
		return 1
	})
	return c.Stretches[k].State
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

// side returns the signed distance of p from the bisector, positive on its
// left. Far away it goes by azimuths: the normal section through the joint
// leaves the geodesic, by up to 0.4 m at 300 km.
func (q *junction) side(e *geodesic.Ellipsoid, p geodesic.Vec) float64 {
	v := p.Sub(q.at)
	if v.Dot(v) <= byAzimuth*byAzimuth {
		return v.Dot(q.across)
	}
	s, azimuth, _ := e.Inverse(q.place, e.Position(p))
	return s * math.Sin((q.azimuth-azimuth)*math.Pi/180)
}
