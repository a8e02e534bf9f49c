package geodesic_test

import (
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/geodesic"
)

// TestRounding holds the texts of roundings against what they stand for, and that a
// rounded position is what is read from its print.
func TestRounding(t *testing.T) {
	p := orb.Point{-51.271668, 38.575142}
	for _, c := range []struct {
		text, shown string
		step        float64
		print       string
	}{
		{"0.1\"", "0.1\"", 0.1 / 3600, "38°34'30.5\"N 51°16'18.0\"W"},
		{"1s", "1\"", 1.0 / 3600, "38°34'31\"N 51°16'18\"W"},
		{"0.01″", "0.01\"", 0.01 / 3600, "38°34'30.51\"N 51°16'18.00\"W"},
		{"0.1'", "0.1'", 0.1 / 60, "38°34.5'N 51°16.3'W"},
		{"1 min", "1'", 1.0 / 60, "38°35'N 51°16'W"},
		{"1e-5°", "0.00001°", 1e-5, "38.57514°N 51.27167°W"},
		{"1deg", "1°", 1, "39°N 51°W"},
	} {
		var r geodesic.Rounding
		require.NoError(t, r.UnmarshalText([]byte(c.text)), c.text)
		assert.Equal(t, c.shown, r.String())
		assert.InEpsilon(t, c.step, r.Step(), 1e-12)
		assert.Equal(t, c.print, r.Format(p), c.text)
		read, digit, err := geodesic.ParsePosition(r.Format(p))
		require.NoError(t, err)
		assert.InEpsilon(t, c.step, digit, 1e-9)
		assert.InDelta(t, read[0], r.Round(p)[0], 1e-12)
		assert.InDelta(t, read[1], r.Round(p)[1], 1e-12)
		assert.LessOrEqual(t, max(read[0]-p[0], p[0]-read[0]), c.step/2*(1+1e-9))
	}
	for _, wrong := range []string{"", "0.1", "\"", "0.2\"", "10\"", "-1\"", "NaN'", "1e-12°", "93m", "0°", "Inf\""} {
		var r geodesic.Rounding
		assert.ErrorIs(t, r.UnmarshalText([]byte(wrong)), geodesic.ErrRounding, wrong)
	}
	// What lies at the end of a minute is carried on.
	assert.Equal(t, "1°00.0'N 2°00.0'E", geodesic.Rounding{Unit: geodesic.Minutes, Decimals: 1}.Format(orb.Point{1.99999, 0.99999}))
	assert.Equal(t, geodesic.Rounding{Unit: geodesic.Seconds, Decimals: 1}.Format(p), geodesic.Rounding{}.Format(p))
	assert.Equal(t, orb.Point{-170, 0}, geodesic.Rounding{}.Round(orb.Point{190, -1e-9}))
}
