package partition

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
)

// ErrUnreachable is returned by Solve where no weights are found that give the
// wanted shares.
var ErrUnreachable = errors.New("partition: no weights were found for the shares")

// Solved is a network whose sectors have given shares.
type Solved struct {
	*Network
	// Weights gives every state's weight: ratios of which the first is 1, or
	// under additive weighting metres, the first 0.
	Weights []float64
	// Iterations is the number of times that the areas of sectors were
	// measured, and Residual the largest difference of a share from the
	// wanted one that was left, as a fraction of the sea.
	Iterations int
	Residual   float64
}

const (
	// solved is the largest difference of shares that counts as none.
	solved = 1e-9
	// maxSteps bounds the exact steps of Solve, and maxCoarse those on the
	// lattice.
	maxSteps, maxCoarse = 24, 60
	// roughly is the difference of shares below which lines are drawn in full.
	roughly = 1e-5
	// nearlyEqual is the difference of shares that the lattice may be off.
	nearlyEqual = 0.05
	// Two levels within alike of each other may have to be equal; apart is how far from
	// each other two are that show a jump.
	alike, apart = 1e-3, 1e-9
	// The tolerance of rough lines is the side of a square as large as the sea over
	// roughParts, and the way that they may slide that over slideParts; lines in full
	// may slide slideResolution of the resolution. Chosen.
	roughParts, slideParts, slideResolution = 20_000, 50, 0.25
)

// Solve finds the weights for which the sectors have the given shares of the
// sea, one per state in the order of coast.Coast.States; the shares of a bloc's
// states are added up. Options.Weights is not used.
//
// The areas are the slopes of a concave function of the weights' logarithms (of
// the weights, if they are additive), the dual of optimal transport, so that
// the weights are unique. Its maximum is found by the damped Newton method of
// Kitagawa, Mérigot & Thibert 2019 (doi:10.4171/JEMS/889), on a lattice first and
// then with exact lines: the area of one sector changes with the level of
// another by the integral of 1/|∇g_i − ∇g_j| along their line, g the logarithm
// of the distance, or the distance. Last, all vertices of the lines are moved,
// so that the areas of the polygons as they are written are within 1e-9 of the
// sea of those wanted; with Options.AreasOnly within 1e-5, in a quarter of the time.
//
// It returns an error that wraps ErrUnreachable, with the least residual, if
// there is no such division: where two states share the end of a land border,
// areas may change by a jump when their weights become equal. The context is that
// of Divide.
func Solve(ctx context.Context, c *coast.Coast, shares []float64, opts Options) (*Solved, error) {
	opts.Weights = nil
	if opts.Cuts != nil {
		return nil, fmt.Errorf("partition: weights are found for lines of equal distance, not for given ones")
	}
	if err := opts.check(c); err != nil {
		return nil, err
	}
	if err := checkShares(c, shares); err != nil {
		return nil, err
	}
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	p := &progress{call: opts.Progress, length: 1}
	f := newField(opts.Shores, opts.Effects, opts.Weighting)
	f.progress, f.blocs, f.memory = p, opts.Blocs, newMemory()
	s, err := newSolver(f, newAssembly(f), shares, &opts)
	if err != nil {
		return nil, err
	}
	out, err := s.solve(ctx)
	if err != nil {
		return nil, causeOf(ctx, err)
	}
	p.over(0, 1)(1, 1)
	return out, nil
}

// checkShares returns an error for shares that no division has.
func checkShares(c *coast.Coast, shares []float64) error {
	if len(shares) != len(c.States) {
		return fmt.Errorf("partition: %d shares for %d states", len(shares), len(c.States))
	}
	sum := 0.0
	for k, v := range shares {
		if !(v > 0 && v <= 1) {
			return fmt.Errorf("partition: the share %v of %s must lie between 0 and 1", v, c.States[k].Code)
		}
		sum += v
	}
	if math.Abs(sum-1) > 1e-9 {
		return fmt.Errorf("partition: the shares add up to %.10g instead of 1", sum)
	}
	return nil
}

// solver finds the levels of blocs: the logarithms of their weights, or their
// additive weights.
type solver struct {
	f       *field
	a       *assembly
	opts    *Options
	blocs   []int // of every state, 0 … n−1
	n       int
	targets []float64 // of every bloc, shares of the sea
	sea     float64   // m²
	// resolution is that of lines that are drawn in full.
	resolution float64
}

func newSolver(f *field, a *assembly, shares []float64, opts *Options) (*solver, error) {
	s := &solver{f: f, a: a, opts: opts, sea: a.seaArea(), blocs: make([]int, len(shares))}
	s.resolution = newQuadtree(f, opts.Resolution, 0).resolution
	for k := range shares {
		first := f.faceOf(k)
		if first == k {
			s.blocs[k] = s.n
			s.n++
			s.targets = append(s.targets, 0)
		} else {
			s.blocs[k] = s.blocs[first]
		}
		s.targets[s.blocs[k]] += shares[k]
	}
	for b := range s.n {
		able := false
		for k := range shares {
			able = able || s.blocs[k] == b && len(f.parties[k].tiers) > 0
		}
		if !able {
			return nil, fmt.Errorf("%w: %s has islands only, and none of full effect", ErrUnreachable, f.c.States[slices.Index(s.blocs, b)].Name)
		}
	}
	return s, nil
}

// solve finds the division.
func (s *solver) solve(ctx context.Context) (*Solved, error) {
	best, iterations, err := s.find(ctx)
	if err != nil {
		return nil, err
	}
	if s.enough(best) {
		return s.result(ctx, best, iterations)
	}
	if err := s.jump(ctx, best); err != nil {
		return nil, err
	}
	return nil, fmt.Errorf("%w: after %d steps a sector still differs by %.3g of the sea; an area may jump where two weights become equal", ErrUnreachable, iterations, best.residual)
}

// enough says whether a drawing has the shares: within 1e-9, or those of rough lines, where
// nothing else is asked for, within 1e-5.
func (s *solver) enough(d *drawing) bool {
	return d.residual <= solved && !d.rough || s.opts.AreasOnly && d.residual <= roughly
}

// find returns the drawing that comes nearest to the targets, and how many times areas
// were measured.
func (s *solver) find(ctx context.Context) (best *drawing, iterations int, err error) {
	g, err := newLattice(ctx, s.f, s.opts.Weighting, s.blocs, s.sea)
	if err != nil {
		return nil, 0, err
	}
	// Equal weights, where the lattice does not tell them from the answer.
	equal := make([]float64, s.n)
	if areas, _ := g.evaluate(equal); s.residual(areas, g.area) <= nearlyEqual {
		now, err := s.draw(ctx, equal, false)
		if err != nil {
			return nil, 0, err
		}
		if now.residual <= solved {
			return now, 1, nil
		}
	}
	levels, iterations := s.coarse(ctx, g)
	s.f.progress.part(0.2, 1)
	// The first lines only have to be better than the lattice.
	now, err := s.draw(ctx, levels, true)
	if err != nil {
		return nil, 0, err
	}
	iterations++
	best = now
	for range maxSteps {
		if s.enough(now) {
			return now, iterations, nil
		}
		step, ok := now.slopes.solve(s.missing(now.areas))
		if !ok {
			break
		}
		var next *drawing
		for damp := 1.0; damp > 1e-3; damp /= 2 {
			to := make([]float64, s.n)
			for k := range to {
				to[k] = now.levels[k] + damp*step[k]
			}
			next, err = s.move(ctx, now, to)
			iterations++
			if errors.Is(err, ErrUnresolved) {
				continue // other weights near by may do
			}
			if err != nil {
				return nil, 0, err
			}
			if now.rough && !next.rough || next.residual <= (1-damp/2)*now.residual || next.residual <= solved {
				break
			}
		}
		if err != nil {
			return nil, 0, err
		}
		if !now.rough && next.residual >= 0.9*now.residual {
			break
		}
		if next.rough {
			next.settled = next.residual > 0.25*now.residual || next.residual <= roughly
		}
		now = next
		if now.residual < best.residual || best.rough {
			best = now
		}
	}
	return best, iterations, nil
}

// jump returns an error that shows why there are no weights: where those of two blocs are
// equal and the others have their shares, an area that is as far from both passes from
// one to the other, and the wanted share lies between what they have on both sides of
// that. No other weights can do then, for they are the only maximum of a concave function.
func (s *solver) jump(ctx context.Context, near *drawing) error {
	for i := range s.n {
		for j := i + 1; j < s.n; j++ {
			if s.n > 2 && math.Abs(near.levels[i]-near.levels[j]) > alike {
				continue
			}
			levels, err := s.levelled(ctx, i, j)
			if err != nil || levels == nil {
				return err
			}
			if err := s.jumpBetween(ctx, i, j, levels); err != nil {
				return err
			}
		}
	}
	return nil
}

// levelled returns levels at which blocs i and j have one level and their shares together,
// and the others theirs, nil if there are none.
func (s *solver) levelled(ctx context.Context, i, j int) ([]float64, error) {
	levels := make([]float64, s.n)
	if s.n == 2 {
		return levels, nil
	}
	one := func(b int) int { // the number of a bloc if those two are one
		switch {
		case b == j:
			b = i
		case b > j:
			b--
		}
		return b
	}
	both := *s
	both.n, both.blocs, both.targets = s.n-1, slices.Clone(s.blocs), make([]float64, s.n-1)
	for k, b := range s.blocs {
		both.blocs[k] = one(b)
	}
	for b, share := range s.targets {
		both.targets[one(b)] += share
	}
	found, _, err := both.find(ctx)
	switch {
	case errors.Is(err, ErrUnresolved):
		return nil, nil
	case err != nil:
		return nil, err
	case found.residual > solved || found.rough:
		return nil, nil
	}
	for b := range levels {
		levels[b] = found.levels[one(b)]
	}
	return levels, nil
}

// jumpBetween is jump for two blocs at the levels at which theirs are equal.
func (s *solver) jumpBetween(ctx context.Context, i, j int, equal []float64) error {
	var shares [2]float64 // of i, the lighter and the heavier
	var weights [2]float64
	for k, half := range [2]float64{-apart / 2, apart / 2} {
		levels := slices.Clone(equal)
		levels[i], levels[j] = levels[i]+half, levels[j]-half
		d, err := s.draw(ctx, levels, false)
		if errors.Is(err, ErrUnresolved) {
			return nil
		}
		if err != nil {
			return err
		}
		w := s.weights(levels)
		first, second := w[slices.Index(s.blocs, i)], w[slices.Index(s.blocs, j)]
		shares[k], weights[k] = d.areas[i]/s.sea, first/second
		if s.opts.Weighting == Additive {
			weights[k] = first - second
		}
	}
	want := s.targets[i]
	if !(shares[0]+solved < want && want < shares[1]-solved) {
		return nil
	}
	a, b := s.f.c.States[slices.Index(s.blocs, i)].Name, s.f.c.States[slices.Index(s.blocs, j)].Name
	over := "over"
	if s.opts.Weighting == Additive {
		over = "less"
	}
	return fmt.Errorf("%w: an area that is as far from %s and %s passes from one to the other where their weights become equal: where the weight of %s %s that of %s is %.10f, %s has %.6f of the sea, and where it is %.10f it has %.6f; %.6f lies between",
		ErrUnreachable, a, b, a, over, b, weights[0], a, shares[0], weights[1], shares[1], want)
}

// missing returns what every bloc lacks, in m².
func (s *solver) missing(areas []float64) []float64 {
	out := make([]float64, s.n)
	for k, a := range areas {
		out[k] = s.targets[k]*s.sea - a
	}
	return out
}

// residual returns the largest part of the sea that a bloc lacks or has over.
func (s *solver) residual(areas []float64, sea float64) float64 {
	worst := 0.0
	for k, a := range areas {
		worst = max(worst, math.Abs(a/sea-s.targets[k]))
	}
	return worst
}

// coarse finds levels on the lattice, and how many times it measured the areas. When
// ctx ends it returns what it has.
func (s *solver) coarse(ctx context.Context, g *lattice) (levels []float64, steps int) {
	levels = make([]float64, s.n)
	areas, slope := g.evaluate(levels)
	steps = 1
	if slices.Min(areas) < 0.3*slices.Min(s.targets)*g.area {
		g.sweep(ctx, levels, s.targets)
		areas, slope = g.evaluate(levels)
		steps++
	}
	floor := 0.3 * min(slices.Min(areas), slices.Min(s.targets)*g.area)
	for now := s.residual(areas, g.area); now > 1e-7 && steps < maxCoarse && ctx.Err() == nil; {
		lack := make([]float64, s.n)
		for k, a := range areas {
			lack[k] = s.targets[k]*g.area - a
		}
		step, ok := slope.solve(lack)
		if !ok {
			return levels, steps
		}
		accepted := false
		for damp := 1.0; damp > 1e-3 && !accepted && ctx.Err() == nil; damp /= 2 {
			to := make([]float64, s.n)
			for k := range to {
				to[k] = levels[k] + damp*step[k]
			}
			next, nextSlope := g.evaluate(to)
			steps++
			if r := s.residual(next, g.area); slices.Min(next) >= floor && r <= (1-damp/2)*now {
				levels, areas, slope, now, accepted = to, next, nextSlope, r, true
			}
		}
		if !accepted {
			return levels, steps
		}
	}
	return levels, steps
}

// drawing is a network at given levels.
type drawing struct {
	net      *lines
	levels   []float64
	areas    []float64
	residual float64
	slopes   slopes
	rough    bool // its lines do not keep the tolerance
	settled  bool // rough lines will not do better
}

// weights returns the states' weights for the levels of their blocs.
func (s *solver) weights(levels []float64) []float64 {
	out := make([]float64, len(s.blocs))
	for k, b := range s.blocs {
		out[k] = levels[b] - levels[s.blocs[0]]
		if s.opts.Weighting == Equiratio {
			out[k] = exponential(out[k])
		}
	}
	return out
}

// draw traces the lines at some levels: rough ones for their areas alone.
func (s *solver) draw(ctx context.Context, levels []float64, rough bool) (*drawing, error) {
	s.f.weigh(s.opts.Weighting, s.weights(levels))
	opts := *s.opts
	s.f.areasOnly, s.f.onTheWay = rough, rough && !opts.AreasOnly
	if rough {
		opts.Tolerance = s.roughTolerance()
	}
	if err := s.f.network(ctx, &opts, s.a); err != nil {
		return nil, err
	}
	d := s.measured(s.a.net, levels)
	d.rough = rough
	return d, nil
}

// move returns the drawing at levels near those of another one. Where the lines
// move by much less than their tolerance they keep their vertices, which move
// with them: then areas change smoothly, as they do not from one set of
// vertices to another.
func (s *solver) move(ctx context.Context, from *drawing, levels []float64) (*drawing, error) {
	// A pocket that appears while lines slide is no wider than they move.
	tolerance, far := s.opts.Tolerance, s.shift(from, levels)
	most := max(tolerance, slideResolution*s.resolution)
	if from.rough {
		tolerance = s.roughTolerance()
		most = math.Sqrt(s.sea) / slideParts
	}
	if far <= most && !from.settled {
		s.f.weigh(s.opts.Weighting, s.weights(levels))
		net, ok := s.f.slide(ctx, from.net, tolerance, max(2*far, tolerance), from.rough)
		if ok && !from.rough {
			ok = net.uncross(ctx, newQuadtree(s.f, s.resolution, 0), tolerance) == nil
		}
		if ok && s.a.faces(ctx, net) == nil {
			d := s.measured(net, levels)
			d.rough = from.rough
			return d, nil
		}
	}
	return s.draw(ctx, levels, from.rough && !from.settled)
}

// roughTolerance is that of rough lines.
func (s *solver) roughTolerance() float64 { return max(s.opts.Tolerance, math.Sqrt(s.sea)/roughParts) }

// measured returns the drawing of the lines that the assembly has.
func (s *solver) measured(net *lines, levels []float64) *drawing {
	d := &drawing{net: net, levels: levels, areas: make([]float64, s.n), slopes: newSlopes(s.n)}
	for _, l := range s.a.loops {
		d.areas[s.blocs[l.face]] += l.area
	}
	d.residual = s.residual(d.areas, s.sea)
	for i := range net.arcs {
		a := &net.arcs[i]
		sum, turns := 0.0, a.turnings
		from := s.lever(a, a.vertices[0].at, &a.vertices[0].feet)
		for k := range a.vertices[1:] {
			v := &a.vertices[k+1]
			before, after := &v.feet, &v.feet
			if len(turns) > 0 && turns[0].vertex == k+1 {
				before, after, turns = &turns[0].before, &turns[0].after, turns[1:]
			}
			sum += v.at.Sub(a.vertices[k].at).Norm() * (from + s.lever(a, v.at, before)) / 2
			from = s.lever(a, v.at, after)
		}
		d.slopes.add(s.blocs[a.left], s.blocs[a.right], sum)
	}
	return d
}

// lever returns how far the line moves at a place of an arc, in metres, per
// unit of the difference of its two levels.
func (s *solver) lever(a *arc, p geodesic.Vec, feet *[2]reach) float64 {
	f := s.f
	up := f.e.Normal(p)
	si, sj := f.scales(a.left, a.right)
	gradient := f.slope(a.left, p, &feet[0], up).Mul(si).Sub(f.slope(a.right, p, &feet[1], up).Mul(sj)).Norm()
	if gradient < flat {
		return 0 // at the joint, which stays
	}
	if s.opts.Weighting == Additive {
		return 1 / gradient
	}
	return feet[0].distance * si / gradient
}

// shift returns how far the lines of a drawing move to other levels.
func (s *solver) shift(d *drawing, levels []float64) float64 {
	far := 0.0
	for i := range d.net.arcs {
		a := &d.net.arcs[i]
		l, r := s.blocs[a.left], s.blocs[a.right]
		change := math.Abs(levels[l] - d.levels[l] - levels[r] + d.levels[r])
		for k := range a.vertices {
			far = max(far, change*s.lever(a, a.vertices[k].at, &a.vertices[k].feet))
		}
	}
	return far
}

// result returns the solution for the user.
func (s *solver) result(ctx context.Context, d *drawing, iterations int) (*Solved, error) {
	weights := s.weights(d.levels)
	s.f.weigh(s.opts.Weighting, weights)
	if err := s.a.faces(ctx, d.net); err != nil {
		return nil, fmt.Errorf("partition: %w", err)
	}
	net, err := s.a.result(ctx)
	if err != nil {
		return nil, err
	}
	return &Solved{Network: net, Weights: weights, Iterations: iterations, Residual: d.residual}, nil
}
