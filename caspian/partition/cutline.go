package partition

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/sorting"
)

// knot is a point of a given line while it is drawn.
type knot struct {
	place
	node
	given bool // a vertex of the line as it was given
}

// move sets the place of a knot.
func (k *knot) move(f *field, at geodesic.Vec) {
	k.at = at
	k.x, k.y, _ = f.chart.Forward(at)
}

// run is a part of a given line of one origin.
type run struct {
	knots  []knot
	origin Origin
}

// draw finds the parts of the line that lie in the waters of the two states.
func (x *incision) draw() error {
	line := x.cut.Line
	given := run{origin: Given}
	for k, q := range line {
		if x.ctx.Err() != nil {
			return context.Cause(x.ctx)
		}
		end, err := x.knot(q)
		if err != nil {
			return fmt.Errorf("%w (vertex %d)", err, k)
		}
		if k > 0 {
			given.knots = x.straight(given.knots, line[k-1], q, end)
		} else {
			given.knots = append(given.knots, end)
		}
		given.knots[len(given.knots)-1].given = true
	}
	runs := []run{given}
	last := len(given.knots) - 1
	ends := [2]*knot{&given.knots[0], &given.knots[last]}
	open := [2]bool{x.open(ends[0]), x.open(ends[1])}
	termini := x.termini(ends, open)
	for k, end := range ends {
		if !open[k] {
			continue
		}
		before, at := line[1], line[0]
		if k == 1 {
			before, at = line[len(line)-2], line[len(line)-1]
		}
		var further run
		var err error
		if joint := termini[k]; joint >= 0 {
			further = x.toTerminus(at, end.place, joint)
		} else if further, err = x.onward(before, at, end.place); err != nil {
			return err
		}
		if far := further.knots[len(further.knots)-1]; far.at.Sub(end.at).Norm() > snapped {
			end.node = x.newNode(end.place, x.cut.States[:])
			further.knots[0].node = end.node
			if k == 0 {
				slices.Reverse(further.knots) // all parts run the line's way
			}
			runs = append(runs, further)
			continue
		}
		// As good as given.
		end.given = false
		if k == 1 {
			runs[0].knots = append(runs[0].knots, further.knots[1:]...)
		} else {
			slices.Reverse(further.knots)
			runs[0].knots = append(further.knots[:len(further.knots)-1:len(further.knots)-1], runs[0].knots...)
		}
	}
	for _, r := range runs {
		if r.origin != Onward {
			r.knots = x.cross(r.knots)
		}
		if x.ctx.Err() != nil {
			return context.Cause(x.ctx)
		}
		if err := x.keep(r); err != nil {
			return err
		}
	}
	if len(x.drawn) == 0 {
		return fmt.Errorf("does not run through the waters that it is to part: are its states the right ones, and longitude and latitude in this order?")
	}
	return nil
}

// knot returns the place of a position.
func (x *incision) knot(q orb.Point) (knot, error) {
	k := knot{place: place{at: x.full.e.Cartesian(q)}}
	var ok bool
	if k.x, k.y, ok = x.full.chart.Forward(k.at); !ok {
		return k, fmt.Errorf("has a vertex far from the sea at %v %v", q[0], q[1])
	}
	return k, nil
}

// leg is an edge of a line as it was given: a geodesic or a rhumb line.
type leg interface {
	Length() float64
	Position(s float64) (q orb.Point, azi float64)
}

// leg returns the edge from p to q.
func (x *incision) leg(p, q orb.Point) leg {
	if x.cut.Loxodrome {
		l := x.full.e.RhumbTo(p, q)
		return &l
	}
	l := x.full.e.LineTo(p, q)
	return &l
}

// straight appends the leg from p, the last knot, to q, which is end: so
// many knots that its edges keep the tolerance.
func (x *incision) straight(knots []knot, p, q orb.Point, end knot) []knot {
	f := x.full
	t := tracer{f: f, tolerance: x.tolerance}
	line := x.leg(p, q)
	n := len(knots)
	for pieces := math.Ceil(line.Length() / t.longest()); ; pieces *= 2 {
		knots = knots[:n]
		for k := 1.0; k < pieces; k++ {
			at, _ := line.Position(line.Length() * k / pieces)
			if m, err := x.knot(at); err == nil {
				knots = append(knots, m)
			}
		}
		knots = append(knots, end)
		fits := true
		for k := n; k < len(knots) && fits; k++ {
			a, b := vertex{place: knots[k-1].place}, vertex{place: knots[k].place}
			dx, dy := b.x-a.x, b.y-a.y
			length := math.Hypot(dx, dy)
			off := 0.0 // of a rhumb line, to the left of the edge on the chart
			if x.cut.Loxodrome {
				at, _ := line.Position(line.Length() * (float64(k-n) + 0.5) / pieces)
				m, _ := x.knot(at)
				off = ((m.y-a.y)*dx - (m.x-a.x)*dy) / length
			}
			fits = max(math.Abs(off), math.Abs(t.sag(&a, &b, -dy/length, dx/length)-off)) <= 0.8*t.tolerance
		}
		if fits || line.Length()/pieces < shortGeodesic {
			return knots
		}
	}
}

// open says whether an end of the line must be prolonged. An end close to a
// node or to the shore is moved there.
func (x *incision) open(end *knot) bool {
	f := x.full
	for id, j := range f.joints {
		if j.at.Sub(end.at).Norm() <= snapped {
			end.node = node{atJoint, id}
			end.move(f, j.at)
			return false
		}
	}
	for id, t := range x.net.tripoints {
		n := node{atTripoint, id}
		if number, ok := x.a.at[n]; ok && len(x.a.nodes[number]) > 0 && t.at.Sub(end.at).Norm() <= snapped {
			end.node, end.place = n, t.place
			return false
		}
	}
	if foot := f.shores.Nearest(end.at, coast.NoPiece); foot.Distance <= snapped {
		end.node = x.newCrossing(foot)
		end.move(f, foot.At)
		return false
	}
	return x.cut.takes(x.faceAt(end.at))
}

// termini returns for both ends of the line the joint that it is prolonged to,
// or −1.
func (x *incision) termini(ends [2]*knot, open [2]bool) (out [2]int) {
	type way struct {
		end, joint int
		length     float64
	}
	var ways []way
	for end, k := range ends {
		out[end] = -1
		for id, j := range x.full.joints {
			border := slices.ContainsFunc(x.full.junctions, func(q junction) bool {
				states := x.cut.States
				return q.joint == id && (q.between(states[0], states[1]) || states[1] == Others && (q.left == states[0] || q.right == states[0]))
			})
			if length := x.full.e.Length(j.at, k.at); open[end] && border && length <= terminusReach {
				ways = append(ways, way{end, id, length})
			}
		}
	}
	sorting.Func(ways, func(a, b way) int { return cmp.Or(cmp.Compare(a.length, b.length), a.end-b.end, a.joint-b.joint) })
	for _, w := range ways {
		taken := func(end int) bool {
			return out[end] == w.joint || ends[end].node == node{atJoint, w.joint}
		}
		if out[w.end] < 0 && !taken(1-w.end) {
			out[w.end] = w.joint
		}
	}
	return out
}

// toTerminus prolongs the line from its end to a joint.
func (x *incision) toTerminus(from orb.Point, end place, joint int) run {
	f := x.full
	to := knot{node: node{atJoint, joint}}
	to.move(f, f.joints[joint].at)
	return run{x.straight([]knot{{place: end}}, from, f.e.Position(to.at), to), ToTerminus}
}

// reach returns how far the farthest place of the shores is from a place, as a chord.
func (x *incision) reach(from geodesic.Vec) (far float64) {
	for _, p := range x.full.b.Points {
		far = max(far, p.Sub(from).Norm())
	}
	return far
}

// onward prolongs the line beyond its last leg to the first other line or shore that is no
// island's.
func (x *incision) onward(before, at orb.Point, end place) (run, error) {
	reach := 1.1 * x.reach(end.at)
	last := x.leg(before, at)
	_, azimuth := last.Position(last.Length())
	far, _ := x.full.e.Direct(at, azimuth, reach)
	if x.cut.Loxodrome {
		beyond := x.full.e.Rhumb(at, azimuth)
		if far, _ = beyond.Position(reach); math.IsNaN(far[1]) {
			return run{}, fmt.Errorf("cannot be prolonged beyond its end at %v %v: as a rhumb line it ends at a pole", at[0], at[1])
		}
	}
	to, err := x.knot(far)
	if err != nil {
		return run{}, err
	}
	out := []knot{{place: end}}
	knots := x.straight(out, at, far, to)
	for k := 1; k < len(knots); k++ {
		leg := x.cross(knots[k-1 : k+1 : k+1])
		if x.ctx.Err() != nil {
			return run{}, context.Cause(x.ctx)
		}
		// A knot within touching of a node has become it, and a leg may be as short as that.
		if k > 1 {
			out[len(out)-1] = leg[0]
		} else {
			leg[0] = out[0]
		}
		for i, m := range leg {
			if i > 0 {
				out = append(out, m)
			}
			if m.kind != loose && !x.island(m.node) {
				return run{out, Onward}, nil
			}
		}
		knots[k] = leg[len(leg)-1]
	}
	return run{}, fmt.Errorf("cannot be prolonged beyond its end at %v %v", at[0], at[1])
}

// island says whether a node lies on the shore of an island.
func (x *incision) island(n node) bool { return n.kind == atCrossing && x.net.crossings[n.id].ring > 0 }

// hit is a place where an edge of the given line meets the shore or an arc.
type hit struct {
	along float64 // the edge
	piece int32   // of the shore, or
	arc   int     // of the network, −1 for none,
	on    int     // the edge before this vertex of it,
	part  float64 // at this fraction
}

// cross puts the nodes into a run at which it meets the shore and the arcs. A
// knot within touching of one becomes it. When the context ends it stops on the way.
func (x *incision) cross(knots []knot) []knot {
	out := knots[:1:1]
	for k := range knots[1:] {
		if x.ctx.Err() != nil {
			break
		}
		u, v := &knots[k], &knots[k+1]
		for _, h := range x.hits(u, v) {
			if last := &out[len(out)-1]; u.at.Add(v.at.Sub(u.at).Mul(h.along)).Sub(last.at).Norm() <= touching {
				if last.kind != loose {
					continue
				}
				out = out[:len(out)-1]
			}
			out = append(out, x.nodeAt(u, v, h))
		}
		if last := &out[len(out)-1]; v.kind != loose || last.kind == loose || v.at.Sub(last.at).Norm() > touching {
			out = append(out, *v)
		}
	}
	return out
}

// hits returns where the edge from u to v meets the shore and the arcs, but for
// its own nodes.
func (x *incision) hits(u, v *knot) (out []hit) {
	f := x.full
	length := v.at.Sub(u.at).Norm()
	apart := func(s, within float64) bool {
		return (u.kind == loose || s*length > within) && (v.kind == loose || (1-s)*length > within)
	}
	f.shores.Crossings(u.at, v.at, func(piece int32, s float64) {
		if apart(s, touching) {
			out = append(out, hit{along: s, piece: piece, arc: -1})
		}
	})
	for k := range x.net.arcs {
		line := x.net.arcs[k].vertices
		for i := 1; i < len(line); i++ {
			if s, t, ok := meet(&u.place, &v.place, &line[i-1].place, &line[i].place); ok && s < 1 && t < 1 && apart(s, meeting) {
				out = append(out, hit{along: s, piece: coast.NoPiece, arc: k, on: i, part: t})
			}
		}
	}
	sorting.Func(out, func(a, b hit) int { return cmp.Or(cmp.Compare(a.along, b.along), a.arc-b.arc) })
	return out
}

// nodeAt adds the node of a hit on the edge from u to v.
func (x *incision) nodeAt(u, v *knot, h hit) knot {
	f := x.full
	if h.arc < 0 {
		foot := f.b.FootOn(f.e.OnSurface(u.at.Add(v.at.Sub(u.at).Mul(h.along))), h.piece)
		k := knot{node: x.newCrossing(foot)}
		k.move(f, foot.At)
		return k
	}
	arc := &x.net.arcs[h.arc]
	s := h.along
	if arc.origin == Equidistant || arc.origin == Kept {
		s = x.level(arc, u, v, s, &arc.vertices[h.on].feet)
	}
	k := knot{place: place{x: u.x + s*(v.x-u.x), y: u.y + s*(v.y-u.y)}}
	k.at = f.chart.Inverse(k.x, k.y)
	faces := x.faces[h.arc]
	k.node = x.newNode(k.place, append([]int{arc.left, arc.right, faces[0], faces[1]}, x.cut.States[:]...))
	x.cuts[h.arc] = append(x.cuts[h.arc], cut{h.on, h.part, x.net.tripoints[k.id], k.id})
	return k
}

// level returns where on the edge from u to v, near s, the two states of an arc
// are equally far: the arc itself is drawn to the tolerance only.
func (x *incision) level(arc *arc, u, v *knot, s float64, hints *[2]reach) float64 {
	f := x.full
	dx, dy := v.x-u.x, v.y-u.y
	start, length := s, math.Hypot(dx, dy)
	for range 30 {
		p := f.chart.Inverse(u.x+s*dx, u.y+s*dy)
		d := f.difference(arc.left, arc.right, p, hints)
		if math.Abs(d.value) <= exact {
			return s
		}
		s -= d.value / d.gradient.Dot(f.chart.Shift(p, dx, dy))
		if !(s >= 0 && s <= 1 && math.Abs(s-start)*length <= 100*x.tolerance) {
			break
		}
	}
	return start
}

// keep adds the parts of a run that lie in the waters of the two states, up to where a
// line ends that is drawn once.
func (x *incision) keep(r run) error {
	f := x.full
	stub := 0.0
	if x.cut.Once {
		stub = x.reach(r.knots[0].at) / 1000
	}
	for start := 0; start < len(r.knots)-1; {
		end := start + 1
		for end < len(r.knots)-1 && r.knots[end].kind == loose {
			end++
		}
		part := r.knots[start : end+1]
		start = end
		vertices := make([]vertex, len(part))
		for k := range part {
			vertices[k].place = part[k].place
		}
		p, _ := f.inside(vertices)
		face := x.faceAt(p)
		if !x.cut.takes(face) {
			continue
		}
		a := arc{left: x.cut.States[0], right: x.cut.States[1], faces: [2]int{face, face}, origin: r.origin, start: part[0].node, end: part[len(part)-1].node, vertices: vertices}
		if a.right == Others {
			a.right = face
		}
		if a.start.kind == loose || a.end.kind == loose {
			at := f.e.Position(p)
			return fmt.Errorf("ends in the sea near %.6f %.6f", at[0], at[1])
		}
		hints := [2]reach{farthest, farthest}
		for k := range vertices {
			if x.ctx.Err() != nil {
				return context.Cause(x.ctx)
			}
			hints = [2]reach{f.reach(a.left, vertices[k].at, &hints[0]), f.reach(a.right, vertices[k].at, &hints[1])}
			vertices[k].feet = hints
			if part[k].given && k > 0 && k < len(part)-1 {
				a.turnings = append(a.turnings, turning{k, hints, hints})
			}
		}
		x.drawn = append(x.drawn, a)
		if x.cut.Once && !x.island(a.end) && part[len(part)-1].at.Sub(r.knots[0].at).Norm() > stub {
			break
		}
	}
	return nil
}
