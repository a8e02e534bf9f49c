package course

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/partition"
)

// Course is one unbroken line between the waters of two states, point by point
// and leg by leg, as an agreement would describe it.
type Course struct {
	// States index Division.States, ascending. The line runs so that the waters
	// of the first are on its left.
	States [2]int
	// Boundaries index Division.Boundaries: the parts of the line, end to end. There
	// are several where given lines were prolonged.
	Boundaries []int
	// Points are its ends and all turning points and tripoints along it.
	Points []Point
	// Legs lead from each of Points to the next.
	Legs []Leg
	// Length is the geodesic length of the line as it is written, in metres.
	Length float64
	// Departure is the largest distance in metres of the line's vertices from the
	// geodesics of Legs. Vertices are exact, and between them the true line is
	// within the tolerance of the written one.
	Departure float64
}

// Kind says what a point of a course is.
type Kind string

// The kinds of points.
const (
	// PointTerminus is the end of the land border of the two states, and
	// PointShore another place where the line ends at a shore.
	PointTerminus Kind = "terminus"
	PointShore    Kind = "shore"
	PointTripoint Kind = "tripoint"
	// PointLimit is where the waters of the two end at their outer limit, or those
	// of one kind begin and those of another end.
	PointLimit Kind = "outer limit"
	// PointTurning is where a controlling base point changes, PointGiven a vertex
	// of a given line.
	PointTurning Kind = "turning point"
	PointGiven   Kind = "given point"
	// PointStart is where a line without ends begins.
	PointStart Kind = "start"
)

// Point is a point of a course. States, Distances and BasePoints are those
// of a turning point; a point that is none has the two states of the course and
// one base point of each.
type Point struct {
	partition.TurningPoint
	Kind Kind
	// Along is its distance in metres from the first point along the line.
	Along float64
}

// ErrNoBoundary is returned by Between for states whose waters no line parts.
var ErrNoBoundary = errors.New("course: there is no boundary")

// Between returns the lines between the waters of two states, given by their
// codes in any order: all pieces, in the order of Boundaries. It fails with an
// error that wraps caspian.ErrState for codes that the sea does not have, and ErrNoBoundary
// if the division has no such line; the error names the pairs that have one, or the
// rule that leaves the sea in common. (The lines that part the fishing belts of a
// condominium are no boundaries.)
func Between(d *caspian.Division, a, b string) ([]Course, error) {
	if err := d.Check(); err != nil {
		return nil, fmt.Errorf("course: %w", err)
	}
	pair, err := d.Sea.Pair(a, b)
	if err != nil {
		return nil, err
	}
	slices.Sort(pair[:])
	var parts []int
	for k := range d.Boundaries {
		if d.Boundaries[k].States == pair {
			parts = append(parts, k)
		}
	}
	if r := &d.Question.Regime; len(d.Boundaries) == 0 || !r.Drawn() {
		return nil, fmt.Errorf("%w: %s draws no line between states; its rule is: %s", ErrNoBoundary, r.ID, r.Rules()[0].Rule)
	}
	if len(parts) == 0 {
		return nil, noBoundary(d, a, b)
	}
	measure, err := partition.NewDistances(d.Sea.Coast(), d.Effects())
	if err != nil {
		return nil, err
	}
	var out []Course
	for _, chain := range chains(d, parts) {
		out = append(out, course(d, chain, measure))
	}
	return out, nil
}

// noBoundary says which states have a line, for two that have none.
func noBoundary(d *caspian.Division, a, b string) error {
	var pairs []string
	for _, line := range d.Boundaries {
		if p := d.States[line.States[0]].Code + "–" + d.States[line.States[1]].Code; !slices.Contains(pairs, p) {
			pairs = append(pairs, p)
		}
	}
	return fmt.Errorf("%w: %s and %s do not meet under %s; those that do are %s", ErrNoBoundary, a, b, d.Question.Regime.ID, strings.Join(pairs, ", "))
}

// Only returns the division with nothing but the boundaries of courses, their points
// for its turning points, in the same order: what writers then write of it. Of no
// division it is nil, which they refuse.
func Only(d *caspian.Division, courses []Course) *caspian.Division {
	if d == nil {
		return nil
	}
	out := *d
	out.Zones, out.Limits, out.Boundaries, out.TurningPoints = nil, nil, nil, nil
	for _, c := range courses {
		for _, k := range c.Boundaries {
			b := d.Boundaries[k]
			b.TurningPoints = nil
			for i, p := range c.Points {
				if slices.Contains(b.Line, p.At) {
					b.TurningPoints = append(b.TurningPoints, len(out.TurningPoints)+i)
				}
			}
			out.Boundaries = append(out.Boundaries, b)
		}
		for _, p := range c.Points {
			out.TurningPoints = append(out.TurningPoints, p.TurningPoint)
		}
	}
	return &out
}

// chains joins boundaries that follow each other end to end.
func chains(d *caspian.Division, parts []int) (out [][]int) {
	for len(parts) > 0 {
		chain := []int{parts[0]}
		parts = parts[1:]
		for grown := true; grown; {
			grown = false
			head, tail := d.Boundaries[chain[0]].Line, d.Boundaries[chain[len(chain)-1]].Line
			if head[0] == tail[len(tail)-1] {
				break // a ring
			}
			for k, next := range parts {
				line := d.Boundaries[next].Line
				switch {
				case line[0] == tail[len(tail)-1]:
					chain = append(chain, next)
				case line[len(line)-1] == head[0]:
					chain = slices.Insert(chain, 0, next)
				default:
					continue
				}
				parts = slices.Delete(parts, k, k+1)
				grown = true
				break
			}
		}
		out = append(out, chain)
	}
	return out
}

// station is a vertex of a course.
type station struct {
	at      orb.Point
	turning *partition.TurningPoint // nil if it is none
	origin  partition.Origin        // of the boundary that leads to it
	given   bool                    // it is a vertex of a given line
	point   bool                    // it is one of the course's points
}

// stations returns the vertices of boundaries that follow each other.
func stations(d *caspian.Division, chain []int) (out []station) {
	for i, part := range chain {
		b := &d.Boundaries[part]
		turnings := b.TurningPoints
		for k, at := range b.Line {
			v := station{at: at, origin: b.Origin, point: k == 0 || k == len(b.Line)-1}
			if len(turnings) > 0 && d.TurningPoints[turnings[0]].At == at {
				v.turning, v.given, v.point = &d.TurningPoints[turnings[0]], b.Origin == partition.Given, true
				turnings = turnings[1:]
			}
			if k > 0 || i == 0 {
				out = append(out, v)
			} else if same := &out[len(out)-1]; v.turning != nil {
				same.turning, same.given = v.turning, same.given || v.given
			}
		}
	}
	return out
}

// course walks along boundaries that follow each other.
func course(d *caspian.Division, chain []int, measure *partition.Distances) Course {
	out := Course{States: d.Boundaries[chain[0]].States, Boundaries: chain}
	passed := stations(d, chain)
	termini := d.Sea.Termini(out.States[0], out.States[1])
	limited := map[*partition.TurningPoint]bool{}
	for _, l := range d.Limits {
		for _, k := range l.TurningPoints {
			limited[&d.TurningPoints[k]] = true
		}
	}
	ring := passed[0].at == passed[len(passed)-1].at
	var leg orb.LineString
	begun := 0.0 // where the leg began
	for k, v := range passed {
		if k > 0 {
			out.Length += geodesic.WGS84.Distance(passed[k-1].at, v.at)
		}
		leg = append(leg, v.at)
		if !v.point {
			continue
		}
		p := Point{Along: out.Length}
		switch {
		case v.turning != nil:
			p.TurningPoint, p.Kind = *v.turning, PointTurning
			if v.given {
				p.Kind = PointGiven
			}
			switch {
			case v.turning.Tripoint:
				p.Kind = PointTripoint
			case limited[v.turning]:
				p.Kind = PointLimit
			}
		default:
			p.At, p.States, p.Kind = v.at, slices.Clone(out.States[:]), PointShore
			if slices.Contains(termini, v.at) {
				p.Kind = PointTerminus
			}
			if ring {
				p.Kind = PointStart
			}
			reaches := measure.At(v.at)
			for _, state := range p.States {
				p.Distances = append(p.Distances, reaches[state].Distance)
				p.BasePoints = append(p.BasePoints, reaches[state].BasePoints)
			}
		}
		if k > 0 {
			l := newLeg(leg, out.Length-begun, v.origin)
			out.Legs, out.Departure = append(out.Legs, l), max(out.Departure, l.Departure)
		}
		out.Points = append(out.Points, p)
		leg, begun = orb.LineString{v.at}, out.Length
	}
	return out
}
