package partition

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/internal/seas"
)

func belts(t *testing.T, c *coast.Coast, breadths ...float64) *Belts {
	b, err := Limits(context.Background(), c, breadths, Options{Tolerance: 0.5})
	require.NoError(t, err)
	return b
}

// checkBelts checks what holds for all limits: vertices at their distance,
// by the independent measure, and areas that add up to the sea.
func checkBelts(t *testing.T, c *coast.Coast, b *Belts, every int) {
	es := seas.EdgesOf(c)
	worst, vertices := 0.0, 0
	for _, l := range b.Limits {
		for k, p := range l.Line {
			if vertices++; vertices%every != 0 && k != 0 {
				continue
			}
			worst = max(worst, math.Abs(es[l.State].Exactly(p)-l.Breadth))
			for s := range es {
				assert.GreaterOrEqual(t, es[s].Exactly(p), l.Breadth-1e-3)
			}
		}
		for _, id := range l.TurningPoints {
			p := b.TurningPoints[id]
			assert.Contains(t, p.States, l.State)
			if len(p.States) < 3 {
				assert.False(t, p.Tripoint, "what lies beyond the limit is no state's")
			}
			for k := range p.States {
				assert.InDelta(t, l.Breadth, p.Distances[k], 1e-6)
				for _, base := range p.BasePoints[k] {
					assert.InDelta(t, l.Breadth, geodesic.WGS84.Distance(p.At, base.At), 2e-3)
				}
			}
		}
	}
	assert.LessOrEqual(t, worst, 1e-3)
	for _, l := range b.Boundaries {
		for k, p := range l.Line {
			if k%every == 0 {
				assert.InDelta(t, es[l.States[0]].Exactly(p), es[l.States[1]].Exactly(p), 1e-3)
			}
		}
	}
	sum, written := 0.0, 0.0
	add := func(s Sector) {
		sum += s.Area
		for _, p := range s.Polygons {
			written += geodesic.WGS84.PolygonArea(p)
		}
	}
	for _, belt := range b.Waters {
		for _, s := range belt {
			add(s)
		}
	}
	add(b.Beyond)
	assert.InEpsilon(t, b.Area, sum, 1e-9)
	assert.InEpsilon(t, b.Area, written, 1e-9)
	t.Logf("%d limits with %d vertices, %d boundaries, largest |d − D| %.2g m", len(b.Limits), vertices, len(b.Boundaries), worst)
}

// TestCaspianLimits cuts the Caspian at 15 and 25 nautical miles, and looks up
// random places in the belts.
func TestCaspianLimits(t *testing.T) {
	long.Only(t)
	t.Parallel()
	c := caspian(t, "gshhg")
	b := belts(t, c, 25*1852, 15*1852)
	checkBelts(t, c, b, 20)
	require.Len(t, b.Waters, 2)
	es := seas.EdgesOf(c)
	r := rand.New(rand.NewPCG(1, 1))
	checked := 0
	for range 1500 {
		q := orb.Point{46.6 + 8*r.Float64(), 36.6 + 10.5*r.Float64()}
		found := [][2]int{}
		in := func(s Sector, belt int) {
			for _, p := range s.Polygons {
				if contains(p, q) {
					found = append(found, [2]int{belt, s.State})
				}
			}
		}
		for k, belt := range b.Waters {
			for _, s := range belt {
				in(s, k)
			}
		}
		in(b.Beyond, 2)
		if len(found) == 0 {
			continue // land
		}
		require.Len(t, found, 1, "%v lies in two belts", q)
		v := geodesic.WGS84.Cartesian(q)
		owner, least := -1, math.Inf(1)
		for s := range es {
			if d := es[s].Roughly(v); d < least {
				owner, least = s, d
			}
		}
		belt := 0
		for belt < 2 && least > b.Breadths[belt] {
			belt++
		}
		for k := range b.Breadths {
			if math.Abs(least-b.Breadths[k]) < 5 {
				belt = -1
			}
		}
		if belt < 0 {
			continue
		}
		checked++
		assert.Equal(t, belt, found[0][0], "%v", q)
		if belt < 2 {
			assert.LessOrEqual(t, es[found[0][1]].Roughly(v), es[owner].Roughly(v)+5, "%v", q)
		}
	}
	assert.Greater(t, checked, 500)
}

// TestParallelLimit has two straight shores on a meridian's two sides: the
// limits are parallels off them, at right angles to the base line.
func TestParallelLimit(t *testing.T) {
	c := sea(t,
		shape{"W", []orb.Point{{0.5, 1}, {0, 1}, {0, -1}, {0.5, -1}}, false},
		shape{"E", []orb.Point{{0.5, -1}, {1, -1}, {1, 1}, {0.5, 1}}, false})
	for _, d := range long.Or([]float64{100, 1852, 20e3, 50e3}, []float64{1852, 50e3}) {
		b := belts(t, c, d)
		checkBelts(t, c, b, long.Or(1, 10))
		require.Len(t, b.Limits, 2)
		for _, l := range b.Limits {
			for _, p := range l.Line {
				if math.Abs(p[1]) < 0.5 {
					lon := 0.0
					if c.States[l.State].Code == "E" {
						lon = 1
					}
					// A meridian is a geodesic: the foot lies where the
					// geodesic from p meets it at a right angle.
					foot, s := geodesic.WGS84.Nearest(p, orb.Point{lon, p[1] - 0.1}, orb.Point{lon, p[1] + 0.1})
					assert.InDelta(t, d, s, 1e-3)
					assert.InDelta(t, lon, foot[0], 1e-12)
				}
			}
		}
	}
}

// TestSmallLimits has limits of a metre in a lake 2 km wide, limits that leave
// nothing beyond, and several at once.
func TestSmallLimits(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	centre, shore, island := orb.Point{30, 10}, long.Or(1000.0, 300), long.Or(100.0, 40)
	c := sea(t,
		shape{"A", circle(centre, shore, 0, 180, 60), false},
		shape{"C", circle(centre, shore, 180, 360, 60), false},
		shape{"B", circle(centre, island, 0, 360, 30), true})
	b := belts(t, c, 1)
	checkBelts(t, c, b, long.Or(5, 25))
	// The belts are as long as the shores, and 1 m wide.
	assert.InEpsilon(t, math.Pi*shore, b.Waters[0][0].Area, 1e-2)
	assert.InEpsilon(t, 2*math.Pi*island, b.Waters[0][1].Area, 2e-2)
	if !long.Form() {
		return // the more limits, the longer
	}
	b = belts(t, c, 1, 10, 100, 400, 500)
	checkBelts(t, c, b, 5)
	assert.Zero(t, b.Beyond.Area)
	whole := divide(t, c, Options{Tolerance: 0.5})
	for s := range whole.Sectors {
		sum := 0.0
		for _, belt := range b.Waters {
			sum += belt[s].Area
		}
		assert.InEpsilon(t, whole.Sectors[s].Area, sum, 1e-5)
	}
}

// TestPockets has limits beyond which a pocket is left that is narrower than the first
// meshes, which have it in several pieces: it must come out once, and whole. The area
// is compared with that of a grid's places that are farther than the limit.
func TestPockets(t *testing.T) {
	t.Parallel()
	for seed, breadth := range map[uint64]float64{5: 2595.034454345703, 10: 2908.3172912597656, 19: 2763.2934020996095, 44: 2436.9239807128906} {
		if !long.Form() && seed != 5 {
			continue
		}
		r := rand.New(rand.NewPCG(seed, 7))
		n := 5 + r.IntN(6)
		var ring []orb.Point
		for k := range n {
			ring = append(ring, at(orb.Point{48, 45}, 360*(float64(k)+0.3*r.Float64())/float64(n), 2900*(1+0.4*r.Float64()*r.Float64())))
		}
		c := sea(t, shape{"A", ring[:3], false}, shape{"B", append(slices.Clone(ring[2:]), ring[0]), false})
		b, err := Limits(context.Background(), c, []float64{breadth}, Options{})
		require.NoError(t, err, "seed %d", seed)
		checkBelts(t, c, b, 1)
		require.Len(t, b.Beyond.Polygons, 1)
		es, box, beyond := seas.EdgesOf(c), b.Beyond.Polygons[0].Bound(), 0
		steps := long.Or(150, 50)
		width, height := box.Max[0]-box.Min[0], box.Max[1]-box.Min[1]
		for k := range steps * steps {
			p := orb.Point{box.Min[0] + width*(float64(k%steps)+0.5)/float64(steps), box.Min[1] + height*(float64(k/steps)+0.5)/float64(steps)}
			if min(es[0].Exactly(p), es[1].Exactly(p)) > breadth {
				beyond++
			}
		}
		whole := geodesic.WGS84.PolygonArea(orb.Polygon{box.ToRing()})
		assert.InEpsilon(t, whole*float64(beyond)/float64(steps*steps), b.Beyond.Area, 0.05, "seed %d", seed)
	}
}

// TestNestedLimits has two limits cross a line along which a third state is as near,
// by the end of a land border that it shares.
func TestNestedLimits(t *testing.T) {
	long.Only(t)
	t.Parallel()
	c := sea(t,
		shape{"AZ", []orb.Point{{125.60283, -0.27873}, {125.60759, -0.29911}}, false},
		shape{"IR", []orb.Point{{125.60759, -0.29911}, {125.61758, -0.30750}, {125.61802, -0.28439}, {125.63595, -0.29890}, {125.64552, -0.29321}, {125.63174, -0.27332}, {125.64317, -0.27222}, {125.64925, -0.26726}, {125.63530, -0.25595}}, false},
		shape{"KZ", []orb.Point{{125.63530, -0.25595}, {125.66254, -0.24641}, {125.66792, -0.23605}}, false},
		shape{"RU", []orb.Point{{125.66792, -0.23605}, {125.62980, -0.24017}, {125.64170, -0.22369}}, false},
		shape{"RU", []orb.Point{{125.64170, -0.22369}, {125.64010, -0.21323}, {125.61990, -0.23066}, {125.61602, -0.22911}, {125.61346, -0.18432}, {125.60519, -0.20635}}, false},
		shape{"TM", []orb.Point{{125.60519, -0.20635}, {125.59671, -0.21889}, {125.58465, -0.20518}, {125.58453, -0.22221}, {125.58188, -0.23188}, {125.56627, -0.22511}, {125.56697, -0.23904}, {125.57078, -0.24514}, {125.54925, -0.25427}, {125.57437, -0.26031}, {125.57536, -0.26663}, {125.55602, -0.28284}, {125.57843, -0.28006}, {125.58613, -0.27879}, {125.57321, -0.31287}, {125.58851, -0.30577}, {125.60283, -0.27873}}, false})
	checkBelts(t, c, belts(t, c, 2119.760770769649, 2287.8810813746977), 1)
}

func TestLimitErrors(t *testing.T) {
	c := caspian(t, "gshhg")
	for _, d := range [][]float64{nil, {0}, {0.5}, {-3}, {math.NaN()}, {math.Inf(1)}, {400e3}} {
		_, err := Limits(context.Background(), c, d, Options{})
		assert.Error(t, err, "%v", d)
	}
	_, err := Limits(context.Background(), c, []float64{10}, Options{Effects: make([]float64, len(c.Islands))})
	assert.Error(t, err)
}

// TestLimitsOfBlocs joins the belts of two states: no line between them is left,
// and the areas are their sums.
func TestLimitsOfBlocs(t *testing.T) {
	long.Only(t)
	t.Parallel()
	c := caspian(t, "gshhg")
	apart := belts(t, c, 18520, 2*18520)
	joint, err := Limits(context.Background(), c, []float64{18520, 2 * 18520}, Options{Tolerance: 0.5, Blocs: []int{0, 1, 0, 0, 0}})
	require.NoError(t, err)
	checkBelts(t, c, joint, 50)
	for k, belt := range joint.Waters {
		sum := 0.0
		for s, sector := range apart.Waters[k] {
			if s != 1 {
				sum += sector.Area
			}
		}
		assert.InEpsilon(t, sum, belt[0].Area, 1e-9)
		assert.InEpsilon(t, apart.Waters[k][1].Area, belt[1].Area, 1e-12)
		for _, s := range []int{2, 3, 4} {
			assert.Empty(t, belt[s].Polygons)
		}
	}
	require.NotEmpty(t, joint.Boundaries)
	for _, b := range joint.Boundaries {
		assert.Contains(t, b.States, 1)
	}
}
