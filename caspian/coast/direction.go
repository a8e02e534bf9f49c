package coast

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/geodesic"
)

// Directions are general directions of the two coasts that meet at a terminus: azimuths
// there in degrees, in [0, 360), or NaN where there is none.
type Directions struct {
	// Before and After are those in which the coast of each of the terminus's states goes
	// away from it.
	Before, After float64
	// Along is that of both together, in which the water lies on the left.
	Along float64
}

// Bisector returns the azimuth that halves the angle of water between the two coasts.
func (d Directions) Bisector() float64 {
	return swung(d.After, -swung(d.After, -d.Before)/2)
}

// Perpendicular returns the azimuth into the water at right angles to both coasts together.
func (d Directions) Perpendicular() float64 { return swung(d.Along, -90) }

// swung returns an azimuth turned clockwise, in [0, 360).
func swung(azimuth, by float64) float64 {
	v := math.Mod(azimuth+by, 360)
	if v < 0 {
		v += 360
	}
	return v
}

// DirectionsAt returns the general directions of the coasts at a terminus of Termini, each
// up to the first place that is so many metres away from it as the crow flies; where a
// state's stretch does not come so far, up to its farthest vertex.
//
// Without fit they are straight fronts: the geodesics from the terminus to those places,
// and for both together the line from the one to the other. With fit they are the straight
// lines nearest to the coasts by least squares of the distances from them, every metre of
// coast counting alike: through each coast by itself, and through both. Straight is what is
// so on a map in which distances and azimuths from the terminus are true.
//
// A coast that spreads alike to all sides has no direction, and both together have none if
// they go the same way: NaN. It fails with a *Problem of the kind ErrFeature if over is not
// a length above 0.
func (c *Coast) DirectionsAt(t Terminus, over float64, fit bool) (Directions, error) {
	if !(over > 0) || math.IsInf(over, 0) {
		return Directions{}, &Problem{Kind: ErrFeature, Feature: -1, State: c.States[t.Before].Code, Vertex: -1, At: &t.At,
			What: fmt.Sprintf("no general directions are taken over %g m", over)}
	}
	var sides [2]spread // of the coasts before and after
	for _, m := range c.mainlands() {
		line := m.line
		side := 1
		switch {
		case m.state == t.After && line[0] == t.At:
		case m.state == t.Before && line[len(line)-1] == t.At:
			slices.Reverse(line)
			side = 0
		default:
			continue
		}
		sides[side] = spreadOf(upTo(line, over), over, fit)
	}
	azimuth := func(axis, way plane) float64 {
		along := axis.x*way.x + axis.y*way.y
		if !(math.Abs(along) > 1e-6*math.Hypot(axis.x, axis.y)*over) {
			return math.NaN()
		}
		sign := math.Copysign(1, along)
		return swung(math.Atan2(sign*axis.x, sign*axis.y)*(180/math.Pi), 0)
	}
	before, after := sides[0].mean(), sides[1].mean()
	across := after.minus(before)
	if !fit {
		return Directions{azimuth(before, before), azimuth(after, after), azimuth(across, across)}, nil
	}
	both := sides[0].with(&sides[1])
	return Directions{azimuth(sides[0].axis(), before), azimuth(sides[1].axis(), after), azimuth(both.axis(), across)}, nil
}

// upTo returns a line up to the first place that is so far away from its beginning, or up
// to its farthest vertex.
func upTo(line []orb.Point, far float64) []orb.Point {
	e := geodesic.WGS84
	farthest, most := 0, 0.0
	for k, p := range line {
		d := e.Distance(line[0], p)
		if d >= far {
			return append(slices.Clone(line[:k]), leaves(e, line[0], far, line[k-1], p))
		}
		if d > most {
			farthest, most = k, d
		}
	}
	return line[:farthest+1]
}

// plane is a vector on a map around a place, in metres to the east and north.
type plane struct{ x, y float64 }

func (p plane) minus(q plane) plane { return plane{p.x - q.x, p.y - q.y} }

// spread is how a coast lies around a place: its length, and the
// integrals of the coordinates and of their products along it; of a front its end instead.
type spread struct {
	length, x, y, xx, xy, yy float64
}

// spreadOf measures a line in straight pieces of a hundredth of over at most.
func spreadOf(line []orb.Point, over float64, fit bool) (out spread) {
	project := mapAround(line[0])
	if !fit {
		end := project(line[len(line)-1])
		return spread{length: 1, x: end.x, y: end.y}
	}
	return out.along(project, line, over/100)
}

// mapAround returns the map with true distances and azimuths from a place.
func mapAround(centre orb.Point) func(orb.Point) plane {
	return func(p orb.Point) plane {
		d, azi, _ := geodesic.WGS84.Inverse(centre, p)
		sin, cos := math.Sincos(azi * (math.Pi / 180))
		return plane{d * sin, d * cos}
	}
}

// along returns the spread with a line in straight pieces of some length at most.
func (s spread) along(project func(orb.Point) plane, line []orb.Point, piece float64) spread {
	last := project(line[0])
	for k := range line[1:] {
		edge := geodesic.WGS84.LineTo(line[k], line[k+1])
		n := math.Ceil(edge.Length() / piece)
		for i := 1.0; i <= n; i++ {
			at, _ := edge.Position(edge.Length() * i / n)
			p := project(at)
			d, mx, my := p.minus(last), (p.x+last.x)/2, (p.y+last.y)/2
			l := math.Hypot(d.x, d.y)
			s = s.with(&spread{l, l * mx, l * my, l * (mx*mx + d.x*d.x/12), l * (mx*my + d.x*d.y/12), l * (my*my + d.y*d.y/12)})
			last = p
		}
	}
	return s
}

// with returns the spread of both.
func (s spread) with(o *spread) spread {
	return spread{s.length + o.length, s.x + o.x, s.y + o.y, s.xx + o.xx, s.xy + o.xy, s.yy + o.yy}
}

// mean returns the middle of the coast, or the end of a front.
func (s *spread) mean() plane { return plane{s.x / s.length, s.y / s.length} }

// axis returns the direction of the straight line nearest to the coast, either way; zero
// if there is none.
func (s *spread) axis() plane {
	m := s.mean()
	xx, xy, yy := s.xx/s.length-m.x*m.x, s.xy/s.length-m.x*m.y, s.yy/s.length-m.y*m.y
	if math.Hypot(2*xy, xx-yy) <= 1e-6*(xx+yy) {
		return plane{}
	}
	sin, cos := math.Sincos(math.Atan2(2*xy, xx-yy) / 2)
	return plane{cos, sin}
}
