package export

import (
	"encoding/binary"
	"fmt"
	"io"

	"github.com/paulmach/orb"
	"github.com/twpayne/go-geom"
	"github.com/twpayne/go-geom/encoding/ewkb"
	"github.com/twpayne/go-geom/encoding/wkb"
	"github.com/twpayne/go-geom/encoding/wkt"

	"caspian.example/division/caspian"
)

// SRID is the number of longitude and latitude on WGS84 in the registry of the
// EPSG.
const SRID = 4326

// WKT writes the geometries of a division as well-known text: one
// GEOMETRYCOLLECTION of a MULTIPOLYGON for every zone, a MULTILINESTRING for
// every boundary and limit, and a POINT for every turning point, in the order of
// Features.
func WKT(w io.Writer, d *caspian.Division) error {
	text, err := wkt.Marshal(collection(d))
	if err == nil {
		_, err = io.WriteString(w, text+"\n")
	}
	if err != nil {
		return fmt.Errorf("export: writing WKT: %w", err)
	}
	return nil
}

// WKB writes what WKT writes as well-known binary (ISO 13249-3), little-endian.
func WKB(w io.Writer, d *caspian.Division) error {
	b, err := wkb.Marshal(collection(d), binary.LittleEndian)
	if err == nil {
		_, err = w.Write(b)
	}
	if err != nil {
		return fmt.Errorf("export: writing WKB: %w", err)
	}
	return nil
}

// EWKB writes what WKB writes with the SRID 4326, as PostGIS has it.
func EWKB(w io.Writer, d *caspian.Division) error {
	b, err := ewkb.Marshal(collection(d).SetSRID(SRID), binary.LittleEndian)
	if err == nil {
		_, err = w.Write(b)
	}
	if err != nil {
		return fmt.Errorf("export: writing EWKB: %w", err)
	}
	return nil
}

// WKB returns the geometry of a feature as well-known binary, little-endian.
func (f *Feature) WKB() ([]byte, error) {
	return wkb.Marshal(simple(f.Geometry), binary.LittleEndian)
}

func collection(d *caspian.Division) *geom.GeometryCollection {
	out := geom.NewGeometryCollection()
	for _, f := range Features(d) {
		out.MustPush(simple(f.Geometry))
	}
	return out
}

// simple returns the geometry of a feature as go-geom has it.
func simple(g orb.Geometry) geom.T {
	var flat []float64
	put := func(line []orb.Point) int {
		for _, p := range line {
			flat = append(flat, p[0], p[1])
		}
		return len(flat)
	}
	switch g := g.(type) {
	case orb.MultiPolygon:
		var ends [][]int
		for _, p := range g {
			var rings []int
			for _, r := range p {
				rings = append(rings, put(r))
			}
			ends = append(ends, rings)
		}
		return geom.NewMultiPolygonFlat(geom.XY, flat, ends)
	case orb.MultiLineString:
		var ends []int
		for _, l := range g {
			ends = append(ends, put(l))
		}
		return geom.NewMultiLineStringFlat(geom.XY, flat, ends)
	case orb.Point:
		return geom.NewPointFlat(geom.XY, g[:])
	}
	panic("export: a feature has no such geometry") // see Feature
}
