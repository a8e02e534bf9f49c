package regime_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/problem"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata"
)

// text is a regime in JSON.
func text(t testing.TB, r regime.Regime) string {
	t.Helper()
	out, err := json.Marshal(r)
	require.NoError(t, err)
	return string(out)
}

// given are the shipped regimes, with shares for the one that asks for some.
func given() []regime.Regime {
	out := regime.Shipped()
	out[len(out)-1] = regime.Target(map[string]float64{"IR": 0.25}, regime.PartsMedian)
	return out
}

// mine is a regime's text with some members besides those that all need.
func mine(more string) string { return `{"id":"mine","title":"Mine","source":"me",` + more + `}` }

func read(t testing.TB, text string) regime.Regime {
	t.Helper()
	r, err := regime.Read(strings.NewReader(text))
	require.NoError(t, err, text)
	return r
}

// TestShipped holds that the shipped regimes are sound and say what they rest on, and
// that each is found by its id.
func TestShipped(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range given() {
		assert.False(t, seen[r.ID], r.ID)
		seen[r.ID] = true
		assert.NotEmpty(t, r.Title, r.ID)
		assert.NotEmpty(t, r.Source, r.ID)
		assert.NotEmpty(t, r.Silence, r.ID)
		assert.NotEmpty(t, r.Assumptions, r.ID)
		require.Len(t, r.Layers, 3, r.ID)
		for k, l := range []regime.Layer{regime.LayerSeabed, regime.LayerWater, regime.LayerSurface} {
			assert.Equal(t, l, r.Layers[k].Layer, r.ID)
			assert.NotEmpty(t, r.Layers[k].Rule, r.ID)
		}
		whole, err := r.Checked()
		require.NoError(t, err, r.ID)
		again, err := whole.Checked()
		require.NoError(t, err, r.ID)
		assert.Equal(t, whole, again, r.ID)
		if r.ID != "target" {
			same, err := regime.ByID(r.ID)
			require.NoError(t, err)
			assert.Equal(t, r, same)
		}
	}
	_, err := regime.ByID("thirds")
	require.ErrorIs(t, err, regime.ErrRegime)
	for id := range seen {
		assert.ErrorContains(t, err, id)
	}
	// Without shares a target is still to be given some.
	_, err = regime.Target(nil, "").Checked()
	require.ErrorIs(t, err, regime.ErrRegime)
	assert.ErrorContains(t, err, "shares: none is given")
}

// TestComplete holds what follows from a base where it is left out.
func TestComplete(t *testing.T) {
	for base, kind := range map[regime.Base]regime.LayerKind{
		regime.BaseMedian: regime.LayerSectors, regime.BaseTarget: regime.LayerSectors, regime.BaseUndivided: regime.LayerCommon, regime.BaseZones: regime.LayerZones,
	} {
		r := regime.Regime{ID: "mine", Title: "Mine", Source: "me", Base: base}
		if base == regime.BaseZones {
			r.Zones = []regime.Belt{{Kind: regime.Fishery, Breadth: 1000}}
		}
		whole, err := r.Checked()
		require.NoError(t, err, base)
		assert.Equal(t, regime.LayerAll, whole.Layer)
		for _, l := range whole.Layers {
			assert.Equal(t, kind, l.Kind, base)
		}
		shares := base == regime.BaseTarget || base == regime.BaseUndivided
		assert.Equal(t, shares, whole.Rest == regime.PartsEqual, base)
		assert.Equal(t, base == regime.BaseTarget, whole.Weighting == regime.Equiratio, base)
		assert.Equal(t, base != regime.BaseZones, whole.Shared())
		assert.Equal(t, base != regime.BaseUndivided, whole.Drawn())
		assert.Len(t, whole.Rules(), 1)
		// Of one layer nothing is said of the others.
		r.Layer = regime.LayerSeabed
		whole, err = r.Checked()
		require.NoError(t, err)
		assert.Equal(t, []regime.LayerKind{kind, regime.LayerOpen, regime.LayerOpen}, []regime.LayerKind{whole.Layers[0].Kind, whole.Layers[1].Kind, whole.Layers[2].Kind})
		assert.Len(t, whole.Rules(), 3)
	}
}

// change is one of the changes of a regime, and the shipped ones that have a place
// for it.
type change struct {
	name   string
	do     func(regime.Regime) (regime.Regime, error)
	places string
	// shows returns what the change is seen by in the regime, and want is that.
	shows func(regime.Regime) any
	want  any
	terms string // a part of Terms afterwards
}

// changes are all changes but that of the layer.
func changes() []change {
	line := orb.LineString{{48, 42.5}, {51, 42.5}}
	return []change{
		{
			"shares", func(r regime.Regime) (regime.Regime, error) { return r.WithShares(map[string]float64{"IR": 0.3}) }, "target",
			func(r regime.Regime) any { return r.Shares }, map[string]float64{"IR": 0.3}, "shares IR 30 %, the rest in proportion to median shares",
		}, {
			"rest", func(r regime.Regime) (regime.Regime, error) { return r.WithRest(regime.PartsCoast) }, "target",
			func(r regime.Regime) any { return r.Rest }, regime.PartsCoast, "the rest in proportion to coasts; coasts by every edge of the data, islands included",
		}, {
			"measure", func(r regime.Regime) (regime.Regime, error) { return r.WithMeasure(regime.Measure{Step: 5000}) }, "coast-length",
			func(r regime.Regime) any { return r.Measure }, regime.Measure{Step: 5000}, "coasts by dividers of 5 km, islands included",
		}, {
			"weights", func(r regime.Regime) (regime.Regime, error) { return r.WithWeights(map[string]float64{"IR": 2}) }, "median",
			func(r regime.Regime) any { return r.Weights }, map[string]float64{"IR": 2}, "equiratio weights IR 2, the others 1",
		}, {
			"weighting", func(r regime.Regime) (regime.Regime, error) { return r.WithWeighting(regime.Additive) }, "equal coast-length target",
			func(r regime.Regime) any { return r.Weighting }, regime.Additive, "sectors by additive weights",
		}, {
			"line", func(r regime.Regime) (regime.Regime, error) { return r.WithLine([2]string{"KZ", "AZ"}, line) }, "median agreed astara-hasanquli",
			func(r regime.Regime) any { return r.Cuts[len(r.Cuts)-1] }, regime.Cut{Between: [2]string{"KZ", "AZ"}, Line: line}, "given line of KZ–AZ, 2 positions",
		}, {
			"territorial waters", func(r regime.Regime) (regime.Regime, error) { return r.WithBreadth(regime.Territorial, 12*1852) }, "convention2018",
			func(r regime.Regime) any { return r.Zones }, []regime.Belt{{Kind: regime.Territorial, Breadth: 12 * 1852}, {Kind: regime.Fishery, Breadth: 18520}}, "territorial waters 12 M; fishery zone 10 M",
		}, {
			"fishery zone", func(r regime.Regime) (regime.Regime, error) { return r.WithBreadth(regime.Fishery, 5*1852) }, "condominium convention2018",
			func(r regime.Regime) any { return r.Zones[len(r.Zones)-1] }, regime.Belt{Kind: regime.Fishery, Breadth: 5 * 1852}, "fishery zone 5 M",
		}, {
			"apart", func(r regime.Regime) (regime.Regime, error) { return r.Apart(regime.PartsCoast) }, "condominium",
			func(r regime.Regime) any { return len(r.Together) + len(r.TogetherName) }, 0, "the rest in proportion to coasts; coasts by every edge",
		}, {
			"notional", regime.Regime.Drawing, "condominium",
			func(r regime.Regime) any { return r.Notional && r.Drawn() }, true, "drawn notionally",
		}, {
			"islands", func(r regime.Regime) (regime.Regime, error) {
				return r.WithIslands(regime.IslandEffects{"": 0.5, "Kulaly": 0})
			}, "equal median agreed astara-hasanquli coast-length target",
			func(r regime.Regime) any { return r.Islands }, regime.IslandEffects{"": 0.5, "Kulaly": 0}, "islands half, Kulaly 0",
		},
	}
}

// TestChanges holds of every change and every shipped regime that it changes what it
// says, in the value and in words, and nothing of its receiver; or that it is refused
// with the name of the regime and of those that have a place for it.
func TestChanges(t *testing.T) {
	for _, c := range changes() {
		for _, r := range given() {
			before := text(t, r)
			after, err := c.do(r)
			assert.Equal(t, before, text(t, r), "%s changes its receiver %s", c.name, r.ID)
			if !slices.Contains(strings.Fields(c.places), r.ID) {
				require.ErrorIs(t, err, regime.ErrNoPlace, "%s %s", c.name, r.ID)
				assert.ErrorContains(t, err, r.ID+" has no place for ")
				assert.Equal(t, before, text(t, after))
				_, where, ok := strings.Cut(err.Error(), ", which are for ")
				require.True(t, ok, err)
				named := 0
				for _, word := range strings.FieldsFunc(where, func(r rune) bool { return r == ' ' || r == ',' }) {
					if _, err := regime.ByID(word); err == nil && word != "equal" || word == "equal" && strings.HasSuffix(where, word) {
						named++
						assert.Contains(t, strings.Fields(c.places), word, err)
					}
				}
				assert.Positive(t, named, "%v: no example", err)
				continue
			}
			require.NoError(t, err, "%s %s", c.name, r.ID)
			assert.Equal(t, c.want, c.shows(after), "%s %s", c.name, r.ID)
			assert.Contains(t, after.Terms(), c.terms, r.ID)
			assert.NotEqual(t, r.Terms(), after.Terms(), r.ID)
			_, err = after.Checked()
			assert.NoError(t, err, "%s %s", c.name, r.ID)
			claims, err := regime.Claims(after, regime.LayerAll)
			require.NoError(t, err)
			assert.Empty(t, claims, "nobody has claimed %s with another %s", r.ID, c.name)
		}
	}
	// A line that is there already is the regime's, not the user's to give.
	_, err := regime.Agreed().WithLine([2]string{"RU", "KZ"}, nil)
	require.ErrorIs(t, err, regime.ErrRegime)
	assert.ErrorContains(t, err, "agreed has a line of RU and KZ already")
	// The picture of a common sea keeps those together whose shares are apart.
	r, err := regime.Condominium().Drawing()
	require.NoError(t, err)
	r, err = r.Apart(regime.PartsMedian)
	require.NoError(t, err)
	assert.Equal(t, regime.Condominium().Together, r.Together)
	for _, c := range changes() {
		if c.name == "islands" || c.name == "weighting" {
			_, err = c.do(r)
			assert.NoError(t, err, "a picture has lines")
		}
	}
	// Full effect is what all islands have without it, a breadth that is there already
	// changes nothing, and no weights are none.
	for _, same := range []func() (regime.Regime, error){
		func() (regime.Regime, error) { return regime.Median().WithIslands(regime.IslandEffects{"": 1}) },
		func() (regime.Regime, error) { return regime.Median().WithIslands(nil) },
		func() (regime.Regime, error) { return regime.Median().WithWeights(nil) },
		func() (regime.Regime, error) { return regime.CoastLength().WithMeasure(regime.Measure{}) },
		func() (regime.Regime, error) {
			return regime.Convention2018().WithBreadth(regime.Territorial, regime.TerritorialBreadth)
		},
	} {
		r, err := same()
		require.NoError(t, err)
		was, err := regime.ByID(r.ID)
		require.NoError(t, err)
		assert.Equal(t, was.Title, r.Title)
		assert.Equal(t, was.Terms(), r.Terms())
		claimed, err := regime.Claims(was, regime.LayerAll)
		require.NoError(t, err)
		claims, err := regime.Claims(r, regime.LayerAll)
		require.NoError(t, err)
		assert.Equal(t, claimed, claims)
	}
}

// TestLayers holds which layers regimes have, and what becomes of each then.
func TestLayers(t *testing.T) {
	half := read(t, `{"id": "half", "title": "Half", "source": "me", "base": "target", "layer": "seabed", "shares": {"IR": 0.5}}`)
	const seabed, water, surface, all = regime.LayerSeabed, regime.LayerWater, regime.LayerSurface, regime.LayerAll
	for _, c := range []struct {
		r       regime.Regime
		by      regime.Layer
		kinds   string // those of the layer that it is for
		others  map[regime.Layer]string
		refused []regime.Layer
	}{
		{regime.Condominium(), all, "common common common", map[regime.Layer]string{seabed: "common common common", water: "common common common", surface: "common common common"}, nil},
		{regime.Equal(), water, "common sector open", map[regime.Layer]string{seabed: "sector open common", surface: "open open sector", all: "sector sector sector"}, nil},
		{regime.Median(), all, "sector sector sector", map[regime.Layer]string{seabed: "sector sector sector", water: "sector sector sector"}, nil},
		{regime.Agreed(), seabed, "sector open open", nil, []regime.Layer{water, surface, all}},
		{regime.AstaraHasanQuli(), all, "sector sector sector", map[regime.Layer]string{surface: "sector sector sector"}, nil},
		{regime.CoastLength(), all, "sector sector sector", map[regime.Layer]string{surface: "sector sector sector"}, nil},
		{regime.Convention2018(), water, "open zone zone", map[regime.Layer]string{surface: "open zone zone"}, []regime.Layer{seabed, all}},
		{regime.Target(map[string]float64{"IR": 0.3}, ""), all, "sector sector sector", map[regime.Layer]string{seabed: "sector sector sector"}, nil},
		{half, seabed, "sector open open", nil, []regime.Layer{water, surface, all}},
	} {
		if c.others == nil {
			c.others = map[regime.Layer]string{}
		}
		c.others[c.by] = c.kinds
		for layer, want := range c.others {
			r, err := c.r.WithLayer(layer)
			require.NoError(t, err, "%s %s", c.r.ID, layer)
			whole, err := r.Checked()
			require.NoError(t, err, "%s %s", c.r.ID, layer)
			assert.Equal(t, layer, whole.Layer)
			var got []string
			for k, l := range whole.Layers {
				assert.Equal(t, []regime.Layer{seabed, water, surface}[k], l.Layer)
				got = append(got, string(l.Kind))
			}
			assert.Equal(t, want, strings.Join(got, " "), "%s %s", c.r.ID, layer)
			assert.Equal(t, layer, whole.Rules()[0].Layer)
		}
		for _, layer := range append(c.refused, "air", "") {
			r, err := c.r.WithLayer(layer)
			require.ErrorIs(t, err, regime.ErrLayer, "%s %s", c.r.ID, layer)
			assert.Equal(t, c.r, r)
		}
	}
	// On other seas an equal division is one of all layers.
	here, err := regime.Equal().On(true)
	require.NoError(t, err)
	there, err := regime.Equal().On(false)
	require.NoError(t, err)
	assert.Equal(t, []regime.Layer{water, all}, []regime.Layer{here.Layer, there.Layer})
	assert.Empty(t, append(here.Readings, there.Readings...))
	// There is a way back from a reading.
	back, err := regime.Equal().WithLayer(seabed)
	require.NoError(t, err)
	back, err = back.WithLayer(water)
	require.NoError(t, err)
	assert.Equal(t, regime.Equal().Layers, back.Layers)
	// Whoever has chosen a layer keeps it there.
	chosen, err := regime.Equal().WithLayer(surface)
	require.NoError(t, err)
	there, err = chosen.On(false)
	require.NoError(t, err)
	assert.Equal(t, surface, there.Layer)
}

// TestPaper holds the three shares of Iran that the project starts from.
func TestPaper(t *testing.T) {
	for id, want := range map[string]float64{"condominium": 0.50, "equal": 0.20, "median": 0.13} {
		r, err := regime.ByID(id)
		require.NoError(t, err)
		claims, err := regime.Claims(r, regime.LayerAll)
		require.NoError(t, err)
		first := slices.IndexFunc(claims, func(c geodata.Claim) bool { return c.State == "IR" })
		require.GreaterOrEqual(t, first, 0, id)
		assert.Equal(t, want, claims[first].Share)
		assert.Contains(t, claims[first].Source, "doi:10.31455/asya.497624")
	}
}

// TestClaims holds which claims stand beside a regime's shares: those for its layer,
// and none beside a copy of another name. (TestChanges has those that were changed.)
func TestClaims(t *testing.T) {
	for _, c := range []struct {
		id    string
		layer regime.Layer
		by    string
	}{
		{"equal", regime.LayerWater, "Tehran, after Koulaei & Hafeznia 2010, p. 401"},
		{"equal", regime.LayerSeabed, "Mohammad Javad Zarif"}, // he claimed 20 % of the seabed
		{"equal", regime.LayerSurface, "Mehdi Safari"},        // he named no layer
		{"median", regime.LayerAll, "Khosravi 2007, p. 6"},
		{"median", regime.LayerSeabed, "Bahman Aghai Diba"},
	} {
		r, err := regime.ByID(c.id)
		require.NoError(t, err)
		of, err := r.WithLayer(c.layer)
		require.NoError(t, err)
		for _, r := range []regime.Regime{r, of} {
			claims, err := regime.Claims(r, c.layer)
			require.NoError(t, err)
			first := slices.IndexFunc(claims, func(c geodata.Claim) bool { return c.State == "IR" })
			require.GreaterOrEqual(t, first, 0, c.id)
			assert.Equal(t, c.by, claims[first].By, "%s %s", c.id, c.layer)
		}
	}
	claimed := 0
	for _, r := range given() {
		claims, err := regime.Claims(r, regime.LayerAll)
		require.NoError(t, err)
		claimed += len(claims)
		assert.Equal(t, slices.Contains([]string{"condominium", "equal", "median", "agreed", "astara-hasanquli"}, r.ID), len(claims) > 0, r.ID)
		r.ID = "my-" + r.ID
		claims, err = regime.Claims(r, regime.LayerAll)
		require.NoError(t, err)
		assert.Empty(t, claims, r.ID)
	}
	assert.Greater(t, claimed, 10)
	claims, err := regime.Claims(regime.Regime{}, regime.LayerAll)
	require.NoError(t, err)
	assert.Empty(t, claims)
}

// TestJSON reads what is written of every shipped regime, and of every change of one,
// and gets the same. Under a shipped id only the shipped one is read.
func TestJSON(t *testing.T) {
	all := given()
	for _, r := range given() {
		for _, c := range changes() {
			if after, err := c.do(r); err == nil {
				all = append(all, after)
			}
		}
		for _, reading := range r.Readings {
			of, err := r.WithLayer(reading.Layer)
			require.NoError(t, err)
			all = append(all, of)
		}
	}
	require.Greater(t, len(all), 25)
	for _, r := range all {
		shipped, err := regime.ByID(r.ID)
		require.NoError(t, err)
		same, err := regime.Read(strings.NewReader(text(t, r)))
		if text(t, shipped) == text(t, r) {
			require.NoError(t, err)
			assert.Equal(t, r, same)
		} else {
			require.ErrorIs(t, err, regime.ErrRegime)
			assert.ErrorContains(t, err, "choose another id, such as my-"+r.ID)
			assert.Zero(t, same)
		}
		r.ID = "my-" + r.ID
		assert.Equal(t, r, read(t, text(t, r)))
		whole, err := r.Checked()
		require.NoError(t, err)
		assert.Equal(t, whole, read(t, text(t, whole)))
		indented, err := json.MarshalIndent(r, "", "\t")
		require.NoError(t, err)
		assert.Equal(t, r, read(t, "\ufeff"+string(indented)))
	}
}

// TestTerms says in words what rules go by.
func TestTerms(t *testing.T) {
	for want, r := range map[string]regime.Regime{
		"equal distance; islands full":                                      regime.Median(),
		"shares in equal parts; sectors by equiratio weights; islands full": regime.Equal(),
		"territorial waters 15 M; fishery zone 10 M":                        regime.Convention2018(),
		"shares in proportion to coasts; coasts by every edge of the data, islands included; sectors by equiratio weights; islands full":                                        regime.CoastLength(),
		"equal distance; given line of IR and all others, straight between the ends of the land borders; islands full":                                                          regime.AstaraHasanQuli(),
		"additive weights A -2000 m, B 500 m, the others 0 m; islands none, Isle 0.25":                                                                                          read(t, mine(`"base":"median","weighting":"additive","weights":{"B":500,"A":-2e3},"islands":{"*":0,"Isle":0.25}`)),
		"shares A 33.33333333 %, the rest in proportion to median shares; islands full":                                                                                         read(t, mine(`"base":"undivided","shares":{"A":0.3333333333},"rest":"median"`)),
		"equal distance; meridian in place of the line of A–B, from the end of their land border; islands full":                                                                 read(t, mine(`"base":"median","cuts":[{"between":["A","B"],"kind":"meridian"}]`)),
		"equal distance; azimuth 95.5° as a rhumb line in place of the line of A–B, from 52.43 41.75; islands full":                                                             read(t, mine(`"base":"median","cuts":[{"between":["A","B"],"kind":"azimuth","azimuth":95.5,"loxodrome":true,"from":[52.43,41.75]}]`)),
		"equal distance; bisector in place of the line of A–B, from the end of their land border, directions by straight fronts over 50 km; islands full":                       read(t, mine(`"base":"median","cuts":[{"between":["A","B"],"kind":"bisector"}]`)),
		"equal distance; perpendicular as a rhumb line in place of the line of A–B, from the end of their land border, directions by least squares over 18.52 km; islands full": read(t, mine(`"base":"median","cuts":[{"between":["A","B"],"kind":"perpendicular","over_m":18520,"loxodrome":true}]`)),
		"equal distance; given line of A–B, 2 positions of rhumb lines; given line of A–C, the rhumb line between the ends of the land borders; islands full":                   read(t, mine(`"base":"median","cuts":[{"between":["A","B"],"line":[[1,2],[3,4]],"loxodrome":true},{"between":["A","C"],"termini":true,"loxodrome":true}]`)),
	} {
		assert.Equal(t, want, r.Terms())
	}
	zero := regime.Regime{}
	assert.NotPanics(t, func() { _ = zero.Terms() })
}

// TestCuts holds what follows from the kind of a line, and how titles say it.
func TestCuts(t *testing.T) {
	degrees := 95.0
	between := [2]string{"KZ", "TM"}
	for _, c := range []struct {
		cut, whole regime.Cut
		title      string
	}{
		{regime.Cut{Kind: regime.CutMeridian, Loxodrome: true}, regime.Cut{Kind: regime.CutMeridian}, "the meridian"},
		{regime.Cut{Kind: regime.CutParallel}, regime.Cut{Kind: regime.CutParallel, Loxodrome: true}, "the parallel"},
		{regime.Cut{Kind: regime.CutBisector}, regime.Cut{Kind: regime.CutBisector, Over: 50e3, Direction: regime.DirectionFronts}, "the bisector"},
		{regime.Cut{Kind: regime.CutPerpendicular, Over: 9}, regime.Cut{Kind: regime.CutPerpendicular, Over: 9, Direction: regime.DirectionFit}, "the perpendicular"},
		{regime.Cut{Kind: regime.CutAzimuth, Azimuth: &degrees, Loxodrome: true}, regime.Cut{Kind: regime.CutAzimuth, Azimuth: &degrees, Loxodrome: true}, "the azimuth 95° as a rhumb line"},
		{regime.Cut{Termini: true}, regime.Cut{Termini: true}, "the line between the ends of the land borders"},
	} {
		c.cut.Between, c.whole.Between = between, between
		r, err := regime.Median().WithCut(c.cut)
		require.NoError(t, err)
		assert.Equal(t, "Median line, with "+c.title+" in place of the line of KZ and TM", r.Title)
		assert.Equal(t, []regime.Cut{c.cut}, r.Cuts)
		checked, err := r.Checked()
		require.NoError(t, err)
		assert.Equal(t, []regime.Cut{c.whole}, checked.Cuts)
		r.ID = "mine"
		assert.Equal(t, r, read(t, text(t, r)))
		_, err = r.WithCut(regime.Cut{Between: [2]string{"TM", "KZ"}, Kind: regime.CutMeridian})
		require.ErrorIs(t, err, regime.ErrRegime)
		assert.ErrorContains(t, err, "mine has a line of TM and KZ already")
		median, own := r.WithoutCut("TM", "KZ")
		assert.Equal(t, c.cut, *own)
		assert.Equal(t, "Median line", median.Title)
		assert.Empty(t, median.Cuts)
		same, none := r.WithoutCut("TM", "AZ")
		assert.Nil(t, none)
		assert.Equal(t, r, same)
	}
	assert.Equal(t, 95.0, degrees)
}

// TestProblems holds that what is wrong is found all at once, and where.
func TestProblems(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{``, "it is not a JSON object"},
		{`[]`, "it is not a JSON object"},
		{"{\n\"id\": \"x\",\n", "line 3, column 1: it is not valid JSON: the input ends early"},
		{"{\n\"id\": \"x\" \"y\"}", "line 2, column 11: it is not valid JSON: '\"' where '}' must stand"},
		{`{"id":"a","id":"b"}`, "line 1, column 11: the member id stands twice, first at line 1, column 2 and again"},
		{`{"id":"a"} {}`, "there is more after the object"},
		{mine(`"base":"median","cuts":[{"between":["A","B"],"line":[[1,2],[3,null]]}]`), "cuts[0].line[1][1]: null stands here, and nothing is not 0"},
		{mine(`"base":"target","shares":{"A":null}`), "shares.A: null stands here"},
		{mine(`"base":"zones","zones":[{"kind":"fishery_zone","breadth_m":null}]`), "zones[0].breadth_m: null stands here"},
		{mine(`"base":"median","weights":null`), "weights: null stands here"},
		{mine(`"base":"median","cuts":[{"between":["A","B"],"line":[[1,2],[3,"4"]]}]`), "line 1, column 105: cuts[0].line[1][1]: a string stands here in the place of a number"},
		{mine(`"base":"median","weights":{"A":2,"A ":3}`), `weights: the state "A" is there twice, in two spellings that look the same`},
		{mine(`"base":"target","shares":{"A":0.5,"A":0.2}`), "the member shares.A stands twice, first at line 1, column 69 and again; keep one of them"},
		{mine("\"base\":\"median\",\"silence\":\"\xc8\xf0\xe0\xed\""), `the text is not UTF-8 but perhaps Windows-1251, which has "Иран" here: the byte 0xC8 stands; iconv -f WINDOWS-1251 -t UTF-8`},
		{"\xff\xfe{\x00}\x00", "it is UTF-16; iconv -f UTF-16 -t UTF-8"},
		{"SQLite format 3\x00", "it is a GeoPackage or another SQLite database; ogr2ogr"},
		{`{"id":` + strings.Repeat("[", 40), "values are nested too deeply"},
		{"{\n\"id\": 5}", "line 2, column 7: id: a number stands here in the place of a string"},
		{mine(`"bse":"median"`), "bse: there is no such member; did you mean base? the members are id, title, base"},
		{mine(`"base":"halves"`), `base: "halves" is no base; the bases are median, target, undivided and zones`},
		{mine(`"base":"median","Weights":{}`), "Weights: there is no such member"},
		{mine(`"base":"median","cuts":[{"between":["A","B"],"lime":[]}]`), "cuts[0].lime: there is no such member; did you mean line? the members are between, line, termini, kind, azimuth, loxodrome, from, over_m, direction"},
		{mine(`"base":"median","cuts":[{"between":["A","B"],"line":[[1,2],[3]]}]`), "cuts[0].line[1]: there are not two values"},
		{mine(`"base":"median","cuts":[{"between":["A"],"line":[[1,2],[3,4]]}]`), "cuts[0].between: there are not two values"},
		{mine(`"base":"median","cuts":[{"between":["A","B"],"line":[[1,2],[51,138]]}]`), "cuts[0].line[1]: 51 138 is no longitude and latitude"},
		{mine(`"base":"median","cuts":[{"between":["A","B"],"line":[[1,2],[51,138]]}]`), "; longitude comes first"},
		{mine(`"base":"median","cuts":[{"between":["A","A"],"termini":true}]`), `"A" and "A" are no two states`},
		{mine(`"base":"median","cuts":[{"between":["*","A"],"termini":true}]`), `"*" and "A" are no two states`},
		{mine(`"base":"median","cuts":[{"between":["A","B"],"termini":true,"line":[[1,2],[3,4]]}]`), "a line and termini exclude each other"},
		{mine(`"base":"median","cuts":[{"between":["A","B"],"termini":true,"kind":"meridian"}]`), "cuts[0]: a kind, a line and termini exclude each other"},
		{mine(`"base":"median","cuts":[{"between":["A","B"],"kind":"meridian","line":[[1,2],[3,4]]}]`), "cuts[0]: a kind, a line and termini exclude each other"},
		{mine(`"base":"median","cuts":[{"between":["A","B"]}]`), `cuts[0].line: it has 0 positions; give two or more, longitude first, or "termini": true, or a "kind"`},
		{mine(`"base":"median","cuts":[{"between":["A","B"],"kind":"bisektor"}]`), `line 1, column 95: cuts[0].kind: "bisektor" is no kind of lines; the kinds are bisector, perpendicular, azimuth, parallel, meridian`},
		{mine(`"base":"median","cuts":[{"between":["A","*"],"kind":"parallel"}]`), "cuts[0].between: a parallel is drawn between two states, not between one and all others; name the second"},
		{mine(`"base":"median","cuts":[{"between":["A","B"],"kind":"azimuth"}]`), "cuts[0].azimuth: there is none; give degrees clockwise from north"},
		{mine(`"base":"median","cuts":[{"between":["A","B"],"kind":"azimuth","azimuth":-90}]`), "cuts[0].azimuth: -90 lies outside 0 up to below 360; it is in degrees clockwise from north: the west is 270"},
		{mine(`"base":"median","cuts":[{"between":["A","B"],"kind":"azimuth","azimuth":360}]`), "cuts[0].azimuth: 360 lies outside"},
		{mine(`"base":"median","cuts":[{"between":["A","B"],"kind":"meridian","azimuth":0}]`), "cuts[0].azimuth: it means nothing for such a line; it is for the kind azimuth"},
		{mine(`"base":"median","cuts":[{"between":["A","B"],"kind":"meridian","over_m":5000}]`), "cuts[0].over_m: it means nothing for such a line; it is for the kinds bisector and perpendicular"},
		{mine(`"base":"median","cuts":[{"between":["A","B"],"kind":"azimuth","azimuth":5,"direction":"fit"}]`), "cuts[0].direction: it means nothing"},
		{mine(`"base":"median","cuts":[{"between":["A","B"],"termini":true,"from":[50,40]}]`), "cuts[0].from: it means nothing for such a line; it is for lines with a kind"},
		{mine(`"base":"median","cuts":[{"between":["A","B"],"kind":"parallel","from":[50]}]`), "cuts[0].from: there are not two values"},
		{mine(`"base":"median","cuts":[{"between":["A","B"],"kind":"parallel","from":[50,140]}]`), "cuts[0].from: 50 140 is no longitude and latitude; longitude comes first"},
		{mine(`"base":"median","cuts":[{"between":["A","B"],"kind":"parallel","from":[50,null]}]`), "cuts[0].from[1]: null stands here"},
		{mine(`"base":"median","cuts":[{"between":["A","B"],"kind":"bisector","over_m":0.5}]`), "cuts[0].over_m: 0.5 m lies outside 1 m to 1000 km"},
		{mine(`"base":"median","cuts":[{"between":["A","B"],"kind":"bisector","direction":"chords"}]`), `cuts[0].direction: "chords" is no rule for directions; the rules are fronts and fit`},
		{mine(`"base":"median","cuts":[{"between":["A","B"],"kind":"azimuth","azimuth":"west"}]`), "a string stands here in the place of a number"},
		{mine(`"base":"median","cuts":[` + strings.Repeat("{},", 1000) + `{}]`), "cuts: it has more than 1000 elements"},
		{mine(`"base":"median","shares":{"A":0.2}`), "shares: it means nothing under the base median"},
		{mine(`"base":"median","shares":{"A":0.2}`), "it is for the base target or undivided"},
		{mine(`"base":"target","shares":{"A":20}`), "shares.A: 20 does not lie between 0 and 1; shares are fractions of the sea"},
		{mine(`"base":"target","shares":{"A":0.6,"B":0.6}`), "they add up to 1.2, more than 1"},
		{mine(`"base":"target","rest":"mine"`), `rest: "mine" is no rule`},
		{mine(`"base":"target","rest":"coast","measure":-5`), "measure: dividers open up to 1000 km, not -5 m"},
		{mine(`"base":"target","rest":"coast","measure":"long"`), `"long" is not sinuous, fronts or a length in metres`},
		{mine(`"base":"target","measure":5000`), "measure: it means nothing"},
		{mine(`"base":"median","weights":{"A":-1}`), "weights.A: -1 is no weight"},
		{mine(`"base":"median","weights":{"A":2e6}`), "weights: the greatest, 2e+06, is more than 1e+06 times the least, 1"},
		{mine(`"base":"median","weights":{"A":1e-7}`), "weights: the greatest, 1, is more than"},
		{mine(`"base":"median","weighting":"additive","weights":{"A":-2e7}`), "weights.A: -2e+07 is no weight"},
		{mine(`"base":"median","weighting":"more"`), `weighting: "more" is no rule`},
		{mine(`"base":"median","islands":2`), "islands: 2 lies outside 0 to 1"},
		{mine(`"base":"median","islands":{"*":-1}`), "islands: -1 lies outside 0 to 1"},
		{mine(`"base":"median","islands":"some"`), `islands: "some" is not full, half, none or a number`},
		{mine(`"base":"median","islands":{"":1}`), "an island has no name"},
		{mine(`"base":"zones"`), "zones: there are none"},
		{mine(`"base":"zones","zones":[{"kind":"fishery_zone","breadth_m":1e9}]`), "zones[0].breadth_m: 1e+09 m lies outside"},
		{mine(`"base":"zones","zones":[{"kind":"sector","breadth_m":100}]`), `zones[0].kind: "sector" is no belt`},
		{mine(`"base":"zones","islands":"half","zones":[{"kind":"fishery_zone","breadth_m":100}]`), "islands: it means nothing under the base zones"},
		{mine(`"base":"undivided","together":["A"]`), "together: there are no zones"},
		{mine(`"base":"undivided","together_name":"A"`), "together_name: it means nothing"},
		{mine(`"base":"undivided","zones":[{"kind":"territorial_waters","breadth_m":100}]`), "zones: a common sea has one fishery_zone at the most"},
		{mine(`"base":"median","layer":"air"`), `layer: "air" is no layer`},
		{mine(`"base":"median","layers":[{"layer":"seabed","kind":"sector","rule":"x"}]`), "layers: there are 1; give all three"},
		{mine(`"base":"median","readings":[{"layer":"seabed","layers":[]}]`), "readings[0].layers: there are none"},
		{mine(`"base":"median","elsewhere":"seabed"`), `elsewhere: no reading is for the layer "seabed"`},
		{`{"id":"Mine!","title":"","source":"","base":"median"}`, `id: "Mine!" is no id`},
		{`{"id":"median","title":"Other","source":"x","base":"median"}`, "choose another id, such as my-median"},
	} {
		r, err := regime.Read(strings.NewReader(c.text))
		assert.Zero(t, r, c.text)
		require.ErrorIs(t, err, regime.ErrRegime, c.text)
		var list *problem.List
		require.ErrorAs(t, err, &list)
		all := ""
		for _, one := range list.All {
			var p *regime.Problem
			require.ErrorAs(t, one, &p)
			all += p.Error() + "\n"
		}
		assert.Contains(t, all, c.want, c.text)
	}
	// All of them, in the order and with the places of the text.
	_, err := regime.Read(strings.NewReader("{\n\"id\":\"A\",\n\"title\":\"t\",\n\"source\":\"s\",\n\"base\":\"zones\",\n\"zones\":[{\"kind\":\"fishery_zone\",\n  \"breadth_m\":0}],\"weights\":{\"X\":1}}"))
	var list *problem.List
	require.ErrorAs(t, err, &list)
	require.Equal(t, 3, list.Total)
	var places [][2]int
	for _, one := range list.All {
		var p *regime.Problem
		require.ErrorAs(t, one, &p)
		places = append(places, [2]int{p.Line, p.Column})
	}
	// Where values begin.
	assert.Equal(t, [][2]int{{2, 6}, {7, 15}, {7, 29}}, places)
	_, err = regime.Read(strings.NewReader(strings.Repeat(" ", 9<<20)))
	assert.ErrorContains(t, err, "it is larger than 8 MB")
	broken := errors.New("broken")
	_, err = regime.Read(failing{broken})
	assert.ErrorIs(t, err, broken)
	// A value that comes from no text has no lines.
	_, err = regime.Regime{}.Checked()
	assert.ErrorContains(t, err, `id: "" is no id`)
	assert.NotContains(t, err.Error(), "line")
}

// failing is a reader that fails.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// TestClone changes copies and what regimes were made of: the regime stays.
func TestClone(t *testing.T) {
	spoil := func(r *regime.Regime) {
		for _, m := range []map[string]float64{r.Shares, r.Weights, r.Islands} {
			for name := range m {
				m[name] = 0.9
			}
		}
		for k := range r.Cuts {
			for i := range r.Cuts[k].Line {
				r.Cuts[k].Line[i][0] = 99
			}
			r.Cuts[k].Between[0] = "X"
			if r.Cuts[k].From != nil {
				*r.Cuts[k].Azimuth, *r.Cuts[k].From = 99, orb.Point{9, 9}
			}
		}
		for k := range r.Zones {
			r.Zones[k].Breadth = 1
		}
		for k := range r.Layers {
			r.Layers[k].Rule = "spoilt"
		}
		for k := range r.Readings {
			r.Readings[k].Layers[0].Rule = "spoilt"
		}
		for _, s := range [][]string{r.Assumptions, r.Together} {
			for k := range s {
				s[k] = "spoilt"
			}
		}
	}
	for _, r := range append(given(), read(t, mine(`"base":"median","weights":{"A":2},"islands":"half","cuts":[{"between":["A","B"],"line":[[0,1],[0,-1]]},{"between":["A","C"],"kind":"azimuth","azimuth":5,"from":[1,2]}]`))) {
		want := text(t, r)
		copied := r.Clone()
		checked, err := r.Checked()
		require.NoError(t, err)
		here, err := r.On(true)
		require.NoError(t, err)
		layer, err := r.WithLayer(checked.Layer)
		require.NoError(t, err)
		for _, c := range []*regime.Regime{&copied, &checked, &here, &layer} {
			spoil(c)
			assert.NotEqual(t, want, text(t, *c))
			assert.Equal(t, want, text(t, r), r.ID)
		}
		if shipped, err := regime.ByID(r.ID); err == nil && r.ID != "target" {
			spoil(&shipped)
			again, err := regime.ByID(r.ID)
			require.NoError(t, err)
			assert.Equal(t, want, text(t, again), r.ID)
		}
	}
	shares, weights, line := map[string]float64{"IR": 0.3}, map[string]float64{"IR": 2}, orb.LineString{{48, 42.5}, {51, 42.5}}
	target, weighted := regime.Target(shares, ""), regime.Median()
	weighted, err := weighted.WithWeights(weights)
	require.NoError(t, err)
	cut, err := regime.Median().WithLine([2]string{"KZ", "AZ"}, line)
	require.NoError(t, err)
	shares["IR"], weights["IR"], line[0] = 0.9, 9, orb.Point{0, 0}
	assert.Equal(t, 0.3, target.Shares["IR"])
	assert.Equal(t, 2.0, weighted.Weights["IR"])
	assert.Equal(t, orb.Point{48, 42.5}, cut.Cuts[0].Line[0])
}

// TestIslandEffects reads, writes and says effects.
func TestIslandEffects(t *testing.T) {
	for _, c := range []struct {
		text, words string
		effects     regime.IslandEffects
	}{
		{`"full"`, "full", regime.IslandEffects{"": 1}},
		{`"half"`, "half", regime.IslandEffects{"": 0.5}},
		{`"none"`, "none", regime.IslandEffects{"": 0}},
		{`0.25`, "0.25", regime.IslandEffects{"": 0.25}},
		{`{"*":0.5,"Isle":1}`, "half, Isle 1", regime.IslandEffects{"": 0.5, "Isle": 1}},
		{`{"Isle":0}`, "full, Isle 0", regime.IslandEffects{"Isle": 0}},
	} {
		var got regime.IslandEffects
		require.NoError(t, json.Unmarshal([]byte(c.text), &got))
		assert.Equal(t, c.effects, got)
		assert.Equal(t, c.words, got.String())
		written, err := json.Marshal(got)
		require.NoError(t, err)
		assert.Equal(t, c.text, string(written))
	}
	assert.Equal(t, "full", regime.IslandEffects(nil).String())
	assert.Equal(t, 1.0, regime.IslandEffects(nil).Of("Isle"))
	assert.Equal(t, 0.5, regime.IslandEffects{"": 0.5}.Of("Isle"))
	assert.Equal(t, 0.25, regime.IslandEffects{"": 0.5, "Isle": 0.25}.Of("Isle"))
	for _, text := range []string{`"some"`, `true`, `[1]`, `{"":1}`, `{"x":"y"}`, `{`} {
		assert.Error(t, json.Unmarshal([]byte(text), new(regime.IslandEffects)), text)
	}
}

// TestMeasure reads, writes, says and checks measures of coasts.
func TestMeasure(t *testing.T) {
	for _, c := range []struct {
		text, words string
		measure     regime.Measure
	}{
		{`"sinuous"`, "every edge of the data, islands included", regime.Measure{}},
		{`"fronts"`, "straight coastal fronts, without islands", regime.Measure{Fronts: true}},
		{`2500`, "dividers of 2.5 km, islands included", regime.Measure{Step: 2500}},
	} {
		got := regime.Measure{Step: 7}
		require.NoError(t, json.Unmarshal([]byte(c.text), &got))
		assert.Equal(t, c.measure, got)
		assert.Equal(t, c.words, got.String())
		require.NoError(t, got.Check())
		written, err := json.Marshal(got)
		require.NoError(t, err)
		assert.Equal(t, c.text, string(written))
	}
	for _, m := range []regime.Measure{{Step: -1}, {Step: math.NaN()}, {Step: math.Inf(1)}, {Step: 1.1e6}, {Step: 1, Fronts: true}} {
		assert.ErrorIs(t, m.Check(), regime.ErrRegime, "%v", m)
	}
	for _, text := range []string{`"long"`, `true`, `{}`, `[`} {
		assert.Error(t, json.Unmarshal([]byte(text), new(regime.Measure)), text)
	}
}

// FuzzRead holds that no text makes a panic, and that what is read comes back when it
// is written.
func FuzzRead(f *testing.F) {
	for _, r := range given() {
		f.Add([]byte(text(f, r)))
	}
	for _, more := range []string{
		`"base":"median","islands":{"*":0.5,"x":1},"weights":{"A":2}`, `"base":"median","islands":{"":0.5,"*":1}`, `"base":"median","islands":"half"`,
		`"base":"median","weighting":"additive","weights":{"A":-2e4}`, `"base":"target","shares":{"A":0.2,"B":0.3},"rest":"coast"`,
		`"base":"median","cuts":[{"between":["A","*"],"line":[[1,2],[3,4]]}]`, `"base":"median","cuts":[{"between":["A","B"],"termini":true}]`,
		`"base":"median","cuts":[{"between":["A","B"],"kind":"azimuth","azimuth":0,"loxodrome":true,"from":[52.4,41.7]},{"between":["B","C"],"kind":"bisector","over_m":2e4,"direction":"fit"}]`,
		`"base":"median","cuts":[{"between":["A","B"],"kind":"parallel"},{"between":["B","C"],"line":[[1,2],[3,4]],"loxodrome":true}]`,
		`"base":"zones","zones":[{"kind":"territorial_waters","breadth_m":22224},{"kind":"fishery_zone","breadth_m":18520}]`,
		`"base":"undivided","zones":[{"kind":"fishery_zone","breadth_m":18520}],"together":["A"]`,
	} {
		f.Add([]byte(mine(more)))
	}
	for _, text := range []string{"", "{}", "[1]", `{"id":1}`, `{"a":{"b":[1,2,3]}}`, "\ufeff{}", `{"id":"x","id":"y"}`} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		start := time.Now()
		r, err := regime.Read(bytes.NewReader(in))
		require.Less(t, time.Since(start), 20*time.Second)
		if err != nil {
			require.Zero(t, r)
			require.NotEmpty(t, err.Error())
			return
		}
		_, err = r.Checked()
		require.NoError(t, err)
		again := text(t, r)
		same, err := regime.Read(strings.NewReader(again))
		require.NoError(t, err)
		require.Equal(t, again, text(t, same))
	})
}

// TestZeroRegime holds that the zero regime has no place for anything, and answers.
func TestZeroRegime(t *testing.T) {
	var zero regime.Regime
	_, err := zero.Checked()
	assert.ErrorIs(t, err, regime.ErrRegime)
	for _, c := range changes() {
		_, err := c.do(zero)
		assert.ErrorIs(t, err, regime.ErrNoPlace, c.name)
	}
	_, err = zero.WithLayer("air")
	assert.ErrorIs(t, err, regime.ErrLayer)
	same, err := zero.On(false)
	require.NoError(t, err)
	assert.Equal(t, zero, same)
	assert.Equal(t, zero, zero.Clone())
	assert.NotPanics(t, func() { _, _, _, _ = zero.Terms(), zero.Rules(), zero.Shared(), zero.Drawn() })
	var p regime.Problem
	assert.NotPanics(t, func() { _ = p.Error() })
	assert.ErrorIs(t, &p, regime.ErrRegime)
}
