package course

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/geodesic"
)

// netPrinted is the net area in m² that printed positions are chosen for, and furthest are
// the numbers of last digits by which positions are moved for it, the first that suffices.
const netPrinted = 10_000.0

var furthest = [...]int{1, 2, 4, 8, 16}

// print rounds the positions of an attempt, in such a way that it stays balanced if it is
// to be: one or two of the free ones go to a neighbouring place.
func (a *annex) print(t *attempt) {
	if t.printed != nil {
		return
	}
	for _, p := range t.points {
		t.printed = append(t.printed, a.Rounding.Round(p))
	}
	if !a.FreeArea {
		a.even(t)
	}
	t.netRounded = a.gives(t.printed)
	t.printedMost = a.track.departure(t.printed, a.states).Distance
}

// shift moves a position by whole numbers of last digits.
type shift struct {
	position int
	by       [2]int
	gives    float64 // to the first state, nearly
	squared  float64 // distance from where the position lies, in last digits, less that before
}

// even moves printed positions until they give and take the same.
func (a *annex) even(t *attempt) {
	net := a.gives(t.printed)
	if math.Abs(net) <= netPrinted {
		return
	}
	best, least := t.printed, math.Abs(net)
	try := func(moves ...shift) bool {
		line := slices.Clone(t.printed)
		for _, m := range moves {
			line[m.position] = a.shifted(line[m.position], m.by)
		}
		left := math.Abs(a.gives(line))
		if left < least && a.obstacle(ended(line, t.points)) == "" {
			best, least = line, left
		}
		return least <= netPrinted
	}
	digit := a.Rounding.Step() * math.Pi / 180 * geodesic.WGS84.A()
	digit *= digit * math.Cos(t.points[0][1]*math.Pi/180) // its square on the ground
	for _, far := range furthest {
		one, two := a.shifts(t, far), [][2]shift{}
		for k, m := range one {
			// The others that, with this one, leave nothing: they stand in the order of
			// what they give. Neighbours give more or less together than each by itself.
			slack := netPrinted/2 + digit*float64(far*far)
			from, _ := slices.BinarySearchFunc(one, -net-m.gives-slack, func(s shift, v float64) int { return cmp.Compare(s.gives, v) })
			for i := from; i < len(one) && one[i].gives <= -net-m.gives+slack; i++ {
				o := one[i]
				left := net + m.gives + o.gives
				if o.position == m.position+1 || m.position == o.position+1 {
					left += float64(o.position-m.position) * digit / 2 * float64(m.by[0]*o.by[1]-m.by[1]*o.by[0])
				}
				if k < i && o.position != m.position && math.Abs(left) <= netPrinted/2 {
					two = append(two, [2]shift{m, o})
				}
			}
		}
		singles := slices.Clone(one)
		slices.SortStableFunc(singles, func(x, y shift) int { return cmp.Compare(math.Abs(net+x.gives), math.Abs(net+y.gives)) })
		slices.SortStableFunc(two, func(x, y [2]shift) int { return cmp.Compare(x[0].squared+x[1].squared, y[0].squared+y[1].squared) })
		const looked = 50
		for _, m := range singles[:min(len(singles), 3)] {
			if try(m) {
				t.printed = best
				return
			}
		}
		for _, m := range two[:min(len(two), looked)] {
			if try(m[0], m[1]) {
				t.printed = best
				return
			}
		}
	}
	t.printed = best
}

// ended returns a line with the ends of another.
func ended(line, ends orb.LineString) orb.LineString {
	line = slices.Clone(line)
	line[0], line[len(line)-1] = ends[0], ends[len(ends)-1]
	return line
}

// shifted returns a printed position so many last digits farther.
func (a *annex) shifted(p orb.Point, by [2]int) orb.Point {
	step := a.Rounding.Step()
	return a.Rounding.Round(orb.Point{p[0] + float64(by[0])*step, p[1] + float64(by[1])*step})
}

// shifts returns the moves of free positions by up to so many last digits along each axis,
// in the order of what they give.
func (a *annex) shifts(t *attempt, far int) (out []shift) {
	step := a.Rounding.Step()
	for k := 1; k < len(t.printed)-1; k++ {
		around := func(p orb.Point) float64 { return -areaBelow(orb.LineString{t.printed[k-1], p, t.printed[k+1]}) }
		p, now := t.printed[k], 0.0
		now = around(p)
		gives := [2]float64{around(a.shifted(p, [2]int{1, 0})) - now, around(a.shifted(p, [2]int{0, 1})) - now}
		x, y := math.Remainder(p[0]-t.points[k][0], 360)/step, (p[1]-t.points[k][1])/step
		for i := -far; i <= far; i++ {
			for j := -far; j <= far; j++ {
				u, v := float64(i), float64(j)
				out = append(out, shift{k, [2]int{i, j}, u*gives[0] + v*gives[1], (u+x)*(u+x) + (v+y)*(v+y) - x*x - y*y})
			}
		}
	}
	slices.SortStableFunc(out, func(x, y shift) int { return cmp.Compare(x.gives, y.gives) })
	return out
}
