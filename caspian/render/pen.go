package render

import (
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"caspian.example/division/caspian/render/internal/lettering"
	"caspian.example/division/caspian/render/internal/words"
)

// Sizes in points that all pages have.
const (
	pageMargin = 30.0
	textSize   = 8.5
)

// pen draws on a canvas, in words of a language. Its unit is the point, 1/72 inch, from
// the lower left corner of the page.
type pen struct {
	*words.Language
	c      canvas
	setter *lettering.Setter
	// mirror is the width of a page on which all but maps is mirrored, since its
	// language is written from right to left; 0 of others.
	mirror float64
}

// canvas is what a pen needs of a vg.Canvas. Paths have straight lines only.
type canvas interface {
	SetColor(color.Color)
	SetLineWidth(vg.Length)
	SetLineDash(pattern []vg.Length, offset vg.Length)
	Stroke(vg.Path)
	Fill(vg.Path)
	// Write writes a line of text in a size, whose baseline begins at a point
	// (anchor 0), or has its middle (½) or its end there (1).
	Write(l *lettering.Line, size, anchor float64, at vg.Point)
	// Open begins a part of the picture, in the part that is open, and Close ends it.
	Open(g group)
	Close()
}

// group is a part of a picture: what it is, and whose.
type group struct {
	class  string
	states []string // codes
}

// loose is for canvases that keep no parts together.
type loose struct{}

// Open does nothing.
func (loose) Open(group) {}

// Close does nothing.
func (loose) Close() {}

// brush is a pen with the colours that it draws in.
type brush struct {
	*pen
	colours
}

// english is the language of pens, if they are given no other, and of reports.
var english = words.In(words.English)

// unmirrored is the pen of a map.
func (p *pen) unmirrored() *pen {
	out := *p
	out.mirror = 0
	return &out
}

// place is where a place of a page is.
func (p *pen) place(at vg.Point) vg.Point {
	if p.mirror > 0 {
		at.X = vg.Length(p.mirror) - at.X
	}
	return at
}

// placed is where a path of a page is.
func (p *pen) placed(path vg.Path) vg.Path {
	if p.mirror == 0 {
		return path
	}
	out := slices.Clone(path)
	for k := range out {
		out[k].Pos = p.place(out[k].Pos)
	}
	return out
}

// codes says what codes stand for, by the key to them.
func (p *pen) codes(key string) string {
	return p.Say("Codes stand for names that the fonts of this sheet do not have: %s.", key)
}

func (p *pen) width(size float64, bold bool, text string) float64 {
	return size * p.setter.Line(text, bold).Width
}

// text writes a line with its baseline at y; anchor is 0 if x is its beginning,
// ½ if it is its middle, 1 if it is its end; on a mirrored page counted from the right.
func (p *pen) text(x, y, anchor, size float64, bold bool, ink color.Color, text string) {
	if p.mirror > 0 {
		anchor = 1 - anchor
	}
	p.c.SetColor(ink)
	p.c.Write(p.setter.Line(text, bold), size, anchor, p.place(vg.Point{X: vg.Length(x), Y: vg.Length(y)}))
}

// fit returns a text, shortened if it is wider than width.
func (p *pen) fit(width, size float64, bold bool, text string) string {
	if p.width(size, bold, text) <= width {
		return text
	}
	// As many letters as there is room for.
	return lettering.Cut(text, func(part string) bool { return p.width(size, bold, part+"…") <= width }) + "…"
}

// wrap breaks a text into lines, all in the direction of the whole.
func (p *pen) wrap(width, size float64, bold bool, text string) (lines []string) {
	mark := map[bool]string{true: lettering.RightToLeft, false: lettering.LeftToRight}[p.setter.Line(text, bold).RightToLeft]
	line := ""
	end := func() {
		if p.setter.Line(line, bold).RightToLeft != p.setter.Line(text, bold).RightToLeft {
			line = mark + line
		}
		lines = append(lines, line)
	}
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' }) { // no other blank breaks
		word = p.fit(width, size, bold, word)
		longer := strings.TrimSpace(line + " " + word)
		if line != "" && p.width(size, bold, longer) > width {
			end()
			longer = word
		}
		line = longer
	}
	end()
	return lines
}

// open begins a part of the picture, close ends it.
func (p *pen) open(class string, states ...string) { p.c.Open(group{class, states}) }

func (p *pen) close() { p.c.Close() }

func (p *pen) fill(path vg.Path, ink color.Color) {
	if len(path) > 0 {
		p.c.SetColor(ink)
		p.c.Fill(p.placed(path))
	}
}

func (p *pen) stroke(path vg.Path, ink color.Color, width float64, dashes ...float64) {
	if len(path) == 0 {
		return
	}
	p.c.SetColor(ink)
	p.c.SetLineWidth(vg.Length(width))
	var d []vg.Length
	for _, v := range dashes {
		d = append(d, vg.Length(v))
	}
	p.c.SetLineDash(d, 0)
	p.c.Stroke(p.placed(path))
}

// rectangle returns the path of a box.
func rectangle(x0, y0, x1, y1 float64) (path vg.Path) {
	line := []point{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}
	add(&path, line, true)
	return path
}

// disc returns the path of a small circle.
func disc(at point, radius float64) (path vg.Path) {
	n := 6 + int(8*radius)
	line := make([]point, n+1)
	for k := range line {
		sin, cos := math.Sincos(2 * math.Pi * float64(k%n) / float64(n))
		line[k] = point{at.x + radius*cos, at.y + radius*sin}
	}
	add(&path, line, true)
	return path
}

// point is a place on the page.
type point struct{ x, y float64 }

// shape is a polygon on the page, rings closed.
type shape [][]point

// box is a part of a page.
type box struct{ lo, hi point }

func (b box) overlaps(o box) bool {
	return b.lo.x < o.hi.x && o.lo.x < b.hi.x && b.lo.y < o.hi.y && o.lo.y < b.hi.y
}

func (b box) holds(o box) bool {
	return o.lo.x >= b.lo.x && o.hi.x <= b.hi.x && o.lo.y >= b.lo.y && o.hi.y <= b.hi.y
}

// grown is a box with a margin.
func (b box) grown(by float64) box {
	return box{point{b.lo.x - by, b.lo.y - by}, point{b.hi.x + by, b.hi.y + by}}
}

// middle is that of a box.
func (b box) middle() point { return point{(b.lo.x + b.hi.x) / 2, (b.lo.y + b.hi.y) / 2} }

// around returns a box of a width and height with its middle at a place.
func around(at point, wide, high float64) box {
	return box{point{at.x - wide/2, at.y - high/2}, point{at.x + wide/2, at.y + high/2}}
}

// add appends a line to a path, closed if need be.
func add(path *vg.Path, line []point, closed bool) {
	for k, q := range line {
		v := vg.Point{X: vg.Length(q.x), Y: vg.Length(q.y)}
		if k == 0 {
			path.Move(v)
		} else {
			path.Line(v)
		}
	}
	if closed {
		path.Close()
	}
}

func path(shapes ...shape) (p vg.Path) {
	for _, s := range shapes {
		for _, ring := range s {
			add(&p, ring, true)
		}
	}
	return p
}
