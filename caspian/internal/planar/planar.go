// Package planar says which regions of a plane hold a place. Regions are bounded by
// closed rings of straight edges, and a place is in a region if a ray from it
// crosses the region's edges an odd number of times: rings within rings are holes,
// whichever way they run.
//
// Everybody has the same rule for edges, the half-open one: a place on an edge or a
// vertex belongs to one side, as if it lay a hair to the right and a hair up. So
// regions that share an edge, whichever way each of them runs along it, hold every
// place once, on the edge too.
//
// # Files
//
// In reading order:
//
//   - planar.go: the rule, and a look at all edges
//   - index.go: many places and many regions
//   - turn.go: on which side of a line a place is, exactly
package planar

// Crosses says whether the edge from a to b crosses the ray from p to the right.
func Crosses(a, b, p [2]float64) bool {
	return (a[1] > p[1]) != (b[1] > p[1]) && p[0] < crossing(a, b, 1, p[1])
}

// Contains says whether rings hold p: one ring, or a region's ring and its holes.
// The last point of a ring is its first.
func Contains[P ~[2]float64, R ~[]P](p P, rings ...R) bool {
	in := false
	for _, ring := range rings {
		for k := 1; k < len(ring); k++ {
			if Crosses(ring[k-1], ring[k], p) {
				in = !in
			}
		}
	}
	return in
}

// crossing returns where the line from a to b has a coordinate of the axis: its
// other coordinate there. It is the same for the line from b to a, to the last bit.
func crossing(a, b [2]float64, axis int, at float64) float64 {
	if a[axis] > b[axis] {
		a, b = b, a
	}
	other := 1 - axis
	return a[other] + (at-a[axis])*(b[other]-a[other])/(b[axis]-a[axis])
}
