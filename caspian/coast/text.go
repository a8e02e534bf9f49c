package coast

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"caspian.example/division/caspian/internal/foreign"
)

// DatumWarning is what to heed when positions on another datum than WGS84 are converted.
const DatumWarning = foreign.Shift

// Text returns a reader of the text that r has, in UTF-8 and without a BOM. Text in UTF-16
// is brought to UTF-8. Its Read fails with a *Problem where the text is not UTF-8, with
// the place and a guess at the encoding, and at once where r begins as a file of another
// format does, such as a shapefile.
func Text(r io.Reader) io.Reader { return &text{in: r, place: foreign.Place{Line: 1, Column: 1}} }

// text is the reader that Text returns.
type text struct {
	in      io.Reader
	begun   bool
	order   foreign.Order
	marked  bool   // UTF-16 begins, perhaps with a BOM
	block   []byte // to read into
	raw     []byte // bytes of UTF-16 that are no whole character yet
	ready   []byte // UTF-8, which may end within a character, from 'checked' on
	checked int    // up to here it is good
	offset  int    // of ready in the text
	place   foreign.Place
	err     error // of in, at the end of ready
}

// ahead is how many bytes are looked at to recognise what an input is.
const ahead = 1 << 16

// Read reads good text.
func (t *text) Read(p []byte) (int, error) {
	if !t.begun {
		t.begun = true
		t.begin()
	}
	for t.checked == 0 && t.err == nil {
		t.more()
	}
	if t.checked == 0 {
		return 0, t.err
	}
	n := copy(p, t.ready[:t.checked])
	t.pass(n)
	return n, nil
}

// begin looks at the beginning.
func (t *text) begin() {
	t.block = make([]byte, ahead)
	n, err := io.ReadFull(t.in, t.block)
	start := t.block[:n]
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		t.err = io.EOF
	case err != nil:
		t.err = err
	}
	if what, cure := foreign.Format(start); what != "" {
		t.err = &Problem{Kind: ErrSyntax, Feature: -1, Vertex: -1, What: "the input is " + what, Advice: cure}
		return
	}
	t.order, t.marked = foreign.UTF16(start), true
	if t.order == 0 {
		t.offset = n - len(bytes.TrimPrefix(start, []byte(foreign.BOM)))
		start = start[t.offset:]
	}
	t.take(start)
}

// more reads on.
func (t *text) more() {
	n, err := t.in.Read(t.block)
	t.err = err
	t.take(t.block[:n])
}

// take takes bytes that were read, and looks how far the text is good.
func (t *text) take(block []byte) {
	if t.order != 0 {
		block = t.decode(block)
	}
	t.ready = append(t.ready, block...)
	good := len(t.ready)
	if t.err == nil { // the last character may go on
		for back := 1; back < utf8.UTFMax && back <= good; back++ {
			if c := t.ready[good-back]; utf8.RuneStart(c) {
				if !utf8.FullRune(t.ready[good-back:]) {
					good -= back
				}
				break
			}
		}
	}
	bad := foreign.Invalid(t.ready[t.checked:good])
	if bad < 0 {
		t.checked = good
		return
	}
	bad += t.checked
	t.checked = bad
	at := foreign.PlaceAt(t.ready, bad)
	if at.Line == 1 {
		at.Column += t.place.Column - 1
	}
	at.Line += t.place.Line - 1
	what, cure := foreign.NotUTF8(t.ready, bad)
	t.err = &Problem{Kind: ErrSyntax, Feature: -1, Vertex: -1, What: fmt.Sprintf("%s at byte %d (%v)", what, t.offset+bad, at), Advice: cure}
}

// pass forgets n bytes that were handed on.
func (t *text) pass(n int) {
	end := foreign.PlaceAt(t.ready, n)
	if end.Line > 1 {
		t.place.Column = 1
	}
	t.place.Line += end.Line - 1
	t.place.Column += end.Column - 1
	t.ready = t.ready[n:]
	t.checked -= n
	t.offset += n
}

// decode makes UTF-8 of UTF-16. What is half a character there becomes a byte that is not
// UTF-8.
func (t *text) decode(block []byte) (out []byte) {
	t.raw = append(t.raw, block...)
	unit := func(at int) rune {
		if t.order == foreign.LittleEndian {
			return rune(t.raw[at]) | rune(t.raw[at+1])<<8
		}
		return rune(t.raw[at])<<8 | rune(t.raw[at+1])
	}
	at := 0
	for ; at+2 <= len(t.raw); at += 2 {
		r := unit(at)
		if utf16.IsSurrogate(r) {
			if at+4 > len(t.raw) && t.err == nil {
				break
			}
			whole := rune(utf8.RuneError)
			if at+4 <= len(t.raw) {
				whole = utf16.DecodeRune(r, unit(at+2))
			}
			if whole == utf8.RuneError {
				out = append(out, 0xff)
				continue
			}
			r = whole
			at += 2
		}
		if r != '\ufeff' || !t.marked {
			out = utf8.AppendRune(out, r)
		}
		t.marked = false
	}
	t.raw = append(t.raw[:0], t.raw[at:]...)
	if len(t.raw) > 0 && t.err != nil {
		out = append(out, 0xff)
		t.raw = nil
	}
	return out
}
