package report

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/course"
)

// Simplified are lines of few positions that stand for the lines of a Boundary.
type Simplified struct {
	// WithinM is the largest departure that was allowed, null where the number of
	// positions was given. KeepArea says that areas exchanged had to be equal, and Rounding
	// what the last printed digit stands for.
	WithinM  *float64 `json:"within_m"`
	KeepArea bool     `json:"keep_area"`
	Rounding string   `json:"rounding"`
	// Points and Legs are those of all lines, numbered through.
	Points []Position    `json:"points"`
	Legs   []PositionLeg `json:"legs"`
	// NetM2 is the area that the lines give the first state more than they take,
	// NetRoundedM2 that of the lines as they are printed; GrossM2 is what each state gains.
	NetM2        float64            `json:"net_m2"`
	NetRoundedM2 float64            `json:"net_rounded_m2"`
	GrossM2      map[string]float64 `json:"gross_m2"`
	// LargestM is the largest departure from the exact line, at the place At and towards
	// the state Towards; ExactAt is the place of the exact line there. LargestRoundedM is
	// that of the lines as they are printed.
	LargestM        float64   `json:"largest_departure_m"`
	At              orb.Point `json:"at"`
	ExactAt         orb.Point `json:"exact_at"`
	Towards         string    `json:"towards"`
	LargestRoundedM float64   `json:"largest_departure_rounded_m"`
	// TradeOff is what other numbers of positions would give.
	TradeOff []Trade `json:"trade_off"`

	lines []*course.Simplified
}

// Position is a point of a simplified line.
type Position struct {
	Line   int         `json:"line"`
	Number int         `json:"number"`
	Kind   course.Kind `json:"kind"`
	At     orb.Point   `json:"at"`
	// DMS is how it is printed, and Lon and Lat are where that lies.
	DMS string       `json:"dms"`
	Lon float64      `json:"lon"`
	Lat float64      `json:"lat"`
	leg *PositionLeg // that leads to it
	end string       // what an end is
}

// PositionLeg leads from a printed position to the next.
type PositionLeg struct {
	From    int     `json:"from"`
	To      int     `json:"to"`
	LegM    float64 `json:"leg_geodesic_m"`
	Azimuth float64 `json:"azimuth"`
	Back    float64 `json:"back_azimuth"`
}

// Trade is the least departure of a line that was found for a number of positions.
type Trade struct {
	Line       int     `json:"line"`
	Positions  int     `json:"positions"`
	DepartureM float64 `json:"departure_m"`
}

// add adds the simplified line of a course, the one after k others, between two states; ends
// say what its ends are.
func (s *Simplified) add(k int, codes []string, ends [2]string, line *course.Simplified) {
	for i, p := range line.Points {
		out := Position{Line: k + 1, Number: len(s.Points) + 1, Kind: p.Kind, At: p.At, DMS: p.Text, Lon: p.Printed[0], Lat: p.Printed[1]}
		switch i {
		case 0:
			out.end = ends[0]
		case len(line.Points) - 1:
			out.end = ends[1]
		}
		if i > 0 {
			l := line.Legs[i-1]
			out.leg = &PositionLeg{out.Number - 1, out.Number, l.Length, l.Azimuth, l.Back}
			s.Legs = append(s.Legs, *out.leg)
		}
		s.Points = append(s.Points, out)
	}
	s.NetM2, s.NetRoundedM2 = s.NetM2+line.Net, s.NetRoundedM2+line.NetRounded
	for i, code := range codes {
		s.GrossM2[code] += line.Gross[i]
	}
	if d := line.Largest; d.Distance > s.LargestM {
		s.LargestM, s.At, s.ExactAt = d.Distance, d.At, d.Nearest
		s.Towards = codes[slices.Index(line.States[:], d.Toward)]
	}
	s.LargestRoundedM = max(s.LargestRoundedM, line.LargestRounded)
	for _, t := range line.TradeOff {
		s.TradeOff = append(s.TradeOff, Trade{k + 1, t.Points, t.Departure})
	}
	s.lines = append(s.lines, line)
}

// exchange says what changes hands, and how far the lines depart.
func (s *Simplified) exchange(codes, names []string) string {
	net := func(m2 float64) string {
		to := codes[0]
		if m2 < 0 {
			to, m2 = codes[1], -m2
		}
		switch {
		case m2 < 1:
			return "less than 1 m²"
		case m2 < 1e5:
			return Thousands(m2) + " m² to " + to
		}
		return Area(m2/1e6) + " km² to " + to
	}
	return fmt.Sprintf("%s gains %s km² and %s %s km²; net %s, as printed %s. The largest departure is %s, towards %s, at %s; as printed it is %s.",
		names[0], Area(s.GrossM2[codes[0]]/1e6), names[1], Area(s.GrossM2[codes[1]]/1e6), net(s.NetM2), net(s.NetRoundedM2),
		Metres(s.LargestM), names[slices.Index(codes, s.Towards)], s.lines[0].Rounding.Format(s.At), Metres(s.LargestRoundedM))
}

// positions is the table of positions under a regime.
func positions(points []Position, regime, states string, asked *Asked) *Table[Position] {
	t := &Table[Position]{Rows: points}
	t.filed("regime", func(Position) string { return regime })
	t.filed("states", func(Position) string { return states })
	t.Columns = append(t.Columns, Column[Position]{Name: "line"}, Column[Position]{Name: "number", Head: "No.", Right: true, Cell: func(p Position) string { return strconv.Itoa(p.Number) }},
		Column[Position]{Name: "kind"}, Column[Position]{Name: "lon"}, Column[Position]{Name: "lat"}, Column[Position]{Name: "dms", Head: "Position", Cell: func(p Position) string { return p.DMS }})
	t.shows("What it is", "", func(p Position) string { return p.end })
	leg := func(format string, of func(*PositionLeg) float64) func(Position) string {
		return func(p Position) string {
			if p.leg == nil {
				return ""
			}
			return fmt.Sprintf(format, of(p.leg))
		}
	}
	length := func(l *PositionLeg) float64 { return l.LegM }
	azimuth := func(l *PositionLeg) float64 { return l.Azimuth }
	t.measures("Leg km", Text, "%s", func(p Position) any { return leg("%.3f", func(l *PositionLeg) float64 { return l.LegM / 1e3 })(p) })
	t.measures("Azimuth", Text, "%s", func(p Position) any { return leg("%.2f°", azimuth)(p) })
	t.filed("leg_geodesic_m", leg("%.4f", length))
	t.filed("azimuth", leg("%.6f", azimuth))
	t.filed("back_azimuth", leg("%.6f", func(l *PositionLeg) float64 { return l.Back }))
	t.filed("datum", func(Position) string { return Datum })
	t.Columns = append(t.Columns, askedColumns(func(Position) *Asked { return asked })...)
	return t
}

// positionLegs is the table of legs.
func positionLegs(legs []PositionLeg) *Table[PositionLeg] {
	t := &Table[PositionLeg]{Rows: legs}
	t.measures("From", "", "%d", func(l PositionLeg) any { return l.From })
	t.measures("To", "", "%d", func(l PositionLeg) any { return l.To })
	t.measures("Geodesic, m", "", "%.3f", func(l PositionLeg) any { return l.LegM })
	t.measures("Azimuth", "", "%.5f°", func(l PositionLeg) any { return l.Azimuth })
	t.measures("Back", "", "%.5f°", func(l PositionLeg) any { return l.Back })
	return t
}

// tradeOff is the table of numbers of positions.
func (s *Simplified) tradeOff(several bool) *Table[Trade] {
	t := &Table[Trade]{Rows: s.TradeOff}
	if several {
		t.measures("Line", "", "%d", func(t Trade) any { return t.Line })
	}
	t.measures("Positions", "", "%d", func(t Trade) any { return t.Positions })
	t.measures("Largest departure", "", "%s", func(t Trade) any { return Thousands(t.DepartureM) + " m" })
	return t
}
