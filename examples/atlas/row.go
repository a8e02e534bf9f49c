package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// An outcome is what became of a division in equal shares.
type outcome string

// The outcomes: weights that give them; no such weights; lines that could not be told
// apart; no answer in time; and whatever else went wrong.
const (
	solved     outcome = "solved"
	refused    outcome = "refused"
	unresolved outcome = "unresolved"
	late       outcome = "late"
	failed     outcome = "failed"
)

// A row is a lake in the table.
type row struct {
	number    int // from 1, the largest first
	middle    orb.Point
	area      float64 // km²
	vertices  int     // of the shore in the source
	islands   int
	states    []string
	borders   []border
	median    []float64 // shares of the states, none if there is no division
	equal     outcome   // of equal shares
	weights   []float64 // of the states, none if there are none
	medianCPU float64   // seconds, NaN if not measured
	equalCPU  float64
	why       string // what went wrong
}

// A border is the end of a land border on the shore.
type border struct {
	states [2]string
	at     orb.Point
	doubt  float64 // metres along the shore
}

var header = []string{"number", "lon", "lat", "area_km2", "vertices", "islands", "states", "borders", "median", "equal", "weights", "median_s", "equal_s", "why"}

// cells are the row in the order of header.
func (r *row) cells() []string {
	var borders []string
	for _, b := range r.borders {
		borders = append(borders, fmt.Sprintf("%s %s %.5f %.5f %.0f", b.states[0], b.states[1], b.at[0], b.at[1], b.doubt))
	}
	return []string{
		strconv.Itoa(r.number), fmt.Sprintf("%.3f", r.middle[0]), fmt.Sprintf("%.3f", r.middle[1]), fmt.Sprintf("%.3f", r.area),
		strconv.Itoa(r.vertices), strconv.Itoa(r.islands), strings.Join(r.states, " "), strings.Join(borders, "; "),
		numbers("%.5f", r.median...), string(r.equal), numbers("%.5g", r.weights...),
		numbers("%.2f", r.medianCPU), numbers("%.2f", r.equalCPU), r.why,
	}
}

// numbers writes numbers with blanks between them, and none for NaN.
func numbers(format string, values ...float64) string {
	var out []string
	for _, v := range values {
		if !math.IsNaN(v) {
			out = append(out, fmt.Sprintf(format, v))
		}
	}
	return strings.Join(out, " ")
}

// writeTable writes rows as CSV.
func writeTable(w io.Writer, rows []row) error {
	out := csv.NewWriter(w)
	if err := out.Write(header); err != nil {
		return err
	}
	for k := range rows {
		if err := out.Write(rows[k].cells()); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// readTable reads what totals need of a table: all but the borders.
func readTable(file string) ([]row, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	records, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if len(records) == 0 || strings.Join(records[0], ",") != strings.Join(header, ",") {
		return nil, fmt.Errorf("%s: line 1 is not that of an atlas: want %s", file, strings.Join(header, ","))
	}
	rows := make([]row, len(records)-1)
	for k, cells := range records[1:] {
		if rows[k], err = parseRow(cells); err != nil {
			return nil, fmt.Errorf("%s: row %d: %w", file, k+1, err)
		}
	}
	return rows, nil
}

// parseRow reads the cells of a row, without its borders.
func parseRow(cells []string) (r row, err error) {
	number := func(column int) (v float64) {
		if cells[column] == "" {
			return math.NaN()
		}
		v, wrong := strconv.ParseFloat(cells[column], 64)
		if wrong != nil && err == nil {
			err = fmt.Errorf("%s: %w", header[column], wrong)
		}
		return v
	}
	list := func(column int) (out []float64) {
		for _, text := range strings.Fields(cells[column]) {
			v, wrong := strconv.ParseFloat(text, 64)
			if wrong != nil && err == nil {
				err = fmt.Errorf("%s: %w", header[column], wrong)
			}
			out = append(out, v)
		}
		return out
	}
	r = row{
		number: int(number(0)), middle: orb.Point{number(1), number(2)}, area: number(3), vertices: int(number(4)), islands: int(number(5)),
		states: strings.Fields(cells[6]), median: list(8), equal: outcome(cells[9]), weights: list(10),
		medianCPU: number(11), equalCPU: number(12), why: cells[13],
	}
	return r, err
}
