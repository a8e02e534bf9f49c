package caspian_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata/gshhg"
)

func ExampleDivide() {
	sea, err := caspian.ReadSea(gshhg.Coast())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range regime.Comparable() {
		div, err := caspian.Divide(context.Background(), sea, r, caspian.Options{SharesOnly: true})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s: Iran %.2f %%\n", r.Title, 100*div.Share("IR"))
	}
	// Output:
	// Condominium of 1921/1940: Iran 50.00 %
	// Equal division: Iran 20.00 %
	// Median line: Iran 13.66 %
	// Agreed lines, as far as they are at hand: Iran 13.66 %
	// Astara–Hasan-Quli line: Iran 11.61 %
	// In proportion to coasts: Iran 9.75 %
}

// changed returns a regime after a change that it has a place for.
func changed(t testing.TB) func(regime.Regime, error) regime.Regime {
	return func(r regime.Regime, err error) regime.Regime {
		t.Helper()
		require.NoError(t, err)
		return r
	}
}

// TestRegimes divides the Caspian under every shipped regime: shares and areas add up,
// and the zones fill the sea.
func TestRegimes(t *testing.T) {
	t.Parallel()
	sea := divided.Sea(t, long.Or("gshhg", "ne10m"))
	for _, r := range append(regime.Comparable(), regime.Convention2018()) {
		t.Run(r.ID, func(t *testing.T) {
			div := divided.By(t, sea, r)
			sum := 0.0
			for _, s := range div.States {
				sum += s.Share
				assert.NotEmpty(t, s.Name)
				switch {
				case !r.Shared():
					assert.True(t, math.IsNaN(s.Share) && math.IsNaN(div.Share(s.Code)), "belts are no shares")
					assert.Zero(t, s.Area)
				case s.Undivided:
					assert.Zero(t, s.Area)
				default:
					assert.InDelta(t, s.Share*div.Area, s.Area, 1)
				}
			}
			if r.Shared() {
				assert.InDelta(t, 1, sum, 1e-12)
			}
			areas, shares := 0.0, 0.0
			for _, z := range div.Zones {
				areas, shares = areas+z.Area, shares+z.Share
				assert.InDelta(t, z.Area/div.Area, z.Share, 1e-9)
			}
			assert.InEpsilon(t, div.Area, areas, 1e-9)
			assert.InDelta(t, 1, shares, 1e-9)
			assert.Equal(t, r.Base == regime.BaseUndivided, div.States[0].Undivided)
		})
	}
}

func TestOtherSea(t *testing.T) {
	sea := divided.Sea(t, seas.Lake)
	assert.False(t, sea.IsCaspian())
	for _, r := range regime.Shipped() {
		_, err := caspian.Divide(context.Background(), sea, r, caspian.Options{SharesOnly: true})
		if !r.Caspian {
			assert.NotErrorIs(t, err, caspian.ErrNotCaspian, r.ID)
			continue
		}
		assert.ErrorIs(t, err, caspian.ErrNotCaspian, r.ID)
		assert.ErrorIs(t, sea.Suits(r), caspian.ErrNotCaspian, r.ID)
	}
	div := divided.By(t, sea, regime.Equal())
	assert.Equal(t, 0.5, div.Share("A"))
	assert.Equal(t, regime.LayerAll, div.Question.Regime.Layer)
	assert.Equal(t, regime.LayerSectors, div.Question.Regime.Layers[0].Kind)
	assert.True(t, math.IsNaN(div.Share("C")), "there is no such state")
	claims, err := div.Claims()
	require.NoError(t, err)
	assert.Empty(t, claims, "nobody has claimed a lake")
	div = divided.By(t, sea, regime.Median())
	// On a plane the base of a rectangle, with half of a right angle at both
	// ends, has a triangle half as high as it is long.
	wide := geodesic.WGS84.Distance(orb.Point{0, 0}, orb.Point{1, 0})
	high := geodesic.WGS84.Distance(orb.Point{0, 0}, orb.Point{0, 1})
	assert.InDelta(t, wide/high/4, div.Share("B"), 1e-4)
}

func TestErrors(t *testing.T) {
	_, err := caspian.ReadSea(strings.NewReader("{"))
	assert.Error(t, err)
	sea := divided.Sea(t, "gshhg")
	for _, r := range regime.Comparable() {
		for _, tolerance := range []float64{math.Inf(1), math.NaN(), -1, 0.009, 10_001} {
			_, err = caspian.Divide(context.Background(), sea, r, caspian.Options{Tolerance: tolerance})
			assert.ErrorIs(t, err, caspian.ErrTolerance, "%s %v", r.ID, tolerance)
		}
		for _, resolution := range []float64{math.Inf(1), math.NaN(), -1} {
			_, err = caspian.Divide(context.Background(), sea, r, caspian.Options{Resolution: resolution, SharesOnly: true})
			assert.ErrorIs(t, err, caspian.ErrResolution, "%s %v", r.ID, resolution)
		}
	}
	_, err = sea.Pair("IR", "IR")
	assert.ErrorIs(t, err, caspian.ErrState)
	_, err = sea.Number("US")
	require.ErrorIs(t, err, caspian.ErrState)
	assert.ErrorContains(t, err, `no state "US"; it has AZ, IR, KZ, RU, TM`)
}

// TestWeighted divides by what is not the median line.
func TestWeighted(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	sea, change := divided.Sea(t, "gshhg"), changed(t)
	areas := func(d *caspian.Division) map[string]float64 {
		out := map[string]float64{}
		for _, z := range d.Zones {
			for _, p := range z.Polygons {
				out[d.States[z.Holder.States[0]].Code] += geodesic.WGS84.PolygonArea(p) / d.Area
			}
		}
		return out
	}

	d := divided.By(t, sea, regime.Equal())
	for _, share := range areas(d) {
		assert.InDelta(t, 0.2, share, 1e-9)
	}
	assert.Equal(t, 1.0, d.Weights["AZ"])
	assert.Less(t, d.Residual, 1e-9)
	assert.Positive(t, d.Iterations)

	d = divided.By(t, sea, change(regime.Equal().WithWeighting(regime.Additive)))
	require.Len(t, d.Warnings, 4)
	// A prototype of another make measured 272 km.
	assert.Regexp(t, `27[12]\.\d km of the coast of Kazakhstan lie in other sectors`, d.Warnings[1])
	assert.InDelta(t, 272e3, d.States[2].LostCoast, 1e3)

	d = divided.Exactly(t, sea, change(regime.Condominium().Drawing()))
	assert.InDelta(t, 7.9013, d.Weights["IR"], 1e-3) // measured by the same prototype
	assert.InDelta(t, 0.5, areas(d)["IR"], 1e-9)
	for _, s := range d.States {
		assert.True(t, s.Undivided)
		assert.Zero(t, s.Area)
	}
	assert.Contains(t, strings.Join(d.Warnings, "\n"), "notional")

	median := divided.Exactly(t, sea, regime.Median())
	d, err := caspian.Divide(context.Background(), sea, regime.Target(map[string]float64{"IR": 0.4}, regime.PartsMedian), caspian.Options{SharesOnly: true})
	require.NoError(t, err)
	assert.InDelta(t, 0.6*median.Share("KZ")/(1-median.Share("IR")), d.Share("KZ"), 1e-12)
	assert.Empty(t, d.Zones)

	d = divided.By(t, sea, change(regime.Median().WithWeights(map[string]float64{"IR": 3})))
	assert.Greater(t, d.Share("IR"), 0.2)
	assert.Equal(t, map[string]float64{"AZ": 1, "IR": 3, "KZ": 1, "RU": 1, "TM": 1}, d.Weights)
}

// TestZones holds that the zones of a regime fill the sea, with what is closed
// off left out.
func TestZones(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	for _, closed := range long.Or([][]string{{divided.Lagoon}, nil}, [][]string{{divided.Lagoon}}) {
		sea := divided.Sea(t, long.Or("gshhg", "ne10m"), closed...)
		for _, r := range []regime.Regime{regime.Convention2018(), regime.Condominium()} {
			d := divided.By(t, sea, r)
			sum, kinds := 0.0, map[caspian.ZoneKind]int{}
			for _, z := range d.Zones {
				kinds[z.Kind]++
				area := 0.0
				for _, p := range z.Polygons {
					area += geodesic.WGS84.PolygonArea(p)
				}
				assert.InDelta(t, z.Area, area, 1e-9*d.Area)
				if z.Kind == caspian.ZoneInternalWaters {
					assert.Zero(t, z.Share, "it lies outside the sea")
				} else {
					sum += area
				}
			}
			assert.InEpsilon(t, d.Area, sum, 1e-9, "%s: the zones fill the sea", r.ID)
			want := map[caspian.ZoneKind]int{caspian.ZoneFishery: 2, caspian.ZoneCommon: 1}
			if r.Base == regime.BaseZones {
				want = map[caspian.ZoneKind]int{caspian.ZoneTerritorial: 5, caspian.ZoneFishery: 5, caspian.ZoneCommon: 1}
			}
			if closed != nil {
				want[caspian.ZoneInternalWaters] = 1
			}
			assert.Equal(t, want, kinds)
			assert.NotEmpty(t, d.Limits)
		}
	}
}

// TestSuccessors holds that the treaties' halves stay halves whatever the rule for the
// successors, who then have belts of their own.
func TestSuccessors(t *testing.T) {
	sea := divided.Sea(t, "gshhg")
	lengths, err := sea.CoastLengths(regime.Measure{})
	require.NoError(t, err)
	all := 0.0
	for _, code := range []string{"AZ", "KZ", "RU", "TM"} {
		all += lengths[code]
	}
	apart := changed(t)(regime.Condominium().Apart(regime.PartsCoast))
	d, err := caspian.Divide(context.Background(), sea, apart, caspian.Options{SharesOnly: true})
	require.NoError(t, err)
	assert.Equal(t, 0.5, d.Share("IR"))
	assert.InDelta(t, 0.5*lengths["KZ"]/all, d.Share("KZ"), 1e-12)
}

// TestCoastLength divides by the lengths of coasts, by three measures.
func TestCoastLength(t *testing.T) {
	sea := divided.Sea(t, "gshhg")
	for _, m := range long.Or([]regime.Measure{{Fronts: true}, {}, {Step: 50e3}}, []regime.Measure{{Fronts: true}}) {
		lengths, err := sea.CoastLengths(m)
		require.NoError(t, err)
		d, err := caspian.Divide(context.Background(), sea, changed(t)(regime.CoastLength().WithMeasure(m)), caspian.Options{SharesOnly: true})
		require.NoError(t, err)
		assert.Equal(t, m, d.Question.Regime.Measure)
		pairs, err := d.Proportions()
		require.NoError(t, err)
		require.Len(t, pairs, 10)
		for _, p := range pairs {
			assert.InEpsilon(t, lengths[p.States[0]]/lengths[p.States[1]], p.Areas, 1e-12)
			switch {
			case m.Fronts:
				assert.InEpsilon(t, p.Areas, p.Fronts, 1e-12)
			case m.Step == 0:
				assert.InEpsilon(t, p.Areas, p.Sinuous, 1e-12)
			}
		}
	}
	// Iran's front is the distance between the ends of its land borders.
	fronts, err := sea.CoastLengths(regime.Measure{Fronts: true})
	require.NoError(t, err)
	ends := geodesic.WGS84.Distance(orb.Point{48.88444343, 38.43306630}, orb.Point{53.90693523, 37.34111543})
	assert.InDelta(t, ends, fronts["IR"], 0.01)

	d := divided.By(t, sea, regime.CoastLength())
	assert.NotEmpty(t, d.Weights)
	assert.Len(t, d.Zones, 5)
	for _, r := range []regime.Regime{regime.Condominium(), regime.Convention2018()} {
		d, err := caspian.Divide(context.Background(), divided.Sea(t, "ne10m"), r, caspian.Options{SharesOnly: r.Shared()})
		require.NoError(t, err)
		_, err = d.Proportions()
		assert.ErrorIs(t, err, caspian.ErrUndivided, r.ID)
	}
}

// TestSharesOnly holds that shares that are known without lines come without them, and
// that they are the same.
func TestSharesOnly(t *testing.T) {
	sea := divided.Sea(t, "gshhg")
	for _, r := range long.Or([]regime.Regime{regime.Equal(), regime.CoastLength(), regime.Condominium()}, []regime.Regime{regime.CoastLength(), regime.Condominium()}) {
		d, err := caspian.Divide(context.Background(), sea, r, caspian.Options{SharesOnly: true})
		require.NoError(t, err)
		assert.Empty(t, d.Boundaries)
		for _, s := range d.States {
			assert.Equal(t, divided.By(t, sea, r).Share(s.Code), s.Share, "%s %s", r.ID, s.Code)
		}
	}
}

// TestSuits refuses regimes that a sea has no place for: states and islands that it
// does not have, shares that do not add up, lines that begin nowhere.
func TestSuits(t *testing.T) {
	change := changed(t)
	line := orb.LineString{{48, 42.5}, {51, 42.5}}
	for _, c := range []struct {
		sea    string
		regime regime.Regime
		kind   error
		want   string
	}{
		{"gshhg", regime.Regime{}, caspian.ErrNoRegime, ""},
		{"gshhg", regime.Target(nil, ""), regime.ErrRegime, "none is given"},
		{"gshhg", regime.Target(map[string]float64{"US": 0.5}, ""), caspian.ErrState, `names "US"; the sea has AZ, IR`},
		{"gshhg", regime.Target(map[string]float64{"IR": 1.5}, ""), regime.ErrRegime, "shares.IR: 1.5 does not lie between 0 and 1"},
		{"gshhg", regime.Target(map[string]float64{"IR": 0.5, "AZ": 0.6}, ""), regime.ErrRegime, "add up to 1.1"},
		{"gshhg", regime.Target(map[string]float64{"IR": 0.5, "AZ": 0.5}, ""), caspian.ErrShares, "leave nothing to the other states"},
		{"gshhg", regime.Target(map[string]float64{"IR": 0.3, "AZ": 0.2, "KZ": 0.2, "RU": 0.1, "TM": 0.1}, ""), caspian.ErrShares, "add up to 0.9 instead of 1"},
		{"gshhg", regime.Target(map[string]float64{"IR": 0.5}, "half"), regime.ErrRegime, `"half" is no rule`},
		{"gshhg", change(regime.Median().WithWeights(map[string]float64{"US": 1})), caspian.ErrState, `names "US"; the sea has AZ, IR`},
		{"gshhg", change(regime.Median().WithLine([2]string{"US", "AZ"}, line)), caspian.ErrState, `"US"`},
		{"gshhg", change(regime.Median().WithLine([2]string{"AZ", "AZ"}, line)), regime.ErrRegime, `"AZ" and "AZ" are no two states`},
		{"gshhg", change(regime.Median().WithLine([2]string{"AZ", "KZ"}, line[:1])), regime.ErrRegime, "it has 1 positions"},
		{"gshhg", change(regime.Median().WithIslands(regime.IslandEffects{"Nowhere": 0})), caspian.ErrIsland, `none is named "Nowhere"; there are `},
		{"gshhg", change(regime.Condominium().WithBreadth(regime.Fishery, 0.5)), regime.ErrRegime, "zones[0].breadth_m: 0.5 m lies outside"},
		{seas.Lake, change(regime.Median().WithIslands(regime.IslandEffects{"Nowhere": 0})), caspian.ErrIsland, "none of them has a name"},
		{seas.Square, regime.Target(map[string]float64{"IR": 0.2}, ""), caspian.ErrState, `target names "IR"; the sea has A, B`},
		{seas.Square, regime.AstaraHasanQuli(), caspian.ErrNotCaspian, "astara-hasanquli"},
	} {
		sea := divided.Sea(t, c.sea)
		d, err := caspian.Divide(context.Background(), sea, c.regime, caspian.Options{})
		assert.Nil(t, d)
		require.ErrorIs(t, err, c.kind, c.want)
		assert.ErrorContains(t, err, c.want)
		assert.Error(t, sea.Suits(c.regime), c.want)
	}
	// A shore in two pieces ends at more than two land borders.
	broken := divided.Sea(t, `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[0,0],[1,0]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[1,0],[1,1]]}},
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[1,1],[0,1]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[0,1],[0,0]]}}]}`)
	across := regime.Regime{ID: "across", Title: "Across", Source: "a test", Base: regime.BaseMedian, Cuts: []regime.Cut{{Between: [2]string{"A", regime.Others}, Termini: true}}}
	err := broken.Suits(across)
	require.ErrorIs(t, err, caspian.ErrLine)
	assert.ErrorContains(t, err, "at 4 land borders")
}

// TestDivisionIsItsOwn changes the polygons of divisions in place: the sea stays.
func TestDivisionIsItsOwn(t *testing.T) {
	common := regime.Regime{ID: "common", Title: "Common", Source: "me", Base: regime.BaseUndivided}
	sea, err := caspian.ReadSea(strings.NewReader(seas.Bays))
	require.NoError(t, err)
	sea, err = sea.Close("bay")
	require.NoError(t, err)
	c := sea.Coast()
	shore, isle, water := slices.Clone(c.Shore), slices.Clone(c.Islands[0].Ring), c.Enclosed[0].Water.Clone()
	d, err := caspian.Divide(context.Background(), sea, common, caspian.Options{})
	require.NoError(t, err)
	require.Len(t, d.Zones, 3)
	for _, z := range d.Zones {
		for _, ring := range z.Polygons[0] {
			for k := range ring {
				ring[k] = orb.Point{}
			}
		}
	}
	assert.Equal(t, shore, c.Shore)
	assert.Equal(t, isle, c.Islands[0].Ring)
	assert.Equal(t, water, c.Enclosed[0].Water)
}

// TestTargetRest gives a part of the rest to a state that has nothing to measure it
// by: an island only.
func TestTargetRest(t *testing.T) {
	sea := divided.Sea(t, strings.TrimSuffix(seas.Lake, "]}")+`,
{"type":"Feature","properties":{"state":"C"},"geometry":{"type":"Polygon","coordinates":[[[0.5,0.7],[0.51,0.7],[0.51,0.71],[0.5,0.71],[0.5,0.7]]]}}]}`)
	change, opts := changed(t), caspian.Options{SharesOnly: true, Tolerance: 1000}
	shares := map[string]float64{"A": 0.4, "B": 0.4}
	undivided := regime.Regime{ID: "mine", Title: "Mine", Source: "me", Base: regime.BaseUndivided, Shares: shares}
	for _, r := range []regime.Regime{regime.Target(shares, ""), undivided} {
		coast, median := r, r
		coast.Rest, median.Rest = regime.PartsCoast, regime.PartsMedian
		for _, c := range []struct {
			regime  regime.Regime
			message string
		}{
			{change(coast.WithMeasure(regime.Measure{Fronts: true})), "the coast of C has no length"},
			{change(median.WithIslands(regime.IslandEffects{"": 0})), "under the median line C has no water"},
		} {
			_, err := caspian.Divide(context.Background(), sea, c.regime, opts)
			require.ErrorIs(t, err, caspian.ErrShares)
			assert.ErrorContains(t, err, c.message)
		}
		for _, with := range []regime.Regime{coast, median} {
			d, err := caspian.Divide(context.Background(), sea, with, opts)
			require.NoError(t, err)
			assert.InDelta(t, 0.2, d.Share("C"), 1e-12)
		}
	}
}

// TestBases holds what bases and members do, to figures of a square's geometry.
func TestBases(t *testing.T) {
	t.Parallel()
	sea, change := divided.Sea(t, seas.Square), changed(t)
	mine := func(base regime.Base, change func(*regime.Regime)) *caspian.Division {
		r := regime.Regime{ID: "mine", Title: "Mine", Source: "a proposal", Base: base}
		change(&r)
		return divided.By(t, sea, r)
	}
	// A line at a quarter of the square: the sea is two degrees wide.
	cut := mine(regime.BaseMedian, func(r *regime.Regime) {
		r.Cuts = []regime.Cut{{Between: [2]string{"A", "B"}, Line: orb.LineString{{-0.5, -1.5}, {-0.5, 1.5}}}}
	})
	assert.InDelta(t, 0.25, cut.Share("A"), 1e-3)
	assert.InDelta(t, 1, cut.Share("A")+cut.Share("B"), 1e-9)
	assert.Less(t, mine(regime.BaseMedian, func(r *regime.Regime) { r.Weights = map[string]float64{"B": 3} }).Share("A"), 0.5)
	thirty := func(r *regime.Regime) { r.Shares = map[string]float64{"A": 0.3} }
	assert.InDelta(t, 0.3, mine(regime.BaseTarget, thirty).Share("A"), 1e-9)
	assert.InDelta(t, 0.3, mine(regime.BaseUndivided, thirty).Share("A"), 1e-12)
	belts := mine(regime.BaseZones, func(r *regime.Regime) { r.Zones = []regime.Belt{{Kind: regime.Fishery, Breadth: 20000}} })
	zone := map[string]float64{}
	for _, z := range belts.Zones {
		zone[z.Holder.Name] = z.Share
	}
	// Belts of 20 km within a square of some 222 km, and around an island of some
	// 4.4 km circumference.
	assert.InDelta(t, (1-(1-40.0/222)*(1-40.0/222))/2, zone["B"], 2e-3)
	assert.InDelta(t, (math.Pi*20*20+4.4*20)/(222*222), zone["A"]-zone["B"], 1e-3)
	assert.InDelta(t, 1, zone["A"]+zone["B"]+zone["all states"], 1e-9)

	with, without := divided.By(t, sea, regime.Median()), divided.By(t, sea, change(regime.Median().WithIslands(regime.IslandEffects{"": 0})))
	assert.InDelta(t, 0.5/(1-0.01*0.01/4), without.Share("A"), 1e-6) // the island takes no line, but land from B
	assert.Greater(t, with.Share("A"), 0.55)
	named := divided.By(t, sea, change(regime.Median().WithIslands(regime.IslandEffects{"": 1, "Isle": 0})))
	assert.Equal(t, without.Share("A"), named.Share("A"))
	assert.Equal(t, []float64{0}, named.Effects())
	assert.Nil(t, with.Effects())
}

// TestRough holds that rough lines give shares within what is promised of them.
func TestRough(t *testing.T) {
	sea := divided.Sea(t, "ne10m")
	d, err := caspian.Divide(context.Background(), sea, regime.Median(), caspian.Options{Rough: true})
	require.NoError(t, err)
	assert.NotEmpty(t, d.Boundaries)
	for _, p := range d.TurningPoints {
		assert.True(t, p.Tripoint, "no turning points")
	}
	for _, s := range divided.Exactly(t, sea, regime.Median()).States {
		assert.InDelta(t, s.Share, d.Share(s.Code), 1e-6, s.Code)
	}
}
