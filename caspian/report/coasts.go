package report

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"caspian.example/division/caspian"
	"caspian.example/division/geodata"
)

// CoastLengths is how shares by the length of coasts came about.
type CoastLengths struct {
	Measure string        `json:"measure"`
	States  []CoastLength `json:"states"`
}

// CoastLength is the length of a state's coast, and what was published.
type CoastLength struct {
	State     string            `json:"state"`
	CoastKm   float64           `json:"coast_km"`
	Published []PublishedLength `json:"published"`
	Name      string            `json:"-"`
}

// PublishedLength is the length of a coast as somebody has it.
type PublishedLength struct {
	CoastKm float64 `json:"coast_km"`
	Source  string  `json:"source"`
	URL     string  `json:"url"`
	Wording string  `json:"-"` // in km, as the source has it
}

// NewCoastLengths measures the coasts as the regime of a division does.
func NewCoastLengths(d *caspian.Division) (*CoastLengths, error) {
	if err := d.Check(); err != nil {
		return nil, err
	}
	measure := d.Question.Regime.Measure
	lengths, err := d.Sea.CoastLengths(measure)
	if err != nil {
		return nil, err
	}
	published, err := geodata.CoastLengths()
	if err != nil {
		return nil, err
	}
	out := &CoastLengths{Measure: measure.String()}
	for _, s := range d.States {
		row := CoastLength{State: s.Code, CoastKm: lengths[s.Code] / 1000, Published: []PublishedLength{}, Name: s.Name}
		for _, p := range published {
			if p.State == s.Code && d.Sea.IsCaspian() {
				row.Published = append(row.Published, PublishedLength{p.Metres / 1000, p.Source, p.URL, p.Wording})
			}
		}
		out.States = append(out.States, row)
	}
	return out, nil
}

// show adds the lengths to a document.
func (r *CoastLengths) show(d *Document) {
	var sources []string
	published := map[string]string{}
	for _, s := range r.States {
		var each []string
		for _, p := range s.Published {
			each = append(each, fmt.Sprintf("%s (%c)", p.Wording, 'a'+indexOrAppend(&sources, p.Source)))
		}
		published[s.State] = strings.Join(each, ", ")
	}
	d.Say("Measured: " + r.Measure + ".")
	if len(sources) > 0 {
		d.Say("The published lengths do not state their rule.")
	}
	d.Break().Table(&Table[CoastLength]{Rows: r.States, Columns: []Column[CoastLength]{
		{Head: "Coast", Wrap: 24, Cell: func(s CoastLength) string { return s.Name }},
		{Head: "km", Right: true, Cell: func(s CoastLength) string { return Thousands(s.CoastKm) }},
		{Head: "Published, km", Wrap: 44, Cell: func(s CoastLength) string { return published[s.State] }},
	}}).Break()
	for k, source := range sources {
		d.Item(fmt.Sprintf("(%c) ", 'a'+k), source)
	}
	d.Break()
}

// indexOrAppend returns the position of a text in a list, at whose end it puts it if need
// be.
func indexOrAppend(list *[]string, text string) int {
	k := slices.Index(*list, text)
	if k < 0 {
		k = len(*list)
		*list = append(*list, text)
	}
	return k
}

// Proportionality compares areas with coasts under one regime.
type Proportionality struct {
	Regime string       `json:"regime"`
	Pairs  []Proportion `json:"pairs"`
}

// Proportion is the ratios of two states, null where one of them has nothing, such as no
// mainland for a front.
type Proportion struct {
	Between [2]string `json:"between"` // the first to the second
	Areas   *float64  `json:"areas"`
	Sinuous *float64  `json:"coasts_sinuous"`
	Fronts  *float64  `json:"coasts_fronts"`
}

// NewProportionality compares all pairs of states; it returns nil if the sea is
// undivided.
func NewProportionality(d *caspian.Division) (*Proportionality, error) {
	pairs, err := d.Proportions()
	if errors.Is(err, caspian.ErrUndivided) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	out := &Proportionality{Regime: d.Question.Regime.ID}
	known := func(ratio float64) *float64 {
		if ratio == 0 || math.IsInf(ratio, 0) || math.IsNaN(ratio) {
			return nil
		}
		return &ratio
	}
	for _, p := range pairs {
		out.Pairs = append(out.Pairs, Proportion{p.States, known(p.Areas), known(p.Sinuous), known(p.Fronts)})
	}
	return out, nil
}

// table is the comparison.
func (r *Proportionality) table() Grid {
	ratio := func(head string, of func(Proportion) *float64) Column[Proportion] {
		return Column[Proportion]{Head: head, Right: true, Cell: func(p Proportion) string {
			if v := of(p); v != nil {
				return Number(*v, 2)
			}
			return "–"
		}}
	}
	return &Table[Proportion]{Rows: r.Pairs, Columns: []Column[Proportion]{
		{Head: r.Regime, Wrap: 24, Cell: func(p Proportion) string { return p.Between[0] + " : " + p.Between[1] }},
		ratio("Areas", func(p Proportion) *float64 { return p.Areas }),
		ratio("Coasts, every edge", func(p Proportion) *float64 { return p.Sinuous }),
		ratio("Coasts, straight fronts", func(p Proportion) *float64 { return p.Fronts }),
	}}
}
