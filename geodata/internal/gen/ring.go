package main

import (
	"cmp"
	"fmt"
	"slices"
)

// A ring is a closed line without the repeated last position.
type ring []pos

// stitch joins pieces that meet end to end in exactly equal positions into
// closed rings, whatever the direction of each. A piece that is closed is a
// ring of its own; equal neighbours are written once. Rings come in the order
// of their first piece. It is an error when an end does not meet exactly one
// other.
func stitch(pieces [][]pos) ([]ring, error) {
	ends := map[pos][]int{}
	for i, p := range pieces {
		if len(p) < 2 {
			return nil, fmt.Errorf("piece %d has %d positions", i, len(p))
		}
		if p[0] != p[len(p)-1] {
			ends[p[0]] = append(ends[p[0]], i)
			ends[p[len(p)-1]] = append(ends[p[len(p)-1]], i)
		}
	}
	for i, p := range pieces {
		for _, e := range []pos{p[0], p[len(p)-1]} {
			if n := len(ends[e]); p[0] != p[len(p)-1] && n != 2 {
				return nil, fmt.Errorf("piece %d ends at %v, where %d pieces meet: want 2", i, e, n)
			}
		}
	}
	var rings []ring
	used := make([]bool, len(pieces))
	for i := range pieces {
		if used[i] {
			continue
		}
		used[i] = true
		r := slices.Clone(pieces[i])
		for r[0] != r[len(r)-1] {
			end := r[len(r)-1]
			next := ends[end][0]
			if used[next] {
				next = ends[end][1]
			}
			if used[next] {
				return nil, fmt.Errorf("pieces cannot be joined at %v", end)
			}
			used[next] = true
			p := slices.Clone(pieces[next])
			if p[0] != end {
				slices.Reverse(p)
			}
			r = append(r, p[1:]...)
		}
		if r = slices.Compact(r); len(r) < 4 {
			return nil, fmt.Errorf("piece %d at %v closes into a ring of %d positions", i, r[0], len(r)-1)
		}
		rings = append(rings, ring(r[:len(r)-1]))
	}
	return rings, nil
}

// at returns position i of the ring, counted round and round.
func (r ring) at(i int) pos { return r[((i%len(r))+len(r))%len(r)] }

// signedArea returns the ring's area in square degrees, positive when it runs
// counter-clockwise.
func (r ring) signedArea() float64 {
	if len(r) == 0 {
		return 0
	}
	sum := 0.0
	o := r[0]
	for i := range r {
		p, q := r[i], r.at(i+1)
		sum += float64(p.lon-o.lon)*float64(q.lat-o.lat) - float64(q.lon-o.lon)*float64(p.lat-o.lat)
	}
	return sum / 2 / unit / unit
}

// counterClockwise returns the ring counter-clockwise, beginning with the
// position that start names, or with its westernmost (then southernmost)
// position when start is nil.
func (r ring) counterClockwise(start *pos) (ring, error) {
	c := slices.Clone(r)
	if c.signedArea() < 0 {
		slices.Reverse(c)
	}
	first := 0
	if start != nil {
		if first = slices.Index(c, *start); first < 0 {
			return nil, fmt.Errorf("no vertex at %v", *start)
		}
	} else {
		for i, p := range c {
			if p.lon < c[first].lon || p.lon == c[first].lon && p.lat < c[first].lat {
				first = i
			}
		}
	}
	return slices.Concat(c[first:], c[:first]), nil
}

// orientation returns the sign of the turn from a over b to c: 1 to the left,
// -1 to the right, 0 straight on. It is exact for positions up to 15 degrees
// apart.
func orientation(a, b, c pos) int {
	d := (b.lon-a.lon)*(c.lat-a.lat) - (c.lon-a.lon)*(b.lat-a.lat)
	switch {
	case d > 0:
		return 1
	case d < 0:
		return -1
	}
	return 0
}

// contains says whether p lies inside the ring; a position on the ring counts
// either way.
func (r ring) contains(p pos) bool {
	in := false
	for i := range r {
		a, b := r[i], r.at(i+1)
		if (a.lat > p.lat) != (b.lat > p.lat) && (orientation(a, b, p) > 0) == (b.lat > a.lat) {
			in = !in
		}
	}
	return in
}

// meet says whether the straight lon/lat lines a–b and c–d have a position in
// common, ends included.
func meet(a, b, c, d pos) bool {
	o1, o2 := orientation(a, b, c), orientation(a, b, d)
	o3, o4 := orientation(c, d, a), orientation(c, d, b)
	if o1 != o2 && o3 != o4 {
		return true
	}
	return o1 == 0 && within(a, b, c) || o2 == 0 && within(a, b, d) ||
		o3 == 0 && within(c, d, a) || o4 == 0 && within(c, d, b)
}

// within says whether p lies in the box between a and b.
func within(a, b, p pos) bool {
	return min(a.lon, b.lon) <= p.lon && p.lon <= max(a.lon, b.lon) &&
		min(a.lat, b.lat) <= p.lat && p.lat <= max(a.lat, b.lat)
}

// touches returns the places where rings touch or cross themselves or each
// other, as the beginnings of the edges concerned, in a fixed order.
func touches(rings []ring) []string {
	type edge struct {
		ring, index int
		a, b        pos
	}
	var edges []edge
	for i, r := range rings {
		for j := range r {
			edges = append(edges, edge{i, j, r[j], r.at(j + 1)})
		}
	}
	west := func(e edge) int64 { return min(e.a.lon, e.b.lon) }
	slices.SortStableFunc(edges, func(x, y edge) int { return cmp.Compare(west(x), west(y)) })
	var found []string
	for i, e := range edges {
		east, size := max(e.a.lon, e.b.lon), len(rings[e.ring])
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
func foldsBack(a, b, c pos) bool {
	return orientation(a, b, c) == 0 && (a.lon-b.lon)*(c.lon-b.lon)+(a.lat-b.lat)*(c.lat-b.lat) > 0
}
