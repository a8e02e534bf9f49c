// Package export writes divisions in the formats that other programs read.
// Begin with GeoJSON. Writers take an io.Writer and write the same bytes for
// the same division. Coordinates are longitude and latitude in degrees on
// WGS84, lengths and areas kilometres and square kilometres.
package export

import (
	"cmp"
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

// Generator is the member "generator" of a division's description.
const Generator = "caspian.example/division"

// GeoJSON writes a division as a FeatureCollection (RFC 7946) with a foreign
// member "division" that describes it. The features, by their property "kind",
// are sector or common, territorial_waters, fishery_zone, internal_waters,
// boundary, limit (the outer limit of a belt, with the state's code, its
// distance from the baselines and its length) and turning_point. A belt that
// several states hold together has "states" instead of "state"; a turning point
// of a limit may have one state, and its distance from a state none of whose
// coast counts is null. A description of weighted lines has their "weighting" and, where they were solved for,
// "iterations" and "residual"; sectors of several parts list their areas as
// "parts_km2" and number those without shore of their own from 1 as
// "detached_parts"; "lost_coast_km" is shore that lies in others' sectors;
// "notional" marks lines that the regime itself does not draw. Boundaries that
// are not lines of equal distance have an "origin": given,
// prolonged_to_terminus, prolonged_onward or kept, which stands for a line that
// is equally far from two other states, its "equidistant_from". The description
// says what becomes of each layer ("layers": sector, common, zone or open). Base points of states whose islands have partial effect carry their
// part of the distance as "part". Outer rings
// run counter-clockwise, holes clockwise. Vertices of the coast are the
// input's; those of boundaries are written to 1e-11 degrees, and neighbours
// share them exactly. Geometries are cut at the antimeridian: a boundary that
// crosses it is a MultiLineString. Edges are geodesics; drawn straight in longitude and
// latitude they keep the division's tolerance, except where the input's own
// coast has longer edges.
func GeoJSON(w io.Writer, d *caspian.Division) error {
	g := &geoJSON{w: w, d: d, buf: make([]byte, 0, 1<<16)}
	g.write()
	g.flush()
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
func (g *geoJSON) text(s string)  { g.buf = appendJSONString(g.buf, s) }
func (g *geoJSON) code(state int) { g.text(g.d.States[state].Code) }

// errNumber is the error for a value that JSON cannot hold.
var errNumber = errors.New("a value of the division is infinite or not a number")

// number appends the shortest text that reads back as v.
func (g *geoJSON) number(v float64) { g.decimals(v, -1) }

// decimals appends v with a fixed number of decimals.
func (g *geoJSON) decimals(v float64, n int) {
	if !valid.Finite(v) {
		g.err = cmp.Or(g.err, errNumber)
	}
	g.buf = strconv.AppendFloat(g.buf, v, 'f', n, 64)
}

// km2 appends an area to the square metre, km a length to the millimetre.
func (g *geoJSON) km2(m2 float64) { g.decimals(m2/1e6, 6) }
func (g *geoJSON) km(m float64)   { g.decimals(m/1e3, 6) }

func (g *geoJSON) write() {
	d := g.d
	c := d.Sea.Coast()
	g.raw("{\"type\":\"FeatureCollection\",\n\"division\":{\"regime\":")
	g.text(d.Regime)
	g.raw(",\"title\":")
	g.text(d.Title)
	g.raw(",\"layer\":")
	g.text(string(d.Layer))
	g.raw(",\"layers\":{")
	for k, l := range d.Layers {
		if k > 0 {
			g.raw(",")
		}
		g.text(string(l.Layer))
		g.raw(":")
		g.text(string(l.Kind))
	}
	g.raw("},\"coast\":")
	g.text(c.Name)
	g.raw(",\"islands\":")
	g.text(d.Islands)
	g.raw(",\"closed\":[")
	for k, name := range d.Closed {
		if k > 0 {
			g.raw(",")
		}
		g.text(name)
	}
	g.raw("],\"tolerance_m\":")
	g.number(d.Tolerance)
	g.raw(",\"datum\":\"WGS84\",\"area_km2\":")
	g.km2(d.Area)
	g.raw(",\"shares\":")
	every := make([]int, len(d.States))
	for k := range every {
		every[k] = k
	}
	g.shares(every)
	g.weights()
	if d.Notional {
		g.raw(",\"notional\":true")
	}
	g.raw(",\"generator\":")
	g.text(Generator)
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

func (g *geoJSON) shares(states []int) {
	g.raw("{")
	for i, k := range states {
		if i > 0 {
			g.raw(",")
		}
		g.text(g.d.States[k].Code)
		g.raw(":")
		g.number(g.d.States[k].Share)
	}
	g.raw("}")
}

// weights writes the weights of the lines, and how those that were found were
// found. Without weights all are 1.
func (g *geoJSON) weights() {
	d := g.d
	g.raw(",\"weights\":{")
	if len(d.Boundaries) > 0 {
		for k, s := range d.States {
			if k > 0 {
				g.raw(",")
			}
			g.text(s.Code)
			g.raw(":")
			if d.Weights == nil {
				g.raw("1")
			} else {
				g.number(d.Weights[s.Code])
			}
		}
	}
	g.raw("}")
	if d.Weights != nil {
		g.raw(",\"weighting\":")
		g.text(string(d.Weighting))
	}
	if d.Iterations > 0 {
		g.raw(",\"iterations\":")
		g.number(float64(d.Iterations))
		g.raw(",\"residual\":")
		g.number(d.Residual)
	}
}

// parts writes the areas of a sector's parts and the numbers of those that touch
// no shore of its own, if it has several or such a one.
func (g *geoJSON) parts(z *caspian.Zone) {
	if len(z.Parts) < 2 && (len(z.Parts) == 0 || !z.Parts[0].Detached) {
		return
	}
	g.raw(",\"parts_km2\":[")
	for k, p := range z.Parts {
		if k > 0 {
			g.raw(",")
		}
		g.km2(p.Area)
	}
	g.raw("],\"detached_parts\":[")
	first := true
	for k, p := range z.Parts {
		if p.Detached {
			if !first {
				g.raw(",")
			}
			first = false
			g.number(float64(k + 1))
		}
	}
	g.raw("]")
}

// feature begins a feature of a kind; its properties follow.
func (g *geoJSON) feature(kind string) {
	if !g.first {
		g.raw(",")
	}
	g.first = false
	g.raw("\n{\"type\":\"Feature\",\"properties\":{\"kind\":")
	g.text(kind)
}

func (g *geoJSON) regime() {
	g.raw(",\"regime\":")
	g.text(g.d.Regime)
}

// notional marks a zone or line that the regime itself does not draw.
func (g *geoJSON) notional() {
	if g.d.Notional {
		g.raw(",\"notional\":true")
	}
}

func (g *geoJSON) layer() {
	g.raw(",\"layer\":")
	g.text(string(g.d.Layer))
}

func (g *geoJSON) zone(z *caspian.Zone) {
	g.feature(string(z.Kind))
	switch z.Kind {
	case caspian.ZoneTerritorial, caspian.ZoneFishery:
		g.belt(z)
	case caspian.ZoneSector, caspian.ZoneInternalWaters:
		s := g.d.States[z.States[0]]
		g.raw(",\"state\":")
		g.text(s.Code)
		g.raw(",\"name\":")
		g.text(s.Name)
		g.regime()
		if z.Kind == caspian.ZoneInternalWaters {
			g.raw(",\"area_km2\":")
			g.km2(z.Area)
			break
		}
		g.layer()
		g.raw(",\"area_km2\":")
		g.km2(z.Area)
		g.raw(",\"share\":")
		g.number(s.Share)
		g.raw(",\"coast_km\":")
		g.km(z.Coast)
		if s.LostCoast > 0 {
			g.raw(",\"lost_coast_km\":")
			g.km(s.LostCoast)
		}
		g.parts(z)
	default:
		g.raw(",\"states\":")
		g.states(z.States)
		g.regime()
		g.layer()
		g.raw(",\"area_km2\":")
		g.km2(z.Area)
		g.raw(",\"shares\":")
		if g.d.States[z.States[0]].Undivided {
			g.shares(z.States)
		} else {
			g.raw("{}") // in common, without shares
		}
	}
	g.notional()
	g.raw("},\"geometry\":")
	var polygons orb.MultiPolygon
	for _, p := range z.Polygons {
		polygons = append(polygons, splitPolygon(p)...)
	}
	if len(polygons) == 1 {
		g.raw("{\"type\":\"Polygon\",\"coordinates\":")
		g.polygon(polygons[0])
	} else {
		g.raw("{\"type\":\"MultiPolygon\",\"coordinates\":[")
		for k, p := range polygons {
			if k > 0 {
				g.raw(",\n")
			}
			g.polygon(p)
		}
		g.raw("]")
	}
	g.raw("}}")
}

// belt writes the properties of a belt along the shore. Where its states hold it
// together it has no state but states.
func (g *geoJSON) belt(z *caspian.Zone) {
	if len(z.States) == 1 {
		g.raw(",\"state\":")
		g.code(z.States[0])
		g.raw(",\"name\":")
		g.text(g.d.States[z.States[0]].Name)
	} else {
		g.raw(",\"states\":")
		g.states(z.States)
		g.raw(",\"name\":")
		g.text(zoneName(g.d, z))
	}
	g.regime()
	g.raw(",\"area_km2\":")
	g.km2(z.Area)
	g.raw(",\"breadth_m\":")
	g.number(z.Breadth)
}

func (g *geoJSON) states(states []int) {
	g.raw("[")
	for k, s := range states {
		if k > 0 {
			g.raw(",")
		}
		g.code(s)
	}
	g.raw("]")
}

func (g *geoJSON) boundary(b *partition.Boundary) {
	g.feature("boundary")
	g.raw(",\"states\":")
	g.states(b.States[:])
	g.regime()
	g.raw(",\"length_km\":")
	g.km(b.Length)
	if b.Origin != partition.Equidistant {
		g.raw(",\"origin\":")
		g.text(string(b.Origin))
	}
	if b.Origin == partition.Kept {
		g.raw(",\"equidistant_from\":")
		g.states(b.EquidistantFrom[:])
	}
	g.notional()
	g.line(b.Line)
}

// limit writes the outer limit of a belt.
func (g *geoJSON) limit(l *partition.Limit) {
	g.feature("limit")
	g.raw(",\"state\":")
	g.code(l.State)
	g.regime()
	g.raw(",\"distance_m\":")
	g.number(l.Breadth)
	g.raw(",\"length_km\":")
	g.km(l.Length)
	g.line(l.Line)
}

// line ends the properties of a feature and writes its line.
func (g *geoJSON) line(line orb.LineString) {
	if parts := SplitLine(line); len(parts) == 1 {
		g.raw("},\"geometry\":{\"type\":\"LineString\",\"coordinates\":")
		g.positions(parts[0])
	} else {
		g.raw("},\"geometry\":{\"type\":\"MultiLineString\",\"coordinates\":[")
		for k, p := range parts {
			if k > 0 {
				g.raw(",")
			}
			g.positions(p)
		}
		g.raw("]")
	}
	g.raw("}}")
}

func (g *geoJSON) turningPoint(t *partition.TurningPoint) {
	g.feature("turning_point")
	g.raw(",\"states\":")
	g.states(t.States)
	g.raw(",\"distance_km\":{")
	for k, s := range t.States {
		if k > 0 {
			g.raw(",")
		}
		g.code(s)
		g.raw(":")
		if math.IsInf(t.Distances[k], 1) {
			g.raw("null")
		} else {
			g.decimals(t.Distances[k]/1e3, 7)
		}
	}
	g.raw("},\"base_points\":{")
	for k, s := range t.States {
		if k > 0 {
			g.raw(",")
		}
		g.code(s)
		g.raw(":[")
		for i, b := range t.BasePoints[k] {
			if i > 0 {
				g.raw(",")
			}
			g.raw("{\"at\":")
			g.position(b.At)
			g.raw(",\"feature\":")
			g.text(FeatureName(g.d, b))
			g.raw(",\"role\":\"" + Role(b) + "\"")
			if b.Part > 0 && b.Part < 1 {
				g.raw(",\"part\":")
				g.number(b.Part)
			}
			g.raw("}")
		}
		g.raw("]")
	}
	g.raw("},\"tripoint\":")
	g.buf = strconv.AppendBool(g.buf, t.Tripoint)
	g.raw("},\"geometry\":{\"type\":\"Point\",\"coordinates\":")
	g.position(t.At)
	g.raw("}}")
}

func (g *geoJSON) polygon(p orb.Polygon) {
	g.raw("[")
	for k, ring := range p {
		if k > 0 {
			g.raw(",\n")
		}
		g.positions(ring)
	}
	g.raw("]")
}

func (g *geoJSON) positions(line []orb.Point) {
	g.raw("[")
	for k, p := range line {
		if k > 0 {
			g.raw(",")
		}
		g.position(p)
		if len(g.buf) > 60_000 {
			g.flush()
		}
	}
	g.raw("]")
}

func (g *geoJSON) position(p orb.Point) {
	g.raw("[")
	g.number(p[0])
	g.raw(",")
	g.number(p[1])
	g.raw("]")
}
