package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/coast/build"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/tabular"
)

// TestReadersMemory holds what all readers may take: 40 times the size of their
// input and 64 MB.
func TestReadersMemory(t *testing.T) {
	if !long {
		t.Skip("large inputs take long; CASPIAN_LONG=1 has them")
	}
	ctx := context.Background()
	readCoast := func(s string) error {
		_, err := coast.Read(strings.NewReader(s), coast.Options{})
		return err
	}
	readAreas := func(s string) error {
		_, _, err := coast.ReadAreas(ctx, strings.NewReader(s))
		return err
	}
	readLine := func(s string) error { _, err := coast.ReadLine(ctx, strings.NewReader(s)); return err }
	readMarks := func(s string) error { _, _, err := coast.ReadPoints(ctx, strings.NewReader(s)); return err }
	readRows := func(s string) error {
		r, err := tabular.ReadPlaces(ctx, strings.NewReader(s), tabular.Options{Columns: true})
		for err == nil {
			_, err = r.Next()
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		return err
	}
	readRegime := func(s string) error { _, err := regime.Read(strings.NewReader(s)); return err }
	readCSV := func(s string) error { _, err := tabular.ReadLine(ctx, strings.NewReader(s)); return err }
	readPosition := func(s string) error { _, _, err := geodesic.ParsePosition(s); return err }
	readCountries := func(s string) error {
		_, err := build.Coast(ctx, strings.NewReader(`{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,1],[0,0]]]}`), strings.NewReader(s), build.Options{})
		return err
	}
	readSea := func(s string) error {
		text, err := os.ReadFile(filepath.Join("testdata", "examples", "lands.geojson"))
		require.NoError(t, err)
		_, err = build.Coast(ctx, strings.NewReader(s), strings.NewReader(string(text)), build.Options{})
		return err
	}

	const size = 6 << 20
	// fill repeats a text up to the size.
	fill := func(before, text, after string) string {
		return before + strings.TrimSuffix(strings.Repeat(text, size/len(text)), ",") + after
	}
	const features = `{"type":"FeatureCollection","features":[`
	const stretch = `{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[`
	mine := func(more string) string {
		return `{"id":"mine","title":"Mine","source":"me","base":"median",` + more + "}"
	}
	// points writes n positions of a function, as JSON.
	points := func(n int, f func(k int) (lon, lat float64)) string {
		var b strings.Builder
		for k := range n {
			lon, lat := f(k)
			if k > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, "[%.7f,%.7f]", lon, lat)
		}
		return b.String()
	}
	arc := func(from, to float64) string {
		return points(120_000, func(k int) (float64, float64) {
			sin, cos := math.Sincos(math.Pi * (from + (to-from)*float64(k)/119_999))
			return 50 + cos, 40 + sin
		})
	}
	other := strings.Replace(stretch, `"A"`, `"B"`, 1)
	var fan, lands, keys, names, cuts, rows strings.Builder
	for k := range 60_000 {
		a := 0.9 * math.Pi * float64(k) / 60_000
		fmt.Fprintf(&fan, `,{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"Polygon","coordinates":[[[50,40],[%.10f,%.10f],[%.10f,%.10f],[50,40]]]}}`,
			50+0.004*math.Cos(a), 40+0.004*math.Sin(a), 50+0.004*math.Cos(a+4e-5), 40+0.004*math.Sin(a+4e-5))
		fmt.Fprintf(&lands, `,{"type":"Feature","properties":{"state":"C%d"},"geometry":{"type":"Polygon","coordinates":[[[-170,-80],[170,80],[%d,1],[-170,-80]]]}}`, k, k%90)
	}
	for k := range 500_000 {
		fmt.Fprintf(&keys, `"%d":1,`, k)
	}
	for k := range 300_000 {
		fmt.Fprintf(&names, `"%d":2,`, k)
		fmt.Fprintf(&cuts, `{"between":["A","B"],"line":[[1,2],[3]]},`)
		fmt.Fprintf(&rows, "%d.125,41.5\n", k%360)
	}
	for _, c := range []struct {
		name  string
		read  func(string) error
		input string
		says  string // nothing: it is read
	}{
		{"a shore of 240,000 vertices", readCoast, features + stretch + arc(0, 1) + "]}}," + other + arc(1, 2) + "]}}]}", ""},
		{"features without anything", readCoast, fill(features, "{},", "]}"), "there is no shore in it"},
		{"features that are numbers", readCoast, fill(features, "7,", "]}"), "not an object"},
		{"features of a state alone", readCoast, fill(features, `{"properties":{"state":"A"}},`, "]}"), "no geometry"},
		{"features of an empty geometry", readCoast, fill(features, `{"geometry":{}},`, "]}"), "its geometry has no type"},
		{"states", readCoast, features + strings.TrimSuffix(strings.ReplaceAll(keys.String(), `:1,`, `,`), ",") + "]}", "not an object"},
		{"empty arrays", readCoast, fill(features+stretch, "[],", "]}}]}"), "no positions"},
		{"empty arrays in arrays", readCoast, fill(features+strings.Replace(stretch, "LineString", "MultiPolygon", 1), "[[[]]],", "]}}]}"), "no positions"},
		{"positions of one number", readCoast, fill(features+stretch, "[1],", "]}}]}"), "two numbers"},
		{"short positions", readCoast, fill(features+stretch, "[1,2],[3,4],", "]}}]}"), "belongs to 1 state,"},
		{"positions that repeat the one before", readCoast, fill(features+stretch, "[1,2],", "]}},"+other+"[0,0],[1,1]]}}]}"), "two different positions"},
		{"a long name", readCoast, fill(features+`{"properties":{"state":"`, `\u00e9`, `"}}]}`), "no geometry"},
		{"chords that all cross", readCoast, features + stretch + points(250_000, func(k int) (float64, float64) {
			sin, cos := math.Sincos(2.4 * float64(k))
			return 0.001 * cos, 0.001 * sin
		}) + ",[2,0]]}}," + other + "[2,0],[2,2],[0.001,0]]}}]}", "crosses or touches"},
		{"islands that all share a vertex", readCoast, features + stretch + "[51,39],[51,41],[49,41]]}}," + other + "[49,41],[49,39],[51,39]]}}" + fan.String() + "]}", "meet each other in too many places"},
		{"long edges", readCoast, features + stretch + points(100_001, func(k int) (float64, float64) {
			return float64(k%2) + 2e-6*float64(k), float64(k%2) - 2e-6*float64(k)
		}) + "]}}," + other + "[0.2000020,-0.2000020],[0,-1],[0,0]]}}]}", "longer than 1 km"},
		{"points", readMarks, fill(features, `{"type":"Feature","id":1,"properties":{"a":1},"geometry":{"type":"Point","coordinates":[1,2]}},`, "]}"), ""},
		{"short points", readMarks, fill(features, `{"geometry":{"type":"Point","coordinates":[1,2]}},`, "]}"), ""},
		{"points without a number", readMarks, fill(features, `{"geometry":{"type":"Point","coordinates":[null]}},`, "]}"), "the longitude is null"},
		{"many points without a number", readMarks, fill(`{"type":"MultiPoint","coordinates":[`, "[1],", "]}"), "a position needs two numbers"},
		{"points of many properties", readMarks, features + `{"properties":{` + strings.TrimSuffix(keys.String(), ",") + `},"geometry":{"type":"Point","coordinates":[1,2]}}]}`, ""},
		{"points of many columns", readRows, features + `{"properties":{` + strings.TrimSuffix(keys.String(), ",") + `},"geometry":{"type":"Point","coordinates":[1,2]}}]}`, ""},
		{"a sequence of points", readRows, fill("", `{"type":"Point","coordinates":[1,2]}`+"\n", ""), ""},
		{"rows of points", readRows, "lon,lat\n" + rows.String(), ""},
		{"lines", readLine, fill(`{"type":"LineString","coordinates":[`, "[1,2],[3,4],", "]}"), ""},
		{"features in the place of a line", readLine, fill(features, "{},", "]}"), "the input has no line"},
		{"geometries in the place of a line", readLine, fill(`{"type":"GeometryCollection","geometries":[`, `{"type":"Point"},`, "]}"), "the input has no line, but"},
		{"geometries of no kind", readLine, fill(`{"type":"GeometryCollection","geometries":[`, `{"type":"A"},`, "]}"), "the input has no line"},
		{"parts of a line", readLine, fill(`{"type":"MultiLineString","coordinates":[`, "[[1,2],[3,4]],[[3,4],[1,2]],", "]}"), ""},
		{"rings", readAreas, fill(`{"type":"Polygon","coordinates":[`, "[[0,0],[1,0],[1,1],[0,0]],", "]}"), ""},
		{"flat rings", readAreas, fill(`{"type":"MultiPolygon","coordinates":[`, "[[[0,0],[0,0],[0,0],[0,0]]],", "]}"), ""},
		{"properties", readAreas, features + `{"properties":{` + strings.TrimSuffix(keys.String(), ",") + `},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}]}`, ""},
		{"features of properties", readAreas, fill(features, `{"properties":{"a":1},"geometry":{"type":"Polygon","coordinates":[]}},`, "]}"), ""},
		{"countries across the Earth", readCountries, features + lands.String()[1:] + "]}", "too long"},
		{"a sea across the Earth", readSea, fill(`{"type":"Polygon","coordinates":[[`, "[-170,-80],[170,80],[0,1],[1,0],", ",[-170,-80]]]}"), "too long"},
		{"a sea whose chords all cross", readSea, `{"type":"Polygon","coordinates":[[[0.001,0],` + points(250_000, func(k int) (float64, float64) {
			sin, cos := math.Sincos(2.4 * float64(k+1))
			return 0.001 * cos, 0.001 * sin
		}) + ",[0.001,0]]]}", "the polygon crosses or touches itself here"},
		{"a regime's line", readRegime, fill(`{"id":"mine","title":"Mine","source":"me","base":"median","cuts":[{"between":["A","B"],"line":[`, "[1,2],", "]}]}"), ""},
		{"a regime's pairs of one", readRegime, fill(`{"id":"mine","title":"Mine","source":"me","base":"median","cuts":[{"between":["A","B"],"line":[`, "[1],", "]}]}"), "not two values"},
		{"a regime's cuts", readRegime, mine(`"cuts":[` + strings.Repeat("{},", 2_000_000) + "{}]"), "more than 1000 elements"},
		{"a regime's bad cuts", readRegime, mine(`"cuts":[` + cuts.String()[:4_000_000] + "{}]"), "not valid JSON"},
		{"a regime's weights", readRegime, mine(`"weights":{` + strings.TrimSuffix(names.String(), ",") + "}"), ""},
		{"a regime's members", readRegime, mine(strings.TrimSuffix(names.String(), ",")), "no such member"},
		{"a long name of many values", readRegime, `{"` + strings.Repeat("a", size/2) + `":[` + strings.Repeat("1,", size/4) + "1]}", "is no id"},
		{"CSV", readCSV, "lon,lat\n" + rows.String(), ""},
		{"short rows", readCSV, fill("lon,lat\n", "1,1\n", ""), ""},
		{"separators", readCSV, fill("lon,lat\n", ",", "\n"), "line 2 is longer"},
		{"a head of separators", readCSV, fill("", ",", "\n"), "line 1 is longer"},
		{"quoted rows", readCSV, fill("lon,lat\n", "\"\n\",", "\n"), "wrong number of fields"},
		{"digits", readPosition, fill("", "1", "N 2E"), "too long"},
		{"letters", readPosition, fill("", "N", ""), "too long"},
		{"marks", readPosition, fill("", "d", "N 2E"), "too long"},
	} {
		t.Run(c.name, func(t *testing.T) {
			most := uint64(40*len(c.input) + 64<<20)
			start := time.Now()
			var err error
			got := peak(most, func() { err = c.read(c.input) })
			t.Logf("%.1f MB, %.1f times the input, in %v", float64(got)/1e6, float64(got)/float64(len(c.input)), time.Since(start).Round(time.Millisecond))
			assert.LessOrEqual(t, got, most)
			assert.Less(t, time.Since(start), 2*time.Minute)
			if c.says != "" {
				assert.ErrorContains(t, err, c.says)
			} else {
				assert.NoError(t, err)
			}
		})
	}
}

// peak returns the most memory that do has in use for objects. The garbage collector
// tries to keep it below most; where it has not kept up, on a busy machine, it is made
// to collect before what is above most counts.
func peak(most uint64, do func()) uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	runtime.GC()
	debug.FreeOSMemory()
	metrics.Read(sample)
	before := sample[0].Value.Uint64()
	used := sample[1].Value.Uint64() - sample[2].Value.Uint64()
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(int64(used + most)))
	done := make(chan struct{})
	go func() {
		defer close(done)
		do()
	}()
	out := uint64(0)
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for {
		metrics.Read(sample)
		if sample[0].Value.Uint64() > before+most {
			runtime.GC()
			metrics.Read(sample)
		}
		if now := sample[0].Value.Uint64(); now > before {
			out = max(out, now-before)
		}
		select {
		case <-done:
			return out
		case <-tick.C:
		}
	}
}
