package coast

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/problem"
)

// dot is a feature of a point with these coordinates.
func dot(coordinates string) string {
	return `{"type":"Feature","properties":{"name":"station"},"geometry":{"type":"Point","coordinates":` + coordinates + `}}`
}

func TestReadPoints(t *testing.T) {
	const one = `{"type":"Feature","id":12345678901234567890,"properties":{"name":"a","n":9007199254740993,"x":1.50,"o":{"p":[1e999]}},"geometry":{"type":"Point","coordinates":[51.27,38.58]}}`
	const two = `{"type":"Feature","properties":null,"geometry":{"coordinates":[[1,2,null],[3,4,5]],"type":"MultiPoint"}}`
	want := []Points{{0, json.RawMessage("12345678901234567890"), json.RawMessage(`{"name":"a","n":9007199254740993,"x":1.50,"o":{"p":[1e999]}}`), "a", orb.MultiPoint{{51.27, 38.58}}},
		{Index: 1, At: orb.MultiPoint{{1, 2}, {3, 4}}}}
	for _, text := range []string{
		collection(one, two), "\ufeff" + collection(one, two), one + "\n" + two + "\n", "\x1e" + one + "\n\x1e" + two + "\n", one + "\r\n\r\n" + two, "\x1e" + collection(one, two),
		`{"features":[` + one + "," + two + `],"crs":null,"type":"FeatureCollection"}`,
		`{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},"features":[` + one + "," + two + `]}`,
	} {
		got, notes, err := ReadPoints(t.Context(), strings.NewReader(text))
		require.NoError(t, err, text)
		assert.Equal(t, want, got, text)
		require.Len(t, notes, 1)
		assert.Equal(t, "1 position has a height; it is not used", notes[0].String())
	}
	for _, text := range []string{`{"type":"Point","coordinates":[1,2]}`, `{"coordinates":[1,2],"type":"Point"}`, `{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]}}`} {
		got, _, err := ReadPoints(t.Context(), strings.NewReader(text))
		require.NoError(t, err, text)
		require.Len(t, got, 1)
		assert.Equal(t, orb.MultiPoint{{1, 2}}, got[0].At)
		assert.Nil(t, got[0].ID)
	}
	got, _, err := ReadPoints(t.Context(), strings.NewReader(collection()))
	require.NoError(t, err)
	assert.Empty(t, got)
	got, notes, err := ReadPoints(t.Context(), strings.NewReader(dot("[51,27,38,58]")))
	require.NoError(t, err)
	assert.Equal(t, orb.MultiPoint{{51, 27}}, got[0].At)
	assert.Equal(t, "1 position has four numbers or more, of which two are used; if these are decimal commas, write points", notes[0].String())
	ended, end := context.WithCancelCause(t.Context())
	cause := errors.New("enough")
	end(cause)
	_, _, err = ReadPoints(ended, strings.NewReader(one))
	assert.ErrorIs(t, err, cause)
}

func TestReadPointsBad(t *testing.T) {
	for _, c := range []struct {
		name, text string
		kind       error
		want       string
	}{
		{"null latitude", collection(dot("[1,2]"), dot("[33.4,null]")), ErrPosition, `coast: feature 1 "station": the latitude is null, and not a number`},
		{"null longitude", collection(dot("[null,2]")), ErrPosition, "the longitude is null"},
		{"one number", collection(dot("[33.4]")), ErrPosition, `feature 0 "station": a position needs two numbers, and this one has 1`},
		{"no numbers", collection(dot("[]")), ErrFeature, "its Point has no positions"},
		{"null", collection(dot("null")), ErrFeature, "its coordinates are null in the place of a list"},
		{"a text", collection(dot(`"33.4,0.5"`)), ErrFeature, "its coordinates are a text in the place of a list"},
		{"an object", collection(dot(`{"lon":1,"lat":2}`)), ErrFeature, "its coordinates are an object in the place of a list"},
		{"texts", collection(dot(`["33.4","0.5"]`)), ErrPosition, `the longitude is a text, "33.4", and not a number (coordinates); write numbers without quotes (and 1 more problem)`},
		{"a latitude in quotes", collection(dot(`[33.4,"0.5"]`)), ErrPosition, `the latitude is a text, "0.5"`},
		{"a height in quotes", collection(dot(`[33.4,0.5,"7"]`)), ErrPosition, `the height is a text, "7"`},
		{"true", collection(dot(`[true,0.5]`)), ErrPosition, "the longitude is true or false"},
		{"a list", collection(dot(`[1,[2]]`)), ErrPosition, "the latitude is a list"},
		{"nested", collection(dot(`[[1,2]]`)), ErrFeature, "its coordinates are not those of a Point: positions stand in a list, and not in no list"},
		{"NaN", collection(dot(`[NaN,2]`)), ErrPosition, "the longitude is NaN, which is no number"},
		{"infinite", collection(dot(`[1,-Infinity]`)), ErrPosition, "the latitude is -Infinity"},
		{"huge", collection(dot(`[1,1e400]`)), ErrPosition, "the latitude, 1e400, is beyond all numbers"},
		{"projected", collection(dot(`[585360,4427757]`)), ErrPosition, "feature 0 \"station\" at 585360.000000 4427757.000000: it is not a longitude and latitude; these look like projected metres: give longitude and latitude on WGS84 (EPSG:4326): ogr2ogr -f GeoJSON -noNativeData -s_srs EPSG:CODE -t_srs EPSG:4326 output.geojson input.geojson"},
		{"swapped", collection(dot(`[38,151]`)), ErrPosition, "the order is longitude, latitude"},
		{"no coordinates", collection(`{"type":"Feature","properties":{},"geometry":{"type":"Point"}}`), ErrFeature, "feature 0: its Point has no coordinates"},
		{"a MultiPoint with a null", collection(`{"type":"Feature","properties":{},"geometry":{"type":"MultiPoint","coordinates":[[1,2],null]}}`), ErrFeature, "feature 0, vertex 1: null stands in the place of a position (coordinates[1])"},
		{"a MultiPoint with an empty position", collection(`{"type":"Feature","properties":{},"geometry":{"type":"MultiPoint","coordinates":[[1,2],[]]}}`), ErrFeature, "feature 0, vertex 1: an empty list stands in the place of a position"},
		{"a MultiPoint that is a Point", collection(`{"type":"Feature","properties":{},"geometry":{"type":"MultiPoint","coordinates":[1,2]}}`), ErrFeature, "not those of a MultiPoint: positions stand in no list, and not in a list"},
		{"no geometry", collection(dot("[1,2]"), `{"type":"Feature","properties":{},"geometry":null}`, `{"type":"Feature","properties":{}}`), ErrFeature, "feature 1: it has no geometry, like 1 other"},
		{"a geometry that is a text", collection(`{"type":"Feature","properties":{},"geometry":"POINT(1 2)"}`), ErrFeature, "its geometry is a text in the place of an object"},
		{"a geometry without a type", collection(`{"type":"Feature","properties":{},"geometry":{"coordinates":[1,2]}}`), ErrFeature, "its geometry has no type"},
		{"a small letter", collection(`{"type":"Feature","properties":{},"geometry":{"type":"point","coordinates":[1,2]}}`), ErrFeature, `its geometry is a "point"; give Points or MultiPoints; GeoJSON writes Point`},
		{"another kind", collection(`{"type":"Feature","properties":{},"geometry":{"type":"Circle","coordinates":[1,2]}}`), ErrFeature, `its geometry is a "Circle"`},
		{"a line", collection(stretch("A", "[[1,2],[3,4]]")), ErrFeature, `its geometry is a "LineString"; give Points or MultiPoints`},
		{"a collection of geometries", `{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]}]}`, ErrFeature, `its geometry is a "GeometryCollection"`},
		{"geometries in the place of features", collection(`{"type":"Point","coordinates":[1,2]}`), ErrFeature, `its type is "Point", not Feature: it is a geometry; put it into the member "geometry" of a Feature`},
		{"null in the place of a feature", collection("null"), ErrFeature, "feature 0: it is not an object but null"},
		{"properties that are a list", collection(`{"type":"Feature","properties":[],"geometry":{"type":"Point","coordinates":[1,2]}}`), ErrFeature, "its properties are a list in the place of an object"},
		{"features twice", `{"type":"FeatureCollection","features":[],"features":[]}`, ErrSyntax, "the member features stands twice, first at line 1, column 29 and again at byte 42 (line 1, column 43); keep one of them"},
		{"type twice", collection(`{"type":"Feature","type":"Feature","properties":{},"geometry":null}`), ErrSyntax, "feature 0: the member features[0].type stands twice"},
		{"coordinates twice", collection(dot("[1,2]"), dot(`[1,2],"coordinates":[3,4]`)), ErrSyntax, "feature 1: the member features[1].geometry.coordinates stands twice"},
		{"a property twice", collection(strings.Replace(dot("[1,2]"), `"name"`, `"name":"a","n\u0061me"`, 1)), ErrSyntax, "the member features[0].properties.name stands twice"},
		{"a geometry twice", collection(strings.Replace(dot("[1,2]"), `"geometry"`, `"geometry":null,"geometry"`, 1)), ErrSyntax, "the member features[0].geometry stands twice"},
		{"Latin-1", collection(strings.Replace(dot("[1,2]"), "station", "B\xfcro", 1)), ErrSyntax, `feature 0: the text is not UTF-8 but perhaps Windows-1252 (Latin-1), which has "Büro" here: the byte 0xFC stands at byte 81 (line 1, column 82); iconv -f WINDOWS-1252 -t UTF-8 INPUT > OUTPUT converts it`},
		{"half a character", collection(strings.Replace(dot("[1,2]"), "station", `\udc00`, 1)), ErrSyntax, `the escape \udc00 is half a character`},
		{"NaN among the properties", collection(strings.Replace(dot("[1,2]"), `"station"`, "NaN", 1)), ErrSyntax, "NaN stands here, which JSON does not have"},
		{"a decimal comma in a number", collection(dot("[1,2],5]")), ErrSyntax, "not valid JSON"},
		{"cut", collection(dot("[1,2]"))[:60], ErrSyntax, "feature 0: the input is not valid JSON: the input ends"},
		{"a sequence that breaks off", dot("[1,2]") + "\n" + dot("[1")[:70], ErrSyntax, "feature 1"},
		{"something behind a collection", collection() + collection(), ErrSyntax, "something follows the FeatureCollection"},
		{"no GeoJSON", `{"lat":1,"lon":2}`, ErrSyntax, `the input has no member "type"`},
		{"a type of its own", `{"type":"featurecollection","features":[]}`, ErrSyntax, `the input is a GeoJSON "featurecollection", not a FeatureCollection with features; put the features into a FeatureCollection; GeoJSON writes FeatureCollection`},
		{"TopoJSON", `{"type":"Topology","objects":{},"arcs":[]}`, ErrSyntax, "the input is TopoJSON; ogr2ogr -f GeoJSON output.geojson input.json"},
		{"Esri JSON", `{"geometryType":"esriGeometryPoint","spatialReference":{"wkid":4284},"features":[{"attributes":{"n":1},"geometry":{"x":51,"y":38}}]}`, ErrSyntax, "the input is Esri JSON; ogr2ogr -f GeoJSON -t_srs EPSG:4326 output.geojson input.json"},
		{"UTF-16", "\xff\xfe{\x00}\x00", ErrSyntax, "the input is UTF-16; iconv -f UTF-16 -t UTF-8"},
		{"UTF-16 without a mark", "{\x00\"\x00a\x00\"\x00", ErrSyntax, "the input is UTF-16"},
	} {
		got, notes, err := ReadPoints(t.Context(), strings.NewReader(c.text))
		assert.Nil(t, got, c.name)
		assert.Nil(t, notes, c.name)
		require.Error(t, err, c.name)
		assert.ErrorIs(t, err, c.kind, c.name)
		assert.Contains(t, err.Error(), c.want, c.name)
	}
	// All of them at once, with their places.
	_, _, err := ReadPoints(t.Context(), strings.NewReader(collection(dot("[1]"), dot("[1,2]"), dot("[null,91]"), dot("[1,91]"))))
	var list *problem.List
	require.ErrorAs(t, err, &list)
	var features []int
	for _, one := range list.All {
		var p *Problem
		require.ErrorAs(t, one, &p)
		features = append(features, p.Feature)
	}
	assert.Equal(t, []int{0, 2, 3}, features)
}

// TestCoordinatesOfAllReaders holds that lines, coasts and polygons know a missing number
// as points do.
func TestCoordinatesOfAllReaders(t *testing.T) {
	readLine := func(s string) error { _, err := ReadLine(t.Context(), strings.NewReader(s)); return err }
	readAreas := func(s string) error { _, _, err := ReadAreas(t.Context(), strings.NewReader(s)); return err }
	readCoast := func(s string) error { _, err := Read(strings.NewReader(s), Options{}); return err }
	coast := func(position string) string {
		return collection(stretch("A", "[[1,0],"+position+",[1,1],[0,1],[0,0]]"), south)
	}
	line := func(position string) string {
		return `{"type":"LineString","coordinates":[[1,2],` + position + `,[3,4]]}`
	}
	ring := func(position string) string {
		return `{"type":"Polygon","coordinates":[[[0,0],` + position + `,[1,0],[1,1],[0,0]]]}`
	}
	for position, want := range map[string]string{
		"[1,null]": "vertex 1: the latitude is null", "[1]": "vertex 1: a position needs two numbers, and this one has 1", `[1,"2"]`: `vertex 1: the latitude is a text, "2"`,
		"null": "vertex 1: null stands in the place of a position", "[NaN,1]": "vertex 1: the longitude is NaN", "7": "vertex 1: a number stands in the place of a position",
		"[[1,2]]": "vertex 1: positions are nested in unlike depths", `"1,2"`: "vertex 1: a text stands in the place of a position", "[]": "vertex 1: an empty list stands", "[1,1e999]": "vertex 1: the latitude, 1e999, is beyond all numbers",
		"{}": "vertex 1: an object stands in the place of a position",
	} {
		for name, err := range map[string]error{"line": readLine(line(position)), "areas": readAreas(ring(position)), "coast": readCoast(coast(position))} {
			assert.ErrorContains(t, err, "feature 0", "%s with %s", name, position)
			assert.ErrorContains(t, err, want, "%s with %s", name, position)
		}
	}
	for _, empty := range []string{"[]", "[[]]", "[[],[]]", "[[[]]]", "[[[]],[[]]]"} {
		assert.ErrorIs(t, readLine(`{"type":"LineString","coordinates":`+empty+`}`), ErrFeature, empty)
		assert.ErrorIs(t, readLine(`{"type":"MultiLineString","coordinates":`+empty+`}`), ErrFeature, empty)
		assert.ErrorIs(t, readAreas(`{"type":"Polygon","coordinates":`+empty+`}`), ErrFeature, empty)
		assert.ErrorIs(t, readAreas(`{"type":"MultiPolygon","coordinates":`+empty+`}`), ErrFeature, empty)
		assert.ErrorIs(t, readCoast(collection(stretch("A", empty), south)), ErrFeature, empty)
	}
	for _, position := range []string{"[1,0.5,null]", "[1,0.5,7]", "[1,0.5,null,null]"} {
		assert.NoError(t, readCoast(coast(position)), position)
		assert.NoError(t, readLine(line(position)), position)
		assert.NoError(t, readAreas(strings.Replace(ring(position), "[1,0]", "[1,0.2]", 1)), position)
	}
}

// TestSequence reads a coast as a sequence of features.
func TestSequence(t *testing.T) {
	want, err := Read(strings.NewReader(collection(north, south)), Options{})
	require.NoError(t, err)
	for _, text := range []string{north + "\n" + south, "\x1e" + north + "\n\x1e" + south + "\n"} {
		got, err := Read(strings.NewReader(text), Options{})
		require.NoError(t, err)
		assert.Equal(t, want.Shore, got.Shore)
		assert.Equal(t, want.Features, got.Features)
	}
}

// TestReference reads WGS84 under all its names and refuses others, wherever they stand.
func TestReference(t *testing.T) {
	named := func(name string) string { return `{"type":"name","properties":{"name":"` + name + `"}}` }
	for crs, want := range map[string]string{
		"null": "", "{}": "", named("EPSG:4326"): "", named("EPSG:4979"): "", named("urn:ogc:def:crs:OGC:1.3:CRS84"): "", named("urn:ogc:def:crs:OGC::CRS84h"): "", named("OGC:CRS84h"): "",
		named("urn:ogc:def:crs:EPSG::4326"): "", named("urn:ogc:def:crs:EPSG:9.9.1:4979"): "", named("urn:x-ogc:def:crs:EPSG:4326"): "", named("urn:ogc:def:crs:OGC:2:84"): "",
		named("http://www.opengis.net/def/crs/OGC/1.3/CRS84"): "", named("http://www.opengis.net/def/crs/EPSG/0/4326"): "", named("http://www.opengis.net/gml/srs/epsg.xml#4326"): "",
		named("epsg:4326"): "", named("WGS 84"): "", named("WGS84"): "", named("WGS_1984"): "", named("GCS_WGS_1984"): "", named("crs84"): "", named("+proj=longlat +datum=WGS84 +no_defs"): "", named("+init=epsg:4326"): "",
		`"EPSG:4326"`: "", `4326`: "", `{"type":"EPSG","properties":{"code":4326}}`: "", `{"type":"EPSG","properties":{"code":"4979"}}`: "", `{"type":"OGC","properties":{"urn":"urn:ogc:def:crs:OGC:1.3:CRS84"}}`: "",
		`{"type":"link","properties":{"href":"http://spatialreference.org/ref/epsg/4326/ogcwkt/","type":"ogcwkt"}}`: "",

		named("EPSG:4284"): "EPSG:4284", named("EPSG:3857"): "EPSG:3857", named("EPSG:43260"): "EPSG:43260", named("EPSG:14326"): "EPSG:14326", named("EPSG:4978"): "EPSG:4978",
		named("WGS 84 / UTM zone 39N"): "WGS 84 / UTM zone 39N", named("WGS 84 / Pseudo-Mercator"): "WGS 84 / Pseudo-Mercator", named("WGS 72"): "WGS 72", named("ED50"): "ED50", named("urn:ogc:def:crs:OGC:1.3:CRS83"): "CRS83",
		named("urn:ogc:def:crs,crs:EPSG::4326,crs:EPSG::5773"): "5773", named("EPSG:4326+5773"): "EPSG:4326+5773", named("+proj=longlat +ellps=krass +no_defs"): "+proj=longlat", named("+proj=utm +zone=39 +datum=WGS84"): "+proj=utm",
		`"EPSG:4230"`: "EPSG:4230", `4284`: "EPSG:4284", `{"type":"EPSG","properties":{"code":4284}}`: "EPSG:4284", `{"type":"EPSG","properties":{"code":4326,"coordinate_order":[1,0]}}`: "with the order [1 0] of its axes",
		`{"type":"link","properties":{"href":"http://spatialreference.org/ref/epsg/4284/proj4/","type":"proj4"}}`: "epsg/4284", `{"type":"link","properties":{"href":"data.crs"}}`: "data.crs",
		`["http://www.opengis.net/def/crs/EPSG/0/4326","http://www.opengis.net/def/crs/EPSG/0/5611"]`: "EPSG/0/5611", `{"type":"name"}`: "in a form that is not known", `[]`: "in a form that is not known", `true`: "in a form that is not known",
		named("IGNF:WGS84G"): "IGNF:WGS84G", named(""): `""`,
	} {
		for _, member := range []string{"crs", "coordRefSys"} {
			m := `"` + member + `":` + crs + `,`
			for place, text := range map[string]string{
				"top": strings.Replace(collection(dot("[1,2]")), `"features"`, m+`"features"`, 1), "feature": collection(strings.Replace(dot("[1,2]"), `"properties"`, m+`"properties"`, 1)),
				"geometry": collection(strings.Replace(dot("[1,2]"), `"coordinates"`, m+`"coordinates"`, 1)), "bare": `{` + m + `"type":"Point","coordinates":[1,2]}`,
			} {
				_, _, err := ReadPoints(t.Context(), strings.NewReader(text))
				if want == "" {
					assert.NoError(t, err, "%s: %s", place, m)
					continue
				}
				assert.ErrorIs(t, err, ErrReference, "%s: %s", place, m)
				assert.ErrorContains(t, err, want, "%s: %s", place, m)
			}
		}
	}
	_, err := Read(strings.NewReader(strings.Replace(collection(north, south), `"coordinates"`, `"crs":`+named("EPSG:4284")+`,"coordinates"`, 1)), Options{})
	assert.ErrorContains(t, err, `feature 0 (A): the input names the coordinate reference system "EPSG:4284"; give longitude and latitude on WGS84 (EPSG:4326): ogr2ogr -f GeoJSON -noNativeData -s_srs EPSG:4284 -t_srs EPSG:4326 output.geojson input.geojson converts it; round the Caspian`)
	_, _, err = ReadPoints(t.Context(), strings.NewReader(`{"crs":`+named("EPSG:32639")+`,"type":"Point","coordinates":[585360,4427757]}`))
	assert.ErrorContains(t, err, "-s_srs EPSG:32639 -t_srs EPSG:4326 output.geojson input.geojson converts it")
	assert.NotContains(t, err.Error(), "Pulkovo", "its datum is WGS84")
	assert.NotContains(t, err.Error(), "more problem", "positions of another system are not looked at")
}

// TestCodes reads codes in one form and tells what is not seen of them.
func TestCodes(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"A ", "B", `feature 0: the code "A " is read as "A", without blanks around it and in Unicode's form NFC`},
		{"A\u0308", "B", `is read as "Ä"`},
		{"AZ", "\u0410Z", `the codes "AZ" and "АZ" look alike, and are two states: 'А' is U+0410 (Cyrillic)`},
		{"AZ", "A\u200bZ", `the code "A\u200bZ" holds what is not seen: ZERO WIDTH SPACE (U+200B)`},
	} {
		got, err := Read(strings.NewReader(collection(strings.Replace(north, `"A"`, `"`+c.a+`"`, 1), strings.Replace(south, `"B"`, `"`+c.b+`"`, 1))), Options{})
		require.NoError(t, err)
		all := ""
		for _, n := range got.Notes {
			all += n.String() + "\n"
		}
		assert.Contains(t, all, c.want)
	}
	// What differs in blanks alone is one state.
	_, err := Read(strings.NewReader(collection(north, strings.Replace(south, `"B"`, `"A "`, 1))), Options{})
	assert.ErrorContains(t, err, `the coast belongs to 1 state, "A"`)
}

func TestText(t *testing.T) {
	utf16 := func(s string, high, low int) string {
		var out []byte
		for _, u := range encode16(s) {
			pair := [2]byte{}
			pair[high], pair[low] = byte(u>>8), byte(u)
			out = append(out, pair[:]...)
		}
		return string(out)
	}
	long := strings.Repeat("Neft Daşları, ایران, Каспий 🌊\n", 3_000)
	for _, want := range []string{"", "lon,lat\n1,2\n", "Ä", long} {
		for name, text := range map[string]string{"UTF-8": want, "a BOM": "\ufeff" + want, "little": utf16("\ufeff"+want, 1, 0), "big": utf16("\ufeff"+want, 0, 1)} {
			for _, r := range []io.Reader{strings.NewReader(text), iotest.OneByteReader(strings.NewReader(text)), iotest.DataErrReader(strings.NewReader(text))} {
				got, err := io.ReadAll(Text(r))
				require.NoError(t, err, name)
				require.Equal(t, want, string(got), name)
			}
		}
	}
	got, err := io.ReadAll(Text(strings.NewReader(utf16("lon,lat\n1,2\n", 1, 0))))
	require.NoError(t, err)
	assert.Equal(t, "lon,lat\n1,2\n", string(got), "UTF-16 without a BOM")
	for text, want := range map[string]string{
		"name\nB\xfcro,1": "at byte 6 (line 2, column 2)", "\ufeffname\né\xfc": "at byte 10 (line 2, column 2)", long + "\xff": "line 3001, column 1)", long + "é\xc3": "line 3001, column 2)",
		"SQLite format 3\x00": "the input is a GeoPackage", "a\x00b": "the input is a binary file", "\xff\xfea\x00\x00\xd8b\x00": "is not UTF-8", "\xff\xfea\x00b": "is not UTF-8",
	} {
		for _, r := range []io.Reader{strings.NewReader(text), iotest.OneByteReader(strings.NewReader(text))} {
			_, err := io.ReadAll(Text(r))
			assert.ErrorIs(t, err, ErrSyntax, "%.40q", text)
			assert.ErrorContains(t, err, want, "%.40q", text)
		}
	}
	broken := errors.New("broken")
	_, err = io.ReadAll(Text(io.MultiReader(strings.NewReader(long), iotest.ErrReader(broken))))
	assert.ErrorIs(t, err, broken)
}

// encode16 returns a text in units of UTF-16, by the rule of RFC 2781, section 2.1.
func encode16(s string) (out []uint16) {
	for _, r := range s {
		if r < 0x10000 {
			out = append(out, uint16(r))
			continue
		}
		r -= 0x10000
		out = append(out, uint16(0xd800+r>>10), uint16(0xdc00+r&0x3ff))
	}
	return out
}

// FuzzReadPoints holds that any input gives points or an error, never both, that all points
// are positions, and that what is kept of features is JSON.
func FuzzReadPoints(f *testing.F) {
	for _, text := range []string{
		collection(dot("[1,2]"), dot("[1,2,null]")), dot("[1,2]") + "\n" + dot("[1,2]"), "\x1e" + dot("[1,2]"), dot("[1,null]"), dot(`["1",2]`), dot("[NaN,1e999]"), dot("[[],{}]"),
		`{"type":"MultiPoint","coordinates":[[1,2],[],null,[3,4,"5"]]}`, `{"type":"Feature","id":1e999,"properties":{"a":{"b":[1]}},"geometry":{"type":"MultiPoint","coordinates":[[1,2],[3,4]]},"crs":{"properties":{"name":"EPSG:4326"}}}`,
		`{"type":"Topology"}`, `{"geometryType":1,"features":[{"attributes":1,"geometry":{"rings":[]}}]}`, "\xff\xfe{\x00", "\ufeff{}", `{"coordRefSys":["a",1],"type":"Point"}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		start := time.Now()
		points, notes, err := ReadPoints(t.Context(), bytes.NewReader(data))
		require.Less(t, time.Since(start), slow)
		if err != nil {
			require.Nil(t, points)
			require.Nil(t, notes)
			_ = err.Error()
			return
		}
		for _, p := range points {
			require.NotEmpty(t, p.At)
			for _, at := range p.At {
				require.True(t, at[0] >= -360 && at[0] <= 360 && at[1] >= -90 && at[1] <= 90)
			}
			require.True(t, p.ID == nil || json.Valid(p.ID), "%q", p.ID)
			require.True(t, p.Properties == nil || json.Valid(p.Properties), "%q", p.Properties)
		}
	})
}

// FuzzText holds that what comes out is UTF-8, the same whatever pieces it is read in.
func FuzzText(f *testing.F) {
	for _, text := range []string{"lon,lat\n1,2\n", "\xff\xfea\x00\x3d\xd8\x0a\xde", "\xfe\xff\xd8\x00", "\ufeffé\xc3", "PK\x03\x04", "a\x00b\x00"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		whole, err := io.ReadAll(Text(bytes.NewReader(data)))
		require.True(t, bytes.Equal(whole, []byte(strings.ToValidUTF8(string(whole), ""))))
		pieces, again := io.ReadAll(Text(iotest.HalfReader(bytes.NewReader(data))))
		require.Equal(t, err == nil, again == nil, "%v, %v", err, again)
		require.Equal(t, string(whole), string(pieces))
	})
}
