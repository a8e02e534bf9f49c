//go:build live

package page

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/chromedp/chromedp"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata/dcw"
	"caspian.example/division/geodata/gshhg"
	"caspian.example/division/geodata/ne10m"
)

// TestLive asks a page in a browser seventeen questions, and the command that it prints for each:
// the shares are the same to all printed digits, and the file that the page saves to the byte.
func TestLive(t *testing.T) {
	long.Only(t)
	rules := divisions(t, gshhg.Coast(), caspian.Options{}, regime.Median(), regime.Target(map[string]float64{"IR": 0.2}, regime.PartsEqual), regime.Convention2018())
	var page bytes.Buffer
	require.NoError(t, Page{Rules: rules, Live: "gshhg", Coasts: otherCoasts(t)}.Write(&page))
	assert.LessOrEqual(t, page.Len(), 3_000_000)
	b := browse(t, page.String())
	dir := t.TempDir()
	command := filepath.Join(dir, "caspian")
	build := exec.Command("go", "build", "-o", command, "caspian.example/division/cmd/caspian")
	text, err := build.CombinedOutput()
	require.NoError(t, err, string(text))
	// The file that is saved is kept, and none goes to the disk.
	eval[bool](b, `(() => { URL.createObjectURL = (old => (blob) => blob.type === "application/geo+json" ? (blob.text().then((t) => { window.saved = t; }), location.hash || "#") : old.call(URL, blob))(URL.createObjectURL); return true; })()`)
	rested := func() string {
		require.Eventually(t, func() bool {
			return eval[bool](b, `["exact", "wrong"].includes(document.getElementById("state").dataset.how)`)
		}, 3*time.Minute, 50*time.Millisecond)
		return b.text("#state")
	}
	for _, q := range []struct{ rule, ask string }{
		{"median", "island~~0"}, {"median", "island~~0.5"}, {"median", "island~TM-07~0"}, {"median", "island~~0!island~TM-07~1"},
		{"median", "close~Garabogazk%C3%B6l~1"}, {"median", "weights~IR~1.2"}, {"median", "island~~0.5!close~Garabogazk%C3%B6l~1!weights~IR~0.9"},
		{"median", "ends~AZ-IR~-1200"}, {"median", "ends~KZ-TM~62280!ends~IR-TM~-350!close~Garabogazk%C3%B6l~1"},
		{"median", "coast~ne10m~1!ends~KZ-RU~4000"}, {"median", "coast~dcw~1!island~~0.5"},
		{"median", "line~AZ-TM~50.5,40.2,51,39.6,51.2,38.9"}, {"median", "line~IR-TM~53.5,37.3,52.1,38.05!island~~0!weights~IR~1.1"}, {"target", "coast~ne10m~1!ends~AZ-IR~2000!shares~IR~0.18"},
		{"target", "shares~IR~0.18"}, {"target", "island~~0!shares~IR~0.2!shares~TM~0.25"}, {"convention2018", "belts~territorial_waters~22224"},
	} {
		name := q.rule + " " + q.ask
		eval[bool](b, fmt.Sprintf(`(() => { window.saved = null; document.getElementById("state").dataset.how = ""; location.hash = "rule=%s&ask=" + encodeURIComponent(%q); return true; })()`, q.rule, q.ask))
		require.Contains(t, rested(), "Exact", name)
		assert.Empty(t, b.text("#wrong"), name)
		printed := b.text("#command")
		if pair := regexp.MustCompile(`line-(\w\w-\w\w)\.geojson`).FindStringSubmatch(printed); pair != nil {
			eval[bool](b, fmt.Sprintf(`(() => { const e = document.getElementById("linepair"); e.value = %q; e.dispatchEvent(new Event("change")); document.getElementById("linesave").click(); return true; })()`, pair[1]))
			require.NoError(t, os.WriteFile(filepath.Join(dir, pair[0]), []byte(savedBy(t, b)), 0o600))
		}
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
		got := savedBy(t, b)
		assert.True(t, unversioned(got) == unversioned(string(want)), "%s: the file of the page is not that of %s", name, printed)
	}
	b.mutex.Lock()
	defer b.mutex.Unlock()
	assert.Empty(t, b.messages, "messages in the console")
	for _, r := range b.requests {
		assert.Regexp(t, `^(file|blob|data):`, r)
	}
}

// otherCoasts are what a page about gshhg can be about besides.
func otherCoasts(t *testing.T) (out []ensemble.Alternative) {
	for _, c := range []struct {
		name string
		r    io.Reader
	}{{"ne10m", ne10m.Coast()}, {"dcw", dcw.Coast()}} {
		sea, err := caspian.ReadSea(c.r)
		require.NoError(t, err)
		out = append(out, ensemble.Alternative{Name: c.name, Sea: sea})
	}
	return out
}

// savedBy returns the file that a page saves, once.
func savedBy(t *testing.T, b *browser) string {
	require.Eventually(t, func() bool { return eval[bool](b, "window.saved !== null") }, 3*time.Minute, 50*time.Millisecond)
	return eval[string](b, `(() => { const text = window.saved; window.saved = null; return text; })()`)
}

// TestLiveEnds moves ends of land borders by pointer and by keys: they go to the place of the
// shore that is nearest to the pointer, as far along as coast.AlongShore says, and back by
// undo; and draws a line in clicks and rows.
func TestLiveEnds(t *testing.T) {
	long.Only(t)
	rules := divisions(t, gshhg.Coast(), caspian.Options{Tolerance: 500}, regime.Median())
	var page bytes.Buffer
	require.NoError(t, Page{Rules: rules, Live: "gshhg", Lang: "ru"}.Write(&page))
	b := browse(t, page.String())
	c := rules[0].Sea.Coast()
	by := func(end string) float64 {
		return eval[float64](b, fmt.Sprintf(`Number(document.querySelector('[data-end=%q]').getAttribute("aria-valuenow"))`, end))
	}
	handle := func(end, kind, more string) {
		eval[bool](b, fmt.Sprintf(`(() => { const e = document.querySelector('[data-end=%q]'); e.setPointerCapture = () => {}; e.dispatchEvent(new %s)); return true; })()`, end, kind+more))
	}
	for k, term := range c.Termini() {
		name := strings.ReplaceAll(rules[0].Sea.Ends()[k].String(), "–", "-")
		sign := 1.0
		if term.After < term.Before {
			sign = -1
		}
		for _, off := range [][2]float64{{40, 25}, {-30, 10}, {5, -35}} {
			at := eval[[]float64](b, fmt.Sprintf(`(() => { const r = document.querySelector('[data-end=%q] circle').getBoundingClientRect(), x = r.left + r.width / 2 + %g, y = r.top + r.height / 2 + %g;
				document.getElementById("chart").dispatchEvent(new PointerEvent("pointermove", { clientX: x, clientY: y, pointerType: "mouse" }));
				return [x, y, ...document.getElementById("cursor").textContent.split(" · ")[1].split(" ").map(Number)]; })()`, name, off[0], off[1]))
			where := fmt.Sprintf(`{ clientX: %g, clientY: %g, bubbles: true, pointerId: 1 }`, at[0], at[1])
			want, _, err := c.AlongShore(term, orb.Point{at[2], at[3]})
			if err != nil {
				continue // too far from the shore to be asked about
			}
			handle(name, "PointerEvent", `("pointerdown", `+where)
			handle(name, "PointerEvent", `("pointermove", `+where)
			// The position under the pointer is known to 1e-4 degrees.
			assert.InDelta(t, sign*want, by(name), 60, "%s %v", name, at)
			handle(name, "PointerEvent", `("pointerup", `+where)
			eval[bool](b, `(() => { document.getElementById("undo").click(); return true; })()`)
			assert.Zero(t, by(name), "undone")
		}
	}
	for _, key := range []string{"ArrowRight", "ArrowUp", "PageDown", `ArrowLeft", shiftKey: true, x: "`} {
		handle("KZ-RU", "KeyboardEvent", fmt.Sprintf(`("keydown", { key: "%s", bubbles: true }`, key))
	}
	assert.EqualValues(t, 100+100-10_000-1000, by("KZ-RU"))
	handle("KZ-RU", "KeyboardEvent", `("keyup", { key: "ArrowLeft" }`)
	rested := func() {
		require.Eventually(t, func() bool {
			return eval[bool](b, `["exact", "wrong"].includes(document.getElementById("state").dataset.how)`)
		}, time.Minute, 50*time.Millisecond)
	}
	rested()
	assert.Contains(t, b.text("#command"), "--terminus RU-KZ=10800m ")
	assert.Equal(t, "Точно.", b.text("#state"))
	handle("KZ-RU", "KeyboardEvent", `("keydown", { key: "Home" }`)
	assert.Zero(t, by("KZ-RU"))
	// A wrong line says what is wrong in the page's language, a right one divides.
	eval[bool](b, `(() => { document.getElementById("linetext").value = "50.5 40.2"; document.getElementById("linetake").click(); return true; })()`)
	assert.Equal(t, "Линии нужны две разные точки.", b.text("#linewrong"))
	eval[bool](b, `(() => {
		document.getElementById("linedraw").click();
		const chart = document.getElementById("chart"), r = chart.getBoundingClientRect();
		for (const [x, y] of [[0.5, 0.55], [0.52, 0.6], [0.55, 0.65]]) for (const kind of ["pointerdown", "pointerup"]) {
			chart.setPointerCapture = () => {};
			chart.dispatchEvent(new PointerEvent(kind, { clientX: r.left + x * r.width, clientY: r.top + y * r.height, pointerId: 2, bubbles: true }));
		}
		return true;
	})()`)
	rows := eval[string](b, `document.getElementById("linetext").value`)
	assert.Len(t, strings.Split(rows, "\n"), 3, rows)
	eval[bool](b, `(() => { document.getElementById("linepair").value = "AZ-TM"; document.getElementById("linetake").click(); return true; })()`)
	rested()
	assert.Empty(t, b.text("#linewrong"))
	assert.Empty(t, b.messages, "messages in the console")
}

// unversioned leaves out which program has answered: a test and a command are two.
func unversioned(text string) string {
	before, rest, _ := strings.Cut(text, `"version":"`)
	_, after, _ := strings.Cut(rest, `"`)
	return before + after
}
