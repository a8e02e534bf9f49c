package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/report"
)

// answer runs a command line that must work and returns its two streams.
func answer(t *testing.T, args ...string) (out, errs string) {
	t.Helper()
	var o, e strings.Builder
	require.Equal(t, exitDone, recalling(args, strings.NewReader(""), &o, &e), "%v: %s", args, &e)
	return o.String(), e.String()
}

// copyID is the id of copies, which no output has for another reason.
const copyID = "a-copy-of-it"

// copyOf writes a shipped regime under another id, and returns the file's name.
func copyOf(t *testing.T, id string) string {
	text, _ := answer(t, "regimes", id, "--json")
	if id == "target" { // a file says its shares, which flags may change
		text = strings.Replace(text, `"shares": {}`, `"shares": {"IR": 0.4}`, 1)
	}
	own := `"id": "` + id + `"`
	require.Equal(t, 1, strings.Count(text, own))
	name := filepath.Join(t.TempDir(), "copy.json")
	require.NoError(t, os.WriteFile(name, []byte(strings.Replace(text, own, `"id": "`+copyID+`"`, 1)), 0o600))
	return name
}

// What outputs of a regime and its copy differ in: digests, and in reports claims, in
// cells and in lists.
var (
	digests   = regexp.MustCompile(`[0-9a-f]{64}|question [0-9a-f]{12}`)
	inCells   = regexp.MustCompile(`(\d\.\d\d(?:\\\*)?) \([^)|]*\) \|`)
	listed    = regexp.MustCompile(`(?m)^- [A-Z]{2} .* % by .*\n`)
	emptyLine = regexp.MustCompile(`\n{2,}`)
)

// alike is an output without what a copy's may differ in.
func alike(text, id string) string {
	text = digests.ReplaceAllString(strings.ReplaceAll(text, copyID, id), "digest")
	text = listed.ReplaceAllString(inCells.ReplaceAllString(text, "$1 |"), "")
	return emptyLine.ReplaceAllString(text, "\n")
}

// withoutClaims is JSON without claims.
func withoutClaims(t *testing.T, text string) any {
	var value any
	require.NoError(t, json.Unmarshal([]byte(text), &value))
	var drop func(any)
	drop = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			delete(v, "claim")
			for _, in := range v {
				drop(in)
			}
		case []any:
			for _, in := range v {
				drop(in)
			}
		}
	}
	drop(value)
	return value
}

// needs are the flags that a regime does not do without.
var needs = map[string][]string{"target": {"--share", "IR=0.4"}}

// coarsely divides a coast of the five states that has few vertices, and finely enough
// to see what differs.
var coarsely = []string{"--coast", filepath.Join("testdata", "coarse.geojson"), "--tolerance", "5km", "--resolution", "30km"}

// TestCopies holds that a shipped regime answers by what it says and not by its name: a
// copy under another id gives the same, but for ids, claims and digests.
func TestCopies(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	lake := filepath.Join(t.TempDir(), "lake.geojson")
	require.NoError(t, os.WriteFile(lake, []byte(survey), 0o600))
	for _, id := range allOr(regimeIDs(), []string{"convention2018"}) {
		t.Run(id, func(t *testing.T) {
			file := copyOf(t, id)
			shore := coarsely
			both := func(flag string, args ...string) (shipped, copied, said, saidOfCopy string) {
				args = slices.Concat(args, shore, needs[id])
				shipped, said = answer(t, append(args, flag, id)...)
				copied, saidOfCopy = answer(t, append(args, "--regime-file", file)...)
				return shipped, copied, alike(unwrapped(said), id), alike(unwrapped(saidOfCopy), id)
			}
			shipped, copied, said, saidOfCopy := both("--regime", "divide", "-o", "-")
			assert.Contains(t, shipped, `"geometry"`)
			assert.True(t, alike(shipped, id) == alike(copied, id), "GeoJSON differs")
			assert.Equal(t, said, saidOfCopy)
			shipped, copied, said, saidOfCopy = both("--regime", "locate", "50.6", "37.1", "--json", "--no-firmness")
			assert.JSONEq(t, alike(shipped, id), alike(copied, id))
			assert.Equal(t, said, saidOfCopy)
			if !long { // what a report says of choices takes seconds for five states, and shares as long as lines
				shore = []string{"--coast", lake}
			}
			shipped, copied, said, saidOfCopy = both("--regime", "shares", "--json", "--no-sensitivity")
			assert.Equal(t, withoutClaims(t, alike(shipped, id)), withoutClaims(t, alike(copied, id)))
			assert.Equal(t, said, saidOfCopy)
			shipped, copied, said, saidOfCopy = both("--regimes", "compare", "--format", "md", "-o", "-")
			assert.Equal(t, alike(shipped, id), alike(copied, id))
			assert.Equal(t, said, saidOfCopy)
		})
	}
}

// TestClaimsOfCopies holds that what was claimed stands beside the shipped regime as it
// is, and beside no other.
func TestClaimsOfCopies(t *testing.T) {
	claimed := func(args ...string) bool {
		out, _ := answer(t, slices.Concat([]string{"shares", "--json", "--no-sensitivity"}, coarsely, args)...)
		return strings.Contains(out, `"claim": {`)
	}
	for _, id := range []string{"condominium", "equal", "median"} {
		assert.True(t, claimed("--regime", id), id)
		assert.False(t, claimed("--regime-file", copyOf(t, id)), id)
	}
	for id, flags := range map[string][]string{"median": {"--weight", "IR=2"}, "equal": {"--weighting", "additive"}, "condominium": {"--successors", "coast"}} {
		assert.False(t, claimed(append(flags, "--regime", id)...), id)
	}
}

// TestFlagsReach holds that every flag of law changes what the regimes that have a
// place for it give, and a copy's as much.
func TestFlagsReach(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	line := filepath.Join(t.TempDir(), "line.geojson")
	require.NoError(t, os.WriteFile(line, []byte(`{"type":"LineString","coordinates":[[48,42.5],[51,42.5]]}`), 0o600))
	type change struct {
		id    string
		flags []string
	}
	changes := []change{
		{"median", []string{"--weight", "IR=2"}},
		{"median", []string{"--weight", "IR=50km", "--weighting", "additive"}},
		{"median", []string{"--islands", "none"}},
		{"median", []string{"--line", line, "--between", "KZ,AZ"}},
		{"agreed", []string{"--line", line, "--between", "KZ,AZ"}},
		{"equal", []string{"--weighting", "additive"}},
		{"equal", []string{"--layer", "seabed"}},
		{"target", []string{"--share", "IR=0.5"}},
		{"target", []string{"--rest", "coast"}},
		{"coast-length", []string{"--coast-scale", "fronts"}},
		{"condominium", []string{"--notional"}},
		{"condominium", []string{"--successors", "median"}},
		{"condominium", []string{"--fishery", "20nmi"}},
		{"convention2018", []string{"--territorial", "12nmi"}},
		{"convention2018", []string{"--fishery", "5nmi"}},
	}
	for _, c := range allOr(changes, changes[:1]) {
		t.Run(c.id+" "+c.flags[0], func(t *testing.T) {
			file := copyOf(t, c.id)
			// features are those of a division, without what it says of its question.
			features := func(args ...string) string {
				out, _ := answer(t, slices.Concat([]string{"divide", "-o", "-"}, coarsely, args)...)
				_, found, ok := strings.Cut(out, `"features":`)
				require.True(t, ok)
				return alike(found, c.id)
			}
			plain := features(append([]string{"--regime", c.id}, needs[c.id]...)...)
			flags := c.flags
			if flags[0] != "--share" {
				flags = append(flags, needs[c.id]...)
			}
			changed := features(append([]string{"--regime", c.id}, flags...)...)
			copied := features(append([]string{"--regime-file", file}, flags...)...)
			if c.flags[0] != "--layer" { // another layer has the same lines
				assert.False(t, plain == changed, "it changes nothing")
			}
			assert.True(t, changed == copied, "it does not reach the copy alike")
		})
	}
	// What a layer is divided for stands in the question.
	for _, by := range [][]string{{"--regime", "equal"}, {"--regime-file", copyOf(t, "equal")}} {
		out, _ := answer(t, slices.Concat([]string{"shares", "--json", "--layer", "seabed"}, coarsely, by)...)
		var report report.Shares
		require.NoError(t, json.Unmarshal([]byte(out), &report))
		assert.Equal(t, regime.LayerSeabed, report.Regimes[0].Question.Regime.Layer)
	}
}
