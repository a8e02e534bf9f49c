package render

import (
	"fmt"
	"image/color"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/internal/palette"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/render/internal/look"
	"caspian.example/division/caspian/render/internal/words"
	"caspian.example/division/geodata"
)

// entry is a line of the legend: a swatch or a sample of a line, and what it
// means.
type entry struct {
	zone   *caspian.Zone // its colour, or
	state  int           // that of a state, −1 for none
	symbol symbol
	hatch  look.Hatch // of a state's colour
	mark   string     // a letter on the map
	text   string
	short  string // in the place of a text that is too wide
	more   string // in a second line
	head   bool
}

// symbol is a sample of a line or a point.
type symbol uint8

const (
	noSymbol      symbol = iota
	equalSymbol   symbol = 1 + symbol(look.Equal)
	givenSymbol   symbol = 1 + symbol(look.Given)
	furtherSymbol symbol = 1 + symbol(look.Further)
	limitSymbol   symbol = 1 + symbol(look.Limit)
)

// The points after the lines.
const (
	pointSymbol = limitSymbol + 1 + iota
	tripointSymbol
	overlaidSymbol
	spotSymbol
	contestedSymbol
	comparedSymbol
	borderSymbol
	endSymbol
	fieldSymbol
)

// entries list what is on the map.
func entries(d *caspian.Division, overlays []Overlay, c *contest, passed []moved, setting *geodata.Surroundings) (out []entry) {
	shares := func(k int) string {
		s := d.States[k]
		if s.Undivided {
			return fmt.Sprintf("%.2f %%, undivided", 100*s.Share)
		}
		return fmt.Sprintf("%.2f %% · %s km²", 100*s.Share, words.Sector(d, s.Area))
	}
	r := &d.Question.Regime
	if r.Shared() {
		out = append(out, entry{state: -1, text: "Shares of the sea", head: true})
		for k, s := range d.States {
			e := entry{state: -1, text: s.Name, more: shares(k)}
			if slices.ContainsFunc(d.Zones, func(z caspian.Zone) bool { return z.Kind == caspian.ZoneSector && z.Holder.States[0] == k }) {
				e.state = k
			}
			out = append(out, e)
		}
	}
	if c != nil {
		out = append(out, contested(d, c)...)
	}
	if len(passed) > 0 {
		out = append(out, entry{state: -1, text: "Changes hands", head: true})
	}
	for _, m := range passed {
		out = append(out, entry{state: m.to, hatch: movedHatch, text: d.States[m.from].Code + " to " + d.States[m.to].Code, more: words.Area(m.area) + " km²"})
	}
	last := ""
	for k := range d.Zones {
		z := &d.Zones[k]
		if z.Kind == caspian.ZoneSector {
			continue
		}
		if title := heading(z); title != last {
			last = title
			out = append(out, entry{state: -1, text: title, head: true})
		}
		out = append(out, entry{zone: z, state: -1, text: z.Holder.Name, more: sizeOf(z)})
	}
	out = append(out, entry{state: -1, text: "Lines", head: true})
	var there [tripointSymbol + 1]bool
	for k := range d.Boundaries {
		there[equalSymbol+symbol(look.LineOf(d, &d.Boundaries[k]))] = true
	}
	for _, k := range look.Points(d) {
		if d.TurningPoints[k].Tripoint {
			there[tripointSymbol] = true
		} else {
			there[pointSymbol] = true
		}
	}
	there[limitSymbol] = len(d.Limits) > 0
	names := [...]string{
		equalSymbol: "line of equal distance", givenSymbol: "given line", furtherSymbol: "prolonged, or left by a given line",
		limitSymbol: "outer limit of a belt", pointSymbol: "turning point", tripointSymbol: "where three meet",
	}
	if d.Weights != nil {
		names[equalSymbol] = "line of equal weighted distance"
	}
	if d.Question.Options.Simplify != (caspian.Simplify{}) {
		names[equalSymbol], names[pointSymbol] = "line of few positions", "position"
	}
	if r.Notional {
		names[furtherSymbol] = "notional line"
	}
	for k, is := range there {
		if is {
			out = append(out, entry{state: -1, symbol: symbol(k), text: names[k]})
		}
	}
	for _, o := range overlays {
		symbol := overlaidSymbol
		if len(o.Line) == 1 {
			symbol = spotSymbol
		}
		out = append(out, entry{state: -1, symbol: symbol, text: o.Name})
	}
	if out[len(out)-1].head {
		out = out[:len(out)-1]
	}
	if setting != nil {
		out = append(out, orientation(true, true, len(setting.Fields) > 0)...)
	}
	return out
}

// orientation are the entries of what is drawn for it.
func orientation(borders, ends, fields bool) (out []entry) {
	out = append(out, entry{state: -1, text: "For orientation", head: true})
	if borders {
		out = append(out, entry{state: -1, symbol: borderSymbol, text: "land border"})
	}
	if ends {
		out = append(out, entry{state: -1, symbol: endSymbol, text: "its end on the shore"})
	}
	if fields {
		out = append(out, entry{state: -1, symbol: fieldSymbol, text: "oil or gas field"})
	}
	if len(out) == 1 {
		return nil
	}
	return out
}

// contested are the entries of firm and contested water.
func contested(d *caspian.Division, c *contest) []entry {
	out := []entry{
		{state: -1, text: c.Runs(), head: true},
		{state: -1, symbol: contestedSymbol, text: "contested", more: fmt.Sprintf("%.1f %% · %s km²", 100*c.Share, words.Sector(d, c.Area))},
		{state: -1, text: "firm", more: fmt.Sprintf("%.1f %% · %s km²", 100*c.FirmShare, words.Sector(d, c.FirmArea))},
		{state: -1, text: "Firmly, and at most", head: true},
	}
	for k, st := range d.States {
		out = append(out, entry{state: -1, text: st.Name, more: fmt.Sprintf("%.1f–%.1f %%", 100*c.shares[k].Firm, 100*c.shares[k].Reach)})
	}
	return out
}

// heading is what stands above zones of a kind.
func heading(z *caspian.Zone) string {
	switch kind := words.Kind(z); {
	case z.Kind == caspian.ZoneInternalWaters:
		return "Internal waters, outside the sea"
	case kind != "":
		return fmt.Sprintf("%s%s, %.6g M", strings.ToUpper(kind[:1]), kind[1:], z.Breadth/regime.NauticalMile)
	case z.Holder.Manner == caspian.Together:
		return "Together"
	}
	return "In common"
}

// sizeOf is how large a zone is.
func sizeOf(z *caspian.Zone) string {
	area := words.Area(z.Area) + " km²"
	if z.Kind == caspian.ZoneInternalWaters {
		return area
	}
	return fmt.Sprintf("%.2f %% · %s", 100*z.Share, area)
}

// depth is the height of an entry in points.
func (e *entry) depth() float64 {
	switch {
	case e.head:
		return 19
	case e.more != "":
		return 2.7 * textSize
	}
	return 1.6 * textSize
}

// legend is where the entries stand: beside the map, or in two columns below it.
type legend struct {
	entries []entry
	beside  bool
}

// legendSide is the width in points of a legend beside the map.
const legendSide = 158.0

// columns splits the legend where it stands below the map.
func (l *legend) columns() (out [][]entry) {
	if l.beside {
		return [][]entry{l.entries}
	}
	total := 0.0
	for k := range l.entries {
		total += l.entries[k].depth()
	}
	column, depth := []entry{}, 0.0
	for _, e := range l.entries {
		if len(out) == 0 && depth >= total/2 && (e.head || depth > 0.55*total) {
			out, column, depth = append(out, column), nil, 0
		}
		column = append(column, e)
		depth += e.depth()
	}
	return append(out, column)
}

// depth is the height of the legend in points.
func (l *legend) depth() (most float64) {
	for _, column := range l.columns() {
		depth := 10.0
		for k := range column {
			depth += column[k].depth()
		}
		most = max(most, depth)
	}
	return most
}

// draw draws the legend from x, y downwards and returns where it ends.
func (l *legend) draw(b brush, x, y float64) (end float64) {
	end = y
	for k, column := range l.columns() {
		at := y
		for _, e := range column {
			b.entry(&e, x+float64(k)*190, at)
			at -= e.depth()
		}
		end = min(end, at)
	}
	return end
}

// entry draws one line of the legend, its top at y.
func (p brush) entry(e *entry, x, y float64) {
	const wide, gap = 16.0, 6.0
	base := y - 0.95*textSize
	if e.head {
		p.text(x, base-5, 0, textSize+0.5, true, p.ink, e.text)
		return
	}
	s := shape{{{x, base - 2}, {x + wide, base - 2}, {x + wide, base + 7}, {x, base + 7}, {x, base - 2}}}
	box := func(c color.NRGBA, how look.Hatch) {
		p.fill(path(s), c)
		p.stroke(hatch(s, how, 3), palette.Mix(c, p.ink, 0.35), 0.3)
		p.stroke(path(s), p.coast, 0.4)
	}
	var line vg.Path
	add(&line, []point{{x, base + 2.5}, {x + wide, base + 2.5}}, false)
	middle := point{x + wide/2, base + 2.5}
	if e.symbol != noSymbol && e.mark == "" && e.symbol < borderSymbol && p.paper.R < 128 {
		// Lines are as dark as on the map, where they lie on waters: here on nobody's.
		p.fill(path(s), p.faint)
	}
	switch {
	case e.zone != nil:
		box(look.Colour(&p.Scheme, e.zone), look.HatchOf(e.zone))
	case e.state >= 0:
		box(p.States[e.state], e.hatch)
	case e.symbol == contestedSymbol:
		box(p.Common, look.Plain)
		p.crossHatch([]shape{s})
	case e.symbol == spotSymbol:
		p.spot(middle)
	case e.symbol == overlaidSymbol:
		p.stroke(line, p.accent, 1.4)
		p.fill(disc(middle, 1.2), p.accent)
	case e.symbol == comparedSymbol:
		p.compare(line)
	case e.symbol == borderSymbol:
		p.border(line)
	case e.symbol == endSymbol:
		p.end(middle)
	case e.symbol == fieldSymbol:
		p.well(middle)
	case e.mark != "":
		p.text(middle.x, base, 0.5, textSize, true, p.ink, e.mark)
	case e.symbol == pointSymbol:
		p.fill(disc(middle, 0.8), p.ruling)
	case e.symbol == tripointSymbol:
		p.fill(disc(middle, 2.1), p.halo)
		p.stroke(disc(middle, 2.1), p.ruling, 0.8)
	case e.symbol != noSymbol:
		p.rule(line, look.Line(e.symbol-equalSymbol), p.ruling)
	}
	room, text := legendSide-14-wide-gap, e.text
	if e.short != "" && p.width(textSize, false, text) > room {
		text = e.short
	}
	p.text(x+wide+gap, base, 0, textSize, false, p.ink, p.fit(room, textSize, false, text))
	if e.more != "" {
		p.text(x+wide+gap, base-1.15*textSize, 0, 0.9*textSize, false, p.ink, e.more)
	}
}
