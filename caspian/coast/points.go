package coast

import (
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/paulmach/orb"
)

// Points is a feature of an input of points.
type Points struct {
	Index int // of the feature, from 0
	// ID is the member "id" and Properties the member "properties", an object, both as
	// they are written; nil if there is none, or null.
	ID, Properties json.RawMessage
	// Name is the property "name", if that is a text.
	Name string
	At   orb.MultiPoint
}

// ReadPoints reads the Points and MultiPoints of an input in GeoJSON: a FeatureCollection,
// a Feature, a bare geometry, or a sequence of them (RFC 8142). What is wrong is returned
// as *problem.List, all of it at once; what was left out is told in the notes. When ctx
// ends it soon returns the cause, as ReadContext does.
func ReadPoints(ctx context.Context, r io.Reader) ([]Points, []Note, error) {
	w := watch{ctx}
	data, err := w.all(r)
	if err != nil {
		return nil, nil, fmt.Errorf("coast: reading the points: %w", err)
	}
	d, err := (&decoder{watch: w, wanted: raws}).decode(data)
	if err != nil {
		return nil, nil, err
	}
	b := &builder{watch: w, doc: &d.doc, problems: d.problems, c: &Coast{}}
	if n := d.doc.blank; n > 0 {
		b.problem(ErrFeature, &feature{index: d.doc.firstBlank}, -1, nil, "it has no geometry"+others(n-1), "give it a Point or leave it out")
	}
	b.heights()
	out := make([]Points, 0, len(d.doc.features))
	for k := range d.doc.features {
		if err := b.cause(); err != nil {
			return nil, nil, err
		}
		f := &d.doc.features[k]
		if f.faulty || !b.dots(f) {
			continue
		}
		p := Points{Index: f.index, Name: f.name}
		if f.marks != nil {
			p.ID, p.Properties = f.marks.id, f.marks.properties
		}
		if f.shape.kind == "Point" {
			p.At = orb.MultiPoint{f.shape.at}
		} else {
			p.At = f.shape.rows[0]
		}
		out = append(out, p)
	}
	if err := b.problems.Err(); err != nil {
		return nil, nil, err
	}
	return out, b.c.Notes, nil
}

// dots says whether a feature is one of points.
func (b *builder) dots(f *feature) bool {
	before := b.problems.Total
	want := map[string]int{"Point": 1, "MultiPoint": 2}[f.shape.kind]
	switch {
	case want == 0:
		b.otherwise(f, "give Points or MultiPoints")
	case f.shape.depth != want || f.shape.empty:
		b.misshapen(f, want)
	default:
		b.positions(f)
	}
	return b.problems.Total == before
}
