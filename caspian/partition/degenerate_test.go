package partition

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/internal/seas"
)

// pixelLake draws a lake on a grid of pixels, as tracing a raster gives: all edges
// run along the grid, so that many places are exactly as far from several states.
func pixelLake(r *rand.Rand) seas.Sea {
	const unit = 0.00025
	n := 6 + r.IntN(34)
	water := make([][]bool, n+2)
	for k := range water {
		water[k] = make([]bool, n+2)
	}
	middle, radius := float64(n+1)/2, float64(n)/2
	phase, wave := 2*math.Pi*r.Float64(), 0.3*r.Float64()
	for y := 1; y <= n; y++ {
		for x := 1; x <= n; x++ {
			dx, dy := float64(x)-middle, float64(y)-middle
			water[y][x] = math.Hypot(dx, dy) <= radius*(1-wave+wave*math.Sin(3*math.Atan2(dy, dx)+phase))
		}
	}
	holes := map[[2]int]bool{}
	for range r.IntN(n*n/20 + 1) {
		x, y := 2+r.IntN(n-1), 2+r.IntN(n-1)
		inner := true
		for dy := -2; dy <= 2; dy++ {
			for dx := -2; dx <= 2; dx++ {
				inner = inner && y+dy >= 0 && y+dy < n+2 && x+dx >= 0 && x+dx < n+2 && water[y+dy][x+dx]
			}
		}
		if inner {
			holes[[2]int{x, y}] = true
		}
	}
	at := func(x, y int) orb.Point { return orb.Point{30 + float64(x)*unit, 45 + float64(y)*unit} }
	shore := outline(func(x, y int) bool { return y >= 0 && y < n+2 && x >= 0 && x < n+2 && water[y][x] }, n)
	if len(shore) != 1 {
		return nil
	}
	var out seas.Sea
	ring := shore[0]
	states := []string{"A", "B", "C"}[:2+r.IntN(2)]
	cuts := r.Perm(len(ring))[:len(states)]
	slices.Sort(cuts)
	for k, state := range states {
		part := seas.Part{State: state}
		for i := cuts[k]; ; i = (i + 1) % len(ring) {
			part.Line = append(part.Line, at(ring[i][0], ring[i][1]))
			if i == cuts[(k+1)%len(cuts)] && len(part.Line) > 1 {
				break
			}
		}
		out = append(out, part)
	}
	for k, ring := range outline(func(x, y int) bool { return holes[[2]int{x, y}] }, n) {
		part := seas.Part{State: states[r.IntN(len(states))], Name: fmt.Sprintf("i%d", k), Island: true}
		for _, p := range append(ring, ring[0]) {
			part.Line = append(part.Line, at(p[0], p[1]))
		}
		out = append(out, part)
	}
	return out
}

// outline returns the rings around the pixels of a set, counter-clockwise, with its
// corners alone. Where two pixels meet in a corner the ring passes it twice.
func outline(in func(x, y int) bool, n int) (rings [][][2]int) {
	next := map[[2]int][][2]int{}
	var starts [][2]int
	add := func(a, b [2]int) {
		if len(next[a]) == 0 {
			starts = append(starts, a)
		}
		next[a] = append(next[a], b)
	}
	for y := range n + 2 {
		for x := range n + 2 {
			if !in(x, y) {
				continue
			}
			if !in(x, y-1) {
				add([2]int{x, y}, [2]int{x + 1, y})
			}
			if !in(x+1, y) {
				add([2]int{x + 1, y}, [2]int{x + 1, y + 1})
			}
			if !in(x, y+1) {
				add([2]int{x + 1, y + 1}, [2]int{x, y + 1})
			}
			if !in(x-1, y) {
				add([2]int{x, y + 1}, [2]int{x, y})
			}
		}
	}
	for _, s := range starts {
		for len(next[s]) > 0 {
			ring := [][2]int{s}
			for p := s; ; {
				ways := next[p]
				k := 0
				if len(ring) > 1 && len(ways) > 1 {
					// Turn left, so that pixels that meet in a corner are apart.
					from := ring[len(ring)-2]
					left := [2]int{p[0] - (p[1] - from[1]), p[1] + (p[0] - from[0])}
					k = max(0, slices.Index(ways, left))
				}
				to := ways[k]
				next[p] = slices.Delete(slices.Clone(ways), k, k+1)
				if to == s {
					break
				}
				ring = append(ring, to)
				p = to
			}
			var corners [][2]int
			for k, p := range ring {
				a, b := ring[(k+len(ring)-1)%len(ring)], ring[(k+1)%len(ring)]
				if (p[0]-a[0])*(b[1]-p[1]) != (p[1]-a[1])*(b[0]-p[0]) {
					corners = append(corners, p)
				}
			}
			rings = append(rings, corners)
		}
	}
	return rings
}

// islandGrid draws a square lake with a grid of equal islands whose owners are
// drawn, in half of them a little off their places.
func islandGrid(r *rand.Rand) seas.Sea {
	out := seas.Sea{
		{State: "A", Line: []orb.Point{{30, -0.5}, {29.5, -0.5}, {29.5, 0.5}, {30, 0.5}}},
		{State: "B", Line: []orb.Point{{30, 0.5}, {30.5, 0.5}, {30.5, 0}}},
		{State: "C", Line: []orb.Point{{30.5, 0}, {30.5, -0.5}, {30, -0.5}}},
	}
	n := 3 + r.IntN(11)
	step := 1 / float64(n+1)
	off := 0.0
	if r.IntN(2) == 0 {
		off = 1e-6
	}
	full := 0.2 + 0.8*r.Float64()
	for k := range n * n {
		if r.Float64() > full {
			continue
		}
		x := 29.5 + step*float64(1+k%n) + off*(2*r.Float64()-1)
		y := -0.5 + step*float64(1+k/n) + off*(2*r.Float64()-1)
		const part = 0.15
		out = append(out, seas.Part{
			State: []string{"A", "B", "C"}[r.IntN(3)], Name: fmt.Sprintf("i%d", k), Island: true,
			Line: []orb.Point{{x - part*step, y}, {x, y - part*step}, {x + part*step, y}, {x, y + part*step}, {x - part*step, y}},
		})
	}
	return out
}

// crossingEdges returns two edges of sectors that cross each other in the plane of
// degrees, if any do.
func crossingEdges(n *Network) (found [2][2]orb.Point, any bool) {
	have := map[[2]orb.Point]bool{}
	var edges [][2]orb.Point
	for _, s := range n.Sectors {
		for _, p := range s.Polygons {
			for _, ring := range p {
				for k := range ring[1:] {
					e := [2]orb.Point{ring[k], ring[k+1]}
					if comparePoints(e[0], e[1]) > 0 {
						e[0], e[1] = e[1], e[0]
					}
					if !have[e] {
						have[e] = true
						edges = append(edges, e)
					}
				}
			}
		}
	}
	slices.SortFunc(edges, func(a, b [2]orb.Point) int {
		return cmp.Or(comparePoints(a[0], b[0]), comparePoints(a[1], b[1]))
	})
	side := func(a, b, p orb.Point) float64 {
		v := (b[0]-a[0])*(p[1]-a[1]) - (b[1]-a[1])*(p[0]-a[0])
		if math.Abs(v) <= 1e-15*(math.Abs(b[0]-a[0])+math.Abs(b[1]-a[1])) {
			return 0
		}
		return v
	}
	for i, e := range edges {
		for _, o := range edges[i+1:] {
			if o[0][0] > e[1][0] {
				break
			}
			if side(e[0], e[1], o[0])*side(e[0], e[1], o[1]) < 0 && side(o[0], o[1], e[0])*side(o[0], o[1], e[1]) < 0 {
				return [2][2]orb.Point{e, o}, true
			}
		}
	}
	return found, false
}

// TestMeshes finds the same network by every mesh, also where what it measures is kept.
func TestMeshes(t *testing.T) {
	t.Parallel()
	c, err := pixelLake(rand.New(rand.NewPCG(1, 11))).Read()
	require.NoError(t, err)
	opts := Options{}
	require.NoError(t, opts.check(c))
	var first *Network
	for mesh := range meshes {
		f := newField(opts.Shores, nil, "")
		if mesh == 1 {
			f.memory = newMemory()
		}
		a := newAssembly(f)
		missed, err := f.lines(t.Context(), newQuadtree(f, opts.Resolution, mesh), opts.Tolerance, a)
		require.NoError(t, err)
		require.Empty(t, missed)
		n, err := a.result(t.Context())
		require.NoError(t, err)
		if first == nil {
			first = n
		}
		length := 0.0
		for _, b := range n.Boundaries {
			length += b.Length
		}
		// Lines of both may be off by the tolerance.
		assert.Less(t, differ(sharesOf(first), sharesOf(n))*n.Area, 2*opts.Tolerance*length)
		assert.Equal(t, tripoints(first), tripoints(n))
	}
}

// TestDegenerateSeas divides lakes where places are exactly, or to centimetres, as far
// from more than three states' shores. Sectors must be planar, add up, and every vertex
// be as far from two states.
func TestDegenerateSeas(t *testing.T) {
	t.Parallel()
	for name, kind := range map[string]struct {
		draw  func(r *rand.Rand) seas.Sea
		seeds int
		also  []int // further seeds
	}{
		// A line took the edge of a joint's area for its own (82), a base point that is not
		// the nearest (283), or what lies behind its tripoint (308).
		"pixels": {pixelLake, long.Or(400, 5), []int{82, 283, 308}},
		// A loop of the mesh around two islands that are one each in truth (805, 1874), and
		// tripoints millimetres apart that were taken for a tangle (the others but 230).
		"grids": {islandGrid, long.Or(60, 1), long.Or([]int{230, 373, 464, 675, 771, 805, 943, 1219, 1279, 1492, 1677, 1874}, nil)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			read, bad := 0, 0
			var sectors written
			for k := range kind.seeds + len(kind.also) {
				seed := k
				if k >= kind.seeds {
					seed = kind.also[k-kind.seeds]
				}
				s := kind.draw(rand.New(rand.NewPCG(uint64(seed), 11)))
				if s == nil {
					continue
				}
				c, err := s.Read()
				if err != nil {
					continue
				}
				read++
				if _, ok := checkDegenerate(t, fmt.Sprintf("%s %d", name, seed), c, Options{}, &sectors); !ok {
					bad++
				}
			}
			t.Logf("%d of %d drawn lakes are coasts, %d fail", read, kind.seeds, bad)
			assert.Greater(t, read, kind.seeds/2)
			sectors.valid(t)
		})
	}
}

// TestDegeneratePlaces divides seas that failed, at tolerances from the least to the
// greatest.
func TestDegeneratePlaces(t *testing.T) {
	t.Parallel()
	var sectors written
	for _, name := range []string{"two-tripoints-half-a-metre-apart", "near-quadruple-point", "island-touches-shore", "symmetric-islands", "raster-lake"}[:long.Or(5, 3)] {
		file, err := os.Open("testdata/" + name + ".geojson")
		require.NoError(t, err)
		defer file.Close()
		c := read(t, file)
		for _, tolerance := range long.Or([]float64{0.01, 0.1, 1, 10, 100, 1000, 10_000}, []float64{1}) {
			n, ok := checkDegenerate(t, fmt.Sprintf("%s at %v m", name, tolerance), c, Options{Tolerance: tolerance}, &sectors)
			if name != "near-quadruple-point" || !ok {
				continue
			}
			// Two islands of B face each other across a neck 5 cm wide, on whose two
			// sides A and C meet B.
			var near []orb.Point
			for _, p := range n.TurningPoints {
				if p.Tripoint && geodesic.WGS84.Distance(p.At, orb.Point{29.875, -0.125}) < 1 {
					near = append(near, p.At)
				}
			}
			if assert.Len(t, near, 2, "at %v m", tolerance) {
				assert.InDelta(t, 0.05, geodesic.WGS84.Distance(near[0], near[1]), 0.02)
			}
		}
	}
	sectors.valid(t)
}

// written are sectors as GeoJSON, one a line, with a name.
type written []string

func (w *written) add(name string, p orb.MultiPolygon) {
	if !long.Form() {
		return // nobody reads them
	}
	text, err := json.Marshal(map[string]any{"type": "MultiPolygon", "coordinates": p, "name": name})
	if err == nil {
		*w = append(*w, string(text))
	}
}

// valid has GEOS check the sectors, in the long form.
func (w written) valid(t *testing.T) {
	if !long.Form() {
		return
	}
	const script = `
import json, sys
from shapely.geometry import shape
from shapely.validation import explain_validity
for line in sys.stdin:
    d = json.loads(line)
    why = explain_validity(shape(d))
    if why != "Valid Geometry":
        print(d["name"], why)
`
	python := ""
	for _, name := range []string{"/usr/bin/python3", "python3"} {
		if python == "" && exec.Command(name, "-c", "import shapely").Run() == nil {
			python = name
		}
	}
	if python == "" {
		t.Skip("python3 with shapely (Debian's python3-shapely) is not installed: GEOS has checked no sector")
	}
	cmd := exec.Command(python, "-c", script)
	cmd.Stdin = strings.NewReader(strings.Join(w, "\n"))
	found, err := cmd.Output()
	require.NoError(t, err)
	assert.Empty(t, string(found))
}

func checkDegenerate(t *testing.T, name string, c *coast.Coast, opts Options, sectors *written) (*Network, bool) {
	n, err := Divide(context.Background(), c, opts)
	if !assert.NoError(t, err, name) {
		return nil, false
	}
	sum, area := 0.0, 0.0
	for _, s := range n.Sectors {
		sum += s.Area
		sectors.add(fmt.Sprintf("%s, %s", name, c.States[s.State].Code), s.Polygons)
		for _, p := range s.Polygons {
			area += geodesic.WGS84.PolygonArea(p)
		}
	}
	ok := assert.InDelta(t, n.Area, sum, max(1e-9*n.Area, 0.2), name)
	ok = assert.InDelta(t, n.Area, area, max(1e-9*n.Area, 0.2), name) && ok
	for _, s := range n.Sectors {
		for _, p := range s.Polygons {
			for _, ring := range p {
				passed := map[orb.Point]bool{}
				for _, v := range ring[1:] {
					ok = assert.False(t, passed[v], "%s: a ring passes %v twice", name, v) && ok
					passed[v] = true
				}
			}
		}
	}
	e, any := crossingEdges(n)
	ok = assert.False(t, any, "%s: edges %v cross", name, e) && ok
	es := seas.EdgesOf(c)
	for _, b := range n.Boundaries {
		for k := 0; k < len(b.Line); k += 1 + len(b.Line)/8 {
			p := b.Line[k]
			ok = assert.InDelta(t, es[b.States[0]].Exactly(p), es[b.States[1]].Exactly(p), 1e-3, "%s: %v", name, p) && ok
		}
	}
	return n, ok
}
