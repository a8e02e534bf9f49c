package page

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	chromium "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/regime"
)

// colours counts the pixels of a picture in the colours of states, above and below a
// height.
func colours(picture image.Image, m *modelRead, height int) (above, below []int, sum int) {
	above, below = make([]int, len(m.States)), make([]int, len(m.States))
	size := picture.Bounds()
	for y := range size.Dy() {
		for x := range size.Dx() {
			r, g, b, _ := picture.At(x, y).RGBA()
			colour := fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
			for k, s := range m.States {
				switch {
				case s.Colour != colour:
				case y > height:
					below[k]++
				default:
					above[k]++
					sum++
				}
			}
		}
	}
	return above, below, sum
}

// take chooses a file and returns it.
func (b *browser) take(dir, kind, name string) []byte {
	b.t.Helper()
	b.do(chromedp.Click(chromedp.CSS("[data-take=" + kind + "]")))
	file := filepath.Join(dir, name)
	require.Eventually(b.t, func() bool {
		_, err := os.Stat(file)
		return err == nil
	}, 30*time.Second, 20*time.Millisecond, "%s: %s", name, b.text("#took"))
	text, err := os.ReadFile(file)
	require.NoError(b.t, err)
	return text
}

// TestTakenAway takes the map and the table away from a dark page, and reads them.
func TestTakenAway(t *testing.T) {
	long.Only(t)
	sea := divided.Sea(t, "gshhg")
	divs := []*caspian.Division{divided.By(t, sea, regime.Median()), divided.By(t, sea, regime.Convention2018())}
	text := write(t, divs...)
	m := modelOf(t, text)
	b := browse(t, text)
	b.media("prefers-color-scheme", "dark")
	dir := t.TempDir()
	_, err := chromedp.CallBrowser(b.ctx, chromium.SetDownloadBehavior, chromium.SetDownloadBehaviorParams{Behavior: chromium.SetDownloadBehaviorBehaviorAllow, DownloadPath: dir})
	require.NoError(t, err)

	svg := string(b.take(dir, "svg", "median.svg"))
	for d := xml.NewDecoder(strings.NewReader(svg)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else {
			require.NoError(t, err)
		}
	}
	assert.NotContains(t, svg, "var(")
	assert.NotContains(t, svg, "<script")
	assert.Contains(t, svg, "<title>The Caspian Sea: Median line</title>")
	assert.Contains(t, svg, "question "+divs[0].Question.Digest())
	for _, s := range divs[0].States {
		assert.Equal(t, 2, strings.Count(svg, ">"+s.Name+"<"), "on the map and in the legend")
	}

	picture, err := png.Decode(bytes.NewReader(b.take(dir, "png", "median.png")))
	require.NoError(t, err)
	size := picture.Bounds()
	assert.Equal(t, 2*eval[int](b, "chart.clientWidth"), size.Dx())
	above, below, sum := colours(picture, m, 2*eval[int](b, "chart.clientHeight")+90)
	for k, s := range divs[0].States {
		assert.InDelta(t, s.Share, float64(above[k])/float64(sum), 0.02, "the water of %s", s.Name)
		assert.Positive(t, below[k], "%s in the legend", s.Name)
	}

	for k, d := range divs {
		b.do(chromedp.Click(chromedp.CSS("input[value=" + d.Question.Regime.ID + "]")))
		rows, err := csv.NewReader(bytes.NewReader(b.take(dir, "csv", d.Question.Regime.ID+".csv"))).ReadAll()
		require.NoError(t, err)
		var shares, zones []map[string]string
		for _, row := range rows[1:] {
			named := map[string]string{}
			for i, name := range rows[0] {
				named[name] = row[i]
			}
			assert.Equal(t, d.Question.Words(), named["question"])
			assert.Contains(t, named["credit"], d.Question.Credit())
			if named["kind"] == "share" {
				shares = append(shares, named)
			} else {
				zones = append(zones, named)
			}
		}
		number := func(text string) float64 {
			v, err := strconv.ParseFloat(text, 64)
			require.NoError(t, err)
			return v
		}
		require.Len(t, shares, len(m.Divisions[k].Shares))
		for i, row := range shares {
			assert.Equal(t, d.States[i].Code, row["states"])
			assert.Equal(t, d.States[i].Share, number(row["share"]))
		}
		require.Len(t, zones, len(d.Zones))
		for i, row := range zones {
			assert.Equal(t, string(d.Zones[i].Kind), row["kind"])
			assert.InEpsilon(t, d.Zones[i].Area/1e6, number(row["area_km2"]), 1e-12)
		}
		cite := b.text("#cite")
		assert.Contains(t, cite, "question "+d.Question.Digest())
		assert.Contains(t, cite, caspian.Version())
		eval[bool](b, "navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }, true")
		b.do(chromedp.Click(chromedp.CSS("#copy")))
		assert.Equal(t, cite, eval[string](b, "window.copied"))
		eval[bool](b, "navigator.clipboard.writeText = () => Promise.reject(new Error('denied')), true")
		b.do(chromedp.Click(chromedp.CSS("#copy")))
		assert.Eventually(t, func() bool { return eval[string](b, "String(getSelection())") == cite }, 10*time.Second, 20*time.Millisecond)
	}
	b.mutex.Lock()
	defer b.mutex.Unlock()
	assert.Empty(t, b.messages, "messages in the console: the policy of the page holds")
	for _, r := range b.requests {
		assert.Regexp(t, "^(file|data|blob):", r)
	}
}

// TestLinked holds that the address says what is shown, that a reload and a link show it
// again, that nothing is added to the history, and that a wrong link says why.
func TestLinked(t *testing.T) {
	long.Only(t)
	sea := divided.Sea(t, "gshhg")
	b := browse(t, write(t, divided.By(t, sea, regime.Median()), divided.By(t, sea, regime.Equal())))
	entries := eval[int](b, "history.length")
	address := func() url.Values {
		v, err := url.ParseQuery(strings.TrimPrefix(eval[string](b, "location.hash"), "#"))
		require.NoError(t, err)
		return v
	}
	says := func(want func(url.Values) bool) {
		t.Helper()
		require.Eventually(t, func() bool { return want(address()) }, 10*time.Second, 20*time.Millisecond, eval[string](b, "location.hash"))
	}
	world := func() string {
		return eval[string](b, "document.querySelector('#chart > g').getAttribute('transform')")
	}
	b.do(chromedp.Click(chromedp.CSS("input[value=equal]")), chromedp.Click(chromedp.CSS("[data-show=names]")))
	b.do(chromedp.SetValue(chromedp.CSS("#position"), "50.25 40.5"), chromedp.Click(chromedp.CSS("#goto button")))
	says(func(v url.Values) bool {
		return v.Get("rule") == "equal" && v.Get("place") == "50.25,40.5" && v.Get("hide") == "names" && v.Get("view") != ""
	})
	answer := b.text("#answer")
	same := func(what string) {
		t.Helper()
		assert.Regexp(t, `Iran\s+20\.00 %`, b.text("#shares"), what)
		assert.True(t, eval[bool](b, "document.querySelector('input[value=equal]').checked"), what)
		assert.False(t, eval[bool](b, "document.querySelector('[data-show=names]').checked"), what)
		assert.Equal(t, "none", eval[string](b, "document.querySelector('#chart g.names').getAttribute('display')"), what)
		assert.Equal(t, answer, b.text("#answer"), what)
	}
	link := eval[string](b, "location.href")
	b.do(chromedp.Reload())
	same("reloaded")
	zoomed := world()
	b.do(chromedp.Navigate("about:blank"), chromedp.Navigate(link))
	same("by a link")
	assert.Equal(t, zoomed, world())
	b.do(chromedp.Navigate("about:blank"), chromedp.NavigateBack())
	same("gone back to")
	assert.LessOrEqual(t, eval[int](b, "history.length"), entries+3, "only the pages gone to")

	// A link that is followed on the page itself.
	eval[bool](b, "location.hash = '#point=3', true")
	require.Eventually(t, func() bool { return strings.HasPrefix(b.text("#answer"), "Turning point 3") }, 10*time.Second, 20*time.Millisecond)
	assert.True(t, eval[bool](b, "document.querySelector('input[value=median]').checked"))
	b.key("0m")
	x, y := b.middle("#chart")
	b.do(chromedp.MouseClickXY(x-60, y), chromedp.MouseClickXY(x+60, y+100))
	says(func(v url.Values) bool { return strings.Count(v.Get("line"), ",") == 3 && v.Get("point") == "" })
	measured := b.text("#answer")
	b.do(chromedp.Reload())
	assert.Equal(t, measured, b.text("#answer"))
	b.do(chromedp.MouseClickXY(x, y+150))
	assert.Contains(t, b.text("#answer"), "Leg 2", "it goes on")

	for _, wrong := range []string{"rule=none", "layer=air", "view=1,2", "view=500,1,2", "place=x", "place=1", "point=0", "point=1.5", "line=1,2,3", "place=1,95", "hide=all", "other=1"} {
		eval[bool](b, fmt.Sprintf("location.hash = '#%s', true", wrong))
		require.Eventually(t, func() bool { return b.text("#wrong") != "" }, 10*time.Second, 20*time.Millisecond, wrong)
		assert.Regexp(t, `The link's |latitude lies|longitude lies`, b.text("#wrong"), wrong)
		eval[bool](b, "location.hash = '#hide=names', true")
		require.Eventually(t, func() bool { return b.text("#wrong") == "" }, 10*time.Second, 20*time.Millisecond, wrong)
	}
	b.mutex.Lock()
	defer b.mutex.Unlock()
	assert.Empty(t, b.messages, "messages in the console")
}
