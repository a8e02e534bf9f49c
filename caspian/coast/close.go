package coast

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/planar"
)

// Close returns the coast after the closing lines with the given names have
// become baselines: the water behind each of them leaves the sea, with its
// islands, and is kept in Enclosed. Of the two parts of the shore between the
// ends of a line the one that belongs to its state alone lies behind it.
//
// It fails with a *Problem of the kind ErrClosing if there is no closing line
// of a name, if both parts belong to several states, or if the line crosses
// land, the shore or itself.
func (c *Coast) Close(names ...string) (*Coast, error) {
	for _, name := range names {
		lines := slices.Clone(c.Closings)
		lines = slices.DeleteFunc(lines, func(l Closing) bool { return l.Name != name })
		if len(lines) == 0 {
			advice := "it has none"
			if len(c.Closings) > 0 {
				var known []string
				for _, l := range c.Closings {
					if !slices.Contains(known, l.Name) {
						known = append(known, l.Name)
					}
				}
				advice = "it has " + strings.Join(known, ", ")
			}
			return nil, &Problem{Kind: ErrClosing, Feature: -1, Vertex: -1, What: fmt.Sprintf("the coast has no closing line %q", name), Advice: advice}
		}
		for _, l := range lines {
			var err error
			if c, err = c.close(l); err != nil {
				return nil, err
			}
		}
	}
	return c, nil
}

// place is a place on the shore: on an edge, at a fraction of it.
type place struct {
	edge  int
	along float64
	at    orb.Point
}

// close closes one line.
func (c *Coast) close(l Closing) (*Coast, error) {
	e := geodesic.WGS84
	problem := func(vertex int, at orb.Point, what, advice string) error {
		return &Problem{Kind: ErrClosing, Feature: c.Features[l.Feature].Index, Name: l.Name, State: c.States[l.State].Code,
			Vertex: vertex, At: &at, What: what, Advice: advice}
	}
	base := NewBaselines(e, c)
	var own, all []int
	for k, chain := range base.Chains {
		all = append(all, k)
		if chain.State == l.State && chain.Island < 0 {
			own = append(own, k)
		}
	}
	shores := NewIndex(base, own)
	var ends [2]place
	last := len(l.Line) - 1
	for k, v := range [2]int{0, last} {
		foot := shores.Nearest(e.Cartesian(l.Line[v]), NoPiece)
		if !(foot.Distance <= max(c.Snap, 1)) {
			return nil, problem(v, l.Line[v], "the closing line ends away from the sea's outer shore", "end it on the shore of its state, not on an island or behind another closing line")
		}
		p := place{}
		_, p.edge, p.along = base.On(foot.Piece, foot.T)
		if p.along >= 1 {
			p.edge, p.along = (p.edge+1)%(len(c.Shore)-1), 0
		}
		p.at = e.Position(foot.At)
		if p.along == 0 {
			p.at = c.Shore[p.edge]
		}
		ends[k] = p
	}
	line := slices.Clone(l.Line)
	line[0], line[last] = ends[0].at, ends[1].at
	if line[0] == line[last] {
		return nil, problem(-1, line[0], "the closing line ends where it begins", "")
	}

	// The line must run through water all the way.
	everything := NewIndex(base, all)
	for k, p := range line[1:] {
		a, b := e.Cartesian(line[k]), e.Cartesian(p)
		length := a.Sub(b).Norm()
		var hit *orb.Point
		everything.Crossings(a, b, func(_ int32, s float64) {
			if k == 0 && s*length < 1 || k == last-1 && (1-s)*length < 1 {
				return
			}
			at := e.Position(e.OnSurface(a.Add(b.Sub(a).Mul(s))))
			hit = &at
		})
		if hit != nil {
			return nil, problem(k, *hit, "the closing line crosses land", "draw it through water")
		}
		middle := e.OnSurface(a.Add(b))
		if !base.LeftOf(middle, everything.Nearest(middle, NoPiece)) {
			return nil, problem(k, e.Position(middle), "the closing line runs over land or outside the sea", "draw it through water")
		}
	}

	// Which way round lies the bay?
	mine := func(from, to place) bool {
		for _, edge := range c.edges(from, to) {
			if c.stretchOf(edge).State != l.State {
				return false
			}
		}
		return true
	}
	from, to := ends[0], ends[1]
	forth, back := mine(from, to), mine(to, from)
	switch {
	case !forth && !back:
		return nil, problem(-1, line[0], "the closing line cuts off the shore of several states", "a closing line closes a bay of one state")
	case forth && back:
		// The other states have islands only: the bay is the smaller part.
		backward := slices.Clone(line)
		slices.Reverse(backward)
		one, other := append(c.walk(from, to), backward[1:]...), append(c.walk(to, from), line[1:]...)
		back = math.Abs(turn(one)) > math.Abs(turn(other))
	}
	if back {
		from, to = to, from
		slices.Reverse(line)
	}

	out := *c
	bay := orb.Ring(c.walk(from, to))
	for k := last - 1; k >= 0; k-- {
		bay = append(bay, line[k])
	}
	if !(turn(bay) > 0) {
		return nil, problem(-1, line[0], "the closing line cuts off no water", "draw it across the mouth of a bay")
	}
	enclosed := Enclosed{Name: l.Name, State: l.State, Water: orb.Polygon{bay}}
	out.Islands = nil
	// Its islands: the first vertex tells, since none crosses its shore.
	chart := e.NewChart(e.Cartesian(bay[0]))
	flat := make([][2]float64, len(bay))
	for k, p := range bay {
		flat[k][0], flat[k][1], _ = chart.Forward(e.Cartesian(p))
	}
	for _, i := range c.Islands {
		x, y, ok := chart.Forward(e.Cartesian(i.Ring[0]))
		if ok && planar.Contains([2]float64{x, y}, flat) {
			enclosed.Water = append(enclosed.Water, i.Ring)
		} else {
			out.Islands = append(out.Islands, i)
		}
	}
	out.Enclosed = append(slices.Clone(c.Enclosed), enclosed)

	// The rest of the shore, and the line in the place of the bay.
	shore := orb.Ring(c.walk(to, from))
	var stretches []Stretch
	for k, edge := range c.edges(to, from) {
		s := c.stretchOf(edge)
		if n := len(stretches); n > 0 && stretches[n-1].Feature == s.Feature {
			stretches[n-1].End = k + 1
		} else {
			stretches = append(stretches, Stretch{s.Feature, s.State, k, k + 1})
		}
	}
	stretches = append(stretches, Stretch{l.Feature, l.State, len(shore) - 1, len(shore) - 1 + last})
	shore = append(shore, line[1:]...)
	out.Shore, out.Stretches = canonical(shore, stretches)

	checks := out.checks()
	plan := checks.plan()
	if first := new(Problem); errors.As(checks.problems.Err(), &first) {
		return nil, problem(-1, line[0], "what the closing line leaves cannot be divided: "+first.What, "")
	}
	meets, err := plan.meets(plan.tree())
	if err != nil {
		return nil, problem(-1, line[0], "the closing line meets the shore in too many places", "")
	}
	for _, m := range meets {
		if !plan.allowed(m) {
			return nil, problem(-1, checks.crossing(plan, m), "the closing line crosses or touches itself or the shore", "draw it through water, without loops")
		}
	}
	return &out, nil
}

// stretchOf returns the stretch that an edge of the shore belongs to.
func (c *Coast) stretchOf(edge int) Stretch {
	k, _ := slices.BinarySearchFunc(c.Stretches, edge, func(s Stretch, edge int) int {
		if s.End <= edge {
			return -1
		}
		return 1
	})
	return c.Stretches[k]
}

// edges returns the edges of the shore, whole or in part, from one place
// forward to another one.
func (c *Coast) edges(from, to place) (out []int) {
	n := len(c.Shore) - 1
	end := to.edge
	if to.along > 0 {
		end++
	}
	if end < from.edge || end == from.edge || end == from.edge+1 && to.edge == from.edge && to.along <= from.along {
		end += n
	}
	for k := from.edge; k < end; k++ {
		out = append(out, k%n)
	}
	return out
}

// walk returns the positions of the shore from one place forward to another,
// both included: one more than edges.
func (c *Coast) walk(from, to place) []orb.Point {
	out := []orb.Point{from.at}
	edges := c.edges(from, to)
	for _, k := range edges[:len(edges)-1] {
		out = append(out, c.Shore[k+1])
	}
	return append(out, to.at)
}
