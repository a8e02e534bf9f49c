package caspian

import (
	"fmt"
	"math"
	"slices"
)

// End is the end of a land border on the shore.
type End struct {
	States [2]string `json:"states"` // the codes of the two, sorted
	// Number tells the ends of one border of the two from each other, from 1 on along
	// the shore; 0 if there is one.
	Number int `json:"number,omitempty"`
}

// String names the border, and of several ends which.
func (e End) String() string {
	out := e.States[0] + "–" + e.States[1]
	if e.Number > 0 {
		out += fmt.Sprintf(" (%d)", e.Number)
	}
	return out
}

// Of says whether it is an end of a state's land border.
func (e End) Of(state string) bool { return slices.Contains(e.States[:], state) }

// EndMove moves the end of a land border along the shore.
type EndMove struct {
	End
	// By is how far in metres: into the second state's coast, or into the first one's if
	// negative.
	By float64 `json:"m"`
}

// String says which end goes where.
func (m EndMove) String() string {
	return fmt.Sprintf("end of %s %.6g km into %s", m.End, math.Abs(m.By)/1000, m.Into())
}

// Into returns the code of the state into whose coast the end goes.
func (m EndMove) Into() string {
	if m.By < 0 {
		return m.States[0]
	}
	return m.States[1]
}
