package coast_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/seas"
)

// mapped is a lake of two states, drawn in kilometres to the east and north of an end of
// their land border on a map with true distances and azimuths from there; the coast of A
// goes away from it counter-clockwise.
func mapped(t *testing.T, a, b [][2]float64) (*coast.Coast, coast.Terminus) {
	end := orb.Point{10, 45}
	draw := func(line [][2]float64) (out []orb.Point) {
		for _, p := range line {
			q, _ := geodesic.WGS84.Direct(end, math.Atan2(p[0], p[1])*180/math.Pi, 1000*math.Hypot(p[0], p[1]))
			out = append(out, q)
		}
		return out
	}
	from, to := draw(a), draw(b)
	from[0] = end
	to[len(to)-1] = end
	c, err := seas.Sea{{State: "A", Line: from}, {State: "B", Line: to}}.Read()
	require.NoError(t, err)
	for _, terminus := range c.Termini() {
		if terminus.At == end {
			return c, terminus
		}
	}
	require.Fail(t, "the end is not there")
	return nil, coast.Terminus{}
}

// TestDirectionsAt compares directions with plane geometry on the map: fronts by hand, fits
// by ten thousand places of each coast.
func TestDirectionsAt(t *testing.T) {
	// A goes 8 km north and then west; B comes from the azimuth 150°. The water is west.
	south := [2]float64{5, -10 * math.Sqrt(3) / 2}
	a, b := [][2]float64{{0, 0}, {0, 8}, {-30, 8}, {-40, -5}}, [][2]float64{{-40, -5}, {-30, -20}, south, {0, 0}}
	c, end := mapped(t, a, b)
	const near = 1e-3 // degrees
	azimuth := func(x, y float64) float64 { return math.Mod(math.Atan2(x, y)*180/math.Pi+360, 360) }

	d, err := c.DirectionsAt(end, 5000, false)
	require.NoError(t, err)
	assert.InDelta(t, 0, math.Remainder(d.After, 360), near)
	assert.InDelta(t, 150, d.Before, near)
	assert.InDelta(t, 255, d.Bisector(), near, "210° of water")
	assert.InDelta(t, 255, d.Perpendicular(), near, "fronts of equal length: the same")

	d, err = c.DirectionsAt(end, 12_000, false)
	require.NoError(t, err)
	assert.InDelta(t, azimuth(-math.Sqrt(12*12-8*8), 8), d.After, near)
	// From south on towards (−30, −20): the far one of two places that are 12 km away.
	ux, uy := -30-south[0], -20-south[1]
	u := math.Hypot(ux, uy)
	ux, uy = ux/u, uy/u
	along := south[0]*ux + south[1]*uy
	s := -along + math.Sqrt(along*along-100+144)
	assert.InDelta(t, azimuth(south[0]+s*ux, south[1]+s*uy), d.Before, near)

	// No place of A is as far away as that: the farthest vertex.
	d, err = c.DirectionsAt(end, 400_000, false)
	require.NoError(t, err)
	assert.InDelta(t, azimuth(-40, -5), d.After, near)
	assert.InDelta(t, azimuth(-40, -5), d.Before, near)
	assert.InDelta(t, azimuth(-40, -5), d.Bisector(), near, "straight to there")
	assert.True(t, math.IsNaN(d.Perpendicular()))

	fit := func(over float64, lines ...[][2]float64) [2]float64 {
		var xs [][2]float64
		for _, line := range lines {
			const step = 1e-3
			for k := range line[1:] {
				p, q := line[k], line[k+1]
				n := math.Round(math.Hypot(q[0]-p[0], q[1]-p[1]) / step)
				for i := 0.5; i < n; i++ {
					x := [2]float64{p[0] + (q[0]-p[0])*i/n, p[1] + (q[1]-p[1])*i/n}
					if math.Hypot(x[0], x[1]) > over {
						break
					}
					xs = append(xs, x)
				}
			}
		}
		var mean [2]float64
		for _, x := range xs {
			mean[0], mean[1] = mean[0]+x[0]/float64(len(xs)), mean[1]+x[1]/float64(len(xs))
		}
		// The azimuth, to a ten-thousandth of a degree, from whose line the squares of
		// distances add up to least: by halving steps, not by a formula.
		sum := func(deg float64) (v float64) {
			sin, cos := math.Sincos(deg * math.Pi / 180)
			for _, x := range xs {
				off := (x[0]-mean[0])*cos - (x[1]-mean[1])*sin
				v += off * off
			}
			return v
		}
		best := 0.0
		for deg := 0.0; deg < 180; deg += 5 {
			if sum(deg) < sum(best) {
				best = deg
			}
		}
		for step := 2.5; step > 1e-4; step /= 2 {
			for _, deg := range [2]float64{best - step, best + step} {
				if sum(deg) < sum(best) {
					best = deg
				}
			}
		}
		return [2]float64{best, best + 180}
	}
	back := [][2]float64{b[3], b[2], b[1]}
	either := func(want [2]float64, got float64) {
		t.Helper()
		off := math.Min(math.Abs(math.Remainder(want[0]-got, 360)), math.Abs(math.Remainder(want[1]-got, 360)))
		assert.Less(t, off, 0.01, "%v, not %v", got, want)
	}
	d, err = c.DirectionsAt(end, 15_000, true)
	require.NoError(t, err)
	either(fit(15, a), d.After)
	either(fit(15, back), d.Before)
	either(fit(15, a, back), d.Along)
	assert.Greater(t, d.After, 270.0, "away from the end: to the north-west")
	assert.InDelta(t, 195, d.Before, 45, "away from the end: to the south")
	assert.True(t, d.Along > 270 || d.Along < 90, "the water is on the left")
	assert.InDelta(t, math.Mod(d.Along+270, 360), d.Perpendicular(), 1e-9)

	// The other end of the border sees the coasts the other way round.
	for _, other := range c.Termini() {
		if other.At != end.At {
			d, err := c.DirectionsAt(other, 1000, false)
			require.NoError(t, err)
			p, _, _ := geodesic.WGS84.Inverse(other.At, end.At)
			assert.Greater(t, p, 30e3)
			assert.InDelta(t, azimuth(40, 5), d.Bisector(), 40, "into the lake")
		}
	}
}

// TestNoDirections refuses lengths that are none.
func TestNoDirections(t *testing.T) {
	c, end := mapped(t, [][2]float64{{0, 0}, {0, 8}, {-30, 8}, {-40, -5}}, [][2]float64{{-40, -5}, {-30, -20}, {0, 0}})
	for _, over := range []float64{0, -1, math.NaN(), math.Inf(1)} {
		_, err := c.DirectionsAt(end, over, false)
		require.ErrorIs(t, err, coast.ErrFeature)
		assert.ErrorContains(t, err, "no general directions are taken over")
	}
}
