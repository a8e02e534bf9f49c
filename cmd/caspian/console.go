package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"golang.org/x/term"

	"caspian.example/division/caspian/report"
	"caspian.example/division/cmd/internal/files"
)

// streams are the standard streams and the context of a run.
type streams struct {
	ctx    context.Context
	in     io.Reader
	out    io.Writer
	errors io.Writer
	// quiet leaves out notes, warnings and progress, coloured says that messages
	// may have colours.
	quiet, coloured bool
	// dir is the folder that names of files go out from, empty for the one that the
	// process is in.
	dir string
	// engine divides.
	engine engine
	// flags are the names of those that are given, in their order, and opened the
	// names of the inputs that were opened.
	flags, opened []string
}

// path returns the path of a file by the name that the user gave it.
func (s *streams) path(name string) string {
	if s.dir == "" || filepath.IsAbs(name) {
		return name
	}
	return s.dir + string(filepath.Separator) + name // not cleaned: links may lead elsewhere
}

// The colours of labels, as terminals know them.
const (
	red    = "31"
	yellow = "33"
	cyan   = "36"
)

// coloured says whether messages to w may have colours: on a terminal, unless
// NO_COLOR asks for none.
func coloured(w io.Writer) bool {
	return isTerminal(w) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// conversions are commands of other programs that messages advise: each stands on one line,
// as it is to be typed.
var conversions = regexp.MustCompile(`ogr2ogr -f GeoJSON [^;]*?output\.geojson \S+|iconv -f \S+ -t UTF-8 INPUT > OUTPUT`)

// say prints a message behind its label, in lines that fit a terminal.
func (s *streams) say(label, colour, format string, args ...any) {
	const joint = "\ue000" // in the place of a blank where no line ends
	text := conversions.ReplaceAllStringFunc(fmt.Sprintf(format, args...), func(c string) string { return strings.ReplaceAll(c, " ", joint) })
	text = strings.ReplaceAll(report.Wrap(text, len("caspian: "+label+": ")), joint, " ")
	if s.coloured {
		label = "\x1b[" + colour + "m" + label + "\x1b[0m"
	}
	fmt.Fprintf(s.errors, "caspian: %s: %s", label, strings.TrimLeft(text, " "))
}

// note tells something harmless.
func (s *streams) note(format string, args ...any) {
	if !s.quiet {
		s.say("note", cyan, format, args...)
	}
}

// notes tells what was repaired in an input, up to ten things.
func notes[N fmt.Stringer](s *streams, all []N, from func(N) string) {
	for k, n := range all {
		if k == shownProblems {
			s.note("and %d more", len(all)-shownProblems)
			return
		}
		s.note("%s: %s", printable(from(n)), printable(n.String()))
	}
}

// warn tells what a reader of the result must know.
func (s *streams) warn(format string, args ...any) {
	if !s.quiet {
		s.say("warning", yellow, format, args...)
	}
}

// shownProblems is how many problems or notes of an input are printed.
const shownProblems = 10

// report prints an error and its hint, and returns the exit code.
func (s *streams) report(err error) int {
	if err == nil {
		return exitDone
	}
	if errors.As(err, new(*files.Panic)) {
		if len(s.opened) > 0 && !errors.As(err, new(inputError)) {
			err = fmt.Errorf("%s: %w", strings.Join(s.opened, ", "), err)
		}
		err = hinted{err, "please report it with the input and with what caspian --version prints"}
	}
	list, total := problemsOf(err)
	where := ""
	var in inputError
	if errors.As(err, &in) && total > 0 {
		where = printable(in.name) + ": "
	}
	for _, p := range list[:min(shownProblems, len(list))] {
		s.say("error", red, "%s%s", where, plain(p))
	}
	switch more := total - shownProblems; {
	case total == 0:
		s.say("error", red, "%s", plain(err))
	case more > 0:
		s.say("error", red, "and %s", report.Counted(more, "more problem"))
	}
	var u *usageError
	if errors.As(err, &u) {
		if u.hint != "" {
			s.say("hint", cyan, "%s", u.hint)
		}
		return exitUsage
	}
	var h hinted
	if errors.As(err, &h) {
		s.say("hint", cyan, "%s", h.hint)
	}
	return exitFailed
}
