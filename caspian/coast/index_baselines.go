package coast

import (
	"math"
	"slices"
	"sort"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/geodesic"
)

// Baselines are a coast's shores laid out for measuring distances: chains of
// short pieces in earth-centred coordinates. A piece is an edge of the coast,
// or a part of an edge longer than MaxPiece, cut along its geodesic.
type Baselines struct {
	// Ellipsoid is the ellipsoid of all distances.
	Ellipsoid *geodesic.Ellipsoid
	// Centre is the middle of all points, not on the surface.
	Centre geodesic.Vec
	// Chains are the stretches of the shore in order, then the islands.
	Chains []Chain
	// Points are the ends of the pieces: piece k runs from Points[k] to
	// Points[k+1].
	Points []geodesic.Vec

	splits []split // edges cut in pieces, ascending by piece
}

// Chain is a run of consecutive pieces that belong to one state: a stretch of
// the shore or an island.
type Chain struct {
	// State and Feature index Coast.States and Coast.Features.
	State, Feature int
	// Island indexes Coast.Islands; −1 for a stretch of the shore.
	Island int
	// Ring is the index of the ring that the chain is part of: 0 for the
	// shore, 1 + Island for islands.
	Ring int
	// Start and End are the first piece and the one after the last; Points
	// Start … End belong to the chain.
	Start, End int
	// FirstEdge is the edge of the ring that piece Start begins.
	FirstEdge int
}

// split says that one edge is cut into several pieces.
type split struct {
	edge  int32 // of the ring
	piece int32 // the first piece of the edge
	count int32 // the number of pieces
}

// MaxPiece is the length in metres up to which an edge is one piece. At this
// length the chord of a piece lies under its geodesic by 0.02 m at most, and
// the normal section through its ends, which stands for the geodesic, departs
// from it by less than 1e-7 m.
const MaxPiece = 1000

// NewBaselines lays out the shores of c on the ellipsoid e.
func NewBaselines(e *geodesic.Ellipsoid, c *Coast) *Baselines {
	b := &Baselines{Ellipsoid: e}
	n := len(c.Shore) + len(c.Stretches)
	for _, i := range c.Islands {
		n += len(i.Ring)
	}
	b.Points = make([]geodesic.Vec, 0, n+n/64+16) // some edges are cut
	b.addShores(c, func(ring, k int) geodesic.Vec {
		if ring == 0 {
			return e.Cartesian(c.Shore[k])
		}
		return e.Cartesian(c.Islands[ring-1].Ring[k])
	})
	return b
}

// addShores adds the shores of a coast, given the places of the vertices of its rings.
func (b *Baselines) addShores(c *Coast, at func(ring, k int) geodesic.Vec) {
	for _, s := range c.Stretches {
		chain := Chain{State: s.State, Feature: s.Feature, Island: -1, FirstEdge: s.Start}
		b.add(chain, c.Shore[s.Start:s.End+1], func(k int) geodesic.Vec { return at(0, s.Start+k) })
	}
	for i, island := range c.Islands {
		chain := Chain{State: island.State, Feature: island.Feature, Island: i, Ring: 1 + i}
		b.add(chain, island.Ring, func(k int) geodesic.Vec { return at(1+i, k) })
	}
	b.centre()
}

// NewLines lays out lines that are no shore, such as boundaries, so that an
// Index finds the nearest of them: a chain for each, in their order, whose State,
// Feature and Island are −1 and whose Ring is the line's index. Positions that
// repeat the one before are left out; a line needs two that differ.
func NewLines(e *geodesic.Ellipsoid, lines []orb.LineString) *Baselines {
	b := &Baselines{Ellipsoid: e}
	for k, line := range lines {
		line = slices.Compact(slices.Clone(line))
		b.add(Chain{State: -1, Feature: -1, Island: -1, Ring: k}, line, func(k int) geodesic.Vec { return e.Cartesian(line[k]) })
	}
	b.centre()
	return b
}

// vertices returns the places of the vertices of all rings, 0 the shore, 1+k island k;
// the last of each is the first.
func (b *Baselines) vertices() [][]geodesic.Vec {
	n := 1 + b.Chains[len(b.Chains)-1].Ring
	counts := make([]int, n)
	for _, c := range b.Chains {
		counts[c.Ring] += c.End - c.Start + 1
	}
	out := make([][]geodesic.Vec, n)
	splits := b.splits
	for _, c := range b.Chains {
		ring := &out[c.Ring]
		if n := len(*ring); n > 0 {
			*ring = (*ring)[:n-1] // the next chain begins there
		} else {
			*ring = make([]geodesic.Vec, 0, counts[c.Ring])
		}
		for k := c.Start; k <= c.End; k++ {
			*ring = append(*ring, b.Points[k])
			if len(splits) > 0 && int(splits[0].piece) == k {
				k += int(splits[0].count) - 1
				splits = splits[1:]
			}
		}
	}
	return out
}

// Vertex returns the place of a vertex of a ring, 0 the shore, 1+k island k.
func (b *Baselines) Vertex(ring, vertex int) geodesic.Vec {
	c := &b.Chains[sort.Search(len(b.Chains), func(i int) bool {
		next := &b.Chains[i]
		return next.Ring > ring || next.Ring == ring && next.FirstEdge > vertex
	})-1]
	point := c.Start + vertex - c.FirstEdge
	for _, s := range b.splits {
		if at := int(s.piece); at >= c.Start && at < point {
			point += int(s.count) - 1
		}
	}
	return b.Points[point]
}

// centre finds the middle of all points.
func (b *Baselines) centre() {
	lo := geodesic.Vec{X: math.Inf(1), Y: math.Inf(1), Z: math.Inf(1)}
	hi := lo.Mul(-1)
	for _, p := range b.Points {
		lo = geodesic.Vec{X: min(lo.X, p.X), Y: min(lo.Y, p.Y), Z: min(lo.Z, p.Z)}
		hi = geodesic.Vec{X: max(hi.X, p.X), Y: max(hi.Y, p.Y), Z: max(hi.Z, p.Z)}
	}
	b.Centre = lo.Add(hi).Mul(0.5)
}

// add appends the pieces of one chain, whose positions are given, and their places. The
// last point of a chain is not the first point of the next one, so that a chain of
// n pieces takes n + 1 points and one number stays unused as a piece.
func (b *Baselines) add(chain Chain, line []orb.Point, at func(k int) geodesic.Vec) {
	chain.Start = len(b.Points)
	last := at(0)
	b.Points = append(b.Points, last)
	for i, p := range line[1:] {
		v := at(i + 1)
		if i == len(line)-2 && p == line[0] {
			v = b.Points[chain.Start]
		}
		if d := v.Sub(last); d.Dot(d) > MaxPiece*MaxPiece {
			b.cut(chain.FirstEdge+i, line[i], p)
		}
		b.Points = append(b.Points, v)
		last = v
	}
	chain.End = len(b.Points) - 1
	b.Chains = append(b.Chains, chain)
}

// cut appends the points that divide the geodesic from p to q into equal
// pieces, without its ends; edge is its number on the ring.
func (b *Baselines) cut(edge int, p, q orb.Point) {
	line := b.Ellipsoid.LineTo(p, q)
	length := line.Length()
	n := int(math.Ceil(length / MaxPiece))
	b.splits = append(b.splits, split{int32(edge), int32(len(b.Points) - 1), int32(n)})
	for i := 1; i < n; i++ {
		at, _ := line.Position(length * float64(i) / float64(n))
		b.Points = append(b.Points, b.Ellipsoid.Cartesian(at))
	}
}

// foot returns the foot of p on a piece. T is the fraction of the piece's
// chord at the orthogonal projection of p, which may lie outside 0 … 1, and
// chord2 the square of the distance to the nearest point of the chord.
//
// The plane through p that is perpendicular to the piece contains the Earth's
// centre, nearly: seen from the middle of the piece it meets the chord farther
// out than the orthogonal projection by 1/cos δ, δ the angle between p and the
// piece at the Earth's centre.
func (b *Baselines) foot(p geodesic.Vec, piece int32, t, chord2 float64) Foot {
	const karneyFrom = 1200e3
	e := b.Ellipsoid
	r2 := e.A() * e.B()
	t = 0.5 + (t-0.5)/(1-min(chord2/(2*r2), 0.9))
	f := b.PlaceOn(piece, min(max(t, 0), 1))
	if chord2 < karneyFrom*karneyFrom {
		f.Distance = e.Length(p, f.At)
	} else {
		f.Distance = e.Distance(e.Position(p), e.Position(f.At))
	}
	return f
}

// FootOn returns the foot of p on one piece, whether or not another piece is
// nearer.
func (b *Baselines) FootOn(p geodesic.Vec, piece int32) Foot {
	p0 := b.Points[piece]
	ab, ap := b.Points[piece+1].Sub(p0), p.Sub(p0)
	t := ab.Dot(ap) / ab.Dot(ab)
	d := ap.Sub(ab.Mul(min(max(t, 0), 1)))
	return b.foot(p, piece, t, d.Dot(d))
}

// FootAlong returns the foot of p on what controls f: its vertex, or its edge,
// whichever of the edge's pieces that is.
func (b *Baselines) FootAlong(p geodesic.Vec, f Foot) Foot {
	if f.T <= 0 && !b.Inner(f.Piece) || f.T >= 1 && !b.Inner(f.Piece+1) {
		d := p.Sub(f.At)
		return b.foot(p, f.Piece, f.T, d.Dot(d))
	}
	for {
		f = b.FootOn(p, f.Piece)
		switch {
		case f.T <= 0 && b.Inner(f.Piece):
			next := b.FootOn(p, f.Piece-1)
			if next.T >= 1 {
				return f
			}
			f = next
		case f.T >= 1 && b.Inner(f.Piece+1):
			next := b.FootOn(p, f.Piece+1)
			if next.T <= 0 {
				return f
			}
			f = next
		default:
			return f
		}
	}
}

// PlaceOn returns the place at the fraction t of a piece, at distance 0.
func (b *Baselines) PlaceOn(piece int32, t float64) Foot {
	f := Foot{Piece: piece, T: t}
	switch t {
	case 0:
		f.At = b.Points[piece]
	case 1:
		f.At = b.Points[piece+1]
	default:
		p := b.Points[piece]
		f.At = b.Ellipsoid.Raise(p.Add(b.Points[piece+1].Sub(p).Mul(t)))
	}
	return f
}

// Along returns where the foot of p on the line through a piece lies: 0 at the
// beginning of the piece, 1 at its end, below 0 or above 1 outside it.
func (b *Baselines) Along(p geodesic.Vec, piece int32) float64 {
	p0 := b.Points[piece]
	ab := b.Points[piece+1].Sub(p0)
	return ab.Dot(p.Sub(p0)) / ab.Dot(ab)
}

// Chain returns the index of the chain that a piece belongs to.
func (b *Baselines) Chain(piece int32) int {
	return sort.Search(len(b.Chains), func(i int) bool { return b.Chains[i].End > int(piece) })
}

// Around returns the vertex at the beginning (T = 0) or end (T = 1) of the
// piece that f lies on, and the points of its ring before and after it.
func (b *Baselines) Around(f Foot) (before, at, after geodesic.Vec) {
	c := b.Chain(f.Piece)
	chain := b.Chains[c]
	k := int(f.Piece)
	if f.T >= 1 {
		k++
	}
	at = b.Points[k]
	switch {
	case k > chain.Start:
		before = b.Points[k-1]
	default:
		before = b.Points[b.Chains[b.neighbour(c, -1)].End-1]
	}
	switch {
	case k < chain.End:
		after = b.Points[k+1]
	default:
		after = b.Points[b.Chains[b.neighbour(c, 1)].Start+1]
	}
	return before, at, after
}

// neighbour returns the chain that follows chain c (step 1) or precedes it
// (step −1) on its ring: an island is its own neighbour.
func (b *Baselines) neighbour(c, step int) int {
	if b.Chains[c].Island >= 0 {
		return c
	}
	n := sort.Search(len(b.Chains), func(i int) bool { return b.Chains[i].Island >= 0 })
	return (c + step + n) % n
}

// LeftOf says whether p, whose nearest place on the shores is f, lies to the
// left of the shore there: in the sea.
func (b *Baselines) LeftOf(p geodesic.Vec, f Foot) bool {
	if f.T > 0 && f.T < 1 {
		return side(b.Points[f.Piece], b.Points[f.Piece+1], p) > 0
	}
	before, at, after := b.Around(f)
	// Left of both edges is left, right of both is right. Otherwise p lies on
	// the reflex side of the vertex: if the shore turns right there, on the
	// left.
	first, second := side(before, at, p) > 0, side(at, after, p) > 0
	if first == second {
		return first
	}
	return side(before, at, after) < 0
}

// Site names what controls a foot: a vertex of the coast or the inside of an
// edge.
type Site struct {
	// Ring is 0 for the shore and 1 + the island's index for islands.
	Ring int
	// Chain indexes Baselines.Chains.
	Chain int
	// Edge is the edge of the ring, counted from vertex 0, or the vertex
	// where the edge begins if Vertex is set.
	Edge   int
	Vertex bool
}

// Site returns what controls the foot f. The first vertex of a closed island
// is vertex 0, never its last.
func (b *Baselines) Site(f Foot) Site {
	c, edge, within, count := b.locate(f.Piece)
	chain := b.Chains[c]
	s := Site{Ring: chain.Ring, Chain: c, Edge: edge}
	switch {
	case f.T <= 0 && within == 0:
		s.Vertex = true
	case f.T >= 1 && within == count-1:
		s.Vertex = true
		s.Edge++
	}
	if s.Vertex && chain.Island >= 0 && int(f.Piece) == chain.End-1 && f.T >= 1 {
		s.Edge = 0
	}
	return s
}

// On returns where on a ring the fraction t of a piece lies: the edge, counted
// from vertex 0, and the fraction of the edge before it.
func (b *Baselines) On(piece int32, t float64) (ring, edge int, along float64) {
	c, edge, within, count := b.locate(piece)
	return b.Chains[c].Ring, edge, (float64(within) + t) / float64(count)
}

// locate returns the chain of a piece, the edge of the ring that it is part of,
// and which of the edge's pieces it is.
func (b *Baselines) locate(piece int32) (chain, edge, within, count int) {
	chain, count = b.Chain(piece), 1
	c := b.Chains[chain]
	edge = c.FirstEdge + int(piece) - c.Start
	if k := sort.Search(len(b.splits), func(i int) bool { return b.splits[i].piece > piece }) - 1; k >= 0 {
		if sp := b.splits[k]; int(sp.piece) >= c.Start {
			within = min(int(piece-sp.piece), int(sp.count))
			edge = int(sp.edge) + int(piece-sp.piece) - within
			if within == int(sp.count) {
				edge, within = edge+1, 0
			} else {
				count = int(sp.count)
			}
		}
	}
	return chain, edge, within, count
}

// Next returns the piece that follows another one on its ring (step 1) or
// precedes it (step −1).
func (b *Baselines) Next(piece int32, step int) int32 {
	c := b.Chain(piece)
	chain := b.Chains[c]
	switch k := int(piece) + step; {
	case k < chain.Start:
		return int32(b.Chains[b.neighbour(c, -1)].End - 1)
	case k >= chain.End:
		return int32(b.Chains[b.neighbour(c, 1)].Start)
	default:
		return int32(k)
	}
}

// Inner says whether a point of a chain lies inside an edge that is cut into
// pieces: whether it is no vertex of the coast.
func (b *Baselines) Inner(point int32) bool {
	k := sort.Search(len(b.splits), func(i int) bool { return b.splits[i].piece >= point }) - 1
	return k >= 0 && point < b.splits[k].piece+b.splits[k].count
}

// Foot is the nearest place of some baselines to a point.
type Foot struct {
	// Distance is the geodesic distance to it in metres; +Inf if there is
	// none within the limit of the search.
	Distance float64
	// At is the place on the surface of the ellipsoid.
	At geodesic.Vec
	// Piece is the piece of Baselines that it lies on, T the fraction of the
	// piece before it, from 0 to 1.
	Piece int32
	T     float64
}

// side is positive if p lies to the left of the line from a to b, negative to
// the right, all three near each other on the surface: twice the area of the
// triangle times the length of a.
func side(a, b, p geodesic.Vec) float64 {
	return b.Sub(a).Cross(p.Sub(a)).Dot(a)
}
