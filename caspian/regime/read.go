package regime

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	"caspian.example/division/caspian/internal/jsonwalk"
	"caspian.example/division/caspian/problem"
)

// maxText is the size in bytes up to which a regime is read.
const maxText = 8 << 20

// Read reads a regime in JSON: an object with the members of Regime. What is wrong
// with it is returned as one *problem.List of *Problem, all of it at once; that a sea
// has no such states only Divide can tell.
//
// An id that a shipped regime has is taken by it: the regime must then be the same.
func Read(r io.Reader) (Regime, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxText+1))
	if err != nil {
		return Regime{}, fmt.Errorf("regime: reading: %w", err)
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	var out Regime
	problems := read(text, &out)
	locate(text, problems)
	slices.SortStableFunc(problems, func(a, b *Problem) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
	list := new(problem.List)
	for _, p := range problems {
		list.Add(p)
	}
	if err := list.Err(); err != nil {
		return Regime{}, err
	}
	return out, nil
}

// read reads a text, and returns what is wrong with it.
func read(text []byte, to *Regime) []*Problem {
	if len(text) > maxText {
		return []*Problem{{What: fmt.Sprintf("it is larger than %d MB", maxText>>20), Advice: "simplify its lines"}}
	}
	whole, problem := survey(text, nil)
	switch {
	case problem != nil:
		return []*Problem{problem}
	case whole.crowded:
		return whole.problems
	}
	if err := json.Unmarshal(text, to); err != nil {
		return append(whole.problems, typeProblem(err, text))
	}
	out := slices.Concat(whole.problems, to.problems())
	if shipped, err := ByID(to.ID); err == nil && len(out) == 0 && !same(shipped, *to) {
		out = append(out, &Problem{Path: "id", What: fmt.Sprintf("%s is a regime of its own, and this is another one", to.ID), Advice: "choose another id, such as my-" + to.ID})
	}
	return out
}

// same says whether two regimes are one when they are written.
func same(a, b Regime) bool {
	x, err := json.Marshal(a.complete())
	y, wrong := json.Marshal(b.complete())
	return err == nil && wrong == nil && bytes.Equal(x, y)
}

// locate sets the places of problems to those of their paths, or of what those are part
// of.
func locate(text []byte, problems []*Problem) {
	wanted := places{}
	for _, p := range problems {
		if p.Line > 0 {
			continue
		}
		wanted[""] = place{}
		for path := p.Path; path != ""; path = outer(path) {
			wanted[path] = place{}
		}
	}
	if len(wanted) == 0 {
		return
	}
	if _, wrong := survey(text, wanted); wrong != nil {
		return // it is no JSON, and says so
	}
	for _, p := range problems {
		for path := p.Path; p.Line == 0; path = outer(path) {
			p.Line, p.Column = wanted[path].line, wanted[path].column
			if path == "" {
				break
			}
		}
	}
}

// outer returns the path of what a path is part of.
func outer(path string) string { return path[:max(strings.LastIndexAny(path, ".["), 0)] }

// membersOf returns the names of a type's members in JSON.
func membersOf[T any]() (out []string) {
	t := reflect.TypeFor[T]()
	for k := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(k).Tag.Get("json"), ",")
		out = append(out, name)
	}
	return out
}

// place is where in a text a value begins, from line 1 and column 1 on.
type place struct{ line, column int }

// places are where values stand, by their paths.
type places map[string]place

// A form says what values there are at a path of a regime, with the numbers
// of elements left out.
type form struct {
	members []string // those of an object
	names   bool     // an object's members are names, such as codes of states
	pair    bool     // an array of two
	few     bool     // an array of which no more than maxElements make sense
}

// forms are the forms of a regime's objects and arrays; others are not looked
// into.
var forms = map[string]form{
	"":                    {members: membersOf[Regime]()},
	"layers":              {few: true},
	"layers[]":            {members: membersOf[LayerRule]()},
	"readings":            {few: true},
	"readings[]":          {members: membersOf[Reading]()},
	"readings[].layers":   {few: true},
	"readings[].layers[]": {members: membersOf[LayerRule]()},
	"cuts":                {few: true},
	"cuts[]":              {members: membersOf[Cut]()},
	"cuts[].between":      {pair: true},
	"cuts[].line":         {},
	"cuts[].line[]":       {pair: true},
	"zones":               {few: true},
	"zones[]":             {members: membersOf[Belt]()},
	"shares":              {names: true},
	"weights":             {names: true},
	"islands":             {names: true},
}

// maxElements is the most cuts, layers, readings or zones that are read.
const maxElements = 1000

// surveyor goes over the values of a JSON object.
type surveyor struct {
	*jsonwalk.Walker
	text   []byte
	wanted places

	problems []*Problem
	crowded  bool // an array has more elements than make sense
}

// survey finds what decoding would pass over: members that there are not, and
// pairs that are none; and arrays that are too long to be decoded. It sets the
// places of the paths that are wanted. A problem is that the text is not JSON.
func survey(text []byte, wanted places) (*surveyor, *Problem) {
	s := &surveyor{Walker: jsonwalk.New(text), text: text, wanted: wanted}
	s.Depth, s.Unique = 16, true
	const example = "a shipped regime in JSON is an example"
	if s.Peek() != '{' {
		return nil, &Problem{What: "it is not a JSON object", Advice: example}
	}
	err := s.value("")
	if err == nil && !s.AtEnd() {
		err = s.Fail("there is more after the object")
	}
	if err != nil {
		what := err.Error()
		if syntax := (*jsonwalk.SyntaxError)(nil); errors.As(err, &syntax) {
			what = syntax.What
		}
		at := s.here()
		return nil, &Problem{Line: at.line, Column: at.column, What: "it is not valid JSON: " + what, Advice: example}
	}
	return s, nil
}

// here is the place that the survey has come to.
func (s *surveyor) here() place { return placeAt(s.text, s.Offset()) }

// placeAt is the place of an offset in a text.
func placeAt(text []byte, offset int) place {
	before := text[:min(offset, len(text))]
	return place{1 + bytes.Count(before, []byte("\n")), len(before) - bytes.LastIndexByte(before, '\n')}
}

func (s *surveyor) problem(what, advice string) {
	if len(s.problems) < problem.Max {
		at := s.here()
		s.problems = append(s.problems, &Problem{Path: s.Path(), Line: at.line, Column: at.column, What: what, Advice: advice})
	}
}

// value reads the value that the survey has come to; general is its path without
// numbers.
func (s *surveyor) value(general string) error {
	c := s.Peek()
	if len(s.wanted) > 0 { // paths take time
		path := s.Path()
		if _, ok := s.wanted[path]; ok {
			s.wanted[path] = s.here()
		}
	}
	form, known := forms[general]
	switch {
	case known && c == '{':
		return s.Object(func(name string) error {
			s.Peek()
			switch {
			case form.names:
				return s.value(general + ".*")
			case slices.Contains(form.members, name):
				return s.value(strings.TrimPrefix(general+"."+name, "."))
			}
			advice := "the members are " + strings.Join(form.members, ", ")
			if meant := problem.Meant(name, form.members); meant != "" {
				advice = "did you mean " + meant + "? " + advice
			}
			s.problem("there is no such member", advice)
			return s.Skip()
		})
	case known && c == '[':
		n := 0
		err := s.Array(func() error {
			if n++; form.few && n == maxElements+1 {
				s.crowded = true
			}
			return s.value(general + "[]")
		})
		if form.few && s.crowded && n > maxElements {
			s.problem(fmt.Sprintf("it has more than %d elements", maxElements), "")
		}
		if form.pair && n != 2 && err == nil {
			s.problem("there are not two values", "")
		}
		return err
	}
	return s.Skip()
}

// typeProblem says which value is of another type than it should.
func typeProblem(err error, text []byte) *Problem {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		at := placeAt(text, int(wrong.Offset)-1) // its last byte
		return &Problem{wrong.Field, at.line, at.column, fmt.Sprintf("a %s stands here in the place of a %s", wrong.Value, wrong.Type), ""}
	}
	return &Problem{What: strings.TrimPrefix(err.Error(), "json: ")}
}
