package main

import (
	"errors"
	"slices"
	"strings"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/tabular"
	"caspian.example/division/cmd/internal/ruleword"
	"caspian.example/division/geodata"
)

// linePoints is a line, or the rule that draws it, and where it comes from if it is built
// in.
type linePoints struct {
	tabular.Line
	source string
	// between are the states that it parts, if it is built in.
	between [2]string
	rule    regime.Cut
}

// ruled returns the rule that a name says; ok is false for what is none.
func ruled(name string) (cut regime.Cut, ok bool, err error) {
	if cut, ok, err = ruleword.Parse(name); err != nil {
		err = usage("caspian boundary --help says how lines are written", "the line %s: %w", printable(name), err)
	}
	return cut, ok, err
}

// builtInLine returns an agreed line by its states' codes in any case, such as ru-kz; nil if
// there is none.
func builtInLine(name string) (*linePoints, error) {
	lines, err := geodata.AgreedLines()
	if err != nil {
		return nil, err
	}
	for _, l := range lines {
		if a, b := l.States[0], l.States[1]; !strings.EqualFold(name, a+"-"+b) && !strings.EqualFold(name, b+"-"+a) {
			continue
		}
		digits := slices.Repeat([]float64{geodata.AgreedDigit}, len(l.Points))
		return &linePoints{Line: tabular.Line{Points: l.Points, Digits: digits}, source: l.Source + ", " + l.URL, between: [2]string{l.States[1], l.States[0]}}, nil
	}
	return nil, nil
}

// noLine is the error for the name of a line that there is not.
func noLine(name string) error {
	known := append([]string{"ru-kz", treatyPoints}, ruleword.Words()...)
	return usage(suggest(name, known, "there are ")+"; caspian boundary A B computes one", "the line %q is neither built in nor a rule nor a file", name)
}

// readLine reads a line from a file, or from the standard input for the name "-".
func readLine(s *streams, name string) (*linePoints, error) {
	file, err := input(s, name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	l, err := tabular.ReadLine(s.ctx, file)
	if err != nil {
		return nil, s.unread(err, name, aLine)
	}
	return &linePoints{Line: *l}, nil
}

// agrees returns the two states that a line parts by what its file says, or an error if
// they are not the two that were asked for (none, if empty). A file may say nothing.
func (l *linePoints) agrees(sea *caspian.Sea, name string, between [2]string) ([2]string, error) {
	codes, _ := statesOf(sea)
	own, err := l.Between(codes)
	switch {
	case errors.Is(err, tabular.ErrPair):
		return between, usage("caspian boundary A B -o FILE writes the line of two states", "the points of %s are not of two states' line", printable(name))
	case own == [2]string{}:
		return between, nil
	case between == [2]string{}:
		return own, nil
	case between != own && between != [2]string{own[1], own[0]}:
		return between, usage("--between "+own[0]+","+own[1], "%s is a line of %s and %s, not of %s and %s", printable(name), own[0], own[1], between[0], between[1])
	}
	return between, nil
}
