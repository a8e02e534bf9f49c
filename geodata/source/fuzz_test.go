package source

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
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
		topo, err := ParseTopology(data)
		require.Equal(t, topo == nil, err != nil)
		if err != nil {
			return
		}
		require.Len(t, topo.Users(), len(topo.Arcs))
		for _, bound := range []orb.Bound{{Min: orb.Point{44, 34}, Max: orb.Point{57, 50}}, {Min: orb.Point{170, -10}, Max: orb.Point{190, 80}}} {
			text := GeoJSON(Clip(topo.Countries(), bound), 5, func(Country) string { return "XX" })
			require.True(t, json.Valid(text))
		}
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
		pieces, err := ParseDump(data)
		require.Equal(t, pieces == nil, err != nil)
		var b strings.Builder
		for level, rows := range pieces {
			for _, row := range rows {
				fmt.Fprintf(&b, "> Shore Bin # 0, Level %d\n", level)
				for _, p := range row {
					b.WriteString(string(appendDegrees(nil, p[0])) + "\t" + string(appendDegrees(nil, p[1])) + "\n")
				}
			}
			{
				rings, err := Stitch(rows)
				require.True(t, err == nil || rings == nil)
				for _, r := range rings {
					require.NotEmpty(t, r)
					r.SignedArea()
					r.Contains(Degrees(51, 41.5))
				}
			}
		}
		if err == nil {
			same, err := ParseDump([]byte(b.String()))
			require.NoError(t, err)
			require.Equal(t, pieces, same)
		}
		require.Less(t, time.Since(start), 20*time.Second)
	})
}

// FuzzParseOutlines holds that any text gives outlines or an error, never both, that
// outlines are closed, and that they come back when they are written and read.
func FuzzParseOutlines(f *testing.F) {
	const isle = "1.5\t2\n3\t2\n3\t-4\n1.5\t2\n"
	for _, text := range []string{
		"", ">", isle, "> Segment \n" + isle, ">  Land Segment 0\n" + isle + ">  Land Segment 1\n", ">  A Segment B Segment 0\n" + isle, ">  Land Segment 0\n1\t2\n1\t2\n1\t2\n1\t2\n",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		outlines, err := ParseOutlines(data)
		require.Equal(t, outlines == nil, err != nil)
		var b strings.Builder
		for name, lines := range outlines {
			for _, l := range lines {
				require.Equal(t, l[0], l[len(l)-1])
				fmt.Fprintf(&b, "> %s Segment 0\n", name)
				for _, p := range l {
					b.WriteString(string(appendDegrees(nil, p[0])) + "\t" + string(appendDegrees(nil, p[1])) + "\n")
				}
			}
		}
		if err == nil {
			same, err := ParseOutlines([]byte(b.String()))
			require.NoError(t, err)
			require.Equal(t, outlines, same)
		}
	})
}
