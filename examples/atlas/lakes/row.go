package lakes

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

// An Outcome is what became of a division in equal shares.
type Outcome string

// The outcomes: weights that give them; no such weights; lines that could not be told
// apart; no answer in time; and whatever else went wrong.
const (
	Solved     Outcome = "solved"
	Refused    Outcome = "refused"
	Unresolved Outcome = "unresolved"
	Late       Outcome = "late"
	Failed     Outcome = "failed"
)

// A Row is a lake in the table.
type Row struct {
	Number    int // from 1, the largest first
	Middle    orb.Point
	Area      float64 // km²
	Vertices  int     // of the shore in the source
	Islands   int
	States    []string
	Borders   []Border
	Median    []float64 // shares of the states, none if there is no division
	Equal     Outcome   // of equal shares
	Weights   []float64 // of the states, none if there are none
	MedianCPU float64   // seconds, NaN if not measured
	EqualCPU  float64
	Why       string // what went wrong
}

// NewRow returns what is known of a lake before it is divided.
func NewRow(number int, l *Lake) Row {
	return Row{
		Number: number, Middle: l.Polygon.Bound().Center(), Area: l.Area() / 1e6,
		Vertices: len(l.Polygon[0]) - 1, Islands: len(l.Polygon) - 1,
		MedianCPU: math.NaN(), EqualCPU: math.NaN(),
	}
}

// A Border is the end of a land border on the shore.
type Border struct {
	States [2]string
	At     orb.Point
	Doubt  float64 // metres along the shore
}

// Header are the names of the columns.
var Header = []string{"number", "lon", "lat", "area_km2", "vertices", "islands", "states", "borders", "median", "equal", "weights", "median_s", "equal_s", "why"}

// Cells are the row in the order of Header.
func (r *Row) Cells() []string {
	var borders []string
	for _, b := range r.Borders {
		borders = append(borders, fmt.Sprintf("%s %s %.5f %.5f %.0f", b.States[0], b.States[1], b.At[0], b.At[1], b.Doubt))
	}
	return []string{
		strconv.Itoa(r.Number), fmt.Sprintf("%.3f", r.Middle[0]), fmt.Sprintf("%.3f", r.Middle[1]), fmt.Sprintf("%.3f", r.Area),
		strconv.Itoa(r.Vertices), strconv.Itoa(r.Islands), strings.Join(r.States, " "), strings.Join(borders, "; "),
		numbers("%.5f", r.Median...), string(r.Equal), numbers("%.5g", r.Weights...),
		numbers("%.2f", r.MedianCPU), numbers("%.2f", r.EqualCPU), r.Why,
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

// WriteTable writes rows as CSV.
func WriteTable(w io.Writer, rows []Row) error {
	out := csv.NewWriter(w)
	if err := out.Write(Header); err != nil {
		return err
	}
	for k := range rows {
		if err := out.Write(rows[k].Cells()); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// ReadTable reads a table, all but the borders.
func ReadTable(file string) ([]Row, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	records, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if len(records) == 0 || strings.Join(records[0], ",") != strings.Join(Header, ",") {
		return nil, fmt.Errorf("%s: line 1 is not that of an atlas: want %s", file, strings.Join(Header, ","))
	}
	rows := make([]Row, len(records)-1)
	for k, cells := range records[1:] {
		if rows[k], err = parseRow(cells); err != nil {
			return nil, fmt.Errorf("%s: row %d: %w", file, k+1, err)
		}
	}
	return rows, nil
}

// parseRow reads the cells of a row, without its borders.
func parseRow(cells []string) (r Row, err error) {
	number := func(column int) (v float64) {
		if cells[column] == "" {
			return math.NaN()
		}
		v, wrong := strconv.ParseFloat(cells[column], 64)
		if wrong != nil && err == nil {
			err = fmt.Errorf("%s: %w", Header[column], wrong)
		}
		return v
	}
	list := func(column int) (out []float64) {
		for _, text := range strings.Fields(cells[column]) {
			v, wrong := strconv.ParseFloat(text, 64)
			if wrong != nil && err == nil {
				err = fmt.Errorf("%s: %w", Header[column], wrong)
			}
			out = append(out, v)
		}
		return out
	}
	r = Row{
		Number: int(number(0)), Middle: orb.Point{number(1), number(2)}, Area: number(3), Vertices: int(number(4)), Islands: int(number(5)),
		States: strings.Fields(cells[6]), Median: list(8), Equal: Outcome(cells[9]), Weights: list(10),
		MedianCPU: number(11), EqualCPU: number(12), Why: cells[13],
	}
	return r, err
}
