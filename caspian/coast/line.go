package coast

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/internal/await"
)

// ReadLine reads a single line in GeoJSON, such as an agreed or proposed
// boundary: a LineString, a Feature that is one, or a FeatureCollection with one
// LineString among its features. Positions that repeat the one before are left
// out. What is wrong is returned as *Problems. It ends when ctx does, with its
// cause; a call of r.Read that has begun is not interrupted.
func ReadLine(ctx context.Context, r io.Reader) (orb.LineString, error) {
	data, err := io.ReadAll(reader{ctx, r})
	if err != nil {
		return nil, fmt.Errorf("coast: reading the line: %w", err)
	}
	return await.Do(ctx, func() (orb.LineString, error) { return lineOf(data) })
}

// lineOf returns the one line of an input.
func lineOf(data []byte) (orb.LineString, error) {
	d, err := decode(collected(data))
	if err != nil {
		return nil, err
	}
	b := &builder{doc: &d.doc, problems: d.problems, c: &Coast{}}
	var lines []*feature
	for k := range d.doc.features {
		if f := &d.doc.features[k]; f.shape.kind == "LineString" {
			lines = append(lines, f)
		}
	}
	if len(lines) != 1 {
		b.problem(ErrFeature, nil, -1, nil, fmt.Sprintf("the input has %d LineStrings", len(lines)), "give one: a line in one piece")
		return nil, b.problems.err()
	}
	f := lines[0]
	if f.shape.depth != 2 {
		b.misshapen(f)
		return nil, b.problems.err()
	}
	b.positions(f)
	row := b.distinct(f, f.shape.rows[0])
	if len(row) < 2 {
		b.problem(ErrFeature, f, 0, first(row), "a line needs two different positions", "complete it")
	}
	if err := b.problems.err(); err != nil {
		return nil, err
	}
	return slices.Clone(row), nil
}

// collected returns a bare geometry or a Feature as a FeatureCollection.
func collected(data []byte) []byte {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	kind, s := "", scanner{data: data}
	err := s.object(func(key string) (err error) {
		if key == "type" && s.peek() == '"' {
			kind, err = s.text()
			return err
		}
		return s.skip()
	})
	if s.peek(); err == nil && s.pos == len(data) && kind != "FeatureCollection" {
		if kind != "Feature" {
			data = slices.Concat([]byte(`{"type":"Feature","properties":{},"geometry":`), data, []byte("}"))
		}
		data = slices.Concat([]byte(`{"type":"FeatureCollection","features":[`), data, []byte("]}"))
	}
	return data
}
