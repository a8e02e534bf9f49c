package render

import (
	"bytes"
	"image/png"
	"io"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestOverlay draws a line above a map: its name is in the legend, its colour where
// it runs, and nothing of it beyond the frame.
func TestOverlay(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	d := lake(t, "lake")
	line := orb.LineString{{-100, 0.5}, {10.5, 0.4}, {140, 0.5}}
	plain, drawn := picture(t, Map(d)), picture(t, Map(d).With(Overlay{Name: "proposed & line", Line: line}))
	accent, _ := coloursOf(Light, 0)
	count := func(b []byte) (n int) {
		img, err := png.Decode(bytes.NewReader(b))
		require.NoError(t, err)
		r0, g0, b0, _ := accent.accent.RGBA()
		for y := range img.Bounds().Dy() {
			for x := range img.Bounds().Dx() {
				if r, g, b, _ := img.At(x, y).RGBA(); r == r0 && g == g0 && b == b0 {
					n++
				}
			}
		}
		return n
	}
	assert.Zero(t, count(plain))
	assert.Greater(t, count(drawn), 500)
	var b bytes.Buffer
	require.NoError(t, SVG(&b, Map(d).With(Overlay{Name: "proposed & line", Line: line}), Options{}))
	assert.Contains(t, b.String(), "proposed &amp; line")
	assert.NotContains(t, b.String(), "NaN")
	assert.ErrorIs(t, SVG(io.Discard, Comparison(d).With(Overlay{Line: line}), Options{}), ErrOptions)
	// A picture is a value: With leaves it as it was.
	m := Map(d)
	m.With(Overlay{Name: "x", Line: line})
	var before, after bytes.Buffer
	require.NoError(t, SVG(&before, Map(d), Options{}))
	require.NoError(t, SVG(&after, m, Options{}))
	assert.Equal(t, before.String(), after.String())
}

// picture returns a picture as PNG.
func picture(t *testing.T, p Picture) []byte {
	var b bytes.Buffer
	require.NoError(t, PNG(&b, p, Options{}))
	return b.Bytes()
}
