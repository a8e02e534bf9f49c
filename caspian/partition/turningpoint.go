package partition

import (
	"slices"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/internal/sorting"
)

// turningPoints returns all turning points and tripoints of the network, and
// for every arc those on it, by number.
func (a *assembly) turningPoints() (points []TurningPoint, onArc [][]int) {
	f := a.f
	onArc = make([][]int, len(a.net.arcs))
	tripoints := make([]int, len(a.net.tripoints))
	for k := range tripoints {
		tripoints[k] = -1
	}
	atNode := func(n node) int {
		if n.kind != atTripoint {
			return -1
		}
		if tripoints[n.id] < 0 {
			tripoints[n.id] = len(points)
			t := a.net.tripoints[n.id]
			p := TurningPoint{At: a.where[a.at[n]], Tripoint: a.meeting(n) > 2}
			order := make([]int, 0, len(t.parties))
			for k, party := range t.parties {
				if party < len(f.c.States) {
					order = append(order, k)
				}
			}
			sorting.Func(order, func(i, j int) int { return t.parties[i] - t.parties[j] })
			for _, k := range order {
				p.States = append(p.States, t.parties[k])
				p.Distances = append(p.Distances, t.feet[k].distance)
				p.BasePoints = append(p.BasePoints, f.basePoints(t.parties[k], &t.feet[k]))
			}
			points = append(points, p)
		}
		return tripoints[n.id]
	}
	for k, arc := range a.net.arcs {
		if id := atNode(arc.start); id >= 0 {
			onArc[k] = append(onArc[k], id)
		}
		for _, turn := range arc.turnings {
			onArc[k] = append(onArc[k], len(points))
			points = append(points, a.turningPoint(k, turn))
		}
		if id := atNode(arc.end); id >= 0 {
			onArc[k] = append(onArc[k], id)
		}
	}
	return points, onArc
}

// meeting returns the number of states whose waters lie around a node, those of a bloc
// as one: belts of one state are its own, and the water beyond them is nobody's.
func (a *assembly) meeting(n node) int {
	count := len(a.f.c.States)
	var states []int
	for _, e := range a.nodes[a.at[n]] {
		if e.arc < 0 {
			continue
		}
		for _, face := range a.net.arcs[e.arc].faces {
			if face < count*max(1, a.f.belts) {
				states = append(states, face%count)
			}
		}
	}
	sorting.Ordered(states)
	return len(slices.Compact(states))
}

// turningPoint returns a turning point of arc k for the user.
func (a *assembly) turningPoint(k int, turn turning) TurningPoint {
	f, arc := a.f, &a.net.arcs[k]
	left, right := arc.sides()
	v := &arc.vertices[turn.vertex]
	out := TurningPoint{At: f.position(v.at)} // a vertex of the line, bit for bit
	for side, party := range [2]int{arc.left, arc.right} {
		if party >= len(f.c.States) {
			continue // the waters beyond a limit
		}
		out.States = append(out.States, party)
		out.Distances = append(out.Distances, v.feet[side].distance)
		var base []BasePoint
		var after []coast.Foot
		f.feet(party, &turn.after[side], func(_ float64, _ *coast.Index, foot *coast.Foot) { after = append(after, *foot) })
		f.feet(party, &turn.before[side], func(part float64, _ *coast.Index, foot *coast.Foot) {
			pair := []BasePoint{f.controlPoint(v, *foot, part)}
			if next := after[0]; f.b.Site(*foot) != f.b.Site(next) {
				pair = append(pair, f.controlPoint(v, next, part))
			}
			if left > right {
				slices.Reverse(pair) // the boundary will run the other way
			}
			base, after = append(base, pair...), after[1:]
		})
		out.BasePoints = append(out.BasePoints, base)
	}
	if arc.left > arc.right {
		slices.Reverse(out.States)
		slices.Reverse(out.Distances)
		slices.Reverse(out.BasePoints)
	}
	return out
}

// controlPoint returns the base point at v that continues a foot nearby: the
// same vertex, or the foot of v on the same edge.
func (f *field) controlPoint(v *vertex, foot coast.Foot, part float64) BasePoint {
	if f.b.Site(foot).Vertex {
		return f.basePoint(foot, part)
	}
	p := f.basePoint(f.b.FootAlong(v.at, foot), part)
	p.Vertex = false
	return p
}
