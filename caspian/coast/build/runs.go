package build

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"caspian.example/division/caspian/coast"
)

// runs divides the shore among the states and cleans up enclaves.
func (b *builder) runs() error {
	n := len(b.samples)
	for k, s := range b.samples {
		next := b.samples[(k+1)%n]
		to := next.s
		if k == n-1 {
			to = b.shore.length()
		}
		b.switches(s.s, b.labelOf(s), to, b.labelOf(next))
		if b.ctx.Err() != nil {
			return context.Cause(b.ctx)
		}
	}
	// What begins at the very end begins at the first vertex, before the others
	// there.
	end := len(b.pieces)
	for end > 0 && b.pieces[end-1].from > b.shore.length()-merge {
		end--
		b.pieces[end].from = 0
	}
	b.pieces = slices.Concat(b.pieces[end:], b.pieces[:end])
	if len(b.pieces) == 0 { // the other states have islands
		b.pieces = []piece{{0, b.labelOf(b.samples[0])}}
	}
	if err := b.settle(); err != nil {
		return err
	}
	for b.clean() {
		if b.ctx.Err() != nil {
			return context.Cause(b.ctx)
		}
	}
	return nil
}

// settle divides what several states are equally near to: half goes to each of the two
// beside it, all to one that has both sides, or that alone is among those.
func (b *builder) settle() error {
	n := len(b.pieces)
	clear := func(k int) bool { return b.pieces[k%n].state < len(b.r.States) }
	first := slices.IndexFunc(b.pieces, func(p piece) bool { return p.state < len(b.r.States) })
	if first < 0 {
		set := b.equal[b.pieces[0].state-len(b.r.States)]
		at := b.shore.at(0)
		return &InputError{Countries, &coast.Problem{Kind: ErrOverlap, Feature: -1, Vertex: -1, At: &at,
			What: fmt.Sprintf("%s and %s are equally near to all of the shore", b.r.States[set[0]].Code, b.r.States[set[1]].Code), Advice: "their outlines there are the same: give polygons that meet at the shore"}}
	}
	out := []piece{b.pieces[first]}
	for k := first + 1; k <= first+n; k++ {
		next := b.pieces[k%n]
		before := out[len(out)-1].state
		if !clear(k) {
			set, from, length := b.equal[next.state-len(b.r.States)], next.from, 0.0
			for ; !clear(k); k++ {
				length += b.length(k % n)
			}
			next = b.pieces[k%n]
			switch has, other := slices.Contains(set, before), slices.Contains(set, next.state); {
			case other && !has, length < merge:
				next.from = from
			case other == has:
				next.from = b.snap(math.Mod(from+length/2, b.shore.length()))
			}
		}
		switch {
		case k == first+n && before == next.state && len(out) > 1: // around the ring
			out = out[1:]
		case k == first+n:
			out[0].from = next.from
		case before != next.state:
			out = append(out, next)
		}
	}
	slices.SortStableFunc(out, func(p, q piece) int { return cmp.Compare(p.from, q.from) })
	b.pieces = out
	return nil
}

// switches finds the places between two samples where the nearest state
// changes.
func (b *builder) switches(from float64, before int, to float64, after int) {
	const most = 100 // then the countries are so tangled that one place will do
	for range most {
		if before == after {
			return
		}
		lo, hi, at := from, to, after
		for hi-lo > 1e-4 {
			middle := (lo + hi) / 2
			if state := b.nearest(middle); state == before {
				lo = middle
			} else {
				hi, at = middle, state
			}
		}
		b.pieces = append(b.pieces, piece{b.snap(hi), at})
		from, before = hi, at
	}
	b.pieces = append(b.pieces, piece{b.snap(to), after})
}

// snap moves a place to the vertex that it is at, if any.
func (b *builder) snap(s float64) float64 {
	k := b.shore.edge(s)
	for _, v := range [2]float64{b.shore.along[k], b.shore.along[k+1]} {
		if math.Abs(s-v) < merge {
			return v
		}
	}
	return s
}

// nearest returns the state that is nearest to a place of the shore, as label has it.
func (b *builder) nearest(s float64) int {
	area, _ := b.land.nearest(b.shore.between(b.shore.edge(s), s))
	return b.label(b.statesOf(b.land.tied, area))
}

// length returns the length of a piece.
func (b *builder) length(k int) float64 {
	if len(b.pieces) == 1 {
		return b.shore.length()
	}
	d := b.pieces[(k+1)%len(b.pieces)].from - b.pieces[k].from
	if k == len(b.pieces)-1 {
		d += b.shore.length()
	}
	return d
}

// enclave returns the length below which pieces are cleaned up.
func (b *builder) enclave() float64 {
	switch {
	case b.opts.Enclave < 0:
		return 1
	case b.opts.Enclave == 0:
		return min(2000, b.shore.length()/100)
	}
	return max(b.opts.Enclave, 1)
}

// clean gives the shortest enclave to its neighbours, if there is one. Two
// states remain.
func (b *builder) clean() bool {
	n := len(b.pieces)
	if n <= 2 {
		return false
	}
	count := map[int]int{}
	for _, p := range b.pieces {
		count[p.state]++
	}
	least, shortest := -1, b.enclave()
	for k, p := range b.pieces {
		if d := b.length(k); d < shortest && (count[p.state] > 1 || len(count) > 2) {
			least, shortest = k, d
		}
	}
	if least < 0 {
		return false
	}
	p, before, next := b.pieces[least], b.pieces[(least+n-1)%n], (least+1)%n
	after := b.pieces[next]
	wrap := func(s float64) float64 { return math.Mod(s, b.shore.length()) }
	e := Enclave{State: b.r.States[p.state].Code, At: b.shore.at(wrap(p.from + shortest/2)), Length: shortest,
		To: []string{b.r.States[before.state].Code}, Only: count[p.state] == 1}
	if before.state == after.state {
		b.pieces = remove(b.pieces, least, next)
	} else {
		e.To = append(e.To, b.r.States[after.state].Code)
		lo, hi := p.from, p.from+shortest
		for hi-lo > 1e-4 {
			middle := (lo + hi) / 2
			s := wrap(middle)
			if d := b.distances(b.shore.between(b.shore.edge(s), s)); d[before.state] <= d[after.state] {
				lo = middle
			} else {
				hi = middle
			}
		}
		b.pieces[next].from = wrap(b.snap(wrap(hi)))
		b.pieces = remove(b.pieces, least)
		slices.SortStableFunc(b.pieces, func(p, q piece) int { return cmp.Compare(p.from, q.from) })
	}
	b.r.Enclaves = append(b.r.Enclaves, e)
	return true
}

// remove returns the pieces without some.
func remove(pieces []piece, which ...int) (out []piece) {
	for k, p := range pieces {
		if !slices.Contains(which, k) {
			out = append(out, p)
		}
	}
	return out
}

// doubt returns how far from the beginning of a piece the distances of the two
// states that meet there differ by less than Doubtful, or both hold the shore, forward
// or backward.
func (b *builder) doubt(k, before, after, direction int) float64 {
	from := b.pieces[k].from
	limit := b.length(k)
	if direction < 0 {
		limit = b.length((k + len(b.pieces) - 1) % len(b.pieces))
	}
	total := b.shore.length()
	clear := func(way float64) bool {
		s := math.Mod(from+float64(direction)*way+total, total)
		d := b.distances(b.shore.between(b.shore.edge(s), s))
		return math.Abs(d[before]-d[after]) >= Doubtful && max(d[before], d[after]) >= 0
	}
	// Steps grow, so that long stretches cost little.
	lo := 0.0
	for hi := 50.0; ; hi = lo + max(50, lo/4) {
		hi = min(hi, limit)
		if clear(hi) {
			for hi-lo > 1 {
				if middle := (lo + hi) / 2; clear(middle) {
					hi = middle
				} else {
					lo = middle
				}
			}
			return hi
		}
		if hi == limit {
			return limit
		}
		lo = hi
	}
}
