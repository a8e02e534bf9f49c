package ensemble

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/regime"
)

// ErrEnsemble is returned for what cannot be analysed.
var ErrEnsemble = errors.New("ensemble: there is no such analysis")

// Alternative is another coast of the states of a sea, with no line closed.
type Alternative struct {
	Name string
	Sea  *caspian.Sea
}

// The names of factors.
const (
	Coast     = "coast"
	Islands   = "islands"
	Close     = "close"
	Baselines = "baselines"
)

// factors are the factors of every space, in the order of Choice.Levels.
var factors = [...]string{Coast, Islands, Close, Baselines}

// Factor is something that somebody can choose otherwise.
type Factor struct {
	Name   string
	Levels []Level // the first is what was asked
}

// Level is one way to choose a factor.
type Level struct {
	// Name is short: of a coast its name, of islands their effect, of closing lines
	// the names of those that are closed, of straight baselines of those that are drawn, or
	// "none".
	Name  string
	Words string
}

// Space is what somebody could choose otherwise about the shares of a sea under a regime:
// another coast, another effect of islands, the water behind closing lines out or in, and
// straight baselines.
type Space struct {
	factors [len(factors)]Factor
	states  []caspian.State
	coasts  []Alternative
	regimes []regime.Regime // by the level of the islands
	closed  [][]string      // names of lines, by the level of closing
	drawn   [][]string      // names of straight baselines, by their level
	seas    [][][]func() (*caspian.Sea, error)
}

// NewSpace returns the choices about a division: the coasts that are given besides its own,
// islands at full, half and no effect where the regime asks for one, all closing lines
// open or closed, and all straight baselines drawn or none. What was asked is the first level of every factor, whatever it is.
func NewSpace(d *caspian.Division, alternatives []Alternative) (*Space, error) {
	if err := d.Check(); err != nil {
		return nil, err
	}
	r := d.Question.Regime
	s := &Space{states: d.Sea.States(), coasts: []Alternative{{d.Question.Coast.Name, d.Sea.Whole()}}, regimes: []regime.Regime{r}}
	for k, name := range factors {
		s.factors[k].Name = name
	}
	level := func(factor int, name, words string) {
		s.factors[factor].Levels = append(s.factors[factor].Levels, Level{name, words})
	}
	level(0, s.coasts[0].Name, "coast "+s.coasts[0].Name)
	islands := len(d.Sea.Whole().Coast().Islands) > 0
	for _, a := range alternatives {
		if a.Sea.Coast() == nil {
			return nil, fmt.Errorf("%w: the alternative %q has no sea", ErrEnsemble, a.Name)
		}
		if slices.ContainsFunc(s.coasts, func(other Alternative) bool { return other.Name == a.Name }) {
			return nil, fmt.Errorf("%w: two coasts are called %q", ErrEnsemble, a.Name)
		}
		s.coasts = append(s.coasts, a)
		level(0, a.Name, "coast "+a.Name)
		islands = islands || len(a.Sea.Coast().Islands) > 0
	}
	level(1, r.Islands.String(), islandWords(r.Islands.String()))
	for _, effect := range [...]float64{1, 0.5, 0} {
		effects := regime.IslandEffects{"": effect}
		with, err := r.WithIslands(effects)
		if name := effects.String(); islands && err == nil && name != s.factors[1].Levels[0].Name {
			s.regimes = append(s.regimes, with)
			level(1, name, islandWords(name))
		}
	}
	all := lines(d.Sea.Whole().Coast(), false)
	s.closed = choices(d.Sea.Closed(), all)
	for _, names := range s.closed {
		name, words := strings.Join(names, "; "), "without "+strings.Join(names, ", ")
		if len(names) == 0 {
			name, words = "none", "with "+strings.Join(all, ", ")
		}
		level(2, name, words)
	}
	s.drawn = choices(d.Sea.StraightBaselines(), lines(d.Sea.Whole().Coast(), true))
	for _, names := range s.drawn {
		name, words := strings.Join(names, "; "), WithBaselines+strings.Join(names, ", ")
		if len(names) == 0 {
			name, words = "none", "without straight baselines"
		}
		level(3, name, words)
	}
	s.seas = make([][][]func() (*caspian.Sea, error), len(s.coasts))
	for k, c := range s.coasts {
		for _, closed := range s.closed {
			var seas []func() (*caspian.Sea, error)
			for _, drawn := range s.drawn {
				seas = append(seas, sync.OnceValues(func() (*caspian.Sea, error) { return without(c.Sea, closed, drawn) }))
			}
			s.seas[k] = append(s.seas[k], seas)
		}
	}
	return s, nil
}

// WithBaselines begins the words of a level with straight baselines; their names follow.
const WithBaselines = "with the straight baselines "

// choices are the levels of lines: those that were asked for, none, and all, each once.
func choices(asked, all []string) (out [][]string) {
	for _, names := range [][]string{asked, nil, all} {
		if !slices.ContainsFunc(out, func(other []string) bool { return slices.Equal(sorted(other), sorted(names)) }) {
			out = append(out, names)
		}
	}
	return out
}

// without returns a sea with lines of both kinds that take water from it, as far as it has
// any of the kind.
func without(sea *caspian.Sea, closed, drawn []string) (out *caspian.Sea, err error) {
	out = sea
	if len(closed) > 0 && len(lines(sea.Coast(), false)) > 0 {
		if out, err = out.Close(closed...); err != nil {
			return nil, err
		}
	}
	if len(drawn) > 0 && len(lines(sea.Coast(), true)) > 0 {
		if out, err = out.WithBaselines(drawn...); err != nil {
			return nil, err
		}
	}
	if out == sea {
		return out, nil
	}
	// Without the whole sea, which noise would have to move as well.
	return caspian.NewSea(out.Coast())
}

// islandWords says an effect of islands.
func islandWords(effect string) string {
	first, others, _ := strings.Cut(effect, ", ")
	words := "islands at " + first + " effect"
	if first == "none" {
		words = "islands without effect"
	}
	if others != "" {
		words += " but " + others
	}
	return words
}

func sorted(names []string) []string {
	out := slices.Clone(names)
	slices.Sort(out)
	return out
}

// lines are the names of a coast's closing lines or straight baselines, each once.
func lines(c *coast.Coast, baselines bool) (out []string) {
	for _, l := range c.Closings {
		if l.Baseline == baselines && !slices.Contains(out, l.Name) {
			out = append(out, l.Name)
		}
	}
	return out
}

// credits say whose the data of a division's coast are, and of the first of the space's.
func (s *Space) credits(d *caspian.Division, coasts int) []string {
	out := []string{d.Question.Credit()}
	for _, c := range s.coasts[1:coasts] {
		out = append(out, caspian.Question{Coast: caspian.CoastFacts{Name: c.Name, Source: c.Sea.Coast().Source, Licence: c.Sea.Coast().Licence}}.Credit())
	}
	return out
}

// Factors returns what can be chosen, with all levels: a factor of one level leaves no
// choice.
func (s *Space) Factors() []Factor {
	if s == nil {
		return nil
	}
	return slices.Clone(s.factors[:])
}

// Choice is one level of every factor.
type Choice struct {
	// Levels indexes Factor.Levels. It is −1 where a coast has no closing lines, or no
	// straight baselines, which leaves nothing to choose.
	Levels [len(factors)]int
	space  *Space
}

// none is the level of a factor that a coast leaves no choice of.
const none = -1

// at returns the choice of levels as the coast has it.
func (s *Space) at(levels [len(factors)]int) Choice {
	c := s.coasts[levels[0]].Sea.Coast()
	for k, levelsOf := range [2][][]string{s.closed, s.drawn} {
		if len(levelsOf) > 1 && len(lines(c, k == 1)) == 0 {
			levels[2+k] = none
		}
	}
	return Choice{levels, s}
}

// Combinations returns every level of every factor with those of all others; what was
// asked comes first.
func (s *Space) Combinations() (out []Choice) {
	if s == nil {
		return nil
	}
	for a := range s.factors[0].Levels {
		for c := range s.factors[2].Levels {
			for d := range s.factors[3].Levels {
				for b := range s.factors[1].Levels {
					next := s.at([...]int{a, b, c, d})
					if !slices.ContainsFunc(out, func(o Choice) bool { return o.Levels == next.Levels }) {
						out = append(out, next)
					}
				}
			}
		}
	}
	return out
}

// Single returns the combinations that differ in one factor from what was asked.
func (s *Space) Single() (out []Choice) {
	for _, c := range s.Combinations() {
		differ := 0
		for k, level := range c.Levels {
			if level > 0 || level == none && k > 0 && c.Levels[0] == 0 {
				differ++
			}
		}
		if differ == 1 {
			out = append(out, c)
		}
	}
	return out
}

// Words says the levels of a choice; only those that differ from what was asked, if only.
func (c Choice) words(only bool) string {
	var out []string
	for k, level := range c.Levels {
		if f := &c.space.factors[k]; level != none && (!only || level > 0) && (len(f.Levels) > 1 || k == 0 && !only && f.Levels[0].Name != "") {
			out = append(out, f.Levels[level].Words)
		}
	}
	return strings.Join(out, ", ")
}

// short says all levels by their names where these say enough.
func (c Choice) short() string {
	var out []string
	for k, level := range c.Levels {
		switch f := &c.space.factors[k]; {
		case level == none || len(f.Levels) == 1 && (k > 0 || f.Levels[0].Name == ""):
		case f.Name == Coast:
			out = append(out, f.Levels[level].Name)
		case f.Name == Islands:
			out = append(out, "islands "+f.Levels[level].Name)
		default:
			out = append(out, f.Levels[level].Words)
		}
	}
	return strings.Join(out, ", ")
}

// String says all that was chosen.
func (c Choice) String() string {
	if c.space == nil {
		return ""
	}
	return c.words(false)
}

// Otherwise says what was chosen otherwise than asked; "" if nothing was.
func (c Choice) Otherwise() string {
	if c.space == nil {
		return ""
	}
	return c.words(true)
}

// sea returns the sea of the choice.
func (c Choice) sea() (*caspian.Sea, error) {
	if c.space == nil {
		return nil, fmt.Errorf("%w: there is no choice", ErrEnsemble)
	}
	return c.space.seas[c.Levels[0]][max(c.Levels[2], 0)][max(c.Levels[3], 0)]()
}

// Divide divides the sea as the choice has it. It returns an error if the choice cannot
// be made, or those of caspian.Divide. A nil context panics.
func (c Choice) Divide(ctx context.Context, o caspian.Options) (*caspian.Division, error) {
	sea, err := c.sea()
	if err != nil {
		return nil, err
	}
	return caspian.Divide(ctx, sea, c.space.regimes[c.Levels[1]], o)
}

// shares returns the shares in the order of the space's states. Another coast may lack a
// state, which then has nothing.
func (s *Space) shares(d *caspian.Division) []float64 {
	out := make([]float64, len(s.states))
	for k, state := range s.states {
		if v := d.Share(state.Code); !math.IsNaN(v) {
			out[k] = v
		}
	}
	return out
}

// rough are the options of divisions that are made for their shares alone, many times
// over: within 1e-5 of the sea of those of finer lines. Their tolerance is 1/1250 of the
// side of a square as large as the sea, in two digits: 500 m on the Caspian; or what the
// division's own is if that is more.
func rough(d *caspian.Division) caspian.Options {
	tolerance := math.Sqrt(d.Area) / 1250
	unit := math.Pow(10, math.Floor(math.Log10(tolerance))-1)
	tolerance = math.Floor(tolerance/unit) * unit
	return caspian.Options{Tolerance: max(min(tolerance, 10_000), d.Question.Options.Tolerance), SharesOnly: true, Rough: true}
}
