package partition

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/long"
)

// TestMirror divides seas that are symmetric about the equator or a meridian:
// the median line is the axis.
func TestMirror(t *testing.T) {
	t.Run("equator", func(t *testing.T) {
		north := []orb.Point{{20, 0}, {19.5, 1}, {18, 1.5}, {17, 0.7}, {16, 1.2}, {15, 0}}
		var south []orb.Point
		for _, p := range north {
			south = append(south, orb.Point{p[0], -p[1]})
		}
		c := sea(t, shape{"N", north, false}, shape{"S", south, false})
		n := divide(t, c, Options{})
		checkNetwork(t, c, n)
		require.Len(t, n.Boundaries, 1)
		for _, p := range n.Boundaries[0].Line {
			assert.InDelta(t, 0, p[1], 1e-8)
		}
		assert.InDelta(t, 50, shares(c, n)["N"], 1e-7)
	})
	t.Run("meridian", func(t *testing.T) {
		for _, axis := range []float64{10, 180} {
			east := []orb.Point{{0, 50}, {1, 50.5}, {2, 52}, {1, 53}, {0, 53.2}}
			var e, w []orb.Point
			for _, p := range east {
				e, w = append(e, orb.Point{axis + p[0], p[1]}), append(w, orb.Point{axis - p[0], p[1]})
			}
			c := sea(t, shape{"E", e, false}, shape{"W", w, false})
			n := divide(t, c, Options{})
			checkNetwork(t, c, n)
			require.Len(t, n.Boundaries, 1)
			for _, p := range n.Boundaries[0].Line {
				assert.InDelta(t, 0, math.Remainder(p[0]-axis, 360), 1e-8)
			}
			assert.InDelta(t, 50, shares(c, n)["E"], 1e-7)
		}
	})
}

// TestBaysAroundPole divides a sea around a pole among n states with equal
// parts of a parallel: n equal sectors that meet at the pole.
func TestBaysAroundPole(t *testing.T) {
	long.Only(t)
	t.Parallel()
	all := map[float64][]int{90: {2, 4, 5}, -90: {3, 7}}
	for pole, states := range all {
		for _, n := range states {
			var shapes []shape
			const steps = 12
			for k := range n {
				s := shape{state: string(rune('A' + k))}
				for i := range steps + 1 {
					a := 360 * (float64(k) + float64(i)/steps) / float64(n)
					if k == n-1 && i == steps {
						a = 0
					}
					// Each shore is a bay that is symmetric about its middle.
					lat := 80 - 2*math.Sin(math.Pi*float64(i)/steps)
					s.points = append(s.points, orb.Point{math.Remainder(a, 360), math.Copysign(lat, pole)})
				}
				shapes = append(shapes, s)
			}
			c := sea(t, shapes...)
			net := divide(t, c, Options{})
			for code, share := range shares(c, net) {
				assert.InDelta(t, 100/float64(n), share, 1e-6, "%s of %d", code, n)
			}
			checkNetwork(t, c, net)
			if n > 2 {
				require.Len(t, net.Boundaries, n)
				for _, b := range net.Boundaries {
					ends := max(math.Abs(b.Line[0][1]), math.Abs(b.Line[len(b.Line)-1][1]))
					assert.InDelta(t, 90, ends, 1e-8, "all lines meet at the pole")
				}
			}
		}
	}
}

// TestCentralIsland divides a circle with a circular island of another state
// in its middle: the line is the circle half way.
func TestCentralIsland(t *testing.T) {
	centre := orb.Point{30, 10}
	const outer, inner = 100e3, 20e3
	c := sea(t,
		shape{"A", circle(centre, outer, 0, 180, 180), false},
		shape{"C", circle(centre, outer, 180, 360, 180), false},
		shape{"B", circle(centre, inner, 0, 360, 90), true})
	n := divide(t, c, Options{})
	checkNetwork(t, c, n)
	for _, b := range n.Boundaries {
		if b.States == [2]int{0, 2} {
			continue
		}
		for _, p := range b.Line {
			// The polygons lie inside their circles by r(1 − cos(step/2)):
			// 15 m and 12 m.
			assert.InDelta(t, (outer+inner)/2, geodesic.WGS84.Distance(centre, p), 20)
		}
	}
	// Alone, the island's sector is a disc less the island.
	assert.InEpsilon(t, math.Pi*(60e3*60e3-inner*inner), n.Sectors[1].Area, 2e-3)
}

// TestTermini divides seas whose shore turns by every angle at the terminus.
func TestTermini(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	p := orb.Point{50, 40}
	all := []float64{1, 5, 30, 90, 150, 179, 179.9, 180, 180.1, 181, 200, 270, 330, 355, 359}
	for _, angle := range long.Or(all, []float64{5, 179.9, 181, 355}) {
		// Two shores leave P at this angle of sea between them, symmetric
		// about north, and meet again north of it.
		end := func(azimuth, s float64) orb.Point { q, _ := geodesic.WGS84.Direct(p, azimuth, s); return q }
		side := func(sign float64) []orb.Point {
			out := []orb.Point{p, end(sign*angle/2, 30e3)}
			for a := angle/2 - 40; a > 0; a -= 40 {
				out = append(out, end(sign*max(a, 5), 90e3))
			}
			return append(out, end(0, 100e3))
		}
		c := sea(t, shape{"E", side(1), false}, shape{"W", side(-1), false})
		n := divide(t, c, Options{})
		checkNetwork(t, c, n)
		assert.InDelta(t, 50, shares(c, n)["E"], 1e-4, "angle %v", angle)
		require.Len(t, n.Boundaries, 1, "angle %v", angle)
		for _, q := range n.Boundaries[0].Line {
			assert.InDelta(t, p[0], q[0], 1e-6, "angle %v", angle)
		}
	}
}
