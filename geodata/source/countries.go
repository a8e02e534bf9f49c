package source

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
)

// A Country is a country of a topology, in degrees.
type Country struct {
	ID   string // ISO 3166-1 numeric in world-atlas; empty where there is none
	Name string
	// Parts are in one piece also where they cross the antimeridian, the middle of
	// each between −180 and 180.
	Parts orb.MultiPolygon
	boxes []orb.Bound // of the parts, where they are known
}

// Countries returns the countries of a topology.
func (t *Topology) Countries() []Country {
	out := make([]Country, len(t.countries))
	for k, c := range t.countries {
		out[k] = Country{ID: c.id, Name: c.name}
		for _, p := range c.polygons {
			var polygon orb.Polygon
			for _, which := range p {
				polygon = append(polygon, t.ring(which))
			}
			out[k].Parts = append(out[k].Parts, polygon)
			out[k].boxes = append(out[k].boxes, polygon.Bound())
		}
	}
	return out
}

// ring returns a ring of arcs in degrees.
func (t *Topology) ring(which []int) (out orb.Ring) {
	for _, k := range which {
		arc := t.Arcs[max(k, ^k)]
		if k < 0 {
			arc = slices.Clone(arc)
			slices.Reverse(arc)
		}
		for i, c := range arc {
			if i > 0 || len(out) == 0 {
				q := t.Position(c, 0, 0).Point()
				if n := len(out); n > 0 {
					q[0] += 360 * math.Round((out[n-1][0]-q[0])/360)
				}
				out = append(out, q)
			}
		}
	}
	turn(out, -math.Round(out.Bound().Center()[0]/360))
	return out
}

// turn moves a ring by whole turns of the Earth.
func turn(r orb.Ring, turns float64) {
	for k := range r {
		r[k][0] += 360 * turns
	}
}

// Clip returns what countries have in a box, which may reach beyond ±180. Edges along
// the box are no borders.
func Clip(countries []Country, bound orb.Bound) (out []Country) {
	for _, c := range countries {
		var parts orb.MultiPolygon
		for k, p := range c.Parts {
			for _, turns := range [...]float64{-1, 0, 1} {
				near := bound
				near.Min[0], near.Max[0] = near.Min[0]-360*turns, near.Max[0]-360*turns
				if !c.box(k).Intersects(near) {
					continue
				}
				part := clip.Polygon(near, p.Clone())
				for _, r := range part {
					turn(r, turns)
				}
				if len(part) > 0 {
					parts = append(parts, part)
				}
			}
		}
		if len(parts) > 0 {
			out = append(out, Country{ID: c.ID, Name: c.Name, Parts: parts})
		}
	}
	return out
}

// box returns the box of a part.
func (c *Country) box(part int) orb.Bound {
	if c.boxes == nil {
		return c.Parts[part].Bound()
	}
	return c.boxes[part]
}

// GeoJSON writes countries as a FeatureCollection, a part on each line, with a number
// of decimals of a degree; what has no room then is left out. Ids are members, names properties; code, if
// it returns one, gives the property iso_a2.
func GeoJSON(countries []Country, decimals int, code func(Country) string) []byte {
	var features [][]byte
	for _, c := range countries {
		if parts := written(c.Parts, decimals); len(parts) > 0 {
			features = append(features, feature(c, code(c), parts))
		}
	}
	return slices.Concat([]byte("{\"type\":\"FeatureCollection\",\"features\":[\n"), bytes.Join(features, []byte(",\n")), []byte("\n]}\n"))
}

// written writes the parts of a country.
func written(m orb.MultiPolygon, decimals int) (parts [][]byte) {
	for _, polygon := range m {
		var rings [][]byte
		for i, r := range polygon {
			line := make([]Pos, len(r))
			for j, p := range r {
				line[j] = Degrees(p[0], p[1]).Rounded(decimals)
			}
			if line = slices.Compact(line); len(line) >= 4 {
				rings = append(rings, AppendPositions(nil, line))
			} else if i == 0 {
				break
			}
		}
		if len(rings) > 0 {
			parts = append(parts, slices.Concat([]byte("\n["), bytes.Join(rings, []byte{','}), []byte{']'}))
		}
	}
	return parts
}

// feature writes a country whose parts are written.
func feature(c Country, code string, parts [][]byte) []byte {
	b := fmt.Appendf(nil, `{"type":"Feature","id":%s,"properties":{"name":%s`, Quote(c.ID), Quote(c.Name))
	if code != "" {
		b = fmt.Appendf(b, `,"iso_a2":%s`, Quote(code))
	}
	b = append(b, "},\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":["...)
	return append(append(b, bytes.Join(parts, []byte{','})...), "]}}"...)
}

// Quote returns s as a JSON string.
func Quote(s string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		panic(err) // a string can always be encoded
	}
	return string(bytes.TrimSuffix(b.Bytes(), []byte("\n")))
}
