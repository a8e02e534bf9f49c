package internal

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/internal/code"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{"AZ": "AZ", "AZ ": "AZ", "\u00a0AZ\t": "AZ", "A\u0308": "Ä", "": "", " \n": "", "\u1100\u1161": "가", "A Z": "A Z"} {
		assert.Equal(t, want, code.Clean(in), "%q", in)
	}
}

func TestHidden(t *testing.T) {
	for in, want := range map[string]string{
		"AZ": "", "A Z": "", "ایران": "", "A\u200bZ": "ZERO WIDTH SPACE (U+200B)", "\ufeffAZ\ufeff": "ZERO WIDTH NO-BREAK SPACE (U+FEFF)", "A\x00\u00ad": "NULL (U+0000), SOFT HYPHEN (U+00AD)",
		"A\ufffd": "REPLACEMENT CHARACTER (U+FFFD)", "A\u0001": "U+0001", "\u2800": "BRAILLE PATTERN BLANK (U+2800)", "A\U000e0041": "U+E0041", "A\ue000": "U+E000", "\u3164": "HANGUL FILLER (U+3164)", "A\u00a0Z": "NO-BREAK SPACE (U+00A0)",
	} {
		assert.Equal(t, want, strings.Join(code.Hidden(in), ", "), "%q", in)
	}
}

func TestNotes(t *testing.T) {
	for _, c := range []struct {
		codes []string
		want  string
	}{
		{[]string{"AZ", "\u0410Z"}, `the codes "AZ" and "АZ" look alike, and are two states: 'А' is U+0410 (Cyrillic)`},
		{[]string{"KZ", "\u039aZ"}, `'Κ' is U+039A (Greek)`},
		{[]string{"AZ", "\uff21\uff3a"}, `the codes "AZ" and "ＡＺ" look alike, and are two states: 'Ａ' is U+FF21 (Latin)`},
		{[]string{"AZ", "az"}, `the codes "AZ" and "az" differ in capitals alone, and are two states`},
		{[]string{"AZ", "A\u200bZ"}, `the code "A\u200bZ" holds what is not seen: ZERO WIDTH SPACE (U+200B)`},
		{[]string{"AZ", "A\u200bZ"}, `the codes "AZ" and "A\u200bZ" look alike`},
		{[]string{"ax", "\u0430\u0445"}, `look alike`},
		{[]string{"OM", "0M"}, "look alike"},
		{[]string{"\u0410Z", "IR"}, `the code "АZ" mixes alphabets: 'А' is U+0410 (Cyrillic)`},
		{[]string{"\U0001d400Z", "AZ"}, "look alike"},
		{[]string{"ТМ", "TM"}, "look alike"},
		{[]string{"ايران", "ایران"}, "look alike"},
	} {
		assert.Contains(t, strings.Join(code.Notes(c.codes), "\n"), c.want, "%q", c.codes)
	}
	for _, quiet := range [][]string{{"AZ", "IR", "KZ", "RU", "TM"}, {"A", "Ä"}, {"РФ", "КЗ"}, {"AA", "BB"}, {"ایران", "RU"}, {"1", "2"}, {"IL", "LI"}, {"ქ", "ა"}} {
		assert.Empty(t, code.Notes(quiet), "%q", quiet)
	}
	codes := make([]string, 0, 26*26)
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			codes = append(codes, string(a)+string(b))
		}
	}
	require.Empty(t, code.Notes(codes), "codes of two Latin capitals are all different")
}
