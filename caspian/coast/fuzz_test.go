package coast

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"caspian.example/division/geodata/ne10m"
)

// slow is how long a reader may take for an input of a fuzz target, which are
// small. A race detector and busy machines are allowed for.
const slow = 20 * time.Second

// FuzzRead holds that any input gives a coast or an error, never both, in a
// short time, and that a coast comes back when it is written and read.
func FuzzRead(f *testing.F) {
	real, err := io.ReadAll(ne10m.Coast())
	require.NoError(f, err)
	f.Add(real)
	f.Add([]byte(collection(north, south)))
	f.Add([]byte(collection(north, south, island("B", "i", "[[0.2,0.2],[0.4,0.2],[0.4,0.4],[0.2,0.2]]"))))
	f.Add([]byte(collection(north, south, `{"type":"Feature","properties":{"state":"A","kind":"closing","name":"bay"},"geometry":{"type":"LineString","coordinates":[[1,0.2],[1,0.9]]}}`)))
	f.Add([]byte(collection(stretch("A", "[[1,0],[1,1],[0,1],[0,0.000005]]"), south)))
	f.Add([]byte(collection(stretch("A", "[[179,0],[-179,0],[180,1]]"), stretch("B", "[[180,1],[179,0]]"))))
	f.Add([]byte(collection(stretch("A", "[[0,89],[120,89],[240,89]]"), stretch("B", "[[-120,89],[360,89]]"))))
	f.Add([]byte(collection(`{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"MultiLineString","coordinates":[[[1,0],[1,1]],[[0,0],[0,1],[1,1]],[],[[]]]}}`, south)))
	f.Add([]byte(collection(north, south, `{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"MultiPolygon","coordinates":[[],[[]],[[[0.2,0.2],[0.4,0.2],[0.4,0.4],[0.2,0.2]],[]]]}}`)))
	f.Add([]byte(strings.Repeat("[", 100)))
	f.Add([]byte(zip(collection(north, south))))
	f.Fuzz(func(t *testing.T, data []byte) {
		start := time.Now()
		c, err := Read(bytes.NewReader(data), Options{})
		require.Less(t, time.Since(start), slow)
		require.Equal(t, c == nil, err != nil)
		if c == nil {
			_ = err.Error()
			return
		}
		require.NoError(t, c.Check())
		var text, again bytes.Buffer
		require.NoError(t, Write(&text, c))
		same, err := Read(bytes.NewReader(text.Bytes()), Options{})
		require.NoError(t, err)
		require.Equal(t, c.States, same.States)
		require.Equal(t, c.Shore, same.Shore)
		require.Equal(t, c.Touching, same.Touching)
		require.Len(t, same.Stretches, len(c.Stretches))
		for k, i := range c.Islands {
			require.Equal(t, i.Ring, same.Islands[k].Ring)
		}
		require.NoError(t, Write(&again, same))
		require.Equal(t, text.String(), again.String())
	})
}

// FuzzReadLine holds that any input gives a line or an error, never both, and
// that a line comes back when it is written and read.
func FuzzReadLine(f *testing.F) {
	for _, text := range []string{
		`{"type":"LineString","coordinates":[[1,2],[3,4],[3,4],[5,6,7]]}`,
		`{"type":"Feature","properties":{"name":"x"},"geometry":{"type":"LineString","coordinates":[[50,41.5],[50.5,41]]}}`,
		"\ufeff" + `{"type":"LineString","coordinates":[[1,2],[3,4]]}`,
		`{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]}},{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]}}]}`,
		`{"Type":"Feature","type":"LineString","coordinates":[[1,2],[3,4]]}`, `{"coordinates":[[1,2],[],[3,4]],"type":"LineString"}`,
		`{"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[3,4],[5,6]]]}`, `{"type":"MultiLineString","coordinates":[[],[[1,2]],[[1,2],[3,4]]]}`,
		`{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},{"type":"GeometryCollection","geometries":[{"type":"LineString","coordinates":[[1,2],[3,4]]}]}]}`,
		`{"type":"LineString","coordinates":[]}`, `{"type":"LineString","coordinates":[[]]}`, `[[1,2],[3,4]]`, `null`, `{}`, ``,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		start := time.Now()
		line, err := ReadLine(t.Context(), bytes.NewReader(data))
		require.Less(t, time.Since(start), slow)
		require.Equal(t, line == nil, err != nil)
		if line == nil {
			_ = err.Error()
			return
		}
		require.GreaterOrEqual(t, len(line), 2)
		text := `{"type":"LineString","coordinates":` + encode(line) + "}"
		same, err := ReadLine(t.Context(), strings.NewReader(text))
		require.NoError(t, err)
		require.Equal(t, line, same)
	})
}

// FuzzReadAreas holds that any input gives areas or an error, never both, and
// that rings are closed and come back when they are written and read.
func FuzzReadAreas(f *testing.F) {
	for _, name := range []string{"titicaca.geojson", "titicaca-countries.geojson"} {
		real, err := os.ReadFile(filepath.Join("../../examples/sharedlakes", name))
		require.NoError(f, err)
		f.Add(real)
	}
	for _, text := range []string{
		`{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,0],[2,1],[0,0]],[[1,0.2],[1.1,0.2],[1.1,0.2],[1,0.2]]]}`,
		"\ufeff" + `{"type":"Feature","id":17,"properties":{"a":1,"b":"x","c":[1],"d":-1e3},"geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[2,0],[2,1],[0,0]]],[[[5,5],[6,5],[6,6],[5,5]]]]}}`,
		`{"type":"MultiPolygon","coordinates":[[]]}`, `{"type":"MultiPolygon","coordinates":[[[]],[[[]]]]}`, `{"type":"Polygon","coordinates":[]}`,
		`{"type":"Polygon","coordinates":[[[180,90],[-180,90],[-180,-90],[180,90]]]}`,
		collection(`7`, `{}`, `{"type":"Feature","geometry":null}`),
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		start := time.Now()
		areas, notes, err := ReadAreas(t.Context(), bytes.NewReader(data))
		require.Less(t, time.Since(start), slow)
		if err != nil {
			require.Nil(t, areas)
			require.Nil(t, notes)
			_ = err.Error()
			return
		}
		for _, a := range areas {
			require.NotEmpty(t, a.Polygons)
			var parts []string
			for _, polygon := range a.Polygons {
				require.NotEmpty(t, polygon)
				var rings []string
				for _, ring := range polygon {
					require.GreaterOrEqual(t, len(ring), 4)
					require.True(t, same(ring[0], ring[len(ring)-1]))
					rings = append(rings, encode(ring))
				}
				parts = append(parts, "["+strings.Join(rings, ",")+"]")
			}
			text := `{"type":"MultiPolygon","coordinates":[` + strings.Join(parts, ",") + "]}"
			again, _, err := ReadAreas(t.Context(), strings.NewReader(text))
			require.NoError(t, err)
			require.Len(t, again, 1)
			require.Equal(t, a.Polygons, again[0].Polygons)
		}
	})
}
