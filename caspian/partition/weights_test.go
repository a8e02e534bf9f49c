package partition

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/internal/seas"
)

// solve finds a division with given shares and checks all that is promised of
// it.
func solve(t tb, c *coast.Coast, shares []float64, opts Options) *Solved {
	s, err := Solve(context.Background(), c, shares, usual(c, opts))
	require.NoError(t, err)
	checkRule(t, c, s.Network, rule{s.Weights, opts.Weighting, opts.Blocs})
	checkAreas(t, c, s, shares, opts.Blocs)
	return s
}

// checkAreas checks the areas of the polygons as they are written.
func checkAreas(t tb, c *coast.Coast, s *Solved, shares []float64, blocs []int) {
	area := geodesic.WGS84.PolygonArea(Water(c))
	wanted := append([]float64{}, shares...)
	for k := range blocs {
		for first := range k {
			if blocs[first] == blocs[k] {
				wanted[first], wanted[k] = wanted[first]+wanted[k], 0
				break
			}
		}
	}
	for k, sector := range s.Sectors {
		sum := 0.0
		require.Equal(t, len(sector.Polygons), len(sector.Parts))
		for i, p := range sector.Polygons {
			part := geodesic.WGS84.PolygonArea(p)
			assert.InDelta(t, part, sector.Parts[i].Area, max(1e-9*area, 0.2))
			sum += part
		}
		// Areas of small polygons are good to 0.1 m² only.
		assert.InDelta(t, wanted[k], sum/area, max(1e-9, 0.3/area), c.States[k].Code)
	}
	assert.LessOrEqual(t, s.Residual, 1e-9)
}

// number returns the number of a state.
func number(c *coast.Coast, code string) int {
	return slices.IndexFunc(c.States, func(s coast.State) bool { return s.Code == code })
}

// same are n equal shares.
func same(n int) []float64 {
	out := make([]float64, n)
	for k := range out {
		out[k] = 1 / float64(n)
	}
	return out
}

// The weights and lost coasts below were measured by a prototype of another
// make on the same data, to the digits given.

func TestEqualShares(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	c := caspian(t, "gshhg")
	s := solve(t, c, same(5), Options{})
	assert.Equal(t, 1.0, s.Weights[0])
	russia := s.Weights[number(c, "RU")]
	for code, want := range map[string]float64{"KZ": 0.5253, "TM": 0.8860, "IR": 1.7203, "AZ": 1.0757} {
		assert.InDelta(t, want, s.Weights[number(c, code)]/russia, 1e-3*want, code)
	}
	for _, sector := range s.Sectors {
		assert.Len(t, sector.Parts, 1)
		assert.False(t, sector.Parts[0].Detached)
		assert.Zero(t, sector.Lost)
	}
	if !long.Form() {
		return // the grid takes long
	}
	for k, share := range counted(c, 0.01, rule{weights: s.Weights}) {
		assert.InDelta(t, 20, share, 0.02, c.States[k].Code)
	}
}

// counted counts the places of a grid of the sea by the state of the least
// cost, in percent: without cells, lines or areas of polygons.
func counted(c *coast.Coast, step float64, r rule) []float64 {
	f := newField(layOut(c, coast.NewBaselines(geodesic.WGS84, c)), nil, "")
	out, total := make([]float64, len(c.States)), 0.0
	water := Water(c)
	hints := make([]reach, len(c.States))
	for lat := water.Bound().Min[1] + step/3; lat < water.Bound().Max[1]; lat += step {
		var shores []float64 // where the parallel meets a shore
		for _, ring := range water {
			for k := range ring[1:] {
				p, q := ring[k], ring[k+1]
				if (p[1] > lat) != (q[1] > lat) {
					shores = append(shores, p[0]+(lat-p[1])*(q[0]-p[0])/(q[1]-p[1]))
				}
			}
		}
		slices.Sort(shores)
		// The area of a square of the grid on the ellipsoid, but for a factor.
		sin, cos := math.Sincos(lat * math.Pi / 180)
		e := 1 - geodesic.WGS84.F()*(2-geodesic.WGS84.F())*sin*sin
		w := cos / (e * e)
		for k := range hints {
			hints[k] = farthest
		}
		for k := 0; k < len(shores); k += 2 {
			for lon := math.Ceil(shores[k]/step) * step; lon < shores[k+1]; lon += step {
				v := geodesic.WGS84.Cartesian(orb.Point{lon, lat})
				best, least := 0, math.Inf(1)
				for s := range c.States {
					hints[s] = f.reach(s, v, &hints[s])
					if cost, _ := r.cost(s, hints[s].distance); cost < least {
						best, least = s, cost
					}
				}
				out[best], total = out[best]+w, total+w
			}
		}
	}
	for k := range out {
		out[k] *= 100 / total
	}
	return out
}

func TestHalfOfTheSea(t *testing.T) {
	long.Only(t)
	t.Parallel()
	c := caspian(t, "gshhg")
	s := solve(t, c, []float64{0.125, 0.5, 0.125, 0.125, 0.125}, Options{Blocs: []int{7, 3, 7, 7, 7}})
	assert.InDelta(t, 7.9013, s.Weights[1], 1e-3)
	assert.Equal(t, []float64{1, s.Weights[1], 1, 1, 1}, s.Weights)
	for _, b := range s.Boundaries {
		assert.Contains(t, b.States, 1, "no lines between states of one bloc")
	}
}

func TestAdditive(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	c := caspian(t, "gshhg")
	s := solve(t, c, same(5), Options{Weighting: Additive})
	for code, km := range map[string]float64{"AZ": 46, "IR": 0, "KZ": 272, "TM": 69} {
		assert.InDelta(t, km, s.Sectors[number(c, code)].Lost/1e3, 1, code)
	}
	if !long.Form() {
		return
	}
	s = solve(t, c, []float64{0.125, 0.5, 0.125, 0.125, 0.125}, Options{Weighting: Additive, Blocs: []int{0, 1, 0, 0, 0}})
	lost := 0.0
	for _, sector := range s.Sectors {
		lost += sector.Lost
	}
	assert.InDelta(t, 1743, lost/1e3, 1)
}

// TestLopsidedShares divides so unequally that lines run along the shores of
// the light states, and a sector falls into parts.
func TestLopsidedShares(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	if !long.Form() {
		t.Skip("random shares are enough by default; the long form has it")
	}
	c := caspian(t, "gshhg")
	s := solve(t, c, []float64{0.05, 0.8, 0.05, 0.05, 0.05}, Options{})
	iran := s.Sectors[number(c, "IR")]
	require.Greater(t, len(iran.Parts), 1)
	for k, p := range iran.Parts {
		assert.Equal(t, k > 0, p.Detached, "only the first part touches Iran's shore")
	}
}

// TestWeights gives weights directly.
func TestWeights(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	c := caspian(t, long.Or("gshhg", "ne10m"))
	weights := []float64{1, 3, 1, 1, 1}
	n := divide(t, c, Options{Weights: weights})
	checkRule(t, c, n, rule{weights: weights})
	twice := divide(t, c, Options{Weights: []float64{2, 6, 2, 2, 2}})
	for k, s := range n.Sectors {
		assert.InEpsilon(t, s.Area, twice.Sectors[k].Area, 1e-12, "weights are ratios")
	}
	ones, plain := divide(t, c, Options{Weights: []float64{4, 4, 4, 4, 4}}), divide(t, c, Options{})
	for k, s := range plain.Sectors {
		assert.InDelta(t, s.Area/plain.Area, ones.Sectors[k].Area/ones.Area, 1e-7, "equal weights are the median line")
	}
	offsets := []float64{0, 50e3, -20e3, 0, 10e3}
	checkRule(t, c, divide(t, c, Options{Weights: offsets, Weighting: Additive}), rule{weights: offsets, weighting: Additive})
}

// TestApollonius divides a sea between two shores that are almost points: the
// places whose distances keep a ratio k lie on a circle, in the plane one of
// radius 2ak/(k²−1) for points 2a apart.
func TestApollonius(t *testing.T) {
	t.Parallel()
	e := geodesic.WGS84
	centre := orb.Point{20, 45}
	west, _ := e.Direct(centre, 270, 500)
	east, _ := e.Direct(centre, 90, 500)
	// The outer shore, far away, belongs to the states' allies in the west
	// and the east, who weigh next to nothing.
	c := sea(t, shape{"Y", circle(centre, 30e3, 90, -90, 60), false}, shape{"Z", circle(centre, 30e3, -90, -270, 60), false},
		shape{"A", circle(west, 0.05, 0, -360, 8), true}, shape{"B", circle(east, 0.05, 0, -360, 8), true})
	n := divide(t, c, Options{Weights: []float64{1, 2, 0.01, 0.01}, Tolerance: 0.1})
	radius := 2 * 500 * 2.0 / (2*2 - 1)
	middle, _ := e.Direct(west, 270, radius/2) // its distances to the points: r/k and r·k
	found := 0
	for _, b := range n.Boundaries {
		if b.States != [2]int{0, 1} {
			continue
		}
		for _, p := range b.Line {
			found++
			assert.InDelta(t, radius, e.Distance(middle, p), 0.2)
		}
	}
	assert.Greater(t, found, 20)
	assert.InEpsilon(t, math.Pi*radius*radius, n.Sectors[0].Area, 1e-3)
}

func TestSolveDeterministic(t *testing.T) {
	c := caspian(t, long.Or("gshhg", "ne10m"))
	o := long.Or(Options{}, Options{Tolerance: 20})
	want := solve(t, c, same(5), o)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	for _, n := range long.Or([]int{1, 16}, []int{1}) {
		runtime.GOMAXPROCS(n)
		got, err := Solve(context.Background(), c, same(5), usual(c, o))
		require.NoError(t, err)
		assert.Equal(t, want, got, "%d processors", n)
	}
}

// TestSolveRoughly is content with areas that are nearly the wanted ones, sooner.
func TestSolveRoughly(t *testing.T) {
	c := caspian(t, "ne10m")
	fine := solve(t, c, same(5), Options{Tolerance: 20})
	rough, err := Solve(context.Background(), c, same(5), usual(c, Options{Tolerance: 500, AreasOnly: true}))
	require.NoError(t, err)
	assert.LessOrEqual(t, rough.Residual, 1e-5)
	for _, s := range rough.Sectors {
		assert.InDelta(t, 0.2, s.Area/rough.Area, 1.1e-5)
	}
	assert.Less(t, rough.Iterations, fine.Iterations)
}

func TestSolveErrors(t *testing.T) {
	c := caspian(t, "gshhg")
	for message, k := range map[string]struct {
		shares []float64
		opts   Options
	}{
		"4 shares for 5 states":      {same(4), Options{}},
		"add up to 1.2 instead of 1": {[]float64{0.4, 0.2, 0.2, 0.2, 0.2}, Options{}},
		"the share 0 of AZ":          {[]float64{0, 0.4, 0.2, 0.2, 0.2}, Options{}},
		"the share NaN of KZ":        {[]float64{0.2, 0.2, math.NaN(), 0.2, 0.2}, Options{}},
		"unknown weighting":          {same(5), Options{Weighting: "heavy"}},
		"numbers of blocs":           {same(5), Options{Blocs: []int{1}}},
	} {
		_, err := Solve(context.Background(), c, k.shares, k.opts)
		assert.ErrorContains(t, err, message)
	}
	for message, o := range map[string]Options{
		"2 weights for 5 states":  {Weights: []float64{1, 2}},
		"the weight -1 of IR":     {Weights: []float64{1, -1, 1, 1, 1}},
		"the weight 1e-09 of AZ":  {Weights: []float64{1e-9, 1, 1, 1, 1}},
		"the weight +Inf m of RU": {Weights: []float64{0, 0, 0, math.Inf(1), 0}, Weighting: Additive},
	} {
		_, err := Divide(context.Background(), c, o)
		assert.ErrorContains(t, err, message)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := Solve(ctx, c, same(5), Options{})
	assert.ErrorIs(t, err, context.Canceled)
}

// TestRandomShares divides random seas in random shares. Their outer shore is
// convex, so that no area is equally far from two states: areas change without
// jumps, and every division exists.
func TestRandomShares(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		c, shares := randomShares(rt, 0)
		solve(rt, c, shares, Options{Weighting: rapid.SampledFrom([]Weighting{Equiratio, Additive}).Draw(rt, "weighting")})
	})
}

// TestRandomWavyShares is TestRandomShares with bays and capes: shares may be
// out of reach, which must be said.
func TestRandomWavyShares(t *testing.T) {
	long.Only(t)
	t.Parallel()
	solved, all := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		c, shares := randomShares(rt, rapid.Float64Range(0.02, 0.3).Draw(rt, "wave"))
		all++
		s, err := Solve(context.Background(), c, shares, Options{})
		if errors.Is(err, ErrUnreachable) {
			return
		}
		require.NoError(rt, err)
		solved++
		checkRule(rt, c, s.Network, rule{weights: s.Weights})
		checkAreas(rt, c, s, shares, nil)
	})
	t.Logf("%d of %d solved", solved, all)
	assert.Greater(t, solved, all/2)
}

// randomShares draws a sea around which every state comes once, with islands,
// and shares for them.
func randomShares(rt *rapid.T, wave float64) (*coast.Coast, []float64) {
	centre := orb.Point{rapid.Float64Range(-180, 180).Draw(rt, "lon"), rapid.Float64Range(-85, 85).Draw(rt, "lat")}
	radius := 1000 * math.Pow(1000, rapid.Float64Range(0, 1).Draw(rt, "size"))
	n := rapid.IntRange(2, 6).Draw(rt, "states")
	states := strings.Split("ABCDEF"[:n], "")
	shapes := ringOf(centre, radius, wave, states, rapid.IntRange(3, 20).Draw(rt, "steps"))
	for k := range rapid.IntRange(0, 3).Draw(rt, "islands") {
		a := 120*float64(k) + rapid.Float64Range(0, 60).Draw(rt, "azimuth")
		shapes = append(shapes, islet(rapid.SampledFrom(states).Draw(rt, "owner"), at(centre, a, 0.3*radius), radius*rapid.Float64Range(0.01, 0.05).Draw(rt, "island")))
	}
	shares, sum := make([]float64, n), 0.0
	for k := range shares {
		shares[k] = rapid.Float64Range(0.2, 1).Draw(rt, "share")
		sum += shares[k]
	}
	for k := range shares {
		shares[k] /= sum
	}
	return sea(rt, shapes...), shares
}

// river draws a winding river of nearly constant width: one state has both banks but for
// the far end, so that for equal shares its lines run along the banks and meet in the middle in
// pockets and necks of every width.
func river(r *rand.Rand, bends, steps int) seas.Sea {
	var left, right []orb.Point
	phase := 2 * math.Pi * r.Float64()
	for k := range steps + 1 {
		s := float64(k) / float64(steps)
		turn := 0.9 * math.Sin(2*math.Pi*float64(bends)*s+phase)
		x, y := 30+0.6*s, 40+0.01*math.Sin(2*math.Pi*float64(bends)*s+phase)
		half := 0.003 * (1 + 0.1*math.Sin(40*s+phase) + 0.02*r.Float64())
		nx, ny := -math.Sin(turn), math.Cos(turn)
		left, right = append(left, orb.Point{x + half*nx, y + half*ny}), append(right, orb.Point{x - half*nx, y - half*ny})
	}
	far := steps * 9 / 10
	slices.Reverse(left)
	end := slices.Concat(right[far:], left[:steps+1-far])
	near := slices.Concat(left[steps-far:], right[:far+1])
	return seas.Sea{{State: "A", Line: near}, {State: "B", Line: end}}
}

// TestRivers solves for equal shares where lines follow the banks, with necks that are wider
// and narrower than the tolerance.
func TestRivers(t *testing.T) {
	t.Parallel()
	for seed := range long.Or(uint64(20), 1) {
		c, err := river(rand.New(rand.NewPCG(seed, 5)), 6, 150).Read()
		require.NoError(t, err)
		for _, tolerance := range long.Or([]float64{DefaultTolerance, 5}, []float64{5}) {
			s := solve(t, c, same(2), Options{Tolerance: tolerance})
			// The middles of edges are within the tolerance of the line: a gap changes by
			// two metres on a metre of the way at most.
			r, es, most := rule{weights: s.Weights, weighting: Equiratio}, seas.EdgesOf(c), 0.0
			for _, b := range s.Boundaries {
				for k := 0; k+1 < len(b.Line); k += 10 {
					p := orb.Point{(b.Line[k][0] + b.Line[k+1][0]) / 2, (b.Line[k][1] + b.Line[k+1][1]) / 2}
					i, j := b.States[0], b.States[1]
					most = max(most, math.Abs(r.gap(i, j, es[i].Exactly(p), es[j].Exactly(p))))
				}
			}
			assert.Less(t, most, 2*tolerance, "seed %d", seed)
			assert.Positive(t, most)
			edges, crosses := crossingEdges(s.Network)
			assert.False(t, crosses, "seed %d: edges %v cross", seed, edges)
		}
	}
}

// TestJump asks for shares between which an area of equal distance passes from one
// state to the other: the border ends on a headland.
func TestJump(t *testing.T) {
	t.Parallel()
	c := sea(t,
		shape{"A", []orb.Point{{0, 0.2}, {-0.3, 0}, {-0.5, 0}, {-0.5, 0.5}, {0, 0.5}}, false},
		shape{"B", []orb.Point{{0, 0.5}, {0.5, 0.5}, {0.5, 0}, {0.3, 0}, {0, 0.2}}, false})
	_, err := Solve(context.Background(), c, []float64{0.51, 0.49}, long.Or(Options{}, Options{Tolerance: 20, Resolution: 500}))
	require.ErrorIs(t, err, ErrUnreachable)
	assert.ErrorContains(t, err, "0.510000 lies between")
	// In a sea that is the same on both sides the answer is the same weight.
	s, err := Solve(context.Background(), c, []float64{0.5, 0.5}, Options{})
	require.NoError(t, err)
	assert.Equal(t, []float64{1, 1}, s.Weights)
}

// TestJumpOfTwo is TestJump with a third state, which has its share on both sides of the
// jump.
func TestJumpOfTwo(t *testing.T) {
	long.Only(t)
	three := sea(t,
		shape{"A", []orb.Point{{0, 0.2}, {-0.3, 0}, {-0.5, 0}, {-0.5, 0.5}}, false},
		shape{"C", []orb.Point{{-0.5, 0.5}, {0.5, 0.5}}, false},
		shape{"B", []orb.Point{{0.5, 0.5}, {0.5, 0}, {0.3, 0}, {0, 0.2}}, false})
	_, err := Solve(context.Background(), three, []float64{0.355, 0.345, 0.3}, Options{Tolerance: 20, Resolution: 500})
	require.ErrorIs(t, err, ErrUnreachable)
	assert.ErrorContains(t, err, "0.355000 lies between")
}
