package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"caspian.example/division/caspian/tabular"
)

// Column is one quantity of the rows of a table.
type Column[Row any] struct {
	// Name is what files call it; "" leaves it out of CSV.
	Name string
	// Head stands above it in texts; see Hidden to leave it out there.
	Head string
	// Cell is how it is shown of a row, and Value how files have it: without it as the
	// member Name of the row's JSON form, if there is one, and else as it is shown.
	Cell, Value func(Row) string
	// Right aligns it as numbers are. Wrap, if above 0, is the widest that it may be
	// in plain text.
	Right  bool
	Wrap   int
	Hidden bool
	// In, if not empty, is the only form of texts that shows it.
	In Form
}

// Grid is a table: columns, and what they show of rows.
type Grid interface {
	// Text is the table in plain text, Markdown in Markdown.
	Text() string
	Markdown() string
	// CSV writes it with a header.
	CSV(w io.Writer) error
}

// Table is the Grid of rows of one kind.
type Table[Row any] struct {
	Columns []Column[Row]
	Rows    []Row
	// Apart, if not nil, says of a row from the second on whether an empty line
	// stands before it in plain text.
	Apart func(before, row Row) bool
}

// filed adds a column that files have and texts have not.
func (t *Table[Row]) filed(name string, of func(Row) string) {
	t.Columns = append(t.Columns, Column[Row]{Name: name, Value: of})
}

// figures adds such a column of numbers with so many decimals.
func (t *Table[Row]) figures(name string, decimals int, of func(Row) float64) {
	t.filed(name, func(r Row) string { return Number(of(r), decimals) })
}

// shows adds a column that texts have and files have not: in, if not empty, is the only
// form of texts that does.
func (t *Table[Row]) shows(head string, in Form, of func(Row) string) {
	t.Columns = append(t.Columns, Column[Row]{Head: head, In: in, Cell: of})
}

// measures adds such a column of values in a format of package fmt.
func (t *Table[Row]) measures(head string, in Form, format string, of func(Row) any) {
	t.Columns = append(t.Columns, Column[Row]{Head: head, In: in, Right: true, Cell: func(r Row) string { return fmt.Sprintf(format, of(r)) }})
}

// shown are the columns of a form of texts.
func (t *Table[Row]) shown(form Form) (out []Column[Row]) {
	for _, c := range t.Columns {
		if !c.Hidden && c.Cell != nil && (c.In == "" || c.In == form) {
			out = append(out, c)
		}
	}
	return out
}

// Text returns the table as plain text, without spaces at the ends of lines.
func (t *Table[Row]) Text() string {
	w := table.NewWriter()
	style := table.StyleDefault
	style.Options = table.Options{SeparateHeader: true}
	style.Box = table.StyleBoxLight
	style.Box.PaddingLeft, style.Box.PaddingRight = "", "  "
	style.Format.Header = text.FormatDefault
	w.SetStyle(style)
	columns := t.shown(Text)
	var head table.Row
	var configs []table.ColumnConfig
	for k, c := range columns {
		head = append(head, Printable(c.Head))
		config := table.ColumnConfig{Number: k + 1}
		if c.Right {
			config.Align, config.AlignHeader = text.AlignRight, text.AlignRight
		}
		if c.Wrap > 0 {
			config.WidthMax, config.WidthMaxEnforcer = c.Wrap, wrapCell
		}
		configs = append(configs, config)
	}
	w.SetColumnConfigs(configs)
	w.AppendHeader(head)
	for k, row := range t.Rows {
		if k > 0 && t.Apart != nil && t.Apart(t.Rows[k-1], row) {
			w.AppendRow(table.Row{""})
		}
		var cells table.Row
		for _, c := range columns {
			cells = append(cells, Printable(c.Cell(row)))
		}
		w.AppendRow(cells)
	}
	var b strings.Builder
	for line := range strings.Lines(w.Render()) {
		line = strings.TrimRight(line, " \n")
		if strings.Trim(line, "─") == "" {
			line = strings.TrimSuffix(line, "──") // below the space behind the last column
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}

// wrapCell wraps a cell at so many columns.
func wrapCell(cell string, width int) string {
	lines := strings.Split(text.WrapSoft(cell, width), "\n")
	for k := range lines {
		lines[k] = strings.TrimRight(lines[k], " ") // which would stand beyond the width
	}
	return strings.Join(lines, "\n")
}

// Markdown returns the table as Markdown.
func (t *Table[Row]) Markdown() string {
	var b strings.Builder
	columns := t.shown(Markdown)
	rule := "|"
	b.WriteString("|")
	for _, c := range columns {
		b.WriteString(" " + escape(c.Head) + " |")
		if c.Right {
			rule += " ---: |"
		} else {
			rule += " --- |"
		}
	}
	b.WriteString("\n" + rule + "\n")
	for _, row := range t.Rows {
		b.WriteString("|")
		for _, c := range columns {
			b.WriteString(" " + escape(c.Cell(row)) + " |")
		}
		b.WriteString("\n")
	}
	return b.String()
}

// CSV writes the table's columns that have names, with a header; cells are as tabular.Cell
// has them.
func (t *Table[Row]) CSV(w io.Writer) error {
	var columns []Column[Row]
	var head []string
	for _, c := range t.Columns {
		if c.Name == "" {
			continue
		}
		if c.Value == nil {
			c.Value = member[Row](c.Name)
		}
		if c.Value == nil {
			c.Value = c.Cell
		}
		columns, head = append(columns, c), append(head, c.Name)
	}
	out := csv.NewWriter(w)
	if err := out.Write(head); err != nil {
		return err
	}
	row := make([]string, len(columns))
	for _, r := range t.Rows {
		for k, c := range columns {
			row[k] = tabular.Cell(c.Value(r))
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// apart is a Grid whose rows in CSV are written apart: those of another package, or ever
// so many.
type apart struct {
	Grid
	csv func(io.Writer) error
}

// CSV writes the rows.
func (a apart) CSV(w io.Writer) error { return a.csv(w) }
