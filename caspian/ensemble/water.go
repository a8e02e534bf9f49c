package ensemble

import (
	"cmp"
	"fmt"
	"math"
	"math/bits"
	"slices"
	"sync"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/geodesic"
)

// Water counts in how many divisions every place of a sea is whose. Places are the middles
// of the cells of a square grid on the sea's chart (see geodesic.Chart), so that nothing
// depends on where on Earth the sea lies. It may be told of divisions from several
// goroutines; sums do not depend on their order.
//
// A place counts as a state's in a division that has it in a sector of that state. What
// part of the divisions that is goes by those that have the place in the sea at all: a bay
// that half of them leave out is still wholly somebody's.
type Water struct {
	chart      *geodesic.Chart
	states     []string
	x, y, size float64 // of the middle of the first cell, and the width of cells
	columns    int
	rows       int
	area       []float64 // of every cell in m²; 0 outside the base's sea
	mutex      sync.Mutex
	turns      [][]int32 // by state: how often its sectors wind round a cell, less the cell before it
	held       [][]int32 // the same in full, once Zones asked for it
	divisions  int
	sea        float64 // m²
}

// cells is how many cells span a sea.
const cells = 1000

// NewWater returns the count around a division, whose sea the places are, before any other
// is added: its cells are 1/1000 of the sea's width.
func NewWater(d *caspian.Division) (*Water, error) {
	if err := d.Check(); err != nil {
		return nil, err
	}
	e, shore := geodesic.WGS84, d.Sea.Coast().Shore
	var middle geodesic.Vec
	for _, p := range shore {
		middle = middle.Add(e.Cartesian(p))
	}
	w := &Water{chart: e.NewChart(middle)}
	low, high := [2]float64{math.Inf(1), math.Inf(1)}, [2]float64{math.Inf(-1), math.Inf(-1)}
	for _, p := range shore {
		x, y, ok := w.chart.Forward(e.Cartesian(p))
		if !ok {
			return nil, fmt.Errorf("%w: the sea is too wide for one chart", ErrEnsemble)
		}
		for k, v := range [2]float64{x, y} {
			low[k], high[k] = min(low[k], v), max(high[k], v)
		}
	}
	w.size = max(high[0]-low[0], high[1]-low[1]) / cells
	w.columns, w.rows = int((high[0]-low[0])/w.size)+1, int((high[1]-low[1])/w.size)+1
	w.x, w.y = low[0]+w.size/2, low[1]+w.size/2
	for _, s := range d.States {
		w.states = append(w.states, s.Code)
		w.turns = append(w.turns, make([]int32, w.columns*w.rows))
	}
	if err := w.Add(d); err != nil {
		return nil, err
	}
	in := w.sums()
	w.area = make([]float64, w.columns*w.rows)
	var before []geodesic.Vec
	after := w.corners(0)
	for row := range w.rows {
		before, after = after, w.corners(row+1)
		for column := range w.columns {
			at := row*w.columns + column
			if slices.ContainsFunc(in, func(held []int32) bool { return held[at] > 0 }) {
				w.area[at] = quadrilateral(before[column], before[column+1], after[column+1], after[column])
				w.sea += w.area[at]
			}
		}
	}
	for k := range w.turns {
		clear(w.turns[k])
	}
	w.divisions, w.held = 0, nil
	return w, nil
}

// corner is a corner of cells on the Earth: that before a column and a row.
func (w *Water) corner(column, row int) geodesic.Vec {
	return w.chart.Inverse(w.x+(float64(column)-0.5)*w.size, w.y+(float64(row)-0.5)*w.size)
}

// corners are all corners of cells before a row.
func (w *Water) corners(row int) []geodesic.Vec {
	out := make([]geodesic.Vec, w.columns+1)
	for column := range out {
		out[column] = w.corner(column, row)
	}
	return out
}

// quadrilateral is the area of a cell in m², as that of the flat quadrilateral between its
// corners, one after the other: of cells of a kilometre within 1e-8 of it.
func quadrilateral(a, b, c, d geodesic.Vec) float64 {
	return c.Sub(a).Cross(d.Sub(b)).Norm() / 2
}

// Size returns the width of cells in metres at the middle of the sea.
func (w *Water) Size() float64 { return w.size }

// Divisions is how many have been added.
func (w *Water) Divisions() int { return w.divisions }

// Add counts a division with zones. It returns an error that wraps caspian.ErrDivision for
// none.
func (w *Water) Add(d *caspian.Division) error {
	if err := d.Check(); err != nil {
		return err
	}
	type crossing struct {
		state, at int
		turn      int32
	}
	var all []crossing
	e := geodesic.WGS84
	for _, z := range d.Zones {
		if z.Kind != caspian.ZoneSector {
			continue
		}
		codes := d.Codes(z.Holder)
		state := slices.Index(w.states, codes[0])
		if state < 0 || len(codes) != 1 {
			continue
		}
		for _, polygon := range z.Polygons {
			for _, ring := range polygon {
				var fx, fy float64
				for k, p := range ring {
					x, y, ok := w.chart.Forward(e.Cartesian(p))
					if !ok {
						return fmt.Errorf("%w: a sector leaves the chart", ErrEnsemble)
					}
					x, y = (x-w.x)/w.size, (y-w.y)/w.size
					if k > 0 {
						// Sectors lie on the left of their rings: behind an edge
						// that goes down, and before one that goes up.
						turn, low, high := int32(1), y, fy
						if fy < y {
							turn, low, high = -1, fy, y
						}
						for row := max(0, int(math.Ceil(low))); row < w.rows && float64(row) < high; row++ {
							column := max(0, int(math.Ceil(fx+(float64(row)-fy)/(y-fy)*(x-fx))))
							if column < w.columns {
								all = append(all, crossing{state, row*w.columns + column, turn})
							}
						}
					}
					fx, fy = x, y
				}
			}
		}
	}
	w.mutex.Lock()
	defer w.mutex.Unlock()
	for _, c := range all {
		w.turns[c.state][c.at] += c.turn
	}
	w.divisions++
	w.held = nil
	return nil
}

// sums are the numbers of divisions that have every cell as each state's.
func (w *Water) sums() [][]int32 {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if w.held != nil {
		return w.held
	}
	for k := range w.turns {
		sum := slices.Clone(w.turns[k])
		for at := range sum {
			if at%w.columns > 0 {
				sum[at] += sum[at-1]
			}
		}
		w.held = append(w.held, sum)
	}
	return w.held
}

// Firm is what a state has for sure of the sea, and what it may have.
type Firm struct {
	State string
	// Firm is the share of the base's sea that is the state's in at least 95 % of the
	// divisions that have the place in the sea, and Reach that in at least 5 %.
	Firm, Reach float64
}

// firmly and perhaps are the parts of divisions from which on water is somebody's.
const firmly, perhaps = 0.95, 0.05

// Firm returns what the states have for sure, and may have.
func (w *Water) Firm() []Firm {
	out := make([]Firm, len(w.states))
	held := w.sums()
	for k, code := range w.states {
		out[k].State = code
		for at, area := range w.area {
			part := w.part(held, k, at)
			if part >= firmly {
				out[k].Firm += area / w.sea
			}
			if part >= perhaps {
				out[k].Reach += area / w.sea
			}
		}
	}
	return out
}

// part is the part of the divisions that have a cell in the sea which have it as a state's;
// 0 if none has.
func (w *Water) part(held [][]int32, state, at int) float64 {
	all := int32(0)
	for k := range held {
		all += held[k][at]
	}
	if all == 0 {
		return 0
	}
	return float64(held[state][at]) / float64(all)
}

// whose returns a bit for each state that has a cell: for the one that has it firmly, or for
// those that contest it, of whom there are two at least; none where no division has it in
// the sea.
func (w *Water) whose(held [][]int32, at int) (out uint64) {
	best, second := -1, -1
	for k := range w.states {
		part := w.part(held, k, at)
		if part >= firmly {
			return 1 << k
		}
		if part >= perhaps {
			out |= 1 << k
		}
		switch {
		case part > 0 && (best < 0 || held[k][at] > held[best][at]):
			best, second = k, best
		case part > 0 && (second < 0 || held[k][at] > held[second][at]):
			second = k
		}
	}
	if second >= 0 {
		out |= 1<<best | 1<<second
	}
	return out
}

// Area is water that is firmly one state's, or that several contest.
type Area struct {
	// States are the codes: one that has it in at least 95 % of the divisions, or those
	// that have it in at least 5 % of them.
	States   []string
	Area     float64 // m²
	Share    float64 // of the base's sea
	Polygons orb.MultiPolygon
}

// Areas returns the firm and the contested water, cell by cell, by the states that have it.
// Polygons of neighbours have the same vertices; rings run counter-clockwise, holes
// clockwise.
func (w *Water) Areas() []Area {
	held := w.sums()
	label := make([]uint64, len(w.area))
	var kinds []uint64
	for at, area := range w.area {
		if area == 0 {
			continue
		}
		label[at] = w.whose(held, at)
		if label[at] != 0 && !slices.Contains(kinds, label[at]) {
			kinds = append(kinds, label[at])
		}
	}
	// One state's first, then by the states.
	slices.SortFunc(kinds, func(a, b uint64) int {
		return cmp.Or(bits.OnesCount64(a)-bits.OnesCount64(b), cmp.Compare(a, b))
	})
	var out []Area
	g := &grid{columns: w.columns, rows: w.rows, label: label}
	polygons := g.outlines(func(column, row int) orb.Point { return geodesic.WGS84.Position(w.corner(column, row)) })
	for _, kind := range kinds {
		a := Area{Polygons: polygons[kind]}
		for k, code := range w.states {
			if kind&(1<<k) != 0 {
				a.States = append(a.States, code)
			}
		}
		for at, l := range label {
			if l == kind {
				a.Area += w.area[at]
			}
		}
		a.Share = a.Area / w.sea
		out = append(out, a)
	}
	return out
}
