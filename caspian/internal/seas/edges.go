package seas

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
)

// Edges are coast edges as chords, for measuring without the index of package
// coast: one by one.
type Edges struct {
	from, to []geodesic.Vec
	p, q     []orb.Point
}

// EdgesOf returns all edges of each state of a coast.
func EdgesOf(c *coast.Coast) []Edges {
	out := make([]Edges, len(c.States))
	add := func(state int, line []orb.Point) {
		e := &out[state]
		for k := range line[1:] {
			e.p, e.q = append(e.p, line[k]), append(e.q, line[k+1])
			e.from, e.to = append(e.from, geodesic.WGS84.Cartesian(line[k])), append(e.to, geodesic.WGS84.Cartesian(line[k+1]))
		}
	}
	for _, s := range c.Stretches {
		add(s.State, c.Shore[s.Start:s.End+1])
	}
	for _, i := range c.Islands {
		add(i.State, i.Ring)
	}
	return out
}

// chord2 returns the squared distance from p to an edge's chord.
func (e *Edges) chord2(p geodesic.Vec, k int) float64 {
	ab, ap := e.to[k].Sub(e.from[k]), p.Sub(e.from[k])
	t := min(max(ab.Dot(ap)/ab.Dot(ab), 0), 1)
	d := ap.Sub(ab.Mul(t))
	return d.Dot(d)
}

// Roughly returns the chord from p to the nearest edge.
func (e *Edges) Roughly(p geodesic.Vec) float64 {
	least := math.Inf(1)
	for k := range e.from {
		least = min(least, e.chord2(p, k))
	}
	return math.Sqrt(least)
}

// Exactly returns the geodesic distance from p to the edges, by golden sections
// along every edge that is nearly as near as the nearest; +Inf without edges.
func (e *Edges) Exactly(p orb.Point) float64 {
	v := geodesic.WGS84.Cartesian(p)
	// The edge lies above its chord by L²/8R at most, which puts it farther or
	// nearer than the chord.
	near := math.Inf(1)
	for k := range e.from {
		l := e.to[k].Sub(e.from[k])
		near = min(near, math.Sqrt(e.chord2(v, k))+l.Dot(l)/4e7)
	}
	// Chord and geodesic order differ by less than 7e-18 d³.
	near += 1e-3 + 1e-17*near*near*near
	least := math.Inf(1)
	for k := range e.from {
		l := e.to[k].Sub(e.from[k])
		if reach := near + l.Dot(l)/4e7; e.chord2(v, k) <= reach*reach {
			_, d := geodesic.WGS84.Nearest(p, e.p[k], e.q[k])
			least = min(least, d)
		}
	}
	return least
}

// Distances measures how far states are under partial effects of islands: the
// definition in partition.Options, written down without the index.
type Distances struct {
	levels []float64
	tiers  [][]Edges // those that have at least the effect of a level
}

// DistancesOf returns the distances of a coast's states when its islands have the
// given effects; nil stands for full effect.
func DistancesOf(c *coast.Coast, effects []float64) *Distances {
	out := &Distances{levels: append(append([]float64{0}, effects...), 1)}
	slices.Sort(out.levels)
	out.levels = slices.Compact(out.levels)
	for _, level := range out.levels[1:] {
		d := *c
		if effects != nil {
			d.Islands = nil
			for k, i := range c.Islands {
				if effects[k] >= level {
					d.Islands = append(d.Islands, i)
				}
			}
		}
		out.tiers = append(out.tiers, EdgesOf(&d))
	}
	return out
}

// At returns the distance of every state from p, +Inf for one that has islands
// only, and none of full effect.
func (d *Distances) At(p orb.Point) []float64 {
	out := make([]float64, len(d.tiers[0]))
	for k, tier := range d.tiers {
		for s := range tier {
			out[s] += (d.levels[k+1] - d.levels[k]) * tier[s].Exactly(p)
		}
	}
	return out
}
