package live

import (
	"cmp"
	"errors"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/regime"
)

// Question is what the page asks. What is left out is as in the regime.
type Question struct {
	// Number is given back with the answer, so that older answers are known.
	Number int `json:"number"`
	// Coast is what commands call the coast.
	Coast string `json:"coast"`
	// Regime is the id of a shipped regime.
	Regime string `json:"regime"`
	// Ends are the ends of land borders that are moved along the shore.
	Ends []caspian.EndMove `json:"ends"`
	// Lines are given lines between two states.
	Lines []Line `json:"lines"`
	// Islands are the effects of islands by name, "" that of all others.
	Islands map[string]float64 `json:"islands"`
	// Closed are the names of the closing lines that are closed.
	Closed []string `json:"closed"`
	// Weights and Shares are by the codes of states.
	Weights map[string]float64 `json:"weights"`
	Shares  map[string]float64 `json:"shares"`
	// Territorial and Fishery are breadths in metres.
	Territorial float64 `json:"territorial"`
	Fishery     float64 `json:"fishery"`
	// Coarse asks for lines to CoarseTolerance, soon.
	Coarse bool `json:"coarse"`
}

// Line is a given line between two states, by their codes.
type Line struct {
	Between [2]string      `json:"between"`
	Line    orb.LineString `json:"line"`
}

// regime returns the regime that a question is about.
func (q *Question) regime() (regime.Regime, error) {
	r, err := regime.ByID(q.Regime)
	if err != nil {
		return r, err
	}
	type change struct {
		asked bool
		by    func(regime.Regime) (regime.Regime, error)
	}
	changes := []change{
		{len(q.Shares) > 0, func(r regime.Regime) (regime.Regime, error) { return r.WithShares(q.Shares) }},
		{len(q.Weights) > 0, func(r regime.Regime) (regime.Regime, error) { return r.WithWeights(q.Weights) }},
	}
	for _, l := range q.Lines {
		changes = append(changes, change{true, func(r regime.Regime) (regime.Regime, error) {
			return r.WithCut(regime.Cut{Between: l.Between, Line: l.Line})
		}})
	}
	for _, c := range append(changes, []change{
		{q.Territorial > 0, func(r regime.Regime) (regime.Regime, error) { return r.WithBreadth(regime.Territorial, q.Territorial) }},
		{q.Fishery > 0, func(r regime.Regime) (regime.Regime, error) { return r.WithBreadth(regime.Fishery, q.Fishery) }},
		{q.Islands != nil, func(r regime.Regime) (regime.Regime, error) { return r.WithIslands(q.Islands) }},
	}...) {
		if !c.asked {
			continue
		}
		changed, err := c.by(r)
		switch {
		case err == nil:
			r = changed
		case !errors.Is(err, regime.ErrNoPlace): // what has no place is for other rules of the page
			return r, err
		}
	}
	return r, nil
}

// Names are what islands of a coast are called in questions, in the order of the coast; ""
// where a name is not one island's alone.
func Names(c *coast.Coast) (out []string) {
	count := map[string]int{}
	for _, i := range c.Islands {
		count[c.Features[i.Feature].Name]++
	}
	for _, i := range c.Islands {
		name := c.Features[i.Feature].Name
		if count[name] > 1 {
			name = ""
		}
		out = append(out, name)
	}
	return out
}

// flags are those of the breadths of belts.
var flags = map[regime.BeltKind]string{regime.Territorial: "territorial", regime.Fishery: "fishery"}

// EndName is what flags and pages call the end of a land border, going into the coast of
// the second of its states, or of the first one.
func EndName(e caspian.End, back bool) string {
	a, b := e.States[0], e.States[1]
	if back {
		a, b = b, a
	}
	if e.Number == 0 {
		return a + "-" + b
	}
	return a + "-" + b + ":" + strconv.Itoa(e.Number)
}

// LineFile is the name of the file that a page offers of a given line of two states, and
// that the command reads.
func LineFile(between [2]string) string { return "line-" + between[0] + "-" + between[1] + ".geojson" }

// given returns the lines that a regime has besides those of another, as the command takes
// them; ok is false where it has others, or not all of them.
func given(r, base *regime.Regime) (out []regime.Cut, ok bool) {
	if len(r.Cuts) < len(base.Cuts) {
		return nil, false
	}
	out = r.Cuts[len(base.Cuts):]
	return out, !slices.ContainsFunc(out, func(c regime.Cut) bool { return len(c.Line) == 0 || c.Loxodrome })
}

// Given returns the lines that a division's regime has been given, as questions have them.
func Given(d *caspian.Division) (out []Line) {
	r := &d.Question.Regime
	if base, err := regime.ByID(r.ID); err == nil {
		cuts, _ := given(r, &base)
		for _, c := range cuts {
			out = append(out, Line{c.Between, c.Line})
		}
	}
	return out
}

// ErrRegime is returned for a division by a regime that questions cannot ask for.
var ErrRegime = errors.New("live: questions are about shipped regimes, changed in islands, weights, shares, given lines and breadths alone")

// Command returns the command that answers a division's question, with the coast as the
// command names it. It returns ErrRegime where there are more changes than questions make.
func Command(d *caspian.Division, coastName string) (string, error) {
	q := &d.Question
	r := &q.Regime
	base, err := regime.ByID(r.ID)
	lines, known := given(r, &base)
	if err != nil || !known || r.Layer != cmp.Or(base.Layer, regime.LayerAll) || r.Notional || len(r.Together) != len(base.Together) || r.Measure != base.Measure ||
		r.Rest != "" && r.Rest != cmp.Or(base.Rest, regime.PartsEqual) || r.Weighting == regime.Additive || len(q.Baselines) > 0 || q.Noise != nil || q.Options.Simplify != (caspian.Simplify{}) {
		return "", ErrRegime
	}
	words := []string{"caspian", "divide", "--regime", r.ID}
	add := func(flag, value string) { words = append(words, "--"+flag, quoted(value)) }
	if coastName != "gshhg" {
		add("coast", coastName)
	}
	if q.Coast.Snap != 1 {
		add("snap", number(q.Coast.Snap)+"m")
	}
	if q.Options.Tolerance != 1 {
		add("tolerance", number(q.Options.Tolerance)+"m")
	}
	if q.Options.Resolution != 0 {
		add("resolution", number(q.Options.Resolution)+"m")
	}
	for _, name := range q.Closed {
		add("close", name)
	}
	for _, m := range q.Ends {
		add("terminus", EndName(m.End, m.By < 0)+"="+number(math.Abs(m.By))+"m")
	}
	for _, l := range lines {
		add("line", LineFile(l.Between))
		add("between", l.Between[0]+","+l.Between[1])
	}
	all := r.Islands.Of("")
	if all != 1 {
		add("islands", number(all))
	}
	for _, name := range slices.Sorted(maps.Keys(r.Islands)) {
		if name != "" && r.Islands[name] != all {
			add("island", name+"="+number(r.Islands[name]))
		}
	}
	for _, code := range slices.Sorted(maps.Keys(r.Weights)) {
		add("weight", code+"="+number(r.Weights[code]))
	}
	if !maps.Equal(r.Shares, base.Shares) {
		for _, code := range slices.Sorted(maps.Keys(r.Shares)) {
			add("share", code+"="+number(r.Shares[code]))
		}
	}
	for k, b := range base.Zones {
		if r.Zones[k].Breadth != b.Breadth {
			add(flags[b.Kind], number(r.Zones[k].Breadth)+"m")
		}
	}
	return strings.Join(append(words, "-o", "division.geojson"), " "), nil
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// quoted writes a word as shells read it.
func quoted(word string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_.,=/:@%+", r)
	}
	if word != "" && strings.IndexFunc(word, func(r rune) bool { return !plain(r) }) < 0 {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
