package build

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/long"
)

// box is a rectangle as a ring in GeoJSON.
func box(west, south, east, north float64) string {
	return fmt.Sprintf("[[%g,%g],[%g,%g],[%g,%g],[%g,%g],[%g,%g]]", west, south, east, south, east, north, west, north, west, south)
}

func polygon(rings ...string) string {
	return `{"type":"Polygon","coordinates":[` + strings.Join(rings, ",") + `]}`
}

// collection is a collection of features, given by their properties and
// geometries in turn.
func collection(parts ...string) string {
	var out []string
	for k := 0; k < len(parts); k += 2 {
		out = append(out, fmt.Sprintf(`{"type":"Feature","properties":%s,"geometry":%s}`, parts[k], parts[k+1]))
	}
	return `{"type":"FeatureCollection","features":[` + strings.Join(out, ",") + `]}`
}

func must(t *testing.T, sea, countries string, o Options) *Result {
	t.Helper()
	r, err := Coast(context.Background(), strings.NewReader(sea), strings.NewReader(countries), o)
	require.NoError(t, err)
	// The stretches make up the whole shore.
	sum := 0.0
	for _, s := range r.States {
		sum += s.Length
	}
	_, perimeter := geodesic.WGS84.RingArea(r.Coast.Shore)
	assert.InEpsilon(t, perimeter, sum, 1e-9)
	assert.Empty(t, r.Coast.SHA256)
	return r
}

func codes(r *Result) (out []string) {
	for _, s := range r.States {
		out = append(out, s.Code)
	}
	return out
}

// The lake is 2° long, on the equator, between a country in the west and one in
// the east that leave a gap in the middle.
var (
	lake  = polygon(box(0, 0, 2, 0.5))
	west  = []string{`{"iso_a2":"WE","name":"Westland"}`, polygon(box(-3, -3, 0.9, 4))}
	east  = []string{`{"iso_a2":"EA","name":"Eastland"}`, polygon(box(1.1, -3, 5, 4))}
	lands = collection(slices.Concat(west, east)...)
)

func TestTermini(t *testing.T) {
	r := must(t, lake, lands, Options{Name: "a lake", Source: "a survey", Licence: "CC0", Epoch: "2026", WaterLevel: "312 m"})
	assert.Equal(t, "iso_a2", r.Property)
	assert.Equal(t, []coast.State{{Code: "EA", Name: "Eastland"}, {Code: "WE", Name: "Westland"}}, r.Coast.States)
	assert.Equal(t, [5]string{"a lake", "a survey", "CC0", "2026", "312 m"},
		[5]string{r.Coast.Name, r.Coast.Source, r.Coast.Licence, r.Coast.Epoch, r.Coast.WaterLevel})
	require.Len(t, r.Termini, 2)
	gap := geodesic.WGS84.Distance(orb.Point{0.9, 0}, orb.Point{1, 0})
	for k, at := range []orb.Point{{1, 0}, {1, 0.5}} {
		x := r.Termini[k]
		// In the middle of the gap, to the 0.1 mm of bisection.
		assert.InDelta(t, 1, x.At[0], 2e-9)
		assert.InDelta(t, at[1], x.At[1], 1e-4, "an edge is a geodesic")
		assert.InDelta(t, gap, x.Distance, 0.5)
		// Along the shore one distance grows and the other falls: 50 m either way.
		assert.InDelta(t, Doubtful, x.Doubt, 2.5)
		assert.Contains(t, r.Coast.Shore, x.At)
	}
	assert.Equal(t, [2]int{1, 0}, [2]int{r.Termini[0].Before, r.Termini[0].After}, "counter-clockwise: along the south from west to east")
	for _, s := range r.States {
		assert.Equal(t, 1, s.Stretches)
		assert.InDelta(t, gap, s.Farthest, 250, "near a terminus, to one step")
		assert.InDelta(t, 1, s.FarthestAt[0], 0.003)
	}
	assert.Equal(t, "Blue Lake", must(t, `{"type":"Feature","properties":{"name":"Blue Lake"},"geometry":`+lake+`}`, lands, Options{}).Coast.Name)
	// The same coast whatever the direction and the beginning of the ring.
	var want, got bytes.Buffer
	require.NoError(t, coast.Write(&want, r.Coast))
	turned := must(t, `{"type":"Feature","properties":null,"geometry":`+polygon("[[2,0.5],[2,0],[0,0],[0,0.5],[2,0.5]]")+`}`, lands, Options{Name: "a lake", Source: "a survey", Licence: "CC0", Epoch: "2026", WaterLevel: "312 m"})
	require.NoError(t, coast.Write(&got, turned.Coast))
	assert.Equal(t, want.String(), got.String())
}

// A place inside two countries goes to the one whose outline is farther: where
// two overlap, the land border ends in the middle.
func TestOverlap(t *testing.T) {
	r := must(t, lake, collection(west[0], polygon(box(-3, -3, 1.1, 4)), east[0], polygon(box(0.9, -3, 5, 4))), Options{})
	require.Len(t, r.Termini, 2)
	for _, x := range r.Termini {
		assert.InDelta(t, 1, x.At[0], 2e-9)
		assert.Zero(t, x.Distance)
	}
}

// What two countries both have is measured and told, and no order of the file decides.
func TestOverlaps(t *testing.T) {
	sea := polygon(box(30, 40, 32, 41))
	country := func(code string, rings ...string) []string {
		return []string{`{"iso_a2":"` + code + `"}`, polygon(rings...)}
	}
	a, b := country("AA", box(28, 38, 31.4, 43)), country("BB", box(30.6, 38, 34, 43))
	r := must(t, sea, collection(slices.Concat(a, b)...), Options{})
	require.Len(t, r.Overlaps, 1)
	o := r.Overlaps[0]
	assert.Equal(t, [2]string{"AA", "BB"}, o.States)
	// pyproj 3.4.1, Geod(ellps="WGS84"): the polygon [30.6, 31.4] × [38, 43] with 20,000
	// vertices on each parallel; and along the geodesics from 30 to 32 on 40° and 41° the
	// parts from 30.6 to 31.4.
	assert.InEpsilon(t, 37639.7297e6, o.Area, 1e-4)
	require.Len(t, o.Stretches, 2)
	assert.InDelta(t, 68311.2446, o.Stretches[0].Length, 0.1)
	assert.InDelta(t, 67304.2059, o.Stretches[1].Length, 0.1)
	assert.InDelta(t, 31, o.Stretches[0].At[0], 1e-6)
	assert.InDelta(t, 135615.4505, o.Length, 0.2)
	assert.InDelta(t, 135615.4505/561139.3458, o.Part, 1e-5)
	require.Len(t, r.Termini, 2)
	for k, want := range []float64{68311, 67304} {
		assert.InDelta(t, want, r.Termini[k].Doubt, 5)
		assert.InDelta(t, 31, r.Termini[k].At[0], 2e-9)
	}
	require.Len(t, r.Notes, 1)
	assert.Contains(t, r.Notes[0].What, "AA and BB overlap by 37640 km², and 135.6 km of the shore (24.2 %) are in both")

	// Two wedges that meet at 31 39.9 below the lake: in the middle of either shore that place
	// is the nearest of both, and half of the stretch goes to each, whichever comes first.
	wedges := [][]string{country("AA", "[[31,39.9],[30,38],[31,38],[31,39.9]]"), country("BB", "[[31,39.9],[31,38],[32,38],[31,39.9]]")}
	for range 2 {
		r = must(t, sea, collection(slices.Concat(wedges...)...), Options{Reach: 300e3})
		assert.Empty(t, r.Overlaps)
		require.Len(t, r.Termini, 2)
		for k, degree := range []float64{geodesic.WGS84.Distance(orb.Point{30.5, 40}, orb.Point{31.5, 40}), geodesic.WGS84.Distance(orb.Point{30.5, 41}, orb.Point{31.5, 41})} {
			assert.InDelta(t, 31, r.Termini[k].At[0], 1e-5, "to what the stretch's ends are found to")
			assert.Greater(t, r.Termini[k].Doubt, 0.2*degree)
		}
		slices.Reverse(wedges)
	}
	for _, c := range []struct {
		name  string
		parts [][]string
		says  string
	}{
		{"inside", [][]string{country("AA", box(28, 38, 34, 43)), country("BB", box(30.4, 39.5, 31.6, 40.3))}, "BB (feature 1) lies inside AA (feature 0)"},
		{"inside, along the outline", [][]string{country("AA", box(28, 38, 34, 43)), country("BB", box(31, 38, 34, 43))}, "BB (feature 1) lies inside AA (feature 0)"},
		{"the same", [][]string{country("AA", box(28, 38, 34, 43)), country("BB", box(28, 38, 34, 43))}, "AA (feature 0) and BB (feature 1) are the same area"},
		{"the third inside the second", [][]string{country("AA", box(28, 38, 31, 43)), country("BB", box(31, 38, 34, 43)), country("CC", box(31.5, 39.8, 31.9, 40.2))}, "CC (feature 2) lies inside BB (feature 1) at 31.5"},
		{"a part inside", [][]string{country("AA", box(28, 38, 31, 43)), {`{"iso_a2":"BB"}`, `{"type":"MultiPolygon","coordinates":[[` + box(31, 38, 34, 43) + `],[` + box(30.2, 39.8, 30.6, 40.2) + `]]}`}}, "BB (feature 1) lies inside AA (feature 0) at 30.2"},
		{"without a code", [][]string{country("AA", box(28, 38, 31, 43)), country("BB", box(31, 38, 34, 43)), {`{"name":"Third"}`, polygon(box(31.5, 39.8, 31.9, 40.2))}}, "Third (feature 2) lies inside BB (feature 1)"},
	} {
		_, err := Coast(t.Context(), strings.NewReader(sea), strings.NewReader(collection(slices.Concat(c.parts...)...)), Options{})
		assert.ErrorIs(t, err, ErrOverlap, c.name)
		assert.ErrorContains(t, err, c.says, c.name)
	}
	// One with a hole for the other is sound; so is one that lies inside off the shore.
	for _, parts := range [][][]string{
		{country("AA", box(28, 38, 34, 43), box(30.4, 39.5, 31.6, 40.3)), country("BB", box(30.4, 39.5, 31.6, 40.3))},
		{a, country("BB", box(31.4, 38, 34, 43)), country("CC", box(33, 39, 33.5, 39.5))},
	} {
		assert.Empty(t, must(t, sea, collection(slices.Concat(parts...)...), Options{}).Overlaps)
	}
	// An island in both, as deep in one as in the other.
	isle := polygon(box(30, 40, 32, 41), box(30.9, 40.4, 31.1, 40.6))
	_, err := Coast(t.Context(), strings.NewReader(isle), strings.NewReader(collection(slices.Concat(a, b)...)), Options{})
	assert.ErrorIs(t, err, ErrTie)
	assert.ErrorContains(t, err, "AA and BB are nearest to equally much of the shore of island 1 at ")
	assert.Equal(t, "BB", must(t, isle, collection(slices.Concat(a, b)...), Options{Islands: map[int]string{1: "BB"}}).Coast.States[1].Code)
}

// The same coast, or none, whatever the order of countries that overlap, share outlines
// and lie inside each other.
func TestOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	made, overlapped := 0, 0
	for range long.Or(400, 30) {
		var parts [][]string
		for k := range 2 + r.IntN(2) {
			// Of a coarse grid, so that outlines are often the same.
			w, s := float64(r.IntN(4)), float64(r.IntN(3))
			parts = append(parts, []string{fmt.Sprintf(`{"iso_a2":"%c%c"}`, 'A'+k, 'A'+k), polygon(box(w/20, s/20, (w+2+float64(r.IntN(3)))/20, (s+2+float64(r.IntN(3)))/20))})
		}
		var want string
		for range 2 {
			r.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
			out, err := Coast(t.Context(), strings.NewReader(polygon(box(0.105, 0.11, 0.195, 0.155))), strings.NewReader(collection(slices.Concat(parts...)...)), Options{})
			var got bytes.Buffer
			if err == nil {
				require.NoError(t, coast.Write(&got, out.Coast))
				made++
				overlapped += len(out.Overlaps)
			} else {
				got.WriteString("an error")
			}
			if want == "" {
				want = got.String()
			}
			require.Equal(t, want, got.String(), "%v", parts)
		}
	}
	assert.Positive(t, made)
	assert.Positive(t, overlapped)
}

// A border along a parallel stays there, whatever its length: between 10° of
// longitude the geodesic is 6.5 km north of it at 49° in the middle.
func TestParallel(t *testing.T) {
	r := must(t, polygon(box(4.5, 48.7, 5.5, 49.3)), collection(`{"iso_a2":"NO"}`, polygon(box(0, 49, 10, 52)), `{"iso_a2":"SO"}`, polygon(box(0, 46, 10, 49))), Options{})
	require.Len(t, r.Termini, 2)
	for _, x := range r.Termini {
		assert.InDelta(t, 49, x.At[1], 1e-5, "within a metre")
	}
}

func TestAntimeridian(t *testing.T) {
	move := func(by float64) (*Result, error) {
		sea := polygon(box(by, 0, 2+by, 0.5))
		w := polygon(box(-3+by, -3, 0.9+by, 4))
		e := polygon(box(1.1+by, -3, 5+by, 4))
		if by == 179.5 { // cut at the antimeridian, as RFC 7946 wants it
			w = `{"type":"MultiPolygon","coordinates":[[` + box(-3+by, -3, 180, 4) + `],[` + box(-180, -3, 0.9+by-360, 4) + `]]}`
			e = polygon(box(1.1+by-360, -3, 5+by-360, 4))
		}
		return Coast(context.Background(), strings.NewReader(sea), strings.NewReader(collection(west[0], w, east[0], e)), Options{})
	}
	for _, by := range []float64{179.5, 178, -181, 359 - 360} {
		r, err := move(by)
		require.NoError(t, err)
		require.Len(t, r.Termini, 2)
		for _, x := range r.Termini {
			d := geodesic.WGS84.Distance(x.At, orb.Point{1 + by, x.At[1]})
			assert.InDelta(t, 0, d, 1e-3, "%v", by)
		}
	}
}

// A sea and its countries that are cut at the antimeridian, in any of the ways that people
// have them, give the same coast to the byte.
func TestCut(t *testing.T) {
	feature := func(kind, coordinates string) string {
		return `{"type":"Feature","properties":{"name":"D"},"geometry":{"type":"` + kind + `","coordinates":` + coordinates + `}}`
	}
	// The island [179.9 … −179.8] × [60.4 … 60.6] is a notch in both halves.
	westHalf, eastHalf := `[[[178,60],[180,60],[180,60.4],[179.9,60.4],[179.9,60.6],[180,60.6],[180,61],[178,61],[178,60]]]`,
		`[[[-180,60],[-178,60],[-178,61],[-180,61],[-180,60.6],[-179.8,60.6],[-179.8,60.4],[-180,60.4],[-180,60]]]`
	seas := map[string]string{
		"whole":             feature("Polygon", `[[[178,60],[-178,60],[-178,61],[178,61],[178,60]],[[179.9,60.4],[-179.8,60.4],[-179.8,60.6],[179.9,60.6],[179.9,60.4]]]`),
		"0 to 360":          feature("Polygon", `[[[178,60],[182,60],[182,61],[178,61],[178,60]],[[179.9,60.4],[180.2,60.4],[180.2,60.6],[179.9,60.6],[179.9,60.4]]]`),
		"-360 to 0":         feature("Polygon", `[[[-182,60],[-178,60],[-178,61],[-182,61],[-182,60]],[[-180.1,60.4],[-179.8,60.4],[-179.8,60.6],[-180.1,60.6],[-180.1,60.4]]]`),
		"west first":        feature("MultiPolygon", "["+westHalf+","+eastHalf+"]"),
		"east first":        feature("MultiPolygon", "["+eastHalf+","+westHalf+"]"),
		"both at 180":       feature("MultiPolygon", "["+strings.NewReplacer("[-180,", "[180,", "[-17", "[18").Replace(westHalf)+","+strings.ReplaceAll(eastHalf, "[-180,", "[180,")+"]"),
		"two features":      `{"type":"FeatureCollection","features":[` + feature("Polygon", eastHalf) + "," + feature("Polygon", westHalf) + "]}",
		"an island cut":     feature("Polygon", `[[[178,60],[182,60],[182,61],[178,61],[178,60]],[[179.9,60.4],[180,60.4],[180,60.6],[179.9,60.6],[179.9,60.4]],[[180,60.4],[180.2,60.4],[180.2,60.6],[180,60.6],[180,60.4]]]`),
		"rounded otherwise": feature("MultiPolygon", "["+westHalf+","+strings.ReplaceAll(eastHalf, "[-180,60.4]", "[-179.9999999,60.4000002]")+"]"),
	}
	whole, cut := `{"type":"Polygon","coordinates":`, `{"type":"MultiPolygon","coordinates":`
	countries := map[string]string{
		"whole": collection(`{"iso_a2":"AA"}`, whole+`[[[170,55],[179,55],[179,65],[170,65],[170,55]]]}`, `{"iso_a2":"BB"}`, whole+`[[[179,55],[-170,55],[-170,65],[179,65],[179,55]]]}`),
		"cut": collection(`{"iso_a2":"AA"}`, whole+`[[[170,55],[179,55],[179,65],[170,65],[170,55]]]}`, `{"iso_a2":"BB"}`,
			cut+`[[[[179,55],[180,55],[180,65],[179,65],[179,55]]],[[[-180,55],[-170,55],[-170,65],[-180,65],[-180,55]]]]}`),
		"0 to 360": collection(`{"iso_a2":"AA"}`, whole+`[[[170,55],[179,55],[179,65],[170,65],[170,55]]]}`, `{"iso_a2":"BB"}`, whole+`[[[179,55],[190,55],[190,65],[179,65],[179,55]]]}`),
	}
	var want string
	for _, name := range slices.Backward(slices.Sorted(maps.Keys(seas))) { // the whole one first
		for _, around := range slices.Sorted(maps.Keys(countries)) {
			r := must(t, seas[name], countries[around], Options{})
			require.Len(t, r.Islands, 1, name)
			var text bytes.Buffer
			require.NoError(t, coast.Write(&text, r.Coast))
			if want == "" {
				want = text.String()
				area, _ := geodesic.WGS84.RingArea(r.Coast.Shore)
				// pyproj 3.4.1: Geod(ellps="WGS84").polygon_area_perimeter([178, 182, 182, 178], [60, 60, 61, 61]) / 1e6
				assert.InDelta(t, 24479.907984, area/1e6, 1e-5)
			}
			assert.Equal(t, want, text.String(), "%s, countries %s", name, around)
		}
	}
	assert.NotContains(t, want, "[-180")
	assert.NotContains(t, want, "[180")
}

// A country that surrounds a pole's lake by half.
func TestPole(t *testing.T) {
	r := must(t, polygon("[[0,85],[45,85],[90,85],[135,85],[180,85],[-135,85],[-90,85],[-45,85],[0,85]]"),
		collection(`{"iso_a2":"EA"}`, polygon(box(0, 70, 180, 84)), `{"iso_a2":"WE"}`, polygon(box(-180, 70, 0, 84))), Options{Reach: 400e3})
	require.Len(t, r.Termini, 2)
	for _, x := range r.Termini {
		assert.InDelta(t, 0, geodesic.WGS84.Distance(x.At, orb.Point{x.At[0], 85}), 70_000)
		assert.InDelta(t, 0, min(abs(x.At[0]), 180-abs(x.At[0])), 1e-6)
	}
}

func abs(v float64) float64 { return max(v, -v) }

func TestEnclaves(t *testing.T) {
	const degree = 111319.49 // of the equator, in metres
	// A strip of a third country along the southern shore.
	third := func(from, to float64) []string {
		return []string{`{"iso_a2":"TH"}`, polygon(box(from/degree, -1, to/degree, 0.01))}
	}
	// Without the strip the west would own these places; the west's own outline
	// has a notch there.
	around := func(from, to float64, more ...string) string {
		w := polygon(fmt.Sprintf("[[-3,-3],[%g,-3],[%g,0.01],[%g,0.01],[%g,-3],[0.9,-3],[0.9,4],[-3,4],[-3,-3]]", from/degree, from/degree, to/degree, to/degree))
		return collection(slices.Concat([]string{west[0], w}, third(from, to), east, more)...)
	}
	for _, c := range []struct {
		name     string
		length   float64
		enclave  float64
		cleaned  bool
		distance float64
	}{
		{"1.5 km are noise", 1500, 0, true, 0},
		{"2.5 km are a coast", 2500, 0, false, 0},
		{"2.5 km are noise below 3 km", 2500, 3000, true, 0},
		{"1.5 km are kept by request", 1500, -1, false, 0},
		{"0.5 m never are a coast", 0.5, -1, true, 0},
	} {
		r := must(t, lake, around(30_000, 30_000+c.length), Options{Enclave: c.enclave})
		if !c.cleaned {
			assert.Empty(t, r.Enclaves, c.name)
			assert.Equal(t, []string{"EA", "TH", "WE"}, codes(r), c.name)
			assert.Len(t, r.Termini, 4, c.name)
			assert.InDelta(t, c.length, r.States[1].Length, 0.01, c.name)
			continue
		}
		if c.length < 1 {
			// Between two samples: it may not even be seen.
			assert.Equal(t, []string{"EA", "WE"}, codes(r), c.name)
			continue
		}
		assert.Equal(t, []string{"EA", "WE"}, codes(r), c.name)
		require.Len(t, r.Enclaves, 1, c.name)
		e := r.Enclaves[0]
		assert.Equal(t, "TH", e.State)
		assert.Equal(t, []string{"WE"}, e.To)
		assert.True(t, e.Only)
		assert.InDelta(t, c.length, e.Length, 0.01)
		assert.InDelta(t, (30_000+c.length/2)/degree, e.At[0], 1e-6)
		assert.Len(t, r.Termini, 2)
		for _, s := range r.Coast.Stretches {
			for _, p := range r.Coast.Shore[s.Start+1 : s.End] {
				assert.Contains(t, [][2]float64{{0, 0}, {2, 0}, {2, 0.5}, {0, 0.5}}, [2]float64(p), "no vertex is left of it")
			}
		}
	}
	// In the gap between two others they meet where they are equally near.
	r := must(t, lake, collection(slices.Concat(west, east, third(0.99*degree, 1.003*degree))...), Options{Enclave: 15_000})
	require.NotEmpty(t, r.Enclaves)
	assert.ElementsMatch(t, []string{"EA", "WE"}, r.Enclaves[0].To)
	require.Len(t, r.Termini, 2)
	assert.InDelta(t, 1, r.Termini[0].At[0], 2e-9)
	// Of the noise W E W E at a border the short ones go, the shortest first.
	stripes := collection(west[0], `{"type":"MultiPolygon","coordinates":[[`+box(-3, -3, 0.97, 4)+`],[`+box(0.98, -3, 0.985, 4)+`]]}`,
		east[0], `{"type":"MultiPolygon","coordinates":[[`+box(0.97, -3, 0.98, 4)+`],[`+box(0.985, -3, 5, 4)+`]]}`)
	r = must(t, lake, stripes, Options{})
	require.Len(t, r.Enclaves, 2, "one on each shore")
	for _, e := range r.Enclaves {
		assert.Equal(t, "WE", e.State)
		assert.False(t, e.Only)
		assert.InDelta(t, 0.005*degree, e.Length, 1)
	}
	require.Len(t, r.Termini, 2)
	assert.InDelta(t, 0.97, r.Termini[0].At[0], 1e-8)
}

func TestIslands(t *testing.T) {
	sea := polygon(box(0, 0, 2, 0.5), box(0.2, 0.2, 0.3, 0.3), box(0.9, 0.2, 1.3, 0.3), box(0.98, 0.35, 1.01, 0.4))
	r := must(t, sea, lands, Options{})
	require.Len(t, r.Islands, 3)
	state := func(k int) string { return r.States[r.Islands[k].State].Code }
	assert.Equal(t, []string{"WE", "EA", "WE"}, []string{state(0), state(1), state(2)})
	assert.Equal(t, 1.0, r.Islands[0].Part)
	assert.Zero(t, r.Islands[0].Distance)
	// Of the second the part east of 1° E: 0.3° of each long side and one end.
	assert.InDelta(t, (2*0.3+0.1)/(2*0.4+2*0.1), r.Islands[1].Part, 0.01)
	assert.Zero(t, r.Islands[1].Distance)
	assert.InDelta(t, geodesic.WGS84.Distance(orb.Point{0.9, 0.35}, orb.Point{0.98, 0.35}), r.Islands[2].Distance, 1)
	assert.Equal(t, 1, r.States[0].Islands)
	assert.Equal(t, 2, r.States[1].Islands)
	assert.Equal(t, "island 2", r.Islands[1].Name)
	assert.Len(t, r.Coast.Islands, 3)

	r = must(t, sea, lands, Options{Islands: map[int]string{1: "EA"}})
	assert.Equal(t, "EA", state(0))
	assert.True(t, r.Islands[0].Given)
	assert.Zero(t, r.Islands[0].Part)
	assert.InDelta(t, geodesic.WGS84.Distance(orb.Point{0.2, 0.2}, orb.Point{1.1, 0.2}), r.States[0].Farthest, 50)
	// A state may have nothing but an island.
	r = must(t, polygon(box(0, 0, 0.8, 0.5), box(0.7, 0.2, 0.75, 0.3)), collection(west[0], polygon("[[-3,-3],[5,-3],[5,4],[-3,4],[-3,-3]]", box(0.1, 0.1, 0.79, 0.4)), east[0], polygon(box(0.6, 0.15, 0.78, 0.35))), Options{})
	assert.Equal(t, []string{"EA", "WE"}, codes(r))
	assert.Empty(t, r.Termini)
	assert.Equal(t, "EA", r.States[r.Islands[0].State].Code)
}

func TestProperties(t *testing.T) {
	two := func(w, e string) string { return collection(w, west[1], e, east[1]) }
	for _, c := range []struct {
		w, e, property    string
		found, code, name string
		kind              error
		says              []string
	}{
		{w: `{"NAME":"Westland"}`, e: `{"NAME":"Eastland"}`, found: "NAME", code: "Westland", name: "Westland"},
		{w: `{"ISO_A2":"-99","ISO_A2_EH":"WE"}`, e: `{"ISO_A2":"EA","ISO_A2_EH":"EA"}`, found: "ISO_A2_EH", code: "WE", name: "WE"},
		{w: `{"adm0_a3":"WES","ISO_A2":null,"admin":"Westland"}`, e: `{"adm0_a3":"EAS","ISO_A2":"EA","admin":"Eastland"}`, found: "adm0_a3", code: "WES", name: "Westland"},
		{w: `{"id":1}`, e: `{"id":2}`, found: "id", code: "1", name: "1"},
		{w: `{"iso_a2":"WE","gaul":"W"}`, e: `{"iso_a2":"EA","gaul":"E"}`, property: "gaul", found: "gaul", code: "W", name: "W"},
		{w: `{"iso_a2":"WE","name":"Westland"}`, e: `{"iso_a2":"EA"}`, property: "gaul", kind: ErrProperty, says: []string{`feature 0 "Westland": it has no property "gaul"`, "the properties iso_a2, name"}},
		{w: `{"colour":"red"}`, e: `{"size":2}`, kind: ErrProperty, says: []string{"the properties colour, size"}},
		{w: `{}`, e: `{}`, kind: ErrProperty, says: []string{"have no properties"}},
		{w: `{"type":"Country","iso_a2":"WE"}`, e: `{"type":"Country","iso_a2":"EA"}`, property: "type", kind: ErrStates, says: []string{`the same "type"`}},
	} {
		r, err := Coast(context.Background(), strings.NewReader(lake), strings.NewReader(two(c.w, c.e)), Options{Property: c.property})
		if c.kind != nil {
			var in *InputError
			require.ErrorAs(t, err, &in, c.w)
			assert.Equal(t, Countries, in.Input)
			assert.ErrorIs(t, err, c.kind)
			for _, s := range c.says {
				assert.ErrorContains(t, err, s)
			}
			continue
		}
		require.NoError(t, err, c.w)
		assert.Equal(t, c.found, r.Property)
		k := slices.IndexFunc(r.Coast.Stretches, func(s coast.Stretch) bool {
			return slices.Contains(r.Coast.Shore[s.Start:s.End+1], orb.Point{0, 0})
		})
		assert.Equal(t, coast.State{Code: c.code, Name: c.name}, r.Coast.States[r.Coast.Stretches[k].State])
	}
	// Provinces of one state, whose names are not the state's; a country that is
	// nowhere the nearest needs no code.
	r := must(t, lake, collection(slices.Concat(east, []string{`{"iso_a2":"WE","name":"North"}`, polygon(box(-3, 0.2, 0.9, 4)), `{"iso_a2":"WE","name":"South"}`, polygon(box(-3, -3, 0.9, 0.2)),
		`{"name":"Farland"}`, polygon(box(7, 0, 8, 1))})...), Options{})
	assert.Equal(t, []State{r.States[0], {State: coast.State{Code: "WE", Name: "WE"}, Length: r.States[1].Length, Stretches: 1, Farthest: r.States[1].Farthest, FarthestAt: r.States[1].FarthestAt}}, r.States)
	// The member "id" of features.
	r = must(t, lake, `{"type":"FeatureCollection","features":[{"type":"Feature","id":"404","properties":{},"geometry":`+west[1]+`},{"type":"Feature","id":17,"properties":{},"geometry":`+east[1]+`}]}`, Options{})
	assert.Equal(t, []string{"17", "404"}, codes(r))
}

func TestErrors(t *testing.T) {
	far := collection(west[0], polygon(box(40, 0, 41, 1)), east[0], polygon(box(42, 0, 43, 1)))
	bow := polygon("[[0,0],[2,0],[2,0.5],[0,0.5],[0.4,0.2],[0,0.2],[0.4,0.4],[0,0]]")
	many := collection(`{"name":"small"}`, polygon(box(0, 0, 0.1, 0.1)), `{}`, polygon(box(0, 1, 2, 2)))
	for _, c := range []struct {
		name, sea, countries string
		o                    Options
		kind                 error
		input                string
		says                 string
	}{
		{"swapped", lands, lake, Options{}, ErrSwapped, Sea, "are the two swapped?"},
		{"two lakes", many, lands, Options{}, ErrSea, Sea, "the largest is part 0 of feature 1"},
		{"far away", lake, far, Options{}, ErrReach, Countries, "no country is within 100 km of this place of the shore at 0.000000 0.000000"},
		{"out of reach", lake, lands, Options{Reach: 5000}, ErrReach, Countries, "within 5 km"},
		{"one country", lake, collection(west...), Options{Reach: 1e6}, ErrStates, Countries, `feature 0 "Westland": it is the only country`},
		{"crossing", bow, lands, Options{}, coast.ErrCrossing, Sea, "feature 0 at 0.240001 0.320003: the polygon crosses or touches itself here (edge 3 of ring 0 and edge 5 of ring 0)"},
		// The land borders end where it crosses itself.
		{"bow-tie", collection(`{"name":"Blue Lake"}`, polygon("[[0,0],[2,0.5],[2,0],[0,0.5],[0,0]]")), lands, Options{}, coast.ErrCrossing, Sea, `feature 0 "Blue Lake" at 1.000000 0.250043: the polygon crosses or touches itself here (edge 0 of ring 0 and edge 2 of ring 0)`},
		{"holes that cross", polygon(box(0, 0, 2, 0.5), box(0.2, 0.2, 0.3, 0.3), box(0.25, 0.25, 0.4, 0.4)), lands, Options{}, coast.ErrCrossing, Sea, "of ring 1 and edge 0 of ring 2)"},
		{"a neck of half a metre", polygon("[[0,0],[1,0.249998],[2,0],[2,0.5],[1,0.250002],[0,0.5],[0,0]]"), lands, Options{}, coast.ErrOpen, "", "two land borders end within a metre of each other here; widen"},
		{"two lakes of one feature", `{"type":"MultiPolygon","coordinates":[[` + box(0, 0, 0.1, 0.1) + `],[` + box(0, 1, 2, 2) + `]]}`, lands, Options{}, ErrSea, Sea, "it has 2 polygons in 1 feature, and"},
		{"no island", lake, lands, Options{Islands: map[int]string{1: "WE"}}, ErrIsland, Sea, "no island 1; it has no holes"},
		{"one island", polygon(box(0, 0, 2, 0.5), box(0.2, 0.2, 0.3, 0.3)), lands, Options{Islands: map[int]string{2: "WE"}}, ErrIsland, Sea, "no island 2; its one hole is island 1"},
		{"no islands", lake, lands, Options{Islands: map[int]string{5: "WE", 9: "WE", 2: "WE", 7: "WE", 4: "WE", 8: "WE", 3: "WE", 6: "WE"}}, ErrIsland, Sea, "no island 2"},
		{"no state", polygon(box(0, 0, 2, 0.5), box(0.2, 0.2, 0.3, 0.3)), lands, Options{Islands: map[int]string{1: "XX"}}, ErrIsland, Countries, `no state "XX" for island 1; the states on the shore are EA, WE`},
		{"island outside", polygon(box(0, 0, 2, 0.5), box(2.2, 0.2, 2.3, 0.3)), lands, Options{}, coast.ErrIsland, Sea, "feature 0 at 2.200000 0.200000: the island lies outside the sea's shore"},
		{"a coast", collection(`{"state":"A"}`, `{"type":"LineString","coordinates":[[0,0],[1,1]]}`), lands, Options{}, coast.ErrFeature, Sea, `its geometry is a "LineString"`},
		{"unclosed", polygon("[[0,0],[2,0],[2,1],[0,1]]"), lands, Options{}, coast.ErrFeature, Sea, "vertex 3 at 0.000000 1.000000: ring 0 is not closed"},
		{"metres", lake, collection(west[0], polygon(box(500000, 4000000, 600000, 5000000))), Options{}, coast.ErrPosition, Countries, "projected metres"},
		{"one number", lake, collection(west[0], polygon("[[0],[1],[2],[0]]")), Options{}, coast.ErrPosition, Countries, "two numbers"},
		{"holes that share an edge", polygon(box(0, 0, 2, 0.5), box(0.2, 0.2, 0.3, 0.3), box(0.3, 0.2, 0.4, 0.3)), lands, Options{}, coast.ErrCrossing, Sea, "touches itself along a line here (ring 1 and ring 2); islands that touch along a line are one: join them"},
		{"holes that share a part of a meridian", polygon(box(0, 0, 2, 0.5), box(0.2, 0.2, 0.3, 0.3), box(0.3, 0.22, 0.4, 0.28)), lands, Options{}, coast.ErrCrossing, Sea, "touches itself along a line here (ring 1 and ring 2)"},
		{"holes that share a part of a parallel", polygon(box(0, 0, 2, 0.5), box(0.2, 0.2, 0.3, 0.3), box(0.22, 0.3, 0.28, 0.4)), lands, Options{}, coast.ErrCrossing, Sea, "at 0.280000 0.300000: the polygon touches itself along a line here (ring 1 and ring 2)"},
		{"holes that share an edge of which one has a vertex more", polygon(box(0, 0, 2, 0.5), box(0.2, 0.2, 0.3, 0.3), "[[0.3,0.2],[0.3,0.23],[0.3,0.3],[0.4,0.3],[0.4,0.2],[0.3,0.2]]"), lands, Options{}, coast.ErrCrossing, Sea, "touches itself along a line here (ring 1 and ring 2)"},
		{"a hole along the shore", polygon(box(0, 0, 2, 0.5), box(0, 0.2, 0.3, 0.3)), lands, Options{}, coast.ErrCrossing, Sea, "along a line here (ring 0 and ring 1); an island that touches the shore along a line is part of the land"},
		{"a hole twice", polygon(box(0, 0, 2, 0.5), box(0.2, 0.2, 0.3, 0.3), box(0.2, 0.2, 0.3, 0.3)), lands, Options{}, coast.ErrCrossing, Sea, "ring 2 is the same as ring 1; remove one of them"},
		// pyproj 3.4.1 by Newton's method over Geod(ellps="WGS84").inv and fwd: 31.1 60.03403203,
		// and the middle of the edge is 3795.8 m north of the parallel.
		{"a hole across a geodesic", polygon(box(28, 60, 34, 61), box(30.9, 60.03, 31.1, 60.06)), far, Options{}, coast.ErrCrossing, Sea,
			"at 31.100000 60.034032: the polygon crosses or touches itself here (edge 0 of ring 0 and edge 1 of ring 1): edges are geodesics, and edge 0 of ring 0 departs by up to 3796 m from a line that is straight in longitude and latitude; add vertices along it"},
		{"a hole behind a geodesic", polygon(box(28, 60, 34, 61), box(30.9, 60.01, 31.1, 60.02)), far, Options{}, coast.ErrIsland, Sea,
			"lies outside the sea's shore: edges are geodesics, and edge 0 of the shore departs by up to 3796 m"},
		{"nothing", "", lands, Options{}, coast.ErrSyntax, Sea, "empty"},
		{"no features", lake, collection(), Options{}, coast.ErrFeature, Countries, "no polygons"},
		{"a shape file", lake, "PK\x03\x04", Options{}, coast.ErrSyntax, Countries, "zip archive"},
		{"depth", lake, collection(west[0], `{"type":"MultiPolygon","coordinates":[[[0,0],[1,1],[1,0],[0,0]]]}`), Options{}, coast.ErrFeature, Countries, "not those of a MultiPolygon"},
	} {
		r, err := Coast(context.Background(), strings.NewReader(c.sea), strings.NewReader(c.countries), c.o)
		require.ErrorIs(t, err, c.kind, c.name)
		assert.Nil(t, r, c.name)
		assert.ErrorContains(t, err, c.says, c.name)
		var in *InputError
		if errors.As(err, &in) {
			assert.Equal(t, c.input, in.Input, c.name)
		} else {
			assert.Empty(t, c.input, c.name)
		}
	}
	_, err := Coast(context.Background(), strings.NewReader(lake), strings.NewReader(lands), Options{Reach: -1})
	assert.ErrorContains(t, err, "reach")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = Coast(ctx, strings.NewReader(lake), strings.NewReader(lands), Options{})
	assert.ErrorIs(t, err, context.Canceled)
}

// FuzzCoast holds that any two inputs give a coast or an error, never both, in a
// short time.
func FuzzCoast(f *testing.F) {
	sea, err := os.ReadFile("../../../examples/sharedlakes/titicaca.geojson")
	require.NoError(f, err)
	countries, err := os.ReadFile("../../../examples/sharedlakes/titicaca-countries.geojson")
	require.NoError(f, err)
	f.Add(string(sea), string(countries))
	f.Add(lake, lands)
	f.Add(lands, lake)
	f.Add(polygon(box(0, 0, 2, 0.5), box(0.2, 0.2, 0.3, 0.3)), lands)
	f.Add(lake, collection(west[0], polygon("[[180,90],[-180,90],[-180,-90],[180,-90],[180,90]]"), east[0], polygon("[[0,0],[360,0],[0,1],[0,0]]")))
	f.Add(polygon("[[0,89],[120,89],[240,89],[0,89]]"), lands)
	f.Add(polygon("[[0,0],[0,0],[1e-12,0],[0,0]]"), `{"type":"MultiPolygon","coordinates":[[]]}`)
	f.Fuzz(func(t *testing.T, sea, countries string) {
		start := time.Now()
		r, err := Coast(t.Context(), strings.NewReader(sea), strings.NewReader(countries), Options{})
		require.Less(t, time.Since(start), 20*time.Second)
		require.Equal(t, r == nil, err != nil)
		if r != nil {
			require.GreaterOrEqual(t, len(r.Coast.States), 2)
			require.Len(t, r.States, len(r.Coast.States))
		}
	})
}
