package page

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/regime"
)

// TestBrowserLines reads lines in the forms that people have them in, and refuses what is
// none with its place in the text.
func TestBrowserLines(t *testing.T) {
	long.Only(t)
	b := browse(t, "<!DOCTYPE html><html lang=en dir=ltr><title>lines</title><script type=application/json id=words>{}</script><script>"+wording+geodesy+lines+"</script>")
	read := func(text string) string {
		return eval[string](b, fmt.Sprintf("(() => { try { return JSON.stringify(readLine(%s)); } catch (error) { return error.message; } })()", quoted(t, text)))
	}
	const want = "[[51.5,38.25],[51.75,39.5]]"
	for _, text := range []string{
		`{"type":"LineString","coordinates":[[51.5,38.25],[51.75,39.5]]}`,
		` {"type":"Feature","properties":null,"geometry":{"type":"LineString","coordinates":[[51.5,38.25,-28],[51.5,38.25],[51.75,39.5]]}}`,
		`{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]}},{"type":"Feature","geometry":null},
			{"type":"Feature","geometry":{"type":"GeometryCollection","geometries":[{"type":"MultiLineString","coordinates":[[[51.5,38.25],[51.75,39.5]]]}]}}]}`,
		`[[51.5, 38.25], [51.75, 39.5]]`,
		"LINESTRING(51.5 38.25,51.75 39.5)", "SRID=4326; linestring Z ( 51.5 38.25 0 , 5.175e1 39.5 0 )\n", "MULTILINESTRING((51.5 38.25, 51.75 39.5))",
		"51.5 38.25\n51.75 39.5", "51.5, 38.25\r\n\r\n51.75, 39.5\r\n", "51.5 38.25; 51.75 39.5", "51.5 38.25, 51.75 39.5", "# a note\n51.5 38.25,\n51.75 39.5",
		"38°15'N 51°30'E\n39°30'N 51°45'E", "51°30'00\"E, 38°15'00\"N; 39°30′0″N 51°45′0″E",
		"Number,Lat,\"Lon\"\n1,38.25,51.5\n2,\"39.5\",51.75\n",
		// As the command prints tables: other positions behind them are base points.
		"Azerbaijan – Turkmenistan under median\n\nNo.  Position\n────\n  1  38°15'00.0\"N  51°30'00.0\"E   0.000\n 10  39°30'00.0\"N 51°45'00.0\"E  the tripoint with KZ\n\nBase points\n  1  Azerbaijan  AZ  segment  38°26'23.0\"N 48°53'05.9\"E\n  1 38°00'00\"N 50°00'00\"E\n",
		"| 1 | 38°15'00.0\"N 51°30'00.0\"E | here |\n| 2 | 39°30'00.0\"N 51°45'00.0\"E | |",
	} {
		assert.Equal(t, want, read(text), text)
	}
	for text, says := range map[string]string{
		"  ":       "There is no line yet.",
		"51 38":    "A line needs two different positions.",
		"1 2\n1 2": "A line needs two different positions.",
		`{"type":"LineString","coordinates":[[1,2],[3`: "The JSON cannot be read: ",
		`{"type":"Point","coordinates":[1,2]}`:         "There is no LineString, only Point.",
		`{"type":"LineString"}`:                        "The LineString has no coordinates.",
		`{"type":"FeatureCollection"}`:                 "The JSON has no features.",
		`{"features":[]}`:                              "The JSON is not GeoJSON: it has no type.",
		`{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"LineString","coordinates":[[1,2],[3,"4"]]}}]}`: "features[0], position 2: that is not longitude and latitude.",
		`{"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[5,6],[7,8]]]}`:                                                      "There are 2 lines, at coordinates[0], coordinates[1]; leave one.",
		`{"type":"LineString","coordinates":[[1,2],[3,99]]}`:                                                                          "LineString, position 2: A latitude lies between -90 and 90; longitude comes first.",
		"LINESTRING(1 2, 3 x)":                 "Character 19 of the WKT: a position has longitude and latitude.",
		"LINESTRING 1 2, 3 4":                  "Character 12 of the WKT: a bracket ( is missing.",
		"LINESTRING(1 2, 3 4":                  "Character 20 of the WKT: a comma or a bracket ) is missing.",
		"LINESTRING(1 2, 3 4) z":               "Character 22 of the WKT: there is more than a line.",
		"MULTILINESTRING((1 2,3 4),(5 6,7 8))": "There are 2 lines, at Line 1, Line 2; leave one.",
		"LINESTRING(1 2, 300 4)":               "LINESTRING, position 2: A longitude lies between -180 and 180.",
		"51.5 38.25\n\nfoo":                    "Row 3, “foo”: Write longitude and latitude as",
		"51.5 38.25; 51.75":                    "Row 1, “51.75”: Write longitude and latitude as",
		"38°15'N 51°30'E\n39°75'N 51°45'E":     "Row 2, “39°75'N 51°45'E”: There are 60 or more minutes or seconds.",
		"lon,lat\n51.5,38.25\n51.75,\n":        "Row 3, “51.75,”: Write longitude and latitude as",
		strings.Repeat("1 2\n3 4\n", 10001):    "The line has 20002 positions, and 20000 are the most.",
	} {
		assert.Contains(t, read(text), says, "%.60s", text)
	}
}

func quoted(t *testing.T, text string) string {
	out, err := json.Marshal(text)
	require.NoError(t, err)
	return string(out)
}

// exchange compares a line with one of a page's, and returns what the two sides gain in m².
func (b *browser) exchange(line orb.LineString, with int) (gains [2]map[string]float64) {
	b.t.Helper()
	at, err := json.Marshal(line)
	require.NoError(b.t, err)
	text := eval[string](b, fmt.Sprintf("JSON.stringify(between(shown(), %s, comparables(shown())[%d]).gains.map(Object.fromEntries))", at, with))
	require.NoError(b.t, json.Unmarshal([]byte(text), &gains))
	return gains
}

// exposed is a page whose comparisons tests can reach.
func exposed(text string) string {
	end := strings.LastIndex(text, "})();")
	return text[:end] + "Object.assign(window, { between, comparables, shown: () => shown });\n" + text[end:]
}

// TestWhatLiesBetween compares areas between a bent line and the equator, the line of equal
// distance of two states on either side, with what Planimeter of GeographicLib gives:
//
//	printf '0 50\n4 53\n0 57\n' | Planimeter -p 6
//	printf '0 57\n-3.5 58\n0 60\n' | Planimeter -p 6
func TestWhatLiesBetween(t *testing.T) {
	long.Only(t)
	const lake = `{"type":"FeatureCollection","features":[
	{"type":"Feature","properties":{"state":"N"},"geometry":{"type":"LineString","coordinates":[[60,0],[60,6],[50,6],[50,0]]}},
	{"type":"Feature","properties":{"state":"S"},"geometry":{"type":"LineString","coordinates":[[50,0],[50,-6],[60,-6],[60,0]]}}]}`
	const toSouth, toNorth = 172456607224.0, 64648355674.6
	b := browse(t, exposed(write(t, divided.Exactly(t, divided.Sea(t, lake), regime.Median()))))
	bent := orb.LineString{{50, 0}, {53, 4}, {57, 0}, {58, -3.5}, {60, 0}}
	check := func(line orb.LineString) {
		t.Helper()
		gains := b.exchange(line, 0)
		assert.InEpsilon(t, toNorth, gains[0]["S"], 1e-6)
		assert.InEpsilon(t, toSouth, gains[1]["N"], 1e-6)
		assert.Len(t, gains[0], 1)
		assert.Len(t, gains[1], 1)
	}
	check(bent)
	back := bent.Clone()
	back.Reverse()
	check(back)
	// Ends on the other state's shore are joined along it, those on land across land, and a
	// run along the line itself changes nothing.
	check(append(orb.LineString{{49, 1}, {49, -1}}, bent...))
	check(orb.LineString{{50, 0}, {53, 4}, {57, 0}, {56, 0}, {57, 0}, {58, -3.5}, {60, 0}})
	gains := b.exchange(orb.LineString{{50, 1}, {60, 1}}, 0)
	strip := geodesic.WGS84.PolygonArea(orb.Polygon{{{50, 0}, {60, 0}, {60, 1}, {50, 1}, {50, 0}}})
	assert.InEpsilon(t, strip, gains[1]["N"], 1e-6)
	assert.Empty(t, gains[0])
	assert.Empty(t, b.exchange(orb.LineString{{50, 0}, {60, 0}}, 0)[0])
}

// TestOwnLine pastes, chooses and drops lines, by keyboard and by touch, and reads what comes
// of them: the line from Astara to Hasan-Quli takes from Iran what the regime does.
func TestOwnLine(t *testing.T) {
	long.Only(t)
	sea := divided.Sea(t, "gshhg")
	median, closed := divided.Exactly(t, sea, regime.Median()), divided.Exactly(t, sea, regime.AstaraHasanQuli())
	b := browse(t, exposed(write(t, median, divided.Exactly(t, sea, regime.Equal()))))
	az, iran, tm := 0, 1, 4
	line := orb.LineString{sea.Termini(az, iran)[0], sea.Termini(iran, tm)[0]}
	rows := fmt.Sprintf("%v %v\n%v %v", line[0][0], line[0][1], line[1][0], line[1][1])
	var names []string
	require.NoError(t, json.Unmarshal([]byte(eval[string](b, "JSON.stringify(comparables(shown()).map((l) => l.label))")), &names))
	with := slices.Index(names, "Iran – its neighbours")
	require.GreaterOrEqual(t, with, 0)
	gains, net := b.exchange(line, with), 0.0
	for k, sign := range []float64{1, -1} {
		for _, m2 := range gains[k] {
			net += sign * m2
		}
	}
	assert.InEpsilon(t, closed.States[iran].Area-median.States[iran].Area, net, 1e-6)

	far := geodesic.WGS84.Distance(line[0], line[1])

	// By keyboard.
	eval[bool](b, "document.querySelector('#own summary').focus(), true")
	b.do(chromedp.KeyEvent(kb.Enter), chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(rows), chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Enter))
	picked := func() string {
		return eval[string](b, "document.querySelector('#answer select').selectedOptions[0].text")
	}
	loss := fmt.Sprintf("Net, Iran\n−%s km² (−%.2f %% of the sea)", thousands(-net/1e6), -100*net/median.Area)
	lost := func() {
		t.Helper()
		assert.Equal(t, "Iran – its neighbours", picked())
		assert.Contains(t, b.text("#answer"), fmt.Sprintf("%.1f km (%.1f M) along geodesics of WGS84, 2 positions.", far/1000, far/1852))
		assert.Contains(t, b.text("#answer"), "Its ends lie 0.00 km (0.00 M) and 0.00 km (0.00 M)")
		assert.Contains(t, b.text("#answer"), "Azerbaijan or Turkmenistan gain\n"+thousands(gains[1]["Iran"]/1e6)+" km² from Iran")
		assert.Contains(t, b.text("#answer"), loss)
		assert.Equal(t, 1, eval[int](b, "document.querySelectorAll('#chart .between').length"))
	}
	lost()

	// The address brings it back, and with another rule there is nothing to compare it with.
	assert.Eventually(t, func() bool { return strings.Contains(eval[string](b, "location.hash"), "compare=") }, 10*time.Second, 20*time.Millisecond)
	b.do(chromedp.Reload())
	lost()
	seabed := func(layer string) {
		eval[bool](b, fmt.Sprintf("(() => { const s = document.querySelector('#layer select'); s.value = %q; s.dispatchEvent(new Event('change')); return true; })()", layer))
	}
	b.do(chromedp.Click(chromedp.CSS("input[value=equal]")))
	assert.Contains(t, b.text("#answer"), "gains")
	seabed("seabed") // which is in common
	assert.Contains(t, b.text("#answer"), "This rule draws no line to compare it with.")
	seabed("")
	b.do(chromedp.Click(chromedp.CSS("input[value=median]")))
	lost()

	// Another line is picked by hand.
	eval[bool](b, "(() => { const s = document.querySelector('#answer select'); s.value = 0; s.dispatchEvent(new Event('change')); return true; })()")
	assert.Equal(t, names[0], picked())
	assert.Equal(t, "SELECT", eval[string](b, "document.activeElement.tagName"))

	// An error takes the old answer away.
	enter := func(text string) {
		eval[bool](b, fmt.Sprintf("ownText.value = %s, document.querySelector('#own').open = true, document.querySelector('#own button').click(), true", quoted(t, text)))
	}
	enter("48.9 38.4\nnowhere")
	assert.Contains(t, b.text("#ownWrong"), "Row 2, “nowhere”: ")
	assert.Empty(t, b.text("#answer"))
	assert.Equal(t, 0, eval[int](b, "document.querySelectorAll('#chart .marks path').length"))
	enter("38.4 48.9\n37.3 53.9")
	assert.Equal(t, "Your line is nowhere on this sea. Longitude comes first: did you swap the two?", b.text("#ownWrong"))
	enter(rows)
	assert.Empty(t, b.text("#ownWrong"))
	lost()

	// A file that is chosen, and one that is dropped on the map.
	file := filepath.Join(t.TempDir(), "line.wkt")
	require.NoError(t, os.WriteFile(file, []byte("LINESTRING("+strings.ReplaceAll(rows, "\n", ", ")+")"), 0o600))
	b.key("\x1b")
	assert.Empty(t, b.text("#answer"))
	b.do(chromedp.SetUploadFiles(chromedp.CSS("#ownFile"), []string{file}))
	assert.Eventually(t, func() bool { return b.text("#answer") != "" }, 10*time.Second, 20*time.Millisecond)
	lost()
	b.key("\x1b")
	eval[bool](b, fmt.Sprintf(`(() => {
		const data = new DataTransfer();
		data.items.add(new File([%s], "line.txt"));
		for (const kind of ["dragover", "drop"]) chart.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data }));
		return true;
	})()`, quoted(t, rows)))
	assert.Eventually(t, func() bool { return b.text("#answer") != "" }, 10*time.Second, 20*time.Millisecond)
	lost()
	assert.False(t, eval[bool](b, "document.getElementById('map').classList.contains('dropping')"))

	// By touch, on a phone.
	b.key("\x1b")
	b.do(chromedp.EmulateViewport(390, 800, chromedp.EmulateMobile, chromedp.EmulateTouch))
	eval[bool](b, "document.querySelector('#own button').scrollIntoView({ block: 'center' }), true")
	x, y := b.middle("#own button")
	b.touch(input.DispatchTouchEventTypeTouchStart, [2]float64{x, y})
	b.touch(input.DispatchTouchEventTypeTouchEnd)
	assert.Eventually(t, func() bool { return b.text("#answer") != "" }, 10*time.Second, 20*time.Millisecond)
	lost()
	assert.LessOrEqual(t, eval[int](b, "document.documentElement.scrollWidth"), 390)
	b.mutex.Lock()
	defer b.mutex.Unlock()
	assert.Empty(t, b.messages, "messages in the console")
}

// thousands writes a number as the page does.
func thousands(v float64) string {
	n := int(math.Round(v))
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return fmt.Sprintf("%d,%03d", n/1000, n%1000)
}
