package page

import (
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/render/internal/setting"
	"caspian.example/division/caspian/render/page/internal/pieces"
	"caspian.example/division/geodata"
)

// surroundings are what lies around the sea.
type surroundings struct {
	Borders   []string    `json:"borders"` // packed
	Ends      []orb.Point `json:"ends"`    // of them, on the shore
	Countries []country   `json:"countries"`
	Cities    []spot      `json:"cities"`  // the more important first
	Islands   []spot      `json:"islands"` // of the coast
	Fields    []spot      `json:"fields"`
}

// country is a country's name, and roughly where it lies.
type country struct {
	Name  string   `json:"name"`
	Rings []string `json:"rings"` // packed
}

type spot struct {
	Name string    `json:"name"`
	At   orb.Point `json:"at"`
}

// surroundingsOf returns what lies around the sea of a coast, nil if nothing is known.
func surroundingsOf(s *geodata.Surroundings, c *coast.Coast) *surroundings {
	if !setting.Near(s, c) {
		return nil
	}
	out := &surroundings{Ends: []orb.Point{}, Islands: []spot{}}
	for _, line := range setting.Borders(s, c) {
		out.Borders = append(out.Borders, pieces.Pack(line))
	}
	for _, t := range c.Termini() {
		out.Ends = append(out.Ends, t.At)
	}
	for _, o := range s.Countries {
		named := country{Name: strings.ToUpper(o.Name)}
		for _, p := range o.Parts {
			named.Rings = append(named.Rings, pieces.Pack(p[0]))
		}
		out.Countries = append(out.Countries, named)
	}
	for _, o := range s.Cities {
		out.Cities = append(out.Cities, spot{o.Name, o.At})
	}
	for _, i := range s.Islands {
		if at, ok := setting.Island(i, c); ok {
			out.Islands = append(out.Islands, spot{i.Name, at})
		}
	}
	for _, f := range s.Fields {
		out.Fields = append(out.Fields, spot{f.Name, f.At})
	}
	return out
}
