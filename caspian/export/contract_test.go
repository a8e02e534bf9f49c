package export

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
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
	"caspian.example/division/caspian/partition"
	"caspian.example/division/caspian/regime"
)

// lake is a square lake; its south coast is B's, and has no name.
const lake = `{"type":"FeatureCollection","coast":{"name":"a \"lake\""},"features":[
{"type":"Feature","properties":{"state":"A","name":"Aland"},"geometry":{"type":"LineString","coordinates":[[1,0],[1,1],[0,1],[0,0]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[0,0],[1,0]]}}]}`

// keys returns the members of a JSON object in their order.
func keys(t *testing.T, object json.RawMessage) string {
	d := json.NewDecoder(bytes.NewReader(object))
	_, err := d.Token()
	require.NoError(t, err)
	var out []string
	for d.More() {
		key, err := d.Token()
		require.NoError(t, err)
		name, ok := key.(string)
		require.True(t, ok)
		out = append(out, name)
		var value json.RawMessage
		require.NoError(t, d.Decode(&value))
	}
	return strings.Join(out, " ")
}

// TestMembers holds the names and the order of all members, and a turning point
// to the letter.
func TestMembers(t *testing.T) {
	sea, err := caspian.ReadSea(strings.NewReader(lake))
	require.NoError(t, err)
	div, err := caspian.Divide(context.Background(), sea, regime.Median(), caspian.Options{})
	require.NoError(t, err)
	div.TurningPoints = []partition.TurningPoint{{
		At: orb.Point{0.5, 0.123456789}, States: []int{0, 1}, Distances: []float64{13651.25, 13651.2500004},
		BasePoints: [][]partition.BasePoint{
			{{At: orb.Point{0, 0.25}, Feature: 0}, {At: orb.Point{1, 1}, Feature: 0, Vertex: true}},
			{{At: orb.Point{0.5, 0}, Feature: 1}},
		},
	}}
	var b bytes.Buffer
	require.NoError(t, GeoJSON(&b, div))
	var file struct {
		Type     string          `json:"type"`
		Division json.RawMessage `json:"division"`
		Features []struct {
			Properties json.RawMessage `json:"properties"`
			Geometry   json.RawMessage `json:"geometry"`
		} `json:"features"`
	}
	require.NoError(t, json.Unmarshal(b.Bytes(), &file))
	assert.Equal(t, "type division features", keys(t, b.Bytes()))
	assert.Equal(t, "regime title layer layers coast islands closed baselines tolerance_m datum area_km2 shares weights generator credit question question_sha256", keys(t, file.Division))
	assert.Contains(t, string(file.Division), `"coast":"a \"lake\"","islands":"full","closed":[],"baselines":[],"tolerance_m":1,"datum":"WGS84",`)
	want := []string{
		"kind state name regime layer area_km2 share coast_km", "kind state name regime layer area_km2 share coast_km",
		"kind states regime length_km", "kind states distance_m base_points tripoint",
	}
	require.Len(t, file.Features, len(want))
	for k, f := range file.Features {
		assert.Equal(t, want[k], keys(t, f.Properties))
		assert.Equal(t, "type coordinates", keys(t, f.Geometry))
	}
	assert.Equal(t, `{"kind":"turning_point","states":"A B","distance_m":{"A":13651.2500,"B":13651.2500},`+
		`"base_points":{"A":[{"at":[0,0.25],"feature":"Aland","role":"segment"},{"at":[1,1],"feature":"Aland","role":"vertex"}],`+
		`"B":[{"at":[0.5,0],"feature":"feature 1","role":"segment"}]},"tripoint":false}`, string(file.Features[3].Properties))
	assert.Equal(t, `{"type":"Point","coordinates":[0.5,0.123456789]}`, string(file.Features[3].Geometry))
	assert.True(t, strings.HasSuffix(b.String(), "}}\n]}\n"))
}

// TestZoneMembers holds the names and the order of the members of zones: share is only
// ever a state's share of the sea, and what parts of it zones are is their zone_share.
func TestZoneMembers(t *testing.T) {
	narrow := regime.Convention2018()
	narrow.Zones[0].Breadth, narrow.Zones[1].Breadth = 3000, 2000
	common := regime.Regime{
		ID: "common", Title: "Common", Source: "a test", Base: regime.BaseUndivided, Shares: map[string]float64{"B": 0.3},
		Zones: []regime.Belt{{Kind: regime.Fishery, Breadth: 3000}}, Together: []string{"A", "B"}, TogetherName: "Union",
	}
	whole := common
	whole.Zones, whole.Together, whole.TogetherName = nil, nil, ""
	notional := whole
	notional.Notional = true
	belt, beyond := "kind state name regime area_km2 zone_share breadth_m", "kind states regime layer area_km2 zone_share shares"
	for _, c := range []struct {
		r      regime.Regime
		shares string // of the sea
		zones  []string
	}{
		{narrow, `{}`, []string{belt, belt, belt, belt, beyond}},
		{common, `{"A":0.7,"B":0.3}`, []string{"kind states name regime area_km2 zone_share breadth_m", beyond}},
		{whole, `{"A":0.7,"B":0.3}`, []string{beyond}},
		{notional, `{"A":0.7,"B":0.3}`, []string{"kind state name regime layer area_km2 share coast_km notional", "kind state name regime layer area_km2 share coast_km notional"}},
	} {
		d, text := answer(t, lake, c.r, caspian.Options{Tolerance: 10})
		assert.Contains(t, text, `,"shares":`+c.shares+`,"weights":`)
		fc, err := geojson.UnmarshalFeatureCollection([]byte(text))
		require.NoError(t, err)
		var raw struct {
			Features []struct {
				Properties json.RawMessage `json:"properties"`
			} `json:"features"`
		}
		require.NoError(t, json.Unmarshal([]byte(text), &raw))
		sea := geodesic.WGS84.PolygonArea(orb.Polygon{d.Sea.Coast().Shore})
		var zones []string
		sum := 0.0
		for k, f := range fc.Features {
			var polygons orb.MultiPolygon
			switch g := f.Geometry.(type) {
			case orb.Polygon:
				polygons = orb.MultiPolygon{g}
			case orb.MultiPolygon:
				polygons = g
			default:
				continue
			}
			zones = append(zones, keys(t, raw.Features[k].Properties))
			part := 0.0
			for _, p := range polygons {
				part += geodesic.WGS84.PolygonArea(p) / sea
			}
			name := "zone_share"
			if f.Properties["kind"] == "sector" {
				name = "share"
				assert.Contains(t, []any{0.7, 0.3}, f.Properties[name])
			}
			assert.InDelta(t, part, f.Properties[name], 1e-8, "%s: %v", c.r.ID, f.Properties)
			sum += f.Properties.MustFloat64(name)
			if f.Properties["kind"] == "common" {
				assert.Contains(t, string(raw.Features[k].Properties), `,"shares":`+c.shares+`}`)
			}
			if len(c.r.Together) > 0 && f.Properties["kind"] == "fishery_zone" {
				assert.Equal(t, "Union", f.Properties["name"])
			}
		}
		assert.Equal(t, c.zones, zones, c.r.ID)
		assert.InDelta(t, 1, sum, 1e-8, c.r.ID)
	}
}

// TestParts has a sector in two parts, one without shore, and shore of its state in
// another's sector.
func TestParts(t *testing.T) {
	d, text := answer(t, lake, regime.Median(), caspian.Options{Tolerance: 10})
	assert.NotContains(t, text, `"parts"`)
	assert.NotContains(t, text, "lost_coast_km")
	d.Zones[0].Parts = []partition.Part{{Area: 1e6}, {Area: 2.5e6, Detached: true}}
	d.Zones[1].Parts = []partition.Part{{Area: 7, Detached: true}}
	d.States[1].LostCoast = 1500.25
	var b bytes.Buffer
	require.NoError(t, GeoJSON(&b, d))
	assert.Contains(t, b.String(), `,"parts":[{"area_km2":1.000000,"detached":false},{"area_km2":2.500000,"detached":true}]},`)
	assert.Contains(t, b.String(), `,"lost_coast_km":1.500250,"parts":[{"area_km2":0.000007,"detached":true}]},`)
}

// TestNoNumber holds that a division with a value that JSON has no text for is
// refused.
func TestNoNumber(t *testing.T) {
	sea, err := caspian.ReadSea(strings.NewReader(lake))
	require.NoError(t, err)
	for _, spoil := range []func(*caspian.Division){
		func(d *caspian.Division) { d.Area = math.NaN() },
		func(d *caspian.Division) { d.Question.Regime.Weights = map[string]float64{"A": math.NaN()} },
		func(d *caspian.Division) { d.Zones[0].Share = math.NaN(); d.Zones[0].Kind = caspian.ZoneCommon },
		func(d *caspian.Division) { d.States[0].Share = math.Inf(1) },
		func(d *caspian.Division) { d.Boundaries[0].Length = math.Inf(-1) },
		func(d *caspian.Division) { d.TurningPoints[0].At[1] = math.NaN() },
		func(d *caspian.Division) { d.TurningPoints[0].Distances[0] = math.NaN() },
	} {
		div, err := caspian.Divide(context.Background(), sea, regime.Median(), divided.Options(sea))
		require.NoError(t, err)
		div.TurningPoints = []partition.TurningPoint{{
			At: orb.Point{0.5, 0.1}, States: []int{0}, Distances: []float64{1}, BasePoints: [][]partition.BasePoint{nil},
		}}
		require.NoError(t, GeoJSON(io.Discard, div))
		spoil(div)
		err = GeoJSON(io.Discard, div)
		if unsupported := new(json.UnsupportedValueError); !errors.As(err, &unsupported) {
			assert.ErrorIs(t, err, errNumber)
		}
	}
}
