package caspian_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata/gshhg"
)

// torture is a bad or nasty sea, and what must become of it.
type torture struct {
	name, input string
	snap        float64 // 0 for the default
	// kind is what the error wraps, nil if the sea is to be divided, and says a
	// part of the error, or of the one note.
	kind error
	says string
}

// outcomes are the kinds of errors by their names in index.csv.
var outcomes = map[string]error{
	"ok": nil, "syntax": coast.ErrSyntax, "reference": coast.ErrReference, "feature": coast.ErrFeature, "position": coast.ErrPosition, "open": coast.ErrOpen,
	"crossing": coast.ErrCrossing, "island": coast.ErrIsland, "closing": coast.ErrClosing, "states": coast.ErrStates, "limit": coast.ErrLimit,
}

const tortures = "testdata/torture"

// tortured returns the cases of index.csv, and those that need no file.
func tortured(t *testing.T) (out []torture) {
	file, err := os.Open(filepath.Join(tortures, "index.csv"))
	require.NoError(t, err)
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	for _, row := range rows[1:] {
		text, err := os.ReadFile(filepath.Join(tortures, row[0]+".geojson"))
		require.NoError(t, err)
		c := torture{name: row[0], input: string(text), says: row[3]}
		if row[1] != "" {
			c.snap, err = strconv.ParseFloat(row[1], 64)
			require.NoError(t, err)
		}
		var known bool
		c.kind, known = outcomes[row[2]]
		require.True(t, known, row[2])
		out = append(out, c)
	}
	files, err := filepath.Glob(filepath.Join(tortures, "*.geojson"))
	require.NoError(t, err)
	require.Len(t, files, len(out), "every file is in index.csv once")
	return append(out, made(t)...)
}

// made are the cases whose files would be large, or would not survive an editor.
func made(t *testing.T) []torture {
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	_, err := w.Write([]byte(seas.Lake))
	require.NoError(t, err)
	require.NoError(t, w.Close())
	wide := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(seas.Lake)) {
		wide = append(wide, byte(unit), byte(unit>>8))
	}
	// A polygon of n sides around 0 0 in so many states.
	polygon := func(n, states int) string {
		var features []string
		at := func(k int) string {
			sin, cos := math.Sincos(2 * math.Pi * float64(k%n) / float64(n))
			return fmt.Sprintf("[%.9f,%.9f]", cos, sin)
		}
		for s := range states {
			var row []string
			for k := s * n / states; k <= (s+1)*n/states; k++ {
				row = append(row, at(k))
			}
			features = append(features, feature(fmt.Sprintf("S%02d", s), row))
		}
		return collectionOf(features...)
	}
	// Chords of a circle, every one of them across most of the others.
	var scribble []string
	for k := range 20_000 {
		sin, cos := math.Sincos(2.4 * float64(k))
		scribble = append(scribble, fmt.Sprintf("[%.9f,%.9f]", cos/1000, sin/1000))
	}
	// A shore with 10,000 teeth of 157 km, slanting so that boxes around them overlap.
	var comb []string
	for k := range 20_001 {
		x := float64(k) * 2e-5
		comb = append(comb, fmt.Sprintf("[%.6f,%.6f]", float64(k%2)+x, float64(k%2)-x))
	}
	many := make([]string, long.Or(5_000_001, 5)) // the long form alone has cases with so many
	for k := range many {
		many[k] = "[0,0]"
	}
	real, err := io.ReadAll(gshhg.Coast())
	require.NoError(t, err)
	return []torture{
		{"gzip", zipped.String(), 0, coast.ErrSyntax, "the input is compressed with gzip; decompress it first"},
		{"UTF-8 with a byte order mark", "\ufeff" + seas.Lake, 0, nil, ""},
		{"UTF-16", string(wide), 0, coast.ErrSyntax, "the input is UTF-16"},
		{"CRLF", strings.ReplaceAll(seas.Lake, "\n", "\r\n"), 0, nil, ""},
		{"zip", "PK\x03\x04" + seas.Lake, 0, coast.ErrSyntax, "the input is a zip archive"},
		{"white space", strings.Repeat(" \n\t\r", 100_000), 0, coast.ErrSyntax, "the input is empty"},
		{"zeros", string(make([]byte, 1000)), 0, coast.ErrSyntax, "the input is a binary file; give text"},
		{"5,000,001 positions", collectionOf(feature("A", many), feature("B", many[:2])), 0, coast.ErrLimit, "the input has more than 5000000 positions; simplify it or take a part of it"},
		{"5,000,000 equal positions", collectionOf(feature("A", many[:len(many)-3]), feature("B", many[:2])), 0, coast.ErrFeature, "feature 0 (A), vertex 0 at 0.000000 0.000000: a line needs two different positions"},
		{"64 states", polygon(128, 64), 0, nil, ""},
		{"65 states", polygon(130, 65), 0, coast.ErrStates, "the coast belongs to 65 states; a sea to divide needs 2 to 64"},
		{"5,001 stretches", polygon(10_002, 5_001), 0, coast.ErrStates, "the coast belongs to 5001 states"},
		{"deep nesting", `{"type":"FeatureCollection","x":` + strings.Repeat("[", 100_000), 0, coast.ErrSyntax, "values are nested too deeply"},
		{"deep coordinates", collectionOf(`{"geometry":{"type":"LineString","coordinates":` + strings.Repeat("[", 100_000)), 0, coast.ErrSyntax, "values are nested too deeply"},
		{"a million features without anything", collectionOf(strings.Repeat("{},", 1_000_000) + "{}"), 0, coast.ErrFewStates, "there is no shore in it"},
		{"a million numbers", collectionOf(strings.Repeat("7,", 1_000_000) + "7"), 0, coast.ErrFeature, "feature 0: it is not an object but a number (and 1000000 more problems)"},
		{"a scribble", collectionOf(feature("A", append(scribble, "[2,0]")), feature("B", []string{"[2,0]", "[2,2]", scribble[0]})), 0, coast.ErrCrossing, "the shore crosses or touches itself here"},
		{"a comb of a million kilometres", collectionOf(feature("A", comb), feature("B", []string{comb[20_000], "[0,-1]", comb[0]})), 0, coast.ErrLimit, "the edges of the shore and the islands that are longer than 1 km are 31"},
		{"the Caspian swapped", position.ReplaceAllString(string(real), "[$2,$1]"), 0, coast.ErrReference, "the positions stand as latitude, longitude; GeoJSON wants longitude first: swap them"},
	}
}

// position is a position in GeoJSON.
var position = regexp.MustCompile(`\[(-?[0-9.]+),(-?[0-9.]+)\]`)

// feature is a stretch of shore.
func feature(state string, positions []string) string {
	return fmt.Sprintf(`{"type":"Feature","properties":{"state":%q},"geometry":{"type":"LineString","coordinates":[%s]}}`, state, strings.Join(positions, ","))
}

func collectionOf(features ...string) string {
	return `{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + "]}"
}

// TestTorture holds what becomes of bad and nasty seas: the message that their
// owner needs, or a division that is right.
func TestTorture(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	cases := tortured(t)
	assert.GreaterOrEqual(t, len(cases), 60)
	for k, c := range cases {
		if k%long.Or(1, 3) != 0 {
			continue
		}
		t.Run(c.name, func(t *testing.T) {
			if !long.Form() && (strings.HasPrefix(c.name, "5,000,00") || c.name == "a scribble" || c.name == "long and thin") {
				t.Skip("it takes long; the long form has it")
			}
			start := time.Now()
			got, err := coast.Read(strings.NewReader(c.input), coast.Options{Snap: c.snap})
			assert.Less(t, time.Since(start), time.Minute)
			if c.kind != nil {
				require.Nil(t, got)
				require.ErrorIs(t, err, c.kind)
				assert.Contains(t, err.Error(), c.says)
				var p *coast.Problem
				require.True(t, errors.As(err, &p))
				return
			}
			require.NoError(t, err)
			if c.says == "" {
				assert.Empty(t, got.Notes)
			} else {
				require.Len(t, got.Notes, 1)
				assert.Contains(t, got.Notes[0].String(), c.says)
			}
			if testing.Short() && len(got.States) > 8 {
				t.Skip("dividing a sea among many states takes seconds")
			}
			if !long.Form() && len(got.States) > 8 {
				t.Skip("dividing a sea among many states takes seconds; the long form does")
			}
			checkDivision(t, got)
		})
	}
}

// checkDivision divides a small sea by the median and checks the result: areas
// against the polygons of the input, and distances against all edges one by one.
func checkDivision(t *testing.T, c *coast.Coast) {
	e := geodesic.WGS84
	of, err := caspian.NewSea(c)
	require.NoError(t, err)
	opts := divided.Options(of)
	if len(c.States) > 8 {
		opts = caspian.Options{Tolerance: 10, Resolution: 2000} // vertices are as exact, and come sooner
	}
	div, err := caspian.Divide(context.Background(), of, regime.Median(), opts)
	require.NoError(t, err)
	sea, _ := e.RingArea(c.Shore)
	if sea < 0 {
		sea += e.Area()
	}
	for _, i := range c.Islands {
		area, _ := e.RingArea(i.Ring)
		sea -= math.Abs(area)
	}
	sum, zones := 0.0, 0.0
	for _, s := range div.States {
		sum += s.Area
	}
	for _, z := range div.Zones {
		for _, p := range z.Polygons {
			zones += e.PolygonArea(p)
		}
	}
	assert.InEpsilon(t, sea, sum, 1e-9)
	assert.InEpsilon(t, sea, zones, 1e-9)

	require.NotEmpty(t, div.Boundaries)
	edges := seas.EdgesOf(c)
	for _, b := range div.Boundaries {
		for i, p := range b.Line {
			if len(c.States) > 8 && i%8 != 0 || i%long.Or(1, 8) != 0 {
				continue
			}
			first, second := edges[b.States[0]].Exactly(p), edges[b.States[1]].Exactly(p)
			require.InDelta(t, first, second, 1e-3, "%v", p)
			if len(c.States) > 8 && i%64 != 0 {
				continue
			}
			for k := range c.States {
				require.GreaterOrEqual(t, edges[k].Exactly(p), first-1e-3, "%v is nearer to %s", p, c.States[k].Code)
			}
		}
	}
}
