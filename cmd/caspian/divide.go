package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/export"
)

// divideCommand writes one division.
type divideCommand struct {
	Regime string `required:"" placeholder:"REGIME" help:"The regime (see caspian regimes)."`
	Output string `short:"o" required:"" placeholder:"FILE" help:"Where to write, - for standard output; the ending chooses the format."`
	Format string `placeholder:"FORMAT" help:"The format, whatever the file's ending: geojson."`
	seaFlags
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
	if write == nil {
		return usage("the formats are geojson (.geojson, .json)", "the format %q of %s is not known", format, c.Output)
	}
	if _, err := regimeByID(c.Regime); err != nil {
		return err
	}
	sea, err := c.read(s)
	if err != nil {
		return err
	}
	regimes, err := regimesFor(s, sea, []string{c.Regime})
	if err != nil {
		return err
	}
	div, err := c.divide(s, sea, regimes[0])
	if err != nil {
		return err
	}
	if len(div.Zones) == 0 {
		return hinted{fmt.Errorf("the regime %s gives shares but draws no areas", c.Regime), "caspian shares --regime " + c.Regime}
	}
	if n, most, at := sea.Coast().Bent(float64(c.Tolerance)); n > 0 {
		fmt.Fprintf(s.errors, "caspian: note: %s: %d edges of the coast are so long that programs that draw them straight miss them by up to %.1f m, most near %.3f %.3f\n",
			printable(c.source()), n, most, at[0], at[1])
	}
	return s.output(c.Output, func(w io.Writer) error { return write(w, div) })
}
