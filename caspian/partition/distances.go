package partition

import (
	"math"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
)

// Distances measures places against all states' baselines. It never changes
// after NewDistances and may be used from several goroutines. The zero value knows
// no states.
type Distances struct{ f *field }

// NewDistances lays out the baselines of c, islands with the effects of
// Options.Effects.
func NewDistances(c *coast.Coast, effects []float64) (*Distances, error) {
	opts := Options{Effects: effects}
	if err := opts.check(c); err != nil {
		return nil, err
	}
	return &Distances{newField(opts.Shores, effects, Equiratio)}, nil
}

// Reach is how far a state is from a place.
type Reach struct {
	// Distance is that to the nearest base point in metres, where islands have
	// partial effect the mean of Options.Effects; +Inf for a state of which
	// nothing has full effect.
	Distance float64
	// BasePoints are the nearest base points: one, or one for every tier of
	// islands' effects, the mainland's first. A state that is infinitely far has
	// none.
	BasePoints []BasePoint
}

// At returns how far every state is from p, in the order of coast.Coast.States.
// Distances are exact to 1e-5 m up to 600 km and 1e-4 m beyond
// (TestDistances).
func (d *Distances) At(p orb.Point) []Reach {
	if d == nil || d.f == nil {
		return nil
	}
	out := make([]Reach, len(d.f.c.States))
	v := d.f.e.Cartesian(p)
	for k := range out {
		r := d.f.reach(k, v, &farthest)
		if out[k].Distance = r.distance; !math.IsInf(r.distance, 1) {
			out[k].BasePoints = d.f.basePoints(k, &r)
		}
	}
	return out
}

// InSea says whether p lies in the sea, and not on land or beyond its shore. What is
// no position does not.
func (d *Distances) InSea(p orb.Point) bool {
	if d == nil || d.f == nil {
		return false
	}
	v := d.f.e.Cartesian(p)
	return !math.IsNaN(v.Norm()) && d.f.inSea(v, nil)
}

// basePoints returns a reach for the user: a base point for every tier.
func (f *field) basePoints(state int, r *reach) (out []BasePoint) {
	f.feet(state, r, func(part float64, _ *coast.Index, foot *coast.Foot) { out = append(out, f.basePoint(*foot, part)) })
	return out
}

// basePoint returns a foot for the user.
func (f *field) basePoint(foot coast.Foot, part float64) BasePoint {
	site := f.b.Site(foot)
	p := BasePoint{At: f.position(foot.At), Feature: f.b.Chains[site.Chain].Feature, Vertex: site.Vertex, Part: part}
	if site.Vertex {
		p.At = ringAt(f.c, site.Ring)[site.Edge]
	}
	return p
}
