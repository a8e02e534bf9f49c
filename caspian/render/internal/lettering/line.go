package lettering

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-text/typesetting/bidi"
	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/segmenter"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/vg"
)

// Line is a line of text as it is set. Lengths are in ems: times the size of the
// text.
type Line struct {
	// Text is what the line says, cleaned, for programs with fonts of their own.
	Text  string
	Bold  bool
	Width float64
	// RightToLeft says that the line begins on the right.
	RightToLeft bool
	// Plain says that the first font has every sign, and that they follow each other
	// from left to right.
	Plain bool
	// Missing are the signs that no font has, in the order of the text, each once. The
	// replacement character stands in their place.
	Missing []rune
	// Runs are its parts from left to right.
	Runs []Run
}

// Run is a part of a line in one font and one direction.
type Run struct {
	*Font
	// X is where it begins.
	X, Width float64
	// Text is what it says, from left to right.
	Text string
	// Simple says that the signs of the font for each of the letters, one after the
	// other, are all there is to it. What is not simple is drawn as an outline.
	Simple bool

	face   *font.Face
	glyphs []glyph
}

type glyph struct {
	id   font.GID
	x, y float64
}

// Setter sets lines of text. It is not for concurrent use.
type Setter struct {
	shaper    shaping.HarfbuzzShaper
	segmenter shaping.Segmenter
	paragraph bidi.Paragraph
	faces     map[*Font]*font.Face
	set       map[key]*Line
}

type key struct {
	text string
	bold bool
}

// mostLines is how many lines a setter keeps.
const mostLines = 4096

// New returns a setter.
func New() *Setter { return &Setter{faces: map[*Font]*font.Face{}, set: map[key]*Line{}} }

// Marks of direction: a text that begins with one runs so.
const LeftToRight, RightToLeft = "\u200E", "\u200F"

// Line sets a text. Its direction is that of its first letter.
//
// Where it runs from left to right, what is in letters from right to left within it
// stands apart: a number behind a name stays behind it.
func (s *Setter) Line(text string, bold bool) *Line {
	k := key{text, bold}
	if s.set[k] == nil {
		if len(s.set) == mostLines {
			clear(s.set)
		}
		s.set[k] = s.line(Clean(text), bold)
	}
	return s.set[k]
}

func (s *Setter) line(text string, bold bool) *Line {
	out := &Line{Text: text, Bold: bold, Plain: true}
	runes := s.reduced(out, bold)
	first := slices.IndexFunc(runes, func(r rune) bool { return unicode.IsLetter(r) || strings.ContainsRune(LeftToRight+RightToLeft, r) })
	out.RightToLeft = first >= 0 && s.rightToLeft(runes[first])
	if out.RightToLeft {
		s.add(out, runes, 0, len(runes), true, bold)
	} else {
		at := 0
		for _, part := range s.stretches(runes) {
			s.add(out, runes, at, part[0], false, bold)
			s.add(out, runes, part[0], part[1], true, bold)
			at = part[1]
		}
		s.add(out, runes, at, len(runes), false, bold)
		out.Text = s.isolated([]rune(out.Text))
	}
	for k := range out.Runs {
		out.Plain = out.Plain && out.Runs[k].Simple && out.Runs[k].Font == fonts(bold)[0]
	}
	return out
}

// reduced returns the signs of a line that a font has, and notes the others.
func (s *Setter) reduced(l *Line, bold bool) (out []rune) {
	for _, r := range l.Text {
		switch {
		case s.fontOf(r, bold) != nil || joiner(r):
			out = append(out, r)
		case unicode.Is(unicode.Variation_Selector, r):
		default:
			if l.Plain = false; !slices.Contains(l.Missing, r) {
				l.Missing = append(l.Missing, r)
			}
			out = append(out, unicode.ReplacementChar)
		}
	}
	return out
}

// fontOf returns the first font that has a sign, nil if there is none.
func (s *Setter) fontOf(r rune, bold bool) *Font {
	for _, f := range fonts(bold) {
		if _, has := s.face(f).NominalGlyph(r); has {
			return f
		}
	}
	return nil
}

func (s *Setter) face(f *Font) *font.Face {
	if s.faces[f] == nil {
		s.faces[f] = font.NewFace(f.parsed())
	}
	return s.faces[f]
}

// rightToLeft says whether a letter belongs to a script that is written so.
func (s *Setter) rightToLeft(r rune) bool {
	const hebrew = 0x590 // the first of them
	if r < hebrew {
		return false
	}
	runs := s.paragraph.Segment([]rune{r}, bidi.LeftToRight)
	return !runs.Run(0).IsLeftToRight()
}

// stretches returns the parts of a text that begin and end with letters from right to
// left and have none from left to right between them.
func (s *Setter) stretches(runes []rune) (out [][2]int) {
	open := false
	for k, r := range runes {
		switch {
		case s.rightToLeft(r) && open:
			out[len(out)-1][1] = k + 1
		case s.rightToLeft(r):
			out = append(out, [2]int{k, k + 1})
			open = true
		case open && unicode.IsMark(r) && out[len(out)-1][1] == k:
			out[len(out)-1][1] = k + 1
		case unicode.IsLetter(r):
			open = false
		}
	}
	return out
}

// Right-to-left isolates begin and end with these.
const isolate, endIsolate = "\u2067", "\u2069"

// isolated returns a text from left to right that programs lay out as a Setter does.
func (s *Setter) isolated(runes []rune) string {
	var b strings.Builder
	at := 0
	for _, part := range s.stretches(runes) {
		b.WriteString(string(runes[at:part[0]]) + isolate + string(runes[part[0]:part[1]]) + endIsolate)
		at = part[1]
	}
	return b.String() + string(runes[at:])
}

// unit is the number of units in an em, in which texts are set.
const unit = 2048

// features: neither pairs are kerned, which not all readers of a map do, nor ligatures
// made but those without which a script cannot be written.
var features = []shaping.FontFeature{{Tag: opentype.MustNewTag("kern")}, {Tag: opentype.MustNewTag("liga")}, {Tag: opentype.MustNewTag("clig")}}

// add sets a part of a text behind what a line has.
func (s *Setter) add(l *Line, runes []rune, from, to int, rightToLeft, bold bool) {
	if from == to {
		return
	}
	direction := bidi.LeftToRight
	if rightToLeft {
		direction = bidi.RightToLeft
	}
	levels := s.paragraph.Segment(runes[from:to], direction)
	var parts []shaping.Output
	for k := range levels.NumRuns() {
		part := levels.Run(k)
		in := shaping.Input{
			Text: runes, RunStart: from + part.Start, RunEnd: from + part.End, Direction: di.DirectionRTL,
			Size: fixed.I(unit), FontFeatures: features,
		}
		if part.IsLeftToRight() {
			in.Direction = di.DirectionLTR
		}
		var row []shaping.Output
		for _, piece := range s.segmenter.Split(in, &choice{s, bold, nil}) {
			row = append(row, s.shaper.Shape(piece))
		}
		if !part.IsLeftToRight() {
			slices.Reverse(row)
		}
		if rightToLeft {
			parts = append(row, parts...)
		} else {
			parts = append(parts, row...)
		}
	}
	for k := range parts {
		s.run(l, runes, &parts[k], bold)
	}
}

// choice finds the font of a sign: marks and joiners are in that of the letter before
// them, all else in the first that has it, as browsers choose.
type choice struct {
	*Setter
	bold bool
	last *Font
}

func (c *choice) ResolveFace(r rune) *font.Face {
	if c.last != nil && (unicode.IsMark(r) || joiner(r)) {
		if _, has := c.face(c.last).NominalGlyph(r); has {
			return c.face(c.last)
		}
	}
	if f := c.fontOf(r, c.bold); f != nil {
		c.last = f
	} else if c.last == nil {
		c.last = fonts(c.bold)[0]
	}
	return c.face(c.last)
}

// Brackets turn where they run from right to left.
const brackets, mirrored = "()[]{}<>«»‹›", ")(][}{><»«›‹"

// run adds a part of a line that has been set.
func (s *Setter) run(l *Line, runes []rune, set *shaping.Output, bold bool) {
	em := func(v fixed.Int26_6) float64 { return float64(v) / 64 / unit }
	out := Run{X: l.Width, Simple: set.Direction == di.DirectionLTR, face: set.Face}
	for _, f := range fonts(bold) {
		if s.face(f) == set.Face {
			out.Font = f
		}
	}
	last := -1
	for _, g := range set.Glyphs {
		if g.TextIndex() != last {
			last = g.TextIndex()
			letters := slices.Clone(runes[last : last+g.RunesCount()])
			if set.Direction == di.DirectionRTL {
				slices.Reverse(letters)
				for k, r := range letters {
					// As they are seen.
					if at := strings.IndexRune(brackets, r); at >= 0 {
						letters[k], _ = utf8.DecodeRuneInString(mirrored[at:])
					}
				}
			}
			out.Text += string(letters)
		}
		nominal, _ := set.Face.NominalGlyph(runes[last])
		out.Simple = out.Simple && g.GlyphID == nominal && g.RunesCount() == 1 && g.GlyphsCount() == 1 && g.XOffset == 0 && g.YOffset == 0 && out.Known(runes[last]) >= 0
		out.glyphs = append(out.glyphs, glyph{g.GlyphID, l.Width + em(g.XOffset), em(g.YOffset)})
		l.Width += em(g.Advance)
	}
	out.Width = l.Width - out.X
	l.Runs = append(l.Runs, out)
}

// Known returns a letter if the font has a sign of its own for it, and the letter is
// one of the first 65,536, else −1.
func (r *Run) Known(letter rune) rune {
	const most = 0xFFFF
	if _, has := r.face.NominalGlyph(letter); !has || letter > most {
		return -1
	}
	return letter
}

// Outline appends the outline of a run to a path, in a size, its line beginning at a
// point.
func (r *Run) Outline(path *vg.Path, at vg.Point, size float64) {
	for _, g := range r.glyphs {
		outline, ok := r.face.GlyphDataOutline(g.id)
		if !ok {
			continue // a sign without ink
		}
		place := func(p opentype.SegmentPoint) vg.Point {
			em := float64(r.face.Upem())
			return vg.Point{X: at.X + vg.Length(size*(g.x+float64(p.X)/em)), Y: at.Y + vg.Length(size*(g.y+float64(p.Y)/em))}
		}
		for k, part := range outline.Segments {
			switch part.Op {
			case opentype.SegmentOpMoveTo:
				if k > 0 {
					path.Close()
				}
				path.Move(place(part.Args[0]))
			case opentype.SegmentOpLineTo:
				path.Line(place(part.Args[0]))
			case opentype.SegmentOpQuadTo:
				path.QuadTo(place(part.Args[0]), place(part.Args[1]))
			case opentype.SegmentOpCubeTo:
				path.CubeTo(place(part.Args[0]), place(part.Args[1]), place(part.Args[2]))
			}
		}
		if len(outline.Segments) > 0 {
			path.Close()
		}
	}
}

// Clean returns a text as it can stand in a line: with blanks for what is no letter or
// sign, which XML forbids some of, and without signs that turn the order of others.
func Clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case joiner(r) || unicode.IsGraphic(r):
			return r
		case unicode.Is(unicode.Cf, r):
			return -1
		}
		return ' '
	}, text)
}

// joiner says whether a sign without ink belongs to the spelling: joiners and marks of
// direction.
func joiner(r rune) bool {
	return strings.ContainsRune("\u200C\u200D\u200E\u200F\u061C", r)
}

// Cut returns as many whole letters of a text, with their marks, as keep says there is
// room for.
func Cut(text string, keep func(string) bool) string {
	var s segmenter.Segmenter
	runes := []rune(text)
	s.Init(runes)
	var ends []int
	for i := s.GraphemeIterator(); i.Next(); {
		g := i.Grapheme()
		ends = append(ends, g.Offset+len(g.Text))
	}
	n := sort.Search(len(ends), func(n int) bool { return !keep(string(runes[:ends[n]])) })
	if n == 0 {
		return ""
	}
	return string(runes[:ends[n-1]])
}
