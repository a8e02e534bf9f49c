package render

import (
	"cmp"
	"image/color"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"gonum.org/v1/plot/vg"

	"caspian.example/division/caspian"
)

// names writes whose water is where. Every state is named: in its own water, or else on land
// beside its shore, or else at the end of a leader; by its code where its name has no room.
// Zones of several are named where they have room, since the legend has them.
func (f *frame) names() {
	var outside []int
	for k := range f.d.States {
		if !f.afloat(k) {
			outside = append(outside, k)
		}
	}
	for k := range f.d.Zones {
		z := &f.d.Zones[k]
		if label := f.Label(z); label != "" && (z.Kind != caspian.ZoneSector || z.Holder.Manner != caspian.Alone) {
			f.write(z.Polygons, f.on(f.tint(z)), []float64{1.15 * f.size, f.size, f.letters(0.83)}, label)
		}
	}
	shores, towns := f.shores(), f.towns()
	for _, k := range outside {
		name, code := f.title(k), f.d.States[k].Code
		size := f.letters(0.98)
		_ = f.onLand(shores, k, size, name, towns) || f.onLand(shores, k, size, name, nil) || name != code && f.write(f.water(k), f.within(k), []float64{f.letters(0.83)}, code) ||
			f.onLeader(shores, k, size, name) || f.onLand(shores, k, size, code, nil) || f.onLeader(shores, k, f.letters(0.8), code)
	}
}

// title is how a state is called on the map.
func (f *frame) title(state int) string {
	if f.codes {
		return f.d.States[state].Code
	}
	return f.d.States[state].Name
}

// water is what a state has alone: its sector where no hatching is, or else its belts.
func (f *frame) water(state int) (out orb.MultiPolygon) {
	if f.contest != nil {
		out = f.contest.firm[f.d.States[state].Code]
	}
	for _, sector := range [...]bool{true, false} {
		for k := range f.d.Zones {
			z := &f.d.Zones[k]
			own := z.Holder.Manner == caspian.Alone && z.Holder.States[0] == state && z.Kind != caspian.ZoneInternalWaters
			if own && (z.Kind == caspian.ZoneSector) == sector {
				out = append(out, z.Polygons...)
			}
		}
		if len(out) > 0 {
			break
		}
	}
	return out
}

// afloat writes a state's name into its water, with its share where that is divided.
func (f *frame) afloat(state int) bool {
	water := f.water(state)
	lines := []string{f.title(state)}
	sector := func(z caspian.Zone) bool {
		return z.Kind == caspian.ZoneSector && z.Holder.Manner == caspian.Alone && z.Holder.States[0] == state
	}
	if k := slices.IndexFunc(f.d.Zones, sector); k >= 0 && !f.codes {
		lines = append(lines, f.Say("%s %%", f.Number("%.2f", 100*f.d.Zones[k].Share)))
	}
	sizes := []float64{f.letters(1.15), f.letters(0.98), f.letters(0.83)}
	return f.write(water, f.within(state), sizes, lines...) || len(lines) > 1 && f.write(water, f.within(state), sizes[2:], lines[0])
}

// within is the ink of names in a state's water.
func (f *frame) within(state int) color.NRGBA {
	return f.on(f.shade(f.States[state], f.only != nil && *f.only != state))
}

// write writes lines, the first one bold, where there is most room in polygons, in the first
// of some sizes that has room; false if none has.
func (f *frame) write(polygons orb.MultiPolygon, ink color.NRGBA, sizes []float64, lines ...string) bool {
	wide, high := 0.0, 1.25*float64(len(lines)) // of letters of size 1
	for k, l := range lines {
		wide = max(wide, f.width(1, k == 0, l))
	}
	at, room := f.roomiest(polygons, wide/high)
	for _, size := range sizes {
		if room <= 0.62*high*size {
			continue
		}
		f.marks.taken = append(f.marks.taken, around(at, wide*size+2, high*size))
		for k, l := range lines {
			f.text(at.x, at.y+size*(high/2-1.25*(float64(k)+0.8)), 0.5, size, k == 0, ink, l)
		}
		return true
	}
	return false
}

// sparse is the distance in points between places on shores that names are beside.
const sparse = 6.0

// shores returns places along the shores of every state that are seen, those of its
// longest stretch first, from its middle on.
func (f *frame) shores() [][]point {
	c := f.d.Sea.Coast()
	lines := make([][][]point, len(c.States))
	for _, s := range c.Stretches {
		lines[s.State] = append(lines[s.State], thinned(f.line(c.Shore[s.Start:s.End+1]), sparse))
	}
	for _, i := range c.Islands {
		lines[i.State] = append(lines[i.State], thinned(f.line(i.Ring), sparse))
	}
	out := make([][]point, len(c.States))
	for k := range out {
		slices.SortStableFunc(lines[k], func(a, b []point) int { return cmp.Compare(len(b), len(a)) })
		for _, line := range lines[k] {
			for i := range line {
				// The middle, and then further from it on both sides.
				if q := line[len(line)/2+(i+1)/2*(1-2*(i%2))]; f.inside(q) {
					out[k] = append(out[k], q)
				}
			}
		}
	}
	return out
}

// nearest returns the state whose shore is the nearest to a place.
func nearest(shores [][]point, q point) (state int) {
	least := math.Inf(1)
	for k, line := range shores {
		for _, p := range line {
			if d := math.Hypot(p.x-q.x, p.y-q.y); d < least {
				state, least = k, d
			}
		}
	}
	return state
}

// onLand writes a state's name on land beside its shore, but not into some boxes; false if
// there is no room.
func (f *frame) onLand(shores [][]point, state int, size float64, name string, but []box) bool {
	wide, high := f.width(size, true, name)+2, 1.1*size
	for _, gap := range [...]float64{0.5 * f.size, f.size} {
		for _, at := range shores[state] {
			for k := range ways {
				b := toward(at, k, gap, wide, high)
				in := slices.ContainsFunc(but, b.overlaps)
				if !in && f.marks.clear(b) && f.dry(b) && nearest(shores, b.middle()) == state {
					f.put(b, state, size, name)
					return true
				}
			}
		}
	}
	return false
}

// onLeader writes a state's name where there is room, with a leader to its water, or to its
// shore if it has none; false if there is no room anywhere.
func (f *frame) onLeader(shores [][]point, state int, size float64, name string) bool {
	from, room := f.roomiest(f.water(state), 1)
	if room == 0 {
		if len(shores[state]) == 0 {
			return false
		}
		from = shores[state][0]
	}
	wide, high := f.width(size, true, name)+2, 1.1*size
	var best box
	var end point
	least := math.Inf(1)
	for gap := f.size; gap < 24*f.size; gap += f.size {
		for k := range ways {
			b := toward(from, k, gap, wide, high)
			to := point{min(max(from.x, b.lo.x), b.hi.x), min(max(from.y, b.lo.y), b.hi.y)}
			if gap < least && f.marks.clear(b) && f.dry(b) && f.marks.open(from, to) {
				best, end, least = b, to, gap
			}
		}
	}
	if math.IsInf(least, 1) {
		return false
	}
	var lead vg.Path
	add(&lead, []point{from, end}, false)
	f.stroke(lead, f.halo, 1.6)
	f.stroke(lead, f.ruling, 0.5)
	f.fill(disc(from, 1), f.ruling)
	f.marks.leads = append(f.marks.leads, [2]point{from, end})
	f.marks.keep([]point{from, end})
	f.put(best, state, size, name)
	return true
}

// put writes a name on land into a box.
func (f *frame) put(b box, state int, size float64, name string) {
	f.ashore = append(f.ashore, f.d.States[state].Code)
	f.marks.taken = append(f.marks.taken, b)
	f.text(b.middle().x, b.lo.y+0.25*size, 0.5, size, true, f.ink, name)
}

// open says whether a leader crosses no label and no other leader.
func (l *labels) open(from, to point) bool {
	for _, b := range l.taken {
		if len(b.cutLine([]point{from, to})) > 0 {
			return false
		}
	}
	return !slices.ContainsFunc(l.leads, func(o [2]point) bool {
		side := func(a, b, q point) bool { return (b.x-a.x)*(q.y-a.y) > (b.y-a.y)*(q.x-a.x) }
		return side(from, to, o[0]) != side(from, to, o[1]) && side(o[0], o[1], from) != side(o[0], o[1], to)
	})
}

// roomiest returns the place in polygons that is farthest from their edges when
// widths are divided by a ratio, and how far it is: the middle of the largest
// label of that form.
func (f *frame) roomiest(polygons orb.MultiPolygon, ratio float64) (best point, room float64) {
	var rings [][]point
	lo, hi := point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	for _, s := range f.shapes(polygons) {
		for _, ring := range s {
			ring = thinned(ring, coarse)
			for k, q := range ring {
				ring[k].x = q.x / ratio
				lo, hi = point{min(lo.x, ring[k].x), min(lo.y, q.y)}, point{max(hi.x, ring[k].x), max(hi.y, q.y)}
			}
			rings = append(rings, ring)
		}
	}
	try := func(q point) {
		if d := clearance(rings, q, room); d > room {
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
