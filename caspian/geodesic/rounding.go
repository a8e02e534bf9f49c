package geodesic

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// ErrRounding is returned for what is no digit that positions can be rounded to.
var ErrRounding = errors.New("geodesic: not a rounding")

// Unit is what the last number of a printed angle counts.
type Unit int

// The units of a Rounding.
const (
	Seconds Unit = iota + 1
	Minutes
	Degrees
)

// units are the units' parts of a degree, their marks as they are printed, and other ways
// to write them.
var units = map[Unit]struct {
	parts float64
	mark  string
	names []string
}{
	Seconds: {3600, "\"", []string{"″", "”", "''", "s", "sec"}},
	Minutes: {60, "'", []string{"′", "’", "min"}},
	Degrees: {1, "°", []string{"deg", "d"}},
}

// Rounding is how positions are printed and rounded: a unit, and how many decimals of it,
// 0 to 9. The zero value stands for tenths of a second.
type Rounding struct {
	Unit     Unit
	Decimals int
}

// settled is the rounding with what it stands for.
func (r Rounding) settled() Rounding {
	if r == (Rounding{}) {
		return Rounding{Seconds, 1}
	}
	if _, ok := units[r.Unit]; !ok {
		r.Unit = Seconds
	}
	r.Decimals = min(max(r.Decimals, 0), maxDecimals)
	return r
}

// perDegree is the number of last digits in a degree.
func (r Rounding) perDegree() float64 {
	r = r.settled()
	return units[r.Unit].parts * math.Pow(10, float64(r.Decimals))
}

// Step returns what the last digit stands for, in degrees.
func (r Rounding) Step() float64 { return 1 / r.perDegree() }

// Round returns a position with both angles at the nearest whole number of last digits;
// the longitude is within ±180.
func (r Rounding) Round(p orb.Point) orb.Point {
	p = Normal(p)
	n := r.perDegree()
	for k := range p {
		p[k] = math.Round(p[k]*n)/n + 0 // without the sign of zero
	}
	return p
}

// Format prints a position as latitude and longitude, as ParsePosition reads it:
// 38°34'30.5"N 51°16'18.0"E, 38°34.508'N 51°16.300'E or 38.57514°N 51.27167°E.
func (r Rounding) Format(p orb.Point) string {
	r = r.settled()
	lon := math.Remainder(p[0], 360)
	if r.Unit == Seconds {
		return FormatPosition(p, r.Decimals)
	}
	return r.angle(p[1], "N", "S") + " " + r.angle(lon, "E", "W")
}

// angle prints an angle in degrees, or in degrees and minutes.
func (r Rounding) angle(v float64, positive, negative string) string {
	n, letter := r.perDegree(), positive
	if v < 0 {
		letter = negative
	}
	digits := math.Round(math.Abs(v) * n)
	if r.Unit == Degrees {
		return fmt.Sprintf("%.*f°%s", r.Decimals, digits/n, letter)
	}
	width := 2
	if r.Decimals > 0 {
		width = 3 + r.Decimals
	}
	return fmt.Sprintf("%.0f°%0*.*f'%s", math.Floor(digits/n), width, r.Decimals, math.Mod(digits, n)/n*60, letter)
}

// String returns what the last digit stands for, as UnmarshalText reads it.
func (r Rounding) String() string {
	r = r.settled()
	return strconv.FormatFloat(math.Pow(10, -float64(r.Decimals)), 'f', r.Decimals, 64) + units[r.Unit].mark
}

// UnmarshalText reads what the last digit stands for: 1, 0.1, 0.01 and so on of a degree,
// a minute or a second, such as 0.1", 0.1', 1e-5°, 0.1s, 0.1min or 0.00001deg. Errors wrap
// ErrRounding.
func (r *Rounding) UnmarshalText(text []byte) error {
	s := strings.TrimSpace(string(text))
	wrong := fmt.Errorf("%w: %q is not what a last digit stands for: 1, 0.1, 0.01 and so on of a second, a minute or a degree, such as 0.1\", 0.1' or 0.00001°", ErrRounding, s)
	for _, unit := range []Unit{Seconds, Minutes, Degrees} {
		for _, mark := range append([]string{units[unit].mark}, units[unit].names...) {
			number, ok := strings.CutSuffix(s, mark)
			if !ok {
				continue
			}
			v, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
			if err != nil {
				continue // another mark may end so
			}
			decimals := math.Round(-math.Log10(v))
			if !(decimals >= 0 && decimals <= maxDecimals) || math.Abs(v*math.Pow(10, decimals)-1) > 1e-9 {
				return wrong
			}
			*r = Rounding{unit, int(decimals)}
			return nil
		}
	}
	return wrong
}
