package caspian

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
)

// ErrEnd is returned for ends of land borders that a sea does not have.
var ErrEnd = errors.New("caspian: there is no such end of a land border")

// ending returns the codes of the states that meet at a terminus, sorted.
func ending(c *coast.Coast, t coast.Terminus) [2]string {
	return [2]string{c.States[min(t.Before, t.After)].Code, c.States[max(t.Before, t.After)].Code}
}

// Ends returns the ends of the land borders of a sea, along its shore.
func (s *Sea) Ends() (out []End) {
	if s.check() != nil {
		return nil
	}
	termini := s.coast.Termini()
	several := map[[2]string]int{}
	for _, t := range termini {
		several[ending(s.coast, t)]++
	}
	number := map[[2]string]int{}
	for _, t := range termini {
		e := End{States: ending(s.coast, t)}
		if several[e.States] > 1 {
			number[e.States]++
			e.Number = number[e.States]
		}
		out = append(out, e)
	}
	return out
}

// MoveEnds returns the sea with ends of land borders moved along its shore, one after the
// other; lines that take water from it do so afterwards. It fails with an error that wraps
// ErrEnd for an end that the sea has not, and as coast.Coast.MoveTerminus does. A sea
// with noise becomes one of its own, whose questions do not tell of either.
func (s *Sea) MoveEnds(moves ...EndMove) (*Sea, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	whole := s.Whole()
	c, own, termini := whole.coast, whole.Ends(), whole.coast.Termini()
	for _, m := range moves {
		at := slices.Index(own, m.End)
		if at < 0 {
			return nil, fmt.Errorf("%w: %s; the sea has %v", ErrEnd, m.End, own)
		}
		if m.By == 0 {
			continue
		}
		// The move of another end may have changed the order.
		var t coast.Terminus
		nearest := math.Inf(1)
		for _, now := range c.Termini() {
			if d := geodesic.WGS84.Distance(now.At, termini[at].At); ending(c, now) == m.States && d < nearest {
				t, nearest = now, d
			}
		}
		by := m.By
		if c.States[t.After].Code != m.States[1] {
			by = -by
		}
		var err error
		if c, err = c.MoveTerminus(t, by); err != nil {
			return nil, fmt.Errorf("caspian: %w", err)
		}
	}
	if c == whole.coast {
		return s, nil
	}
	out, err := NewSea(c)
	if err != nil || s.noise != nil {
		return out, err
	}
	out.sha = s.sha
	out.ends = slices.DeleteFunc(append(slices.Clone(s.ends), moves...), func(m EndMove) bool { return m.By == 0 })
	if s.whole == nil {
		return out, nil
	}
	return out.without(s.Closed(), s.StraightBaselines())
}
