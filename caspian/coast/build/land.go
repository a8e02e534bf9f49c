package build

import (
	"context"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
)

// land is the countries around a sea, laid out for measuring. It is not for use
// by several goroutines.
type land struct {
	areas []coast.Area
	near  []int          // the areas that are looked at
	index []*coast.Index // of the areas' outlines near the sea
	last  []measured     // for every area
	won   int            // the area that was nearest last
	held  []int          // the areas that held the last place
	tied  []int          // those that were nearest to it
	strips
}

// measured is what was found for an area last.
type measured struct {
	from  geodesic.Vec
	piece int32 // the foot, or coast.NoPiece
	d     float64
}

// far stands for the distance of an outline of which nothing is near the sea,
// so that differences of distances have a value.
const far = 1e9

// longest is the longest part of a country's edge in degrees that is measured
// as a geodesic. A straight line in longitude and latitude departs from it by
// R·Δλ(Δλ + 2Δφ)/8 at most, with R the radius of the Earth: by 0.3 m.
const longest = 0.02

// maxCuts is the most parts of countries' edges that are laid out beyond one for
// every edge: about a million kilometres of long edges.
const maxCuts = 500_000

// outlines are the parts of countries' edges in a ball: runs of them are
// stretches of a coast, as far as distances are concerned.
type outlines struct {
	centre geodesic.Vec
	radius float64
	coast  coast.Coast
	run    orb.LineString
	area   int
	cuts   int // parts of edges beyond one for each
}

// add adds the parts of the straight edge from p to p + dx, dy that matter.
func (o *outlines) add(p orb.Point, dx, dy float64) {
	e := geodesic.WGS84
	m := orb.Point{p[0] + dx/2, p[1] + dy/2}
	length := math.Hypot(dx, dy) * math.Pi / 180 * e.A() * (1 + e.F()) // at most
	switch {
	case e.Cartesian(m).Sub(o.centre).Norm() > o.radius+length/2 || length == 0:
		o.flush()
	case o.cuts > maxCuts:
	case max(math.Abs(dx), math.Abs(dy)) > longest:
		o.cuts++
		o.add(p, dx/2, dy/2)
		o.add(m, dx/2, dy/2)
	default:
		if o.run == nil {
			o.run = append(o.run, p)
		}
		o.run = append(o.run, orb.Point{p[0] + dx, p[1] + dy})
	}
}

// flush ends a run.
func (o *outlines) flush() {
	if len(o.run) > 0 {
		from := len(o.coast.Shore)
		o.coast.Shore = append(o.coast.Shore, o.run...)
		o.coast.Stretches = append(o.coast.Stretches, coast.Stretch{State: o.area, Start: from, End: len(o.coast.Shore) - 1})
	}
	o.run = nil
}

// newLand lays out the countries as far as they matter for distances up to reach
// from the shore.
func newLand(ctx context.Context, areas []coast.Area, shore *line, reach float64) (*land, error) {
	e := geodesic.WGS84
	l := &land{areas: areas, index: make([]*coast.Index, len(areas)), last: make([]measured, len(areas))}
	// Outlines within reach of the shore lie in a ball.
	o := &outlines{}
	for _, p := range shore.ring {
		o.centre = o.centre.Add(e.Cartesian(p))
	}
	o.centre = o.centre.Mul(1 / float64(len(shore.ring)))
	for _, p := range shore.ring {
		o.radius = max(o.radius, e.Cartesian(p).Sub(o.centre).Norm())
	}
	o.radius += reach
	l.span(shore.ring)
	for k, a := range areas {
		o.area = k
		for _, polygon := range a.Polygons {
			for _, ring := range polygon {
				for i, q := range ring[1:] {
					p := ring[i]
					l.add(border{p, q, k})
					o.add(p, math.Remainder(q[0]-p[0], 360), q[1]-p[1])
					if o.cuts > maxCuts {
						return nil, &InputError{Countries, &coast.Problem{Kind: coast.ErrLimit, Feature: a.Index, Vertex: -1,
							What: "the outlines of countries near the sea are too long", Advice: "simplify them, or give fewer countries or a smaller reach"}}
					}
				}
				o.flush()
				if ctx.Err() != nil {
					return nil, context.Cause(ctx)
				}
			}
		}
	}
	l.lay(len(areas))
	base := coast.NewBaselines(e, &o.coast)
	chains := make([][]int, len(areas))
	for k, chain := range base.Chains {
		chains[chain.State] = append(chains[chain.State], k)
	}
	for k := range areas {
		l.index[k] = coast.NewIndex(base, chains[k])
		l.last[k] = measured{piece: coast.NoPiece, d: math.Inf(-1)}
		if len(chains[k]) > 0 || l.spans[k] {
			l.near = append(l.near, k)
		}
	}
	if len(l.near) > 0 {
		l.won = l.near[0]
	}
	return l, nil
}

// measure returns the distance of an area from v, the place that inside is for:
// below 0 inside, where it is that to the outline. Distances beyond reach may be
// too great.
func (l *land) measure(k int, v geodesic.Vec, inside []bool) float64 {
	m := measured{from: v, d: far}
	foot := l.index[k].Nearest(v, l.last[k].piece)
	if m.piece = foot.Piece; foot.Piece != coast.NoPiece {
		m.d = foot.Distance
	}
	if inside[k] {
		m.d = -m.d
	}
	l.last[k] = m
	return m.d
}

// look calls do for the areas that are looked at with their distances from p.
func (l *land) look(p orb.Point, do func(area int, d float64)) {
	inside := l.over(p)
	v := geodesic.WGS84.Cartesian(p)
	for _, k := range l.near {
		do(k, l.measure(k, v, inside))
	}
}

// level is the difference of distances in metres below which two are equal: far above
// rounding, far below all that borders are known to.
const level = 1e-6

// nearest returns the nearest of the areas, and leaves those that are equally near in
// tied, in no order, and those that hold p in held.
func (l *land) nearest(p orb.Point) (area int, d float64) {
	inside := l.over(p)
	v := geodesic.WGS84.Cartesian(p)
	area, d = l.won, l.measure(l.won, v, inside)
	l.held, l.tied = l.held[:0], append(l.tied[:0], area)
	for _, k := range l.near {
		if inside[k] {
			l.held = append(l.held, k)
		}
		// A distance changes by no more than one moves, but for the metre by which
		// straight edges and geodesics differ.
		const margin = 10
		if m := &l.last[k]; k == l.won || m.d-1.01*m.from.Sub(v).Norm()-margin > d {
			continue
		}
		dk := l.measure(k, v, inside)
		if dk <= d+level {
			l.tied = append(l.tied, k)
		}
		if dk < d || dk == d && k < area {
			area, d = k, dk
		}
	}
	l.won = area
	if len(l.tied) > 1 {
		l.tied = slices.DeleteFunc(l.tied, func(k int) bool { return l.last[k].d > d+level })
	}
	return area, d
}
