package report

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/export"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/regime"
)

// Alternatives compare lines in the place of the equidistance line of two states with it.
type Alternatives struct {
	Sea
	Asked
	Regime     string            `json:"regime"`
	Title      string            `json:"title"`
	States     string            `json:"states"`
	Datum      string            `json:"datum"`
	ToleranceM float64           `json:"tolerance_m"`
	Lines      []AlternativeLine `json:"lines"`
	codes      [2]string         // in the order in which they were given
	names      [2]string
}

// AlternativeLine is one of the lines; the first is the equidistance line itself.
type AlternativeLine struct {
	Line string `json:"line"`
	// Cut is the rule of a line, End the end of the land border that it starts from or that
	// is moved by ShiftM into the coast of Into.
	Cut    *regime.Cut `json:"cut,omitempty"`
	End    *orb.Point  `json:"end,omitempty"`
	ShiftM float64     `json:"shift_m,omitempty"`
	Into   string      `json:"into,omitempty"`
	// Areas and Gains are those of the two, GainShares the gains as fractions of the sea;
	// nil where the line cannot be drawn, and Error says why.
	Areas      map[string]float64 `json:"area_km2"`
	Gains      map[string]float64 `json:"gain_km2"`
	GainShares map[string]float64 `json:"gain_share"`
	// Largest is the largest departure from the strict line; null of a line that does not
	// run in the sea.
	Largest *LargestDeparture `json:"largest"`
	Error   string            `json:"error,omitempty"`
	*Asked
}

// LargestDeparture is where a line is farthest from the strict line, and on whose side.
type LargestDeparture struct {
	DepartureM float64   `json:"departure_m"`
	Towards    string    `json:"towards"`
	At         orb.Point `json:"at"`
}

// NewAlternatives puts alternatives into the form of results. What course.NewAlternatives
// has not made is an error.
func NewAlternatives(a *course.Alternatives) (*Alternatives, error) {
	if a == nil {
		return nil, errors.New("report: there are no alternatives")
	}
	if err := a.Base.Check(); err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	q := &a.Base.Question
	r := &Alternatives{Sea: SeaOf(a.Base), Asked: AskedOf(a.Base), Regime: q.Regime.ID, Title: q.Regime.Title, Datum: Datum, ToleranceM: q.Options.Tolerance}
	for side, state := range a.States {
		r.codes[side], r.names[side] = a.Base.States[state].Code, a.Base.States[state].Name
	}
	r.States = export.Codes(r.codes[:])
	base := course.Alternative{Division: a.Base}
	ends := map[orb.Point]bool{}
	for _, row := range a.Rows {
		if row.End != nil {
			ends[*row.End] = true
		}
	}
	for k, row := range append([]course.Alternative{base}, a.Rows...) {
		line := AlternativeLine{Line: "equal distance", Cut: row.Cut, End: row.End, ShiftM: math.Abs(row.Shift)}
		if k > 0 {
			line.Line = r.label(&row, len(ends) > 1)
		}
		if row.Shift > 0 {
			line.Into = r.codes[1]
		} else if row.Shift < 0 {
			line.Into = r.codes[0]
		}
		switch {
		case row.Err != nil:
			line.Error = Plain(row.Err)
		default:
			line.Areas, line.Gains, line.GainShares = map[string]float64{}, map[string]float64{}, map[string]float64{}
			for side, code := range r.codes {
				line.Areas[code] = row.Division.States[a.States[side]].Area / 1e6
				line.Gains[code], line.GainShares[code] = row.Gains[side]/1e6, row.Gains[side]/a.Base.Area
			}
			asked := AskedOf(row.Division)
			line.Asked = &asked
		}
		if l := row.Largest; l != nil {
			line.Largest = &LargestDeparture{l.Departure, r.codes[l.Side], l.At}
		}
		r.Lines = append(r.Lines, line)
	}
	return r, nil
}

// label names a line, with its start where there are several.
func (r *Alternatives) label(row *course.Alternative, several bool) string {
	if row.Cut == nil {
		into := r.codes[1]
		if row.Shift < 0 {
			into = r.codes[0]
		}
		out := fmt.Sprintf("border's end %g km into %s", math.Abs(row.Shift)/1e3, into)
		if several {
			out += " at " + short(*row.End)
		}
		return out
	}
	out := strings.TrimPrefix(strings.TrimPrefix(row.Cut.Rule(), "the "), "a ")
	if row.Cut.Directed() {
		how := "fronts"
		if row.Cut.Direction == regime.DirectionFit || row.Cut.Direction == "" && row.Cut.Kind == regime.CutPerpendicular {
			how = "fit"
		}
		over := row.Cut.Over
		if over == 0 {
			over = regime.DefaultOver
		}
		out += fmt.Sprintf(", %s over %g km", how, over/1e3)
	}
	if row.Cut.From != nil {
		out += ", from " + short(*row.Cut.From)
	}
	return out
}

// short prints a longitude and latitude to a hundredth of a degree.
func short(p orb.Point) string {
	p = geodesic.Normal(p)
	return fmt.Sprintf("%.2f %.2f", p[0], p[1])
}

// Document compares the lines in a table, and says which cannot be drawn, and why.
func (r *Alternatives) Document(Form) *Document {
	d := &Document{}
	d.Title(fmt.Sprintf("Lines in the place of equidistance between %s and %s", r.names[0], r.names[1])).Sea(&r.Sea).Break().Table(r.table()).Break()
	var not []string
	for _, l := range r.Lines {
		if l.Error != "" {
			not = append(not, l.Line+": "+l.Error)
		}
	}
	if len(not) > 0 {
		d.Say("Not to be drawn:").List(not...).Break()
	}
	return d.Say("Gains are what " + r.names[0] + " has more than by equal distance, in points of the sea too. " +
		"Off is the largest departure in the sea from the strict line, that of equal distance of the two states alone; it lies there on the side of the state after it, to whose loss it is. " +
		"Fronts are straight from the border's end to the places of the coasts that far away; a fit is by least squares up to there. " +
		Datum + ". " + lineNote).Asked(&r.Question)
}

// table is the table of the lines.
func (r *Alternatives) table() *Table[AlternativeLine] {
	t := &Table[AlternativeLine]{Rows: r.Lines, Columns: []Column[AlternativeLine]{{Head: "Line", Wrap: 19, Cell: func(l AlternativeLine) string { return l.Line }}}}
	decimals := areaDecimals(r.SeaKm2)
	number := func(head string, of func(l *AlternativeLine) string) {
		t.Columns = append(t.Columns, Column[AlternativeLine]{Head: head, Right: true, Cell: func(l AlternativeLine) string {
			if l.Error != "" {
				return "–"
			}
			return of(&l)
		}})
	}
	for _, code := range r.codes {
		number(Short(code)+" km²", func(l *AlternativeLine) string { return Area(l.Areas[code]) })
	}
	number(Short(r.codes[0])+" gains", func(l *AlternativeLine) string { return fmt.Sprintf("%+.*f", decimals, l.Gains[r.codes[0]]+0) })
	number("Points", func(l *AlternativeLine) string { return fmt.Sprintf("%+.3f", 100*l.GainShares[r.codes[0]]+0) })
	off := func(of func(*LargestDeparture) string) func(*AlternativeLine) string {
		return func(l *AlternativeLine) string {
			if l.Largest == nil {
				return "–"
			}
			return of(l.Largest)
		}
	}
	number("Off km", off(func(d *LargestDeparture) string { return kilometres(d.DepartureM) }))
	number("To", off(func(d *LargestDeparture) string { return Short(d.Towards) }))
	number("Where", off(func(d *LargestDeparture) string { return short(d.At) }))
	return t
}

// areaDecimals are those of gains in km², for a sea of so many.
func areaDecimals(seaKm2 float64) int { return max(1, 5-int(math.Floor(math.Log10(seaKm2)))) }

// gained is what a line gives one of the two.
type gained struct {
	*AlternativeLine
	state string
}

// Rows is a row for each of the two states by every line.
func (r *Alternatives) Rows() Grid {
	t := &Table[gained]{}
	for k := range r.Lines {
		for _, code := range r.codes {
			t.Rows = append(t.Rows, gained{&r.Lines[k], code})
		}
	}
	figure := func(name string, decimals int, of func(g gained) (float64, bool)) {
		t.filed(name, func(g gained) string {
			v, ok := of(g)
			if !ok {
				return ""
			}
			return Number(v, decimals)
		})
	}
	t.filed("line", func(g gained) string { return g.Line })
	t.filed("state", func(g gained) string { return g.state })
	figure("area_km2", 6, func(g gained) (float64, bool) { v, ok := g.Areas[g.state]; return v, ok })
	figure("gain_km2", 6, func(g gained) (float64, bool) { v, ok := g.Gains[g.state]; return v, ok })
	figure("gain_share", -1, func(g gained) (float64, bool) { v, ok := g.GainShares[g.state]; return v, ok })
	largest := func(name string, decimals int, of func(*LargestDeparture) float64) {
		figure(name, decimals, func(g gained) (float64, bool) {
			if g.Largest == nil {
				return 0, false
			}
			return of(g.Largest), true
		})
	}
	largest("departure_m", 3, func(d *LargestDeparture) float64 { return d.DepartureM })
	t.filed("towards", func(g gained) string {
		if g.Largest == nil {
			return ""
		}
		return g.Largest.Towards
	})
	largest("lon", 9, func(d *LargestDeparture) float64 { return d.At[0] })
	largest("lat", 9, func(d *LargestDeparture) float64 { return d.At[1] })
	t.filed("error", func(g gained) string { return g.Error })
	t.Columns = append(t.Columns, askedColumns(func(g gained) *Asked {
		if g.Asked == nil {
			return &r.Asked
		}
		return g.Asked
	})...)
	return t
}
