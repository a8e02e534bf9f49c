package fit

import "math"

// ground is a line, and what lies around it.
type ground struct {
	at      []Point
	room    []float64
	blocked func(from, to int) bool
}

// beginnings are the best paths whose vertices are points of a line.
type beginnings struct {
	ground
	cost [][]float32 // of the leg from one point to a later one
	// best[n][j] is the least departure of n+1 legs that end at point j, and before[n][j]
	// the point where the last of them begins.
	best   [][]float64
	before [][]int32
	closed map[[2]int]bool // the legs that were asked for
}

// tight is the part of the room that paths may take without being asked.
const tight = 0.95

// costs measures the legs between all points: a negative one leaves the room.
func (l *ground) costs() [][]float32 {
	n := len(l.at)
	out := make([][]float32, n)
	for i := range out {
		out[i] = make([]float32, n)
		for j := i + 1; j < n; j++ {
			a, b := l.at[i], l.at[j]
			d := b.minus(a)
			inverse := 0.0
			if square := d.dot(d); square > 0 {
				inverse = 1 / square
			}
			most, leaves := 0.0, false
			for k := i + 1; k < j; k++ {
				p := l.at[k].minus(a)
				t := min(max(p.dot(d)*inverse, 0), 1)
				x, y := p[0]-t*d[0], p[1]-t*d[1]
				square := x*x + y*y
				most = max(most, square)
				leaves = leaves || square > tight*tight*l.room[k]*l.room[k]
			}
			out[i][j] = float32(math.Sqrt(most))
			if leaves {
				out[i][j] = -out[i][j]
			}
		}
	}
	return out
}

// begin returns the points of the line that are the vertices of its best path of so many
// with all vertices on it, nil if none is open.
func (s *beginnings) begin(vertices int) (path []int) {
	n := len(s.at)
	if s.cost == nil {
		s.cost, s.closed = s.costs(), map[[2]int]bool{}
	}
	for len(s.best) < vertices-1 {
		best, before := make([]float64, n), make([]int32, n)
		for j := range best {
			best[j] = math.Inf(1)
			first, last := 0, j
			if len(s.best) == 0 {
				last = min(1, j)
			}
			for i := first; i < last; i++ {
				cost := float64(s.cost[i][j])
				leaves := cost < 0
				cost = math.Abs(cost)
				if len(s.best) > 0 {
					cost = max(cost, s.best[len(s.best)-1][i])
				}
				// Of legs that are equally good for the worst place the better ones.
				cost += 1e-3 * math.Abs(float64(s.cost[i][j]))
				if cost < best[j] && (!leaves || !s.isClosed(i, j)) {
					best[j], before[j] = cost, int32(i)
				}
			}
		}
		s.best, s.before = append(s.best, best), append(s.before, before)
	}
	if math.IsInf(s.best[vertices-2][n-1], 1) {
		return nil
	}
	path = make([]int, vertices)
	path[vertices-1] = n - 1
	for k := vertices - 1; k > 0; k-- {
		path[k-1] = int(s.before[k-1][path[k]])
	}
	return path
}

// isClosed asks once whether a leg is closed.
func (s *beginnings) isClosed(i, j int) bool {
	key := [2]int{i, j}
	closed, known := s.closed[key]
	if !known {
		closed = s.blocked(i, j)
		s.closed[key] = closed
	}
	return closed
}
