package geodesic

import (
	"math"

	"github.com/paulmach/orb"
)

// Rhumb is a rhumb line, or loxodrome: it crosses all meridians with one azimuth. It
// ends at a pole.
type Rhumb struct {
	e       *Ellipsoid
	from    orb.Point
	azi     float64
	dir     angle
	lat     parallel
	length  float64
	unit    float64 // metres along a meridian for a radian of the rectifying latitude
	c1, c1r fourier
}

// parallel is a latitude: geographic, reduced, and w = √(1 − e² sin²φ).
type parallel struct {
	phi, beta angle
	w         float64
}

func (e *Ellipsoid) parallel(lat float64) parallel {
	s, c := sincosDegrees(latitude(lat))
	return parallel{angle{s, c}, e.reduce(lat).angle, sqrt(1 - e.e2*s*s)}
}

// Rhumb returns the rhumb line from p with azimuth azi in degrees.
func (e *Ellipsoid) Rhumb(p orb.Point, azi float64) Rhumb {
	l := Rhumb{e: e, from: p, azi: normalize(azi), lat: e.parallel(p[1]), unit: e.b * (1 + scale1(e.n))}
	l.dir.s, l.dir.c = sincosDegrees(l.azi)
	series1(e.n, &l.c1)
	reverted1(e.n, &l.c1r)
	return l
}

// RhumbTo returns the shorter rhumb line from p to q, the eastward one if two are equally
// long: along the parallel where both lie on one. Its Length is within 15 nm, and so is the
// place it leads to (TestRhumbVectors).
func (e *Ellipsoid) RhumbTo(p, q orb.Point) Rhumb {
	l := e.Rhumb(p, 0)
	to := e.parallel(q[1])
	d, t := angleDifference(p[0], q[0])
	if d == -180 && t == 0 {
		d = 180
	}
	east, north := (d+t)*radian, (q[1]-p[1])*radian
	arc := math.Atan2(e.f1*math.Sin(north)/(l.lat.w*to.w), l.lat.beta.c*to.beta.c+l.lat.beta.s*to.beta.s)
	along := l.unit * (arc + l.c1.difference(l.lat.beta, to.beta, arc))
	switch up := e.isometric(&l.lat, &to, north); {
	case north == 0 && east != 0:
		l.azi, l.length = math.Copysign(90, east), math.Abs(east)*e.a*l.lat.beta.c
	case math.IsInf(up, 0) || east == 0:
		l.azi, l.length = atan2Degrees(0, north), math.Abs(along)
	default:
		l.azi, l.length = atan2Degrees(east, up), math.Hypot(east, up)*(along/up)
	}
	l.dir.s, l.dir.c = sincosDegrees(l.azi)
	return l
}

// Length returns the length in metres of a line made by RhumbTo, 0 for others.
func (l *Rhumb) Length() float64 { return l.length }

// Position returns the position s metres along the line and the line's azimuth, which is
// the same everywhere. The position is within 15 nm (TestRhumbVectors), its longitude in
// [−180, 180]. At a pole it has the longitude of the start, and beyond there is none: NaN.
func (l *Rhumb) Position(s float64) (q orb.Point, azi float64) {
	e := l.e
	turn := func(x float64) angle {
		s, c := math.Sincos(x)
		return angle{s, c}
	}
	run := s * l.dir.c / l.unit
	mu := l.lat.beta.radians() + l.c1.sines(l.lat.beta.s, l.lat.beta.c) // the rectifying latitude
	if !(math.Abs(mu+run) <= math.Pi/2*(1+eps)) {
		return orb.Point{math.NaN(), math.NaN()}, l.azi
	}
	arc := run + l.c1r.difference(turn(mu), turn(mu+run), run)
	if math.Abs(e.f) > 0.01 {
		// The reverted series is too short here: one step of Newton's method, whose slope is
		// 1 to within the flattening.
		arc -= arc + l.c1.difference(l.lat.beta, l.lat.beta.minus(turn(-arc)), arc) - run
	}
	to := parallel{beta: l.lat.beta.minus(turn(-arc))}
	to.phi = angle{to.beta.s, e.f1 * to.beta.c}.unit()
	to.w = sqrt(1 - e.e2*to.phi.s*to.phi.s)
	north := math.Atan2(math.Sin(arc)*l.lat.w*to.w/e.f1, l.lat.phi.c*to.phi.c+l.lat.phi.s*to.phi.s)
	east := 0.0
	switch {
	case l.dir.s == 0:
	case run == 0:
		east = s * l.dir.s / (e.a * l.lat.beta.c)
	default:
		east = l.dir.s / l.dir.c * e.isometric(&l.lat, &to, north)
	}
	if math.IsInf(east, 0) {
		east = 0
	}
	q[0] = normalize(normalize(l.from[0]) + normalize(east/radian))
	q[1] = min(max(l.from[1]+north/radian, -90), 90)
	return q, l.azi
}

// isometric returns the difference of the isometric latitudes of two parallels that are so
// many radians apart: asinh tan φ − e·atanh(e sin φ), to full precision however close they
// are. It is infinite at a pole.
func (e *Ellipsoid) isometric(p, q *parallel, north float64) float64 {
	ds := math.Tan(north/2) * (p.phi.c + q.phi.c) // of the sines
	x := ds / (1 - e.e2*p.phi.s*q.phi.s)
	shape := 0.0
	switch es := math.Sqrt(math.Abs(e.e2)); {
	case e.e2 > 0:
		shape = es * math.Atanh(es*x)
	case e.e2 < 0:
		shape = -es * math.Atan(es*x)
	}
	return math.Asinh(ds/(p.phi.c*q.phi.c)) - shape
}

// difference returns what the sum of sines grows by from σ to τ, which is arc further, to
// full precision however close they are.
func (c *fourier) difference(sigma, tau angle, arc float64) float64 {
	both, sum := sigma.radians()+tau.radians(), 0.0
	for k := order; k > 0; k-- {
		sum += c[k] * 2 * math.Cos(float64(k)*both) * math.Sin(float64(k)*arc)
	}
	return sum
}
