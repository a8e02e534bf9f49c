package seas

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/planar"
)

// Random draws a sea of 2 to 6 states: a star-shaped shore around any place on
// Earth, wavy or jagged, 2 to 2,000 km wide, and up to five islands. The counts
// are rapid's, so that failures shrink to simple seas; the sizes come from a
// seed, since rapid prefers extreme ones. Width is in metres.
func Random(t *rapid.T) (sea Sea, width float64) {
	e := geodesic.WGS84
	r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
	unit := r.Float64
	centre := orb.Point{360*unit() - 180, math.Asin(2*unit()-1) * 180 / math.Pi}
	switch rapid.IntRange(0, 4).Draw(t, "place") {
	case 1:
		centre = orb.Point{180 - 5*unit(), 40}
	case 2:
		centre = orb.Point{20, 90 - 3*unit()}
	case 3:
		centre = orb.Point{-50, -90 + 3*unit()*unit()}
	case 4:
		centre = orb.Point{0, 0}
	}
	reach := 1e3 * math.Pow(1000, unit())
	corners := rapid.IntRange(8, 60).Draw(t, "corners")
	type wave struct{ number, height, phase float64 }
	var waves []wave
	for range rapid.IntRange(0, 4).Draw(t, "waves") {
		waves = append(waves, wave{float64(1 + r.IntN(12)), 0.3 * unit(), 2 * math.Pi * unit()})
	}
	rough, first := 0.3*unit(), 360*unit()
	var shore []orb.Point
	for k := range corners {
		azimuth := 360 * (float64(k) + 0.6*unit()) / float64(corners)
		far := 1 - rough*unit()
		for _, w := range waves {
			far *= 1 - w.height*(1+math.Cos(w.number*azimuth*math.Pi/180+w.phase))
		}
		p, _ := e.Direct(centre, first-azimuth, reach*max(far, 0.1))
		shore = append(shore, p)
	}
	shore = append(shore, shore[0])

	states := rapid.IntRange(2, 6).Draw(t, "states")
	state := func() string { return string(rune('A' + r.IntN(states))) }
	stretches := rapid.IntRange(max(2, states-1), 8).Draw(t, "stretches")
	at := 0
	for k := range stretches {
		end := corners
		if k < stretches-1 {
			end = at + 1 + r.IntN(min(corners-at-(stretches-1-k), 2*corners/stretches))
		}
		owner := state()
		if k < 2 {
			owner = string(rune('A' + k))
		}
		sea = append(sea, Part{State: owner, Line: shore[at : end+1]})
		at = end
	}

	// Islands keep away from the shore and from each other.
	type disc struct {
		at     geodesic.Vec
		radius float64
	}
	var discs []disc
	line := Lines{}
	line.Add(shore, reach/100)
	for range rapid.IntRange(0, 5).Draw(t, "islands") {
		p, _ := e.Direct(centre, 360*unit(), reach*unit())
		if !inside(shore, centre, p) {
			continue
		}
		clear := line.Distance(p)
		for _, d := range discs {
			clear = min(clear, e.Distance(e.Position(d.at), p)-d.radius)
		}
		if clear < reach/100 {
			continue
		}
		radius := clear * (0.02 + 0.78*unit())
		var ring []orb.Point
		n := 3 + r.IntN(10)
		for k := range n {
			q, _ := e.Direct(p, 360*float64(k)/float64(n), radius*(0.3+0.7*unit()))
			ring = append(ring, q)
		}
		discs = append(discs, disc{e.Cartesian(p), radius})
		sea = append(sea, Part{state(), fmt.Sprintf("island %d", len(discs)), append(ring, ring[0]), true})
	}
	return sea, 2 * reach
}

// inside says whether p lies in a star-shaped ring around a centre.
func inside(ring []orb.Point, centre, p orb.Point) bool {
	e := geodesic.WGS84
	flat := func(p orb.Point) orb.Point {
		s, azi, _ := e.Inverse(centre, p)
		sin, cos := math.Sincos(azi * math.Pi / 180)
		return orb.Point{s * sin, s * cos}
	}
	around := make([]orb.Point, len(ring))
	for k, q := range ring {
		around[k] = flat(q)
	}
	return planar.Contains(flat(p), around)
}

// Rough returns the sea with every edge broken into pieces: its middle moved to a
// side by up to a tenth of the edge, and again for both halves, depth times in
// all. Edges may cross then.
func (s Sea) Rough(r *rand.Rand, depth int) Sea {
	e := geodesic.WGS84
	out := make(Sea, len(s))
	for k, p := range s {
		for range depth {
			line := []orb.Point{p.Line[0]}
			for i, a := range p.Line[:len(p.Line)-1] {
				b := p.Line[i+1]
				length, azimuth, _ := e.Inverse(a, b)
				middle, direction := e.Direct(a, azimuth, length/2)
				middle, _ = e.Direct(middle, direction+90, length*(0.2*r.Float64()-0.1))
				line = append(line, middle, b)
			}
			p.Line = line
		}
		out[k] = p
	}
	return out
}

// Inside says whether p lies in a closed ring of short edges, by how often the
// ring runs round it: it depends neither on poles nor on the antimeridian.
func Inside(ring []orb.Point, p orb.Point) bool {
	turn, last := 0.0, 0.0
	for k, q := range ring {
		_, azimuth, _ := geodesic.WGS84.Inverse(p, q)
		if k > 0 {
			turn += math.Remainder(azimuth-last, 360)
		}
		last = azimuth
	}
	return math.Abs(turn) > 180
}
