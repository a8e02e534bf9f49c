package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"caspian.example/division/caspian/export"
	"caspian.example/division/caspian/report"
)

// pointReader reads points from a file.
type pointReader struct {
	name string // of the file
	// header has the names of the columns, nil for GeoJSON.
	header []string
	// next returns some of the points, in their order, and io.EOF at the end.
	next func() ([]report.Spot, error)
	// properties are the names of what the features of GeoJSON have, sorted.
	properties []string
}

// columns makes columns of what the features of GeoJSON have: their names, positions and
// other properties, those that are no texts as JSON.
func (r *pointReader) columns() {
	if r.header != nil {
		return
	}
	others := slices.DeleteFunc(r.properties, func(name string) bool { return name == "name" })
	r.header = []string{"name", "lon", "lat"}
	for k, own := range r.header {
		if slices.Contains(others, own) {
			r.header[k] = report.Ours + own
		}
	}
	r.header = append(r.header, others...)
	next := r.next
	r.next = func() ([]report.Spot, error) {
		spots, err := next()
		for k := range spots {
			p := &spots[k]
			for _, name := range append([]string{"name"}, others...) {
				cell, err := cellOf(p.Properties[name])
				if err != nil {
					return nil, inputError{fmt.Errorf("%s, property %q: %w", p.Where, name, err), r.name}
				}
				p.Cells = append(p.Cells, cell)
			}
			p.Cells = slices.Insert(p.Cells, 1, strconv.FormatFloat(p.At[0], 'f', -1, 64), strconv.FormatFloat(p.At[1], 'f', -1, 64))
		}
		return spots, err
	}
}

// cellOf returns a property as a cell that is no formula.
func cellOf(v any) (string, error) {
	switch v := v.(type) {
	case nil:
		return "", nil
	case string:
		return export.Cell(v), nil
	}
	text, err := json.Marshal(v)
	return string(text), err
}

// pointError is a mistake in a file of points. Swapped is the position with its
// numbers in the other order, if that is one.
type pointError struct {
	where, what string
	swapped     *orb.Point
}

func (e *pointError) Error() string { return e.where + ": " + e.what }

// checkPosition returns an error for numbers that are no position.
func checkPosition(where string, p orb.Point) error {
	switch lon, lat := math.Abs(p[0]), math.Abs(p[1]); {
	case math.IsNaN(lon) || math.IsInf(lon, 0) || math.IsNaN(lat) || math.IsInf(lat, 0):
		return &pointError{where: where, what: "a position is two numbers"}
	case lat > 90 && lon <= 90:
		return &pointError{where, fmt.Sprintf("the latitude %v lies beyond 90°", p[1]), &orb.Point{p[1], p[0]}}
	case lat > 90:
		return &pointError{where: where, what: fmt.Sprintf("the latitude %v lies beyond 90°", p[1])}
	case lon > 360:
		return &pointError{where: where, what: fmt.Sprintf("the longitude %v lies beyond 360°", p[0])}
	}
	return nil
}

// pointsAtOnce is the number of points that are read, located and written
// together.
const pointsAtOnce = 8192

// maxPointsJSON is the size in bytes up to which GeoJSON of points is read.
const maxPointsJSON = 512 << 20

// readPoints begins to read points in CSV or GeoJSON, whichever it is.
func readPoints(name string, r io.Reader) (*pointReader, error) {
	in := bufio.NewReaderSize(r, 1<<20)
	if mark, err := in.Peek(3); err == nil && string(mark) == "\xef\xbb\xbf" {
		if _, err := in.Discard(3); err != nil {
			return nil, err
		}
	}
	for {
		b, err := in.ReadByte()
		switch {
		case err == io.EOF:
			return nil, inputError{errors.New("there are no points in it"), name}
		case err != nil:
			return nil, inputError{err, name}
		case b == ' ' || b == '\t' || b == '\r' || b == '\n':
			continue
		}
		if err := in.UnreadByte(); err != nil {
			return nil, err
		}
		if b == '{' {
			return readFeatures(name, in)
		}
		return readRows(name, in)
	}
}

// The names of columns with positions, in any case.
var (
	longitudes = []string{"lon", "longitude", "lng", "long", "x"}
	latitudes  = []string{"lat", "latitude", "y"}
)

// readRows begins to read CSV with a header, its cells parted by commas,
// semicolons or tabs.
func readRows(name string, in *bufio.Reader) (*pointReader, error) {
	r := csv.NewReader(in)
	first, _ := in.Peek(4096)
	line, _, _ := bytes.Cut(first, []byte("\n"))
	for _, comma := range ";\t" {
		if !bytes.Contains(line, []byte(",")) && bytes.ContainsRune(line, comma) {
			r.Comma = comma
		}
	}
	header, err := r.Read()
	if err != nil {
		return nil, inputError{err, name}
	}
	column := func(names []string, what string) (int, error) {
		found := -1
		for k, cell := range header {
			if !slices.Contains(names, strings.ToLower(strings.TrimSpace(cell))) {
				continue
			}
			if found >= 0 {
				return 0, hinted{inputError{fmt.Errorf("row 1: the columns %q and %q both give a %s", header[found], cell, what), name}, "keep one of them"}
			}
			found = k
		}
		if found < 0 {
			return 0, hinted{inputError{fmt.Errorf("row 1: no column gives a %s; there are %s", what, strings.Join(header, ", ")), name},
				"the first row names the columns, such as name,lon,lat; decimal degrees"}
		}
		return found, nil
	}
	lon, err := column(longitudes, "longitude")
	if err != nil {
		return nil, err
	}
	lat, err := column(latitudes, "latitude")
	if err != nil {
		return nil, err
	}
	title := slices.IndexFunc(header, func(cell string) bool { return strings.EqualFold(strings.TrimSpace(cell), "name") })
	out := &pointReader{name: name, header: header}
	var pending error
	out.next = func() ([]report.Spot, error) {
		if pending != nil {
			return nil, pending
		}
		points := make([]report.Spot, 0, pointsAtOnce)
		for len(points) < pointsAtOnce {
			cells, err := r.Read()
			if err != nil {
				if pending = err; !errors.Is(err, io.EOF) {
					pending = inputError{err, name}
				}
				if len(points) > 0 {
					return points, nil
				}
				return nil, pending
			}
			row, _ := r.FieldPos(0)
			p := report.Spot{Cells: cells}
			for axis, k := range [2]int{lon, lat} {
				if p.At[axis], err = strconv.ParseFloat(asciiMinus(strings.TrimSpace(cells[k])), 64); err != nil {
					return nil, inputError{fmt.Errorf("row %d, column %s: %q is not a number of degrees", row, header[k], cells[k]), name}
				}
			}
			if title >= 0 {
				p.Name = cells[title]
			}
			if err := checkPosition("", p.At); err != nil {
				var wrong *pointError
				if errors.As(err, &wrong) {
					wrong.where = fmt.Sprintf("row %d", row)
				}
				return nil, inputError{err, name}
			}
			p.Where = "row " + strconv.Itoa(row)
			points = append(points, p)
		}
		return points, nil
	}
	return out, nil
}

// readFeatures reads the points of GeoJSON: a collection of features, one, or a
// bare geometry.
func readFeatures(name string, in io.Reader) (*pointReader, error) {
	data, err := io.ReadAll(io.LimitReader(in, maxPointsJSON+1))
	if err != nil {
		return nil, inputError{err, name}
	}
	if len(data) > maxPointsJSON {
		return nil, hinted{inputError{fmt.Errorf("it is longer than %d MB", maxPointsJSON>>20), name}, "CSV may have any length"}
	}
	var outer struct{ Type string }
	if err := json.Unmarshal(data, &outer); err != nil {
		return nil, inputError{err, name}
	}
	var features []*geojson.Feature
	switch outer.Type {
	case "FeatureCollection":
		c, err := geojson.UnmarshalFeatureCollection(data)
		if err != nil {
			return nil, inputError{err, name}
		}
		features = c.Features
	case "Feature":
		f, err := geojson.UnmarshalFeature(data)
		if err != nil {
			return nil, inputError{err, name}
		}
		features = []*geojson.Feature{f}
	default:
		g, err := geojson.UnmarshalGeometry(data)
		if err != nil {
			return nil, inputError{err, name}
		}
		features = []*geojson.Feature{geojson.NewFeature(g.Geometry())}
	}
	var points []report.Spot
	named := map[string]bool{}
	for k, f := range features {
		where := fmt.Sprintf("feature %d", k)
		if f == nil || f.Geometry == nil {
			return nil, inputError{fmt.Errorf("%s has no geometry", where), name}
		}
		title, _ := f.Properties["name"].(string)
		for name := range f.Properties {
			named[name] = true
		}
		var all orb.MultiPoint
		switch g := f.Geometry.(type) {
		case orb.Point:
			all = orb.MultiPoint{g}
		case orb.MultiPoint:
			all = g
		default:
			return nil, hinted{inputError{fmt.Errorf("%s is a %s, not a point", where, f.Geometry.GeoJSONType()), name}, "give Points or MultiPoints"}
		}
		for _, p := range all {
			if err := checkPosition(where, p); err != nil {
				return nil, inputError{err, name}
			}
			points = append(points, report.Spot{At: p, Name: title, Where: where, Properties: f.Properties})
		}
	}
	out := &pointReader{name: name, properties: slices.Sorted(maps.Keys(named))}
	out.next = func() ([]report.Spot, error) {
		if len(points) == 0 {
			return nil, io.EOF
		}
		n := min(len(points), pointsAtOnce)
		some := points[:n:n]
		points = points[n:]
		return some, nil
	}
	return out, nil
}
