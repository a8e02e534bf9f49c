package casefile

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"caspian.example/division/caspian/internal/code"
	"caspian.example/division/caspian/internal/jsonform"
	"caspian.example/division/caspian/internal/valid"
	"caspian.example/division/caspian/problem"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata"
)

// texts are those of cases.
var texts = jsonform.Form{Max: 8 << 20, Smaller: "simplify its lines", Example: "caspian/casefile describes a case, and examples/case has some"}

// Read reads a case in JSON: an object with the members of Case. What is wrong with it is
// returned as one *problem.List of *Problem, all of it at once; that a sea has no such
// states, islands or closing lines only Run can tell.
func Read(r io.Reader) (Case, error) {
	var out Case
	sum := sha256.New()
	problems, err := texts.Read(io.TeeReader(r, sum), &out, func(add func(path, what, advice string)) {
		c := checker{&out, add}
		c.head()
		for k := range out.Places {
			c.place(fmt.Sprintf("places[%d]", k), &out.Places[k])
		}
		for k := range out.Circumstances {
			c.circumstance(k)
		}
	})
	if err != nil {
		return Case{}, fmt.Errorf("casefile: reading: %w", err)
	}
	list := new(problem.List)
	for _, p := range problems {
		list.Add((*Problem)(p))
	}
	if err := list.Err(); err != nil {
		return Case{}, err
	}
	out.sha = hex.EncodeToString(sum.Sum(nil))
	return out, nil
}

// checker looks for what is wrong with a case, and brings codes of states to one form.
type checker struct {
	*Case
	add func(path, what, advice string)
}

// said tells of a text that is missing.
func (c *checker) said(path, text, advice string) {
	if strings.TrimSpace(text) == "" {
		c.add(path, "nothing is said", advice)
	}
}

func (c *checker) head() {
	c.said("title", c.Title, "")
	c.said("question", c.Question, "say in words what is asked")
	c.said("as_known_to", c.AsKnown, `say until when the sources were looked at, such as "December 2025"`)
	for k := range c.States {
		c.States[k] = code.Clean(c.States[k])
		if c.States[k] == "" || slices.Contains(c.States[:k], c.States[k]) {
			c.add(fmt.Sprintf("states[%d]", k), fmt.Sprintf("%q is no state's code, or there twice", c.States[k]), "")
		}
	}
	if len(c.States) < 2 {
		c.add("states", fmt.Sprintf("there are %d", len(c.States)), "name two or more by their codes")
	}
	switch r := regime.Regime(c.Regime); {
	case r.ID == "" && r.Base == "":
		c.add("provisional", "there is no regime", `give the id of a shipped one, such as "median", or a whole one`)
	case r.Base == regime.BaseUndivided || r.Base == regime.BaseZones:
		c.add("provisional", fmt.Sprintf("the base %s draws no lines whose areas are shares", r.Base), "take one with the base median or target")
	default:
		c.law("provisional.", "", &r)
		c.Regime = Rule(r)
	}
	c.names("close", c.Close)
	c.names("baselines", c.Baselines)
	if n := len(c.Circumstances); n == 0 || n > MaxCircumstances {
		c.add("circumstances", fmt.Sprintf("there are %d", n), fmt.Sprintf("give from one to %d", MaxCircumstances))
	}
}

// names tells of lines without a name, or named twice.
func (c *checker) names(path string, names []string) {
	for k, name := range names {
		if name == "" || slices.Contains(names[:k], name) {
			c.add(fmt.Sprintf("%s[%d]", path, k), fmt.Sprintf("%q is no name, or there twice", name), "")
		}
	}
}

// law checks a regime as regime.Read does, and brings it to the form that that returns. The
// paths of problems get path in the place of within.
func (c *checker) law(path, within string, r *regime.Regime) {
	text, err := json.Marshal(r)
	if err != nil {
		c.add(strings.TrimSuffix(path, "."), err.Error(), "")
		return
	}
	read, err := regime.Read(bytes.NewReader(text))
	if err == nil {
		*r = read
		return
	}
	var list *problem.List
	errors.As(err, &list)
	for _, one := range list.All {
		var p *regime.Problem
		if errors.As(one, &p) {
			c.add(strings.TrimSuffix(path+strings.TrimPrefix(p.Path, within), "."), p.What, p.Advice)
		}
	}
}

func (c *checker) place(path string, p *Place) {
	if p.Field != "" {
		fields, err := geodata.Fields()
		if err != nil {
			c.add(path+".field", err.Error(), "")
			return
		}
		k := slices.IndexFunc(fields, func(f geodata.Field) bool {
			return slices.ContainsFunc(append(f.Also, f.Name), func(name string) bool { return strings.EqualFold(name, p.Field) })
		})
		if k < 0 {
			var names []string
			for _, f := range fields {
				names = append(names, f.Name)
			}
			c.add(path+".field", fmt.Sprintf("no field is called %q", p.Field), "there are "+strings.Join(names, ", "))
			return
		}
		known := fieldPlace(&fields[k])
		if p.Name != "" && p.Name != known.Name || p.At != nil && *p.At != *known.At || p.Source != "" && p.Source != known.Source {
			c.add(path, "a field's name, place and source are known, and are others", "leave out what stands beside field")
			return
		}
		*p = known
	}
	c.said(path+".name", p.Name, "")
	c.said(path+".source", p.Source, "say where the position was read")
	if p.At == nil {
		c.add(path, "there is no place", "give \"at\": [longitude, latitude]")
	} else {
		c.position(path+".at", *p.At)
	}
	if k := slices.IndexFunc(c.Places, func(o Place) bool { return o.Name == p.Name }); p.Name != "" && &c.Places[k] != p {
		c.add(path, fmt.Sprintf("there is a place called %q already", p.Name), "")
	}
}

// fieldPlace is the place of a field.
func fieldPlace(f *geodata.Field) Place {
	at := f.At
	return Place{Name: f.Name, Field: f.Name, At: &at, Source: f.Source}
}

func (c *checker) position(path string, p [2]float64) {
	if valid.Position(p) {
		return
	}
	advice := ""
	if valid.Position([2]float64{p[1], p[0]}) {
		advice = "longitude comes first"
	}
	c.add(path, fmt.Sprintf("%v %v is no longitude and latitude", p[0], p[1]), advice)
}

// what names what a circumstance may change.
const what = "island, weight, cut, end, close or baseline"

func (c *checker) circumstance(k int) {
	path, one := fmt.Sprintf("circumstances[%d]", k), &c.Circumstances[k]
	c.said(path+".name", one.Name, "")
	c.said(path+".reason", one.Reason, "say why the line should be changed")
	c.said(path+".source", one.Source, `say what that rests on, if only "a proposal of our own"`)
	if slices.ContainsFunc(c.Circumstances[:k], func(o Circumstance) bool { return o.Name == one.Name }) {
		c.add(path+".name", fmt.Sprintf("there is a circumstance called %q already", one.Name), "")
	}
	switch members := one.members(); {
	case len(members) == 0:
		c.add(path, "it changes nothing", "give one of "+what)
	case len(members) > 1:
		c.add(path, "it has "+strings.Join(members, " and "), "a circumstance is one change: make several of it")
	}
	// A regime with nothing else tells what is wrong with a part of one.
	probe := regime.Regime{ID: "probe", Title: "probe", Source: "probe", Base: regime.BaseMedian}
	switch {
	case one.Island != nil:
		c.single(path+".island", len(one.Island), "island")
		probe.Islands = one.Island
		c.law(path+".island", "islands", &probe)
	case one.Weight != nil:
		c.single(path+".weight", len(one.Weight), "state")
		probe.Weights, probe.Weighting = one.Weight, c.Regime.Weighting
		c.law(path+".weight", "weights", &probe)
		one.Weight = probe.Weights
	case one.Cut != nil:
		probe.Cuts = []regime.Cut{*one.Cut}
		c.law(path+".cut", "cuts[0]", &probe)
		one.Cut = &probe.Cuts[0]
	case one.End != nil:
		c.end(path+".end", one.End)
	}
}

// single tells of a number of islands or states that is not one.
func (c *checker) single(path string, n int, what string) {
	if n != 1 {
		c.add(path, fmt.Sprintf("there are %d", n), "a circumstance is one change: name one "+what)
	}
}

func (c *checker) end(path string, e *End) {
	for k := range e.Between {
		e.Between[k] = code.Clean(e.Between[k])
	}
	e.Into = code.Clean(e.Into)
	if a, b := e.Between[0], e.Between[1]; a == "" || b == "" || a == b {
		c.add(path+".between", fmt.Sprintf("%q and %q are no two states", a, b), "give the codes of the two whose border it is")
	}
	if e.Number < 0 {
		c.add(path+".number", fmt.Sprintf("%d is no number of an end", e.Number), "they count from 1 on along the shore")
	}
	switch moved := e.By != 0 || e.Into != ""; {
	case moved == (e.To != nil):
		c.add(path, "it does not say where the end goes, or twice", `give "by_m" and "into", or "to": [longitude, latitude]`)
	case e.To != nil:
		c.position(path+".to", *e.To)
	case !slices.Contains(e.Between[:], e.Into):
		c.add(path+".into", fmt.Sprintf("%q is none of the two", e.Into), "name the state into whose coast the end goes")
	case !(e.By > 0):
		c.add(path+".by_m", fmt.Sprintf("%v m is no way", e.By), "give metres above 0, and the state into whose coast they lead")
	}
}
