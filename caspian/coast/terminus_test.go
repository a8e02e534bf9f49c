package coast

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/geodesic"
)

// square is a lake of three states: A has the south and the east, B the north,
// C the west; B's shore is one edge.
const square = `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A","name":"A"},"geometry":{"type":"LineString","coordinates":[[0,0],[0.5,0],[1,0],[1,1]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[1,1],[0,1]]}},
{"type":"Feature","properties":{"state":"C"},"geometry":{"type":"LineString","coordinates":[[0,1],[0,0]]}},
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"Polygon","coordinates":[[[0.4,0.4],[0.5,0.4],[0.5,0.5],[0.4,0.4]]]}}]}`

// lengthsOf returns the lengths of the states' shores, islands included.
func lengthsOf(c *Coast) []float64 {
	return NewBaselines(geodesic.WGS84, c).Lengths(len(c.States))
}

func TestMoveTerminus(t *testing.T) {
	c, err := Read(strings.NewReader(square), Options{})
	require.NoError(t, err)
	before := lengthsOf(c)
	termini := c.Termini()
	require.Len(t, termini, 3)
	for _, terminus := range termini {
		for _, by := range []float64{1, 1e-12, -1e-12, 1e-9, -1e-9, 2000, -2000, 60e3, -60e3, 90e3, -90e3} {
			moved, err := c.MoveTerminus(terminus, by)
			require.NoError(t, err)
			require.NoError(t, moved.Check())
			want := append([]float64{}, before...)
			want[terminus.Before] += by
			want[terminus.After] -= by
			assert.InDeltaSlice(t, want, lengthsOf(moved), 1e-6)
			require.Len(t, moved.Termini(), 3)
			near := math.Inf(1)
			for _, m := range moved.Termini() {
				if m.Before == terminus.Before {
					near = geodesic.WGS84.Distance(terminus.At, m.At)
				}
			}
			assert.LessOrEqual(t, near, math.Abs(by)+1e-6)
			assert.Equal(t, moved.Shore[0], moved.Shore[len(moved.Shore)-1])
			end := 0
			for _, s := range moved.Stretches {
				assert.Equal(t, end, s.Start)
				end = s.End
			}
			assert.Equal(t, len(moved.Shore)-1, end)
			assert.Equal(t, before, lengthsOf(c), "the coast itself stays")
		}
	}
	for _, by := range []float64{120e3, 1e6} {
		_, err = c.MoveTerminus(c.Termini()[1], by)
		require.ErrorIs(t, err, ErrFeature)
		assert.ErrorContains(t, err, "cannot be moved")
	}
	// A metre must be left: B has one edge.
	length := geodesic.WGS84.Distance(orb.Point{1, 1}, orb.Point{0, 1})
	for k, terminus := range termini {
		sign := 1.0
		switch "B" {
		case c.States[terminus.After].Code:
		case c.States[terminus.Before].Code:
			sign = -1
		default:
			continue
		}
		for _, left := range []float64{-0.01, 0, 0.01, 0.99} {
			_, err = c.MoveTerminus(termini[k], sign*(length-left))
			require.ErrorIs(t, err, ErrFeature, "%g", left)
		}
		_, err = c.MoveTerminus(termini[k], sign*(length-1.01))
		require.NoError(t, err)
	}
	_, err = c.MoveTerminus(termini[0], math.NaN())
	require.ErrorIs(t, err, ErrFeature)
	assert.ErrorContains(t, err, "not a number")
	_, err = c.MoveTerminus(termini[0], math.Inf(-1))
	require.ErrorIs(t, err, ErrFeature)
	// To the end of an edge: no vertex is added.
	edge := geodesic.WGS84.Distance(orb.Point{0, 0}, orb.Point{0.5, 0})
	for _, terminus := range c.Termini() {
		if c.States[terminus.After].Code == "A" {
			moved, err := c.MoveTerminus(terminus, edge)
			require.NoError(t, err)
			assert.Len(t, moved.Shore, len(c.Shore))
		}
	}
}

func TestDisplace(t *testing.T) {
	c, err := Read(strings.NewReader(square), Options{})
	require.NoError(t, err)
	same, err := c.Displace(func(p geodesic.Vec) geodesic.Vec { return p })
	require.NoError(t, err)
	for k, p := range c.Shore {
		assert.Less(t, geodesic.WGS84.Distance(p, same.Shore[k]), 1e-8)
	}
	assert.Equal(t, c.Stretches, same.Stretches)
	// A turn about the axis keeps all lengths.
	sin, cos := math.Sincos(1)
	turned, err := c.Displace(func(p geodesic.Vec) geodesic.Vec {
		return geodesic.Vec{X: cos*p.X - sin*p.Y, Y: sin*p.X + cos*p.Y, Z: p.Z}
	})
	require.NoError(t, err)
	assert.InDeltaSlice(t, lengthsOf(c), lengthsOf(turned), 1e-6)
	// Where the shore comes to cross itself or an island to leave the sea, the
	// feature is named.
	_, err = c.Displace(func(p geodesic.Vec) geodesic.Vec {
		if q := geodesic.WGS84.Position(p); q[0] < 0.51 && q[1] < 0.1 && q[0] > 0.49 {
			return geodesic.WGS84.Cartesian(orb.Point{0.5, 1.2})
		}
		return p
	})
	require.ErrorIs(t, err, ErrCrossing)
	assert.ErrorContains(t, err, `feature 0 "A" (A)`)
	_, err = c.Displace(func(p geodesic.Vec) geodesic.Vec {
		if q := geodesic.WGS84.Position(p); q[0] > 0.3 && q[0] < 0.6 && q[1] > 0.3 && q[1] < 0.6 {
			return geodesic.WGS84.Cartesian(orb.Point{q[0] + 3, q[1]})
		}
		return p
	})
	require.ErrorIs(t, err, ErrIsland)
}

// TestAlongShore moves termini and finds where they have gone, and how far beside the shore a
// place is: by a place on a geodesic that leaves an edge at a right angle.
func TestAlongShore(t *testing.T) {
	c, err := Read(strings.NewReader(square), Options{})
	require.NoError(t, err)
	for _, terminus := range c.Termini() {
		for _, want := range []float64{1, -1, 2000, -2000, 60e3, -60e3, 90e3, -90e3} {
			moved, err := c.MoveTerminus(terminus, want)
			require.NoError(t, err)
			for _, m := range moved.Termini() {
				if m.Before == terminus.Before {
					by, off, err := c.AlongShore(terminus, m.At)
					require.NoError(t, err)
					assert.InDelta(t, want, by, 1e-3)
					assert.InDelta(t, 0, off, 1e-6)
				}
			}
		}
	}
	// The west is a meridian, and C's: 500 m east of it, 40 km from its south end.
	k := slices.IndexFunc(c.Termini(), func(s Terminus) bool { return s.Before == 2 })
	require.GreaterOrEqual(t, k, 0)
	south := c.Termini()[k]
	west := geodesic.WGS84.LineTo(south.At, orb.Point{0, 1})
	foot, _ := west.Position(40e3)
	east := geodesic.WGS84.LineTo(foot, orb.Point{1, foot[1]})
	beside, _ := east.Position(500)
	by, off, err := c.AlongShore(south, beside)
	require.NoError(t, err)
	assert.InDelta(t, -40e3, by, 3) // the direction to a place on the same parallel is not quite east
	assert.InDelta(t, 500, off, 0.01)
	_, _, err = c.AlongShore(south, orb.Point{0.5, 0.5})
	require.ErrorIs(t, err, ErrFeature)
	assert.ErrorContains(t, err, "the place 0.500000 0.500000 is 55.3 km from the shore of C and A; give a place within 10 km of it")
}
