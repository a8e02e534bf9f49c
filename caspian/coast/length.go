package coast

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/geodesic"
)

// Measure is a rule for the length of a coast, which has none by itself: the
// finer the measure, the longer it is (Mandelbrot 1967,
// doi:10.1126/science.156.3775.636). The zero value follows every edge of the
// data, islands included.
type Measure struct {
	// Step, if above 0, generalises: the coast is walked with dividers of this
	// opening in metres, in both directions, and the mean taken. Islands that
	// the dividers do not leave count nothing.
	Step float64
	// Fronts measures straight from end to end of every stretch of a state's
	// mainland, without islands: its coastal fronts.
	Fronts bool
}

// Check returns an error for a measure that cannot be.
func (m Measure) Check() error {
	if !(m.Step >= 0 && m.Step <= 1e6) || m.Step > 0 && m.Fronts {
		return fmt.Errorf("coast: a coast is measured along its edges, with dividers of up to 1000 km, or along fronts, not with dividers of %g m (fronts: %t)", m.Step, m.Fronts)
	}
	return nil
}

// Lengths returns the length in metres of every state's coast by a measure. The
// geodesic lengths are exact to 1e-9.
func (c *Coast) Lengths(e *geodesic.Ellipsoid, m Measure) ([]float64, error) {
	if err := m.Check(); err != nil {
		return nil, err
	}
	out := make([]float64, len(c.States))
	for _, s := range c.mainlands() {
		out[s.state] += m.length(e, s.line, false)
	}
	if m.Fronts {
		return out, nil
	}
	for _, i := range c.Islands {
		out[i.State] += m.length(e, i.Ring, true)
	}
	return out, nil
}

// mainland is a part of the shore between two other states' parts.
type mainland struct {
	state int
	line  []orb.Point
}

// mainlands joins the stretches of one state that follow each other.
func (c *Coast) mainlands() []mainland {
	var out []mainland
	for _, s := range c.Stretches {
		if n := len(out); n > 0 && out[n-1].state == s.State {
			out[n-1].line = append(out[n-1].line, c.Shore[s.Start+1:s.End+1]...)
			continue
		}
		out = append(out, mainland{s.State, slices.Clone(c.Shore[s.Start : s.End+1])})
	}
	if n := len(out); n > 1 && out[0].state == out[n-1].state {
		out[0].line = append(out[n-1].line, out[0].line[1:]...)
		out = out[:n-1]
	}
	return out
}

// length measures one line.
func (m Measure) length(e *geodesic.Ellipsoid, line []orb.Point, island bool) float64 {
	switch {
	case m.Fronts:
		return e.Distance(line[0], line[len(line)-1])
	case m.Step == 0:
		sum := 0.0
		for k := range line[1:] {
			sum += e.Distance(line[k], line[k+1])
		}
		return sum
	}
	back := slices.Clone(line)
	slices.Reverse(back)
	return (m.walk(e, line, island) + m.walk(e, back, island)) / 2
}

// walk measures a line with dividers: from where they stand, the next point is
// the first of the line that is a step away.
func (m Measure) walk(e *geodesic.Ellipsoid, line []orb.Point, island bool) float64 {
	at := line[0]
	steps := 0.0
	for k := range line[1:] {
		from, to := line[k], line[k+1]
		for e.Distance(at, to) >= m.Step {
			at = leaves(e, at, m.Step, from, to)
			from = at
			steps++
		}
	}
	if island && steps == 0 {
		return 0
	}
	return steps*m.Step + e.Distance(at, line[len(line)-1])
}

// leaves returns where the edge from p to q leaves the circle around a place, once, to a
// micrometre. It narrows the edge down from both ends by straight lines between them, and
// halves the value of an end that stays (the Illinois method, Dowell & Jarratt 1971,
// doi:10.1007/BF01934364).
func leaves(e *geodesic.Ellipsoid, around orb.Point, radius float64, p, q orb.Point) orb.Point {
	edge := e.LineTo(p, q)
	beyond := func(s float64) float64 {
		at, _ := edge.Position(s)
		return e.Distance(around, at) - radius
	}
	lo, hi := 0.0, edge.Length()
	in, out := beyond(lo), beyond(hi)
	for k := 0; k < 60 && hi-lo > 1e-6 && in < 0 && out > 0; k++ {
		s := lo - in*(hi-lo)/(out-in)
		switch v := beyond(s); {
		case math.Abs(v) <= 1e-6:
			lo, hi = s, s
		case v < 0:
			lo, in, out = s, v, out/2
		default:
			hi, out, in = s, v, in/2
		}
	}
	at, _ := edge.Position(hi)
	return at
}

// Lengths returns the length in metres of each state's shore, islands
// included: the sum of the geodesic lengths of its edges, the sinuous length at
// the scale of the data. Errors of the sum are below 1e-9 of it.
func (b *Baselines) Lengths(states int) []float64 {
	out := make([]float64, states)
	for _, c := range b.Chains {
		for k := c.Start; k < c.End; k++ {
			out[c.State] += b.Ellipsoid.ChordLength(b.Points[k], b.Points[k+1])
		}
	}
	return out
}
