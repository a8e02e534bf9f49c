package course

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/planar"
)

// barriers are what a line must not cross: the shore, islands, and other lines.
type barriers struct {
	chart   *geodesic.Chart
	indices []*coast.Index // of the shores of every state, and of the other lines
	islands [][2]float64   // a place of each on the chart
}

// newBarriers returns the shores of a division's sea and other lines as barriers around a
// place.
func newBarriers(d *caspian.Division, others []orb.LineString, centre geodesic.Vec) *barriers {
	b := &barriers{chart: geodesic.WGS84.NewChart(centre)}
	_, shores := d.Sea.Baselines(nil)
	b.indices = slices.Clone(shores)
	for _, i := range d.Sea.Coast().Islands {
		if at, ok := b.place(i.Ring[0]); ok {
			b.islands = append(b.islands, at)
		}
	}
	if len(others) > 0 {
		laid := coast.NewLines(geodesic.WGS84, others)
		all := make([]int, len(laid.Chains))
		for k := range all {
			all[k] = k
		}
		b.indices = append(b.indices, coast.NewIndex(laid, all))
		for _, line := range others {
			// One that is no wider than the gap would hold it whole.
			if at, ok := b.place(line[len(line)/2]); ok {
				b.islands = append(b.islands, at)
			}
		}
	}
	return b
}

// place returns where a position lies on the chart.
func (b *barriers) place(p orb.Point) (at [2]float64, ok bool) {
	at[0], at[1], ok = b.chart.Forward(geodesic.WGS84.Cartesian(p))
	return at, ok
}

// room returns the distance in metres from a place to the nearest barrier.
func (b *barriers) room(p orb.Point) float64 {
	v, out := geodesic.WGS84.Cartesian(p), math.Inf(1)
	for _, x := range b.indices {
		out = min(out, x.NearestWithin(v, coast.NoPiece, out).Distance)
	}
	return out
}

const (
	// barrierPiece is the length in metres of the pieces of geodesics that are looked at.
	barrierPiece = 5000.0
	// touchingEnd is how far from its own ends, in metres, a line may meet a barrier.
	touchingEnd = 0.01
)

// crossed returns a place where a line of geodesics meets a barrier, other than with its
// first and its last position where these may.
func (b *barriers) crossed(line orb.LineString, first, last bool) (at orb.Point, crosses bool) {
	e := geodesic.WGS84
	for k := range line[1:] {
		leg := e.LineTo(line[k], line[k+1])
		pieces := math.Ceil(max(leg.Length(), 1) / barrierPiece)
		from := e.Cartesian(line[k])
		for i := 1.0; i <= pieces && !crosses; i++ {
			next, _ := leg.Position(leg.Length() * i / pieces)
			to := e.Cartesian(next)
			if i == pieces {
				to = e.Cartesian(line[k+1])
			}
			length := to.Sub(from).Norm()
			for _, x := range b.indices {
				x.Crossings(from, to, func(_ int32, s float64) {
					begins, ends := first && k == 0 && i == 1 && s*length <= touchingEnd, last && k == len(line)-2 && i == pieces && (1-s)*length <= touchingEnd
					if !begins && !ends && !crosses {
						crosses, at = true, e.Position(e.OnSurface(from.Add(to.Sub(from).Mul(s))))
					}
				})
			}
			from = to
		}
		if crosses {
			break
		}
	}
	return at, crosses
}

// between returns an island, or another line, that lies between two lines with the same
// ends; both are given on the chart.
func (b *barriers) between(one, other [][2]float64) (at [2]float64, any bool) {
	ring := slices.Clone(one)
	for _, p := range slices.Backward(other) {
		ring = append(ring, p)
	}
	ring = append(ring, ring[0])
	low, high := ring[0], ring[0]
	for _, p := range ring {
		low, high = [2]float64{min(low[0], p[0]), min(low[1], p[1])}, [2]float64{max(high[0], p[0]), max(high[1], p[1])}
	}
	for _, p := range b.islands {
		if p[0] > low[0] && p[0] < high[0] && p[1] > low[1] && p[1] < high[1] && planar.Contains(p, ring) {
			return p, true
		}
	}
	return at, false
}
