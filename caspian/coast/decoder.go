package coast

import (
	"errors"
	"slices"
	"strings"

	"caspian.example/division/caspian/internal/jsonwalk"
	"caspian.example/division/caspian/problem"
	"github.com/paulmach/orb"
)

// shape is the geometry of one input feature: rows of positions. A Point has no row, a
// LineString and a MultiPoint one, a Polygon one row per ring, a MultiLineString one row
// per line, a MultiPolygon one row per ring with the polygons' first rows in starts.
type shape struct {
	kind   string
	rows   [][]orb.Point
	starts []int
	at     orb.Point // of a Point
	depth  int       // nesting of the coordinates: 1 for a position, 0 if there are none
	null   bool
	empty  bool // there are coordinates without a position, or a collection of nothing
	hollow int  // lists of nothing in the coordinates, which are left out
}

// feature is one input feature as it stands in the file.
type feature struct {
	index             int
	kind, state, name string
	shape             shape
	// stateless says what stands in the place of a state, if anything does.
	stateless string
	// faulty says that something is wrong with it that has been told.
	faulty bool

	id         string            // as it is written, if the decoder keeps properties
	properties map[string]string // the same; see Area
	marks      *marks            // the same for ReadPoints
}

// marks are the id and the properties of a feature, as they are written.
type marks struct{ id, properties []byte }

// document is an input file as it stands.
type document struct {
	features                                 []feature
	name, epoch, waterLevel, source, licence string
	rounding                                 float64
	heights, measures                        int // positions with three numbers, and with more
	// unclean are codes that are read otherwise than they stand, with the index of the
	// first feature that has them.
	unclean map[string]int
	// blank is how many features have no geometry and no state, and firstBlank
	// the index of the first of them: they are not kept.
	blank, firstBlank int
	// beside counts what a decoder of parts found in GeometryCollections beside
	// lines, by its kind.
	beside map[string]int
}

// feature returns the feature with an index in the file.
func (d *document) feature(index int) *feature {
	k, _ := slices.BinarySearchFunc(d.features, index, func(f feature, i int) int { return f.index - i })
	return &d.features[k]
}

// wanted is what a reader takes of an input.
type wanted int

const (
	collections wanted = 1 << iota // a FeatureCollection, and no single feature or geometry
	scalars                        // the properties of features that are texts or numbers
	raws                           // properties and ids as they are written; points
	parts                          // the lines of GeometryCollections as features of their own
)

// decoder reads a document. It is the one reader of GeoJSON: what it cannot take as it
// stands it refuses.
type decoder struct {
	watch
	*jsonwalk.Walker
	wanted   wanted
	doc      document
	problems problem.List
	points   []orb.Point // the rows of all features follow each other here
	read     int         // features that were read
	at       int         // the index of the feature that is read, −1 outside
	faults   []*Problem  // of that feature
	esri     bool        // there are members that Esri's JSON has
	vain     bool        // its positions mean nothing: do not look at them
}

// errLimit ends the reading of an input that is too large.
var errLimit = errors.New("limit")

// problem adds a problem of the whole input.
func (d *decoder) problem(kind error, what, advice string) {
	d.problems.Add(&Problem{Kind: kind, Feature: -1, Vertex: -1, What: what, Advice: advice})
}

// fault adds a problem of the feature that is read, or of the whole input outside.
func (d *decoder) fault(kind error, vertex int, what, advice string) {
	p := &Problem{Kind: kind, Feature: -1, Vertex: vertex, What: what, Advice: advice}
	switch {
	case d.at < 0:
		d.problems.Add(p)
	case len(d.faults) < problem.Max:
		d.faults = append(d.faults, p)
	default:
		d.problems.Total++
	}
}

// misplaced is fault for a value among coordinates, which it names.
func (d *decoder) misplaced(vertex int, what, advice string) {
	_, path, _ := strings.Cut(d.Path(), "coordinates")
	d.fault(ErrPosition, vertex, what+" (coordinates"+path+")", advice)
}

// settle adds the faults to the problems, now that the name of their feature is known.
func (d *decoder) settle(f *feature) {
	f.faulty = len(d.faults) > 0
	for _, p := range d.faults {
		p.Feature, p.Name, p.State = f.index, f.name, f.state
		d.problems.Add(p)
	}
	d.faults = d.faults[:0]
}

// marked returns the marks of a feature.
func (f *feature) marked() *marks {
	if f.marks == nil {
		f.marks = &marks{}
	}
	return f.marks
}

// called names a value by its first byte.
func called(c byte) string {
	switch c {
	case '"':
		return "a text"
	case 'n':
		return "null"
	case 't', 'f':
		return "true or false"
	case '[':
		return "a list"
	case '{':
		return "an object"
	}
	return "a number"
}

// number says whether a value is a number, by its first byte.
func number(c byte) bool { return c == '-' || '0' <= c && c <= '9' }
