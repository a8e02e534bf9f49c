package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/problem"
)

// coastCommand works on coast files.
type coastCommand struct {
	Check checkCommand `cmd:"" help:"Tell all that is wrong with a coast file, and where."`
	Info  infoCommand  `cmd:"" help:"Describe a coast: its source, states, lengths, ends of land borders."`
	Show  showCommand  `cmd:"" help:"Write a coast that is built in."`
	Build buildCommand `cmd:"" help:"Make a coast from the polygon of a sea or lake and the polygons of countries."`
}

// coastArgument names a coast.
type coastArgument struct {
	Coast string `arg:"" file:"coast" placeholder:"COAST" help:"The coast: a GeoJSON file, gshhg, ne10m, or - for standard input."`
	Snap  length `default:"1m" placeholder:"LENGTH" help:"Join ends of the shore that are this far apart (default 1m)."`
}

// Validate checks the ranges of the flags.
func (c *coastArgument) Validate() error { return checkSnap(c.Snap) }

// read reads the coast.
func (c *coastArgument) read(s *streams) (*coast.Coast, error) {
	r, err := openCoast(s, c.Coast)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	read, err := coast.ReadContext(s.ctx, r, coast.Options{Snap: float64(c.Snap)})
	if err != nil {
		return nil, coastError(err, c.Coast)
	}
	return read, nil
}

// showCommand writes an embedded coast.
type showCommand struct {
	Coast  string `arg:"" enum:"gshhg,ne10m" help:"The coast: gshhg or ne10m."`
	Output string `short:"o" file:"out" placeholder:"FILE" help:"Write to a file instead of standard output."`
}

func (c *showCommand) Run(s *streams) error {
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
	resultFlags
}

// checkReport is what is wrong with a coast, and what is harmless.
type checkReport struct {
	File     string        `json:"file"`
	Problems []problemLine `json:"problems"`
	Notes    []problemLine `json:"notes"`
	// Total counts also the problems beyond the first thousand.
	Total int `json:"total"`
}

// problemLine is a problem or a note. Feature, vertex and place are missing
// where it has none.
type problemLine struct {
	Feature *int     `json:"feature"`
	Name    string   `json:"name,omitempty"`
	State   string   `json:"state,omitempty"`
	Vertex  *int     `json:"vertex"`
	Lon     *float64 `json:"lon"`
	Lat     *float64 `json:"lat"`
	What    string   `json:"what"`
	Advice  string   `json:"advice,omitempty"`
	text    string
}

func (c *checkCommand) Run(s *streams) error {
	if err := c.choose(tableForm, jsonForm, csvForm); err != nil {
		return err
	}
	read, err := c.read(s)
	var problems *problem.List
	if err != nil && !errors.As(err, &problems) {
		return err
	}
	out := &checkReport{File: sourceName(c.Coast), Problems: []problemLine{}, Notes: []problemLine{}}
	if problems != nil {
		out.Total = problems.Total
		for _, each := range problems.All {
			var p *coast.Problem
			if !errors.As(each, &p) {
				return err
			}
			line := problemLine{Feature: index(p.Feature), Name: p.Name, State: p.State, Vertex: index(p.Vertex), What: p.What, Advice: p.Advice, text: plain(p)}
			line.place(p.At)
			out.Problems = append(out.Problems, line)
		}
	} else {
		for _, n := range read.Notes {
			line := problemLine{Feature: index(n.Feature), What: n.What, text: printable(n.String())}
			line.place(n.At)
			out.Notes = append(out.Notes, line)
		}
	}
	if err := c.write(s, forms{tableForm: out.table, jsonForm: asJSON(out), csvForm: out.csv}); err != nil {
		return err
	}
	if out.Total == 0 {
		return nil
	}
	found := fmt.Errorf("%s has %d problems", out.File, out.Total)
	if out.Total == 1 {
		found = fmt.Errorf("%s has a problem", out.File)
	}
	return withCoastHint(found, err)
}

// index returns a number that is missing if it is below 0.
func index(k int) *int {
	if k < 0 {
		return nil
	}
	return &k
}

func (l *problemLine) place(at *orb.Point) {
	// JSON has no way to write what is no number.
	if at != nil && at[0] == at[0] && at[1] == at[1] {
		l.Lon, l.Lat = &at[0], &at[1]
	}
}

func (r *checkReport) table(w io.Writer) error {
	var b strings.Builder
	for k, p := range r.Problems {
		fmt.Fprintf(&b, "%4d. %s", k+1, strings.TrimLeft(indent(p.text, 6), " "))
	}
	if more := r.Total - len(r.Problems); more > 0 {
		fmt.Fprintf(&b, "      And %d more.\n", more)
	}
	for _, n := range r.Notes {
		b.WriteString("note: " + strings.TrimLeft(indent(n.text, 6), " "))
	}
	if r.Total == 0 {
		b.WriteString(indent("No problems in "+printable(r.File)+".", 0))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (r *checkReport) csv(w io.Writer) error {
	rows := [][]string{{"kind", "feature", "name", "state", "vertex", "lon", "lat", "what", "advice"}}
	whole := func(v *int) string {
		if v == nil {
			return ""
		}
		return strconv.Itoa(*v)
	}
	number := func(v *float64) string {
		if v == nil {
			return ""
		}
		return strconv.FormatFloat(*v, 'g', -1, 64)
	}
	for _, list := range []struct {
		kind  string
		lines []problemLine
	}{{"problem", r.Problems}, {"note", r.Notes}} {
		for _, l := range list.lines {
			rows = append(rows, []string{list.kind, whole(l.Feature), l.Name, l.State, whole(l.Vertex), number(l.Lon), number(l.Lat), l.What, l.Advice})
		}
	}
	return csv.NewWriter(w).WriteAll(rows)
}

// infoCommand describes a coast.
type infoCommand struct {
	coastArgument
	resultFlags
}

// infoReport describes a coast.
type infoReport struct {
	Coast      string `json:"coast"`
	Source     string `json:"source"`
	Licence    string `json:"licence"`
	Epoch      string `json:"epoch"`
	WaterLevel string `json:"water_level"`
	// SeaKm2 is the area within the shore, without islands.
	SeaKm2   float64 `json:"sea_km2"`
	Vertices int     `json:"vertices"` // of the shore and the islands
	// Extent is west, south, east, north; west is greater than east across the
	// antimeridian.
	Extent   [4]float64    `json:"extent"`
	Spacing  spacingInfo   `json:"spacing"`
	States   []stateInfo   `json:"states"`
	Termini  []terminus    `json:"termini"`
	Closings []closingInfo `json:"closing_lines"`
	Notes    []string      `json:"notes"` // gaps that were closed, and the like
}

// spacingInfo is how far apart the vertices are.
type spacingInfo struct {
	Median  float64    `json:"median_m"`
	Largest float64    `json:"largest_m"`
	At      [2]float64 `json:"at"` // where the largest one begins
}

// stateInfo is a state's part of the coast, measured along every edge.
type stateInfo struct {
	State     string  `json:"state"`
	Name      string  `json:"name"`
	CoastKm   float64 `json:"coast_km"` // without islands
	Stretches int     `json:"stretches"`
	Islands   int     `json:"islands"`
	IslandKm  float64 `json:"island_km"`
}

// terminus is the end of a land border between two states, in the order in
// which they follow each other counter-clockwise.
type terminus struct {
	States [2]string  `json:"states"`
	At     [2]float64 `json:"at"`
}

type closingInfo struct {
	Name  string        `json:"name"`
	State string        `json:"state"`
	Km    float64       `json:"km"`
	Ends  [2][2]float64 `json:"ends"`
}

func (c *infoCommand) Run(s *streams) error {
	if err := c.choose(tableForm, jsonForm, csvForm); err != nil {
		return err
	}
	read, err := c.read(s)
	if err != nil {
		return err
	}
	out, err := describeCoast(read, sourceName(c.Coast))
	if err != nil {
		return err
	}
	return c.write(s, forms{tableForm: out.table, jsonForm: asJSON(out), csvForm: out.csv})
}

// describeCoast measures a coast.
func describeCoast(c *coast.Coast, name string) (*infoReport, error) {
	e := geodesic.WGS84
	out := &infoReport{Coast: c.Name, Source: c.Source, Licence: c.Licence, Epoch: c.Epoch, WaterLevel: c.WaterLevel,
		Termini: []terminus{}, Closings: []closingInfo{}, Notes: []string{}}
	if out.Coast == "" {
		out.Coast = name
	}
	sea := orb.Polygon{c.Shore}
	out.Vertices = len(c.Shore) - 1
	for _, i := range c.Islands {
		sea = append(sea, i.Ring)
		out.Vertices += len(i.Ring) - 1
	}
	out.SeaKm2 = e.PolygonArea(sea) / 1e6
	out.Extent[0], out.Extent[1], out.Extent[2], out.Extent[3] = c.Extent()
	var at orb.Point
	out.Spacing.Median, out.Spacing.Largest, at = c.Spacing()
	out.Spacing.At = at
	all, err := c.Lengths(e, coast.Measure{})
	if err != nil {
		return nil, err
	}
	bare := *c
	bare.Islands = nil
	mainland, err := bare.Lengths(e, coast.Measure{})
	if err != nil {
		return nil, err
	}
	for k, s := range c.States {
		info := stateInfo{State: s.Code, Name: s.Name, CoastKm: mainland[k] / 1000, IslandKm: (all[k] - mainland[k]) / 1000}
		for _, x := range c.Stretches {
			if x.State == k {
				info.Stretches++
			}
		}
		for _, i := range c.Islands {
			if i.State == k {
				info.Islands++
			}
		}
		out.States = append(out.States, info)
	}
	for _, t := range c.Termini() {
		out.Termini = append(out.Termini, terminus{[2]string{c.States[t.Before].Code, c.States[t.After].Code}, t.At})
	}
	for _, l := range c.Closings {
		info := closingInfo{Name: l.Name, State: c.States[l.State].Code, Ends: [2][2]float64{l.Line[0], l.Line[len(l.Line)-1]}}
		for k, p := range l.Line[1:] {
			info.Km += e.Distance(l.Line[k], p) / 1000
		}
		out.Closings = append(out.Closings, info)
	}
	for _, n := range c.Notes {
		out.Notes = append(out.Notes, n.String())
	}
	return out, nil
}

// place prints a longitude and latitude to a decimetre.
func place(p [2]float64) string {
	for k, v := range p {
		p[k] = math.Round(v*1e6)/1e6 + 0 // without the sign of zero
	}
	return fmt.Sprintf("%.6f %.6f", p[0], p[1])
}

func (r *infoReport) table(w io.Writer) error {
	var b strings.Builder
	fact := func(title, text string) {
		if text != "" {
			fmt.Fprintf(&b, "%-13s %s", title, strings.TrimLeft(indent(printable(text), 14), " "))
		}
	}
	fact("Coast", r.Coast)
	fact("Source", r.Source)
	fact("Licence", r.Licence)
	fact("Epoch", r.Epoch)
	fact("Water level", r.WaterLevel)
	fact("Sea", area(r.SeaKm2)+" km² without islands")
	fact("Vertices", fmt.Sprintf("%s, with a median spacing of %s m and a largest one of %s m from %s on",
		thousands(float64(r.Vertices)), thousands(r.Spacing.Median), thousands(r.Spacing.Largest), place(r.Spacing.At)))
	fact("Extent", fmt.Sprintf("%s to %s (west, south to east, north)", place([2]float64(r.Extent[:2])), place([2]float64(r.Extent[2:]))))
	t := newTable(2, 3, 4, 5)
	t.AppendHeader(table.Row{"State", "Coast km", "Stretches", "Islands", "Islands' shores km"})
	for _, s := range r.States {
		t.AppendRow(table.Row{named(s.State, s.Name), fmt.Sprintf("%.1f", s.CoastKm), s.Stretches, s.Islands, fmt.Sprintf("%.1f", s.IslandKm)})
	}
	fmt.Fprintf(&b, "\n%s", tableText(t))
	if len(r.Termini) > 0 {
		b.WriteString("\nEnds of land borders, counter-clockwise\n")
		for _, t := range r.Termini {
			b.WriteString(indent(printable(t.States[0]+"–"+t.States[1])+" at "+place(t.At), 2))
		}
	}
	if len(r.Closings) > 0 {
		b.WriteString("\nClosing lines\n")
		for _, l := range r.Closings {
			b.WriteString(indent(fmt.Sprintf("%s (%s), %.2f km, from %s to %s", printable(l.Name), printable(l.State), l.Km, place(l.Ends[0]), place(l.Ends[1])), 2))
		}
	}
	if len(r.Notes) > 0 {
		b.WriteString("\nNotes\n")
		for _, n := range r.Notes {
			b.WriteString(indent(printable(n), 2))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// named is a state in tables.
func named(code, name string) string {
	if name == code {
		return printable(code)
	}
	return printable(name + " (" + code + ")")
}

// csv has one row for each state.
func (r *infoReport) csv(w io.Writer) error {
	number := func(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
	rows := [][]string{{"coast", "epoch", "water_level", "sea_km2", "vertices", "state", "name", "coast_km", "stretches", "islands", "island_km"}}
	for _, s := range r.States {
		rows = append(rows, []string{r.Coast, r.Epoch, r.WaterLevel, number(r.SeaKm2), strconv.Itoa(r.Vertices),
			s.State, s.Name, number(s.CoastKm), strconv.Itoa(s.Stretches), strconv.Itoa(s.Islands), number(s.IslandKm)})
	}
	return csv.NewWriter(w).WriteAll(rows)
}
