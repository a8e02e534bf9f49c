package geodesic

import (
	"math"

	"github.com/paulmach/orb"
)

// angle is a direction as sine and cosine.
type angle struct{ s, c float64 }

func (a angle) unit() angle {
	s, c := unit(a.s, a.c)
	return angle{s, c}
}

// minus returns a − b.
func (a angle) minus(b angle) angle {
	return angle{float64(a.s*b.c) - float64(a.c*b.s), a.c*b.c + a.s*b.s}
}

func (a angle) radians() float64 { return math.Atan2(a.s, a.c) }

// reduced is a point on the auxiliary sphere: its reduced latitude β and
// dn = √(1 + e′² sin²β).
type reduced struct {
	angle
	dn float64
}

// Inverse returns the length of the shortest geodesic from p to q in metres
// and its azimuths at p and q, both in the direction of travel. Between
// coincident points the length is 0 and the azimuths are those of a meridian;
// between antipodal points, where several geodesics are shortest, one of them
// is returned.
//
// The length and, given the length, the place where a line with the returned
// azimuth ends are within 15 nm (TestInverseVectors).
func (e *Ellipsoid) Inverse(p, q orb.Point) (s12, azi1, azi2 float64) {
	r := e.inverse(p, q, false)
	return r.s12, atan2Degrees(r.alp1.s, r.alp1.c), atan2Degrees(r.alp2.s, r.alp2.c)
}

// Distance returns the length of the shortest geodesic from p to q in metres.
func (e *Ellipsoid) Distance(p, q orb.Point) float64 { return e.inverse(p, q, false).s12 }

// solution is the result of the inverse problem: the length, the azimuths at
// both ends and, where it is asked for, the area between the geodesic and the
// equator.
type solution struct {
	s12        float64
	alp1, alp2 angle
	area       float64
}

func (e *Ellipsoid) inverse(p, q orb.Point, area bool) solution {
	if math.IsInf(p[0], 0) || math.IsInf(q[0], 0) {
		p[0] = math.NaN()
	}
	// Bring the points into the standard position of section 4: longitude
	// eastward, the first point farther from the equator and south of it.
	lon12, lon12t := angleDifference(p[0], q[0])
	lonSign := math.Copysign(1, lon12)
	lon12, lon12t = lon12*lonSign, lon12t*lonSign
	lam12 := lon12 * radian
	var lam angle
	lam.s, lam.c = sincosSum(lon12, lon12t)
	rest := (180 - lon12) - lon12t // the longitude from the antimeridian
	lat1, lat2 := roundAngle(latitude(p[1])), roundAngle(latitude(q[1]))
	swap := 1.0
	if math.Abs(lat1) < math.Abs(lat2) || math.IsNaN(lat2) {
		swap = -1
		lonSign = -lonSign
		lat1, lat2 = lat2, lat1
	}
	latSign := -1.0
	if math.Signbit(lat1) {
		latSign = 1
	}
	lat1, lat2 = lat1*latSign, lat2*latSign
	b1, b2 := e.reduce(lat1), e.reduce(lat2)
	// Equal latitudes must give equal reduced latitudes whatever rounding did.
	if b1.c < -b1.s {
		if b2.c == b1.c {
			b2.s = math.Copysign(b1.s, b2.s)
		}
	} else if math.Abs(b2.s) == -b1.s {
		b2.c = b1.c
	}
	b1.dn, b2.dn = sqrt(1+e.ep2*b1.s*b1.s), sqrt(1+e.ep2*b2.s*b2.s)

	var (
		r     solution
		sig12 float64
		omg   angle // longitude difference on the auxiliary sphere
	)
	meridian := lat1 == -90 || lam.s == 0
	if meridian {
		r.alp1, r.alp2 = angle{lam.s, lam.c}, angle{0, 1}
		sig1, sig2 := angle{b1.s, r.alp1.c * b1.c}, angle{b2.s, b2.c}
		d := sig2.minus(sig1)
		sig12 = math.Atan2(max(0, d.s), d.c)
		s12, m12 := e.lengths(e.n, sig12, sig1, b1.dn, sig2, b2.dn)
		if sig12 < 1 || m12 >= 0 {
			if sig12 < 3*tiny || sig12 < eps && (s12 < 0 || m12 < 0) {
				s12 = 0
			}
			r.s12 = s12 * e.b
		} else {
			meridian = false // a prolate ellipsoid: the meridian is no shortest line
		}
	}
	switch {
	case meridian:
	case b1.s == 0 && (e.f <= 0 || rest >= e.f*180):
		r.alp1, r.alp2 = angle{1, 0}, angle{1, 0}
		r.s12 = e.a * lam12
		omg.s, omg.c = math.Sincos(lam12 / e.f1)
	default:
		var dn float64
		sig12, dn, r.alp1, r.alp2 = e.start(b1, b2, lam12, lam)
		if sig12 >= 0 {
			r.s12 = sig12 * e.b * dn
			omg.s, omg.c = math.Sincos(lam12 / (e.f1 * dn))
		} else {
			r.s12, r.alp1, r.alp2, omg = e.newton(b1, b2, r.alp1, lam)
		}
	}
	if area {
		r.area = swap * lonSign * latSign * e.areaBelow(b1, b2, r.alp1, r.alp2, omg, meridian)
	}
	r.s12 += 0
	if swap < 0 {
		r.alp1, r.alp2 = r.alp2, r.alp1
	}
	r.alp1 = angle{r.alp1.s * swap * lonSign, r.alp1.c * swap * latSign}
	r.alp2 = angle{r.alp2.s * swap * lonSign, r.alp2.c * swap * latSign}
	return r
}

// reduce returns the reduced latitude of a latitude in degrees. The poles keep
// a tiny cosine so that azimuths there mean a longitude.
func (e *Ellipsoid) reduce(lat float64) reduced {
	s, c := sincosDegrees(lat)
	s, c = unit(s*e.f1, c)
	return reduced{angle: angle{s, max(tiny, c)}}
}

// lengths returns the distance and the reduced length between two points of a
// geodesic, in units of b (equations 7, 15, 38 and 40).
func (e *Ellipsoid) lengths(eps, sig12 float64, sig1 angle, dn1 float64, sig2 angle, dn2 float64) (s, m float64) {
	var c1, c2 fourier
	a1, a2 := scale1(eps), scale2(eps)
	series1(eps, &c1)
	series2(eps, &c2)
	b1 := c1.sines(sig2.s, sig2.c) - c1.sines(sig1.s, sig1.c)
	b2 := c2.sines(sig2.s, sig2.c) - c2.sines(sig1.s, sig1.c)
	j := (a1-a2)*sig12 + ((1+a1)*b1 - (1+a2)*b2)
	s = (1 + a1) * (sig12 + b1)
	m = dn2*(sig1.c*sig2.s) - dn1*(sig1.s*sig2.c) - sig1.c*sig2.c*j
	return s, m
}

// start returns the azimuth at the first point from which Newton's method
// converges (section 5). Short lines it solves at once, on a sphere of the
// radius of the middle: then sig12 ≥ 0 is their arc, dn their scale, and both
// azimuths are final.
func (e *Ellipsoid) start(b1, b2 reduced, lam12 float64, lam angle) (sig12, dn float64, alp1, alp2 angle) {
	sig12 = -1
	d := b2.minus(b1.angle)
	sum := b2.s*b1.c + b2.c*b1.s // sin(β₂ + β₁)
	omg := lam
	short := d.c >= 0 && d.s < 0.5 && b2.c*lam12 < 0.5
	if short {
		m := (b1.s + b2.s) * (b1.s + b2.s)
		m /= m + (b1.c+b2.c)*(b1.c+b2.c)
		dn = sqrt(1 + e.ep2*m)
		omg.s, omg.c = math.Sincos(lam12 / (e.f1 * dn))
	}
	alp1.s = b2.c * omg.s
	if omg.c >= 0 {
		alp1.c = d.s + b2.c*b1.s*omg.s*omg.s/(1+omg.c)
	} else {
		alp1.c = sum - b2.c*b1.s*omg.s*omg.s/(1-omg.c)
	}
	sin, cos := math.Hypot(alp1.s, alp1.c), b1.s*b2.s+b1.c*b2.c*omg.c
	switch {
	case short && sin < e.short:
		k := 1 - omg.c
		if omg.c >= 0 {
			k = omg.s * omg.s / (1 + omg.c)
		}
		alp2 = angle{b1.c * omg.s, d.s - b1.c*b2.s*k}.unit()
		sig12 = math.Atan2(sin, cos)
	case math.Abs(e.n) > 0.1 || cos >= 0 || sin >= 6*math.Abs(e.n)*math.Pi*b1.c*b1.c:
		// The spherical azimuth is near enough.
	default:
		alp1 = e.startAntipodal(b1, b2, lam, sum)
	}
	if alp1.s > 0 || math.IsNaN(alp1.s) {
		alp1 = alp1.unit()
	} else {
		alp1 = angle{1, 0}
	}
	return sig12, dn, alp1, alp2
}

// startAntipodal returns the starting azimuth for nearly antipodal points from
// the astroid problem (equations 51 to 58).
func (e *Ellipsoid) startAntipodal(b1, b2 reduced, lam angle, sum float64) (alp1 angle) {
	lam12x := math.Atan2(-lam.s, -lam.c) // λ₁₂ − π
	var x, y, lamScale, betScale float64
	if e.f >= 0 {
		lamScale = e.f * b1.c * e.scale3(expansion(b1.s*b1.s*e.ep2)) * math.Pi
		betScale = lamScale * b1.c
		x, y = lam12x/lamScale, sum/betScale
	} else {
		bet12 := math.Atan2(sum, b2.c*b1.c-b2.s*b1.s)
		_, m12 := e.lengths(e.n, math.Pi+bet12, angle{b1.s, -b1.c}, b1.dn, b2.angle, b2.dn)
		// The scale of the reduced length: (A₁ − A₂) at ε = n.
		m0 := scale1(e.n) - scale2(e.n)
		x = -1 + m12/(b1.c*b2.c*m0*math.Pi)
		if x < -0.01 {
			betScale = sum / x
		} else {
			betScale = -e.f * b1.c * b1.c * math.Pi
		}
		lamScale = betScale / b1.c
		y = lam12x / lamScale
	}
	if y > -200*eps && x > -1-1000*rootEps {
		// On the cut: the point lies on the antipodal caustic.
		if e.f >= 0 {
			alp1.s = min(1, -x)
			alp1.c = -sqrt(1 - alp1.s*alp1.s)
		} else {
			least := -1.0
			if x > -200*eps {
				least = 0
			}
			alp1.c = max(least, x)
			alp1.s = sqrt(1 - alp1.c*alp1.c)
		}
		return alp1
	}
	k := astroid(x, y)
	w := -y * (1 + k) / k
	if e.f >= 0 {
		w = -x * k / (1 + k)
	}
	s, c := math.Sincos(lamScale * w)
	c = -c
	return angle{b2.c * s, sum - b2.c*b1.s*s*s/(1-c)}
}

// astroid returns the positive root κ of κ⁴ + 2κ³ − (x² + y² − 1)κ² − 2y²κ −
// y² = 0 (equation 55).
func astroid(x, y float64) float64 {
	p, q := x*x, y*y
	r := (p + q - 1) / 6
	if q == 0 && r <= 0 {
		return 0
	}
	s := p * q / 4
	r2 := r * r
	r3 := r * r2
	disc := s * (s + 2*r3)
	u := r
	if disc >= 0 {
		t3 := s + r3
		t3 += math.Copysign(sqrt(disc), t3)
		t := math.Cbrt(t3)
		u += t
		if t != 0 {
			u += r2 / t
		}
	} else {
		u += 2 * r * math.Cos(math.Atan2(sqrt(-disc), -(s+r3))/3)
	}
	v := sqrt(u*u + q)
	uv := u + v
	if u < 0 {
		uv = q / (v - u)
	}
	w := (uv - q) / (2 * v)
	return uv / (sqrt(uv+w*w) + w)
}

// newton solves for the azimuth at the first point whose geodesic reaches the
// second latitude at the longitude difference lam (sections 4 and 5), with a
// bracket around the root to fall back on.
func (e *Ellipsoid) newton(b1, b2 reduced, alp1 angle, lam angle) (s12 float64, first, second, omg angle) {
	const newtons, limit = 20, 20 + 53 + 10
	lo, hi := angle{tiny, 1}, angle{tiny, -1}
	var h hybrid
	settled, bisected := false, false
	for k := 0; ; k++ {
		h = e.hybrid(b1, b2, alp1, lam, k < newtons)
		enough := eps
		if settled {
			enough = 8 * eps
		}
		if bisected || !(math.Abs(h.lam12) >= enough) || k == limit {
			break
		}
		if h.lam12 > 0 && (k > newtons || alp1.c/alp1.s > hi.c/hi.s) {
			hi = alp1
		} else if h.lam12 < 0 && (k > newtons || alp1.c/alp1.s < lo.c/lo.s) {
			lo = alp1
		}
		if k < newtons && h.slope > 0 {
			if step := -h.lam12 / h.slope; math.Abs(step) < math.Pi {
				s, c := math.Sincos(step)
				if next := alp1.s*c + alp1.c*s; next > 0 {
					alp1 = angle{next, alp1.c*c - alp1.s*s}.unit()
					settled = math.Abs(h.lam12) <= 16*eps
					continue
				}
			}
		}
		alp1 = angle{(lo.s + hi.s) / 2, (lo.c + hi.c) / 2}.unit()
		settled = false
		bisected = math.Abs(lo.s-alp1.s)+(lo.c-alp1.c) < eps || math.Abs(alp1.s-hi.s)+(alp1.c-hi.c) < eps
	}
	s, _ := e.lengths(h.eps, h.sig12, h.sig1, b1.dn, h.sig2, b2.dn)
	sd, cd := math.Sincos(h.domg12)
	return s * e.b, alp1, h.alp2, angle{lam.s*cd - lam.c*sd, lam.c*cd + lam.s*sd}
}

// hybrid is the solution of the hybrid problem: from the first point with a
// given azimuth to the second latitude.
type hybrid struct {
	lam12      float64 // excess of the longitude difference over the wanted one
	slope      float64 // its derivative by the azimuth
	alp2       angle
	sig12      float64
	sig1, sig2 angle
	eps        float64
	domg12     float64
}

func (e *Ellipsoid) hybrid(b1, b2 reduced, alp1, lam angle, slope bool) hybrid {
	if b1.s == 0 && alp1.c == 0 {
		alp1.c = -tiny // the equator is degenerate: leave it
	}
	var h hybrid
	s0 := alp1.s * b1.c
	c0 := math.Hypot(alp1.c, alp1.s*b1.s)
	omg1 := angle{s0 * b1.s, alp1.c * b1.c}
	h.sig1 = angle{b1.s, omg1.c}.unit()
	h.alp2.s = alp1.s
	if b2.c != b1.c {
		h.alp2.s = s0 / b2.c
	}
	if b2.c != b1.c || math.Abs(b2.s) != -b1.s {
		k := (b1.s - b2.s) * (b1.s + b2.s)
		if b1.c < -b1.s {
			k = (b2.c - b1.c) * (b1.c + b2.c)
		}
		h.alp2.c = sqrt(alp1.c*b1.c*alp1.c*b1.c+k) / b2.c
	} else {
		h.alp2.c = math.Abs(alp1.c)
	}
	omg2 := angle{s0 * b2.s, h.alp2.c * b2.c}
	h.sig2 = angle{b2.s, omg2.c}.unit()
	d := h.sig2.minus(h.sig1)
	h.sig12 = math.Atan2(max(0, d.s), d.c)
	omg := omg2.minus(omg1)
	omg.s = max(0, omg.s)
	h.eps = expansion(c0 * c0 * e.ep2)
	var c3 fourier
	e.series3(h.eps, &c3)
	b3 := c3.sines(h.sig2.s, h.sig2.c) - c3.sines(h.sig1.s, h.sig1.c)
	h.domg12 = -e.f * e.scale3(h.eps) * s0 * (h.sig12 + b3)
	h.lam12 = omg.minus(lam).radians() + h.domg12
	if slope {
		if h.alp2.c == 0 {
			h.slope = -2 * e.f1 * b1.dn / b1.s
		} else {
			_, m := e.lengths(h.eps, h.sig12, h.sig1, b1.dn, h.sig2, b2.dn)
			h.slope = m * e.f1 / (h.alp2.c * b2.c)
		}
	}
	return h
}

// areaBelow returns the area between the geodesic and the equator (equations
// 58 to 63): the ellipsoidal excess plus the spherical one.
func (e *Ellipsoid) areaBelow(b1, b2 reduced, alp1, alp2, omg angle, meridian bool) float64 {
	area := 0.0
	s0, c0 := alp1.s*b1.c, math.Hypot(alp1.c, alp1.s*b1.s)
	if s0 != 0 && c0 != 0 {
		sig1, sig2 := angle{b1.s, alp1.c * b1.c}.unit(), angle{b2.s, alp2.c * b2.c}.unit()
		var c4 fourier
		e.series4(expansion(c0*c0*e.ep2), &c4)
		area = e.a * e.a * c0 * s0 * e.e2 * (c4.cosines(sig2.s, sig2.c) - c4.cosines(sig1.s, sig1.c))
	}
	var excess float64
	if !meridian && omg.c > -0.7071 && b2.s-b1.s < 1.75 {
		w, d1, d2 := 1+omg.c, 1+b1.c, 1+b2.c
		excess = 2 * math.Atan2(omg.s*(b1.s*d2+b2.s*d1), w*(b1.s*b2.s+d1*d2))
	} else {
		d := alp2.minus(alp1)
		if d.s == 0 && d.c < 0 {
			d = angle{tiny * alp1.c, -1}
		}
		excess = d.radians()
	}
	return area + e.c2*excess
}
