package oracle

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/internal/long"
)

// sea makes a coast of stretches, one per state A, B, …
func sea(t *testing.T, stretches ...[]orb.Point) *coast.Coast {
	var features []string
	for k, s := range stretches {
		b, err := json.Marshal(s)
		require.NoError(t, err)
		features = append(features, fmt.Sprintf(`{"type":"Feature","properties":{"state":"%c"},"geometry":{"type":"LineString","coordinates":%s}}`, 'A'+k, b))
	}
	c, err := coast.Read(strings.NewReader(`{"type":"FeatureCollection","features":[`+strings.Join(features, ",")+`]}`), coast.Options{})
	require.NoError(t, err)
	return c
}

// TestMirror divides seas that are symmetric about a meridian: the line is the
// meridian, whatever the sea's angle at the termini.
func TestMirror(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	for k, axis := range long.Or([]float64{20, 180}, []float64{20}) {
		for _, east := range [][]orb.Point{
			{{0, 50}, {1, 50.5}, {2, 52}, {1, 53}, {0, 53.2}},
			{{0, 51}, {0.4, 50.2}, {2, 50}, {2, 52}, {1, 53}, {0, 53.2}}, // 250° of sea at the southern end
			{{0, 50}, {0.1, 52}, {0.5, 53}, {0, 53.2}},                   // 7°
		}[k:long.Or(3, 1)] {
			var e, w []orb.Point
			for _, p := range east {
				e, w = append(e, orb.Point{axis + p[0], p[1]}), append(w, orb.Point{axis - p[0], p[1]})
			}
			r, err := Divide(sea(t, e, w), Options{})
			require.NoError(t, err)
			assert.InEpsilon(t, r.Areas[0], r.Areas[1], 1e-9)
			lines := r.Lines[[2]int{0, 1}]
			require.Len(t, lines, 1)
			require.Len(t, r.Lines, 1)
			low, high := math.Inf(1), math.Inf(-1)
			for _, p := range lines[0].Points {
				assert.InDelta(t, 0, math.Remainder(p[0]-axis, 360), 1e-9)
				low, high = min(low, p[1]), max(high, p[1])
			}
			assert.Equal(t, []float64{east[0][1], 53.2}, []float64{low, high}, "from terminus to terminus")
		}
	}
}

// TestExact measures the vertices of a line between jagged shores with another
// way to the distance: golden sections along every edge.
func TestExact(t *testing.T) {
	t.Parallel()
	a := []orb.Point{{10, -20}, {10.3, -20.2}, {10.5, -20.05}, {11, -20.3}, {11.2, -20}}
	b := []orb.Point{{11.2, -20}, {11.1, -19.7}, {10.8, -19.6}, {10.75, -19.9}, {10.6, -19.5}, {10, -20}}
	r, err := Divide(sea(t, a, b), Options{})
	require.NoError(t, err)
	distance := func(p orb.Point, shore []orb.Point) float64 {
		least := math.Inf(1)
		for k := range shore[1:] {
			_, d := wgs84.Nearest(p, shore[k], shore[k+1])
			least = min(least, d)
		}
		return least
	}
	checked := 0
	for _, l := range r.Lines[[2]int{0, 1}] {
		for k := 0; k < len(l.Points); k += 7 {
			assert.InDelta(t, distance(l.Points[k], a), distance(l.Points[k], b), 1e-4)
			checked++
		}
	}
	assert.Greater(t, checked, 20)
	area, _ := wgs84.RingArea(append(append(orb.Ring{}, a...), b[1:]...))
	assert.InEpsilon(t, math.Abs(area), r.Areas[0]+r.Areas[1], 1e-9)
}

// TestSphere holds the projection of the plane: there and back, angles kept,
// and circles on the sphere circles in the plane.
func TestSphere(t *testing.T) {
	t.Parallel()
	for _, p := range []orb.Point{{0, 0}, {50, 41}, {-120, -75}, {179.9, 89.9}, {10, -89.99}} {
		q := onEllipsoid(onSphere(p))
		assert.InDelta(t, 0, wgs84.Distance(p, q), 1e-8)
		plane := newPlane(onSphere(p))
		var corners [4]point
		for k := range corners {
			q, _ := wgs84.Direct(p, 30+90*float64(k), 100)
			corners[k] = plane.project(onSphere(q))
		}
		// Four places 100 m around p are a square around the origin, in
		// clockwise order.
		for k, c := range corners {
			d := corners[(k+1)%4]
			assert.InDelta(t, 0, c.x*d.x+c.y*d.y, 1e-2, "%v", p)
			assert.Negative(t, c.x*d.y-c.y*d.x)
		}
	}
	// A circle of 8° around a place 15° from the middle.
	plane := newPlane(onSphere(orb.Point{50, 41}))
	centre := plane.along(math.Cos(1), math.Sin(1), 15*degree)
	side := centre.Cross(plane.centre).Unit()
	other := centre.Cross(side)
	var on [4]point
	for k := range on {
		sin, cos := math.Sincos(float64(k * k))
		on[k] = plane.project(centre.Mul(math.Cos(8 * degree)).Add(side.Mul(math.Sin(8*degree) * cos)).Add(other.Mul(math.Sin(8*degree) * sin)))
	}
	for k := range on {
		got, reach := plane.circumcentre(on[k], on[(k+1)%4], on[(k+2)%4])
		assert.InDelta(t, 0, got.Sub(centre).Norm(), 1e-12)
		assert.InDelta(t, 8*degree*radius, reach, 1e-4)
	}
}
