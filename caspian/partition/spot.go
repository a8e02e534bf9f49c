package partition

import "math"

// spot asks for leaves no larger than floor within radius of a place.
type spot struct {
	x, y, radius, floor float64
}

// beside says whether the edge from a to b may come into the spot.
func (s *spot) beside(a, b *place) bool {
	return min(a.x, b.x) <= s.x+s.radius && max(a.x, b.x) >= s.x-s.radius && min(a.y, b.y) <= s.y+s.radius && max(a.y, b.y) >= s.y-s.radius
}

// holds says whether a place of the chart lies in the spot.
func (s *spot) holds(x, y float64) bool {
	return max(math.Abs(x-s.x), math.Abs(y-s.y)) <= s.radius
}
