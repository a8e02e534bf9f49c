package coast

import (
	"errors"
	"math"
	"slices"

	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/parallel"
	"caspian.example/division/caspian/internal/planar"
	"caspian.example/division/caspian/internal/sorting"
	"caspian.example/division/caspian/problem"
)

// plan is all rings of a coast as straight edges on the chart: ring 0 is the
// shore, ring 1+k island k. The last point of each ring repeats its first.
type plan struct {
	watch
	chart *geodesic.Chart
	x, y  []float64
	start []int // of each ring, and the end
}

func (p *plan) rings() int { return len(p.start) - 1 }

// ring returns the ring that point k belongs to.
func (p *plan) ring(k int) int {
	i, found := slices.BinarySearch(p.start, k)
	if !found {
		i--
	}
	return i
}

// meet is two edges of a plan that have a point in common, and how.
type meet struct {
	a, b   int // edges: a runs from point a to a+1
	shared bool
}

// bounds of a run of edges, first … end−1.
type bounds struct {
	x0, y0, x1, y1 float64
	first, end     int32
	right          int32 // the second child, the first one follows; 0 for a leaf
}

func (b *bounds) overlaps(o *bounds) bool {
	return b.x0-thin <= o.x1 && o.x0-thin <= b.x1 && b.y0-thin <= o.y1 && o.y0-thin <= b.y1
}

// thin is the distance in metres within which edges of two rings that run along each
// other touch: that of positions rounded to 9 decimals.
const thin = 1e-4

// tree returns the boxes of runs of eight edges and of runs of runs. It follows
// the rings: neighbours along the shore are neighbours on the chart.
func (p *plan) tree() []bounds {
	const run = 8
	leaves := make([]bounds, 0, len(p.x)/run+p.rings())
	for r := range p.rings() {
		for k := p.start[r]; k < p.start[r+1]-1; k += run {
			n := min(run, p.start[r+1]-1-k)
			b := bounds{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1), int32(k), int32(k + n), 0}
			for i := k; i <= k+n; i++ {
				b.x0, b.y0, b.x1, b.y1 = min(b.x0, p.x[i]), min(b.y0, p.y[i]), max(b.x1, p.x[i]), max(b.y1, p.y[i])
			}
			leaves = append(leaves, b)
		}
	}
	nodes := make([]bounds, 0, 2*len(leaves))
	var build func(leaves []bounds) int32
	build = func(leaves []bounds) int32 {
		at := int32(len(nodes))
		if len(leaves) == 1 {
			nodes = append(nodes, leaves[0])
			return at
		}
		nodes = append(nodes, bounds{})
		build(leaves[:len(leaves)/2])
		right := build(leaves[len(leaves)/2:])
		l, r := nodes[at+1], nodes[right]
		nodes[at] = bounds{min(l.x0, r.x0), min(l.y0, r.y0), max(l.x1, r.x1), max(l.y1, r.y1), l.first, r.end, right}
		return at
	}
	build(leaves)
	return nodes
}

// errMeets says that rings share vertices in more places than make sense.
var errMeets = errors.New("coast: too many meetings")

// meets returns all pairs of edges that touch or cross, other than neighbours
// that only share the vertex between them, ordered by edges. It ends early when
// it has more than problem.Max that no sea may have. Vertices that rings share
// are errMeets where five rings and more meet all along the shores. If the context
// ends, there are none.
func (p *plan) meets(nodes []bounds) ([]meet, error) {
	// Pairs of subtrees become tasks, so that both processors find meetings.
	type pair struct{ a, b int32 }
	tasks := []pair{{0, 0}}
	for depth := 0; depth < 6; depth++ {
		var next []pair
		for _, t := range tasks {
			a, b := &nodes[t.a], &nodes[t.b]
			switch {
			case a.right == 0 || b.right == 0:
				next = append(next, t)
			case t.a == t.b:
				next = append(next, pair{t.a + 1, t.a + 1}, pair{t.a + 1, a.right}, pair{a.right, a.right})
			case a.overlaps(b):
				next = append(next, pair{t.a + 1, t.b + 1}, pair{t.a + 1, b.right}, pair{a.right, t.b + 1}, pair{a.right, b.right})
			}
		}
		tasks = next
	}
	// Batches of tasks are always the same, whatever ends first.
	const workers, batch = 4, 16
	most := 4*len(p.x) + problem.Max
	var out []meet
	problems := 0
	for len(tasks) > 0 && problems <= problem.Max {
		n := min(batch, len(tasks))
		var found [batch]meetings
		var wait parallel.Group
		for w := range workers {
			wait.Go(func() {
				for k := w; k < n; k += workers {
					found[k].most = most / batch * 2
					p.join(nodes, tasks[k].a, tasks[k].b, &found[k])
				}
			})
		}
		wait.Wait()
		if p.ended() {
			return nil, nil
		}
		for k := range n {
			out = append(out, found[k].list...)
			problems += found[k].problems
			if found[k].problems <= problem.Max && len(found[k].list) > found[k].most || len(out) > most {
				return nil, errMeets
			}
		}
		tasks = tasks[n:]
	}
	sorting.Func(out, func(a, b meet) int {
		if a.a != b.a {
			return a.a - b.a
		}
		return a.b - b.b
	})
	return slices.Compact(out), nil
}

// meetings are what one task has found.
type meetings struct {
	list     []meet
	problems int // those that no sea may have
	most     int // the length of list at which it ends
	calls    int
}

func (m *meetings) full() bool { return m.problems > problem.Max || len(m.list) > m.most }

// allowed says whether a sea may have a meeting: a vertex that two rings share.
func (p *plan) allowed(m meet) bool { return m.shared && p.ring(m.a) != p.ring(m.b) }

// join finds the meetings between the edges of two subtrees.
func (p *plan) join(nodes []bounds, i, j int32, out *meetings) {
	a, b := &nodes[i], &nodes[j]
	if i != j && !a.overlaps(b) || out.full() {
		return
	}
	if out.calls++; out.calls%1024 == 0 && p.ended() {
		out.most = -1 // enough of it
	}
	switch {
	case a.right == 0 && b.right == 0:
		apart := p.ring(int(a.first)) != p.ring(int(b.first)) // leaves are of one ring each
		for k := a.first; k < a.end; k++ {
			x0, x1 := min(p.x[k], p.x[k+1])-thin, max(p.x[k], p.x[k+1])+thin
			y0, y1 := min(p.y[k], p.y[k+1])-thin, max(p.y[k], p.y[k+1])+thin
			if i != j && (x1 < b.x0 || x0 > b.x1 || y1 < b.y0 || y0 > b.y1) {
				continue
			}
			from := b.first
			if i == j {
				from = k + 1
			}
			for l := from; l < b.end; l++ {
				if max(p.x[l], p.x[l+1]) < x0 || min(p.x[l], p.x[l+1]) > x1 || max(p.y[l], p.y[l+1]) < y0 || min(p.y[l], p.y[l+1]) > y1 {
					continue
				}
				touch, shared := p.touch(int(k), int(l))
				if touch || apart && p.alongside(int(k), int(l)) {
					m := meet{min(int(k), int(l)), max(int(k), int(l)), shared}
					out.list = append(out.list, m)
					if !p.allowed(m) {
						out.problems++
					}
				}
			}
		}
	case i == j:
		p.join(nodes, i+1, i+1, out)
		p.join(nodes, i+1, a.right, out)
		p.join(nodes, a.right, a.right, out)
	case a.right == 0 || b.right != 0 && (b.x1-b.x0)+(b.y1-b.y0) > (a.x1-a.x0)+(a.y1-a.y0):
		p.join(nodes, i, j+1, out)
		p.join(nodes, i, b.right, out)
	default:
		p.join(nodes, i+1, j, out)
		p.join(nodes, a.right, j, out)
	}
}

// around returns how often the shore, and how often the islands other than ring
// own, cross the ray from a place to the east: an odd number of times if it is
// inside. No edge that it counts goes through the place.
//
// A part of a ring that lies east of the place altogether crosses its parallel
// an odd number of times if its ends lie on two sides of it.
func (p *plan) around(nodes []bounds, x, y float64, own int) (shore, islands int) {
	count := func(ring, n int) {
		switch ring {
		case own:
		case 0:
			shore += n
		default:
			islands += n
		}
	}
	chain := func(from, to int) { // the edges from … to−1 of one ring
		if (p.y[from] > y) != (p.y[to] > y) {
			count(p.ring(from), 1)
		}
	}
	var visit func(i int32)
	visit = func(i int32) {
		b := &nodes[i]
		if b.x1 <= x || b.y0 > y || b.y1 <= y {
			return
		}
		switch {
		case b.x0 > x:
			first, last := p.ring(int(b.first)), p.ring(int(b.end)-1)
			if first == last {
				chain(int(b.first), int(b.end))
				return
			}
			// The rings between are whole: they count for nothing.
			chain(int(b.first), p.start[first+1]-1)
			chain(p.start[last], int(b.end))
		case b.right != 0:
			visit(i + 1)
			visit(b.right)
		default:
			ring := p.ring(int(b.first))
			for k := int(b.first); k < int(b.end); k++ {
				if planar.Crosses([2]float64{p.x[k], p.y[k]}, [2]float64{p.x[k+1], p.y[k+1]}, [2]float64{x, y}) {
					count(ring, 1)
				}
			}
		}
	}
	visit(0)
	return shore, islands
}

// touch says whether two edges have a point in common; shared, whether it is
// one vertex that both have, and no more. Neighbours on a ring touch only if
// they share more than their vertex.
func (p *plan) touch(k, l int) (touch, shared bool) {
	if l == k+1 && p.clearly(k, k+1, l+1) != 0 {
		return false, false // neighbours that do not lie on one line
	}
	o1, o2 := p.turn(k, k+1, l), p.turn(k, k+1, l+1)
	o3, o4 := p.turn(l, l+1, k), p.turn(l, l+1, k+1)
	if o1*o2 > 0 || o3*o4 > 0 {
		return false, false
	}
	if o1 == 0 && o2 == 0 {
		// On one line: they touch if they overlap.
		along := func(i int) float64 {
			return (p.x[i]-p.x[k])*(p.x[k+1]-p.x[k]) + (p.y[i]-p.y[k])*(p.y[k+1]-p.y[k])
		}
		lo, hi := min(along(l), along(l+1)), max(along(l), along(l+1))
		end := along(k + 1)
		switch {
		case hi < 0 || lo > end:
			return false, false
		case hi == 0 || lo == end:
			shared = true
		default:
			return true, false
		}
	} else {
		shared = p.same(k, l) || p.same(k, l+1) || p.same(k+1, l) || p.same(k+1, l+1)
	}
	if shared && p.neighbours(k, l) {
		return false, false
	}
	return true, shared
}

// alongside says whether two edges run along one line: none of the second one's ends is
// farther away from the first than thin.
func (p *plan) alongside(k, l int) bool {
	length := math.Hypot(p.x[k+1]-p.x[k], p.y[k+1]-p.y[k])
	ux, uy := (p.x[k+1]-p.x[k])/length, (p.y[k+1]-p.y[k])/length
	on, off := [2]float64{}, 0.0
	for i := range on {
		x, y := p.x[l+i]-p.x[k], p.y[l+i]-p.y[k]
		on[i], off = ux*x+uy*y, max(off, math.Abs(ux*y-uy*x))
	}
	return off <= thin && min(max(on[0], on[1]), length)-max(min(on[0], on[1]), 0) > thin
}

// same says whether two points are in the same place.
func (p *plan) same(i, j int) bool { return p.x[i] == p.x[j] && p.y[i] == p.y[j] }

// neighbours says whether two edges follow each other on one ring.
func (p *plan) neighbours(k, l int) bool {
	r := p.ring(k)
	if p.ring(l) != r {
		return false
	}
	first, last := p.start[r], p.start[r+1]-2
	return l == k+1 || k == l+1 || k == first && l == last || l == first && k == last
}

// clearly is the sign of the turn from point i over j to k, +1 left and −1
// right, if rounding cannot have changed it, else 0. The bound is Shewchuk's
// (1997, doi:10.1007/PL00009321, section 4).
func (p *plan) clearly(i, j, k int) int {
	l := (p.x[i] - p.x[k]) * (p.y[j] - p.y[k])
	r := (p.y[i] - p.y[k]) * (p.x[j] - p.x[k])
	d := l - r
	if bound := 3.4e-16 * (math.Abs(l) + math.Abs(r)); d > bound {
		return 1
	} else if -d > bound {
		return -1
	}
	return 0
}

// turn is the sign of the turn from point i over j to k: +1 left, −1 right, 0
// straight on, computed exactly where rounding could change it.
func (p *plan) turn(i, j, k int) int {
	if sign := p.clearly(i, j, k); sign != 0 {
		return sign
	}
	at := func(i int) [2]float64 { return [2]float64{p.x[i], p.y[i]} }
	return planar.Turn(at(i), at(j), at(k))
}
