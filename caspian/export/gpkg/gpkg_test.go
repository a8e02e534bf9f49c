//go:build !js

package gpkg

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/export"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/regime"
)

// divisions divides the Caspian in three ways, each once for all tests.
func divisions(t *testing.T) (out []*caspian.Division) {
	sea := divided.Sea(t, "ne10m")
	notional := regime.Condominium()
	notional.Notional = true
	for _, r := range []regime.Regime{regime.Median(), regime.Convention2018(), notional} {
		out = append(out, divided.By(t, sea, r))
	}
	return out
}

// TestWrite opens a file as SQLite: what is in its layers is what Features says.
func TestWrite(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	all := divisions(t)
	var a, b bytes.Buffer
	require.NoError(t, Write(&a, all...))
	require.NoError(t, Write(&b, all...))
	require.True(t, bytes.Equal(a.Bytes(), b.Bytes()), "two writes differ")
	name := filepath.Join(t.TempDir(), "a.gpkg")
	require.NoError(t, os.WriteFile(name, a.Bytes(), 0o600))
	db, err := sql.Open("sqlite", name)
	require.NoError(t, err)
	defer func() { assert.NoError(t, db.Close()) }()
	one := func(query string, args ...any) (v any) {
		require.NoError(t, db.QueryRow(query, args...).Scan(&v), query)
		return v
	}
	assert.Equal(t, "ok", one("PRAGMA integrity_check"))
	assert.EqualValues(t, binary.BigEndian.Uint32([]byte("GPKG")), one("PRAGMA application_id"))
	assert.EqualValues(t, 10300, one("PRAGMA user_version"))
	assert.EqualValues(t, 3, one("SELECT count(*) FROM gpkg_spatial_ref_sys WHERE srs_id IN (-1, 0, 4326)"))
	assert.EqualValues(t, 2*len(all), one("SELECT count(*) FROM gpkg_metadata"))
	assert.EqualValues(t, len(all), one("SELECT count(*) FROM gpkg_metadata JOIN gpkg_metadata_reference ON id = md_file_id WHERE metadata LIKE '%no record of boundaries%'"))
	assert.EqualValues(t, 0, one("SELECT count(*) FROM pragma_foreign_key_check"))

	for k, d := range all {
		about, question := one("SELECT metadata FROM gpkg_metadata WHERE mime_type = 'text/plain' ORDER BY id LIMIT 1 OFFSET ?", k),
			one("SELECT metadata FROM gpkg_metadata JOIN gpkg_metadata_reference ON id = md_file_id WHERE mime_type = 'application/json' ORDER BY id LIMIT 1 OFFSET ?", k)
		assert.Contains(t, about, d.Question.Words())
		assert.Contains(t, about, d.Question.Credit())
		var asked caspian.Question
		require.NoError(t, json.Unmarshal([]byte(question.(string)), &asked))
		assert.Equal(t, d.Question, asked)
	}

	want := map[string][]export.Feature{}
	for _, d := range all {
		for _, f := range export.Features(d) {
			layer := map[string]string{"sector": "sectors", "boundary": "boundaries", "limit": "boundaries", "turning_point": "turning_points"}[f.Kind]
			if layer == "" {
				layer = "zones"
			}
			want[layer] = append(want[layer], f)
		}
	}
	require.Len(t, want, 4)
	for layer, features := range want {
		assert.EqualValues(t, 1, one("SELECT count(*) FROM gpkg_contents c JOIN gpkg_geometry_columns g USING (table_name) WHERE table_name = ? AND c.srs_id = 4326 AND g.srs_id = 4326 AND data_type = 'features'", layer))
		assert.EqualValues(t, 1, one("SELECT count(*) FROM gpkg_extensions WHERE table_name = ? AND extension_name = 'gpkg_rtree_index'", layer))
		assert.EqualValues(t, 6, one("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", layer))
		whose := map[string]string{"sectors": "state", "turning_points": "states"}[layer]
		if whose == "" {
			whose = "coalesce(state, states)"
		}
		rows, err := db.Query("SELECT fid, geom, kind, regime, " + whose + ", name, minx, maxx, miny, maxy FROM " + layer + " JOIN rtree_" + layer + "_geom ON fid = id ORDER BY fid")
		require.NoError(t, err)
		n := 0
		for ; rows.Next(); n++ {
			var fid int
			var blob []byte
			var kind, regime, states, name string
			var lo, hi orb.Point
			require.NoError(t, rows.Scan(&fid, &blob, &kind, &regime, &states, &name, &lo[0], &hi[0], &lo[1], &hi[1]))
			f := features[n]
			assert.Equal(t, n+1, fid)
			assert.Equal(t, []string{f.Kind, f.Regime, strings.Join(f.States, " "), f.Name}, []string{kind, regime, states, name})
			g, bound := shape(t, blob)
			assert.Equal(t, f.Geometry, g)
			assert.Equal(t, f.Geometry.Bound(), bound)
			// The index has 32 bits, rounded outwards.
			for i := range 2 {
				assert.True(t, lo[i] <= bound.Min[i] && lo[i] > bound.Min[i]-1e-4 && hi[i] >= bound.Max[i] && hi[i] < bound.Max[i]+1e-4)
			}
		}
		require.NoError(t, rows.Err())
		require.NoError(t, rows.Close())
		assert.Equal(t, len(features), n)
	}
	for _, s := range all[0].States {
		area, ok := one("SELECT area_km2 FROM sectors WHERE regime = 'median' AND state = ?", s.Code).(float64)
		require.True(t, ok)
		assert.InDelta(t, s.Area/1e6, area, 1e-9)
		assert.Equal(t, s.Share, one("SELECT share FROM sectors WHERE regime = 'median' AND state = ?", s.Code))
	}
	// Belts and the common space make up the sea.
	whole, ok := one("SELECT sum(zone_share) FROM zones WHERE regime = 'convention2018'").(float64)
	require.True(t, ok)
	assert.InDelta(t, 1, whole, 1e-8)
	assert.EqualValues(t, 0, one("SELECT count(*) FROM zones WHERE regime = 'convention2018' AND abs(zone_share - area_km2 / ?) > 1e-8", all[1].Area/1e6))
	assert.EqualValues(t, 0, one("SELECT count(*) FROM pragma_table_info('zones') WHERE name = 'share'"))
	assert.EqualValues(t, 0, one("SELECT count(*) FROM zones WHERE (state IS NULL) = (states IS NULL)"))
	assert.Equal(t, "AZ IR KZ RU TM", one("SELECT states FROM zones WHERE kind = 'common' LIMIT 1"))
	// What is JSON is marked as JSON, and QGIS finds the colours of maps by exactly these
	// names, an empty schema, and one style that is the default.
	assert.EqualValues(t, 2, one("SELECT count(*) FROM gpkg_data_columns WHERE table_name = 'turning_points' AND column_name IN ('distance_m', 'base_points') AND mime_type = 'application/json'"))
	assert.EqualValues(t, 2, one("SELECT count(*) FROM gpkg_extensions WHERE extension_name = 'gpkg_schema'"))
	assert.Equal(t, "id f_table_catalog f_table_schema f_table_name f_geometry_column styleName styleQML styleSLD useAsDefault description owner ui update_time",
		one("SELECT group_concat(name, ' ') FROM pragma_table_info('layer_styles')"))
	for layer := range want {
		style, ok := one("SELECT styleQML FROM layer_styles WHERE f_table_catalog = '' AND f_table_schema = '' AND f_table_name = ? AND f_geometry_column = 'geom' AND useAsDefault", layer).(string)
		require.True(t, ok)
		var read struct {
			Categories []struct {
				Value  string `xml:"value,attr"`
				Symbol string `xml:"symbol,attr"`
			} `xml:"renderer-v2>categories>category"`
			Symbols []struct {
				Name    string `xml:"name,attr"`
				Options []struct {
					Name  string `xml:"name,attr"`
					Value string `xml:"value,attr"`
				} `xml:"layer>Option>Option"`
			} `xml:"renderer-v2>symbols>symbol"`
		}
		require.NoError(t, xml.Unmarshal([]byte(style), &read))
		require.Len(t, read.Symbols, len(read.Categories))
		if layer == "sectors" {
			// The first tint of the palette, 0x77AADD, is the first state's.
			assert.Equal(t, "AZ", read.Categories[0].Value)
			assert.Equal(t, []string{"color", "119,170,221,255"}, []string{read.Symbols[0].Options[0].Name, read.Symbols[0].Options[0].Value})
		}
	}
	base, ok := one("SELECT base_points FROM turning_points WHERE tripoint LIMIT 1").(string)
	require.True(t, ok)
	var points map[string][]struct {
		At orb.Point `json:"at"`
	}
	require.NoError(t, json.Unmarshal([]byte(base), &points))
	assert.Len(t, points, 3)
	assert.EqualValues(t, 1, one("SELECT count(*) > 0 FROM zones WHERE kind = 'territorial_waters' AND breadth_m = 27780"))
	assert.EqualValues(t, 1, one("SELECT min(notional) FROM boundaries WHERE regime = 'condominium'"))
}

// shape takes a blob apart: the geometry, and the box of the header or its own.
func shape(t *testing.T, b []byte) (orb.Geometry, orb.Bound) {
	require.Equal(t, []byte{'G', 'P', 0}, b[:3])
	require.EqualValues(t, 4326, binary.LittleEndian.Uint32(b[4:]))
	at, bound := 8, orb.Bound{}
	if b[3] == 3 {
		f := func(k int) float64 { return math.Float64frombits(binary.LittleEndian.Uint64(b[8+8*k:])) }
		bound = orb.Bound{Min: orb.Point{f(0), f(2)}, Max: orb.Point{f(1), f(3)}}
		at += 32
	}
	g, err := wkb.Unmarshal(b[at:])
	require.NoError(t, err)
	if b[3] == 1 {
		bound = g.Bound()
	}
	return g, bound
}

// TestWriteError cuts a write short.
func TestWriteError(t *testing.T) {
	d := divisions(t)[0]
	err := Write(broken{}, d)
	require.ErrorIs(t, err, errBroken)
	assert.ErrorContains(t, err, "export: writing GeoPackage: ")
}

// lake is a square lake of two states, and an island of a third one.
const lake = `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[1,0],[1,1],[0,1],[0,0]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[0,0],[1,0]]}},
{"type":"Feature","properties":{"state":"C"},"geometry":{"type":"Polygon","coordinates":[[[0.45,0.45],[0.55,0.45],[0.5,0.55],[0.45,0.45]]]}}]}`

// TestNoCoast has a turning point that is infinitely far from a state, and then
// one whose distance is no number.
func TestNoCoast(t *testing.T) {
	sea, err := caspian.ReadSea(strings.NewReader(lake))
	require.NoError(t, err)
	d, err := caspian.Divide(context.Background(), sea, regime.Median(), divided.Options(sea))
	require.NoError(t, err)
	require.NotEmpty(t, d.TurningPoints)
	p := &d.TurningPoints[0]
	p.Distances[0] = math.Inf(1)
	var b bytes.Buffer
	require.NoError(t, Write(&b, d))
	assert.Contains(t, b.String(), `{"`+d.States[p.States[0]].Code+`":null,"`)
	p.Distances[0] = math.NaN()
	err = Write(io.Discard, d)
	assert.ErrorContains(t, err, "export: writing GeoPackage: INSERT INTO turning_points")
	assert.ErrorContains(t, err, "NaN")
}

// TestNothing holds that a division that is none is an error.
func TestNothing(t *testing.T) {
	good := divisions(t)[0]
	for _, none := range []*caspian.Division{nil, {}, {Sea: good.Sea}} {
		err := Write(broken{}, good, none)
		require.ErrorIs(t, err, caspian.ErrDivision)
		assert.ErrorContains(t, err, "export: writing GeoPackage: division 2: ")
	}
}

// TestScriptStops has a statement fail: the error names it, and no other runs.
func TestScriptStops(t *testing.T) {
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "a.db"))
	require.NoError(t, err)
	defer func() { assert.NoError(t, db.Close()) }()
	tx, err := db.Begin()
	require.NoError(t, err)
	s := &script{tx: tx}
	s.run("CREATE TABLE one (v);\nCREATE TABLE one (v);\nCREATE TABLE two (v);\n")
	assert.ErrorContains(t, s.err, "CREATE TABLE one (v): ")
	first := s.err
	s.fill(divisions(t)[:1])
	assert.Equal(t, first, s.err)
	var tables int
	require.NoError(t, tx.QueryRow("SELECT count(*) FROM sqlite_master").Scan(&tables))
	assert.Equal(t, 1, tables)
	require.NoError(t, tx.Rollback())
}

// TestAreas measures the sectors of a file.
func TestAreas(t *testing.T) {
	d := divisions(t)[0]
	for _, f := range export.Features(d) {
		b, err := blob(&f)
		require.NoError(t, err)
		if m, ok := f.Geometry.(orb.MultiPolygon); ok {
			g, _ := shape(t, b)
			sum := 0.0
			for _, p := range g.(orb.MultiPolygon) {
				sum += geodesic.WGS84.PolygonArea(p)
			}
			assert.Len(t, g, len(m))
			assert.InEpsilon(t, f.Area, sum, 1e-9)
		}
	}
}

type broken struct{}

var errBroken = errors.New("broken")

func (broken) Write([]byte) (int, error) { return 0, errBroken }
