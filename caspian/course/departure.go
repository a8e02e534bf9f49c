package course

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
)

// Departure is where two lines are farthest apart.
type Departure struct {
	// Distance is in metres.
	Distance float64
	// At is the place on the simplified line, Nearest the one on the course.
	At, Nearest orb.Point
	// Toward is the number of the state on whose side of the course At lies: the line is
	// pushed towards it, to the other's advantage.
	Toward int
}

// track is a line of geodesics laid out for measuring distances from it.
type track struct {
	laid  *coast.Baselines
	index *coast.Index
}

func newTrack(line orb.LineString) track {
	laid := coast.NewLines(geodesic.WGS84, []orb.LineString{line})
	return track{laid, coast.NewIndex(laid, []int{0})}
}

// measuredTo is the length in metres to which departures are measured.
const measuredTo = 0.03

// farthest returns the place of the track that is farthest from another one, and the
// nearest place of that.
//
// Between two places of one piece, no place is farther from the other track than the
// farther one of the two is from any piece of it: pieces are straight, and distances from
// them convex. What is so bounded is halved until it cannot be the farthest.
func (t track) farthest(other track) (at geodesic.Vec, foot coast.Foot) {
	type end struct {
		at   geodesic.Vec
		foot coast.Foot
	}
	look := func(v geodesic.Vec, hint int32) end { return end{v, other.index.Nearest(v, hint)} }
	piece := func(v geodesic.Vec, k int32) float64 {
		a, ab := other.laid.Points[k], other.laid.Points[k+1].Sub(other.laid.Points[k])
		av := v.Sub(a)
		return av.Sub(ab.Mul(min(max(av.Dot(ab)/ab.Dot(ab), 0), 1))).Norm()
	}
	ends := make([]end, len(t.laid.Points))
	hint, best := coast.NoPiece, end{}
	best.foot.Distance = -1
	for k, v := range t.laid.Points {
		ends[k] = look(v, hint)
		if hint = ends[k].foot.Piece; ends[k].foot.Distance > best.foot.Distance {
			best = ends[k]
		}
	}
	var halve func(a, b end)
	halve = func(a, b end) {
		length := b.at.Sub(a.at).Norm()
		most := min(max(a.foot.Distance, piece(b.at, a.foot.Piece)), max(b.foot.Distance, piece(a.at, b.foot.Piece)), (a.foot.Distance+b.foot.Distance+length)/2)
		if most <= best.foot.Distance+measuredTo || length <= measuredTo {
			return
		}
		m := look(geodesic.WGS84.OnSurface(a.at.Add(b.at).Mul(0.5)), a.foot.Piece)
		if m.foot.Distance > best.foot.Distance {
			best = m
		}
		halve(a, m)
		halve(m, b)
	}
	for k := range ends[1:] {
		halve(ends[k], ends[k+1])
	}
	return best.at, best.foot
}

// departure measures how far a line departs from a course, given with the states on the
// course's left and right.
func (t track) departure(line orb.LineString, states [2]int) Departure {
	e, other := geodesic.WGS84, newTrack(line)
	from, foot := t.farthest(other)
	back, home := other.farthest(t)
	d := Departure{Distance: foot.Distance, At: e.Position(foot.At), Nearest: e.Position(from)}
	on, at := t.index.Nearest(from, coast.NoPiece), foot.At
	if home.Distance > foot.Distance {
		d = Departure{Distance: home.Distance, At: e.Position(back), Nearest: e.Position(home.At)}
		on, at = home, back
	}
	// The direction of the course there, at a vertex that of both its pieces.
	points := t.laid.Points
	k := int(on.Piece)
	ahead := points[k+1].Sub(points[k]).Unit()
	switch {
	case on.T <= 0 && k > 0:
		ahead = ahead.Add(points[k].Sub(points[k-1]).Unit())
	case on.T >= 1 && k+2 < len(points):
		ahead = ahead.Add(points[k+2].Sub(points[k+1]).Unit())
	}
	d.Toward = states[1]
	if ahead.Cross(at.Sub(on.At)).Dot(on.At) > 0 {
		d.Toward = states[0]
	}
	return d
}

// dense returns a line of geodesics with so many vertices that edges that are drawn straight
// in longitude and latitude stay within a tolerance in metres of them.
func dense(line orb.LineString, tolerance float64) (out orb.LineString) {
	for k := range line[1:] {
		out = append(out, line[k])
		leg := geodesic.WGS84.LineTo(line[k], line[k+1])
		for pieces := math.Ceil(leg.Length() / densest(tolerance)); ; pieces *= 2 {
			way := orb.LineString{line[k]}
			for i := 1.0; i < pieces; i++ {
				p, _ := leg.Position(leg.Length() * i / pieces)
				way = append(way, written(p))
			}
			way = append(way, line[k+1])
			if straight(way, tolerance) || leg.Length()/pieces < shortest {
				out = append(out, way[1:len(way)-1]...)
				break
			}
		}
	}
	return slices.Clip(append(out, line[len(line)-1]))
}

// shortest is the length in metres of edges that are not cut again, and densest that from
// which on they are cut at all.
const shortest = 10.0

func densest(tolerance float64) float64 { return max(5000*math.Sqrt(tolerance), shortest) }

// straight says whether a line's edges, drawn straight, stay within most of a tolerance.
func straight(line orb.LineString, tolerance float64) bool {
	for k := range line[1:] {
		p, q := line[k], line[k+1]
		turned := math.Remainder(q[0]-p[0], 360)
		if _, off := geodesic.WGS84.Nearest(orb.Point{p[0] + turned/2, (p[1] + q[1]) / 2}, p, q); off > 0.8*tolerance {
			return false
		}
	}
	return true
}

// written returns a position as boundaries have it, to 1e-11 degrees.
func written(p orb.Point) orb.Point {
	for k := range p {
		p[k] = math.Round(p[k]*1e11) / 1e11
	}
	return p
}
