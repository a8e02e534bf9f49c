package coast

import (
	"math"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/sorting"
)

// Extent returns the west, south, east and north ends of the shore's vertices,
// in degrees, as RFC 7946 (section 5.2) has a bounding box: where the sea
// crosses the antimeridian, west is greater than east. A sea around a pole
// reaches from −180 to 180 and to the pole.
func (c *Coast) Extent() (west, south, east, north float64) {
	at := c.Shore[0][0]
	west, east = at, at
	south, north = math.Inf(1), math.Inf(-1)
	for k, p := range c.Shore {
		if k > 0 {
			at += math.Remainder(p[0]-c.Shore[k-1][0], 360)
		}
		west, east = min(west, at), max(east, at)
		south, north = min(south, p[1]), max(north, p[1])
	}
	// The sea is on the left: around the north pole the shore runs eastward.
	switch turns := at - c.Shore[0][0]; {
	case turns > 180:
		return -180, south, 180, 90
	case turns < -180:
		return -180, -90, 180, north
	}
	return math.Remainder(west, 360), south, math.Remainder(east, 360), north
}

// Spacing returns the median and the greatest length in metres of the edges of
// the shore and the islands, and the vertex that the longest one begins at.
func (c *Coast) Spacing() (median, greatest float64, at orb.Point) {
	var all []float64
	look := func(ring orb.Ring) {
		for k, q := range ring[1:] {
			d := geodesic.WGS84.Distance(ring[k], q)
			if all = append(all, d); d > greatest {
				greatest, at = d, ring[k]
			}
		}
	}
	look(c.Shore)
	for _, i := range c.Islands {
		look(i.Ring)
	}
	sorting.Ordered(all)
	return (all[(len(all)-1)/2] + all[len(all)/2]) / 2, greatest, at
}
