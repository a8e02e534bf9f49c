package partition

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
)

// assembly joins the rings of the coast and the arcs into the sectors'
// polygons: it walks around every face of the plane that they cut the sea
// into, with the face on the left.
type assembly struct {
	f     *field
	c     *coast.Coast
	net   *lines
	rings []ring
	nodes [][]ending   // counter-clockwise around each node
	at    map[node]int // the node of a tripoint or junction
	where []orb.Point  // positions of the tripoints
	arcs  [][]orb.Point
	sums  []float64 // area of each arc
	g     gauge
}

// ring is a ring of the coast with the sea on its left.
type ring struct {
	line orb.Ring
	// area has one entry per vertex: the gauge's sum over the edges before it.
	area  []float64
	stops []stop // where nodes lie on it, ascending
}

// stop is a vertex of a ring that is a node.
type stop struct{ vertex, node int }

// ending is a way into or out of a node: one end of an arc, or of the piece of
// a ring between two stops.
type ending struct {
	angle float64
	arc   int // −1 for a piece of a ring
	end   bool
	ring  int
	stop  int // the piece of the ring that begins (or, with end, ends) there
}

// loop is the walk around a face.
type loop struct {
	state int // −1 while unknown
	line  orb.Ring
	area  float64 // negative if the face lies outside
}

func newAssembly(f *field, c *coast.Coast, net *lines) *assembly {
	a := &assembly{f: f, c: c, net: net, at: map[node]int{}}
	nearPole := false
	for _, p := range f.b.Points {
		if p.Z*p.Z > 0.9*p.Dot(p) {
			nearPole = true
			break
		}
	}
	a.g = newGauge(f.e, f.b.Centre, nearPole)
	a.rings = make([]ring, 1+len(c.Islands))
	a.rings[0].line = c.Shore
	for i, island := range c.Islands {
		a.rings[1+i].line = island.Ring
	}
	sums := make([][]float64, len(f.b.Chains))
	var wait sync.WaitGroup
	for k, chain := range f.b.Chains[:len(c.Stretches)] {
		wait.Go(func() { sums[k] = measure(a.g, f.b, chain) })
	}
	for k, chain := range f.b.Chains[len(c.Stretches):] {
		sums[len(c.Stretches)+k] = measure(a.g, f.b, chain)
	}
	wait.Wait()
	for k, chain := range f.b.Chains {
		r := &a.rings[chain.Ring]
		if r.area == nil {
			r.area = make([]float64, 1, len(r.line))
		}
		before := r.area[len(r.area)-1]
		for _, sum := range sums[k] {
			r.area = append(r.area, before+sum)
		}
		sums[k] = nil
	}
	a.place()
	return a
}

// measure returns the gauge's sums from the beginning of a chain to each of its
// further vertices.
func measure(g gauge, b *coast.Baselines, chain coast.Chain) []float64 {
	out := make([]float64, 0, chain.End-chain.Start)
	sum := 0.0
	p := b.Points[chain.Start]
	for k := chain.Start; k < chain.End; k++ {
		q := b.Points[k+1]
		sum += g.edge(p, q)
		p = q
		if !b.Inner(int32(k + 1)) {
			out = append(out, sum)
		}
	}
	return out
}

// place finds the positions of all arcs and the order of the ways around every
// node.
func (a *assembly) place() {
	a.where = make([]orb.Point, len(a.net.tripoints))
	for k, t := range a.net.tripoints {
		a.where[k] = a.f.position(t.at)
		a.at[node{atTripoint, k}] = len(a.nodes)
		a.nodes = append(a.nodes, nil)
	}
	type vertexOf struct{ ring, vertex int }
	known := map[vertexOf]int{}
	for k, j := range a.f.junctions {
		v := vertexOf{j.ring, j.vertex}
		id, ok := known[v]
		if !ok {
			id = len(a.nodes)
			known[v] = id
			a.nodes = append(a.nodes, nil)
			a.rings[j.ring].stops = append(a.rings[j.ring].stops, stop{j.vertex, id})
		}
		a.at[node{atJunction, k}] = id
	}
	for i := range a.rings {
		r := &a.rings[i]
		slices.SortFunc(r.stops, func(a, b stop) int { return a.vertex - b.vertex })
		for k, s := range r.stops {
			n := len(r.line) - 1
			p := r.line[s.vertex]
			a.nodes[s.node] = append(a.nodes[s.node],
				ending{angle: a.angle(p, r.line[s.vertex+1]), arc: -1, ring: i, stop: k},
				ending{angle: a.angle(p, r.line[(s.vertex+n-1)%n]), arc: -1, ring: i, stop: k, end: true})
		}
	}
	position := func(n node, v vertex) orb.Point {
		switch n.kind {
		case atTripoint:
			return a.where[n.id]
		case atJunction:
			j := a.f.junctions[n.id]
			return a.rings[j.ring].line[j.vertex]
		default:
			return a.f.position(v.at)
		}
	}
	for k, arc := range a.net.arcs {
		last := len(arc.vertices) - 1
		line := make([]orb.Point, len(arc.vertices))
		for i, v := range arc.vertices {
			line[i] = a.f.position(v.at)
		}
		line[0], line[last] = position(arc.start, arc.vertices[0]), position(arc.end, arc.vertices[last])
		sum := 0.0
		for i := range line[1:] {
			sum += a.g.geodesic(line[i], line[i+1])
		}
		a.arcs, a.sums = append(a.arcs, line), append(a.sums, sum)
		if arc.start.kind != loose {
			id := a.at[arc.start]
			a.nodes[id] = append(a.nodes[id], ending{angle: a.angle(line[0], line[1]), arc: k})
		}
		if arc.end.kind != loose {
			id := a.at[arc.end]
			a.nodes[id] = append(a.nodes[id], ending{angle: a.angle(line[last], line[last-1]), arc: k, end: true})
		}
	}
	for _, n := range a.nodes {
		slices.SortFunc(n, func(a, b ending) int { return cmp.Compare(a.angle, b.angle) })
	}
}

// position returns longitude and latitude rounded to 1e-11 degrees, a
// micrometre, so that they print short.
func (f *field) position(v geodesic.Vec) orb.Point {
	const unit = 1e11
	p := f.e.Position(v)
	return orb.Point{math.Round(p[0]*unit) / unit, math.Round(p[1]*unit) / unit}
}

// angle returns the direction from p to q on the chart.
func (a *assembly) angle(p, q orb.Point) float64 {
	x0, y0, _ := a.f.chart.Forward(a.f.e.Cartesian(p))
	x1, y1, _ := a.f.chart.Forward(a.f.e.Cartesian(q))
	return math.Atan2(y1-y0, x1-x0)
}

// errFaces means that the lines do not fit together around a node.
var errFaces = errors.New("partition: the lines around a point do not close a sector")

// loops walks around all faces.
func (a *assembly) loops() ([]loop, error) {
	type way struct {
		arc  int
		back bool
		ring int
		stop int
	}
	done := map[way]bool{}
	var out []loop
	follow := func(start way) error {
		l := loop{state: -1}
		for w := start; ; {
			if done[w] {
				return fmt.Errorf("%w (near %v)", errFaces, l.line[len(l.line)-1])
			}
			done[w] = true
			var arrive ending
			var id int
			if w.arc >= 0 {
				arc, line := &a.net.arcs[w.arc], a.arcs[w.arc]
				state, end := arc.left, arc.end
				if w.back {
					state, end = arc.right, arc.start
					for k := len(line) - 1; k > 0; k-- {
						l.line = append(l.line, line[k])
					}
					l.area -= a.sums[w.arc]
				} else {
					l.line = append(l.line, line[:len(line)-1]...)
					l.area += a.sums[w.arc]
				}
				if l.state >= 0 && l.state != state {
					return fmt.Errorf("%w (near %v)", errFaces, line[0])
				}
				l.state = state
				if end.kind == loose {
					break // a closed arc
				}
				id = a.at[end]
				arrive = ending{arc: w.arc, end: !w.back}
			} else {
				r := &a.rings[w.ring]
				next := (w.stop + 1) % len(r.stops)
				v, end := r.stops[w.stop].vertex, r.stops[next].vertex
				if end <= v {
					l.line = append(l.line, r.line[v:len(r.line)-1]...)
					l.line = append(l.line, r.line[:end]...)
					l.area += r.area[len(r.area)-1] - r.area[v] + r.area[end]
				} else {
					l.line = append(l.line, r.line[v:end]...)
					l.area += r.area[end] - r.area[v]
				}
				id = r.stops[next].node
				arrive = ending{arc: -1, ring: w.ring, stop: next, end: true}
			}
			// The face goes on with the next way clockwise.
			ways := a.nodes[id]
			k := slices.IndexFunc(ways, func(e ending) bool {
				return e.arc == arrive.arc && e.end == arrive.end && e.ring == arrive.ring && e.stop == arrive.stop
			})
			e := ways[(k+len(ways)-1)%len(ways)]
			if e.arc < 0 && e.end {
				return fmt.Errorf("%w (near %v)", errFaces, l.line[len(l.line)-1])
			}
			w = way{arc: e.arc, back: e.arc >= 0 && e.end, ring: e.ring, stop: e.stop}
			if w == start {
				break
			}
		}
		l.line = append(l.line, l.line[0])
		out = append(out, l)
		return nil
	}
	for k := range a.net.arcs {
		for _, back := range [2]bool{false, true} {
			if w := (way{arc: k, back: back}); !done[w] {
				if err := follow(w); err != nil {
					return nil, err
				}
			}
		}
	}
	for i, r := range a.rings {
		for k := range r.stops {
			if w := (way{arc: -1, ring: i, stop: k}); !done[w] {
				if err := follow(w); err != nil {
					return nil, err
				}
			}
		}
		if len(r.stops) == 0 {
			out = append(out, loop{state: -1, line: r.line, area: r.area[len(r.area)-1]})
		}
	}
	for k := range out {
		if out[k].state < 0 {
			p := a.f.e.Cartesian(out[k].line[0])
			claims := a.f.claimsAt(p)
			out[k].state = claims[a.f.owner(p, claims)].state
		}
	}
	return out, nil
}

// sectors sorts the loops into one multipolygon per state.
func (a *assembly) sectors(loops []loop) ([]Sector, error) {
	out := make([]Sector, len(a.c.States))
	type outer struct {
		area  float64
		x, y  []float64
		rings orb.Polygon
	}
	parts := make([][]*outer, len(out))
	for _, l := range loops {
		out[l.state].Area += l.area
		if l.area > 0 {
			parts[l.state] = append(parts[l.state], &outer{area: l.area, rings: orb.Polygon{l.line}})
		}
	}
	for _, l := range loops {
		if l.area > 0 {
			continue
		}
		candidates := parts[l.state]
		var home *outer
		for _, o := range candidates {
			if (len(candidates) == 1 || a.contains(o.rings[0], &o.x, &o.y, l.line[0])) && (home == nil || o.area < home.area) {
				home = o
			}
		}
		if home == nil {
			return nil, fmt.Errorf("%w (near %v)", errFaces, l.line[0])
		}
		home.rings = append(home.rings, l.line)
	}
	for s := range out {
		out[s].State = s
		slices.SortStableFunc(parts[s], func(a, b *outer) int { return cmp.Compare(b.area, a.area) })
		for _, o := range parts[s] {
			out[s].Polygons = append(out[s].Polygons, o.rings)
		}
	}
	for s, length := range a.f.b.Lengths(len(out)) {
		out[s].Coast = length
	}
	return out, nil
}

// contains says whether p lies in a ring, by counting the edges of the ring
// that a ray from p crosses on the chart. The ring's chart positions are kept
// in x and y.
func (a *assembly) contains(r orb.Ring, x, y *[]float64, p orb.Point) bool {
	if *x == nil {
		*x, *y = make([]float64, len(r)), make([]float64, len(r))
		for k, q := range r {
			(*x)[k], (*y)[k], _ = a.f.chart.Forward(a.f.e.Cartesian(q))
		}
	}
	px, py, _ := a.f.chart.Forward(a.f.e.Cartesian(p))
	in := false
	for k := range len(r) - 1 {
		x0, y0, x1, y1 := (*x)[k], (*y)[k], (*x)[k+1], (*y)[k+1]
		if (y0 > py) != (y1 > py) && px < x0+(py-y0)*(x1-x0)/(y1-y0) {
			in = !in
		}
	}
	return in
}

// seaArea returns the area inside the shore less that of the islands.
func (a *assembly) seaArea() float64 {
	sum := 0.0
	for _, r := range a.rings {
		sum += r.area[len(r.area)-1]
	}
	return sum
}
