package coast

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/paulmach/orb"
)

// Area is a feature of an input of polygons, such as a lake or a country.
type Area struct {
	Index int // of the feature, from 0
	// ID is the feature's member "id", a number as it is written.
	ID string
	// Properties are the feature's properties that are strings, or numbers as
	// they are written. Those with other values stand with an empty text.
	Properties map[string]string
	// Polygons are its parts, without cuts at the antimeridian (see Uncut). Rings
	// are closed, have at least four positions and no position that repeats the one
	// before.
	Polygons orb.MultiPolygon
	// Parts is how many there are in the input.
	Parts int
}

// ReadAreas reads the Polygons and MultiPolygons of an input in GeoJSON: a
// FeatureCollection, a Feature, a bare geometry, or a sequence of them (RFC 8142). What is wrong is returned as
// *problem.List, all of it at once; what was left out is told in the notes. When ctx
// ends it soon returns the cause, as ReadContext does.
//
// Whether a ring crosses itself or another one is not looked at; see Area.Check.
func ReadAreas(ctx context.Context, r io.Reader) ([]Area, []Note, error) {
	w := watch{ctx}
	data, err := w.all(r)
	if err != nil {
		return nil, nil, fmt.Errorf("coast: reading the polygons: %w", err)
	}
	d, err := (&decoder{watch: w, wanted: scalars}).decode(data)
	if err != nil {
		return nil, nil, err
	}
	b := &builder{watch: w, doc: &d.doc, problems: d.problems, c: &Coast{}}
	b.blank("it has no geometry; left out")
	b.heights()
	var areas []Area
	for k := range d.doc.features {
		if err := b.cause(); err != nil {
			return nil, nil, err
		}
		f := &d.doc.features[k]
		f.name = f.properties["name"]
		if f.faulty {
			continue
		}
		if parts := b.area(f); len(parts) > 0 {
			areas = append(areas, Area{f.index, f.id, f.properties, Uncut(parts), len(parts)})
		}
	}
	if err := b.problems.Err(); err != nil {
		return nil, nil, err
	}
	return areas, b.c.Notes, nil
}

// Check looks at a part of an area, which is to be a sea: whether its rings cross or
// touch themselves or each other, other than at a vertex that two of them share, and
// whether its holes lie inside. What is wrong is returned as *problem.List, edges and
// rings being counted from 0 as they are in the part.
func (a *Area) Check(part int) error {
	rings := a.Polygons[part]
	f := feature{index: a.Index, name: a.Properties["name"]}
	b := &builder{outline: "the polygon", doc: &document{features: []feature{f}}, c: &Coast{Shore: rings[0], Features: []Feature{{Index: a.Index}}}}
	b.c.Stretches = []Stretch{{End: len(rings[0]) - 1}}
	for _, hole := range rings[1:] {
		b.c.Islands = append(b.c.Islands, Island{Ring: hole})
	}
	b.check()
	return b.problems.Err()
}

// area returns the polygons of a feature.
func (b *builder) area(f *feature) (out orb.MultiPolygon) {
	want := map[string]int{"Polygon": 3, "MultiPolygon": 4}[f.shape.kind]
	switch {
	case f.shape.empty:
		b.note(f.index, nil, fmt.Sprintf("its %s is empty; left out", f.shape.kind))
		return nil
	case want == 0:
		b.otherwise(f, "give Polygons or MultiPolygons")
		return nil
	case f.shape.depth != want:
		b.misshapen(f, want)
		return nil
	}
	if n := f.shape.hollow; n > 0 {
		b.note(f.index, nil, counted(n, "list", "lists")+" without positions left out")
	}
	b.positions(f)
	for _, part := range f.parts() {
		var polygon orb.Polygon
		for k, ring := range part {
			if !b.closed(f, ring, fmt.Sprintf("ring %d", k)) {
				continue
			}
			if ring = b.distinct(f, ring); len(ring) >= 4 {
				polygon = append(polygon, slices.Clone(ring))
				continue
			}
			b.note(f.index, first(ring), fmt.Sprintf("ring %d has no area; left out", k))
			if k == 0 {
				break
			}
		}
		if len(polygon) > 0 {
			out = append(out, polygon)
		}
	}
	return out
}
