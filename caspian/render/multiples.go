package render

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/render/internal/look"
)

const (
	multiplesWidth = 841.89 // points: A4 across
	smallText      = 4.6
	smallGap       = 6.0
	mostSmall      = 1000
)

// multiples is a sheet of small maps, each of a division of its own sea.
type multiples struct {
	brush
	area
	divisions []*caspian.Division
	columns   int
	side      float64 // of a map, which is square
	head      head
	foot      []string
	height    float64
}

func layOutMultiples(p *pen, a area, divisions []*caspian.Division, t chosen) *multiples {
	n := len(divisions)
	m := &multiples{brush: brush{pen: p}, area: a, divisions: divisions, columns: max(3, int(math.Ceil(math.Sqrt(1.2*float64(n)))))}
	if a.small() {
		m.columns = min(m.columns, 3)
	}
	m.side = (a.room()+smallGap)/float64(m.columns) - smallGap
	title := p.Say("%s seas", p.Number("%d", n))
	if rules := m.each(caspian.Question.Rule); len(rules) == 1 {
		title = p.Say("%s: %s", p.Name(divisions[0].Question.Regime.Title), title)
	}
	m.head = newHead(p, a, cmp.Or(t.title, title), t.subtitle)
	m.foot = p.set(a, append(t.notes(), m.notes()...))
	rows := (n + m.columns - 1) / m.columns
	m.height = m.head.depth() + float64(rows)*(m.top()+m.side+smallGap) + footStep*float64(len(m.foot)) + 4 + a.margin()
	return m
}

func (m *multiples) size() (width, height float64) { return m.wide, m.height }

func (m *multiples) heading() *head { return &m.head }

// letters is the size of texts on a map, larger where maps are few.
func (m *multiples) letters() float64 {
	if m.small() {
		return leastText
	}
	return smallText
}

// top is the height of the two lines above a map.
func (m *multiples) top() float64 { return 2*1.3*m.letters() + 3 }

// each returns what the questions have to say, every text once.
func (m *multiples) each(say func(caspian.Question) string) (out []string) {
	for _, d := range m.divisions {
		if text := say(d.Question); !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}

// notes are the texts at the foot.
func (m *multiples) notes() []string {
	out := []string{strings.Join(m.each(func(q caspian.Question) string {
		return fmt.Sprintf("%s; lines to %g m.", q.Rule(), q.Options.Tolerance)
	}), " ")}
	out = append(out, m.each(func(q caspian.Question) string { return m.Credit(&q) })...)
	return append(out,
		m.Say("Above each map the sea with the first digits of its question's digest, and the shares in percent. Datum WGS84; Lambert azimuthal equal-area projection, centred on each sea and at a scale of its own."),
		m.Not(), m.Made())
}

func (m *multiples) draw(b brush) {
	m.brush = b
	b.head(&m.head, m.height)
	top := m.height - m.head.depth()
	rows := (len(m.divisions) + m.columns - 1) / m.columns
	for k, d := range m.divisions {
		x := m.margin() + float64(k%m.columns)*(m.side+smallGap)
		y := top - float64(k/m.columns)*(m.top()+m.side+smallGap)
		m.above(d, x, y)
		y -= m.top()
		m.one(newFrame(b, d, x, y-m.side, x+m.side, y, m.letters()))
	}
	b.foot(m.foot, m.margin(), top-float64(rows)*(m.top()+m.side+smallGap))
}

// above writes the two lines above a map, down from y.
func (m *multiples) above(d *caspian.Division, x, y float64) {
	digest, size := d.Question.Digest(), m.letters()
	room := m.side - m.width(size-1, false, digest) - 3
	if m.small() {
		room = m.side // it has no room for the digest
	} else {
		m.text(x+m.side, y-size, 1, size-1, false, m.quiet(), digest)
	}
	m.text(x, y-size, 0, size, true, m.ink, m.fit(room, size, true, d.Question.Coast.Name))
	var shares []string
	for _, s := range d.States {
		if d.Question.Regime.Shared() {
			shares = append(shares, s.Code+" "+m.Number("%.1f", 100*s.Share))
		}
	}
	line := strings.Join(shares, " · ")
	if !m.small() {
		size *= max(0.5, min(1, (m.side-0.1)/m.width(size, false, line)))
	}
	m.text(x, y-2.3*m.letters(), 0, size, false, m.ink, m.fit(m.side, size, false, line))
}

// one draws a map that is too small for a graticule and points.
func (m *multiples) one(f *frame) {
	f.codes, f.thin = true, 0.1
	f.open("map")
	defer f.close()
	sea := f.ground()
	f.stroke(path(sea), f.coast, 0.15)
	var lines, others vg.Path
	for k := range f.d.Boundaries {
		b := &f.d.Boundaries[k]
		if look.LineOf(f.d, b) == look.Further {
			add(&others, f.line(b.Line), false)
		} else {
			add(&lines, f.line(b.Line), false)
		}
	}
	f.stroke(lines, f.ruling, 0.5)
	f.stroke(others, f.ruling, 0.5, 2, 1.2)
	f.obstacles()
	f.part("names", f.names)
	f.stroke(rectangle(f.x0, f.y0, f.x1, f.y1), f.ink, 0.25)
	f.smallScale(sea)
}
