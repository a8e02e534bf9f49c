package partition

import "math"

// spot asks for leaves no larger than floor within radius of a place.
type spot struct {
	x, y, radius, floor float64
}

// holds says whether a place of the chart lies in the spot.
func (s *spot) holds(x, y float64) bool {
	return max(math.Abs(x-s.x), math.Abs(y-s.y)) <= s.radius
}
