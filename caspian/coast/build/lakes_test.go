package build_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/planar"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/coast/build"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata/gshhg"
)

// fixture reads a file of the example.
func fixture(t testing.TB, name string) []byte {
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "examples", "sharedlakes", name))
	require.NoError(t, err)
	return data
}

// states returns the countries of a file by their codes, as another library
// reads them.
func states(t testing.TB, data []byte) map[string]orb.MultiPolygon {
	fc, err := geojson.UnmarshalFeatureCollection(data)
	require.NoError(t, err)
	out := map[string]orb.MultiPolygon{}
	for _, f := range fc.Features {
		if code, ok := f.Properties["iso_a2"].(string); ok {
			out[code] = f.Geometry.(orb.MultiPolygon)
		}
	}
	require.GreaterOrEqual(t, len(out), 2)
	return out
}

// labels returns the state of every edge of the shore, and of the islands'.
func labels(c *coast.Coast, do func(edge [2]orb.Point, state string)) {
	look := func(line []orb.Point, state int) {
		for k := range line[1:] {
			do([2]orb.Point{line[k], line[k+1]}, c.States[state].Code)
		}
	}
	for _, s := range c.Stretches {
		look(c.Shore[s.Start:s.End+1], s.State)
	}
}

// The three lakes: countries cover them, so that every place of a shore is in
// the state that it is given, which a planar test of another library finds too.
func TestLakes(t *testing.T) {
	for name, want := range map[string][]string{"victoria": {"KE", "TZ", "UG"}, "superior": {"CA", "US"}, "titicaca": {"BO", "PE"}} {
		t.Run(name, func(t *testing.T) {
			lake, countries := fixture(t, name+".geojson"), fixture(t, name+"-countries.geojson")
			r, err := build.Coast(context.Background(), bytes.NewReader(lake), bytes.NewReader(countries), build.Options{})
			require.NoError(t, err)
			assert.Equal(t, "iso_a2", r.Property)
			var codes []string
			length, islands := 0.0, 0
			for _, s := range r.States {
				codes = append(codes, s.Code)
				length += s.Length
				islands += s.Islands
				assert.InDelta(t, 0, s.Farthest, 1)
			}
			assert.Equal(t, want, codes)
			f, err := geojson.UnmarshalFeature(lake)
			require.NoError(t, err)
			polygon := f.Geometry.(orb.Polygon)
			_, perimeter := geodesic.WGS84.RingArea(polygon[0])
			assert.InEpsilon(t, perimeter, length, 1e-9)
			assert.Equal(t, len(polygon)-1, islands)

			// Written and read again it is the same, and the same sea.
			var text bytes.Buffer
			require.NoError(t, coast.Write(&text, r.Coast))
			sea, err := caspian.ReadSea(bytes.NewReader(text.Bytes()))
			require.NoError(t, err)
			d, err := caspian.Divide(context.Background(), sea, regime.Median(), caspian.Options{SharesOnly: true})
			require.NoError(t, err)
			assert.InEpsilon(t, geodesic.WGS84.PolygonArea(polygon), d.Area, 1e-9)
			var again bytes.Buffer
			require.NoError(t, coast.Write(&again, sea.Coast()))
			assert.Equal(t, text.String(), again.String())

			covers := states(t, countries)
			looked, enclaves := 0, 0.0
			for _, e := range r.Enclaves {
				enclaves += e.Length
			}
			wrong := 0.0
			labels(r.Coast, func(edge [2]orb.Point, state string) {
				middle := orb.Point{(edge[0][0] + edge[1][0]) / 2, (edge[0][1] + edge[1][1]) / 2}
				looked++
				if !planar.MultiPolygonContains(covers[state], middle) {
					wrong += geodesic.WGS84.Distance(edge[0], edge[1])
				}
			})
			assert.Greater(t, looked, 1000)
			assert.LessOrEqual(t, wrong, enclaves+1)
			// All termini lie on the common border of two states.
			assert.Len(t, r.Coast.Termini(), len(r.Termini))
			for _, x := range r.Termini {
				for _, state := range []int{x.Before, x.After} {
					assert.Less(t, outline(covers[r.States[state].Code], x.At), 1.0)
				}
			}
		})
	}
}

// outline returns the distance from p to the outlines of a country by brute
// force, with full geodesics for the edges that may be nearest.
func outline(country orb.MultiPolygon, p orb.Point) float64 {
	e := geodesic.WGS84
	v := e.Cartesian(p)
	least := math.Inf(1)
	for _, polygon := range country {
		for _, ring := range polygon {
			for k, q := range ring[1:] {
				a, b := e.Cartesian(ring[k]), e.Cartesian(q)
				if min(a.Sub(v).Norm(), b.Sub(v).Norm())-a.Sub(b).Norm()*1.001 > least {
					continue
				}
				_, d := e.Nearest(p, ring[k], q)
				least = min(least, d)
			}
		}
	}
	return least
}

// caspianPolygon is the Caspian of GSHHG as the polygon of a lake.
func caspianPolygon(t *testing.T) []byte {
	c, err := coast.Read(gshhg.Coast(), coast.Options{})
	require.NoError(t, err)
	polygon := orb.Polygon{c.Shore}
	for _, i := range c.Islands {
		polygon = append(polygon, i.Ring)
	}
	data, err := json.Marshal(geojson.NewGeometry(polygon))
	require.NoError(t, err)
	return data
}

// The Caspian of one source between the countries of another, which do not
// touch it: the ends of the land borders come to lie near those of the embedded
// coast, and the labels are those of a search without an index.
func TestCaspian(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	sea, countries := caspianPolygon(t), fixture(t, "caspian-countries.geojson")
	r, err := build.Coast(context.Background(), bytes.NewReader(sea), bytes.NewReader(countries), build.Options{})
	require.NoError(t, err)
	embedded, err := coast.Read(gshhg.Coast(), coast.Options{})
	require.NoError(t, err)
	want := embedded.Termini()
	require.Len(t, r.Termini, 5)
	for _, x := range r.Termini {
		pair := [2]string{r.States[x.Before].Code, r.States[x.After].Code}
		k := slices.IndexFunc(want, func(y coast.Terminus) bool {
			return pair == [2]string{embedded.States[y.Before].Code, embedded.States[y.After].Code}
		})
		require.GreaterOrEqual(t, k, 0, "%v", pair)
		// The embedded one is the vertex nearest to the end of the land border;
		// between 180 and 759 m away.
		d := geodesic.WGS84.Distance(x.At, want[k].At)
		assert.Less(t, d, 2000.0, "%v", pair)
		t.Logf("%v %v: %.0f m from the embedded one, %.0f m from the countries, doubt %.0f m", pair, x.At, d, x.Distance, x.Doubt)
	}
	t.Logf("%+v", r.Enclaves)

	covers := states(t, countries)
	looked := 0
	labels(r.Coast, func(edge [2]orb.Point, state string) {
		if looked++; looked%long.Or(400, 2000) != 0 {
			return
		}
		best, least := "", math.Inf(1)
		for _, code := range []string{"AZ", "IR", "KZ", "RU", "TM"} {
			d := outline(covers[code], edge[0])
			if planar.MultiPolygonContains(covers[code], edge[0]) {
				d = -d
			}
			if d < least {
				best, least = code, d
			}
		}
		assert.Equal(t, best, state, "%v", edge[0])
		s := r.States[slices.IndexFunc(r.States, func(s build.State) bool { return s.Code == state })]
		assert.LessOrEqual(t, least, s.Farthest+1)
	})
	assert.Greater(t, looked, 10_000)
}

func BenchmarkCoast(b *testing.B) {
	countries := fixture(b, "victoria-countries.geojson")
	for _, n := range []int{1e4, 1e5, 1e6} {
		// A star in the place of Lake Victoria.
		ring := make(orb.Ring, n+1)
		for k := range ring {
			a := 2 * math.Pi * float64(k%n) / float64(n)
			r := 1 + 0.2*math.Sin(7*a)
			ring[k] = orb.Point{33 + r*math.Cos(a), -1 + r*math.Sin(a)}
		}
		lake, err := json.Marshal(geojson.NewGeometry(orb.Polygon{ring}))
		require.NoError(b, err)
		b.Run(fmt.Sprintf("n=1e%d", len(fmt.Sprint(n))-1), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, err := build.Coast(context.Background(), bytes.NewReader(lake), bytes.NewReader(countries), build.Options{})
				require.NoError(b, err)
			}
		})
	}
}
