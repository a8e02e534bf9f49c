// Package tabular reads places and lines as people keep them: tables of CSV, and GeoJSON
// in their place.
//
// Begin with ReadPlaces, whose places package report answers, or with ReadLine, whose
// line package course audits. A table's first row names its columns; commas,
// semicolons, tabs or bars part its cells. Columns lon and lat, or others of
// well-known names, hold decimal degrees with a point or a comma, or degrees
// with minutes, seconds and letters, as they are printed; a column position
// holds both. Text is in UTF-8 or UTF-16; a text of another kind is refused by its name.
//
// Positions are longitude and latitude in degrees on WGS84. Nothing here changes a
// datum: positions in metres are refused. What is wrong is an *Error with its row, or what
// package coast returns.
//
// # Files
//
// In reading order:
//
//   - tabular.go: places, positions, and what is wrong with an input
//   - cell.go: what spreadsheets make of a cell
//   - table.go: rows, and the position of each
//   - limit.go: lines that are too long
//   - properties.go: properties of GeoJSON as columns
//   - places.go: places from a table or GeoJSON; begin here
//   - line.go: a line from a table or GeoJSON
package tabular

import (
	"encoding/json"
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
)

// Place is a place of an input.
type Place struct {
	At   orb.Point // longitude and latitude in degrees
	Name string
	// Where says where it stands in its input, for messages.
	Where string
	// Cells are those of its row, and ID and Properties those of its feature, as they are
	// written: what else the input says of it. Beside properties cells are for CSV alone.
	Cells      []string
	ID         json.RawMessage
	Properties map[string]any
}

// Error is what is wrong with an input.
type Error struct {
	Err  error  // with the row, where there is one
	Cure string // what to do, empty where Err says it
	// Swapped is the position with its numbers in the other order, if only that is one.
	Swapped *orb.Point
}

// Error tells what is wrong, without the cure.
func (e *Error) Error() string { return e.Err.Error() }

// Unwrap returns Err.
func (e *Error) Unwrap() error { return e.Err }

// cured returns an error with its cure.
func cured(cure, format string, args ...any) error {
	return &Error{Err: fmt.Errorf(format, args...), Cure: cure}
}

// unprojected is advice for CSV with projected coordinates.
const unprojected = "ogr2ogr -f GeoJSON -s_srs EPSG:CODE -t_srs EPSG:4326 -oo X_POSSIBLE_NAMES=x -oo Y_POSSIBLE_NAMES=y output.geojson input.csv makes degrees of them; " + coast.DatumWarning

// CheckPosition returns an *Error for numbers that are no position in degrees: beyond 90°
// of latitude or 360° of longitude, infinite, or none.
func CheckPosition(p orb.Point) error {
	wrong := func(format string, args ...any) *Error { return &Error{Err: fmt.Errorf(format, args...)} }
	switch lon, lat := math.Abs(p[0]), math.Abs(p[1]); {
	case math.IsNaN(lon) || math.IsInf(lon, 0) || math.IsNaN(lat) || math.IsInf(lat, 0):
		return wrong("a position is two numbers")
	case lon > 1000 && lat > 1000:
		return cured(unprojected, "%.0f %.0f are no degrees but look like projected metres", p[0], p[1])
	case lat > 90:
		out := wrong("the latitude %v lies beyond 90°", p[1])
		if lon <= 90 {
			out.Swapped = &orb.Point{p[1], p[0]}
		}
		return out
	case lon > 360:
		return wrong("the longitude %v lies beyond 360°", p[0])
	}
	return nil
}
