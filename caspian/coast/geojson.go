package coast

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/internal/jsonwalk"
	"caspian.example/division/caspian/problem"
)

// shape is the geometry of one input feature: rows of positions. A LineString
// has one row, a Polygon one row per ring, a MultiLineString one row per line,
// a MultiPolygon one row per ring with the polygons' first rows in starts.
type shape struct {
	kind   string
	rows   [][]orb.Point
	starts []int
	depth  int // nesting of the coordinates: 1 for a position
	null   bool
	empty  bool // there are coordinates without a position
}

// feature is one input feature as it stands in the file.
type feature struct {
	index             int
	kind, state, name string
	shape             shape
	// stateless says what stands in the place of a state, if anything does.
	stateless string

	id         string            // as text, if the decoder keeps properties
	properties map[string]string // the same; see Area
}

// document is an input file as it stands.
type document struct {
	features                                 []feature
	name, epoch, waterLevel, source, licence string
	heights                                  int // positions with a third number
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

// decoder reads a document.
type decoder struct {
	watch
	*jsonwalk.Walker
	doc      document
	problems problem.List
	points   []orb.Point // the rows of all features follow each other here
	hasCRS   string
	keep     bool // keeps all properties of features
	parts    bool // takes the lines of GeometryCollections as features of their own
	read     int  // features that were read
}

func (d *decoder) problem(kind error, what, advice string) {
	d.problems.Add(&Problem{Kind: kind, Feature: -1, Vertex: -1, What: what, Advice: advice})
}

// decode reads a whole input.
func (d *decoder) decode(data []byte) (*decoder, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if what, advice := notJSON(data); what != "" {
		d.problem(ErrSyntax, what, advice)
		return d, d.problems.Err()
	}
	d.Walker = jsonwalk.New(data)
	d.Interrupt = d.cause
	d.points = make([]orb.Point, 0, min(len(data)/24, MaxPositions))
	if err := d.collection(); err != nil {
		var syntax *jsonwalk.SyntaxError
		if !errors.As(err, &syntax) {
			return d, err
		}
		d.problem(ErrSyntax, fmt.Sprintf("the input is not valid JSON: %v (line %d)", syntax, syntax.Line), "")
		return d, d.problems.Err()
	}
	return d, nil
}

// notJSON recognises what people give by mistake.
func notJSON(data []byte) (what, advice string) {
	trimmed := bytes.TrimLeft(data, " \t\r\n")
	switch {
	case len(trimmed) == 0:
		return "the input is empty", "give a GeoJSON FeatureCollection"
	case bytes.HasPrefix(data, []byte{0x1f, 0x8b}):
		return "the input is compressed with gzip", "decompress it first"
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return "the input is a zip archive", "unpack it and give the GeoJSON in it"
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}), bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return "the input is UTF-16", "save it as UTF-8"
	case bytes.HasPrefix(data, []byte("SQLite format 3\x00")):
		return "the input is a GeoPackage or another SQLite database", "convert it to GeoJSON"
	case trimmed[0] == '<':
		return "the input is HTML or XML", "give a GeoJSON FeatureCollection"
	}
	return "", ""
}

// errLimit ends the reading of an input that is too large.
var errLimit = errors.New("limit")

// collection reads the FeatureCollection.
func (d *decoder) collection() error {
	kind, found := "", false
	err := d.Object(func(key string) error {
		switch {
		case key == "type" && d.Peek() == '"':
			var err error
			kind, err = d.Text()
			return err
		case key == "features" && d.Peek() == '[':
			found = true
			return d.Array(d.feature)
		case key == "coast" && d.Peek() == '{':
			return d.description()
		case key == "crs" && d.Peek() == '{':
			return d.crs()
		}
		return d.Skip()
	})
	if errors.Is(err, errLimit) {
		d.problem(ErrLimit, fmt.Sprintf("the input has more than %d positions", MaxPositions), "simplify it or take a part of it")
		return d.problems.Err()
	}
	if err != nil {
		return err
	}
	if !d.AtEnd() {
		return d.Fail("something follows the FeatureCollection")
	}
	if kind != "FeatureCollection" || !found {
		what := fmt.Sprintf("the input is a GeoJSON %q, not a FeatureCollection with features", kind)
		if kind == "Polygon" || kind == "MultiPolygon" {
			d.problem(ErrFewStates, what, adviceFew)
		} else {
			d.problem(ErrSyntax, what, "put the features into a FeatureCollection")
		}
		return d.problems.Err()
	}
	if d.hasCRS != "" {
		d.problem(ErrReference, fmt.Sprintf("the input names the coordinate reference system %q", d.hasCRS), "give longitude and latitude on WGS84 (EPSG:4326)")
		return d.problems.Err()
	}
	return nil
}

// optionalText reads a string, or skips another value.
func (d *decoder) optionalText(to *string) error {
	if d.Peek() != '"' {
		return d.Skip()
	}
	var err error
	*to, err = d.Text()
	return err
}

// scalar reads a string, or a number as it is written; of another value it
// returns nothing.
func (d *decoder) scalar() (string, error) {
	c := d.Peek()
	if c == '"' {
		return d.Text()
	}
	raw, err := d.Raw()
	if !number(c) {
		raw = nil
	}
	return string(raw), err
}

// description reads the foreign member "coast".
func (d *decoder) description() error {
	return d.Object(func(key string) error {
		to := map[string]*string{"name": &d.doc.name, "epoch": &d.doc.epoch, "water_level": &d.doc.waterLevel,
			"source": &d.doc.source, "licence": &d.doc.licence}[key]
		if to == nil {
			return d.Skip()
		}
		return d.optionalText(to)
	})
}

// crs reads the member that GeoJSON had before RFC 7946, and notes a name that
// is not WGS84.
func (d *decoder) crs() error {
	return d.Object(func(key string) error {
		if key != "properties" || d.Peek() != '{' {
			return d.Skip()
		}
		return d.Object(func(key string) error {
			name := ""
			if key != "name" {
				return d.Skip()
			}
			if err := d.optionalText(&name); err != nil {
				return err
			}
			upper := strings.ToUpper(name)
			if !strings.HasSuffix(upper, "CRS84") && !strings.HasSuffix(upper, "4326") && !strings.Contains(upper, "WGS84") && upper != "" {
				d.hasCRS = name
			}
			return nil
		})
	})
}

// feature reads one feature.
func (d *decoder) feature() error {
	f := feature{index: d.read, shape: shape{null: true}}
	d.read++
	if d.Peek() != '{' {
		if err := d.Skip(); err != nil {
			return err
		}
		d.problems.Add(&Problem{Kind: ErrFeature, Feature: f.index, Vertex: -1, What: "it is not an object"})
		return nil
	}
	err := d.Object(func(key string) error {
		switch {
		case key == "properties" && d.Peek() == '{' && d.keep:
			f.properties = map[string]string{}
			return d.Object(func(key string) (err error) {
				f.properties[key], err = d.scalar()
				return err
			})
		case key == "id" && d.keep:
			var err error
			f.id, err = d.scalar()
			return err
		case key == "properties" && d.Peek() == '{':
			return d.Object(func(key string) error {
				switch {
				case key == "state":
					f.stateless = stateless(d.Peek())
					return d.optionalText(&f.state)
				case key == "name":
					return d.optionalText(&f.name)
				case key == "kind":
					return d.optionalText(&f.kind)
				case f.stateless == "" && len(key) == len("state") && strings.EqualFold(key, "state"):
					f.stateless = fmt.Sprintf("it has a property %q, and the name must be \"state\"", key)
				}
				return d.Skip()
			})
		case key == "geometry" && d.Peek() == '{':
			return d.geometry(&f)
		}
		return d.Skip()
	})
	if f.shape.null && f.state == "" {
		if d.doc.blank == 0 {
			d.doc.firstBlank = f.index
		}
		d.doc.blank++
		return err
	}
	d.doc.features = append(d.doc.features, f)
	return err
}

// stateless says what a property "state" is that is no code, by the first byte of
// its value.
func stateless(c byte) string {
	what := "a number"
	switch c {
	case '"':
		what = "empty" // unless it is a code
	case 'n':
		what = "null"
	case 't', 'f':
		what = "true or false"
	case '[':
		what = "a list"
	case '{':
		what = "an object"
	}
	return "its property \"state\" is " + what
}

// geometry reads the geometry of f, whatever order its members have.
func (d *decoder) geometry(f *feature) error {
	f.shape = shape{}
	return d.Object(func(key string) error {
		switch {
		case key == "type" && d.Peek() == '"':
			return d.optionalText(&f.shape.kind)
		case key == "coordinates" && d.Peek() == '[':
			return d.coordinates(f)
		case key == "geometries" && d.Peek() == '[' && d.parts:
			return d.Array(func() error {
				if d.Peek() != '{' {
					return d.Skip()
				}
				part := feature{index: f.index}
				err := d.geometry(&part)
				switch part.shape.kind {
				case "LineString", "MultiLineString":
					d.doc.features = append(d.doc.features, part)
				case "Point", "MultiPoint", "Polygon", "MultiPolygon":
					if d.doc.beside == nil {
						d.doc.beside = map[string]int{}
					}
					d.doc.beside[part.shape.kind]++
				}
				return err
			})
		}
		return d.Skip()
	})
}

// coordinates reads nested arrays of positions into rows.
func (d *decoder) coordinates(f *feature) error {
	s := &f.shape
	s.rows, s.starts, s.depth = nil, nil, 0
	mixed := false
	first := len(d.points)
	// level reads one array and returns how deeply positions lie in it.
	var level func() (int, error)
	level = func() (int, error) {
		if d.Peek() != '[' {
			mixed = true
			return 0, d.Skip()
		}
		switch c := d.PeekInside(); {
		case number(c):
			return 1, d.position()
		case c == ']':
			mixed = true // neither a position nor an array of them
		}
		depth, start, rowStart := 0, len(s.rows), len(d.points)
		err := d.Array(func() error {
			inner, err := level()
			if depth == 0 {
				depth = inner
			}
			mixed = mixed || inner != depth
			return err
		})
		switch depth {
		case 1:
			s.rows = append(s.rows, d.points[rowStart:len(d.points):len(d.points)])
		case 2:
			s.starts = append(s.starts, start)
		}
		return depth + 1, err
	}
	depth, err := level()
	s.depth = depth
	if mixed {
		s.depth = -1
	}
	s.empty = len(d.points) == first
	return err
}

// position reads [longitude, latitude, …].
func (d *decoder) position() error {
	if len(d.points) >= MaxPositions {
		return errLimit
	}
	p := orb.Point{math.NaN(), math.NaN()}
	n, err := d.Numbers(p[:])
	if n > 2 {
		d.doc.heights++
	}
	d.points = append(d.points, p)
	return err
}

// number says whether a value is a number, by its first byte.
func number(c byte) bool { return c == '-' || '0' <= c && c <= '9' }

// collected returns a bare geometry or a Feature as a FeatureCollection.
func collected(watch watch, data []byte) []byte {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	kind, w := "", jsonwalk.New(data)
	w.Interrupt = watch.cause
	err := w.Object(func(key string) (err error) {
		if key == "type" && w.Peek() == '"' {
			kind, err = w.Text()
			return err
		}
		return w.Skip()
	})
	if err == nil && w.AtEnd() && kind != "FeatureCollection" {
		if kind != "Feature" {
			data = slices.Concat([]byte(`{"type":"Feature","properties":{},"geometry":`), data, []byte("}"))
		}
		data = slices.Concat([]byte(`{"type":"FeatureCollection","features":[`), data, []byte("]}"))
	}
	return data
}

// adviceFew is for those who have the outline of a lake.
const adviceFew = "give the shore as LineStrings with the states that they belong to; if this is the outline of a lake, the polygons of its countries are needed to find them"
