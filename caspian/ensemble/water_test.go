package ensemble_test

import (
	"context"
	"math"
	"slices"
	"sync"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/internal/parallel"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/regime"
)

// row are places of one latitude.
type row struct {
	lat  float64
	lons []float64
}

// within returns, for every row, where a coast's sea lies: the longitudes at which its rings
// cross it, ascending.
func within(c *coast.Coast, rows []row) [][]float64 {
	out := make([][]float64, len(rows))
	rings := []orb.Ring{c.Shore}
	for _, i := range c.Islands {
		rings = append(rings, i.Ring)
	}
	step := rows[1].lat - rows[0].lat
	for _, ring := range rings {
		for k := range len(ring) - 1 {
			a, b := ring[k], ring[k+1]
			low, high := min(a[1], b[1]), max(a[1], b[1])
			for r := max(0, int((low-rows[0].lat)/step)); r < len(rows) && rows[r].lat < high; r++ {
				if lat := rows[r].lat; lat >= low {
					out[r] = append(out[r], a[0]+(lat-a[1])/(b[1]-a[1])*(b[0]-a[0]))
				}
			}
		}
	}
	for r := range out {
		slices.Sort(out[r])
	}
	return out
}

// wet says whether a longitude lies in the sea.
func wet(crossings []float64, lon float64) bool {
	k, _ := slices.BinarySearch(crossings, lon)
	return k%2 == 1
}

// TestWaterByBruteForce compares firm water and reach with whose the nearest coast is at
// places of a grid that is none of Water's, in the sea of every run.
func TestWaterByBruteForce(t *testing.T) {
	const near = 5e-4 // 0.05 points
	type sea struct {
		name, of   string
		rows, runs int
		noise      float64
	}
	for _, c := range long.Or([]sea{{"bays", seas.Bays, 211, 1000, 20}, {"gshhg", "gshhg", 251, 200, 250}}, []sea{{"bays", seas.Bays, 149, 30, 20}}) {
		t.Run(c.name, func(t *testing.T) {
			ctx := context.Background()
			d := divided.By(t, divided.Sea(t, c.of), regime.Median())
			e, err := ensemble.New(d, nil, ensemble.Settings{
				Vary: most[1:], Noise: c.noise, Seed: 3,
				Odds: map[string]map[string]float64{ensemble.Islands: {"full": 1, "none": 1}},
			})
			require.NoError(t, err)
			w, err := ensemble.NewWater(d)
			require.NoError(t, err)
			require.NoError(t, e.Each(ctx, ensemble.Runs{From: 1, To: c.runs}, w, func(r *ensemble.Run) error { return r.Err }))

			box := d.Sea.Coast().Shore.Bound()
			var rows []row
			for k := range c.rows {
				r := row{lat: box.Min[1] + (box.Max[1]-box.Min[1])*(float64(k)+0.5)/float64(c.rows)}
				// Columns of neighbouring rows stand apart, so that no edge runs along them.
				for i := range c.rows {
					r.lons = append(r.lons, box.Min[0]+(box.Max[0]-box.Min[0])*(float64(i)+math.Mod(0.618*float64(k), 1))/float64(c.rows))
				}
				rows = append(rows, r)
			}
			base := within(d.Sea.Coast(), rows)
			held := make([][]int32, len(d.States))
			for k := range held {
				held[k] = make([]int32, c.rows*c.rows)
			}
			var mutex sync.Mutex
			parallel.Each(ctx, c.runs, func(k int) {
				r := e.Draw(k + 1)
				division, err := e.Divide(ctx, &r, true)
				if !assert.NoError(t, err) {
					return
				}
				now := division.Sea.Coast()
				lines := coast.NewBaselines(geodesic.WGS84, now)
				var chains []int
				for i := range lines.Chains {
					if r.Choice.Levels[1] == 0 || i < len(now.Stretches) {
						chains = append(chains, i)
					}
				}
				index, crossings := coast.NewIndex(lines, chains), within(now, rows)
				whose := make([]int8, c.rows*c.rows)
				for i, row := range rows {
					hint := coast.NoPiece
					for j, lon := range row.lons {
						at := i*c.rows + j
						if whose[at] = -1; wet(base[i], lon) && wet(crossings[i], lon) {
							foot := index.Nearest(geodesic.WGS84.Cartesian(orb.Point{lon, row.lat}), hint)
							hint, whose[at] = foot.Piece, int8(lines.Chains[lines.Chain(foot.Piece)].State)
						}
					}
				}
				mutex.Lock()
				defer mutex.Unlock()
				for at, state := range whose {
					if state >= 0 {
						held[state][at]++
					}
				}
			})
			firm := w.Firm()
			for k, st := range d.States {
				var own, reach, all float64
				for i, row := range rows {
					for j, lon := range row.lons {
						if !wet(base[i], lon) {
							continue
						}
						// The area of a square degree on WGS84, but for a factor.
						sin, cos := math.Sincos(row.lat * math.Pi / 180)
						flat := 1 - 0.00669437999*sin*sin
						weight := cos / (flat * flat)
						all += weight
						sum := int32(0)
						for s := range held {
							sum += held[s][i*c.rows+j]
						}
						if part := float64(held[k][i*c.rows+j]) / float64(sum); part >= 0.95 {
							own, reach = own+weight, reach+weight
						} else if part >= 0.05 {
							reach += weight
						}
					}
				}
				t.Logf("%s: firm %.4f, by brute force %.4f %%; reach %.4f, %.4f %%", st.Code, 100*firm[k].Firm, 100*own/all, 100*firm[k].Reach, 100*reach/all)
				assert.InDelta(t, own/all, firm[k].Firm, near, st.Code)
				assert.InDelta(t, reach/all, firm[k].Reach, near, st.Code)
				assert.Greater(t, firm[k].Reach, firm[k].Firm+near, "something is contested")
			}
		})
	}
}

// TestAreas holds that the areas of firm and contested water add up to the sea, that their
// polygons are as large as they say, and that neighbours have the same vertices.
func TestAreas(t *testing.T) {
	ctx := context.Background()
	e := bays(t, settings(ensemble.Islands, ensemble.Close, ensemble.Termini))
	w, err := ensemble.NewWater(e.Base())
	require.NoError(t, err)
	require.NoError(t, e.Each(ctx, ensemble.Runs{From: 1, To: 9}, w, func(r *ensemble.Run) error { return r.Err }))
	areas := w.Areas()
	require.Len(t, areas, 3)
	sum, share := 0.0, 0.0
	edges := map[[2]orb.Point]int{}
	for k, a := range areas {
		own := 0.0
		for _, polygon := range a.Polygons {
			own += geodesic.WGS84.PolygonArea(polygon)
			for _, ring := range polygon {
				for i := range len(ring) - 1 {
					edges[[2]orb.Point{ring[i], ring[i+1]}] = k
				}
			}
		}
		assert.InEpsilon(t, a.Area, own, 1e-6)
		sum, share = sum+own, share+a.Share
	}
	assert.InDelta(t, 1, share, 1e-9)
	assert.InEpsilon(t, e.Base().Area, sum, 2e-3) // cells along the shore are in or out
	shared := 0
	for edge, k := range edges {
		if other, ok := edges[[2]orb.Point{edge[1], edge[0]}]; ok && other != k {
			shared++
		}
	}
	assert.Greater(t, shared, 1000, "edges that run both ways")
	firm := w.Firm()
	for k, f := range firm {
		assert.InDelta(t, f.Firm, areas[k].Share, 1e-12)
		assert.InDelta(t, f.Reach, areas[k].Share+areas[2].Share, 1e-12)
	}
}
