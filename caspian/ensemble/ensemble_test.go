package ensemble_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/regime"
)

// nearly is how near rough shares are to exact ones.
const nearly = 1e-5

// most is all that can vary of the bays.
var most = []string{ensemble.Coast, ensemble.Islands, ensemble.Close, ensemble.Termini, ensemble.Noise}

// settings are those of a test: a few things vary.
func settings(vary ...string) ensemble.Settings {
	return ensemble.Settings{Vary: vary, Noise: 20, Seed: 11}
}

// bays are runs of a lake with bays, islands and a twin with other islands.
func bays(t testing.TB, s ensemble.Settings) *ensemble.Ensemble {
	t.Helper()
	d := divided.By(t, divided.Sea(t, seas.Bays), regime.Median())
	twin, err := caspian.ReadSea(strings.NewReader(seas.Bays))
	require.NoError(t, err)
	e, err := ensemble.New(d, []ensemble.Alternative{{Name: "twin", Sea: twin}}, s)
	require.NoError(t, err)
	return e
}

// TestDraw holds that a number draws the same whatever else varies, that every level is
// drawn as often as its odds, and that ends go evenly both ways.
func TestDraw(t *testing.T) {
	every := bays(t, settings(most...))
	few := bays(t, settings(ensemble.Islands, ensemble.Noise))
	odds := settings(most...)
	odds.Odds = map[string]map[string]float64{ensemble.Islands: {"none": 3, "half": 1}}
	weighted := bays(t, odds)
	const n = 6000
	counts, heavy, moved := map[string]int{}, map[string]int{}, 0.0
	var first *ensemble.Sample
	for k := 1; k <= n; k++ {
		r, again, w := every.Draw(k), few.Draw(k), weighted.Draw(k)
		assert.Equal(t, r.Choice.Levels[1], again.Choice.Levels[1])
		assert.Zero(t, again.Choice.Levels[0])
		assert.Empty(t, again.Shifts)
		assert.Equal(t, r.Noise, again.Noise)
		assert.Equal(t, &caspian.Noise{Metres: 20, Seed: 11, Run: k}, r.Noise)
		assert.Equal(t, r.Shifts, w.Shifts)
		s := every.Sample([]ensemble.Run{r})
		if first == nil {
			first = s
		}
		for f, level := range s.Runs[0].Levels {
			counts[ensemble.FactorNames()[f]+" "+level]++
		}
		heavy[weighted.Sample([]ensemble.Run{w}).Runs[0].Levels[1]]++
		for _, by := range r.Shifts {
			assert.LessOrEqual(t, math.Abs(by), ensemble.DefaultShift)
			moved += by
		}
	}
	require.NotEmpty(t, first.Ends)
	// Four times the deviation of the mean of draws that are even and independent.
	within := func(count, part float64, what string) {
		assert.InDelta(t, n*part, count, 4*math.Sqrt(n*part*(1-part)), what)
	}
	for _, f := range every.Asked().Coasts {
		within(float64(counts["coast "+f.Name]), 0.5, f.Name)
	}
	for _, level := range []string{"full", "half", "none"} {
		within(float64(counts["islands "+level]), 1.0/3, level)
	}
	within(float64(counts["close none"]), 0.5, "none")
	assert.Zero(t, heavy["full"])
	within(float64(heavy["none"]), 0.75, "none")
	m := float64(n * len(first.Ends))
	assert.InDelta(t, 0, moved/m, 4*ensemble.DefaultShift/math.Sqrt(3*m))
}

// TestRuns holds that a run is the division that its choices give by hand, and the same
// in any shard.
func TestRuns(t *testing.T) {
	ctx := context.Background()
	e := bays(t, settings(most...))
	make := func(from, to int, counter ensemble.Counter) (out []ensemble.Run) {
		require.NoError(t, e.Each(ctx, ensemble.Runs{From: from, To: to}, counter, func(r *ensemble.Run) error {
			out = append(out, *r)
			return nil
		}))
		return out
	}
	water, err := ensemble.NewWater(e.Base())
	require.NoError(t, err)
	many := long.Or(70, 24)
	all := make(1, many, water)
	assert.Equal(t, many, water.Divisions())
	assert.Equal(t, e.Sample(all), e.Sample(append(make(1, 9, nil), make(10, many, nil)...)))
	for _, r := range all[:long.Or(70, 8)] {
		require.NoError(t, r.Err)
		s := e.Sample([]ensemble.Run{r}).Runs[0]
		sea := divided.Sea(t, seas.Bays)
		if s.Levels[2] != "none" {
			sea, err = sea.Close(strings.Split(s.Levels[2], "; ")...)
			require.NoError(t, err)
		}
		c := sea.Coast()
		for k, end := range c.Termini() {
			// The other end has moved away from nobody's place.
			now := c.Termini()
			at := slices.IndexFunc(now, func(t coast.Terminus) bool { return t.At == end.At })
			require.GreaterOrEqual(t, at, 0)
			by := r.Shifts[k]
			if c.States[now[at].After].Code == "A" {
				by = -by // shifts go into B
			}
			c, err = c.MoveTerminus(now[at], by)
			require.NoError(t, err)
		}
		sea, err = caspian.NewSea(c)
		require.NoError(t, err)
		sea, err = sea.Perturbed(*r.Noise)
		require.NoError(t, err)
		effect := map[string]float64{"full": 1, "half": 0.5, "none": 0}[s.Levels[1]]
		rule, err := regime.Median().WithIslands(regime.IslandEffects{"": effect})
		require.NoError(t, err)
		d, err := caspian.Divide(ctx, sea, rule, caspian.Options{})
		require.NoError(t, err)
		for k, st := range d.States {
			assert.InDelta(t, st.Share, r.Shares[k], nearly, "run %d", r.Number)
		}
	}
	stop := errors.New("enough")
	assert.ErrorIs(t, e.Each(ctx, ensemble.Runs{From: 1, To: 9}, nil, func(*ensemble.Run) error { return stop }), stop)
	assert.ErrorIs(t, e.Each(ctx, ensemble.Runs{From: 0, To: 9}, nil, nil), ensemble.ErrEnsemble)
}

// TestSettings refuses what cannot vary.
func TestSettings(t *testing.T) {
	lake := divided.By(t, divided.Sea(t, seas.Lake), regime.Median())
	with := func(change func(*ensemble.Settings), vary ...string) ensemble.Settings {
		s := settings(vary...)
		change(&s)
		return s
	}
	odds := func(factor, level string, v float64) func(*ensemble.Settings) {
		return func(s *ensemble.Settings) { s.Odds = map[string]map[string]float64{factor: {level: v}} }
	}
	none := func(*ensemble.Settings) {}
	for what, c := range map[string]struct {
		settings ensemble.Settings
		want     error
	}{
		"\"tide\" cannot vary":     {with(none, "tide"), ensemble.ErrEnsemble},
		"coast cannot vary":        {with(none, ensemble.Coast), ensemble.ErrEnsemble},
		"there is no closing line": {with(none, ensemble.Close), ensemble.ErrEnsemble},
		"are not moved by -1 m":    {with(func(s *ensemble.Settings) { s.Shift = -1 }, ensemble.Termini), ensemble.ErrEnsemble},
		"are not moved by NaN m":   {with(func(s *ensemble.Settings) { s.Shift = math.NaN() }, ensemble.Termini), ensemble.ErrEnsemble},
		"0 m lies outside":         {with(func(s *ensemble.Settings) { s.Noise = 0 }, ensemble.Noise), caspian.ErrNoise},
		"could fold the shore":     {with(func(s *ensemble.Settings) { s.Wavelength = 1900 }, ensemble.Noise), caspian.ErrNoise},
		"which does not vary":      {with(odds(ensemble.Islands, "full", 1), ensemble.Noise), ensemble.ErrEnsemble},
		"\"noise\" has no odds":    {with(odds(ensemble.Noise, "full", 1), ensemble.Noise), ensemble.ErrEnsemble},
	} {
		_, err := ensemble.New(lake, nil, c.settings)
		assert.ErrorIs(t, err, c.want, what)
		assert.ErrorContains(t, err, what)
	}
	islands := divided.By(t, divided.Sea(t, seas.Square), regime.Median())
	for what, change := range map[string]func(*ensemble.Settings){
		"\"quarter\"": odds(ensemble.Islands, "quarter", 1), "all 0": odds(ensemble.Islands, "full", 0), "no weight": odds(ensemble.Islands, "full", -1),
	} {
		_, err := ensemble.New(islands, nil, with(change, ensemble.Islands))
		assert.ErrorIs(t, err, ensemble.ErrEnsemble, what)
		assert.ErrorContains(t, err, what)
	}
	// Without names all varies that there is, as if it were named.
	named, err := ensemble.New(islands, nil, settings(ensemble.Islands, ensemble.Termini, ensemble.Noise))
	require.NoError(t, err)
	all, err := ensemble.New(islands, nil, settings())
	require.NoError(t, err)
	assert.Equal(t, named.Asked(), all.Asked())
	noisy, err := islands.Sea.Perturbed(caspian.Noise{Metres: 20, Run: 1})
	require.NoError(t, err)
	again, err := ensemble.New(divided.By(t, noisy, regime.Median()), nil, settings())
	require.NoError(t, err)
	assert.Equal(t, []string{ensemble.Islands, ensemble.Termini}, again.Asked().Vary)
	zones := divided.By(t, divided.Sea(t, seas.Lake), regime.Convention2018())
	_, err = ensemble.New(zones, nil, settings(ensemble.Noise))
	assert.ErrorIs(t, err, ensemble.ErrEnsemble)
	// The same in another order is the same question; another seed is not.
	a, err := ensemble.New(lake, nil, settings(ensemble.Noise, ensemble.Termini))
	require.NoError(t, err)
	b, err := ensemble.New(lake, nil, settings(ensemble.Termini, ensemble.Noise))
	require.NoError(t, err)
	assert.Equal(t, a.Asked().SHA256(), b.Asked().SHA256())
	other := settings(ensemble.Termini, ensemble.Noise)
	other.Seed++
	c, err := ensemble.New(lake, nil, other)
	require.NoError(t, err)
	assert.NotEqual(t, a.Asked().SHA256(), c.Asked().SHA256())
	assert.True(t, slices.IsSorted([]string{a.Asked().Digest(), a.Asked().SHA256()}), "the first digits")
}

// TestWavelength holds that noise of a wavelength moves the shore as far as any, and
// neighbours alike if it is long.
func TestWavelength(t *testing.T) {
	sea := divided.Sea(t, seas.Lake)
	at := func(wavelength float64) (mean, apart float64) {
		for run := 1; run <= 40; run++ {
			n := caspian.Noise{Metres: 10, Wavelength: wavelength, Seed: 3, Run: run}
			moved, err := sea.Perturbed(n)
			require.NoError(t, err)
			a, b := sea.Coast().Shore, moved.Coast().Shore
			var first [2]float64
			for k := range a[1:] {
				x, y := (b[k][0]-a[k][0])*math.Cos(a[k][1]*math.Pi/180)*111320, (b[k][1]-a[k][1])*110574
				mean += x*x + y*y
				if k == 0 {
					first = [2]float64{x, y}
				}
				apart += math.Hypot(x-first[0], y-first[1])
			}
		}
		n := 40 * float64(len(sea.Coast().Shore)-1)
		return math.Sqrt(mean / n), apart / n
	}
	short, shortApart := at(1e4)
	far, farApart := at(1e7)
	assert.InDelta(t, 10, short, 1.5)
	assert.InDelta(t, 10, far, 3, "places that move alike are as few")
	assert.Less(t, farApart, shortApart/5)
}

// TestNumbers reads numbers of runs.
func TestNumbers(t *testing.T) {
	for text, want := range map[string]ensemble.Runs{"100": {From: 1, To: 100}, "101-200": {From: 101, To: 200}, "7–7": {From: 7, To: 7}} {
		var r ensemble.Runs
		require.NoError(t, r.UnmarshalText([]byte(text)), text)
		assert.Equal(t, want, r)
	}
	for text, why := range map[string]string{"": "no number", "many": "no number", "1-x": "no number", "0": "no number", "5-2": "lie outside", "-3": "no number", "10000001": "lie outside"} {
		err := new(ensemble.Runs).UnmarshalText([]byte(text))
		assert.ErrorIs(t, err, ensemble.ErrEnsemble, text)
		assert.ErrorContains(t, err, why, text)
	}
}
