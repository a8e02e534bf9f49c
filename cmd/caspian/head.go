package main

import (
	"fmt"
	"strings"

	"caspian.example/division/caspian"
)

// seaReport is what results say of the sea that was divided.
type seaReport struct {
	Coast      string   `json:"coast"`
	Epoch      string   `json:"epoch"`
	WaterLevel string   `json:"water_level"`
	Islands    string   `json:"islands"`
	Closed     []string `json:"closed"`
	SeaKm2     float64  `json:"sea_km2"`
}

func seaOf(d *caspian.Division) seaReport {
	q := &d.Question
	return seaReport{d.Sea.Coast().Name, q.Coast.Epoch, q.Coast.WaterLevel, q.Regime.Islands.String(), append([]string{}, q.Closed...), d.Area / 1e6}
}

// head says so in two lines.
func (r *seaReport) head() string {
	closed := ""
	if len(r.Closed) > 0 {
		closed = " · without " + printable(strings.Join(r.Closed, ", "))
	}
	effect, others, _ := strings.Cut(r.Islands, ", ")
	islands := strings.Replace(effect, "none", "no", 1) + " effect"
	if others != "" {
		islands += ", " + others
	}
	return fmt.Sprintf("Sea %s km²%s · coast %s\nEpoch %s · water level %s · islands at %s",
		area(r.SeaKm2), closed, printable(r.Coast), printable(r.Epoch), printable(r.WaterLevel), printable(islands))
}

// questionReport is what a result answers.
type questionReport struct {
	Question caspian.Question `json:"question"`
	SHA256   string           `json:"question_sha256"`
	Credit   string           `json:"credit"`
}

func questionOf(d *caspian.Division) questionReport {
	return questionReport{d.Question, d.Question.SHA256(), d.Question.Credit()}
}

// questionColumns are the last columns of CSV.
var questionColumns = []string{"credit", "question"}

// creditText says whose the data of a question's coast are.
func creditText(q *caspian.Question) string { return indent(printable(q.Credit()), 0) }

// askedText says the questions of several regimes on one coast: a line each for what
// they go by, and then what they have in common.
func askedText(questions []*caspian.Question) string {
	var b strings.Builder
	b.WriteString("Asked, with the first digits of each question's SHA-256:\n")
	for _, q := range questions {
		b.WriteString(indent(fmt.Sprintf("%s %s: %s", q.Regime.ID, q.Digest(), printable(q.Regime.Terms())), 2))
	}
	q := questions[0]
	common := []string{"Coast " + q.Coast.Mark()}
	if len(q.Closed) > 0 {
		common = append(common, "without "+strings.Join(q.Closed, ", "))
	}
	if q.Noise != nil {
		common = append(common, q.Noise.String())
	}
	common = append(common, fmt.Sprintf("lines to %g m", q.Options.Tolerance))
	return b.String() + indent(printable(strings.Join(common, "; "))+".", 0) + creditText(q)
}
