package caspian_test

import (
	"context"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/regime"
)

// TestCopies holds that nothing sets the shipped regimes apart: a copy under another id
// divides the Caspian in the same way in all that a division holds, whatever is
// changed in both. Only claims belong to an id.
func TestCopies(t *testing.T) {
	long.Only(t)
	t.Parallel()
	sea := divided.Sea(t, "ne10m")
	copyOf := func(r regime.Regime) regime.Regime {
		r.ID = "my-" + r.ID
		return r
	}
	compare := func(want *caspian.Division, mine regime.Regime, opts caspian.Options) {
		t.Helper()
		id := want.Question.Regime.ID
		got, err := caspian.Divide(context.Background(), sea, mine, opts)
		require.NoError(t, err, id)
		require.Equal(t, "my-"+id, got.Question.Regime.ID)
		claims, err := got.Claims()
		require.NoError(t, err)
		assert.Empty(t, claims, "nobody has claimed what a user defines")
		assert.NotEqual(t, want.Question.SHA256(), got.Question.SHA256(), id)
		got.Question.Regime.ID = id
		assert.True(t, same(want, got), "%s: a copy divides otherwise", id)
		assert.Equal(t, want.Question.SHA256(), got.Question.SHA256(), id)
	}
	target := regime.Target(map[string]float64{"IR": 0.25}, regime.PartsMedian)
	shipped := regime.Shipped()
	shipped[len(shipped)-1] = target
	for _, r := range shipped {
		compare(divided.By(t, sea, r), copyOf(r), caspian.Options{})
	}
	// What is changed in both, or refused. Rough lines are drawn in less time.
	rough := caspian.Options{Rough: true}
	for _, c := range []struct {
		of     regime.Regime
		change func(regime.Regime) (regime.Regime, error)
	}{
		{regime.Equal(), func(r regime.Regime) (regime.Regime, error) { return r.WithLayer(regime.LayerSeabed) }},
		{target, func(r regime.Regime) (regime.Regime, error) { return r.WithShares(map[string]float64{"IR": 0.3}) }},
		{target, func(r regime.Regime) (regime.Regime, error) { return r.WithRest(regime.PartsCoast) }},
		{regime.CoastLength(), func(r regime.Regime) (regime.Regime, error) { return r.WithMeasure(regime.Measure{Fronts: true}) }},
		{regime.Median(), func(r regime.Regime) (regime.Regime, error) { return r.WithWeights(map[string]float64{"IR": 2}) }},
		{regime.Equal(), func(r regime.Regime) (regime.Regime, error) { return r.WithWeighting(regime.Additive) }},
		{regime.Agreed(), func(r regime.Regime) (regime.Regime, error) {
			return r.WithLine([2]string{"KZ", "AZ"}, orb.LineString{{48, 42.5}, {51, 42.5}})
		}},
		{regime.Convention2018(), func(r regime.Regime) (regime.Regime, error) { return r.WithBreadth(regime.Territorial, 12*1852) }},
		{regime.Condominium(), func(r regime.Regime) (regime.Regime, error) { return r.WithBreadth(regime.Fishery, 5*1852) }},
		{regime.Condominium(), func(r regime.Regime) (regime.Regime, error) { return r.Apart(regime.PartsMedian) }},
		{regime.Condominium(), regime.Regime.Drawing},
		{regime.AstaraHasanQuli(), func(r regime.Regime) (regime.Regime, error) { return r.WithIslands(regime.IslandEffects{"": 0.5}) }},
	} {
		one, err := c.change(c.of)
		require.NoError(t, err)
		two, err := c.change(copyOf(c.of))
		require.NoError(t, err)
		want, err := caspian.Divide(context.Background(), sea, one, rough)
		require.NoError(t, err)
		compare(want, two, rough)
		for _, r := range shipped {
			_, err := c.change(r)
			_, refused := c.change(copyOf(r))
			if err == nil {
				require.NoError(t, refused)
			} else {
				require.Error(t, refused)
				assert.Equal(t, err.Error(), strings.ReplaceAll(refused.Error(), "my-"+r.ID, r.ID))
			}
		}
	}
}
