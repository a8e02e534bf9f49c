package coast_test

import (
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
)

// TestLengths measures a square lake of about 111 km with an island.
func TestLengths(t *testing.T) {
	e := geodesic.WGS84
	c, err := coast.Read(strings.NewReader(`{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[1,0],[1,1],[0,1]]}},
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[0,1],[0,0]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[0,0],[1,0]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"Polygon","coordinates":[[[0.5,0.5],[0.6,0.5],[0.6,0.6],[0.5,0.5]]]}}]}`), coast.Options{})
	require.NoError(t, err)
	measure := func(m coast.Measure) []float64 {
		out, err := c.Lengths(e, m)
		require.NoError(t, err)
		return out
	}
	side := func(a, b orb.Point) float64 { return e.Distance(a, b) }
	south, north := side(orb.Point{0, 0}, orb.Point{1, 0}), side(orb.Point{0, 1}, orb.Point{1, 1})
	flank := side(orb.Point{0, 0}, orb.Point{0, 1})
	isle := side(orb.Point{0.5, 0.5}, orb.Point{0.6, 0.5}) + side(orb.Point{0.6, 0.5}, orb.Point{0.6, 0.6}) + side(orb.Point{0.6, 0.6}, orb.Point{0.5, 0.5})

	all := measure(coast.Measure{})
	assert.InDelta(t, 2*flank+north, all[0], 1e-4)
	assert.InDelta(t, south+isle, all[1], 1e-4)
	fronts := measure(coast.Measure{Fronts: true})
	assert.InDelta(t, south, fronts[0], 1e-4, "from end to end")
	assert.InDelta(t, south, fronts[1], 1e-4)
	// Dividers as wide as the island is long do not leave it; those of a tenth
	// of a side cut the corners a little.
	wide := measure(coast.Measure{Step: 20e3})
	assert.InDelta(t, south, wide[1], 1e-3)
	fine := measure(coast.Measure{Step: flank / 10})
	assert.Less(t, fine[0], all[0])
	assert.Greater(t, fine[0], all[0]-2*flank/10)
	// Ever finer dividers approach the length along the edges.
	assert.InEpsilon(t, all[0], measure(coast.Measure{Step: 100})[0], 1e-3)

	// Nothing of this depends on where the file begins.
	c, err = coast.Read(strings.NewReader(`{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[0,1],[0,0]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[1,0],[0,0]]}},
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[0,1],[1,1],[1,0]]}}]}`), coast.Options{})
	require.NoError(t, err)
	assert.InDelta(t, south, measure(coast.Measure{Fronts: true})[0], 1e-4)
	assert.InDelta(t, fine[0], measure(coast.Measure{Step: flank / 10})[0], 1e-3)

	for _, m := range []coast.Measure{{Step: -1}, {Step: math.NaN()}, {Step: 1e7}, {Step: 1, Fronts: true}} {
		_, err := c.Lengths(e, m)
		assert.Error(t, err, "%v", m)
	}
}
