package main

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"os"
	"regexp"

	"caspian.example/division/caspian/tabular"
)

// The kinds of files that are read, as messages call them.
const (
	aDivision = "a division"
	aRegime   = "a regime"
	aCoast    = "a coast"
	aCase     = "a case"
	aTable    = "a table"
	aLine     = "a line"
	aPlaces   = "a file of places"
	polygons  = "polygons"
)

// takers say which flag takes a kind of file.
var takers = map[string]string{
	aDivision: "caspian divide --from FILE -o AGAIN divides again by the question in a division",
	aRegime:   "--regime-file takes a regime",
	aCoast:    "--coast takes a coast",
	aCase:     "caspian case takes a case",
	aTable:    "locate --points takes a table of places, --line and audit one of a line's points",
}

// divisionMember is the member of a collection that makes it a division.
var divisionMember = regexp.MustCompile(`"division"\s*:\s*{`)

// beginning is how much of a file is looked at to tell its kind.
const beginning = 4 << 20

// unread is the error of a file that could not be read as what it was taken for.
func (s *streams) unread(err error, name, as string) error {
	return cmp.Or(s.mistaken(name, as), nameless(err, sourceName(name)))
}

// nameless gives the error of an input that has no name its name, and its cure as a hint.
func nameless(err error, name string) error {
	if wrong := (*tabular.Error)(nil); errors.As(err, &wrong) && wrong.Cure != "" {
		return hinted{inputError{err, name}, wrong.Cure}
	}
	return inputError{err, name}
}

// mistaken returns an error for a file whose beginning shows that it is something else
// than it was taken for.
func (s *streams) mistaken(name, as string) error {
	kind := s.kindOf(name)
	if kind == "" || kind == as || kind == aTable && (as == aLine || as == aPlaces) || s.ctx.Err() != nil {
		return nil
	}
	return usage(takers[kind], "%s is %s, not %s", printable(name), kind, as)
}

// kindOf returns the kind of a file; "" if that cannot be told.
func (s *streams) kindOf(name string) string {
	f, regular := s.find(name, false)
	if !regular || f.path == "" {
		return "" // it cannot be read once more
	}
	file, err := os.Open(f.path)
	if err != nil {
		return ""
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, beginning))
	if err != nil {
		return ""
	}
	text = bytes.TrimSpace(bytes.TrimPrefix(text, []byte("\ufeff")))
	count := func(word string) int { return bytes.Count(text, []byte(`"`+word+`"`)) }
	first, _, _ := bytes.Cut(text, []byte("\n"))
	switch collection := count("FeatureCollection") > 0; {
	case !bytes.ContainsAny(first, "{[<\x00") && bytes.ContainsAny(first, ",;\t"):
		return aTable
	case !bytes.HasPrefix(text, []byte("{")):
		return ""
	case collection && divisionMember.Match(text):
		return aDivision
	case collection && count("LineString") > 0 && count("state") > 1:
		return aCoast
	case !collection && count("circumstances") > 0:
		return aCase
	case !collection && count("base") > 0 && count("title") > 0:
		return aRegime
	}
	return ""
}
