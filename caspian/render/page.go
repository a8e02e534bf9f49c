package render

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/paulmach/orb"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/render/internal/lambert"
	"caspian.example/division/caspian/render/internal/look"
	"caspian.example/division/caspian/render/internal/words"
)

// Options are the choices of a map. The zero value is ready to use.
type Options struct {
	// Theme is Light without it.
	Theme Theme
	// Width is that of a PNG in pixels, 200 to 10,000; 0 means 1200.
	Width int
	// DPI is the density of a PNG in dots per inch, in the place of Width.
	DPI float64
}

// ErrOptions is returned for options that no map has.
var ErrOptions = errors.New("render: no such map")

const (
	pageWidth  = 595.28 // points: 210 mm
	pageMargin = 30.0
	textSize   = 8.5
	legendSide = 158.0 // width of a legend beside the map
)

// Picture is what there is to draw: a Map or a Comparison.
type Picture struct {
	divisions []*caspian.Division
	compare   bool
	overlays  []Overlay
}

// Overlay is a line that a map shows above those of its division, with its vertices.
type Overlay struct {
	// Name stands in the legend.
	Name string
	// Line is longitude and latitude in degrees, its edges geodesics.
	Line orb.LineString
}

// Map is the map of one division.
func Map(d *caspian.Division) Picture { return Picture{divisions: []*caspian.Division{d}} }

// With returns a map with lines above those of its division, such as a proposed
// one. A Comparison has no place for them.
func (p Picture) With(lines ...Overlay) Picture {
	p.overlays = append(p.overlays[:len(p.overlays):len(p.overlays)], lines...)
	return p
}

// Comparison is a sheet with up to twelve divisions of one sea side by side at
// one scale, and a chart of the shares with the published claims.
func Comparison(divisions ...*caspian.Division) Picture {
	return Picture{divisions: divisions, compare: true}
}

// SVG writes a picture as SVG. Its text is in Liberation Sans, or where that is
// missing in a font of the same widths.
func SVG(w io.Writer, p Picture, o Options) error {
	return p.draw(o, func(width, height float64) (canvas, func() error, error) {
		c := vgsvg.NewWith(vgsvg.UseWH(vg.Length(width), vg.Length(height)))
		return c, func() error {
			var b bytes.Buffer
			if _, err := c.WriteTo(&b); err != nil {
				return err
			}
			_, err := w.Write(bytes.ReplaceAll(b.Bytes(), []byte("font-family:Liberation Sans;"), []byte("font-family:Liberation Sans,Arial,Helvetica,sans-serif;")))
			return err
		}, nil
	})
}

// PDF writes a picture as a PDF of one page, whose text can be selected.
func PDF(w io.Writer, p Picture, o Options) error {
	return p.draw(o, func(width, height float64) (canvas, func() error, error) {
		c, err := newSheet(width, height)
		if err != nil {
			return nil, nil, err
		}
		return c, func() error { return c.doc.Output(w) }, nil
	})
}

// PNG writes a picture as PNG.
func PNG(w io.Writer, p Picture, o Options) error {
	if o.Width != 0 && o.DPI != 0 {
		return fmt.Errorf("%w: a width and a density exclude each other", ErrOptions)
	}
	return p.draw(o, func(width, height float64) (canvas, func() error, error) {
		dpi := o.DPI
		if dpi == 0 {
			pixels := o.Width
			if pixels == 0 {
				pixels = 1200
			}
			dpi = float64(pixels) / width * 72
		}
		if pixels := dpi * width / 72; !(pixels >= 199.5 && pixels <= 10_000.5) {
			return nil, nil, fmt.Errorf("%w: a width of %.0f pixels lies outside 200 to 10,000", ErrOptions, pixels)
		}
		// A canvas has a whole number of dots per inch: it is made a little
		// smaller instead.
		whole := math.Ceil(dpi)
		by := dpi / whole
		c := vgimg.NewWith(vgimg.UseWH(vg.Length(width*by), vg.Length(height*by)), vgimg.UseDPI(int(whole)))
		c.Scale(by, by)
		return c, func() error {
			_, err := vgimg.PngCanvas{Canvas: c}.WriteTo(w)
			return err
		}, nil
	})
}

// layout is a page whose size is known before it is drawn.
type layout interface {
	size() (width, height float64)
	draw(on canvas, c colours)
}

// draw draws a picture on a canvas that open gives, and finishes it with what
// else open gives.
func (p Picture) draw(o Options, open func(width, height float64) (canvas, func() error, error)) error {
	if err := look.SameSea(p.divisions, sheetRoom); err != nil {
		return fmt.Errorf("%w: %w", ErrOptions, err)
	}
	colours, ok := coloursOf(o.Theme, len(p.divisions[0].States))
	if !ok {
		return fmt.Errorf("%w: there is no theme %q, only %s, %s and %s", ErrOptions, o.Theme, Light, Dark, Print)
	}
	if p.compare && len(p.overlays) > 0 {
		return fmt.Errorf("%w: a comparison shows no further lines", ErrOptions)
	}
	var l layout
	var err error
	if p.compare {
		l, err = layOutComparison(newPen(nil), p.divisions)
	} else {
		l = layOut(newPen(nil), p.divisions[0], p.overlays)
	}
	if err != nil {
		return err
	}
	c, finish, err := open(l.size())
	if err != nil {
		return err
	}
	l.draw(c, colours)
	if err := finish(); err != nil {
		return fmt.Errorf("render: writing the picture: %w", err)
	}
	return nil
}

// page is a map with its title, legend and foot.
type page struct {
	*pen
	colours
	d                  *caspian.Division
	height             float64
	top                float64 // of the map
	mapWidth, mapDepth float64
	beside             bool // the legend stands beside the map
	foot               []string
	legend             []entry
	overlays           []Overlay
}

// layOut decides what goes where; nothing is drawn.
func layOut(p *pen, d *caspian.Division, overlays []Overlay) *page {
	out := &page{pen: p, d: d, legend: legend(d, overlays), overlays: overlays}
	_, lo, hi := lambert.Around(d.Sea.Coast())
	aspect := (hi[1] - lo[1]) / (hi[0] - lo[0])
	full := pageWidth - 2*pageMargin - degreesRoom
	out.beside = aspect > 1.05
	out.mapWidth = full
	if out.beside {
		out.mapWidth = full - legendSide
	}
	out.mapDepth = out.mapWidth * min(max(aspect, 0.35), 1.75)
	for _, text := range out.notes() {
		out.foot = append(out.foot, p.wrap(pageWidth-2*pageMargin, 0.82*textSize, text)...)
	}
	below := 18.0 + 1.35*0.82*textSize*float64(len(out.foot))
	if !out.beside {
		below += out.legendDepth()
	}
	out.top = pageMargin + 44
	out.height = out.top + max(out.mapDepth, map[bool]float64{true: out.legendDepth()}[out.beside]) + below + pageMargin
	return out
}

func (p *page) size() (width, height float64) { return pageWidth, p.height }

func (p *page) draw(on canvas, c colours) {
	p.c, p.colours = on, c
	h := p.height
	p.fill(rectangle(0, 0, pageWidth, h), p.paper)
	title, size := words.Title(p.d), 16.0
	size *= min(1, (pageWidth-2*pageMargin)/p.width(size, true, title))
	p.text(pageMargin, h-pageMargin-12, 0, size, true, p.ink, title)
	p.text(pageMargin, h-pageMargin-28, 0, textSize+1, false, p.ink, p.subtitle())
	x0, y1 := pageMargin+degreesRoom, h-p.top
	f := newFrame(p.pen, p.colours, p.d, x0, y1-p.mapDepth, x0+p.mapWidth, y1, textSize)
	f.overlays = p.overlays
	f.draw(true)
	y := y1 - p.mapDepth - 18
	if p.beside {
		bottom := p.drawLegend(x0+p.mapWidth+14, y1-6)
		f.scaleBar(x0+p.mapWidth+14, max(bottom-24, y1-p.mapDepth+24), legendSide-80)
	} else {
		p.drawLegend(pageMargin, y-8)
		f.scaleBar(pageWidth-pageMargin-190, y-22, 150)
		y -= p.legendDepth()
	}
	for _, line := range p.foot {
		y -= 1.35 * 0.82 * textSize
		p.text(pageMargin, y, 0, 0.82*textSize, false, p.ink, line)
	}
}

// subtitle says for which layer the map holds, and what becomes of the others.
func (p *page) subtitle() string { return "regime " + p.d.Regime + " · " + words.Layers(p.d) }

// notes are the texts at the foot.
func (p *page) notes() []string {
	d, c := p.d, p.d.Sea.Coast()
	projection, _, _ := lambert.Around(c)
	at := projection.Centre()
	centre := fmt.Sprintf("%.2f°%s %.2f°%s", math.Abs(at[1]), hemisphere(at[1], "N", "S"), math.Abs(at[0]), hemisphere(at[0], "E", "W"))
	notes := []string{
		fmt.Sprintf("%s Datum WGS84; Lambert azimuthal equal-area projection, centred on %s. Areas and distances are geodesic.", words.Coast(d), centre), words.Not,
	}
	if d.Notional {
		notes = append(notes, words.Notional)
	}
	return append(notes, "Made with "+words.Generator+".")
}

func hemisphere(v float64, positive, negative string) string {
	if v < 0 {
		return negative
	}
	return positive
}
