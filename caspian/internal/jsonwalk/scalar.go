package jsonwalk

import (
	"bytes"
	"strconv"
	"unicode/utf8"
	"unsafe"

	"caspian.example/division/caspian/internal/foreign"
)

// Text reads a string.
func (w *Walker) Text() (string, error) {
	if err := w.expect('"'); err != nil {
		return "", err
	}
	start := w.pos
	plain := true
	for w.pos < len(w.text) {
		switch c := w.text[w.pos]; {
		case c == '"':
			raw := w.text[start:w.pos]
			valid := utf8.Valid(raw)
			if w.Strict && !valid {
				at := foreign.Invalid(raw)
				what, cure := foreign.NotUTF8(raw, at)
				w.pos = start + at
				return "", &SyntaxError{Encoding, w.pos, foreign.PlaceAt(w.text, w.pos), what, cure}
			}
			w.pos++
			if plain && valid {
				return string(raw), nil
			}
			text, half := unquote(raw)
			if w.Strict && half >= 0 {
				w.pos = start + half
				return "", w.fail(Encoding, "the escape "+string(raw[half:half+6])+" is half a character")
			}
			return text, nil
		case c == '\\':
			plain = false
			if err := w.escape(); err != nil {
				return "", err
			}
		case c < ' ':
			return "", w.Fail("a control character in a string")
		default:
			w.pos++
		}
	}
	return "", w.Fail("the input ends in a string")
}

// escape checks one escape sequence.
func (w *Walker) escape() error {
	if w.pos+1 >= len(w.text) {
		return w.Fail("the input ends in a string")
	}
	switch w.text[w.pos+1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		w.pos += 2
		return nil
	case 'u':
		if w.pos+6 > len(w.text) {
			return w.Fail("the input ends in a string")
		}
		if _, err := strconv.ParseUint(string(w.text[w.pos+2:w.pos+6]), 16, 32); err != nil {
			return w.Fail("an invalid \\u escape")
		}
		w.pos += 6
		return nil
	}
	return w.Fail("an invalid escape")
}

// unquote replaces the escapes of a checked string; what is not UTF-8 becomes
// U+FFFD. It also returns where the first escape of half a character stands, −1 if
// there is none.
func unquote(raw []byte) (text string, half int) {
	var out []byte
	half = -1
	for i := 0; i < len(raw); {
		if raw[i] != '\\' {
			r, n := utf8.DecodeRune(raw[i:])
			out = utf8.AppendRune(out, r)
			i += n
			continue
		}
		switch c := raw[i+1]; c {
		case 'u':
			r := fourDigits(raw[i+2:])
			at := i
			i += 6
			if 0xd800 <= r && r < 0xdc00 && i+6 <= len(raw) && raw[i] == '\\' && raw[i+1] == 'u' {
				if low := fourDigits(raw[i+2:]); 0xdc00 <= low && low < 0xe000 {
					r = (r-0xd800)<<10 | (low - 0xdc00) + 0x10000
					i += 6
				}
			}
			if half < 0 && 0xd800 <= r && r < 0xe000 {
				half = at
			}
			out = utf8.AppendRune(out, r)
			continue
		case 'b':
			out = append(out, '\b')
		case 'f':
			out = append(out, '\f')
		case 'n':
			out = append(out, '\n')
		case 'r':
			out = append(out, '\r')
		case 't':
			out = append(out, '\t')
		default:
			out = append(out, c)
		}
		i += 2
	}
	return string(out), half
}

func fourDigits(b []byte) rune {
	v, _ := strconv.ParseUint(string(b[:4]), 16, 32)
	return rune(v)
}

// Number reads a number, which must lie in the range of a float64.
func (w *Walker) Number() (float64, error) {
	w.Peek()
	start := w.pos
	v, finite, err := w.Float()
	if err == nil && !finite {
		w.pos = start
		err = w.Fail("a number out of range")
	}
	return v, err
}

// Float reads a number and says whether it lies in the range of a float64; without that
// it has no value.
func (w *Walker) Float() (v float64, finite bool, err error) {
	w.Peek()
	d := w.text
	start, i := w.pos, w.pos
	negative := i < len(d) && d[i] == '-'
	if negative {
		i++
	}
	// Up to 19 digits fit the mantissa exactly; more go the slow way.
	mantissa, digits, exponent := uint64(0), 0, 0
	switch {
	case i < len(d) && d[i] == '0':
		i++
	case i < len(d) && '1' <= d[i] && d[i] <= '9':
		for i < len(d) && '0' <= d[i] && d[i] <= '9' {
			mantissa = mantissa*10 + uint64(d[i]-'0')
			digits++
			i++
		}
	default:
		w.pos = i
		if i >= len(d) {
			return 0, false, w.Fail("the input ends early")
		}
		w.pos = start
		return 0, false, w.noValue()
	}
	if i < len(d) && d[i] == '.' {
		i++
		first := i
		for i < len(d) && '0' <= d[i] && d[i] <= '9' {
			mantissa = mantissa*10 + uint64(d[i]-'0')
			if mantissa > 0 {
				digits++
			}
			i++
		}
		if i == first {
			w.pos = i
			return 0, false, w.Fail("a digit must follow the decimal point")
		}
		exponent = first - i
	}
	simple := true
	if i < len(d) && (d[i] == 'e' || d[i] == 'E') {
		simple = false
		i++
		if i < len(d) && (d[i] == '+' || d[i] == '-') {
			i++
		}
		first := i
		for i < len(d) && '0' <= d[i] && d[i] <= '9' {
			i++
		}
		if i == first {
			w.pos = i
			return 0, false, w.Fail("a digit must follow the exponent")
		}
	}
	w.pos = i
	if simple && digits <= 19 && mantissa < 1<<53 && exponent >= -22 {
		// Both numbers are exact, so that one division rounds once
		// (Clinger 1990, doi:10.1145/93548.93557).
		v := float64(mantissa) / powers[-exponent]
		if negative {
			v = -v
		}
		return v, true, nil
	}
	b := d[start:i]
	v, err = strconv.ParseFloat(unsafe.String(&b[0], len(b)), 64)
	if err != nil {
		return 0, false, nil
	}
	return v, true, nil
}

// Numbers reads an array of numbers, one or more. It returns how many there are,
// and the first of them in to. At an element that is no number, or beyond the range of
// them, it stops before that: then it is not whole.
func (w *Walker) Numbers(to []float64) (n int, whole bool, err error) {
	if err := w.expect('['); err != nil {
		return 0, false, err
	}
	for {
		if c := w.Peek(); c != '-' && (c < '0' || c > '9') || w.NoNumber() != "" {
			return n, false, nil
		}
		start := w.pos
		v, finite, err := w.Float()
		switch {
		case err != nil:
			return n, false, err
		case !finite:
			w.pos = start
			return n, false, nil
		case n < len(to):
			to[n] = v
		}
		n++
		if w.Peek() != ',' {
			return n, true, w.expect(']')
		}
		w.pos++
	}
}

// More goes on with an array within which Numbers has stopped: past the comma behind an
// element, or past the end of the array, where it returns false.
func (w *Walker) More() (bool, error) {
	if w.Peek() == ',' {
		w.pos++
		return true, nil
	}
	return false, w.expect(']')
}

func (w *Walker) word(word string) error {
	if !bytes.HasPrefix(w.text[w.pos:], []byte(word)) {
		return w.noValue()
	}
	w.pos += len(word)
	return nil
}

// noValue says that no value stands where one must. Programs that write numbers which
// are none have words for them that JSON has not.
func (w *Walker) noValue() error {
	if word := w.NoNumber(); word != "" {
		return w.Fail(word + " stands here, which JSON does not have")
	}
	return w.Fail("a value must stand here")
}

// NoNumber returns the word for a number that is none, such as NaN, if one comes next:
// programs write it, and JSON does not have it.
func (w *Walker) NoNumber() string {
	if c := w.Peek(); c != 'n' && c != 'N' && c != 'i' && c != 'I' && (c != '-' || w.pos+1 == len(w.text) || w.text[w.pos+1] < 'A') {
		return ""
	}
	rest := w.text[w.pos:]
	for _, word := range []string{"NaN", "nan", "NAN", "Infinity", "-Infinity", "inf", "-inf", "Inf", "-Inf", "-NaN", "-nan"} {
		if bytes.HasPrefix(rest, []byte(word)) {
			return word
		}
	}
	return ""
}

// PassWord goes on past a word that NoNumber has returned.
func (w *Walker) PassWord(word string) { w.pos += len(word) }

var powers = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22}
