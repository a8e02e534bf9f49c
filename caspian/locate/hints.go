package locate

import (
	"math"
	"sync/atomic"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
)

// hints remember, for the cells of a grid over the sea, pieces near the last
// place that was located there. They change the speed of searches, never their
// answers.
type hints struct {
	left, low, scale float64
	side, each       int
	pieces           []int32 // 1 + the piece; read and written atomically
}

// hintsKept bounds the number of pieces that are remembered.
const hintsKept = 1 << 18

// newHints returns a grid for so many searches at each place.
func newHints(chart *geodesic.Chart, b *coast.Baselines, each int) hints {
	left, right, low, high := math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	for _, p := range b.Points {
		x, y, _ := chart.Forward(p)
		left, right, low, high = min(left, x), max(right, x), min(low, y), max(high, y)
	}
	side := int(math.Sqrt(hintsKept / float64(each)))
	return hints{left, low, float64(side) / max(right-left, high-low), side, each, make([]int32, side*side*each)}
}

// cell are the hints at a place.
type cell []int32

// at returns the hints of the cell of a chart position, or of the nearest one.
func (h *hints) at(x, y float64) cell {
	clamp := func(v float64) int { return int(max(0, min(v*h.scale, float64(h.side-1)))) }
	k := h.each * (clamp(y-h.low)*h.side + clamp(x-h.left))
	return h.pieces[k : k+h.each]
}

// get returns a hint, or coast.NoPiece.
func (c cell) get(k int) int32 { return atomic.LoadInt32(&c[k]) - 1 }

// set keeps a hint.
func (c cell) set(k int, piece int32) { atomic.StoreInt32(&c[k], piece+1) }
