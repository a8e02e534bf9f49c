package course_test

import (
	"context"
	"math"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/seas"
)

// TestNothing holds that no division and no sea are errors, and no panics.
func TestNothing(t *testing.T) {
	ctx, line := context.Background(), orb.LineString{{0.5, 0.5}}
	for _, d := range []*caspian.Division{nil, {}, {Sea: &caspian.Sea{}}} {
		_, err := course.Between(d, "A", "B")
		assert.ErrorIs(t, err, caspian.ErrDivision)
		_, err = course.NewJunction(d, line[0], "A", "B")
		assert.ErrorIs(t, err, caspian.ErrDivision)
		assert.ErrorIs(t, course.Only(d, nil).Check(), caspian.ErrDivision)
	}
	for _, s := range []*caspian.Sea{nil, {}} {
		_, err := course.Audit(ctx, s, [2]string{"A", "B"}, line, course.AuditOptions{})
		assert.ErrorIs(t, err, caspian.ErrNoSea)
	}
	var p course.AuditedPoint
	assert.Zero(t, p.Half())
	assert.True(t, math.IsNaN(p.Ratio()))
	var none context.Context
	assert.Panics(t, func() {
		_, _ = course.Audit(none, divided.Sea(t, seas.Lake), [2]string{"A", "B"}, line, course.AuditOptions{})
	})
}
