package coast

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/sorting"
)

// GeoJSON wants geometries cut at the antimeridian (RFC 7946, section 3.1.9), and one
// around a pole along the edge of the plane. What is cut so is joined again: edges on
// the antimeridian that two parts run along in opposite directions cancel each other,
// and what is left of the rings is linked where they ended. A vertex that lies there
// only because of the cut goes with it. It was computed as a place on a straight line
// of the plane, or on a great circle, or on a geodesic, and the edge is a geodesic: on
// an edge of 4° at 60° north, the two are 1.7 km apart.

// seamWidth is the distance in degrees within which positions are on the antimeridian,
// and latitudes on it are one: 0.1 m.
const seamWidth = 1e-6

// onSeam says whether a place is on the antimeridian, as the poles are.
func onSeam(p orb.Point) bool { return math.Abs(p[0]) >= 180-seamWidth || math.Abs(p[1]) == 90 }

// maxCutOff is how far in metres a vertex that a cut has made may lie from where the
// edge was, by rounding.
const maxCutOff = 1

// cutOnly says whether a vertex on the antimeridian, between two others, is there
// only because of a cut.
func cutOnly(before, v, after orb.Point) bool {
	e := geodesic.WGS84
	most := min(maxCutOff, min(e.Distance(before, v), e.Distance(v, after))/100)
	if _, d := e.Nearest(v, before, after); d <= most {
		return true
	}
	a, b := math.Remainder(v[0]-before[0], 360), math.Remainder(after[0]-v[0], 360)
	if a*b <= 0 || math.Abs(a+b) >= 180 {
		return false
	}
	straight := before[1] + a/(a+b)*(after[1]-before[1])
	sin := func(degrees float64) float64 { return math.Sin(degrees * math.Pi / 180) }
	tan := func(degrees float64) float64 { return math.Tan(degrees * math.Pi / 180) }
	great := math.Atan((tan(before[1])*sin(b)+tan(after[1])*sin(a))/sin(a+b)) * 180 / math.Pi
	return e.Distance(v, orb.Point{v[0], straight}) <= most || e.Distance(v, orb.Point{v[0], great}) <= most
}

// rejoin joins lines that go on where the one before is cut at the antimeridian.
func rejoin(rows [][]orb.Point) (out [][]orb.Point) {
	for _, row := range rows {
		if n := len(out) - 1; n >= 0 && len(row) > 1 && len(out[n]) > 1 {
			last := out[n]
			if v := last[len(last)-1]; onSeam(v) && same(v, row[0]) {
				if cutOnly(last[len(last)-2], v, row[1]) {
					last = last[:len(last)-1]
				}
				out[n] = slices.Concat(last, row[1:])
				continue
			}
		}
		out = append(out, row)
	}
	return out
}

// seam joins polygons that are cut at the antimeridian.
type seam struct {
	lats     []float64 // of the nodes on the antimeridian, ascending
	rings    []*seamRing
	polygons []int // what each polygon is joined to, by number: a forest
}

// seamRing is a ring with its area on its left.
type seamRing struct {
	polygon int
	points  []orb.Point // not closed
	node    []int       // of every point, −1 off the antimeridian
	gone    []bool      // the edges that cancel, by the point before
}

// Uncut returns polygons without the cuts at the antimeridian that RFC 7946 asks for: parts
// that share edges there, other than by the side, are one, and vertices on it that only
// the cut has made are left out. An edge around a pole along the edge of the plane goes
// with them. Parts that are not cut come first, in their order. Rings are closed, may run
// either way and share no memory with those given if they differ. Latitudes on the
// antimeridian that differ by less than 0.1 m are one; a vertex is the cut's if it lies
// within 1 m of the edge without it, or a hundredth of the way to its neighbour if that is
// less, be the edge taken as a geodesic, as straight in the plane or as a great circle.
func Uncut(polygons orb.MultiPolygon) (out orb.MultiPolygon) {
	s := &seam{polygons: make([]int, len(polygons))}
	touches := make([]bool, len(polygons))
	for i, polygon := range polygons {
		for _, ring := range polygon {
			for k := 1; k < len(ring); k++ {
				if p, q := ring[k-1], ring[k]; onSeam(p) && onSeam(q) {
					s.lats, touches[i] = append(s.lats, p[1], q[1]), true
				}
			}
		}
	}
	sorting.Ordered(s.lats)
	s.lats = slices.CompactFunc(s.lats, func(a, b float64) bool { return math.Abs(a-b) <= seamWidth })
	for k, polygon := range polygons {
		s.polygons[k] = k
		for i, ring := range polygon {
			if touches[k] && len(ring) > 3 {
				s.lay(k, ring, i > 0)
			}
		}
	}
	s.cancel()
	cut := make([]bool, len(polygons))
	for _, r := range s.rings {
		cut[r.polygon] = cut[r.polygon] || slices.Contains(r.gone, true)
	}
	joined := make([]orb.MultiPolygon, len(polygons))
	for k, polygon := range polygons {
		if !cut[k] {
			out = append(out, polygon)
		}
	}
	holes := make([][]orb.Ring, len(polygons))
	for _, r := range s.trace(cut) {
		root := s.root(r.polygon)
		if ring := append(orb.Ring(r.points), r.points[0]); turn(ring) > 0 {
			joined[root] = append(joined[root], orb.Polygon{ring})
		} else {
			holes[root] = append(holes[root], ring)
		}
	}
	for k, some := range joined {
		if len(some) > 0 {
			// Parts that meet in no more than a place may be several.
			sorting.Stable(some, func(p, q orb.Polygon) int { return cmp.Compare(turn(q[0]), turn(p[0])) })
			some[0] = append(some[0], holes[k]...)
			out = append(out, some...)
		}
	}
	return out
}

// root returns the polygon that stands for all that one is joined to.
func (s *seam) root(k int) int {
	for s.polygons[k] != k {
		k = s.polygons[k]
	}
	return k
}

// at returns the node at a place, −1 if there is none.
func (s *seam) at(p orb.Point) int {
	if !onSeam(p) || len(s.lats) == 0 {
		return -1
	}
	k, _ := slices.BinarySearch(s.lats, p[1])
	best := min(k, len(s.lats)-1)
	for _, i := range [2]int{k - 1, k} {
		if i >= 0 && i < len(s.lats) && math.Abs(s.lats[i]-p[1]) < math.Abs(s.lats[best]-p[1]) {
			best = i
		}
	}
	if math.Abs(s.lats[best]-p[1]) > seamWidth {
		return -1
	}
	return best
}

// lay adds a ring, with vertices at all nodes that it passes.
func (s *seam) lay(polygon int, ring orb.Ring, hole bool) {
	if turn(ring) > 0 == hole {
		ring = slices.Clone(ring)
		slices.Reverse(ring)
	}
	r := &seamRing{polygon: polygon}
	for k, q := range ring[1:] {
		p := ring[k]
		from, to := s.at(p), s.at(q)
		r.points, r.node = append(r.points, p), append(r.node, from)
		for from >= 0 && to >= 0 && from != to {
			if from += cmp.Compare(to, from); from != to {
				r.points, r.node = append(r.points, orb.Point{p[0], s.lats[from]}), append(r.node, from)
			}
		}
	}
	r.gone = make([]bool, len(r.points))
	s.rings = append(s.rings, r)
}

// cancel finds the edges that run in opposite directions between the same nodes.
func (s *seam) cancel() {
	type edge struct {
		ring *seamRing
		at   int
	}
	open := map[[2]int][]edge{}
	for _, r := range s.rings {
		for k, from := range r.node {
			to := r.node[(k+1)%len(r.node)]
			if from < 0 || to < 0 || from == to {
				continue
			}
			back := [2]int{to, from}
			if n := len(open[back]); n > 0 {
				o := open[back][n-1]
				open[back] = open[back][:n-1]
				o.ring.gone[o.at], r.gone[k] = true, true
				s.polygons[s.root(r.polygon)] = s.root(o.ring.polygon)
			} else {
				open[[2]int{from, to}] = append(open[[2]int{from, to}], edge{r, k})
			}
		}
	}
}

// chain is what is left of a ring between two edges that are gone.
type chain struct {
	polygon int
	points  []orb.Point
	to      int // the node at which it ends
	used    bool
}

// trace links what is left of the rings of polygons that are cut.
func (s *seam) trace(cut []bool) (out []*seamRing) {
	starts := map[int][]*chain{} // by the node at which they start
	var all []*chain
	for _, r := range s.rings {
		n, first := len(r.points), slices.Index(r.gone, true)
		if first < 0 && cut[r.polygon] {
			out = append(out, r)
		}
		for i := 1; first >= 0 && i < n; i++ {
			k := (first + i) % n
			if r.gone[k] {
				continue
			}
			c := &chain{polygon: r.polygon}
			starts[r.node[k]], all = append(starts[r.node[k]], c), append(all, c)
			for ; !r.gone[k]; i, k = i+1, (k+1)%n {
				c.points = append(c.points, r.points[k])
			}
			c.points, c.to = append(c.points, r.points[k]), r.node[k]
		}
	}
	for _, c := range all {
		ring := &seamRing{polygon: c.polygon}
		var links []int
		for next := c; !next.used; next = next.follow(starts[next.to], c) {
			next.used = true
			links = append(links, len(ring.points))
			ring.points = append(ring.points, next.points[:len(next.points)-1]...)
		}
		for _, k := range slices.Backward(links) {
			if n := len(ring.points); n > 3 && cutOnly(ring.points[(k+n-1)%n], ring.points[k], ring.points[(k+1)%n]) {
				ring.points = slices.Delete(ring.points, k, k+1)
			}
		}
		if len(ring.points) >= 3 {
			out = append(out, ring)
		}
	}
	return out
}

// follow returns the chain that goes on around the same area, of those that start where
// c ends and are not used, but for the one that the ring began with: the next clockwise
// from where c came.
func (c *chain) follow(starts []*chain, began *chain) *chain {
	at := c.points[len(c.points)-1]
	direction := func(p orb.Point) float64 {
		return math.Atan2(p[1]-at[1], math.Remainder(p[0]-at[0], 360)*math.Cos(at[1]*math.Pi/180))
	}
	from := direction(c.points[len(c.points)-2])
	best, least := began, math.Inf(1)
	for _, o := range starts {
		turned := math.Mod(from-direction(o.points[1])+4*math.Pi, 2*math.Pi)
		if (!o.used || o == began) && turned < least {
			best, least = o, turned
		}
	}
	return best
}
