package main

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"

	"caspian.example/division/caspian"
	"caspian.example/division/geodata"
)

// coastReport is how the shares by coast length came about.
type coastReport struct {
	Measure string        `json:"measure"`
	States  []coastLength `json:"states"`
}

type coastLength struct {
	State     string            `json:"state"`
	Km        float64           `json:"km"`
	Published []publishedLength `json:"published"`
	name      string
}

type publishedLength struct {
	Km      float64 `json:"km"`
	Source  string  `json:"source"`
	URL     string  `json:"url"`
	wording string
}

// coasts measures the coasts as the division did, and adds what was published.
func (c *sharesCommand) coasts(sea *caspian.Sea, d *caspian.Division) (*coastReport, error) {
	lengths, err := sea.CoastLengths(d.Question.Regime.Measure)
	if err != nil {
		return nil, err
	}
	published, err := geodata.CoastLengths()
	if err != nil {
		return nil, err
	}
	out := &coastReport{Measure: d.Question.Regime.Measure.String()}
	for _, s := range d.States {
		row := coastLength{State: s.Code, Km: lengths[s.Code] / 1000, Published: []publishedLength{}, name: s.Name}
		for _, p := range published {
			if p.State == s.Code && sea.IsCaspian() {
				row.Published = append(row.Published, publishedLength{p.Metres / 1000, p.Source, p.URL, p.Wording})
			}
		}
		out.States = append(out.States, row)
	}
	return out, nil
}

// table prints the lengths.
func (r *coastReport) table() string {
	t := newTable(2)
	t.AppendHeader(table.Row{"Coast", "km", "Published, km"})
	var notes []string
	for _, s := range r.States {
		var published []string
		for _, p := range s.Published {
			k := indexOrAppend(&notes, p.Source)
			published = append(published, fmt.Sprintf("%s (%c)", p.wording, 'a'+k))
		}
		t.AppendRow(table.Row{printable(s.name), thousands(s.Km), strings.Join(published, ", ")})
	}
	var b strings.Builder
	fmt.Fprintf(&b, "Measured: %s.\n", r.Measure)
	if len(notes) > 0 {
		b.WriteString("The published lengths do not state their rule.\n")
	}
	fmt.Fprintf(&b, "\n%s\n", tableText(t))
	for k, source := range notes {
		b.WriteString(indent(fmt.Sprintf("(%c) %s", 'a'+k, source), 0))
	}
	return b.String()
}

// indexOrAppend returns the position of a text in a list, at whose end it puts
// it if need be.
func indexOrAppend(list *[]string, text string) int {
	for k, t := range *list {
		if t == text {
			return k
		}
	}
	*list = append(*list, text)
	return len(*list) - 1
}

// proportionReport compares areas with coasts under one regime.
type proportionReport struct {
	Regime string           `json:"regime"`
	Pairs  []proportionPair `json:"pairs"`
}

type proportionPair struct {
	States  [2]string `json:"states"`
	Areas   float64   `json:"areas"`
	Sinuous float64   `json:"coasts_sinuous"`
	Fronts  *float64  `json:"coasts_fronts"` // null where one has no mainland
}

// proportions compares all pairs of states, nil if the sea is undivided.
func proportions(d *caspian.Division) (*proportionReport, error) {
	pairs, err := d.Proportions()
	if errors.Is(err, caspian.ErrUndivided) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	out := &proportionReport{Regime: d.Question.Regime.ID}
	for _, p := range pairs {
		pair := proportionPair{States: p.States, Areas: p.Areas, Sinuous: p.Sinuous, Fronts: &p.Fronts}
		if p.Fronts == 0 || math.IsInf(p.Fronts, 0) || math.IsNaN(p.Fronts) {
			pair.Fronts = nil
		}
		out.Pairs = append(out.Pairs, pair)
	}
	return out, nil
}

// table prints the comparison.
func (r *proportionReport) table() string {
	t := newTable(2, 3, 4)
	t.AppendHeader(table.Row{r.Regime, "Areas", "Coasts, every edge", "Coasts, straight fronts"})
	for _, p := range r.Pairs {
		fronts := "–"
		if p.Fronts != nil {
			fronts = fmt.Sprintf("%.2f", *p.Fronts)
		}
		t.AppendRow(table.Row{p.States[0] + " : " + p.States[1], fmt.Sprintf("%.2f", p.Areas), fmt.Sprintf("%.2f", p.Sinuous), fronts})
	}
	return tableText(t)
}

// proportionFoot says what the comparison is.
const proportionFoot = "Ratios between two states, of areas and of coast lengths: courts look whether\nthey are grossly apart. The measuring rule decides much; there is no threshold."
