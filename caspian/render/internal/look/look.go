// Package look says how the parts of a division look, whatever draws them: which
// colour and hatching a zone has, how a line is ruled, which points are marked.
package look

import (
	"errors"
	"fmt"
	"image/color"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/internal/palette"
	"caspian.example/division/caspian/partition"
)

// Line is how a line is ruled.
type Line uint8

// The lines: of equal distance, given, prolonged or otherwise not of the rule
// itself, and outer limits of belts.
const (
	Equal Line = iota
	Given
	Further
	Limit
)

// LineOf returns how a boundary is ruled.
func LineOf(d *caspian.Division, b *partition.Boundary) Line {
	switch {
	case d.Question.Regime.Notional || b.Origin == partition.Kept || b.Origin == partition.Onward || b.Origin == partition.ToTerminus:
		return Further
	case b.Origin == partition.Given:
		return Given
	}
	return Equal
}

// Points returns the numbers of the turning points on boundaries, each once.
// Those of the limits of belts lie too close to each other to be seen.
func Points(d *caspian.Division) (out []int) {
	seen := make([]bool, len(d.TurningPoints))
	for _, b := range d.Boundaries {
		for _, k := range b.TurningPoints {
			if !seen[k] {
				seen[k] = true
				out = append(out, k)
			}
		}
	}
	return out
}

// Hatch is how an area is hatched, which tells kinds of zones apart also without
// colour.
type Hatch uint8

// The hatchings: none, lines that rise to the right, that fall, and level ones.
const (
	Plain Hatch = iota
	Rising
	Falling
	Level
)

// HatchOf returns the hatching of a zone.
func HatchOf(z *caspian.Zone) Hatch {
	switch {
	case z.Kind == caspian.ZoneInternalWaters:
		return Level
	case z.Kind == caspian.ZoneFishery:
		return Falling
	case z.Holder.Manner != caspian.Alone:
		return Rising
	}
	return Plain
}

// Colour returns the colour of a zone in a scheme.
func Colour(s *palette.Scheme, z *caspian.Zone) color.NRGBA {
	return s.Of(palette.Zone{Kind: string(z.Kind), State: z.Holder.States[0], Each: z.Holder.Manner == caspian.Each, Together: z.Holder.Manner == caspian.Together})
}

// Divisions returns an error that says why divisions cannot be shown together: there
// are none, more than most, or some are not divisions.
func Divisions(divisions []*caspian.Division, most int) error {
	switch n := len(divisions); {
	case n == 0:
		return errors.New("there is nothing to draw")
	case n > most:
		return fmt.Errorf("there is room for %d divisions, not for %d", most, n)
	}
	for _, d := range divisions {
		if err := d.Check(); err != nil {
			return err
		}
	}
	return nil
}

// SameSea returns the error of Divisions, or one that says which divide different seas.
func SameSea(divisions []*caspian.Division, most int) error {
	if err := Divisions(divisions, most); err != nil {
		return err
	}
	first := divisions[0]
	for _, d := range divisions[1:] {
		if !sameSea(first, d) {
			return fmt.Errorf("%s and %s divide different seas", first.Question.Regime.ID, d.Question.Regime.ID)
		}
	}
	return nil
}

// sameSea says whether two divisions divide one sea: one coast, or coasts that were
// read from the same bytes and changed in the same way since.
func sameSea(a, b *caspian.Division) bool {
	if a.Sea.Coast() == b.Sea.Coast() {
		return true
	}
	p, q := a.Question, b.Question
	p.Regime, p.Options = q.Regime, q.Options
	return p.Coast.SHA256 != "" && p.SHA256() == q.SHA256()
}
