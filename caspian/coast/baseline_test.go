package coast

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/problem"
)

// comb is a square lake of B (south) and A (the rest) with two bays in the north and
// islands: a tip between the bays, a cup that opens to the south, a peak whose top is in
// the north, all of A, and a rock of B in the left bay.
func comb(lines ...string) string {
	return collection(append([]string{
		stretch("A", "[[1,0],[1,1],[0.8,1],[0.8,1.2],[0.6,1.2],[0.6,1],[0.4,1],[0.4,1.2],[0.2,1.2],[0.2,1],[0,1],[0,0]]"),
		stretch("B", "[[0,0],[0.5,0],[1,0]]"),
		island("A", "tip", "[[0.45,0.9],[0.55,0.9],[0.5,0.85],[0.45,0.9]]"),
		island("A", "cup", "[[0.7,0.6],[0.9,0.6],[0.9,0.4],[0.85,0.4],[0.85,0.55],[0.75,0.55],[0.75,0.4],[0.7,0.4],[0.7,0.6]]"),
		island("A", "peak", "[[0.2,0.5],[0.15,0.4],[0.25,0.4],[0.2,0.5]]"),
		island("B", "rock", "[[0.3,1.1],[0.35,1.1],[0.3,1.15],[0.3,1.1]]"),
	}, lines...)...)
}

// lineFeature is a feature of a kind and a name.
func lineFeature(kind, name, coordinates string) string {
	return fmt.Sprintf(`{"type":"Feature","properties":{"kind":%q,"state":"A","name":%q},"geometry":{"type":"LineString","coordinates":%s}}`, kind, name, coordinates)
}

// TestWithBaselines draws baselines along headlands, by islands and through them. The
// areas that they enclose are those that GeographicLib has for their corners.
func TestWithBaselines(t *testing.T) {
	c, err := Read(strings.NewReader(comb(
		lineFeature("baseline", "by the tip", "[[0.8,1],[0.5,0.85],[0.2,1]]"),
		lineFeature("baseline", "through the tip", "[[0.55,0.9],[0.8,1]]"),
		lineFeature("baseline", "through the tip", "[[0.45,0.9],[0.2,1]]"),
		lineFeature("baseline", "each bay", "[[0.8,1],[0.6,1]]"),
		lineFeature("baseline", "each bay", "[[0.4,1],[0.2,1]]"),
		lineFeature("baseline", "cup", "[[0.75,0.4],[0.85,0.4]]"),
		lineFeature("baseline", "peak", "[[0,0.9],[0.2,0.5],[0,0.45]]"),
		lineFeature("baseline", "strait", "[[0.5,0.85],[0.7,0.6]]"),
		lineFeature("baseline", "strait", "[[0.9,0.6],[0.55,0.9]]"),
		lineFeature("closing", "right bay", "[[0.8,1],[0.6,1]]"),
	)), Options{})
	require.NoError(t, err)
	const ( // m²: echo the corners as latitude and longitude | Planimeter -r
		via     = 1538367721.2
		tip     = 30769197.5
		joined  = 1415303012.5
		right   = 492274835.1
		left    = 492274835.1
		cup     = 184629902.0
		seaward = 553890650.3
		strait  = 507725458.3
		rock    = 15383585.1
	)
	whole := waterOf(c)
	for _, k := range []struct {
		name     string
		outer    []float64 // areas within the outer rings
		holes    []float64 // of all waters together
		islands  int       // that are left
		stretch  string    // the names of the features along the shore, without repeats
		touching []orb.Point
	}{
		{"by the tip", []float64{via}, []float64{tip, rock}, 2, "by the tip", nil},
		{"through the tip", []float64{joined}, []float64{rock}, 2, "through the tip,tip,through the tip", nil},
		{"each bay", []float64{right, left}, []float64{rock}, 3, "each bay,each bay", nil},
		{"cup", []float64{cup}, nil, 4, "", nil},
		{"peak", []float64{seaward}, nil, 4, "peak", []orb.Point{{0.2, 0.5}}},
		{"strait", []float64{strait}, nil, 3, "", nil},
	} {
		d, err := c.WithBaselines(k.name)
		require.NoError(t, err, k.name)
		require.NoError(t, d.Check(), k.name)
		enclosed := 0.0
		var outer, holes []float64
		for _, w := range d.Enclosed {
			assert.Equal(t, k.name, w.Name)
			assert.True(t, w.Baseline)
			assert.Equal(t, k.name, d.Features[w.Feature].Name)
			enclosed += geodesic.WGS84.PolygonArea(w.Water)
			for r, ring := range w.Water {
				area, _ := geodesic.WGS84.RingArea(ring)
				if r == 0 {
					outer = append(outer, area)
				} else {
					holes = append(holes, -area)
				}
			}
		}
		slices.Sort(holes)
		slices.Sort(k.holes)
		assert.InDeltaSlice(t, k.outer, outer, 1, k.name)
		assert.InDeltaSlice(t, k.holes, holes, 1, k.name)
		assert.InDelta(t, whole, waterOf(d)+enclosed, 1, "%s: no water is lost", k.name)
		assert.Len(t, d.Islands, k.islands, k.name)
		assert.Equal(t, k.touching, d.Touching, k.name)
		var along []string
		for _, s := range d.Stretches {
			if name := d.Features[s.Feature].Name; name != "" {
				along = append(along, name)
			}
		}
		assert.Equal(t, k.stretch, strings.Join(along, ","), k.name)
		for _, i := range d.Islands {
			area, _ := geodesic.WGS84.RingArea(i.Ring)
			assert.Negative(t, area, "%s: islands run clockwise", k.name)
		}

		// Turned round, and with the lines in another order, the same.
		reversed := *c
		reversed.Closings = slices.Clone(c.Closings)
		slices.Reverse(reversed.Closings)
		for n := range reversed.Closings {
			reversed.Closings[n].Line = slices.Clone(reversed.Closings[n].Line)
			slices.Reverse(reversed.Closings[n].Line)
		}
		r, err := reversed.WithBaselines(k.name)
		require.NoError(t, err, k.name)
		assert.Equal(t, d.Shore, r.Shore, k.name)
		assert.Equal(t, d.Islands, r.Islands, k.name)
		assert.Len(t, r.Enclosed, len(d.Enclosed), k.name)
	}
	both, err := c.Close("right bay")
	require.NoError(t, err)
	both, err = both.WithBaselines("by the tip")
	require.NoError(t, err, "a bay that is closed lies inside a baseline")
	require.Len(t, both.Enclosed, 2)
	area, _ := geodesic.WGS84.RingArea(both.Enclosed[1].Water[0])
	assert.InDelta(t, via-right, area, 1)

	var text bytes.Buffer
	require.NoError(t, Write(&text, c))
	again, err := Read(&text, Options{})
	require.NoError(t, err)
	require.Len(t, again.Closings, len(c.Closings))
	for k, l := range c.Closings {
		assert.Equal(t, l.Baseline, again.Closings[k].Baseline)
		assert.Equal(t, l.Line, again.Closings[k].Line)
	}
	moved, err := c.Displace(func(v geodesic.Vec) geodesic.Vec { return v.Add(geodesic.Vec{Z: 50 * math.Sin(v.Y/5000)}) })
	require.NoError(t, err)
	for _, name := range []string{"by the tip", "through the tip", "strait"} {
		_, err = moved.WithBaselines(name)
		assert.NoError(t, err, "%s on a coast that has moved", name)
	}
}

// waterOf is the area of a coast's sea.
func waterOf(c *Coast) float64 {
	sea := orb.Polygon{c.Shore}
	for _, i := range c.Islands {
		sea = append(sea, i.Ring)
	}
	return geodesic.WGS84.PolygonArea(sea)
}

// TestBadBaselines hands over what is no baseline: what is wrong when a coast is read, and
// what is only when the line is drawn.
func TestBadBaselines(t *testing.T) {
	line := func(coordinates string) string { return lineFeature("baseline", "line", coordinates) }
	of := func(kind, geometry, coordinates, name string) string {
		return fmt.Sprintf(`{"type":"Feature","properties":{"kind":%q,"state":"A"%s},"geometry":{"type":%q,"coordinates":%s}}`, kind, name, geometry, coordinates)
	}
	named := `,"name":"line"`
	for _, k := range []struct{ name, lines, read, drawn string }{
		{"a polygon", of("baseline", "Polygon", "[[[0,0],[1,0],[1,1],[0,0]]]", named), "a straight baseline must be a LineString with a property \"name\"; lines that belong together have one name", ""},
		{"several parts", of("baseline", "MultiLineString", "[[[0.8,1],[0.6,1]],[[0.4,1],[0.2,1]]]", named), "must be a LineString", ""},
		{"a point", of("baseline", "Point", "[0.8,1]", named), "its geometry is a \"Point\"", ""},
		{"no name", of("baseline", "LineString", "[[0.8,1],[0.6,1]]", ""), "must be a LineString with a property \"name\"", ""},
		{"an unknown kind", of("baselines", "LineString", "[[0.8,1],[0.6,1]]", named), "its property \"kind\" is \"baselines\"; use coast, island, closing or baseline", ""},
		{"one position", line("[[0.8,1]]"), "a line needs two different positions", ""},
		{"one place", line("[[0.8,1],[0.8,1]]"), "a line needs two different positions", ""},
		{"no position", line("[[0.8,1],[0.6,\"1\"]]"), "1", ""},
		{"a latitude of 91", line("[[0.8,1],[0.6,91]]"), "it is not a longitude and latitude", ""},
		{"a name of both kinds", line("[[0.8,1],[0.6,1]]") + "," + lineFeature("closing", "line", "[[0.4,1],[0.2,1]]"), "a closing line and a straight baseline (feature 6) have the name \"line\"; give one of them another name", ""},
		{"an end inland", line("[[0.8,1],[0.6,1.3]]"), "vertex 1 at 0.600000 1.300000: the straight baseline ends 11057.5 m away from the shore of A; end it on the shore; here is land", ""},
		{"an end inside an island", line("[[0.8,1],[0.5,0.88]]"), "m away from the shore of A; end it on the shore; here is land", ""},
		{"an end in the water", line("[[0.8,0.9],[0.6,1]]"), "m away from the shore of A; end it on the shore", ""},
		{"the shore of another state", line("[[0.5,0],[0.6,1]]"), "m away from the shore of A", ""},
		{"a shore of another state's island", line("[[0.35,1.1],[0.2,1.1]]"), "m away from the shore of A", ""},
		{"along the shore", line("[[0.8,1],[0.6,1],[0.4,1],[0.2,1]]"), "", "vertex 1 at 0.600000 1.000000: the straight baseline runs along the shore; the shore is the baseline there"},
		{"along the shore within an edge", line("[[0.9,1],[0.85,1]]"), "", "runs along the shore"},
		{"nearly along the shore", line("[[0.9,1],[0.6,1]]"), "", "crosses land"},
		{"along an island", line("[[0.8,1],[0.55,0.9],[0.5,0.85],[0.2,1]]"), "", "vertex 1 at 0.550000 0.900000: the straight baseline runs along the shore"},
		{"a corner on land", line("[[0.8,1],[0.5,0.88],[0.2,1]]"), "", "crosses land; draw it through water"},
		{"over a headland", line("[[0.6,1.1],[0.4,1.1]]"), "", "runs over land or outside the sea"},
		{"over an island", line("[[0.45,0.9],[0.55,0.9]]"), "", "runs along the shore"},
		{"through an island", line("[[1,0.5],[0,0.48]]"), "", "crosses land"},
		{"through another state's island", line("[[0.4,1.12],[0.2,1.12]]"), "", "crosses land"},
		{"around outside", line("[[1,0.2],[1.2,0.5],[1,0.8]]"), "", "runs over land or outside the sea"},
		{"a loop", line("[[1,0.2],[0.95,0.2],[0.95,0.35],[0.98,0.35],[0.92,0.25],[0.92,0.4],[1,0.4]]"), "", "crosses or touches itself or the shore"},
		{"back to its beginning", line("[[1,0.2],[0.95,0.3],[1,0.3],[0.96,0.25],[1,0.2]]"), "", "ends where it begins"},
		{"back to a place between", line("[[1,0.2],[0.95,0.25],[1,0.3],[0.95,0.35],[0.95,0.33],[1,0.3],[0.95,0.4],[1,0.5]]"), "", "comes back to where it was"},
		{"to an island and no farther", line("[[0.8,1],[0.55,0.9]]"), "", "cuts off no water; draw it across the mouth of a bay; where it ends on an island, others of its name must go on from there"},
		{"from island to island", line("[[0.55,0.9],[0.7,0.6]]"), "", "cuts off no water"},
		{"one inside another", line("[[0.8,1],[0.5,0.85],[0.2,1]]") + "," + line("[[0.55,0.9],[0.6,1]]"), "", "lies in the water that others of its name cut off"},
		{"two around one island", line("[[0.8,1],[0.5,0.85],[0.2,1]]") + "," + line("[[0.55,0.9],[0.6,1]]") + "," + line("[[0.45,0.9],[0.4,1]]"), "", "lies in the water that others of its name cut off"},
		{"the same twice", line("[[0.8,1],[0.6,1]]") + "," + line("[[0.8,1],[0.6,1]]"), "", "runs along another one of its name; leave it out"},
		{"both states' water", line("[[1,0.01],[0.5,0.3],[0,0.01]]"), "", ""},
	} {
		c, err := Read(strings.NewReader(comb(k.lines)), Options{})
		if k.read != "" {
			assert.ErrorContains(t, err, k.read, k.name)
			assert.ErrorAs(t, err, new(*problem.List), k.name)
			continue
		}
		if !assert.NoError(t, err, k.name) {
			continue
		}
		d, err := c.WithBaselines("line")
		if k.drawn == "" {
			assert.NoError(t, err, k.name)
			continue
		}
		assert.Nil(t, d, k.name)
		assert.ErrorIs(t, err, ErrClosing, k.name)
		assert.ErrorContains(t, err, k.drawn, k.name)
	}
	c, err := Read(strings.NewReader(comb(line("[[0.8,1],[0.6,1]]"), lineFeature("closing", "bay", "[[0.4,1],[0.2,1]]"))), Options{})
	require.NoError(t, err)
	for name, each := range map[string]struct {
		draw func(...string) (*Coast, error)
		want string
	}{
		"line": {c.Close, `the coast has no closing line "line"; that is a straight baseline`},
		"bay":  {c.WithBaselines, `the coast has no straight baseline "bay"; that is a closing line`},
		"gulf": {c.WithBaselines, `the coast has no straight baseline "gulf"; it has line`},
	} {
		_, err := each.draw(name)
		assert.EqualError(t, err, "coast: "+each.want)
	}
}

// TestBaselinesAnywhere moves the comb around the Earth's axis, over the antimeridian, and
// mirrors it on the equator, which leaves all areas and distances as they are.
func TestBaselinesAnywhere(t *testing.T) {
	lines := []string{
		lineFeature("baseline", "by the tip", "[[0.8,1],[0.5,0.85],[0.2,1]]"),
		lineFeature("baseline", "through the tip", "[[0.55,0.9],[0.8,1]]"),
		lineFeature("baseline", "through the tip", "[[0.45,0.9],[0.2,1]]"),
		lineFeature("baseline", "cup", "[[0.75,0.4],[0.85,0.4]]"),
		lineFeature("baseline", "peak", "[[0,0.9],[0.2,0.5],[0,0.45]]"),
		lineFeature("baseline", "strait", "[[0.5,0.85],[0.7,0.6]]"),
		lineFeature("baseline", "strait", "[[0.9,0.6],[0.55,0.9]]"),
		lineFeature("closing", "right bay", "[[0.8,1],[0.6,1]]"),
	}
	c, err := Read(strings.NewReader(comb(lines...)), Options{})
	require.NoError(t, err)
	want, err := c.Figures(15e3)
	require.NoError(t, err)
	for _, k := range []struct{ east, north float64 }{{179.5, 1}, {-120, -1}, {179.5, -1}} {
		move := func(points []orb.Point) {
			for i, p := range points {
				points[i] = geodesic.Normal(orb.Point{p[0] + k.east, k.north * p[1]})
			}
		}
		moved, err := Read(strings.NewReader(comb(lines...)), Options{})
		require.NoError(t, err)
		move(moved.Shore)
		for _, i := range moved.Islands {
			move(i.Ring)
		}
		for _, l := range moved.Closings {
			move(l.Line)
		}
		var text bytes.Buffer
		require.NoError(t, Write(&text, moved))
		moved, err = Read(&text, Options{})
		require.NoError(t, err)
		got, err := moved.Figures(15e3)
		require.NoError(t, err)
		require.Len(t, got, len(want))
		for n, w := range want {
			g := got[n]
			assert.Equal(t, w.Name, g.Name)
			assert.InDelta(t, w.Water, g.Water, 1, w.Name)
			assert.InDelta(t, w.Islands, g.Islands, 1, w.Name)
			assert.InDelta(t, w.Length, g.Length, 1e-4, w.Name)
			assert.InDelta(t, w.Farthest, g.Farthest, 1, w.Name)
			if !math.IsNaN(w.Fit) {
				assert.InDelta(t, w.Whole.Fit, g.Whole.Fit, 1e-6, w.Name)
				assert.InDelta(t, w.Whole.Front, g.Whole.Front, 1e-6, w.Name)
			}
		}
	}
}

// FuzzClose holds that lines with two or three positions anywhere cut a coast or are refused,
// that what they cut is sound, and that no water is lost or won.
func FuzzClose(f *testing.F) {
	f.Add(0.8, 1.0, 0.5, 0.85, 0.2, 1.0, true)
	f.Add(0.55, 0.9, 0.6, 0.95, 0.6, 1.0, false)
	f.Add(0.75, 0.4, 0.8, 0.4, 0.85, 0.4, true)
	f.Add(0.45, 0.9, 0.3, 0.5, 0.25, 0.4, true)
	f.Fuzz(func(t *testing.T, ax, ay, bx, by, cx, cy float64, three bool) {
		line := orb.LineString{{ax, ay}, {bx, by}, {cx, cy}}
		if !three {
			line = orb.LineString{{ax, ay}, {cx, cy}}
		}
		for k, p := range line {
			if !(math.Abs(p[0]) <= 2 && math.Abs(p[1]) <= 2) || k > 0 && same(p, line[k-1]) {
				return
			}
		}
		c, err := Read(strings.NewReader(comb()), Options{})
		require.NoError(t, err)
		c.Snap = 5000 // so that many come to a shore
		c.Features = append(c.Features, Feature{Index: len(c.Features)})
		c.Closings = append(c.Closings, Closing{Feature: len(c.Features) - 1, Name: "line", Line: line, Baseline: true},
			Closing{Feature: len(c.Features) - 1, Name: "line", Line: orb.LineString{{0.45, 0.9}, {0.2, 1}}, Baseline: true})
		d, err := c.WithBaselines("line")
		if err != nil {
			require.ErrorIs(t, err, ErrClosing)
			return
		}
		require.NoError(t, d.Check())
		enclosed := 0.0
		for _, w := range d.Enclosed {
			for r, ring := range w.Water {
				area, _ := geodesic.WGS84.RingArea(ring)
				require.Equal(t, r == 0, area > 0)
			}
			enclosed += geodesic.WGS84.PolygonArea(w.Water)
		}
		require.InDelta(t, waterOf(c), waterOf(d)+enclosed, 1e4) // ends within edges bend these
	})
}
