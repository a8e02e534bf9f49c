package main

import (
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/locate"
	"caspian.example/division/caspian/regime"
)

// whose says in words who has a layer.
func whose(d *caspian.Division, p *locate.Place, h *locate.Holding) string {
	holder := printable(h.Holder.Name)
	switch {
	case p.Ground == locate.GroundOutside:
		return "outside the sea"
	case p.Ground == locate.GroundIsland:
		if p.Feature >= 0 && d.Sea.Coast().Features[p.Feature].Name != "" {
			return "on an island: " + printable(d.Sea.Coast().Features[p.Feature].Name)
		}
		return "on an island"
	case len(h.Holder.States) == 0:
		return h.Rule
	case len(h.Reserved.States) > 0:
		return fmt.Sprintf("in common to %s; fishery zone: %s", holder, printable(h.Reserved.Name))
	case len(h.Holder.States) > 1:
		return "in common to " + holder
	case h.Zone == caspian.ZoneSector:
		return holder
	}
	return holder + ", " + strings.ReplaceAll(string(h.Zone), "_", " ")
}

// head says what place a card is about.
func (d *desk) head(p *placeReport) string {
	var b strings.Builder
	if p.Name != "" {
		b.WriteString(printable(p.Name) + "\n")
	}
	fmt.Fprintf(&b, "%.6f %.6f · %s\n", p.Lon, p.Lat, geodesic.FormatPosition(orb.Point{p.Lon, p.Lat}, 2))
	ground := map[locate.Ground]string{
		locate.GroundSea: "In the sea", locate.GroundIsland: "On an island",
		locate.GroundInternal: "In internal waters, outside the sea that is divided", locate.GroundOutside: "Outside the sea, on land or in other waters",
	}[locate.Ground(p.Ground)]
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
		b.WriteString("\n" + d.asked())
		_, err := io.WriteString(w, b.String())
		return err
	}
}

// asked says the questions of all regimes.
func (d *desk) asked() string {
	var out []*caspian.Question
	for k := range d.rules {
		out = append(out, &d.rules[k].question.Question)
	}
	return askedText(out)
}

// card writes all about one place.
func (d *desk) card(b *strings.Builder, p *placeReport) {
	b.WriteString(d.head(p))
	if p.places[0].Distances == nil {
		fmt.Fprintf(b, "It lies more than %g km away from the sea: nothing is measured.\n", locate.Away/1000)
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
	return p.Ground == string(locate.GroundSea) || p.Ground == string(locate.GroundInternal)
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
				name = div.Question.Regime.ID
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
		t.AppendRow(table.Row{printable(st.Name), fmt.Sprintf("%.3f", base.Metres/1000), fmt.Sprintf("%.3f", base.Metres/regime.NauticalMile),
			fmt.Sprintf("%.5f %.5f", base.Base[0], base.Base[1]), printable(base.Feature)})
	}
	return tableText(t)
}

// lines is the table of the nearest lines.
func (d *desk) lines(p *placeReport) string {
	t := newTable()
	t.SetColumnConfigs(append(columnsOf([]int{3, 4}), table.ColumnConfig{Number: 2, WidthMax: 14, WidthMaxEnforcer: text.WrapSoft}))
	t.AppendHeader(table.Row{"Nearest line", "", "km", "M", "towards", "lon lat"})
	rows, last := 0, ""
	for k := range p.Regimes {
		r := &p.Regimes[k]
		if r.Boundary == nil || r.Regime == last {
			continue
		}
		rows++
		last = r.Regime
		l := r.Boundary
		t.AppendRow(table.Row{r.Regime, lineText(l), fmt.Sprintf("%.3f", l.Metres/1000), fmt.Sprintf("%.2f", l.Metres/regime.NauticalMile), direction(l.Azimuth), fmt.Sprintf("%.3f %.3f", l.At[0], l.At[1])})
	}
	if rows == 0 {
		return ""
	}
	return tableText(t)
}

// lineText says what a line parts.
func lineText(l *nearestReport) string {
	if l.Breadth > 0 {
		return fmt.Sprintf("%s, %.4g M limit", printable(l.States[0]), l.Breadth/regime.NauticalMile)
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
		if r.Layer != string(regime.LayerAll) {
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
		n, last := 0, "" // of p.Regimes; the regime whose line is shown
		for k := range d.rules {
			div := d.rules[k].locator.Division()
			for i := range p.places[k].Holdings {
				h := &p.places[k].Holdings[i]
				row := table.Row{"", div.Question.Regime.ID, whose(div, &p.places[k], h), "", ""}
				if k == 0 && i == 0 {
					row[0] = d.title(p)
				}
				if h.Layer != regime.LayerAll {
					row[1] = div.Question.Regime.ID + " " + string(h.Layer)
				}
				if l := p.Regimes[n].Boundary; l != nil && last != div.Question.Regime.ID {
					row[3], row[4], last = lineText(l), fmt.Sprintf("%.3f", l.Metres/1000), div.Question.Regime.ID
				}
				n++
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
	out += "\n" + d.asked()
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
