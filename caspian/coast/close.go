package coast

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/planar"
	"caspian.example/division/caspian/internal/sorting"
)

// Close returns the coast after the closing lines with the given names have
// become baselines: the water behind each of them leaves the sea, with its
// islands, and is kept in Enclosed. Of the two parts of the shore between the
// ends of a line the one that belongs to its state alone lies behind it.
//
// A line may touch its state's shore between its ends, where it has a vertex, and
// islands: several lines of one name and state that are joined by islands close
// what they and the islands close together.
//
// It fails with a *Problem of the kind ErrClosing if there is no closing line
// of a name, if both parts belong to several states, if a line parts no water
// from the sea, runs along the shore, or crosses land, the shore or itself.
func (c *Coast) Close(names ...string) (*Coast, error) { return c.shut(false, names) }

// WithBaselines is Close for the straight baselines with the given names: the water
// inside becomes internal waters.
func (c *Coast) WithBaselines(names ...string) (*Coast, error) { return c.shut(true, names) }

// shut closes lines of one kind.
func (c *Coast) shut(baseline bool, names []string) (*Coast, error) {
	for _, name := range names {
		lines, err := c.named(baseline, name)
		if err != nil {
			return nil, err
		}
		systems, err := c.systems(lines)
		if err != nil {
			return nil, err
		}
		for _, system := range systems {
			cut, err := c.cut(system)
			if err != nil {
				return nil, err
			}
			c = cut.left
		}
	}
	return c, nil
}

// named returns the lines of one kind and name.
func (c *Coast) named(baseline bool, name string) (out []Closing, err error) {
	var known []string
	other := false
	for _, l := range c.Closings {
		switch {
		case l.Baseline != baseline:
			other = other || l.Name == name
		case l.Name == name:
			out = append(out, l)
		case !slices.Contains(known, l.Name):
			known = append(known, l.Name)
		}
	}
	if len(out) > 0 {
		return out, nil
	}
	noun, advice := Closing{Baseline: baseline}.Noun(), "it has none"
	switch {
	case other:
		advice = "that is a " + Closing{Baseline: !baseline}.Noun()
	case len(known) > 0:
		advice = "it has " + strings.Join(known, ", ")
	}
	return nil, &Problem{Kind: ErrClosing, Feature: -1, Vertex: -1, What: fmt.Sprintf("the coast has no %s %q", noun, name), Advice: advice}
}

// wrong is what is wrong with a line: its noun and what.
func (c *Coast) wrong(l *Closing, vertex int, at orb.Point, what, advice string) error {
	return &Problem{Kind: ErrClosing, Feature: c.Features[l.Feature].Index, Name: l.Name, State: c.States[l.State].Code,
		Vertex: vertex, At: &at, What: "the " + l.Noun() + " " + what, Advice: advice}
}

// landed is a line with the places on its state's shore where its vertices lie.
type landed struct {
	Closing
	on map[int]place
}

// land moves the vertices of a line that lie near its state's shore onto it.
func (c *Coast) land(base *Baselines, shores *Index, l Closing) (*landed, error) {
	e := geodesic.WGS84
	out := &landed{Closing: l, on: map[int]place{}}
	out.Line = nil
	for v, p := range l.Line {
		foot := shores.Nearest(e.Cartesian(p), NoPiece)
		near := foot.Distance <= max(c.Snap, 1)
		if !near && (v == 0 || v == len(l.Line)-1) {
			return nil, c.wrong(&l, v, p, "ends away from the sea's shore of its state", "end it there, not behind another line")
		}
		var at place
		if near {
			at = c.placeOf(base, foot)
			p = at.at
		}
		if n := len(out.Line); n > 0 && same(p, out.Line[n-1]) {
			continue
		}
		if near {
			if slices.Contains(c.Touching, p) {
				return nil, c.wrong(&l, v, p, "comes to a place where several shores touch", "let it come to another vertex")
			}
			out.on[len(out.Line)] = at
		}
		out.Line = append(out.Line, p)
	}
	if last := len(out.Line) - 1; last == 0 || same(out.Line[0], out.Line[last]) {
		return nil, c.wrong(&l, -1, l.Line[0], "ends where it begins", "")
	}
	return out, nil
}

// placeOf returns where on the coast a foot lies: on a vertex if that is within a millimetre.
func (c *Coast) placeOf(base *Baselines, foot Foot) place {
	e := geodesic.WGS84
	r, edge, along := base.On(foot.Piece, foot.T)
	ring := c.ring(r)
	for _, v := range [2]int{edge, edge + 1} {
		if v %= len(ring) - 1; e.Cartesian(ring[v]).Sub(foot.At).Norm() < 1e-3 {
			return place{r, v, 0, ring[v]}
		}
	}
	return place{r, edge, along, e.Position(foot.At)}
}

// systems parts lines of one name into those that are joined by islands or at their ends,
// and of one state.
func (c *Coast) systems(lines []Closing) (out [][]Closing, err error) {
	if len(lines) == 1 {
		return [][]Closing{lines}, nil
	}
	type joint struct {
		state int
		place // the number of an island, or a place on the shore
	}
	base := NewBaselines(geodesic.WGS84, c)
	shores := map[int]*Index{}
	var joints []map[joint]bool
	for _, l := range lines {
		if shores[l.State] == nil {
			shores[l.State] = shoresOf(base, l.State)
		}
		line, err := c.land(base, shores[l.State], l)
		if err != nil {
			return nil, err
		}
		all, system := map[joint]bool{}, []Closing{l}
		for _, p := range line.on {
			if p.ring > 0 {
				p = place{ring: p.ring}
			}
			all[joint{l.State, p}] = true
		}
		for k := 0; k < len(out); k++ {
			joined := false
			for j := range joints[k] {
				joined = joined || all[j]
			}
			if !joined {
				continue
			}
			for j := range joints[k] {
				all[j] = true
			}
			system = append(slices.Clone(out[k]), system...)
			out, joints = slices.Delete(out, k, k+1), slices.Delete(joints, k, k+1)
			k--
		}
		out, joints = append(out, system), append(joints, all)
	}
	for _, system := range out {
		sorting.Func(system, func(a, b Closing) int { return cmp.Compare(a.Feature, b.Feature) })
	}
	sorting.Func(out, func(a, b []Closing) int { return cmp.Compare(a[0].Feature, b[0].Feature) })
	return out, nil
}

// cut is what a system of lines makes of a coast.
type cut struct {
	left *Coast
	// open is what is left of the shore, from one end of the system to the other one;
	// nil if the system is one of islands.
	open *path
	// lines are the system's lines, from shore to shore.
	lines []*landed
}

// cut cuts off what the lines of a system enclose.
func (c *Coast) cut(system []Closing) (*cut, error) {
	base := NewBaselines(geodesic.WGS84, c)
	shores, everything := shoresOf(base, system[0].State), shoresOf(base, -1)
	out := &cut{}
	for _, l := range system {
		line, err := c.land(base, shores, l)
		if err != nil {
			return nil, err
		}
		if err := c.afloat(base, everything, line); err != nil {
			return nil, err
		}
		out.lines = append(out.lines, line)
	}
	paths, err := c.paths(out.lines)
	if err != nil {
		return nil, err
	}
	cycles := trace(paths)
	of := make([]int, len(paths)) // cycles
	for k, cycle := range cycles {
		for _, i := range cycle {
			of[i] = k
		}
	}
	for k, p := range paths {
		if p.twin >= 0 && of[k] == of[p.twin] {
			return nil, c.wrong(&out.lines[p.line].Closing, -1, p.points[0], "cuts off no water", "draw it across the mouth of a bay; where it ends on an island, others of its name must go on from there")
		}
	}
	sea, err := c.open(paths, cycles, &system[0])
	if err != nil {
		return nil, err
	}
	for k, p := range paths {
		switch {
		case p.twin >= 0 && of[k] != sea && of[p.twin] != sea:
			return nil, c.wrong(&out.lines[p.line].Closing, -1, p.points[0], "lies in the water that others of its name cut off", "leave it out")
		case p.ring == 0 && of[k] == sea:
			out.open = &paths[k]
		}
	}
	out.left, err = c.without(paths, cycles, sea, out.lines)
	return out, err
}

// afloat returns an error if a line does not run through water all the way.
func (c *Coast) afloat(base *Baselines, everything *Index, l *landed) error {
	e := geodesic.WGS84
	for k, p := range l.Line[1:] {
		begin, lands := l.on[k]
		end, ends := l.on[k+1]
		a, b := e.Cartesian(l.Line[k]), e.Cartesian(p)
		if lands && c.alongside(begin, p) || ends && c.alongside(end, l.Line[k]) {
			return c.wrong(&l.Closing, k, l.Line[k], "runs along the shore", "the shore is the baseline there: end the line where it comes to the shore, and let another one of its name begin where it leaves it")
		}
		length := a.Sub(b).Norm()
		var hit *orb.Point
		everything.Crossings(a, b, func(_ int32, s float64) {
			if lands && s*length < 1 || ends && (1-s)*length < 1 {
				return
			}
			at := e.Position(e.OnSurface(a.Add(b.Sub(a).Mul(s))))
			hit = &at
		})
		if hit != nil {
			return c.wrong(&l.Closing, k, *hit, "crosses land", "draw it through water")
		}
		if middle := e.OnSurface(a.Add(b)); !base.LeftOf(middle, everything.Nearest(middle, NoPiece)) {
			return c.wrong(&l.Closing, k, e.Position(middle), "runs over land or outside the sea", "draw it through water")
		}
	}
	return nil
}

// alongside says whether the leg from a place on a ring to another place runs along an edge
// there, within a centimetre.
func (c *Coast) alongside(from place, to orb.Point) bool {
	e := geodesic.WGS84
	ring := c.ring(from.ring)
	n := len(ring) - 1
	before := from.edge
	if from.along == 0 {
		before = (from.edge + n - 1) % n
	}
	for _, next := range [2]orb.Point{ring[from.edge+1], ring[before]} {
		near, far := next, to
		if e.Distance(from.at, near) > e.Distance(from.at, far) {
			near, far = far, near
		}
		if _, d := e.Nearest(near, from.at, far); d < min(0.01, e.Distance(from.at, near)/2) {
			return true
		}
	}
	return false
}

// paths returns the paths of all rings that lines come to, and those along the lines.
func (c *Coast) paths(lines []*landed) (out []path, err error) {
	var nodes []place
	for _, l := range lines {
		for _, p := range l.on {
			nodes = append(nodes, p)
		}
	}
	sorting.Func(nodes, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.ring, b.ring), cmp.Compare(a.edge, b.edge), cmp.Compare(a.along, b.along))
	})
	nodes = slices.Compact(nodes)
	for k, first := 0, 0; k < len(nodes); k++ {
		next := k + 1
		if next == len(nodes) || nodes[next].ring != nodes[k].ring {
			next = first
			first = k + 1
		}
		p := c.along(nodes[k], nodes[next])
		p.from, p.to = k, next
		out = append(out, p)
	}
	for i, l := range lines {
		begin := 0
		for v := 1; v < len(l.Line); v++ {
			if _, ok := l.on[v]; !ok {
				continue
			}
			p := path{points: l.Line[begin : v+1], from: slices.Index(nodes, l.on[begin]), to: slices.Index(nodes, l.on[v]), ring: -1, line: i, twin: len(out) + 1}
			if p.from == p.to {
				return nil, c.wrong(&l.Closing, v, l.Line[v], "comes back to where it was", "")
			}
			back := path{points: slices.Clone(p.points), from: p.to, to: p.from, ring: -1, line: i, twin: len(out)}
			slices.Reverse(back.points)
			if slices.ContainsFunc(out, func(o path) bool {
				return o.line >= 0 && (o.from == p.from && sameHeading(&o, &p) || o.from == back.from && sameHeading(&o, &back))
			}) {
				return nil, c.wrong(&l.Closing, begin, l.Line[begin], "runs along another one of its name", "leave it out")
			}
			out = append(out, p, back)
			begin = v
		}
	}
	return out, nil
}

// open returns the cycle that bounds what the sea keeps: that with other states' shores,
// or else the largest of those along the shore; if no line comes to the shore, that
// around all.
func (c *Coast) open(paths []path, cycles [][]int, l *Closing) (int, error) {
	sea, foreign, largest := -1, 0, math.Inf(-1)
	for k, cycle := range cycles {
		shore, others, area := false, false, 0.0
		for _, i := range cycle {
			if p := &paths[i]; p.ring == 0 {
				shore = true
				others = others || slices.ContainsFunc(p.edges, func(edge int) bool { return c.stretchOf(edge).State != l.State })
			}
		}
		for _, each := range loops(paths, cycle) {
			area += each.area
		}
		switch {
		case others:
			foreign++
			area = math.Inf(1)
		case !shore && area > 0:
			continue // within the lines
		case !shore:
			area = -math.MaxFloat64
		}
		if area > largest {
			sea, largest = k, area
		}
	}
	if foreign > 1 {
		return -1, c.wrong(l, -1, l.Line[0], "cuts off the shore of several states", "a line encloses water of one state")
	}
	return sea, nil
}

// without returns the coast of which what one of the cycles bounds is left.
func (c *Coast) without(paths []path, cycles [][]int, sea int, lines []*landed) (*Coast, error) {
	out := *c
	out.Islands, out.Touching, out.Enclosed = nil, nil, slices.Clone(c.Enclosed)
	system := &lines[0].Closing
	// made are islands that lines have come to, by the number of the first.
	made, first := map[int][]Island{}, len(c.Enclosed)
	for k, cycle := range cycles {
		water := Enclosed{Name: system.Name, State: system.State, Baseline: system.Baseline, Feature: len(c.Features)}
		for _, i := range cycle {
			if p := &paths[i]; p.line >= 0 {
				water.Feature = min(water.Feature, lines[p.line].Feature)
			}
		}
		var holes []orb.Ring
		for _, l := range loops(paths, cycle) {
			switch {
			case k == sea && l.area > 0:
				out.Shore, out.Stretches = c.shoreOf(paths, l, lines)
			case k == sea:
				n, i := c.islandOf(paths, l, lines)
				made[n] = append(made[n], i)
			case l.area > 0:
				water.Water = orb.Polygon{l.ring}
			default:
				holes = append(holes, l.ring)
			}
		}
		if water.Water != nil {
			water.Water = append(water.Water, holes...)
			out.Enclosed = append(out.Enclosed, water)
		}
	}
	sorting.Stable(out.Enclosed[first:], func(a, b Enclosed) int { return cmp.Compare(a.Feature, b.Feature) })
	out.Islands = c.islandsLeft(paths, made, out.Enclosed[first:])

	at := system.Line[0]
	checks := out.checks()
	plan := checks.plan()
	if wrong := new(Problem); errors.As(checks.problems.Err(), &wrong) {
		return nil, c.wrong(system, -1, at, "leaves what cannot be divided: "+wrong.What, "")
	}
	nodes := plan.tree()
	touching := checks.crossings(plan, nodes)
	if checks.problems.Total == 0 {
		checks.inside(plan, nodes, touching)
	}
	if wrong := new(Problem); errors.As(checks.problems.Err(), &wrong) {
		if wrong.At != nil {
			at = *wrong.At
		}
		return nil, c.wrong(system, -1, at, "crosses or touches itself or the shore", "draw it through water, without loops")
	}
	return &out, nil
}

// shoreOf returns a shore along a loop, and its stretches.
func (c *Coast) shoreOf(paths []path, l loop, lines []*landed) (orb.Ring, []Stretch) {
	var stretches []Stretch
	at := 0
	add := func(feature, state int) {
		if n := len(stretches); n > 0 && stretches[n-1].Feature == feature && stretches[n-1].State == state {
			stretches[n-1].End++
		} else {
			stretches = append(stretches, Stretch{feature, state, at, at + 1})
		}
		at++
	}
	for _, k := range l.paths {
		p := &paths[k]
		for leg := range p.points[1:] {
			switch {
			case p.line >= 0:
				add(lines[p.line].Feature, lines[p.line].State)
			case p.ring > 0:
				add(c.Islands[p.ring-1].Feature, c.Islands[p.ring-1].State)
			default:
				s := c.stretchOf(p.edges[leg])
				add(s.Feature, s.State)
			}
		}
	}
	return canonical(l.ring, stretches)
}

// islandOf returns the island along a loop, and the number of the first that it is of. If
// lines run all around it, it is theirs.
func (c *Coast) islandOf(paths []path, l loop, lines []*landed) (int, Island) {
	first := len(c.Islands)
	for _, k := range l.paths {
		if r := paths[k].ring; r > 0 {
			first = min(first, r-1)
		}
	}
	rotate(l.ring, leastVertex(l.ring[:len(l.ring)-1]))
	if first == len(c.Islands) {
		return 0, Island{lines[0].Feature, lines[0].State, l.ring}
	}
	return first, Island{c.Islands[first].Feature, c.Islands[first].State, l.ring}
}

// islandsLeft returns the islands that the sea keeps: those that lines have made of others,
// and those that no line comes to, outside enclosed waters. It gives the others to these.
func (c *Coast) islandsLeft(paths []path, made map[int][]Island, enclosed []Enclosed) (out []Island) {
	e := geodesic.WGS84
	reached := map[int]bool{}
	for _, p := range paths {
		reached[p.ring-1] = true
	}
	charts, flat := make([]*geodesic.Chart, len(enclosed)), make([][][2]float64, len(enclosed))
	for k, w := range enclosed {
		charts[k] = e.NewChart(e.Cartesian(w.Water[0][0]))
		for _, p := range w.Water[0] {
			x, y, _ := charts[k].Forward(e.Cartesian(p))
			flat[k] = append(flat[k], [2]float64{x, y})
		}
	}
	for k, i := range c.Islands {
		out = append(out, made[k]...)
		if reached[k] {
			continue
		}
		// Any vertex tells that is not on a shore, since none crosses it.
		at := i.Ring[max(0, slices.IndexFunc(i.Ring, func(p orb.Point) bool { return !slices.Contains(c.Touching, p) }))]
		in := -1
		for n, water := range flat {
			if x, y, ok := charts[n].Forward(e.Cartesian(at)); ok && in < 0 && planar.Contains([2]float64{x, y}, water) {
				in = n
			}
		}
		if in < 0 {
			out = append(out, i)
		} else {
			enclosed[in].Water = append(enclosed[in].Water, i.Ring)
		}
	}
	return out
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
