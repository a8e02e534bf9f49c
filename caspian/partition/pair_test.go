package partition

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/internal/seas"
)

// TestPair measures places of the Caspian against the lines of two pairs of
// states, one of which has no common boundary, by brute force: within the
// departure of a place all around it one state is nearer, and just beyond, in
// the direction of the named place of the line, the other. On that place both
// are equally far to 1 mm.
func TestPair(t *testing.T) {
	c := caspian(t, "gshhg")
	all := seas.EdgesOf(c)
	sea, err := NewDistances(c, nil)
	require.NoError(t, err)
	random := rand.New(rand.NewPCG(1, 2))
	for _, codes := range [][2]string{{"KZ", "RU"}, {"TM", "RU"}} {
		states := [2]int{number(c, codes[0]), number(c, codes[1])}
		p, err := NewPair(context.Background(), c, states, nil)
		require.NoError(t, err)
		near := func(q orb.Point) int {
			if all[states[0]].Exactly(q) < all[states[1]].Exactly(q) {
				return states[0]
			}
			return states[1]
		}
		for range long.Or(12, 4) {
			q := orb.Point{49 + 2.5*random.Float64(), 40.5 + 5*random.Float64()}
			s := p.Stands(q)
			require.Equal(t, near(q), s.Side, "%v", q)
			assert.InDelta(t, all[states[0]].Exactly(s.Nearest), all[states[1]].Exactly(s.Nearest), 1e-3)
			assert.InDelta(t, geodesic.WGS84.Distance(q, s.Nearest), s.Departure, 1e-6)
			_, azimuth, _ := geodesic.WGS84.Inverse(q, s.Nearest)
			beyond, _ := geodesic.WGS84.Direct(q, azimuth, s.Departure+1e-2)
			assert.NotEqual(t, s.Side, near(beyond))
			for k := range 72 {
				// The closer to the nearest place, the denser.
				turn := math.Copysign(180*math.Pow(math.Abs(float64(k)-36)/36, 4), float64(k)-36)
				around, _ := geodesic.WGS84.Direct(q, azimuth+turn, s.Departure-1e-3)
				if sea.InSea(around) { // the line ends at the shore
					require.Equal(t, s.Side, near(around), "%v at %v°, %v", q, azimuth+turn, s.Departure)
				}
			}
			side, roughly := p.Roughly(q)
			assert.Equal(t, s.Side, side)
			assert.InDelta(t, s.Departure, roughly, pairTolerance+1e-3)
		}
	}
}

// TestPairEverywhere measures places in and around the Caspian against the lines of
// all pairs: the named place is equally far from both states to 1 mm, wherever it is.
func TestPairEverywhere(t *testing.T) {
	c := caspian(t, long.Or("gshhg", "ne10m"))
	d, err := NewDistances(c, nil)
	require.NoError(t, err)
	random := rand.New(rand.NewPCG(5, 6))
	for i := range c.States {
		for j := range i {
			p, err := NewPair(context.Background(), c, [2]int{i, j}, nil)
			require.NoError(t, err)
			for range long.Or(200, 15) {
				q := orb.Point{46.5 + 8*random.Float64(), 36.5 + 10.5*random.Float64()}
				s := p.Stands(q)
				at := d.At(s.Nearest)
				require.InDelta(t, at[i].Distance, at[j].Distance, 1e-3, "%s and %s at %v", c.States[i].Code, c.States[j].Code, q)
				_, roughly := p.Roughly(q)
				assert.InDelta(t, s.Departure, roughly, pairTolerance+1e-3)
			}
		}
	}
}

// TestPairAcross has the equator for a line: departures are lengths of meridians,
// whatever an island of a third state and its shore.
func TestPairAcross(t *testing.T) {
	var ring []orb.Point
	for k := range 41 {
		sin, cos := math.Sincos(math.Pi * float64(k) / 40)
		ring = append(ring, orb.Point{2 * cos, 2 * sin})
	}
	ring[0], ring[40] = orb.Point{2, 0}, orb.Point{-2, 0}
	var south []orb.Point
	for _, q := range ring {
		south = append(south, orb.Point{q[0], -q[1]})
	}
	third := []orb.Point{{0.4, 0.1}, {0.6, 0.1}, {0.6, 0.3}, {0.4, 0.3}, {0.4, 0.1}}
	c := sea(t, shape{"N", ring, false}, shape{"S", south, false}, shape{"T", third, true})
	p, err := NewPair(context.Background(), c, [2]int{1, 0}, nil)
	require.NoError(t, err)
	require.Len(t, p.Lines(), 1)
	for _, q := range []orb.Point{{0, 0.5}, {-1, -0.7}, {0.5, 0.05}, {1.3, 1e-7}} {
		s := p.Stands(q)
		assert.InDelta(t, geodesic.WGS84.Distance(q, orb.Point{q[0], 0}), s.Departure, 1e-3)
		assert.InDelta(t, q[0], s.Nearest[0], 1e-4)
		side := number(c, "N")
		if q[1] < 0 {
			side = number(c, "S")
		}
		assert.Equal(t, side, s.Side)
	}
	// Beyond the end the end is the nearest.
	assert.InDelta(t, geodesic.WGS84.Distance(orb.Point{2.5, 0.2}, orb.Point{2, 0}), p.Stands(orb.Point{2.5, 0.2}).Departure, 1e-6)
	_, err = NewPair(context.Background(), c, [2]int{1, 1}, nil)
	assert.ErrorIs(t, err, ErrNoLine)
	_, err = NewPair(context.Background(), c, [2]int{0, 3}, nil)
	assert.ErrorIs(t, err, ErrNoLine)
	_, err = NewPair(context.Background(), c, [2]int{0, 2}, []float64{0})
	assert.ErrorIs(t, err, ErrNoLine, "the third has nothing but an island of no effect")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = NewPair(ctx, c, [2]int{0, 1}, nil)
	assert.ErrorIs(t, err, context.Canceled)
}

// TestDistances measures places to all states by brute force, with islands at
// full and at partial effect.
func TestDistances(t *testing.T) {
	c := caspian(t, "gshhg")
	effects := make([]float64, len(c.Islands))
	for k := range effects {
		effects[k] = []float64{0, 0.5, 1}[k%3]
	}
	for _, e := range [][]float64{nil, effects} {
		d, err := NewDistances(c, e)
		require.NoError(t, err)
		for _, q := range []orb.Point{{49.8883333, 42.56}, {51.2717, 38.575}, {53, 45.9}, {50.1, 46.4}} {
			want := seas.DistancesOf(c, e).At(q)
			for k, r := range d.At(q) {
				assert.InDelta(t, want[k], r.Distance, 2e-4, "%v %s", q, c.States[k].Code)
				sum := 0.0
				for _, b := range r.BasePoints {
					sum += b.Part * geodesic.WGS84.Distance(q, b.At)
				}
				assert.InDelta(t, r.Distance, sum, 2e-4)
			}
		}
		assert.True(t, d.InSea(orb.Point{51, 42}))
		assert.False(t, d.InSea(orb.Point{60, 42}))
	}
	_, err := NewDistances(c, effects[1:])
	assert.Error(t, err)
}

// TestNoPosition asks about what is no place on the Earth.
func TestNoPosition(t *testing.T) {
	c := sea(t,
		shape{"A", []orb.Point{{1, 0}, {0, 0}, {0, 1}}, false},
		shape{"B", []orb.Point{{0, 1}, {1, 1}, {1, 0}}, false})
	d, err := NewDistances(c, nil)
	require.NoError(t, err)
	p, err := NewPair(context.Background(), c, [2]int{0, 1}, nil)
	require.NoError(t, err)
	for _, q := range []orb.Point{{math.NaN(), 0}, {0, math.NaN()}, {math.Inf(1), 0}, {0, math.Inf(-1)}} {
		assert.False(t, d.InSea(q), "%v", q)
		for _, r := range d.At(q) {
			assert.False(t, r.Distance < math.Inf(1), "%v", q)
		}
		assert.True(t, math.IsNaN(p.Stands(q).Departure), "%v", q)
		_, rough := p.Roughly(q)
		assert.False(t, rough < math.Inf(1), "%v", q)
	}
}
