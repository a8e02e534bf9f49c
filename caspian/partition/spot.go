package partition

import "math"

// spot asks for leaves no larger than floor within radius of a place.
type spot struct {
	x, y, radius, floor float64
}

// holds says whether a place of the chart lies in the spot.
func (s *spot) holds(x, y float64) bool { return max(math.Abs(x-s.x), math.Abs(y-s.y)) <= s.radius }

// tangle is a place around which the lines cannot be told apart: within its radius
// they count as meeting in one node, whatever they do there.
type tangle struct {
	place
	radius float64
}

// holds says whether a place of the chart lies in the tangle.
func (k *tangle) holds(x, y float64) bool { return math.Hypot(x-k.x, y-k.y) <= k.radius }
