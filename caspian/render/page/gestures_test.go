package page

import (
	"fmt"
	"html"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/regime"
)

// touch sends what fingers do, each at a place of the screen.
func (b *browser) touch(kind input.DispatchTouchEventType, fingers ...[2]float64) {
	b.t.Helper()
	var points []*input.TouchPoint
	for k, f := range fingers {
		id := float64(k + 1)
		points = append(points, &input.TouchPoint{X: f[0], Y: f[1], ID: &id})
	}
	_, err := chromedp.Call(b.ctx, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: points})
	require.NoError(b.t, err)
}

// wheel turns the wheel towards the reader, with keys held: 0 for none, 2 for Ctrl.
func (b *browser) wheel(x, y float64, keys int64) {
	b.t.Helper()
	b.do(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseWheel, x, y, func(p *input.DispatchMouseEventParams) {
		p.DeltaX, p.DeltaY, p.Modifiers = 1, 300, keys
	}))
}

// TestDoubleClickMeasuresOnce holds that a double click adds one place to what is
// measured, and does not zoom then; and that an error leaves no answer above it.
func TestDoubleClickMeasuresOnce(t *testing.T) {
	long.Only(t)
	b := browse(t, write(t, divided.By(t, divided.Sea(t, "gshhg"), regime.Median())))
	x, y := b.middle("#chart")
	twice := func(x, y float64) {
		b.do(chromedp.MouseClickXY(x, y), chromedp.MouseClickXY(x, y, func(p *input.DispatchMouseEventParams) { p.ClickCount = 2 }))
	}
	world := func() string {
		return eval[string](b, "document.querySelector('#chart > g').getAttribute('transform')")
	}
	before := world()
	b.do(chromedp.Click(chromedp.CSS("#measure")))
	twice(x-90, y)
	twice(x+90, y)
	assert.Equal(t, 2, eval[int](b, "document.querySelectorAll('#chart .marks .base').length"))
	assert.Equal(t, 1, eval[int](b, "document.querySelectorAll('#chart .marks .tape').length"))
	assert.Equal(t, before, world())
	b.key("\x1b")
	twice(x, y)
	assert.NotEqual(t, before, world(), "else a double click zooms")

	ask := func(text string) {
		b.do(chromedp.SetValue(chromedp.CSS("#position"), text), chromedp.Click(chromedp.CSS("#goto button")))
	}
	ask("50 40")
	assert.Contains(t, b.text("#answer"), "Azerbaijan")
	ask("nowhere")
	assert.NotEmpty(t, b.text("#wrong"))
	assert.Empty(t, b.text("#answer"))
	assert.Equal(t, 0, eval[int](b, "document.querySelectorAll('#chart .marks path').length"))
	ask("50 40")
	assert.Empty(t, b.text("#wrong"))
}

// TestInAFrame holds that a map in another page leaves the wheel and one finger to it,
// says how it is moved, and is moved so.
func TestInAFrame(t *testing.T) {
	long.Only(t)
	text := write(t, divided.By(t, divided.Sea(t, "gshhg"), regime.Median()))
	b := browse(t, `<!DOCTYPE html><meta name="viewport" content="width=device-width"><title>article</title><style>body { margin: 0; height: 4000px } iframe { width: 100%; height: 600px; border: 0 }</style><iframe srcdoc="`+html.EscapeString(text)+`"></iframe>`)
	inner := func(what string) string {
		return eval[string](b, "String(document.querySelector('iframe').contentDocument."+what+")")
	}
	world := func() string { return inner("querySelector('#chart > g').getAttribute('transform')") }
	hidden := func() string { return inner("getElementById('hint').hidden") }
	// The side is beside the map, or below it on a phone: the frame scrolls first.
	rest := func() {
		eval[float64](b, "window.scrollTo(0, 0), document.querySelector('iframe').contentWindow.scrollTo(0, 0), 0")
	}
	scrolled := func() bool {
		return eval[bool](b, "window.scrollY + document.querySelector('iframe').contentWindow.scrollY > 50")
	}
	before := world()
	b.wheel(300, 300, 0)
	assert.Eventually(t, scrolled, 10*time.Second, 20*time.Millisecond, "the wheel scrolls")
	assert.Equal(t, before, world())
	assert.Equal(t, "false", hidden())
	assert.Contains(t, inner("getElementById('hint').textContent"), "Ctrl")
	rest()
	b.wheel(300, 300, 2)
	assert.Eventually(t, func() bool { return world() != before }, 10*time.Second, 20*time.Millisecond, "with Ctrl it zooms")

	b.do(chromedp.EmulateViewport(390, 800, chromedp.EmulateMobile, chromedp.EmulateTouch))
	require.Eventually(t, func() bool {
		wide := inner("getElementById('chart').clientWidth")
		return strings.HasPrefix(inner("getElementById('chart').getAttribute('viewBox')"), "0 0 "+wide+" ") && len(wide) == 3 && wide < "390"
	}, 10*time.Second, 20*time.Millisecond, "the map has taken its size")
	rest()
	before = world()
	b.touch(input.DispatchTouchEventTypeTouchStart, [2]float64{200, 350})
	for y := 340.0; y > 150; y -= 15 {
		b.touch(input.DispatchTouchEventTypeTouchMove, [2]float64{200, y})
	}
	b.touch(input.DispatchTouchEventTypeTouchEnd)
	assert.Eventually(t, scrolled, 10*time.Second, 20*time.Millisecond, "one finger scrolls")
	assert.Equal(t, before, world())
	assert.Contains(t, inner("getElementById('hint').textContent"), "Two fingers")
	rest()
	b.touch(input.DispatchTouchEventTypeTouchStart, [2]float64{180, 250}, [2]float64{220, 250})
	for far := 30.0; far <= 90; far += 20 {
		b.touch(input.DispatchTouchEventTypeTouchMove, [2]float64{200 - far, 250}, [2]float64{200 + far, 250})
	}
	b.touch(input.DispatchTouchEventTypeTouchEnd)
	assert.Eventually(t, func() bool { return world() != before }, 10*time.Second, 20*time.Millisecond, "two fingers zoom")
}

// TestOnAPhone holds that the rule comes before the turning points, that buttons are large
// enough for a finger, and that taps over the sea ask about it, but on turning points.
func TestOnAPhone(t *testing.T) {
	long.Only(t)
	b := browse(t, write(t, divided.By(t, divided.Sea(t, "gshhg"), regime.Median()), divided.By(t, divided.Sea(t, "gshhg"), regime.Equal())))
	b.do(chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile, chromedp.EmulateTouch), chromedp.Reload())
	_, rule := b.middle("#regimes")
	_, walk := b.middle("#walk")
	assert.Less(t, rule, walk)
	assert.Equal(t, "", eval[string](b, `[...document.querySelectorAll("button, select, fieldset label")].filter((e) => {
		const r = e.getBoundingClientRect();
		return r.width && (r.width < 44 || r.height < 44);
	}).map((e) => e.outerHTML).join()`), "targets too small for a finger")
	taps, points := 0, 0
	places := eval[[][]float64](b, `(() => {
		const r = document.getElementById("chart").getBoundingClientRect(), sea = document.querySelector("#chart .sea"), to = sea.getScreenCTM().inverse(), out = [];
		for (let x = r.x + 10; x < r.right; x += 19) for (let y = r.y + 10; y < r.bottom; y += 23) {
			if (document.elementFromPoint(x, y)?.closest("#tools") || !sea.isPointInFill(new DOMPoint(x, y).matrixTransform(to))) continue;
			const near = Math.min(...[...document.querySelectorAll("#chart .point")].map((p) => { const b = p.getBoundingClientRect(); return Math.hypot(b.x + b.width / 2 - x, b.y + b.height / 2 - y); }));
			out.push([x, y, near]);
		}
		return out;
	})()`)
	for _, p := range places {
		b.touch(input.DispatchTouchEventTypeTouchStart, [2]float64{p[0], p[1]})
		b.touch(input.DispatchTouchEventTypeTouchEnd)
		taps++
		title := b.text("#answer h2")
		if title != "Whose water is this?" {
			points++
			assert.LessOrEqual(t, p[2], 12.0, "%s is told of a tap %.0f pixels away", title, p[2])
		}
		eval[bool](b, "window.scrollTo(0, 0), true")
	}
	t.Logf("%d of %d taps hit a turning point", points, taps)
	assert.Greater(t, taps, 40)
	assert.Less(t, points, taps/5)
}

// TestForcedColours holds that swatches and the map keep their colours and hatching where
// a reader's system forces its own.
func TestForcedColours(t *testing.T) {
	long.Only(t)
	d := divided.By(t, divided.Sea(t, "gshhg"), regime.Convention2018())
	b := browse(t, write(t, d))
	b.media("forced-colors", "active")
	require.True(t, eval[bool](b, `matchMedia("(forced-colors: active)").matches`))
	zones := modelOf(t, write(t, d)).Divisions[0].Zones
	for k, z := range zones {
		at := fmt.Sprintf("[...document.querySelectorAll('#shares .swatch')][%d]", k)
		fills := eval[[]string](b, "[..."+at+".querySelectorAll('rect')].map((e) => getComputedStyle(e).fill)")
		var rgb [3]int
		_, err := fmt.Sscanf(z.Colour, "#%02x%02x%02x", &rgb[0], &rgb[1], &rgb[2])
		require.NoError(t, err)
		want := []string{fmt.Sprintf("rgb(%d, %d, %d)", rgb[0], rgb[1], rgb[2])}
		if z.Hatch != 0 {
			want = append(want, fmt.Sprintf(`url("#swatch%d")`, z.Hatch))
		}
		assert.Equal(t, want, fills, z.Whose)
	}
}
