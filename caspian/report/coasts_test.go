package report

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/coast/build"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/tabular"
)

// forms writes a result without a question as text, as Markdown, and as rows of CSV.
func forms(t *testing.T, r Result) (text, markdown string, rows []map[string]string) {
	t.Helper()
	text, markdown = r.Document(Text).Text(), r.Document(Markdown).Markdown()
	readable(t, text, markdown)
	var b bytes.Buffer
	require.NoError(t, Write(&b, r, CSV))
	table, err := csv.NewReader(&b).ReadAll()
	require.NoError(t, err)
	for _, row := range table[1:] {
		named := map[string]string{}
		for k, cell := range row {
			named[table[0][k]] = cell
		}
		require.Len(t, named, len(row), "columns of one name")
		rows = append(rows, named)
	}
	return text, markdown, rows
}

func TestCoastInfo(t *testing.T) {
	t.Parallel()
	// With a closing line, all kinds of things are there.
	c, err := coast.Read(strings.NewReader(strings.NewReplacer(`[1,1],`, `[1,0.9],[1,1],[0.9,1],`, `]]]}}]}`, `]]]}},
{"type":"Feature","properties":{"kind":"closing","state":"NORTHERN-LAND","name":"@bay"},"geometry":{"type":"LineString","coordinates":[[0.9,1],[1,0.9]]}}]}`).Replace(awkward)), coast.Options{})
	require.NoError(t, err)
	r, err := NewCoastInfo(c, "a lake")
	require.NoError(t, err)
	again(t, r)
	text, markdown, rows := forms(t, r)
	assert.Equal(t, "a lake", r.Coast)
	require.Len(t, rows, len(c.States))
	lengths, err := c.Lengths(geodesic.WGS84, coast.Measure{})
	require.NoError(t, err)
	for k, s := range r.States {
		assert.InDelta(t, lengths[k]/1e3, s.MainlandKm+s.IslandKm, 1e-9)
		assert.Equal(t, lengths[k]/1e3, number(t, rows[k]["coast_km"]))
		assert.Equal(t, s.MainlandKm, number(t, rows[k]["mainland_km"]))
		assert.Equal(t, s.IslandKm, number(t, rows[k]["island_km"]))
		assert.Equal(t, fmt.Sprint(s.Islands), rows[k]["islands"])
		assert.Equal(t, "a lake", rows[k]["coast"])
		assert.Equal(t, tabular.Cell(s.Name), rows[k]["name"])
		assert.Contains(t, markdown, fmt.Sprintf("| %s | %.1f | %d | %d | %.1f |\n", escape(named(s.State, s.Name)), s.MainlandKm, s.Stretches, s.Islands, s.IslandKm))
		assert.Regexp(t, fmt.Sprintf(` %.1f +%d +%d +%.1f\n`, s.MainlandKm, s.Stretches, s.Islands, s.IslandKm), text)
	}
	assert.Equal(t, r.SeaKm2, number(t, rows[0]["sea_km2"]))
	assert.Equal(t, []int{1, 0, 0}, []int{r.States[0].Stretches, r.States[1].Islands, r.States[2].Stretches})
	for _, said := range []string{"Ends of land borders, counter-clockwise", "NORTHERN-LAND–SOUTHERN-LAND at 0.000000 0.000000", "@bay (NORTHERN-LAND), ", Area(r.SeaKm2) + " km² without islands"} {
		assert.Contains(t, flat(text), said)
		assert.Contains(t, flat(markdown), said)
	}
	_, err = NewCoastInfo(nil, "")
	assert.ErrorIs(t, err, coast.ErrUnsound)
	_, err = NewCoastInfo(&coast.Coast{}, "")
	assert.ErrorIs(t, err, coast.ErrUnsound)
}

func TestCoastCheck(t *testing.T) {
	t.Parallel()
	_, wrong := coast.Read(strings.NewReader(strings.NewReplacer(`[1,1]`, `[1,200]`, `"THIRD"`, `""`).Replace(awkward)), coast.Options{})
	require.Error(t, wrong)
	r, err := NewCoastCheck("=a|lake", nil, wrong, coast.DefaultSide)
	require.NoError(t, err)
	again(t, r)
	text, markdown, rows := forms(t, r)
	require.GreaterOrEqual(t, r.Total, 2)
	require.Len(t, rows, len(r.Problems))
	for k, p := range r.Problems {
		assert.Equal(t, "problem", rows[k]["kind"])
		assert.Equal(t, p.What, rows[k]["what"])
		assert.Equal(t, exact(p.Lon), rows[k]["lon"])
		assert.Contains(t, flat(text), fmt.Sprintf("%d. %s", k+1, flat(Printable(p.Text))))
		assert.Contains(t, flat(markdown), fmt.Sprintf("- %d. %s", k+1, flat(escape(p.Text))))
	}
	r.Total += 7
	assert.Contains(t, r.Document(Text).Text(), "\n      And 7 more.\n")

	c, err := coast.Read(strings.NewReader(awkward), coast.Options{})
	require.NoError(t, err)
	c.Notes = []coast.Note{{Feature: 2, At: &c.Shore[0], What: "-odd"}, {Feature: -1, What: "even"}}
	r, err = NewCoastCheck("=a|lake", c, nil, coast.DefaultSide)
	require.NoError(t, err)
	text, markdown, rows = forms(t, r)
	for name, cell := range rows[0] {
		assert.Equal(t, map[string]string{"kind": "note", "feature": "2", "lon": exact(&c.Shore[0][0]), "lat": exact(&c.Shore[0][1]), "what": "'-odd"}[name], cell, name)
	}
	assert.Equal(t, "even", rows[1]["what"])
	assert.Contains(t, text, "note: feature 2 at ")
	assert.Contains(t, text, "No problems in =a|lake.\n")
	assert.Contains(t, markdown, "note: even\n\nNo problems in =a\\|lake.\n")

	broken := errors.New("the disk is full")
	_, err = NewCoastCheck("", nil, broken, coast.DefaultSide)
	assert.Equal(t, broken, err)
	_, err = NewCoastCheck("", nil, nil, coast.DefaultSide)
	assert.ErrorIs(t, err, coast.ErrUnsound)
}

// TestCoastLines holds every form of a check against the figures of the coast, and tells of a
// line that cannot be drawn beside the others.
func TestCoastLines(t *testing.T) {
	t.Parallel()
	line := func(kind, name, coordinates string) string {
		return fmt.Sprintf(`,{"type":"Feature","properties":{"kind":%q,"state":"N","name":%q},"geometry":{"type":"LineString","coordinates":%s}}`, kind, name, coordinates)
	}
	c, err := coast.Read(strings.NewReader(`{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"N"},"geometry":{"type":"LineString","coordinates":[[1,0],[1,1],[0.6,1],[0.6,1.2],[0.4,1.2],[0.4,1],[0,1],[0,0]]}},
{"type":"Feature","properties":{"state":"S"},"geometry":{"type":"LineString","coordinates":[[0,0],[1,0]]}},
{"type":"Feature","properties":{"state":"N"},"geometry":{"type":"Polygon","coordinates":[[[0.45,1.1],[0.5,1.1],[0.5,1.15],[0.45,1.1]]]}}`+
		line("closing", "=bay", "[[0.6,1],[0.4,1]]")+line("baseline", "two | legs", "[[0.8,1],[0.5,0.9],[0.2,1]]")+line("baseline", "shore", "[[0.9,1],[0.7,1]]")+"]}"), coast.Options{})
	require.NoError(t, err)
	figures, wrong := c.Figures(30e3)
	require.Error(t, wrong)
	require.Len(t, figures, 2)
	r, err := NewCoastCheck("lake", c, nil, 30e3)
	require.NoError(t, err)
	again(t, r)
	require.Equal(t, 1, r.Total)
	assert.Contains(t, r.Problems[0].Text, "runs along the shore")
	text, markdown, rows := forms(t, r)
	assert.NotContains(t, text, "No problems")
	require.Len(t, rows, 1+2+3)
	bay, two := figures[0], figures[1]
	row := find(t, rows, "kind", "closing", "name", "'=bay", "state", "N")
	assert.InEpsilon(t, bay.Length/1e3, number(t, row["length_km"]), 1e-12)
	assert.InEpsilon(t, bay.Water/1e6, number(t, row["water_km2"]), 1e-12)
	assert.InEpsilon(t, bay.Islands/1e6, number(t, row["islands_km2"]), 1e-12)
	assert.InEpsilon(t, (bay.Water+bay.Islands)/bay.Semicircle, number(t, row["semicircle_ratio"]), 1e-12)
	assert.InEpsilon(t, bay.Farthest/1e3, number(t, row["farthest_km"]), 1e-12)
	assert.Equal(t, "60", row["fitted_km"])
	row = find(t, rows, "kind", "baseline", "name", "two | legs")
	assert.Empty(t, row["semicircle_ratio"])
	assert.InEpsilon(t, two.Length/1e3, number(t, row["length_km"]), 1e-12)
	row = find(t, rows, "kind", "leg", "name", "two | legs", "lon", "0.5")
	assert.InEpsilon(t, two.Legs[1].Front, number(t, row["departure_front_deg"]), 1e-12)
	assert.InEpsilon(t, two.Legs[1].Fit, number(t, row["departure_fit_deg"]), 1e-12)
	assert.InDelta(t, 0.2, number(t, row["to_lon"]), 1e-9)
	assert.Regexp(t, fmt.Sprintf(`(?m)^  leg 2 +%.3f +%.3f +%.1f +%.1f$`, two.Legs[1].Length/1e3, two.Legs[1].Length/1852, two.Legs[1].Front, two.Legs[1].Fit), text)
	for _, said := range []string{fmt.Sprintf("a mouth of %.2f M (article 10(4): 24 M)", bay.Length/1852), "Article 7(3)", "up to 30.00 km on either side"} {
		assert.Contains(t, flat(text), said)
		assert.Contains(t, flat(markdown), said)
	}
	assert.NotContains(t, text, "Convention of 2018", "this is not the Caspian")
	_, err = NewCoastCheck("lake", c, nil, -1)
	assert.ErrorContains(t, err, "is not taken over -1 m")
}

func TestBuiltCoast(t *testing.T) {
	t.Parallel()
	const lake = `{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,1],[0,1],[0,0]],[[0.9,0.2],[0.9,0.3],[1.05,0.3],[1.05,0.2],[0.9,0.2]]]}`
	const countries = `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"code":"EA","name":"=East"},"geometry":{"type":"Polygon","coordinates":[[[1,-1],[3,-1],[3,2],[1,2],[1,1.01],[2.01,1],[2.01,0],[1,-0.1],[1,-1]]]}},
{"type":"Feature","properties":{"code":"WE","name":"West*"},"geometry":{"type":"Polygon","coordinates":[[[-1,-1],[1,-1],[1,-0.1],[-0.01,0],[-0.01,1],[1,1.01],[1,2],[-1,2],[-1,-1]]]}}]}`
	made, err := build.Coast(context.Background(), strings.NewReader(lake), strings.NewReader(countries), build.Options{Islands: map[int]string{1: "WE"}})
	require.NoError(t, err)
	r, err := NewBuiltCoast(made)
	require.NoError(t, err)
	again(t, r)
	text, markdown, rows := forms(t, r)
	require.Len(t, rows, 2)
	for k, s := range made.States {
		assert.Equal(t, s.Length/1e3, number(t, rows[k]["mainland_km"]))
		assert.Equal(t, s.Farthest, number(t, rows[k]["farthest_m"]))
		assert.Contains(t, markdown, fmt.Sprintf("| %s | %.1f | %d | %d | %s |\n", escape(named(s.Code, s.Name)), s.Length/1e3, s.Stretches, s.Islands, Thousands(s.Farthest)))
		assert.Regexp(t, fmt.Sprintf(` %.1f +%d +%d +%s\n`, s.Length/1e3, s.Stretches, s.Islands, Thousands(s.Farthest)), text)
	}
	require.Len(t, r.Termini, 2)
	for _, x := range r.Termini {
		assert.Contains(t, markdown, fmt.Sprintf("| %s–%s | %s | %s | %s |", x.Between[0], x.Between[1], place(x.At), Thousands(x.DistanceM), Thousands(x.DoubtM)))
	}
	assert.Contains(t, flat(text), "went to WE, which is nearest to ")
	assert.Contains(t, flat(text), " m away, as given.")
	for range 25 {
		r.Enclaves = append(r.Enclaves, BuiltEnclave{State: "EA", LengthKm: 0.05, To: []string{"WE", "EA"}, Only: true})
	}
	r.Hint = "The file has all."
	assert.Contains(t, r.Document(Text).Text(), "\nAnd 6 more. The file has all.\n")
	assert.Contains(t, flat(r.Document(Text).Text()), "0.05 km of EA at 0.000000 0.000000 went to WE and EA as noise; it has no other shore here.")
	for _, none := range []*build.Result{nil, {}} {
		_, err := NewBuiltCoast(none)
		assert.ErrorIs(t, err, coast.ErrUnsound)
	}
}

// TestMember has members of rows and of what they embed.
func TestMember(t *testing.T) {
	type inner struct {
		Deep  string   `json:"deep"`
		Parts []string `json:"parts,omitempty"`
	}
	type row struct {
		*inner
		Share *float64 `json:"share"`
		Count int      `json:"count"`
		Good  bool     `json:"good"`
		Form  Form     `json:"form"`
	}
	third := 1.0 / 3
	table := &Table[row]{
		Rows: []row{{}, {&inner{"=1", []string{"a", "b"}}, &third, 3, true, CSV}},
		Columns: []Column[row]{{Name: "deep"}, {Name: "parts"}, {Name: "share"}, {Name: "count"}, {Name: "good"}, {Name: "form"},
			{Name: "other", Cell: func(row) string { return "as shown" }}, {Name: "share", Value: func(row) string { return "as said" }}},
	}
	var b bytes.Buffer
	require.NoError(t, table.CSV(&b))
	assert.Equal(t, "deep,parts,share,count,good,form,other,share\n,,,0,false,,as shown,as said\n'=1,a; b,0.3333333333333333,3,true,csv,as shown,as said\n", b.String())
}

// TestDocument has blocks in an order that needs empty lines, in both forms.
func TestDocument(t *testing.T) {
	d := new(Document).Title("A|b").Say("one").Item("[1] ", "first", "second").Item("[2] ", strings.Repeat("long ", 20)).Break().Say("").Say("two").Part("Part").List("x", "y").Heading("End").Under("three")
	assert.Equal(t, "A|b\none\n[1] first\n    second\n[2] "+strings.Repeat("long ", 14)+"long\n    "+strings.TrimSpace(strings.Repeat("long ", 5))+"\n\ntwo\n\nPart\n  x\n  y\n\nEnd\n\n  three\n", d.Text())
	assert.Equal(t, "# A\\|b\n\none\n\n- [1] first; second\n- [2] "+strings.TrimSpace(strings.Repeat("long ", 20))+"\n\ntwo\n\n## Part\n\n- x\n- y\n\n## End\n\nthree\n", d.Markdown())
	assert.Error(t, Write(&bytes.Buffer{}, &Shares{}, "odd"))
}
