package render

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/ensemble"
)

const (
	tornadoGap = 22.0
	causeRoom  = 84.0 // for what a bar stands for
	numberRoom = 25.0 // for a number beside a bar
	causeDepth = 21.0
	panelHead  = 42.0
	detailText = leastText // of what a bar goes between
)

// bar is how far one cause moves a share down and up, as parts of the sea.
type bar struct {
	cause, detail string
	low, high     float64
}

// panel are the bars of a state, by its index, and its range over all choices together.
type panel struct {
	state     int
	bars      []bar
	low, high float64 // less the share as asked
}

// depth is the height of a panel in points.
func (p *panel) depth() float64 { return panelHead + causeDepth*float64(len(p.bars)) + 14 }

// tornado is the sheet.
type tornado struct {
	brush
	area
	d           *caspian.Division
	rows        [][]panel
	head        head
	foot        []string
	scale, left float64 // points per part of the sea, and where bars begin to the left of 0
	side        float64 // the width of a panel
	height      float64
}

// layOutTornado decides what goes where, of the states with some codes or of all. The
// division has the names that are written.
func layOutTornado(p *pen, a area, s *ensemble.Sensitivity, d *caspian.Division, states []string, own chosen, key string) *tornado {
	t := &tornado{brush: brush{pen: p}, area: a, d: d, head: newHead(p, a, cmp.Or(own.title, p.Title(d)), cmp.Or(own.subtitle, p.TornadoSubtitle(d)))}
	t.height = t.head.depth()
	columns := max(1, int((a.room()+tornadoGap)/(230+tornadoGap)))
	t.side = (a.room()+tornadoGap)/float64(columns) - tornadoGap
	low, high := 0.0, 0.0
	var all []panel
	for k, st := range t.d.States {
		if len(states) > 0 && !slices.Contains(states, st.Code) {
			continue
		}
		one := p.panelOf(s, k)
		low, high = min(low, one.low), max(high, one.high)
		for _, b := range one.bars {
			low, high = min(low, b.low), max(high, b.high)
		}
		all = append(all, one)
	}
	t.scale = (t.side - causeRoom - 2*numberRoom) / max(high-low, 1e-9)
	t.left = -low * t.scale
	for row := range slices.Chunk(all, columns) {
		depth := 0.0
		for k := range row {
			depth = max(depth, row[k].depth())
		}
		t.rows, t.height = append(t.rows, row), t.height+depth
	}
	t.foot = p.set(a, append(own.notes(), t.notes(s, key)...))
	t.height += footStep*float64(len(t.foot)) + a.margin()
	return t
}

// panelOf returns the bars of a state, the widest first.
func (p *pen) panelOf(s *ensemble.Sensitivity, state int) panel {
	out := panel{state: state}
	share := s.Base.States[state].Share
	if low, high := s.Range(state); low != nil {
		out.low, out.high = low.Shares[state]-share, high.Shares[state]-share
	}
	for f, factor := range s.Factors {
		if len(factor.Levels) == 1 {
			continue
		}
		b, low, high := bar{cause: p.Say(causes[factor.Name])}, "", ""
		for _, e := range s.Effects() {
			if e.Factor != f {
				continue
			}
			name := factor.Levels[e.Level].Name
			if factor.Name == ensemble.Close || factor.Name == ensemble.Baselines {
				name = factor.Levels[e.Level].Words
			}
			if v := e.Average[state]; v < b.low {
				b.low, low = v, name
			} else if v > b.high {
				b.high, high = v, name
			}
		}
		b.detail = strings.Trim(p.Name(low)+" … "+p.Name(high), " …")
		out.bars = append(out.bars, b)
	}
	asked := &s.Combinations[0]
	for k, end := range s.Ends {
		if !end.Of(s.Base.States[state].Code) {
			continue
		}
		b := bar{cause: p.Say("end %s", end.String()), detail: p.Say("± %s km", p.Number("%g", s.Shift/1e3))}
		for i := range s.Moved {
			if m := &s.Moved[i]; m.Choice.Levels == asked.Choice.Levels && m.Shifts[k] != 0 && m.Shares != nil && asked.Shares != nil {
				by := m.Shares[state] - asked.Shares[state]
				b.low, b.high = min(b.low, by), max(b.high, by)
			}
		}
		out.bars = append(out.bars, b)
	}
	if s.Noise != nil {
		if v := s.Noise.Sum().States[state]; !math.IsNaN(v.Low) {
			out.bars = append(out.bars, bar{p.Say("noise"), p.Say("%s–%s %%", p.Number("%d", 5), p.Number("%d", 95)), v.Low - share, v.High - share})
		}
	}
	slices.SortStableFunc(out.bars, func(a, b bar) int {
		return int(math.Copysign(1, (b.high-b.low)-(a.high-a.low)))
	})
	return out
}

// causes say what factors are.
var causes = map[string]string{ensemble.Coast: "coast", ensemble.Islands: "islands", ensemble.Close: "closing lines", ensemble.Baselines: "straight baselines"}

// notes are the texts at the foot.
func (t *tornado) notes(s *ensemble.Sensitivity, key string) []string {
	reads := t.Say("Bars are points of percent of the sea, all at one scale, about the share as asked: of a choice the mean effect over all %s combinations of the others, with the levels at its ends; of the end of a land border the effect of moving it alone.", t.Number("%d", len(s.Combinations)))
	if s.Noise != nil {
		reads += " " + t.Say("Noise of %s m alone: the middle nine tenths of %s runs, seed %s.", t.Number("%g", s.NoiseMetres), t.Number("%d", len(s.Noise.Runs)), fmt.Sprint(s.NoiseSeed))
	}
	out := []string{
		t.d.Question.Words() + ".",
		reads + " " + t.Say("The line above the bars is the range of the share in percent over all choices together, with the state's own ends."),
		t.Coast(t.d),
	}
	if others := s.Credits()[1:]; len(others) > 0 {
		out = append(out, strings.Join(others, " "))
	}
	if key != "" {
		out = append(out, t.codes(key))
	}
	return append(out, t.Made())
}

func (t *tornado) size() (width, height float64) { return t.wide, t.height }

func (t *tornado) heading() *head { return &t.head }

func (t *tornado) draw(b brush) {
	t.brush = b
	b.head(&t.head, t.height)
	y := t.height - t.head.depth()
	for _, row := range t.rows {
		depth := 0.0
		for k := range row {
			t.panel(&row[k], t.margin()+float64(k)*(t.side+tornadoGap), y)
			depth = max(depth, row[k].depth())
		}
		y -= depth
	}
	b.foot(t.foot, t.margin(), y)
}

// panel draws the bars of a state, down from y.
func (t *tornado) panel(p *panel, x, y float64) {
	st, colour := t.d.States[p.state], t.States[p.state]
	share := t.Say("%s %%", t.Number("%.2f", 100*st.Share))
	room := t.side
	t.text(x, y-textSize-1, 0, textSize+1, true, t.ink, t.fit(room-t.width(textSize, false, share)-6, textSize+1, true, st.Name))
	t.text(x+room, y-textSize-1, 1, textSize, false, t.ink, share)
	zero := x + causeRoom + numberRoom + t.left
	number := func(at, y, anchor float64, text string) {
		t.text(at, y, anchor, 0.9*textSize, false, t.ink, text)
	}
	var joint, axis vg.Path
	top, bottom := y-24, y-panelHead-causeDepth*float64(len(p.bars))+6
	low, high := zero+p.low*t.scale, zero+p.high*t.scale
	add(&joint, []point{{low, top}, {high, top}}, false)
	for _, end := range [2]float64{low, high} {
		add(&joint, []point{{end, top - 3}, {end, top + 3}}, false)
	}
	t.text(x, top-0.35*textSize, 0, 0.9*textSize, false, t.ink, t.Say("all together, %%"))
	number(low-3, top-0.35*textSize, 1, t.Number("%.2f", 100*(st.Share+p.low)))
	number(high+3, top-0.35*textSize, 0, t.Number("%.2f", 100*(st.Share+p.high)))
	t.stroke(joint, t.ink, 1)
	add(&axis, []point{{zero, top - 6}, {zero, bottom}}, false)
	t.stroke(axis, t.faint, 0.5)
	for k, b := range p.bars {
		base := y - panelHead - causeDepth*float64(k) - 8
		t.text(x, base+2, 0, 0.95*textSize, false, t.ink, t.fit(causeRoom-4, 0.95*textSize, false, b.cause))
		t.text(x, base-6, 0, detailText, false, t.ink, t.fit(causeRoom-4, detailText, false, b.detail))
		from, to := zero+b.low*t.scale, zero+b.high*t.scale
		box := rectangle(from, base-6, to, base+7)
		t.fill(box, colour)
		t.stroke(box, t.coast, 0.4)
		if text := t.points(b.low); text != "" {
			number(from-3, base-2, 1, text)
		}
		switch text := t.points(b.high); {
		case text != "":
			number(to+3, base-2, 0, text)
		case t.points(b.low) == "":
			number(to+3, base-2, 0, t.Number("%.2f", 0.0))
		}
	}
}

// points prints a part of the sea in points of percent; empty for none.
func (p *pen) points(v float64) string {
	text := fmt.Sprintf("%+.2f", 100*v)
	if strings.Trim(text, "+-0.") == "" {
		return ""
	}
	return strings.Replace(p.Number("%s", text), "-", "−", 1)
}
