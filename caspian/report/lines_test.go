package report

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/regime"
)

// awkward is a lake whose names are made to break tables, and to be taken for formulas.
const awkward = `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"NORTHERN-LAND","name":"=North | \u001b[31m*land* whose name is so long that a table must break it"},"geometry":{"type":"LineString","coordinates":[[1,0],[1,1],[0,1],[0,0]]}},
{"type":"Feature","properties":{"state":"SOUTHERN-LAND","name":"South"},"geometry":{"type":"LineString","coordinates":[[0,0],[1,0]]}},
{"type":"Feature","properties":{"state":"THIRD","name":"+Third"},"geometry":{"type":"Polygon","coordinates":[[[0.5,0.7],[0.51,0.7],[0.51,0.71],[0.5,0.7]]]}}]}`

// lake returns the awkward lake divided by lines of equal distance.
func lake(t *testing.T) *caspian.Division {
	t.Helper()
	median, err := regime.ByID("median")
	require.NoError(t, err)
	return divided.By(t, divided.Sea(t, awkward), median)
}

// written are the forms of a result, when each has been found well-formed, to state the
// question, and to name the credit of the coast.
type written struct {
	text, markdown string
	rows           []map[string]string // of CSV
	json, geojson  map[string]any
}

// write writes a result in all its forms.
func write(t *testing.T, r Result) (out written) {
	t.Helper()
	form := func(f Form) string {
		var b bytes.Buffer
		require.NoError(t, Write(&b, r, f), f)
		return b.String()
	}
	out.text, out.markdown = form(Text), form(Markdown)
	readable(t, out.text, out.markdown)
	for _, text := range []string{out.text, out.markdown} {
		assert.Regexp(t, `question [0-9a-f]{12}|SHA-256`, strings.Join(strings.Fields(text), " "))
		assert.Contains(t, strings.Join(strings.Fields(text), " "), "Coast data: ")
	}
	table, err := csv.NewReader(strings.NewReader(form(CSV))).ReadAll()
	require.NoError(t, err)
	for _, row := range table[1:] {
		named := map[string]string{}
		for k, cell := range row {
			named[table[0][k]] = cell
			if _, err := strconv.ParseFloat(cell, 64); err != nil && cell != "" {
				assert.NotContains(t, "=+-@\t\r", cell[:1], "%s: %s", table[0][k], cell)
			}
		}
		require.Len(t, named, len(row), "columns of one name")
		assert.Contains(t, named["credit"], "Coast data: ")
		assert.Contains(t, named["question"], "question ")
		out.rows = append(out.rows, named)
	}
	require.NoError(t, json.Unmarshal([]byte(form(JSON)), &out.json))
	if _, ok := r.(Mapped); ok {
		require.NoError(t, json.Unmarshal([]byte(form(GeoJSON)), &out.geojson))
		assert.Equal(t, "FeatureCollection", out.geojson["type"])
	} else {
		assert.Error(t, Write(&bytes.Buffer{}, r, GeoJSON))
	}
	return out
}

// readable says whether texts keep to their columns and tables, and leave terminals alone.
func readable(t *testing.T, text, markdown string) {
	t.Helper()
	assert.NotContains(t, text+markdown, "\u001b")
	for _, line := range strings.Split(text, "\n") {
		if strings.Contains(strings.TrimSpace(line), " ") { // words longer than a line stand alone
			assert.LessOrEqual(t, utf8.RuneCountInString(line), Width, line)
		}
		assert.Equal(t, strings.TrimRight(line, " "), line)
	}
	cells := 0
	for _, line := range strings.Split(markdown, "\n") {
		if !strings.HasPrefix(line, "|") {
			cells = 0
			continue
		}
		n := strings.Count(strings.ReplaceAll(line, `\|`, ""), "|")
		if cells > 0 {
			assert.Equal(t, cells, n, line)
		}
		cells = n
	}
}

// number parses a number that a form states.
func number(t *testing.T, text string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(text, 64)
	require.NoError(t, err)
	return v
}

func TestBoundary(t *testing.T) {
	t.Parallel()
	d := lake(t)
	b, err := NewBoundary(d, "SOUTHERN-LAND", "NORTHERN-LAND")
	require.NoError(t, err)
	w := write(t, b)
	again := &Boundary{}
	raw, err := json.Marshal(b)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(raw, again))
	assert.Equal(t, b.Lines[0].Points[1].BasePoints, again.Lines[0].Points[1].BasePoints)
	courses, err := course.Between(d, "SOUTHERN-LAND", "NORTHERN-LAND")
	require.NoError(t, err)
	require.Len(t, b.Lines, len(courses))
	points := 0
	for k, c := range courses {
		assert.InDelta(t, c.Length, 1e3*b.Lines[k].LengthKm, 1e-9)
		assert.Contains(t, strings.Join(strings.Fields(w.text), " "), Number(c.Length/1e3, 2)+" km")
		assert.Contains(t, w.markdown, Number(c.Length/1e3, 2)+" km")
		for i, p := range c.Points {
			points++
			own := b.Lines[k].Points[i]
			assert.Equal(t, points, own.Number)
			assert.Equal(t, p.At, orb.Point{own.Lon, own.Lat})
			north := own.Distances["NORTHERN-LAND"]
			assert.Regexp(t, `(?m)^ *`+strconv.Itoa(points)+`  .*  `+regexp.QuoteMeta(Number(north/1e3, 3)), w.text)
			assert.Regexp(t, `(?m)^\| `+strconv.Itoa(points)+` \|.*\| `+regexp.QuoteMeta(Number(north, 3))+` \|`, w.markdown)
		}
		for _, l := range b.Lines[k].Legs {
			assert.Regexp(t, regexp.QuoteMeta(Number(l.LegM/1e3, 3))+` +`+regexp.QuoteMeta(Number(l.Azimuth, 2))+"°", w.text)
			assert.Contains(t, w.markdown, "| "+strconv.Itoa(l.From)+" | "+strconv.Itoa(l.To)+" | "+Number(l.GeodesicM, 3)+" |")
		}
	}
	bases := 0
	for _, row := range w.rows {
		if row["state"] == "NORTHERN-LAND" {
			bases++
		}
	}
	assert.GreaterOrEqual(t, bases, points)
	assert.Equal(t, strconv.Itoa(points), w.rows[len(w.rows)-1]["number"])
	assert.Contains(t, w.text, "NORT… km")
	assert.Contains(t, w.markdown, "| NORTHERN-LAND, m |")
	assert.Contains(t, w.markdown, `=North \| `)

	_, err = NewBoundary(d, "SOUTHERN-LAND", "nobody")
	require.ErrorIs(t, err, caspian.ErrState)
	_, err = NewBoundary(nil, "a", "b")
	require.ErrorIs(t, err, caspian.ErrDivision)
	_, err = NewBoundary(&caspian.Division{}, "a", "b")
	require.ErrorIs(t, err, caspian.ErrDivision)
}

func TestAudit(t *testing.T) {
	t.Parallel()
	sea := divided.Sea(t, awkward)
	line := orb.LineString{{-0.1, 0.4}, {0.5, 0.705}, {0.5, 0.3}, {1.1, 0.4}}
	audited, err := course.Audit(context.Background(), sea, [2]string{"NORTHERN-LAND", "SOUTHERN-LAND"}, line,
		course.AuditOptions{Rounding: []float64{50e3, 0, 20e3, 10}})
	require.NoError(t, err)
	a, err := NewAudit(audited, "=line | one", "by \u001bme", true)
	require.NoError(t, err)
	w := write(t, a)
	require.Len(t, w.rows, len(line)+len(a.Largest))
	for k, l := range a.Largest {
		row := w.rows[len(line)+k]
		assert.Equal(t, "largest_departure", row["kind"])
		assert.InDelta(t, l.DepartureM, number(t, row["departure_m"]), 1e-4)
		assert.Equal(t, l.Towards, row["towards"])
		assert.Empty(t, row["number"]+row["distance_m_a"]+row["feature_b"])
	}
	for k, p := range a.Points {
		row := w.rows[k]
		assert.Equal(t, "point", row["kind"])
		assert.Equal(t, strconv.Itoa(k+1), row["number"])
		assert.InDelta(t, p.DepartureM, number(t, row["departure_m"]), 1e-4)
		assert.InDelta(t, p.Distances["SOUTHERN-LAND"], number(t, row["distance_m_b"]), 1e-4)
		assert.Equal(t, strconv.FormatBool(p.InSea), row["in_sea"])
		assert.Equal(t, p.Third == nil, row["third_state"] == "")
		off := regexp.QuoteMeta(Number(p.DepartureM/1e3, 3))
		assert.Regexp(t, `(?m)^ *`+strconv.Itoa(k+1)+`  .*  `+off+`  `+p.Towards[:4]+"… ?"+regexp.QuoteMeta(p.marks())+`$`, w.text)
		assert.Regexp(t, `(?m)^\| `+strconv.Itoa(k+1)+` \|.*\| `+off+` \| `+p.Towards, w.markdown)
	}
	// The marks and what explains them.
	assert.Equal(t, "†", strings.Trim(a.Points[3].marks(), "±"))
	assert.Equal(t, "*", a.Points[1].marks(), "a point on the third state's island")
	for _, mark := range []string{"* a third state", "† outside"} {
		assert.Contains(t, w.text, mark)
	}
	assert.Contains(t, w.markdown, `\* a third state`)
	assert.Contains(t, w.text, "rounded to ±10.0 m up to ±50.00 km")
	require.NotNil(t, a.Gains)
	for k, g := range a.Gains {
		assert.InDelta(t, audited.Gains[k]/1e6, g.GainKm2, 1e-9)
		assert.InDelta(t, g.GainKm2, g.TakenKm2-g.GivenKm2, 1e-3, "a line with the third state has a vertex more")
		assert.InDelta(t, g.TakenKm2, number(t, w.rows[0]["taken_km2"+[...]string{"_a", "_b"}[k]]), 1e-9)
		for _, f := range a.Faces {
			if f.State == g.State {
				g.TakenKm2 -= f.AreaKm2
			}
		}
		assert.InDelta(t, 0, g.TakenKm2, 1e-6)
		g = a.Gains[k]
		assert.Regexp(t, regexp.QuoteMeta(strings.TrimSpace(Number(g.LineKm2, 2)))+` +`+regexp.QuoteMeta(Number(g.TakenKm2, 2))+` +`+regexp.QuoteMeta(Number(g.GivenKm2, 2))+` +[+-]`+regexp.QuoteMeta(strings.TrimLeft(Number(g.GainKm2, 2), "-")), w.text)
	}
	features, ok := w.geojson["features"].([]any)
	require.True(t, ok)
	assert.Len(t, features, 1+len(audited.Strict)+len(audited.Faces)+len(line))
	require.NotEmpty(t, audited.Faces)
	whole, ok := w.geojson["audit"].(map[string]any)
	require.True(t, ok)
	assert.NotContains(t, whole, "points")
	assert.Equal(t, w.json["question_sha256"], whole["question_sha256"])
	assert.Len(t, w.json["points"], len(line))

	// Without roundings nothing is said of them.
	a, err = NewAudit(audited, "line", "", false)
	require.NoError(t, err)
	w = write(t, a)
	assert.Contains(t, w.text, "is not stated")
	assert.Empty(t, w.rows[0]["rounding_m"])
	assert.NotContains(t, w.text, "\nLine: ")

	_, err = NewAudit(nil, "", "", false)
	require.Error(t, err)
	_, err = NewAudit(&course.Audited{}, "", "", false)
	require.Error(t, err)
}

func TestJunctions(t *testing.T) {
	t.Parallel()
	median, err := regime.ByID("median")
	require.NoError(t, err)
	j, err := NewJunctions(divided.By(t, divided.Sea(t, "ne10m"), median), 92.6)
	require.NoError(t, err)
	w := write(t, j)
	require.Len(t, w.rows, 6)
	for k, row := range w.rows {
		p := j.Points[k/3]
		assert.Equal(t, strings.Fields(p.States)[k%3], row["state"])
		assert.InDelta(t, p.Distances[row["state"]], number(t, row["distance_m"]), 1e-4)
		assert.Regexp(t, `(?m)^`+row["state"]+` +`+regexp.QuoteMeta(Number(p.Distances[row["state"]]/1e3, 3))+` +`+regexp.QuoteMeta(Number(p.EqualM/1e3, 3))+`$`, w.text)
		assert.Contains(t, w.markdown, "| "+row["state"]+" | "+Number(p.Distances[row["state"]]/1e3, 3)+" |")
	}
	assert.Equal(t, "true", w.rows[5]["conditional"])
	assert.Contains(t, w.text, "rounded to ±92.6 m")
	_, err = NewJunctions(nil, 0)
	require.ErrorIs(t, err, caspian.ErrDivision)
	_, err = NewJunctions(lake(t), 0)
	require.Error(t, err)
}
