package report

import (
	"fmt"
	"strings"

	"caspian.example/division/caspian"
)

// Sea is what results say of the sea that was divided.
type Sea struct {
	Coast      string            `json:"coast"`
	Epoch      string            `json:"epoch"`
	WaterLevel string            `json:"water_level"`
	Islands    string            `json:"islands"`
	Closed     []string          `json:"closed"`
	Baselines  []string          `json:"baselines"`
	Ends       []caspian.EndMove `json:"ends,omitempty"`
	SeaKm2     float64           `json:"sea_km2"`
}

// SeaOf returns what results say of the sea of a division.
func SeaOf(d *caspian.Division) Sea {
	q := &d.Question
	return Sea{d.Sea.Coast().Name, q.Coast.Epoch, q.Coast.WaterLevel, q.Regime.Islands.String(), append([]string{}, q.Closed...), append([]string{}, q.Baselines...), q.Ends, d.Area / 1e6}
}

// Sea says it in two lines.
func (d *Document) Sea(s *Sea) *Document {
	first := "Sea " + Area(s.SeaKm2) + " km²"
	for _, lines := range (caspian.Question{Closed: s.Closed, Baselines: s.Baselines, Ends: s.Ends}).Lines() {
		first += " · " + lines
	}
	first += " · coast " + s.Coast
	effect, others, _ := strings.Cut(s.Islands, ", ")
	islands := strings.Replace(effect, "none", "no", 1) + " effect"
	if others != "" {
		islands += ", " + others
	}
	second := fmt.Sprintf("Epoch %s · water level %s · islands at %s", s.Epoch, s.WaterLevel, islands)
	first, second = Printable(first), Printable(second)
	return d.put(Wrap(first, 0)+Wrap(second, 0), escape(first+" · "+second)+"\n\n")
}

// Asked is what a result answers.
type Asked struct {
	Question caspian.Question `json:"question"`
	SHA256   string           `json:"question_sha256"`
	Credit   string           `json:"credit"`
}

// AskedOf returns what a division answers.
func AskedOf(d *caspian.Division) Asked {
	return Asked{d.Question, d.Question.SHA256(), d.Question.Credit()}
}

// askedColumns are the last columns of CSV: the credit and the question.
func askedColumns[Row any](of func(Row) *Asked) []Column[Row] {
	words := map[*Asked]string{} // each once, for they take a digest
	return []Column[Row]{
		{Name: "credit", Value: func(r Row) string { return of(r).Credit }},
		{Name: "question", Value: func(r Row) string {
			a := of(r)
			if words[a] == "" {
				words[a] = a.Question.Words()
			}
			return words[a]
		}},
	}
}

// Asked ends a document with the questions that it answers, all on one coast, and with
// whose the coast's data are. Of several it says apart what each regime goes by.
func (d *Document) Asked(questions ...*caspian.Question) *Document {
	if len(questions) == 0 {
		return d
	}
	first := questions[0]
	if len(questions) == 1 {
		return d.Say("Asked: " + first.Words() + ".").Say(first.Credit())
	}
	var each []string
	for _, q := range questions {
		each = append(each, fmt.Sprintf("%s %s: %s", q.Regime.ID, q.Digest(), q.Regime.Terms()))
	}
	// What follows the rule in the words of a question is the same of all of them.
	common := strings.TrimPrefix(first.Words(), first.Rule()+"; ")
	common = strings.TrimSuffix(common, "; question "+first.Digest())
	return d.Say("Asked, with the first digits of each question's SHA-256:").List(each...).
		Say(strings.ToUpper(common[:1]) + common[1:] + ".").Say(first.Credit())
}
