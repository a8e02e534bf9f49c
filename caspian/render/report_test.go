package render

import (
	"bytes"
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/regime"
)

// TestMarkdown reads the table of a report back.
func TestMarkdown(t *testing.T) {
	r := Report{Divisions: []*caspian.Division{caspianUnder(t, "condominium"), caspianUnder(t, "median"), caspianUnder(t, "convention2018")}, Sensitivity: "The shares move."}
	var b bytes.Buffer
	require.NoError(t, Markdown(&b, r))
	text := b.String()
	rows := map[string][]string{}
	for line := range strings.Lines(text) {
		if cells := strings.Split(strings.TrimSpace(line), " | "); strings.HasPrefix(line, "| ") {
			for k := range cells {
				cells[k] = strings.Trim(cells[k], "| ")
			}
			rows[cells[0]] = cells[1:]
		}
	}
	assert.Equal(t, []string{"Condominium of 1921/1940", "Median line"}, rows["Share of the sea, %"])
	for k, s := range r.Divisions[0].States {
		row := rows[s.Name]
		require.Len(t, row, 2, s.Name)
		assert.True(t, strings.HasPrefix(row[0], fmt.Sprintf("%.2f\\*", 100*s.Share)), "%s is undivided", row[0])
		assert.True(t, strings.HasPrefix(row[1], fmt.Sprintf("%.2f", 100*r.Divisions[1].States[k].Share)), row[1])
	}
	assert.Contains(t, rows["Iran"][0], "(50)")
	assert.Contains(t, text, "\nThe shares move.\n")
	for _, d := range r.Divisions {
		shipped, err := regime.ByID(d.Question.Regime.ID)
		require.NoError(t, err)
		assert.Contains(t, text, "\n## "+shipped.Title+"\n")
		assert.Contains(t, text, shipped.Source)
		assert.Contains(t, text, shipped.Silence)
	}
	assert.Contains(t, text, "Denied by")
	// Zones are parts of the sea, and no state's shares.
	for _, z := range r.Divisions[2].Zones {
		if z.Kind == caspian.ZoneFishery {
			assert.Equal(t, fmt.Sprintf("%.2f", 100*z.Share), rows[z.Holder.Name+", fishery zone"][0])
		}
	}
	assert.Equal(t, []string{"Zone share, %", "km²"}, rows["Zone"])
}

// TestReportOfZonesAlone holds that there is no table of shares where no regime gives
// any.
func TestReportOfZonesAlone(t *testing.T) {
	for _, write := range []string{"markdown", "html"} {
		var b bytes.Buffer
		require.NoError(t, formats[write](&b, caspianUnder(t, "convention2018")))
		assert.NotContains(t, b.String(), "Share of the sea, %")
		assert.Contains(t, b.String(), "Zone share, %")
	}
}

// TestReportEscapes holds that names stay text in both formats.
func TestReportEscapes(t *testing.T) {
	d := lake(t, "lake")
	var md, html bytes.Buffer
	require.NoError(t, Markdown(&md, Report{Divisions: []*caspian.Division{d}}))
	assert.Contains(t, md.String(), `| Left & &lt;Right> |`)
	assert.Contains(t, md.String(), `| Bé\|"D" |`)
	require.NoError(t, HTML(&html, Report{Divisions: []*caspian.Division{d}, Sensitivity: "a < b"}))
	assert.Contains(t, html.String(), `<th scope="row"><bdi>Left &amp; &lt;Right&gt;</bdi></th>`)
	assert.Contains(t, html.String(), "a &lt; b")
	assert.NotContains(t, html.String(), "<Right>")
	assert.Equal(t, 1, strings.Count(html.String(), "<svg"))
	assert.NotContains(t, html.String(), "<?xml")
	// Nothing is fetched.
	assert.Empty(t, regexp.MustCompile(`(?i)(src|href)\s*=\s*["']?(https?:)?//`).FindAllString(html.String(), -1))
}

// TestReportPage holds that all that stands on the page stands in its main part, that
// addresses of sources are links, and that a dark picture stands on a dark page.
func TestReportPage(t *testing.T) {
	d := caspianUnder(t, "median")
	claims, err := d.Claims()
	require.NoError(t, err)
	for theme, paper := range map[Theme]string{Light: "--paper: #fff", Dark: "--paper: #14181d"} {
		var b bytes.Buffer
		require.NoError(t, HTML(&b, Report{Divisions: []*caspian.Division{d}, Picture: Options{Theme: theme}}))
		page := b.String()
		assert.Contains(t, page, paper)
		before, rest, _ := strings.Cut(page, "<main>")
		_, after, _ := strings.Cut(rest, "</main>")
		assert.Equal(t, "</body></html>", strings.Join(strings.Fields(after), ""))
		_, body, _ := strings.Cut(before, "<body>")
		assert.Empty(t, strings.TrimSpace(body))
		links := 0
		for _, c := range claims {
			if c.URL != "" {
				links++
				assert.Contains(t, page, `<a href="`+html.EscapeString(c.URL)+`">`)
			}
		}
		assert.NotZero(t, links)
	}
}
