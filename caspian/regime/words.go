package regime

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Terms says in words all that the rule goes by besides its base, so that nobody need
// guess it from a figure: weights, shares, breadths, given lines, who holds together,
// what islands count for. It is never empty.
func (r *Regime) Terms() string {
	whole := r.complete()
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	switch whole.Base {
	case BaseMedian:
		if len(whole.Weights) == 0 {
			say("equal distance")
		} else {
			say("%s weights %s", whole.Weighting, whole.weightsInWords())
		}
		for _, c := range whole.Cuts {
			say("%s", c.Terms())
		}
	case BaseTarget, BaseUndivided:
		say("%s", whole.sharesInWords())
		if whole.Rest == PartsCoast {
			say("coasts by %s", whole.Measure)
		}
		if whole.solves() {
			say("sectors by %s weights", whole.Weighting)
		}
	}
	for _, z := range whole.Zones {
		if whole.Notional {
			break // it is drawn in their place
		}
		say("%s %s M", strings.ReplaceAll(string(z.Kind), "_", " "), miles(z.Breadth))
	}
	if len(whole.Together) > 0 {
		text := strings.Join(whole.Together, ", ") + " together"
		if whole.TogetherName != "" {
			text += " as " + whole.TogetherName
		}
		say("%s", text)
	}
	if whole.Notional {
		say("drawn notionally")
	}
	if whole.weighsIslands() {
		say("islands %s", whole.Islands)
	}
	return strings.Join(out, "; ")
}

// miles prints a length in nautical miles, to a metre.
func miles(m float64) string {
	return strconv.FormatFloat(m/NauticalMile, 'g', 6, 64)
}

func (r *Regime) weightsInWords() string {
	var out []string
	unit, others := "", "the others 1"
	if r.Weighting == Additive {
		unit, others = " m", "the others 0 m"
	}
	for _, code := range slices.Sorted(maps.Keys(r.Weights)) {
		out = append(out, fmt.Sprintf("%s %g%s", code, r.Weights[code], unit))
	}
	return strings.Join(append(out, others), ", ")
}

func (r *Regime) sharesInWords() string {
	rest := map[Parts]string{PartsEqual: "in equal parts", PartsMedian: "in proportion to median shares", PartsCoast: "in proportion to coasts"}[r.Rest]
	if len(r.Shares) == 0 {
		return "shares " + rest
	}
	var out []string
	for _, code := range slices.Sorted(maps.Keys(r.Shares)) {
		out = append(out, fmt.Sprintf("%s %.10g %%", code, 100*r.Shares[code]))
	}
	return "shares " + strings.Join(out, ", ") + ", the rest " + rest
}
