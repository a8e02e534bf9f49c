package course

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/geodesic"
)

// Simplified is a line of few positions that stands for a course: geodesics from its first
// point to its last, which both stay. It crosses no land, no other line of the division and
// not itself, and no island lies between it and the course.
//
// The departure of two lines is the larger of the largest distance of the places of the one
// from the other, and of the other from the one (Hausdorff), to 3 cm.
type Simplified struct {
	// States are those of the course; its first one is on the left.
	States [2]int
	// Points are the positions.
	Points []SimplifiedPoint
	// Legs lead from each of Points to the next, as they are printed.
	Legs []SimplifiedLeg
	// Within, FreeArea and Rounding are those asked for; Within is 0 where Points were.
	Within   float64
	FreeArea bool
	Rounding geodesic.Rounding
	// Net is the area in m² that the line, taken for the course, gives the first state
	// more than it takes; NetRounded is that of the line as it is printed, with its ends
	// as they are printed too, joined to those of the course.
	Net, NetRounded float64
	// Gross is the area in m² that each state gains, and Faces the water that it does.
	Gross [2]float64
	Faces []Face
	// Largest is the largest departure, LargestRounded that of the printed line.
	Largest        Departure
	LargestRounded float64
	// TradeOff has the least departures found for numbers of positions, ascending, down
	// to 50 m or up to 25 positions, without numbers for which none was found, or none less
	// than with fewer; nil if it was not asked for.
	TradeOff []Trade
	// Asked is what was asked for, as a question has it.
	Asked caspian.Simplify
}

// SimplifiedPoint is a position of a simplified line.
type SimplifiedPoint struct {
	// At is where the position lies, Printed where it is printed, and Text its print.
	At, Printed orb.Point
	Text        string
	// Kind is that of the course's point for the two ends, PointAnnex for the others.
	Kind Kind
}

// PointAnnex is a position of a simplified line that is no end.
const PointAnnex Kind = "annex point"

// SimplifiedLeg is the geodesic between two printed positions.
type SimplifiedLeg struct {
	// Length is in metres; Azimuth is its direction at the beginning and Back that at the
	// end, back to the beginning, both in degrees clockwise from north in [0, 360).
	Length, Azimuth, Back float64
}

// Trade is what a number of positions gives.
type Trade struct {
	Points    int
	Departure float64 // in metres
}

// tradeOffEnd and tradeOffMost are where the trade-off ends.
const tradeOffEnd, tradeOffMost = 50.0, 25

// Simplify returns a line of few positions that stands for a course of a division. It is
// the best that a search has found, no proven optimum: the search moves the positions off
// the course as well as along it. It fails with an error that wraps ErrSimplify for options
// that cannot be, and where no line does what they ask; with what caspian.Division.Check
// returns; and with the context's cause if it is cancelled. A nil context panics.
func Simplify(ctx context.Context, d *caspian.Division, c *Course, o SimplifyOptions) (*Simplified, error) {
	if err := d.Check(); err != nil {
		return nil, fmt.Errorf("course: %w", err)
	}
	if err := o.check(); err != nil {
		return nil, err
	}
	if c == nil || len(c.Boundaries) == 0 || len(c.Points) < 2 || slices.Max(c.Boundaries) >= len(d.Boundaries) {
		return nil, fmt.Errorf("%w: it is no course of the division", ErrSimplify)
	}
	for _, p := range c.Points[1 : len(c.Points)-1] {
		if p.Kind == PointTripoint {
			return nil, fmt.Errorf("%w: the line passes the tripoint at %s", ErrSimplify, o.Rounding.Format(p.At))
		}
	}
	a, err := newAnnex(d, c.States, lineOf(d, c.Boundaries), others(d, c.Boundaries), o)
	if err != nil {
		return nil, err
	}
	best, err := a.best(ctx)
	if err != nil {
		return nil, err
	}
	return a.simplified(ctx, best, c)
}

// lineOf returns the line of boundaries that follow each other.
func lineOf(d *caspian.Division, chain []int) (line orb.LineString) {
	for _, s := range stations(d, chain) {
		line = append(line, s.at)
	}
	return line
}

// others returns the lines of a division but for some.
func others(d *caspian.Division, without []int) (out []orb.LineString) {
	for k, b := range d.Boundaries {
		if !slices.Contains(without, k) {
			out = append(out, b.Line)
		}
	}
	return out
}

// best returns the attempt that does what is asked for.
func (a *annex) best(ctx context.Context) (*attempt, error) {
	if a.Points > 0 {
		t := a.attempt(ctx, a.Points)
		if t.why != "" {
			return nil, a.none(ctx, fmt.Sprintf("of %d positions none was found: %s", a.Points, t.why))
		}
		a.print(t)
		return t, nil
	}
	why := ""
	for n := 2; n <= MaxPositions; n++ {
		if a.TradeOff && n <= tradeOffMost {
			a.attempt(ctx, n) // better lines begin with those before
		}
		if a.line.Least(n) > 3*a.Within {
			continue
		}
		t := a.attempt(ctx, n)
		if t.why != "" || t.largest.Distance > a.Within {
			why = t.why
			continue
		}
		if a.print(t); t.printedMost > a.Within {
			if why = "of those near enough the positions as they are printed are too far away: print more digits"; t.largest.Distance < a.Within/4 {
				break
			}
			continue
		}
		if math.Abs(t.netRounded) <= netPrinted || a.FreeArea {
			return t, nil
		}
		// A position more leaves more choice among printed ones.
		if more := a.attempt(ctx, n+1); more.why == "" && more.largest.Distance <= a.Within {
			if a.print(more); more.printedMost <= a.Within && math.Abs(more.netRounded) <= netPrinted {
				return more, nil
			}
		}
		return t, nil
	}
	if why == "" {
		why = "more are needed"
	}
	return nil, a.none(ctx, fmt.Sprintf("none of up to %d positions was found that departs by at most %g m: %s", MaxPositions, a.Within, why))
}

// none is the error where there is no line, unless the search was cancelled.
func (a *annex) none(ctx context.Context, why string) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return fmt.Errorf("%w for %s and %s: %s", ErrSimplify, a.d.States[a.states[0]].Code, a.d.States[a.states[1]].Code, why)
}

// simplified makes the result of an attempt.
func (a *annex) simplified(ctx context.Context, t *attempt, c *Course) (*Simplified, error) {
	out := &Simplified{
		States: a.states, Within: a.Within, FreeArea: a.FreeArea, Rounding: a.Rounding, Asked: a.asked(),
		Net: t.net, NetRounded: t.netRounded, Largest: t.largest, LargestRounded: t.printedMost,
	}
	for k, at := range t.points {
		p := SimplifiedPoint{At: at, Printed: t.printed[k], Text: a.Rounding.Format(t.printed[k]), Kind: PointAnnex}
		switch k {
		case 0:
			p.Kind = c.Points[0].Kind
		case len(t.points) - 1:
			p.Kind = c.Points[len(c.Points)-1].Kind
		}
		out.Points = append(out.Points, p)
		if k > 0 {
			s, azimuth, onward := geodesic.WGS84.Inverse(t.printed[k-1], t.printed[k])
			out.Legs = append(out.Legs, SimplifiedLeg{s, compass(azimuth), compass(onward + 180)})
		}
	}
	var err error
	if out.Faces, err = ExchangedLines(a.states, a.exact, dense(t.points, a.d.Question.Options.Tolerance)); err != nil {
		return nil, err
	}
	for _, f := range out.Faces {
		out.Gross[slices.Index(a.states[:], f.To)] += f.Area
	}
	least := math.Inf(1)
	for n := 2; a.TradeOff && n <= tradeOffMost && least > tradeOffEnd; n++ {
		if t := a.attempt(ctx, n); t.why == "" && t.largest.Distance < least {
			least = t.largest.Distance
			out.TradeOff = append(out.TradeOff, Trade{n, least})
		}
	}
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	return out, nil
}
