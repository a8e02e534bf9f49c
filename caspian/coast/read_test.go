package coast

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"caspian.example/division/caspian/problem"
	"caspian.example/division/geodata/gshhg"
)

// collection wraps features into a FeatureCollection.
func collection(features ...string) string {
	return `{"type":"FeatureCollection","features":[` + strings.Join(features, ",\n") + `]}`
}

func stretch(state, coordinates string) string {
	return fmt.Sprintf(`{"type":"Feature","properties":{"state":%q},"geometry":{"type":"LineString","coordinates":%s}}`, state, coordinates)
}

func island(state, name, ring string) string {
	return fmt.Sprintf(`{"type":"Feature","properties":{"state":%q,"name":%q},"geometry":{"type":"Polygon","coordinates":[%s]}}`, state, name, ring)
}

// The shore of most cases: a square of one degree.
var (
	north = stretch("A", "[[1,0],[1,1],[0,1],[0,0]]")
	south = stretch("B", "[[0,0],[0.5,0],[1,0]]")
)

func zip(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return b.String()
}

func TestReadGood(t *testing.T) {
	for _, c := range []struct{ name, input, note string }{
		{"plain", collection(north, south), ""},
		{"reversed", collection(stretch("A", "[[0,0],[0,1],[1,1],[1,0]]"), south), ""},
		{"BOM and CRLF", "\ufeff" + strings.ReplaceAll(collection(north, south), "\n", "\r\n"), ""},
		{"geometry first", collection(`{"geometry":{"coordinates":[[1,0],[1,1],[0,1],[0,0]],"type":"LineString"},"properties":{"x":[1,{"y":null}],"state":"A"},"type":"Feature"}`, south), ""},
		{"heights", collection(stretch("A", "[[1,0,7],[1,1,7],[0,1],[0,0]]"), south), "2 positions have a height"},
		{"one height", collection(stretch("A", "[[1,0,7],[1,1],[0,1],[0,0]]"), south), "1 position has a height; it is not used"},
		{"repeated positions", collection(stretch("A", "[[1,0],[1,1],[1,1],[0,1],[0,0]]"), south), "1 position that repeats the one before is left out"},
		{"small gap", collection(stretch("A", "[[1,0],[1,1],[0,1],[0,0.000005]]"), south), "joined over a gap of 0.553 m"},
		{"MultiLineString", collection(`{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"MultiLineString","coordinates":[[[1,0],[1,1]],[[0,0],[0,1],[1,1]]]}}`, south), ""},
		{"island with a lake", collection(north, south, `{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"Polygon","coordinates":[[[0.2,0.2],[0.4,0.2],[0.4,0.4],[0.2,0.2]],[[0.3,0.25],[0.35,0.25],[0.35,0.3],[0.3,0.25]]]}}`), "the island has holes"},
		{"islands that touch at a vertex", collection(north, south, island("A", "p", "[[0.2,0.2],[0.4,0.2],[0.4,0.4],[0.2,0.2]]"), island("B", "q", "[[0.4,0.4],[0.6,0.4],[0.6,0.6],[0.4,0.4]]")), ""},
		{"feature without anything", collection(north, south, `{"type":"Feature","properties":null,"geometry":null}`), "no geometry and no state"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Read(strings.NewReader(c.input), Options{})
			require.NoError(t, err)
			assert.Equal(t, got.Shore[0], got.Shore[len(got.Shore)-1])
			assert.Len(t, got.States, 2)
			assert.Positive(t, turn(got.Shore))
			end := 0
			for _, s := range got.Stretches {
				assert.Equal(t, end, s.Start)
				end = s.End
			}
			assert.Equal(t, len(got.Shore)-1, end)
			if c.note == "" {
				assert.Empty(t, got.Notes)
			} else {
				require.Len(t, got.Notes, 1)
				assert.Contains(t, got.Notes[0].String(), c.note)
			}
		})
	}
}

func TestReadBad(t *testing.T) {
	var many []string
	for range 65 {
		many = append(many, stretch(fmt.Sprint("S", len(many)), fmt.Sprintf("[[%d,0],[%d,0]]", len(many), len(many)+1)))
	}
	caspianSwapped := collection(stretch("AZ", "[[40,50],[41,50]]"), stretch("IR", "[[41,50],[41,51]]"), stretch("KZ", "[[41,51],[40.5,51.5]]"), stretch("RU", "[[40.5,51.5],[40,51]]"), stretch("TM", "[[40,51],[40,50]]"))
	for _, c := range []struct {
		name, input string
		kind        error
		want        string
	}{
		{"empty", " \n", ErrSyntax, "the input is empty"},
		{"HTML", "<!doctype html>", ErrSyntax, "the input is HTML or XML"},
		{"gzip", zip(collection(north, south)), ErrSyntax, "compressed with gzip; decompress it first"},
		{"zip", "PK\x03\x04abc", ErrSyntax, "a zip archive"},
		{"truncated", collection(north, south)[:200], ErrSyntax, "the input ends early at byte 200 (line 2, column 41)"},
		{"number", collection(stretch("A", "[[1.,0],[1,1]]")), ErrSyntax, "a digit must follow the decimal point at byte"},
		{"1e999", collection(stretch("A", "[[1e999,0],[1,1]]")), ErrPosition, "feature 0 (A), vertex 0: the longitude, 1e999, is beyond all numbers (coordinates[0])"},
		{"NaN", collection(stretch("A", "[[NaN,0],[1,1]]")), ErrPosition, "feature 0 (A), vertex 0: the longitude is NaN, which is no number (coordinates[0])"},
		{"after the end", collection(north, south) + "x", ErrSyntax, "something follows the FeatureCollection"},
		{"a Feature", north, ErrSyntax, `the input is a GeoJSON "Feature", not a FeatureCollection`},
		{"an array", "[1]", ErrSyntax, `'[' where '{' must stand at byte 0`},
		{"reference system", strings.Replace(collection(north, south), `"features"`, `"crs":{"type":"name","properties":{"name":"EPSG:3857"}},"features"`, 1), ErrReference, `names the coordinate reference system "EPSG:3857"; give longitude and latitude`},
		{"swapped", caspianSwapped, ErrReference, "the positions stand as latitude, longitude; GeoJSON wants longitude first: swap them"},
		{"point", collection(`{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"Point","coordinates":[1,2]}}`), ErrFeature, `feature 0 (A): its geometry is a "Point"`},
		{"coordinates too shallow", collection(`{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"Polygon","coordinates":[[1,2],[2,3]]}}`), ErrFeature, "its coordinates are not those of a Polygon"},
		{"no state", collection(`{"type":"Feature","properties":{"name":"x"},"geometry":{"type":"LineString","coordinates":[[1,2],[2,3]]}}`), ErrFeature, `feature 0 "x": it has no property "state"`},
		{"no geometry", collection(north, south, `{"type":"Feature","properties":{"state":"A"},"geometry":null}`), ErrFeature, "feature 2 (A): it has no geometry"},
		{"state as a number", collection(strings.Replace(north, `"A"`, "1", 1), south), ErrFeature, `feature 0: its property "state" is a number; the code of the state`},
		{"state as null", collection(strings.Replace(north, `"A"`, "null", 1), south), ErrFeature, `its property "state" is null;`},
		{"state as a list", collection(strings.Replace(north, `"A"`, `["A"]`, 1), south), ErrFeature, `its property "state" is a list;`},
		{"state as an object", collection(strings.Replace(north, `"A"`, `{}`, 1), south), ErrFeature, `its property "state" is an object;`},
		{"state as a truth value", collection(strings.Replace(north, `"A"`, `true`, 1), south), ErrFeature, `its property "state" is true or false;`},
		{"state empty", collection(stretch("", "[[1,0],[1,1],[0,1],[0,0]]"), south), ErrFeature, `feature 0: its property "state" is empty;`},
		{"state in capitals", collection(strings.Replace(north, `"state"`, `"STATE"`, 1), south), ErrFeature, `feature 0: it has a property "STATE", and the name must be "state";`},
		{"no features", collection(), ErrFewStates, "coast: there is no shore in it; give the shore as LineStrings"},
		{"a lake without a state", collection(`{"type":"Feature","properties":{"name":"Blue Lake"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}`), ErrFewStates, `there is no shore in it, only 1 polygon without a property "state"; give the shore as LineStrings`},
		{"a lake of a state", collection(island("A", "", "[[0,0],[1,0],[1,1],[0,0]]")), ErrFewStates, `the coast belongs to 1 state, "A"; a sea to divide needs two or more; `},
		{"a bare polygon", `{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}`, ErrFewStates, "if this is the outline of a lake, the polygons of its countries are needed"},
		{"GeoPackage", "SQLite format 3\x00\x10\x00", ErrSyntax, "the input is a GeoPackage or another SQLite database; ogr2ogr -f GeoJSON -t_srs EPSG:4326 output.geojson input.gpkg converts it"},
		{"kind", collection(north, south, `{"type":"Feature","properties":{"state":"A","kind":"reef"},"geometry":{"type":"LineString","coordinates":[[1,2],[2,3]]}}`), ErrFeature, `its property "kind" is "reef"`},
		{"not an object", collection(north, south, "7"), ErrFeature, "it is not an object"},
		{"latitude", collection(stretch("A", "[[1,0],[1,91],[0,0]]"), south), ErrPosition, "feature 0 (A), vertex 1 at 1.000000 91.000000: it is not a longitude and latitude; the order is longitude, latitude"},
		{"metres", collection(stretch("A", "[[500000,4000000],[1,1],[0,0]]"), south), ErrPosition, "these look like projected metres"},
		{"one number", collection(stretch("A", "[[1],[1,1],[0,0]]"), south), ErrPosition, "a position needs two numbers"},
		{"one state", collection(stretch("A", "[[1,0],[1,1],[0,1],[0,0]]"), stretch("A", "[[0,0],[1,0]]")), ErrStates, `the coast belongs to 1 state, "A"; a sea to divide needs two or more`},
		{"65 states", collection(many...), ErrStates, "the coast belongs to 65 states"},
		{"islands only", collection(island("A", "", "[[0,0],[1,0],[1,1],[0,0]]"), island("B", "", "[[2,0],[3,0],[3,1],[2,0]]")), ErrOpen, "there is no stretch of shore"},
		{"gap", collection(stretch("A", "[[1,0],[1,1],[0,1],[0,0.00005]]"), south), ErrOpen, "feature 0 (A), vertex 3 at 0.000000 0.000050: the shore is open here: the nearest end of another stretch is 5.5 m away at 0.000000 0.000000 (feature 1); close the gap"},
		{"branch", collection(north, south, stretch("B", "[[0,0],[0.5,0.5]]")), ErrOpen, "more than two stretches end here"},
		{"two seas", collection(north, south, stretch("A", "[[5,0],[6,1]]"), stretch("B", "[[6,1],[6,0],[5,0]]")), ErrOpen, "the stretches close into more than one ring"},
		{"single position", collection(stretch("A", "[[1,1]]"), south), ErrFeature, "a line needs two different positions"},
		{"bow-tie", collection(stretch("A", "[[1,0],[0,1],[1,1],[0,0]]"), south), ErrCrossing, "at 0.499962 0.500038: the shore crosses or touches itself here"},
		{"spike", collection(stretch("A", "[[1,0],[1,1],[0.5,1],[0.5,1.5],[0.5,1],[0,1],[0,0]]"), south), ErrCrossing, "feature 0 (A) at 0.500000 1.000000: the shore meets itself here"},
		{"shore meets itself", collection(stretch("A", "[[1,0],[1,1],[0.5,0.5],[0,1],[0,0]]"), stretch("B", "[[0,0],[0.4,0.1],[0.5,0.5],[0.6,0.1],[1,0]]")), ErrCrossing, "at 0.500000 0.500000: the shore meets feature 0 here"},
		{"island outside", collection(north, south, island("A", "far", "[[5,5],[6,5],[6,6],[5,5]]")), ErrIsland, `feature 2 "far" (A) at 5.000000 5.000000: the island lies outside the sea's shore`},
		{"island on the shore", collection(north, south, island("A", "cape", "[[0.8,0.5],[1.2,0.5],[1,0.7],[0.8,0.5]]")), ErrCrossing, "crosses or touches feature 2 \"cape\""},
		{"nested islands", collection(north, south, island("A", "a", "[[0.2,0.2],[0.8,0.2],[0.8,0.8],[0.2,0.8],[0.2,0.2]]"), island("B", "b", "[[0.4,0.4],[0.5,0.4],[0.5,0.5],[0.4,0.4]]")), ErrIsland, `feature 3 "b" (B) at 0.400000 0.400000: the island lies inside another island`},
		{"claimed twice", collection(north, south, island("A", "a", "[[0.2,0.2],[0.8,0.2],[0.8,0.8],[0.2,0.2]]"), island("B", "b", "[[0.8,0.2],[0.8,0.8],[0.2,0.2],[0.8,0.2]]")), ErrIsland, "the island is claimed by B and by A (feature 2)"},
		{"open ring", collection(north, south, island("A", "", "[[0.2,0.2],[0.8,0.2],[0.8,0.8],[0.3,0.3]]")), ErrFeature, "the ring is not closed"},
		{"flat island", collection(north, south, island("A", "", "[[0.2,0.2],[0.8,0.2],[0.8,0.2],[0.2,0.2]]")), ErrFeature, "the island has no area"},
		{"island of one line", collection(north, south, island("A", "", "[[0.2,0.2],[0.2,0.8],[0.2,0.5],[0.2,0.2]]")), ErrIsland, "the island has no area: it is thinner than 1 mm, or crosses itself; remove it or correct it"},
		{"closing line off the shore", collection(north, south, `{"type":"Feature","properties":{"state":"A","kind":"closing","name":"bay"},"geometry":{"type":"LineString","coordinates":[[1,0.2],[0.5,0.9]]}}`), ErrClosing, `feature 2 "bay" (A), vertex 1 at 0.500000 0.900000: the closing line ends 11`},
		{"closing line without name", collection(north, south, `{"type":"Feature","properties":{"state":"A","kind":"closing"},"geometry":{"type":"LineString","coordinates":[[1,0.2],[1,0.9]]}}`), ErrFeature, `a closing line must be a LineString with a property "name"`},
		{"too wide", collection(stretch("A", "[[0,0],[30,40],[60,0]]"), stretch("B", "[[60,0],[0,0]]")), ErrLimit, "the sea is too wide: this place is more than 22.5°"},
		{"too deep", strings.Repeat("[", 300), ErrSyntax, `'[' where '{' must stand`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Read(strings.NewReader(c.input), Options{})
			assert.Nil(t, got)
			require.Error(t, err)
			assert.ErrorIs(t, err, c.kind)
			assert.Contains(t, err.Error(), c.want)
			var p *Problem
			require.True(t, errors.As(err, &p))
		})
	}
}

func TestManyProblems(t *testing.T) {
	bad := make([]string, 1500)
	for k := range bad {
		bad[k] = stretch("", "[[0,0],[1,1]]")
	}
	_, err := Read(strings.NewReader(collection(bad...)), Options{})
	var p *problem.List
	require.True(t, errors.As(err, &p))
	assert.Len(t, p.All, problem.Max)
	assert.Equal(t, 1500, p.Total)
	_, err = Read(strings.NewReader(collection(north, south)), Options{Snap: -1})
	assert.Error(t, err)
}

func TestSnap(t *testing.T) {
	input := collection(stretch("A", "[[1,0],[1,1],[0,1],[0,0.00005]]"), south)
	_, err := Read(strings.NewReader(input), Options{Snap: 5})
	assert.ErrorIs(t, err, ErrOpen)
	_, err = Read(strings.NewReader(input), Options{Snap: 6})
	assert.NoError(t, err)
}

// star is a random star-shaped sea around centre, in n stretches of up to four
// states, with islands.
func star(r *rand.Rand, centre orb.Point, n int) (lines [][]orb.Point, states []string, islands [][]orb.Point) {
	m := n * (2 + r.IntN(5))
	var ring []orb.Point
	for k := range m {
		a := 2 * math.Pi * float64(k) / float64(m)
		d := 0.5 + 0.4*r.Float64()
		ring = append(ring, orb.Point{centre[0] + d*math.Cos(a)/math.Cos(centre[1]*math.Pi/180), centre[1] + d*math.Sin(a)})
	}
	ring = append(ring, ring[0])
	for k := range n {
		lines = append(lines, slices.Clone(ring[k*m/n:(k+1)*m/n+1]))
		states = append(states, string(rune('A'+(k+k/4)%4)))
	}
	for k := range r.IntN(4) {
		x, y := centre[0]+0.2*math.Cos(float64(2*k)), centre[1]+0.2*math.Sin(float64(2*k))
		islands = append(islands, []orb.Point{{x, y}, {x + 0.05, y}, {x + 0.05, y + 0.04}, {x, y + 0.05}, {x, y}})
	}
	return lines, states, islands
}

func encode(p []orb.Point) string {
	var parts []string
	for _, q := range p {
		parts = append(parts, fmt.Sprintf("[%v,%v]", q[0], q[1]))
	}
	return "[" + strings.Join(parts, ",") + "]"
}

// TestCanonical holds that order, direction and starting vertex of the input
// change nothing.
func TestCanonical(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		r := rand.New(rand.NewPCG(seed, 1))
		centre := orb.Point{rapid.SampledFrom([]float64{10, 179.9, -180}).Draw(t, "lon"), rapid.SampledFrom([]float64{0, 45, -70}).Draw(t, "lat")}
		lines, states, islands := star(r, centre, 2+r.IntN(5))
		read := func(shuffled bool) *Coast {
			var features []string
			for k, l := range lines {
				l = slices.Clone(l)
				if shuffled && r.IntN(2) == 0 {
					slices.Reverse(l)
				}
				features = append(features, stretch(states[k], encode(l)))
			}
			for k, ring := range islands {
				ring = slices.Clone(ring)
				if shuffled {
					rotate(ring, r.IntN(len(ring)-1))
					if r.IntN(2) == 0 {
						slices.Reverse(ring)
					}
				}
				features = append(features, island(states[k%len(states)], fmt.Sprint("i", k), encode(ring)))
			}
			if shuffled {
				r.Shuffle(len(features), func(i, j int) { features[i], features[j] = features[j], features[i] })
			}
			c, err := Read(strings.NewReader(collection(features...)), Options{})
			if err != nil {
				t.Fatalf("%v\n%s", err, collection(features...))
			}
			return c
		}
		a, b := read(false), read(true)
		assert.Equal(t, a.States, b.States)
		assert.Equal(t, a.Shore, b.Shore)
		require.Len(t, b.Stretches, len(a.Stretches))
		for k := range a.Stretches {
			assert.Equal(t, a.Stretches[k].Start, b.Stretches[k].Start)
			assert.Equal(t, a.Stretches[k].End, b.Stretches[k].End)
			assert.Equal(t, a.Stretches[k].State, b.Stretches[k].State)
		}
		require.Len(t, b.Islands, len(a.Islands))
		for k := range a.Islands {
			assert.Equal(t, a.Islands[k].Ring, b.Islands[k].Ring)
			assert.Equal(t, a.Islands[k].State, b.Islands[k].State)
		}
	})
}

func TestPole(t *testing.T) {
	for _, pole := range []float64{85, -85} {
		c, err := Read(strings.NewReader(collection(
			stretch("A", fmt.Sprintf("[[0,%v],[90,%v],[180,%v]]", pole, pole, pole)),
			stretch("B", fmt.Sprintf("[[-180,%v],[-90,%v],[0,%v]]", pole, pole, pole)))), Options{})
		require.NoError(t, err)
		assert.Positive(t, turn(c.Shore))
		assert.Len(t, c.Stretches, 2)
	}
}

func BenchmarkRead(b *testing.B) {
	read := func(name string, input []byte) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(input)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Read(bytes.NewReader(input), Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	real, err := io.ReadAll(gshhg.Coast())
	require.NoError(b, err)
	read("gshhg", real)
	for _, n := range []int{1e4, 1e5, 1e6} {
		r := rand.New(rand.NewPCG(1, 1))
		var sides [2][]orb.Point
		for k := range n + 1 {
			a := 2 * math.Pi * float64(k) / float64(n)
			d := 2 + 0.2*math.Sin(40*a) + 0.5/float64(n)*r.Float64()
			side := &sides[min(2*k/n, 1)]
			p := orb.Point{50 + d*math.Cos(a), 40 + d*math.Sin(a)}
			if k == n {
				p = sides[0][0]
			}
			if 2*k == n {
				sides[0] = append(sides[0], p)
			}
			*side = append(*side, p)
		}
		read(fmt.Sprintf("n=%.0e", float64(n)), []byte(collection(stretch("A", encode(sides[0])), stretch("B", encode(sides[1])))))
	}
}
