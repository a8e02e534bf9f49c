package coast

import (
	"fmt"
	"strconv"
	"unicode/utf8"
	"unsafe"
)

// scanner reads JSON from memory without building a tree. It accepts what
// RFC 8259 allows and what encoding/json does (FuzzScan compares them), nested
// at most maxDepth deep.
type scanner struct {
	data  []byte
	pos   int
	depth int
}

const maxDepth = 200

// syntaxError is a place where the input is not JSON.
type syntaxError struct {
	offset int
	what   string
}

func (e *syntaxError) Error() string { return fmt.Sprintf("%s at byte %d", e.what, e.offset) }

func (s *scanner) fail(what string) error { return &syntaxError{s.pos, what} }

// peek skips white space and returns the next byte, 0 at the end.
func (s *scanner) peek() byte {
	for s.pos < len(s.data) {
		switch c := s.data[s.pos]; c {
		case ' ', '\t', '\n', '\r':
			s.pos++
		default:
			return c
		}
	}
	return 0
}

func (s *scanner) expect(c byte) error {
	if got := s.peek(); got != c {
		if s.pos >= len(s.data) {
			return s.fail("the input ends early")
		}
		return s.fail(fmt.Sprintf("%q where %q must stand", got, c))
	}
	s.pos++
	return nil
}

// object calls member for every member of the object that comes next; member
// must read its value.
func (s *scanner) object(member func(key string) error) error {
	if err := s.enter('{'); err != nil {
		return err
	}
	defer func() { s.depth-- }()
	if s.peek() == '}' {
		s.pos++
		return nil
	}
	for {
		if s.peek() != '"' {
			return s.fail("a member's name must stand here")
		}
		key, err := s.text()
		if err != nil {
			return err
		}
		if err := s.expect(':'); err != nil {
			return err
		}
		if err := member(key); err != nil {
			return err
		}
		switch s.peek() {
		case ',':
			s.pos++
		case '}':
			s.pos++
			return nil
		default:
			return s.expect('}')
		}
	}
}

// array calls element for every element of the array that comes next; element
// must read it.
func (s *scanner) array(element func() error) error {
	if err := s.enter('['); err != nil {
		return err
	}
	defer func() { s.depth-- }()
	if s.peek() == ']' {
		s.pos++
		return nil
	}
	for {
		if err := element(); err != nil {
			return err
		}
		switch s.peek() {
		case ',':
			s.pos++
		case ']':
			s.pos++
			return nil
		default:
			return s.expect(']')
		}
	}
}

func (s *scanner) enter(c byte) error {
	if err := s.expect(c); err != nil {
		return err
	}
	if s.depth++; s.depth > maxDepth {
		return s.fail("values are nested too deeply")
	}
	return nil
}

// skip reads any value.
func (s *scanner) skip() error {
	switch s.peek() {
	case '{':
		return s.object(func(string) error { return s.skip() })
	case '[':
		return s.array(s.skip)
	case '"':
		_, err := s.text()
		return err
	case 't':
		return s.word("true")
	case 'f':
		return s.word("false")
	case 'n':
		return s.word("null")
	default:
		_, err := s.literal()
		return err
	}
}

func (s *scanner) word(w string) error {
	if len(s.data)-s.pos < len(w) || string(s.data[s.pos:s.pos+len(w)]) != w {
		return s.fail("a value must stand here")
	}
	s.pos += len(w)
	return nil
}

// text reads a string.
func (s *scanner) text() (string, error) {
	if err := s.expect('"'); err != nil {
		return "", err
	}
	start := s.pos
	plain := true
	for s.pos < len(s.data) {
		switch c := s.data[s.pos]; {
		case c == '"':
			raw := s.data[start:s.pos]
			s.pos++
			if plain && utf8.Valid(raw) {
				return string(raw), nil
			}
			return unquote(raw), nil
		case c == '\\':
			plain = false
			if err := s.escape(); err != nil {
				return "", err
			}
		case c < ' ':
			return "", s.fail("a control character in a string")
		default:
			s.pos++
		}
	}
	return "", s.fail("the input ends in a string")
}

// escape checks one escape sequence.
func (s *scanner) escape() error {
	if s.pos+1 >= len(s.data) {
		return s.fail("the input ends in a string")
	}
	switch s.data[s.pos+1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		s.pos += 2
		return nil
	case 'u':
		if s.pos+6 > len(s.data) {
			return s.fail("the input ends in a string")
		}
		if _, err := strconv.ParseUint(string(s.data[s.pos+2:s.pos+6]), 16, 32); err != nil {
			return s.fail("an invalid \\u escape")
		}
		s.pos += 6
		return nil
	}
	return s.fail("an invalid escape")
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
			r := hex(raw[i+2:])
			i += 6
			if 0xd800 <= r && r < 0xdc00 && i+6 <= len(raw) && raw[i] == '\\' && raw[i+1] == 'u' {
				if low := hex(raw[i+2:]); 0xdc00 <= low && low < 0xe000 {
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

func hex(b []byte) rune {
	v, _ := strconv.ParseUint(string(b[:4]), 16, 32)
	return rune(v)
}

// literal reads a number.
func (s *scanner) literal() (float64, error) {
	s.peek()
	d := s.data
	start, i := s.pos, s.pos
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
		s.pos = i
		if i >= len(d) {
			return 0, s.fail("the input ends early")
		}
		return 0, s.fail("a value must stand here")
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
			s.pos = i
			return 0, s.fail("a digit must follow the decimal point")
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
			s.pos = i
			return 0, s.fail("a digit must follow the exponent")
		}
	}
	s.pos = i
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
		s.pos = start
		return 0, s.fail("a number out of range")
	}
	return v, nil
}

var powers = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22}
