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
	Regime string             `json:"regime"`
	Base   map[string]float64 `json:"shares"`
	// Factors are what can be chosen otherwise, and their levels, what was asked first.
	Factors []FactorLevels `json:"factors"`
	// Combinations are all combinations of levels.
	Combinations []Chosen `json:"combinations"`
	// Moved are the ends of land borders, each moved by Shift along the shore, both ways.
	Shift float64  `json:"shift_m"`
	Moved []Chosen `json:"ends"`
	// Range has the least and the greatest share of every state over all that.
	Range   map[string]Range `json:"range"`
	Effects []Effect         `json:"effects"`
	Noise   *Noise           `json:"noise,omitempty"`
	// States are the codes of the states that are told of, in the order of the sea.
	States []string `json:"-"`
}

// FactorLevels are the levels of a factor.
type FactorLevels struct {
	Factor string   `json:"factor"`
	Levels []string `json:"levels"`
	words  []string
}

// Chosen is what was chosen, and what came of it.
type Chosen struct {
	Words  string             `json:"chosen"`
	Levels map[string]string  `json:"levels"` // by the factor
	Shares map[string]float64 `json:"shares"` // null if the sea cannot be divided so
	Error  string             `json:"error,omitempty"`
	base   bool               // the coast that was asked for
}

// Range is where a share lies over all choices.
type Range struct {
	Low    float64 `json:"low"`
	High   float64 `json:"high"`
	LowBy  string  `json:"low_chosen"`
	HighBy string  `json:"high_chosen"`
	low    string  // in fewer words
	high   string
}

// Effect is what a level of a factor does on average over the others.
type Effect struct {
	Factor string             `json:"factor"`
	Level  string             `json:"level"`
	Change map[string]float64 `json:"change"`
	// With is the other choice that it interacts with most, and Interaction by how much
	// it does more there to the share of State.
	With        string  `json:"with,omitempty"`
	State       string  `json:"state,omitempty"`
	Interaction float64 `json:"interaction,omitempty"`
	words       string
}

// Noise is what a coast that noise moves does to the shares.
type Noise struct {
	Metres float64              `json:"noise_m"`
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
	out := &Sensitivity{
		Asked: AskedOf(s.Base), Regime: s.Base.Question.Regime.ID, Shift: s.Shift,
		Base: map[string]float64{}, Range: map[string]Range{}, Combinations: []Chosen{}, Moved: []Chosen{}, Effects: []Effect{},
	}
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
		r := Range{Low: st.Share, High: st.Share}
		if low, high := s.Range(k); low != nil {
			r = Range{low.Shares[k], high.Shares[k], low.String(), high.String(), low.Short(), high.Short()}
		}
		out.Range[st.Code] = r
	}
	for _, f := range s.Factors {
		levels := FactorLevels{Factor: f.Name}
		for _, l := range f.Levels {
			levels.Levels, levels.words = append(levels.Levels, l.Name), append(levels.words, l.Words)
		}
		out.Factors = append(out.Factors, levels)
	}
	outcome := func(o *ensemble.Outcome) Chosen {
		row := Chosen{Words: o.String(), Levels: map[string]string{}, Shares: byCode(o.Shares), base: o.Choice.Levels[0] == 0}
		for k, level := range o.Choice.Levels {
			if level >= 0 {
				row.Levels[out.Factors[k].Factor] = out.Factors[k].Levels[level]
			}
		}
		if o.Err != nil {
			row.Error = Plain(o.Err)
		}
		return row
	}
	for k := range s.Combinations {
		out.Combinations = append(out.Combinations, outcome(&s.Combinations[k]))
	}
	for k := range s.Moved {
		out.Moved = append(out.Moved, outcome(&s.Moved[k]))
	}
	for _, e := range s.Effects() {
		row := Effect{Factor: out.Factors[e.Factor].Factor, Level: out.Factors[e.Factor].Levels[e.Level], Change: byCode(e.Average), words: out.Factors[e.Factor].words[e.Level]}
		if slices.ContainsFunc(e.Average, math.IsNaN) {
			continue // no two can be compared
		}
		if e.With >= 0 {
			row.With, row.State, row.Interaction = out.Factors[e.With].words[e.At], s.Base.States[e.State].Code, e.Interaction
		}
		out.Effects = append(out.Effects, row)
	}
	if s.Noise != nil {
		out.Noise = noiseOf(s.Noise, byCode)
		out.Noise.Metres, out.Noise.Seed = s.NoiseMetres, s.NoiseSeed
	}
	return out, nil
}

// noiseOf sums runs of noise up.
func noiseOf(s *ensemble.Sample, byCode func([]float64) map[string]float64) *Noise {
	sum := s.Sum()
	out := &Noise{Failed: sum.Failed}
	if sum.Failed < sum.Runs {
		var low, middle, high []float64
		for _, st := range sum.States {
			low, middle, high = append(low, st.Low), append(middle, st.Median), append(high, st.High)
		}
		out.Low, out.Middle, out.High = byCode(low), byCode(middle), byCode(high)
	}
	for _, r := range s.Runs {
		out.Runs = append(out.Runs, byCode(r.Shares))
	}
	return out
}

// choices says in words what is combined: the levels of the factors that leave a choice.
func (r *Sensitivity) choices() string {
	var parts []string
	for _, f := range r.Factors {
		switch {
		case len(f.Levels) == 1:
		case f.Factor == ensemble.Close:
			words := strings.Join(f.words, " or ")
			if with, ok := strings.CutPrefix(f.words[0], "with "); ok && len(f.words) == 2 {
				words = "with or without " + with // the other is that
			}
			parts = append(parts, words)
		case f.Factor == ensemble.Baselines:
			words := strings.Join(f.words, " or ")
			for _, w := range f.words {
				if with, ok := strings.CutPrefix(w, ensemble.WithBaselines); ok && len(f.words) == 2 {
					words = "with or without the straight baselines " + with // the other is that
				}
			}
			parts = append(parts, words)
		default:
			parts = append(parts, f.Factor+" ("+strings.Join(f.Levels, ", ")+")")
		}
	}
	return strings.Join(parts, " × ")
}

// show adds everything that was tried to a document, in points of percent.
func (r *Sensitivity) show(d *Document) {
	// The first column has what those of states leave, but a width that can be read.
	wide := max(20, Width-2-8*len(r.States))
	table := func(head string) *Table[sharesLine] {
		t := &Table[sharesLine]{Columns: []Column[sharesLine]{{Head: head, Wrap: wide, Cell: func(l sharesLine) string { return l.name }}}}
		for _, code := range r.States {
			t.Columns = append(t.Columns, Column[sharesLine]{Head: Short(code), Right: true, Cell: func(l sharesLine) string {
				text := fmt.Sprintf(l.format, 100*l.of(code))
				if text == "+0.00" || text == "-0.00" {
					return "0.00"
				}
				return text
			}})
		}
		return t
	}
	var failures []string
	add := func(t *Table[sharesLine], list []Chosen, format string, of func(o *Chosen, code string) float64) {
		for k := range list {
			o := &list[k]
			if o.Shares == nil {
				failures = append(failures, "Not to be had: "+o.Words+": "+o.Error)
				continue
			}
			t.Rows = append(t.Rows, sharesLine{o.Words, format, func(code string) float64 { return of(o, code) }})
		}
	}
	all := table(r.Regime + ", %: all combinations")
	add(all, r.Combinations, "%.2f", func(o *Chosen, code string) float64 { return o.Shares[code] })
	d.Table(all).Break()
	if len(r.Effects) > 0 {
		main := table("What each choice does on average, points")
		for _, e := range r.Effects {
			main.Rows = append(main.Rows, sharesLine{e.words, "%+.2f", func(code string) float64 { return e.Change[code] }})
		}
		d.Table(main)
		for _, e := range r.Effects {
			if e.With != "" && math.Abs(e.Interaction) >= 0.00005 {
				d.Item("  ", fmt.Sprintf("%s: most other %s, where it does %+.2f more to %s", e.words, e.With, 100*e.Interaction, Printable(e.State)))
			}
		}
		d.Break()
	}
	ends := table(fmt.Sprintf("Ends of land borders, %g km, points", r.Shift/1e3))
	add(ends, slices.DeleteFunc(slices.Clone(r.Moved), func(o Chosen) bool { return !o.base }), "%+.2f",
		func(o *Chosen, code string) float64 { return o.Shares[code] - r.Combinations[0].Shares[code] })
	for k := range ends.Rows {
		_, end, _ := strings.Cut(ends.Rows[k].name, "end of ")
		ends.Rows[k].name = end
	}
	if len(ends.Rows) > 0 && r.Combinations[0].Shares != nil {
		d.Table(ends).Break()
	}
	r.showRange(d)
	if n := r.Noise; n != nil {
		if n.Low != nil {
			t := table(fmt.Sprintf("Noise of %g m alone, %%", n.Metres))
			for _, row := range []struct {
				name string
				of   map[string]float64
			}{{"5 %", n.Low}, {"median", n.Middle}, {"95 %", n.High}} {
				t.Rows = append(t.Rows, sharesLine{row.name, "%.2f", func(code string) float64 { return row.of[code] }})
			}
			d.Table(t)
		}
		text := fmt.Sprintf("Noise moves the coast by a smooth random field: %s, seed %d.", Counted(len(n.Runs), "run"), n.Seed)
		if n.Failed > 0 {
			text += fmt.Sprintf(" %d of them gave no division.", n.Failed)
		}
		d.Say(text).Break()
	}
	for _, f := range failures {
		d.Say(f)
	}
}

// sharesLine is a row of the table: shares, or how far they moved, by state.
type sharesLine struct {
	name, format string
	of           func(code string) float64
}

// extreme is a row of the ranges.
type extreme struct {
	state, chosen string
	share         float64
}

// showRange adds the ranges of the shares, with what was chosen at their ends.
func (r *Sensitivity) showRange(d *Document) {
	t := &Table[extreme]{Columns: []Column[extreme]{
		{Head: "State", Cell: func(e extreme) string { return e.state }},
		{Head: "Share %", Right: true, Cell: func(e extreme) string { return Number(100*e.share, 2) }},
		{Head: "The least and the greatest, with", Wrap: Width - 18, Cell: func(e extreme) string { return e.chosen }},
	}}
	for _, code := range r.told() {
		v := r.Range[code]
		t.Rows = append(t.Rows, extreme{Short(code), v.low, v.Low}, extreme{"", v.high, v.High})
	}
	d.Say("Range of the " + r.Regime + " shares over " + r.over() + " (→ into whose):").Table(t)
}

// over says what the ranges are taken over.
func (r *Sensitivity) over() string {
	var over []string
	if choices := r.choices(); choices != "" {
		over = append(over, fmt.Sprintf("all %s of %s", Counted(len(r.Combinations), "combination"), choices))
	}
	if len(r.Moved) > 0 {
		over = append(over, fmt.Sprintf("the state's own ends of land borders up to %g km along the shore", r.Shift/1e3))
	}
	if over == nil {
		return "nothing that could be chosen otherwise"
	}
	return strings.Join(over, ", each with ")
}

// told are the codes of the states whose ranges are told of unasked: of many, of those
// three that move farthest.
func (r *Sensitivity) told() []string {
	states := slices.Clone(r.States)
	if len(states) > 6 {
		width := func(code string) float64 { return r.Range[code].High - r.Range[code].Low }
		slices.SortStableFunc(states, func(a, b string) int { return cmp.Compare(width(b), width(a)) })
		states = states[:3]
	}
	return states
}

// Sentence says how far the shares move, and over what choices.
func (r *Sensitivity) Sentence() string {
	var parts []string
	for _, code := range r.told() {
		v := r.Range[code]
		parts = append(parts, fmt.Sprintf("%s %.2f–%.2f", Printable(code), 100*v.Low, 100*v.High))
	}
	return fmt.Sprintf("The %s shares run %s %% over %s.", r.Regime, strings.Join(parts, ", "), r.over())
}

// computed is a share that was computed; missing if the sea could not be divided so.
type computed struct {
	*Sensitivity
	Coast  string   `json:"coast"`
	Chosen string   `json:"chosen"`
	Run    *int     `json:"run"` // from 1 on, of noise
	State  string   `json:"state"`
	Share  *float64 `json:"share"`
}

// sensitivityRows has every share that was computed, a row each.
func sensitivityRows(coast string, all []*Sensitivity) Grid {
	var rows []computed
	for _, r := range all {
		add := func(chosen string, run *int, shares map[string]float64) {
			for _, code := range r.States {
				row := computed{r, coast, chosen, run, code, nil}
				if share, ok := shares[code]; ok {
					row.Share = &share
				}
				rows = append(rows, row)
			}
		}
		add("as asked", nil, r.Base)
		for _, list := range [][]Chosen{r.Combinations, r.Moved} {
			for _, o := range list {
				add(o.Words, nil, o.Shares)
			}
		}
		for _, code := range r.States {
			v := r.Range[code]
			low, high := v.Low, v.High
			rows = append(rows, computed{r, coast, "least: " + v.LowBy, nil, code, &low}, computed{r, coast, "greatest: " + v.HighBy, nil, code, &high})
		}
		for k := 1; r.Noise != nil && k <= len(r.Noise.Runs); k++ {
			add("noise", &k, r.Noise.Runs[k-1])
		}
	}
	columns := []Column[computed]{{Name: "coast"}, {Name: "regime"}, {Name: "chosen"}, {Name: "run"}, {Name: "state"}, {Name: "share"}}
	return &Table[computed]{Rows: rows, Columns: append(columns, askedColumns(func(c computed) *Asked { return &c.Asked })...)}
}
