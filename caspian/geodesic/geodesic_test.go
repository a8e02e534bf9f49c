package geodesic

import (
	"bufio"
	"compress/gzip"
	"io"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// testEllipsoids are the ellipsoids of testdata, by number.
func testEllipsoids(t testing.TB) []*Ellipsoid {
	out := []*Ellipsoid{WGS84}
	for _, p := range [][2]float64{{6378137, 1.0 / 50}, {6378137, -1.0 / 50}, {6378137, 1.0 / 150}, {6378137, 0}, {6378137, -1.0 / 100}} {
		e, err := NewEllipsoid(p[0], p[1])
		require.NoError(t, err)
		out = append(out, e)
	}
	return out
}

// vectors calls do with the numbers of every line of a file of testdata and
// returns how many there were.
func vectors(t *testing.T, name string, do func(v []float64)) int {
	f, err := os.Open("testdata/" + name)
	require.NoError(t, err)
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		r, err = gzip.NewReader(f)
		require.NoError(t, err)
	}
	s := bufio.NewScanner(r)
	s.Buffer(nil, 1<<20)
	n := 0
	for s.Scan() {
		var v []float64
		for _, field := range strings.Fields(s.Text()) {
			x, err := strconv.ParseFloat(field, 64)
			require.NoError(t, err)
			v = append(v, x)
		}
		do(v)
		n++
	}
	require.NoError(t, s.Err())
	return n
}

// limit is the accuracy that the package promises, in metres.
const limit = 15e-9

// apart returns the displacement in metres on the ellipsoid e between two
// positions a few metres apart at most.
func apart(e *Ellipsoid, p, q orb.Point) float64 {
	dlat := (q[1] - p[1]) * radian
	dlon := math.Remainder(q[0]-p[0], 360) * radian * math.Cos(p[1]*radian)
	return e.a * math.Hypot(dlat, dlon)
}

func TestInverseVectors(t *testing.T) {
	es := testEllipsoids(t)
	worst := make([][2]float64, len(es)) // of the length and of the far end
	random := 0
	n := vectors(t, "inverse.txt.gz", func(v []float64) {
		e := es[int(v[0])]
		p, q, azi1, azi2, s12, m12 := orb.Point{v[2], v[1]}, orb.Point{v[4], v[3]}, v[5], v[6], v[7], v[8]
		s, a1, a2 := e.Inverse(p, q)
		w := &worst[int(v[0])]
		w[0] = max(w[0], math.Abs(s-s12))
		if e == WGS84 {
			random++
		}
		// An error of the azimuth moves the far end by the reduced length
		// times it.
		end := 0.0
		for _, d := range [2]float64{a1 - azi1, a2 - azi2} {
			end = max(end, math.Abs(math.Remainder(d, 360))*radian*math.Abs(m12))
		}
		w[1] = max(w[1], end)
		if math.Abs(s-s12) > limit || end > limit {
			t.Errorf("a = %g, f = %g, %v %v: length off by %.3g m, far end by %.3g m", e.a, e.f, p, q, s-s12, end)
		}
	})
	for k, w := range worst {
		t.Logf("f = %.5f: largest error of the length %.2g m, of the far end %.2g m", es[k].f, w[0], w[1])
	}
	t.Logf("%d vectors, %d of them on WGS84", n, random)
	assert.Greater(t, random, 10000)
}

func TestDirectVectors(t *testing.T) {
	es := testEllipsoids(t)
	worst := 0.0
	n := vectors(t, "direct.txt.gz", func(v []float64) {
		e := es[int(v[0])]
		q, _ := e.Direct(orb.Point{v[2], v[1]}, v[3], v[4])
		d := apart(e, orb.Point{v[6], v[5]}, q)
		worst = max(worst, d)
		// At |f| = 1/50 the sixth order leaves a little more.
		if d > limit && !(math.Abs(e.f) > 0.01 && d < 20e-9) {
			t.Errorf("%v: %v, %.3g m away", v, q, d)
		}
	})
	t.Logf("%d vectors; largest error %.2g m", n, worst)
	assert.Greater(t, n, 4000)
}

func TestPolygonVectors(t *testing.T) {
	worst, large := 0.0, 0
	n := vectors(t, "polygons.txt", func(v []float64) {
		var ring orb.Ring
		for k := 2; k < len(v); k += 2 {
			ring = append(ring, orb.Point{v[k+1], v[k]})
		}
		area, perimeter := WGS84.RingArea(ring)
		// Both sides carry the rounding of sums that reach the area of the
		// ellipsoid, 5e14 m²: up to 0.1 m².
		d := math.Abs(area - v[0])
		assert.LessOrEqual(t, d, max(0.1, 1e-10*math.Abs(v[0])), "%v: %.6f m², want %.6f", ring[0], area, v[0])
		if math.Abs(v[0]) > 1e9 {
			worst = max(worst, d/math.Abs(v[0]))
			large++
		}
		assert.InDelta(t, v[1], perimeter, limit*float64(len(ring)))
		ring = append(ring, ring[0])
		closed, _ := WGS84.RingArea(ring)
		assert.Equal(t, area, closed)
	})
	t.Logf("%d polygons; largest relative error of the %d above 1000 km² %.2g", n, large, worst)
	assert.GreaterOrEqual(t, n, 300)
	assert.GreaterOrEqual(t, large, 150)
}

func TestClosedForms(t *testing.T) {
	// A quarter of the equator, and of a meridian: the latter is the integral
	// of √(a² sin²β + b² cos²β) over the reduced latitude, which the
	// trapezium rule takes to full precision over a period.
	assert.InDelta(t, math.Pi/2*6378137, WGS84.Distance(orb.Point{10, 0}, orb.Point{100, 0}), limit)
	quarter := 0.0
	const steps = 64
	for k := range steps {
		s, c := math.Sincos(2 * math.Pi * float64(k) / steps)
		quarter += math.Hypot(WGS84.A()*s, WGS84.B()*c) * math.Pi / 2 / steps
	}
	assert.InDelta(t, quarter, WGS84.Distance(orb.Point{10, 0}, orb.Point{10, 90}), limit)
	sphere, err := NewEllipsoid(1, 0)
	require.NoError(t, err)
	s, azi1, azi2 := sphere.Inverse(orb.Point{0, 0}, orb.Point{90, 45})
	assert.InDelta(t, math.Pi/2, s, 1e-15)
	assert.InDelta(t, 45, azi1, 1e-13)
	assert.InDelta(t, 90, azi2, 1e-13)
	octant, length := sphere.RingArea(orb.Ring{{0, 0}, {90, 0}, {0, 90}})
	assert.InDelta(t, math.Pi/2, octant, 1e-15)
	assert.InDelta(t, 3*math.Pi/2, length, 1e-15)
	assert.InDelta(t, 4*math.Pi, sphere.Area(), 1e-15)
}

func TestDegenerate(t *testing.T) {
	s, azi1, azi2 := WGS84.Inverse(orb.Point{10, 20}, orb.Point{370, 20})
	assert.Zero(t, s)
	assert.Equal(t, azi1, azi2)
	q, _ := WGS84.Direct(orb.Point{10, 20}, 33, 0)
	assert.InDelta(t, 0, apart(WGS84, orb.Point{10, 20}, q), limit)
	for _, ring := range []orb.Ring{nil, {{1, 2}}, {{1, 2}, {3, 4}}, {{1, 2}, {1, 2}, {1, 2}}} {
		area, _ := WGS84.RingArea(ring)
		assert.Zero(t, area)
	}
	// Half of the ellipsoid, both ways round, is the positive half.
	half := orb.Ring{{0, 0}, {120, 0}, {-120, 0}}
	for range 2 {
		area, _ := WGS84.RingArea(half)
		assert.InEpsilon(t, WGS84.Area()/2, area, 1e-14)
		half[0], half[1] = half[1], half[0]
	}
	nan, inf := math.NaN(), math.Inf(1)
	for _, p := range []orb.Point{{nan, 0}, {0, nan}, {inf, 0}, {0, inf}, {0, 90.1}, {0, -91}} {
		s, _, _ := WGS84.Inverse(p, orb.Point{1, 2})
		assert.True(t, math.IsNaN(s), "%v", p)
		s, _, _ = WGS84.Inverse(orb.Point{1, 2}, p)
		assert.True(t, math.IsNaN(s), "%v", p)
		q, _ := WGS84.Direct(p, 10, 1000)
		assert.True(t, math.IsNaN(q[0]) || math.IsNaN(q[1]), "%v", p)
	}
	for _, x := range []float64{nan, inf} {
		q, _ := WGS84.Direct(orb.Point{1, 2}, x, 1000)
		assert.True(t, math.IsNaN(q[0]))
		q, _ = WGS84.Direct(orb.Point{1, 2}, 10, x)
		assert.True(t, math.IsNaN(q[0]))
	}
}

func TestNewEllipsoid(t *testing.T) {
	for _, p := range [][2]float64{{0, 0}, {-1, 0}, {math.NaN(), 0}, {math.Inf(1), 0}, {1, 0.021}, {1, -0.021}, {1, math.NaN()}} {
		e, err := NewEllipsoid(p[0], p[1])
		assert.Error(t, err, "%v", p)
		assert.Nil(t, e)
	}
}

func point(t *rapid.T, name string) orb.Point {
	return orb.Point{rapid.Float64Range(-180, 180).Draw(t, name+" lon"), rapid.Float64Range(-90, 90).Draw(t, name+" lat")}
}

func TestInverseProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, q, r := point(t, "p"), point(t, "q"), point(t, "r")
		s, azi1, _ := WGS84.Inverse(p, q)
		back := WGS84.Distance(q, p)
		assert.InDelta(t, s, back, limit)
		end, _ := WGS84.Direct(p, azi1, s)
		assert.LessOrEqual(t, apart(WGS84, q, end), 2*limit)
		turned := orb.Point{p[0] + 360, p[1]}
		assert.InDelta(t, s, WGS84.Distance(turned, q), 100*limit) // p[0] + 360 is rounded
		assert.LessOrEqual(t, s, WGS84.Distance(p, r)+WGS84.Distance(r, q)+2*limit)
		line := WGS84.LineTo(p, q)
		assert.Equal(t, s, line.Length())
		mid, _ := line.Position(s / 2)
		assert.InDelta(t, s, WGS84.Distance(p, mid)+WGS84.Distance(mid, q), 4*limit)
	})
}

func TestInverseAllocates(t *testing.T) {
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		_, azi, _ := WGS84.Inverse(orb.Point{50, 40}, orb.Point{51, 41})
		WGS84.Direct(orb.Point{50, 40}, azi, 1000)
	}))
}

func BenchmarkInverse(b *testing.B) {
	for _, c := range []struct {
		name string
		q    orb.Point
	}{{"1km", orb.Point{50.01, 40.005}}, {"100km", orb.Point{51, 40.5}}, {"5000km", orb.Point{100, 10}}, {"antipodal", orb.Point{-130.2, -39.9}}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				WGS84.Inverse(orb.Point{50, 40}, c.q)
			}
		})
	}
}

func BenchmarkDirect(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		WGS84.Direct(orb.Point{50, 40}, 30, 100e3)
	}
}

func BenchmarkChordLength(b *testing.B) {
	p, q := WGS84.Cartesian(orb.Point{50, 40}), WGS84.Cartesian(orb.Point{51, 40.5})
	b.ReportAllocs()
	for b.Loop() {
		WGS84.ChordLength(p, q)
	}
}
