package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/fileio"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"caspian.example/division/examples/atlas/lakes"
)

func init() {
	register.DoFn2x2[context.Context, fileio.FileMetadata, Piece, error](&DivideLake{})
}

// countries end the names of files of countries around a lake.
const countries = "-countries.geojson"

// DivideLake makes the row of a lake.
type DivideLake struct {
	Patience time.Duration
}

// divideLakes adds the lakes of a folder to a pipeline, which writes their table.
func divideLakes(s beam.Scope, folder, output string, patience time.Duration) {
	files := fileio.MatchFiles(s, strings.TrimSuffix(folder, "/")+"/*"+countries, fileio.MatchEmptyDisallow())
	gather(s, &Gather{Output: output, Header: csvLine(lakes.Header)}, beam.ParDo(s, &DivideLake{patience}, beam.Reshuffle(s, files)))
}

// ProcessElement reads a lake, whose number is the name of its files, and divides it.
func (d *DivideLake) ProcessElement(ctx context.Context, file fileio.FileMetadata) (Piece, error) {
	name := strings.TrimSuffix(file.Path, countries)
	number, err := strconv.Atoi(path.Base(name))
	if err != nil {
		return Piece{}, fmt.Errorf("%s: files of lakes are called NUMBER.geojson and NUMBER%s", file.Path, countries)
	}
	polygon, err := read(ctx, name+".geojson")
	if err != nil {
		return Piece{}, err
	}
	around, err := read(ctx, file.Path)
	if err != nil {
		return Piece{}, err
	}
	lake, err := lakes.Read(polygon, around)
	if err != nil {
		return Piece{}, fmt.Errorf("%s.geojson: %w", name, err)
	}
	row, _ := lakes.Judge{Patience: d.Patience}.Divide(ctx, number, lake)
	return Piece{number, 1, csvLine(row.Cells())}, nil
}

// csvLine is a row of CSV.
func csvLine(cells []string) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Write(cells) //nolint:errcheck // a strings.Builder takes all
	w.Flush()
	return b.String()
}
