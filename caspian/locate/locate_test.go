package locate_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/locate"
	"caspian.example/division/caspian/regime"
)

// sardar is Sardar-e Jangal: by strict equidistance it is Turkmen with islands at
// full effect and Iranian without islands.
var sardar = orb.Point{51.2717, 38.5750}

// locator answers for a sea under a regime.
func locator(t testing.TB, sea *caspian.Sea, r regime.Regime) *locate.Locator {
	t.Helper()
	d := divided.By(t, sea, r)
	l, err := locate.New(d, locate.Options{})
	require.NoError(t, err)
	assert.Same(t, d, l.Division())
	return l
}

// islands is the median line with one effect of all islands.
func islands(t testing.TB, effect float64) regime.Regime {
	r, err := regime.Median().WithIslands(regime.IslandEffects{"": effect})
	require.NoError(t, err)
	return r
}

func place(t testing.TB, l *locate.Locator, p orb.Point) locate.Place {
	t.Helper()
	out, err := l.At(p)
	require.NoError(t, err)
	return out
}

// holders are the codes of those who have the first layer.
func holders(l *locate.Locator, p locate.Place) []string {
	return l.Division().Codes(p.Holdings[0].Holder)
}

func whole(t testing.TB) *caspian.Sea { return divided.Sea(t, "gshhg") }

func TestLocateSardar(t *testing.T) {
	sea := whole(t)
	full := locator(t, sea, regime.Median())
	assert.Equal(t, []string{"TM"}, holders(full, place(t, full, sardar)))
	none := locator(t, sea, islands(t, 0))
	assert.Equal(t, []string{"IR"}, holders(none, place(t, none, sardar)))
	// The nearest Turkmen base point is an island's, which does not count then.
	tm := slices.IndexFunc(sea.States(), func(s caspian.State) bool { return s.Code == "TM" })
	assert.Greater(t, place(t, none, sardar).Distances[tm].Distance, place(t, full, sardar).Distances[tm].Distance)
}

// nearest is the distance from p to the nearest of edges, by full geodesics to
// every one of them that could be the nearest.
func nearest(p orb.Point, edges [][2]orb.Point) float64 {
	e, least := geodesic.WGS84, math.Inf(1)
	for _, edge := range edges {
		// An edge is no nearer than its end less its length.
		if e.Distance(p, edge[0])-e.Distance(edge[0], edge[1]) < least {
			_, d := e.Nearest(p, edge[0], edge[1])
			least = min(least, d)
		}
	}
	return least
}

// ringHolds says whether a ring, far from poles and the antimeridian, holds p.
func ringHolds(ring orb.Ring, p orb.Point) bool {
	in := false
	for k := range len(ring) - 1 {
		a, b := ring[k], ring[k+1]
		if (a[1] > p[1]) != (b[1] > p[1]) && p[0] < a[0]+(p[1]-a[1])*(b[0]-a[0])/(b[1]-a[1]) {
			in = !in
		}
	}
	return in
}

// TestLocateBruteForce compares places with a walk over all edges of the coast
// and of the lines.
func TestLocateBruteForce(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	sea := whole(t)
	l := locator(t, sea, regime.Median())
	d := l.Division()
	edges := seas.EdgesOf(sea.Coast())
	r := rand.New(rand.NewPCG(1, 2))
	grounds := map[locate.Ground]int{}
	for range long.Or(10, 6) {
		p := orb.Point{46.5 + 9*r.Float64(), 36 + 11.5*r.Float64()}
		got := place(t, l, p)
		grounds[got.Ground]++
		in := ringHolds(sea.Coast().Shore, p)
		for _, i := range sea.Coast().Islands {
			in = in && !ringHolds(i.Ring, p)
		}
		assert.Equal(t, in, got.Ground == locate.GroundSea, "%v", p)
		own := 0
		for k := range edges {
			want := edges[k].Exactly(p)
			assert.InDelta(t, want, got.Distances[k].Distance, 1e-3, "%v %s", p, d.States[k].Code)
			assert.InDelta(t, want, geodesic.WGS84.Distance(p, got.Distances[k].Base.At), 1e-3)
			if want < got.Distances[own].Distance {
				own = k
			}
		}
		if in {
			assert.Equal(t, []int{own}, got.Holdings[0].Holder.States, "%v", p)
		}
		var lines [][2]orb.Point
		for _, b := range d.Boundaries {
			for k := range len(b.Line) - 1 {
				lines = append(lines, [2]orb.Point{b.Line[k], b.Line[k+1]})
			}
		}
		assert.InDelta(t, nearest(p, lines), got.Line.Distance, 1e-3)
		length, azimuth, _ := geodesic.WGS84.Inverse(p, got.Line.At)
		assert.InDelta(t, length, got.Line.Distance, 1e-3)
		if length < 500e3 {
			assert.InDelta(t, 0, math.Remainder(azimuth-got.Line.Azimuth, 360), 1e-3)
		}
		assert.True(t, got.Line.Azimuth >= 0 && got.Line.Azimuth < 360)
	}
	assert.NotZero(t, grounds[locate.GroundSea])
	assert.NotZero(t, grounds[locate.GroundOutside])
}

// circular is a wavy sea around a centre, cut among states in turn.
func circular(t testing.TB, centre orb.Point, radius, wave float64, states ...string) *caspian.Sea {
	const steps = 20
	var features []string
	for i, s := range states {
		var line []orb.Point
		for k := range steps + 1 {
			a := 360 * float64((i*steps+k)%(steps*len(states))) / float64(steps*len(states))
			p, _ := geodesic.WGS84.Direct(centre, a, radius*(1+wave*math.Sin(a/7)+wave/2*math.Cos(a/3)))
			line = append(line, p)
		}
		text, err := json.Marshal(line)
		require.NoError(t, err)
		features = append(features, fmt.Sprintf(`{"type":"Feature","properties":{"state":%q},"geometry":{"type":"LineString","coordinates":%s}}`, s, text))
	}
	sea, err := caspian.ReadSea(strings.NewReader(`{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + "]}"))
	require.NoError(t, err)
	return sea
}

// TestLocateAnywhere finds that places belong to the state with the nearest
// shore, wherever the sea lies, and that of a place on a line one zone answers.
func TestLocateAnywhere(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	ne := divided.Sea(t, "ne10m")
	thin := divided.Sea(t, `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[4,0.005],[4,0.01],[0,0.01],[0,0.005]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[0,0.005],[0,0],[4,0],[4,0.005]]}}]}`)
	for name, sea := range map[string]*caspian.Sea{
		"Caspian":                 ne,
		"1 km by 400 km":          thin,
		"across the antimeridian": circular(t, orb.Point{179.9, -17}, 120e3, 0.2, "A", "B", "C", "D"),
		"north pole":              circular(t, orb.Point{10, 89.5}, 300e3, 0.2, "A", "B", "C", "D", "E"),
		"south pole":              circular(t, orb.Point{0, -90}, 300e3, 0.2, "A", "B", "C"),
		"2 km wide":               circular(t, orb.Point{51, 42}, 1000, 0.2, "A", "B", "C"),
		"3,000 km wide":           circular(t, orb.Point{51, 42}, 1500e3, 0.1, "A", "B", "C", "D"),
		"states in turn":          circular(t, orb.Point{51, 42}, 200e3, 0.2, "A", "B", "A", "C", "B", "C", "A", "B"),
	} {
		t.Run(name, func(t *testing.T) {
			if !long.Form() && (name == "3,000 km wide" || name == "south pole" || name == "2 km wide") {
				t.Skip("one of several alike; the long form has it")
			}
			d, err := caspian.Divide(context.Background(), sea, regime.Median(), caspian.Options{Tolerance: 0.1})
			require.NoError(t, err)
			l, err := locate.New(d, locate.Options{Within: -1})
			require.NoError(t, err)
			e := geodesic.WGS84
			shore := sea.Coast().Shore
			var middle geodesic.Vec
			for _, p := range shore {
				middle = middle.Add(e.Cartesian(p))
			}
			centre := e.Position(e.OnSurface(middle))
			reach := 0.0
			for _, p := range shore {
				reach = max(reach, e.Distance(centre, p))
			}
			r := rand.New(rand.NewPCG(5, 6))
			areas := make([]float64, len(d.States))
			many := long.Or(4000, 1000)
			n := float64(many)
			for range many {
				p, _ := e.Direct(centre, 360*r.Float64(), reach*math.Sqrt(r.Float64()))
				got := place(t, l, p)
				if got.Ground != locate.GroundSea {
					assert.Empty(t, got.Zones)
					assert.Empty(t, got.Holdings[0].Holder.States)
					continue
				}
				require.Len(t, got.Holdings[0].Holder.States, 1, "%v", p)
				own := got.Holdings[0].Holder.States[0]
				areas[own]++
				for k := range got.Distances {
					assert.LessOrEqual(t, got.Distances[own].Distance, got.Distances[k].Distance+0.5, "%v", p)
				}
			}
			// As many places as its share of the sea: within five standard deviations.
			all := 0.0
			for _, v := range areas {
				all += v
			}
			disc := n * d.Area / (math.Pi * reach * reach)
			assert.InDelta(t, disc, all, 5*math.Sqrt(n)/2+0.03*disc)
			for k, v := range areas {
				share := d.States[k].Share
				assert.InDelta(t, share, v/all, 5*math.Sqrt(share*(1-share)/all)+0.01, d.States[k].Code)
			}
			for _, b := range d.Boundaries {
				for k := 1; k < len(b.Line)-1; k++ {
					vertex := place(t, l, b.Line[k])
					require.Len(t, vertex.Zones, 1, "vertex %d of %v at %v", k, b.States, b.Line[k])
					assert.Subset(t, b.States[:], vertex.Holdings[0].Holder.States)
					assert.InDelta(t, 0, vertex.Line.Distance, 1e-6)
					line := e.LineTo(b.Line[k-1], b.Line[k])
					p, _ := line.Position(line.Length() / 3)
					require.Len(t, place(t, l, p).Zones, 1, "before vertex %d of %v", k, b.States)
				}
			}
		})
	}
}

// TestLocateGrounds tells water, islands, lagoons and land apart.
func TestLocateGrounds(t *testing.T) {
	t.Parallel()
	sea := whole(t)
	closed := divided.Sea(t, "gshhg", divided.Lagoon)
	inside := orb.Point{53.6, 41.4} // in the lagoon
	open, shut := locator(t, sea, regime.Median()), locator(t, closed, regime.Median())
	assert.Equal(t, locate.GroundSea, place(t, open, inside).Ground)
	got := place(t, shut, inside)
	assert.Equal(t, locate.GroundInternal, got.Ground)
	assert.Equal(t, "Garabogazköl", closed.Coast().Features[got.Feature].Name)
	assert.Equal(t, []string{"TM"}, holders(shut, got))
	assert.Equal(t, caspian.ZoneInternalWaters, got.Holdings[0].Zone)
	require.Len(t, got.Zones, 1)
	assert.Equal(t, caspian.ZoneInternalWaters, shut.Division().Zones[got.Zones[0]].Kind)

	// The middle of every island that is all around it.
	islands := 0
	for _, i := range sea.Coast().Islands {
		var p orb.Point
		for _, v := range i.Ring[1:] {
			p[0], p[1] = p[0]+v[0]/float64(len(i.Ring)-1), p[1]+v[1]/float64(len(i.Ring)-1)
		}
		if !ringHolds(i.Ring, p) {
			continue
		}
		islands++
		got := place(t, open, p)
		assert.Equal(t, locate.GroundIsland, got.Ground)
		assert.Equal(t, i.Feature, got.Feature)
		assert.Empty(t, got.Holdings[0].Holder.States)
		assert.Equal(t, i.State, sea.Coast().Features[got.Feature].State)
	}
	assert.Greater(t, islands, 40)

	tehran := place(t, open, orb.Point{51.4, 35.7})
	assert.Equal(t, locate.GroundOutside, tehran.Ground)
	assert.Len(t, tehran.Distances, 5)
	for _, p := range []orb.Point{{0, 0}, {-129, -42}, {51, -90}, {51, 90}, {411, -30}} {
		far := place(t, open, p)
		assert.Equal(t, locate.GroundOutside, far.Ground)
		assert.Nil(t, far.Distances)
		assert.Empty(t, far.Line.States)
	}
	// Turns of longitude change nothing.
	turned := place(t, open, orb.Point{sardar[0] - 720, sardar[1]})
	assert.InDelta(t, place(t, open, sardar).Line.Distance, turned.Line.Distance, 1e-6)

	for _, p := range []orb.Point{{math.NaN(), 40}, {50, math.Inf(1)}, {50, 90.001}, {51, -91}} {
		_, err := open.At(p)
		assert.ErrorIs(t, err, locate.ErrPlace, "%v", p)
	}
	_, err := open.All(context.Background(), []orb.Point{sardar, {51, 95}})
	assert.ErrorIs(t, err, locate.ErrPlace)
	assert.ErrorContains(t, err, "point 1")
	cancelled, cancel := context.WithCancelCause(context.Background())
	cancel(errors.New("enough"))
	_, err = open.All(cancelled, []orb.Point{sardar})
	assert.EqualError(t, err, "enough")
}

// TestLocateIslandBehindLine finds an island in a closed lagoon.
func TestLocateIslandBehindLine(t *testing.T) {
	sea, err := caspian.ReadSea(strings.NewReader(`{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[1,0],[1,1],[0.6,1],[0.6,1.2],[0.4,1.2],[0.4,1],[0,1],[0,0]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[0,0],[1,0]]}},
{"type":"Feature","properties":{"state":"A","kind":"closing","name":"bay"},"geometry":{"type":"LineString","coordinates":[[0.6,1],[0.4,1]]}},
{"type":"Feature","properties":{"state":"B","name":"isle"},"geometry":{"type":"Polygon","coordinates":[[[0.45,1.1],[0.55,1.1],[0.5,1.15],[0.45,1.1]]]}}]}`))
	require.NoError(t, err)
	sea, err = sea.Close("bay")
	require.NoError(t, err)
	l := locator(t, sea, regime.Median())
	isle := place(t, l, orb.Point{0.5, 1.12})
	assert.Equal(t, locate.GroundIsland, isle.Ground)
	assert.Equal(t, "isle", sea.Coast().Features[isle.Feature].Name)
	assert.Equal(t, locate.GroundInternal, place(t, l, orb.Point{0.5, 1.05}).Ground)
}

// TestLocateRegimes holds what the regimes make of three places: in the midst of
// the southern sea, five nautical miles off Iran's shore, and on land.
func TestLocateRegimes(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	sea := divided.Sea(t, long.Or("gshhg", "ne10m"))
	near := orb.Point{50.6, 37.1}
	d := seas.EdgesOf(sea.Coast())[1].Exactly(near)
	require.Less(t, d, 10*regime.NauticalMile)
	all := []string{"AZ", "IR", "KZ", "RU", "TM"}
	notional, err := regime.Condominium().Drawing()
	require.NoError(t, err)
	everybody := caspian.Holder{States: []int{0, 1, 2, 3, 4}, Name: "all states", Manner: caspian.Each}
	iran := caspian.Holder{States: []int{1}, Name: "Iran", Manner: caspian.Alone}
	for _, r := range append(regime.Comparable(), regime.Convention2018(), notional) {
		l := locator(t, sea, r)
		far, coastal, land := place(t, l, sardar), place(t, l, near), place(t, l, orb.Point{51.4, 35.7})
		rules := l.Division().Question.Regime.Rules()
		for _, p := range []locate.Place{far, coastal, land} {
			require.Len(t, p.Holdings, len(rules))
			for k, h := range p.Holdings {
				assert.Equal(t, rules[k], h.LayerRule)
			}
		}
		assert.Empty(t, holders(l, land))
		if r.Notional {
			assert.Equal(t, iran, coastal.Holdings[0].Holder)
			continue
		}
		switch r.ID {
		case "condominium":
			assert.Equal(t, everybody, far.Holdings[0].Holder)
			assert.Equal(t, everybody, coastal.Holdings[0].Holder)
			assert.Equal(t, iran, coastal.Holdings[0].Reserved)
			assert.Empty(t, far.Holdings[0].Reserved)
			assert.Equal(t, 10*regime.NauticalMile, coastal.Line.Breadth)
			off := place(t, l, orb.Point{48.93, 38.6}) // the coast of Azerbaijan
			assert.Equal(t, caspian.Holder{States: []int{0, 2, 3, 4}, Name: "Soviet Union", Manner: caspian.Together}, off.Holdings[0].Reserved)
		case "convention2018":
			assert.Equal(t, everybody, far.Holdings[0].Holder)
			assert.Equal(t, iran, coastal.Holdings[0].Holder)
			assert.Equal(t, caspian.ZoneTerritorial, coastal.Holdings[0].Zone)
			assert.Equal(t, regime.LayerWater, coastal.Holdings[0].Layer)
			assert.Equal(t, regime.LayerSeabed, coastal.Holdings[1].Layer)
			assert.Empty(t, coastal.Holdings[1].Holder)
			// The limit runs 15 nautical miles off the shore.
			assert.Equal(t, []int{1}, coastal.Line.States)
			assert.InDelta(t, 15*regime.NauticalMile, d+coastal.Line.Distance, 3000)
		case "equal":
			assert.Equal(t, []string{"IR"}, holders(l, far))
			require.Len(t, far.Holdings, 3)
			assert.Equal(t, everybody, far.Holdings[1].Holder)
			assert.Empty(t, far.Holdings[2].Holder)
		case "astara-hasanquli":
			assert.NotEqual(t, []string{"IR"}, holders(l, far))
			assert.Equal(t, []string{"IR"}, holders(l, coastal))
		default:
			assert.Len(t, holders(l, far), 1)
			assert.Equal(t, []string{"IR"}, holders(l, coastal))
		}
	}
	for _, closed := range [][]string{nil, {divided.Lagoon}} {
		shares, err := caspian.Divide(context.Background(), divided.Sea(t, long.Or("gshhg", "ne10m"), closed...), regime.Equal(), caspian.Options{SharesOnly: true})
		require.NoError(t, err)
		_, err = locate.New(shares, locate.Options{})
		assert.ErrorIs(t, err, locate.ErrNoZones)
	}
	shares, err := caspian.Divide(context.Background(), sea, regime.Condominium(), caspian.Options{SharesOnly: true})
	require.NoError(t, err)
	l, err := locate.New(shares, locate.Options{})
	require.NoError(t, err)
	assert.Equal(t, all, holders(l, place(t, l, sardar)))
	assert.Empty(t, place(t, l, sardar).Line.States)
}

// scattered are places all over the Caspian and around it.
func scattered(n int) []orb.Point {
	r := rand.New(rand.NewPCG(3, 4))
	out := make([]orb.Point, n)
	for k := range out {
		out[k] = orb.Point{46.5 + 8.5*r.Float64(), 36.5 + 11*r.Float64()}
	}
	return out
}

// TestLocateDeterminism finds the same places on any number of processors, in
// any order, with hints and without.
func TestLocateDeterminism(t *testing.T) {
	sea := divided.Sea(t, long.Or("gshhg", "ne10m"))
	points := scattered(5000)
	l := locator(t, sea, regime.Median())
	var first []locate.Place
	for _, procs := range []int{1, 3} {
		before := runtime.GOMAXPROCS(procs)
		d, err := caspian.Divide(context.Background(), sea, regime.Median(), divided.Options(sea))
		require.NoError(t, err)
		l, err := locate.New(d, locate.Options{})
		require.NoError(t, err)
		places, err := l.All(context.Background(), points)
		runtime.GOMAXPROCS(before)
		require.NoError(t, err)
		if first == nil {
			first = places
		}
		assert.Equal(t, first, places)
	}
	// Memory that was used before leaves no trace.
	places := make([]locate.Place, 1000)
	require.NoError(t, l.Fill(points[3000:4000], places))
	require.NoError(t, l.Fill(points[:1000], places))
	assert.Equal(t, first[:1000], places)
	assert.ErrorContains(t, l.Fill([]orb.Point{sardar, {51, 95}}, places), "point 1")
	for k := len(points) - 1; k > len(points)-4; k-- {
		fresh := locator(t, sea, regime.Median())
		assert.Equal(t, first[k], place(t, fresh, points[k]))
	}
}

// TestFirmness compares outcomes with divisions made by hand.
func TestFirmness(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	sea := whole(t)
	other := divided.Sea(t, "ne10m")
	base := locator(t, sea, regime.Median())
	alternatives := []ensemble.Alternative{{Name: "ne10m", Sea: other}}
	told := 0.0
	f, err := locate.NewFirmness(context.Background(), base, alternatives, func(done float64) {
		assert.GreaterOrEqual(t, done, told)
		told = done
	})
	require.NoError(t, err)
	assert.Equal(t, 1.0, told)
	closed := divided.Sea(t, "gshhg", divided.Lagoon)
	byHand := map[string]*locate.Locator{
		"coast ne10m":            locator(t, other, regime.Median()),
		"islands at half effect": locator(t, sea, islands(t, 0.5)),
		"islands without effect": locator(t, sea, islands(t, 0)),
		"without Garabogazköl":   locator(t, closed, regime.Median()),
	}
	flipped := 0
	for _, p := range append(scattered(long.Or(1000, 250)), sardar) {
		outcomes, err := f.Of(p)
		require.NoError(t, err)
		require.Len(t, outcomes, len(byHand))
		was := holders(base, place(t, base, p))
		for _, o := range outcomes {
			require.NoError(t, o.Err)
			l := byHand[o.Cause]
			require.NotNil(t, l, o.Cause)
			is := holders(l, place(t, l, p))
			assert.Equal(t, place(t, l, p), o.Place)
			assert.Equal(t, !slices.Equal(was, is), len(o.Flips) > 0, "%v %s", p, o.Cause)
			flipped += len(o.Flips)
			if p == sardar && o.Cause == "islands without effect" {
				assert.Equal(t, []string{"IR"}, is)
				assert.Equal(t, []regime.Layer{regime.LayerAll}, o.Flips)
			}
		}
	}
	assert.Greater(t, flipped, 1)
	_, err = f.Of(orb.Point{51, 95})
	assert.ErrorIs(t, err, locate.ErrPlace)

	// A condominium is in common whatever the coast.
	f, err = locate.NewFirmness(context.Background(), locator(t, long.Or(sea, other), regime.Condominium()), long.Or(alternatives, nil), nil)
	require.NoError(t, err)
	outcomes, err := f.Of(sardar)
	require.NoError(t, err)
	assert.Empty(t, outcomes)

	// A sea that the regime cannot divide is told.
	f, err = locate.NewFirmness(context.Background(), locator(t, long.Or(sea, other), regime.Agreed()),
		[]ensemble.Alternative{{Name: "a lake", Sea: circular(t, sardar, 1e5, 0, "A", "B")}}, nil)
	require.NoError(t, err)
	outcomes, err = f.Of(sardar)
	require.NoError(t, err)
	last := outcomes[len(outcomes)-1]
	assert.Equal(t, "coast a lake", last.Cause)
	assert.ErrorIs(t, last.Err, caspian.ErrNotCaspian)
	assert.Nil(t, last.Division)

	cancelled, cancel := context.WithCancelCause(context.Background())
	cancel(errors.New("enough"))
	_, err = locate.NewFirmness(cancelled, base, nil, nil)
	assert.EqualError(t, err, "enough")
}

// BenchmarkLocate locates places all over the Caspian, one after the other.
func BenchmarkLocate(b *testing.B) {
	l := locator(b, whole(b), regime.Median())
	for _, n := range []int{1e4, 1e5, 1e6} {
		points := scattered(n)
		b.Run(fmt.Sprintf("n=%.0e", float64(n)), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, p := range points {
					if _, err := l.At(p); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/place")
		})
	}
}

// TestPlacesThatAreNone hands over places that are none, and too few to fill.
func TestPlacesThatAreNone(t *testing.T) {
	l := locator(t, divided.Sea(t, seas.Lake), regime.Median())
	assert.ErrorIs(t, l.Fill(make([]orb.Point, 2), make([]locate.Place, 1)), locate.ErrPlace)
	assert.NoError(t, l.Fill(make([]orb.Point, 2), make([]locate.Place, 3)))
	for _, p := range []orb.Point{{math.NaN(), 0.5}, {0.5, math.Inf(1)}, {0.5, 91}} {
		assert.ErrorIs(t, l.Fill([]orb.Point{p}, make([]locate.Place, 1)), locate.ErrPlace)
	}
}

// TestClosingsOfOneName closes two lines of one name: the name is there once, and a
// place behind either of them knows its own line.
func TestClosingsOfOneName(t *testing.T) {
	sea := divided.Sea(t, seas.Bays, "bay", "cove")
	l := locator(t, sea, regime.Median())
	assert.Equal(t, []string{"bay", "cove"}, l.Division().Question.Closed)
	for lon, line := range map[float64]int{0.8: 3, 0.5: 4, 0.2: 5} {
		p := place(t, l, orb.Point{lon, 1.1})
		assert.Equal(t, locate.GroundInternal, p.Ground)
		require.GreaterOrEqual(t, p.Feature, 0)
		assert.Equal(t, line, sea.Coast().Features[p.Feature].Index, "%v", lon)
	}
}

// TestAlternativeWithoutSea holds that an alternative without a sea is an error.
func TestAlternativeWithoutSea(t *testing.T) {
	l := locator(t, divided.Sea(t, seas.Lake), regime.Median())
	_, err := locate.NewFirmness(context.Background(), l, []ensemble.Alternative{{Name: "none"}}, nil)
	assert.ErrorIs(t, err, ensemble.ErrEnsemble)
}
