package caspian_test

import (
	"context"
	"io"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/partition"
	"caspian.example/division/geodata"
	"caspian.example/division/geodata/gshhg"
	"caspian.example/division/geodata/ne10m"
)

// TestAstaraHasanQuli holds the regime to what is published of it: about 11 %
// for Iran (11 to 13), and a line of about 457 km.
func TestAstaraHasanQuli(t *testing.T) {
	for _, data := range []func() io.Reader{
		gshhg.Coast, ne10m.Coast,
	} {
		sea, err := caspian.ReadSea(data())
		require.NoError(t, err)
		d, err := caspian.Divide(context.Background(), sea, caspian.AstaraHasanQuli, caspian.Options{})
		require.NoError(t, err)
		assert.Greater(t, d.Share("IR"), 0.11)
		assert.Less(t, d.Share("IR"), 0.13)
		length := 0.0
		for _, b := range d.Boundaries {
			if b.Origin == partition.Given {
				length += b.Length
				assert.Contains(t, b.States, 1, "Iran is on one side of it")
			}
		}
		assert.InDelta(t, 457e3, length, 5e3)
		assert.Empty(t, d.Warnings)
		median, err := caspian.Divide(context.Background(), sea, caspian.Median, caspian.Options{})
		require.NoError(t, err)
		// Far from Iran nothing changes.
		assert.InDelta(t, median.Share("RU"), d.Share("RU"), 1e-9)
		assert.Greater(t, d.Share("AZ"), median.Share("AZ"))
	}
}

// TestAgreed holds the line of Kazakhstan and Russia to its published length
// (320 nautical miles, 319.66 computed elsewhere from the same points) and to
// what is known of its ends.
func TestAgreed(t *testing.T) {
	sea, err := caspian.ReadSea(gshhg.Coast())
	require.NoError(t, err)
	d, err := caspian.Divide(context.Background(), sea, caspian.Agreed, caspian.Options{})
	require.NoError(t, err)
	assert.Equal(t, caspian.LayerSeabed, d.Layer)
	lines, err := geodata.AgreedLines()
	require.NoError(t, err)
	points := lines[0].Points
	byOrigin := map[partition.Origin]partition.Boundary{}
	for _, b := range d.Boundaries {
		byOrigin[b.Origin] = b
	}
	given := byOrigin[partition.Given]
	assert.InDelta(t, 319.66, given.Length/caspian.NauticalMile, 0.01)
	require.Len(t, given.TurningPoints, 39)
	for k, n := range given.TurningPoints {
		// The boundary runs with Kazakhstan on its left: from the north.
		at := d.TurningPoints[n]
		assert.Less(t, geodesic.WGS84.Distance(points[k], at.At), 1e-4)
		assert.Equal(t, []int{2, 3}, at.States)
		assert.False(t, at.Tripoint)
	}
	assert.InDelta(t, 10.9, byOrigin[partition.ToTerminus].Length/caspian.NauticalMile, 0.1)
	assert.Contains(t, byOrigin, partition.Onward)
	assert.Equal(t, [2]int{0, 2}, byOrigin[partition.Kept].EquidistantFrom)
	assert.Equal(t, [2]int{0, 3}, byOrigin[partition.Kept].States)
	require.Len(t, d.Warnings, 3)
	assert.Contains(t, strings.Join(d.Warnings, "\n"), "to the end of their land border: 20.31 km")

	quiet, err := caspian.Divide(context.Background(), sea, caspian.Agreed, caspian.Options{SharesOnly: true})
	require.NoError(t, err)
	assert.Empty(t, quiet.Warnings)
	median, err := caspian.Divide(context.Background(), sea, caspian.Median, caspian.Options{})
	require.NoError(t, err)
	assert.InDelta(t, median.Share("KZ")+median.Share("RU"), d.Share("KZ")+d.Share("RU"), 1e-9, "what the two have together is theirs")
	assert.Greater(t, d.Share("RU"), median.Share("RU"), "more of its points are pushed towards Kazakhstan")
	_, err = caspian.Divide(context.Background(), sea, caspian.Agreed, caspian.Options{Layer: caspian.LayerWater})
	assert.ErrorIs(t, err, caspian.ErrLayer)
}

// TestLines gives lines of one's own.
func TestLines(t *testing.T) {
	sea, err := caspian.ReadSea(gshhg.Coast())
	require.NoError(t, err)
	ctx := context.Background()
	line, err := caspian.ReadLine(ctx, strings.NewReader(`{"type":"LineString","coordinates":[[48,42.5],[51,42.5]]}`))
	require.NoError(t, err)
	proposed := caspian.Line{Between: [2]string{"KZ", "AZ"}, Line: line}
	d, err := caspian.Divide(ctx, sea, caspian.Median, caspian.Options{Lines: []caspian.Line{proposed}, SharesOnly: true})
	require.NoError(t, err)
	median, err := caspian.Divide(ctx, sea, caspian.Median, caspian.Options{})
	require.NoError(t, err)
	assert.InDelta(t, median.Share("KZ")+median.Share("AZ"), d.Share("KZ")+d.Share("AZ"), 1e-9)
	assert.NotEqual(t, median.Share("AZ"), d.Share("AZ"))
	assert.NotEmpty(t, d.Warnings, "the end in the east is prolonged")
	_, err = caspian.Divide(ctx, sea, caspian.Agreed, caspian.Options{Lines: []caspian.Line{proposed}})
	require.NoError(t, err)
	for want, o := range map[string]struct {
		regime caspian.Regime
		line   caspian.Line
	}{
		"equal draws no median line":       {caspian.Equal, proposed},
		`no state "US"; it has AZ, IR`:     {caspian.Median, caspian.Line{Between: [2]string{"US", "AZ"}, Line: line}},
		"KZ and RU have an agreed one":     {caspian.Agreed, caspian.Line{Between: [2]string{"RU", "KZ"}, Line: line}},
		"does not run through the waters":  {caspian.Median, caspian.Line{Between: [2]string{"RU", "KZ"}, Line: orb.LineString{{50, 37}, {51, 38}}}},
		"not between AZ and itself":        {caspian.Median, caspian.Line{Between: [2]string{"AZ", "AZ"}, Line: line}},
		"between KZ and AZ has 1 vertices": {caspian.Median, caspian.Line{Between: [2]string{"KZ", "AZ"}, Line: line[:1]}},
	} {
		_, err := caspian.Divide(ctx, sea, o.regime, caspian.Options{Lines: []caspian.Line{o.line}})
		require.Error(t, err, want)
		assert.ErrorContains(t, err, want)
	}
}

// TestDivides asks which layers regimes divide.
func TestDivides(t *testing.T) {
	seabed, err := caspian.ReadRegime(strings.NewReader(`{"id": "half", "title": "Half", "source": "me", "base": "target", "layer": "seabed", "shares": {"IR": 0.5}}`))
	require.NoError(t, err)
	for _, r := range append(caspian.Regimes(), caspian.Convention2018, seabed) {
		assert.NoError(t, caspian.Divides(r, ""), r.ID())
		assert.ErrorIs(t, caspian.Divides(r, "air"), caspian.ErrLayer, r.ID())
		for _, l := range []caspian.Layer{caspian.LayerSeabed, caspian.LayerWater, caspian.LayerSurface, caspian.LayerAll} {
			divides := true
			switch r {
			case caspian.Agreed, seabed:
				divides = l == caspian.LayerSeabed
			case caspian.Convention2018:
				divides = l == caspian.LayerWater || l == caspian.LayerSurface
			}
			assert.Equal(t, divides, caspian.Divides(r, l) == nil, "%s %s", r.ID(), l)
		}
	}
	assert.ErrorIs(t, caspian.Divides(nil, caspian.LayerWater), caspian.ErrNoRegime)
}

// TestLayers holds what regimes do with layers, and which claims stand beside
// the shares of one.
func TestLayers(t *testing.T) {
	sea, err := caspian.ReadSea(gshhg.Coast())
	require.NoError(t, err)
	kinds := func(r caspian.Regime, layer caspian.Layer) (string, *caspian.Division) {
		d, err := caspian.Divide(context.Background(), sea, r, caspian.Options{Layer: layer, SharesOnly: true})
		require.NoError(t, err)
		var out []string
		for k, l := range d.Layers {
			assert.Equal(t, []caspian.Layer{caspian.LayerSeabed, caspian.LayerWater, caspian.LayerSurface}[k], l.Layer)
			assert.NotEmpty(t, l.Rule)
			out = append(out, string(l.Kind))
		}
		return strings.Join(out, " "), d
	}
	claim := func(d *caspian.Division) string {
		claims, err := d.Claims()
		require.NoError(t, err)
		for _, c := range claims {
			if c.State == "IR" {
				return c.By
			}
		}
		return ""
	}
	// The paper's wording is the default: 20 % of the water, the seabed in
	// common. The reverse is the other reading.
	got, d := kinds(caspian.Equal, "")
	assert.Equal(t, "common sector open", got)
	assert.Equal(t, "Tehran, after Koulaei & Hafeznia 2010, p. 401", claim(d))
	got, d = kinds(caspian.Equal, caspian.LayerSeabed)
	assert.Equal(t, "sector open common", got)
	assert.Equal(t, "Mohammad Javad Zarif", claim(d), "he claimed 20 % of the seabed")
	got, d = kinds(caspian.Equal, caspian.LayerSurface)
	assert.Equal(t, "open open sector", got)
	assert.Equal(t, "Mehdi Safari", claim(d), "he named no layer")
	for layer, by := range map[caspian.Layer]string{"": "Khosravi 2007, p. 6", caspian.LayerSeabed: "Bahman Aghai Diba"} {
		got, d = kinds(caspian.Median, layer)
		assert.Equal(t, "sector sector sector", got)
		assert.Equal(t, by, claim(d))
	}
	got, _ = kinds(caspian.Condominium, "")
	assert.Equal(t, "common common common", got)
	got, _ = kinds(caspian.Agreed, "")
	assert.Equal(t, "sector open open", got)
	got, _ = kinds(caspian.Convention2018, "")
	assert.Equal(t, "open zone zone", got)
	other, err := caspian.ReadSea(strings.NewReader(lake))
	require.NoError(t, err)
	d, err = caspian.Divide(context.Background(), other, caspian.Equal, caspian.Options{})
	require.NoError(t, err)
	assert.Equal(t, caspian.LayerSectors, d.Layers[0].Kind)
	assert.Empty(t, claim(d))
}
