package coast

import (
	"cmp"
	"math"
	"slices"

	"caspian.example/division/caspian/geodesic"
)

// Index answers "which point of these baselines is nearest to p" on the
// ellipsoid. It holds some of the chains of a Baselines, usually those of one
// state.
//
// It is a bounding-volume tree over runs of eight consecutive pieces in
// earth-centred coordinates. Chords order the search; among the pieces whose
// chord is within the known difference between chord order and geodesic order
// the geodesic distance decides. An Index never changes after NewIndex and may
// be shared.
type Index struct {
	b      *Baselines
	centre geodesic.Vec
	nodes  []node
	dip    float64 // greatest height of the surface above a piece's chord, m
}

// node is one box of the tree, in metres from the index's centre, rounded
// outward. A leaf has count > 0 and holds the pieces first … first+count−1;
// otherwise its children are the next node and nodes[first].
type node struct {
	lo, hi [3]float32
	first  int32
	count  int32
}

// runLength is the number of consecutive pieces in a leaf of the tree.
const runLength = 8

// NewIndex returns an index over the given chains of b. With no chains every
// answer is at infinite distance.
func NewIndex(b *Baselines, chains []int) *Index {
	x := &Index{b: b, centre: b.Centre}
	var leaves []node
	longest := 0.0
	for _, c := range chains {
		chain := b.Chains[c]
		for k := chain.Start; k < chain.End; k += runLength {
			end := min(k+runLength, chain.End)
			leaf := node{first: int32(k), count: int32(end - k)}
			leaf.lo, leaf.hi = x.box(b.Points[k : end+1])
			leaves = append(leaves, leaf)
			for i := k; i < end; i++ {
				d := b.Points[i+1].Sub(b.Points[i])
				longest = max(longest, d.Dot(d))
			}
		}
	}
	x.dip = longest / (8 * b.Ellipsoid.B() * b.Ellipsoid.B() / b.Ellipsoid.A())
	if len(leaves) > 0 {
		x.nodes = make([]node, 0, 2*len(leaves)-1)
		x.build(leaves)
	}
	return x
}

// shoresOf returns an index over the shores of one state, of all for −1.
func shoresOf(b *Baselines, state int) *Index {
	var chains []int
	for k, chain := range b.Chains {
		if state < 0 || chain.State == state {
			chains = append(chains, k)
		}
	}
	return NewIndex(b, chains)
}

// box returns the bounds of the points around the index's centre, rounded
// outward to float32.
func (x *Index) box(points []geodesic.Vec) (lo, hi [3]float32) {
	inf := math.Inf(1)
	l, h := [3]float64{inf, inf, inf}, [3]float64{-inf, -inf, -inf}
	for _, p := range points {
		for i, v := range [3]float64{p.X - x.centre.X, p.Y - x.centre.Y, p.Z - x.centre.Z} {
			l[i], h[i] = min(l[i], v), max(h[i], v)
		}
	}
	for i := range l {
		lo[i] = math.Nextafter32(float32(l[i]), float32(math.Inf(-1)))
		hi[i] = math.Nextafter32(float32(h[i]), float32(math.Inf(1)))
	}
	return lo, hi
}

// build appends the subtree of leaves, which it reorders, and returns its root.
func (x *Index) build(leaves []node) int32 {
	at := int32(len(x.nodes))
	if len(leaves) == 1 {
		x.nodes = append(x.nodes, leaves[0])
		return at
	}
	n := leaves[0]
	for _, l := range leaves[1:] {
		for i := range n.lo {
			n.lo[i], n.hi[i] = min(n.lo[i], l.lo[i]), max(n.hi[i], l.hi[i])
		}
	}
	axis := 0
	for i := 1; i < 3; i++ {
		if n.hi[i]-n.lo[i] > n.hi[axis]-n.lo[axis] {
			axis = i
		}
	}
	half := len(leaves) / 2
	selectLeaves(leaves, half, axis)
	n.count = 0
	x.nodes = append(x.nodes, n)
	x.build(leaves[:half])
	x.nodes[at].first = x.build(leaves[half:])
	return at
}

// selectLeaves reorders the leaves so that those before k come before those
// from k on along the axis (ties by first piece, so that the tree does not
// depend on the order that it is given).
func selectLeaves(leaves []node, k, axis int) {
	compare := func(a, b node) int {
		if c := cmp.Compare(a.lo[axis]+a.hi[axis], b.lo[axis]+b.hi[axis]); c != 0 {
			return c
		}
		return cmp.Compare(a.first, b.first)
	}
	lo, hi := 0, len(leaves)-1
	for hi-lo > 32 {
		m := lo + (hi-lo)/2
		if compare(leaves[m], leaves[lo]) < 0 {
			leaves[m], leaves[lo] = leaves[lo], leaves[m]
		}
		if compare(leaves[hi], leaves[m]) < 0 {
			leaves[hi], leaves[m] = leaves[m], leaves[hi]
			if compare(leaves[m], leaves[lo]) < 0 {
				leaves[m], leaves[lo] = leaves[lo], leaves[m]
			}
		}
		pivot := leaves[m]
		i, j := lo, hi
		for i <= j {
			for compare(leaves[i], pivot) < 0 {
				i++
			}
			for compare(pivot, leaves[j]) < 0 {
				j--
			}
			if i <= j {
				leaves[i], leaves[j] = leaves[j], leaves[i]
				i++
				j--
			}
		}
		switch {
		case k <= j:
			hi = j
		case k >= i:
			lo = i
		default:
			return
		}
	}
	slices.SortFunc(leaves[lo:hi+1], compare)
}

// NoPiece is the hint of a search that has none.
const NoPiece int32 = -1

// Nearest returns the foot of p, a vector on the surface of the ellipsoid, on
// the indexed baselines. Hint is a piece that is likely near (the foot of a
// neighbouring point) or NoPiece; it changes the speed, never the answer.
// Where several pieces are equally near, the one with the lowest number
// answers.
func (x *Index) Nearest(p geodesic.Vec, hint int32) Foot {
	return x.NearestWithin(p, hint, math.Inf(1))
}

// NearestWithin is Nearest for feet up to limit metres away. If there is none
// the distance is +Inf.
func (x *Index) NearestWithin(p geodesic.Vec, hint int32, limit float64) Foot {
	l := shortlist{best: Foot{Distance: math.Inf(1), Piece: NoPiece}, least2: math.Inf(1), reach2: math.Inf(1)}
	if len(x.nodes) == 0 {
		return l.best
	}
	if !math.IsInf(limit, 1) {
		reach := limit + x.slack(limit)
		l.reach2 = reach * reach
	}
	if hint >= 0 {
		x.search(p, hint, 1, &l)
	}
	q := p.Sub(x.centre)
	var stack [64]struct {
		node int32
		d2   float64
	}
	top := 0
	at, d2 := int32(0), x.nodes[0].distance2(q)
	for {
		if d2 <= l.reach2 {
			n := &x.nodes[at]
			if n.count == 0 {
				left, right := at+1, n.first
				l2, r2 := x.nodes[left].distance2(q), x.nodes[right].distance2(q)
				if r2 < l2 {
					left, right, l2, r2 = right, left, r2, l2
				}
				if r2 <= l.reach2 {
					stack[top].node, stack[top].d2 = right, r2
					top++
				}
				at, d2 = left, l2
				continue
			}
			x.search(p, n.first, n.count, &l)
		}
		if top == 0 {
			break
		}
		top--
		at, d2 = stack[top].node, stack[top].d2
	}
	x.settle(p, &l)
	if l.best.Distance > limit {
		return Foot{Distance: math.Inf(1), Piece: NoPiece}
	}
	return l.best
}

// shortlist are the pieces that may hold the nearest foot. Their geodesic
// distances are measured when the search is over, or the list full.
type shortlist struct {
	best   Foot    // of the pieces measured so far
	least2 float64 // the square of the least chord
	reach2 float64 // the square of the chord beyond which no foot can win
	pieces [8]struct {
		piece int32
		t, c2 float64
	}
	n int
}

// slack bounds, for feet about d metres away, by how much the chord of the
// nearest foot can exceed the chord of another one: the height of the surface
// above the pieces' chords, and the difference between chord and geodesic
// order. A chord is shorter than its geodesic by d³/(24R²), and R² depends on
// the azimuth by up to 2e² of it; a fifth is added.
func (x *Index) slack(d float64) float64 {
	e := x.b.Ellipsoid
	e2 := math.Abs(e.F() * (2 - e.F()))
	return 1e-6 + 2*x.dip + d*d*d*e2/(10*e.B()*e.B())
}

// distance2 returns the square of the distance from q to the box.
func (n *node) distance2(q geodesic.Vec) float64 {
	dx, dy, dz := outside(q.X, n.lo[0], n.hi[0]), outside(q.Y, n.lo[1], n.hi[1]), outside(q.Z, n.lo[2], n.hi[2])
	return dx*dx + dy*dy + dz*dz
}

// outside returns how far v lies outside an interval.
func outside(v float64, lo, hi float32) float64 {
	switch {
	case v < float64(lo):
		return float64(lo) - v
	case v > float64(hi):
		return v - float64(hi)
	}
	return 0
}

// search puts those of count pieces from first on that may hold the nearest foot
// on the shortlist.
func (x *Index) search(p geodesic.Vec, first, count int32, l *shortlist) {
	points := x.b.Points[first : first+count+1]
	a := points[0]
	for i := range count {
		b := points[i+1]
		ab, ap := b.Sub(a), p.Sub(a)
		dot, ab2 := ab.Dot(ap), ab.Dot(ab)
		var d geodesic.Vec
		switch {
		case dot <= 0:
			d = ap
		case dot >= ab2:
			d = ap.Sub(ab)
		default:
			c := dot / ab2
			d = geodesic.Vec{X: ap.X - c*ab.X, Y: ap.Y - c*ab.Y, Z: ap.Z - c*ab.Z}
		}
		c2 := d.X*d.X + d.Y*d.Y + d.Z*d.Z
		if c2 <= l.reach2 {
			if c2 < l.least2 {
				l.least2 = c2
				chord := math.Sqrt(c2)
				// No geodesic is longer than this, compared with its chord.
				length := chord * (1 + c2/(6*x.b.Ellipsoid.B()*x.b.Ellipsoid.B()))
				reach := chord + x.slack(length)
				l.reach2 = min(l.reach2, reach*reach)
			}
			if l.n == len(l.pieces) {
				x.settle(p, l)
			}
			s := &l.pieces[l.n]
			s.piece, s.t, s.c2 = first+i, dot/ab2, c2
			l.n++
		}
		a = b
	}
}

// settle measures the pieces on the shortlist that are still within reach, and
// empties it.
func (x *Index) settle(p geodesic.Vec, l *shortlist) {
	for k, s := range l.pieces[:l.n] {
		if s.c2 > l.reach2 {
			continue
		}
		known := false // measured as the hint, or as the end of the piece before
		for _, before := range l.pieces[:k] {
			known = known || before.piece == s.piece || before.piece == s.piece-1 && before.t >= 1 && s.t <= 0
		}
		if known {
			continue
		}
		if f := x.b.foot(p, s.piece, s.t, s.c2); f.Distance < l.best.Distance || f.Distance == l.best.Distance && f.Piece < l.best.Piece {
			l.best = f
		}
	}
	l.n = 0
}
