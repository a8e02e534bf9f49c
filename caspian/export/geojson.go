package export

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/internal/valid"
	"caspian.example/division/caspian/partition"
)

// GeoJSON writes a division as a FeatureCollection (RFC 7946) with a foreign
// member "division" that describes it: the regime, the coast, the shares of the sea,
// what becomes of each layer ("layers": sector, common, zone or open), the weights of
// lines with their "weighting" and, where they were solved for, "iterations" and
// "residual", the credit of the coast's data, and the question in full with its SHA-256,
// which ReadQuestion reads back. "shares" is empty under zones, which give none;
// "notional" marks lines that the regime itself does not draw.
//
// The features, by their property "kind", are sector, common, territorial_waters,
// fishery_zone, internal_waters, boundary, limit (the outer limit of a belt, with the
// state's code, the belt's breadth and its length) and turning_point.
// "share" is a state's share of the sea, "zone_share" the part of the sea that a belt or
// a common space is. Codes of several states are one text, "states": sorted, with a blank
// between two, for lists are lost in many programs. A belt that several states hold
// together has it instead of "state", and the name that they have together. Sectors of
// several parts list their "parts", each with its "area_km2" and whether it is "detached"
// from all shore of the state; "lost_coast_km" is shore that lies in others' sectors.
// Boundaries that are not lines of equal distance have an "origin": given,
// prolonged_to_terminus, prolonged_onward, simplified (see course.SimplifyAll) or kept, which stands for a line that is equally
// far from two other states, its "equidistant_from". A turning point is a "tripoint" where
// the waters of three states or more meet; that of a limit may have one state. Its
// "distance_m" from a state none of whose coast counts is null. Base points of states
// whose islands have partial effect carry their part of the distance as "part".
//
// Outer rings run counter-clockwise, holes clockwise. Vertices of the coast are the
// input's; those of boundaries are written to 1e-11 degrees, and neighbours share them
// exactly. Geometries are cut at the antimeridian: a boundary that crosses it is a
// MultiLineString. Edges are geodesics; drawn straight in longitude and latitude they
// keep the division's tolerance, except where the input's own coast has longer edges.
func GeoJSON(w io.Writer, d *caspian.Division) error {
	g := &geoJSON{w: w, d: d, err: d.Check()}
	if g.err == nil {
		g.write()
		g.flush()
	}
	if g.err != nil {
		return fmt.Errorf("export: writing GeoJSON: %w", g.err)
	}
	return nil
}

// geoJSON appends to a buffer that it empties into w. It writes by hand what
// encoding/json would have to be given as a tree.
type geoJSON struct {
	w     io.Writer
	d     *caspian.Division
	buf   []byte
	first bool // no feature is written yet
	err   error
}

func (g *geoJSON) flush() {
	if g.err == nil && len(g.buf) > 0 {
		_, g.err = g.w.Write(g.buf)
	}
	g.buf = g.buf[:0]
}

func (g *geoJSON) raw(s string)   { g.buf = append(g.buf, s...) }
func (g *geoJSON) code(state int) { g.value(g.d.States[state].Code) }

// value appends what has a JSON form of its own, such as a text.
func (g *geoJSON) value(v any) {
	text, err := json.Marshal(v)
	g.err = cmp.Or(g.err, err)
	g.buf = append(g.buf, text...)
}

// errNumber is the error for a value that JSON cannot hold.
var errNumber = errors.New("a value of the division is infinite or not a number")

// number appends the shortest text that reads back as v.
func (g *geoJSON) number(v float64) { g.decimals(v, -1) }

// coordinate is number for what may have few decimals.
func (g *geoJSON) coordinate(v float64) {
	// Decimals of up to 15 digits that differ are different numbers, so that the one that
	// v is has the shortest text.
	const scale, most = 1e11, 1e15
	whole := math.Round(v * scale)
	if !(math.Abs(whole) < most && whole/scale == v && v != 0) {
		g.number(v)
		return
	}
	if whole < 0 {
		g.buf = append(g.buf, '-')
	}
	digits := uint64(math.Abs(whole))
	g.buf = strconv.AppendUint(g.buf, digits/scale, 10)
	if digits %= scale; digits > 0 {
		at := len(g.buf)
		g.buf = strconv.AppendUint(g.buf, digits+scale, 10) // with the zeros before it
		g.buf[at] = '.'
		g.buf = bytes.TrimRight(g.buf, "0")
	}
}

// decimals appends v with a fixed number of decimals.
func (g *geoJSON) decimals(v float64, n int) {
	if !valid.Finite(v) {
		g.err = cmp.Or(g.err, errNumber)
	}
	g.buf = strconv.AppendFloat(g.buf, v, 'f', n, 64)
}

// name begins a member of an object that has others before it.
func (g *geoJSON) name(s string) { g.raw(",\"" + s + "\":") }

// member appends a member with a value that has a JSON form of its own.
func (g *geoJSON) member(name string, v any) {
	g.name(name)
	g.value(v)
}

// figure appends a member with a number to six decimals: an area in km² to the square
// metre, a length in km to the millimetre.
func (g *geoJSON) figure(name string, v float64) {
	g.name(name)
	g.decimals(v, 6)
}

// exact appends a member with all digits of a number.
func (g *geoJSON) exact(name string, v float64) {
	g.name(name)
	g.number(v)
}

// list appends n values between brackets.
func (g *geoJSON) list(brackets, separator string, n int, value func(k int)) {
	g.raw(brackets[:1])
	for k := range n {
		if k > 0 {
			g.raw(separator)
		}
		value(k)
	}
	g.raw(brackets[1:])
}

// states appends a member with codes of states.
func (g *geoJSON) states(name string, states []int) {
	g.member(name, Codes(g.d.Codes(caspian.Holder{States: states})))
}

// byState appends a member with an object that has a value for each of states.
func (g *geoJSON) byState(name string, states []int, value func(k int)) {
	g.name(name)
	g.list("{}", ",", len(states), func(k int) {
		g.code(states[k])
		g.raw(":")
		value(k)
	})
}

func (g *geoJSON) write() {
	d, q := g.d, &g.d.Question
	every := d.Everybody().States
	g.raw("{\"type\":\"FeatureCollection\",\n\"division\":{\"regime\":")
	g.value(q.Regime.ID)
	g.member("title", q.Regime.Title)
	g.member("layer", q.Regime.Layer)
	g.name("layers")
	g.list("{}", ",", len(q.Regime.Layers), func(k int) {
		g.value(q.Regime.Layers[k].Layer)
		g.raw(":")
		g.value(q.Regime.Layers[k].Kind)
	})
	g.member("coast", d.Sea.Coast().Name) // which tells of noise
	g.member("islands", q.Regime.Islands.String())
	g.name("closed")
	g.list("[]", ",", len(q.Closed), func(k int) { g.value(q.Closed[k]) })
	g.name("baselines")
	g.list("[]", ",", len(q.Baselines), func(k int) { g.value(q.Baselines[k]) })
	g.exact("tolerance_m", q.Options.Tolerance)
	g.member("datum", "WGS84")
	g.figure("area_km2", d.Area/1e6)
	g.shares(every)
	g.weights(every)
	g.notional()
	g.member("generator", caspian.Module)
	g.member("credit", q.Credit())
	g.member("question", q)
	g.member("question_sha256", q.SHA256())
	g.raw("},\n\"features\":[")
	g.first = true
	for k := range d.Zones {
		g.zone(&d.Zones[k])
	}
	for k := range d.Boundaries {
		g.boundary(&d.Boundaries[k])
	}
	for k := range d.Limits {
		g.limit(&d.Limits[k])
	}
	for k := range d.TurningPoints {
		g.turningPoint(&d.TurningPoints[k])
	}
	g.raw("\n]}\n")
}

// shares writes the shares of the sea that states have, none where the regime gives
// none.
func (g *geoJSON) shares(states []int) {
	if !g.d.Question.Regime.Shared() {
		states = nil
	}
	g.byState("shares", states, func(k int) { g.number(g.d.States[states[k]].Share) })
}

// weights writes the weights of the lines, and how those that were found were
// found. Without weights all are 1; without lines there are none.
func (g *geoJSON) weights(states []int) {
	d := g.d
	if len(d.Boundaries) == 0 {
		states = nil
	}
	g.byState("weights", states, func(k int) {
		if d.Weights == nil {
			g.raw("1")
		} else {
			g.number(d.Weights[d.States[states[k]].Code])
		}
	})
	if d.Weights != nil {
		g.member("weighting", d.Question.Regime.Weighting)
	}
	if d.Iterations > 0 {
		g.member("iterations", d.Iterations)
		g.exact("residual", d.Residual)
	}
}

// parts writes the areas of a sector's parts and which touch no shore of its own, if it
// has several or such a one.
func (g *geoJSON) parts(z *caspian.Zone) {
	if len(z.Parts) < 2 && (len(z.Parts) == 0 || !z.Parts[0].Detached) {
		return
	}
	g.name("parts")
	g.list("[]", ",", len(z.Parts), func(k int) {
		g.raw("{\"area_km2\":")
		g.decimals(z.Parts[k].Area/1e6, 6)
		g.member("detached", z.Parts[k].Detached)
		g.raw("}")
	})
}

// feature begins a feature of a kind; its properties follow.
func (g *geoJSON) feature(kind string) {
	if !g.first {
		g.raw(",")
	}
	g.first = false
	g.raw("\n{\"type\":\"Feature\",\"properties\":{\"kind\":")
	g.value(kind)
}

func (g *geoJSON) regime() { g.member("regime", g.d.Question.Regime.ID) }

// notional marks what the regime itself does not draw.
func (g *geoJSON) notional() {
	if g.d.Question.Regime.Notional {
		g.member("notional", true)
	}
}

func (g *geoJSON) zone(z *caspian.Zone) {
	g.feature(string(z.Kind))
	states := z.Holder.States
	if z.Kind != caspian.ZoneCommon && len(states) == 1 {
		g.name("state")
		g.code(states[0])
	} else {
		g.states("states", states)
	}
	if z.Kind != caspian.ZoneCommon {
		g.member("name", z.Holder.Name)
	}
	g.regime()
	if z.Kind == caspian.ZoneSector || z.Kind == caspian.ZoneCommon {
		g.member("layer", g.d.Question.Regime.Layer)
	}
	g.figure("area_km2", z.Area/1e6)
	switch z.Kind {
	case caspian.ZoneSector:
		s := &g.d.States[states[0]]
		g.exact("share", s.Share)
		g.figure("coast_km", z.Coast/1e3)
		if s.LostCoast > 0 {
			g.figure("lost_coast_km", s.LostCoast/1e3)
		}
		g.parts(z)
	case caspian.ZoneCommon:
		g.exact("zone_share", z.Share)
		g.shares(states)
	case caspian.ZoneTerritorial, caspian.ZoneFishery:
		g.exact("zone_share", z.Share)
		g.exact("breadth_m", z.Breadth)
	case caspian.ZoneInternalWaters: // outside the sea
	}
	g.notional()
	if polygons := SplitPolygons(z.Polygons); len(polygons) == 1 {
		g.geometry("Polygon", func() { g.polygon(polygons[0]) })
	} else {
		g.geometry("MultiPolygon", func() {
			g.list("[]", ",\n", len(polygons), func(k int) { g.polygon(polygons[k]) })
		})
	}
}

func (g *geoJSON) boundary(b *partition.Boundary) {
	g.feature("boundary")
	g.states("states", b.States[:])
	g.regime()
	g.figure("length_km", b.Length/1e3)
	if b.Origin != partition.Equidistant {
		g.member("origin", b.Origin)
	}
	if b.Origin == partition.Kept {
		g.states("equidistant_from", b.EquidistantFrom[:])
	}
	g.notional()
	g.line(b.Line)
}

// limit writes the outer limit of a belt.
func (g *geoJSON) limit(l *partition.Limit) {
	g.feature("limit")
	g.name("state")
	g.code(l.State)
	g.regime()
	g.exact("breadth_m", l.Breadth)
	g.figure("length_km", l.Length/1e3)
	g.line(l.Line)
}

// line ends a feature with its line.
func (g *geoJSON) line(line orb.LineString) {
	if parts := SplitLine(line); len(parts) == 1 {
		g.geometry("LineString", func() { g.positions(parts[0]) })
	} else {
		g.geometry("MultiLineString", func() {
			g.list("[]", ",", len(parts), func(k int) { g.positions(parts[k]) })
		})
	}
}

func (g *geoJSON) turningPoint(t *partition.TurningPoint) {
	g.feature("turning_point")
	g.states("states", t.States)
	g.byState("distance_m", t.States, func(k int) {
		if math.IsInf(t.Distances[k], 1) {
			g.raw("null")
		} else {
			g.decimals(t.Distances[k], 4)
		}
	})
	g.byState("base_points", t.States, func(k int) {
		g.list("[]", ",", len(t.BasePoints[k]), func(i int) { g.basePoint(&t.BasePoints[k][i]) })
	})
	g.member("tripoint", t.Tripoint)
	g.geometry("Point", func() { g.position(t.At) })
}

func (g *geoJSON) basePoint(b *partition.BasePoint) {
	g.raw("{\"at\":")
	g.position(b.At)
	g.member("feature", FeatureName(g.d, *b))
	g.member("role", Role(*b))
	if b.Part > 0 && b.Part < 1 {
		g.exact("part", b.Part)
	}
	g.raw("}")
}

// geometry ends the properties of a feature, and the feature with its geometry.
func (g *geoJSON) geometry(kind string, coordinates func()) {
	g.raw("},\"geometry\":{\"type\":\"" + kind + "\",\"coordinates\":")
	coordinates()
	g.raw("}}")
}

func (g *geoJSON) polygon(p orb.Polygon) {
	g.list("[]", ",\n", len(p), func(k int) { g.positions(p[k]) })
}

func (g *geoJSON) positions(line []orb.Point) {
	g.list("[]", ",", len(line), func(k int) {
		g.position(line[k])
		if len(g.buf) > 60_000 {
			g.flush()
		}
	})
}

func (g *geoJSON) position(p orb.Point) {
	g.raw("[")
	g.coordinate(p[0])
	g.raw(",")
	g.coordinate(p[1])
	g.raw("]")
}
