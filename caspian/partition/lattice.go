package partition

import (
	"context"
	"math"
	"slices"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
)

// lattice is a net of equal triangles over the sea with every party's distance at
// the corners, measured once. Between corners costs count as linear, so that
// the areas of sectors under any weights, and how they change with the weights,
// take no further measuring: to about a thousandth of the sea, enough to begin
// with.
type lattice struct {
	blocs     []int     // of every state, 0 … n−1
	n         int       // of blocs
	weighting Weighting // what a level is
	at        []geodesic.Vec
	sea       []float64   // distance from the shore, negative on land
	distances [][]float64 // of every state, by corner
	triangles [][3]int32
	area      float64 // of the sea, as measured here
	weight    []float64
}

const (
	// latticeCells is the number of squares along the sides of a square sea.
	latticeCells = 96
	// latticeAcross is the number of squares across the mean width of a sea, and
	// latticeMost that of all squares that it may take.
	latticeAcross, latticeMost = 6, 40_000
)

// newLattice measures a sea of the given area.
func newLattice(ctx context.Context, f *field, weighting Weighting, blocs []int, area float64) (*lattice, error) {
	g := &lattice{blocs: blocs, n: slices.Max(blocs) + 1, weighting: weighting}
	lo, hi := f.laid.lo, f.laid.hi
	shore := 0.0
	for k, p := range f.b.Points[1:] {
		shore += p.Sub(f.b.Points[k]).Norm()
	}
	// Narrow waters take smaller squares: some across their mean width.
	step := math.Sqrt((hi[0]-lo[0])*(hi[1]-lo[1])) / latticeCells
	step = max(step, max(hi[0]-lo[0], hi[1]-lo[1])/(4*latticeCells))
	step = min(step, max(2*area/shore/latticeAcross, math.Sqrt(area/latticeMost)))
	squares := 1
	for float64(squares)*step < max(hi[0]-lo[0], hi[1]-lo[1])+2*step {
		squares *= 2
	}
	position := func(c [2]int) geodesic.Vec {
		return f.chart.Inverse(lo[0]+(float64(c[0])-0.5)*step, lo[1]+(float64(c[1])-0.5)*step)
	}
	ids := map[[2]int]int32{}
	var corners [][2]int
	id := func(x, y int) int32 {
		c := [2]int{x, y}
		k, ok := ids[c]
		if !ok {
			k = int32(len(corners))
			ids[c], corners = k, append(corners, c)
		}
		return k
	}
	// The squares that the sea may reach into, by halving larger ones.
	var visit func(x, y, size int, hint int32) error
	visit = func(x, y, size int, hint int32) error {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		middle := lo[0] + (float64(x)+float64(size)/2-0.5)*step
		p := f.chart.Inverse(middle, lo[1]+(float64(y)+float64(size)/2-0.5)*step)
		foot := f.shores.Nearest(p, hint)
		if foot.Distance > 1.01*float64(size)*step*math.Sqrt2/2 && !f.b.LeftOf(p, foot) {
			return nil
		}
		if size == 1 {
			a, b, c, d := id(x, y), id(x+1, y), id(x, y+1), id(x+1, y+1)
			g.triangles = append(g.triangles, [3]int32{a, b, d}, [3]int32{a, d, c})
			return nil
		}
		h := size / 2
		for k := range 4 {
			if err := visit(x+k%2*h, y+k/2*h, h, foot.Piece); err != nil {
				return err
			}
		}
		return nil
	}
	if err := visit(0, 0, squares, coast.NoPiece); err != nil {
		return nil, err
	}
	g.at, g.sea = make([]geodesic.Vec, len(corners)), make([]float64, len(corners))
	g.distances = make([][]float64, len(f.c.States))
	for k := range g.distances {
		g.distances[k] = make([]float64, len(corners))
	}
	const batch = 64
	err := parallel(ctx, (len(corners)+batch-1)/batch, f.progress.over(0, 0.2), func(k int) error {
		hints := make([]reach, len(g.distances))
		for k := range hints {
			hints[k] = farthest
		}
		shore := coast.NoPiece
		for id := k * batch; id < min((k+1)*batch, len(corners)); id++ {
			p := position(corners[id])
			g.at[id] = p
			foot := f.shores.Nearest(p, shore)
			shore = foot.Piece
			g.sea[id] = foot.Distance
			if !f.b.LeftOf(p, foot) {
				g.sea[id] = -foot.Distance
			}
			for k := range g.distances {
				hints[k] = f.reach(k, p, &hints[k])
				g.distances[k][id] = hints[k].distance
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	g.triangles = slices.DeleteFunc(g.triangles, func(t [3]int32) bool {
		return g.sea[t[0]] <= 0 && g.sea[t[1]] <= 0 && g.sea[t[2]] <= 0
	})
	// A third of the sea in every triangle counts for each of its corners.
	g.weight = make([]float64, len(g.at))
	var clip clipper
	for _, t := range g.triangles {
		clip.reset()
		clip.cut([3]float64{g.sea[t[0]], g.sea[t[1]], g.sea[t[2]]})
		part := clip.area() * g.size(t)
		g.area += part
		for _, id := range t {
			g.weight[id] += part / 3
		}
	}
	return g, nil
}

// size returns the area of a triangle in m².
func (g *lattice) size(t [3]int32) float64 {
	a := g.at[t[0]]
	return g.at[t[1]].Sub(a).Cross(g.at[t[2]].Sub(a)).Norm() / 2
}

// costs returns every bloc's cost at every corner, by bloc and corner.
func (g *lattice) costs(levels []float64) [][]float64 {
	out := make([][]float64, g.n)
	for k, d := range g.distances {
		b := g.blocs[k]
		first := out[b] == nil
		if first {
			out[b] = make([]float64, len(d))
		}
		scale := exponential(-levels[b])
		for id, far := range d {
			cost := far * scale
			if g.weighting == Additive {
				cost = far - levels[b]
			}
			if first || cost < out[b][id] {
				out[b][id] = cost
			}
		}
	}
	return out
}

// evaluate returns the blocs' areas at the given levels, and their derivatives
// by the levels.
func (g *lattice) evaluate(levels []float64) ([]float64, slopes) {
	costs := g.costs(levels)
	areas, out := make([]float64, g.n), newSlopes(g.n)
	values := make([][3]float64, g.n)
	var clip clipper
	var contenders []int
	for _, t := range g.triangles {
		// Costs grow by one way over the weight: whoever is least nowhere
		// at the corners may be left out, to the accuracy of a lattice.
		contenders = contenders[:0]
		for k := range g.n {
			values[k] = [3]float64{costs[k][t[0]], costs[k][t[1]], costs[k][t[2]]}
		}
		for i := range 3 {
			best := 0
			for k := range g.n {
				if values[k][i] < values[best][i] {
					best = k
				}
			}
			if !slices.Contains(contenders, best) {
				contenders = append(contenders, best)
			}
		}
		sea := [3]float64{g.sea[t[0]], g.sea[t[1]], g.sea[t[2]]}
		size := g.size(t)
		for _, k := range contenders {
			clip.reset()
			clip.cut(sea)
			for _, j := range contenders {
				if j != k {
					clip.cut([3]float64{values[j][0] - values[k][0], values[j][1] - values[k][1], values[j][2] - values[k][2]})
				}
			}
			areas[k] += clip.area() * size
			for _, j := range contenders {
				if j > k {
					g.line(out, t, k, j, &clip, &values[k], &values[j])
				}
			}
		}
	}
	return areas, out
}

// line adds the line between two blocs in a triangle to the derivatives: the
// side of the first one's area on which the costs are equal.
func (g *lattice) line(out slopes, t [3]int32, k, j int, clip *clipper, vk, vj *[3]float64) {
	diff := [3]float64{vk[0] - vj[0], vk[1] - vj[1], vk[2] - vj[2]}
	scale := 1e-9 * (math.Abs(diff[0]) + math.Abs(diff[1]) + math.Abs(diff[2]))
	e1, e2 := g.at[t[1]].Sub(g.at[t[0]]), g.at[t[2]].Sub(g.at[t[0]])
	for i, p := range clip.points {
		q := clip.points[(i+1)%len(clip.points)]
		if math.Abs(p.of(diff)) > scale || math.Abs(q.of(diff)) > scale {
			continue
		}
		length := e1.Mul(q[1] - p[1]).Add(e2.Mul(q[2] - p[2])).Norm()
		// The gradient of a linear function in the triangle's own plane.
		d1, d2 := diff[1]-diff[0], diff[2]-diff[0]
		a, b, c := e1.Dot(e1), e1.Dot(e2), e2.Dot(e2)
		slope := math.Sqrt(max(0, d1*d1*c-2*d1*d2*b+d2*d2*a) / (a*c - b*b))
		if g.weighting != Additive {
			slope /= (p.of(*vk) + q.of(*vk)) / 2 // that of the cost's logarithm
		}
		if slope > 0 {
			out.add(k, j, length/slope)
		}
	}
}

// sweep sets one level after the other so that its bloc's area is its target
// while the others stay, a few times over: a way to levels at which every bloc
// has some area, from wherever. When ctx ends it stops on the way.
func (g *lattice) sweep(ctx context.Context, levels, targets []float64) {
	type at struct {
		level, weight float64
	}
	for range 3 {
		for k := range g.n {
			if ctx.Err() != nil {
				return
			}
			costs := g.costs(levels)
			order := make([]at, 0, len(g.weight))
			for id, weight := range g.weight {
				if weight == 0 {
					continue
				}
				other := math.Inf(1)
				for j := range g.n {
					if j != k {
						other = min(other, costs[j][id])
					}
				}
				// The level at which k would own the corner.
				level := costs[k][id] - other
				if g.weighting != Additive {
					level = logarithm(max(costs[k][id], 1e-3) / max(other, 1e-3))
				}
				order = append(order, at{level, weight})
			}
			slices.SortFunc(order, func(a, b at) int {
				if a.level < b.level {
					return -1
				}
				return 1
			})
			sum := 0.0
			for _, o := range order {
				if sum += o.weight; sum >= targets[k]*g.area {
					levels[k] += o.level
					break
				}
			}
		}
	}
}

// barycentric is a point of a triangle as weights of its corners.
type barycentric [3]float64

// of returns the value of a linear function, given at the corners.
func (p barycentric) of(v [3]float64) float64 { return p[0]*v[0] + p[1]*v[1] + p[2]*v[2] }

// clipper cuts a triangle by linear functions.
type clipper struct{ points, spare []barycentric }

func (c *clipper) reset() {
	c.points = append(c.points[:0], barycentric{1, 0, 0}, barycentric{0, 1, 0}, barycentric{0, 0, 1})
}

// cut leaves what has a function above 0.
func (c *clipper) cut(v [3]float64) {
	c.spare = c.spare[:0]
	for i, p := range c.points {
		q := c.points[(i+1)%len(c.points)]
		vp, vq := p.of(v), q.of(v)
		if vp >= 0 {
			c.spare = append(c.spare, p)
		}
		if (vp >= 0) != (vq >= 0) {
			s := vp / (vp - vq)
			c.spare = append(c.spare, barycentric{p[0] + s*(q[0]-p[0]), p[1] + s*(q[1]-p[1]), p[2] + s*(q[2]-p[2])})
		}
	}
	c.points, c.spare = c.spare, c.points
}

// area returns what is left as a part of the triangle.
func (c *clipper) area() float64 {
	sum := 0.0
	for i, p := range c.points {
		q := c.points[(i+1)%len(c.points)]
		sum += p[1]*q[2] - p[2]*q[1]
	}
	return sum
}
