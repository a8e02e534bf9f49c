package coast

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/geodesic"
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
	places   [][]geodesic.Vec // of every ring, once they were needed

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
	if n := b.doc.blank; n > 0 {
		b.note(b.doc.firstBlank, nil, what+others(n-1))
	}
}

// others says that something holds for more of them.
func others(n int) string {
	if n == 0 {
		return ""
	}
	return ", like " + counted(n, "other", "others")
}

// otherwise reports a feature whose geometry is missing or of another kind.
func (b *builder) otherwise(f *feature, advice string) {
	what := fmt.Sprintf("its geometry is a %q", f.shape.kind)
	switch {
	case f.shape.null:
		what = "it has no geometry"
	case f.shape.kind == "":
		what = "its geometry has no type"
	}
	b.problem(ErrFeature, f, -1, nil, what, advice+rightly(f.shape.kind))
}

// misshapen reports coordinates that are not nested as deeply as their geometry wants.
func (b *builder) misshapen(f *feature, want int) {
	switch s := &f.shape; {
	case s.depth == 0:
		b.problem(ErrFeature, f, -1, nil, fmt.Sprintf("its %s has no coordinates", s.kind), "complete it or remove it")
	case s.empty:
		b.problem(ErrFeature, f, -1, nil, fmt.Sprintf("its %s has no positions", s.kind), "complete it or remove it")
	default:
		b.problem(ErrFeature, f, -1, nil, fmt.Sprintf("its coordinates are not those of a %s: positions stand in %s, and not in %s", s.kind, lists(s.depth-1), lists(want-1)), "")
	}
}

// lists says in how many lists something stands.
func lists(n int) string {
	switch n {
	case 0:
		return "no list"
	case 1:
		return "a list"
	case 2:
		return "a list of lists"
	}
	return counted(n, "nested list", "nested lists")
}

// heights notes that the third and further numbers of positions are not used.
func (b *builder) heights() {
	if n := b.doc.heights; n > 0 {
		b.note(-1, nil, counted(n, "position has", "positions have")+" a height; it is not used")
	}
	if n := b.doc.measures; n > 0 {
		b.note(-1, nil, counted(n, "position has", "positions have")+" four numbers or more, of which two are used; if these are decimal commas, write points")
	}
}

// positions checks that the positions of a feature are longitude and latitude, and
// brings longitudes within ±180.
func (b *builder) positions(f *feature) {
	check := func(v int, at *orb.Point) {
		p := *at
		if valid.Position(p) {
			*at = geodesic.Normal(p)
			return
		}
		what, advice := "it is not a longitude and latitude", ""
		switch {
		case math.Abs(p[0]) > 1000 && math.Abs(p[1]) > 1000:
			advice = "these look like projected metres: " + toWGS84("")
		case valid.Latitude(p[0]) && math.Abs(p[1]) <= 180:
			advice = "the order is longitude, latitude"
		}
		bad := p // so that only this one escapes
		b.problem(ErrPosition, f, v, &bad, what, advice)
	}
	if f.shape.depth == 1 {
		check(-1, &f.shape.at)
	}
	for _, row := range f.shape.rows {
		for v := range row {
			check(v, &row[v])
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
