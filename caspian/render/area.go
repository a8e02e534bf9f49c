package render

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"caspian.example/division/caspian/render/internal/lettering"
)

const (
	paperWide, paperDeep = 595.28, 841.89 // of A4, in points
	phoneWide            = 310.0
	// a3Scale is how much larger all is on A3 than on A4, where more of it has room.
	a3Scale = 1.2
	// leastText is the least height in points of texts, which has leastPixels on a
	// screen: where they would be smaller, a narrower sheet has less text.
	leastText, leastPixels = 6.9, 9.0
	pixel                  = 0.75           // points, in CSS
	webPixels, phonePixels = 1200.0, 1080.0 // of a PNG
	paperDPI               = 150.0
	// leastPixelsWide and mostPixelsWide are the widths that pictures on screens may have.
	leastPixelsWide, mostPixelsWide = 200, 10_000
)

// area is what a picture may fill, in points.
type area struct {
	wide float64
	deep float64 // if it can; 0 for no limit
}

// small says whether an area has room for little text.
func (a area) small() bool { return a.wide < 450 }

// margin is the room left on all sides.
func (a area) margin() float64 {
	if a.small() {
		return 12
	}
	return pageMargin
}

// room is the width between the margins.
func (a area) room() float64 { return a.wide - 2*a.margin() }

// paper is a page, and what of it a picture fills.
type paper struct {
	area
	scale  float64 // points of the page per point of the picture
	pixels float64 // how wide it is on a screen; 0 for paper
	fixed  bool    // whether the page is as deep as its area, whatever the picture needs
}

// paper returns the page for a picture that is naturally some width, on paper upright or
// across.
func (o Options) paper(natural float64, across bool) (paper, error) {
	out := paper{area: area{wide: natural}, scale: 1, pixels: float64(o.Width)}
	switch o.Size {
	case "":
		if o.Width > 0 {
			out.wide = min(natural, out.pixels*leastText/leastPixels)
		}
	case A4, A3:
		if o.Size == A3 {
			out.scale = a3Scale
		}
		by := map[Size]float64{A4: 1, A3: math.Sqrt2 / a3Scale}[o.Size]
		out.wide, out.deep, out.fixed = paperWide*by, paperDeep*by, true
		if across {
			out.wide, out.deep = out.deep, out.wide
		}
	case Web, Phone:
		if o.Size == Phone {
			out.wide = phoneWide
		}
	default:
		return out, fmt.Errorf("%w: there is no size %q, only %s", ErrOptions, o.Size, sizesInWords())
	}
	if o.Width != 0 && o.DPI != 0 {
		return out, fmt.Errorf("%w: a width and a density exclude each other", ErrOptions)
	}
	if o.Width != 0 && (o.Width < leastPixelsWide || o.Width > mostPixelsWide) {
		return out, fmt.Errorf("%w: a width of %d pixels lies outside 200 to 10,000", ErrOptions, o.Width)
	}
	return out, nil
}

// density is that of a PNG, in dots per inch, of a page so many points wide.
func (o Options) density(p paper, wide float64) float64 {
	switch {
	case o.DPI != 0:
		return o.DPI
	case p.fixed && p.pixels == 0:
		return paperDPI
	case o.Size == Phone:
		return cmp.Or(p.pixels, phonePixels) / wide * 72
	}
	return cmp.Or(p.pixels, webPixels) / wide * 72
}

// fit says how a picture of some size fills the page: how large the page is, how much the
// picture is scaled, and where its lower left corner is.
func (p paper) fit(wide, deep float64) (page point, scale float64, at point) {
	if !p.fixed {
		return point{wide * p.scale, deep * p.scale}, p.scale, point{}
	}
	// On its other side if it is larger there.
	page = point{p.wide * p.scale, p.deep * p.scale}
	fill := func(page point) float64 { return min(page.x/wide, page.y/deep, p.scale) }
	if turned := (point{page.y, page.x}); fill(turned) > fill(page) {
		page = turned
	}
	scale = fill(page)
	return page, scale, point{(page.x - wide*scale) / 2, page.y - deep*scale}
}

// scaled is a canvas for a picture that is scaled and moved.
type scaled struct {
	canvas
	by float64
	at point
}

func (s scaled) place(q vg.Point) vg.Point {
	return vg.Point{X: vg.Length(s.at.x) + q.X*vg.Length(s.by), Y: vg.Length(s.at.y) + q.Y*vg.Length(s.by)}
}

func (s scaled) path(p vg.Path) vg.Path {
	out := slices.Clone(p)
	for k := range out {
		out[k].Pos = s.place(out[k].Pos)
	}
	return out
}

// SetLineWidth sets the width of lines.
func (s scaled) SetLineWidth(w vg.Length) { s.canvas.SetLineWidth(w * vg.Length(s.by)) }

// SetLineDash sets the pattern of lines.
func (s scaled) SetLineDash(pattern []vg.Length, offset vg.Length) {
	var dashes []vg.Length
	for _, d := range pattern {
		dashes = append(dashes, d*vg.Length(s.by))
	}
	s.canvas.SetLineDash(dashes, offset*vg.Length(s.by))
}

// Stroke draws the lines of a path.
func (s scaled) Stroke(p vg.Path) { s.canvas.Stroke(s.path(p)) }

// Fill fills a path.
func (s scaled) Fill(p vg.Path) { s.canvas.Fill(s.path(p)) }

// Write writes a line of text.
func (s scaled) Write(l *lettering.Line, size, anchor float64, at vg.Point) {
	s.canvas.Write(l, size*s.by, anchor, s.place(at))
}
