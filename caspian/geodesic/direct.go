package geodesic

import (
	"math"

	"github.com/paulmach/orb"
)

// Direct returns the position reached from p after s metres along the geodesic
// that starts with azimuth azi, and the azimuth there. A negative s goes
// backwards. The position is within 15 nm (TestDirectVectors); its longitude
// is in [−180, 180].
func (e *Ellipsoid) Direct(p orb.Point, azi, s float64) (q orb.Point, azi2 float64) {
	l := e.Line(p, azi)
	return l.Position(s)
}

// Line is a geodesic that starts at a position with an azimuth. It is cheaper
// than Direct for several points of one geodesic.
type Line struct {
	e          *Ellipsoid
	lon        float64
	length     float64
	s0, c0     float64 // azimuth at the equator
	sig1, omg1 angle
	tau1       angle
	k2         float64
	a1         float64 // A₁ − 1
	a3         float64
	b1, b3     float64
	c1, c1r    fourier
	c3         fourier
}

// Line returns the geodesic from p with azimuth azi in degrees.
func (e *Ellipsoid) Line(p orb.Point, azi float64) Line {
	azi = normalize(azi)
	s, c := sincosDegrees(roundAngle(azi))
	return e.line(p, angle{s, c})
}

// LineTo returns the shortest geodesic from p to q. Its Length is the distance
// between them.
func (e *Ellipsoid) LineTo(p, q orb.Point) Line {
	r := e.inverse(p, q, false)
	l := e.line(p, r.alp1)
	l.length = r.s12
	return l
}

func (e *Ellipsoid) line(p orb.Point, alp angle) Line {
	if math.IsInf(p[0], 0) {
		p[0] = math.NaN()
	}
	l := Line{e: e, lon: p[0]}
	b := e.reduce(roundAngle(latitude(p[1])))
	l.s0, l.c0 = alp.s*b.c, math.Hypot(alp.c, alp.s*b.s)
	l.sig1 = angle{b.s, 1}
	if b.s != 0 || alp.c != 0 {
		l.sig1.c = b.c * alp.c
	}
	l.omg1 = angle{l.s0 * b.s, l.sig1.c}
	l.sig1 = l.sig1.unit()
	l.k2 = l.c0 * l.c0 * e.ep2
	eps := expansion(l.k2)
	l.a1 = scale1(eps)
	series1(eps, &l.c1)
	reverted1(eps, &l.c1r)
	e.series3(eps, &l.c3)
	l.b1 = l.c1.sines(l.sig1.s, l.sig1.c)
	s, c := math.Sincos(l.b1)
	l.tau1 = angle{l.sig1.s*c + l.sig1.c*s, l.sig1.c*c - l.sig1.s*s}
	l.a3 = -e.f * l.s0 * e.scale3(eps)
	l.b3 = l.c3.sines(l.sig1.s, l.sig1.c)
	return l
}

// Length returns the length in metres of a line made by LineTo, 0 for others.
func (l *Line) Length() float64 { return l.length }

// Position returns the position s metres along the line and the azimuth there.
func (l *Line) Position(s float64) (q orb.Point, azi float64) {
	e := l.e
	tau12 := s / (e.b * (1 + l.a1))
	st, ct := math.Sincos(tau12)
	b := -l.c1r.sines(l.tau1.s*ct+l.tau1.c*st, l.tau1.c*ct-l.tau1.s*st)
	sig12 := tau12 - (b - l.b1)
	along := func() angle {
		sin, cos := math.Sincos(sig12)
		return angle{l.sig1.s*cos + l.sig1.c*sin, l.sig1.c*cos - l.sig1.s*sin}
	}
	sig2 := along()
	if math.Abs(e.f) > 0.01 {
		// The reverted series is too short here: one step of Newton's method.
		b = l.c1.sines(sig2.s, sig2.c)
		excess := (1+l.a1)*(sig12+(b-l.b1)) - s/e.b
		sig12 -= excess / sqrt(1+l.k2*sig2.s*sig2.s)
		sig2 = along()
	}
	bet2 := angle{l.c0 * sig2.s, math.Hypot(l.s0, l.c0*sig2.c)}
	if bet2.c == 0 {
		bet2.c, sig2.c = tiny, tiny
	}
	omg2 := angle{l.s0 * sig2.s, sig2.c}
	lam12 := omg2.minus(l.omg1).radians() + l.a3*(sig12+(l.c3.sines(sig2.s, sig2.c)-l.b3))
	q[0] = normalize(normalize(l.lon) + normalize(lam12/radian))
	q[1] = atan2Degrees(bet2.s, e.f1*bet2.c)
	return q, atan2Degrees(l.s0, l.c0*sig2.c)
}
