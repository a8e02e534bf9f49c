package report

import (
	"fmt"
	"slices"
	"strings"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/export"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata"
)

// Shares are what the states have of a sea under several regimes, with what else was
// asked about it. Its zero value is ready for Add.
type Shares struct {
	Sea
	Regimes []*RegimeShares `json:"regimes"`
	// Coasts and Proportionality are there where they were asked for.
	Coasts          *CoastLengths      `json:"coasts,omitempty"`
	Proportionality []*Proportionality `json:"proportionality,omitempty"`
	// Sensitivity is that of the shares under some of the regimes.
	Sensitivity []*Sensitivity `json:"sensitivity,omitempty"`
	// InFull shows all of the sensitivity, which is then what CSV has; without it
	// there are the ranges of the first.
	InFull bool `json:"-"`
	// Hints are sentences of the caller's that end documents.
	Hints []string `json:"-"`
}

// RegimeShares is what states have under a regime, or of one kind of its zones, or what
// becomes of a layer that the shares do not hold for.
type RegimeShares struct {
	Regime string `json:"regime"`
	Title  string `json:"title"`
	Layer  string `json:"layer"`
	Zone   string `json:"zone,omitempty"`
	Rule   string `json:"rule"` // what becomes of the layer
	// Measure says how coasts were measured, where shares follow their length.
	Measure string         `json:"measure,omitempty"`
	States  []*StateShares `json:"states"`
	Asked
	// Common is what is in common to all, if the zone is.
	Common *Common `json:"common,omitempty"`
}

// Common is water that is in common.
type Common struct {
	ZoneShare float64 `json:"zone_share"`
	AreaKm2   float64 `json:"area_km2"`
}

// StateShares is what a state has.
type StateShares struct {
	State     string   `json:"state,omitempty"`
	States    string   `json:"states,omitempty"` // of several that hold a zone together
	Name      string   `json:"name"`
	Share     *float64 `json:"share,omitempty"`      // of the sea
	ZoneShare *float64 `json:"zone_share,omitempty"` // a zone's part of the sea, which is no share of it
	AreaKm2   *float64 `json:"area_km2"`             // null if it is undivided
	Claim     *Claim   `json:"claim"`
	digit     float64  // of its area that the coast carries, in m²
}

// Claim is a share that was claimed or published for a state.
type Claim struct {
	Share   float64 `json:"share"`
	Low     float64 `json:"low"`
	High    float64 `json:"high"`
	By      string  `json:"by"`
	Source  string  `json:"source"`
	Denied  string  `json:"denied_by,omitempty"`
	Wording string  `json:"-"` // in percent, as the source has it
}

// SharesOptions choose what Shares.Add adds.
type SharesOptions struct {
	// States are the codes of the only states that are told of; without any all are.
	States []string
	// Coasts adds the coasts' lengths where shares follow them, Proportionality the
	// comparison of areas with them.
	Coasts, Proportionality bool
}

// Add adds a division of the sea. All must be of the same sea.
func (r *Shares) Add(d *caspian.Division, o SharesOptions) error {
	if err := d.Check(); err != nil {
		return err
	}
	claims, err := d.Claims()
	if err != nil {
		return err
	}
	sea, rule := SeaOf(d), &d.Question.Regime
	if len(r.Regimes) > 0 && rule.Islands == nil {
		sea.Islands = r.Islands // that of the regimes that have lines for islands to move
	}
	r.Sea = sea
	if rule.Shared() {
		if o.Coasts && rule.Rest == regime.PartsCoast {
			if r.Coasts, err = NewCoastLengths(d); err != nil {
				return err
			}
		}
		if o.Proportionality {
			p, err := NewProportionality(d)
			if err != nil {
				return err
			}
			if p != nil {
				r.Proportionality = append(r.Proportionality, p)
			}
		}
		r.Regimes = append(r.Regimes, sharesOf(d, claims, o.States))
	} else {
		r.Regimes = append(r.Regimes, zonesOf(d, o.States)...)
	}
	// The other layers, if the rules are not all one.
	for _, l := range rule.Layers {
		if l.Layer == rule.Layer || len(rule.Rules()) == 1 {
			continue
		}
		row := regimeOf(d)
		row.Layer, row.Rule, row.Measure = string(l.Layer), l.Rule, ""
		if l.Kind == regime.LayerCommon {
			row.Common = &Common{1, d.Area / 1e6}
		}
		r.Regimes = append(r.Regimes, row)
	}
	return nil
}

// regimeOf is what there is to say of a division's regime, without its states.
func regimeOf(d *caspian.Division) *RegimeShares {
	r := &d.Question.Regime
	out := &RegimeShares{Regime: r.ID, Title: r.Title, Layer: string(r.Layer), Rule: r.Rules()[0].Rule, States: []*StateShares{}, Asked: AskedOf(d)}
	if r.Rest == regime.PartsCoast {
		out.Measure = r.Measure.String()
	}
	return out
}

// sharesOf returns the shares of some states or all.
func sharesOf(d *caspian.Division, claims []geodata.Claim, only []string) *RegimeShares {
	out, digit := regimeOf(d), d.Sea.AreaDigit()
	for _, s := range d.States {
		if len(only) > 0 && !slices.Contains(only, s.Code) {
			continue
		}
		state := &StateShares{State: s.Code, Name: s.Name, Share: &s.Share, digit: digit}
		if !s.Undivided {
			km2 := s.Area / 1e6
			state.AreaKm2 = &km2
		}
		if k := slices.IndexFunc(claims, func(c geodata.Claim) bool { return c.State == s.Code }); k >= 0 {
			c := &claims[k]
			state.Claim = &Claim{c.Share, c.Low, c.High, c.By, c.Source, c.DeniedBy, c.Wording}
		}
		out.States = append(out.States, state)
	}
	return out
}

// zonesOf returns zones by their kinds.
func zonesOf(d *caspian.Division, only []string) (out []*RegimeShares) {
	for _, z := range d.Zones {
		if z.Kind == caspian.ZoneInternalWaters {
			continue // outside the sea
		}
		if n := len(out); n == 0 || out[n-1].Zone != string(z.Kind) {
			row := regimeOf(d)
			row.Zone = string(z.Kind)
			out = append(out, row)
		}
		row, km2 := out[len(out)-1], z.Area/1e6
		if z.Kind == caspian.ZoneCommon {
			row.Common = &Common{z.Share, km2}
			continue
		}
		codes := d.Codes(z.Holder)
		held := &StateShares{Name: z.Holder.Name, ZoneShare: &z.Share, AreaKm2: &km2}
		if len(codes) == 1 {
			held.State = codes[0]
		} else {
			held.States = export.Codes(codes)
		}
		if len(only) == 0 || held.State != "" && slices.Contains(only, held.State) {
			row.States = append(row.States, held)
		}
	}
	return out
}

// sharesRow is a row of the table.
type sharesRow struct {
	*Sea
	*RegimeShares
	*StateShares
	label string // in plain text, where states stand beside what they share
	note  int    // from 1 on, that about the claim
}

// rows returns the rows of the table, and the notes about its claims. What is in common
// is like a state, and so is what else becomes of a layer.
func (r *Shares) rows(form Form) (rows []sharesRow, notes []string) {
	for _, one := range r.Regimes {
		states := slices.Clone(one.States)
		switch {
		case one.Common != nil:
			states = append(states, &StateShares{Name: "in common", ZoneShare: &one.Common.ZoneShare, AreaKm2: &one.Common.AreaKm2})
		case len(states) == 0:
			states = append(states, &StateShares{Name: one.Rule})
		}
		labels := one.labels()
		for form == Text && len(states) < len(labels) {
			states = append(states, &StateShares{})
		}
		for k, s := range states {
			row := sharesRow{Sea: &r.Sea, RegimeShares: one, StateShares: s}
			if k < len(labels) {
				row.label = labels[k]
			}
			if c := s.Claim; c != nil {
				by := c.By
				if c.Denied != "" {
					by += "; denied by " + c.Denied
				}
				row.note = 1 + indexOrAppend(&notes, by)
			}
			rows = append(rows, row)
		}
	}
	return rows, notes
}

// labels are the regime and what of it the rows are about, in one line or two.
func (r *RegimeShares) labels() []string {
	switch {
	case r.Zone != "":
		return []string{r.Regime, "  " + strings.ReplaceAll(r.Zone, "_", " ")}
	case len(r.States) == 0:
		return []string{"  " + r.Layer}
	case r.Layer != string(regime.LayerAll):
		return []string{r.Regime + " (" + r.Layer + ")"}
	}
	return []string{r.Regime}
}

// table returns the table with some of its rows.
func (r *Shares) table(rows []sharesRow) Grid {
	claim := func(name string, value func(*Claim) string) Column[sharesRow] {
		return Column[sharesRow]{Name: name, Value: func(s sharesRow) string {
			if s.Claim == nil {
				return ""
			}
			return value(s.Claim)
		}}
	}
	claimed := claim("claim_share", func(c *Claim) string { return exact(&c.Share) })
	claimed.Head, claimed.Wrap, claimed.Cell = "Claim %", 15, func(s sharesRow) string {
		if s.Claim == nil {
			return ""
		}
		return fmt.Sprintf("%s [%d]", s.Claim.Wording, s.note)
	}
	return &Table[sharesRow]{
		Rows: rows,
		Apart: func(before, row sharesRow) bool {
			return row.label != "" && !strings.HasPrefix(row.label, " ") && row.RegimeShares != before.RegimeShares
		},
		Columns: append([]Column[sharesRow]{
			{Head: "Regime", In: Text, Wrap: 20, Cell: func(s sharesRow) string { return s.label }},
			{Name: "coast"}, {Name: "epoch"}, {Name: "water_level"},
			{Name: "islands", Value: func(s sharesRow) string { return s.Question.Regime.Islands.String() }},
			{Name: "closed"}, {Name: "baselines"}, {Name: "sea_km2"},
			{Name: "regime", Head: "Regime", In: Markdown, Cell: func(s sharesRow) string {
				return s.Regime + strings.TrimRight(", "+strings.ReplaceAll(s.Zone, "_", " "), ", ")
			}},
			{Name: "layer", Head: "Layer", In: Markdown, Cell: func(s sharesRow) string { return s.Layer }},
			{Name: "state"},
			{Name: "name", Head: "State", Wrap: 20, Cell: func(s sharesRow) string { return s.Name }},
			{Name: "share", Head: "Share %", Right: true, Cell: func(s sharesRow) string { return s.share() }},
			{Name: "area_km2", Head: "Area km²", Right: true, Cell: func(s sharesRow) string { return s.area() }},
			claimed,
			claim("claim_low", func(c *Claim) string { return exact(&c.Low) }),
			claim("claim_high", func(c *Claim) string { return exact(&c.High) }),
			claim("claim_by", func(c *Claim) string { return c.By }),
			claim("claim_source", func(c *Claim) string { return c.Source }),
			{Name: "zone"}, {Name: "zone_share"},
			{Name: "states", Value: func(s sharesRow) string { return s.StateShares.States }},
		}, askedColumns(func(s sharesRow) *Asked { return &s.Asked })...),
	}
}

// share is the state's share in percent; in parentheses what is no share of the sea.
func (s *StateShares) share() string {
	switch {
	case s.Share != nil:
		return Number(100**s.Share, 2)
	case s.ZoneShare != nil:
		return "(" + Number(100**s.ZoneShare, 2) + ")"
	}
	return ""
}

// area is the state's area; nothing for a layer without shares.
func (s *StateShares) area() string {
	switch {
	case s.AreaKm2 != nil:
		return Sector(*s.AreaKm2, s.digit)
	case s.Share != nil:
		return "undivided"
	}
	return ""
}

// Rows has a row for every state under every regime; of a sensitivity in full, a row for
// every share that was computed.
func (r *Shares) Rows() Grid {
	if r.InFull {
		return sensitivityRows(r.Coast, r.Sensitivity)
	}
	rows, _ := r.rows(CSV)
	return r.table(rows)
}

// carried says to what digit areas are shown, where the coast tells of its own.
func (r *Shares) carried() string {
	for _, one := range r.Regimes {
		for _, s := range one.States {
			if s.digit > 1e6 && s.AreaKm2 != nil {
				return fmt.Sprintf(", to the %s km² that the rounding of the coast's positions leaves of them", Thousands(s.digit/1e6))
			}
		}
	}
	return ""
}

// Document shows the shares, then what else was asked, then what the figures are and
// what question they answer.
func (r *Shares) Document(form Form) *Document {
	rows, notes := r.rows(form)
	d := new(Document).Sea(&r.Sea).Break().Table(r.table(rows)).Break()
	if r.Coasts != nil {
		r.Coasts.show(d)
	}
	for _, p := range r.Proportionality {
		d.Table(p.table()).Break()
	}
	if len(r.Proportionality) > 0 {
		d.Say("Ratios between two states, of areas and of coast lengths: courts look whether they are grossly apart. The measuring rule decides much; there is no threshold.").Break()
	}
	for _, s := range r.Sensitivity {
		if r.InFull {
			s.show(d)
		}
	}
	for k, by := range notes {
		d.Item(fmt.Sprintf("[%d] ", k+1), by)
	}
	zoned := false
	var questions []*caspian.Question
	seen := map[string]bool{}
	ask := func(a *Asked) {
		if !seen[a.SHA256] {
			seen[a.SHA256], questions = true, append(questions, &a.Question)
		}
	}
	for _, one := range r.Regimes {
		if one.Measure != "" {
			d.Say(fmt.Sprintf("%s goes by %s.", one.Regime, one.Measure))
		}
		ask(&one.Asked)
		zoned = zoned || one.Zone != "" || one.Common != nil
	}
	if zoned {
		d.Say("In parentheses: the part of the sea that a zone or common water is, no state's share.")
	}
	for _, s := range r.Sensitivity {
		ask(&s.Asked)
	}
	d.Say("Areas are geodesic on WGS84" + r.carried() + ". A claim is what was said or published, not law.").Asked(questions...)
	if !r.InFull && len(r.Sensitivity) > 0 {
		d.Break()
		r.Sensitivity[0].showRange(d)
		d.Break()
	}
	return d.Say(strings.Join(r.Hints, " "))
}
