package page

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/export"
	"caspian.example/division/caspian/internal/palette"
	"caspian.example/division/caspian/partition"
	"caspian.example/division/caspian/render/internal/lambert"
	"caspian.example/division/caspian/render/internal/look"
	"caspian.example/division/caspian/render/internal/words"
	"caspian.example/division/caspian/render/page/internal/pieces"
)

// model is what the page knows. Its lines are arcs that zones and boundaries of
// all divisions refer to, so that no line is in the file twice.
type model struct {
	Centre    orb.Point     `json:"centre"`
	States    []state       `json:"states"`
	Features  []string      `json:"features"` // of the coast, for base points
	Rings     []string      `json:"rings"`    // the shore of the whole sea, then its islands
	Arcs      []string      `json:"arcs"`
	Seas      []sea         `json:"seas"`
	Base      *packed       `json:"base"`  // see basePoint
	Parts     []float64     `json:"parts"` // of islands' effects, for base points
	Choices   []choice      `json:"choices"`
	Divisions []division    `json:"divisions"`
	Contested *contested    `json:"contested"` // null where no runs were made
	Around    *surroundings `json:"around"`    // null where nothing is drawn around the sea
}

type state struct {
	Code   string `json:"code"`
	Name   string `json:"name"`
	Colour string `json:"colour"`
}

// sea is a sea that is divided: the whole one, or without the water behind lines.
type sea struct {
	Rings  [][]any  `json:"rings"`  // its shore, then its islands
	Shores [][4]int `json:"shores"` // state, ring, first position, number of edges
	Common zone     `json:"common"` // all of it, where a layer is in common
	Coast  string   `json:"coast"`  // whose the data are, and how large it is
}

type division struct {
	Rule   int   `json:"rule"`
	Levels []int `json:"levels"` // of the choices, −1 for one that means nothing to the rule
	Sea    int   `json:"sea"`
	// Question is in full, its regime with all that the page says of it, and Asked
	// is the question in words.
	Question caspian.Question `json:"question"`
	Asked    string           `json:"asked"`
	Name     string           `json:"name"` // the title of the division on its own
	Cite     string           `json:"cite"` // how it is cited
	Said     string           `json:"said"` // the layers in words
	Claims   []claim          `json:"claims"`
	Note     string           `json:"note"`
	Weighted bool             `json:"weighted"`
	// Shares are empty where the division gives none.
	Shares []share `json:"shares"`
	Zones  []zone  `json:"zones"`
	Lines  []line  `json:"lines"`
	Points *packed `json:"points"` // see encoder.point
}

// claim is the first claim for a state.
type claim struct {
	State int    `json:"state"`
	Text  string `json:"text"`
	By    string `json:"by"`
}

type share struct {
	Share float64  `json:"share"`
	Area  *float64 `json:"area_km2"` // null where it is undivided
	Text  string   `json:"area"`     // in the digits that the coast carries
}

type zone struct {
	Kind   string     `json:"kind"`
	Whose  string     `json:"whose"`
	Label  string     `json:"label"` // what is written on the map; empty for none
	States []int      `json:"of"`
	Share  float64    `json:"zone_share"` // 0 outside the sea
	Area   float64    `json:"area_km2"`
	Colour string     `json:"colour"`
	Hatch  look.Hatch `json:"hatch"`
	Rings  [][]any    `json:"rings"`
}

// line is a boundary or a limit.
type line struct {
	States []int     `json:"of"`
	Form   look.Line `json:"form"`
	Km     float64   `json:"length_km"`
	Arcs   []any     `json:"arcs"`
}

// contested is what of the water is firm, and what several states contest.
type contested struct {
	Runs  string `json:"runs"`
	Means string `json:"means"` // what that is, and what was asked
	// Firm and Reach are shares of the sea, by the state.
	Firm  []float64 `json:"firm"`
	Reach []float64 `json:"reach"`
	Zones []zone    `json:"zones"`
}

// basePoint is a position in hundred-millionths of a degree, the number of the feature's
// name, whether it is a vertex, and the number of its part in model.Parts, from 1 on, where
// islands have partial effect: packed in this order, the position as its difference from
// that of the one before.
type basePoint struct {
	at      [2]int64
	feature int
	vertex  bool
	part    int
}

// encoder collects the lines of divisions.
type encoder struct {
	*words.Language
	model  *model
	scheme palette.Scheme
	lines  *pieces.Rings
	nodes  map[orb.Point]bool // where lines end
	arcs   map[string]int
	names  map[string]int
	bases  map[basePoint]int
	base   [2]int64 // the last one
	seas   map[*coast.Coast]int
}

// newEncoder returns one that knows the sea of divisions, and where their lines end.
func newEncoder(l *words.Language, choices []choice, all []answered) *encoder {
	first := all[0]
	p, _, _ := lambert.Around(first.Sea.Coast())
	rings := pieces.RingsOf(first.Sea.Whole().Coast())
	out := &model{Centre: p.Centre(), Choices: choices, Arcs: []string{}, Features: []string{}, Base: &packed{}, Parts: []float64{}}
	enc := &encoder{
		Language: l,
		model:    out, scheme: palette.Light(len(first.States)), lines: pieces.New(rings), nodes: map[orb.Point]bool{},
		arcs: map[string]int{}, names: map[string]int{}, bases: map[basePoint]int{}, seas: map[*coast.Coast]int{},
	}
	for _, ring := range rings {
		out.Rings = append(out.Rings, pieces.Pack(ring))
	}
	for k, s := range first.States {
		out.States = append(out.States, state{s.Code, s.Name, hex(enc.scheme.States[k])})
	}
	for _, d := range all {
		for _, b := range d.Boundaries {
			enc.nodes[b.Line[0]], enc.nodes[b.Line[len(b.Line)-1]] = true, true
		}
		for _, l := range d.Limits {
			enc.nodes[l.Line[0]], enc.nodes[l.Line[len(l.Line)-1]] = true, true
		}
	}
	return enc
}

// sea returns the number of the sea of a division.
func (e *encoder) sea(d *caspian.Division) int {
	c := d.Sea.Coast()
	k, ok := e.seas[c]
	if ok {
		return k
	}
	all := d.Everybody()
	all.Name = e.Name(all.Name)
	out := sea{Coast: e.Coast(d), Common: e.zone(&caspian.Zone{Kind: caspian.ZoneCommon, Holder: all, Area: d.Area, Share: 1})}
	for _, r := range pieces.RingsOf(c) {
		out.Rings = append(out.Rings, e.line(r))
	}
	out.Shores = pieces.Shores(c)
	k = len(e.model.Seas)
	e.seas[c], e.model.Seas = k, append(e.model.Seas, out)
	return k
}

func hex(c color.NRGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// add takes a division into the model.
func (e *encoder) add(a answered) error {
	d := a.Division
	out := division{
		Rule: a.rule, Levels: a.levels, Sea: e.sea(d),
		Question: d.Question, Asked: d.Question.Words(), Name: e.Title(d), Cite: e.Title(d) + ". " + d.Question.Words() + ". " + d.Question.Version + ".", Said: e.Layers(d), Note: e.Note(d), Weighted: d.Weights != nil,
		Claims: []claim{}, Shares: []share{}, Zones: []zone{}, Lines: []line{}, Points: &packed{},
	}
	claims, err := d.Claims()
	if err != nil {
		return fmt.Errorf("page: %w", err)
	}
	if d.Question.Regime.Shared() {
		for k, s := range d.States {
			row := share{Share: s.Share}
			if !s.Undivided {
				row.Area, row.Text = new(s.Area/1e6), e.Sector(d, s.Area)
			}
			out.Shares = append(out.Shares, row)
			for _, c := range claims {
				if c.State == s.Code {
					out.Claims = append(out.Claims, claim{k, c.Wording, c.By})
					break
				}
			}
		}
	}
	for k := range d.Zones {
		out.Zones = append(out.Zones, e.zone(&d.Zones[k]))
	}
	for k := range d.Boundaries {
		b := &d.Boundaries[k]
		out.Lines = append(out.Lines, line{b.States[:], look.LineOf(d, b), round(b.Length/1e3, 3), e.line(b.Line)})
	}
	for _, l := range d.Limits {
		out.Lines = append(out.Lines, line{[]int{l.State}, look.Limit, round(l.Length/1e3, 3), e.line(l.Line)})
	}
	var last [2]int64
	for _, k := range look.Points(d) {
		e.point(out.Points, d, &d.TurningPoints[k], &last)
	}
	e.model.Divisions = append(e.model.Divisions, out)
	return nil
}

func (e *encoder) zone(z *caspian.Zone) zone {
	out := zone{
		Kind: string(z.Kind), Whose: e.Whose(z), Label: e.Label(z), States: z.Holder.States, Share: z.Share, Area: z.Area / 1e6,
		Colour: hex(look.Colour(&e.scheme, z)), Hatch: look.HatchOf(z), Rings: [][]any{},
	}
	for _, p := range z.Polygons {
		for _, r := range p {
			out.Rings = append(out.Rings, e.line(r))
		}
	}
	return out
}

// contested returns the contested water of an ensemble.
func (e *encoder) contested(runs *ensemble.Ensemble, water *ensemble.Water) *contested {
	c := words.NewContest(runs, water)
	out := &contested{Runs: c.Runs(e.Language), Means: strings.Join(append([]string{c.Means(e.Language)}, c.Credits...), " "), Zones: []zone{}}
	for _, f := range water.Firm() {
		out.Firm, out.Reach = append(out.Firm, f.Firm), append(out.Reach, f.Reach)
	}
	for _, a := range c.Areas {
		if len(a.States) == 1 {
			continue
		}
		z := zone{Kind: "contested", Share: a.Share, Area: a.Share * runs.Base().Area / 1e6, Rings: [][]any{}}
		for k, s := range e.model.States {
			if slices.Contains(a.States, s.Code) {
				z.States = append(z.States, k)
			}
		}
		for _, p := range a.Polygons {
			for _, r := range p {
				z.Rings = append(z.Rings, e.line(r))
			}
		}
		out.Zones = append(out.Zones, z)
	}
	return out
}

// point packs a turning point: its position in hundred-millionths of a degree, as its
// difference from the last one; how many states there are, and whether three meet; then of
// every state its number, its distance in millimetres, less that of the state before, behind 1, or 0
// for no coast that counts; how many base points it has, and their numbers, less those
// before them.
func (e *encoder) point(to *packed, d *caspian.Division, t *partition.TurningPoint, last *[2]int64) {
	at := grid(t.At)
	to.put(at[0]-last[0], at[1]-last[1], int64(len(t.States)), flag(t.Tripoint))
	*last = at
	k, before, base := 0, int64(0), 0
	for side := range t.Sides() {
		to.put(int64(t.States[k]))
		k++
		if math.IsInf(side.Distance, 1) {
			to.put(0)
		} else {
			mm := int64(math.Round(side.Distance * 1000))
			to.put(1, mm-before)
			before = mm
		}
		to.put(int64(len(side.BasePoints)))
		for _, b := range side.BasePoints {
			p := basePoint{at: grid(b.At), feature: e.name(export.FeatureName(d, b)), vertex: b.Vertex}
			if b.Part < 1 {
				p.part = e.part(b.Part)
			}
			number := e.basePoint(p)
			to.put(int64(number - base))
			base = number
		}
	}
}

// basePoint returns the number of a base point.
func (e *encoder) basePoint(p basePoint) int {
	k, ok := e.bases[p]
	if !ok {
		k = len(e.bases)
		e.bases[p] = k
		e.model.Base.put(p.at[0]-e.base[0], p.at[1]-e.base[1], int64(p.feature), flag(p.vertex), int64(p.part))
		e.base = p.at
	}
	return k
}

// part returns the number of a part of islands' effects, from 1 on.
func (e *encoder) part(v float64) int {
	k := slices.Index(e.model.Parts, v)
	if k < 0 {
		k = len(e.model.Parts)
		e.model.Parts = append(e.model.Parts, v)
	}
	return k + 1
}

// name returns the number of a feature's name.
func (e *encoder) name(text string) int {
	k, ok := e.names[text]
	if !ok {
		k = len(e.model.Features)
		e.names[text] = k
		e.model.Features = append(e.model.Features, text)
	}
	return k
}

// line returns a line as the pieces that it is made of (see package pieces): stretches of
// the coast's rings, or the number of an arc, −1 − number if it runs against it.
func (e *encoder) line(points []orb.Point) []any {
	return e.lines.Of(points, func(p orb.Point) bool { return e.nodes[p] }, func(p []orb.Point) any { return e.arc(p) })
}

// arc returns the number of an arc, −1 − number for one that is there the other
// way round.
func (e *encoder) arc(points []orb.Point) int {
	text := pieces.Pack(points)
	if k, ok := e.arcs[text]; ok {
		return k
	}
	back := slices.Clone(points)
	slices.Reverse(back)
	if k, ok := e.arcs[pieces.Pack(back)]; ok {
		return -1 - k
	}
	k := len(e.model.Arcs)
	e.arcs[text] = k
	e.model.Arcs = append(e.model.Arcs, text)
	return k
}

func round(v float64, decimals int) float64 {
	out, err := strconv.ParseFloat(strconv.FormatFloat(v, 'f', decimals, 64), 64)
	if err != nil {
		return v // it is infinite or no number
	}
	return out
}
