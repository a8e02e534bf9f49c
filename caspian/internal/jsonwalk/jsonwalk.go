// Package jsonwalk walks over a JSON text in memory without building a tree of it.
//
// The caller goes down the values by itself: Peek tells what comes next, Object and
// Array call a function for every member and element, and that function reads its
// value with Text, Number or Numbers, goes further down, or skips it. The walker
// knows at any time the path of the value that it is at, such as cuts[0].line[3],
// and the line that it stands on. It accepts what RFC 8259 allows and what
// encoding/json does (FuzzWalk compares them), to a depth; numbers of up to 19 digits
// are read without the help of package strconv, to the same bit.
//
// # Files
//
// In reading order:
//
//   - jsonwalk.go: the walker and where it is
//   - scalar.go: texts and numbers
//   - nested.go: objects and arrays, and values that are skipped
package jsonwalk

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// Walker walks over a text. Set the fields before the walk begins.
type Walker struct {
	// Depth is how deeply objects and arrays may be nested; 0 means 200.
	Depth int
	// Unique makes it an error if an object has a member twice. Otherwise each
	// of them is a member.
	Unique bool
	// Interrupt, if not nil, is called now and then during the walk, whose end
	// an error of it is.
	Interrupt func() error

	text  []byte
	pos   int
	path  []step // the objects and arrays that the walker is in
	count int    // members and elements, for Interrupt

	counted, line int // the line at a place before pos
}

// step is an object or an array, and where in it the walker is.
type step struct {
	name  string // of a member
	index int    // of an element, −1 in objects
}

// New returns a walker at the beginning of a text, which it does not change.
func New(text []byte) *Walker { return &Walker{text: text, line: 1} }

// SyntaxError is a place where a text is not JSON, or not what the walker allows.
type SyntaxError struct {
	Offset int // in bytes
	Line   int // from 1 on
	What   string
}

// Error says what is wrong, and at which byte.
func (e *SyntaxError) Error() string { return fmt.Sprintf("%s at byte %d", e.What, e.Offset) }

// Fail returns a SyntaxError at the place where the walker is.
func (w *Walker) Fail(what string) error {
	return &SyntaxError{w.pos, 1 + bytes.Count(w.text[:w.pos], []byte("\n")), what}
}

// Offset returns the number of bytes before the walker; after Peek, those before
// the value that comes next.
func (w *Walker) Offset() int { return w.pos }

// Line returns the line that the walker is on, from 1 on; after Peek, that on which
// the value that comes next begins.
func (w *Walker) Line() int {
	w.line += bytes.Count(w.text[w.counted:w.pos], []byte("\n"))
	w.counted = w.pos
	return w.line
}

// Path returns where in the text the walker is: the names of members parted by
// points, and the indices of elements in brackets. It is empty outside all values.
func (w *Walker) Path() string {
	var b strings.Builder
	for _, s := range w.path {
		switch {
		case s.index >= 0:
			b.WriteString("[" + strconv.Itoa(s.index) + "]")
		case b.Len() > 0:
			b.WriteString("." + s.name)
		default:
			b.WriteString(s.name)
		}
	}
	return b.String()
}

// Peek goes on to the next value or mark and returns its first byte, 0 at the end.
func (w *Walker) Peek() byte {
	for w.pos < len(w.text) {
		switch c := w.text[w.pos]; c {
		case ' ', '\t', '\n', '\r':
			w.pos++
		default:
			return c
		}
	}
	return 0
}

// PeekInside returns the first byte within the object or array that comes next,
// which is its last if it is empty.
func (w *Walker) PeekInside() byte {
	w.Peek()
	at := w.pos
	w.pos = min(w.pos+1, len(w.text))
	c := w.Peek()
	w.pos = at
	return c
}

// AtEnd says whether nothing but white space follows.
func (w *Walker) AtEnd() bool {
	w.Peek()
	return w.pos == len(w.text)
}

func (w *Walker) expect(c byte) error {
	if got := w.Peek(); got != c {
		if w.pos >= len(w.text) {
			return w.Fail("the input ends early")
		}
		return w.Fail(fmt.Sprintf("%q where %q must stand", got, c))
	}
	w.pos++
	return nil
}
