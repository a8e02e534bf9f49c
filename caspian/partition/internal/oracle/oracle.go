package oracle

import (
	"errors"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
)

// oracle holds a coast with everything that is measured on it.
type oracle struct {
	opts    Options
	c       *coast.Coast
	edges   []shoreEdge
	rings   [][2]int // edges of each ring, first and end
	termini []terminus
	width   float64 // of the sea, roughly
	floor   float64 // pieces of coast as short are not divided further
	sites   []site
	trees   []*tree // one per state; a terminus is in two
}

func newOracle(c *coast.Coast, opts Options) *oracle {
	o := &oracle{opts: opts, c: c}
	owner := make([]int, len(c.Shore)-1)
	for _, s := range c.Stretches {
		for k := s.Start; k < s.End; k++ {
			owner[k] = s.State
		}
	}
	o.addRing(c.Shore, func(k int) int { return owner[k] })
	for _, i := range c.Islands {
		o.addRing(i.Ring, func(int) int { return i.State })
	}
	first := o.edges[0].from
	for _, e := range o.edges {
		o.width = max(o.width, wgs84.Distance(first, e.from))
	}
	o.floor = min(1, 1e-6*o.width)
	for k := range owner {
		e := &o.edges[k]
		if before := o.edges[e.prev].state; before != e.state {
			t := terminus{at: e.from, before: before, after: e.state, in: e.prev, out: k, vertex: k}
			ahead, back := azimuth(t.at, e.to), azimuth(t.at, o.edges[e.prev].from)
			// The sea's angle runs counter-clockwise from ahead to back.
			t.angle = turnOf(ahead - back)
			t.bisector = ahead - t.angle/2
			t.line = wgs84.Line(t.at, t.bisector)
			o.termini = append(o.termini, t)
		}
	}
	return o
}

func (o *oracle) addRing(ring orb.Ring, state func(int) int) {
	first, n := len(o.edges), len(ring)-1
	for k := range n {
		e := shoreEdge{state: state(k), from: ring[k], to: ring[k+1], prev: first + (k+n-1)%n, next: first + (k+1)%n}
		e.line = wgs84.LineTo(e.from, e.to)
		o.edges = append(o.edges, e)
	}
	o.rings = append(o.rings, [2]int{first, first + n})
}

// terminusAt returns the terminus where an edge begins, or −1.
func (o *oracle) terminusAt(edge int) int {
	return slices.IndexFunc(o.termini, func(t terminus) bool { return t.out == edge })
}

var errUnsettled = errors.New("oracle: the sites do not settle")

// densify sets the sites. The spacing is a fraction of the distance from the
// coasts of other states, and not more than what makes a site at most
// Options.Sag farther than the coast between sites. Distances are those between
// sites, so that pieces are divided until nothing changes.
func (o *oracle) densify() error {
	cuts := make([][]float64, len(o.edges))
	for k := range o.edges {
		e := &o.edges[k]
		n := math.Ceil(e.line.Length() / (o.width / 50))
		for i := range int(n) {
			cuts[k] = append(cuts[k], e.line.Length()*float64(i)/n)
		}
	}
	// Towards a terminus pieces are halved, in the same way on both sides, so
	// that the last ones keep the line between them.
	for _, t := range o.termini {
		in, out := o.edges[t.in].line.Length(), o.edges[t.out].line.Length()
		near := min(in, out)
		if o.terminusAt(t.in) >= 0 || o.terminusAt(o.edges[t.out].next) >= 0 {
			near /= 2
		}
		cuts[t.out] = slices.DeleteFunc(cuts[t.out], func(s float64) bool { return s > 0 && s < near+o.floor })
		cuts[t.in] = slices.DeleteFunc(cuts[t.in], func(s float64) bool { return s > 0 && s > in-near-o.floor })
		for s := near; s > o.floor/2; s /= 2 {
			if s < out-o.floor/4 {
				cuts[t.out] = append(cuts[t.out], s)
			}
			if s < in-o.floor/4 {
				cuts[t.in] = append(cuts[t.in], in-s)
			}
		}
	}
	for range 40 {
		for k := range cuts {
			slices.Sort(cuts[k])
			cuts[k] = slices.CompactFunc(cuts[k], func(a, b float64) bool { return math.Abs(b-a) < o.floor/4 })
		}
		o.place(cuts)
		distance := o.distances()
		divided := 0
		for k, s := range o.sites {
			end := o.edges[s.edge].line.Length()
			if next := o.sites[s.next]; next.edge == s.edge && next.s > s.s {
				end = next.s
			}
			length := end - s.s
			d := min(distance[k], distance[s.next])
			limit := max(o.floor, min(d/o.opts.Fraction, math.Sqrt(8*d*o.opts.Sag)))
			if length <= limit {
				continue
			}
			n := min(math.Ceil(length/limit), 8)
			for i := 1.0; i < n; i++ {
				cuts[s.edge] = append(cuts[s.edge], s.s+length*i/n)
			}
			divided++
		}
		if divided == 0 {
			return nil
		}
	}
	return errUnsettled
}

// distances returns for every site the distance from the nearest site of
// another state; it is infinite at a terminus.
func (o *oracle) distances() []float64 {
	out := make([]float64, len(o.sites))
	last := int32(-1) // the nearest one of the site before
	for k, s := range o.sites {
		out[k] = math.Inf(1)
		if s.terminus >= 0 {
			continue
		}
		if last >= 0 && o.sites[last].state != s.state {
			out[k] = o.sites[last].v.Sub(s.v).Norm()
		}
		for state, t := range o.trees {
			if state == s.state {
				continue
			}
			if q, d := t.nearest(s.v, out[k], nil); q >= 0 {
				last, out[k] = q, d
			}
		}
	}
	return out
}

// place makes the sites at cuts, metres from the beginning of each edge.
func (o *oracle) place(cuts [][]float64) {
	o.sites = o.sites[:0]
	members := make([][]int32, len(o.c.States))
	for _, r := range o.rings {
		first := int32(len(o.sites))
		for k := r[0]; k < r[1]; k++ {
			e := &o.edges[k]
			for _, s := range cuts[k] {
				q := site{at: e.from, edge: k, s: s, state: e.state, terminus: -1}
				n := int32(len(o.sites))
				q.prev, q.next = n-1, n+1
				members[e.state] = append(members[e.state], n)
				if s > 0 {
					q.at, _ = e.line.Position(s)
				} else if t := o.terminusAt(k); t >= 0 {
					q.terminus, q.state = t, -1
					o.termini[t].site = n
					members[o.termini[t].before] = append(members[o.termini[t].before], n)
				}
				q.v, q.w = wgs84.Cartesian(q.at), onSphere(q.at)
				o.sites = append(o.sites, q)
			}
		}
		last := int32(len(o.sites) - 1)
		o.sites[first].prev, o.sites[last].next = last, first
	}
	o.trees = o.trees[:0]
	for _, m := range members {
		o.trees = append(o.trees, newTree(o.sites, m))
	}
}
