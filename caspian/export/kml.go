//go:build !solver

package export

import (
	"encoding/json"
	"fmt"
	"image/color"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/twpayne/go-kml/v3"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/palette"
)

// KML writes divisions as KML 2.2 for globes: a folder for every division, and
// in it one for every kind of feature. Zones have the colour that they have on maps, half
// transparent, and lines follow the ground. Every feature says in words what it is, and
// carries the properties of its layer (see Layers) as extended data of that layer's
// schema, which gives their types: all but the name, which is the placemark's own. The
// folder of a division has its question there in full, as JSON, and the question's
// SHA-256.
func KML(w io.Writer, divisions ...*caspian.Division) error {
	all, err := document(divisions)
	if err == nil {
		err = kml.KML(all).WriteIndent(w, "", " ")
	}
	if err != nil {
		return fmt.Errorf("export: writing KML: %w", err)
	}
	return nil
}

func document(divisions []*caspian.Division) (kml.Element, error) {
	if err := check(divisions); err != nil {
		return nil, err
	}
	out := []kml.Element{kml.Name("Division of a sea")}
	if len(divisions) > 0 && divisions[0].Sea.IsCaspian() {
		out[0] = kml.Name("The Caspian Sea")
	}
	features := make([][]Feature, len(divisions))
	for k, d := range divisions {
		features[k] = Features(d)
	}
	out = append(append(out, styles(features)...), schemas()...)
	for k, d := range divisions {
		f, err := folder(d, features[k], k == 0)
		if err != nil {
			return nil, fmt.Errorf("division %d: %w", k+1, err)
		}
		out = append(out, f)
	}
	return kml.Document(out...), nil
}

// styles are those of the document: one for every colour of zones, one for lines and
// one for points.
func styles(features [][]Feature) (out []kml.Element) {
	seen := map[string]bool{}
	for _, all := range features {
		for k := range all {
			f := &all[k]
			id := style(f)
			if seen[id] {
				continue
			}
			seen[id] = true
			switch f.Geometry.(type) {
			case orb.MultiPolygon:
				out = append(out, kml.SharedStyle(id, kml.LineStyle(opaque(palette.Ink, 0xFF), kml.Width(1)), kml.PolyStyle(opaque(f.Colour, 0xB0))))
			case orb.MultiLineString:
				out = append(out, kml.SharedStyle(id, kml.LineStyle(opaque(f.Colour, 0xFF), kml.Width(2))))
			case orb.Point:
				out = append(out, kml.SharedStyle(id, kml.IconStyle(kml.Scale(0.4)), kml.LabelStyle(kml.Scale(0))))
			}
		}
	}
	return out
}

// opaque is a colour with an opacity. The writer takes a colour as image/color has it,
// with its parts already multiplied by the opacity, and KML wants them as they are.
func opaque(c color.NRGBA, alpha uint8) kml.Element {
	return kml.Color(color.RGBA{c.R, c.G, c.B, alpha})
}

// style is the name of a feature's style.
func style(f *Feature) string {
	switch f.Geometry.(type) {
	case orb.MultiPolygon:
		return fmt.Sprintf("zone%02x%02x%02x", f.Colour.R, f.Colour.G, f.Colour.B)
	case orb.MultiLineString:
		return "line"
	}
	return "point"
}

// kmlTypes are the types of columns as schemas have them. What is true or false is 1 or 0:
// of bool, GDAL reads true as 0, and JavaScript's readers false as true.
var kmlTypes = map[Type]string{Text: "string", JSON: "string", Real: "double", Integer: "int", Boolean: "int"}

// schemas has the types of every layer's properties.
func schemas() (out []kml.Element) {
	for _, l := range layers {
		var fields []kml.Element
		for _, c := range l.Columns {
			if c.Name != nameColumn.Name {
				fields = append(fields, kml.SimpleField(c.Name, kmlTypes[c.Type]))
			}
		}
		out = append(out, kml.NamedSchema(l.Name, l.Name, fields...))
	}
	return out
}

// folder is the folder of a division; only that of the first is seen at once.
func folder(d *caspian.Division, features []Feature, visible bool) (kml.Element, error) {
	question, err := json.Marshal(d.Question)
	if err != nil {
		return nil, err
	}
	out := []kml.Element{
		kml.Name(d.Question.Regime.Title), kml.Visibility(visible), kml.Description(About(d)),
		kml.ExtendedData(kml.Data("question", kml.Value(string(question))), kml.Data("question_sha256", kml.Value(d.Question.SHA256()))),
	}
	for k := range layers {
		l := &layers[k]
		var parts []kml.Element
		for i := range features {
			if f := &features[i]; l.Holds(f) {
				p, err := placemark(d, l, f, visible)
				if err != nil {
					return nil, err
				}
				parts = append(parts, p)
			}
		}
		if len(parts) > 0 {
			title := strings.ToUpper(l.Name[:1]) + strings.ReplaceAll(l.Name[1:], "_", " ")
			out = append(out, kml.Folder(append([]kml.Element{kml.Name(title), kml.Visibility(visible)}, parts...)...))
		}
	}
	return kml.Folder(out...), nil
}

func placemark(d *caspian.Division, l *Layer, f *Feature, visible bool) (kml.Element, error) {
	title, text := f.Name, ""
	var shape kml.Element
	switch g := f.Geometry.(type) {
	case orb.MultiPolygon:
		decimals := 0
		if f.Area < 100e6 {
			decimals = 6 // a square metre
		}
		text = fmt.Sprintf("%s, %s: %.*f km²", strings.ReplaceAll(f.Kind, "_", " "), f.Regime, decimals, f.Area/1e6)
		if f.Share > 0 {
			text += fmt.Sprintf(", a share of %.2f %% of the sea", 100*f.Share)
		} else if f.ZoneShare > 0 {
			text += fmt.Sprintf(", a zone of %.2f %% of the sea", 100*f.ZoneShare)
		}
		shape = polygons(g)
	case orb.MultiLineString:
		text = fmt.Sprintf("%s, %s: %.3f km", f.Kind, f.Regime, f.Length/1e3)
		if f.Notional {
			text += ", notional"
		}
		shape = lines(g)
	case orb.Point:
		title = strconv.Itoa(f.Number)
		text = geodesic.FormatPosition(g, 2)
		for side := range f.Point.Sides() {
			if math.IsInf(side.Distance, 1) {
				continue // none of the state's coast counts
			}
			text += fmt.Sprintf("; %s %.3f km", d.States[side.State].Code, side.Distance/1e3)
			for _, b := range side.BasePoints {
				text += fmt.Sprintf(" from %s (%s, %s)", geodesic.FormatPosition(b.At, 2), FeatureName(d, b), Role(b))
			}
		}
		shape = kml.Point(kml.Coordinates(coordinates([]orb.Point{g})...))
	}
	data, err := extended(d, l, f)
	if err != nil {
		return nil, err
	}
	return kml.Placemark(kml.Name(title), kml.Visibility(visible), kml.Description(text), kml.StyleURL("#"+style(f)), data, shape), nil
}

// extended are the properties of a feature that it has.
func extended(d *caspian.Division, l *Layer, f *Feature) (kml.Element, error) {
	var out []kml.Element
	for _, c := range l.Columns {
		v := c.Value(d, f)
		if v == nil || c.Name == nameColumn.Name {
			continue
		}
		if yes, ok := v.(bool); ok {
			v = 0
			if yes {
				v = 1
			}
		}
		text, err := c.text(v)
		if err != nil {
			return nil, err
		}
		out = append(out, kml.SimpleData(c.Name, text))
	}
	return kml.ExtendedData(kml.SchemaData("#"+l.Name, out...)), nil
}

func polygons(m orb.MultiPolygon) kml.Element {
	var out []kml.Element
	for _, p := range m {
		parts := []kml.Element{kml.Tessellate(true)}
		for k, ring := range p {
			line := kml.LinearRing(kml.Coordinates(coordinates(ring)...))
			if k == 0 {
				parts = append(parts, kml.OuterBoundaryIs(line))
			} else {
				parts = append(parts, kml.InnerBoundaryIs(line))
			}
		}
		out = append(out, kml.Polygon(parts...))
	}
	return kml.MultiGeometry(out...)
}

func lines(m orb.MultiLineString) kml.Element {
	var out []kml.Element
	for _, l := range m {
		out = append(out, kml.LineString(kml.Tessellate(true), kml.Coordinates(coordinates(l)...)))
	}
	return kml.MultiGeometry(out...)
}

func coordinates(line []orb.Point) (out []kml.Coordinate) {
	for _, p := range line {
		out = append(out, kml.Coordinate{Lon: p[0], Lat: p[1]})
	}
	return out
}
