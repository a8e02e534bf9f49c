package planar

import (
	"cmp"
	"math"
	"slices"
)

// Index finds the regions that hold a place, of many.
//
// The plane is cut into square cells, about as many as there are edges. For every
// cell it is known which regions hold its middle and which edges may touch it. Of a
// place in it, a region changes its mind with every edge that is crossed on the way
// there from the middle, first along y and then along ix.
type Index struct {
	points    [][2]float64 // edges run from one to the next
	low       [2]float64   // the corner of the first cell
	size      float64      // of a cell
	across    [2]int       // the number of cells along x and y
	edges     []Edge       // of the cells one after the other, in each by region
	edgeStart []int32      // of each cell in edges, and the end of the last one
	holds     []int32      // the regions that hold the cells' middles
	holdStart []int32      // of each cell in holds, and the end of the last one
}

// Edge is an edge of a region: from a point to the one after it.
type Edge struct{ Point, Region int32 }

// NewIndex returns the index of the regions that edges bound, which are in order
// of regions and make closed rings. Points are its own from then on; there may be
// some that no edge has.
func NewIndex(points [][2]float64, edges []Edge) *Index {
	ix := &Index{points: points}
	if len(edges) == 0 {
		return ix
	}
	low, high := points[0], points[0]
	for _, p := range points {
		low, high = [2]float64{min(low[0], p[0]), min(low[1], p[1])}, [2]float64{max(high[0], p[0]), max(high[1], p[1])}
	}
	width, height := high[0]-low[0], high[1]-low[1]
	// Long thin regions have no fewer cells than two along a side.
	ix.size = max(math.Sqrt(width*height/float64(len(edges))), max(width, height)/float64(len(edges)))
	// No middle shall lie on a line that something was made symmetrical to.
	ix.low = [2]float64{low[0] - 0.618*ix.size, low[1] - 0.382*ix.size}
	ix.across = [2]int{int((high[0]-ix.low[0])/ix.size) + 2, int((high[1]-ix.low[1])/ix.size) + 2}
	ix.list(edges)
	ix.fill(edges)
	return ix
}

// list finds the edges that may touch each cell.
func (ix *Index) list(edges []Edge) {
	touch := func(e Edge, do func(cell int)) {
		p, q := ix.points[e.Point], ix.points[e.Point+1]
		const margin = 1e-3 // far more than rounding, of metres on the Earth
		i0, j0 := ix.cell(min(p[0], q[0])-margin, min(p[1], q[1])-margin)
		i1, j1 := ix.cell(max(p[0], q[0])+margin, max(p[1], q[1])+margin)
		for j := j0; j <= j1; j++ {
			for i := i0; i <= i1; i++ {
				do(j*ix.across[0] + i)
			}
		}
	}
	cells := ix.across[0] * ix.across[1]
	ix.edgeStart = make([]int32, cells+1)
	for _, e := range edges {
		touch(e, func(cell int) { ix.edgeStart[cell+1]++ })
	}
	for k := range cells {
		ix.edgeStart[k+1] += ix.edgeStart[k]
	}
	ix.edges = make([]Edge, ix.edgeStart[cells])
	next := slices.Clone(ix.edgeStart)
	for _, e := range edges {
		touch(e, func(cell int) {
			ix.edges[next[cell]] = e
			next[cell]++
		})
	}
}

// fill finds which regions hold the middles of the cells.
func (ix *Index) fill(edges []Edge) {
	type meeting struct {
		x      float64
		region int32
	}
	rows := make([][]meeting, ix.across[1])
	for _, e := range edges {
		p, q := ix.points[e.Point], ix.points[e.Point+1]
		_, j0 := ix.cell(ix.low[0], min(p[1], q[1]))
		_, j1 := ix.cell(ix.low[0], max(p[1], q[1]))
		for j := j0; j <= j1; j++ {
			if _, y := ix.middle(0, j); (p[1] > y) != (q[1] > y) {
				rows[j] = append(rows[j], meeting{crossing(p, q, 1, y), e.Region})
			}
		}
	}
	ix.holdStart = make([]int32, 1, ix.across[0]*ix.across[1]+1)
	var held []int32 // ascending
	for j, row := range rows {
		slices.SortFunc(row, func(a, b meeting) int { return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(a.region, b.region)) })
		held = held[:0]
		for i := range ix.across[0] {
			x, _ := ix.middle(i, j)
			for len(row) > 0 && row[0].x <= x {
				k, in := slices.BinarySearch(held, row[0].region)
				if in {
					held = slices.Delete(held, k, k+1)
				} else {
					held = slices.Insert(held, k, row[0].region)
				}
				row = row[1:]
			}
			ix.holds = append(ix.holds, held...)
			ix.holdStart = append(ix.holdStart, int32(len(ix.holds)))
		}
	}
}

// cell returns the cell of a place, or the nearest one.
func (ix *Index) cell(x, y float64) (i, j int) {
	clamp := func(v float64, n int) int { return int(max(0, min(v/ix.size, float64(n-1)))) }
	return clamp(x-ix.low[0], ix.across[0]), clamp(y-ix.low[1], ix.across[1])
}

// middle returns the middle of a cell.
func (ix *Index) middle(i, j int) (x, y float64) {
	return ix.low[0] + (float64(i)+0.5)*ix.size, ix.low[1] + (float64(j)+0.5)*ix.size
}

// At calls found for the regions that hold a place, ascending.
func (ix *Index) At(x, y float64, found func(region int)) {
	if len(ix.edgeStart) == 0 {
		return
	}
	i, j := ix.cell(x, y)
	cx, cy := ix.middle(i, j)
	if math.Abs(x-cx) > ix.size || math.Abs(y-cy) > ix.size {
		return // outside all cells, or a step from their rim, where nothing is
	}
	cell := j*ix.across[0] + i
	held := ix.holds[ix.holdStart[cell]:ix.holdStart[cell+1]]
	edges := ix.edges[ix.edgeStart[cell]:ix.edgeStart[cell+1]]
	for len(held) > 0 || len(edges) > 0 {
		var region int32
		in := false
		switch {
		case len(edges) == 0 || len(held) > 0 && held[0] <= edges[0].Region:
			region, in, held = held[0], true, held[1:]
		default:
			region = edges[0].Region
		}
		for len(edges) > 0 && edges[0].Region == region {
			p, q := ix.points[edges[0].Point], ix.points[edges[0].Point+1]
			edges = edges[1:]
			// Both legs must have the corner between them on the same side of
			// the edge, whatever rounding says.
			wide, high := (p[0] > cx) != (q[0] > cx), (p[1] > y) != (q[1] > y)
			above := p[1] <= y
			if wide {
				v := crossing(p, q, 0, cx)
				if high {
					above = v <= y
				}
				if above != (v <= cy) {
					in = !in
				}
			}
			if high {
				v := crossing(p, q, 1, y)
				right := v <= cx
				if wide {
					right = above == ((p[0] < q[0]) != (p[1] < q[1]))
				}
				if (v <= x) != right {
					in = !in
				}
			}
		}
		if in {
			found(int(region))
		}
	}
}
