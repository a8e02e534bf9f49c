//go:build !solver

package export

import (
	"fmt"
	"io"

	"github.com/twpayne/go-geom/encoding/wkt"

	"caspian.example/division/caspian"
)

// zoneColumns are the columns of zones in CSV: those of the layers of zones.
var zoneColumns = []string{"kind", "regime", "layer", "state", "states", "name", "area_km2", "share", "zone_share", "coast_km", "breadth_m", "notional"}

// Zones writes the zones of divisions, sectors and all others, as CSV with a header: a row
// for each, with the properties of its layer (see Layers), the datum, the credit of the
// coast's data, in words the question that the division answers, and last its geometry as
// WKT has it, which may be longer than a spreadsheet's cell can be.
func Zones(w io.Writer, divisions ...*caspian.Division) error {
	rows, err := zoneRows(divisions)
	if err != nil {
		return fmt.Errorf("export: writing CSV: %w", err)
	}
	return writeCSV(w, rows)
}

func zoneRows(divisions []*caspian.Division) ([][]string, error) {
	if err := check(divisions); err != nil {
		return nil, err
	}
	header := append(append([]string{}, zoneColumns...), "datum", "credit", "question", "wkt")
	rows := [][]string{header}
	for _, d := range divisions {
		tail := words(d)
		for _, f := range Features(d) {
			for k := range layers {
				l := &layers[k]
				if l.Geometry != "MULTIPOLYGON" || !l.Holds(&f) {
					continue
				}
				row := make([]string, len(zoneColumns), len(header))
				for i, name := range zoneColumns {
					var err error
					if row[i], err = l.text(name, d, &f); err != nil {
						return nil, err
					}
				}
				g, err := single(f.Geometry)
				if err != nil {
					return nil, err
				}
				shape, err := wkt.Marshal(g)
				if err != nil {
					return nil, err
				}
				rows = append(rows, append(append(row, tail...), shape))
			}
		}
	}
	return rows, nil
}
