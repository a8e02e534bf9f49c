package ensemble

import (
	"slices"

	"caspian.example/division/caspian"
)

// DefaultShift is how far the ends of land borders are moved: as far as sources
// disagree about one of them.
const DefaultShift = 2000.0

// moveEnds returns the sea with ends moved along the shore by so many metres each, into
// their second state if positive. Ends that the sea has not stay out.
func moveEnds(sea *caspian.Sea, ends []caspian.End, shifts []float64) (*caspian.Sea, error) {
	own := sea.Ends()
	var moves []caspian.EndMove
	for k, e := range ends {
		if k < len(shifts) && slices.Contains(own, e) {
			moves = append(moves, caspian.EndMove{End: e, By: shifts[k]})
		}
	}
	return sea.MoveEnds(moves...)
}
