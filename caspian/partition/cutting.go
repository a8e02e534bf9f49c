package partition

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"caspian.example/division/caspian/internal/sorting"
)

// cutNetwork is network with given lines.
func (a *assembly) cutNetwork(ctx context.Context, opts *Options, weighting Weighting) error {
	full, base := a.f, a.f
	switch first := opts.Cuts[0]; {
	case first.States[1] == Others:
		base = newField(opts.Shores, opts.Effects, weighting, first.States[0])
		base.progress, base.areasOnly = full.progress, full.areasOnly
		if opts.Weights != nil {
			base.weigh(weighting, opts.Weights)
		}
	case opts.Weights == nil && weighting == Equiratio && !full.areasOnly:
		// The lines of the sea without given ones, which may be there already.
		base = newField(opts.Shores, opts.Effects, "")
		base.progress, base.keeps = full.progress, true
	}
	a.f = base
	if err := base.network(ctx, opts, a); err != nil {
		return err
	}
	net := a.net.clone()
	if base.keeps && net.uncross(ctx, newQuadtree(full, opts.Resolution, 0), opts.Tolerance) != nil {
		// They cross the shore as they are drawn, which does no harm but to given ones.
		a.f = full
		if err := full.network(ctx, opts, a); err != nil {
			return err
		}
		net = a.net
	}
	a.given = true
	for _, cut := range opts.Cuts {
		x := &incision{ctx: ctx, a: a, full: full, cut: cut, tolerance: opts.Tolerance}
		var err error
		if net, err = x.make(net); err == nil {
			a.f = full
			err = a.faces(ctx, net)
		}
		if err != nil {
			return fmt.Errorf("%w %s %w", ErrCut, cut.name(a.c), x.placed(err))
		}
	}
	return nil
}

// make returns the network with the line in it.
func (x *incision) make(net *lines) (*lines, error) {
	x.net = &lines{tripoints: slices.Clone(net.tripoints), crossings: slices.Clone(net.crossings)}
	for _, arc := range net.arcs {
		before := arc.faces
		arc.faces = [2]int{x.cut.merged(before[0]), x.cut.merged(before[1])}
		if arc.faces[0] == arc.faces[1] {
			arc.faces = before
			x.aside = append(x.aside, arc)
			continue
		}
		x.net.arcs, x.faces = append(x.net.arcs, arc), append(x.faces, before)
	}
	if x.cut.States[1] != Others && len(x.aside) == 0 {
		return nil, fmt.Errorf("%w; those that do are %s", ErrApart, strings.Join(x.neighbours(), ", "))
	}
	if err := x.walk(); err != nil {
		return nil, err
	}
	x.cuts = make([][]cut, len(x.net.arcs))
	if err := x.draw(); err != nil {
		return nil, err
	}
	if err := x.crossItself(); err != nil {
		return nil, err
	}
	x.insert()
	if err := x.walk(); err != nil {
		return nil, err
	}
	if err := x.tell(); err != nil {
		return nil, err
	}
	if err := x.orient(); err != nil {
		return nil, err
	}
	return x.result(), nil
}

// neighbours names the pairs of states that the network parts, in the order of their
// codes.
func (x *incision) neighbours() (out []string) {
	for _, f := range x.faces {
		if i, j := min(f[0], f[1]), max(f[0], f[1]); i >= 0 {
			out = append(out, x.a.c.States[i].Code+"–"+x.a.c.States[j].Code)
		}
	}
	sorting.Ordered(out)
	return slices.Compact(out)
}

// crossItself returns an error if the parts of the line meet each other, other
// than at their ends.
func (x *incision) crossItself() error {
	type edge struct{ a, b *vertex }
	var edges []edge
	for k := range x.drawn {
		v := x.drawn[k].vertices
		for i := range v[1:] {
			edges = append(edges, edge{&v[i], &v[i+1]})
		}
	}
	for k, e := range edges {
		if x.ctx.Err() != nil {
			return context.Cause(x.ctx)
		}
		for _, o := range edges[:k] {
			if s, t, ok := meet(&e.a.place, &e.b.place, &o.a.place, &o.b.place); ok && s > 0 && s < 1 && t > 0 && t < 1 {
				at := x.full.e.Position(e.a.at.Add(e.b.at.Sub(e.a.at).Mul(s)))
				return fmt.Errorf("crosses itself near %.6f %.6f", at[0], at[1])
			}
		}
	}
	return nil
}

// insert puts the parts of the line into the network, and cuts its arcs where
// they meet the line.
func (x *incision) insert() {
	arcs, faces := x.net.arcs, x.faces
	x.net.arcs, x.faces = nil, nil
	for k := range arcs {
		for _, part := range arcs[k].cutAt(x.cuts[k]) {
			x.net.arcs, x.faces = append(x.net.arcs, part), append(x.faces, faces[k])
		}
	}
	x.net.arcs = append(x.net.arcs, x.drawn...)
}

// isLine says whether an arc of the network is part of the line.
func (x *incision) isLine(arc int) bool { return arc >= len(x.faces) }

// tell finds on which side of the line every loop lies. Loops of one face lie
// on one side; if the line is drawn between a state and all others, those on
// both sides of any other line too.
func (x *incision) tell() error {
	a := x.a
	parent := make([]int, len(a.loops))
	for k := range parent {
		parent[k] = k
	}
	root := func(k int) int {
		for parent[k] != k {
			parent[k] = parent[parent[k]]
			k = parent[k]
		}
		return k
	}
	for side := range x.loops {
		x.loops[side] = make([]int, len(x.net.arcs))
	}
	for k := range a.loops {
		if x.ctx.Err() != nil {
			return context.Cause(x.ctx)
		}
		l := &a.loops[k]
		if l.area <= 0 {
			if home := a.around(a.f.e.Cartesian(l.line[0]), func(o *loop) bool { return o.face == l.face }); home >= 0 {
				parent[root(k)] = root(home)
			}
		}
		for _, p := range l.passes {
			if p.back {
				x.loops[1][p.arc] = k
			} else {
				x.loops[0][p.arc] = k
			}
		}
	}
	if x.cut.States[1] == Others {
		for k := range x.faces {
			parent[root(x.loops[0][k])] = root(x.loops[1][k])
		}
	}
	of := make([]int, len(a.loops))
	for k := len(x.faces); k < len(x.net.arcs); k++ {
		for side, value := range [2]int{1, -1} {
			group := root(x.loops[side][k])
			if of[group] == -value {
				at := a.arcs[k][len(a.arcs[k])/2]
				return fmt.Errorf("leaves open whose the water beside it is near %.6f %.6f: it parts the same waters more than once, or not from shore to shore", at[0], at[1])
			}
			of[group] = value
		}
	}
	x.sides = make([]int, len(a.loops))
	for k := range x.sides {
		x.sides[k] = of[root(k)]
	}
	return nil
}

// orient finds whose the two sides are.
func (x *incision) orient() error {
	a, first, second := x.a, x.cut.States[0], x.cut.States[1]
	var shore [2][2]float64 // of the first and of the second, on the left and right
	for k := range a.loops {
		l := &a.loops[k]
		if x.sides[k] == 0 {
			continue
		}
		side := (1 - x.sides[k]) / 2
		for _, s := range l.shores {
			state := 1
			if s.state == first {
				state = 0
			} else if second != Others && s.state != second {
				continue
			}
			for i := s.start; i < s.end; i++ {
				shore[state][side] += a.f.e.Cartesian(l.line[i]).Sub(a.f.e.Cartesian(l.line[i+1])).Norm()
			}
		}
	}
	if shore == [2][2]float64{} {
		return fmt.Errorf("runs where neither state has a coast")
	}
	left := shore[0][0]+shore[1][1] > shore[0][1]+shore[1][0]
	x.names = [2]int{second, first}
	own := 1
	if left {
		x.names, own = [2]int{first, second}, 0
	}
	for state, s := range shore {
		if state == 1 && second == Others {
			break
		}
		if kept, lost := s[own], s[1-own]; lost > kept {
			return fmt.Errorf("does not part the coasts: %.0f km of the coast of %s would lie on the other side, %.0f km on its own",
				lost/1e3, a.c.States[x.cut.States[state]].Code, kept/1e3)
		}
		own = 1 - own
	}
	return nil
}

// result returns the network with every area given to its state.
func (x *incision) result() *lines {
	named := func(side, was int) int {
		if side != 0 && x.cut.takes(was) {
			if name := x.names[(1-side)/2]; name != Others {
				return name
			}
		}
		return was
	}
	out := &lines{tripoints: x.net.tripoints, crossings: x.net.crossings}
	for k, arc := range x.net.arcs {
		if x.isLine(k) {
			was := arc.faces[0]
			arc.faces = [2]int{named(1, was), named(-1, was)}
			if arc.left != arc.faces[0] {
				arc.swap()
			}
			arc.left, arc.right = arc.faces[0], arc.faces[1]
			out.arcs = append(out.arcs, arc)
			continue
		}
		before := x.faces[k]
		for side := range arc.faces {
			arc.faces[side] = named(x.sides[x.loops[side][k]], before[side])
		}
		if arc.faces != before && arc.origin == Equidistant {
			arc.origin = Kept
		}
		if arc.faces[0] != arc.faces[1] {
			out.arcs = append(out.arcs, arc)
		}
	}
	// The two states' own lines stay where the given one is not.
	for _, arc := range x.aside {
		p, _ := x.full.inside(arc.vertices)
		k := x.a.around(p, func(*loop) bool { return true })
		if k < 0 || x.sides[k] == 0 {
			out.arcs = append(out.arcs, arc)
		}
	}
	return out
}

// placed adds the place to an error of the walk around faces.
func (x *incision) placed(err error) error {
	var u *unresolved
	if errors.As(err, &u) {
		at := x.full.e.Position(x.full.chart.Inverse(u.x, u.y))
		return fmt.Errorf("cannot be joined with the other lines near %.6f %.6f: %w", at[0], at[1], err)
	}
	return err
}
