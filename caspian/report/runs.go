package report

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/tabular"
)

// RunRows writes runs as CSV, a row each, and reads them again. The columns are run; coast,
// islands, close and baselines, the names of the levels drawn, the last two empty where a
// coast has no such lines; for every end of a land border shift_m_A_B, metres into the
// coast of B, with a number behind it if the border has several; for every state share_A,
// with nine decimals; error, why there are no shares; and question, what the ensemble
// answers.
type RunRows struct {
	header   []string
	question string
	states   int
	sample   func([]ensemble.Run) *ensemble.Sample
}

// NewRunRows returns the rows of the runs of an ensemble.
func NewRunRows(e *ensemble.Ensemble) *RunRows {
	s := e.Sample(nil)
	r := &RunRows{header: append([]string{runColumn}, ensemble.FactorNames()...), states: len(s.States), sample: e.Sample, question: s.Question}
	for _, end := range s.Ends {
		r.header = append(r.header, shiftColumn+end)
	}
	for _, state := range s.States {
		r.header = append(r.header, shareColumn+state)
	}
	r.header = append(r.header, errorColumn, questionColumn)
	return r
}

// The names of columns, and what those of several begin with.
const (
	runColumn      = "run"
	shiftColumn    = "shift_m_"
	shareColumn    = "share_"
	errorColumn    = "error"
	questionColumn = "question"
)

// Header returns the line with the names of columns.
func (r *RunRows) Header() string { return csvLine(r.header) }

// Line returns the line of a run.
func (r *RunRows) Line(run ensemble.Run) string {
	d := &r.sample([]ensemble.Run{run}).Runs[0]
	cells := append([]string{strconv.Itoa(d.Number)}, d.Levels...)
	for _, by := range d.Shifts {
		cells = append(cells, Number(by, 3))
	}
	for k := range r.states {
		share := ""
		if d.Shares != nil {
			share = Number(d.Shares[k], 9)
		}
		cells = append(cells, share)
	}
	cells = append(cells, d.Error, r.question)
	for k := range cells {
		cells[k] = tabular.Cell(cells[k])
	}
	return csvLine(cells)
}

func csvLine(cells []string) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Write(cells) //nolint:errcheck // a strings.Builder takes all
	w.Flush()
	return b.String()
}

// ErrRuns is returned for what are no rows of an ensemble.
var ErrRuns = errors.New("report: these are no rows of runs")

// RunsError is what is wrong with a line of a text. It wraps ErrRuns.
type RunsError struct {
	Text int // of those that were given to ReadRuns, from 0 on
	Line int // from 1 on
	What string
}

// Error says which text and line, and what is wrong.
func (e *RunsError) Error() string {
	return fmt.Sprintf("%v: text %d, line %d: %s", ErrRuns, e.Text+1, e.Line, e.What)
}

// Unwrap returns ErrRuns.
func (e *RunsError) Unwrap() error { return ErrRuns }

// ReadRuns reads rows of one ensemble, from one text or several: shards in any order.
// It returns a *RunsError for what is not such a row and for rows of different ensembles,
// and an error that wraps ErrRuns for a run that is there twice.
func ReadRuns(texts ...io.Reader) (*ensemble.Sample, error) {
	s := &ensemble.Sample{}
	var header []string
	for k, text := range texts {
		wrong := func(line int, format string, args ...any) error {
			return &RunsError{k, line, fmt.Sprintf(format, args...)}
		}
		in := csv.NewReader(text)
		own, err := in.Read()
		if err != nil {
			return nil, wrong(1, "there is no header: %v", err)
		}
		if header == nil {
			if header = own; !runColumns(s, header) {
				return nil, wrong(1, "the columns are not those of caspian ensemble: %s", strings.Join(header[:min(len(header), 8)], ", "))
			}
		}
		if !slices.Equal(own, header) {
			return nil, wrong(1, "the columns differ from those of the first text")
		}
		for {
			cells, err := in.Read()
			if errors.Is(err, io.EOF) {
				break
			}
			line, _ := in.FieldPos(0)
			if err != nil {
				return nil, wrong(line, "%v", err)
			}
			question := cells[len(cells)-1]
			if s.Question == "" {
				s.Question = question
			}
			if question != s.Question {
				return nil, wrong(line, "the row is of another ensemble: %q, not %q", question, s.Question)
			}
			d, err := readRun(s, header, cells)
			if err != nil {
				return nil, wrong(line, "%v", err)
			}
			s.Runs = append(s.Runs, d)
		}
	}
	slices.SortStableFunc(s.Runs, func(a, b ensemble.Drawn) int { return a.Number - b.Number })
	for k := range s.Runs[1:] {
		if n := s.Runs[k].Number; n == s.Runs[k+1].Number {
			return nil, fmt.Errorf("%w: run %d is there twice", ErrRuns, n)
		}
	}
	return s, nil
}

// runColumns takes the names of columns, and says whether they are those of rows.
func runColumns(s *ensemble.Sample, header []string) bool {
	factors := ensemble.FactorNames()
	n := 1 + len(factors)
	if len(header) < n+3 || header[0] != runColumn || !slices.Equal(header[1:n], factors) ||
		!slices.Equal(header[len(header)-2:], []string{errorColumn, questionColumn}) {
		return false
	}
	for _, name := range header[n : len(header)-2] {
		if end, ok := strings.CutPrefix(name, shiftColumn); ok && len(s.States) == 0 {
			s.Ends = append(s.Ends, end)
		} else if state, ok := strings.CutPrefix(name, shareColumn); ok {
			s.States = append(s.States, state)
		} else {
			return false
		}
	}
	return len(s.States) > 0
}

// readRun reads a row.
func readRun(s *ensemble.Sample, header, cells []string) (d ensemble.Drawn, err error) {
	number := func(k int, low, high float64) float64 {
		v, wrong := strconv.ParseFloat(cells[k], 64)
		if wrong != nil || !(v >= low && v <= high) {
			err = fmt.Errorf("column %s: %q is no number from %g to %g", header[k], cells[k], low, high)
		}
		return v
	}
	if d.Number = int(number(0, 1, ensemble.MaxRuns)); strconv.Itoa(d.Number) != cells[0] && err == nil {
		err = fmt.Errorf("column run: %q is no whole number", cells[0])
	}
	k := 1 + len(ensemble.FactorNames())
	d.Levels = cells[1:k]
	for range s.Ends {
		d.Shifts = append(d.Shifts, number(k, -1e6, 1e6))
		k++
	}
	if d.Error = cells[len(cells)-2]; d.Error == "" {
		for range s.States {
			d.Shares = append(d.Shares, number(k, 0, 1))
			k++
		}
		sum := 0.0
		for _, v := range d.Shares {
			sum += v
		}
		if err == nil && sum > 1+1e-6 {
			err = fmt.Errorf("the shares add up to %.9f", sum)
		}
	}
	return d, err
}

// Done reads the rows that an interrupted writer of runs has left, and returns how many
// bytes of them are whole, header included, and the run to go on with. It returns an error
// that wraps ErrRuns if they are not the first rows of the runs.
func (r *RunRows) Done(text io.Reader, runs ensemble.Runs) (whole int64, next int, err error) {
	all, err := io.ReadAll(text)
	if err != nil {
		return 0, 0, err
	}
	// A row that was cut off is none.
	all = all[:strings.LastIndexByte(string(all), '\n')+1]
	next = runs.From
	if len(all) == 0 {
		return 0, next, nil
	}
	head := r.Header()
	rest, ok := strings.CutPrefix(string(all), head)
	if !ok {
		return 0, 0, fmt.Errorf("%w: line 1: the columns are not those of this ensemble", ErrRuns)
	}
	for line := range strings.Lines(rest) {
		cells, err := csv.NewReader(strings.NewReader(line)).Read()
		if err != nil || len(cells) != len(r.header) || cells[0] != strconv.Itoa(next) {
			return 0, 0, fmt.Errorf("%w: line %d is not run %d", ErrRuns, next-runs.From+2, next)
		}
		if cells[len(cells)-1] != tabular.Cell(r.question) {
			return 0, 0, fmt.Errorf("%w: line %d is of another ensemble: %q, not %q", ErrRuns, next-runs.From+2, cells[len(cells)-1], r.question)
		}
		next++
	}
	if next > runs.To+1 {
		return 0, 0, fmt.Errorf("%w: there are %s beyond run %d", ErrRuns, Counted(next-1-runs.To, "row"), runs.To)
	}
	return int64(len(all)), next, nil
}
