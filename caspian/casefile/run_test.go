package casefile_test

import (
	"context"
	"math"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/casefile"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/regime"
)

// sea reads the coast of a text.
func sea(t testing.TB, text string) *caspian.Sea {
	t.Helper()
	s, err := caspian.ReadSea(strings.NewReader(text))
	require.NoError(t, err)
	return s
}

func divide(t testing.TB, s *caspian.Sea, r regime.Regime) *caspian.Division {
	t.Helper()
	d, err := caspian.Divide(context.Background(), s, r, caspian.Options{})
	require.NoError(t, err)
	return d
}

// bays is a case on seas.Bays with changes of every kind.
const bays = `{"title":"t","question":"q?","as_known_to":"2025","states":["A","B"],"provisional":"median","for_coast":"the bays",
"places":[{"name":"middle","source":"s","at":[0.505,0.55]},{"name":"south","source":"s","at":[0.1,0.02]}],"circumstances":[
{"name":"isle","reason":"r","source":"s","island":{"Isle":"none"}},
{"name":"full","reason":"r","source":"s","island":{"Isle":"full"}},
{"name":"end","reason":"r","source":"s","end":{"between":["A","B"],"number":1,"by_m":9000,"into":"B"}},
{"name":"weight","reason":"r","source":"s","weight":{"B":1.25}},
{"name":"cove","reason":"r","source":"s","close":"cove"},
{"name":"line","reason":"r","source":"s","cut":{"between":["A","B"],"line":[[0,0],[0.5,0.25],[1,0]]}},
{"name":"other line","reason":"r","source":"s","cut":{"between":["B","A"],"line":[[0,0],[0.5,0.35],[1,0]]}}]}`

// TestRun compares every stage with divisions that are made step by step.
func TestRun(t *testing.T) {
	s := sea(t, seas.Bays)
	text := strings.Replace(bays, `,
{"name":"weight","reason":"r","source":"s","weight":{"B":1.25}}`, "", 1)
	text = strings.Replace(text, `{"name":"line"`, `{"name":"back","reason":"r","source":"s","end":{"between":["B","A"],"number":1,"to":[0,0]}},
{"name":"line"`, 1)
	r, err := read(t, text).Run(context.Background(), s, caspian.Options{SharesOnly: true, Rough: true})
	require.NoError(t, err)
	median := regime.Median()
	without, err := median.WithIslands(regime.IslandEffects{"": 1, "Isle": 0})
	require.NoError(t, err)
	full, err := median.WithIslands(regime.IslandEffects{"": 1, "Isle": 1})
	require.NoError(t, err)
	line := func(of regime.Regime, b [2]string, height float64) regime.Regime {
		out, err := of.WithLine(b, orb.LineString{{0, 0}, {0.5, height}, {1, 0}})
		require.NoError(t, err)
		return out
	}
	end := s.Coast().Termini()[0]
	by := 9000.0
	if s.States()[end.After].Code != "B" {
		by = -by
	}
	moved := func(of *caspian.Sea) *caspian.Sea {
		c, err := of.Coast().MoveTerminus(of.Coast().Termini()[0], by)
		require.NoError(t, err)
		out, err := caspian.NewSea(c)
		require.NoError(t, err)
		return out
	}
	cove := func(of *caspian.Sea) *caspian.Sea {
		out, err := of.Close("cove")
		require.NoError(t, err)
		return out
	}
	want := []struct{ alone, so *caspian.Division }{
		{nil, divide(t, s, median)},
		{divide(t, s, without), divide(t, s, without)},
		{divide(t, s, full), divide(t, s, full)},
		{divide(t, moved(s), median), divide(t, moved(s), full)},
		{divide(t, cove(s), median), divide(t, cove(moved(s)), full)},
		{divide(t, s, median), divide(t, cove(s), full)}, // there and back
		{divide(t, s, line(median, [2]string{"A", "B"}, 0.25)), divide(t, cove(s), line(full, [2]string{"A", "B"}, 0.25))},
		{divide(t, s, line(median, [2]string{"B", "A"}, 0.35)), divide(t, cove(s), line(full, [2]string{"B", "A"}, 0.35))},
	}
	require.Len(t, r.Stages, len(want))
	shares := func(d *caspian.Division) (out []float64) {
		for _, st := range d.States {
			out = append(out, st.Share, st.Area/1e12)
		}
		return out
	}
	first := want[0].so
	for k, stage := range r.Stages {
		assert.InDeltaSlice(t, shares(want[k].so), shares(stage.Division), 1e-9, "stage %d", k)
		assert.NotEmpty(t, stage.Division.Zones, "zones are drawn whatever the options say")
		if k == 0 {
			assert.Nil(t, stage.Alone)
			assert.Nil(t, r.Moves(0))
			continue
		}
		assert.InDeltaSlice(t, shares(want[k].alone), shares(stage.Alone), 1e-9, "stage %d alone", k)
		for i, m := range r.Moves(k) {
			assert.Equal(t, first.States[i].Code, m.State)
			assert.InDelta(t, want[k].alone.States[i].Area-first.States[i].Area, m.Alone.Area, 1)
			assert.InDelta(t, want[k].so.States[i].Area-want[k-1].so.States[i].Area, m.Step.Area, 1)
			assert.InDelta(t, want[k].so.States[i].Area-first.States[i].Area, m.SoFar.Area, 1)
			assert.InDelta(t, want[k].so.States[i].Share-first.States[i].Share, m.SoFar.Share, 1e-9)
		}
	}
	// What passes between the states is what they have more or less, where no water has left
	// the sea: also where an end has moved.
	for k, stage := range r.Stages {
		if k == 0 || k == 4 {
			assert.Empty(t, stage.Exchanges)
			continue
		}
		net := map[int]float64{}
		for _, e := range stage.Exchanges {
			net[e.From] -= e.Area()
			net[e.To] += e.Area()
		}
		for i, m := range r.Moves(k) {
			assert.InDelta(t, m.Step.Area, net[i], 2*casefile.Sliver*first.Area, "stage %d", k)
		}
	}
	// The island at full effect moves nothing by itself, and gives back what it had lost.
	alone, step := r.Idle(2)
	assert.True(t, alone)
	assert.False(t, step)
	for _, k := range []int{1, 3, 4, 6, 7} {
		alone, step = r.Idle(k)
		assert.False(t, alone || step, "stage %d", k)
	}
	// The end is where it was again: by itself the circumstance moves nothing.
	alone, step = r.Idle(5)
	assert.True(t, alone)
	assert.False(t, step)
	assert.Equal(t, "The place is 0 m from the shore; the end goes 9 km along the shore into A.", r.Stages[5].Note)
	assert.Contains(t, r.Stages[3].Division.Question.Coast.Name, "end of A–B (1) 9 km into B")
	// A place south of the island is B's as long as the island is, and A's without: it is
	// nearer to the north shore, at 1, than to the south one, at 0.
	holder := func(k, place int) string {
		d := r.Stages[k].Division
		return strings.Join(d.Codes(r.Stages[k].Places[place].Holdings[0].Holder), " ")
	}
	assert.Equal(t, []string{"B", "A", "B"}, []string{holder(0, 0), holder(1, 0), holder(2, 0)})
	assert.InDelta(t, nearest(r.Stages[1].Division, orb.Point{0.1, 0.02}), r.Stages[1].Places[1].Line.Distance, 0.5)
	require.Len(t, r.Notes, 1)
	assert.Contains(t, r.Notes[0], "The case was written for the coast the bays; this is")
	assert.Equal(t, []string{"middle", "south"}, []string{r.Places[0].Name, r.Places[1].Name})
}

// nearest is the distance from a place to the lines of a division, by steps of some metres
// along each of their edges.
func nearest(d *caspian.Division, p orb.Point) float64 {
	best := math.Inf(1)
	for _, b := range d.Boundaries {
		for k := range b.Line[1:] {
			edge := geodesic.WGS84.LineTo(b.Line[k], b.Line[k+1])
			for i := range 1001 {
				at, _ := edge.Position(edge.Length() * float64(i) / 1000)
				best = min(best, geodesic.WGS84.Distance(p, at))
			}
		}
	}
	return best
}

// TestCoasts compares the ratios of a square lake with its sides: B has one side of it, and
// A the other three, and what the bays add to one of these is closed at the last stage.
func TestCoasts(t *testing.T) {
	s := sea(t, seas.Bays)
	text := head + `"close":["bay"],"circumstances":[{"name":"cove","reason":"r","source":"s","close":"cove"}]}`
	r, err := read(t, text).Run(context.Background(), s, caspian.Options{})
	require.NoError(t, err)
	e := geodesic.WGS84
	degree := func(a, b orb.Point) float64 { return e.Distance(a, b) }
	south := degree(orb.Point{0, 0}, orb.Point{1, 0})
	north := degree(orb.Point{0, 1}, orb.Point{0.1, 1}) + degree(orb.Point{0.1, 1}, orb.Point{0.3, 1}) + degree(orb.Point{0.3, 1}, orb.Point{0.4, 1}) +
		degree(orb.Point{0.4, 1}, orb.Point{0.6, 1}) + degree(orb.Point{0.6, 1}, orb.Point{0.7, 1}) + degree(orb.Point{0.7, 1}, orb.Point{0.9, 1}) + degree(orb.Point{0.9, 1}, orb.Point{1, 1})
	cove := 2*degree(orb.Point{0.1, 1}, orb.Point{0.1, 1.2}) + degree(orb.Point{0.1, 1.2}, orb.Point{0.3, 1.2}) - degree(orb.Point{0.1, 1}, orb.Point{0.3, 1})
	side := degree(orb.Point{0, 0}, orb.Point{0, 1})
	isle := degree(orb.Point{0.5, 0.7}, orb.Point{0.51, 0.7}) + degree(orb.Point{0.51, 0.71}, orb.Point{0.5, 0.71}) + 2*degree(orb.Point{0.5, 0.7}, orb.Point{0.5, 0.71})
	lengths := r.Coasts.Lengths
	require.Len(t, lengths, 2*len(casefile.Measures))
	assert.False(t, lengths[0].Last)
	assert.InDelta(t, 2*side+north+cove, lengths[0].Metres["A"], 1e-3)
	assert.InDelta(t, south+isle, lengths[0].Metres["B"], 1e-3)
	last := lengths[len(casefile.Measures)]
	assert.True(t, last.Last)
	assert.InDelta(t, 2*side+north, last.Metres["A"], 1e-3)
	require.Len(t, r.Coasts.Pairs, 1)
	p := r.Coasts.Pairs[0]
	assert.Equal(t, [2]string{"A", "B"}, p.Between)
	require.Len(t, p.Coasts, len(lengths))
	assert.InDelta(t, (2*side+north+cove)/(south+isle), p.Coasts[0], 1e-9)
	// Straight from end to end both fronts are the south: the least of all ratios.
	fronts := slices.IndexFunc(casefile.Measures, func(m regime.Measure) bool { return m.Fronts })
	assert.InDelta(t, 1, p.Coasts[fronts], 1e-9)
	assert.Equal(t, fronts, p.Low)
	assert.Equal(t, slices.Max(p.Coasts), p.Coasts[p.High])
	for k, stage := range r.Stages {
		assert.InDelta(t, stage.Division.States[0].Area/stage.Division.States[1].Area, p.Areas[k], 1e-12)
	}
}

// TestBaselines takes straight baselines of the coast file, in the provisional line and as a
// circumstance, and closing lines beside them.
func TestBaselines(t *testing.T) {
	front := func(name, from, to string) string {
		return `{"type":"Feature","properties":{"state":"A","kind":"baseline","name":"` + name + `"},"geometry":{"type":"LineString","coordinates":[[` + from + `,1],[` + to + `,1]]}}`
	}
	s := sea(t, strings.TrimSuffix(seas.Bays, "]}")+",\n"+front("east", "0.9", "0.7")+",\n"+front("west", "0.3", "0.1")+"]}")
	drawn := func(names ...string) *caspian.Sea {
		out, err := s.WithBaselines(names...)
		require.NoError(t, err)
		return out
	}
	text := head + `"baselines":["east"],"circumstances":[{"name":"n","reason":"r","source":"s","baseline":"west"},{"name":"m","reason":"r","source":"s","end":{"between":["A","B"],"number":2,"by_m":2000,"into":"A"}}]}`
	c := read(t, text)
	assert.Equal(t, "the water inside the straight baseline west leaves the sea", c.Circumstances[0].String())
	r, err := c.Run(context.Background(), s, caspian.Options{})
	require.NoError(t, err)
	end := s.Coast().Termini()[1]
	by := 2000.0
	if s.States()[end.After].Code != "A" {
		by = -by
	}
	moved, err := s.Coast().MoveTerminus(end, by)
	require.NoError(t, err)
	third, err := caspian.NewSea(moved)
	require.NoError(t, err)
	third, err = third.WithBaselines("east", "west")
	require.NoError(t, err)
	for k, want := range []*caspian.Sea{drawn("east"), drawn("east", "west"), third} {
		by := divide(t, want, regime.Median())
		for i, st := range r.Stages[k].Division.States {
			assert.InDelta(t, by.States[i].Area, st.Area, 1, "stage %d", k)
		}
		assert.Equal(t, want.StraightBaselines(), r.Stages[k].Division.Sea.StraightBaselines())
	}
	// The case goes on from what the sea is without already.
	_, err = c.Run(context.Background(), drawn("west"), caspian.Options{})
	require.EqualError(t, err, `casefile: circumstances[0] "n": casefile: there is no such case: the straight baseline "west" is taken already`)
}

// TestRefusals holds that what a sea has no place for is told with the circumstance.
func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		change, want string
		is           error
	}{
		{`"island":{"Skerry":0}`, `circumstances[0] "n": caspian: no such island: none is named "Skerry"`, caspian.ErrIsland},
		{`"weight":{"C":2}`, `circumstances[0] "n": caspian: there is no such state: median names "C"`, caspian.ErrState},
		{`"cut":{"between":["A","C"],"termini":true}`, `circumstances[0] "n": caspian: there is no such state`, caspian.ErrState},
		{`"cut":{"between":["A","B"],"line":[[3,3],[4,4]]}`, `circumstances[0] "n": `, nil},
		{`"close":"fjord"`, `circumstances[0] "n": coast: the coast has no closing line "fjord"; it has bay, cove`, coast.ErrClosing},
		{`"end":{"between":["A","C"],"by_m":5,"into":"A"}`, `circumstances[0] "n": caspian: there is no such state: the sea has no state "C"`, caspian.ErrState},
		{`"end":{"between":["A","B"],"by_m":5,"into":"A"}`, "the border A–B has 2 ends on the shore; give the number of one", casefile.ErrCase},
		{`"end":{"between":["A","B"],"number":3,"by_m":5,"into":"A"}`, "the border A–B has 2 ends on the shore, and no number 3", casefile.ErrCase},
		{`"end":{"between":["A","B"],"number":1,"by_m":1e6,"into":"B"}`, "the stretch of B there is no longer than that", coast.ErrFeature},
		{`"end":{"between":["A","B"],"number":1,"to":[0.5,0.5]}`, "km from the shore of", coast.ErrFeature},
	} {
		r, err := read(t, of(c.change)).Run(context.Background(), sea(t, seas.Bays), caspian.Options{})
		assert.Nil(t, r)
		require.ErrorContains(t, err, c.want, c.change)
		if c.is != nil {
			require.ErrorIs(t, err, c.is, c.change)
		}
	}
	run := func(text string, of *caspian.Sea) error {
		_, err := read(t, text).Run(context.Background(), of, caspian.Options{})
		return err
	}
	two := func(first, second string) string {
		return head + `"circumstances":[{"name":"m","reason":"r","source":"s",` + first + `},{"name":"n","reason":"r","source":"s",` + second + `}]}`
	}
	require.EqualError(t, run(two(`"close":"bay"`, `"close":"bay"`), sea(t, seas.Bays)), `casefile: circumstances[1] "n", with those before it: casefile: there is no such case: the closing line "bay" is taken already`)
	require.ErrorIs(t, run(two(`"close":"bay"`, `"close":"bay"`), sea(t, seas.Bays)), casefile.ErrCase)
	require.ErrorContains(t, run(strings.Replace(of(`"weight":{"A":2}`), `"median"`, `{"id":"m","title":"t","source":"s","base":"median","cuts":[{"between":["A","B"],"line":[[0,0.2],[1,0.2]]}]}`, 1), sea(t, seas.Bays)),
		`circumstances[0] "n": regime: m has no place for weights`)
	require.ErrorIs(t, run(strings.Replace(of(`"close":"bay"`), `["A","B"]`, `["A","X"]`, 1), sea(t, seas.Bays)), caspian.ErrState)
	require.ErrorIs(t, run(of(`"close":"bay"`), nil), caspian.ErrNoSea)
	require.ErrorIs(t, run(of(`"close":"bay"`), new(caspian.Sea)), caspian.ErrNoSea)
	stopped, stop := context.WithCancel(context.Background())
	stop()
	_, err := read(t, of(`"close":"bay"`)).Run(stopped, sea(t, seas.Bays), caspian.Options{})
	assert.ErrorIs(t, err, context.Canceled)
}

// TestZero holds that zero values answer.
func TestZero(t *testing.T) {
	var none *casefile.Result
	assert.Nil(t, none.Moves(1))
	var r casefile.Result
	assert.Nil(t, r.Moves(1))
	assert.Empty(t, new(casefile.Change).String())
	_, err := casefile.Case{}.Run(context.Background(), sea(t, seas.Lake), caspian.Options{})
	assert.ErrorIs(t, err, regime.ErrRegime)
}

// TestCores holds that results do not depend on the number of processors, to the last bit.
func TestCores(t *testing.T) {
	text := strings.Replace(bays, `,
{"name":"weight","reason":"r","source":"s","weight":{"B":1.25}}`, "", 1)
	run := func(processors int) (out []casefile.Move) {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
		told := 0.0
		r, err := read(t, text).Run(context.Background(), sea(t, seas.Bays), caspian.Options{Progress: func(done float64) { told = max(told, done) }})
		require.NoError(t, err)
		assert.InDelta(t, 1, told, 0)
		for k := range r.Stages {
			out = append(out, r.Moves(k)...)
		}
		return out
	}
	assert.Equal(t, run(1), run(3))
}
