package partition

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/await"
)

// ErrUnresolved is returned, with the place, when the lines of a sea cannot be
// told apart at any size of the mesh.
var ErrUnresolved = errors.New("partition: the lines cannot be resolved")

// attempts is the number of times that the mesh is made finer where its lines
// could not be traced.
const attempts = 10

// Divide cuts the sea of c into one sector per state by the lines of equal
// distance. When ctx ends it returns its cause at once; what still runs then
// ends by itself.
func Divide(ctx context.Context, c *coast.Coast, opts Options) (*Network, error) {
	if err := opts.check(c); err != nil {
		return nil, err
	}
	p := &progress{call: opts.Progress, length: 1}
	defer p.end()
	return await.Do(ctx, func() (*Network, error) {
		var weighting Weighting
		if opts.Weights != nil {
			weighting = opts.Weighting
		}
		if len(opts.Cuts) > 0 {
			weighting = opts.Weighting // for the index of all shores
		}
		f := newField(c, opts.Effects, weighting)
		f.progress, f.blocs, f.areasOnly = p, opts.Blocs, opts.AreasOnly
		if opts.Weights != nil {
			f.weigh(weighting, opts.Weights)
		}
		a := newAssembly(f, c)
		var err error
		if len(opts.Cuts) > 0 {
			err = a.cutNetwork(ctx, &opts, weighting)
		} else {
			err = f.network(ctx, &opts, a)
		}
		if err != nil {
			return nil, err
		}
		out, err := a.result()
		p.over(0, 1)(1, 1)
		return out, err
	})
}

// result returns the network for the user.
func (a *assembly) result() (*Network, error) {
	out := &Network{Area: a.seaArea()}
	var err error
	if out.Sectors, err = a.sectors(len(a.c.States)); err != nil {
		return nil, err
	}
	var turnings [][]int
	out.TurningPoints, turnings = a.turningPoints()
	for _, b := range a.boundaries(turnings) {
		out.Boundaries = append(out.Boundaries, b.Boundary)
	}
	return out, nil
}

// network finds all lines between the parties of a field, and the faces that
// they make of the sea.
func (f *field) network(ctx context.Context, opts *Options, a *assembly) error {
	q := newQuadtree(f, opts.Resolution)
	for try := 0; ; try++ {
		m, err := newMesh(ctx, q)
		if err != nil {
			return err
		}
		net, err := trace(ctx, m, opts.Tolerance)
		if err == nil {
			net.join(f)
			err = a.faces(net)
		}
		var missed coarse
		if err := missed.take(err); err != nil || len(missed) == 0 {
			return err
		}
		if try == attempts {
			at := f.e.Position(f.chart.Inverse(missed[0].x, missed[0].y))
			others := ""
			if n := len(missed) - 1; n > 0 {
				others = fmt.Sprintf(" and at %d other places", n)
			}
			return fmt.Errorf("%w near %.6f %.6f%s: %w; where the sea is narrower than the tolerance, a smaller one may do", ErrUnresolved, at[0], at[1], others, missed[0].err)
		}
		before := q.finer
		for _, u := range missed {
			q.refineAt(u, before)
		}
	}
}

// refineAt asks for smaller leaves around a place that could not be resolved,
// and on the way there; four times smaller than the spots before asked for.
func (q *quadtree) refineAt(u *unresolved, before []spot) {
	const most = 256 // leaves across a spot
	dx, dy := u.x-u.fromX, u.y-u.fromY
	steps := min(int(math.Hypot(dx, dy)/(2*u.radius))+1, 32)
	for k := range steps + 1 {
		x, y := u.fromX+dx*float64(k)/float64(steps), u.fromY+dy*float64(k)/float64(steps)
		floor := u.radius / 4
		for _, s := range before {
			if s.radius >= u.radius/2 && max(x-s.x, s.x-x, y-s.y, s.y-y) <= s.radius {
				floor = min(floor, s.floor/4)
			}
		}
		q.finer = append(q.finer, spot{x, y, min(2*u.radius, most*floor), floor})
		if dx == 0 && dy == 0 {
			break
		}
	}
}

// finished is a boundary and the arc that it comes from.
type finished struct {
	Boundary
	arc int
}

// boundaries returns the arcs with the party of the lower number on their
// left; turnings are the turning points on each arc.
func (a *assembly) boundaries(turnings [][]int) []finished {
	out := make([]finished, len(a.net.arcs))
	for k, arc := range a.net.arcs {
		left, right := arc.sides()
		b := Boundary{States: [2]int{left, right}, Origin: arc.origin, Line: slices.Clone(orb.LineString(a.arcs[k])), TurningPoints: turnings[k]}
		if arc.origin == Kept {
			b.EquidistantFrom = [2]int{min(arc.left, arc.right), max(arc.left, arc.right)}
		}
		if left > right {
			b.States = [2]int{right, left}
			slices.Reverse(b.Line)
			slices.Reverse(b.TurningPoints)
		}
		for i, v := range arc.vertices[1:] {
			b.Length += a.f.e.ChordLength(arc.vertices[i].at, v.at)
		}
		out[k] = finished{b, k}
	}
	slices.SortFunc(out, func(a, b finished) int {
		return cmp.Or(cmp.Compare(a.States[0], b.States[0]), cmp.Compare(a.States[1], b.States[1]),
			cmp.Compare(a.Line[0][0], b.Line[0][0]), cmp.Compare(a.Line[0][1], b.Line[0][1]))
	})
	return out
}

// Area returns the area of the sea of c in m², without its islands: the same
// sum as that of the sectors.
func Area(c *coast.Coast) float64 {
	return newAssembly(&field{e: geodesic.WGS84, c: c, b: coast.NewBaselines(geodesic.WGS84, c)}, c).seaArea()
}

// Water returns the sea of c as one polygon: its shore counter-clockwise, its
// islands as clockwise holes. The rings are those of c, not copies.
func Water(c *coast.Coast) orb.Polygon {
	p := orb.Polygon{c.Shore}
	for _, i := range c.Islands {
		p = append(p, i.Ring)
	}
	return p
}
