package export

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/internal/planar"
	"caspian.example/division/caspian/internal/sorting"
)

// GeoJSON wants geometries cut at the antimeridian (RFC 7946 section 3.1.9):
// no part may cross it, and a polygon around a pole runs along the edge of the
// plane. A ring is followed with its longitudes continued beyond ±180°, cut
// into pieces where it changes from one turn of the Earth to the next, and the
// pieces are joined along the frame of the plane, with the area on their left.

// crosses says whether a line passes the antimeridian or leaves ±180°.
func crosses(line []orb.Point) bool {
	for k, p := range line {
		if math.Abs(p[0]) > 180 || k > 0 && math.Abs(p[0]-line[k-1][0]) > 180 {
			return true
		}
	}
	return false
}

// turned is a line in pieces, each within one turn.
type turned struct {
	pieces [][]orb.Point
	// whole says that the line is one piece, closed if it was a ring.
	whole bool
}

// turns cuts a line where it passes from one turn to the next. A ring that
// does is returned from its first cut on.
func turns(line []orb.Point, ring bool) turned {
	n := len(line)
	x := make([]float64, n)
	turn := make([]int, n)
	known := false
	last := 0
	for k, p := range line {
		x[k] = p[0]
		if k > 0 {
			x[k] = x[k-1] + math.Remainder(p[0]-line[k-1][0], 360)
		}
		// A position on the antimeridian stays in the turn of the one before.
		if math.Remainder(x[k]-180, 360) != 0 {
			last = int(math.Floor((x[k] + 180) / 360))
			if !known {
				known = true
				for i := range k {
					turn[i] = last
				}
			}
		}
		turn[k] = last
	}
	if ring && n > 1 && math.Remainder(x[0]-180, 360) == 0 {
		// The ring begins on the antimeridian: what comes last decides.
		for k := 0; k < n && math.Remainder(x[k]-180, 360) == 0; k++ {
			turn[k] = turn[n-1] - int(math.Round((x[n-1]-x[0])/360))
		}
	}
	at := func(k, turn int) orb.Point { return orb.Point{x[k] - 360*float64(turn), line[k][1]} }
	out := turned{}
	piece := []orb.Point{at(0, turn[0])}
	for k := 1; k < n; k++ {
		for t := turn[k-1]; t != turn[k]; {
			step := 1
			if turn[k] < t {
				step = -1
			}
			edge := 360*float64(t) + 180*float64(step)
			lat := latitudeAt(edge, x[k-1], line[k-1][1], x[k], line[k][1])
			if end := (orb.Point{180 * float64(step), lat}); piece[len(piece)-1] != end {
				piece = append(piece, end)
			}
			out.pieces = append(out.pieces, piece)
			piece = []orb.Point{{-180 * float64(step), lat}}
			t += step
		}
		if p := at(k, turn[k]); p != piece[len(piece)-1] {
			piece = append(piece, p)
		}
	}
	out.whole = len(out.pieces) == 0
	switch {
	case out.whole || !ring:
		out.pieces = append(out.pieces, piece)
	default:
		// The last piece runs on into the first.
		first := out.pieces[0]
		if piece[len(piece)-1] == first[0] {
			first = first[1:]
		}
		out.pieces[0] = append(piece, first...)
	}
	return out
}

// latitudeAt returns where the straight line between two positions has the
// longitude x, the same for both directions of the line.
func latitudeAt(x, x0, y0, x1, y1 float64) float64 {
	if x0 > x1 {
		x0, y0, x1, y1 = x1, y1, x0, y0
	}
	switch x {
	case x0:
		return y0
	case x1:
		return y1
	}
	return y0 + (y1-y0)*((x-x0)/(x1-x0))
}

// SplitLine returns a line cut at the antimeridian.
func SplitLine(line orb.LineString) orb.MultiLineString {
	if !crosses(line) {
		return orb.MultiLineString{line}
	}
	var out orb.MultiLineString
	for _, p := range turns(line, false).pieces {
		if len(p) > 1 {
			out = append(out, p)
		}
	}
	return out
}

// SplitPolygons returns polygons cut at the antimeridian and, where they contain a pole, along it.
func SplitPolygons(all orb.MultiPolygon) (out orb.MultiPolygon) {
	for _, p := range all {
		out = append(out, splitPolygon(p)...)
	}
	return out
}

// splitPolygon returns a polygon cut at the antimeridian and, if it contains a
// pole, along it. Outer rings run counter-clockwise, holes clockwise.
func splitPolygon(p orb.Polygon) orb.MultiPolygon {
	if !slices.ContainsFunc(p, func(r orb.Ring) bool { return crosses(r) }) {
		return orb.MultiPolygon{p}
	}
	var open [][]orb.Point
	var rings []orb.Ring
	for _, r := range p {
		t := turns(r, true)
		if t.whole {
			rings = append(rings, t.pieces[0])
		} else {
			open = append(open, t.pieces...)
		}
	}
	rings = append(rings, joinFrame(open)...)
	var out orb.MultiPolygon
	var holes []orb.Ring
	for _, r := range rings {
		if r.Orientation() == orb.CW {
			holes = append(holes, r)
		} else {
			out = append(out, orb.Polygon{r})
		}
	}
	for _, h := range holes {
		for k := range out {
			if planar.Contains(h[0], out[k][0]) {
				out[k] = append(out[k], h)
				break
			}
		}
	}
	return out
}

// onFrame returns how far along the frame of the plane a position on its sides
// lies, counter-clockwise from the lower right corner: up the right side to
// 180, along the top to 540, down the left side to 720, along the bottom to
// 1080.
func onFrame(p orb.Point) float64 {
	if p[0] > 0 {
		return p[1] + 90
	}
	return 540 + 90 - p[1]
}

// corners are the corners of the frame in this order.
var corners = [...]struct {
	at float64
	p  orb.Point
}{{180, orb.Point{180, 90}}, {540, orb.Point{-180, 90}}, {720, orb.Point{-180, -90}}, {1080, orb.Point{180, -90}}}

// joinFrame closes pieces that begin and end on the frame into rings: from the
// end of each along the frame to the next beginning.
func joinFrame(pieces [][]orb.Point) []orb.Ring {
	order := make([]int, len(pieces))
	for k := range order {
		order[k] = k
	}
	start := func(k int) float64 { return onFrame(pieces[k][0]) }
	sorting.Func(order, func(a, b int) int { return cmp.Compare(start(a), start(b)) })
	used := make([]bool, len(pieces))
	var out []orb.Ring
	for first := range pieces {
		if used[first] {
			continue
		}
		var ring orb.Ring
		for k := first; !used[k]; {
			used[k] = true
			ring = append(ring, pieces[k]...)
			end := onFrame(pieces[k][len(pieces[k])-1])
			i := slices.IndexFunc(order, func(j int) bool { return start(j) >= end })
			next, to := order[0], start(order[0])+1080
			if i >= 0 {
				next, to = order[i], start(order[i])
			}
			for _, lap := range [2]float64{0, 1080} {
				for _, c := range corners {
					if c.at+lap > end && c.at+lap < to {
						ring = append(ring, c.p)
					}
				}
			}
			k = next
		}
		ring = slices.Compact(ring)
		if ring[0] != ring[len(ring)-1] {
			ring = append(ring, ring[0])
		}
		if len(ring) > 3 {
			out = append(out, ring)
		}
	}
	return out
}
