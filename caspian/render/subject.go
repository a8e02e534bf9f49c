package render

import (
	"fmt"
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
	largest              []course.AuditedPlace
	legs                 []tableRow
	notes                []string
	// around is what must be on the map.
	around []orb.Point
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
		rest: "other median lines", points: line, pointsName: "its points", faces: a.Faces, compared: a.Gains != nil, largest: a.Largest,
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
				text += fmt.Sprintf("; in all %s gains %.2f km²", winner, gain/1e6)
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

// described is that of the sheet of the lines between two states.
func described(d *caspian.Division, courses []course.Course) *subject {
	s := &subject{states: courses[0].States, exactName: "line of equal distance", rest: "other lines of the division", pointsName: "its points"}
	if d.Weights != nil {
		s.exactName = "line of equal weighted distance"
	}
	length, computed, given := 0.0, false, false
	for _, c := range courses {
		var whole orb.LineString
		for _, k := range c.Boundaries {
			whole = append(whole, d.Boundaries[k].Line...)
			if b := &d.Boundaries[k]; b.Origin == partition.Given {
				given = true
			} else {
				computed = true
			}
		}
		s.exact = append(s.exact, whole)
		length += c.Length
		for k, q := range c.Points {
			s.points = append(s.points, q.At)
			row := tableRow{fmt.Sprint(len(s.points)), geodesic.FormatPosition(q.At, 1)}
			if k > 0 {
				row[2], row[3] = fmt.Sprintf("%.3f", c.Legs[k-1].Along/1e3), fmt.Sprintf("%.2f°", c.Legs[k-1].Azimuth)
			}
			s.legs = append(s.legs, row)
		}
		s.around = append(s.around, whole...)
	}
	s.title = func(one, two string) string { return fmt.Sprintf("%s–%s: %s", one, two, d.Question.Regime.Title) }
	s.subtitle = func(_, _ string) string {
		return fmt.Sprintf("regime %s · %s · %d points, %.2f km (%.2f M)", d.Question.Regime.ID, words.Layers(d), len(s.points), length/1e3, length/regime.NauticalMile)
	}
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
		s.notes = append(s.notes, "In the table leg (km, along the line) and azimuth are those of the way to the point from the one before.")
	}
	return s
}
