package render

import (
	"image/color"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"gonum.org/v1/plot/vg"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/internal/palette"
	"caspian.example/division/caspian/render/internal/look"
)

// draw draws the map into its frame, with turning points or without, and lines above it.
func (f *frame) draw(points bool, overlays ...Overlay) {
	f.open("map")
	defer f.close()
	sea := f.ground()
	if f.contest != nil {
		f.contested(f.contest)
	}
	for k := range f.moved {
		f.passed(&f.moved[k])
	}
	f.graticule()
	f.part("shore", func() { f.stroke(path(sea), f.coast, 0.35) })
	f.obstacles()
	f.borders()
	f.part("lines", f.lines)
	if points {
		f.part("points", f.points)
	}
	for _, o := range overlays {
		f.part("overlay", func() { f.overlay(o) })
	}
	f.part("names", f.names)
	f.orient()
	f.stroke(rectangle(f.x0, f.y0, f.x1, f.y1), f.ink, 0.6)
}

// part draws a part of the map.
func (f *frame) part(class string, draw func()) {
	f.open(class)
	draw()
	f.close()
}

// ground draws land, water and zones, and returns the shore and the islands.
func (f *frame) ground() shape {
	sea := f.sea()
	f.part("land", func() { f.fill(rectangle(f.x0, f.y0, f.x1, f.y1), f.land) })
	f.part("water", func() { f.fill(path(sea), f.Water) })
	f.part("sectors", func() {
		for k := range f.d.Zones {
			f.zone(&f.d.Zones[k])
		}
	})
	return sea
}

func (f *frame) zone(z *caspian.Zone) {
	f.open(string(z.Kind), f.d.Codes(z.Holder)...)
	defer f.close()
	shapes := f.shapes(z.Polygons)
	c := f.tint(z)
	f.fill(path(shapes...), c)
	for _, s := range shapes {
		f.stroke(hatch(s, look.HatchOf(z), 4), palette.Mix(c, f.ink, 0.35), 0.3)
	}
	if z.Kind == caspian.ZoneInternalWaters {
		f.stroke(path(shapes...), f.coast, 0.35)
	}
}

// movedGap is the distance in points between the lines of a hatching of water that has
// changed hands.
const movedGap = 2.6

// passed hatches water that has changed hands, and draws its rim, where lines ran or run.
func (f *frame) passed(m *moved) {
	shapes := f.shapes(m.polygons)
	for _, s := range shapes {
		f.stroke(hatch(s, movedHatch, movedGap), palette.Mix(f.States[m.to], f.ruling, 0.55), 0.45)
	}
	f.stroke(path(shapes...), f.ruling, 0.4, 1, 1.2)
}

// hatch returns the parts of parallel lines in a shape, gap points apart.
func hatch(s shape, how look.Hatch, gap float64) (out vg.Path) {
	if how == look.Plain {
		return nil
	}
	slope := map[look.Hatch]float64{look.Rising: 1, look.Falling: -1, look.Level: 0}[how]
	// Seen along the lines: v counts across them, u along.
	norm := math.Hypot(1, slope)
	turn := func(p point) (u, v float64) {
		return (p.x + slope*p.y) / norm, (p.y - slope*p.x) / norm
	}
	back := func(u, v float64) point {
		return point{(u - slope*v) / norm, (slope*u + v) / norm}
	}
	rows := map[int][]float64{}
	for _, ring := range s {
		for k := range len(ring) - 1 {
			u0, v0 := turn(ring[k])
			u1, v1 := turn(ring[k+1])
			for row := int(math.Ceil(min(v0, v1) / gap)); float64(row)*gap < max(v0, v1); row++ {
				v := float64(row) * gap
				rows[row] = append(rows[row], u0+(v-v0)/(v1-v0)*(u1-u0))
			}
		}
	}
	var order []int
	for row := range rows {
		order = append(order, row)
	}
	slices.Sort(order)
	for _, row := range order {
		us := rows[row]
		slices.Sort(us)
		for k := 0; k+1 < len(us); k += 2 {
			add(&out, []point{back(us[k], float64(row)*gap), back(us[k+1], float64(row)*gap)}, false)
		}
	}
	return out
}

// contestGap is the distance in points between the lines of a hatching of contested water.
const contestGap = 2.6

// contest hatches contested water above the zones of the sea. It is counted in cells, which
// the land and the waters outside the sea lie above.
func (f *frame) contested(c *contest) {
	f.crossHatch(f.shapes(c.contested))
	land := rectangle(f.x0, f.y0, f.x1, f.y1)
	for k, ring := range f.sea() {
		if (enclosed(ring) > 0) == (k == 0) {
			slices.Reverse(ring)
		}
		add(&land, ring, true)
	}
	f.fill(land, f.land)
	for k := range f.d.Zones {
		if z := &f.d.Zones[k]; z.Kind == caspian.ZoneInternalWaters {
			f.zone(z)
		}
	}
}

// enclosed is the area of a closed line on the page, negative if it runs clockwise.
func enclosed(ring []point) (sum float64) {
	for k := range len(ring) - 1 {
		sum += (ring[k].x*ring[k+1].y - ring[k+1].x*ring[k].y) / 2
	}
	return sum
}

// crossHatch hatches shapes both ways, in dark lines that no zone has.
func (p brush) crossHatch(shapes []shape) {
	var lines vg.Path
	for _, s := range shapes {
		for _, how := range [...]look.Hatch{look.Rising, look.Falling} {
			lines = append(lines, hatch(s, how, contestGap)...)
		}
	}
	p.stroke(lines, palette.Mix(p.ruling, p.halo, 0.15), 0.35)
}

// lines draws boundaries and limits. Lines that are not those of the rule itself
// are dashed.
func (f *frame) lines() {
	var paths, others [look.Limit + 1]vg.Path
	note := func(k look.Line, states []int, line orb.LineString) {
		if f.about(states...) {
			add(&paths[k], f.line(line), false)
		} else {
			add(&others[k], f.line(line), false)
		}
	}
	for k := range f.d.Limits {
		l := &f.d.Limits[k]
		note(look.Limit, []int{l.State}, l.Line)
	}
	for k := range f.d.Boundaries {
		b := &f.d.Boundaries[k]
		note(look.LineOf(f.d, b), b.States[:], b.Line)
	}
	for _, k := range [...]look.Line{look.Limit, look.Equal, look.Given, look.Further} {
		f.rule(others[k], k, f.faint)
		f.rule(paths[k], k, f.ruling)
	}
}

// rule strokes lines of one look.
func (p *pen) rule(path vg.Path, line look.Line, ink color.NRGBA) {
	switch line {
	case look.Equal:
		p.stroke(path, ink, 1)
	case look.Given:
		p.stroke(path, ink, 1.6)
	case look.Further:
		p.stroke(path, ink, 1, 4, 2.5)
	case look.Limit:
		p.stroke(path, ink, 0.5)
	}
}

// compare strokes the line that is compared with the exact one.
func (p brush) compare(line vg.Path) {
	p.stroke(line, p.halo, 2.4)
	p.stroke(line, p.accent, 1.5, 6, 2)
}

// points draws the turning points of boundaries, tripoints larger.
func (f *frame) points() {
	var small, large vg.Path
	for _, k := range look.Points(f.d) {
		t := &f.d.TurningPoints[k]
		if !f.about(t.States...) {
			continue
		}
		if q := f.at(t.At); t.Tripoint {
			large = append(large, disc(q, 2.1)...)
		} else {
			small = append(small, disc(q, 0.7)...)
		}
	}
	f.fill(small, f.ruling)
	f.fill(large, f.halo)
	f.stroke(large, f.ruling, 0.8)
}
