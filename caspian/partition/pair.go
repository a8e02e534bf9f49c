package partition

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
)

// Pair is the line of equal distance between two states as if no other state
// had a shore: their strict line, through waters that may be nearer to others.
// It ends at the sea's shore, whosever that is. A Pair never changes after
// NewPair and may be used from several goroutines. All places stand NaN from the zero
// value.
type Pair struct {
	states [2]int
	f      *field // without the others
	lines  []orb.LineString
	laid   *coast.Baselines
	index  *coast.Index
}

// ErrNoLine is returned by NewPair if no line parts the two states.
var ErrNoLine = errors.New("partition: no line of equal distance")

// NewPair finds the line between two different states, given by their numbers
// in coast.Coast.States; islands have the effects of Options.Effects.
// The context is that of Divide.
func NewPair(ctx context.Context, c *coast.Coast, states [2]int, effects []float64) (*Pair, error) {
	opts := Options{Effects: effects, Tolerance: pairTolerance}
	if err := opts.check(c); err != nil {
		return nil, err
	}
	n := len(c.States)
	if i, j := states[0], states[1]; i == j || min(i, j) < 0 || max(i, j) >= n {
		return nil, fmt.Errorf("%w: %d and %d are no two of %d states", ErrNoLine, i, j, n)
	}
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	p, err := newPair(ctx, c, states, &opts)
	return p, causeOf(ctx, err)
}

// newPair is NewPair with everything checked.
func newPair(ctx context.Context, c *coast.Coast, states [2]int, opts *Options) (*Pair, error) {
	var others []int
	for k := range c.States {
		if !slices.Contains(states[:], k) {
			others = append(others, k)
		}
	}
	p := &Pair{states: [2]int{min(states[0], states[1]), max(states[0], states[1])}, f: newField(opts.Shores, opts.Effects, "", others...)}
	a := newAssembly(p.f)
	if err := p.f.network(ctx, opts, a); err != nil {
		return nil, err
	}
	for _, b := range a.boundaries(make([][]int, len(a.net.arcs))) {
		p.lines = append(p.lines, b.Line)
	}
	if len(p.lines) == 0 {
		return nil, fmt.Errorf("%w between %s and %s", ErrNoLine, c.States[p.states[0]].Code, c.States[p.states[1]].Code)
	}
	p.laid = coast.NewLines(p.f.e, p.lines)
	chains := make([]int, len(p.lines))
	for k := range chains {
		chains[k] = k
	}
	p.index = coast.NewIndex(p.laid, chains)
	return p, nil
}

// Lines returns the parts of the line, each with the first of the two states (by
// its number) on its left. Vertices are exact, what lies between them is within
// 1 cm of the true line. They are not to be changed.
func (p *Pair) Lines() []orb.LineString {
	if p == nil {
		return nil
	}
	return p.lines
}

// Standing is where a place stands to the line of a pair.
type Standing struct {
	// Side is the number of the state on whose side of the line the place lies:
	// the nearer of the two, but where both are equally far because their
	// nearest base point is the end of their land border.
	Side int
	// Nearest is the nearest place of the line, Departure its distance in
	// metres.
	Nearest   orb.Point
	Departure float64
}

// Stands returns where q stands to the line. Departure is within 1 mm of the
// distance from the true line (TestPair); where two places of it are equally
// near to 1 cm, either of them may be the answer. What is no position stands NaN
// from NaN.
func (p *Pair) Stands(q orb.Point) Standing {
	nowhere := Standing{Nearest: orb.Point{math.NaN(), math.NaN()}, Departure: math.NaN()}
	if p == nil || p.f == nil {
		return nowhere
	}
	v := p.f.e.Cartesian(q)
	if math.IsNaN(v.Norm()) {
		nowhere.Side = p.states[0]
		return nowhere
	}
	hints := [2]reach{farthest, farthest}
	out := Standing{Side: p.states[0]}
	if p.f.difference(p.states[0], p.states[1], v, &hints).value > 0 {
		out.Side = p.states[1]
	}
	out.Nearest = p.f.e.Position(p.closest(v))
	out.Departure = p.f.e.Distance(q, out.Nearest)
	return out
}

// Roughly returns the side of q, and its distance from the line to 1 cm, in a
// tenth of the time of Stands.
func (p *Pair) Roughly(q orb.Point) (side int, departure float64) {
	if p == nil || p.f == nil {
		return 0, math.NaN()
	}
	v := p.f.e.Cartesian(q)
	hints := [2]reach{farthest, farthest}
	side = p.states[0]
	if p.f.difference(p.states[0], p.states[1], v, &hints).value > 0 {
		side = p.states[1]
	}
	return side, p.index.Nearest(v, coast.NoPiece).Distance
}

// closest returns the place of the true line that is closest to v. It begins at
// the foot on the line as it is laid out, and looks from there along the line for
// the place where v lies straight across it, or where the line has a corner or
// its end.
func (p *Pair) closest(v geodesic.Vec) geodesic.Vec {
	chart := p.f.chart
	foot := p.index.Nearest(v, coast.NoPiece)
	a, b := p.laid.Points[foot.Piece], p.laid.Points[foot.Piece+1]
	x, y, _ := chart.Forward(foot.At)
	ax, ay, _ := chart.Forward(a)
	bx, by, _ := chart.Forward(b)
	length := math.Hypot(bx-ax, by-ay)
	tx, ty := (bx-ax)/length, (by-ay)/length
	t := tracer{f: p.f, left: p.states[0], right: p.states[1], tolerance: pairTolerance}
	hints := [2]reach{farthest, farthest}
	// At s metres along the tangent of the foot: the place of the line, and how
	// far v lies ahead of it.
	at := func(s float64) (place geodesic.Vec, ahead float64, ok bool) {
		u, err := t.across(x+s*tx, y+s*ty, -ty, tx, pairTolerance, 1+math.Abs(s), &hints)
		if err != nil {
			return geodesic.Vec{}, 0, false
		}
		hints = u.feet
		gradient := p.f.difference(t.left, t.right, u.at, &u.feet).gradient
		along := gradient.Cross(p.f.e.Normal(u.at))
		if along.Dot(b.Sub(a)) < 0 {
			along = along.Mul(-1)
		}
		return u.at, v.Sub(u.at).Dot(along.Unit()), true
	}
	best, ahead, ok := at(0)
	if !ok {
		return foot.At
	}
	chain := p.laid.Chains[p.laid.Chain(foot.Piece)]
	if first, last := foot.T <= 0 && int(foot.Piece) == chain.Start, foot.T >= 1 && int(foot.Piece) == chain.End-1; first && ahead <= 0 || last && ahead >= 0 {
		return foot.At // an end of the line
	}
	lo, hi := 0.0, 0.0
	for step := math.Copysign(pairStep, ahead); ; step *= 2 {
		if math.Abs(step) > pairFar {
			return best
		}
		place, now, ok := at(step)
		if !ok {
			return best
		}
		if now*ahead <= 0 {
			lo, hi = step/2, step
			break
		}
		best = place
	}
	if math.Abs(hi) <= pairStep {
		lo = 0
	}
	for math.Abs(hi-lo) > pairClose {
		s := (lo + hi) / 2
		place, now, ok := at(s)
		if !ok {
			break
		}
		best = place
		if now*ahead > 0 {
			lo = s
		} else {
			hi = s
		}
	}
	return best
}
