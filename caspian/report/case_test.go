package report_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/casefile"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/report"
)

// skerry is a case on seas.Bays, whose island is B's.
const skerry = `{"title":"The isle","question":"What is it worth?","as_known_to":"May 2026","for_coast":"another",
"states":["A","B"],"provisional":"median","places":[{"name":"The wreck","at":[0.505,0.55],"source":"a chart"},{"name":"The tower","at":[0.5,-1],"source":"a chart"}],"circumstances":[
{"name":"Without the isle","reason":"Nobody lives there.","source":"a letter","island":{"Isle":"none"}},
{"name":"With it","reason":"Somebody does.","source":"another letter","island":{"Isle":"full"}},
{"name":"Full again","reason":"To be sure.","source":"a third one","island":{"*":"full"}},
{"name":"The cove","reason":"It is narrow.","source":"a chart","close":"cove"}]}`

// run runs a case on seas.Bays.
func run(text string) (*casefile.Result, error) {
	sea, err := caspian.ReadSea(strings.NewReader(seas.Bays))
	if err != nil {
		return nil, err
	}
	c, err := casefile.Read(strings.NewReader(text))
	if err != nil {
		return nil, err
	}
	return c.Run(context.Background(), sea, caspian.Options{})
}

// TestCase holds that every form of a case has the figures of its result.
func TestCase(t *testing.T) {
	r, err := run(skerry)
	require.NoError(t, err)
	c, err := report.NewCase(r)
	require.NoError(t, err)
	c.Pictures = []string{"a case (0).svg", "1.svg"}
	var b bytes.Buffer
	require.NoError(t, report.Write(&b, c, report.Markdown))
	text := b.String()
	// Its tables of areas, stage by stage.
	stages := strings.Split(text, "## Stage ")[1:]
	require.Len(t, stages, len(r.Stages))
	row := regexp.MustCompile(`(?m)^\| (A|B) \| ([\d.]+) \| ([\d,]+) \|(?: (\S+) \| (\S+) \| (\S+) \| (\S+) \|)?$`)
	number := func(text string) float64 {
		v, err := strconv.ParseFloat(strings.NewReplacer("−", "-", ",", "").Replace(text), 64)
		require.NoError(t, err)
		return v
	}
	for k, stage := range stages {
		rows := row.FindAllStringSubmatch(stage, -1)
		require.Len(t, rows, 2)
		for i, cells := range rows {
			s := r.Stages[k].Division.States[i]
			assert.Equal(t, s.Code, cells[1])
			assert.InDelta(t, 100*s.Share, number(cells[2]), 0.0051)
			assert.InDelta(t, s.Area/1e6, number(cells[3]), 0.51)
			if k == 0 {
				assert.Empty(t, cells[4])
				continue
			}
			m := r.Moves(k)[i]
			assert.InDelta(t, m.Alone.Area/1e6, number(cells[4]), 0.51)
			assert.InDelta(t, 100*m.Alone.Share, number(cells[5]), 0.0051)
			assert.InDelta(t, m.SoFar.Area/1e6, number(cells[6]), 0.51)
			assert.InDelta(t, 100*m.SoFar.Share, number(cells[7]), 0.0051)
		}
		assert.Contains(t, stage, "Question "+r.Stages[k].Division.Question.Digest()+".")
	}
	assert.Contains(t, stages[1], "Changes hands: The wreck (before: B; now: A).")
	assert.Contains(t, stages[1], "Reason: Nobody lives there.\n\nSource: a letter\n")
	assert.Contains(t, stages[1], "Against the stage before water passes from B to A 2,3", "as the areas have it")
	assert.Contains(t, stages[2], "By itself it moves nothing, to ")
	assert.Contains(t, stages[2], "Changes hands: The wreck (before: A; now: B).")
	assert.Contains(t, stages[3], "It moves nothing, to ")
	assert.Contains(t, stages[3], "No place changes hands (The wreck, The tower).")
	assert.Contains(t, stages[4], "shares are of what it has.")
	assert.Contains(t, stages[1], "| The tower | outside the sea |")
	assert.Contains(t, text, "The case was written for the coast another; this is ")
	assert.Contains(t, text, "as known to May 2026.")
	assert.Contains(t, text, "![Map of stage 0: The provisional line](a%20case%20%280%29.svg)\n")
	assert.Contains(t, text, "no finding of law, no verdict")
	for _, s := range r.Stages[1:] {
		assert.Contains(t, text, s.Alone.Question.Digest())
	}
	assert.Contains(t, text, "| 1.00 to ", "straight from end to end both coasts are one side of the lake")

	b.Reset()
	require.NoError(t, report.Write(&b, c, report.Text))
	for line := range strings.Lines(b.String()) {
		assert.LessOrEqual(t, len([]rune(line)), report.Width+1, line)
	}

	b.Reset()
	require.NoError(t, report.Write(&b, c, report.CSV))
	rows, err := csv.NewReader(&b).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 1+2*len(r.Stages))
	column := func(row []string, name string) string {
		for k, head := range rows[0] {
			if head == name {
				return row[k]
			}
		}
		t.Fatalf("no column %s", name)
		return ""
	}
	for k, row := range rows[1:] {
		stage, i := k/2, k%2
		assert.Equal(t, strconv.Itoa(stage), column(row, "stage"))
		s := r.Stages[stage].Division.States[i]
		assert.Equal(t, s.Code, column(row, "state"))
		assert.InDelta(t, s.Area/1e6, number(column(row, "area_km2")), 1e-9)
		if stage == 0 {
			assert.Empty(t, column(row, "alone_change_km2"))
			continue
		}
		m := r.Moves(stage)[i]
		for name, want := range map[string]casefile.Difference{"alone": m.Alone, "step": m.Step, "so_far": m.SoFar} {
			assert.InDelta(t, want.Area/1e6, number(column(row, name+"_change_km2")), 1e-9)
			assert.InDelta(t, want.Share, number(column(row, name+"_change")), 1e-12)
		}
	}

	b.Reset()
	require.NoError(t, report.Write(&b, c, report.JSON))
	var read report.Case
	require.NoError(t, json.Unmarshal(b.Bytes(), &read))
	assert.Equal(t, r.Case.SHA256(), read.SHA256)
	require.Len(t, read.Stages, len(r.Stages))
	for k, s := range read.Stages {
		assert.Equal(t, r.Stages[k].Division.Question.SHA256(), s.SHA256)
		assert.InDelta(t, r.Stages[k].Places[0].Line.Distance, s.Places[0].Nearest.Distance, 1e-9)
	}
	assert.Equal(t, r.Case.Circumstances[0], *read.Stages[1].Circumstance)

	_, err = report.NewCase(nil)
	require.ErrorIs(t, err, caspian.ErrDivision)
	_, err = report.NewCase(&casefile.Result{})
	assert.ErrorIs(t, err, caspian.ErrDivision)
}

// A case as a table for a terminal.
func ExampleNewCase() {
	r, err := run(strings.Replace(skerry, `"for_coast":"another",`, "", 1))
	if err != nil {
		fmt.Println(err)
		return
	}
	c, err := report.NewCase(r)
	if err != nil {
		fmt.Println(err)
		return
	}
	var b strings.Builder
	if err := report.Write(&b, c, report.Text); err != nil {
		fmt.Println(err)
		return
	}
	_, table, _ := strings.Cut(b.String(), "The stages side by side\n\n")
	table, _, _ = strings.Cut(table, "\nWhat this is")
	fmt.Print(table)
	// Output:
	// Stage    A %    B %  The wreck
	// ──────────────────────────────
	// 0      60.83  39.17  B
	// 1      77.53  22.47  A
	// 2      60.83  39.17  B
	// 3      60.83  39.17  B
	// 4      59.39  40.61  B
}
