package export

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/regime"
)

// TestNothing holds that what is no division is an error of every writer, which then
// writes nothing.
func TestNothing(t *testing.T) {
	good, _ := answer(t, lake, regime.Median(), caspian.Options{})
	seaLess, stateLess := *good, *good
	seaLess.Sea, stateLess.States = nil, nil
	for _, none := range []*caspian.Division{nil, {}, {Sea: &caspian.Sea{}}, &seaLess, &stateLess} {
		for name, write := range map[string]func(io.Writer) error{
			"GeoJSON":         func(w io.Writer) error { return GeoJSON(w, none) },
			"KML":             func(w io.Writer) error { return KML(w, none) },
			"KML division 2":  func(w io.Writer) error { return KML(w, good, none) },
			"CSV":             func(w io.Writer) error { return TurningPoints(w, none) },
			"CSV division 3":  func(w io.Writer) error { return TurningPoints(w, good, good, none) },
			"CSV of courses":  func(w io.Writer) error { return Courses(w, none, nil) },
			"CSV of a course": func(w io.Writer) error { return Courses(w, none, make([]course.Course, 1)) },
			"WKT":             func(w io.Writer) error { return WKT(w, none) },
			"WKB":             func(w io.Writer) error { return WKB(w, none) },
			"EWKB":            func(w io.Writer) error { return EWKB(w, none) },
		} {
			var b bytes.Buffer
			err := write(&b)
			require.ErrorIs(t, err, caspian.ErrDivision, name)
			var format, division string
			var number int
			if n, _ := fmt.Sscan(name, &format, &division, &number); n == 3 {
				assert.ErrorContains(t, err, fmt.Sprintf("export: writing %s: division %d: ", format, number))
			}
			assert.ErrorContains(t, err, "export: writing "+format+": ")
			assert.Zero(t, b.Len(), name)
		}
		assert.Empty(t, Features(none))
		assert.Empty(t, About(none))
	}
}

// TestNoShape has a feature and courses that lack what they should have.
func TestNoShape(t *testing.T) {
	_, err := new(Feature).WKB()
	require.ErrorIs(t, err, errGeometry)
	d, _ := answer(t, lake, regime.Median(), caspian.Options{})
	courses, err := course.Between(d, "A", "B")
	require.NoError(t, err)
	require.NoError(t, Courses(io.Discard, d, courses))
	require.NoError(t, Courses(io.Discard, d, nil))
	courses[0].Legs = nil
	for _, wrong := range [][]course.Course{courses, {{}}} {
		assert.ErrorContains(t, Courses(io.Discard, d, wrong), "export: writing CSV: line 1 has ")
	}
	// An empty zone is strange, and no reason to panic.
	d.Zones = append(d.Zones, caspian.Zone{})
	for _, write := range []func() error{
		func() error { return GeoJSON(io.Discard, d) }, func() error { return KML(io.Discard, d) }, func() error { return WKT(io.Discard, d) },
	} {
		assert.NotPanics(t, func() { _ = write() })
	}
}
