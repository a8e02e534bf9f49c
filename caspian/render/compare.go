package render

import (
	"cmp"
	"image/color"
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
	mostChart       = 150.0
	leastChart      = 115.0
	chartFoot       = 41.0 // for what stands below the bars
	gutter          = 10.0
	sheetRoom       = 12 // maps on a sheet
	rowGap          = 20.0
	leastWide       = 116.0 // of a map
	mostDeep        = 330.0
	titleStep       = 11.0
)

// comparison is a sheet with several divisions of one sea side by side, and a
// chart of the shares below, or beside them if there is room.
type comparison struct {
	brush
	area
	divisions          []*caspian.Division
	claims             [][]geodata.Claim // of each division
	columns            int
	mapWidth, mapDepth float64
	chartDepth         float64
	head               head
	titles             [][]string
	bold               []int // how many lines of each title are bold
	titleDepth         float64
	legend             strip
	foot               []string
	height             float64
	setting            *geodata.Surroundings
}

func layOutComparison(p *pen, a area, divisions []*caspian.Division, t chosen, key string, setting *geodata.Surroundings) (*comparison, error) {
	c := &comparison{brush: brush{pen: p}, area: a, divisions: divisions, chartDepth: mostChart, setting: setting}
	title := p.SeveralTitle(divisions[0])
	if len(divisions) == 1 {
		title = p.Title(divisions[0])
	}
	c.head = newHead(p, a, cmp.Or(t.title, title), t.subtitle)
	_, lo, hi := lambert.Around(divisions[0].Sea.Coast())
	aspect := (hi[1] - lo[1]) / (hi[0] - lo[0])
	most := 3
	if aspect > 1.05 {
		most = 6
	} else if aspect > 0.7 {
		most = 4
	}
	most = max(1, min(most, int((a.room()-degreesRoom+gutter)/(leastWide+gutter))))
	rows := (len(divisions) + most - 1) / most
	c.columns = (len(divisions) + rows - 1) / rows
	c.mapWidth = (a.room()-degreesRoom+gutter)/float64(c.columns) - gutter
	shape := min(max(aspect, 0.35), 1.8)
	c.mapDepth = min(c.mapWidth*shape, mostDeep)
	c.mapWidth = min(c.mapWidth, max(leastWide, c.mapDepth/shape*1.15)) // no wide frame about a slim sea
	for k, d := range divisions {
		claims, err := d.Claims()
		if err != nil {
			return nil, err
		}
		c.claims = append(c.claims, claims)
		title := p.wrap(c.mapWidth, comparisonText+1, true, p.ranked(k, p.Name(d.Question.Regime.Title)))
		c.bold = append(c.bold, len(title))
		title = append(title, p.wrap(c.mapWidth, comparisonText-0.5, false, p.Layers(d))...)
		c.titles = append(c.titles, title)
		c.titleDepth = max(c.titleDepth, titleStep*float64(len(title))+4)
	}
	room := a.room()
	if !a.small() {
		room -= barRoom + columnGap
	}
	entries := p.severalEntries(divisions)
	if c.setting != nil {
		entries = append(entries, p.orientation(true, true, false)[1:]...) // without a heading
	}
	c.legend = newStrip(p, entries, room)
	c.foot = p.set(a, append(t.notes(), c.notes(key)...))
	c.height = c.depth()
	if a.deep > 0 && c.height > a.deep {
		c.chartDepth = leastChart
		c.height = c.depth()
	}
	if a.deep > 0 && c.height > a.deep {
		c.mapDepth = max(0.6*c.mapDepth, c.mapDepth-(c.height-a.deep)/float64(rows))
		c.height = c.depth()
	}
	return c, nil
}

// ranked is a text behind the number of the k-th division.
func (p *pen) ranked(k int, text string) string { return p.Say("%s  %s", p.Number("%d", k+1), text) }

func (c *comparison) size() (width, height float64) { return c.wide, c.height }

func (c *comparison) heading() *head { return &c.head }

func (c *comparison) rows() int { return (len(c.divisions) + c.columns - 1) / c.columns }

// aside says whether the chart stands beside the maps.
func (c *comparison) aside() bool {
	const least = 280.0
	return c.rows() == 1 && c.chartLeft() < c.wide-c.margin()-least
}

// chartLeft is where a chart beside the maps begins.
func (c *comparison) chartLeft() float64 {
	return c.margin() + degreesRoom + float64(c.columns)*(c.mapWidth+gutter) + 30
}

// legendDepth is the height of the legend and the scale bars.
func (c *comparison) legendDepth() float64 {
	if c.small() {
		return c.legend.depth() + barDepth
	}
	return max(c.legend.depth(), barDepth)
}

// depth is the height of all.
func (c *comparison) depth() float64 {
	out := c.head.depth() + float64(c.rows())*(c.titleDepth+c.mapDepth+rowGap) + c.legendDepth() + footStep*float64(len(c.foot)) + 8 + c.margin()
	if !c.aside() {
		out += c.chartDepth + 20
	}
	return out
}

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
	if c.small() {
		out = append(out, c.Say("All: %s. %s", common, c.Credit(&c.divisions[0].Question)))
	} else {
		out = append(out, c.Say("All: %s. %s", common, c.Coast(c.divisions[0]))+" "+c.SeveralDatum())
	}
	out = append(out, c.Bars())
	if slices.ContainsFunc(c.divisions, words.Computed) {
		out = append(out, c.Provisional())
	}
	for _, d := range c.divisions {
		if note := c.Lagoons(d); note != "" {
			out = append(out, note)
			break
		}
	}
	if c.setting != nil {
		out = append(out, c.setting.Credit)
	}
	if c.small() {
		return out
	}
	return append(out, c.Made())
}

func (c *comparison) draw(b brush) {
	c.brush = b
	b.head(&c.head, c.height)
	top := c.height - c.head.depth()
	var first *frame
	for k, d := range c.divisions {
		x := c.margin() + degreesRoom + float64(k%c.columns)*(c.mapWidth+gutter)
		y := top - float64(k/c.columns)*(c.titleDepth+c.mapDepth+rowGap)
		for i, line := range c.titles[k] {
			bold, size := i < c.bold[k], comparisonText-0.5
			if bold {
				size = comparisonText + 1
			}
			c.text(x, y-8-titleStep*float64(i), 0, size, bold, c.ink, line)
		}
		y -= c.titleDepth
		f := newFrame(b, d, x, y-c.mapDepth, x+c.mapWidth, y, comparisonText)
		f.codes, f.inner, f.thin, f.setting = true, k%c.columns > 0, 0.3, c.setting
		f.draw(false)
		if k == 0 {
			first = f
		}
	}
	y := top - float64(c.rows())*(c.titleDepth+c.mapDepth+rowGap) - 2
	c.legend.draw(b, c.margin(), y)
	if c.small() {
		first.scaleBar(c.margin(), y-c.legend.depth()-14, 80)
	} else {
		first.scaleBar(c.wide-c.margin()-barRoom, y-14, 80)
	}
	y -= c.legendDepth()
	b.open("chart")
	if c.aside() {
		c.chart(c.chartLeft(), top-c.titleDepth, c.mapDepth)
	} else {
		c.chart(c.margin(), y-8, c.chartDepth)
		y -= c.chartDepth + 20
	}
	b.close()
	b.foot(c.foot, c.margin(), y)
}

// share is what a chart shows of a state under a rule: its share, or of a rule that draws
// zones only the zone shares of its territorial waters and its fishery zone.
func share(d *caspian.Division, state int) (whole float64, parts []*caspian.Zone) {
	if d.Question.Regime.Shared() {
		return d.States[state].Share, nil
	}
	for k := range d.Zones {
		if z := &d.Zones[k]; z.Holder.Manner == caspian.Alone && z.Holder.States[0] == state {
			whole, parts = whole+z.Share, append(parts, z)
		}
	}
	return whole, parts
}

// chart draws the shares as bars, a group for every state, down from top.
func (c *comparison) chart(x, top, depth float64) {
	base := top - depth + chartFoot
	left, right := x+24, c.wide-c.margin()
	most := 0.0
	for k, d := range c.divisions {
		for i := range d.States {
			whole, _ := share(d, i)
			most = max(most, whole)
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
		add(&lines, []point{{left, up(v)}, {right, up(v)}}, false)
		c.text(left-4, up(v)-2.5, 1, comparisonText-0.5, false, c.ink, c.Say("%s %%", c.Number("%.0f", 100*v)))
	}
	c.stroke(lines, c.faint, 0.3)
	states := c.divisions[0].States
	group := (right - left) / float64(len(states))
	bar := min(22, group/(float64(len(c.divisions))+1.2))
	const size = comparisonText + 0.5
	numbers := c.width(comparisonText-0.5, false, c.Number("%d", len(c.divisions))) < bar
	if numbers {
		c.text(left-4, base-12, 1, comparisonText-0.5, false, c.ink, c.Say("rule"))
	}
	for k := range states {
		middle := left + group*(float64(k)+0.5)
		x := middle - bar*float64(len(c.divisions))/2
		name := states[k].Name
		if c.width(size, true, name) > group-4 {
			name = states[k].Code
		}
		c.text(middle, base-33, 0.5, size, true, c.ink, c.fit(group-4, size, true, name))
		for i := range c.divisions {
			if at := x + bar*float64(i); numbers {
				c.text(at+bar/2, base-12, 0.5, comparisonText-0.5, false, c.ink, c.Number("%d", i+1))
			}
			c.bar(i, k, x+bar*float64(i), bar, base, up)
		}
	}
}

// bar draws the share of one state under one rule, with its number below it, and the claim.
func (c *comparison) bar(division, state int, x, width, base float64, up func(float64) float64) {
	d := c.divisions[division]
	whole, parts := share(d, state)
	if whole == 0 && parts == nil {
		return
	}
	x0, x1 := x+0.1*width, x+0.9*width
	column := func(from, to float64, ink color.NRGBA, how look.Hatch) {
		how = c.turned(how)
		box := shape{{{x0, up(from)}, {x1, up(from)}, {x1, up(to)}, {x0, up(to)}, {x0, up(from)}}}
		c.fill(path(box), ink)
		c.stroke(hatch(box, how, 3), palette.Mix(ink, c.ink, 0.5), 0.4)
		c.stroke(path(box), c.coast, 0.4)
	}
	if parts == nil {
		column(0, whole, c.States[state], map[bool]look.Hatch{true: look.Rising}[d.States[state].Undivided])
	}
	from := 0.0
	for _, z := range parts {
		column(from, from+z.Share, look.Colour(&c.Scheme, z), look.HatchOf(z))
		from += z.Share
	}
	k := slices.IndexFunc(c.claims[division], func(claim geodata.Claim) bool { return claim.State == d.States[state].Code })
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
	}
	if text := c.Number("%.1f", 100*whole); c.width(comparisonText-0.5, false, text) < width {
		c.text((x0+x1)/2, base-21, 0.5, comparisonText-0.5, false, c.ink, text)
	}
}
