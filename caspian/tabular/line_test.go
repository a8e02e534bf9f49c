package tabular

import (
	"encoding/csv"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/require"

	"caspian.example/division/geodata"
)

// FuzzLine holds that any text gives a line or an error, never both, and that
// a line comes back when it is written and read.
func FuzzLine(f *testing.F) {
	lines, err := geodata.AgreedLines()
	require.NoError(f, err)
	require.NotEmpty(f, lines)
	f.Add(csvOf(lines[0].Points))
	for _, text := range []string{
		"lon,lat\n50,41.5\n50.5,41\n", "lon;lat\r\n50;41.5\r\n", "x\ty\n1\t2\n", "LAT,note,LON\n41.5,\"a\nb\",50\n",
		"position\n38°34'30\"N 51°16'18\"E\n", "lon_dms,lat_dms\n51°16'18\"E,38°34'30\"N\n", "lon,lat\n−50,−41.5\n", "lon,lat\nNaN,0x1p3\n",
		"lon,lat\n1,91\n", "lon,lat\n1\n", "lon,lat\n", "", "\n", ",,,,\n", "\"", "lon,lat\n1e400,1\n", "lon,lat\n361,1\n", "position\nNE\n", "<html>", "a,b\n1,2\n",
		`{"type":"LineString","coordinates":[[51,38],[52,39]]}`,
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		start := time.Now()
		l, err := ReadLine(t.Context(), strings.NewReader(text))
		require.Less(t, time.Since(start), 20*time.Second)
		require.Equal(t, l == nil, err != nil)
		if l == nil {
			require.NotEmpty(t, err.Error())
			return
		}
		require.NotEmpty(t, l.Points)
		require.Len(t, l.Digits, len(l.Points))
		for _, p := range l.Points {
			require.True(t, p[0] >= -360 && p[0] <= 360 && p[1] >= -90 && p[1] <= 90, "%v", p)
		}
		if isJSON([]byte(text)) {
			return // whose longitudes may go beyond 180°
		}
		same, err := ReadLine(t.Context(), strings.NewReader(csvOf(l.Points)))
		require.NoError(t, err)
		require.Equal(t, l.Points, same.Points)
	})
}

// csvOf writes a line as CSV in decimal degrees.
func csvOf(line orb.LineString) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	_ = w.Write([]string{"lon", "lat"})
	for _, p := range line {
		_ = w.Write([]string{strconv.FormatFloat(p[0], 'g', -1, 64), strconv.FormatFloat(p[1], 'g', -1, 64)})
	}
	w.Flush()
	return b.String()
}
