package render

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/internal/palette"
	"caspian.example/division/caspian/regime"
)

// named returns the lake with other names for its two states.
func named(t *testing.T, a, b string) *caspian.Division {
	d := *lake(t, "lake")
	d.States, d.Zones = slices.Clone(d.States), slices.Clone(d.Zones)
	d.States[0].Name, d.States[1].Name = a, b
	for k := range d.Zones {
		d.Zones[k].Holder.Name = d.States[d.Zones[k].Holder.States[0]].Name
	}
	return &d
}

// pdfText returns the text of a picture as PDF, without marks of direction, and the
// size of the file.
func pdfText(t *testing.T, p Picture) (text string, size int) {
	var b bytes.Buffer
	require.NoError(t, PDF(&b, p, Options{}))
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext (Debian's poppler-utils) is not installed")
	}
	file := filepath.Join(t.TempDir(), "map.pdf")
	require.NoError(t, os.WriteFile(file, b.Bytes(), 0o600))
	out, err := exec.Command("pdftotext", "-layout", file, "-").CombinedOutput()
	require.NoError(t, err, "%s", out)
	return strings.NewReplacer("\u202A", "", "\u202B", "", "\u202C", "").Replace(string(out)), b.Len()
}

// TestNamesInTheirScripts holds that names of the scripts round the Caspian are on a
// map: in SVG for the reader's fonts, and in PDF as text that can be found.
func TestNamesInTheirScripts(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	for _, c := range [][2]string{{"ایران", "საქართველო"}, {"Հայաստան", "Қазақстан"}, {"جمهوری اسلامی", "ישראל"}, {"كربلاء", "می\u200cخواهم (۱۲)"}} {
		p := Map(named(t, c[0], c[1]))
		assert.Empty(t, p.Unwritable())
		var b bytes.Buffer
		require.NoError(t, SVG(&b, p, Options{}))
		got := texts(t, b.Bytes())
		for _, name := range c {
			assert.Contains(t, got, name)
		}
		text, size := pdfText(t, p)
		for _, name := range c {
			if !strings.Contains(name, "(") { // pdftotext leaves brackets where they are seen
				assert.GreaterOrEqual(t, strings.Count(text, name), 2, "%s, on the map and in the legend, in %s", name, text)
			}
		}
		assert.Less(t, size, 150_000, "fonts come with the signs that are used")
	}
}

// TestBackwardsInSVG holds that what runs from right to left stands around its middle.
func TestBackwardsInSVG(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, SVG(&b, Map(named(t, "ایران", "B")), Options{}))
	lines := 0
	for line := range strings.SplitSeq(b.String(), "\n") {
		if strings.Contains(line, "ایران") {
			lines++
			assert.Contains(t, line, ` text-anchor="middle" direction="rtl">`)
		}
	}
	assert.Equal(t, 2, lines)
}

// TestCodesForNames holds that PNG and PDF have codes and their key for names that the
// fonts have not, and SVG the names.
func TestCodesForNames(t *testing.T) {
	d := named(t, "中国", "Iran 🦆")
	for _, p := range []Picture{Map(d), Comparison(d, d)} {
		assert.Equal(t, []string{"中国", "Iran 🦆"}, p.Unwritable())
		var b bytes.Buffer
		require.NoError(t, SVG(&b, p, Options{}))
		assert.Contains(t, texts(t, b.Bytes()), "中国")
		r, _, _ := record(t, p.written())
		assert.Contains(t, r.all(), " A ")
		assert.NotContains(t, r.all(), "中国")
		assert.Contains(t, r.all(), "Codes stand for names that the fonts of this sheet do not have: A (U+4E2D U+56FD), B (U+0049 U+0072 U+0061 U+006E U+0020 U+1F986).")
	}
	assert.Equal(t, "中国", d.States[0].Name, "the division is as it was")
	text, _ := pdfText(t, Map(d))
	assert.Contains(t, text, "A (U+4E2D U+56FD)")
	assert.Empty(t, Map(named(t, "a\x00b", "\u200d")).Unwritable())
	assert.Equal(t, []string{"線"}, Map(named(t, "A", "B")).With(Overlay{Name: "線"}).Unwritable())
}

// control has every control character and other such that XML forbids or that turn
// the order of signs, between letters.
func control() string {
	var b strings.Builder
	for r := rune(0); r < 0xA0; r++ {
		if r < ' ' || r > '~' {
			b.WriteString("x" + string(r))
		}
	}
	return "North\vSide" + b.String() + "\uFFFE\uFFFF\u202E\u2066\u2028\U0001FFFFend"
}

// TestControlCharacters holds that names may have any character: every format is
// written, and markup is well-formed and has the letters.
func TestControlCharacters(t *testing.T) {
	d := named(t, control(), "")
	r := regime.Median()
	d.Question.Regime.Title = r.Title + control()
	for format, write := range formats {
		var b bytes.Buffer
		require.NoError(t, write(&b, d, d), format)
		assert.Positive(t, b.Len(), format)
		if strings.HasSuffix(format, "svg") {
			assert.Contains(t, strings.Join(texts(t, b.Bytes()), ""), "North Side", format)
		}
		if strings.HasSuffix(format, "svg") || format == "html" || format == "markdown" {
			assert.NotRegexp(t, `[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x{9F}\x{FFFE}\x{FFFF}]`, b.String(), format)
		}
		if _, svg, ok := strings.Cut(b.String(), "<svg"); ok && format == "html" {
			svg, _, _ = strings.Cut(svg, "</svg>")
			x := xml.NewDecoder(strings.NewReader("<svg" + svg + "</svg>"))
			for {
				if _, err := x.Token(); err != nil {
					assert.True(t, errors.Is(err, io.EOF), "%v", err)
					break
				}
			}
		}
	}
}

// TestAnyText holds that no text ends the writing of a file.
func TestAnyText(t *testing.T) {
	parts := []string{"a", "1 ", "(", "ایران", "لا", "ب\u064E", "שלום)", "\u0301", "\u200c", "\u200d", "\u200f", "\u202e", "中", "😀", "👨\u200d👩", "\ufe0f", "\x00", "\uFFFE", "\U0010FFFF", "\U0001D400", "ქ", "Հ", "١٢ ", "\xff", "ﷺ", "ம", "𞤀", "\uE000", "\uF000", "\\)", "\u00A0", "\u3000", "\u180E"}
	rng := rand.New(rand.NewPCG(3, 4))
	sheet, svg := newSheet(500, 500, "", ""), newMarkup(500, 500, 0, "", "")
	on, off := newPen(sheet), newPen(svg)
	for k := range 300 {
		text := ""
		for range rng.IntN(7) {
			text += parts[rng.IntN(len(parts))]
		}
		for _, p := range []*pen{on, off} {
			p.text(float64(k%20)*20, float64(k/20)*15, 0.5, 9, k%2 == 0, palette.RGB(0), p.fit(100, 9, k%2 == 0, text))
		}
		require.NoError(t, sheet.doc.Error(), "%q", text)
	}
	require.NoError(t, sheet.doc.Output(io.Discard))
	var b bytes.Buffer
	require.NoError(t, svg.write(&b))
	assert.Greater(t, len(texts(t, b.Bytes())), 200)
}

// TestLongNames holds that names of any length end on the page, between letters and
// not before their marks.
func TestLongNames(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	for _, name := range []string{strings.Repeat("ایران ", 100), strings.Repeat("x", 500), strings.Repeat("e\u0301\u0332", 170), strings.Repeat("ب\u064E", 250), strings.Repeat("\u0301", 500)} {
		d := named(t, name, "B")
		d.Question.Regime.Title = name
		for _, p := range []Picture{Map(d), Comparison(d, d)} {
			r, width, height := record(t, p)
			for _, w := range r.texts {
				assert.True(t, w.lo.x >= 0 && w.lo.y >= 0 && w.hi.x <= width && w.hi.y <= height, "%q lies off the page", w.text)
				assert.NotContains(t, w.text, "e…", "a letter has its marks")
			}
		}
		require.NoError(t, PDF(io.Discard, Map(d), Options{}))
	}
}

// TestFewPositions holds that the legend of a map with simplified lines says so.
func TestFewPositions(t *testing.T) {
	d := lake(t, "lake")
	few, err := course.SimplifyAll(context.Background(), d, 500)
	require.NoError(t, err)
	for _, c := range []struct {
		d       *caspian.Division
		is, not string
	}{{d, "line of equal distance", "line of few positions"}, {few, "line of few positions", "line of equal distance"}} {
		var b bytes.Buffer
		require.NoError(t, SVG(&b, Map(c.d), Options{}))
		got := texts(t, b.Bytes())
		assert.Contains(t, got, c.is)
		assert.NotContains(t, got, c.not)
	}
}
