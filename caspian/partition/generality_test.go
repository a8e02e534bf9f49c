package partition

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/internal/seas"
)

// ownerAt returns the states whose polygons hold q.
func ownersAt(n *Network, chart *geodesic.Chart, q orb.Point) (out []int) {
	px, py, _ := chart.Forward(geodesic.WGS84.Cartesian(q))
	for _, s := range n.Sectors {
		for _, p := range s.Polygons {
			in := false
			for _, r := range p {
				x0, y0, _ := chart.Forward(geodesic.WGS84.Cartesian(r[0]))
				for _, v := range r[1:] {
					x1, y1, _ := chart.Forward(geodesic.WGS84.Cartesian(v))
					if (y0 > py) != (y1 > py) && px < x0+(py-y0)*(x1-x0)/(y1-y0) {
						in = !in
					}
					x0, y0 = x1, y1
				}
			}
			if in {
				out = append(out, s.State)
			}
		}
	}
	return out
}

// checkSamples looks up random places of a sea in the sectors.
func checkSamples(t tb, c *coast.Coast, n *Network, places int) {
	f := newField(layOut(c, coast.NewBaselines(geodesic.WGS84, c)), nil, "")
	es := seas.EdgesOf(c)
	r := rand.New(rand.NewPCG(3, 4))
	q := newQuadtree(f, 0, 0)
	places = long.Or(places, places/2)
	checked := 0
	for k := range places {
		x, y := q.position(r.Uint32N(1<<levels), r.Uint32N(1<<levels))
		p := f.chart.Inverse(x, y)
		if k%2 == 0 {
			// Near a line, where it matters.
			line := n.Boundaries[r.IntN(len(n.Boundaries))].Line
			p = f.e.Cartesian(at(line[r.IntN(len(line))], 360*r.Float64(), 3000*math.Pow(r.Float64(), 6)))
		}
		owners := ownersAt(n, f.chart, f.e.Position(p))
		if len(owners) == 0 {
			continue
		}
		require.Len(t, owners, 1, "%v lies in two sectors", f.e.Position(p))
		checked++
		own := es[owners[0]].Exactly(f.e.Position(p))
		for s := range es {
			assert.LessOrEqual(t, own, es[s].Exactly(f.e.Position(p))+4, "%v is nearer to %s", f.e.Position(p), c.States[s].Code)
		}
	}
	assert.Greater(t, checked, places/20)
}

// at returns the place at a distance and azimuth from a centre.
func at(centre orb.Point, azimuth, s float64) orb.Point {
	p, _ := geodesic.WGS84.Direct(centre, azimuth, s)
	return p
}

// ringOf cuts a circle, or a wavy one, among states in turn.
func ringOf(centre orb.Point, radius, wave float64, states []string, steps int) (shapes []shape) {
	point := func(k int) orb.Point {
		a := 360 * float64(k%(steps*len(states))) / float64(steps*len(states))
		return at(centre, a, radius*(1+wave*math.Sin(a/7)+wave/2*math.Cos(a/3)))
	}
	for i, s := range states {
		var line []orb.Point
		for k := range steps + 1 {
			line = append(line, point(i*steps+k))
		}
		shapes = append(shapes, shape{s, line, false})
	}
	return shapes
}

func islet(state string, centre orb.Point, radius float64) shape {
	line := circle(centre, radius, 0, 360, 6)
	line[len(line)-1] = line[0]
	return shape{state, line, true}
}

// TestGenerality divides seas of many forms.
func TestGenerality(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	centre := orb.Point{51, 42}
	codes := func(n int) (out []string) {
		for k := range n {
			out = append(out, fmt.Sprintf("S%02d", k))
		}
		return out
	}
	// B has a short stretch in the west only.
	corner := []shape{
		{"A", []orb.Point{{0, 0.2}, {0, 0}, {4, 0}, {4, 0.5}, {0, 0.5}, {0, 0.3}}, false},
		{"B", []orb.Point{{0, 0.3}, {0, 0.2}}, false},
	}
	wreath := slices.Clone(corner)
	for k := range 6 {
		wreath = append(wreath, islet("B", at(orb.Point{3, 0.25}, 60*float64(k), 6000), 2000))
	}
	row := lakeOf("A", "B", 1, 1)
	for k := range 100 {
		row = append(row, islet([]string{"A", "B"}[k%2], orb.Point{0.05 + 0.009*float64(k), 0.5 + 0.1*math.Sin(float64(k))}, 100))
	}
	for name, k := range map[string]struct {
		shapes     []shape
		boundaries int // −1 if not known
	}{
		"2 km wide":                   {ringOf(centre, 1000, 0.2, codes(3), 30), 3},
		"3,000 km wide":               {ringOf(centre, 1500e3, 0.1, codes(4), 60), -1},
		"64 states":                   {ringOf(centre, 20e3, 0.1, codes(64), 6), -1},
		"states in turn":              {ringOf(centre, 200e3, 0.2, []string{"A", "B", "A", "C", "B", "C", "A", "B"}, 12), -1},
		"two states":                  {ringOf(centre, 50e3, 0.3, codes(2), 50), 1},
		"across the antimeridian":     {ringOf(orb.Point{179.9, -17}, 120e3, 0.2, codes(4), 20), -1},
		"north pole":                  {ringOf(orb.Point{10, 89.5}, 300e3, 0.2, codes(5), 20), -1},
		"south pole":                  {ringOf(orb.Point{0, -90}, 300e3, 0.2, codes(3), 20), 3},
		"enclave":                     {append(slices.Clone(corner), islet("B", orb.Point{3, 0.25}, 3000)), 2},
		"enclave in an enclave":       {append(wreath, islet("A", orb.Point{3, 0.25}, 500)), 3},
		"enclave in the same state's": {append(slices.Clone(corner), islet("B", orb.Point{3, 0.25}, 6000), islet("B", orb.Point{3.07, 0.25}, 200)), 2},
		"a state of islands only":     {append(lakeOf("A", "B", 1, 1), islet("C", orb.Point{0.5, 0.5}, 3000), islet("C", orb.Point{0.2, 0.9}, 500)), -1},
		"100 islets in a row":         {row, -1},
		"1 km by 400 km":              {lakeOf("A", "B", 4, 0.01), -1},
		"termini 10 m apart":          {[]shape{{"A", []orb.Point{{0, 0}, {0.3, 0}, {0.3, 0.2}, {0, 0.2}, {0, 0.1}}, false}, {"C", []orb.Point{{0, 0.1}, {0, 0.0999}}, false}, {"B", []orb.Point{{0, 0.0999}, {0, 0}}, false}}, 3},
		"a spike inward":              {[]shape{{"A", []orb.Point{{1, 0.5}, {1, 1}, {0.500005, 1}, {0.5, 0.55}, {0.499995, 1}, {0, 1}, {0, 0.5}}, false}, {"B", []orb.Point{{0, 0.5}, {0, 0}, {1, 0}, {1, 0.5}}, false}}, 1},
		"a spike outward":             {[]shape{{"A", []orb.Point{{1, 0.5}, {1, 1}, {0.500005, 1}, {0.5, 1.2}, {0.499995, 1}, {0, 1}, {0, 0.5}}, false}, {"B", []orb.Point{{0, 0.5}, {0, 0}, {1, 0}, {1, 0.5}}, false}}, 1},
		"a slot of 20 cm between two": {[]shape{{"A", []orb.Point{{1, 0.5}, {1, 1}, {0, 1}, {0, 0.5}}, false}, {"B", []orb.Point{{0, 0.5}, {0, 0}, {1, 0}, {1, 0.5}}, false}, {"B", []orb.Point{{0.2, 0.999998}, {0.1, 0.95}, {0.3, 0.95}, {0.2, 0.999998}}, true}}, -1},
	} {
		t.Run(name, func(t *testing.T) {
			if !long.Form() && slices.Contains([]string{"64 states", "termini 10 m apart", "3,000 km wide", "100 islets in a row", "1 km by 400 km", "states in turn", "a spike inward", "enclave in the same state's", "north pole", "a spike outward"}, name) {
				t.Skip("it takes long; the long form has it")
			}
			c := sea(t, k.shapes...)
			n := divide(t, c, Options{})
			checkNetwork(t, c, n)
			checkSamples(t, c, n, 40)
			if k.boundaries >= 0 {
				assert.Len(t, n.Boundaries, k.boundaries)
			}
			for _, s := range n.Sectors {
				for _, p := range s.Polygons {
					area, length := geodesic.WGS84.RingArea(p[0])
					assert.Greater(t, area/length, 0.02, "a sliver of %s at %v", c.States[s.State].Code, p[0][0])
				}
			}
		})
	}
}

// lakeOf returns a rectangular lake of two states, the border half way up.
func lakeOf(north, south string, width, height float64) []shape {
	return []shape{
		{north, []orb.Point{{width, height / 2}, {width, height}, {0, height}, {0, height / 2}}, false},
		{south, []orb.Point{{0, height / 2}, {0, 0}, {width, 0}, {width, height / 2}}, false},
	}
}

// TestTooWide refuses a sea that reaches farther than the chart is good for.
func TestTooWide(t *testing.T) {
	var b strings.Builder
	for k, s := range ringOf(orb.Point{0, 0}, 2600e3, 0, []string{"A", "B"}, 40) {
		if k > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"type":"Feature","properties":{"state":%q},"geometry":{"type":"LineString","coordinates":[`, s.state)
		for i, p := range s.points {
			fmt.Fprintf(&b, "%s[%v,%v]", []string{"", ","}[min(i, 1)], p[0], p[1])
		}
		b.WriteString("]}}")
	}
	_, err := coast.Read(strings.NewReader(`{"type":"FeatureCollection","features":[`+b.String()+"]}"), coast.Options{})
	assert.ErrorIs(t, err, coast.ErrLimit)
	assert.ErrorContains(t, err, "22.5°")
}

// features writes the coast of ne10m again with its features in another order,
// lines turned round, rings begun elsewhere and longitudes turned by an angle.
func features(c *coast.Coast, r *rand.Rand, turn float64) (shapes []shape) {
	add := func(state int, line []orb.Point, island bool) {
		line = slices.Clone(line)
		if island {
			k := r.IntN(len(line) - 1)
			line = append(line[k:len(line)-1:len(line)-1], append(line[:k:k], line[k])...)
		} else if k := len(line) / 2; r.IntN(2) == 0 && k > 0 {
			// A stretch in two parts.
			shapes = append(shapes, shape{c.States[state].Code, turned(line[:k+1], turn), false})
			line = line[k:]
		}
		if r.IntN(2) == 0 {
			slices.Reverse(line)
		}
		shapes = append(shapes, shape{c.States[state].Code, turned(line, turn), island})
	}
	for _, s := range c.Stretches {
		add(s.State, c.Shore[s.Start:s.End+1], false)
	}
	for _, i := range c.Islands {
		add(i.State, i.Ring, true)
	}
	r.Shuffle(len(shapes), func(i, j int) { shapes[i], shapes[j] = shapes[j], shapes[i] })
	return shapes
}

func turned(line []orb.Point, turn float64) []orb.Point {
	out := slices.Clone(line)
	for k := range out {
		if turn != 0 {
			out[k][0] = math.Remainder(out[k][0]+turn, 360)
		}
	}
	return out
}

// TestInputOrder finds that order, direction and beginning of the input change
// nothing.
func TestInputOrder(t *testing.T) {
	t.Parallel()
	c := caspian(t, "ne10m")
	want := median(t, "ne10m")
	for seed := range long.Or[uint64](4, 1) {
		d := sea(t, features(c, rand.New(rand.NewPCG(seed, 1)), 0)...)
		n := divide(t, d, usual(c, Options{})) // no other detail by another beginning
		require.Equal(t, len(want.Boundaries), len(n.Boundaries))
		for k, b := range want.Boundaries {
			assert.Equal(t, b.States, n.Boundaries[k].States)
			assert.Equal(t, b.Line, n.Boundaries[k].Line)
		}
		for s := range want.Sectors {
			assert.InEpsilon(t, want.Sectors[s].Area, n.Sectors[s].Area, 1e-12)
			assert.Equal(t, want.Sectors[s].Polygons, n.Sectors[s].Polygons)
		}
	}
}

// TestRotation finds that a turn in longitude changes no share and moves no
// turning point.
func TestRotation(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	long.Only(t)
	t.Parallel()
	c := caspian(t, "ne10m")
	want := divide(t, c, Options{Tolerance: 0.05})
	for _, turn := range []float64{0.001, 77.7, 128.5, -180} {
		d := sea(t, features(c, rand.New(rand.NewPCG(1, 1)), turn)...)
		n := divide(t, d, Options{Tolerance: 0.05})
		for s := range want.Sectors {
			assert.InDelta(t, want.Sectors[s].Area/want.Area, n.Sectors[s].Area/n.Area, 1e-9, "turned by %v", turn)
		}
		for _, p := range want.TurningPoints {
			q := orb.Point{math.Remainder(p.At[0]+turn, 360), p.At[1]}
			least := math.Inf(1)
			for _, o := range n.TurningPoints {
				least = min(least, geodesic.WGS84.Distance(q, o.At))
			}
			assert.LessOrEqual(t, least, 2e-3, "the turning point %v, turned by %v", p.At, turn)
		}
	}
}

// TestFarIsland adds an islet of Azerbaijan in its own waters: only the lines
// near it may move.
func TestFarIsland(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	c := caspian(t, "ne10m")
	want := median(t, "ne10m")
	with := *c
	ring := orb.Ring(islet("", orb.Point{50.6, 40.6}, 500).points) // azimuths grow clockwise
	az := slices.IndexFunc(c.States, func(s coast.State) bool { return s.Code == "AZ" })
	with.Islands = append(slices.Clone(c.Islands), coast.Island{State: az, Ring: ring})
	n := divide(t, &with, Options{})
	same := 0
	es := seas.EdgesOf(c)
	for _, b := range want.Boundaries {
		far := true
		for _, p := range b.Line {
			far = far && es[b.States[0]].Roughly(geodesic.WGS84.Cartesian(p)) < geodesic.WGS84.Distance(p, orb.Point{50.6, 40.6})-600
		}
		if !far {
			continue
		}
		same++
		found := false
		for _, o := range n.Boundaries {
			found = found || o.States == b.States && len(o.Line) == len(b.Line) && geodesic.WGS84.Distance(o.Line[0], b.Line[0]) < 1e-3 &&
				geodesic.WGS84.Distance(o.Line[len(o.Line)/2], b.Line[len(b.Line)/2]) < 2
		}
		assert.True(t, found, "the boundary of %v has changed", b.States)
	}
	assert.GreaterOrEqual(t, same, 3)
}

// TestTolerance finds that finer tolerances converge: areas to those of the
// finest, and coarse vertices to places on the fine line.
func TestTolerance(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	c := caspian(t, "ne10m")
	fine := divide(t, c, Options{Tolerance: 0.01})
	last := math.Inf(1)
	for _, tolerance := range long.Or([]float64{100, 10, 1, 0.1}, []float64{10, 0.1}) {
		n := divide(t, c, Options{Tolerance: tolerance})
		off := 0.0
		for s := range n.Sectors {
			off += math.Abs(n.Sectors[s].Area-fine.Sectors[s].Area) / fine.Area
		}
		t.Logf("%v m: areas off by %.2g of the sea", tolerance, off)
		assert.Less(t, off, last)
		last = off
		f := newField(layOut(c, coast.NewBaselines(geodesic.WGS84, c)), nil, "")
		for _, b := range n.Boundaries {
			for k, p := range b.Line {
				if k%long.Or(1, 40) != 0 {
					continue
				}
				x, y, _ := f.chart.Forward(f.e.Cartesian(p))
				least := math.Inf(1)
				for _, o := range fine.Boundaries {
					if o.States != b.States {
						continue
					}
					for k := range o.Line[1:] {
						var ends [2]place
						for i := range ends {
							ends[i].x, ends[i].y, _ = f.chart.Forward(f.e.Cartesian(o.Line[k+i]))
						}
						_, d := edgeTo(&ends[0], &ends[1], place{x: x, y: y})
						least = min(least, d)
					}
				}
				require.LessOrEqual(t, least, 0.02, "%v does not lie on the fine line", p)
			}
		}
	}
	assert.Less(t, last, 1e-7)
}

// TestRandomSeas divides random wavy seas with random islands anywhere. Perfect
// circles, in the middle of which all states meet, have their own tests.
func TestRandomSeas(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		centre := orb.Point{rapid.Float64Range(-180, 180).Draw(rt, "lon"), rapid.Float64Range(-90, 90).Draw(rt, "lat")}
		radius := 1000 * math.Pow(1000, rapid.Float64Range(0, 1).Draw(rt, "size"))
		var states []string
		for range rapid.IntRange(2, 6).Draw(rt, "stretches") {
			states = append(states, rapid.SampledFrom([]string{"A", "B", "C", "D"}).Draw(rt, "state"))
		}
		if !slices.ContainsFunc(states, func(s string) bool { return s != states[0] }) {
			states = append(states, "E")
		}
		shapes := ringOf(centre, radius, rapid.Float64Range(0.02, 0.3).Draw(rt, "wave"), states, rapid.IntRange(3, 20).Draw(rt, "steps"))
		for k := range rapid.IntRange(0, 4).Draw(rt, "islands") {
			a := 90*float64(k) + rapid.Float64Range(0, 60).Draw(rt, "azimuth")
			shapes = append(shapes, islet(rapid.SampledFrom([]string{"A", "B", "F"}).Draw(rt, "owner"), at(centre, a, 0.3*radius), radius*rapid.Float64Range(0.001, 0.05).Draw(rt, "island")))
		}
		c := sea(rt, shapes...)
		n, err := Divide(t.Context(), c, usual(c, Options{}))
		require.NoError(rt, err)
		checkNetwork(rt, c, n)
		checkSamples(rt, c, n, 20)
	})
}

// TestPinwheels divides circles, perfect and nearly so, among states that come
// round several times: many sectors meet in the middle, some of one state.
func TestPinwheels(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	long.Only(t)
	t.Parallel()
	for _, wave := range []float64{0, 3e-9} {
		for _, states := range []string{"DACBCA", "ABAB", "ABCDE", "ABDBAD"} {
			c := sea(t, ringOf(orb.Point{2.8, 2.5}, 1000, wave, strings.Split(states, ""), 8)...)
			n := divide(t, c, Options{})
			checkNetwork(t, c, n)
			checkSamples(t, c, n, 20)
		}
	}
}
