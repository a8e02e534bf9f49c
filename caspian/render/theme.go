package render

import (
	"image/color"

	"caspian.example/division/caspian/internal/palette"
)

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
	paper, land, ink, faint, coast, ruling, halo color.NRGBA
	lettering                                    color.NRGBA // of names within sectors
	accent                                       color.NRGBA // of lines that are compared with those of a division
	fading                                       float64     // how much of the colours of those goes whom a map is not about
	palette.Scheme
}

// coloursOf returns the colours of a theme; false if there is no such theme.
func coloursOf(t Theme, states int) (c colours, ok bool) {
	white, black := palette.RGB(0xFFFFFF), palette.RGB(0x000000)
	switch t {
	case Light, "":
		c = colours{lettering: palette.RGB(0x101418), paper: white, land: palette.RGB(0xF1EEE6), ink: palette.Ink, faint: palette.RGB(0x8A9199), coast: palette.RGB(0x4A5560), ruling: palette.Ink, halo: white, accent: palette.RGB(0xC2185B), Scheme: palette.Light(states)}
	case Dark:
		c = colours{lettering: palette.RGB(0x101418), paper: palette.RGB(0x14181D), land: palette.RGB(0x2A3036), ink: palette.RGB(0xE8ECEF), faint: palette.RGB(0x7F8890), coast: palette.RGB(0xAEB7BF), ruling: palette.RGB(0x0B0E11), halo: white, accent: palette.RGB(0xC2185B), Scheme: palette.Scheme{Water: palette.RGB(0x1D2A35), Common: palette.RGB(0x7C8790), Union: palette.RGB(0x8D7E97)}}
	case Print:
		c = colours{lettering: black, paper: white, land: white, ink: black, faint: palette.RGB(0x777777), coast: black, ruling: black, halo: white, accent: palette.RGB(0xB00020), Scheme: palette.Paper(states)}
	default:
		return c, false
	}
	c.fading = map[Theme]float64{Light: 0.72, "": 0.72, Dark: 0.72, Print: 0.9}[t]
	if t == Dark {
		for _, tint := range palette.Light(states).States {
			c.States = append(c.States, palette.Mix(tint, black, 0.18))
		}
	}
	return c, true
}
