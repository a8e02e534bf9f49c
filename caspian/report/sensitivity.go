package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"caspian.example/division/caspian/ensemble"
)

// Sensitivity is how far the shares under one regime depend on choices.
type Sensitivity struct {
	Asked
	Regime  string             `json:"regime"`
	Base    map[string]float64 `json:"base"`
	Choices []Choice           `json:"choices"`
	Range   map[string]Range   `json:"range"`
	Noise   *Noise             `json:"noise,omitempty"`
	// States are the codes of the states that are told of, in the order of the sea.
	States []string `json:"-"`
}

// Choice is what was chosen otherwise, and what came of it.
type Choice struct {
	Cause  string             `json:"cause"`
	Shares map[string]float64 `json:"shares"` // null if the sea cannot be divided so
	Error  string             `json:"error,omitempty"`
}

// Range is where a share lies over all choices.
type Range struct {
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
	Cause string  `json:"cause"` // what moves it farthest
	By    float64 `json:"-"`     // and how far
}

// Noise is what a coast that noise moves does to the shares.
type Noise struct {
	Metres float64              `json:"m"`
	Seed   uint64               `json:"seed"`
	Failed int                  `json:"failed"`
	Low    map[string]float64   `json:"p5"`
	Middle map[string]float64   `json:"p50"`
	High   map[string]float64   `json:"p95"`
	Runs   []map[string]float64 `json:"runs"` // null where a run failed
}

// NewSensitivity puts an analysis into the form of a result; of the
// states with some codes, or without any of all.
func NewSensitivity(s *ensemble.Sensitivity, states ...string) (*Sensitivity, error) {
	if s == nil {
		s = &ensemble.Sensitivity{}
	}
	if err := s.Base.Check(); err != nil {
		return nil, err
	}
	out := &Sensitivity{Asked: AskedOf(s.Base), Regime: s.Base.Question.Regime.ID, Base: map[string]float64{}, Range: map[string]Range{}}
	byCode := func(shares []float64) map[string]float64 {
		if shares == nil {
			return nil
		}
		m := map[string]float64{}
		for k, st := range s.Base.States {
			if len(states) == 0 || slices.Contains(states, st.Code) {
				m[st.Code] = shares[k]
			}
		}
		return m
	}
	for k, st := range s.Base.States {
		if len(states) > 0 && !slices.Contains(states, st.Code) {
			continue
		}
		out.States, out.Base[st.Code] = append(out.States, st.Code), st.Share
		r := Range{}
		r.Low, r.High, r.Cause = s.Range(k)
		for _, c := range s.Choices {
			// Two ends of one land border have the same words.
			if c.Cause == r.Cause && c.Shares != nil && math.Abs(c.Shares[k]-st.Share) > math.Abs(r.By) {
				r.By = c.Shares[k] - st.Share
			}
		}
		out.Range[st.Code] = r
	}
	for _, c := range s.Choices {
		row := Choice{Cause: c.Cause, Shares: byCode(c.Shares)}
		if c.Err != nil {
			row.Error = Plain(c.Err)
		}
		out.Choices = append(out.Choices, row)
	}
	if e := s.Ensemble; e != nil {
		out.Noise = &Noise{Metres: e.Noise, Seed: e.Seed, Failed: e.Failed}
		if e.Failed < len(e.Runs) {
			out.Noise.Low, out.Noise.Middle, out.Noise.High = byCode(e.Low), byCode(e.Middle), byCode(e.High)
		}
		for _, shares := range e.Runs {
			out.Noise.Runs = append(out.Noise.Runs, byCode(shares))
		}
	}
	return out, nil
}

// Sentence says how far the shares move and why: of many states, those of the three that
// move farthest. It ends without a full stop.
func (r *Sensitivity) Sentence() string {
	states := slices.Clone(r.States)
	if len(states) > 6 {
		width := func(code string) float64 { return r.Range[code].High - r.Range[code].Low }
		slices.SortStableFunc(states, func(a, b string) int { return cmp.Compare(width(b), width(a)) })
		states = states[:3]
	}
	var parts []string
	var most Range
	whose := ""
	for _, code := range states {
		v := r.Range[code]
		parts = append(parts, fmt.Sprintf("%s %.2f–%.2f", Printable(code), 100*v.Low, 100*v.High))
		if math.Abs(v.By) > math.Abs(most.By) {
			most, whose = v, code
		}
	}
	text := fmt.Sprintf("Over %d other choices the %s shares run %s %%", len(r.Choices), r.Regime, strings.Join(parts, ", "))
	if whose != "" {
		text += fmt.Sprintf("; most: %s %+.2f, %s", Printable(whose), 100*most.By, Printable(most.Cause))
	}
	return text
}

// sharesLine is a row of the table: shares, or how far they moved, by state.
type sharesLine struct {
	name, format string
	of           func(code string) float64
}

// show adds everything that was tried to a document, in points of percent.
func (r *Sensitivity) show(d *Document) {
	// The first column has what those of states leave, but a width that can be read.
	table := &Table[sharesLine]{Columns: []Column[sharesLine]{
		{Head: r.Regime + ", %", Wrap: max(20, Width-2-8*len(r.States)), Cell: func(l sharesLine) string { return l.name }},
	}}
	for _, code := range r.States {
		table.Columns = append(table.Columns, Column[sharesLine]{Head: Short(code), Right: true, Cell: func(l sharesLine) string {
			text := fmt.Sprintf(l.format, 100*l.of(code))
			if text == "+0.00" || text == "-0.00" {
				return "0.00"
			}
			return text
		}})
	}
	row := func(name, format string, of func(code string) float64) {
		table.Rows = append(table.Rows, sharesLine{name, format, of})
	}
	row("as it is", "%.2f", func(code string) float64 { return r.Base[code] })
	var failures []string
	for _, c := range r.Choices {
		if c.Shares == nil {
			failures = append(failures, "Not to be had: "+c.Cause+": "+c.Error)
			continue
		}
		row(c.Cause, "%+.2f", func(code string) float64 { return c.Shares[code] - r.Base[code] })
	}
	row("least of these", "%.2f", func(code string) float64 { return r.Range[code].Low })
	row("greatest of these", "%.2f", func(code string) float64 { return r.Range[code].High })
	if n := r.Noise; n != nil && n.Low != nil {
		name := fmt.Sprintf("noise of %g m: ", n.Metres)
		row(name+"5 %", "%.2f", func(code string) float64 { return n.Low[code] })
		row(name+"middle", "%.2f", func(code string) float64 { return n.Middle[code] })
		row(name+"95 %", "%.2f", func(code string) float64 { return n.High[code] })
	}
	d.Table(table)
	for _, f := range failures {
		d.Say(f)
	}
	if n := r.Noise; n != nil {
		text := fmt.Sprintf("Noise moves the coast by a smooth random field: %s, seed %d.", Counted(len(n.Runs), "run"), n.Seed)
		if n.Failed > 0 {
			text += fmt.Sprintf(" %d of them gave no division.", n.Failed)
		}
		d.Say(text)
	}
	d.Break()
}

// computed is a share that was computed; missing if the sea could not be divided so.
type computed struct {
	*Sensitivity
	Coast string   `json:"coast"`
	Cause string   `json:"cause"`
	Run   *int     `json:"run"` // from 1 on, of noise
	State string   `json:"state"`
	Share *float64 `json:"share"`
}

// sensitivityRows has every share that was computed, a row each.
func sensitivityRows(coast string, all []*Sensitivity) Grid {
	var rows []computed
	for _, r := range all {
		add := func(cause string, run *int, shares map[string]float64) {
			for _, code := range r.States {
				row := computed{r, coast, cause, run, code, nil}
				if share, ok := shares[code]; ok {
					row.Share = &share
				}
				rows = append(rows, row)
			}
		}
		add("as it is", nil, r.Base)
		for _, c := range r.Choices {
			add(c.Cause, nil, c.Shares)
		}
		for k := 1; r.Noise != nil && k <= len(r.Noise.Runs); k++ {
			add("noise", &k, r.Noise.Runs[k-1])
		}
	}
	columns := []Column[computed]{{Name: "coast"}, {Name: "regime"}, {Name: "cause"}, {Name: "run"}, {Name: "state"}, {Name: "share"}}
	return &Table[computed]{Rows: rows, Columns: append(columns, askedColumns(func(c computed) *Asked { return &c.Asked })...)}
}
