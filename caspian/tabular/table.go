package tabular

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/geodesic"
)

// table reads positions from CSV with a header, its cells parted by commas, semicolons,
// tabs or bars.
type table struct {
	rows   *csv.Reader
	header []string
	before int // lines before the header
	// lon and lat are the columns of the two, or position is that of both, −1 where
	// there are none.
	lon, lat, position int
}

// columns are the names of columns with positions, in any case. Of several groups the
// first of which a table has one counts.
type columns struct{ lon, lat, position [][]string }

var (
	longitudes = []string{"lon", "longitude", "lng", "long", "x"}
	latitudes  = []string{"lat", "latitude", "y"}
	positions  = []string{"position", "dms", "coordinates"}
)

// separators are what parts cells, the usual one first.
const separators = ",;\t|"

// separatorLine is the first line of tables that spreadsheets write for each other.
var separatorLine = regexp.MustCompile(`^"?(?i:sep)=(.)"?;*,*$`)

// readTable begins to read a table, whose text is in UTF-8. It is io.EOF that there is
// nothing in it.
func readTable(text io.Reader, names columns) (*table, error) {
	in := bufio.NewReaderSize(text, 1<<16)
	t := &table{lon: -1, lat: -1, position: -1}
	var comma rune
	head := ""
	for {
		beginning, err := in.Peek(1 << 16)
		if err != nil && len(beginning) == 0 {
			return nil, err
		}
		line, _, _ := bytes.Cut(beginning, []byte("\n"))
		if head = strings.TrimRight(string(line), "\r"); strings.TrimSpace(head) != "" || len(line) == len(beginning) {
			m := separatorLine.FindStringSubmatch(head)
			if m == nil || comma != 0 {
				break
			}
			comma = []rune(m[1])[0]
		}
		if _, err := in.Discard(min(len(line)+1, len(beginning))); err != nil {
			return nil, err
		}
		t.before++
	}
	cells := func(comma rune) []string {
		r := csv.NewReader(strings.NewReader(head))
		r.Comma = comma
		out, err := r.Read()
		if err != nil {
			return nil
		}
		return out
	}
	if comma == 0 {
		// That which parts the names of columns with positions; else a comma, if any.
		comma = ','
		for _, c := range separators {
			if t.find(cells(c), names) == nil {
				comma = c
				break
			}
			if strings.ContainsRune(head, c) && !strings.ContainsRune(head, comma) {
				comma = c
			}
		}
	}
	t.rows = csv.NewReader(in)
	t.rows.Comma = comma
	var err error
	if t.header, err = t.rows.Read(); err != nil {
		return nil, t.explained(err)
	}
	return t, t.find(t.header, names)
}

// find finds the columns of positions.
func (t *table) find(header []string, names columns) error {
	column := func(groups [][]string, what string) (int, error) {
		for _, group := range groups {
			found := -1
			for k, cell := range header {
				if !slices.Contains(group, strings.ToLower(strings.TrimSpace(cell))) {
					continue
				}
				if found >= 0 {
					return -1, cured("keep one of them", "row %d: the columns %q and %q both give a %s", t.before+1, header[found], cell, what)
				}
				found = k
			}
			if found >= 0 {
				return found, nil
			}
		}
		return -1, nil
	}
	var err error
	if t.position, err = column(names.position, "position"); err != nil {
		return err
	}
	if t.lon, err = column(names.lon, "longitude"); err != nil {
		return err
	}
	if t.lat, err = column(names.lat, "latitude"); err != nil {
		return err
	}
	missing := "longitude"
	switch {
	case t.lon >= 0 && t.lat >= 0 || t.position >= 0:
		return nil
	case t.lon >= 0:
		missing = "latitude"
	}
	return cured("the first row names the columns, such as name,lon,lat, or name,position for texts such as 46°13.3'N 49°26.4'E",
		"row %d: no column gives a %s; there are %s", t.before+1, missing, strings.Join(header[:min(len(header), 20)], ", "))
}

// next returns the next row, with its number in the file, and io.EOF at the end.
func (t *table) next() (cells []string, row int, err error) {
	if cells, err = t.rows.Read(); err != nil {
		return nil, 0, t.explained(err)
	}
	row, _ = t.rows.FieldPos(0)
	return cells, t.before + row, nil
}

// explained is an error of the reader of CSV with the line in the file, and with advice
// for decimal commas.
func (t *table) explained(err error) error {
	var wrong *csv.ParseError
	if !errors.As(err, &wrong) {
		return err
	}
	wrong.StartLine += t.before
	wrong.Line += t.before
	if errors.Is(err, csv.ErrFieldCount) && t.rows.Comma == ',' {
		return &Error{Err: err, Cure: "numbers with decimal commas must stand in quotes, or cells must be parted by semicolons"}
	}
	return err
}

// degrees reads a number of degrees, with a decimal point or comma: no word and no digits
// of another base.
func degrees(cell string) (float64, bool) {
	text := strings.TrimSpace(cell)
	if number, minus := strings.CutPrefix(text, "\u2212"); minus {
		text = "-" + number
	}
	for k := range len(text) {
		if c := text[k]; (c < '0' || c > '9') && !strings.ContainsRune("+-.,eE", rune(c)) {
			return 0, false
		}
	}
	v, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
	return v, err == nil || math.IsInf(v, 0)
}

// at returns the position of a row: decimal degrees, or degrees with minutes and letters
// as they are printed, whose last digit it also returns.
func (t *table) at(cells []string, row int) (p orb.Point, digit float64, err error) {
	if t.lon < 0 || t.lat < 0 {
		if p, digit, err = geodesic.ParsePosition(cells[t.position]); err != nil {
			return p, 0, fmt.Errorf("row %d, column %s: %w", row, t.header[t.position], err)
		}
		return p, digit, nil
	}
	known, wrong := 0, -1
	for axis, k := range [2]int{t.lon, t.lat} {
		v, ok := degrees(cells[k])
		switch {
		case ok:
			p[axis] = v
			known++
		case strings.TrimSpace(cells[k]) == "":
			return p, 0, fmt.Errorf("row %d, column %s: the cell is empty, and %q is not a number of degrees", row, t.header[k], cells[k])
		default:
			wrong = k
		}
	}
	switch known {
	case 2:
		err := CheckPosition(p)
		if wrong := (*Error)(nil); errors.As(err, &wrong) {
			wrong.Err = fmt.Errorf("row %d: %w", row, wrong.Err)
			return p, 0, wrong
		}
		return geodesic.Normal(p), 0, err
	case 1:
		return p, 0, fmt.Errorf("row %d, column %s: %q is not a number of degrees", row, t.header[wrong], cells[wrong])
	}
	if p, digit, err = geodesic.ParsePosition(cells[t.lat] + " " + cells[t.lon]); err != nil {
		err = fmt.Errorf("row %d, columns %s and %s: %w", row, t.header[t.lat], t.header[t.lon], err)
	}
	return p, digit, err
}
