package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/problem"
	"caspian.example/division/cmd/internal/quantity"
)

// resolved returns what find makes of the values of a flag, each once: of whole ones, for
// names may hold commas, or of their parts between commas.
func resolved(flag string, asked []string, find func(name string) (string, error)) (out []string, err error) {
	for _, text := range asked {
		parts := []string{text}
		if _, err := find(text); err != nil {
			parts = strings.Split(text, ",")
		}
		for _, part := range parts {
			name, err := find(strings.TrimSpace(part))
			if err != nil {
				return nil, err
			}
			out = append(out, name)
		}
	}
	return out, eachOnce(flag, out)
}

// named returns the index of a name among those that are known, or else in any case of
// letters; −1 if it is none of them.
func named(asked string, known []string) int {
	if k := slices.Index(known, asked); k >= 0 {
		return k
	}
	return slices.IndexFunc(known, func(name string) bool { return strings.EqualFold(name, asked) })
}

// lineKind is a kind of lines that take water from the sea: its flag, and what that does.
type lineKind struct {
	flag  string
	names func(*coastFlags) *[]string
	draw  func(*caspian.Sea, ...string) (*caspian.Sea, error)
}

// lineKinds are all kinds in the order in which they are drawn.
var lineKinds = []lineKind{
	{"close", func(f *coastFlags) *[]string { return &f.Close }, (*caspian.Sea).Close},
	{"baseline", func(f *coastFlags) *[]string { return &f.Baseline }, (*caspian.Sea).WithBaselines},
}

// linesFor are the names of a coast's lines that a flag takes.
func linesFor(c *coast.Coast, flag string) (out []string) {
	for _, l := range c.Closings {
		if l.Baseline == (flag == "baseline") {
			out = append(out, l.Name)
		}
	}
	return out
}

// lineOf returns the name of a line for a flag that is named in any case.
func (f *coastFlags) lineOf(c *coast.Coast, flag, asked string) (string, error) {
	known := linesFor(c, flag)
	if k := named(asked, known); k >= 0 {
		return known[k], nil
	}
	hint := suggest(printable(asked), known, "there are ")
	for _, l := range c.Closings {
		if strings.EqualFold(l.Name, asked) {
			hint = "it is a " + l.Noun() + ": "
			if l.Baseline {
				hint += "--baseline "
			} else {
				hint += "--close "
			}
			hint += printable(l.Name)
		}
	}
	return "", usage(hint, "the coast %s has no %s %q", f.source(), coast.Closing{Baseline: flag == "baseline"}.Noun(), asked)
}

// assigned returns the values of a flag by their names, which resolve finds: each once.
func assigned[V any](flag string, all assignments, resolve func(name string) (string, error), read func(text string) (V, error)) (map[string]V, error) {
	var out map[string]V
	for _, a := range all {
		name, err := resolve(a.Name)
		if err != nil {
			return nil, err
		}
		if _, twice := out[name]; twice {
			return nil, usage("give one value", "--%s names %s twice", flag, printable(name))
		}
		v, err := read(a.Value)
		if err != nil {
			return nil, usage("", "--%s %s: %w", flag, printable(a.Name), err)
		}
		if out == nil {
			out = map[string]V{}
		}
		out[name] = v
	}
	return out, nil
}

// state returns the code of a state that is named by its code or its name, in any case.
func state(sea *caspian.Sea, asked string) (string, error) {
	codes, names := statesOf(sea)
	if k := named(asked, append(codes, names...)); k >= 0 {
		return codes[k%len(codes)], nil
	}
	return "", usage(stateHint(sea, asked), "the sea has no state %q", asked)
}

// partings are what stands between two states that are named together.
var partings = []string{",", "–", "—", "-", "/", " "}

// pairOf returns the codes of two states that are named together, such as AZ,IR or
// Iran–Turkmenistan, wherever they can be parted.
func pairOf(sea *caspian.Sea, asked string) (codes [2]string, err error) {
	for _, parting := range partings {
		for k := range asked {
			if !strings.HasPrefix(asked[k:], parting) {
				continue
			}
			a, wrong := state(sea, strings.TrimSpace(asked[:k]))
			b, other := state(sea, strings.TrimSpace(asked[k+len(parting):]))
			if wrong == nil && other == nil {
				return twoStates(a, b)
			}
			if err == nil {
				if err = wrong; err == nil {
					err = other
				}
			}
		}
	}
	if err == nil {
		codes, _ := statesOf(sea)
		err = usage("such as "+printable(strings.Join(codes[:2], ",")), "%q names no two states", asked)
	}
	return codes, err
}

// moved returns a sea with the ends of land borders where the flags put them.
func (f *coastFlags) moved(sea *caspian.Sea) (*caspian.Sea, error) {
	moves := slices.Clone(f.moves)
	var names []string
	for _, a := range f.Terminus {
		m, err := endMove(sea, a)
		if err != nil {
			return nil, err
		}
		moves, names = append(moves, m), append(names, m.End.String())
	}
	if err := eachOnce("terminus", names); err != nil {
		return nil, err
	}
	out, err := sea.MoveEnds(moves...)
	if err != nil {
		return nil, inputError{err, f.source()}
	}
	return out, nil
}

// endMove reads how the end of a land border moves: A-B=LENGTH goes into B's coast, and
// A-B:2 is the second end of several.
func endMove(sea *caspian.Sea, a quantity.Assignment) (m caspian.EndMove, err error) {
	border, number, numbered := strings.Cut(a.Name, ":")
	pair, err := pairOf(sea, border)
	if err != nil {
		return m, err
	}
	var by positiveLength
	if err := by.UnmarshalText([]byte(a.Value)); err != nil {
		return m, usage("", "--terminus %s: %w", printable(a.Name), err)
	}
	m.By = float64(by)
	if m.States = pair; pair[0] > pair[1] {
		m.States, m.By = [2]string{pair[1], pair[0]}, -m.By
	}
	var ends []caspian.End
	for _, e := range sea.Ends() {
		if e.States == m.States {
			ends = append(ends, e)
		}
	}
	k := 1
	if numbered {
		if k, err = strconv.Atoi(number); err != nil {
			k = 0
		}
	}
	switch n := len(ends); {
	case n == 0:
		return m, usage("", "no land border of %s and %s ends on the shore", m.States[0], m.States[1])
	case n > 1 && !numbered:
		return m, usage(fmt.Sprintf("--terminus %s:1=%s is the first along the shore", border, a.Value), "the land border of %s and %s has %d ends on the shore", m.States[0], m.States[1], n)
	case k < 1 || k > n:
		return m, usage("they are numbered along the shore, from 1 on", "the land border of %s and %s has %d on the shore, and no number %s", m.States[0], m.States[1], n, printable(number))
	}
	m.End = ends[k-1]
	return m, nil
}

// twoStates returns two codes, which must differ.
func twoStates(a, b string) (codes [2]string, err error) {
	if a == b {
		return codes, usage("name two", "%s stands there twice", printable(a))
	}
	return [2]string{a, b}, nil
}

// island returns the name of an island that is named in any case, or by its number in
// the list of the coast with a name, as a regime names it.
func island(sea *caspian.Sea, asked, coastName string) (string, error) {
	lists := "caspian coast info " + printable(coastName) + " --islands lists them"
	c := sea.Coast()
	var names []string
	count := map[string]int{}
	for _, i := range c.Islands {
		name := c.Features[i.Feature].Name
		if count[name]++; name != "" && count[name] == 1 {
			names = append(names, name)
		}
	}
	if n, err := strconv.Atoi(asked); err == nil {
		if n < 1 || n > len(c.Islands) {
			return "", usage(lists, "there is no island number %d; there are %d", n, len(c.Islands))
		}
		name := c.Features[c.Islands[n-1].Feature].Name
		if name == "" || count[name] > 1 {
			name = caspian.IslandNumber + strconv.Itoa(n)
		}
		return name, nil
	}
	if k := named(asked, names); k >= 0 {
		return names[k], nil
	}
	hint := lists
	if best := problem.Meant(asked, names); best != "" {
		hint = "did you mean " + printable(best) + "? " + lists
	}
	return "", usage(hint, "no island is named %q", asked)
}

// eachOnce returns an error if a text is in a list twice.
func eachOnce(flag string, list []string) error {
	for k, text := range list {
		if slices.Contains(list[:k], text) {
			return usage("name each once", "--%s %s is given twice", flag, printable(text))
		}
	}
	return nil
}
