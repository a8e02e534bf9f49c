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
	to := foot.At.Sub(p)
	base := math.Atan2(to.Dot(left), to.Dot(toward))
	// Directions are counted from the foot's, so that the range holds it.
	sin, cos := math.Sincos(base)
	f := frame{p, toward.Mul(cos).Add(left.Mul(sin)), left.Mul(cos).Sub(toward.Mul(sin))}
	w := wedge{lo: bearing{x: 1}, hi: bearing{x: 1}}
	reach := limit + x.slack(limit)
	reach2, q := reach*reach, p.Sub(x.centre)
	var stack [64]sphere
	stack[0] = f.around(q, x.nodes, 0)
	for top := 1; top > 0; {
		top--
		s := &stack[top]
		if w.holds(s.bearing, s.radius) {
			continue // nothing new in this box
		}
		n := &x.nodes[s.node]
		if n.count == 0 {
			// What lies farther outside comes first: it may leave nothing new in the rest.
			from := top
			for _, child := range [2]int32{n.first, s.node + 1} {
				if x.nodes[child].distance2(q) <= reach2 {
					stack[top] = f.around(q, x.nodes, child)
					top++
				}
			}
			if top == from+2 && w.outside(stack[from].bearing) > w.outside(stack[from+1].bearing) {
				stack[from], stack[from+1] = stack[from+1], stack[from]
			}
			continue
		}
		a := f.seen(x.b.Points[n.first])
		for k := n.first; k < n.first+n.count; k++ {
			b := f.seen(x.b.Points[k+1])
			// The piece is seen between its ends.
			if !w.holds(a, 0) || !w.holds(b, 0) {
				u := x.b.Points[k].Sub(p)
				uv := x.b.Points[k+1].Sub(x.b.Points[k])
				t := min(max(-uv.Dot(u)/uv.Dot(uv), 0), 1)
				if d := u.Add(uv.Mul(t)); d.Dot(d) <= reach2 && !w.widen(a, b) {
					return 0, 0, false
				}
			}
			a = b
		}
	}
	return base + math.Atan2(w.lo.y, w.lo.x), base + math.Atan2(w.hi.y, w.hi.x), true
}

// frame is a place and the directions at it that bearings are in.
type frame struct{ p, ahead, beside geodesic.Vec }

// seen returns the bearing of a place.
func (f *frame) seen(v geodesic.Vec) bearing {
	d := v.Sub(f.p)
	return bearing{d.Dot(f.ahead), d.Dot(f.beside)}
}

// sphere is what holds a box of an index, as it is seen.
type sphere struct {
	bearing
	radius float64
	node   int32
}

// around returns the sphere around a box, the place being q from the index's centre.
func (f *frame) around(q geodesic.Vec, nodes []node, at int32) sphere {
	n := &nodes[at]
	half := geodesic.Vec{X: float64(n.hi[0]-n.lo[0]) / 2, Y: float64(n.hi[1]-n.lo[1]) / 2, Z: float64(n.hi[2]-n.lo[2]) / 2}
	d := geodesic.Vec{X: float64(n.lo[0]+n.hi[0])/2 - q.X, Y: float64(n.lo[1]+n.hi[1])/2 - q.Y, Z: float64(n.lo[2]+n.hi[2])/2 - q.Z}
	return sphere{bearing{d.Dot(f.ahead), d.Dot(f.beside)}, half.Norm(), at}
}

// bearing is a direction in a plane, of any length.
type bearing struct{ x, y float64 }

func (b bearing) unit() bearing {
	n := math.Sqrt(b.x*b.x + b.y*b.y)
	return bearing{b.x / n, b.y / n}
}

// order grows with the angle of a bearing, from −2 for a half turn to the right to 2 for one
// to the left: by 1 in every quadrant.
func (b bearing) order() float64 {
	s := math.Abs(b.x) + math.Abs(b.y)
	switch {
	case s == 0:
		return 0
	case b.y < 0:
		return b.x/s - 1
	}
	return 1 - b.x/s
}

// wedge is the bearings from lo counter-clockwise to hi, no more than a half turn, which
// hold the one straight ahead. Both are of length 1.
type wedge struct {
	lo, hi      bearing
	first, last float64 // their orders
}

// outside returns how far outside the two lines along the sides a bearing ends, below 0 if
// it is inside.
func (w *wedge) outside(b bearing) float64 {
	return max(w.lo.y*b.x-w.lo.x*b.y, w.hi.x*b.y-w.hi.y*b.x)
}

// holds says whether a circle around the end of a bearing lies in the wedge.
func (w *wedge) holds(b bearing, radius float64) bool {
	return w.lo.x*b.y-w.lo.y*b.x >= radius && w.hi.y*b.x-w.hi.x*b.y >= radius && b.x*(w.lo.x+w.hi.x)+b.y*(w.lo.y+w.hi.y) >= 0
}

// widen makes the wedge hold what is seen between a and b. It says whether a half turn is
// enough for that.
func (w *wedge) widen(a, b bearing) bool {
	first, last := a.order(), b.order()
	if first > last {
		a, b, first, last = b, a, last, first
	}
	if last-first > 2 {
		return false
	}
	if first < w.first {
		w.lo, w.first = a.unit(), first
	}
	if last > w.last {
		w.hi, w.last = b.unit(), last
	}
	return w.last-w.first <= 2
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
