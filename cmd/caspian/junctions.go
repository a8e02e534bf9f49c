package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/geodata"
)

// junctionsReport compares the points where lines meet by treaty with the tripoints
// of the median lines, in the form of --format json.
type junctionsReport struct {
	seaReport
	questionReport
	Datum  string           `json:"datum"`
	Points []junctionReport `json:"points"`
}

type junctionReport struct {
	Name        string             `json:"name"`
	States      []string           `json:"states"`
	Conditional bool               `json:"conditional"`
	Lon         float64            `json:"lon"`
	Lat         float64            `json:"lat"`
	Printed     string             `json:"printed"`
	RoundingM   float64            `json:"rounding_m"`
	Distances   map[string]float64 `json:"distances_m"`
	SpreadM     float64            `json:"spread_m"` // of the distances
	Tripoint    orb.Point          `json:"tripoint"`
	EqualM      float64            `json:"tripoint_distance_m"` // of all three from it
	DepartureM  float64            `json:"departure_m"`
	Azimuth     float64            `json:"azimuth"`
	Note        string             `json:"note"`
	Source      string             `json:"source"`
	URL         string             `json:"url"`
}

// junctions audits the points where lines meet by treaty.
func (c *auditCommand) junctions(s *streams) error {
	if err := c.choose(tableForm, jsonForm, csvForm); err != nil {
		return err
	}
	if c.Between != "" || c.Rounding > 0 {
		return usage("caspian audit "+treatyPoints, "%s know their states and their rounding: no --between or --rounding", treatyPoints)
	}
	sea, err := c.read(s)
	if err != nil {
		return err
	}
	if !sea.IsCaspian() {
		return usage("", "%s: %w", treatyPoints, caspian.ErrNotCaspian)
	}
	points, err := geodata.TreatyPoints()
	if err != nil {
		return err
	}
	median, err := c.median(sea)
	if err != nil {
		return err
	}
	d, err := c.divide(s, sea, median, false)
	if err != nil {
		return err
	}
	r := &junctionsReport{seaReport: seaOf(d), questionReport: questionOf(d), Datum: "WGS84"}
	for _, p := range points {
		j, err := course.NewJunction(d, p.At, p.Joins...)
		if err != nil {
			return err
		}
		out := junctionReport{
			Name: p.Name, States: p.Joins, Conditional: p.Conditional, Lon: p.At[0], Lat: p.At[1], Printed: p.Latitude + " " + p.Longitude, RoundingM: float64(roundingOf(geodata.AgreedDigit)),
			Distances: map[string]float64{}, Tripoint: j.Tripoint.At, EqualM: j.Tripoint.Distances[0], DepartureM: j.Departure, Azimuth: j.Azimuth, Note: p.Note, Source: p.Source, URL: p.URL,
		}
		low, high := j.Distances[0], j.Distances[0]
		for k, code := range p.Joins {
			out.Distances[code] = j.Distances[k]
			low, high = min(low, j.Distances[k]), max(high, j.Distances[k])
		}
		out.SpreadM = high - low
		r.Points = append(r.Points, out)
	}
	return c.write(s, forms{tableForm: r.table, jsonForm: asJSON(r), csvForm: r.csv})
}

func (r *junctionsReport) table(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "Points where lines meet by treaty, against the tripoints of the median lines\n%s\n", r.head())
	for k := range r.Points {
		p := &r.Points[k]
		status := "agreed"
		if p.Conditional {
			status = "conditional"
		}
		fmt.Fprintf(&b, "\n%s", indent(fmt.Sprintf("%s (%s): %s, rounded to ±%s", p.Name, status, p.Printed, metres(p.RoundingM)), 0))
		b.WriteString(indent(p.Note+". "+p.Source+". "+p.URL, 2))
		t := newTable(2, 3)
		t.AppendHeader(table.Row{"State", "From the point km", "From the tripoint km"})
		for _, code := range p.States {
			t.AppendRow(table.Row{code, fmt.Sprintf("%.3f", p.Distances[code]/1e3), fmt.Sprintf("%.3f", p.EqualM/1e3)})
		}
		fmt.Fprintf(&b, "\n%s\n", tableText(t))
		b.WriteString(indent(fmt.Sprintf("The distances from the point differ by up to %s. The tripoint of the median lines is %s, %s to the %s (%.0f°).",
			metres(p.SpreadM), geodesic.FormatPosition(p.Tripoint, 2), metres(p.DepartureM), compassPoint(p.Azimuth), p.Azimuth), 0))
	}
	b.WriteString("\n" + indent("WGS84; the sources do not state their datum. The lines that meet there are modified median lines: a strict tripoint need not be the agreed one.", 0) + r.foot())
	_, err := io.WriteString(w, b.String())
	return err
}

// csv writes a row for every state at every point.
func (r *junctionsReport) csv(w io.Writer) error {
	number := func(v float64, decimals int) string { return strconv.FormatFloat(v, 'f', decimals, 64) }
	rows := [][]string{{"name", "conditional", "longitude", "latitude", "printed", "rounding_m", "state", "distance_m", "tripoint_longitude", "tripoint_latitude", "tripoint_distance_m", "departure_m", "azimuth", "source", "url", "datum", "credit", "question"}}
	for _, p := range r.Points {
		for _, code := range p.States {
			rows = append(rows, []string{p.Name, strconv.FormatBool(p.Conditional), number(p.Lon, -1), number(p.Lat, -1), p.Printed, number(p.RoundingM, 2), code, number(p.Distances[code], 4),
				number(p.Tripoint[0], -1), number(p.Tripoint[1], -1), number(p.EqualM, 4), number(p.DepartureM, 4), number(p.Azimuth, 4), p.Source, p.URL, r.Datum, r.Credit, r.Question.Words()})
		}
	}
	return csv.NewWriter(w).WriteAll(rows)
}
