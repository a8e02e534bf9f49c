// Package gpkg writes divisions as GeoPackage, the SQLite files that GIS programs
// read (OGC 12-128r18, version 1.3). It stands apart from package export because
// it alone links SQLite. It is not there for js/wasm.
package gpkg
