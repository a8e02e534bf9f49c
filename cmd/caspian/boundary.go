package main

import (
	"errors"
	"fmt"
	"slices"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/render"
	"caspian.example/division/caspian/report"
)

// boundaryCommand describes the line between two states.
type boundaryCommand struct {
	A            string `arg:"" name:"state" help:"One state, by its code or its name, such as RU."`
	B            string `arg:"" optional:"" name:"other-state" help:"The other state, if the first argument does not name both, such as AZ-IR."`
	Regime       string `placeholder:"REGIME" default:"median" help:"The regime whose line it is (default median)."`
	Alternatives bool   `help:"Compare the line with others in its place: bisector, perpendicular, parallel and meridian, those of --line, and the border's end moved along the shore."`
	annexFlags
	resultFlags
	pictureFlags
	settingFlags
	seaFlags
}

// annexFlags ask for a line of few positions.
type annexFlags struct {
	Within   positiveLength    `placeholder:"LENGTH" help:"Let the fewest positions stand for the line that depart from it by at most this, such as 1km; the areas that they give and take are equal."`
	Points   int               `placeholder:"N" help:"Let so many positions stand for the line, both ends counted."`
	KeepArea bool              `default:"true" help:"Keep the areas that they give and take equal (--keep-area=false: let one state gain)."`
	Rounding geodesic.Rounding `placeholder:"DIGIT" help:"What the last printed digit of the positions stands for, such as 1\", 0.01\", 0.1' or 0.00001° (default 0.1\")."`
}

// simplify lets few positions stand for the lines of a result, if they are asked for.
func (f *annexFlags) simplify(s *streams, r *report.Boundary) ([]*course.Simplified, error) {
	switch {
	case f.Within > 0 && slices.Contains(s.flags, "points"):
		return nil, usage("leave one of them out", "--within and --points exclude each other: the one gives the departure, the other the number of positions")
	case f.Within == 0 && !slices.Contains(s.flags, "points"):
		return nil, nil
	case f.Within == 0 && f.Points < 2:
		return nil, usage("for instance --points 7", "--points %d: a line has two positions or more", f.Points)
	}
	lines, err := r.Simplify(s.ctx, course.SimplifyOptions{Within: float64(f.Within), Points: f.Points, FreeArea: !f.KeepArea, Rounding: f.Rounding})
	hint := ""
	if f.Points > 0 && f.KeepArea {
		hint = "ask for more positions, or let one state gain with --keep-area=false"
	}
	return lines, simplifyError(err, hint)
}

// simplifyError makes a mistake on the command line of lines that cannot be simplified as
// they are asked to.
func simplifyError(err error, hint string) error {
	if errors.Is(err, course.ErrSimplify) {
		return usage(hint, "%w", err)
	}
	return err
}

func (c *boundaryCommand) Run(s *streams) error {
	ids := []string{c.Regime}
	if len(c.RegimeFile) > 0 && !slices.Contains(s.flags, "regime") {
		ids = nil // the default gives way to a regime of one's own
	}
	if len(ids)+len(c.RegimeFile) > 1 {
		return usage("ask once for each", "a line is one regime's, not %d regimes'", len(ids)+len(c.RegimeFile))
	}
	if c.Alternatives && (c.Within > 0 || slices.Contains(s.flags, "points")) {
		return usage("leave one of them out", "--alternatives compares whole lines, not those of few positions: no --within or --points")
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
	if c.Alternatives {
		return c.alternatives(s, d, pair)
	}
	r, err := report.NewBoundary(d, pair[0], pair[1])
	if err != nil {
		return c.pairError(d, err)
	}
	if err := r.Compare(s.ctx); err != nil {
		return err
	}
	simplified, err := c.simplify(s, r)
	if err != nil {
		return err
	}
	setting, err := c.setting(sea)
	if err != nil {
		return err
	}
	return c.write(s, r, c.drawn(s, render.Line(d, r.Courses(), simplified...).In(setting)))
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

// alternatives compares the line with others in its place.
func (c *boundaryCommand) alternatives(s *streams, d *caspian.Division, pair [2]string) error {
	a, err := course.NewAlternatives(s.ctx, d, pair[0], pair[1], ensemble.DefaultShift)
	switch {
	case errors.Is(err, regime.ErrNoPlace):
		return usage("caspian boundary A B --alternatives, for lines of equal distance", "%w", err)
	case err != nil:
		return c.pairError(d, err)
	}
	r, err := report.NewAlternatives(a)
	if err != nil {
		return err
	}
	return c.write(s, r, nil)
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
