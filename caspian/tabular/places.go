package tabular

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"caspian.example/division/caspian/coast"
)

// Places are the places of an input, which Next reads by and by.
type Places struct {
	// Header has the names of the columns that places have cells of, nil if there are none.
	Header []string
	// Notes are what is harmless.
	Notes []coast.Note
	next  func() ([]Place, error)
}

// Options choose how places are read.
type Options struct {
	// Columns says that the properties of GeoJSON make columns, as those of CSV do, which
	// always has them.
	Columns bool
}

// atOnce is the number of places that are read together.
const atOnce = 8192

// maxJSON is the size in bytes up to which GeoJSON of places is read, and maxRow that of
// a line of CSV.
const (
	maxJSON = 512 << 20
	maxRow  = 1 << 20
)

// isJSON says whether a text that begins so is for the reader of GeoJSON: an object, or
// a sequence of them.
func isJSON(beginning []byte) bool {
	text := bytes.TrimLeft(bytes.TrimPrefix(beginning, []byte(BOM)), " \t\r\n")
	return len(text) > 0 && (text[0] == '{' || text[0] == 0x1e)
}

// ReadPlaces begins to read places in CSV, of any length, or in GeoJSON, as
// coast.ReadPoints does, whichever it is; GeoJSON it reads whole, up to 512 MB, until ctx
// ends.
func ReadPlaces(ctx context.Context, r io.Reader, o Options) (*Places, error) {
	in := bufio.NewReaderSize(r, 1<<16)
	for range 2 {
		// In UTF-16 there may be either.
		beginning, err := in.Peek(512)
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		if isJSON(beginning) {
			return featured(ctx, in, o)
		}
		in = bufio.NewReaderSize(coast.Text(in), 1<<16)
	}
	out, err := rowed(in)
	if errors.Is(err, io.EOF) {
		return nil, errors.New("there are no points in it")
	}
	return out, err
}

// Next returns some of the places, up to a few thousand, in their order, and io.EOF at
// the end.
func (p *Places) Next() ([]Place, error) { return p.next() }

// rowed begins to read CSV.
func rowed(in io.Reader) (*Places, error) {
	t, err := readTable(&lineLimit{Reader: in, longest: maxRow, lines: math.MaxInt},
		columns{[][]string{longitudes, {"lon_dms"}}, [][]string{latitudes, {"lat_dms"}}, [][]string{positions}})
	if err != nil {
		return nil, err
	}
	title := slices.IndexFunc(t.header, func(cell string) bool { return strings.EqualFold(strings.TrimSpace(cell), "name") })
	var pending error
	return &Places{Header: t.header, next: func() ([]Place, error) {
		if pending != nil {
			return nil, pending
		}
		places := make([]Place, 0, atOnce)
		for len(places) < atOnce {
			cells, row, err := t.next()
			if err != nil {
				if pending = err; len(places) > 0 {
					return places, nil
				}
				return nil, err
			}
			p := Place{Cells: cells, Where: "row " + strconv.Itoa(row)}
			if p.At, _, err = t.at(cells, row); err != nil {
				return nil, err
			}
			if title >= 0 {
				p.Name = cells[title]
			}
			places = append(places, p)
		}
		return places, nil
	}}, nil
}

// featured reads the points of GeoJSON.
func featured(ctx context.Context, in io.Reader, o Options) (*Places, error) {
	limited := &io.LimitedReader{R: in, N: maxJSON + 1}
	features, notes, err := coast.ReadPoints(ctx, limited)
	if limited.N == 0 {
		return nil, cured("CSV may have any length", "it is longer than %d MB", maxJSON>>20)
	}
	if err != nil {
		return nil, err
	}
	out := &Places{Notes: notes}
	var table *propertyTable
	if o.Columns {
		if table, err = newPropertyTable(features); err != nil {
			return nil, err
		}
		out.Header = table.header
	}
	feature, vertex := 0, 0
	out.next = func() ([]Place, error) {
		var some []Place
		for feature < len(features) && len(some) < atOnce {
			f := &features[feature]
			place := Place{Name: f.Name, ID: f.ID}
			if place.Properties, err = propertiesOf(f); err != nil {
				return nil, err
			}
			for ; vertex < len(f.At) && len(some) < atOnce; vertex++ {
				place.At, place.Where = f.At[vertex], fmt.Sprintf("feature %d", f.Index)
				if table != nil {
					place.Cells = table.cells(&place)
				}
				some = append(some, place)
			}
			if vertex == len(f.At) {
				feature, vertex = feature+1, 0
			}
		}
		if len(some) == 0 {
			return nil, io.EOF
		}
		return some, nil
	}
	return out, nil
}
