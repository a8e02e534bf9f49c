package coast

import (
	"math"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/geodesic"
)

// Bent counts the edges of the shore and the islands that a program that draws
// them straight in longitude and latitude misses by more than tolerance metres
// in the middle. It also returns the largest such distance
// and where it is.
func (c *Coast) Bent(tolerance float64) (count int, most float64, at orb.Point) {
	e := geodesic.WGS84
	look := func(ring orb.Ring) {
		for k, q := range ring[1:] {
			p := ring[k]
			dx, dy := math.Abs(math.Remainder(q[0]-p[0], 360)), math.Abs(q[1]-p[1])
			// The distance is at most R·Δλ·(Δλ + 2Δφ)/8, nearly.
			if 300*dx*(dx+2*dy) < tolerance {
				continue
			}
			drawn := orb.Point{p[0] + math.Remainder(q[0]-p[0], 360)/2, (p[1] + q[1]) / 2}
			if foot, d := e.Nearest(drawn, p, q); d > tolerance {
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
