// Package ne10m holds the coast of the Caspian Sea from Natural Earth 1:10m, as
// one embedded GeoJSON file: 2,383 vertices of shore, about 2.6 km apart, and
// 11 islands. Begin with Coast: caspian.ReadSea(ne10m.Coast()).
//
// Natural Earth is in the public domain. The data came by way of the package
// world-atlas, whose ISC licence is in Notice.
//
// Positions are longitude and latitude in degrees, taken as WGS84, and
// quantised by the source to about 0.29 km in longitude and 0.19 km in
// latitude. The lagoon Garabogazköl is part of the sea, and a closing line
// across its mouth is in the file. The source states neither the epoch nor the
// water level. How the file was made, and the one vertex that was moved, is in
// Provenance.
package ne10m

import (
	_ "embed"
	"io"
	"strings"
)

// Licence names the licence of the data: Natural Earth is in the public
// domain, the package that it was taken from is under the ISC licence.
const Licence = "public domain (Natural Earth); the package world-atlas: ISC"

//go:embed coast.geojson
var coast string

//go:embed NOTICE.md
var notice string

//go:embed PROVENANCE.md
var provenance string

// Coast returns a new reader of the coast, a GeoJSON FeatureCollection: the
// shore of each of the five states as one LineString, the islands as Polygons,
// the closing line of Garabogazköl, and in the member "coast" the source, the
// licence, the ends of the land borders and notes. The sea is 396,299.94 km²
// with the lagoon and without the islands (TestArea in package geodata). It
// may be called from several goroutines; each reader has its own place.
func Coast() io.Reader { return strings.NewReader(coast) }

// Notice returns the origin and licence notice of the data, in Markdown.
func Notice() string { return notice }

// Provenance returns the source, its version and checksum, what was done to
// it, and the commands that make the file again, in Markdown.
func Provenance() string { return provenance }
