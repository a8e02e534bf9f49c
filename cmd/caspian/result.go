package main

import (
	"io"
	"slices"

	"caspian.example/division/caspian/report"
	"caspian.example/division/caspian/tabular"
)

// The forms of results, as --format names them.
const (
	tableForm    = string(report.Text)
	jsonForm     = string(report.JSON)
	csvForm      = string(report.CSV)
	geojsonForm  = string(report.GeoJSON)
	markdownForm = string(report.Markdown)
)

// forms write one result in the forms beyond those of package report.
type forms map[string]func(io.Writer) error

// resultFlags choose the form of a result and where it goes.
type resultFlags struct {
	Format string `placeholder:"FORMAT" help:"The form of the result: table, json, csv, and where it has them markdown or geojson (default: by the ending of --output, else table)."`
	JSON   bool   `name:"json" help:"The same as --format json."`
	BOM    bool   `name:"bom" help:"Begin CSV with a byte order mark, by which spreadsheets know UTF-8."`
	Output string `short:"o" file:"out" placeholder:"FILE" help:"Write to a file instead of standard output; the ending chooses the format."`
}

// marked writes to a file as output does, with a byte order mark before all if it is
// asked for.
func (s *streams) marked(name string, mark bool, write func(io.Writer) error) error {
	return s.output(name, func(w io.Writer) error {
		if mark {
			if _, err := io.WriteString(w, tabular.BOM); err != nil {
				return err
			}
		}
		return write(w)
	})
}

// only refuses forms that a result has not, although others of the command have them.
func (f *resultFlags) only(known ...string) error {
	if !slices.Contains(known, f.Format) {
		return usage(suggest(f.Format, known, "the formats are "), "the format %q is not known here", f.Format)
	}
	return nil
}

// write writes a result in the form that was chosen, which more may have.
func (f *resultFlags) write(s *streams, r report.Result, more forms) error {
	return s.marked(f.Output, f.BOM, func(w io.Writer) error {
		if write := more[f.Format]; write != nil {
			return write(w)
		}
		return report.Write(w, r, report.Form(f.Format))
	})
}
