package page

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata/gshhg"
)

// browser is a page in a headless Chromium.
type browser struct {
	t   *testing.T
	ctx context.Context

	mutex    sync.Mutex
	messages []string // of the console
	requests []string
}

// browse opens a page that is written into a file.
func browse(t *testing.T, text string) *browser {
	if testing.Short() {
		t.Skip("a browser takes some seconds")
	}
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Skip("no Chromium (Debian's chromium) is installed")
	}
	file := filepath.Join(t.TempDir(), "map.html")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, closeTab := chromedp.NewContext(allocator)
	t.Cleanup(closeTab)
	b := &browser{t: t, ctx: ctx}
	b.do(chromedp.EmulateViewport(1280, 860))
	_, err := chromedp.Call(ctx, network.Enable, network.EnableParams{})
	require.NoError(t, err)
	console, requests := chromedp.Console(ctx), chromedp.Events(ctx, network.RequestWillBeSent)
	go func() {
		for m, err := range console {
			if err != nil {
				return
			}
			b.mutex.Lock()
			b.messages = append(b.messages, m.String())
			b.mutex.Unlock()
		}
	}()
	go func() {
		for e, err := range requests {
			if err != nil {
				return
			}
			b.mutex.Lock()
			b.requests = append(b.requests, e.Request.URL)
			b.mutex.Unlock()
		}
	}()
	b.do(chromedp.Navigate("file://" + file))
	return b
}

func (b *browser) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, stop := context.WithTimeout(b.ctx, time.Minute)
	defer stop()
	if b.ctx == nil || chromedp.FromContext(b.ctx).Browser == nil {
		ctx = b.ctx // the first call starts the browser, which lives as long as its context
	}
	require.NoError(b.t, chromedp.Do(ctx, steps...))
}

// text returns the text of an element as it is seen.
func (b *browser) text(selector string) string {
	b.t.Helper()
	return eval[string](b, fmt.Sprintf("document.querySelector(%q).innerText", selector))
}

func eval[T any](b *browser, expression string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	require.NoError(b.t, err, expression)
	return v
}

// middle returns the middle of an element on the screen.
func (b *browser) middle(selector string) (x, y float64) {
	b.t.Helper()
	at := eval[[]float64](b, fmt.Sprintf("(() => { const r = document.querySelector(%q).getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()", selector))
	return at[0], at[1]
}

// key presses a key while the map has the focus.
func (b *browser) key(keys string) {
	b.t.Helper()
	eval[bool](b, "document.getElementById('chart').focus(), true")
	b.do(chromedp.KeyEvent(keys))
}

// TestBrowser uses the map as its readers do: with the mouse, the keyboard and by
// touch, on a wide page and on a phone's.
func TestBrowser(t *testing.T) {
	long.Only(t)
	divs := divisions(t, gshhg.Coast(), caspian.Options{}, regime.Median(), regime.Condominium(), regime.Equal(), regime.Convention2018())
	median := divs[0]
	b := browse(t, write(t, divs...))
	left, top := eval[float64](b, "chart.getBoundingClientRect().x"), eval[float64](b, "chart.getBoundingClientRect().y")

	t.Run("regimes switch", func(t *testing.T) {
		b.t = t
		assert.Regexp(t, `Iran\s+13\.66 %\s+54,050\s+13`, b.text("#shares"))
		b.do(chromedp.Click(chromedp.CSS("input[value=equal]")))
		assert.Regexp(t, `Iran\s+20\.00 %\s+79,160`, b.text("#shares"))
		assert.Contains(t, b.text("#said"), "Equal division: water · seabed: in common · surface: not said")
		b.do(chromedp.Click(chromedp.CSS("input[value=condominium]")))
		assert.Regexp(t, `Iran\s+50\.00 %\s+undivided\s+50`, b.text("#shares"))
		assert.Regexp(t, `Zone\s+Zone share\s+km²\s+Soviet Union, fishery zone`, b.text("#shares"))
		b.do(chromedp.Click(chromedp.CSS("input[value=convention2018]")))
		assert.Contains(t, b.text("#shares"), "Iran, territorial waters")
		assert.Contains(t, b.text("#shares"), "Zone share")
		assert.Contains(t, b.text("#said"), "The rule gives no shares of the sea")
		assert.Equal(t, divs[3].Question.Words()+".", b.text("#asked"))
		assert.Contains(t, b.text("#legend"), "outer limit of a belt")
		assert.Positive(t, eval[int](b, "document.querySelectorAll('#chart .limit').length"))
		b.do(chromedp.Click(chromedp.CSS("input[value=median]")))
		assert.Contains(t, b.text("#about summary"), "What this rests on")
	})

	t.Run("layers switch", func(t *testing.T) {
		b.t = t
		b.do(chromedp.Click(chromedp.CSS("input[value=equal]")))
		layer := func(name string) {
			eval[bool](b, fmt.Sprintf("(() => { const s = document.querySelector('#layer select'); s.value = %q; s.dispatchEvent(new Event('change')); return true; })()", name))
		}
		layer("seabed")
		assert.Regexp(t, `all states in common\s+100\.00 %\s+395,790`, b.text("#shares"))
		layer("surface")
		assert.Equal(t, 0, eval[int](b, "document.querySelectorAll('#chart .zone').length"))
		assert.Contains(t, b.text("#said"), "surface: not said")
		layer("")
		b.do(chromedp.Click(chromedp.CSS("[data-show=lines]")))
		assert.Equal(t, "none", eval[string](b, "document.querySelector('#chart g.lines').getAttribute('display')"))
		b.do(chromedp.Click(chromedp.CSS("[data-show=lines]")), chromedp.Click(chromedp.CSS("input[value=median]")))
	})

	t.Run("hover", func(t *testing.T) {
		b.t = t
		x, y := b.middle("#chart")
		b.do(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, x, top+0.93*2*(y-top)))
		assert.Equal(t, "Iran\n13.66 % · 54,046 km²", b.text("#tip"))
		assert.Regexp(t, `°.*N .*°.*E`, b.text("#cursor"))
		assert.Contains(t, b.text("#shares tr.lit"), "Iran")
		b.do(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, left+20, top+20))
		assert.True(t, eval[bool](b, "document.getElementById('tip').hidden"), "no tip on land")
	})

	t.Run("turning points", func(t *testing.T) {
		b.t = t
		numbers := eval[[]int](b, "[...document.querySelectorAll('[data-number]')].map((e) => Number(e.dataset.number))")
		require.Greater(t, len(numbers), 100)
		// A tripoint lies on top of the others.
		k := 0
		for ; !median.TurningPoints[k].Tripoint; k++ {
		}
		p := &median.TurningPoints[k]
		at := eval[int](b, "Number(document.querySelector('.tripoint').dataset.number)")
		x, y := b.middle(".tripoint")
		b.do(chromedp.MouseClickXY(x, y))
		text := b.text("#answer")
		assert.Contains(t, text, fmt.Sprintf("Turning point %d: where 3 meet", at))
		bases := 0
		for i, s := range p.States {
			assert.Contains(t, text, median.States[s].Name)
			distance := fmt.Sprintf("%.3f", p.Distances[i])
			assert.Contains(t, strings.ReplaceAll(text, ",", ""), distance, "the distance to %s", median.States[s].Name)
			for _, base := range p.BasePoints[i] {
				assert.Contains(t, text, fmt.Sprintf("%.6f %.6f", base.At[0], base.At[1]))
				bases++
			}
		}
		assert.Equal(t, bases, eval[int](b, "document.querySelectorAll('#chart .ray').length"), "a geodesic to every base point")
		b.do(chromedp.Click(chromedp.CSS("#walk button:last-of-type")))
		assert.Contains(t, b.text("#answer"), fmt.Sprintf("Turning point %d", at+1))
	})

	t.Run("whose water", func(t *testing.T) {
		b.t = t
		ask := func(text string) {
			b.do(chromedp.SetValue(chromedp.CSS("#position"), text), chromedp.Click(chromedp.CSS("#goto button")))
		}
		// Sardar-e Jangal, by the strict median line with islands Turkmen.
		ask(`38°34'30"N 51°16'18"E`)
		text := b.text("#answer")
		assert.Regexp(t, `Median line\s+Turkmenistan`, text)
		assert.Regexp(t, `Condominium of 1921/1940\s+all states in common`, text)
		assert.Regexp(t, `seabed: all states in common\s+water: Iran\s+surface: not said`, text)
		assert.Regexp(t, `Convention of Aktau, 2018[^:]+seabed: by agreement between neighbours`, text)
		assert.Contains(t, text, "Nearest line here: Iran–Turkmenistan")
		sea := median.Sea.Coast()
		here, turkmen := orb.Point{51.2716666667, 38.575}, math.Inf(1)
		for i, s := range sea.Stretches {
			end := len(sea.Shore) - 1
			if i+1 < len(sea.Stretches) {
				end = sea.Stretches[i+1].Start
			}
			for v := s.Start; v < end && median.States[s.State].Code == "TM"; v++ {
				_, far := geodesic.WGS84.Nearest(here, sea.Shore[v], sea.Shore[v+1])
				turkmen = min(turkmen, far)
			}
		}
		for _, island := range sea.Islands {
			for v := range len(island.Ring) - 1 {
				if median.States[island.State].Code == "TM" {
					_, far := geodesic.WGS84.Nearest(here, island.Ring[v], island.Ring[v+1])
					turkmen = min(turkmen, far)
				}
			}
		}
		assert.Regexp(t, fmt.Sprintf(`Turkmenistan\s+%.1f km`, turkmen/1000), text)
		ask("50 40")
		assert.Contains(t, b.text("#answer"), "Azerbaijan")
		ask("38.575 51.2717")
		assert.Contains(t, b.text("#wrong"), "did you swap the two?")
		ask("somewhere")
		assert.Contains(t, b.text("#wrong"), "Write longitude and latitude as")
		ask("51.2 38°61'N")
		assert.NotEmpty(t, b.text("#wrong"))
		ask("48.2 40")
		assert.Contains(t, b.text("#answer"), "Not in this sea")
	})

	t.Run("measure", func(t *testing.T) {
		b.t = t
		b.key("0")
		b.do(chromedp.Click(chromedp.CSS("#measure")))
		b.do(chromedp.MouseClickXY(left+300, top+300), chromedp.MouseClickXY(left+500, top+600))
		text := b.text("#answer")
		assert.Regexp(t, `\d+\.\d km \(\d+\.\d M\) along geodesics`, text)
		assert.Equal(t, 1, eval[int](b, "document.querySelectorAll('#chart .tape').length"))
		b.key("\x1b")
		assert.Empty(t, b.text("#answer"))
	})

	scale := func() string { return eval[string](b, `document.querySelector("#chart g.scale").textContent`) }
	t.Run("keyboard and wheel", func(t *testing.T) {
		b.t = t
		b.key("0")
		whole := scale()
		b.key("+++++")
		assert.NotEqual(t, whole, scale())
		b.key("0")
		assert.Equal(t, whole, scale())
		x, y := b.middle("#chart")
		b.do(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseWheel, x, y, func(p *input.DispatchMouseEventParams) { p.DeltaX, p.DeltaY = 1, -600 }))
		assert.Eventually(t, func() bool { return scale() != whole }, 10*time.Second, 20*time.Millisecond)
		b.key("0")
		before := eval[string](b, "document.querySelector('#chart > g').getAttribute('transform')")
		b.do(chromedp.MouseEvent(input.DispatchMouseEventTypeMousePressed, x, y, chromedp.ButtonLeft), chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, x+80, y+60, chromedp.ButtonLeft),
			chromedp.MouseEvent(input.DispatchMouseEventTypeMouseReleased, x+80, y+60, chromedp.ButtonLeft))
		assert.NotEqual(t, before, eval[string](b, "document.querySelector('#chart > g').getAttribute('transform')"), "dragging moves the map")
		b.key("0")
		b.key(strings.Repeat(kb.ArrowLeft, 2)) // away from the line
		b.key("\r")
		assert.Contains(t, b.text("#answer"), "Whose water is this?")
	})

	t.Run("reader's tools", func(t *testing.T) {
		b.t = t
		assert.Equal(t, "", eval[string](b, `[...document.querySelectorAll("button, input, select, svg[tabindex]")].filter((e) =>
			!(e.getAttribute("aria-label") || e.textContent.trim() || (e.labels && e.labels.length && e.labels[0].textContent.trim()))).map((e) => e.outerHTML).join()`), "controls without a name")
		assert.Equal(t, 5, eval[int](b, `document.querySelectorAll("#shares th[scope=row]").length`))
		assert.Equal(t, "Median line", b.text("#shares caption"))
		assert.Equal(t, "polite", eval[string](b, `document.getElementById("answer").getAttribute("aria-live")`))
	})

	t.Run("phone", func(t *testing.T) {
		b.t = t
		b.do(chromedp.EmulateViewport(360, 740, chromedp.EmulateMobile, chromedp.EmulateTouch))
		assert.LessOrEqual(t, eval[int](b, "document.documentElement.scrollWidth"), 360, "nothing is wider than the page")
		eval[bool](b, "window.scrollTo(0, 0), document.getElementById('whole').click(), true")
		whole := scale()
		x, y := b.middle("#chart")
		b.touch(input.DispatchTouchEventTypeTouchStart, [2]float64{x - 20, y}, [2]float64{x + 20, y})
		for far := 30.0; far <= 90; far += 20 {
			b.touch(input.DispatchTouchEventTypeTouchMove, [2]float64{x - far, y}, [2]float64{x + far, y})
		}
		b.touch(input.DispatchTouchEventTypeTouchEnd)
		assert.Eventually(t, func() bool { return scale() != whole }, 10*time.Second, 20*time.Millisecond, "two fingers zoom")
	})

	b.mutex.Lock()
	defer b.mutex.Unlock()
	assert.Empty(t, b.messages, "messages in the console")
	require.NotEmpty(t, b.requests)
	for _, r := range b.requests {
		assert.True(t, strings.HasPrefix(r, "file:") || strings.HasPrefix(r, "data:"), "the page asks for %s", r)
	}
}

// TestBrowserGeodesy compares what the page computes with package geodesic.
func TestBrowserGeodesy(t *testing.T) {
	long.Only(t)
	b := browse(t, "<!DOCTYPE html><title>geodesy</title><script>"+geodesy+"</script>")
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		p := orb.Point{360*r.Float64() - 180, 170*r.Float64() - 85}
		q, _ := geodesic.WGS84.Direct(p, 360*r.Float64(), math.Pow(10, 7*r.Float64()))
		distance, azimuth, _ := geodesic.WGS84.Inverse(p, q)
		got := eval[[]float64](b, fmt.Sprintf(`(() => { const g = inverse([%v, %v], [%v, %v]), q = direct([%v, %v], g.azimuth, g.distance); return [g.distance, g.azimuth, ...q]; })()`, p[0], p[1], q[0], q[1], p[0], p[1]))
		assert.InDelta(t, distance, got[0], 2e-4, "from %v to %v", p, q)
		assert.InDelta(t, 0, math.Remainder(azimuth-got[1], 360)*math.Pi/180*distance, 1e-3, "from %v to %v", p, q)
		assert.Less(t, geodesic.WGS84.Distance(q, orb.Point{got[2], got[3]}), 1e-3, "from %v to %v", p, q)
		back := eval[[]float64](b, fmt.Sprintf(`(() => { const l = projection(%v, %v); return l.inverse(...l.forward(%v, %v)); })()`, p[0], p[1], q[0], q[1]))
		assert.Less(t, geodesic.WGS84.Distance(q, orb.Point{back[0], back[1]}), 1e-3, "projected around %v and back: %v", p, q)
	}
	for _, text := range []string{`38°34'30"N 51°16'18"E`, `51°16'18"E, 38°34'30"N`, "42°33,6'N 49°53,3'E", `38°34′30.25″S 51°16′18.5″W`, "N38 34.5 E51 16.3"} {
		want, _, err := geodesic.ParsePosition(text)
		require.NoError(t, err, text)
		got := eval[[]float64](b, fmt.Sprintf("parsePosition(%q)", text))
		assert.InDelta(t, want[0], got[0], 1e-9, text)
		assert.InDelta(t, want[1], got[1], 1e-9, text)
	}
	for _, text := range []string{"", "1", "1 2 3", "91N 5E", "38°60'N 5E", "5N 6N", "5N 181E", "x"} {
		assert.True(t, eval[bool](b, fmt.Sprintf("(() => { try { parsePosition(%q); return false; } catch (e) { return e instanceof Error; } })()", text)), text)
	}
}
