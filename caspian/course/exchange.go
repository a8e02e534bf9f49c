package course

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/valid"
)

// Face is water between two lines of the same two states: what the one line gives to one
// of them and the other line to the other.
type Face struct {
	// Polygon has its ring counter-clockwise and its holes clockwise. Its edges are geodesics.
	Polygon orb.Polygon
	// To is the number in Sea.States of the state that gains it.
	To int
	// Area is in m².
	Area float64
}

// leastFace is the area in m² from which on faces are told: areas are good to a tenth of it.
const leastFace = 1.0

// Exchanged returns the water that changes hands between two states, by their codes, from
// one division of a sea to another: what is the one's sector in the first and the other's
// in the second, the largest face first. Faces of less than 1 m² are left out. The borders of
// the states may end at other places of the shore in the second.
//
// Where the second division differs in the line of the two alone, as one with a given line
// does, what a state gains and loses in all faces adds up to the difference of its areas,
// to 1e-9 of the sea's (TestExchanged) but for what a vertex that the line adds to
// one with a third state moves that, within its tolerance. Lines may touch, run along each other and cross as
// often as they like; ends at different places of the shore or of another line
// are joined by that. Vertices of the two that are less than 1 mm apart are the same.
//
// It fails with an error that wraps caspian.ErrDivision for what are no two divisions of one
// sea, caspian.ErrState for codes that it does not have, and ErrNoBoundary for one in which
// the two have no sectors.
func Exchanged(from, to *caspian.Division, a, b string) ([]Face, error) {
	for _, d := range [2]*caspian.Division{from, to} {
		if err := d.Check(); err != nil {
			return nil, fmt.Errorf("course: %w", err)
		}
	}
	if !sameWater(from.Sea.Coast(), to.Sea.Coast()) {
		return nil, fmt.Errorf("course: %w of one sea with the other: their coasts enclose other water", caspian.ErrDivision)
	}
	pair, err := from.Sea.Pair(a, b)
	if err != nil {
		return nil, err
	}
	var c chain
	for k, d := range [2]*caspian.Division{from, to} {
		for side, state := range pair {
			sector := slices.IndexFunc(d.Zones, func(z caspian.Zone) bool {
				return z.Kind == caspian.ZoneSector && slices.Equal(z.Holder.States, []int{state})
			})
			if sector < 0 {
				return nil, fmt.Errorf("%w: %s has no sector under %s", ErrNoBoundary, d.States[state].Code, d.Question.Regime.ID)
			}
			var w weight
			w[side] = 2*k - 1
			for _, polygon := range d.Zones[sector].Polygons {
				for _, ring := range polygon {
					c.add(ring, w)
				}
			}
		}
	}
	return c.faces(pair)
}

// ExchangedLines returns the water between two lines of the same two states, by their
// numbers in Sea.States, which both run with the waters of the first on their left: what
// changes hands when the second line takes the place of the first, the largest face first,
// those of less than 1 m² left out. Both run from the same end to the same
// end. Where they do not, the ends are joined along the first of the given lines, such as a
// shore or the line with a third state, on which both lie to 1 m, and the shorter way if it is a ring; by a
// geodesic if they lie on none.
//
// It fails with an error that wraps caspian.ErrLine for a line of less than two vertices, or with
// one that is no longitude and latitude. Lines that cross themselves give each of their
// loops to the state on whose side the loop turns.
func ExchangedLines(states [2]int, from, to orb.LineString, along ...orb.LineString) ([]Face, error) {
	for _, line := range [2]orb.LineString{from, to} {
		if err := checkLine(line, nil); err != nil {
			return nil, err
		}
		if len(line) < 2 {
			return nil, fmt.Errorf("%w: a single place parts no areas", caspian.ErrLine)
		}
	}
	var c chain
	first, second := weight{1, -1}, weight{-1, 1}
	c.add(to, first)
	c.add(joined(to[len(to)-1], from[len(from)-1], along), first)
	c.add(from, second)
	c.add(joined(to[0], from[0], along), second)
	return c.faces(states)
}

// checkLine returns an error for what is no line, or has roundings that are not its vertices'.
func checkLine(line orb.LineString, rounding []float64) error {
	if len(line) == 0 {
		return fmt.Errorf("%w: it has no vertices", caspian.ErrLine)
	}
	if rounding != nil && len(rounding) != len(line) {
		return fmt.Errorf("%w: %d roundings for %d vertices", caspian.ErrLine, len(rounding), len(line))
	}
	for k, p := range line {
		if !valid.Position(p) {
			return fmt.Errorf("%w: vertex %d at %v %v is no longitude and latitude", caspian.ErrLine, k, p[0], p[1])
		}
	}
	return nil
}

// sameWater says whether two coasts enclose the same water: the states may have other parts
// of the shore, with vertices where their borders end that lie on the edges of the other.
func sameWater(a, b *coast.Coast) bool {
	if a == b {
		return true
	}
	if !slices.EqualFunc(a.Islands, b.Islands, func(i, k coast.Island) bool { return slices.Equal(i.Ring, k.Ring) }) {
		return false
	}
	on := func(one, other orb.Ring) bool {
		known := map[orb.Point]bool{}
		for _, p := range other {
			known[p] = true
		}
		e := geodesic.WGS84
		index := coast.NewIndex(coast.NewLines(e, []orb.LineString{orb.LineString(other)}), []int{0})
		for _, p := range one {
			if !known[p] && !(index.NearestWithin(e.Cartesian(p), coast.NoPiece, 1).Distance < sameVertex) {
				return false
			}
		}
		return true
	}
	return on(a.Shore, b.Shore) && on(b.Shore, a.Shore)
}

// sameVertex is the distance in metres below which two vertices are one.
const sameVertex = 1e-3

// onLine is the distance in metres from a line at which a place lies on it.
const onLine = 1.0

// joined returns the shortest way between two places along the first of some lines that has
// both.
func joined(p, q orb.Point, along []orb.LineString) orb.LineString {
	if p == q {
		return nil
	}
	for _, line := range along {
		i, on := footOn(line, p)
		k, too := footOn(line, q)
		if !on || !too {
			continue
		}
		there, back := ahead(line, i, k, p, q), ahead(line, k, i, q, p)
		if there == nil || back != nil && length(back) < length(there) {
			slices.Reverse(back)
			return back
		}
		return there
	}
	return orb.LineString{p, q}
}

// ahead returns the way on from p to q along a line, on whose edges i and k they lie: nil
// if q lies before p, and the line is no ring.
func ahead(line orb.LineString, i, k int, p, q orb.Point) orb.LineString {
	way := orb.LineString{p}
	switch {
	case i < k || i == k && geodesic.WGS84.Distance(line[i], p) <= geodesic.WGS84.Distance(line[i], q):
		way = append(way, line[i+1:k+1]...)
	case line[0] == line[len(line)-1]:
		way = append(append(way, line[i+1:]...), line[1:k+1]...)
	default:
		return nil
	}
	return append(way, q)
}

// footOn returns the edge of a line that a place is nearest to, and whether it lies on it.
func footOn(line orb.LineString, p orb.Point) (edge int, on bool) {
	e, least := geodesic.WGS84, math.Inf(1)
	v := e.Cartesian(p)
	for k := 1; k < len(line); k++ {
		a, b := e.Cartesian(line[k-1]), e.Cartesian(line[k])
		long := e.Length(a, b)
		if min(e.Length(v, a), e.Length(v, b)) > long+2*onLine {
			continue
		}
		if _, away := e.Nearest(p, line[k-1], line[k]); away < least {
			least, edge = away, k-1
		}
	}
	return edge, least <= onLine
}

// length is that of a line in metres.
func length(line orb.LineString) (sum float64) {
	for k := 1; k < len(line); k++ {
		sum += geodesic.WGS84.Distance(line[k-1], line[k])
	}
	return sum
}

// faces returns what a chain gives one of two states and takes from the other.
func (c *chain) faces(states [2]int) ([]Face, error) {
	o, err := newOverlay(c)
	if err != nil {
		return nil, err
	}
	o.walk()
	o.label()
	var out []Face
	for k := range o.faces {
		f := &o.faces[k]
		to := states[0]
		switch w := f.winding; {
		case f.area <= 0 || w[0]*w[1] >= 0:
			continue
		case w[1] > 0:
			to = states[1]
		}
		polygon := o.polygon(f)
		if area := geodesic.WGS84.PolygonArea(polygon); area >= leastFace {
			out = append(out, Face{polygon, to, area})
		}
	}
	slices.SortStableFunc(out, func(f, g Face) int { return cmp.Compare(g.Area, f.Area) })
	return out, nil
}

// Gained returns the area in m² of the faces that a state gains.
func Gained(faces []Face, state int) (area float64) {
	for _, f := range faces {
		if f.To == state {
			area += f.Area
		}
	}
	return area
}
