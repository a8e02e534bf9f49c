package report

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/export"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/regime"
)

// Audit says how far a line is from equidistance.
type Audit struct {
	Sea
	Asked
	Line       string         `json:"line"`
	Source     string         `json:"source,omitempty"`
	Between    []string       `json:"between"` // in this order
	Datum      string         `json:"datum"`
	ToleranceM float64        `json:"tolerance_m"`
	LengthKm   float64        `json:"length_km"`
	Points     []AuditedPoint `json:"points"`
	Largest    []Departure    `json:"largest"`
	// Gains are null if the line does not cut the waters of the two.
	Gains   []Gain `json:"gains"`
	NoGains string `json:"no_gains,omitempty"`
	// Faces is the water that changes hands, the largest first.
	Faces   []Face `json:"faces"`
	audited *course.Audited
	names   []string
}

// AuditedPoint is a vertex of the line.
type AuditedPoint struct {
	Number     int                    `json:"number"`
	Lon        float64                `json:"lon"`
	Lat        float64                `json:"lat"`
	DMS        string                 `json:"dms"`
	Distances  map[string]float64     `json:"distance_m"`
	Ratio      *float64               `json:"ratio"` // null on the second state's shore
	HalfM      float64                `json:"half_difference_m"`
	DepartureM float64                `json:"departure_m"`
	Towards    string                 `json:"towards"`
	Nearest    orb.Point              `json:"strict_at"`
	Azimuth    float64                `json:"azimuth"`
	BasePoints map[string][]BasePoint `json:"base_points"`
	Third      *Third                 `json:"third"`
	InSea      bool                   `json:"in_sea"`
	RoundingM  *float64               `json:"rounding_m"`
	Rounded    bool                   `json:"within_rounding"`
}

// Third is a third state that is nearer than both.
type Third struct {
	State     string  `json:"state"`
	DistanceM float64 `json:"distance_m"`
}

// Departure is one of the largest from the strict line.
type Departure struct {
	Towards    string    `json:"towards"`
	At         orb.Point `json:"at"`
	DepartureM float64   `json:"departure_m"`
	Nearest    orb.Point `json:"strict_at"`
	Azimuth    float64   `json:"azimuth"`
	After      int       `json:"after_point"`
}

// Face is water that the line gives to a state.
type Face struct {
	State   string  `json:"state"`
	AreaKm2 float64 `json:"area_km2"`
}

// Gain is what the line gives a state: in all, and what it takes and gives there.
type Gain struct {
	State     string  `json:"state"`
	MedianKm2 float64 `json:"median_km2"`
	LineKm2   float64 `json:"line_km2"`
	TakenKm2  float64 `json:"taken_km2"`
	GivenKm2  float64 `json:"given_km2"`
	GainKm2   float64 `json:"gain_km2"`
}

// NewAudit puts an audit of a line with a name and a source, which may be empty, into the
// form of results. Rounded says that the options of the audit had the rounding of the
// line's points. An audit that course.Audit has not made is an error.
func NewAudit(a *course.Audited, name, source string, rounded bool) (*Audit, error) {
	if a == nil || a.Sea == nil {
		return nil, errors.New("report: there is no audit")
	}
	if err := a.Median.Check(); err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	states := a.Sea.States()
	r := &Audit{
		Sea: SeaOf(a.Median), Asked: AskedOf(a.Median), Line: name, Source: source, Datum: Datum, ToleranceM: a.Median.Question.Options.Tolerance,
		LengthKm: a.Length / 1e3, Largest: []Departure{}, audited: a,
	}
	for _, k := range a.States {
		r.Between, r.names = append(r.Between, states[k].Code), append(r.names, states[k].Name)
	}
	for k := range a.Points {
		p := &a.Points[k]
		out := AuditedPoint{
			Number: k + 1, Lon: p.At[0], Lat: p.At[1], DMS: geodesic.FormatPosition(p.At, 5), HalfM: p.Half(),
			DepartureM: p.Departure, Towards: r.Between[p.Side], Nearest: p.Nearest, Azimuth: p.Azimuth, InSea: p.InSea, Rounded: p.Rounded,
			Distances: map[string]float64{}, BasePoints: map[string][]BasePoint{},
		}
		for i, code := range r.Between {
			out.Distances[code], out.BasePoints[code] = p.Distances[i], basesOf(a.Median, p.BasePoints[i])
		}
		if ratio := p.Ratio(); !math.IsInf(ratio, 0) && !math.IsNaN(ratio) {
			out.Ratio = &ratio
		}
		if p.Third >= 0 {
			out.Third = &Third{states[p.Third].Code, p.ThirdDistance}
		}
		if rounded {
			out.RoundingM = &p.Rounding
		}
		r.Points = append(r.Points, out)
	}
	for _, l := range a.Largest {
		r.Largest = append(r.Largest, Departure{r.Between[l.Side], l.At, l.Departure, l.Nearest, l.Azimuth, l.Leg + 1})
	}
	for k, gain := range a.Gains {
		own, other := a.States[k], a.States[1-k]
		r.Gains = append(r.Gains, Gain{
			r.Between[k], a.Median.States[own].Area / 1e6, a.Given.States[own].Area / 1e6,
			course.Gained(a.Faces, own) / 1e6, course.Gained(a.Faces, other) / 1e6, gain / 1e6,
		})
	}
	for _, f := range a.Faces {
		r.Faces = append(r.Faces, Face{states[f.To].Code, f.Area / 1e6})
	}
	if a.NoGains != nil {
		r.NoGains = Plain(a.NoGains)
	}
	return r, nil
}

// marks are those of a point.
func (p *AuditedPoint) marks() (out string) {
	if p.Rounded {
		out += "±"
	}
	if p.Third != nil {
		out += "*"
	}
	if !p.InSea {
		out += "†"
	}
	return out
}

// legend explains the marks that there are.
func (r *Audit) legend() string {
	marks := ""
	for k := range r.Points {
		marks += r.Points[k].marks()
	}
	var out []string
	for _, one := range []string{"± no farther off than the point is rounded", "* a third state is nearer than both", "† outside the sea"} {
		if mark, _, _ := strings.Cut(one, " "); strings.Contains(marks, mark) {
			out = append(out, one)
		}
	}
	if len(out) == 0 {
		return ""
	}
	return strings.Join(out, "; ") + "."
}

// about says what was audited.
func (r *Audit) about() string {
	text := fmt.Sprintf("%s, %s", Counted(len(r.Points), "point"), Metres(r.LengthKm*1e3))
	if r.LengthKm > 0 {
		text = fmt.Sprintf("%s, %.2f km (%.2f M)", Counted(len(r.Points), "point"), r.LengthKm, r.LengthKm*1e3/regime.NauticalMile)
	}
	// The least and the greatest rounding that is known.
	low, high := math.Inf(1), 0.0
	for _, p := range r.Points {
		if p.RoundingM != nil && *p.RoundingM > 0 {
			low, high = min(low, *p.RoundingM), max(high, *p.RoundingM)
		}
	}
	switch {
	case r.audited.Drawn:
	case high == 0:
		text += "; how far the points are rounded is not stated"
	case low == high:
		text += "; rounded to ±" + Metres(high)
	default:
		text += "; rounded to ±" + Metres(low) + " up to ±" + Metres(high)
	}
	return text + "."
}

// ratio prints the ratio of the distances.
func (p *AuditedPoint) ratio() string {
	switch {
	case p.Ratio == nil:
		return "–"
	case *p.Ratio >= 1000:
		return Number(*p.Ratio, 0)
	}
	return Number(*p.Ratio, 3)
}

// largest says where a largest departure is.
func (r *Audit) largest(l *Departure) string {
	where := fmt.Sprintf("between points %d and %d", l.After, l.After+1)
	for _, p := range r.Points[l.After-1 : min(l.After+1, len(r.Points))] {
		if geodesic.WGS84.Distance(orb.Point{p.Lon, p.Lat}, l.At) < 1 {
			where = fmt.Sprintf("at point %d", p.Number)
		}
	}
	return fmt.Sprintf("%s towards %s, %s, %s; the strict line is to the %s (%.0f°)",
		Metres(l.DepartureM), r.names[slices.Index(r.Between, l.Towards)], where, geodesic.FormatPosition(l.At, 0), compassPoint(l.Azimuth), l.Azimuth)
}

// compassPoint names a direction by the nearest of eight.
func compassPoint(azimuth float64) string {
	names := [...]string{"north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"}
	return names[int(math.Round(azimuth/45))%8]
}

// Document says how far the line is from the strict line, point by point and as a whole.
func (r *Audit) Document(Form) *Document {
	d := &Document{}
	d.Title(fmt.Sprintf("Audit of %s between %s and %s", r.Line, r.names[0], r.names[1])).Sea(&r.Sea).
		Break().Say(r.about()).Break().Table(r.points())
	if legend := r.legend(); legend != "" {
		d.Break().Say(legend)
	}
	var bases []based
	for _, p := range r.Points {
		bases = appendBases(bases, p.Number, r.Between, p.BasePoints)
	}
	d.Heading("Base points").Table(baseTable(bases)).Heading("Largest departures, also between the points")
	var largest []string
	for _, l := range r.Largest {
		largest = append(largest, r.largest(&l))
	}
	if len(largest) == 0 {
		largest = []string{"The line does not run in the sea."}
	}
	d.List(largest...).Heading("Areas")
	if r.Gains == nil {
		d.Say("No gains: " + r.NoGains)
	} else {
		d.Table(r.gains())
	}
	d.Break().Say("Off is how far a point is from the nearest place of the strict line: that of equal distance of the two states alone, whatever is nearer to a third. " +
		"Towards is on whose side of it the point lies: that state's loss. WGS84; nothing here says that a line ought to be one of equal distance.")
	if r.Source != "" {
		d.Say("Line: " + r.Source)
	}
	return d.Asked(&r.Question)
}

// gains is the table of what the line gives the two.
func (r *Audit) gains() *Table[Gain] {
	t := &Table[Gain]{Rows: r.Gains, Columns: []Column[Gain]{{Head: "State", Wrap: 24, Cell: func(g Gain) string { return r.names[slices.Index(r.Between, g.State)] }}}}
	t.measures("Median km²", "", "%.2f", func(g Gain) any { return g.MedianKm2 })
	t.measures("Line km²", "", "%.2f", func(g Gain) any { return g.LineKm2 })
	t.measures("Takes km²", "", "%.2f", func(g Gain) any { return g.TakenKm2 })
	t.measures("Gives km²", "", "%.2f", func(g Gain) any { return g.GivenKm2 })
	t.measures("Gain km²", "", "%+.2f", func(g Gain) any { return g.GainKm2 })
	return t
}

// points is the table of the points in texts.
func (r *Audit) points() *Table[AuditedPoint] {
	t := &Table[AuditedPoint]{Rows: r.Points}
	t.measures("No.", "", "%d", func(p AuditedPoint) any { return p.Number })
	t.angles(1, func(p AuditedPoint) (lon, lat float64) { return p.Lon, p.Lat })
	for _, code := range r.Between {
		distance := func(p AuditedPoint) any { return p.Distances[code] / 1e3 }
		t.measures(Short(code)+" km", Text, "%.2f", distance)
		t.measures(code+" km", Markdown, "%.2f", distance)
	}
	t.measures("Ratio", "", "%s", func(p AuditedPoint) any { return p.ratio() })
	t.measures("Off km", "", "%.3f", func(p AuditedPoint) any { return p.DepartureM / 1e3 })
	t.shows("Towards", Text, func(p AuditedPoint) string { return strings.TrimSpace(Short(p.Towards) + " " + p.marks()) })
	t.shows("Towards", Markdown, func(p AuditedPoint) string { return strings.TrimSpace(p.Towards + " " + p.marks()) })
	return t
}

// Rows is a row for every point, and behind them one for each of the largest departures,
// whose kind says so. Of several base points of one state, where islands have
// partial effect, it has the mainland's.
func (r *Audit) Rows() Grid {
	t := &Table[AuditedPoint]{Rows: slices.Clone(r.Points)}
	for _, l := range r.Largest {
		t.Rows = append(t.Rows, AuditedPoint{
			Lon: l.At[0], Lat: l.At[1], DMS: geodesic.FormatPosition(l.At, 5), DepartureM: l.DepartureM, Towards: l.Towards, Nearest: l.Nearest, Azimuth: l.Azimuth, InSea: true,
		})
	}
	// What only points have.
	own := func(name string, of func(AuditedPoint) string) {
		t.filed(name, func(p AuditedPoint) string {
			if p.Number == 0 {
				return ""
			}
			return of(p)
		})
	}
	figures := func(name string, decimals int, of func(AuditedPoint) float64) {
		own(name, func(p AuditedPoint) string { return Number(of(p), decimals) })
	}
	figures("number", 0, func(p AuditedPoint) float64 { return float64(p.Number) })
	t.figures("lon", -1, func(p AuditedPoint) float64 { return p.Lon })
	t.figures("lat", -1, func(p AuditedPoint) float64 { return p.Lat })
	t.filed("dms", func(p AuditedPoint) string { return p.DMS })
	sides := [...]string{"_a", "_b"}
	for k, code := range r.Between {
		side := sides[k]
		base := func(p AuditedPoint) BasePoint { return p.BasePoints[code][0] }
		t.filed("state"+side, func(AuditedPoint) string { return code })
		figures("distance_m"+side, 4, func(p AuditedPoint) float64 { return p.Distances[code] })
		figures("base_lon"+side, -1, func(p AuditedPoint) float64 { return base(p).At[0] })
		figures("base_lat"+side, -1, func(p AuditedPoint) float64 { return base(p).At[1] })
		own("feature"+side, func(p AuditedPoint) string { return base(p).Feature })
		own("role"+side, func(p AuditedPoint) string { return base(p).Role })
	}
	optional := func(v *float64, decimals int) string {
		if v == nil {
			return ""
		}
		return Number(*v, decimals)
	}
	t.filed("ratio", func(p AuditedPoint) string { return optional(p.Ratio, 9) })
	figures("half_difference_m", 4, func(p AuditedPoint) float64 { return p.HalfM })
	t.figures("departure_m", 4, func(p AuditedPoint) float64 { return p.DepartureM })
	t.filed("towards", func(p AuditedPoint) string { return p.Towards })
	t.figures("strict_lon", 9, func(p AuditedPoint) float64 { return p.Nearest[0] })
	t.figures("strict_lat", 9, func(p AuditedPoint) float64 { return p.Nearest[1] })
	t.figures("azimuth", 4, func(p AuditedPoint) float64 { return p.Azimuth })
	t.filed("rounding_m", func(p AuditedPoint) string { return optional(p.RoundingM, 2) })
	own("within_rounding", func(p AuditedPoint) string { return strconv.FormatBool(p.Rounded) })
	t.filed("third_state", func(p AuditedPoint) string {
		if p.Third == nil {
			return ""
		}
		return p.Third.State
	})
	t.filed("third_distance_m", func(p AuditedPoint) string {
		if p.Third == nil {
			return ""
		}
		return Number(p.Third.DistanceM, 4)
	})
	t.filed("in_sea", func(p AuditedPoint) string { return strconv.FormatBool(p.InSea) })
	t.filed("kind", func(p AuditedPoint) string {
		if p.Number == 0 {
			return "largest_departure"
		}
		return "point"
	})
	for k, g := range r.Gains {
		t.figures("taken_km2"+sides[k], -1, func(AuditedPoint) float64 { return g.TakenKm2 })
	}
	t.filed("datum", func(AuditedPoint) string { return r.Datum })
	t.Columns = append(t.Columns, askedColumns(func(AuditedPoint) *Asked { return &r.Asked })...)
	return t
}

// GeoJSON writes the line, the strict line, the water that changes hands with whose it
// becomes, and the points with what is known of them;
// what holds for the whole is in the member "audit".
func (r *Audit) GeoJSON(w io.Writer) error {
	fc := geojson.NewFeatureCollection()
	fc.ExtraMembers = geojson.Properties{"audit": struct {
		*Audit
		Points *struct{} `json:"points,omitempty"` // which are features
	}{Audit: r}}
	add := func(kind string, g orb.Geometry) geojson.Properties {
		f := geojson.NewFeature(g)
		f.Properties["kind"] = kind
		fc.Append(f)
		return f.Properties
	}
	line := make(orb.LineString, len(r.Points))
	for k, p := range r.Points {
		line[k] = orb.Point{p.Lon, p.Lat}
	}
	if len(line) > 1 {
		add("audited_line", export.SplitLine(line))["length_km"] = r.LengthKm
	}
	for _, l := range r.audited.Strict {
		add("strict_line", export.SplitLine(l))["states"] = export.Codes(r.Between)
	}
	for k, f := range r.audited.Faces {
		properties := add("exchanged", export.SplitPolygons(orb.MultiPolygon{f.Polygon}))
		properties["state"], properties["area_km2"] = r.Faces[k].State, r.Faces[k].AreaKm2
	}
	for k, p := range r.Points {
		properties := add("audited_point", line[k])
		for name, v := range map[string]any{
			"number": p.Number, "dms": p.DMS, "distance_m": p.Distances, "ratio": p.Ratio, "half_difference_m": p.HalfM, "departure_m": p.DepartureM, "towards": p.Towards,
			"strict_lon": p.Nearest[0], "strict_lat": p.Nearest[1], "azimuth": p.Azimuth, "base_points": p.BasePoints, "third": p.Third, "in_sea": p.InSea, "rounding_m": p.RoundingM, "within_rounding": p.Rounded,
		} {
			properties[name] = v
		}
	}
	return Encode(w, fc)
}
