package partition

import (
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
)

// party is what may own a place: a state, or the waters beyond a limit. The
// party of the least cost owns it.
//
// The cost of a state is (D − offset)/weight. Its distance D is the sum of its
// tiers' distances times their parts; without partial effects of islands it has
// one tier. That of the waters beyond a limit is the limit, everywhere.
type party struct {
	tiers  []tier
	limit  float64 // of a party without tiers: +Inf for a state that owns nothing
	weight float64 // above 0
	offset float64 // in metres
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

// nearestShore returns the distance from a place to the nearest shore that
// party k is measured from, given its reach.
func (r *reach) nearestShore() float64 {
	d := r.foot.Distance
	for _, foot := range r.more {
		d = min(d, foot.Distance)
	}
	return d
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

// claim is a party that may own a place, and its reach there.
type claim struct {
	party int
	reach
}
