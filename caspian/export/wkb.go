//go:build !solver

package export

import (
	"encoding/binary"
	"errors"
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
// GEOMETRYCOLLECTION of a POLYGON for every zone, a LINESTRING for every boundary and
// limit, and a POINT for every turning point, in the order of Features. What has several
// parts is a MULTIPOLYGON or a MULTILINESTRING, and nothing else is, for some readers take
// neither within a collection. It has no place for words: nothing in it says which question
// it answers, whose the coast's data are, or which geometry is what; Zones does.
func WKT(w io.Writer, d *caspian.Division) error {
	return wellKnown(w, d, "WKT", func(c *geom.GeometryCollection) ([]byte, error) {
		text, err := wkt.Marshal(c)
		return []byte(text + "\n"), err
	})
}

// WKB writes what WKT writes, and as few words, as well-known binary (ISO 13249-3),
// little-endian.
func WKB(w io.Writer, d *caspian.Division) error {
	return wellKnown(w, d, "WKB", func(c *geom.GeometryCollection) ([]byte, error) { return wkb.Marshal(c, binary.LittleEndian) })
}

// EWKB writes what WKB writes with the SRID 4326, as PostGIS has it.
func EWKB(w io.Writer, d *caspian.Division) error {
	return wellKnown(w, d, "EWKB", func(c *geom.GeometryCollection) ([]byte, error) {
		return ewkb.Marshal(c.SetSRID(SRID), binary.LittleEndian)
	})
}

// wellKnown writes the geometries of a division in a form.
func wellKnown(w io.Writer, d *caspian.Division, form string, marshal func(*geom.GeometryCollection) ([]byte, error)) error {
	b, err := collected(d, marshal)
	if err == nil {
		_, err = w.Write(b)
	}
	if err != nil {
		return fmt.Errorf("export: writing %s: %w", form, err)
	}
	return nil
}

func collected(d *caspian.Division, marshal func(*geom.GeometryCollection) ([]byte, error)) ([]byte, error) {
	if err := d.Check(); err != nil {
		return nil, err
	}
	out := geom.NewGeometryCollection()
	for _, f := range Features(d) {
		g, err := single(f.Geometry)
		if err != nil {
			return nil, err
		}
		out.MustPush(g)
	}
	return marshal(out)
}

// errGeometry is the error for a feature that Features has not made.
var errGeometry = errors.New("export: a feature has no zone, line or point")

// WKB returns the geometry of a feature as well-known binary, little-endian: zones and
// lines as MULTIPOLYGON and MULTILINESTRING, however many parts they have, for tables have
// one type. A feature without a geometry is an error.
func (f *Feature) WKB() ([]byte, error) {
	g, err := several(f.Geometry)
	if err != nil {
		return nil, err
	}
	return wkb.Marshal(g, binary.LittleEndian)
}

// single returns the geometry of a feature as go-geom has it: of one part as that part.
func single(g orb.Geometry) (geom.T, error) {
	all, err := several(g)
	switch all := all.(type) {
	case *geom.MultiPolygon:
		if all.NumPolygons() == 1 {
			return all.Polygon(0), nil
		}
	case *geom.MultiLineString:
		if all.NumLineStrings() == 1 {
			return all.LineString(0), nil
		}
	}
	return all, err
}

// several returns the geometry of a feature as go-geom has it.
func several(g orb.Geometry) (geom.T, error) {
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
		return geom.NewMultiPolygonFlat(geom.XY, flat, ends), nil
	case orb.MultiLineString:
		var ends []int
		for _, l := range g {
			ends = append(ends, put(l))
		}
		return geom.NewMultiLineStringFlat(geom.XY, flat, ends), nil
	case orb.Point:
		return geom.NewPointFlat(geom.XY, g[:]), nil
	}
	return nil, errGeometry
}
