package partition

import (
	"context"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/internal/seas"
)

// walks says whether the network of a coast is found by walking.
func walks(t tb, c *coast.Coast, opts Options) bool {
	require.NoError(t, opts.check(c))
	f := newField(opts.Shores, opts.Effects, "")
	f.areasOnly = true
	q, a := newQuadtree(f, opts.Resolution, 0), newAssembly(f)
	ok, err := f.walked(context.Background(), q, opts.Effects, roughBend*a.seaArea()/q.width, a)
	require.NoError(t, err)
	return ok
}

// sharesOf returns the states' parts of a sea.
func sharesOf(n *Network) (out []float64) {
	for _, s := range n.Sectors {
		out = append(out, s.Area/n.Area)
	}
	return out
}

// differ returns the largest difference between two lists.
func differ(a, b []float64) (most float64) {
	for k := range a {
		most = max(most, math.Abs(a[k]-b[k]))
	}
	return most
}

// tripoints counts the places where three states or more meet.
func tripoints(n *Network) (count int) {
	for _, p := range n.TurningPoints {
		if p.Tripoint {
			count++
		}
	}
	return count
}

// TestWalkRandom walks the lines of random seas, with islands at full, no and other
// effect: where that is certain to find all of them, the shares must be those of
// lines that are traced in full.
func TestWalkRandom(t *testing.T) {
	t.Parallel()
	walked, all := 0, 0
	check := func(t *rapid.T) {
		sea, width := seas.Random(t)
		c, err := sea.Read()
		require.NoError(t, err)
		opts := Options{Tolerance: maxTolerance}
		effect := rapid.SampledFrom([]float64{1, 0, 0.5}).Draw(t, "effect")
		if effect < 1 {
			opts.Effects = make([]float64, len(c.Islands))
			for k := range opts.Effects {
				opts.Effects[k] = effect
			}
		}
		opts.AreasOnly = true
		all++
		if !walks(t, c, opts) {
			return
		}
		walked++
		full := opts
		_, full.Resolution = seas.Detail(c)
		full.Tolerance = max(minTolerance, width/1e6)
		full.AreasOnly = false
		want, err := Divide(context.Background(), c, full)
		require.NoError(t, err)
		got, err := Divide(context.Background(), c, opts)
		require.NoError(t, err)
		within := 1e-5
		if effect == 0.5 {
			within += width * width / (250 * 250) / want.Area // a pocket as wide as the resolution
		}
		assert.LessOrEqual(t, differ(sharesOf(got), sharesOf(want)), within)
		if effect < 1 {
			return
		}
		// Lines to be drawn are walked, too: their vertices are exact, and tripoints all there.
		drawn, err := Divide(context.Background(), c, Options{Tolerance: max(walkedFrom, width/2500)})
		require.NoError(t, err)
		checkNetwork(t, c, drawn)
		assert.Equal(t, tripoints(want), tripoints(drawn))
		assert.LessOrEqual(t, differ(sharesOf(drawn), sharesOf(want)), 1e-3)
	}
	for range long.Or(10, 1) {
		rapid.Check(t, check)
	}
	t.Log(walked, "of", all)
	assert.Greater(t, 3*walked, all)
}
