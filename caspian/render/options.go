package render

import (
	"errors"
	"fmt"

	"caspian.example/division/caspian/render/internal/words"
)

// Size is what a picture is drawn for.
type Size string

// The sizes: sheets of paper, upright or across as the picture asks for, and screens.
const (
	A4    Size = "a4"
	A3    Size = "a3"
	Web   Size = "web"
	Phone Size = "phone"
)

// sizes are those that there are.
var sizes = [...]Size{A4, A3, Web, Phone}

func sizesInWords() string {
	return fmt.Sprintf("%s, %s, %s and %s", sizes[0], sizes[1], sizes[2], sizes[3])
}

// Options are the choices of a map. The zero value is ready to use.
type Options struct {
	// Theme is Light without it.
	Theme Theme
	// Size is what a picture is drawn for: paper, or a screen. Without it, and without a
	// width, a PDF is for A4, and others are as wide as A4, or as A4 across if the picture
	// asks for that, and as deep as they need to be. What is too large for its paper is
	// made smaller.
	Size Size
	// Width is that of the picture in pixels, 200 to 10,000, of 1/96 inch in a PDF; 0 means
	// for a PNG 1200, 1080 for a phone, and 150 to an inch of paper. Without a size a narrow picture has less on it, so
	// that its texts stay 9 pixels high. A PDF has a width or a size.
	Width int
	// DPI is the density of a PNG in dots per inch, in the place of Width.
	DPI float64
	// Title and Subtitle stand in the place of those that the picture has, and Note is the
	// first text at its foot.
	Title, Subtitle, Note string
	// Only is the code of a state whose water a map is about: that of all others is faint. It
	// is for the map of one division.
	Only string
	// Lang is the language of titles, legends, states' names and notes, one of Languages;
	// "en" without it. Names and sources from a coast's file that are not those of the
	// built-in coasts stay as they are, and so does the line of the question, which
	// can be compared letter by letter. In a language that is written from right to left
	// all but the map is mirrored.
	Lang string
}

// Languages are the codes of the languages that maps are written in, by ISO 639-1: English
// first, then others by their codes. Translations are the project's own, and await a
// reader who has grown up with the language.
func Languages() []string { return words.Codes() }

// chosen are texts that a caller chooses.
type chosen struct{ title, subtitle, note string }

// notes are those at the foot.
func (t chosen) notes() []string {
	if t.note == "" {
		return nil
	}
	return []string{t.note}
}

// ErrOptions is returned for options that no map has.
var ErrOptions = errors.New("render: no such map")
