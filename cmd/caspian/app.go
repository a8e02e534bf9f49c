package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"strings"
	"sync"

	"github.com/alecthomas/kong"

	"caspian.example/division/caspian/problem"
	"caspian.example/division/caspian/report"
	"caspian.example/division/cmd/internal/files"
)

// Exit codes.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// app is the command line.
type app struct {
	Shares     sharesCommand     `cmd:"" group:"divide" help:"Print each regime's shares, with the published claims beside them."`
	Divide     divideCommand     `cmd:"" group:"divide" help:"Write the division under a regime as a file or a map."`
	Compare    compareCommand    `cmd:"" group:"divide" help:"Draw several regimes side by side, or write a report of them."`
	Ensemble   ensembleCommand   `cmd:"" group:"divide" help:"Divide the sea in many runs that draw choices and noise, and sum them up."`
	Locate     locateCommand     `cmd:"" group:"ask" help:"Say whose water a place is, how far from every coast and the nearest line, and how firm that is."`
	Boundary   boundaryCommand   `cmd:"" group:"ask" help:"Describe the line between two states point by point and leg by leg."`
	Audit      auditCommand      `cmd:"" group:"ask" help:"Measure how far a line is from equidistance, point by point."`
	Case       caseCommand       `cmd:"" group:"ask" help:"Go through a case: a provisional line, circumstances one after the other, areas against coasts."`
	Coast      coastCommand      `cmd:"" group:"coast" help:"Check, describe, show and build coast files."`
	Regimes    regimesCommand    `cmd:"" group:"know" help:"List the regimes, or tell all about one."`
	Completion completionCommand `cmd:"" group:"know" help:"Print the script that lets a shell complete commands: bash, zsh or fish."`
	Complete   completeCommand   `cmd:"" hidden:"" help:"Print what could stand in the place of the last word."`
	Quiet      bool              `short:"q" help:"Leave out notes, warnings and progress."`
	Version    kong.VersionFlag  `help:"Print the version."`
}

// groups are the groups of commands in the help.
var groups = []kong.Group{
	{Key: "divide", Title: "Divide the sea"},
	{Key: "ask", Title: "Ask about places and lines"},
	{Key: "coast", Title: "Your own coast"},
	{Key: "know", Title: "Know what it is"},
}

// usageError is a mistake on the command line.
type usageError struct {
	err  error
	hint string
}

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

func usage(hint, format string, args ...any) error {
	return &usageError{fmt.Errorf(format, args...), hint}
}

// hinted is a failure with advice.
type hinted struct {
	error
	hint string
}

func (h hinted) Unwrap() error { return h.error }

// exited carries the exit code out of kong, which ends --help and --version by
// calling its exit function.
type exited int

// run runs the command with the given arguments and returns its exit code.
func run(ctx context.Context, args []string, in io.Reader, out, errs io.Writer) int {
	s := &streams{ctx: ctx, in: in, out: out, errors: errs, coloured: coloured(errs), engine: library}
	return s.run(args)
}

func (s *streams) run(args []string) (code int) {
	l, err := newLine()
	if err != nil {
		return s.report(err)
	}
	defer func() {
		if r := recover(); r != nil {
			c, ok := r.(exited)
			if !ok {
				code = s.report(files.Recovered(r))
				return
			}
			code = int(c)
			if _, err := io.WriteString(s.out, l.page.String()); err != nil {
				code = s.report(err)
			}
		}
	}()
	code = s.report(s.obey(l, args))
	l.rest()
	return code
}

// obey does what a line of arguments asks.
func (s *streams) obey(l *line, args []string) error {
	switch {
	case len(args) == 0:
		args = []string{"--help"}
	case args[0] == "help":
		args = append(slices.Clone(args[1:]), "--help")
	}
	command, err := l.parser.Parse(bareNegatives(args))
	if err != nil {
		return misread(err, args)
	}
	s.quiet = l.Quiet
	if err := s.checkOverwriting(command); err != nil {
		return err
	}
	if err := s.checkFlags(command); err != nil {
		return err
	}
	return command.Run(s)
}

// line is a command line: what it says, the parser that fills it in, and what kong prints
// by itself, help and the version.
type line struct {
	app
	page   strings.Builder
	parser *kong.Kong
}

// resting are lines for the next command in the same process: to build one takes longer
// than most commands do.
var resting sync.Pool

// newLine returns a line on which nothing is said.
func newLine() (*line, error) {
	if l, ok := resting.Get().(*line); ok {
		return l, nil
	}
	l := new(line)
	parser, err := kong.New(&l.app,
		kong.Name("caspian"),
		kong.Description("Who gets which part of the Caspian Sea, under each legal regime that has been argued for. Geodesic on WGS84, traceable to base points.\n\nBegin with caspian shares. Exit codes: 0 done, 1 failed, 2 wrong usage."),
		kong.Writers(&l.page, &l.page),
		kong.Vars{"version": version()},
		kong.ExplicitGroups(groups),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 80}),
		kong.Exit(func(c int) { panic(exited(c)) }),
	)
	if err != nil {
		return nil, err
	}
	explain(parser.Model.Node)
	l.parser = parser
	return l, nil
}

// rest wipes a line off for the next command.
func (l *line) rest() {
	l.app = app{}
	for _, node := range append(l.parser.Model.Leaves(false), l.parser.Model.Node) {
		for ; node != nil; node = node.Parent {
			node.Active = false
			for _, flag := range node.Flags {
				flag.Set, flag.Active = false, false
			}
			for _, argument := range node.Positional {
				argument.Set, argument.Active = false, false
			}
		}
	}
	resting.Put(l)
}

// problemsOf returns the problems of an input that an error lists, and their number.
func problemsOf(err error) (list []error, total int) {
	var coasts *problem.List
	if errors.As(err, &coasts) {
		return coasts.All, coasts.Total
	}
	return nil, 0
}

// What is said of errors and texts from inputs, as results say it too.
var (
	plain     = report.Plain
	printable = report.Printable
)

// version returns the module's version and revision, as far as they are known.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && v == "(devel)" {
			v += " " + s.Value
		}
	}
	return "caspian " + v
}
