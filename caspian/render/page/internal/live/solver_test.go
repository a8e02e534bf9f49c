package live

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/export"
	"caspian.example/division/geodata/dcw"
	"caspian.example/division/geodata/gshhg"
	"caspian.example/division/geodata/ne10m"
)

func read(t *testing.T, r io.Reader) *coast.Coast {
	c, err := coast.Read(r, coast.Options{})
	require.NoError(t, err)
	return c
}

// TestPack reads back what it writes, of coasts whose positions are decimals and of one
// whose are not.
func TestPack(t *testing.T) {
	thirds := read(t, ne10m.Coast())
	for k := range thirds.Shore {
		thirds.Shore[k][1] += 1.0 / 3
	}
	for name, c := range map[string]*coast.Coast{"gshhg": read(t, gshhg.Coast()), "ne10m": read(t, ne10m.Coast()), "dcw": read(t, dcw.Coast()), "thirds": thirds} {
		b, err := Pack(c)
		require.NoError(t, err)
		t.Logf("%s: %d bytes", name, len(b))
		got, err := Unpack(b, json.Unmarshal)
		require.NoError(t, err, name)
		want := *c
		want.Notes = nil
		if len(want.Touching) == 0 {
			want.Touching = nil
		}
		assert.Equal(t, &want, got, name)
		for _, n := range []int{0, 1, len(b) / 2, len(b) - 1} {
			_, err := Unpack(b[:n], json.Unmarshal)
			assert.ErrorIs(t, err, ErrCoast, "%s: %d bytes", name, n)
		}
	}
}

// TestAnswer writes what dividing by hand gives, and says a command with what was asked.
func TestAnswer(t *testing.T) {
	c := read(t, ne10m.Coast())
	b, err := Pack(c)
	require.NoError(t, err)
	other, err := Pack(read(t, dcw.Coast()))
	require.NoError(t, err)
	s, err := New(map[string][]byte{"ne10m": b, "dcw": other}, "ne10m", caspian.Version(), caspian.Options{Tolerance: 20}, json.Unmarshal)
	require.NoError(t, err)
	_, err = s.Write()
	require.Error(t, err, "nothing is asked yet")
	var commands []string
	end := []caspian.EndMove{{End: caspian.End{States: [2]string{"AZ", "IR"}}, By: -1500}}
	for _, q := range []Question{
		{Coast: "ne10m", Regime: "median", Islands: map[string]float64{"": 0.5}},
		{Coast: "ne10m", Regime: "target", Shares: map[string]float64{"IR": 0.25}},
		{Coast: "ne10m", Regime: "median", Weights: map[string]float64{"IR": 1.5}},
		{Coast: "dcw", Regime: "median", Ends: end},
		{Coast: "ne10m", Regime: "median", Ends: end, Lines: []Line{{[2]string{"IR", "TM"}, orb.LineString{{53.5, 37.3}, {52.1, 38.05}}}}},
	} {
		a, err := s.Answer(context.Background(), &q)
		require.NoError(t, err)
		got, err := s.Write()
		require.NoError(t, err)
		r, err := q.regime()
		require.NoError(t, err)
		whole := c
		if q.Coast == "dcw" {
			whole = read(t, dcw.Coast())
		}
		sea, err := caspian.NewSea(whole)
		require.NoError(t, err)
		sea, err = sea.MoveEnds(q.Ends...)
		require.NoError(t, err)
		d, err := caspian.Divide(context.Background(), sea, r, caspian.Options{Tolerance: 20})
		require.NoError(t, err)
		var want bytes.Buffer
		require.NoError(t, export.GeoJSON(&want, d))
		assert.Equal(t, want.String(), string(got))
		assert.Equal(t, d.Question.Words(), a.Asked)
		commands = append(commands, a.Command)
	}
	assert.Equal(t, []string{
		"caspian divide --regime median --coast ne10m --tolerance 20m --islands 0.5 -o division.geojson",
		"caspian divide --regime target --coast ne10m --tolerance 20m --share IR=0.25 -o division.geojson",
		"caspian divide --regime median --coast ne10m --tolerance 20m --weight IR=1.5 -o division.geojson",
		"caspian divide --regime median --coast dcw --tolerance 20m --terminus IR-AZ=1500m -o division.geojson",
		"caspian divide --regime median --coast ne10m --tolerance 20m --terminus IR-AZ=1500m --line line-IR-TM.geojson --between IR,TM -o division.geojson",
	}, commands)
	for _, q := range []Question{
		{Coast: "ne10m", Regime: "median", Closed: []string{"nowhere"}}, {Coast: "nowhere", Regime: "median"},
		{Coast: "ne10m", Regime: "median", Ends: []caspian.EndMove{{End: caspian.End{States: [2]string{"AZ", "nowhere"}}}}},
	} {
		_, err = s.Answer(context.Background(), &q)
		require.ErrorContains(t, err, "nowhere")
	}
}
