package export

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
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

func write(t *testing.T, r regime.Regime) (*caspian.Division, []byte) {
	div := divided.By(t, divided.Sea(t, "gshhg"), r)
	var b bytes.Buffer
	require.NoError(t, GeoJSON(&b, div))
	var again bytes.Buffer
	require.NoError(t, GeoJSON(&again, div))
	require.Equal(t, b.Bytes(), again.Bytes())
	return div, b.Bytes()
}

func TestGeoJSON(t *testing.T) {
	div, data := write(t, regime.Median())
	fc, err := geojson.UnmarshalFeatureCollection(data)
	require.NoError(t, err)
	head, ok := fc.ExtraMembers["division"].(map[string]any)
	require.True(t, ok)
	assert.Equal(t, "median", head["regime"])
	assert.Equal(t, "WGS84", head["datum"])
	assert.Equal(t, "gshhg", head["coast"])
	assert.Len(t, head["shares"], 5)
	assert.Len(t, head["weights"], 5)

	shore := map[orb.Point]bool{}
	for _, p := range div.Sea.Coast().Shore {
		shore[p] = true
	}
	count := map[string]int{}
	area := 0.0
	line := map[orb.Point]bool{}
	for _, f := range fc.Features {
		kind := f.Properties.MustString("kind")
		count[kind]++
		switch kind {
		case "sector":
			p, ok := f.Geometry.(orb.Polygon)
			require.True(t, ok)
			assert.Equal(t, orb.CCW, p[0].Orientation())
			for _, hole := range p[1:] {
				assert.Equal(t, orb.CW, hole.Orientation())
			}
			a := geodesic.WGS84.PolygonArea(p) / 1e6
			assert.InDelta(t, f.Properties.MustFloat64("area_km2"), a, 1e-5)
			area += a
		case "boundary":
			l, ok := f.Geometry.(orb.LineString)
			require.True(t, ok)
			length := 0.0
			for k, p := range l {
				line[p] = true
				if k > 0 {
					length += geodesic.WGS84.Distance(l[k-1], p)
				}
			}
			assert.InDelta(t, f.Properties.MustFloat64("length_km"), length/1e3, 1e-5)
		}
	}
	assert.Equal(t, 5, count["sector"])
	assert.Equal(t, 7, count["boundary"])
	// All vertices of sectors are the input's or a boundary's.
	islands := map[orb.Point]bool{}
	for _, i := range div.Sea.Coast().Islands {
		for _, p := range i.Ring {
			islands[p] = true
		}
	}
	for _, f := range fc.Features {
		if p, ok := f.Geometry.(orb.Polygon); ok {
			for _, ring := range p {
				for _, q := range ring {
					require.True(t, shore[q] || islands[q] || line[q], "%v", q)
				}
			}
		}
	}
	assert.InEpsilon(t, head["area_km2"], area, 1e-9)
}

func TestGeoJSONCommon(t *testing.T) {
	_, data := write(t, regime.Condominium())
	fc, err := geojson.UnmarshalFeatureCollection(data)
	require.NoError(t, err)
	count := map[string]int{}
	var p geojson.Properties
	for _, f := range fc.Features {
		kind := f.Properties.MustString("kind")
		count[kind]++
		switch kind {
		case "common":
			p = f.Properties
			assert.Equal(t, "AZ IR KZ RU TM", p["states"])
		case "fishery_zone":
			assert.Equal(t, 18520.0, f.Properties["breadth_m"])
			assert.Contains(t, []any{"Iran", "Soviet Union"}, f.Properties["name"])
		case "limit":
			assert.Equal(t, 18520.0, f.Properties["breadth_m"])
		}
	}
	assert.Equal(t, 1, count["common"])
	assert.Equal(t, 2, count["fishery_zone"])
	assert.Zero(t, count["sector"])
	shares, ok := p["shares"].(map[string]any)
	require.True(t, ok)
	assert.Equal(t, 0.5, shares["IR"])
	assert.True(t, json.Valid(data))
}

// full is a writer that fails after n bytes.
type full struct{ n int }

var errFull = errors.New("full")

func (f *full) Write(b []byte) (int, error) {
	if f.n -= len(b); f.n < 0 {
		return 0, errFull
	}
	return len(b), nil
}

// TestGeoJSONShares measures the polygons of a written equal split.
func TestGeoJSONShares(t *testing.T) {
	div, data := write(t, regime.Equal())
	fc, err := geojson.UnmarshalFeatureCollection(data)
	require.NoError(t, err)
	sea := geodesic.WGS84.PolygonArea(append(orb.Polygon{div.Sea.Coast().Shore}, holes(div.Sea)...))
	sectors := 0
	for _, f := range fc.Features {
		if f.Properties.MustString("kind") != "sector" {
			continue
		}
		sectors++
		p, ok := f.Geometry.(orb.Polygon)
		require.True(t, ok)
		assert.InDelta(t, 0.2, geodesic.WGS84.PolygonArea(p)/sea, 1e-9)
		assert.NotContains(t, f.Properties, "parts")
	}
	assert.Equal(t, 5, sectors)
	head, ok := fc.ExtraMembers["division"].(map[string]any)
	require.True(t, ok)
	weights, ok := head["weights"].(map[string]any)
	require.True(t, ok)
	for code, w := range div.Weights {
		assert.Equal(t, w, weights[code], "all digits are written")
	}
	assert.Equal(t, "equiratio", head["weighting"])
}

// holes are a sea's islands.
func holes(s *caspian.Sea) (out []orb.Ring) {
	for _, i := range s.Coast().Islands {
		out = append(out, i.Ring)
	}
	return out
}

func TestGeoJSONWriteError(t *testing.T) {
	div, data := write(t, regime.Median())
	for _, n := range []int{0, 10, 100_000, len(data) - 1} {
		assert.ErrorIs(t, GeoJSON(&full{n}, div), errFull)
	}
	assert.NoError(t, GeoJSON(&full{len(data)}, div))
}

// TestJointBelt has a belt of two states on a lake that is not the Caspian.
func TestJointBelt(t *testing.T) {
	sea, err := caspian.ReadSea(strings.NewReader(lake))
	require.NoError(t, err)
	d, err := caspian.Divide(context.Background(), sea, regime.Regime{
		ID: "mine", Title: "Mine", Source: "a test", Base: regime.BaseUndivided,
		Zones: []regime.Belt{{Kind: regime.Fishery, Breadth: 5000}}, Together: []string{"A", "B"},
	}, caspian.Options{})
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, GeoJSON(&b, d))
	assert.Contains(t, b.String(), `"kind":"fishery_zone","states":"A B","name":"Aland and B"`)
	assert.Equal(t, "Aland and B", Features(d)[0].Name)
}
