package main

import (
	"bytes"
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// quantities are all names of numbers in outputs, with their units: one for each quantity,
// in every command and format. Behind some of them CSV has a state's code, or _a and _b for
// the two states of a line, and a number if there are several.
var quantities = map[string]string{
	"area_km2": "km²", "sea_km2": "km²", "change_km2": "km²", "alone_change_km2": "km²", "step_change_km2": "km²", "so_far_change_km2": "km²", "median_km2": "km²", "line_km2": "km²", "gain_km2": "km²", "taken_km2": "km²", "given_km2": "km²",
	"length_km": "km", "coast_km": "km", "mainland_km": "km", "island_km": "km", "lost_coast_km": "km",
	"distance_m": "m", "boundary_distance_m": "m", "third_distance_m": "m", "tripoint_distance_m": "m", "m": "m", // Contract 3 has m in locate's JSON
	"breadth_m": "m", "boundary_breadth_m": "m", "along_m": "m", "leg_m": "m", "leg_geodesic_m": "m", "departure_m": "m", "half_difference_m": "m",
	"rounding_m": "m", "spread_m": "m", "noise_m": "m", "snap_m": "m", "tolerance_m": "m", "resolution_m": "m", "within_m": "m", "median_m": "m", "largest_m": "m", "shift_m": "m", "over_m": "m", "wavelength_m": "m", "cell_m": "m", "by_m": "m",
	"share": "of the sea", "gain_share": "of the sea", "zone_share": "of the sea", "shares": "of the sea", "claim_share": "of the sea", "claim_low": "of the sea", "claim_high": "of the sea",
	"change": "of the sea", "alone_change": "of the sea", "step_change": "of the sea", "so_far_change": "of the sea", "interaction": "of the sea", "least": "of the sea", "greatest": "of the sea", "firm": "of the sea", "reach": "of the sea",
	"low": "of the sea", "high": "of the sea", "p5": "of the sea", "p50": "of the sea", "p95": "of the sea", "runs": "of the sea, or a count",
	"lon": "°", "lat": "°", "base_lon": "°", "base_lat": "°", "boundary_lon": "°", "boundary_lat": "°", "strict_lon": "°", "strict_lat": "°", "tripoint_lon": "°", "tripoint_lat": "°", "end": "°",
	"azimuth": "°", "back_azimuth": "°", "boundary_azimuth": "°", "extent": "°",
	"at": "°", "ends": "°", "strict_at": "°", "tripoint_at": "°", "base_point": "°", "coordinates": "°", "line": "° or a number",
	"part": "", "ratio": "", "correlation": "", "weights": "", "areas": "", "coasts": "", "coasts_sinuous": "", "coasts_fronts": "", "iterations": "", "residual": "of the sea",
	"stage": "number", "number": "number", "from": "number or °", "to": "number", "after_point": "number", "run": "number", "least_run": "number", "greatest_run": "number", "seed": "number", "feature": "number or a name", "vertex": "number",
	"vertices": "count", "stretches": "count", "islands": "count or words", "failed": "count", "divisions": "count", "total": "count", "fid": "number",
	"notional": "1 or 0", "tripoint": "1 or 0",
}

// check holds that a name of numbers is a quantity's, and that its unit stands in it.
func check(t *testing.T, where, name string, codes []string) {
	t.Helper()
	for range 3 { // two states, and a number
		for _, tail := range append([]string{"a", "b", "1", "2"}, codes...) {
			name = strings.TrimSuffix(name, "_"+tail)
		}
	}
	unit, ok := quantities[name]
	assert.True(t, ok, "%s: %q is the name of no quantity", where, name)
	for tail, unitOf := range map[string]string{"_km2": "km²", "_km": "km", "_m": "m"} {
		if strings.HasSuffix(name, tail) {
			assert.Equal(t, unitOf, unit, "%s: %q", where, name)
		}
	}
}

// checkStates holds what texts of states look like.
func checkStates(t *testing.T, where, name, text string, codes []string) {
	t.Helper()
	switch name {
	case "state":
		assert.NotContains(t, text, " ", where)
	case "states", "states_before", "alone_states", "equidistant_from", "boundary_states", "shared_by", "reserved_to", "on_shore":
		all := strings.Fields(text)
		assert.Equal(t, text, strings.Join(all, " "), where)
		assert.True(t, slices.IsSorted(all), "%s: %s", where, text)
		for _, code := range all {
			assert.Contains(t, codes, code, where)
		}
	}
}

// walk checks a value of JSON under a name, and all below it.
func walk(t *testing.T, where, name string, v any, codes []string) {
	t.Helper()
	switch v := v.(type) {
	case float64:
		check(t, where, name, codes)
	case string:
		checkStates(t, where, name, v, codes)
	case bool:
		assert.NotContains(t, []string{"state", "states", "share"}, name, where)
	case []any:
		for _, each := range v {
			walk(t, where, name, each, codes)
		}
	case map[string]any:
		for member, each := range v {
			if slices.Contains(codes, member) {
				member = name // by states
			}
			walk(t, where, member, each, codes)
		}
	}
}

// roughly draws lines as finely as names of columns need it.
func roughly(command string) string {
	if strings.HasPrefix(command, "coast ") {
		return ""
	}
	return " --tolerance 1km --resolution 10km"
}

// TestQuantities goes through all outputs with names: one quantity has one name and one
// unit in every command and format, states are told in one way, and codes with hyphens
// stay apart.
func TestQuantities(t *testing.T) {
	folder := t.TempDir()
	lake := filepath.Join(folder, "lake.geojson")
	require.NoError(t, os.WriteFile(lake, []byte(`{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"N-1","name":"=North"},"geometry":{"type":"LineString","coordinates":[[10,0.6],[10,1],[11,1],[11,0.6]]}},
{"type":"Feature","properties":{"state":"S-2","name":"South"},"geometry":{"type":"LineString","coordinates":[[11,0.6],[11,0],[10,0],[10,0.6]]}},
{"type":"Feature","properties":{"state":"S-2","name":"isle"},"geometry":{"type":"Polygon","coordinates":[[[10.7,0.8],[10.75,0.8],[10.72,0.84],[10.7,0.8]]]}}]}`), 0o600))
	own, caspian := []string{"N-1", "S-2"}, []string{"AZ", "IR", "KZ", "RU", "TM"}
	ask := func(args ...string) string {
		var out, errs strings.Builder
		require.Equal(t, exitDone, recalling(append([]string{"-q"}, args...), nil, &out, &errs), "%v: %s", args, errs.String())
		return out.String()
	}
	line, dispute := filepath.Join(folder, "line.csv"), filepath.Join(folder, "case.json")
	require.NoError(t, os.WriteFile(dispute, []byte(`{"title":"t","question":"q","as_known_to":"2025","states":["N-1","S-2"],"provisional":"median",
"places":[{"name":"p","at":[10.5,0.5],"source":"s"}],"circumstances":[{"name":"n","reason":"r","source":"s","end":{"between":["N-1","S-2"],"number":1,"by_m":500,"into":"N-1"}}]}`), 0o600))
	ask("boundary", "N-1", "S-2", "--coast", lake, "--tolerance", "1km", "--resolution", "10km", "-o", line)
	for _, c := range []struct {
		command string
		forms   []string
	}{
		{"shares --sensitivity --runs " + allOr("2", "0") + " --proportionality --coast LAKE", []string{"json", "csv"}},
		{"shares --coast LAKE --regime median,convention2018", []string{"json", "csv"}},
		{"ensemble --runs " + allOr("3", "1") + " --noise 20m --coast LAKE", []string{"json", "csv", "geojson"}},
		{"locate 10.5 0.5 --firmness --regime median,convention2018 --coast LAKE", []string{"json", "csv", "geojson"}},
		{"boundary N-1 S-2 --coast LAKE", []string{"json", "csv", "geojson"}},
		{"boundary N-1 S-2 --alternatives --coast LAKE", allOr([]string{"json", "csv"}, []string{"json"})},
		{"audit LINE --between N-1,S-2 --coast LAKE", []string{"json", "csv", "geojson"}},
		{"audit treaty-points --coast ne10m", []string{"json", "csv"}},
		{"case CASE --coast LAKE", []string{"json", "csv"}},
		{"coast info LAKE", []string{"json", "csv"}},
		{"coast info LAKE --islands", []string{"json", "csv"}},
		{"coast check LAKE", []string{"json", "csv"}},
		{"coast show ne10m", []string{"geojson"}},
		{"regimes", []string{"json"}},
		{"regimes convention2018", []string{"json"}},
		{"divide --regime median --islands half --coast LAKE -o -", []string{"geojson", "csv", "kml", "gpkg"}},
		{"divide --regime convention2018 --coast LAKE -o -", []string{"geojson", "csv", "kml", "gpkg"}},
		{"divide --regime target --share S-2=30% --coast LAKE -o -", []string{"geojson"}},
		{"divide --regime condominium --coast ne10m -o -", allOr([]string{"geojson", "csv", "kml", "gpkg"}, nil)},
		{"divide --regime convention2018 --rows zones --coast LAKE -o -", []string{"csv"}},
	} {
		codes := own
		if strings.Contains(c.command, "ne10m") || strings.HasPrefix(c.command, "regimes") {
			codes = caspian
		}
		for _, form := range c.forms {
			where := c.command + " as " + form
			args := strings.Fields(strings.NewReplacer("LAKE", lake+roughly(c.command), "LINE", line, "CASE", dispute).Replace(c.command))
			if !strings.HasPrefix(c.command, "coast show") {
				args = append(args, "--format", form)
			}
			text := ask(args...)
			switch form {
			case "json", "geojson":
				var v any
				require.NoError(t, json.Unmarshal([]byte(text), &v), where)
				walk(t, where, "", v, codes)
			case "csv":
				checkCSV(t, where, text, codes)
			case "kml":
				checkKML(t, where, text, codes)
			case "gpkg":
				checkGeoPackage(t, where, text, codes)
			}
		}
	}
}

// checkCSV checks the columns of a table: all that are numbers, and states.
func checkCSV(t *testing.T, where, text string, codes []string) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	require.NoError(t, err, where)
	for k, name := range rows[0] {
		numbers := 0
		for _, row := range rows[1:] {
			if _, err := strconv.ParseFloat(row[k], 64); err == nil {
				numbers++
			} else if row[k] != "" {
				numbers = -1 << 30
				checkStates(t, where, name, row[k], codes)
			}
		}
		if numbers > 0 {
			check(t, where, name, codes)
		}
	}
}

// checkKML checks schemas, and values of states.
func checkKML(t *testing.T, where, text string, codes []string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		token, err := d.Token()
		if err != nil {
			break
		}
		begin, ok := token.(xml.StartElement)
		if !ok || begin.Name.Local != "SimpleField" && begin.Name.Local != "SimpleData" {
			continue
		}
		of := map[string]string{}
		for _, a := range begin.Attr {
			of[a.Name.Local] = a.Value
		}
		if of["type"] == "double" || of["type"] == "int" {
			check(t, where, of["name"], codes)
		}
		if begin.Name.Local == "SimpleData" {
			var value string
			require.NoError(t, d.DecodeElement(&value, &begin))
			checkStates(t, where, of["name"], value, codes)
		}
	}
}

// checkGeoPackage checks the columns of layers.
func checkGeoPackage(t *testing.T, where, text string, codes []string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "a.gpkg")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	db, err := sql.Open("sqlite", file)
	require.NoError(t, err)
	defer func() { assert.NoError(t, db.Close()) }()
	rows, err := db.Query("SELECT c.table_name, p.name, p.type FROM gpkg_contents c, pragma_table_info(c.table_name) p WHERE c.data_type = 'features'")
	require.NoError(t, err)
	type column struct{ table, name, kind string }
	var columns []column
	for rows.Next() {
		var c column
		require.NoError(t, rows.Scan(&c.table, &c.name, &c.kind))
		columns = append(columns, c)
	}
	require.NoError(t, rows.Err())
	require.NoError(t, rows.Close())
	for _, c := range columns {
		if c.kind != "TEXT" && c.name != "geom" {
			check(t, where, c.name, codes)
		}
		if c.name != "state" && c.name != "states" && c.name != "distance_m" {
			continue
		}
		values, err := db.Query("SELECT DISTINCT " + c.name + " FROM " + c.table + " WHERE " + c.name + " IS NOT NULL")
		require.NoError(t, err)
		for values.Next() {
			var value []byte
			require.NoError(t, values.Scan(&value))
			if bytes.HasPrefix(value, []byte("{")) {
				var v any
				require.NoError(t, json.Unmarshal(value, &v))
				walk(t, where, c.name, v, codes)
			} else {
				checkStates(t, where, c.name, string(value), codes)
			}
		}
		require.NoError(t, values.Err())
		require.NoError(t, values.Close())
	}
}
