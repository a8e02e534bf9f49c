package main

import (
	"errors"
	"fmt"
	"slices"

	"caspian.example/division/geodata/source"
)

// worldAtlasSHA256 is that of countries-10m.json in world-atlas 2.0.2.
const worldAtlasSHA256 = "3bc6f1d367a9bcec479841bae0e76092f512838411d0cef124e92eec4db45f79"

// worldAtlasStates are the five states by the ids of world-atlas, which are
// ISO 3166-1 numeric codes.
var worldAtlasStates = map[string]string{"031": "AZ", "364": "IR", "398": "KZ", "643": "RU", "795": "TM"}

// A repair moves one cell by a part of the quantum.
type repair struct {
	at     source.Cell
	dx, dy float64
}

// worldAtlasRepairs make the shore simple. Quantising has flattened one narrow
// inlet of Kazakhstan, 33 km north-east of the end of the border with Russia:
// the shore runs north through this vertex to a tip 13 quanta away and comes
// back over the vertex along the same meridian. As quantising moves a position
// by up to half a quantum, this vertex may have lain up to half a quantum to
// the east, which is the side that opens the inlet; it is moved by a quarter.
var worldAtlasRepairs = []repair{{at: source.Cell{63741, 78051}, dx: 0.25}}

// readWorldAtlas reads countries-10m.json.
func readWorldAtlas(file string) (*source.Topology, error) {
	data, err := checksum(file, worldAtlasSHA256)
	if err != nil {
		return nil, err
	}
	t, err := source.ParseTopology(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return t, nil
}

// fromWorldAtlas makes the coast from countries-10m.json.
func fromWorldAtlas(file string) (*coast, error) {
	t, err := readWorldAtlas(file)
	if err != nil {
		return nil, err
	}
	return worldAtlasCoast(t)
}

// worldAtlasCoast picks the shores of the five states round the Caspian, joins them and
// adds the islands.
func worldAtlasCoast(t *source.Topology) (*coast, error) {
	southWest, northEast := source.Degrees(46, 36), source.Degrees(55.5, 48)
	var open [][]source.Pos
	owner := map[[2]source.Pos]string{} // of the first edge of a stretch, both ways
	type isle struct {
		state string
		ring  []source.Pos
	}
	var isles []isle
	users := t.Users()
	for i, arc := range t.Arcs {
		if len(users[i]) != 1 || worldAtlasStates[users[i][0]] == "" {
			continue
		}
		state := worldAtlasStates[users[i][0]]
		line := make([]source.Pos, len(arc))
		for j, c := range arc {
			line[j] = t.Position(c, 0, 0)
			for _, r := range worldAtlasRepairs {
				if r.at == c {
					line[j] = t.Position(c, r.dx, r.dy)
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
			owner[[2]source.Pos{line[0], line[1]}] = state
			owner[[2]source.Pos{line[n], line[n-1]}] = state
		}
	}
	rings, err := source.Stitch(open)
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
		// 0.0036° of longitude here; its steps of latitude are of 188 m.
		rounding: 290,
	}
	termini := slices.Clone(landBorderEnds)
	for i := range termini {
		termini[i].source = "end of the land border in Natural Earth 10m (world-atlas 2.0.2): the position that the shores of both states share"
	}
	if err := c.build(rings[0], termini); err != nil {
		return nil, err
	}
	for _, l := range c.shores {
		if got := owner[[2]source.Pos{l.line[0], l.line[1]}]; got != l.state {
			return nil, fmt.Errorf("the stretch of %s at %v belongs to %q in the source", l.state, l.line[0], got)
		}
	}
	for _, i := range isles {
		r := source.Ring(i.ring[:len(i.ring)-1])
		if !c.ring.Contains(r[0]) {
			return nil, errors.New("a closed shore of the five states lies outside the sea")
		}
		if r, err = r.CounterClockwise(nil); err != nil {
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
