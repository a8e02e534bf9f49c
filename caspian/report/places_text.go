package report

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/locate"
	"caspian.example/division/caspian/regime"
)

// Document says all about the places, one after the other, or has a table of them.
func (p *Answers) Document(Form) *Document {
	d := &Document{}
	if p.listed {
		d.Table(p.table())
		for _, one := range p.Points {
			one.tell(d, one.title())
		}
	} else {
		for k, one := range p.Points {
			if k > 0 {
				d.Break().Break()
			}
			one.card(d)
		}
	}
	return p.desk.polled(p.desk.questions(d.Break()))
}

// Document says all about the place.
func (p *Answer) Document(form Form) *Document { return p.several().Document(form) }

// questions ends a document with those of all regimes.
func (d *Desk) questions(to *Document) *Document {
	var out []*caspian.Question
	for k := range d.rules {
		out = append(out, &d.rules[k].asked.Question)
	}
	return to.Asked(out...)
}

// grounds say what is at a place.
var grounds = map[locate.Ground]string{
	locate.GroundSea: "In the sea", locate.GroundShore: "On the shore", locate.GroundIsland: "On an island",
	locate.GroundInternal: "In internal waters, outside the sea that is divided", locate.GroundOutside: "Outside the sea, on land or in other waters",
}

// card says all about one place.
func (p *Answer) card(d *Document) {
	at := fmt.Sprintf("%.6f %.6f · %s", p.Lon, p.Lat, geodesic.FormatPosition(orb.Point{p.Lon, p.Lat}, 2))
	if p.Name != "" {
		d.Title(p.Name).Say(at)
	} else {
		d.Title(at)
	}
	ground := grounds[locate.Ground(p.Ground)]
	if len(p.OnShore) > 0 {
		ground += p.shore()
	}
	if p.Feature != "" {
		ground += ": " + p.Feature
	}
	d.Say(ground + " · coast " + p.desk.rules[0].d.Sea.Coast().Name)
	if p.away {
		d.Say(fmt.Sprintf("It lies more than %g km away from the sea: nothing is measured.", locate.Away/1000))
		return
	}
	if p.water() {
		d.Break().Table(p.holders())
	}
	d.Break().Table(p.distances())
	if lines := p.lines(); len(lines.Rows) > 0 {
		d.Break().Table(lines)
	}
	p.tell(d, "")
}

// shore says behind the ground on whose shore a place is, and how exactly.
func (p *Answer) shore() string {
	var names []string
	for _, st := range p.desk.rules[0].d.States {
		if slices.Contains(p.OnShore, st.Code) {
			names = append(names, st.Name)
		}
	}
	text := " of "
	if p.Ground != string(locate.GroundShore) {
		text = ", on the shore of "
	}
	return text + strings.Join(names, " and of ") + ", within " + Metres(p.WithinM)
}

// water says whether somebody may have the place.
func (p *Answer) water() bool {
	return p.InSea || p.Ground == string(locate.GroundInternal)
}

// holders is the table of who has the place.
func (p *Answer) holders() *Table[int] {
	const widest = 24 // that a regime's name may be
	name, layer := len("Regime"), len("Layer")
	t := &Table[int]{}
	for k, h := range p.Regimes {
		t.Rows = append(t.Rows, k)
		name, layer = max(name, utf8.RuneCountInString(h.Regime)), max(layer, len(h.Layer))
	}
	regimes := func(k int) string {
		if k > 0 && p.Regimes[k].Regime == p.Regimes[k-1].Regime {
			return ""
		}
		return p.Regimes[k].Regime
	}
	t.Columns = []Column[int]{
		{Head: "Regime", Wrap: widest, Cell: regimes},
		{Head: "Layer", Cell: func(k int) string { return p.Regimes[k].Layer }},
		{Head: "Whose", Wrap: Width - min(name, widest) - layer - 4, Cell: func(k int) string { return p.Regimes[k].whose }},
	}
	return t
}

// distances is the table of the nearest base points.
func (p *Answer) distances() *Table[caspian.StateShare] {
	// of shows a distance, or else what stands for none.
	of := func(none string, cell func(Distance) string) func(caspian.StateShare) string {
		return func(st caspian.StateShare) string {
			if d, ok := p.Distances[st.Code]; ok {
				return cell(d)
			}
			return none
		}
	}
	return &Table[caspian.StateShare]{Rows: p.desk.rules[0].d.States, Columns: []Column[caspian.StateShare]{
		{Head: "State", Wrap: 18, Cell: func(st caspian.StateShare) string { return st.Name }},
		{Head: "km", Right: true, Cell: of("–", func(d Distance) string { return kilometres(d.Metres) })},
		{Head: "M", Right: true, Cell: of("–", func(d Distance) string { return Number(d.Metres/regime.NauticalMile, 3) })},
		{Head: "Nearest base point", Cell: of("no baseline that counts", func(d Distance) string { return fmt.Sprintf("%.5f %.5f", d.Base[0], d.Base[1]) })},
		{Head: "on", Wrap: 16, Cell: of("", func(d Distance) string { return d.Feature })},
	}}
}

// lines is the table of the nearest lines.
func (p *Answer) lines() *Table[*NearestLine] {
	t := &Table[*NearestLine]{}
	for k := range p.Regimes {
		if l := p.line(k); l != nil {
			t.Rows = append(t.Rows, l)
		}
	}
	t.shows("Nearest line", "", func(l *NearestLine) string { return l.Regime })
	t.Columns = append(t.Columns, Column[*NearestLine]{Wrap: 14, Cell: (*NearestLine).parts})
	t.measures("km", "", "%.3f", func(l *NearestLine) any { return l.Metres / 1e3 })
	t.measures("M", "", "%.2f", func(l *NearestLine) any { return l.Metres / regime.NauticalMile })
	t.shows("towards", "", func(l *NearestLine) string { return direction(l.Azimuth) })
	t.shows("lon lat", "", func(l *NearestLine) string { return fmt.Sprintf("%.3f %.3f", l.At[0], l.At[1]) })
	return t
}

// line is the nearest line of a holding, once for every regime.
func (p *Answer) line(k int) *NearestLine {
	for i := k - 1; i >= 0 && p.Regimes[i].Regime == p.Regimes[k].Regime; i-- {
		if p.Regimes[i].Boundary != nil {
			return nil
		}
	}
	return p.Regimes[k].Boundary
}

// parts says what a line parts.
func (l *NearestLine) parts() string {
	if l.Breadth > 0 {
		return fmt.Sprintf("%s, %.4g M limit", l.States, l.Breadth/regime.NauticalMile)
	}
	return strings.ReplaceAll(l.States, " ", "–")
}

// winds are the points of the compass, clockwise from north.
var winds = strings.Fields("N NNE NE ENE E ESE SE SSE S SSW SW WSW W WNW NW NNW")

// direction prints an azimuth and the point of the compass.
func direction(azimuth float64) string {
	wind := int(math.Round(azimuth*float64(len(winds))/360)) % len(winds)
	return fmt.Sprintf("%s %.1f°", winds[wind], math.Mod(math.Round(azimuth*10)/10, 360))
}

// polls says how often the states had the place.
func (p *Answer) polls() (out []string) {
	for k := range p.Regimes {
		if r := &p.Regimes[k]; r.Runs != nil {
			out = append(out, r.name()+": "+r.Runs.words+".")
		}
	}
	return out
}

// polled ends a document with what the runs answer.
func (d *Desk) polled(to *Document) *Document {
	for k := range d.rules {
		if polls := d.rules[k].polls; polls != nil {
			to.Say("Runs: " + polls.Ensemble.Asked().Words() + ".")
			for _, credit := range polls.Ensemble.Credits()[1:] {
				to.Say(credit)
			}
		}
	}
	return to
}

// tell adds how firm the answers are, and how often so in runs, to a document, below a title.
func (p *Answer) tell(d *Document, title string) {
	all := append(p.polls(), p.firm()...)
	if len(all) == 0 {
		return
	}
	d.Break().Say(title)
	for _, text := range all {
		d.Say(text)
	}
}

// firm says what other choices make of the layers that are divided, and of others if they
// flip.
func (p *Answer) firm() (out []string) {
	for k := range p.Regimes {
		r := &p.Regimes[k]
		var flips, stays, failed []string
		for _, o := range r.Firmness {
			switch {
			case o.Error != "":
				failed = append(failed, o.Cause+" cannot be tried: "+o.Error)
			case o.Flips:
				flips = append(flips, o.Cause+": "+o.whose)
			default:
				stays = append(stays, o.Cause)
			}
		}
		if len(flips) == 0 && (!r.divided || !p.water() || len(stays)+len(failed) == 0) {
			continue
		}
		var parts []string
		if len(flips) > 0 {
			parts = append(parts, "It flips: "+strings.Join(flips, "; "))
		}
		if len(stays) > 0 {
			parts = append(parts, "It stays: "+strings.Join(stays, ", "))
		}
		out = append(out, "How firm, "+r.name()+": "+strings.Join(append(parts, failed...), ". ")+".")
	}
	return out
}

// name is that of the regime, with the layer where it is not all of them.
func (h *Holding) name() string {
	if h.Layer != string(regime.LayerAll) {
		return h.Regime + " (" + h.Layer + ")"
	}
	return h.Regime
}

// title names a place of several: by its name and position.
func (p *Answer) title() string {
	return strings.TrimSpace(fmt.Sprintf("%s %.4f %.4f", p.Name, p.Lon, p.Lat))
}

// held is a holding of a place, by its number.
type held struct {
	*Answer
	k int
}

// table is the table of places in texts, with a row for every place, regime and layer.
func (p *Answers) table() *Table[held] {
	line := func(show func(*NearestLine) string) func(held) string {
		return func(h held) string {
			if l := h.line(h.k); l != nil {
				return show(l)
			}
			return ""
		}
	}
	title := func(h held) string {
		if h.k > 0 {
			return ""
		}
		return h.title()
	}
	law := func(h held) string {
		return strings.TrimSuffix(h.Regimes[h.k].Regime+" "+h.Regimes[h.k].Layer, " "+string(regime.LayerAll))
	}
	t := &Table[held]{Columns: []Column[held]{
		{Head: "Place", Wrap: 19, Cell: title},
		{Head: "Regime", Wrap: 16, Cell: law},
		{Head: "Whose", Wrap: 18, Cell: func(h held) string {
			if len(h.OnShore) == 0 {
				return h.Regimes[h.k].whose
			}
			return h.Regimes[h.k].whose + ", on the shore of " + strings.Join(h.OnShore, " and of ")
		}},
		{Head: "Nearest line", Wrap: 10, Cell: line((*NearestLine).parts)},
		{Head: "km", Right: true, Cell: line(func(l *NearestLine) string { return kilometres(l.Metres) })},
	}}
	for _, one := range p.Points {
		for k := range one.Regimes {
			t.Rows = append(t.Rows, held{one, k})
		}
	}
	return t
}
