package render

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"

	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/render/internal/lambert"
)

// TestProjection compares with PROJ: positions in its projection laea on the
// ellipsoid WGS84.
func TestProjection(t *testing.T) {
	for _, c := range []struct{ centre, at, want orb.Point }{
		{orb.Point{51, 42}, orb.Point{51, 42}, orb.Point{0, 0}},
		{orb.Point{51, 42}, orb.Point{49.2, 46.3}, orb.Point{-138773.7625, 479146.9742}},
		{orb.Point{51, 42}, orb.Point{53.9, 37.3}, orb.Point{257248.1776, -517467.6273}},
		{orb.Point{51, 42}, orb.Point{54.8, 41}, orb.Point{319584.2617, -104030.0393}},
		{orb.Point{0, 90}, orb.Point{30, 85}, orb.Point{279139.2038, -483483.2833}},
		{orb.Point{0, 90}, orb.Point{-120, 88.5}, orb.Point{-145090.2570, 83767.8989}},
		{orb.Point{179.9, -89.5}, orb.Point{-170, -86}, orb.Point{78321.3395, 383941.1615}},
		{orb.Point{179.9, -89.5}, orb.Point{10, -88}, orb.Point{-39176.0089, -275749.6403}},
		{orb.Point{179.9, 0}, orb.Point{-179, 3}, orb.Point{122324.7809, 331703.2501}},
		{orb.Point{179.9, 0}, orb.Point{178, -4}, orb.Point{-211114.1501, -442275.2146}},
	} {
		x, y := lambert.New(c.centre).Forward(c.at)
		assert.InDelta(t, c.want[0], x, 1e-3, "%v in the projection around %v", c.at, c.centre)
		assert.InDelta(t, c.want[1], y, 1e-3, "%v in the projection around %v", c.at, c.centre)
	}
}

// TestEqualArea compares areas of quadrangles on the page and on the ellipsoid.
func TestEqualArea(t *testing.T) {
	p := lambert.New(orb.Point{51, 42})
	for lon := 44.0; lon < 58; lon += 3 {
		for lat := 34.0; lat < 50; lat += 3 {
			const d, n = 0.1, 100
			corners := []orb.Point{{lon, lat}, {lon + d, lat}, {lon + d, lat + d}, {lon, lat + d}, {lon, lat}}
			ring := orb.Ring{corners[0]}
			for k := range 4 {
				for i := range n {
					at := float64(i+1) / n
					a, b := corners[k], corners[k+1]
					ring = append(ring, orb.Point{a[0] + at*(b[0]-a[0]), a[1] + at*(b[1]-a[1])})
				}
			}
			sum := 0.0
			for k := range len(ring) - 1 {
				x0, y0 := p.Forward(ring[k])
				x1, y1 := p.Forward(ring[k+1])
				sum += (x0*y1 - x1*y0) / 2
			}
			assert.InEpsilon(t, geodesic.WGS84.PolygonArea(orb.Polygon{ring}), math.Abs(sum), 1e-7, "%v %v", lon, lat)
		}
	}
}
