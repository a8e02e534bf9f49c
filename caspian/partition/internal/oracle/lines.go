package oracle

import (
	"fmt"
	"slices"

	"github.com/paulmach/orb"
)

// chain joins the segments to lines that end where they meet others.
func (g *diagram) chain() {
	through := func(n int) bool {
		s := g.nodes[n].segments
		return len(s) == 2 && s[0] != s[1] && g.segments[s[0]].pair() == g.segments[s[1]].pair()
	}
	used := make([]bool, len(g.segments))
	walk := func(first int, forward bool) {
		var path []int
		line := Line{States: [2]int{g.segments[first].left, g.segments[first].right}}
		if !forward {
			line.States[0], line.States[1] = line.States[1], line.States[0]
		}
		k := first
		at := g.segments[first].from
		if !forward {
			at = g.segments[first].to
		}
		line.from = at
		for {
			used[k] = true
			path = append(path, k)
			s := &g.segments[k]
			at = s.from + s.to - at
			line.to = at
			if !through(at) {
				break
			}
			next := g.nodes[at].segments[0] + g.nodes[at].segments[1] - k
			if used[next] {
				break
			}
			k = next
		}
		line.Points = g.trace(line.from, path)
		pair := [2]int{min(line.States[0], line.States[1]), max(line.States[0], line.States[1])}
		g.result.Lines[pair] = append(g.result.Lines[pair], line)
		g.result.Vertices += len(line.Points)
	}
	for k, s := range g.segments {
		if !used[k] && !through(s.from) {
			walk(k, true)
		}
		if !used[k] && !through(s.to) {
			walk(k, false)
		}
	}
	for k := range g.segments {
		if !used[k] {
			walk(k, true)
		}
	}
}

// trace returns the points of a path of segments that begins at a node, with
// points added until the line keeps its tolerance.
func (g *diagram) trace(from int, path []int) []orb.Point {
	points := []orb.Point{g.nodes[from].at}
	last := points[0]
	at := from
	for i, k := range path {
		s := &g.segments[k]
		at = s.from + s.to - at
		n := &g.nodes[at]
		if n.out && i < len(path)-1 {
			continue
		}
		if s.bisector < 0 {
			states := []int{s.left, s.right}
			points = g.refine(points, last, n.at, states, s.but, 20)
		}
		points = append(points, n.at)
		last = n.at
	}
	return points
}

// refine adds the points between a and b that the line needs. It looks at
// three places, since a line may cross the edge in the middle.
func (g *diagram) refine(points []orb.Point, a, b orb.Point, states []int, but []without, depth int) []orb.Point {
	line := wgs84.LineTo(a, b)
	if depth == 0 || line.Length() < 2*g.opts.Tolerance {
		return points
	}
	var middle orb.Point
	far := false
	for _, part := range [3]float64{0.5, 0.25, 0.75} {
		at, ok := g.across(&line, part*line.Length(), states, but)
		if !ok || part == 0.5 && g.taken(at, states, but) {
			return points
		}
		if part == 0.5 {
			middle = at
		}
		on, _ := line.Position(part * line.Length())
		if far = wgs84.Distance(on, at) > g.opts.Tolerance/2; far {
			break
		}
	}
	if !far {
		return points
	}
	points = g.refine(points, a, middle, states, but, depth-1)
	points = append(points, middle)
	return g.refine(points, middle, b, states, but, depth-1)
}

// areas measures the sectors: the pieces of coast and lines with a state on
// their left, joined to rings.
func (g *diagram) areas() error {
	const free = -1
	type piece struct {
		points   []orb.Point
		from, to int
		used     bool
	}
	pieces := make([][]*piece, len(g.c.States))
	terminusNode := map[int]int{} // by vertex of the shore
	for _, s := range g.segments {
		if s.bisector >= 0 {
			terminusNode[g.termini[s.bisector].vertex] = s.from
		}
	}
	n := len(g.c.Shore) - 1
	nodeOf := func(vertex int) int {
		if k, ok := terminusNode[vertex%n]; ok {
			return k
		}
		return -2 - vertex%n
	}
	for _, s := range g.c.Stretches {
		pieces[s.State] = append(pieces[s.State], &piece{points: g.c.Shore[s.Start : s.End+1], from: nodeOf(s.Start), to: nodeOf(s.End)})
	}
	for _, i := range g.c.Islands {
		pieces[i.State] = append(pieces[i.State], &piece{points: i.Ring, from: free, to: free})
	}
	for _, lines := range g.result.Lines {
		for _, l := range lines {
			pieces[l.States[0]] = append(pieces[l.States[0]], &piece{points: l.Points, from: l.from, to: l.to})
			back := slices.Clone(l.Points)
			slices.Reverse(back)
			pieces[l.States[1]] = append(pieces[l.States[1]], &piece{points: back, from: l.to, to: l.from})
		}
	}
	g.result.Areas = make([]float64, len(pieces))
	for state, all := range pieces {
		for _, p := range all {
			if p.used {
				continue
			}
			var ring orb.Ring
			first := p.from
			for {
				p.used = true
				ring = append(ring, p.points...)
				if p.to == first {
					break
				}
				k := slices.IndexFunc(all, func(q *piece) bool { return !q.used && q.from == p.to })
				if k < 0 {
					return fmt.Errorf("%w: the sector of %s is not closed at %v", errDiagram, g.c.States[state].Code, ring[len(ring)-1])
				}
				p = all[k]
			}
			area, _ := wgs84.RingArea(ring)
			g.result.Areas[state] += area
		}
	}
	return nil
}
