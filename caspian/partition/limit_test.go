package partition

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/geodata/gshhg"
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
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	c := read(t, gshhg.Coast())
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
	for _, d := range []float64{100, 1852, 20e3, 50e3} {
		b := belts(t, c, d)
		checkBelts(t, c, b, 1)
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
	centre := orb.Point{30, 10}
	c := sea(t,
		shape{"A", circle(centre, 1000, 0, 180, 60), false},
		shape{"C", circle(centre, 1000, 180, 360, 60), false},
		shape{"B", circle(centre, 100, 0, 360, 30), true})
	b := belts(t, c, 1)
	checkBelts(t, c, b, 5)
	// The belts are as long as the shores, and 1 m wide.
	assert.InEpsilon(t, math.Pi*1000, b.Waters[0][0].Area, 1e-2)
	assert.InEpsilon(t, 2*math.Pi*100, b.Waters[0][1].Area, 2e-2)
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

func TestLimitErrors(t *testing.T) {
	c := read(t, gshhg.Coast())
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
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	c := read(t, gshhg.Coast())
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
