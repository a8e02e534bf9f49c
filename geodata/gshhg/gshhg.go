// Package gshhg holds the coast of the Caspian Sea from GSHHG 2.3.7 at full
// resolution, as one embedded GeoJSON file: 10,807 vertices of shore, about 0.6
// km apart, and 54 islands. Begin with Coast: caspian.ReadSea(gshhg.Coast()).
//
// The data are under the GNU Lesser General Public License, version 3 or
// later; see Notice and the files COPYING.LESSER and COPYING beside this one.
// They have a package of their own so that a program that does not import it
// does not carry them.
//
// Positions are longitude and latitude in degrees, taken as WGS84. The lagoon
// Garabogazköl is part of the sea, and a closing line across its mouth is in
// the file. The source states neither the epoch nor the water level. How the
// file was made, and what was decided on the way, is in Provenance.
package gshhg

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
// the closing line of Garabogazköl, and in the member "coast" the source, the
// licence, the ends of the land borders and notes. The sea is 395,789.86 km²
// with the lagoon and without the islands (TestArea in package geodata). It
// may be called from several goroutines; each reader has its own place.
func Coast() io.Reader { return strings.NewReader(coast) }

// Notice returns the copyright and licence notice of the data, in Markdown. A
// program that carries the data shows or ships it.
func Notice() string { return notice }

// Provenance returns the source, its version and checksum, what was done to
// it, and the commands that make the file again, in Markdown.
func Provenance() string { return provenance }
