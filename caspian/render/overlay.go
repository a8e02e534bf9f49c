package render

import (
	"math"

	"github.com/paulmach/orb"
	"gonum.org/v1/plot/vg"

	"caspian.example/division/caspian/geodesic"
)

// Overlay is a line that a map shows above those of its division, with its vertices; or a
// place, if there is one position.
type Overlay struct {
	// Name stands in the legend.
	Name string
	// Line is longitude and latitude in degrees, its edges geodesics.
	Line orb.LineString
}

// overlay draws a line above those of the division, where it is in the frame, and
// its vertices.
func (f *frame) overlay(o Overlay) {
	if len(o.Line) == 1 {
		if at := f.at(o.Line[0]); f.inside(at) {
			f.spot(at)
		}
		return
	}
	var line, vertices vg.Path
	for _, q := range o.Line {
		if at := f.at(q); f.inside(at) {
			vertices = append(vertices, disc(at, 1.2)...)
		}
	}
	parts, _ := f.clipped(f.legs(o.Line))
	for _, part := range parts {
		add(&line, part, false)
	}
	f.stroke(line, f.halo, 2.2)
	f.stroke(line, f.accent, 1.4)
	f.fill(vertices, f.accent)
}

// spot marks a place.
func (p brush) spot(at point) {
	p.fill(disc(at, 3), p.halo)
	p.fill(disc(at, 2.2), p.accent)
}

// legs returns a line of geodesics on the page, where long ones bend.
func (f *frame) legs(line orb.LineString) (out []point) {
	for k, q := range line {
		if k > 0 {
			leg := geodesic.WGS84.LineTo(line[k-1], q)
			for n, i := math.Ceil(leg.Length()/legPart), 1.0; i < n; i++ {
				part, _ := leg.Position(leg.Length() * i / n)
				out = append(out, f.at(part))
			}
		}
		out = append(out, f.at(q))
	}
	return out
}

// legPart is the length in metres of the parts in which a leg is drawn.
const legPart = 20e3
