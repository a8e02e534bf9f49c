//go:build !solver

package export

import (
	"fmt"
	"io"
	"strconv"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/course"
)

// Courses writes lines between two states as CSV with a header: a row for every base
// point of every point, in the order of the lines. Points are numbered from 1
// through all lines, as in GeoJSON of course.Only. Along is the distance from the line's
// first point; the leg is the one that leads to the point: its length along the
// written line and as a geodesic, the geodesic's azimuth at its beginning and back
// from its end, how far the line departs from it, and the origin of the line there
// (empty for a line of equal distance). These are empty at first points. Positions
// are longitude and latitude in degrees, and in degrees, minutes and seconds to
// 1e-5 seconds; lengths are metres, azimuths degrees clockwise from north. Every row ends
// as in TurningPoints. A line without a leg from each of its points to the next is an
// error.
func Courses(w io.Writer, d *caspian.Division, courses []course.Course) error {
	rows, err := courseRows(d, courses)
	if err != nil {
		return fmt.Errorf("export: writing CSV: %w", err)
	}
	return writeCSV(w, rows)
}

func courseRows(d *caspian.Division, courses []course.Course) ([][]string, error) {
	if err := d.Check(); err != nil {
		return nil, err
	}
	rows := [][]string{{"regime", "line", "number", "kind", "lon", "lat", "dms", "along_m", "leg_m", "leg_geodesic_m", "azimuth", "back_azimuth", "departure_m", "origin",
		"state", "distance_m", "base_lon", "base_lat", "base_dms", "feature", "role", "part", "datum", "credit", "question"}}
	number := func(v float64, decimals int) string { return strconv.FormatFloat(v, 'f', decimals, 64) }
	tail := words(d)
	count := 0
	for k, c := range courses {
		if len(c.Points) != len(c.Legs)+1 {
			return nil, fmt.Errorf("line %d has %d points and %d legs", k+1, len(c.Points), len(c.Legs))
		}
		for i, p := range c.Points {
			count++
			head := append([]string{d.Question.Regime.ID, strconv.Itoa(k + 1), strconv.Itoa(count), string(p.Kind)}, position(p.At)...)
			head = append(head, number(p.Along, 4))
			if i > 0 {
				l := c.Legs[i-1]
				head = append(head, number(l.Along, 4), number(l.Geodesic, 4), number(l.Azimuth, 6), number(l.Back, 6), number(l.Departure, 4), string(l.Origin))
			} else {
				head = append(head, "", "", "", "", "", "")
			}
			rows = appendBasePoints(rows, head, tail, d, &p.TurningPoint)
		}
	}
	return rows, nil
}
