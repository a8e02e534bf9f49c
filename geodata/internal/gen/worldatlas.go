package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
)

// worldAtlasSHA256 is that of countries-10m.json in world-atlas 2.0.2.
const worldAtlasSHA256 = "3bc6f1d367a9bcec479841bae0e76092f512838411d0cef124e92eec4db45f79"

// worldAtlasStates are the five states by the ids of world-atlas, which are
// ISO 3166-1 numeric codes.
var worldAtlasStates = map[string]string{"031": "AZ", "364": "IR", "398": "KZ", "643": "RU", "795": "TM"}

// A topology is the part of a TopoJSON file (The TopoJSON Format
// Specification, section 2) that a map of countries needs.
type topology struct {
	Type      string
	Transform struct{ Scale, Translate [2]float64 }
	Arcs      [][][]int64
	Objects   map[string]struct {
		Geometries []country
	}
}

// A country is a geometry of a topology.
type country struct {
	Type       string
	ID         string
	Arcs       json.RawMessage
	Properties struct{ Name string }
}

// polygons returns the arcs of the rings of a country of the topology.
func (t *topology) polygons(c country) (polygons [][][]int, err error) {
	switch c.Type {
	case "Polygon":
		polygons = make([][][]int, 1)
		err = json.Unmarshal(c.Arcs, &polygons[0])
	case "MultiPolygon":
		err = json.Unmarshal(c.Arcs, &polygons)
	default:
		err = fmt.Errorf("geometry %q", c.Type)
	}
	if err != nil {
		return nil, fmt.Errorf("country %s: %w", c.ID, err)
	}
	for _, p := range polygons {
		for _, r := range p {
			if len(r) == 0 {
				return nil, fmt.Errorf("country %s: a ring without arcs", c.ID)
			}
			for _, arc := range r {
				if max(arc, ^arc) >= len(t.Arcs) {
					return nil, fmt.Errorf("country %s: no arc %d", c.ID, arc)
				}
			}
		}
	}
	return polygons, nil
}

// A cell is a quantised position of a topology.
type cell [2]int64

// decodeArcs undoes the delta encoding of the arcs (section 2.2.2 of the
// specification). Arcs have two or more positions, all of them on the Earth.
func (t *topology) decodeArcs() ([][]cell, error) {
	arcs := make([][]cell, len(t.Arcs))
	for i, deltas := range t.Arcs {
		if len(deltas) < 2 {
			return nil, fmt.Errorf("arc %d has %d positions", i, len(deltas))
		}
		var c cell
		for j, d := range deltas {
			if len(d) < 2 {
				return nil, fmt.Errorf("arc %d: position %d has %d numbers", i, j, len(d))
			}
			c[0], c[1] = c[0]+d[0], c[1]+d[1]
			if lon, lat := t.lonLat(c, 0, 0); !(math.Abs(lon) <= 360 && math.Abs(lat) <= 90) {
				return nil, fmt.Errorf("arc %d: position %d lies at %g %g degrees", i, j, lon, lat)
			}
			arcs[i] = append(arcs[i], c)
		}
	}
	return arcs, nil
}

// users returns for each arc the ids of the countries that use it.
func (t *topology) users() ([][]string, error) {
	users := make([][]string, len(t.Arcs))
	for _, g := range t.Objects["countries"].Geometries {
		polygons, err := t.polygons(g)
		if err != nil {
			return nil, err
		}
		for _, p := range polygons {
			for _, r := range p {
				for _, arc := range r {
					arc = max(arc, ^arc)
					users[arc] = append(users[arc], g.ID)
				}
			}
		}
	}
	return users, nil
}

// position returns the position of a cell (section 2.1.2 of the
// specification), moved by dx and dy cells.
func (t *topology) position(c cell, dx, dy float64) pos {
	return degrees(t.lonLat(c, dx, dy))
}

// lonLat returns the longitude and latitude of position.
func (t *topology) lonLat(c cell, dx, dy float64) (lon, lat float64) {
	k, o := t.Transform.Scale, t.Transform.Translate
	return (float64(c[0])+dx)*k[0] + o[0], (float64(c[1])+dy)*k[1] + o[1]
}

// A repair moves one cell by a part of the quantum.
type repair struct {
	at     cell
	dx, dy float64
}

// worldAtlasRepairs make the shore simple. Quantising has flattened one narrow
// inlet of Kazakhstan, 33 km north-east of the end of the border with Russia:
// the shore runs north through this vertex to a tip 13 quanta away and comes
// back over the vertex along the same meridian. As quantising moves a position
// by up to half a quantum, this vertex may have lain up to half a quantum to
// the east, which is the side that opens the inlet; it is moved by a quarter.
var worldAtlasRepairs = []repair{{at: cell{63741, 78051}, dx: 0.25}}

// readWorldAtlas reads countries-10m.json, and its arcs.
func readWorldAtlas(file string) (*topology, [][]cell, error) {
	data, err := checksum(file, worldAtlasSHA256)
	if err != nil {
		return nil, nil, err
	}
	t, arcs, err := parseTopology(data)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", file, err)
	}
	return t, arcs, nil
}

// parseTopology reads a topology, and its arcs.
func parseTopology(data []byte) (*topology, [][]cell, error) {
	var t topology
	if err := json.Unmarshal(data, &t); err != nil {
		return nil, nil, err
	}
	arcs, err := t.decodeArcs()
	if err != nil {
		return nil, nil, err
	}
	return &t, arcs, nil
}

// fromWorldAtlas makes the coast from countries-10m.json.
func fromWorldAtlas(file string) (*coast, error) {
	t, arcs, err := readWorldAtlas(file)
	if err != nil {
		return nil, err
	}
	users, err := t.users()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return t.coast(arcs, users)
}

// coast picks the shores of the five states round the Caspian, joins them and
// adds the islands.
func (t *topology) coast(arcs [][]cell, users [][]string) (*coast, error) {
	southWest, northEast := degrees(46, 36), degrees(55.5, 48)
	var open [][]pos
	owner := map[[2]pos]string{} // of the first edge of a stretch, both ways
	type isle struct {
		state string
		ring  []pos
	}
	var isles []isle
	for i, arc := range arcs {
		if len(users[i]) != 1 || worldAtlasStates[users[i][0]] == "" {
			continue
		}
		state := worldAtlasStates[users[i][0]]
		line := make([]pos, len(arc))
		for j, c := range arc {
			line[j] = t.position(c, 0, 0)
			for _, r := range worldAtlasRepairs {
				if r.at == c {
					line[j] = t.position(c, r.dx, r.dy)
				}
			}
		}
		n := len(line) - 1
		switch {
		case !within(southWest, northEast, line[0]) || !within(southWest, northEast, line[n]):
		case line[0] == line[n]:
			isles = append(isles, isle{state, line})
		default:
			open = append(open, line)
			owner[[2]pos{line[0], line[1]}] = state
			owner[[2]pos{line[n], line[n-1]}] = state
		}
	}
	rings, err := stitch(open)
	if err != nil {
		return nil, err
	}
	if len(rings) != 1 {
		return nil, fmt.Errorf("the shores of the five states make %d rings, want 1", len(rings))
	}
	c := &coast{
		name: "ne10m", title: "Caspian Sea, Natural Earth 10m",
		source:  "Natural Earth 4.1.0, 1:10m Cultural Vectors, Admin 0 Countries; from countries-10m.json of the npm package world-atlas 2.0.2 by Mike Bostock, quantised to 0.0036 degree of longitude and 0.0017 degree of latitude",
		licence: "public domain (Natural Earth); the package world-atlas: ISC",
	}
	termini := slices.Clone(landBorderEnds)
	for i := range termini {
		termini[i].source = "end of the land border in Natural Earth 10m (world-atlas 2.0.2): the position that the shores of both states share"
	}
	if err := c.build(rings[0], termini); err != nil {
		return nil, err
	}
	for _, l := range c.shores {
		if got := owner[[2]pos{l.line[0], l.line[1]}]; got != l.state {
			return nil, fmt.Errorf("the stretch of %s at %v belongs to %q in the source", l.state, l.line[0], got)
		}
	}
	for _, i := range isles {
		r := ring(i.ring[:len(i.ring)-1])
		if !c.ring.contains(r[0]) {
			return nil, errors.New("a closed shore of the five states lies outside the sea")
		}
		if r, err = r.counterClockwise(nil); err != nil {
			return nil, err
		}
		c.islands = append(c.islands, island{state: i.state, ring: r})
	}
	c.notes = []string{
		"Epoch and water level: the source states neither.",
		"The shore is made of the arcs that one country only uses. Positions are the source's quantised ones, written with eight decimals.",
		"One vertex is moved: in the source the shore touches itself at 49.4698947 E 46.57320673 N (Kazakhstan), where quantising has flattened a narrow inlet. The vertex stands a quarter of a quantum, 0.0009 degree or 69 m, farther east, within what quantising may have moved it by; the area of the sea grows by 0.13 km2. No other position is changed.",
		"Islands belong to the state whose polygon they are in the source. Their names here are numbers from north to south within a state; the source has no names.",
		closingNote, terminiNote,
	}
	return c, c.finish()
}
