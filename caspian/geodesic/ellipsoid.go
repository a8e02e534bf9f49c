package geodesic

import (
	"fmt"
	"math"

	"caspian.example/division/caspian/internal/valid"
)

// Ellipsoid is an ellipsoid of revolution. It never changes after
// NewEllipsoid.
type Ellipsoid struct {
	a, b  float64 // equatorial and polar radius, m
	f, f1 float64 // flattening (a − b)/a, and 1 − f = b/a
	e2    float64 // first eccentricity squared, f(2 − f)
	ep2   float64 // second eccentricity squared, e²/(1 − e²)
	n     float64 // third flattening, f/(2 − f)
	c2    float64 // authalic radius squared
	short float64 // spherical arc below which a line is taken as short
	a3    [order + 1]float64
	c3    [order * (order + 1) / 2]float64
	c4    [order * (order + 1) / 2]float64
}

// WGS84 is the World Geodetic System 1984: a = 6378137 m exactly, f =
// 1/298.257223563 exactly (NIMA TR8350.2, third edition, 2000).
var WGS84 = mustEllipsoid(6378137, 1/298.257223563)

// NewEllipsoid returns the ellipsoid with equatorial radius a in metres and
// flattening f, negative for a prolate one. The radius must be positive and
// |f| at most 1/50, as far as the series are exact.
func NewEllipsoid(a, f float64) (*Ellipsoid, error) {
	if !(a > 0) || !valid.Finite(a) {
		return nil, fmt.Errorf("geodesic: equatorial radius %v m is not positive", a)
	}
	if !(math.Abs(f) <= 1.0/50) {
		return nil, fmt.Errorf("geodesic: flattening %v lies outside ±1/50", f)
	}
	e := &Ellipsoid{a: a, f: f, f1: 1 - f, e2: f * (2 - f), n: f / (2 - f)}
	e.b = a * e.f1
	e.ep2 = e.e2 / (e.f1 * e.f1)
	// Karney (2013) equation 60.
	k := 1.0
	switch es := math.Sqrt(math.Abs(e.e2)); {
	case e.e2 > 0:
		k = math.Atanh(es) / es
	case e.e2 < 0:
		k = math.Atan(es) / es
	}
	e.c2 = (a*a + e.b*e.b*k) / 2
	e.short = 0.1 * rootEps / math.Sqrt(max(0.001, math.Abs(f))*min(1, 1-f/2)/2)
	e.initSeries()
	return e, nil
}

func mustEllipsoid(a, f float64) *Ellipsoid {
	e, err := NewEllipsoid(a, f)
	if err != nil {
		panic(err)
	}
	return e
}

// A returns the equatorial radius in metres.
func (e *Ellipsoid) A() float64 { return e.a }

// B returns the polar radius in metres.
func (e *Ellipsoid) B() float64 { return e.b }

// F returns the flattening.
func (e *Ellipsoid) F() float64 { return e.f }

// Area returns the area of the whole ellipsoid in m².
func (e *Ellipsoid) Area() float64 { return 4 * math.Pi * e.c2 }

// initSeries evaluates the tables at the ellipsoid's third flattening.
func (e *Ellipsoid) initSeries() {
	for k, r := range a3Table {
		e.a3[k] = r.at(e.n)
	}
	for k, r := range c3Table {
		e.c3[k] = r.at(e.n)
	}
	for k, r := range c4Table {
		e.c4[k] = r.at(e.n)
	}
}

// scale3 returns A₃.
func (e *Ellipsoid) scale3(eps float64) float64 { return polynomial(eps, e.a3[:]...) }

// series3 sets c to C₃.
func (e *Ellipsoid) series3(eps float64, c *fourier) {
	d, at := 1.0, 0
	for l := 1; l <= order; l++ {
		d *= eps
		c[l] = d * polynomial(eps, e.c3[at:at+order+1-l]...)
		at += order + 1 - l
	}
}

// series4 sets c to C₄.
func (e *Ellipsoid) series4(eps float64, c *fourier) {
	d, at := 1.0, 0
	for l := range order {
		c[l] = d * polynomial(eps, e.c4[at:at+order-l]...)
		at += order - l
		d *= eps
	}
}
