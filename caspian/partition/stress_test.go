package partition

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/internal/seas"
)

// stress returns the Caspian with its islands given to random states and n
// islets of 3 to 500 m added at random places of the water.
func stress(c *coast.Coast, seed uint64, n int) *coast.Coast {
	r := rand.New(rand.NewPCG(seed, 7))
	out := *c
	out.Islands = nil
	for _, i := range c.Islands {
		i.State = r.IntN(len(c.States))
		out.Islands = append(out.Islands, i)
	}
	f := newField(layOut(c, coast.NewBaselines(geodesic.WGS84, c)), nil, "")
	var centres []geodesic.Vec
	for len(centres) < n {
		centre := orb.Point{46.6 + 8*r.Float64(), 36.6 + 10.5*r.Float64()}
		p := f.e.Cartesian(centre)
		claims := f.claimsAt(p)
		radius := 3 * math.Pow(500.0/3, r.Float64()) / 2
		free := f.inSea(p, claims)
		for _, k := range claims {
			free = free && k.distance > 1.5*radius
		}
		for _, q := range centres {
			free = free && q.Sub(p).Norm() > 1500
		}
		if !free {
			continue
		}
		centres = append(centres, p)
		var ring orb.Ring
		corners := 3 + r.IntN(10)
		for k := range corners {
			q, _ := f.e.Direct(centre, 360*float64(k)/float64(corners), radius*(0.5+0.5*r.Float64()))
			ring = append(ring, q)
		}
		out.Islands = append(out.Islands, coast.Island{State: r.IntN(len(c.States)), Ring: append(ring, ring[0])})
	}
	return &out
}

// TestStress divides stress seas: every random place must lie in the sector of
// its nearest state, and no boundary may be a sliver.
func TestStress(t *testing.T) {
	long.Only(t)
	t.Parallel()
	c := caspian(t, "gshhg")
	seeds := uint64(3)
	if testing.Short() {
		seeds = 1
	}
	for seed := range seeds {
		d := stress(c, seed, 300)
		n := divide(t, d, Options{Tolerance: 1})
		sum, parts := 0.0, 0
		for _, s := range n.Sectors {
			sum += s.Area
			parts += len(s.Polygons)
			for _, p := range s.Polygons {
				area, length := geodesic.WGS84.RingArea(p[0])
				assert.Greater(t, area/length, 0.1, "a sliver at %v", p[0][0])
			}
		}
		assert.InEpsilon(t, n.Area, sum, 1e-9)
		// With equal weights every part of a sector touches its own coast.
		assert.LessOrEqual(t, parts, len(d.Stretches)+len(d.Islands))
		es := seas.EdgesOf(d)
		r := rand.New(rand.NewPCG(seed, 9))
		checked := 0
		for range 400 {
			q := orb.Point{46.6 + 8*r.Float64(), 36.6 + 10.5*r.Float64()}
			owner := -1
			for _, s := range n.Sectors {
				for _, p := range s.Polygons {
					if contains(p, q) {
						require.Equal(t, -1, owner, "%v lies in two sectors", q)
						owner = s.State
					}
				}
			}
			if owner < 0 {
				continue
			}
			checked++
			v := geodesic.WGS84.Cartesian(q)
			own := es[owner].Roughly(v)
			for s := range es {
				assert.LessOrEqual(t, own, es[s].Roughly(v)+5, "%v is nearer to %s", q, d.States[s].Code)
			}
		}
		assert.Greater(t, checked, 130)
		t.Logf("seed %d: %d parts, %d boundaries, %d tripoints and turning points, %d places", seed, parts, len(n.Boundaries), len(n.TurningPoints), checked)
	}
}

// TestSquare has the terminus of two shores in the corner of a square: the
// lines begin there and have no turning point at the corner itself.
func TestSquare(t *testing.T) {
	c := sea(t,
		shape{"A", []orb.Point{{1, 0}, {1, 1}, {0, 1}, {0, 0}}, false},
		shape{"B", []orb.Point{{0, 0}, {1, 0}}, false},
		shape{"B", []orb.Point{{0.4, 0.7}, {0.5, 0.7}, {0.5, 0.8}, {0.4, 0.7}}, true})
	n := divide(t, c, Options{})
	checkNetwork(t, c, n)
	for _, p := range n.TurningPoints {
		assert.Greater(t, p.Distances[0], 1.0)
	}
}
