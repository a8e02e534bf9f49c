package coast

import "github.com/paulmach/orb"

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
