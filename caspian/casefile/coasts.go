package casefile

import (
	"math"
	"slices"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata"
)

// Measures are the rules by which coasts are measured: along every edge of the data, with
// dividers that open wider and wider, and straight from end to end.
var Measures = []regime.Measure{{}, {Step: 10e3}, {Step: 50e3}, {Step: 100e3}, {Fronts: true}}

// Coasts are areas beside the lengths of coasts, which have none without a rule: every rule
// that there is, and what was published. It holds no verdict.
type Coasts struct {
	// Lengths are those of the states concerned by every rule, first on the coast of the
	// provisional line, then, where ends of borders or closing lines have changed it, on
	// that of the last stage, then the published ones.
	Lengths []Lengths
	Pairs   []Pair
}

// Lengths are lengths of coasts by one rule.
type Lengths struct {
	// Rule is the rule in words, or who has published the lengths, whose rules are not
	// stated.
	Rule      string
	Published bool
	// Last says that they are those of the last stage's coast, which is another.
	Last bool
	// Metres are the lengths by the states' codes; a state without one is not there.
	Metres map[string]float64
}

// Pair compares two states: the first one's figure over the second's.
type Pair struct {
	Between [2]string
	// Areas are the ratios of their areas at every stage.
	Areas []float64
	// Coasts are the ratios of their coasts by every rule in the order of Coasts.Lengths,
	// NaN by one that gives none, and Low and High the least and the greatest of them, as
	// indices.
	Coasts    []float64
	Low, High int
}

// coasts compares the areas at stages with the coasts of the states concerned.
func coasts(c *Case, stages []*caspian.Division) (out Coasts, err error) {
	first, last := stages[0].Sea, stages[len(stages)-1].Sea
	seas := []*caspian.Sea{first}
	if last != first {
		seas = append(seas, last)
	}
	for k, sea := range seas {
		for _, m := range Measures {
			l := Lengths{Rule: m.String(), Last: k > 0}
			if l.Metres, err = sea.CoastLengths(m); err != nil {
				return out, err
			}
			out.Lengths = append(out.Lengths, l)
		}
	}
	if first.IsCaspian() {
		if out.Lengths, err = withPublished(out.Lengths); err != nil {
			return out, err
		}
	}
	for _, l := range out.Lengths {
		for code, metres := range l.Metres {
			if metres == 0 || !slices.Contains(c.States, code) {
				delete(l.Metres, code) // no mainland has no front
			}
		}
	}
	out.Lengths = slices.DeleteFunc(out.Lengths, func(l Lengths) bool { return len(l.Metres) == 0 })
	for k, a := range c.States {
		for _, b := range c.States[k+1:] {
			out.Pairs = append(out.Pairs, out.pair(a, b, stages))
		}
	}
	return out, nil
}

// withPublished adds the lengths that were published, by their sources.
func withPublished(lengths []Lengths) ([]Lengths, error) {
	published, err := geodata.CoastLengths()
	if err != nil {
		return nil, err
	}
	for _, p := range published {
		k := slices.IndexFunc(lengths, func(l Lengths) bool { return l.Published && l.Rule == p.Source })
		if k < 0 {
			k = len(lengths)
			lengths = append(lengths, Lengths{Rule: p.Source, Published: true, Metres: map[string]float64{}})
		}
		lengths[k].Metres[p.State] = p.Metres
	}
	return lengths, nil
}

// pair compares two states.
func (c *Coasts) pair(a, b string, stages []*caspian.Division) Pair {
	out := Pair{Between: [2]string{a, b}}
	for _, d := range stages {
		out.Areas = append(out.Areas, d.Share(a)/d.Share(b))
	}
	for k, l := range c.Lengths {
		ratio := math.NaN()
		if l.Metres[a] > 0 && l.Metres[b] > 0 {
			ratio = l.Metres[a] / l.Metres[b]
		}
		out.Coasts = append(out.Coasts, ratio)
		if ratio < out.Coasts[out.Low] || math.IsNaN(out.Coasts[out.Low]) {
			out.Low = k
		}
		if ratio > out.Coasts[out.High] || math.IsNaN(out.Coasts[out.High]) {
			out.High = k
		}
	}
	return out
}
