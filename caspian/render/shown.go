package render

import (
	"caspian.example/division/caspian"
	"caspian.example/division/caspian/render/internal/words"
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
}
