package oracle

import (
	"math"
	"math/big"
)

// point is a place in the plane.
type point struct{ x, y float64 }

// epsilon is half the distance from 1 to the next float64. The error bounds of
// the two predicates are those of Shewchuk 1997, doi:10.1007/PL00009321.
const epsilon = 1.0 / (1 << 53)

// orient is positive if a, b, c turn left, negative if they turn right and 0
// if they are collinear; the sign is always right.
func orient(a, b, c point) float64 {
	l, r := (a.x-c.x)*(b.y-c.y), (a.y-c.y)*(b.x-c.x)
	if det := l - r; math.Abs(det) > (3+16*epsilon)*epsilon*(math.Abs(l)+math.Abs(r)) {
		return det
	}
	ax, ay := minus(a.x, c.x), minus(a.y, c.y)
	bx, by := minus(b.x, c.x), minus(b.y, c.y)
	return float64(det2(ax, ay, bx, by).Sign())
}

// inCircle is positive if d lies inside the circle through a, b, c, which turn
// left, negative outside, 0 on it; the sign is always right.
func inCircle(a, b, c, d point) float64 {
	ax, ay := a.x-d.x, a.y-d.y
	bx, by := b.x-d.x, b.y-d.y
	cx, cy := c.x-d.x, c.y-d.y
	bc1, bc2 := bx*cy, cx*by
	ca1, ca2 := cx*ay, ax*cy
	ab1, ab2 := ax*by, bx*ay
	a2, b2, c2 := ax*ax+ay*ay, bx*bx+by*by, cx*cx+cy*cy
	det := a2*(bc1-bc2) + b2*(ca1-ca2) + c2*(ab1-ab2)
	permanent := a2*(math.Abs(bc1)+math.Abs(bc2)) + b2*(math.Abs(ca1)+math.Abs(ca2)) + c2*(math.Abs(ab1)+math.Abs(ab2))
	if math.Abs(det) > (10+96*epsilon)*epsilon*permanent {
		return det
	}
	var v [3][2]*big.Rat
	for k, p := range [3]point{a, b, c} {
		v[k] = [2]*big.Rat{minus(p.x, d.x), minus(p.y, d.y)}
	}
	sum := new(big.Rat)
	for k := range 3 {
		p, q, r := v[k], v[(k+1)%3], v[(k+2)%3]
		square := new(big.Rat).Mul(p[0], p[0])
		square.Add(square, new(big.Rat).Mul(p[1], p[1]))
		sum.Add(sum, square.Mul(square, det2(q[0], q[1], r[0], r[1])))
	}
	return float64(sum.Sign())
}

func minus(a, b float64) *big.Rat {
	r := new(big.Rat).SetFloat64(a)
	return r.Sub(r, new(big.Rat).SetFloat64(b))
}

// det2 returns ax·by − ay·bx.
func det2(ax, ay, bx, by *big.Rat) *big.Rat {
	r := new(big.Rat).Mul(ax, by)
	return r.Sub(r, new(big.Rat).Mul(ay, bx))
}
