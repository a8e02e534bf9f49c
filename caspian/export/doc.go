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
// The files, from the bottom up: antimeridian (where geometries are cut), features and
// layers (what the formats have in common), about (a division in words), geojson, question
// (read from GeoJSON), kml, wkb (and well-known text), rows (of CSV), points, courses and
// zones (tables). GeoPackage, which needs a database, is package gpkg.
package export
