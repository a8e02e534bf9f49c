package jsonwalk

import (
	"strconv"
	"unicode/utf8"
	"unsafe"
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
			w.pos++
			if plain && utf8.Valid(raw) {
				return string(raw), nil
			}
			return unquote(raw), nil
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
// U+FFFD.
func unquote(raw []byte) string {
	var out []byte
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
			i += 6
			if 0xd800 <= r && r < 0xdc00 && i+6 <= len(raw) && raw[i] == '\\' && raw[i+1] == 'u' {
				if low := fourDigits(raw[i+2:]); 0xdc00 <= low && low < 0xe000 {
					r = (r-0xd800)<<10 | (low - 0xdc00) + 0x10000
					i += 6
				}
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
	return string(out)
}

func fourDigits(b []byte) rune {
	v, _ := strconv.ParseUint(string(b[:4]), 16, 32)
	return rune(v)
}

// Number reads a number.
func (w *Walker) Number() (float64, error) {
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
			return 0, w.Fail("the input ends early")
		}
		return 0, w.Fail("a value must stand here")
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
			return 0, w.Fail("a digit must follow the decimal point")
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
			return 0, w.Fail("a digit must follow the exponent")
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
		return v, nil
	}
	b := d[start:i]
	v, err := strconv.ParseFloat(unsafe.String(&b[0], len(b)), 64)
	if err != nil {
		w.pos = start
		return 0, w.Fail("a number out of range")
	}
	return v, nil
}

// Numbers reads an array of numbers, one or more. It returns how many there are,
// and the first of them in to.
func (w *Walker) Numbers(to []float64) (n int, err error) {
	if err := w.expect('['); err != nil {
		return 0, err
	}
	for {
		v, err := w.Number()
		if err != nil {
			return n, err
		}
		if n < len(to) {
			to[n] = v
		}
		n++
		if w.Peek() != ',' {
			return n, w.expect(']')
		}
		w.pos++
	}
}

var powers = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22}
