package coast

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/geodesic"
)

// wide is a sea of long edges, the longest 560 km, with an island.
func wide(t *testing.T) *Coast {
	c, err := Read(strings.NewReader(collection(
		stretch("A", "[[0,50],[8,50],[8,55],[7.9,55]]"),
		stretch("B", "[[7.9,55],[0.01,54.9],[0,54],[0,50]]"),
		island("A", "isle", "[[3,52],[4,52],[4,52.5],[3.01,52.5],[3,52]]"))), Options{})
	require.NoError(t, err)
	return c
}

// TestNearest compares the index with golden sections along every edge, in the
// sea and up to 1000 km away from it.
func TestNearest(t *testing.T) {
	c := wide(t)
	e := geodesic.WGS84
	b := NewBaselines(e, c)
	r := rand.New(rand.NewPCG(1, 2))
	for state := range c.States {
		var own []int
		var edges [][2]orb.Point
		for k, chain := range b.Chains {
			if chain.State == state {
				own = append(own, k)
			}
		}
		for _, s := range c.Stretches {
			for k := s.Start; s.State == state && k < s.End; k++ {
				edges = append(edges, [2]orb.Point{c.Shore[k], c.Shore[k+1]})
			}
		}
		for _, i := range c.Islands {
			for k := range i.Ring[1:] {
				if i.State == state {
					edges = append(edges, [2]orb.Point{i.Ring[k], i.Ring[k+1]})
				}
			}
		}
		x := NewIndex(b, own)
		for k := range 200 {
			p := orb.Point{8 * r.Float64(), 50 + 5*r.Float64()}
			limit := 1e-5
			if k%4 == 0 {
				p, limit = orb.Point{-8 + 24*r.Float64(), 42 + 20*r.Float64()}, 1e-3
			}
			want := math.Inf(1)
			for _, edge := range edges {
				_, d := e.Nearest(p, edge[0], edge[1])
				want = min(want, d)
			}
			v := e.Cartesian(p)
			got := x.Nearest(v, NoPiece)
			assert.InDelta(t, want, got.Distance, limit, "%v", p)
			assert.InDelta(t, got.Distance, e.Distance(p, e.Position(got.At)), limit)
			hint := int32(b.Chains[own[0]].Start + r.IntN(b.Chains[own[0]].End-b.Chains[own[0]].Start))
			assert.Equal(t, got, x.Nearest(v, hint), "the hint must not matter")
			assert.Equal(t, got, x.NearestWithin(v, NoPiece, got.Distance+1e-3))
			assert.True(t, math.IsInf(x.NearestWithin(v, hint, got.Distance-1e-3).Distance, 1))
			assert.Equal(t, state, b.Chains[b.Chain(got.Piece)].State)
		}
	}
	assert.True(t, math.IsInf(NewIndex(b, nil).Nearest(b.Points[0], NoPiece).Distance, 1))
}

// TestSite looks up places above every vertex and every edge: the site must be
// that vertex or edge, however many pieces the edge has, and the vertex at its place.
func TestSite(t *testing.T) {
	c := wide(t)
	b := NewBaselines(geodesic.WGS84, c)
	require.Greater(t, len(b.splits), 5)
	vertices, inner := 0, 0
	for k, chain := range b.Chains {
		ring := c.Shore
		if chain.Island >= 0 {
			ring = c.Islands[chain.Island].Ring
		}
		edge := chain.FirstEdge
		for piece := chain.Start; piece < chain.End; piece++ {
			p, q := b.Points[piece], b.Points[piece+1]
			mid := b.Site(Foot{Piece: int32(piece), T: 0.5})
			assert.Equal(t, Site{Ring: chain.Ring, Chain: k, Edge: edge}, mid)
			assert.Equal(t, k, b.Chain(int32(piece)))
			end := b.Site(Foot{Piece: int32(piece), T: 1})
			if b.Inner(int32(piece + 1)) {
				inner++
				assert.Equal(t, mid, end)
				continue
			}
			vertices++
			edge++
			assert.Equal(t, q, b.Vertex(chain.Ring, edge))
			want := Site{Ring: chain.Ring, Chain: k, Edge: edge, Vertex: true}
			assert.Less(t, geodesic.WGS84.Cartesian(ring[edge]).Sub(q).Norm(), 1e-6)
			if chain.Island >= 0 && piece == chain.End-1 {
				want.Edge = 0
			}
			assert.Equal(t, want, end)
			assert.LessOrEqual(t, q.Sub(p).Norm(), float64(MaxPiece))
		}
	}
	assert.Equal(t, len(c.Shore)-1+len(c.Islands[0].Ring)-1, vertices)
	assert.Greater(t, inner, 1000)
}

// TestDirections compares with the directions of all pieces within the limit, around a round
// island whose shore is ragged.
func TestDirections(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	e := geodesic.WGS84
	middle := orb.Point{50, 42}
	var line orb.LineString
	for k := range 1500 {
		p, _ := e.Direct(middle, 0.24*float64(k), 30e3+200*r.Float64())
		line = append(line, p)
	}
	b := NewLines(e, []orb.LineString{append(line, line[0])})
	x := NewIndex(b, []int{0})
	narrow, wide := 0, 0
	for k := range 200 {
		at, _ := e.Direct(middle, 360*r.Float64(), 25e3*r.Float64())
		if k%2 == 0 {
			at, _ = e.Direct(middle, 360*r.Float64(), 31e3+60e3*r.Float64())
		}
		p := e.Cartesian(at)
		up := e.Normal(p)
		toward := up.Cross(geodesic.Vec{X: r.Float64() - 0.5, Y: r.Float64() - 0.5, Z: r.Float64() - 0.5}).Unit()
		foot := x.Nearest(p, NoPiece)
		limit := foot.Distance + math.Pow(10, 1+4*r.Float64())
		lo, hi, ok := x.Directions(p, up, toward, foot, limit)
		angle := func(v geodesic.Vec) float64 {
			d := v.Sub(p)
			return math.Atan2(d.Dot(up.Cross(toward)), d.Dot(toward))
		}
		base := angle(foot.At)
		seen := func(limit float64) (least, most float64, half bool) {
			half = true
			for piece := range int32(len(b.Points) - 1) {
				if b.FootOn(p, piece).Distance <= limit {
					a0 := math.Remainder(angle(b.Points[piece])-base, 2*math.Pi)
					a1 := math.Remainder(angle(b.Points[piece+1])-base, 2*math.Pi)
					half = half && math.Abs(a1-a0) <= math.Pi
					least, most = min(least, a0, a1), max(most, a0, a1)
				}
			}
			return base + least, base + most, half && most-least <= math.Pi
		}
		least, most, half := seen(limit)
		if !ok {
			_, _, half = seen(limit + 1)
			assert.False(t, half, "place %d", k)
			wide++
			continue
		}
		assert.True(t, half, "place %d", k)
		widest, far, _ := seen(limit + 1)
		assert.True(t, widest-1e-9 <= lo && lo <= least+1e-9, "place %d: %v to %v, and not %v", k, widest, least, lo)
		assert.True(t, most-1e-9 <= hi && hi <= far+1e-9, "place %d: %v to %v, and not %v", k, most, far, hi)
		narrow++
	}
	assert.Greater(t, narrow, 10)
	assert.Greater(t, wide, 10)
}

// TestLeftOf compares with places whose side is known: a little to the left and
// right of every edge and around every vertex.
func TestLeftOf(t *testing.T) {
	c := wide(t)
	e := geodesic.WGS84
	b := NewBaselines(e, c)
	all := make([]int, len(b.Chains))
	for k := range all {
		all[k] = k
	}
	x := NewIndex(b, all)
	in := func(p orb.Point) bool {
		v := e.Cartesian(p)
		return b.LeftOf(v, x.Nearest(v, NoPiece))
	}
	for _, ring := range []orb.Ring{c.Shore, c.Islands[0].Ring} {
		for k := range ring[1:] {
			line := e.LineTo(ring[k], ring[k+1])
			mid, azi := line.Position(line.Length() / 3)
			for _, d := range []float64{0.01, 10, 500} {
				left, _ := e.Direct(mid, azi-90, d)
				right, _ := e.Direct(mid, azi+90, d)
				assert.True(t, in(left), "%v m left of edge %d", d, k)
				assert.False(t, in(right), "%v m right of edge %d", d, k)
			}
		}
	}
	for _, outside := range []orb.Point{{-1, 49}, {9, 56}, {-0.5, 55.5}, {3.5, 52.2}} {
		assert.False(t, in(outside), fmt.Sprint(outside))
	}
}

func TestLengths(t *testing.T) {
	c := wide(t)
	got := NewBaselines(geodesic.WGS84, c).Lengths(len(c.States))
	want := make([]float64, len(c.States))
	for _, s := range c.Stretches {
		for k := s.Start; k < s.End; k++ {
			want[s.State] += geodesic.WGS84.Distance(c.Shore[k], c.Shore[k+1])
		}
	}
	for _, i := range c.Islands {
		for k := range i.Ring[1:] {
			want[i.State] += geodesic.WGS84.Distance(i.Ring[k], i.Ring[k+1])
		}
	}
	for s := range want {
		assert.InEpsilon(t, want[s], got[s], 1e-9)
	}
}

// TestNewLines finds the nearest of several lines, one of which repeats a position.
func TestNewLines(t *testing.T) {
	e := geodesic.WGS84
	lines := []orb.LineString{{{50, 40}, {50, 41}}, {{51, 40}, {51, 40}, {51.2, 41}, {51.1, 42}}}
	b := NewLines(e, lines)
	require.Len(t, b.Chains, len(lines))
	x := NewIndex(b, []int{0, 1})
	for _, p := range []orb.Point{{50.3, 40.4}, {50.9, 41.7}, {51, 40}, {49, 39}, {50.55, 40.5}} {
		want, nearest := math.Inf(1), 0
		for k, line := range lines {
			for i := range len(line) - 1 {
				if _, d := e.Nearest(p, line[i], line[i+1]); d < want {
					want, nearest = d, k
				}
			}
		}
		f := x.Nearest(e.Cartesian(p), NoPiece)
		assert.InDelta(t, want, f.Distance, 1e-3, "%v", p)
		assert.Equal(t, nearest, b.Chains[b.Chain(f.Piece)].Ring, "%v", p)
	}
	assert.True(t, math.IsInf(NewIndex(NewLines(e, nil), nil).Nearest(e.Cartesian(lines[0][0]), NoPiece).Distance, 1))
}
