package caspian_test

import (
	"bytes"
	"math"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/regime"
)

// TestPerturbed measures the displacements of a noisy coast: their size, and
// that no two places come near each other or part by half of their distance.
func TestPerturbed(t *testing.T) {
	t.Parallel()
	sea := divided.Sea(t, "gshhg")
	e := geodesic.WGS84
	shore := sea.Coast().Shore
	squares, n := 0.0, 0
	for run := range 20 {
		noisy, err := sea.Perturbed(caspian.Noise{Metres: 250, Seed: 1, Run: run + 1})
		require.NoError(t, err)
		moved := noisy.Coast().Shore
		require.Len(t, moved, len(shore))
		for k := 0; k < len(shore)-10; k += 10 {
			d := e.Distance(shore[k], moved[k])
			squares, n = squares+d*d, n+1
			for _, step := range []int{1, 10} {
				before, after := e.Distance(shore[k], shore[k+step]), e.Distance(moved[k], moved[k+step])
				assert.InDelta(t, before, after, 0.46*before)
			}
		}
	}
	assert.InDelta(t, 250, math.Sqrt(squares/float64(n)), 40)
}

// TestNoise holds what a noisy sea says of itself, and which noise there is not.
func TestNoise(t *testing.T) {
	sea := divided.Sea(t, "ne10m")
	n := caspian.Noise{Metres: 100, Seed: 3, Run: 2}
	assert.Equal(t, "noise of 100 m (seed 3, run 2)", n.String())
	noisy, err := sea.Perturbed(n)
	require.NoError(t, err)
	again, err := sea.Perturbed(n)
	require.NoError(t, err)
	assert.Equal(t, noisy.Coast(), again.Coast(), "a run is that of its seed and number")
	assert.Equal(t, sea.Coast().Name+" with noise of 100 m (seed 3, run 2)", noisy.Coast().Name)
	other, err := sea.Perturbed(caspian.Noise{Metres: 100, Seed: 3, Run: 3})
	require.NoError(t, err)
	assert.NotEqual(t, noisy.Coast().Shore, other.Coast().Shore)
	_, err = noisy.Perturbed(n)
	require.ErrorIs(t, err, caspian.ErrNoise)
	assert.ErrorContains(t, err, "the coast has noise of 100 m (seed 3, run 2) already")
	shut, err := noisy.Close(divided.Lagoon)
	require.NoError(t, err)
	_, err = shut.Perturbed(n)
	assert.ErrorIs(t, err, caspian.ErrNoise, "closing takes no noise away")
	for _, n := range []caspian.Noise{
		{}, {Metres: 100}, {Metres: 100, Run: -1}, {Metres: 0.09, Run: 1}, {Metres: 50_001, Run: 1}, {Metres: math.NaN(), Run: 1}, {Metres: math.Inf(1), Run: 1}, {Metres: -1, Run: 1},
	} {
		assert.ErrorIs(t, n.Check(), caspian.ErrNoise, "%v", n)
		_, err := sea.Perturbed(n)
		assert.ErrorIs(t, err, caspian.ErrNoise, "%v", n)
	}
	assert.NoError(t, caspian.Noise{Metres: 0.1, Run: 1}.Check())
}

// TestNoiseAndClosing holds that it is one whether a lagoon is closed before its
// coast is noisy or after: coordinates, names, and the sea as it was whole.
func TestNoiseAndClosing(t *testing.T) {
	for _, data := range []string{"gshhg", "ne10m"} {
		n := caspian.Noise{Metres: 250, Seed: 7, Run: 4}
		first, err := divided.Sea(t, data, divided.Lagoon).Perturbed(n)
		require.NoError(t, err)
		noisy, err := divided.Sea(t, data).Perturbed(n)
		require.NoError(t, err)
		last, err := noisy.Close(divided.Lagoon)
		require.NoError(t, err)
		assert.Equal(t, last.Coast().Shore, first.Coast().Shore, data)
		assert.Equal(t, last.Coast().Enclosed, first.Coast().Enclosed, data)
		assert.Equal(t, last.Coast(), first.Coast(), data)
		assert.Equal(t, []string{divided.Lagoon}, first.Closed())
		assert.Equal(t, noisy.Coast(), last.Whole().Coast())
		assert.Equal(t, noisy.Coast(), first.Whole().Coast(), data)
	}
}

// TestNoisyShares holds that the shares of a noisy sea are those of its coast as it is
// written and read again, whoever divides other runs of the same sea meanwhile.
func TestNoisyShares(t *testing.T) {
	t.Parallel()
	sea := divided.Sea(t, "gshhg")
	rough := caspian.Options{SharesOnly: true, Rough: true}
	const runs = 4
	got := make([]*caspian.Division, runs)
	var wait sync.WaitGroup
	for run := range runs {
		wait.Go(func() {
			noisy, err := sea.Perturbed(caspian.Noise{Metres: 250, Seed: 5, Run: run + 1})
			if !assert.NoError(t, err) {
				return
			}
			got[run], err = caspian.Divide(t.Context(), noisy, regime.Median(), rough)
			assert.NoError(t, err)
		})
	}
	wait.Wait()
	for _, d := range got {
		require.NotNil(t, d)
		var written bytes.Buffer
		require.NoError(t, coast.Write(&written, d.Sea.Coast()))
		again, err := caspian.ReadSea(&written)
		require.NoError(t, err)
		want, err := caspian.Divide(t.Context(), again, regime.Median(), rough)
		require.NoError(t, err)
		for k, s := range want.States {
			assert.InDelta(t, s.Share, d.States[k].Share, 1e-9, "%s, %s", d.Sea.Coast().Name, s.Code)
		}
	}
}

// TestRounding moves every position within the square that it was rounded to, each by
// itself, as far one way as the other; and again the same.
func TestRounding(t *testing.T) {
	sea := divided.Sea(t, "gshhg")
	n := caspian.Noise{Rounding: 31, Seed: 4, Run: 2}
	moved, err := sea.Perturbed(n)
	require.NoError(t, err)
	assert.Contains(t, moved.Coast().Name, "rounding by 31 m (seed 4, run 2)")
	a, b := sea.Coast().Shore, moved.Coast().Shore
	require.Len(t, b, len(a))
	var sum, square [2]float64
	along, still := 0.0, 0
	var before [2]float64
	for k := range a[1:] {
		by := [2]float64{(b[k][0] - a[k][0]) * 111320 * math.Cos(a[k][1]*math.Pi/180), (b[k][1] - a[k][1]) * 111050}
		if by == [2]float64{} {
			still++
		}
		for axis, v := range by {
			assert.LessOrEqual(t, math.Abs(v), 15.6)
			sum[axis] += v
			square[axis] += v * v
			along += v * before[axis]
		}
		before = by
	}
	count := float64(len(a) - 1)
	assert.Less(t, float64(still), count/100, "edges would cross at few places")
	for axis := range 2 {
		// Even on a square of 31 m, but for what neighbours and crossings hold back.
		assert.InDelta(t, 0, sum[axis]/count, 4*31/math.Sqrt(12*count))
		assert.InDelta(t, 31/math.Sqrt(12), math.Sqrt(square[axis]/count), 0.5)
	}
	assert.InDelta(t, 0, along/count, 4*31*31/12/math.Sqrt(count)*math.Sqrt2, "each by itself")
	again, err := sea.Perturbed(n)
	require.NoError(t, err)
	assert.Equal(t, b, again.Coast().Shore)
	// Noise moves what rounding has moved.
	both, err := sea.Perturbed(caspian.Noise{Metres: 250, Rounding: 31, Seed: 4, Run: 2})
	require.NoError(t, err)
	noise, err := sea.Perturbed(caspian.Noise{Metres: 250, Seed: 4, Run: 2})
	require.NoError(t, err)
	for k := range a {
		apart := geodesic.WGS84.Distance(both.Coast().Shore[k], noise.Coast().Shore[k])
		assert.InDelta(t, geodesic.WGS84.Distance(a[k], b[k]), apart, 1e-3+0.01*31, "the field hardly changes within 31 m")
	}
	for _, wrong := range []caspian.Noise{{Rounding: -1, Run: 1}, {Rounding: 1e9, Run: 1}, {Rounding: math.NaN(), Run: 1}, {Rounding: 1}, {Rounding: 1, Run: 1, Wavelength: 1e5}} {
		assert.ErrorIs(t, wrong.Check(), caspian.ErrNoise, "%+v", wrong)
	}
}
