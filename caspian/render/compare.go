package render

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/internal/palette"
	"caspian.example/division/caspian/render/internal/lambert"
	"caspian.example/division/caspian/render/internal/look"
	"caspian.example/division/caspian/render/internal/words"
	"caspian.example/division/geodata"
)

const (
	comparisonWidth = 841.89 // points: A4 across
	comparisonText  = 7.5
	chartDepth      = 150.0
	gutter          = 10.0
	sheetRoom       = 12 // maps on a sheet
	rowGap          = 20.0
)

// comparison is a sheet with several divisions of one sea side by side, and a
// chart of the shares below.
type comparison struct {
	brush
	divisions          []*caspian.Division
	claims             [][]geodata.Claim // of each division
	columns            int
	mapWidth, mapDepth float64
	titles             [][]string
	titleDepth         float64
	foot               []string
	depth              float64
}

func layOutComparison(p *pen, divisions []*caspian.Division, key string) (*comparison, error) {
	c := &comparison{brush: brush{pen: p}, divisions: divisions}
	_, lo, hi := lambert.Around(divisions[0].Sea.Coast())
	aspect := (hi[1] - lo[1]) / (hi[0] - lo[0])
	most := 3
	if aspect > 1.05 {
		most = 6
	} else if aspect > 0.7 {
		most = 4
	}
	rows := (len(divisions) + most - 1) / most
	c.columns = (len(divisions) + rows - 1) / rows
	c.mapWidth = (comparisonWidth-2*pageMargin-degreesRoom+gutter)/float64(c.columns) - gutter
	c.mapDepth = min(c.mapWidth*min(max(aspect, 0.35), 1.8), 330)
	for k, d := range divisions {
		claims, err := d.Claims()
		if err != nil {
			return nil, err
		}
		c.claims = append(c.claims, claims)
		title := p.wrap(c.mapWidth, comparisonText+1, true, p.ranked(k, p.Name(d.Question.Regime.Title)))
		title = append(title, p.wrap(c.mapWidth, comparisonText-0.5, false, c.Layers(d))...)
		c.titles = append(c.titles, title)
		c.titleDepth = max(c.titleDepth, 11*float64(len(title))+4)
	}
	for _, text := range c.notes(key) {
		c.foot = append(c.foot, p.wrap(comparisonWidth-2*pageMargin, comparisonText-0.5, false, text)...)
	}
	c.depth = pageMargin + 30 + float64(rows)*(c.titleDepth+c.mapDepth+rowGap) + chartDepth + 30 + 9.5*float64(len(c.foot)) + pageMargin
	return c, nil
}

// ranked is a text behind the number of the k-th division.
func (p *pen) ranked(k int, text string) string { return p.Say("%s  %s", p.Number("%d", k+1), text) }

func (c *comparison) size() (width, height float64) { return comparisonWidth, c.depth }

// notes are the texts at the foot: first what every map answers, and the key to codes if
// there is one.
func (c *comparison) notes(key string) []string {
	rules, common := words.Questions(c.divisions)
	var out []string
	for k, rule := range rules {
		out = append(out, c.ranked(k, rule+"."))
	}
	if key != "" {
		out = append(out, c.codes(key))
	}
	return append(out,
		c.Say("All: %s. %s Datum WGS84; Lambert azimuthal equal-area projection, all maps at one scale. Areas are geodesic.", common, c.Coast(c.divisions[0])),
		c.Say("Bars are the shares under each rule, hatched where the sea stays undivided, and none where a rule draws zones only; a diamond is the first published claim for the same rule and layer, with its range, cut short where it is open. Claims are not law, and no line is in force because it is drawn here."),
		c.Made(),
	)
}

func (c *comparison) draw(b brush) {
	c.brush = b
	c.fill(rectangle(0, 0, comparisonWidth, c.depth), c.paper)
	top := c.depth - pageMargin
	c.text(pageMargin, top-14, 0, 16, true, c.ink, c.SeveralTitle(c.divisions[0]))
	top -= 30
	for k, d := range c.divisions {
		x := pageMargin + degreesRoom + float64(k%c.columns)*(c.mapWidth+gutter)
		y := top - float64(k/c.columns)*(c.titleDepth+c.mapDepth+rowGap)
		for i, line := range c.titles[k] {
			head := i < len(c.titles[k])-len(c.wrap(c.mapWidth, comparisonText-0.5, false, c.Layers(d)))
			size := comparisonText - 0.5
			if head {
				size = comparisonText + 1
			}
			c.text(x, y-10-11*float64(i), 0, size, head, c.ink, line)
		}
		y -= c.titleDepth
		f := newFrame(b, d, x, y-c.mapDepth, x+c.mapWidth, y, comparisonText)
		f.codes, f.inner, f.thin = true, k%c.columns > 0, 0.3
		f.draw(false)
		if k == 0 {
			f.scaleBar(comparisonWidth-pageMargin-165, c.depth-pageMargin-2, 80)
		}
	}
	rows := float64((len(c.divisions) + c.columns - 1) / c.columns)
	c.chart(top - rows*(c.titleDepth+c.mapDepth+rowGap) - 16)
	y := pageMargin + 9.5*float64(len(c.foot)-1)
	for _, line := range c.foot {
		c.text(pageMargin, y, 0, comparisonText-0.5, false, c.ink, line)
		y -= 9.5
	}
}

// chart draws the shares as bars, a group for every state, down from top.
func (c *comparison) chart(top float64) {
	base := top - chartDepth + 24
	left := pageMargin + 22
	most := 0.0
	for k, d := range c.divisions {
		if !d.Question.Regime.Shared() {
			continue
		}
		for _, s := range d.States {
			most = max(most, s.Share)
		}
		for _, claim := range c.claims[k] {
			most = max(most, claim.Share)
		}
	}
	step := 0.1
	switch {
	case most > 0.6:
		step = 0.2
	case most < 0.1:
		step = 0.02
	}
	most = math.Ceil((most+0.02)/step) * step
	up := func(share float64) float64 { return base + min(share, most)/most*(top-base) }
	var lines vg.Path
	for v := 0.0; v <= most+1e-9; v += step {
		add(&lines, []point{{left, up(v)}, {comparisonWidth - pageMargin, up(v)}}, false)
		c.text(left-4, up(v)-2.5, 1, comparisonText-0.5, false, c.ink, c.Say("%s %%", c.Number("%.0f", 100*v)))
	}
	c.stroke(lines, c.faint, 0.3)
	states := c.divisions[0].States
	group := (comparisonWidth - pageMargin - left) / float64(len(states))
	bar := min(22, group/(float64(len(c.divisions))+1.2))
	for k := range states {
		middle := left + group*(float64(k)+0.5)
		x := middle - bar*float64(len(c.divisions))/2
		c.text(middle, base-20, 0.5, comparisonText+0.5, true, c.ink, c.fit(group-6, comparisonText+0.5, true, states[k].Name))
		for i := range c.divisions {
			c.bar(i, k, x+bar*float64(i), bar, base, up)
		}
	}
}

// bar draws the share of one state under one rule, and the claim beside it.
func (c *comparison) bar(division, state int, x, width, base float64, up func(float64) float64) {
	d := c.divisions[division]
	c.text(x+width/2, base-9, 0.5, comparisonText-0.5, false, c.ink, c.Number("%d", division+1))
	if !d.Question.Regime.Shared() {
		return // it gives no shares
	}
	s := d.States[state]
	x0, x1 := x+0.1*width, x+0.9*width
	box := shape{{{x0, base}, {x1, base}, {x1, up(s.Share)}, {x0, up(s.Share)}, {x0, base}}}
	c.fill(path(box), c.States[state])
	if s.Undivided {
		c.stroke(hatch(box, look.Rising, 3), palette.Mix(c.States[state], c.ink, 0.5), 0.4)
	}
	c.stroke(path(box), c.coast, 0.4)
	label := up(s.Share)
	k := slices.IndexFunc(c.claims[division], func(claim geodata.Claim) bool { return claim.State == s.Code })
	if k >= 0 {
		const open = 0.06 // how much is shown of a range without an end
		claim := c.claims[division][k]
		middle := (x0 + x1) / 2
		if claim.Low < claim.High {
			// Of an open range the beginning.
			var line vg.Path
			add(&line, []point{{middle, up(max(claim.Low, claim.Share-open))}, {middle, up(min(claim.High, claim.Share+open))}}, false)
			c.stroke(line, c.ink, 0.7, 1.5, 1.5)
		}
		y := up(claim.Share)
		diamond := shape{{{middle, y - 3}, {middle + 3, y}, {middle, y + 3}, {middle - 3, y}, {middle, y - 3}}}
		c.fill(path(diamond), c.paper)
		c.stroke(path(diamond), c.ink, 0.8)
		label = max(label, y+3, up(min(claim.High, claim.Share+open)))
	}
	if text := c.Number("%.1f", 100*s.Share); c.width(comparisonText-1, false, text) < width {
		c.text((x0+x1)/2, label+2, 0.5, comparisonText-1, false, c.ink, text)
	}
}
