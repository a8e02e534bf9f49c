package report

import (
	"errors"
	"fmt"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/problem"
)

// CoastCheck is what is wrong with a coast, and what is harmless.
type CoastCheck struct {
	File     string         `json:"file"`
	Problems []CoastProblem `json:"problems"`
	Notes    []CoastProblem `json:"notes"`
	// Total counts also the problems beyond those that are listed.
	Total int `json:"total"`
	// Lines are the closing lines and straight baselines that can be drawn, and Rules what
	// their figures are compared with.
	Lines []CoastLine `json:"lines"`
	Rules []string    `json:"rules,omitempty"`
}

// CoastProblem is a problem or a note. Feature, vertex and place are missing where it has
// none.
type CoastProblem struct {
	Feature *int     `json:"feature"`
	Name    string   `json:"name,omitempty"`
	State   string   `json:"state,omitempty"`
	Vertex  *int     `json:"vertex"`
	Lon     *float64 `json:"lon"`
	Lat     *float64 `json:"lat"`
	What    string   `json:"what"`
	Advice  string   `json:"advice,omitempty"`
	Text    string   `json:"-"` // all of it in words
}

// NewCoastCheck tells what coast.Read has found in a file: a coast, or problems. Any
// other error of its it returns. Of a coast it measures closing lines and straight
// baselines, with so many metres of shore on either side (see coast.Coast.Figures), and
// tells of those that cannot be drawn.
func NewCoastCheck(file string, c *coast.Coast, read error, side float64) (*CoastCheck, error) {
	out := &CoastCheck{File: file, Problems: []CoastProblem{}, Notes: []CoastProblem{}, Lines: []CoastLine{}}
	var problems *problem.List
	if read == nil {
		if err := c.Check(); err != nil {
			return nil, err
		}
		for _, n := range c.Notes {
			line := CoastProblem{Feature: index(n.Feature), What: n.What, Text: n.String()}
			line.place(n.At)
			out.Notes = append(out.Notes, line)
		}
		var figures []coast.LineFigures
		figures, read = c.Figures(side)
		out.Lines = newCoastLines(c, figures)
		rules, err := rulesOn(c, out.Lines, side)
		if err != nil {
			return nil, err
		}
		if out.Rules = rules; read == nil {
			return out, nil
		}
	}
	if !errors.As(read, &problems) {
		return nil, read
	}
	out.Total = problems.Total
	for _, each := range problems.All {
		var p *coast.Problem
		if !errors.As(each, &p) {
			return nil, read
		}
		line := CoastProblem{Feature: index(p.Feature), Name: p.Name, State: p.State, Vertex: index(p.Vertex), What: p.What, Advice: p.Advice, Text: Plain(p)}
		line.place(p.At)
		out.Problems = append(out.Problems, line)
	}
	return out, nil
}

// index returns a number that is missing if it is below 0.
func index(k int) *int {
	if k < 0 {
		return nil
	}
	return &k
}

func (l *CoastProblem) place(at *orb.Point) {
	// JSON has no way to write what is no number.
	if at != nil && at[0] == at[0] && at[1] == at[1] {
		l.Lon, l.Lat = &at[0], &at[1]
	}
}

// Document lists the problems by number, or else the notes, and what lines measure.
func (r *CoastCheck) Document(Form) *Document {
	d := new(Document)
	for k, p := range r.Problems {
		d.Item(fmt.Sprintf("%4d. ", k+1), p.Text)
	}
	if more := r.Total - len(r.Problems); more > 0 {
		d.Item("      ", fmt.Sprintf("And %d more.", more))
	}
	for _, n := range r.Notes {
		d.Item("note: ", n.Text)
	}
	if r.Total == 0 {
		d.Say("No problems in " + r.File + ".")
	}
	showLines(d, r.Lines, r.Rules)
	return d
}

// Rows has a row for every problem, every note, every line that can be drawn and every leg
// of it.
func (r *CoastCheck) Rows() Grid {
	t := &Table[coastRow]{}
	for _, p := range r.Problems {
		t.Rows = append(t.Rows, coastRow{Kind: "problem", CoastProblem: p})
	}
	for _, n := range r.Notes {
		t.Rows = append(t.Rows, coastRow{Kind: "note", CoastProblem: n})
	}
	for k := range r.Lines {
		t.Rows = append(t.Rows, lineRows(&r.Lines[k])...)
	}
	for _, name := range []string{"kind", "feature", "name", "state", "vertex", "lon", "lat", "what", "advice", "to_lon", "to_lat", "length_km", "departure_front_deg", "departure_fit_deg",
		"front_deg", "fit_deg", "fitted_km", "water_km2", "islands_km2", "semicircle_km2", "semicircle_ratio", "farthest_km"} {
		t.Columns = append(t.Columns, Column[coastRow]{Name: name})
	}
	return t
}

// coastRow is a row of a check: a problem, a note, a line or a leg.
type coastRow struct {
	Kind string `json:"kind"`
	CoastProblem
	ToLon           *float64 `json:"to_lon"`
	ToLat           *float64 `json:"to_lat"`
	LengthKm        *float64 `json:"length_km"`
	DepartureFront  *float64 `json:"departure_front_deg"`
	DepartureFit    *float64 `json:"departure_fit_deg"`
	FrontDeg        *float64 `json:"front_deg"`
	FitDeg          *float64 `json:"fit_deg"`
	FittedKm        *float64 `json:"fitted_km"`
	WaterKm2        *float64 `json:"water_km2"`
	IslandsKm2      *float64 `json:"islands_km2"`
	SemicircleKm2   *float64 `json:"semicircle_km2"`
	SemicircleRatio *float64 `json:"semicircle_ratio"`
	FarthestKm      *float64 `json:"farthest_km"`
}

// lineRows are the rows of a line, from end to end with the length of all legs, and of the legs.
func lineRows(l *CoastLine) []coastRow {
	row := func(kind string, leg *CoastLeg) coastRow {
		return coastRow{Kind: kind, CoastProblem: CoastProblem{Name: l.Name, State: l.State, Lon: &leg.From[0], Lat: &leg.From[1]},
			ToLon: &leg.To[0], ToLat: &leg.To[1], LengthKm: &leg.LengthKm, DepartureFront: leg.DepartureFront, DepartureFit: leg.DepartureFit}
	}
	all := row(l.Kind, &l.Whole)
	all.LengthKm, all.FrontDeg, all.FitDeg, all.FittedKm = &l.LengthKm, l.FrontDeg, l.FitDeg, &l.FittedKm
	all.WaterKm2, all.IslandsKm2, all.FarthestKm = &l.WaterKm2, &l.IslandsKm2, &l.FarthestKm
	all.SemicircleKm2, all.SemicircleRatio = l.SemicircleKm2, l.SemicircleRatio
	out := []coastRow{all}
	for k := range l.Legs {
		out = append(out, row("leg", &l.Legs[k]))
	}
	return out
}
