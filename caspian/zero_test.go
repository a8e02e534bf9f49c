package caspian_test

import (
	"context"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/regime"
)

// TestNoSea holds that what is asked of no sea is an error or nothing, and no panic.
func TestNoSea(t *testing.T) {
	ctx := context.Background()
	for _, s := range []*caspian.Sea{nil, {}} {
		for name, do := range map[string]func() error{
			"Close":        func() error { _, err := s.Close("bay"); return err },
			"Close none":   func() error { _, err := s.Close(); return err },
			"Baselines":    func() error { _, err := s.WithBaselines("skerries"); return err },
			"MoveEnds":     func() error { _, err := s.MoveEnds(); return err },
			"Number":       func() error { _, err := s.Number("A"); return err },
			"Pair":         func() error { _, err := s.Pair("A", "B"); return err },
			"CoastLengths": func() error { _, err := s.CoastLengths(regime.Measure{}); return err },
			"Perturbed":    func() error { _, err := s.Perturbed(caspian.Noise{Metres: 1, Run: 1}); return err },
			"Suits":        func() error { return s.Suits(regime.Median()) },
			"Divide":       func() error { _, err := caspian.Divide(ctx, s, regime.Median(), caspian.Options{}); return err },
		} {
			assert.ErrorIs(t, do(), caspian.ErrNoSea, name)
		}
		assert.Empty(t, s.Closed())
		assert.Empty(t, s.StraightBaselines())
		assert.Nil(t, s.Coast())
		assert.Empty(t, s.States())
		assert.False(t, s.IsCaspian())
		assert.Empty(t, s.Ends())
		assert.Empty(t, s.SHA256())
		assert.Empty(t, s.Termini(0, 1))
		assert.Same(t, s, s.Whole())
		baselines, indexes := s.Baselines(nil)
		assert.Nil(t, baselines)
		assert.Empty(t, indexes)
	}
	for _, c := range []*coast.Coast{nil, {}} {
		s, err := caspian.NewSea(c)
		assert.Error(t, err)
		assert.Nil(t, s)
	}
}

// TestNoDivision holds the same of no division, and of one that Divide has not made.
func TestNoDivision(t *testing.T) {
	sea := divided.Sea(t, seas.Lake)
	for _, d := range []*caspian.Division{nil, {}, {Sea: &caspian.Sea{}}, {Sea: sea}} {
		require.ErrorIs(t, d.Check(), caspian.ErrDivision)
		_, err := d.Claims()
		assert.ErrorIs(t, err, caspian.ErrDivision)
		_, err = d.Proportions()
		assert.ErrorIs(t, err, caspian.ErrDivision)
		assert.True(t, math.IsNaN(d.Share("A")))
		assert.Nil(t, d.Effects())
		assert.Zero(t, d.Everybody())
		assert.Empty(t, d.Codes(caspian.Holder{States: []int{0, -1, 7}}))
	}
	assert.NoError(t, divided.By(t, sea, regime.Median()).Check())
	assert.Equal(t, []string{"B"}, divided.By(t, sea, regime.Median()).Codes(caspian.Holder{States: []int{1, 2}}))
	_, err := caspian.Divide(context.Background(), sea, regime.Regime{}, caspian.Options{})
	assert.ErrorIs(t, err, caspian.ErrNoRegime)
	assert.Error(t, sea.Suits(regime.Regime{}))
}

// TestNoQuestion holds that the zero question can be asked for its words.
func TestNoQuestion(t *testing.T) {
	var q caspian.Question
	assert.Len(t, q.SHA256(), 64)
	assert.Len(t, q.Digest(), 12)
	assert.Contains(t, q.Words(), q.Digest())
	assert.NotEmpty(t, q.Credit())
	assert.NotPanics(t, func() { _ = q.Rule() })
	// JSON has no numbers like this, and so the question no digest.
	q.Options.Tolerance = math.NaN()
	assert.Empty(t, q.SHA256())
	assert.Empty(t, q.Digest())
}

// TestNilContext holds that it panics before anything is done.
func TestNilContext(t *testing.T) {
	var none context.Context
	for _, r := range []regime.Regime{regime.Median(), regime.Equal()} {
		assert.Panics(t, func() {
			_, _ = caspian.Divide(none, divided.Sea(t, seas.Lake), r, caspian.Options{SharesOnly: true})
		}, r.ID)
	}
}
