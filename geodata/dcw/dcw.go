// Package dcw holds the coast of the Caspian Sea from the Digital Chart of the World
// (DCW-GMT 2.1.1), as one embedded GeoJSON file: 4,539 vertices of shore, about 1.3 km
// apart, and 75 islands. Begin with Coast:
// caspian.ReadSea(dcw.Coast()).
//
// The data are under the GNU Lesser General Public License, version 3 or later; see
// Notice and the files COPYING.LESSER and COPYING beside this one. They have a package
// of their own so that a program that does not import it does not carry them.
//
// Positions are longitude and latitude in degrees, taken as WGS84. The lagoon
// Garabogazköl is land, so that no closing line is in the file; the ends of the land
// borders and the states of islands are the source's own. The source states neither
// the epoch nor the water level, and rounds positions to a grid, in Russia of 216 m by
// 69 m. How the file was made, and what was decided on the way, is in Provenance.
package dcw

import (
	_ "embed"
	"io"
	"strings"
)

// Licence is the SPDX identifier of the licence of the data.
const Licence = "LGPL-3.0-or-later"

//go:embed coast.geojson
var coast string

//go:embed NOTICE.md
var notice string

//go:embed PROVENANCE.md
var provenance string

// Coast returns a new reader of the coast, a GeoJSON FeatureCollection: the
// shore of each of the five states as one LineString, the islands as Polygons,
// and in the member "coast" the source, the licence, the ends of the land
// borders and notes. The sea is 372,416.20 km² without the islands (TestArea in
// package geodata). It may be called from several goroutines; each reader has
// its own place.
func Coast() io.Reader { return strings.NewReader(coast) }

// Notice returns the copyright and licence notice of the data, in Markdown. A
// program that carries the data shows or ships it.
func Notice() string { return notice }

// Provenance returns the source, its version and checksum, what was done to
// it, and the commands that make the file again, in Markdown.
func Provenance() string { return provenance }
