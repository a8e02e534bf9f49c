package ensemble

import (
	"fmt"
	"math"
	"slices"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
)

// End is the end of a land border on the shore.
type End struct {
	States [2]string // the codes of the two, sorted
	// Number tells the ends of one border of the two from each other, from 1 on along
	// the shore; 0 if there is one.
	Number int
}

// DefaultShift is how far the ends of land borders are moved: as far as sources
// disagree about one of them.
const DefaultShift = 2000.0

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

// moved says where an end has gone: metres into the second state's coast, or into the
// first one's if negative.
func (e End) moved(by float64) string {
	return fmt.Sprintf("end of %s %.3g km into %s", e, math.Abs(by)/1000, e.into(by))
}

// into returns the code of the state into whose coast an end was moved.
func (e End) into(by float64) string {
	if by < 0 {
		return e.States[0]
	}
	return e.States[1]
}

// pair returns the codes of the states that meet at a terminus, sorted.
func pair(c *coast.Coast, t coast.Terminus) [2]string {
	return [2]string{c.States[min(t.Before, t.After)].Code, c.States[max(t.Before, t.After)].Code}
}

// Ends returns the ends of the land borders of a sea, along its shore.
func Ends(sea *caspian.Sea) (out []End) {
	c := sea.Coast()
	if c == nil {
		return nil
	}
	several := map[[2]string]int{}
	for _, t := range c.Termini() {
		several[pair(c, t)]++
	}
	number := map[[2]string]int{}
	for _, t := range c.Termini() {
		e := End{States: pair(c, t)}
		if several[e.States] > 1 {
			number[e.States]++
			e.Number = number[e.States]
		}
		out = append(out, e)
	}
	return out
}

// moveEnds returns the sea with ends moved along the shore by so many metres each, into
// their second state if positive. Ends that the sea has not stay out.
func moveEnds(sea *caspian.Sea, ends []End, shifts []float64) (*caspian.Sea, error) {
	c := sea.Coast()
	own, termini := Ends(sea), c.Termini()
	moved := c
	for k, e := range ends {
		at := slices.Index(own, e)
		if k >= len(shifts) || shifts[k] == 0 || at < 0 {
			continue
		}
		// The move of another end may have changed the order.
		var t coast.Terminus
		nearest := math.Inf(1)
		for _, now := range moved.Termini() {
			if d := geodesic.WGS84.Distance(now.At, termini[at].At); pair(moved, now) == e.States && d < nearest {
				t, nearest = now, d
			}
		}
		by := shifts[k]
		if moved.States[t.After].Code != e.States[1] {
			by = -by
		}
		var err error
		if moved, err = moved.MoveTerminus(t, by); err != nil {
			return nil, err
		}
	}
	if moved == c {
		return sea, nil
	}
	return caspian.NewSea(moved)
}
