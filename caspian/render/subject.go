package render

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/partition"
	"caspian.example/division/caspian/render/internal/words"
)

// subject is what the sheet of a line shows.
type subject struct {
	states [2]int
	// title and subtitle are written with the names of the two.
	title, subtitle func(a, b string) string
	// exact is the line of the rule, and other what is compared with it; nil for nothing.
	exact, other         []orb.LineString
	exactName, otherName string
	rest                 string      // what the other lines of the division are
	points               []orb.Point // numbered from 1
	pointsName           string
	faces                []course.Face
	compared             bool // whether water changes hands
	largest              []departed
	legs                 []tableRow
	notes                []string
	// around is what must be on the map.
	around []orb.Point
}

// departed is a place of a line that departs from the exact one.
type departed struct {
	at, nearest orb.Point
	metres      float64
	side        int // of the two states, whose side of the exact line it lies on
}

// tableRow is a row of the table of a line's points and legs.
type tableRow [4]string

// audited is that of the sheet of an audited line.
func audited(l *words.Language, a *course.Audited, name, source string) *subject {
	var line orb.LineString
	for _, q := range a.Points {
		line = append(line, q.At)
	}
	s := &subject{
		states: a.States, exact: a.Strict, exactName: l.Say("strict line of equal distance"), other: []orb.LineString{line}, otherName: l.Say("audited line: %s", name),
		rest: l.Say("other median lines"), points: line, pointsName: l.Say("its points"), faces: a.Faces, compared: a.Gains != nil,
		title: func(one, two string) string {
			return l.Say("Audit: the line %s of %s and %s against equidistance", name, one, two)
		},
		subtitle: func(one, two string) string {
			text := l.Extent(len(line), a.Length)
			if a.Gains != nil {
				gain, winner := a.Gains[0], one
				if gain < 0 {
					gain, winner = a.Gains[1], two
				}
				text = l.Say("%s; in all %s gains %s km²", text, winner, l.Area(gain))
			}
			return text
		},
		notes: []string{l.Say("Provisional: the line of equal distance is what a rule gives on this coast for the two states alone, and nobody's line. Letters mark the largest departures, each with the shortest way to the strict line; towards a state is on its side of that line, and its loss.")},
	}
	if a.Gains == nil && a.NoGains != nil {
		s.notes = append(s.notes, l.Say("No water changes hands: %s.", strings.TrimPrefix(a.NoGains.Error(), "partition: ")))
	}
	if source != "" {
		s.notes = append(s.notes, l.Say("Line: %s", source))
	}
	for _, q := range a.Points {
		if q.InSea {
			s.around = append(s.around, q.At, q.Nearest)
		}
	}
	for _, q := range a.Largest {
		s.largest = append(s.largest, departed{q.At, q.Nearest, q.Departure, q.Side})
		s.around = append(s.around, q.At, q.Nearest)
	}
	s.around = append(s.around, linesOf(a.Median, a.States)...)
	if len(s.around) == 0 {
		s.around = line
	}
	return s
}

// linesOf returns the vertices of the lines between two states of a division.
func linesOf(d *caspian.Division, pair [2]int) (out []orb.Point) {
	for _, b := range d.Boundaries {
		if slices.Contains(pair[:], b.States[0]) && slices.Contains(pair[:], b.States[1]) {
			out = append(out, b.Line...)
		}
	}
	return out
}

// mostLegs is how many points a table on a sheet has room for.
const mostLegs = 150

// described is that of the sheet of the lines between two states, with lines that stand for
// them or none.
func described(l *words.Language, d *caspian.Division, courses []course.Course, simplified []*course.Simplified) *subject {
	s := &subject{states: courses[0].States, exactName: l.Say("line of equal distance"), rest: l.Say("other lines of the division"), pointsName: l.Say("its points")}
	if d.Weights != nil {
		s.exactName = l.Say("line of equal weighted distance")
	}
	length, computed, given := 0.0, false, false
	for _, c := range courses {
		var whole orb.LineString
		for _, k := range c.Boundaries {
			b := &d.Boundaries[k]
			whole = append(whole, b.Line...)
			given, computed = given || b.Origin == partition.Given, computed || b.Origin != partition.Given
		}
		s.exact, s.around = append(s.exact, whole), append(s.around, whole...)
		length += c.Length
		if len(simplified) > 0 {
			continue
		}
		for k, q := range c.Points {
			leg, azimuth := math.NaN(), 0.0
			if k > 0 {
				leg, azimuth = c.Legs[k-1].Along, c.Legs[k-1].Azimuth
			}
			s.point(l, q.At, geodesic.FormatPosition(q.At, 1), leg, azimuth)
		}
	}
	s.title = func(one, two string) string { return l.Say("%s–%s: %s", one, two, l.Name(d.Question.Regime.Title)) }
	s.subtitle = func(_, _ string) string {
		if len(simplified) > 0 {
			return l.Say("regime %s, %s km", d.Question.Regime.ID, l.Number("%.2f", length/1e3))
		}
		return l.Say("regime %s · %s", d.Question.Regime.ID, l.Layers(d)) + " · " + l.Extent(len(s.points), length)
	}
	s.simplify(l, simplified)
	switch {
	case given && computed:
		s.exactName = l.Say("line as given, and prolonged")
		s.notes = append(s.notes, l.Say("Provisional where it is not given: what prolongs it is what a rule gives on this coast, and nobody's."))
	case given:
		s.exactName = l.Say("line as given")
	default:
		s.notes = append(s.notes, l.Say("Provisional: the line is what a rule gives on this coast, and nobody's."))
	}
	switch {
	case len(s.legs) > mostLegs:
		s.legs = nil
		s.notes = append(s.notes, l.Say("There are too many points for a table of them here."))
	case len(simplified) == 0:
		s.notes = append(s.notes, l.Say("In the table leg (km, along the line) and azimuth are those of the way to the point from the one before."))
	default:
		s.notes = append(s.notes, l.Say("In the table leg (km) and azimuth are those of the way to the point from the one before."))
	}
	return s
}

// point adds a point with its print, and the leg that leads to it: its length in metres, NaN
// for none, and its azimuth.
func (s *subject) point(l *words.Language, at orb.Point, text string, leg, azimuth float64) {
	s.points = append(s.points, at)
	row := tableRow{l.Number("%d", len(s.points)), text}
	if !math.IsNaN(leg) {
		row[2], row[3] = l.Number("%.3f", leg/1e3), l.Degrees("%.2f", azimuth)
	}
	s.legs = append(s.legs, row)
}

// simplify compares the lines with those of few positions that stand for them.
func (s *subject) simplify(l *words.Language, lines []*course.Simplified) {
	if len(lines) == 0 {
		return
	}
	s.otherName, s.compared, s.pointsName = l.Say("annex line"), true, l.Say("its positions")
	net, length := 0.0, 0.0
	for _, of := range lines {
		var line orb.LineString
		for k, p := range of.Points {
			leg, azimuth := math.NaN(), 0.0
			if k > 0 {
				leg, azimuth = of.Legs[k-1].Length, of.Legs[k-1].Azimuth
				length += leg
			}
			s.point(l, p.At, p.Text, leg, azimuth)
			line = append(line, p.At)
		}
		s.other, s.around = append(s.other, line), append(s.around, line...)
		s.faces = append(s.faces, of.Faces...)
		s.largest = append(s.largest, departed{of.Largest.At, of.Largest.Nearest, of.Largest.Distance, slices.Index(s.states[:], of.Largest.Toward)})
		net += of.NetRounded
	}
	slices.SortStableFunc(s.faces, func(f, g course.Face) int { return cmp.Compare(g.Area, f.Area) })
	what := l.Say("annex line of %s positions", l.Number("%d", len(s.points)))
	if within := lines[0].Within; within > 0 {
		what = l.Say("annex line within %s", rounded(l, within))
	}
	s.title = func(one, two string) string { return l.Say("%s–%s: %s", one, two, what) }
	exact := s.subtitle
	s.subtitle = func(one, two string) string {
		gain, winner := net, one
		if net < 0 {
			gain, winner = -net, two
		}
		return l.Say("%s positions, %s km; as printed %s gains %s km² in all · the exact line: %s", l.Number("%d", len(s.points)), l.Number("%.2f", length/1e3), winner, l.Number("%.3g", gain/1e6), exact(one, two))
	}
	s.notes = append(s.notes, l.Say("Positions are printed to %s. The letter marks the largest departure, with the shortest way to the exact line; towards a state is on its side of that line.", lines[0].Rounding.String()))
}

// rounded prints a length that was asked for.
func rounded(l *words.Language, m float64) string {
	if m >= 1000 {
		return l.Say("%s km", l.Number("%g", m/1e3))
	}
	return l.Say("%s m", l.Number("%g", m))
}
