package course

import (
	"context"
	"fmt"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/parallel"
	"caspian.example/division/caspian/partition"
)

// SimplifyAll returns a division with all its lines simplified within a largest departure
// in metres (see Simplify): as Simplify does it for each by itself, unless two such lines
// would meet. No state's area changes by more than 1 m² for each of its lines. Tripoints and
// ends on the shore stay. Edges have so many vertices that they keep the division's
// tolerance where they are drawn straight in longitude and latitude; the turning points are
// the positions. The question of the division has the departure.
//
// It fails as Simplify does, with ErrNoBoundary for a division without lines between
// sectors, and with ErrSimplify for one with belts, whose limits are no lines of two states.
func SimplifyAll(ctx context.Context, d *caspian.Division, within float64) (*caspian.Division, error) {
	if err := d.Check(); err != nil {
		return nil, fmt.Errorf("course: %w", err)
	}
	o := SimplifyOptions{Within: within}
	if err := o.check(); err != nil {
		return nil, err
	}
	switch {
	case len(d.Limits) > 0:
		return nil, fmt.Errorf("%w: %s draws belts, whose limits are no lines between two states", ErrSimplify, d.Question.Regime.ID)
	case len(d.Boundaries) == 0:
		return nil, fmt.Errorf("%w: %s draws no line between states", ErrNoBoundary, d.Question.Regime.ID)
	}
	n := &network{d: d, edges: map[[2]orb.Point]way{}, inner: map[orb.Point]bool{}}
	n.split()
	if err := n.simplify(ctx, o); err != nil {
		return nil, err
	}
	return n.division(o)
}

// OnlySimplified returns the division with nothing but simplified lines of it, and their
// positions for its turning points, in the same order: what writers then write of them. Its
// question has what was asked for the first one. It fails as caspian.Division.Check does, and
// with ErrSimplify for lines that Simplify has not made.
func OnlySimplified(d *caspian.Division, lines []*Simplified) (*caspian.Division, error) {
	if err := d.Check(); err != nil {
		return nil, fmt.Errorf("course: %w", err)
	}
	measure, err := partition.NewDistances(d.Sea.Coast(), d.Effects())
	if err != nil {
		return nil, err
	}
	out := *d
	out.Zones, out.Limits, out.Boundaries = nil, nil, nil
	w := pointWriter{d: d, measure: measure, known: map[orb.Point]int{}}
	for k, s := range lines {
		if s == nil || len(s.Points) < 2 {
			return nil, fmt.Errorf("%w: there is none", ErrSimplify)
		}
		if k == 0 {
			out.Question.Options.Simplify = s.Asked
		}
		var few orb.LineString
		for _, p := range s.Points {
			few = append(few, p.At)
		}
		out.Boundaries = append(out.Boundaries, w.boundary(s.States, few, dense(few, d.Question.Options.Tolerance)))
	}
	out.TurningPoints = w.points
	return &out, nil
}

// network is the lines of a division that are simplified together.
type network struct {
	d      *caspian.Division
	chains []chainOf
	edges  map[[2]orb.Point]way // the first edge of every line, from both ends
	inner  map[orb.Point]bool   // the vertices of lines that are no ends
}

// chainOf is boundaries that follow each other, and the line that stands for them.
type chainOf struct {
	parts   []int
	exact   orb.LineString
	few     orb.LineString // its positions
	written orb.LineString
	net     float64 // what it gives the state on the left, as it is written
}

// way is a line in one of its directions.
type way struct {
	chain int
	back  bool
}

// split finds the lines, which end where more than two of them meet.
func (n *network) split() {
	meeting := map[orb.Point]int{}
	for _, b := range n.d.Boundaries {
		meeting[b.Line[0]]++
		meeting[b.Line[len(b.Line)-1]]++
	}
	var pairs [][2]int
	of := map[[2]int][]int{}
	for k, b := range n.d.Boundaries {
		if of[b.States] == nil {
			pairs = append(pairs, b.States)
		}
		of[b.States] = append(of[b.States], k)
	}
	for _, pair := range pairs {
		for _, parts := range chains(n.d, of[pair]) {
			from := 0
			for k := range parts {
				line := n.d.Boundaries[parts[k]].Line
				if k == len(parts)-1 || meeting[line[len(line)-1]] > 2 {
					n.chains = append(n.chains, chainOf{parts: parts[from : k+1], exact: lineOf(n.d, parts[from:k+1])})
					from = k + 1
				}
			}
		}
	}
}

// simplify finds the lines: side by side among the exact ones, and those that meet one that
// was found before once more.
func (n *network) simplify(ctx context.Context, o SimplifyOptions) error {
	errs := make([]error, len(n.chains))
	parallel.Each(ctx, len(n.chains), func(k int) {
		a, err := n.search(k, 0, o)
		if err == nil {
			err = n.find(ctx, k, a)
		}
		errs[k] = err
	})
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	for k := range n.chains {
		if errs[k] != nil {
			return errs[k]
		}
		a, err := n.search(k, k, o)
		if err != nil {
			return err
		}
		c := &n.chains[k]
		if a.obstacle(c.few) != "" {
			if err := n.find(ctx, k, a); err != nil {
				return err
			}
		}
		c.written = dense(c.few, n.d.Question.Options.Tolerance)
		c.net = a.gives(c.written)
	}
	return nil
}

// find finds the line that stands for a chain.
func (n *network) find(ctx context.Context, k int, a *annex) error {
	t, err := a.best(ctx)
	if err == nil {
		n.chains[k].few = t.points
	}
	return err
}

// search prepares the search for a line among those that were found, of the first ones, and
// the exact others.
func (n *network) search(k, found int, o SimplifyOptions) (*annex, error) {
	var others []orb.LineString
	for i := range n.chains { // not copied: others may be found meanwhile
		switch {
		case i == k:
		case i < found:
			others = append(others, n.chains[i].few)
		default:
			others = append(others, n.chains[i].exact)
		}
	}
	c := &n.chains[k]
	return newAnnex(n.d, n.d.Boundaries[c.parts[0]].States, c.exact, others, o)
}

// division makes the division with the lines.
func (n *network) division(o SimplifyOptions) (*caspian.Division, error) {
	out := *n.d
	out.Question.Options.Simplify = o.asked()
	out.Boundaries, out.TurningPoints = nil, nil
	for k, c := range n.chains {
		last := len(c.exact) - 1
		n.edges[[2]orb.Point{c.exact[0], c.exact[1]}] = way{chain: k}
		n.edges[[2]orb.Point{c.exact[last], c.exact[last-1]}] = way{chain: k, back: true}
		for _, p := range c.exact[1:last] {
			n.inner[p] = true
		}
	}
	out.States, out.Zones = slices.Clone(out.States), slices.Clone(out.Zones)
	for k := range out.Zones {
		if err := n.zone(&out, &out.Zones[k]); err != nil {
			return nil, err
		}
	}
	measure, err := partition.NewDistances(n.d.Sea.Coast(), n.d.Effects())
	if err != nil {
		return nil, err
	}
	w := pointWriter{d: n.d, measure: measure, known: map[orb.Point]int{}}
	for _, c := range n.chains {
		out.Boundaries = append(out.Boundaries, w.boundary(n.d.Boundaries[c.parts[0]].States, c.few, c.written))
	}
	out.TurningPoints = w.points
	return &out, nil
}

// zone redraws a zone, and notes what it gains for its state.
func (n *network) zone(d *caspian.Division, z *caspian.Zone) error {
	z.Polygons, z.Parts = slices.Clone(z.Polygons), slices.Clone(z.Parts)
	all := 0.0
	for k, polygon := range z.Polygons {
		polygon = slices.Clone(polygon)
		gains := 0.0
		for i, ring := range polygon {
			redrawn, gain, err := n.ring(ring)
			if err != nil {
				return err
			}
			polygon[i], gains = redrawn, gains+gain
		}
		z.Polygons[k], all = polygon, all+gains
		if k < len(z.Parts) {
			z.Parts[k].Area += gains
		}
	}
	z.Area += all
	if z.Kind == caspian.ZoneInternalWaters || all == 0 {
		return nil
	}
	z.Share += all / d.Area
	if states := z.Holder.States; len(states) == 1 && !d.States[states[0]].Undivided {
		d.States[states[0]].Area += all
		d.States[states[0]].Share += all / d.Area
	}
	return nil
}

// ring redraws a ring, and returns what it gains in m².
func (n *network) ring(ring orb.Ring) (out orb.Ring, gains float64, err error) {
	size := len(ring) - 1
	begin := slices.IndexFunc(ring[:size], func(p orb.Point) bool { return !n.inner[p] })
	if begin < 0 {
		return nil, 0, fmt.Errorf("course: a sector is bounded by no end of a line, near %v", ring[0])
	}
	at := func(k int) orb.Point { return ring[(begin+k)%size] }
	for k := 0; k < size; {
		w, begins := n.edges[[2]orb.Point{at(k), at(k + 1)}]
		if !begins {
			out = append(out, at(k))
			k++
			continue
		}
		c := &n.chains[w.chain]
		line, end := c.written, c.exact[len(c.exact)-1]
		if w.back {
			line, end = slices.Clone(line), c.exact[0]
			slices.Reverse(line)
			gains -= c.net
		} else {
			gains += c.net
		}
		if k += len(c.exact) - 1; k > size || at(k) != end {
			return nil, 0, fmt.Errorf("course: a sector leaves its line near %v", end)
		}
		out = append(out, line[:len(line)-1]...)
	}
	return append(out, out[0]), gains, nil
}

// pointWriter makes boundaries of simplified lines, with their positions as turning points.
type pointWriter struct {
	d       *caspian.Division
	measure *partition.Distances
	points  []partition.TurningPoint
	known   map[orb.Point]int
}

// boundary returns the boundary of a line with few positions, given as it is written too.
// Its ends are turning points where those of the exact line are.
func (w *pointWriter) boundary(states [2]int, few, written orb.LineString) partition.Boundary {
	b := partition.Boundary{States: states, Line: written, Origin: partition.Simplified}
	for k, at := range few {
		if k > 0 {
			b.Length += geodesic.WGS84.Distance(few[k-1], at)
		}
		number, known := w.known[at]
		if !known {
			t := partition.TurningPoint{At: at, States: states[:]}
			old := slices.IndexFunc(w.d.TurningPoints, func(t partition.TurningPoint) bool { return t.At == at })
			switch end := k == 0 || k == len(few)-1; {
			case old >= 0:
				t = w.d.TurningPoints[old]
			case end:
				continue // of a land border, or of a line at a shore
			default:
				reaches := w.measure.At(at)
				for _, state := range states {
					t.Distances, t.BasePoints = append(t.Distances, reaches[state].Distance), append(t.BasePoints, reaches[state].BasePoints)
				}
			}
			number = len(w.points)
			w.points, w.known[at] = append(w.points, t), number
		}
		b.TurningPoints = append(b.TurningPoints, number)
	}
	return b
}
