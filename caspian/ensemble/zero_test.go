package ensemble_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/regime"
)

// TestNothing holds that no division, choice or result is an error, and no panic.
func TestNothing(t *testing.T) {
	ctx := context.Background()
	noise := ensemble.Settings{Vary: []string{ensemble.Noise}, Noise: 10}
	for _, d := range []*caspian.Division{nil, {}} {
		_, err := ensemble.Analyse(ctx, d, ensemble.Options{})
		assert.ErrorIs(t, err, caspian.ErrDivision)
		_, err = ensemble.NewSpace(d, nil)
		assert.ErrorIs(t, err, caspian.ErrDivision)
		_, err = ensemble.New(d, nil, noise)
		assert.ErrorIs(t, err, caspian.ErrDivision)
		_, err = ensemble.NewWater(d)
		assert.ErrorIs(t, err, caspian.ErrDivision)
		_, err = ensemble.NewPoll(d)
		assert.ErrorIs(t, err, caspian.ErrDivision)
	}
	var space *ensemble.Space
	assert.Empty(t, space.Factors())
	assert.Empty(t, space.Combinations())
	assert.Empty(t, space.Single())
	c := ensemble.Choice{}
	_, err := c.Divide(ctx, caspian.Options{})
	assert.ErrorIs(t, err, ensemble.ErrEnsemble)
	assert.Empty(t, c.String()+c.Otherwise())
	base := divided.By(t, divided.Sea(t, seas.Lake), regime.Median())
	for _, s := range []*ensemble.Sensitivity{nil, {}, {Base: base}} {
		for _, state := range []int{-1, 0, 2} {
			low, high := s.Range(state)
			assert.Nil(t, low)
			assert.Nil(t, high)
		}
		assert.Empty(t, s.Effects())
	}
	w, err := ensemble.NewWater(base)
	assert.NoError(t, err)
	assert.ErrorIs(t, w.Add(nil), caspian.ErrDivision)
	assert.Zero(t, len(w.Areas()))
	assert.Equal(t, []ensemble.Firm{{State: "A"}, {State: "B"}}, w.Firm())
	for _, alternatives := range [][]ensemble.Alternative{{{}}, {{Name: "none"}}, {{Name: "none", Sea: &caspian.Sea{}}}} {
		_, err = ensemble.Analyse(ctx, base, ensemble.Options{Alternatives: alternatives})
		assert.ErrorIs(t, err, ensemble.ErrEnsemble)
	}
	var none context.Context
	assert.Panics(t, func() { _, _ = ensemble.Analyse(none, base, ensemble.Options{}) })
	assert.Panics(t, func() {
		e, err := ensemble.New(base, nil, noise)
		assert.NoError(t, err)
		_ = e.Each(none, ensemble.Runs{From: 1, To: 1}, nil, func(*ensemble.Run) error { return nil })
	})
}
