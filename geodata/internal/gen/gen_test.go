package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/geodata/source"
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
	t.Run("dcw", func(t *testing.T) {
		if _, err := os.Stat(filepath.Join(dcwDir, dcwFile)); err != nil {
			t.Skip("gmt-dcw is not installed")
		}
		again(t, "dcw", dcwDir)
	})
	t.Run("ne10m", func(t *testing.T) {
		if *countries == "" {
			t.Skip("no -countries FILE")
		}
		again(t, "ne10m", *countries)
	})
	t.Run("surroundings", func(t *testing.T) {
		if _, err := os.Stat(filepath.Join(placesDir, placesFile)); err != nil {
			t.Skip("libmagics++-data is not installed")
		}
		if *countries == "" {
			t.Skip("no -countries FILE")
		}
		out := filepath.Join(t.TempDir(), "surroundings.geojson")
		require.NoError(t, run([]string{"-surroundings", "-from", filepath.Dir(*countries), "-o", out}, io.Discard))
		got, err := os.ReadFile(out)
		require.NoError(t, err)
		want, err := os.ReadFile("../../surroundings/surroundings.geojson")
		require.NoError(t, err)
		assert.True(t, bytes.Equal(want, got), "the generator writes another file than the embedded one")
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
	for name, want := range map[string]int{"gshhg": 55, "dcw": 76, "ne10m": 12} {
		data, err := os.ReadFile(filepath.Join("..", "..", name, "coast.geojson"))
		require.NoError(t, err)
		var file struct {
			Features []struct {
				Properties struct{ Kind string }
				Geometry   struct{ Coordinates json.RawMessage }
			}
		}
		require.NoError(t, json.Unmarshal(data, &file))
		position := func(p [2]float64) source.Pos { return source.Degrees(p[0], p[1]) }
		var shores [][]source.Pos
		var rings []source.Ring
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
				rings = append(rings, source.Ring(r[:len(r)-1]))
			}
		}
		shore, err := source.Stitch(shores)
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

func TestTouches(t *testing.T) {
	square := source.Ring{{0, 0}, {10, 0}, {10, 10}, {0, 10}}
	move := func(r source.Ring, x, y int64) source.Ring {
		return convert(r, func(p source.Pos) source.Pos { return source.Pos{p[0] + x, p[1] + y} })
	}
	for _, c := range []struct {
		name  string
		rings []source.Ring
		want  bool
	}{
		{"square", []source.Ring{square}, false},
		{"triangle", []source.Ring{{{0, 0}, {10, 0}, {0, 10}}}, false},
		{"straight vertex", []source.Ring{{{0, 0}, {5, 0}, {10, 0}, {10, 10}}}, false},
		{"bow tie", []source.Ring{{{0, 0}, {10, 10}, {10, 0}, {0, 10}}}, true},
		{"vertex twice", []source.Ring{{{0, 0}, {10, 0}, {5, 5}, {10, 10}, {0, 10}, {5, 5}}}, true},
		{"vertex on an edge", []source.Ring{{{0, 0}, {10, 0}, {10, 10}, {5, 0}, {0, 10}}}, true},
		{"edge back over the one before", []source.Ring{{{0, 0}, {10, 0}, {10, 20}, {10, 10}, {0, 10}}}, true},
		{"edge back over the first", []source.Ring{{{10, 0}, {10, 10}, {0, 10}, {0, 0}, {20, 0}, {12, 0}}}, true},
		{"apart", []source.Ring{square, move(square, 11, 0)}, false},
		{"inside", []source.Ring{square, {{4, 4}, {6, 4}, {6, 6}}}, false},
		{"sharing a corner", []source.Ring{square, move(square, 10, 10)}, true},
		{"sharing a side", []source.Ring{square, move(square, 10, 0)}, true},
		{"crossing", []source.Ring{square, move(square, 5, 5)}, true},
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

// Two basins, joined by a strait that is narrowest between the vertices
// {53, 41} and {53, 41.01}.
func TestNarrowest(t *testing.T) {
	deg := func(p ...float64) (r source.Ring) {
		for i := 0; i < len(p); i += 2 {
			r = append(r, source.Degrees(p[i], p[i+1]))
		}
		return r
	}
	r := deg(50, 41, 52.9, 40.95, 53, 41, 53.1, 40.95, 54, 41, 54, 42, 53.1, 41.06, 53, 41.01, 52.9, 41.06, 50, 42)
	line, length, err := garabogazkol.narrowest(r)
	require.NoError(t, err)
	assert.Equal(t, []source.Pos(deg(53, 41, 53, 41.01)), line)
	assert.InDelta(t, 1110.540, length, 0.001) // echo 41 53 41.01 53 | GeodSolve -i
	_, _, err = garabogazkol.narrowest(deg(50, 41, 54, 41, 54, 42, 50, 42))
	assert.Error(t, err, "no strait")
}

func TestWhole(t *testing.T) {
	a, b, c, d := source.Pos{0, 0}, source.Pos{4, 0}, source.Pos{4, 4}, source.Pos{9, 9}
	ring := [][]source.Pos{{a, b}, {b, c}, {c, a}}
	// A chain that leaves the window goes, piece by piece from its ends.
	assert.Equal(t, ring, whole(slices.Concat(ring, [][]source.Pos{{d, {8, 8}}, {{8, 8}, {7, 7}}, {{7, 7}, {6, 6}}})))
	assert.Empty(t, whole([][]source.Pos{{a, b}, {b, c}}))
	loop := [][]source.Pos{{d, {8, 8}, {8, 9}, d}}
	assert.Equal(t, loop, whole(loop))
}

func TestRounded(t *testing.T) {
	r := source.Ring{source.Degrees(1.000004, -1.000004), source.Degrees(1.0000041, -1.0000049), source.Degrees(2.000006, -2.000006), source.Degrees(1, -1)}
	assert.Equal(t, source.Ring{source.Degrees(1, -1), source.Degrees(2.00001, -2.00001)}, rounded(r))
}

func TestNearestState(t *testing.T) {
	mainland := []line{
		{state: "KZ", line: []source.Pos{source.Degrees(50, 46), source.Degrees(51, 46)}},
		{state: "RU", line: []source.Pos{source.Degrees(50, 45), source.Degrees(51, 44)}},
	}
	state, d, ahead := nearestState(source.Ring{source.Degrees(50, 45.8), source.Degrees(50.5, 45.75), source.Degrees(50, 45.7)}, mainland)
	assert.Equal(t, "KZ", state)
	// echo 45.8 50 46 50 | GeodSolve -i gives 22229.873, echo 45.7 50 45 50 77797.032;
	// chords of that length are 0.01 and 0.5 m shorter.
	assert.InDelta(t, 22229.873, d, 0.02)
	assert.InDelta(t, 77797.032-22229.873, ahead, 0.6)
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
		"10m.json: no":   {"-surroundings", "-from", t.TempDir(), "-o", out},
	} {
		assert.ErrorContains(t, run(args, io.Discard), message)
		assert.NoFileExists(t, out)
	}
}

// A country that is 65,535 steps of its grid wide has its steps in degrees; a joint is
// written twice, or where the outline begins.
func TestNewLand(t *testing.T) {
	at := func(x, y float64) source.Pos { return source.Degrees(x*dcwSteps/1e5, y*dcwSteps/1e5) }
	l, err := newLand([][]source.Pos{
		{at(3, 3), at(4, 3), at(4, 4), at(3, 3)},
		{at(0, 0), at(1, 0), at(1, 0), at(1, 2), at(0, 1), at(0, 0)},
	})
	require.NoError(t, err)
	assert.Equal(t, source.Ring{at(0, 0), at(1, 0), at(1, 2), at(0, 1)}, l.mainland)
	assert.Equal(t, []source.Pos{at(1, 0), at(0, 0)}, l.joints)
	assert.Equal(t, []source.Ring{{at(3, 3), at(4, 3), at(4, 4)}}, l.others)
	assert.InDeltaSlice(t, []float64{4e-5, 4e-5}, l.step[:], 1e-12)
	for _, bad := range [][][]source.Pos{nil, {{at(0, 0), at(0, 0), at(1, 1), at(0, 0)}}} {
		_, err := newLand(bad)
		assert.Error(t, err)
	}
}

func TestEndOfBorder(t *testing.T) {
	inner, end := source.Degrees(50, 42), source.Degrees(50.1, 42)
	one := &land{joints: []source.Pos{inner, end}}
	// echo 42 50.1 42.001 50.1 | GeodSolve -i gives 111.074 m, for 42.002 222.147.
	for _, off := range []float64{0.001, 0.002} {
		other := &land{joints: []source.Pos{source.Degrees(50, 42.0005), source.Degrees(50.1, 42+off)}}
		got, ok := endOfBorder(one, other, source.Degrees(50.2, 42))
		require.True(t, ok)
		if off > 0.0015 {
			assert.Equal(t, borderEnd{inner, other.joints[0]}, got, "the outer ones are two places")
		} else {
			assert.Equal(t, borderEnd{end, other.joints[1]}, got)
		}
	}
	_, ok := endOfBorder(one, &land{joints: []source.Pos{source.Degrees(51, 42)}}, end)
	assert.False(t, ok)
}

func TestReadDBF(t *testing.T) {
	column := func(name string, width byte) []byte {
		return append([]byte(name+strings.Repeat("\x00", 11-len(name))+"C\x00\x00\x00\x00"), append([]byte{width}, make([]byte, 15)...)...)
	}
	head := append(make([]byte, 4), 2, 0, 0, 0, 32+2*32+1, 0, 7, 0)
	table := slices.Concat(head, make([]byte, 20), column("name", 4), column("n", 2), []byte{'\r'}, []byte(" Baku 3 Sari12"))
	rows, err := readDBF(table)
	require.NoError(t, err)
	assert.Equal(t, []map[string]string{{"name": "Baku", "n": "3"}, {"name": "Sari", "n": "12"}}, rows)
	for _, n := range []int{0, 20, len(table) - 1} {
		_, err := readDBF(table[:n])
		assert.Error(t, err)
	}
	wide := slices.Clone(table)
	wide[32+16] = 200
	_, err = readDBF(wide)
	assert.Error(t, err)
}
