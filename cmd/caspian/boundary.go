package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/export"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/partition"
	"caspian.example/division/caspian/regime"
)

// boundaryCommand describes the line between two states.
type boundaryCommand struct {
	A      string `arg:"" name:"state" help:"The code of one state, such as RU."`
	B      string `arg:"" name:"other-state" help:"The code of the other state."`
	Regime string `placeholder:"REGIME" default:"median" help:"The regime whose line it is (default median)."`
	resultFlags
	seaFlags
}

// boundaryReport is the result, in the form of --format json.
type boundaryReport struct {
	seaReport
	questionReport
	Regime     string       `json:"regime"`
	Title      string       `json:"title"`
	Layer      string       `json:"layer"`
	States     []string     `json:"states"`
	Datum      string       `json:"datum"`
	ToleranceM float64      `json:"tolerance_m"`
	Lines      []lineReport `json:"lines"`
	names      []string
}

type lineReport struct {
	LengthM    float64       `json:"length_m"`
	DepartureM float64       `json:"departure_m"` // of the geodesics between its points
	Points     []pointReport `json:"points"`
	Legs       []legReport   `json:"legs"`
}

type pointReport struct {
	Number     int                     `json:"number"`
	Kind       course.Kind             `json:"kind"`
	Lon        float64                 `json:"lon"`
	Lat        float64                 `json:"lat"`
	DMS        string                  `json:"dms"`
	AlongM     float64                 `json:"along_m"`
	Distances  map[string]float64      `json:"distances_m"`
	BasePoints map[string][]baseReport `json:"base_points"`
	states     []string                // in their order
}

type baseReport struct {
	At      orb.Point `json:"at"`
	DMS     string    `json:"dms"`
	Feature string    `json:"feature"`
	Role    string    `json:"role"`
	Part    float64   `json:"part"` // of the distance
}

type legReport struct {
	From       int              `json:"from"`
	To         int              `json:"to"`
	AlongM     float64          `json:"along_m"`
	GeodesicM  float64          `json:"geodesic_m"`
	Azimuth    float64          `json:"azimuth"`
	Back       float64          `json:"back_azimuth"`
	DepartureM float64          `json:"departure_m"`
	Origin     partition.Origin `json:"origin"`
}

func (c *boundaryCommand) Run(s *streams) error {
	if err := c.choose(tableForm, jsonForm, csvForm, geojsonForm, markdownForm); err != nil {
		return err
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
	d, err := c.divide(s, sea, regimes[0], false)
	if err != nil {
		return err
	}
	courses, err := course.Between(d, c.A, c.B)
	if err != nil {
		return c.pairError(d, err)
	}
	r := c.report(d, courses)
	return c.write(s, forms{
		tableForm: r.table, jsonForm: asJSON(r), markdownForm: r.markdown,
		csvForm:     func(w io.Writer) error { return export.Courses(w, d, courses) },
		geojsonForm: func(w io.Writer) error { return export.GeoJSON(w, course.Only(d, courses)) },
	})
}

// pairError makes a mistake on the command line of states that do not meet.
func (c *boundaryCommand) pairError(d *caspian.Division, err error) error {
	switch {
	case errors.Is(err, caspian.ErrState):
		return usage(pairHint(d.Sea, [2]string{c.A, c.B}, "caspian boundary %s %s"), "%w", err)
	case errors.Is(err, course.ErrNoBoundary) && len(d.Boundaries) > 0 && d.Question.Regime.Drawn():
		b := d.Boundaries[0]
		return usage(fmt.Sprintf("caspian boundary %s %s", d.States[b.States[0]].Code, d.States[b.States[1]].Code), "%w", err)
	case errors.Is(err, course.ErrNoBoundary):
		return usage("caspian boundary A B --regime median draws lines", "%w", err)
	}
	return err
}

// report puts the courses into the form of the result.
func (c *boundaryCommand) report(d *caspian.Division, courses []course.Course) *boundaryReport {
	q := &d.Question
	r := &boundaryReport{
		seaReport: seaOf(d), questionReport: questionOf(d), Regime: q.Regime.ID, Title: q.Regime.Title, Layer: string(q.Regime.Layer), Datum: "WGS84", ToleranceM: q.Options.Tolerance,
	}
	for _, k := range courses[0].States {
		r.States, r.names = append(r.States, d.States[k].Code), append(r.names, d.States[k].Name)
	}
	number := 0
	for _, way := range courses {
		line := lineReport{LengthM: way.Length, DepartureM: way.Departure}
		for i := range way.Points {
			p := &way.Points[i]
			number++
			out := pointReport{
				Number: number, Kind: p.Kind, Lon: p.At[0], Lat: p.At[1], DMS: geodesic.FormatPosition(p.At, 5), AlongM: p.Along,
				Distances: map[string]float64{}, BasePoints: map[string][]baseReport{},
			}
			for side := range p.Sides() {
				code := d.States[side.State].Code
				out.states = append(out.states, code)
				out.Distances[code] = side.Distance
				out.BasePoints[code] = basesOf(d, side.BasePoints)
			}
			if i > 0 {
				l := way.Legs[i-1]
				line.Legs = append(line.Legs, legReport{number - 1, number, l.Along, l.Geodesic, l.Azimuth, l.Back, l.Departure, l.Origin})
			}
			line.Points = append(line.Points, out)
		}
		r.Lines = append(r.Lines, line)
	}
	return r
}

// basesOf returns base points in the form of results.
func basesOf(d *caspian.Division, points []partition.BasePoint) []baseReport {
	out := []baseReport{}
	for _, b := range points {
		out = append(out, baseReport{b.At, geodesic.FormatPosition(b.At, 5), export.FeatureName(d, b), export.Role(b), b.Part})
	}
	return out
}

// ends says from where to where a line runs.
func (l *lineReport) ends(states []string) string {
	first, last := &l.Points[0], &l.Points[len(l.Points)-1]
	if first.Kind == course.PointStart {
		return "a ring"
	}
	return "from " + first.what(states) + " to " + last.what(states)
}

// what says what a point is.
func (p *pointReport) what(states []string) string {
	switch p.Kind {
	case course.PointTerminus:
		return "the end of the land border"
	case course.PointTripoint:
		var others []string
		for _, code := range p.states {
			if !slices.Contains(states, code) {
				others = append(others, code)
			}
		}
		if len(others) == 0 {
			return "the tripoint"
		}
		return "the tripoint with " + printable(strings.Join(others, " and "))
	case course.PointLimit:
		return "the outer limit of waters"
	case course.PointShore:
		return "the shore"
	}
	return "a " + string(p.Kind)
}

// departure says how well the geodesics between the points stand for a line.
func (r *boundaryReport) departure(l *lineReport) string {
	return fmt.Sprintf("The geodesics between its points depart from it by up to %s; its own vertices are exact, and between them it is drawn to %s.",
		metres(l.DepartureM), metres(r.ToleranceM))
}

// metres prints a length with as many digits as it needs.
func metres(v float64) string {
	switch {
	case v >= 10_000:
		return fmt.Sprintf("%.2f km", v/1e3)
	case v >= 100:
		return fmt.Sprintf("%.0f m", v)
	case v >= 1:
		return fmt.Sprintf("%.1f m", v)
	}
	return fmt.Sprintf("%.3f m", v)
}

// short returns a state's code as the head of a narrow column.
func short(code string) string {
	letters := []rune(printable(code))
	if len(letters) > 5 {
		letters = append(letters[:4], '…')
	}
	return string(letters)
}

// name names the line.
func (r *boundaryReport) name() string {
	return fmt.Sprintf("%s – %s", printable(r.names[0]), printable(r.names[1]))
}

// counted says how many there are of something.
func counted(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}

// about says what a line of several is, and how long.
func (r *boundaryReport) about(k int) string {
	l := &r.Lines[k]
	which := "The line"
	if len(r.Lines) > 1 {
		which = fmt.Sprintf("Line %d of %d", k+1, len(r.Lines))
	}
	return fmt.Sprintf("%s: %.2f km (%.2f M), %s, %s.", which, l.LengthM/1e3, l.LengthM/regime.NauticalMile, counted(len(l.Points), "point"), l.ends(r.States))
}

// lineNote is what lines are not.
const lineNote = "Computed by a rule on this coast, and no agreement: no line is in force because it is printed here."

// partial explains the percentages of base points, if there are any.
func (r *boundaryReport) partial() string {
	for _, l := range r.Lines {
		for _, p := range l.Points {
			for _, points := range p.BasePoints {
				for _, b := range points {
					if b.Part > 0 && b.Part < 1 {
						return "A percentage is the part of the distance that counts from a base point, as islands have partial effect. "
					}
				}
			}
		}
	}
	return ""
}

func (r *boundaryReport) table(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s%s\n", indent(fmt.Sprintf("%s under %s: %s", r.name(), r.Regime, r.Title), 0), r.head())
	for k := range r.Lines {
		l := &r.Lines[k]
		fmt.Fprintf(&b, "\n%s\n", indent(r.about(k)+" "+r.departure(l), 0))
		t := newTable(1, 4, 5, 6, 7)
		t.AppendHeader(table.Row{"#", "Latitude", "Longitude", short(r.States[0]) + " km", short(r.States[1]) + " km", "Leg km", "Azimuth"})
		for i := range l.Points {
			p := &l.Points[i]
			row := table.Row{p.Number, geodesic.FormatAngle(p.Lat, "N", "S", 3), geodesic.FormatAngle(p.Lon, "E", "W", 3)}
			for _, code := range r.States {
				row = append(row, fmt.Sprintf("%.3f", p.Distances[code]/1e3))
			}
			if i > 0 {
				row = append(row, fmt.Sprintf("%.3f", l.Legs[i-1].AlongM/1e3), fmt.Sprintf("%.2f°", l.Legs[i-1].Azimuth))
			}
			t.AppendRow(row)
		}
		b.WriteString(tableText(t))
	}
	fmt.Fprintf(&b, "\nBase points\n\n%s\n", r.baseTable())
	b.WriteString(indent("Leg and azimuth are those of the way to the point from the one before. A state with two base points changes from the first to the second there. "+r.partial()+"WGS84. "+lineNote, 0) + r.foot())
	_, err := io.WriteString(w, b.String())
	return err
}

// baseTable lists the base points of all points.
func (r *boundaryReport) baseTable() string {
	var rows baseRows
	for k := range r.Lines {
		for i := range r.Lines[k].Points {
			p := &r.Lines[k].Points[i]
			rows.add(p.Number, p.states, p.BasePoints)
		}
	}
	return rows.text()
}

// baseRows is a table of base points.
type baseRows struct{ rows []table.Row }

// add adds the base points of a point, by state.
func (t *baseRows) add(number int, states []string, points map[string][]baseReport) {
	label := strconv.Itoa(number)
	for _, code := range states {
		for _, base := range points[code] {
			role := base.Role
			if base.Part > 0 && base.Part < 1 {
				role += fmt.Sprintf(" %.0f%%", 100*base.Part)
			}
			t.rows = append(t.rows, table.Row{label, printable(base.Feature), short(code), role, geodesic.FormatPosition(base.At, 2)})
			label = ""
		}
	}
}

func (t *baseRows) text() string {
	out := newTable(1)
	out.AppendHeader(table.Row{"#", "Feature", "State", "Role", "Base point"})
	out.AppendRows(t.rows)
	return tableText(out)
}

// markdown writes the lines in the shape of an agreement's annex.
func (r *boundaryReport) markdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# Annex: the line between %s and %s\n\n", markdownCell(r.names[0]), markdownCell(r.names[1]))
	fmt.Fprintf(&b, "## What was asked\n\n%s.\n\n%s\n\n## The line\n\n", markdownCell(r.Question.Words()), markdownCell(r.Question.Credit()))
	fmt.Fprintf(&b, "%s, regime `%s`, layer %s. %s\n\n", markdownCell(r.Title), r.Regime, r.Layer, lineNote)
	fmt.Fprintf(&b, "1. Positions are geodetic latitude and longitude on WGS84.\n2. The points are joined in the order of their numbers by geodesics.\n")
	fmt.Fprintf(&b, "3. %s\n", markdownCell(strings.Join(strings.Fields(strings.ReplaceAll(r.head(), "\n", " · ")), " ")))
	for k := range r.Lines {
		l := &r.Lines[k]
		fmt.Fprintf(&b, "\n## Points\n\n%s %s\n\n| No. | Latitude | Longitude | What it is | %s, m | %s, m |\n| ---: | --- | --- | --- | ---: | ---: |\n", r.about(k), r.departure(l), markdownCell(r.States[0]), markdownCell(r.States[1]))
		for i := range l.Points {
			p := &l.Points[i]
			fmt.Fprintf(&b, "| %d | %s | %s | %s | %.3f | %.3f |\n", p.Number, geodesic.FormatAngle(p.Lat, "N", "S", 4), geodesic.FormatAngle(p.Lon, "E", "W", 4),
				markdownCell(strings.TrimPrefix(p.what(r.States), "a ")), p.Distances[r.States[0]], p.Distances[r.States[1]])
		}
		fmt.Fprintf(&b, "\n## Legs\n\n| From | To | Geodesic, m | Azimuth | Back | Along the line, m | Departure, m |\n| ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n")
		for _, g := range l.Legs {
			fmt.Fprintf(&b, "| %d | %d | %.3f | %.5f° | %.5f° | %.3f | %.3f |\n", g.From, g.To, g.GeodesicM, g.Azimuth, g.Back, g.AlongM, g.DepartureM)
		}
	}
	fmt.Fprintf(&b, "\n## Base points\n\n| No. | State | Latitude and longitude | Feature | Role |\n| ---: | --- | --- | --- | --- |\n")
	for k := range r.Lines {
		for i := range r.Lines[k].Points {
			p := &r.Lines[k].Points[i]
			for _, code := range p.states {
				for _, base := range p.BasePoints[code] {
					fmt.Fprintf(&b, "| %d | %s | %s | %s | %s |\n", p.Number, markdownCell(code), geodesic.FormatPosition(base.At, 4), markdownCell(base.Feature), base.Role)
				}
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
