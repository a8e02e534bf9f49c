package caspian

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/partition"
	"caspian.example/division/caspian/regime"
)

var (
	// ErrNotCaspian is returned for a regime that only the five states of the
	// Caspian have, on another sea.
	ErrNotCaspian = errors.New("caspian: the regime is one of the Caspian's five states (AZ, IR, KZ, RU, TM)")
	// ErrIsland is returned for an effect of an island that the sea does not have.
	ErrIsland = errors.New("caspian: no such island")
	// ErrShares is returned for shares that the sea cannot be divided in.
	ErrShares = errors.New("caspian: no such shares")
)

// plan is a regime's terms on a sea: what the geometry is told.
type plan struct {
	partition.Options
	regime     *regime.Regime
	sharesOnly bool
}

// Suits returns an error if a regime has no meaning on the sea: one that wraps
// ErrNotCaspian, ErrState, ErrShares, ErrIsland or ErrLine, or what is wrong with the
// regime itself.
func (s *Sea) Suits(r regime.Regime) error {
	_, err := s.under(r)
	return err
}

// under returns a regime as it holds on the sea.
func (s *Sea) under(r regime.Regime) (regime.Regime, error) {
	if err := s.check(); err != nil {
		return r, err
	}
	r, err := r.Checked()
	if err != nil {
		return r, fmt.Errorf("caspian: %w", err)
	}
	if r, err = r.On(s.IsCaspian()); err != nil {
		return r, fmt.Errorf("caspian: %w", err)
	}
	return r, s.suits(&r)
}

// suits is Suits for a checked regime.
func (s *Sea) suits(r *regime.Regime) error {
	if r.Caspian && !s.IsCaspian() {
		return fmt.Errorf("%w: %s", ErrNotCaspian, r.ID)
	}
	named := slices.Concat(slices.Sorted(maps.Keys(r.Shares)), slices.Sorted(maps.Keys(r.Weights)), r.Together)
	for _, c := range r.Cuts {
		named = append(named, c.Between[0])
		if c.Between[1] != regime.Others {
			named = append(named, c.Between[1])
		}
	}
	for _, code := range named {
		if s.state(code) < 0 {
			return fmt.Errorf("%w: %s names %q; the sea has %s", ErrState, r.ID, code, strings.Join(s.codes(), ", "))
		}
	}
	sum := 0.0
	for _, code := range slices.Sorted(maps.Keys(r.Shares)) {
		sum += r.Shares[code]
	}
	switch all := len(r.Shares) == len(s.coast.States); {
	case all && math.Abs(sum-1) > 1e-9:
		return fmt.Errorf("%w: those of %s add up to %.10g instead of 1", ErrShares, r.ID, sum)
	case !all && sum >= 1:
		return fmt.Errorf("%w: those of %s add up to %.10g and leave nothing to the other states", ErrShares, r.ID, sum)
	}
	if _, err := s.cuts(r); err != nil {
		return err
	}
	_, err := s.effects(r.Islands)
	return err
}

// plan returns the terms of a checked regime on the sea.
func (s *Sea) plan(r *regime.Regime, o Options) (*plan, error) {
	p := &plan{regime: r, sharesOnly: o.SharesOnly}
	var err error
	if p.Options, err = o.drawing(); err != nil {
		return nil, err
	}
	if p.Effects, err = s.effects(r.Islands); err != nil {
		return nil, err
	}
	if p.Cuts, err = s.cuts(r); err != nil {
		return nil, err
	}
	p.Shores = s.shore.of(s.coast)
	p.Weighting = partition.Weighting(r.Weighting)
	p.Weights = s.weights(r)
	return p, nil
}

// weights returns one weight per state, nil if there are none.
func (s *Sea) weights(r *regime.Regime) []float64 {
	if len(r.Weights) == 0 {
		return nil
	}
	out := make([]float64, len(s.coast.States))
	for k, state := range s.coast.States {
		w, ok := r.Weights[state.Code]
		if out[k] = w; !ok && r.Weighting != regime.Additive {
			out[k] = 1
		}
	}
	return out
}

// cuts returns the lines of a checked regime that stand in the place of others.
func (s *Sea) cuts(r *regime.Regime) (out []partition.Cut, err error) {
	for _, c := range r.Cuts {
		cut := partition.Cut{Line: c.Line, States: [2]int{s.state(c.Between[0]), partition.Others}, Loxodrome: c.Loxodrome, Once: c.Kind != ""}
		if c.Between[1] != regime.Others {
			cut.States[1] = s.state(c.Between[1])
		}
		switch {
		case c.Termini:
			cut.Line, err = s.acrossFrom(cut.States[0])
		case c.Kind != "":
			cut.Line, err = s.ruled(&c)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, cut)
	}
	return out, nil
}

// acrossFrom returns the geodesic between the two ends of a state's shore.
func (s *Sea) acrossFrom(state int) (orb.LineString, error) {
	var ends orb.LineString
	for _, t := range s.coast.Termini() {
		if t.Before == state || t.After == state {
			ends = append(ends, t.At)
		}
	}
	if len(ends) != 2 {
		return nil, fmt.Errorf("%w: the shore of %s ends at %d land borders, not at two, so that there is no line across from it", ErrLine, s.coast.States[state].Code, len(ends))
	}
	return ends, nil
}

// IslandNumber stands before the number of an island, from 1 in the order of
// coast.Coast.Islands, where an effect is not given to a name: an island may have none,
// or share it.
const IslandNumber = "#"

// effects returns the effect of every island, nil if all have full effect.
func (s *Sea) effects(named regime.IslandEffects) ([]float64, error) {
	c := s.coast
	out := make([]float64, len(c.Islands))
	found := map[string]bool{"": true}
	for k, i := range c.Islands {
		name, number := c.Features[i.Feature].Name, IslandNumber+strconv.Itoa(k+1)
		out[k], found[name], found[number] = named.Of(name), true, true
		if v, ok := named[number]; ok {
			out[k] = v
		}
	}
	for _, name := range slices.Sorted(maps.Keys(named)) {
		if !found[name] {
			return nil, fmt.Errorf("%w: none is named %q%s", ErrIsland, name, islandNames(c))
		}
	}
	if !slices.ContainsFunc(out, func(v float64) bool { return v < 1 }) {
		return nil, nil
	}
	return out, nil
}

// islandNames lists the names of islands for an error, up to ten.
func islandNames(c *coast.Coast) string {
	var names []string
	for _, i := range c.Islands {
		if name := c.Features[i.Feature].Name; name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	switch n := len(names); {
	case n == 0:
		return ": none of them has a name"
	case n > 10:
		return fmt.Sprintf("; there are %s and %d more", strings.Join(names[:10], ", "), n-10)
	}
	return "; there are " + strings.Join(names, ", ")
}
