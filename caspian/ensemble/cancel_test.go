package ensemble_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/internal/cancelling"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/regime"
)

// TestCancel ends an analysis, and runs, at many moments: they return the cause, and leave
// nothing running.
func TestCancel(t *testing.T) {
	d := divided.By(t, divided.Sea(t, seas.Bays), regime.Median())
	cancelling.Check(t, func(ctx context.Context) error {
		_, err := ensemble.Analyse(ctx, d, ensemble.Options{Runs: 3, Noise: 20})
		return err
	})
	e, err := ensemble.New(d, nil, ensemble.Settings{Vary: most[1:], Noise: 20})
	require.NoError(t, err)
	cancelling.Check(t, func(ctx context.Context) error {
		return e.Each(ctx, ensemble.Runs{From: 1, To: 10}, nil, func(*ensemble.Run) error { return nil })
	})
}
