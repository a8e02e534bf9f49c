package page

import (
	"bytes"
	"image/png"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/regime"
)

// TestWithoutJavaScript reads the page in a browser that runs no scripts: the first
// division is drawn in its colours, and the shares of all stand in tables.
func TestWithoutJavaScript(t *testing.T) {
	long.Only(t)
	sea := divided.Sea(t, "gshhg")
	divs := []*caspian.Division{divided.By(t, sea, regime.Median()), divided.By(t, sea, regime.Convention2018())}
	text := write(t, divs...)
	b := browse(t, text)
	_, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	require.NoError(t, err)
	b.do(chromedp.Reload())
	tables := eval[[]string](b, "[...document.querySelectorAll('table.still')].map((e) => e.innerText)")
	require.Len(t, tables, 2)
	assert.Regexp(t, `Iran\s+13\.66 %\s+54,050`, tables[0])
	for _, z := range divs[1].Zones {
		assert.Contains(t, tables[1], z.Holder.Name)
	}
	assert.Contains(t, b.text("#side"), divs[1].Question.Words())
	assert.Contains(t, b.text("#side"), "JavaScript switched on")
	assert.Equal(t, 0, eval[int](b, "[...document.querySelectorAll('button, input, select')].filter((e) => e.getClientRects().length).length"), "nothing that does nothing")
	shot, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	require.NoError(t, err)
	picture, err := png.Decode(bytes.NewReader(shot))
	require.NoError(t, err)
	above, _, sum := colours(picture, modelOf(t, text), picture.Bounds().Dy())
	for k, s := range divs[0].States {
		assert.InDelta(t, s.Share, float64(above[k])/float64(sum), 0.02, "the water of %s", s.Name)
	}
	drawing, _, found := strings.Cut(text, `id="data"`)
	require.True(t, found)
	assert.Less(t, len(drawing), 150_000, "the drawing is light")
}
