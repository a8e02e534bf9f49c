package tabular

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// FuzzPoints holds that any text gives points or an error in bounded time, and that
// all points are positions.
func FuzzPoints(f *testing.F) {
	for _, text := range []string{
		"name,lon,lat\nShah Deniz,50.377,39.937\n", "lon;lat\r\n50;41.5\r\n", "x\ty\n1\t2\n", "\ufefflongitude,latitude\n1,2\n", "lon,lat\n1,91\n", "lon,lat\n41,51\n",
		"lon,lat\nNaN,1\n", "lon,lat\n1\n", "lon,lon,lat\n1,2,3\n", "a,b\n1,2\n", "", "\n", "lon,lat\n\"1,2\n", "lon,lat\n1e400,1\n",
		`{"type":"Point","coordinates":[51,38]}`, `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":1},"geometry":{"type":"MultiPoint","coordinates":[[51,38],[52,39]]}}]}`,
		`{"type":"FeatureCollection","features":[{"type":"Feature","properties":null,"geometry":null}]}`, `{"type":"Polygon","coordinates":[]}`, "{", "<html>",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		start := time.Now()
		r, err := ReadPlaces(t.Context(), strings.NewReader(text), Options{Columns: true})
		for err == nil {
			var some []Place
			if some, err = r.Next(); err == nil {
				require.NotEmpty(t, some)
			}
			for _, p := range some {
				require.NoError(t, CheckPosition(p.At))
			}
		}
		require.NotEmpty(t, err.Error())
		require.Less(t, time.Since(start), 20*time.Second)
	})
}
