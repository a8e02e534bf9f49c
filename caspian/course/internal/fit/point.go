package fit

import "math"

// Point is a place on the plane, in metres.
type Point [2]float64

func (p Point) minus(q Point) Point             { return Point{p[0] - q[0], p[1] - q[1]} }
func (p Point) plus(q Point) Point              { return Point{p[0] + q[0], p[1] + q[1]} }
func (p Point) times(f float64) Point           { return Point{p[0] * f, p[1] * f} }
func (p Point) dot(q Point) float64             { return p[0]*q[0] + p[1]*q[1] }
func (p Point) cross(q Point) float64           { return p[0]*q[1] - p[1]*q[0] }
func (p Point) length() float64                 { return math.Hypot(p[0], p[1]) }
func (p Point) toward(q Point, t float64) Point { return p.plus(q.minus(p).times(t)) }

// foot returns the place on the way from a to b that is nearest to p, as a part of the
// way.
func foot(p, a, b Point) float64 {
	d := b.minus(a)
	if square := d.dot(d); square > 0 {
		return min(max(p.minus(a).dot(d)/square, 0), 1)
	}
	return 0
}

// area is the area that a path and the ways from the origin to its ends enclose, on the
// left of the path positive.
func area(path []Point) (out float64) {
	from := path[0] // keeps the sums small
	for k := range path[1:] {
		out += path[k].minus(from).cross(path[k+1].minus(from)) / 2
	}
	return out
}
