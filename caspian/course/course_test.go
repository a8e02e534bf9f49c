package course_test

import (
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/partition"
	"caspian.example/division/caspian/regime"
)

// nearestOf returns the distance from a place to a state's shore, by full
// geodesics.
func nearestOf(c *coast.Coast, state int, p orb.Point) float64 {
	mu.Lock()
	defer mu.Unlock()
	if edges[c] == nil {
		edges[c] = seas.EdgesOf(c)
	}
	return edges[c][state].Exactly(p)
}

// edges are the edges of coasts that have been measured.
var (
	mu    sync.Mutex
	edges = map[*coast.Coast][]seas.Edges{}
)

// TestBetween walks along all median lines of the Caspian: points are equally
// far from both states, base points are where they are said to be, legs begin
// where the one before ends, and the boundaries' vertices stay near the legs'
// geodesics.
func TestBetween(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	sea := divided.Sea(t, "gshhg")
	d := divided.By(t, sea, regime.Median())
	e := geodesic.WGS84
	for i, b := range d.Boundaries {
		first, second := d.States[b.States[0]].Code, d.States[b.States[1]].Code
		courses, err := course.Between(d, second, first)
		require.NoError(t, err)
		require.Len(t, courses, 1)
		c := courses[0]
		assert.Equal(t, b.States, c.States)
		assert.InDelta(t, b.Length, c.Length, 1e-3)
		require.Len(t, c.Legs, len(c.Points)-1)
		ends := 0
		for k, p := range c.Points {
			switch p.Kind {
			case course.PointTerminus:
				ends++
				assert.Zero(t, p.Distances[0]+p.Distances[1])
				assert.Equal(t, p.At, p.BasePoints[0][0].At)
			case course.PointTripoint:
				ends++
				assert.Len(t, p.States, 3)
			default:
				assert.Equal(t, course.PointTurning, p.Kind)
				assert.Equal(t, 3, len(p.BasePoints[0])+len(p.BasePoints[1]), "one state's control changes")
			}
			for i, state := range p.States {
				assert.InDelta(t, p.Distances[0], p.Distances[i], 1e-3)
				for _, base := range p.BasePoints[i] {
					assert.InDelta(t, p.Distances[i], e.Distance(p.At, base.At), 2e-3)
				}
				if k%20 == 0 {
					assert.InDelta(t, nearestOf(sea.Coast(), state, p.At), p.Distances[i], 1e-3)
				}
			}
		}
		assert.Equal(t, 2, ends)
		along := 0.0
		for k, l := range c.Legs {
			from, to := c.Points[k], c.Points[k+1]
			assert.InDelta(t, along, from.Along, 1e-6)
			along += l.Along
			assert.GreaterOrEqual(t, l.Along, l.Geodesic-1e-6)
			q, back := e.Direct(from.At, l.Azimuth, l.Geodesic)
			assert.Less(t, e.Distance(q, to.At), 1e-6)
			q, _ = e.Direct(to.At, l.Back, l.Geodesic)
			assert.Less(t, e.Distance(q, from.At), 1e-6)
			assert.GreaterOrEqual(t, l.Azimuth, 0.0)
			assert.Less(t, l.Back, 360.0)
			assert.NotZero(t, back)
		}
		assert.InDelta(t, c.Length, along, 1e-6)
		if i >= long.Or(len(d.Boundaries), 2) {
			continue
		}
		// The leg that the line departs from most, laid out densely.
		most := slices.IndexFunc(c.Legs, func(l course.Leg) bool { return l.Departure == c.Departure })
		from, to := c.Points[most].At, c.Points[most+1].At
		worst := 0.0
		for _, v := range b.Line[slices.Index(b.Line, from) : slices.Index(b.Line, to)+1] {
			near := 1e9
			for k := range 3001 {
				q, _ := e.Direct(from, c.Legs[most].Azimuth, c.Legs[most].Geodesic*float64(k)/3000)
				near = min(near, e.Distance(v, q))
			}
			worst = max(worst, near)
		}
		// The samples are half of a 3000th of the leg away at most.
		assert.InDelta(t, math.Hypot(c.Departure, c.Legs[most].Geodesic/6000), worst, c.Legs[most].Geodesic/6000+1e-3)
		assert.GreaterOrEqual(t, worst, c.Departure-1e-3)
	}
}

// TestBetweenGiven joins the agreed line with what prolongs it: its 39 points and
// the land border's end, 10.9 nautical miles before the first (published), and
// between them the 320 nautical miles that are published.
func TestBetweenGiven(t *testing.T) {
	sea := divided.Sea(t, "gshhg")
	d := divided.By(t, sea, regime.Agreed())
	courses, err := course.Between(d, "RU", "KZ")
	require.NoError(t, err)
	require.Len(t, courses, 1)
	c := courses[0]
	require.Len(t, c.Boundaries, 3)
	require.Len(t, c.Points, 41)
	assert.Equal(t, course.PointTerminus, c.Points[0].Kind)
	assert.Equal(t, course.PointTripoint, c.Points[40].Kind)
	assert.InDelta(t, 10.9, c.Legs[0].Geodesic/regime.NauticalMile, 0.1)
	assert.Equal(t, partition.ToTerminus, c.Legs[0].Origin)
	assert.Equal(t, partition.Onward, c.Legs[39].Origin)
	given := 0.0
	for k, l := range c.Legs[1:39] {
		assert.Equal(t, partition.Given, l.Origin)
		assert.Equal(t, course.PointGiven, c.Points[1+k].Kind)
		given += l.Geodesic
	}
	assert.InDelta(t, 320, given/regime.NauticalMile, 0.5)
	assert.Less(t, c.Departure, 1e-3, "its legs are geodesics")
}

// TestBetweenBelts follows the line between the belts of two states: it crosses the
// outer limit of one kind of waters and ends at that of the other, 15 and 25 nautical
// miles from both shores.
func TestBetweenBelts(t *testing.T) {
	sea := divided.Sea(t, long.Or("gshhg", "ne10m"))
	d := divided.By(t, sea, regime.Convention2018())
	courses, err := course.Between(d, "KZ", "RU")
	require.NoError(t, err)
	var limits []float64
	for _, c := range courses {
		for _, p := range c.Points {
			if p.Kind == course.PointLimit {
				require.Len(t, p.Distances, 2)
				assert.False(t, p.Tripoint, "two states meet the common space")
				assert.InDelta(t, p.Distances[0], p.Distances[1], 1e-3)
				limits = append(limits, p.Distances[0]/regime.NauticalMile)
			}
		}
	}
	require.NotEmpty(t, limits)
	for _, l := range limits {
		assert.InDelta(t, 0, min(math.Abs(l-15), math.Abs(l-25)), 1e-6)
	}
	assert.Contains(t, []int{1, 2}, len(limits))
}

// TestBetweenPieces has two states that meet in several places: all pieces are
// listed, also a ring around an island.
func TestBetweenPieces(t *testing.T) {
	sea, err := caspian.ReadSea(strings.NewReader(`{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[1,0],[1,1],[0,1],[0,0]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[0,0],[1,0]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"Polygon","coordinates":[[[0.1,0.88],[0.12,0.88],[0.12,0.9],[0.1,0.9],[0.1,0.88]]]}}]}`))
	require.NoError(t, err)
	d := divided.By(t, sea, regime.Median())
	courses, err := course.Between(d, "A", "B")
	require.NoError(t, err)
	require.Len(t, courses, 2)
	ring := slices.IndexFunc(courses, func(c course.Course) bool { return c.Points[0].At == c.Points[len(c.Points)-1].At })
	require.GreaterOrEqual(t, ring, 0)
	c := courses[ring]
	assert.GreaterOrEqual(t, len(c.Points), 5)
	for _, p := range c.Points {
		assert.Contains(t, []course.Kind{course.PointStart, course.PointTurning}, p.Kind)
		assert.InDelta(t, nearestOf(sea.Coast(), 0, p.At), p.Distances[0], 1e-3)
		assert.InDelta(t, nearestOf(sea.Coast(), 1, p.At), p.Distances[1], 1e-3)
	}
	// Without effect of the island its ring is gone, and the line from shore to
	// shore has the shore for an end where it is cut.
	none, err := regime.Median().WithIslands(regime.IslandEffects{"": 0})
	require.NoError(t, err)
	d = divided.By(t, sea, none)
	courses, err = course.Between(d, "A", "B")
	require.NoError(t, err)
	assert.Len(t, courses, 1)
}

func TestBetweenRefuses(t *testing.T) {
	sea := divided.Sea(t, "gshhg")
	d := divided.By(t, sea, regime.Median())
	_, err := course.Between(d, "RU", "IR")
	require.ErrorIs(t, err, course.ErrNoBoundary)
	assert.ErrorContains(t, err, "RU and IR do not meet under median; those that do are AZ–IR, AZ–KZ, AZ–RU, AZ–TM, IR–TM, KZ–RU, KZ–TM")
	_, err = course.Between(d, "RU", "US")
	require.ErrorIs(t, err, caspian.ErrState)
	assert.ErrorContains(t, err, `no state "US"; it has AZ, IR, KZ, RU, TM`)
	_, err = course.Between(d, "RU", "RU")
	require.ErrorIs(t, err, caspian.ErrState)
	d = divided.By(t, sea, regime.Condominium())
	_, err = course.Between(d, "RU", "IR")
	require.ErrorIs(t, err, course.ErrNoBoundary)
	assert.ErrorContains(t, err, "condominium draws no line between states; its rule is: in common")
}
