package partition

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/sorting"
)

// assembly joins the rings of the coast and the arcs into the sectors'
// polygons: it walks around every face of the plane that they cut the sea
// into, with the face on the left.
type assembly struct {
	f     *field
	c     *coast.Coast
	net   *lines
	rings []ring
	g     gauge
	nodes [][]ending   // counter-clockwise around each node
	at    map[node]int // the number of every node
	where []orb.Point  // its position
	arcs  [][]orb.Point
	sums  []float64 // area of each arc
	loops []loop
	// given says that lines were given, so that a place need not be that of the
	// nearest state.
	given bool
}

// ring is a ring of the coast with the sea on its left.
type ring struct {
	line orb.Ring
	// area has one entry per vertex: the gauge's sum over the edges before it.
	area  []float64
	stops []stop // where nodes lie on it, ascending
}

// stop is a place on a ring that is a node.
type stop struct {
	edge  int
	along float64 // the fraction of the edge before it, 0 at its vertex
	node  int
}

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
	face   int // −1 while unknown
	line   orb.Ring
	area   float64 // negative if the face lies outside
	shores []shore
	passes []passage
	stops  []visit   // the nodes that it passes, in order
	x, y   []float64 // the line on the chart, once it was needed
}

// visit is a node that a loop passes, and its position in the loop's line.
type visit struct{ position, node int }

// passage is an arc in a loop; back says that the loop runs against it.
type passage struct {
	arc  int
	back bool
}

// shore is a piece of a ring between two stops, or a whole ring: part of a
// loop's line, and of one state's coast.
type shore struct {
	state, start, end int // positions start … end of the line
}

func newAssembly(f *field) *assembly {
	a := &assembly{f: f, c: f.c, g: f.laid.g, rings: make([]ring, 1+len(f.c.Islands))}
	for k, sums := range f.laid.sums() {
		a.rings[k].line, a.rings[k].area = ringAt(f.c, k), sums
	}
	return a
}

// seaArea returns the area inside the shore less that of the islands.
func (a *assembly) seaArea() float64 { return a.f.laid.Area() }

// faces sets the lines of the assembly and walks around all faces. Where the
// lines do not fit together it returns an error that wraps unresolved.
func (a *assembly) faces(ctx context.Context, net *lines) error {
	a.net, a.nodes, a.at, a.where, a.arcs, a.sums, a.loops = net, nil, map[node]int{}, nil, nil, nil, nil
	for i := range a.rings {
		a.rings[i].stops = nil
	}
	if err := a.place(ctx); err != nil {
		return err
	}
	return a.walk(ctx)
}

// place finds the positions of all nodes and arcs, and the order of the ways
// around every node.
func (a *assembly) place(ctx context.Context) error {
	add := func(n node, at orb.Point) {
		a.at[n] = len(a.nodes)
		a.nodes, a.where = append(a.nodes, nil), append(a.where, at)
	}
	for k, t := range a.net.tripoints {
		add(node{atTripoint, k}, a.f.position(t.at))
	}
	stopAt := func(n node, ring, edge int, along float64, at orb.Point) {
		r := &a.rings[ring]
		if k := slices.IndexFunc(r.stops, func(s stop) bool { return s.edge == edge && s.along == along }); k >= 0 {
			a.at[n] = r.stops[k].node
			return
		}
		if _, ok := a.at[n]; !ok {
			add(n, at)
		}
		r.stops = append(r.stops, stop{edge, along, a.at[n]})
	}
	for k, j := range a.f.joints {
		for _, p := range j.passes {
			stopAt(node{atJoint, k}, p.ring, p.vertex, 0, a.rings[p.ring].line[p.vertex])
		}
	}
	for k, c := range a.net.crossings {
		at := a.f.position(c.at)
		if c.along == 0 {
			at = a.rings[c.ring].line[c.edge]
		}
		stopAt(node{atCrossing, k}, c.ring, c.edge, c.along, at)
	}
	for i := range a.rings {
		r := &a.rings[i]
		sorting.Func(r.stops, func(a, b stop) int { return cmp.Or(a.edge-b.edge, cmp.Compare(a.along, b.along)) })
		n := len(r.line) - 1
		for k, s := range r.stops {
			before := s.edge
			if s.along == 0 {
				before = (s.edge + n - 1) % n
			}
			p := a.where[s.node]
			a.nodes[s.node] = append(a.nodes[s.node],
				ending{angle: a.angle(p, r.line[s.edge+1]), arc: -1, ring: i, stop: k},
				ending{angle: a.angle(p, r.line[before]), arc: -1, ring: i, stop: k, end: true})
		}
	}
	for k, arc := range a.net.arcs {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		last := len(arc.vertices) - 1
		line := make([]orb.Point, 0, len(arc.vertices))
		for i, v := range arc.vertices {
			p := a.f.position(v.at)
			if i == 0 && arc.start.kind != loose {
				p = a.where[a.at[arc.start]]
			}
			if i == last && arc.end.kind != loose {
				p = a.where[a.at[arc.end]]
			}
			// Vertices within a micrometre may be one position.
			if n := len(line); n == 0 || line[n-1] != p || i == last && n == 1 {
				line = append(line, p)
			}
		}
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
			a.nodes[id] = append(a.nodes[id], ending{angle: a.angle(line[len(line)-1], line[len(line)-2]), arc: k, end: true})
		}
	}
	for _, n := range a.nodes {
		sorting.Func(n, func(a, b ending) int { return cmp.Compare(a.angle, b.angle) })
	}
	return nil
}

// angle returns the direction from p to q on the chart.
func (a *assembly) angle(p, q orb.Point) float64 {
	x0, y0, _ := a.f.chart.Forward(a.f.e.Cartesian(p))
	x1, y1, _ := a.f.chart.Forward(a.f.e.Cartesian(q))
	return math.Atan2(y1-y0, x1-x0)
}

// errFaces means that the lines do not fit together around a node.
var errFaces = errors.New("the lines around a point do not close a sector")

// open returns errFaces for a place.
func (a *assembly) open(p orb.Point) error {
	x, y, _ := a.f.chart.Forward(a.f.e.Cartesian(p))
	return &unresolved{x, y, x, y, tripleRadius, false, errFaces}
}

// walk walks around all faces.
func (a *assembly) walk(ctx context.Context) error {
	type way struct {
		arc  int
		back bool
		ring int
		stop int
	}
	done := map[way]bool{}
	follow := func(start way) error {
		l := loop{face: -1}
		for w := start; ; {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			if done[w] && len(l.line) > 0 {
				return a.open(l.line[len(l.line)-1])
			}
			done[w] = true
			var arrive ending
			var id int
			if w.arc >= 0 {
				l.passes = append(l.passes, passage{w.arc, w.back})
				arc, line := &a.net.arcs[w.arc], a.arcs[w.arc]
				face, end := arc.faces[0], arc.end
				if w.back {
					face, end = arc.faces[1], arc.start
					for k := len(line) - 1; k > 0; k-- {
						l.line = append(l.line, line[k])
					}
					l.area -= a.sums[w.arc]
				} else {
					l.line = append(l.line, line[:len(line)-1]...)
					l.area += a.sums[w.arc]
				}
				if l.face >= 0 && l.face != face {
					return a.open(line[0])
				}
				l.face = face
				if end.kind == loose {
					break // a closed arc
				}
				id = a.at[end]
				arrive = ending{arc: w.arc, end: !w.back}
			} else {
				r := &a.rings[w.ring]
				next := (w.stop + 1) % len(r.stops)
				s := shore{state: stateOf(a.f.c, w.ring, r.stops[w.stop].edge), start: len(l.line)}
				l.line, l.area = a.along(r, w.stop, next, l.line, l.area)
				s.end = len(l.line)
				l.shores = append(l.shores, s)
				id = r.stops[next].node
				arrive = ending{arc: -1, ring: w.ring, stop: next, end: true}
			}
			// The face goes on with the next way clockwise.
			l.stops = append(l.stops, visit{len(l.line), id})
			ways := a.nodes[id]
			k := slices.IndexFunc(ways, func(e ending) bool {
				return e.arc == arrive.arc && e.end == arrive.end && e.ring == arrive.ring && e.stop == arrive.stop
			})
			e := ways[(k+len(ways)-1)%len(ways)]
			if e.arc < 0 && e.end {
				return a.open(l.line[len(l.line)-1])
			}
			w = way{arc: e.arc, back: e.arc >= 0 && e.end, ring: e.ring, stop: e.stop}
			if w == start {
				break
			}
		}
		l.line = append(l.line, l.line[0])
		a.loops = append(a.loops, l)
		return nil
	}
	var missed coarse
	for k := range a.net.arcs {
		for _, back := range [2]bool{false, true} {
			if w := (way{arc: k, back: back}); !done[w] {
				if err := missed.take(follow(w)); err != nil {
					return err
				}
			}
		}
	}
	for i, r := range a.rings {
		for k := range r.stops {
			if w := (way{arc: -1, ring: i, stop: k}); !done[w] {
				if err := missed.take(follow(w)); err != nil {
					return err
				}
			}
		}
		if len(r.stops) == 0 {
			a.loops = append(a.loops, loop{
				face: -1, line: slices.Clone(r.line), area: r.area[len(r.area)-1],
				shores: []shore{{state: stateOf(a.f.c, i, 0), end: len(r.line) - 1}},
			})
		}
	}
	if len(missed) > 0 {
		return missed
	}
	for k := range a.loops {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if l := &a.loops[k]; l.face < 0 && (!a.given || l.area > 0) {
			// A loop of shore alone: any place of it will do but a joint.
			p := a.f.e.Cartesian(l.line[0]).Add(a.f.e.Cartesian(l.line[1])).Mul(0.5)
			p = a.f.e.OnSurface(p)
			claims := a.f.claimsAt(p)
			l.face = a.f.faceOf(claims[a.f.owner(p, claims)].party)
		}
	}
	for k := range a.loops {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if l := &a.loops[k]; l.face < 0 {
			home := a.around(a.within(l), func(*loop) bool { return true })
			if home < 0 {
				return a.open(l.line[0])
			}
			l.face = a.loops[home].face
		}
	}
	return nil
}

// along appends the piece of a ring between two stops to a loop, without the
// place of the second one, and adds its area.
func (a *assembly) along(r *ring, from, to int, line orb.Ring, area float64) (orb.Ring, float64) {
	s, e := r.stops[from], r.stops[to]
	p, q := a.where[s.node], a.where[e.node]
	line = append(line, p)
	if s.edge == e.edge && to > from {
		return line, area + a.g.geodesic(p, q)
	}
	first, end := s.edge, e.edge // full edges first … end − 1
	if s.along > 0 {
		first++
		area += a.g.geodesic(p, r.line[first])
	}
	if e.along > 0 {
		area += a.g.geodesic(r.line[end], q)
		end++
	}
	// Vertices s.edge+1 … end−1; past the ring's last one its first follows.
	total := r.area[len(r.area)-1]
	if to > from {
		return append(line, r.line[s.edge+1:end]...), area + r.area[e.edge] - r.area[first]
	}
	line = append(line, r.line[s.edge+1:len(r.line)-1]...)
	return append(line, r.line[:end]...), area + total - r.area[first] + r.area[e.edge]
}

// within returns a place of a loop that no other loop of its face passes: rings may
// touch in vertices.
func (a *assembly) within(l *loop) geodesic.Vec {
	return a.f.e.OnSurface(a.f.e.Cartesian(l.line[0]).Add(a.f.e.Cartesian(l.line[1])).Mul(0.5))
}

// around returns the smallest loop with p inside, of those with a face inside
// that are wanted, or −1.
func (a *assembly) around(p geodesic.Vec, wanted func(*loop) bool) int {
	x, y, _ := a.f.chart.Forward(p)
	found := -1
	for k := range a.loops {
		l := &a.loops[k]
		if l.area > 0 && wanted(l) && (found < 0 || l.area < a.loops[found].area) && a.contains(l, x, y) {
			found = k
		}
	}
	return found
}

// contains says whether a place of the chart lies in a loop, by counting the
// edges of the loop that a ray from there crosses.
func (a *assembly) contains(l *loop, x, y float64) bool {
	if l.x == nil {
		l.x, l.y = make([]float64, len(l.line)), make([]float64, len(l.line))
		for k, q := range l.line {
			l.x[k], l.y[k], _ = a.f.chart.Forward(a.f.e.Cartesian(q))
		}
	}
	in := false
	for k := range len(l.line) - 1 {
		x0, y0, x1, y1 := l.x[k], l.y[k], l.x[k+1], l.y[k+1]
		if (y0 > y) != (y1 > y) && x < x0+(y-y0)*(x1-x0)/(y1-y0) {
			in = !in
		}
	}
	return in
}
