// Package export writes divisions in the formats that other programs read, and reads
// back the question that a division in GeoJSON answers. Begin with GeoJSON, which says
// most. Writers take an io.Writer, write the same bytes for the same division, and
// return the error of caspian.Division.Check for a division that is none.
//
// Every format but well-known text and binary carries the question of each division and
// the credit of the coast's data: GeoJSON, KML and GeoPackage the question in full and
// its SHA-256 or what that is computed from, tables in words.
//
// Coordinates are longitude and latitude in degrees on WGS84, and edges geodesics.
// The unit of every other figure stands in its name.
//
// One quantity has one name and one unit in every format: area_km2, length_km, coast_km,
// distance_m, breadth_m; share is a state's share of the sea, zone_share the part of the
// sea that a zone is; state is a code, states are several, sorted, with a blank between
// two.
//
// # Checking with other programs
//
// Distances agree with GeographicLib's GeodSolve and with pyproj's Geod to the last digit
// that is written (0.05 mm), areas with pyproj and with PostGIS's areas of geography to
// 1e-11; distances to a whole coast agree with GMT's grdmath (LDIST, LDISTG, with -fg) to
// 2 mm. Other programs are no check of distances, however many digits they print: those of
// PostGIS 3.3 from geography to a whole coast were up to 100 m off, those of SpatiaLite
// 5.0.1 up to 38 km, and whatever computes on a sphere, as sf does by default, up to
// 1.1 km along a slanting line. SpatiaLite also reads a member of several parts in WKB as
// a point at 0 0 and leaves out what follows: give it a GeoPackage or text.
//
// The files, from the bottom up: antimeridian (where geometries are cut), names, features and
// layers (what the formats have in common), about (a division in words), geojson, question
// (read from GeoJSON), kml, wkb (and well-known text), rows (of CSV), points, courses and
// zones (tables). GeoPackage, which needs a database, is package gpkg.
package export
