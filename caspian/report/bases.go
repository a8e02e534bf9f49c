package report

import (
	"fmt"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/export"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/partition"
)

// Datum is that of all positions.
const Datum = "WGS84"

// BasePoint is a point of a shore that a distance is measured from.
type BasePoint struct {
	At      orb.Point `json:"at"`
	DMS     string    `json:"dms"`
	Feature string    `json:"feature"`
	Role    string    `json:"role"`
	Part    float64   `json:"part"` // of the distance
}

// basesOf returns base points in the form of results.
func basesOf(d *caspian.Division, points []partition.BasePoint) []BasePoint {
	out := []BasePoint{}
	for _, b := range points {
		out = append(out, BasePoint{b.At, geodesic.FormatPosition(b.At, 5), export.FeatureName(d, b), export.Role(b), b.Part})
	}
	return out
}

// based is a base point of a numbered point and a state.
type based struct {
	number int
	code   string
	BasePoint
}

// partial says whether only a part of the distance counts.
func (b based) partial() bool { return b.Part > 0 && b.Part < 1 }

// role says what the base point is, and of a part of the distance how much.
func (b based) role() string {
	if b.partial() {
		return fmt.Sprintf("%s %.0f%%", b.Role, 100*b.Part)
	}
	return b.Role
}

// appendBases appends the base points of a point, by state.
func appendBases(to []based, number int, states []string, points map[string][]BasePoint) []based {
	for _, code := range states {
		for _, b := range points[code] {
			to = append(to, based{number, code, b})
		}
	}
	return to
}

// baseTable is the table of base points.
func baseTable(rows []based) *Table[based] {
	t := &Table[based]{Rows: rows}
	t.measures("No.", "", "%d", func(b based) any { return b.number })
	t.Columns = append(t.Columns, Column[based]{Head: "Feature", Wrap: 18, Cell: func(b based) string { return b.Feature }})
	t.shows("State", Text, func(b based) string { return Short(b.code) })
	t.shows("State", Markdown, func(b based) string { return b.code })
	t.Columns = append(t.Columns, Column[based]{Head: "Role", Wrap: 12, Cell: based.role})
	t.shows("Base point", "", func(b based) string { return geodesic.FormatPosition(b.At, 4) })
	return t
}

// angles adds the columns of latitudes and longitudes, to so many decimals of a second.
func (t *Table[Row]) angles(decimals int, at func(Row) (lon, lat float64)) {
	t.shows("Latitude", "", func(r Row) string { _, lat := at(r); return geodesic.FormatAngle(lat, "N", "S", decimals) })
	t.shows("Longitude", "", func(r Row) string {
		lon, _ := at(r)
		return geodesic.FormatAngle(geodesic.Normal(orb.Point{lon, 0})[0], "E", "W", decimals)
	})
}

// kilometres prints a length in metres as kilometres, to a metre.
func kilometres(m float64) string { return Number(m/1e3, 3) }
