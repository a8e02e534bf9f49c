package oracle

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"caspian.example/division/caspian/internal/long"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// checkDelaunay checks that a triangulation covers the hull of its points, has
// every point as a corner, and that no point lies inside the circle of any
// triangle (all pairs, or neighbours alone, which is enough by Delaunay's
// lemma).
func checkDelaunay(t require.TestingT, points []point, all bool) {
	d, err := triangulate(points)
	require.NoError(t, err)
	area := 0.0
	used := map[int32]bool{}
	for _, c := range d.triangles {
		a, b, c := points[c[0]], points[c[1]], points[c[2]]
		require.Positive(t, orient(a, b, c))
		area += ((b.x-a.x)*(c.y-a.y) - (b.y-a.y)*(c.x-a.x)) / 2
		if all {
			for _, p := range points {
				require.LessOrEqual(t, inCircle(a, b, c, p), 0.0)
			}
		}
	}
	// The hull: edges with a triangle on the left alone, walked around. Euler
	// gives the number of triangles.
	hull, hullArea, edges := 0, 0.0, 0
	for e := edge(0); int(e) < len(d.next); e += 2 {
		if d.dead[e/4] {
			continue
		}
		if e%4 == 0 {
			edges++
		}
		a, b := d.origin[e], d.dest(e)
		used[a] = true
		l, r := d.left(e), d.right(e)
		switch {
		case l >= 0 && r < 0:
			hull++
			p, q := points[a], points[b]
			hullArea += (p.x*q.y - p.y*q.x) / 2
			for _, s := range points {
				if all {
					require.GreaterOrEqual(t, orient(p, q, s), 0.0, "all points lie left of the hull")
				}
			}
		case l >= 0 && r >= 0:
			apex := d.dest(d.oprev(e))
			c := d.triangles[l]
			require.LessOrEqual(t, inCircle(points[c[0]], points[c[1]], points[c[2]], points[apex]), 0.0)
		}
	}
	require.Len(t, used, len(points))
	if len(d.triangles) > 0 {
		require.Equal(t, 2*len(points)-2-hull, len(d.triangles), "Euler")
		require.Equal(t, 3*len(points)-3-hull, edges, "Euler")
		width := 0.0
		for _, p := range points {
			width = max(width, math.Hypot(p.x-points[0].x, p.y-points[0].y))
		}
		require.InDelta(t, hullArea, area, 1e-10*width*(width+math.Hypot(points[0].x, points[0].y)))
	} else {
		require.Equal(t, len(points)-1, edges, "collinear points are joined in a row")
		for _, p := range points {
			require.Zero(t, orient(points[0], points[1], p))
		}
	}
}

func TestDelaunayRandom(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		// Few different coordinates make collinear and cocircular points.
		scale := rapid.SampledFrom([]float64{1, 0.1, 1e6, 1e-9}).Draw(t, "scale")
		side := rapid.SampledFrom([]int{2, 4, 10, 1000}).Draw(t, "side")
		keys := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) [2]int {
			return [2]int{rapid.IntRange(-side, side).Draw(t, "x"), rapid.IntRange(-side, side).Draw(t, "y")}
		}), 2, 60, rapid.ID).Draw(t, "points")
		var points []point
		for _, k := range keys {
			points = append(points, point{scale * float64(k[0]), scale * float64(k[1])})
		}
		checkDelaunay(t, points, true)
	})
}

func TestDelaunayDegenerate(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	forms := map[string][]point{}
	for i := range long.Or(14, 8) {
		for j := range long.Or(14, 8) {
			forms["grid"] = append(forms["grid"], point{float64(i), float64(j)})
			// 0.1 is no binary fraction: nearly cocircular everywhere.
			forms["rough grid"] = append(forms["rough grid"], point{0.1 * float64(i), 0.1 * float64(j)})
		}
	}
	n := long.Or(100, 60)
	for k := range n {
		s, c := math.Sincos(2 * math.Pi * float64(k) / float64(n))
		forms["circle"] = append(forms["circle"], point{1e5 + 1e3*c, 3e4 + 1e3*s})
		forms["line"] = append(forms["line"], point{float64(k), 3 * float64(k)})
		forms["upright"] = append(forms["upright"], point{7, float64(k * k)})
		forms["rough line"] = append(forms["rough line"], point{0.1 * float64(k), 0.3 * float64(k) * (1 + 1e-16*float64(k%7))})
		forms["line and one"] = append(forms["line and one"], point{float64(k), float64(k)})
	}
	forms["line and one"] = append(forms["line and one"], point{3, 50})
	// Twelve whole points lie exactly on the circle of radius 5, twenty on
	// that of 25.
	for x := -25.0; x <= 25; x++ {
		for y := -25.0; y <= 25; y++ {
			if x*x+y*y == 625 {
				forms["cocircular"] = append(forms["cocircular"], point{x, y})
			}
		}
	}
	require.Len(t, forms["cocircular"], 20)
	forms["centred"] = append(forms["cocircular"][:20:20], point{0, 0})
	for name, points := range forms {
		t.Run(name, func(t *testing.T) { checkDelaunay(t, points, true) })
	}
	_, err := triangulate([]point{{1, 2}, {3, 4}, {1, 2}})
	assert.ErrorIs(t, err, errDuplicate)
}

func TestDelaunayLarge(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	var points []point
	for range long.Or(20_000, 5_000) {
		points = append(points, point{r.NormFloat64() * 1e6, r.NormFloat64() * 1e6})
	}
	checkDelaunay(t, points, false)
}

// TestPredicates holds the predicates' signs next to exact ones that are known
// by construction.
func TestPredicates(t *testing.T) {
	t.Parallel()
	ulp := func(x float64, n int) float64 {
		for range n {
			x = math.Nextafter(x, math.Inf(1))
		}
		return x
	}
	for k := range 5 {
		// c moves off the diagonal y = x by k units in the last place.
		c := point{0.5, ulp(0.5, k)}
		got := orient(point{12, 12}, point{24, 24}, c)
		assert.Equal(t, k > 0, got > 0, fmt.Sprint(k))
		assert.Equal(t, k == 0, got == 0, fmt.Sprint(k))
		// d moves outward from the circle through (±1, 0), (0, 1).
		d := point{0, -ulp(1, k)}
		got = inCircle(point{1, 0}, point{0, 1}, point{-1, 0}, d)
		assert.Equal(t, k > 0, got < 0, fmt.Sprint(k))
		assert.Equal(t, k == 0, got == 0, fmt.Sprint(k))
	}
}
