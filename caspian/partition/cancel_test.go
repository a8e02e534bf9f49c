package partition

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/internal/long"
)

// slow are the calls that may take long, on the Caspian.
func slow(c *coast.Coast) map[string]func(ctx context.Context, progress func(float64)) error {
	half := make([]float64, len(c.Islands))
	for k := range half {
		half[k] = 0.5
	}
	across := Cut{Line: orb.LineString{{49.5, 37.9}, {51, 38.2}, {53.2, 37.6}}, States: [2]int{1, Others}}
	divided := func(opts Options) func(context.Context, func(float64)) error {
		return func(ctx context.Context, progress func(float64)) error {
			opts.Progress = progress
			_, err := Divide(ctx, c, opts)
			return err
		}
	}
	return map[string]func(ctx context.Context, progress func(float64)) error{
		"Divide":          divided(Options{Tolerance: 0.05}),
		"Divide effects":  divided(Options{Tolerance: 0.05, Effects: half}),
		"Divide weighted": divided(Options{Weighting: Additive, Weights: []float64{0, 13e3, -800, 1100, 2e4}}),
		"Divide cut":      divided(Options{Tolerance: 0.05, Cuts: []Cut{across}}),
		"Limits": func(ctx context.Context, progress func(float64)) error {
			_, err := Limits(ctx, c, []float64{18520}, Options{Progress: progress})
			return err
		},
		"Solve": func(ctx context.Context, progress func(float64)) error {
			_, err := Solve(ctx, c, []float64{0.2, 0.2, 0.2, 0.2, 0.2}, Options{Progress: progress})
			return err
		},
		"NewPair": func(ctx context.Context, _ func(float64)) error {
			_, err := NewPair(ctx, c, [2]int{0, 2}, half)
			return err
		},
	}
}

// TestCancel cancels long calls at several moments, by what they tell of their
// progress and by the clock: they return the cause within a tenth of a second, and
// have left nothing running. A busy machine gets five tries.
func TestCancel(t *testing.T) {
	if testing.Short() {
		t.Skip("times are those of a machine that is not busy")
	}
	c := caspian(t, "gshhg")
	stopped := errors.New("stopped")
	for name, call := range slow(c) {
		if !long.Form() && name != "Divide" {
			continue
		}
		begin := time.Now()
		require.NoError(t, call(t.Context(), nil))
		whole := time.Since(begin)
		cancelled := 0
		try := func(part float64, clock bool) time.Duration {
			before := runtime.NumGoroutine()
			ctx, cancel := context.WithCancelCause(t.Context())
			defer cancel(nil)
			var at time.Time
			stop := func() {
				at = time.Now()
				cancel(stopped)
			}
			progress := func(done float64) {
				if !clock && done >= part && at.IsZero() {
					stop()
				}
			}
			if clock {
				timer := make(chan bool)
				time.AfterFunc(time.Duration(part*float64(whole)), func() {
					stop()
					close(timer)
				})
				defer func() { <-timer }()
			}
			err := call(ctx, progress)
			end := time.Now()
			// What has said that it is done may still be about to go.
			for wait := 0; runtime.NumGoroutine() > before && wait < 100; wait++ {
				time.Sleep(100 * time.Microsecond)
			}
			if !clock || ctx.Err() != nil {
				assert.LessOrEqual(t, runtime.NumGoroutine(), before, "%s at %v", name, part)
			}
			if err == nil {
				return 0 // done before
			}
			cancelled++
			assert.Equal(t, stopped, err, "%s at %v", name, part)
			return end.Sub(at)
		}
		worst := time.Duration(0)
		for _, clock := range []bool{false, true} {
			for _, part := range long.Or([]float64{0, 0.1, 0.5, 0.6, 0.8}, []float64{0, 0.05, 0.1, 0.3}) {
				if name == "NewPair" && !clock {
					continue // it tells nothing
				}
				took := try(part, clock)
				for again := 0; took > 100*time.Millisecond && again < 4; again++ {
					took = try(part, clock)
				}
				assert.LessOrEqual(t, took, 100*time.Millisecond, "%s at %v", name, part)
				worst = max(worst, took)
			}
		}
		assert.GreaterOrEqual(t, cancelled, 3, name)
		t.Logf("%s: %d times cancelled, of %v, at most %v late", name, cancelled, whole, worst)
	}
}

// TestCancelled has contexts that have ended before, and none.
func TestCancelled(t *testing.T) {
	c := caspian(t, "gshhg")
	stopped := errors.New("stopped")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(stopped)
	for name, call := range slow(c) {
		before := runtime.NumGoroutine()
		assert.Equal(t, stopped, call(ctx, nil), name)
		assert.LessOrEqual(t, runtime.NumGoroutine(), before, name)
		assert.Panics(t, func() { _ = call(nil, nil) }, name)
	}
}

// TestNothing gives every exported function and method nothing, or what is empty: they
// return errors or what is empty, and do not panic.
func TestNothing(t *testing.T) {
	ctx := t.Context()
	p := orb.Point{50, 40}
	for _, c := range []*coast.Coast{nil, {}, {States: []coast.State{{Code: "A"}}}, {Shore: make(orb.Ring, 5)}} {
		_, err := Divide(ctx, c, Options{})
		require.ErrorIs(t, err, ErrNoCoast)
		_, err = Divide(ctx, c, Options{Cuts: make([]Cut, 1), Weights: []float64{1}, Effects: []float64{1}, Blocs: []int{1}})
		require.ErrorIs(t, err, ErrNoCoast)
		_, err = Solve(ctx, c, nil, Options{})
		require.ErrorIs(t, err, ErrNoCoast)
		_, err = Limits(ctx, c, []float64{1000}, Options{})
		require.ErrorIs(t, err, ErrNoCoast)
		_, err = NewPair(ctx, c, [2]int{}, nil)
		require.ErrorIs(t, err, ErrNoCoast)
		_, err = NewDistances(c, nil)
		require.ErrorIs(t, err, ErrNoCoast)
		shores, err := NewShores(c, nil)
		require.ErrorIs(t, err, ErrNoCoast)
		assert.Zero(t, shores.Area())
		assert.Nil(t, shores.Baselines())
		assert.Nil(t, shores.Index(nil))
		_ = Water(c)
	}
	for _, d := range []*Distances{nil, {}} {
		assert.Empty(t, d.At(p))
		assert.False(t, d.InSea(p))
	}
	for _, pair := range []*Pair{nil, {}} {
		assert.Empty(t, pair.Lines())
		assert.NotPanics(t, func() { pair.Stands(p) })
		assert.NotPanics(t, func() { pair.Roughly(p) })
	}
	c := caspian(t, "gshhg")
	for name, opts := range map[string]Options{
		"cut": {Cuts: make([]Cut, 1)}, "weights": {Weights: []float64{}}, "effects": {Effects: []float64{}}, "blocs": {Blocs: []int{}},
	} {
		_, err := Divide(ctx, c, opts)
		require.Error(t, err, name)
	}
	_, err := Solve(ctx, c, nil, Options{})
	require.Error(t, err)
	_, err = NewPair(ctx, c, [2]int{}, nil)
	require.ErrorIs(t, err, ErrNoLine)
}
