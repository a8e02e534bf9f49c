package caspian

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/regime"
)

// State is a state with a shore on a sea.
type State = coast.State

// Sea is a checked coast, ready to be divided. The zero value has no coast, and
// cannot be.
type Sea struct {
	coast *coast.Coast
	whole *Sea   // before any line was closed; nil if none was
	noise *Noise // that has moved the coast, nil if none has
	ends  []EndMove
	sha   string // of what the coast was read from, before noise
	shore shores
}

var (
	// ErrNoSea is returned for a nil Sea, and for one that no coast was read for.
	ErrNoSea = errors.New("caspian: there is no sea")
	// ErrState is returned for states that a sea does not have.
	ErrState = errors.New("caspian: there is no such state")
)

// ReadSea reads a coast in GeoJSON, in the form that coast.Read describes, with
// default options. All problems of the input come back as one *problem.List.
func ReadSea(r io.Reader) (*Sea, error) {
	c, err := coast.Read(r, coast.Options{})
	if err != nil {
		return nil, err
	}
	return NewSea(c)
}

// NewSea returns the sea of a coast, which must not be changed afterwards. It returns
// the error of the coast's method Check: coasts that coast.Read gives have none.
func NewSea(c *coast.Coast) (*Sea, error) {
	if err := c.Check(); err != nil {
		return nil, fmt.Errorf("caspian: %w", err)
	}
	return &Sea{coast: c, sha: c.SHA256}, nil
}

// check returns an error for a sea without a coast.
func (s *Sea) check() error {
	if s == nil || s.coast == nil {
		return ErrNoSea
	}
	return nil
}

// Close returns the sea without the water behind the closing lines with the
// given names, which become baselines (see coast.Coast.Close).
func (s *Sea) Close(names ...string) (*Sea, error) { return s.without(names, nil) }

// WithBaselines returns the sea without the water inside the straight baselines with the
// given names, which becomes internal waters (see coast.Coast.WithBaselines).
func (s *Sea) WithBaselines(names ...string) (*Sea, error) { return s.without(nil, names) }

// without closes lines. Closing lines come before straight baselines, in whatever order
// both were asked for, so that their names say all.
func (s *Sea) without(closed, baselines []string) (*Sea, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	c := s.coast
	if before := s.StraightBaselines(); len(closed) > 0 && len(before) > 0 {
		c, closed, baselines = s.whole.coast, append(s.Closed(), closed...), before
	}
	c, err := c.Close(closed...)
	if err == nil {
		c, err = c.WithBaselines(baselines...)
	}
	if err != nil {
		return nil, err
	}
	return &Sea{coast: c, whole: cmp.Or(s.whole, s), noise: s.noise, ends: s.ends, sha: s.sha}, nil
}

// Whole returns the sea as it was before closing lines and straight baselines took water
// from it: s itself where none have.
func (s *Sea) Whole() *Sea {
	if s == nil {
		return nil
	}
	return cmp.Or(s.whole, s)
}

// Closed returns the names of the closing lines that are closed, each once.
func (s *Sea) Closed() []string { return s.enclosing(false) }

// StraightBaselines returns the names of the straight baselines that have been drawn, each
// once.
func (s *Sea) StraightBaselines() []string { return s.enclosing(true) }

// enclosing are the names of lines of a kind that enclose water.
func (s *Sea) enclosing(baseline bool) (names []string) {
	if s.check() != nil {
		return nil
	}
	for _, e := range s.coast.Enclosed {
		if e.Baseline == baseline && !slices.Contains(names, e.Name) {
			names = append(names, e.Name)
		}
	}
	return names
}

// Coast returns the coast of the sea, not to be changed; nil of a sea without one.
func (s *Sea) Coast() *coast.Coast {
	if s == nil {
		return nil
	}
	return s.coast
}

// SHA256 returns the digest of what the coast was read from, before anything moved it, in
// hexadecimal; empty of a coast that comes from no file.
func (s *Sea) SHA256() string {
	if s.check() != nil {
		return ""
	}
	return s.sha
}

// States returns the states of the sea, sorted by code.
func (s *Sea) States() []State {
	if s.check() != nil {
		return nil
	}
	return slices.Clone(s.coast.States)
}

// Number returns the index in States of the state with a code, or an error that wraps
// ErrState and names those that there are.
func (s *Sea) Number(code string) (int, error) {
	if err := s.check(); err != nil {
		return -1, err
	}
	k := s.state(code)
	if k < 0 {
		return k, fmt.Errorf("%w: the sea has no state %q; it has %s", ErrState, code, strings.Join(s.codes(), ", "))
	}
	return k, nil
}

// Pair returns the indices in States of two different states, in the order of their
// codes given.
func (s *Sea) Pair(a, b string) (out [2]int, err error) {
	for k, code := range [2]string{a, b} {
		if out[k], err = s.Number(code); err != nil {
			return out, err
		}
	}
	if a == b {
		return out, fmt.Errorf("%w: a pair of two, not %s twice", ErrState, a)
	}
	return out, nil
}

// state returns the index of the state with a code, or −1.
func (s *Sea) state(code string) int {
	return slices.IndexFunc(s.coast.States, func(st State) bool { return st.Code == code })
}

// codes returns the codes of the sea's states.
func (s *Sea) codes() (out []string) {
	for _, st := range s.coast.States {
		out = append(out, st.Code)
	}
	return out
}

// caspianStates are the codes of the five states of the Caspian.
var caspianStates = [...]string{"AZ", "IR", "KZ", "RU", "TM"}

// IsCaspian says whether the sea belongs to the five states of the Caspian.
func (s *Sea) IsCaspian() bool {
	return s.check() == nil && slices.Equal(s.codes(), caspianStates[:])
}

// Termini returns the places on the shore where the coast of one state ends at
// that of another, given by their indices: the ends of their land borders.
func (s *Sea) Termini(state, other int) (out []orb.Point) {
	if s.check() != nil {
		return nil
	}
	for _, t := range s.coast.Termini() {
		if t.Before == state && t.After == other || t.Before == other && t.After == state {
			out = append(out, t.At)
		}
	}
	return out
}

// CoastLengths returns the length in metres of every state's coast by a measure,
// by the state's code.
func (s *Sea) CoastLengths(m regime.Measure) (map[string]float64, error) {
	lengths, err := s.lengths(m)
	if err != nil {
		return nil, err
	}
	out := map[string]float64{}
	for k, l := range lengths {
		out[s.coast.States[k].Code] = l
	}
	return out, nil
}

// lengths are those of the states' coasts by a measure.
func (s *Sea) lengths(m regime.Measure) ([]float64, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	return s.coast.Lengths(geodesic.WGS84, coast.Measure(m))
}

// Baselines returns the baselines of the sea and an index for every state over
// those that count: the mainland, and islands of any effect above 0, in the order of
// coast.Coast.Islands. Effects nil lets all islands count. What is returned is kept
// for the next call, and not to be changed; nil of a sea without a coast.
func (s *Sea) Baselines(effects []float64) (*coast.Baselines, []*coast.Index) {
	if s.check() != nil {
		return nil, nil
	}
	return s.shore.measures(s.coast, effects)
}
