package locate

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
)

// regions answers which of a number of polygons hold a place. Their edges are
// geodesics, cut into pieces of coast.MaxPiece, whose geodesics depart by 0.1 mm
// at most from the straight lines of the chart.
//
// The chart is cut into square cells, about as many as there are pieces. For
// every cell it is known which polygons hold its middle and which pieces may
// touch it. Of a place in it, a polygon changes its mind with every piece that is
// crossed on the way there from the middle, first along y and then along x. Of
// neighbours with the same vertices one holds a place on their edge.
type regions struct {
	points    [][2]float64 // pieces run from one to the next
	low       [2]float64   // the corner of the first cell
	size      float64      // of a cell
	across    [2]int       // the number of cells along x and y
	edges     []regionEdge // of the cells one after the other, in each by region
	edgeStart []int32      // of each cell in edges, and the end of the last one
	holds     []int32      // the regions that hold the cells' middles
	holdStart []int32      // of each cell in holds, and the end of the last one
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
	r := &regions{points: make([][2]float64, len(b.Points))}
	inf := math.Inf(1)
	low, high := [2]float64{inf, inf}, [2]float64{-inf, -inf}
	for k, v := range b.Points {
		x, y, _ := chart.Forward(v)
		r.points[k] = [2]float64{x, y}
		low, high = [2]float64{min(low[0], x), min(low[1], y)}, [2]float64{max(high[0], x), max(high[1], y)}
	}
	if len(rings) == 0 {
		return r
	}
	pieces := make([]regionEdge, 0, len(b.Points))
	for _, c := range b.Chains {
		for k := c.Start; k < c.End; k++ {
			pieces = append(pieces, regionEdge{int32(k), owner[c.Ring]})
		}
	}
	width, height := high[0]-low[0], high[1]-low[1]
	// Long thin seas have no fewer cells than two along a side.
	r.size = max(math.Sqrt(width*height/float64(len(pieces))), max(width, height)/float64(len(pieces)))
	// No middle shall lie on a line that something was made symmetrical to.
	r.low = [2]float64{low[0] - 0.618*r.size, low[1] - 0.382*r.size}
	r.across = [2]int{int((high[0]-r.low[0])/r.size) + 2, int((high[1]-r.low[1])/r.size) + 2}
	r.list(pieces)
	r.fill(pieces)
	return r
}

// list finds the pieces that may touch each cell.
func (r *regions) list(pieces []regionEdge) {
	touch := func(e regionEdge, do func(cell int)) {
		p, q := r.points[e.piece], r.points[e.piece+1]
		const margin = 1e-3 // metres: far more than rounding
		i0, j0 := r.cell(min(p[0], q[0])-margin, min(p[1], q[1])-margin)
		i1, j1 := r.cell(max(p[0], q[0])+margin, max(p[1], q[1])+margin)
		for j := j0; j <= j1; j++ {
			for i := i0; i <= i1; i++ {
				do(j*r.across[0] + i)
			}
		}
	}
	cells := r.across[0] * r.across[1]
	r.edgeStart = make([]int32, cells+1)
	for _, e := range pieces {
		touch(e, func(cell int) { r.edgeStart[cell+1]++ })
	}
	for k := range cells {
		r.edgeStart[k+1] += r.edgeStart[k]
	}
	r.edges = make([]regionEdge, r.edgeStart[cells])
	next := slices.Clone(r.edgeStart)
	for _, e := range pieces {
		touch(e, func(cell int) {
			r.edges[next[cell]] = e
			next[cell]++
		})
	}
}

// fill finds which regions hold the middles of the cells.
func (r *regions) fill(pieces []regionEdge) {
	type crossing struct {
		x      float64
		region int32
	}
	rows := make([][]crossing, r.across[1])
	for _, e := range pieces {
		p, q := r.points[e.piece], r.points[e.piece+1]
		_, j0 := r.cell(r.low[0], min(p[1], q[1]))
		_, j1 := r.cell(r.low[0], max(p[1], q[1]))
		for j := j0; j <= j1; j++ {
			if _, y := r.middle(0, j); (p[1] > y) != (q[1] > y) {
				rows[j] = append(rows[j], crossing{along(p, q, 1, y), e.region})
			}
		}
	}
	r.holdStart = make([]int32, 1, r.across[0]*r.across[1]+1)
	var held []int32 // ascending
	for j, row := range rows {
		slices.SortFunc(row, func(a, b crossing) int { return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(a.region, b.region)) })
		held = held[:0]
		for i := range r.across[0] {
			x, _ := r.middle(i, j)
			for len(row) > 0 && row[0].x < x {
				k, in := slices.BinarySearch(held, row[0].region)
				if in {
					held = slices.Delete(held, k, k+1)
				} else {
					held = slices.Insert(held, k, row[0].region)
				}
				row = row[1:]
			}
			r.holds = append(r.holds, held...)
			r.holdStart = append(r.holdStart, int32(len(r.holds)))
		}
	}
}

// cell returns the cell of a place, or the nearest one.
func (r *regions) cell(x, y float64) (i, j int) {
	clamp := func(v float64, n int) int { return int(max(0, min(v/r.size, float64(n-1)))) }
	return clamp(x-r.low[0], r.across[0]), clamp(y-r.low[1], r.across[1])
}

// middle returns the middle of a cell.
func (r *regions) middle(i, j int) (x, y float64) {
	return r.low[0] + (float64(i)+0.5)*r.size, r.low[1] + (float64(j)+0.5)*r.size
}

// along returns where the line from p to q has a coordinate of the axis: its
// other coordinate there. It is the same for the line from q to p.
func along(p, q [2]float64, axis int, at float64) float64 {
	if p[axis] > q[axis] {
		p, q = q, p
	}
	other := 1 - axis
	return p[other] + (at-p[axis])*(q[other]-p[other])/(q[axis]-p[axis])
}

// at calls found for the regions that hold a place at a position of the chart,
// ascending.
func (r *regions) at(x, y float64, found func(region int)) {
	if len(r.edgeStart) == 0 {
		return
	}
	i, j := r.cell(x, y)
	cx, cy := r.middle(i, j)
	if math.Abs(x-cx) > r.size || math.Abs(y-cy) > r.size {
		return // outside all cells, or a step from their rim, where nothing is
	}
	cell := j*r.across[0] + i
	held := r.holds[r.holdStart[cell]:r.holdStart[cell+1]]
	edges := r.edges[r.edgeStart[cell]:r.edgeStart[cell+1]]
	for len(held) > 0 || len(edges) > 0 {
		var region int32
		in := false
		switch {
		case len(edges) == 0 || len(held) > 0 && held[0] <= edges[0].region:
			region, in, held = held[0], true, held[1:]
		default:
			region = edges[0].region
		}
		for len(edges) > 0 && edges[0].region == region {
			p, q := r.points[edges[0].piece], r.points[edges[0].piece+1]
			edges = edges[1:]
			if (p[0] > cx) != (q[0] > cx) {
				if v := along(p, q, 0, cx); (v < y) != (v < cy) {
					in = !in
				}
			}
			if (p[1] > y) != (q[1] > y) {
				if v := along(p, q, 1, y); (v < x) != (v < cx) {
					in = !in
				}
			}
		}
		if in {
			found(int(region))
		}
	}
}
