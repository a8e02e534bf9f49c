package internal

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/internal/foreign"
)

func TestPlaceAt(t *testing.T) {
	const text = foreign.BOM + "aé\r\nÄb\nc"
	for _, c := range []struct {
		before string
		want   foreign.Place
	}{{foreign.BOM, foreign.Place{Line: 1, Column: 1}}, {foreign.BOM + "a", foreign.Place{Line: 1, Column: 2}}, {foreign.BOM + "aé", foreign.Place{Line: 1, Column: 3}}, {foreign.BOM + "aé\r\n", foreign.Place{Line: 2, Column: 1}}, {foreign.BOM + "aé\r\nÄ", foreign.Place{Line: 2, Column: 2}}, {text, foreign.Place{Line: 3, Column: 2}}} {
		require.True(t, strings.HasPrefix(text, c.before))
		assert.Equal(t, c.want, foreign.PlaceAt([]byte(text), len(c.before)), "%q", c.before)
	}
	assert.Equal(t, foreign.Place{Line: 1, Column: 3}, foreign.PlaceAt([]byte("a\xff"), 99))
	assert.Equal(t, "line 3, column 2", foreign.Place{Line: 3, Column: 2}.String())
}

// TestNotUTF8 guesses encodings; the bytes are those that iconv makes of the words.
func TestNotUTF8(t *testing.T) {
	for _, c := range []struct{ text, word, encoding, iconv string }{
		{"\xc4", "Ä", "Windows-1252", "WINDOWS-1252"},
		{"T\xfcrkmenistan", "Türkmenistan", "Windows-1252", "WINDOWS-1252"},
		{"Da\xfelar\xfd", "Daşları", "Windows-1254", "WINDOWS-1254"},
		{"\xc8\xf0\xe0\xed", "Иран", "Windows-1251", "WINDOWS-1251"},
		{"\xc0\xc7", "АЗ", "Windows-1251", "WINDOWS-1251"},
		{"\xca\xe0\xe7\xe0\xf5\xf1\xf2\xe0\xed", "Казахстан", "Windows-1251", "WINDOWS-1251"},
		{"\xe9\xd2\xc1\xce", "Иран", "KOI8-R", "KOI8-R"},
		{"\x88\xe0\xa0\xad", "Иран", "code page 866", "CP866"},
		{"\xc7\xed\xd1\xc7\xe4", "ايران", "Windows-1256", "WINDOWS-1256"},
	} {
		what, cure := foreign.NotUTF8([]byte(c.text), foreign.Invalid([]byte(c.text)))
		assert.Contains(t, what, c.encoding, "%q", c.text)
		assert.Contains(t, what, `"`+c.word+`"`, "%q", c.text)
		assert.Contains(t, cure, "iconv -f "+c.iconv+" -t UTF-8", "%q", c.text)
	}
	assert.Equal(t, -1, foreign.Invalid([]byte("Neft Daşları ایران")))
	assert.Equal(t, 3, foreign.Invalid([]byte("aé\xff")))
	assert.Equal(t, 0, foreign.Invalid([]byte("\xed\xa0\x80")), "half a character is none")
	assert.Equal(t, 1, foreign.Invalid([]byte("a\xc3")))
}

func TestUTF16(t *testing.T) {
	for text, want := range map[string]foreign.Order{
		"\xff\xfea\x00": foreign.LittleEndian, "\xfe\xff\x00a": foreign.BigEndian, "l\x00o\x00n\x00": foreign.LittleEndian, "\x00l\x00o\x00n": foreign.BigEndian,
		"lon,lat": 0, "": 0, "a\x00": 0, "\xff\xfe\x00\x00a\x00\x00\x00": 0, "\x00\x00\xfe\xff": 0, "\xff\xfe\x18\x04 \x00": foreign.LittleEndian,
	} {
		assert.Equal(t, want, foreign.UTF16([]byte(text)), "%q", text)
	}
}

func zipped(t *testing.T, names ...string) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, n := range names {
		f, err := w.Create(n)
		require.NoError(t, err)
		_, err = f.Write([]byte("text"))
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return b.String()
}

// TestFormat recognises formats by the bytes that files of them begin with.
func TestFormat(t *testing.T) {
	for _, c := range []struct{ name, text, what, cure string }{
		{"shapefile", "\x00\x00\x27\x0a" + strings.Repeat("\x00", 96), "a shapefile", "ogr2ogr -f GeoJSON -t_srs EPSG:4326 output.geojson input.shp"},
		{"GeoPackage", "SQLite format 3\x00", "a GeoPackage", "ogr2ogr -f GeoJSON -t_srs EPSG:4326 output.geojson input.gpkg converts it (with the name of a layer"},
		{"FlatGeobuf", "fgb\x03fgb\x01", "a FlatGeobuf file", "input.fgb"},
		{"KML", "<?xml version=\"1.0\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\">", "KML", "ogr2ogr -f GeoJSON output.geojson input.kml"},
		{"GML", "<?xml version=\"1.0\"?><a xmlns:gml=\"http://www.opengis.net/gml/3.2\">", "GML", "-ct urn:ogc:def:coordinateOperation:EPSG::NUMBER"},
		{"GPX", "<gpx version=\"1.1\">", "GPX", "input.gpx waypoints"},
		{"OSM", "<osm version=\"0.6\">", "OpenStreetMap XML", "input.osm multipolygons"},
		{"page", "\ufeff \n<!DOCTYPE html>", "HTML or XML", "this is a page"},
		{"XML", "<a/>", "HTML or XML", "input.xml"},
		{"zipped shapefile", zipped(t, "readme.txt", "Lakes/LAKE.SHP", "Lakes/LAKE.DBF"), "a zip archive with a shapefile", "/vsizip/input.zip"},
		{"zipped GeoPackage", zipped(t, "a.gpkg"), "a zip archive with a GeoPackage", "/vsizip/input.zip"},
		{"geodatabase", zipped(t, "a.gdb/a00000001.gdbtable"), "a zip archive with a file geodatabase", "ogrinfo"},
		{"KMZ", zipped(t, "doc.kml"), "KMZ", "ogr2ogr -f GeoJSON output.geojson input.kmz"},
		{"spreadsheet", zipped(t, "[Content_Types].xml", "xl/workbook.xml"), "a spreadsheet", "CSV in UTF-8"},
		{"zipped GeoJSON", zipped(t, "a.geojson"), "a zip archive", "unpack it and give"},
		{"zip", zipped(t, "a"), "a zip archive", "unpack it first"},
		{"cut zip", "PK\x03\x04abc", "a zip archive", "unpack it first"},
		{"gzip", "\x1f\x8b\x08", "compressed with gzip", "decompress"},
		{"WKT", "POLYGON((50 40,51 40,51 41,50 40))", "well-known text", "input.csv"},
		{"EWKT", " SRID=4326;MultiPoint Z (1 2 3)", "well-known text", "input.csv"},
		{"MIF", "Version 300\nCharset \"Neutral\"\n", "a MapInfo interchange file", "input.mif"},
		{"DXF", "  0\r\nSECTION\r\n", "a DXF drawing", "-s_srs EPSG:CODE -t_srs EPSG:4326 output.geojson input.dxf"},
		{"TIFF", "II*\x00", "a raster", ""},
		{"UTF-32", "{\x00\x00\x00\"\x00\x00\x00", "UTF-32", "iconv -f UTF-32"},
		{"binary", "abc\x00def", "a binary file", "give text"},
	} {
		what, cure := foreign.Format([]byte(c.text))
		assert.Contains(t, what, c.what, c.name)
		assert.Contains(t, cure, c.cure, c.name)
	}
	for _, text := range []string{"", " \n", "{", `{"type":"Point"}`, "lon,lat\n1,2", "point,lon,lat\n", "\x1e{}", "\ufeff{}", "l\x00o\x00n\x00", "\xff\xfe{\x00", "0,1", "Version,lon,lat"} {
		what, _ := foreign.Format([]byte(text))
		assert.Empty(t, what, "%q", text)
	}
}

// FuzzFormat holds that any bytes are recognised or not without a panic, and that what is
// said of them is text.
func FuzzFormat(f *testing.F) {
	f.Add([]byte("PK\x03\x04" + strings.Repeat("\x00", 22) + "\xff\xff\x00\x00a"))
	f.Add([]byte("\xc7\xed\xd1\xc7\xe4"))
	f.Add([]byte("<kml"))
	f.Fuzz(func(t *testing.T, data []byte) {
		foreign.Format(data)
		foreign.UTF16(data)
		if at := foreign.Invalid(data); at >= 0 {
			what, cure := foreign.NotUTF8(data, at)
			require.Equal(t, -1, foreign.Invalid([]byte(what+cure)))
			foreign.PlaceAt(data, at)
		}
	})
}
