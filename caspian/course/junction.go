package course

import (
	"errors"
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/valid"
	"caspian.example/division/caspian/partition"
)

// ErrPlace is returned for what is no position.
var ErrPlace = errors.New("course: there is no such place")

// Junction is how far a place is from a tripoint of a division.
type Junction struct {
	At orb.Point
	// Distances are those of the states asked for, in metres.
	Distances []float64
	// Tripoint is the nearest tripoint where the waters of all of them meet,
	// Departure its distance from At in metres and Azimuth the direction to it in
	// [0, 360).
	Tripoint  *partition.TurningPoint
	Departure float64
	Azimuth   float64
}

// NewJunction compares a place with the nearest tripoint of the states with the given
// codes. It fails with an error that wraps caspian.ErrState for codes that the sea does not
// have, ErrNoBoundary if the waters of these states meet nowhere, and ErrPlace for
// numbers that are no position.
func NewJunction(d *caspian.Division, at orb.Point, codes ...string) (*Junction, error) {
	if err := d.Check(); err != nil {
		return nil, fmt.Errorf("course: %w", err)
	}
	if !valid.Finite(at[0]) || !valid.Latitude(at[1]) {
		return nil, fmt.Errorf("%w: %v %v is no longitude and latitude", ErrPlace, at[0], at[1])
	}
	out := &Junction{At: at, Departure: math.Inf(1)}
	measure, err := partition.NewDistances(d.Sea.Coast(), d.Effects())
	if err != nil {
		return nil, err
	}
	reaches := measure.At(at)
	wanted := map[int]bool{}
	for _, code := range codes {
		k, err := d.Sea.Number(code)
		if err != nil {
			return nil, err
		}
		wanted[k] = true
		out.Distances = append(out.Distances, reaches[k].Distance)
	}
	for k := range d.TurningPoints {
		t := &d.TurningPoints[k]
		met := 0
		for _, state := range t.States {
			if wanted[state] {
				met++
			}
		}
		if !t.Tripoint || met < len(wanted) {
			continue
		}
		if s, azimuth, _ := geodesic.WGS84.Inverse(at, t.At); s < out.Departure {
			out.Tripoint, out.Departure, out.Azimuth = t, s, compass(azimuth)
		}
	}
	if out.Tripoint == nil {
		return nil, fmt.Errorf("%w: the waters of %v meet nowhere under %s", ErrNoBoundary, codes, d.Question.Regime.ID)
	}
	return out, nil
}
