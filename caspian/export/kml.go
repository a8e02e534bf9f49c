package export

import (
	"encoding/json"
	"fmt"
	"image/color"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/twpayne/go-kml/v3"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/palette"
)

// KML writes divisions as KML 2.2 for globes: a folder for every division, and
// in it one for every kind of feature. Zones have the colour of their state, half
// transparent, and lines follow the ground. Every feature says in words what it
// is, and carries the properties of Feature as extended data; the folder of a division
// has its question there in full, as JSON, and the question's SHA-256.
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
	states := 0
	for _, d := range divisions {
		states = max(states, len(d.States))
	}
	out = append(out, styles(states)...)
	for k, d := range divisions {
		f, err := folder(d, k == 0)
		if err != nil {
			return nil, fmt.Errorf("division %d: %w", k+1, err)
		}
		out = append(out, f)
	}
	return kml.Document(out...), nil
}

// styles are those of the document: one for the zones of every state, one for
// those of several, one for lines and one for points.
func styles(states int) (out []kml.Element) {
	zone := func(id string, c color.NRGBA) {
		c.A = 0xB0 // as color.RGBA, since kml.Color would darken a color.NRGBA by its alpha
		out = append(out, kml.SharedStyle(id, kml.LineStyle(kml.Color(color.RGBA{0x33, 0x33, 0x33, 0xFF}), kml.Width(1)), kml.PolyStyle(kml.Color(color.RGBA(c)))))
	}
	for k := range states {
		zone("state"+strconv.Itoa(k), palette.State(k))
	}
	zone("several", palette.RGB(0xCCD3DA))
	return append(out,
		kml.SharedStyle("line", kml.LineStyle(kml.Color(color.Black), kml.Width(2))),
		kml.SharedStyle("point", kml.IconStyle(kml.Scale(0.4)), kml.LabelStyle(kml.Scale(0))),
	)
}

// folder is the folder of a division; only that of the first is seen at once.
func folder(d *caspian.Division, visible bool) (kml.Element, error) {
	question, err := json.Marshal(d.Question)
	if err != nil {
		return nil, err
	}
	out := []kml.Element{
		kml.Name(d.Question.Regime.Title), kml.Visibility(visible), kml.Description(About(d)),
		kml.ExtendedData(kml.Data("question", kml.Value(string(question))), kml.Data("question_sha256", kml.Value(d.Question.SHA256()))),
	}
	title, parts := "", []kml.Element(nil)
	end := func() {
		if title != "" {
			out = append(out, kml.Folder(append([]kml.Element{kml.Name(title), kml.Visibility(visible)}, parts...)...))
		}
		parts = nil
	}
	for _, f := range Features(d) {
		now := map[string]string{"boundary": "Boundaries", "limit": "Limits of belts", "turning_point": "Turning points"}[f.Kind]
		if now == "" {
			now = "Zones"
		}
		if now != title {
			end()
			title = now
		}
		parts = append(parts, placemark(d, &f, visible))
	}
	end()
	return kml.Folder(out...), nil
}

func placemark(d *caspian.Division, f *Feature, visible bool) kml.Element {
	name, text := f.Name, ""
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
		return kml.Placemark(kml.Name(name), kml.Visibility(visible), kml.Description(text), kml.StyleURL("#"+zoneStyle(d, f)), extended(f), polygons(g))
	case orb.MultiLineString:
		text = fmt.Sprintf("%s, %s: %.3f km", f.Kind, f.Regime, f.Length/1e3)
		if f.Notional {
			text += ", notional"
		}
		return kml.Placemark(kml.Name(name), kml.Visibility(visible), kml.Description(text), kml.StyleURL("#line"), extended(f), lines(g))
	case orb.Point:
		name = strconv.Itoa(f.Number)
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
		return kml.Placemark(kml.Name(name), kml.Visibility(visible), kml.Description(text), kml.StyleURL("#point"), extended(f), kml.Point(kml.Coordinates(coordinates([]orb.Point{g})...)))
	}
	panic("export: a feature has no such geometry") // see Feature
}

func zoneStyle(d *caspian.Division, f *Feature) string {
	if len(f.States) != 1 {
		return "several"
	}
	return "state" + strconv.Itoa(slices.IndexFunc(d.States, func(s caspian.StateShare) bool { return s.Code == f.States[0] }))
}

// extended are the properties of a feature that it has.
func extended(f *Feature) kml.Element {
	out := []kml.Element{
		kml.Data("kind", kml.Value(f.Kind)), kml.Data("regime", kml.Value(f.Regime)), kml.Data("layer", kml.Value(f.Layer)),
		kml.Data("states", kml.Value(strings.Join(f.States, "-"))), kml.Data("datum", kml.Value("WGS84")),
	}
	number := func(name string, v float64, decimals int) {
		if v > 0 {
			out = append(out, kml.Data(name, kml.Value(strconv.FormatFloat(v, 'f', decimals, 64))))
		}
	}
	number("area_km2", f.Area/1e6, 6)
	number("share", f.Share, -1)
	number("zone_share", f.ZoneShare, -1)
	number("coast_km", f.Coast/1e3, 6)
	number("length_km", f.Length/1e3, 6)
	number("breadth_m", f.Breadth, -1)
	if f.Origin != "" {
		out = append(out, kml.Data("origin", kml.Value(f.Origin)))
	}
	if f.Notional {
		out = append(out, kml.Data("notional", kml.Value(true)))
	}
	if f.Point != nil {
		out = append(out, kml.Data("tripoint", kml.Value(f.Point.Tripoint)))
	}
	return kml.ExtendedData(out...)
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
