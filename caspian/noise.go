package caspian

import (
	"errors"
	"fmt"
)

// Noise is what has moved a coast: one run of a smooth random field.
type Noise struct {
	Metres float64 `json:"m"` // root mean square displacement
	Seed   uint64  `json:"seed"`
	Run    int     `json:"run"` // from 1 on
}

// String names the noise.
func (n Noise) String() string {
	return fmt.Sprintf("noise of %g m (seed %d, run %d)", n.Metres, n.Seed, n.Run)
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

// Check returns an error for noise that cannot be.
func (n Noise) Check() error {
	switch {
	case !(n.Metres >= MinNoise && n.Metres <= MaxNoise):
		return fmt.Errorf("%w: %v m lies outside %g m to %g km", ErrNoise, n.Metres, MinNoise, MaxNoise/1000)
	case n.Run < 1:
		return fmt.Errorf("%w: runs are numbered from 1 on, not %d", ErrNoise, n.Run)
	}
	return nil
}
