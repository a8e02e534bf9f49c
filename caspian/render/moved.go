package render

import (
	"github.com/paulmach/orb"

	"caspian.example/division/caspian/render/internal/look"
)

// movedHatch is how water is hatched that has changed hands.
const movedHatch = look.Falling

// moved is water that has passed from one state to another, by their numbers.
type moved struct {
	from, to int
	area     float64 // m²
	polygons orb.MultiPolygon
}
