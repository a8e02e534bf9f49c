package source

import (
	"fmt"
	"slices"
)

// A Ring is a closed line without the repeated last position.
type Ring []Pos

// Stitch joins pieces that meet end to end in exactly equal positions into
// closed rings, whatever the direction of each. A piece that is closed is a
// ring of its own; equal neighbours are written once. Rings come in the order
// of their first piece. It is an error when an end does not meet exactly one
// other.
func Stitch(pieces [][]Pos) ([]Ring, error) {
	ends := map[Pos][]int{}
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
		for _, e := range []Pos{p[0], p[len(p)-1]} {
			if n := len(ends[e]); p[0] != p[len(p)-1] && n != 2 {
				return nil, fmt.Errorf("piece %d ends at %v, where %d pieces meet: want 2", i, e, n)
			}
		}
	}
	var rings []Ring
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
		rings = append(rings, Ring(r[:len(r)-1]))
	}
	return rings, nil
}

// At returns position i of the ring, counted round and round.
func (r Ring) At(i int) Pos { return r[((i%len(r))+len(r))%len(r)] }

// SignedArea returns the ring's area in square degrees, positive when it runs
// counter-clockwise.
func (r Ring) SignedArea() float64 {
	if len(r) == 0 {
		return 0
	}
	sum := 0.0
	o := r[0]
	for i := range r {
		p, q := r[i], r.At(i+1)
		sum += float64(p[0]-o[0])*float64(q[1]-o[1]) - float64(q[0]-o[0])*float64(p[1]-o[1])
	}
	return sum / 2 / Unit / Unit
}

// CounterClockwise returns the ring counter-clockwise, beginning with the
// position that start names, or with its westernmost (then southernmost)
// position when start is nil.
func (r Ring) CounterClockwise(start *Pos) (Ring, error) {
	c := slices.Clone(r)
	if c.SignedArea() < 0 {
		slices.Reverse(c)
	}
	first := 0
	if start != nil {
		if first = slices.Index(c, *start); first < 0 {
			return nil, fmt.Errorf("no vertex at %v", *start)
		}
	} else {
		for i, p := range c {
			if p[0] < c[first][0] || p[0] == c[first][0] && p[1] < c[first][1] {
				first = i
			}
		}
	}
	return slices.Concat(c[first:], c[:first]), nil
}

// Orientation returns the sign of the turn from a over b to c: 1 to the left,
// -1 to the right, 0 straight on. It is exact for positions up to 15 degrees
// apart.
func Orientation(a, b, c Pos) int {
	d := (b[0]-a[0])*(c[1]-a[1]) - (c[0]-a[0])*(b[1]-a[1])
	switch {
	case d > 0:
		return 1
	case d < 0:
		return -1
	}
	return 0
}

// Contains says whether p lies inside the ring; a position on the ring counts
// either way.
func (r Ring) Contains(p Pos) bool {
	in := false
	for i := range r {
		a, b := r[i], r.At(i+1)
		if (a[1] > p[1]) != (b[1] > p[1]) && (Orientation(a, b, p) > 0) == (b[1] > a[1]) {
			in = !in
		}
	}
	return in
}
