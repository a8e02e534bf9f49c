package caspian_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/geodata/ne10m"
)

func definitionText(t *testing.T, r caspian.Regime) string {
	def, ok := caspian.DefinitionOf(r)
	require.True(t, ok)
	text, err := json.MarshalIndent(def, "", "  ")
	require.NoError(t, err)
	return string(text)
}

// TestDefinitionsOfRegimes reads the definition of every regime under an id of its
// own: it divides the sea as the regime itself does. Under the regime's id it is the
// regime.
func TestDefinitionsOfRegimes(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	sea, err := caspian.ReadSea(ne10m.Coast())
	require.NoError(t, err)
	for _, r := range append(caspian.Regimes(), caspian.Convention2018, caspian.Target(map[string]float64{"IR": 0.25}, caspian.PartsMedian)) {
		text := definitionText(t, r)
		if r.ID() != "target" {
			same, err := caspian.ReadRegime(strings.NewReader(text))
			require.NoError(t, err, r.ID())
			assert.Equal(t, r, same)
		}
		mine, err := caspian.ReadRegime(strings.NewReader(strings.Replace(text, `"id": "`, `"id": "my-`, 1)))
		require.NoError(t, err, r.ID())
		assert.Equal(t, "my-"+r.ID(), mine.ID())
		about := mine.About()
		assert.Equal(t, r.About(), about)
		want, err := caspian.Divide(context.Background(), sea, r, caspian.Options{})
		require.NoError(t, err)
		got, err := caspian.Divide(context.Background(), sea, mine, caspian.Options{})
		require.NoError(t, err)
		claims, err := got.Claims()
		require.NoError(t, err)
		assert.Empty(t, claims, "nobody has claimed what a user defines")
		want.Regime, want.Measure, want.Warnings = got.Regime, got.Measure, got.Warnings
		assert.Equal(t, want, got, r.ID())
	}
}

// TestDefinedRegimes holds what bases and members do.
func TestDefinedRegimes(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	sea := square(t)
	shares := func(def string, o caspian.Options) map[string]float64 {
		r, err := caspian.ReadRegime(strings.NewReader(`{"id":"mine","title":"Mine","source":"a proposal",` + def + `}`))
		require.NoError(t, err, def)
		d, err := caspian.Divide(context.Background(), sea, r, o)
		require.NoError(t, err, def)
		out := map[string]float64{}
		for _, s := range d.States {
			out[s.Code] = s.Share
		}
		return out
	}
	// A line at a quarter of the square: the sea is two degrees wide.
	cut := shares(`"base":"median","cuts":[{"between":["A","B"],"line":[[-0.5,-1.5],[-0.5,1.5]]}]`, caspian.Options{})
	assert.InDelta(t, 0.25, cut["A"], 1e-3)
	assert.InDelta(t, 1, cut["A"]+cut["B"], 1e-9)
	weighted := shares(`"base":"median","weights":{"B":3}`, caspian.Options{})
	assert.Less(t, weighted["A"], 0.5)
	assert.InDelta(t, 0.3, shares(`"base":"target","shares":{"A":0.3}`, caspian.Options{})["A"], 1e-9)
	assert.InDelta(t, 0.3, shares(`"base":"undivided","shares":{"A":0.3}`, caspian.Options{})["A"], 1e-12)
	zones := shares(`"base":"zones","zones":[{"kind":"fishery_zone","breadth_m":20000}]`, caspian.Options{})
	// Belts of 20 km within a square of some 222 km, and around an island of some
	// 4.4 km circumference.
	assert.InDelta(t, (1-(1-40.0/222)*(1-40.0/222))/2, zones["B"], 2e-3)
	assert.InDelta(t, (math.Pi*20*20+4.4*20)/(222*222), zones["A"]-zones["B"], 1e-3)
	// Its own islands' effect holds, unless the options have one.
	with := shares(`"base":"median"`, caspian.Options{})
	without := shares(`"base":"median","islands":"none"`, caspian.Options{})
	assert.InDelta(t, 0.5/(1-0.01*0.01/4), without["A"], 1e-6) // the island takes no line, but land from B
	assert.Greater(t, with["A"], 0.55)
	assert.Equal(t, with, shares(`"base":"median","islands":"none"`, caspian.Options{Islands: map[string]float64{"": 1}}))
	assert.Equal(t, without, shares(`"base":"median","islands":{"*":1,"Isle":0}`, caspian.Options{}))
}

// square returns a sea of two degrees by two about the origin, the west A's, the
// east B's, with A's island Isle in the east.
func square(t *testing.T) *caspian.Sea {
	sea, err := caspian.ReadSea(strings.NewReader(`{"type":"FeatureCollection","features":[
	{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[0,1],[-1,1],[-1,-1],[0,-1]]}},
	{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[0,-1],[1,-1],[1,1],[0,1]]}},
	{"type":"Feature","properties":{"state":"A","name":"Isle"},"geometry":{"type":"Polygon","coordinates":[[[0.4,0],[0.41,0],[0.41,0.01],[0.4,0.01],[0.4,0]]]}}]}`))
	require.NoError(t, err)
	return sea
}

// TestDefinitionProblems holds that what is wrong is found all at once, and where.
func TestDefinitionProblems(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{``, "it is not a JSON object"},
		{`[]`, "it is not a JSON object"},
		{"{\n\"id\": \"x\",\n", "line 2: it is not valid JSON: it ends too early"},
		{"{\n\"id\": \"x\" \"y\"}", "line 2: it is not valid JSON"},
		{`{"id":"a","id":"b"}`, "the member id is there twice"},
		{`{"id":"a"} {}`, "there is more after the object"},
		{"{\n\"id\": 5}", "line 2: id: a number stands here in the place of a string"},
		{mine(`"bse":"median"`), "bse: there is no such member; the members are id, title, base"},
		{mine(`"base":"halves"`), `base: "halves" is no base; the bases are median, target, undivided and zones`},
		{mine(`"base":"median","Weights":{}`), "Weights: there is no such member"},
		{mine(`"base":"median","cuts":[{"between":["A","B"],"lime":[]}]`), "cuts[0].lime: there is no such member; the members are between, line, termini"},
		{mine(`"base":"median","cuts":[{"between":["A","B"],"line":[[1,2],[3]]}]`), "cuts[0].line[1]: there are not two values"},
		{mine(`"base":"median","cuts":[{"between":["A"],"line":[[1,2],[3,4]]}]`), "cuts[0].between: there are not two values"},
		{mine(`"base":"median","cuts":[{"between":["A","B"],"line":[[1,2],[51,138]]}]`), "cuts[0].line[1]: 51 138 is no longitude and latitude; longitude comes first"},
		{mine(`"base":"median","cuts":[{"between":["A","A"],"termini":true}]`), `"A" and "A" are no two states`},
		{mine(`"base":"median","cuts":[{"between":["A","B"],"termini":true,"line":[[1,2],[3,4]]}]`), "a line and termini exclude each other"},
		{mine(`"base":"median","shares":{"A":0.2}`), "shares: it means nothing under the base median; it is for the base target or undivided"},
		{mine(`"base":"target","shares":{"A":20}`), "shares.A: 20 lies outside 0 to 1; shares are fractions of the sea"},
		{mine(`"base":"target","shares":{"A":0.6,"B":0.6}`), "they add up to 1.2, more than 1"},
		{mine(`"base":"target","rest":"mine"`), `rest: "mine" is no rule`},
		{mine(`"base":"median","weights":{"A":-1}`), "weights.A: -1 is no weight"},
		{mine(`"base":"median","weighting":"more"`), `weighting: "more" is no rule`},
		{mine(`"base":"median","islands":2`), "islands: 2 lies outside 0 to 1"},
		{mine(`"base":"median","islands":{"*":-1}`), "islands: -1 lies outside 0 to 1"},
		{mine(`"base":"median","islands":"some"`), `"some" is not full, half, none or a number`},
		{mine(`"base":"zones"`), "zones: there are none"},
		{mine(`"base":"zones","zones":[{"kind":"fishery_zone","breadth_m":1e9}]`), "zones[0].breadth_m: 1e+09 m lies outside"},
		{mine(`"base":"zones","zones":[{"kind":"sector","breadth_m":100}]`), `zones[0].kind: "sector" is no belt`},
		{mine(`"base":"undivided","together":["A"]`), "together: there are no zones"},
		{mine(`"base":"median","layer":"air"`), `layer: "air" is no layer`},
		{mine(`"base":"median","layers":[{"layer":"seabed","kind":"sector","rule":"x"}]`), "layers: there are 1; give all three"},
		{`{"id":"Mine!","title":"","source":"","base":"median"}`, `id: "Mine!" is no id`},
		{`{"id":"median","title":"Other","source":"x","base":"median"}`, "choose another id, such as my-median"},
	} {
		r, err := caspian.ReadRegime(strings.NewReader(c.text))
		assert.Nil(t, r, c.text)
		require.ErrorIs(t, err, caspian.ErrDefinition, c.text)
		all := ""
		var problems caspian.DefinitionProblems
		require.ErrorAs(t, err, &problems)
		for _, p := range problems {
			all += p.Error() + "\n"
		}
		assert.Contains(t, all, c.want, c.text)
	}
	_, err := caspian.ReadRegime(strings.NewReader("{\n\"id\":\"A\",\n\"title\":\"t\",\n\"source\":\"s\",\n\"base\":\"zones\",\n\"zones\":[{\"kind\":\"fishery_zone\",\n\"breadth_m\":0}],\"weights\":{}}"))
	var problems caspian.DefinitionProblems
	require.ErrorAs(t, err, &problems)
	require.Len(t, problems, 2)
	assert.Equal(t, []int{2, 7}, []int{problems[0].Line, problems[1].Line})
}

// mine is a definition with some members besides those that all need.
func mine(more string) string { return `{"id":"mine","title":"Mine","source":"me",` + more + `}` }

// TestDefinitionOfOtherSeas holds that a sea without the named states refuses it.
func TestDefinitionOfOtherSeas(t *testing.T) {
	for _, c := range []struct {
		more string
		kind error
		want string
	}{
		{`"base":"target","shares":{"IR":0.2}`, caspian.ErrDefinition, `names the state "IR"; the sea has A, B`},
		{`"base":"target","shares":{"A":0.2,"B":0.2}`, caspian.ErrShares, "add up to 0.4 instead of 1"},
		{`"base":"median","caspian":true`, caspian.ErrNotCaspian, ""},
		{`"base":"median","weights":{"C":2}`, caspian.ErrDefinition, `"C"`},
		{`"base":"median","cuts":[{"between":["A","Z"],"termini":true}]`, caspian.ErrDefinition, `"Z"`},
	} {
		r, err := caspian.ReadRegime(strings.NewReader(mine(c.more)))
		require.NoError(t, err)
		_, err = caspian.Divide(context.Background(), square(t), r, caspian.Options{})
		require.ErrorIs(t, err, c.kind, c.more)
		assert.ErrorContains(t, err, c.want)
	}
}

// FuzzReadRegime holds that no text makes a panic, and that what is read comes back
// when it is written.
func FuzzReadRegime(f *testing.F) {
	for _, r := range append(caspian.Regimes(), caspian.Convention2018) {
		def, ok := caspian.DefinitionOf(r)
		require.True(f, ok)
		text, err := json.Marshal(def)
		require.NoError(f, err)
		f.Add(text)
	}
	for _, more := range []string{
		`"base":"median","islands":{"*":0.5,"x":1},"weights":{"A":2}`, `"base":"median","islands":{"":0.5,"*":1}`, `"base":"median","islands":"half"`,
		`"base":"median","weighting":"additive","weights":{"A":-2e4}`, `"base":"target","shares":{"A":0.2,"B":0.3},"rest":"coast"`,
		`"base":"median","cuts":[{"between":["A","*"],"line":[[1,2],[3,4]]}]`, `"base":"median","cuts":[{"between":["A","B"],"termini":true}]`,
		`"base":"zones","zones":[{"kind":"territorial_waters","breadth_m":22224},{"kind":"fishery_zone","breadth_m":18520}]`,
		`"base":"undivided","zones":[{"kind":"fishery_zone","breadth_m":18520}],"together":["A"]`,
	} {
		f.Add([]byte(mine(more)))
	}
	for _, text := range []string{"", "{}", "[1]", `{"id":1}`, `{"a":{"b":[1,2,3]}}`, "\ufeff{}", `{"id":"x","id":"y"}`} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		start := time.Now()
		r, err := caspian.ReadRegime(bytes.NewReader(text))
		require.Less(t, time.Since(start), 20*time.Second)
		if err != nil {
			if r != nil {
				t.Fatal("a regime with an error")
			}
			_ = fmt.Sprint(err)
			return
		}
		def, ok := caspian.DefinitionOf(r)
		require.True(t, ok)
		again, err := json.Marshal(def)
		require.NoError(t, err)
		same, err := caspian.ReadRegime(bytes.NewReader(again))
		require.NoError(t, err)
		twice, ok := caspian.DefinitionOf(same)
		require.True(t, ok)
		third, err := json.Marshal(twice)
		require.NoError(t, err)
		require.Equal(t, string(again), string(third))
	})
}

// TestDefinitionIsCopied changes what went in and what came out: the regime stays.
func TestDefinitionIsCopied(t *testing.T) {
	spoil := func(def *caspian.Definition) {
		for _, m := range []map[string]float64{def.Shares, def.Weights, def.Islands} {
			for name := range m {
				m[name] = 0.9
			}
		}
		for k := range def.Cuts {
			def.Cuts[k].Line[0][0] = 99
			def.Cuts[k].Between[0] = "X"
		}
		for k := range def.Zones {
			def.Zones[k].Breadth = 1
		}
		for k := range def.Layers {
			def.Layers[k].Rule = "spoilt"
		}
		for _, s := range [][]string{def.Assumptions, def.Together} {
			for k := range s {
				s[k] = "spoilt"
			}
		}
	}
	agreed := definitionText(t, caspian.Agreed)
	def, _ := caspian.DefinitionOf(caspian.Agreed)
	spoil(&def)
	assert.Equal(t, agreed, definitionText(t, caspian.Agreed))
	for _, text := range []string{
		`"base":"median","weights":{"A":2},"islands":"half","assumptions":["one"],"cuts":[{"between":["A","B"],"line":[[0,1],[0,-1]]}]`,
		`"base":"undivided","shares":{"A":0.4},"together":["B"],"zones":[{"kind":"fishery_zone","breadth_m":20000}]`,
	} {
		r, err := caspian.ReadRegime(strings.NewReader(`{"id":"mine","title":"Mine","source":"me",` + text + `}`))
		require.NoError(t, err)
		want := definitionText(t, r)
		def, _ := caspian.DefinitionOf(r)
		same, err := caspian.Define(def)
		require.NoError(t, err)
		spoil(&def)
		about := r.About()
		about.Layers[0].Rule = "spoilt"
		assert.Equal(t, want, definitionText(t, r))
		assert.Equal(t, want, definitionText(t, same))
	}
}

func TestNoDefinitionProblems(t *testing.T) {
	assert.NotEmpty(t, caspian.DefinitionProblems{}.Error())
}
