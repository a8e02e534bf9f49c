package coast

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paulmach/orb"
)

func TestBent(t *testing.T) {
	// A parallel at 60° N, one degree long: its geodesic leaves it by
	// R·Δλ²·sin φ·cos φ/8 = 6.39e6·0.01745²·0.433/8 ≈ 105 m. The other
	// parallels are shorter and bend less; meridians do not.
	c, err := Read(strings.NewReader(`{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[0,30],[0.5,30],[0.5,35],[1,35],[1,45],[1,60]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[1,60],[0,60],[0,45],[0,30]]}}]}`), Options{})
	require.NoError(t, err)
	n, most, at := c.Bent(50)
	assert.Equal(t, 1, n)
	assert.InEpsilon(t, 105, most, 0.01)
	assert.InDelta(t, 0.5, at[0], 1e-9)
	n, _, _ = c.Bent(200)
	assert.Zero(t, n)
}

// TestEntangled puts an island between the geodesic of the northern shore and the
// parallel, which is 105 m to the south of it in the middle: on the ellipsoid it lies in
// the sea, drawn straight it crosses the shore on the parallel.
func TestEntangled(t *testing.T) {
	sea := func(north float64) *Coast {
		c, err := Read(strings.NewReader(fmt.Sprintf(`{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[0,59],[1,59],[1,60]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[1,60],[0,60],[0,59]]}},
{"type":"Feature","properties":{"state":"A","kind":"island"},"geometry":{"type":"Polygon","coordinates":[[[0.45,59.9],[0.55,59.9],[0.5,%v],[0.45,59.9]]]}}]}`, north)), Options{})
		require.NoError(t, err)
		return c
	}
	at, any := sea(60.0005).Entangled(1, nil) // 56 m north of the parallel
	require.True(t, any)
	assert.InDelta(t, 60, at[1], 1e-9)
	assert.InDelta(t, 0.5, at[0], 0.0005)
	_, any = sea(59.9995).Entangled(1, nil)
	assert.False(t, any)
	// A line between the two is as much in the way.
	at, any = sea(59.9995).Entangled(1, []orb.LineString{{{0.3, 59.8}, {0.3, 60.0005}}})
	require.True(t, any)
	assert.InDelta(t, 0.3, at[0], 1e-9)
	// Edges that are short enough are not looked at.
	_, any = sea(60.0005).Entangled(2000, nil)
	assert.False(t, any)
}
