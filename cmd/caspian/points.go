package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/report"
)

// pointReader reads points from a file.
type pointReader struct {
	name string // of the file
	// header has the names of the columns, nil if there are none.
	header []string
	// notes are what is harmless.
	notes []coast.Note
	// next returns some of the points, in their order, and io.EOF at the end.
	next func() ([]report.Spot, error)
}

// pointsAtOnce is the number of points that are read, located and written
// together.
const pointsAtOnce = 8192

// maxPointsJSON is the size in bytes up to which GeoJSON of points is read, and
// maxPointsLine that of a line of CSV.
const (
	maxPointsJSON = 512 << 20
	maxPointsLine = 1 << 20
)

// isJSON says whether a text that begins so is for the reader of GeoJSON: an object, or
// a sequence of them.
func isJSON(beginning []byte) bool {
	text := bytes.TrimLeft(bytes.TrimPrefix(beginning, []byte("\ufeff")), " \t\r\n")
	return len(text) > 0 && (text[0] == '{' || text[0] == 0x1e)
}

// readPoints begins to read points in CSV or GeoJSON, whichever it is. Of GeoJSON the
// properties make columns if they are wanted.
func readPoints(ctx context.Context, name string, r io.Reader, wanted bool) (*pointReader, error) {
	in := bufio.NewReaderSize(r, 1<<16)
	for range 2 {
		// In UTF-16 there may be either.
		beginning, err := in.Peek(512)
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, inputError{err, name}
		}
		if isJSON(beginning) {
			out, err := readFeatures(ctx, in, wanted)
			if err != nil {
				return nil, nameless(err, name)
			}
			out.name = name
			return out, nil
		}
		in = bufio.NewReaderSize(coast.Text(in), 1<<16)
	}
	out, err := readRows(in)
	if errors.Is(err, io.EOF) {
		return nil, inputError{errors.New("there are no points in it"), name}
	}
	if err != nil {
		return nil, nameless(err, name)
	}
	next := out.next
	out.name, out.next = name, func() ([]report.Spot, error) {
		some, err := next()
		if err != nil && !errors.Is(err, io.EOF) {
			err = nameless(err, name)
		}
		return some, err
	}
	return out, nil
}

// nameless gives the error of an input that has no name its name, behind its hint.
func nameless(err error, name string) error {
	var h hinted
	if errors.As(err, &h) {
		return hinted{inputError{h.error, name}, h.hint}
	}
	return inputError{err, name}
}

// readRows begins to read CSV.
func readRows(in io.Reader) (*pointReader, error) {
	t, err := readTable(&lineLimit{Reader: in, longest: maxPointsLine, lines: math.MaxInt},
		columns{[][]string{longitudes, {"lon_dms"}}, [][]string{latitudes, {"lat_dms"}}, [][]string{positions}})
	if err != nil {
		return nil, err
	}
	title := slices.IndexFunc(t.header, func(cell string) bool { return strings.EqualFold(strings.TrimSpace(cell), "name") })
	out := &pointReader{header: t.header}
	var pending error
	out.next = func() ([]report.Spot, error) {
		if pending != nil {
			return nil, pending
		}
		points := make([]report.Spot, 0, pointsAtOnce)
		for len(points) < pointsAtOnce {
			cells, row, err := t.next()
			if err != nil {
				if pending = err; len(points) > 0 {
					return points, nil
				}
				return nil, err
			}
			p := report.Spot{Cells: cells, Where: "row " + strconv.Itoa(row)}
			if p.At, _, err = t.at(cells, row); err != nil {
				return nil, err
			}
			if title >= 0 {
				p.Name = cells[title]
			}
			points = append(points, p)
		}
		return points, nil
	}
	return out, nil
}

// readFeatures reads the points of GeoJSON.
func readFeatures(ctx context.Context, in io.Reader, wanted bool) (*pointReader, error) {
	limited := &io.LimitedReader{R: in, N: maxPointsJSON + 1}
	features, notes, err := coast.ReadPoints(ctx, limited)
	if limited.N == 0 {
		return nil, hinted{fmt.Errorf("it is longer than %d MB", maxPointsJSON>>20), "CSV may have any length"}
	}
	if err != nil {
		return nil, err
	}
	out := &pointReader{notes: notes}
	var table *propertyTable
	if wanted {
		if table, err = newPropertyTable(features); err != nil {
			return nil, err
		}
		out.header = table.header
	}
	feature, vertex := 0, 0
	out.next = func() ([]report.Spot, error) {
		var some []report.Spot
		for feature < len(features) && len(some) < pointsAtOnce {
			f := &features[feature]
			spot := report.Spot{Name: f.Name, ID: f.ID}
			if spot.Properties, err = propertiesOf(f); err != nil {
				return nil, err
			}
			for ; vertex < len(f.At) && len(some) < pointsAtOnce; vertex++ {
				spot.At, spot.Where = f.At[vertex], fmt.Sprintf("feature %d", f.Index)
				if table != nil {
					spot.Cells = table.cells(&spot)
				}
				some = append(some, spot)
			}
			if vertex == len(f.At) {
				feature, vertex = feature+1, 0
			}
		}
		if len(some) == 0 {
			return nil, io.EOF
		}
		return some, nil
	}
	return out, nil
}

// propertiesOf returns the properties of a feature, each as it is written.
func propertiesOf(f *coast.Points) (map[string]any, error) {
	if f.Properties == nil {
		return nil, nil
	}
	raw := map[string]json.RawMessage{}
	if err := json.Unmarshal(f.Properties, &raw); err != nil {
		return nil, err
	}
	out := make(map[string]any, len(raw))
	for name, v := range raw {
		out[name] = v
	}
	return out, nil
}

// propertyTable makes rows of features: the id, if any has one, the name, the position, and
// the other properties.
type propertyTable struct {
	header, properties []string
	id                 bool
}

// newPropertyTable finds the columns of all features, in the order in which their
// properties first come.
func newPropertyTable(features []coast.Points) (*propertyTable, error) {
	t := &propertyTable{}
	known := map[string]bool{"name": true}
	for k := range features {
		t.id = t.id || features[k].ID != nil
		d := json.NewDecoder(bytes.NewReader(features[k].Properties))
		for depth, key := 0, false; ; {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return nil, err
			}
			mark, bracket := token.(json.Delim)
			switch {
			case bracket && (mark == '{' || mark == '['):
				depth++
			case bracket:
				depth--
			}
			if name, ok := token.(string); ok && depth == 1 && key && !known[name] {
				known[name] = true
				t.properties = append(t.properties, name)
			}
			key = depth == 1 && (!key || bracket && mark == '{')
		}
	}
	own := func(name string) string {
		for known[name] {
			name = "point_" + name
		}
		return name
	}
	if t.id {
		t.header = []string{own("id")}
	}
	t.header = slices.Concat(t.header, []string{"name", own("lon"), own("lat")}, t.properties)
	return t, nil
}

// cells returns the row of a place.
func (t *propertyTable) cells(s *report.Spot) []string {
	out := make([]string, 0, len(t.header))
	if t.id {
		out = append(out, cellOf(s.ID))
	}
	property := func(name string) {
		raw, ok := s.Properties[name].(json.RawMessage)
		if !ok {
			raw = nil
		}
		out = append(out, cellOf(raw))
	}
	property("name")
	for _, v := range s.At {
		out = append(out, strconv.FormatFloat(v, 'f', 9, 64))
	}
	for _, name := range t.properties {
		property(name)
	}
	return out
}

// cellOf returns a value as a cell has it: a text without its quotes, a null as nothing,
// others as they are written.
func cellOf(raw json.RawMessage) string {
	text := ""
	switch {
	case len(raw) == 0 || string(raw) == "null":
		return ""
	case json.Unmarshal(raw, &text) == nil:
		return text
	}
	return string(raw)
}
