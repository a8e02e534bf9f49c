// Package jsonwalk walks over a JSON text in memory without building a tree of it.
//
// The caller goes down the values by itself: Peek tells what comes next, Object and
// Array call a function for every member and element, and that function reads its
// value with Text, Number or Numbers, goes further down, or skips it. The walker
// knows at any time the path of the value that it is at, such as cuts[0].line[3],
// and the line that it stands on. It accepts what RFC 8259 allows and what
// encoding/json does (FuzzWalk compares them), to a depth; numbers of up to 19 digits
// are read without the help of package strconv, to the same bit. A strict walker also
// refuses what encoding/json passes over: members that stand twice, and text that is not
// UTF-8.
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

	"caspian.example/division/caspian/internal/foreign"
)

// Walker walks over a text. Set the fields before the walk begins.
type Walker struct {
	// Depth is how deeply objects and arrays may be nested; 0 means DefaultDepth.
	Depth int
	// Strict makes it an error if an object has a member twice, or if a string is
	// not UTF-8 or holds an escape of half a character. Otherwise each of the
	// members is one, and what is no character becomes U+FFFD, as in encoding/json.
	Strict bool
	// Interrupt, if not nil, is called now and then during the walk, whose end
	// an error of it is.
	Interrupt func() error

	text  []byte
	pos   int
	path  []step  // the objects and arrays that the walker is in
	names []named // the members so far of the objects that the walker is in
	count int     // members and elements, for Interrupt

	counted, line int // the line at a place before pos
}

// named is the name of a member, and where that stands.
type named struct {
	name string
	at   int
}

// step is an object or an array, and where in it the walker is.
type step struct {
	name  string // of a member
	index int    // of an element, −1 in objects
}

// New returns a walker at the beginning of a text, which it does not change. A mark
// of the byte order before the text is passed over.
func New(text []byte) *Walker {
	w := &Walker{text: text, line: 1}
	if bytes.HasPrefix(text, []byte(foreign.BOM)) {
		w.pos = len(foreign.BOM)
	}
	return w
}

// Fault is what kind of error a SyntaxError is.
type Fault int

// The kinds of errors: a text that is no JSON; that is no UTF-8; in which a member
// stands twice.
const (
	Malformed Fault = iota
	Encoding
	Twice
)

// SyntaxError is a place where a text is not JSON, or not what the walker allows.
type SyntaxError struct {
	Fault  Fault
	Offset int // in bytes
	foreign.Place
	What string
	Cure string // what to do, may be empty
}

// Error says what is wrong, and where.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%s at byte %d (%v)", e.What, e.Offset, e.Place)
}

// Fail returns a SyntaxError at the place where the walker is.
func (w *Walker) Fail(what string) error { return w.fail(Malformed, what) }

func (w *Walker) fail(fault Fault, what string) error {
	return &SyntaxError{fault, w.pos, foreign.PlaceAt(w.text, w.pos), what, ""}
}

// Pass goes on past one byte, which must not be in a value.
func (w *Walker) Pass() { w.pos = min(w.pos+1, len(w.text)) }

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
