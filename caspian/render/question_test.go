package render

import (
	"bytes"
	"context"
	"html"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata/ne10m"
)

// TestEveryOutputSaysItsQuestion holds that every output has the digest of each
// question and the credit of the coast, and that a sheet has the latter once.
func TestEveryOutputSaysItsQuestion(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	all := []*caspian.Division{caspianUnder(t, "condominium"), caspianUnder(t, "median"), caspianUnder(t, "convention2018")}
	says := func(name, text string, divisions ...*caspian.Division) {
		for _, d := range divisions {
			assert.Contains(t, text, d.Question.Digest(), name)
			assert.Contains(t, text, d.Question.Regime.Terms(), name)
		}
		assert.Equal(t, 1, strings.Count(text, all[0].Question.Credit()), name)
	}
	for _, d := range all {
		// What is drawn on one canvas is drawn on all.
		r, _, _ := record(t, Map(d))
		says("map", r.all(), d)
		assert.Contains(t, r.all(), d.Question.Words())
		var b bytes.Buffer
		require.NoError(t, SVG(&b, Map(d), Options{}))
		says("svg", strings.Join(texts(t, b.Bytes()), " "), d)
	}
	r, _, _ := record(t, Comparison(all...))
	says("comparison", r.all(), all...)
	assert.Equal(t, 1, strings.Count(r.all(), "coast ne10m ("))
	r, _, _ = record(t, Multiples(all...))
	says("small multiples", r.all(), all...)
	var b bytes.Buffer
	require.NoError(t, Markdown(&b, Report{Divisions: all}))
	says("markdown", b.String(), all...)
	for _, d := range all {
		assert.Contains(t, b.String(), "\n"+d.Question.Words()+".\n")
	}
	b.Reset()
	require.NoError(t, HTML(&b, Report{Divisions: all}))
	page, _, _ := strings.Cut(b.String(), "<figure")
	_, rest, _ := strings.Cut(b.String(), "</figure>")
	says("html", html.UnescapeString(page+rest), all...)
}

// all returns the texts of a recorder in one.
func (r *recorder) all() string {
	var out []string
	for _, w := range r.texts {
		out = append(out, w.text)
	}
	return strings.Join(out, " ")
}

// TestQuestionsApart holds that a sheet says what its divisions do not have in common.
func TestQuestionsApart(t *testing.T) {
	sea := lake(t, "lake").Sea
	fine, err := caspian.Divide(context.Background(), sea, regime.Median(), caspian.Options{Resolution: 2000})
	require.NoError(t, err)
	coarse, err := caspian.Divide(context.Background(), sea, regime.Median(), caspian.Options{Tolerance: 20, Resolution: 2000})
	require.NoError(t, err)
	r, _, _ := record(t, Comparison(fine, coarse))
	assert.Contains(t, r.all(), coarse.Question.Words())
	assert.Contains(t, r.all(), "lines to 1 m")
}

// TestOneSea holds which divisions go on one sheet: of one coast, or of coasts that
// were read from the same bytes and are as they were.
func TestOneSea(t *testing.T) {
	a, b := lake(t, "lake"), divided(t, strings.NewReader(seas["lake"]), regime.Median())
	assert.NoError(t, SVG(io.Discard, Comparison(a, b), Options{}))
	noisy, err := a.Sea.Perturbed(caspian.Noise{Metres: 5, Seed: 1, Run: 1})
	require.NoError(t, err)
	c, err := caspian.Divide(context.Background(), noisy, regime.Median(), caspian.Options{})
	require.NoError(t, err)
	assert.ErrorIs(t, SVG(io.Discard, Comparison(a, c), Options{}), ErrOptions)
}

// TestNoDivision holds that all writers return an error for what is no division.
func TestNoDivision(t *testing.T) {
	sea := lake(t, "lake").Sea
	for format, write := range formats {
		for _, d := range []*caspian.Division{nil, {}, {Sea: new(caspian.Sea)}, {Sea: sea}} {
			err := write(io.Discard, d, d)
			require.ErrorIs(t, err, caspian.ErrDivision, format)
			assert.ErrorIs(t, err, ErrOptions, format)
		}
	}
}

// TestOddNames holds that a regime may be called anything: signs that no font has, and
// such as would end a line or a file.
func TestOddNames(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	odd := "a\x01\n中 \U0001F600 \uFFFE <b>&\"' | * " + strings.Repeat("long ", 100)
	r := regime.Regime{
		ID: "odd", Title: odd, Source: odd, Silence: odd, Base: regime.BaseUndivided, Shares: map[string]float64{"A": 0.3}, Zones: []regime.Belt{{Kind: regime.Fishery, Breadth: 5000}}, Together: []string{"A", "B"}, TogetherName: odd,
		Layer: regime.LayerSeabed, Layers: []regime.LayerRule{{Layer: regime.LayerSeabed, Kind: regime.LayerCommon, Rule: odd}, {Layer: regime.LayerWater, Kind: regime.LayerOpen, Rule: odd + "?"}, {Layer: regime.LayerSurface, Kind: regime.LayerOpen, Rule: odd}},
	}
	d := divided(t, strings.NewReader(seas["lake"]), r)
	for format, write := range formats {
		var b bytes.Buffer
		require.NoError(t, write(&b, d, d), format)
		switch {
		case strings.HasSuffix(format, "svg"):
			assert.NotEmpty(t, texts(t, b.Bytes()), "it is well-formed")
		case format == "markdown":
			assert.NotContains(t, b.String(), "\x01")
			assert.Equal(t, 2, strings.Count(b.String(), "\n## "))
		}
	}
	for _, p := range []Picture{Map(d), Comparison(d, d)} {
		drawn, width, _ := record(t, p)
		for _, w := range drawn.texts {
			assert.LessOrEqual(t, w.hi.x, width, w.text)
		}
	}
}

// TestHoldersAreNamed holds that legends and maps name whoever has a zone as the
// division does.
func TestHoldersAreNamed(t *testing.T) {
	long.Only(t)
	notional, err := regime.Condominium().Drawing()
	require.NoError(t, err)
	bloc := regime.Condominium()
	bloc.ID, bloc.TogetherName = "bloc", "the North"
	sea, err := caspian.ReadSea(ne10m.Coast())
	require.NoError(t, err)
	for _, r := range []regime.Regime{regime.Condominium(), regime.Convention2018(), notional, bloc} {
		d, err := caspian.Divide(context.Background(), sea, r, caspian.Options{Tolerance: 100})
		require.NoError(t, err)
		drawn, _, _ := record(t, Map(d))
		count := func(text string) (n int) {
			for _, w := range drawn.texts {
				if w.text == text {
					n++
				}
			}
			return n
		}
		zones := map[string]int{}
		for k := range d.Zones {
			zones[english.Coded(d.Zones[k].Holder.Name, holders(d, &d.Zones[k]))]++
		}
		for name, n := range zones {
			assert.GreaterOrEqual(t, strings.Count(drawn.all(), name), n, "%s: %s in the legend", r.ID, name)
		}
		if r.Notional {
			assert.Equal(t, 1, count("Soviet Union"), "on the map")
		} else {
			assert.Equal(t, 1, count("in common"))
		}
		assert.Equal(t, r.ID == "bloc", strings.Contains(drawn.all(), "the North"))
	}
}

// TestACopyIsDrawnAlike holds that a shipped regime under another id gives the same
// map and reports, but for ids, digests and claims.
func TestACopyIsDrawnAlike(t *testing.T) {
	long.Only(t)
	sea, err := caspian.ReadSea(ne10m.Coast())
	require.NoError(t, err)
	for _, r := range append(shipped(), regime.Target(map[string]float64{"IR": 0.2}, regime.PartsMedian)) {
		ours := r
		ours.ID = "my-" + r.ID
		var outputs [2][]string
		for k, r := range []regime.Regime{r, ours} {
			d, err := caspian.Divide(context.Background(), sea, r, caspian.Options{Tolerance: 100})
			require.NoError(t, err)
			names := strings.NewReplacer("my-", "", d.Question.Digest(), "DIGEST")
			for _, format := range []string{"svg", "markdown", "html"} {
				var b bytes.Buffer
				require.NoError(t, formats[format](&b, d))
				outputs[k] = append(outputs[k], names.Replace(claims.ReplaceAllString(b.String(), "$1")))
			}
		}
		for k := range outputs[0] {
			assert.True(t, outputs[0][k] == outputs[1][k], "%s, output %d", r.ID, k)
		}
	}
}

// claims are those in a report: behind the shares and as a list, with the chart that
// has them too.
var claims = regexp.MustCompile(`(?s)<figure.*</figure>| \([^()]*\)( \||</td>)|<ul>.*?</ul>\n|(?:\n- [^\n]*)+\n`)
