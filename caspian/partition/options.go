package partition

import (
	"fmt"
	"math"

	"caspian.example/division/caspian/coast"
)

// DefaultTolerance is the tolerance of lines in metres if none is given.
const DefaultTolerance = 1.0

// Options are the choices of Divide. The zero value is ready to use.
type Options struct {
	// Tolerance is the largest distance in metres between a boundary as it is
	// written and the true line, between the vertices, both when its edges
	// are read as geodesics and when they are read as straight lines in
	// longitude and latitude. Vertices are exact whatever it is. 0 means 1 m;
	// the range is 0.01 m to 10 km.
	Tolerance float64
	// Effects is the effect of every island, from 0 to 1, in the order of
	// coast.Coast.Islands; nil gives all of them full effect (1). A state's
	// distance D from a place is the mean, over all t from 0 to 1, of the
	// distance to its mainland and those of its islands whose effect is at
	// least t: with one fraction f, (1−f) times the distance without the
	// islands plus f times the distance with them. A state all of whose
	// coast has less than full effect is infinitely far and gets nothing. An
	// island of no effect is still land: lines end at its shore.
	//
	// The classical half-effect line runs half way between the line with full
	// effect and the one without. The line of f = 0.5 does so too to first
	// order, but every one of its points has a definite pair of base points
	// and satisfies an equation, which a line drawn half way does not.
	Effects []float64
	// Resolution is the width in metres from which on no part of a sector is
	// missed. 0 means 1/1000 of the sea's width.
	Resolution float64
	// Progress, if not nil, is called from time to time with the part of the
	// work that is done, from 0 to 1, never less than before and never from
	// two goroutines at once. It should return soon.
	Progress func(done float64)
}

// check fills in the defaults and returns an error for what is out of range.
func (o *Options) check(c *coast.Coast) error {
	if o.Tolerance == 0 {
		o.Tolerance = DefaultTolerance
	}
	if !(o.Tolerance >= 0.01 && o.Tolerance <= 10_000) {
		return fmt.Errorf("partition: tolerance %v m lies outside 0.01 m to 10 km", o.Tolerance)
	}
	if !(o.Resolution >= 0) || math.IsInf(o.Resolution, 1) {
		return fmt.Errorf("partition: resolution %v m is not a length", o.Resolution)
	}
	if o.Effects != nil && len(o.Effects) != len(c.Islands) {
		return fmt.Errorf("partition: %d effects for %d islands", len(o.Effects), len(c.Islands))
	}
	for k, v := range o.Effects {
		if !(v >= 0 && v <= 1) {
			return fmt.Errorf("partition: effect %v of island %d lies outside 0 to 1", v, k)
		}
	}
	return nil
}
