package main

import (
	"errors"
	"fmt"
	"slices"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/render"
	"caspian.example/division/caspian/report"
)

// boundaryCommand describes the line between two states.
type boundaryCommand struct {
	A      string `arg:"" name:"state" help:"One state, by its code or its name, such as RU."`
	B      string `arg:"" optional:"" name:"other-state" help:"The other state, if the first argument does not name both, such as AZ-IR."`
	Regime string `placeholder:"REGIME" default:"median" help:"The regime whose line it is (default median)."`
	resultFlags
	pictureFlags
	seaFlags
}

func (c *boundaryCommand) Run(s *streams) error {
	ids := []string{c.Regime}
	if len(c.RegimeFile) > 0 && !slices.Contains(s.flags, "regime") {
		ids = nil // the default gives way to a regime of one's own
	}
	if len(ids)+len(c.RegimeFile) > 1 {
		return usage("ask once for each", "a line is one regime's, not %d regimes'", len(ids)+len(c.RegimeFile))
	}
	if err := c.placed("caspian boundary KZ RU"); err != nil {
		return err
	}
	sea, regimes, err := c.asked(s, ids)
	if err != nil {
		return err
	}
	pair, err := c.pair(sea)
	if err != nil {
		return err
	}
	d, err := c.divide(s, sea, regimes[0], false)
	if err != nil {
		return err
	}
	r, err := report.NewBoundary(d, pair[0], pair[1])
	if err != nil {
		return c.pairError(d, err)
	}
	return c.write(s, r, c.drawn(s, render.Line(d, r.Courses())))
}

// pair returns the codes of the two states that the arguments name.
func (c *boundaryCommand) pair(sea *caspian.Sea) (codes [2]string, err error) {
	if c.B == "" {
		return pairOf(sea, c.A)
	}
	a, err := state(sea, c.A)
	if err != nil {
		return codes, err
	}
	b, err := state(sea, c.B)
	if err != nil {
		return codes, err
	}
	return twoStates(a, b)
}

// pairError makes a mistake on the command line of states that do not meet.
func (c *boundaryCommand) pairError(d *caspian.Division, err error) error {
	switch {
	case errors.Is(err, course.ErrNoBoundary) && len(d.Boundaries) > 0 && d.Question.Regime.Drawn():
		b := d.Boundaries[0]
		return usage(fmt.Sprintf("caspian boundary %s %s", d.States[b.States[0]].Code, d.States[b.States[1]].Code), "%w", err)
	case errors.Is(err, course.ErrNoBoundary):
		return usage("caspian boundary A B --regime median draws lines", "%w", err)
	}
	return err
}
