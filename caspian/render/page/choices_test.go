package page

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/regime"
)

// with returns a regime with an effect of all islands.
func with(t *testing.T, r regime.Regime, effect float64) regime.Regime {
	r, err := r.WithIslands(regime.IslandEffects{"": effect})
	require.NoError(t, err)
	return r
}

// TestPageHoldsTheChoices holds that a page has every combination of choices as it was
// divided: its question, the sea, and zones, lines and areas to what pages keep of them.
func TestPageHoldsTheChoices(t *testing.T) {
	median, belts := regime.Median(), regime.Convention2018()
	var p Page
	for _, r := range []regime.Regime{median, belts} {
		p.Rules = append(p.Rules, divided.Exactly(t, divided.Sea(t, seas.Bays, "cove"), r))
	}
	for _, closed := range [][]string{{"cove"}, nil, {"bay"}, {"bay", "cove"}} {
		sea := divided.Sea(t, seas.Bays, closed...)
		for _, effect := range []float64{1, 0.5, 0} {
			if effect < 1 || len(closed) != 1 || closed[0] != "cove" {
				r := median
				if effect < 1 {
					r = with(t, median, effect)
				}
				p.Others = append(p.Others, divided.Exactly(t, sea, r))
			}
		}
		if len(closed) != 1 || closed[0] != "cove" {
			p.Others = append(p.Others, divided.Exactly(t, sea, belts))
		}
	}
	var b bytes.Buffer
	require.NoError(t, p.Write(&b))
	m := modelOf(t, b.String())
	assert.Equal(t, []choice{{"", []string{"full", "half", "none"}}, {"bay", []string{"in the sea", "left out"}}, {"cove", []string{"in the sea", "left out"}}}, m.Choices)
	all := slices.Concat(p.Rules, p.Others)
	require.Len(t, m.Divisions, 3*4+4)
	for k, d := range all {
		got := m.Divisions[k]
		assert.Equal(t, d.Question.SHA256(), got.Question.SHA256())
		want := []int{whatever, 0, 0}
		if d.Question.Regime.ID == "median" {
			want[0] = map[string]int{"full": 0, "half": 1, "none": 2}[d.Question.Regime.Islands.String()]
		}
		for i, line := range []string{"bay", "cove"} {
			if strings.Contains(strings.Join(d.Question.Closed, " "), line) {
				want[1+i] = 1
			}
		}
		assert.Equal(t, want, got.Levels)
		m.sameGeometry(t, d, k)
		sea := m.Seas[got.Sea]
		near(t, d.Sea.Coast().Shore, m.assemble(t, sea.Rings[0]))
		require.Len(t, sea.Rings, 1+len(d.Sea.Coast().Islands))
		assert.InEpsilon(t, d.Area/1e6, sea.Common.Km2, 1e-12)
	}

	for _, wrong := range []struct {
		others []*caspian.Division
		says   string
	}{
		{p.Others[1:], "of the 12 combinations of choices there are 11 by median"},
		{append([]*caspian.Division{p.Others[0]}, p.Others...), "there are two divisions by median with islands half, bay in the sea, cove left out"},
		{[]*caspian.Division{divided.Exactly(t, divided.Sea(t, seas.Bays), regime.Equal())}, "a division by equal differs from all that were asked for by more than islands and closing lines"},
		{[]*caspian.Division{nil}, "no division"},
		{make([]*caspian.Division, 300), "there is room for 256 divisions, not for 302"},
	} {
		err := Page{Rules: p.Rules, Others: wrong.others}.Write(io.Discard)
		require.ErrorIs(t, err, ErrDivisions)
		assert.ErrorContains(t, err, wrong.says)
	}
}

// caspianChoices is the page of regimes on the coast gshhg with all choices.
func caspianChoices(t *testing.T, regimes ...regime.Regime) (p Page) {
	for k, closed := range [][]string{nil, {divided.Lagoon}} {
		sea := divided.Sea(t, "gshhg", closed...)
		for _, r := range regimes {
			if k == 0 {
				p.Rules = append(p.Rules, divided.Exactly(t, sea, r))
			} else {
				p.Others = append(p.Others, divided.Exactly(t, sea, r))
			}
			if r.ID == "convention2018" {
				continue
			}
			for _, effect := range []float64{0.5, 0} {
				p.Others = append(p.Others, divided.Exactly(t, sea, with(t, r, effect)))
			}
		}
	}
	return p
}

// TestSwitches chooses islands and the lagoon by mouse and keyboard, and by a link: figures,
// the question, the map and answers follow; the page of three regimes is small.
func TestSwitches(t *testing.T) {
	long.Only(t)
	p := caspianChoices(t, regime.Median(), regime.Equal(), regime.Convention2018())
	var text bytes.Buffer
	require.NoError(t, p.Write(&text))
	t.Logf("%d bytes with %d divisions", text.Len(), len(p.Rules)+len(p.Others))
	assert.LessOrEqual(t, text.Len(), 1_000_000)
	b := browse(t, text.String())
	find := func(id, islands string, closed bool) *caspian.Division {
		for _, d := range slices.Concat(p.Rules, p.Others) {
			if q := d.Question; q.Regime.ID == id && q.Regime.Islands.String() == islands && (len(q.Closed) > 0) == closed {
				return d
			}
		}
		require.Fail(t, "there is no such division")
		return nil
	}
	check := func(d *caspian.Division) {
		t.Helper()
		assert.Equal(t, d.Question.Words()+".", b.text("#asked"))
		assert.Contains(t, b.text("#coast"), "Sea "+thousands(d.Area/1e6)+" km²")
		for _, s := range d.States {
			if d.Question.Regime.Shared() {
				assert.Regexp(t, fmt.Sprintf(`%s\s+%.2f %%`, s.Name, 100*s.Share), b.text("#shares"))
			}
		}
		assert.Equal(t, len(d.Zones), eval[int](b, "document.querySelectorAll('#chart .zone').length"))
	}
	check(find("median", "full", false))
	water := eval[string](b, "document.querySelector('#chart .sea').getAttribute('d')")
	b.do(chromedp.Click(chromedp.CSS("#choices input[value=half]")))
	check(find("median", "half", false))
	b.do(chromedp.Click(chromedp.CSS("#choices input[value='left out']")))
	check(find("median", "half", true))
	assert.Contains(t, b.text("#shares"), "Turkmenistan, internal waters")
	assert.NotEqual(t, water, eval[string](b, "document.querySelector('#chart .sea').getAttribute('d')"))
	eval[bool](b, "document.querySelector('#choices input[value=half]').focus(), true")
	b.do(chromedp.KeyEvent(kb.ArrowRight))
	check(find("median", "none", true))
	assert.Eventually(t, func() bool { return eval[string](b, "location.hash") == "#islands=none&close=Garabogazk%C3%B6l" }, 10*time.Second, 20*time.Millisecond)

	// Whose water a place is, by every rule with what is chosen: behind the line, and where
	// an island makes the difference.
	eval[bool](b, `position.value = "53.5 41.2", document.querySelector("#goto button").click(), true`)
	assert.Regexp(t, `Median line\s+Turkmenistan, internal waters`, b.text("#answer"))
	b.do(chromedp.Click(chromedp.CSS("#choices input[value='in the sea']")))
	assert.Regexp(t, `Median line\s+Turkmenistan\s`, b.text("#answer"))
	eval[bool](b, `position.value = "51.2717 38.575", document.querySelector("#goto button").click(), true`)
	without := b.text("#answer")
	b.do(chromedp.Click(chromedp.CSS("#choices input[value=full]")))
	assert.Regexp(t, `Median line\s+Turkmenistan`, b.text("#answer"))
	assert.Regexp(t, `Median line\s+Iran`, without)

	// Another rule keeps what is chosen, if it means something to it.
	b.do(chromedp.Click(chromedp.CSS("#choices input[value=none]")), chromedp.Click(chromedp.CSS("input[value=equal]")))
	check(find("equal", "none", false))
	b.do(chromedp.Click(chromedp.CSS("input[value=convention2018]")))
	check(find("convention2018", "full", false))
	assert.Contains(t, b.text("#choices"), "Means nothing to this rule.")
	assert.True(t, eval[bool](b, "document.querySelector('#choices input').matches(':disabled')"))
	b.do(chromedp.Click(chromedp.CSS("#choices input[value='left out']")))
	check(find("convention2018", "full", true))
	b.do(chromedp.Click(chromedp.CSS("input[value=median]")))
	check(find("median", "none", true))

	link := func(hash string) {
		eval[bool](b, fmt.Sprintf("window.arrived = false, addEventListener('hashchange', () => { arrived = true; }, { once: true }), location.hash = %q, true", hash))
		assert.Eventually(t, func() bool { return eval[bool](b, "arrived") }, 10*time.Second, 20*time.Millisecond)
	}
	link("rule=equal&islands=half")
	check(find("equal", "half", false))
	assert.True(t, eval[bool](b, "document.querySelector('#choices input[value=half]').checked"))
	link("islands=some")
	assert.Contains(t, b.text("#wrong"), "islands=some is nothing that this map can show")
	link("close=Caspian")
	assert.Contains(t, b.text("#wrong"), "close=Caspian is nothing that this map can show")
	check(find("median", "full", false))

	// By touch, on a phone.
	b.do(chromedp.EmulateViewport(390, 800, chromedp.EmulateMobile, chromedp.EmulateTouch))
	eval[bool](b, "document.querySelector('#choices').scrollIntoView({ block: 'center' }), true")
	x, y := b.middle("#choices label:nth-of-type(2)")
	b.touch(input.DispatchTouchEventTypeTouchStart, [2]float64{x, y})
	b.touch(input.DispatchTouchEventTypeTouchEnd)
	assert.Eventually(t, func() bool { return strings.Contains(b.text("#asked"), "islands half") }, 10*time.Second, 20*time.Millisecond)
	check(find("median", "half", false))
	b.mutex.Lock()
	defer b.mutex.Unlock()
	assert.Empty(t, b.messages, "messages in the console")
}

// sameGeometry holds that a division of the data has the zones and lines of another, every
// vertex to the 0.1 m that it is kept to.
func (m *modelRead) sameGeometry(t *testing.T, d *caspian.Division, k int) (vertices int) {
	t.Helper()
	require.Len(t, m.Divisions[k].Zones, len(d.Zones))
	for i, z := range d.Zones {
		rings := m.Divisions[k].Zones[i].Rings
		for _, p := range z.Polygons {
			polygon := p[:0:0]
			for _, r := range p {
				ring := m.assemble(t, rings[0])
				vertices += near(t, r, ring)
				polygon, rings = append(polygon, ring), rings[1:]
			}
			assert.InEpsilon(t, geodesic.WGS84.PolygonArea(p), geodesic.WGS84.PolygonArea(polygon), 1e-5)
		}
		assert.Empty(t, rings)
		assert.InDelta(t, z.Area/1e6, m.Divisions[k].Zones[i].Km2, 1e-9)
	}
	require.Len(t, m.Divisions[k].Lines, len(d.Boundaries)+len(d.Limits))
	for i, b := range d.Boundaries {
		vertices += near(t, b.Line, m.assemble(t, m.Divisions[k].Lines[i].Arcs))
	}
	return vertices
}
