package caspian

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/partition"
)

// Line is a given line between two states, such as an agreed or a proposed one.
// It takes the place of the median line between them (see partition.Cut for how
// it is cut off and prolonged).
type Line struct {
	// Between are the codes of the two states.
	Between [2]string
	// Line is longitude and latitude in degrees, its edges geodesics.
	Line orb.LineString
}

// ReadLine reads a line in GeoJSON (see coast.ReadLine).
func ReadLine(ctx context.Context, r io.Reader) (orb.LineString, error) {
	return coast.ReadLine(ctx, r)
}

// ErrLine is returned by Divide for given lines that the sea or the regime has
// no place for. Lines that do not cut the sea are partition.ErrCut.
var ErrLine = errors.New("caspian: no such line")

// cuts returns the given lines.
func (o *Options) cuts(sea *Sea, regime Regime) ([]partition.Cut, error) {
	if len(o.Lines) == 0 {
		return nil, nil
	}
	own, isOwn := regime.(*defined)
	if regime != Median && regime != Agreed && regime != AstaraHasanQuli && (!isOwn || own.def.Base != BaseMedian) {
		return nil, fmt.Errorf("%w: %s draws no median line that it could replace", ErrLine, regime.ID())
	}
	out := make([]partition.Cut, len(o.Lines))
	for k, l := range o.Lines {
		out[k].Line = l.Line
		for i, code := range l.Between {
			if out[k].States[i] = sea.state(code); out[k].States[i] < 0 {
				return nil, fmt.Errorf("%w: the sea has no state %q; it has %s", ErrLine, code, strings.Join(sea.codes(), ", "))
			}
		}
		if l.Between[0] == l.Between[1] {
			return nil, fmt.Errorf("%w: it lies between two states, not between %s and itself", ErrLine, l.Between[0])
		}
	}
	return out, nil
}

// warnLines says which given lines had to be prolonged, and what else they moved.
// A regime's own line is known to need it: then only who sees the lines is told.
func (d *Division) warnLines(by *choices) {
	if by.sharesOnly && !by.given {
		return
	}
	for _, b := range d.Boundaries {
		first, second := d.States[b.States[0]].Name, d.States[b.States[1]].Name
		from, to := b.Line[0], b.Line[len(b.Line)-1]
		between := fmt.Sprintf("%.2f km, between %.4f %.4f and %.4f %.4f", b.Length/1e3, from[0], from[1], to[0], to[1])
		switch b.Origin {
		case partition.ToTerminus:
			d.Warnings = append(d.Warnings, fmt.Sprintf("the given line of %s and %s is prolonged by the geodesic to the end of their land border: %s", first, second, between))
		case partition.Onward:
			d.Warnings = append(d.Warnings, fmt.Sprintf("the given line of %s and %s is prolonged by the geodesic of its last leg to where their waters end: %s", first, second, between))
		case partition.Kept:
			d.Warnings = append(d.Warnings, fmt.Sprintf("%s and %s are parted by a line of equal distance from %s and %s that a given line left in place: %s",
				first, second, d.States[b.EquidistantFrom[0]].Name, d.States[b.EquidistantFrom[1]].Name, between))
		}
	}
	for _, s := range d.States {
		if s.LostCoast > 0 && by.given {
			d.Warnings = append(d.Warnings, fmt.Sprintf("given lines: %.1f km of the coast of %s lie in other sectors", s.LostCoast/1e3, s.Name))
		}
	}
}

// pair returns the numbers of two different states of the sea.
func (s *Sea) pair(a, b string) (out [2]int, err error) {
	for k, code := range [2]string{a, b} {
		if out[k], err = s.number(code); err != nil {
			return out, err
		}
	}
	if a == b {
		return out, fmt.Errorf("%w: %s twice", ErrPair, a)
	}
	return out, nil
}

// number returns the index of the state with a code.
func (s *Sea) number(code string) (int, error) {
	k := s.state(code)
	if k < 0 {
		return k, fmt.Errorf("%w: the sea has no state %q; it has %s", ErrPair, code, strings.Join(s.codes(), ", "))
	}
	return k, nil
}

// ErrPair is returned for states that a sea does not have.
var ErrPair = errors.New("caspian: no such states")

// codes returns the codes of the sea's states.
func (s *Sea) codes() []string {
	var out []string
	for _, st := range s.coast.States {
		out = append(out, st.Code)
	}
	return out
}

// termini returns the places on the shore where the coast of one state ends at
// that of another: the ends of their land borders.
func (s *Sea) termini(state, other int) (out []orb.Point) {
	c := s.coast
	n := len(c.Stretches)
	for k, next := range c.Stretches {
		if pair := [2]int{c.Stretches[(k+n-1)%n].State, next.State}; slices.Contains(pair[:], state) && slices.Contains(pair[:], other) && pair[0] != pair[1] {
			out = append(out, c.Shore[next.Start])
		}
	}
	return out
}
