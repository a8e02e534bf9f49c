package course

import (
	"cmp"
	"errors"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/planar"
)

const (
	// snapped is how near in metres a knot is to a strand that goes through it.
	snapped = 1e-3
	// strandLength is the length in metres of geodesics that are straight in a chart, to
	// a tenth of a millimetre.
	strandLength = 1000.0
	// weavings is how often strands are divided: knots that strands are drawn to move
	// them a little, so that others may come to meet.
	weavings = 4
)

// weight is how much more often an area on the left of an edge is inside, for two
// regions at once, than that on its right.
type weight [2]int

func (w weight) plus(v weight, by int) weight { return weight{w[0] + by*v[0], w[1] + by*v[1]} }

// chain is a sum of closed lines of geodesics. Edges that are in it both ways are none.
type chain struct {
	edges [][2]orb.Point
	net   map[[2]orb.Point]weight
}

// add adds the edges of a line.
func (c *chain) add(line []orb.Point, w weight) {
	if c.net == nil {
		c.net = map[[2]orb.Point]weight{}
	}
	for k := 1; k < len(line); k++ {
		edge, by := [2]orb.Point{line[k-1], line[k]}, 1
		if order := cmp.Or(cmp.Compare(edge[0][0], edge[1][0]), cmp.Compare(edge[0][1], edge[1][1])); order == 0 {
			continue
		} else if order > 0 {
			edge, by = [2]orb.Point{edge[1], edge[0]}, -1
		}
		before, known := c.net[edge]
		if !known {
			c.edges = append(c.edges, edge)
		}
		c.net[edge] = before.plus(w, by)
	}
}

// knot is a place where strands end.
type knot struct {
	at   orb.Point
	x, y float64
	// made says that it is there only to divide a long edge.
	made bool
}

// strand is a piece of an edge, straight in the chart.
type strand struct {
	ends   [2]int
	weight weight
	whole  [2]orb.Point // the edge
}

// overlay is the net of all edges of a chain, divided where they meet.
type overlay struct {
	chart   *geodesic.Chart
	knots   []knot
	near    map[[2]int][]int // knots by cells as wide as they are merged in
	strands []strand
	around  [][]int // the halves that leave each knot, counter-clockwise
	face    []int   // on the left of each half: strand k has 2k, and 2k+1 the other way
	faces   []face
}

// face is an area between strands, or what is around them.
type face struct {
	halves   []int
	area     float64 // on the chart, negative around strands
	winding  weight
	within   [][]int // the walks around what lies in it
	labelled bool
}

// errFar is returned for lines that no chart holds.
var errFar = errors.New("course: the lines are more than a quarter of the Earth apart")

// newOverlay lays out a chain.
func newOverlay(c *chain) (*overlay, error) {
	var middle geodesic.Vec
	for _, e := range c.edges {
		if c.net[e] != (weight{}) {
			middle = middle.Add(geodesic.WGS84.Cartesian(e[0]))
		}
	}
	if middle == (geodesic.Vec{}) {
		return &overlay{}, nil
	}
	o := &overlay{chart: geodesic.WGS84.NewChart(middle), near: map[[2]int][]int{}}
	for _, e := range c.edges {
		w := c.net[e]
		if w == (weight{}) {
			continue
		}
		line := geodesic.WGS84.LineTo(e[0], e[1])
		n := math.Ceil(line.Length() / strandLength)
		last, err := o.knot(e[0], false)
		if err != nil {
			return nil, err
		}
		for i := 1.0; i <= n; i++ {
			at := e[1]
			if i < n {
				at, _ = line.Position(line.Length() * i / n)
			}
			next, err := o.knot(at, i < n)
			if err != nil {
				return nil, err
			}
			o.strands = append(o.strands, strand{[2]int{last, next}, w, e})
			last = next
		}
	}
	o.merge()
	for range weavings {
		if !o.weave() {
			break
		}
		o.merge()
	}
	return o, nil
}

// knot returns the knot at a place, which may be one that is there already.
func (o *overlay) knot(at orb.Point, made bool) (int, error) {
	x, y, ok := o.chart.Forward(geodesic.WGS84.Cartesian(at))
	if !ok {
		return 0, errFar
	}
	cell := [2]int{int(math.Floor(x / snapped)), int(math.Floor(y / snapped))}
	for i := -1; i <= 1; i++ {
		for j := -1; j <= 1; j++ {
			for _, k := range o.near[[2]int{cell[0] + i, cell[1] + j}] {
				if n := &o.knots[k]; math.Hypot(n.x-x, n.y-y) <= snapped {
					if n.made && !made {
						n.at, n.made = at, false
					}
					return k, nil
				}
			}
		}
	}
	o.knots = append(o.knots, knot{at, x, y, made})
	o.near[cell] = append(o.near[cell], len(o.knots)-1)
	return len(o.knots) - 1, nil
}

// merge makes one of strands between the same knots.
func (o *overlay) merge() {
	known := map[[2]int]int{}
	var out []strand
	for _, s := range o.strands {
		by := 1
		if s.ends[0] > s.ends[1] {
			s.ends, by = [2]int{s.ends[1], s.ends[0]}, -1
		}
		k, ok := known[s.ends]
		if !ok {
			k = len(out)
			known[s.ends] = k
			out = append(out, strand{s.ends, weight{}, s.whole})
		}
		out[k].weight = out[k].weight.plus(s.weight, by)
	}
	o.strands = slices.DeleteFunc(out, func(s strand) bool { return s.weight == weight{} || s.ends[0] == s.ends[1] })
}

// weave divides strands where they meet, and says whether there were any.
func (o *overlay) weave() bool {
	cuts := make([][]int, len(o.strands)) // knots
	type extent struct {
		strand int
		lo, hi [2]float64
	}
	var all []extent
	lo, hi := [2]float64{math.Inf(1), math.Inf(1)}, [2]float64{math.Inf(-1), math.Inf(-1)}
	for k, s := range o.strands {
		a, b := &o.knots[s.ends[0]], &o.knots[s.ends[1]]
		e := extent{k, [2]float64{min(a.x, b.x) - snapped, min(a.y, b.y) - snapped}, [2]float64{max(a.x, b.x) + snapped, max(a.y, b.y) + snapped}}
		for i := range lo {
			lo[i], hi[i] = min(lo[i], e.lo[i]), max(hi[i], e.hi[i])
		}
		all = append(all, e)
	}
	along := 0
	if hi[1]-lo[1] > hi[0]-lo[0] {
		along = 1
	}
	slices.SortStableFunc(all, func(e, f extent) int { return cmp.Compare(e.lo[along], f.lo[along]) })
	across := 1 - along
	for i := range all {
		for k := i + 1; k < len(all) && all[k].lo[along] <= all[i].hi[along]; k++ {
			if all[k].lo[across] <= all[i].hi[across] && all[i].lo[across] <= all[k].hi[across] {
				o.meet(all[i].strand, all[k].strand, cuts)
			}
		}
	}
	var out []strand
	woven := false
	for k, s := range o.strands {
		a := &o.knots[s.ends[0]]
		slices.SortFunc(cuts[k], func(m, n int) int {
			return cmp.Compare(math.Hypot(o.knots[m].x-a.x, o.knots[m].y-a.y), math.Hypot(o.knots[n].x-a.x, o.knots[n].y-a.y))
		})
		last := s.ends[0]
		for _, n := range append(slices.Compact(cuts[k]), s.ends[1]) {
			out = append(out, strand{[2]int{last, n}, s.weight, s.whole})
			last = n
		}
		woven = woven || len(cuts[k]) > 0
	}
	o.strands = out
	return woven
}

// meet notes where two strands divide each other: at an end of one that lies on the
// other, or else where they cross.
func (o *overlay) meet(i, k int, cuts [][]int) {
	s, t := &o.strands[i], &o.strands[k]
	touched := s.ends[0] == t.ends[0] || s.ends[0] == t.ends[1] || s.ends[1] == t.ends[0] || s.ends[1] == t.ends[1]
	for _, end := range t.ends {
		if o.through(s, end) {
			cuts[i], touched = append(cuts[i], end), true
		}
	}
	for _, end := range s.ends {
		if o.through(t, end) {
			cuts[k], touched = append(cuts[k], end), true
		}
	}
	if touched {
		return
	}
	a, b, c, d := &o.knots[s.ends[0]], &o.knots[s.ends[1]], &o.knots[t.ends[0]], &o.knots[t.ends[1]]
	from, to := turn(c, d, a), turn(c, d, b)
	if (from > 0) == (to > 0) || (turn(a, b, c) > 0) == (turn(a, b, d) > 0) {
		return
	}
	part := from / (from - to)
	guess := geodesic.WGS84.Position(o.chart.Inverse(a.x+part*(b.x-a.x), a.y+part*(b.y-a.y)))
	if n, err := o.knot(crossing(s.whole, t.whole, guess), false); err == nil {
		cuts[i], cuts[k] = append(cuts[i], n), append(cuts[k], n)
	}
}

// turn is twice the area of a triangle, positive if it runs counter-clockwise.
func turn(a, b, c *knot) float64 { return (b.x-a.x)*(c.y-a.y) - (c.x-a.x)*(b.y-a.y) }

// through says whether a strand passes a knot that is none of its ends.
func (o *overlay) through(s *strand, n int) bool {
	if n == s.ends[0] || n == s.ends[1] {
		return false
	}
	a, b, c := &o.knots[s.ends[0]], &o.knots[s.ends[1]], &o.knots[n]
	long := math.Hypot(b.x-a.x, b.y-a.y)
	along := ((c.x-a.x)*(b.x-a.x) + (c.y-a.y)*(b.y-a.y)) / long
	return along > 0 && along < long && math.Abs(turn(a, b, c)) <= snapped*long
}

// crossing returns where two geodesics cross, near a guess that is good to a millimetre
// across them. Where they meet so flatly that it is no better it is the guess.
func crossing(a, b [2]orb.Point, guess orb.Point) orb.Point {
	e := geodesic.WGS84
	line := e.LineTo(a[0], a[1])
	_, azimuth, _ := e.Inverse(b[0], b[1])
	off := func(s float64) float64 {
		q, _ := line.Position(s)
		long, towards, _ := e.Inverse(b[0], q)
		return long * math.Sin((towards-azimuth)*math.Pi/180)
	}
	first := e.Distance(a[0], guess)
	s, before := first, first+0.01
	here, there := off(s), off(before)
	for range 8 {
		step := here * (s - before) / (here - there)
		if math.IsNaN(step) || math.Abs(step) > 1 {
			break
		}
		before, there = s, here
		s -= step
		if here = off(s); math.Abs(step) < 1e-8 {
			break
		}
	}
	if math.Abs(s-first) > 1 {
		return guess
	}
	at, _ := line.Position(s)
	return at
}

// half returns the knots that half of a strand leads from and to.
func (o *overlay) half(h int) (from, to int) {
	ends := o.strands[h/2].ends
	return ends[h%2], ends[1-h%2]
}

// walk finds all faces.
func (o *overlay) walk() {
	o.around = make([][]int, len(o.knots))
	angle := make([]float64, 2*len(o.strands))
	for h := range angle {
		from, to := o.half(h)
		a, b := &o.knots[from], &o.knots[to]
		angle[h] = math.Atan2(b.y-a.y, b.x-a.x)
		o.around[from] = append(o.around[from], h)
	}
	place := make([]int, len(angle)) // of each half around its knot
	for _, halves := range o.around {
		slices.SortStableFunc(halves, func(g, h int) int { return cmp.Compare(angle[g], angle[h]) })
		for k, h := range halves {
			place[h] = k
		}
	}
	o.face = make([]int, len(angle))
	for h := range o.face {
		o.face[h] = -1
	}
	for first := range o.face {
		if o.face[first] >= 0 {
			continue
		}
		var f face
		for h := first; o.face[h] < 0; {
			o.face[h] = len(o.faces)
			f.halves = append(f.halves, h)
			from, to := o.half(h)
			f.area += (o.knots[from].x*o.knots[to].y - o.knots[to].x*o.knots[from].y) / 2
			there := o.around[to]
			h = there[(place[h^1]+len(there)-1)%len(there)]
		}
		o.faces = append(o.faces, f)
	}
}

// pieces returns the faces of each connected part of the net, the one around it first.
func (o *overlay) pieces() (out [][]int) {
	seen := make([]bool, len(o.faces))
	for first := range o.faces {
		if seen[first] {
			continue
		}
		seen[first] = true
		piece := []int{first}
		for k := 0; k < len(piece); k++ {
			for _, h := range o.faces[piece[k]].halves {
				if f := o.face[h^1]; !seen[f] {
					seen[f] = true
					piece = append(piece, f)
				}
			}
		}
		slices.SortStableFunc(piece, func(f, g int) int { return cmp.Compare(o.faces[f].area, o.faces[g].area) })
		out = append(out, piece)
	}
	// The large before those that may lie in them.
	slices.SortStableFunc(out, func(p, q []int) int { return cmp.Compare(o.faces[p[0]].area, o.faces[q[0]].area) })
	return out
}

// label finds how often each face is inside, and what lies in it.
func (o *overlay) label() {
	var before []int // bounded faces
	for _, piece := range o.pieces() {
		outer := &o.faces[piece[0]]
		from, _ := o.half(outer.halves[0])
		at, around := o.knots[from], -1
		for _, f := range before {
			if (around < 0 || o.faces[f].area < o.faces[around].area) && o.holds(f, [2]float64{at.x, at.y}) {
				around = f
			}
		}
		if around >= 0 {
			outer.winding = o.faces[around].winding
			o.faces[around].within = append(o.faces[around].within, outer.halves)
		}
		outer.labelled = true
		for queue := piece[:1:1]; len(queue) > 0; queue = queue[1:] {
			f := &o.faces[queue[0]]
			for _, h := range f.halves {
				other := &o.faces[o.face[h^1]]
				if other.labelled {
					continue
				}
				by := -1 // the other face is on the right of the strand
				if h%2 == 1 {
					by = 1
				}
				other.winding, other.labelled = f.winding.plus(o.strands[h/2].weight, by), true
				queue = append(queue, o.face[h^1])
			}
		}
		before = append(before, piece[1:]...)
	}
}

// holds says whether a place lies within the walk around a face.
func (o *overlay) holds(f int, p [2]float64) bool {
	in := false
	for _, h := range o.faces[f].halves {
		from, to := o.half(h)
		a, b := &o.knots[from], &o.knots[to]
		if planar.Crosses([2]float64{a.x, a.y}, [2]float64{b.x, b.y}, p) {
			in = !in
		}
	}
	return in
}

// polygon returns a bounded face.
func (o *overlay) polygon(f *face) (out orb.Polygon) {
	for _, walk := range append([][]int{f.halves}, f.within...) {
		for _, loop := range o.loops(walk) {
			ring := o.ring(loop)
			if area, _ := geodesic.WGS84.RingArea(ring); area > 0 {
				out = slices.Insert(out, 0, ring)
			} else if area < 0 {
				out = append(out, ring)
			}
		}
	}
	return out
}

// loops divides a walk where it comes to a knot again.
func (o *overlay) loops(walk []int) (out [][]int) {
	at := map[int]int{} // knots by where the path comes to them
	var path []int
	for _, h := range walk {
		from, to := o.half(h)
		at[from] = len(path)
		path = append(path, h)
		if k, again := at[to]; again {
			loop := slices.Clone(path[k:])
			for _, g := range loop {
				knot, _ := o.half(g)
				delete(at, knot)
			}
			path = path[:k]
			out = append(out, loop)
		}
	}
	return out
}

// ring returns the positions of a loop, without those that only divide edges.
func (o *overlay) ring(loop []int) (out orb.Ring) {
	for _, h := range loop {
		from, _ := o.half(h)
		if n := &o.knots[from]; !n.made || len(o.around[from]) > 2 {
			out = append(out, n.at)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return append(out, out[0])
}
