package page

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata/gshhg"
	"caspian.example/division/geodata/ne10m"
)

// divisions divides the embedded sea under some regimes.
func divisions(t testing.TB, coast io.Reader, o caspian.Options, regimes ...regime.Regime) (out []*caspian.Division) {
	sea, err := caspian.ReadSea(coast)
	require.NoError(t, err)
	for _, r := range regimes {
		d, err := caspian.Divide(context.Background(), sea, r, o)
		require.NoError(t, err)
		out = append(out, d)
	}
	return out
}

func write(t testing.TB, divisions ...*caspian.Division) string {
	var b bytes.Buffer
	require.NoError(t, Write(&b, divisions...))
	return b.String()
}

// modelOf returns the data in a page.
func modelOf(t *testing.T, page string) *modelRead {
	found := regexp.MustCompile(`(?s)<script type="application/json" id="data">(.*?)</script>`).FindStringSubmatch(page)
	require.NotNil(t, found)
	out := &modelRead{}
	require.NoError(t, json.Unmarshal([]byte(found[1]), out))
	return out
}

// near holds that a line is another one to the 0.1 m that positions are kept to, and returns
// how many it has.
func near(t *testing.T, want, got []orb.Point) int {
	t.Helper()
	require.Len(t, got, len(want))
	for k := range want {
		assert.InDelta(t, want[k][0], got[k][0], 0.51e-6)
		assert.InDelta(t, want[k][1], got[k][1], 0.51e-6)
	}
	return len(want)
}

// modelRead is what the tests need of the data.
type modelRead struct {
	Rings, Arcs []string
	States      []struct{ Colour string }
	Choices     []choice
	Seas        []struct {
		Rings  []([]json.RawMessage)
		Common struct {
			Km2 float64 `json:"area_km2"`
		}
	}
	Divisions []struct {
		Levels   []int
		Sea      int
		Question caspian.Question
		Asked    string
		Shares   []struct{ Share float64 }
		Zones    []struct {
			Whose, Label string
			Colour       string
			Hatch        int
			Share        float64 `json:"zone_share"`
			Rings        []([]json.RawMessage)
			Km2          float64 `json:"area_km2"`
		}
		Lines []struct{ Arcs []json.RawMessage }
	}
	Contested *struct {
		Runs, Means string
		Firm, Reach []float64
		Zones       []struct {
			States []int   `json:"of"`
			Share  float64 `json:"zone_share"`
			Rings  []([]json.RawMessage)
			Km2    float64 `json:"area_km2"`
		}
	}
}

// unpack reads positions as data.js does.
func unpack(t *testing.T, text string) (out []orb.Point) {
	b, err := base64.RawStdEncoding.DecodeString(text)
	require.NoError(t, err)
	var last [2]int64
	for len(b) > 0 {
		for axis := range 2 {
			v, n := binary.Varint(b)
			require.Positive(t, n)
			last[axis] += v
			b = b[n:]
		}
		out = append(out, orb.Point{float64(last[0]) / 1e6, float64(last[1]) / 1e6})
	}
	return out
}

// assemble joins the pieces of a line.
func (m *modelRead) assemble(t *testing.T, pieces []json.RawMessage) (out []orb.Point) {
	for _, piece := range pieces {
		var line []orb.Point
		var arc int
		if json.Unmarshal(piece, &arc) == nil {
			if arc >= 0 {
				line = unpack(t, m.Arcs[arc])
			} else {
				back := unpack(t, m.Arcs[-1-arc])
				for k := len(back) - 1; k >= 0; k-- {
					line = append(line, back[k])
				}
			}
		} else {
			var run [3]int
			require.NoError(t, json.Unmarshal(piece, &run))
			ring := unpack(t, m.Rings[run[0]])
			size, step := len(ring)-1, 1
			if run[2] < 0 {
				step = -1
			}
			for k := 0; k <= run[2]*step; k++ {
				line = append(line, ring[((run[1]+step*k)%size+size)%size])
			}
		}
		if len(out) > 0 {
			require.Equal(t, out[len(out)-1], line[0], "pieces join")
			line = line[1:]
		}
		out = append(out, line...)
	}
	return out
}

// TestPageHoldsTheDivisions reads zones and lines back from a page: every vertex to
// the 0.1 m that it is kept to, every area to a hundred-millionth.
func TestPageHoldsTheDivisions(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	notional, err := regime.Condominium().Drawing()
	require.NoError(t, err)
	divs := divisions(t, ne10m.Coast(), long.Or(caspian.Options{}, caspian.Options{Tolerance: 20, Resolution: 10_000}), regime.Median(), regime.Convention2018(), notional)
	m := modelOf(t, write(t, divs...))
	require.Len(t, m.Divisions, len(divs))
	vertices := 0
	for k, d := range divs {
		vertices += m.sameGeometry(t, d, k)
	}
	assert.Greater(t, vertices, 10_000)
}

// TestPageStandsAlone holds that a page names no other resource, is at most 1 MB
// also with all regimes, and is the same every time.
func TestPageStandsAlone(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	divs := divisions(t, long.Or(gshhg.Coast, ne10m.Coast)(), long.Or(caspian.Options{}, caspian.Options{Tolerance: 100, Resolution: 10_000}), append(regime.Comparable(), regime.Convention2018())...)
	page := write(t, divs...)
	assert.LessOrEqual(t, len(page), 1_000_000)
	t.Logf("%d bytes with %d regimes", len(page), len(divs))
	assert.Equal(t, page, write(t, divs...))
	code := regexp.MustCompile(`(?s)<script type="application/json".*?</script>`).ReplaceAllString(page, "")
	code = strings.ReplaceAll(code, `"http://www.w3.org/2000/svg"`, "")
	for _, word := range []string{"http:", "https:", "//cdn", "@import", "url(//", "src=", "fetch(", "XMLHttpRequest", "WebSocket", "importScripts"} {
		assert.NotContains(t, code, word)
	}
}

// TestPageHoldsTheQuestions reads the questions back from a page, in full, and holds
// that it says them in words and names whoever has a zone.
func TestPageHoldsTheQuestions(t *testing.T) {
	long.Only(t)
	notional, err := regime.Condominium().Drawing()
	require.NoError(t, err)
	median, err := regime.Median().WithIslands(regime.IslandEffects{"": 0.25})
	require.NoError(t, err)
	divs := divisions(t, ne10m.Coast(), caspian.Options{Tolerance: 100}, median, regime.Condominium(), notional, regime.Convention2018())
	page := write(t, divs...)
	assert.Contains(t, page, divs[0].Question.Credit())
	m := modelOf(t, page)
	require.Len(t, m.Divisions, len(divs))
	for k, d := range divs {
		got := m.Divisions[k]
		assert.Equal(t, d.Question.SHA256(), got.Question.SHA256())
		assert.Equal(t, caspian.Version(), got.Question.Version)
		assert.Equal(t, d.Question.Words(), got.Asked)
		assert.Equal(t, !d.Question.Regime.Shared(), len(got.Shares) == 0)
		for i, z := range d.Zones {
			assert.True(t, strings.HasPrefix(got.Zones[i].Whose, z.Holder.Name), got.Zones[i].Whose)
			assert.Equal(t, z.Share, got.Zones[i].Share)
			switch {
			case z.Kind == caspian.ZoneTerritorial || z.Kind == caspian.ZoneFishery:
				assert.Empty(t, got.Zones[i].Label)
			case z.Holder.Manner == caspian.Each:
				assert.Equal(t, "in common", got.Zones[i].Label)
			default:
				assert.Equal(t, z.Holder.Name, got.Zones[i].Label)
			}
		}
	}
	assert.Contains(t, page, `"whose":"Soviet Union"`)
	assert.Contains(t, page, `"whose":"Soviet Union, fishery zone"`)
}

// TestACopyGivesTheSamePage holds that shipped regimes under other ids give the same
// page, but for ids, digests and claims.
func TestACopyGivesTheSamePage(t *testing.T) {
	long.Only(t)
	shipped := append(regime.Comparable(), regime.Convention2018(), regime.Target(map[string]float64{"IR": 0.2}, regime.PartsEqual))
	ours := slices.Clone(shipped)
	for k := range ours {
		ours[k].ID = "my-" + ours[k].ID
	}
	var pages [2]string
	claims := regexp.MustCompile(`"claims":\[[^\]]*\]`)
	for k, regimes := range [][]regime.Regime{shipped, ours} {
		divs := divisions(t, ne10m.Coast(), caspian.Options{Tolerance: 100}, regimes...)
		pages[k] = claims.ReplaceAllString(write(t, divs...), "")
		for i, d := range divs {
			pages[k] = strings.NewReplacer(`"`+regimes[i].ID+`"`, `"`+shipped[i].ID+`"`, d.Question.Digest(), "DIGEST").Replace(pages[k])
		}
	}
	assert.True(t, pages[0] == pages[1])
}

// TestNamesAreNoMarkup writes a coast whose names look like markup.
func TestNamesAreNoMarkup(t *testing.T) {
	const lake = `{"type":"FeatureCollection","coast":{"name":"</script><script>alert(1)</script>"},"features":[
	{"type":"Feature","properties":{"state":"A<","name":"<b>&\"</script>"},"geometry":{"type":"LineString","coordinates":[[0,0],[1,0],[1,1]]}},
	{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[1,1],[0,1],[0,0]]}}]}`
	page := write(t, divisions(t, strings.NewReader(lake), caspian.Options{}, regime.Median())...)
	assert.Equal(t, 3, strings.Count(page, "</script>"))
	assert.NotContains(t, page, "<b>")
}

// TestControlCharacters writes names that HTML forbids.
func TestControlCharacters(t *testing.T) {
	const lake = `{"type":"FeatureCollection","features":[
	{"type":"Feature","properties":{"state":"A","name":"A"},"geometry":{"type":"LineString","coordinates":[[0,0],[1,0],[1,1]]}},
	{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[1,1],[0,1],[0,0]]}}]}`
	d := divisions(t, strings.NewReader(lake), caspian.Options{}, regime.Median())[0]
	d.Question.Regime.Title = "ایران\x00\v\u0085\uFFFE\uFDD0end"
	d.States[0].Name = d.Question.Regime.Title
	page := write(t, d)
	assert.NotRegexp(t, `[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x{9F}\x{FFFE}\x{FFFF}\x{FDD0}]`, page)
	assert.Contains(t, page, "<h1>A sea: ایران\uFFFD    end</h1>")
}

// TestNoSuchPage holds what does not go on one page.
func TestNoSuchPage(t *testing.T) {
	a := divisions(t, ne10m.Coast(), caspian.Options{SharesOnly: true}, regime.Condominium())[0]
	b := divisions(t, gshhg.Coast(), caspian.Options{SharesOnly: true}, regime.Condominium())[0]
	many := make([]*caspian.Division, most+1)
	for k := range many {
		many[k] = a
	}
	for _, c := range []struct {
		what      string
		divisions []*caspian.Division
	}{{"there is no division", []*caspian.Division{nil}}, {"it has no sea", []*caspian.Division{a, {}}}, {"nothing to draw", nil}, {"different seas", []*caspian.Division{a, b}}, {"room for 32 divisions, not for 33", many}} {
		var out bytes.Buffer
		err := Write(&out, c.divisions...)
		require.ErrorIs(t, err, ErrDivisions)
		assert.ErrorContains(t, err, c.what)
		assert.Zero(t, out.Len())
	}
}

func BenchmarkWrite(b *testing.B) {
	divs := divisions(b, gshhg.Coast(), caspian.Options{}, regime.Median())
	b.ReportAllocs()
	for b.Loop() {
		require.NoError(b, Write(io.Discard, divs...))
	}
}
