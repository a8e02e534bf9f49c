package lakes

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"caspian.example/division/caspian/coast/build"
	"caspian.example/division/caspian/geodesic"
)

// A Lake is what a coast is built from.
type Lake struct {
	Polygon   orb.Polygon // in degrees; its holes are islands
	Countries []byte      // in GeoJSON
}

// Area returns the area of the water in m².
func (l *Lake) Area() float64 { return geodesic.WGS84.PolygonArea(l.Polygon) }

// sea returns the polygon as a feature of GeoJSON.
func (l *Lake) sea() ([]byte, error) {
	f := geojson.NewFeature(l.Polygon)
	f.Properties = geojson.Properties{"source": "GSHHG 2.3.7", "licence": "LGPL-3.0-or-later"}
	return f.MarshalJSON()
}

// Write writes the two inputs of a coast into a folder, as NUMBER.geojson and
// NUMBER-countries.geojson with three digits or more.
func (l *Lake) Write(folder string, number int) error {
	sea, err := l.sea()
	if err != nil {
		return err
	}
	name := filepath.Join(folder, fmt.Sprintf("%03d", number))
	return errors.Join(os.WriteFile(name+".geojson", append(sea, '\n'), 0o666), os.WriteFile(name+"-countries.geojson", l.Countries, 0o666))
}

// Read returns the lake of two inputs that Write has written.
func Read(sea, countries []byte) (*Lake, error) {
	f, err := geojson.UnmarshalFeature(sea)
	if err != nil {
		return nil, err
	}
	polygon, ok := f.Geometry.(orb.Polygon)
	if !ok {
		return nil, errors.New("the lake is no polygon")
	}
	return &Lake{polygon, countries}, nil
}

// coast builds the coast.
func (l *Lake) coast(ctx context.Context) (*build.Result, error) {
	sea, err := l.sea()
	if err != nil {
		return nil, err
	}
	return build.Coast(ctx, bytes.NewReader(sea), bytes.NewReader(l.Countries), build.Options{
		Source:  "GSHHG 2.3.7, full resolution (Wessel & Smith 1996); states from Natural Earth 4.1.0 (world-atlas 2.0.2)",
		Licence: "LGPL-3.0-or-later",
	})
}
