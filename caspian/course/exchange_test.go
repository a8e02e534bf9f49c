package course_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/planar"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/regime"
)

// sectorOf returns the polygons of a state's sector.
func sectorOf(d *caspian.Division, state int) orb.MultiPolygon {
	for _, z := range d.Zones {
		if z.Kind == caspian.ZoneSector && z.Holder.States[0] == state {
			return z.Polygons
		}
	}
	return nil
}

func holds(polygons orb.MultiPolygon, p orb.Point) bool {
	for _, polygon := range polygons {
		if planar.Contains(p, polygon...) {
			return true
		}
	}
	return false
}

// TestExchanged divides the Caspian in two ways and holds the faces of all pairs of states
// to the differences of their areas, and places in them to the sectors that they lie in.
func TestExchanged(t *testing.T) {
	t.Parallel()
	sea := divided.Sea(t, "gshhg")
	median := divided.By(t, sea, regime.Median())
	meridian, err := regime.Median().WithLine([2]string{"AZ", "TM"}, orb.LineString{{51, 37}, {51.2, 42}})
	require.NoError(t, err)
	for _, other := range []*caspian.Division{median, divided.By(t, sea, regime.Agreed()), divided.By(t, sea, meridian), divided.By(t, sea, regime.Equal())} {
		gains := make([]float64, len(median.States))
		var sampled int
		r := rand.New(rand.NewPCG(1, 2))
		for a := range median.States {
			for b := range a {
				faces, err := course.Exchanged(median, other, median.States[a].Code, median.States[b].Code)
				require.NoError(t, err)
				there, err := course.Exchanged(other, median, median.States[b].Code, median.States[a].Code)
				require.NoError(t, err)
				require.Len(t, there, len(faces))
				for k, f := range faces {
					loser := a + b - f.To
					assert.Equal(t, loser, there[k].To)
					assert.InDelta(t, f.Area, there[k].Area, 1)
					assert.InDelta(t, geodesic.WGS84.PolygonArea(f.Polygon), f.Area, 0)
					gains[f.To] += f.Area
					gains[loser] -= f.Area
					bound := f.Polygon.Bound()
					for range 200 {
						p := orb.Point{bound.Min[0] + r.Float64()*(bound.Max[0]-bound.Min[0]), bound.Min[1] + r.Float64()*(bound.Max[1]-bound.Min[1])}
						if f.Area < 1e6 || !planar.Contains(p, f.Polygon...) {
							continue
						}
						sampled++
						assert.True(t, holds(sectorOf(median, loser), p) && holds(sectorOf(other, f.To), p), "%v is %s's and becomes %s's", p, median.States[loser].Code, median.States[f.To].Code)
					}
				}
				assert.InDelta(t, course.Gained(faces, a)+course.Gained(faces, b), course.Gained(there, a)+course.Gained(there, b), 1e-9*median.Area)
			}
		}
		for k := range gains {
			assert.InDelta(t, other.States[k].Area-median.States[k].Area, gains[k], 1e-9*median.Area, "%s under %s", median.States[k].Code, other.Question.Regime.Title)
		}
		if other != median {
			assert.Greater(t, sampled, 40, other.Question.Regime.ID)
		}
	}
}

// TestExchangedRefuses holds what are no two divisions of one sea with the two in it.
func TestExchangedRefuses(t *testing.T) {
	lake := divided.Exactly(t, divided.Sea(t, seas.Lake), regime.Median())
	_, err := course.Exchanged(lake, nil, "A", "B")
	assert.ErrorIs(t, err, caspian.ErrDivision)
	_, err = course.Exchanged(lake, divided.By(t, divided.Sea(t, "gshhg"), regime.Median()), "A", "B")
	assert.ErrorIs(t, err, caspian.ErrDivision)
	_, err = course.Exchanged(lake, lake, "A", "Q")
	assert.ErrorIs(t, err, caspian.ErrState)
	sea := divided.Sea(t, "gshhg")
	_, err = course.Exchanged(divided.By(t, sea, regime.Median()), divided.By(t, sea, regime.Condominium()), "AZ", "IR")
	assert.ErrorIs(t, err, course.ErrNoBoundary)
	line := orb.LineString{{0, 0}, {1, 0}}
	for _, bad := range []orb.LineString{nil, line[:1], {{0, 0}, {math.NaN(), 0}}, {{0, 0}, {0, 91}}} {
		_, err = course.ExchangedLines([2]int{0, 1}, line, bad)
		assert.ErrorIs(t, err, caspian.ErrLine)
		_, err = course.ExchangedLines([2]int{0, 1}, bad, line)
		assert.ErrorIs(t, err, caspian.ErrLine)
	}
	_, err = course.ExchangedLines([2]int{0, 1}, orb.LineString{{0, 0}, {90, 0}, {180, 0}}, orb.LineString{{0, 0}, {90, 60}, {180, 0}})
	assert.ErrorContains(t, err, "a quarter of the Earth")
}

// TestExchangedPlanimeter holds three faces between a bent line and a straight one to the
// areas that Planimeter of GeographicLib gives for them. The lines cross at
// 50.5 E on the equator, run together from 51 E to 51.5 E and touch at 52 E.
//
//	printf '0 50\n0.3 50.2\n0 50.5\n' | Planimeter -p 6
//	printf '0 50.5\n-0.2 50.8\n0 51\n' | Planimeter -p 6
//	printf '0 51.5\n0.1 51.7\n0 52\n' | Planimeter -p 6
//	printf '0 52\n0.2 52.4\n0 53\n' | Planimeter -p 6
func TestExchangedPlanimeter(t *testing.T) {
	straight := orb.LineString{{50, 0}, {53, 0}}
	bent := orb.LineString{{50, 0}, {50.2, 0.3}, {50.5, 0}, {50.8, -0.2}, {51, 0}, {51.2, 0}, {51.5, 0}, {51.7, 0.1}, {52, 0}, {52.4, 0.2}, {53, 0}}
	const north, south = 7, 4
	faces, err := course.ExchangedLines([2]int{north, south}, straight, bent)
	require.NoError(t, err)
	require.Len(t, faces, 4)
	for k, want := range []course.Face{
		{To: south, Area: 1230917307.6}, {To: south, Area: 923184237.2}, {To: north, Area: 615455350.8}, {To: south, Area: 307727433.2},
	} {
		assert.Equal(t, want.To, faces[k].To)
		assert.InDelta(t, want.Area, faces[k].Area, 1)
	}
	assert.Len(t, faces[0].Polygon[0], 4, "what only divides long edges is no vertex")
}

// TestExchangedLines lays random lines of degrees of likeness over each other. What one
// state gains less what it loses is the area of the ring of both; and both together are
// the area between them, column by column.
func TestExchangedLines(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	for trial := range 60 {
		const n = 40
		middle := []float64{50, 180, -20}[trial%3]
		at := func(k int, y float64) orb.Point { return orb.Point{math.Remainder(middle+float64(k)/n, 360), y} }
		var heights [2][n + 1]float64
		var lines [2]orb.LineString
		for k := range n + 1 {
			for side := range heights {
				y := r.NormFloat64() * 0.01
				switch {
				case k == 0 || k == n:
					y = 0
				case side == 1 && r.IntN(3) > 0:
					y = heights[0][k] // they run together
				}
				heights[side][k] = y
				lines[side] = append(lines[side], at(k, y))
			}
		}
		faces, err := course.ExchangedLines([2]int{0, 1}, lines[0], lines[1])
		require.NoError(t, err)
		ring := orb.Ring(append(orb.LineString{}, lines[1]...))
		for k := n - 1; k > 0; k-- {
			ring = append(ring, lines[0][k])
		}
		net, _ := geodesic.WGS84.RingArea(ring)
		north, south := course.Gained(faces, 0), course.Gained(faces, 1)
		assert.InDelta(t, net, north-south, 5)
		sum := 0.0
		for k := range n {
			a, b := heights[0][k]-heights[1][k], heights[0][k+1]-heights[1][k+1]
			if a*b < 0 {
				sum += (a*a + b*b) / (2 * math.Abs(a-b)) / n
			} else {
				sum += math.Abs(a+b) / 2 / n
			}
		}
		degree, _ := geodesic.WGS84.RingArea(orb.Ring{{0, 0}, {0.01, 0}, {0.01, 0.01}, {0, 0.01}})
		assert.InEpsilon(t, sum*degree*1e4, north+south, 1e-5)
	}
}

// TestExchangedEnds joins ends that differ along a shore, the shorter way round, along an
// open line, and by a geodesic.
func TestExchangedEnds(t *testing.T) {
	from, to := orb.LineString{{0, 0}, {1, 0}}, orb.LineString{{0, 0}, {1, 0.5}}
	shore := orb.LineString{{1, 0.2}, {1.2, 0.3}, {1, 0.6}, {0, 0.6}, {0, -0.6}, {1, -0.1}, {1, 0.2}}
	fourth := orb.LineString{{3, 3}, {4, 4}}
	straight, _ := geodesic.WGS84.RingArea(orb.Ring{{0, 0}, {1, 0}, {1, 0.5}})
	out := orb.Point{1 + 0.2/3, 0.5}
	onShore := orb.LineString{{0, 0}, out}
	along, _ := geodesic.WGS84.RingArea(orb.Ring{{0, 0}, {1, 0}, {1, 0.2}, {1.2, 0.3}, out})
	for name, c := range map[string]struct {
		to   orb.LineString
		by   []orb.LineString
		want float64
	}{
		"geodesic":  {to, nil, straight},
		"far lines": {to, []orb.LineString{fourth}, straight},
		"shore":     {onShore, []orb.LineString{fourth, shore}, along},
		"open line": {onShore, []orb.LineString{shore[:3], append(orb.LineString{{1, -0.1}}, shore[:3]...)}, along},
	} {
		faces, err := course.ExchangedLines([2]int{0, 1}, from, c.to, c.by...)
		require.NoError(t, err)
		require.Len(t, faces, 1, name)
		assert.Equal(t, 1, faces[0].To, name)
		assert.InEpsilon(t, c.want, faces[0].Area, 1e-5, name)
		back, err := course.ExchangedLines([2]int{0, 1}, c.to, from, c.by...)
		require.NoError(t, err)
		require.Len(t, back, 1, name)
		assert.Equal(t, 0, back[0].To, name)
		assert.InDelta(t, faces[0].Area, back[0].Area, 1, name)
	}
}

// TestExchangedIsland gives the water around an island away, and not the island.
func TestExchangedIsland(t *testing.T) {
	island := orb.Ring{{0.5, 0.5}, {0.55, 0.5}, {0.52, 0.55}, {0.5, 0.5}}
	sea := divided.Sea(t, `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[1,0],[1,1],[0,1],[0,0]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[0,0],[1,0]]}},
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"Polygon","coordinates":[[[0.5,0.5],[0.55,0.5],[0.52,0.55],[0.5,0.5]]]}}]}`)
	from := divided.Exactly(t, sea, regime.Median())
	given, err := regime.Median().WithLine([2]string{"A", "B"}, orb.LineString{{0, 0}, {0.01, 0.7}, {0.99, 0.7}, {1, 0}})
	require.NoError(t, err)
	to := divided.Exactly(t, sea, given)
	faces, err := course.Exchanged(from, to, "A", "B")
	require.NoError(t, err)
	require.Len(t, faces, 1)
	assert.Equal(t, 1, faces[0].To)
	require.Len(t, faces[0].Polygon, 2)
	area, _ := geodesic.WGS84.RingArea(island)
	hole, _ := geodesic.WGS84.RingArea(faces[0].Polygon[1])
	assert.InDelta(t, -area, hole, 0.5)
	assert.InDelta(t, to.States[1].Area-from.States[1].Area, faces[0].Area, 1e-9*from.Area)
}
