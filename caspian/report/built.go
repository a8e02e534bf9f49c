package report

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast/build"
)

// BuiltCoast is how a coast came about that package build has made.
type BuiltCoast struct {
	Coast    string          `json:"coast"`
	Property string          `json:"countries_property"`
	States   []BuiltState    `json:"states"`
	Termini  []BuiltTerminus `json:"termini"`
	Enclaves []BuiltEnclave  `json:"enclaves"`
	Overlaps []BuiltOverlap  `json:"overlaps"`
	Islands  []BuiltIsland   `json:"islands"`
	// Hint says in documents where there is all of what they have the first of.
	Hint string `json:"-"`
}

// BuiltState is a state, and how far its shore is from the country at most.
type BuiltState struct {
	State      string     `json:"state"`
	Name       string     `json:"name"`
	MainlandKm float64    `json:"mainland_km"`
	Stretches  int        `json:"stretches"`
	Islands    int        `json:"islands"`
	FarthestM  float64    `json:"farthest_m"`
	At         *orb.Point `json:"farthest_at"` // null if all of it is inside
}

// BuiltTerminus is the end of a land border, its distance from the countries, and the
// length of shore where the two are equally near to 100 m.
type BuiltTerminus struct {
	Terminus
	DistanceM float64 `json:"distance_m"`
	DoubtM    float64 `json:"doubt_m"`
}

// BuiltEnclave is a short stretch that went to its neighbours.
type BuiltEnclave struct {
	State    string    `json:"state"`
	At       orb.Point `json:"at"`
	LengthKm float64   `json:"length_km"`
	To       []string  `json:"to"`
	Only     bool      `json:"only"`
}

// BuiltOverlap is what the countries of two states have in common, and the shore that both
// hold, which is Part of all.
type BuiltOverlap struct {
	Between   [2]string      `json:"between"`
	AreaKm2   float64        `json:"area_km2"`
	LengthKm  float64        `json:"length_km"`
	Part      float64        `json:"part"`
	Stretches []BuiltStretch `json:"stretches"`
}

// BuiltStretch is a stretch of shore by the place in its middle.
type BuiltStretch struct {
	At       orb.Point `json:"at"`
	LengthKm float64   `json:"length_km"`
}

// BuiltIsland is an island, and the part of its shore nearest to its state.
type BuiltIsland struct {
	Number    int       `json:"number"`
	Name      string    `json:"name"`
	At        orb.Point `json:"at"`
	State     string    `json:"state"`
	Part      float64   `json:"part"`
	DistanceM float64   `json:"distance_m"`
	Given     bool      `json:"given"`
}

// NewBuiltCoast tells how a coast came about.
func NewBuiltCoast(r *build.Result) (*BuiltCoast, error) {
	if r == nil {
		r = &build.Result{}
	}
	if err := r.Coast.Check(); err != nil {
		return nil, err
	}
	out := &BuiltCoast{Coast: r.Coast.Name, Property: r.Property, Termini: []BuiltTerminus{}, Enclaves: []BuiltEnclave{}, Overlaps: []BuiltOverlap{}, Islands: []BuiltIsland{}}
	for _, s := range r.States {
		state := BuiltState{s.Code, s.Name, s.Length / 1000, s.Stretches, s.Islands, s.Farthest, nil}
		if s.Farthest > 0 {
			state.At = &s.FarthestAt
		}
		out.States = append(out.States, state)
	}
	for _, t := range r.Termini {
		out.Termini = append(out.Termini, BuiltTerminus{Terminus{[2]string{r.States[t.Before].Code, r.States[t.After].Code}, t.At}, t.Distance, t.Doubt})
	}
	for _, e := range r.Enclaves {
		out.Enclaves = append(out.Enclaves, BuiltEnclave{e.State, e.At, e.Length / 1000, e.To, e.Only})
	}
	for _, o := range r.Overlaps {
		overlap := BuiltOverlap{Between: o.States, AreaKm2: o.Area / 1e6, LengthKm: o.Length / 1000, Part: o.Part}
		for _, s := range o.Stretches {
			overlap.Stretches = append(overlap.Stretches, BuiltStretch{s.At, s.Length / 1000})
		}
		out.Overlaps = append(out.Overlaps, overlap)
	}
	for _, i := range r.Islands {
		out.Islands = append(out.Islands, BuiltIsland{i.Hole, i.Name, i.At, r.States[i.State].Code, i.Part, i.Distance, i.Given})
	}
	return out, nil
}

// shownChoices is how many enclaves and islands documents tell of.
const shownChoices = 20

// Document shows what was made, of islands those that are not clear.
func (r *BuiltCoast) Document(Form) *Document {
	d := new(Document).Say("Codes from the property " + r.Property + ".").Break().Table(r.Rows())
	d.Say("Farthest: of the shore from its country, the most.")
	if len(r.Termini) > 0 {
		d.Break().Table(&Table[BuiltTerminus]{Rows: r.Termini, Columns: []Column[BuiltTerminus]{
			{Head: "Ends of land borders", Wrap: 24, Cell: func(t BuiltTerminus) string { return t.Between[0] + "–" + t.Between[1] }},
			{Head: "At", Cell: func(t BuiltTerminus) string { return place(t.At) }},
			{Head: "Distance m", Right: true, Cell: func(t BuiltTerminus) string { return Thousands(t.DistanceM) }},
			{Head: "Doubt m", Right: true, Cell: func(t BuiltTerminus) string { return Thousands(t.DoubtM) }},
		}})
		d.Say(fmt.Sprintf("Distance: from the two countries. Doubt: the length of shore around it on which the two are equally near to %d m, or in both countries. These places decide shares: check them.", build.Doubtful))
	}
	choices := r.choices()
	if len(choices) > 0 {
		d.Break()
	}
	for _, text := range choices[:min(shownChoices, len(choices))] {
		d.Say(text)
	}
	if more := len(choices) - shownChoices; more > 0 {
		d.Say(strings.TrimSpace(fmt.Sprintf("And %d more. %s", more, r.Hint)))
	}
	return d
}

// choices say what was decided that might have been decided otherwise.
func (r *BuiltCoast) choices() (out []string) {
	for _, e := range r.Enclaves {
		text := fmt.Sprintf("%.2f km of %s at %s went to %s as noise", e.LengthKm, e.State, place(e.At), strings.Join(e.To, " and "))
		if e.Only {
			text += "; it has no other shore here"
		}
		out = append(out, text+".")
	}
	for _, i := range r.Islands {
		if i.Given || i.Part < 1 || i.DistanceM > 0 {
			text := fmt.Sprintf("%s at %s went to %s, which is nearest to %.0f %% of its shore and %s m away", i.Name, place(i.At), i.State, 100*i.Part, Thousands(i.DistanceM))
			if i.Given {
				text += ", as given"
			}
			out = append(out, text+".")
		}
	}
	return out
}

// Rows has a row for every state.
func (r *BuiltCoast) Rows() Grid {
	return &Table[BuiltState]{Rows: r.States, Columns: []Column[BuiltState]{
		{Name: "state", Head: "State", Wrap: 24, Cell: func(s BuiltState) string { return named(s.State, s.Name) }},
		{Name: "name"},
		{Name: "mainland_km", Head: "Coast km", Right: true, Cell: func(s BuiltState) string { return Number(s.MainlandKm, 1) }},
		{Name: "stretches", Head: "Stretches", Right: true, Cell: func(s BuiltState) string { return strconv.Itoa(s.Stretches) }},
		{Name: "islands", Head: "Islands", Right: true, Cell: func(s BuiltState) string { return strconv.Itoa(s.Islands) }},
		{Name: "farthest_m", Head: "Farthest m", Right: true, Cell: func(s BuiltState) string { return Thousands(s.FarthestM) }},
	}}
}
