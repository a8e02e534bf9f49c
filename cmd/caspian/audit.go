package main

import (
	"errors"
	"io/fs"
	"path/filepath"
	"slices"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/render"
	"caspian.example/division/caspian/report"
	"caspian.example/division/cmd/internal/quantity"
	"caspian.example/division/geodata"
)

// auditCommand measures how far a line is from equidistance.
type auditCommand struct {
	Line     string   `arg:"" file:"line" help:"The line: a CSV or GeoJSON file, - for standard input, the agreed line ru-kz, a rule that draws one as --line of the other commands takes it, such as meridian, or treaty-points for the two points where lines meet by treaty."`
	Between  string   `placeholder:"A,B" help:"The two states that the line parts (default: those that the line names, as ru-kz and our own files do)."`
	Rounding rounding `placeholder:"DIGIT" help:"What the last printed digit of the points stands for, such as 0.1' or 1\" or 0.001°, or how far they may be off, such as 93m (default: as they are printed; decimal degrees: not known)."`
	resultFlags
	pictureFlags
	settingFlags
	coastFlags
}

// treatyPoints is what stands for the points where lines meet by treaty.
const treatyPoints = "treaty-points"

func (c *auditCommand) Run(s *streams) error {
	if c.Line == treatyPoints {
		return c.junctions(s)
	}
	if err := c.placed("caspian audit ru-kz"); err != nil {
		return err
	}
	sea, err := c.read(s)
	if err != nil {
		return err
	}
	line, err := c.points(s, sea)
	if err != nil {
		return err
	}
	opts := course.AuditOptions{Tolerance: float64(c.Tolerance), Resolution: float64(c.Resolution)}
	if opts.Islands, err = c.effects(sea); err != nil {
		return err
	}
	known := c.Rounding > 0 || slices.ContainsFunc(line.Digits, func(d float64) bool { return d > 0 })
	for _, digit := range line.Digits {
		by := quantity.RoundingOf(digit)
		if c.Rounding > 0 {
			by = c.Rounding
		}
		if known {
			opts.Rounding = append(opts.Rounding, float64(by))
		}
	}
	var end func()
	opts.Progress, end = s.progress("audit")
	if line.rule.Between == [2]string{} {
		line.rule = regime.Cut{Between: line.between, Line: line.Points}
	}
	a, err := s.engine.audit(s.ctx, sea, line.rule, opts)
	end()
	switch {
	case errors.Is(err, caspian.ErrState):
		return usage(stateHint(sea, ""), "%w", err)
	case errors.Is(err, caspian.ErrIsland), errors.Is(err, caspian.ErrLine):
		return usage("", "%w", err)
	case err != nil:
		return err
	}
	c.warn(s, a)
	name := filepath.Base(sourceName(c.Line))
	r, err := report.NewAudit(a, name, line.source, known)
	if err != nil {
		return err
	}
	setting, err := c.setting(sea)
	if err != nil {
		return err
	}
	return c.write(s, r, c.drawn(s, render.Audit(a, printable(name), line.source).In(setting)))
}

// junctions audits the points where lines meet by treaty.
func (c *auditCommand) junctions(s *streams) error {
	if err := c.only(tableForm, jsonForm, csvForm); err != nil {
		return err
	}
	if c.Between != "" || c.Rounding > 0 {
		return usage("caspian audit "+treatyPoints, "%s know their states and their rounding: no --between or --rounding", treatyPoints)
	}
	sea, err := c.read(s)
	if err != nil {
		return err
	}
	if !sea.IsCaspian() {
		return usage("", "%s: %w", treatyPoints, caspian.ErrNotCaspian)
	}
	median, err := c.median(sea)
	if err != nil {
		return err
	}
	d, err := c.divide(s, sea, median, false)
	if err != nil {
		return err
	}
	r, err := report.NewJunctions(d, float64(quantity.RoundingOf(geodata.AgreedDigit)))
	if err != nil {
		return err
	}
	return c.write(s, r, nil)
}

// points reads the line, and whose it is.
func (c *auditCommand) points(s *streams, sea *caspian.Sea) (*linePoints, error) {
	var between [2]string
	if c.Between != "" {
		var err error
		if between, err = pairOf(sea, c.Between); err != nil {
			return nil, err
		}
	}
	line, err := builtInLine(c.Line)
	if err != nil {
		return nil, err
	}
	cut, ok, err := ruled(c.Line)
	switch {
	case err != nil:
		return nil, err
	case ok && between == [2]string{}:
		return nil, usage("caspian audit "+c.Line+" --between KZ,TM, for instance", "--between A,B is missing: the two states that the line parts")
	case ok && c.Rounding > 0:
		return nil, usage("leave it out", "--rounding would change nothing: %s is drawn by a rule", c.Line)
	case ok:
		cut.Between = between
		return &linePoints{rule: cut, source: cut.Terms()}, nil
	}
	if line != nil {
		own := line.between
		switch between {
		case [2]string{}, own:
		case [2]string{own[1], own[0]}:
			line.between = between
		default:
			return nil, usage("caspian audit "+c.Line, "%s parts %s and %s: no --between %s", c.Line, own[0], own[1], c.Between)
		}
		return line, nil
	}
	line, err = readLine(s, c.Line)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, noLine(c.Line)
	}
	if err != nil {
		return nil, err
	}
	line.between, err = line.agrees(sea, sourceName(c.Line), between)
	if err == nil && line.between == [2]string{} {
		err = usage("caspian audit LINE --between RU,KZ, for instance", "--between A,B is missing: the two states that the line parts")
	}
	return line, err
}

// warn prints what a reader of the result must know.
func (c *auditCommand) warn(s *streams, a *course.Audited) {
	if a.Given != nil {
		for _, w := range a.Given.Warnings {
			s.warn("%s", printable(w))
		}
	}
	if !slices.ContainsFunc(a.Points, func(p course.AuditedPoint) bool { return p.InSea }) {
		s.warn("no point of the line lies in the sea; positions are longitude and then latitude in GeoJSON")
	}
}
