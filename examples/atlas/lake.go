package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"caspian.example/division/caspian/coast/build"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/geodata/source"
)

// around is how far around the box of a lake, in degrees of latitude, countries are
// taken: the 100 km in which build.Coast looks for the nearest, and more.
const around = 1.0

// decimals of a degree that the outlines of countries keep: about a metre, where the
// source has steps of 190 m and more.
const decimals = 5

// A lake is what a coast is built from.
type lake struct {
	polygon   orb.Polygon // its holes are islands
	countries []byte      // in GeoJSON
}

// ring returns a ring in degrees, its first position repeated.
func ring(r source.Ring) (out orb.Ring) {
	for _, p := range append(r[:len(r):len(r)], r[0]) {
		out = append(out, p.Point())
	}
	return out
}

// grown returns a box with a margin on all sides, in degrees of latitude.
func grown(b orb.Bound, margin float64) orb.Bound {
	wide := margin / math.Cos(max(math.Abs(b.Min[1]), math.Abs(b.Max[1]))*math.Pi/180)
	return orb.Bound{Min: orb.Point{b.Min[0] - wide, b.Min[1] - margin}, Max: orb.Point{b.Max[0] + wide, b.Max[1] + margin}}
}

// area returns the area of the water in m².
func (l *lake) area() float64 { return geodesic.WGS84.PolygonArea(l.polygon) }

// sea returns the polygon as a feature of GeoJSON.
func (l *lake) sea() ([]byte, error) {
	f := geojson.NewFeature(l.polygon)
	f.Properties = geojson.Properties{"source": "GSHHG 2.3.7", "licence": "LGPL-3.0-or-later"}
	return f.MarshalJSON()
}

// writeInputs writes what coasts are built from into a folder, if there is one.
func writeInputs(folder string, lakes []*lake) error {
	if folder == "" {
		return nil
	}
	for k, l := range lakes {
		if err := l.write(folder, k+1); err != nil {
			return err
		}
	}
	return nil
}

// write writes the two inputs of a coast into a folder.
func (l *lake) write(folder string, number int) error {
	sea, err := l.sea()
	if err != nil {
		return err
	}
	name := filepath.Join(folder, fmt.Sprintf("%03d", number))
	return errors.Join(os.WriteFile(name+".geojson", append(sea, '\n'), 0o666), os.WriteFile(name+"-countries.geojson", l.countries, 0o666))
}

// readLake reads what write has written.
func readLake(folder string, number int) (*lake, error) {
	name := filepath.Join(folder, fmt.Sprintf("%03d", number))
	text, err := os.ReadFile(name + ".geojson")
	if err != nil {
		return nil, err
	}
	f, err := geojson.UnmarshalFeature(text)
	if err != nil {
		return nil, fmt.Errorf("%s.geojson: %w", name, err)
	}
	polygon, ok := f.Geometry.(orb.Polygon)
	if !ok {
		return nil, fmt.Errorf("%s.geojson: it is no polygon", name)
	}
	l := &lake{polygon: polygon}
	l.countries, err = os.ReadFile(name + "-countries.geojson")
	return l, err
}

// coast builds the coast.
func (l *lake) coast(ctx context.Context) (*build.Result, error) {
	sea, err := l.sea()
	if err != nil {
		return nil, err
	}
	return build.Coast(ctx, bytes.NewReader(sea), bytes.NewReader(l.countries), build.Options{
		Source:  "GSHHG 2.3.7, full resolution (Wessel & Smith 1996); states from Natural Earth 4.1.0 (world-atlas 2.0.2)",
		Licence: "LGPL-3.0-or-later",
	})
}
