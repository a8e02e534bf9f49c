package coast

import (
	"math"

	"caspian.example/division/caspian/geodesic"
)

// Directions bounds the directions from p in which the indexed baselines come
// within limit metres: as angles in radians, counter-clockwise from toward, a
// unit tangent at p (up is the normal there), lo ≤ hi. Foot is the foot of p on
// the baselines. The bounds hold for all such places and may be a little
// wider. It returns ok = false when the directions span more than a half turn.
func (x *Index) Directions(p, up, toward geodesic.Vec, foot Foot, limit float64) (lo, hi float64, ok bool) {
	left := up.Cross(toward)
	angle := func(v geodesic.Vec) float64 { return math.Atan2(v.Dot(left), v.Dot(toward)) }
	// Angles are counted from the foot's, so that the interval holds zero.
	base := angle(foot.At.Sub(p))
	reach := limit + x.slack(limit)
	q := p.Sub(x.centre)
	stack := make([]int32, 1, 64)
	for len(stack) > 0 {
		at := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		n := &x.nodes[at]
		if n.distance2(q) > reach*reach {
			continue
		}
		mid := geodesic.Vec{X: float64(n.lo[0]+n.hi[0]) / 2, Y: float64(n.lo[1]+n.hi[1]) / 2, Z: float64(n.lo[2]+n.hi[2]) / 2}
		half := geodesic.Vec{X: float64(n.hi[0]-n.lo[0]) / 2, Y: float64(n.hi[1]-n.lo[1]) / 2, Z: float64(n.hi[2]-n.lo[2]) / 2}
		v := mid.Sub(q)
		flat := math.Hypot(v.Dot(left), v.Dot(toward))
		if radius := half.Norm(); flat > radius {
			a := turned(angle(v) - base)
			w := math.Asin(radius / flat)
			if lo <= a-w && a+w <= hi {
				continue // nothing new in this box
			}
		}
		if n.count == 0 {
			stack = append(stack, n.first, at+1)
			continue
		}
		for k := n.first; k < n.first+n.count; k++ {
			a, b := x.b.Points[k].Sub(p), x.b.Points[k+1].Sub(p)
			ab := b.Sub(a)
			t := min(max(-ab.Dot(a)/ab.Dot(ab), 0), 1)
			if d := a.Add(ab.Mul(t)); d.Dot(d) > reach*reach {
				continue
			}
			// The piece is seen between its ends.
			a0, a1 := turned(angle(a)-base), turned(angle(b)-base)
			if math.Abs(a1-a0) > math.Pi {
				return 0, 0, false
			}
			lo, hi = min(lo, a0, a1), max(hi, a0, a1)
			if hi-lo > math.Pi {
				return 0, 0, false
			}
		}
	}
	return base + lo, base + hi, true
}

// Within calls do for the indexed pieces that come within limit metres of p, and perhaps
// for some that come nearly as close, until it returns false.
func (x *Index) Within(p geodesic.Vec, limit float64, do func(piece int32) bool) {
	if len(x.nodes) == 0 {
		return
	}
	reach := limit + x.slack(limit)
	q := p.Sub(x.centre)
	var stack [64]int32
	top := 1
	for top > 0 {
		top--
		at := stack[top]
		n := &x.nodes[at]
		if n.distance2(q) > reach*reach {
			continue
		}
		if n.count == 0 {
			stack[top], stack[top+1] = n.first, at+1
			top += 2
			continue
		}
		for k := n.first; k < n.first+n.count; k++ {
			a := x.b.Points[k].Sub(p)
			ab := x.b.Points[k+1].Sub(x.b.Points[k])
			t := min(max(-ab.Dot(a)/ab.Dot(ab), 0), 1)
			if d := a.Add(ab.Mul(t)); d.Dot(d) <= reach*reach && !do(k) {
				return
			}
		}
	}
}

// turned returns an angle between −2π and 2π as one between −π and π.
func turned(a float64) float64 {
	switch {
	case a > math.Pi:
		return a - 2*math.Pi
	case a < -math.Pi:
		return a + 2*math.Pi
	}
	return a
}
