package fit

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestLeast solves programs whose answers are known: the best approximation of numbers by
// one, and by two whose sum is given.
func TestLeast(t *testing.T) {
	approximate := func(of int, value float64) (rows []row) {
		for _, sign := range [2]float64{1, -1} {
			rows = append(rows, row{of: [4]int{of, -1, -1, -1}, factor: [4]float64{sign}, counts: true, most: sign * value})
		}
		return rows
	}
	var rows []row
	for _, v := range []float64{0.1, 0.9, 0.3} {
		rows = append(rows, approximate(0, v)...)
	}
	x, z, ok := least(rows, 1, nil, 0, 2)
	require.True(t, ok)
	assert.InDelta(t, 0.5, x[0], 1e-3)
	assert.InDelta(t, 0.4, z, 1e-3)
	// x + y = 2 at x near 0 and y near 1: both give way by a half.
	x, z, ok = least(append(approximate(0, 0), approximate(1, 1)...), 2, []float64{1, 1}, 2, 3)
	require.True(t, ok)
	assert.InDelta(t, 0.5, x[0], 1e-3)
	assert.InDelta(t, 1.5, x[1], 1e-3)
	assert.InDelta(t, 0.5, z, 1e-3)
}

// TestPaths fits paths to a half circle. Three vertices whose area is that of the arc have
// their apex at π/2, whatever departs; of more the departure is below the sagitta of n legs
// that end on the circle, 1 − cos(π/2n), and above half of it, which legs have that lie on
// both sides by as much.
func TestPaths(t *testing.T) {
	var points []Point
	var room []float64
	for k := range 201 {
		sin, cos := math.Sincos(math.Pi * float64(k) / 200)
		points, room = append(points, Point{cos, sin}), append(room, math.Inf(1))
	}
	l := NewLine(points, room, func(int, int) bool { t.Error("it is asked where there is room"); return true })
	for n := 3; n <= 9; n++ {
		legs := float64(n - 1)
		sagitta := 1 - math.Cos(math.Pi/2/legs)
		best := math.Inf(1)
		for _, p := range l.Paths(n, true) {
			require.Len(t, p.At, n)
			assert.Equal(t, [2]Point{points[0], points[200]}, [2]Point{p.At[0], p.At[n-1]})
			assert.InDelta(t, l.area, area(p.At), 2e-3)
			best = min(best, p.Departure)
			l.Keep(p)
		}
		assert.InDelta(t, sagitta, l.Least(n), 0.05*sagitta)
		if n == 3 {
			assert.InDelta(t, math.Pi/2-1, best, 2e-3)
			continue
		}
		if n > 4 {
			assert.Less(t, best, sagitta)
		}
		assert.Greater(t, best, 0.5*sagitta)
	}
	// Where a way is closed, and there is no room, the path keeps to the line.
	for k := range room {
		room[k] = 0.01
	}
	l = NewLine(points, room, func(int, int) bool { return true })
	assert.Empty(t, l.Paths(3, true))
	require.NotEmpty(t, l.Paths(20, true))
	for _, p := range l.Paths(20, true) {
		assert.Less(t, p.Departure, 0.0101)
	}
}
