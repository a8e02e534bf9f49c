package ensemble_test

import (
	"context"
	"testing"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/internal/cancelling"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/regime"
)

// TestCancel ends an analysis at many moments: it returns the cause, and leaves nothing
// running.
func TestCancel(t *testing.T) {
	sea := divided.Sea(t, seas.Bays)
	cancelling.Check(t, func(ctx context.Context) error {
		_, err := ensemble.Analyse(ctx, sea, regime.Median(), caspian.Options{Tolerance: 100}, ensemble.Options{Runs: 3, Noise: 20})
		return err
	})
}
