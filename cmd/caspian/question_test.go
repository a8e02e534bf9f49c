package main

import (
	"encoding/json"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/report"
)

// survey is a lake of a source with a licence.
const survey = `{"type":"FeatureCollection","coast":{"name":"Blue Lake","source":"a survey of 1999","licence":"CC0"},"features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[0.1,0],[0.1,0.1],[0,0.1],[0,0]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[0,0],[0.1,0]]}}]}`

// tags are what stands between the words of SVG and HTML.
var tags = regexp.MustCompile(`<[^>]*>`)

// words are the words of an output, however it breaks lines.
func words(t *testing.T, file string) string {
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	switch filepath.Ext(file) {
	case ".pdf":
		if _, err := exec.LookPath("pdftotext"); err != nil {
			t.Skip("pdftotext (Debian's poppler-utils) is not installed")
		}
		text, err = exec.Command("pdftotext", "-raw", file, "-").Output()
		require.NoError(t, err)
	case ".svg", ".html":
		text = []byte(html.UnescapeString(tags.ReplaceAllString(string(text), " ")))
	}
	return strings.Join(strings.Fields(string(text)), " ")
}

// TestQuestionStated holds that every result says what it answers, by the digest of the
// question, and whose the data of the coast are.
func TestQuestionStated(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	folder := t.TempDir()
	lake, line, points, dispute := filepath.Join(folder, "lake.geojson"), filepath.Join(folder, "line.csv"), filepath.Join(folder, "points.csv"), filepath.Join(folder, "case.json")
	for file, text := range map[string]string{dispute: `{"title":"t","question":"q","as_known_to":"2025","states":["A","B"],"provisional":"median","circumstances":[{"name":"n","reason":"r","source":"s","weight":{"A":2}}]}`, lake: survey, line: "lon,lat\n0,0.05\n0.1,0.05\n", points: "lon,lat\n0.05,0.05\n0.02,0.01\n"} {
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	}
	// The digests, by what JSON says; those of a median division are all the same.
	out, _ := answer(t, "shares", "--json", "--no-sensitivity", "--coast", lake, "--regime", "median", "--regime", "equal")
	var report report.Shares
	require.NoError(t, json.Unmarshal([]byte(out), &report))
	median, equal := report.Regimes[0].SHA256, report.Regimes[1].SHA256
	require.Len(t, median, 64)
	require.NotEqual(t, median, equal)

	check := func(ending string, several bool, args ...string) {
		t.Run(args[0]+" "+ending, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "result."+ending)
			_, _ = answer(t, append(args, "--coast", lake, "-q", "-o", file)...)
			text := words(t, file)
			for k, sha := range []string{median, equal} {
				if k == 0 || several {
					assert.Contains(t, text, sha[:12])
				}
			}
			assert.Contains(t, text, "Coast data: a survey of 1999; licence CC0.")
			assert.NotContains(t, text, folder)
		})
	}
	for _, ending := range []string{"geojson", "svg", "pdf"} {
		check(ending, false, "divide", "--regime", "median")
	}
	for _, ending := range []string{"kml", "csv", "gpkg", "html"} {
		check(ending, true, "divide", "--regime", "median", "--regime", "equal")
	}
	for _, ending := range []string{"svg", "pdf", "html", "md"} {
		check(ending, true, "compare", "--regimes", "median,equal")
	}
	for _, ending := range []string{"txt", "json", "csv", "geojson", "md"} {
		check(ending, false, "boundary", "A", "B")
	}
	for _, ending := range []string{"txt", "json", "csv", "geojson", "md", "svg", "pdf"} {
		check(ending, false, "audit", line, "--between", "A,B")
	}
	for _, ending := range []string{"txt", "json", "csv", "md"} {
		check(ending, false, "case", dispute)
		check(ending, true, "shares", "--regime", "median", "--regime", "equal")
		check(ending, true, "shares", "--sensitivity", "--runs", "2", "--regime", "equal")
	}
	for _, ending := range []string{"txt", "json", "csv", "geojson"} {
		check(ending, true, "locate", "0.05", "0.05", "--regime", "median", "--regime", "equal")
		check(ending, true, "locate", "--points", points, "--regime", "median", "--regime", "equal")
	}
}
