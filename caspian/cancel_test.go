package caspian_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/internal/cancelling"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/regime"
)

// TestCancel ends divisions at many moments: they return the cause, and leave nothing
// running.
func TestCancel(t *testing.T) {
	sea := divided.Sea(t, seas.Bays, "bay")
	notional := regime.Regime{ID: "mine", Title: "Mine", Source: "me", Base: regime.BaseUndivided, Notional: true, Rest: regime.PartsMedian}
	few := []regime.Regime{regime.Median(), regime.Equal(), regime.Convention2018()}
	for _, r := range long.Or(append(few, regime.CoastLength(), notional), few) {
		t.Run(r.ID, func(t *testing.T) {
			cancelling.Check(t, func(ctx context.Context) error {
				_, err := caspian.Divide(ctx, sea, r, caspian.Options{Tolerance: 100})
				return err
			})
		})
	}
}

// TestCancelled holds that what has ended before it begins does not begin, whatever it
// is asked for.
func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, r := range []regime.Regime{regime.Median(), regime.Equal(), regime.Convention2018()} {
		d, err := caspian.Divide(ctx, divided.Sea(t, seas.Lake), r, caspian.Options{SharesOnly: true})
		require.ErrorIs(t, err, context.Canceled, r.ID)
		require.Nil(t, d)
	}
}
