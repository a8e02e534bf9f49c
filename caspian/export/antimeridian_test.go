package export

import (
	"bytes"
	"context"
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/regime"
)

// parallel is a ring along a parallel, eastward or westward.
func parallel(lat, from float64, east bool) orb.Ring {
	const n = 24
	var out orb.Ring
	for k := range n + 1 {
		lon := from + 360*float64(k)/float64(n)
		if !east {
			lon = from - 360*float64(k)/float64(n)
		}
		out = append(out, orb.Point{math.Remainder(lon, 360), lat})
	}
	out[n] = out[0]
	return out
}

// TestSplitPolygon cuts polygons and compares their geodesic areas: the cuts
// run along meridians, which are geodesics, and the top of the plane is a
// point.
func TestSplitPolygon(t *testing.T) {
	for _, c := range []struct {
		name  string
		p     orb.Polygon
		parts int
	}{
		{"elsewhere", orb.Polygon{{{1, 1}, {2, 1}, {2, 2}, {1, 1}}}, 1},
		{"square", orb.Polygon{{{179, 0}, {-179, 0}, {-179, 2}, {179, 2}, {179, 0}}}, 2},
		{"square beyond 180", orb.Polygon{{{179, 0}, {181, 0}, {181, 2}, {179, 2}, {179, 0}}}, 2},
		{"begins east", orb.Polygon{{{-179, 0}, {-179, 2}, {179, 2}, {179, 0}, {-179, 0}}}, 2},
		{"vertices on it", orb.Polygon{{{179, 0}, {180, 0}, {-179, 0}, {-179, 2}, {180, 2}, {179, 2}, {179, 0}}}, 2},
		{"begins on it", orb.Polygon{{{180, 0}, {-179, 0}, {-179, 2}, {180, 2}, {179, 2}, {179, 0}, {180, 0}}}, 2},
		{"side along it from the east", orb.Polygon{{{180, 0}, {-179, 0}, {-179, 2}, {180, 2}, {180, 0}}}, 1},
		{"side along it from the west", orb.Polygon{{{180, 0}, {180, 2}, {179, 2}, {179, 0}, {180, 0}}}, 1},
		{"comb", orb.Polygon{{{179, 0}, {-179, 0}, {-179, 1}, {179.5, 1}, {179.5, 2}, {-179, 2}, {-179, 3}, {179, 3}, {179, 0}}}, 3},
		{"hole across", orb.Polygon{{{178, 0}, {-178, 0}, {-178, 4}, {178, 4}, {178, 0}}, {{179, 1}, {179, 3}, {-179, 3}, {-179, 1}, {179, 1}}}, 2},
		{"hole beside", orb.Polygon{{{178, 0}, {-178, 0}, {-178, 4}, {178, 4}, {178, 0}}, {{-179.5, 1}, {-179.5, 3}, {-179, 3}, {-179, 1}, {-179.5, 1}}}, 2},
		{"north cap", orb.Polygon{parallel(80, 10, true)}, 1},
		{"south cap", orb.Polygon{parallel(-80, 10, false)}, 1},
		{"cap from the antimeridian", orb.Polygon{parallel(80, 180, true)}, 1},
		{"ring around the pole", orb.Polygon{parallel(80, 10, true), parallel(85, 33, false)}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := splitPolygon(c.p)
			require.Len(t, got, c.parts)
			sum := 0.0
			for _, p := range got {
				sum += geodesic.WGS84.PolygonArea(p)
				for k, r := range p {
					assert.Equal(t, r[0], r[len(r)-1])
					assert.False(t, crosses(r) && c.name != "north cap" && c.name != "south cap" && r[0][1] < 80, "%v", r)
					assert.Equal(t, k == 0, r.Orientation() == orb.CCW)
					for _, q := range r {
						assert.LessOrEqual(t, math.Abs(q[0]), 180.0)
					}
				}
			}
			// A cut on the straight line of an edge in longitude and latitude
			// moves it off its geodesic.
			assert.InEpsilon(t, geodesic.WGS84.PolygonArea(c.p), sum, 5e-4)
		})
	}
}

func TestSplitLine(t *testing.T) {
	assert.Equal(t, orb.MultiLineString{{{1, 2}, {3, 4}}}, SplitLine(orb.LineString{{1, 2}, {3, 4}}))
	assert.Equal(t, orb.MultiLineString{{{179, 0}, {180, 1}}, {{-180, 1}, {-179, 2}}}, SplitLine(orb.LineString{{179, 0}, {-179, 2}}))
	assert.Equal(t, orb.MultiLineString{{{-179, 2}, {-180, 1}}, {{180, 1}, {179, 0}}}, SplitLine(orb.LineString{{-179, 2}, {179, 0}}))
	assert.Equal(t, orb.MultiLineString{{{179, 0}, {180, 5}}, {{-180, 5}, {-179, 2}}}, SplitLine(orb.LineString{{179, 0}, {180, 5}, {-179, 2}}))
	assert.Len(t, SplitLine(orb.LineString{{179, 0}, {-179, 1}, {179, 2}, {-179, 3}}), 4)
}

// TestAcrossAntimeridian writes a lake across the antimeridian: the written
// parts have the sea's area, and none crosses it.
func TestAcrossAntimeridian(t *testing.T) {
	const lake = `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[-179.7,50],[-179.7,50.5],[179.6,50.5],[179.6,50]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[179.6,50],[179.9,50.05],[-179.7,50]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"Polygon","coordinates":[[[179.95,50.4],[-179.95,50.4],[-179.95,50.45],[179.95,50.45],[179.95,50.4]]]}}]}`
	sea, err := caspian.ReadSea(strings.NewReader(lake))
	require.NoError(t, err)
	div, err := caspian.Divide(context.Background(), sea, regime.Median(), divided.Options(sea))
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, GeoJSON(&b, div))
	fc, err := geojson.UnmarshalFeatureCollection(b.Bytes())
	require.NoError(t, err)
	sum, lines := 0.0, 0
	for _, f := range fc.Features {
		switch g := f.Geometry.(type) {
		case orb.MultiPolygon:
			for _, p := range g {
				sum += geodesic.WGS84.PolygonArea(p)
				for _, r := range p {
					assert.False(t, crosses(r))
				}
			}
		case orb.MultiLineString:
			lines++
			for _, l := range g {
				assert.False(t, crosses(l))
			}
		case orb.LineString:
			assert.False(t, crosses(g))
		}
	}
	assert.Positive(t, lines)
	// The coast's own long edges are cut on their straight lines.
	assert.InEpsilon(t, div.Area, sum, 1e-3)
}
