package report

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/export"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/partition"
	"caspian.example/division/caspian/regime"
)

// Boundary describes the lines between two states. In Markdown it has the shape of an
// agreement's annex; its CSV is that of export.Courses, and its GeoJSON that of the
// division with these lines only. With simplified lines texts show these, and files hold
// them.
type Boundary struct {
	Sea
	Asked
	Regime     string  `json:"regime"`
	Title      string  `json:"title"`
	Layer      string  `json:"layer"`
	States     string  `json:"states"`
	Datum      string  `json:"datum"`
	ToleranceM float64 `json:"tolerance_m"`
	Lines      []Line  `json:"lines"`
	// Simplified are the lines of few positions that stand for them, if they were asked for
	// (see Simplify).
	Simplified *Simplified `json:"simplified,omitempty"`
	// Against compares a line that stands in the place of that of equal distance with it, if
	// that was asked for (see Compare). Its question is that of equal distance.
	Against *AlternativeLine `json:"against_equidistance,omitempty"`
	codes   []string         // of the two, in the order of the sea
	names   []string
	d       *caspian.Division
	courses []course.Course
}

// Line is one of the lines of a Boundary.
type Line struct {
	LengthKm   float64     `json:"length_km"`
	DepartureM float64     `json:"departure_m"` // of the geodesics between its points
	Points     []LinePoint `json:"points"`
	Legs       []Leg       `json:"legs"`
}

// LinePoint is a point of a Line. Points are numbered through all lines.
type LinePoint struct {
	Number     int                    `json:"number"`
	Kind       course.Kind            `json:"kind"`
	Lon        float64                `json:"lon"`
	Lat        float64                `json:"lat"`
	DMS        string                 `json:"dms"`
	AlongM     float64                `json:"along_m"`
	Distances  map[string]float64     `json:"distance_m"`
	BasePoints map[string][]BasePoint `json:"base_points"`
	states     []string               // in their order
	leg        *Leg                   // that leads to it
}

// Leg leads from a point of a Line to the next.
type Leg struct {
	From       int              `json:"from"`
	To         int              `json:"to"`
	LegM       float64          `json:"leg_m"` // along the line
	GeodesicM  float64          `json:"leg_geodesic_m"`
	Azimuth    float64          `json:"azimuth"`
	Back       float64          `json:"back_azimuth"`
	DepartureM float64          `json:"departure_m"`
	Origin     partition.Origin `json:"origin"`
}

// NewBoundary describes the lines between two states of a division, given by their codes.
// It fails as course.Between does.
func NewBoundary(d *caspian.Division, a, b string) (*Boundary, error) {
	courses, err := course.Between(d, a, b)
	if err != nil {
		return nil, err
	}
	q := &d.Question
	r := &Boundary{
		Sea: SeaOf(d), Asked: AskedOf(d), Regime: q.Regime.ID, Title: q.Regime.Title, Layer: string(q.Regime.Layer),
		Datum: Datum, ToleranceM: q.Options.Tolerance, d: d, courses: courses,
	}
	for _, k := range courses[0].States {
		r.codes, r.names = append(r.codes, d.States[k].Code), append(r.names, d.States[k].Name)
	}
	r.States = export.Codes(r.codes)
	number := 0
	for _, way := range courses {
		line := Line{LengthKm: way.Length / 1e3, DepartureM: way.Departure}
		for i := range way.Points {
			p := &way.Points[i]
			number++
			out := LinePoint{
				Number: number, Kind: p.Kind, Lon: p.At[0], Lat: p.At[1], DMS: geodesic.FormatPosition(p.At, 5), AlongM: p.Along,
				Distances: map[string]float64{}, BasePoints: map[string][]BasePoint{},
			}
			for side := range p.Sides() {
				code := d.States[side.State].Code
				out.states = append(out.states, code)
				out.Distances[code] = side.Distance
				out.BasePoints[code] = basesOf(d, side.BasePoints)
			}
			if i > 0 {
				l := way.Legs[i-1]
				out.leg = &Leg{number - 1, number, l.Along, l.Geodesic, l.Azimuth, l.Back, l.Departure, l.Origin}
				line.Legs = append(line.Legs, *out.leg)
			}
			line.Points = append(line.Points, out)
		}
		r.Lines = append(r.Lines, line)
	}
	return r, nil
}

// Simplify adds lines of few positions to the result, one for each of its lines, and returns
// them. It fails as course.Simplify does, and with an error that wraps course.ErrSimplify for
// a number of positions where there are several lines.
func (r *Boundary) Simplify(ctx context.Context, o course.SimplifyOptions) ([]*course.Simplified, error) {
	if o.Points > 0 && len(r.courses) > 1 {
		return nil, fmt.Errorf("%w: the line of %s and %s is in %d pieces, among which %d positions could be shared out in several ways; give the largest departure instead",
			course.ErrSimplify, r.codes[0], r.codes[1], len(r.courses), o.Points)
	}
	o.TradeOff = true
	s := &Simplified{KeepArea: !o.FreeArea, Rounding: o.Rounding.String(), GrossM2: map[string]float64{}, LargestM: -1}
	if o.Points == 0 {
		s.WithinM = &o.Within
	}
	for k := range r.courses {
		line, err := course.Simplify(ctx, r.d, &r.courses[k], o)
		if err != nil {
			return nil, err
		}
		exact := r.Lines[k].Points
		s.add(k, r.codes, [2]string{exact[0].what(r.codes), exact[len(exact)-1].what(r.codes)}, line)
	}
	only, err := course.OnlySimplified(r.d, s.lines)
	if err != nil {
		return nil, err
	}
	r.Simplified, r.d, r.Asked = s, only, AskedOf(only)
	return s.lines, nil
}

// Compare adds to the result how a line that the regime has in the place of that of equal
// distance compares with that; nothing where the regime has none for the two states, or where
// they do not meet by equal distance. It fails as course.Against does.
func (r *Boundary) Compare(ctx context.Context) error {
	a, err := course.Against(ctx, r.d, r.codes[0], r.codes[1])
	switch {
	case errors.Is(err, course.ErrNoBoundary), errors.Is(err, regime.ErrNoPlace):
		return nil
	case err != nil || len(a.Rows) == 0:
		return err
	}
	all, err := NewAlternatives(a)
	if err != nil {
		return err
	}
	r.Against = &all.Lines[1]
	r.Against.Asked = &all.Asked
	return nil
}

// against says how the line compares with that of equal distance.
func (r *Boundary) against() string {
	said := "Against equal distance "
	for k, code := range r.codes {
		said += fmt.Sprintf("%s gains %+.*f km² (%+.3f points of the sea)", r.names[k], areaDecimals(r.SeaKm2), r.Against.Gains[code]+0, 100*r.Against.GainShares[code]+0)
		said += [2]string{", ", "."}[k]
	}
	if l := r.Against.Largest; l != nil {
		said += fmt.Sprintf(" The line departs by up to %s from that of equal distance of the two states alone, towards %s, at %s.", Metres(l.DepartureM), l.Towards, geodesic.FormatPosition(l.At, 0))
	}
	return said + " Equal distance: question " + r.Against.Question.Digest() + "."
}

// Courses are the lines, whose points are numbered in this order.
func (r *Boundary) Courses() []course.Course { return slices.Clone(r.courses) }

// opening begins a document with what the lines are.
func (r *Boundary) opening(form Form) *Document {
	d := &Document{}
	if form == Markdown {
		d.Title("Annex: the line between " + r.names[0] + " and " + r.names[1]).
			Heading("What was asked").Say(r.Question.Words() + ".").Say(r.Question.Credit()).
			Heading("The line").Say(fmt.Sprintf("%s, regime `%s`, layer %s. %s", r.Title, r.Regime, r.Layer, lineNote)).
			Say("1. Positions are geodetic latitude and longitude on WGS84.").
			Say("2. The points are joined in the order of their numbers by geodesics.").
			Say("3. The sea and its coast:").Sea(&r.Sea)
	} else {
		d.Title(fmt.Sprintf("%s – %s under %s: %s", r.names[0], r.names[1], r.Regime, r.Title)).Sea(&r.Sea)
	}
	return d
}

// Document describes the lines: in Markdown as an annex.
func (r *Boundary) Document(form Form) *Document {
	if r.Simplified != nil {
		return r.annex(form)
	}
	d := r.opening(form)
	for k := range r.Lines {
		l := &r.Lines[k]
		about := r.about(k)
		if form == Markdown {
			d.Heading("Points").Say(about).Table(r.points(l)).Heading("Legs").Table(legs(l))
		} else {
			d.Break().Say(about).Break().Table(r.points(l))
		}
	}
	bases := r.bases()
	if r.Against != nil {
		d.Heading("Against equal distance").Say(r.against())
	}
	d.Heading("Base points").Table(baseTable(bases)).Break()
	notes := "A state with two base points changes from the first to the second there. "
	if slices.ContainsFunc(bases, based.partial) {
		notes += "A percentage is the part of the distance that counts from a base point, as islands have partial effect. "
	}
	if form == Markdown {
		return d.Say(notes)
	}
	return d.Say("Leg and azimuth are those of the way to the point from the one before. " + notes + Datum + ". " + lineNote).Asked(&r.Question)
}

// annex describes the simplified lines: in Markdown as an annex.
func (r *Boundary) annex(form Form) *Document {
	s, d := r.Simplified, r.opening(form)
	for k := range r.Lines {
		own := slices.DeleteFunc(slices.Clone(s.Points), func(p Position) bool { return p.Line != k+1 })
		d.Break().Say(r.stands(k, len(own)))
		if form == Markdown {
			legs := slices.DeleteFunc(slices.Clone(s.Legs), func(l PositionLeg) bool { return l.From < own[0].Number || l.To > own[len(own)-1].Number })
			d.Heading("Points").Table(positions(own, r.Regime, r.States, &r.Asked)).Heading("Legs").Table(positionLegs(legs))
		} else {
			d.Break().Table(positions(own, r.Regime, r.States, &r.Asked))
		}
	}
	d.Heading("What it gives and takes").Say(s.exchange(r.codes, r.names)).
		Heading("Positions against departure").Table(s.tradeOff(len(r.Lines) > 1)).Break()
	notes := "The line crosses no land, no other line of the division and not itself. Numbers of positions are the fewest found, and departures the least: a search found them, no proof. " +
		"Leg and azimuth are those of the geodesic to the point from the one before, between printed positions."
	if form == Markdown {
		return d.Say(notes)
	}
	return d.Say(notes + " " + Datum + ". " + lineNote).Asked(&r.Question)
}

// stands says what a simplified line stands for.
func (r *Boundary) stands(k, positions int) string {
	l, s := &r.Lines[k], r.Simplified
	which := "The line"
	if len(r.Lines) > 1 {
		which = fmt.Sprintf("Line %d of %d", k+1, len(r.Lines))
	}
	asked := "the number asked for"
	if s.WithinM != nil {
		asked = "the fewest found that depart from it by at most " + Metres(*s.WithinM)
	}
	equal := "; the areas that it gives and takes are equal"
	if !s.KeepArea {
		equal = "; the areas that it gives and takes are free"
	}
	return fmt.Sprintf("%s: %.2f km (%.2f M) with %s. %s for it, %s%s.",
		which, l.LengthKm, l.LengthKm*1e3/regime.NauticalMile, Counted(len(l.Points), "point"), Counted(positions, "position")+" stand", asked, equal)
}

// bases are the base points of all points.
func (r *Boundary) bases() (out []based) {
	for _, l := range r.Lines {
		for _, p := range l.Points {
			out = appendBases(out, p.Number, p.states, p.BasePoints)
		}
	}
	return out
}

// about says what a line of several is, how long, and how well its geodesics stand for it.
func (r *Boundary) about(k int) string {
	l := &r.Lines[k]
	which := "The line"
	if len(r.Lines) > 1 {
		which = fmt.Sprintf("Line %d of %d", k+1, len(r.Lines))
	}
	ends := "a ring"
	if first, last := &l.Points[0], &l.Points[len(l.Points)-1]; first.Kind != course.PointStart {
		ends = "from " + first.what(r.codes) + " to " + last.what(r.codes)
	}
	return fmt.Sprintf("%s: %.2f km (%.2f M), %s, %s. The geodesics between its points depart from it by up to %s; its own vertices are exact, and between them it is drawn to %s.",
		which, l.LengthKm, l.LengthKm*1e3/regime.NauticalMile, Counted(len(l.Points), "point"), ends, Metres(l.DepartureM), Metres(r.ToleranceM))
}

// what says what a point is.
func (p *LinePoint) what(states []string) string {
	switch p.Kind {
	case course.PointTerminus:
		return "the end of the land border"
	case course.PointTripoint:
		var others []string
		for _, code := range p.states {
			if !slices.Contains(states, code) {
				others = append(others, code)
			}
		}
		if len(others) == 0 {
			return "the tripoint"
		}
		return "the tripoint with " + strings.Join(others, " and ")
	case course.PointLimit:
		return "the outer limit of waters"
	case course.PointShore:
		return "the shore"
	}
	return "a " + string(p.Kind)
}

// points is the table of a line's points: in plain text with the legs that lead to them.
func (r *Boundary) points(l *Line) *Table[LinePoint] {
	t := &Table[LinePoint]{Rows: l.Points}
	t.measures("No.", "", "%d", func(p LinePoint) any { return p.Number })
	t.angles(4, func(p LinePoint) (lon, lat float64) { return p.Lon, p.Lat })
	t.shows("What it is", Markdown, func(p LinePoint) string { return strings.TrimPrefix(p.what(r.codes), "a ") })
	for _, code := range r.codes {
		t.measures(Short(code)+" km", Text, "%.3f", func(p LinePoint) any { return p.Distances[code] / 1e3 })
		t.measures(code+", m", Markdown, "%.3f", func(p LinePoint) any { return p.Distances[code] })
	}
	t.measures("Leg km", Text, "%s", func(p LinePoint) any { return p.leg.shown("%.3f", func(l *Leg) float64 { return l.LegM / 1e3 }) })
	t.measures("Azimuth", Text, "%s", func(p LinePoint) any { return p.leg.shown("%.2f°", func(l *Leg) float64 { return l.Azimuth }) })
	return t
}

// shown shows a quantity of a leg; nothing of none, before the first point.
func (l *Leg) shown(format string, of func(*Leg) float64) string {
	if l == nil {
		return ""
	}
	return fmt.Sprintf(format, of(l))
}

// legs is the table of a line's legs.
func legs(l *Line) *Table[Leg] {
	t := &Table[Leg]{Rows: l.Legs}
	t.measures("From", "", "%d", func(l Leg) any { return l.From })
	t.measures("To", "", "%d", func(l Leg) any { return l.To })
	t.measures("Geodesic, m", "", "%.3f", func(l Leg) any { return l.GeodesicM })
	t.measures("Azimuth", "", "%.5f°", func(l Leg) any { return l.Azimuth })
	t.measures("Back", "", "%.5f°", func(l Leg) any { return l.Back })
	t.measures("Along the line, m", "", "%.3f", func(l Leg) any { return l.LegM })
	t.measures("Departure, m", "", "%.3f", func(l Leg) any { return l.DepartureM })
	return t
}

// Rows is a row for every base point of every point.
func (r *Boundary) Rows() Grid {
	if r.Simplified != nil {
		return positions(r.Simplified.Points, r.Regime, r.States, &r.Asked)
	}
	return apart{baseTable(r.bases()), func(w io.Writer) error { return export.Courses(w, r.d, r.courses) }}
}

// GeoJSON writes the division with these lines only: the simplified ones, if there are any.
func (r *Boundary) GeoJSON(w io.Writer) error {
	if r.Simplified != nil {
		return export.GeoJSON(w, r.d)
	}
	return export.GeoJSON(w, course.Only(r.d, r.courses))
}
