package geodata

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"math"
	"net/url"
	"os"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/geodata/ne10m"
)

// TestSurroundings holds that land borders end where the coast of the same source has its
// ends, that cities lie where the zone.tab of the tz database has them (2025b, in degrees and
// minutes) and in their countries, and that all are within the window.
func TestSurroundings(t *testing.T) {
	s, err := CaspianSurroundings()
	require.NoError(t, err)
	var coast struct {
		Coast struct {
			Termini []struct {
				Between [2]string
				At      orb.Point
			}
		}
	}
	require.NoError(t, json.NewDecoder(ne10m.Coast()).Decode(&coast))
	require.Len(t, coast.Coast.Termini, 5)
	window := orb.Bound{Min: orb.Point{42, 33}, Max: orb.Point{60, 51}}
	for _, b := range s.Borders {
		assert.Less(t, b.States[0], b.States[1])
		assert.Len(t, b.States[0]+b.States[1], 4)
		assert.True(t, window.Contains(b.Line.Bound().Min) && window.Contains(b.Line.Bound().Max), b.States)
	}
	for _, end := range coast.Coast.Termini {
		found := 0
		for _, b := range s.Borders {
			if pair := end.Between; b.States == pair || b.States == [2]string{pair[1], pair[0]} {
				for _, q := range []orb.Point{b.Line[0], b.Line[len(b.Line)-1]} {
					if planar.Distance(q, end.At) < 0.00071 { // half the last digit each way
						found++
					}
				}
			}
		}
		assert.Equal(t, 1, found, end.Between)
	}

	zones := map[string]orb.Point{
		"Baku": {49 + 51./60, 40 + 23./60}, "Astrakhan": {48 + 3./60, 46 + 21./60}, "Atyrau": {51 + 56./60, 47 + 7./60},
		"Fort Shevchenko": {50 + 16./60, 44 + 31./60}, // Asia/Aqtau
	}
	for _, c := range s.Cities {
		if at, ok := zones[c.Name]; ok {
			delete(zones, c.Name)
			assert.Less(t, planar.Distance(c.At, at), 0.03, c.Name)
		}
		home := math.Inf(1)
		for _, country := range s.Countries {
			if country.State == c.State {
				for _, p := range country.Parts {
					if planar.PolygonContains(p, c.At) {
						home = 0
					}
					home = min(home, planar.DistanceFrom(p, c.At))
				}
			}
		}
		assert.Less(t, home, 0.1, "%s lies outside %s", c.Name, c.State)
	}
	assert.Empty(t, zones)
	assert.Len(t, s.Cities, 14)
	assert.Equal(t, "Baku", s.Cities[0].Name, "the source ranks it highest")
	assert.Len(t, s.Countries, 11)
	assert.NotEmpty(t, s.Fields)
	assert.True(t, planar.MultiPolygonContains(s.Land, orb.Point{51, 42}), "waters within the land are land")
	assert.False(t, planar.MultiPolygonContains(s.Land, orb.Point{65, 15}), "the Arabian Sea")

	s.Cities[0].Name = "changed"
	again, err := CaspianSurroundings()
	require.NoError(t, err)
	assert.Equal(t, "Baku", again.Cities[0].Name)
}

// TestSurroundingsFile holds that the file is the one that PROVENANCE.md describes, and that
// the whole layer stays small.
func TestSurroundingsFile(t *testing.T) {
	provenance, err := os.ReadFile("surroundings/PROVENANCE.md")
	require.NoError(t, err)
	assert.Contains(t, string(provenance), fmt.Sprintf("%x", sha256.Sum256([]byte(surroundingsJSON))))
	notice, err := os.ReadFile("surroundings/NOTICE.md")
	require.NoError(t, err)
	for _, words := range []string{"public domain", "Copyright 2013-2019 Michael Bostock"} {
		assert.Contains(t, string(notice), words)
	}
	assert.Less(t, len(surroundingsJSON)+len(islandsCSV)+len(fieldsCSV), 60_000)
}

func TestSurroundingsErrors(t *testing.T) {
	feature := func(properties, coordinates string) string {
		return `{"features":[{"properties":{` + properties + `},"geometry":{"coordinates":` + coordinates + `}}]}`
	}
	for _, text := range []string{
		"{", feature(`"kind":"lake"`, "[]"), feature(`"kind":"border","states":"AZ"`, "[[1,2],[3,4]]"), feature(`"kind":"border","states":"AZ IR"`, "[[1,2]]"),
		feature(`"kind":"city"`, `"x"`), feature(`"kind":"country"`, "1"), feature(`"kind":"land"`, "1"),
	} {
		_, err := parseSurroundings(text)
		assert.ErrorContains(t, err, "geodata: surroundings", text)
	}
}

// TestIslands checks the positions against those in decimal degrees that the sources print
// beside them, or that were computed from the print by hand.
func TestIslands(t *testing.T) {
	islands, err := Islands()
	require.NoError(t, err)
	want := map[string]orb.Point{
		"Tyuleniy Islands": {50.367, 44.917}, "Tyuleny": {47.517, 44.483}, "Chechen": {47.756, 43.966},
		"Pirallahı": {50.3167, 40.4667}, "Çilov": {50.583333, 40.333333}, "Ogurja Ada": {53.04333, 39.06083},
	}
	require.Len(t, islands, len(want))
	for k, i := range islands {
		require.Contains(t, want, i.Name)
		assert.Less(t, planar.Distance(want[i.Name], i.At), 6e-4, i.Name)
		assert.NotEmpty(t, i.Also)
		assert.NotEmpty(t, i.Source)
		u, err := url.Parse(i.URL)
		require.NoError(t, err)
		assert.NotEmpty(t, u.Host)
		if k > 0 {
			assert.Less(t, i.At[1], islands[k-1].At[1], "from north to south")
		}
	}
	_, err = parseIslands("name,also,latitude,longitude,source,url\nI,,46,E51,s,u\n")
	assert.Error(t, err)
}
