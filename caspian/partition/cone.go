package partition

import (
	"math"
)

// cone is a range of directions in which a cost may grow, and how fast: as
// angles in radians, no more than a half turn if it is narrow. Without any, a
// party has no base points.
type cone struct {
	lo, hi      float64
	rate        float64
	any, narrow bool
}

// apart says whether some direction has all of c before all of o.
func (c cone) apart(o cone) bool {
	if !c.narrow || !o.narrow {
		return false
	}
	var x, y float64
	if c.any {
		sin, cos := math.Sincos((c.lo + c.hi) / 2)
		x, y = c.rate*cos, c.rate*sin
	}
	if o.any {
		sin, cos := math.Sincos((o.lo + o.hi) / 2)
		x, y = x-o.rate*cos, y-o.rate*sin
	}
	axis := math.Atan2(y, x)
	return c.least(axis) > -o.least(axis+math.Pi)
}

// spread returns the largest difference between a slope of each cone.
func (c cone) spread(o cone) float64 {
	switch {
	case !c.narrow || !o.narrow:
		return c.rate + o.rate
	case !c.any:
		return o.rate
	case !o.any:
		return c.rate
	}
	off := math.Abs(math.Remainder((c.lo+c.hi-o.lo-o.hi)/2, 2*math.Pi)) + (c.hi-c.lo+o.hi-o.lo)/2
	// By the law of cosines, without losing the difference of equal rates.
	sin := math.Sin(min(off, math.Pi) / 2)
	return math.Sqrt((c.rate-o.rate)*(c.rate-o.rate) + 4*c.rate*o.rate*sin*sin)
}

// least returns the least component along a direction of all slopes of a
// cone, 0 for one without any.
func (c cone) least(axis float64) float64 {
	if !c.any {
		return 0
	}
	mid, half := (c.lo+c.hi)/2, (c.hi-c.lo)/2
	off := math.Abs(math.Remainder(mid-axis, 2*math.Pi))
	return c.rate * math.Cos(min(off+half, math.Pi))
}

// strip is half of the range of directions, in radians, in which the shores near a cell
// face the sea: single if all of them are one party's and the range is no half turn.
type strip struct {
	tested, single bool
	party          int
	half           float64
}
