package render

import (
	"bytes"
	"context"
	"fmt"
	"image/color"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/plot/vg"

	"caspian.example/division/caspian/ensemble"
	detail "caspian.example/division/caspian/internal/divided"
	samples "caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/render/internal/lettering"
)

// paperCanvas remembers what is drawn on it.
type paperCanvas struct {
	loose
	ink   color.Color
	texts []textBox
	fills []filled
}

type textBox struct {
	x0, y0, x1, y1 float64
	text           string
}

type filled struct {
	ink  color.Color
	path vg.Path
}

func (c *paperCanvas) SetColor(ink color.Color)           { c.ink = ink }
func (c *paperCanvas) SetLineWidth(vg.Length)             {}
func (c *paperCanvas) SetLineDash([]vg.Length, vg.Length) {}
func (c *paperCanvas) Stroke(vg.Path)                     {}
func (c *paperCanvas) Fill(p vg.Path)                     { c.fills = append(c.fills, filled{c.ink, p}) }
func (c *paperCanvas) Write(l *lettering.Line, size, anchor float64, at vg.Point) {
	x, text := float64(at.X)-anchor*size*l.Width, ""
	for _, r := range l.Runs {
		text += r.Text
	}
	c.texts = append(c.texts, textBox{x, float64(at.Y) - 0.15*size, x + size*l.Width, float64(at.Y) + 0.7*size, text})
}

// TestTornado holds that no texts of the sheet overlap or leave it, that every bar is as
// long as its numbers say, and that these are the effects of the analysis.
func TestTornado(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	d := detail.By(t, detail.Sea(t, samples.Bays), regime.Median())
	twin := detail.Sea(t, strings.Replace(samples.Bays, "[0,0],[1,0]]", "[0,0],[0.5,-0.1],[1,0]]", 1))
	s, err := ensemble.Analyse(context.Background(), d, ensemble.Options{Alternatives: []ensemble.Alternative{{Name: "twin", Sea: twin}}, Runs: 5, Noise: 20, Seed: 1})
	require.NoError(t, err)
	colours, ok := coloursOf(Light, 2)
	require.True(t, ok)
	for _, states := range [][]string{nil, {"B"}} {
		c := &paperCanvas{}
		sheet := layOutTornado(newPen(nil), area{wide: paperWide}, s, d, states, chosen{}, "")
		sheet.draw(brush{newPen(c), colours})
		width, height := sheet.size()
		for k, a := range c.texts {
			assert.True(t, a.x0 >= pageMargin-0.1 && a.x1 <= width-pageMargin+0.1 && a.y0 > 0 && a.y1 < height, a.text)
			for _, b := range c.texts[:k] {
				assert.False(t, a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1, "%q and %q", a.text, b.text)
			}
		}
		for k, st := range d.States {
			one := newPen(nil).panelOf(s, k)
			var bars []filled
			for _, f := range c.fills {
				if f.ink == colours.States[k] {
					bars = append(bars, f)
				}
			}
			if states != nil && st.Code != "B" {
				assert.Empty(t, bars)
				continue
			}
			require.Len(t, bars, 6, "coast, islands, closing lines, two ends, noise")
			last := math.Inf(1)
			for i, b := range one.bars {
				wide := float64(bars[i].path[1].Pos.X - bars[i].path[0].Pos.X)
				assert.InDelta(t, (b.high-b.low)*sheet.scale, wide, 1e-6)
				assert.LessOrEqual(t, wide, last+1e-6, "the widest first")
				last = wide
			}
			low, high := s.Range(k)
			for _, want := range []string{st.Name, fmt.Sprintf("%.2f", 100*low.Shares[k]), fmt.Sprintf("%.2f", 100*high.Shares[k])} {
				assert.True(t, has(c, want), want)
			}
			for _, e := range s.Effects() {
				if s.Factors[e.Factor].Name == ensemble.Coast {
					assert.True(t, has(c, newPen(nil).points(e.Average[k])) && has(c, "twin"))
				}
			}
			for i, m := range s.Moved[:4] { // on the coast as asked
				by := m.Shares[k] - s.Combinations[0].Shares[k]
				assert.True(t, has(c, newPen(nil).points(by)), "move %d", i)
			}
		}
	}
	for what, p := range map[string]Picture{"none": Tornado(nil), "no division": Tornado(&ensemble.Sensitivity{}), "no analysis": Tornado(&ensemble.Sensitivity{Base: d})} {
		assert.ErrorIs(t, SVG(&bytes.Buffer{}, p, Options{}), ErrOptions, what)
	}
	var b bytes.Buffer
	require.NoError(t, PDF(&b, Tornado(s), Options{Theme: Print}))
}

// has says whether a text stands on a canvas.
func has(c *paperCanvas, text string) bool {
	for _, b := range c.texts {
		if b.text == text {
			return true
		}
	}
	return false
}
