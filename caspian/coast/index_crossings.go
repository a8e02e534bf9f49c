package coast

import "caspian.example/division/caspian/geodesic"

// Crossings calls do for every indexed piece that the edge from a to b (points
// on the surface, up to some tens of kilometres apart) crosses or touches, in
// an order that depends on the index alone. At is the fraction of the edge
// before the piece.
func (x *Index) Crossings(a, b geodesic.Vec, do func(piece int32, at float64)) {
	if len(x.nodes) == 0 {
		return
	}
	// Both chords lie under the surface.
	d := b.Sub(a)
	swell := x.dip + d.Dot(d)/(8*x.b.Ellipsoid.B()) + 1e-3
	p, q := a.Sub(x.centre), b.Sub(x.centre)
	lo := geodesic.Vec{X: min(p.X, q.X) - swell, Y: min(p.Y, q.Y) - swell, Z: min(p.Z, q.Z) - swell}
	hi := geodesic.Vec{X: max(p.X, q.X) + swell, Y: max(p.Y, q.Y) + swell, Z: max(p.Z, q.Z) + swell}
	stack := make([]int32, 1, 64)
	for len(stack) > 0 {
		at := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		n := &x.nodes[at]
		if float64(n.lo[0]) > hi.X || float64(n.hi[0]) < lo.X || float64(n.lo[1]) > hi.Y || float64(n.hi[1]) < lo.Y ||
			float64(n.lo[2]) > hi.Z || float64(n.hi[2]) < lo.Z {
			continue
		}
		if n.count == 0 {
			stack = append(stack, n.first, at+1)
			continue
		}
		for k := n.first; k < n.first+n.count; k++ {
			p, q := x.b.Points[k], x.b.Points[k+1]
			if sp, sq := side(a, b, p), side(a, b, q); sp > 0 && sq > 0 || sp < 0 && sq < 0 {
				continue
			}
			sa, sb := side(p, q, a), side(p, q, b)
			switch {
			case sa > 0 && sb > 0 || sa < 0 && sb < 0:
			case sa == sb:
				do(k, 0.5)
			default:
				do(k, sa/(sa-sb))
			}
		}
	}
}
