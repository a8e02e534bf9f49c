package caspian

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/internal/jsonwalk"
	"caspian.example/division/caspian/internal/valid"
	"caspian.example/division/caspian/partition"
)

// ErrDefinition is wrapped by the problems of a definition.
var ErrDefinition = errors.New("caspian: no such regime can be defined")

// DefinitionProblem is one thing that is wrong with a definition, and where.
type DefinitionProblem struct {
	Path   string // such as cuts[0].line[3]; empty for the whole
	Line   int    // of the file, from 1 on; 0 if it comes from no file
	What   string
	Advice string // what to do, may be empty
}

// Error returns place, problem and advice in one line.
func (p *DefinitionProblem) Error() string {
	var b strings.Builder
	if p.Line > 0 {
		fmt.Fprintf(&b, "line %d: ", p.Line)
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

// Unwrap returns ErrDefinition.
func (*DefinitionProblem) Unwrap() error { return ErrDefinition }

// DefinitionProblems are all problems of a definition.
type DefinitionProblems []*DefinitionProblem

// Error returns the first problem and the number of the others.
func (p DefinitionProblems) Error() string {
	switch len(p) {
	case 0:
		return "there are no problems"
	case 1:
		return p[0].Error()
	}
	return fmt.Sprintf("%s (and %d more problems)", p[0].Error(), len(p)-1)
}

// Unwrap returns the single problems.
func (p DefinitionProblems) Unwrap() []error {
	out := make([]error, len(p))
	for k, q := range p {
		out[k] = q
	}
	return out
}

// maxDefinition is the size in bytes up to which a definition is read.
const maxDefinition = 8 << 20

// ReadRegime reads a regime's definition in JSON: an object with the members of
// Definition. What is wrong with it is returned as DefinitionProblems, all of it at
// once, but 1,000 at the most; that a sea has no such states only Regime.Applies
// can tell.
//
// An id that a regime here has is taken by it: the definition must then be the same,
// and the regime itself is returned.
func ReadRegime(r io.Reader) (Regime, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxDefinition+1))
	if err != nil {
		return nil, fmt.Errorf("caspian: reading a regime: %w", err)
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if len(text) > maxDefinition {
		return nil, DefinitionProblems{{What: fmt.Sprintf("it is larger than %d MB", maxDefinition>>20), Advice: "simplify its lines"}}
	}
	whole, problem := survey(text, nil)
	if problem != nil {
		return nil, DefinitionProblems{problem}
	}
	problems := whole.problems
	var def Definition
	if !whole.crowded {
		if err := json.Unmarshal(text, &def); err != nil {
			problems = append(problems, typeProblem(err, text))
		} else {
			problems = append(problems, def.check()...)
		}
	}
	if problems = problems[:min(len(problems), maxProblems)]; len(problems) > 0 {
		locate(text, problems)
		slices.SortStableFunc(problems, func(a, b *DefinitionProblem) int {
			if a.Line != b.Line {
				return a.Line - b.Line
			}
			return strings.Compare(a.Path, b.Path)
		})
		return nil, problems
	}
	regime, problem := def.regime()
	if problem != nil {
		locate(text, DefinitionProblems{problem})
		return nil, DefinitionProblems{problem}
	}
	return regime, nil
}

// locate gives problems the lines of their paths, or of what those are part of.
func locate(text []byte, problems DefinitionProblems) {
	wanted := places{}
	for _, p := range problems {
		if p.Line > 0 {
			continue
		}
		wanted[""] = 0
		for path := p.Path; path != ""; path = outer(path) {
			wanted[path] = 0
		}
	}
	if len(wanted) == 0 {
		return
	}
	_, _ = survey(text, wanted) // it had no error the first time
	for _, p := range problems {
		for path := p.Path; p.Line == 0; path = outer(path) {
			p.Line = wanted[path]
			if path == "" {
				break
			}
		}
	}
}

// outer returns the path of what a path is part of.
func outer(path string) string { return path[:max(strings.LastIndexAny(path, ".["), 0)] }

// Define returns the regime of a definition, or DefinitionProblems (see ReadRegime).
// It keeps a copy of the definition.
func Define(def Definition) (Regime, error) {
	if problems := def.check(); len(problems) > 0 {
		return nil, problems
	}
	regime, problem := def.regime()
	if problem != nil {
		return nil, DefinitionProblems{problem}
	}
	return regime, nil
}

// regime returns a checked definition's regime.
func (def Definition) regime() (Regime, *DefinitionProblem) {
	if shipped, err := RegimeByID(def.ID); err == nil {
		same, _ := DefinitionOf(shipped)
		if reflect.DeepEqual(normal(same), normal(def)) {
			return shipped, nil
		}
		return nil, &DefinitionProblem{Path: "id", What: fmt.Sprintf("%s is a regime of its own, and this is another one", def.ID), Advice: "choose another id, such as my-" + def.ID}
	}
	if len(def.Layers) == 0 {
		kind, rule := LayerSectors, "sectors"
		switch def.Base {
		case BaseUndivided:
			kind, rule = LayerCommon, "in common, undivided"
		case BaseZones:
			kind, rule = LayerZones, "zones, and a common space"
		}
		def.Layers = alike(kind, rule)
		if def.Layer != "" && def.Layer != LayerAll {
			for k := range def.Layers {
				if def.Layers[k].Layer != def.Layer {
					def.Layers[k].Kind, def.Layers[k].Rule = LayerOpen, "not said"
				}
			}
		}
	}
	return &defined{def.clone()}, nil
}

// normal returns a definition as it is after it was written and read.
func normal(def Definition) (out Definition) {
	if text, err := json.Marshal(def); err == nil {
		if json.Unmarshal(text, &out) == nil {
			return out
		}
	}
	return def
}

// membersOf returns the names of a type's members in JSON.
func membersOf[T any]() (out []string) {
	t := reflect.TypeFor[T]()
	for k := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(k).Tag.Get("json"), ",")
		out = append(out, name)
	}
	return out
}

// places are the lines of a text on which values stand, by their paths.
type places map[string]int

// A form says what values there are at a path of a definition, with the numbers
// of elements left out.
type form struct {
	members []string // those of an object
	names   bool     // an object's members are names, such as codes of states
	pair    bool     // an array of two
	few     bool     // an array of which no more than maxElements make sense
}

// forms are the forms of a definition's objects and arrays; others are not looked
// into.
var forms = map[string]form{
	"":               {members: membersOf[Definition]()},
	"layers":         {few: true},
	"layers[]":       {members: membersOf[LayerRule]()},
	"cuts":           {few: true},
	"cuts[]":         {members: membersOf[DefinedCut]()},
	"cuts[].between": {pair: true},
	"cuts[].line":    {},
	"cuts[].line[]":  {pair: true},
	"zones":          {few: true},
	"zones[]":        {members: membersOf[DefinedZone]()},
	"shares":         {names: true},
	"weights":        {names: true},
	"islands":        {names: true},
}

const (
	// maxElements is the most cuts, layers or zones that are read.
	maxElements = 1000
	// maxProblems is the most problems that are returned.
	maxProblems = 1000
)

// surveyor goes over the values of a JSON object.
type surveyor struct {
	*jsonwalk.Walker
	wanted places

	problems DefinitionProblems
	crowded  bool // an array has more elements than make sense
}

// survey finds what decoding would pass over: members that there are not, and
// pairs that are none; and arrays that are too long to be decoded. It sets the
// lines of the paths that are wanted. An error is that the text is not JSON.
func survey(text []byte, wanted places) (*surveyor, *DefinitionProblem) {
	const advice = "caspian regimes median --json prints an example"
	s := &surveyor{Walker: jsonwalk.New(text), wanted: wanted}
	s.Depth, s.Unique = 16, true
	if s.Peek() != '{' {
		return nil, &DefinitionProblem{What: "it is not a JSON object", Advice: advice}
	}
	err := s.value("")
	if err == nil && !s.AtEnd() {
		err = s.Fail("there is more after the object")
	}
	var wrong *jsonwalk.SyntaxError
	if !errors.As(err, &wrong) {
		return s, nil
	}
	if text = bytes.TrimRight(text, " \t\r\n"); wrong.Offset >= len(text) {
		wrong.What, wrong.Line = "it ends too early", 1+bytes.Count(text, []byte("\n"))
	}
	return nil, &DefinitionProblem{Line: wrong.Line, What: "it is not valid JSON: " + wrong.What, Advice: advice}
}

func (s *surveyor) problem(path, what, advice string) {
	if len(s.problems) < maxProblems {
		s.problems = append(s.problems, &DefinitionProblem{Path: path, Line: s.Line(), What: what, Advice: advice})
	}
}

// value reads the next value; general is its path without numbers.
func (s *surveyor) value(general string) error {
	c := s.Peek()
	if s.wanted != nil {
		path := s.Path()
		if _, ok := s.wanted[path]; ok {
			s.wanted[path] = s.Line()
		}
	}
	form, known := forms[general]
	switch {
	case known && c == '{':
		return s.Object(func(name string) error { return s.member(form, general, name) })
	case known && c == '[':
		return s.elements(form, general)
	}
	return s.Skip()
}

// member reads a member of an object.
func (s *surveyor) member(form form, general, name string) error {
	switch {
	case form.names:
		return s.value(general + ".*")
	case slices.Contains(form.members, name):
		return s.value(strings.TrimPrefix(general+"."+name, "."))
	}
	s.problem(s.Path(), "there is no such member", "the members are "+strings.Join(form.members, ", "))
	return s.Skip()
}

// elements reads an array.
func (s *surveyor) elements(form form, general string) error {
	n := 0
	err := s.Array(func() error {
		if form.few && n == maxElements {
			s.problem(outer(s.Path()), fmt.Sprintf("it has more than %d elements", maxElements), "")
			s.crowded = true
		}
		n++
		return s.value(general + "[]")
	})
	if err == nil && form.pair && n != 2 {
		s.problem(s.Path(), "there are not two values", "")
	}
	return err
}

// typeProblem says which value is of another type than it should.
func typeProblem(err error, text []byte) *DefinitionProblem {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		line := 1 + bytes.Count(text[:min(int(wrong.Offset), len(text))], []byte("\n"))
		return &DefinitionProblem{wrong.Field, line, fmt.Sprintf("a %s stands here in the place of a %s", wrong.Value, wrong.Type), ""}
	}
	return &DefinitionProblem{What: strings.TrimPrefix(err.Error(), "json: ")}
}

// check returns what is wrong with a definition, whatever the sea.
func (def *Definition) check() (out DefinitionProblems) {
	add := func(path, what, advice string) {
		out = append(out, &DefinitionProblem{Path: path, What: what, Advice: advice})
	}
	if def.ID == "" || strings.ContainsFunc(def.ID, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' }) {
		add("id", fmt.Sprintf("%q is no id", def.ID), "ids have small letters, digits and hyphens")
	}
	if strings.TrimSpace(def.Title) == "" {
		add("title", "there is no title", "")
	}
	if strings.TrimSpace(def.Source) == "" {
		add("source", "there is no source", `say what the regime rests on, if only "a proposal of my own"`)
	}
	switch def.Base {
	case BaseMedian, BaseTarget, BaseUndivided, BaseZones:
	default:
		add("base", fmt.Sprintf("%q is no base", def.Base), "the bases are median, target, undivided and zones")
		return out
	}
	def.checkMembers(add)
	def.checkLayers(add)
	sum := 0.0
	for _, code := range slices.Sorted(maps.Keys(def.Shares)) {
		v := def.Shares[code]
		if !(v > 0 && v < 1) {
			add("shares."+code, fmt.Sprintf("%v lies outside 0 to 1", v), "shares are fractions of the sea")
		}
		sum += v
	}
	if sum > 1+1e-9 {
		add("shares", fmt.Sprintf("they add up to %.10g, more than 1", sum), "")
	}
	switch def.Rest {
	case "", PartsEqual, PartsMedian, PartsCoast:
	default:
		add("rest", fmt.Sprintf("%q is no rule", def.Rest), "the rest goes by equal, median or coast")
	}
	switch def.Weighting {
	case "", Equiratio, Additive:
	default:
		add("weighting", fmt.Sprintf("%q is no rule", def.Weighting), "weights are equiratio or additive")
	}
	for _, code := range slices.Sorted(maps.Keys(def.Weights)) {
		v := def.Weights[code]
		if !valid.Finite(v) || def.Weighting != Additive && v <= 0 {
			add("weights."+code, fmt.Sprintf("%v is no weight", v), "weights are numbers above 0, or if additive lengths in metres")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(def.Islands)) {
		if v := def.Islands[name]; !(v >= 0 && v <= 1) {
			path := "islands"
			if name != "" {
				path += "." + name
			}
			add(path, fmt.Sprintf("%v lies outside 0 to 1", v), "an effect is full, half, none or a number from 0 to 1")
		}
	}
	for k, c := range def.Cuts {
		def.checkCut(fmt.Sprintf("cuts[%d]", k), c, add)
	}
	def.checkZones(add)
	return out
}

// checkMembers finds members that mean nothing under the base.
func (def *Definition) checkMembers(add func(path, what, advice string)) {
	for _, m := range []struct {
		name  string
		there bool
		bases []Base
	}{
		{"shares", len(def.Shares) > 0, []Base{BaseTarget, BaseUndivided}}, {"rest", def.Rest != "", []Base{BaseTarget, BaseUndivided}},
		{"weights", len(def.Weights) > 0, []Base{BaseMedian}}, {"weighting", def.Weighting != "", []Base{BaseMedian, BaseTarget}},
		{"cuts", len(def.Cuts) > 0, []Base{BaseMedian}}, {"zones", len(def.Zones) > 0, []Base{BaseUndivided, BaseZones}},
		{"together", len(def.Together) > 0, []Base{BaseUndivided}}, {"islands", len(def.Islands) > 0, []Base{BaseMedian, BaseTarget}},
	} {
		if m.there && !slices.Contains(m.bases, def.Base) {
			var names []string
			for _, b := range m.bases {
				names = append(names, string(b))
			}
			add(m.name, fmt.Sprintf("it means nothing under the base %s", def.Base), "it is for the base "+strings.Join(names, " or "))
		}
	}
}

func (def *Definition) checkLayers(add func(path, what, advice string)) {
	known := []Layer{LayerSeabed, LayerWater, LayerSurface}
	if def.Layer != "" && def.Layer != LayerAll && !slices.Contains(known, def.Layer) {
		add("layer", fmt.Sprintf("%q is no layer", def.Layer), "the layers are seabed, water, surface and all")
	}
	if len(def.Layers) == 0 {
		return
	}
	seen := map[Layer]bool{}
	for k, l := range def.Layers {
		path := fmt.Sprintf("layers[%d]", k)
		if !slices.Contains(known, l.Layer) || seen[l.Layer] {
			add(path+".layer", fmt.Sprintf("%q is no layer, or there twice", l.Layer), "the layers are seabed, water and surface, each once")
		}
		seen[l.Layer] = true
		switch l.Kind {
		case LayerSectors, LayerCommon, LayerZones, LayerOpen:
		default:
			add(path+".kind", fmt.Sprintf("%q is no kind", l.Kind), "the kinds are sector, common, zone and open")
		}
		if l.Rule == "" {
			add(path+".rule", "there is no rule in words", "")
		}
	}
	if len(def.Layers) != len(known) {
		add("layers", fmt.Sprintf("there are %d", len(def.Layers)), "give all three, seabed, water and surface, or none")
	}
}

func (def *Definition) checkCut(path string, c DefinedCut, add func(path, what, advice string)) {
	if c.Between[0] == "" || c.Between[1] == "" || c.Between[0] == c.Between[1] || c.Between[0] == others {
		add(path+".between", fmt.Sprintf("%q and %q are no two states", c.Between[0], c.Between[1]), `give the codes of two, or of one and "*" for all others`)
	}
	switch {
	case c.Termini && len(c.Line) > 0:
		add(path, "a line and termini exclude each other", "")
	case !c.Termini && len(c.Line) < 2:
		add(path+".line", fmt.Sprintf("it has %d positions", len(c.Line)), "give two or more, longitude first, or \"termini\": true")
	}
	for k, p := range c.Line {
		if !valid.Position(p) {
			advice := ""
			if valid.Position(orb.Point{p[1], p[0]}) {
				advice = "longitude comes first"
			}
			add(fmt.Sprintf("%s.line[%d]", path, k), fmt.Sprintf("%v %v is no longitude and latitude", p[0], p[1]), advice)
		}
	}
}

func (def *Definition) checkZones(add func(path, what, advice string)) {
	total := 0.0
	for k, z := range def.Zones {
		path := fmt.Sprintf("zones[%d]", k)
		if z.Kind != ZoneTerritorial && z.Kind != ZoneFishery || slices.ContainsFunc(def.Zones[:k], func(o DefinedZone) bool { return o.Kind == z.Kind }) {
			add(path+".kind", fmt.Sprintf("%q is no belt, or there twice", z.Kind), "belts are territorial_waters and fishery_zone")
		}
		total += z.Breadth
		if !(z.Breadth >= partition.MinBreadth && total <= partition.MaxBreadth) {
			add(path+".breadth_m", fmt.Sprintf("%v m lies outside 1 m to 200 nautical miles, with the belts before it", z.Breadth), "")
		}
	}
	switch {
	case def.Base == BaseZones && len(def.Zones) == 0:
		add("zones", "there are none", "give one or two")
	case def.Base == BaseUndivided && (len(def.Zones) > 1 || len(def.Zones) == 1 && def.Zones[0].Kind != ZoneFishery):
		add("zones", "a common sea has one fishery_zone at the most", "")
	case len(def.Together) > 0 && len(def.Zones) == 0:
		add("together", "there are no zones that states could have together", "")
	}
}
