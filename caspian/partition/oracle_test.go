package partition_test

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/partition"
	"caspian.example/division/caspian/partition/internal/oracle"
	"caspian.example/division/geodata/gshhg"
	"caspian.example/division/geodata/ne10m"
)

// polyline is some lines as short pieces, for measuring how far places are
// from them.
type polyline struct {
	from, to []geodesic.Vec
	slack    float64 // how far a chord may lie below the surface
}

// add appends a line of geodesics in pieces of at most step metres.
func (l *polyline) add(line []orb.Point, step float64) {
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

// distance returns the distance from p to the nearest place of the lines along
// the surface.
func (l *polyline) distance(p orb.Point) float64 {
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

// agree divides a sea in both ways and compares them.
func agree(t require.TestingT, c *coast.Coast, tolerance float64, opts oracle.Options) (worst, farthest float64) {
	n, err := partition.Divide(context.Background(), c, partition.Options{Tolerance: tolerance})
	require.NoError(t, err)
	o, err := oracle.Divide(c, opts)
	require.NoError(t, err)

	length := make([]float64, len(c.States))
	for _, b := range n.Boundaries {
		length[b.States[0]] += b.Length
		length[b.States[1]] += b.Length
	}
	for k, s := range n.Sectors {
		worst = max(worst, math.Abs(s.Area-o.Areas[k])/n.Area)
		// On small seas the lines' tolerance is more than 1e-6 of the sea.
		assert.InDelta(t, o.Areas[k], s.Area, max(1e-6*n.Area, tolerance*length[k]), c.States[k].Code)
	}

	step := math.Sqrt(n.Area) / 500
	ours, theirs := map[[2]int]*polyline{}, map[[2]int]*polyline{}
	of := func(m map[[2]int]*polyline, pair [2]int) *polyline {
		if m[pair] == nil {
			m[pair] = &polyline{}
		}
		return m[pair]
	}
	for _, b := range n.Boundaries {
		of(ours, b.States).add(b.Line, step)
	}
	for pair, lines := range o.Lines {
		for _, l := range lines {
			of(theirs, pair).add(l.Points, step)
		}
	}
	compare := func(what string, lines *polyline, pair [2]int, points []orb.Point) {
		for _, p := range points {
			d := lines.distance(p)
			farthest = max(farthest, d)
			if d > tolerance {
				assert.Fail(t, "the lines differ", "%s of %s and %s: %v lies %.3g m from the other line", what, c.States[pair[0]].Code, c.States[pair[1]].Code, p, d)
				return
			}
		}
	}
	for _, b := range n.Boundaries {
		compare("the boundary", of(theirs, b.States), b.States, b.Line)
	}
	for pair, lines := range o.Lines {
		for _, l := range lines {
			compare("the oracle's line", of(ours, pair), pair, l.Points)
		}
	}
	return worst, farthest
}

func TestOracleCaspian(t *testing.T) {
	t.Parallel()
	for name, data := range map[string]func() io.Reader{"gshhg": gshhg.Coast, "ne10m": ne10m.Coast} {
		t.Run(name, func(t *testing.T) {
			c, err := coast.Read(data(), coast.Options{})
			require.NoError(t, err)
			worst, farthest := agree(t, c, 1, oracle.Options{})
			t.Logf("areas within %.2g of the sea, lines within %.3g m", worst, farthest)
		})
	}
}

// randomSea draws a sea of 2 to 6 states as GeoJSON: a star-shaped shore
// around any place on Earth, wavy or jagged, 2 to 2,000 km wide, and up to five
// islands. The counts are rapid's, so that failures shrink to simple seas; the
// sizes come from a seed, since rapid prefers extreme ones.
func randomSea(t *rapid.T) (text string, width float64) {
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
	var features []string
	feature := func(state, kind string, coordinates any) {
		b, err := json.Marshal(coordinates)
		require.NoError(t, err)
		features = append(features, fmt.Sprintf(`{"type":"Feature","properties":{"state":%q},"geometry":{"type":%q,"coordinates":%s}}`, state, kind, b))
	}
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
		feature(owner, "LineString", shore[at:end+1])
		at = end
	}

	// Islands keep away from the shore and from each other.
	type disc struct {
		at     geodesic.Vec
		radius float64
	}
	var discs []disc
	line := polyline{}
	line.add(shore, reach/100)
	for range rapid.IntRange(0, 5).Draw(t, "islands") {
		p, _ := e.Direct(centre, 360*unit(), reach*unit())
		if !inside(shore, centre, p) {
			continue
		}
		clear := line.distance(p)
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
		feature(state(), "Polygon", [][]orb.Point{append(ring, ring[0])})
	}
	return `{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`, 2 * reach
}

// inside says whether p lies in a star-shaped ring around a centre.
func inside(ring []orb.Point, centre, p orb.Point) bool {
	e := geodesic.WGS84
	flat := func(p orb.Point) (float64, float64) {
		s, azi, _ := e.Inverse(centre, p)
		sin, cos := math.Sincos(azi * math.Pi / 180)
		return s * sin, s * cos
	}
	x, y := flat(p)
	in := false
	for k := range ring[1:] {
		ax, ay := flat(ring[k])
		bx, by := flat(ring[k+1])
		if (ay > y) != (by > y) && x < ax+(y-ay)*(bx-ax)/(by-ay) {
			in = !in
		}
	}
	return in
}

var (
	firstSea = flag.Int("oracle.first", 0, "number of the first random sea")
	seas     = flag.Int("oracle.seas", 4, "how many random seas; 0 lets rapid look for a failure and simplify it")
)

// TestOracleRandomSeas compares random seas. All are the same in every run.
func TestOracleRandomSeas(t *testing.T) {
	t.Parallel()
	type sea struct {
		text  string
		width float64
	}
	generator := rapid.Custom(func(t *rapid.T) sea {
		text, width := randomSea(t)
		return sea{text, width}
	})
	check := func(t require.TestingT, s sea) (worst, farthest float64) {
		c, err := coast.Read(strings.NewReader(s.text), coast.Options{})
		require.NoError(t, err)
		// The lines' tolerance shrinks with the sea, so that it is about as
		// exact as 1e-6 of its area.
		tolerance := min(max(2e-7*s.width, 0.01), 1)
		worst, farthest = agree(t, c, tolerance, oracle.Options{Fraction: 10, Sag: 2e-5 * s.width, Tolerance: tolerance / 5})
		return worst, farthest / tolerance
	}
	if *seas == 0 {
		rapid.Check(t, func(t *rapid.T) { check(t, generator.Draw(t, "sea")) })
		return
	}
	for k := *firstSea; k < *firstSea+*seas; k++ {
		t.Run(strconv.Itoa(k), func(t *testing.T) {
			s := generator.Example(k)
			worst, farthest := check(t, s)
			t.Logf("%.3g km wide: areas within %.2g of the sea, lines within %.2g of the tolerance", s.width/1e3, worst, farthest)
		})
	}
}
