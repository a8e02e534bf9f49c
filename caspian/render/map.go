package render

import (
	"image/color"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"gonum.org/v1/plot/vg"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/internal/palette"
	"caspian.example/division/caspian/internal/planar"
	"caspian.example/division/caspian/render/internal/look"
)

// draw draws the map into its frame, with turning points or without, and lines above it.
func (f *frame) draw(points bool, overlays ...Overlay) {
	f.fill(rectangle(f.x0, f.y0, f.x1, f.y1), f.land)
	sea := f.sea()
	f.fill(path(sea), f.Water)
	for k := range f.d.Zones {
		f.zone(&f.d.Zones[k])
	}
	if f.contest != nil {
		f.contested(f.contest)
	}
	for k := range f.moved {
		f.passed(&f.moved[k])
	}
	f.graticule()
	f.stroke(path(sea), f.coast, 0.35)
	f.lines()
	if points {
		f.points()
	}
	for _, o := range overlays {
		f.overlay(o)
	}
	for k := range f.d.Zones {
		f.name(&f.d.Zones[k])
	}
	f.stroke(rectangle(f.x0, f.y0, f.x1, f.y1), f.ink, 0.6)
}

// sea returns the shore and the islands.
func (f *frame) sea() shape {
	c := f.d.Sea.Coast()
	out := shape{f.line(c.Shore)}
	for _, i := range c.Islands {
		out = append(out, f.line(i.Ring))
	}
	return out
}

func (f *frame) zone(z *caspian.Zone) {
	shapes := f.shapes(z.Polygons)
	c := look.Colour(&f.Scheme, z)
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
		if (area(ring) > 0) == (k == 0) {
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

// area is that of a closed line on the page, negative if it runs clockwise.
func area(ring []point) (sum float64) {
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
	var paths [look.Limit + 1]vg.Path
	for _, l := range f.d.Limits {
		add(&paths[look.Limit], f.line(l.Line), false)
	}
	for k := range f.d.Boundaries {
		b := &f.d.Boundaries[k]
		add(&paths[look.LineOf(f.d, b)], f.line(b.Line), false)
	}
	for _, k := range [...]look.Line{look.Limit, look.Equal, look.Given, look.Further} {
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

// name writes whose a zone is where there is most room in it, and into a sector how
// large a share it is.
func (f *frame) name(z *caspian.Zone) {
	label, sector := f.Label(z), z.Kind == caspian.ZoneSector
	if label == "" {
		return // the legend names it
	}
	lines, code := []string{label}, f.d.Codes(z.Holder)[:1]
	switch {
	case sector && f.codes:
		lines = code
	case sector:
		lines = append(lines, f.Say("%s %%", f.Number("%.2f", 100*z.Share)))
	}
	water := z.Polygons
	if f.contest != nil && sector && len(f.contest.firm[code[0]]) > 0 {
		water = f.contest.firm[code[0]] // where no hatching is
	}
	size := 1.15 * f.size
	for try := 0; ; try++ {
		wide := 0.0
		for _, l := range lines {
			wide = max(wide, f.width(size, true, l))
		}
		high := 1.25 * size * float64(len(lines))
		at, room := f.roomiest(water, wide/high)
		if room > 0.62*high || try == 2 {
			if try == 2 && room <= 0.62*high {
				return // the legend has it
			}
			for k, l := range lines {
				f.text(at.x, at.y+high/2-1.25*size*(float64(k)+0.8), 0.5, size, k == 0, f.lettering, l)
			}
			return
		}
		// Smaller, and then the code alone.
		size *= 0.85
		if try == 1 && sector {
			lines = code
		}
	}
}

// roomiest returns the place in polygons that is farthest from their edges when
// widths are divided by a ratio, and how far it is: the middle of the largest
// label of that form.
func (f *frame) roomiest(polygons orb.MultiPolygon, ratio float64) (best point, room float64) {
	var rings [][]point
	lo, hi := point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	for _, s := range f.shapes(polygons) {
		for _, ring := range s {
			// Half a point is fine enough here.
			coarse := ring[:1:1]
			for _, q := range ring[1:] {
				if last := coarse[len(coarse)-1]; math.Hypot(q.x-last.x, q.y-last.y) > 1.5 {
					coarse = append(coarse, q)
				}
			}
			coarse = append(coarse, coarse[0])
			for k, q := range coarse {
				coarse[k].x = q.x / ratio
				lo, hi = point{min(lo.x, coarse[k].x), min(lo.y, q.y)}, point{max(hi.x, coarse[k].x), max(hi.y, q.y)}
			}
			rings = append(rings, coarse)
		}
	}
	try := func(q point) {
		if d := clearance(rings, q); d > room {
			best, room = q, d
		}
	}
	const steps = 24
	for i := range steps {
		for k := range steps {
			try(point{lo.x + (hi.x-lo.x)*(float64(i)+0.5)/steps, lo.y + (hi.y-lo.y)*(float64(k)+0.5)/steps})
		}
	}
	for reach := max(hi.x-lo.x, hi.y-lo.y) / steps; room > 0 && reach > 0.3; reach /= 2 {
		for i := range 9 {
			try(point{best.x + reach*float64(i%3-1), best.y + reach*float64(i/3-1)})
		}
	}
	best.x *= ratio
	return best, room
}

// clearance returns the distance of a place in rings from the nearest of their
// edges, 0 outside.
func clearance(rings [][]point, q point) float64 {
	in, least := false, math.Inf(1)
	for _, ring := range rings {
		for k := range len(ring) - 1 {
			a, b := ring[k], ring[k+1]
			if planar.Crosses([2]float64{a.x, a.y}, [2]float64{b.x, b.y}, [2]float64{q.x, q.y}) {
				in = !in
			}
			dx, dy := b.x-a.x, b.y-a.y
			t := 0.0
			if l := dx*dx + dy*dy; l > 0 {
				t = min(max(((q.x-a.x)*dx+(q.y-a.y)*dy)/l, 0), 1)
			}
			least = min(least, math.Hypot(q.x-a.x-t*dx, q.y-a.y-t*dy))
		}
	}
	if !in {
		return 0
	}
	return least
}
