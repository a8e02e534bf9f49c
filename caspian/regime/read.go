package regime

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strings"

	"caspian.example/division/caspian/internal/code"
	"caspian.example/division/caspian/internal/foreign"
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
	if what, cure := foreign.Format(text); what != "" {
		return []*Problem{{What: "it is " + what, Advice: cmp.Or(cure, example)}}
	}
	if foreign.UTF16(text) != 0 {
		return []*Problem{{What: "it is UTF-16", Advice: "iconv -f UTF-16 -t UTF-8 INPUT > OUTPUT converts it"}}
	}
	whole, problem := survey(text, nil)
	switch {
	case problem != nil:
		return []*Problem{problem}
	case whole.crowded:
		return whole.problems
	}
	text = bytes.TrimPrefix(text, []byte(foreign.BOM))
	if err := json.Unmarshal(text, to); err != nil {
		return append(whole.problems, typeProblem(err, text))
	}
	out := slices.Concat(whole.problems, to.clean(), to.problems())
	if shipped, err := ByID(to.ID); err == nil && len(out) == 0 && !same(shipped, *to) {
		out = append(out, &Problem{Path: "id", What: fmt.Sprintf("%s is a regime of its own, and this is another one", to.ID), Advice: "choose another id, such as my-" + to.ID})
	}
	return out
}

// clean brings the codes of states to the form that coasts have them in: without white
// space around them, in Unicode's normal form C.
func (r *Regime) clean() (out []*Problem) {
	keys := func(path string, m map[string]float64) map[string]float64 {
		clean := make(map[string]float64, len(m))
		for _, key := range slices.Sorted(maps.Keys(m)) {
			k := code.Clean(key)
			if _, twice := clean[k]; twice {
				out = append(out, &Problem{Path: path, What: fmt.Sprintf("the state %q is there twice, in two spellings that look the same", k), Advice: "keep one of them"})
			}
			clean[k] = m[key]
		}
		return clean
	}
	if r.Shares != nil {
		r.Shares = keys("shares", r.Shares)
	}
	if r.Weights != nil {
		r.Weights = keys("weights", r.Weights)
	}
	for k := range r.Together {
		r.Together[k] = code.Clean(r.Together[k])
	}
	for k := range r.Cuts {
		for i := range r.Cuts[k].Between {
			r.Cuts[k].Between[i] = code.Clean(r.Cuts[k].Between[i])
		}
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
		wanted[""] = foreign.Place{}
		for path := p.Path; path != ""; path = outer(path) {
			wanted[path] = foreign.Place{}
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
			p.Line, p.Column = wanted[path].Line, wanted[path].Column
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

// places are where values begin, by their paths.
type places map[string]foreign.Place

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
	"cuts[].from":         {pair: true},
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
	s.Depth, s.Strict = 16, true
	if s.Peek() != '{' {
		return nil, &Problem{What: "it is not a JSON object", Advice: example}
	}
	err := s.value("")
	if err == nil && !s.AtEnd() {
		err = s.Fail("there is more after the object")
	}
	if err != nil {
		at := s.here()
		p := &Problem{Line: at.Line, Column: at.Column, What: err.Error(), Advice: example}
		if syntax := (*jsonwalk.SyntaxError)(nil); errors.As(err, &syntax) {
			p.Line, p.Column, p.What, p.Advice = syntax.Line, syntax.Column, syntax.What, cmp.Or(syntax.Cure, example)
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

// example is advice for what is no regime.
const example = "a shipped regime in JSON is an example"

// here is the place that the survey has come to.
func (s *surveyor) here() foreign.Place { return foreign.PlaceAt(s.text, s.Offset()) }

func (s *surveyor) problem(what, advice string) {
	if len(s.problems) < problem.Max {
		at := s.here()
		s.problems = append(s.problems, &Problem{Path: s.Path(), Line: at.Line, Column: at.Column, What: what, Advice: advice})
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
	case c == 'n' && s.NoNumber() == "":
		s.problem("null stands here, and nothing is not 0", "give a value, or leave the member out")
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
		at := foreign.PlaceAt(text, int(wrong.Offset)-1) // its last byte
		return &Problem{wrong.Field, at.Line, at.Column, fmt.Sprintf("a %s stands here in the place of a %s", wrong.Value, wrong.Type), ""}
	}
	return &Problem{What: strings.TrimPrefix(err.Error(), "json: ")}
}
