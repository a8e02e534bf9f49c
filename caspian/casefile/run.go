package casefile

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/internal/parallel"
	"caspian.example/division/caspian/locate"
	"caspian.example/division/geodata"
)

// job is one division of a case.
type job struct {
	basis
	who string // the circumstance that it is made for, in words; empty for the provisional line

	division *caspian.Division
	places   []locate.Place
	err      error
}

// Run divides a sea for every stage of a case: the provisional line, every circumstance by
// itself, and with all before it. Zones and lines are always drawn, whatever the options say.
//
// It returns an error that names the circumstance which the sea or the regime has no place
// for, wrapping what caspian.Divide, caspian.Sea.Close or coast.Coast.MoveTerminus returns,
// or ErrCase; one that wraps caspian.ErrState for states that the sea does not have; and the
// context's cause if it is cancelled. A case that Read has not returned may fail in the
// same ways. A nil context panics.
func (c Case) Run(ctx context.Context, sea *caspian.Sea, o caspian.Options) (*Result, error) {
	if sea.Coast() == nil {
		return nil, caspian.ErrNoSea
	}
	for _, code := range c.States {
		if _, err := sea.Number(code); err != nil {
			return nil, err
		}
	}
	out := &Result{Case: c, Places: slices.Clone(c.Places)}
	if sea.IsCaspian() {
		fields, err := geodata.Fields()
		if err != nil {
			return nil, err
		}
		for _, f := range fields {
			if !slices.ContainsFunc(c.Places, func(p Place) bool { return p.Name == f.Name }) {
				out.Places = append(out.Places, fieldPlace(&f))
			}
		}
	}
	if name := sea.Coast().Name; c.Coast != "" && c.Coast != name {
		out.Notes = append(out.Notes, fmt.Sprintf("The case was written for the coast %s; this is %s.", c.Coast, cmp.Or(name, "one without a name")))
	}
	jobs, err := c.jobs(sea)
	if err != nil {
		return nil, err
	}
	o.SharesOnly, o.Rough = false, false
	done := parallel.Counting(o.Progress, len(jobs))
	o.Progress = nil
	parallel.Each(ctx, len(jobs), func(k int) {
		jobs[k].do(ctx, o, out.Places)
		done()
	})
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	for _, j := range jobs {
		if j.err != nil {
			return nil, fmt.Errorf("casefile: %s%w", j.who, j.err)
		}
	}
	out.Stages = []Stage{{Division: jobs[0].division, Places: jobs[0].places}}
	divisions := []*caspian.Division{jobs[0].division}
	for k := range c.Circumstances {
		alone, so := jobs[1+k], jobs[1+k]
		if k > 0 {
			so = jobs[len(c.Circumstances)+k]
		}
		out.Stages = append(out.Stages, Stage{Circumstance: &c.Circumstances[k], Note: so.note, Division: so.division, Alone: alone.division, Places: so.places, PlacesAlone: alone.places})
		divisions = append(divisions, so.division)
	}
	wrong := make([]error, len(divisions))
	parallel.Each(ctx, len(divisions), func(k int) {
		if k > 0 {
			out.Stages[k].Exchanges, wrong[k] = exchanges(divisions[k-1], divisions[k])
		}
	})
	if err := cmp.Or(context.Cause(ctx), errors.Join(wrong...)); err != nil {
		return nil, err
	}
	if out.Coasts, err = coasts(&c, divisions); err != nil {
		return nil, err
	}
	return out, nil
}

// jobs are the provisional line, every circumstance by itself, and from the second on with
// those before it.
func (c *Case) jobs(sea *caspian.Sea) (out []*job, err error) {
	all := bases{c, sea, map[string]*caspian.Sea{}}
	add := func(who string, list ...*Circumstance) {
		if err != nil {
			return
		}
		j := &job{who: who}
		if j.basis, err = all.with(list...); err != nil {
			err = fmt.Errorf("casefile: %s%w", who, err)
		}
		out = append(out, j)
	}
	var list []*Circumstance
	add("")
	for k := range c.Circumstances {
		one := &c.Circumstances[k]
		list = append(list, one)
		add(fmt.Sprintf("circumstances[%d] %q: ", k, one.Name), one)
	}
	for k := 1; k < len(list); k++ {
		add(fmt.Sprintf("circumstances[%d] %q, with those before it: ", k, list[k].Name), list[:k+1]...)
	}
	return out, err
}

// do divides, and finds places.
func (j *job) do(ctx context.Context, o caspian.Options, places []Place) {
	if j.division, j.err = caspian.Divide(ctx, j.sea, j.regime, o); j.err != nil {
		return
	}
	var l *locate.Locator
	if l, j.err = locate.New(j.division, locate.Options{}); j.err != nil {
		return
	}
	for _, p := range places {
		at, err := l.At(*p.At)
		if err != nil {
			j.err = fmt.Errorf("the place %q: %w", p.Name, err)
			return
		}
		j.places = append(j.places, at)
	}
}
