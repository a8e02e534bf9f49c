package render

import "image/color"

// Theme is a set of colours.
type Theme string

// The themes: for pages on a screen, for dark ones, and for paper, where land and
// sea stay white and lines are black.
const (
	Light Theme = "light"
	Dark  Theme = "dark"
	Print Theme = "print"
)

// colours are those of a theme.
type colours struct {
	paper, land, water, ink, faint, coast, ruling, halo color.NRGBA
	states                                              []color.NRGBA
	common, union                                       color.NRGBA // of zones of several states
}

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255}
}

// mix returns a colour between two, a part of the way from the first.
func mix(a, b color.NRGBA, part float64) color.NRGBA {
	m := func(x, y uint8) uint8 { return uint8(float64(x) + part*(float64(y)-float64(x)) + 0.5) }
	return color.NRGBA{m(a.R, b.R), m(a.G, b.G), m(a.B, b.B), 255}
}

// labelInk is the colour of names within sectors, in every theme.
var labelInk = rgb(0x101418)

// tints are the colours of states in their order: those of Paul Tol's light
// scheme (Colour Schemes, SRON/EPS/TN/09-002, issue 3.2), which is made for
// fields that carry black text and stays apart for colour-blind readers.
var tints = [...]uint32{0x77AADD, 0xEE8866, 0xEEDD88, 0xFFAABB, 0x44BB99, 0x99DDFF, 0xBBCC33, 0xAAAA00}

// coloursOf returns the colours of a theme; false if there is no such theme.
func coloursOf(t Theme, states int) (c colours, ok bool) {
	white, black := rgb(0xFFFFFF), rgb(0x000000)
	switch t {
	case Light, "":
		c = colours{paper: white, land: rgb(0xF1EEE6), water: rgb(0xEAF3F8), ink: rgb(0x1B1F24), faint: rgb(0x8A9199), coast: rgb(0x4A5560), ruling: rgb(0x1B1F24), halo: white, common: rgb(0xDDE3E8), union: rgb(0xD3C4DE)}
	case Dark:
		c = colours{paper: rgb(0x14181D), land: rgb(0x2A3036), water: rgb(0x1D2A35), ink: rgb(0xE8ECEF), faint: rgb(0x7F8890), coast: rgb(0xAEB7BF), ruling: rgb(0x0B0E11), halo: white, common: rgb(0x7C8790), union: rgb(0x8D7E97)}
	case Print:
		c = colours{paper: white, land: white, water: white, ink: black, faint: rgb(0x777777), coast: black, ruling: black, halo: white, common: rgb(0xE6E6E6), union: rgb(0xC9C9C9)}
	default:
		return c, false
	}
	for k := range states {
		tint := rgb(tints[k%len(tints)])
		if k >= len(tints) {
			tint = mix(tint, white, 0.25*float64(k/len(tints)%3))
		}
		switch t {
		case Dark:
			tint = mix(tint, black, 0.18)
		case Print:
			tint = mix(tint, white, 0.35)
		}
		c.states = append(c.states, tint)
	}
	return c, true
}
