package build

import (
	"math"

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
// R·Δλ(Δλ + 2Δφ)/8 at most, 0.1 m for Δλ or 1 m for both.
const longest = 0.02

// newLand lays out the countries as far as they matter for distances up to reach
// from the shore.
func newLand(areas []coast.Area, shore *line, reach float64) *land {
	e := geodesic.WGS84
	l := &land{areas: areas, index: make([]*coast.Index, len(areas)), last: make([]measured, len(areas))}
	// Outlines within reach of the shore lie in a ball.
	var centre geodesic.Vec
	for _, p := range shore.ring {
		centre = centre.Add(e.Cartesian(p))
	}
	centre = centre.Mul(1 / float64(len(shore.ring)))
	radius := 0.0
	for _, p := range shore.ring {
		radius = max(radius, e.Cartesian(p).Sub(centre).Norm())
	}
	radius += reach
	l.span(shore.ring)
	// Their runs of edges are stretches, as far as distances are concerned.
	c := &coast.Coast{}
	for k, a := range areas {
		for _, polygon := range a.Polygons {
			for _, ring := range polygon {
				var run orb.LineString
				flush := func() {
					if len(run) > 0 {
						c.Stretches = append(c.Stretches, coast.Stretch{State: k, Start: len(c.Shore), End: len(c.Shore) + len(run) - 1})
						c.Shore = append(c.Shore, run...)
					}
					run = nil
				}
				for i, q := range ring[1:] {
					p := ring[i]
					l.add(border{p, q, k})
					dx, dy := math.Remainder(q[0]-p[0], 360), q[1]-p[1]
					middle := e.Cartesian(orb.Point{p[0] + dx/2, p[1] + dy/2})
					length := math.Hypot(dx, dy) * math.Pi / 180 * e.A() * (1 + e.F())
					if middle.Sub(centre).Norm() > radius+length/2 || dx == 0 && dy == 0 {
						flush()
						continue
					}
					if run == nil {
						run = append(run, p)
					}
					n := math.Ceil(max(math.Abs(dx), math.Abs(dy)) / longest)
					for i := 1.0; i < n; i++ {
						run = append(run, orb.Point{p[0] + dx*i/n, p[1] + dy*i/n})
					}
					run = append(run, q)
				}
				flush()
			}
		}
	}
	l.lay(len(areas))
	base := coast.NewBaselines(e, c)
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
	return l
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

// nearest returns the nearest of the areas, the first of those that are equally
// near.
func (l *land) nearest(p orb.Point) (area int, d float64) {
	inside := l.over(p)
	v := geodesic.WGS84.Cartesian(p)
	area, d = l.won, l.measure(l.won, v, inside)
	for _, k := range l.near {
		// A distance changes by no more than one moves, but for the metre by which
		// straight edges and geodesics differ.
		const margin = 10
		if m := &l.last[k]; k == l.won || m.d-1.01*m.from.Sub(v).Norm()-margin > d {
			continue
		}
		if dk := l.measure(k, v, inside); dk < d || dk == d && k < area {
			area, d = k, dk
		}
	}
	l.won = area
	return area, d
}
