package coast

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/geodesic"
)

// place is a place on a ring of the coast, 0 the shore and 1+k island k: on an edge, at a
// fraction of it.
type place struct {
	ring, edge int
	along      float64
	at         orb.Point
}

// edges returns the edges of a ring, whole or in part, from one place forward to another
// one, or all around to the same.
func (c *Coast) edges(from, to place) (out []int) {
	n := len(c.ring(from.ring)) - 1
	end := to.edge
	if to.along > 0 {
		end++
	}
	if end < from.edge || end == from.edge || end == from.edge+1 && to.edge == from.edge && to.along <= from.along {
		end += n
	}
	for k := from.edge; k < end; k++ {
		out = append(out, k%n)
	}
	return out
}

// path is a way between two nodes with water on its left: along a ring, or along a line
// in one of its directions.
type path struct {
	points   []orb.Point
	from, to int   // nodes
	ring     int   // −1 of a line
	edges    []int // of the ring
	line     int   // −1 of a ring
	twin     int   // the path along the line the other way
}

// along returns the path along a ring from one place forward to another.
func (c *Coast) along(from, to place) path {
	p := path{ring: from.ring, line: -1, twin: -1, points: []orb.Point{from.at}, edges: c.edges(from, to)}
	ring := c.ring(from.ring)
	for _, k := range p.edges[:len(p.edges)-1] {
		p.points = append(p.points, ring[k+1])
	}
	p.points = append(p.points, to.at)
	return p
}

// heading is the direction in which q is seen from p, in radians counter-clockwise from
// east.
func heading(p, q orb.Point) float64 {
	e := geodesic.WGS84
	at := e.Cartesian(p)
	up := e.Normal(at)
	east := geodesic.Vec{X: -up.Y, Y: up.X}
	if east.Norm() < 1e-12 {
		east = geodesic.Vec{Y: 1}
	}
	east = east.Unit()
	to := e.Cartesian(q).Sub(at)
	return math.Atan2(to.Dot(up.Cross(east)), to.Dot(east))
}

// sameHeading says whether two paths begin in one direction.
func sameHeading(p, q *path) bool {
	return math.Abs(math.Remainder(heading(p.points[0], p.points[1])-heading(q.points[0], q.points[1]), 2*math.Pi)) < 1e-9
}

// trace follows the paths around the water on their left. Every path is in one of the
// cycles.
func trace(paths []path) (cycles [][]int) {
	from := map[int][]int{}
	for k, p := range paths {
		from[p.from] = append(from[p.from], k)
	}
	// next is the first path clockwise from where another one comes from.
	next := func(p *path) (best int) {
		last := len(p.points) - 1
		back, least := heading(p.points[last], p.points[last-1]), math.Inf(1)
		for _, k := range from[p.to] {
			by := math.Mod(back-heading(paths[k].points[0], paths[k].points[1])+4*math.Pi, 2*math.Pi)
			if k == p.twin {
				by = 2 * math.Pi
			}
			if by < least {
				best, least = k, by
			}
		}
		return best
	}
	used := make([]bool, len(paths))
	for start := range paths {
		var cycle []int
		for k := start; !used[k]; k = next(&paths[k]) {
			used[k] = true
			cycle = append(cycle, k)
		}
		if cycle != nil {
			cycles = append(cycles, cycle)
		}
	}
	return cycles
}

// loop is a closed way along paths that passes no node twice.
type loop struct {
	paths []int
	ring  orb.Ring
	area  float64 // roughly, positive if it runs counter-clockwise
}

// loops parts a cycle at the nodes that it passes several times.
func loops(paths []path, cycle []int) (out []loop) {
	var open []int
	for _, k := range cycle {
		open = append(open, k)
		begin := slices.IndexFunc(open, func(i int) bool { return paths[i].from == paths[k].to })
		if begin < 0 {
			continue
		}
		l := loop{paths: slices.Clone(open[begin:])}
		open = open[:begin]
		for _, i := range l.paths {
			l.ring = append(l.ring, paths[i].points[:len(paths[i].points)-1]...)
		}
		l.ring = append(l.ring, l.ring[0])
		l.area = turn(l.ring)
		out = append(out, l)
	}
	return out
}
