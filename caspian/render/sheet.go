package render

import (
	"bytes"
	"fmt"
	"image/color"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
	weights "golang.org/x/image/font"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// sheet is a page of a PDF as a canvas: fpdf counts from the upper left corner
// down.
type sheet struct {
	doc    *fpdf.Fpdf
	height float64
}

func newSheet(width, height float64) (*sheet, error) {
	doc := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: width, Ht: height}})
	// Nothing in the file depends on when it is made.
	doc.SetCreationDate(time.Unix(0, 0).UTC())
	doc.SetModificationDate(time.Unix(0, 0).UTC())
	doc.SetCatalogSort(true)
	doc.SetAutoPageBreak(false, 0)
	pen := newPen(nil)
	for _, bold := range []bool{false, true} {
		face := pen.face(textSize, bold)
		var source bytes.Buffer
		if _, err := face.Face.WriteSourceTo(nil, &source); err != nil {
			return nil, fmt.Errorf("render: %w", err)
		}
		doc.AddUTF8FontFromBytes(family, style(&face), source.Bytes())
	}
	doc.AddPage()
	return &sheet{doc, height}, doc.Error()
}

const family = "sans"

func style(f *font.Face) string {
	if f.Font.Weight == weights.WeightBold {
		return "B"
	}
	return ""
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
		case vg.CloseComp:
			s.doc.ClosePath()
		}
	}
	s.doc.DrawPath(how)
}

// FillString writes a line of text, with a question mark for what the font has no sign
// for: fpdf can be given nothing else.
func (s *sheet) FillString(f font.Face, at vg.Point, text string) {
	text = strings.Map(func(r rune) rune {
		if k, err := f.Face.GlyphIndex(nil, r); err != nil || k == 0 {
			return '?'
		}
		return r
	}, text)
	s.doc.SetFont(family, style(&f), float64(f.Font.Size))
	s.doc.Text(float64(at.X), s.height-float64(at.Y), text)
}
