package partition

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sync"
	"sync/atomic"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
)

// levels is the number of times that the square around the sea can be halved.
// Corners and centres of all cells are whole numbers of units, 2^levels to the
// side.
const levels = 30

// cell is a square of the quadtree, in units from the lower left corner of
// the square around the sea.
type cell struct {
	x, y uint32
	size uint32
}

// leaf is a cell that the boundaries may cross and that needs no further
// division, with the states that may own a place in it.
type leaf struct {
	cell
	claims []claim // at the centre, ascending by state
}

// quadtree divides the square around a sea into cells until every cell is
// either certainly one state's, or certainly land, or a leaf.
type quadtree struct {
	f          *field
	x0, y0     float64 // chart position of the lower left corner
	unit       float64 // metres on the chart per unit
	stretch    float64 // ground distance ≤ stretch · chart distance
	resolution float64
	finer      []spot // where leaves must be finer than usual
	count      atomic.Int64
}

// spot asks for leaves no larger than floor within radius of a place.
type spot struct {
	x, y, radius, floor float64
}

const (
	// shoreRatio is the largest radius of a leaf as a part of its distance
	// from the nearest shore.
	shoreRatio = 0.25
	// floorRadius is the radius in metres at which cells become leaves
	// whatever is near.
	floorRadius = 0.05
	// maxLeaves bounds the work on a sea: some 200 times what the Caspian
	// takes.
	maxLeaves = 2_000_000
	// tripleRadius is the largest radius in metres of a leaf in which three
	// states may meet.
	tripleRadius = 5.0
)

// newQuadtree returns the quadtree of the square around all shores. The
// square is a little larger than the sea and not centred on it, so that the
// lines of symmetric seas do not run along the sides of cells.
func newQuadtree(f *field, resolution float64) *quadtree {
	lo := [2]float64{math.Inf(1), math.Inf(1)}
	hi := [2]float64{math.Inf(-1), math.Inf(-1)}
	for _, p := range f.b.Points {
		x, y, _ := f.chart.Forward(p)
		lo = [2]float64{min(lo[0], x), min(lo[1], y)}
		hi = [2]float64{max(hi[0], x), max(hi[1], y)}
	}
	width := max(hi[0]-lo[0], hi[1]-lo[1])
	if resolution == 0 {
		resolution = width / 1000
	}
	side := 1.0837 * width
	return &quadtree{
		f: f, resolution: resolution, unit: side / (1 << levels),
		x0: lo[0] - 0.0411*width, y0: lo[1] - 0.0373*width,
		stretch: 1 + 2*math.Abs(f.e.F()),
	}
}

func (q *quadtree) position(x, y uint32) (float64, float64) {
	return q.x0 + q.unit*float64(x), q.y0 + q.unit*float64(y)
}

// leaves returns all leaves, in an order that depends on the sea alone.
func (q *quadtree) leaves(ctx context.Context) ([]leaf, error) {
	q.count.Store(0)
	all := make([]claim, 0, len(q.f.index))
	for s := range q.f.index {
		all = append(all, claim{s, coast.Foot{Piece: coast.NoPiece}})
	}
	// Cells of the first levels become tasks; each task's leaves stay
	// together, so that the order does not depend on who does which.
	var tasks []cellTask
	const split = 4
	const size = uint32(1) << (levels - split)
	for y := range uint32(1 << split) {
		for x := range uint32(1 << split) {
			tasks = append(tasks, cellTask{cell{x * size, y * size, size}, nil})
		}
	}
	err := parallel(ctx, len(tasks), func(k int) error {
		w := walker{q: q, ctx: ctx}
		err := w.visit(tasks[k].cell, all, false)
		tasks[k].leaves = w.leaves
		return err
	})
	var out []leaf
	for _, t := range tasks {
		out = append(out, t.leaves...)
	}
	return out, err
}

type cellTask struct {
	cell   cell
	leaves []leaf
}

// walker divides one part of the quadtree.
type walker struct {
	q       *quadtree
	ctx     context.Context
	leaves  []leaf
	visited int
	arena   []claim
}

// visit divides c. Claims are the states that may own a place in the cell
// around c, with their feet at its centre; open says that the cell lies in
// the sea and contains no shore.
func (w *walker) visit(c cell, claims []claim, open bool) error {
	w.visited++
	if w.visited%256 == 0 && w.ctx.Err() != nil {
		return context.Cause(w.ctx)
	}
	q := w.q
	x, y := q.position(c.x+c.size/2, c.y+c.size/2)
	p := q.f.chart.Inverse(x, y)
	r := float64(c.size) * q.unit * math.Sqrt2 / 2 * q.stretch

	// The distance to a set changes by no more than the way travelled: a
	// state farther than the nearest by more than 2r owns nothing here.
	start := len(w.arena)
	defer func() { w.arena = w.arena[:start] }()
	least := math.Inf(1)
	for _, k := range claims {
		foot := q.f.index[k.state].NearestWithin(p, k.foot.Piece, least+2*r)
		if foot.Distance <= least+2*r {
			least = min(least, foot.Distance)
			w.arena = append(w.arena, claim{k.state, foot})
		}
	}
	kept := slices.DeleteFunc(w.arena[start:], func(k claim) bool { return k.foot.Distance > least+2*r })
	w.arena = w.arena[:start+len(kept)]
	if len(kept) < 2 {
		return nil
	}
	if !open && least > r {
		if !q.f.inSea(p, kept) {
			return nil
		}
		open = true
	}
	if q.isLeaf(c, x, y, r, least, kept) {
		out := slices.Clone(kept)
		slices.SortFunc(out, func(a, b claim) int { return a.state - b.state })
		w.leaves = append(w.leaves, leaf{c, out})
		if q.count.Add(1) > maxLeaves {
			at := q.f.e.Position(p)
			return fmt.Errorf("%w: more than %d cells are needed, the last near %.6f %.6f", errUnresolved, maxLeaves, at[0], at[1])
		}
		return nil
	}
	// The nearest state first: it sets the bound for the others.
	slices.SortStableFunc(kept, func(a, b claim) int {
		switch {
		case a.foot.Distance < b.foot.Distance:
			return -1
		case a.foot.Distance > b.foot.Distance:
			return 1
		}
		return a.state - b.state
	})
	h := c.size / 2
	for k := range uint32(4) {
		if err := w.visit(cell{c.x + k%2*h, c.y + k/2*h, h}, kept, open); err != nil {
			return err
		}
	}
	return nil
}

// isLeaf says whether a cell with several claims needs no further division:
// small against its distance from the shore, and either below the resolution
// or crossed by a single line at most.
func (q *quadtree) isLeaf(c cell, x, y, r, least float64, claims []claim) bool {
	if c.size <= 2 {
		return true
	}
	for _, s := range q.finer {
		if max(math.Abs(x-s.x), math.Abs(y-s.y)) <= s.radius+r && r > s.floor {
			return false
		}
	}
	if r <= floorRadius {
		return true
	}
	if r > shoreRatio*least {
		return false
	}
	p := q.f.chart.Inverse(x, y)
	var contenders [2]claim
	n := 0
	for _, k := range claims {
		if q.f.yields(p, r, k, claims) {
			continue
		}
		if n == 2 {
			return r <= tripleRadius
		}
		contenders[n] = k
		n++
	}
	return n < 2 || r <= q.resolution || q.singleLine(p, r, contenders[0], contenders[1])
}

// yields says whether within radius r of p the state of k owns nothing because
// its foot is a junction that it shares with another claim's state and the
// junction's bisector leaves all places around p to that state.
func (f *field) yields(p geodesic.Vec, r float64, k claim, claims []claim) bool {
	for _, o := range claims {
		if side, _, ok := f.tie(k.state, o.state, p, k.foot, o.foot); ok && side > r {
			return true
		}
	}
	return false
}

// singleLine says whether at most one line runs between two states through a
// cell of radius r: whether seen from every place of the cell all base points
// of one state that can matter lie in directions apart from all those of the
// other. Then d_i − d_j grows along one fixed direction throughout the cell.
func (q *quadtree) singleLine(p geodesic.Vec, r float64, a, b claim) bool {
	up := q.f.e.Normal(p)
	toward := away(p, a.foot.At, up).Mul(-1)
	lean := math.Asin(min(1, r/(min(a.foot.Distance, b.foot.Distance)-r)))
	if _, _, ok := q.f.tie(a.state, b.state, p, a.foot, b.foot); ok {
		// Both directions are the junction's wherever the cell is.
		return true
	}
	if cos := toward.Dot(away(p, b.foot.At, up).Mul(-1)); math.Acos(min(max(cos, -1), 1)) <= 2*lean {
		return false // not even the two feet lie apart
	}
	lo1, hi1, ok := q.f.index[a.state].Directions(p, up, toward, a.foot, a.foot.Distance+2*r)
	if !ok {
		return false
	}
	lo2, hi2, ok := q.f.index[b.state].Directions(p, up, toward, b.foot, b.foot.Distance+2*r)
	if !ok {
		return false
	}
	// Directions are angles from the same axis, in intervals that contain
	// their own foot; the second may be a turn away.
	gap := func(lo1, hi1, lo2, hi2 float64) bool { return hi1+2*lean < lo2 && hi2+2*lean < lo1+2*math.Pi }
	for _, turn := range [3]float64{0, 2 * math.Pi, -2 * math.Pi} {
		if gap(lo1, hi1, lo2+turn, hi2+turn) {
			return true
		}
	}
	return false
}

// parallel runs do(0) … do(n−1) on all processors and returns the error of the
// lowest k that failed, or the context's.
func parallel(ctx context.Context, n int, do func(k int) error) error {
	workers := min(n, processors())
	if workers <= 1 {
		for k := range n {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			if err := do(k); err != nil {
				return err
			}
		}
		return nil
	}
	errs := make([]error, n)
	var next atomic.Int64
	var wait sync.WaitGroup
	for range workers {
		wait.Go(func() {
			for ctx.Err() == nil {
				k := int(next.Add(1)) - 1
				if k >= n {
					return
				}
				errs[k] = do(k)
			}
		})
	}
	wait.Wait()
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
