//go:build !solver

package export

import (
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/partition"
)

// TurningPoints writes the turning points of divisions as CSV with a header: a
// row for every base point of every turning point, in the order of the points.
// Points are numbered from 1 in each division. Positions are longitude and latitude in
// degrees, and in degrees, minutes and seconds to 1e-5 seconds (0.3 mm);
// distances are metres. Part is the part of a distance that counts from a base
// point, where islands have partial effect. Every row ends with the datum, the credit of
// the coast's data, and in words the question that the division answers.
func TurningPoints(w io.Writer, divisions ...*caspian.Division) error {
	if err := check(divisions); err != nil {
		return fmt.Errorf("export: writing CSV: %w", err)
	}
	rows := [][]string{{"regime", "number", "states", "tripoint", "lon", "lat", "dms", "state", "distance_m",
		"base_lon", "base_lat", "base_dms", "feature", "role", "part", "datum", "credit", "question"}}
	for _, d := range divisions {
		tail := words(d)
		for k, t := range d.TurningPoints {
			codes := Codes(d.Codes(caspian.Holder{States: t.States}))
			head := append([]string{d.Question.Regime.ID, strconv.Itoa(k + 1), codes, strconv.FormatBool(t.Tripoint)}, position(t.At)...)
			rows = appendBasePoints(rows, head, tail, d, &t)
		}
	}
	return writeCSV(w, rows)
}

// words are the last cells of every row of a division: those that say what it is.
func words(d *caspian.Division) []string {
	return []string{"WGS84", d.Question.Credit(), d.Question.Words()}
}

// appendBasePoints appends a row for every base point of a point: the head and the tail,
// which all of them have, and between them what is the base point's own.
func appendBasePoints(rows [][]string, head, tail []string, d *caspian.Division, t *partition.TurningPoint) [][]string {
	for side := range t.Sides() {
		for _, b := range side.BasePoints {
			part := ""
			if b.Part > 0 && b.Part < 1 {
				part = strconv.FormatFloat(b.Part, 'g', -1, 64)
			}
			row := append(slices.Clone(head), d.States[side.State].Code, strconv.FormatFloat(side.Distance, 'f', 4, 64))
			row = append(row, position(b.At)...)
			rows = append(rows, slices.Concat(row, []string{FeatureName(d, b), Role(b), part}, tail))
		}
	}
	return rows
}

// position returns longitude, latitude, and both in degrees, minutes and seconds.
func position(p orb.Point) []string {
	return []string{strconv.FormatFloat(p[0], 'f', -1, 64), strconv.FormatFloat(p[1], 'f', -1, 64), geodesic.FormatPosition(p, 5)}
}
