package partition

import (
	"fmt"
	"math"
	"slices"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
)

// DefaultTolerance is the tolerance of lines in metres if none is given.
const DefaultTolerance = 1.0

// Options are the choices of Divide. The zero value is ready to use.
type Options struct {
	// Tolerance is the largest distance in metres between a boundary as it is
	// written and the true line, between the vertices, both when its edges
	// are read as geodesics and when they are read as straight lines in
	// longitude and latitude. Vertices are exact whatever it is. 0 means 1 m;
	// the range is 0.01 m to 10 km. From 10 m on it takes a sixth of the time where lines
	// can be walked, which then keep 6e-5 of the sea's mean breadth, 20 m on the Caspian,
	// or the tolerance if that is less.
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
	// Weights has one weight per state, in the order of coast.Coast.States; nil
	// gives all the same, which is the median line. Weighting says what they
	// do.
	Weights   []float64
	Weighting Weighting
	// Blocs has a number for every state: those of one number hold their water
	// together, and no line is drawn between them. Nil parts all states.
	Blocs []int
	// AreasOnly draws the lines for the areas only, in a tenth of the time: without
	// turning points, and with a Resolution of 1/250 of the sea's width if none is
	// given. Areas are then within 1e-5 of the sea of those of finer lines whatever
	// the Tolerance is (TestWalkRandom), and within 1e-6 on the Caspian. With
	// equal weights, and islands of full or no effect, no part of a sector is missed,
	// however small. Solve is content with areas within 1e-5 of the wanted ones.
	AreasOnly bool
	// Cuts are given lines that replace lines of equal distance, one after the
	// other. They do not go together with Blocs.
	Cuts []Cut
	// Shores are those of the coast that is divided, kept from one division to the next;
	// nil lays them out anew.
	Shores *Shores
	// Progress, if not nil, is called from time to time with the part of the
	// work that is done, from 0 to 1, never less than before and never from
	// two goroutines at once. It should return soon.
	Progress func(done float64)
}

// Weighting is the rule by which weights change whose a place is.
type Weighting string

const (
	// Equiratio gives a place to the state with the least distance divided by
	// its weight: lines along which two distances keep the ratio of the
	// weights. They begin at the ends of land borders and leave every shore to
	// its own state. It is the default.
	Equiratio Weighting = "equiratio"
	// Additive gives a place to the state with the least distance less its
	// weight in metres: lines along which two distances differ by the
	// difference of the weights. They may take shore from a state.
	Additive Weighting = "additive"
)

// check fills in the defaults and returns an error for what is out of range.
func (o *Options) check(c *coast.Coast) error {
	if err := checkCoast(c); err != nil {
		return err
	}
	if o.Shores == nil {
		o.Shores = layOut(c, coast.NewBaselines(geodesic.WGS84, c))
	}
	if o.Shores.c != c {
		return fmt.Errorf("partition: the shores that are laid out are those of another coast")
	}
	if o.Tolerance == 0 {
		o.Tolerance = DefaultTolerance
	}
	if !(o.Tolerance >= minTolerance && o.Tolerance <= maxTolerance) {
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
	if o.Weighting == "" {
		o.Weighting = Equiratio
	}
	if o.Weighting != Equiratio && o.Weighting != Additive {
		return fmt.Errorf("partition: unknown weighting %q: there are %s and %s", o.Weighting, Equiratio, Additive)
	}
	if o.Weights != nil && len(o.Weights) != len(c.States) {
		return fmt.Errorf("partition: %d weights for %d states", len(o.Weights), len(c.States))
	}
	for k, w := range o.Weights {
		switch {
		case o.Weighting == Additive && !(math.Abs(w) <= maxOffset):
			return fmt.Errorf("partition: the weight %v m of %s is more than %g m", w, c.States[k].Code, maxOffset)
		case o.Weighting == Equiratio && !(w > 0 && w >= slices.Max(o.Weights)/maxRatio && w <= math.MaxFloat64):
			return fmt.Errorf("partition: the weight %v of %s must be above 0 and at least 1/%d of the greatest", w, c.States[k].Code, maxRatio)
		}
	}
	if o.Blocs != nil && len(o.Blocs) != len(c.States) {
		return fmt.Errorf("partition: %d numbers of blocs for %d states", len(o.Blocs), len(c.States))
	}
	return o.checkCuts(c)
}

// checkCuts returns an error for lines that cannot be.
func (o *Options) checkCuts(c *coast.Coast) error {
	if len(o.Cuts) > 0 && o.Blocs != nil {
		return fmt.Errorf("partition: blocs are not parted by given lines")
	}
	n := len(c.States)
	var pairs [][2]int
	for k, cut := range o.Cuts {
		i, j := cut.States[0], cut.States[1]
		switch {
		case i < 0 || i >= n || j < Others || j >= n || i == j:
			return fmt.Errorf("%w %d lies between no two states: %d and %d of %d", ErrCut, k, i, j, n)
		case j == Others && k > 0:
			return fmt.Errorf("%w between one state and all others must be the first", ErrCut)
		}
		pair := [2]int{min(i, j), max(i, j)}
		if slices.Contains(pairs, pair) {
			return fmt.Errorf("%w %s is there twice", ErrCut, cut.name(c))
		}
		pairs = append(pairs, pair)
		if len(cut.Line) < 2 || len(cut.Line) > maxCutVertices {
			return fmt.Errorf("%w %s has %d vertices, not 2 to %d", ErrCut, cut.name(c), len(cut.Line), maxCutVertices)
		}
		for v, p := range cut.Line {
			if !(math.Abs(p[0]) <= 360 && math.Abs(p[1]) <= 90) {
				return fmt.Errorf("%w %s: vertex %d at %v %v is no longitude and latitude", ErrCut, cut.name(c), v, p[0], p[1])
			}
			if v > 0 && geodesic.WGS84.Distance(p, cut.Line[v-1]) <= meeting {
				return fmt.Errorf("%w %s: vertices %d and %d are the same place, %v %v", ErrCut, cut.name(c), v-1, v, p[0], p[1])
			}
		}
	}
	return nil
}
