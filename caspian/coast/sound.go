package coast

import (
	"fmt"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/internal/valid"
	"caspian.example/division/caspian/problem"
)

// Check says whether a coast that was made or changed by hand is put together as
// one that is read: 2 to 64 states sorted by code, indices that exist, a closed
// shore that the stretches cover one after the other, closed islands, lines of two
// positions or more, all positions longitudes and latitudes that do not repeat the
// one before. Whatever is wrong comes back as one *problem.List, whose problems
// are of the kind ErrUnsound; a nil coast is not sound either.
//
// It takes little time and does not look at the geometry: whether lines cross,
// which way rings run, how large the sea is. Coasts that Read and the methods of
// Coast return are sound.
func (c *Coast) Check() error {
	s := &soundness{c: c}
	if c == nil {
		s.fail(nil, "there is no coast")
		return s.problems.Err()
	}
	s.states()
	s.shore()
	for k, i := range c.Islands {
		name := fmt.Sprintf("island %d", k)
		s.owner(name, i.Feature, i.State)
		s.ring(name, i.Ring)
	}
	for k, l := range c.Closings {
		name := fmt.Sprintf("%s %d", l.Noun(), k)
		s.owner(name, l.Feature, l.State)
		s.line(name, l.Line, 2)
	}
	for k, e := range c.Enclosed {
		name := fmt.Sprintf("enclosed water %d", k)
		s.owner(name, e.Feature, e.State)
		if len(e.Water) == 0 {
			s.fail(nil, "%s has no ring", name)
		}
		for r, ring := range e.Water {
			s.ring(fmt.Sprintf("ring %d of %s", r, name), ring)
		}
	}
	for k, p := range c.Touching {
		s.position(fmt.Sprintf("touching place %d", k), p)
	}
	if !(c.Snap >= 0 && c.Snap <= maxSnap) {
		s.fail(nil, "its snapping distance is %v m, not 0 to 10 km", c.Snap)
	}
	return s.problems.Err()
}

// soundness is what Check finds.
type soundness struct {
	c        *Coast
	problems problem.List
}

func (s *soundness) fail(at *orb.Point, format string, args ...any) {
	s.problems.Add(&Problem{Kind: ErrUnsound, Feature: -1, Vertex: -1, At: at, What: fmt.Sprintf(format, args...)})
}

// states checks the states and the features.
func (s *soundness) states() {
	if n := len(s.c.States); n < 2 || n > MaxStates {
		s.fail(nil, "it has %d states, not 2 to %d", n, MaxStates)
	}
	for k, state := range s.c.States {
		switch {
		case state.Code == "":
			s.fail(nil, "state %d has no code", k)
		case k > 0 && state.Code <= s.c.States[k-1].Code:
			s.fail(nil, "state %d, %q, is not sorted after %q", k, state.Code, s.c.States[k-1].Code)
		}
	}
	for k, f := range s.c.Features {
		s.state(fmt.Sprintf("feature %d", k), f.State)
		if f.Index < 0 || k > 0 && f.Index <= s.c.Features[k-1].Index {
			s.fail(nil, "feature %d has the index %d, which does not ascend", k, f.Index)
		}
	}
}

// shore checks the shore and the stretches along it.
func (s *soundness) shore() {
	s.ring("the shore", s.c.Shore)
	at, end := 0, max(len(s.c.Shore)-1, 0)
	for k, stretch := range s.c.Stretches {
		name := fmt.Sprintf("stretch %d", k)
		s.owner(name, stretch.Feature, stretch.State)
		if stretch.Start != at || stretch.End <= stretch.Start || stretch.End > end {
			s.fail(nil, "%s runs from vertex %d to %d of the shore; it must begin at %d, where the one before ends, and end at %d at most", name, stretch.Start, stretch.End, at, end)
		}
		at = stretch.End
	}
	if at != end || len(s.c.Stretches) == 0 {
		s.fail(nil, "the stretches end at vertex %d of the shore, and the shore at %d", at, end)
	}
}

func (s *soundness) state(name string, state int) {
	if state < 0 || state >= len(s.c.States) {
		s.fail(nil, "%s has the state %d of %d", name, state, len(s.c.States))
	}
}

func (s *soundness) owner(name string, feature, state int) {
	s.state(name, state)
	if feature < 0 || feature >= len(s.c.Features) {
		s.fail(nil, "%s has the feature %d of %d", name, feature, len(s.c.Features))
	}
}

func (s *soundness) ring(name string, ring orb.Ring) {
	s.line(name, ring, 4)
	if n := len(ring); n > 0 && ring[0] != ring[n-1] {
		s.fail(&ring[n-1], "%s is not closed", name)
	}
}

func (s *soundness) line(name string, line []orb.Point, least int) {
	if n := len(line); n < least {
		s.fail(nil, "%s has %d positions, fewer than %d", name, n, least)
	}
	for k, p := range line {
		if !valid.Position(p) {
			s.position(fmt.Sprintf("vertex %d of %s", k, name), p)
		} else if k > 0 && same(p, line[k-1]) {
			s.fail(&line[k], "vertex %d of %s repeats the one before", k, name)
		}
	}
}

func (s *soundness) position(name string, p orb.Point) {
	if !valid.Position(p) {
		at := p
		s.fail(&at, "%s is no longitude and latitude", name)
	}
}
