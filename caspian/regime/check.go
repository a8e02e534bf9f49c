package regime

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"caspian.example/division/caspian/internal/valid"
	"caspian.example/division/caspian/problem"
)

// Checked returns a copy of r with what it leaves out filled in, or all that is
// wrong with it as one *problem.List. Whether a sea has the states that it names
// only Divide can tell.
func (r Regime) Checked() (Regime, error) {
	list := new(problem.List)
	for _, p := range r.problems() {
		list.Add(p)
	}
	if err := list.Err(); err != nil {
		return Regime{}, err
	}
	return r.complete(), nil
}

// checker collects problems of a regime.
type checker struct {
	*Regime
	found []*Problem
}

func (c *checker) add(path, what, advice string) {
	c.found = append(c.found, &Problem{Path: path, What: what, Advice: advice})
}

// problems returns what is wrong with a regime, whatever the sea.
func (r *Regime) problems() []*Problem {
	c := &checker{Regime: r}
	if r.ID == "" || strings.ContainsFunc(r.ID, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' }) {
		c.add("id", fmt.Sprintf("%q is no id", r.ID), "ids have small letters, digits and hyphens")
	}
	if strings.TrimSpace(r.Title) == "" {
		c.add("title", "there is no title", "")
	}
	if strings.TrimSpace(r.Source) == "" {
		c.add("source", "there is no source", `say what the regime rests on, if only "a proposal of my own"`)
	}
	if !slices.Contains(bases, r.Base) {
		c.add("base", fmt.Sprintf("%q is no base", r.Base), "the bases are median, target, undivided and zones")
		return c.found
	}
	c.members()
	c.layers()
	c.shares()
	c.weights()
	c.islands()
	for k := range r.Cuts {
		c.cut(fmt.Sprintf("cuts[%d]", k), &r.Cuts[k])
	}
	c.zones()
	return c.found
}

var bases = []Base{BaseMedian, BaseTarget, BaseUndivided, BaseZones}

// member is a part of a regime that means something under some of them only.
type member struct {
	name  string
	there bool
	takes bool   // the regime has a place for it
	where string // which regimes have
}

// conditional returns the members that not every regime has a place for. It is what
// both checks and changes go by.
func (r *Regime) conditional() []member {
	shares := r.Base == BaseTarget || r.Base == BaseUndivided
	return []member{
		{"shares", r.Shares != nil, shares, "the base target or undivided"},
		{"rest", r.Rest != "", shares, "the base target or undivided"},
		{"measure", r.Measure != Measure{}, r.Rest == PartsCoast, "a rest that goes by coasts"},
		{"weights", len(r.Weights) > 0, r.Base == BaseMedian, "the base median"},
		{"weighting", r.Weighting != "", r.Base == BaseMedian || r.Base == BaseTarget || r.Notional, "the base median or target"},
		{"cuts", len(r.Cuts) > 0, r.Base == BaseMedian, "the base median"},
		{"zones", len(r.Zones) > 0, r.Base == BaseUndivided || r.Base == BaseZones, "the base undivided or zones"},
		{"together", len(r.Together) > 0, r.Base == BaseUndivided, "the base undivided"},
		{"together_name", r.TogetherName != "", len(r.Together) > 0, "states that are together"},
		{"notional", r.Notional, r.Base == BaseUndivided, "the base undivided"},
		{"islands", len(r.Islands) > 0, r.weighsIslands(), "the base median or target, or a rest that goes by median shares"},
	}
}

// weighsIslands says whether islands' effects move anything.
func (r *Regime) weighsIslands() bool {
	return r.Base == BaseMedian || r.Base == BaseTarget || r.Base == BaseUndivided && (r.Rest == PartsMedian || r.Notional)
}

// members finds members that mean nothing under the base.
func (c *checker) members() {
	for _, m := range c.conditional() {
		if m.there && !m.takes {
			c.add(m.name, fmt.Sprintf("it means nothing under the base %s as it stands", c.Base), "it is for "+m.where)
		}
	}
}

func (c *checker) layers() {
	known := append(slices.Clone(single), LayerAll)
	if c.Layer != "" && !slices.Contains(known, c.Layer) {
		c.add("layer", fmt.Sprintf("%q is no layer", c.Layer), "the layers are seabed, water, surface and all")
	}
	c.rules("layers", c.Layers)
	seen := []Layer{c.Layer}
	for k, reading := range c.Readings {
		path := fmt.Sprintf("readings[%d]", k)
		if !slices.Contains(known, reading.Layer) || slices.Contains(seen, reading.Layer) {
			c.add(path+".layer", fmt.Sprintf("%q is no layer, or there twice", reading.Layer), "the layers are seabed, water, surface and all")
		}
		seen = append(seen, reading.Layer)
		if len(reading.Layers) == 0 {
			c.add(path+".layers", "there are none", "say what becomes of all three layers")
		}
		c.rules(path+".layers", reading.Layers)
	}
	if c.Elsewhere != "" && !slices.ContainsFunc(c.Readings, func(r Reading) bool { return r.Layer == c.Elsewhere }) {
		c.add("elsewhere", fmt.Sprintf("no reading is for the layer %q", c.Elsewhere), "name the layer of one of the readings")
	}
}

// rules checks what becomes of the layers.
func (c *checker) rules(path string, rules []LayerRule) {
	if len(rules) == 0 {
		return
	}
	seen := map[Layer]bool{}
	for k, l := range rules {
		at := fmt.Sprintf("%s[%d]", path, k)
		if !slices.Contains(single, l.Layer) || seen[l.Layer] {
			c.add(at+".layer", fmt.Sprintf("%q is no layer, or there twice", l.Layer), "the layers are seabed, water and surface, each once")
		}
		seen[l.Layer] = true
		switch l.Kind {
		case LayerSectors, LayerCommon, LayerZones, LayerOpen:
		default:
			c.add(at+".kind", fmt.Sprintf("%q is no kind", l.Kind), "the kinds are sector, common, zone and open")
		}
		if l.Rule == "" {
			c.add(at+".rule", "there is no rule in words", "")
		}
	}
	if len(rules) != len(single) {
		c.add(path, fmt.Sprintf("there are %d", len(rules)), "give all three, seabed, water and surface, or none")
	}
}

func (c *checker) shares() {
	if c.Shares != nil && len(c.Shares) == 0 {
		c.add("shares", "none is given", "give a state's as a fraction of the sea, or leave shares out for equal parts")
	}
	sum := 0.0
	for _, code := range slices.Sorted(maps.Keys(c.Shares)) {
		v := c.Shares[code]
		if !(v > 0 && v < 1) {
			c.add("shares."+code, fmt.Sprintf("%v does not lie between 0 and 1", v), "shares are fractions of the sea, neither nothing nor all")
		}
		sum += v
	}
	if sum > 1+1e-9 {
		c.add("shares", fmt.Sprintf("they add up to %.10g, more than 1", sum), "")
	}
	switch c.Rest {
	case "", PartsEqual, PartsMedian, PartsCoast:
	default:
		c.add("rest", fmt.Sprintf("%q is no rule", c.Rest), "the rest goes by equal, median or coast")
	}
	if err := c.Measure.Check(); err != nil {
		c.add("measure", strings.TrimPrefix(err.Error(), ErrRegime.Error()+": "), "")
	}
}

// The bounds of weights and of the ratio of two: beyond them distances that are
// compared lose all their digits.
const (
	maxWeight = 1e7
	maxRatio  = 1e6
)

func (c *checker) weights() {
	switch c.Weighting {
	case "", Equiratio, Additive:
	default:
		c.add("weighting", fmt.Sprintf("%q is no rule", c.Weighting), "weights are equiratio or additive")
	}
	low, high := 1.0, 1.0 // of the states that are not named
	for _, code := range slices.Sorted(maps.Keys(c.Weights)) {
		v := c.Weights[code]
		if math.IsNaN(v) || c.Weighting != Additive && v <= 0 || math.Abs(v) > maxWeight {
			c.add("weights."+code, fmt.Sprintf("%v is no weight", v), fmt.Sprintf("weights are numbers above 0, or if additive lengths in metres, up to %g", maxWeight))
		}
		low, high = min(low, v), max(high, v)
	}
	if c.Weighting != Additive && low > 0 && low < high/maxRatio {
		c.add("weights", fmt.Sprintf("the greatest, %v, is more than %g times the least, %v", high, maxRatio, low), "")
	}
}

func (c *checker) islands() {
	for _, name := range slices.Sorted(maps.Keys(c.Islands)) {
		if v := c.Islands[name]; !(v >= 0 && v <= 1) {
			path := "islands"
			if name != "" {
				path += "." + name
			}
			c.add(path, fmt.Sprintf("%v lies outside 0 to 1", v), "an effect is full, half, none or a number from 0 to 1")
		}
	}
}

func (c *checker) cut(path string, cut *Cut) {
	if a, b := cut.Between[0], cut.Between[1]; a == "" || b == "" || a == b || a == Others {
		c.add(path+".between", fmt.Sprintf("%q and %q are no two states", a, b), `give the codes of two, or of one and "*" for all others`)
	}
	switch {
	case cut.Kind != "" && (cut.Termini || len(cut.Line) > 0):
		c.add(path, "a kind, a line and termini exclude each other", "")
	case cut.Termini && len(cut.Line) > 0:
		c.add(path, "a line and termini exclude each other", "")
	case cut.Kind == "" && !cut.Termini && len(cut.Line) < 2:
		c.add(path+".line", fmt.Sprintf("it has %d positions", len(cut.Line)), "give two or more, longitude first, or \"termini\": true, or a \"kind\"")
	}
	c.rule(path, cut)
	for k, p := range cut.Line {
		c.position(fmt.Sprintf("%s.line[%d]", path, k), p)
	}
}

func (c *checker) position(path string, p [2]float64) {
	if !valid.Position(p) {
		advice := ""
		if valid.Position([2]float64{p[1], p[0]}) {
			advice = "longitude comes first"
		}
		c.add(path, fmt.Sprintf("%v %v is no longitude and latitude", p[0], p[1]), advice)
	}
}

// rule checks the kind of a line, and what is for some kinds only.
func (c *checker) rule(path string, cut *Cut) {
	kinds := CutKinds()
	if cut.Kind != "" && !slices.Contains(kinds, cut.Kind) {
		words := make([]string, len(kinds))
		for k := range kinds {
			words[k] = string(kinds[k])
		}
		c.add(path+".kind", fmt.Sprintf("%q is no kind of lines", cut.Kind), "the kinds are "+strings.Join(words, ", "))
		return
	}
	if cut.Kind != "" && cut.Between[1] == Others {
		c.add(path+".between", "a "+string(cut.Kind)+" is drawn between two states, not between one and all others", "name the second")
	}
	if cut.From != nil {
		c.position(path+".from", *cut.From)
	}
	for _, m := range []member{
		{"azimuth", cut.Azimuth != nil, cut.Kind == CutAzimuth, "the kind azimuth"},
		{"from", cut.From != nil, cut.Kind != "", "lines with a kind"},
		{"over_m", cut.Over != 0, cut.Directed(), "the kinds bisector and perpendicular"},
		{"direction", cut.Direction != "", cut.Directed(), "the kinds bisector and perpendicular"},
	} {
		if m.there && !m.takes {
			c.add(path+"."+m.name, "it means nothing for such a line", "it is for "+m.where)
		}
	}
	switch a := cut.Azimuth; {
	case cut.Kind == CutAzimuth && a == nil:
		c.add(path+".azimuth", "there is none", "give degrees clockwise from north, such as 90 for the east")
	case a != nil && !(*a >= 0 && *a < 360):
		c.add(path+".azimuth", fmt.Sprintf("%v lies outside 0 up to below 360", *a), "it is in degrees clockwise from north: the west is 270")
	}
	if cut.Over != 0 && !(cut.Over >= 1 && cut.Over <= MaxOver) {
		c.add(path+".over_m", fmt.Sprintf("%v m lies outside 1 m to %g km", cut.Over, MaxOver/1e3), "")
	}
	if d := cut.Direction; d != "" && d != DirectionFronts && d != DirectionFit {
		c.add(path+".direction", fmt.Sprintf("%q is no rule for directions", d), "the rules are fronts and fit")
	}
}

func (c *checker) zones() {
	total := 0.0
	for k, z := range c.Zones {
		path := fmt.Sprintf("zones[%d]", k)
		if z.Kind != Territorial && z.Kind != Fishery || slices.ContainsFunc(c.Zones[:k], func(o Belt) bool { return o.Kind == z.Kind }) {
			c.add(path+".kind", fmt.Sprintf("%q is no belt, or there twice", z.Kind), "belts are territorial_waters and fishery_zone")
		}
		total += z.Breadth
		if !(z.Breadth >= MinBreadth && total <= MaxBreadth) {
			c.add(path+".breadth_m", fmt.Sprintf("%v m lies outside 1 m to 200 nautical miles, with the belts before it", z.Breadth), "")
		}
	}
	switch {
	case c.Base == BaseZones && len(c.Zones) == 0:
		c.add("zones", "there are none", "give one or two")
	case c.Base == BaseUndivided && (len(c.Zones) > 1 || len(c.Zones) == 1 && c.Zones[0].Kind != Fishery):
		c.add("zones", "a common sea has one fishery_zone at the most", "")
	case len(c.Together) > 0 && len(c.Zones) == 0 && !c.Notional:
		c.add("together", "there are no zones that states could have together", "")
	}
}
