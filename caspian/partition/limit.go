package partition

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/internal/sorting"
)

// Belts are the waters of a sea by their distance from the baselines, as
// territorial waters and fishery zones are measured. Between neighbours they
// are cut by the lines of equal distance. It is the result of Limits.
type Belts struct {
	// Area is the area of the sea in m².
	Area float64
	// Breadths are the distances in metres between the belts, ascending.
	Breadths []float64
	// Waters has for every breadth, and within it for every state, the water
	// nearer than the breadth and not nearer than the breadth before. That of a
	// bloc is in the entry of its first state.
	Waters [][]Sector
	// Beyond is the water farther from all baselines than the last breadth;
	// its State is −1.
	Beyond Sector
	// Limits are the outer limits of the belts: envelopes of arcs around base
	// points, with the parallels off straight edges of the coast.
	Limits []Limit
	// Boundaries are the lines of equal distance between neighbours' belts.
	Boundaries []Boundary
	// TurningPoints are the places on limits and boundaries where a
	// controlling base point changes, and those where three areas meet.
	TurningPoints []TurningPoint
}

// Limit is one line at a distance from a state's baselines.
type Limit struct {
	// State indexes coast.Coast.States.
	State int
	// Breadth is the distance in metres.
	Breadth float64
	// Line has the state's belt on its left.
	Line orb.LineString
	// Length is the geodesic length of Line in metres.
	Length float64
	// TurningPoints are those along Line, as for a Boundary.
	TurningPoints []int
}

// The range of the breadth of belts in metres: 1 m to 200 nautical miles.
const (
	MinBreadth = 1.0
	MaxBreadth = 200 * 1852.0
)

// Limits cuts the sea of c at the given distances in metres from the baselines
// of its states, in whatever order. All islands count in full: there are no
// Effects. Vertices lie at their distance to a millimetre.
//
// The waters beyond a limit take part in the division like a state that is
// everywhere as far as the limit. So the work grows with the length of the
// coast over the breadth: the error for limits too near a long coast says so.
//
// The context is that of Divide.
func Limits(ctx context.Context, c *coast.Coast, breadths []float64, opts Options) (*Belts, error) {
	if opts.Effects != nil {
		return nil, fmt.Errorf("partition: limits are measured from all islands: they have no effects")
	}
	if opts.Weights != nil {
		return nil, fmt.Errorf("partition: limits are the same whatever states weigh: they have no weights")
	}
	if opts.Cuts != nil {
		return nil, fmt.Errorf("partition: limits are not cut by given lines")
	}
	if err := opts.check(c); err != nil {
		return nil, err
	}
	breadths = slices.Clone(breadths)
	sorting.Ordered(breadths)
	breadths = slices.Compact(breadths)
	if len(breadths) == 0 {
		return nil, fmt.Errorf("partition: limits need a distance")
	}
	for _, d := range breadths {
		if !(d >= MinBreadth && d <= MaxBreadth) {
			return nil, fmt.Errorf("partition: the distance %v m lies outside 1 m to 200 nautical miles", d)
		}
	}
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	b, err := limits(ctx, c, breadths, &opts)
	return b, causeOf(ctx, err)
}

// limits is Limits with everything checked.
func limits(ctx context.Context, c *coast.Coast, breadths []float64, opts *Options) (*Belts, error) {
	p := &progress{call: opts.Progress}
	f := newField(opts.Shores, nil, "")
	f.progress = p
	a := newAssembly(f)
	nets := make([]*lines, len(breadths))
	for k, d := range breadths {
		p.part(float64(k)/float64(len(breadths)), float64(k+1)/float64(len(breadths)))
		g := *f
		g.parties = append(slices.Clone(f.parties), party{limit: d, weight: 1})
		if err := g.network(ctx, opts, a); err != nil {
			return nil, fmt.Errorf("%w (the limit at %v m)", err, d)
		}
		nets[k] = a.net
	}
	net, err := f.nest(ctx, breadths, nets)
	if err != nil {
		return nil, err
	}
	f.blocs, f.belts = opts.Blocs, len(breadths)
	net.join(f)
	if err := a.faces(ctx, net); err != nil {
		return nil, fmt.Errorf("partition: the limits: %w", err)
	}
	n := len(c.States)
	sectors, err := a.sectors(ctx, n*len(breadths)+1)
	if err != nil {
		return nil, err
	}
	out := &Belts{Area: a.seaArea(), Breadths: breadths, Beyond: sectors[len(sectors)-1]}
	out.Beyond.State = -1
	for k := range sectors[:len(sectors)-1] {
		sectors[k].State = k % n
	}
	for k := range breadths {
		out.Waters = append(out.Waters, sectors[k*n:(k+1)*n])
	}
	var turnings [][]int
	out.TurningPoints, turnings = a.turningPoints()
	for _, b := range a.boundaries(turnings) {
		if b.States[1] < n {
			out.Boundaries = append(out.Boundaries, b.Boundary)
			continue
		}
		arc := net.arcs[b.arc]
		breadth := breadths[min(arc.faces[0], arc.faces[1])/n]
		out.Limits = append(out.Limits, Limit{b.States[0], breadth, b.Line, b.Length, b.TurningPoints})
	}
	sorting.Stable(out.Limits, func(a, b Limit) int { return cmp.Compare(a.Breadth, b.Breadth) })
	p.part(0, 1)
	p.over(0, 1)(1, 1)
	return out, nil
}

// nest makes one network of those for single breadths: the limits of all, and
// the lines between states from the last one, which reaches farthest, cut
// where the other limits meet them.
func (f *field) nest(ctx context.Context, breadths []float64, nets []*lines) (*lines, error) {
	n, last := len(f.parties), len(nets)-1
	out := &lines{tripoints: slices.Clone(nets[last].tripoints)}
	cuts := make([][]cut, len(nets[last].arcs)) // of the arcs between states
	face := func(k, party, other int) int {
		if party < n {
			return k*n + party
		}
		if k == last {
			return n * len(nets)
		}
		return (k+1)*n + other
	}
	for k, net := range nets {
		// Number the tripoints of this limit anew.
		number := make([]int, len(net.tripoints))
		for i, t := range net.tripoints {
			if ctx.Err() != nil {
				return nil, context.Cause(ctx)
			}
			number[i] = i
			if k == last || !slices.Contains(t.parties, n) {
				continue
			}
			number[i] = slices.IndexFunc(nets[last].tripoints, func(o tripoint) bool { return o.at.Sub(t.at).Norm() <= meeting })
			if number[i] >= 0 {
				continue
			}
			number[i] = len(out.tripoints)
			out.tripoints = append(out.tripoints, t)
			if err := f.cutAt(nets[last], cuts, &t, number[i]); err != nil {
				return nil, err
			}
		}
		for _, a := range net.arcs {
			if a.left < n && a.right < n {
				continue
			}
			a.faces = [2]int{face(k, a.left, a.right), face(k, a.right, a.left)}
			for _, end := range [2]*node{&a.start, &a.end} {
				if end.kind == atTripoint {
					end.id = number[end.id]
				}
			}
			out.arcs = append(out.arcs, a)
		}
	}
	for k, a := range nets[last].arcs {
		if a.left >= n || a.right >= n {
			continue
		}
		for _, part := range a.cutAt(cuts[k]) {
			belt := f.beltOf(&part, breadths)
			part.faces = [2]int{belt*n + part.left, belt*n + part.right}
			out.arcs = append(out.arcs, part)
		}
	}
	return out, nil
}

// cutAt notes that a tripoint of a limit lies on the arc between two of its states
// that is nearest to it. It is one arc though a third state may be as near all along
// it, by a base point that they share: where three arcs meet, all limits within
// that distance have a tripoint.
func (f *field) cutAt(net *lines, cuts [][]cut, t *tripoint, id int) error {
	arc, best, least := -1, cut{}, math.Inf(1)
	for k, a := range net.arcs {
		// The parties of a network of limits are the states and the water beyond.
		if max(a.left, a.right) >= len(f.parties) || !slices.Contains(t.parties, a.left) || !slices.Contains(t.parties, a.right) {
			continue
		}
		for v := 1; v < len(a.vertices); v++ {
			if s, d := edgeTo(&a.vertices[v-1].place, &a.vertices[v].place, t.place); d < least {
				arc, best, least = k, cut{v, s, *t, id}, d
			}
		}
	}
	if arc < 0 {
		at := f.e.Position(t.at)
		return fmt.Errorf("%w: two limits disagree near %.6f %.6f", ErrUnresolved, at[0], at[1])
	}
	cuts[arc] = append(cuts[arc], best)
	return nil
}

// beltOf returns the number of the belt that an arc between states runs
// through.
func (f *field) beltOf(a *arc, breadths []float64) int {
	p, at := f.inside(a.vertices)
	d := f.reach(a.left, p, &a.vertices[at].feet[0]).distance
	k, _ := slices.BinarySearch(breadths[:len(breadths)-1], d)
	return k
}
