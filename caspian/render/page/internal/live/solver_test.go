package live

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"testing"

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
	packed, err := Unpack(b, json.Unmarshal)
	require.NoError(t, err)
	s, err := New(packed, "ne10m", caspian.Version(), caspian.Options{Tolerance: 20})
	require.NoError(t, err)
	_, err = s.Write()
	require.Error(t, err, "nothing is asked yet")
	for _, q := range []Question{
		{Regime: "median", Islands: map[string]float64{"": 0.5}},
		{Regime: "target", Shares: map[string]float64{"IR": 0.25}},
		{Regime: "median", Weights: map[string]float64{"IR": 1.5}},
	} {
		a, err := s.Answer(context.Background(), &q)
		require.NoError(t, err)
		got, err := s.Write()
		require.NoError(t, err)
		r, err := q.regime()
		require.NoError(t, err)
		sea, err := caspian.NewSea(c)
		require.NoError(t, err)
		d, err := caspian.Divide(context.Background(), sea, r, caspian.Options{Tolerance: 20})
		require.NoError(t, err)
		var want bytes.Buffer
		require.NoError(t, export.GeoJSON(&want, d))
		assert.Equal(t, want.String(), string(got))
		assert.Equal(t, d.Question.Words(), a.Asked)
		t.Log(a.Command)
	}
	_, err = s.Answer(context.Background(), &Question{Regime: "median", Closed: []string{"nowhere"}})
	require.ErrorContains(t, err, "nowhere")
}
