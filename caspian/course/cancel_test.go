package course_test

import (
	"context"
	"testing"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/internal/cancelling"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/regime"
)

// TestCancel ends an audit at many moments: it returns the cause, and leaves nothing
// running.
func TestCancel(t *testing.T) {
	sea := divided.Sea(t, seas.Bays, "bay")
	cancelling.Check(t, func(ctx context.Context) error {
		_, err := course.Audit(ctx, sea, [2]string{"A", "B"}, orb.LineString{{0, 0}, {0.5, 0.45}, {1, 0}}, course.AuditOptions{Tolerance: 100})
		return err
	})
}

// TestCancelSimplify ends the search for simplified lines at many moments.
func TestCancelSimplify(t *testing.T) {
	d := divided.By(t, divided.Sea(t, "gshhg"), regime.Median())
	cancelling.Check(t, func(ctx context.Context) error {
		_, err := course.SimplifyAll(ctx, d, 1000)
		return err
	})
}
