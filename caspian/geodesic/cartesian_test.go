package geodesic

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestCartesian(t *testing.T) {
	beyond := WGS84.Cartesian(orb.Point{0, 100}).Sub(WGS84.Cartesian(orb.Point{180, 80}))
	assert.Less(t, beyond.Norm(), 1e-8, "over the pole")
	assert.Equal(t, Vec{6378137, 0, 0}, WGS84.Cartesian(orb.Point{0, 0}))
	v := WGS84.Cartesian(orb.Point{123, 90})
	assert.InDelta(t, 6356752.314245, v.Z, 1e-6) // the polar radius of NIMA TR8350.2, table 3.3
	rapid.Check(t, func(t *rapid.T) {
		p := point(t, "p")
		v := WGS84.Cartesian(p)
		assert.InDelta(t, 0, apart(WGS84, p, WGS84.Position(v)), 5e-9)
		assert.InDelta(t, 1, (v.X*v.X+v.Y*v.Y)/(WGS84.a*WGS84.a)+v.Z*v.Z/(WGS84.b*WGS84.b), 1e-15)
		up := orb.Point{p[0], p[1]}
		s, c := math.Sincos(up[1] * radian)
		assert.InDelta(t, s, WGS84.Normal(v).Z, 1e-12)
		assert.InDelta(t, c, math.Hypot(WGS84.Normal(v).X, WGS84.Normal(v).Y), 1e-12)
		assert.InDelta(t, 0, WGS84.OnSurface(v.Mul(0.37)).Sub(v).Norm(), 1e-8)
	})
}

// TestChordLength measures the accuracy that ChordLength promises against
// Inverse.
func TestChordLength(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 2013))
	for _, c := range []struct{ length, limit float64 }{{1, 1e-8}, {1e4, 1e-8}, {150e3, 1e-5}, {300e3, 1e-4}, {600e3, 1e-2}} {
		worst := 0.0
		for range 2000 {
			p := orb.Point{360*r.Float64() - 180, 180*r.Float64() - 90}
			q, _ := WGS84.Direct(p, 360*r.Float64(), c.length)
			worst = max(worst, math.Abs(WGS84.ChordLength(WGS84.Cartesian(p), WGS84.Cartesian(q))-WGS84.Distance(p, q)))
		}
		t.Logf("%g km: %.2g m", c.length/1e3, worst)
		assert.LessOrEqual(t, worst, c.limit)
	}
	v := WGS84.Cartesian(orb.Point{1, 2})
	assert.Zero(t, WGS84.ChordLength(v, v))
}

// TestLength measures the accuracy that Length promises against Inverse.
func TestLength(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 2013))
	for _, c := range []struct{ length, limit float64 }{{1, 1e-8}, {150e3, 1e-5}, {300e3, 1e-5}, {600e3, 1e-5}, {1200e3, 2e-4}} {
		worst := 0.0
		for range 2000 {
			p := orb.Point{360*r.Float64() - 180, 180*r.Float64() - 90}
			q, _ := WGS84.Direct(p, 360*r.Float64(), c.length)
			worst = max(worst, math.Abs(WGS84.Length(WGS84.Cartesian(p), WGS84.Cartesian(q))-WGS84.Distance(p, q)))
		}
		t.Logf("%g km: %.2g m", c.length/1e3, worst)
		assert.LessOrEqual(t, worst, c.limit)
	}
}

func BenchmarkLength(b *testing.B) {
	for _, km := range []float64{300, 600, 1200} {
		b.Run(fmt.Sprintf("%gkm", km), func(b *testing.B) {
			q, _ := WGS84.Direct(orb.Point{50, 40}, 30, 1000*km)
			v, w := WGS84.Cartesian(orb.Point{50, 40}), WGS84.Cartesian(q)
			for b.Loop() {
				WGS84.Length(v, w)
			}
		})
	}
}

// TestRaise compares the middle of a raised chord with that of the geodesic.
func TestRaise(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 2013))
	for _, c := range []struct{ length, limit float64 }{{1000, 1e-7}, {20e3, 1e-3}} {
		for range 500 {
			p := orb.Point{360*r.Float64() - 180, 180*r.Float64() - 90}
			q, _ := WGS84.Direct(p, 360*r.Float64(), c.length)
			raised := WGS84.Raise(WGS84.Cartesian(p).Add(WGS84.Cartesian(q)).Mul(0.5))
			line := WGS84.LineTo(p, q)
			mid, _ := line.Position(c.length / 2)
			assert.LessOrEqual(t, WGS84.Cartesian(mid).Sub(raised).Norm(), c.limit)
		}
	}
}

func TestChart(t *testing.T) {
	for _, centre := range []orb.Point{{50, 42}, {180, 0}, {0, 90}, {77, -90}} {
		c := WGS84.NewChart(WGS84.Cartesian(centre))
		x, y, ok := c.Forward(WGS84.Cartesian(centre))
		assert.True(t, ok)
		assert.InDelta(t, 0, math.Hypot(x, y), 1e-8)
		rapid.Check(t, func(t *rapid.T) {
			x, y := rapid.Float64Range(-2e6, 2e6).Draw(t, "x"), rapid.Float64Range(-2e6, 2e6).Draw(t, "y")
			v := c.Inverse(x, y)
			x1, y1, ok := c.Forward(v)
			assert.True(t, ok)
			assert.InDelta(t, 0, math.Hypot(x1-x, y1-y), 1e-7)
			// The middle of a chord lies on the straight line.
			w := c.Inverse(x+1000, y-3000)
			mx, my, _ := c.Forward(v.Add(w))
			assert.InDelta(t, 0, (mx-x)*3000+(my-y)*1000, 1e-2)
			// Shift is the derivative of Inverse, to the flattening.
			d := c.Inverse(x+1, y).Sub(v)
			assert.InDelta(t, 0, d.Sub(c.Shift(v, 1, 0)).Norm(), 2*WGS84.f)
			assert.LessOrEqual(t, d.Norm(), 1+WGS84.f)
		})
		_, _, ok = c.Forward(WGS84.Cartesian(centre).Mul(-1))
		assert.False(t, ok)
	}
}

func TestNearest(t *testing.T) {
	// From a place off the equator the nearest place of the equator has its
	// longitude; past the end of a segment it is the end.
	for _, lat := range []float64{0.001, 1, 20} {
		q, d := WGS84.Nearest(orb.Point{3, lat}, orb.Point{-10, 0}, orb.Point{20, 0})
		assert.InDelta(t, 3, q[0], 1e-6)
		assert.InDelta(t, 0, q[1], 1e-12)
		assert.InDelta(t, WGS84.Distance(orb.Point{3, lat}, orb.Point{3, 0}), d, 1e-6)
	}
	q, d := WGS84.Nearest(orb.Point{30, 5}, orb.Point{-10, 0}, orb.Point{20, 0})
	assert.Equal(t, orb.Point{20, 0}, q)
	assert.Equal(t, WGS84.Distance(orb.Point{30, 5}, orb.Point{20, 0}), d)
	q, d = WGS84.Nearest(orb.Point{30, 5}, orb.Point{20, 0}, orb.Point{20, 0})
	assert.Equal(t, orb.Point{20, 0}, q)
	assert.Positive(t, d)
}

// TestCrossOfParallels holds that machines which fuse a product and a difference
// find no angle between a vector and itself, or its opposite.
func TestCrossOfParallels(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		axis := rapid.Float64Range(-7e6, 7e6)
		v := Vec{axis.Draw(t, "x"), axis.Draw(t, "y"), axis.Draw(t, "z")}
		require.Zero(t, v.Cross(v))
		require.Zero(t, v.Cross(v.Mul(-1)))
	})
}

// TestMeridian holds the same of azimuths.
func TestMeridian(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lon, south := rapid.Float64Range(-180, 180).Draw(t, "lon"), rapid.Float64Range(-89, 0).Draw(t, "south")
		north := rapid.Float64Range(south+1e-3, 89).Draw(t, "north")
		_, azi1, azi2 := WGS84.Inverse(orb.Point{lon, south}, orb.Point{lon, north})
		require.Zero(t, azi1)
		require.Zero(t, azi2)
	})
}
