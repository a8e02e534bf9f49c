package foreign

import (
	"bytes"
	"encoding/binary"
	"regexp"
	"strings"
)

// Shift is the warning for positions on another datum than WGS84.
const Shift = "round the Caspian older datums (Pulkovo 1942, ED50) have several shifts to WGS84, of which PROJ takes one by the place, silently, and a system of heights without a route of its own undoes the shift: name the operation with -ct urn:ogc:def:coordinateOperation:EPSG::NUMBER (projinfo lists them) and compare two places by hand"

// Convert returns the command that makes GeoJSON on WGS84 of an input, and the warning
// that belongs to it. The options are those that reading it needs.
func Convert(input, options string) string {
	return Command(input, options+" -t_srs EPSG:4326") + "; " + Shift
}

// Command returns the command that makes GeoJSON of an input that is on WGS84.
func Command(input, options string) string {
	layers := ""
	for _, ending := range []string{".gpkg", ".kml", ".kmz", ".gml", ".zip", ".xml", "input.json", ".parquet"} {
		if strings.HasSuffix(input, ending) {
			layers = " (with the name of a layer at its end if there are several; ogrinfo lists them)"
		}
	}
	return strings.Join(strings.Fields("ogr2ogr -f GeoJSON "+options+" output.geojson "+input), " ") + " converts it" + layers
}

// Format recognises the beginning of an input, some kilobytes or all of it, that is of
// another format than text for one of our readers. It returns what it is, and what to
// do; nothing if it may be such text.
func Format(beginning []byte) (what, cure string) {
	trimmed := bytes.TrimLeft(bytes.TrimPrefix(beginning, []byte(BOM)), " \t\r\n")
	if len(trimmed) == 0 {
		return "", ""
	}
	if trimmed[0] == '<' {
		return markup(trimmed)
	}
	if bytes.HasPrefix(beginning, []byte("PK\x03\x04")) {
		return archive(beginning)
	}
	for _, f := range formats {
		if bytes.HasPrefix(beginning, []byte(f.magic)) {
			return f.what, f.cure
		}
	}
	for _, f := range texts {
		if regexp.MustCompile(f.pattern).Match(trimmed[:min(len(trimmed), 512)]) {
			return f.what, f.cure
		}
	}
	switch {
	case utf32(beginning):
		return "UTF-32", "iconv -f UTF-32 -t UTF-8 INPUT > OUTPUT converts it"
	case UTF16(beginning) == 0 && bytes.IndexByte(beginning[:min(len(beginning), 512)], 0) >= 0:
		return "a binary file", "give text"
	}
	return "", ""
}

// formats are known by their first bytes.
var formats = []struct{ magic, what, cure string }{
	{"\x00\x00\x27\x0a", "a shapefile", Convert("input.shp", "")},
	{"SQLite format 3\x00", "a GeoPackage or another SQLite database", Convert("input.gpkg", "")},
	{"fgb\x03fgb", "a FlatGeobuf file", Convert("input.fgb", "")},
	{"PAR1", "a Parquet file", Convert("input.parquet", "")},
	{"ARROW1", "an Arrow file", Convert("input.arrow", "")},
	{"!table", "a MapInfo table", Convert("input.tab", "")},
	{"\x1f\x8b", "compressed with gzip", "decompress it first"},
	{"BZh", "compressed with bzip2", "decompress it first"},
	{"\xfd7zXZ\x00", "compressed with xz", "decompress it first"},
	{"\x28\xb5\x2f\xfd", "compressed with zstd", "decompress it first"},
	{"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it first"},
	{"Rar!\x1a\x07", "a RAR archive", "unpack it first"},
	{"%PDF-", "a PDF document", "give the data that it was drawn from"},
	{"\x89PNG", "a picture", "give the data that it was drawn from"},
	{"\xff\xd8\xff", "a picture", "give the data that it was drawn from"},
	{"II*\x00", "a raster (TIFF)", "give polygons or lines"},
	{"MM\x00*", "a raster (TIFF)", "give polygons or lines"},
	{"CDF\x01", "a NetCDF file", "give polygons or lines"},
	{"CDF\x02", "a NetCDF file", "give polygons or lines"},
	{"\x89HDF", "an HDF5 or NetCDF file", "give polygons or lines"},
	{"\xd0\xcf\x11\xe0", "an old Office document", "save the table as CSV in UTF-8"},
}

// texts are known by how they begin.
var texts = []struct {
	pattern, what, cure string
}{
	{`^(?i:SRID=\d+;)?(?i:MULTI)?(?i:POINT|LINESTRING|POLYGON)\s*(?i:Z|M|ZM)?\s*\(`, "well-known text",
		"put it into CSV under the heads id,WKT, each text in quotes; then " + Command("input.csv", "")},
	{`^(?i:GEOMETRYCOLLECTION)\s*(?i:Z|M|ZM)?\s*\(`, "well-known text", "give its lines or polygons as GeoJSON"},
	{`^(?i:Version)\s+\d+\s*\r?\n(?i:Charset|Delimiter)`, "a MapInfo interchange file", Convert("input.mif", "")},
	{`^0\s*\r?\n(?i:SECTION)`, "a DXF drawing", Convert("input.dxf", "-s_srs EPSG:CODE") + "; EPSG:CODE is the drawing's coordinate system"},
}

// markup recognises XML.
func markup(text []byte) (what, cure string) {
	head := bytes.ToLower(text[:min(len(text), 4096)])
	has := func(words ...string) bool {
		for _, w := range words {
			if bytes.Contains(head, []byte(w)) {
				return true
			}
		}
		return false
	}
	switch {
	case has("<kml"):
		return "KML", Command("input.kml", "")
	case has("<gpx"):
		return "GPX", Command("input.gpx waypoints", "") + "; of tracks with tracks at its end"
	case has("<osm"):
		return "OpenStreetMap XML", Command("input.osm multipolygons", "") + "; of lines or points with lines or points at its end"
	case has("opengis.net/gml", "<gml:"):
		return "GML", Convert("input.gml", "")
	case has("<!doctype html", "<html"):
		return "HTML or XML", "this is a page, perhaps one that says why there is no data: give GeoJSON"
	}
	return "HTML or XML", "give GeoJSON; if GDAL knows the format, " + Convert("input.xml", "")
}

// archive recognises what is in a zip archive.
func archive(data []byte) (what, cure string) {
	const zip = "a zip archive"
	shown := ""
	for rest := data; len(rest) >= 30; {
		k := bytes.Index(rest, []byte("PK\x03\x04"))
		if k < 0 || len(rest)-k < 30 {
			break
		}
		rest = rest[k:]
		size := int(binary.LittleEndian.Uint16(rest[26:]))
		name := strings.ToLower(string(rest[30:min(len(rest), 30+size)]))
		rest = rest[30:]
		switch {
		case strings.HasSuffix(name, ".shp"):
			return "a zip archive with a shapefile", Convert("/vsizip/input.zip", "")
		case strings.HasSuffix(name, ".gpkg"):
			return "a zip archive with a GeoPackage", Convert("/vsizip/input.zip", "")
		case strings.Contains(name, ".gdb/"):
			return "a zip archive with a file geodatabase", Convert("/vsizip/input.zip", "")
		case strings.HasSuffix(name, ".kml"):
			return "KMZ", Command("input.kmz", "")
		case strings.HasPrefix(name, "xl/"), strings.HasPrefix(name, "word/"), name == "mimetype", name == "content.xml":
			return "a spreadsheet or another Office document", "save the table as CSV in UTF-8"
		case strings.HasSuffix(name, "json"), strings.HasSuffix(name, ".csv"):
			shown = name
		}
	}
	if shown != "" {
		return zip, "unpack it and give the file in it"
	}
	return zip, "unpack it first"
}
