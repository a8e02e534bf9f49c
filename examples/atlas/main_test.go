package main

import (
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/examples/atlas/lakes"
)

var (
	gshhgFile     = flag.String("gshhg", "", "the dump of GSHHG that README.md tells how to make, to look for the lakes again")
	countriesFile = flag.String("countries", "", "countries-10m.json of world-atlas 2.0.2")
)

// lands are Azerbaijan west of 0.2° E and Iran east of it, from 5° S to 5° N, as
// TopoJSON; the border is the arc 0.
const lands = `{"type":"Topology","transform":{"scale":[0.1,0.1],"translate":[0,0]},
"arcs":[[[2,-50],[0,100]],[[2,50],[-52,0],[0,-100],[52,0]],[[2,-50],[48,0],[0,100],[-48,0]]],
"objects":{"countries":{"geometries":[
{"type":"Polygon","id":"031","properties":{"name":"Azerbaijan"},"arcs":[[0,1]]},
{"type":"Polygon","id":"364","properties":{"name":"Iran"},"arcs":[[-1,2]]}]}}}`

// dump has rectangles as shores of a level, each in two pieces, as GMT writes them.
func dump(level int, boxes ...[4]float64) string {
	var b strings.Builder
	for _, r := range boxes {
		fmt.Fprintf(&b, "> Shore Bin # 1, Level %d\n%.8f\t%.8f\n%.8f\t%.8f\n%.8f\t%.8f\n", level, r[2], r[1], r[0], r[1], r[0], r[3])
		fmt.Fprintf(&b, "> Shore Bin # 2, Level %d\n%.8f\t%.8f\n%.8f\t%.8f\n%.8f\t%.8f\n", level, r[0], r[3], r[2], r[3], r[2], r[1])
	}
	return b.String()
}

// sources writes both sources into a folder, and returns the flags that name them.
func sources(t *testing.T, gshhg string) (folder string, args []string) {
	folder = t.TempDir()
	lakes, countries := filepath.Join(folder, "lakes.txt"), filepath.Join(folder, "lands.json")
	require.NoError(t, os.WriteFile(lakes, []byte(gshhg), 0o666))
	require.NoError(t, os.WriteFile(countries, []byte(lands), 0o666))
	return folder, []string{"-gshhg", lakes, "-countries", countries}
}

// TestRun makes an atlas of a world with a lake across the border, two that are not,
// one that is too small and one by the border.
func TestRun(t *testing.T) {
	folder, args := sources(t, dump(2,
		[4]float64{0, 0, 0.6, 0.2},         // shared
		[4]float64{-0.5, 1, -0.2, 1.2},     // Azerbaijan's
		[4]float64{1, 1, 1.2, 1.2},         // Iran's
		[4]float64{0.199, 2, 0.203, 2.002}, // shared, 0.1 km²
		[4]float64{0.15, 3, 0.18, 3.1},     // 2.2 km from the border
	)+dump(3, [4]float64{0.4, 0.1, 0.42, 0.12}))
	table, sheet := filepath.Join(folder, "atlas.csv"), filepath.Join(folder, "atlas.svg")
	args = append(args, "-o", table, "-sheet", sheet, "-inputs", folder)
	var said strings.Builder
	require.NoError(t, run(context.Background(), args, &said))
	assert.Equal(t, 2, strings.Count(said.String(), "rows may differ"))
	assert.Contains(t, said.String(), "1 solved")
	rows, err := lakes.ReadTable(table)
	require.NoError(t, err)
	require.Len(t, rows, 1)
	r := rows[0]
	assert.Equal(t, []string{"AZ", "IR"}, r.States)
	assert.Equal(t, [2]int{4, 1}, [2]int{r.Vertices, r.Islands})
	// The line is the meridian of the border: all places west of it are nearest to the
	// shore north, south or west of them. The island is in the other part.
	//   printf '0 0\n0 .6\n.2 .6\n.2 0\n' | Planimeter -p 6
	//   printf '.1 .4\n.1 .42\n.12 .42\n.12 .4\n' | Planimeter -p 6
	const lake, island = 1477099319.5, 4923620.0
	assert.InDelta(t, (lake-island)/1e6, r.Area, 0.001)
	assert.InDelta(t, lake/3/(lake-island), r.Median[0], 1e-4)
	assert.InDelta(t, 1, r.Median[0]+r.Median[1], 1.1e-5)
	require.Equal(t, lakes.Solved, r.Equal, r.Why)
	assert.Greater(t, r.Weights[0], r.Weights[1])

	polygon, err := os.ReadFile(filepath.Join(folder, "001.geojson"))
	require.NoError(t, err)
	countries, err := os.ReadFile(filepath.Join(folder, "001-countries.geojson"))
	require.NoError(t, err)
	l, err := lakes.Read(polygon, countries)
	require.NoError(t, err)
	assert.InDelta(t, r.Area, l.Area()/1e6, 0.001)
	text, err := os.ReadFile(sheet)
	require.NoError(t, err)
	require.NoError(t, xml.Unmarshal(text, new(struct{})))
	assert.Contains(t, string(text), "lake 1")

	// The same bytes again, whoever is done first; and no answer without patience.
	want, err := os.ReadFile(table)
	require.NoError(t, err)
	o := options{gshhg: args[1], countries: args[3], table: table, judge: lakes.Judge{Patience: time.Hour}}
	require.NoError(t, o.make(context.Background(), crew{hands: 1, quiet: true}, io.Discard))
	got, err := os.ReadFile(table)
	require.NoError(t, err)
	assert.Equal(t, string(want), string(got))
	for _, times := range []bool{false, true} {
		o.judge = lakes.Judge{Patience: -1, Times: times}
		require.NoError(t, o.make(context.Background(), crew{hands: 2, quiet: true}, io.Discard))
		rows, err = lakes.ReadTable(table)
		require.NoError(t, err)
		assert.Equal(t, lakes.Late, rows[0].Equal)
		assert.Contains(t, rows[0].Why, "no answer in time")
	}
}

// TestErrors holds that what is wrong is said, and that nothing is written then.
func TestErrors(t *testing.T) {
	folder, args := sources(t, dump(2, [4]float64{0, 0, 0.6, 0.2}))
	table := filepath.Join(folder, "atlas.csv")
	bad := filepath.Join(folder, "bad")
	require.NoError(t, os.WriteFile(bad, []byte("number,lon\n"), 0o666))
	for want, args := range map[string][]string{
		"usage: atlas":      args,
		"its ending":        append(args[:4:4], "-o", table, "-sheet", "map.gif"),
		"is not a position": append(args[2:4:4], "-gshhg", args[3], "-o", table),
		"invalid":           append(args[:2:2], "-countries", args[1], "-o", table),
		"no such file":      append(args[:2:2], "-countries", folder+"/none", "-o", table),
		"line 1":            {"-compare", bad},
		"usage: atlas -gs":  {"-compare"},
	} {
		assert.ErrorContains(t, run(context.Background(), args, io.Discard), want)
	}
	ctx, cancel := context.WithCancelCause(context.Background())
	stopped := errors.New("stopped")
	cancel(stopped)
	assert.ErrorIs(t, run(ctx, append(args, "-o", table), io.Discard), stopped)
	_, err := os.Stat(table)
	assert.ErrorIs(t, err, fs.ErrNotExist)
}

// A lake that the dump has in pieces on both sides of the antimeridian is one.
func TestAntimeridian(t *testing.T) {
	_, args := sources(t, "> Shore Bin # 1, Level 2\n180\t0\n179\t0\n179\t1\n180\t1\n> Shore Bin # 2, Level 2\n-180\t1\n-179\t1\n-179\t0\n-180\t0\n")
	w, err := readWorld(args[1], args[3])
	require.NoError(t, err)
	require.Len(t, w.lakes, 1)
	assert.InDelta(t, 2, w.lakes[0].SignedArea(), 1e-9)
}

func TestTotals(t *testing.T) {
	folder := t.TempDir()
	write := func(name string, lines ...string) string {
		file := filepath.Join(folder, name)
		require.NoError(t, os.WriteFile(file, []byte(strings.Join(append([]string{strings.Join(lakes.Header, ",")}, lines...), "\n")+"\n"), 0o666))
		return file
	}
	before := write("before.csv",
		"1,1.000,2.000,9.000,5,0,A B,,0.4 0.6,solved,1 2,0.50,8.00,",
		"2,3.000,2.000,8.000,5,0,A B,,0.4 0.6,late,,0.50,20.00,equal: no answer in time",
		"3,5.000,2.000,7.000,5,0,A B,,,unresolved,,0.25,1.00,median: what; equal: where")
	after := write("after.csv",
		"1,3.000,2.000,8.000,5,0,A B,,0.4 0.6,refused,,0.50,2.00,equal: a jump",
		"2,1.000,2.000,7.999,5,0,A B,,0.4 0.6,solved,1 2,0.50,0.40,",
		"3,5.000,2.000,7.000,5,0,A B,,0.4 0.6,solved,1 2,,,")
	var b strings.Builder
	require.NoError(t, totals(&b, []string{before, after}))
	for _, want := range []string{
		"before.csv: 3 lakes\n  median         2 divided, 3 in 1.2 s\n  equal          1 solved, 3 in 29.0 s\n                 0 refused\n                 1 unresolved\n                 1 late\n                 0 failed\n",
		"  slowest  1  lake 2, [A B]: equal 20.00 s, median 0.50 s\n  slowest  2  lake 1, [A B]: equal 8.00 s,",
		"  lake 3, [A B]: median: what; equal: where\n",
		"after.csv: 3 lakes\n  median         3 divided, 2 in 1.0 s\n  equal          2 solved, 2 in 2.4 s\n                 1 refused\n",
		"equal shares that both solve: 1, in 8.0 and 0.4 s: 20.0 times\n",
	} {
		assert.Contains(t, b.String(), want)
	}
	assert.Error(t, totals(io.Discard, []string{write("wrong.csv", "x,1,2,9,5,0,A B,,0.4,solved,1,1,1,")}))
}

// TestFindsTheLakes looks for the lakes of the table in the sources.
func TestFindsTheLakes(t *testing.T) {
	if *gshhgFile == "" || *countriesFile == "" {
		t.Skip("no -gshhg FILE and -countries FILE")
	}
	w, err := readWorld(*gshhgFile, *countriesFile)
	require.NoError(t, err)
	found, err := w.find(context.Background(), newCrew())
	require.NoError(t, err)
	table, err := os.Open("data/atlas.csv")
	require.NoError(t, err)
	defer table.Close()
	lines, err := csv.NewReader(table).ReadAll()
	require.NoError(t, err)
	require.Len(t, found, len(lines)-1)
	folder := t.TempDir()
	for k, l := range found {
		r := lakes.NewRow(k+1, l)
		assert.Equal(t, lines[k+1][:6], r.Cells()[:6])
		if _, err := os.Stat(fmt.Sprintf("data/%03d.geojson", k+1)); err == nil {
			require.NoError(t, l.Write(folder, k+1))
		}
	}
	made, err := filepath.Glob(filepath.Join(folder, "*"))
	require.NoError(t, err)
	require.Len(t, made, 12)
	for _, file := range made {
		got, err := os.ReadFile(file)
		require.NoError(t, err)
		want, err := os.ReadFile(filepath.Join("data", filepath.Base(file)))
		require.NoError(t, err)
		assert.Equal(t, string(want), string(got), file)
	}
}

// TestProvenance holds that the polygons are those that are described, and all is small.
func TestProvenance(t *testing.T) {
	text, err := os.ReadFile("data/PROVENANCE.md")
	require.NoError(t, err)
	files, err := filepath.Glob("data/*.geojson")
	require.NoError(t, err)
	assert.Len(t, files, 12)
	polygons := 0
	for _, name := range files {
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		assert.Contains(t, string(text), fmt.Sprintf("| `%s` | %d | `%x` |", filepath.Base(name), len(data), sha256.Sum256(data)))
		polygons += len(data)
	}
	assert.Less(t, polygons, 200_000)
	table, err := os.Stat("data/atlas.csv")
	require.NoError(t, err)
	assert.Less(t, table.Size(), int64(100_000))
}
