package geodata

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// A Field is an offshore oil or gas field with a published position. Sources
// give one position for fields that are up to 75 km long, and do not state the
// datum. Fields whose published positions contradict each other are left out.
type Field struct {
	Name string
	// Also are other names and spellings of it.
	Also []string
	// At is longitude and latitude in degrees, Printed how the source gives them,
	// latitude first.
	At      orb.Point
	Printed string
	// Quality says how the position was published, Description what is known
	// about the field.
	Quality, Description string
	// Disputed says between whom it is disputed; empty if it is not.
	Disputed string
	// Source is where the position was read, URL its whole address.
	Source, URL string
}

//go:embed fields.csv
var fieldsCSV string

var loadedFields once[[]Field]

// Fields returns the fields, in no order that means anything. The slice is the
// caller's own, the names in it are not.
func Fields() ([]Field, error) {
	fields, err := loadedFields.get(parseFields, fieldsCSV)
	return slices.Clone(fields), err
}

// parseFields reads fields from CSV text.
func parseFields(text string) ([]Field, error) {
	return readAll("fields", text, func(r []string) (f Field, err error) {
		f = Field{Name: r[0], Printed: r[2] + " " + r[3], Quality: r[4], Description: r[5], Disputed: r[6], Source: r[7], URL: r[8]}
		if r[1] != "" {
			f.Also = strings.Split(r[1], "; ")
		}
		f.At, err = position(r[2], r[3], fieldDegrees)
		return f, err
	})
}

// fieldDegrees reads decimal degrees, degrees and minutes, or degrees, minutes
// and seconds.
func fieldDegrees(text, hemisphere string) (float64, error) {
	if v, err := strconv.ParseFloat(text, 64); err == nil && v >= 0 && v <= 180 {
		return v, nil
	}
	minutes, seconds, ok := strings.Cut(text, "'")
	number, found := strings.CutSuffix(seconds, "\""+hemisphere)
	if !ok || !found {
		return degrees(text, hemisphere)
	}
	v, err := degrees(minutes+"'"+hemisphere, hemisphere)
	s, err2 := strconv.ParseFloat(number, 64)
	if err != nil || err2 != nil || !(s >= 0 && s < 60) {
		return 0, fmt.Errorf("%q is not degrees, minutes and seconds %s", text, hemisphere)
	}
	return v + s/3600, nil
}
