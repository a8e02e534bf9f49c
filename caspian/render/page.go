package render

import (
	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/render/internal/lambert"
	"caspian.example/division/caspian/render/internal/words"
)

const pageWidth = 595.28 // points: 210 mm

// page is a map with its title, legend and foot.
type page struct {
	brush
	d                  *caspian.Division
	height             float64
	top                float64 // of the map
	mapWidth, mapDepth float64
	foot               []string
	legend             legend
	overlays           []Overlay
	contest            *contest
	moved              []moved
	title              func(*words.Language) string // nil for that of the division
}

// layOut decides what goes where; nothing is drawn. The key to codes is empty if there
// are none.
func layOut(p *pen, d *caspian.Division, overlays []Overlay, c *contest, passed []moved, key string) *page {
	out := &page{brush: brush{pen: p}, d: d, legend: legend{entries: p.entries(d, overlays, c, passed)}, overlays: overlays, contest: c, moved: passed}
	projection, lo, hi := lambert.Around(d.Sea.Coast())
	aspect := (hi[1] - lo[1]) / (hi[0] - lo[0])
	full := pageWidth - 2*pageMargin - degreesRoom
	out.legend.beside = aspect > 1.05
	out.mapWidth = full
	if out.legend.beside {
		out.mapWidth = full - legendSide
	}
	out.mapDepth = out.mapWidth * min(max(aspect, 0.35), 1.75)
	for _, text := range p.notes(d, c, projection.Centre(), key) {
		out.foot = append(out.foot, p.wrap(pageWidth-2*pageMargin, 0.82*textSize, false, text)...)
	}
	below := 18.0 + 1.35*0.82*textSize*float64(len(out.foot))
	if !out.legend.beside {
		below += out.legend.depth()
	}
	out.top = pageMargin + 44
	out.height = out.top + max(out.mapDepth, map[bool]float64{true: out.legend.depth()}[out.legend.beside]) + below + pageMargin
	return out
}

func (p *page) size() (width, height float64) { return pageWidth, p.height }

func (p *page) draw(b brush) {
	p.brush = b
	h := p.height
	p.fill(rectangle(0, 0, pageWidth, h), p.paper)
	title, size, room := p.Title(p.d), 16.0, pageWidth-2*pageMargin
	if p.title != nil {
		title = p.title(p.Language)
	}
	size = max(textSize+1, size*min(1, room/p.width(size, true, title)))
	p.text(pageMargin, h-pageMargin-12, 0, size, true, p.ink, p.fit(room, size, true, title))
	p.text(pageMargin, h-pageMargin-28, 0, textSize+1, false, p.ink, p.fit(room, textSize+1, false, p.subtitle()))
	x0, y1 := pageMargin+degreesRoom, h-p.top
	f := newFrame(b, p.d, x0, y1-p.mapDepth, x0+p.mapWidth, y1, textSize)
	f.contest, f.moved = p.contest, p.moved
	f.draw(true, p.overlays...)
	y := y1 - p.mapDepth - 18
	if p.legend.beside {
		bottom := p.legend.draw(p.brush, x0+p.mapWidth+14, y1-6)
		f.scaleBar(x0+p.mapWidth+14, max(bottom-24, y1-p.mapDepth+24), legendSide-80)
	} else {
		p.legend.draw(p.brush, pageMargin, y-8)
		f.scaleBar(pageWidth-pageMargin-190, y-22, 150)
		y -= p.legend.depth()
	}
	for _, line := range p.foot {
		y -= 1.35 * 0.82 * textSize
		p.text(pageMargin, y, 0, 0.82*textSize, false, p.ink, line)
	}
}

// subtitle says for which layer the map holds, and what becomes of the others.
func (p *page) subtitle() string {
	return p.Say("regime %s · %s", p.d.Question.Regime.ID, p.Layers(p.d))
}

// notes are the texts at the foot of a map in a projection around a place, with the key to
// codes if there is one.
func (p *pen) notes(d *caspian.Division, c *contest, at orb.Point, key string) []string {
	out := []string{
		d.Question.Words() + ".", p.Coast(d),
		p.Say("Datum WGS84; Lambert azimuthal equal-area projection, centred on %s %s. Areas and distances are geodesic.", p.latitude(at[1]), p.longitude(at[0])),
		p.Not(),
	}
	if c != nil {
		out = append(out, c.notes(p.Language)...)
	}
	if note := p.Note(d); note != "" {
		out = append(out, note)
	}
	if key != "" {
		out = append(out, p.codes(key))
	}
	return append(out, p.Made())
}
