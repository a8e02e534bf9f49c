package caspian

import (
	"errors"
	"fmt"
	"math"

	"caspian.example/division/caspian/coast"
)

// Noise is what has moved a coast: one run of a smooth random field.
type Noise struct {
	Metres float64 `json:"m"` // root mean square displacement
	// Wavelength in metres is that of the shortest of the field's waves, whose others are
	// up to four times as long; 0 lets it follow from Metres (see Sea.Perturbed).
	Wavelength float64 `json:"wavelength_m,omitempty"`
	// Rounding in metres is the width of squares within which every position moves besides,
	// each by itself: those of the grid that they were rounded to (see
	// coast.Coast.Rounding). With it Metres may be 0.
	Rounding float64 `json:"rounding_m,omitempty"`
	Seed     uint64  `json:"seed"`
	Run      int     `json:"run"` // from 1 on
}

// String names the noise.
func (n Noise) String() string {
	return fmt.Sprintf("%s (seed %d, run %d)", n.Field(), n.Seed, n.Run)
}

// Field names the field of which the noise is one run.
func (n Noise) Field() string {
	out := fmt.Sprintf("noise of %g m", n.Metres)
	if n.Wavelength != 0 {
		out += fmt.Sprintf(" over %g km", n.Wavelength/1e3)
	}
	if n.Rounding != 0 {
		out += fmt.Sprintf(" and rounding by %g m", n.Rounding)
	}
	return out
}

// suffix is what the name of a noisy coast ends in.
func (n Noise) suffix() string { return " with " + n.String() }

// The range of noise in metres.
const (
	MinNoise = 0.1
	MaxNoise = 50e3
)

// ErrNoise is returned for noise that cannot be.
var ErrNoise = errors.New("caspian: there is no such noise")

// What a noisy field is made of: so many waves, so steep in all at most that the shore does
// not fold, which it cannot below ½.
const (
	waves = 16
	steep = 0.45
	// maxWavelength, in metres, is the greatest that may be asked for: half of the
	// Earth's girth, which moves all of a sea alike.
	maxWavelength = 20e6
)

// amplitude is that of each wave. Two thirds of the square of the field lie in the tangent
// plane.
func (n Noise) amplitude() float64 { return n.Metres * math.Sqrt(3.0/waves) }

// shortest is the wavelength at which the field would be steep if all waves were as short.
func (n Noise) shortest() float64 { return 2 * math.Pi * n.amplitude() * waves / steep }

// Check returns an error for noise that cannot be.
func (n Noise) Check() error {
	switch {
	case !(n.Rounding >= 0 && n.Rounding <= coast.MaxRounding):
		return fmt.Errorf("%w: positions are not rounded by %v m", ErrNoise, n.Rounding)
	case n.Metres == 0 && n.Rounding > 0 && n.Wavelength == 0 && n.Run > 0:
		return nil
	case !(n.Metres >= MinNoise && n.Metres <= MaxNoise):
		return fmt.Errorf("%w: %v m lies outside %g m to %g km", ErrNoise, n.Metres, MinNoise, MaxNoise/1000)
	case !(n.Wavelength == 0 || n.Wavelength >= n.shortest() && n.Wavelength <= maxWavelength):
		return fmt.Errorf("%w: waves of %g km could fold the shore, or are none: with noise of %g m they must be from %.3g to %g km long",
			ErrNoise, n.Wavelength/1e3, n.Metres, math.Ceil(n.shortest())/1e3, maxWavelength/1e3)
	case n.Run < 1:
		return fmt.Errorf("%w: runs are numbered from 1 on, not %d", ErrNoise, n.Run)
	}
	return nil
}
