package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// small is a topology of two countries round a lake.
const small = `{"type":"Topology","transform":{"scale":[0.5,0.25],"translate":[46,36]},
"arcs":[[[4,4],[2,0],[0,-2]],[[6,2],[-2,0],[0,2]],[[0,0],[1,1]]],
"objects":{"countries":{"geometries":[{"type":"Polygon","id":"364","arcs":[[0,1]],"properties":{"name":"Iran"}},{"type":"MultiPolygon","id":"398","arcs":[[[-1,-2]]]}]}}}`

// FuzzTopology holds that any text gives a topology or an error, never both, and
// that nothing made of a topology panics or hangs.
func FuzzTopology(f *testing.F) {
	f.Add([]byte(small))
	for _, text := range []string{
		"", "null", "{}", "[]", `{"arcs":[[]]}`, `{"arcs":[[[1]]]}`, `{"arcs":[[[1,2]]]}`, `{"arcs":[null,[null]]}`,
		strings.Replace(small, "[[0,1]]", "[[7]]", 1), strings.Replace(small, "[[0,1]]", "[[-8]]", 1), strings.Replace(small, "[[0,1]]", "[[]]", 1), strings.Replace(small, "[[0,1]]", "7", 1),
		strings.Replace(small, `"Polygon"`, `"Point"`, 1), strings.Replace(small, "0.5", "1e308", 1), strings.Replace(small, "[4,4]", "[9223372036854775807,-9223372036854775808]", 1),
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		start := time.Now()
		topo, arcs, err := parseTopology(data)
		require.Equal(t, topo == nil, err != nil)
		if err != nil {
			require.Nil(t, arcs)
			return
		}
		require.Len(t, arcs, len(topo.Arcs))
		if users, err := topo.users(); err == nil {
			require.Len(t, users, len(arcs))
			c, err := topo.coast(arcs, users)
			require.Equal(t, c == nil, err != nil)
		}
		text, err := topo.clipped(arcs, box(44, 57, 34, 50))
		require.Equal(t, text == nil, err != nil)
		require.True(t, err != nil || json.Valid(text))
		require.Less(t, time.Since(start), 20*time.Second)
	})
}

// FuzzParseDump holds that any text gives pieces or an error, never both, that
// they come back when they are written and read, and that joining them neither
// panics nor hangs.
func FuzzParseDump(f *testing.F) {
	for _, text := range []string{
		"> Shore Bin # 7, Level 2\n1.5\t2\n3\t4\n> Shore Bin # 8, Level 2\n3\t4\n5\t6\n1.5\t2\n",
		"> Shore Bin # 7, Level 3\n48.12345678\t-0.5\n-0\t00\n", "> Shore Bin # 7, Level 2\n> Shore Bin # 7, Level 2\n", "> Shore Bin # 7, Level 0\n1\t2\n",
		"> Shore Bin # 7, Level -2\n1\t2\n", "> Shore Bin # 99999999999999999999, Level 2\n", "> Shore Bin # 7, Level 2 x\n9223372036854775807\t1\n", "1\t2\n", "> River\n", "", "\n",
		"> Shore Bin # 7, Level 2\n1\t2\n1\t2\n",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		start := time.Now()
		pieces, err := parseDump(data)
		require.Equal(t, pieces == nil, err != nil)
		var b strings.Builder
		for level, rows := range pieces {
			for _, row := range rows {
				fmt.Fprintf(&b, "> Shore Bin # 0, Level %d\n", level)
				for _, p := range row {
					b.WriteString(string(appendDegrees(nil, p.lon)) + "\t" + string(appendDegrees(nil, p.lat)) + "\n")
				}
			}
			for _, joined := range [][][]pos{slices.Clone(rows), whole(slices.Clone(rows))} {
				rings, err := stitch(joined)
				require.True(t, err == nil || rings == nil)
				for _, r := range rings {
					require.NotEmpty(t, r)
					r.signedArea()
					r.contains(inSea)
				}
			}
		}
		if err == nil {
			same, err := parseDump([]byte(b.String()))
			require.NoError(t, err)
			require.Equal(t, pieces, same)
		}
		require.Less(t, time.Since(start), 20*time.Second)
	})
}
