package main

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/locate"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata"
	"caspian.example/division/geodata/gshhg"
)

// gshhgSea reads the coast once.
var gshhgSea = sync.OnceValues(func() (*caspian.Sea, error) { return caspian.ReadSea(gshhg.Coast()) })

func caspianSea(t *testing.T) *caspian.Sea {
	t.Helper()
	sea, err := gshhgSea()
	require.NoError(t, err)
	return sea
}

// divisions are those made so far, by sea and regime.
var divisions = map[*caspian.Sea]map[string]*caspian.Division{}

// by divides a sea under a regime, once.
func by(t *testing.T, sea *caspian.Sea, r regime.Regime) *caspian.Division {
	t.Helper()
	key := r.Terms()
	if d := divisions[sea][key]; d != nil {
		return d
	}
	d, err := caspian.Divide(context.Background(), sea, r, options)
	require.NoError(t, err)
	if divisions[sea] == nil {
		divisions[sea] = map[string]*caspian.Division{}
	}
	divisions[sea][key] = d
	return d
}

// want is what a stage has to have, from divisions that are made without a case.
type want struct{ alone, so *caspian.Division }

// islands is the median line with effects of islands.
func islands(t *testing.T, effects regime.IslandEffects) regime.Regime {
	t.Helper()
	r, err := regime.Median().WithIslands(effects)
	require.NoError(t, err)
	return r
}

// withEnd is the sea with the end of the border of Kazakhstan and Turkmenistan moved.
func withEnd(t *testing.T, sea *caspian.Sea, by func(*coast.Coast, coast.Terminus) float64) *caspian.Sea {
	t.Helper()
	c := sea.Coast()
	for _, end := range c.Termini() {
		if a, b := c.States[end.Before].Code, c.States[end.After].Code; a == "TM" && b == "KZ" {
			moved, err := c.MoveTerminus(end, by(c, end))
			require.NoError(t, err)
			out, err := caspian.NewSea(moved)
			require.NoError(t, err)
			return out
		}
	}
	t.Fatal("the border has no end")
	return nil
}

// TestReports holds that the kept reports are those of the cases.
func TestReports(t *testing.T) {
	folder := t.TempDir()
	cases := []string{"sardar-e-jangal", "kz-tm-headland"}
	for _, name := range cases {
		text, err := os.ReadFile(name + ".json")
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(folder, name+".json"), text, 0o600))
	}
	require.NoError(t, run(folder))
	for _, name := range cases {
		kept, err := os.ReadFile(name + ".md")
		require.NoError(t, err)
		made, err := os.ReadFile(filepath.Join(folder, name+".md"))
		require.NoError(t, err)
		assert.Equal(t, string(kept), string(made), "go run ./examples/case examples/case")
	}
}

// TestFigures holds that each of the figures in the tables of the kept reports is that of
// divisions which are made by hand.
func TestFigures(t *testing.T) {
	if os.Getenv("CASPIAN_LONG") != "1" {
		t.Skip("the divisions by hand take long; CASPIAN_LONG=1 makes them")
	}
	sea := caspianSea(t)
	half, none := islands(t, regime.IslandEffects{"": 1, "TM-07": 0.5}), islands(t, regime.IslandEffects{"": 1, "TM-07": 0})
	mainlands := islands(t, regime.IslandEffects{"": 0})
	closed, err := sea.Close("Garabogazköl")
	require.NoError(t, err)
	median := by(t, sea, regime.Median())
	to := func(p orb.Point) func(*coast.Coast, coast.Terminus) float64 {
		return func(c *coast.Coast, end coast.Terminus) float64 {
			along, _, err := c.AlongShore(end, p)
			require.NoError(t, err)
			return along
		}
	}
	line := func(kind regime.CutKind) regime.Regime {
		r, err := regime.Median().WithCut(regime.Cut{Between: [2]string{"KZ", "TM"}, Kind: kind})
		require.NoError(t, err)
		return r
	}
	drawn := func(on *caspian.Sea, kind regime.CutKind) want {
		return want{by(t, sea, line(kind)), by(t, on, line(kind))}
	}
	naturalEarth, dcw := withEnd(t, sea, to(orb.Point{52.4363, 41.7489})), withEnd(t, sea, to(orb.Point{52.4414, 41.7654}))
	for name, stages := range map[string][]want{
		"sardar-e-jangal": {
			{nil, median},
			{by(t, sea, half), by(t, sea, half)},
			{by(t, sea, none), by(t, sea, none)},
			{by(t, sea, mainlands), by(t, sea, mainlands)},
			{by(t, closed, regime.Median()), by(t, closed, mainlands)},
		},
		"kz-tm-headland": {
			{nil, median},
			{by(t, naturalEarth, regime.Median()), by(t, naturalEarth, regime.Median())},
			{by(t, dcw, regime.Median()), by(t, dcw, regime.Median())},
			drawn(dcw, regime.CutBisector), drawn(dcw, regime.CutPerpendicular), drawn(dcw, regime.CutParallel),
		},
	} {
		kept, err := os.ReadFile(name + ".md")
		require.NoError(t, err)
		checkTables(t, string(kept), stages)
	}
}

// row is a row of a stage's table of areas.
var row = regexp.MustCompile(`(?m)^\| ([A-Z]\w+) \| ([\d.]+) \| ([\d,]+) \|(?: (\S+) \| (\S+) \| (\S+) \| (\S+) \|)?$`)

// spot is a row of a stage's table of places.
var spot = regexp.MustCompile(`(?m)^\| ([^|]+) \| (\w+) \|(?: (\w+) \|)? (\w\w)–(\w\w) \| ([\d.]+) \|$`)

// checkTables compares every figure of a report's stages with divisions.
func checkTables(t *testing.T, text string, stages []want) {
	t.Helper()
	number := func(text string) float64 {
		v, err := strconv.ParseFloat(strings.NewReplacer("−", "-", ",", "").Replace(text), 64)
		require.NoError(t, err)
		return v
	}
	fields, err := geodata.Fields()
	require.NoError(t, err)
	parts := strings.Split(text, "## Stage ")[1:]
	require.Len(t, parts, len(stages))
	first := stages[0].so
	for k, part := range parts {
		part, _, _ = strings.Cut(part, "## Areas and coasts")
		rows := row.FindAllStringSubmatch(part, -1)
		require.Len(t, rows, 5)
		for i, cells := range rows {
			now, was := &stages[k].so.States[i], &first.States[i]
			assert.Equal(t, now.Name, cells[1])
			assert.InDelta(t, 100*now.Share, number(cells[2]), 0.00501)
			assert.InDelta(t, now.Area/1e6, number(cells[3]), 5.01) // to 10 km²
			if k == 0 {
				continue
			}
			alone := &stages[k].alone.States[i]
			assert.InDelta(t, (alone.Area-was.Area)/1e6, number(cells[4]), 0.51)
			assert.InDelta(t, 100*(alone.Share-was.Share), number(cells[5]), 0.00501)
			assert.InDelta(t, (now.Area-was.Area)/1e6, number(cells[6]), 0.51)
			assert.InDelta(t, 100*(now.Share-was.Share), number(cells[7]), 0.00501)
		}
		for _, cells := range spot.FindAllStringSubmatch(part, -1) {
			for _, f := range fields {
				if f.Name != cells[1] {
					continue
				}
				at := func(d *caspian.Division) locate.Place {
					l, err := locate.New(d, locate.Options{})
					require.NoError(t, err)
					p, err := l.At(f.At)
					require.NoError(t, err)
					return p
				}
				now := at(stages[k].so)
				assert.Equal(t, now.Holdings[0].Holder.Name, cells[2])
				if k > 0 {
					assert.Equal(t, at(stages[k].alone).Holdings[0].Holder.Name, cells[3])
				}
				assert.InDelta(t, now.Line.Distance/1e3, number(cells[6]), 0.00501)
			}
		}
	}
}

// TestIsland holds that of all islands TM-07 alone can decide whose Sardar-e Jangal is under
// equal distance: an island matters for a place only if it has the base point of the state
// that has the place, or makes it another's by having none. The nearest Turkmen base point is
// on TM-07 and Iran has no island, so that no other island's effect takes the field from
// Turkmenistan; and without TM-07 the field is Iran's. The published reading is that it is
// Turkmen with islands and Iranian without.
func TestIsland(t *testing.T) {
	fields, err := geodata.Fields()
	require.NoError(t, err)
	require.Equal(t, "Sardar-e Jangal", fields[0].Name)
	sea := caspianSea(t)
	holder := func(r regime.Regime) (string, locate.Place, *caspian.Division) {
		d := by(t, sea, r)
		l, err := locate.New(d, locate.Options{})
		require.NoError(t, err)
		p, err := l.At(fields[0].At)
		require.NoError(t, err)
		return p.Holdings[0].Holder.Name, p, d
	}
	name, place, d := holder(regime.Median())
	assert.Equal(t, "Turkmenistan", name)
	tm, err := sea.Number("TM")
	require.NoError(t, err)
	assert.Equal(t, "TM-07", d.Sea.Coast().Features[place.Distances[tm].Base.Feature].Name)
	for _, i := range sea.Coast().Islands {
		assert.NotEqual(t, "IR", sea.Coast().States[i.State].Code)
	}
	for _, effects := range []regime.IslandEffects{{"": 1, "TM-07": 0}, {"": 0}} {
		name, _, _ = holder(islands(t, effects))
		assert.Equal(t, "Iran", name)
	}
	name, _, _ = holder(islands(t, regime.IslandEffects{"": 0, "TM-07": 1}))
	assert.Equal(t, "Turkmenistan", name)
}

// TestReference compares the kept report with shares that a grid of points on the same coast
// gave, to a twentieth of a point: with all islands, and without any.
func TestReference(t *testing.T) {
	text, err := os.ReadFile("sardar-e-jangal.md")
	require.NoError(t, err)
	_, table, found := strings.Cut(string(text), "| Stage | AZ % | IR % | KZ % | RU % | TM % |")
	require.True(t, found)
	for stage, shares := range map[string][5]float64{
		"0": {19.06, 13.65, 29.24, 16.28, 21.77},
		"3": {18.69, 14.17, 28.76, 16.78, 21.60},
	} {
		cells := regexp.MustCompile(`(?m)^\| ` + stage + ` \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|`).FindStringSubmatch(table)
		require.Len(t, cells, 6)
		for k, share := range shares {
			v, err := strconv.ParseFloat(cells[k+1], 64)
			require.NoError(t, err)
			assert.InDelta(t, share, v, 0.05+0.005, "stage %s", stage)
		}
	}
}
