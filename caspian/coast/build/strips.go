package build

import (
	"math"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/internal/planar"
)

// border is an edge of an area, straight in longitude and latitude.
type border struct {
	a, b orb.Point
	area int
}

// strips tell which areas a place is inside of: those whose edges lie an odd
// number of times over it, on the meridian to the north pole. Edges are sorted
// into strips of longitude. A place on an edge may be on either side.
type strips struct {
	// The longitudes of the sea lie up to half away from middle; no place of it
	// is south of south.
	middle, half, south float64

	borders []border
	lists   [][]int32 // the borders over each strip
	inside  []bool    // of the last place, by areas
	spans   []bool    // areas that have borders
}

// span takes the longitudes of a shore.
func (s *strips) span(shore orb.Ring) {
	at := shore[0][0]
	west, east := at, at
	s.south = 90
	for k, p := range shore {
		if k > 0 {
			at += math.Remainder(p[0]-shore[k-1][0], 360)
		}
		west, east = min(west, at), max(east, at)
		s.south = min(s.south, p[1])
	}
	// A geodesic may run beyond its ends' parallels: a degree more.
	s.south--
	s.middle, s.half = (west+east)/2, min((east-west)/2+1e-6, 180)
	if east-west > 350 {
		s.south = -90
	}
}

// add adds a border if the sea has a place under it.
func (s *strips) add(b border) {
	if max(b.a[1], b.b[1]) >= s.south && s.each(b, 1, func(int) {}) {
		s.borders = append(s.borders, b)
	}
}

// each calls do for the strips that a border is over, n in all, and says
// whether there are any.
func (s *strips) each(b border, n int, do func(k int)) (some bool) {
	const margin = 1e-9 // for rounding
	a, c := math.Remainder(b.a[0]-s.middle, 360), math.Remainder(b.b[0]-s.middle, 360)
	from, to := min(a, c)-margin, max(a, c)+margin
	cover := func(from, to float64) {
		if to < -s.half || from > s.half {
			return
		}
		some = true
		for k := s.strip(from, n); k <= s.strip(to, n); k++ {
			do(k)
		}
	}
	if to-from > 180 { // across the opposite meridian
		cover(to-2*margin, 180)
		cover(-180, from+2*margin)
	} else {
		cover(from, to)
	}
	return some
}

// strip returns the strip at a longitude from the middle.
func (s *strips) strip(x float64, n int) int {
	return min(max(int((x+s.half)/(2*s.half)*float64(n)), 0), n-1)
}

// lay sorts the borders into strips.
func (s *strips) lay(areas int) {
	s.inside, s.spans = make([]bool, areas), make([]bool, areas)
	// So many strips that borders are in a few of them each.
	n := 2048
	for ; n > 1; n /= 2 {
		total := 0
		for _, b := range s.borders {
			s.each(b, n, func(int) { total++ })
			if total > 32*len(s.borders)+n {
				break
			}
		}
		if total <= 32*len(s.borders)+n {
			break
		}
	}
	s.lists = make([][]int32, n)
	for i, b := range s.borders {
		s.spans[b.area] = true
		s.each(b, n, func(k int) { s.lists[k] = append(s.lists[k], int32(i)) })
	}
}

// over returns which areas p is inside of, until the next call.
func (s *strips) over(p orb.Point) []bool {
	clear(s.inside)
	for _, i := range s.lists[s.strip(math.Remainder(p[0]-s.middle, 360), len(s.lists))] {
		b := &s.borders[i]
		x, y := math.Remainder(b.a[0]-p[0], 360), math.Remainder(b.b[0]-p[0], 360)
		// The ray runs north: latitudes take the place of x.
		if math.Abs(x-y) <= 180 && planar.Crosses([2]float64{b.a[1], x}, [2]float64{b.b[1], y}, [2]float64{p[1], 0}) {
			s.inside[b.area] = !s.inside[b.area]
		}
	}
	return s.inside
}
