package caspian

import (
	"errors"

	"caspian.example/division/caspian/regime"
)

// Proportion sets the areas that two states get beside the lengths of their
// coasts: the comparison by which courts test whether a line is grossly
// disproportionate. It holds no verdict, and there is none in numbers: the
// ratio of coasts depends on how they are measured.
type Proportion struct {
	// States are the codes of the two states.
	States [2]string
	// Areas, Sinuous and Fronts are the first state's figure over the second's:
	// the areas, the lengths of coasts along every edge of the data with
	// islands, and the lengths of their straight fronts.
	Areas, Sinuous, Fronts float64
}

// ErrUndivided is returned for what a sea without shares that are areas does not have.
var ErrUndivided = errors.New("caspian: the sea is undivided")

// Proportions compares all pairs of states. Where a state has no mainland its
// front is 0 and the ratios are 0 or infinite.
func (d *Division) Proportions() ([]Proportion, error) {
	if err := d.Check(); err != nil {
		return nil, err
	}
	sinuous, err := d.Sea.CoastLengths(regime.Measure{})
	if err != nil {
		return nil, err
	}
	fronts, err := d.Sea.CoastLengths(regime.Measure{Fronts: true})
	if err != nil {
		return nil, err
	}
	var out []Proportion
	for k, a := range d.States {
		if a.Undivided || !d.Question.Regime.Shared() {
			return nil, ErrUndivided
		}
		for _, b := range d.States[k+1:] {
			out = append(out, Proportion{
				States:  [2]string{a.Code, b.Code},
				Areas:   a.Area / b.Area,
				Sinuous: sinuous[a.Code] / sinuous[b.Code],
				Fronts:  fronts[a.Code] / fronts[b.Code],
			})
		}
	}
	return out, nil
}
