package partition

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	work "caspian.example/division/caspian/internal/parallel"
	"caspian.example/division/caspian/internal/sorting"
)

// field is what decides whose a place is: every party's cost there, and the
// rule for places that are equally far from two states because their nearest
// base point is a joint of both shores.
type field struct {
	e         *geodesic.Ellipsoid
	c         *coast.Coast
	b         *coast.Baselines
	laid      *Shores // that b and the indexes are of
	chart     *geodesic.Chart
	parties   []party
	joints    []joint
	junctions []junction
	progress  *progress
	memory    *memory // nil unless the sea is divided several times

	// overland says that lines may cross land, because islands lack their full
	// effect or weights are added. Where the nearest shore may be that of a
	// party that owns nothing near by, overland or because of weights, shores
	// indexes all shores, and solid those inside which no line needs to be
	// followed.
	overland      bool
	shores, solid *coast.Index
	// least is the least weight, lightest that as a part of the greatest.
	least, lightest float64
	// blocs are those of Options; the faces of the sea are numbered by states,
	// or by belts and in them by states.
	blocs []int
	belts int // 0 counts as 1
	// areasOnly says that turning points are not wanted.
	areasOnly bool
	// onTheWay says that the lines are wanted for where better ones are.
	onTheWay bool
	// keeps says that the lines are those of a division without weights, blocs and given
	// lines, drawn in full: they are kept with the shores.
	keeps bool
}

// newField takes the indexes over the baselines of a coast. Effects has the effect
// of every island, nil if all have full effect. A weighting makes it ready for
// weights. The states without own nothing, as if they had no shore; it still is
// land.
func newField(laid *Shores, effects []float64, weighting Weighting, without ...int) *field {
	c := laid.c
	f := &field{e: geodesic.WGS84, c: c, b: laid.b, laid: laid, chart: laid.chart, progress: &progress{}, least: 1, lightest: 1}
	var wait work.Group
	index := func(to **coast.Index, keep func(coast.Chain) bool) {
		wait.Go(func() { *to = laid.Index(keep) })
	}
	effect := func(chain coast.Chain) float64 {
		switch {
		case slices.Contains(without, chain.State):
			return 0
		case chain.Island < 0 || effects == nil:
			return 1
		}
		return effects[chain.Island]
	}
	f.parties = make([]party, len(c.States))
	for s := range f.parties {
		own := &f.parties[s]
		own.limit, own.weight = math.Inf(1), 1
		levels := []float64{}
		full := false // something of it has full effect
		for _, chain := range f.b.Chains {
			if level := effect(chain); chain.State == s && level > 0 {
				levels = append(levels, level)
				full = full || level == 1
			}
		}
		if !full {
			continue // its distance is infinite
		}
		sorting.Ordered(levels)
		levels = slices.Compact(levels)
		slices.Reverse(levels)
		own.tiers = make([]tier, len(levels))
		for k, level := range levels {
			next := 0.0
			if k+1 < len(levels) {
				next = levels[k+1]
			}
			own.tiers[k].part = level - next
			index(&own.tiers[k].index, func(chain coast.Chain) bool { return chain.State == s && effect(chain) >= level })
		}
	}
	partial := slices.ContainsFunc(f.b.Chains, func(chain coast.Chain) bool { return effect(chain) < 1 })
	f.overland = partial || weighting == Additive
	if f.overland || weighting == Equiratio {
		index(&f.shores, func(coast.Chain) bool { return true })
		if partial && len(without) == 0 {
			// Within a shore of full effect no line is followed.
			index(&f.solid, func(chain coast.Chain) bool { return effect(chain) == 1 })
		}
	}
	wait.Wait()
	if f.solid == nil {
		f.solid = f.shores
	}
	f.joints, f.junctions = laid.ends()
	return f
}

// weigh sets the states' weights.
func (f *field) weigh(weighting Weighting, weights []float64) {
	f.least, f.lightest = 1, 1
	for k, w := range weights {
		if weighting == Additive {
			f.parties[k].offset = w
		} else {
			f.parties[k].weight = w
		}
	}
	if weighting != Additive {
		f.least = slices.Min(weights)
		f.lightest = f.least / slices.Max(weights)
	}
}

// faceOf returns the face that a face is part of, because its state is in a bloc:
// that of the bloc's first state.
func (f *field) faceOf(face int) int {
	n := len(f.blocs)
	if n == 0 || face >= n*max(1, f.belts) {
		return face
	}
	state := face % n
	return face - state + slices.Index(f.blocs, f.blocs[state])
}

// reach returns how far party k is from p. Hint is its reach nearby, or
// farthest.
func (f *field) reach(k int, p geodesic.Vec, hint *reach) reach {
	return f.reachWithin(k, p, hint, math.Inf(1))
}

// reachWithin is reach, but may answer +Inf if the distance is above limit.
func (f *field) reachWithin(k int, p geodesic.Vec, hint *reach, limit float64) reach {
	own := &f.parties[k]
	switch len(own.tiers) {
	case 0:
		return reach{distance: own.limit, foot: coast.Foot{Distance: own.limit, Piece: coast.NoPiece}}
	case 1:
		foot := own.tiers[0].index.NearestWithin(p, hint.foot.Piece, limit)
		return reach{distance: foot.Distance, foot: foot}
	}
	// The last tier has all shores, and the mainland is on all: where it is the nearest,
	// it is on the tiers before. None of these is nearer.
	r := reach{more: make([]coast.Foot, len(own.tiers)-1)}
	known, left := 0.0, 1.0 // of the distance, and the parts of the tiers to be measured
	var foot coast.Foot
	mainland := false
	for i := len(own.tiers) - 1; i >= 0; i-- {
		t, at, piece := &own.tiers[i], &r.foot, hint.foot.Piece
		if i > 0 {
			at, piece = &r.more[i-1], coast.NoPiece
			if i <= len(hint.more) {
				piece = hint.more[i-1].Piece
			}
		}
		if !mainland {
			foot = t.index.NearestWithin(p, piece, (limit-known)/left+exact)
			if foot.Piece == coast.NoPiece {
				return reach{distance: math.Inf(1), foot: foot}
			}
			mainland = f.b.Chains[f.b.Chain(foot.Piece)].Island < 0
		}
		*at = foot
		known += t.part * foot.Distance
		left -= t.part
	}
	// In the order of the tiers, so that equal distances are equal.
	r.distance = own.tiers[0].part * r.foot.Distance
	for i, t := range own.tiers[1:] {
		r.distance += t.part * r.more[i].Distance
	}
	return r
}

// feet calls do for the foot on every tier, with the tier's part.
func (f *field) feet(k int, r *reach, do func(part float64, index *coast.Index, foot *coast.Foot)) {
	for i, t := range f.parties[k].tiers {
		if i == 0 {
			do(t.part, t.index, &r.foot)
		} else {
			do(t.part, t.index, &r.more[i-1])
		}
	}
}

// slope returns the gradient of party k's distance at p, a tangent vector.
func (f *field) slope(k int, p geodesic.Vec, r *reach, up geodesic.Vec) geodesic.Vec {
	switch len(f.parties[k].tiers) {
	case 0:
		return geodesic.Vec{}
	case 1:
		return away(p, r.foot.At, up)
	}
	var sum geodesic.Vec
	f.feet(k, r, func(part float64, _ *coast.Index, foot *coast.Foot) {
		sum = sum.Add(away(p, foot.At, up).Mul(part))
	})
	return sum
}

// gap returns the difference of two parties' costs at distances di and dj times
// the lesser of their weights: in metres, negative where i owns.
func (f *field) gap(i, j int, di, dj float64) float64 {
	si, sj := f.scales(i, j)
	return (di-f.parties[i].offset)*si - (dj-f.parties[j].offset)*sj
}

// scales returns the factors of the two parties' distances in their gap.
func (f *field) scales(i, j int) (si, sj float64) {
	wi, wj := f.parties[i].weight, f.parties[j].weight
	least := min(wi, wj)
	return least / wi, least / wj
}

// even returns the distance of party k at which its gap to party i, whose
// distance is d, is slack metres.
func (f *field) even(i int, d float64, k int, slack float64) float64 {
	a, b := &f.parties[i], &f.parties[k]
	return (d-a.offset)*(b.weight/a.weight) + b.offset + slack*max(1, b.weight/a.weight)
}

// cost returns the cost of a party at a distance.
func (f *field) cost(k int, distance float64) float64 {
	own := &f.parties[k]
	return (distance - own.offset) / own.weight
}

// alike says whether two parties have the same weight and offset, so that
// places may be equally far from both over whole areas.
func (f *field) alike(i, j int) bool {
	a, b := &f.parties[i], &f.parties[j]
	return a.weight == b.weight && a.offset == b.offset
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
		atI, atJ := ri.allNear(q.at), rj.allNear(q.at)
		// Where only one's foot is the joint and both are as far, the joint is as near to
		// the other: the edge of the area, not a place where lines pass.
		if edge := math.Abs(ri.distance-rj.distance) <= 10*exact; edge {
			atI, atJ = atI || atJ, atI || atJ
		}
		if !q.between(i, j) || !atI || !atJ || !q.alone && !q.faces(p) {
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

// behind says whether the place from which a foot was measured lies on land behind
// it: to the right of its shore, and no other shore is nearer.
func (f *field) behind(p geodesic.Vec, foot *coast.Foot) bool {
	if f.lightest == 1 || f.overland || foot.Piece == coast.NoPiece || f.b.LeftOf(p, *foot) {
		return false
	}
	return f.shores.NearestWithin(p, foot.Piece, foot.Distance).Distance >= foot.Distance
}

// inland is the difference between i and j on land, where it decides nothing but how
// the lines in the sea are found. There a place belongs to the state of the nearest
// shore whatever the weights, so that no line runs along the land's side of a shore as
// close to it as the one in the sea. With n the nearer one of the two, m the other
// one, and s the factors of their distances in the gap, it is
//
//	−(d_m − d_n) (s_m + s_n d_n/d_m),
//
// which is the gap at the shore, falls on from there at first, and is smooth where
// both are as far.
func (f *field) inland(i, j int, p geodesic.Vec, feet *[2]reach) (value float64, gradient geodesic.Vec, ok bool) {
	n, m := &feet[0], &feet[1]
	sn, sm := f.scales(i, j)
	own, other := i, j
	if feet[1].distance < feet[0].distance {
		n, m, sn, sm, own, other = m, n, sm, sn, j, i
	}
	if math.IsInf(m.distance, 1) || !f.behind(p, &n.foot) {
		return 0, gradient, false
	}
	up := f.e.Normal(p)
	part := n.distance / m.distance
	factor, more := sm+sn*part, m.distance-n.distance
	gn, gm := f.slope(own, p, n, up), f.slope(other, p, m, up)
	value = -more * factor
	gradient = gn.Sub(gm).Mul(factor).Sub(gn.Sub(gm.Mul(part)).Mul(more * sn / m.distance))
	if own == j {
		return -value, gradient.Mul(-1), true
	}
	return value, gradient, true
}

// meetAt says whether two parties' line ends at a joint: a junction of it lies
// between them.
func (f *field) meetAt(joint, i, j int) bool {
	return f.parties[i].offset == f.parties[j].offset &&
		slices.ContainsFunc(f.junctions, func(q junction) bool { return q.joint == joint && q.between(i, j) })
}

// allMeetAt says whether three parties meet at a joint: two pairs of them do.
func (f *field) allMeetAt(joint int, p [3]int) bool {
	pairs := 0
	for k := range p {
		if f.meetAt(joint, p[k], p[(k+1)%3]) {
			pairs++
		}
	}
	return pairs >= 2
}

// jointRadius returns the distance in metres from a joint within which the
// points of a raw line are the joint itself. The line leaves the joint at an
// angle to the lighter state's shore whose sine is the ratio of the weights, and
// the mesh does not show it before it is away from that shore.
func (f *field) jointRadius() float64 { return besideJoint / f.lightest }

// difference is the gap between two parties at a place.
type difference struct {
	value    float64      // in metres: negative where i owns
	gradient geodesic.Vec // in the tangent plane
	feet     [2]reach
}

// difference evaluates the gap between i and j at p. Hints are their reaches nearby.
func (f *field) difference(i, j int, p geodesic.Vec, hints *[2]reach) difference {
	d := difference{feet: [2]reach{f.reach(i, p, &hints[0]), f.reach(j, p, &hints[1])}}
	if side, across, ok := f.tie(i, j, p, &d.feet[0], &d.feet[1]); ok {
		d.value, d.gradient = side, across
		return d
	}
	if value, gradient, ok := f.inland(i, j, p, &d.feet); ok {
		d.value, d.gradient = value, gradient
		return d
	}
	up := f.e.Normal(p)
	d.value = f.gap(i, j, d.feet[0].distance, d.feet[1].distance)
	si, sj := f.scales(i, j)
	d.gradient = f.slope(i, p, &d.feet[0], up).Mul(si).Sub(f.slope(j, p, &d.feet[1], up).Mul(sj))
	return d
}

// owner returns the position in claims of the party that owns p. On a tie the
// earlier one wins.
func (f *field) owner(p geodesic.Vec, claims []claim) int {
	best, nearest := 0, 0
	for k := 1; k < len(claims); k++ {
		if f.cost(claims[k].party, claims[k].distance) < f.cost(claims[best].party, claims[best].distance) {
			best = k
		}
		if claims[k].distance < claims[nearest].distance {
			nearest = k
		}
	}
	if best != nearest && f.behind(p, &claims[nearest].foot) {
		best = nearest
	}
	for k := range claims {
		if k == best || claims[k].distance > claims[best].distance+2*tieRadius {
			continue
		}
		if side, _, ok := f.tie(claims[best].party, claims[k].party, p, &claims[best].reach, &claims[k].reach); ok && side > 0 {
			best = k
		}
	}
	return best
}

// claimsAt returns every party's reach at p.
func (f *field) claimsAt(p geodesic.Vec) []claim {
	out := make([]claim, 0, len(f.parties))
	for k := range f.parties {
		if r := f.reach(k, p, &farthest); !math.IsInf(r.distance, 1) {
			out = append(out, claim{k, r})
		}
	}
	return out
}

// inSea says whether p lies in the sea. The claims must contain the nearest
// place of all shores, unless there is an index of these.
func (f *field) inSea(p geodesic.Vec, claims []claim) bool {
	if f.shores != nil {
		return f.b.LeftOf(p, f.shores.Nearest(p, coast.NoPiece))
	}
	best := &farthest.foot
	for k := range claims {
		if foot := &claims[k].foot; foot.Piece != coast.NoPiece && (best.Piece == coast.NoPiece || foot.Distance < best.Distance) {
			best = foot
		}
	}
	return f.b.LeftOf(p, *best)
}

// position returns longitude and latitude rounded to 1e-11 degrees, a
// micrometre, so that they print short.
func (f *field) position(v geodesic.Vec) orb.Point {
	p := f.e.Position(v)
	return orb.Point{math.Round(p[0]*roundOff) / roundOff, math.Round(p[1]*roundOff) / roundOff}
}
