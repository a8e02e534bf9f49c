package quantity

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"caspian.example/division/caspian/regime"
)

// Count is a whole number above 0, where 0 stands for a flag that is not given.
type Count int

// UnmarshalText reads a whole number above 0.
func (c *Count) UnmarshalText(text []byte) error { return readWhole((*int)(c), text, 1) }

// Seed is a whole number from 0 on, of up to 64 bits.
type Seed uint64

// UnmarshalText reads a whole number in decimal digits.
func (n *Seed) UnmarshalText(text []byte) error {
	v, err := strconv.ParseUint(string(text), 10, 64)
	if err != nil {
		return fmt.Errorf("%q is not a whole number from 0 up to 2^64-1", text)
	}
	*n = Seed(v)
	return nil
}

// Natural is a whole number from 0 on.
type Natural int

// UnmarshalText reads a whole number from 0 on.
func (n *Natural) UnmarshalText(text []byte) error { return readWhole((*int)(n), text, 0) }

// readWhole reads a whole number from the least one on.
func readWhole(to *int, text []byte, least int) error {
	v, err := strconv.Atoi(string(text))
	if err != nil || v < least {
		return fmt.Errorf("%q is not a whole number from %d on", text, least)
	}
	*to = v
	return nil
}

// Density is a number above 0, where 0 stands for a flag that is not given.
type Density float64

// UnmarshalText reads a number above 0.
func (d *Density) UnmarshalText(text []byte) error {
	v, err := strconv.ParseFloat(string(text), 64)
	if err != nil || !(v > 0) || math.IsInf(v, 0) {
		return fmt.Errorf("%q is not a number above 0", text)
	}
	*d = Density(v)
	return nil
}

// Weight reads a weight: a ratio above 0, or if weights are additive a length, which may be
// negative.
func Weight(text string, rule regime.Weighting) (float64, error) {
	if rule == regime.Additive {
		number, negative := strings.CutPrefix(text, "-")
		var l Length
		if err := l.UnmarshalText([]byte(number)); err != nil {
			return 0, fmt.Errorf("%w; additive weights are lengths, such as 50km", err)
		}
		if negative {
			l = -l
		}
		return float64(l), nil
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || !(v > 0) || math.IsInf(v, 0) {
		return 0, fmt.Errorf("%q is not a number above 0; weights are ratios, such as 3", text)
	}
	return v, nil
}
