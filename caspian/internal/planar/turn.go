package planar

import "math"

// Turn is the sign of the turn from a over b to c: +1 left, −1 right, 0 straight on. It is
// exact where no product of differences of coordinates is less than 1e-290 or more than
// 1e300: differences and products are sums of two numbers each, and these sixteen are added
// without rounding (Shewchuk 1997, doi:10.1007/PL00009321, sections 2.3 to 2.5).
func Turn(a, b, c [2]float64) int {
	acx, bcx, acy, bcy := difference(a[0], c[0]), difference(b[0], c[0]), difference(a[1], c[1]), difference(b[1], c[1])
	var room [16]float64
	sum := room[:0] // of growing size, no two of which have digits in common
	add := func(p, q [2]float64, sign float64) {
		for _, u := range p {
			for _, v := range q {
				u := sign * u
				product := u * v
				for _, term := range [2]float64{math.FMA(u, v, -product), product} {
					for k, s := range sum {
						total := difference(s, -term)
						term, sum[k] = total[0], total[1]
					}
					sum = append(sum, term)
				}
			}
		}
	}
	add(acx, bcy, 1)
	add(acy, bcx, -1)
	for k := len(sum) - 1; k >= 0; k-- {
		switch {
		case sum[k] > 0:
			return 1
		case sum[k] < 0:
			return -1
		}
	}
	return 0
}

// difference returns a−b rounded, and what it lacks.
func difference(a, b float64) [2]float64 {
	x := a - b
	minus := a - x
	rest := x + minus
	return [2]float64{x, (a - rest) + (minus - b)}
}
