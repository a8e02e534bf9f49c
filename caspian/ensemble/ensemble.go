package caspian

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"caspian.example/division/caspian/geodesic"
)

// Sensitivity says how far the shares under a regime depend on what nobody
// knows exactly, or on choices that could be made otherwise.
type Sensitivity struct {
	// Base is the division that all else is compared with.
	Base *Division
	// Choices are the other choices, one at a time.
	Choices []Choice
	// Ensemble is what noise of the coast does; nil if it was not asked for.
	Ensemble *Ensemble
}

// Choice is a division after one choice was made otherwise.
type Choice struct {
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

// Alternative is another coast of a sea.
type Alternative struct {
	Cause string
	Sea   *Sea
}

// SensitivityOptions are the choices that are tried. The zero value tries the
// effect of islands, every closing line, and the ends of the land borders.
type SensitivityOptions struct {
	// Alternatives are other coasts of the same states to compare with.
	Alternatives []Alternative
	// Shift is how far the ends of land borders are moved along the shore, in
	// metres; 0 means DefaultShift.
	Shift float64
	// Runs is the number of runs of the ensemble, and Noise the root mean
	// square displacement of the coast in metres (see Sea.Perturbed).
	Runs  int
	Noise float64
	Seed  uint64
}

// DefaultShift is how far the ends of land borders are moved: as far as sources
// disagree about one of them.
const DefaultShift = 2000.0

// roughTolerance is the tolerance in metres of the lines of the divisions that
// are compared (see partition.Options.AreasOnly).
const roughTolerance = 5.0

// ErrSensitivity is returned by Analyse for what cannot be analysed, and carried by
// the choice of an alternative without a sea.
var ErrSensitivity = errors.New("caspian: no such analysis")

// Analyse divides the sea under a regime, and again after every choice that
// moves the shares: another coast, islands at full, half and no effect, water
// behind closing lines left out or let in, every end of a land border moved along the
// shore both ways, and, if runs are asked for, a coast with noise. Divisions run
// side by side; the result does not depend on how many. Progress in the options
// is that of the whole.
//
// It returns an error of Divide if the sea itself cannot be divided. A choice
// that cannot be made carries its error.
func Analyse(ctx context.Context, sea *Sea, regime Regime, opts Options, s SensitivityOptions) (*Sensitivity, error) {
	if regime == Convention2018 {
		return nil, fmt.Errorf("%w: %s gives no shares of the sea", ErrSensitivity, regime.ID())
	}
	if s.Shift == 0 {
		s.Shift = DefaultShift
	}
	if !(s.Shift > 0 && s.Shift <= 1e6) {
		return nil, fmt.Errorf("%w: ends of land borders are not moved by %v m", ErrSensitivity, s.Shift)
	}
	if s.Runs < 0 || s.Runs > maxRuns {
		return nil, fmt.Errorf("%w: %d runs are outside 0 to %d", ErrSensitivity, s.Runs, maxRuns)
	}
	if s.Runs > 0 {
		if err := checkNoise(s.Noise); err != nil {
			return nil, err
		}
	}
	progress := opts.Progress
	opts.SharesOnly, opts.Progress = true, nil
	opts.Islands = opts.islandsUnder(regime)
	base, err := Divide(ctx, sea, regime, opts)
	if err != nil {
		return nil, err
	}
	out := &Sensitivity{Base: base}
	opts.rough = true
	trials := trials(sea, &opts, &s)
	fixed := len(trials)
	for run := range s.Runs {
		trials = append(trials, trial{sea: func() (*Sea, error) { return sea.Perturbed(s.Noise, s.Seed, run+1) }, opts: opts})
	}
	results := make([]Choice, len(trials))
	tell := counting(progress, len(trials))
	each(ctx, len(trials), func(k int) {
		t := &trials[k]
		results[k].Cause = t.cause
		other, err := t.sea()
		if err == nil {
			results[k].Shares, err = other.sharesLike(ctx, base, regime, t.opts)
		}
		results[k].Err = err
		tell()
	})
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	out.Choices = results[:fixed:fixed]
	if s.Runs > 0 {
		out.Ensemble = ensemble(results[fixed:], len(base.States), &s)
	}
	return out, nil
}

// maxRuns bounds the runs of an ensemble.
const maxRuns = 100_000

// trial is one division to compare with.
type trial struct {
	cause string
	sea   func() (*Sea, error)
	opts  Options
}

// trials returns the choices to try.
func trials(sea *Sea, opts *Options, s *SensitivityOptions) []trial {
	return append(doctrines(sea, opts, s.Alternatives), shifts(sea, opts, s.Shift)...)
}

// doctrines returns the choices that somebody could make otherwise: another
// coast, another effect of islands, and water behind closing lines out or in.
func doctrines(sea *Sea, opts *Options, alternatives []Alternative) (out []trial) {
	same := func() (*Sea, error) { return sea, nil }
	for _, a := range alternatives {
		out = append(out, trial{a.Cause, func() (*Sea, error) {
			if a.Sea == nil {
				return nil, fmt.Errorf("%w: the alternative %q has no sea", ErrSensitivity, a.Cause)
			}
			return a.Sea, nil
		}, *opts})
	}
	if len(sea.coast.Islands) > 0 {
		for _, effect := range []struct {
			value float64
			name  string
		}{{1, "islands at full effect"}, {0.5, "islands at half effect"}, {0, "islands without effect"}} {
			if !opts.islandsAt(sea, effect.value) {
				o := *opts
				o.Islands = map[string]float64{"": effect.value}
				out = append(out, trial{effect.name, same, o})
			}
		}
	}
	var names []string
	closed := sea.closed()
	for _, l := range sea.coast.Closings {
		if !slices.Contains(closed, l.Name) && !slices.Contains(names, l.Name) {
			names = append(names, l.Name)
			out = append(out, trial{"without " + l.Name, func() (*Sea, error) { return sea.Close(l.Name) }, *opts})
		}
	}
	for k, name := range closed {
		if sea.whole == nil {
			break
		}
		others := slices.Delete(slices.Clone(closed), k, k+1)
		out = append(out, trial{"with " + name, func() (*Sea, error) { return sea.whole.Close(others...) }, *opts})
	}
	return out
}

// islandsAt says whether all islands of a sea have one effect.
func (o *Options) islandsAt(sea *Sea, effect float64) bool {
	effects, _, err := o.effects(sea)
	if effects == nil {
		return err == nil && effect == 1
	}
	return !slices.ContainsFunc(effects, func(v float64) bool { return v != effect })
}

// shifts returns the moves of every end of a land border along the shore.
func shifts(sea *Sea, opts *Options, shift float64) (out []trial) {
	for _, t := range sea.coast.Termini() {
		for _, by := range [2]float64{shift, -shift} {
			into := t.After
			if by < 0 {
				into = t.Before
			}
			first, second := sea.coast.States[min(t.Before, t.After)], sea.coast.States[max(t.Before, t.After)]
			cause := fmt.Sprintf("end of the %s–%s border %g km into %s", first.Code, second.Code, shift/1000, sea.coast.States[into].Code)
			out = append(out, trial{cause, func() (*Sea, error) {
				c, err := sea.coast.MoveTerminus(t, by)
				if err != nil {
					return nil, err
				}
				return NewSea(c), nil
			}, *opts})
		}
	}
	return out
}

// sharesLike divides the sea and returns the shares in the order of a base
// division's states.
func (s *Sea) sharesLike(ctx context.Context, base *Division, regime Regime, opts Options) ([]float64, error) {
	d, err := Divide(ctx, s, regime, opts)
	if err != nil {
		return nil, err
	}
	shares := make([]float64, len(base.States))
	for k, state := range base.States {
		shares[k] = d.Share(state.Code)
	}
	return shares, nil
}

// each calls do for 0 … n−1 on a few goroutines until the context ends.
func each(ctx context.Context, n int, do func(k int)) {
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n, 8) {
		wait.Go(func() {
			for k := int(next.Add(1)) - 1; k < n && ctx.Err() == nil; k = int(next.Add(1)) - 1 {
				do(k)
			}
		})
	}
	wait.Wait()
}

// counting returns a function that tells progress, if that is not nil, how many
// of n pieces of work are done: one more at every call.
func counting(progress func(done float64), n int) func() {
	var mutex sync.Mutex
	done := 0
	return func() {
		mutex.Lock()
		defer mutex.Unlock()
		if done++; progress != nil {
			progress(float64(done) / float64(n))
		}
	}
}

// ensemble sums up the runs.
func ensemble(runs []Choice, states int, s *SensitivityOptions) *Ensemble {
	out := &Ensemble{Noise: s.Noise, Seed: s.Seed}
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
// all choices, and the cause that moves it farthest; "" if nothing does.
func (s *Sensitivity) Range(state int) (low, high float64, cause string) {
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

// The range of noise in metres.
const (
	MinNoise = 0.1
	MaxNoise = 50e3
)

func checkNoise(noise float64) error {
	if !(noise >= MinNoise && noise <= MaxNoise) {
		return fmt.Errorf("%w: noise of %v m lies outside %g m to %g km", ErrSensitivity, noise, MinNoise, MaxNoise/1000)
	}
	return nil
}

// Perturbed returns the sea with a noisy coast: the coast that a run, from 1 on,
// of an ensemble divides. Noise is the root mean square displacement in metres,
// and the result depends on it, the seed and the run alone.
//
// Every position x (in metres from the Earth's centre) moves by the part in the
// tangent plane of u(x) = a Σ dᵢ cos(kᵢ·x + φᵢ), a sum of 16 waves with random
// directions dᵢ and kᵢ and phases φᵢ. Their wavelengths differ by up to a factor
// of four, and are such that a Σ|kᵢ|, which no gradient of u exceeds, is 0.45: on
// the average from 50 to 200 times the noise. Less than ½, it
// keeps the shore from crossing itself.
func (s *Sea) Perturbed(noise float64, seed uint64, run int) (*Sea, error) {
	if err := checkNoise(noise); err != nil {
		return nil, err
	}
	if run < 1 {
		return nil, fmt.Errorf("%w: runs are numbered from 1 on, not %d", ErrSensitivity, run)
	}
	const (
		waves = 16
		steep = 0.45
	)
	r := rand.New(rand.NewPCG(seed, uint64(run)))
	direction := func() geodesic.Vec {
		return geodesic.Vec{X: r.NormFloat64(), Y: r.NormFloat64(), Z: r.NormFloat64()}.Unit()
	}
	var along, to [waves]geodesic.Vec
	var phase [waves]float64
	total := 0.0
	for k := range waves {
		relative := math.Pow(4, -r.Float64())
		along[k], to[k], phase[k] = direction().Mul(relative), direction(), 2*math.Pi*r.Float64()
		total += relative
	}
	// Two thirds of the square of u lie in the tangent plane.
	amplitude := noise * math.Sqrt(3.0/waves)
	wave := steep / (amplitude * total)
	e := geodesic.WGS84
	c, err := s.coast.Displace(func(p geodesic.Vec) geodesic.Vec {
		var u geodesic.Vec
		for k := range waves {
			u = u.Add(to[k].Mul(math.Cos(wave*along[k].Dot(p) + phase[k])))
		}
		up := e.Normal(p)
		return p.Add(u.Sub(up.Mul(u.Dot(up))).Mul(amplitude))
	})
	if err != nil {
		return nil, fmt.Errorf("caspian: run %d of noise %g m with seed %d: %w", run, noise, seed, err)
	}
	c.Name = fmt.Sprintf("%s with noise of %g m (seed %d, run %d)", c.Name, noise, seed, run)
	return NewSea(c), nil
}
