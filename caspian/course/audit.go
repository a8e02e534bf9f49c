package course

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/partition"
	"caspian.example/division/caspian/regime"
)

// AuditOptions are the choices of Audit. The zero value is ready to use.
type AuditOptions struct {
	// Tolerance, Resolution and Islands are those of a median division, for the strict
	// line and for the divisions whose areas are compared.
	Tolerance, Resolution float64
	Islands               regime.IslandEffects
	// Rounding says for every vertex how far, in metres, it may be from what was
	// meant because it is printed to so many digits: a tenth of a minute is ±93 m.
	// Nil says that nothing is known of it.
	Rounding []float64
	// Progress, if not nil, is told how far the audit is (see
	// partition.Options).
	Progress func(done float64)
}

// Audited is how far a line is from equidistance.
//
// The strict line is the line of equal distance of the two states alone, as if
// no third state had a shore; where waters are nearer to a third state, the line
// that three states would have ends before (AuditedPoint.Third tells).
type Audited struct {
	Sea *caspian.Sea
	// States are the numbers in Sea.States of the two, in the order in which they
	// were given; all pairs below are in that order.
	States [2]int
	// Points are the vertices of the line.
	Points []AuditedPoint
	// Drawn says that a rule has drawn the line, so that its points are exact.
	Drawn bool
	// Length is the geodesic length of the line in metres.
	Length float64
	// Largest are the largest departures of the line in the sea, between its vertices
	// too, the largest first: those from which it falls off by a quarter at least before it
	// rises to a larger one, ten at most and none of less than a hundredth of the first; but
	// always the largest on each state's side, if the line comes there. Legs are sampled every kilometre, and
	// around the largest more closely: what is missed is a departure of the same
	// size over less than that.
	Largest []AuditedPlace
	// Gains are what the line gives each state in m² beyond what the strict
	// division of all states does, which is Median; Given is the division with
	// the line. Gains is nil and Given with it if the line does not cut the waters
	// of the two; NoGains says why.
	Gains         []float64
	NoGains       error
	Median, Given *caspian.Division
	// Faces are the water that the line moves from one of the two to the other, the
	// largest first (see Exchanged): what is a gain here and what a loss there. Nil without
	// Gains.
	Faces []Face
	// Strict is the strict line, to 1 cm: all its parts in the sea.
	Strict []orb.LineString
}

// AuditedPlace is where a place stands to the strict line.
type AuditedPlace struct {
	At orb.Point
	// Side is 0 or 1: on whose side of the strict line the place lies. The line is
	// pushed towards that state, to the other one's advantage.
	Side int
	// Departure is the distance to the nearest place of the strict line in
	// metres, Nearest that place, Azimuth the direction to it in degrees
	// clockwise from north in [0, 360).
	Departure float64
	Nearest   orb.Point
	Azimuth   float64
	// Leg is the number of the vertex before it, from 0.
	Leg int
}

// AuditedPoint is a vertex of an audited line.
type AuditedPoint struct {
	AuditedPlace
	// Distances are those to the two states' nearest base points in metres, and
	// BasePoints these base points.
	Distances  [2]float64
	BasePoints [2][]partition.BasePoint
	// Third is the number of the state that is nearer than both, −1 if there is
	// none, and ThirdDistance its distance.
	Third         int
	ThirdDistance float64
	// InSea is false for a place on land or beyond the shore.
	InSea bool
	// Rounding is that of the options, 0 without it, and Rounded says that the
	// departure is no larger.
	Rounding float64
	Rounded  bool
}

// Half returns half of the first distance less the second, in metres: about the
// departure where the two states lie opposite each other, and less than it
// where they lie side by side. It is positive on the second state's side.
func (p *AuditedPoint) Half() float64 { return (p.Distances[0] - p.Distances[1]) / 2 }

// Ratio returns the first distance divided by the second, +Inf on the second
// state's shore.
func (p *AuditedPoint) Ratio() float64 { return p.Distances[0] / p.Distances[1] }

// auditStep is the distance of samples along legs in metres, and maxSamples their
// number on one leg.
const (
	auditStep  = 1000.0
	maxSamples = 20_000
)

// Audit measures how far a line, such as an agreed or a proposed one, is from
// equidistance between two states. A line of one vertex is a single place, without
// gains. It fails with an error that wraps caspian.ErrState for states that the sea does not
// have, caspian.ErrLine for a line without vertices, one whose positions are no longitude
// and latitude, or a number of roundings that is not that of vertices,
// partition.ErrNoLine if no line parts the two states, what caspian.Divide
// returns of a median division, and the context's cause if it is cancelled. A nil
// context panics.
func Audit(ctx context.Context, sea *caspian.Sea, between [2]string, line orb.LineString, opts AuditOptions) (*Audited, error) {
	if _, err := sea.Pair(between[0], between[1]); err != nil {
		return nil, err
	}
	if err := checkLine(line, opts.Rounding); err != nil {
		return nil, err
	}
	return audit(ctx, sea, regime.Cut{Between: between, Line: line}, opts)
}

// AuditCut is Audit of a line that a rule draws, as it stands in the division with it: from
// where it begins to where the waters of the two end, with all vertices of rhumb lines. Its
// options have no rounding. It fails as Audit does, and as caspian.Divide with the line.
func AuditCut(ctx context.Context, sea *caspian.Sea, cut regime.Cut, opts AuditOptions) (*Audited, error) {
	if len(cut.Line) > 0 {
		return Audit(ctx, sea, cut.Between, cut.Line, opts)
	}
	if opts.Rounding != nil {
		return nil, fmt.Errorf("%w: %d roundings for a line that is drawn by a rule", caspian.ErrLine, len(opts.Rounding))
	}
	return audit(ctx, sea, cut, opts)
}

// audit audits the line of a cut.
func audit(ctx context.Context, sea *caspian.Sea, cut regime.Cut, opts AuditOptions) (*Audited, error) {
	out := &Audited{Sea: sea}
	var err error
	if out.States, err = sea.Pair(cut.Between[0], cut.Between[1]); err != nil {
		return nil, err
	}
	divide := caspian.Options{Tolerance: opts.Tolerance, Resolution: opts.Resolution}
	median := regime.Median()
	median.Islands = opts.Islands
	// The divisions take most of the time, each about half of it.
	half := func(from float64) func(float64) {
		if opts.Progress == nil {
			return nil
		}
		return func(done float64) { opts.Progress(from + done/2) }
	}
	divide.Progress = half(0)
	if out.Median, err = caspian.Divide(ctx, sea, median, divide); err != nil {
		return nil, err
	}
	effects := out.Median.Effects()
	pair, err := partition.NewPair(ctx, sea.Coast(), out.States, effects)
	if err != nil {
		return nil, err
	}
	out.Strict = pair.Lines()
	divide.Progress = half(0.5)
	if err := out.gains(ctx, cut, divide); err != nil {
		return nil, err
	}
	line := cut.Line
	if len(line) == 0 {
		if out.NoGains != nil {
			return nil, out.NoGains
		}
		cuts := out.Given.Question.Regime.Cuts
		out.Drawn = true
		line = drawnLine(out.Given, out.States, cuts[len(cuts)-1].Loxodrome)
	}
	measure, err := partition.NewDistances(sea.Coast(), effects)
	if err != nil {
		return nil, err
	}
	for k, at := range line {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		p := out.point(at, pair, measure)
		p.Leg = k
		if opts.Rounding != nil {
			p.Rounding = opts.Rounding[k]
			p.Rounded = p.Departure <= p.Rounding
		}
		if k > 0 {
			out.Length += geodesic.WGS84.Distance(line[k-1], at)
		}
		out.Points = append(out.Points, p)
	}
	if err := out.largest(ctx, pair, measure); err != nil {
		return nil, err
	}
	return out, nil
}

// gains divides the sea again with the line.
func (a *Audited) gains(ctx context.Context, cut regime.Cut, opts caspian.Options) error {
	if len(cut.Line) == 1 {
		a.NoGains = fmt.Errorf("%w: a single place parts no areas", caspian.ErrLine)
		return nil
	}
	with, err := a.Median.Question.Regime.WithCut(cut)
	if err != nil {
		return err
	}
	a.Given, err = caspian.Divide(ctx, a.Sea, with, opts)
	if errors.Is(err, partition.ErrCut) {
		a.Given, a.NoGains = nil, errors.Unwrap(err) // without the name of the regime
		return nil
	}
	if err != nil {
		return err
	}
	for _, state := range a.States {
		a.Gains = append(a.Gains, a.Given.States[state].Area-a.Median.States[state].Area)
	}
	a.Faces, err = Exchanged(a.Median, a.Given, cut.Between[0], cut.Between[1])
	return err
}

// place returns where a place stands to the strict line.
func (a *Audited) place(at orb.Point, pair *partition.Pair) AuditedPlace {
	s := pair.Stands(at)
	_, azimuth, _ := geodesic.WGS84.Inverse(at, s.Nearest)
	return AuditedPlace{At: at, Side: a.side(s.Side), Departure: s.Departure, Nearest: s.Nearest, Azimuth: compass(azimuth)}
}

// side returns which of the two a state is.
func (a *Audited) side(state int) int {
	if state == a.States[0] {
		return 0
	}
	return 1
}

// point measures a vertex.
func (a *Audited) point(at orb.Point, pair *partition.Pair, measure *partition.Distances) AuditedPoint {
	p := AuditedPoint{AuditedPlace: a.place(at, pair), Third: -1, InSea: measure.InSea(at)}
	reaches := measure.At(at)
	for k, state := range a.States {
		p.Distances[k], p.BasePoints[k] = reaches[state].Distance, reaches[state].BasePoints
	}
	p.ThirdDistance = min(p.Distances[0], p.Distances[1])
	for k, r := range reaches {
		if k != a.States[0] && k != a.States[1] && r.Distance < p.ThirdDistance {
			p.Third, p.ThirdDistance = k, r.Distance
		}
	}
	if p.Third < 0 {
		p.ThirdDistance = 0
	}
	return p
}

// sample is a place of a line in the sea.
type sample struct {
	leg              int
	along, departure float64
	reach            float64 // to the samples beside it
	side             int
}

// mostPeaks is how many departures are told, leastPeak the part of the largest that
// they are, fallsOff what is left where one ends and another begins, and strictly how near
// in metres the strict line is to what is drawn of it.
const (
	mostPeaks = 10
	leastPeak = 0.01
	fallsOff  = 0.75
	strictly  = 0.01
)

// ashore says whether a place lies on a shore, as the ends of lines do.
func ashore(measure *partition.Distances, q orb.Point) bool {
	return slices.ContainsFunc(measure.At(q), func(r partition.Reach) bool { return r.Distance <= onLine })
}

// largest finds the largest departures.
func (a *Audited) largest(ctx context.Context, pair *partition.Pair, measure *partition.Distances) error {
	at := func(leg int, line *geodesic.Line, along, reach float64) (s sample, ok bool) {
		q, _ := line.Position(along)
		if !measure.InSea(q) && !ashore(measure, q) {
			return s, false
		}
		state, departure := pair.Roughly(q)
		return sample{leg, along, departure, reach, a.side(state)}, true
	}
	legOf := func(k int) geodesic.Line {
		return geodesic.WGS84.LineTo(a.Points[k].At, a.Points[min(k+1, len(a.Points)-1)].At)
	}
	var peaks, run []sample
	end := func() { peaks, run = append(peaks, summits(run)...), nil }
	for k := range max(1, len(a.Points)-1) {
		line := legOf(k)
		n := min(max(1, math.Ceil(line.Length()/auditStep)), maxSamples)
		for i := 0.0; i <= n; i++ {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			s, ok := at(k, &line, line.Length()*i/n, line.Length()/n)
			if len(run) > 0 && (!ok || s.side != run[0].side) {
				end()
			}
			if ok {
				run = append(run, s)
			}
		}
	}
	end()
	slices.SortStableFunc(peaks, func(p, q sample) int { return cmp.Compare(q.departure, p.departure) })
	var sides [2]int
	for k, p := range peaks {
		sides[p.side]++
		if k > 0 && p.departure < strictly || sides[p.side] > 1 && (k >= mostPeaks || p.departure < leastPeak*peaks[0].departure) {
			continue
		}
		line := legOf(p.leg)
		for reach := p.reach / 2; reach > 0.01; reach /= 2 {
			for _, along := range [2]float64{p.along - reach, p.along + reach} {
				if along < 0 || along > line.Length() {
					continue
				}
				if s, ok := at(p.leg, &line, along, reach); ok && s.side == p.side && s.departure > p.departure {
					p = s
				}
			}
		}
		q, _ := line.Position(p.along)
		switch p.along {
		case 0:
			q = a.Points[p.leg].At
		case line.Length():
			q = a.Points[p.leg+1].At
		}
		place := a.place(q, pair)
		place.Leg = p.leg
		a.Largest = append(a.Largest, place)
	}
	slices.SortStableFunc(a.Largest, func(p, q AuditedPlace) int { return cmp.Compare(q.Departure, p.Departure) })
	return nil
}

// summits returns those of the samples of a stretch from which departures fall off on both
// sides before they rise to more.
func summits(run []sample) (out []sample) {
	for k, s := range run {
		least, higher := s.departure, false
		for i := k - 1; i >= 0 && !higher; i-- {
			least, higher = min(least, run[i].departure), run[i].departure >= s.departure
		}
		if higher && least > fallsOff*s.departure {
			continue
		}
		least, higher = s.departure, false
		for i := k + 1; i < len(run) && !higher; i++ {
			least, higher = min(least, run[i].departure), run[i].departure > s.departure
		}
		if !higher || least <= fallsOff*s.departure {
			out = append(out, s)
		}
	}
	return out
}
