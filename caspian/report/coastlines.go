package report

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/regime"
)

// CoastLine is a closing line or a straight baseline with what rules look at, as package
// coast measures it.
type CoastLine struct {
	Kind     string  `json:"kind"` // closing or baseline
	Name     string  `json:"name"`
	State    string  `json:"state"`
	LengthKm float64 `json:"length_km"` // of all legs
	// FrontDeg and FitDeg are the coast's general direction, an azimuth from 0 up to 180;
	// null where there is none.
	FrontDeg *float64 `json:"front_deg"`
	FitDeg   *float64 `json:"fit_deg"`
	FittedKm float64  `json:"fitted_km"`
	// Whole goes from end to end.
	Whole      CoastLeg   `json:"end_to_end"`
	Legs       []CoastLeg `json:"legs"`
	WaterKm2   float64    `json:"water_km2"`
	IslandsKm2 float64    `json:"islands_km2"`
	// SemicircleKm2 is half a circle on the mouth, and SemicircleRatio the area of water and
	// islands to it; null of a straight baseline.
	SemicircleKm2   *float64  `json:"semicircle_km2"`
	SemicircleRatio *float64  `json:"semicircle_ratio"`
	FarthestKm      float64   `json:"farthest_km"`
	FarthestAt      orb.Point `json:"farthest_at"`
}

// CoastLeg is a leg of such a line. The departures are angles from 0 to 90.
type CoastLeg struct {
	From           orb.Point `json:"from"`
	To             orb.Point `json:"to"`
	LengthKm       float64   `json:"length_km"`
	DepartureFront *float64  `json:"departure_front_deg"`
	DepartureFit   *float64  `json:"departure_fit_deg"`
}

// known is a number that is missing if there is none.
func known(v float64) *float64 {
	if math.IsNaN(v) {
		return nil
	}
	return &v
}

// newCoastLines puts figures into the form of a result.
func newCoastLines(c *coast.Coast, figures []coast.LineFigures) []CoastLine {
	leg := func(l coast.Leg) CoastLeg {
		return CoastLeg{l.From, l.To, l.Length / 1e3, known(l.Front), known(l.Fit)}
	}
	out := []CoastLine{}
	for _, f := range figures {
		line := CoastLine{
			Kind: "closing", Name: f.Name, State: c.States[f.State].Code, LengthKm: f.Length / 1e3,
			FrontDeg: known(f.Front), FitDeg: known(f.Fit), FittedKm: f.Fitted / 1e3,
			Whole: leg(f.Whole), WaterKm2: f.Water / 1e6, IslandsKm2: f.Islands / 1e6, FarthestKm: f.Farthest / 1e3, FarthestAt: f.FarthestAt,
		}
		for _, l := range f.Legs {
			line.Legs = append(line.Legs, leg(l))
		}
		if f.Baseline {
			line.Kind = "baseline"
		} else {
			half, ratio := f.Semicircle/1e6, (f.Water+f.Islands)/f.Semicircle
			line.SemicircleKm2, line.SemicircleRatio = &half, &ratio
		}
		out = append(out, line)
	}
	return out
}

// rulesOn say what the figures of lines are compared with, and by whom.
func rulesOn(c *coast.Coast, lines []CoastLine, side float64) (out []string, err error) {
	if len(lines) == 0 {
		return nil, nil
	}
	out = append(out, fmt.Sprintf("Directions: front is that of the straight line between the ends of the state's mainland, shore that of the line which departs least (in squares) from its shore up to %s on either side, without what the line encloses. Angles lie in the azimuthal equidistant map around the line's middle.", Metres(side)))
	has := map[string]bool{}
	for _, l := range lines {
		has[l.Kind] = true
	}
	out = append(out, "Articles are those of the United Nations Convention on the Law of the Sea (1982), as a measure; whether it holds for this water is another question.")
	if has["baseline"] {
		out = append(out, "Article 7(3) wants no appreciable departure of straight baselines from the general direction of the coast, and the waters inside closely linked to the land. It gives no number for either.")
	}
	if has["closing"] {
		out = append(out, "Article 10(4) and (5) compare the mouth of a bay with 24 M; article 10(2) compares its area with the semicircle on the mouth: the ratio with 1. By article 10(3) islands within count as water, and where islands make several mouths their lengths are added up.")
	}
	sea, err := caspian.NewSea(c)
	if err == nil && sea.IsCaspian() {
		out = append(out, "On the Caspian the Convention of 2018 leaves the method of straight baselines to a separate agreement, which was under negotiation in 2019 (today.az/news/politics/179429); nothing later was found, as known to December 2025.")
	}
	return out, err
}

// showLines adds lines, and the rules on them, to a document.
func showLines(d *Document, lines []CoastLine, rules []string) {
	if len(lines) == 0 {
		return
	}
	type row struct {
		name string
		CoastLeg
	}
	var rows []row
	for k := range lines {
		l := &lines[k]
		all := row{fmt.Sprintf("%s (%s)", Printable(l.Name), Short(l.State)), l.Whole}
		all.LengthKm = l.LengthKm
		rows = append(rows, all)
		for n, leg := range l.Legs {
			if len(l.Legs) > 1 {
				rows = append(rows, row{fmt.Sprintf("  leg %d", n+1), leg})
			}
		}
	}
	number := func(head string, of func(row) *float64, decimals int) Column[row] {
		return Column[row]{Head: head, Right: true, Cell: func(r row) string {
			if v := of(r); v != nil {
				return Number(*v, decimals)
			}
			return "–"
		}}
	}
	d.Break().Say("Closing lines and straight baselines, each as if it alone were drawn (numbers, no verdicts):").Table(&Table[row]{Rows: rows, Columns: []Column[row]{
		{Head: "Line", Wrap: 28, Cell: func(r row) string { return r.name }},
		number("km", func(r row) *float64 { return &r.LengthKm }, 3),
		number("M", func(r row) *float64 { nmi := r.LengthKm * 1000 / regime.NauticalMile; return &nmi }, 3),
		number("° from front", func(r row) *float64 { return r.DepartureFront }, 1),
		number("° from shore", func(r row) *float64 { return r.DepartureFit }, 1),
	}})
	for k := range lines {
		l := &lines[k]
		text := fmt.Sprintf("encloses %s km² of water and %s km² of islands, up to %.1f km from the line (at %s)", Area(l.WaterKm2), Area(l.IslandsKm2), l.FarthestKm, place(l.FarthestAt))
		if l.SemicircleRatio != nil {
			ratio := Number(*l.SemicircleRatio, 2)
			if *l.SemicircleRatio >= 100 {
				ratio = Thousands(*l.SemicircleRatio)
			}
			text += fmt.Sprintf("; a mouth of %.2f M (article 10(4): 24 M), and %s times the semicircle on it (article 10(2): 1)", l.LengthKm*1000/regime.NauticalMile, ratio)
		}
		direction := func(v *float64) string {
			if v == nil {
				return "none"
			}
			return Number(*v, 1) + "°"
		}
		text += fmt.Sprintf(". General direction of the coast: front %s, shore %s over %.1f km.", direction(l.FrontDeg), direction(l.FitDeg), l.FittedKm)
		d.Item("- ", Printable(l.Name)+" "+text)
	}
	for _, rule := range rules {
		d.Say(rule)
	}
}
