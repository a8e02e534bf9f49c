package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/report"
	"caspian.example/division/cmd/internal/builtin"
)

// coastCommand works on coast files.
type coastCommand struct {
	Check checkCommand `cmd:"" help:"Tell all that is wrong with a coast file, and where."`
	Info  infoCommand  `cmd:"" help:"Describe a coast (default gshhg): its source, states, lengths, ends of land borders."`
	Show  showCommand  `cmd:"" help:"Write a coast that is built in."`
	Build buildCommand `cmd:"" help:"Make a coast from the polygon of a sea or lake and the polygons of countries."`
}

// coastArgument names a coast.
type coastArgument struct {
	Coast string `arg:"" optional:"" file:"coast" placeholder:"COAST" help:"The coast: a GeoJSON file, gshhg, ne10m, dcw, or - for standard input."`
	Snap  length `default:"1m" placeholder:"LENGTH" help:"Join ends of the shore that are this far apart (default 1m)."`
}

// Validate checks the ranges of the flags.
func (c *coastArgument) Validate() error { return checkSnap(c.Snap) }

// showCommand writes an embedded coast.
type showCommand struct {
	Coast  string `arg:"" help:"The coast: gshhg, ne10m or dcw."`
	Output string `short:"o" file:"out" placeholder:"FILE" help:"Write to a file instead of standard output."`
}

func (c *showCommand) Run(s *streams) error {
	if !slices.Contains(builtin.Coasts, c.Coast) {
		return usage(suggest(c.Coast, builtin.Coasts, "built in are "), "no coast %q is built in", c.Coast)
	}
	r, err := openCoast(s, c.Coast)
	if err != nil {
		return err
	}
	defer r.Close()
	return s.output(c.Output, func(w io.Writer) error {
		_, err := io.Copy(w, r)
		return err
	})
}

// checkCommand tells all problems of a coast.
type checkCommand struct {
	coastArgument
	Beside positiveLength `placeholder:"LENGTH" help:"How much shore on either side of a closing line or a straight baseline the general direction of its coast is taken from (default 50km)."`
	resultFlags
}

func (c *checkCommand) Run(s *streams) error {
	if c.Coast == "" {
		return usage("caspian coast check FILE, gshhg, ne10m or dcw", "no coast is given")
	}
	read, wrong := s.readCoast(c.Coast, c.Snap)
	if errors.As(wrong, new(*usageError)) {
		return wrong
	}
	if c.Beside != 0 && wrong == nil && len(read.Closings) == 0 {
		return usage("leave it out", "--beside would change nothing: %s has no closing line and no straight baseline", sourceName(c.Coast))
	}
	out, err := report.NewCoastCheck(sourceName(c.Coast), read, wrong, cmp.Or(float64(c.Beside), coast.DefaultSide))
	if err != nil {
		return err
	}
	if err := c.write(s, out, nil); err != nil {
		return err
	}
	if out.Total == 0 {
		return nil
	}
	return withCoastHint(fmt.Errorf("%s has %s", out.File, report.Counted(out.Total, "problem")), wrong)
}

// infoCommand describes a coast.
type infoCommand struct {
	coastArgument
	Islands bool `help:"List its islands: number, name, state, place and area."`
	resultFlags
}

func (c *infoCommand) Run(s *streams) error {
	hint := ""
	if c.Coast == "" {
		c.Coast = builtin.Coasts[0]
		hint = "This is the coast that commands take without --coast. Built in are " + strings.Join(builtin.Coasts, ", ") + "; --coast FILE and caspian coast info FILE take one of your own, and caspian coast build makes one of polygons."
	}
	read, err := s.readCoast(c.Coast, c.Snap)
	if err != nil {
		return err
	}
	if c.Islands {
		out, err := report.NewIslands(read, sourceName(c.Coast))
		if err != nil {
			return err
		}
		return c.write(s, out, nil)
	}
	out, err := report.NewCoastInfo(read, sourceName(c.Coast))
	if err != nil {
		return err
	}
	out.Hint = hint
	return c.write(s, out, nil)
}
