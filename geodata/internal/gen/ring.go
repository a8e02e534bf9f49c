package main

import (
	"cmp"
	"fmt"
	"slices"

	"caspian.example/division/geodata/source"
)

// meet says whether the straight lon/lat lines a–b and c–d have a position in
// common, ends included.
func meet(a, b, c, d source.Pos) bool {
	o1, o2 := source.Orientation(a, b, c), source.Orientation(a, b, d)
	o3, o4 := source.Orientation(c, d, a), source.Orientation(c, d, b)
	if o1 != o2 && o3 != o4 {
		return true
	}
	return o1 == 0 && within(a, b, c) || o2 == 0 && within(a, b, d) ||
		o3 == 0 && within(c, d, a) || o4 == 0 && within(c, d, b)
}

// within says whether p lies in the box between a and b.
func within(a, b, p source.Pos) bool {
	return min(a[0], b[0]) <= p[0] && p[0] <= max(a[0], b[0]) &&
		min(a[1], b[1]) <= p[1] && p[1] <= max(a[1], b[1])
}

// touches returns the places where rings touch or cross themselves or each
// other, as the beginnings of the edges concerned, in a fixed order.
func touches(rings []source.Ring) []string {
	type edge struct {
		ring, index int
		a, b        source.Pos
	}
	var edges []edge
	for i, r := range rings {
		for j := range r {
			edges = append(edges, edge{i, j, r[j], r.At(j + 1)})
		}
	}
	west := func(e edge) int64 { return min(e.a[0], e.b[0]) }
	slices.SortStableFunc(edges, func(x, y edge) int { return cmp.Compare(west(x), west(y)) })
	var found []string
	for i, e := range edges {
		east, size := max(e.a[0], e.b[0]), len(rings[e.ring])
		for _, f := range edges[i+1:] {
			if west(f) > east {
				break
			}
			var bad bool
			switch {
			case e.ring == f.ring && f.index == (e.index+1)%size:
				bad = foldsBack(e.a, e.b, f.b)
			case e.ring == f.ring && e.index == (f.index+1)%size:
				bad = foldsBack(f.a, f.b, e.b)
			default:
				bad = meet(e.a, e.b, f.a, f.b)
			}
			if bad {
				found = append(found, fmt.Sprintf("ring %d edge %d at %v with ring %d edge %d at %v", e.ring, e.index, e.a, f.ring, f.index, f.a))
			}
		}
	}
	return found
}

// foldsBack says whether the line a–b–c runs back over itself at b.
func foldsBack(a, b, c source.Pos) bool {
	return source.Orientation(a, b, c) == 0 && (a[0]-b[0])*(c[0]-b[0])+(a[1]-b[1])*(c[1]-b[1]) > 0
}
