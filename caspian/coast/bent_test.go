package coast

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
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
