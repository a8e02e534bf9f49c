package partition

import (
	"context"
	"fmt"
	"slices"
)

// attempts is the number of times that the mesh is made finer where its lines
// could not be traced, and meshes that of meshes which lie otherwise over the sea, the next
// one where that is no help.
const attempts, meshes = 14, 3

// kept are the lines that a division without weights, blocs and given lines has drawn in
// full, and by which options: the next one by the same has the same.
type kept struct {
	tolerance, resolution float64
	effects               []float64
	net                   *lines
}

// drawn returns the lines that are kept, for whoever may change them; nil if they are others.
func (s *Shores) drawn(o *Options) *lines {
	s.mu.Lock()
	defer s.mu.Unlock()
	if k, ok := s.kept.(kept); ok && k.tolerance == o.Tolerance && k.resolution == o.Resolution && slices.Equal(k.effects, o.Effects) {
		return k.net.clone()
	}
	return nil
}

// keep keeps lines, which are not to be changed.
func (s *Shores) keep(o *Options, net *lines) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.kept = kept{o.Tolerance, o.Resolution, slices.Clone(o.Effects), net}
}

// network finds all lines between the parties of a field, and the faces that
// they make of the sea.
func (f *field) network(ctx context.Context, opts *Options, a *assembly) error {
	if !f.keeps {
		return f.find(ctx, opts, a)
	}
	if net := f.laid.drawn(opts); net != nil {
		return a.faces(ctx, net)
	}
	err := f.find(ctx, opts, a)
	if err == nil {
		f.laid.keep(opts, a.net)
	}
	return err
}

// find is network for lines that are not there already.
func (f *field) find(ctx context.Context, opts *Options, a *assembly) error {
	tolerance, first := opts.Tolerance, 0
	switch {
	case f.memory != nil:
		first = f.memory.mesh
	case f.areasOnly || tolerance >= walkedFrom:
		q := newQuadtree(f, opts.Resolution, 0)
		if f.areasOnly {
			tolerance = min(tolerance, roughBend*a.seaArea()/q.width)
		}
		if ok, err := f.walked(ctx, q, opts.Effects, tolerance, a); ok || err != nil {
			return err
		}
	}
	var missed coarse
	for k := range meshes {
		mesh := (first + k) % meshes
		if k > 0 && f.memory != nil {
			*f.memory = *newMemory()
			f.memory.mesh = mesh
		}
		var err error
		if missed, err = f.lines(ctx, newQuadtree(f, opts.Resolution, mesh), tolerance, a); err != nil || len(missed) == 0 {
			return err
		}
	}
	at := f.e.Position(f.chart.Inverse(missed[0].x, missed[0].y))
	others := ""
	if n := len(missed) - 1; n > 0 {
		others = fmt.Sprintf(" and at %d other places", n)
	}
	return fmt.Errorf("%w near %.6f %.6f%s: %w; where the sea is narrower than the tolerance, a smaller one may do", ErrUnresolved, at[0], at[1], others, missed[0].err)
}

// lines finds the lines and faces by one mesh, which it makes finer, and returns the places
// where none was fine enough.
func (f *field) lines(ctx context.Context, q *quadtree, tolerance float64, a *assembly) (coarse, error) {
	if f.memory != nil {
		q.finer = slices.Clone(f.memory.finer)
	}
	for try := 0; ; try++ {
		m, err := newMesh(ctx, q)
		if err != nil {
			return nil, err
		}
		net, passed, err := trace(ctx, m, tolerance)
		if err == nil {
			if err = net.uncross(ctx, q, tolerance); err == nil {
				net.join(f)
				if err = a.faces(ctx, net); err == nil {
					if err = a.shared(q); err == nil {
						err = a.housed(ctx)
					}
				}
			}
		}
		var missed coarse
		err = missed.take(err)
		done := err != nil || len(missed) == 0 || try == attempts
		before := q.finer
		for _, u := range slices.Concat(passed, missed) {
			q.refineAt(u, before)
		}
		if done {
			if f.memory != nil {
				f.memory.finer = q.finer
			}
			return missed, err
		}
	}
}

// result returns the network for the user.
func (a *assembly) result(ctx context.Context) (*Network, error) {
	out := &Network{Area: a.seaArea()}
	var err error
	if out.Sectors, err = a.sectors(ctx, len(a.c.States)); err != nil {
		return nil, err
	}
	var turnings [][]int
	out.TurningPoints, turnings = a.turningPoints()
	for _, b := range a.boundaries(turnings) {
		out.Boundaries = append(out.Boundaries, b.Boundary)
	}
	return out, nil
}
