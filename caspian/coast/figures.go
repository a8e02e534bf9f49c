package coast

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/problem"
)

// LineFigures are what rules on bays and straight baselines look at in a line, or in
// several of one name that islands join. They are numbers and no verdicts: what they are
// compared with is law.
type LineFigures struct {
	Name     string
	State    int // indexes Coast.States
	Baseline bool
	// Legs are all legs from shore to shore, in the order of the lines in the file.
	Legs []Leg
	// Length is that of all legs together in metres: of several mouths their sum.
	Length float64
	// Whole goes from one end on the mainland to the other. It has no Length, and the
	// same place twice if the lines join islands alone.
	Whole Leg
	// Front and Fit are the general direction of the coast, as an azimuth from 0 up to
	// 180°. Front is that of the straight line between the ends of the state's mainland
	// here. Fit is that of the straight line from which the shore beside the lines departs
	// least (the sum of squares of distances), over Fitted metres of it. They are NaN where
	// there is none: beside islands, and Front if nobody else has a shore.
	//
	// Directions are taken in the azimuthal equidistant map around the middle of Whole.
	Front, Fit float64
	Fitted     float64
	// Water is the area enclosed in m², and Islands that of the islands in it.
	Water, Islands float64
	// Semicircle is the area in m² of half a circle with the diameter Length.
	Semicircle float64
	// Farthest is the greatest distance in metres of enclosed water from the lines, to 1 m,
	// and FarthestAt where that is.
	Farthest   float64
	FarthestAt orb.Point
}

// Leg is a geodesic of a line.
type Leg struct {
	From, To orb.Point
	Length   float64 // in metres
	// Front and Fit are the angles in degrees, from 0 to 90, by which it departs from those
	// directions of the coast; NaN where these are.
	Front, Fit float64
}

// DefaultSide is how much shore on either side of a line tells the direction of the coast,
// in metres, if nothing else is said.
const DefaultSide = 50e3

// Figures measures every closing line and straight baseline of the coast as if it alone
// were drawn. Side is how much of the state's shore on either side of it its general
// direction is taken from, in metres; what the line encloses is no part of that. Lines
// that cannot be drawn come back as *problem.List, beside the figures of the others.
func (c *Coast) Figures(side float64) ([]LineFigures, error) {
	if !(side > 0 && side <= 1e7) {
		return nil, fmt.Errorf("coast: the general direction of a coast is not taken over %v m", side)
	}
	var out []LineFigures
	var wrong problem.List
	for k, l := range c.Closings {
		if slices.ContainsFunc(c.Closings[:k], func(o Closing) bool { return o.Name == l.Name && o.Baseline == l.Baseline }) {
			continue
		}
		lines, err := c.named(l.Baseline, l.Name)
		var systems [][]Closing
		if err == nil {
			systems, err = c.systems(lines)
		}
		for _, system := range systems {
			cut, err := c.cut(system)
			if err != nil {
				wrong.Add(err)
				continue
			}
			out = append(out, c.figures(cut, side))
		}
		if err != nil {
			wrong.Add(err)
		}
	}
	return out, wrong.Err()
}

// figures measures what a system of lines has cut off.
func (c *Coast) figures(cut *cut, side float64) LineFigures {
	e := geodesic.WGS84
	first := &cut.lines[0].Closing
	f := LineFigures{Name: first.Name, State: first.State, Baseline: first.Baseline}
	var lines []orb.LineString
	for _, l := range cut.lines {
		lines = append(lines, l.Line)
		for k, p := range l.Line[1:] {
			leg := Leg{From: l.Line[k], To: p, Length: e.Distance(l.Line[k], p)}
			f.Legs, f.Length = append(f.Legs, leg), f.Length+leg.Length
		}
	}
	f.Semicircle = math.Pi / 8 * f.Length * f.Length
	base := NewLines(e, lines)
	chains := make([]int, len(base.Chains))
	for k := range chains {
		chains[k] = k
	}
	far := farthest{index: NewIndex(base, chains)}
	for _, w := range cut.left.Enclosed[len(c.Enclosed):] {
		f.Water += e.PolygonArea(w.Water)
		for r, ring := range w.Water {
			if r > 0 {
				area, _ := e.RingArea(ring)
				f.Islands -= area
			}
			far.along(ring)
		}
	}
	f.Farthest, f.FarthestAt = far.distance, far.at
	c.direct(cut, &f, side)
	return f
}

// farthest looks for the place of some rings that is farthest from lines.
type farthest struct {
	index    *Index
	distance float64
	at       orb.Point
}

// see returns how far a place is from the lines.
func (f *farthest) see(p orb.Point) float64 {
	d := f.index.Nearest(geodesic.WGS84.Cartesian(p), NoPiece).Distance
	if d > f.distance {
		f.distance, f.at = d, p
	}
	return d
}

// along looks along a ring. Within water nothing is farther than all of its rings: away from
// the nearest place of the lines it goes on to one.
func (f *farthest) along(ring orb.Ring) {
	d := make([]float64, len(ring))
	for k, p := range ring {
		d[k] = f.see(p)
	}
	var halve func(p, q orb.Point, dp, dq float64)
	halve = func(p, q orb.Point, dp, dq float64) {
		line := geodesic.WGS84.LineTo(p, q)
		if (dp+dq+line.Length())/2 <= f.distance+1 {
			return // distances change no faster than places
		}
		middle, _ := line.Position(line.Length() / 2)
		dm := f.see(middle)
		halve(p, middle, dp, dm)
		halve(middle, q, dm, dq)
	}
	for k, q := range ring[1:] {
		halve(ring[k], q, d[k], d[k+1])
	}
}

// direct finds the general direction of the coast, and how far lines depart from it.
func (c *Coast) direct(cut *cut, f *LineFigures, side float64) {
	e, none := geodesic.WGS84, math.NaN()
	f.Front, f.Fit = none, none
	last := cut.lines[len(cut.lines)-1].Line
	f.Whole = Leg{From: cut.lines[0].Line[0], To: last[len(last)-1], Front: none, Fit: none}
	open := cut.open
	if open != nil {
		f.Whole.From, f.Whole.To = open.points[len(open.points)-1], open.points[0]
	}
	f.Whole.Length = e.Distance(f.Whole.From, f.Whole.To)
	chord := e.LineTo(f.Whole.From, f.Whole.To)
	middle, _ := chord.Position(chord.Length() / 2)
	project := mapAround(middle)
	if open != nil {
		own := func(k int) bool { return c.stretchOf(open.edges[k]).State == f.State }
		n := len(open.edges)
		ahead, behind := 0, n // own edges are those before and from these on
		for ahead < n && own(ahead) {
			ahead++
		}
		for behind > ahead && own(behind-1) {
			behind--
		}
		if ahead < n {
			f.Front = project(open.points[ahead]).minus(project(open.points[behind])).azimuth()
		}
		before := slices.Clone(open.points[behind:])
		if ahead == n { // all is the state's: go around, but nowhere twice
			if length := (Measure{}).length(e, open.points, false); length <= 2*side {
				side = length
			} else {
				before = slices.Clone(open.points)
			}
		}
		slices.Reverse(before)
		var shore spread
		for _, way := range [2][]orb.Point{open.points[:ahead+1], before} {
			some, length := stretchTo(way, side)
			shore, f.Fitted = shore.along(project, some, side/100), f.Fitted+length
		}
		f.Fit = shore.axis().azimuth()
	}
	for k := range f.Legs {
		f.depart(&f.Legs[k], project)
	}
	if f.Whole.Length > 0 {
		f.depart(&f.Whole, project)
	}
}

// azimuth is the direction of a vector either way, from 0 up to 180°; NaN of none.
func (p plane) azimuth() float64 {
	if p == (plane{}) || math.IsNaN(p.x) {
		return math.NaN()
	}
	return math.Mod(math.Atan2(p.x, p.y)*180/math.Pi+360, 180)
}

// depart measures how far a leg departs from the directions of the coast.
func (f *LineFigures) depart(leg *Leg, project func(orb.Point) plane) {
	own := project(leg.To).minus(project(leg.From)).azimuth()
	angle := func(coast float64) float64 { return math.Abs(math.Remainder(own-coast, 180)) }
	leg.Front, leg.Fit = angle(f.Front), angle(f.Fit)
}

// stretchTo returns a line up to a length along it, and how long that is.
func stretchTo(line []orb.Point, most float64) (out []orb.Point, length float64) {
	for k := range line[1:] {
		edge := geodesic.WGS84.LineTo(line[k], line[k+1])
		if length+edge.Length() > most {
			at, _ := edge.Position(most - length)
			return append(slices.Clone(line[:k+1]), at), most
		}
		length += edge.Length()
	}
	return line, length
}
