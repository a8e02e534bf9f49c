package ensemble

import (
	"slices"
	"sync"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/planar"
)

// Poll counts in how many divisions some places are whose, exactly where Water goes by
// cells. It may be told of divisions from several goroutines.
type Poll struct {
	states []string
	places []orb.Point
	mutex  sync.Mutex
	held   [][]int
	total  int
}

// NewPoll returns the count for some places of the states of a division, before any is
// added.
func NewPoll(d *caspian.Division, places ...orb.Point) (*Poll, error) {
	if err := d.Check(); err != nil {
		return nil, err
	}
	p := &Poll{places: slices.Clone(places), held: make([][]int, len(places))}
	for _, s := range d.States {
		p.states = append(p.states, s.Code)
	}
	for k := range p.held {
		p.held[k] = make([]int, len(p.states))
	}
	return p, nil
}

// Add counts a division with zones. It returns an error that wraps caspian.ErrDivision for
// none.
func (p *Poll) Add(d *caspian.Division) error {
	if err := d.Check(); err != nil {
		return err
	}
	e := geodesic.WGS84
	found := make([]int, len(p.places))
	for k, at := range p.places {
		found[k] = none
		chart := e.NewChart(e.Cartesian(at))
		for _, z := range d.Zones {
			if z.Kind == caspian.ZoneSector && holds(chart, z.Polygons) {
				found[k] = slices.Index(p.states, d.Codes(z.Holder)[0])
			}
		}
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.total++
	for k, state := range found {
		if state >= 0 {
			p.held[k][state]++
		}
	}
	return nil
}

// holds says whether polygons hold the middle of a chart.
func holds(chart *geodesic.Chart, polygons orb.MultiPolygon) bool {
	inside := false
	for _, polygon := range polygons {
		for _, ring := range polygon {
			flat := make([][2]float64, 0, len(ring))
			for _, q := range ring {
				x, y, _ := chart.Forward(geodesic.WGS84.Cartesian(q))
				flat = append(flat, [2]float64{x, y})
			}
			if planar.Contains([2]float64{}, flat) {
				inside = !inside
			}
		}
	}
	return inside
}

// Held is how often a state has had a place.
type Held struct {
	State     string
	Divisions int
}

// Of returns how often every state has had a place, most often first, of how many
// divisions. States that never had it stay out; where the place was on land or behind a
// closing line, nobody had it. Of a place that is not counted it returns nothing, of 0.
func (p *Poll) Of(place orb.Point) (held []Held, of int) {
	at := slices.Index(p.places, place)
	if at < 0 {
		return nil, 0
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	for k, n := range p.held[at] {
		if n > 0 {
			held = append(held, Held{p.states[k], n})
		}
	}
	slices.SortStableFunc(held, func(a, b Held) int { return b.Divisions - a.Divisions })
	return held, p.total
}
