package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestLineTablesFit holds that a terminal of 80 columns is enough for the tables of
// lines, also where codes and names are long and positions far west and north.
func TestLineTablesFit(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	dir := t.TempDir()
	coast := filepath.Join(dir, "lake.geojson")
	name := strings.Repeat("Long name ", 8)
	require.NoError(t, os.WriteFile(coast, []byte(fmt.Sprintf(`{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"NORTHERN-LAND","name":%[1]q},"geometry":{"type":"LineString","coordinates":[[-119,60],[-119,64],[-123,64],[-123,60]]}},
{"type":"Feature","properties":{"state":"SOUTHERN-LAND","name":%[1]q},"geometry":{"type":"LineString","coordinates":[[-123,60],[-121,60],[-119,60]]}},
{"type":"Feature","properties":{"state":"THIRD","name":%[1]q},"geometry":{"type":"Polygon","coordinates":[[[-121,61],[-121.1,61],[-121.1,61.05],[-121,61]]]}}]}`, name)), 0o600))
	line := filepath.Join(dir, strings.Repeat("long", 10)+".csv")
	require.NoError(t, os.WriteFile(line, []byte("lon,lat\n-124,61\n-121.05,61.02\n-119.000001,61\n-100,61\n"), 0o600))
	regime := allOr("equal", "median")
	for _, args := range [][]string{
		{"boundary", "NORTHERN-LAND", "SOUTHERN-LAND", "--coast", coast}, {"boundary", "RU", "KZ"}, {"boundary", "AZ", "TM", "--regime", regime},
		{"audit", line, "--between", "NORTHERN-LAND,SOUTHERN-LAND", "--coast", coast, "--rounding", "1°"}, {"audit", "ru-kz"}, {"audit", "treaty-points"},
	} {
		var out, errs strings.Builder
		require.Equal(t, exitDone, recalling(args, nil, &out, &errs), errs.String())
		lines := strings.Split(out.String(), "\n")
		require.Greater(t, len(lines), 10)
		for _, l := range lines {
			if strings.Contains(strings.TrimSpace(l), " ") { // words longer than a line stand alone
				assert.LessOrEqual(t, utf8.RuneCountInString(l), 80, "%v: %s", args, l)
			}
		}
	}
}
