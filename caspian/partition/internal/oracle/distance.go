package oracle

import (
	"math"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/geodesic"
)

// foot is the place of a state's coast that is nearest to somewhere.
type foot struct {
	distance float64
	azimuth  float64 // from there towards the foot
	arrival  float64 // azimuth at the foot, in the direction of travel
	at       orb.Point
	edge     int
	s        float64 // metres along the edge
	length   float64 // of the edge
}

// footOn returns the nearest place of an edge to p, from a first guess s. The
// derivative of the distance along the edge is the cosine of the angle between
// the edge and the geodesic from p.
func (o *oracle) footOn(edge int, p orb.Point, s float64) foot {
	e := &o.edges[edge]
	f := foot{edge: edge, s: s, length: e.line.Length()}
	for range 20 {
		var along float64
		switch f.s {
		case 0:
			_, along = e.line.Position(0)
			f.at = e.from
		case f.length:
			_, along = e.line.Position(f.length)
			f.at = e.to
		default:
			f.at, along = e.line.Position(f.s)
		}
		f.distance, f.azimuth, f.arrival = wgs84.Inverse(p, f.at)
		step := math.Cos((f.arrival-along)*degree) * radius * math.Tan(f.distance/radius)
		s := min(max(f.s-step, 0), f.length)
		if s == f.s || f.distance < 1e-9 || math.Abs(s-f.s) < 1e-5 && s != 0 && s != f.length {
			break
		}
		f.s = s
	}
	return f
}

// without is a state that is measured without the two edges at a terminus.
type without struct{ state, terminus int }

// measure returns the foot of p on the coast of a state. The sites nearest to
// p say which edges come into question: the true foot lies on a piece whose
// nearer end is hardly farther than the nearest site.
func (o *oracle) measure(state int, p orb.Point, but []without) foot {
	v := wgs84.Cartesian(p)
	excluded := func(edge int) bool {
		for _, w := range but {
			if t := &o.termini[w.terminus]; w.state == state && (edge == t.in || edge == t.out) {
				return true
			}
		}
		return false
	}
	// pieces of the state's coast that end at a site: an edge and the range on
	// it.
	pieces := func(k int32, f func(edge int, s0, s1 float64, a, b int32)) {
		for _, a := range [2]int32{o.sites[k].prev, k} {
			q := &o.sites[a]
			if o.edges[q.edge].state != state || excluded(q.edge) {
				continue
			}
			end := o.edges[q.edge].line.Length()
			if n := &o.sites[q.next]; n.edge == q.edge && n.s > q.s {
				end = n.s
			}
			f(q.edge, q.s, end, a, q.next)
		}
	}
	var keep func(int32) bool
	if len(but) > 0 {
		keep = func(k int32) bool {
			any := false
			pieces(k, func(int, float64, float64, int32, int32) { any = true })
			return any
		}
	}
	_, near := o.trees[state].nearest(v, math.Inf(1), keep)
	if math.IsInf(near, 1) {
		return foot{distance: near}
	}
	// Half a piece is at most near/Fraction or 2·√(near·Sag), twice that with
	// the distance from the other coast doubled for places off the lines.
	half := min(2*near/o.opts.Fraction, 4*math.Sqrt(near*o.opts.Sag))
	type candidate struct {
		edge  int
		s     float64
		chord float64
	}
	var found []candidate
	least := math.Inf(1)
	for _, k := range o.trees[state].within(v, math.Sqrt(near*near+half*half)+o.floor) {
		pieces(k, func(edge int, s0, s1 float64, a, b int32) {
			va, vb := o.sites[a].v, o.sites[b].v
			t, d := onChord(v, va, vb)
			least = min(least, d)
			found = append(found, candidate{edge, s0 + t*(s1-s0), d})
		})
	}
	// Chords lie below the coast, and their order is not quite that of
	// geodesics.
	limit := least + half*half/(2*radius) + 1e-5 + 2e-17*near*near*near
	best := foot{distance: math.Inf(1)}
	for k, c := range found {
		if c.chord > limit {
			continue
		}
		if k > 0 && found[k-1].edge == c.edge && found[k-1].s == c.s {
			continue
		}
		if f := o.footOn(c.edge, p, c.s); f.distance < best.distance {
			best = f
		}
	}
	return best
}

// onChord returns the nearest place of the chord from a to b to v, as a part
// of its length, and its distance.
func onChord(v, a, b geodesic.Vec) (t, distance float64) {
	ab, av := b.Sub(a), v.Sub(a)
	t = min(max(ab.Dot(av)/ab.Dot(ab), 0), 1)
	return t, av.Sub(ab.Mul(t)).Norm()
}

// seaward says whether somewhere with this foot lies in the sea.
func (o *oracle) seaward(f foot) bool {
	bearing := f.arrival + 180 // from the foot back
	edge := f.edge
	switch f.s {
	case 0:
	case f.length:
		edge = o.edges[edge].next
	default:
		_, along := o.edges[edge].line.Position(f.s)
		return turnOf(along-bearing) < 180
	}
	e := &o.edges[edge]
	ahead, back := azimuth(e.from, e.to), azimuth(e.from, o.edges[e.prev].from)
	return turnOf(ahead-bearing) < turnOf(ahead-back)
}

// terminusOf returns the terminus at a foot, or −1.
func (o *oracle) terminusOf(f foot) int {
	switch f.s {
	case 0:
		return o.terminusAt(f.edge)
	case f.length:
		return o.terminusAt(o.edges[f.edge].next)
	}
	return -1
}

// near returns the foot of p that is reached from a site along the coast of its
// state, downhill.
func (o *oracle) near(k int32, state int, p orb.Point) foot {
	q := &o.sites[k]
	f := foot{distance: math.Inf(1)}
	if o.edges[q.edge].state == state {
		f = o.footOn(q.edge, p, q.s)
	}
	if before := o.edges[q.edge].prev; q.s == 0 && o.edges[before].state == state {
		if g := o.footOn(before, p, o.edges[before].line.Length()); g.distance < f.distance {
			f = g
		}
	}
	for {
		e := &o.edges[f.edge]
		var g foot
		switch {
		case f.s == 0 && o.edges[e.prev].state == state:
			g = o.footOn(e.prev, p, o.edges[e.prev].line.Length())
		case f.s == f.length && o.edges[e.next].state == state:
			g = o.footOn(e.next, p, 0)
		default:
			return f
		}
		if g.distance > f.distance-1e-9 {
			return f
		}
		f = g
	}
}
