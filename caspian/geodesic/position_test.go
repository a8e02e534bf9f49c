package geodesic

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestParsePosition(t *testing.T) {
	sardar := orb.Point{51 + 16.0/60 + 18.0/3600, 38 + 34.0/60 + 30.0/3600}
	tripoint := orb.Point{49 + 53.3/60, 42 + 33.6/60}
	for _, c := range []struct {
		text  string
		want  orb.Point
		digit float64
	}{
		{`38°34'30"N 51°16'18"E`, sardar, 1.0 / 3600},
		{`38°34′30″ N, 51°16′18″ E`, sardar, 1.0 / 3600},
		{`N 38°34'30" E 51°16'18"`, sardar, 1.0 / 3600},
		{`E51°16'18" N38°34'30"`, sardar, 1.0 / 3600},
		{`51°16'18"E; 38°34'30"N`, sardar, 1.0 / 3600},
		{`38 34 30 N 51 16 18 E`, sardar, 1.0 / 3600},
		{`38d34m30s n 51d16m18.00s e`, sardar, 1.0 / 3600},
		{`38º 34’ 30'' N / 51º 16’ 18'' E`, sardar, 1.0 / 3600},
		{`42°33.6'N 49°53.3'E`, tripoint, 0.1 / 60},
		{`42°33',6 N 49°53',3 E`, tripoint, 0.1 / 60},
		{`42°33,6′N 49°53,3′E`, tripoint, 0.1 / 60},
		{`42.56N 49.888333333333335E`, tripoint, 0.01},
		{`42,56° N, 49,888333333333335° E`, tripoint, 0.01},
		{`0°0'0.5"S 0°W`, orb.Point{0, -0.5 / 3600}, 1},
		{`90N 180W`, orb.Point{-180, 90}, 1},
	} {
		p, digit, err := ParsePosition(c.text)
		require.NoError(t, err, c.text)
		assert.InDelta(t, c.want[0], p[0], 1e-12, c.text)
		assert.InDelta(t, c.want[1], p[1], 1e-12, c.text)
		assert.InEpsilon(t, c.digit, digit, 1e-9, c.text)
	}
}

func TestParsePositionRefuses(t *testing.T) {
	for text, want := range map[string]string{
		``:                            "has not two letters",
		`38.5 51.2`:                   "has not two letters",
		`38N 51E 3W`:                  "has not two letters",
		`38N 51N`:                     "two latitudes",
		`38E 51W`:                     "two longitudes",
		`91N 51E`:                     "91 lies beyond 90°",
		`38N 180.1E`:                  "180.1 lies beyond 180°",
		`38°60'N 51E`:                 "60 or more",
		`38°5'60"N 51E`:               "60 or more",
		`38.5°30'N 51E`:               "decimals before its last number",
		`38'30°N 51E`:                 "out of order",
		`38 1 2 3 N 51E`:              "more than degrees",
		`N E`:                         "has no number",
		`-38N 51E`:                    "is not degrees",
		`38°34'30"N 51°16'18"E hello`: "not two letters",
		`38N 51E 7`:                   "goes on after",
		`NaN N 51E`:                   "not two letters",
	} {
		_, _, err := ParsePosition(text)
		require.ErrorIs(t, err, ErrPosition, text)
		assert.ErrorContains(t, err, want, text)
	}
}

func TestFormatPosition(t *testing.T) {
	assert.Equal(t, `38°34'30"N 51°16'18"E`, FormatPosition(orb.Point{51.2716666667, 38.575}, 0))
	assert.Equal(t, `38°34'30.000"N 51°16'18.000"E`, FormatPosition(orb.Point{51.2716666667, 38.575}, 3))
	assert.Equal(t, `0°00'00.5"S 179°59'59.0"W`, FormatPosition(orb.Point{180 + 1.0/3600, -0.5 / 3600}, 1))
	assert.Equal(t, `60°00'00"N`, FormatAngle(59.99999, "N", "S", 0), "seconds carry")
	assert.Equal(t, `45°30'00"N`, FormatAngle(45.5, "N", "S", -1))
	assert.Equal(t, `45°30'00.000000000"N`, FormatAngle(45.5, "N", "S", 20))
}

// TestPositionsReadBack prints positions and reads them back.
func TestPositionsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := orb.Point{rapid.Float64Range(-180, 180).Draw(t, "lon"), rapid.Float64Range(-90, 90).Draw(t, "lat")}
		decimals := rapid.IntRange(0, 6).Draw(t, "decimals")
		q, digit, err := ParsePosition(FormatPosition(p, decimals))
		require.NoError(t, err)
		assert.InEpsilon(t, math.Pow(10, -float64(decimals))/3600, digit, 1e-9)
		assert.LessOrEqual(t, math.Abs(math.Remainder(p[0]-q[0], 360)), digit/2*(1+1e-6)+1e-12)
		assert.LessOrEqual(t, math.Abs(p[1]-q[1]), digit/2*(1+1e-6)+1e-12)
	})
}

// FuzzParsePosition holds that any text gives a position or an error, never
// both, and that a position comes back when it is printed and read.
func FuzzParsePosition(f *testing.F) {
	for _, text := range []string{`38°34'30"N 51°16'18"E`, `42°33',6 N 49°53',3 E`, `N 38°34' E 51°`, `°'"NE`, `1,N2.E`, `38 34 30.125 S, 179 59 59.9 w`, `90N180E`, `0S0W`, `90°0'0.1"N 0E`,
		`1e3N2E`, `٣N٤E`, `NN`, `1N2N`, "1\u202f°2N3E", `-1N2E`, `1°60'N 2E`, `1.5°30'N 2E`, `38d34m30sN51e`, ""} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, digit, err := ParsePosition(text)
		if err != nil {
			require.Equal(t, orb.Point{}, p)
			require.Zero(t, digit)
			require.ErrorIs(t, err, ErrPosition)
			return
		}
		require.True(t, math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 90 && digit > 0)
		const decimals = 6
		q, step, err := ParsePosition(FormatPosition(p, decimals))
		require.NoError(t, err)
		require.InEpsilon(t, 1e-6/3600, step, 1e-9)
		require.LessOrEqual(t, math.Abs(math.Remainder(p[0]-q[0], 360)), step/2*(1+1e-6)+1e-12)
		require.LessOrEqual(t, math.Abs(p[1]-q[1]), step/2*(1+1e-6)+1e-12)
		require.Equal(t, FormatPosition(p, decimals), FormatPosition(q, decimals))
	})
}
