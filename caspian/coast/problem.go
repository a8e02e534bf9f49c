package coast

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/paulmach/orb"
)

// The kinds of problems that Read and Check find. Every Problem wraps one of them.
var (
	ErrSyntax    = errors.New("coast: the input is not GeoJSON")
	ErrReference = errors.New("coast: positions are not WGS84 longitude and latitude")
	ErrFeature   = errors.New("coast: a feature is not of the expected form")
	ErrPosition  = errors.New("coast: a position lies outside longitude and latitude")
	ErrOpen      = errors.New("coast: the stretches do not close into one ring")
	ErrCrossing  = errors.New("coast: the shore crosses or touches itself")
	ErrIsland    = errors.New("coast: an island is not in the sea")
	ErrClosing   = errors.New("coast: a closing line does not end on its state's shore")
	ErrStates    = errors.New("coast: the number of states is outside 2 to 64")
	ErrLimit     = errors.New("coast: the input exceeds a limit")
	ErrUnsound   = errors.New("coast: the coast is not put together as one that is read")
	// ErrFewStates is the ErrStates of an input whose shore is not that of two
	// states or more: that of a lake's outline, for one, which package build makes
	// a coast of.
	ErrFewStates = fmt.Errorf("%w: there are fewer than 2", ErrStates)
)

// Problem is one thing that is wrong with an input, and where.
type Problem struct {
	Kind    error  // one of the sentinels above
	Feature int    // index of the feature in the file, −1 if none
	Name    string // the feature's name
	State   string // the state's code
	Vertex  int    // index of the position in its part of the feature, −1 if none
	At      *orb.Point
	What    string // what is wrong
	Advice  string // what to do, may be empty
}

// Error returns place, problem and advice in one line.
func (p *Problem) Error() string {
	var b strings.Builder
	b.WriteString("coast: ")
	if p.Feature >= 0 {
		fmt.Fprintf(&b, "feature %d", p.Feature)
		if p.Name != "" {
			fmt.Fprintf(&b, " %q", p.Name)
		}
		if p.State != "" {
			fmt.Fprintf(&b, " (%s)", p.State)
		}
		if p.Vertex >= 0 {
			fmt.Fprintf(&b, ", vertex %d", p.Vertex)
		}
		b.WriteString(at(p.At))
		b.WriteString(": ")
	}
	b.WriteString(p.What)
	if p.Feature < 0 {
		b.WriteString(at(p.At))
	}
	if p.Advice != "" {
		b.WriteString("; ")
		b.WriteString(p.Advice)
	}
	return b.String()
}

func at(p *orb.Point) string {
	if p == nil {
		return ""
	}
	number := func(v float64) string {
		if math.Abs(v) >= 1e9 {
			return fmt.Sprintf("%g", v)
		}
		return fmt.Sprintf("%.6f", v)
	}
	return " at " + number(p[0]) + " " + number(p[1])
}

// Unwrap returns the problem's kind.
func (p *Problem) Unwrap() error { return p.Kind }

// Note is something harmless that Read repaired or left out.
type Note struct {
	Feature int // −1 if none
	At      *orb.Point
	What    string
}

// String returns place and note in one line.
func (n Note) String() string {
	if n.Feature < 0 {
		return n.What + at(n.At)
	}
	return fmt.Sprintf("feature %d%s: %s", n.Feature, at(n.At), n.What)
}

// counted says how many there are of something.
func counted(n int, one, several string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, several)
}
