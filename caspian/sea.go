package caspian

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"

	"caspian.example/division/caspian/coast"
)

// State is a state with a shore on a sea.
type State = coast.State

// Sea is a checked coast, ready to be divided.
type Sea struct {
	coast *coast.Coast
	whole *Sea // before lines were closed; nil if none were
	shore shores
}

// ReadSea reads a coast in GeoJSON, in the form that coast.Read describes, with
// default options. All problems of the input come back as one *problem.List.
func ReadSea(r io.Reader) (*Sea, error) {
	c, err := coast.Read(r, coast.Options{})
	if err != nil {
		return nil, err
	}
	return NewSea(c), nil
}

// NewSea returns the sea of a coast that coast.Read has checked. The coast must
// not be changed afterwards.
func NewSea(c *coast.Coast) *Sea { return &Sea{coast: c} }

// Close returns the sea without the water behind the closing lines with the
// given names, which become baselines (see coast.Coast.Close).
func (s *Sea) Close(names ...string) (*Sea, error) {
	c, err := s.coast.Close(names...)
	if err != nil {
		return nil, err
	}
	return &Sea{coast: c, whole: cmp.Or(s.whole, s)}, nil
}

// closed returns the names of the lines that are closed, each once.
func (s *Sea) closed() (names []string) {
	for _, e := range s.coast.Enclosed {
		if !slices.Contains(names, e.Name) {
			names = append(names, e.Name)
		}
	}
	return names
}

// Coast returns the coast of the sea, not to be changed.
func (s *Sea) Coast() *coast.Coast { return s.coast }

// States returns the states of the sea, sorted by code.
func (s *Sea) States() []State { return slices.Clone(s.coast.States) }

// state returns the index of the state with a code, or −1.
func (s *Sea) state(code string) int {
	return slices.IndexFunc(s.coast.States, func(st State) bool { return st.Code == code })
}

// caspianStates are the codes of the five states of the Caspian.
var caspianStates = [...]string{"AZ", "IR", "KZ", "RU", "TM"}

// IsCaspian says whether the sea belongs to the five states of the Caspian.
func (s *Sea) IsCaspian() bool {
	return slices.EqualFunc(s.coast.States, caspianStates[:], func(a State, b string) bool { return a.Code == b })
}

// ErrNotCaspian is returned for a regime that only the five states of the
// Caspian have, on another sea.
var ErrNotCaspian = errors.New("caspian: the regime is one of the Caspian's five states (AZ, IR, KZ, RU, TM)")

// ErrUnknownRegime is returned by RegimeByID.
var ErrUnknownRegime = errors.New("caspian: unknown regime")

// ErrNoRegime is returned by Divide for a nil regime: none is a default.
var ErrNoRegime = errors.New("caspian: no regime is given")

// ErrTolerance is returned by Divide for a tolerance outside its range.
var ErrTolerance = errors.New("caspian: the tolerance lies outside 0.01 m to 10 km")

// ErrIsland is returned by Divide for an effect of islands that the sea does not
// have, or outside 0 to 1.
var ErrIsland = errors.New("caspian: no such effect of islands")

// RegimeByID returns the regime with the given id.
func RegimeByID(id string) (Regime, error) {
	for _, r := range append(Regimes(), Convention2018) {
		if r.ID() == id {
			return r, nil
		}
	}
	return nil, fmt.Errorf("%w %q", ErrUnknownRegime, id)
}
