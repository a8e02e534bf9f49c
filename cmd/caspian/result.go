package main

import (
	"encoding/json"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"caspian.example/division/caspian/report"
)

// The forms of results, as --format names them.
const (
	tableForm    = "table"
	jsonForm     = "json"
	csvForm      = "csv"
	geojsonForm  = "geojson"
	markdownForm = "markdown"
)

// forms write one result in its several forms.
type forms map[string]func(io.Writer) error

// resultFlags choose the form of a result and where it goes.
type resultFlags struct {
	Format string `placeholder:"FORMAT" help:"The form of the result: table, json, csv, and where it has them markdown or geojson (default: by the ending of --output, else table)."`
	JSON   bool   `name:"json" help:"The same as --format json."`
	Output string `short:"o" file:"out" placeholder:"FILE" help:"Write to a file instead of standard output; the ending chooses the format."`
}

// choose decides on one of the forms that a command has, the first by default,
// before the work begins.
func (f *resultFlags) choose(known ...string) error {
	ending := strings.ToLower(strings.TrimPrefix(filepath.Ext(f.Output), "."))
	if ending == "md" {
		ending = markdownForm
	}
	switch {
	case f.JSON && f.Format != "" && f.Format != jsonForm:
		return usage("", "--json and --format %s exclude each other", f.Format)
	case f.JSON:
		f.Format = jsonForm
	case f.Format == "" && slices.Contains(known, ending):
		f.Format = ending
	case f.Format == "":
		f.Format = known[0]
	}
	if !slices.Contains(known, f.Format) {
		return usage(suggest(f.Format, known, "the formats are "), "the format %q is not known here", f.Format)
	}
	return nil
}

// write writes a result in the form that was chosen.
func (f *resultFlags) write(s *streams, result forms) error {
	return s.output(f.Output, result[f.Format])
}

// put writes a result in the form that was chosen; more has the forms beyond those of
// package report.
func (f *resultFlags) put(s *streams, r report.Result, more forms) error {
	return s.output(f.Output, func(w io.Writer) error {
		if write := more[f.Format]; write != nil {
			return write(w)
		}
		return report.Write(w, r, report.Form(f.Format))
	})
}

// asJSON writes a value as indented JSON.
func asJSON(v any) func(io.Writer) error {
	return func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		e.SetEscapeHTML(false)
		return e.Encode(v)
	}
}

// newTable returns an empty table whose given columns are numbers.
func newTable(numbers ...int) table.Writer {
	t := table.NewWriter()
	style := table.StyleDefault
	style.Options = table.Options{SeparateHeader: true}
	style.Box = table.StyleBoxLight
	style.Box.PaddingLeft, style.Box.PaddingRight = "", "  "
	style.Format.Header = text.FormatDefault
	t.SetStyle(style)
	t.SetColumnConfigs(append(columnsOf(numbers),
		table.ColumnConfig{Number: 1, WidthMax: 24, WidthMaxEnforcer: text.WrapSoft}, table.ColumnConfig{Number: 2, WidthMax: 24, WidthMaxEnforcer: text.WrapSoft}))
	return t
}

// columnsOf are columns of numbers.
func columnsOf(numbers []int) (out []table.ColumnConfig) {
	for _, n := range numbers {
		out = append(out, table.ColumnConfig{Number: n, Align: text.AlignRight, AlignHeader: text.AlignRight})
	}
	return out
}

// tableText prints a table without spaces at the ends of lines.
func tableText(t table.Writer) string {
	var b strings.Builder
	for line := range strings.Lines(t.Render()) {
		b.WriteString(strings.TrimRight(line, " \n") + "\n")
	}
	return b.String()
}

// area prints km²: whole ones with commas, three digits below 100.
func area(km2 float64) string {
	if km2 >= 100 || km2 == 0 {
		return thousands(km2)
	}
	return strconv.FormatFloat(km2, 'f', max(0, 2-int(math.Floor(math.Log10(km2)))), 64)
}

// thousands prints a number without decimals and with commas.
func thousands(v float64) string {
	s := strconv.FormatFloat(v, 'f', 0, 64)
	for k := len(s) - 3; k > 0; k -= 3 {
		s = s[:k] + "," + s[k:]
	}
	return s
}

// markdownCell returns a text from an input as a cell of a Markdown table.
func markdownCell(text string) string {
	return strings.NewReplacer("\\", "\\\\", "|", "\\|", "<", "&lt;").Replace(printable(text))
}
