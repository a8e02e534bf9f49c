package main

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/coast/build"
)

// buildCommand makes a coast from polygons.
type buildCommand struct {
	Sea        string            `file:"in" required:"" placeholder:"FILE" help:"The sea or lake: one polygon in GeoJSON, whose holes are islands; - for standard input."`
	Countries  string            `file:"in" required:"" placeholder:"FILE" help:"The countries around it: polygons in GeoJSON that need not touch it; - for standard input."`
	Property   string            `name:"countries-property" placeholder:"NAME" help:"The property of countries that holds the state's code (default: the first known one that all on the shore have)."`
	Enclave    *length           `placeholder:"LENGTH" help:"Give shorter stretches of shore to their neighbours; 0m keeps them (default 2km, or 1/100 of the shore if that is less)."`
	Reach      length            `default:"100km" placeholder:"LENGTH" help:"How far countries may be from their shore, up to 1000km (default 100km)."`
	Island     map[string]string `mapsep:"none" placeholder:"NUMBER=CODE" help:"Give an island to a state, by the number of the hole in the sea's polygon, from 1; may be repeated."`
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
		return c.explain(err)
	}
	notes(s, r.Notes, func(n build.Note) string { return c.input(n.Input) })
	if err := s.output(c.Output, func(w io.Writer) error { return coast.Write(w, r.Coast) }); err != nil {
		return err
	}
	report := newBuildReport(r)
	if c.Report != "" {
		if err := s.output(c.Report, asJSON(report)); err != nil {
			return err
		}
	}
	if s.quiet {
		return nil
	}
	_, err = io.WriteString(s.errors, report.table())
	return err
}

// input is the name of an input in messages.
func (c *buildCommand) input(which string) string {
	if which == build.Sea {
		return sourceName(c.Sea)
	}
	return sourceName(c.Countries)
}

// explain names the file of an error and adds advice.
func (c *buildCommand) explain(err error) error {
	var in *build.InputError
	if !errors.As(err, &in) {
		return err
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

// buildReport is how a coast came about.
type buildReport struct {
	Coast    string          `json:"coast"`
	Property string          `json:"countries_property"`
	States   []builtState    `json:"states"`
	Termini  []builtTerminus `json:"termini"`
	Enclaves []builtEnclave  `json:"enclaves"`
	Islands  []builtIsland   `json:"islands"`
}

// builtState is a state, and how far its shore is from the country at most.
type builtState struct {
	State     string      `json:"state"`
	Name      string      `json:"name"`
	CoastKm   float64     `json:"coast_km"`
	Stretches int         `json:"stretches"`
	Islands   int         `json:"islands"`
	FarthestM float64     `json:"farthest_m"`
	At        *[2]float64 `json:"farthest_at"` // null if all of it is inside
}

// builtTerminus is the end of a land border, its distance from the countries,
// and the length of shore where the two are equally near to 100 m.
type builtTerminus struct {
	terminus
	DistanceM float64 `json:"distance_m"`
	DoubtM    float64 `json:"doubt_m"`
}

// builtEnclave is a short stretch that went to its neighbours.
type builtEnclave struct {
	State   string     `json:"state"`
	At      [2]float64 `json:"at"`
	LengthM float64    `json:"length_m"`
	To      []string   `json:"to"`
	Only    bool       `json:"only"`
}

// builtIsland is an island, and the part of its shore nearest to its state.
type builtIsland struct {
	Number    int        `json:"number"`
	Name      string     `json:"name"`
	At        [2]float64 `json:"at"`
	State     string     `json:"state"`
	Part      float64    `json:"part"`
	DistanceM float64    `json:"distance_m"`
	Given     bool       `json:"given"`
}

func newBuildReport(r *build.Result) *buildReport {
	out := &buildReport{Coast: r.Coast.Name, Property: r.Property, Termini: []builtTerminus{}, Enclaves: []builtEnclave{}, Islands: []builtIsland{}}
	for _, s := range r.States {
		state := builtState{s.Code, s.Name, s.Length / 1000, s.Stretches, s.Islands, s.Farthest, nil}
		if s.Farthest > 0 {
			state.At = (*[2]float64)(&s.FarthestAt)
		}
		out.States = append(out.States, state)
	}
	for _, t := range r.Termini {
		out.Termini = append(out.Termini, builtTerminus{terminus{[2]string{r.States[t.Before].Code, r.States[t.After].Code}, t.At}, t.Distance, t.Doubt})
	}
	for _, e := range r.Enclaves {
		out.Enclaves = append(out.Enclaves, builtEnclave{e.State, e.At, e.Length, e.To, e.Only})
	}
	for _, i := range r.Islands {
		out.Islands = append(out.Islands, builtIsland{i.Hole, i.Name, i.At, r.States[i.State].Code, i.Part, i.Distance, i.Given})
	}
	return out
}

// table prints the report, of islands those that are not clear.
func (r *buildReport) table() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Codes from the property %s.\n\n", printable(r.Property))
	t := newTable(2, 3, 4, 5)
	t.AppendHeader(table.Row{"State", "Coast km", "Stretches", "Islands", "Farthest m"})
	for _, s := range r.States {
		t.AppendRow(table.Row{named(s.State, s.Name), fmt.Sprintf("%.1f", s.CoastKm), s.Stretches, s.Islands, thousands(s.FarthestM)})
	}
	fmt.Fprintf(&b, "%sFarthest: of the shore from its country, the most.\n", tableText(t))
	if len(r.Termini) > 0 {
		t := newTable(3, 4)
		t.AppendHeader(table.Row{"Ends of land borders", "At", "Distance m", "Doubt m"})
		for _, x := range r.Termini {
			t.AppendRow(table.Row{printable(x.States[0] + "–" + x.States[1]), place(x.At), thousands(x.DistanceM), thousands(x.DoubtM)})
		}
		fmt.Fprintf(&b, "\n%sDistance: from the two countries. Doubt: the length of shore around it on which\nthe two are equally near to %d m. These places decide shares: check them.\n", tableText(t), build.Doubtful)
	}
	var lines []string
	for _, e := range r.Enclaves {
		line := fmt.Sprintf("%.2f km of %s at %s went to %s as noise", e.LengthM/1000, printable(e.State), place(e.At), printable(strings.Join(e.To, " and ")))
		if e.Only {
			line += "; it has no other shore here"
		}
		lines = append(lines, line+".")
	}
	for _, i := range r.Islands {
		if i.Given || i.Part < 1 || i.DistanceM > 0 {
			line := fmt.Sprintf("%s at %s went to %s, which is nearest to %.0f %% of its shore and %s m away", i.Name, place(i.At), printable(i.State), 100*i.Part, thousands(i.DistanceM))
			if i.Given {
				line += ", as given"
			}
			lines = append(lines, line+".")
		}
	}
	if len(lines) > 0 {
		b.WriteByte('\n')
	}
	for k, line := range lines {
		if k == 20 {
			fmt.Fprintf(&b, "And %d more; --report FILE has all.\n", len(lines)-20)
			break
		}
		b.WriteString(indent(line, 0))
	}
	return b.String()
}
