package partition

import (
	"math"
	"sync"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
)

// field is what decides whose a place is: the distance from every state's
// baselines, and the rule for places that are equally far because two states'
// nearest base point is the terminus that they share.
type field struct {
	e         *geodesic.Ellipsoid
	c         *coast.Coast
	b         *coast.Baselines
	chart     *geodesic.Chart
	index     []*coast.Index // one per state
	junctions []junction
}

// junction is a place where the shores of two states meet, with the geodesic
// that halves the sea's angle between their first edges there.
//
// If the sea's angle exceeds 180°, every place whose nearest base point is the
// junction for both states is equally far from both: not a line but an area.
// The bisector divides it. It is an ordinary equidistance line for the two
// first edges, so that it joins the lines outside the area.
type junction struct {
	at          geodesic.Vec
	left, right int // the states on the bisector's two sides
	ring        int // where the junction lies: vertex of a ring of the coast
	vertex      int
	// across is the unit tangent at the junction that points from the
	// bisector to its left side.
	across geodesic.Vec
}

// tieRadius is the distance in metres from a junction within which a foot
// counts as the junction itself.
const tieRadius = 1.0

// newField builds the indexes over the baselines of c.
func newField(c *coast.Coast) *field {
	f := &field{e: geodesic.WGS84, c: c}
	f.b = coast.NewBaselines(f.e, c)
	f.chart = f.e.NewChart(f.b.Centre)
	chains := make([][]int, len(c.States))
	for i, chain := range f.b.Chains {
		chains[chain.State] = append(chains[chain.State], i)
	}
	f.index = make([]*coast.Index, len(chains))
	var wait sync.WaitGroup
	for s, list := range chains {
		wait.Go(func() { f.index[s] = coast.NewIndex(f.b, list) })
	}
	wait.Wait()
	f.junctions = f.findJunctions(c)
	return f
}

// findJunctions returns the junctions at the ends of the stretches.
func (f *field) findJunctions(c *coast.Coast) []junction {
	var out []junction
	n := len(c.Stretches)
	for k, next := range c.Stretches {
		prev := c.Stretches[(k+n-1)%n]
		if prev.State == next.State {
			continue
		}
		outgoing, incoming := f.b.Chains[k], f.b.Chains[(k+n-1)%n]
		at := f.b.Points[outgoing.Start]
		up := f.e.Normal(at)
		ahead := tangent(f.b.Points[outgoing.Start+1].Sub(at), up)
		back := tangent(f.b.Points[incoming.End-1].Sub(at), up)
		// The sea's angle runs counter-clockwise from ahead to back.
		angle := math.Atan2(ahead.Cross(back).Dot(up), ahead.Dot(back))
		if angle <= 0 {
			angle += 2 * math.Pi
		}
		left := up.Cross(ahead)
		sin, cos := math.Sincos(angle / 2)
		out = append(out, junction{
			at: at, left: prev.State, right: next.State, vertex: next.Start,
			across: left.Mul(cos).Sub(ahead.Mul(sin)),
		})
	}
	return out
}

// tangent returns the unit vector along v's part perpendicular to up.
func tangent(v, up geodesic.Vec) geodesic.Vec {
	return v.Sub(up.Mul(v.Dot(up))).Unit()
}

// tie returns the signed distance in metres of p from the bisector of the
// junction that is the foot of both i and j, positive on j's side; ok is false
// if there is no such junction.
func (f *field) tie(i, j int, p geodesic.Vec, fi, fj coast.Foot) (side float64, across geodesic.Vec, ok bool) {
	for k := range f.junctions {
		q := &f.junctions[k]
		between := q.left == i && q.right == j || q.left == j && q.right == i
		if !between || !near(fi.At, q.at) || !near(fj.At, q.at) {
			continue
		}
		across = q.across
		if q.left == i {
			across = across.Mul(-1)
		}
		return p.Sub(q.at).Dot(across), across, true
	}
	return 0, across, false
}

func near(p, q geodesic.Vec) bool {
	d := p.Sub(q)
	return d.Dot(d) <= tieRadius*tieRadius
}

// difference is the difference of two states' distances at a place.
type difference struct {
	value    float64      // d_i − d_j in metres: negative where i is nearer
	gradient geodesic.Vec // in the tangent plane
	feet     [2]coast.Foot
}

// difference evaluates d_i − d_j at p. Hints are pieces near the feet.
func (f *field) difference(i, j int, p geodesic.Vec, hints [2]int32) difference {
	d := difference{feet: [2]coast.Foot{f.index[i].Nearest(p, hints[0]), f.index[j].Nearest(p, hints[1])}}
	if side, across, ok := f.tie(i, j, p, d.feet[0], d.feet[1]); ok {
		d.value, d.gradient = side, across
		return d
	}
	up := f.e.Normal(p)
	d.value = d.feet[0].Distance - d.feet[1].Distance
	d.gradient = away(p, d.feet[0].At, up).Sub(away(p, d.feet[1].At, up))
	return d
}

// away returns the unit tangent at p that points away from q, the gradient of
// the distance from q.
func away(p, q, up geodesic.Vec) geodesic.Vec {
	v := p.Sub(q)
	v = v.Sub(up.Mul(v.Dot(up)))
	n := v.Norm()
	if n == 0 {
		return geodesic.Vec{}
	}
	return v.Mul(1 / n)
}

// claim is a state that may own a place, and its foot there.
type claim struct {
	state int
	foot  coast.Foot
}

// owner returns the position in claims of the state that is nearest to p. On
// a tie the earlier one wins.
func (f *field) owner(p geodesic.Vec, claims []claim) int {
	best := 0
	for k := 1; k < len(claims); k++ {
		if claims[k].foot.Distance < claims[best].foot.Distance {
			best = k
		}
	}
	for k := range claims {
		if k == best || claims[k].foot.Distance > claims[best].foot.Distance+2*tieRadius {
			continue
		}
		if side, _, ok := f.tie(claims[best].state, claims[k].state, p, claims[best].foot, claims[k].foot); ok && side > 0 {
			best = k
		}
	}
	return best
}

// inSea says whether p lies in the sea. The claims must contain the nearest
// place of all shores.
func (f *field) inSea(p geodesic.Vec, claims []claim) bool {
	best := 0
	for k := range claims {
		if claims[k].foot.Distance < claims[best].foot.Distance {
			best = k
		}
	}
	return f.b.LeftOf(p, claims[best].foot)
}

// claimsAt returns every state's foot at p.
func (f *field) claimsAt(p geodesic.Vec) []claim {
	out := make([]claim, 0, len(f.index))
	for s, x := range f.index {
		if foot := x.Nearest(p, coast.NoPiece); !math.IsInf(foot.Distance, 1) {
			out = append(out, claim{s, foot})
		}
	}
	return out
}
