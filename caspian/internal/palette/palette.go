// Package palette has the colours of states and their zones that all maps share.
package palette

import "image/color"

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
