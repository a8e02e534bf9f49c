package ensemble

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/internal/parallel"
)

// What can vary between runs besides the factors.
const (
	Termini  = "termini"
	Noise    = "noise"
	Rounding = "rounding"
)

// Varied are the names of all that can vary.
var Varied = []string{Coast, Islands, Close, Baselines, Termini, Noise, Rounding}

// Settings are what the runs of an ensemble differ by. JSON has them as they are.
type Settings struct {
	// Vary are names of Varied, in any order:
	//
	//   - coast, islands, close, baselines: one of the factor's levels, each as likely as its odds;
	//   - termini: every end of a land border is moved along the shore, evenly between
	//     Shift metres one way and as much the other;
	//   - noise: the coast is moved by a smooth random field of Noise metres (root mean
	//     square) and, if it is not 0, of Wavelength (see caspian.Sea.Perturbed);
	//   - rounding: every position moves by itself, evenly within the square that the
	//     coast's data were rounded to, if it tells (see coast.Coast.Rounding).
	//
	// What is not named stays as it was asked. Without any name everything varies that
	// the sea leaves a choice of, and if Noise is not 0 noise and rounding.
	Vary []string `json:"vary"`
	// Odds are weights of levels by the names of their factor and their own, of which
	// those that are not named have none. Without any of a factor all are as likely.
	Odds       map[string]map[string]float64 `json:"odds,omitempty"`
	Shift      float64                       `json:"shift_m,omitempty"` // 0 for DefaultShift
	Noise      float64                       `json:"noise_m,omitempty"`
	Wavelength float64                       `json:"wavelength_m,omitempty"`
	Seed       uint64                        `json:"seed"`
}

// Asked is what an ensemble answers.
type Asked struct {
	Question caspian.Question `json:"question"` // of the division that is varied
	Settings
	Coasts    []AskedCoast `json:"coasts"`
	Tolerance float64      `json:"tolerance_m"` // of the runs' lines
}

// AskedCoast is a coast that runs may have.
type AskedCoast struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// SHA256 is the digest of its JSON form without white space and with an empty version.
func (a Asked) SHA256() string {
	a.Question.Version = ""
	text, err := json.Marshal(a)
	if err != nil {
		return "" // no ensemble of New's
	}
	digest := sha256.Sum256(text)
	return hex.EncodeToString(digest[:])
}

// Words says it in one line, the division's question without its own digest.
func (a Asked) Words() string {
	q := &a.Question
	parts := []string{q.Rule()}
	var coasts []string
	for _, c := range a.Coasts {
		coasts = append(coasts, caspian.CoastFacts{Name: c.Name, SHA256: c.SHA256}.Mark())
	}
	parts = append(parts, "coast "+strings.Join(coasts, ", "))
	parts = append(parts, q.Lines()...)
	vary := strings.Join(a.Vary, ", ")
	if a.Shift > 0 {
		vary = strings.Replace(vary, Termini, fmt.Sprintf("%s by %g m", Termini, a.Shift), 1)
	}
	if a.Noise > 0 {
		vary = strings.Replace(vary, Noise, caspian.Noise{Metres: a.Noise, Wavelength: a.Wavelength}.Field(), 1)
	}
	if a.Odds != nil {
		text, err := json.Marshal(a.Odds)
		if err == nil { // weights are numbers
			vary += " with the odds " + string(text)
		}
	}
	return strings.Join(append(parts, fmt.Sprintf("seed %d", a.Seed), "varying "+vary, fmt.Sprintf("lines to %.4g m", a.Tolerance), "question "+a.Digest()), "; ")
}

// Digest is its first digits.
func (a Asked) Digest() string {
	sha := a.SHA256()
	return sha[:min(12, len(sha))]
}

// Ensemble is a number of runs, each of which divides the sea after choices that its number
// alone draws.
type Ensemble struct {
	asked Asked
	space *Space
	ends  []caspian.End
	// rounding says that positions move within what they were rounded to.
	rounding bool
	odds     [len(factors)][]float64 // sums up to every level, of 1; nil stays as asked
	base     *caspian.Division
}

// New returns the ensemble around a division. It returns an error that wraps
// caspian.ErrDivision, ErrEnsemble or caspian.ErrNoise for what cannot be.
func New(d *caspian.Division, alternatives []Alternative, s Settings) (*Ensemble, error) {
	space, err := NewSpace(d, alternatives)
	if err != nil {
		return nil, err
	}
	if !d.Question.Regime.Shared() {
		return nil, fmt.Errorf("%w: %s gives no shares of the sea", ErrEnsemble, d.Question.Regime.ID)
	}
	e := &Ensemble{space: space, base: d}
	if len(s.Vary) == 0 {
		s.Vary = space.varying(d, s.Noise)
	}
	var vary []string
	for _, name := range Varied {
		if slices.Contains(s.Vary, name) {
			vary = append(vary, name)
		}
	}
	for _, name := range s.Vary {
		if !slices.Contains(Varied, name) {
			return nil, fmt.Errorf("%w: %q cannot vary: that can %s", ErrEnsemble, name, strings.Join(Varied, ", "))
		}
	}
	if s.Vary = vary; len(vary) == 0 {
		return nil, fmt.Errorf("%w: nothing varies: that can %s", ErrEnsemble, strings.Join(Varied, ", "))
	}
	if slices.Contains(vary, Termini) {
		if s.Shift, err = checkShift(s.Shift); err != nil {
			return nil, err
		}
		if e.ends = d.Sea.Whole().Ends(); len(e.ends) == 0 {
			return nil, fmt.Errorf("%w: no land border ends on the shore", ErrEnsemble)
		}
	} else {
		s.Shift = 0
	}
	if slices.Contains(vary, Noise) {
		if err := (caspian.Noise{Metres: s.Noise, Wavelength: s.Wavelength, Run: 1}).Check(); err != nil {
			return nil, err
		}
	} else {
		s.Noise, s.Wavelength = 0, 0
	}
	if e.rounding = slices.Contains(vary, Rounding); d.Question.Noise != nil && (e.rounding || s.Noise > 0) {
		return nil, fmt.Errorf("%w: the coast is noisy already", ErrEnsemble)
	}
	if err := e.weigh(&s); err != nil {
		return nil, err
	}
	coasts := space.coasts
	if e.odds[0] == nil {
		coasts = coasts[:1]
	}
	if e.rounding && !rounded(coasts) {
		return nil, fmt.Errorf("%w: the coast does not tell what its positions were rounded to", ErrEnsemble)
	}
	e.asked = Asked{Question: d.Question, Settings: s, Tolerance: rough(d).Tolerance}
	for _, c := range coasts {
		e.asked.Coasts = append(e.asked.Coasts, AskedCoast{c.Name, c.Sea.Coast().SHA256})
	}
	return e, nil
}

// rounded says whether one of some coasts tells what its positions were rounded to.
func rounded(coasts []Alternative) bool {
	return slices.ContainsFunc(coasts, func(a Alternative) bool { return a.Sea.Coast().Rounding > 0 })
}

// varying are the names of what varies where none is named.
func (s *Space) varying(d *caspian.Division, noise float64) (out []string) {
	for _, f := range s.factors {
		if len(f.Levels) > 1 {
			out = append(out, f.Name)
		}
	}
	if len(d.Sea.Whole().Ends()) > 0 {
		out = append(out, Termini)
	}
	if noise != 0 && d.Question.Noise == nil {
		out = append(out, Noise)
		if rounded(s.coasts) {
			out = append(out, Rounding)
		}
	}
	return out
}

// checkShift returns a move of ends, the default for 0, or an error for what is none.
func checkShift(shift float64) (float64, error) {
	if shift == 0 {
		shift = DefaultShift
	}
	if !(shift > 0 && shift <= 1e6) {
		return 0, fmt.Errorf("%w: ends of land borders are not moved by %v m", ErrEnsemble, shift)
	}
	return shift, nil
}

// weigh sums the odds of levels up.
func (e *Ensemble) weigh(s *Settings) error {
	for name := range s.Odds {
		if !slices.Contains(factors[:], name) {
			return fmt.Errorf("%w: %q has no odds: that have %s", ErrEnsemble, name, strings.Join(factors[:], ", "))
		}
		if !slices.Contains(s.Vary, name) {
			return fmt.Errorf("%w: there are odds of %s, which does not vary", ErrEnsemble, name)
		}
	}
	for k, f := range e.space.factors {
		if !slices.Contains(s.Vary, f.Name) {
			continue
		}
		if len(f.Levels) == 1 {
			return fmt.Errorf("%w: %s cannot vary: there is %s", ErrEnsemble, f.Name, f.alone())
		}
		odds, sum := s.Odds[f.Name], 0.0
		var known []string
		for _, l := range f.Levels {
			known = append(known, l.Name)
			v := 1.0
			if odds != nil {
				v = odds[l.Name]
			}
			if !(v >= 0 && v <= 1e9) {
				return fmt.Errorf("%w: the odds %v of %s %s are no weight from 0 to 1e9", ErrEnsemble, v, f.Name, l.Name)
			}
			sum += v
			e.odds[k] = append(e.odds[k], sum)
		}
		for name := range odds {
			if !slices.Contains(known, name) {
				return fmt.Errorf("%w: %s is not %q: there are %s", ErrEnsemble, f.Name, name, strings.Join(known, ", "))
			}
		}
		if sum == 0 {
			return fmt.Errorf("%w: the odds of %s are all 0", ErrEnsemble, f.Name)
		}
		for i := range e.odds[k] {
			e.odds[k][i] /= sum
		}
	}
	return nil
}

// alone says the only level of a factor.
func (f *Factor) alone() string {
	switch f.Name {
	case Close:
		return "no closing line"
	case Baselines:
		return "no straight baseline"
	}
	return f.Levels[0].Words + " alone"
}

// Asked returns what the ensemble answers.
func (e *Ensemble) Asked() Asked { return e.asked }

// Base is the division that the ensemble varies.
func (e *Ensemble) Base() *caspian.Division { return e.base }

// Credits say whose the data of the coasts are that runs may have.
func (e *Ensemble) Credits() []string {
	return e.space.credits(e.base, len(e.asked.Coasts))
}

// Runs are numbers of runs, both ends included.
type Runs struct{ From, To int }

// MaxRuns is the last run that there is.
const MaxRuns = 10_000_000

// UnmarshalText reads "100", the first hundred runs, or "101-200". It returns an error
// that wraps ErrEnsemble for what is neither, and those of Check.
func (r *Runs) UnmarshalText(text []byte) error {
	from, to, span := strings.Cut(strings.ReplaceAll(string(text), "–", "-"), "-")
	if !span {
		from, to = "1", from
	}
	a, wrong := strconv.Atoi(from)
	b, also := strconv.Atoi(to)
	if wrong != nil || also != nil || !span && b < 1 {
		return fmt.Errorf("%w: %q is no number of runs, and no two of them such as 101-200", ErrEnsemble, text)
	}
	*r = Runs{a, b}
	return r.Check()
}

// Check returns an error for numbers that are none of runs.
func (r Runs) Check() error {
	if r.From < 1 || r.To < r.From || r.To > MaxRuns {
		return fmt.Errorf("%w: runs %d to %d lie outside 1 to %d", ErrEnsemble, r.From, r.To, MaxRuns)
	}
	return nil
}

// Run is one run: what was drawn, and what came of it.
type Run struct {
	Number int
	Choice Choice
	Shifts []float64      // of the ends of land borders, in the order of Ends, in metres into their second state
	Noise  *caspian.Noise // nil if there is none
	Shares []float64      // of the base's states, in whole 1e-9; nil if the sea cannot be divided so
	Err    error          // why not
}

// Draw returns a run with what its number draws: the same on every machine, whatever other
// runs there are. What varies besides does not change what is drawn of anything.
func (e *Ensemble) Draw(number int) Run {
	out := Run{Number: number}
	// Each draws from a stream of its own, of which noise has the first, and the ends of
	// land borders that before those of straight baselines.
	const ends = 4
	draw := func(stream int) *rand.Rand {
		return rand.New(rand.NewPCG(e.asked.Seed, uint64(stream)<<56|uint64(number)))
	}
	var levels [len(factors)]int
	for k, odds := range e.odds {
		if odds != nil {
			stream := 1 + k
			if stream >= ends {
				stream++
			}
			v := draw(stream).Float64()
			levels[k] = min(slices.IndexFunc(append(slices.Clone(odds), math.Inf(1)), func(sum float64) bool { return v < sum }), len(odds)-1)
		}
	}
	out.Choice = e.space.at(levels)
	if len(e.ends) > 0 {
		r := draw(ends)
		for range e.ends {
			// Whole millimetres, which rows of a table have.
			out.Shifts = append(out.Shifts, math.Round(1e3*e.asked.Shift*(2*r.Float64()-1))/1e3)
		}
	}
	n := caspian.Noise{Metres: e.asked.Noise, Wavelength: e.asked.Wavelength, Seed: e.asked.Seed, Run: number}
	if e.rounding {
		n.Rounding = e.space.coasts[out.Choice.Levels[0]].Sea.Coast().Rounding
	}
	if n.Metres > 0 || n.Rounding > 0 {
		out.Noise = &n
	}
	return out
}

// Divide divides the sea as a run has it, roughly (see caspian.Options.Rough), with zones and lines unless
// only the shares are asked for. A nil context panics.
func (e *Ensemble) Divide(ctx context.Context, r *Run, sharesOnly bool) (*caspian.Division, error) {
	sea, err := r.Choice.sea()
	if err == nil && r.Shifts != nil {
		sea, err = moveEnds(sea, e.ends, r.Shifts)
	}
	if err == nil && r.Noise != nil {
		sea, err = sea.Perturbed(*r.Noise)
	}
	if err != nil {
		return nil, err
	}
	opts := caspian.Options{Tolerance: e.asked.Tolerance, SharesOnly: sharesOnly, Rough: true}
	return caspian.Divide(ctx, sea, e.space.regimes[r.Choice.Levels[1]], opts)
}

// Counter is told of the divisions of runs, from several goroutines.
type Counter interface {
	Add(d *caspian.Division) error
}

// Do draws a run and divides the sea. The counter, if not nil, is told of the division.
func (e *Ensemble) Do(ctx context.Context, number int, counter Counter) Run {
	r := e.Draw(number)
	d, err := e.Divide(ctx, &r, counter == nil)
	if err != nil {
		r.Err = err
		return r
	}
	if r.Shares = e.space.shares(d); counter != nil {
		if err := counter.Add(d); err != nil {
			r.Shares, r.Err = nil, err
		}
	}
	for k, v := range r.Shares {
		r.Shares[k] = math.Round(v*1e9) / 1e9
	}
	return r
}

// together is how many runs are done before they are told of, in order: enough to keep
// cores busy, and not more than to be lost when the process is killed.
const together = 64

// Each does runs side by side and calls use for each in the order of their numbers. The
// counter, if not nil, is told of their divisions. It ends with the cause of the context, with the error
// of use, or with that of numbers that are none. A nil context panics.
func (e *Ensemble) Each(ctx context.Context, runs Runs, counter Counter, use func(*Run) error) error {
	if err := runs.Check(); err != nil {
		return err
	}
	for from := runs.From; from <= runs.To; from += together {
		done := make([]Run, min(together, runs.To-from+1))
		parallel.Each(ctx, len(done), func(k int) { done[k] = e.Do(ctx, from+k, counter) })
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		for k := range done {
			if err := use(&done[k]); err != nil {
				return err
			}
		}
	}
	return nil
}

// Sample returns runs of the ensemble as tables tell of them.
func (e *Ensemble) Sample(runs []Run) *Sample {
	s := &Sample{Question: e.asked.Words()}
	for _, end := range e.ends {
		s.Ends = append(s.Ends, strings.NewReplacer("–", "_", " (", "_", ")", "").Replace(end.String()))
	}
	for _, st := range e.space.states {
		s.States = append(s.States, st.Code)
	}
	for _, r := range runs {
		d := Drawn{Number: r.Number, Shifts: r.Shifts, Shares: r.Shares}
		for k, level := range r.Choice.Levels {
			name := ""
			if level != none {
				name = e.space.factors[k].Levels[level].Name
			}
			d.Levels = append(d.Levels, name)
		}
		if r.Err != nil {
			d.Error = strings.Join(strings.Fields(r.Err.Error()), " ")
		}
		s.Runs = append(s.Runs, d)
	}
	return s
}
