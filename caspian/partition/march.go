package partition

import "context"

// chain is a raw boundary line out of the mesh: a row of sides of triangles
// that the line between two parties crosses one after the other.
type chain struct {
	left, right int       // parties
	sides       []crossed // in order
	ends        [2]int    // triple points at the two ends, −1 for none
	closed      bool
}

// crossed is a side of the mesh whose ends belong to two different parties.
type crossed struct {
	a, b int32 // corners, a on the left of the line
	leaf int32
}

// triple is a triangle whose corners belong to three parties, counter-clockwise.
type triple struct {
	triangle int32
	parties  [3]int
}

// march follows the lines through the mesh. Every side between corners of
// different parties is crossed by one line; a triangle passes a line on from
// one side to another, or joins three lines.
func (m *mesh) march(ctx context.Context) ([]chain, []triple, error) {
	type link struct {
		to     int32 // crossing, or −1 − triple
		leftOf bool  // walking this way, the side's corner a is on the left
	}
	type crossing struct {
		a, b  int32 // a < b
		leaf  int32
		links [2]link
		n     int
	}
	var crossings []crossing
	byEnds := make(map[uint64]int32)
	cross := func(a, b, leaf int32) int32 {
		a, b = min(a, b), max(a, b)
		k := uint64(a)<<32 | uint64(b)
		id, ok := byEnds[k]
		if !ok {
			id = int32(len(crossings))
			byEnds[k] = id
			crossings = append(crossings, crossing{a: a, b: b, leaf: leaf})
		}
		return id
	}
	connect := func(from, to, left int32) {
		c := &crossings[from]
		c.links[c.n] = link{to, c.a == left}
		c.n++
	}
	var triples []triple
	var feet [][3]int32 // the crossings that leave each triple point
	for t, tri := range m.triangles {
		if ctx.Err() != nil {
			return nil, nil, context.Cause(ctx)
		}
		s := [3]int32{m.corners[tri[0]].party, m.corners[tri[1]].party, m.corners[tri[2]].party}
		leaf := m.leafOf[t]
		switch {
		case s[0] == s[1] && s[1] == s[2]:
		case s[0] != s[1] && s[1] != s[2] && s[0] != s[2]:
			var f [3]int32
			for k := range 3 {
				a, b := tri[k], tri[(k+1)%3]
				f[k] = cross(a, b, leaf)
				// Walking out of a counter-clockwise triangle over the side
				// a → b, b is on the left.
				connect(f[k], int32(-1-len(triples)), a)
			}
			feet = append(feet, f)
			triples = append(triples, triple{int32(t), [3]int{int(s[0]), int(s[1]), int(s[2])}})
		default:
			k := 0 // the lone corner
			for s[k] == s[(k+1)%3] || s[k] == s[(k+2)%3] {
				k++
			}
			lone, next, prev := tri[k], tri[(k+1)%3], tri[(k+2)%3]
			// From the side to the next corner to the side to the previous
			// one the lone corner is on the left.
			first, second := cross(lone, next, leaf), cross(lone, prev, leaf)
			connect(first, second, lone)
			connect(second, first, prev)
		}
	}

	used := make([]bool, len(crossings))
	var chains []chain
	walk := func(start int32, by int, end int) {
		// The first step leaves start by link 1 − by; by is where we came
		// from (a triple point, a loose end, or anywhere on a loop).
		out := chain{ends: [2]int{end, -1}}
		at, way := start, 1-by
		for {
			c := &crossings[at]
			used[at] = true
			left, right := c.a, c.b
			switch {
			case way < c.n && !c.links[way].leftOf:
				left, right = c.b, c.a
			case way >= c.n && c.links[1-way].leftOf:
				// A loose end: the side is walked away from its only link.
				left, right = c.b, c.a
			}
			out.sides = append(out.sides, crossed{left, right, c.leaf})
			if way >= c.n {
				break
			}
			to := c.links[way].to
			if to < 0 {
				out.ends[1] = int(-1 - to)
				break
			}
			if to == start {
				out.closed = true
				break
			}
			// Leave the next crossing by the link that does not lead back.
			next := &crossings[to]
			if next.links[0].to == at && next.n > 0 {
				way = 1
			} else {
				way = 0
			}
			at = to
		}
		first := out.sides[0]
		out.left, out.right = int(m.corners[first.a].party), int(m.corners[first.b].party)
		chains = append(chains, out)
	}
	for t, f := range feet {
		for _, id := range f {
			if used[id] {
				continue
			}
			by := 0
			if crossings[id].links[0].to != int32(-1-t) {
				by = 1
			}
			walk(id, by, t)
		}
	}
	for id := range crossings {
		if !used[id] && crossings[id].n == 1 {
			walk(int32(id), 1, -1)
		}
	}
	for id := range crossings {
		if !used[id] {
			walk(int32(id), 1, -1)
		}
	}
	return chains, triples, nil
}
