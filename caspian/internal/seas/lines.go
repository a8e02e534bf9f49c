package seas

import (
	"math"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/geodesic"
)

// Lines are some lines as short pieces, for measuring how far places are from
// them.
type Lines struct {
	from, to []geodesic.Vec
	slack    float64 // how far a chord may lie below the surface
}

// Add appends a line of geodesics in pieces of at most step metres, the same for
// all lines.
func (l *Lines) Add(line []orb.Point, step float64) {
	l.slack = step * step / 50e6
	for k := range line[1:] {
		g := geodesic.WGS84.LineTo(line[k], line[k+1])
		n := math.Ceil(g.Length() / step)
		last := geodesic.WGS84.Cartesian(line[k])
		for i := 1.0; i <= n; i++ {
			at := line[k+1]
			if i < n {
				at, _ = g.Position(g.Length() * i / n)
			}
			v := geodesic.WGS84.Cartesian(at)
			l.from, l.to = append(l.from, last), append(l.to, v)
			last = v
		}
	}
}

// Distance returns the distance from p to the nearest place of the lines along
// the surface, +Inf without lines. It is meant for places nearby.
func (l *Lines) Distance(p orb.Point) float64 {
	v := geodesic.WGS84.Cartesian(p)
	up := geodesic.WGS84.Normal(v)
	chord, least := math.Inf(1), math.Inf(1)
	for k, a := range l.from {
		ab, av := l.to[k].Sub(a), v.Sub(a)
		d := av.Sub(ab.Mul(min(max(ab.Dot(av)/ab.Dot(ab), 0), 1)))
		if n := d.Norm(); n <= chord+2*l.slack {
			chord = min(chord, n)
			least = min(least, d.Sub(up.Mul(d.Dot(up))).Norm())
		}
	}
	return least
}
