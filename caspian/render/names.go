package render

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/render/internal/lettering"
)

// setters keep the lines that they have set for the pictures that follow, which say much of
// the same.
var setters sync.Pool

// borrowed returns a setter, and what hands it back.
func borrowed() (s *lettering.Setter, done func()) {
	s, ok := setters.Get().(*lettering.Setter)
	if !ok {
		s = lettering.New()
	}
	return s, func() { setters.Put(s) }
}

// lacks says whether our fonts have not all signs of a name, in one weight or the other.
func lacks(s *lettering.Setter, name string) bool {
	return len(s.Line(name, false).Missing)+len(s.Line(name, true).Missing) > 0
}

// unwritable returns the names of which our fonts have not all signs.
func unwritable(divisions []*caspian.Division, overlays []Overlay) (names []string) {
	s, done := borrowed()
	defer done()
	note := func(name string) {
		if lacks(s, name) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, d := range divisions {
		if d == nil {
			continue
		}
		for _, state := range d.States {
			note(state.Name)
		}
		for _, z := range d.Zones {
			note(z.Holder.Name)
		}
		note(d.Question.Regime.Title)
	}
	for _, o := range overlays {
		note(o.Name)
	}
	return names
}

// unwritableCoasts returns the names of coasts of which our fonts have not all signs.
func unwritableCoasts(divisions []*caspian.Division) (names []string) {
	s, done := borrowed()
	defer done()
	for _, d := range divisions {
		if d == nil {
			continue
		}
		if name := d.Question.Coast.Name; lacks(s, name) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// coded returns divisions with codes for the names of states and of those who hold
// zones together that our fonts cannot write, and the key to the states'.
func coded(divisions []*caspian.Division) (out []*caspian.Division, key string) {
	s, done := borrowed()
	defer done()
	var keys []string
	for _, state := range divisions[0].States {
		if lacks(s, state.Name) {
			keys = append(keys, fmt.Sprintf("%s (%s)", state.Code, signs(state.Name)))
		}
	}
	if len(keys) > 0 {
		key = strings.Join(keys, ", ")
	}
	for _, d := range divisions {
		c := *d
		c.States, c.Zones = slices.Clone(d.States), slices.Clone(d.Zones)
		for k := range c.States {
			if state := &c.States[k]; lacks(s, state.Name) {
				state.Name = state.Code
			}
		}
		for k := range c.Zones {
			if h := &c.Zones[k].Holder; lacks(s, h.Name) {
				h.Name = strings.Join(d.Codes(*h), ", ")
			}
		}
		out = append(out, &c)
	}
	return out, key
}

// signs names the code points of a name, the first twelve.
func signs(name string) string {
	var out []string
	for _, r := range name {
		if len(out) == 12 {
			return strings.Join(out, " ") + " …"
		}
		out = append(out, fmt.Sprintf("%U", r))
	}
	return strings.Join(out, " ")
}
