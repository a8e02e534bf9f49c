package page

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata/ne10m"
)

// inLanguage writes a page in a language.
func inLanguage(t testing.TB, lang string, divisions ...*caspian.Division) string {
	var b bytes.Buffer
	require.NoError(t, Page{Rules: divisions, Lang: lang}.Write(&b))
	return b.String()
}

// english returns the words of a text in Latin letters, but for names of programs, keys and
// formats, positions, and what divisions say of their questions and coasts.
func english(text string, divisions ...*caspian.Division) (out []string) {
	said := []string{caspian.Module, "WGS84", "JavaScript", "SVG", "PNG", "CSV", "GeoJSON", "WKT", "Natural Earth", "Enter", "Escape", "Ctrl"}
	for _, d := range divisions {
		c := d.Question.Coast
		said = append(said, d.Question.Words(), d.Question.Version, c.Source, c.Licence, c.Name)
	}
	slices.SortFunc(said, func(a, b string) int { return len(b) - len(a) })
	for _, s := range said {
		if s != "" {
			text = strings.ReplaceAll(text, s, "")
		}
	}
	return regexp.MustCompile(`[A-Za-z]{2,}`).FindAllString(text, -1)
}

// TestLanguages holds that a page says its language and direction, that no text around its
// map is English in others, and that there are no languages but those of the table.
func TestLanguages(t *testing.T) {
	const lake = `{"type":"FeatureCollection","features":[
	{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[0,0],[1,0],[1,1]]}},
	{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[1,1],[0,1],[0,0]]}}]}`
	d := divisions(t, strings.NewReader(lake), caspian.Options{}, regime.Median())
	for lang, root := range map[string]string{"": `<html lang="en" dir="ltr">`, "fa": `<html lang="fa" dir="rtl">`, "ru": `<html lang="ru" dir="ltr">`} {
		page := inLanguage(t, lang, d...)
		assert.Contains(t, page, root)
		_, body, _ := strings.Cut(page, "<body>")
		body = regexp.MustCompile(`(?s)<script.*?</script>`).ReplaceAllString(body, "")
		texts := strings.Join(regexp.MustCompile(`>[^<]*<`).FindAllString(body, -1), " ")
		for _, label := range regexp.MustCompile(`aria-(?:label|roledescription)="([^"]*)"`).FindAllStringSubmatch(body, -1) {
			texts += " " + label[1]
		}
		if lang != "" {
			assert.Empty(t, english(texts, d...), lang)
		}
	}
	require.ErrorIs(t, Page{Rules: d, Lang: "tlh"}.Write(io.Discard), ErrDivisions)
}

// TestLanguagesInBrowser holds that what the page says when it is used is in its language, with
// its numbers, and that positions are read as they are written.
func TestLanguagesInBrowser(t *testing.T) {
	long.Only(t)
	divs := divisions(t, ne10m.Coast(), caspian.Options{Tolerance: 100}, regime.Median(), regime.Convention2018(), regime.Equal())
	for lang, want := range map[string]string{"fa": "خط میانه", "ru": "Срединная линия"} {
		b := browse(t, inLanguage(t, lang, divs...))
		for _, hash := range []string{"", "place=51,42", "place=0,0", "point=1", "line=50,42,51,41", "rule=convention2018&place=51,42", "rule=equal&layer=seabed"} {
			text := eval[string](b, `(() => {
				location.hash = "`+hash+`";
				dispatchEvent(new HashChangeEvent("hashchange", { newURL: location.href }));
				const copy = document.body.cloneNode(true);
				for (const e of copy.querySelectorAll("[lang=en], script, noscript")) e.remove();
				return [copy, ...copy.querySelectorAll("*")].map((e) => (e.getAttribute("aria-label") ?? "") + " " + [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data).join(" ")).join(" ");
			})()`)
			assert.Contains(t, text, want)
			text = regexp.MustCompile(`[\d°′″.]+[NS] [\d°′″.]+[EW]`).ReplaceAllString(text, "")
			for _, line := range divs[0].Sea.Coast().Features {
				text = strings.ReplaceAll(text, line.Name, "")
			}
			text = strings.ReplaceAll(text, "feature", "") // of a coast without names
			assert.Empty(t, english(text, divs...), "%s, %s", lang, hash)
		}
		assert.Equal(t, "", eval[string](b, `(() => {
			const field = document.getElementById("position");
			field.value = "۵۱٫۵ ۴۲";
			document.querySelector("#goto button").click();
			return document.getElementById("wrong").textContent;
		})()`))
		assert.Contains(t, b.text("#answer"), "51.50000 42.00000")
		// What is wrong with a line is said in the language, but for what formats and the line itself call things.
		for _, line := range []string{
			"", "51 42", "[[51,42],[51,\"x\"]]", "{}", `{"type":"Point","coordinates":[1,2]}`, `{"type":"FeatureCollection"}`, `{"type":"LineString"}`,
			`{"type":"MultiLineString","coordinates":[[[51,42],[51,41]],[[50,42],[50,41]]]}`, "LINESTRING 51 42", "LINESTRING (51 42", "LINESTRING (51)", "LINESTRING (51 42, 51 41) 1",
			"51 42\n۵۱ 95", "1 2\n3 4", strings.Repeat("51 42\n51 41\n", 10_001),
		} {
			said := eval[string](b, fmt.Sprintf(`(() => {
				document.getElementById("ownText").value = %q;
				document.querySelector("#own button").click();
				return document.getElementById("ownWrong").textContent;
			})()`, line))
			require.NotEmpty(t, said, "%.40q", line)
			for _, name := range []string{"GeoJSON", "LineString", "LINESTRING", "MultiLineString", "JSON", "Point", "coordinates", "features", "type"} {
				said = strings.ReplaceAll(said, name, "")
			}
			assert.Empty(t, english(said), "%s: %.40q: %s", lang, line, said)
		}
		assert.Empty(t, b.messages, "messages in the console")
	}
}
