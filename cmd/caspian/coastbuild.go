package main

import (
	"errors"
	"fmt"
	"io"
	"strconv"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/coast/build"
	"caspian.example/division/caspian/report"
)

// buildCommand makes a coast from polygons.
type buildCommand struct {
	Sea        string            `file:"in" required:"" placeholder:"FILE" help:"The sea or lake: one polygon in GeoJSON, whose holes are islands; - for standard input."`
	Countries  string            `file:"in" required:"" placeholder:"FILE" help:"The countries around it: polygons in GeoJSON that need not touch it; - for standard input."`
	Property   string            `name:"countries-property" placeholder:"NAME" help:"The property of countries that holds the state's code (default: the first known one that all on the shore have)."`
	Enclave    *length           `placeholder:"LENGTH" help:"Give shorter stretches of shore to their neighbours; 0m keeps them (default 2km, or 1/100 of the shore if that is less)."`
	Reach      length            `default:"100km" placeholder:"LENGTH" help:"How far countries may be from their shore, up to 1000km (default 100km)."`
	Island     map[string]string `mapsep:"," placeholder:"NUMBER=CODE,..." help:"Give an island to a state, by the number of the hole in the sea's polygon, from 1; may be repeated."`
	Name       string            `placeholder:"TEXT" help:"The name of the coast (default: that of the sea's polygon)."`
	Source     string            `placeholder:"TEXT" help:"Where the data come from."`
	Licence    string            `placeholder:"TEXT" help:"Their licence."`
	Epoch      string            `placeholder:"TEXT" help:"The time that they hold for."`
	WaterLevel string            `placeholder:"TEXT" help:"The level of the water."`
	Output     string            `short:"o" file:"out" placeholder:"FILE" help:"Write the coast to a file instead of standard output."`
	Report     string            `file:"out" placeholder:"FILE" help:"Write how the coast came about, in full, as JSON."`
}

// Validate checks the flags.
func (c *buildCommand) Validate() error {
	if c.Reach <= 0 || c.Reach > 1000e3 {
		return fmt.Errorf("--reach must lie above 0m and up to 1000km")
	}
	if c.Report == "-" && (c.Output == "" || c.Output == "-") {
		return fmt.Errorf("the coast and the report cannot both go to standard output: add -o FILE")
	}
	return nil
}

// options are the choices of the flags.
func (c *buildCommand) options() (build.Options, error) {
	o := build.Options{Property: c.Property, Reach: float64(c.Reach), Name: c.Name, Source: c.Source, Licence: c.Licence, Epoch: c.Epoch, WaterLevel: c.WaterLevel}
	if c.Enclave != nil {
		if o.Enclave = float64(*c.Enclave); o.Enclave == 0 {
			o.Enclave = -1
		}
	}
	for number, code := range c.Island {
		k, err := strconv.Atoi(number)
		if err != nil || k < 1 {
			return o, usage("islands are the holes of the sea's polygon, counted from 1, such as --island 3=UG", "--island %s: %q is not the number of an island", code, number)
		}
		if o.Islands == nil {
			o.Islands = map[int]string{}
		}
		o.Islands[k] = code
	}
	return o, nil
}

func (c *buildCommand) Run(s *streams) error {
	o, err := c.options()
	if err != nil {
		return err
	}
	sea, err := input(s, c.Sea)
	if err != nil {
		return err
	}
	defer sea.Close()
	countries, err := input(s, c.Countries)
	if err != nil {
		return err
	}
	defer countries.Close()
	r, err := build.Coast(s.ctx, sea, countries, o)
	if err != nil {
		return c.explain(s, err)
	}
	notes(s, r.Notes, func(n build.Note) string { return c.input(n.Input) })
	if err := s.output(c.Output, func(w io.Writer) error { return coast.Write(w, r.Coast) }); err != nil {
		return err
	}
	built, err := report.NewBuiltCoast(r)
	if err != nil {
		return err
	}
	if c.Report != "" {
		if err := s.output(c.Report, func(w io.Writer) error { return report.Write(w, built, report.JSON) }); err != nil {
			return err
		}
	}
	if s.quiet {
		return nil
	}
	built.Hint = "--report FILE has all."
	return report.Write(s.errors, built, report.Text)
}

// input is the name of an input in messages.
func (c *buildCommand) input(which string) string {
	if which == build.Sea {
		return sourceName(c.Sea)
	}
	return sourceName(c.Countries)
}

// explain names the file of an error and adds advice.
func (c *buildCommand) explain(s *streams, err error) error {
	var in *build.InputError
	if !errors.As(err, &in) {
		return err
	}
	if other := s.mistaken(c.input(in.Input), polygons); other != nil {
		return other
	}
	err = inputError{in.Err, c.input(in.Input)}
	switch {
	case errors.Is(err, build.ErrIsland):
		return usage("", "%w", err)
	case errors.Is(err, build.ErrSwapped):
		return hinted{err, fmt.Sprintf("caspian coast build --sea %s --countries %s", c.Countries, c.Sea)}
	case errors.Is(err, build.ErrProperty):
		return hinted{err, "name the property with --countries-property NAME"}
	case errors.Is(err, build.ErrReach):
		return hinted{err, "--reach 500km looks farther"}
	}
	return err
}
