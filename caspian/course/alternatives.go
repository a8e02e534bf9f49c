package course

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/internal/parallel"
	"caspian.example/division/caspian/partition"
	"caspian.example/division/caspian/regime"
)

// Alternatives are lines in the place of the equidistance line of two states, each
// compared with it.
type Alternatives struct {
	// Base is the division by lines of equal distance.
	Base *caspian.Division
	// States are the numbers in Sea.States of the two, in the order in which they were
	// given.
	States [2]int
	Rows   []Alternative
}

// Alternative is a line, or the equidistance line with the end of the land border moved.
type Alternative struct {
	// Cut is the line's rule, nil where the end is moved.
	Cut *regime.Cut
	// End is the end of the two states' land border that the line starts from, or that is
	// moved: nil if there is none, or another start is given. Shift is how far it is moved
	// along the shore in metres, into the second state's coast if positive.
	End   *orb.Point
	Shift float64
	// Division is the sea with the line, and Gains what it gives the two beyond Base, in
	// m². Division is nil where the line cannot be drawn, and Err says why.
	Division *caspian.Division
	Gains    [2]float64
	Err      error
	// Largest is the largest departure of the line in the sea from the strict line of the
	// two, as in Audited.Largest; nil of one that does not run there.
	Largest *AuditedPlace
}

// NewAlternatives compares with the equidistance line of two states, given by their codes,
// under the regime of a division of base median: the line that the regime itself has for
// the two, if any; from every end of their land border the bisector and the perpendicular,
// the parallel and the meridian; where they have two such ends and no others, the straight
// line between them; and, unless shift is 0, the equidistance line with an end moved by so
// many metres along the shore both ways. Bisectors and perpendiculars take the coasts'
// directions over regime.DefaultOver, or over a tenth of the sea's extent from its first
// place, rounded down to one digit, where that is less. Divisions run side by side; the result does not depend on
// how many.
//
// A line that cannot be drawn carries its error. NewAlternatives fails with an error that
// wraps caspian.ErrDivision, caspian.ErrState, or regime.ErrNoPlace for a regime without
// lines of equal distance; ErrNoBoundary for states that do not meet; and the cause of the
// context when that ends. A nil context panics.
func NewAlternatives(ctx context.Context, d *caspian.Division, a, b string, shift float64) (*Alternatives, error) {
	return alternatives(ctx, d, a, b, func(l *Alternatives) {
		l.rules(a, b)
		l.shifts(shift)
	})
}

// Against compares with the equidistance line of two states the line that the regime of a
// division has in its place, as the only row; there is none without such a line. It fails as
// NewAlternatives does.
func Against(ctx context.Context, d *caspian.Division, a, b string) (*Alternatives, error) {
	return alternatives(ctx, d, a, b, func(*Alternatives) {})
}

// alternatives compares the line that the regime itself has for two states, and others that
// are added.
func alternatives(ctx context.Context, d *caspian.Division, a, b string, add func(*Alternatives)) (*Alternatives, error) {
	if err := d.Check(); err != nil {
		return nil, fmt.Errorf("course: %w", err)
	}
	out := &Alternatives{}
	var err error
	if out.States, err = d.Sea.Pair(a, b); err != nil {
		return nil, err
	}
	rule, own := d.Question.Regime.WithoutCut(a, b)
	if len(rule.Weights) > 0 {
		return nil, &regime.NoPlaceError{ID: rule.ID, What: "lines compared with equidistance", Where: "median lines without weights, such as those of median and agreed"}
	}
	if own != nil {
		out.Rows = append(out.Rows, Alternative{Cut: own, Division: d})
	}
	if _, err := rule.WithCut(regime.Cut{Between: [2]string{a, b}, Kind: regime.CutMeridian}); err != nil {
		return nil, err
	}
	opts := caspian.Options{Tolerance: d.Question.Options.Tolerance, Resolution: d.Question.Options.Resolution}
	if out.Base = d; own != nil {
		if out.Base, err = caspian.Divide(ctx, d.Sea, rule, opts); err != nil {
			return nil, err
		}
	}
	if len(partsOf(out.Base, out.States)) == 0 {
		return nil, noBoundary(out.Base, a, b)
	}
	if add(out); len(out.Rows) == 0 {
		return out, nil
	}
	pair, err := partition.NewPair(ctx, d.Sea.Coast(), out.States, d.Effects())
	if err != nil {
		return nil, err
	}
	parallel.Each(ctx, len(out.Rows), func(k int) { out.Rows[k].compare(ctx, out, rule, pair, opts) })
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	return out, nil
}

// ends returns the ends of the two states' land border, and whether no other is an end of
// the first one's coast.
func (l *Alternatives) ends() (out []coast.Terminus, alone bool) {
	alone = true
	for _, t := range l.Base.Sea.Coast().Termini() {
		switch ours := [2]int{t.Before, t.After}; {
		case ours == l.States, ours == [2]int{l.States[1], l.States[0]}:
			out = append(out, t)
		case slices.Contains(ours[:], l.States[0]):
			alone = false
		}
	}
	return out, alone
}

// rules adds the lines that rules draw.
func (l *Alternatives) rules(a, b string) {
	ends, alone := l.ends()
	add := func(cut regime.Cut, end *orb.Point) {
		cut.Between = [2]string{a, b}
		if cut.Directed() {
			cut.Over = l.over()
		}
		if len(ends) > 1 {
			cut.From = end
		}
		l.Rows = append(l.Rows, Alternative{Cut: &cut, End: end})
	}
	starts := []*orb.Point{nil}
	for k := range ends {
		starts = append(starts[:k], &ends[k].At)
	}
	for _, start := range starts {
		for _, kind := range [...]regime.CutKind{regime.CutBisector, regime.CutPerpendicular, regime.CutParallel, regime.CutMeridian} {
			add(regime.Cut{Kind: kind}, start)
		}
	}
	if len(ends) == 2 && alone {
		l.Rows = append(l.Rows, Alternative{Cut: &regime.Cut{Between: [2]string{a, b}, Termini: true}})
	}
}

// over is the length over which the coasts' directions are taken.
func (l *Alternatives) over() float64 {
	laid, _ := l.Base.Sea.Baselines(nil)
	extent := 0.0
	for _, p := range laid.Points {
		extent = max(extent, p.Sub(laid.Points[0]).Norm())
	}
	digit := math.Pow(10, math.Floor(math.Log10(extent/10)))
	return min(regime.DefaultOver, math.Floor(extent/10/digit)*digit)
}

// shifts adds the line with the ends of the land border moved.
func (l *Alternatives) shifts(shift float64) {
	ends, _ := l.ends()
	if shift == 0 {
		return
	}
	for k := range ends {
		for _, by := range [2]float64{shift, -shift} {
			l.Rows = append(l.Rows, Alternative{End: &ends[k].At, Shift: by})
		}
	}
}

// compare divides the sea with the line, and compares it.
func (r *Alternative) compare(ctx context.Context, l *Alternatives, rule regime.Regime, pair *partition.Pair, opts caspian.Options) {
	sea := l.Base.Sea
	if r.Cut == nil {
		if sea, r.Err = l.moved(r); r.Err != nil {
			return
		}
	} else if r.Division == nil {
		rule, r.Err = rule.WithCut(*r.Cut)
	}
	if r.Division == nil && r.Err == nil {
		r.Division, r.Err = caspian.Divide(ctx, sea, rule, opts)
	}
	if r.Err != nil {
		return
	}
	for side, state := range l.States {
		r.Gains[side] = r.Division.States[state].Area - l.Base.States[state].Area
	}
	measure, err := partition.NewDistances(sea.Coast(), r.Division.Effects())
	if err != nil {
		r.Division, r.Err = nil, err
		return
	}
	for _, line := range partsOf(r.Division, l.States) {
		part := &Audited{Sea: sea, States: l.States}
		for _, at := range line {
			part.Points = append(part.Points, AuditedPoint{AuditedPlace: AuditedPlace{At: at}})
		}
		if r.Err = part.largest(ctx, pair, measure); r.Err != nil {
			r.Division = nil
			return
		}
		if len(part.Largest) > 0 && (r.Largest == nil || part.Largest[0].Departure > r.Largest.Departure) {
			r.Largest = &part.Largest[0]
		}
	}
}

// moved returns the sea with the end of a land border moved.
func (l *Alternatives) moved(r *Alternative) (*caspian.Sea, error) {
	c := l.Base.Sea.Coast()
	ends, _ := l.ends()
	t := ends[slices.IndexFunc(ends, func(t coast.Terminus) bool { return t.At == *r.End })]
	by := r.Shift
	if t.After != l.States[1] {
		by = -by // what it passes forward is the coast of the state after it
	}
	moved, err := c.MoveTerminus(t, by)
	if err != nil {
		return nil, err
	}
	return caspian.NewSea(moved)
}
