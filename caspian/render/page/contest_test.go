package page

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/regime"
)

// contest writes the page of some runs.
func contest(t *testing.T, d *caspian.Division, vary ...string) (*ensemble.Ensemble, *ensemble.Water, string) {
	e, err := ensemble.New(d, nil, ensemble.Settings{Vary: vary})
	require.NoError(t, err)
	w, err := ensemble.NewWater(d)
	require.NoError(t, err)
	require.NoError(t, e.Each(context.Background(), ensemble.Runs{From: 1, To: 20}, w, func(*ensemble.Run) error { return nil }))
	var b bytes.Buffer
	require.NoError(t, Page{Rules: []*caspian.Division{e.Base()}, Runs: e, Water: w}.Write(&b))
	return e, w, b.String()
}

// TestContestedPage holds that a page has the contested water and the states' shares, and
// that the areas of its polygons are those it names.
func TestContestedPage(t *testing.T) {
	e, w, text := contest(t, divided.By(t, divided.Sea(t, seas.Bays), regime.Median()), ensemble.Islands, ensemble.Termini)
	m := modelOf(t, text)
	require.NotNil(t, m.Contested)
	assert.Equal(t, "In 20 runs", m.Contested.Runs)
	assert.Contains(t, m.Contested.Means, e.Asked().Words())
	for k, f := range w.Firm() {
		assert.Equal(t, f.Firm, m.Contested.Firm[k])
		assert.Equal(t, f.Reach, m.Contested.Reach[k])
	}
	require.NotEmpty(t, m.Contested.Zones)
	for _, z := range m.Contested.Zones {
		assert.Equal(t, []int{0, 1}, z.States)
		sum := 0.0
		for _, pieces := range z.Rings {
			sum += geodesic.WGS84.PolygonArea(orb.Polygon{m.assemble(t, pieces)}) // of a hole negative
		}
		assert.InEpsilon(t, z.Km2*1e6, sum, 3e-3) // along the shore cells are in or out
		assert.InEpsilon(t, z.Share, z.Km2*1e6/e.Base().Area, 1e-12)
	}
	assert.Nil(t, modelOf(t, write(t, e.Base())).Contested)
}

// TestContestedStaysWithWhatWasAsked switches islands off and on again on a page with
// contested water, which is that of the division as asked alone.
func TestContestedStaysWithWhatWasAsked(t *testing.T) {
	long.Only(t)
	sea := divided.Sea(t, seas.Bays)
	e, w, _ := contest(t, divided.By(t, sea, regime.Median()), ensemble.Islands, ensemble.Termini)
	var text bytes.Buffer
	require.NoError(t, Page{Rules: []*caspian.Division{e.Base()}, Others: []*caspian.Division{divided.By(t, sea, with(t, regime.Median(), 0))}, Runs: e, Water: w}.Write(&text))
	b := browse(t, text.String())
	contested := func(n int) {
		t.Helper()
		assert.Equal(t, n > 0, strings.Contains(b.text("#legend"), "contested water"))
		assert.Equal(t, n > 0, strings.Contains(b.text("#shares"), "In 20 runs"))
		assert.Equal(t, n > 0, b.text("#means") != "")
		assert.Equal(t, n == 0, eval[bool](b, "document.getElementById('contest').hidden"))
		assert.Equal(t, n, eval[int](b, `document.querySelectorAll("g.contested path").length`))
	}
	n := len(modelOf(t, text.String()).Contested.Zones)
	require.Positive(t, n)
	contested(n)
	b.do(chromedp.Click(chromedp.CSS("#choices input[value=none]")))
	contested(0)
	b.do(chromedp.Click(chromedp.CSS("#choices input[value=full]")))
	contested(n)
}

// TestContestedInBrowser reads contested water on a page, with the mouse and as text.
func TestContestedInBrowser(t *testing.T) {
	long.Only(t)
	e, w, text := contest(t, divided.By(t, divided.Sea(t, "gshhg"), regime.Median()), ensemble.Islands, ensemble.Close, ensemble.Termini)
	t.Logf("%d bytes", len(text))
	assert.Less(t, len(text), 1_000_000)
	b := browse(t, text)
	assert.Contains(t, b.text("#means"), e.Asked().Digest())
	assert.Contains(t, b.text("#legend"), "contested water")
	firm := w.Firm()[1]
	assert.Regexp(t, `In 20 runs\s+Firm\s+At most`, b.text("#shares"))
	assert.Contains(t, strings.Join(strings.Fields(b.text("#shares")), " "), fmt.Sprintf("Iran %.2f %% %.2f %%", 100*firm.Firm, 100*firm.Reach))
	shown := eval[int](b, `document.querySelectorAll("g.contested path").length`)
	assert.Equal(t, len(modelOf(t, text).Contested.Zones), shown)
	// A place in the largest contested area.
	at := eval[[]float64](b, `(() => {
		const wide = (e) => e.getBoundingClientRect().width * e.getBoundingClientRect().height;
		const e = [...document.querySelectorAll("g.contested path")].reduce((a, b) => (wide(a) > wide(b) ? a : b)), r = e.getBoundingClientRect();
		const to = e.getScreenCTM().inverse();
		for (let n = 2; n < 200; n++) for (let i = 1; i < n; i++) for (let k = 1; k < n; k++) {
			const x = r.x + r.width * i / n, y = r.y + r.height * k / n;
			const all = [[0, 0], [2, 0], [-2, 0], [0, 2], [0, -2]].map(([u, v]) => new DOMPoint(x + u, y + v).matrixTransform(to));
			if (all.every((p) => e.isPointInFill(p))) return [x, y];
		}
		return [0, 0];
	})()`)
	b.do(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, at[0], at[1]))
	assert.Contains(t, b.text("#tip"), "contested by ")
	b.do(chromedp.Click(chromedp.CSS("[data-show=points]")), chromedp.MouseClickXY(at[0], at[1]))
	assert.Contains(t, b.text("#answer"), "In 20 runs contested by ")
	b.do(chromedp.Click(chromedp.CSS("[data-show=contested]")))
	assert.Equal(t, "none", eval[string](b, `document.querySelector("g.contested").getAttribute("display")`))
	b.mutex.Lock()
	defer b.mutex.Unlock()
	assert.Empty(t, b.messages, "messages in the console")
}
