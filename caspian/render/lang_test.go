package render

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/render/internal/words"
	"caspian.example/division/geodata"
)

// TestEveryTextIsInTheTable holds that in Persian and Russian no picture has words in Latin
// letters but codes, units, what coasts and regimes say of themselves, and the line of the
// question; and that texts lie on the sheet and apart.
func TestEveryTextIsInTheTable(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	pictures := map[string]Picture{}
	around, err := geodata.CaspianSurroundings()
	require.NoError(t, err)
	var all []*caspian.Division
	for _, r := range shipped() {
		d := caspianUnder(t, r.ID)
		pictures[r.ID] = Map(d).In(around)
		all = append(all, d)
	}
	pictures["comparison"], pictures["multiples"] = Comparison(all...).In(around), Multiples(all...)
	courses, err := course.Between(all[2], "KZ", "RU")
	require.NoError(t, err)
	pictures["line"] = Line(all[2], courses)
	few, of := simplified(t, 20e3)
	pictures["few positions"] = Line(few, of.exact, of.few...)
	agreed, err := geodata.AgreedLines()
	require.NoError(t, err)
	audit, err := course.Audit(t.Context(), all[2].Sea, agreed[0].States, agreed[0].Points, course.AuditOptions{})
	require.NoError(t, err)
	pictures["audit"] = Audit(audit, "ru-kz", "")
	e, water := runs(t)
	pictures["contested"] = Contested(e, water)
	said := []string{caspian.Module, "WGS84", "KZ", "RU", "AZ", "TM", "IR", "ru-kz", "III:", "II:", "Natural Earth"}
	for _, d := range append(all, pictures["few positions"].divisions[0], audit.Median, e.Base()) {
		rules, common := words.Questions([]*caspian.Division{d})
		c := d.Question.Coast
		said = append(said, d.Question.Words(), rules[0], common, d.Question.Rule()+"; lines to "+fmt.Sprint(d.Question.Options.Tolerance)+" m.", d.Question.Regime.ID, d.Question.Digest(), c.Source, c.Licence, c.Name)
	}
	said = append(said, e.Asked().Words())
	for k := range said {
		said[k] = strings.Join(strings.Fields(said[k]), " ") // as lines are broken
	}
	slices.SortFunc(said, func(a, b string) int { return len(b) - len(a) })
	position := regexp.MustCompile(`[\d°'". ]+[NS] [\d°'". ]+[EW]`)
	for _, lang := range []string{"fa", "ru"}[:long.Or(2, 1)] {
		for name, p := range pictures {
			o := Options{Lang: lang}
			if name == "equal" || name == "comparison" {
				o.Size = Phone
			}
			r := apart(t, p, o)
			text := strings.Map(func(c rune) rune {
				if unicode.Is(unicode.Cf, c) && c != '\u200C' {
					return -1
				}
				return c
			}, r.all())
			for _, s := range said {
				if s != "" {
					text = strings.ReplaceAll(text, s, "")
				}
			}
			left := regexp.MustCompile(`[A-Za-z]{2,}`).FindAllString(position.ReplaceAllString(text, ""), -1)
			assert.Empty(t, left, "%s in %s", name, lang)
			assert.NotContains(t, text, "%!")
		}
	}
}

// TestMirrored holds that a sheet in Persian is mirrored but for its map: the title ends at
// the right margin, the legend stands on the left, and the map has its west on the left.
func TestMirrored(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	r, width, _ := recordAs(t, Map(caspianUnder(t, "median")), Options{Lang: "fa"})
	assert.InDelta(t, width-pageMargin, r.texts[0].hi.x, 1e-6)
	last := 0.0
	for _, meridian := range []string{"۴۸°", "۵۰°", "۵۲°", "۵۴°"} {
		k := slices.IndexFunc(r.texts, func(w written) bool { return strings.HasSuffix(w.text, meridian+" شرقی") })
		require.Positive(t, k, meridian)
		assert.Greater(t, r.texts[k].lo.x, last)
		last = r.texts[k].lo.x
	}
	k := slices.IndexFunc(r.texts, func(w written) bool { return w.text == "خط هم\u200cفاصله" })
	require.Positive(t, k)
	assert.Less(t, r.texts[k].hi.x, width/3)
}

func TestNoSuchLanguage(t *testing.T) {
	err := SVG(io.Discard, Map(lake(t, "lake")), Options{Lang: "tlh"})
	require.ErrorIs(t, err, ErrOptions)
	assert.ErrorContains(t, err, `there is no language "tlh", only en, fa, ru`)
}
