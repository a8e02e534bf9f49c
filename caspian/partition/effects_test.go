package partition

import (
	"fmt"
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

// checkEffects checks what holds for a division with partial effects.
func checkEffects(t *testing.T, c *coast.Coast, n *Network, effects []float64) {
	distances := seas.DistancesOf(c, effects)
	worst, vertices := 0.0, 0
	for _, b := range n.Boundaries {
		vertices += len(b.Line)
	}
	every := 1 + vertices/long.Or(200, 40) // measuring takes long
	for _, b := range n.Boundaries {
		for k, p := range b.Line {
			if k%every != 0 && (k != len(b.Line)-1 || every > 5) {
				continue
			}
			d := distances.At(p)
			worst = max(worst, math.Abs(d[b.States[0]]-d[b.States[1]]))
			for s := range d {
				assert.GreaterOrEqual(t, d[s], d[b.States[0]]-0.01, "%v lies in another sector", p)
			}
		}
	}
	assert.LessOrEqual(t, worst, 1e-3, "vertices must be equidistant to 1 mm")
	for k, p := range n.TurningPoints {
		if k%(1+len(n.TurningPoints)/long.Or(60, 15)) != 0 {
			continue
		}
		d := distances.At(p.At)
		for k, s := range p.States {
			assert.InDelta(t, d[s], p.Distances[k], 1e-3)
			parts := 0.0
			if p.Tripoint {
				for _, base := range p.BasePoints[k] {
					parts += base.Part
				}
				assert.InDelta(t, 1, parts, 1e-12)
			}
		}
	}
	sum, written := 0.0, 0.0
	for _, s := range n.Sectors {
		sum += s.Area
		for _, p := range s.Polygons {
			written += geodesic.WGS84.PolygonArea(p)
		}
	}
	assert.InEpsilon(t, n.Area, sum, 1e-9)
	assert.InEpsilon(t, n.Area, written, 1e-9, "the written polygons must add up to the sea")
	t.Logf("%d boundaries, largest |D1 − D2| %.2g m", len(n.Boundaries), worst)
}

// TestNoEffect compares the division without effect of islands with that of
// the same sea without them: the sectors differ by the islands' land.
func TestNoEffect(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	full := caspian(t, "gshhg")
	for seed := range long.Or[uint64](2, 1) {
		c := full
		if seed > 0 {
			c = stress(full, seed, 100)
		}
		bare := *c
		bare.Islands = nil
		want := divide(t, &bare, Options{})
		effects := make([]float64, len(c.Islands))
		n := divide(t, c, Options{Effects: effects})
		for s := range n.Sectors {
			land, crossed := 0.0, 0.0
			for _, i := range c.Islands {
				area, _ := geodesic.WGS84.RingArea(i.Ring)
				inside := 0
				for _, q := range i.Ring {
					for _, p := range want.Sectors[s].Polygons {
						if contains(p, q) {
							inside++
						}
					}
				}
				switch inside {
				case len(i.Ring):
					land -= area
				case 0:
				default:
					crossed -= area
				}
			}
			assert.InDelta(t, want.Sectors[s].Area-land, n.Sectors[s].Area, crossed+100, c.States[s].Code)
		}
		checkEffects(t, c, n, effects)
	}
}

// TestPartialEffect gives the islands of a stress sea random effects.
func TestPartialEffect(t *testing.T) {
	long.Only(t)
	t.Parallel()
	for seed := range uint64(2) {
		c := stress(caspian(t, "gshhg"), seed, 40)
		r := rand.New(rand.NewPCG(seed, 3))
		effects := make([]float64, len(c.Islands))
		for k := range effects {
			effects[k] = []float64{0, 0.25, 0.5, 1}[r.IntN(4)]
		}
		n := divide(t, c, Options{Effects: effects})
		checkEffects(t, c, n, effects)
		distances := seas.DistancesOf(c, effects)
		checked := 0
		for range 80 {
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
			d := distances.At(q)
			for s := range d {
				assert.LessOrEqual(t, d[owner], d[s]+5, "%v is nearer to %s", q, c.States[s].Code)
			}
		}
		assert.Greater(t, checked, 25)
	}
}

// TestEffectOfOneIsland has two parallel shores and an island of the southern
// state on the northern one's side. Between its full effect and none the line
// lies in between; at the fraction f its distances are as they are defined.
func TestEffectOfOneIsland(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	c := sea(t,
		shape{"N", []orb.Point{{2, 0.5}, {2, 1}, {0, 1}, {0, 0.5}}, false},
		shape{"S", []orb.Point{{0, 0.5}, {0, 0}, {2, 0}, {2, 0.5}}, false},
		shape{"S", []orb.Point{{0.95, 0.7}, {1.05, 0.7}, {1.05, 0.75}, {0.95, 0.75}, {0.95, 0.7}}, true})
	last := math.Inf(1)
	for _, f := range long.Or([]float64{0, 0.1, 0.25, 0.5, 0.9, 1}, []float64{0, 0.5, 1}) {
		t.Run(fmt.Sprint(f), func(t *testing.T) {
			effects := []float64{f}
			n := divide(t, c, Options{Effects: effects})
			checkEffects(t, c, n, effects)
			assert.Less(t, n.Sectors[0].Area, last, "the north must lose with a growing effect")
			last = n.Sectors[0].Area
		})
	}
}

// TestIslandState has a state of islands only: without their effect it has
// nothing, and its islands are cut out of the others' sectors.
func TestIslandState(t *testing.T) {
	c := sea(t,
		shape{"A", []orb.Point{{2, 0}, {2, 1}, {0, 1}, {0, 0}}, false},
		shape{"B", []orb.Point{{0, 0}, {2, 0}}, false},
		shape{"C", []orb.Point{{0.95, 0.7}, {1.05, 0.7}, {1.05, 0.75}, {0.95, 0.75}, {0.95, 0.7}}, true})
	n := divide(t, c, Options{})
	checkNetwork(t, c, n)
	assert.Greater(t, n.Sectors[2].Area, 0.0)
	n = divide(t, c, Options{Effects: []float64{0}})
	assert.Zero(t, n.Sectors[2].Area)
	assert.Empty(t, n.Sectors[2].Polygons)
	holes := 0
	for _, p := range n.Sectors[0].Polygons {
		holes += len(p) - 1
	}
	assert.Equal(t, 1, holes)
	assert.InEpsilon(t, n.Area, n.Sectors[0].Area+n.Sectors[1].Area, 1e-9)
}
