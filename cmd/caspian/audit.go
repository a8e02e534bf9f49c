package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/export"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/render"
)

// auditCommand measures how far a line is from equidistance.
type auditCommand struct {
	Line     string   `arg:"" file:"line" help:"The line: a CSV or GeoJSON file, - for standard input, the agreed line ru-kz, or treaty-points for the two points where lines meet by treaty."`
	Between  string   `placeholder:"A,B" help:"The codes of the two states that the line parts (ru-kz knows its own)."`
	Rounding rounding `placeholder:"DIGIT" help:"What the last printed digit of the points stands for, such as 0.1' or 1\" or 0.001°, or how far they may be off, such as 93m (default: as they are printed; decimal degrees: not known)."`
	resultFlags
	pictureFlags
	coastFlags
}

// rounding is how far in metres a printed point may be from what was meant.
type rounding float64

// arcMinute is a minute of latitude in metres, as charts have it.
const arcMinute = regime.NauticalMile

// roundingOf returns how far a point may be off whose last digit stands for so many
// degrees: half of it, in latitude.
func roundingOf(digit float64) rounding { return rounding(digit * 60 * arcMinute / 2) }

// UnmarshalText reads what a digit stands for, or a length.
func (r *rounding) UnmarshalText(text []byte) error {
	s := strings.TrimSpace(string(text))
	for _, unit := range []struct {
		marks   string
		degrees float64
	}{{"°", 1}, {"'′’", 1.0 / 60}, {"\"″”", 1.0 / 3600}} {
		number := strings.TrimRight(s, unit.marks)
		if number == s {
			continue
		}
		v, err := strconv.ParseFloat(number, 64)
		if err != nil || !(v > 0 && v*unit.degrees <= 1) {
			return fmt.Errorf("%q is not a digit's worth of at most a degree, such as 0.1'", s)
		}
		*r = roundingOf(v * unit.degrees)
		return nil
	}
	var l positiveLength
	if err := l.UnmarshalText(text); err != nil {
		return fmt.Errorf("%q is neither a digit's worth, such as 0.1' or 1\", nor a length above 0m, such as 93m", s)
	}
	*r = rounding(l)
	return nil
}

// auditReport is the result, in the form of --format json.
type auditReport struct {
	seaReport
	questionReport
	Line       string             `json:"line"`
	Source     string             `json:"source,omitempty"`
	Between    []string           `json:"between"`
	Datum      string             `json:"datum"`
	ToleranceM float64            `json:"tolerance_m"`
	LengthM    float64            `json:"length_m"`
	Points     []auditPointReport `json:"points"`
	Largest    []largestReport    `json:"largest"`
	// Gains are null if the line does not cut the waters of the two.
	Gains   []gainReport `json:"gains"`
	NoGains string       `json:"no_gains,omitempty"`
	audited *course.Audited
	names   []string
}

type auditPointReport struct {
	Number     int                     `json:"number"`
	Lon        float64                 `json:"lon"`
	Lat        float64                 `json:"lat"`
	DMS        string                  `json:"dms"`
	Distances  map[string]float64      `json:"distances_m"`
	Ratio      *float64                `json:"ratio"` // null on the second state's shore
	HalfM      float64                 `json:"half_difference_m"`
	DepartureM float64                 `json:"departure_m"`
	Towards    string                  `json:"towards"`
	Nearest    orb.Point               `json:"nearest"`
	Azimuth    float64                 `json:"azimuth"`
	BasePoints map[string][]baseReport `json:"base_points"`
	Third      *thirdReport            `json:"third"`
	InSea      bool                    `json:"in_sea"`
	RoundingM  *float64                `json:"rounding_m"`
	Rounded    bool                    `json:"within_rounding"`
}

type thirdReport struct {
	State     string  `json:"state"`
	DistanceM float64 `json:"distance_m"`
}

type largestReport struct {
	Towards    string    `json:"towards"`
	At         orb.Point `json:"at"`
	DepartureM float64   `json:"departure_m"`
	Nearest    orb.Point `json:"nearest"`
	Azimuth    float64   `json:"azimuth"`
	After      int       `json:"after_point"`
}

type gainReport struct {
	State     string  `json:"state"`
	MedianKm2 float64 `json:"median_km2"`
	LineKm2   float64 `json:"line_km2"`
	GainKm2   float64 `json:"gain_km2"`
}

// pictureForms are the forms of results that are drawn.
var pictureForms = []string{"svg", "png", "pdf"}

// treatyPoints is what stands for the points where lines meet by treaty.
const treatyPoints = "treaty-points"

func (c *auditCommand) Run(s *streams) error {
	if c.Line == treatyPoints {
		return c.junctions(s)
	}
	if err := c.choose(append([]string{tableForm, jsonForm, csvForm, geojsonForm, markdownForm}, pictureForms...)...); err != nil {
		return err
	}
	if slices.Contains(pictureForms, c.Format) && c.Output == "" {
		return usage("caspian audit ru-kz -o audit.svg, or -o - to write it to standard output", "a picture needs an --output")
	}
	sea, err := c.read(s)
	if err != nil {
		return err
	}
	line, err := c.points(s, sea)
	if err != nil {
		return err
	}
	opts := course.AuditOptions{Tolerance: float64(c.Tolerance), Resolution: float64(c.Resolution)}
	if opts.Islands, err = c.effects(sea); err != nil {
		return err
	}
	known := c.Rounding > 0 || slices.ContainsFunc(line.digits, func(d float64) bool { return d > 0 })
	for _, digit := range line.digits {
		by := roundingOf(digit)
		if c.Rounding > 0 {
			by = c.Rounding
		}
		if known {
			opts.Rounding = append(opts.Rounding, float64(by))
		}
	}
	var end func()
	opts.Progress, end = s.progress("audit")
	a, err := s.engine.audit(s.ctx, sea, line.between, line.line, opts)
	end()
	switch {
	case errors.Is(err, caspian.ErrState):
		return usage(pairHint(sea, line.between, "--between %s,%s"), "%w", err)
	case errors.Is(err, caspian.ErrIsland):
		return usage("", "%w", err)
	case err != nil:
		return err
	}
	c.warn(s, a)
	r := c.report(a, line, known)
	result := forms{tableForm: r.table, jsonForm: asJSON(r), csvForm: r.csv, geojsonForm: r.geojson, markdownForm: r.markdown}
	for _, form := range pictureForms {
		result[form] = func(w io.Writer) error { return pictures[form](w, r.picture(), c.pictureFlags.options()) }
	}
	return pictureError(c.write(s, result))
}

// points reads the line, and whose it is.
func (c *auditCommand) points(s *streams, sea *caspian.Sea) (*linePoints, error) {
	var between [2]string
	if c.Between != "" {
		var err error
		if between, err = pairOf(sea, c.Between); err != nil {
			return nil, err
		}
	}
	line, err := builtInLine(c.Line)
	if err != nil {
		return nil, err
	}
	if line != nil {
		own := line.between
		switch between {
		case [2]string{}, own:
		case [2]string{own[1], own[0]}:
			line.between = between
		default:
			return nil, usage("caspian audit "+c.Line, "%s parts %s and %s: no --between %s", c.Line, own[0], own[1], c.Between)
		}
		return line, nil
	}
	if c.Between == "" {
		if _, err := os.Stat(s.path(c.Line)); c.Line != "-" && errors.Is(err, fs.ErrNotExist) {
			return nil, noLine(c.Line)
		}
		return nil, usage("caspian audit LINE --between RU,KZ, for instance", "--between A,B is missing: the two states that the line parts")
	}
	line, err = readLine(s, c.Line)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, noLine(c.Line)
	}
	if err != nil {
		return nil, err
	}
	line.between = between
	return line, nil
}

// warn prints what a reader of the result must know.
func (c *auditCommand) warn(s *streams, a *course.Audited) {
	if a.Given != nil {
		for _, w := range a.Given.Warnings {
			s.warn("%s", printable(w))
		}
	}
	if !slices.ContainsFunc(a.Points, func(p course.AuditedPoint) bool { return p.InSea }) {
		s.warn("no point of the line lies in the sea; positions are longitude and then latitude in GeoJSON")
	}
}

// report puts an audit into the form of the result.
func (c *auditCommand) report(a *course.Audited, line *linePoints, rounding bool) *auditReport {
	states := a.Sea.States()
	r := &auditReport{
		seaReport: seaOf(a.Median), questionReport: questionOf(a.Median), Line: filepath.Base(sourceName(c.Line)), Source: line.source, Between: line.between[:], Datum: "WGS84", ToleranceM: a.Median.Question.Options.Tolerance,
		LengthM: a.Length, Largest: []largestReport{}, audited: a, names: []string{states[a.States[0]].Name, states[a.States[1]].Name},
	}
	for k := range a.Points {
		p := &a.Points[k]
		out := auditPointReport{
			Number: k + 1, Lon: p.At[0], Lat: p.At[1], DMS: geodesic.FormatPosition(p.At, 5), HalfM: p.Half(),
			DepartureM: p.Departure, Towards: r.Between[p.Side], Nearest: p.Nearest, Azimuth: p.Azimuth, InSea: p.InSea, Rounded: p.Rounded,
			Distances: map[string]float64{}, BasePoints: map[string][]baseReport{},
		}
		for i, code := range r.Between {
			out.Distances[code], out.BasePoints[code] = p.Distances[i], basesOf(a.Median, p.BasePoints[i])
		}
		if ratio := p.Ratio(); !math.IsInf(ratio, 0) && !math.IsNaN(ratio) {
			out.Ratio = &ratio
		}
		if p.Third >= 0 {
			out.Third = &thirdReport{states[p.Third].Code, p.ThirdDistance}
		}
		if rounding {
			out.RoundingM = &p.Rounding
		}
		r.Points = append(r.Points, out)
	}
	for _, l := range a.Largest {
		if l != nil {
			r.Largest = append(r.Largest, largestReport{r.Between[l.Side], l.At, l.Departure, l.Nearest, l.Azimuth, l.Leg + 1})
		}
	}
	for k, gain := range a.Gains {
		r.Gains = append(r.Gains, gainReport{r.Between[k], a.Median.States[a.States[k]].Area / 1e6, a.Given.States[a.States[k]].Area / 1e6, gain / 1e6})
	}
	if a.NoGains != nil {
		r.NoGains = plain(a.NoGains)
	}
	return r
}

// auditFoot says what the figures are.
const auditFoot = "Off is how far a point is from the nearest place of the strict line: that of equal distance of the two states alone, whatever is nearer to a third. Towards is on whose side of it the point lies: that state's loss. WGS84; nothing here says that a line ought to be one of equal distance."

// marks are those of a point.
func (p *auditPointReport) marks() (out string) {
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
func (r *auditReport) legend() (out []string) {
	var rounded, third, outside bool
	for k := range r.Points {
		p := &r.Points[k]
		rounded, third, outside = rounded || p.Rounded, third || p.Third != nil, outside || !p.InSea
	}
	if rounded {
		out = append(out, "± no farther off than the point is rounded")
	}
	if third {
		out = append(out, "* a third state is nearer than both")
	}
	if outside {
		out = append(out, "† outside the sea")
	}
	return out
}

// about says what was audited.
func (r *auditReport) about() string {
	text := fmt.Sprintf("%s, %s", counted(len(r.Points), "point"), metres(r.LengthM))
	if r.LengthM > 0 {
		text = fmt.Sprintf("%s, %.2f km (%.2f M)", counted(len(r.Points), "point"), r.LengthM/1e3, r.LengthM/regime.NauticalMile)
	}
	switch low, high := r.roundings(); {
	case high == 0:
		text += "; how far the points are rounded is not stated"
	case low == high:
		text += fmt.Sprintf("; rounded to ±%s", metres(high))
	default:
		text += fmt.Sprintf("; rounded to ±%s up to ±%s", metres(low), metres(high))
	}
	return text + "."
}

// roundings returns the least and the greatest rounding that is known.
func (r *auditReport) roundings() (low, high float64) {
	for k := range r.Points {
		if by := r.Points[k].RoundingM; by != nil && *by > 0 {
			if low == 0 || *by < low {
				low = *by
			}
			high = max(high, *by)
		}
	}
	return low, high
}

// title names the audit.
func (r *auditReport) title() string {
	return fmt.Sprintf("Audit of %s between %s and %s", printable(r.Line), printable(r.names[0]), printable(r.names[1]))
}

func (r *auditReport) table(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s%s\n\n%s\n", indent(r.title(), 0), r.head(), indent(r.about(), 0))
	t := newTable(1, 4, 5, 6, 7)
	t.AppendHeader(table.Row{"#", "Latitude", "Longitude", short(r.Between[0]) + " km", short(r.Between[1]) + " km", "Ratio", "Off km", "Towards"})
	for k := range r.Points {
		p := &r.Points[k]
		t.AppendRow(table.Row{
			p.Number, geodesic.FormatAngle(p.Lat, "N", "S", 1), geodesic.FormatAngle(p.Lon, "E", "W", 1),
			fmt.Sprintf("%.2f", p.Distances[r.Between[0]]/1e3), fmt.Sprintf("%.2f", p.Distances[r.Between[1]]/1e3), p.ratio(),
			fmt.Sprintf("%.3f", p.DepartureM/1e3), strings.TrimSpace(short(p.Towards) + " " + p.marks()),
		})
	}
	b.WriteString(tableText(t))
	if notes := r.legend(); len(notes) > 0 {
		b.WriteString("\n" + indent(strings.Join(notes, "; ")+".", 0))
	}
	fmt.Fprintf(&b, "\nBase points\n\n%s\n%s\n", r.baseTable(), r.sums())
	b.WriteString(indent(auditFoot, 0))
	if r.Source != "" {
		b.WriteString(indent("Line: "+r.Source, 0))
	}
	b.WriteString(r.foot())
	_, err := io.WriteString(w, b.String())
	return err
}

// ratio prints the ratio of the distances.
func (p *auditPointReport) ratio() string {
	switch {
	case p.Ratio == nil:
		return "–"
	case *p.Ratio >= 1000:
		return fmt.Sprintf("%.0f", *p.Ratio)
	}
	return fmt.Sprintf("%.3f", *p.Ratio)
}

// baseTable lists the base points of all points.
func (r *auditReport) baseTable() string {
	var rows baseRows
	for k := range r.Points {
		rows.add(r.Points[k].Number, r.Between, r.Points[k].BasePoints)
	}
	return rows.text()
}

// sums says what the line does as a whole.
func (r *auditReport) sums() string {
	var b strings.Builder
	b.WriteString("Largest departures, also between the points\n\n")
	for _, l := range r.Largest {
		b.WriteString(indent(r.largest(&l), 2))
	}
	if len(r.Largest) == 0 {
		b.WriteString("  The line does not run in the sea.\n")
	}
	b.WriteString("\n")
	if r.Gains == nil {
		return b.String() + indent("No gains: "+printable(r.NoGains), 0)
	}
	t := newTable(2, 3, 4)
	t.AppendHeader(table.Row{"Area", "By median lines km²", "With the line km²", "Gain km²"})
	for k, g := range r.Gains {
		t.AppendRow(table.Row{printable(r.names[k]), fmt.Sprintf("%.2f", g.MedianKm2), fmt.Sprintf("%.2f", g.LineKm2), fmt.Sprintf("%+.2f", g.GainKm2)})
	}
	return b.String() + tableText(t)
}

// largest says where a largest departure is.
func (r *auditReport) largest(l *largestReport) string {
	where := fmt.Sprintf("between points %d and %d", l.After, l.After+1)
	for _, p := range r.Points[l.After-1 : min(l.After+1, len(r.Points))] {
		if geodesic.WGS84.Distance(orb.Point{p.Lon, p.Lat}, l.At) < 1 {
			where = fmt.Sprintf("at point %d", p.Number)
		}
	}
	name := r.names[slices.Index(r.Between, l.Towards)]
	return fmt.Sprintf("%s towards %s, %s, %s; the strict line is to the %s (%.0f°)",
		metres(l.DepartureM), printable(name), where, geodesic.FormatPosition(l.At, 0), compassPoint(l.Azimuth), l.Azimuth)
}

// compassPoint names a direction by the nearest of eight.
func compassPoint(azimuth float64) string {
	names := [...]string{"north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"}
	return names[int(math.Round(azimuth/45))%8]
}

func (r *auditReport) markdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s %s\n\n", markdownCell(r.title()), markdownCell(strings.ReplaceAll(r.head(), "\n", " · ")+"."), r.about())
	first, second := markdownCell(r.Between[0]), markdownCell(r.Between[1])
	fmt.Fprintf(&b, "| No. | Latitude | Longitude | %s, km | %s, km | Ratio | Off, km | Towards | Base point of %s | Base point of %s |\n| ---: | --- | --- | ---: | ---: | ---: | ---: | --- | --- | --- |\n", first, second, first, second)
	for k := range r.Points {
		p := &r.Points[k]
		var bases []string
		for _, code := range r.Between {
			var texts []string
			for _, base := range p.BasePoints[code] {
				texts = append(texts, fmt.Sprintf("%s, %s, %s", geodesic.FormatPosition(base.At, 2), base.Feature, base.Role))
			}
			bases = append(bases, markdownCell(strings.Join(texts, "; ")))
		}
		fmt.Fprintf(&b, "| %d | %s | %s | %.3f | %.3f | %s | %.3f | %s | %s | %s |\n", p.Number, geodesic.FormatAngle(p.Lat, "N", "S", 1), geodesic.FormatAngle(p.Lon, "E", "W", 1),
			p.Distances[r.Between[0]]/1e3, p.Distances[r.Between[1]]/1e3, p.ratio(), p.DepartureM/1e3, markdownCell(strings.TrimSpace(p.Towards+" "+p.marks())), bases[0], bases[1])
	}
	for _, note := range r.legend() {
		fmt.Fprintf(&b, "\n%s  ", strings.Replace(note, "*", "\\*", 1))
	}
	fmt.Fprintf(&b, "\n\n## Largest departures, also between the points\n\n")
	for _, l := range r.Largest {
		fmt.Fprintf(&b, "- %s\n", markdownCell(r.largest(&l)))
	}
	if len(r.Largest) == 0 {
		b.WriteString("- The line does not run in the sea.\n")
	}
	b.WriteString("\n## Areas\n\n")
	if r.Gains == nil {
		fmt.Fprintf(&b, "No gains: %s\n", markdownCell(r.NoGains))
	} else {
		b.WriteString("| State | By median lines, km² | With the line, km² | Gain, km² |\n| --- | ---: | ---: | ---: |\n")
		for k, g := range r.Gains {
			fmt.Fprintf(&b, "| %s | %.2f | %.2f | %+.2f |\n", markdownCell(r.names[k]), g.MedianKm2, g.LineKm2, g.GainKm2)
		}
	}
	fmt.Fprintf(&b, "\n%s\n", auditFoot)
	if r.Source != "" {
		fmt.Fprintf(&b, "\nLine: %s\n", markdownCell(r.Source))
	}
	b.WriteString(r.markdownFoot())
	_, err := io.WriteString(w, b.String())
	return err
}

// csv writes a row for every point. Of several base points of one state, where
// islands have partial effect, it has the mainland's.
func (r *auditReport) csv(w io.Writer) error {
	number := func(v float64, decimals int) string { return strconv.FormatFloat(v, 'f', decimals, 64) }
	rows := [][]string{{"point", "longitude", "latitude", "dms"}}
	for _, side := range []string{"a", "b"} {
		for _, name := range []string{"state", "distance_m", "base_longitude", "base_latitude", "feature", "role"} {
			rows[0] = append(rows[0], name+"_"+side)
		}
	}
	rows[0] = append(rows[0], "ratio", "half_difference_m", "departure_m", "towards", "strict_longitude", "strict_latitude", "azimuth",
		"rounding_m", "within_rounding", "third", "third_distance_m", "in_sea", "datum")
	rows[0] = append(rows[0], questionColumns...)
	for k := range r.Points {
		p := &r.Points[k]
		row := []string{strconv.Itoa(p.Number), number(p.Lon, -1), number(p.Lat, -1), p.DMS}
		for _, code := range r.Between {
			base := p.BasePoints[code][0]
			row = append(row, code, number(p.Distances[code], 4), number(base.At[0], -1), number(base.At[1], -1), export.Cell(base.Feature), base.Role)
		}
		ratio, by, third, distance := "", "", "", ""
		if p.Ratio != nil {
			ratio = number(*p.Ratio, 9)
		}
		if p.RoundingM != nil {
			by = number(*p.RoundingM, 2)
		}
		if p.Third != nil {
			third, distance = p.Third.State, number(p.Third.DistanceM, 4)
		}
		row = append(row, ratio, number(p.HalfM, 4), number(p.DepartureM, 4), p.Towards, number(p.Nearest[0], 9), number(p.Nearest[1], 9), number(p.Azimuth, 4),
			by, strconv.FormatBool(p.Rounded), third, distance, strconv.FormatBool(p.InSea), r.Datum)
		rows = append(rows, append(row, r.cells()...))
	}
	return csv.NewWriter(w).WriteAll(rows)
}

// geojson writes the line, the strict line, and the points with what is known of
// them; what holds for the whole is in the member "audit".
func (r *auditReport) geojson(w io.Writer) error {
	whole := *r
	whole.Points = nil
	fc := geojson.NewFeatureCollection()
	fc.ExtraMembers = geojson.Properties{"audit": struct {
		*auditReport
		Points *struct{} `json:"points,omitempty"`
	}{auditReport: &whole}}
	add := func(kind string, g orb.Geometry) *geojson.Feature {
		f := geojson.NewFeature(g)
		f.Properties["kind"] = kind
		fc.Append(f)
		return f
	}
	line := make(orb.LineString, len(r.Points))
	for k := range r.Points {
		line[k] = orb.Point{r.Points[k].Lon, r.Points[k].Lat}
	}
	if len(line) > 1 {
		add("audited_line", export.SplitLine(line)).Properties["length_km"] = r.LengthM / 1e3
	}
	for _, l := range r.audited.Strict {
		add("strict_line", export.SplitLine(l)).Properties["states"] = r.Between
	}
	for k := range r.Points {
		p := r.Points[k]
		f := add("audited_point", line[k])
		for name, v := range map[string]any{
			"number": p.Number, "dms": p.DMS, "distances_m": p.Distances, "ratio": p.Ratio, "half_difference_m": p.HalfM, "departure_m": p.DepartureM, "towards": p.Towards,
			"nearest": p.Nearest, "azimuth": p.Azimuth, "base_points": p.BasePoints, "third": p.Third, "in_sea": p.InSea, "rounding_m": p.RoundingM, "within_rounding": p.Rounded,
		} {
			f.Properties[name] = v
		}
	}
	return asJSON(fc)(w)
}

// picture draws the line over the median lines.
func (r *auditReport) picture() render.Picture {
	var line orb.LineString
	for _, p := range r.audited.Points {
		line = append(line, p.At)
	}
	return render.Map(r.audited.Median).With(render.Overlay{Name: "audited line: " + printable(r.Line), Line: line})
}
