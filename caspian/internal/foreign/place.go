// Package foreign recognises inputs that are not what a reader of text wants: files of
// other formats, and text in another encoding than UTF-8. It says what they are, and the
// one command that makes of them what is wanted.
//
// # Files
//
// In reading order: place.go (lines and columns), encoding.go (texts that are not UTF-8),
// format.go (formats, and how they are converted).
package foreign

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// BOM is the mark of the byte order as UTF-8 has it.
const BOM = "\ufeff"

// Place is where in a text something stands: the line and the character in it, both from
// 1 on. A byte that is no character's counts as one.
type Place struct{ Line, Column int }

// PlaceAt returns the place of a byte in a text. A BOM has no column.
func PlaceAt(text []byte, offset int) Place {
	before := text[:min(offset, len(text))]
	start := bytes.LastIndexByte(before, '\n') + 1
	p := Place{1 + bytes.Count(before, []byte("\n")), 1 + utf8.RuneCount(before[start:])}
	if start == 0 && bytes.HasPrefix(before, []byte(BOM)) {
		p.Column--
	}
	return p
}

// String returns the place in words.
func (p Place) String() string { return fmt.Sprintf("line %d, column %d", p.Line, p.Column) }
