package partition

import (
	"math"
	"slices"
	"sync"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
)

// field is what decides whose a place is: every party's cost there, and the
// rule for places that are equally far from two states because their nearest
// base point is a joint of both shores.
type field struct {
	e         *geodesic.Ellipsoid
	c         *coast.Coast
	b         *coast.Baselines
	chart     *geodesic.Chart
	parties   []party
	joints    []joint
	junctions []junction
	progress  *progress

	// overland says that lines may cross land, because islands lack their full
	// effect. Then shores indexes all shores, and solid those that no
	// line can cross.
	overland      bool
	shores, solid *coast.Index
}

// party is what may own a place: a state, or the waters beyond a limit. The
// party of the least cost owns it.
//
// The cost of a state is its distance, the sum of its tiers' distances times
// their parts. Without partial effects of islands it has one tier. That of the
// waters beyond a limit is the limit, everywhere.
type party struct {
	tiers []tier
	limit float64 // of a party without tiers: +Inf for a state that owns nothing
}

// tier is a part of a state's distance: the distance to the mainland and to
// all islands whose effect is at least that of the tier.
type tier struct {
	part  float64 // all parts of a state add up to 1
	index *coast.Index
}

// reach is how far a party is from a place, and its base points.
type reach struct {
	distance float64
	foot     coast.Foot   // on the first tier
	more     []coast.Foot // on the others
}

// farthest is the hint of a search that has none.
var farthest = reach{foot: coast.Foot{Piece: coast.NoPiece}}

// newField builds the indexes over the baselines of c. Effects has the effect
// of every island, nil if all have full effect.
func newField(c *coast.Coast, effects []float64) *field {
	f := &field{e: geodesic.WGS84, c: c, progress: &progress{}}
	f.b = coast.NewBaselines(f.e, c)
	f.chart = f.e.NewChart(f.b.Centre)
	var wait sync.WaitGroup
	index := func(to **coast.Index, keep func(coast.Chain) bool) {
		var list []int
		for k, chain := range f.b.Chains {
			if keep(chain) {
				list = append(list, k)
			}
		}
		wait.Go(func() { *to = coast.NewIndex(f.b, list) })
	}
	effect := func(chain coast.Chain) float64 {
		if chain.Island < 0 || effects == nil {
			return 1
		}
		return effects[chain.Island]
	}
	f.parties = make([]party, len(c.States))
	for s := range f.parties {
		own := &f.parties[s]
		own.limit = math.Inf(1)
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
		slices.Sort(levels)
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
	if f.overland = slices.ContainsFunc(effects, func(v float64) bool { return v < 1 }); f.overland {
		index(&f.shores, func(coast.Chain) bool { return true })
		index(&f.solid, func(chain coast.Chain) bool { return effect(chain) == 1 })
	}
	wait.Wait()
	f.findJoints()
	return f
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
	r := reach{more: make([]coast.Foot, len(own.tiers)-1)}
	r.foot = own.tiers[0].index.Nearest(p, hint.foot.Piece)
	r.distance = own.tiers[0].part * r.foot.Distance
	for i, t := range own.tiers[1:] {
		piece := coast.NoPiece
		if i < len(hint.more) {
			piece = hint.more[i].Piece
		}
		r.more[i] = t.index.Nearest(p, piece)
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

// nearestShore returns the distance from a place to the nearest shore that
// party k is measured from, given its reach.
func (r *reach) nearestShore() float64 {
	d := r.foot.Distance
	for _, foot := range r.more {
		d = min(d, foot.Distance)
	}
	return d
}

// difference is the difference of two parties' distances at a place.
type difference struct {
	value    float64      // d_i − d_j in metres: negative where i is nearer
	gradient geodesic.Vec // in the tangent plane
	feet     [2]reach
}

// difference evaluates d_i − d_j at p. Hints are their reaches nearby.
func (f *field) difference(i, j int, p geodesic.Vec, hints *[2]reach) difference {
	d := difference{feet: [2]reach{f.reach(i, p, &hints[0]), f.reach(j, p, &hints[1])}}
	if side, across, ok := f.tie(i, j, p, &d.feet[0], &d.feet[1]); ok {
		d.value, d.gradient = side, across
		return d
	}
	up := f.e.Normal(p)
	d.value = d.feet[0].distance - d.feet[1].distance
	d.gradient = f.slope(i, p, &d.feet[0], up).Sub(f.slope(j, p, &d.feet[1], up))
	return d
}

// away returns the unit tangent at p that points away from q, the gradient of
// the distance from q.
func away(p, q, up geodesic.Vec) geodesic.Vec {
	v := p.Sub(q)
	v = v.Sub(up.Mul(v.Dot(up)))
	n := v.Norm()
	if n < 1e-6 {
		return geodesic.Vec{} // on the shore itself
	}
	return v.Mul(1 / n)
}

// claim is a party that may own a place, and its reach there.
type claim struct {
	party int
	reach
}

// owner returns the position in claims of the party that owns p. On a tie the
// earlier one wins.
func (f *field) owner(p geodesic.Vec, claims []claim) int {
	best := 0
	for k := 1; k < len(claims); k++ {
		if claims[k].distance < claims[best].distance {
			best = k
		}
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

// inSea says whether p lies in the sea. The claims must contain the nearest
// place of all shores, unless lines may cross land.
func (f *field) inSea(p geodesic.Vec, claims []claim) bool {
	if f.overland {
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
