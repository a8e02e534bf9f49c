package coast

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/geodesic"
)

// Terminus is a place on the outer shore where the coast of one state ends and
// that of another begins: the end of a land border.
type Terminus struct {
	At            orb.Point
	Before, After int // the states along the shore, counter-clockwise
	stretch       int // that begins here
}

// Termini returns the ends of the land borders along the shore.
func (c *Coast) Termini() (out []Terminus) {
	n := len(c.Stretches)
	for k, s := range c.Stretches {
		if before := c.Stretches[(k+n-1)%n]; before.State != s.State {
			out = append(out, Terminus{c.Shore[s.Start], before.State, s.State, k})
		}
	}
	return out
}

// MoveTerminus returns the coast with a terminus of Termini moved along the
// shore by so many metres: forward, counter-clockwise, if positive. The coast
// that it passes goes from one state to the other, with its positions; a vertex
// is added where the terminus comes to lie within an edge.
//
// It fails with a *Problem of the kind ErrFeature if that would leave less than
// a metre of the stretches that the state has there, or by is not a number.
func (c *Coast) MoveTerminus(t Terminus, by float64) (*Coast, error) {
	from := c.Shore[c.Stretches[t.stretch].Start]
	problem := func(state int, why string) error {
		return &Problem{Kind: ErrFeature, Feature: -1, State: c.States[state].Code, Vertex: -1, At: &from,
			What: fmt.Sprintf("the end of the land border of %s and %s cannot be moved by %.12g km: %s", c.States[t.Before].Code, c.States[t.After].Code, math.Abs(by)/1000, why)}
	}
	if math.IsNaN(by) {
		return nil, problem(t.After, "that is not a number")
	}
	n := len(c.Shore) - 1
	owner := make([]Stretch, n) // of every edge
	for _, s := range c.Stretches {
		for k := s.Start; k < s.End; k++ {
			owner[k] = s
		}
	}
	shore := slices.Clone(c.Shore[:n])
	at, step := c.Stretches[t.stretch].Start, 1
	winner, loser := owner[(at+n-1)%n], t.After
	if by < 0 {
		step, winner, loser = -1, owner[at], t.Before
	}
	for left := math.Abs(by); left > 0; {
		edge := at
		if step < 0 {
			edge = (at + n - 1) % n
		}
		next := (at + step + n) % n
		line := geodesic.WGS84.LineTo(shore[at], shore[next])
		if owner[edge].State != loser {
			return nil, problem(loser, fmt.Sprintf("the stretch of %s there is no longer than that", c.States[loser].Code))
		}
		if line.Length() > left {
			// Within this edge: it gets another vertex, unless the numbers of a
			// position cannot tell it from an end.
			p, _ := line.Position(left)
			if same(p, shore[at]) {
				break
			}
			if !same(p, shore[next]) {
				shore, owner = slices.Insert(shore, edge+1, p), slices.Insert(owner, edge+1, owner[edge])
				n++
				next = edge + 1
				if step < 0 {
					edge++
				}
			}
			left = line.Length()
		}
		left -= line.Length()
		owner[edge] = winner
		at = next
	}
	// What is left of the loser's edges must be a metre long.
	for rest, k := 0.0, at; by != 0 && rest < 1; k = (k + step + n) % n {
		edge, next := k, (k+step+n)%n
		if step < 0 {
			edge = next
		}
		if owner[edge].State != loser {
			return nil, problem(loser, fmt.Sprintf("only %.3g m of the stretch of %s there would be left", rest, c.States[loser].Code))
		}
		rest += geodesic.WGS84.Distance(shore[k], shore[next])
	}
	var stretches []Stretch
	for k, s := range owner {
		if last := len(stretches) - 1; last >= 0 && stretches[last].Feature == s.Feature && stretches[last].State == s.State {
			stretches[last].End = k + 1
		} else {
			stretches = append(stretches, Stretch{s.Feature, s.State, k, k + 1})
		}
	}
	out := *c
	out.SHA256 = ""
	out.Shore, out.Stretches = canonical(append(shore, shore[0]), stretches)
	return &out, nil
}

// MaxOff is how far in metres a place may be from the shore for AlongShore.
const MaxOff = 10_000

// AlongShore returns how far along the shore it is from a terminus of Termini to the place
// that is nearest to p on the shore of its two states there, in metres as MoveTerminus takes
// them, and how far p is from that. A longitude may be any number of turns. It is exact to
// 1 mm in 100 km of shore (TestAlongShore).
//
// It fails with a *Problem of the kind ErrFeature if that place is farther than MaxOff.
func (c *Coast) AlongShore(t Terminus, p orb.Point) (by, off float64, err error) {
	e := geodesic.WGS84
	n := len(c.Shore) - 1
	start := c.Stretches[t.stretch].Start
	owner := make([]int, n) // of every edge
	for _, s := range c.Stretches {
		for k := s.Start; k < s.End; k++ {
			owner[k] = s.State
		}
	}
	side := func(state, step int) orb.LineString {
		line := orb.LineString{c.Shore[start]}
		for k, edge := start, 0; len(line) <= n; line = append(line, c.Shore[k]) {
			if edge = k; step < 0 {
				edge = (k + n - 1) % n
			}
			if owner[edge] != state {
				break
			}
			k = (k + step + n) % n
		}
		return line
	}
	lines := []orb.LineString{side(t.After, 1), side(t.Before, -1)}
	base := NewLines(e, lines)
	foot := NewIndex(base, []int{0, 1}).Nearest(e.Cartesian(geodesic.Normal(p)), NoPiece)
	if !(foot.Distance <= MaxOff) {
		return 0, foot.Distance, &Problem{Kind: ErrFeature, Feature: -1, Vertex: -1,
			What:   fmt.Sprintf("the place %.6f %.6f is %.1f km from the shore of %s and %s", p[0], p[1], foot.Distance/1000, c.States[t.Before].Code, c.States[t.After].Code),
			Advice: fmt.Sprintf("give a place within %d km of it, longitude first", MaxOff/1000)}
	}
	chain := base.Chain(foot.Piece)
	for k := base.Chains[chain].Start; k < int(foot.Piece); k++ {
		by += e.ChordLength(base.Points[k], base.Points[k+1])
	}
	by += e.ChordLength(base.Points[foot.Piece], foot.At)
	if chain == 1 {
		by = -by
	}
	return by, foot.Distance, nil
}
