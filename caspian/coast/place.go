package coast

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/geodesic"
)

// same says whether two positions are the same place.
func same(p, q orb.Point) bool {
	return p == q || p[1] == q[1] && (math.Abs(p[1]) == 90 || math.Remainder(p[0]-q[0], 360) == 0)
}

// comparePoints orders positions by longitude and then latitude.
func comparePoints(p, q orb.Point) int {
	return cmp.Or(cmp.Compare(p[0], q[0]), cmp.Compare(p[1], q[1]))
}

func first(row []orb.Point) *orb.Point {
	if len(row) == 0 {
		return nil
	}
	p := row[0]
	return &p
}

func leastVertex(open []orb.Point) int {
	best := 0
	for k, p := range open {
		if comparePoints(p, open[best]) < 0 {
			best = k
		}
	}
	return best
}

// rotate makes vertex k the first of a closed ring.
func rotate(ring []orb.Point, k int) {
	n := len(ring) - 1
	open := ring[:n]
	slices.Reverse(open[:k])
	slices.Reverse(open[k:])
	slices.Reverse(open)
	ring[n] = ring[0]
}

// turn returns the area of a ring in m², roughly: positive if it runs
// counter-clockwise. It is the part of the ring's vector area that points out
// of the Earth.
func turn(ring []orb.Point) float64 {
	e := geodesic.WGS84
	origin := e.Cartesian(ring[0])
	var area, middle geodesic.Vec
	prev := geodesic.Vec{}
	for _, p := range ring[1:] {
		v := e.Cartesian(p).Sub(origin)
		area = area.Add(prev.Cross(v))
		middle = middle.Add(v)
		prev = v
	}
	return area.Dot(origin.Add(middle.Mul(1/float64(len(ring)-1))).Unit()) / 2
}

// perimeter returns the length of a ring in metres, roughly.
func perimeter(ring []orb.Point) float64 {
	sum := 0.0
	for k := range ring[1:] {
		sum += geodesic.WGS84.Cartesian(ring[k]).Sub(geodesic.WGS84.Cartesian(ring[k+1])).Norm()
	}
	return sum
}
