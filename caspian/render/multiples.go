package render

import (
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
	smallHead      = 2*1.3*smallText + 3 // two lines above a map
	mostSmall      = 1000
)

// multiples is a sheet of small maps, each of a division of its own sea.
type multiples struct {
	brush
	divisions []*caspian.Division
	columns   int
	side      float64 // of a map, which is square
	title     string
	foot      []string
	depth     float64
}

func layOutMultiples(p *pen, divisions []*caspian.Division) *multiples {
	n := len(divisions)
	m := &multiples{brush: brush{pen: p}, divisions: divisions, columns: max(3, int(math.Ceil(math.Sqrt(1.2*float64(n)))))}
	m.side = (multiplesWidth-2*pageMargin+smallGap)/float64(m.columns) - smallGap
	m.title = p.Say("%s seas", p.Number("%d", n))
	if rules := m.each(caspian.Question.Rule); len(rules) == 1 {
		m.title = p.Say("%s: %s", p.Name(divisions[0].Question.Regime.Title), m.title)
	}
	for _, text := range m.notes() {
		m.foot = append(m.foot, p.wrap(multiplesWidth-2*pageMargin, comparisonText-0.5, false, text)...)
	}
	rows := (n + m.columns - 1) / m.columns
	m.depth = 2*pageMargin + 24 + float64(rows)*(smallHead+m.side+smallGap) + 9.5*float64(len(m.foot))
	return m
}

func (m *multiples) size() (width, height float64) { return multiplesWidth, m.depth }

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
	m.fill(rectangle(0, 0, multiplesWidth, m.depth), m.paper)
	top := m.depth - pageMargin
	m.text(pageMargin, top-12, 0, 14, true, m.ink, m.fit(multiplesWidth-2*pageMargin, 14, true, m.title))
	top -= 24
	for k, d := range m.divisions {
		x := pageMargin + float64(k%m.columns)*(m.side+smallGap)
		y := top - float64(k/m.columns)*(smallHead+m.side+smallGap)
		m.head(d, x, y)
		y -= smallHead
		m.small(newFrame(b, d, x, y-m.side, x+m.side, y, smallText))
	}
	for k, line := range m.foot {
		m.text(pageMargin, pageMargin+9.5*float64(len(m.foot)-1-k), 0, comparisonText-0.5, false, m.ink, line)
	}
}

// head writes the two lines above a map, down from y.
func (m *multiples) head(d *caspian.Division, x, y float64) {
	digest := d.Question.Digest()
	room := m.side - m.width(smallText-1, false, digest) - 3
	m.text(x, y-smallText, 0, smallText, true, m.ink, m.fit(room, smallText, true, d.Question.Coast.Name))
	m.text(x+m.side, y-smallText, 1, smallText-1, false, m.faint, digest)
	var shares []string
	for _, s := range d.States {
		if d.Question.Regime.Shared() {
			shares = append(shares, s.Code+" "+m.Number("%.1f", 100*s.Share))
		}
	}
	line := strings.Join(shares, " · ")
	size := smallText * max(0.5, min(1, (m.side-0.1)/m.width(smallText, false, line)))
	m.text(x, y-2.3*smallText, 0, size, false, m.ink, m.fit(m.side, size, false, line))
}

// small draws a map that is too small for a graticule and points.
func (m *multiples) small(f *frame) {
	f.codes, f.thin = true, 0.1
	f.fill(rectangle(f.x0, f.y0, f.x1, f.y1), f.land)
	sea := f.sea()
	f.fill(path(sea), f.Water)
	for k := range f.d.Zones {
		f.zone(&f.d.Zones[k])
	}
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
	for k := range f.d.Zones {
		f.name(&f.d.Zones[k])
	}
	f.stroke(rectangle(f.x0, f.y0, f.x1, f.y1), f.ink, 0.25)
	f.smallScale(sea)
}
