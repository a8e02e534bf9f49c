package geodesic

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestRhumbVectors compares with RhumbSolve, both ways.
func TestRhumbVectors(t *testing.T) {
	es := testEllipsoids(t)
	worst := make([][3]float64, len(es))
	round := 0
	n := vectors(t, "rhumbs.txt.gz", func(v []float64) {
		e := es[int(v[0])]
		p, azi, s, q := orb.Point{v[2], v[1]}, v[3], v[4], orb.Point{v[6], v[5]}
		w := &worst[int(v[0])]
		direct := e.Rhumb(p, azi)
		at, _ := direct.Position(s)
		off := apart(e, q, at)
		w[0] = max(w[0], off)
		back, _ := direct.Position(0)
		assert.InDelta(t, 0, apart(e, p, back), limit)
		if off > limit {
			t.Errorf("f = %g, %v: %v, %.3g m away", e.f, v, at, off)
		}
		to := e.RhumbTo(p, q)
		end, _ := to.Position(to.Length())
		longer, off := to.Length()-s, apart(e, q, end)
		if longer < -1 {
			round++ // the line went the longer way round the Earth
			longer = 0
		}
		w[1], w[2] = max(w[1], math.Abs(longer)), max(w[2], off)
		if math.Abs(longer) > limit || off > limit {
			t.Errorf("f = %g, %v: length off by %.3g m, and %.3g m from the end", e.f, v, longer, off)
		}
	})
	for k, w := range worst {
		t.Logf("f = %.5f: ends within %.2g m, lengths %.2g m, ends of lines to them %.2g m", es[k].f, w[0], w[1], w[2])
	}
	assert.Greater(t, n, 2000)
	assert.Less(t, round, n/50)
}

// TestRhumbForms holds what is known of rhumb lines without any program.
func TestRhumbForms(t *testing.T) {
	e := WGS84
	// A meridian is a geodesic too, up to the pole, and there it ends.
	for _, azi := range [2]float64{0, 180} {
		l := e.Rhumb(orb.Point{52.4, 41.7}, azi)
		for _, s := range []float64{1, 1e3, 1e6, 5e6} {
			want, _ := e.Direct(orb.Point{52.4, 41.7}, azi, s)
			got, back := l.Position(s)
			assert.Less(t, apart(e, want, got), limit)
			assert.Equal(t, azi, back)
		}
	}
	pole := e.Distance(orb.Point{52.4, 41.7}, orb.Point{52.4, 90})
	l := e.Rhumb(orb.Point{52.4, 41.7}, 30)
	q, _ := l.Position(pole / math.Cos(30*radian) * 1.001)
	assert.True(t, math.IsNaN(q[0]) && math.IsNaN(q[1]))
	north := e.RhumbTo(orb.Point{52.4, 41.7}, orb.Point{-20, 90})
	assert.InDelta(t, pole, north.Length(), limit)
	assert.Zero(t, north.azi)
	q, _ = north.Position(pole)
	assert.InDelta(t, 90, q[1], 1e-13)

	// The equator and all parallels: their radius is N cos φ = a cos β.
	for _, lat := range []float64{0, 41.7, -80} {
		p, q := orb.Point{179, lat}, orb.Point{-178, lat}
		beta := math.Atan((1 - e.f) * math.Tan(lat*radian))
		for _, ends := range [2][2]orb.Point{{p, q}, {q, p}} {
			to := e.RhumbTo(ends[0], ends[1])
			assert.InDelta(t, 3*radian*e.a*math.Cos(beta), to.Length(), limit)
			mid, _ := to.Position(to.Length() / 2)
			assert.InDelta(t, 0, apart(e, orb.Point{-179.5, lat}, mid), limit)
		}
	}
	half := e.RhumbTo(orb.Point{0, 30}, orb.Point{-180, 30})
	assert.Equal(t, 90.0, half.azi, "eastward")

	// On a sphere: the length is the difference of latitudes over the azimuth's cosine.
	sphere, err := NewEllipsoid(6371000, 0)
	require.NoError(t, err)
	to := sphere.RhumbTo(orb.Point{0, 10}, orb.Point{50, 60})
	gd := func(lat float64) float64 { return math.Log(math.Tan(math.Pi/4 + lat*radian/2)) }
	azi := math.Atan2(50*radian, gd(60)-gd(10))
	assert.InDelta(t, azi/radian, to.azi, 1e-12)
	assert.InDelta(t, 6371000*50*radian/math.Cos(azi), to.Length(), 1e-8)

	// Nothing, and what is no position.
	same := e.RhumbTo(orb.Point{50, 40}, orb.Point{50, 40})
	assert.Zero(t, same.Length())
	for _, p := range []orb.Point{{math.NaN(), 40}, {50, math.NaN()}, {50, 91}} {
		l := e.Rhumb(p, 20)
		q, _ := l.Position(1000)
		assert.True(t, math.IsNaN(q[0]) || math.IsNaN(q[1]), "%v", p)
		to := e.RhumbTo(p, orb.Point{51, 41})
		assert.True(t, math.IsNaN(to.Length()), "%v", p)
	}
}
