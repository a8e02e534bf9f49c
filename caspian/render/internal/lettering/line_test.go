package lettering

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/go-text/typesetting/font"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/vg"
)

// TestScripts holds that the fonts have the letters of the languages round the Caspian,
// in both weights.
func TestScripts(t *testing.T) {
	s := New()
	for name, letters := range map[string]string{
		"Persian":     "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی ئؤأء ۰۱۲۳۴۵۶۷۸۹ ،؛؟ می\u200cخواهم",
		"Arabic":      "ابتثجحخدذرزسشصضطظعغفقكلمنهويةى ٠١٢٣٤٥٦٧٨٩",
		"Georgian":    "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
		"Armenian":    "ԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖ աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև",
		"Russian":     "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя",
		"Kazakh":      "ӘҒҚҢӨҰҮҺІәғқңөұүһі ÁǴŃÓÚÝ",
		"Azerbaijani": "ÇƏĞIİÖŞÜçəğıiöşü",
		"Turkmen":     "ÄŇÖŞÜÝŽäňöşüýž",
		"Hebrew":      "אבגדהוזחטיכךלמםנןסעפףצץקרשת",
		"Greek":       "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ",
	} {
		for _, bold := range []bool{false, true} {
			l := s.Line(letters, bold)
			assert.Empty(t, l.Missing, "%s, bold: %v", name, bold)
			assert.Equal(t, slices.Contains([]string{"Persian", "Arabic", "Hebrew"}, name), l.RightToLeft, name)
		}
	}
	assert.Equal(t, []rune("中国"), s.Line("a中国中", false).Missing)
}

// signs returns the signs of a line from left to right, and the font of the first.
func signs(l *Line) (out []font.GID, face *font.Face) {
	for _, r := range l.Runs {
		for _, g := range r.glyphs {
			out = append(out, g.id)
		}
	}
	return out, l.Runs[0].face
}

// TestForms compares the forms of letters with those that Unicode has codes for. A
// letter alone has the sign of its own code.
func TestForms(t *testing.T) {
	s := New()
	for text, forms := range map[string]string{
		// Alef alone, yeh at the beginning, reh at the end, alef and noon alone.
		"ایران": "ا\uFBFE\uFEAEان",
		// Beh at the beginning, lam and alef as one, alone after reh.
		"برلا": "\uFE91\uFEAE\uFEFB",
		// Meem at the beginning, yeh at the end before what joins nothing, khah alone.
		"می\u200cخ": "\uFEE3\uFBFDخ",
	} {
		for _, bold := range []bool{false, true} {
			got, face := signs(s.Line(text, bold))
			blank, _ := face.NominalGlyph(' ')
			got = slices.DeleteFunc(got, func(g font.GID) bool { return g == blank })
			var want []font.GID
			for _, r := range forms {
				g, ok := face.NominalGlyph(r)
				require.True(t, ok, "%U", r)
				want = append(want, g)
			}
			slices.Reverse(want)
			assert.Equal(t, want, got, "%s, bold: %v", text, bold)
		}
	}
}

// TestOrder holds what is seen from left to right, as UAX 9 has it, but for numbers
// that follow a name from right to left in a line from left to right.
func TestOrder(t *testing.T) {
	backwards := func(text string) string {
		r := []rune(text)
		slices.Reverse(r)
		return string(r)
	}
	const iran, georgia = "ایران", "گرجستان"
	s := New()
	for _, c := range []struct {
		text, seen string
		back       bool
	}{
		{"Iran", "Iran", false},
		{"", "", false},
		{iran, backwards(iran), true},
		{iran + " (12)", "(12) " + backwards(iran), true},
		{iran + " ۱۲", "۱۲ " + backwards(iran), true},
		{iran + " 12 km", "km 12 " + backwards(iran), true},
		{iran + " Iran " + georgia, backwards(georgia) + " Iran " + backwards(iran), true},
		{"Iran (" + iran + ") 12.5 %", "Iran (" + backwards(iran) + ") 12.5 %", false},
		{"between " + iran + ", " + georgia + " and X", "between " + backwards(georgia) + " ," + backwards(iran) + " and X", false},
		{LeftToRight + iran + " 13.66 %", LeftToRight + backwards(iran) + " 13.66 %", false},
		{"גדה (א)", "(א) הדג", true},
	} {
		for _, bold := range []bool{false, true} {
			l := s.Line(c.text, bold)
			seen := ""
			for _, r := range l.Runs {
				seen += r.Text
			}
			assert.Equal(t, c.seen, seen, c.text)
			assert.Equal(t, c.back, l.RightToLeft, c.text)
		}
	}
	assert.Equal(t, iran+" (12)", s.Line(iran+" (12)", false).Text)
	assert.Equal(t, "Iran (\u2067"+iran+"\u2069) 12", s.Line("Iran ("+iran+") 12", false).Text)
}

// TestWidths compares widths with the sums of what another reader of the font finds,
// and holds that figures stand apart.
func TestWidths(t *testing.T) {
	s := New()
	for _, text := range []string{"11.6 %", "1111", "Iran", "AVATAR To", "ffi", "Қазақстан", "é"} {
		for _, bold := range []bool{false, true} {
			l := s.Line(text, bold)
			other, err := sfnt.Parse(fonts(bold)[0].TTF)
			require.NoError(t, err)
			var b sfnt.Buffer
			sum := 0.0
			for _, r := range text {
				g, err := other.GlyphIndex(&b, r)
				require.NoError(t, err)
				advance, err := other.GlyphAdvance(&b, g, fixed.I(unit), 0)
				require.NoError(t, err)
				sum += float64(advance) / 64 / unit
			}
			assert.InDelta(t, sum, l.Width, 1e-9, text)
			assert.True(t, l.Plain, text)
		}
	}
	for _, pair := range []string{"11", "Ir", "1."} {
		var boxes [2][2]float64
		l := s.Line(pair, false)
		for k := range boxes {
			r := l.Runs[0]
			r.glyphs = r.glyphs[k : k+1]
			boxes[k] = [2]float64{math.Inf(1), math.Inf(-1)}
			var path vg.Path
			r.Outline(&path, vg.Point{}, 1)
			for _, c := range path {
				if c.Type != vg.CloseComp {
					boxes[k] = [2]float64{min(boxes[k][0], float64(c.Pos.X)), max(boxes[k][1], float64(c.Pos.X))}
				}
			}
		}
		assert.Greater(t, boxes[1][0]-boxes[0][1], 0.04, pair)
	}
}

// TestMarks holds that marks lie over their letters and take no room.
func TestMarks(t *testing.T) {
	s := New()
	assert.InDelta(t, s.Line("é", false).Width, s.Line("e\u0301", false).Width, 1e-9)
	assert.InDelta(t, s.Line("بب", false).Width, s.Line("ب\u064Eب", false).Width, 1e-9)
	assert.False(t, s.Line("ب\u064Eب", false).Runs[0].Simple)
	assert.InDelta(t, s.Line("ab", false).Width, s.Line("a\u200Db\u200E", false).Width, 1e-9)
}

func TestClean(t *testing.T) {
	for text, want := range map[string]string{
		"":                       "",
		"North\vSide":            "North Side",
		"a\x00b\n\u0085c":        "a b  c",
		"a\uFFFEb\uFFFF":         "a b ",
		"\u202Eabc\u202C\u2066d": "abcd",
		"می\u200cخواهم":          "می\u200cخواهم",
		"soft\u00ADhyphen":       "softhyphen",
		"\xff":                   "\uFFFD",
	} {
		assert.Equal(t, want, Clean(text), "%q", text)
	}
}

func TestCut(t *testing.T) {
	most := func(n int) func(string) bool { return func(s string) bool { return utf8.RuneCountInString(s) <= n } }
	assert.Equal(t, "abc", Cut("abcdef", most(3)))
	assert.Equal(t, "abcdef", Cut("abcdef", most(9)))
	assert.Equal(t, "", Cut("abcdef", most(0)))
	assert.Equal(t, "", Cut("", most(5)))
	assert.Equal(t, "a", Cut("ae\u0301\u0332z", most(3)), "marks stay with their letter")
	assert.Equal(t, "ae\u0301\u0332", Cut("ae\u0301\u0332z", most(4)))
}

// TestAnything holds that any text has a line, of the width of its runs.
func TestAnything(t *testing.T) {
	parts := []string{"a", "1", " ", "(", ")", "ایران", "ب\u064E", "שלום", "\u0301", "\u200c", "\u200d", "\u200f", "\u202e", "\u2067", "\u2069", "中", "😀", "👨\u200d👩", "\ufe0f", "\x00", "\uFFFE", "\U0010FFFF", "\U0001D400", "ქ", "Հ", "٣", "١٢", "%", "\xff", "ﷺ", "ம", "𞤀"}
	rng := rand.New(rand.NewPCG(1, 2))
	s := New()
	for range 2000 {
		var b strings.Builder
		for range rng.IntN(9) {
			b.WriteString(parts[rng.IntN(len(parts))])
		}
		l := s.Line(b.String(), rng.IntN(2) == 0)
		sum := 0.0
		var path vg.Path
		for k := range l.Runs {
			r := &l.Runs[k]
			assert.InDelta(t, sum, r.X, 1e-9, "%q", b.String())
			sum += r.Width
			r.Outline(&path, vg.Point{}, 10)
		}
		assert.InDelta(t, sum, l.Width, 1e-9, "%q", b.String())
	}
	long := strings.Repeat("ایران ", 100)
	assert.InDelta(t, 100*s.Line("ایران ", false).Width, s.Line(long, false).Width, 1e-6)
}
