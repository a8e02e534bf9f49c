package coast

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/paulmach/orb"
)

// ReadLine reads a single line in GeoJSON, such as an agreed or proposed
// boundary: a LineString, or a MultiLineString of which each part begins where
// the one before ends. It may be a geometry or a Feature, or the only line in a
// GeometryCollection or a FeatureCollection; points and polygons beside it are
// not looked at. Positions that repeat the one before are left out. What is wrong
// is returned as *problem.List. When ctx ends it soon returns the cause, as
// ReadContext does.
func ReadLine(ctx context.Context, r io.Reader) (orb.LineString, error) {
	w := watch{ctx}
	data, err := w.all(r)
	if err != nil {
		return nil, fmt.Errorf("coast: reading the line: %w", err)
	}
	return lineOf(w, data)
}

// lineOf returns the one line of an input.
func lineOf(w watch, data []byte) (orb.LineString, error) {
	d, err := (&decoder{watch: w, wanted: parts}).decode(data)
	if err != nil {
		return nil, err
	}
	if err := d.problems.Err(); err != nil {
		return nil, err
	}
	b := &builder{doc: &d.doc, c: &Coast{}}
	var lines []*feature
	for k := range d.doc.features {
		if f := &d.doc.features[k]; f.shape.kind == "LineString" || f.shape.kind == "MultiLineString" {
			lines = append(lines, f)
		}
	}
	if len(lines) != 1 {
		b.problem(ErrFeature, nil, -1, nil, "the input has "+b.doc.lines(), "give one: a line in one piece")
		return nil, b.problems.Err()
	}
	f := lines[0]
	if want := map[string]int{"LineString": 2, "MultiLineString": 3}[f.shape.kind]; f.shape.depth != want {
		b.misshapen(f, want)
		return nil, b.problems.Err()
	}
	b.positions(f)
	row := b.distinct(f, b.pieces(f))
	if len(row) < 2 {
		b.problem(ErrFeature, f, 0, first(row), "a line needs two different positions", "complete it")
	}
	if err := b.problems.Err(); err != nil {
		return nil, err
	}
	return slices.Clone(row), nil
}

// pieces joins the parts of a line, and reports that they do not join.
func (b *builder) pieces(f *feature) (row []orb.Point) {
	pieces, at := 1, orb.Point{}
	for k, part := range rejoin(f.shape.rows) {
		if k > 0 && !same(part[0], row[len(row)-1]) {
			if pieces == 1 {
				at = part[0]
			}
			pieces++
		}
		row = append(row, part...)
	}
	if pieces > 1 {
		b.problem(ErrFeature, f, -1, &at, fmt.Sprintf("it is a MultiLineString in %d pieces that do not join: the second begins here", pieces),
			"let each part begin where the one before ends")
	}
	return row
}

// lines says which lines an input has, or what else if it has none.
func (d *document) lines() string {
	list := func(kinds ...string) string {
		var out []string
		for _, kind := range kinds {
			n := d.beside[kind]
			for k := range d.features {
				if d.features[k].shape.kind == kind {
					n++
				}
			}
			if n > 0 {
				out = append(out, counted(n, kind, kind+"s"))
			}
		}
		return strings.Join(out, " and ")
	}
	if lines := list("LineString", "MultiLineString"); lines != "" {
		return lines
	}
	if others := list("Point", "MultiPoint", "Polygon", "MultiPolygon"); others != "" {
		return "no line, but " + others
	}
	return "no line"
}
