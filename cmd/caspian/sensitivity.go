package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata/gshhg"
	"caspian.example/division/geodata/ne10m"
)

// noiseFlags choose a noisy coast.
type noiseFlags struct {
	Noise    length `placeholder:"LENGTH" default:"250m" help:"How far noise moves the coast, as a root mean square (default 250m)."`
	Seed     uint64 `placeholder:"NUMBER" default:"1" help:"The seed of the noise (default 1)."`
	NoiseRun count  `name:"run" placeholder:"NUMBER" help:"Divide the coast of this run of the noise, from 1 on."`
}

// sensitivityReport is how far the shares under one regime depend on choices.
type sensitivityReport struct {
	questionReport
	Regime  string             `json:"regime"`
	Base    map[string]float64 `json:"base"`
	Choices []choiceReport     `json:"choices"`
	Range   map[string]rangeOf `json:"range"`
	Noise   *noiseReport       `json:"noise,omitempty"`
	states  []caspian.StateShare
}

type choiceReport struct {
	Cause  string             `json:"cause"`
	Shares map[string]float64 `json:"shares"` // null if the sea cannot be divided so
	Error  string             `json:"error,omitempty"`
}

type rangeOf struct {
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
	Cause string  `json:"cause"` // what moves it farthest
	by    float64
}

type noiseReport struct {
	Metres float64              `json:"m"`
	Seed   uint64               `json:"seed"`
	Failed int                  `json:"failed"`
	Low    map[string]float64   `json:"p5"`
	Middle map[string]float64   `json:"p50"`
	High   map[string]float64   `json:"p95"`
	Runs   []map[string]float64 `json:"runs"` // null where a run failed
}

// manyPositions is the size of a coast from which on the sensitivity is only
// computed on request.
const manyPositions = 50_000

// alternatives are the built-in coasts that a sea of the Caspian's states can be
// compared with.
func (f *seaFlags) alternatives(sea *caspian.Sea) (out []ensemble.Alternative, err error) {
	if !sea.IsCaspian() {
		return nil, nil
	}
	for name, data := range map[string]func() io.Reader{"gshhg": gshhg.Coast, "ne10m": ne10m.Coast} {
		if name == f.Coast {
			continue
		}
		other, err := caspian.ReadSea(data())
		if err != nil {
			return nil, err
		}
		if other, err = other.Close(f.Close...); err == nil { // else it has no such line
			out = append(out, ensemble.Alternative{Cause: "coast " + name, Sea: other})
		}
	}
	slices.SortFunc(out, func(a, b ensemble.Alternative) int { return strings.Compare(a.Cause, b.Cause) })
	return out, nil
}

// analyse computes the sensitivity under one regime, with runs of noise or
// without.
func (c *sharesCommand) analyse(s *streams, sea *caspian.Sea, r regime.Regime, runs int) (*sensitivityReport, error) {
	alternatives, err := c.alternatives(sea)
	if err != nil {
		return nil, err
	}
	options := c.options()
	var end func()
	options.Progress, end = s.progress("sensitivity of " + r.ID)
	result, err := s.engine.analyse(s.ctx, sea, r, options, ensemble.Options{
		Alternatives: alternatives, Runs: runs, Noise: float64(c.Noise), Seed: c.Seed,
	})
	end()
	if errors.Is(err, ensemble.ErrEnsemble) || errors.Is(err, caspian.ErrNoise) {
		return nil, usage("", "%w", err)
	}
	if err != nil {
		return nil, err
	}
	out := &sensitivityReport{questionReport: questionOf(result.Base), Regime: r.ID, Base: map[string]float64{}, Range: map[string]rangeOf{}}
	var shown []int
	for k, st := range result.Base.States {
		if c.State == "" || st.Code == c.State {
			shown = append(shown, k)
			out.states = append(out.states, st)
		}
	}
	byCode := func(shares []float64) map[string]float64 {
		if shares == nil {
			return nil
		}
		m := map[string]float64{}
		for _, k := range shown {
			m[result.Base.States[k].Code] = shares[k]
		}
		return m
	}
	for _, k := range shown {
		st := result.Base.States[k]
		out.Base[st.Code] = st.Share
		r := rangeOf{}
		r.Low, r.High, r.Cause = result.Range(k)
		for _, choice := range result.Choices {
			if choice.Cause == r.Cause && choice.Shares != nil {
				r.by = choice.Shares[k] - st.Share
			}
		}
		out.Range[st.Code] = r
	}
	for _, choice := range result.Choices {
		row := choiceReport{Cause: choice.Cause, Shares: byCode(choice.Shares)}
		if choice.Err != nil {
			row.Error = plain(choice.Err)
		}
		out.Choices = append(out.Choices, row)
	}
	if e := result.Ensemble; e != nil {
		out.Noise = &noiseReport{Metres: e.Noise, Seed: e.Seed, Failed: e.Failed}
		if e.Failed < len(e.Runs) {
			out.Noise.Low, out.Noise.Middle, out.Noise.High = byCode(e.Low), byCode(e.Middle), byCode(e.High)
		}
		for _, shares := range e.Runs {
			out.Noise.Runs = append(out.Noise.Runs, byCode(shares))
		}
	}
	return out, nil
}

// sentence says how far the shares move and why.
func (r *sensitivityReport) sentence() string {
	var parts []string
	var most rangeOf
	whose := ""
	states := slices.Clone(r.states)
	if len(states) > 6 {
		// Those that move farthest.
		width := func(s caspian.StateShare) float64 { return r.Range[s.Code].High - r.Range[s.Code].Low }
		slices.SortStableFunc(states, func(a, b caspian.StateShare) int {
			switch {
			case width(a) > width(b):
				return -1
			case width(a) < width(b):
				return 1
			}
			return 0
		})
		states = states[:3]
	}
	for _, s := range states {
		v := r.Range[s.Code]
		parts = append(parts, fmt.Sprintf("%s %.2f–%.2f", printable(s.Code), 100*v.Low, 100*v.High))
		if abs(v.by) > abs(most.by) {
			most, whose = v, s.Code
		}
	}
	text := fmt.Sprintf("Over %d other choices the %s shares run %s %%", len(r.Choices), r.Regime, strings.Join(parts, ", "))
	if whose != "" {
		text += fmt.Sprintf("; most: %s %+.2f, %s", printable(whose), 100*most.by, printable(most.Cause))
	}
	return text
}

func abs(v float64) float64 { return max(v, -v) }

// table prints everything that was tried, in points of percent.
func (r *sensitivityReport) table() string {
	numbers := make([]int, len(r.states))
	head := table.Row{r.Regime + ", %"}
	for k, s := range r.states {
		numbers[k] = k + 2
		head = append(head, printable(s.Code))
	}
	t := newTable(numbers...)
	t.SetColumnConfigs(append(columnsOf(numbers), table.ColumnConfig{Number: 1}))
	t.AppendHeader(head)
	row := func(name, format string, value func(code string) float64) {
		out := table.Row{printable(name)}
		for _, s := range r.states {
			text := fmt.Sprintf(format, 100*value(s.Code))
			if text == "+0.00" || text == "-0.00" {
				text = "0.00"
			}
			out = append(out, text)
		}
		t.AppendRow(out)
	}
	row("as it is", "%.2f", func(code string) float64 { return r.Base[code] })
	var failures []string
	for _, c := range r.Choices {
		if c.Shares == nil {
			failures = append(failures, c.Cause+": "+c.Error)
			continue
		}
		row(c.Cause, "%+.2f", func(code string) float64 { return c.Shares[code] - r.Base[code] })
	}
	row("least of these", "%.2f", func(code string) float64 { return r.Range[code].Low })
	row("greatest of these", "%.2f", func(code string) float64 { return r.Range[code].High })
	if n := r.Noise; n != nil && n.Low != nil {
		name := fmt.Sprintf("noise of %g m, %d runs", n.Metres, len(n.Runs)-n.Failed)
		row(name+": 5 %", "%.2f", func(code string) float64 { return n.Low[code] })
		row(strings.Repeat(" ", len(name)-5)+"middle", "%.2f", func(code string) float64 { return n.Middle[code] })
		row(strings.Repeat(" ", len(name)+1)+"95 %", "%.2f", func(code string) float64 { return n.High[code] })
	}
	var b strings.Builder
	b.WriteString(tableText(t))
	for _, f := range failures {
		b.WriteString(indent("Not to be had: "+f, 0))
	}
	if n := r.Noise; n != nil {
		text := fmt.Sprintf("Noise moves the coast by a smooth random field (seed %d); --run N divides the coast of one run.", n.Seed)
		if n.Failed > 0 {
			text += fmt.Sprintf(" %d of %d runs gave no division.", n.Failed, len(n.Runs))
		}
		b.WriteString(indent(text, 0))
	}
	return b.String()
}

// csv writes every share that was computed, a row each.
func (r *sensitivityReport) csv(w *csv.Writer, coast string) error {
	write := func(cause string, run int, shares map[string]float64) error {
		for _, s := range r.states {
			row := []string{coast, r.Regime, cause, "", s.Code, "", r.Credit, r.Question.Words()}
			if run > 0 {
				row[3] = strconv.Itoa(run)
			}
			if shares != nil {
				row[5] = strconv.FormatFloat(shares[s.Code], 'g', -1, 64)
			}
			if err := w.Write(row); err != nil {
				return err
			}
		}
		return nil
	}
	err := write("as it is", 0, r.Base)
	for k := 0; k < len(r.Choices) && err == nil; k++ {
		err = write(r.Choices[k].Cause, 0, r.Choices[k].Shares)
	}
	for k := 0; r.Noise != nil && k < len(r.Noise.Runs) && err == nil; k++ {
		err = write("noise", k+1, r.Noise.Runs[k])
	}
	return err
}
