package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"caspian.example/division/geodata/source"
)

// small is a topology of two countries round a lake.
const small = `{"type":"Topology","transform":{"scale":[0.5,0.25],"translate":[46,36]},
"arcs":[[[4,4],[2,0],[0,-2]],[[6,2],[-2,0],[0,2]],[[0,0],[1,1]]],
"objects":{"countries":{"geometries":[{"type":"Polygon","id":"364","arcs":[[0,1]],"properties":{"name":"Iran"}},{"type":"MultiPolygon","id":"398","arcs":[[[-1,-2]]]}]}}}`

// FuzzWorldAtlasCoast holds that any topology gives a coast or an error, never both.
func FuzzWorldAtlasCoast(f *testing.F) {
	f.Add([]byte(small))
	// What is no topology never comes here: package source tries that.
	for _, text := range []string{
		strings.Replace(small, "[[-1,-2]]", "[[2]]", 1), strings.Replace(small, `"Polygon"`, `"Point"`, 1), strings.Replace(small, "364", "792", 1),
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		topo, err := source.ParseTopology(data)
		if err != nil {
			return
		}
		c, err := worldAtlasCoast(topo)
		require.Equal(t, c == nil, err != nil)
	})
}
