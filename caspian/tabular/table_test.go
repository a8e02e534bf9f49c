package tabular

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// utf16 is an ASCII text in UTF-16, low bytes first.
func utf16(s string) string {
	var b strings.Builder
	for k := range len(s) {
		b.WriteString(s[k:k+1] + "\x00")
	}
	return b.String()
}

// all returns all points of a text, and the error that it ends with.
func all(t *testing.T, text string) (out []Place, header []string, err error) {
	r, err := ReadPlaces(t.Context(), strings.NewReader(text), Options{Columns: true})
	for err == nil {
		var some []Place
		some, err = r.Next()
		out = append(out, some...)
	}
	if r != nil {
		header = r.Header
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return out, header, err
}

// TestTables reads points and lines from tables as people have them.
func TestTables(t *testing.T) {
	want := orb.Point{51.27, 38.58}
	for name, text := range map[string]string{
		"commas": "name,lon,lat\nA,51.27,38.58\n", "semicolons": "name;lon;lat\r\nA;51.27;38.58\r\n", "tabs": "name\tlon\tlat\nA\t51.27\t38.58\n", "bars": "name|lon|lat\nA|51.27|38.58\n",
		"decimal commas": "name;lon;lat\nA;51,27;38,58\n", "decimal commas in quotes": "name,lon,lat\nA,\"51,27\",\"38,58\"\n", "decimal commas and tabs": "name\tlon\tlat\nA\t51,27\t38,58\n",
		"a line that names the separator": "sep=;\nname;lon;lat\nA;51.27;38.58\n", "in capitals and quotes": "\"SEP=,\"\r\nname,lon,lat\r\nA,51.27,38.58\r\n", "sep of tabs": "sep=\t\nname\tlon\tlat\nA\t51.27\t38.58\n", "sep with a bar": "sep=|\nname|lon|lat\nA|51.27|38.58\n",
		"a BOM": "\ufeffname,lon,lat\nA,51.27,38.58\n", "a BOM and sep": "\ufeffsep=;\nname;lon;lat\nA;51,27;38,58\n", "blank lines": "\n\r\nname,lon,lat\n\nA,51.27,38.58\n",
		"UTF-16": "\xff\xfe" + utf16("name\tlon\tlat\r\nA\t51,27\t38,58\r\n"), "UTF-16 without a mark": utf16("name,lon,lat\nA,51.27,38.58\n"),
		"commas in a head of semicolons": "\"name, of old\";lon;lat\nA;51,27;38,58\n", "a comma in a head without quotes": "name, of old;lon;lat\nA;51,27;38,58\n",
		"letters": "name,lon,lat\nA,51°16.2'E,38°34.8'N\n", "letters and commas": "name;lon;lat\nA;51°16,2'E;38°34,8'N\n", "seconds": "name,lon,lat\nA,\"51°16'12\"\"E\",\"38°34'48\"\"N\"\n",
		"columns of letters": "lon_dms,lat_dms\n51°16.2'E,38°34.8'N\n", "positions": "name,position\nA,38°34.8'N 51°16.2'E\n", "signs": "name,lon,lat\nA,+51.27,38.58\n",
		"exponents": "lon,lat\n5.127e1,3858e-2\n",
	} {
		points, _, err := all(t, text)
		require.NoError(t, err, name)
		require.Len(t, points, 1, name)
		assert.InDelta(t, want[0], points[0].At[0], 1e-12, name)
		assert.InDelta(t, want[1], points[0].At[1], 1e-12, name)
		line, err := ReadLine(t.Context(), strings.NewReader(text))
		require.NoError(t, err, name)
		require.Len(t, line.Points, 1, name)
		assert.Equal(t, points[0].At, line.Points[0], name)
	}
	points, header, err := all(t, "sep=;\nid;lon;lat;depth\n007;51,27;38,58;1,5\n")
	require.NoError(t, err)
	assert.Equal(t, []string{"id", "lon", "lat", "depth"}, header)
	assert.Equal(t, []string{"007", "51,27", "38,58", "1,5"}, points[0].Cells, "cells stay as they are")
	assert.Equal(t, "row 3", points[0].Where, "rows are those of the file")
	for _, c := range []struct{ name, text, want, hint string }{
		{"decimal commas among commas", "name,lon,lat\nA,51,27,38,58\n", "wrong number of fields", "decimal commas must stand in quotes, or cells must be parted by semicolons"},
		{"an empty latitude", "lon,lat\n51,\n", `row 2, column lat: the cell is empty, and "" is not a number of degrees`, ""},
		{"a word", "lon,lat\n51,null\n", `row 2, column lat: "null" is not a number of degrees`, ""},
		{"NaN", "lon,lat\n51,NaN\n", `"NaN" is not a number of degrees`, ""},
		{"infinite", "lon,lat\nInf,38\n", `"Inf" is not a number of degrees`, ""},
		{"hexadecimal", "lon,lat\n0x33,38\n", `"0x33" is not a number of degrees`, ""},
		{"thousands", "lon;lat\n1.051,27;38\n", `"1.051,27" is not a number of degrees`, ""},
		{"projected", "name,x,y\nA,585360,4427757\n", "row 2: 585360 4427757 are no degrees but look like projected metres", "ogr2ogr -f GeoJSON -s_srs EPSG:CODE -t_srs EPSG:4326 -oo X_POSSIBLE_NAMES=x"},
		{"behind sep", "sep=;\nlon;lat\n1;north\n", "row 3, column lat: ", ""},
		{"a wrong sep", "sep=,\nlon;lat\n1;2\n", "row 2: no column gives a longitude; there are lon;lat", "the first row names the columns"},
		{"Latin-1", "name,lon,lat\nT\xfcrk,53,40\n", `is not UTF-8 but perhaps Windows-1252 (Latin-1), which has "Türk" here: the byte 0xFC stands at byte 14 (line 2, column 2)`, ""},
		{"Windows-1251", "name,lon,lat\n\xc0\xea\xf2\xe0\xf3,51,43\n", `Windows-1251, which has "Актау" here`, ""},
		{"a shapefile", "\x00\x00\x27\x0a\x00\x00\x00\x00", "the input is a shapefile; ogr2ogr -f GeoJSON -t_srs EPSG:4326 output.geojson input.shp", ""},
		{"KML", "<kml xmlns=\"http://www.opengis.net/kml/2.2\"/>", "the input is KML; ogr2ogr", ""},
		{"well-known text", "POINT(51 38)", "the input is well-known text", ""},
		{"a long line", "lon,lat\n" + strings.Repeat("1", maxRow) + "\n", "line 2 is longer than 1048576 bytes", ""},
	} {
		_, _, err := all(t, c.text)
		require.ErrorContains(t, err, c.want, c.name)
		if wrong := (*Error)(nil); errors.As(err, &wrong) {
			assert.Contains(t, wrong.Cure, c.hint, c.name)
		} else {
			assert.Empty(t, c.hint, c.name)
		}
		_, err = ReadLine(t.Context(), strings.NewReader(c.text))
		require.Error(t, err, c.name)
	}
}

// TestPointsKeep holds that ids, large numbers and other properties go on as they are
// written.
func TestPointsKeep(t *testing.T) {
	const text = `{"type":"FeatureCollection","features":[
{"type":"Feature","id":12345678901234567890,"properties":{"name":"a","n":9007199254740993,"x":1.50,"lon":"here"},"geometry":{"type":"Point","coordinates":[51.27,38.58]}},
{"type":"Feature","id":"b-2","properties":{"o":{"p":[1,2]},"x":null,"name":7},"geometry":{"type":"MultiPoint","coordinates":[[50,40],[51,41]]}}]}`
	points, header, err := all(t, text)
	require.NoError(t, err)
	require.Len(t, points, 3)
	assert.Equal(t, []string{"id", "name", "point_lon", "lat", "n", "x", "lon", "o"}, header)
	assert.Equal(t, []string{"12345678901234567890", "a", "51.270000000", "38.580000000", "9007199254740993", "1.50", "here", ""}, points[0].Cells)
	assert.Equal(t, []string{"b-2", "7", "51.000000000", "41.000000000", "", "", "", `{"p":[1,2]}`}, points[2].Cells)
	assert.JSONEq(t, `"b-2"`, string(points[1].ID))
	assert.Equal(t, "feature 1", points[2].Where)
}
