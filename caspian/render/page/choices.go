package page

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/render/internal/look"
)

// ErrDivisions is returned for divisions that do not go on one page.
var ErrDivisions = errors.New("page: no such map")

// most is the number of rules that a page may hold, and mostOthers that of divisions.
const most, mostOthers = 32, 256

// choice is something that a page has divisions for either way: the effect of islands, or
// the water behind a closing line.
type choice struct {
	// Line is the name of the closing line, empty for the islands.
	Line   string   `json:"line"`
	Levels []string `json:"levels"`
}

// The levels of the water behind a closing line, in their order.
const (
	inSea = iota
	leftOut
)

// whatever is the level of a choice that a rule has no place for.
const whatever = -1

// answered is a division with what it answers: the number of its rule, and the level of every
// choice.
type answered struct {
	*caspian.Division
	rule   int
	levels []int
}

// choose finds the choices between divisions of some rules, the first of which are as they
// were asked, and others; and that there is a division for every combination of them.
func choose(rules, others []*caspian.Division) ([]choice, []answered, error) {
	if err := look.SameSea(rules, most); err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrDivisions, err)
	}
	if err := look.Divisions(append(slices.Clone(rules), others...), mostOthers); err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrDivisions, err)
	}
	var all []answered
	digests := map[string]int{}
	for k, d := range rules {
		digests[neutral(d)] = k
		all = append(all, answered{Division: d, rule: k, levels: []int{}})
	}
	for _, d := range others {
		k, ok := digests[neutral(d)]
		if !ok {
			return nil, nil, fmt.Errorf("%w: a division by %s differs from all that were asked for by more than islands and closing lines", ErrDivisions, d.Question.Regime.ID)
		}
		all = append(all, answered{Division: d, rule: k, levels: []int{}})
	}
	choices := []choice{}
	if levels := islandLevels(all); len(levels) > 1 {
		choices = append(choices, choice{Levels: levels})
	}
	for _, line := range closingLines(all) {
		choices = append(choices, choice{Line: line, Levels: []string{inSea: "in the sea", leftOut: "left out"}})
	}
	for k := range all {
		for _, c := range choices {
			all[k].levels = append(all[k].levels, c.levelOf(all[k].Division))
		}
	}
	for k := range rules {
		if err := complete(all, k, choices); err != nil {
			return nil, nil, err
		}
	}
	return choices, all, nil
}

// neutral is the digest of a question but for what there are choices of.
func neutral(d *caspian.Division) string {
	q := d.Question
	q.Regime.Islands, q.Closed = nil, nil
	return q.SHA256()
}

// islandLevels are the effects of islands that divisions have, from full to none.
func islandLevels(all []answered) (out []string) {
	var effects []regime.IslandEffects
	for _, a := range all {
		effects = append(effects, a.Question.Regime.Islands)
	}
	slices.SortStableFunc(effects, func(a, b regime.IslandEffects) int {
		return cmp.Or(cmp.Compare(b.Of(""), a.Of("")), cmp.Compare(a.String(), b.String()))
	})
	for _, e := range effects {
		if !slices.Contains(out, e.String()) {
			out = append(out, e.String())
		}
	}
	return out
}

// closingLines are the closing lines that are closed in some divisions and not in others.
func closingLines(all []answered) (out []string) {
	for _, l := range all[0].Sea.Whole().Coast().Closings {
		closed := func(a answered) bool { return slices.Contains(a.Question.Closed, l.Name) }
		open := func(a answered) bool { return !closed(a) }
		if !slices.Contains(out, l.Name) && slices.ContainsFunc(all, closed) && slices.ContainsFunc(all, open) {
			out = append(out, l.Name)
		}
	}
	return out
}

// levelOf returns the level that a division has of a choice.
func (c *choice) levelOf(d *caspian.Division) int {
	switch {
	case c.Line == "":
		return slices.Index(c.Levels, d.Question.Regime.Islands.String())
	case slices.Contains(d.Question.Closed, c.Line):
		return leftOut
	}
	return inSea
}

// complete finds the choices that a rule has no place for, and returns an error unless it has
// one division for every combination of the others.
func complete(all []answered, rule int, choices []choice) error {
	var own []*answered
	for k := range all {
		if all[k].rule == rule {
			own = append(own, &all[k])
		}
	}
	want := 1
	for k, c := range choices {
		if !slices.ContainsFunc(own, func(a *answered) bool { return a.levels[k] != own[0].levels[k] }) {
			for _, a := range own {
				a.levels[k] = whatever
			}
			continue
		}
		want *= len(c.Levels)
	}
	found := map[string]bool{}
	for _, a := range own {
		var words []string
		for k, level := range a.levels {
			if level != whatever {
				words = append(words, strings.TrimSpace(cmp.Or(choices[k].Line, "islands")+" "+choices[k].Levels[level]))
			}
		}
		text := strings.Join(words, ", ")
		if found[text] {
			return fmt.Errorf("%w: there are two divisions by %s with %s", ErrDivisions, a.Question.Regime.ID, cmp.Or(text, "the same choices"))
		}
		found[text] = true
	}
	if len(found) != want {
		return fmt.Errorf("%w: of the %d combinations of choices there are %d by %s", ErrDivisions, want, len(found), own[0].Question.Regime.ID)
	}
	return nil
}
