package render

import (
	"image/color"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"
	"gonum.org/v1/plot/vg"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/internal/palette"
	"caspian.example/division/caspian/render/internal/lambert"
	"caspian.example/division/caspian/render/internal/setting"
	"caspian.example/division/geodata"
)

// quiet is the colour of what lies around a sea.
func (c colours) quiet() color.NRGBA { return palette.Mix(c.ink, c.land, 0.35) }

// coarse is the distance in points between vertices of lines that names keep clear of.
const coarse = 1.5

// obstacles notes what labels leave free.
func (f *frame) obstacles() {
	f.marks = &labels{within: f.box().grown(-2)}
	for _, ring := range f.sea() {
		shore := thinned(ring, coarse)
		f.marks.water = append(f.marks.water, shore)
		f.marks.keep(shore)
	}
	for _, b := range f.d.Boundaries {
		f.marks.keep(f.line(b.Line))
	}
	for _, l := range f.d.Limits {
		f.marks.keep(f.line(l.Line))
	}
	if f.contest != nil {
		f.ruled = f.shapes(f.contest.contested)
		for _, ring := range slices.Concat(f.ruled...) {
			f.marks.keep(ring)
		}
	}
}

// borders draws the land borders on land, and marks their ends on the shore.
func (f *frame) borders() {
	if f.setting == nil {
		return
	}
	f.open("borders")
	defer f.close()
	var lines vg.Path
	for _, b := range setting.Borders(f.setting, f.d.Sea.Coast()) {
		for _, part := range f.box().cutLine(f.line(b)) {
			for _, dry := range f.marks.overland(part) {
				add(&lines, dry, false)
				f.marks.keep(dry)
			}
		}
	}
	f.border(lines)
	for _, t := range f.d.Sea.Coast().Termini() {
		if at := f.at(t.At); f.inside(at) {
			f.end(at)
		}
	}
}

// border strokes land borders.
func (b brush) border(lines vg.Path) { b.stroke(lines, b.quiet(), 0.6, 3.5, 1.3, 0.8, 1.3) }

// end marks the end of a land border.
func (b brush) end(at point) {
	square := around(at, 2.8, 2.8)
	b.fill(rectangle(square.lo.x, square.lo.y, square.hi.x, square.hi.y), b.ink)
}

// well marks a field.
func (b brush) well(at point) {
	diamond := path(shape{{{at.x, at.y - 2.2}, {at.x + 2.2, at.y}, {at.x, at.y + 2.2}, {at.x - 2.2, at.y}, {at.x, at.y - 2.2}}})
	b.fill(diamond, b.halo)
	b.stroke(diamond, b.lettering, 0.7)
}

// overland returns the parts of a line that are not in the water.
func (l *labels) overland(line []point) (out [][]point) {
	var part []point
	end := func() {
		if len(part) > 1 {
			out = append(out, part)
		}
		part = nil
	}
	for k, q := range line {
		if k > 0 {
			before := line[k-1]
			for n, i := math.Ceil(math.Hypot(q.x-before.x, q.y-before.y)/coarse), 1.0; i < n; i++ {
				if p := (point{before.x + (q.x-before.x)*i/n, before.y + (q.y-before.y)*i/n}); !l.afloat(p) {
					part = append(part, p)
				} else {
					end()
				}
			}
		}
		if !l.afloat(q) {
			part = append(part, q)
		} else {
			end()
		}
	}
	end()
	return out
}

// clear says whether a label has room and covers no line.
func (l *labels) clear(b box) bool { return l.free(b) && l.covered(b) == 0 }

// orient names what lies around the sea and on it where all else leaves room: countries,
// cities, islands and fields, less of it the smaller the map is.
func (f *frame) orient() {
	if f.setting == nil {
		return
	}
	f.open("orientation")
	defer f.close()
	for k := range f.d.Zones {
		var rings shape
		for _, ring := range slices.Concat(f.shapes(f.d.Zones[k].Polygons)...) {
			rings = append(rings, thinned(ring, coarse))
		}
		f.waters = append(f.waters, rings)
	}
	room := int((f.x1 - f.x0) * (f.y1 - f.y0) / (f.size * f.size) / 100)
	f.countries()
	for _, c := range f.setting.Cities {
		if room > 0 && f.city(c) {
			room--
		}
	}
	if f.codes {
		return
	}
	for _, i := range f.setting.Islands {
		q, ok := setting.Island(i, f.d.Sea.Coast())
		if at := f.at(q); room > 0 && ok && f.inside(at) && f.beside(at, i.Name, 2, 5, 9) {
			room--
		}
	}
	for _, d := range f.setting.Fields {
		at := f.at(d.At)
		spot := around(at, 5, 5)
		if !f.marks.free(spot) || !f.marks.afloat(at) || !f.legible(spot) {
			continue
		}
		f.well(at)
		f.marks.taken = append(f.marks.taken, spot)
		if room > 0 && f.beside(at, d.Name, 3, 6, 10) {
			room--
		}
	}
}

// beside names a place in the water where it can be read; false if there is no room.
func (f *frame) beside(at point, name string, gaps ...float64) bool {
	size := f.letters(0.75)
	b, ok := f.marks.near(at, f.width(size, false, name), size, f.legible, gaps...)
	if ok {
		f.note(b, size, name)
	}
	return ok
}

// seen says what of land borders, their ends and fields lies between two corners of a
// projection.
func seen(s *geodata.Surroundings, d *caspian.Division, p *lambert.Projection, lo, hi [2]float64) (borders, ends, fields bool) {
	in := func(q orb.Point, rim float64) bool {
		x, y := p.Forward(q)
		x, y = (x-lo[0])/(hi[0]-lo[0]), (y-lo[1])/(hi[1]-lo[1])
		return x > rim && x < 1-rim && y > rim && y < 1-rim
	}
	for _, b := range s.Borders {
		borders = borders || slices.ContainsFunc(b.Line, func(q orb.Point) bool { return in(q, 0) })
	}
	for _, t := range d.Sea.Coast().Termini() {
		ends = ends || in(t.At, 0)
	}
	for _, w := range s.Fields {
		fields = fields || in(w.At, 0.02) // not so near the edge that its mark is left out
	}
	return borders || ends, ends, fields
}

// countries names the countries on their land, those of the sea first.
func (f *frame) countries() {
	states := slices.Clone(f.setting.Countries)
	slices.SortStableFunc(states, func(a, b geodata.Country) int {
		own := func(c geodata.Country) int {
			if slices.ContainsFunc(f.d.Sea.Coast().States, func(s coast.State) bool { return s.Code == c.State }) {
				return 0
			}
			return 1
		}
		return own(a) - own(b)
	})
	towns := f.towns()
	for _, c := range states {
		if slices.Contains(f.ashore, c.State) {
			continue
		}
		parts := f.box().cut(f.shapes(c.Parts))
		name := strings.ToUpper(c.Name)
		for _, size := range [...]float64{0.95 * f.size, f.letters(0.75)} {
			if b, ok := f.marks.ashore(parts, towns, f.width(size, false, name)+4, 1.3*size); ok {
				f.note(b, size, name)
				break
			}
		}
	}
}

// ashore takes the box of a label on land in the part of shapes with the most room, out of
// some boxes, if there is enough.
func (l *labels) ashore(shapes []shape, but []box, wide, high float64) (best box, ok bool) {
	lo, hi := point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	var rings [][]point
	for _, s := range shapes {
		for _, ring := range s {
			var flat []point
			for _, q := range ring {
				lo, hi = point{min(lo.x, q.x), min(lo.y, q.y)}, point{max(hi.x, q.x), max(hi.y, q.y)}
				flat = append(flat, point{q.x * high / wide, q.y})
			}
			rings = append(rings, flat)
		}
	}
	const steps = 28
	room := 0.5 * high
	for i := range steps {
		for k := range steps {
			b := around(point{lo.x + (hi.x-lo.x)*(float64(i)+0.5)/steps, lo.y + (hi.y-lo.y)*(float64(k)+0.5)/steps}, wide, high)
			if m := b.middle(); l.free(b) && !slices.ContainsFunc(but, b.overlaps) {
				if d := clearance(rings, point{m.x * high / wide, m.y}, room); d > room && l.covered(b) == 0 && !l.afloat(m) {
					best, room, ok = b, d, true
				}
			}
		}
	}
	if ok {
		l.taken = append(l.taken, best)
	}
	return best, ok
}

// sides are where a label stands beside a place, the better first.
var sides = [...]point{{1, 0}, {-1, 0}, {1, 1}, {1, -1}, {-1, 1}, {-1, -1}, {0, 1}, {0, -1}}

// near takes the box of a label beside a place, the nearest that is clear and may be there.
func (l *labels) near(at point, wide, high float64, may func(box) bool, gaps ...float64) (box, bool) {
	for _, gap := range gaps {
		for _, s := range sides {
			g := gap / math.Hypot(s.x, s.y)
			if b := around(point{at.x + s.x*(g+wide/2), at.y + s.y*(g+high/2)}, wide, high); l.clear(b) && may(b) {
				l.taken = append(l.taken, b)
				return b, true
			}
		}
	}
	return box{}, false
}

// on is the ink of texts on a colour: that of names in waters, if it can be read.
func (b brush) on(c color.NRGBA) color.NRGBA {
	if contrast(c, b.lettering) < leastContrast {
		return b.ink
	}
	return b.lettering
}

// leastContrast is that of texts with what they stand on (WCAG 2.2, criterion 1.4.3).
const leastContrast = 4.5

// contrast is the ratio of the luminances of two colours, the lighter first.
func contrast(a, b color.NRGBA) float64 {
	x, y := palette.Luminance(a), palette.Luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// under is the colour of the water at a place, and whether close lines hatch it.
func (f *frame) under(q point) (c color.NRGBA, ruled bool) {
	c = f.Water
	for k, z := range f.waters {
		if afloat(z, q) {
			c = palette.Mix(f.tint(&f.d.Zones[k]), f.halo, f.wash)
		}
	}
	return c, slices.ContainsFunc(f.ruled, func(s shape) bool { return afloat(s, q) })
}

// legible says whether a text can be read in a box, in the ink of names in waters if it is in
// the water.
func (f *frame) legible(b box) bool {
	if f.dry(b) {
		return true
	}
	c, ruled := f.under(b.middle())
	return !ruled && contrast(c, f.lettering) >= leastContrast
}

// dry says whether a text stands on land.
func (f *frame) dry(b box) bool { return !f.marks.afloat(b.middle()) }

// astray is how many points a city may lie off the shore of a coast that is none of its
// source's.
const astray = 2.5

// city draws a city with its name, on land if it can; false if there is no room.
func (f *frame) city(c geodata.City) bool {
	at, size := f.at(c.At), f.letters(0.8)
	spot := around(at, 3, 3)
	if !f.marks.free(spot) || clearance(f.marks.water, at, astray) > astray {
		return false
	}
	wide := f.width(size, false, c.Name)
	b, ok := f.marks.near(at, wide, size, f.dry, 1.8, 4)
	if !ok && !f.codes {
		b, ok = f.marks.near(at, wide, size, f.legible, 1.8, 4)
	}
	if ok {
		f.marks.taken = append(f.marks.taken, spot)
		f.fill(disc(at, 1.3), f.quiet())
		f.note(b, size, c.Name)
	}
	return ok
}

// towns returns where cities and their names on land beside them may be.
func (f *frame) towns() (out []box) {
	if f.setting == nil {
		return nil
	}
	for _, c := range f.setting.Cities {
		if at := f.at(c.At); f.inside(at) {
			out = append(out, around(at, 2*f.width(f.letters(0.8), false, c.Name)+8, f.letters(0.8)+3))
		}
	}
	return out
}

// note writes a text into a box, in the water as dark as names there are.
func (f *frame) note(b box, size float64, text string) {
	ink := f.quiet()
	if f.marks.afloat(b.middle()) {
		ink = f.lettering
	}
	f.text(b.middle().x, b.middle().y-0.34*size, 0.5, size, false, ink, text)
}

// locate draws a locator beside the map, its lower edge that of the map, if that leaves room
// for it below some height.
func (f *frame) locate(below float64) {
	const side, gap = 100.0, 14.0
	x := f.x1 + gap
	if f.sheet.mirror > 0 {
		x = f.x0 - gap - side
	}
	if on := (box{point{x, f.y0}, point{x + side, f.y0 + side}}); f.setting != nil && on.hi.y < below {
		f.locator(on)
	}
}

// wideWorld is how many metres across a locator of a whole sea is, and wideSea how many times
// the sea one of a part of it.
const (
	wideWorld = 6.4e6
	wideSea   = 1.8
)

// locator draws where the sea lies in the world around it, or where in the sea the map does.
func (f *frame) locator(on box) {
	var sea []point
	extent := box{point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}}
	for _, q := range f.d.Sea.Coast().Shore {
		x, y := f.p.Forward(q)
		sea = append(sea, point{x, y})
		extent = box{point{min(extent.lo.x, x), min(extent.lo.y, y)}, point{max(extent.hi.x, x), max(extent.hi.y, y)}}
	}
	lo := point{f.mx, f.my}
	shown := box{lo, point{lo.x + (f.x1-f.x0)/f.scale, lo.y + (f.y1-f.y0)/f.scale}}
	wide := wideWorld
	if !shown.holds(extent) {
		wide = wideSea * max(extent.hi.x-extent.lo.x, extent.hi.y-extent.lo.y)
	}
	scale, from, middle := (on.hi.x-on.lo.x)/wide, extent.middle(), on.middle()
	place := func(line []point) (out []point) {
		for _, q := range line {
			out = append(out, point{middle.x + (q.x-from.x)*scale, middle.y + (q.y-from.y)*scale})
		}
		return out
	}
	var land []shape
	for _, polygon := range f.setting.Land {
		var ring []point
		for _, q := range polygon[0] {
			x, y := f.p.Forward(q)
			ring = append(ring, point{x, y})
		}
		land = append(land, on.cut([]shape{{place(ring)}})...)
	}
	corners := place([]point{shown.lo, shown.hi})
	f.open("locator")
	defer f.close()
	f.fill(rectangle(on.lo.x, on.lo.y, on.hi.x, on.hi.y), f.Water)
	f.fill(path(land...), f.land)
	f.stroke(path(land...), f.faint, 0.3)
	f.fill(path(shape{thinned(place(sea), 0.2)}), f.faint)
	f.stroke(rectangle(corners[0].x, corners[0].y, corners[1].x, corners[1].y), f.accent, 0.8)
	f.stroke(rectangle(on.lo.x, on.lo.y, on.hi.x, on.hi.y), f.ink, 0.4)
}
