package export

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/problem"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata/ne10m"
)

// credited is a lake whose coast has a source and a licence.
var credited = strings.Replace(lake, `"coast":{`, `"coast":{"source":"a survey <1>","licence":"free & open",`, 1)

// answer divides a sea, given as GeoJSON, under a regime, and returns the division and
// its text.
func answer(t testing.TB, coast string, r regime.Regime, o caspian.Options) (*caspian.Division, string) {
	t.Helper()
	sea, err := caspian.ReadSea(strings.NewReader(coast))
	require.NoError(t, err)
	d, err := caspian.Divide(context.Background(), sea, r, o)
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, GeoJSON(&b, d))
	return d, b.String()
}

// TestQuestionStands holds that the written question has what was asked, and that its
// digest is that of the text that stands there, but for the version.
func TestQuestionStands(t *testing.T) {
	r := regime.Convention2018()
	r.ID, r.Title, r.Zones[0].Breadth = "mine", "<Mine> & co", 3000
	_, text := answer(t, credited, r, caspian.Options{Tolerance: 2.5, Resolution: 40})
	var file struct {
		Division struct {
			Credit   string          `json:"credit"`
			Question json.RawMessage `json:"question"`
			SHA256   string          `json:"question_sha256"`
		} `json:"division"`
	}
	require.NoError(t, json.Unmarshal([]byte(text), &file))
	assert.Equal(t, "Coast data: a survey <1>; licence free & open.", file.Division.Credit)
	without := regexp.MustCompile(`"version":"[^"]*"`).ReplaceAll(file.Division.Question, []byte(`"version":""`))
	sum := sha256.Sum256(without)
	assert.Equal(t, hex.EncodeToString(sum[:]), file.Division.SHA256)
	var asked struct {
		Regime struct {
			ID, Title, Base, Layer string
			Zones                  []struct {
				Kind    string
				Breadth float64 `json:"breadth_m"`
			}
		}
		Options map[string]float64
		Coast   struct{ Name, Source, Licence, SHA256 string }
	}
	require.NoError(t, json.Unmarshal(file.Division.Question, &asked))
	// On other seas, too, the convention is for the water.
	assert.Equal(t, []string{"mine", "<Mine> & co", "zones", "water"}, []string{asked.Regime.ID, asked.Regime.Title, asked.Regime.Base, asked.Regime.Layer})
	require.Len(t, asked.Regime.Zones, 2)
	assert.Equal(t, 3000.0, asked.Regime.Zones[0].Breadth)
	assert.Equal(t, 18520.0, asked.Regime.Zones[1].Breadth)
	assert.Equal(t, map[string]float64{"tolerance_m": 2.5, "resolution_m": 40}, asked.Options)
	of := sha256.Sum256([]byte(credited))
	assert.Equal(t, struct{ Name, Source, Licence, SHA256 string }{`a "lake"`, "a survey <1>", "free & open", hex.EncodeToString(of[:])}, asked.Coast)
}

// TestReadQuestion reads the question of every shipped regime from its division, and
// divides again by nothing but the question: the bytes are the same.
func TestReadQuestion(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	sea, err := caspian.ReadSea(ne10m.Coast())
	require.NoError(t, err)
	regimes := regime.Shipped()
	for k := range regimes {
		if r := &regimes[k]; r.ID == "target" {
			r.Shares = map[string]float64{"IR": 0.2, "KZ": 0.25}
		}
	}
	changed := regime.Median()
	changed.Weights, changed.Islands, changed.Title = map[string]float64{"IR": 1.3}, regime.IslandEffects{"": 0.5}, "=weighted <&>"
	for k, r := range append(regimes, changed) {
		if k%long.Or(1, 5) != 0 {
			continue
		}
		d, err := caspian.Divide(context.Background(), sea, r, caspian.Options{Tolerance: 3, Resolution: divided.Options(sea).Resolution})
		require.NoError(t, err)
		var b, again bytes.Buffer
		require.NoError(t, GeoJSON(&b, d))
		q, err := ReadQuestion(bytes.NewReader(b.Bytes()))
		require.NoError(t, err, r.ID)
		assert.Equal(t, d.Question, q, r.ID)
		d, err = caspian.Divide(context.Background(), sea, q.Regime, caspian.Options{Tolerance: q.Options.Tolerance, Resolution: q.Options.Resolution})
		require.NoError(t, err)
		require.NoError(t, GeoJSON(&again, d))
		assert.True(t, bytes.Equal(b.Bytes(), again.Bytes()), r.ID)
	}
}

// with returns the text of a division with another question in the place of its own, and
// with its digest.
func with(t *testing.T, text string, d *caspian.Division, q caspian.Question) string {
	t.Helper()
	own, err := json.Marshal(d.Question)
	require.NoError(t, err)
	other, err := json.Marshal(q)
	require.NoError(t, err)
	return replaced(t, replaced(t, text, string(own), string(other)), d.Question.SHA256(), q.SHA256())
}

// replaced replaces what stands in a text once.
func replaced(t *testing.T, text, old, now string) string {
	t.Helper()
	require.Equal(t, 1, strings.Count(text, old), old)
	return strings.Replace(text, old, now, 1)
}

// TestNoisyQuestion has a noisy coast, of which both the name and the question tell.
func TestNoisyQuestion(t *testing.T) {
	sea, err := caspian.ReadSea(strings.NewReader(credited))
	require.NoError(t, err)
	noise := caspian.Noise{Metres: 100, Seed: 7, Run: 3}
	sea, err = sea.Perturbed(noise)
	require.NoError(t, err)
	d, err := caspian.Divide(context.Background(), sea, regime.Median(), caspian.Options{})
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, GeoJSON(&b, d))
	assert.Contains(t, b.String(), `,"coast":"a \"lake\" with noise of 100 m (seed 7, run 3)","islands":`)
	q, err := ReadQuestion(&b)
	require.NoError(t, err)
	assert.Equal(t, &noise, q.Noise)
	assert.Equal(t, `a "lake"`, q.Coast.Name)
}

func TestReadQuestionWrong(t *testing.T) {
	d, text := answer(t, credited, regime.Convention2018(), caspian.Options{})
	_, err := ReadQuestion(strings.NewReader(with(t, text, d, d.Question)))
	require.NoError(t, err)
	wide := d.Question
	wide.Regime = wide.Regime.Clone()
	wide.Regime.Zones[1].Breadth = 1e6
	for name, c := range map[string]struct{ text, want string }{
		"nothing":         {"", "it ends too early"},
		"no JSON":         {"POINT (1 2)", "not valid JSON"},
		"cut short":       {before(t, text, `,"question_sha256"`), "it ends too early"},
		"cut before":      {before(t, text, `"division"`), "it ends too early"},
		"bent":            {replaced(t, text, `"tolerance_m":1}`, `"tolerance_m":}`), "not valid JSON: invalid character"},
		"no object":       {"[1]", "it is not a JSON object"},
		"null":            {"null", "it is not a JSON object"},
		"empty object":    {"{}", "there is no member division"},
		"a coast":         {credited, "there is no member division"},
		"no division":     {`{"division":"median"}`, "division is not a JSON object"},
		"no question":     {`{"division":{"regime":"median"}}`, "division has no member question"},
		"no digest":       {replaced(t, text, `"question_sha256"`, `"sha256"`), "division has no member question_sha256"},
		"digest no text":  {replaced(t, text, `"`+d.Question.SHA256()+`"`, "7"), "changed by hand"},
		"empty question":  {`{"division":{"question":{},"question_sha256":""}}`, "changed by hand"},
		"null question":   {`{"division":{"question":null,"question_sha256":null}}`, "changed by hand"},
		"another breadth": {replaced(t, text, `"breadth_m":18520}]`, `"breadth_m":18521}]`), "division.question was changed by hand"},
		"another digest":  {replaced(t, text, d.Question.SHA256(), wide.SHA256()), "division.question was changed by hand"},
		"unknown member":  {replaced(t, text, `"tolerance_m":1}`, `"tolerance_m":1,"speed":2}`), `unknown field "speed"`},
		"wrong type":      {replaced(t, text, `"tolerance_m":1}`, `"tolerance_m":"1"}`), "division.question: "},
		"impossible":      {with(t, text, d, wide), "division.question.regime: zones[1].breadth_m"},
		"too large":       {`{"division":"` + strings.Repeat("x", maxHead) + `"}`, "there is no whole member division in its first 16 MB"},
		"too far":         {`{"more":"` + strings.Repeat("x", maxHead) + `",` + text[1:], "there is no whole member division in its first 16 MB"},
	} {
		q, err := ReadQuestion(strings.NewReader(c.text))
		require.ErrorIs(t, err, ErrQuestion, name)
		assert.ErrorContains(t, err, "must be a division in GeoJSON as this program writes it", name)
		assert.ErrorContains(t, err, c.want, name)
		assert.Less(t, len(err.Error()), 600, name)
		assert.Zero(t, q, name)
		if name == "impossible" {
			var list *problem.List
			assert.ErrorAs(t, err, &list)
			assert.ErrorIs(t, err, regime.ErrRegime)
		}
	}
	broken := errors.New("broken")
	for _, n := range []int{0, 1, 20, 200} {
		_, err = ReadQuestion(io.MultiReader(strings.NewReader(text[:n]), failing{broken}))
		assert.ErrorIs(t, err, broken)
		assert.NotErrorIs(t, err, ErrQuestion)
	}
	// What comes after the description does not matter, nor what stands before it.
	for _, same := range []string{before(t, text, `"features"`), `{"more":[1, {}],` + text[1:], " \n" + text} {
		q, err := ReadQuestion(strings.NewReader(same))
		require.NoError(t, err)
		assert.Equal(t, d.Question, q)
	}
	// The version is no part of the question.
	later := d.Question
	later.Version = "later"
	q, err := ReadQuestion(strings.NewReader(with(t, text, d, later)))
	require.NoError(t, err)
	assert.Equal(t, later, q)
}

// failing is a reader that fails.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// FuzzReadQuestion holds that no text makes a panic, and that what is read is what its
// digest says.
func FuzzReadQuestion(f *testing.F) {
	_, text := answer(f, lake, regime.Median(), caspian.Options{Tolerance: 1000})
	f.Add([]byte(text))
	f.Add([]byte(`{"division":{"question":{"regime":{"id":"x"}},"question_sha256":""}}`))
	f.Add([]byte(`{"division":{"question":null,"question_sha256":null}}`))
	f.Add([]byte(`{"division":[]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		q, err := ReadQuestion(bytes.NewReader(text))
		if err != nil {
			require.ErrorIs(t, err, ErrQuestion)
			require.Zero(t, q)
			return
		}
		require.Contains(t, string(text), q.SHA256())
		_, err = q.Regime.Checked()
		require.NoError(t, err)
	})
}

// before returns what stands before a part of a text.
func before(t *testing.T, text, part string) string {
	head, _, ok := strings.Cut(text, part)
	require.True(t, ok, part)
	return head
}
