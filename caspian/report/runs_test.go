package report

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/regime"
)

// runsOf makes runs of a lake with bays.
func runsOf(t testing.TB, from, to int) (*ensemble.Ensemble, []ensemble.Run) {
	t.Helper()
	d := divided.By(t, divided.Sea(t, seas.Bays), regime.Median())
	e, err := ensemble.New(d, nil, ensemble.Settings{Vary: []string{ensemble.Islands, ensemble.Close, ensemble.Termini, ensemble.Noise}, Noise: 20, Seed: 5})
	require.NoError(t, err)
	var out []ensemble.Run
	require.NoError(t, e.Each(context.Background(), ensemble.Runs{From: from, To: to}, nil, func(r *ensemble.Run) error {
		out = append(out, *r)
		return nil
	}))
	return e, out
}

// rowsOf are the rows of runs.
func rowsOf(e *ensemble.Ensemble, runs []ensemble.Run) string {
	rows := NewRunRows(e)
	text := rows.Header()
	for _, r := range runs {
		text += rows.Line(r)
	}
	return text
}

// TestRunRows reads what was written, whole and in shards of any order, and sums it up as
// the runs themselves.
func TestRunRows(t *testing.T) {
	t.Parallel()
	e, runs := runsOf(t, 1, 30)
	runs[4].Shares, runs[4].Err = nil, errors.New("=no\nwater")
	whole := rowsOf(e, runs)
	table, err := csv.NewReader(strings.NewReader(whole)).ReadAll()
	require.NoError(t, err)
	assert.Equal(t, []string{"run", "coast", "islands", "close", "baselines", "shift_m_A_B_1", "shift_m_A_B_2", "share_A", "share_B", "error", "question"}, table[0])
	for k, row := range table[1:] {
		assert.Equal(t, strconv.Itoa(k+1), row[0])
		if k == 4 {
			assert.Equal(t, []string{"", "", "'=no water"}, row[7:10], "no formula")
			continue
		}
		a, b := number(t, row[7]), number(t, row[8])
		assert.InDelta(t, 1, a+b, 2e-9)
		assert.Equal(t, runs[k].Shares[0], a)
	}
	s, err := ReadRuns(strings.NewReader(whole))
	require.NoError(t, err)
	made := e.Sample(runs)
	made.Runs[4].Error = "'=no water"
	assert.Equal(t, made, s)
	shards, err := ReadRuns(strings.NewReader(rowsOf(e, runs[17:])), strings.NewReader(rowsOf(e, runs[:17])))
	require.NoError(t, err)
	assert.Equal(t, s, shards)

	// The summary by plain means and order statistics.
	r := NewEnsemble(s, nil, nil)
	assert.Equal(t, 30, r.Runs)
	assert.Equal(t, 1, r.Failed)
	var shares []float64
	for _, run := range runs {
		if run.Shares != nil {
			shares = append(shares, run.Shares[0])
		}
	}
	slices.Sort(shares)
	a := r.States[0]
	assert.Equal(t, shares[0], *a.Least)
	assert.Equal(t, shares[len(shares)-1], *a.Greatest)
	assert.Equal(t, shares[0], runs[a.LeastRun-1].Shares[0])
	assert.Equal(t, shares[len(shares)-1], runs[a.GreatestRun-1].Shares[0])
	for of, v := range map[float64]*float64{0.05: a.Low, 0.5: a.Median, 0.95: a.High} {
		// As many values as that lie below, but for one.
		below := 0
		for _, x := range shares {
			if x <= *v {
				below++
			}
		}
		assert.InDelta(t, of*float64(len(shares)), float64(below), 1)
	}
	for _, c := range r.Correlations {
		if c.With == "share B" {
			assert.InDelta(t, -1, *c.Share["A"], 1e-9, "what one has the other has not")
		}
	}
	text := flat(r.Document(Text).Text())
	assert.Contains(t, text, "1 run gave no division.")
	assert.Contains(t, text, "Asked: "+flat(s.Question))
	gap, err := ReadRuns(strings.NewReader(rowsOf(e, slices.Delete(slices.Clone(runs), 10, 13))))
	require.NoError(t, err)
	assert.Contains(t, flat(NewEnsemble(gap, nil, nil).Document(Text).Text()), "Runs that are not there: 11–13.")
	assert.ErrorIs(t, r.GeoJSON(nil), ErrRuns)
	again(t, r)
}

// TestRunsThatAreNone holds that rows which are none, or of different ensembles, are
// refused with the line.
func TestRunsThatAreNone(t *testing.T) {
	t.Parallel()
	e, runs := runsOf(t, 1, 3)
	whole := rowsOf(e, runs)
	lines := strings.SplitAfter(whole, "\n")
	for what, texts := range map[string][]string{
		"there is no header":                         {""},
		"the columns are not those":                  {"run,share\n1,2\n"},
		"differ from those of the first":             {whole, strings.Replace(whole, "shift_m_A_B_2", "shift_m_A_B_3", 1)},
		"run 2 is there twice":                       {whole, lines[0] + lines[2]},
		"line 3: the row is of another ensemble":     {strings.Replace(whole, lines[2], strings.Replace(lines[2], "seed 5", "seed 6", 1), 1)},
		"line 2: column share_A: \"x\" is no number": {lines[0] + "1,a,b,c,d,0,0,x,0.5,,q\n"},
		"is no number from 1 to":                     {lines[0] + "0,a,b,c,d,0,0,0.5,0.5,,q\n"},
		"is no whole number":                         {lines[0] + "1.5,a,b,c,d,0,0,0.5,0.5,,q\n"},
		"add up to 1.2":                              {lines[0] + "1,a,b,c,d,0,0,0.6,0.6,,q\n"},
		"line 2: record on line 2":                   {lines[0] + "1,2\n"},
	} {
		var all []io.Reader
		for _, text := range texts {
			all = append(all, strings.NewReader(text))
		}
		_, err := ReadRuns(all...)
		assert.ErrorIs(t, err, ErrRuns, what)
		assert.ErrorContains(t, err, what)
	}
}

// TestDone goes on with rows that were cut off anywhere.
func TestDone(t *testing.T) {
	t.Parallel()
	e, runs := runsOf(t, 11, 13)
	rows, whole := NewRunRows(e), rowsOf(e, runs)
	numbers := ensemble.Runs{From: 11, To: 13}
	for cut := range len(whole) + 1 {
		bytes, next, err := rows.Done(strings.NewReader(whole[:cut]), numbers)
		require.NoError(t, err)
		rest := ""
		if bytes == 0 {
			rest = rows.Header()
			assert.Equal(t, 11, next)
		}
		for _, r := range runs[next-11:] {
			rest += rows.Line(r)
		}
		require.Equal(t, whole, whole[:bytes]+rest, "cut at %d", cut)
	}
	for what, text := range map[string]string{
		"the columns are not those": "run\n11\n",
		"line 2 is not run 11":      rowsOf(e, runs[1:]),
		"line 3 is not run 12":      rowsOf(e, []ensemble.Run{runs[0], runs[2]}),
		"of another ensemble":       strings.ReplaceAll(whole, "seed 5", "seed 6"),
	} {
		_, _, err := rows.Done(strings.NewReader(text), numbers)
		assert.ErrorIs(t, err, ErrRuns, what)
		assert.ErrorContains(t, err, what)
	}
	_, _, err := rows.Done(strings.NewReader(whole), ensemble.Runs{From: 11, To: 12})
	assert.ErrorContains(t, err, "there are 1 row beyond run 12")
}

// FuzzReadRuns holds that whatever is read as rows can be summed up, and that all else is an
// error.
func FuzzReadRuns(f *testing.F) {
	e, runs := runsOf(f, 1, 3)
	f.Add(rowsOf(e, runs))
	f.Add("run,coast,islands,close,baselines,share_A,share_B,error,question\n1,c,full,none,,0.25,0.75,,q\n3,c,none,,,,,dry,q\n")
	f.Add("run,coast,islands,close,baselines,shift_m_A_B,share_A,share_B,error,question\n1,c,full,none,none,-12.5,0.5,0.5,,q\n2,c,full,none,none,NaN,0.5,0.5,,q\n")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := ReadRuns(strings.NewReader(text))
		if err != nil {
			assert.ErrorIs(t, err, ErrRuns)
			return
		}
		r := NewEnsemble(s, nil, nil)
		for _, st := range r.States {
			if st.Low != nil {
				assert.LessOrEqual(t, *st.Least, *st.Low)
				assert.LessOrEqual(t, *st.High, *st.Greatest)
				assert.False(t, math.IsNaN(*st.Median))
			}
		}
		assert.NoError(t, Write(&strings.Builder{}, r, JSON))
		assert.NotEmpty(t, fmt.Sprint(r.Document(Text).Text()))
	})
}
