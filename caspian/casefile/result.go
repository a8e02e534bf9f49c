package casefile

import (
	"cmp"
	"errors"
	"math"
	"slices"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/locate"
)

// Result is a case on a sea.
type Result struct {
	Case Case
	// Stages are the provisional line, and then every circumstance with all before it.
	Stages []Stage
	// Places are those of the case, and on the Caspian the shipped offshore fields that it
	// does not name.
	Places []Place
	// Coasts sets the areas beside the coasts of the states concerned.
	Coasts Coasts
	// Notes are things that a reader of the result must know.
	Notes []string
}

// Stage is a stage of a case.
type Stage struct {
	// Circumstance is what was added, nil for the provisional line, and Note what it came
	// to on the sea, may be empty.
	Circumstance *Circumstance
	Note         string
	// Division has all circumstances so far, Alone only this one; they are the same for
	// the first, and Alone is nil for the provisional line.
	Division, Alone *caspian.Division
	// Exchanges are the water that changes hands against the stage before, by whom it comes
	// from and whom it goes to, the largest first; none for the provisional line, and where
	// water has left the sea.
	Exchanges []Exchange
	// Places and PlacesAlone are where the result's places lie in the two.
	Places, PlacesAlone []locate.Place
}

// Exchange is the water that passes from one state to another, both numbers in Sea.States.
type Exchange struct {
	From, To int
	Faces    []course.Face // the largest first
}

// Area returns the area in m² of the faces.
func (e *Exchange) Area() float64 { return course.Gained(e.Faces, e.To) }

// Sliver is the part of the sea up to which exchanges are left out: lines that two divisions
// have alike may have other vertices, within the tolerance.
const Sliver = 1e-6

// exchanges returns the water that passes between all states from one division to another.
func exchanges(from, to *caspian.Division) (out []Exchange, err error) {
	if len(from.Sea.Coast().Enclosed) != len(to.Sea.Coast().Enclosed) {
		return nil, nil
	}
	for a := range from.States {
		for b := a + 1; b < len(from.States); b++ {
			faces, err := course.Exchanged(from, to, from.States[a].Code, from.States[b].Code)
			if err != nil && !errors.Is(err, course.ErrNoBoundary) { // a state without a sector gives none away
				return nil, err
			}
			for _, way := range [2][2]int{{a, b}, {b, a}} {
				e := Exchange{From: way[0], To: way[1]}
				for _, f := range faces {
					if f.To == e.To {
						e.Faces = append(e.Faces, f)
					}
				}
				if e.Area() >= Sliver*from.Area {
					out = append(out, e)
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Exchange) int { return cmp.Compare(b.Area(), a.Area()) })
	return out, nil
}

// Move is what a circumstance moves of one state's.
type Move struct {
	// State is its code.
	State string
	// Alone is against the provisional line by the circumstance itself, Step by it after
	// those before it, and SoFar by all of them together.
	Alone, Step, SoFar Difference
}

// Difference is that of an area in m² and of a share of the sea.
type Difference struct{ Area, Share float64 }

func difference(from, to *caspian.StateShare) Difference {
	return Difference{to.Area - from.Area, to.Share - from.Share}
}

// Moves returns what the circumstance of a stage moves, by states in the order of the sea;
// nil for the provisional line, and for a stage that there is not.
func (r *Result) Moves(stage int) (out []Move) {
	if r == nil || stage <= 0 || stage >= len(r.Stages) {
		return nil
	}
	first, before, s := r.Stages[0].Division.States, r.Stages[stage-1].Division.States, &r.Stages[stage]
	for k := range first {
		now := &s.Division.States[k]
		out = append(out, Move{first[k].Code, difference(&first[k], &s.Alone.States[k]), difference(&before[k], now), difference(&first[k], now)})
	}
	return out
}

// Still is the part of the sea up to which areas of the same lines may differ in two
// divisions: what moves less moves nothing.
const Still = 1e-8

// Idle says whether the circumstance of a stage moves nothing by itself, and nothing after
// those before it: no state's area by more than Still of the sea.
func (r *Result) Idle(stage int) (alone, step bool) {
	alone, step = true, true
	for _, m := range r.Moves(stage) {
		least := Still * r.Stages[0].Division.Area
		alone = alone && math.Abs(m.Alone.Area) <= least
		step = step && math.Abs(m.Step.Area) <= least
	}
	return alone, step
}
