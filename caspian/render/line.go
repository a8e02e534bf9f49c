package render

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"
	"gonum.org/v1/plot/vg"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/palette"
	"caspian.example/division/caspian/partition"
	"caspian.example/division/caspian/render/internal/lambert"
	"caspian.example/division/caspian/render/internal/look"
	"caspian.example/division/geodata"
)

// lineSheet is the sheet of a line.
type lineSheet struct {
	brush
	area
	*subject
	d                  *caspian.Division
	names              [2]string
	projection         *lambert.Projection
	lo, hi             [2]float64 // what the map shows, in projected metres
	head               head
	legend             legend
	beside             bool // the legend stands beside the map
	mapWidth, mapDepth float64
	foot               []string
	height             float64
	columns            int   // of the table
	panels             []box // of projected metres: the largest faces, magnified
	setting            *geodata.Surroundings
}

const (
	tableStep = 8.2
	tableGap  = 14.0 // between columns
)

// tableText is the size of texts in the table.
func (l *lineSheet) tableText() float64 {
	if l.small() {
		return leastText
	}
	return 6.2
}

// layOutLine decides what goes where.
func layOutLine(p *pen, a area, s *subject, d *caspian.Division, t chosen, key string, setting *geodata.Surroundings) *lineSheet {
	l := &lineSheet{brush: brush{pen: p}, area: a, subject: s, d: d, setting: setting, names: [2]string{d.States[s.states[0]].Name, d.States[s.states[1]].Name}}
	l.head = newHead(p, a, cmp.Or(t.title, s.title(l.names[0], l.names[1])), cmp.Or(t.subtitle, s.subtitle(l.names[0], l.names[1])))
	least := 158.0
	for _, row := range s.legs {
		if p.width(l.tableText(), false, row[1]) > 80 {
			least = 220
		}
	}
	l.columns = max(1, int((a.room()+tableGap)/(least+tableGap)))
	l.zoom()
	aspect := (l.hi[1] - l.lo[1]) / (l.hi[0] - l.lo[0])
	l.mapWidth = a.room() - degreesRoom
	if l.beside = aspect > 0.8 && !a.small(); l.beside {
		l.mapWidth -= legendSide
		l.legend = newLegend(p, l.entries(), 1, legendSide-legendGap)
	} else {
		l.legend = belowMap(p, a, l.entries())
	}
	l.mapDepth = l.mapWidth * min(max(aspect, 0.35), 1.75)
	l.foot = p.set(a, append(slices.Clone(s.notes), p.notes(a, shown{d: d, key: key, texts: t, setting: setting}, l.projection.Centre())...))
	l.magnify()
	l.height = l.depth()
	if a.deep > 0 && l.height > a.deep {
		l.mapDepth = max(leastMap*l.mapDepth, l.mapDepth-(l.height-a.deep))
		l.height = l.depth()
	}
	return l
}

// depth is the height of all.
func (l *lineSheet) depth() float64 {
	return l.head.depth() + l.middle() + l.panelDepth() + l.tableDepth() + footStep*float64(len(l.foot)) + 8 + l.margin()
}

// middle is the height of the map with its degrees, and of the legend.
func (l *lineSheet) middle() float64 { return underneath(l.mapDepth, &l.legend, l.area, l.beside) }

func (l *lineSheet) tableDepth() float64 {
	if len(l.legs) == 0 {
		return 0
	}
	return tableStep*float64(l.tableRows()+1) + 16
}

// tableRows is how many rows a column has: a few legs stand in one.
func (l *lineSheet) tableRows() int {
	return max((len(l.legs)+l.columns-1)/l.columns, min(len(l.legs), 10))
}

func (l *lineSheet) size() (width, height float64) { return l.wide, l.height }

func (l *lineSheet) heading() *head { return &l.head }

// zoom finds what the map shows: the line with a margin, of a square kilometre at least.
func (l *lineSheet) zoom() {
	e := geodesic.WGS84
	var sum geodesic.Vec
	for _, q := range l.around {
		sum = sum.Add(e.Cartesian(q))
	}
	if sum.Norm() < 1 {
		sum = e.Cartesian(l.around[0])
	}
	// The middle of what is shown, not of its vertices.
	centre := e.Position(e.OnSurface(sum))
	for range 2 {
		l.projection = lambert.New(centre)
		l.lo, l.hi = [2]float64{math.Inf(1), math.Inf(1)}, [2]float64{math.Inf(-1), math.Inf(-1)}
		grow := func(q orb.Point) {
			x, y := l.projection.Forward(q)
			l.lo, l.hi = [2]float64{min(l.lo[0], x), min(l.lo[1], y)}, [2]float64{max(l.hi[0], x), max(l.hi[1], y)}
		}
		for _, q := range l.around {
			grow(q)
		}
		for _, f := range l.faces {
			for _, q := range f.Polygon[0] {
				grow(q)
			}
		}
		x, y := (l.lo[0]+l.hi[0])/2, (l.lo[1]+l.hi[1])/2
		centre, _ = e.Direct(centre, math.Atan2(x, y)*180/math.Pi, math.Hypot(x, y))
	}
	margin := max(0.1*max(l.hi[0]-l.lo[0], l.hi[1]-l.lo[1]), 500)
	// A map of at least half as much across as along.
	across, along := l.hi[0]-l.lo[0]+2*margin, l.hi[1]-l.lo[1]+2*margin
	wide, high := max(across, along/1.5), max(along, across/2)
	x, y := (l.lo[0]+l.hi[0])/2, (l.lo[1]+l.hi[1])/2
	lo, hi := [2]float64{math.Inf(1), math.Inf(1)}, [2]float64{math.Inf(-1), math.Inf(-1)}
	for _, q := range l.d.Sea.Coast().Shore {
		x, y := l.projection.Forward(q)
		lo, hi = [2]float64{min(lo[0], x), min(lo[1], y)}, [2]float64{max(hi[0], x), max(hi[1], y)}
	}
	l.lo, l.hi = [2]float64{x - wide/2, y - high/2}, [2]float64{x + wide/2, y + high/2}
	if wide*high > (hi[0]-lo[0])*(hi[1]-lo[1])/2 {
		// So much of the sea is seen that the rest may be as well.
		margin := 0.04 * max(hi[0]-lo[0], hi[1]-lo[1])
		for i := range lo {
			l.lo[i], l.hi[i] = min(l.lo[i], lo[i]-margin), max(l.hi[i], hi[i]+margin)
		}
	}
}

// entries are the legend.
func (l *lineSheet) entries() (out []entry) {
	head := func(text string) { out = append(out, entry{state: -1, text: text, head: true}) }
	add := func(s symbol, text, more string) {
		out = append(out, entry{state: -1, symbol: s, text: text, more: more})
	}
	if l.compared {
		head(l.Say("What changes hands"))
		for side, name := range l.names {
			area, places := 0.0, 0
			for _, f := range l.faces {
				if f.To == l.states[side] {
					area, places = area+f.Area, places+1
				}
			}
			more := l.Say("%s km²", l.Area(area))
			if places > 1 {
				more = l.Say("%s, %s areas", more, l.Number("%d", places))
			}
			out = append(out, entry{state: l.states[side], hatch: gainedHatch[side], text: l.Say("%s gains", name), more: more})
		}
	}
	head(l.Say("Lines"))
	add(equalSymbol, l.exactName, "")
	if l.other != nil {
		add(comparedSymbol, l.otherName, "")
	}
	add(pointSymbol, l.pointsName, l.numbers(len(l.points)))
	if l.others() {
		add(limitSymbol, l.rest, "")
	}
	if l.setting != nil {
		out = append(out, l.orientation(seen(l.setting, l.d, l.projection, l.lo, l.hi))...)
	}
	if len(l.largest) > 0 {
		heads := [...]string{"Largest departure", "Largest departures"}
		head(l.Say(heads[min(len(l.largest)-1, 1)]))
	}
	for k, p := range l.largest {
		towards := func(name string) string { return l.Say("%s towards %s", l.departure(p.metres), name) }
		out = append(out, entry{state: -1, mark: letter(k), text: towards(l.names[p.side]), short: towards(l.d.States[l.states[p.side]].Code), more: geodesic.FormatPosition(p.at, 0)})
	}
	return out
}

// numbers says how points are numbered.
func (p *pen) numbers(n int) string {
	if n == 1 {
		return p.Say("number %s", p.Number("%d", 1))
	}
	return p.Say("%s to %s, where there is room", p.Number("%d", 1), p.Number("%d", n))
}

// others says whether the division has lines of other pairs.
func (l *lineSheet) others() bool {
	return slices.ContainsFunc(l.d.Boundaries, func(b partition.Boundary) bool { return !l.own(&b) })
}

// own says whether a line is one of the two.
func (l *lineSheet) own(b *partition.Boundary) bool {
	return slices.Contains(l.states[:], b.States[0]) && slices.Contains(l.states[:], b.States[1])
}

// letter is the k-th mark of a departure.
func letter(k int) string { return string(rune('a' + k)) }

// departure prints a distance.
func (p *pen) departure(m float64) string {
	if m < 1e4 {
		return p.Say("%s m", p.Number("%.0f", m))
	}
	return p.Say("%s km", p.Number("%.2f", m/1e3))
}

func (l *lineSheet) draw(b brush) {
	l.brush = b
	b.head(&l.head, l.height)
	x0, y1 := l.margin()+degreesRoom, l.height-l.head.depth()
	f := fitted(b, l.d, l.projection, l.lo, l.hi, 0, box{point{x0, y1 - l.mapDepth}, point{x0 + l.mapWidth, y1}}, textSize)
	f.setting, f.wash = l.setting, pale
	b.open("map")
	l.on(f).plot(f)
	b.close()
	f.beneath(&l.legend, l.area, l.beside)
	y := y1 - l.middle()
	l.magnified(y)
	y -= l.panelDepth()
	b.open("table")
	l.table(y)
	b.close()
	b.foot(l.foot, l.margin(), y-l.tableDepth())
}

const (
	// mostPanels is how many faces are magnified, where none is as wide on the map, in
	// points, as plainly; a panel is so many times as wide as the face.
	mostPanels = 3
	plainly    = 14.0
	panelTimes = 9.0
	panelGap   = 12.0
)

// panelSide is the width of a panel.
func (l *lineSheet) panelSide() float64 {
	return (l.room() - (mostPanels-1)*panelGap) / mostPanels
}

// magnify decides what is shown in panels.
func (l *lineSheet) magnify() {
	scale := l.mapWidth / (l.hi[0] - l.lo[0])
	var panels []box
	for _, face := range l.faces[:min(mostPanels, len(l.faces))] {
		var ring []point
		for _, q := range face.Polygon[0] {
			x, y := l.projection.Forward(q)
			ring = append(ring, point{x, y})
		}
		at, width := widest(ring)
		if width*scale > plainly {
			return
		}
		panels = append(panels, around(at, panelTimes*width, panelTimes*width))
	}
	l.panels = panels
}

func (l *lineSheet) panelDepth() float64 {
	if len(l.panels) == 0 {
		return 0
	}
	return l.panelSide() + 36
}

// magnified draws the panels, down from y.
func (l *lineSheet) magnified(y float64) {
	side := l.panelSide()
	for k, shown := range l.panels {
		x := l.margin() + float64(k)*(side+panelGap)
		l.text(x, y-14, 0, textSize, true, l.ink, l.gain(k))
		lo, hi := [2]float64{shown.lo.x, shown.lo.y}, [2]float64{shown.hi.x, shown.hi.y}
		f := fitted(l.brush, l.d, l.projection, lo, hi, 0, box{point{x, y - 20 - side}, point{x + side, y - 20}}, textSize)
		marks, _ := l.on(f).ground(f, false)
		f.stroke(rectangle(f.x0, f.y0, f.x1, f.y1), l.ink, 0.6)
		f.smallScale(shape{marks.lines})
	}
}

// widest returns the middle of a closed line where it is widest across the way between its
// ends that are farthest apart, and how wide it is there.
func widest(ring []point) (middle point, width float64) {
	a := farthest(ring, ring[0])
	b := farthest(ring, a)
	long := math.Hypot(b.x-a.x, b.y-a.y)
	if long == 0 {
		return a, 0
	}
	cos, sin := (b.x-a.x)/long, (b.y-a.y)/long
	const steps = 60
	for i := range steps {
		u := long * (float64(i) + 0.5) / steps
		var across []float64
		for k := 1; k < len(ring); k++ {
			p, q := ring[k-1], ring[k]
			pu, qu := (p.x-a.x)*cos+(p.y-a.y)*sin-u, (q.x-a.x)*cos+(q.y-a.y)*sin-u
			if (pu > 0) != (qu > 0) {
				t := pu / (pu - qu)
				across = append(across, (p.y+t*(q.y-p.y)-a.y)*cos-(p.x+t*(q.x-p.x)-a.x)*sin)
			}
		}
		slices.Sort(across)
		for k := 1; k < len(across); k += 2 {
			if wide := across[k] - across[k-1]; wide > width {
				v := (across[k] + across[k-1]) / 2
				middle, width = point{a.x + u*cos - v*sin, a.y + u*sin + v*cos}, wide
			}
		}
	}
	return middle, width
}

// farthest returns the place of a line that is farthest from another place.
func farthest(line []point, from point) point {
	return slices.MaxFunc(line, func(p, q point) int {
		return cmp.Compare(math.Hypot(p.x-from.x, p.y-from.y), math.Hypot(q.x-from.x, q.y-from.y))
	})
}

// table writes the points and legs in columns, down from y.
func (l *lineSheet) table(y float64) {
	if len(l.legs) == 0 {
		return
	}
	wide := (l.room() + tableGap) / float64(l.columns)
	edges := [...]float64{16, 22, wide - 55, wide - 16}
	write := func(row tableRow, x, y float64, bold bool) {
		for k, text := range row {
			anchor := 1.0
			if k == 1 {
				anchor = 0
			}
			l.text(x+edges[k], y, anchor, l.tableText(), bold, l.ink, text)
		}
	}
	rows := l.tableRows()
	y -= tableStep
	for k, row := range l.legs {
		x, line := l.margin()+float64(k/rows)*wide, k%rows
		if line == 0 {
			write(tableRow{l.Say("No."), l.Say("Latitude, longitude"), l.Say("Leg km"), l.Say("Azimuth")}, x, y, true)
		}
		write(row, x, y-tableStep*float64(line+1), false)
	}
}

// gainedHatch tells what each of the two gains apart without colour.
var gainedHatch = [2]look.Hatch{look.Rising, look.Falling}

// pale is how much of the colours of sectors is taken away: they tell whose water is
// where, and not what changes hands.
const pale = 0.55

// on is the sheet with the brush of a map.
func (l *lineSheet) on(f *frame) *lineSheet {
	out := *l
	out.brush = f.brush
	return &out
}

// plot draws the map.
func (l *lineSheet) plot(f *frame) {
	marks, faces := l.ground(f, true)
	l.annotate(f, marks, faces)
	f.ruled = slices.Concat(faces...)
	f.marks.taken, f.marks.lines = marks.taken, append(f.marks.lines, marks.lines...)
	f.orient()
	l.stroke(rectangle(f.x0, f.y0, f.x1, f.y1), l.ink, 0.6)
}

// ground draws all but what is written, and returns where lines and water lie, and the
// faces; with meridians and parallels or without.
func (l *lineSheet) ground(f *frame, graticule bool) (marks *labels, faces [][]shape) {
	frame := box{point{f.x0, f.y0}, point{f.x1, f.y1}}
	l.fill(rectangle(f.x0, f.y0, f.x1, f.y1), l.land)
	sea := f.sea()
	water := frame.cut([]shape{sea})
	l.fill(path(water...), l.Water)
	for k := range l.d.Zones {
		z := &l.d.Zones[k]
		shapes := frame.cut(f.shapes(z.Polygons))
		c := palette.Mix(look.Colour(&l.Scheme, z), l.halo, pale)
		l.fill(path(shapes...), c)
		for _, s := range shapes {
			l.stroke(hatch(s, look.HatchOf(z), 4), palette.Mix(c, l.ink, 0.2), 0.3)
		}
	}
	faces = make([][]shape, len(l.faces))
	for k, face := range l.faces {
		faces[k] = frame.cut(f.shapes(orb.MultiPolygon{face.Polygon}))
		side := slices.Index(l.states[:], face.To)
		c := l.States[face.To]
		l.fill(path(faces[k]...), c)
		for _, s := range faces[k] {
			l.stroke(hatch(s, gainedHatch[side], gainedGap), palette.Mix(c, l.ruling, 0.55), 0.45)
		}
	}
	if graticule {
		f.graticule()
	}
	var shore, rest vg.Path
	for _, ring := range sea {
		for _, part := range frame.cutLine(ring) {
			add(&shore, part, false)
		}
	}
	l.stroke(shore, l.coast, 0.5)
	marks = &labels{within: frame.grown(-3), water: slices.Concat(water...)}
	f.marks = &labels{within: marks.within, water: marks.water}
	for _, ring := range sea {
		for _, part := range frame.cutLine(ring) {
			f.marks.keep(part)
		}
	}
	f.borders()
	for k := range l.d.Boundaries {
		if b := &l.d.Boundaries[k]; !l.own(b) {
			for _, part := range frame.cutLine(f.line(b.Line)) {
				f.marks.keep(part)
				add(&rest, part, false)
			}
		}
	}
	l.rule(rest, look.Limit, l.ruling)
	var exact, other vg.Path
	for _, line := range l.exact {
		for _, part := range frame.cutLine(f.line(line)) {
			add(&exact, part, false)
			marks.keep(part)
		}
	}
	for _, line := range l.other {
		for _, part := range frame.cutLine(f.legs(line)) {
			add(&other, part, false)
			marks.keep(part)
		}
	}
	l.stroke(exact, l.halo, 2)
	l.rule(exact, look.Equal, l.ruling)
	l.compare(other)
	return marks, faces
}

// gainedGap is the distance in points between the lines that hatch what is gained.
const gainedGap = 3.2

// annotate writes what there is room for: areas, letters, numbers and names, the
// more important first.
func (l *lineSheet) annotate(f *frame, marks *labels, faces [][]shape) {
	var rims, dots, open, ways vg.Path
	at := make([]point, len(l.points))
	for k, q := range l.points {
		if at[k] = f.at(q); f.inside(at[k]) {
			rims, dots = append(rims, disc(at[k], 1.9)...), append(dots, disc(at[k], 1.3)...)
		}
	}
	for _, p := range l.largest {
		from, to := f.at(p.at), f.at(p.nearest)
		for _, part := range marks.within.cutLine([]point{from, to}) {
			add(&ways, part, false)
			marks.keep(part)
		}
		open = append(open, disc(from, 2.2)...)
	}
	l.stroke(ways, l.ruling, 0.7, 1, 1.4)
	l.fill(rims, l.halo)
	l.fill(dots, l.ruling)
	l.fill(open, l.halo)
	l.stroke(open, l.ruling, 0.9)
	for k, p := range l.largest {
		l.label(marks, f.at(p.at), textSize, true, letter(k), 4, 9, 15)
	}
	l.areas(f, marks, faces)
	for _, k := range inOrder(len(l.points)) {
		if f.inside(at[k]) {
			l.label(marks, at[k], leastText, false, l.Number("%d", k+1), 2.5, 5)
		}
	}
	for k := range l.d.Zones {
		l.name(f, marks, &l.d.Zones[k], faces)
	}
}

// inOrder returns the numbers below n: the ends, round ones, and the others.
func inOrder(n int) (out []int) {
	rank := func(k int) int {
		switch {
		case k == 0 || k == n-1:
			return 0
		case (k+1)%10 == 0:
			return 1
		case (k+1)%5 == 0:
			return 2
		}
		return 3
	}
	for k := range n {
		out = append(out, k)
	}
	slices.SortStableFunc(out, func(a, b int) int { return cmp.Compare(rank(a), rank(b)) })
	return out
}

// label writes a text beside a place where there is room.
func (l *lineSheet) label(marks *labels, at point, size float64, bold bool, text string, gaps ...float64) {
	b, ok := marks.beside(at, l.width(size, bold, text)+1.5, 0.95*size, gaps...)
	if ok {
		ink := l.ink
		if marks.wet(b) {
			ink = l.lettering
		}
		l.text(b.middle().x, b.lo.y+0.12*size, 0.5, size, bold, ink, text)
	}
}

const (
	// leastLabelled is the part of all areas from which on one has its size beside it,
	// mostLabelled how many have.
	leastLabelled = 0.01
	mostLabelled  = 12
)

// areas writes how large the larger faces are, and whose they become: into them or beside them.
func (l *lineSheet) areas(f *frame, marks *labels, faces [][]shape) {
	total := 0.0
	for _, face := range l.faces {
		total += face.Area
	}
	const size = 0.92 * textSize
	for k, face := range l.faces {
		if k >= mostLabelled || face.Area < leastLabelled*total {
			break
		}
		text := l.gain(k)
		wide, high := l.width(size, true, text)+5, 1.4*size
		b, ok := marks.inside(faces[k], wide, high)
		if !ok {
			from, _ := widest(f.line(face.Polygon[0]))
			if !f.inside(from) {
				continue
			}
			if b, ok = marks.beside(from, wide, high, 12, 20, 30, 45, 60, 80); !ok {
				continue
			}
			var lead vg.Path
			end := point{min(max(from.x, b.lo.x), b.hi.x), min(max(from.y, b.lo.y), b.hi.y)}
			add(&lead, []point{from, end}, false)
			l.stroke(lead, l.ruling, 0.5)
			l.fill(disc(from, 1), l.ruling)
		}
		l.fill(rectangle(b.lo.x, b.lo.y, b.hi.x, b.hi.y), l.halo)
		l.stroke(rectangle(b.lo.x, b.lo.y, b.hi.x, b.hi.y), l.ruling, 0.4)
		l.text(b.middle().x, b.lo.y+0.36*size, 0.5, size, true, l.lettering, text)
	}
}

// gain says how large a face is and whose it becomes, after the number of its panel.
func (l *lineSheet) gain(k int) string {
	text := l.Say("%s +%s km²", l.d.States[l.faces[k].To].Code, l.Area(l.faces[k].Area))
	if k < len(l.panels) {
		return strings.Repeat("I", k+1) + ": " + text
	}
	return text
}

// name writes whose a sector is into what of it does not change hands, where there is room.
func (l *lineSheet) name(f *frame, marks *labels, z *caspian.Zone, faces [][]shape) {
	if z.Kind != caspian.ZoneSector {
		return
	}
	shapes := marks.within.cut(f.shapes(z.Polygons))
	if len(shapes) == 0 {
		return
	}
	for k, face := range l.faces {
		if !slices.Contains(z.Holder.States, face.To) {
			shapes = append(shapes, faces[k]...)
		}
	}
	for _, text := range [...]string{z.Holder.Name, l.d.Codes(z.Holder)[0]} {
		const size = 1.3 * textSize
		if b, ok := marks.inside(shapes, l.width(size, true, text)+2, 1.1*size); ok {
			l.text(b.middle().x, b.lo.y+0.25*size, 0.5, size, true, l.lettering, text)
			return
		}
	}
}
