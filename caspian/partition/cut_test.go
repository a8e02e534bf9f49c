package partition

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
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

// lengths adds up the lengths of boundaries by origin, in metres.
func lengths(n *Network) map[Origin]float64 {
	out := map[Origin]float64{}
	for _, b := range n.Boundaries {
		out[b.Origin] += b.Length
	}
	return out
}

// TestCutByItself replaces every line of a sea by itself: nothing moves.
func TestCutByItself(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	wavy := ringOf(orb.Point{179.9, -17}, 120e3, 0.2, []string{"A", "B", "C", "D"}, 20)
	for name, c := range map[string]*coast.Coast{
		"gshhg": caspian(t, "gshhg"), "ne10m": caspian(t, "ne10m"),
		"across the antimeridian": sea(t, wavy...),
	} {
		if name == "gshhg" && !long.Form() {
			continue
		}
		n := divide(t, c, Options{Tolerance: 1})
		for _, b := range n.Boundaries[:long.Or(len(n.Boundaries), 1)] {
			again, err := Divide(t.Context(), c, Options{Tolerance: 1, Cuts: []Cut{{Line: b.Line, States: b.States}}})
			require.NoError(t, err, "%s %v", name, b.States)
			for k, s := range again.Sectors {
				assert.InDelta(t, n.Sectors[k].Area, s.Area, 1e-9*n.Area, "%s %v", name, b.States)
			}
			assert.InDelta(t, b.Length, lengths(again)[Given], 0.01, "%s %v", name, b.States)
			require.Len(t, again.Boundaries, len(n.Boundaries))
		}
	}
}

// TestCutFromOthers gives Iran what lies south of the geodesic between the ends
// of its land borders. The expected area is that of the ring of this geodesic
// and the shore, less the islands in it.
func TestCutFromOthers(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	for name, c := range map[string]*coast.Coast{"gshhg": caspian(t, "gshhg"), "ne10m": caspian(t, "ne10m")} {
		if name == "gshhg" && !long.Form() {
			continue
		}
		ir := number(c, "IR")
		k := slices.IndexFunc(c.Stretches, func(s coast.Stretch) bool { return s.State == ir })
		own := c.Stretches[k]
		require.Less(t, own.Start, own.End, "the stretch does not run past the ring's beginning")
		ring := append(slices.Clone(c.Shore[own.Start:own.End+1]), c.Shore[own.Start])
		line := orb.LineString{c.Shore[own.End], c.Shore[own.Start]}
		want, _ := geodesic.WGS84.RingArea(ring)
		chart := newField(layOut(c, coast.NewBaselines(geodesic.WGS84, c)), nil, "").chart
		for _, i := range c.Islands {
			x, y, _ := chart.Forward(geodesic.WGS84.Cartesian(i.Ring[0]))
			a := assembly{f: &field{e: geodesic.WGS84, chart: chart}}
			if a.contains(&loop{line: ring}, x, y) {
				area, _ := geodesic.WGS84.RingArea(i.Ring)
				want -= math.Abs(area)
			}
		}
		n := divide(t, c, Options{Cuts: []Cut{{Line: line, States: [2]int{ir, Others}}}})
		checkNetwork(t, c, n)
		// The geodesic may touch the shore near its ends.
		assert.InDelta(t, want, n.Sectors[ir].Area, 1e-7*n.Area, name)
		t.Logf("%s: Iran %.4f %%, line %.3f km", name, 100*n.Sectors[ir].Area/n.Area, lengths(n)[Given]/1e3)
		straight := geodesic.WGS84.Distance(line[0], line[1])
		assert.InDelta(t, straight, lengths(n)[Given], 10)

		// North of it the others divide as if Iran had no coast.
		es := seas.EdgesOf(c)
		r := rand.New(rand.NewPCG(5, 6))
		for checked := 0; checked < 30; {
			p := orb.Point{47 + 8*r.Float64(), 37 + 10*r.Float64()}
			owners := ownersAt(n, chart, p)
			if len(owners) == 0 || owners[0] == ir {
				continue
			}
			checked++
			require.Len(t, owners, 1)
			for s := range es {
				if s != ir {
					assert.LessOrEqual(t, es[owners[0]].Exactly(p), es[s].Exactly(p)+4, "%v", p)
				}
			}
		}
	}
}

// TestCutLake checks the ways in which ends of a line are treated in a lake of
// A in the north and B in the south, one degree wide and high, whose border ends
// at half the height on both sides.
func TestCutLake(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	c := sea(t, lake(t)...)
	area := layOut(c, coast.NewBaselines(geodesic.WGS84, c)).Area()
	below := func(ring ...orb.Point) float64 {
		a, _ := geodesic.WGS84.RingArea(append(orb.Ring(ring), ring[0]))
		return a
	}
	for name, k := range map[string]struct {
		line  orb.LineString
		b     float64 // the area of B
		given float64 // lengths
		terminus,
		onward float64
	}{
		"from shore to shore": {
			orb.LineString{{-0.1, 0.3}, {1.1, 0.3}},
			below(orb.Point{0, 0}, orb.Point{1, 0}, orb.Point{1, 0.3}, orb.Point{0, 0.3}), 0, 0, 0,
		},
		"the other way": {
			orb.LineString{{1.1, 0.3}, {-0.1, 0.3}},
			below(orb.Point{0, 0}, orb.Point{1, 0}, orb.Point{1, 0.3}, orb.Point{0, 0.3}), 0, 0, 0,
		},
		"to both termini": {
			orb.LineString{{0.3, 0.6}, {0.7, 0.6}},
			below(orb.Point{0, 0}, orb.Point{1, 0}, orb.Point{1, 0.5}, orb.Point{0.7, 0.6}, orb.Point{0.3, 0.6}, orb.Point{0, 0.5}),
			0.4, 2 * math.Hypot(0.3, 0.1), 0,
		},
		"onward": {
			orb.LineString{{0.49, 0.5}, {0.5, 0.5}},
			below(orb.Point{0, 0}, orb.Point{1, 0}, orb.Point{1, 0.5}, orb.Point{0, 0.5}), 0.01, 0, 0.99,
		},
		"a step": {
			orb.LineString{{-1, 0.5}, {0.5, 0.5}, {0.5, 0.7}, {2, 0.7}},
			below(orb.Point{0, 0}, orb.Point{1, 0}, orb.Point{1, 0.7}, orb.Point{0.5, 0.7}, orb.Point{0.5, 0.5}, orb.Point{0, 0.5}),
			0, 0, 0,
		},
	} {
		if !long.Form() && name != "to both termini" && name != "a step" {
			continue
		}
		n, err := Divide(t.Context(), c, usual(c, Options{Cuts: []Cut{{Line: k.line, States: [2]int{0, 1}}}}))
		require.NoError(t, err, name)
		checkNetwork(t, c, n)
		// At the equator geodesics bulge from parallels by less than 20 m.
		assert.InDelta(t, k.b, n.Sectors[1].Area, 1e-4*area, name)
		const degree = 111.2e3
		l := lengths(n)
		if k.given > 0 {
			assert.InEpsilon(t, k.given*degree, l[Given], 0.01, name)
		}
		assert.InDelta(t, k.terminus*degree, l[ToTerminus], 0.01*degree, name)
		assert.InDelta(t, k.onward*degree, l[Onward], 0.01*degree, name)
		for _, b := range n.Boundaries {
			if b.Origin == Given {
				for i, v := range k.line[1 : len(k.line)-1] {
					assert.Equal(t, v, n.TurningPoints[b.TurningPoints[i]].At, "%s: the given vertices are turning points", name)
				}
			}
		}
	}
}

// TestCutErrors gives lines that cannot be.
func TestCutErrors(t *testing.T) {
	t.Parallel()
	c := sea(t, append(lake(t), islet("C", orb.Point{0.5, 0.95}, 1000), islet("B", orb.Point{0.3, 0.4}, 5000), islet("B", orb.Point{0.7, 0.4}, 5000))...)
	across := orb.LineString{{-0.1, 0.3}, {1.1, 0.3}}
	for want, cuts := range map[string][]Cut{
		"is there twice":             {{Line: across, States: [2]int{0, 1}}, {Line: across, States: [2]int{1, 0}}},
		"lies between no two states": {{Line: across, States: [2]int{0, 3}}},
		"must be the first":          {{Line: across, States: [2]int{0, 1}}, {Line: across, States: [2]int{2, Others}}},
		"has 1 vertices":             {{Line: across[:1], States: [2]int{0, 1}}},
		"are the same place":         {{Line: orb.LineString{{0, 0.3}, {0, 0.3}}, States: [2]int{0, 1}}},
		"is no longitude":            {{Line: orb.LineString{{0, 0.3}, {math.NaN(), 0.3}}, States: [2]int{0, 1}}},
		"far from the sea":           {{Line: orb.LineString{{0.1, 0.3}, {170, 0.3}}, States: [2]int{0, 1}}},
		"does not run through":       {{Line: orb.LineString{{5, 5}, {6, 6}}, States: [2]int{0, 1}}},
		"crosses itself":             {{Line: orb.LineString{{-0.1, 0.3}, {0.6, 0.3}, {0.6, 0.6}, {0.4, 0.6}, {0.4, 0.2}, {1.1, 0.2}}, States: [2]int{0, 1}}},
		"does not part the coasts":   {{Line: orb.LineString{{0.4, -0.1}, {0.4, 1.1}}, States: [2]int{0, 1}}},
		"more than once":             {{Line: orb.LineString{{0.3, 0.4}, {0.7, 0.4}}, States: [2]int{0, 1}}},
	} {
		_, err := Divide(t.Context(), c, usual(c, Options{Cuts: cuts}))
		require.ErrorIs(t, err, ErrCut, want)
		assert.ErrorContains(t, err, want)
	}
	cut := []Cut{{Line: across, States: [2]int{0, 1}}}
	_, err := Divide(t.Context(), c, Options{Cuts: cut, Blocs: []int{0, 0, 1}})
	require.ErrorContains(t, err, "blocs")
	_, err = Limits(t.Context(), c, []float64{1852}, Options{Cuts: cut})
	require.ErrorContains(t, err, "not cut")
	_, err = Solve(t.Context(), c, []float64{0.3, 0.3, 0.4}, Options{Cuts: cut})
	require.ErrorContains(t, err, "not for given ones")
}

// TestCutApart gives a line to the two states at the ends of a long lake, whose waters
// do not meet: those of the two along it lie between them.
func TestCutApart(t *testing.T) {
	t.Parallel()
	c := sea(t, []shape{
		{"A", []orb.Point{{0, 1}, {0, 0}}, false}, {"B", []orb.Point{{0, 0}, {3, 0}}, false},
		{"C", []orb.Point{{3, 1}, {0, 1}}, false}, {"D", []orb.Point{{3, 0}, {3, 1}}, false},
	}...)
	across := orb.LineString{{1.5, -0.1}, {1.5, 1.1}}
	_, err := Divide(t.Context(), c, Options{Cuts: []Cut{{Line: across, States: [2]int{0, 3}}}})
	require.ErrorIs(t, err, ErrCut)
	require.ErrorIs(t, err, ErrApart)
	assert.ErrorContains(t, err, "do not meet; those that do are A–B, A–C, B–C, B–D, C–D")
}

// TestRandomCuts draws straight lines through random seas, between two states
// or one and all others. Whatever is not refused must be whose the rule says.
func TestRandomCuts(t *testing.T) {
	t.Parallel()
	made := 0
	rapid.Check(t, func(rt *rapid.T) {
		centre := orb.Point{rapid.Float64Range(-180, 180).Draw(rt, "lon"), rapid.Float64Range(-90, 90).Draw(rt, "lat")}
		radius := 1000 * math.Pow(500, rapid.Float64Range(0, 1).Draw(rt, "size"))
		states := []string{"A", "B", "C", "D"}[:rapid.IntRange(2, 4).Draw(rt, "states")]
		shapes := ringOf(centre, radius, rapid.Float64Range(0.02, 0.3).Draw(rt, "wave"), states, rapid.IntRange(3, 20).Draw(rt, "steps"))
		for k := range rapid.IntRange(0, 3).Draw(rt, "islands") {
			a := 90*float64(k) + rapid.Float64Range(0, 60).Draw(rt, "azimuth")
			shapes = append(shapes, islet(states[k%2], at(centre, a, 0.3*radius), radius*rapid.Float64Range(0.001, 0.05).Draw(rt, "island")))
		}
		c := sea(rt, shapes...)
		// A lies clockwise from the north, and B after it.
		turn := 360/float64(len(states)) + rapid.Float64Range(-40, 40).Draw(rt, "turn")
		from := at(centre, turn+180, radius*rapid.Float64Range(0.1, 2).Draw(rt, "back"))
		to := at(centre, turn+rapid.Float64Range(-20, 20).Draw(rt, "bend"), radius*rapid.Float64Range(0.2, 2).Draw(rt, "forth"))
		cut := Cut{Line: orb.LineString{from, to}, States: [2]int{0, 1}}
		if rapid.Bool().Draw(rt, "others") {
			cut.States[1] = Others
		}
		n, err := Divide(context.Background(), c, Options{Cuts: []Cut{cut}})
		if errors.Is(err, ErrCut) {
			return
		}
		require.NoError(rt, err)
		made++
		checkNetwork(rt, c, n)
		if lengths(n)[ToTerminus] > 0 {
			return // not straight
		}
		_, azimuth, _ := geodesic.WGS84.Inverse(from, to)
		es := seas.EdgesOf(c)
		chart := newField(layOut(c, coast.NewBaselines(geodesic.WGS84, c)), nil, "").chart
		r := rand.New(rand.NewPCG(7, 8))
		mistakes := [2]int{}
		for range 30 {
			p := at(centre, 360*r.Float64(), radius*1.2*math.Sqrt(r.Float64()))
			owners := ownersAt(n, chart, p)
			if len(owners) == 0 {
				continue
			}
			require.Len(rt, owners, 1)
			d, a, _ := geodesic.WGS84.Inverse(from, p)
			off := d * math.Sin((a-azimuth)*math.Pi/180) // to the right of the line
			if math.Abs(off) < 5+1e-3*radius {
				continue
			}
			distances := make([]float64, len(es))
			for s := range es {
				distances[s] = es[s].Exactly(p)
				if s == 0 && cut.States[1] == Others {
					distances[s] = math.Inf(1)
				}
			}
			sorted := slices.Sorted(slices.Values(distances))
			if sorted[1]-sorted[0] < 4 {
				continue
			}
			nearest := slices.Index(distances, sorted[0])
			for side := range mistakes { // 0: A on the left
				want := nearest
				if left := (off < 0) == (side == 0); cut.States[1] == Others && left || cut.States[1] != Others && nearest < 2 && left {
					want = 0
				} else if cut.States[1] != Others && nearest < 2 {
					want = 1
				}
				if owners[0] != want {
					mistakes[side]++
				}
			}
		}
		assert.Zero(rt, min(mistakes[0], mistakes[1]), "one of the sides is A's, as far as the line divides: %v", mistakes)
	})
	assert.Positive(t, made)
	t.Logf("%d cuts made", made)
}

// TestCutRhumb draws rhumb lines through a lake at 60° N, six degrees wide: parallels and an
// oblique one, and one that goes on beyond its end. What lies below them is measured with two
// hundred vertices along them; the geodesics between their ends run kilometres farther
// north.
func TestCutRhumb(t *testing.T) {
	t.Parallel()
	shapes := []shape{
		{"A", []orb.Point{{6, 60.5}, {6, 61}, {0, 61}, {0, 60.5}}, false},
		{"B", []orb.Point{{0, 60.5}, {0, 60}, {3, 60}, {6, 60}, {6, 60.5}}, false},
	}
	c, islands := sea(t, shapes...), sea(t, append(shapes, islet("B", orb.Point{5, 60.6}, 3000))...)
	full := orb.LineString{{0, 60.6}, {6, 60.6}}
	for name, k := range map[string]struct{ line, whole orb.LineString }{
		"a parallel":  {orb.LineString{{-0.5, 60.6}, {6.5, 60.6}}, full},
		"back":        {orb.LineString{{6.5, 60.6}, {-0.5, 60.6}}, full},
		"oblique":     {orb.LineString{{0, 60.2}, {6, 60.6}}, orb.LineString{{0, 60.2}, {6, 60.6}}},
		"and further": {orb.LineString{{0, 60.6}, {2.5, 60.6}}, full},
	} {
		if !long.Form() && (name == "back" || name == "a parallel") { // as the others, the other way or whole
			continue
		}
		way := geodesic.WGS84.RhumbTo(k.whole[0], k.whole[1])
		var line orb.LineString
		for i := range 201 {
			at, _ := way.Position(way.Length() * float64(i) / 200)
			line = append(line, at)
		}
		ring := append(orb.Ring(slices.Clone(line)), orb.Point{6, 60}, orb.Point{3, 60}, orb.Point{0, 60}, line[0])
		want, _ := geodesic.WGS84.RingArea(ring)
		drawn := &seas.Lines{}
		drawn.Add(line, 3000)
		for _, on := range []*coast.Coast{c, islands} {
			cut := Cut{Line: k.line, States: [2]int{0, 1}, Loxodrome: true}
			n := divide(t, on, Options{Tolerance: 1, Cuts: []Cut{cut}})
			checkNetwork(t, on, n)
			for _, b := range n.Boundaries {
				for i, p := range b.Line {
					assert.Less(t, drawn.Distance(p), 1.0, "%s: %v", name, p)
					if i > 0 {
						middle := geodesic.WGS84.LineTo(b.Line[i-1], p)
						at, _ := middle.Position(middle.Length() / 2)
						assert.Less(t, drawn.Distance(at), 1.0, "%s: %v", name, at)
					}
				}
			}
			if on == c {
				assert.InDelta(t, -want, n.Sectors[1].Area, 0.5*way.Length(), name)
			}
			if cut.Once = true; name != "back" { // its first vertex lies on the other shore
				once := divide(t, on, Options{Tolerance: 1, Cuts: []Cut{cut}})
				assert.Equal(t, n.Sectors[1].Area, once.Sectors[1].Area, "islands do not end it")
			}
		}
	}
}

// TestCutOnce ends a line at the first mainland shore: the bay behind a peninsula of B's is
// A's then, but for a line that goes on through it.
func TestCutOnce(t *testing.T) {
	t.Parallel()
	c := sea(t,
		shape{"A", []orb.Point{{2, 0.9}, {2, 1}, {0, 1}, {0, 0.5}}, false},
		shape{"B", []orb.Point{{0, 0.5}, {0, 0}, {1.6, 0}, {1.6, 0.7}, {1.7, 0.7}, {1.7, 0}, {2, 0}, {2, 0.9}}, false})
	area := func(ring ...orb.Point) float64 {
		a, _ := geodesic.WGS84.RingArea(append(orb.Ring(ring), ring[0]))
		return a
	}
	// On the equator's side of them geodesics are parallels to within metres.
	west := area(orb.Point{0, 0}, orb.Point{1.6, 0}, orb.Point{1.6, 0.5}, orb.Point{0, 0.5})
	bay := area(orb.Point{1.7, 0}, orb.Point{2, 0}, orb.Point{2, 0.5}, orb.Point{1.7, 0.5})
	for once, want := range map[bool]float64{false: west + bay, true: west} {
		n := divide(t, c, Options{Cuts: []Cut{{Line: orb.LineString{{0, 0.5}, {3, 0.5}}, States: [2]int{0, 1}, Once: once}}})
		checkNetwork(t, c, n)
		assert.InEpsilon(t, want, n.Sectors[1].Area, 1e-3, "once: %t", once)
	}
}

// TestKeptLines divides a sea with and without given lines in turns: what one division
// leaves changes nothing of the next one's.
func TestKeptLines(t *testing.T) {
	t.Parallel()
	c := sea(t, ringOf(orb.Point{179.9, -17}, 120e3, 0.2, []string{"A", "B", "C", "D"}, 20)...)
	plain := usual(c, Options{})
	n := divide(t, c, plain)
	given := plain
	given.Cuts = []Cut{{Line: orb.LineString{n.Boundaries[0].Line[0], c.Shore[0]}, States: n.Boundaries[0].States}}
	finer := plain
	finer.Tolerance /= 4
	shores, err := NewShores(c, nil)
	require.NoError(t, err)
	for _, opts := range []Options{given, plain, given, finer, plain, given} {
		want, err := Divide(t.Context(), c, opts)
		require.NoError(t, err)
		opts.Shores = shores
		got, err := Divide(t.Context(), c, opts)
		require.NoError(t, err)
		assert.Equal(t, want, got)
	}
	assert.NotEqual(t, n.Sectors, divide(t, c, given).Sectors)
}
