// Package palette has the colours of states and their zones that all maps share.
package palette

import (
	"image/color"
	"math"
)

// tints are the colours of states in their order: those of Paul Tol's light
// scheme (Colour Schemes, SRON/EPS/TN/09-002, issue 3.2), which is made for
// fields that carry black text and stays apart for colour-blind readers.
var tints = [...]color.NRGBA{RGB(0x77AADD), RGB(0xEE8866), RGB(0xEEDD88), RGB(0xFFAABB), RGB(0x44BB99), RGB(0x99DDFF), RGB(0xBBCC33), RGB(0xAAAA00)}

// State returns the colour of the k-th state from 0 on. From the ninth on the
// colours come again, lighter.
func State(k int) color.NRGBA {
	return Mix(tints[k%len(tints)], RGB(0xFFFFFF), 0.25*float64(k/len(tints)%3))
}

// RGB returns the opaque colour with the value 0xRRGGBB.
func RGB(v uint32) color.NRGBA {
	return color.NRGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255}
}

// Mix returns a colour between two opaque ones, a part of the way from the first.
func Mix(a, b color.NRGBA, part float64) color.NRGBA {
	m := func(x, y uint8) uint8 { return uint8(float64(x) + part*(float64(y)-float64(x)) + 0.5) }
	return color.NRGBA{m(a.R, b.R), m(a.G, b.G), m(a.B, b.B), 255}
}

// Ink is the colour of lines on light maps.
var Ink = RGB(0x1B1F24)

// Scheme has the colours of areas.
type Scheme struct {
	Water         color.NRGBA
	Common, Union color.NRGBA // of zones of all states, and of several together
	States        []color.NRGBA
}

// Light is the scheme for light pages, for a number of states.
func Light(states int) Scheme {
	s := Scheme{Water: RGB(0xEAF3F8), Common: RGB(0xDDE3E8), Union: RGB(0xD3C4DE)}
	for k := range states {
		s.States = append(s.States, State(k))
	}
	return s
}

// greys are the lightnesses L* (CIE 1976) of states on paper, in their order: twelve apart,
// so that a photocopy keeps them apart, and none too dark for black text at a contrast of
// 4.5.
var greys = [...]float64{85.9, 61.7, 98, 73.8, 49.6}

// Paper is the scheme for paper, for a number of states: the colours of Light, each as
// light as a grey of its own. From the sixth on the greys come again.
func Paper(states int) Scheme {
	s := Scheme{Water: RGB(0xFFFFFF), Common: RGB(0xE6E6E6), Union: RGB(0xC9C9C9)}
	for k := range states {
		s.States = append(s.States, shade(State(k), greys[k%len(greys)]))
	}
	return s
}

// Alone is the colour on paper of the k-th state where no other has one.
func Alone(k int) color.NRGBA { return shade(State(k), greys[1]) }

// shade mixes a colour with white or black to a lightness.
func shade(c color.NRGBA, lightness float64) color.NRGBA {
	end := RGB(0xFFFFFF)
	if Lightness(c) > lightness {
		end = RGB(0)
	}
	low, high := 0.0, 1.0
	for range 20 {
		part := (low + high) / 2
		if (Lightness(Mix(c, end, part)) > lightness) == (end.R > 0) {
			high = part
		} else {
			low = part
		}
	}
	return Mix(c, end, high)
}

// Luminance returns the relative luminance Y of a colour, from 0 to 1 (IEC 61966-2-1).
func Luminance(c color.NRGBA) float64 {
	part := func(v uint8) float64 {
		if s := float64(v) / 255; s > 0.04045 {
			return math.Pow((s+0.055)/1.055, 2.4)
		}
		return float64(v) / 255 / 12.92
	}
	return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
}

// Lightness returns the lightness L* of a colour, from 0 to 100 (CIE 1976).
func Lightness(c color.NRGBA) float64 {
	y := Luminance(c)
	if y <= 216.0/24389 {
		return y * 24389 / 27
	}
	return 116*math.Cbrt(y) - 16
}

// Zone is what the colour of a zone depends on.
type Zone struct {
	Kind  string // as files have it
	State int    // whose it is alone
	// Each says that all states have it in common, and Together that several hold it.
	Each, Together bool
}

// Of returns the colour of a zone.
func (s *Scheme) Of(z Zone) color.NRGBA {
	switch {
	case z.Each:
		return s.Common
	case z.Together:
		return s.Union
	}
	c := s.States[z.State]
	switch z.Kind {
	case "fishery_zone":
		return Mix(c, s.Water, 0.45)
	case "internal_waters":
		return Mix(c, s.Water, 0.6)
	}
	return c
}
