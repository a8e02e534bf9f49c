package oracle

import (
	"math"
	"slices"

	"caspian.example/division/caspian/geodesic"
)

// tree finds sites near a place: a k-d tree (Bentley 1975,
// doi:10.1145/361002.361007) over earth-centred positions. The middle of each
// part of order is its root.
type tree struct {
	sites []site
	order []int32
}

func coordinate(v geodesic.Vec, axis int) float64 {
	switch axis {
	case 0:
		return v.X
	case 1:
		return v.Y
	}
	return v.Z
}

func newTree(sites []site, members []int32) *tree {
	t := &tree{sites, members}
	t.build(members, 0)
	return t
}

func (t *tree) build(part []int32, axis int) {
	for len(part) > 1 {
		t.halve(part, axis)
		axis = (axis + 1) % 3
		t.build(part[:len(part)/2], axis)
		part = part[len(part)/2+1:]
	}
}

// halve moves the median of part to its middle, smaller ones before it.
func (t *tree) halve(part []int32, axis int) {
	at := func(k int32) float64 { return coordinate(t.sites[k].v, axis) }
	for middle := len(part) / 2; len(part) > 1; {
		pivot := at(part[len(part)/2])
		i, j := 0, len(part)-1
		for i <= j {
			for at(part[i]) < pivot {
				i++
			}
			for at(part[j]) > pivot {
				j--
			}
			if i <= j {
				part[i], part[j] = part[j], part[i]
				i++
				j--
			}
		}
		switch {
		case middle <= j:
			part = part[:j+1]
		case middle >= i:
			part, middle = part[i:], middle-i
		default:
			return
		}
	}
}

// nearest returns the site with the shortest chord to v among those that keep
// allows (all if nil) and whose chord is less than reach, and the chord; −1 and
// reach if there is none.
func (t *tree) nearest(v geodesic.Vec, reach float64, keep func(int32) bool) (int32, float64) {
	best, least := int32(-1), reach*reach
	var visit func(part []int32, axis int)
	visit = func(part []int32, axis int) {
		if len(part) == 0 {
			return
		}
		m := len(part) / 2
		k := part[m]
		d := v.Sub(t.sites[k].v)
		if d2 := d.Dot(d); d2 < least && (keep == nil || keep(k)) {
			best, least = k, d2
		}
		near, far := part[:m], part[m+1:]
		gap := coordinate(d, axis)
		if gap > 0 {
			near, far = far, near
		}
		visit(near, (axis+1)%3)
		if gap*gap < least {
			visit(far, (axis+1)%3)
		}
	}
	visit(t.order, 0)
	if best < 0 {
		return best, reach
	}
	return best, math.Sqrt(least)
}

// within returns the sites whose chord to v is at most reach, ascending.
func (t *tree) within(v geodesic.Vec, reach float64) []int32 {
	var out []int32
	var visit func(part []int32, axis int)
	visit = func(part []int32, axis int) {
		if len(part) == 0 {
			return
		}
		m := len(part) / 2
		d := v.Sub(t.sites[part[m]].v)
		if d.Dot(d) <= reach*reach {
			out = append(out, part[m])
		}
		gap := coordinate(d, axis)
		if gap <= reach {
			visit(part[:m], (axis+1)%3)
		}
		if gap >= -reach {
			visit(part[m+1:], (axis+1)%3)
		}
	}
	visit(t.order, 0)
	slices.Sort(out)
	return out
}
