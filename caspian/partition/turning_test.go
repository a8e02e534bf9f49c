package partition

import (
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/seas"
)

// TestTurningPoints checks every turning point of the Caspian with full
// geodesics: its base points are the nearest of their states, both base points
// of a state whose control changes are equally far, vertices are vertices of
// the coast, and the point is a vertex of its boundary.
func TestTurningPoints(t *testing.T) {
	c := caspian(t, "gshhg")
	n := median(t, "gshhg")
	es := seas.EdgesOf(c)
	shore := map[orb.Point]bool{}
	for _, ring := range Water(c) {
		for _, p := range ring {
			shore[p] = true
		}
	}
	require.Greater(t, len(n.TurningPoints), 300)
	tripoints, jumps := 0, 0
	for _, p := range n.TurningPoints {
		if p.Tripoint {
			tripoints++
			assert.GreaterOrEqual(t, len(p.States), 3)
		} else {
			assert.Len(t, p.States, 2)
		}
		changes := 0
		for k, s := range p.States {
			assert.InDelta(t, p.Distances[0], p.Distances[k], 1e-3)
			assert.InDelta(t, es[s].Exactly(p.At), p.Distances[k], 1e-3)
			require.NotEmpty(t, p.BasePoints[k])
			for _, b := range p.BasePoints[k] {
				assert.InDelta(t, p.Distances[k], geodesic.WGS84.Distance(p.At, b.At), 1e-3)
				assert.Equal(t, s, c.Features[b.Feature].State)
				if b.Vertex {
					assert.True(t, shore[b.At], "%v is no vertex of the coast", b.At)
				}
			}
			if len(p.BasePoints[k]) == 2 {
				changes++
				if p.BasePoints[k][0].Vertex && p.BasePoints[k][1].Vertex {
					jumps++
				}
			}
		}
		if !p.Tripoint {
			assert.Positive(t, changes, "nothing changes at %v", p.At)
		}
	}
	assert.Equal(t, 3, tripoints)
	assert.Greater(t, jumps, 20)

	// Between two turning points of a boundary the controls stay the same.
	for _, b := range n.Boundaries {
		at := 0
		for _, id := range b.TurningPoints {
			for b.Line[at] != n.TurningPoints[id].At {
				at++
				require.Less(t, at, len(b.Line), "the turning points must be vertices of the line, in order")
			}
		}
		for k, id := range b.TurningPoints[min(1, len(b.TurningPoints)):] {
			before := n.TurningPoints[b.TurningPoints[k]]
			assert.Equal(t, controls(before, b.States, true), controls(n.TurningPoints[id], b.States, false),
				"between %v and %v", before.At, n.TurningPoints[id].At)
		}
	}
}

// controls returns the base points of both states that control the boundary
// after or before a turning point, as far as they are vertices; inside an edge
// a foot moves on.
func controls(p TurningPoint, states [2]int, after bool) [2]orb.Point {
	var out [2]orb.Point
	for i, s := range states {
		for k, o := range p.States {
			if o != s {
				continue
			}
			b := p.BasePoints[k][0]
			if after {
				b = p.BasePoints[k][len(p.BasePoints[k])-1]
			}
			if b.Vertex {
				out[i] = b.At
			} else {
				out[i] = orb.Point{}
			}
		}
	}
	return out
}

// TestSquareCorners finds both turning points of a square lake whose two states
// meet at opposite corners: half-way between the northern and the southern shore
// the line runs along the middle, and turns where the eastern and the western one
// come as near. At its ends it turns within the millimetre at the corners, which
// is no turning point.
func TestSquareCorners(t *testing.T) {
	c := read(t, strings.NewReader(`{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[1,0],[0,0],[0,1]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[0,1],[1,1],[1,0]]}}]}`))
	n := divide(t, c, Options{})
	require.Len(t, n.TurningPoints, 2)
	wide := geodesic.WGS84.Distance(orb.Point{0, 0.5}, orb.Point{1, 0.5})
	high := geodesic.WGS84.Distance(orb.Point{0.5, 0}, orb.Point{0.5, 1})
	from := high / 2 / wide // the eastern and the western shore, in degrees
	for k, x := range []float64{1 - from, from} {
		assert.InDelta(t, x, n.TurningPoints[k].At[0], 1e-4)
		assert.InDelta(t, 0.5, n.TurningPoints[k].At[1], 1e-4)
	}
}

// TestCorners holds that control passes from an edge to the next one by way of their
// vertex where that is nearest in between, however narrow this is: a turning point has
// no base points on two edges that are one place.
func TestCorners(t *testing.T) {
	c := caspian(t, "gshhg")
	n := divide(t, c, Options{})
	for _, p := range n.TurningPoints {
		for _, base := range p.BasePoints {
			if len(base) == 2 && !base[0].Vertex && !base[1].Vertex {
				assert.Greater(t, geodesic.WGS84.Distance(base[0].At, base[1].At), 0.01, "%v: %v", p.At, base)
			}
		}
	}
}
