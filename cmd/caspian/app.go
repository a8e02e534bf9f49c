package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strings"
	"unicode"

	"github.com/alecthomas/kong"

	"caspian.example/division/caspian/coast"
)

// Exit codes.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// app is the command line.
type app struct {
	Shares  sharesCommand    `cmd:"" help:"Print each regime's shares, with the published claims beside them."`
	Divide  divideCommand    `cmd:"" help:"Write the division under one regime as a file."`
	Compare compareCommand   `cmd:"" help:"Draw several regimes side by side, or write a report of them."`
	Locate  locateCommand    `cmd:"" help:"Say whose water a place is, how far from every coast and the nearest line, and how firm that is."`
	Regimes regimesCommand   `cmd:"" help:"List the regimes, or tell all about one."`
	Version kong.VersionFlag `help:"Print the version."`
}

// streams are the standard streams and the context of a run.
type streams struct {
	ctx    context.Context
	in     io.Reader
	out    io.Writer
	errors io.Writer
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
func run(ctx context.Context, args []string, in io.Reader, out, errs io.Writer) (code int) {
	var page strings.Builder // what kong prints by itself: help, version
	defer func() {
		if r := recover(); r != nil {
			c, ok := r.(exited)
			if !ok {
				panic(r)
			}
			code = int(c)
			if _, err := io.WriteString(out, page.String()); err != nil {
				code = report(errs, err)
			}
		}
	}()
	var a app
	parser, err := kong.New(&a,
		kong.Name("caspian"),
		kong.Description("Who gets which part of the Caspian Sea, under each legal regime that has been argued for. Geodesic on WGS84, traceable to base points."),
		kong.Writers(&page, errs),
		kong.Vars{"version": version()},
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 80}),
		kong.Exit(func(c int) { panic(exited(c)) }),
	)
	if err != nil {
		return report(errs, err)
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	command, err := parser.Parse(bareNegatives(args))
	if err != nil {
		return report(errs, usage("caspian --help, or caspian COMMAND --help", "%w", err))
	}
	return report(errs, command.Run(&streams{ctx, in, out, errs}))
}

// report prints an error and its hint, and returns the exit code.
func report(w io.Writer, err error) int {
	if err == nil {
		return exitDone
	}
	var problems *coast.Problems
	if errors.As(err, &problems) {
		where := ""
		var in inputError
		if errors.As(err, &in) {
			where = printable(in.name) + ": "
		}
		for _, p := range problems.List[:min(10, len(problems.List))] {
			fmt.Fprintf(w, "caspian: error: %s%s\n", where, plain(p))
		}
		if more := problems.Total - 10; more > 0 {
			fmt.Fprintf(w, "caspian: error: and %d more problems\n", more)
		}
	} else {
		fmt.Fprintf(w, "caspian: error: %s\n", plain(err))
	}
	var u *usageError
	if errors.As(err, &u) {
		if u.hint != "" {
			fmt.Fprintf(w, "caspian: hint: %s\n", u.hint)
		}
		return exitUsage
	}
	var h hinted
	if errors.As(err, &h) {
		fmt.Fprintf(w, "caspian: hint: %s\n", h.hint)
	}
	return exitFailed
}

// plain returns an error's text in one line, without the names of our packages
// before it.
func plain(err error) string {
	text := printable(strings.ReplaceAll(err.Error(), "\n", "; "))
	for _, prefix := range []string{"caspian: ", "coast: ", "export: ", "render: ", "partition: ", "geodesic: "} {
		text = strings.TrimPrefix(text, prefix)
	}
	return text
}

// printable returns a text from an input without what would move the cursor or
// break the line of a terminal.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return unicode.ReplacementChar
	}, text)
}

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
