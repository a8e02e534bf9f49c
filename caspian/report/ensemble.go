package report

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/export"
)

// Ensemble sums runs up.
type Ensemble struct {
	// Question is in full where the runs were made, and in words also where they were read.
	Question *ensemble.Asked `json:"question,omitempty"`
	SHA256   string          `json:"question_sha256,omitempty"`
	Asked    string          `json:"asked"`
	Credits  []string        `json:"credits,omitempty"`
	Runs     int             `json:"runs"`
	Failed   int             `json:"failed"`
	// Divisions and CellM are there where firm and contested water was counted: in how
	// many divisions, and in cells of what width in metres.
	Divisions    int           `json:"divisions,omitempty"`
	CellM        float64       `json:"cell_m,omitempty"`
	States       []StateSpread `json:"states"`
	Effects      []RunEffect   `json:"effects"`
	Correlations []Correlation `json:"correlations"`

	missing []string // spans of numbers that shards leave out
	draw    func(io.Writer) error
}

// StateSpread is where a state's share lies; null where no run gave a division.
type StateSpread struct {
	State       string   `json:"state"`
	Low         *float64 `json:"p5"`
	Median      *float64 `json:"p50"`
	High        *float64 `json:"p95"`
	Least       *float64 `json:"least"`
	LeastRun    int      `json:"least_run"`
	Greatest    *float64 `json:"greatest"`
	GreatestRun int      `json:"greatest_run"`
	// Firm is the share of the sea that is the state's in 95 % of the divisions, Reach that
	// in 5 % of them; missing where they were not counted.
	Firm  *float64 `json:"firm,omitempty"`
	Reach *float64 `json:"reach,omitempty"`
}

// RunEffect is how the shares go with a level of a factor: by how much their mean differs
// from that of all runs.
type RunEffect struct {
	Factor string             `json:"factor"`
	Level  string             `json:"level"`
	Runs   int                `json:"runs"` // that have it
	Change map[string]float64 `json:"change"`
}

// Correlation is that of the shares with the move of an end of a land border, or with the
// share of a state; null where something does not vary.
type Correlation struct {
	With  string              `json:"with"`
	Share map[string]*float64 `json:"correlation"`
}

// NewEnsemble puts runs into the form of a result. The ensemble is that of the runs, nil if
// they were read; water, if not nil, is what was counted with them.
func NewEnsemble(s *ensemble.Sample, e *ensemble.Ensemble, water *ensemble.Water) *Ensemble {
	sum := s.Sum()
	out := &Ensemble{Asked: s.Question, Runs: sum.Runs, Failed: sum.Failed, Effects: []RunEffect{}, Correlations: []Correlation{}}
	if e != nil {
		asked := e.Asked()
		out.Question, out.SHA256, out.Credits = &asked, asked.SHA256(), e.Credits()
	}
	for _, st := range sum.States {
		out.States = append(out.States, StateSpread{
			State: st.State, Low: present(st.Low), Median: present(st.Median), High: present(st.High),
			Least: present(st.Least), LeastRun: st.LeastRun, Greatest: present(st.Greatest), GreatestRun: st.GreatestRun,
		})
	}
	if water != nil {
		out.Divisions, out.CellM = water.Divisions(), water.Size()
		for k, f := range water.Firm() {
			out.States[k].Firm, out.States[k].Reach = &f.Firm, &f.Reach
		}
		out.draw = func(w io.Writer) error { return export.Water(w, e, water) }
	}
	for _, d := range sum.Effects {
		r := RunEffect{Factor: d.Factor, Level: d.Level, Runs: d.Runs, Change: map[string]float64{}}
		for k, code := range s.States {
			r.Change[code] = d.By[k]
		}
		out.Effects = append(out.Effects, r)
	}
	correlate := func(with string, by []float64) {
		c := Correlation{With: with, Share: map[string]*float64{}}
		for k, code := range s.States {
			c.Share[code] = present(by[k])
		}
		out.Correlations = append(out.Correlations, c)
	}
	for _, d := range sum.Along {
		correlate("end "+strings.ReplaceAll(d.Factor, "_", "–"), d.By)
	}
	for k, code := range s.States {
		correlate("share "+code, sum.Between[k])
	}
	for k := range s.Runs[:max(len(s.Runs)-1, 0)] {
		if a, b := s.Runs[k].Number, s.Runs[k+1].Number; b > a+1 {
			out.missing = append(out.missing, fmt.Sprintf("%d–%d", a+1, b-1))
		}
	}
	return out
}

// present is a number for JSON, nil for what is none.
func present(v float64) *float64 {
	if math.IsNaN(v) {
		return nil
	}
	return &v
}

// GeoJSON writes the firm and the contested water.
func (r *Ensemble) GeoJSON(w io.Writer) error {
	if r.draw == nil {
		return fmt.Errorf("report: rows of runs have no map: %w", ErrRuns)
	}
	return r.draw(w)
}

// Rows has the states.
func (r *Ensemble) Rows() Grid { return r.table() }

// percent prints a share in percent.
func percent(v *float64) string {
	if v == nil {
		return ""
	}
	return Number(100**v, 2)
}

func (r *Ensemble) table() *Table[StateSpread] {
	t := &Table[StateSpread]{Rows: r.States}
	column := func(name, head string, value func(StateSpread) *float64, run func(StateSpread) int) {
		t.Columns = append(t.Columns, Column[StateSpread]{Name: name, Head: head, Right: true, Cell: func(s StateSpread) string {
			text := percent(value(s))
			if run != nil && run(s) > 0 {
				text += fmt.Sprintf(" [%d]", run(s))
			}
			return text
		}})
	}
	t.Columns = append(t.Columns, Column[StateSpread]{Name: "state", Head: "State", Cell: func(s StateSpread) string { return Short(s.State) }})
	column("p5", "5 %", func(s StateSpread) *float64 { return s.Low }, nil)
	column("p50", "Median", func(s StateSpread) *float64 { return s.Median }, nil)
	column("p95", "95 %", func(s StateSpread) *float64 { return s.High }, nil)
	column("least", "Least [run]", func(s StateSpread) *float64 { return s.Least }, func(s StateSpread) int { return s.LeastRun })
	column("greatest", "Greatest [run]", func(s StateSpread) *float64 { return s.Greatest }, func(s StateSpread) int { return s.GreatestRun })
	if r.Divisions > 0 {
		column("firm", "Firm", func(s StateSpread) *float64 { return s.Firm }, nil)
		column("reach", "Reach", func(s StateSpread) *float64 { return s.Reach }, nil)
	}
	return t
}

// along is a table of what the shares go with.
func along[Row any](r *Ensemble, head string, rows []Row, name func(Row) string, cell func(row Row, state string) string) *Table[Row] {
	t := &Table[Row]{Rows: rows, Columns: []Column[Row]{{Head: head, Wrap: max(20, Width-2-8*len(r.States)), Cell: name}}}
	for _, st := range r.States {
		t.Columns = append(t.Columns, Column[Row]{Head: Short(st.State), Right: true, Cell: func(row Row) string { return cell(row, st.State) }})
	}
	return t
}

// Document shows the shares, and what they go with.
func (r *Ensemble) Document(Form) *Document {
	d := new(Document)
	d.Say(fmt.Sprintf("Shares in percent over %s:", Counted(r.Runs, "run"))).Table(r.table()).Break()
	if len(r.Effects) > 0 {
		d.Table(along(r, "Mean with, less that of all", r.Effects, func(e RunEffect) string { return e.Factor + " " + e.Level },
			func(e RunEffect, state string) string { return fmt.Sprintf("%+.2f", 100*e.Change[state]) })).Break()
	}
	d.Table(along(r, "Correlation with", r.Correlations, func(c Correlation) string { return c.With }, func(c Correlation, state string) string {
		if v := c.Share[state]; v != nil {
			return fmt.Sprintf("%+.2f", *v)
		}
		return ""
	})).Break()
	if r.Failed > 0 {
		d.Say(fmt.Sprintf("%s gave no division.", Counted(r.Failed, "run")))
	}
	if len(r.missing) > 0 {
		d.Say("Runs that are not there: " + strings.Join(r.missing[:min(10, len(r.missing))], ", ") + ".")
	}
	if r.Divisions > 0 {
		d.Say(fmt.Sprintf("Firm is what is a state's in 95 %% of the runs that have it in the sea, reach what is in 5 %%; in cells of %.2g km.", r.CellM/1e3))
	}
	d.Say("Ends are moved into the coast of the second state. A run is made again by its number: --runs N-N.").Say("Asked: " + r.Asked + ".")
	for _, c := range slices.Compact(slices.Clone(r.Credits)) {
		d.Say(c)
	}
	return d
}
