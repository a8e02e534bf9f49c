package geodesic

import (
	"math"

	"github.com/paulmach/orb"
)

// Vec is a vector from the Earth's centre in metres: X towards longitude 0 on
// the equator, Y towards longitude 90° east, Z towards the north pole.
type Vec struct{ X, Y, Z float64 }

// Add returns v + w.
func (v Vec) Add(w Vec) Vec { return Vec{v.X + w.X, v.Y + w.Y, v.Z + w.Z} }

// Sub returns v − w.
func (v Vec) Sub(w Vec) Vec { return Vec{v.X - w.X, v.Y - w.Y, v.Z - w.Z} }

// Mul returns k·v.
func (v Vec) Mul(k float64) Vec { return Vec{k * v.X, k * v.Y, k * v.Z} }

// Dot returns the scalar product v·w.
func (v Vec) Dot(w Vec) float64 { return v.X*w.X + v.Y*w.Y + v.Z*w.Z }

// Cross returns the vector product v × w. That of parallel vectors of equal
// length is exactly zero on every machine: without the conversions, some would
// round only one of two equal products.
func (v Vec) Cross(w Vec) Vec {
	return Vec{float64(v.Y*w.Z) - float64(v.Z*w.Y), float64(v.Z*w.X) - float64(v.X*w.Z), float64(v.X*w.Y) - float64(v.Y*w.X)}
}

// Norm returns the length of v.
func (v Vec) Norm() float64 { return math.Sqrt(v.Dot(v)) }

// Unit returns v scaled to length 1; the zero vector gives NaN.
func (v Vec) Unit() Vec { return v.Mul(1 / v.Norm()) }

// Cartesian returns the place of p on the surface of the ellipsoid as an
// earth-centred vector. NaN or infinite coordinates give NaN; latitudes beyond
// ±90° go on over the pole.
func (e *Ellipsoid) Cartesian(p orb.Point) Vec {
	sinLon, cosLon := sincosDegrees(p[0])
	sinLat, cosLat := sincosDegrees(p[1])
	n := e.a / math.Sqrt(1-e.e2*sinLat*sinLat)
	return Vec{n * cosLat * cosLon, n * cosLat * sinLon, n * (1 - e.e2) * sinLat}
}

// Position returns the longitude and latitude of v, which must lie on the
// surface of the ellipsoid. The longitude is in [−180, 180].
func (e *Ellipsoid) Position(v Vec) orb.Point {
	rho := math.Hypot(v.X, v.Y)
	return orb.Point{
		math.Atan2(v.Y, v.X) * (180 / math.Pi),
		math.Atan2(v.Z, (1-e.e2)*rho) * (180 / math.Pi),
	}
}

// OnSurface returns v scaled along its direction from the Earth's centre onto
// the surface of the ellipsoid.
func (e *Ellipsoid) OnSurface(v Vec) Vec {
	return v.Mul(1 / math.Sqrt((v.X*v.X+v.Y*v.Y)/(e.a*e.a)+v.Z*v.Z/(e.b*e.b)))
}

// Raise returns the place on the surface above v, a vector at most a few metres
// below it, along the ellipsoid's normal. The points of a chord raised so lie
// on the normal section through its ends, far closer to the geodesic than the
// great ellipse that OnSurface gives. The error is the square of the height
// over the Earth's radius.
func (e *Ellipsoid) Raise(v Vec) Vec {
	n := Vec{v.X / (e.a * e.a), v.Y / (e.a * e.a), v.Z / (e.b * e.b)}
	return v.Add(n.Mul((1 - n.Dot(v)) / (2 * n.Dot(n))))
}

// Normal returns the outward unit normal of the ellipsoid at v, a vector on
// its surface.
func (e *Ellipsoid) Normal(v Vec) Vec {
	k := (e.a * e.a) / (e.b * e.b)
	return Vec{v.X, v.Y, k * v.Z}.Unit()
}

// ChordLength returns the geodesic distance in metres between p and q, two
// vectors on the surface of the ellipsoid, from the straight chord between
// them and the curvature of the normal section at its middle.
//
// The error on WGS84 is below 1e-5 m up to 150 km, 1e-4 m up to 300 km and
// 1e-2 m up to 600 km (TestChordLength measures it); beyond that use Inverse.
// It costs about a hundredth of Inverse.
//
// With c the chord and x = (c/R)², R the radius of curvature of the section
// at its middle, the arc is c(1 + x/24 + 3x²/640 + 5x³/7168 + …), the series
// of 2R·asin(c/2R).
func (e *Ellipsoid) ChordLength(p, q Vec) float64 {
	d := p.Sub(q)
	c2 := d.Dot(d)
	if c2 == 0 {
		return 0
	}
	a2, b2 := e.a*e.a, e.b*e.b
	m := p.Add(q).Mul(0.5)
	k := (d.X*d.X+d.Y*d.Y)/a2 + d.Z*d.Z/b2
	g := (m.X*m.X+m.Y*m.Y)/(a2*a2) + m.Z*m.Z/(b2*b2)
	x := k * k * (1 - k/4) / (c2 * g)
	return math.Sqrt(c2) * (1 + x*(1.0/24+x*(3.0/640+x*(5.0/7168))))
}

// Length is ChordLength for longer lines: it raises points of the chord onto
// the surface, no more than 150 km apart, and adds the lengths between them.
// The normal section that they lie on departs from the geodesic, whose length
// it exceeds by little.
//
// The error on WGS84 is below 1e-5 m up to 600 km and 2e-4 m up to 1200 km
// (TestLength measures it). Up to 600 km it costs a tenth of Inverse.
func (e *Ellipsoid) Length(p, q Vec) float64 {
	const step = 150e3
	d := q.Sub(p)
	n := int(d.Norm()/step) + 1
	if n == 1 {
		return e.ChordLength(p, q)
	}
	sum, last := 0.0, p
	for k := 1; k < n; k++ {
		v := e.Raise(e.Raise(p.Add(d.Mul(float64(k) / float64(n)))))
		sum += e.ChordLength(last, v)
		last = v
	}
	return sum + e.ChordLength(last, q)
}
