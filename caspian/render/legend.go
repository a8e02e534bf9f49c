package render

import (
	"image/color"
	"slices"

	"gonum.org/v1/plot/vg"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/internal/palette"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/render/internal/look"
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
)

// entries list what is on the map.
func (p *pen) entries(d *caspian.Division, overlays []Overlay, c *contest, passed []moved) (out []entry) {
	shares := func(k int) string {
		s := d.States[k]
		if s.Undivided {
			return p.Say("%s %%, undivided", p.Number("%.2f", 100*s.Share))
		}
		return p.Say("%s %% · %s km²", p.Number("%.2f", 100*s.Share), p.Sector(d, s.Area))
	}
	r := &d.Question.Regime
	if r.Shared() {
		out = append(out, entry{state: -1, text: p.Say("Shares of the sea"), head: true})
		for k, s := range d.States {
			e := entry{state: -1, text: s.Name, more: shares(k)}
			if slices.ContainsFunc(d.Zones, func(z caspian.Zone) bool { return z.Kind == caspian.ZoneSector && z.Holder.States[0] == k }) {
				e.state = k
			}
			out = append(out, e)
		}
	}
	if c != nil {
		out = append(out, p.contested(d, c)...)
	}
	if len(passed) > 0 {
		out = append(out, entry{state: -1, text: p.Say("Changes hands"), head: true})
	}
	for _, m := range passed {
		out = append(out, entry{state: m.to, hatch: movedHatch, text: p.Say("%s to %s", d.States[m.from].Code, d.States[m.to].Code), more: p.Say("%s km²", p.Area(m.area))})
	}
	last := ""
	for k := range d.Zones {
		z := &d.Zones[k]
		if z.Kind == caspian.ZoneSector {
			continue
		}
		if title := p.heading(z); title != last {
			last = title
			out = append(out, entry{state: -1, text: title, head: true})
		}
		out = append(out, entry{zone: z, state: -1, text: z.Holder.Name, more: p.sizeOf(z)})
	}
	out = append(out, entry{state: -1, text: p.Say("Lines"), head: true})
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
			out = append(out, entry{state: -1, symbol: symbol(k), text: p.Say(names[k])})
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
	return out
}

// contested are the entries of firm and contested water.
func (p *pen) contested(d *caspian.Division, c *contest) []entry {
	out := []entry{
		{state: -1, text: c.Runs(p.Language), head: true},
		{state: -1, symbol: contestedSymbol, text: p.Say("contested"), more: p.Say("%s %% · %s km²", p.Number("%.1f", 100*c.Share), p.Sector(d, c.Area))},
		{state: -1, text: p.Say("firm"), more: p.Say("%s %% · %s km²", p.Number("%.1f", 100*c.FirmShare), p.Sector(d, c.FirmArea))},
		{state: -1, text: p.Say("Firmly, and at most"), head: true},
	}
	for k, st := range d.States {
		out = append(out, entry{state: -1, text: st.Name, more: p.Say("%s–%s %%", p.Number("%.1f", 100*c.shares[k].Firm), p.Number("%.1f", 100*c.shares[k].Reach))})
	}
	return out
}

// heading is what stands above zones of a kind.
func (p *pen) heading(z *caspian.Zone) string {
	breadth := p.Number("%.6g", z.Breadth/regime.NauticalMile)
	switch {
	case z.Kind == caspian.ZoneInternalWaters:
		return p.Say("Internal waters, outside the sea")
	case z.Kind == caspian.ZoneTerritorial:
		return p.Say("Territorial waters, %s M", breadth)
	case z.Kind == caspian.ZoneFishery:
		return p.Say("Fishery zone, %s M", breadth)
	case z.Holder.Manner == caspian.Together:
		return p.Say("Together")
	}
	return p.Say("In common")
}

// sizeOf is how large a zone is.
func (p *pen) sizeOf(z *caspian.Zone) string {
	if z.Kind == caspian.ZoneInternalWaters {
		return p.Say("%s km²", p.Area(z.Area))
	}
	return p.Say("%s %% · %s km²", p.Number("%.2f", 100*z.Share), p.Area(z.Area))
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
		if other, slanted := map[look.Hatch]look.Hatch{look.Rising: look.Falling, look.Falling: look.Rising}[how]; slanted && p.mirror > 0 {
			how = other // which is mirrored to what is on the map
		}
		p.fill(path(s), c)
		p.stroke(hatch(s, how, 3), palette.Mix(c, p.ink, 0.35), 0.3)
		p.stroke(path(s), p.coast, 0.4)
	}
	var line vg.Path
	add(&line, []point{{x, base + 2.5}, {x + wide, base + 2.5}}, false)
	middle := point{x + wide/2, base + 2.5}
	if e.symbol != noSymbol && e.mark == "" && p.paper.R < 128 {
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
