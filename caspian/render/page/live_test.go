//go:build live

package page

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/chromedp/chromedp"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata/gshhg"
)

// TestLive asks a page in a browser ten questions, and the command that it prints for each:
// the shares are the same to all printed digits, and the file that the page saves to the byte.
func TestLive(t *testing.T) {
	long.Only(t)
	rules := divisions(t, gshhg.Coast(), caspian.Options{}, regime.Median(), regime.Target(map[string]float64{"IR": 0.2}, regime.PartsEqual), regime.Convention2018())
	var page bytes.Buffer
	require.NoError(t, Page{Rules: rules, Live: "gshhg"}.Write(&page))
	assert.LessOrEqual(t, page.Len(), 3_000_000)
	b := browse(t, page.String())
	dir := t.TempDir()
	command := filepath.Join(dir, "caspian")
	build := exec.Command("go", "build", "-o", command, "caspian.example/division/cmd/caspian")
	text, err := build.CombinedOutput()
	require.NoError(t, err, string(text))
	// The file that is saved is kept, and none goes to the disk.
	eval[bool](b, `(() => { URL.createObjectURL = (old => (blob) => blob.type === "application/geo+json" ? (blob.text().then((t) => { window.saved = t; }), "#") : old.call(URL, blob))(URL.createObjectURL); return true; })()`)
	rested := func() string {
		require.Eventually(t, func() bool {
			return eval[bool](b, `["exact", "wrong"].includes(document.getElementById("state").dataset.how)`)
		}, 3*time.Minute, 50*time.Millisecond)
		return b.text("#state")
	}
	for _, q := range []struct{ rule, ask string }{
		{"median", "island~~0"}, {"median", "island~~0.5"}, {"median", "island~TM-07~0"}, {"median", "island~~0!island~TM-07~1"},
		{"median", "close~Garabogazk%C3%B6l~1"}, {"median", "weights~IR~1.2"}, {"median", "island~~0.5!close~Garabogazk%C3%B6l~1!weights~IR~0.9"},
		{"target", "shares~IR~0.18"}, {"target", "island~~0!shares~IR~0.2!shares~TM~0.25"}, {"convention2018", "belts~territorial_waters~22224"},
	} {
		name := q.rule + " " + q.ask
		eval[bool](b, fmt.Sprintf(`(() => { window.saved = null; document.getElementById("state").dataset.how = ""; location.hash = "rule=%s&ask=" + encodeURIComponent(%q); return true; })()`, q.rule, q.ask))
		require.Contains(t, rested(), "Exact", name)
		assert.Empty(t, b.text("#wrong"), name)
		printed := b.text("#command")
		file := filepath.Join(dir, "division.geojson")
		run := exec.Command("sh", "-c", printed)
		run.Dir, run.Env = dir, append(os.Environ(), "PATH="+dir+":"+os.Getenv("PATH"))
		text, err := run.CombinedOutput()
		require.NoError(t, err, string(text))
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		var read struct {
			Division struct {
				Shares map[string]float64 `json:"shares"`
			} `json:"division"`
		}
		require.NoError(t, json.Unmarshal(want, &read))
		shown := b.text("#shares")
		for _, s := range rules[0].States {
			if share, ok := read.Division.Shares[s.Code]; ok {
				assert.Regexp(t, fmt.Sprintf(`%s\s+%.2f %%`, s.Name, 100*share), shown, name)
			}
		}
		b.do(chromedp.Click(chromedp.CSS("#geojson")))
		require.Eventually(t, func() bool { return eval[bool](b, "window.saved !== null") }, 3*time.Minute, 50*time.Millisecond)
		got := eval[string](b, "window.saved")
		assert.True(t, unversioned(got) == unversioned(string(want)), "%s: the file of the page is not that of %s", name, printed)
	}
	b.mutex.Lock()
	defer b.mutex.Unlock()
	assert.Empty(t, b.messages, "messages in the console")
	for _, r := range b.requests {
		assert.Regexp(t, `^(file|blob|data):`, r)
	}
}

// unversioned leaves out which program has answered: a test and a command are two.
func unversioned(text string) string {
	before, rest, _ := strings.Cut(text, `"version":"`)
	_, after, _ := strings.Cut(rest, `"`)
	return before + after
}
