package report

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/export"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/geodata"
)

// Junctions compares the points where lines meet by treaty with the tripoints of a
// division.
type Junctions struct {
	Sea
	Asked
	Datum  string     `json:"datum"`
	Points []Junction `json:"points"`
}

// Junction is one of these points.
type Junction struct {
	Name        string             `json:"name"`
	States      string             `json:"states"`
	Conditional bool               `json:"conditional"`
	Lon         float64            `json:"lon"`
	Lat         float64            `json:"lat"`
	Printed     string             `json:"printed"`
	RoundingM   float64            `json:"rounding_m"`
	Distances   map[string]float64 `json:"distance_m"`
	SpreadM     float64            `json:"spread_m"` // of the distances
	Tripoint    orb.Point          `json:"tripoint_at"`
	EqualM      float64            `json:"tripoint_distance_m"` // of all three from it
	DepartureM  float64            `json:"departure_m"`
	Azimuth     float64            `json:"azimuth"`
	Note        string             `json:"note"`
	Source      string             `json:"source"`
	URL         string             `json:"url"`
	codes       []string           // of the states, as the source has them
}

// NewJunctions compares the shipped points where lines meet by treaty with the tripoints
// of a division of the Caspian; rounding is how far in metres they may be from what was
// meant. It fails as course.NewJunction does.
func NewJunctions(d *caspian.Division, rounding float64) (*Junctions, error) {
	if err := d.Check(); err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	points, err := geodata.TreatyPoints()
	if err != nil {
		return nil, err
	}
	r := &Junctions{Sea: SeaOf(d), Asked: AskedOf(d), Datum: Datum}
	for _, p := range points {
		j, err := course.NewJunction(d, p.At, p.Joins...)
		if err != nil {
			return nil, err
		}
		out := Junction{
			Name: p.Name, States: export.Codes(p.Joins), codes: p.Joins, Conditional: p.Conditional, Lon: p.At[0], Lat: p.At[1], Printed: p.Latitude + " " + p.Longitude, RoundingM: rounding,
			Distances: map[string]float64{}, SpreadM: slices.Max(j.Distances) - slices.Min(j.Distances),
			Tripoint: j.Tripoint.At, EqualM: j.Tripoint.Distances[0], DepartureM: j.Departure, Azimuth: j.Azimuth, Note: p.Note, Source: p.Source, URL: p.URL,
		}
		for k, code := range p.Joins {
			out.Distances[code] = j.Distances[k]
		}
		r.Points = append(r.Points, out)
	}
	return r, nil
}

// joined is a state at a junction.
type joined struct {
	*Junction
	code string
}

// joined returns a row for every state at a junction.
func (j *Junction) joined() (out []joined) {
	for _, code := range j.codes {
		out = append(out, joined{j, code})
	}
	return out
}

// Document says of every point how far it is from the states, and from the tripoint.
func (r *Junctions) Document(Form) *Document {
	d := &Document{}
	d.Title("Points where lines meet by treaty, against the tripoints of the median lines").Sea(&r.Sea)
	for k := range r.Points {
		p := &r.Points[k]
		status := "agreed"
		if p.Conditional {
			status = "conditional"
		}
		t := &Table[joined]{Rows: p.joined()}
		t.shows("State", "", func(j joined) string { return j.code })
		t.measures("From the point km", "", "%.3f", func(j joined) any { return j.Distances[j.code] / 1e3 })
		t.measures("From the tripoint km", "", "%.3f", func(j joined) any { return j.EqualM / 1e3 })
		d.Heading(fmt.Sprintf("%s (%s): %s, rounded to ±%s", p.Name, status, p.Printed, Metres(p.RoundingM))).
			Under(p.Note + ". " + p.Source + ". " + p.URL).Break().Table(t).Break().
			Say(fmt.Sprintf("The distances from the point differ by up to %s. The tripoint of the median lines is %s, %s to the %s (%.0f°).",
				Metres(p.SpreadM), geodesic.FormatPosition(p.Tripoint, 2), Metres(p.DepartureM), compassPoint(p.Azimuth), p.Azimuth))
	}
	return d.Break().Say("WGS84; the sources do not state their datum. The lines that meet there are modified median lines: a strict tripoint need not be the agreed one.").
		Asked(&r.Question)
}

// Rows is a row for every state at every point.
func (r *Junctions) Rows() Grid {
	t := &Table[joined]{}
	for k := range r.Points {
		t.Rows = append(t.Rows, r.Points[k].joined()...)
	}
	t.filed("name", func(j joined) string { return j.Name })
	t.filed("conditional", func(j joined) string { return strconv.FormatBool(j.Conditional) })
	t.figures("lon", -1, func(j joined) float64 { return j.Lon })
	t.figures("lat", -1, func(j joined) float64 { return j.Lat })
	t.filed("printed", func(j joined) string { return j.Printed })
	t.figures("rounding_m", 2, func(j joined) float64 { return j.RoundingM })
	t.filed("state", func(j joined) string { return j.code })
	t.figures("distance_m", 4, func(j joined) float64 { return j.Distances[j.code] })
	t.figures("tripoint_lon", -1, func(j joined) float64 { return j.Tripoint[0] })
	t.figures("tripoint_lat", -1, func(j joined) float64 { return j.Tripoint[1] })
	t.figures("tripoint_distance_m", 4, func(j joined) float64 { return j.EqualM })
	t.figures("departure_m", 4, func(j joined) float64 { return j.DepartureM })
	t.figures("azimuth", 4, func(j joined) float64 { return j.Azimuth })
	t.filed("source", func(j joined) string { return j.Source })
	t.filed("url", func(j joined) string { return j.URL })
	t.filed("datum", func(joined) string { return r.Datum })
	t.Columns = append(t.Columns, askedColumns(func(joined) *Asked { return &r.Asked })...)
	return t
}
