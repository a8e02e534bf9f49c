package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var countries = flag.String("countries", "", "countries-10m.json of world-atlas 2.0.2, to make the coast ne10m again")

func TestMakesTheSameFiles(t *testing.T) {
	again := func(t *testing.T, coast, from string) {
		out := filepath.Join(t.TempDir(), "coast.geojson")
		require.NoError(t, run([]string{"-coast", coast, "-from", from, "-o", out}, io.Discard))
		got, err := os.ReadFile(out)
		require.NoError(t, err)
		want, err := os.ReadFile(filepath.Join("..", "..", coast, "coast.geojson"))
		require.NoError(t, err)
		assert.True(t, bytes.Equal(want, got), "the generator writes another file than the embedded one")
	}
	t.Run("gshhg", func(t *testing.T) {
		if _, err := os.Stat(filepath.Join(gshhgDir, gshhgFile)); err != nil {
			t.Skip("gmt-gshhg-full is not installed")
		}
		again(t, "gshhg", gshhgDir)
	})
	t.Run("ne10m", func(t *testing.T) {
		if *countries == "" {
			t.Skip("no -countries FILE")
		}
		again(t, "ne10m", *countries)
	})
}

func TestMakesTheSameFilesOfLakes(t *testing.T) {
	const dir = "../../../examples/sharedlakes"
	if _, err := os.Stat(filepath.Join(gshhgDir, gshhgFile)); err != nil {
		t.Skip("gmt-gshhg-full is not installed")
	}
	if *countries == "" {
		t.Skip("no -countries FILE")
	}
	made := t.TempDir()
	for name := range sharedLakes {
		require.NoError(t, run([]string{"-lake", name, "-from", *countries, "-o", made}, io.Discard))
	}
	files, err := os.ReadDir(made)
	require.NoError(t, err)
	require.Len(t, files, 7)
	for _, f := range files {
		got, err := os.ReadFile(filepath.Join(made, f.Name()))
		require.NoError(t, err)
		want, err := os.ReadFile(filepath.Join(dir, f.Name()))
		require.NoError(t, err)
		assert.True(t, bytes.Equal(want, got), "the generator writes another %s than the example's", f.Name())
	}
}

// The embedded shores and islands touch neither themselves nor each other.
func TestEmbeddedRingsAreSimple(t *testing.T) {
	for name, want := range map[string]int{"gshhg": 55, "ne10m": 12} {
		data, err := os.ReadFile(filepath.Join("..", "..", name, "coast.geojson"))
		require.NoError(t, err)
		var file struct {
			Features []struct {
				Properties struct{ Kind string }
				Geometry   struct{ Coordinates json.RawMessage }
			}
		}
		require.NoError(t, json.Unmarshal(data, &file))
		position := func(p [2]float64) pos { return degrees(p[0], p[1]) }
		var shores [][]pos
		var rings []ring
		for _, f := range file.Features {
			switch f.Properties.Kind {
			case "coast":
				var line [][2]float64
				require.NoError(t, json.Unmarshal(f.Geometry.Coordinates, &line))
				shores = append(shores, convert(line, position))
			case "island":
				var polygon [][][2]float64
				require.NoError(t, json.Unmarshal(f.Geometry.Coordinates, &polygon))
				r := convert(polygon[0], position)
				rings = append(rings, ring(r[:len(r)-1]))
			}
		}
		shore, err := stitch(shores)
		require.NoError(t, err)
		require.Len(t, shore, 1)
		rings = append(rings, shore...)
		assert.Len(t, rings, want, name)
		assert.Empty(t, touches(rings), name)
	}
}

func convert[A, B any](in []A, f func(A) B) []B {
	out := make([]B, len(in))
	for i, v := range in {
		out[i] = f(v)
	}
	return out
}

func TestDegrees(t *testing.T) {
	for text, want := range map[string]int64{
		"0": 0, "-0.00000001": -1, "47": 47 * unit, "47.5": 47*unit + unit/2, "-47.00000010": -47*unit - 10, "49.22638285": 4922638285,
	} {
		got, err := parseDegrees(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, got, text)
		back, err := parseDegrees(string(appendDegrees(nil, got)))
		require.NoError(t, err, text)
		assert.Equal(t, want, back, text)
	}
	assert.Equal(t, "-47.0000001", string(appendDegrees(nil, -47*unit-10)))
	assert.Equal(t, "[-0.5,12]", pos{-unit / 2, 12 * unit}.String())
	for _, text := range []string{"", "x", ".5", "--1", "1.123456789", "1e5", "NaN", "1.-5", "+1", "99999999999999"} {
		_, err := parseDegrees(text)
		assert.Error(t, err, text)
	}
}

func TestStitch(t *testing.T) {
	a, b, c, d := pos{0, 0}, pos{4, 0}, pos{4, 4}, pos{0, 4}
	rings, err := stitch([][]pos{{a, b}, {d, c, c, b}, {{9, 9}, {10, 9}, {9, 10}, {9, 9}}, {d, a}})
	require.NoError(t, err)
	require.Len(t, rings, 2)
	assert.Equal(t, ring{a, b, c, d}, rings[0], "pieces are reversed and equal neighbours dropped")
	assert.Equal(t, ring{{9, 9}, {10, 9}, {9, 10}}, rings[1])

	for name, pieces := range map[string][][]pos{
		"open":         {{a, b}, {b, c}},
		"three at one": {{a, b}, {b, c}, {c, a}, {a, d}},
		"one position": {{a}},
		"back and out": {{a, b}, {b, a}},
		"one place":    {{a, a}},
	} {
		_, err := stitch(pieces)
		assert.Error(t, err, name)
	}
}

func TestTouches(t *testing.T) {
	square := ring{{0, 0}, {10, 0}, {10, 10}, {0, 10}}
	move := func(r ring, x, y int64) ring {
		return convert(r, func(p pos) pos { return pos{p.lon + x, p.lat + y} })
	}
	for _, c := range []struct {
		name  string
		rings []ring
		want  bool
	}{
		{"square", []ring{square}, false},
		{"triangle", []ring{{{0, 0}, {10, 0}, {0, 10}}}, false},
		{"straight vertex", []ring{{{0, 0}, {5, 0}, {10, 0}, {10, 10}}}, false},
		{"bow tie", []ring{{{0, 0}, {10, 10}, {10, 0}, {0, 10}}}, true},
		{"vertex twice", []ring{{{0, 0}, {10, 0}, {5, 5}, {10, 10}, {0, 10}, {5, 5}}}, true},
		{"vertex on an edge", []ring{{{0, 0}, {10, 0}, {10, 10}, {5, 0}, {0, 10}}}, true},
		{"edge back over the one before", []ring{{{0, 0}, {10, 0}, {10, 20}, {10, 10}, {0, 10}}}, true},
		{"edge back over the first", []ring{{{10, 0}, {10, 10}, {0, 10}, {0, 0}, {20, 0}, {12, 0}}}, true},
		{"apart", []ring{square, move(square, 11, 0)}, false},
		{"inside", []ring{square, {{4, 4}, {6, 4}, {6, 6}}}, false},
		{"sharing a corner", []ring{square, move(square, 10, 10)}, true},
		{"sharing a side", []ring{square, move(square, 10, 0)}, true},
		{"crossing", []ring{square, move(square, 5, 5)}, true},
	} {
		for shift := range c.rings[0] {
			rings := slices.Clone(c.rings)
			rings[0] = slices.Concat(rings[0][shift:], rings[0][:shift])
			assert.Equal(t, c.want, len(touches(rings)) > 0, "%s, beginning at vertex %d", c.name, shift)
			slices.Reverse(rings[0])
			assert.Equal(t, c.want, len(touches(rings)) > 0, "%s, reversed", c.name)
		}
	}
}

func TestRing(t *testing.T) {
	square := ring{{0, 0}, {0, 2 * unit}, {2 * unit, 2 * unit}, {2 * unit, 0}}
	assert.InDelta(t, -4, square.signedArea(), 1e-12)
	c, err := square.counterClockwise(nil)
	require.NoError(t, err)
	assert.Equal(t, ring{{0, 0}, {2 * unit, 0}, {2 * unit, 2 * unit}, {0, 2 * unit}}, c)
	start := pos{2 * unit, 2 * unit}
	c, err = square.counterClockwise(&start)
	require.NoError(t, err)
	assert.Equal(t, start, c[0])
	_, err = square.counterClockwise(&pos{1, 1})
	assert.Error(t, err)
	assert.True(t, square.contains(pos{unit, unit}))
	assert.False(t, square.contains(pos{3 * unit, unit}))
	assert.False(t, square.contains(pos{-unit, unit}))
}

// Two basins, joined by a strait that is narrowest between the vertices
// {53, 41} and {53, 41.01}.
func TestNarrowest(t *testing.T) {
	deg := func(p ...float64) (r ring) {
		for i := 0; i < len(p); i += 2 {
			r = append(r, degrees(p[i], p[i+1]))
		}
		return r
	}
	r := deg(50, 41, 52.9, 40.95, 53, 41, 53.1, 40.95, 54, 41, 54, 42, 53.1, 41.06, 53, 41.01, 52.9, 41.06, 50, 42)
	line, length, err := garabogazkol.narrowest(r)
	require.NoError(t, err)
	assert.Equal(t, []pos(deg(53, 41, 53, 41.01)), line)
	assert.InDelta(t, 1110.540, length, 0.001) // echo 41 53 41.01 53 | GeodSolve -i
	_, _, err = garabogazkol.narrowest(deg(50, 41, 54, 41, 54, 42, 50, 42))
	assert.Error(t, err, "no strait")
}

func TestWhole(t *testing.T) {
	a, b, c, d := pos{0, 0}, pos{4, 0}, pos{4, 4}, pos{9, 9}
	ring := [][]pos{{a, b}, {b, c}, {c, a}}
	// A chain that leaves the window goes, piece by piece from its ends.
	assert.Equal(t, ring, whole(slices.Concat(ring, [][]pos{{d, {8, 8}}, {{8, 8}, {7, 7}}, {{7, 7}, {6, 6}}})))
	assert.Empty(t, whole([][]pos{{a, b}, {b, c}}))
	loop := [][]pos{{d, {8, 8}, {8, 9}, d}}
	assert.Equal(t, loop, whole(loop))
}

func TestRounded(t *testing.T) {
	r := ring{degrees(1.000004, -1.000004), degrees(1.0000041, -1.0000049), degrees(2.000006, -2.000006), degrees(1, -1)}
	assert.Equal(t, ring{degrees(1, -1), degrees(2.00001, -2.00001)}, r.rounded())
}

// Boxes are cut out of rings in one piece, on the side of the antimeridian where
// their middle is.
func TestTopologyRing(t *testing.T) {
	var topo topology
	topo.Transform.Scale = [2]float64{1, 1}
	arcs := [][]cell{{{-170, 0}, {-180, 0}, {178, 0}}, {{178, 0}, {178, 10}, {-170, 0}}}
	assert.Equal(t, orb.Ring{{-170, 0}, {-180, 0}, {-182, 0}, {-182, 10}, {-170, 0}}, topo.ring(arcs, []int{0, 1}))
	assert.Equal(t, orb.Ring{{-170, 0}, {-182, 10}, {-182, 0}, {-180, 0}, {-170, 0}}, topo.ring(arcs, []int{^1, ^0}))
}

func TestNearestState(t *testing.T) {
	mainland := []line{
		{state: "KZ", line: []pos{degrees(50, 46), degrees(51, 46)}},
		{state: "RU", line: []pos{degrees(50, 45), degrees(51, 44)}},
	}
	state, d, ahead := nearestState(ring{degrees(50, 45.8), degrees(50.5, 45.75), degrees(50, 45.7)}, mainland)
	assert.Equal(t, "KZ", state)
	// echo 45.8 50 46 50 | GeodSolve -i gives 22229.873, echo 45.7 50 45 50 77797.032;
	// chords of that length are 0.01 and 0.5 m shorter.
	assert.InDelta(t, 22229.873, d, 0.02)
	assert.InDelta(t, 77797.032-22229.873, ahead, 0.6)
}

func TestDecodeTopology(t *testing.T) {
	var topo topology
	require.NoError(t, json.Unmarshal([]byte(`{"type":"Topology","transform":{"scale":[0.5,0.25],"translate":[10,20]},
		"arcs":[[[4,4],[2,0],[0,-2]],[[0,0],[1,1]]],
		"objects":{"countries":{"geometries":[{"type":"Polygon","id":"1","arcs":[[0,-2]]},{"type":"MultiPolygon","id":"2","arcs":[[[1]]]}]}}}`), &topo))
	arcs, err := topo.decodeArcs()
	require.NoError(t, err)
	assert.Equal(t, [][]cell{{{4, 4}, {6, 4}, {6, 2}}, {{0, 0}, {1, 1}}}, arcs)
	assert.Equal(t, degrees(13, 20.5), topo.position(arcs[0][2], 0, 0))
	assert.Equal(t, degrees(13.125, 20.5), topo.position(arcs[0][2], 0.25, 0))
	users, err := topo.users()
	require.NoError(t, err)
	assert.Equal(t, [][]string{{"1"}, {"1", "2"}}, users)
}

func TestParseDump(t *testing.T) {
	pieces, err := parseDump([]byte("> Shore Bin # 7, Level 2\n1.5\t2\n3\t4\n> Shore Bin # 8, Level 3\n5\t6\n7\t8\n"))
	require.NoError(t, err)
	assert.Equal(t, map[int][][]pos{2: {{degrees(1.5, 2), degrees(3, 4)}}, 3: {{degrees(5, 6), degrees(7, 8)}}}, pieces)
	for _, bad := range []string{"1\t2\n", "> River\n", "> Shore Bin # 7, Level 2\n1 2\n", "> Shore Bin # 7, Level 2\n1\tx\n"} {
		_, err := parseDump([]byte(bad))
		assert.ErrorContains(t, err, "line ", bad)
	}
	_, err = parseDump([]byte("> Shore Bin # 7, Level 2\n1\t2\n"))
	assert.ErrorContains(t, err, "a piece of level 2 has 1 positions")
}

func TestRunErrors(t *testing.T) {
	other := filepath.Join(t.TempDir(), "other.json")
	require.NoError(t, os.WriteFile(other, []byte("{}"), 0o644))
	out := filepath.Join(t.TempDir(), "coast.geojson")
	for message, args := range map[string][]string{
		"no output file": {"-coast", "gshhg"},
		"unknown coast":  {"-coast", "x", "-o", out},
		"no source":      {"-coast", "ne10m", "-o", out},
		"sha256":         {"-coast", "ne10m", "-from", other, "-o", out},
		"no such file":   {"-coast", "gshhg", "-from", t.TempDir(), "-o", out},
		"unknown lake":   {"-lake", "baikal", "-from", other, "-o", t.TempDir()},
	} {
		assert.ErrorContains(t, run(args, io.Discard), message)
		assert.NoFileExists(t, out)
	}
}
