package render

import (
	"fmt"
	"slices"
	"strings"

	"github.com/paulmach/orb"
	"gonum.org/v1/plot/vg"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/internal/palette"
	"caspian.example/division/caspian/render/internal/look"
	"caspian.example/division/caspian/render/internal/words"
)

// contest is the water of a division that is firmly somebody's, and that several contest.
type contest struct {
	words.Contest
	firm      map[string]orb.MultiPolygon // by the code of its state
	contested orb.MultiPolygon
	shares    []ensemble.Firm
}

// Contested returns the map of the division that an ensemble varies, with the water that
// several states contest hatched, and with what is firmly each state's in the legend: by
// what was counted in its runs.
func Contested(e *ensemble.Ensemble, w *ensemble.Water) Picture {
	p := Map(e.Base())
	p.contest = &contest{Contest: words.NewContest(e, w), firm: map[string]orb.MultiPolygon{}, shares: w.Firm()}
	for _, a := range p.contest.Areas {
		if len(a.States) == 1 {
			p.contest.firm[a.States[0]] = a.Polygons
		} else {
			p.contest.contested = append(p.contest.contested, a.Polygons...)
		}
	}
	return p
}

// contestGap is the distance in points between the lines of a hatching of contested water.
const contestGap = 2.6

// contest hatches contested water above the zones of the sea. It is counted in cells, which
// the land and the waters outside the sea lie above.
func (f *frame) contested(c *contest) {
	f.crossHatch(f.shapes(c.contested))
	land := rectangle(f.x0, f.y0, f.x1, f.y1)
	for k, ring := range f.sea() {
		if (area(ring) > 0) == (k == 0) {
			slices.Reverse(ring)
		}
		add(&land, ring, true)
	}
	f.fill(land, f.land)
	for k := range f.d.Zones {
		if z := &f.d.Zones[k]; z.Kind == caspian.ZoneInternalWaters {
			f.zone(z)
		}
	}
}

// area is that of a closed line on the page, negative if it runs clockwise.
func area(ring []point) (sum float64) {
	for k := range len(ring) - 1 {
		sum += (ring[k].x*ring[k+1].y - ring[k+1].x*ring[k].y) / 2
	}
	return sum
}

// crossHatch hatches shapes both ways, in dark lines that no zone has.
func (p brush) crossHatch(shapes []shape) {
	var lines vg.Path
	for _, s := range shapes {
		for _, how := range [...]look.Hatch{look.Rising, look.Falling} {
			lines = append(lines, hatch(s, how, contestGap)...)
		}
	}
	p.stroke(lines, palette.Mix(p.ruling, p.halo, 0.15), 0.35)
}

// entries are those of a legend.
func (c *contest) entries(d *caspian.Division) []entry {
	out := []entry{
		{state: -1, text: c.Runs(), head: true},
		{state: -1, symbol: contestedSymbol, text: "contested", more: fmt.Sprintf("%.1f %% · %s km²", 100*c.Share, words.Area(c.Area))},
		{state: -1, text: "firm", more: fmt.Sprintf("%.1f %% · %s km²", 100*c.FirmShare, words.Area(c.FirmArea))},
		{state: -1, text: "Firmly, and at most", head: true},
	}
	for k, st := range d.States {
		out = append(out, entry{state: -1, text: st.Name, more: fmt.Sprintf("%.1f–%.1f %%", 100*c.shares[k].Firm, 100*c.shares[k].Reach)})
	}
	return out
}

// notes are the texts at the foot.
func (c *contest) notes() []string {
	return []string{c.Means(), strings.Join(c.Credits, " ")}
}
