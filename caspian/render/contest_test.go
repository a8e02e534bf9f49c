package render

import (
	"bytes"
	"context"
	"fmt"
	"image/png"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/ensemble"
	detail "caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/long"
	samples "caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/regime"
)

// runs are some runs of a lake, and what was counted in them.
func runs(t testing.TB) (*ensemble.Ensemble, *ensemble.Water) {
	t.Helper()
	d := detail.By(t, detail.Sea(t, samples.Bays), regime.Median())
	e, err := ensemble.New(d, nil, ensemble.Settings{Vary: []string{ensemble.Islands, ensemble.Close, ensemble.Termini}, Shift: 4000})
	require.NoError(t, err)
	w, err := ensemble.NewWater(d)
	require.NoError(t, err)
	require.NoError(t, e.Each(context.Background(), ensemble.Runs{From: 1, To: 30}, w, func(*ensemble.Run) error { return nil }))
	return e, w
}

// TestContested holds that contested water is hatched, as much of the map as it is of the
// sea, in every theme, and that the legend and the foot say how much, and what was asked.
func TestContested(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	e, w := runs(t)
	d := e.Base()
	share := 0.0
	for _, a := range w.Areas() {
		if len(a.States) > 1 {
			share += a.Share
		}
	}
	require.Greater(t, share, 0.05)
	for _, theme := range long.Or([]Theme{Light, Dark, Print}, []Theme{Dark}) {
		var images [2]bytes.Buffer
		for k, p := range []Picture{Map(d), Contested(e, w)} {
			require.NoError(t, PNG(&images[k], p, Options{Theme: theme, Width: 600}))
		}
		plain, err := png.Decode(&images[0])
		require.NoError(t, err)
		hatched, err := png.Decode(&images[1])
		require.NoError(t, err)
		page := layOut(newPen(nil), area{wide: paperWide}, shown{d: d})
		dot := 600 / paperWide
		f := newFrame(brush{pen: newPen(nil)}, d, pageMargin+degreesRoom, 0, pageMargin+degreesRoom+page.mapWidth, page.mapDepth, textSize)
		sea := d.Area * f.scale * f.scale * dot * dot // in pixels
		darker := 0
		for y := int(page.head.depth() * dot); y < int((page.head.depth()+page.mapDepth)*dot); y++ {
			for x := int(f.x0 * dot); x < int(f.x1*dot); x++ {
				r0, g0, b0, _ := plain.At(x, y).RGBA()
				r1, g1, b1, _ := hatched.At(x, y).RGBA()
				if r1+g1+b1+3000 < r0+g0+b0 {
					darker++
				}
			}
		}
		// Lines of 0.35 points every 2.6 both ways cover a quarter; pixels that they touch
		// are more.
		assert.Greater(t, float64(darker), 0.25*share*sea, theme)
		assert.Less(t, float64(darker), share*sea, theme)
	}
	var svg bytes.Buffer
	require.NoError(t, SVG(&svg, Contested(e, w), Options{}))
	for _, text := range []string{"In 30 runs", "contested", fmt.Sprintf("%.1f %% · %s km²", 100*share, english.Sector(d, share*d.Area)), e.Asked().Digest()} {
		assert.True(t, strings.Contains(svg.String(), text), text)
	}
	for k, firm := range w.Firm() {
		assert.True(t, strings.Contains(svg.String(), fmt.Sprintf("%.1f–%.1f %%", 100*firm.Firm, 100*firm.Reach)), d.States[k].Code)
	}
}
