package render

import (
	"bytes"
	"fmt"
	"html"
	"image/color"
	"io"
	"strconv"
	"strings"

	"gonum.org/v1/plot/vg"

	"caspian.example/division/caspian/render/internal/lettering"
)

// markup is a canvas that writes SVG, which counts from the upper left corner down.
type markup struct {
	b      bytes.Buffer
	height float64
	ink    string
	width  float64 // of lines
	dashes string
	ids    map[string]int // how many groups have a class
}

// Names of fonts, widths as in lettering: no pairs are kerned, and no letters joined
// but where a script needs it.
const (
	svgHead = `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 0 %s %s" role="img" font-family="Liberation Sans, Arial, Helvetica, DejaVu Sans, sans-serif" style="font-kerning:none;font-variant-ligatures:no-common-ligatures">
<title>%s</title>
<desc>%s</desc>
`
	svgFoot = "</svg>\n"
)

// newMarkup begins a picture of some size in points, which is shown so many pixels wide, or
// in its own size if these are 0.
func newMarkup(width, height, pixels float64, title, about string) *markup {
	m := &markup{height: height, ids: map[string]int{}}
	wide, high := number(width)+"pt", number(height)+"pt"
	if pixels > 0 {
		wide, high = number(pixels), number(pixels/width*height)
	}
	fmt.Fprintf(&m.b, svgHead, wide, high, number(width), number(height), escaped(title), escaped(about))
	return m
}

// escaped is a text as XML may have it.
func escaped(text string) string { return html.EscapeString(lettering.Clean(text)) }

// Open begins a group: its class says what it is, its id the same with a number from the
// second such group on.
func (m *markup) Open(g group) {
	m.ids[g.class]++
	id := g.class
	if n := m.ids[g.class]; n > 1 {
		id += fmt.Sprintf("-%d", n)
	}
	fmt.Fprintf(&m.b, `<g id="%s" class="%s"`, id, g.class)
	if len(g.states) > 0 {
		fmt.Fprintf(&m.b, ` data-state="%s"`, escaped(strings.Join(g.states, " ")))
	}
	m.b.WriteString(">\n")
}

// Close ends a group.
func (m *markup) Close() { m.b.WriteString("</g>\n") }

// number prints a length to a hundredth of a point.
func number(v float64) string {
	b := strconv.AppendFloat(nil, v, 'f', 2, 64)
	return string(bytes.TrimSuffix(bytes.TrimRight(b, "0"), []byte(".")))
}

// write ends the picture and writes it.
func (m *markup) write(w io.Writer) error {
	m.b.WriteString(svgFoot)
	_, err := m.b.WriteTo(w)
	return err
}

// SetColor sets the colour of lines, areas and text.
func (m *markup) SetColor(c color.Color) {
	v := color.NRGBAModel.Convert(c).(color.NRGBA)
	m.ink = fmt.Sprintf("#%02x%02x%02x", v.R, v.G, v.B)
}

// SetLineWidth sets the width of lines.
func (m *markup) SetLineWidth(w vg.Length) { m.width = float64(w) }

// SetLineDash sets the pattern of lines.
func (m *markup) SetLineDash(pattern []vg.Length, _ vg.Length) {
	m.dashes = ""
	for k, d := range pattern {
		if k > 0 {
			m.dashes += ","
		}
		m.dashes += number(float64(d))
	}
}

// Stroke draws the lines of a path.
func (m *markup) Stroke(p vg.Path) {
	fmt.Fprintf(&m.b, `<path fill="none" stroke="%s" stroke-width="%s"`, m.ink, number(m.width))
	if m.dashes != "" {
		fmt.Fprintf(&m.b, ` stroke-dasharray="%s"`, m.dashes)
	}
	m.path(p)
}

// Fill fills a path.
func (m *markup) Fill(p vg.Path) {
	fmt.Fprintf(&m.b, `<path fill="%s"`, m.ink)
	m.path(p)
}

func (m *markup) path(p vg.Path) {
	m.b.WriteString(` d="`)
	for _, c := range p {
		switch c.Type {
		case vg.MoveComp:
			m.b.WriteByte('M')
		case vg.LineComp:
			m.b.WriteByte('L')
		case vg.CloseComp:
			m.b.WriteByte('Z')
			continue
		}
		m.b.WriteString(number(float64(c.Pos.X)) + "," + number(m.height-float64(c.Pos.Y)))
	}
	m.b.WriteString("\"/>\n")
}

// Write writes a line of text. One that runs from right to left, or has signs that we
// do not know the width of, stands around its middle: programs do not agree on which
// end of it the beginning is, and have fonts of their own.
func (m *markup) Write(l *lettering.Line, size, anchor float64, at vg.Point) {
	x := float64(at.X)
	if l.RightToLeft || len(l.Missing) > 0 {
		x += (0.5 - anchor) * size * l.Width
		anchor = 0.5
	}
	fmt.Fprintf(&m.b, `<text x="%s" y="%s" font-size="%s" fill="%s"`, number(x), number(m.height-float64(at.Y)), number(size), m.ink)
	if l.Bold {
		m.b.WriteString(` font-weight="bold"`)
	}
	switch anchor {
	case 0.5:
		m.b.WriteString(` text-anchor="middle"`)
	case 1:
		m.b.WriteString(` text-anchor="end"`)
	}
	if l.RightToLeft {
		m.b.WriteString(` direction="rtl"`)
	}
	m.b.WriteString(">" + html.EscapeString(l.Text) + "</text>\n")
}
