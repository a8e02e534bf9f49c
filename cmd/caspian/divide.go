package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/export"
	"caspian.example/division/caspian/render"
)

// divideCommand writes one division.
type divideCommand struct {
	Regime string `required:"" placeholder:"REGIME" help:"The regime (see caspian regimes)."`
	Output string `short:"o" required:"" placeholder:"FILE" help:"Where to write, - for standard output; the ending chooses the format."`
	Format string `placeholder:"FORMAT" help:"The format, whatever the file's ending: geojson, svg, png or pdf."`
	pictureFlags
	seaFlags
}

// weightsTable says how the sea was divided by weighted lines.
func weightsTable(w io.Writer, d *caspian.Division) error {
	t := newTable(3, 4, 5, 6)
	t.AppendHeader(table.Row{"State", "Weight", "Area km²", "% of sea", "Parts", "Lost coast km"})
	drawn := map[int]caspian.Zone{}
	for _, z := range d.Zones {
		if z.Kind != caspian.ZoneInternalWaters {
			drawn[z.States[0]] = z
		}
	}
	for k, s := range d.States {
		row := table.Row{printable(s.Name), weightText(d, s.Code), "", "", "", fmt.Sprintf("%.1f", s.LostCoast/1e3)}
		if z, ok := drawn[k]; ok {
			row[2], row[3], row[4] = thousands(z.Area/1e6), fmt.Sprintf("%.4f", 100*z.Area/d.Area), len(z.Parts)
		}
		t.AppendRow(row)
	}
	text := fmt.Sprintf("%s · %s weights", d.Title, d.Weighting)
	if d.Iterations > 0 {
		text += fmt.Sprintf(" · %d iterations, residual %.1g of the sea", d.Iterations, d.Residual)
	}
	_, err := fmt.Fprintf(w, "%s\n\n%s", text, tableText(t))
	return err
}

// weightText prints a state's weight to six digits, an additive one in metres.
func weightText(d *caspian.Division, code string) string {
	if d.Weighting == caspian.Additive {
		return fmt.Sprintf("%.1f m", d.Weights[code])
	}
	return fmt.Sprintf("%.6f", d.Weights[code])
}

// writers are the formats of divisions, by the endings of files.
var writers = map[string]func(io.Writer, *caspian.Division) error{
	"geojson": export.GeoJSON,
	"json":    export.GeoJSON,
}

func (c *divideCommand) Run(s *streams) error {
	format := c.Format
	if format == "" {
		format = strings.ToLower(strings.TrimPrefix(filepath.Ext(c.Output), "."))
		if c.Output == "-" {
			format = "geojson"
		}
	}
	write := writers[format]
	if draw := pictures[format]; draw != nil {
		write = func(w io.Writer, d *caspian.Division) error { return draw(w, render.Map(d), c.pictureFlags.options()) }
	}
	if write == nil {
		return usage("the formats are geojson (.geojson, .json), svg, png and pdf", "the format %q of %s is not known", format, c.Output)
	}
	if _, err := regimeByID(c.Regime); err != nil {
		return err
	}
	sea, err := c.read(s)
	if err != nil {
		return err
	}
	regimes, err := c.regimesFor(s, sea, []string{c.Regime})
	if err != nil {
		return err
	}
	div, err := c.divide(s, sea, regimes[0], false)
	if err != nil {
		return err
	}
	if n, most, at := sea.Coast().Bent(float64(c.Tolerance)); n > 0 {
		fmt.Fprintf(s.errors, "caspian: note: %s: %d edges of the coast are so long that programs that draw them straight miss them by up to %.1f m, most near %.3f %.3f\n",
			printable(c.source()), n, most, at[0], at[1])
	}
	if err := s.output(c.Output, func(w io.Writer) error { return write(w, div) }); err != nil {
		return pictureError(err)
	}
	if div.Weights == nil {
		return nil
	}
	return weightsTable(s.errors, div)
}
