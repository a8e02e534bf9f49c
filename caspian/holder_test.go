package caspian_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/regime"
)

// TestHolders holds who has the zones of every regime: names and manners.
func TestHolders(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	sea, change := divided.Sea(t, "ne10m"), changed(t)
	alone := []caspian.Holder{
		{States: []int{0}, Name: "Azerbaijan", Manner: caspian.Alone}, {States: []int{1}, Name: "Iran", Manner: caspian.Alone},
		{States: []int{2}, Name: "Kazakhstan", Manner: caspian.Alone}, {States: []int{3}, Name: "Russia", Manner: caspian.Alone},
		{States: []int{4}, Name: "Turkmenistan", Manner: caspian.Alone},
	}
	everybody := caspian.Holder{States: []int{0, 1, 2, 3, 4}, Name: "all states", Manner: caspian.Each}
	union := caspian.Holder{States: []int{0, 2, 3, 4}, Name: "Soviet Union", Manner: caspian.Together}
	nameless := union
	nameless.Name = "Azerbaijan, Kazakhstan, Russia and Turkmenistan"
	own := func(change func(r *regime.Regime)) regime.Regime {
		r := regime.Condominium()
		r.ID = "own"
		change(&r)
		return r
	}
	type zones map[caspian.ZoneKind][]caspian.Holder
	sectors := zones{caspian.ZoneSector: alone}
	belts := func(h ...caspian.Holder) zones {
		return zones{caspian.ZoneFishery: h, caspian.ZoneCommon: {everybody}}
	}
	for k, c := range []struct {
		regime regime.Regime
		want   zones
	}{
		{regime.Median(), sectors}, {regime.Equal(), sectors}, {regime.Agreed(), sectors}, {regime.AstaraHasanQuli(), sectors}, {regime.CoastLength(), sectors},
		{regime.Target(map[string]float64{"IR": 0.25}, regime.PartsMedian), sectors},
		{regime.Convention2018(), zones{caspian.ZoneTerritorial: alone, caspian.ZoneFishery: alone, caspian.ZoneCommon: {everybody}}},
		{regime.Condominium(), belts(union, alone[1])},
		{change(regime.Condominium().Apart(regime.PartsEqual)), belts(alone...)},
		{change(regime.Condominium().Drawing()), zones{caspian.ZoneCommon: {union}, caspian.ZoneSector: {alone[1]}}},
		{own(func(r *regime.Regime) { r.TogetherName = "" }), belts(nameless, alone[1])},
		{own(func(r *regime.Regime) { r.Together = []string{"KZ", "TM"}; r.TogetherName = "" }), belts(alone[0], alone[1], caspian.Holder{States: []int{2, 4}, Name: "Kazakhstan and Turkmenistan", Manner: caspian.Together}, alone[3])},
		// One state together with nobody holds alone.
		{own(func(r *regime.Regime) { r.Together = []string{"KZ"} }), belts(alone...)},
		{own(func(r *regime.Regime) { r.Zones, r.Together, r.TogetherName = nil, nil, "" }), zones{caspian.ZoneCommon: {everybody}}},
	} {
		if k%long.Or(1, 3) != 0 {
			continue
		}
		d := divided.By(t, sea, c.regime)
		got := zones{}
		for _, z := range d.Zones {
			got[z.Kind] = append(got[z.Kind], z.Holder)
		}
		assert.Equal(t, c.want, got, "%s %v", c.regime.ID, c.regime.Together)
	}
	d := divided.By(t, sea, regime.Condominium())
	assert.Equal(t, everybody, d.Everybody())
	assert.Equal(t, []string{"AZ", "KZ", "RU", "TM"}, d.Codes(union))
	assert.Empty(t, d.Codes(caspian.Holder{}), "nobody")
	closed := divided.By(t, divided.Sea(t, "ne10m", divided.Lagoon), regime.Condominium())
	last := closed.Zones[len(closed.Zones)-1]
	require.Equal(t, caspian.ZoneInternalWaters, last.Kind)
	assert.Equal(t, alone[4], last.Holder)
}
