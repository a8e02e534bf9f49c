package coast

import (
	"cmp"
	"math"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/internal/sorting"
)

// Bent counts the edges of the shore and the islands that a program that draws
// them straight in longitude and latitude misses by more than tolerance metres
// in the middle. It also returns the largest such distance
// and where it is.
func (c *Coast) Bent(tolerance float64) (count int, most float64, at orb.Point) {
	look := func(ring orb.Ring) {
		for k, q := range ring[1:] {
			if d, foot := bend(ring[k], q, tolerance); d > tolerance {
				count++
				if d > most {
					most, at = d, foot
				}
			}
		}
	}
	look(c.Shore)
	for _, i := range c.Islands {
		look(i.Ring)
	}
	return count, most, at
}

// Entangled returns a place where an edge that Bent counts crosses another edge of the
// coast or of the given lines if all are drawn straight in longitude and latitude, and
// false if there is none. On the ellipsoid they must not.
func (c *Coast) Entangled(tolerance float64, lines []orb.LineString) (orb.Point, bool) {
	type edge struct {
		a, b   orb.Point // longitudes from that of the first vertex
		lo, hi float64   // of longitudes
		bent   bool
	}
	var edges []edge
	add := func(line []orb.Point) {
		for k := range max(0, len(line)-1) {
			a, b := line[k], line[k+1]
			if a == b {
				continue
			}
			d, _ := bend(a, b, tolerance)
			x := math.Remainder(a[0]-c.Shore[0][0], 360)
			y := x + math.Remainder(b[0]-a[0], 360)
			edges = append(edges, edge{orb.Point{x, a[1]}, orb.Point{y, b[1]}, min(x, y), max(x, y), d > tolerance})
		}
	}
	add(c.Shore)
	for _, i := range c.Islands {
		add(i.Ring)
	}
	for _, line := range lines {
		add(line)
	}
	sorting.Stable(edges, func(a, b edge) int { return cmp.Compare(a.lo, b.lo) })
	for k, e := range edges {
		for _, o := range edges[k+1:] {
			if o.lo > e.hi {
				break
			}
			if !e.bent && !o.bent || max(o.a[1], o.b[1]) < min(e.a[1], e.b[1]) || min(o.a[1], o.b[1]) > max(e.a[1], e.b[1]) {
				continue
			}
			if beside(e.a, e.b, o.a)*beside(e.a, e.b, o.b) < 0 && beside(o.a, o.b, e.a)*beside(o.a, o.b, e.b) < 0 {
				s := beside(o.a, o.b, e.a) / (beside(o.a, o.b, e.a) - beside(o.a, o.b, e.b))
				return orb.Point{math.Remainder(c.Shore[0][0]+e.a[0]+s*(e.b[0]-e.a[0]), 360), e.a[1] + s*(e.b[1]-e.a[1])}, true
			}
		}
	}
	return orb.Point{}, false
}

// beside is positive where p lies to the left of the way from a to b in the plane.
func beside(a, b, p orb.Point) float64 {
	return (b[0]-a[0])*(p[1]-a[1]) - (b[1]-a[1])*(p[0]-a[0])
}
