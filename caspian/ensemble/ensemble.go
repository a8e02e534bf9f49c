// Package ensemble says how sure the shares under a regime are: it divides the sea again
// after every choice that somebody could make otherwise, and with a coast that noise has
// moved, and keeps what comes out.
//
// Begin with Analyse. Shares are fractions of the sea, lengths metres. Results do not
// depend on the number of processors.
//
// # Files
//
// In reading order: choices.go (what could be chosen otherwise), ensemble.go.
package ensemble

import (
	"context"
	"fmt"
	"math"
	"slices"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/internal/parallel"
	"caspian.example/division/caspian/regime"
)

// Sensitivity says how far the shares under a regime depend on what nobody
// knows exactly, or on choices that could be made otherwise.
type Sensitivity struct {
	// Base is the division that all else is compared with.
	Base *caspian.Division
	// Choices are the other choices, one at a time.
	Choices []Outcome
	// Ensemble is what noise of the coast does; nil if it was not asked for.
	Ensemble *Ensemble
}

// Outcome is a division after one choice was made otherwise.
type Outcome struct {
	Cause string // what was chosen, in words
	// Shares are the shares of Base.States; nil if the sea cannot be divided so.
	Shares []float64
	// Err says why not.
	Err error
}

// Ensemble is what a number of runs with a noisy coast gave.
type Ensemble struct {
	Noise float64 // root mean square displacement in metres
	Seed  uint64
	// Runs has the shares of Base.States in every run, nil if it failed.
	Runs [][]float64
	// Failed counts the runs that gave no division.
	Failed int
	// Low, Middle and High are the 5th, 50th and 95th percentile of every
	// state's share over the others.
	Low, Middle, High []float64
}

// Options are the choices that are tried. The zero value tries the
// effect of islands, every closing line, and the ends of the land borders.
type Options struct {
	// Alternatives are other coasts of the same states to compare with.
	Alternatives []Alternative
	// Shift is how far the ends of land borders are moved along the shore, in
	// metres; 0 means DefaultShift.
	Shift float64
	// Runs is the number of runs of the ensemble, and Noise the root mean
	// square displacement of the coast in metres (see caspian.Sea.Perturbed).
	Runs  int
	Noise float64
	Seed  uint64
}

// DefaultShift is how far the ends of land borders are moved: as far as sources
// disagree about one of them.
const DefaultShift = 2000.0

// Analyse divides the sea under a regime, and again after every choice that
// moves the shares: those of Doctrines, every end of a land border moved along the
// shore both ways, and, if runs are asked for, a coast with noise. Divisions run
// side by side; the result does not depend on how many. Progress in the options
// is that of the whole.
//
// It returns an error of caspian.Divide if the sea itself cannot be divided, and one that
// wraps ErrEnsemble or caspian.ErrNoise for what cannot be analysed, and the cause of the
// context when that ends; a nil context panics. A choice that cannot be made carries its
// error.
func Analyse(ctx context.Context, sea *caspian.Sea, r regime.Regime, opts caspian.Options, o Options) (*Sensitivity, error) {
	if err := o.check(&r); err != nil {
		return nil, err
	}
	progress := opts.Progress
	opts.SharesOnly, opts.Progress = true, nil
	base, err := caspian.Divide(ctx, sea, r, opts)
	if err != nil {
		return nil, err
	}
	opts.Rough = true
	choices := append(Doctrines(sea, r, o.Alternatives), shifts(sea, r, o.Shift)...)
	fixed := len(choices)
	for run := range o.Runs {
		choices = append(choices, Choice{regime: r, sea: func() (*caspian.Sea, error) {
			return sea.Perturbed(caspian.Noise{Metres: o.Noise, Seed: o.Seed, Run: run + 1})
		}})
	}
	results := make([]Outcome, len(choices))
	tell := parallel.Counting(progress, len(choices))
	parallel.Each(ctx, len(choices), func(k int) {
		results[k] = outcome(ctx, &choices[k], base, opts)
		tell()
	})
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	out := &Sensitivity{Base: base, Choices: results[:fixed:fixed]}
	if o.Runs > 0 {
		out.Ensemble = sumUp(results[fixed:], len(base.States), &o)
	}
	return out, nil
}

// check fills in the defaults and returns an error for what cannot be analysed.
func (o *Options) check(r *regime.Regime) error {
	if o.Shift == 0 {
		o.Shift = DefaultShift
	}
	switch {
	case !r.Shared():
		return fmt.Errorf("%w: %s gives no shares of the sea", ErrEnsemble, r.ID)
	case !(o.Shift > 0 && o.Shift <= 1e6):
		return fmt.Errorf("%w: ends of land borders are not moved by %v m", ErrEnsemble, o.Shift)
	case o.Runs < 0 || o.Runs > maxRuns:
		return fmt.Errorf("%w: %d runs are outside 0 to %d", ErrEnsemble, o.Runs, maxRuns)
	case o.Runs > 0:
		return caspian.Noise{Metres: o.Noise, Seed: o.Seed, Run: 1}.Check()
	}
	return nil
}

// outcome divides the sea after a choice, and returns the shares in the order of a
// base division's states.
func outcome(ctx context.Context, c *Choice, base *caspian.Division, opts caspian.Options) Outcome {
	out := Outcome{Cause: c.Cause}
	d, err := c.Divide(ctx, opts)
	if err != nil {
		out.Err = err
		return out
	}
	out.Shares = make([]float64, len(base.States))
	for k, state := range base.States {
		// Another coast may lack a state, which then has nothing.
		if v := d.Share(state.Code); !math.IsNaN(v) {
			out.Shares[k] = v
		}
	}
	return out
}

// maxRuns bounds the runs of an ensemble.
const maxRuns = 100_000

// sumUp sums up the runs.
func sumUp(runs []Outcome, states int, o *Options) *Ensemble {
	out := &Ensemble{Noise: o.Noise, Seed: o.Seed}
	for _, r := range runs {
		out.Runs = append(out.Runs, r.Shares)
		if r.Err != nil {
			out.Failed++
		}
	}
	for k := range states {
		var shares []float64
		for _, r := range out.Runs {
			if r != nil {
				shares = append(shares, r[k])
			}
		}
		slices.Sort(shares)
		out.Low = append(out.Low, percentile(shares, 0.05))
		out.Middle = append(out.Middle, percentile(shares, 0.5))
		out.High = append(out.High, percentile(shares, 0.95))
	}
	return out
}

// percentile returns a quantile of ascending values, between the two nearest
// ones in proportion; NaN if there are none.
func percentile(sorted []float64, p float64) float64 {
	if len(sorted) == 0 {
		return math.NaN()
	}
	at := p * float64(len(sorted)-1)
	k := min(int(at), len(sorted)-1)
	next := min(k+1, len(sorted)-1)
	return sorted[k] + (at-float64(k))*(sorted[next]-sorted[k])
}

// Range returns the least and the greatest share of a state over the base and
// all choices, and the cause that moves it farthest; "" if nothing does. The shares of
// a state that there is not are NaN.
func (s *Sensitivity) Range(state int) (low, high float64, cause string) {
	if s == nil || s.Base == nil || state < 0 || state >= len(s.Base.States) {
		return math.NaN(), math.NaN(), ""
	}
	base := s.Base.States[state].Share
	low, high = base, base
	most := 0.0
	for _, c := range s.Choices {
		if c.Shares == nil {
			continue
		}
		low, high = min(low, c.Shares[state]), max(high, c.Shares[state])
		if d := math.Abs(c.Shares[state] - base); d > most {
			most, cause = d, c.Cause
		}
	}
	return low, high, cause
}
