package render

import (
	"github.com/paulmach/orb"

	"caspian.example/division/caspian/casefile"
	"caspian.example/division/caspian/render/internal/words"
)

// Stage is the map of a stage of a case, 0 for the provisional line: what has changed hands
// against the stage before is hatched, how much that is stands in the legend, and the places
// that the case asks for are marked.
func Stage(r *casefile.Result, stage int) Picture {
	if r == nil || stage < 0 || stage >= len(r.Stages) {
		return Map(nil)
	}
	s := &r.Stages[stage]
	p := Map(s.Division)
	p.title = func(l *words.Language) string {
		name := l.Say("The provisional line")
		if s.Circumstance != nil {
			name = s.Circumstance.Name
		}
		return l.Say("Stage %s: %s", l.Number("%d", stage), name)
	}
	for _, place := range r.Case.Places {
		p = p.With(Overlay{Name: place.Name, Line: orb.LineString{*place.At}})
	}
	for k := range s.Exchanges {
		e := &s.Exchanges[k]
		m := moved{from: e.From, to: e.To, area: e.Area()}
		for _, f := range e.Faces {
			m.polygons = append(m.polygons, f.Polygon)
		}
		p.moved = append(p.moved, m)
	}
	return p
}
