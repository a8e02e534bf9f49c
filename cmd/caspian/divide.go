package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/export"
	"caspian.example/division/caspian/export/gpkg"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/render"
	"caspian.example/division/caspian/render/page"
)

// divideCommand writes one division.
type divideCommand struct {
	Regime []string `placeholder:"REGIME" sep:"none" help:"The regime (see caspian regimes); may be repeated for formats that hold several: html, kml, gpkg and csv."`
	Output string   `short:"o" file:"out" required:"" placeholder:"FILE" help:"Where to write, - for standard output; the ending chooses the format."`
	Format string   `placeholder:"FORMAT" help:"The format, whatever the file's ending: geojson, kml, gpkg, csv, wkt, wkb, ewkb, svg, png, pdf or html."`
	pictureFlags
	seaFlags
}

// weightsTable says how the sea was divided by weighted lines.
func weightsTable(w io.Writer, d *caspian.Division) error {
	t := newTable(3, 4, 5, 6)
	t.AppendHeader(table.Row{"State", "Weight", "Area km²", "% of sea", "Parts", "Lost coast km"})
	for _, z := range d.Zones {
		if z.Kind == caspian.ZoneInternalWaters {
			continue
		}
		lost := 0.0
		for _, k := range z.Holder.States {
			lost += d.States[k].LostCoast
		}
		t.AppendRow(table.Row{printable(z.Holder.Name), weightText(d, d.States[z.Holder.States[0]].Code), area(z.Area / 1e6), fmt.Sprintf("%.4f", 100*z.Area/d.Area), len(z.Parts), fmt.Sprintf("%.1f", lost/1e3)})
	}
	text := fmt.Sprintf("%s · %s weights", d.Question.Regime.Title, d.Question.Regime.Weighting)
	if d.Iterations > 0 {
		text += fmt.Sprintf(" · %d iterations, residual %.1g of the sea", d.Iterations, d.Residual)
	}
	_, err := fmt.Fprintf(w, "%s\n\n%s", text, tableText(t))
	return err
}

// weightText prints a state's weight to six digits, an additive one in metres.
func weightText(d *caspian.Division, code string) string {
	if d.Question.Regime.Weighting == regime.Additive {
		return fmt.Sprintf("%.1f m", d.Weights[code])
	}
	return fmt.Sprintf("%.6f", d.Weights[code])
}

// format is a kind of file that holds divisions.
type format struct {
	write func(io.Writer, []*caspian.Division, render.Options) error
	// several says that a file may hold more than one division.
	several bool
}

// formats are the formats of divisions, by the endings of files.
var formats = map[string]format{
	"geojson": one(export.GeoJSON),
	"json":    one(export.GeoJSON),
	"wkt":     one(export.WKT),
	"wkb":     one(export.WKB),
	"ewkb":    one(export.EWKB),
	"kml":     many(export.KML),
	"csv":     many(export.TurningPoints),
	"gpkg":    many(gpkg.Write),
	"svg":     drawn(render.SVG),
	"png":     drawn(render.PNG),
	"pdf":     drawn(render.PDF),
	"html":    many(page.Write),
}

// formatNames are the formats as they are named to users.
const formatNames = "geojson, kml, gpkg, csv, wkt, wkb, ewkb, svg, png, pdf and html"

func one(write func(io.Writer, *caspian.Division) error) format {
	return format{write: func(w io.Writer, d []*caspian.Division, _ render.Options) error { return write(w, d[0]) }}
}

func many(write func(io.Writer, ...*caspian.Division) error) format {
	return format{write: func(w io.Writer, d []*caspian.Division, _ render.Options) error { return write(w, d...) }, several: true}
}

func drawn(draw func(io.Writer, render.Picture, render.Options) error) format {
	return format{write: func(w io.Writer, d []*caspian.Division, o render.Options) error { return draw(w, render.Map(d[0]), o) }}
}

// format returns the format of the file to be written.
func (c *divideCommand) format() (format, error) {
	name := c.Format
	if name == "" {
		name = strings.ToLower(strings.TrimPrefix(filepath.Ext(c.Output), "."))
		if c.Output == "-" {
			name = "geojson"
		}
	}
	f, ok := formats[name]
	switch {
	case !ok:
		return f, usage("the formats are "+formatNames, "the format %q of %s is not known", name, c.Output)
	case len(c.Regime)+len(c.RegimeFile) > 1 && !f.several && pictures[name] != nil:
		return f, usage("caspian compare --regimes "+strings.Join(c.Regime, ",")+" -o "+c.Output, "a map shows one regime")
	case len(c.Regime)+len(c.RegimeFile) > 1 && !f.several:
		return f, usage("html, kml, gpkg and csv hold several", "a file in the format %s holds one regime", name)
	}
	return f, nil
}

func (c *divideCommand) Run(s *streams) error {
	if len(c.Regime)+len(c.RegimeFile) == 0 {
		return usage("for instance caspian divide --regime median -o median.geojson; caspian regimes lists them", "no regime is given")
	}
	format, err := c.format()
	if err != nil {
		return err
	}
	if err := checkRegimes(c.Regime); err != nil {
		return err
	}
	sea, err := c.read(s)
	if err != nil {
		return err
	}
	regimes, err := c.regimesFor(s, sea, c.Regime)
	if err != nil {
		return err
	}
	var divisions []*caspian.Division
	for _, r := range regimes {
		div, err := c.divide(s, sea, r, false)
		if err != nil {
			return err
		}
		divisions = append(divisions, div)
	}
	if n, most, at := sea.Coast().Bent(float64(c.Tolerance)); n > 0 {
		text := "%s: %d edges of the coast are so long that programs that draw them straight miss them by up to %.1f m, most near %.3f %.3f"
		if n == 1 {
			text = "%s: %d edge of the coast is so long that programs that draw it straight miss it by up to %.1f m, near %.3f %.3f"
		}
		s.note(text, printable(c.source()), n, most, at[0], at[1])
	}
	if err := s.output(c.Output, func(w io.Writer) error { return format.write(w, divisions, c.pictureFlags.options()) }); err != nil {
		return pictureError(err)
	}
	for _, div := range divisions {
		if div.Weights != nil && !s.quiet {
			if err := weightsTable(s.errors, div); err != nil {
				return err
			}
		}
	}
	return nil
}
