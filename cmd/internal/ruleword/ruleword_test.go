package ruleword_test

import (
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/regime"
	"caspian.example/division/cmd/internal/ruleword"
)

// TestParse reads all that there is to say of a line.
func TestParse(t *testing.T) {
	degrees := func(v float64) *float64 { return &v }
	for text, want := range map[string]regime.Cut{
		"meridian":                            {Kind: regime.CutMeridian},
		"parallel:loxodrome":                  {Kind: regime.CutParallel, Loxodrome: true},
		"azimuth:95:loxodrome@52.43,41.75":    {Kind: regime.CutAzimuth, Azimuth: degrees(95), Loxodrome: true, From: &orb.Point{52.43, 41.75}},
		"azimuth:loxodrome:0°@-69.5,\u221215": {Kind: regime.CutAzimuth, Azimuth: degrees(0), Loxodrome: true, From: &orb.Point{-69.5, -15}},
		"bisector":                            {Kind: regime.CutBisector},
		"bisector:fit:50km":                   {Kind: regime.CutBisector, Over: 50e3, Direction: regime.DirectionFit},
		"perpendicular:10nmi:fronts":          {Kind: regime.CutPerpendicular, Over: 18_520, Direction: regime.DirectionFronts},
		"termini:loxodrome":                   {Termini: true, Loxodrome: true},
	} {
		c, ok, err := ruleword.Parse(text)
		require.NoError(t, err, text)
		assert.True(t, ok, text)
		assert.Equal(t, want, c, text)
		c.Between = [2]string{"A", "B"}
		r, err := regime.Median().WithCut(c)
		require.NoError(t, err)
		_, err = r.Checked()
		assert.NoError(t, err, text)
	}
	for _, file := range []string{"./meridian", "meridian.geojson", "Meridian", "", "-", "line:meridian"} {
		c, ok, err := ruleword.Parse(file)
		require.NoError(t, err, file)
		assert.False(t, ok, file)
		assert.Zero(t, c, file)
	}
}

// FuzzParse holds that what is read is a line that regimes take, and that nothing else is
// given with an error.
func FuzzParse(f *testing.F) {
	for _, text := range []string{"meridian", "azimuth:95:loxodrome@52.43,41.75", "bisector:fit:50km", "termini@1,2", "parallel:", "line.geojson", "azimuth:NaN"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, ok, err := ruleword.Parse(text)
		if err != nil || !ok {
			require.Zero(t, c)
			return
		}
		c.Between = [2]string{"A", "B"}
		r, err := regime.Median().WithCut(c)
		require.NoError(t, err)
		_, err = r.Checked()
		require.NoError(t, err)
	})
}

// TestRefused says what is wrong, and how it would be right.
func TestRefused(t *testing.T) {
	for text, want := range map[string]string{
		"azimuth":                      "needs its degrees clockwise from north, such as azimuth:270 for the west",
		"azimuth:360":                  `"360" is not an azimuth: degrees clockwise from north, at least 0 and below 360`,
		"azimuth:-90":                  "the west is azimuth:270",
		"azimuth:NaN":                  "is not an azimuth",
		"azimuth:50km":                 `"50km" is not an azimuth`,
		"azimuth:10:20":                `"20" is there twice`,
		"meridian:50km":                `"50km" means nothing for meridian, which takes loxodrome and @LON,LAT; degrees are for azimuth, a length and fronts or fit for bisector and perpendicular`,
		"parallel:loxodrom":            `"loxodrom" means nothing for parallel`,
		"meridian:":                    `"" means nothing`,
		"termini:fit":                  `"fit" means nothing for termini`,
		"bisector:50":                  `"50" is neither fronts, fit or loxodrome, nor a length: the length "50" needs a unit`,
		"bisector:fits":                `"fits" is neither fronts, fit or loxodrome, nor a length`,
		"bisector:0m":                  "is not a length above 0m",
		"bisector:0.5m":                "over 1m to 1000km, not over 0.5m",
		"bisector:2000km":              "over 1m to 1000km, not over 2000km",
		"bisector:fit:fronts":          `"fronts" is there twice, or says again what another part says`,
		"bisector:1km:2km":             `"2km" is there twice`,
		"meridian:loxodrome:loxodrome": `"loxodrome" is there twice`,
		"termini@50,40":                "begins and ends at land borders: no @50,40",
		"meridian@":                    "@: that is not LON,LAT in decimal degrees, such as @52.43,41.75",
		"meridian@50":                  "that is not LON,LAT",
		"meridian@50,40,1":             "that is not LON,LAT",
		"meridian@50,N40":              "that is not LON,LAT",
		"meridian@41.75,152":           "longitude comes first",
		"meridian@400,41":              "that is no longitude and latitude",
		"meridian@NaN,41":              "that is no longitude and latitude",
	} {
		c, ok, err := ruleword.Parse(text)
		assert.True(t, ok, text)
		assert.Zero(t, c, text)
		assert.ErrorContains(t, err, want, text)
	}
}
