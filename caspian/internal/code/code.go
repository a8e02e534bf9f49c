// Package code makes the codes of states comparable: it brings a code to one form, and
// finds those that only look alike.
package code

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Clean returns a code without white space around it, in Unicode's normal form C.
func Clean(code string) string { return norm.NFC.String(strings.TrimSpace(code)) }

// Hidden names the characters of a text that nobody sees, or that stand for lost ones,
// each once: "ZERO WIDTH SPACE (U+200B)".
func Hidden(text string) (out []string) {
	for _, r := range text {
		if !hidden(r) {
			continue
		}
		name := fmt.Sprintf("U+%04X", r)
		if n := names[r]; n != "" {
			name = n + " (" + name + ")"
		}
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// hidden says whether a character is not seen where it stands.
func hidden(r rune) bool {
	return r != ' ' && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zs, unicode.Zl, unicode.Zp, unicode.Co, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) ||
		names[r] != "" || r == unicode.ReplacementChar
}

// names are the Unicode names of characters that are often met.
var names = map[rune]string{
	'\t': "TAB", '\n': "LINE FEED", '\v': "VERTICAL TAB", '\f': "FORM FEED", '\r': "CARRIAGE RETURN", 0: "NULL",
	0x85: "NEXT LINE", 0xa0: "NO-BREAK SPACE", 0xad: "SOFT HYPHEN", 0x34f: "COMBINING GRAPHEME JOINER", 0x61c: "ARABIC LETTER MARK", 0x180e: "MONGOLIAN VOWEL SEPARATOR",
	0x2002: "EN SPACE", 0x2003: "EM SPACE", 0x2007: "FIGURE SPACE", 0x2009: "THIN SPACE", 0x200a: "HAIR SPACE", 0x200b: "ZERO WIDTH SPACE", 0x200c: "ZERO WIDTH NON-JOINER",
	0x200d: "ZERO WIDTH JOINER", 0x200e: "LEFT-TO-RIGHT MARK", 0x200f: "RIGHT-TO-LEFT MARK", 0x2028: "LINE SEPARATOR", 0x2029: "PARAGRAPH SEPARATOR",
	0x202a: "LEFT-TO-RIGHT EMBEDDING", 0x202b: "RIGHT-TO-LEFT EMBEDDING", 0x202c: "POP DIRECTIONAL FORMATTING", 0x202d: "LEFT-TO-RIGHT OVERRIDE", 0x202e: "RIGHT-TO-LEFT OVERRIDE",
	0x202f: "NARROW NO-BREAK SPACE", 0x205f: "MEDIUM MATHEMATICAL SPACE", 0x2060: "WORD JOINER", 0x2061: "FUNCTION APPLICATION", 0x2062: "INVISIBLE TIMES", 0x2063: "INVISIBLE SEPARATOR",
	0x2066: "LEFT-TO-RIGHT ISOLATE", 0x2067: "RIGHT-TO-LEFT ISOLATE", 0x2068: "FIRST STRONG ISOLATE", 0x2069: "POP DIRECTIONAL ISOLATE", 0x2800: "BRAILLE PATTERN BLANK",
	0x3000: "IDEOGRAPHIC SPACE", 0x3164: "HANGUL FILLER", 0xfe0e: "VARIATION SELECTOR-15", 0xfe0f: "VARIATION SELECTOR-16", 0xfeff: "ZERO WIDTH NO-BREAK SPACE", 0xffa0: "HALFWIDTH HANGUL FILLER",
	unicode.ReplacementChar: "REPLACEMENT CHARACTER",
}

// twins are letters that look like others, most of them like the Latin ones beside them;
// small letters count as their capitals, if those do not look otherwise.
var twins = func() map[rune]rune {
	out := map[rune]rune{'0': 'O', '1': 'I', '|': 'I', 'ı': 'I', 'ӏ': 'I', 'ν': 'V', 'υ': 'U', 'γ': 'Y', 'ω': 'W', 'ѵ': 'V', 'ѡ': 'W', 'օ': 'O', 'ս': 'U', 'ց': 'G', 'հ': 'H', 'ո': 'N', 'զ': 'Q', 'ք': 'P', 'յ': 'J',
		// Letters and digits that Arabic and Persian write alike.
		'ي': 'ی', 'ى': 'ی', 'ك': 'ک', 'ە': 'ه', '٠': '۰', '١': '۱', '٢': '۲', '٣': '۳', '٧': '۷', '٨': '۸', '٩': '۹'}
	for _, row := range [][2]string{
		{"АВЕЅІӀЈКМНОРСТУҮХԚԜҺԌԐԀЗБ", "ABESIIJKMHOPCTYYXQWHGEDZB"}, // Cyrillic
		{"ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϷϜͿ", "ABEZHIKMNOPTYXCPFJ"},               // Greek
		{"ՕՏԼՍՀՁ", "OSLUHJ"}, // Armenian
		{"ᎪᏴᏟᎠᎬᏀᎻᎥᎫᏦᏞᎷᏢᎡᏚᎢᏙᏔᏃᎳᏤᎩᏧ", "ABCDEGHIJKLMPRSTVWZWVYD"}, // Cherokee
	} {
		from, to := []rune(row[0]), []rune(row[1])
		for k := range from {
			out[from[k]] = to[k]
		}
	}
	return out
}()

// skeleton returns what is left of a code for somebody who looks at it from far.
func skeleton(code string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || hidden(r) {
			return -1
		}
		if latin, ok := twins[r]; ok {
			return latin
		}
		r = unicode.ToUpper(r)
		if latin, ok := twins[r]; ok {
			return latin
		}
		return r
	}, norm.NFKC.String(code))
}

// Notes tells what somebody who reads the codes may not see: characters that are hidden,
// and codes that look alike or mix alphabets. The codes must differ.
func Notes(codes []string) (out []string) {
	seen := map[string]string{}
	for _, c := range slices.Sorted(slices.Values(codes)) {
		if names := Hidden(c); len(names) > 0 {
			out = append(out, fmt.Sprintf("the code %q holds what is not seen: %s", c, strings.Join(names, ", ")))
		}
		s := skeleton(c)
		other, alike := seen[s]
		switch {
		case alike && strings.EqualFold(c, other):
			out = append(out, fmt.Sprintf("the codes %q and %q differ in capitals alone, and are two states", other, c))
		case alike:
			out = append(out, fmt.Sprintf("the codes %q and %q look alike, and are two states%s", other, c, strange(c, other)))
		case mixed(c):
			out = append(out, fmt.Sprintf("the code %q mixes alphabets%s", c, strange(c, "")))
		}
		if !alike {
			seen[s] = c
		}
	}
	return out
}

// strange lists the letters of a code that another one does not have and that are not
// ASCII.
func strange(code, other string) string {
	var out []string
	for _, r := range code {
		if r <= unicode.MaxASCII || hidden(r) || strings.ContainsRune(other, r) {
			continue
		}
		out = append(out, fmt.Sprintf("%q is U+%04X%s", r, r, script(r)))
	}
	if len(out) == 0 {
		return ""
	}
	return ": " + strings.Join(out, ", ")
}

// alphabets are those whose letters are taken for each other.
var alphabets = []struct {
	name  string
	table *unicode.RangeTable
}{{"Latin", unicode.Latin}, {"Cyrillic", unicode.Cyrillic}, {"Greek", unicode.Greek}, {"Armenian", unicode.Armenian}, {"Cherokee", unicode.Cherokee}}

func script(r rune) string {
	for _, a := range alphabets {
		if unicode.Is(a.table, r) {
			return " (" + a.name + ")"
		}
	}
	return ""
}

// mixed says whether a code has letters of several alphabets.
func mixed(code string) bool {
	first := ""
	for _, r := range code {
		s := script(r)
		if first == "" {
			first = s
		}
		if s != "" && s != first {
			return true
		}
	}
	return false
}
