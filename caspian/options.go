package caspian

import (
	"errors"
	"fmt"
	"math"

	"caspian.example/division/caspian/partition"
)

// Options are the choices of Divide that are not law. The zero value is ready to use.
type Options struct {
	// Tolerance is the largest distance in metres of a written line from the
	// true one, between vertices. 0 means 1 m; the range is 0.01 m to 10 km.
	Tolerance float64
	// Resolution is the width in metres from which on no pocket of a sector
	// is missed. 0 means 1/1000 of the sea's width.
	Resolution float64
	// SharesOnly leaves out zones and lines where the shares are known without
	// them.
	SharesOnly bool
	// Rough draws lines just well enough for their shares, to RoughTolerance at best
	// and without turning points, in a tenth of the time. The shares are then within
	// 1e-5 of those of finer lines whatever the Tolerance is, and sectors of wanted
	// shares within 1e-5 of these (see partition.Options.AreasOnly). It is for dividing a sea many times over.
	Rough bool
	// Progress, if not nil, is told how far a division is (see
	// partition.Options).
	Progress func(done float64)
}

// RoughTolerance is the tolerance in metres of lines that are drawn roughly.
const RoughTolerance = 5.0

var (
	// ErrTolerance is returned by Divide for a tolerance outside its range.
	ErrTolerance = errors.New("caspian: the tolerance lies outside 0.01 m to 10 km")
	// ErrResolution is returned by Divide for a resolution that is no length.
	ErrResolution = errors.New("caspian: the resolution is no length")
)

// drawing returns the options of geometry, or an error for what cannot be.
func (o *Options) drawing() (partition.Options, error) {
	out := partition.Options{Tolerance: o.Tolerance, Resolution: o.Resolution, AreasOnly: o.Rough, Progress: o.Progress}
	if out.Tolerance == 0 {
		out.Tolerance = partition.DefaultTolerance
	}
	if !(out.Tolerance >= 0.01 && out.Tolerance <= 10_000) {
		return out, fmt.Errorf("%w: %v m", ErrTolerance, out.Tolerance)
	}
	if !(out.Resolution >= 0) || math.IsInf(out.Resolution, 1) {
		return out, fmt.Errorf("%w: %v m", ErrResolution, out.Resolution)
	}
	if o.Rough {
		out.Tolerance = max(out.Tolerance, RoughTolerance)
	}
	return out, nil
}
