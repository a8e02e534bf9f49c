package caspian

import (
	"math"

	"caspian.example/division/caspian/regime"
)

// AreaDigit returns the power of ten, in m², of the last digit of areas that the sea's coast
// carries: 1 km² at least, and 0 if the input does not say what its positions were rounded
// to (see coast.Coast.Rounding). Files have all digits; tables and maps show no more than
// this one.
//
// Rounding to a grid moves positions by 1/√12 of its width, root mean square. Along the shore
// that averages out, but at the ends of land borders it turns the lines between neighbours,
// whose error grows with the distance. On gshhg, whose positions are whole arcseconds, it
// moves the areas of sectors by up to 34 km², which is that length times half the length of
// the shore; so it is taken for any coast.
func (s *Sea) AreaDigit() float64 {
	if s.check() != nil || s.coast.Rounding == 0 {
		return 0
	}
	lengths, err := s.lengths(regime.Measure{})
	if err != nil {
		return 0 // not reached: there is a coast, and such a measure
	}
	length := 0.0
	for _, l := range lengths {
		length += l
	}
	return math.Pow(10, max(6, math.Floor(math.Log10(s.coast.Rounding/math.Sqrt(12)*length/2))))
}
