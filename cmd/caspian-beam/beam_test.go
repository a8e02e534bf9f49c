package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/ptest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/report"
	"caspian.example/division/examples/atlas/lakes"
)

func TestMain(m *testing.M) { ptest.Main(m) }

// bays is a lake with islands, lines to close and ends of land borders.
const bays = `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[1,0],[1,1],[0.9,1],[0.9,1.2],[0.7,1.2],[0.7,1],[0,1],[0,0]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[0,0],[1,0]]}},
{"type":"Feature","properties":{"state":"B","name":"Isle"},"geometry":{"type":"Polygon","coordinates":[[[0.5,0.7],[0.51,0.7],[0.51,0.71],[0.5,0.71],[0.5,0.7]]]}},
{"type":"Feature","properties":{"state":"A","kind":"closing","name":"bay"},"geometry":{"type":"LineString","coordinates":[[0.9,1],[0.7,1]]}}]}`

// asking returns the options of flags, with a coast and a file for the rows of their own.
func asking(t *testing.T, coast string, args ...string) *options {
	t.Helper()
	folder := t.TempDir()
	file := filepath.Join(folder, "bays.geojson")
	require.NoError(t, os.WriteFile(file, []byte(coast), 0o666))
	f := flag.NewFlagSet("caspian-beam", flag.ContinueOnError)
	o := newOptions(f)
	require.NoError(t, f.Parse(append([]string{"-coast", file, "-o", filepath.Join(folder, "rows.csv")}, args...)))
	require.NoError(t, o.check(f.Args()))
	return o
}

// TestRows holds that the rows are those of package ensemble to the byte, however many
// runs a worker makes together, and the summary that of the rows.
func TestRows(t *testing.T) {
	args := []string{"-runs", "5-40", "-noise", "20m", "-seed", "7"}
	o := asking(t, bays, args...)
	e, err := o.asked.build(context.Background())
	require.NoError(t, err)
	rows := report.NewRunRows(e)
	want := rows.Header()
	var runs []ensemble.Run
	require.NoError(t, e.Each(context.Background(), o.runs, nil, func(r *ensemble.Run) error {
		require.NoError(t, r.Err)
		want += rows.Line(*r)
		runs = append(runs, *r)
		return nil
	}))
	var summary bytes.Buffer
	require.NoError(t, report.Write(&summary, report.NewEnsemble(e.Sample(runs), e, nil), report.Text))
	for _, together := range []string{"1", "7", "64"} {
		o := asking(t, bays, append(args, "-together", together)...)
		var said bytes.Buffer
		require.NoError(t, o.run(context.Background(), &said))
		got, err := os.ReadFile(o.output)
		require.NoError(t, err)
		assert.Equal(t, want, string(got), together)
		assert.Equal(t, summary.String(), said.String(), together)
		assert.NoFileExists(t, o.output+".part")
	}
	assert.Equal(t, []string{ensemble.Islands, ensemble.Close, ensemble.Termini, ensemble.Noise}, e.Asked().Vary)
}

// TestCommand holds that the rows are those of caspian ensemble with the same flags.
func TestCommand(t *testing.T) {
	args := []string{
		"--runs", "3-9", "--regime", "median", "--vary", "islands,termini,noise", "--close", "bay", "--islands", "half", "--tolerance", "2m",
		"--shift", "1km", "--noise", "20m", "--wavelength", "15km", "--seed", "18446744073709551615",
	}
	odds := filepath.Join(t.TempDir(), "odds.json")
	require.NoError(t, os.WriteFile(odds, []byte(`{"islands":{"none":2,"full":1}}`), 0o666))
	args = append(args, "--odds", odds)
	o := asking(t, bays, args...)
	require.NoError(t, o.run(context.Background(), io.Discard))
	got, err := os.ReadFile(o.output)
	require.NoError(t, err)
	caspian := exec.Command("go", append([]string{"run", "./cmd/caspian", "ensemble", "-q", "--coast", o.asked.Coast, "--format", "csv"}, args...)...)
	caspian.Dir = "../.."
	caspian.Stderr = os.Stderr
	want, err := caspian.Output()
	require.NoError(t, err)
	assert.Equal(t, string(want), string(got))
}

// Cut parts pieces of several rows into pieces of one.
type Cut struct{}

// ProcessElement parts a piece.
func (*Cut) ProcessElement(p Piece, emit func(Piece)) {
	for line := range strings.Lines(p.Text) {
		emit(Piece{p.Number, 1, line})
		p.Number++
	}
}

func init() {
	register.DoFn2x0[Piece, func(Piece)](&Cut{})
	register.Emitter1[Piece]()
}

// TestGather holds that a file is the same from pieces in any order and of any size, also
// behind a shuffle, and that none may be missing or there twice.
func TestGather(t *testing.T) {
	var pieces []Piece
	want := "head\n"
	for k, from := 0, 1; k < 50; k++ {
		p := Piece{Number: from}
		for p.Rows < 1+k%3 {
			p.Text += strconv.Itoa(from) + "\n"
			p.Rows++
			from++
		}
		want += p.Text
		pieces = append([]Piece{p}, pieces...)
	}
	g := Gather{Header: "head\n", Rows: strings.Count(want, "\n") - 1}
	texts, err := g.texts(append(append([]Piece{}, pieces[20:]...), pieces[:20]...))
	require.NoError(t, err)
	assert.Equal(t, want, strings.Join(texts, ""))
	_, err = g.texts(append([]Piece{pieces[7]}, pieces...))
	assert.ErrorContains(t, err, "is there twice")
	_, err = g.texts(append([]Piece{}, pieces[1:]...))
	assert.ErrorContains(t, err, "rows, not")

	for _, cut := range []bool{false, true} {
		g.Output = filepath.Join(t.TempDir(), "file")
		p, s, all := ptest.CreateList(pieces)
		if cut {
			all = beam.ParDo(s, &Cut{}, all)
		}
		gather(s, &g, beam.Reshuffle(s, all))
		require.NoError(t, execute(context.Background(), p))
		got, err := os.ReadFile(g.Output)
		require.NoError(t, err)
		assert.Equal(t, want, string(got))
	}

	// What fails leaves no file.
	g.Output, g.Rows = filepath.Join(t.TempDir(), "file"), 1
	p, s, all := ptest.CreateList(pieces)
	gather(s, &g, all)
	assert.ErrorContains(t, execute(context.Background(), p), "rows, not 1")
	assert.NoFileExists(t, g.Output)
}

// TestOtherEnsemble holds that a worker whose coast is another one makes no rows.
func TestOtherEnsemble(t *testing.T) {
	ctx := context.Background()
	o := asking(t, bays, "-runs", "1", "-noise", "20m")
	e, err := o.asked.build(ctx)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(o.asked.Coast, []byte(strings.Replace(bays, "[0.7,1.2]", "[0.7,1.3]", 1)), 0o666))
	d := Divide{Asked: o.asked, Digest: e.Asked().SHA256()}
	assert.ErrorContains(t, d.Setup(ctx), "is another one")
}

// TestAtlas makes the rows of the lakes that the atlas keeps: those that package lakes
// makes, and, up to the last digit of numbers, those of the atlas's table.
func TestAtlas(t *testing.T) {
	const data = "../../examples/atlas/data"
	o := asking(t, bays, "-lakes", data, "-patience", "1h")
	require.NoError(t, o.run(context.Background(), io.Discard))
	made, err := os.Open(o.output)
	require.NoError(t, err)
	defer made.Close()
	got, err := csv.NewReader(made).ReadAll()
	require.NoError(t, err)
	table, err := os.Open(data + "/atlas.csv")
	require.NoError(t, err)
	defer table.Close()
	all, err := csv.NewReader(table).ReadAll()
	require.NoError(t, err)
	require.Len(t, got, 7)
	assert.Equal(t, all[0], got[0])
	last := 0
	for _, row := range got[1:] {
		number, err := strconv.Atoi(row[0])
		require.NoError(t, err)
		assert.Greater(t, number, last)
		last = number
		for k, cell := range row {
			want, have := strings.Fields(all[number][k]), strings.Fields(cell)
			require.Len(t, have, len(want), "lake %d, %s", number, lakes.Header[k])
			for i := range want {
				v, err := strconv.ParseFloat(strings.TrimSuffix(want[i], ";"), 64)
				if err != nil {
					assert.Equal(t, want[i], have[i])
					continue
				}
				w, err := strconv.ParseFloat(strings.TrimSuffix(have[i], ";"), 64)
				require.NoError(t, err)
				// The table has five digits at least where numbers are not whole.
				assert.InDelta(t, v, w, 2e-5*max(1, v), "lake %d, %s", number, lakes.Header[k])
			}
		}
	}
}

// TestErrors says what is wrong.
func TestErrors(t *testing.T) {
	for want, args := range map[string][]string{
		"-o FILE":      {"-runs", "3"},
		"give one of":  {"-o", "f"},
		"give one":     {"-o", "f", "-runs", "3", "-lakes", "d"},
		"\"more\" is":  {"-o", "f", "-runs", "3", "more"},
		"--together":   {"-o", "f", "-runs", "3", "-together", "0"},
		"no number of": {"-runs", "many"},
		"needs a unit": {"-noise", "3"},
		"above 0m":     {"-shift", "0m"},
		"no such file": {"-odds", "none.json"},
		"is not full":  {"-islands", "some"},
	} {
		f := flag.NewFlagSet("caspian-beam", flag.ContinueOnError)
		f.SetOutput(io.Discard)
		o := newOptions(f)
		err := f.Parse(args)
		if err == nil {
			err = o.check(f.Args())
		}
		assert.ErrorContains(t, err, want)
	}
	for want, change := range map[string]func(*options){
		"no such file":   func(o *options) { o.asked.Coast = "none.geojson" },
		"bays.geojson:":  func(o *options) { require.NoError(t, os.WriteFile(o.asked.Coast, []byte("{}"), 0o666)) },
		"tides":          func(o *options) { o.asked.Regime = "tides" },
		"Caspian's five": func(o *options) { o.asked.Regime = "agreed" },
		"\"cove\"":       func(o *options) { o.asked.Close = []string{"cove"} },
		"cannot vary":    func(o *options) { o.asked.Settings.Vary = []string{"tide"} },
		"no files":       func(o *options) { o.runs, o.lakes = ensemble.Runs{}, t.TempDir() },
		"are called NUMBER": func(o *options) {
			o.lakes = t.TempDir()
			require.NoError(t, os.WriteFile(filepath.Join(o.lakes, "garda"+countries), []byte("{}"), 0o666))
		},
		"001.geojson": func(o *options) {
			o.lakes, o.patience = t.TempDir(), time.Hour
			require.NoError(t, os.WriteFile(filepath.Join(o.lakes, "001"+countries), []byte("{}"), 0o666))
			require.NoError(t, os.WriteFile(filepath.Join(o.lakes, "001.geojson"), []byte("{}"), 0o666))
		},
	} {
		o := asking(t, bays, "-runs", "1", "-noise", "20m")
		change(o)
		assert.ErrorContains(t, o.run(context.Background(), io.Discard), want)
		assert.NoFileExists(t, o.output)
	}
}
