package page

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/regime"
)

// media emulates what a reader's system says of itself.
func (b *browser) media(name, value string) {
	b.t.Helper()
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: name, Value: value}}})
	require.NoError(b.t, err)
}

// paper prints the page to A4 and returns its first sheet, at 50 dots an inch.
func (b *browser) paper() image.Image {
	b.t.Helper()
	pdf, err := chromedp.Run(b.ctx, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperSize{Width: 210 / 25.4, Height: 297 / 25.4})))
	require.NoError(b.t, err)
	file := filepath.Join(b.t.TempDir(), "page")
	require.NoError(b.t, os.WriteFile(file+".pdf", pdf, 0o600))
	out, err := exec.Command("pdftoppm", "-r", "50", "-f", "1", "-l", "1", "-singlefile", "-png", file+".pdf", file).CombinedOutput()
	require.NoError(b.t, err, string(out))
	text, err := os.ReadFile(file + ".png")
	require.NoError(b.t, err)
	sheet, err := png.Decode(bytes.NewReader(text))
	require.NoError(b.t, err)
	return sheet
}

// TestPrinted prints the page from windows of four sizes, of readers who like it dark, and
// counts the colours on paper: every state has its share of the map, and a swatch that is
// filled, on white.
func TestPrinted(t *testing.T) {
	long.Only(t)
	if _, err := exec.LookPath("pdftoppm"); err != nil {
		t.Skip("pdftoppm (Debian's poppler-utils) is not installed")
	}
	d := divided.By(t, divided.Sea(t, "gshhg"), regime.Median())
	text := write(t, d)
	m := modelOf(t, text)
	b := browse(t, text)
	b.media("prefers-color-scheme", "dark")
	for _, window := range []struct {
		width, height int64
		options       []chromedp.EmulateViewportOption
	}{{1920, 1000, nil}, {1300, 800, nil}, {800, 900, nil}, {390, 844, []chromedp.EmulateViewportOption{chromedp.EmulateMobile, chromedp.EmulateTouch}}} {
		t.Run(fmt.Sprint(window.width), func(t *testing.T) {
			b.t = t
			b.do(chromedp.EmulateViewport(window.width, window.height, window.options...), chromedp.Reload())
			before := eval[string](b, "chart.getAttribute('viewBox')")
			sheet := b.paper()
			size := sheet.Bounds()
			r, g, bl, _ := sheet.At(3, 3).RGBA()
			assert.Equal(t, [3]uint32{0xffff, 0xffff, 0xffff}, [3]uint32{r, g, bl}, "the paper is white")
			seen, below, sum := colours(sheet, m, size.Dy()*2/3)
			assert.Greater(t, sum, 5000, "the sea is large on the sheet")
			for k, s := range d.States {
				assert.InDelta(t, s.Share, float64(seen[k])/float64(sum), 0.03, "the water of %s", s.Name)
				assert.Greater(t, below[k], 9, "the swatch of %s", s.Name)
			}
			assert.Equal(t, before, eval[string](b, "chart.getAttribute('viewBox')"), "the screen's map is back")
		})
	}
}

// TestPrintedClose holds that a printed detail is the one that was seen.
func TestPrintedClose(t *testing.T) {
	long.Only(t)
	b := browse(t, write(t, divided.By(t, divided.Sea(t, "gshhg"), regime.Median())))
	b.key("+++++")
	// What is in the view box, in kilometres of the projection; matrices are of single
	// precision.
	seen := func() []float64 {
		return eval[[]float64](b, `(() => {
			const [, , w, h] = chart.getAttribute("viewBox").split(" ").map(Number);
			const to = document.querySelector("#chart > g").transform.baseVal.consolidate().matrix.inverse();
			const a = new DOMPoint(0, 0).matrixTransform(to), b = new DOMPoint(w, h).matrixTransform(to);
			return [a.x, a.y, b.x, b.y];
		})()`)
	}
	before := seen()
	eval[bool](b, "dispatchEvent(new Event('beforeprint')), true")
	paper := seen()
	for k, outward := range []float64{-1, -1, 1, 1} {
		assert.GreaterOrEqual(t, outward*(paper[k]-before[k]), -1e-3, "nothing of the view is lost on paper")
	}
	assert.InDelta(t, before[0]+before[2], paper[0]+paper[2], 1e-3)
	assert.InDelta(t, before[1]+before[3], paper[1]+paper[3], 1e-3)
	eval[bool](b, "dispatchEvent(new Event('afterprint')), true")
	assert.InDeltaSlice(t, before, seen(), 1e-3)
}
