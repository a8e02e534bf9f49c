package ensemble

import (
	"context"
	"fmt"
	"math"
	"slices"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/internal/parallel"
)

// Sensitivity says how far the shares of a division depend on what nobody knows exactly,
// or on choices that could be made otherwise, all at the same time.
type Sensitivity struct {
	// Base is the division that all else is compared with.
	Base    *caspian.Division
	Factors []Factor
	// Combinations are all combinations of the factors' levels; what was asked is the
	// first.
	Combinations []Outcome
	// Ends are the ends of the land borders, and Moved every one of them moved along the
	// shore both ways: on the coast that was asked for with all else as asked, and on
	// others with their last effect of islands, which is none.
	Ends  []caspian.End
	Shift float64 // in metres
	Moved []Outcome
	// Low and High are the least and the greatest share of every state that any
	// combination has with those of that state's own ends moved that matter. The moves are
	// found from the sum of what each of them does alone; then the sea is divided so.
	Low, High []Outcome
	// Noise are runs that noise of the coast alone makes differ; nil if none was asked for.
	Noise       *Sample
	NoiseMetres float64
	NoiseSeed   uint64
}

// Outcome is what came of a choice.
type Outcome struct {
	Choice Choice
	Shifts []float64 // of the ends, in metres into their second state; nil if none has moved
	// Shares are the shares of Base.States; nil if the sea cannot be divided so, and Err
	// says why.
	Shares []float64
	Err    error
	ends   []caspian.End
}

// String says all that was chosen.
func (o *Outcome) String() string {
	words := o.Choice.String()
	for k, by := range o.Shifts {
		if by != 0 {
			words += ", " + caspian.EndMove{End: o.ends[k], By: by}.String()
		}
	}
	return words
}

// Short says it in fewer words: the levels, and into whose coast which ends were moved.
func (o *Outcome) Short() string {
	words := o.Choice.short()
	sign := "; "
	for k, by := range o.Shifts {
		if by != 0 {
			words += sign + o.ends[k].String() + " → " + caspian.EndMove{End: o.ends[k], By: by}.Into()
			sign = ", "
		}
	}
	return words
}

// Options are the choices that are tried. The zero value tries the effect of islands,
// closing lines, straight baselines, and the ends of the land borders.
type Options struct {
	// Alternatives are other coasts of the same states to compare with.
	Alternatives []Alternative
	// Shift is how far the ends of land borders are moved along the shore, in
	// metres; 0 means DefaultShift.
	Shift float64
	// Runs is the number of runs with a noisy coast, Noise how far it is moved, and
	// Seed the seed of the runs (see Settings).
	Runs  int
	Noise float64
	Seed  uint64
	// Progress, if not nil, is told the part of the work that is done.
	Progress func(done float64)
}

// Analyse divides the sea of a division again after every combination of choices that
// moves the shares: those of Space, with every end of a land border moved along the
// shore, and, if runs are asked for, with a noisy coast. Divisions run side by side; the
// result does not depend on how many. Combinations are divided roughly, extremes as the
// division was.
//
// It returns an error that wraps caspian.ErrDivision, ErrEnsemble or caspian.ErrNoise for
// what cannot be analysed, and the cause of the context when that ends; a nil context
// panics. A choice that cannot be made carries its error.
func Analyse(ctx context.Context, d *caspian.Division, o Options) (*Sensitivity, error) {
	ended := ctx.Err
	space, err := NewSpace(d, o.Alternatives)
	if err != nil {
		return nil, err
	}
	noise := Settings{Vary: []string{Noise}, Noise: o.Noise, Seed: o.Seed}
	if o.Shift, err = checkShift(o.Shift); err != nil {
		return nil, err
	}
	if !d.Question.Regime.Shared() {
		return nil, fmt.Errorf("%w: %s gives no shares of the sea", ErrEnsemble, d.Question.Regime.ID)
	}
	var runs *Ensemble
	if o.Runs != 0 {
		if err := (Runs{1, o.Runs}).Check(); err != nil {
			return nil, err
		}
		if runs, err = New(d, nil, noise); err != nil {
			return nil, err
		}
	}
	s := &Sensitivity{Base: d, Factors: space.Factors(), Ends: d.Sea.Whole().Ends(), Shift: o.Shift}
	combinations := space.Combinations()
	for _, c := range combinations {
		s.Combinations = append(s.Combinations, s.outcome(c, nil))
	}
	for coast := range s.Factors[0].Levels {
		first := combinations[slices.IndexFunc(combinations, func(c Choice) bool { return c.Levels[0] == coast })]
		if coast > 0 {
			// Without islands it is soonest done, and they have little to do with it.
			first.Levels[1] = len(s.Factors[1].Levels) - 1
		}
		for k := range s.Ends {
			for _, by := range [...]float64{s.Shift, -s.Shift} {
				shifts := make([]float64, len(s.Ends))
				shifts[k] = by
				s.Moved = append(s.Moved, s.outcome(first, shifts))
			}
		}
	}
	states := len(d.States)
	tell := parallel.Counting(o.Progress, len(s.Combinations)+len(s.Moved)+2*states+o.Runs)
	divide := func(list []Outcome, opts caspian.Options) {
		parallel.Each(ctx, len(list), func(k int) {
			s.divide(ctx, &list[k], opts)
			tell()
		})
	}
	divide(s.Combinations, rough(d))
	divide(s.Moved, rough(d))
	extremes := make([]Outcome, 2*states)
	for k := range extremes {
		extremes[k] = s.extreme(k/2, 2*float64(k%2)-1)
	}
	exact := caspian.Options{Tolerance: d.Question.Options.Tolerance, Resolution: d.Question.Options.Resolution, SharesOnly: true, Rough: true}
	divide(extremes, exact)
	for k := range extremes {
		if k%2 == 0 {
			s.Low = append(s.Low, extremes[k])
		} else {
			s.High = append(s.High, extremes[k])
		}
	}
	if ended() != nil {
		return nil, context.Cause(ctx)
	}
	if runs != nil {
		var all []Run
		err := runs.Each(ctx, Runs{1, o.Runs}, nil, func(r *Run) error {
			all = append(all, *r)
			tell()
			return nil
		})
		if err != nil {
			return nil, err
		}
		s.Noise, s.NoiseMetres, s.NoiseSeed = runs.Sample(all), o.Noise, o.Seed
	}
	return s, nil
}

// Credits say whose the data of the coasts are that were compared, the division's first.
func (s *Sensitivity) Credits() []string {
	space := s.Combinations[0].Choice.space
	return space.credits(s.Base, len(space.coasts))
}

// outcome returns a choice, not yet divided.
func (s *Sensitivity) outcome(c Choice, shifts []float64) Outcome {
	return Outcome{Choice: c, Shifts: shifts, ends: s.Ends}
}

// divide divides the sea as an outcome has it.
func (s *Sensitivity) divide(ctx context.Context, o *Outcome, opts caspian.Options) {
	sea, err := o.Choice.sea()
	if err == nil && o.Shifts != nil {
		sea, err = moveEnds(sea, s.Ends, o.Shifts)
	}
	var d *caspian.Division
	if err == nil {
		space := o.Choice.space
		if d, err = caspian.Divide(ctx, sea, space.regimes[o.Choice.Levels[1]], opts); err == nil {
			o.Shares = space.shares(d)
		}
	}
	o.Err = err
}

// extreme returns the combination, with the moves of a state's own ends, that takes its
// share farthest up (1) or down (−1) if the moves add up.
func (s *Sensitivity) extreme(state int, sign float64) Outcome {
	best, most := s.outcome(s.Combinations[0].Choice, nil), math.Inf(-1)
	for k := range s.Combinations {
		c := &s.Combinations[k]
		if c.Shares == nil {
			continue
		}
		shifts, sum := make([]float64, len(s.Ends)), c.Shares[state]
		for e, end := range s.Ends {
			if !end.Of(s.Base.States[state].Code) {
				continue
			}
			for _, sh := range [...]float64{s.Shift, -s.Shift} {
				by := sign * s.effect(c.Choice.Levels[0], e, sh, state)
				if now := sign * s.effect(c.Choice.Levels[0], e, shifts[e], state); by > now+indistinct {
					shifts[e] = sh
				}
			}
			sum += s.effect(c.Choice.Levels[0], e, shifts[e], state)
		}
		if sign*sum > most {
			if !slices.ContainsFunc(shifts, func(v float64) bool { return v != 0 }) {
				shifts = nil
			}
			best, most = s.outcome(c.Choice, shifts), sign*sum
		}
	}
	return best
}

// effect is what the move of an end does alone to a state's share on a coast.
func (s *Sensitivity) effect(coast, end int, by float64, state int) float64 {
	if by == 0 {
		return 0
	}
	for k := range s.Moved {
		m := &s.Moved[k]
		if m.Choice.Levels[0] != coast || m.Shifts[end] != by || m.Shares == nil {
			continue
		}
		for i := range s.Combinations {
			if c := &s.Combinations[i]; c.Choice.Levels == m.Choice.Levels && c.Shares != nil {
				return m.Shares[state] - c.Shares[state]
			}
		}
	}
	return 0
}

// Effect is what a level of a factor does, compared with the first level.
type Effect struct {
	Factor, Level int
	// Average is the mean, over all combinations of the other factors that have both, by
	// which it changes the shares of the states.
	Average []float64
	// With is the factor, and At its level, with which it interacts most: Interaction
	// is the mean by which the effect on State differs there from where that factor is
	// as asked. With is −1 if there is no other.
	With, At, State int
	Interaction     float64
}

// Effects returns the main effects of all levels but the first of every factor.
func (s *Sensitivity) Effects() (out []Effect) {
	if s == nil || len(s.Combinations) == 0 {
		return nil
	}
	for f, factor := range s.Factors {
		for level := 1; level < len(factor.Levels); level++ {
			e := Effect{Factor: f, Level: level, With: none}
			e.Average, _ = s.average(f, level, func(*Outcome) bool { return true })
			for g := range s.Factors {
				if g == f {
					continue
				}
				base, ok := s.average(f, level, func(o *Outcome) bool { return o.Choice.Levels[g] == 0 })
				for at := 1; at < len(s.Factors[g].Levels) && ok; at++ {
					there, ok := s.average(f, level, func(o *Outcome) bool { return o.Choice.Levels[g] == at })
					for state := range there {
						if by := there[state] - base[state]; ok && math.Abs(by) > math.Abs(e.Interaction) {
							e.With, e.At, e.State, e.Interaction = g, at, state, by
						}
					}
				}
			}
			out = append(out, e)
		}
	}
	return out
}

// average is the mean effect of a level over the combinations that are counted; ok is
// false, and the mean NaN, if there are none that have it and the first level too.
func (s *Sensitivity) average(factor, level int, counts func(*Outcome) bool) (out []float64, ok bool) {
	out = make([]float64, len(s.Base.States))
	n := 0
	for k := range s.Combinations {
		c := &s.Combinations[k]
		if c.Choice.Levels[factor] != level || c.Shares == nil || !counts(c) {
			continue
		}
		if other := s.like(c, factor); other != nil {
			for i := range out {
				out[i] += c.Shares[i] - other.Shares[i]
			}
			n++
		}
	}
	for i := range out {
		out[i] /= float64(n)
	}
	return out, n > 0
}

// like returns the combination that differs from another in having the first level of a
// factor; nil if there is none. Where one of two coasts leaves no choice of closing
// lines, its combinations are like those of the other with all of them closed: what it
// has no line for is land there, or outside. Where it leaves none of straight baselines,
// they are like those without.
func (s *Sensitivity) like(o *Outcome, factor int) *Outcome {
	want := o.Choice.Levels
	want[factor] = 0
	if factor == 0 && want[2] == none {
		want[2] = len(s.Factors[2].Levels) - 1
		if s.Combinations[0].Choice.Levels[2] == none {
			want[2] = none
		}
	}
	if space := o.Choice.space; factor == 0 && want[3] == none && s.Combinations[0].Choice.Levels[3] != none {
		want[3] = slices.IndexFunc(space.drawn, func(names []string) bool { return len(names) == 0 })
	}
	for k := range s.Combinations {
		if c := &s.Combinations[k]; c.Choice.Levels == want && c.Shares != nil {
			return c
		}
	}
	return nil
}

// Range returns the outcomes with the least and the greatest share of a state; nil for a
// state that there is not. Most often these are Low and High; where moves do not add up,
// what has been found otherwise may lie beyond them.
func (s *Sensitivity) Range(state int) (low, high *Outcome) {
	if s == nil || state < 0 || state >= len(s.Low) {
		return nil, nil
	}
	for _, list := range [][]Outcome{{s.Low[state], s.High[state]}, s.Combinations, s.Moved} {
		for k := range list {
			o := &list[k]
			if o.Shares == nil {
				continue
			}
			if low == nil || o.Shares[state] < low.Shares[state]-indistinct {
				low = o
			}
			if high == nil || o.Shares[state] > high.Shares[state]+indistinct {
				high = o
			}
		}
	}
	return low, high
}

// indistinct is how near rough shares are to exact ones.
const indistinct = 1e-5
