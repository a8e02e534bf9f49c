package report

import (
	"cmp"
	"fmt"
	"strconv"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
)

// CoastInfo describes a coast.
type CoastInfo struct {
	Coast      string `json:"coast"`
	Source     string `json:"source"`
	Licence    string `json:"licence"`
	Epoch      string `json:"epoch"`
	WaterLevel string `json:"water_level"`
	// RoundingM is the width in metres of the grid that positions were rounded to, missing
	// if the data do not tell.
	RoundingM *float64 `json:"rounding_m,omitempty"`
	// SeaKm2 is the area within the shore, without islands.
	SeaKm2   float64 `json:"sea_km2"`
	Vertices int     `json:"vertices"` // of the shore and the islands
	// Extent is west, south, east, north; west is greater than east across the
	// antimeridian.
	Extent   [4]float64    `json:"extent"`
	Spacing  CoastSpacing  `json:"spacing"`
	States   []CoastState  `json:"states"`
	Termini  []Terminus    `json:"termini"`
	Closings []ClosingLine `json:"closing_lines"`
	// Baselines are the straight baselines.
	Baselines []ClosingLine `json:"baselines"`
	Notes     []string      `json:"notes"` // gaps that were closed, and the like
	// Hint is a sentence of the caller's that ends documents.
	Hint string `json:"-"`
}

// CoastSpacing is how far apart the vertices are.
type CoastSpacing struct {
	Median  float64   `json:"median_m"`
	Largest float64   `json:"largest_m"`
	At      orb.Point `json:"at"` // where the largest one begins
}

// CoastState is a state's part of a coast, measured along every edge.
type CoastState struct {
	State      string  `json:"state"`
	Name       string  `json:"name"`
	CoastKm    float64 `json:"coast_km"`    // islands included
	MainlandKm float64 `json:"mainland_km"` // of shore without islands
	Stretches  int     `json:"stretches"`
	Islands    int     `json:"islands"`
	IslandKm   float64 `json:"island_km"` // of the islands' shores
}

// Terminus is the end of a land border between two states, in the order in which they
// follow each other counter-clockwise.
type Terminus struct {
	Between [2]string `json:"between"`
	At      orb.Point `json:"at"`
}

// ClosingLine is a line that can close off a part of the sea, or a straight baseline.
type ClosingLine struct {
	Name     string       `json:"name"`
	State    string       `json:"state"`
	LengthKm float64      `json:"length_km"`
	Legs     int          `json:"legs"`
	Ends     [2]orb.Point `json:"ends"`
}

// NewCoastInfo measures a coast, which is called by a name if it has none of its own.
func NewCoastInfo(c *coast.Coast, name string) (*CoastInfo, error) {
	if err := c.Check(); err != nil {
		return nil, err
	}
	e := geodesic.WGS84
	out := &CoastInfo{Coast: cmp.Or(c.Name, name), Source: c.Source, Licence: c.Licence, Epoch: c.Epoch, WaterLevel: c.WaterLevel,
		Termini: []Terminus{}, Closings: []ClosingLine{}, Baselines: []ClosingLine{}, Notes: []string{}}
	if c.Rounding > 0 {
		out.RoundingM = &c.Rounding
	}
	sea := orb.Polygon{c.Shore}
	for _, i := range c.Islands {
		sea = append(sea, i.Ring)
	}
	for _, ring := range sea {
		out.Vertices += len(ring) - 1
	}
	out.SeaKm2 = e.PolygonArea(sea) / 1e6
	out.Extent[0], out.Extent[1], out.Extent[2], out.Extent[3] = c.Extent()
	out.Spacing.Median, out.Spacing.Largest, out.Spacing.At = c.Spacing()
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
		out.States = append(out.States, CoastState{State: s.Code, Name: s.Name, CoastKm: all[k] / 1000, MainlandKm: mainland[k] / 1000, IslandKm: (all[k] - mainland[k]) / 1000})
	}
	for _, x := range c.Stretches {
		out.States[x.State].Stretches++
	}
	for _, i := range c.Islands {
		out.States[i.State].Islands++
	}
	for _, t := range c.Termini() {
		out.Termini = append(out.Termini, Terminus{[2]string{c.States[t.Before].Code, c.States[t.After].Code}, t.At})
	}
	for _, l := range c.Closings {
		line := ClosingLine{Name: l.Name, State: c.States[l.State].Code, Legs: len(l.Line) - 1, Ends: [2]orb.Point{l.Line[0], l.Line[len(l.Line)-1]}}
		for k, p := range l.Line[1:] {
			line.LengthKm += e.Distance(l.Line[k], p) / 1000
		}
		if l.Baseline {
			out.Baselines = append(out.Baselines, line)
		} else {
			out.Closings = append(out.Closings, line)
		}
	}
	for _, n := range c.Notes {
		out.Notes = append(out.Notes, n.String())
	}
	return out, nil
}

// Document says all that there is to say.
func (r *CoastInfo) Document(Form) *Document {
	d := new(Document)
	fact := func(title, text string) {
		if text != "" {
			d.Item(fmt.Sprintf("%-13s ", title), text)
		}
	}
	fact("Coast", r.Coast)
	fact("Source", r.Source)
	fact("Licence", r.Licence)
	fact("Epoch", r.Epoch)
	fact("Water level", r.WaterLevel)
	if r.RoundingM != nil {
		fact("Rounding", fmt.Sprintf("positions to a grid of %g m", *r.RoundingM))
	}
	fact("Sea", Area(r.SeaKm2)+" km² without islands")
	fact("Vertices", fmt.Sprintf("%s, with a median spacing of %s m and a largest one of %s m from %s on",
		Thousands(float64(r.Vertices)), Thousands(r.Spacing.Median), Thousands(r.Spacing.Largest), place(r.Spacing.At)))
	fact("Extent", fmt.Sprintf("%s to %s (west, south to east, north)", place(orb.Point(r.Extent[:2])), place(orb.Point(r.Extent[2:]))))
	d.Break().Table(r.Rows())
	part := func(title string, items []string) {
		if len(items) > 0 {
			d.Part(title).List(items...)
		}
	}
	var termini []string
	for _, t := range r.Termini {
		termini = append(termini, t.Between[0]+"–"+t.Between[1]+" at "+place(t.At))
	}
	lines := func(all []ClosingLine) (out []string) {
		for _, l := range all {
			text := fmt.Sprintf("%s (%s), %.2f km, from %s to %s", l.Name, l.State, l.LengthKm, place(l.Ends[0]), place(l.Ends[1]))
			if l.Legs > 1 {
				text += fmt.Sprintf(" in %d legs", l.Legs)
			}
			out = append(out, text)
		}
		return out
	}
	part("Ends of land borders, counter-clockwise", termini)
	part("Closing lines", lines(r.Closings))
	part("Straight baselines", lines(r.Baselines))
	part("Notes", r.Notes)
	if r.Hint != "" {
		d.Break().Say(r.Hint)
	}
	return d
}

// named is a state in tables.
func named(code, name string) string {
	if name == code {
		return code
	}
	return name + " (" + code + ")"
}

// Rows has a row for every state.
func (r *CoastInfo) Rows() Grid {
	type row struct {
		*CoastInfo
		CoastState
	}
	t := &Table[row]{Columns: []Column[row]{
		{Name: "coast"}, {Name: "epoch"}, {Name: "water_level"}, {Name: "rounding_m"}, {Name: "sea_km2"}, {Name: "vertices"},
		{Name: "state", Head: "State", Wrap: 24, Cell: func(s row) string { return named(s.State, s.Name) }}, {Name: "name"},
		{Name: "coast_km"},
		{Name: "mainland_km", Head: "Coast km", Right: true, Cell: func(s row) string { return Number(s.MainlandKm, 1) }},
		{Name: "stretches", Head: "Stretches", Right: true, Cell: func(s row) string { return strconv.Itoa(s.Stretches) }},
		{Name: "islands", Head: "Islands", Right: true, Cell: func(s row) string { return strconv.Itoa(s.Islands) }},
		{Name: "island_km", Head: "Islands' shores km", Right: true, Cell: func(s row) string { return Number(s.IslandKm, 1) }},
	}}
	for _, s := range r.States {
		t.Rows = append(t.Rows, row{r, s})
	}
	return t
}
