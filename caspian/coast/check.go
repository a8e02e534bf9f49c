package coast

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/geodesic"
)

// check checks the finished coast: its extent, that no ring crosses itself or
// another one, that the islands lie in the sea, and where the closing lines
// end.
func (b *builder) check() {
	p := b.plan()
	b.long()
	if b.problems.Total > 0 || b.ended() {
		return
	}
	nodes := p.tree()
	touching := b.crossings(p, nodes)
	if b.problems.Total > 0 || b.ended() {
		return
	}
	b.inside(p, nodes, touching)
	if b.problems.Total == 0 && len(b.c.Closings) > 0 && !b.ended() {
		b.closings()
	}
}

// maxCuts is how many pieces long edges may be cut into beyond one for every
// edge: edges of 500,000 km in all.
const maxCuts = 500_000

// long reports edges that are too long to be measured in pieces, all together.
func (b *builder) long() {
	cuts := 0.0
	for r := range 1 + len(b.c.Islands) {
		ring := b.ring(r)
		last := geodesic.WGS84.Cartesian(ring[0])
		for k, q := range ring[1:] {
			if k%every == 0 && b.ended() {
				return
			}
			v := geodesic.WGS84.Cartesian(q)
			cuts += math.Floor(v.Sub(last).Norm() / MaxPiece)
			last = v
		}
	}
	if cuts > maxCuts {
		b.problem(ErrLimit, nil, -1, nil, fmt.Sprintf("the edges of the shore and the islands that are longer than 1 km are %.0f km long in all, more than %d", cuts*MaxPiece/1000, maxCuts*MaxPiece/1000), "no sea has such a shore: check the input, or take a part of it")
	}
}

// plan lays the rings out on a chart around the middle of the sea.
func (b *builder) plan() *plan {
	e := geodesic.WGS84
	lo := geodesic.Vec{X: math.Inf(1), Y: math.Inf(1), Z: math.Inf(1)}
	hi := lo.Mul(-1)
	for k, q := range b.c.Shore {
		if k%every == 0 && b.ended() {
			return nil
		}
		v := e.Cartesian(q)
		lo = geodesic.Vec{X: min(lo.X, v.X), Y: min(lo.Y, v.Y), Z: min(lo.Z, v.Z)}
		hi = geodesic.Vec{X: max(hi.X, v.X), Y: max(hi.Y, v.Y), Z: max(hi.Z, v.Z)}
	}
	if across := hi.Sub(lo).Norm(); across < MinAcross {
		at := b.c.Shore[0]
		b.problem(ErrLimit, nil, -1, &at, fmt.Sprintf("the sea is too small: its box is %.3f m across, less than %d m", across, MinAcross), "ends of land borders within a metre are one place: check the units")
		return nil
	}
	centre := lo.Add(hi)
	if centre.Norm() < 1 {
		centre = e.Cartesian(b.c.Shore[0])
	}
	axis := centre.Unit()
	chart := e.NewChart(centre)
	p := &plan{watch: b.watch}
	n := 0
	for r := range 1 + len(b.c.Islands) {
		n += len(b.ring(r))
	}
	p.x, p.y = make([]float64, 0, n), make([]float64, 0, n)
	reach := math.Cos(MaxReach * math.Pi / 180)
	for r := range 1 + len(b.c.Islands) {
		p.start = append(p.start, len(p.x))
		ring := b.ring(r)
		for k, q := range ring[:len(ring)-1] {
			if k%every == 0 && b.ended() {
				return p
			}
			v := e.Cartesian(q)
			if v.Dot(axis) < reach*v.Norm() {
				at := q
				b.problem(ErrLimit, b.featureOf(r, k), -1, &at,
					fmt.Sprintf("the sea is too wide: this place is more than %.1f° from its middle, %.6f %.6f", MaxReach, e.Position(e.OnSurface(centre))[0], e.Position(e.OnSurface(centre))[1]),
					"seas up to about 5,000 km wide can be divided")
				return p
			}
			x, y, _ := chart.Forward(v)
			p.x, p.y = append(p.x, x), append(p.y, y)
		}
		p.x, p.y = append(p.x, p.x[p.start[r]]), append(p.y, p.y[p.start[r]])
	}
	p.start = append(p.start, len(p.x))
	return p
}

// ring returns ring r of the coast: 0 is the shore, 1+k island k.
func (b *builder) ring(r int) orb.Ring {
	if r == 0 {
		return b.c.Shore
	}
	return b.c.Islands[r-1].Ring
}

// featureOf returns the input feature of an edge of a ring.
func (b *builder) featureOf(r, edge int) *feature {
	if r > 0 {
		return b.feature(b.c.Islands[r-1].Feature)
	}
	for _, s := range b.c.Stretches {
		if edge < s.End {
			return b.feature(s.Feature)
		}
	}
	return nil
}

// crossings reports the places where edges cross or touch, and returns for
// every ring the vertices that other rings share.
func (b *builder) crossings(p *plan, nodes []bounds) map[int][]int {
	touching := map[int][]int{}
	meets, err := p.meets(nodes)
	if err != nil {
		b.problem(ErrLimit, nil, -1, nil, "the shore and the islands meet each other in too many places", "join islands that touch each other into one")
	}
	for _, m := range meets {
		r, s := p.ring(m.a), p.ring(m.b)
		if p.allowed(m) {
			for _, k := range [2]int{m.a, m.b} {
				touching[p.ring(k)] = append(touching[p.ring(k)], k, k+1)
			}
			for _, k := range [2]int{m.a, m.a + 1} {
				if p.same(k, m.b) || p.same(k, m.b+1) {
					b.c.Touching = append(b.c.Touching, b.ring(r)[k-p.start[r]])
				}
			}
			continue
		}
		f, g := b.featureOf(r, m.a-p.start[r]), b.featureOf(s, m.b-p.start[s])
		at := b.crossing(p, m)
		other := "itself"
		if f != g {
			other = fmt.Sprintf("feature %d", g.index)
			if g.name != "" {
				other += fmt.Sprintf(" %q", g.name)
			}
		}
		verb := "crosses or touches"
		if m.shared {
			verb = "meets"
		}
		b.problem(ErrCrossing, f, -1, &at, fmt.Sprintf("%s %s %s here (edge %d of ring %d and edge %d of ring %d)", b.outline, verb, other, m.a-p.start[r], r, m.b-p.start[s], s),
			"move a vertex apart or simplify the line")
	}
	slices.SortFunc(b.c.Touching, comparePoints)
	b.c.Touching = slices.Compact(b.c.Touching)
	return touching
}

// crossing returns the place of a meeting, to about a metre.
func (b *builder) crossing(p *plan, m meet) orb.Point {
	r := p.ring(m.a)
	ring := b.ring(r)
	k := m.a - p.start[r]
	dx, dy := p.x[m.a+1]-p.x[m.a], p.y[m.a+1]-p.y[m.a]
	ex, ey := p.x[m.b+1]-p.x[m.b], p.y[m.b+1]-p.y[m.b]
	t := 0.0
	if det := dx*ey - dy*ex; det != 0 {
		t = ((p.x[m.b]-p.x[m.a])*ey - (p.y[m.b]-p.y[m.a])*ex) / det
	}
	t = min(max(t, 0), 1)
	q, n := ring[k], ring[k+1]
	return orb.Point{q[0] + t*math.Remainder(n[0]-q[0], 360), q[1] + t*(n[1]-q[1])}
}

// inside reports islands outside the shore or inside other islands: one point
// of each island is tested.
func (b *builder) inside(p *plan, nodes []bounds, touching map[int][]int) {
	for r := 1; r < p.rings() && !b.ended(); r++ {
		k := p.start[r]
		shared := touching[r]
		slices.Sort(shared)
		for k < p.start[r+1]-1 {
			if _, found := slices.BinarySearch(shared, k); !found {
				break
			}
			k++
		}
		x, y := p.x[k], p.y[k]
		if k == p.start[r+1]-1 {
			// All vertices are shared: take the middle of an edge.
			k = p.start[r]
			x, y = (p.x[k]+p.x[k+1])/2, (p.y[k]+p.y[k+1])/2
		}
		shore, islands := p.around(nodes, x, y, r)
		island := &b.c.Islands[r-1]
		at := island.Ring[k-p.start[r]]
		switch {
		case shore%2 == 0:
			b.problem(ErrIsland, b.feature(island.Feature), -1, &at, "the island lies outside the sea's shore", "remove it or correct its place")
		case islands%2 != 0:
			b.problem(ErrIsland, b.feature(island.Feature), -1, &at, "the island lies inside another island", "remove it: water inside an island is not part of the sea")
		}
	}
}

// closings reports closing lines whose ends are not on their state's shore.
func (b *builder) closings() {
	base := NewBaselines(geodesic.WGS84, b.c)
	shores := make([]*Index, len(b.c.States))
	for _, c := range b.c.Closings {
		if b.ended() {
			return
		}
		if shores[c.State] == nil {
			var own []int
			for k, chain := range base.Chains {
				if chain.State == c.State {
					own = append(own, k)
				}
			}
			shores[c.State] = NewIndex(base, own)
		}
		x := shores[c.State]
		for _, v := range [2]int{0, len(c.Line) - 1} {
			at := c.Line[v]
			if d := x.Nearest(geodesic.WGS84.Cartesian(at), NoPiece).Distance; d > b.snap {
				b.problem(ErrClosing, b.feature(c.Feature), v, &at,
					fmt.Sprintf("the closing line ends %.1f m away from the shore of %s", d, b.c.States[c.State].Code), "end it on the shore")
			}
		}
	}
}

// checks returns a builder that checks the coast as it checks one that is read.
func (c *Coast) checks() *builder {
	b := &builder{c: c, doc: &document{}}
	for _, f := range c.Features {
		b.doc.features = append(b.doc.features, feature{index: f.Index, name: f.Name, state: c.States[f.State].Code})
	}
	return b
}
