package locate_test

import (
	"context"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/locate"
	"caspian.example/division/caspian/regime"
)

// TestNothing holds that no division, locator or firmness is an error, and no panic.
func TestNothing(t *testing.T) {
	ctx := context.Background()
	for _, d := range []*caspian.Division{nil, {}, {Sea: &caspian.Sea{}}} {
		_, err := locate.New(d, locate.Options{})
		assert.ErrorIs(t, err, caspian.ErrDivision)
	}
	for _, l := range []*locate.Locator{nil, {}} {
		assert.Nil(t, l.Division())
		_, err := l.At(orb.Point{})
		assert.ErrorIs(t, err, caspian.ErrDivision)
		_, err = l.All(ctx, nil)
		assert.ErrorIs(t, err, caspian.ErrDivision)
		assert.ErrorIs(t, l.Fill(nil, nil), caspian.ErrDivision)
		_, err = locate.NewFirmness(ctx, l, nil, nil)
		assert.ErrorIs(t, err, caspian.ErrDivision)
	}
	for _, f := range []*locate.Firmness{nil, {}} {
		_, err := f.Of(orb.Point{})
		assert.ErrorIs(t, err, caspian.ErrDivision)
	}
	l := locator(t, divided.Sea(t, seas.Lake), regime.Median())
	for _, alternatives := range [][]ensemble.Alternative{{{}}, {{Name: "no coast", Sea: &caspian.Sea{}}}} {
		_, err := locate.NewFirmness(ctx, l, alternatives, nil)
		assert.ErrorIs(t, err, ensemble.ErrEnsemble)
	}
	var none context.Context
	assert.Panics(t, func() { _, _ = l.All(none, []orb.Point{{0.5, 0.5}}) })
	assert.Panics(t, func() { _, _ = locate.NewFirmness(none, l, nil, nil) })
}
