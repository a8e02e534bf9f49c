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
		for _, p := range c.Parts {
			for _, turns := range [...]float64{-1, 0, 1} {
				near := bound
				near.Min[0], near.Max[0] = near.Min[0]-360*turns, near.Max[0]-360*turns
				if !p.Bound().Intersects(near) {
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
			out = append(out, Country{c.ID, c.Name, parts})
		}
	}
	return out
}

// GeoJSON writes countries as a FeatureCollection, a part on each line, with a number
// of decimals of a degree. Their ids are members, their names properties; code, if it
// returns one, gives the property iso_a2.
func GeoJSON(countries []Country, decimals int, code func(Country) string) []byte {
	features := make([][]byte, len(countries))
	for k, c := range countries {
		features[k] = feature(c, decimals, code(c))
	}
	return slices.Concat([]byte("{\"type\":\"FeatureCollection\",\"features\":[\n"), bytes.Join(features, []byte(",\n")), []byte("\n]}\n"))
}

// feature writes a country.
func feature(c Country, decimals int, code string) []byte {
	b := fmt.Appendf(nil, `{"type":"Feature","id":%s,"properties":{"name":%s`, Quote(c.ID), Quote(c.Name))
	if code != "" {
		b = fmt.Appendf(b, `,"iso_a2":%s`, Quote(code))
	}
	b = append(b, "},\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":["...)
	for k, polygon := range c.Parts {
		if k > 0 {
			b = append(b, ',')
		}
		b = append(b, "\n["...)
		for i, r := range polygon {
			if i > 0 {
				b = append(b, ',')
			}
			line := make([]Pos, len(r))
			for j, p := range r {
				line[j] = Degrees(p[0], p[1]).Rounded(decimals)
			}
			b = AppendPositions(b, slices.Compact(line))
		}
		b = append(b, ']')
	}
	return append(b, "]}}"...)
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
