package coast

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/internal/valid"
	"caspian.example/division/caspian/problem"
)

// builder makes a coast of a document.
type builder struct {
	watch
	snap     float64 // metres
	doc      *document
	c        *Coast
	problems problem.List

	outline  string // what messages call the rings
	lines    []line // stretches as they stand in the file
	polygons []polygon
	states   map[string]int
}

// line is a stretch; polygon the ring of an island.
type line struct {
	feature, state int
	points         []orb.Point
}

type polygon struct {
	feature, state int
	ring           []orb.Point
}

func (b *builder) feature(id int) *feature { return b.doc.feature(b.c.Features[id].Index) }

func (b *builder) problem(kind error, f *feature, vertex int, at *orb.Point, what, advice string) {
	p := &Problem{Kind: kind, Feature: -1, Vertex: vertex, At: at, What: what, Advice: advice}
	if f != nil {
		p.Feature, p.Name, p.State = f.index, f.name, f.state
	}
	b.problems.Add(p)
}

func (b *builder) note(feature int, at *orb.Point, what string) {
	b.c.Notes = append(b.c.Notes, Note{feature, at, what})
}

// blank notes the features that have nothing.
func (b *builder) blank(what string) {
	if n := b.doc.blank; n > 1 {
		what += ", like " + counted(n-1, "other", "others")
	}
	if b.doc.blank > 0 {
		b.note(b.doc.firstBlank, nil, what)
	}
}

// misshapen reports coordinates that are not nested as their geometry wants.
func (b *builder) misshapen(f *feature) {
	if f.shape.empty {
		b.problem(ErrFeature, f, -1, nil, fmt.Sprintf("its %s has no positions", f.shape.kind), "complete it or remove it")
		return
	}
	b.problem(ErrFeature, f, -1, nil, fmt.Sprintf("its coordinates are not those of a %s", f.shape.kind), "")
}

// positions checks that the positions of a feature are longitude and latitude.
func (b *builder) positions(f *feature) {
	for _, row := range f.shape.rows {
		for v, p := range row {
			if valid.Position(p) {
				continue
			}
			what, advice := "it is not a longitude and latitude", ""
			switch {
			case math.IsNaN(p[1]):
				what = "a position needs two numbers"
			case math.Abs(p[0]) > 1000 && math.Abs(p[1]) > 1000:
				advice = "these look like projected metres: give degrees on WGS84"
			case valid.Latitude(p[0]) && math.Abs(p[1]) <= 180:
				advice = "the order is longitude, latitude"
			}
			at := p
			b.problem(ErrPosition, f, v, &at, what, advice)
		}
	}
}

// closed says whether a ring ends where it begins, and reports that it does not.
func (b *builder) closed(f *feature, ring []orb.Point, name string) bool {
	n := len(ring)
	if n >= 4 && same(ring[0], ring[n-1]) {
		return true
	}
	last := max(n-1, 0)
	b.problem(ErrFeature, f, last, first(ring[last:]), name+" is not closed", "a ring has at least four positions and ends where it begins")
	return false
}

// distinct returns a row without positions that repeat the one before.
func (b *builder) distinct(f *feature, row []orb.Point) []orb.Point {
	out := row
	dropped := 0
	for k := 1; k < len(row); k++ {
		if same(row[k], row[k-1]) {
			if dropped == 0 {
				out = slices.Clone(row[:k])
				at := row[k]
				defer func() {
					b.note(f.index, &at, counted(dropped, "position that repeats the one before is", "positions that repeat the one before are")+" left out")
				}()
			}
			dropped++
		} else if dropped > 0 {
			out = append(out, row[k])
		}
	}
	return out
}

// parts returns the rings of a Polygon or of each part of a MultiPolygon.
func (f *feature) parts() (out [][][]orb.Point) {
	if f.shape.kind == "Polygon" {
		return [][][]orb.Point{f.shape.rows}
	}
	for k, start := range f.shape.starts {
		end := len(f.shape.rows)
		if k+1 < len(f.shape.starts) {
			end = f.shape.starts[k+1]
		}
		out = append(out, f.shape.rows[start:end])
	}
	return out
}
