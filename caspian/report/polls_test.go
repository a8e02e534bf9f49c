package report

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/locate"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/tabular"
)

// TestPolls compares how often places are whose in runs of three effects of islands with
// what each of the effects gives, in all forms of answers.
func TestPolls(t *testing.T) {
	ctx := context.Background()
	d := divided.By(t, divided.Sea(t, seas.Bays), regime.Median())
	e, err := ensemble.New(d, nil, ensemble.Settings{Vary: []string{ensemble.Islands}, Seed: 5})
	require.NoError(t, err)
	places := []orb.Point{{0.5, 0.55}, {0.5, 0.1}, {0.505, 0.705}, {0.5, 0.45}}
	poll, err := ensemble.NewPoll(d, places...)
	require.NoError(t, err)
	const runs = 30
	require.NoError(t, e.Each(ctx, ensemble.Runs{From: 1, To: runs}, poll, func(*ensemble.Run) error { return nil }))
	want := make([]map[string]int, len(places))
	var locators []*locate.Locator // by the level
	for _, effect := range []float64{1, 0.5, 0} {
		rule, err := regime.Median().WithIslands(regime.IslandEffects{"": effect})
		require.NoError(t, err)
		l, err := locate.New(divided.By(t, d.Sea, rule), locate.Options{})
		require.NoError(t, err)
		locators = append(locators, l)
	}
	for k, at := range places {
		want[k] = map[string]int{}
		for run := 1; run <= runs; run++ {
			place, err := locators[e.Draw(run).Choice.Levels[1]].At(at)
			require.NoError(t, err)
			if place.Ground == locate.GroundSea {
				want[k][d.Codes(place.Holdings[0].Holder)[0]]++
			}
		}
	}
	require.Len(t, want[0], 2)
	require.Empty(t, want[2])
	desk := &Desk{}
	require.NoError(t, desk.Add(locators[0], nil, &Polls{e, poll}))
	var asked []tabular.Place
	for _, at := range append(places, orb.Point{0.5, 0.6}) { // the last was not counted
		asked = append(asked, tabular.Place{At: at})
	}
	answer, err := desk.Ask(asked...)
	require.NoError(t, err)
	all, ok := answer.(*Answers)
	require.True(t, ok)
	w := write(t, all)
	for k := range places {
		polled := all.Points[k].Regimes[0].Runs
		require.NotNil(t, polled)
		assert.Equal(t, runs, polled.Runs)
		assert.Len(t, polled.Held, len(want[k]))
		assert.Equal(t, "30", w.rows[k]["runs"])
		for _, code := range []string{"A", "B"} {
			assert.InDelta(t, float64(want[k][code])/runs, polled.Held[code], 1e-15, "%v", places[k])
			held, err := strconv.ParseFloat(w.rows[k]["held_"+code], 64)
			require.NoError(t, err)
			assert.Equal(t, polled.Held[code], held)
		}
	}
	assert.Nil(t, all.Points[len(places)].Regimes[0].Runs)
	assert.Empty(t, w.rows[len(places)]["held_A"])
	first, second := "A", "B"
	if want[0]["B"] > want[0]["A"] {
		first, second = second, first
	}
	sentence := "median: " + first + "'s in " + partOf(want[0][first], runs) + " of 30 runs (" + second + "'s in " + partOf(want[0][second], runs) + ")."
	for _, text := range []string{w.text, w.markdown} {
		text = strings.Join(strings.Fields(text), " ")
		assert.Contains(t, text, sentence)
		assert.Contains(t, text, "median: nobody's in 30 runs.")
		assert.Contains(t, text, strings.Join(strings.Fields("Runs: "+e.Asked().Words()), " "))
	}
	assert.Contains(t, w.rows[0]["question"], "runs: "+e.Asked().Words())
}

// TestPartOf holds that all and none are said only where it is so.
func TestPartOf(t *testing.T) {
	for want, c := range map[string][2]int{"100 %": {7, 7}, "over 99 %": {999, 1000}, "99 %": {99, 100}, "71 %": {706, 1000}, "1 %": {10, 1000}, "under 1 %": {9, 1000}, "0 %": {0, 9}} {
		assert.Equal(t, want, partOf(c[0], c[1]))
	}
}
