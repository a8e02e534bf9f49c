package caspian

import (
	"math"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
)

// regions answers which of a number of polygons hold a place. Their edges are
// geodesics. They are cut into pieces of coast.MaxPiece, whose geodesics depart
// by 0.1 mm at most from the straight lines of the chart, and listed by the rows
// of the chart that they touch; a place lies in the polygons whose edges in its
// row pass it on the left an odd number of times. Of neighbours with the same
// vertices one holds a place on their edge.
type regions struct {
	points [][2]float64 // pieces run from one to the next
	low    float64      // where the first row begins
	scale  float64      // rows per metre
	starts []int32      // of the rows in edges, and the end of the last one
	edges  []regionEdge // in each row by region
}

// regionEdge is a piece of a polygon.
type regionEdge struct{ piece, region int32 }

// newRegions returns the regions of polygons, all within the reach of a chart:
// one for each of them.
func newRegions(chart *geodesic.Chart, polygons []orb.MultiPolygon) *regions {
	var rings []orb.LineString
	var owner []int32
	for k, m := range polygons {
		for _, p := range m {
			for _, ring := range p {
				rings, owner = append(rings, orb.LineString(ring)), append(owner, int32(k))
			}
		}
	}
	b := coast.NewLines(chart.Ellipsoid(), rings)
	r := &regions{points: make([][2]float64, len(b.Points)), starts: []int32{0, 0}}
	if len(rings) == 0 {
		return r
	}
	low, high := math.Inf(1), math.Inf(-1)
	for k, v := range b.Points {
		x, y, _ := chart.Forward(v)
		r.points[k] = [2]float64{x, y}
		low, high = min(low, y), max(high, y)
	}
	climb := 0.0 // up and down over all pieces
	each := func(do func(piece, region int32)) {
		for _, c := range b.Chains {
			for k := c.Start; k < c.End; k++ {
				do(int32(k), owner[c.Ring])
			}
		}
	}
	n := 0
	each(func(piece, _ int32) {
		n++
		climb += math.Abs(r.points[piece+1][1] - r.points[piece][1])
	})
	// A piece is listed in four rows on the average, at most.
	rows := int(min(float64(n)/4, 3*float64(n)*(high-low)/climb)) + 1
	r.low, r.scale = low, float64(rows)/(high-low)
	counts := make([]int32, rows+1)
	span := func(piece int32) (from, to int) {
		y0, y1 := r.points[piece][1], r.points[piece+1][1]
		return r.row(min(y0, y1), rows), r.row(max(y0, y1), rows)
	}
	each(func(piece, _ int32) {
		from, to := span(piece)
		for row := from; row <= to; row++ {
			counts[row+1]++
		}
	})
	for k := range rows {
		counts[k+1] += counts[k]
	}
	r.starts, r.edges = counts, make([]regionEdge, counts[rows])
	next := make([]int32, rows)
	copy(next, counts)
	each(func(piece, region int32) {
		from, to := span(piece)
		for row := from; row <= to; row++ {
			r.edges[next[row]] = regionEdge{piece, region}
			next[row]++
		}
	})
	return r
}

// row returns the row of a chart position, the first or the last one for those
// outside.
func (r *regions) row(y float64, rows int) int {
	return int(max(0, min((y-r.low)*r.scale, float64(rows-1))))
}

// at calls found for the regions that hold a place at a position of the chart,
// ascending.
func (r *regions) at(x, y float64, found func(region int)) {
	row := r.row(y, len(r.starts)-1)
	in, last := false, int32(-1)
	for _, e := range r.edges[r.starts[row]:r.starts[row+1]] {
		if e.region != last {
			if in {
				found(int(last))
			}
			in, last = false, e.region
		}
		p, q := r.points[e.piece], r.points[e.piece+1]
		if (p[1] > y) == (q[1] > y) || min(p[0], q[0]) >= x {
			continue
		}
		// The lower end comes first, whichever way a neighbour's edge runs.
		if p[1] > q[1] {
			p, q = q, p
		}
		if p[0]+(y-p[1])*(q[0]-p[0])/(q[1]-p[1]) < x {
			in = !in
		}
	}
	if in {
		found(int(last))
	}
}
