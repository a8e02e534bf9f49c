package render

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/casefile"
	samples "caspian.example/division/caspian/internal/seas"
)

// TestStage draws the stages of a case: what passes from one state to the other is hatched
// and in the legend, where the title is the stage's, and places are marked.
func TestStage(t *testing.T) {
	sea, err := caspian.ReadSea(strings.NewReader(samples.Bays))
	require.NoError(t, err)
	c, err := casefile.Read(strings.NewReader(`{"title":"t","question":"q","as_known_to":"2025","states":["A","B"],"provisional":"median",
"places":[{"name":"The wreck","at":[0.505,0.55],"source":"s"},{"name":"Elsewhere","at":[60,60],"source":"s"}],"circumstances":[
{"name":"No isle & all","reason":"r","source":"s","island":{"Isle":"none"}},{"name":"The cove","reason":"r","source":"s","close":"cove"}]}`))
	require.NoError(t, err)
	r, err := c.Run(context.Background(), sea, caspian.Options{Tolerance: 100})
	require.NoError(t, err)
	require.Len(t, r.Stages[1].Exchanges, 1)
	draw := func(stage int) string {
		var b bytes.Buffer
		require.NoError(t, SVG(&b, Stage(r, stage), Options{}))
		assert.NotContains(t, b.String(), "NaN")
		return b.String()
	}
	first, second, third := draw(0), draw(1), draw(2)
	assert.Contains(t, first, "Stage 0: The provisional line")
	assert.NotContains(t, first, "Changes hands")
	assert.Contains(t, second, "Stage 1: No isle &amp; all")
	assert.Contains(t, second, "B to A")
	gain := r.Stages[1].Division.States[0].Area - r.Stages[0].Division.States[0].Area
	assert.True(t, strings.Contains(second, ">"+english.Area(gain)+" km²<"))
	assert.NotContains(t, third, "Changes hands", "water has left the sea")
	for _, svg := range []string{first, second, third} {
		assert.Contains(t, svg, ">The wreck<")
	}
	// The hatched part is what has changed hands: as large on paper as it is in the sea.
	m := Stage(r, 1).moved
	require.Len(t, m, 1)
	assert.Equal(t, [2]int{1, 0}, [2]int{m[0].from, m[0].to})
	assert.InDelta(t, r.Moves(1)[0].Step.Area, m[0].area, 1e-6*r.Stages[0].Division.Area)
	d := r.Stages[1].Division
	f := newFrame(brush{pen: newPen(nil)}, d, 0, 0, 100, 100, textSize)
	f.thin = 0
	on := func(shapes []shape) (sum float64) {
		for _, s := range shapes {
			for _, ring := range s {
				sum += enclosed(ring)
			}
		}
		return sum / (f.scale * f.scale)
	}
	assert.InEpsilon(t, m[0].area, on(f.shapes(m[0].polygons)), 1e-3)
	for _, none := range []Picture{Stage(nil, 0), Stage(r, -1), Stage(r, 3)} {
		require.ErrorIs(t, SVG(io.Discard, none, Options{}), ErrOptions)
	}
}
