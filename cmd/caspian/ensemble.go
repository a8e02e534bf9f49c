package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/report"
)

// ensembleCommand divides the sea in numbered runs.
type ensembleCommand struct {
	Rows   []string      `arg:"" optional:"" name:"file" file:"in" help:"Rows of runs to sum up with --sum: shards of one ensemble, in any order."`
	Sum    bool          `help:"Sum up rows that were written before, instead of making runs."`
	Regime string        `placeholder:"REGIME" default:"median" help:"The regime (default median; see caspian regimes)."`
	Runs   ensemble.Runs `placeholder:"N|A-B" help:"The runs to make: as many, or those with these numbers."`
	Resume bool          `help:"Go on with rows that an interrupted command has left in FILE.part."`
	varyFlags
	Format string `placeholder:"FORMAT" help:"The form of the result: table, json, csv, markdown or geojson (default: by the ending of --output, else table). CSV has a row for every run, GeoJSON the firm and the contested water."`
	JSON   bool   `name:"json" help:"The same as --format json."`
	Output string `short:"o" file:"out" placeholder:"FILE" help:"Write to a file instead of standard output; the ending chooses the format."`
	seaFlags
}

// varyFlags choose what runs differ by.
type varyFlags struct {
	Vary       []string       `placeholder:"WHAT,..." help:"What runs differ by: coast, islands, close, baselines, termini, noise, rounding (default: all that the sea has a choice of)."`
	Odds       string         `file:"in" placeholder:"FILE" help:"Weights of choices in JSON, such as {\"coast\": {\"gshhg\": 2, \"ne10m\": 1}} (default: all are as likely)."`
	Shift      positiveLength `default:"2km" placeholder:"LENGTH" help:"How far ends of land borders go along the shore with termini, evenly both ways (default 2km)."`
	Wavelength positiveLength `placeholder:"LENGTH" help:"The shortest waves of the noise, whose others are up to four times as long (default: from about 50 times the noise on)."`
}

func (c *ensembleCommand) Run(s *streams) error {
	if c.Sum {
		return c.sum(s)
	}
	if len(c.Rows) > 0 {
		return usage("caspian ensemble --sum "+strings.Join(c.Rows, " "), "files are for --sum")
	}
	if c.Runs.To == 0 {
		return usage("for instance caspian ensemble --runs 1000", "--runs says how many runs to make")
	}
	if c.Resume && (c.Format != csvForm || c.Output == "" || c.Output == "-") {
		return usage("caspian ensemble --runs 1000 -o runs.csv --resume", "--resume goes on with rows in a file of CSV")
	}
	var ids []string
	if len(c.RegimeFile) == 0 || slices.Contains(s.flags, "regime") {
		ids = append(ids, c.Regime)
	}
	sea, regimes, err := c.asked(s, ids)
	if err != nil {
		return err
	}
	if len(regimes) > 1 {
		return usage("leave one out", "an ensemble has one regime, not %d", len(regimes))
	}
	e, err := c.ensemble(s, sea, regimes[0], &c.varyFlags)
	if err != nil {
		return err
	}
	if c.Format == csvForm {
		return c.rows(s, e)
	}
	var water *ensemble.Water
	var counter ensemble.Counter
	switch err := drawnBy(e, "leave the map out: the table, JSON and CSV have the shares"); {
	case err == nil:
		if water, err = ensemble.NewWater(e.Base()); err != nil {
			return err
		}
		counter = water
	case c.Format == geojsonForm:
		return err
	}
	runs, err := c.runs(s, e, c.Runs, counter, nil)
	if err != nil {
		return err
	}
	return s.output(c.Output, func(w io.Writer) error {
		return report.Write(w, report.NewEnsemble(e.Sample(runs), e, water), report.Form(c.Format))
	})
}

// ensemble returns the runs of a regime that the flags ask for.
func (f *seaFlags) ensemble(s *streams, sea *caspian.Sea, r regime.Regime, v *varyFlags) (*ensemble.Ensemble, error) {
	if err := variable(r); err != nil { // before anything takes long
		return nil, err
	}
	d, err := f.divide(s, sea, r, false)
	if err != nil {
		return nil, err
	}
	return f.around(s, d, v)
}

// variable refuses a regime without shares.
func variable(r regime.Regime) error {
	if !r.Shared() {
		return usage("", "%w: %s gives no shares of the sea", ensemble.ErrEnsemble, r.ID)
	}
	return nil
}

// drawnBy refuses an ensemble whose runs have no water to count.
func drawnBy(e *ensemble.Ensemble, hint string) error {
	if !slices.ContainsFunc(e.Base().Zones, func(z caspian.Zone) bool { return z.Kind == caspian.ZoneSector }) {
		return usage(hint, "%s draws no sectors that runs could differ in", e.Base().Question.Regime.ID)
	}
	return nil
}

// around returns the runs around a division.
func (f *seaFlags) around(s *streams, d *caspian.Division, v *varyFlags) (*ensemble.Ensemble, error) {
	if err := eachOnce("vary", v.Vary); err != nil {
		return nil, err
	}
	alternatives, err := f.alternatives(s, d.Sea)
	if err != nil {
		return nil, err
	}
	settings := ensemble.Settings{Vary: v.Vary, Shift: float64(v.Shift), Noise: float64(f.Noise), Wavelength: float64(v.Wavelength), Seed: uint64(f.Seed)}
	if v.Odds != "" {
		if settings.Odds, err = readOdds(s, v.Odds); err != nil {
			return nil, err
		}
	}
	e, err := ensemble.New(d, alternatives, settings)
	if errors.Is(err, ensemble.ErrEnsemble) || errors.Is(err, caspian.ErrNoise) {
		return nil, usage("", "%w", err)
	}
	if err != nil {
		return nil, err
	}
	for _, only := range [...]struct{ flag, of string }{{"shift", ensemble.Termini}, {"noise", ensemble.Noise}, {"wavelength", ensemble.Noise}} {
		if slices.Contains(s.flags, only.flag) && !slices.Contains(e.Asked().Vary, only.of) && (only.flag != "noise" || f.NoiseRun == 0) {
			return nil, usage("add "+only.of+" to --vary", "--%s would change nothing where %s does not vary", only.flag, only.of)
		}
	}
	return e, nil
}

// readOdds reads weights of choices.
func readOdds(s *streams, name string) (out map[string]map[string]float64, err error) {
	file, err := input(s, name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	d := json.NewDecoder(io.LimitReader(file, 1<<20))
	if err := d.Decode(&out); err != nil {
		return nil, hinted{inputError{err, sourceName(name)}, `weights are an object such as {"coast": {"gshhg": 2, "ne10m": 1}, "islands": {"full": 1, "none": 1}}`}
	}
	return out, nil
}

// runs makes runs, and returns them unless use takes each of them.
func (f *coastFlags) runs(s *streams, e *ensemble.Ensemble, numbers ensemble.Runs, counter ensemble.Counter, use func(*ensemble.Run) error) (out []ensemble.Run, err error) {
	progress, end := s.progress(fmt.Sprintf("runs %d to %d", numbers.From, numbers.To))
	defer end()
	err = e.Each(s.ctx, numbers, counter, func(r *ensemble.Run) error {
		if progress != nil {
			progress(float64(r.Number-numbers.From+1) / float64(numbers.To-numbers.From+1))
		}
		if use != nil {
			return use(r)
		}
		out = append(out, *r)
		return nil
	})
	return out, err
}

// rows writes a row for every run, while they are made, beside the file until all are
// there; and then sums them up on the standard error.
func (c *ensembleCommand) rows(s *streams, e *ensemble.Ensemble) error {
	numbers, rows := c.Runs, report.NewRunRows(e)
	write := func(w io.Writer, from int) error {
		b := bufio.NewWriter(w)
		if from == numbers.From {
			if _, err := b.WriteString(rows.Header()); err != nil {
				return err
			}
		}
		if from > numbers.To {
			return b.Flush()
		}
		_, err := c.runs(s, e, ensemble.Runs{From: from, To: numbers.To}, nil, func(r *ensemble.Run) error {
			if _, err := b.WriteString(rows.Line(*r)); err != nil {
				return err
			}
			return b.Flush() // whoever kills the process finds what is done
		})
		return err
	}
	name := s.path(c.Output)
	info, err := os.Lstat(name)
	if c.Output == "" || c.Output == "-" || err == nil && !info.Mode().IsRegular() {
		return s.output(c.Output, func(w io.Writer) error { return write(w, numbers.From) })
	}
	part := name + ".part"
	file, from, err := c.open(part, rows, numbers)
	if err != nil {
		return err
	}
	err = write(file, from)
	if err = cmp.Or(err, file.Sync()); err != nil {
		if closing := file.Close(); closing != nil {
			err = errors.Join(err, closing)
		}
		return hinted{err, "the runs that are done are in " + c.Output + ".part: --resume goes on with them"}
	}
	if err := file.Close(); err != nil {
		return err
	}
	return os.Rename(part, name)
}

// open opens the file that rows are written to until all are there, and returns the run to
// begin with. One that is there already is gone on with where that is wanted, and left alone
// where it is not.
func (c *ensembleCommand) open(part string, rows *report.RunRows, numbers ensemble.Runs) (file *os.File, from int, err error) {
	if !c.Resume {
		file, err = os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if errors.Is(err, fs.ErrExist) {
			return nil, 0, hinted{fmt.Errorf("%s.part is there: another command writes it, or was interrupted", c.Output), "--resume goes on with it; else remove it"}
		}
		return file, numbers.From, err
	}
	if file, err = os.OpenFile(part, os.O_RDWR|os.O_CREATE, 0o666); err != nil {
		return nil, 0, err
	}
	whole, from, err := rows.Done(file, numbers)
	if err != nil {
		err = hinted{inputError{err, c.Output + ".part"}, "ask for the same runs as before, or remove it"}
	} else if err = file.Truncate(whole); err == nil {
		_, err = file.Seek(whole, io.SeekStart)
	}
	if err != nil {
		return nil, 0, errors.Join(err, file.Close())
	}
	return file, from, nil
}

// sum sums up rows of files.
func (c *ensembleCommand) sum(s *streams) error {
	if len(c.Rows) == 0 {
		return usage("caspian ensemble --sum a.csv b.csv", "--sum needs files with rows of runs")
	}
	for _, flag := range s.flags {
		if !slices.Contains([]string{"sum", "format", "json", "output", "quiet"}, flag) {
			return usage("leave it out", "--%s would change nothing with --sum", flag)
		}
	}
	if c.Format == csvForm || c.Format == geojsonForm {
		return usage("table, json or markdown", "--sum has no form %s", c.Format)
	}
	var texts []io.Reader
	for _, name := range c.Rows {
		file, err := input(s, name)
		if err != nil {
			return err
		}
		defer file.Close()
		texts = append(texts, file)
	}
	sample, err := report.ReadRuns(texts...)
	var wrong *report.RunsError
	if errors.As(err, &wrong) {
		err = inputError{fmt.Errorf("line %d: %s", wrong.Line, wrong.What), sourceName(c.Rows[wrong.Text])}
	}
	if err != nil {
		return hinted{err, "give the files of one caspian ensemble --runs A-B -o FILE.csv each, once"}
	}
	return s.output(c.Output, func(w io.Writer) error {
		return report.Write(w, report.NewEnsemble(sample, nil, nil), report.Form(c.Format))
	})
}
