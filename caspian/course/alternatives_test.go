package course_test

import (
	"context"
	"errors"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/partition"
	"caspian.example/division/caspian/regime"
)

// TestAlternatives compares lines in basin with plane geometry: a lake whose two states'
// borders end at opposite corners, so that equidistance is the diagonal between them, bent
// by the 0.66 % by which its height is less than its width.
func TestAlternatives(t *testing.T) {
	sea := divided.Sea(t, basin)
	const shift = 5000.0
	d := divided.By(t, sea, regime.Median())
	l, err := course.NewAlternatives(t.Context(), d, "A", "B", shift)
	require.NoError(t, err)
	assert.Same(t, d, l.Base)
	width := geodesic.WGS84.Distance([2]float64{0, 0}, [2]float64{1, 0})
	height := geodesic.WGS84.Distance([2]float64{0, 0}, [2]float64{0, 1})
	kinds := map[regime.CutKind]int{}
	moved := 0
	for _, row := range l.Rows {
		if row.Cut != nil {
			kinds[row.Cut.Kind]++
		}
		if row.Err != nil {
			assert.Contains(t, []regime.CutKind{regime.CutMeridian, regime.CutParallel}, row.Cut.Kind, "along the shore")
			assert.True(t, errors.Is(row.Err, caspian.ErrLine) || errors.Is(row.Err, partition.ErrCut))
			assert.Nil(t, row.Division)
			assert.Nil(t, row.Largest)
			continue
		}
		assert.InDelta(t, 0, row.Gains[0]+row.Gains[1], 1e-9*d.Area)
		require.NotNil(t, row.Largest)
		switch {
		case row.Cut == nil:
			moved++
			// The triangle between the corner, the new end and the old line.
			assert.InEpsilon(t, math.Copysign(shift*shift/2, row.Shift), row.Gains[0], 0.01)
			assert.InEpsilon(t, shift/math.Sqrt2, row.Largest.Departure, 0.05)
		case row.Cut.Kind == regime.CutBisector || row.Cut.Kind == regime.CutPerpendicular:
			// At 45° it ends beside the corner by width less height: half of that times the
			// height is the triangle, whoever has the corner.
			assert.InEpsilon(t, (width-height)*height/2, math.Abs(row.Gains[0]), 0.03)
			assert.Equal(t, 10e3, row.Cut.Over)
		default:
			assert.True(t, row.Cut.Termini)
			assert.InDelta(t, 0, row.Gains[0], 1e-4*d.Area)
		}
	}
	assert.Equal(t, 4, moved)
	assert.Equal(t, map[regime.CutKind]int{"": 1, regime.CutBisector: 2, regime.CutPerpendicular: 2, regime.CutMeridian: 2, regime.CutParallel: 2}, kinds)

	// A line that the regime has is a row of its own, against the same base.
	with, err := regime.Median().WithCut(*l.Rows[0].Cut)
	require.NoError(t, err)
	own, err := course.NewAlternatives(t.Context(), divided.By(t, sea, with), "A", "B", 0)
	require.NoError(t, err)
	assert.Equal(t, "Median line", own.Base.Question.Regime.Title)
	assert.InDelta(t, l.Rows[0].Gains[0], own.Rows[0].Gains[0], 1e-9*d.Area)
	assert.Len(t, own.Rows, len(l.Rows)-4+1)

	// Alone it is the only row, with the triangle above; without a line there is none.
	alone, err := course.Against(t.Context(), divided.By(t, sea, with), "B", "A")
	require.NoError(t, err)
	require.Len(t, alone.Rows, 1)
	assert.InEpsilon(t, (width-height)*height/2, math.Abs(alone.Rows[0].Gains[0]), 0.03)
	assert.InDelta(t, 0, alone.Rows[0].Gains[0]+alone.Rows[0].Gains[1], 1e-9*d.Area)
	none, err := course.Against(t.Context(), d, "A", "B")
	require.NoError(t, err)
	assert.Empty(t, none.Rows)
}

// TestNoAlternatives refuses what has no lines of equal distance.
func TestNoAlternatives(t *testing.T) {
	sea := divided.Sea(t, basin)
	weighted, err := regime.Median().WithWeights(map[string]float64{"A": 2})
	require.NoError(t, err)
	for _, r := range []regime.Regime{weighted, regime.Equal()} {
		_, err := course.NewAlternatives(t.Context(), divided.By(t, sea, r), "A", "B", 0)
		require.ErrorIs(t, err, regime.ErrNoPlace, r.ID)
	}
	d := divided.By(t, sea, regime.Median())
	for _, codes := range [][2]string{{"A", "C"}, {"A", "A"}} {
		_, err := course.NewAlternatives(t.Context(), d, codes[0], codes[1], 0)
		require.ErrorIs(t, err, caspian.ErrState)
	}
	_, err = course.NewAlternatives(t.Context(), nil, "A", "B", 0)
	require.ErrorIs(t, err, caspian.ErrDivision)
	ended, cancel := context.WithCancelCause(t.Context())
	cancel(context.DeadlineExceeded)
	l, err := course.NewAlternatives(ended, d, "A", "B", 0)
	require.ErrorIs(t, err, context.DeadlineExceeded)
	assert.Nil(t, l)
	_, err = course.AuditCut(t.Context(), sea, regime.Cut{Between: [2]string{"A", "B"}, Kind: regime.CutMeridian}, course.AuditOptions{})
	require.ErrorIs(t, err, caspian.ErrLine)
	_, err = course.AuditCut(t.Context(), sea, regime.Cut{Between: [2]string{"A", "B"}, Kind: regime.CutMeridian}, course.AuditOptions{Rounding: []float64{1}})
	require.ErrorIs(t, err, caspian.ErrLine)
}
