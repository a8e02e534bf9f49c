package page

import (
	"fmt"
	"math"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/internal/palette"
	"caspian.example/division/caspian/render/internal/lambert"
	"caspian.example/division/caspian/render/internal/look"
	"caspian.example/division/caspian/render/internal/words"
)

// still is what readers without JavaScript see: a drawing of the first division, and a
// table of each.
type still struct {
	Wide, High float64            // of the drawing with a margin of 6 around
	Angles     map[look.Hatch]int // of hatching, in degrees
	Sea        string             // path data, as all that follows
	Areas      []area
	Lines      []string
	Tables     []stillTable
}

// area is a zone of the drawing.
type area struct {
	Path, Colour, Whose string
	Hatch               look.Hatch
}

// stillTable is the table of a division: shares of states, or zones.
type stillTable struct {
	Title, Said, Asked string
	Head, Part         string // of the names and the shares
	Rows               []stillRow
}

type stillRow struct {
	Colour, Name, Share, Area string
	Hatch                     look.Hatch
}

// longSide is the longer side of the drawing in its units, pixels on most screens, and fine
// is the shortest step of its lines.
const (
	longSide = 640.0
	fine     = 1.5
)

func stillOf(l *words.Language, divisions []*caspian.Division) *still {
	first := l.Division(divisions[0])
	c := first.Sea.Coast()
	p, lo, hi := lambert.Around(c)
	scale := longSide / max(hi[0]-lo[0], hi[1]-lo[1])
	out := &still{
		Wide: math.Ceil((hi[0]-lo[0])*scale) + 12, High: math.Ceil((hi[1]-lo[1])*scale) + 12,
		Angles: map[look.Hatch]int{look.Rising: -45, look.Falling: 45, look.Level: 0},
	}
	path := func(line []orb.Point, closed bool) string {
		var b strings.Builder
		x, y, n := math.Inf(1), math.Inf(1), 0
		for k, q := range line {
			east, north := p.Forward(q)
			u, v := (east-lo[0])*scale, (hi[1]-north)*scale
			if k > 0 && k < len(line)-1 && math.Hypot(u-x, v-y) < fine {
				continue
			}
			fmt.Fprintf(&b, "%c%.1f %.1f", "ML"[min(k, 1)], u, v)
			x, y = u, v
			n++
		}
		switch {
		case !closed:
			return b.String()
		case n < 4:
			return "" // smaller than can be seen
		}
		return b.String() + "Z"
	}
	out.Sea = path(c.Shore, true)
	for _, i := range c.Islands {
		out.Sea += path(i.Ring, true)
	}
	scheme := palette.Light(len(first.States))
	for k := range first.Zones {
		z := &first.Zones[k]
		a := area{Colour: hex(look.Colour(&scheme, z)), Whose: l.Whose(z), Hatch: look.HatchOf(z)}
		for _, polygon := range z.Polygons {
			for _, r := range polygon {
				a.Path += path(r, true)
			}
		}
		out.Areas = append(out.Areas, a)
	}
	for _, b := range first.Boundaries {
		out.Lines = append(out.Lines, path(b.Line, false))
	}
	for _, d := range divisions {
		out.Tables = append(out.Tables, stillTableOf(l, l.Division(d), &scheme))
	}
	return out
}

func stillTableOf(l *words.Language, d *caspian.Division, scheme *palette.Scheme) stillTable {
	out := stillTable{Title: l.Title(d), Said: l.Layers(d), Asked: d.Question.Words(), Head: l.Say("Zone"), Part: l.Say("Zone share")}
	if d.Question.Regime.Shared() {
		out.Head, out.Part = l.Say("State"), l.Say("Share")
		for k, s := range d.States {
			row := stillRow{Colour: hex(scheme.States[k]), Name: s.Name, Share: l.Say("%s %%", l.Number("%.2f", 100*s.Share)), Area: l.Say("undivided")}
			if !s.Undivided {
				row.Area = l.Sector(d, s.Area)
			}
			out.Rows = append(out.Rows, row)
		}
		return out
	}
	for k := range d.Zones {
		z := &d.Zones[k]
		row := stillRow{Colour: hex(look.Colour(scheme, z)), Name: l.Whose(z), Share: l.Say("outside"), Area: l.Area(z.Area), Hatch: look.HatchOf(z)}
		if z.Share > 0 {
			row.Share = l.Say("%s %%", l.Number("%.2f", 100*z.Share))
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}
