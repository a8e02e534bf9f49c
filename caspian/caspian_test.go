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
	"caspian.example/division/geodata/gshhg"
)

func ExampleDivide() {
	sea, err := caspian.ReadSea(gshhg.Coast())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, regime := range caspian.Regimes() {
		div, err := caspian.Divide(context.Background(), sea, regime, caspian.Options{})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s: Iran %.2f %%\n", div.Title, 100*div.Share("IR"))
	}
	// Output:
	// Condominium of 1921/1940: Iran 50.00 %
	// Equal division: Iran 20.00 %
	// Median line: Iran 13.66 %
	// Agreed lines, as far as they are at hand: Iran 13.66 %
	// Astara–Hasan-Quli line: Iran 11.61 %
	// In proportion to coasts: Iran 9.75 %
}

// lake is a square lake of two states.
const lake = `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[1,0],[1,1],[0,1],[0,0]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[0,0],[1,0]]}}]}`

func TestRegimes(t *testing.T) {
	t.Parallel()
	sea, err := caspian.ReadSea(gshhg.Coast())
	require.NoError(t, err)
	for _, r := range caspian.Regimes() {
		t.Run(r.ID(), func(t *testing.T) {
			same, err := caspian.RegimeByID(r.ID())
			require.NoError(t, err)
			assert.Equal(t, r, same)
			about := r.About()
			assert.NotEmpty(t, about.Title)
			assert.NotEmpty(t, about.Basis)
			assert.NotEmpty(t, about.Silence)
			assert.Len(t, about.Layers, 3)
			div, err := caspian.Divide(context.Background(), sea, r, caspian.Options{})
			require.NoError(t, err)
			sum := 0.0
			for _, s := range div.States {
				sum += s.Share
				assert.NotEmpty(t, s.Name)
				if s.Undivided {
					assert.Zero(t, s.Area)
				} else {
					assert.InDelta(t, s.Share*div.Area, s.Area, 1)
				}
			}
			assert.InDelta(t, 1, sum, 1e-12)
			zones := 0.0
			for _, z := range div.Zones {
				zones += z.Area
			}
			if len(div.Zones) > 0 {
				assert.InEpsilon(t, div.Area, zones, 1e-9)
			}
			claims, err := caspian.Claims(r)
			require.NoError(t, err)
			if r != caspian.CoastLength { // of which no figure was published
				assert.NotEmpty(t, claims)
			}
		})
	}
}

// TestPaper holds the three shares of Iran that the project starts from.
func TestPaper(t *testing.T) {
	for id, want := range map[string]float64{"condominium": 0.50, "equal": 0.20, "median": 0.13} {
		r, err := caspian.RegimeByID(id)
		require.NoError(t, err)
		claims, err := caspian.Claims(r)
		require.NoError(t, err)
		found := false
		for _, c := range claims {
			if c.State == "IR" && !found {
				found = true
				assert.Equal(t, want, c.Share)
				assert.Contains(t, c.Source, "doi:10.31455/asya.497624")
			}
		}
		assert.True(t, found, id)
	}
}

func TestOtherSea(t *testing.T) {
	sea, err := caspian.ReadSea(strings.NewReader(lake))
	require.NoError(t, err)
	assert.False(t, sea.IsCaspian())
	_, err = caspian.Divide(context.Background(), sea, caspian.Condominium, caspian.Options{})
	assert.ErrorIs(t, err, caspian.ErrNotCaspian)
	div, err := caspian.Divide(context.Background(), sea, caspian.Equal, caspian.Options{})
	require.NoError(t, err)
	assert.Equal(t, 0.5, div.Share("A"))
	assert.Equal(t, caspian.LayerAll, div.Layer)
	assert.Zero(t, div.Share("C"))
	div, err = caspian.Divide(context.Background(), sea, caspian.Median, caspian.Options{})
	require.NoError(t, err)
	// On a plane the base of a rectangle, with half of a right angle at both
	// ends, has a triangle half as high as it is long.
	long := geodesic.WGS84.Distance(orb.Point{0, 0}, orb.Point{1, 0})
	high := geodesic.WGS84.Distance(orb.Point{0, 0}, orb.Point{0, 1})
	assert.InDelta(t, long/high/4, div.Share("B"), 1e-4)
}

func TestErrors(t *testing.T) {
	_, err := caspian.ReadSea(strings.NewReader("{"))
	assert.Error(t, err)
	_, err = caspian.RegimeByID("thirds")
	assert.ErrorIs(t, err, caspian.ErrUnknownRegime)
	sea, err := caspian.ReadSea(gshhg.Coast())
	require.NoError(t, err)
	_, err = caspian.Divide(context.Background(), sea, nil, caspian.Options{})
	assert.ErrorIs(t, err, caspian.ErrNoRegime)
	for _, r := range caspian.Regimes() {
		for _, tolerance := range []float64{math.Inf(1), math.NaN(), -1, 0.009, 10_001} {
			_, err = caspian.Divide(context.Background(), sea, r, caspian.Options{Tolerance: tolerance})
			assert.ErrorIs(t, err, caspian.ErrTolerance, "%s %v", r.ID(), tolerance)
		}
	}
	_, err = caspian.Claims(nil)
	assert.ErrorIs(t, err, caspian.ErrNoRegime)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = caspian.Divide(ctx, sea, caspian.Median, caspian.Options{})
	assert.ErrorIs(t, err, context.Canceled)
}

func ExampleTarget() {
	sea, err := caspian.ReadSea(gshhg.Coast())
	if err != nil {
		fmt.Println(err)
		return
	}
	half := caspian.Target(map[string]float64{"IR": 0.5, "KZ": 0.2}, caspian.PartsEqual)
	div, err := caspian.Divide(context.Background(), sea, half, caspian.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range div.States {
		fmt.Printf("%s %.1f %%\n", s.Code, 100*s.Share)
	}
	fmt.Println(div.Weights["IR"] > div.Weights["AZ"])
	// Output:
	// AZ 10.0 %
	// IR 50.0 %
	// KZ 20.0 %
	// RU 10.0 %
	// TM 10.0 %
	// true
}

// TestWeighted divides by what is not the median line.
func TestWeighted(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	sea, err := caspian.ReadSea(gshhg.Coast())
	require.NoError(t, err)
	divide := func(r caspian.Regime, o caspian.Options) *caspian.Division {
		t.Helper()
		div, err := caspian.Divide(context.Background(), sea, r, o)
		require.NoError(t, err)
		return div
	}
	areas := func(d *caspian.Division) map[string]float64 {
		out := map[string]float64{}
		for _, z := range d.Zones {
			for _, p := range z.Polygons {
				out[d.States[z.States[0]].Code] += geodesic.WGS84.PolygonArea(p) / d.Area
			}
		}
		return out
	}

	d := divide(caspian.Equal, caspian.Options{})
	for _, share := range areas(d) {
		assert.InDelta(t, 0.2, share, 1e-9)
	}
	assert.Equal(t, caspian.LayerWater, d.Layer)
	assert.Equal(t, 1.0, d.Weights["AZ"])
	assert.Less(t, d.Residual, 1e-9)
	assert.Equal(t, caspian.LayerSeabed, divide(caspian.Equal, caspian.Options{Layer: caspian.LayerSeabed, SharesOnly: true}).Layer)

	d = divide(caspian.Equal, caspian.Options{Weighting: caspian.Additive})
	require.Len(t, d.Warnings, 4)
	// A prototype of another make measured 272 km.
	assert.Regexp(t, `27[12]\.\d km of the coast of Kazakhstan lie in other sectors`, d.Warnings[1])

	d = divide(caspian.NotionalCondominium, caspian.Options{})
	assert.True(t, d.Notional)
	assert.InDelta(t, 7.9013, d.Weights["IR"], 1e-3) // measured by the same prototype
	assert.InDelta(t, 0.5, areas(d)["IR"], 1e-9)
	for _, s := range d.States {
		assert.True(t, s.Undivided)
		assert.Zero(t, s.Area)
	}
	assert.Equal(t, []int{0, 2, 3, 4}, d.Zones[0].States)
	assert.Equal(t, caspian.ZoneCommon, d.Zones[0].Kind)
	assert.Contains(t, strings.Join(d.Warnings, "\n"), "notional")

	d = divide(caspian.Target(map[string]float64{"IR": 0.4}, caspian.PartsMedian), caspian.Options{SharesOnly: true})
	median := divide(caspian.Median, caspian.Options{})
	assert.InDelta(t, 0.6*median.Share("KZ")/(1-median.Share("IR")), d.Share("KZ"), 1e-12)
	assert.Empty(t, d.Zones)

	d = divide(caspian.Median, caspian.Options{Weights: map[string]float64{"IR": 3}})
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
	whole, err := caspian.ReadSea(gshhg.Coast())
	require.NoError(t, err)
	closed, err := whole.Close("Garabogazköl")
	require.NoError(t, err)
	for _, sea := range []*caspian.Sea{whole, closed} {
		for _, r := range []caspian.Regime{caspian.Convention2018, caspian.Condominium} {
			d, err := caspian.Divide(context.Background(), sea, r, caspian.Options{})
			require.NoError(t, err)
			sum, kinds := 0.0, map[caspian.ZoneKind]int{}
			for _, z := range d.Zones {
				kinds[z.Kind]++
				area := 0.0
				for _, p := range z.Polygons {
					area += geodesic.WGS84.PolygonArea(p)
				}
				assert.InDelta(t, z.Area, area, 1e-9*d.Area)
				if z.Kind != caspian.ZoneInternalWaters {
					sum += area
				}
			}
			assert.InEpsilon(t, d.Area, sum, 1e-9, "%s: the zones fill the sea", r.ID())
			want := map[caspian.ZoneKind]int{caspian.ZoneFishery: 2, caspian.ZoneCommon: 1}
			if r == caspian.Convention2018 {
				want = map[caspian.ZoneKind]int{caspian.ZoneTerritorial: 5, caspian.ZoneFishery: 5, caspian.ZoneCommon: 1}
			}
			if sea == closed {
				want[caspian.ZoneInternalWaters] = 1
			}
			assert.Equal(t, want, kinds)
			assert.NotEmpty(t, d.Limits)
		}
	}
	// The treaties' halves stay halves whatever the rule for the successors.
	d, err := caspian.Divide(context.Background(), whole, caspian.Condominium, caspian.Options{Successors: caspian.PartsCoast})
	require.NoError(t, err)
	assert.Equal(t, 0.5, d.Share("IR"))
	lengths, err := whole.CoastLengths(caspian.Measure{})
	require.NoError(t, err)
	all := 0.0
	for _, code := range []string{"AZ", "KZ", "RU", "TM"} {
		all += lengths[code]
	}
	assert.InDelta(t, 0.5*lengths["KZ"]/all, d.Share("KZ"), 1e-12)
	_, err = caspian.Divide(context.Background(), whole, caspian.Convention2018, caspian.Options{Layer: caspian.LayerSeabed})
	assert.ErrorIs(t, err, caspian.ErrLayer)
	_, err = caspian.Divide(context.Background(), whole, caspian.Convention2018, caspian.Options{Territorial: 0.5})
	assert.ErrorIs(t, err, caspian.ErrBreadth)
}

// TestCoastLength divides by the lengths of coasts, by three measures.
func TestCoastLength(t *testing.T) {
	sea, err := caspian.ReadSea(gshhg.Coast())
	require.NoError(t, err)
	for _, m := range []caspian.Measure{{}, {Fronts: true}, {Step: 50e3}} {
		lengths, err := sea.CoastLengths(m)
		require.NoError(t, err)
		d, err := caspian.Divide(context.Background(), sea, caspian.CoastLength, caspian.Options{CoastMeasure: m, SharesOnly: true})
		require.NoError(t, err)
		assert.Equal(t, m.String(), d.Measure)
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
	fronts, err := sea.CoastLengths(caspian.Measure{Fronts: true})
	require.NoError(t, err)
	ends := geodesic.WGS84.Distance(orb.Point{48.88444343, 38.43306630}, orb.Point{53.90693523, 37.34111543})
	assert.InDelta(t, ends, fronts["IR"], 0.01)

	d, err := caspian.Divide(context.Background(), sea, caspian.CoastLength, caspian.Options{})
	require.NoError(t, err)
	assert.NotEmpty(t, d.Weights)
	assert.Len(t, d.Zones, 5)
	_, err = caspian.Divide(context.Background(), sea, caspian.CoastLength, caspian.Options{CoastMeasure: caspian.Measure{Step: -1}})
	assert.Error(t, err)
	d, err = caspian.Divide(context.Background(), sea, caspian.Condominium, caspian.Options{SharesOnly: true})
	require.NoError(t, err)
	_, err = d.Proportions()
	assert.ErrorIs(t, err, caspian.ErrUndivided)
}

func TestTargetErrors(t *testing.T) {
	sea, err := caspian.ReadSea(gshhg.Coast())
	require.NoError(t, err)
	for message, r := range map[string]caspian.Regime{
		"none is given":         caspian.Target(nil, caspian.PartsEqual),
		`no state "US"`:         caspian.Target(map[string]float64{"US": 0.5}, caspian.PartsEqual),
		"IR=1.5 lies outside":   caspian.Target(map[string]float64{"IR": 1.5}, caspian.PartsEqual),
		"add up to 1.1 and":     caspian.Target(map[string]float64{"IR": 0.5, "AZ": 0.6}, caspian.PartsEqual),
		"add up to 1.1 instead": caspian.Target(map[string]float64{"IR": 0.3, "AZ": 0.2, "KZ": 0.2, "RU": 0.2, "TM": 0.2}, caspian.PartsEqual),
		`not by "half"`:         caspian.Target(map[string]float64{"IR": 0.5}, "half"),
	} {
		_, err := caspian.Divide(context.Background(), sea, r, caspian.Options{})
		require.ErrorIs(t, err, caspian.ErrShares)
		assert.ErrorContains(t, err, message)
	}
	for _, o := range []caspian.Options{{Weights: map[string]float64{"US": 1}}, {Weights: map[string]float64{"IR": 1}}} {
		_, err = caspian.Divide(context.Background(), sea, caspian.Equal, o)
		assert.ErrorIs(t, err, caspian.ErrWeights)
	}
	_, err = caspian.Divide(context.Background(), sea, caspian.Median, caspian.Options{Weights: map[string]float64{"US": 1}})
	assert.ErrorIs(t, err, caspian.ErrWeights)
	_, err = caspian.Divide(context.Background(), sea, caspian.Median, caspian.Options{Layer: "air"})
	assert.ErrorIs(t, err, caspian.ErrLayer)
}

// TestDivisionIsItsOwn changes the polygons of divisions in place: the sea stays.
func TestDivisionIsItsOwn(t *testing.T) {
	common, err := caspian.ReadRegime(strings.NewReader(`{"id":"common","title":"Common","source":"me","base":"undivided"}`))
	require.NoError(t, err)
	sea, err := bays(t).Close("bay")
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

// bays returns a square sea of two states, with an island and two bays of A that can
// be closed, both called bay, and a third one called cove.
func bays(t *testing.T) *caspian.Sea {
	sea, err := caspian.ReadSea(strings.NewReader(`{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[1,0],[1,1],[0.9,1],[0.9,1.2],[0.7,1.2],[0.7,1],[0.6,1],[0.6,1.2],[0.4,1.2],[0.4,1],[0.3,1],[0.3,1.2],[0.1,1.2],[0.1,1],[0,1],[0,0]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[0,0],[1,0]]}},
{"type":"Feature","properties":{"state":"B","name":"Isle"},"geometry":{"type":"Polygon","coordinates":[[[0.5,0.7],[0.51,0.7],[0.51,0.71],[0.5,0.71],[0.5,0.7]]]}},
{"type":"Feature","properties":{"state":"A","kind":"closing","name":"bay"},"geometry":{"type":"LineString","coordinates":[[0.9,1],[0.7,1]]}},
{"type":"Feature","properties":{"state":"A","kind":"closing","name":"bay"},"geometry":{"type":"LineString","coordinates":[[0.6,1],[0.4,1]]}},
{"type":"Feature","properties":{"state":"A","kind":"closing","name":"cove"},"geometry":{"type":"LineString","coordinates":[[0.3,1],[0.1,1]]}}]}`))
	require.NoError(t, err)
	return sea
}

// TestTargetRest gives a part of the rest to a state that has nothing to measure it
// by: an island only.
func TestTargetRest(t *testing.T) {
	sea, err := caspian.ReadSea(strings.NewReader(strings.TrimSuffix(lake, "]}") + `,
{"type":"Feature","properties":{"state":"C"},"geometry":{"type":"Polygon","coordinates":[[[0.5,0.7],[0.51,0.7],[0.51,0.71],[0.5,0.71],[0.5,0.7]]]}}]}`))
	require.NoError(t, err)
	undivided := func(rest caspian.Parts) caspian.Regime {
		r, err := caspian.Define(caspian.Definition{ID: "mine", Title: "Mine", Source: "me", Base: caspian.BaseUndivided, Shares: map[string]float64{"A": 0.4, "B": 0.4}, Rest: rest})
		require.NoError(t, err)
		return r
	}
	target := func(rest caspian.Parts) caspian.Regime {
		return caspian.Target(map[string]float64{"A": 0.4, "B": 0.4}, rest)
	}
	for _, regime := range []func(caspian.Parts) caspian.Regime{target, undivided} {
		for _, c := range []struct {
			rest    caspian.Parts
			opts    caspian.Options
			message string
		}{
			{caspian.PartsCoast, caspian.Options{CoastMeasure: caspian.Measure{Fronts: true}}, "the coast of C has no length"},
			{caspian.PartsMedian, caspian.Options{Islands: map[string]float64{"": 0}}, "under the median line C has no water"},
		} {
			c.opts.SharesOnly, c.opts.Tolerance = true, 1000
			_, err := caspian.Divide(context.Background(), sea, regime(c.rest), c.opts)
			require.ErrorIs(t, err, caspian.ErrShares)
			assert.ErrorContains(t, err, c.message)
			d, err := caspian.Divide(context.Background(), sea, regime(c.rest), caspian.Options{SharesOnly: true, Tolerance: 1000})
			require.NoError(t, err)
			assert.InDelta(t, 0.2, d.Share("C"), 1e-12)
		}
	}
}

// TestOptionErrors holds that options that cannot be are refused whether the regime
// uses them or not.
func TestOptionErrors(t *testing.T) {
	sea, err := caspian.ReadSea(strings.NewReader(lake))
	require.NoError(t, err)
	weights := func(w float64, by caspian.Weighting) caspian.Options {
		return caspian.Options{Weights: map[string]float64{"B": w}, Weighting: by}
	}
	for _, regime := range []caspian.Regime{caspian.Median, caspian.Equal, caspian.Target(map[string]float64{"A": 0.3}, "")} {
		for _, c := range []struct {
			opts caspian.Options
			want error
		}{
			{weights(math.NaN(), ""), caspian.ErrWeights},
			{weights(-1, ""), caspian.ErrWeights},
			{weights(0, caspian.Equiratio), caspian.ErrWeights},
			{weights(math.Inf(1), ""), caspian.ErrWeights},
			{weights(2e6, ""), caspian.ErrWeights},
			{weights(1e-7, ""), caspian.ErrWeights},
			{weights(math.NaN(), caspian.Additive), caspian.ErrWeights},
			{weights(-2e7, caspian.Additive), caspian.ErrWeights},
			{caspian.Options{Weighting: "foo"}, caspian.ErrWeights},
			{caspian.Options{Resolution: math.NaN()}, caspian.ErrResolution},
			{caspian.Options{Resolution: -1}, caspian.ErrResolution},
			{caspian.Options{Resolution: math.Inf(1)}, caspian.ErrResolution},
			{caspian.Options{Lines: []caspian.Line{{Between: [2]string{"A", "A"}, Line: orb.LineString{{0, 0.5}, {1, 0.5}}}}}, caspian.ErrLine},
		} {
			c.opts.SharesOnly = true
			_, err := caspian.Divide(context.Background(), sea, regime, c.opts)
			assert.ErrorIs(t, err, c.want, "%s %+v", regime.ID(), c.opts)
		}
		d, err := caspian.Divide(context.Background(), sea, regime, caspian.Options{Weights: map[string]float64{}})
		require.NoError(t, err, regime.ID())
		if regime == caspian.Median {
			assert.Nil(t, d.Weights)
			assert.Equal(t, regime.About().Title, d.Title)
		}
	}
	_, err = caspian.Divide(context.Background(), sea, caspian.Median, weights(-5e3, caspian.Additive))
	assert.NoError(t, err)
}
