package ensemble_test

import (
	"context"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/regime"
)

// caspianShares is an analysis of the Caspian with two coasts.
func caspianShares(t *testing.T) *ensemble.Sensitivity {
	t.Helper()
	base := divided.Exactly(t, divided.Sea(t, "gshhg"), regime.Median())
	s, err := ensemble.Analyse(context.Background(), base, ensemble.Options{
		Alternatives: []ensemble.Alternative{{Name: "ne10m", Sea: divided.Sea(t, "ne10m")}}, Runs: 3, Noise: 250, Seed: 7,
	})
	require.NoError(t, err)
	return s
}

// TestAnalyse compares combinations with divisions that make the choices by hand, and
// with figures measured elsewhere.
func TestAnalyse(t *testing.T) {
	s := caspianShares(t)
	require.Len(t, s.Combinations, 2*3*2)
	require.Len(t, s.Moved, 2*5*2)
	found := map[string]*ensemble.Outcome{}
	for _, list := range [][]ensemble.Outcome{s.Combinations, s.Moved, s.Low, s.High} {
		for k := range list {
			o := &list[k]
			require.NoError(t, o.Err, o.String())
			sum := 0.0
			for _, v := range o.Shares {
				sum += v
			}
			assert.InDelta(t, 1, sum, 1e-9, o.String())
			found[o.String()] = o
		}
	}
	none, err := regime.Median().WithIslands(regime.IslandEffects{"": 0})
	require.NoError(t, err)
	for words, d := range map[string]*caspian.Division{
		"coast gshhg, islands at full effect, with Garabogazköl":    s.Base,
		"coast ne10m, islands at full effect, with Garabogazköl":    divided.Exactly(t, divided.Sea(t, "ne10m"), regime.Median()),
		"coast gshhg, islands without effect, without Garabogazköl": divided.Exactly(t, divided.Sea(t, "gshhg", divided.Lagoon), none),
	} {
		require.Contains(t, found, words)
		for k, st := range d.States {
			assert.InDelta(t, st.Share, found[words].Shares[k], nearly, "%s %s", words, st.Code)
		}
	}
	// What a careful opponent computes in a minute: 14.79 and 14.87 % for Iran.
	assert.InDelta(t, 0.1479, found["coast gshhg, islands without effect, without Garabogazköl"].Shares[1], 5e-5)
	assert.InDelta(t, 0.1487, found["coast ne10m, islands without effect, without Garabogazköl"].Shares[1], 5e-5)
	// A prototype measured 0.9 points between Kazakhstan and Turkmenistan for half a
	// kilometre at the end of their border; two of them move 1.5.
	moved := found["coast gshhg, islands at full effect, with Garabogazköl, end of KZ–TM 2 km into KZ"].Shares
	assert.InDelta(t, 0.015, moved[4]-s.Base.Share("TM"), 0.001)
	assert.InDelta(t, s.Base.Share("IR"), moved[1], 1e-4)
	// Nothing that was tried lies beyond the ranges, which are attained.
	for k := range s.Base.States {
		low, high := s.Range(k)
		for _, o := range found {
			assert.GreaterOrEqual(t, o.Shares[k], low.Shares[k]-nearly)
			assert.LessOrEqual(t, o.Shares[k], high.Shares[k]+nearly)
		}
		assert.Same(t, found[high.String()], found[s.High[k].String()])
		assert.Same(t, found[low.String()], found[s.Low[k].String()])
	}
	// Iran's greatest share by hand: its own two ends moved away from it.
	high := s.High[1]
	assert.Equal(t, "gshhg, islands none, without Garabogazköl; AZ–IR → AZ, IR–TM → TM", high.Short())
	c := divided.Sea(t, "gshhg", divided.Lagoon).Coast()
	for _, codes := range [][2]string{{"AZ", "IR"}, {"IR", "TM"}} {
		for _, end := range c.Termini() {
			before, after := c.States[end.Before].Code, c.States[end.After].Code
			by := 2000.0
			switch {
			case before == codes[0] && after == codes[1], after == codes[0] && before == codes[1]:
				if after == "IR" {
					by = -by // out of Iran
				}
				c, err = c.MoveTerminus(end, -by)
				require.NoError(t, err)
			default:
				continue
			}
			break
		}
	}
	sea, err := caspian.NewSea(c)
	require.NoError(t, err)
	// The other way is what the least has.
	d, err := caspian.Divide(context.Background(), sea, none, caspian.Options{SharesOnly: true, Rough: true})
	require.NoError(t, err)
	assert.Less(t, d.Share("IR"), high.Shares[1])
	// Effects by plain means over pairs.
	effects := s.Effects()
	require.Len(t, effects, 1+2+1)
	for _, e := range effects {
		mean, n := 0.0, 0.0
		for _, o := range s.Combinations {
			for _, p := range s.Combinations {
				other := o.Choice.Levels
				other[e.Factor] = 0
				if o.Choice.Levels[e.Factor] == e.Level && p.Choice.Levels == other {
					mean, n = mean+o.Shares[1]-p.Shares[1], n+1
				}
			}
		}
		assert.InDelta(t, mean/n, e.Average[1], 1e-12)
	}
	require.Len(t, s.Noise.Runs, 3)
	noisy, err := divided.Sea(t, "gshhg").Perturbed(caspian.Noise{Metres: 250, Seed: 7, Run: 3})
	require.NoError(t, err)
	d, err = caspian.Divide(context.Background(), noisy, regime.Median(), caspian.Options{SharesOnly: true, Rough: true})
	require.NoError(t, err)
	for k, st := range d.States {
		assert.InDelta(t, st.Share, s.Noise.Runs[2].Shares[k], nearly)
	}
}

// TestAnalyseErrors has what cannot be analysed, and ends that cannot be moved as far.
func TestAnalyseErrors(t *testing.T) {
	d := divided.By(t, divided.Sea(t, seas.Lake), regime.Median())
	ctx := context.Background()
	for _, c := range []struct {
		options ensemble.Options
		want    error
	}{
		{ensemble.Options{Runs: -1}, ensemble.ErrEnsemble}, {ensemble.Options{Runs: 1e8}, ensemble.ErrEnsemble},
		{ensemble.Options{Shift: -1}, ensemble.ErrEnsemble}, {ensemble.Options{Shift: math.NaN()}, ensemble.ErrEnsemble},
		{ensemble.Options{Runs: 1}, caspian.ErrNoise}, {ensemble.Options{Runs: 1, Noise: math.Inf(1)}, caspian.ErrNoise},
	} {
		_, err := ensemble.Analyse(ctx, d, c.options)
		assert.ErrorIs(t, err, c.want, "%+v", c.options)
	}
	_, err := ensemble.Analyse(ctx, divided.By(t, d.Sea, regime.Convention2018()), ensemble.Options{})
	assert.ErrorIs(t, err, ensemble.ErrEnsemble)
	last := 0.0
	s, err := ensemble.Analyse(ctx, d, ensemble.Options{Shift: 200e3, Runs: 3, Noise: 1000, Progress: func(done float64) {
		assert.GreaterOrEqual(t, done, last)
		last = done
	}})
	require.NoError(t, err)
	assert.Equal(t, 1.0, last)
	require.Len(t, s.Moved, 4)
	failed := 0
	for _, o := range s.Moved {
		if o.Err != nil {
			failed++
			assert.Nil(t, o.Shares)
		}
	}
	assert.Equal(t, 2, failed, "B has one edge of 111 km")
}

// TestSpace holds that every effect of islands is tried, and closing lines all or none.
func TestSpace(t *testing.T) {
	levels := func(d *caspian.Division, factor int) string {
		s, err := ensemble.NewSpace(d, nil)
		require.NoError(t, err)
		var out []string
		for _, l := range s.Factors()[factor].Levels {
			out = append(out, l.Words)
		}
		return strings.Join(out, "; ")
	}
	square := divided.Sea(t, seas.Square)
	for _, c := range []struct {
		effects regime.IslandEffects
		want    string
	}{
		{nil, "islands at full effect; islands at half effect; islands without effect"},
		{regime.IslandEffects{"": 0.5}, "islands at half effect; islands at full effect; islands without effect"},
		{regime.IslandEffects{"": 0.3}, "islands at 0.3 effect; islands at full effect; islands at half effect; islands without effect"},
		{regime.IslandEffects{"Isle": 0}, "islands at full effect but Isle 0; islands at full effect; islands at half effect; islands without effect"},
	} {
		r, err := regime.Median().WithIslands(c.effects)
		require.NoError(t, err)
		assert.Equal(t, c.want, levels(divided.By(t, square, r), 1), "%v", c.effects)
	}
	assert.Equal(t, "islands at full effect", levels(divided.By(t, square, regime.Convention2018()), 1), "belts have no place for effects")
	assert.Equal(t, "islands at full effect", levels(divided.By(t, divided.Sea(t, seas.Lake), regime.Median()), 1), "there are none")
	bays := func(closed ...string) *caspian.Division {
		return divided.By(t, divided.Sea(t, seas.Bays, closed...), regime.Median())
	}
	assert.Equal(t, "with bay, cove; without bay, cove", levels(bays(), 2))
	assert.Equal(t, "without bay, cove; with bay, cove", levels(bays("bay", "cove"), 2))
	assert.Equal(t, "without bay; with bay, cove; without bay, cove", levels(bays("bay"), 2))
	// Each choice divides what it says.
	s, err := ensemble.NewSpace(bays("bay"), nil)
	require.NoError(t, err)
	assert.Len(t, s.Combinations(), 9)
	var said []string
	for _, c := range s.Single() {
		d, err := c.Divide(context.Background(), caspian.Options{SharesOnly: true, Tolerance: 100})
		require.NoError(t, err)
		said = append(said, c.Otherwise()+": "+strings.Join(d.Question.Closed, " ")+" "+d.Question.Regime.Islands.String())
	}
	assert.Equal(t, []string{
		"islands at half effect: bay half", "islands without effect: bay none", "with bay, cove:  full", "without bay, cove: bay cove full",
	}, said)
	// A coast without lines leaves no choice of them.
	lake := ensemble.Alternative{Name: "lake", Sea: divided.Sea(t, seas.Lake)}
	s, err = ensemble.NewSpace(bays(), []ensemble.Alternative{lake})
	require.NoError(t, err)
	assert.Len(t, s.Combinations(), 3*2+3)
	last := s.Combinations()[8]
	assert.Equal(t, "coast lake, islands without effect", last.String())
	_, err = ensemble.NewSpace(bays(), []ensemble.Alternative{lake, lake})
	assert.ErrorIs(t, err, ensemble.ErrEnsemble)
}
