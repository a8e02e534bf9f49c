package render

import (
	"caspian.example/division/caspian"
	"caspian.example/division/caspian/render/internal/words"
	"caspian.example/division/caspian/report"
	"caspian.example/division/geodata"
)

// shown is what the map of a division shows.
type shown struct {
	d        *caspian.Division
	overlays []Overlay
	contest  *contest
	moved    []moved
	title    func(*words.Language) string // nil for that of the division
	key      string                       // to codes; empty if there are none
	only     *int                         // the state whose water it is about, nil for all
	texts    chosen
	setting  *geodata.Surroundings // nil for nothing
	ranges   *report.Sensitivity   // of the shares, nil if they are not known
}

// subtitle says what a map shows, by which rule.
func (s *shown) subtitle(l *words.Language) string {
	if s.only != nil {
		return l.Subtitle(s.d) + " · " + l.Only(s.d.States[*s.only].Name)
	}
	return l.Subtitle(s.d)
}
