package report

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/regime"
)

// by divides a sea under a shipped regime.
func by(t *testing.T, sea *caspian.Sea, id string) *caspian.Division {
	t.Helper()
	r, err := regime.ByID(id)
	require.NoError(t, err)
	return divided.By(t, sea, r)
}

// again returns what a result is when it has been written as JSON and read.
func again[R any](t *testing.T, r *R) *R {
	t.Helper()
	raw, err := json.Marshal(r)
	require.NoError(t, err)
	out := new(R)
	require.NoError(t, json.Unmarshal(raw, out))
	same, err := json.Marshal(out)
	require.NoError(t, err)
	assert.JSONEq(t, string(raw), string(same))
	return out
}

// flat is a text with all white space as one space.
func flat(text string) string { return strings.Join(strings.Fields(text), " ") }

// find returns the only row whose cells are as given.
func find(t *testing.T, rows []map[string]string, cells ...string) map[string]string {
	t.Helper()
	var found []map[string]string
	for _, row := range rows {
		fits := true
		for k := 0; k < len(cells); k += 2 {
			fits = fits && row[cells[k]] == cells[k+1]
		}
		if fits {
			found = append(found, row)
		}
	}
	require.Len(t, found, 1, cells)
	return found[0]
}

// TestShares has the shares of the Caspian under regimes of all kinds.
func TestShares(t *testing.T) {
	t.Parallel()
	sea := divided.Sea(t, "ne10m")
	r := &Shares{Hints: []string{"There is more.", "Elsewhere."}}
	for _, id := range []string{"median", "convention2018", "condominium", "equal", "coast-length"} {
		require.NoError(t, r.Add(by(t, sea, id), SharesOptions{Coasts: true, Proportionality: true}))
	}
	w := write(t, r)
	got := again(t, r)
	assert.Equal(t, r.Sea, got.Sea)
	assert.True(t, strings.HasSuffix(w.text, "There is more. Elsewhere.\n"))
	assert.True(t, strings.HasSuffix(w.markdown, "There is more. Elsewhere.\n"))
	for _, id := range []string{"median", "condominium", "equal"} {
		d := by(t, sea, id)
		for _, s := range d.States {
			row := find(t, w.rows, "regime", id, "state", s.Code, "layer", string(d.Question.Regime.Layer))
			assert.Equal(t, s.Share, number(t, row["share"]))
			assert.Empty(t, row["zone_share"])
			assert.Equal(t, s.Name, row["name"])
			assert.Equal(t, d.Question.Words(), row["question"])
			km2 := "undivided"
			if assert.Equal(t, s.Undivided, row["area_km2"] == ""); !s.Undivided {
				assert.Equal(t, s.Area/1e6, number(t, row["area_km2"]))
				if km2 = Area(s.Area / 1e6); d.Sea.IsCaspian() { // ne10m, whose grid carries 100 km²
					km2 = Thousands(100 * math.Round(s.Area/1e8))
				}
			}
			line := regexp.QuoteMeta(s.Name) + `[ |]+` + regexp.QuoteMeta(Number(100*s.Share, 2)) + `[ |]+` + regexp.QuoteMeta(km2)
			assert.Regexp(t, line, w.text)
			assert.Regexp(t, `\| `+id+` \| [a-z]+ \| `+line, w.markdown)
		}
	}
	// What is said of Iran under the median line, and who says it.
	claim := find(t, w.rows, "regime", "median", "state", "IR")
	assert.Equal(t, "0.13", claim["claim_share"])
	note := regexp.MustCompile(`Iran +[0-9.]+ +[0-9,]+ +13 (\[\d+\])`).FindStringSubmatch(w.text)
	require.NotNil(t, note)
	assert.Contains(t, w.text, "\n"+note[1]+" "+claim["claim_by"])
	assert.Contains(t, w.markdown, "\n- "+note[1]+" "+claim["claim_by"])
	// Zones are no shares.
	convention := by(t, sea, "convention2018")
	for _, z := range convention.Zones {
		state := strings.Join(convention.Codes(z.Holder), " ")
		if z.Kind == caspian.ZoneCommon {
			state = ""
		}
		row := find(t, w.rows, "zone", string(z.Kind), "state", state, "regime", "convention2018")
		assert.Equal(t, z.Share, number(t, row["zone_share"]))
		assert.Empty(t, row["share"])
		assert.Contains(t, w.text, "("+Number(100*z.Share, 2)+")")
		assert.Contains(t, w.markdown, "| convention2018, "+strings.ReplaceAll(string(z.Kind), "_", " ")+" |")
	}
	assert.Contains(t, w.text, "\nconvention2018        Azerbaijan ")
	assert.Contains(t, w.text, "\n  territorial waters  Iran ")
	assert.Contains(t, flat(w.text), "In parentheses: the part of the sea")
	assert.Equal(t, "by agreement between neighbours", find(t, w.rows, "regime", "convention2018", "layer", "seabed")["name"])
	// Every regime says what it goes by, once.
	for _, id := range []string{"median", "convention2018", "condominium", "equal", "coast-length"} {
		q := by(t, sea, id).Question
		assert.Equal(t, 1, strings.Count(w.text, id+" "+q.Digest()), id)
		assert.Equal(t, 1, strings.Count(w.markdown, id+" "+q.Digest()), id)
	}
	lengths, err := sea.CoastLengths(regime.Measure{})
	require.NoError(t, err)
	for _, s := range r.Coasts.States {
		assert.Equal(t, lengths[s.State]/1e3, s.CoastKm)
		assert.NotEmpty(t, s.Published)
		assert.Regexp(t, s.Name+` +`+Thousands(s.CoastKm)+`  `, w.text)
		assert.Contains(t, w.markdown, "| "+s.Name+" | "+Thousands(s.CoastKm)+" | ")
	}
	require.Len(t, r.Proportionality, 3, "of the regimes that divide: median, equal, coast-length")
	pairs, err := by(t, sea, "median").Proportions()
	require.NoError(t, err)
	for k, p := range pairs {
		assert.Equal(t, p.Areas, *r.Proportionality[0].Pairs[k].Areas)
		assert.Contains(t, w.markdown, fmt.Sprintf("| %s : %s | %.2f | %.2f | %.2f |", p.States[0], p.States[1], p.Areas, p.Sinuous, p.Fronts))
		assert.Regexp(t, fmt.Sprintf(`%s : %s +%.2f +%.2f +%.2f\n`, p.States[0], p.States[1], p.Areas, p.Sinuous, p.Fronts), w.text)
	}
}

// TestSharesOfOne has one state of a lake whose names break tables, and islands that do
// not count.
func TestSharesOfOne(t *testing.T) {
	t.Parallel()
	d := lake(t)
	halved, err := d.Question.Regime.WithIslands(regime.IslandEffects{"": 0.5})
	require.NoError(t, err)
	r := &Shares{}
	require.NoError(t, r.Add(divided.By(t, d.Sea, halved), SharesOptions{States: []string{"NORTHERN-LAND"}, Coasts: true}))
	require.NoError(t, r.Add(by(t, d.Sea, "equal"), SharesOptions{States: []string{"NORTHERN-LAND"}}))
	w := write(t, r)
	assert.NotEqual(t, "full", r.Islands, "regimes that weigh islands say so")
	assert.Contains(t, flat(w.text), "islands at half effect")
	assert.Nil(t, r.Coasts, "the shares do not follow coasts")
	for _, row := range w.rows {
		if row["state"] != "" {
			assert.Equal(t, "NORTHERN-LAND", row["state"])
			assert.True(t, strings.HasPrefix(row["name"], "'=North"))
		}
	}
	assert.Equal(t, halved.Islands.String(), w.rows[0]["islands"])
	assert.NotContains(t, w.text, "South")
}

// TestSensitivity has all that was computed in every form.
func TestSensitivity(t *testing.T) {
	t.Parallel()
	d := lake(t)
	s, err := ensemble.Analyse(context.Background(), d, ensemble.Options{Runs: 3, Noise: 200, Seed: 7})
	require.NoError(t, err)
	dry := s.Combinations[0]
	dry.Shares, dry.Err = nil, errors.New("caspian: there is\nno water")
	s.Combinations = append(s.Combinations, dry)
	s.Noise.Runs = append(s.Noise.Runs, ensemble.Drawn{Number: 4, Error: "dry"})
	r, err := NewSensitivity(s)
	require.NoError(t, err)
	whole := &Shares{InFull: true, Sensitivity: []*Sensitivity{r}}
	require.NoError(t, whole.Add(d, SharesOptions{}))
	w := write(t, whole)
	again(t, whole)
	assert.Len(t, w.rows, len(d.States)*(1+len(s.Combinations)+len(s.Moved)+2+4))
	next := slices.Clone(w.rows)
	row := func(chosen, run, state string, share float64) {
		first := next[0]
		next = next[1:]
		assert.Equal(t, []string{chosen, run, state, "median"}, []string{first["chosen"], first["run"], first["state"], first["regime"]})
		if math.IsNaN(share) {
			assert.Empty(t, first["share"])
		} else {
			assert.Equal(t, share, number(t, first["share"]))
		}
	}
	rows := func(chosen, run string, shares []float64) {
		for k, st := range d.States {
			share := math.NaN()
			if shares != nil {
				share = shares[k]
			}
			row(chosen, run, st.Code, share)
		}
	}
	var base []float64
	for _, st := range d.States {
		base = append(base, st.Share)
	}
	rows("as asked", "", base)
	for _, list := range [][]ensemble.Outcome{s.Combinations, s.Moved} {
		for k := range list {
			rows(list[k].String(), "", list[k].Shares)
		}
	}
	for k, st := range d.States {
		low, high := s.Range(k)
		row("least: "+low.String(), "", st.Code, low.Shares[k])
		row("greatest: "+high.String(), "", st.Code, high.Shares[k])
		assert.Contains(t, flat(w.text), fmt.Sprintf("%.2f %s", 100*low.Shares[k], strings.Fields(low.Short())[0]))
	}
	for k, run := range s.Noise.Runs {
		rows("noise", fmt.Sprint(k+1), run.Shares)
	}
	// The tables have the same, in points of percent.
	cells := func(format string, of func(k int) float64) string {
		out := ""
		for k := range d.States {
			text := fmt.Sprintf(format, 100*of(k))
			if text == "+0.00" || text == "-0.00" {
				text = "0.00"
			}
			out += " | " + text
		}
		return out + " |"
	}
	sum := s.Noise.Sum()
	first, effect := s.Combinations[1], s.Effects()[0]
	for _, row := range []string{
		"| " + first.String() + cells("%.2f", func(k int) float64 { return first.Shares[k] }),
		"| median" + cells("%.2f", func(k int) float64 { return sum.States[k].Median }),
		"| " + s.Factors[effect.Factor].Levels[effect.Level].Words + cells("%+.2f", func(k int) float64 { return effect.Average[k] }),
		" 2 km into SOUTHERN-LAND" + cells("%+.2f", func(k int) float64 {
			for _, m := range s.Moved {
				if strings.HasSuffix(m.String(), " 2 km into SOUTHERN-LAND") {
					return m.Shares[k] - s.Combinations[0].Shares[k]
				}
			}
			return math.NaN()
		}),
	} {
		assert.Contains(t, w.markdown, row)
	}
	for _, text := range []string{flat(w.text), flat(w.markdown)} {
		assert.Contains(t, text, "there is; no water")
		assert.Contains(t, text, "4 runs, seed 7. 1 of them gave no division.")
	}
	whole.InFull = false
	w = write(t, whole)
	assert.Len(t, w.rows, len(d.States))
	assert.Contains(t, flat(w.text), "Range of the median shares over ")

	one, err := NewSensitivity(s, "THIRD")
	require.NoError(t, err)
	assert.Equal(t, []string{"THIRD"}, one.States)
	assert.Len(t, one.Range, 1)
	assert.Len(t, one.Combinations[0].Shares, 1)
}

// TestManyStates has the three of many states that move farthest.
func TestManyStates(t *testing.T) {
	r := &Sensitivity{Regime: "median", Range: map[string]Range{}}
	for k := range 8 {
		code := string(rune('A' + k))
		r.States = append(r.States, code)
		r.Range[code] = Range{Low: 0.1, High: 0.1 + float64(k*5%8)/100}
	}
	assert.Equal(t, "The median shares run D 10.00–17.00, G 10.00–16.00, B 10.00–15.00 % over nothing that could be chosen otherwise.", r.Sentence())
}

// TestWeights has weights that were given and weights that were solved for.
func TestWeights(t *testing.T) {
	t.Parallel()
	d := lake(t)
	_, err := Weights(d)
	require.ErrorIs(t, err, ErrUnweighted)
	solved := by(t, d.Sea, "equal")
	doc, err := Weights(solved)
	require.NoError(t, err)
	readable(t, doc.Text(), doc.Markdown())
	assert.Contains(t, flat(doc.Text()), fmt.Sprintf("equiratio weights · %d iterations", solved.Iterations))
	require.Len(t, solved.Zones, 3)
	for _, z := range solved.Zones {
		figures := []string{Number(solved.Weights[solved.Codes(z.Holder)[0]], 6), Area(z.Area / 1e6), Number(100*z.Share, 4), fmt.Sprint(len(z.Parts)), "0.0"}
		assert.Contains(t, doc.Markdown(), "| "+escape(z.Holder.Name)+" | "+strings.Join(figures, " | ")+" |\n")
		assert.Contains(t, flat(doc.Text()), " "+strings.Join(figures, " "))
	}
	given, err := d.Question.Regime.WithWeights(map[string]float64{"SOUTHERN-LAND": 500})
	require.NoError(t, err)
	given, err = given.WithWeighting(regime.Additive)
	require.NoError(t, err)
	doc, err = Weights(divided.By(t, d.Sea, given))
	require.NoError(t, err)
	assert.Contains(t, doc.Text(), "additive weights\n")
	assert.Contains(t, doc.Text(), "  500.0 m  ")
}

// TestNoDivision has what there is nothing to say of.
func TestNoDivision(t *testing.T) {
	t.Parallel()
	for _, d := range []*caspian.Division{nil, {}} {
		assert.ErrorIs(t, new(Shares).Add(d, SharesOptions{}), caspian.ErrDivision)
		for _, make := range []func() error{
			func() error { _, err := NewCoastLengths(d); return err },
			func() error { _, err := NewProportionality(d); return err },
			func() error { _, err := Weights(d); return err },
			func() error { _, err := NewSensitivity(&ensemble.Sensitivity{Base: d}); return err },
		} {
			assert.ErrorIs(t, make(), caspian.ErrDivision)
		}
	}
	_, err := NewSensitivity(nil)
	assert.ErrorIs(t, err, caspian.ErrDivision)
	assert.NotPanics(t, func() { write := &Shares{}; write.Document(Text); write.Rows() })
}

// TestRegimes has the list and the description of regimes.
func TestRegimes(t *testing.T) {
	t.Parallel()
	list, err := NewRegimeList()
	require.NoError(t, err)
	list.Hint = "More of one."
	forms := func(r Result) (text, markdown string) {
		text, markdown = r.Document(Text).Text(), r.Document(Markdown).Markdown()
		readable(t, text, markdown)
		assert.Error(t, Write(&bytes.Buffer{}, r, CSV))
		return text, markdown
	}
	text, markdown := forms(list)
	assert.Contains(t, text, "\nMore of one.\n")
	require.NotEmpty(t, list.Claims)
	var b bytes.Buffer
	require.NoError(t, Write(&b, list, JSON))
	var read []regime.Regime
	require.NoError(t, json.Unmarshal(b.Bytes(), &read))
	assert.Equal(t, regime.Shipped(), read)
	assert.Contains(t, b.String(), "&", "texts are as they are")
	for _, one := range regime.Shipped() {
		assert.Contains(t, "\n"+text, fmt.Sprintf("\n%-16s %s\n", one.ID, one.Title), one.ID)
		assert.Contains(t, markdown, "- "+one.ID+" ")
		all, err := NewRegimeText(one)
		require.NoError(t, err)
		assert.Equal(t, one, again(t, all).Regime)
		text, markdown := forms(all)
		for _, said := range []string{one.Source, one.Silence, strings.Join(one.Assumptions, "; ")} {
			assert.Contains(t, flat(text), flat(said))
			assert.Contains(t, flat(markdown), escape(flat(said)))
		}
		for _, l := range one.Layers {
			assert.Contains(t, text, fmt.Sprintf("\n  %-8s %s\n", l.Layer, l.Rule))
		}
		for _, c := range all.Claims {
			assert.Contains(t, flat(text), c.State+" "+c.Wording)
		}
		assert.Equal(t, one.Caspian, strings.Contains(text, "\nWhere\n"))
	}
	own := regime.Regime{ID: "own", Title: "Mine \u001b[2J|", Source: "*me*"}
	mine, err := NewRegimeText(own)
	require.NoError(t, err)
	text, _ = forms(mine)
	assert.False(t, slices.Contains(strings.Split(text, "\n"), "Layers"))
}
