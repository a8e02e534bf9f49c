package source

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// Decimals is the number of decimals of a degree that a position keeps, and Unit the
// number of position units in a degree.
const (
	Decimals = 8
	Unit     = 100_000_000
)

// Pos is a longitude and latitude in units of 1e-8 degree.
type Pos [2]int64

// Degrees returns the position nearest to a longitude and latitude in degrees.
func Degrees(lon, lat float64) Pos {
	return Pos{int64(math.Round(lon * Unit)), int64(math.Round(lat * Unit))}
}

// Point returns the position in degrees.
func (p Pos) Point() orb.Point {
	return orb.Point{float64(p[0]) / Unit, float64(p[1]) / Unit}
}

// Rounded returns the position with fewer decimals of a degree, halves away from zero.
func (p Pos) Rounded(decimals int) Pos {
	step := int64(1)
	for range Decimals - decimals {
		step *= 10
	}
	round := func(v int64) int64 {
		if v < 0 {
			return -((-v + step/2) / step * step)
		}
		return (v + step/2) / step * step
	}
	return Pos{round(p[0]), round(p[1])}
}

// String returns the position as a GeoJSON position.
func (p Pos) String() string { return string(appendPos(nil, p)) }

// AppendPositions appends an array of GeoJSON positions, without trailing zeros.
func AppendPositions(b []byte, line []Pos) []byte {
	b = append(b, '[')
	for i, p := range line {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendPos(b, p)
	}
	return append(b, ']')
}

func appendPos(b []byte, p Pos) []byte {
	b = appendDegrees(append(b, '['), p[0])
	return append(appendDegrees(append(b, ','), p[1]), ']')
}

// appendDegrees appends v in degrees, without trailing zeros.
func appendDegrees(b []byte, v int64) []byte {
	if v < 0 {
		b, v = append(b, '-'), -v
	}
	b = strconv.AppendInt(b, v/Unit, 10)
	if v %= Unit; v != 0 {
		b = append(b, '.')
		b = append(b, strings.TrimRight(fmt.Sprintf("%0*d", Decimals, v), "0")...)
	}
	return b
}

// parseDegrees reads a decimal number of degrees with at most eight decimals,
// exactly.
func parseDegrees(s string) (int64, error) {
	digits, negative := strings.CutPrefix(s, "-")
	whole, fraction, _ := strings.Cut(digits, ".")
	if len(fraction) > Decimals || whole == "" {
		return 0, fmt.Errorf("%q is not a number of degrees with at most %d decimals", s, Decimals)
	}
	n, err := strconv.ParseUint(whole+fraction+strings.Repeat("0", Decimals-len(fraction)), 10, 62)
	if err != nil {
		return 0, fmt.Errorf("%q is not a number of degrees with at most %d decimals", s, Decimals)
	}
	if negative {
		return -int64(n), nil
	}
	return int64(n), nil
}
