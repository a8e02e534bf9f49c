package lakes

import (
	"context"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/regime"
)

// six are the lakes whose polygons are kept, with the areas of their shores less their
// islands in m² as GeographicLib 2.1.2 gives them, for ring 0 and so on:
//
//	jq -r '.geometry.coordinates[0][:-1][] | "\(.[1]) \(.[0])"' 012.geojson | Planimeter -p 6
var six = map[int]float64{
	12: 8067734966.9, 20: 4069167551.4, 36: 962838933.8, 45: 452768782.0, 54: 277809911.2, 78: 81972560.7,
}

// TestSixLakes makes six lakes of the table again from their polygons. By default their
// shares are those of the median line, and for equal shares the weights of the table
// are tried; the long form solves for them.
func TestSixLakes(t *testing.T) {
	cells := kept(t)
	for number, area := range six {
		t.Run(strconv.Itoa(number), func(t *testing.T) {
			l, err := read(number)
			require.NoError(t, err)
			assert.InEpsilon(t, area, l.Area(), 1e-9)
			want, err := parseRow(cells[number])
			require.NoError(t, err)
			got := NewRow(number, l)
			sea, err := Judge{}.sea(context.Background(), l, &got)
			require.NoError(t, err)
			median, _, err := Judge{}.under(context.Background(), sea, regime.Median())
			require.NoError(t, err)
			got.Median = shares(median)
			got.Weights, got.Equal = want.Weights, want.Equal
			got.MedianCPU, got.EqualCPU, got.Why = want.MedianCPU, want.EqualCPU, want.Why
			assertSameCells(t, cells[number], got.Cells())

			require.Equal(t, Solved, want.Equal)
			even, weighted := byGrid(t, sea.Coast(), l.Polygon, want.Weights)
			for k := range got.States {
				// So good is the grid.
				assert.InDelta(t, even[k], got.Median[k], 0.005, got.States[k])
				assert.InDelta(t, 1/float64(len(got.States)), weighted[k], 0.005, got.States[k])
			}
		})
	}
}

// TestSixLakesInFull makes their rows as the program does.
func TestSixLakesInFull(t *testing.T) {
	if os.Getenv("CASPIAN_LONG") != "1" {
		t.Skip("solving for equal shares takes long; CASPIAN_LONG=1 does it")
	}
	cells := kept(t)
	for number := range six {
		l, err := read(number)
		require.NoError(t, err)
		got, median := Judge{Patience: 10 * time.Minute}.Divide(context.Background(), number, l)
		require.NotNil(t, median)
		assertSameCells(t, cells[number], got.Cells())
	}
}

// read returns a lake that is kept.
func read(number int) (*Lake, error) {
	name := fmt.Sprintf("../data/%03d", number)
	sea, err := os.ReadFile(name + ".geojson")
	if err != nil {
		return nil, err
	}
	countries, err := os.ReadFile(name + "-countries.geojson")
	if err != nil {
		return nil, err
	}
	return Read(sea, countries)
}

// kept returns the lines of the table, by the numbers of lakes.
func kept(t *testing.T) [][]string {
	f, err := os.Open("../data/atlas.csv")
	require.NoError(t, err)
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	require.Len(t, lines, 122)
	return lines
}

func shares(d *caspian.Division) (out []float64) {
	for _, s := range d.States {
		out = append(out, s.Share)
	}
	return out
}

// assertSameCells compares cells, numbers up to one of their last digit: they may
// differ between kinds of machines.
func assertSameCells(t *testing.T, want, got []string) {
	for k, name := range Header {
		a, b := strings.Fields(want[k]), strings.Fields(got[k])
		if !assert.Equal(t, len(a), len(b), "%s: %q and %q", name, want[k], got[k]) {
			continue
		}
		for i := range a {
			x, err := strconv.ParseFloat(strings.TrimSuffix(a[i], ";"), 64)
			if err != nil || name == "why" {
				assert.Equal(t, a[i], b[i], name)
				continue
			}
			y, err := strconv.ParseFloat(strings.TrimSuffix(b[i], ";"), 64)
			require.NoError(t, err, name)
			last := math.Pow(10, -float64(len(a[i])-1-strings.IndexByte(a[i]+".", '.')))
			assert.InDelta(t, x, y, 1.01*last, name)
		}
	}
}

// grid is how many places of a lake byGrid asks, about.
const grid = 3000.0

// byGrid divides a lake by brute force: a grid of places, each of the state whose shore
// is nearest, with equal weights and with others, along straight lines through the
// Earth, which differ from geodesics by far less than the grid is wide.
func byGrid(t *testing.T, c *coast.Coast, lake orb.Polygon, weights []float64) (even, weighted []float64) {
	type edge struct {
		a, ab geodesic.Vec
		state int
	}
	var edges []edge
	add := func(line []orb.Point, state int) {
		for k := range line[1:] {
			a, b := geodesic.WGS84.Cartesian(line[k]), geodesic.WGS84.Cartesian(line[k+1])
			edges = append(edges, edge{a, b.Sub(a), state})
		}
	}
	for _, s := range c.Stretches {
		add(c.Shore[s.Start:s.End+1], s.State)
	}
	for _, i := range c.Islands {
		add(i.Ring, i.State)
	}
	even, weighted = make([]float64, len(c.States)), make([]float64, len(c.States))
	box := lake.Bound()
	all, places := 0.0, 0
	step := math.Sqrt(planar.Area(lake) / grid)
	for lat := box.Min[1] + step/2; lat < box.Max[1]; lat += step {
		for lon := box.Min[0] + step/2; lon < box.Max[0]; lon += step {
			at := orb.Point{lon, lat}
			if !planar.PolygonContains(lake, at) {
				continue
			}
			p := geodesic.WGS84.Cartesian(at)
			distances := make([]float64, len(c.States))
			for k := range distances {
				distances[k] = math.Inf(1)
			}
			for _, e := range edges {
				ap := p.Sub(e.a)
				part := min(max(ap.Dot(e.ab)/e.ab.Dot(e.ab), 0), 1)
				d := ap.Sub(e.ab.Mul(part))
				distances[e.state] = min(distances[e.state], d.Dot(d))
			}
			nearest, heaviest := 0, 0
			for k, d := range distances {
				if d < distances[nearest] {
					nearest = k
				}
				if math.Sqrt(d)/weights[k] < math.Sqrt(distances[heaviest])/weights[heaviest] {
					heaviest = k
				}
			}
			cos := math.Cos(lat * math.Pi / 180)
			even[nearest] += cos
			weighted[heaviest] += cos
			all += cos
			places++
		}
	}
	require.InDelta(t, grid, places, grid/20)
	for k := range even {
		even[k] /= all
		weighted[k] /= all
	}
	return even, weighted
}
