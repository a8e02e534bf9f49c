package source

import (
	"encoding/json"
	"fmt"
	"math"
)

// A Topology is what a map of countries needs of a TopoJSON file (The TopoJSON Format
// Specification, section 2): lines that countries share, and countries made of them.
type Topology struct {
	// Arcs are the lines, each of two or more cells, all of them on the Earth.
	Arcs      [][]Cell
	raw       topoJSON
	countries []country
}

// A Cell is a quantised position of a topology.
type Cell [2]int64

type topoJSON struct {
	Transform struct{ Scale, Translate [2]float64 }
	Arcs      [][][]int64
	Objects   map[string]struct {
		Geometries []geometry
	}
}

// A geometry is a country in the file.
type geometry struct {
	Type       string
	ID         string
	Arcs       json.RawMessage
	Properties struct{ Name string }
}

// A country is one with its rings as numbers of arcs, those below 0 backwards.
type country struct {
	id, name string
	polygons [][][]int
}

// ParseTopology reads a topology in TopoJSON that has an object "countries", such as
// the file countries-10m.json of world-atlas.
func ParseTopology(data []byte) (*Topology, error) {
	t := new(Topology)
	if err := json.Unmarshal(data, &t.raw); err != nil {
		return nil, err
	}
	if err := t.decodeArcs(); err != nil {
		return nil, err
	}
	for _, g := range t.raw.Objects["countries"].Geometries {
		polygons, err := t.polygons(g)
		if err != nil {
			return nil, fmt.Errorf("country %s: %w", g.ID, err)
		}
		t.countries = append(t.countries, country{g.ID, g.Properties.Name, polygons})
	}
	return t, nil
}

// decodeArcs undoes the delta encoding of the arcs (section 2.2.2 of the
// specification).
func (t *Topology) decodeArcs() error {
	t.Arcs = make([][]Cell, len(t.raw.Arcs))
	for i, deltas := range t.raw.Arcs {
		if len(deltas) < 2 {
			return fmt.Errorf("arc %d has %d positions", i, len(deltas))
		}
		var c Cell
		for j, d := range deltas {
			if len(d) < 2 {
				return fmt.Errorf("arc %d: position %d has %d numbers", i, j, len(d))
			}
			c[0], c[1] = c[0]+d[0], c[1]+d[1]
			if lon, lat := t.lonLat(c, 0, 0); !(math.Abs(lon) <= 360 && math.Abs(lat) <= 90) {
				return fmt.Errorf("arc %d: position %d lies at %g %g degrees", i, j, lon, lat)
			}
			t.Arcs[i] = append(t.Arcs[i], c)
		}
	}
	return nil
}

// polygons returns the arcs of the rings of a country.
func (t *Topology) polygons(g geometry) (polygons [][][]int, err error) {
	switch g.Type {
	case "Polygon":
		polygons = make([][][]int, 1)
		err = json.Unmarshal(g.Arcs, &polygons[0])
	case "MultiPolygon":
		err = json.Unmarshal(g.Arcs, &polygons)
	default:
		err = fmt.Errorf("geometry %q", g.Type)
	}
	if err != nil {
		return nil, err
	}
	for _, p := range polygons {
		for _, r := range p {
			if len(r) == 0 {
				return nil, fmt.Errorf("a ring without arcs")
			}
			for _, arc := range r {
				if max(arc, ^arc) >= len(t.Arcs) {
					return nil, fmt.Errorf("no arc %d", arc)
				}
			}
		}
	}
	return polygons, nil
}

// Users returns for each arc the ids of the countries that use it: two for a border,
// one for a shore.
func (t *Topology) Users() [][]string {
	users := make([][]string, len(t.Arcs))
	for _, c := range t.countries {
		for _, p := range c.polygons {
			for _, r := range p {
				for _, arc := range r {
					arc = max(arc, ^arc)
					users[arc] = append(users[arc], c.id)
				}
			}
		}
	}
	return users
}

// Position returns the position of a cell (section 2.1.2 of the specification), moved
// by dx and dy cells.
func (t *Topology) Position(c Cell, dx, dy float64) Pos {
	return Degrees(t.lonLat(c, dx, dy))
}

// lonLat returns the longitude and latitude of Position.
func (t *Topology) lonLat(c Cell, dx, dy float64) (lon, lat float64) {
	k, o := t.raw.Transform.Scale, t.raw.Transform.Translate
	return (float64(c[0])+dx)*k[0] + o[0], (float64(c[1])+dy)*k[1] + o[1]
}
