package render

import (
	"image/color"
	"math"
	"slices"
	"strconv"

	"github.com/paulmach/orb"
	"gonum.org/v1/plot/vg"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/internal/palette"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/render/internal/lambert"
	"caspian.example/division/caspian/render/internal/look"
	"caspian.example/division/geodata"
)

// degreesRoom is the room in points for the degrees of parallels beside a frame.
const degreesRoom = 20.0

// frame is the part of a page that a map fills.
type frame struct {
	brush
	sheet          brush // that of the page around it
	d              *caspian.Division
	p              *lambert.Projection
	x0, y0, x1, y1 float64               // its box on the page
	mx, my         float64               // projected metres at its lower left corner
	scale          float64               // points per metre
	size           float64               // of ordinary text
	codes          bool                  // states are named by their codes
	inner          bool                  // another map is to the left, with the same parallels
	contest        *contest              // nil for none
	moved          []moved               // water that has changed hands
	only           *int                  // the state whose water the map is about, nil for all
	marks          *labels               // the names on the map, and what they leave free
	ashore         []string              // codes of the states that are named on land
	setting        *geodata.Surroundings // nil for none
	waters         []shape               // of each zone, where their colours matter
	wash           float64               // how much of the colours of zones is taken away
	ruled          []shape               // what close lines hatch
	// thin is the distance in points below which vertices of a line on the page
	// are not told apart.
	thin float64
}

// newFrame fits the sea of a division into a box of the page.
func newFrame(b brush, d *caspian.Division, x0, y0, x1, y1, size float64) *frame {
	p, lo, hi := lambert.Around(d.Sea.Coast())
	const margin = 0.04 // of the sea's size, on every side
	return fitted(b, d, p, lo, hi, margin, box{point{x0, y0}, point{x1, y1}}, size)
}

// fitted fits what is projected between two corners, with a margin in parts of it, into a
// box of the page.
func fitted(b brush, d *caspian.Division, p *lambert.Projection, lo, hi [2]float64, margin float64, on box, size float64) *frame {
	sheet := b
	if b.mirror > 0 {
		on.lo.x, on.hi.x = b.mirror-on.hi.x, b.mirror-on.lo.x
		b.pen = b.unmirrored()
	}
	x0, y0, x1, y1 := on.lo.x, on.lo.y, on.hi.x, on.hi.y
	width, height := (hi[0]-lo[0])*(1+2*margin), (hi[1]-lo[1])*(1+2*margin)
	f := &frame{brush: b, sheet: sheet, d: d, p: p, x0: x0, y0: y0, x1: x1, y1: y1, size: size, thin: 0.15, marks: &labels{}}
	f.scale = min((x1-x0)/width, (y1-y0)/height)
	f.mx = (lo[0]+hi[0])/2 - (x1-x0)/2/f.scale
	f.my = (lo[1]+hi[1])/2 - (y1-y0)/2/f.scale
	return f
}

// at returns the place of a position on the page.
func (f *frame) at(q orb.Point) point {
	x, y := f.p.Forward(q)
	return point{f.x0 + (x-f.mx)*f.scale, f.y0 + (y-f.my)*f.scale}
}

// line returns a line on the page, without vertices that are too near the one
// before.
func (f *frame) line(points []orb.Point) []point {
	out := make([]point, 0, len(points)/4+4)
	for k, q := range points {
		v := f.at(q)
		if n := len(out); n > 0 && k < len(points)-1 && math.Hypot(v.x-out[n-1].x, v.y-out[n-1].y) < f.thin {
			continue
		}
		out = append(out, v)
	}
	return out
}

func (f *frame) shapes(m orb.MultiPolygon) (out []shape) {
	for _, p := range m {
		var s shape
		for _, ring := range p {
			s = append(s, f.line(ring))
		}
		out = append(out, s)
	}
	return out
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

// shade is a colour, or what is left of it in the water of those whom a map is not about.
func (p brush) shade(c color.NRGBA, faint bool) color.NRGBA {
	if faint {
		return palette.Mix(c, p.Water, p.fading)
	}
	return c
}

// tint is the colour of a zone.
func (f *frame) tint(z *caspian.Zone) color.NRGBA {
	return f.shade(look.Colour(&f.Scheme, z), !f.about(z.Holder.States...))
}

// about says whether the map is about one of some states.
func (f *frame) about(states ...int) bool { return f.only == nil || slices.Contains(states, *f.only) }

// letters is the size of texts that are so much smaller than ordinary ones, if they can be.
func (f *frame) letters(part float64) float64 { return max(part*f.size, min(f.size, leastText)) }

// box is that of the frame.
func (f *frame) box() box { return box{point{f.x0, f.y0}, point{f.x1, f.y1}} }

// inside says whether a place lies in the frame.
func (f *frame) inside(q point) bool {
	return q.x >= f.x0 && q.x <= f.x1 && q.y >= f.y0 && q.y <= f.y1
}

// edge is where a line of the graticule leaves the frame.
type edge struct {
	at   point
	side byte // l, r, b or t
}

// clipped returns the parts of a line within the frame, and where it leaves it.
func (f *frame) clipped(line []point) (parts [][]point, edges []edge) {
	var part []point
	for k, q := range line {
		in := f.inside(q)
		if k > 0 && in != f.inside(line[k-1]) {
			e := f.leave(line[k-1], q)
			edges = append(edges, e)
			part = append(part, e.at)
		}
		if in {
			part = append(part, q)
		} else if len(part) > 1 {
			parts = append(parts, part)
		}
		if !in {
			part = nil
		}
	}
	if len(part) > 1 {
		parts = append(parts, part)
	}
	return parts, edges
}

// leave returns where the way between two places, one of them in the frame,
// crosses its edge.
func (f *frame) leave(a, b point) edge {
	if f.inside(b) {
		a, b = b, a
	}
	best, side := 1.0, byte('t')
	for _, k := range []struct {
		t    float64
		side byte
	}{{(f.x0 - a.x) / (b.x - a.x), 'l'}, {(f.x1 - a.x) / (b.x - a.x), 'r'}, {(f.y0 - a.y) / (b.y - a.y), 'b'}, {(f.y1 - a.y) / (b.y - a.y), 't'}} {
		if k.t >= 0 && k.t < best {
			best, side = k.t, k.side
		}
	}
	return edge{point{a.x + best*(b.x-a.x), a.y + best*(b.y-a.y)}, side}
}

// graticule draws meridians and parallels, and their degrees along the frame.
func (f *frame) graticule() {
	f.open("graticule")
	across := max(f.x1-f.x0, f.y1-f.y0) / f.scale / 111e3 // degrees of latitude
	step := 30.0
	for _, s := range []float64{20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01} {
		if across/s <= 7 {
			step = s
		}
	}
	lat, lon := f.p.Centre()[1], f.p.Centre()[0]
	lonStep := step
	if cos := math.Cos(lat * math.Pi / 180); cos < 0.4 {
		lonStep = 30
	} else if across/cos/step > 9 {
		lonStep = 2 * step
	}
	var lines vg.Path
	draw := func(line []point, label string, sides string) {
		parts, edges := f.clipped(line)
		for _, part := range parts {
			add(&lines, part, false)
		}
		for _, e := range edges {
			if slices.Contains([]byte(sides), e.side) {
				f.degrees(e, label)
			}
		}
	}
	const steps = 240
	for k := math.Ceil((lat - across) / step); k*step <= lat+across; k++ {
		v := k * step
		if math.Abs(v) >= 90 {
			continue
		}
		var line []point
		span := min(180, 1.2*across/max(0.1, math.Cos(v*math.Pi/180)))
		for i := range steps + 1 {
			line = append(line, f.at(orb.Point{lon - span + 2*span*float64(i)/steps, v}))
		}
		sides := "l"
		switch {
		case f.inner:
			sides = ""
		case f.sheet.mirror > 0:
			sides = "r"
		}
		const most = degreesRoom + 9 // on the narrowest margin
		label := f.latitude(v)
		if f.width(f.letters(0.85), false, label) > most {
			label = f.bare(v)
		}
		draw(line, label, sides)
	}
	span := min(180, 1.2*across/max(0.1, math.Cos(min(85, math.Abs(lat)+across/2)*math.Pi/180)))
	for k := math.Ceil((lon - span) / lonStep); k*lonStep <= lon+span; k++ {
		var line []point
		for i := range steps + 1 {
			v := lat - 1.2*across + 2.4*across*float64(i)/steps
			if math.Abs(v) <= 90 {
				line = append(line, f.at(orb.Point{k * lonStep, v}))
			}
		}
		label, apart := f.longitude(math.Remainder(k*lonStep, 360)), lonStep*111e3*math.Cos(lat*math.Pi/180)*f.scale
		if f.width(f.letters(0.85), false, label) > 0.9*apart {
			label = f.bare(math.Remainder(k*lonStep, 360))
		}
		draw(line, label, "b")
	}
	f.stroke(lines, f.faint, 0.3)
	f.close()
}

// degrees writes a label of the graticule outside the frame.
func (f *frame) degrees(e edge, label string) {
	size := f.letters(0.85)
	switch e.side {
	case 'r':
		f.text(e.at.x+3, e.at.y-0.35*size, 0, size, false, f.ink, label)
	case 'l':
		f.text(e.at.x-3, e.at.y-0.35*size, 1, size, false, f.ink, label)
	case 'b':
		f.text(e.at.x, e.at.y-1.25*size, 0.5, size, false, f.ink, label)
	}
}

// latitude and longitude write degrees of a graticule.
func (p *pen) latitude(v float64) string { return p.degreesOf(v, "%sN", "%sS") }

func (p *pen) longitude(v float64) string { return p.degreesOf(v, "%sE", "%sW") }

func (p *pen) degreesOf(v float64, positive, negative string) string {
	switch r := hundredths(v); {
	case r > 0 && r < 180:
		return p.Say(positive, p.bare(v))
	case r < 0 && r > -180:
		return p.Say(negative, p.bare(v))
	}
	return p.bare(v)
}

// bare writes degrees without their letter.
func (p *pen) bare(v float64) string {
	return p.Degrees("%s", strconv.FormatFloat(math.Abs(hundredths(v)), 'f', -1, 64))
}

// hundredths rounds degrees: no graticule is finer, and no place at the foot.
func hundredths(v float64) float64 { return math.Round(v*100) / 100 }

// scaleBar draws beside a map a bar of a round length in kilometres and in nautical miles, its
// left end at x, y, and no longer than width.
func (f *frame) scaleBar(x, y, width float64) {
	f.open("scale")
	defer f.close()
	size := f.letters(0.85)
	for k, unit := range []struct {
		name   string
		metres float64
	}{{f.Say("km"), 1000}, {f.Say("M (nautical miles)"), regime.NauticalMile}} {
		n := nice(width / f.scale / unit.metres)
		length, number := n*unit.metres*f.scale, f.Number("%g", n)
		top := y - float64(k)*(3+2.6*size)
		var bar vg.Path
		add(&bar, []point{{x, top + 3}, {x, top}, {x + length, top}, {x + length, top + 3}}, false)
		add(&bar, []point{{x + length/2, top}, {x + length/2, top + 2}}, false)
		f.sheet.stroke(bar, f.ink, 0.7)
		f.sheet.text(x, top+4.5, 0, size, false, f.ink, f.Number("%d", 0))
		f.sheet.text(x+length, top+4.5, 0.5, size, false, f.ink, number)
		f.sheet.text(x+length+f.width(size, false, number)/2+3, top+4.5, 0, size, false, f.ink, unit.name)
	}
}

// smallScale draws a bar of a round number of kilometres into the corner where the
// shore is in the way the least, the lower left one if it is nowhere.
func (f *frame) smallScale(sea [][]point) {
	n, size := nice((f.x1-f.x0)/3/f.scale/1000), f.letters(1-1/f.size)
	long, high := n*1000*f.scale, f.size+2
	left, right, low, top := f.x0+3, f.x1-3-long, f.y0+3, f.y1-3-high
	var x, y float64
	least := math.MaxInt
	for _, c := range [4]point{{left, low}, {right, low}, {left, top}, {right, top}} {
		count := 0
		for _, ring := range sea {
			for _, p := range ring {
				if p.x >= c.x-1 && p.x <= c.x+long+1 && p.y >= c.y-1 && p.y <= c.y+high+1 {
					count++
				}
			}
		}
		if count < least {
			x, y, least = c.x, c.y, count
		}
	}
	var bar vg.Path
	add(&bar, []point{{x, y + 1}, {x, y}, {x + long, y}, {x + long, y + 1}}, false)
	f.stroke(bar, f.ink, 0.4)
	f.text(x, y+2, 0, size, false, f.ink, f.Say("%s km", f.Number("%g", n)))
}

// nice returns the greatest of 1, 2, 5, 10 … that is not above v.
func nice(v float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(v)))
	for _, n := range []float64{5, 2, 1} {
		if n*power <= v*(1+1e-9) {
			return n * power
		}
	}
	return power
}
