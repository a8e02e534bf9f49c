package geodesic

import (
	"math"

	"caspian.example/division/caspian/internal/valid"
)

const (
	radian = math.Pi / 180
	// eps is the spacing of float64 at 1, tiny a number whose square is
	// still normal.
	eps     = 0x1p-52
	rootEps = 0x1p-26
	tiny    = 0x1p-511
)

func sqrt(x float64) float64 { return math.Sqrt(x) }

// sincosDegrees returns sine and cosine of x degrees, exact at multiples of
// 90° and of 30° where the values are.
func sincosDegrees(x float64) (sin, cos float64) {
	r := x
	if !(math.Abs(x) < 360) {
		r = math.Mod(x, 360)
	}
	q := math.RoundToEven(r / 90)
	s, c := math.Sincos((r - 90*q) * radian)
	return quadrant(int(q), s, c, x)
}

// sincosSum returns sine and cosine of x + t degrees, where t is the rounding
// error of x, which lies in [−180, 180].
func sincosSum(x, t float64) (sin, cos float64) {
	q := math.RoundToEven(x / 90)
	s, c := math.Sincos(roundAngle(x-90*q+t) * radian)
	return quadrant(int(q), s, c, x)
}

func quadrant(q int, s, c, x float64) (sin, cos float64) {
	switch q & 3 {
	case 1:
		s, c = c, -s
	case 2:
		s, c = -s, -c
	case 3:
		s, c = -c, s
	}
	if s == 0 {
		s = math.Copysign(0, x)
	}
	return s, c + 0
}

// atan2Degrees is atan2 in degrees, exact at multiples of 90° and 45°.
func atan2Degrees(y, x float64) float64 {
	q := 0
	if math.Abs(y) > math.Abs(x) {
		x, y = y, x
		q = 2
	}
	if math.Signbit(x) {
		x = -x
		q++
	}
	a := math.Atan2(y, x) / radian
	switch q {
	case 1:
		return math.Copysign(180, y) - a
	case 2:
		return 90 - a
	case 3:
		return -90 + a
	}
	return a
}

// roundAngle makes tiny angles multiples of 2⁻⁵⁷ degrees, so that differences
// near 0 are exact.
func roundAngle(x float64) float64 {
	const z = 1.0 / 16
	y := math.Abs(x)
	if y < z {
		y = z - (z - y)
	}
	return math.Copysign(y, x)
}

// sum returns u + v and its rounding error (Knuth's two-sum).
func sum(u, v float64) (s, t float64) {
	s = u + v
	up := s - v
	vpp := s - up
	return s, -((up - u) + (vpp - v))
}

// normalize returns x reduced to [−180, 180].
func normalize(x float64) float64 {
	y := math.Remainder(x, 360)
	if math.Abs(y) == 180 {
		return math.Copysign(180, x)
	}
	return y
}

// angleDifference returns y − x reduced to [−180, 180] and its rounding error.
func angleDifference(x, y float64) (d, t float64) {
	d, t = sum(math.Remainder(-x, 360), math.Remainder(y, 360))
	d, t = sum(math.Remainder(d, 360), t)
	if d == 0 || math.Abs(d) == 180 {
		s := y - x
		if t != 0 {
			s = -t
		}
		d = math.Copysign(d, s)
	}
	return d, t
}

// latitude returns x, or NaN beyond the poles.
func latitude(x float64) float64 {
	if !valid.Latitude(x) {
		return math.NaN()
	}
	return x
}

// unit scales a sine and cosine to sin² + cos² = 1.
func unit(s, c float64) (float64, float64) {
	h := math.Hypot(s, c)
	return s / h, c / h
}
