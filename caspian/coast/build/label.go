package build

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/internal/code"
)

// sample looks at all shores.
func (b *builder) sample() error {
	look := func(l *line) (out []sample, err error) {
		err = l.samples(func(s float64, p orb.Point) error {
			if len(out)%256 == 0 && b.ctx.Err() != nil {
				return context.Cause(b.ctx)
			}
			area, d := b.land.nearest(p)
			if d > b.opts.Reach {
				at := p
				return &InputError{Countries, &coast.Problem{Kind: ErrReach, Feature: -1, Vertex: -1, At: &at,
					What:   fmt.Sprintf("no country is within %g km of this place of the shore", b.opts.Reach/1000),
					Advice: "give the countries around the sea, or a larger reach"}}
			}
			out = append(out, sample{s, area, d})
			return nil
		})
		return out, err
	}
	var err error
	if b.samples, err = look(b.shore); err != nil {
		return err
	}
	for _, hole := range b.holes {
		s, err := look(hole)
		if err != nil {
			return err
		}
		b.around = append(b.around, s)
	}
	// From here on only the areas that are nearest somewhere matter.
	used := make([]bool, len(b.land.areas))
	for _, row := range append([][]sample{b.samples}, b.around...) {
		for _, s := range row {
			used[s.area] = true
		}
	}
	b.land.near = slices.DeleteFunc(b.land.near, func(k int) bool { return !used[k] })
	return nil
}

// codes decides which property holds the codes, and on the states.
func (b *builder) codes() error {
	property, err := b.property()
	if err != nil {
		return &InputError{Countries, err}
	}
	b.r.Property = property
	called := map[string][]string{} // the names of a code
	for _, k := range b.land.near {
		code, name := value(b.land.areas[k], property), ""
		for _, n := range names {
			if name = value(b.land.areas[k], n); name != "" {
				break
			}
		}
		if !slices.Contains(called[code], name) {
			called[code] = append(called[code], name)
		}
	}
	codes := slices.Sorted(maps.Keys(called))
	for _, what := range code.Notes(codes) {
		b.r.Notes = append(b.r.Notes, Note{Countries, coast.Note{Feature: -1, What: what}})
	}
	for _, code := range codes {
		s := State{State: coast.State{Code: code, Name: code}}
		// Provinces have names that are not the state's.
		if n := called[code]; len(n) == 1 && n[0] != "" {
			s.Name = n[0]
		}
		b.r.States = append(b.r.States, s)
	}
	b.state = make([]int, len(b.land.areas))
	for _, k := range b.land.near {
		b.state[k] = slices.Index(codes, value(b.land.areas[k], property))
	}
	return nil
}

// value returns a property of an area, nothing if it says that there is none.
func value(a coast.Area, property string) string {
	v := code.Clean(a.Properties[property])
	if v == "" && property == "id" {
		v = code.Clean(a.ID)
	}
	if v == "-99" {
		return ""
	}
	return v
}

// property returns the property that holds the codes.
func (b *builder) property() (string, error) {
	problem := func(kind error, area int, what string) error {
		p := &coast.Problem{Kind: kind, Feature: -1, Vertex: -1, What: what}
		all := map[string]bool{}
		for _, k := range b.land.near {
			for name := range b.land.areas[k].Properties {
				all[name] = true
			}
			if b.land.areas[k].ID != "" {
				all["id"] = true
			}
		}
		p.Advice = "the countries on the shore have the properties " + strings.Join(slices.Sorted(maps.Keys(all)), ", ")
		if len(all) == 0 {
			p.Advice = "the countries on the shore have no properties: give them one with their codes"
		}
		if area >= 0 {
			p.Feature, p.Name = b.land.areas[area].Index, cmp.Or(value(b.land.areas[area], "name"), value(b.land.areas[area], "NAME"))
		}
		return p
	}
	if k := b.land.near; len(k) == 1 {
		return "", problem(ErrStates, k[0], "it is the only country on the shore, and a sea to divide has two or more")
	}
	try := Properties
	if b.opts.Property != "" {
		try = []string{b.opts.Property}
	}
	for _, property := range try {
		codes := map[string]bool{}
		for _, k := range b.land.near {
			code := value(b.land.areas[k], property)
			if code == "" && b.opts.Property != "" {
				return "", problem(ErrProperty, k, fmt.Sprintf("it has no property %q", property))
			}
			codes[code] = true
		}
		switch {
		case len(codes) > 1 && !codes[""]:
			return property, nil
		case b.opts.Property != "":
			return "", problem(ErrStates, -1, fmt.Sprintf("all countries on the shore have the same %q, and a sea to divide has two states or more", property))
		}
	}
	return "", problem(ErrProperty, -1, "none of the properties that are tried holds a code of every country on the shore")
}

// distances returns the distances of all states from a place: below 0 inside,
// of the nearest part that a state has in the file.
func (b *builder) distances(p orb.Point) []float64 {
	out := make([]float64, len(b.r.States))
	for k := range out {
		out[k] = math.Inf(1)
	}
	b.land.look(p, func(area int, d float64) { out[b.state[area]] = min(out[b.state[area]], d) })
	return out
}

// islands gives the islands to states.
func (b *builder) islands() error {
	for _, hole := range slices.Sorted(maps.Keys(b.opts.Islands)) {
		if hole < 1 || hole > len(b.holes) {
			advice := fmt.Sprintf("its %d holes are the islands, counted from 1", len(b.holes))
			switch len(b.holes) {
			case 0:
				advice = "it has no holes, which the islands are"
			case 1:
				advice = "its one hole is island 1"
			}
			return &InputError{Sea, &coast.Problem{Kind: ErrIsland, Feature: -1, Vertex: -1, What: fmt.Sprintf("it has no island %d", hole), Advice: advice}}
		}
	}
	for k, l := range b.holes {
		row := b.around[k]
		length := make([]float64, len(b.r.States))
		for i, s := range row {
			before, after := row[(i+len(row)-1)%len(row)].s, row[(i+1)%len(row)].s
			if i == 0 {
				before -= l.length()
			}
			if i == len(row)-1 {
				after += l.length()
			}
			length[b.state[s.area]] += (after - before) / 2
		}
		o := owner{distance: math.Inf(1)}
		for state := range length {
			if length[state] > length[o.state] {
				o.state = state
			}
		}
		if code, given := b.opts.Islands[k+1]; given {
			o.given = true
			if o.state = slices.IndexFunc(b.r.States, func(s State) bool { return s.Code == code }); o.state < 0 {
				var codes []string
				for _, s := range b.r.States {
					codes = append(codes, s.Code)
				}
				return &InputError{Countries, &coast.Problem{Kind: ErrIsland, Feature: -1, Vertex: -1,
					What: fmt.Sprintf("there is no state %q for island %d", code, k+1), Advice: "the states on the shore are " + strings.Join(codes, ", ")}}
			}
		}
		sum := 0.0
		for _, d := range length {
			sum += d
		}
		o.part = length[o.state] / sum
		for _, s := range row {
			d := s.d
			p := l.at(s.s)
			if b.state[s.area] != o.state {
				d = b.distances(p)[o.state]
			}
			if d = max(d, 0); d > o.farthest {
				o.farthest, o.farthestAt = d, p
			}
			o.distance = min(o.distance, d)
		}
		b.owners = append(b.owners, o)
	}
	return nil
}

// coast returns the coast that was found, to be checked.
func (b *builder) coast() *coast.Coast {
	o := b.opts
	c := &coast.Coast{Name: o.Name, Source: o.Source, Licence: o.Licence, Epoch: o.Epoch, WaterLevel: o.WaterLevel}
	for _, s := range b.r.States {
		c.States = append(c.States, s.State)
	}
	for k, p := range b.pieces {
		next := b.pieces[(k+1)%len(b.pieces)]
		line := b.shore.cut(p.from, next.from)
		c.Stretches = append(c.Stretches, coast.Stretch{Feature: len(c.Features), State: p.state, Start: len(c.Shore), End: len(c.Shore) + len(line) - 1})
		c.Features = append(c.Features, coast.Feature{Name: c.States[p.state].Name, State: p.state})
		c.Shore = append(c.Shore, line...)
	}
	for k, i := range b.r.Islands {
		c.Islands = append(c.Islands, coast.Island{Feature: len(c.Features), State: i.State, Ring: b.holes[k].ring})
		c.Features = append(c.Features, coast.Feature{Name: i.Name, State: i.State})
	}
	return c
}
