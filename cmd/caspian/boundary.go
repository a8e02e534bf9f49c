package main

import (
	"errors"
	"fmt"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/report"
)

// boundaryCommand describes the line between two states.
type boundaryCommand struct {
	A      string `arg:"" name:"state" help:"The code of one state, such as RU."`
	B      string `arg:"" name:"other-state" help:"The code of the other state."`
	Regime string `placeholder:"REGIME" default:"median" help:"The regime whose line it is (default median)."`
	resultFlags
	seaFlags
}

func (c *boundaryCommand) Run(s *streams) error {
	if _, err := regimeByID(c.Regime); err != nil {
		return err
	}
	sea, err := c.read(s)
	if err != nil {
		return err
	}
	regimes, err := c.regimesFor(s, sea, []string{c.Regime})
	if err != nil {
		return err
	}
	d, err := c.divide(s, sea, regimes[0], false)
	if err != nil {
		return err
	}
	r, err := report.NewBoundary(d, c.A, c.B)
	if err != nil {
		return c.pairError(d, err)
	}
	return c.write(s, r, nil)
}

// pairError makes a mistake on the command line of states that do not meet.
func (c *boundaryCommand) pairError(d *caspian.Division, err error) error {
	switch {
	case errors.Is(err, caspian.ErrState):
		return usage(pairHint(d.Sea, [2]string{c.A, c.B}, "caspian boundary %s %s"), "%w", err)
	case errors.Is(err, course.ErrNoBoundary) && len(d.Boundaries) > 0 && d.Question.Regime.Drawn():
		b := d.Boundaries[0]
		return usage(fmt.Sprintf("caspian boundary %s %s", d.States[b.States[0]].Code, d.States[b.States[1]].Code), "%w", err)
	case errors.Is(err, course.ErrNoBoundary):
		return usage("caspian boundary A B --regime median draws lines", "%w", err)
	}
	return err
}
