package coast

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/internal/code"
	"caspian.example/division/caspian/internal/foreign"
	"caspian.example/division/caspian/internal/jsonwalk"
	"caspian.example/division/caspian/problem"
)

// decode reads a whole input.
func (d *decoder) decode(data []byte) (*decoder, error) {
	if err := recognise(data); err != nil {
		d.problems.Add(err)
		return d, d.problems.Err()
	}
	d.Walker, d.at = jsonwalk.New(data), -1
	d.Strict, d.Interrupt = true, d.cause
	const shortest = len("[0,0],")
	d.points = make([]orb.Point, 0, min(bytes.Count(data, []byte("[")), len(data)/shortest, MaxPositions))
	err := d.texts()
	var syntax *jsonwalk.SyntaxError
	switch {
	case errors.Is(err, errLimit):
		d.problem(ErrLimit, fmt.Sprintf("the input has more than %d positions", MaxPositions), "simplify it or take a part of it")
		d.vain = true
	case errors.As(err, &syntax):
		p := &Problem{Kind: ErrSyntax, Feature: d.at, Vertex: -1, What: syntax.Error(), Advice: syntax.Cure}
		switch syntax.Fault {
		case jsonwalk.Malformed:
			p.What = "the input is not valid JSON: " + p.What
		case jsonwalk.Twice:
			p.Advice = "keep one of them"
		}
		d.problems.Add(p)
		d.vain = true
	case err != nil:
		return d, err
	}
	if d.vain {
		return d, d.problems.Err()
	}
	return d, nil
}

// recognise returns what an input is that is no text of ours, by its beginning.
func recognise(beginning []byte) *Problem {
	p := &Problem{Kind: ErrSyntax, Feature: -1, Vertex: -1}
	switch what, cure := foreign.Format(beginning); {
	case what != "":
		p.What, p.Advice = "the input is "+what, cure
	case foreign.UTF16(beginning) != 0:
		p.What, p.Advice = "the input is UTF-16", "iconv -f UTF-16 -t UTF-8 INPUT > OUTPUT converts it"
	case len(strings.Trim(string(beginning[:min(len(beginning), 64)]), "\ufeff \t\r\n")) == 0 && len(strings.TrimSpace(strings.TrimPrefix(string(beginning), foreign.BOM))) == 0:
		p.What, p.Advice = "the input is empty", "give a GeoJSON FeatureCollection"
	default:
		return nil
	}
	return p
}

// record is the byte that begins every text of a sequence (RFC 8142); many leave it out
// and have a line for each.
const record = 0x1e

// texts reads the input: one text of GeoJSON, or a sequence of them.
func (d *decoder) texts() error {
	sequence := false
	for {
		for d.Peek() == record {
			sequence = true
			d.Pass()
		}
		kind, err := d.text()
		if err != nil {
			return err
		}
		next := d.Peek()
		if !d.AtEnd() && next != record && (next != '{' || kind == "FeatureCollection") {
			return d.Fail("something follows the " + cmp.Or(kind, "object"))
		}
		sequence = sequence || !d.AtEnd()
		if d.wanted&collections != 0 && !sequence && kind != "FeatureCollection" && !d.vain {
			d.astray(kind, adviceFew)
		}
		if d.AtEnd() {
			return nil
		}
	}
}

// astray reports an input that is no FeatureCollection, a Feature or a geometry.
func (d *decoder) astray(kind, advice string) {
	what := fmt.Sprintf("the input is a GeoJSON %q, not a FeatureCollection with features", kind)
	switch kind {
	case "FeatureCollection":
		what = "the input is a FeatureCollection without a list of features"
	case "":
		what = "the input has no member \"type\" that says what it is: it is no GeoJSON"
	}
	d.vain = true
	if advice != "" && (kind == "Polygon" || kind == "MultiPolygon") {
		d.problem(ErrFewStates, what, advice)
		return
	}
	d.problem(ErrSyntax, what, "put the features into a FeatureCollection"+rightly(kind))
}

// text reads one text: a FeatureCollection, a Feature or a geometry. It returns which.
func (d *decoder) text() (kind string, err error) {
	own := feature{index: d.read, shape: shape{null: true}}
	bare := shape{}
	found := false
	var faults []*Problem // of its own
	// mine reads a member of a Feature or a geometry.
	mine := func(read func() error) error {
		d.at = own.index
		if err := read(); err != nil {
			return err
		}
		d.at, faults, d.faults = -1, append(faults, d.faults...), d.faults[:0]
		return nil
	}
	err = d.Object(func(key string) error {
		switch key {
		case "type":
			return d.optionalText(&kind)
		case "features":
			if d.Peek() == '[' {
				found = true
				return d.Array(d.feature)
			}
		case "coast":
			if d.Peek() == '{' {
				return d.description()
			}
		case "geometryType", "spatialReference":
			d.esri = true
		case "crs", "coordRefSys":
			return d.reference()
		case "coordinates", "geometries":
			return mine(func() error { return d.geometryMember(&own, &bare, key) })
		case "geometry", "properties", "id":
			return mine(func() error { return d.featureMember(&own, key) })
		}
		return d.Skip()
	})
	if err != nil {
		return kind, err
	}
	switch {
	case kind == "FeatureCollection" && found:
		return kind, nil
	case kind == "Feature":
	case slices.Contains(kinds, kind):
		own.shape = bare
		own.shape.kind = kind
	case kind == "Topology":
		d.vain = true
		d.problem(ErrSyntax, "the input is TopoJSON", foreign.Command("input.json", ""))
		return kind, nil
	case d.esri:
		d.vain, d.problems = true, problem.List{} // they say that it is no GeoJSON
		d.problem(ErrSyntax, "the input is Esri JSON", foreign.Convert("input.json", ""))
		return kind, nil
	default:
		if !d.vain {
			d.astray(kind, "")
		}
		return kind, nil
	}
	d.faults = faults
	d.read++
	d.add(&own)
	return kind, nil
}

// kinds are the types of geometries.
var kinds = []string{"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"}

// rightly is advice for a type that is nearly one of GeoJSON's.
func rightly(kind string) string {
	for _, k := range append([]string{"Feature", "FeatureCollection"}, kinds...) {
		if k != kind && strings.EqualFold(strings.TrimSpace(kind), k) {
			return "; GeoJSON writes " + k
		}
	}
	return ""
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
		if key == "rounding_m" {
			return d.rounding()
		}
		to := map[string]*string{"name": &d.doc.name, "epoch": &d.doc.epoch, "water_level": &d.doc.waterLevel,
			"source": &d.doc.source, "licence": &d.doc.licence}[key]
		if to == nil {
			return d.Skip()
		}
		return d.optionalText(to)
	})
}

// rounding reads the width of the grid that positions were rounded to.
func (d *decoder) rounding() error {
	text, err := d.scalar()
	if err != nil {
		return err
	}
	v, wrong := strconv.ParseFloat(text, 64)
	if wrong != nil || !(v > 0 && v <= MaxRounding) {
		d.fault(ErrFeature, -1, fmt.Sprintf("the coast's rounding_m is no length in metres, above 0 and up to %d", MaxRounding), "leave it out if it is not known")
		return nil
	}
	d.doc.rounding = v
	return nil
}

// feature reads an element of a FeatureCollection.
func (d *decoder) feature() error {
	f := feature{index: d.read, shape: shape{null: true}}
	d.read++
	d.at = f.index
	if c := d.Peek(); c != '{' {
		err := d.Skip()
		if err == nil {
			d.fault(ErrFeature, -1, "it is not an object but "+called(c), "")
			d.settle(&f)
		}
		d.at = -1
		return err
	}
	kind := "Feature"
	err := d.Object(func(key string) error {
		if key == "type" {
			return d.optionalText(&kind)
		}
		return d.featureMember(&f, key)
	})
	if err != nil {
		return err
	}
	if kind != "Feature" {
		what := fmt.Sprintf("its type is %q, not Feature", kind)
		if slices.Contains(kinds, kind) {
			what += ": it is a geometry"
		}
		d.fault(ErrFeature, -1, what, "put it into the member \"geometry\" of a Feature"+rightly(kind))
	}
	d.add(&f)
	d.at = -1
	return nil
}

// add adds a feature that was read.
func (d *decoder) add(f *feature) {
	d.settle(f)
	if f.shape.null && f.state == "" && !f.faulty {
		if d.doc.blank == 0 {
			d.doc.firstBlank = f.index
		}
		d.doc.blank++
		return
	}
	if f.faulty && d.problems.Total > problem.Max {
		return // nothing will come of it
	}
	d.doc.features = append(d.doc.features, *f)
}

// featureMember reads a member of a feature.
func (d *decoder) featureMember(f *feature, key string) error {
	c := d.Peek()
	switch key {
	case "geometry":
		switch c {
		case '{':
			return d.geometry(f)
		case 'n':
		default:
			d.fault(ErrFeature, -1, "its geometry is "+called(c)+" in the place of an object", "")
		}
	case "properties":
		return d.properties(f)
	case "id":
		if d.wanted&raws != 0 && c != 'n' {
			var err error
			f.marked().id, err = d.Raw()
			return err
		}
		if d.wanted&scalars != 0 {
			var err error
			f.id, err = d.scalar()
			return err
		}
	case "crs", "coordRefSys":
		return d.reference()
	case "attributes":
		d.esri = true
	}
	return d.Skip()
}

// reference reads a member that names the coordinate reference system, as GeoJSON had
// it before RFC 7946 and as some of its descendants have it, wherever it stands: a name,
// a code or a link. All but WGS84 are refused.
func (d *decoder) reference() error {
	raw, err := d.Raw()
	if err != nil {
		return err
	}
	names, known := references(raw)
	for _, name := range names {
		if !wgs84(name) {
			d.vain = true
			d.fault(ErrReference, -1, fmt.Sprintf("the input names the coordinate reference system %q", name), toWGS84(name))
			return nil
		}
	}
	if !known {
		d.vain = true
		d.fault(ErrReference, -1, fmt.Sprintf("the input names a coordinate reference system in a form that is not known: %.100s", raw), toWGS84(""))
	}
	return nil
}

// properties reads what the reader takes of the properties of a feature.
func (d *decoder) properties(f *feature) error {
	c := d.Peek()
	if c != '{' {
		if c != 'n' {
			d.fault(ErrFeature, -1, "its properties are "+called(c)+" in the place of an object", "")
		}
		return d.Skip()
	}
	from := d.Offset()
	if d.wanted&scalars != 0 {
		f.properties = map[string]string{}
	}
	err := d.Object(func(key string) (err error) {
		switch {
		case d.wanted&scalars != 0:
			f.properties[key], err = d.scalar()
			return err
		case key == "name":
			return d.optionalText(&f.name)
		case d.wanted&raws != 0:
			return d.Skip()
		case key == "state":
			f.stateless = stateless(d.Peek())
			err = d.optionalText(&f.state)
			d.clean(f)
			return err
		case key == "kind":
			return d.optionalText(&f.kind)
		case f.stateless == "" && len(key) == len("state") && strings.EqualFold(key, "state"):
			f.stateless = fmt.Sprintf("it has a property %q, and the name must be \"state\"", key)
		}
		return d.Skip()
	})
	if err == nil && d.wanted&raws != 0 {
		f.marked().properties = d.Since(from)
	}
	return err
}

// clean brings the code of a feature's state to one form.
func (d *decoder) clean(f *feature) {
	clean := code.Clean(f.state)
	if clean == f.state {
		return
	}
	if _, known := d.doc.unclean[f.state]; !known {
		if d.doc.unclean == nil {
			d.doc.unclean = map[string]int{}
		}
		d.doc.unclean[f.state] = f.index
	}
	f.state = clean
}

// stateless says what a property "state" is that is no code, by the first byte of
// its value.
func stateless(c byte) string {
	what := called(c)
	if c == '"' {
		what = "empty" // unless it is a code
	}
	return "its property \"state\" is " + what
}

// geometry reads the geometry of f, whatever order its members have.
func (d *decoder) geometry(f *feature) error {
	f.shape = shape{}
	return d.Object(func(key string) error { return d.geometryMember(f, &f.shape, key) })
}

// geometryMember reads a member of the geometry of f into s.
func (d *decoder) geometryMember(f *feature, s *shape, key string) error {
	c := d.Peek()
	switch key {
	case "type":
		return d.optionalText(&s.kind)
	case "coordinates":
		if c == '[' {
			return d.coordinates(s)
		}
		d.fault(ErrFeature, -1, "its coordinates are "+called(c)+" in the place of a list", "")
	case "geometries":
		s.empty = c == '[' && d.PeekInside() == ']'
		if c == '[' && d.wanted&parts != 0 {
			return d.Array(func() error { return d.part(f) })
		}
	case "crs", "coordRefSys":
		return d.reference()
	case "spatialReference", "rings", "paths":
		d.esri = true
	}
	return d.Skip()
}

// part reads a geometry of a GeometryCollection.
func (d *decoder) part(f *feature) error {
	if c := d.Peek(); c != '{' {
		d.fault(ErrFeature, -1, "a geometry in its collection is "+called(c)+" in the place of an object", "")
		return d.Skip()
	}
	before := len(d.faults)
	part := feature{index: f.index}
	err := d.geometry(&part)
	switch part.shape.kind {
	case "LineString", "MultiLineString":
		part.faulty = len(d.faults) > before
		d.doc.features = append(d.doc.features, part)
	case "Point", "MultiPoint", "Polygon", "MultiPolygon":
		if d.doc.beside == nil {
			d.doc.beside = map[string]int{}
		}
		d.doc.beside[part.shape.kind]++
	}
	return err
}

// adviceFew is for those who have the outline of a lake.
const adviceFew = "give the shore as LineStrings with the states that they belong to; if this is the outline of a lake, the polygons of its countries are needed to find them"
