package partition

import (
	"errors"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
)

// Cut is a given line between two states, such as an agreed or a proposed one.
// Its edges are geodesics, or rhumb lines.
//
// It divides again what the two states have together, in place of the line of
// equal distance between them, and ends where that ends: lines with third
// states stay where they are, and what of the line lies beyond them or on land
// is cut off. An end in the waters of the two is prolonged: by the geodesic to
// the end of their land border, if that is no more than 50 km away and the
// line's other end has not taken it, otherwise straight on by the geodesic of
// the last leg to where those waters end, or where the edges are rhumb lines by
// these. The parts added have an Origin of their own, if they are longer than 1 m.
//
// States whose waters do not meet have no line for it to replace (ErrApart).
//
// Which side is whose follows from the coasts: most of a state's shore must lie
// on its own side.
type Cut struct {
	Line orb.LineString
	// Loxodrome says that its edges are rhumb lines.
	Loxodrome bool
	// Once says that it ends where it first leaves the waters of the two: at a line with a
	// third state, or at the outer shore. Islands do not end it, nor does what it crosses
	// of the shore within a thousandth of the sea's extent from its first vertex.
	Once bool
	// States are the two states. The second may be Others: then the first has
	// all waters on its side of the line, and the others divide what is left
	// as if it had no shore.
	States [2]int
}

// Others stands for all other states in a Cut.
const Others = -1

// ErrCut is returned by Divide for a line that does not cut the sea.
var ErrCut = errors.New("partition: the given line")

// ErrApart is wrapped, beside ErrCut, for a line between two states that no line
// parts without it: there is none for it to stand in the place of. The error names the
// pairs of states that have one.
var ErrApart = errors.New("has no line to replace: the waters of the two do not meet")

// name tells which line it is.
func (c *Cut) name(on *coast.Coast) string {
	if c.States[1] == Others {
		return "between " + on.States[c.States[0]].Code + " and all others"
	}
	return "between " + on.States[c.States[0]].Code + " and " + on.States[c.States[1]].Code
}

// takes says whether the waters of a face are divided again.
func (c *Cut) takes(face int) bool {
	return face >= 0 && (c.States[1] == Others || slices.Contains(c.States[:], face))
}

// merged returns the face that a face is part of before the line is drawn.
func (c *Cut) merged(face int) int {
	if c.States[1] != Others && face == c.States[1] {
		return c.States[0]
	}
	return face
}
