package coast

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/geodesic"
)

// end is one end of a stretch.
type end struct {
	line int
	last bool
	at   orb.Point
	v    geodesic.Vec
	mate int // the end that it joins, −1 while unknown
}

// join joins the stretches end to end into the shore.
func (b *builder) join() {
	if len(b.lines) == 0 {
		b.problem(ErrOpen, nil, -1, nil, "there is no stretch of shore", "give the shore as LineStrings with a property \"state\"")
		return
	}
	ends := b.ends()
	if b.problems.Total > 0 {
		return
	}
	// Walk from the first stretch around.
	type step struct {
		line     int
		backward bool
	}
	var order []step
	for at := (step{0, false}); ; {
		order = append(order, at)
		out := 2*at.line + 1 // ends 2k and 2k+1 are those of line k
		if at.backward {
			out--
		}
		next := ends[ends[out].mate]
		at = step{next.line, next.last}
		if at.line == 0 {
			break
		}
	}
	if len(order) < len(b.lines) {
		used := make([]bool, len(b.lines))
		for _, s := range order {
			used[s.line] = true
		}
		k := slices.Index(used, false)
		b.problem(ErrOpen, b.feature(b.lines[k].feature), 0, first(b.lines[k].points),
			fmt.Sprintf("the stretches close into more than one ring: this one is not in the ring of feature %d", b.c.Features[b.lines[0].feature].Index),
			"give one sea at a time, and islands as Polygons")
		return
	}
	n := 1
	for _, l := range b.lines {
		n += len(l.points) - 1
	}
	shore := make(orb.Ring, 0, n)
	var stretches []Stretch
	for _, s := range order {
		l := b.lines[s.line]
		start := len(shore)
		entry := 2 * s.line
		points := l.points
		if s.backward {
			entry++
			points = slices.Clone(points)
			slices.Reverse(points)
		}
		shore = append(shore, b.meeting(ends, entry))
		shore = append(shore, points[1:len(points)-1]...)
		stretches = append(stretches, Stretch{l.feature, l.state, start, len(shore)})
	}
	shore = append(shore, shore[0])
	if turn(shore) < 0 {
		slices.Reverse(shore)
		slices.Reverse(stretches)
		for k, s := range stretches {
			stretches[k].Start, stretches[k].End = len(shore)-1-s.End, len(shore)-1-s.Start
		}
	}
	b.c.Shore, b.c.Stretches = canonical(shore, stretches)
	b.lines = nil
}

// ends finds which ends of stretches meet.
func (b *builder) ends() []end {
	e := geodesic.WGS84
	var ends []end
	for k, l := range b.lines {
		for _, last := range [2]bool{false, true} {
			p := l.points[0]
			if last {
				p = l.points[len(l.points)-1]
			}
			ends = append(ends, end{k, last, p, e.Cartesian(p), -1})
		}
	}
	for i := range ends {
		if ends[i].mate >= 0 {
			continue
		}
		near, nearest, least := -1, -1, math.Inf(1)
		for j := range ends {
			if j == i {
				continue
			}
			d := ends[i].v.Sub(ends[j].v).Norm()
			if d <= b.snap {
				if near >= 0 || ends[j].mate >= 0 {
					b.problem(ErrOpen, b.feature(b.lines[ends[i].line].feature), b.vertex(ends[i]), &ends[i].at,
						"more than two stretches end here", "a shore is one ring: remove what branches off, or snap less far")
					return ends
				}
				near = j
			}
			if d < least {
				nearest, least = j, d
			}
		}
		if near < 0 {
			o := ends[nearest]
			b.problem(ErrOpen, b.feature(b.lines[ends[i].line].feature), b.vertex(ends[i]), &ends[i].at,
				fmt.Sprintf("the shore is open here: the nearest end of another stretch is %.1f m away at %.6f %.6f (feature %d)", least, o.at[0], o.at[1], b.c.Features[b.lines[o.line].feature].Index),
				"close the gap, or bridge it with a larger snapping distance")
			continue
		}
		ends[i].mate, ends[near].mate = near, i
	}
	return ends
}

func (b *builder) vertex(e end) int {
	if e.last {
		return len(b.lines[e.line].points) - 1
	}
	return 0
}

// meeting returns the place where two ends meet: the lesser of their positions.
func (b *builder) meeting(ends []end, k int) orb.Point {
	p, q := ends[k].at, ends[ends[k].mate].at
	if p == q {
		return p
	}
	if !same(p, q) {
		at := p
		b.note(b.c.Features[b.lines[ends[k].line].feature].Index, &at,
			fmt.Sprintf("joined over a gap of %.3f m", ends[k].v.Sub(ends[ends[k].mate].v).Norm()))
	}
	if comparePoints(p, q) < 0 {
		return p
	}
	return q
}

// canonical starts the shore at the least beginning of a stretch, and joins
// neighbouring stretches of one feature.
func canonical(shore orb.Ring, stretches []Stretch) (orb.Ring, []Stretch) {
	n := len(stretches)
	var merged []Stretch
	// A stretch continues the one before it if they are of one feature.
	begins := func(k int) bool { return stretches[k].Feature != stretches[(k+n-1)%n].Feature }
	offset := 0
	if k := firstIndex(n, begins); k >= 0 {
		for i := range n {
			s := stretches[(k+i)%n]
			if begins((k + i) % n) {
				merged = append(merged, s)
			} else {
				merged[len(merged)-1].End = s.End
			}
		}
		best := 0
		for i := range merged {
			if comparePoints(shore[merged[i].Start], shore[merged[best].Start]) < 0 {
				best = i
			}
		}
		offset = merged[best].Start
		merged = append(merged[best:], merged[:best]...)
	} else {
		offset = leastVertex(shore[:len(shore)-1])
		merged = []Stretch{stretches[0]}
	}
	rotate(shore, offset)
	start := 0
	length := len(shore) - 1
	for i := range merged {
		s := &merged[i]
		edges := s.End - s.Start
		if edges <= 0 {
			edges += length
		}
		s.Start, s.End = start, start+edges
		start += edges
	}
	if len(merged) == 1 {
		merged[0].Start, merged[0].End = 0, length
	}
	return shore, merged
}

// firstIndex returns the first k below n for which f holds, −1 if there is
// none.
func firstIndex(n int, f func(k int) bool) int {
	for k := range n {
		if f(k) {
			return k
		}
	}
	return -1
}
