package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata"
)

// sharesCommand prints the shares of all regimes.
type sharesCommand struct {
	Regime          []string `placeholder:"REGIME,…" aliases:"regimes" help:"Only these regimes; may be repeated (see caspian regimes)."`
	State           string   `placeholder:"CODE" help:"Only this state, for instance IR."`
	Proportionality bool     `help:"Compare the ratios of areas with those of coast lengths, between all pairs of states."`
	Sensitivity     bool     `help:"Show how far the shares depend on the coast, the islands, closing lines, the ends of land borders and noise, under median and the regimes given."`
	NoSensitivity   bool     `help:"Leave out the line about that at the end."`
	Runs            natural  `placeholder:"NUMBER" default:"200" help:"The number of runs of noise with --sensitivity (default 200)."`
	resultFlags
	seaFlags
}

// sharesReport is the result, in the form of --format json.
type sharesReport struct {
	seaReport
	Regimes []regimeReport `json:"regimes"`
	// Coasts and Proportionality are there where they were asked for.
	Coasts          *coastReport        `json:"coasts,omitempty"`
	Proportionality []*proportionReport `json:"proportionality,omitempty"`
	// Sensitivity is that of the median and of all regimes that were asked for.
	Sensitivity []*sensitivityReport `json:"sensitivity,omitempty"`
	// inFull says that it was asked for, skipped that it would take long.
	inFull, skipped bool
}

// regimeReport is a regime, or one kind of its zones.
type regimeReport struct {
	Regime string `json:"regime"`
	Title  string `json:"title"`
	Layer  string `json:"layer"`
	Zone   string `json:"zone,omitempty"`
	Rule   string `json:"rule"` // what becomes of the layer
	// Measure says how coasts were measured, where shares follow their length.
	Measure string        `json:"measure,omitempty"`
	States  []stateReport `json:"states"`
	questionReport
	// Common is what is in common to all, if the zone is.
	Common *commonReport `json:"common,omitempty"`
}

type commonReport struct {
	ZoneShare float64 `json:"zone_share"`
	AreaKm2   float64 `json:"area_km2"`
}

type stateReport struct {
	State     string       `json:"state"`
	Name      string       `json:"name"`
	Share     *float64     `json:"share,omitempty"`      // of the sea
	ZoneShare *float64     `json:"zone_share,omitempty"` // a zone's part of the sea, which is no share of it
	AreaKm2   *float64     `json:"area_km2"`
	Claim     *claimReport `json:"claim"`
}

type claimReport struct {
	Share   float64 `json:"share"`
	Low     float64 `json:"low"`
	High    float64 `json:"high"`
	By      string  `json:"by"`
	Source  string  `json:"source"`
	Denied  string  `json:"denied_by,omitempty"`
	wording string
}

// Validate checks the flags against each other.
func (c *sharesCommand) Validate() error {
	if c.Sensitivity && c.NoSensitivity {
		return errors.New("--sensitivity and --no-sensitivity exclude each other")
	}
	return c.seaFlags.Validate()
}

func (c *sharesCommand) Run(s *streams) error {
	if err := c.choose(tableForm, jsonForm, csvForm, markdownForm); err != nil {
		return err
	}
	if err := checkRegimes(c.Regime); err != nil {
		return err
	}
	sea, err := c.read(s)
	if err != nil {
		return err
	}
	report, err := c.report(s, sea)
	if err != nil {
		return err
	}
	return c.write(s, forms{tableForm: report.table, jsonForm: asJSON(report), csvForm: report.csv, markdownForm: report.markdown})
}

// report divides the sea under all chosen regimes.
func (c *sharesCommand) report(s *streams, sea *caspian.Sea) (*sharesReport, error) {
	var err error
	if c.State != "" {
		if c.State, err = state(sea, c.State); err != nil {
			return nil, err
		}
	}
	ids := c.Regime
	if c.Sensitivity && len(ids) == 0 {
		ids = []string{"median"}
	}
	regimes, err := c.regimesFor(s, sea, ids)
	if err != nil {
		return nil, err
	}
	out := &sharesReport{}
	for _, r := range regimes {
		if c.Sensitivity && !r.Shared() { // before the others take long
			return nil, usage("", "%w: %s gives no shares of the sea", ensemble.ErrEnsemble, r.ID)
		}
	}
	for _, r := range regimes {
		divide := c.divide
		if len(r.Cuts) > 0 && len(c.Line) == 0 {
			divide = c.divideQuietly // a regime's own lines are known, and caspian divide tells of them
		}
		div, err := divide(s, sea, r, true)
		if err != nil {
			return nil, err
		}
		claims, err := div.Claims()
		if err != nil {
			return nil, err
		}
		out.seaReport = seaOf(div)
		if !r.Shared() {
			out.Regimes = append(out.Regimes, c.zones(div)...)
			out.Regimes = append(out.Regimes, otherLayers(div)...)
			continue
		}
		if r.Rest == regime.PartsCoast && len(c.Regime)+len(c.RegimeFile) > 0 {
			if out.Coasts, err = c.coasts(sea, div); err != nil {
				return nil, err
			}
		}
		if c.Proportionality {
			p, err := proportions(div)
			if err != nil {
				return nil, err
			}
			if p != nil {
				out.Proportionality = append(out.Proportionality, p)
			}
		}
		row := regimeOf(div)
		for _, st := range div.States {
			if c.State != "" && st.Code != c.State {
				continue
			}
			report := stateReport{State: st.Code, Name: st.Name, Share: &st.Share, Claim: claimOf(claims, st.Code)}
			if !st.Undivided {
				area := st.Area / 1e6
				report.AreaKm2 = &area
			}
			row.States = append(row.States, report)
		}
		out.Regimes = append(out.Regimes, row)
		out.Regimes = append(out.Regimes, otherLayers(div)...)
	}
	return out, c.sensitivities(s, sea, regimes, out)
}

// regimeOf is what a report says of a division's regime, without its states.
func regimeOf(d *caspian.Division) regimeReport {
	r := &d.Question.Regime
	out := regimeReport{Regime: r.ID, Title: r.Title, Layer: string(r.Layer), Rule: r.Rules()[0].Rule, States: []stateReport{}, questionReport: questionOf(d)}
	if r.Rest == regime.PartsCoast {
		out.Measure = r.Measure.String()
	}
	return out
}

// sensitivities adds the sensitivity of the regimes, or without being asked that
// of the median, to a report.
func (c *sharesCommand) sensitivities(s *streams, sea *caspian.Sea, regimes []regime.Regime, out *sharesReport) error {
	runs := 0
	if out.inFull = c.Sensitivity; out.inFull {
		runs = int(c.Runs)
		if !slices.ContainsFunc(regimes, isMedian) {
			median, err := c.median(sea)
			if err != nil {
				return err
			}
			regimes = append([]regime.Regime{median}, regimes...)
		}
	} else {
		k := slices.IndexFunc(regimes, isMedian)
		if c.NoSensitivity || c.Format == csvForm || c.NoiseRun != 0 || k < 0 {
			return nil
		}
		if out.skipped = len(sea.Coast().Shore) > manyPositions; out.skipped {
			return nil
		}
		regimes = regimes[k : k+1]
	}
	for _, r := range regimes {
		report, err := c.analyse(s, sea, r, runs)
		if err != nil {
			return err
		}
		out.Sensitivity = append(out.Sensitivity, report)
	}
	return nil
}

// isMedian says whether a regime draws lines of equal distance, and none that is given:
// those whose figures choices move most.
func isMedian(r regime.Regime) bool { return r.Base == regime.BaseMedian && len(r.Cuts) == 0 }

// otherLayers returns the layers that the shares do not hold for.
func otherLayers(d *caspian.Division) (out []regimeReport) {
	for _, l := range d.Question.Regime.Rules()[1:] {
		row := regimeOf(d)
		row.Layer, row.Rule, row.Measure = string(l.Layer), l.Rule, ""
		if l.Kind == regime.LayerCommon {
			row.Common = &commonReport{1, d.Area / 1e6}
		}
		out = append(out, row)
	}
	return out
}

// zones returns a regime's zones by their kinds.
func (c *sharesCommand) zones(d *caspian.Division) (out []regimeReport) {
	for _, z := range d.Zones {
		if z.Kind == caspian.ZoneInternalWaters {
			continue // outside the sea
		}
		if n := len(out); n == 0 || out[n-1].Zone != string(z.Kind) {
			row := regimeOf(d)
			row.Zone = string(z.Kind)
			out = append(out, row)
		}
		row := &out[len(out)-1]
		area := z.Area / 1e6
		if z.Kind == caspian.ZoneCommon {
			row.Common = &commonReport{z.Share, area}
			continue
		}
		if code := strings.Join(d.Codes(z.Holder), " "); c.State == "" || code == c.State {
			row.States = append(row.States, stateReport{State: code, Name: z.Holder.Name, ZoneShare: &z.Share, AreaKm2: &area})
		}
	}
	return out
}

// names are the regime and what of it the rows are about, in one line or two.
func (r *regimeReport) names() []string {
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

// rows are the states, and what is in common like one of them, or what else
// becomes of a layer.
func (r *regimeReport) rows() []stateReport {
	switch {
	case r.Common == nil && len(r.States) == 0:
		return []stateReport{{Name: r.Rule}}
	case r.Common == nil:
		return r.States
	}
	return append(slices.Clone(r.States), stateReport{Name: "in common", ZoneShare: &r.Common.ZoneShare, AreaKm2: &r.Common.AreaKm2})
}

// claimOf returns the first claim for a state.
func claimOf(claims []geodata.Claim, state string) *claimReport {
	for _, c := range claims {
		if c.State == state {
			return &claimReport{c.Share, c.Low, c.High, c.By, c.Source, c.DeniedBy, c.Wording}
		}
	}
	return nil
}

// columns returns a state's share, area and claim as they are shown; notes
// collects whom the claims are by, and the claim refers to them by number.
func (s *stateReport) columns(notes *[]string) (share, km2, claimed string) {
	switch {
	case s.Share != nil:
		share = fmt.Sprintf("%.2f", 100**s.Share)
	case s.ZoneShare != nil:
		share = fmt.Sprintf("(%.2f)", 100**s.ZoneShare)
	default:
		return "", "", "" // a layer without shares, whose name is its rule
	}
	km2 = "undivided"
	if s.AreaKm2 != nil {
		km2 = area(*s.AreaKm2)
	}
	if s.Claim != nil {
		by := s.Claim.By
		if s.Claim.Denied != "" {
			by += "; denied by " + s.Claim.Denied
		}
		claimed = fmt.Sprintf("%s [%d]", s.Claim.wording, 1+indexOrAppend(notes, by))
	}
	return share, km2, claimed
}

// foot says what the figures are.
const foot = "Areas are geodesic on WGS84. A claim is what was said or published, not law;\ncaspian regimes NAME gives the sources and what the treaties do not say."

func (r *sharesReport) table(w io.Writer) error {
	t := newTable(3, 4)
	t.AppendHeader(table.Row{"Regime", "State", "Share %", "Area km²", "Claim %"})
	var notes []string
	for k, regime := range r.Regimes {
		names := regime.names()
		if k > 0 && !strings.HasPrefix(names[0], " ") {
			t.AppendRow(table.Row{""})
		}
		rows := regime.rows()
		for k := range max(len(rows), len(names)) {
			row := table.Row{"", "", "", "", ""}
			if k < len(names) {
				row[0] = names[k]
			}
			if k < len(rows) {
				row[1] = printable(rows[k].Name)
				row[2], row[3], row[4] = rows[k].columns(&notes)
			}
			t.AppendRow(row)
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n%s\n", r.head(), tableText(t))
	for _, t := range r.further() {
		fmt.Fprintf(&b, "%s\n", t)
	}
	for k, by := range notes {
		b.WriteString(indent(fmt.Sprintf("[%d] %s", k+1, by), 0))
	}
	for _, regime := range r.Regimes {
		if regime.Measure != "" {
			b.WriteString(indent(fmt.Sprintf("%s goes by %s.", regime.Regime, regime.Measure), 0))
		}
	}
	if r.zoned() {
		b.WriteString(indent(zonedNote, 0))
	}
	fmt.Fprintf(&b, "%s\n%s%s", foot, askedText(r.questions()), r.last())
	_, err := io.WriteString(w, b.String())
	return err
}

// zonedNote explains the figures in parentheses.
const zonedNote = "In parentheses: the part of the sea that a zone or common water is, no state's share."

// zoned says whether there are any.
func (r *sharesReport) zoned() bool {
	return slices.ContainsFunc(r.Regimes, func(one regimeReport) bool {
		return slices.ContainsFunc(one.rows(), func(s stateReport) bool { return s.ZoneShare != nil })
	})
}

// questions are those of the regimes and of the sensitivity, each once.
func (r *sharesReport) questions() (out []*caspian.Question) {
	seen := map[string]bool{}
	add := func(q *questionReport) {
		if !seen[q.SHA256] {
			seen[q.SHA256] = true
			out = append(out, &q.Question)
		}
	}
	for k := range r.Regimes {
		add(&r.Regimes[k].questionReport)
	}
	for _, s := range r.Sensitivity {
		add(&s.questionReport)
	}
	return out
}

// last is the line about the sensitivity.
func (r *sharesReport) last() string {
	switch {
	case r.skipped:
		return indent("The coast is large: how far the shares depend on choices is computed with --sensitivity only.", 0)
	case len(r.Sensitivity) == 0 || r.inFull:
		return ""
	}
	return indent(r.Sensitivity[0].sentence()+" (--sensitivity shows all).", 0)
}

// further returns the tables that were asked for besides the shares.
func (r *sharesReport) further() (out []string) {
	if r.Coasts != nil {
		out = append(out, r.Coasts.table())
	}
	for _, p := range r.Proportionality {
		out = append(out, p.table())
	}
	if len(r.Proportionality) > 0 {
		out = append(out, proportionFoot+"\n")
	}
	for _, s := range r.Sensitivity {
		if r.inFull {
			out = append(out, s.table())
		}
	}
	return out
}

func (r *sharesReport) markdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n| Regime | Layer | State | Share %% | Area km² | Claim %% |\n| --- | --- | --- | ---: | ---: | --- |\n", strings.ReplaceAll(r.head(), "\n", " "))
	var notes []string
	for _, regime := range r.Regimes {
		for _, s := range regime.rows() {
			share, area, claimed := s.columns(&notes)
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", strings.Join(regime.names(), ","), regime.Layer, markdownCell(s.Name), share, area, claimed)
		}
	}
	b.WriteByte('\n')
	for k, by := range notes {
		fmt.Fprintf(&b, "\\[%d\\] %s  \n", k+1, by)
	}
	if tables := r.further(); len(tables) > 0 {
		fmt.Fprintf(&b, "\n```\n%s```\n\n", strings.Join(tables, "\n"))
	}
	if r.zoned() {
		fmt.Fprintf(&b, "%s\n\n", zonedNote)
	}
	fmt.Fprintf(&b, "%s\n\nAsked:\n\n", strings.ReplaceAll(foot, "\n", " "))
	for _, q := range r.questions() {
		fmt.Fprintf(&b, "- %s\n", markdownCell(q.Words()))
	}
	fmt.Fprintf(&b, "\n%s\n\n%s", markdownCell(r.Regimes[0].Question.Credit()), r.last())
	_, err := io.WriteString(w, b.String())
	return err
}

func (r *sharesReport) csv(w io.Writer) error {
	c := csv.NewWriter(w)
	if r.inFull {
		if err := c.Write([]string{"coast", "regime", "cause", "run", "state", "share", "credit", "question"}); err != nil {
			return err
		}
		for _, s := range r.Sensitivity {
			if err := s.csv(c, r.Coast); err != nil {
				return err
			}
		}
		c.Flush()
		return c.Error()
	}
	number := func(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
	rows := [][]string{{"coast", "epoch", "water_level", "islands", "closed", "sea_km2", "regime", "layer", "state", "name", "share", "area_km2",
		"claim_share", "claim_low", "claim_high", "claim_by", "claim_source", "zone", "zone_share", "credit", "question"}}
	for _, one := range r.Regimes {
		for _, s := range one.rows() {
			share, part := "", ""
			if s.Share != nil {
				share = number(*s.Share)
			}
			if s.ZoneShare != nil {
				part = number(*s.ZoneShare)
			}
			row := []string{r.Coast, r.Epoch, r.WaterLevel, r.Islands, strings.Join(r.Closed, "; "), number(r.SeaKm2), one.Regime, one.Layer, s.State, s.Name, share, ""}
			if s.AreaKm2 != nil {
				row[11] = number(*s.AreaKm2)
			}
			if s.Claim != nil {
				row = append(row, number(s.Claim.Share), number(s.Claim.Low), number(s.Claim.High), s.Claim.By, s.Claim.Source)
			} else {
				row = append(row, "", "", "", "", "")
			}
			row = append(row, one.Zone, part, one.Credit, one.Question.Words())
			rows = append(rows, row)
		}
	}
	return c.WriteAll(rows)
}
