package render

import (
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"

	"caspian.example/division/caspian/render/internal/lettering"
)

// raster is a picture of dots as a canvas. Text is filled outlines.
type raster struct {
	*vgimg.Canvas
	loose
}

// Write writes a line of text.
func (c *raster) Write(l *lettering.Line, size, anchor float64, at vg.Point) {
	at.X -= vg.Length(anchor * size * l.Width)
	var outline vg.Path
	for k := range l.Runs {
		l.Runs[k].Outline(&outline, at, size)
	}
	if len(outline) > 0 {
		c.Fill(outline)
	}
}
