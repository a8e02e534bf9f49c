package geodesic

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/internal/valid"
)

// ErrPosition is returned by ParsePosition for what it cannot read.
var ErrPosition = errors.New("geodesic: not a position")

// maxPosition is the length in bytes up to which a text may be a position.
const maxPosition = 1000

// ParsePosition reads a latitude and a longitude as treaties and charts print
// them: degrees, degrees and minutes, or degrees, minutes and seconds, with a
// letter N, S, E or W after or before each. The last number may have decimals,
// after a point or a comma, also behind its mark as in 42°33',6 N. The marks °, '
// and " (or d, m, s and their typographic forms) may be missing where spaces part
// the numbers. It returns longitude and latitude in degrees, and how much the
// last printed digit stands for in degrees, the coarser of the two: positions
// are as good as half of that. Errors wrap ErrPosition.
func ParsePosition(text string) (p orb.Point, digit float64, err error) {
	if len(text) > maxPosition {
		return p, 0, fmt.Errorf("%w: a text of %d bytes is too long", ErrPosition, len(text))
	}
	first, second, err := halves(text)
	if err != nil {
		return p, 0, err
	}
	seen := [2]bool{}
	for _, half := range [2]angleText{first, second} {
		axis, most := 0, 180.0
		if half.letter == 'N' || half.letter == 'S' {
			axis, most = 1, valid.MaxLatitude
		}
		v, step, err := half.value()
		switch {
		case err != nil:
			return orb.Point{}, 0, err
		case seen[axis]:
			return orb.Point{}, 0, fmt.Errorf("%w: %q gives two %s", ErrPosition, text, [2]string{"longitudes", "latitudes"}[axis])
		case v > most:
			return orb.Point{}, 0, fmt.Errorf("%w: %s lies beyond %.0f°", ErrPosition, half.text, most)
		}
		seen[axis] = true
		if half.letter == 'S' || half.letter == 'W' {
			v = -v
		}
		p[axis], digit = v, max(digit, step)
	}
	return p, digit, nil
}

// angleText is one of the two angles of a position: its letter, and the rest.
type angleText struct {
	letter byte
	text   string
}

// halves splits a position at its letters.
func halves(text string) (first, second angleText, err error) {
	plain := marks.Replace(strings.TrimSpace(text))
	var at []int
	for k := range len(plain) {
		if strings.IndexByte("NSEW", plain[k]) >= 0 {
			at = append(at, k)
		}
	}
	switch {
	case len(at) != 2:
		err = fmt.Errorf("%w: %q has not two letters of N, S, E and W, as in 38°34'30\"N 51°16'18\"E", ErrPosition, text)
	case at[0] == 0:
		first = angleText{plain[0], plain[1:at[1]]}
		second = angleText{plain[at[1]], plain[at[1]+1:]}
	default:
		first = angleText{plain[at[0]], plain[:at[0]]}
		second = angleText{plain[at[1]], plain[at[0]+1 : at[1]]}
		if rest := strings.TrimSpace(plain[at[1]+1:]); rest != "" {
			err = fmt.Errorf("%w: %q goes on after its second letter", ErrPosition, text)
		}
	}
	first.text, second.text = strings.Trim(first.text, " ,;/"), strings.Trim(second.text, " ,;/")
	return first, second, err
}

// marks turns the forms that marks are printed in into one of each.
var marks = strings.NewReplacer("º", "°", "˚", "°", "d", "°", "′", "'", "’", "'", "‘", "'", "ʹ", "'", "m", "'", "''", "\"", "′′", "\"", "″", "\"", "”", "\"", "“", "\"", "ʺ", "\"", "s", "\"",
	"n", "N", "e", "E", "w", "W", "\u00a0", " ", "\u202f", " ")

// value reads up to three numbers with their marks; digit is what the last
// printed digit stands for.
func (a angleText) value() (v, digit float64, err error) {
	fail := func(why string) (float64, float64, error) {
		return 0, 0, fmt.Errorf("%w: %q %s", ErrPosition, a.text, why)
	}
	rest, unit := a.text, 1.0
	for k := 0; rest != ""; k++ {
		if k == 3 {
			return fail("has more than degrees, minutes and seconds")
		}
		if k > 0 && digit < 59*unit {
			return fail("has decimals before its last number")
		}
		n := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsDigit(r) })
		if n < 0 {
			n = len(rest)
		}
		whole, mark := rest[:n], ""
		rest = rest[n:]
		if whole == "" {
			return fail("is not degrees, minutes and seconds")
		}
		fraction := ""
		take := func() {
			if len(rest) > 1 && (rest[0] == '.' || rest[0] == ',') && rest[1] >= '0' && rest[1] <= '9' {
				n := 1
				for n < len(rest) && rest[n] >= '0' && rest[n] <= '9' {
					n++
				}
				fraction, rest = rest[1:n], rest[n:]
			}
		}
		take()
		rest = strings.TrimLeft(rest, " ")
		for _, m := range []string{"°", "'", "\""} {
			if after, ok := strings.CutPrefix(rest, m); ok {
				mark, rest = m, after
				break
			}
		}
		if fraction == "" {
			take() // behind the mark
		}
		rest = strings.TrimLeft(rest, " ")
		if mark != "" && mark != [3]string{"°", "'", "\""}[k] {
			return fail("has its marks out of order")
		}
		number, err := strconv.ParseFloat(whole+"."+fraction, 64)
		if err != nil || !valid.Finite(number) {
			return fail("has a number that cannot be read")
		}
		if k > 0 && number >= 60 {
			return fail("has 60 or more minutes or seconds")
		}
		v += number * unit
		digit = unit * math.Pow(10, -float64(len(fraction)))
		unit /= 60
	}
	if digit == 0 {
		return fail("has no number")
	}
	return v, digit, nil
}

// maxDecimals is the number of decimals of a second that a float64 has up to 360°.
const maxDecimals = 9

// Normal returns a position with its longitude within ±180: whole turns are taken off
// one that lies beyond, to 12 decimals, so that 350.1 is −9.9.
func Normal(p orb.Point) orb.Point {
	if math.Abs(p[0]) > 180 {
		p[0] = math.Round(math.Remainder(p[0], 360)*1e12) / 1e12
	}
	return p
}

// FormatPosition prints a position, longitude and latitude in degrees, as latitude
// and longitude in degrees, minutes and seconds with so many decimals: a thousandth
// of a second is 3 cm. Decimals are 0 to 9, others are taken for the nearest of these.
func FormatPosition(p orb.Point, decimals int) string {
	return FormatAngle(p[1], "N", "S", decimals) + " " + FormatAngle(math.Remainder(p[0], 360), "E", "W", decimals)
}

// FormatAngle prints an angle in degrees, minutes and seconds with so many
// decimals, 0 to 9 as in FormatPosition, and the letter of its sign.
func FormatAngle(v float64, positive, negative string, decimals int) string {
	letter := positive
	if v < 0 {
		letter = negative
	}
	v, decimals = math.Abs(v), min(max(decimals, 0), maxDecimals)
	power := math.Pow(10, float64(decimals))
	units := math.Round(v * 3600 * power) // of the last decimal
	seconds := math.Mod(units, 60*power) / power
	minutes := math.Mod(math.Floor(units/(60*power)), 60)
	degrees := math.Floor(units / (3600 * power))
	width := 2
	if decimals > 0 {
		width = 3 + decimals
	}
	return fmt.Sprintf("%.0f°%02.0f'%0*.*f\"%s", degrees, minutes, width, decimals, seconds, letter)
}
