package partition

import (
	"errors"
	"math"
	"slices"
	"sync/atomic"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
)

// levels is the number of times that the square around the sea can be halved.
// Corners and centres of all cells are whole numbers of units, 2^levels to the
// side.
const levels = 30

// cell is a square of the quadtree, in units from the lower left corner of
// the square around the sea.
type cell struct {
	x, y uint32
	size uint32
}

func key(x, y uint32) uint64 { return uint64(x)<<32 | uint64(y) }

// leaf is a cell that the boundaries may cross and that needs no further
// division, with the parties that may own a place in it.
type leaf struct {
	cell
	claims []claim // at the centre, ascending by party
}

// quadtree divides the square around a sea into cells until every cell is
// either certainly one party's, or certainly land, or a leaf.
type quadtree struct {
	f          *field
	x0, y0     float64 // chart position of the lower left corner
	unit       float64 // metres on the chart per unit
	width      float64 // of the sea in metres
	stretch    float64 // ground distance ≤ stretch · chart distance
	resolution float64
	survey     bool    // leaves are as large as the resolution
	finer      []spot  // where leaves must be finer than usual
	least      float64 // the smallest floor of a spot
	tangles    []tangle
	count      atomic.Int64
}

// newQuadtree returns the quadtree of the square around all shores. The
// square is a little larger than the sea and not centred on it, so that the
// lines of symmetric seas do not run along the sides of cells. How much larger, and how far
// off, is another thing for every mesh (see meshes), so that their corners do not coincide.
func newQuadtree(f *field, resolution float64, mesh int) *quadtree {
	lo, hi := f.laid.lo, f.laid.hi
	width := max(hi[0]-lo[0], hi[1]-lo[1])
	if resolution == 0 {
		resolution = width / 1000
		if f.areasOnly {
			resolution = width / 250
		}
	}
	shift := float64(mesh)
	side := (1.0837 + 0.0713*shift) * width
	return &quadtree{
		f: f, resolution: resolution, width: width, unit: side / (1 << levels),
		x0: lo[0] - (0.0411+0.0097*shift)*width, y0: lo[1] - (0.0373+0.0213*shift)*width,
		stretch: 1 + 2*math.Abs(f.e.F()), least: max(leastFloor, 2*side/(1<<levels)),
	}
}

// coarse returns the quadtree with leaves that are all as large as the resolution.
func (q *quadtree) coarse() *quadtree {
	out := &quadtree{f: q.f, x0: q.x0, y0: q.y0, stretch: q.stretch, width: q.width, resolution: q.resolution, survey: true, least: q.least}
	out.unit = q.resolution * math.Sqrt2 / q.stretch * (1 - 1e-9)
	for out.unit < q.unit {
		out.unit *= 2
	}
	for out.unit/2 >= q.unit {
		out.unit /= 2
	}
	return out
}

func (q *quadtree) position(x, y uint32) (float64, float64) {
	return q.x0 + q.unit*float64(x), q.y0 + q.unit*float64(y)
}

// refineAt asks for smaller leaves around a place that could not be resolved,
// and on the way there: a quarter of what was unclear, and four or sixteen times smaller
// than the spots before asked for. A place that cannot be resolved with the smallest leaves
// becomes a tangle.
func (q *quadtree) refineAt(u *unresolved, before []spot) {
	// Where a line was lost the whole way is unclear, else a place.
	most, times := 64.0, 16.0 // leaves across a spot, smaller than before
	lost := errors.Is(u, errStray)
	if lost {
		most, times = 256, 4
	}
	if u.found {
		if q.finest(before, u.x, u.y) {
			q.tie(u.x, u.y)
			return
		}
		q.finer = append(q.finer, spot{u.x, u.y, tangleRadius * q.least, q.least})
		return
	}
	dx, dy := u.x-u.fromX, u.y-u.fromY
	steps := min(int(math.Hypot(dx, dy)/(2*u.radius))+1, 32)
	for k := range steps + 1 {
		x, y := u.fromX+dx*float64(k)/float64(steps), u.fromY+dy*float64(k)/float64(steps)
		floor := u.radius / 4
		for _, s := range before {
			if (!lost || s.radius >= u.radius/2) && s.holds(x, y) {
				floor = min(floor, max(s.floor/times, q.least/2))
			}
		}
		radius := min(2*u.radius, most*floor)
		if floor < q.least {
			floor, radius = q.least, max(radius, tangleRadius*q.least)
			if k == 0 && q.finest(before, x, y) {
				q.tie(x, y)
			}
		}
		q.finer = append(q.finer, spot{x, y, radius, floor})
		if dx == 0 && dy == 0 {
			break
		}
	}
}

// finest says whether the leaves around a place of the chart are as small as they can be,
// in the given spots.
func (q *quadtree) finest(spots []spot, x, y float64) bool {
	return slices.ContainsFunc(spots, func(s spot) bool { return s.floor == q.least && s.holds(x, y) })
}

// tangleAt returns the number of the tangle around a place of the chart, −1 if there is
// none.
func (q *quadtree) tangleAt(x, y float64) int {
	return slices.IndexFunc(q.tangles, func(k tangle) bool { return k.holds(x, y) })
}

// tie makes a tangle of a place, with leaves around it that show what leaves it.
func (q *quadtree) tie(x, y float64) {
	radius := tangleRadius * q.least
	for k := range q.tangles {
		// One around both of two that touch.
		o := q.tangles[k]
		if apart := math.Hypot(x-o.x, y-o.y); apart <= o.radius+2*radius {
			both := max(o.radius, (apart+o.radius+radius)/2)
			if apart > 0 {
				x, y = o.x+(both-o.radius)/apart*(x-o.x), o.y+(both-o.radius)/apart*(y-o.y)
			}
			radius = both
			q.tangles = slices.Delete(q.tangles, k, k+1)
			break
		}
	}
	q.tangles = append(q.tangles, tangle{place{x, y, q.f.chart.Inverse(x, y)}, radius})
	q.finer = append(q.finer, spot{x, y, 2 * radius, q.least})
}

// ground says whether the places within r of p lie in the sea, which the nearest
// shore of the claims may tell, if there is no index of all.
func (q *quadtree) ground(p geodesic.Vec, r float64, claims []claim, known *known) ground {
	if known != nil && known.ground != untested {
		return known.ground
	}
	g := mixed
	if q.f.solid == nil {
		if g = land; q.f.inSea(p, claims) {
			g = open
		}
	} else if foot := q.f.solid.Nearest(p, coast.NoPiece); foot.Distance > r {
		if g = land; q.f.b.LeftOf(p, foot) {
			g = open
		}
	}
	if known != nil {
		known.ground = g
	}
	return g
}

// outdo returns the contenders without those whose cost another one's is below
// throughout radius r of p: two distances whose base points lie in nearly the
// same direction hardly change against each other.
func (q *quadtree) outdo(p geodesic.Vec, r float64, contenders []*claim, known *known) []*claim {
	up, toward := q.axes(p)
	cones := make([]cone, len(contenders))
	for k, c := range contenders {
		cones[k] = q.f.wholeCone(c, p, up, toward, r, known)
	}
	var out []*claim
	for k, c := range contenders {
		outdone := false
		for j, o := range contenders {
			outdone = outdone || q.f.cost(o.party, o.distance)+r*cones[k].spread(cones[j]) < q.f.cost(c.party, c.distance)
		}
		if !outdone {
			out = append(out, c)
		}
	}
	return out
}

// axes returns the normal at p and a tangent from which directions count.
func (q *quadtree) axes(p geodesic.Vec) (up, toward geodesic.Vec) {
	up = q.f.e.Normal(p)
	if up.X*up.X > 0.5 {
		return up, up.Cross(geodesic.Vec{Y: 1}).Unit()
	}
	return up, up.Cross(geodesic.Vec{X: 1}).Unit()
}

// yields says whether within radius r of p the state of k owns nothing because
// its foot is a joint that it shares with another claim's state and the
// junction's bisector leaves all places around p to that state.
func (f *field) yields(p geodesic.Vec, r float64, k *claim, claims []claim) bool {
	for i := range claims {
		o := &claims[i]
		if side, _, ok := f.tie(k.party, o.party, p, &k.reach, &o.reach); ok && side > r {
			return true
		}
	}
	return false
}

// singleLine says whether at most one line runs between two parties through a
// cell of radius r: whether along some direction the one's distance grows
// faster throughout the cell than the other's. Distances grow away from base
// points, and seen from the cell those of each party that can matter lie in a
// bounded cone of directions. Costs grow in the same directions.
func (q *quadtree) singleLine(p geodesic.Vec, r float64, a, b *claim, known *known) bool {
	if _, _, ok := q.f.tie(a.party, b.party, p, &a.reach, &b.reach); ok {
		// Both directions are the joint's wherever the cell is.
		return true
	}
	up, toward := q.axes(p)
	feet := [2]cone{q.f.cone(a, p, up, toward, r, false), q.f.cone(b, p, up, toward, r, false)}
	if !feet[0].apart(feet[1]) {
		return false // not even the feet themselves lie apart
	}
	ca := q.f.wholeCone(a, p, up, toward, r, known)
	return ca.apart(feet[1]) && ca.apart(q.f.wholeCone(b, p, up, toward, r, known))
}

// wholeCone is the cone of all base points of a claim.
func (f *field) wholeCone(k *claim, p, up, toward geodesic.Vec, r float64, known *known) cone {
	c := known.cone(k.party, func() cone { return f.cone(k, p, up, toward, r, true) })
	c.rate = 1 / f.parties[k.party].weight
	return c
}

// cone returns the directions from the places within radius r of p toward the
// base points of a claim: of its feet alone, or with all of all those that can
// control a place within r.
func (f *field) cone(k *claim, p, up, toward geodesic.Vec, r float64, all bool) cone {
	c := cone{narrow: true, rate: 1 / f.parties[k.party].weight}
	left := up.Cross(toward)
	f.feet(k.party, &k.reach, func(_ float64, index *coast.Index, foot *coast.Foot) {
		v := foot.At.Sub(p)
		lo := math.Atan2(v.Dot(left), v.Dot(toward))
		hi := lo
		if all && c.narrow {
			var ok bool
			if lo, hi, ok = index.Directions(p, up, toward, *foot, foot.Distance+2*r); !ok {
				c.narrow = false
			}
		}
		if foot.Distance <= 2*r {
			c.narrow = false
		}
		if !c.narrow {
			return
		}
		lean := math.Asin(min(1, r/(foot.Distance-r)))
		lo, hi = lo-lean, hi+lean
		if c.any {
			turns := 2 * math.Pi * math.Round(((c.lo+c.hi)-(lo+hi))/(4*math.Pi))
			lo, hi = min(c.lo, lo+turns), max(c.hi, hi+turns)
		}
		c.lo, c.hi, c.any = lo, hi, true
		c.narrow = hi-lo < math.Pi
	})
	return c
}

// alongshore says whether a cell that a shore runs through or close by is small enough
// all the same: the line between its state and a heavier one, the only other
// contender, keeps close to the shore and crosses the cell once. Let the directions in
// which the shores near the cell face the sea lie within an angle h of an axis. Along
// it the distance of the shore's state i, negative on land, grows at cos h at least,
// and the gap to the other one by
//
//	s_i (cos h (1 − ρ − 2q) − ρ − 2q), ρ = s_j/s_i, q = d_i/d_j,
//
// where 2q is for what inland departs from that.
func (q *quadtree) alongshore(p geodesic.Vec, r float64, i, j *claim, known *known) bool {
	f := q.f
	if j.distance < i.distance {
		i, j = j, i
	}
	si, sj := f.scales(i.party, j.party)
	ratio, part := sj/si, (i.distance+r)/(j.distance-r)
	if j.distance <= r || 1-ratio-2*part <= ratio+2*part {
		return false
	}
	s := known.strip(func() strip { return q.strip(p, i.distance+2*r) })
	return s.single && s.party == i.party && math.Cos(s.half)*(1-ratio-2*part) > ratio+2*part
}

// strip measures the shores within a distance of p.
func (q *quadtree) strip(p geodesic.Vec, within float64) strip {
	f := q.f
	up, toward := q.axes(p)
	left := up.Cross(toward)
	s := strip{tested: true, single: true, party: -1}
	var base, lo, hi float64
	f.shores.Within(p, within, func(piece int32) bool {
		state := f.b.Chains[f.b.Chain(piece)].State
		out := up.Cross(f.b.Points[piece+1].Sub(f.b.Points[piece]))
		angle := math.Atan2(out.Dot(left), out.Dot(toward))
		if s.party < 0 {
			s.party, base = state, angle
		}
		a := math.Remainder(angle-base, 2*math.Pi)
		lo, hi = min(lo, a), max(hi, a)
		s.single = s.party == state && hi-lo < math.Pi
		return s.single
	})
	s.half = (hi - lo) / 2
	s.single = s.single && s.party >= 0
	return s
}
