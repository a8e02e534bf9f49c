// Package quantity reads the values of flags: lengths with their unit, numbers, effects of
// islands, and what digits and scales stand for.
package quantity

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Minus is the typographic minus sign, which stands before negative numbers where a hyphen
// would be taken for the beginning of a flag.
const Minus = "\u2212"

// Hyphen turns a minus sign before a number into a hyphen.
func Hyphen(text string) string {
	if number, ok := strings.CutPrefix(text, Minus); ok {
		return "-" + number
	}
	return text
}

// Length is a length in metres, given with its unit.
type Length float64

// units are the units of lengths in metres; the nautical mile is exact.
var units = []struct {
	name   string
	metres float64
}{{"nmi", 1852}, {"km", 1000}, {"m", 1}}

// UnmarshalText reads a number and a unit, such as 250m, 0.5km or 15nmi.
func (l *Length) UnmarshalText(text []byte) error {
	s := Hyphen(strings.TrimSpace(string(text)))
	for _, u := range units {
		if number, ok := strings.CutSuffix(s, u.name); ok {
			v, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
			if err != nil || math.IsNaN(v) || math.IsInf(v, 0) || v < 0 {
				break
			}
			*l = Length(v * u.metres)
			return nil
		}
	}
	if _, err := strconv.ParseFloat(s, 64); err == nil {
		return fmt.Errorf("the length %q needs a unit: m, km or nmi", s)
	}
	return fmt.Errorf("%q is not a length: a number and m, km or nmi, such as 12nmi for nautical miles", s)
}

// MarshalText writes the length in metres.
func (l Length) MarshalText() ([]byte, error) { return fmt.Appendf(nil, "%gm", float64(l)), nil }

// PositiveLength is a length above 0; 0 can stand for none.
type PositiveLength Length

// UnmarshalText reads a number above 0 and a unit.
func (l *PositiveLength) UnmarshalText(text []byte) error {
	if err := (*Length)(l).UnmarshalText(text); err != nil {
		return err
	}
	if *l == 0 {
		return fmt.Errorf("%q is not a length above 0m", text)
	}
	return nil
}

// MarshalText writes the length in metres.
func (l PositiveLength) MarshalText() ([]byte, error) { return Length(l).MarshalText() }

// Effect is the effect of islands: full, half, none or a fraction.
type Effect float64

// UnmarshalText reads an effect.
func (e *Effect) UnmarshalText(text []byte) error {
	v, err := EffectOf(string(text))
	*e = Effect(v)
	return err
}

// EffectOf reads full, half, none, a fraction or a percentage.
func EffectOf(text string) (float64, error) {
	if v, ok := map[string]float64{"full": 1, "half": 0.5, "none": 0}[strings.ToLower(text)]; ok {
		return v, nil
	}
	v, err := Fraction(text)
	if err != nil {
		return 0, fmt.Errorf("%q is not full, half, none, a fraction from 0 to 1, or a percentage", text)
	}
	return v, nil
}

// Fraction reads a number from 0 to 1, or a percentage.
func Fraction(text string) (float64, error) {
	number, percent := strings.CutSuffix(text, "%")
	v, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if percent {
		v /= 100
	}
	if err != nil || !(v >= 0 && v <= 1) {
		hint := ""
		if err == nil && !percent && v > 1 && v <= 100 {
			hint = fmt.Sprintf("; %s%% is a fraction of %g", number, v/100)
		}
		return 0, fmt.Errorf("%q is not a fraction from 0 to 1, or a percentage%s", text, hint)
	}
	return v, nil
}
