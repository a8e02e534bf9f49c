package page

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/long"
	samples "caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata"
	"caspian.example/division/geodata/gshhg"
)

// TestSurroundings holds that the data of a page have what lies around its sea and stay
// small, and that other seas have none.
func TestSurroundings(t *testing.T) {
	s, err := geodata.CaspianSurroundings()
	require.NoError(t, err)
	c := divided.Sea(t, "gshhg").Coast()
	out := surroundingsOf(s, c)
	require.NotNil(t, out)
	assert.Len(t, out.Ends, 5)
	assert.Len(t, out.Borders, len(s.Borders))
	assert.Len(t, out.Countries, len(s.Countries))
	assert.Equal(t, "Baku", out.Cities[0].Name)
	assert.GreaterOrEqual(t, len(out.Islands), 5)
	text, err := json.Marshal(out)
	require.NoError(t, err)
	assert.Less(t, len(text), 20_000)
	assert.Nil(t, surroundingsOf(s, divided.Sea(t, samples.Bays).Coast()))
	assert.Nil(t, surroundingsOf(nil, c))
}

// TestSurroundingsInBrowser holds on two screens, from afar and near, that nothing that is
// named for orientation lies across another name, across a line or off the map, that names
// on land are on land, and that all of it can be hidden.
func TestSurroundingsInBrowser(t *testing.T) {
	long.Only(t)
	s, err := geodata.CaspianSurroundings()
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, Page{Rules: divisions(t, gshhg.Coast(), caspian.Options{Tolerance: 100}, regime.Median(), regime.Convention2018()), Setting: s}.Write(&b))
	tab := browse(t, b.String())
	assert.Contains(t, tab.text("#around"), "no statement on the status of any place")
	assert.Contains(t, tab.text("#legend"), "land border")
	for _, zoom := range []string{"0", "++", "++"} {
		tab.key(zoom)
		assert.Equal(t, "", eval[string](tab, `(() => {
			const all = [...document.querySelectorAll("#chart .names text, #chart .places text")].map((e) => [e.textContent, e.getBBox()]), out = [];
			for (const [p, a] of all) for (const [q, b] of all) if (a !== b && a.x < b.x + b.width && b.x < a.x + a.width && a.y + 3 < b.y + b.height && b.y + 3 < a.y + a.height) out.push(p + " across " + q);
			const { width, height } = document.getElementById("chart").viewBox.baseVal;
			for (const e of document.querySelectorAll("#chart .places text")) {
				const b = e.getBBox();
				if (b.x < 0 || b.y < 0 || b.x + b.width > width || b.y + b.height > height) out.push(e.textContent + " off the map");
				const sea = document.querySelector("#chart .sea"), p = new DOMPoint(b.x + b.width / 2, b.y + b.height / 2).matrixTransform(sea.getCTM().inverse());
				if (sea.isPointInFill(p) === (e.classList.contains("country") || e.classList.contains("city"))) out.push(e.textContent + " is on land or not");
			}
			return out.join();
		})()`), zoom)
	}
	tab.key("0")
	names := eval[[]string](tab, "[...document.querySelectorAll('#chart .places text')].map((e) => e.textContent)")
	for _, name := range []string{"Makhachkala", "Astrakhan", "Rasht", "AZERBAIJAN", "IRAN", "KAZAKHSTAN", "RUSSIA", "TURKMENISTAN"} {
		assert.Contains(t, names, name)
	}
	require.True(t, eval[bool](tab, "document.querySelector('[data-show=around]').click(), true"))
	assert.Zero(t, eval[int](tab, "[...document.querySelectorAll('#chart :is(.around, .ends, .places)')].filter((e) => getComputedStyle(e).display !== 'none').length"))
}
