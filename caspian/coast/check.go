package coast

import (
	"fmt"
	"math"
	"slices"
	"sync"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/parallel"
	"caspian.example/division/caspian/internal/sorting"
)

// check checks the finished coast: its extent, that no ring crosses itself or
// another one, that the islands lie in the sea, and where closing lines and
// straight baselines end.
func (b *builder) check() {
	for k := range b.doc.features {
		b.doc.features[k].shape.rows = nil // the coast has them
	}
	p := b.plan()
	b.long()
	b.places = nil
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
		last := b.vectors(r)[0]
		for k, v := range b.vectors(r)[1:] {
			if k%every == 0 && b.ended() {
				return
			}
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
	for k, v := range b.vectors(0) {
		if k%every == 0 && b.ended() {
			return nil
		}
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
		centre = b.vectors(0)[0]
	}
	axis := centre.Unit()
	chart := e.NewChart(centre)
	p := &plan{watch: b.watch, chart: chart}
	n := 0
	for r := range 1 + len(b.c.Islands) {
		n += len(b.c.ring(r))
	}
	p.x, p.y = make([]float64, 0, n), make([]float64, 0, n)
	reach := math.Cos(MaxReach * math.Pi / 180)
	for r := range 1 + len(b.c.Islands) {
		p.start = append(p.start, len(p.x))
		ring, vectors := b.c.ring(r), b.vectors(r)
		for k, v := range vectors[:len(vectors)-1] {
			if k%every == 0 && b.ended() {
				return p
			}
			if v.Dot(axis) < reach*v.Norm() {
				at := ring[k]
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

// vectors returns the places of ring r from the Earth's centre.
func (b *builder) vectors(r int) []geodesic.Vec {
	if b.places == nil {
		b.places = make([][]geodesic.Vec, 1+len(b.c.Islands))
	}
	if b.places[r] == nil {
		ring := b.c.ring(r)
		places := make([]geodesic.Vec, len(ring))
		var wait parallel.Group
		for from := 0; from < len(ring) && !b.ended(); from += every {
			wait.Go(func() {
				for k := from; k < min(from+every, len(ring)); k++ {
					places[k] = geodesic.WGS84.Cartesian(ring[k])
				}
			})
		}
		wait.Wait()
		b.places[r] = places
	}
	return b.places[r]
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
	touching, together := map[int][]int{}, map[[2]int]bool{}
	meets, err := p.meets(nodes)
	if err != nil {
		b.problem(ErrLimit, nil, -1, nil, "the shore and the islands meet each other in too many places", "join islands that touch each other into one")
	}
	for _, m := range meets {
		r := p.ring(m.a)
		if p.allowed(m) && b.along(p, m) == nil {
			for _, k := range [2]int{m.a, m.b} {
				touching[p.ring(k)] = append(touching[p.ring(k)], k, k+1)
			}
			for _, k := range [2]int{m.a, m.a + 1} {
				if p.same(k, m.b) || p.same(k, m.b+1) {
					b.c.Touching = append(b.c.Touching, b.c.ring(r)[k-p.start[r]])
				}
			}
			continue
		}
		b.collision(p, m, together)
	}
	sorting.Func(b.c.Touching, comparePoints)
	b.c.Touching = slices.Compact(b.c.Touching)
	return touching
}

// collision reports a meeting that no sea may have, that of two rings along an edge once.
func (b *builder) collision(p *plan, m meet, together map[[2]int]bool) {
	r, s := p.ring(m.a), p.ring(m.b)
	i, j := m.a-p.start[r], m.b-p.start[s]
	f, g := b.featureOf(r, i), b.featureOf(s, j)
	at := b.crossing(p, m)
	other := "itself"
	if f != g {
		other = fmt.Sprintf("feature %d", g.index)
		if g.name != "" {
			other += fmt.Sprintf(" %q", g.name)
		}
	}
	ends := [4]orb.Point{b.c.ring(r)[i], b.c.ring(r)[i+1], b.c.ring(s)[j], b.c.ring(s)[j+1]}
	names := [2]string{fmt.Sprintf("edge %d of ring %d", i, r), fmt.Sprintf("edge %d of ring %d", j, s)}
	what, advice, outline := "crosses or touches", "move a vertex apart or simplify the line", b.outline
	if m.shared {
		what = "meets"
	}
	if r > 0 && len(b.lines)+len(b.polygons) > 0 {
		outline = "the island"
	}
	what = fmt.Sprintf("%s %s %s here (%s and %s)", outline, what, other, names[0], names[1])
	straight, _ := drawn(ends[0], ends[1], ends[2], ends[3])
	line := b.along(p, m)
	switch {
	case together[[2]int{r, s}]:
		return
	case line != nil:
		together[[2]int{r, s}] = true
		at = *line
		what = fmt.Sprintf("%s touches %s along a line here (ring %d and ring %d)", outline, other, r, s)
		switch {
		case r == 0:
			advice = "an island that touches the shore along a line is part of the land: take it out of the sea"
		case slices.Equal(sortedRing(b.c.ring(r)), sortedRing(b.c.ring(s))):
			what, advice = fmt.Sprintf("ring %d is the same as ring %d", s, r), "remove one of them"
		default:
			advice = "islands that touch along a line are one: join them"
			if f == g {
				advice += ", which -makevalid of ogr2ogr does to the holes of a polygon"
			}
		}
	case !straight:
		longer := 0
		first, _ := bend(ends[0], ends[1], 0)
		if second, _ := bend(ends[2], ends[3], 0); second > first {
			longer = 1
		}
		what += ": " + bentText(names[longer], ends[2*longer], ends[2*longer+1])
		advice = adviceBent
	}
	b.problem(ErrCrossing, f, -1, &at, what, advice)
}

// along returns where two rings that meet begin to run along a line together, if they do
// so there, their edges drawn straight; nil if they do not.
func (b *builder) along(p *plan, m meet) *orb.Point {
	r, s := p.ring(m.a), p.ring(m.b)
	if r == s {
		return nil
	}
	edge := func(ring, k int) (p, q orb.Point) {
		points := b.c.ring(ring)
		n := len(points) - 1
		k = (k + n) % n
		return points[k], points[k+1]
	}
	for _, i := range [3]int{0, -1, 1} {
		for _, j := range [3]int{0, -1, 1} {
			a, c := edge(r, m.a-p.start[r]+i)
			d, e := edge(s, m.b-p.start[s]+j)
			if _, at := drawn(a, c, d, e); at != nil {
				return at
			}
		}
	}
	return nil
}

// sortedRing returns the vertices of a ring in order.
func sortedRing(ring orb.Ring) []orb.Point {
	out := slices.Clone(ring[1:])
	sorting.Func(out, comparePoints)
	return out
}

// crossing returns the place of a meeting, to a millimetre where edges cross.
func (b *builder) crossing(p *plan, m meet) orb.Point {
	e := p.chart.Ellipsoid()
	dx, dy := p.x[m.a+1]-p.x[m.a], p.y[m.a+1]-p.y[m.a]
	ex, ey := p.x[m.b+1]-p.x[m.b], p.y[m.b+1]-p.y[m.b]
	det := dx*ey - dy*ex
	// meeting is that of the lines through a and b in the directions of the edges.
	meeting := func(ax, ay, bx, by float64) orb.Point {
		t := ((bx-ax)*ey - (by-ay)*ex) / det
		return e.Position(p.chart.Inverse(ax+t*dx, ay+t*dy))
	}
	if det == 0 {
		return e.Position(p.chart.Inverse(p.x[m.a], p.y[m.a]))
	}
	at := meeting(p.x[m.a], p.y[m.a], p.x[m.b], p.y[m.b])
	// Long geodesics are not quite straight on the chart: once more from close by.
	foot := func(edge int) (x, y float64) {
		r := p.ring(edge)
		k := edge - p.start[r]
		q, _ := e.Nearest(at, b.c.ring(r)[k], b.c.ring(r)[k+1])
		x, y, _ = p.chart.Forward(e.Cartesian(q))
		return x, y
	}
	ax, ay := foot(m.a)
	bx, by := foot(m.b)
	return meeting(ax, ay, bx, by)
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
			what, advice := "the island lies outside the sea's shore", "remove it or correct its place"
			if k := straddled(b.c.Shore, at); k >= 0 {
				what += ": " + bentText(fmt.Sprintf("edge %d of the shore", k), b.c.Shore[k], b.c.Shore[k+1])
				advice = adviceBent
			}
			b.problem(ErrIsland, b.feature(island.Feature), -1, &at, what, advice)
		case islands%2 != 0:
			b.problem(ErrIsland, b.feature(island.Feature), -1, &at, "the island lies inside another island", "remove it: water inside an island is not part of the sea")
		}
	}
}

// closings reports closing lines and straight baselines whose ends are not on their
// state's shore, and names that both kinds have.
func (b *builder) closings() {
	ashore := b.ashore()
	baselines := sync.OnceValue(func() *Baselines { return NewBaselines(geodesic.WGS84, b.c) })
	shores := make([]*Index, len(b.c.States))
	var all *Index
	for k := range b.c.Closings {
		c := &b.c.Closings[k]
		if b.ended() {
			return
		}
		if same := slices.IndexFunc(b.c.Closings[:k], func(o Closing) bool { return o.Name == c.Name && o.Baseline != c.Baseline }); same >= 0 {
			b.problem(ErrFeature, b.feature(c.Feature), -1, nil, fmt.Sprintf("a %s and a %s (feature %d) have the name %q", c.Noun(), b.c.Closings[same].Noun(), b.feature(b.c.Closings[same].Feature).index, c.Name), "give one of them another name")
		}
		for _, v := range [2]int{0, len(c.Line) - 1} {
			at := c.Line[v]
			if ashore[stateAt{c.State, at}] {
				continue
			}
			base := baselines()
			if shores[c.State] == nil {
				shores[c.State] = shoresOf(base, c.State)
			}
			x := shores[c.State]
			p := geodesic.WGS84.Cartesian(at)
			d := x.Nearest(p, NoPiece).Distance
			if d <= b.snap {
				continue
			}
			if all == nil {
				all = shoresOf(base, -1)
			}
			what, advice := fmt.Sprintf("the %s ends %.1f m away from the shore of %s", c.Noun(), d, b.c.States[c.State].Code), "end it on the shore"
			if !base.LeftOf(p, all.Nearest(p, NoPiece)) {
				advice += "; here is land"
			}
			if k := straddled(b.c.Shore, at); k >= 0 {
				what += ": " + bentText("the shore's edge here", b.c.Shore[k], b.c.Shore[k+1])
				advice = "end it on a vertex of the shore"
			}
			b.problem(ErrClosing, b.feature(c.Feature), v, &at, what, advice)
		}
	}
}

// stateAt is a place and a state.
type stateAt struct {
	state int
	at    orb.Point
}

// ashore says of the ends of closing lines and straight baselines whether they are vertices
// of their state's shore: most are, and need no index of it.
func (b *builder) ashore() map[stateAt]bool {
	out := map[stateAt]bool{}
	for _, c := range b.c.Closings {
		out[stateAt{c.State, c.Line[0]}], out[stateAt{c.State, c.Line[len(c.Line)-1]}] = false, false
	}
	look := func(state int, line []orb.Point) {
		for k, p := range line {
			if k%every == 0 && b.ended() {
				return
			}
			if _, ok := out[stateAt{state, p}]; ok {
				out[stateAt{state, p}] = true
			}
		}
	}
	for _, s := range b.c.Stretches {
		look(s.State, b.c.Shore[s.Start:s.End+1])
	}
	for _, i := range b.c.Islands {
		look(i.State, i.Ring)
	}
	return out
}

// checks returns a builder that checks the coast as it checks one that is read.
func (c *Coast) checks() *builder {
	b := &builder{c: c, doc: &document{}}
	for _, f := range c.Features {
		b.doc.features = append(b.doc.features, feature{index: f.Index, name: f.Name, state: c.States[f.State].Code})
	}
	return b
}
