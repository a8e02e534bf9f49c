package partition

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/internal/sorting"
)

// housed returns an error that wraps unresolved where a loop around a hole lies in no loop of
// its face.
func (a *assembly) housed(ctx context.Context) error {
	outer := map[int]int{} // loops that are no holes, by face
	for k := range a.loops {
		if l := &a.loops[k]; l.area > 0 {
			outer[l.face]++
		}
	}
	var missed coarse
	for k := range a.loops {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		l := &a.loops[k]
		if l.area <= 0 && outer[l.face] != 1 && a.around(a.within(l), func(o *loop) bool { return o.face == l.face }) < 0 {
			if err := missed.take(a.open(l.line[0])); err != nil {
				return err
			}
		}
	}
	return together([]coarse{missed})
}

// sectors sorts the loops into one multipolygon per face; the first faces are
// those at the states' shores.
func (a *assembly) sectors(ctx context.Context, faces int) ([]Sector, error) {
	a.part()
	out := make([]Sector, faces)
	type outer struct {
		Part
		loop  int // its outer ring
		rings orb.Polygon
	}
	own := make([]bool, len(a.loops)) // whether a loop has shore of its own face
	for k, l := range a.loops {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		for _, s := range l.shores {
			if a.f.faceOf(s.state) == l.face%len(a.c.States) {
				own[k] = true
				continue
			}
			for i := s.start; i < s.end; i++ {
				out[s.state].Lost += a.f.e.Distance(l.line[i], l.line[i+1])
			}
		}
	}
	parts := make([][]*outer, len(out))
	for k, l := range a.loops {
		out[l.face].Area += l.area
		if l.area > 0 {
			parts[l.face] = append(parts[l.face], &outer{loop: k, Part: Part{Area: l.area, Detached: !own[k]}, rings: orb.Polygon{l.line}})
		}
	}
	for k, l := range a.loops {
		if l.area > 0 {
			continue
		}
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		candidates := parts[l.face]
		at := 0
		if len(candidates) != 1 {
			around := a.around(a.within(&l), func(o *loop) bool { return o.face == l.face })
			at = slices.IndexFunc(candidates, func(o *outer) bool { return o.loop == around })
		}
		if at < 0 {
			return nil, fmt.Errorf("partition: %w near %v", errFaces, l.line[0])
		}
		home := candidates[at]
		home.rings = append(home.rings, l.line)
		home.Area += l.area
		home.Detached = home.Detached && !own[k]
	}
	for s := range out {
		out[s].State = s
		sorting.Stable(parts[s], func(a, b *outer) int { return cmp.Compare(b.Area, a.Area) })
		for _, o := range parts[s] {
			out[s].Polygons, out[s].Parts = append(out[s].Polygons, o.rings), append(out[s].Parts, o.Part)
		}
	}
	for s, length := range a.f.b.Lengths(len(a.c.States)) {
		out[s].Coast = length
	}
	return out, nil
}

// part parts every loop that passes a node several times into rings that pass it
// once, as polygons have them: a loop around an island that touches the shore becomes
// a ring and a hole.
func (a *assembly) part() {
	var out []loop
	for _, l := range a.loops {
		met := map[orb.Point]bool{}
		for _, s := range l.stops {
			met[a.where[s.node]] = true
		}
		if len(met) == len(l.stops) {
			l.x, l.y = nil, nil
			out = append(out, l)
			continue
		}
		var open []visit // the ways on which a ring has not closed yet, by their beginnings
		ends := map[visit]int{}
		rest, left := l, l.area
		rest.x, rest.y = nil, nil
		for k := range l.stops {
			// A way ends at a visit; the first one begins where the last ends.
			begin := visit{0, l.stops[len(l.stops)-1].node}
			if k > 0 {
				begin = l.stops[k-1]
			}
			open = append(open, begin)
			ends[begin] = l.stops[k].position
			at := slices.IndexFunc(open, func(v visit) bool { return a.where[v.node] == a.where[l.stops[k].node] })
			if at < 0 {
				continue
			}
			ring := loop{face: l.face}
			for _, way := range open[at:] {
				for _, s := range l.shores {
					if s.start >= way.position && s.end <= ends[way] {
						shift := len(ring.line) - way.position
						ring.shores = append(ring.shores, shore{s.state, s.start + shift, s.end + shift})
					}
				}
				ring.line = append(ring.line, l.line[way.position:ends[way]]...)
			}
			ring.line = append(ring.line, ring.line[0])
			if open = open[:at]; len(open) == 0 && k == len(l.stops)-1 {
				rest.line, rest.shores = ring.line, ring.shores
				break
			}
			for i := range ring.line[1:] {
				ring.area += a.g.geodesic(ring.line[i], ring.line[i+1])
			}
			left -= ring.area
			out = append(out, ring)
		}
		rest.area = left
		out = append(out, rest)
	}
	a.loops = out
}

// finished is a boundary and the arc that it comes from.
type finished struct {
	Boundary
	arc int
}

// boundaries returns the arcs with the party of the lower number on their
// left; turnings are the turning points on each arc.
func (a *assembly) boundaries(turnings [][]int) []finished {
	out := make([]finished, len(a.net.arcs))
	for k, arc := range a.net.arcs {
		left, right := arc.sides()
		b := Boundary{States: [2]int{left, right}, Origin: arc.origin, Line: slices.Clone(orb.LineString(a.arcs[k])), TurningPoints: turnings[k]}
		if arc.origin == Kept {
			b.EquidistantFrom = [2]int{min(arc.left, arc.right), max(arc.left, arc.right)}
		}
		if left > right {
			b.States = [2]int{right, left}
			slices.Reverse(b.Line)
			slices.Reverse(b.TurningPoints)
		}
		for i, v := range arc.vertices[1:] {
			b.Length += a.f.e.ChordLength(arc.vertices[i].at, v.at)
		}
		out[k] = finished{b, k}
	}
	sorting.Func(out, func(a, b finished) int {
		return cmp.Or(cmp.Compare(a.States[0], b.States[0]), cmp.Compare(a.States[1], b.States[1]),
			cmp.Compare(a.Line[0][0], b.Line[0][0]), cmp.Compare(a.Line[0][1], b.Line[0][1]))
	})
	return out
}
