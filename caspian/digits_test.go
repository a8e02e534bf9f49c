package caspian_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/seas"
)

// TestAreaDigit holds that areas of a coast in whole arcseconds are carried to 10 km², those
// of coarser grids to 100, and that nothing is said of a coast that says nothing.
func TestAreaDigit(t *testing.T) {
	assert.Equal(t, 1e7, divided.Sea(t, "gshhg").AreaDigit())
	assert.Equal(t, 1e8, divided.Sea(t, "ne10m").AreaDigit())
	assert.Zero(t, divided.Sea(t, seas.Lake).AreaDigit())
	var none *caspian.Sea
	assert.Zero(t, none.AreaDigit())
	// 111 km times four, half of it, times 10 km/√12: 641 km².
	told, err := caspian.ReadSea(strings.NewReader(strings.Replace(seas.Lake, `,"features"`, `,"coast":{"rounding_m":10000},"features"`, 1)))
	require.NoError(t, err)
	assert.Equal(t, 1e8, told.AreaDigit())
	small, err := caspian.ReadSea(strings.NewReader(strings.Replace(seas.Lake, `,"features"`, `,"coast":{"rounding_m":1e-3},"features"`, 1)))
	require.NoError(t, err)
	assert.Equal(t, 1e6, small.AreaDigit(), "tables have no less than a km²")
	for _, wrong := range []string{"0", "-1", "1e6", "null", "\"wide\"", "[]"} {
		_, err := caspian.ReadSea(strings.NewReader(strings.Replace(seas.Lake, `,"features"`, `,"coast":{"rounding_m":`+wrong+`},"features"`, 1)))
		assert.ErrorContains(t, err, "rounding_m is no length in metres", wrong)
	}
}
