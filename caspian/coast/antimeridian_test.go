package coast

import (
	"bytes"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/geodesic"
)

// canon is a ring with longitudes from 0 to 360, counter-clockwise from its least vertex.
func canon(ring orb.Ring) []orb.Point {
	out := slices.Clone(ring)
	if turn(out) < 0 {
		slices.Reverse(out)
	}
	for k := range out {
		out[k] = orb.Point{math.Round(math.Mod(out[k][0]+360, 360)*1e9) / 1e9, math.Round(out[k][1]*1e9) / 1e9}
	}
	rotate(out, leastVertex(out[:len(out)-1]))
	return out
}

// halves cuts a polygon with longitudes from 0 to 360 at the antimeridian, in the plane,
// as another library does: its halves run along the cut to and fro between their parts.
func halves(polygon orb.Polygon) (out orb.MultiPolygon) {
	for _, east := range [2]float64{0, 180} {
		half := clip.Polygon(orb.Bound{Min: orb.Point{east, -90}, Max: orb.Point{east + 180, 90}}, polygon.Clone())
		for _, ring := range half {
			for k := range ring {
				ring[k][0] -= 2 * east
			}
		}
		if len(half) > 0 {
			out = append(out, half)
		}
	}
	return out
}

// Whatever lies on the antimeridian is again what it was before it was cut, to the
// vertex: jagged rings that cross it up to a hundred times, with holes on it and beside.
func TestUncut(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	star := func(centre orb.Point, n int, least, most float64) (ring orb.Ring) {
		for k := range n {
			a, d := 2*math.Pi*float64(k)/float64(n), least+(most-least)*r.Float64()
			ring = append(ring, orb.Point{math.Round((centre[0]+d*math.Cos(a))*1e5) / 1e5, math.Round((centre[1]+d*math.Sin(a))*1e5) / 1e5})
		}
		return append(ring, ring[0])
	}
	crossed := 0
	for n := range 200 {
		centre := orb.Point{180 + 0.5*r.NormFloat64(), 120*r.Float64() - 60}
		ring := star(centre, 4+r.IntN(40), 2, 9)
		if n%3 == 0 { // a comb along it
			ring = nil
			for k := range 40 {
				ring = append(ring, orb.Point{180 + []float64{-1, 1}[k%2]*(0.1+r.Float64()), centre[1] + 0.1*float64(k)})
			}
			ring = append(ring, orb.Point{175, centre[1] + 4}, orb.Point{175, centre[1]}, ring[0])
		}
		polygon := orb.Polygon{ring}
		if n%3 == 1 {
			polygon = append(polygon, star(orb.Point{180, centre[1] + 0.6}, 7, 0.1, 0.5), star(orb.Point{179, centre[1] - 0.6}, 5, 0.1, 0.4))
		}
		cut := halves(polygon)
		if len(cut) == 2 {
			crossed++
		}
		if n%2 == 0 {
			slices.Reverse(cut)
		}
		for _, part := range cut {
			if r.IntN(2) == 0 {
				slices.Reverse(part[0])
			}
		}
		joined := Uncut(cut)
		require.Len(t, joined, 1)
		require.Len(t, joined[0], len(polygon), n)
		var want, got [][]orb.Point
		for k, ring := range polygon {
			want, got = append(want, canon(ring)), append(got, canon(joined[0][k]))
		}
		assert.ElementsMatch(t, want, got, n)
	}
	assert.Greater(t, crossed, 150)
}

// What a cut leaves: caps and belts, a vertex that stands on the antimeridian anyway, and
// cuts along geodesics and great circles.
func TestUncutKinds(t *testing.T) {
	e := geodesic.WGS84
	half := func(east bool, lat float64) orb.Polygon {
		if east {
			return orb.Polygon{{{180, 60}, {180, lat}, {178, 61}, {178, 60}, {180, 60}}}
		}
		return orb.Polygon{{{-180, lat}, {-180, 60}, {-178, 60}, {-178, 61}, {-180, lat}}}
	}
	// pyproj 3.4.1: Geod(ellps="WGS84").npts(178, 61, -178, 61, 1); and the great
	// circle, atan(tan(61°)/cos(2°)).
	const geodesicLat, great = 61.0148252809596, 61.01480184765279
	for _, lat := range []float64{61, geodesicLat, great, 61 + 4e-6} {
		joined := Uncut(orb.MultiPolygon{half(true, lat), half(false, lat)})
		require.Len(t, joined, 1)
		assert.Len(t, joined[0][0], 5, "%v: the four corners", lat)
	}
	joined := Uncut(orb.MultiPolygon{half(true, 61.005), half(false, 61.005)})
	require.Len(t, joined, 1)
	assert.Len(t, joined[0][0], 6, "a corner of the shore stays")
	assert.Contains(t, joined[0][0], orb.Point{180, 61.005})

	// A cap, with its edge along the pole as RFC 7946 has it.
	cap := orb.Ring{{-180, 80}, {-90, 80}, {0, 80}, {90, 80}, {180, 80}, {180, 90}, {-180, 80}}
	joined = Uncut(orb.MultiPolygon{{cap}})
	require.Len(t, joined, 1)
	assert.Len(t, joined[0][0], 5, "four vertices; the one on the antimeridian is a corner")
	area, _ := e.RingArea(joined[0][0])
	want, _ := e.RingArea(orb.Ring{{-180, 80}, {-90, 80}, {0, 80}, {90, 80}, {-180, 80}})
	assert.InEpsilon(t, want, area, 1e-12)
	// A belt around the Earth has two rings.
	joined = Uncut(orb.MultiPolygon{{{{-180, 60}, {-60, 60}, {60, 60}, {180, 60}, {180, 70}, {60, 70}, {-60, 70}, {-180, 70}, {-180, 60}}}})
	require.Len(t, joined, 1)
	assert.Len(t, joined[0], 2)
	// Parts side by side that share no edge there are not joined, nor are those that meet
	// in a place; and polygons elsewhere are those given.
	apart := orb.MultiPolygon{{{{179, 1}, {180, 1}, {180, 2}, {179, 1}}}, {{{-180, 2}, {-179, 2}, {-180, 3}, {-180, 2}}}, {{{0, 0}, {1, 0}, {0, 1}, {0, 0}}}}
	assert.Equal(t, apart, Uncut(apart))
	assert.Empty(t, Uncut(nil))
	assert.Len(t, Uncut(orb.MultiPolygon{nil, {nil}, {{{180, 0}}}}), 3)
	// Where the shore runs along the antimeridian for a while it stays.
	joined = Uncut(orb.MultiPolygon{{{{179, 0}, {180, 0}, {180, 1}, {179, 1}, {179, 0}}}, {{{-180, 0}, {-179, 0}, {-179, 2}, {-180, 2}, {-180, 0}}}})
	require.Len(t, joined, 1)
	assert.Len(t, joined[0][0], 7)
	whole := orb.Ring{{179, 0}, {-179, 0}, {-179, 2}, {180, 2}, {180, 1}, {179, 1}, {179, 0}}
	want, _ = e.RingArea(whole)
	area, _ = e.RingArea(joined[0][0])
	assert.InEpsilon(t, want, area, 1e-12)
}

// A coast whose stretches and islands are cut is the one that is not.
func TestReadCut(t *testing.T) {
	write := func(stretch, island string) string {
		c, err := Read(strings.NewReader(`{"type":"FeatureCollection","features":[
		{"type":"Feature","properties":{"state":"A"},"geometry":`+stretch+`},
		{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[178,60],[178,61]]}},
		{"type":"Feature","properties":{"state":"B","name":"isle"},"geometry":`+island+`}]}`), Options{})
		require.NoError(t, err)
		var b bytes.Buffer
		require.NoError(t, Write(&b, c))
		return b.String()
	}
	want := write(`{"type":"LineString","coordinates":[[178,60],[-178,60],[-178,61],[178,61]]}`, `{"type":"Polygon","coordinates":[[[179,60.4],[-179,60.4],[-179.5,60.6],[179,60.4]]]}`)
	// 60.5333… is 60.4 + 0.2·2/3, where the plane's edge from 179 to 180.5 is at 180.
	assert.Equal(t, want, write(`{"type":"MultiLineString","coordinates":[[[178,60],[180,60]],[[-180,60],[-178,60],[-178,61],[-180,61]],[[180,61],[178,61]]]}`,
		`{"type":"MultiPolygon","coordinates":[[[[179,60.4],[180,60.4],[180,60.533333],[179,60.4]]],[[[-180,60.4],[-179,60.4],[-179.5,60.6],[-180,60.533333],[-180,60.4]]]]}`))
	assert.Equal(t, want, write(`{"type":"LineString","coordinates":[[178,60],[182,60],[182,61],[178,61]]}`, `{"type":"Polygon","coordinates":[[[179,60.4],[181,60.4],[180.5,60.6],[179,60.4]]]}`))
	assert.Equal(t, want, write(`{"type":"LineString","coordinates":[[178,60],[-178,60],[-178,61],[178,61]]}`, `{"type":"Polygon","coordinates":[[[-181,60.4],[-179,60.4],[-179.5,60.6],[-181,60.4]]]}`))
}
