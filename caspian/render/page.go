package render

import (
	"cmp"

	"caspian.example/division/caspian/render/internal/lambert"
	"caspian.example/division/caspian/render/internal/words"
)

// page is a map with its title, legend and foot.
type page struct {
	brush
	area
	shown              shown
	height             float64
	head               head
	mapWidth, mapDepth float64
	foot               []string
	legend             legend
	beside             bool // the legend stands beside the map
}

const (
	// legendSide is the width in points of a legend beside the map, with the gap between them.
	legendSide = 158.0
	legendGap  = 14.0
	// leastMap is how much of its depth a map keeps on a sheet that is not deep enough.
	leastMap = 0.4
	// barRoom is the width of scale bars below a map, and barDepth their height.
	barRoom  = legendSide - legendGap
	barDepth = 54.0
	// degreesDepth is the height of degrees below a map.
	degreesDepth = 18.0
)

// layOut decides what goes where; nothing is drawn.
func layOut(p *pen, a area, s shown) *page {
	out := &page{brush: brush{pen: p}, area: a, shown: s}
	d := s.d
	title := p.Title(d)
	if s.title != nil {
		title = s.title(p.Language)
	}
	out.head = newHead(p, a, cmp.Or(s.texts.title, title), cmp.Or(s.texts.subtitle, s.subtitle(p.Language)))
	projection, lo, hi := lambert.Around(d.Sea.Coast())
	aspect := (hi[1] - lo[1]) / (hi[0] - lo[0])
	out.beside = aspect > 1.05 && !a.small()
	out.mapWidth = a.room() - degreesRoom
	entries := p.entries(s)
	if out.beside {
		out.mapWidth -= legendSide
		out.legend = newLegend(p, entries, 1, legendSide-legendGap)
	} else {
		out.legend = belowMap(p, a, entries)
	}
	out.mapDepth = out.mapWidth * min(max(aspect, 0.35), 1.75)
	var provisional []string
	if words.Computed(d) {
		provisional = append(provisional, p.Provisional())
	}
	out.foot = p.set(a, p.notes(a, s, projection.Centre(), provisional...))
	out.height = out.depth()
	if a.deep > 0 && out.height > a.deep {
		out.mapDepth = max(leastMap*out.mapDepth, out.mapDepth-(out.height-a.deep))
		out.height = out.depth()
	}
	return out
}

// belowMap is a legend in columns below a map, beside scale bars if there is room.
func belowMap(p *pen, a area, entries []entry) legend {
	room := a.room()
	if !a.small() {
		room -= barRoom + columnGap
	}
	const least = 128.0
	columns := max(1, int((room+columnGap)/(least+columnGap)))
	return newLegend(p, entries, columns, (room+columnGap)/float64(columns)-columnGap)
}

// middle is the height of the map with its degrees, of the legend and of scale bars.
func (p *page) middle() float64 { return underneath(p.mapDepth, &p.legend, p.area, p.beside) }

// underneath is the height of a map of some height with its legend and scale bars.
func underneath(mapDepth float64, l *legend, a area, beside bool) float64 {
	switch {
	case beside:
		return max(mapDepth, l.depth()+barDepth) + degreesDepth
	case a.small():
		return mapDepth + degreesDepth + l.depth() + barDepth
	}
	return mapDepth + degreesDepth + max(l.depth(), barDepth)
}

// depth is the height of all.
func (p *page) depth() float64 {
	return p.head.depth() + p.middle() + footStep*float64(len(p.foot)) + 8 + p.margin()
}

func (p *page) size() (width, height float64) { return p.wide, p.height }

func (p *page) heading() *head { return &p.head }

func (p *page) draw(b brush) {
	p.brush = b
	b.head(&p.head, p.height)
	x0, y1 := p.margin()+degreesRoom, p.height-p.head.depth()
	f := newFrame(b, p.shown.d, x0, y1-p.mapDepth, x0+p.mapWidth, y1, textSize)
	f.contest, f.moved, f.only, f.setting = p.shown.contest, p.shown.moved, p.shown.only, p.shown.setting
	f.draw(true, p.shown.overlays...)
	f.beneath(&p.legend, p.area, p.beside)
	b.foot(p.foot, p.margin(), y1-p.middle())
}

// beneath draws a legend and scale bars beside the map or below it.
func (f *frame) beneath(l *legend, a area, beside bool) {
	right, top := a.wide-a.margin()-barRoom, f.y0-degreesDepth-20
	aside := f.x1 + legendGap
	if f.sheet.mirror > 0 {
		aside = f.sheet.mirror - f.x0 + legendGap
	}
	switch {
	case beside:
		end := l.draw(f.sheet, aside, f.y1-6)
		f.locate(end - 60)
		right, top = aside, max(end-24, f.y0+barDepth-22)
	case a.small():
		right = a.margin()
		top = l.draw(f.sheet, a.margin(), f.y0-degreesDepth-8) - 24
	default:
		l.draw(f.sheet, a.margin(), f.y0-degreesDepth-8)
	}
	f.scaleBar(right, top, legendSide-80)
}

// notes are the texts at the foot of a map in a projection around a place, with others
// before those about single things.
func (p *pen) notes(a area, s shown, at [2]float64, also ...string) []string {
	out := s.texts.notes()
	out = append(out, s.d.Question.Words()+".")
	if a.small() {
		out = append(out, p.Credit(&s.d.Question), p.NotBriefly())
	} else {
		out = append(out, p.Coast(s.d), p.Datum(p.latitude(at[1]), p.longitude(at[0])), p.Not())
	}
	out = append(out, also...)
	if s.contest != nil {
		out = append(out, s.contest.notes(p.Language)...)
	}
	credit, key := "", ""
	if s.setting != nil {
		credit = s.setting.Credit + " " + s.setting.SpotsCredit
	}
	ranges := "" // as tables have it, in English
	if s.ranges != nil {
		ranges = s.ranges.Sentence()
	}
	if s.key != "" {
		key = p.codes(s.key)
	}
	for _, note := range [...]string{p.Note(s.d), ranges, p.Lagoons(s.d), credit, key} {
		if note != "" {
			out = append(out, note)
		}
	}
	if a.small() {
		return out
	}
	return append(out, p.Made())
}
