package course

import (
	"context"
	"fmt"
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/simplify"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/course/internal/fit"
	"caspian.example/division/caspian/geodesic"
)

// annex is the search for a simplified line.
type annex struct {
	SimplifyOptions
	d      *caspian.Division
	states [2]int
	exact  orb.LineString
	below  float64 // the area between the exact line and the equator
	track  track
	chart  [][2]float64 // the exact line there
	*barriers
	line  *fit.Line
	tried map[int]*attempt
}

// attempt is a line of so many positions.
type attempt struct {
	points      orb.LineString
	why         string // it is none
	net         float64
	largest     Departure
	printed     orb.LineString // nil until it is
	netRounded  float64
	printedMost float64 // departure
}

// The samples of a line that is searched for: it is thinned to this number of metres, or
// twice and so on where it keeps more vertices than so many, and has about so many more
// between them.
const (
	thinnedTo  = 1.0
	mostBends  = 240
	evenPlaces = 120
)

// newAnnex prepares the search for a line of two states that stands for an exact one.
func newAnnex(d *caspian.Division, states [2]int, exact orb.LineString, others []orb.LineString, o SimplifyOptions) (*annex, error) {
	a := &annex{SimplifyOptions: o, d: d, states: states, exact: exact, track: newTrack(exact), tried: map[int]*attempt{}}
	a.below = areaBelow(exact)
	a.barriers = newBarriers(d, others, a.track.laid.Centre)
	var flat orb.LineString
	for _, p := range exact {
		at, ok := a.place(p)
		if !ok {
			return nil, fmt.Errorf("%w: a line that spans so much of the Earth has no chart", ErrSimplify)
		}
		a.chart, flat = append(a.chart, at), append(flat, at)
	}
	thin := flat
	for by := thinnedTo; ; by *= 2 {
		if thin = simplify.DouglasPeucker(by).LineString(flat.Clone()); len(thin) <= mostBends {
			break
		}
	}
	samples := []fit.Point{fit.Point(thin[0])}
	spacing := flatLength(thin) / evenPlaces
	for k := range thin[1:] {
		p, q := thin[k], thin[k+1]
		pieces := max(1, math.Floor(math.Hypot(q[0]-p[0], q[1]-p[1])/spacing))
		for i := 1.0; i <= pieces; i++ {
			samples = append(samples, fit.Point{p[0] + (q[0]-p[0])*i/pieces, p[1] + (q[1]-p[1])*i/pieces})
		}
	}
	room, at := make([]float64, len(samples)), make(orb.LineString, len(samples))
	for k, p := range samples {
		at[k] = a.position(p)
		room[k] = a.room(at[k])
	}
	at[0], at[len(at)-1] = exact[0], exact[len(exact)-1]
	a.line = fit.NewLine(samples, room, func(from, to int) bool {
		if _, crosses := a.crossed(orb.LineString{at[from], at[to]}, from == 0, to == len(at)-1); crosses {
			return true
		}
		var way [][2]float64
		for _, p := range samples[from : to+1] {
			way = append(way, p)
		}
		_, any := a.between(way, [][2]float64{samples[from], samples[to]})
		return any
	})
	return a, nil
}

func flatLength(line orb.LineString) (sum float64) {
	for k := range line[1:] {
		sum += math.Hypot(line[k+1][0]-line[k][0], line[k+1][1]-line[k][1])
	}
	return sum
}

// position returns the position of a place on the chart, as it is written.
func (a *annex) position(p fit.Point) orb.Point {
	return written(geodesic.WGS84.Position(a.barriers.chart.Inverse(p[0], p[1])))
}

// areaBelow returns the area in m² between a line and the equator (see
// geodesic.Ellipsoid.AreaBelow).
func areaBelow(line orb.LineString) (sum float64) {
	for k := range line[1:] {
		sum += geodesic.WGS84.AreaBelow(line[k], line[k+1])
	}
	return sum
}

// gives returns the area in m² that a line gives the first state more than it takes. Its
// ends are joined to those of the exact line by geodesics.
func (a *annex) gives(line orb.LineString) float64 {
	e, last := geodesic.WGS84, len(line)-1
	sum := a.below - areaBelow(line) + e.AreaBelow(line[0], a.exact[0]) + e.AreaBelow(a.exact[len(a.exact)-1], line[last])
	return math.Remainder(sum, e.Area()/2) // two lines may pass a pole on different sides
}

const (
	// netLeft is the net area in m² at which a line is balanced.
	netLeft = 0.5
	// balances is the largest number of steps towards it.
	balances = 20
)

// attempt returns the best line of so many positions, which is kept.
func (a *annex) attempt(ctx context.Context, n int) *attempt {
	if t := a.tried[n]; t != nil {
		return t
	}
	t := a.make(ctx, n)
	a.tried[n] = t
	return t
}

func (a *annex) make(ctx context.Context, n int) *attempt {
	if ctx.Err() != nil {
		return &attempt{why: "it was cancelled"}
	}
	if a.exact[0] == a.exact[len(a.exact)-1] && n < 4 {
		return &attempt{why: "a ring has four or more, the first one again at its end"}
	}
	best, kept := &attempt{why: "they would cross land, another line or an island's place"}, fit.Path{}
	for k, path := range a.line.Paths(n, !a.FreeArea) {
		t := a.settle(path)
		if k == 0 || t.why == "" && (best.why != "" || t.largest.Distance < best.largest.Distance) {
			best, kept = t, path
		}
	}
	if best.why == "" {
		a.line.Keep(kept)
	}
	return best
}

// settle balances a path of the search, and measures it.
func (a *annex) settle(path fit.Path) *attempt {
	t := &attempt{}
	for range balances {
		t.points = t.points[:0]
		for _, p := range path.At {
			t.points = append(t.points, a.position(p))
		}
		t.points[0], t.points[len(t.points)-1] = a.exact[0], a.exact[len(a.exact)-1]
		t.net = a.gives(t.points)
		if a.FreeArea || math.Abs(t.net) <= netLeft {
			break
		}
		slope, square := fit.Gradient(path.At), 0.0
		for _, g := range slope {
			square += g * g
		}
		if square == 0 {
			break
		}
		for k, g := range slope {
			path.At[1+k/2][k%2] -= t.net * g / square
		}
	}
	if !a.FreeArea && math.Abs(t.net) > 2*netLeft {
		t.why = fmt.Sprintf("what they give and take differs by %.0f m²", math.Abs(t.net))
		return t
	}
	if t.why = a.obstacle(t.points); t.why == "" {
		t.largest = a.track.departure(t.points, a.states)
	}
	return t
}

// obstacle says what a line meets that it must not.
func (a *annex) obstacle(line orb.LineString) string {
	if at, crosses := a.crossed(line, true, true); crosses {
		return fmt.Sprintf("they would cross land or another line near %.4f %.4f", at[0], at[1])
	}
	var flat [][2]float64
	for _, p := range line {
		at, _ := a.place(p)
		flat = append(flat, at)
	}
	if at, any := a.between(a.chart, flat); any {
		p := a.position(at)
		return fmt.Sprintf("an island or another line would change sides near %.4f %.4f", p[0], p[1])
	}
	turn := func(p, q, r [2]float64) bool { return (q[0]-p[0])*(r[1]-p[1])-(q[1]-p[1])*(r[0]-p[0]) > 0 }
	for k := range flat[1:] {
		for i := range max(0, k-1) {
			p, q, r, s := flat[i], flat[i+1], flat[k], flat[k+1]
			if p != s && turn(p, q, r) != turn(p, q, s) && turn(r, s, p) != turn(r, s, q) {
				return "they would cross themselves"
			}
		}
	}
	return ""
}
