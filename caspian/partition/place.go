package partition

import (
	"cmp"
	"math"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/geodesic"
)

// place is a point of the plane that the partition works in: its position on
// the chart and on the surface.
type place struct {
	x, y float64
	at   geodesic.Vec
}

// edgeTo returns the point of the edge from a to b on the chart that is nearest
// to p, as a fraction of the edge, and its distance.
func edgeTo(a, b *place, p place) (s, d float64) {
	dx, dy := b.x-a.x, b.y-a.y
	s = min(max(((p.x-a.x)*dx+(p.y-a.y)*dy)/(dx*dx+dy*dy), 0), 1)
	return s, math.Hypot(p.x-a.x-s*dx, p.y-a.y-s*dy)
}

// meet returns where the edge from a to b meets that from c to d on the chart,
// as fractions of both. Edges with a common end meet exactly there on every
// machine: without the conversions, some would round only one of two equal
// products.
func meet(a, b, c, d *place) (s, t float64, ok bool) {
	ux, uy, vx, vy := b.x-a.x, b.y-a.y, d.x-c.x, d.y-c.y
	wx, wy := c.x-a.x, c.y-a.y
	det := float64(ux*vy) - float64(uy*vx)
	if det == 0 {
		return 0, 0, false
	}
	s, t = (float64(wx*vy)-float64(wy*vx))/det, (float64(wx*uy)-float64(wy*ux))/det
	return s, t, s >= 0 && s <= 1 && t >= 0 && t <= 1
}

// away returns the unit tangent at p that points away from q, the gradient of
// the distance from q.
func away(p, q, up geodesic.Vec) geodesic.Vec {
	v := p.Sub(q)
	v = v.Sub(up.Mul(v.Dot(up)))
	n := v.Norm()
	if n < aground {
		return geodesic.Vec{} // on the shore itself
	}
	return v.Mul(1 / n)
}

// tangent returns the unit vector along v's part perpendicular to up.
func tangent(v, up geodesic.Vec) geodesic.Vec {
	return v.Sub(up.Mul(v.Dot(up))).Unit()
}

// turnFrom returns the angle from a to b, tangents where up is the normal,
// counter-clockwise from 0 to 2π.
func turnFrom(a, b, up geodesic.Vec) float64 {
	angle := math.Atan2(a.Cross(b).Dot(up), a.Dot(b))
	if angle < 0 {
		angle += 2 * math.Pi
	}
	return angle
}

// newtonStep returns the step in the tangent plane to where two functions
// vanish, given their values and gradients and the determinant of these.
func newtonStep(up geodesic.Vec, value1 float64, gradient1 geodesic.Vec, value2 float64, gradient2 geodesic.Vec, det float64) geodesic.Vec {
	return up.Cross(gradient2).Mul(value1).Sub(up.Cross(gradient1).Mul(value2)).Mul(1 / det)
}

func near(p, q geodesic.Vec) bool {
	d := p.Sub(q)
	return d.Dot(d) <= tieRadius*tieRadius
}

// comparePoints orders positions by longitude and then latitude.
func comparePoints(p, q orb.Point) int {
	return cmp.Or(cmp.Compare(p[0], q[0]), cmp.Compare(p[1], q[1]))
}
