package coast

import (
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/internal/foreign"
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
	data, err := io.ReadAll(reader{w, r})
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
		p := Points{}
		if f.raw != nil {
			p = *f.raw
		}
		p.Index, p.Name = f.index, f.name
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

// DatumWarning is what to heed when positions on another datum than WGS84 are converted.
const DatumWarning = foreign.Shift

// Text returns a reader of the text that r has, in UTF-8 and without a BOM. Text in UTF-16
// is brought to UTF-8. Its Read fails with a *Problem where the text is not UTF-8, with
// the place and a guess at the encoding, and at once where r begins as a file of another
// format does, such as a shapefile.
func Text(r io.Reader) io.Reader { return &text{in: r, place: foreign.Place{Line: 1, Column: 1}} }
