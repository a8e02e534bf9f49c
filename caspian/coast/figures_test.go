package coast

import (
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/problem"
)

// TestFigures holds the figures of lines against those that GeographicLib has for their
// corners, and angles against plane trigonometry.
func TestFigures(t *testing.T) {
	c, err := Read(strings.NewReader(comb(
		lineFeature("closing", "right bay", "[[0.8,1],[0.6,1]]"),
		lineFeature("baseline", "land", "[[0.6,1.1],[0.4,1.1]]"),
		lineFeature("baseline", "by the tip", "[[0.8,1],[0.5,0.85],[0.2,1]]"),
		lineFeature("baseline", "through the tip", "[[0.55,0.9],[0.8,1]]"),
		lineFeature("baseline", "through the tip", "[[0.45,0.9],[0.2,1]]"),
		lineFeature("baseline", "cup", "[[0.75,0.4],[0.85,0.4]]"),
		lineFeature("baseline", "each bay", "[[0.8,1],[0.6,1]]"),
		lineFeature("baseline", "each bay", "[[0.4,1],[0.2,1]]"),
	)), Options{})
	require.NoError(t, err)
	all, err := c.Figures(20e3)
	list := new(problem.List)
	require.ErrorAs(t, err, &list, "a line over land is told beside the others")
	require.Len(t, list.All, 1)
	assert.ErrorContains(t, err, `feature 7 "land" (A), vertex 0`)
	require.Len(t, all, 6)

	bay := all[0]
	assert.Equal(t, "right bay", bay.Name)
	assert.False(t, bay.Baseline)
	require.Len(t, bay.Legs, 1)
	const ( // echo the corners as latitude and longitude | GeodSolve -i, or | Planimeter -r
		mouth, depth = 22260.529951, 22114.937231
		leg, whole   = 37283.975014, 66781.589769
		gap          = 29942.570356
		area         = 492274835.1
	)
	assert.InDelta(t, mouth, bay.Length, 1e-3)
	assert.InDelta(t, area, bay.Water, 1)
	assert.Zero(t, bay.Islands)
	assert.InDelta(t, math.Pi*mouth*mouth/8, bay.Semicircle, 10)
	assert.InDelta(t, depth, bay.Farthest, 1)
	assert.InDelta(t, 1.2, bay.FarthestAt[1], 1e-5)
	// The shore beside it runs along a parallel, and so does the front of the state.
	assert.InDelta(t, 90, bay.Front, 0.02)
	assert.InDelta(t, 90, bay.Fit, 0.02)
	assert.InDelta(t, 0, bay.Whole.Fit, 0.02)
	assert.InDelta(t, 0, bay.Legs[0].Front, 0.02)
	assert.InDelta(t, 40e3, bay.Fitted, 1e-6)

	tip := all[1]
	assert.True(t, tip.Baseline)
	require.Len(t, tip.Legs, 2)
	slant := math.Atan(0.15*110.57/(0.3*111.31)) * 180 / math.Pi // km of a degree here
	for _, l := range tip.Legs {
		assert.InDelta(t, leg, l.Length, 1e-3)
		assert.InDelta(t, slant, l.Front, 0.1)
		assert.InDelta(t, slant, l.Fit, 0.1)
	}
	assert.InDelta(t, whole, tip.Whole.Length, 1e-3)
	assert.InDelta(t, 0, tip.Whole.Front, 0.02)
	assert.InDelta(t, 1538367721.2-30769197.5-15383585.1, tip.Water, 3)
	assert.InDelta(t, 30769197.5+15383585.1, tip.Islands, 2)

	through := all[2]
	require.Len(t, through.Legs, 2)
	assert.InDelta(t, 2*gap, through.Length, 1e-2, "the mouths beside the island together")
	assert.InDelta(t, whole, through.Whole.Length, 1e-3)

	cup := all[3]
	assert.True(t, math.IsNaN(cup.Fit) && math.IsNaN(cup.Front) && math.IsNaN(cup.Legs[0].Fit), "an island has no general direction")
	assert.InDelta(t, 184629902.0, cup.Water, 1)

	assert.Equal(t, "each bay", all[4].Name)
	assert.Equal(t, "each bay", all[5].Name)
	assert.Equal(t, orb.Point{0.8, 1}, all[4].Legs[0].From)
	assert.Equal(t, orb.Point{0.4, 1}, all[5].Legs[0].From)

	for _, side := range []float64{0, -1, math.NaN(), math.Inf(1)} {
		_, err := c.Figures(side)
		assert.ErrorContains(t, err, "is not taken over")
	}
}
