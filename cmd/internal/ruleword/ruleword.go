// Package ruleword reads lines that a rule draws as the command line names them, such as
// azimuth:95:loxodrome@52.43,41.75.
package ruleword

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/regime"
	"caspian.example/division/cmd/internal/quantity"
)

// Termini is the word for the line between the ends of the first state's shore.
const Termini = "termini"

// Words are the words that lines begin with: no file is meant by them.
func Words() (out []string) {
	for _, k := range regime.CutKinds() {
		out = append(out, string(k))
	}
	return append(out, Termini)
}

// loxodrome asks for rhumb lines.
const loxodrome = "loxodrome"

// Parse reads a line: a word, and after colons in any order the degrees of an azimuth,
// loxodrome, and for bisectors and perpendiculars a length and fronts or fit; after @ the
// start. Ok is false for what does not begin with one of Words.
func Parse(text string) (c regime.Cut, ok bool, err error) {
	rule, start, named := strings.Cut(text, "@")
	parts := strings.Split(rule, ":")
	word := parts[0]
	if !slices.Contains(Words(), word) {
		return c, false, nil
	}
	if c.Termini = word == Termini; !c.Termini {
		c.Kind = regime.CutKind(word)
	}
	fail := func(format string, args ...any) (regime.Cut, bool, error) {
		return regime.Cut{}, true, fmt.Errorf(format, args...)
	}
	for _, part := range parts[1:] {
		twice := false
		switch direction := regime.Direction(part); {
		case part == loxodrome:
			twice, c.Loxodrome = c.Loxodrome, true
		case c.Kind == regime.CutAzimuth:
			v, err := strconv.ParseFloat(quantity.Hyphen(strings.TrimSuffix(part, "°")), 64)
			if err != nil || !(v >= 0 && v < 360) {
				return fail("%q is not an azimuth: degrees clockwise from north, at least 0 and below 360; the west is azimuth:270", part)
			}
			twice, c.Azimuth = c.Azimuth != nil, &v
		case !c.Directed():
			return fail("%q means nothing for %s, which takes %s and @LON,LAT; %s", part, word, loxodrome, forDirected)
		case direction == regime.DirectionFronts || direction == regime.DirectionFit:
			twice, c.Direction = c.Direction != "", direction
		default:
			var l quantity.PositiveLength
			if err := l.UnmarshalText([]byte(part)); err != nil {
				return fail("%q is neither fronts, fit or %s, nor a length: %w", part, loxodrome, err)
			}
			if l < 1 || l > regime.MaxOver {
				return fail("the directions of coasts are taken over 1m to 1000km, not over %s", part)
			}
			twice, c.Over = c.Over != 0, float64(l)
		}
		if twice {
			return fail("%q is there twice, or says again what another part says; leave it out", part)
		}
	}
	if c.Kind == regime.CutAzimuth && c.Azimuth == nil {
		return fail("an azimuth needs its degrees clockwise from north, such as azimuth:270 for the west")
	}
	if named {
		if c.Termini {
			return fail("the line termini begins and ends at land borders: no @%s", start)
		}
		p, err := position(start)
		if err != nil {
			return fail("@%s: %w", start, err)
		}
		c.From = &p
	}
	return c, true, nil
}

// forDirected says which lines take what others do not.
const forDirected = "degrees are for azimuth, a length and fronts or fit for bisector and perpendicular"

// position reads LON,LAT.
func position(text string) (p orb.Point, err error) {
	lon, lat, ok := strings.Cut(text, ",")
	for k, number := range [2]string{lon, lat} {
		if p[k], err = strconv.ParseFloat(quantity.Hyphen(strings.TrimSpace(number)), 64); err != nil || !ok {
			return p, fmt.Errorf("that is not LON,LAT in decimal degrees, such as @52.43,41.75")
		}
	}
	switch most := [2]float64{360, 90}; {
	case inside(p, most):
		return p, nil
	case inside(orb.Point{p[1], p[0]}, most):
		return p, fmt.Errorf("that is no longitude and latitude; longitude comes first")
	}
	return p, fmt.Errorf("that is no longitude and latitude")
}

func inside(p orb.Point, most [2]float64) bool {
	return p[0] >= -most[0] && p[0] <= most[0] && p[1] >= -most[1] && p[1] <= most[1]
}
