package report

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/export"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/locate"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/tabular"
)

// Desk answers about places of one sea under several regimes.
type Desk struct {
	rules []ruled
	firm  bool // some rule has a check of firmness
	runs  bool // some rule has runs
}

// ruled is the sea under one regime.
type ruled struct {
	locator  *locate.Locator
	d        *caspian.Division
	firmness *locate.Firmness // nil where it is not wanted
	polls    *Polls           // nil where they are not wanted
	asked    Asked
}

// Add adds the sea under one more regime; all must be of one sea. A check of firmness is
// told with every answer, and runs with those about the places that they count, at
// longitudes from −180 to 180; nil leaves them out. It fails for a locator that locate.New
// has not made.
func (d *Desk) Add(l *locate.Locator, firmness *locate.Firmness, polls *Polls) error {
	if l == nil || l.Division().Check() != nil {
		return fmt.Errorf("report: there is no locator: %w", caspian.ErrDivision)
	}
	d.rules = append(d.rules, ruled{l, l.Division(), firmness, polls, AskedOf(l.Division())})
	d.firm, d.runs = d.firm || firmness != nil, d.runs || polls != nil
	return nil
}

// Answers is what a Desk answers about several places.
type Answers struct {
	Points []*Answer `json:"points"`
	desk   *Desk
	listed bool // in texts by a row each, and not by all that is known
}

// Answer is what a Desk answers about one place.
type Answer struct {
	// ID is that of the place's feature, as it is written there.
	ID     json.RawMessage `json:"id,omitempty"`
	Name   string          `json:"name,omitempty"`
	Lon    float64         `json:"lon"`
	Lat    float64         `json:"lat"`
	InSea  bool            `json:"in_sea"`
	Ground string          `json:"ground"`
	// Feature is the name of the island, the closing line or the straight baseline.
	Feature string `json:"feature,omitempty"`
	// OnShore are the states on whose shore it is, within WithinM, as lines are.
	OnShore   []string            `json:"on_shore"`
	WithinM   float64             `json:"within_m"`
	Regimes   []Holding           `json:"regimes"`
	Distances map[string]Distance `json:"distances"`
	// Boundary is the nearest line under the median, or under the first regime
	// that has lines.
	Boundary *NearestLine `json:"nearest_boundary"`
	// Input is what else the place's row or feature says.
	Input geojson.Properties `json:"input,omitempty"`

	desk *Desk
	away bool // too far from the sea to measure anything
}

// Holding is who has one layer under one regime.
type Holding struct {
	Question *caspian.Question `json:"question,omitempty"`
	SHA256   string            `json:"question_sha256"`
	Credit   string            `json:"credit,omitempty"`
	Regime   string            `json:"regime"`
	Title    string            `json:"title"`
	Layer    string            `json:"layer"`
	Rule     string            `json:"rule"`
	State    *string           `json:"state"`
	SharedBy []string          `json:"shared_by"`
	// Zone is the kind of the zone, and Breadth that of a belt; ReservedTo are
	// the states whose flag a belt is reserved to in common waters.
	Zone       string       `json:"zone,omitempty"`
	Breadth    float64      `json:"breadth_m,omitempty"`
	ReservedTo []string     `json:"reserved_to,omitempty"`
	Boundary   *NearestLine `json:"nearest_boundary"`
	// OnLines are the lines that the place is on.
	OnLines  []NearestLine `json:"on_lines"`
	Firmness []Outcome     `json:"firmness,omitempty"`
	Runs     *Polled       `json:"runs,omitempty"`
	divided  bool          // by zones
	whose    string        // in words
}

// Outcome is who has a layer after another choice.
type Outcome struct {
	Cause    string   `json:"cause"`
	Ground   string   `json:"ground,omitempty"`
	State    *string  `json:"state"`
	SharedBy []string `json:"shared_by"`
	Flips    bool     `json:"flips"`
	Error    string   `json:"error,omitempty"`
	whose    string
}

// Distance is how far a state's nearest base point is.
type Distance struct {
	Metres  float64   `json:"m"`
	Base    orb.Point `json:"base_point"`
	Feature string    `json:"feature"`
	Role    string    `json:"role"`
}

// NearestLine is the nearest place of a regime's lines: between two states, or the limit
// of one state's belt.
type NearestLine struct {
	Regime  string    `json:"regime"`
	States  string    `json:"states"`
	Breadth float64   `json:"breadth_m,omitempty"`
	Metres  float64   `json:"m"`
	Azimuth float64   `json:"azimuth"`
	At      orb.Point `json:"at"`
}

// check returns an error for a desk without regimes.
func (d *Desk) check() error {
	if d == nil || len(d.rules) == 0 {
		return errors.New("report: there is no regime to answer under")
	}
	return nil
}

// Ask answers about places in full: with an *Answer about one, with *Answers about others.
// It fails as locate.Locator.At does.
func (d *Desk) Ask(spots ...tabular.Place) (Mapped, error) {
	if err := d.check(); err != nil {
		return nil, err
	}
	all := &Answers{Points: []*Answer{}, desk: d}
	for k := range spots {
		p, err := d.place(&spots[k], nil, true)
		if err != nil {
			return nil, err
		}
		all.Points = append(all.Points, p)
	}
	if len(spots) == 1 {
		return all.Points[0], nil
	}
	return all, nil
}

// place answers about one place, with the questions if it is to be whole. The header
// names its cells.
func (d *Desk) place(s *tabular.Place, header []string, whole bool) (*Answer, error) {
	at := geodesic.Normal(s.At)
	out := &Answer{ID: s.ID, Name: s.Name, Lon: at[0], Lat: at[1], OnShore: []string{}, Regimes: []Holding{}, Distances: map[string]Distance{}, Input: s.Properties, desk: d}
	if s.Cells != nil && s.Properties == nil {
		out.Input = geojson.Properties{}
		for i, cell := range s.Cells {
			out.Input[header[i]] = cell
		}
	}
	for k := range d.rules {
		r := &d.rules[k]
		place, err := r.locator.At(at)
		if err != nil {
			return nil, err
		}
		if k == 0 {
			out.InSea, out.Ground, out.away = inSea(&place), string(place.Ground), place.Distances == nil
			out.OnShore, out.WithinM = codesOf(r.d, place.Shores), max(0, r.locator.Within())
			if place.Feature >= 0 {
				out.Feature = r.d.Sea.Coast().Features[place.Feature].Name
			}
			for i, distance := range place.Distances {
				if !math.IsInf(distance.Distance, 1) {
					out.Distances[r.d.States[i].Code] = Distance{distance.Distance, distance.Base.At, export.FeatureName(r.d, distance.Base), export.Role(distance.Base)}
				}
			}
		}
		law := &r.d.Question.Regime
		lineOf := func(l locate.NearestLine) NearestLine {
			return NearestLine{law.ID, export.Codes(codesOf(r.d, l.States)), l.Breadth, l.Distance, l.Azimuth, l.At}
		}
		var line *NearestLine
		if l := place.Line; len(l.States) > 0 {
			nearest := lineOf(l)
			line = &nearest
		}
		on := []NearestLine{}
		for _, l := range place.Lines {
			on = append(on, lineOf(l))
		}
		if line != nil && (out.Boundary == nil || law.Base == regime.BaseMedian && len(law.Cuts) == 0) {
			out.Boundary = line
		}
		outcomes, err := r.outcomes(at)
		if err != nil {
			return nil, err
		}
		for i := range place.Holdings {
			h := &place.Holdings[i]
			row := Holding{OnLines: []NearestLine{}, SHA256: r.asked.SHA256, Regime: law.ID, Title: law.Title, Layer: string(h.Layer), Rule: h.Rule, Zone: string(h.Zone), Breadth: h.Breadth,
				divided: h.Kind == regime.LayerSectors || h.Kind == regime.LayerZones, whose: whose(r.d, &place, h)}
			if row.divided {
				row.Boundary = line
			}
			if row.divided || len(h.Reserved.States) > 0 {
				row.OnLines = on
			}
			if whole {
				row.Question, row.Credit = &r.asked.Question, r.asked.Credit
			}
			row.State, row.SharedBy = owner(r.d, h)
			row.Runs = r.polls.of(r.d, at, h)
			if len(h.Reserved.States) > 0 {
				row.ReservedTo = r.d.Codes(h.Reserved)
			}
			for _, o := range outcomes {
				row.Firmness = append(row.Firmness, outcomeOf(&o, h.Layer, i))
			}
			out.Regimes = append(out.Regimes, row)
		}
	}
	return out, nil
}

// outcomes are what other choices make of a place, none where that is not wanted.
func (r *ruled) outcomes(at orb.Point) ([]locate.Outcome, error) {
	if r.firmness == nil {
		return nil, nil
	}
	return r.firmness.Of(at)
}

// outcomeOf returns an outcome for the layer of a holding.
func outcomeOf(o *locate.Outcome, layer regime.Layer, holding int) Outcome {
	out := Outcome{Cause: o.Cause, SharedBy: []string{}, Flips: slices.Contains(o.Flips, layer)}
	if o.Err != nil {
		out.Error = Plain(o.Err)
		return out
	}
	out.Ground = string(o.Place.Ground)
	if holding < len(o.Place.Holdings) {
		h := &o.Place.Holdings[holding]
		out.State, out.SharedBy = owner(o.Division, h)
		out.whose = whose(o.Division, &o.Place, h)
	}
	return out
}

// codesOf returns the codes of a division's states.
func codesOf(d *caspian.Division, states []int) []string {
	return d.Codes(caspian.Holder{States: states})
}

// owner parts those who hold a layer into an owner and those who share it.
func owner(d *caspian.Division, h *locate.Holding) (state *string, sharedBy []string) {
	codes := d.Codes(h.Holder)
	if len(codes) == 1 {
		return &codes[0], []string{}
	}
	return nil, codes
}

// whose says in words who has a layer.
func whose(d *caspian.Division, p *locate.Place, h *locate.Holding) string {
	holder := h.Holder.Name
	between, limits := onLines(d, p, h)
	switch {
	case p.Ground == locate.GroundOutside:
		return "outside the sea"
	case p.Ground == locate.GroundIsland:
		if p.Feature >= 0 && d.Sea.Coast().Features[p.Feature].Name != "" {
			return "on an island: " + d.Sea.Coast().Features[p.Feature].Name
		}
		return "on an island"
	case len(h.Holder.States) == 0:
		return h.Rule
	case between != "":
		return between
	case len(h.Reserved.States) > 0:
		holder = fmt.Sprintf("in common to %s; fishery zone: %s", holder, h.Reserved.Name)
	case len(h.Holder.States) > 1:
		holder = "in common to " + holder
	case h.Zone != caspian.ZoneSector:
		holder += ", " + strings.ReplaceAll(string(h.Zone), "_", " ")
	}
	return holder + limits
}

// onLines says on which lines between states that part a layer a place is, and beside
// that on which limits.
func onLines(d *caspian.Division, p *locate.Place, h *locate.Holding) (between, limits string) {
	var lines []string
	for _, l := range p.Lines {
		codes := strings.Join(codesOf(d, l.States), "–")
		switch {
		case l.Breadth > 0 && (h.Kind == regime.LayerZones || h.Kind == regime.LayerSectors):
			limits += fmt.Sprintf(", on the %.4g M limit of %s", l.Breadth/regime.NauticalMile, codes)
		case l.Breadth == 0 && h.Holder.Manner == caspian.Each && slices.Contains(h.Holder.States, l.States[0]) && (h.Kind == regime.LayerZones || h.Kind == regime.LayerSectors):
			lines = append(lines, codes)
		}
	}
	if len(lines) == 0 {
		return "", limits
	}
	return "on the line " + strings.Join(lines, ", "), limits
}

// inSea says whether a place is in the sea that is divided; its shore is.
func inSea(p *locate.Place) bool {
	return p.Ground == locate.GroundSea || p.Ground == locate.GroundShore
}

// onCodes returns the codes of lines that a place is on, several parted by semicolons.
func (r *ruled) onCodes(lines []locate.NearestLine) string {
	var all []string
	for _, l := range lines {
		all = append(all, export.Codes(codesOf(r.d, l.States)))
	}
	return strings.Join(slices.Compact(all), "; ")
}

// Ours stands before the names of our columns and properties where the input has
// them too.
const Ours = "caspian_"

// feature returns a place as a feature: what its input says of it, a property for
// every regime and layer with the codes of who has it, and the answer.
func (p *Answer) feature() *geojson.Feature {
	f := geojson.NewFeature(orb.Point{p.Lon, p.Lat})
	if p.ID != nil {
		f.ID = p.ID
	}
	for name, v := range p.Input {
		f.Properties[name] = v
	}
	set := func(name string, v any) {
		for f.Properties[name] != nil {
			name = Ours + name
		}
		f.Properties[name] = v
	}
	if p.Name != "" {
		f.Properties["name"] = p.Name
	}
	set("in_sea", p.InSea)
	set("ground", p.Ground)
	if p.Feature != "" {
		set("feature", p.Feature)
	}
	set("on_shore", export.Codes(p.OnShore))
	set("within_m", p.WithinM)
	for k := range p.Regimes {
		r := &p.Regimes[k]
		name := r.Regime
		if r.Layer != string(regime.LayerAll) {
			name += "_" + r.Layer
		}
		codes := r.SharedBy
		if r.State != nil {
			codes = []string{*r.State}
		}
		set(name, export.Codes(codes))
		if len(r.OnLines) > 0 {
			var lines []string
			for _, l := range r.OnLines {
				lines = append(lines, l.States)
			}
			set(name+"_on_line", strings.Join(slices.Compact(lines), "; "))
		}
	}
	set("regimes", p.Regimes)
	set("distances", p.Distances)
	set("nearest_boundary", p.Boundary)
	return f
}

// GeoJSON writes the places as points.
func (p *Answers) GeoJSON(w io.Writer) error {
	c := geojson.NewFeatureCollection()
	for _, one := range p.Points {
		c.Append(one.feature())
	}
	return Encode(w, c)
}

// several is the place in the company of none.
func (p *Answer) several() *Answers { return &Answers{Points: []*Answer{p}, desk: p.desk} }

// GeoJSON writes the place as a collection of one point.
func (p *Answer) GeoJSON(w io.Writer) error { return p.several().GeoJSON(w) }
