// Package lambert is the projection of all maps: Lambert's azimuthal equal-area
// projection of WGS84, around the middle of a sea. Begin with Around.
package lambert

import (
	"math"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
)

// Projection is Lambert's azimuthal equal-area projection of the ellipsoid, by
// way of the authalic sphere (Snyder 1987, Map Projections: A Working Manual, pp.
// 187–190, doi:10.3133/pp1395).
type Projection struct {
	e                 float64 // eccentricity
	pole              float64 // q at the pole
	radius            float64 // of the authalic sphere
	lon               float64 // of the centre
	sin, cos, stretch float64 // of the centre's authalic latitude; D of the formulae
	centre            orb.Point
}

// New returns the projection around a centre.
func New(centre orb.Point) *Projection {
	a, f := geodesic.WGS84.A(), geodesic.WGS84.F()
	p := &Projection{e: math.Sqrt(f * (2 - f)), lon: centre[0], centre: centre}
	p.pole = p.q(1)
	p.radius = a * math.Sqrt(p.pole/2)
	p.sin, p.cos = p.authalic(centre[1])
	p.stretch = 1
	if p.cos > 1e-9 {
		sin, cos := math.Sincos(centre[1] * math.Pi / 180)
		p.stretch = a * cos / math.Sqrt(1-p.e*p.e*sin*sin) / (p.radius * p.cos)
	}
	return p
}

// q is the area function of the sine of a latitude.
func (p *Projection) q(sin float64) float64 {
	s := p.e * sin
	return (1 - p.e*p.e) * (sin/(1-s*s) + math.Atanh(s)/p.e)
}

// authalic returns sine and cosine of the authalic latitude.
func (p *Projection) authalic(lat float64) (sin, cos float64) {
	sin = min(max(p.q(math.Sin(lat*math.Pi/180))/p.pole, -1), 1)
	return sin, math.Sqrt(1 - sin*sin)
}

// Centre returns the centre in degrees.
func (p *Projection) Centre() orb.Point { return p.centre }

// Forward returns metres east and north of the centre.
func (p *Projection) Forward(q orb.Point) (x, y float64) {
	sin, cos := p.authalic(q[1])
	sinLon, cosLon := math.Sincos(math.Remainder(q[0]-p.lon, 360) * math.Pi / 180)
	b := p.radius * math.Sqrt(2/(1+p.sin*sin+p.cos*cos*cosLon))
	return b * p.stretch * cos * sinLon, b / p.stretch * (p.cos*sin - p.sin*cos*cosLon)
}

// Around returns the projection around the middle of a sea, and the box of
// its shore in it.
func Around(c *coast.Coast) (p *Projection, lo, hi [2]float64) {
	e := geodesic.WGS84
	p = New(e.Position(e.OnSurface(middle(c.Shore))))
	lo, hi = [2]float64{math.Inf(1), math.Inf(1)}, [2]float64{math.Inf(-1), math.Inf(-1)}
	grow := func(ring orb.Ring) {
		for _, q := range ring {
			x, y := p.Forward(q)
			lo, hi = [2]float64{min(lo[0], x), min(lo[1], y)}, [2]float64{max(hi[0], x), max(hi[1], y)}
		}
	}
	grow(c.Shore)
	for _, enclosed := range c.Enclosed {
		grow(enclosed.Water[0])
	}
	return p, lo, hi
}

// middle returns the middle of the box around a ring in space.
func middle(ring orb.Ring) geodesic.Vec {
	lo := geodesic.Vec{X: math.Inf(1), Y: math.Inf(1), Z: math.Inf(1)}
	hi := lo.Mul(-1)
	for _, q := range ring {
		v := geodesic.WGS84.Cartesian(q)
		lo = geodesic.Vec{X: min(lo.X, v.X), Y: min(lo.Y, v.Y), Z: min(lo.Z, v.Z)}
		hi = geodesic.Vec{X: max(hi.X, v.X), Y: max(hi.Y, v.Y), Z: max(hi.Z, v.Z)}
	}
	if centre := lo.Add(hi); centre.Norm() > 1 {
		return centre
	}
	return geodesic.WGS84.Cartesian(ring[0])
}
