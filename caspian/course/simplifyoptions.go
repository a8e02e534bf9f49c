package course

import (
	"errors"
	"fmt"
	"math"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/geodesic"
)

// SimplifyOptions say what a simplified line is to be. One of Within and Points is given.
type SimplifyOptions struct {
	// Within is the largest departure in metres that the line may have, as it is and as
	// it is printed: it gets the fewest positions. The range is 10 m to 1,000 km.
	Within float64
	// Points is the number of positions, both ends counted, from 2 to MaxPositions: the
	// line gets the least departure.
	Points int
	// FreeArea lets the line give one state more than it takes from it. Without it what
	// it gives and takes is equal to 1 m².
	FreeArea bool
	// Rounding is how positions are printed.
	Rounding geodesic.Rounding
	// TradeOff asks for the departures that other numbers of positions have.
	TradeOff bool
}

// MaxPositions is the largest number of positions of a simplified line.
const MaxPositions = 100

const leastWithin, mostWithin = 10.0, 1e6

// ErrSimplify is returned by Simplify and SimplifyAll for lines that cannot be simplified
// as they are asked to.
var ErrSimplify = errors.New("course: no such line of few positions")

// asked is how a question has the options.
func (o *SimplifyOptions) asked() caspian.Simplify {
	out := caspian.Simplify{Within: o.Within, Points: o.Points, FreeArea: o.FreeArea}
	if r := o.Rounding.String(); r != (geodesic.Rounding{}).String() {
		out.Rounding = r
	}
	return out
}

// check returns an error for options that cannot be.
func (o *SimplifyOptions) check() error {
	switch {
	case (o.Within != 0) == (o.Points != 0):
		return fmt.Errorf("%w: either the largest departure or the number of positions is given", ErrSimplify)
	case o.Points == 0 && !(o.Within >= leastWithin && o.Within <= mostWithin):
		return fmt.Errorf("%w: the largest departure of %v m is not between %g m and %g km", ErrSimplify, o.Within, leastWithin, mostWithin/1e3)
	case o.Within == 0 && (o.Points < 2 || o.Points > MaxPositions):
		return fmt.Errorf("%w: %d positions are not between 2 and %d", ErrSimplify, o.Points, MaxPositions)
	}
	if off := o.Rounding.Step() / math.Sqrt2 * math.Pi / 180 * geodesic.WGS84.A(); o.Points == 0 && off > o.Within/2 {
		return fmt.Errorf("%w: positions that are printed to %s are up to %.0f m off: print more digits for lines within %g m", ErrSimplify, o.Rounding, off, o.Within)
	}
	return nil
}
