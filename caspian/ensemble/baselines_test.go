package ensemble_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/regime"
)

// indented is a lake with a bay of A that has a straight baseline before it, two in all, and
// a closing line farther in.
const indented = `{"type":"FeatureCollection","coast":{"name":"indented"},"features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[2,0],[2,1],[0.7,1],[0.7,1.6],[0.3,1.6],[0.3,1],[-0.4,1],[-0.4,1.2],[-0.6,1.2],[-0.6,1],[-1,1],[-1,0]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[-1,0],[2,0]]}},
{"type":"Feature","properties":{"kind":"baseline","state":"A","name":"Mouth"},"geometry":{"type":"LineString","coordinates":[[0.7,1],[0.3,1]]}},
{"type":"Feature","properties":{"kind":"baseline","state":"A","name":"Cove"},"geometry":{"type":"LineString","coordinates":[[-0.4,1],[-0.6,1]]}},
{"type":"Feature","properties":{"kind":"closing","state":"A","name":"Inner"},"geometry":{"type":"LineString","coordinates":[[0.7,1.3],[0.3,1.3]]}}]}`

// TestBaselines holds that straight baselines are a choice of their own, all or none beside
// what was asked, and that every combination is the division that one makes by hand; beside
// a coast without any.
func TestBaselines(t *testing.T) {
	ctx := context.Background()
	read := func(text string) *caspian.Sea {
		sea, err := caspian.ReadSea(strings.NewReader(text))
		require.NoError(t, err)
		return sea
	}
	sea, plain := read(indented), read(strings.NewReplacer(`"kind":"baseline"`, `"kind":"closing"`, `"indented"`, `"plain"`).Replace(indented))
	asked, err := sea.WithBaselines("Cove")
	require.NoError(t, err)
	d, err := caspian.Divide(ctx, asked, regime.Median(), caspian.Options{Tolerance: 100})
	require.NoError(t, err)
	space, err := ensemble.NewSpace(d, nil)
	require.NoError(t, err)
	assert.Equal(t, []ensemble.Level{{Name: "Cove", Words: "with the straight baselines Cove"}, {Name: "none", Words: "without straight baselines"},
		{Name: "Mouth; Cove", Words: "with the straight baselines Mouth, Cove"}}, space.Factors()[3].Levels)
	require.Len(t, space.Combinations(), 6)
	drawn := map[string][]string{"Cove": {"Cove"}, "Mouth; Cove": {"Mouth", "Cove"}}
	for _, c := range space.Combinations() {
		got, err := c.Divide(ctx, caspian.Options{Tolerance: 100, SharesOnly: true})
		require.NoError(t, err)
		hand := sea
		if space.Factors()[2].Levels[c.Levels[2]].Name == "Inner" {
			hand, err = hand.Close("Inner")
			require.NoError(t, err)
		}
		hand, err = hand.WithBaselines(drawn[space.Factors()[3].Levels[c.Levels[3]].Name]...)
		require.NoError(t, err)
		want, err := caspian.Divide(ctx, hand, regime.Median(), caspian.Options{Tolerance: 100, SharesOnly: true})
		require.NoError(t, err)
		assert.Equal(t, want.Share("A"), got.Share("A"), c.String())
		assert.Equal(t, want.Area, got.Area, c.String())
	}

	s, err := ensemble.Analyse(ctx, d, ensemble.Options{Alternatives: []ensemble.Alternative{{Name: "plain", Sea: plain}}})
	require.NoError(t, err)
	factors := map[int]int{}
	for _, e := range s.Effects() {
		factors[e.Factor]++
		// Without baselines both coasts are the same.
		assert.Equal(t, e.Factor == 0, e.Average[0] == 0, "%d %d", e.Factor, e.Level)
	}
	assert.Equal(t, 2, factors[3])
	low, high := s.Range(0)
	assert.Contains(t, high.String(), "without straight baselines", "the sea is the largest")
	assert.Contains(t, low.String(), "with the straight baselines Mouth, Cove")

	settings := ensemble.Settings{Vary: []string{ensemble.Baselines}, Seed: 4}
	e, err := ensemble.New(d, nil, settings)
	require.NoError(t, err)
	seen := map[string]bool{}
	var runs []ensemble.Run
	for k := range 20 {
		runs = append(runs, e.Draw(1+k))
	}
	for _, r := range e.Sample(runs).Runs {
		seen[r.Levels[3]] = true
	}
	assert.Len(t, seen, 3)
}
