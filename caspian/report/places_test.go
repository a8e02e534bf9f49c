package report

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/locate"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/tabular"
)

// desk answers about the awkward lake under regimes with a check of firmness, or without.
func desk(t *testing.T, firm bool, ids ...string) *Desk {
	t.Helper()
	d := &Desk{}
	for _, id := range ids {
		r, err := regime.ByID(id)
		require.NoError(t, err)
		l, err := locate.New(divided.By(t, divided.Sea(t, awkward), r), locate.Options{})
		require.NoError(t, err)
		var firmness *locate.Firmness
		if firm {
			firmness, err = locate.NewFirmness(context.Background(), l, nil, nil)
			require.NoError(t, err)
		}
		require.NoError(t, d.Add(l, firmness, nil))
	}
	return d
}

// spots are in the north, near the isle and on it, on land, and far away.
var spots = []tabular.Place{
	{At: orb.Point{0.2, 0.8}, Name: "north | \u001b"}, {At: orb.Point{0.5, 0.68}}, {At: orb.Point{0.507, 0.705}, Name: "isle"},
	{At: orb.Point{0.5, -0.1}, Name: "a place whose name is longer than the column of places"}, {At: orb.Point{-129, -42}},
}

// TestAsk holds that all forms of answers say the same of few places.
func TestAsk(t *testing.T) {
	t.Parallel()
	d := desk(t, true, "median", "equal")
	answer, err := d.Ask(spots...)
	require.NoError(t, err)
	all, ok := answer.(*Answers)
	require.True(t, ok)
	w := write(t, all)
	k := 0
	for i, p := range all.Points {
		for _, h := range p.Regimes {
			row := w.rows[k]
			k++
			assert.Equal(t, []string{spots[i].Name, h.Regime, h.Layer, h.Zone, strings.Join(h.SharedBy, " ")}, []string{row["name"], row["regime"], row["layer"], row["zone"], row["shared_by"]})
			if h.State != nil {
				assert.Equal(t, *h.State, row["state"])
			}
			if h.Boundary != nil {
				assert.InDelta(t, h.Boundary.Metres, number(t, row["boundary_distance_m"]), 1e-3)
				assert.Contains(t, w.text, "  "+kilometres(h.Boundary.Metres)+"  ")
				assert.Contains(t, w.markdown, "| "+kilometres(h.Boundary.Metres)+" |")
			}
			for code, distance := range p.Distances {
				assert.InDelta(t, distance.Metres, number(t, row["distance_m_"+code]), 1e-3)
				assert.Contains(t, w.text, "  "+kilometres(distance.Metres)+"  ")
			}
			require.NotNil(t, h.Question)
			assert.Equal(t, h.Question.SHA256(), h.SHA256)
			flips := ""
			for _, o := range h.Firmness {
				if o.Flips {
					flips = o.Cause
				}
			}
			assert.Contains(t, row["flips"], flips)
			assert.Equal(t, flips == "", row["flips"] == "")
		}
	}
	assert.Equal(t, len(w.rows), k)
	assert.Equal(t, "THIRD", *all.Points[1].Regimes[0].State)
	flat := strings.Join(strings.Fields(w.text), " ")
	assert.Contains(t, flat, "It flips: islands at half effect: =North | ")
	assert.Contains(t, w.text, "On an island: +Third · coast\n")
	assert.Contains(t, w.text, "nothing is measured")
	features, ok := w.geojson["features"].([]any)
	require.True(t, ok)
	require.Len(t, features, len(spots))
	for _, f := range features {
		properties := f.(map[string]any)["properties"].(map[string]any)
		assert.Contains(t, properties, "equal")
		assert.Contains(t, properties, "median")
	}

	// One place is not in a list.
	answer, err = d.Ask(spots[0])
	require.NoError(t, err)
	one := write(t, answer)
	assert.Equal(t, "sea", one.json["ground"])
	assert.Len(t, one.rows, len(all.Points[0].Regimes))

	_, err = d.Ask(tabular.Place{At: orb.Point{0, 100}})
	require.ErrorIs(t, err, locate.ErrPlace)
	_, err = (&Desk{}).Ask(spots...)
	require.Error(t, err)
	require.ErrorIs(t, d.Add(nil, nil, nil), caspian.ErrDivision)
}

// stream has a desk write spots in a form, of which it is given two at a time.
func stream(t *testing.T, d *Desk, form Form, header []string, from []tabular.Place, last error) (string, error) {
	t.Helper()
	var b bytes.Buffer
	err := d.Stream(context.Background(), &b, form, header, func() ([]tabular.Place, error) {
		if len(from) == 0 {
			return nil, last
		}
		some := from[:min(2, len(from))]
		from = from[len(some):]
		return some, nil
	})
	return b.String(), err
}

// TestStream holds that what is streamed is what is said of places one by one, with
// what else the input says of them.
func TestStream(t *testing.T) {
	t.Parallel()
	d := desk(t, false, "median", "equal")
	header := []string{"ground", "lon", "lat"}
	from := make([]tabular.Place, len(spots))
	for k, s := range spots {
		from[k] = tabular.Place{At: s.At, Name: s.Name, Cells: []string{fmt.Sprintf(`"%d", <b>`, k), Number(s.At[0], -1), Number(s.At[1], -1)}}
	}
	text, err := stream(t, d, CSV, header, from, io.EOF)
	require.NoError(t, err)
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	require.NoError(t, err)
	assert.Equal(t, []string{"ground", "lon", "lat", "in_sea", "caspian_ground", "regime"}, rows[0][:6])
	answer, err := d.Ask(spots...)
	require.NoError(t, err)
	var few bytes.Buffer
	require.NoError(t, Write(&few, answer, CSV))
	own, err := csv.NewReader(&few).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, len(own))
	for k := 1; k < len(own); k++ {
		assert.Equal(t, own[k][3:], rows[k][3:])
	}
	assert.Equal(t, `"0", <b>`, rows[1][0])

	text, err = stream(t, d, JSON, header, from, io.EOF)
	require.NoError(t, err)
	var streamed struct {
		Questions []Asked
		Points    []Answer
	}
	require.NoError(t, json.Unmarshal([]byte(text), &streamed))
	require.Len(t, streamed.Questions, 2)
	assert.Equal(t, streamed.Questions[1].SHA256, streamed.Questions[1].Question.SHA256())
	require.Len(t, streamed.Points, len(spots))
	for k, p := range streamed.Points {
		assert.Equal(t, geojson.Properties{"ground": fmt.Sprintf(`"%d", <b>`, k), "lon": from[k].Cells[1], "lat": from[k].Cells[2]}, p.Input)
		whole := answer.(*Answers).Points[k]
		assert.Equal(t, whole.Distances, p.Distances)
		assert.Equal(t, whole.Boundary, p.Boundary)
		assert.Nil(t, p.Regimes[0].Question)
	}
	text, err = stream(t, d, GeoJSON, header, from, io.EOF)
	require.NoError(t, err)
	fc, err := geojson.UnmarshalFeatureCollection([]byte(text))
	require.NoError(t, err)
	require.Len(t, fc.Features, len(spots))
	assert.Equal(t, `"1", <b>`, fc.Features[1].Properties["ground"])
	assert.Equal(t, "sea", fc.Features[1].Properties["caspian_ground"])
	assert.Contains(t, fc.ExtraMembers, "questions")

	text, err = stream(t, d, Text, header, from, io.EOF)
	require.NoError(t, err)
	assert.Regexp(t, `(?m)^isle 0\.5070 0\.7050 +median +on an island: `, text)
	assert.NotContains(t, text, "\u001b")
	_, err = stream(t, d, Text, nil, make([]tabular.Place, MaxRows+1), io.EOF)
	require.ErrorIs(t, err, ErrRows)

	broken := errors.New("broken")
	for _, form := range []Form{CSV, JSON, GeoJSON, Text} {
		_, err = stream(t, d, form, nil, spots, broken)
		require.ErrorIs(t, err, broken)
		_, err = stream(t, d, form, nil, []tabular.Place{{At: orb.Point{0, 91}}}, io.EOF)
		require.ErrorIs(t, err, locate.ErrPlace)
		_, err = stream(t, &Desk{}, form, nil, spots, io.EOF)
		require.Error(t, err)
	}
	none, err := stream(t, d, JSON, nil, nil, io.EOF)
	require.NoError(t, err)
	assert.True(t, json.Valid([]byte(none)))
}
