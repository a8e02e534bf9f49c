package locate_test

import (
	"context"
	"testing"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/internal/cancelling"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/locate"
	"caspian.example/division/caspian/regime"
)

// TestCancel ends the search for many places, and a firmness, at many moments: they
// return the cause, and leave nothing running.
func TestCancel(t *testing.T) {
	sea := divided.Sea(t, seas.Bays)
	l := locator(t, sea, regime.Median())
	points := make([]orb.Point, 50_000)
	for k := range points {
		points[k] = orb.Point{float64(k) / float64(len(points)), 0.5}
	}
	cancelling.Check(t, func(ctx context.Context) error {
		_, err := l.All(ctx, points)
		return err
	})
	cancelling.Check(t, func(ctx context.Context) error {
		_, err := locate.NewFirmness(ctx, l, []ensemble.Alternative{{Name: "the same", Sea: sea}}, nil)
		return err
	})
}
