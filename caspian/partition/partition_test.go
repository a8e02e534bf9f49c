package partition

import (
	"context"
	"io"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/geodata/gshhg"
	"caspian.example/division/geodata/ne10m"
)

// tb is what the checks need of a test, rapid's included.
type tb interface {
	Errorf(format string, args ...any)
	FailNow()
	Logf(format string, args ...any)
}

func read(t tb, r io.Reader) *coast.Coast {
	c, err := coast.Read(r, coast.Options{})
	require.NoError(t, err)
	return c
}

// usual are options with the detail of tests, where none is given.
func usual(c *coast.Coast, opts Options) Options {
	if opts.Tolerance == 0 && opts.Resolution == 0 {
		opts.Tolerance, opts.Resolution = seas.Detail(c)
	}
	return opts
}

func divide(t testing.TB, c *coast.Coast, opts Options) *Network {
	n, err := Divide(context.Background(), c, usual(c, opts))
	require.NoError(t, err)
	return n
}

// shipped are coasts of the Caspian, each read once.
var shipped = map[string]func() (*coast.Coast, error){
	"gshhg": sync.OnceValues(func() (*coast.Coast, error) { return coast.Read(gshhg.Coast(), coast.Options{}) }),
	"ne10m": sync.OnceValues(func() (*coast.Coast, error) { return coast.Read(ne10m.Coast(), coast.Options{}) }),
}

// medians are the median lines of the shipped coasts with usual options.
var medians = map[string]func() (*Network, error){
	"gshhg": sync.OnceValues(func() (*Network, error) { return medianOf("gshhg") }),
	"ne10m": sync.OnceValues(func() (*Network, error) { return medianOf("ne10m") }),
}

func medianOf(name string) (*Network, error) {
	c, err := shipped[name]()
	if err != nil {
		return nil, err
	}
	return Divide(context.Background(), c, usual(c, Options{}))
}

// caspian returns a shipped coast, which tests share and may not change.
func caspian(t tb, name string) *coast.Coast {
	c, err := shipped[name]()
	require.NoError(t, err)
	return c
}

// median returns the median lines of a shipped coast, which tests share and may not
// change.
func median(t tb, name string) *Network {
	n, err := medians[name]()
	require.NoError(t, err)
	return n
}

// shape is a stretch (open) or an island (closed) of a test sea.
type shape struct {
	state  string
	points []orb.Point
	island bool
}

// sea makes a coast of shapes by way of GeoJSON, as a user would.
func sea(t tb, shapes ...shape) *coast.Coast {
	var all seas.Sea
	for _, s := range shapes {
		all = append(all, seas.Part{State: s.state, Line: s.points, Island: s.island})
	}
	text, err := all.GeoJSON()
	require.NoError(t, err)
	return read(t, strings.NewReader(text))
}

// circle returns n+1 points on a geodesic circle around centre from azimuth
// from to azimuth to.
func circle(centre orb.Point, radius, from, to float64, n int) []orb.Point {
	var out []orb.Point
	for k := range n + 1 {
		p, _ := geodesic.WGS84.Direct(centre, from+(to-from)*float64(k)/float64(n), radius)
		out = append(out, p)
	}
	return out
}

// shares returns the sectors' shares in percent by state code.
func shares(c *coast.Coast, n *Network) map[string]float64 {
	out := map[string]float64{}
	for _, s := range n.Sectors {
		out[c.States[s.State].Code] = 100 * s.Area / n.Area
	}
	return out
}

// rule is whose a place is, written down a second time.
type rule struct {
	weights   []float64
	weighting Weighting
	blocs     []int
}

// sector returns whose entry a state's water is in.
func (r rule) sector(state int) int {
	if r.blocs == nil {
		return state
	}
	return slices.Index(r.blocs, r.blocs[state])
}

// cost returns what decides between states at distance d of one of them, and
// the weight that turns a difference of costs into metres.
func (r rule) cost(state int, d float64) (cost, weight float64) {
	switch {
	case r.weights == nil:
		return d, 1
	case r.weighting == Additive:
		return d - r.weights[state], 1
	}
	return d / r.weights[state], r.weights[state]
}

// gap returns the difference of two states' costs in metres.
func (r rule) gap(i, j int, di, dj float64) float64 {
	ci, wi := r.cost(i, di)
	cj, wj := r.cost(j, dj)
	return (ci - cj) * min(wi, wj)
}

// checkNetwork checks what holds for every division: exact vertices, shared
// vertices, areas that add up.
func checkNetwork(t tb, c *coast.Coast, n *Network) { checkRule(t, c, n, rule{}) }

// checkRule is checkNetwork for weighted lines.
func checkRule(t tb, c *coast.Coast, n *Network, r rule) {
	es := seas.EdgesOf(c)
	worst, vertices := 0.0, 0
	for _, b := range n.Boundaries {
		vertices += len(b.Line)
	}
	every := 1 + vertices/long.Or(600, 60) // measuring takes long
	for _, b := range n.Boundaries {
		require.Less(t, b.States[0], b.States[1])
		for k, p := range b.Line {
			if k%every != 0 {
				continue
			}
			i, j := b.States[0], b.States[1]
			switch b.Origin {
			case Equidistant:
			case Kept:
				i, j = b.EquidistantFrom[0], b.EquidistantFrom[1]
			default:
				continue
			}
			worst = max(worst, math.Abs(r.gap(i, j, es[i].Exactly(p), es[j].Exactly(p))))
		}
	}
	assert.LessOrEqual(t, worst, 1e-3, "vertices must be equidistant to 1 mm")
	t.Logf("%d boundaries, largest |d1 − d2| %.2g m", len(n.Boundaries), worst)

	sum, written := 0.0, 0.0
	for _, s := range n.Sectors {
		sum += s.Area
		for _, p := range s.Polygons {
			written += geodesic.WGS84.PolygonArea(p)
			for k, ring := range p {
				require.Equal(t, ring[0], ring[len(ring)-1])
				area, _ := geodesic.WGS84.RingArea(ring)
				assert.Equal(t, k == 0, area > 0, "outer rings run counter-clockwise, holes clockwise")
			}
		}
	}
	// Areas of small polygons are good to 0.1 m².
	assert.InDelta(t, n.Area, sum, max(1e-9*n.Area, 0.2))
	assert.InDelta(t, geodesic.WGS84.PolygonArea(Water(c)), n.Area, max(1e-9*n.Area, 0.2))
	assert.InDelta(t, n.Area, written, max(1e-9*n.Area, 0.2), "the written polygons must add up to the sea")

	// Every edge of a boundary is an edge of both sectors, the other way
	// round in the second.
	type edge struct{ p, q orb.Point }
	for _, s := range [2]int{0, 1} {
		have := make([]map[edge]bool, len(n.Sectors))
		for k, sector := range n.Sectors {
			have[k] = map[edge]bool{}
			for _, p := range sector.Polygons {
				for _, ring := range p {
					for i := range ring[1:] {
						have[k][edge{ring[i], ring[i+1]}] = true
					}
				}
			}
		}
		for _, b := range n.Boundaries {
			for i := range b.Line[1:] {
				e := edge{b.Line[i], b.Line[i+1]}
				if s == 1 {
					e.p, e.q = e.q, e.p
				}
				require.True(t, have[r.sector(b.States[s])][e], "the sectors must share the boundary's vertices")
			}
		}
	}
}

func TestCaspianMedian(t *testing.T) {
	// Shares measured by a prototype of the same method on the same data:
	// computed independently of this code.
	c := caspian(t, "gshhg")
	n := median(t, "gshhg")
	for code, want := range map[string]float64{"RU": 16.2833, "KZ": 29.2550, "TM": 21.7498, "IR": 13.6552, "AZ": 19.0568} {
		assert.InDelta(t, want, shares(c, n)[code], 0.01, code)
	}
	assert.InDelta(t, 395789.86, n.Area/1e6, 0.01)
	checkNetwork(t, c, n)
}

// grid counts the places of a grid of the sea by their nearest state, with all
// edges measured one by one. A place is a tie if two states are equally near
// to 1 cm: then both share a base point there.
func grid(c *coast.Coast, step float64) (sure, tied map[string]float64) {
	es := seas.EdgesOf(c)
	sure, tied = map[string]float64{}, map[string]float64{}
	water := Water(c)
	total := 0.0
	bound := water.Bound()
	for lat := bound.Min[1] + step/3; lat < bound.Max[1]; lat += step {
		w := math.Cos(lat * math.Pi / 180)
		for lon := bound.Min[0] + step/3; lon < bound.Max[0]; lon += step {
			in := false
			for _, ring := range water {
				for k := range ring[1:] {
					p, q := ring[k], ring[k+1]
					if (p[1] > lat) != (q[1] > lat) && lon < p[0]+(lat-p[1])*(q[0]-p[0])/(q[1]-p[1]) {
						in = !in
					}
				}
			}
			if !in {
				continue
			}
			total += w
			v := geodesic.WGS84.Cartesian(orb.Point{lon, lat})
			best, least, second := "", math.Inf(1), math.Inf(1)
			for s := range es {
				d := es[s].Roughly(v)
				if d < least {
					best, least, second = c.States[s].Code, d, least
				} else {
					second = min(second, d)
				}
			}
			if second-least < 0.01 {
				tied[best] += w
			} else {
				sure[best] += w
			}
		}
	}
	for _, m := range []map[string]float64{sure, tied} {
		for s := range m {
			m[s] *= 100 / total
		}
	}
	return sure, tied
}

func TestBruteForceGrid(t *testing.T) {
	t.Parallel()
	if testing.Short() || !long.Form() {
		t.Skip("the grid takes long; the long form has it")
	}
	c := caspian(t, "gshhg")
	sure, tied := grid(c, 0.03)
	ties := 0.0
	for _, v := range tied {
		ties += v
	}
	for code, share := range shares(c, median(t, "gshhg")) {
		assert.GreaterOrEqual(t, share, sure[code]-0.02, code)
		assert.LessOrEqual(t, share, sure[code]+ties+0.02, code)
	}
	assert.Less(t, ties, 0.06)
}

// TestNaturalEarth compares with a brute-force grid that was computed
// independently of this project: RU 15.68, KZ 29.89, TM 21.65, IR 13.74, AZ
// 19.04 percent. That grid gives all places whose nearest base point is the
// terminus of Kazakhstan and Turkmenistan to Kazakhstan; here the bisector
// divides them. So their two shares agree only with those places counted for
// Kazakhstan, and the sum of both agrees as it is.
func TestNaturalEarth(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("the grid takes long; the ordinary run has it")
	}
	c := caspian(t, "ne10m")
	n := median(t, "ne10m")
	got := shares(c, n)
	for code, want := range map[string]float64{"RU": 15.68, "IR": 13.74, "AZ": 19.04} {
		assert.InDelta(t, want, got[code], 0.1, code)
	}
	assert.InDelta(t, 29.89+21.65, got["KZ"]+got["TM"], 0.1)
	sure, tied := grid(c, long.Or(0.03, 0.06))
	t.Logf("tied places: %v %% of the sea", tied)
	assert.InDelta(t, 29.89, sure["KZ"]+tied["KZ"]+tied["TM"], 0.1)
	assert.InDelta(t, 21.65, sure["TM"], 0.1)
	checkNetwork(t, c, n)
}

// TestSamples looks up random places of the sea in the sectors' polygons.
func TestSamples(t *testing.T) {
	t.Parallel()
	c := caspian(t, "gshhg")
	n := median(t, "gshhg")
	es := seas.EdgesOf(c)
	checked := 0
	for lat := 36.7; lat < 47; lat += 0.231 {
		for lon := 46.7; lon < 54.7; lon += 0.237 {
			owner := -1
			for _, s := range n.Sectors {
				for _, p := range s.Polygons {
					if contains(p, orb.Point{lon, lat}) {
						require.Equal(t, -1, owner, "%v lies in two sectors", orb.Point{lon, lat})
						owner = s.State
					}
				}
			}
			if owner < 0 {
				continue
			}
			checked++
			v := geodesic.WGS84.Cartesian(orb.Point{lon, lat})
			own := es[owner].Roughly(v)
			for s := range es {
				assert.LessOrEqual(t, own, es[s].Roughly(v)+2, "%v is nearer to %s", orb.Point{lon, lat}, c.States[s].Code)
			}
		}
	}
	assert.Greater(t, checked, 700)
}

func contains(p orb.Polygon, q orb.Point) bool {
	in := false
	for _, r := range p {
		for k := range r[1:] {
			a, b := r[k], r[k+1]
			if (a[1] > q[1]) != (b[1] > q[1]) && q[0] < a[0]+(q[1]-a[1])*(b[0]-a[0])/(b[1]-a[1]) {
				in = !in
			}
		}
	}
	return in
}

func TestDeterministic(t *testing.T) {
	c := caspian(t, "gshhg")
	want := median(t, "gshhg")
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	for _, n := range long.Or([]int{1, 3, 16}, []int{1}) {
		runtime.GOMAXPROCS(n)
		assert.Equal(t, want, divide(t, c, Options{}), "%d processors", n)
	}
}

func TestOptions(t *testing.T) {
	c := caspian(t, "ne10m")
	for _, o := range []Options{{Tolerance: 0.001}, {Tolerance: -1}, {Tolerance: 1e5}, {Tolerance: math.NaN()}, {Resolution: -1}, {Resolution: math.NaN()}} {
		_, err := Divide(context.Background(), c, o)
		assert.Error(t, err, "%+v", o)
	}
	coarse, fine := divide(t, c, Options{Tolerance: 100}), divide(t, c, Options{Tolerance: 0.01})
	assert.InDelta(t, coarse.Sectors[0].Area/coarse.Area, fine.Sectors[0].Area/fine.Area, 1e-4)
	assert.Less(t, len(coarse.Boundaries[0].Line), len(fine.Boundaries[0].Line))
}
