package casefile_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/casefile"
	"caspian.example/division/caspian/problem"
	"caspian.example/division/caspian/regime"
)

// head is the text of a case but for its circumstances and what else it may have.
const head = `{"title":"t","question":"q?","as_known_to":"2025","states":["A","B"],"provisional":"median",`

// of is the text of a case with one circumstance, of a change in JSON.
func of(change string) string {
	return head + `"circumstances":[{"name":"n","reason":"r","source":"s",` + change + `}]}`
}

func read(t testing.TB, text string) casefile.Case {
	t.Helper()
	c, err := casefile.Read(strings.NewReader(text))
	require.NoError(t, err, text)
	return c
}

// whole has every kind of change, a place and a field.
const whole = head + `"for_coast":"c","close":["bay"],"places":[{"name":"p","at":[1,2],"source":"s"},{"field":"oil rocks"}],"circumstances":[
{"name":"1","reason":"r","source":"s","island":{"Isle":"half"}},
{"name":"2","reason":"r","source":"s","island":{"*":0.25}},
{"name":"3","reason":"r","source":"s","island":"none"},
{"name":"4","reason":"r","source":"s","weight":{" A ":2}},
{"name":"5","reason":"r","source":"s","cut":{"between":["A","B "],"line":[[0,0],[1,1]]}},
{"name":"6","reason":"r","source":"s","cut":{"between":["A","*"],"termini":true}},
{"name":"7","reason":"r","source":"s","end":{"between":["A","B"],"number":2,"by_m":500,"into":"A"}},
{"name":"8","reason":"r","source":"s","end":{"between":["A","B"],"to":[0.25,0]}},
{"name":"9","reason":"r","source":"s","close":"cove"}]}`

func TestRead(t *testing.T) {
	c := read(t, whole)
	sum := sha256.Sum256([]byte(whole))
	assert.Equal(t, hex.EncodeToString(sum[:]), c.SHA256())
	assert.Equal(t, regime.Median(), regime.Regime(c.Regime))
	require.Len(t, c.Places, 2)
	assert.Equal(t, orb.Point{1, 2}, *c.Places[0].At)
	assert.Equal(t, "Neft Daşları", c.Places[1].Name)
	assert.InDelta(t, 40.2377, c.Places[1].At[1], 1e-4) // as the source prints it
	var words []string
	for _, one := range c.Circumstances {
		words = append(words, one.String())
	}
	assert.Equal(t, []string{
		"the island Isle at half effect", "all islands not named at the effect 0.25", "all islands not named without effect", "the weight of A is 2",
		"given line of A–B, 2 positions", "given line of A and all others, straight between the ends of the land borders",
		"the end of the border A–B (2) is 500 m along the shore into A", "the end of the border A–B is the place on the shore nearest to 0.250000 0.000000",
		"the water behind the closing line cove leaves the sea",
	}, words)
	// A whole regime in the place of an id.
	mine := regime.Median()
	mine.ID, mine.Weights = "mine", map[string]float64{"A": 2}
	text, err := json.Marshal(mine)
	require.NoError(t, err)
	c = read(t, strings.Replace(of(`"close":"x"`), `"median"`, string(text), 1))
	assert.Equal(t, mine, regime.Regime(c.Regime))
}

// TestProblems holds that what is wrong is told with its member and place.
func TestProblems(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{``, "it is not a JSON object; caspian/casefile describes a case"},
		{`[]`, "it is not a JSON object"},
		{"{\n\"title\" 5}", "line 2, column 9: it is not valid JSON"},
		{"\xff\xfe{\x00}\x00", "it is UTF-16"},
		{`{}`, "title: nothing is said"},
		{`{}`, "question: nothing is said; say in words what is asked"},
		{`{}`, "as_known_to: nothing is said"},
		{`{}`, "states: there are 0; name two or more by their codes"},
		{`{}`, `provisional: there is no regime; give the id of a shipped one, such as "median", or a whole one`},
		{`{}`, "circumstances: there are 0; give from one to 100"},
		{of(`"islands":{"Isle":0}`), "circumstances[0].islands: there is no such member; did you mean island?"},
		{of(`"why":"x"`), "circumstances[0]: it changes nothing; give one of island, weight, cut, end, close or baseline"},
		{of(`"island":{"Isle":0},"close":"bay"`), "circumstances[0]: it has island and close; a circumstance is one change: make several of it"},
		{of(`"island":{"Isle":2}`), "circumstances[0].island.Isle: 2 lies outside 0 to 1"},
		{of(`"island":{"Isle":"some"}`), `circumstances[0].island: "some" is not full, half, none or a number`},
		{of(`"island":{"Isle":0,"Skerry":0}`), "circumstances[0].island: there are 2; a circumstance is one change: name one island"},
		{of(`"island":{"Isle":null}`), "circumstances[0].island.Isle: null stands here, and nothing is not 0"},
		{of(`"weight":{"A":0}`), "circumstances[0].weight.A: 0 is no weight"},
		{of(`"weight":{"A":1,"B":2}`), "circumstances[0].weight: there are 2; a circumstance is one change: name one state"},
		{of(`"weight":{"A":"2"}`), "circumstances[0].weight.A: a string stands here in the place of a number"},
		{of(`"cut":{"between":["A","B"],"line":[[0,0],[10,95]]}`), "circumstances[0].cut.line[1]: 10 95 is no longitude and latitude; longitude comes first"},
		{of(`"cut":{"between":["A","B"],"line":[[0,0],[1]]}`), "circumstances[0].cut.line[1]: there are not two values"},
		{of(`"cut":{"between":["A","B"],"lin":[]}`), "circumstances[0].cut.lin: there is no such member; did you mean line?"},
		{of(`"cut":{"between":["A","A"],"termini":true}`), `circumstances[0].cut.between: "A" and "A" are no two states`},
		{of(`"end":{"between":["A","A"],"by_m":5,"into":"A"}`), `circumstances[0].end.between: "A" and "A" are no two states`},
		{of(`"end":{"between":["A","B"],"by_m":5,"into":"C"}`), `circumstances[0].end.into: "C" is none of the two`},
		{of(`"end":{"between":["A","B"],"by_m":-5,"into":"B"}`), "circumstances[0].end.by_m: -5 m is no way"},
		{of(`"end":{"between":["A","B"]}`), "circumstances[0].end: it does not say where the end goes, or twice"},
		{of(`"end":{"between":["A","B"],"into":"B","by_m":5,"to":[0,0]}`), "circumstances[0].end: it does not say where the end goes, or twice"},
		{of(`"end":{"between":["A","B"],"to":[91,191]}`), "circumstances[0].end.to: 91 191 is no longitude and latitude"},
		{of(`"end":{"between":["A","B"],"number":1.5,"to":[0,0]}`), "circumstances[0].end.number: 1.5 is no number that can stand here"},
		{of(`"end":{"between":["A","B"],"number":-1,"to":[0,0]}`), "circumstances[0].end.number: -1 is no number of an end"},
		{of(`"close":5`), "circumstances[0].close: a number stands here in the place of a string"},
		{strings.Replace(of(`"close":"x"`), `"median"`, `"mediam"`, 1), `provisional: there is no such regime called "mediam"; there are condominium, equal, median`},
		{strings.Replace(of(`"close":"x"`), `"median"`, `"condominium"`, 1), "provisional: the base undivided draws no lines whose areas are shares"},
		{strings.Replace(of(`"close":"x"`), `"median"`, `"target"`, 1), "provisional.shares: none is given"},
		{strings.Replace(of(`"close":"x"`), `"median"`, `{"id":"m","title":"t","source":"s","base":"median","cuts":[{"between":["A","B"],"lime":1}]}`, 1), "provisional.cuts[0].lime: there is no such member; did you mean line?"},
		{strings.Replace(of(`"close":"x"`), `"median"`, `{"id":"m","title":"t","source":"s","base":"median","weights":{"A":-1}}`, 1), "provisional.weights.A: -1 is no weight"},
		{strings.Replace(of(`"close":"x"`), `["A","B"]`, `["A","A "]`, 1), `states[1]: "A" is no state's code, or there twice`},
		{head + `"close":["x","x"],` + of(`"close":"x"`)[len(head):], `close[1]: "x" is no name, or there twice`},
		{head + `"places":[{"field":"El Dorado"}],` + of(`"close":"x"`)[len(head):], `places[0].field: no field is called "El Dorado"; there are Sardar-e Jangal`},
		{head + `"places":[{"field":"Kashagan","at":[1,2]}],` + of(`"close":"x"`)[len(head):], "places[0]: a field's name, place and source are known, and are others; leave out what stands beside field"},
		{head + `"places":[{"name":"p","source":"s"}],` + of(`"close":"x"`)[len(head):], "places[0]: there is no place"},
		{head + `"places":[{"name":"p","source":"s","at":[1,2]},{"name":"p","source":"s","at":[1,2]}],` + of(`"close":"x"`)[len(head):], `places[1]: there is a place called "p" already`},
		{head + `"places":[{"name":"p","source":"","at":[1,2]}],` + of(`"close":"x"`)[len(head):], "places[0].source: nothing is said; say where the position was read"},
		{strings.Replace(of(`"close":"x"`), `"reason":"r"`, `"reason":" "`, 1), "circumstances[0].reason: nothing is said; say why the line should be changed"},
		{head + `"circumstances":[{"name":"n","reason":"r","source":"s","close":"x"},{"name":"n","reason":"r","source":"s","close":"y"}]}`, `circumstances[1].name: there is a circumstance called "n" already`},
		{head + `"circumstances":[` + strings.Repeat(`{"name":"n"},`, 100) + `{}]}`, "circumstances: there are 101; give from one to 100"},
		{head + `"circumstances":[` + strings.Repeat(`{},`, 1000) + `{}]}`, "circumstances: it has more than 1000 elements"},
	} {
		got, err := casefile.Read(strings.NewReader(c.text))
		assert.Zero(t, got)
		require.ErrorIs(t, err, casefile.ErrCase, c.text)
		var list *problem.List
		require.ErrorAs(t, err, &list)
		all := ""
		for _, one := range list.All {
			all += one.Error() + "\n"
		}
		assert.Contains(t, all, c.want, c.text)
	}
	// All at once, where they stand: the value of by_m, and the second position of the line.
	_, err := casefile.Read(strings.NewReader(strings.ReplaceAll(head, ",", ",\n") + "\"circumstances\":[\n" +
		`{"name":"a","reason":"r","source":"s","end":{"between":["A","B"],"into":"A","by_m": -1}},` + "\n" +
		`{"name":"b","reason":"r","source":"s","cut":{"between":["A","B"],"line":[[0,0],` + "\n" + `  [0,99]]}}]}`))
	var list *problem.List
	require.ErrorAs(t, err, &list)
	require.Equal(t, 2, list.Total)
	var places [][2]int
	for _, one := range list.All {
		var p *casefile.Problem
		require.ErrorAs(t, one, &p)
		places = append(places, [2]int{p.Line, p.Column})
	}
	assert.Equal(t, [][2]int{{8, 85}, {10, 3}}, places)
	broken := errors.New("broken")
	_, err = casefile.Read(failing{broken})
	assert.ErrorIs(t, err, broken)
}

// failing is a reader that fails.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// FuzzRead holds that no text makes a panic, and that what is read comes back when it is
// written.
func FuzzRead(f *testing.F) {
	for _, text := range []string{whole, of(`"close":"x"`), of(`"island":"none"`), "{}", "[1]", "\ufeff{}", head, of(`"cut":{}`), of(`"end":{"to":[1]}`)} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		c, err := casefile.Read(bytes.NewReader(in))
		if err != nil {
			require.Zero(t, c)
			require.NotEmpty(t, err.Error())
			return
		}
		again, err := json.Marshal(c)
		require.NoError(t, err)
		same, err := casefile.Read(bytes.NewReader(again))
		require.NoError(t, err, "%s", again)
		text, err := json.Marshal(same)
		require.NoError(t, err)
		require.Equal(t, string(again), string(text))
	})
}
