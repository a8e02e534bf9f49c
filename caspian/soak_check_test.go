package caspian_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/partition"
	"caspian.example/division/caspian/regime"
)

const (
	// patience is how long a division may take, and soon how long it may go on
	// for its caller after a cancellation: long, since the machine may be busy.
	patience = 2 * time.Minute
	soon     = 2 * time.Second
	// measured is how many vertices, and how many places, are measured edge by
	// edge in a division.
	measured = 12
)

// The reasons for which runs cancel divisions.
var (
	errTooLong   = errors.New("the division takes too long")
	errCancelled = errors.New("cancelled by the soak run")
)

// check divides a sea and checks the result, whether it is the same on any number
// of processors, and whether a cancelled division ends.
func (s *subject) check(f *findings) error {
	c, err := s.sea.Read()
	if err != nil {
		return &fault{"coast", err}
	}
	sea, err := caspian.NewSea(c)
	if err != nil {
		return &fault{"coast", err}
	}
	began := time.Now()
	d, err := s.divide(context.Background(), sea)
	took := time.Since(began)
	f.divisions++
	switch {
	case errors.Is(err, partition.ErrUnresolved):
		f.refuse("unresolved")
		return nil
	case errors.Is(err, errTooLong):
		return &fault{"patience", err} // a check of its own: a simpler sea must take long as well
	case errors.Is(err, caspian.ErrShares) && s.trial.Regime.Measure.Step > 0 && strings.Contains(err.Error(), "has no length"):
		f.refuse("coasts of islands that dividers do not leave")
		return nil
	case errors.Is(err, caspian.ErrShares) && strings.Contains(err.Error(), "has no water"):
		f.refuse("states with islands of no effect")
		return nil
	case errors.Is(err, partition.ErrUnreachable):
		f.refuse("unreachable shares")
		return nil
	case (errors.Is(err, partition.ErrCut) || errors.Is(err, caspian.ErrLine)) && len(s.trial.Regime.Cuts) > 0:
		f.refuse("lines that do not cut")
		return nil
	case err != nil:
		return &fault{"divide", err}
	}
	if err := checkAll(d, s.trial.Seed, f); err != nil {
		return err
	}
	before := runtime.GOMAXPROCS(0)
	defer runtime.GOMAXPROCS(before)
	for _, n := range []int{1, 2, 8} {
		runtime.GOMAXPROCS(n)
		again, err := s.divide(context.Background(), sea)
		f.divisions++
		if err != nil {
			return wrong("determinism", "%d processors: %w", n, err)
		}
		if !same(d, again) {
			return wrong("determinism", "%d processors give another division", n)
		}
	}
	runtime.GOMAXPROCS(before)
	return s.cancel(sea, d, took, f)
}

// divide divides a sea, and holds what is promised about Progress.
func (s *subject) divide(ctx context.Context, sea *caspian.Sea) (*caspian.Division, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, patience, errTooLong)
	defer cancel()
	opts := s.trial.options()
	var inside, ended, broken atomic.Bool
	last := 0.0
	opts.Progress = func(done float64) {
		if ended.Load() || !inside.CompareAndSwap(false, true) || done < last || done > 1 {
			broken.Store(true)
			return
		}
		last = done
		inside.Store(false)
	}
	d, err := caspian.Divide(ctx, sea, s.trial.Regime, opts)
	ended.Store(true)
	if (d == nil) == (err == nil) {
		return nil, fmt.Errorf("there is a division (%t), and there is an error: %w", d != nil, err)
	}
	if broken.Load() {
		return nil, errors.New("progress was told late, backwards or twice at once")
	}
	return d, err
}

// cancel cancels a division at a random moment: it must end soon with the cause, or
// be complete, and leave no work behind.
func (s *subject) cancel(sea *caspian.Sea, want *caspian.Division, took time.Duration, f *findings) error {
	r := rand.New(rand.NewPCG(uint64(s.trial.Seed), 3))
	before := runtime.NumGoroutine()
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	at := time.Duration(1.1 * r.Float64() * float64(took))
	var stopped atomic.Int64
	began := time.Now()
	timer := time.AfterFunc(at, func() {
		stopped.Store(int64(time.Since(began)))
		cancel(errCancelled)
	})
	d, err := s.divide(ctx, sea)
	ended := time.Since(began)
	timer.Stop()
	f.divisions++
	if stop := time.Duration(stopped.Load()); stop > 0 {
		if late := ended - stop; late > 0 {
			f.late = max(f.late, late)
			if late > soon {
				return wrong("cancel", "a division of %v went on for %v when it was cancelled after %v", took, late, at)
			}
		}
	}
	switch {
	case err != nil && !errors.Is(err, errCancelled):
		return wrong("cancel", "after %v of %v: %w", at, took, err)
	case err == nil && !same(want, d):
		return wrong("cancel", "cancelled after %v of %v, another division", at, took)
	}
	if runtime.GOOS == "js" {
		return nil // its runtime starts goroutines of its own for events
	}
	for until := time.Now().Add(30 * time.Second); runtime.NumGoroutine() > before; time.Sleep(time.Millisecond) {
		if time.Now().After(until) {
			return wrong("cancel", "%d goroutines instead of %d", runtime.NumGoroutine(), before)
		}
	}
	return nil
}

// checkAll checks what holds for every division: shares and areas that add up, zones
// that tile the sea with shared vertices, lines of equal distance, and places that
// lie with the nearest state.
func checkAll(d *caspian.Division, seed int, f *findings) error {
	for _, check := range []func() error{
		func() error { return checkShares(d) },
		func() error { return checkAreas(d) },
		func() error { return checkTiling(d) },
		func() error { return newRuler(d, seed).checkLines(f) },
		func() error { return newRuler(d, seed).checkPlaces(f) },
	} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

// checkShares adds up the shares to 1: those of the states, or of zones where these
// are none.
func checkShares(d *caspian.Division) error {
	sum := 0.0
	for _, s := range d.States {
		if !d.Question.Regime.Shared() {
			if !math.IsNaN(s.Share) || s.Area != 0 {
				return wrong("shares", "%s has %v of the sea under belts", s.Code, s.Share)
			}
			continue
		}
		sum += s.Share
		if !(s.Share >= 0 && s.Share <= 1) {
			return wrong("shares", "%s has %v", s.Code, s.Share)
		}
	}
	if !d.Question.Regime.Shared() {
		for _, z := range d.Zones {
			sum += z.Share
		}
	}
	if !(math.Abs(sum-1) <= slack(d)/d.Area) {
		return wrong("shares", "they add up to 1 %+.2g", sum-1)
	}
	if !(d.Residual <= 1e-9) {
		return wrong("shares", "a residual of %.2g of the sea", d.Residual)
	}
	return nil
}

// slack is by how many m² areas may be off: those of small polygons are good to
// 0.1 m².
func slack(d *caspian.Division) float64 { return max(1e-9*d.Area, 0.2) }

// checkAreas compares the areas that a division states with those of its polygons,
// and their sum with the shore's ring less its islands.
func checkAreas(d *caspian.Division) error {
	c := d.Sea.Coast()
	sea := geodesic.WGS84.PolygonArea(partition.Water(c))
	slack := slack(d)
	if off := d.Area - sea; !(math.Abs(off) <= slack) {
		return wrong("areas", "the sea's is off by %.3g m² of %.4g", off, sea)
	}
	stated, written := 0.0, 0.0
	for _, z := range d.Zones {
		if z.Kind == caspian.ZoneInternalWaters {
			continue
		}
		sum := 0.0
		for _, p := range z.Polygons {
			for k, ring := range p {
				if area, _ := geodesic.WGS84.RingArea(ring); (k == 0) != (area > 0) && math.Abs(area) > 0.1 {
					return wrong("areas", "a ring at %v runs the wrong way", ring[0])
				}
			}
			sum += geodesic.WGS84.PolygonArea(p)
		}
		if off := z.Area - sum; !(math.Abs(off) <= slack) {
			return wrong("areas", "%s of %v states %.3g m² more than its polygons have, of %.4g", z.Kind, z.Holder.States, off, sum)
		}
		stated, written = stated+z.Area, written+sum
	}
	if off := stated - sea; !(math.Abs(off) <= slack) {
		return wrong("areas", "the zones' differ by %.3g m² from the sea's, of %.4g", off, sea)
	}
	if off := written - sea; !(math.Abs(off) <= slack) {
		return wrong("areas", "the polygons' differ by %.3g m² from the sea's, of %.4g", off, sea)
	}
	return nil
}

// side is an edge of a ring, from one position to another.
type side [2]orb.Point

// sameName gives a position one name, wherever its longitude is counted from.
func sameName(p orb.Point) orb.Point {
	p[0] = math.Remainder(p[0], 360) + 0
	if p[0] == -180 {
		p[0] = 180
	}
	if math.Abs(p[1]) == 90 {
		p[0] = 0
	}
	return p
}

// checkTiling takes every edge of a zone that another zone has the other way round
// away: what is left must be the shores, whole or cut where a line meets them. So
// neighbours share their vertices bit for bit, and there is neither gap nor overlap.
func checkTiling(d *caspian.Division) error {
	c := d.Sea.Coast()
	left := map[side]int{}
	for _, z := range d.Zones {
		if z.Kind == caspian.ZoneInternalWaters {
			continue
		}
		for _, polygon := range z.Polygons {
			for _, ring := range polygon {
				if len(ring) < 4 || ring[0] != ring[len(ring)-1] {
					return wrong("tiling", "a ring of %d positions is not closed", len(ring))
				}
				for k := range ring[1:] {
					e := side{sameName(ring[k]), sameName(ring[k+1])}
					back := side{e[1], e[0]}
					switch {
					case e[0] == e[1]:
						return wrong("tiling", "%v is there twice in a row", e[0])
					case left[back] > 1:
						left[back]--
					case left[back] == 1:
						delete(left, back)
					default:
						left[e]++
					}
				}
			}
		}
	}
	if len(d.Zones) == 0 {
		return wrong("tiling", "there are no zones")
	}
	from := map[orb.Point][]orb.Point{}
	shores := []orb.Ring{c.Shore}
	for _, i := range c.Islands {
		shores = append(shores, i.Ring)
	}
	var cut []side
	for _, ring := range shores {
		for k := range ring[1:] {
			e := side{sameName(ring[k]), sameName(ring[k+1])}
			if left[e] == 1 {
				delete(left, e)
			} else {
				cut = append(cut, e)
			}
		}
	}
	for e, n := range left {
		for range n {
			from[e[0]] = append(from[e[0]], e[1])
		}
	}
	pieces := 0
	for _, e := range cut {
		for at := e[0]; at != e[1]; pieces++ {
			next, least := -1, 2e-3
			for k, q := range from[at] {
				if _, off := geodesic.WGS84.Nearest(q, e[0], e[1]); off <= least {
					next, least = k, off
				}
			}
			if next < 0 {
				return wrong("tiling", "no zone has the shore from %v on, between %v and %v", at, e[0], e[1])
			}
			q := from[at][next]
			from[at] = append(from[at][:next:next], from[at][next+1:]...)
			if left[side{at, q}]--; left[side{at, q}] == 0 {
				delete(left, side{at, q})
			}
			at = q
		}
	}
	for e := range left {
		return wrong("tiling", "%d edges of zones have no neighbour, one from %v to %v", len(left), e[0], e[1])
	}
	return nil
}

// ruler measures a division edge by edge.
type ruler struct {
	d         *caspian.Division
	distances *seas.Distances
	random    *rand.Rand
	cut       bool // lines are given
	belts     bool // zones are belts, measured from all islands
	tolerance float64
}

func newRuler(d *caspian.Division, seed int) *ruler {
	r := &d.Question.Regime
	out := &ruler{d: d, random: rand.New(rand.NewPCG(uint64(seed), 4)), tolerance: d.Question.Options.Tolerance, cut: len(r.Cuts) > 0}
	for _, z := range d.Zones {
		out.belts = out.belts || z.Kind == caspian.ZoneTerritorial || z.Kind == caspian.ZoneFishery
	}
	out.distances = seas.DistancesOf(d.Sea.Coast(), effects(d.Sea.Coast(), r.Islands, out.belts))
	return out
}

// effects are those of a coast's islands by name.
func effects(c *coast.Coast, named map[string]float64, full bool) []float64 {
	if named == nil || full {
		return nil
	}
	out := make([]float64, len(c.Islands))
	for k, i := range c.Islands {
		name := c.Features[i.Feature].Name
		all, ok := named[""]
		if !ok {
			all = 1
		}
		out[k] = all
		if v, ok := named[name]; ok && name != "" {
			out[k] = v
		}
	}
	return out
}

// gap returns by how many metres one state is farther from a place than another, after
// the weights.
func (r *ruler) gap(distances []float64, i, j int) float64 {
	if r.d.Weights == nil {
		return distances[i] - distances[j]
	}
	wi, wj := r.d.Weights[r.d.States[i].Code], r.d.Weights[r.d.States[j].Code]
	if r.d.Question.Regime.Weighting == regime.Additive {
		return (distances[i] - wi) - (distances[j] - wj)
	}
	return (distances[i]/wi - distances[j]/wj) * min(wi, wj)
}

// checkLines measures some vertices of lines and limits, ends first.
func (r *ruler) checkLines(f *findings) error {
	type vertex struct {
		at     orb.Point
		states [2]int
	}
	var all []vertex
	for _, b := range r.d.Boundaries {
		pair := b.States
		switch b.Origin {
		case partition.Equidistant:
		case partition.Kept:
			pair = b.EquidistantFrom
		default:
			continue
		}
		for _, p := range b.Line {
			all = append(all, vertex{p, pair})
		}
	}
	for range min(measured, len(all)) {
		v := all[r.random.IntN(len(all))]
		distances := r.distances.At(v.at)
		gap := math.Abs(r.gap(distances, v.states[0], v.states[1]))
		f.vertices++
		f.gap = max(f.gap, gap)
		if !(gap <= 1e-3) {
			return wrong("equidistant", "a vertex at %.9f of %v is off by %.3g m", v.at, v.states, gap)
		}
		for k := range distances {
			if nearer := r.gap(distances, v.states[0], k); !r.cut && nearer > 2e-3 {
				return wrong("equidistant", "a vertex at %.9f of %v is nearer to %d by %.3g m", v.at, v.states, k, nearer)
			}
		}
	}
	for range min(measured, len(r.d.Limits)) {
		l := r.d.Limits[r.random.IntN(len(r.d.Limits))]
		p := l.Line[r.random.IntN(len(l.Line))]
		distances := r.distances.At(p)
		f.vertices++
		off := math.Abs(distances[l.State] - l.Breadth)
		f.gap = max(f.gap, off)
		if !(off <= 1e-3) {
			return wrong("limit", "a vertex at %.9f is %.3g m off %v m", p, off, l.Breadth)
		}
		for k := range distances {
			if distances[k] < l.Breadth-1e-3 {
				return wrong("limit", "a vertex at %.9f is only %v m from %d", p, distances[k], k)
			}
		}
	}
	return nil
}

// checkPlaces looks up random places, half of them near lines.
func (r *ruler) checkPlaces(f *findings) error {
	c := r.d.Sea.Coast()
	width := math.Sqrt(r.d.Area)
	for k := range measured {
		from := c.Shore[r.random.IntN(len(c.Shore))]
		if n := len(r.d.Boundaries); k%2 == 0 && n > 0 {
			line := r.d.Boundaries[r.random.IntN(n)].Line
			from = line[r.random.IntN(len(line))]
		}
		p, _ := geodesic.WGS84.Direct(from, 360*r.random.Float64(), width*math.Pow(10, -5*r.random.Float64()))
		var found *caspian.Zone
		for i := range r.d.Zones {
			z := &r.d.Zones[i]
			if z.Kind == caspian.ZoneInternalWaters || !holds(z, p) {
				continue
			}
			if found != nil {
				return wrong("owner", "%.9f lies in two zones", p)
			}
			found = z
		}
		if in := seas.Inside(c.Shore, p) && !inIsland(c, p); in != (found != nil) {
			return wrong("owner", "%.9f lies in the sea (%t) and in a zone (%t)", p, in, found != nil)
		}
		if found == nil {
			continue
		}
		f.places++
		if r.cut || r.belts || found.Holder.Manner != caspian.Alone || found.Kind != caspian.ZoneSector || r.d.Question.Regime.Notional {
			continue
		}
		distances := r.distances.At(p)
		for k := range distances {
			if off := r.gap(distances, found.Holder.States[0], k); off > 4*r.tolerance {
				return wrong("owner", "%.9f lies with %d, and is nearer to %d by %.3g m", p, found.Holder.States[0], k, off)
			}
		}
	}
	return nil
}

func holds(z *caspian.Zone, p orb.Point) bool {
	for _, polygon := range z.Polygons {
		in := seas.Inside(polygon[0], p)
		for _, hole := range polygon[1:] {
			in = in && !seas.Inside(hole, p)
		}
		if in {
			return true
		}
	}
	return false
}

func inIsland(c *coast.Coast, p orb.Point) bool {
	for _, i := range c.Islands {
		if seas.Inside(i.Ring, p) {
			return true
		}
	}
	return false
}
