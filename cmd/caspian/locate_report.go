package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/export"
	"caspian.example/division/caspian/geodesic"
)

// desk answers about places of one sea under several regimes.
type desk struct {
	sea   *caspian.Sea
	rules []ruled
	firm  bool // some rule has a check of firmness
	box   orb.Bound
}

// ruled is the sea under one regime.
type ruled struct {
	locator  *caspian.Locator
	firmness *caspian.Firmness // nil where it is not wanted
}

// pointsReport is the result for several places.
type pointsReport struct {
	Points []*placeReport `json:"points"`
}

// placeReport is the result for one place, in the form of --format json.
type placeReport struct {
	Name   string  `json:"name,omitempty"`
	Lon    float64 `json:"lon"`
	Lat    float64 `json:"lat"`
	InSea  bool    `json:"in_sea"`
	Ground string  `json:"ground"`
	// Feature is the name of the island or the closing line.
	Feature   string                    `json:"feature,omitempty"`
	Regimes   []holdingReport           `json:"regimes"`
	Distances map[string]distanceReport `json:"distances"`
	// Boundary is the nearest line under the median, or under the first regime
	// that has lines.
	Boundary *nearestReport `json:"nearest_boundary"`
	// Input is what else the place's row or feature says.
	Input geojson.Properties `json:"input,omitempty"`

	places []caspian.Place
}

// holdingReport is who has one layer under one regime.
type holdingReport struct {
	Regime   string   `json:"regime"`
	Title    string   `json:"title"`
	Layer    string   `json:"layer"`
	Rule     string   `json:"rule"`
	State    *string  `json:"state"`
	SharedBy []string `json:"shared_by"`
	// Zone is the kind of the zone, and Breadth that of a belt; ReservedTo are
	// the states whose flag a belt is reserved to in common waters.
	Zone       string          `json:"zone,omitempty"`
	Breadth    float64         `json:"breadth_m,omitempty"`
	ReservedTo []string        `json:"reserved_to,omitempty"`
	Boundary   *nearestReport  `json:"nearest_boundary"`
	Firmness   []outcomeReport `json:"firmness,omitempty"`
	divided    bool            // by zones
}

// outcomeReport is who has a layer after another choice.
type outcomeReport struct {
	Cause    string   `json:"cause"`
	Ground   string   `json:"ground,omitempty"`
	State    *string  `json:"state"`
	SharedBy []string `json:"shared_by"`
	Flips    bool     `json:"flips"`
	Error    string   `json:"error,omitempty"`
	whose    string
}

// distanceReport is how far a state's nearest base point is.
type distanceReport struct {
	Metres  float64   `json:"m"`
	Base    orb.Point `json:"base_point"`
	Feature string    `json:"feature"`
	Role    string    `json:"role"`
}

// nearestReport is the nearest place of a regime's lines: between two states, or the
// limit of one state's belt.
type nearestReport struct {
	Regime  string    `json:"regime"`
	States  []string  `json:"states"`
	Breadth float64   `json:"breadth_m,omitempty"`
	Metres  float64   `json:"m"`
	Azimuth float64   `json:"azimuth"`
	At      orb.Point `json:"at"`
}

// codesOf returns the codes of a division's states.
func codesOf(d *caspian.Division, states []int) []string {
	out := []string{}
	for _, k := range states {
		out = append(out, d.States[k].Code)
	}
	return out
}

// owner parts those who hold a layer into an owner and those who share it.
func owner(d *caspian.Division, h *caspian.Holding) (state *string, sharedBy []string) {
	codes := codesOf(d, h.States)
	if len(codes) == 1 {
		return &codes[0], []string{}
	}
	return nil, codes
}

// report locates one place.
func (d *desk) report(p point) (*placeReport, error) {
	out := &placeReport{Name: p.name, Lon: p.at[0], Lat: p.at[1], Regimes: []holdingReport{}, Distances: map[string]distanceReport{}, Input: p.properties}
	for k := range d.rules {
		r := &d.rules[k]
		div := r.locator.Division()
		place, err := r.locator.At(p.at)
		if err != nil {
			return nil, err
		}
		out.places = append(out.places, place)
		if k == 0 {
			out.InSea, out.Ground = place.Ground == caspian.GroundSea, string(place.Ground)
			if place.Feature >= 0 {
				out.Feature = d.sea.Coast().Features[place.Feature].Name
			}
			for i, distance := range place.Distances {
				if !math.IsInf(distance.Distance, 1) {
					out.Distances[div.States[i].Code] = distanceReport{distance.Distance, distance.Base.At, export.FeatureName(div, distance.Base), export.Role(distance.Base)}
				}
			}
		}
		var line *nearestReport
		if l := place.Line; len(l.States) > 0 {
			line = &nearestReport{div.Regime, codesOf(div, l.States), l.Breadth, l.Distance, l.Azimuth, l.At}
		}
		if line != nil && (out.Boundary == nil || div.Regime == caspian.Median.ID()) {
			out.Boundary = line
		}
		var outcomes []caspian.Outcome
		if r.firmness != nil {
			if outcomes, err = r.firmness.Of(p.at); err != nil {
				return nil, err
			}
		}
		for i := range place.Holdings {
			h := &place.Holdings[i]
			row := holdingReport{Regime: div.Regime, Title: div.Title, Layer: string(h.Layer), Rule: h.Rule, Zone: string(h.Zone), Breadth: h.Breadth, Boundary: line,
				divided: h.Kind == caspian.LayerSectors || h.Kind == caspian.LayerZones}
			row.State, row.SharedBy = owner(div, h)
			if len(h.Reserved) > 0 {
				row.ReservedTo = codesOf(div, h.Reserved)
			}
			for _, o := range outcomes {
				row.Firmness = append(row.Firmness, outcomeOf(&o, h.Layer, i))
			}
			out.Regimes = append(out.Regimes, row)
		}
	}
	return out, nil
}

// outcomeOf returns an outcome for the layer of a holding.
func outcomeOf(o *caspian.Outcome, layer caspian.Layer, holding int) outcomeReport {
	out := outcomeReport{Cause: o.Cause, SharedBy: []string{}, Flips: slices.Contains(o.Flips, layer)}
	if o.Err != nil {
		out.Error = plain(o.Err)
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

// whose says in words who has a layer.
func whose(d *caspian.Division, p *caspian.Place, h *caspian.Holding) string {
	names := func(states []int) string {
		if len(states) == len(d.States) {
			return "all"
		}
		var out []string
		for _, k := range states {
			out = append(out, printable(d.States[k].Name))
		}
		return strings.Join(out, ", ")
	}
	switch {
	case p.Ground == caspian.GroundIsland || p.Ground == caspian.GroundOutside:
		return "nobody: no water"
	case len(h.States) == 0:
		return h.Rule
	case len(h.Reserved) > 0:
		return fmt.Sprintf("in common to %s; fishery zone: %s", names(h.States), names(h.Reserved))
	case len(h.States) > 1:
		return "in common to " + names(h.States)
	case h.Zone == caspian.ZoneSector:
		return names(h.States)
	}
	return names(h.States) + ", " + strings.ReplaceAll(string(h.Zone), "_", " ")
}

// head says what place a card is about.
func (d *desk) head(p *placeReport) string {
	var b strings.Builder
	if p.Name != "" {
		b.WriteString(printable(p.Name) + "\n")
	}
	fmt.Fprintf(&b, "%.6f %.6f · %s\n", p.Lon, p.Lat, geodesic.FormatPosition(orb.Point{p.Lon, p.Lat}, 2))
	ground := map[caspian.Ground]string{
		caspian.GroundSea: "In the sea", caspian.GroundIsland: "On an island",
		caspian.GroundInternal: "In internal waters, outside the sea that is divided", caspian.GroundOutside: "Outside the sea, on land or in other waters",
	}[caspian.Ground(p.Ground)]
	if p.Feature != "" {
		ground += ": " + printable(p.Feature)
	}
	b.WriteString(indent(ground+" · coast "+printable(d.sea.Coast().Name), 0))
	return b.String()
}

// cards writes all about places, one after the other.
func (d *desk) cards(reports []*placeReport) func(io.Writer) error {
	return func(w io.Writer) error {
		var b strings.Builder
		for k, r := range reports {
			if k > 0 {
				b.WriteString("\n\n")
			}
			d.card(&b, r)
		}
		_, err := io.WriteString(w, b.String())
		return err
	}
}

// card writes all about one place.
func (d *desk) card(b *strings.Builder, p *placeReport) {
	b.WriteString(d.head(p))
	if p.places[0].Distances == nil {
		fmt.Fprintf(b, "It lies more than %g km away from the sea: nothing is measured.\n", caspian.Away/1000)
		return
	}
	if p.water() {
		fmt.Fprintf(b, "\n%s", d.holders(p))
	}
	fmt.Fprintf(b, "\n%s", d.distances(p))
	if lines := d.lines(p); lines != "" {
		fmt.Fprintf(b, "\n%s", lines)
	}
	if firm := p.firmness(); firm != "" {
		b.WriteString("\n" + firm)
	}
}

// water says whether somebody may have the place.
func (p *placeReport) water() bool {
	return p.Ground == string(caspian.GroundSea) || p.Ground == string(caspian.GroundInternal)
}

// holders is the table of who has the place.
func (d *desk) holders(p *placeReport) string {
	t := newTable()
	t.SetColumnConfigs([]table.ColumnConfig{{Number: 3, WidthMax: 46, WidthMaxEnforcer: text.WrapSoft}})
	t.AppendHeader(table.Row{"Regime", "Layer", "Whose"})
	for k := range d.rules {
		div := d.rules[k].locator.Division()
		for i := range p.places[k].Holdings {
			h := &p.places[k].Holdings[i]
			name := ""
			if i == 0 {
				name = div.Regime
			}
			t.AppendRow(table.Row{name, string(h.Layer), whose(div, &p.places[k], h)})
		}
	}
	return tableText(t)
}

// distances is the table of the nearest base points.
func (d *desk) distances(p *placeReport) string {
	t := newTable(2, 3)
	t.SetColumnConfigs(append(columnsOf([]int{2, 3}), table.ColumnConfig{Number: 1, WidthMax: 18, WidthMaxEnforcer: text.WrapSoft},
		table.ColumnConfig{Number: 5, WidthMax: 16, WidthMaxEnforcer: text.WrapSoft}))
	t.AppendHeader(table.Row{"State", "km", "M", "Nearest base point", "on"})
	for _, st := range d.rules[0].locator.Division().States {
		base, ok := p.Distances[st.Code]
		if !ok {
			t.AppendRow(table.Row{printable(st.Name), "–", "–", "no baseline that counts"})
			continue
		}
		t.AppendRow(table.Row{printable(st.Name), fmt.Sprintf("%.3f", base.Metres/1000), fmt.Sprintf("%.3f", base.Metres/caspian.NauticalMile),
			fmt.Sprintf("%.5f %.5f", base.Base[0], base.Base[1]), printable(base.Feature)})
	}
	return tableText(t)
}

// lines is the table of the nearest lines.
func (d *desk) lines(p *placeReport) string {
	t := newTable()
	t.SetColumnConfigs(append(columnsOf([]int{3, 4}), table.ColumnConfig{Number: 2, WidthMax: 14, WidthMaxEnforcer: text.WrapSoft}))
	t.AppendHeader(table.Row{"Nearest line", "", "km", "M", "towards", "lon lat"})
	rows := 0
	for k := range p.Regimes {
		r := &p.Regimes[k]
		if r.Boundary == nil || k > 0 && p.Regimes[k-1].Regime == r.Regime {
			continue
		}
		rows++
		l := r.Boundary
		t.AppendRow(table.Row{r.Regime, lineText(l), fmt.Sprintf("%.3f", l.Metres/1000), fmt.Sprintf("%.2f", l.Metres/caspian.NauticalMile), direction(l.Azimuth), fmt.Sprintf("%.3f %.3f", l.At[0], l.At[1])})
	}
	if rows == 0 {
		return ""
	}
	return tableText(t)
}

// lineText says what a line parts.
func lineText(l *nearestReport) string {
	if l.Breadth > 0 {
		return fmt.Sprintf("%s, %.4g M limit", printable(l.States[0]), l.Breadth/caspian.NauticalMile)
	}
	return printable(strings.Join(l.States, "–"))
}

// winds are the points of the compass, clockwise from north.
var winds = strings.Fields("N NNE NE ENE E ESE SE SSE S SSW SW WSW W WNW NW NNW")

// direction prints an azimuth and the point of the compass.
func direction(azimuth float64) string {
	wind := int(math.Round(azimuth*float64(len(winds))/360)) % len(winds)
	return fmt.Sprintf("%s %.1f°", winds[wind], math.Mod(math.Round(azimuth*10)/10, 360))
}

// firmness says what other choices make of the layers that are divided, and of
// others if they flip.
func (p *placeReport) firmness() string {
	var b strings.Builder
	for k := range p.Regimes {
		r := &p.Regimes[k]
		var flips, stays, failed []string
		for _, o := range r.Firmness {
			switch {
			case o.Error != "":
				failed = append(failed, fmt.Sprintf("%s cannot be tried: %s", o.Cause, o.Error))
			case o.Flips:
				flips = append(flips, fmt.Sprintf("%s: %s", o.Cause, o.whose))
			default:
				stays = append(stays, o.Cause)
			}
		}
		if len(flips) == 0 && (!r.divided || !p.water() || len(stays)+len(failed) == 0) {
			continue
		}
		var parts []string
		if len(flips) > 0 {
			parts = append(parts, "It flips with "+strings.Join(flips, "; with "))
		}
		if len(stays) > 0 {
			parts = append(parts, "It stays with "+strings.Join(stays, ", "))
		}
		name := r.Regime
		if r.Layer != string(caspian.LayerAll) {
			name += " (" + r.Layer + ")"
		}
		b.WriteString(indent(fmt.Sprintf("How firm, %s: %s.", name, printable(strings.Join(append(parts, failed...), ". "))), 0))
	}
	return b.String()
}

// rows writes a table with a row for every place, regime and layer.
func (d *desk) rows(reports []*placeReport) func(io.Writer) error {
	t := newTable(5)
	t.SetColumnConfigs(append(columnsOf([]int{5}), table.ColumnConfig{Number: 1, WidthMax: 19, WidthMaxEnforcer: text.WrapSoft},
		table.ColumnConfig{Number: 2, WidthMax: 16, WidthMaxEnforcer: text.WrapSoft},
		table.ColumnConfig{Number: 3, WidthMax: 18, WidthMaxEnforcer: text.WrapSoft}, table.ColumnConfig{Number: 4, WidthMax: 10, WidthMaxEnforcer: text.WrapSoft}))
	t.AppendHeader(table.Row{"Place", "Regime", "Whose", "Nearest line", "km"})
	for _, p := range reports {
		for k := range d.rules {
			div := d.rules[k].locator.Division()
			for i := range p.places[k].Holdings {
				h := &p.places[k].Holdings[i]
				row := table.Row{"", div.Regime, whose(div, &p.places[k], h), "", ""}
				if k == 0 && i == 0 {
					row[0] = d.title(p)
				}
				if h.Layer != caspian.LayerAll {
					row[1] = div.Regime + " " + string(h.Layer)
				}
				if l := p.Regimes[0].Boundary; i == 0 {
					for j := range p.Regimes {
						if p.Regimes[j].Regime == div.Regime {
							l = p.Regimes[j].Boundary
						}
					}
					if l != nil {
						row[3], row[4] = lineText(l), fmt.Sprintf("%.3f", l.Metres/1000)
					}
				}
				t.AppendRow(row)
			}
		}
	}
	out := tableText(t)
	for _, p := range reports {
		if firm := p.firmness(); firm != "" {
			out += "\n" + d.title(p) + "\n" + firm
		}
	}
	return func(w io.Writer) error {
		_, err := io.WriteString(w, out)
		return err
	}
}

// title names a place of several: by its name and position.
func (d *desk) title(p *placeReport) string {
	at := fmt.Sprintf("%.4f %.4f", p.Lon, p.Lat)
	if p.Name == "" {
		return at
	}
	return printable(p.Name) + "\n" + at
}

// wrapping is what stands around the parts of a streamed JSON document.
type wrapping struct {
	before, after string
	value         func(*desk, *placeReport) any
}

var (
	pointsObject = wrapping{"{\"points\":[\n", "]}\n", func(_ *desk, p *placeReport) any { return p }}
	collection   = wrapping{"{\"type\":\"FeatureCollection\",\"features\":[\n", "]}\n", func(_ *desk, p *placeReport) any { return p.feature() }}
)

// stream writes places as JSON, a line each.
func (d *desk) stream(s *streams, w io.Writer, next func() ([]point, error), around wrapping) error {
	if _, err := io.WriteString(w, around.before); err != nil {
		return err
	}
	first := true
	numbered := func() (block, error) {
		points, err := next()
		b := block{points, first}
		first = false
		return b, err
	}
	err := inOrder(s.ctx, w, numbered, func(in block, b *bytes.Buffer) error {
		e := json.NewEncoder(b)
		e.SetEscapeHTML(false)
		for k, p := range in.points {
			report, err := d.report(p)
			if err != nil {
				return err
			}
			if k > 0 || !in.first {
				b.WriteByte(',')
			}
			if err := e.Encode(around.value(d, report)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, around.after)
	return err
}

// block are some of the points of a document.
type block struct {
	points []point
	first  bool
}

// features writes places as GeoJSON.
func (d *desk) features(reports []*placeReport) func(io.Writer) error {
	return func(w io.Writer) error {
		c := geojson.NewFeatureCollection()
		for _, p := range reports {
			c.Append(p.feature())
		}
		return asJSON(c)(w)
	}
}

// feature returns a place as a feature: what its input says of it, a property for
// every regime and layer with the codes of who has it, and the report.
func (p *placeReport) feature() *geojson.Feature {
	f := geojson.NewFeature(orb.Point{p.Lon, p.Lat})
	for name, v := range p.Input {
		f.Properties[name] = v
	}
	set := func(name string, v any) {
		for f.Properties[name] != nil {
			name = ours + name
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
	for _, r := range p.Regimes {
		name := r.Regime
		if r.Layer != string(caspian.LayerAll) {
			name += "_" + r.Layer
		}
		codes := r.SharedBy
		if r.State != nil {
			codes = []string{*r.State}
		}
		set(name, strings.Join(codes, "+"))
	}
	set("regimes", p.Regimes)
	set("distances", p.Distances)
	set("nearest_boundary", p.Boundary)
	return f
}

// ours stands before the names of our columns and properties where the input has
// them too.
const ours = "caspian_"

// csv writes a row for every place, regime and layer: the cells of the place's own
// row, or its name, longitude and latitude, and then what was found.
func (d *desk) csv(s *streams, w io.Writer, header []string, next func() ([]point, error)) error {
	own := header == nil
	if own {
		header = []string{"name", "lon", "lat"}
	}
	head := slices.Clone(header)
	add := func(names ...string) {
		for _, name := range names {
			for slices.Contains(head, name) {
				name = ours + name
			}
			head = append(head, name)
		}
	}
	add("in_sea", "ground", "regime", "layer", "zone", "state", "shared_by", "reserved_to")
	for _, st := range d.sea.States() {
		add(st.Code+"_m", st.Code+"_base_lon", st.Code+"_base_lat")
	}
	add("boundary_states", "boundary_breadth_m", "boundary_m", "boundary_azimuth", "boundary_lon", "boundary_lat")
	if d.firm {
		add("flips")
	}
	c := csv.NewWriter(w)
	if err := c.Write(head); err != nil {
		return err
	}
	if c.Flush(); c.Error() != nil {
		return c.Error()
	}
	// A block's places are kept for the next block of the same goroutine.
	kept := sync.Pool{}
	return inOrder(s.ctx, w, next, func(points []point, b *bytes.Buffer) error {
		memory, ok := kept.Get().(*[][]caspian.Place)
		if !ok {
			fresh := make([][]caspian.Place, len(d.rules))
			memory = &fresh
		}
		places := *memory
		at := make([]orb.Point, len(points))
		for i := range points {
			at[i] = points[i].at
		}
		for k := range d.rules {
			if n := len(points) - len(places[k]); n > 0 {
				places[k] = append(places[k], make([]caspian.Place, n)...)
			}
			if err := d.rules[k].locator.Fill(at, places[k]); err != nil {
				return err
			}
		}
		var line []byte
		for i := range points {
			for k := range d.rules {
				var err error
				if line, err = d.appendRows(line[:0], &points[i], &places[k][i], own, k); err != nil {
					return err
				}
				b.Write(line)
			}
		}
		kept.Put(memory)
		return nil
	})
}

// appendRows appends the rows of a place under one regime.
func (d *desk) appendRows(to []byte, p *point, place *caspian.Place, own bool, k int) ([]byte, error) {
	r := &d.rules[k]
	div := r.locator.Division()
	var outcomes []caspian.Outcome
	if r.firmness != nil {
		var err error
		if outcomes, err = r.firmness.Of(p.at); err != nil {
			return nil, err
		}
	}
	number := func(v float64, decimals int) { to = append(appendFixed(to, v, decimals), ',') }
	position := func(at orb.Point) {
		number(at[0], 9)
		number(at[1], 9)
	}
	codes := func(states []int) {
		if len(states) == 1 {
			to = appendCell(to, div.States[states[0]].Code)
		} else if len(states) > 1 {
			to = appendCell(to, strings.Join(codesOf(div, states), ";"))
		}
		to = append(to, ',')
	}
	for i := range place.Holdings {
		h := &place.Holdings[i]
		if own {
			to = append(appendCell(to, p.name), ',')
			position(p.at)
		}
		for _, cell := range p.cells {
			to = append(appendCell(to, cell), ',')
		}
		to = append(strconv.AppendBool(to, place.Ground == caspian.GroundSea), ',')
		for _, text := range [4]string{string(place.Ground), div.Regime, string(h.Layer), string(h.Zone)} {
			to = append(append(to, text...), ',')
		}
		if len(h.States) == 1 {
			codes(h.States)
			to = append(to, ',')
		} else {
			to = append(to, ',')
			codes(h.States)
		}
		codes(h.Reserved)
		for s := range div.States {
			if place.Distances == nil || math.IsInf(place.Distances[s].Distance, 1) {
				to = append(to, ",,,"...)
				continue
			}
			number(place.Distances[s].Distance, 3)
			position(place.Distances[s].Base.At)
		}
		codes(place.Line.States)
		if l := &place.Line; len(l.States) > 0 {
			if l.Breadth > 0 {
				to = strconv.AppendFloat(to, l.Breadth, 'f', -1, 64)
			}
			to = append(to, ',')
			number(l.Distance, 3)
			number(l.Azimuth, 3)
			position(l.At)
		} else {
			to = append(to, ",,,,,"...)
		}
		if d.firm {
			var flips []string
			for _, o := range outcomes {
				if slices.Contains(o.Flips, h.Layer) {
					flips = append(flips, o.Cause+": "+outcomeOf(&o, h.Layer, i).whose)
				}
			}
			to = append(appendCell(to, strings.Join(flips, "; ")), ',')
		}
		to[len(to)-1] = '\n'
	}
	return to, nil
}

// appendFixed appends a number with so many decimals, 9 at most, halves rounded away
// from zero. It takes a third of the time of strconv.AppendFloat, and is good while
// the number without its point is below 2⁵³.
func appendFixed(to []byte, v float64, decimals int) []byte {
	power := int64(1)
	for range decimals {
		power *= 10
	}
	n := int64(math.Round(v * float64(power)))
	if n < 0 {
		to, n = append(to, '-'), -n
	}
	to = strconv.AppendInt(to, n/power, 10)
	point := len(to)
	to = strconv.AppendInt(to, power+n%power, 10) // with a 1 before all decimals
	to[point] = '.'
	return to
}

// appendCell appends a cell of CSV, in quotes if it needs them.
func appendCell(to []byte, cell string) []byte {
	if !strings.ContainsAny(cell, "\",\r\n") && !strings.HasPrefix(cell, " ") && !strings.HasPrefix(cell, "\t") {
		return append(to, cell...)
	}
	to = append(to, '"')
	to = append(to, strings.ReplaceAll(cell, `"`, `""`)...)
	return append(to, '"')
}
