package partition

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"caspian.example/division/caspian/coast"
)

// walker divides one part of the quadtree.
type walker struct {
	q      *quadtree
	ctx    context.Context
	leaves []leaf
	finer  []spot // those of the quadtree that matter here
	arena  []claim
	known  map[uint64]*known // nil if nothing is kept
}

type cellTask struct {
	cell   cell
	leaves []leaf
}

// leaves returns all leaves, in an order that depends on the sea alone.
func (q *quadtree) leaves(ctx context.Context) ([]leaf, error) {
	q.count.Store(0)
	all := make([]claim, 0, len(q.f.parties))
	for k, p := range q.f.parties {
		if len(p.tiers) > 0 || !math.IsInf(p.limit, 1) {
			all = append(all, claim{k, farthest})
		}
	}
	// Cells of the first levels become tasks; each task's leaves stay
	// together, so that the order does not depend on who does which.
	var tasks []cellTask
	const size = uint32(1<<levels) / tasksAcross
	for y := range uint32(tasksAcross) {
		for x := range uint32(tasksAcross) {
			tasks = append(tasks, cellTask{cell{x * size, y * size, size}, nil})
		}
	}
	err := parallel(ctx, len(tasks), q.f.progress.over(0, 0.5), func(k int) error {
		w := walker{q: q, ctx: ctx}
		if q.f.memory != nil {
			w.known = q.f.memory.tasks[k]
		}
		c := tasks[k].cell
		x, y := q.position(c.x+c.size/2, c.y+c.size/2)
		for _, s := range q.finer {
			if max(math.Abs(x-s.x), math.Abs(y-s.y)) <= s.radius+float64(c.size)*q.unit {
				w.finer = append(w.finer, s)
			}
		}
		err := w.visit(tasks[k].cell, all, false)
		tasks[k].leaves = w.leaves
		return err
	})
	out := make([]leaf, 0, q.count.Load())
	for _, t := range tasks {
		out = append(out, t.leaves...)
	}
	return out, err
}

// visit divides c. Claims are the parties that may own a place in the cell
// around c, with their reaches at its centre; inside says that the cell lies in
// the sea and contains no shore that lines cannot cross.
func (w *walker) visit(c cell, claims []claim, inside bool) error {
	if w.ctx.Err() != nil {
		return context.Cause(w.ctx)
	}
	q := w.q
	x, y := q.position(c.x+c.size/2, c.y+c.size/2)
	p := q.f.chart.Inverse(x, y)
	r := float64(c.size) * q.unit * math.Sqrt2 / 2 * q.stretch

	// A distance changes by no more than the way travelled, a cost by no more
	// than that over the weight: a party whose cost may nowhere fall below
	// what another one's may rise to owns nothing here.
	start := len(w.arena)
	defer func() { w.arena = w.arena[:start] }()
	least := math.Inf(1)
	known := knownAt(w.known, key(c.x+c.size/2, c.y+c.size/2))
	for _, k := range claims {
		own := &q.f.parties[k.party]
		reach, ok := known.reach(k.party)
		if !ok {
			reach = q.f.reachWithin(k.party, p, &k.reach, least*own.weight+own.offset+r)
		}
		w.arena = append(w.arena, claim{k.party, reach})
		least = min(least, q.f.cost(k.party, reach.distance)+r/own.weight)
	}
	if known != nil {
		known.keep(w.arena[start:])
	}
	kept := slices.DeleteFunc(w.arena[start:], func(k claim) bool {
		own := &q.f.parties[k.party]
		return k.distance > least*own.weight+own.offset+r
	})
	w.arena = w.arena[:start+len(kept)]
	if len(kept) < 2 {
		return nil
	}
	shore := math.Inf(1)
	for k := range kept {
		if d := kept[k].nearestShore(); kept[k].foot.Piece != coast.NoPiece {
			shore = min(shore, d)
		}
	}
	if !inside && shore > r {
		switch q.ground(p, r, kept, known) {
		case land:
			return nil
		case open:
			inside = true
		}
	}
	if w.isLeaf(c, x, y, r, shore, kept, known) {
		out := slices.Clone(kept)
		slices.SortStableFunc(out, func(a, b claim) int { return a.party - b.party })
		w.leaves = append(w.leaves, leaf{c, out})
		if q.count.Add(1) > maxLeaves {
			at := q.f.e.Position(p)
			return fmt.Errorf("%w: more than %d cells are needed, the last near %.6f %.6f", ErrUnresolved, maxLeaves, at[0], at[1])
		}
		return nil
	}
	// The nearest party first: it sets the bound for the others.
	slices.SortStableFunc(kept, func(a, b claim) int {
		return cmp.Or(cmp.Compare(q.f.cost(a.party, a.distance), q.f.cost(b.party, b.distance)), a.party-b.party)
	})
	h := c.size / 2
	for k := range uint32(4) {
		if err := w.visit(cell{c.x + k%2*h, c.y + k/2*h, h}, kept, inside); err != nil {
			return err
		}
	}
	return nil
}

// isLeaf says whether a cell with several claims needs no further division:
// small against its distance from the shore, and either below the resolution
// or crossed by a single line at most.
func (w *walker) isLeaf(c cell, x, y, r, shore float64, claims []claim, known *known) bool {
	q := w.q
	if c.size <= 2 || q.survey && r <= q.resolution {
		return true
	}
	for _, s := range w.finer {
		if max(math.Abs(x-s.x), math.Abs(y-s.y)) <= s.radius+r && r > s.floor {
			return false
		}
	}
	if r <= floorRadius {
		return true
	}
	if q.survey {
		return false
	}
	ashore := r > shoreRatio*shore
	if ashore && (q.f.lightest == 1 || q.f.overland) {
		return false
	}
	p := q.f.chart.Inverse(x, y)
	contenders := make([]*claim, 0, 8)
	for k := range claims {
		if !q.f.yields(p, r, &claims[k], claims) {
			contenders = append(contenders, &claims[k])
		}
	}
	if len(contenders) > 2 && r > tripleRadius {
		contenders = q.outdo(p, r, contenders, known)
	}
	switch n := len(contenders); {
	case ashore:
		return n == 2 && q.alongshore(p, r, contenders[0], contenders[1], known)
	case n < 2:
		return true
	case n > 2:
		return r <= tripleRadius
	}
	return r <= q.resolution || q.singleLine(p, r, contenders[0], contenders[1], known)
}
