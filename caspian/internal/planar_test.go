package internal

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"caspian.example/division/caspian/internal/planar"
)

type ring = [][2]float64

func TestContains(t *testing.T) {
	outer, hole := ring{{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}}, ring{{1, 1}, {3, 1}, {3, 3}, {1, 3}, {1, 1}}
	for _, c := range []struct {
		p    [2]float64
		want bool
	}{
		{[2]float64{0.5, 2}, true}, {[2]float64{2, 2}, false}, {[2]float64{5, 2}, false}, {[2]float64{-1, 2}, false}, {[2]float64{2, 0.5}, true}, {[2]float64{3.5, 1}, true},
		// On edges and vertices: as a hair to the right and up.
		{[2]float64{0, 2}, true}, {[2]float64{4, 2}, false}, {[2]float64{2, 0}, true}, {[2]float64{2, 4}, false},
		{[2]float64{0, 0}, true}, {[2]float64{4, 0}, false}, {[2]float64{0, 4}, false}, {[2]float64{4, 4}, false},
		{[2]float64{1, 2}, false}, {[2]float64{3, 2}, true}, {[2]float64{3, 3}, true}, {[2]float64{1, 1}, false},
	} {
		assert.Equal(t, c.want, planar.Contains(c.p, outer, hole), c.p)
	}
	assert.False(t, planar.Contains[[2]float64, ring]([2]float64{0, 0}))
	assert.False(t, planar.Contains([2]float64{0, 0}, ring{}, ring{{0, 0}}, ring{{0, 0}, {0, 0}}))
	assert.False(t, planar.Contains([2]float64{math.NaN(), 0}, outer))
}

// tiles are quadrilaterals that cover a square of side n, with bent seams and in
// either direction.
func tiles(t *rapid.T, n int) (rings []ring) {
	corner := make(map[[2]int][2]float64)
	for i := range n + 1 {
		for j := range n + 1 {
			p := [2]float64{float64(i), float64(j)}
			if i > 0 && i < n {
				p[0] += rapid.Float64Range(-0.3, 0.3).Draw(t, "dx")
			}
			if j > 0 && j < n {
				p[1] += rapid.Float64Range(-0.3, 0.3).Draw(t, "dy")
			}
			corner[[2]int{i, j}] = p
		}
	}
	for i := range n {
		for j := range n {
			a, b, c, d := corner[[2]int{i, j}], corner[[2]int{i + 1, j}], corner[[2]int{i + 1, j + 1}], corner[[2]int{i, j + 1}]
			if rapid.Bool().Draw(t, "clockwise") {
				b, d = d, b
			}
			rings = append(rings, ring{a, b, c, d, a})
		}
	}
	return rings
}

// indexOf returns the index of regions of one ring each.
func indexOf(rings []ring) *planar.Index {
	var points [][2]float64
	var edges []planar.Edge
	for k, r := range rings {
		for i := range r[1:] {
			edges = append(edges, planar.Edge{Point: int32(len(points) + i), Region: int32(k)})
		}
		points = append(points, r...)
	}
	return planar.NewIndex(points, edges)
}

// TestTiles holds that regions that cover a square hold each place of it once,
// their seams and corners too, and that an index agrees with a look at all edges.
func TestTiles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "n")
		rings := tiles(t, n)
		ix := indexOf(rings)
		places := [][2]float64{{0, 0}, {0, float64(n) / 2}, {-0.1, 0.5}, {float64(n), 0.5}, {0.5, float64(n)}, {1e9, 0.5}, {0.5, -1e9}}
		for _, r := range rings {
			places = append(places, r[0], r[1], [2]float64{(r[0][0] + r[1][0]) / 2, (r[0][1] + r[1][1]) / 2})
		}
		for range 50 {
			places = append(places, [2]float64{rapid.Float64Range(-1, float64(n)+1).Draw(t, "x"), rapid.Float64Range(-1, float64(n)+1).Draw(t, "y")})
		}
		for _, p := range places {
			var slow, fast []int
			for k, r := range rings {
				if planar.Contains(p, r) {
					slow = append(slow, k)
				}
			}
			ix.At(p[0], p[1], func(k int) { fast = append(fast, k) })
			inSquare := p[0] >= 0 && p[0] < float64(n) && p[1] >= 0 && p[1] < float64(n)
			require.Equal(t, inSquare, len(slow) == 1, "%v lies in %v", p, slow)
			require.Equal(t, inSquare, len(fast) == 1, "%v lies in %v by the index", p, fast)
		}
	})
}

// TestIndex has overlapping regions with many edges, and places off their edges.
func TestIndex(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var rings []ring
	for range 30 {
		cx, cy, size := r.Float64()*1e5, r.Float64()*1e5, 1e4+r.Float64()*4e4
		var one ring
		for k := range 200 {
			sin, cos := math.Sincos(2 * math.Pi * float64(k) / 200)
			d := size * (0.5 + 0.5*r.Float64())
			one = append(one, [2]float64{cx + d*cos, cy + d*sin})
		}
		rings = append(rings, append(one, one[0]))
	}
	ix := indexOf(rings)
	several := 0
	for range 20000 {
		p := [2]float64{r.Float64()*2e5 - 5e4, r.Float64()*2e5 - 5e4}
		var slow, fast []int
		for k := range rings {
			if planar.Contains(p, rings[k]) {
				slow = append(slow, k)
			}
		}
		ix.At(p[0], p[1], func(k int) { fast = append(fast, k) })
		require.Equal(t, slow, fast, p)
		if len(slow) > 1 {
			several++
		}
	}
	assert.Greater(t, several, 1000)
	none := planar.NewIndex(nil, nil)
	none.At(0, 0, func(int) { t.Error("nothing holds a place") })
}

func BenchmarkIndex(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	var one ring
	for k := range 100000 {
		sin, cos := math.Sincos(2 * math.Pi * float64(k) / 1e5)
		d := 1e5 * (0.5 + 0.5*math.Sin(float64(k)/1e4)*r.Float64())
		one = append(one, [2]float64{d * cos, d * sin})
	}
	ix := indexOf([]ring{append(one, one[0])})
	b.ReportAllocs()
	for b.Loop() {
		ix.At(r.Float64()*2e5-1e5, r.Float64()*2e5-1e5, func(int) {})
	}
}
