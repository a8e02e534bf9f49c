package export

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/geodesic"
)

// TestCourses reads the CSV of every boundary of the samples back: the points follow
// each other by the azimuths and lengths of the legs, and those are the points that
// the GeoJSON of the same lines has.
func TestCourses(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	divisions, err := samples()
	require.NoError(t, err)
	seen := 0
	for _, d := range divisions {
		if !d.Question.Regime.Drawn() {
			continue
		}
		pairs := map[[2]int]bool{}
		for _, line := range d.Boundaries {
			if pairs[line.States] {
				continue
			}
			pairs[line.States] = true
			courses, err := course.Between(d, d.States[line.States[0]].Code, d.States[line.States[1]].Code)
			require.NoError(t, err)
			var b bytes.Buffer
			require.NoError(t, Courses(&b, d, courses))
			rows, err := csv.NewReader(&b).ReadAll()
			require.NoError(t, err)
			number := func(text string) float64 {
				v, err := strconv.ParseFloat(text, 64)
				require.NoError(t, err)
				return v
			}
			column := map[string]int{}
			for k, name := range rows[0] {
				column[name] = k
			}
			only := course.Only(d, courses)
			var before orb.Point
			last := ""
			for _, r := range rows[1:] {
				cell := func(name string) string { return r[column[name]] }
				at := orb.Point{number(cell("lon")), number(cell("lat"))}
				k, err := strconv.Atoi(cell("number"))
				require.NoError(t, err)
				assert.Equal(t, only.TurningPoints[k-1].At, at)
				assert.Equal(t, []string{"WGS84", d.Question.Credit(), d.Question.Words()}, r[len(r)-3:])
				assert.Equal(t, d.Question.Words(), cell("question"))
				assert.NotContains(t, cell("feature"), "\n")
				if cell("number") != last && cell("azimuth") != "" {
					q, _ := geodesic.WGS84.Direct(before, number(cell("azimuth")), number(cell("leg_geodesic_m")))
					// The azimuth has six decimals: 1e-8 of the way.
					assert.Less(t, geodesic.WGS84.Distance(q, at), 1e-3+2e-8*number(cell("leg_geodesic_m")))
					seen++
				}
				before, last = at, cell("number")
				base := orb.Point{number(cell("base_lon")), number(cell("base_lat"))}
				if cell("part") == "" && cell("kind") != string(course.PointGiven) {
					assert.InDelta(t, geodesic.WGS84.Distance(at, base), number(cell("distance_m")), 2e-3)
				}
			}
			b.Reset()
			require.NoError(t, GeoJSON(&b, only))
		}
	}
	assert.Greater(t, seen, 300)
}
