package partition

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTangles makes a tangle of a place only where the leaves are as small as they can be,
// and one around both of two that touch.
func TestTangles(t *testing.T) {
	t.Parallel()
	c, err := pixelLake(rand.New(rand.NewPCG(1, 11))).Read()
	require.NoError(t, err)
	var opts Options
	require.NoError(t, opts.check(c))
	q := newQuadtree(newField(opts.Shores, nil, ""), opts.Resolution, 0)
	// Two lines as drawn cross, in edges much shorter than the leaves there.
	crossing := &unresolved{x: 1, y: 2, fromX: 1, fromY: 2, radius: q.least, err: errCrossing}
	q.refineAt(crossing, q.finer)
	assert.Empty(t, q.tangles)
	require.Len(t, q.finer, 1)
	assert.Equal(t, q.least, q.finer[0].floor)
	q.refineAt(crossing, q.finer)
	require.Len(t, q.tangles, 1)
	first := q.tangles[0]
	assert.Equal(t, [2]float64{1, 2}, [2]float64{first.x, first.y})
	for _, apart := range []float64{0, 0.1, 1, 1.9, 2.5} {
		q.tangles = []tangle{first}
		q.tie(1+apart*first.radius, 2)
		require.Len(t, q.tangles, 1)
		both := q.tangles[0]
		for _, x := range []float64{1, 1 + apart*first.radius} {
			assert.LessOrEqual(t, math.Hypot(x-both.x, 2-both.y)+first.radius, both.radius*(1+1e-9), "at %v radii", apart)
		}
	}
}
