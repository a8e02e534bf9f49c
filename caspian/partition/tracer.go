package partition

import (
	"context"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/geodesic"
)

// vertex is an exact point of a line, with the reaches of the parties on its
// left and right.
type vertex struct {
	place
	feet  [2]reach
	fixed bool // on a side of a grain: it stays there
}

// tracer finds points of the line between two parties.
type tracer struct {
	ctx         context.Context
	f           *field
	left, right int
	tolerance   float64
	raw         []vertex // the line as the mesh has it
	finer       []spot   // where the line must be closer to the true one
	missed      coarse   // where the line was lost
	bisecting   bool     // find changes of control by bisection alone
}

// at evaluates the line's equation at a chart position.
func (t *tracer) at(x, y float64, hints *[2]reach) (vertex, difference) {
	v := vertex{place: place{x, y, t.f.chart.Inverse(x, y)}}
	d := t.f.difference(t.left, t.right, v.at, hints)
	v.feet = d.feet
	return v, d
}

// between returns the point of the line on the straight way from a, a place of
// the left party, to b, a place of the right one.
func (t *tracer) between(a, b place, hints *[2]reach) vertex {
	dx, dy := b.x-a.x, b.y-a.y
	length := math.Hypot(dx, dy)
	va, da := t.at(a.x, a.y, hints)
	vb, db := t.at(b.x, b.y, &va.feet)
	lo, hi, flo, fhi := 0.0, 1.0, da.value, db.value
	if flo >= 0 {
		return va
	}
	if fhi <= 0 {
		return vb
	}
	side := 0
	for {
		if (hi-lo)*length <= bracketed {
			return nearer(va, da, vb, db)
		}
		s := lo + (hi-lo)*flo/(flo-fhi)
		// Regula falsi may creep; every so often halve instead.
		if !(s > lo && s < hi) || side > 2 || side < -2 {
			s, side = (lo+hi)/2, 0
		}
		v, d := t.at(a.x+s*dx, a.y+s*dy, &va.feet)
		slope := math.Abs(d.gradient.Dot(t.f.chart.Shift(v.at, dx, dy))) / length
		if math.Abs(d.value) <= min(exact, placed*slope) {
			return v
		}
		if d.value < 0 {
			lo, flo, va, da = s, d.value, v, d
			side = max(side, 0) + 1
			if side > 1 {
				fhi /= 2
			}
		} else {
			hi, fhi, vb, db = s, d.value, v, d
			side = min(side, 0) - 1
			if side < -1 {
				flo /= 2
			}
		}
	}
}

// nearer returns of two vertices to the left and right of the line, no farther
// apart than a point, the one where the difference is smaller. It jumps at the
// edge of an area that a bisector divides.
func nearer(a vertex, da difference, b vertex, db difference) vertex {
	if math.Abs(da.value) <= math.Abs(db.value) {
		return a
	}
	return b
}

// across returns the point of the line on the normal nx, ny (a unit vector
// that points to the line's left) through x, y, at most far away. Step is
// the first step where the slope does not tell one.
func (t *tracer) across(x, y, nx, ny, step, far float64, hints *[2]reach) (vertex, error) {
	lo, hi := math.Inf(-1), math.Inf(1) // right of the line, left of it
	var vlo, vhi vertex
	var dlo, dhi difference
	s := 0.0
	for range 60 {
		v, d := t.at(x+s*nx, y+s*ny, hints)
		hints = &v.feet
		slope := d.gradient.Dot(t.f.chart.Shift(v.at, nx, ny))
		if math.Abs(d.value) <= min(exact, -placed*slope) {
			return v, nil
		}
		if d.value > 0 {
			lo, vlo, dlo = s, v, d
		} else {
			hi, vhi, dhi = s, v, d
		}
		if hi-lo <= bracketed && hi > lo {
			return nearer(vlo, dlo, vhi, dhi), nil
		}
		next := s - d.value/slope
		bounded := !math.IsInf(lo, 0) && !math.IsInf(hi, 0)
		switch {
		case bounded && hi < lo:
			// Two points of the line lie here; neither can be told to be
			// the one that is sought.
			return v, errStray
		case slope < -flat && next > lo && next < hi && math.Abs(next) <= far && math.Abs(next-s) > bracketed/4:
		case bounded:
			next = (lo + hi) / 2
		case d.value > 0:
			next, step = s+step, 2*step
		default:
			next, step = s-step, 2*step
		}
		if math.Abs(next) > far {
			return v, errStray
		}
		s = next
	}
	return vertex{}, errStray
}

// bisect appends the vertices that the line needs between two of its points.
func (t *tracer) bisect(out []vertex, a, b *vertex, depth int) ([]vertex, error) {
	if t.ctx.Err() != nil {
		return out, context.Cause(t.ctx)
	}
	m, err := t.middle(a, b)
	if err == nil && depth > 60 {
		err = t.lost(m.x, m.y, math.Hypot(b.x-a.x, b.y-a.y), errStray)
	}
	if err != nil {
		return out, err
	}
	for _, e := range [2][2]*vertex{{a, &m}, {&m, b}} {
		ok, err := t.edge(e[0], e[1], nil)
		if err == nil && !ok {
			out, err = t.bisect(out, e[0], e[1], depth+1)
		} else if err == nil {
			out = append(out, *e[1])
		}
		if err != nil {
			return out, err
		}
	}
	return out, nil
}

// middle returns a point of the line about half way between two others.
func (t *tracer) middle(a, b *vertex) (vertex, error) {
	dx, dy := b.x-a.x, b.y-a.y
	length := math.Hypot(dx, dy)
	v, err := t.across((a.x+b.x)/2, (a.y+b.y)/2, -dy/length, dx/length, length/32, 2*length, &a.feet)
	if err != nil {
		return v, t.lost((a.x+b.x)/2, (a.y+b.y)/2, length, err)
	}
	return v, nil
}

// edge says whether the straight edge from a to b keeps the tolerance, in the
// plane and in longitude and latitude. Between are known points of the line
// from a to b.
func (t *tracer) edge(a, b *vertex, between []vertex) (bool, error) {
	dx, dy := b.x-a.x, b.y-a.y
	length := math.Hypot(dx, dy)
	// Close to the shore an edge must not cross it: the line itself never
	// comes nearer than its distance, in the measure of the lightest state.
	left, right := t.f.parties[t.left].weight, t.f.parties[t.right].weight
	least := min(a.feet[0].distance/left, a.feet[1].distance/right, b.feet[0].distance/left, b.feet[1].distance/right) * t.f.least
	// From a joint it runs at an angle to the lighter one's shore whose sine is the ratio of the weights.
	steep := min(1, 16*min(left/right, right/left))
	tolerance := 0.8 * min(t.toleranceOn(a, b), 0.2*least+steep*length/64)
	if slices.ContainsFunc(between, func(v vertex) bool { return v.fixed }) {
		return false, nil
	}
	if short := max(tolerance, shortestEdge); length <= short {
		// Its ends may be those of a long and narrow loop.
		return !slices.ContainsFunc(between, func(v vertex) bool { return math.Hypot(v.x-a.x, v.y-a.y) > 2*short }), nil
	}
	if length > t.longest() {
		return false, nil
	}
	nx, ny := -dy/length, dx/length
	for _, v := range between {
		if math.Abs((v.x-a.x)*nx+(v.y-a.y)*ny) > tolerance {
			return false, nil
		}
		if s := (v.x-a.x)*dx + (v.y-a.y)*dy; s < 0 || s > length*length {
			return false, nil
		}
	}
	sag := t.sag(a, b, nx, ny)
	if math.Abs(sag) > tolerance {
		return false, nil
	}
	hints := &a.feet
	for _, s := range [3]float64{0.5, 0.25, 0.75} {
		v, d := t.at(a.x+s*dx, a.y+s*dy, hints)
		hints = &v.feet
		slope := d.gradient.Dot(t.f.chart.Shift(v.at, nx, ny))
		// The line may lie so far to the left or right of the edge that both
		// ways of drawing it keep the tolerance.
		drawn := 4 * s * (1 - s) * sag
		right, left := max(0, drawn)-tolerance, min(0, drawn)+tolerance
		if off := -d.value / slope; !(slope < -flat && right <= off && off <= left) && math.Abs(d.value) > exact {
			// The slope may belong to another part of the difference, which
			// has kinks; then the line is found by its two sides.
			for _, off := range [2]float64{right, left} {
				_, d := t.at(v.x+off*nx, v.y+off*ny, hints)
				if (d.value < 0) != (off > 0) {
					return false, nil
				}
			}
		}
		if t.intruded(&v, 5*tolerance) {
			return false, t.lost(v.x, v.y, length, errStray)
		}
	}
	return true, nil
}

// toleranceOn returns the tolerance on an edge: in a spot where lines could not be
// told apart it is no greater than the leaves there.
func (t *tracer) toleranceOn(a, b *vertex) float64 {
	tolerance := t.tolerance
	for k := range t.finer {
		if s := &t.finer[k]; s.floor < tolerance && s.beside(&a.place, &b.place) {
			if _, d := edgeTo(&a.place, &b.place, place{x: s.x, y: s.y}); d <= s.radius {
				tolerance = s.floor
			}
		}
	}
	return tolerance
}

// longest returns the length in metres up to which a straight edge of the chart
// and a geodesic differ by less than a tenth of the tolerance: at most 20 km.
func (t *tracer) longest() float64 {
	e2 := math.Abs(t.f.e.F() * (2 - t.f.e.F()))
	return min(longestEdge, math.Sqrt(1.6*t.tolerance*t.f.e.B()/e2))
}

// sag returns how far the edge from a to b drawn straight in longitude and
// latitude passes to the left of the edge on the chart, at its middle.
func (t *tracer) sag(a, b *vertex, nx, ny float64) float64 {
	p, q := t.f.e.Position(a.at), t.f.e.Position(b.at)
	mid := orb.Point{p[0] + math.Remainder(q[0]-p[0], 360)/2, (p[1] + q[1]) / 2}
	x, y, ok := t.f.chart.Forward(t.f.e.Cartesian(mid))
	if !ok {
		return math.Inf(1)
	}
	return (x-a.x)*nx + (y-a.y)*ny
}

// intruded says whether some third party owns a place, by more than slack metres.
func (t *tracer) intruded(v *vertex, slack float64) bool { return t.intruder(v, slack) >= 0 }

// intruder returns a third party that owns a place, by more than slack metres, −1 if
// none does.
func (t *tracer) intruder(v *vertex, slack float64) int {
	for k := range t.f.parties {
		limit := t.f.even(t.left, v.feet[0].distance, k, -slack)
		if limit > 0 && k != t.left && k != t.right && t.f.reachWithin(k, v.at, &farthest, limit).distance < limit {
			return k
		}
	}
	return -1
}

func (t *tracer) lost(x, y, radius float64, err error) error {
	return &unresolved{x, y, x, y, radius, false, err}
}

// lineInSea says whether a line, none of whose edges crosses the shore, lies in the
// sea.
func (f *field) lineInSea(v []vertex) bool {
	p, _ := f.inside(v)
	return f.inSea(p, f.claimsAt(p))
}

// rawInSea says whether a raw line that nowhere crosses the shore lies in the sea, by the point of it that
// is farthest from its states' shores: its edges may cross them.
func (f *field) rawInSea(v []vertex) bool {
	far, least := 0, 0.0
	for k := range v {
		if d := min(v[k].feet[0].distance, v[k].feet[1].distance); d > least {
			far, least = k, d
		}
	}
	if least == 0 {
		return f.lineInSea(v) // from joint to joint
	}
	return f.inSea(v[far].at, f.claimsAt(v[far].at))
}

// inside returns a place well inside a line, the middle of its longest edge,
// and the vertex before it.
func (f *field) inside(v []vertex) (geodesic.Vec, int) {
	longest, at := -1.0, 0
	for k := range v[1:] {
		if d := math.Hypot(v[k+1].x-v[k].x, v[k+1].y-v[k].y); d > longest {
			longest, at = d, k
		}
	}
	return f.chart.Inverse((v[at].x+v[at+1].x)/2, (v[at].y+v[at+1].y)/2), at
}
