package partition

import (
	"math"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
)

// crossing is a place where a line meets the shore.
type crossing struct {
	at         geodesic.Vec
	ring, edge int
	along      float64 // the fraction of the edge before it, below 1
}

// crossing returns the crossing at a place of the shore.
func (f *field) crossing(foot coast.Foot) crossing {
	c := crossing{at: foot.At}
	c.ring, c.edge, c.along = f.b.On(foot.Piece, foot.T)
	if c.along >= 1 {
		c.edge, c.along = (c.edge+1)%(len(ringAt(f.c, c.ring))-1), 0
	}
	return c
}

// onShore returns the point of the line on the shore near a place on a piece:
// Newton's method along the shore.
func (t *tracer) onShore(piece int32, at geodesic.Vec, hints *[2]reach) (vertex, crossing, bool) {
	b := t.f.b
	foot := b.FootOn(at, piece)
	for range 40 {
		x, y, _ := t.f.chart.Forward(foot.At)
		v, d := t.at(x, y, hints)
		v.at = foot.At
		chord := b.Points[foot.Piece+1].Sub(b.Points[foot.Piece])
		slope := d.gradient.Dot(chord)
		step := -d.value / slope // in chords
		if math.Abs(d.value) <= exact && math.Abs(step)*chord.Norm() <= bracketed {
			return v, t.f.crossing(foot), true
		}
		if !(math.Abs(slope) > flat*chord.Norm()) {
			break
		}
		// On from one piece to the next, at most to the end of the second.
		to := foot.T + min(max(step, -1), 1)
		switch {
		case to < 0 && foot.T == 0:
			foot = b.PlaceOn(b.Next(foot.Piece, -1), 1)
		case to > 1 && foot.T == 1:
			foot = b.PlaceOn(b.Next(foot.Piece, 1), 0)
		default:
			foot = b.PlaceOn(foot.Piece, min(max(to, 0), 1))
		}
		hints = &v.feet
	}
	return vertex{}, crossing{}, false
}
