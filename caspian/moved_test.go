package caspian_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/regime"
)

// TestMoveEnds holds that what one coast gains another loses, that water is taken away
// afterwards as before, and that the question tells of it and is enough to divide again.
func TestMoveEnds(t *testing.T) {
	sea := divided.Sea(t, "ne10m", divided.Lagoon)
	lengths := func(s *caspian.Sea) map[string]float64 {
		out, err := s.CoastLengths(regime.Measure{})
		require.NoError(t, err)
		return out
	}
	ends := sea.Ends()
	require.Len(t, ends, 5, "the five states follow each other around the sea")
	move := func(states string, by float64) caspian.EndMove {
		a, b, _ := strings.Cut(states, " ")
		return caspian.EndMove{End: caspian.End{States: [2]string{a, b}}, By: by}
	}
	moves := []caspian.EndMove{move("AZ IR", 5000), move("IR TM", -2500), move("KZ TM", 0), move("KZ RU", 800.5)}
	moved, err := sea.MoveEnds(moves...)
	require.NoError(t, err)
	before, after := lengths(sea.Whole()), lengths(moved.Whole())
	for code, by := range map[string]float64{"AZ": 5000, "IR": -5000 - 2500, "TM": 2500, "KZ": 800.5, "RU": -800.5} {
		assert.InDelta(t, before[code]+by, after[code], 1e-5, code)
	}
	assert.Equal(t, sea.Closed(), moved.Closed())
	assert.Equal(t, sea.SHA256(), moved.SHA256())
	assert.Equal(t, ends, moved.Ends())

	rough := caspian.Options{Tolerance: 5000, Resolution: 20e3, SharesOnly: true}
	d, err := caspian.Divide(context.Background(), moved, regime.Median(), rough)
	require.NoError(t, err)
	assert.Equal(t, []caspian.EndMove{moves[0], moves[1], moves[3]}, d.Question.Ends, "that which does not move is no part of it")
	assert.Contains(t, d.Question.Words(), "end of AZ–IR 5 km into IR; end of IR–TM 2.5 km into IR; end of KZ–RU 0.8005 km into RU; ")
	text, err := json.Marshal(d.Question)
	require.NoError(t, err)
	var q caspian.Question
	require.NoError(t, json.Unmarshal(text, &q))
	again, err := divided.Sea(t, "ne10m").MoveEnds(q.Ends...)
	require.NoError(t, err)
	again, err = again.Close(q.Closed...)
	require.NoError(t, err)
	other, err := caspian.Divide(context.Background(), again, q.Regime, rough)
	require.NoError(t, err)
	assert.Equal(t, d.Question, other.Question)
	assert.Equal(t, d.States, other.States)

	noise := caspian.Noise{Metres: 10, Seed: 1, Run: 1}
	noisy, err := moved.Perturbed(noise)
	require.NoError(t, err)
	d, err = caspian.Divide(context.Background(), noisy, regime.Median(), rough)
	require.NoError(t, err)
	assert.Equal(t, q.Ends, d.Question.Ends)
	assert.Equal(t, &noise, d.Question.Noise)
	apart, err := noisy.MoveEnds(moves[0])
	require.NoError(t, err)
	assert.Empty(t, apart.SHA256(), "it is no sea that a question leads back to")

	same, err := sea.MoveEnds(moves[2])
	require.NoError(t, err)
	assert.Same(t, sea, same)
	_, err = sea.MoveEnds(move("AZ TM", 1))
	assert.ErrorIs(t, err, caspian.ErrEnd)
	_, err = sea.MoveEnds(move("AZ IR", 5e6))
	assert.ErrorIs(t, err, coast.ErrFeature)
}

// TestEndNumbers tells the ends of the one border of a lake of two apart.
func TestEndNumbers(t *testing.T) {
	sea := divided.Sea(t, seas.Lake)
	ends := sea.Ends()
	require.Len(t, ends, 2)
	for k, e := range ends {
		assert.Equal(t, k+1, e.Number)
		moved, err := sea.MoveEnds(caspian.EndMove{End: e, By: 1000})
		require.NoError(t, err)
		places, before := moved.Termini(0, 1), sea.Termini(0, 1)
		changed := 0
		for _, p := range places {
			if p != before[0] && p != before[1] {
				changed++
			}
		}
		assert.Equal(t, 1, changed)
		assert.Contains(t, places, before[1-k], "the other one stays")
	}
}
