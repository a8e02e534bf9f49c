package ensemble_test

import (
	"context"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/regime"
)

// TestNothing holds that no sea, regime, choice or result is an error, and no panic.
func TestNothing(t *testing.T) {
	ctx := context.Background()
	for _, s := range []*caspian.Sea{nil, {}} {
		_, err := ensemble.Analyse(ctx, s, regime.Median(), caspian.Options{}, ensemble.Options{})
		assert.ErrorIs(t, err, caspian.ErrNoSea)
		assert.Empty(t, ensemble.Doctrines(s, regime.Median(), nil))
		choices := ensemble.Doctrines(s, regime.Median(), []ensemble.Alternative{{}})
		require.Len(t, choices, 1)
		_, err = choices[0].Divide(ctx, caspian.Options{})
		assert.ErrorIs(t, err, ensemble.ErrEnsemble)
	}
	lake := divided.Sea(t, seas.Lake)
	_, err := ensemble.Analyse(ctx, lake, regime.Regime{}, caspian.Options{}, ensemble.Options{})
	assert.ErrorIs(t, err, caspian.ErrNoRegime)
	assert.Empty(t, ensemble.Doctrines(lake, regime.Regime{}, nil))
	for _, c := range []*ensemble.Choice{nil, {}} {
		_, err := c.Divide(ctx, caspian.Options{})
		assert.ErrorIs(t, err, ensemble.ErrEnsemble)
	}
	base := divided.By(t, lake, regime.Median())
	for _, s := range []*ensemble.Sensitivity{nil, {}, {Base: base}} {
		for _, state := range []int{-1, 0, 2} {
			low, high, cause := s.Range(state)
			known := s != nil && s.Base != nil && state == 0
			assert.Equal(t, !known, math.IsNaN(low) && math.IsNaN(high))
			assert.Empty(t, cause)
		}
	}
	var none context.Context
	assert.Panics(t, func() {
		_, _ = ensemble.Analyse(none, lake, regime.Median(), caspian.Options{}, ensemble.Options{})
	})
}
