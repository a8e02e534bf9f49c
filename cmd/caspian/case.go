package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"caspian.example/division/caspian/casefile"
	"caspian.example/division/caspian/render"
	"caspian.example/division/caspian/report"
	"caspian.example/division/cmd/internal/files"
)

// caseCommand goes through a case.
type caseCommand struct {
	File string `arg:"" file:"in" help:"The case in JSON, - for standard input: go doc ./caspian/casefile Case says what its members do, examples/case has some."`
	resultFlags
	shoreFlags
}

func (c *caseCommand) Run(s *streams) error {
	file, err := input(s, c.File)
	if err != nil {
		return err
	}
	defer file.Close()
	of, err := casefile.Read(file)
	if err != nil {
		return s.unread(err, c.File, aCase)
	}
	sea, err := c.read(s)
	if err != nil {
		return err
	}
	o := c.options()
	var end func()
	o.Progress, end = s.progress("case")
	r, err := s.engine.argue(of, s.ctx, sea, o)
	end()
	if err != nil {
		return inputError{err, sourceName(c.File)}
	}
	for _, note := range r.Notes {
		s.warn("%s", printable(note))
	}
	out, err := report.NewCase(r)
	if err != nil {
		return err
	}
	if c.Format != markdownForm || c.Output == "" || c.Output == "-" || isDevice(c.Output) {
		return c.write(s, out, nil)
	}
	return s.together(c.parts(r, out))
}

// parts are the report in Markdown and its maps beside it.
func (c *caseCommand) parts(r *casefile.Result, out *report.Case) (parts []files.Part) {
	name := strings.TrimSuffix(c.Output, filepath.Ext(c.Output))
	for k := range r.Stages {
		picture := fmt.Sprintf("%s-%d.svg", name, k)
		out.Pictures = append(out.Pictures, filepath.Base(picture))
		parts = append(parts, files.Part{Name: picture, Write: func(w io.Writer) error { return render.SVG(w, render.Stage(r, k), render.Options{}) }})
	}
	return append(parts, files.Part{Name: c.Output, Write: func(w io.Writer) error { return report.Write(w, out, report.Markdown) }})
}
