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
	more   string // below it
	ranges string // below that
	head   bool
	faint  bool     // of somebody whom the map is not about
	lines  []string // the text as it is written
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
func (p *pen) entries(s shown) (out []entry) {
	d := s.d
	shares := func(k int) string {
		s := d.States[k]
		if s.Undivided {
			return p.Say("%s %%, undivided", p.Number("%.2f", 100*s.Share))
		}
		return p.Say("%s %% · %s km²", p.Number("%.2f", 100*s.Share), p.Sector(d, s.Area))
	}
	faint := func(states ...int) bool { return s.only != nil && !slices.Contains(states, *s.only) }
	if d.Question.Regime.Shared() {
		out = append(out, entry{state: -1, text: p.Say("Shares of the sea"), head: true})
		for k, state := range d.States {
			e := entry{state: -1, text: p.Coded(state.Name, []string{state.Code}), more: shares(k), faint: faint(k)}
			if s.ranges != nil {
				e.ranges = p.Range(s.ranges.Range[state.Code])
			}
			if slices.ContainsFunc(d.Zones, func(z caspian.Zone) bool { return z.Kind == caspian.ZoneSector && z.Holder.States[0] == k }) {
				e.state = k
			}
			out = append(out, e)
		}
	}
	if s.contest != nil {
		out = append(out, p.contested(d, s.contest)...)
	}
	if len(s.moved) > 0 {
		out = append(out, entry{state: -1, text: p.Say("Changes hands"), head: true})
	}
	for _, m := range s.moved {
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
		out = append(out, entry{zone: z, state: -1, text: p.Coded(z.Holder.Name, holders(d, z)), more: p.sizeOf(z), faint: faint(z.Holder.States...)})
	}
	kinds := p.ruled(d)
	if len(kinds) > 0 {
		out = append(out, entry{state: -1, text: p.LinesHead(d), head: true})
		out = append(out, kinds...)
	}
	for _, o := range s.overlays {
		symbol := overlaidSymbol
		if len(o.Line) == 1 {
			symbol = spotSymbol
		}
		out = append(out, entry{state: -1, symbol: symbol, text: o.Name})
	}
	if s.setting != nil {
		out = append(out, p.orientation(true, true, len(s.setting.Fields) > 0)...)
	}
	return out
}

// orientation are the entries of what is drawn for it.
func (p *pen) orientation(borders, ends, fields bool) (out []entry) {
	out = append(out, entry{state: -1, text: p.Say("For orientation"), head: true})
	if borders {
		out = append(out, entry{state: -1, symbol: borderSymbol, text: p.Say("land border")})
	}
	if ends {
		out = append(out, entry{state: -1, symbol: endSymbol, text: p.Say("its end on the shore")})
	}
	if fields {
		out = append(out, entry{state: -1, symbol: fieldSymbol, text: p.Say("oil or gas field")})
	}
	if len(out) == 1 {
		return nil
	}
	return out
}

// ruled are the entries of the lines and points of a division.
func (p *pen) ruled(d *caspian.Division) (out []entry) {
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
	if d.Question.Regime.Notional {
		names[furtherSymbol] = "notional line"
	}
	for k, is := range there {
		if is {
			out = append(out, entry{state: -1, symbol: symbol(k), text: p.Say(names[k])})
		}
	}
	return out
}

// severalEntries list what is on the maps of several divisions of a sea: every state, every
// kind of zone once, those of several by their holders, and every kind of line.
func (p *pen) severalEntries(divisions []*caspian.Division) (out []entry) {
	first := divisions[0]
	for k, s := range first.States {
		out = append(out, entry{state: k, text: p.Coded(s.Name, []string{s.Code})})
	}
	note := func(e entry) {
		if !slices.ContainsFunc(out, func(o entry) bool { return o.text == e.text }) {
			out = append(out, e)
		}
	}
	for _, d := range divisions {
		for k := range d.Zones {
			z := &d.Zones[k]
			text := p.Kind(z)
			switch {
			case z.Kind == caspian.ZoneSector && z.Holder.Manner == caspian.Alone:
				continue
			case z.Holder.Manner == caspian.Each:
				text = p.Whose(z)
			case z.Holder.Manner == caspian.Together:
				who := p.Coded(z.Holder.Name, holders(d, z))
				if text != "" {
					who = p.Say("%s: %s", who, text)
				}
				text = who
			}
			note(entry{zone: z, state: -1, text: text})
		}
	}
	for _, d := range divisions {
		for _, e := range p.ruled(d) {
			if e.symbol < pointSymbol {
				note(e)
			}
		}
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
		out = append(out, entry{state: -1, text: p.Coded(st.Name, []string{st.Code}), more: p.Say("%s–%s %%", p.Number("%.1f", 100*c.shares[k].Firm), p.Number("%.1f", 100*c.shares[k].Reach))})
	}
	return out
}

// holders are the codes of those who have a zone, unless it is everybody.
func holders(d *caspian.Division, z *caspian.Zone) []string {
	if z.Holder.Manner == caspian.Each && len(z.Holder.States) == len(d.States) {
		return []string{z.Holder.Name}
	}
	return d.Codes(z.Holder)
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

// Sizes in points of a legend: of a swatch with the gap beside it, and between two columns.
const (
	swatchWide = 16.0
	swatchRoom = swatchWide + 6
	columnGap  = 10.0
)

// depth is the height of an entry in points.
func (e *entry) depth() float64 {
	if e.head {
		return 19 + lineStep*float64(len(e.lines)-1)
	}
	depth := 1.6*textSize + lineStep*float64(len(e.lines)-1)
	for _, more := range [...]string{e.more, e.ranges} {
		if more != "" {
			depth += 1.1 * textSize
		}
	}
	return depth
}

// lineStep is the distance in points of the lines of an entry.
const lineStep = 1.15 * textSize

// legend is where the entries stand: in columns of one width.
type legend struct {
	columns [][]entry
	width   float64
}

// newLegend sets entries into at most so many columns of a width.
func newLegend(p *pen, entries []entry, most int, width float64) (l legend) {
	l.width = width
	total := 0.0
	for k := range entries {
		e := &entries[k]
		room := width - swatchRoom
		switch {
		case e.head:
			e.lines = p.wrap(width, textSize+0.5, true, e.text)
		case e.short != "" && p.width(textSize, false, e.text) > room:
			e.lines = []string{p.fit(room, textSize, false, e.short)}
		default:
			e.lines = p.wrap(room, textSize, false, e.text)
		}
		total += e.depth()
	}
	column, depth := []entry{}, 0.0
	for _, e := range entries {
		if least := total / float64(most); len(l.columns) < most-1 && depth >= least && (e.head || depth > 1.1*least) {
			l.columns, column, depth = append(l.columns, column), nil, 0
		}
		column = append(column, e)
		depth += e.depth()
	}
	l.columns = append(l.columns, column)
	return l
}

// depth is the height of the legend in points.
func (l *legend) depth() (most float64) {
	for _, column := range l.columns {
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
	b.open("legend")
	defer b.close()
	end = y
	for k, column := range l.columns {
		at := y
		for _, e := range column {
			b.entry(&e, x+float64(k)*(l.width+columnGap), at)
			at -= e.depth()
		}
		end = min(end, at)
	}
	return end
}

// strip is a legend of short entries, one after the other in rows.
type strip struct{ rows [][]entry }

// stripStep is the distance in points of the rows of a strip.
const stripStep = 1.7 * textSize

// newStrip sets entries into rows of a width.
func newStrip(p *pen, entries []entry, width float64) (s strip) {
	used := width + 1
	for _, e := range entries {
		e.lines = []string{p.fit(width-swatchRoom, textSize, false, e.text)}
		wide := e.wide(p)
		if used+wide > width {
			s.rows, used = append(s.rows, nil), 0
		}
		last := &s.rows[len(s.rows)-1]
		*last, used = append(*last, e), used+wide+columnGap
	}
	return s
}

// wide is the width of an entry in a strip.
func (e *entry) wide(p *pen) float64 { return swatchRoom + p.width(textSize, false, e.lines[0]) }

// depth is the height of the strip in points.
func (s *strip) depth() float64 { return stripStep*float64(len(s.rows)) + 4 }

// draw draws the strip from x, y downwards.
func (s *strip) draw(b brush, x, y float64) {
	b.open("legend")
	defer b.close()
	for k, row := range s.rows {
		at := x
		for i := range row {
			b.entry(&row[i], at, y-stripStep*float64(k))
			at += row[i].wide(b.pen) + columnGap
		}
	}
}

// turned is a hatching that looks on a sheet as another does on a map: on a mirrored one its
// mirror image.
func (p *pen) turned(how look.Hatch) look.Hatch {
	other, slanted := map[look.Hatch]look.Hatch{look.Rising: look.Falling, look.Falling: look.Rising}[how]
	if slanted && p.mirror > 0 {
		return other
	}
	return how
}

// entry draws an entry of the legend, its top at y.
func (p brush) entry(e *entry, x, y float64) {
	const wide = swatchWide
	base := y - 0.95*textSize
	if e.head {
		for k, line := range e.lines {
			p.text(x, base-5-lineStep*float64(k), 0, textSize+0.5, true, p.ink, line)
		}
		return
	}
	s := shape{{{x, base - 2}, {x + wide, base - 2}, {x + wide, base + 7}, {x, base + 7}, {x, base - 2}}}
	box := func(c color.NRGBA, how look.Hatch) {
		how = p.turned(how)
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
		box(p.shade(look.Colour(&p.Scheme, e.zone), e.faint), look.HatchOf(e.zone))
	case e.state >= 0:
		box(p.shade(p.States[e.state], e.faint), e.hatch)
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
	for _, line := range e.lines {
		p.text(x+swatchRoom, base, 0, textSize, false, p.ink, line)
		base -= lineStep
	}
	for _, more := range [...]string{e.more, e.ranges} {
		if more != "" {
			p.text(x+swatchRoom, base, 0, 0.9*textSize, false, p.ink, more)
			base -= 1.1 * textSize
		}
	}
}
