package report

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/casefile"
	"caspian.example/division/caspian/export"
	"caspian.example/division/caspian/locate"
)

// Case is a case on a sea: its stages, what each circumstance moves, and the areas beside the
// coasts. Its CSV has a row for every state at every stage.
type Case struct {
	Sea
	Title     string      `json:"title"`
	Question  string      `json:"question_in_words"`
	AsKnown   string      `json:"as_known_to"`
	SHA256    string      `json:"case_sha256,omitempty"`
	Concerned []string    `json:"concerned"` // codes
	Notes     []string    `json:"notes,omitempty"`
	Places    []CasePlace `json:"places"`
	Stages    []CaseStage `json:"stages"`
	Coasts    CaseCoasts  `json:"proportionality"`
	// Pictures are the names of the stages' maps, which Markdown shows; none without any.
	Pictures []string `json:"-"`

	names []string // of the states, in the order of the sea
	still float64  // km² that are none
}

// CasePlace is a place whose water is asked for.
type CasePlace struct {
	Name   string    `json:"name"`
	At     orb.Point `json:"at"`
	Source string    `json:"source"`
}

// CaseStage is a stage of a Case: the provisional line, or a circumstance with all before it.
type CaseStage struct {
	Stage int `json:"stage"` // 0 for the provisional line
	// Circumstance is what was added, nil for the provisional line; Change says it in
	// words, and Note what it came to on this sea.
	Circumstance *casefile.Circumstance `json:"circumstance"`
	Change       string                 `json:"change_in_words,omitempty"`
	Note         string                 `json:"note,omitempty"`
	// Idle says that it moves nothing by itself, and IdleStep after those before it.
	Idle     bool        `json:"moves_nothing_alone"`
	IdleStep bool        `json:"moves_nothing"`
	SeaKm2   float64     `json:"sea_km2"`
	States   []CaseState `json:"states"`
	Places   []CaseAt    `json:"places"`
	// Exchanges are the water that changes hands against the stage before.
	Exchanges []CaseExchange `json:"exchanges,omitempty"`
	Warnings  []string       `json:"warnings,omitempty"`
	Asked
	// Alone is what is asked of the circumstance by itself, if that is something else.
	Alone *Asked `json:"alone,omitempty"`
}

// CaseState is what a state has at a stage, and what that is against others: by the
// circumstance alone against the provisional line, by it after those before, and by all so
// far against the provisional line.
type CaseState struct {
	State   string  `json:"state"`
	Name    string  `json:"name"`
	Share   float64 `json:"share"`
	AreaKm2 float64 `json:"area_km2"`
	Alone   *Change `json:"alone,omitempty"`
	Step    *Change `json:"step,omitempty"`
	SoFar   *Change `json:"so_far,omitempty"`
	digit   float64 // of its area that the coast carries, in m²
}

// Change is the difference of two areas, and of two shares.
type Change struct {
	ChangeKm2 float64 `json:"change_km2"`
	Change    float64 `json:"change"`
}

// CaseExchange is the water that passes from one state to another.
type CaseExchange struct {
	From    string  `json:"from_state"`
	To      string  `json:"to_state"`
	AreaKm2 float64 `json:"area_km2"`
	words   string
}

// CaseAt is in whose water a place lies at a stage.
type CaseAt struct {
	Name   string `json:"name"`
	States string `json:"states"` // codes; empty on land
	Alone  string `json:"alone_states,omitempty"`
	// Before is whose it was at the stage before, and Passes that it is somebody else's
	// now.
	Before  string    `json:"states_before"`
	Passes  bool      `json:"passes"`
	Nearest *CaseLine `json:"nearest_boundary"`
	words   [3]string // whose it is, alone, and before
	told    bool      // in texts
}

// CaseLine is the line between two states that is nearest to a place.
type CaseLine struct {
	States   string  `json:"states"`
	Distance float64 `json:"distance_m"`
}

// CaseCoasts are areas beside the lengths of coasts, by every rule.
type CaseCoasts struct {
	Lengths []CaseLengths `json:"lengths"`
	Pairs   []CasePair    `json:"pairs"`
}

// CaseLengths are lengths of coasts by one rule.
type CaseLengths struct {
	Rule      string             `json:"rule"`
	Published bool               `json:"published"`
	Last      bool               `json:"last_stage"`
	CoastKm   map[string]float64 `json:"coast_km"`
}

// CasePair is the ratios of two states, the first to the second: of areas at the stages, and
// of coasts by the rules, null by those that give none.
type CasePair struct {
	Between [2]string  `json:"between"`
	Areas   []float64  `json:"areas"`
	Coasts  []*float64 `json:"coasts"`
	Low     int        `json:"-"`
	High    int        `json:"-"`
}

// NewCase puts a case on a sea into the form of a result.
func NewCase(r *casefile.Result) (*Case, error) {
	if r == nil || len(r.Stages) == 0 {
		return nil, fmt.Errorf("report: the case has no stages: %w", caspian.ErrDivision)
	}
	c, first := &r.Case, r.Stages[0].Division
	out := &Case{
		Sea: SeaOf(first), Title: c.Title, Question: c.Question, AsKnown: c.AsKnown, SHA256: c.SHA256(), Concerned: c.States,
		Notes: r.Notes, Places: []CasePlace{}, still: casefile.Still * first.Area / 1e6,
	}
	for _, s := range first.States {
		out.names = append(out.names, s.Name)
	}
	for _, p := range r.Places {
		out.Places = append(out.Places, CasePlace{p.Name, *p.At, p.Source})
	}
	for k := range r.Stages {
		out.Stages = append(out.Stages, caseStage(r, k))
	}
	out.Coasts = caseCoasts(&r.Coasts)
	return out, nil
}

func caseStage(r *casefile.Result, k int) CaseStage {
	s, d := &r.Stages[k], r.Stages[k].Division
	out := CaseStage{Stage: k, Note: s.Note, Asked: AskedOf(d), SeaKm2: d.Area / 1e6, Places: []CaseAt{}, Warnings: d.Warnings}
	moves := r.Moves(k)
	for i, state := range d.States {
		row := CaseState{State: state.Code, Name: state.Name, Share: state.Share, AreaKm2: state.Area / 1e6, digit: d.Sea.AreaDigit()}
		if moves != nil {
			change := func(d casefile.Difference) *Change { return &Change{d.Area / 1e6, d.Share} }
			row.Alone, row.Step, row.SoFar = change(moves[i].Alone), change(moves[i].Step), change(moves[i].SoFar)
		}
		out.States = append(out.States, row)
	}
	before := s
	if k > 0 {
		before = &r.Stages[k-1]
		out.Circumstance, out.Change = s.Circumstance, s.Circumstance.String()
		out.Idle, out.IdleStep = r.Idle(k)
		if s.Alone != d {
			asked := AskedOf(s.Alone)
			out.Alone = &asked
		}
	}
	for k := range s.Exchanges {
		e := &s.Exchanges[k]
		from, to, km2 := d.States[e.From], d.States[e.To], e.Area()/1e6
		out.Exchanges = append(out.Exchanges, CaseExchange{from.Code, to.Code, km2, fmt.Sprintf("from %s to %s %s km²", from.Name, to.Name, Area(km2))})
	}
	for i := range s.Places {
		now, then := &s.Places[i], &before.Places[i]
		at := CaseAt{Name: r.Places[i].Name, States: holders(d, now), Before: holders(before.Division, then)}
		at.words = [3]string{whose(d, now, &now.Holdings[0]), "", whose(before.Division, then, &then.Holdings[0])}
		if k > 0 {
			alone := &s.PlacesAlone[i]
			at.Alone, at.words[1] = holders(s.Alone, alone), whose(s.Alone, alone, &alone.Holdings[0])
			at.Passes = at.words[0] != at.words[2]
		}
		if l := now.Line; len(l.States) > 0 {
			at.Nearest = &CaseLine{export.Codes(codesOf(d, l.States)), l.Distance}
		}
		own := slices.ContainsFunc(r.Case.Places, func(p casefile.Place) bool { return p.Name == at.Name })
		moved := math.Abs(now.Line.Distance-then.Line.Distance) >= toldFrom
		at.told = own || moved || at.Passes || k > 0 && at.words[1] != at.words[2]
		out.Places = append(out.Places, at)
	}
	return out
}

// toldFrom is the number of metres from which on texts tell that the line nearest to a place
// has come nearer, or gone away.
const toldFrom = 10

// holders are the codes of those who have the water of a place, empty on land.
func holders(d *caspian.Division, p *locate.Place) string {
	return export.Codes(d.Codes(p.Holdings[0].Holder))
}

func caseCoasts(c *casefile.Coasts) CaseCoasts {
	out := CaseCoasts{Lengths: []CaseLengths{}, Pairs: []CasePair{}}
	for _, l := range c.Lengths {
		row := CaseLengths{l.Rule, l.Published, l.Last, map[string]float64{}}
		for code, metres := range l.Metres {
			row.CoastKm[code] = metres / 1e3
		}
		out.Lengths = append(out.Lengths, row)
	}
	for _, p := range c.Pairs {
		row := CasePair{Between: p.Between, Areas: p.Areas, Low: p.Low, High: p.High}
		for _, ratio := range p.Coasts {
			var known *float64
			if !math.IsNaN(ratio) {
				known = &ratio
			}
			row.Coasts = append(row.Coasts, known)
		}
		out.Pairs = append(out.Pairs, row)
	}
	return out
}

// caseRow is a row of CSV.
type caseRow struct {
	*CaseStage
	*CaseState
}

// Rows has a row for every state at every stage.
func (r *Case) Rows() Grid {
	var rows []caseRow
	for k := range r.Stages {
		for i := range r.Stages[k].States {
			rows = append(rows, caseRow{&r.Stages[k], &r.Stages[k].States[i]})
		}
	}
	changes := func(name string, of func(*CaseState) *Change) []Column[caseRow] {
		part := func(name string, of func(*CaseState) *float64) Column[caseRow] {
			return Column[caseRow]{Name: name, Value: func(row caseRow) string { return exact(of(row.CaseState)) }}
		}
		return []Column[caseRow]{
			part(name+"_change_km2", func(s *CaseState) *float64 {
				if c := of(s); c != nil {
					return &c.ChangeKm2
				}
				return nil
			}),
			part(name+"_change", func(s *CaseState) *float64 {
				if c := of(s); c != nil {
					return &c.Change
				}
				return nil
			}),
		}
	}
	columns := []Column[caseRow]{
		{Name: "stage"}, {Name: "circumstance", Value: func(row caseRow) string { return row.name() }}, {Name: "change_in_words"},
		{Name: "sea_km2"}, {Name: "state"}, {Name: "name"}, {Name: "share"}, {Name: "area_km2"},
	}
	columns = slices.Concat(columns, changes("alone", func(s *CaseState) *Change { return s.Alone }),
		changes("step", func(s *CaseState) *Change { return s.Step }), changes("so_far", func(s *CaseState) *Change { return s.SoFar }),
		askedColumns(func(row caseRow) *Asked { return &row.Asked }))
	return &Table[caseRow]{Rows: rows, Columns: columns}
}

// name is what a stage is called.
func (s *CaseStage) name() string {
	if s.Circumstance == nil {
		return "The provisional line"
	}
	return s.Circumstance.Name
}

// Document goes through the stages, then compares areas with coasts, and ends with what the
// figures answer and what they are not.
func (r *Case) Document(Form) *Document {
	d := new(Document).Title(r.Title).Say(r.Question).Break().Sea(&r.Sea)
	file := "The case"
	if r.SHA256 != "" {
		file = fmt.Sprintf("The case file (SHA-256 %.12s)", r.SHA256)
	}
	d.Say(fmt.Sprintf("%s is about %s, as known to %s. Reasons and sources are its own.", file, strings.Join(r.Concerned, ", "), r.AsKnown))
	for _, note := range r.Notes {
		d.Say(note)
	}
	for k := range r.Stages {
		r.stage(d, &r.Stages[k])
		if k < len(r.Pictures) {
			d.Picture(fmt.Sprintf("Map of stage %d: %s", k, r.Stages[k].name()), r.Pictures[k])
		}
	}
	d.Heading("Areas and coasts")
	r.coasts(d)
	d.Heading("The stages side by side").Table(r.overview())
	d.Heading("What this is")
	d.Say("What lines and areas come to if the circumstances are taken as the file has them: no finding of law, no verdict on any of them, and no line that is in force. Areas are geodesic on WGS84. A point is a hundredth of the sea; what is alone or so far is against the provisional line.")
	if len(r.Places) > 0 {
		d.Break().Say("Places, and where their positions were read:")
	}
	for _, p := range r.Places {
		d.Item("  ", fmt.Sprintf("%s %s: %s", p.Name, place(p.At), p.Source))
	}
	var questions []*caspian.Question
	seen := map[string]bool{}
	for k := range r.Stages {
		for _, a := range []*Asked{&r.Stages[k].Asked, r.Stages[k].Alone} {
			if a != nil && !seen[a.SHA256] {
				seen[a.SHA256], questions = true, append(questions, &a.Question)
			}
		}
	}
	d.Break().Say("Asked, of every stage and of every circumstance by itself:")
	for _, q := range questions {
		d.Item("  ", q.Words())
	}
	return d.Break().Say(questions[0].Credit())
}

// stage adds a stage to a document.
func (r *Case) stage(d *Document, s *CaseStage) {
	d.Heading(fmt.Sprintf("Stage %d: %s", s.Stage, s.name()))
	if c := s.Circumstance; c == nil {
		d.Say(s.Question.Rule() + ".").Say("Source: " + s.Question.Regime.Source)
	} else {
		d.Say("Change: " + s.Change + ".").Say(s.Note).Say("Reason: " + c.Reason).Say("Source: " + c.Source)
	}
	d.Say("Question " + s.Question.Digest() + ".").Break().Table(r.areas(s))
	if said := r.said(s); len(said) > 0 {
		d.Break()
		for _, text := range said {
			d.Say(text)
		}
	}
	if slices.ContainsFunc(s.Places, func(p CaseAt) bool { return p.told }) {
		d.Break().Table(r.at(s))
	}
}

// said is what there is to say of a stage's figures.
func (r *Case) said(s *CaseStage) (out []string) {
	if s.Circumstance == nil {
		return nil
	}
	switch none := fmt.Sprintf("moves nothing, to %.3g km².", r.still); {
	case s.Idle && s.IdleStep:
		out = append(out, "It "+none)
	case s.Idle:
		out = append(out, "By itself it "+none)
	case s.IdleStep:
		out = append(out, "After those before it, it "+none)
	}
	if before := r.Stages[s.Stage-1].SeaKm2; math.Abs(before-s.SeaKm2) > r.still {
		out = append(out, fmt.Sprintf("The sea has %s km² now, and had %s: shares are of what it has.", Thousands(s.SeaKm2), Thousands(before)))
	}
	var exchanged []string
	for _, e := range s.Exchanges {
		exchanged = append(exchanged, e.words)
	}
	if len(exchanged) > 0 {
		out = append(out, "Against the stage before water passes "+strings.Join(exchanged, ", ")+".")
	}
	for _, w := range s.Warnings {
		out = append(out, "Note: "+w+".")
	}
	var passing []string
	for _, p := range s.Places {
		if p.Passes {
			passing = append(passing, fmt.Sprintf("%s (before: %s; now: %s)", p.Name, p.words[2], p.words[0]))
		}
	}
	switch {
	case len(passing) > 0:
		out = append(out, "Changes hands: "+strings.Join(passing, "; ")+".")
	case len(s.Places) > 0:
		out = append(out, "No place changes hands ("+r.placeNames()+").")
	}
	return out
}

// placeNames are the names of all places.
func (r *Case) placeNames() string {
	var names []string
	for _, p := range r.Places {
		names = append(names, p.Name)
	}
	return strings.Join(names, ", ")
}

// signed prints a difference with its sign and so many decimals; what would be zero has none.
func signed(v float64, decimals int) string {
	text := Number(v, decimals)
	if strings.Trim(text, "-0.") == "" {
		return Number(0, decimals)
	}
	if v > 0 {
		return "+" + text
	}
	return strings.Replace(text, "-", "−", 1)
}

// areas is the table of what the states have at a stage.
func (r *Case) areas(s *CaseStage) Grid {
	t := &Table[CaseState]{Rows: s.States}
	t.shows("State", "", func(c CaseState) string { return c.Name })
	right := func(head string, of func(CaseState) string) {
		t.Columns = append(t.Columns, Column[CaseState]{Head: head, Right: true, Cell: of})
	}
	right("Share %", func(c CaseState) string { return Number(100*c.Share, 2) })
	right("Area km²", func(c CaseState) string { return Sector(c.AreaKm2, c.digit) })
	if s.Circumstance == nil {
		return t
	}
	for _, part := range []struct {
		head string
		of   func(*CaseState) *Change
	}{
		{"Alone", func(c *CaseState) *Change { return c.Alone }}, {"So far", func(c *CaseState) *Change { return c.SoFar }},
	} {
		right(part.head+" km²", func(c CaseState) string { return signed(part.of(&c).ChangeKm2, 0) })
		right("points", func(c CaseState) string { return signed(100*part.of(&c).Change, 2) })
	}
	return t
}

// at is the table of the places at a stage.
func (r *Case) at(s *CaseStage) Grid {
	t := &Table[CaseAt]{}
	for _, p := range s.Places {
		if p.told {
			t.Rows = append(t.Rows, p)
		}
	}
	shows := func(head string, wrap int, of func(CaseAt) string) {
		t.Columns = append(t.Columns, Column[CaseAt]{Head: head, Wrap: wrap, Cell: of})
	}
	shows("Place", 20, func(p CaseAt) string { return p.Name })
	shows("Whose", 18, func(p CaseAt) string { return p.words[0] })
	if s.Circumstance != nil {
		shows("Alone", 18, func(p CaseAt) string { return p.words[1] })
	}
	shows("Nearest line", 14, func(p CaseAt) string {
		if p.Nearest == nil {
			return "–"
		}
		return strings.ReplaceAll(p.Nearest.States, " ", "–")
	})
	t.Columns = append(t.Columns, Column[CaseAt]{Head: "km", Right: true, Cell: func(p CaseAt) string {
		if p.Nearest == nil {
			return ""
		}
		return Number(p.Nearest.Distance/1e3, 2)
	}})
	return t
}

// overview has the shares at all stages, and whose the places are that change hands.
func (r *Case) overview() Grid {
	t := &Table[CaseStage]{Rows: r.Stages}
	t.shows("Stage", "", func(s CaseStage) string { return strconv.Itoa(s.Stage) })
	for k, s := range r.Stages[0].States {
		t.Columns = append(t.Columns, Column[CaseStage]{Head: Short(s.State) + " %", Right: true, Cell: func(s CaseStage) string { return Number(100*s.States[k].Share, 2) }})
	}
	for k, p := range r.Places {
		if !slices.ContainsFunc(r.Stages, func(s CaseStage) bool { return s.Places[k].Passes }) {
			continue
		}
		t.Columns = append(t.Columns, Column[CaseStage]{Head: p.Name, Wrap: 16, Cell: func(s CaseStage) string {
			if s.Places[k].States == "" {
				return "–"
			}
			return s.Places[k].States
		}})
	}
	return t
}

// coasts adds the comparison of areas with coasts.
func (r *Case) coasts(d *Document) {
	d.Say("Lengths of coasts in km, by every rule: a coast has none without one. Where stages have changed the coast, to the length at the last one.").Break()
	var first []CaseLengths
	last := map[string]CaseLengths{}
	for _, l := range r.Coasts.Lengths {
		if l.Last {
			last[l.Rule] = l
		} else {
			first = append(first, l)
		}
	}
	t := &Table[CaseLengths]{Rows: first, Apart: func(a, b CaseLengths) bool { return a.Published != b.Published }}
	t.Columns = []Column[CaseLengths]{{Head: "Rule", Wrap: 40, Cell: func(l CaseLengths) string { return l.words() }}}
	for _, code := range r.Concerned {
		t.Columns = append(t.Columns, Column[CaseLengths]{Head: code, Right: true, Cell: func(l CaseLengths) string {
			km, ok := l.CoastKm[code]
			if !ok {
				return "–"
			}
			out := Thousands(km)
			if to, ok := last[l.Rule].CoastKm[code]; ok && !l.Published && Thousands(to) != out {
				out += " to " + Thousands(to)
			}
			return out
		}})
	}
	d.Table(t).Break()
	d.Say("Ratios of two states, of areas at the first and the last stage, and of coasts by the rules that give the least and the greatest. The measuring rule decides much; there is no threshold, and none is applied here.").Break()
	ratio := func(head string, of func(CasePair) float64) Column[CasePair] {
		return Column[CasePair]{Head: head, Right: true, Cell: func(p CasePair) string { return Number(of(p), 2) }}
	}
	between := Column[CasePair]{Head: "Coasts", Right: true, Cell: func(p CasePair) string {
		if p.Coasts[p.Low] == nil || p.Coasts[p.High] == nil {
			return "–"
		}
		return Number(*p.Coasts[p.Low], 2) + " to " + Number(*p.Coasts[p.High], 2)
	}}
	by := func(p CasePair) string {
		return r.Coasts.Lengths[p.Low].words() + " / " + r.Coasts.Lengths[p.High].words()
	}
	d.Table(&Table[CasePair]{Rows: r.Coasts.Pairs, Columns: []Column[CasePair]{
		{Head: "Between", Cell: func(p CasePair) string { return p.Between[0] + " : " + p.Between[1] }},
		ratio("Areas, first", func(p CasePair) float64 { return p.Areas[0] }),
		ratio("last", func(p CasePair) float64 { return p.Areas[len(p.Areas)-1] }),
		between,
		{Head: "by", Wrap: 34, Cell: by},
	}})
}

// words says the rule, and of which coast.
func (l *CaseLengths) words() string {
	switch {
	case l.Published:
		return "published: " + l.Rule
	case l.Last:
		return l.Rule + " (last stage)"
	}
	return l.Rule
}
