// Package jsonform reads a JSON text that people write into a Go value, and tells all that
// is wrong with it at once, with paths, lines and columns.
//
// The form of the text is that of the value's type: what encoding/json makes of its fields
// with a tag. Beyond what that package finds, members that there are not, members that stand
// twice, nulls, pairs that are none, lists that are too long and values of another kind are
// problems, each at its own place. What a type reads by itself (json.Unmarshaler) is told by
// that, at the place of the value.
package jsonform

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	"caspian.example/division/caspian/internal/foreign"
	"caspian.example/division/caspian/internal/jsonwalk"
	"caspian.example/division/caspian/problem"
)

// Problem is one thing that is wrong, and where.
type Problem struct {
	Path string // such as cuts[0].line[3]; empty for the whole
	// Line and Column are those of the text, from 1 on; 0 if it comes from none.
	Line, Column int
	What         string
	Advice       string // what to do, may be empty
}

// Error returns place, problem and advice in one line.
func (p *Problem) Error() string {
	var b strings.Builder
	if p.Line > 0 {
		fmt.Fprintf(&b, "line %d, column %d: ", p.Line, p.Column)
	}
	if p.Path != "" {
		b.WriteString(p.Path + ": ")
	}
	b.WriteString(p.What)
	if p.Advice != "" {
		b.WriteString("; " + p.Advice)
	}
	return b.String()
}

// Form is what texts are read.
type Form struct {
	Max     int    // their size in bytes
	Smaller string // advice for what is larger
	Example string // advice for what is no such text
}

// Read reads a text into to, a pointer, and returns what is wrong with it in the order of
// the text, or the reader's error. A text that fits is given to check, which adds what else
// is wrong with the value, by its path.
func (f Form) Read(r io.Reader, to any, check func(add func(path, what, advice string))) ([]*Problem, error) {
	text, err := io.ReadAll(io.LimitReader(r, int64(f.Max)+1))
	if err != nil {
		return nil, err
	}
	problems := f.read(text, to, check)
	f.locate(text, problems, reflect.TypeOf(to))
	slices.SortStableFunc(problems, func(a, b *Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return problems, nil
}

func (f Form) read(text []byte, to any, check func(add func(path, what, advice string))) []*Problem {
	if len(text) > f.Max {
		return []*Problem{{What: fmt.Sprintf("it is larger than %d MB", f.Max>>20), Advice: f.Smaller}}
	}
	if what, cure := foreign.Format(text); what != "" {
		return []*Problem{{What: "it is " + what, Advice: cmp.Or(cure, f.Example)}}
	}
	if foreign.UTF16(text) != 0 {
		return []*Problem{{What: "it is UTF-16", Advice: "iconv -f UTF-16 -t UTF-8 INPUT > OUTPUT converts it"}}
	}
	whole, wrong := f.survey(text, reflect.TypeOf(to), nil)
	switch {
	case wrong != nil:
		return []*Problem{wrong}
	case whole.crowded:
		return whole.problems
	}
	out := whole.problems
	if err := json.Unmarshal(bytes.TrimPrefix(text, []byte(foreign.BOM)), to); err != nil {
		if len(out) == 0 {
			out = append(out, &Problem{What: strings.TrimPrefix(err.Error(), "json: ")})
		}
		return out
	}
	check(func(path, what, advice string) { out = append(out, &Problem{Path: path, What: what, Advice: advice}) })
	return out
}

// locate sets the places of problems to those of their paths, or of what those are part
// of.
func (f Form) locate(text []byte, problems []*Problem, t reflect.Type) {
	wanted := map[string]foreign.Place{}
	for _, p := range problems {
		if p.Line > 0 {
			continue
		}
		wanted[""] = foreign.Place{}
		for path := p.Path; path != ""; path = outer(path) {
			wanted[path] = foreign.Place{}
		}
	}
	if len(wanted) == 0 {
		return
	}
	if _, wrong := f.survey(text, t, wanted); wrong != nil {
		return // it is no JSON, and says so
	}
	for _, p := range problems {
		for path := p.Path; p.Line == 0; path = outer(path) {
			p.Line, p.Column = wanted[path].Line, wanted[path].Column
			if path == "" {
				break
			}
		}
	}
}

// outer returns the path of what a path is part of.
func outer(path string) string { return path[:max(strings.LastIndexAny(path, ".["), 0)] }

// fields are the types of the members of an object that stands for a struct, and their names
// in order; none if its fields have no tags.
func fields(t reflect.Type) (types map[string]reflect.Type, names []string) {
	types = map[string]reflect.Type{}
	for _, f := range reflect.VisibleFields(t) { // those of embedded structs too
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" && name != "-" {
			types[name], names = f.Type, append(names, name)
		}
	}
	return types, names
}

// maxElements is the most objects that a list may have.
const maxElements = 1000

// surveyor goes over the values of a JSON object.
type surveyor struct {
	*jsonwalk.Walker
	text   []byte
	wanted map[string]foreign.Place // where values begin, by their paths

	problems []*Problem
	crowded  bool // a list has more elements than make sense
}

// survey finds what decoding would pass over, and lists that are too long to be decoded. It
// sets the places of the paths that are wanted. A problem is that the text is not JSON.
func (f Form) survey(text []byte, t reflect.Type, wanted map[string]foreign.Place) (*surveyor, *Problem) {
	s := &surveyor{Walker: jsonwalk.New(text), text: text, wanted: wanted}
	s.Depth, s.Strict = 16, true
	if s.Peek() != '{' {
		return nil, &Problem{What: "it is not a JSON object", Advice: f.Example}
	}
	err := s.value(t)
	if err == nil && !s.AtEnd() {
		err = s.Fail("there is more after the object")
	}
	if err != nil {
		at := s.here()
		p := &Problem{Line: at.Line, Column: at.Column, What: err.Error(), Advice: f.Example}
		if syntax := (*jsonwalk.SyntaxError)(nil); errors.As(err, &syntax) {
			p.Line, p.Column, p.What, p.Advice = syntax.Line, syntax.Column, syntax.What, cmp.Or(syntax.Cure, f.Example)
			switch syntax.Fault {
			case jsonwalk.Malformed:
				p.What = "it is not valid JSON: " + p.What
			case jsonwalk.Twice:
				p.Advice = "keep one of them"
			}
		}
		return nil, p
	}
	return s, nil
}

// here is the place that the survey has come to.
func (s *surveyor) here() foreign.Place { return foreign.PlaceAt(s.text, s.Offset()) }

// problem tells what is wrong at a byte. Of more than are told it looks up no places, which
// takes time.
func (s *surveyor) problem(offset int, what, advice string) {
	if len(s.problems) < problem.Max {
		at := foreign.PlaceAt(s.text, offset)
		s.problems = append(s.problems, &Problem{Path: s.Path(), Line: at.Line, Column: at.Column, What: what, Advice: advice})
	}
}

// unmarshaler is what types are that read themselves.
var unmarshaler = reflect.TypeFor[json.Unmarshaler]()

// value reads the value that the survey has come to, of a type.
func (s *surveyor) value(t reflect.Type) error {
	c := s.Peek()
	if len(s.wanted) > 0 { // paths take time
		path := s.Path()
		if _, ok := s.wanted[path]; ok {
			s.wanted[path] = s.here()
		}
	}
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if c == 'n' && s.NoNumber() == "" {
		s.problem(s.Offset(), "null stands here, and nothing is not 0", "give a value, or leave the member out")
		return s.Skip()
	}
	if !reflect.PointerTo(t).Implements(unmarshaler) {
		return s.plain(t, c)
	}
	begin, before := s.Offset(), len(s.problems)
	err := s.inside(t, c)
	if err != nil || len(s.problems) > before {
		return err
	}
	if wrong := json.Unmarshal(s.Since(begin), reflect.New(t).Interface()); wrong != nil {
		s.problem(begin, strings.TrimPrefix(wrong.Error(), "json: "), "")
	}
	return nil
}

// inside looks into a value that reads itself, as far as its type tells what is there.
func (s *surveyor) inside(t reflect.Type, c byte) error {
	if c == '{' {
		switch t.Kind() {
		case reflect.Map:
			return s.Object(func(string) error { return s.value(reflect.TypeFor[any]()) })
		case reflect.Struct:
			if types, names := fields(t); len(names) > 0 {
				return s.members(types, names)
			}
		}
	}
	return s.Skip()
}

// plain reads a value that encoding/json reads.
func (s *surveyor) plain(t reflect.Type, c byte) error {
	found, begin := kindOf(c), s.Offset()
	wanted := found
	switch kind := t.Kind(); kind {
	case reflect.Struct:
		if wanted = "object"; found == wanted {
			return s.members(fields(t))
		}
	case reflect.Map:
		if wanted = "object"; found == wanted {
			return s.Object(func(string) error { return s.value(t.Elem()) })
		}
	case reflect.Slice, reflect.Array:
		if wanted = "list"; found == wanted {
			return s.elements(t)
		}
	case reflect.String:
		wanted = "string"
	case reflect.Bool:
		wanted = "truth"
	case reflect.Interface:
	default:
		wanted = "number"
	}
	if err := s.Skip(); err != nil || found == wanted && wanted != "number" {
		return err
	}
	switch {
	case found != wanted:
		s.problem(begin, fmt.Sprintf("%s stands here in the place of %s", article(found), article(wanted)), "")
	case t.Kind() != reflect.Interface && json.Unmarshal(s.Since(begin), reflect.New(t).Interface()) != nil:
		s.problem(begin, fmt.Sprintf("%s is no number that can stand here", s.Since(begin)), "")
	}
	return nil
}

// kindOf says what kind of value begins with a byte.
func kindOf(c byte) string {
	switch c {
	case '{':
		return "object"
	case '[':
		return "list"
	case '"':
		return "string"
	case 't', 'f':
		return "truth"
	}
	return "number"
}

// article returns a kind of value with the article before it.
func article(kind string) string {
	switch kind {
	case "object":
		return "an object"
	case "truth":
		return "true or false"
	}
	return "a " + kind
}

// members reads an object with members of some names.
func (s *surveyor) members(types map[string]reflect.Type, names []string) error {
	return s.Object(func(name string) error {
		s.Peek()
		if t, ok := types[name]; ok {
			return s.value(t)
		}
		advice := "the members are " + strings.Join(names, ", ")
		if meant := problem.Meant(name, names); meant != "" {
			advice = "did you mean " + meant + "? " + advice
		}
		s.problem(s.Offset(), "there is no such member", advice)
		return s.Skip()
	})
}

// elements reads a list: of two, if the type has so many, and else of as many objects as
// make sense, or of ever so many other values.
func (s *surveyor) elements(t reflect.Type) error {
	few := t.Elem().Kind() == reflect.Struct
	n := 0
	err := s.Array(func() error {
		if n++; few && n == maxElements+1 {
			s.crowded = true
		}
		return s.value(t.Elem())
	})
	if few && n > maxElements {
		s.problem(s.Offset(), fmt.Sprintf("it has more than %d elements", maxElements), "")
	}
	if t.Kind() == reflect.Array && n != t.Len() && err == nil {
		s.problem(s.Offset(), "there are not two values", "")
	}
	return err
}
