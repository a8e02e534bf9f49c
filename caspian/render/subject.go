package render

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/partition"
	"caspian.example/division/caspian/regime"
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
func audited(a *course.Audited, name, source string) *subject {
	var line orb.LineString
	for _, q := range a.Points {
		line = append(line, q.At)
	}
	s := &subject{
		states: a.States, exact: a.Strict, exactName: "strict line of equal distance", other: []orb.LineString{line}, otherName: "audited line: " + name,
		rest: "other median lines", points: line, pointsName: "its points", faces: a.Faces, compared: a.Gains != nil,
		title: func(one, two string) string {
			return fmt.Sprintf("Audit: the line %s of %s and %s against equidistance", name, one, two)
		},
		subtitle: func(one, two string) string {
			text := fmt.Sprintf("%d points, %.2f km (%.2f M)", len(line), a.Length/1e3, a.Length/regime.NauticalMile)
			if a.Gains != nil {
				gain, winner := a.Gains[0], one
				if gain < 0 {
					gain, winner = a.Gains[1], two
				}
				text += fmt.Sprintf("; in all %s gains %s km²", winner, words.Area(gain))
			}
			return text
		},
		notes: []string{"Provisional: the line of equal distance is what a rule gives on this coast for the two states alone, and nobody's line. " +
			"Letters mark the largest departures, each with the shortest way to the strict line; towards a state is on its side of that line, and its loss."},
	}
	if a.Gains == nil && a.NoGains != nil {
		s.notes = append(s.notes, "No water changes hands: "+strings.TrimPrefix(a.NoGains.Error(), "partition: ")+".")
	}
	if source != "" {
		s.notes = append(s.notes, "Line: "+source)
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
func described(d *caspian.Division, courses []course.Course, simplified []*course.Simplified) *subject {
	s := &subject{states: courses[0].States, exactName: "line of equal distance", rest: "other lines of the division", pointsName: "its points"}
	if d.Weights != nil {
		s.exactName = "line of equal weighted distance"
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
			s.point(q.At, geodesic.FormatPosition(q.At, 1), leg, azimuth)
		}
	}
	s.title = func(one, two string) string { return fmt.Sprintf("%s–%s: %s", one, two, d.Question.Regime.Title) }
	s.subtitle = func(_, _ string) string {
		if len(simplified) > 0 {
			return fmt.Sprintf("regime %s, %.2f km", d.Question.Regime.ID, length/1e3)
		}
		return fmt.Sprintf("regime %s · %s · %d points, %.2f km (%.2f M)", d.Question.Regime.ID, words.Layers(d), len(s.points), length/1e3, length/regime.NauticalMile)
	}
	s.simplify(simplified)
	switch {
	case given && computed:
		s.exactName = "line as given, and prolonged"
		s.notes = append(s.notes, "Provisional where it is not given: what prolongs it is what a rule gives on this coast, and nobody's.")
	case given:
		s.exactName = "line as given"
	default:
		s.notes = append(s.notes, "Provisional: the line is what a rule gives on this coast, and nobody's.")
	}
	if len(s.legs) > mostLegs {
		s.legs = nil
		s.notes = append(s.notes, "There are too many points for a table of them here.")
	} else {
		s.notes = append(s.notes, "In the table leg (km"+map[bool]string{true: ", along the line"}[len(simplified) == 0]+") and azimuth are those of the way to the point from the one before.")
	}
	return s
}

// point adds a point with its print, and the leg that leads to it: its length in metres, NaN
// for none, and its azimuth.
func (s *subject) point(at orb.Point, text string, leg, azimuth float64) {
	s.points = append(s.points, at)
	row := tableRow{fmt.Sprint(len(s.points)), text}
	if !math.IsNaN(leg) {
		row[2], row[3] = fmt.Sprintf("%.3f", leg/1e3), fmt.Sprintf("%.2f°", azimuth)
	}
	s.legs = append(s.legs, row)
}

// simplify compares the lines with those of few positions that stand for them.
func (s *subject) simplify(lines []*course.Simplified) {
	if len(lines) == 0 {
		return
	}
	s.otherName, s.compared, s.pointsName = "annex line", true, "its positions"
	net, length := 0.0, 0.0
	for _, l := range lines {
		var line orb.LineString
		for k, p := range l.Points {
			leg, azimuth := math.NaN(), 0.0
			if k > 0 {
				leg, azimuth = l.Legs[k-1].Length, l.Legs[k-1].Azimuth
				length += leg
			}
			s.point(p.At, p.Text, leg, azimuth)
			line = append(line, p.At)
		}
		s.other, s.around = append(s.other, line), append(s.around, line...)
		s.faces = append(s.faces, l.Faces...)
		s.largest = append(s.largest, departed{l.Largest.At, l.Largest.Nearest, l.Largest.Distance, slices.Index(s.states[:], l.Largest.Toward)})
		net += l.NetRounded
	}
	slices.SortStableFunc(s.faces, func(f, g course.Face) int { return cmp.Compare(g.Area, f.Area) })
	what := fmt.Sprintf("annex line of %d positions", len(s.points))
	if within := lines[0].Within; within > 0 {
		what = "annex line within " + rounded(within)
	}
	s.title = func(one, two string) string { return fmt.Sprintf("%s–%s: %s", one, two, what) }
	exact := s.subtitle
	s.subtitle = func(one, two string) string {
		gain, winner := net, one
		if net < 0 {
			gain, winner = -net, two
		}
		return fmt.Sprintf("%d positions, %.2f km; as printed %s gains %.3g km² in all · the exact line: %s", len(s.points), length/1e3, winner, gain/1e6, exact(one, two))
	}
	s.notes = append(s.notes, "Positions are printed to "+lines[0].Rounding.String()+". The letter marks the largest departure, with the shortest way to the exact line; towards a state is on its side of that line.")
}

// rounded prints a length that was asked for.
func rounded(m float64) string {
	if m >= 1000 {
		return fmt.Sprintf("%g km", m/1e3)
	}
	return fmt.Sprintf("%g m", m)
}
