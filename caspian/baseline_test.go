package caspian_test

import (
	"context"
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/regime"
)

// deep is a lake of three degrees by one, A in the north and the east and west, whose shore
// has a deep bay in the middle of the north: its mouth is a straight baseline. Half of it is
// the mirror of the other half.
const deep = `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[2,0],[2,1],[0.7,1],[0.7,1.6],[0.3,1.6],[0.3,1],[-1,1],[-1,0]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[-1,0],[2,0]]}},
{"type":"Feature","properties":{"kind":"baseline","state":"A","name":"Mouth"},"geometry":{"type":"LineString","coordinates":[[0.7,1],[0.3,1]]}},
{"type":"Feature","properties":{"kind":"closing","state":"A","name":"Inner"},"geometry":{"type":"LineString","coordinates":[[0.7,1.3],[0.3,1.3]]}}]}`

// TestBaselineMovesLines holds the equidistance line and the limits of belts on the middle
// meridian against what follows from distances along it: without the baseline from the
// corners of the bay, with it from the middle of the line between them.
func TestBaselineMovesLines(t *testing.T) {
	e := geodesic.WGS84
	open, err := caspian.ReadSea(strings.NewReader(deep))
	require.NoError(t, err)
	straight, err := open.WithBaselines("Mouth")
	require.NoError(t, err)
	assert.Same(t, open, straight.Whole())
	assert.Empty(t, straight.Closed())
	assert.Equal(t, []string{"Mouth"}, straight.StraightBaselines())

	mouth := e.LineTo(orb.Point{0.7, 1}, orb.Point{0.3, 1})
	top, _ := mouth.Position(mouth.Length() / 2)
	require.InDelta(t, 0.5, top[0], 1e-12)
	up := func(from orb.Point, s float64) float64 { p, _ := e.Direct(from, 0, s); return p[1] }
	foot := orb.Point{0.5, 0}
	lo, hi := 0.4, 0.6
	for range 60 { // where the corner is as far as the equator
		at := orb.Point{0.5, (lo + hi) / 2}
		if e.Distance(at, foot) < e.Distance(at, orb.Point{0.3, 1}) {
			lo = at[1]
		} else {
			hi = at[1]
		}
	}
	o := caspian.Options{Tolerance: 0.01}
	belts := regime.Convention2018()
	breadth := belts.Zones[0].Breadth
	for _, k := range []struct {
		sea           *caspian.Sea
		median, limit float64
	}{
		{open, lo, math.NaN()},
		{straight, up(foot, e.Distance(foot, top)/2), up(top, -breadth)},
	} {
		d, err := caspian.Divide(context.Background(), k.sea, regime.Median(), o)
		require.NoError(t, err)
		require.Len(t, d.Boundaries, 1)
		assert.InDelta(t, k.median, onMeridian(t, d.Boundaries[0].Line), 0.02/111e3)
		if math.IsNaN(k.limit) {
			continue
		}
		assert.Greater(t, lo-k.median, 2000/111e3, "the line moves by kilometres")
		d, err = caspian.Divide(context.Background(), k.sea, belts, o)
		require.NoError(t, err)
		found := false
		for _, l := range d.Limits {
			if l.State == 0 && l.Breadth == breadth {
				assert.InDelta(t, k.limit, onMeridian(t, l.Line), 0.02/111e3)
				found = true
			}
		}
		assert.True(t, found)
	}

	d, err := caspian.Divide(context.Background(), straight, regime.Median(), caspian.Options{})
	require.NoError(t, err)
	var internal float64
	for _, z := range d.Zones {
		if z.Kind == caspian.ZoneInternalWaters {
			internal += z.Area
			assert.Equal(t, []int{0}, z.Holder.States)
		}
	}
	bay, _ := e.RingArea(orb.Ring{{0.7, 1}, {0.7, 1.6}, {0.3, 1.6}, {0.3, 1}, {0.7, 1}})
	assert.InDelta(t, bay, internal, 1)
	whole, _ := e.RingArea(open.Coast().Shore)
	assert.InDelta(t, whole-bay, d.Area, 1)
	assert.Equal(t, []string{"Mouth"}, d.Question.Baselines)
	assert.Contains(t, d.Question.Words(), "; from the baselines Mouth; ")
}

// onMeridian returns the latitude at which a line crosses the middle meridian.
func onMeridian(t *testing.T, line orb.LineString) float64 {
	t.Helper()
	for k, q := range line[1:] {
		if p := line[k]; (p[0]-0.5)*(q[0]-0.5) <= 0 {
			return p[1] + (q[1]-p[1])*(0.5-p[0])/(q[0]-p[0])
		}
	}
	t.Fatal("the line does not cross the meridian")
	return 0
}

// TestBaselinesAfterClosings holds that the order in which lines are asked for is no part
// of the question.
func TestBaselinesAfterClosings(t *testing.T) {
	open, err := caspian.ReadSea(strings.NewReader(deep))
	require.NoError(t, err)
	one, err := open.Close("Inner")
	require.NoError(t, err)
	one, err = one.WithBaselines("Mouth")
	require.NoError(t, err)
	other, err := open.WithBaselines("Mouth")
	require.NoError(t, err)
	other, err = other.Close("Inner")
	require.NoError(t, err)
	assert.Equal(t, one.Coast(), other.Coast())
	assert.Same(t, open, other.Whole())
	assert.Equal(t, []string{"Inner"}, other.Closed())
	assert.Equal(t, []string{"Mouth"}, other.StraightBaselines())
	_, err = open.WithBaselines("Inner")
	assert.ErrorContains(t, err, "that is a closing line")
}
