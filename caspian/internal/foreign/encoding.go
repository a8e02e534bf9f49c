package foreign

import (
	"bytes"
	"fmt"
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Invalid returns the index of the first byte that is not UTF-8, −1 if there is none.
func Invalid(text []byte) int {
	if utf8.Valid(text) {
		return -1
	}
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && n < 2 {
			return i
		}
		i += n
	}
	return -1
}

// NotUTF8 says of a text that its byte at an index is not UTF-8, what encoding it may be
// in, and how to convert it. It looks at the letters around the byte.
func NotUTF8(text []byte, at int) (what, cure string) {
	what = fmt.Sprintf("the text is not UTF-8: the byte 0x%02X stands", text[at])
	around := text[max(0, at-64):min(len(text), at+64)]
	e := guess(around)
	if e == nil {
		return what, "save it as UTF-8"
	}
	if word := e.decode(word(text, at)); word != "" {
		what = fmt.Sprintf("the text is not UTF-8 but perhaps %s, which has %q here: the byte 0x%02X stands", e.name, word, text[at])
	}
	return what, fmt.Sprintf("iconv -f %s -t UTF-8 INPUT > OUTPUT converts it", e.iconv)
}

// encoding is one of the encodings that are guessed.
type encoding struct {
	name, iconv string
	table       func() *charmap.Charmap // not linked into programs that read no texts
}

var (
	latin    = &encoding{"Windows-1252 (Latin-1)", "WINDOWS-1252", func() *charmap.Charmap { return charmap.Windows1252 }}
	turkic   = &encoding{"Windows-1254 (Latin-5)", "WINDOWS-1254", func() *charmap.Charmap { return charmap.Windows1254 }}
	cyrillic = &encoding{"Windows-1251", "WINDOWS-1251", func() *charmap.Charmap { return charmap.Windows1251 }}
	koi8     = &encoding{"KOI8-R", "KOI8-R", func() *charmap.Charmap { return charmap.KOI8R }}
	dos      = &encoding{"code page 866", "CP866", func() *charmap.Charmap { return charmap.CodePage866 }}
	arabic   = &encoding{"Windows-1256", "WINDOWS-1256", func() *charmap.Charmap { return charmap.Windows1256 }}
)

// decode returns a text as the encoding has it, nothing if it has not.
func (e *encoding) decode(text []byte) string {
	out, err := e.table().NewDecoder().Bytes(text)
	if err != nil || bytes.ContainsRune(out, utf8.RuneError) {
		return ""
	}
	return string(out)
}

// guess returns the encoding that a text is likely in, nil if there is no saying. Bytes
// above 0x7F that stand by themselves among Latin letters are Latin-1; runs of them are
// another script, in which a word has no small letter before a capital. Code page 866 alone
// has letters below 0xB0.
func guess(text []byte) *encoding {
	run, longest, high, low := 0, 0, 0, 0
	for _, c := range text {
		switch {
		case c < utf8.RuneSelf:
			run = 0
			continue
		case c < 0xb0:
			low++
		}
		high++
		run++
		longest = max(longest, run)
	}
	switch {
	case high == 0:
		return nil
	case longest == 1 && icelandic(text): // Ğ and Ş, where Latin-1 has Icelandic letters
		return turkic
	case longest == 1:
		return latin
	case 2*low > high:
		return dos
	case wellFormed(cyrillic.decode(text)):
		return cyrillic
	case wellFormed(koi8.decode(text)):
		return koi8
	}
	return arabic
}

// icelandic says whether a text has bytes that are eth or thorn in Latin-1.
func icelandic(text []byte) bool {
	return slices.ContainsFunc(text, func(c byte) bool { return c == 0xd0 || c == 0xde || c == 0xf0 || c == 0xfe })
}

// wellFormed says whether a text has letters above ASCII and no capital behind a small
// one.
func wellFormed(text string) bool {
	letters, before := 0, ' '
	for _, r := range text {
		if unicode.IsUpper(r) && unicode.IsLower(before) && r >= utf8.RuneSelf && before >= utf8.RuneSelf {
			return false
		}
		if r >= utf8.RuneSelf && unicode.IsLetter(r) {
			letters++
		}
		before = r
	}
	return letters > 0
}

// word returns the word that a byte is in, and no more than 40 bytes of it.
func word(text []byte, at int) []byte {
	part := func(c byte) bool { return c >= utf8.RuneSelf || 'a' <= c|0x20 && c|0x20 <= 'z' }
	from, to := at, at+1
	for from > 0 && at-from < 20 && part(text[from-1]) {
		from--
	}
	for to < len(text) && to-at < 20 && part(text[to]) {
		to++
	}
	return text[from:to]
}

// Order is the order of the bytes of UTF-16; its zero value stands for another encoding.
type Order int

// The two orders.
const (
	LittleEndian Order = 1 + iota
	BigEndian
)

// UTF16 says whether a text that begins so is UTF-16, with a BOM or, in a text that is
// mostly ASCII, without.
func UTF16(beginning []byte) Order {
	switch {
	case bytes.HasPrefix(beginning, []byte{0xff, 0xfe, 0, 0}), bytes.HasPrefix(beginning, []byte{0, 0, 0xfe, 0xff}):
		return 0 // UTF-32
	case bytes.HasPrefix(beginning, []byte{0xff, 0xfe}):
		return LittleEndian
	case bytes.HasPrefix(beginning, []byte{0xfe, 0xff}):
		return BigEndian
	}
	var zeros [2]int
	n := min(len(beginning), 256) / 2
	for i, c := range beginning[:2*n] {
		if c == 0 {
			zeros[i%2]++
		}
	}
	switch {
	case n < 2:
	case zeros[0] == 0 && 2*zeros[1] > n:
		return LittleEndian
	case zeros[1] == 0 && 2*zeros[0] > n:
		return BigEndian
	}
	return 0
}

// utf32 says whether a text that begins so is UTF-32.
func utf32(beginning []byte) bool {
	if len(beginning) < 8 {
		return false
	}
	little := func(b []byte) bool { return b[2] == 0 && b[3] == 0 && (b[0] != 0 || b[1] != 0) }
	big := func(b []byte) bool { return b[0] == 0 && b[1] == 0 && (b[2] != 0 || b[3] != 0) }
	return little(beginning) && little(beginning[4:]) || big(beginning) && big(beginning[4:])
}
