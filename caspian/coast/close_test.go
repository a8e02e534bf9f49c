package coast

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/geodesic"
)

// bay is a square lake of B (south) and A (the rest) with a square bay of A in
// the north, an island of B in it, one in the lake, and lines across the
// bay's mouth: straight, bent, farther in, over an island, from an island to the
// shore; lines that run outside the lake, over land, by a vertex on the shore
// and through themselves.
const bay = `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[1,0],[1,1],[0.6,1],[0.6,1.4],[0.2,1.4],[0.2,1],[0,1],[0,0]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[0,0],[1,0]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"Polygon","coordinates":[[[0.3,1.2],[0.4,1.2],[0.4,1.3],[0.3,1.2]]]}},
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"Polygon","coordinates":[[[0.3,0.5],[0.4,0.5],[0.4,0.6],[0.3,0.5]]]}},
{"type":"Feature","properties":{"kind":"closing","state":"A","name":"mouth"},"geometry":{"type":"LineString","coordinates":[[0.6,1],[0.2,1]]}},
{"type":"Feature","properties":{"kind":"closing","state":"A","name":"back"},"geometry":{"type":"LineString","coordinates":[[0.2,1],[0.4,0.9],[0.6,1]]}},
{"type":"Feature","properties":{"kind":"closing","state":"A","name":"inner"},"geometry":{"type":"LineString","coordinates":[[0.2,1.1],[0.6,1.1]]}},
{"type":"Feature","properties":{"kind":"closing","state":"A","name":"land"},"geometry":{"type":"LineString","coordinates":[[0.6,1.2],[0.2,1.25]]}},
{"type":"Feature","properties":{"kind":"closing","state":"A","name":"isle"},"geometry":{"type":"LineString","coordinates":[[0.3,0.5],[0,0.5]]}},
{"type":"Feature","properties":{"kind":"closing","state":"A","name":"outside"},"geometry":{"type":"LineString","coordinates":[[1,0.2],[1.2,0.5],[1,0.8]]}},
{"type":"Feature","properties":{"kind":"closing","state":"A","name":"peninsula"},"geometry":{"type":"LineString","coordinates":[[0.6,1.2],[0.8,1]]}},
{"type":"Feature","properties":{"kind":"closing","state":"A","name":"shore"},"geometry":{"type":"LineString","coordinates":[[1,0.2],[0.9,0.5],[1,0.6],[0.9,0.7],[1,0.8]]}},
{"type":"Feature","properties":{"kind":"closing","state":"A","name":"loop"},"geometry":{"type":"LineString","coordinates":[[1,0.2],[0.8,0.2],[0.8,0.8],[0.9,0.8],[0.7,0.4],[0.7,0.9],[1,0.9]]}}]}`

func TestClose(t *testing.T) {
	c, err := Read(strings.NewReader(bay), Options{})
	require.NoError(t, err)
	area := func(c *Coast) float64 {
		a, _ := geodesic.WGS84.RingArea(c.Shore)
		return a
	}
	for _, name := range []string{"mouth", "back", "inner"} {
		d, err := c.Close(name)
		require.NoError(t, err, name)
		require.NoError(t, d.Check(), name)
		require.Len(t, d.Enclosed, 1)
		w := d.Enclosed[0]
		assert.Equal(t, name, w.Name)
		assert.Equal(t, "A", d.States[w.State].Code)
		require.Len(t, w.Water, 2, "the island of B lies in the bay")
		outer, _ := geodesic.WGS84.RingArea(w.Water[0])
		assert.Positive(t, outer)
		assert.InEpsilon(t, area(c), area(d)+outer, 1e-6, "%s: sea and bay make up the sea before", name)
		require.Len(t, d.Islands, 1)
		assert.Equal(t, c.Islands[0], d.Islands[0])
		assert.Equal(t, d.Shore[0], d.Shore[len(d.Shore)-1])
		at := 0
		for _, s := range d.Stretches {
			assert.Equal(t, at, s.Start)
			at = s.End
		}
		assert.Equal(t, len(d.Shore)-1, at)
		assert.Len(t, c.Islands, 2, "the coast itself stays")
		assert.Empty(t, c.Enclosed)
	}
	twice, err := c.Close("inner", "mouth")
	require.NoError(t, err)
	require.Len(t, twice.Enclosed, 2)
	assert.Len(t, twice.Enclosed[1].Water, 1, "the island left with the inner bay")
	bays, err := c.Close("shore")
	require.NoError(t, err)
	require.Len(t, bays.Enclosed, 2, "a line that touches the shore between its ends encloses two waters")
	once, err := c.Close("mouth")
	require.NoError(t, err)
	assert.InEpsilon(t, area(once), area(twice), 1e-12)
	for name, want := range map[string]string{
		"land": "crosses land", "isle": "cuts off no water", "gulf": "no closing line",
		"outside": "outside the sea", "peninsula": "over land", "loop": "crosses or touches itself",
	} {
		_, err := c.Close(name)
		assert.ErrorIs(t, err, ErrClosing, name)
		assert.ErrorContains(t, err, want)
	}
	_, err = c.Close("gulf")
	assert.ErrorContains(t, err, "mouth, back, inner")
}

// TestCloseSeveral has a line between two stretches of a state with another
// state's shore on either side.
func TestCloseSeveral(t *testing.T) {
	c, err := Read(strings.NewReader(`{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[0,0],[1,0]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[1,0],[1,1]]}},
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[1,1],[0.5,1],[0,1]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[0,1],[0,0]]}},
{"type":"Feature","properties":{"kind":"closing","state":"A","name":"middle"},"geometry":{"type":"LineString","coordinates":[[0.5,0],[0.5,1]]}}]}`), Options{})
	require.NoError(t, err)
	_, err = c.Close("middle")
	assert.ErrorIs(t, err, ErrClosing)
	assert.ErrorContains(t, err, "several states")
}
