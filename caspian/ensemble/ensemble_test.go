package ensemble_test

import (
	"context"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/geodata/gshhg"
	"caspian.example/division/geodata/ne10m"
)

// TestAnalyse compares the effects of choices with divisions that make them by
// hand, and with figures measured elsewhere.
func TestAnalyse(t *testing.T) {
	sea, err := caspian.ReadSea(gshhg.Coast())
	require.NoError(t, err)
	other, err := caspian.ReadSea(ne10m.Coast())
	require.NoError(t, err)
	s, err := caspian.Analyse(context.Background(), sea, caspian.Median, caspian.Options{}, caspian.SensitivityOptions{
		Alternatives: []caspian.Alternative{{Cause: "coast ne10m", Sea: other}}, Runs: 6, Noise: 250, Seed: 7,
	})
	require.NoError(t, err)
	effects := map[string][]float64{}
	for _, c := range s.Choices {
		require.NoError(t, c.Err, c.Cause)
		effects[c.Cause] = c.Shares
		sum := 0.0
		for _, v := range c.Shares {
			sum += v
		}
		assert.InDelta(t, 1, sum, 1e-9, c.Cause)
	}
	assert.Len(t, effects, 1+2+1+10)
	closed, err := sea.Close("Garabogazköl")
	require.NoError(t, err)
	for cause, by := range map[string]struct {
		sea     *caspian.Sea
		islands float64
	}{
		"coast ne10m": {other, 1}, "islands without effect": {sea, 0}, "islands at half effect": {sea, 0.5}, "without Garabogazköl": {closed, 1},
	} {
		d, err := caspian.Divide(context.Background(), by.sea, caspian.Median, caspian.Options{Islands: map[string]float64{"": by.islands}})
		require.NoError(t, err)
		require.Contains(t, effects, cause)
		for k, st := range d.States {
			assert.InDelta(t, st.Share, effects[cause][k], 1e-6, "%s %s", cause, st.Code)
		}
	}
	// A prototype measured 0.9 points between Kazakhstan and Turkmenistan for
	// half a kilometre at the end of their border, which sits on a headland.
	base := s.Base
	// Other sources put it up to 2 km away, which moves 1.5 points.
	moved := effects["end of the KZ–TM border 2 km into KZ"]
	assert.InDelta(t, 0.015, moved[4]-base.Share("TM"), 0.001)
	assert.InDelta(t, base.Share("IR"), moved[1], 1e-4)
	low, high, cause := s.Range(1)
	assert.Less(t, low, base.Share("IR"))
	assert.Greater(t, high, base.Share("IR"))
	assert.Contains(t, effects, cause)
	again, err := caspian.Analyse(context.Background(), closed, caspian.Median, caspian.Options{}, caspian.SensitivityOptions{})
	require.NoError(t, err)
	assert.Equal(t, "with Garabogazköl", again.Choices[2].Cause)
	for k, st := range base.States {
		assert.InDelta(t, st.Share, again.Choices[2].Shares[k], 1e-6)
	}

	// A run is that of its number, whatever ran before it.
	require.Len(t, s.Ensemble.Runs, 6)
	assert.Zero(t, s.Ensemble.Failed)
	noisy, err := sea.Perturbed(250, 7, 4)
	require.NoError(t, err)
	d, err := caspian.Divide(context.Background(), noisy, caspian.Median, caspian.Options{})
	require.NoError(t, err)
	for k, st := range d.States {
		assert.InDelta(t, st.Share, s.Ensemble.Runs[3][k], 1e-6)
		assert.LessOrEqual(t, s.Ensemble.Low[k], s.Ensemble.Middle[k])
		assert.LessOrEqual(t, s.Ensemble.Middle[k], s.Ensemble.High[k])
		assert.Less(t, s.Ensemble.High[k]-s.Ensemble.Low[k], 0.02)
	}
	assert.NotEqual(t, s.Ensemble.Runs[0], s.Ensemble.Runs[1])
}

// TestPerturbed measures the displacements of a noisy coast: their size, and
// that no two places come near each other or part by half of their distance.
func TestPerturbed(t *testing.T) {
	sea, err := caspian.ReadSea(gshhg.Coast())
	require.NoError(t, err)
	e := geodesic.WGS84
	shore := sea.Coast().Shore
	squares, n := 0.0, 0
	for run := range 20 {
		noisy, err := sea.Perturbed(250, 1, run+1)
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
	_, err = sea.Perturbed(0, 1, 1)
	assert.ErrorIs(t, err, caspian.ErrSensitivity)
}

func TestAnalyseErrors(t *testing.T) {
	sea, err := caspian.ReadSea(strings.NewReader(lake))
	require.NoError(t, err)
	ctx := context.Background()
	for _, o := range []caspian.SensitivityOptions{{Runs: -1}, {Shift: -1}, {Runs: 1}, {Shift: math.NaN()}, {Runs: 1, Noise: math.Inf(1)}} {
		_, err = caspian.Analyse(ctx, sea, caspian.Median, caspian.Options{}, o)
		assert.ErrorIs(t, err, caspian.ErrSensitivity)
	}
	_, err = caspian.Analyse(ctx, sea, caspian.Convention2018, caspian.Options{}, caspian.SensitivityOptions{})
	assert.ErrorIs(t, err, caspian.ErrSensitivity)
	_, err = caspian.Analyse(ctx, sea, caspian.Agreed, caspian.Options{}, caspian.SensitivityOptions{})
	assert.ErrorIs(t, err, caspian.ErrNotCaspian)
	ended, end := context.WithCancel(ctx)
	end()
	_, err = caspian.Analyse(ended, sea, caspian.Median, caspian.Options{}, caspian.SensitivityOptions{})
	assert.ErrorIs(t, err, context.Canceled)
	// Ends of borders that cannot be moved as far, and progress.
	last := 0.0
	s, err := caspian.Analyse(ctx, sea, caspian.Median, caspian.Options{Progress: func(done float64) {
		assert.GreaterOrEqual(t, done, last)
		last = done
	}}, caspian.SensitivityOptions{Shift: 200e3, Runs: 3, Noise: 1000})
	require.NoError(t, err)
	assert.Equal(t, 1.0, last)
	require.Len(t, s.Choices, 4)
	failed := 0
	for _, c := range s.Choices {
		if c.Err != nil {
			failed++
			assert.Nil(t, c.Shares)
		}
	}
	assert.Equal(t, 2, failed, "B has one edge of 111 km")
}

// TestIslandsTried holds that every effect of islands is tried but that of the base.
func TestIslandsTried(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	sea := square(t)
	tried := func(causes []string) string {
		var out []string
		for _, cause := range causes {
			if name, is := strings.CutPrefix(cause, "islands "); is {
				out = append(out, name)
			}
		}
		return strings.Join(out, ", ")
	}
	own, err := caspian.ReadRegime(strings.NewReader(`{"id":"mine","title":"Mine","source":"me","base":"median","islands":"half"}`))
	require.NoError(t, err)
	for _, c := range []struct {
		regime  caspian.Regime
		islands map[string]float64
		want    string
	}{
		{caspian.Median, nil, "at half effect, without effect"},
		{caspian.Median, map[string]float64{"": 0.3}, "at full effect, at half effect, without effect"},
		{caspian.Median, map[string]float64{"Isle": 0}, "at full effect, at half effect"},
		{caspian.Median, map[string]float64{"": 0, "Isle": 1}, "at half effect, without effect"},
		{own, nil, "at full effect, without effect"},
		{own, map[string]float64{"": 1}, "at half effect, without effect"},
	} {
		opts := caspian.Options{Islands: c.islands, Tolerance: 1000, Resolution: 20e3}
		s, err := caspian.Analyse(context.Background(), sea, c.regime, opts, caspian.SensitivityOptions{})
		require.NoError(t, err)
		var causes []string
		for _, choice := range s.Choices {
			causes = append(causes, choice.Cause)
		}
		assert.Equal(t, c.want, tried(causes), "%v", c.islands)
		l := locator(t, sea, c.regime, opts)
		f, err := caspian.NewFirmness(context.Background(), l, c.regime, opts, nil)
		require.NoError(t, err)
		outcomes, err := f.Of([2]float64{0, 0})
		require.NoError(t, err)
		causes = nil
		for _, o := range outcomes {
			causes = append(causes, o.Cause)
		}
		assert.Equal(t, c.want, tried(causes), "%v", c.islands)
	}
}

// TestAlternativeWithoutSea holds that an alternative without a sea carries an error.
func TestAlternativeWithoutSea(t *testing.T) {
	sea, err := caspian.ReadSea(strings.NewReader(lake))
	require.NoError(t, err)
	none := []caspian.Alternative{{Cause: "none"}}
	s, err := caspian.Analyse(context.Background(), sea, caspian.Median, caspian.Options{}, caspian.SensitivityOptions{Alternatives: none})
	require.NoError(t, err)
	assert.ErrorIs(t, s.Choices[0].Err, caspian.ErrSensitivity)
	assert.Nil(t, s.Choices[0].Shares)
	f, err := caspian.NewFirmness(context.Background(), locator(t, sea, caspian.Median, caspian.Options{}), caspian.Median, caspian.Options{}, none)
	require.NoError(t, err)
	outcomes, err := f.Of([2]float64{0.5, 0.5})
	require.NoError(t, err)
	assert.ErrorIs(t, outcomes[0].Err, caspian.ErrSensitivity)
}
