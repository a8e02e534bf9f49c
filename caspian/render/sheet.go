package render

import (
	"bytes"
	"fmt"
	"image/color"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"gonum.org/v1/plot/vg"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/render/internal/lettering"
)

// sheet is a page of a PDF as a canvas: fpdf counts from the upper left corner
// down.
type sheet struct {
	loose
	doc    *fpdf.Fpdf
	height float64
	has    map[*lettering.Font]bool // fonts that the document knows
}

func newSheet(width, height float64, title, about string) *sheet {
	doc := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: width, Ht: height}})
	// Nothing in the file depends on when it is made.
	doc.SetCreationDate(time.Unix(0, 0).UTC())
	doc.SetModificationDate(time.Unix(0, 0).UTC())
	doc.SetCatalogSort(true)
	doc.SetTitle(title, true)
	doc.SetSubject(about, true)
	doc.SetCreator(caspian.Module, true)
	doc.SetLang("en")
	doc.SetAutoPageBreak(false, 0)
	doc.AddPage()
	return &sheet{doc: doc, height: height, has: map[*lettering.Font]bool{}}
}

// font chooses a font.
func (s *sheet) font(f *lettering.Font, size float64) {
	style := map[bool]string{true: "B"}[f.Bold]
	if !s.has[f] {
		s.has[f] = true
		s.doc.AddUTF8FontFromBytes(f.Family, style, bytes.Clone(f.TTF))
	}
	s.doc.SetFont(f.Family, style, size)
}

// SetColor sets the colour of lines, areas and text.
func (s *sheet) SetColor(c color.Color) {
	v := color.NRGBAModel.Convert(c).(color.NRGBA)
	r, g, b := int(v.R), int(v.G), int(v.B)
	s.doc.SetDrawColor(r, g, b)
	s.doc.SetFillColor(r, g, b)
	s.doc.SetTextColor(r, g, b)
}

// SetLineWidth sets the width of lines.
func (s *sheet) SetLineWidth(w vg.Length) { s.doc.SetLineWidth(float64(w)) }

// SetLineDash sets the pattern of lines.
func (s *sheet) SetLineDash(pattern []vg.Length, offset vg.Length) {
	var dashes []float64
	for _, d := range pattern {
		dashes = append(dashes, float64(d))
	}
	s.doc.SetDashPattern(dashes, float64(offset))
}

// Stroke draws the lines of a path.
func (s *sheet) Stroke(p vg.Path) { s.path(p, "D") }

// Fill fills a path.
func (s *sheet) Fill(p vg.Path) { s.path(p, "F") }

func (s *sheet) path(p vg.Path, how string) {
	for _, c := range p {
		x, y := float64(c.Pos.X), s.height-float64(c.Pos.Y)
		switch c.Type {
		case vg.MoveComp:
			s.doc.MoveTo(x, y)
		case vg.LineComp:
			s.doc.LineTo(x, y)
		case vg.CurveComp:
			// One control point, as fonts have it; fpdf draws another curve with it.
			x0, y0 := s.doc.GetXY()
			qx, qy := float64(c.Control[0].X), s.height-float64(c.Control[0].Y)
			s.doc.CurveBezierCubicTo(x0+(qx-x0)*2/3, y0+(qy-y0)*2/3, x+(qx-x)*2/3, y+(qy-y)*2/3, x, y)
		case vg.CloseComp:
			s.doc.ClosePath()
		}
	}
	s.doc.DrawPath(how)
}

// Write writes a line of text. What is not simply one letter after the other is drawn
// as an outline, since fpdf knows signs of a font by their letters alone, with the
// letters above it out of sight, in the order in which they are seen: pdftotext and
// pypdf put what runs from right to left back into the order of reading, as browsers'
// files ask of them too; mutool and pdfminer leave it as it is seen.
func (s *sheet) Write(l *lettering.Line, size, anchor float64, at vg.Point) {
	at.X -= vg.Length(anchor * size * l.Width)
	x, y := float64(at.X), s.height-float64(at.Y)
	for k := range l.Runs {
		r := &l.Runs[k]
		s.font(r.Font, size)
		if r.Simple {
			s.doc.Text(x+size*r.X, y, r.Text)
			continue
		}
		var outline vg.Path
		r.Outline(&outline, at, size)
		s.Fill(outline)
		const invisible = 3
		s.doc.SetTextRenderingMode(invisible)
		text := strings.Map(r.Known, r.Text)
		if wide := s.doc.GetStringWidth(text); wide > 0 {
			// As wide as it is seen.
			s.doc.RawWriteStr(fmt.Sprintf("%.2f Tz", 100*size*r.Width/wide))
		}
		s.doc.Text(x+size*r.X, y, text)
		s.doc.RawWriteStr("100 Tz")
		s.doc.SetTextRenderingMode(0)
	}
}
