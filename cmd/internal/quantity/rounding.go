package quantity

import (
	"fmt"
	"strconv"
	"strings"

	"caspian.example/division/caspian/regime"
)

// Rounding is how far in metres a printed point may be from what was meant.
type Rounding float64

// arcMinute is a minute of latitude in metres, as charts have it.
const arcMinute = regime.NauticalMile

// RoundingOf returns how far a point may be off whose last digit stands for so many
// degrees: half of it, in latitude.
func RoundingOf(digit float64) Rounding { return Rounding(digit * 60 * arcMinute / 2) }

// UnmarshalText reads what a digit stands for, or a length.
func (r *Rounding) UnmarshalText(text []byte) error {
	s := strings.TrimSpace(string(text))
	for _, unit := range []struct {
		marks   string
		degrees float64
	}{{"°", 1}, {"'′’", 1.0 / 60}, {"\"″”", 1.0 / 3600}} {
		number := strings.TrimRight(s, unit.marks)
		if number == s {
			continue
		}
		v, err := strconv.ParseFloat(number, 64)
		if err != nil || !(v > 0 && v*unit.degrees <= 1) {
			return fmt.Errorf("%q is not a digit's worth of at most a degree, such as 0.1'", s)
		}
		*r = RoundingOf(v * unit.degrees)
		return nil
	}
	var l PositiveLength
	if err := l.UnmarshalText(text); err != nil {
		return fmt.Errorf("%q is neither a digit's worth, such as 0.1' or 1\", nor a length above 0m, such as 93m", s)
	}
	*r = Rounding(l)
	return nil
}
