package render

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image/color"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/internal/palette"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/report"
)

// wordyLake is a round lake of twenty states with long names.
func wordyLake() string {
	coast := polygonal(20)
	for k := range 20 {
		coast = strings.Replace(coast, fmt.Sprintf(`{"state":"S%d"}`, k), fmt.Sprintf(`{"state":"S%d","name":"Republic of the Shore No. %d"}`, k, k), 1)
	}
	return coast
}

// TestEveryStateIsNamed holds that a map names every state, by its name or its code, that
// the legend explains every code and names every holder, and that no name is cut, on a large
// sheet and on a small one.
func TestEveryStateIsNamed(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	divisions := map[string]*caspian.Division{"twenty states": divided(t, strings.NewReader(wordyLake()), regime.Median())}
	for _, id := range []string{"convention2018", "condominium", "median"} {
		divisions[id] = caspianUnder(t, id)
	}
	for name, d := range divisions {
		for _, width := range []int{1200, 400} {
			r, _, _ := recordAs(t, Map(d), Options{Width: width})
			text := map[string]bool{}
			all := ""
			for _, w := range r.texts {
				text[w.text] = true
				all += w.text + " "
			}
			for _, s := range d.States {
				assert.True(t, text[s.Name] || text[s.Code], "%s, %d pixels: %s is not on the map", name, width, s.Name)
				if text[s.Code] {
					assert.Contains(t, all, english.Coded(s.Name, []string{s.Code}))
				}
			}
			for k := range d.Zones {
				z := &d.Zones[k]
				assert.Contains(t, all, english.Coded(z.Holder.Name, holders(d, z)), "%s, %d pixels", name, width)
			}
			assert.NotContains(t, all, "…", name)
		}
	}
}

// TestSmallSheets holds that texts are at least 9 pixels high on pictures 400 pixels wide, lie
// on them and do not overlap.
func TestSmallSheets(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	median := caspianUnder(t, "median")
	courses, err := course.Between(median, "AZ", "TM")
	require.NoError(t, err)
	s := lying(t)
	pictures := map[string]Picture{
		"map": Map(median).In(s), "belts": Map(caspianUnder(t, "convention2018")).In(s), "line": Line(median, courses).In(s),
		"comparison": Comparison(median, caspianUnder(t, "convention2018"), caspianUnder(t, "condominium")).In(s),
		"multiples":  Multiples(median, lake(t, "lake"), lake(t, "pole"), lake(t, "antimeridian")),
	}
	for name, p := range pictures {
		r, wide, deep := recordAs(t, p, Options{Width: 400})
		for _, w := range r.texts {
			assert.GreaterOrEqual(t, w.size*400/wide, 9-1e-9, "%s: %q", name, w.text)
		}
		r.apart(t, wide, deep)
	}
	for _, lang := range Languages() {
		assert.NotContains(t, apart(t, pictures["belts"], Options{Width: 400, Lang: lang}).all(), "…", "nothing is cut in %s", lang)
	}
}

// TestPaper holds that pictures fill the paper they are drawn for and nothing more, upright or
// across, and are made smaller where they need more room.
func TestPaper(t *testing.T) {
	d := lake(t, "lake")
	crowded := divided(t, strings.NewReader(polygonal(long.Or(40, 25))), regime.Median())
	for _, c := range []struct {
		p          Picture
		size       Size
		wide, deep float64
	}{
		{Map(d), A4, 595.28, 841.89},
		{Map(crowded), A4, 595.28, 841.89},
		{Map(crowded), A3, 841.87, 1190.61},
		{Comparison(d, d), A4, 841.89, 595.28},
		{Comparison(d, d, d, d, d, d, d, d, d, d, d, d), A4, 595.28, 841.89},
	} {
		r, wide, deep := recordAs(t, c.p, Options{Size: c.size})
		assert.InDelta(t, c.wide, wide, 0.02)
		assert.InDelta(t, c.deep, deep, 0.02)
		for _, w := range r.texts {
			assert.True(t, w.lo.x >= 0 && w.lo.y >= 0 && w.hi.x <= wide && w.hi.y <= deep, "%q lies off the page", w.text)
		}
		require.NotEmpty(t, r.fills)
		assert.Equal(t, color.Color(coloursFor(t, Light).paper), r.fills[0].ink, "the paper is painted to its edges")
	}
	for _, o := range []Options{{Size: "a5"}, {Width: 100}, {Width: 20_000}, {Width: 300, DPI: 72}} {
		assert.ErrorIs(t, PNG(io.Discard, Map(d), o), ErrOptions, "%+v", o)
	}
	assert.ErrorIs(t, PDF(io.Discard, Map(d), Options{Size: A4, Width: 500}), ErrOptions)
}

func coloursFor(t *testing.T, theme Theme) colours {
	t.Helper()
	c, ok := coloursOf(theme, 5)
	require.True(t, ok)
	return c
}

// TestParts holds that an SVG says in its markup what it shows: a title and a description, a
// group for every part with an id that no other has, and whose every sector is.
func TestParts(t *testing.T) {
	d := lake(t, "lake")
	for name, p := range map[string]Picture{"map": Map(d), "comparison": Comparison(d, d)} {
		var b bytes.Buffer
		require.NoError(t, SVG(&b, p, Options{Width: 900}))
		ids, classes, states, open := map[string]bool{}, map[string]int{}, map[string]int{}, []string{}
		texts := map[string]string{}
		tokens := xml.NewDecoder(&b)
		for {
			token, err := tokens.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			require.NoError(t, err)
			switch v := token.(type) {
			case xml.StartElement:
				open = append(open, v.Name.Local)
				attributes := map[string]string{}
				for _, a := range v.Attr {
					attributes[a.Name.Local] = a.Value
				}
				if v.Name.Local == "svg" {
					assert.Equal(t, "900", attributes["width"])
				}
				if id := attributes["id"]; id != "" {
					assert.False(t, ids[id], "%s: two have the id %s", name, id)
					ids[id] = true
					classes[attributes["class"]]++
				}
				if attributes["class"] == "sector" {
					states[attributes["data-state"]]++
				}
				assert.NotContains(t, attributes, "transform")
			case xml.CharData:
				if k := len(open); k > 0 && (open[k-1] == "title" || open[k-1] == "desc") {
					texts[open[k-1]] = string(v)
				}
			case xml.EndElement:
				open = open[:len(open)-1]
			}
		}
		maps := map[string]int{"map": 1, "comparison": 2}[name]
		for _, class := range []string{"land", "water", "sectors", "lines", "names", "shore", "graticule"} {
			assert.Equal(t, maps, classes[class], "%s: %s", name, class)
		}
		assert.Equal(t, 1, classes["legend"])
		assert.Equal(t, map[string]int{"A": maps, "B": maps}, states)
		assert.Equal(t, map[string]string{"map": "a lake: Median line", "comparison": "a lake under several rules"}[name], texts["title"])
		assert.Contains(t, texts["desc"], "no record of boundaries")
	}
}

// TestOnly holds that a map about one state has its colour alone, and that names can be read
// on what is left of the others'.
func TestOnly(t *testing.T) {
	d := lake(t, "lake")
	for _, theme := range []Theme{Light, Dark, Print} {
		c := coloursFor(t, theme)
		r, _, _ := recordAs(t, Map(d), Options{Theme: theme, Only: "B"})
		has := func(ink color.Color) bool {
			return slices.ContainsFunc(r.fills, func(f drawn) bool { return f.ink == ink })
		}
		faint := brush{colours: c}.shade(c.States[0], true)
		assert.True(t, has(c.States[1]) && has(faint), theme)
		assert.False(t, has(c.States[0]), "%s: nothing of the other's colour is left", theme)
		assert.GreaterOrEqual(t, contrast(brush{colours: c}.on(faint), faint), 4.5, theme)
	}
	r, _, _ := recordAs(t, Map(caspianUnder(t, "median")), Options{Theme: Print, Only: "KZ"})
	assert.True(t, slices.ContainsFunc(r.fills, func(f drawn) bool {
		return f.ink == palette.Alone(2) && palette.Lightness(palette.Alone(2)) < 88
	}), "Kazakhstan's grey is nearly white among five, and not alone")
	assert.ErrorIs(t, SVG(io.Discard, Map(d), Options{Only: "C"}), ErrOptions)
	assert.ErrorIs(t, SVG(io.Discard, Comparison(d, d), Options{Only: "B"}), ErrOptions)
}

// TestOwnTexts holds that a caller's title, subtitle and note stand on every sheet.
func TestOwnTexts(t *testing.T) {
	d := lake(t, "lake")
	courses, err := course.Between(d, "A", "B")
	require.NoError(t, err)
	for name, p := range map[string]Picture{"map": Map(d), "comparison": Comparison(d, d), "line": Line(d, courses), "multiples": Multiples(d, d)} {
		r, _, _ := recordAs(t, p, Options{Title: "Our title", Subtitle: "Our subtitle", Note: "Our note."})
		for _, want := range []string{"Our title", "Our subtitle", "Our note."} {
			assert.True(t, slices.ContainsFunc(r.texts, func(w written) bool { return w.text == want }), "%s: %s", name, want)
		}
	}
}

// TestProvisional holds that sheets say so where lines are computed, and what belts in a
// lagoon rest on.
func TestProvisional(t *testing.T) {
	median, belts := caspianUnder(t, "median"), caspianUnder(t, "convention2018")
	assert.Equal(t, "Lines, all provisional", english.LinesHead(median))
	assert.Equal(t, "Lines", english.LinesHead(caspianUnder(t, "agreed")), "some are given")
	assert.Empty(t, english.Lagoons(median))
	assert.Contains(t, english.Lagoons(belts), "Garabogazköl")
	for _, p := range []Picture{Map(belts), Comparison(median, belts)} {
		r, _, _ := record(t, p)
		assert.Contains(t, r.all(), english.Provisional())
		assert.Contains(t, r.all(), "M is the nautical mile, 1,852 m.")
		assert.Contains(t, r.all(), "Garabogazköl")
	}
}

// TestRanges holds that a legend has the range of every share as the sensitivity of the
// division has it, and that only maps take it.
func TestRanges(t *testing.T) {
	d := lake(t, "lake")
	s := &report.Sensitivity{Regime: "median", States: []string{"A", "B"}, Range: map[string]report.Range{"A": {Low: 0.123, High: 0.456}, "B": {Low: 0.544, High: 0.877}}}
	r := apart(t, Map(d).Within(s), Options{})
	for _, want := range []string{"12.30–45.60 % over all choices", "54.40–87.70 % over all choices"} {
		assert.True(t, slices.ContainsFunc(r.texts, func(w written) bool { return w.text == want }), want)
	}
	assert.Contains(t, r.all(), s.Sentence())
	assert.ErrorIs(t, SVG(io.Discard, Comparison(d, d).Within(s), Options{}), ErrOptions)
}
