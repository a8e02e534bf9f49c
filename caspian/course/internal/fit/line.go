package fit

import (
	"math"
	"slices"
)

// Path is a path near a line.
type Path struct {
	At []Point
	// Departure is the largest distance of samples of the line from the path and of the
	// path from the line.
	Departure float64

	near []int // the point of the line that is nearest to each vertex
	net  float64
}

// Line is what paths are to stay near to.
type Line struct {
	beginnings
	area, length float64
	kept         map[int]Path // by the number of vertices
}

// NewLine returns the line through points, two or more. Room says how far a path may pass
// from each without a look at what is there, and blocked whether the straight way between
// two of them is closed: it is asked where the room does not tell. Both are kept.
func NewLine(points []Point, room []float64, blocked func(from, to int) bool) *Line {
	l := &Line{beginnings: beginnings{ground: ground{points, room, blocked}}, area: area(points), kept: map[int]Path{}}
	for k := range points[1:] {
		l.length += points[k+1].minus(points[k]).length()
	}
	return l
}

// probes is the number of places of a leg, beside its ends, whose distance from the line
// is measured; of a long leg up to three times as many.
const probes = 6

// sight is a distance between the path and the line: of the place t on a leg, and where
// the line lies from there.
type sight struct {
	leg      int
	t        float64
	distance float64
	toward   Point   // unit vector from the path to the line
	room     float64 // +Inf where that does not matter
}

// look measures a path.
func (l *Line) look(p *Path, out []sight) []sight {
	legs := len(p.At) - 1
	for k := 1; k < legs; k++ {
		best := math.Inf(1)
		from, to := 0, len(l.at)-1
		if k > 1 {
			from = p.near[k-1]
		}
		if k+1 < legs {
			to = p.near[k+1]
		}
		for s := from; s <= to; s++ {
			if d := l.at[s].minus(p.At[k]).length(); d < best {
				best, p.near[k] = d, s
			}
		}
	}
	add := func(leg int, t float64, place, line Point, room float64) {
		d := line.minus(place)
		r := d.length()
		if r < 1e-9 {
			way := p.At[leg+1].minus(p.At[leg])
			d, r = Point{-way[1], way[0]}, 0
			if n := d.length(); n > 0 {
				d = d.times(1 / n)
			}
		} else {
			d = d.times(1 / r)
		}
		out = append(out, sight{leg, t, r, d, room})
		p.Departure = max(p.Departure, r)
	}
	p.Departure = 0
	out = out[:0]
	for leg := range legs {
		for s := p.near[leg]; s <= p.near[leg+1]; s++ {
			best, on, at := math.Inf(1), leg, 0.0
			for k := max(leg-1, 0); k <= min(leg+1, legs-1); k++ {
				t := foot(l.at[s], p.At[k], p.At[k+1])
				if d := l.at[s].minus(p.At[k].toward(p.At[k+1], t)).length(); d < best {
					best, on, at = d, k, t
				}
			}
			add(on, at, p.At[on].toward(p.At[on+1], at), l.at[s], l.room[s])
		}
		from, to := p.near[max(leg-1, 0)], p.near[min(leg+2, legs)]
		pieces := 1 + max(probes, min(3*probes, p.near[leg+1]-p.near[leg]))
		for i := range pieces {
			t := float64(i+1) / float64(pieces)
			if leg == legs-1 && i == pieces-1 {
				break
			}
			place := p.At[leg].toward(p.At[leg+1], t)
			best, at := math.Inf(1), Point{}
			for s := from; s < to; s++ {
				q := l.at[s].toward(l.at[s+1], foot(place, l.at[s], l.at[s+1]))
				if d := q.minus(place).length(); d < best {
					best, at = d, q
				}
			}
			if from < to {
				add(leg, t, place, at, math.Inf(1))
			}
		}
	}
	p.net = l.net(p.At)
	return out
}

// net is the area that the path gives to the left of the line.
func (l *Line) net(path []Point) float64 { return area(path) - l.area }

// Gradient is that of the area to the left of a path by the coordinates of its inner
// vertices.
func Gradient(path []Point) []float64 {
	var out []float64
	for k := 1; k < len(path)-1; k++ {
		d := path[k+1].minus(path[k-1])
		out = append(out, d[1]/2, -d[0]/2)
	}
	return out
}

// ordered says whether the vertices follow each other as the points of the line do, so that
// the path does not turn back.
func (p *Path) ordered() bool {
	for k := range p.near[1:] {
		if p.near[k] >= p.near[k+1] {
			return false
		}
	}
	return true
}

// steps is the largest number of steps by which a path is improved, and enough the part
// by which a step must improve it to be followed by another.
const (
	steps  = 14
	enough = 2e-3
)

// improve moves the inner vertices so that the largest departure gets smaller, and the
// net area none if it is to be balanced.
func (l *Line) improve(p Path, balanced bool) Path {
	n := 2 * (len(p.At) - 2)
	sights := l.look(&p, nil)
	if n == 0 {
		return p
	}
	merit := func(q *Path) float64 {
		if !balanced {
			return q.Departure
		}
		return q.Departure + 20*math.Abs(q.net)/l.length
	}
	reach := p.Departure / 2
	var next []sight
	for range steps {
		unit := p.Departure
		if unit == 0 {
			break
		}
		var slope []float64
		sum := 0.0
		if balanced {
			slope = Gradient(p.At)
			size, norm := 0.0, 0.0
			for _, g := range slope {
				size += math.Abs(g)
				norm = math.Hypot(norm, g)
			}
			if size == 0 {
				break
			}
			reach = max(reach, 1.5*math.Abs(p.net)/size)
			for k := range slope {
				slope[k] /= norm
			}
			sum = -p.net / norm / unit
		}
		// Departures, and how far vertices move, in units of the departure.
		x, _, ok := least(program(sights, n, unit, reach), n, slope, sum, 1.2+2*reach/unit)
		if !ok {
			break
		}
		q := Path{At: slices.Clone(p.At), near: slices.Clone(p.near)}
		for k := range x {
			q.At[1+k/2][k%2] += unit * x[k]
		}
		next = l.look(&q, next)
		before, after := merit(&p), merit(&q)
		if !(after < before) || p.ordered() && !q.ordered() {
			if reach /= 4; reach < 1e-3*unit {
				break
			}
			continue
		}
		p, sights, next = q, next, sights
		if before-after < enough*before {
			break
		}
		if before-after > 0.1*before {
			reach *= 1.5
		}
	}
	return p
}

// program are the inequalities for moves of n/2 vertices by up to reach in each
// coordinate, in the unit given.
func program(sights []sight, n int, unit, reach float64) (rows []row) {
	for k := range n {
		for _, sign := range [2]float64{1, -1} {
			rows = append(rows, row{of: [4]int{k, -1, -1, -1}, factor: [4]float64{sign}, most: reach / unit})
		}
	}
	for _, s := range sights {
		r := row{of: [4]int{-1, -1, -1, -1}}
		for end, part := range [2]float64{1 - s.t, s.t} {
			for axis := range 2 {
				if k := 2*(s.leg+end-1) + axis; k >= 0 && k < n && part > 0 {
					r.of[2*end+axis], r.factor[2*end+axis] = k, -part*s.toward[axis]
				}
			}
		}
		if s.distance+1.5*reach > 0.5*unit {
			for _, sign := range [2]float64{1, -1} {
				signed := row{of: r.of, counts: true, most: -sign * s.distance / unit}
				for k := range r.factor {
					signed.factor[k] = sign * r.factor[k]
				}
				rows = append(rows, signed)
			}
		}
		if s.distance+1.5*reach > tight*s.room {
			for _, sign := range [2]float64{1, -1} {
				signed := row{of: r.of, most: (max(tight*s.room, s.distance) - sign*s.distance) / unit}
				for k := range r.factor {
					signed.factor[k] = sign * r.factor[k]
				}
				rows = append(rows, signed)
			}
		}
	}
	return rows
}

// Paths returns the good paths of so many vertices, both ends counted, that were found, none
// if none is open; balanced, if as much area is to lie on both sides of them. One begins on
// the line, the other as the path of a vertex less that was kept, with another where it is
// farthest away.
func (l *Line) Paths(vertices int, balanced bool) (out []Path) {
	add := func(p Path) {
		if p = l.improve(p, balanced); p.ordered() {
			out = append(out, p)
		}
	}
	if near := l.begin(vertices); near != nil {
		p := Path{near: near}
		for _, k := range near {
			p.At = append(p.At, l.at[k])
		}
		add(p)
	}
	before, kept := l.kept[vertices-1]
	if !kept {
		return out
	}
	worst := sight{distance: -1}
	for _, s := range l.look(&before, nil) {
		if s.distance > worst.distance {
			worst = s
		}
	}
	at := before.At[worst.leg].toward(before.At[worst.leg+1], worst.t).plus(worst.toward.times(worst.distance))
	add(Path{
		At:   slices.Insert(slices.Clone(before.At), worst.leg+1, at),
		near: slices.Insert(slices.Clone(before.near), worst.leg+1, before.near[worst.leg+1]),
	})
	return out
}

// Keep lets paths of a vertex more begin with a path of the line.
func (l *Line) Keep(p Path) { l.kept[len(p.At)] = p }

// Least returns the least departure of a path of so many vertices that all lie on the line,
// +Inf if none is open: free ones do better, but hardly three times as well.
func (l *Line) Least(vertices int) float64 {
	l.begin(vertices)
	return l.best[vertices-2][len(l.at)-1]
}
