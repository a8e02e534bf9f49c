package partition

import "math"

// The logarithm of 2 in two parts, the first of 32 bits, so that its products with
// exponents are exact.
const (
	ln2High = 0x1.62e42feep-01
	ln2Low  = 0x1.a39ef35793c76p-33
)

// exponential is math.Exp, to the last digit or the one before, with the same bits on every
// machine: math.Exp is assembly on some. It sums the series of what is left of x without
// multiples of ln 2, at most 0.35, up to the 14th power, which leaves 1e-19.
func exponential(x float64) float64 {
	if !(math.Abs(x) < 700) {
		return math.Exp(x) // nothing, infinite or no number: no weight of a sea
	}
	n := math.RoundToEven(x / math.Ln2)
	high, low := x-float64(n*ln2High), float64(n*ln2Low)
	r := high - low
	sum := 0.0
	for k := 14.0; k >= 2; k-- {
		sum = float64(r/k) * (1 + sum)
	}
	return math.Ldexp(1+(r+float64(r*sum)), int(n))
}

// logarithm is math.Log of what is above 0, to a few of the last digits, with the same
// bits on every machine. Of a number f·2ⁿ it sums the series of 2 artanh((f−1)/(f+1)), whose
// argument is at most 0.18, up to the 21st power, which leaves 1e-17.
func logarithm(x float64) float64 {
	f, n := math.Frexp(x)
	if f < math.Sqrt2/2 {
		f, n = 2*f, n-1
	}
	s := (f - 1) / (f + 1)
	z, sum := float64(s*s), 0.0
	for k := 21.0; k >= 3; k -= 2 {
		sum = float64(z * (1/k + sum))
	}
	return float64(2*s) + float64(2*float64(s*sum)) + float64(float64(n)*math.Ln2)
}
