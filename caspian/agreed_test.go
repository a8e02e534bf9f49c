package caspian_test

import (
	"context"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/partition"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata"
)

// TestAstaraHasanQuli holds the regime to what is published of it: about 11 %
// for Iran (11 to 13), and a line of about 457 km.
func TestAstaraHasanQuli(t *testing.T) {
	t.Parallel()
	for _, data := range []string{"gshhg", "ne10m"} {
		sea := divided.Sea(t, data)
		d := divided.By(t, sea, regime.AstaraHasanQuli())
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
		// Far from Iran nothing changes.
		median := divided.Exactly(t, sea, regime.Median())
		d = divided.Exactly(t, sea, regime.AstaraHasanQuli())
		assert.InDelta(t, median.Share("RU"), d.Share("RU"), 1e-9)
		assert.Greater(t, d.Share("AZ"), median.Share("AZ"))
	}
}

// TestAgreed holds the line of Kazakhstan and Russia to its published length
// (320 nautical miles, 319.66 computed elsewhere from the same points) and to
// what is known of its ends.
func TestAgreed(t *testing.T) {
	t.Parallel()
	sea := divided.Sea(t, "gshhg")
	d := divided.By(t, sea, regime.Agreed())
	lines, err := geodata.AgreedLines()
	require.NoError(t, err)
	points := lines[0].Points
	byOrigin := map[partition.Origin]partition.Boundary{}
	for _, b := range d.Boundaries {
		byOrigin[b.Origin] = b
	}
	given := byOrigin[partition.Given]
	assert.InDelta(t, 319.66, given.Length/regime.NauticalMile, 0.01)
	require.Len(t, given.TurningPoints, 39)
	for k, n := range given.TurningPoints {
		// The boundary runs with Kazakhstan on its left: from the north.
		at := d.TurningPoints[n]
		assert.Less(t, geodesic.WGS84.Distance(points[k], at.At), 1e-4)
		assert.Equal(t, []int{2, 3}, at.States)
		assert.False(t, at.Tripoint)
	}
	assert.InDelta(t, 10.9, byOrigin[partition.ToTerminus].Length/regime.NauticalMile, 0.1)
	assert.Contains(t, byOrigin, partition.Onward)
	assert.Equal(t, [2]int{0, 2}, byOrigin[partition.Kept].EquidistantFrom)
	assert.Equal(t, [2]int{0, 3}, byOrigin[partition.Kept].States)
	require.Len(t, d.Warnings, 3)
	assert.Contains(t, strings.Join(d.Warnings, "\n"), "to the end of their land border: 20.31 km")

	median := divided.By(t, sea, regime.Median())
	assert.InDelta(t, median.Share("KZ")+median.Share("RU"), d.Share("KZ")+d.Share("RU"), 1e-9, "what the two have together is theirs")
	assert.Greater(t, d.Share("RU"), median.Share("RU"), "more of its points are pushed towards Kazakhstan")
}

// TestLines gives lines of one's own.
func TestLines(t *testing.T) {
	t.Parallel()
	sea, change := divided.Sea(t, "gshhg"), changed(t)
	between, line := [2]string{"KZ", "AZ"}, orb.LineString{{48, 42.5}, {51, 42.5}}
	d := divided.By(t, sea, change(regime.Median().WithLine(between, line)))
	median := divided.By(t, sea, regime.Median())
	assert.InDelta(t, median.Share("KZ")+median.Share("AZ"), d.Share("KZ")+d.Share("AZ"), 1e-9)
	assert.NotEqual(t, median.Share("AZ"), d.Share("AZ"))
	assert.Contains(t, strings.Join(d.Warnings, "\n"), "prolonged", "the end in the east is prolonged")
	both := change(regime.Agreed().WithLine(between, line))
	require.NoError(t, sea.Suits(both))
	assert.Len(t, both.Cuts, 2)
	outside := change(regime.Median().WithLine([2]string{"RU", "KZ"}, orb.LineString{{50, 37}, {51, 38}}))
	_, err := caspian.Divide(context.Background(), sea, outside, caspian.Options{})
	require.ErrorIs(t, err, partition.ErrCut)
	assert.ErrorContains(t, err, "does not run through the waters")
}
