package render

import (
	"bytes"
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/plot/vg"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/render/internal/lettering"
	"caspian.example/division/geodata"
)

func lying(t *testing.T) *geodata.Surroundings {
	t.Helper()
	s, err := geodata.CaspianSurroundings()
	require.NoError(t, err)
	return s
}

// inked remembers the colours of texts too.
type inked struct {
	recorder
	inks []color.NRGBA
}

func (r *inked) Write(l *lettering.Line, size, anchor float64, at vg.Point) {
	r.recorder.Write(l, size, anchor, at)
	r.inks = append(r.inks, color.NRGBAModel.Convert(r.ink).(color.NRGBA))
}

// TestOrientation holds for every theme that what is named around a sea and on it lies
// within the map and overlaps nothing that is named, that it can be read on what it lies
// on, that what is on land covers no shore, and that the five states and the main
// cities are there.
func TestOrientation(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	s := lying(t)
	var places []string
	for _, c := range s.Cities {
		places = append(places, c.Name)
	}
	for _, i := range s.Islands {
		places = append(places, i.Name)
	}
	for _, f := range s.Fields {
		places = append(places, f.Name)
	}
	for _, c := range s.Countries {
		places = append(places, strings.ToUpper(c.Name))
	}
	for _, id := range long.Or([]string{"median", "convention2018", "condominium"}, []string{"convention2018"}) {
		d := caspianUnder(t, id)
		for _, theme := range long.Or([]Theme{Light, Dark, Print}, []Theme{Dark}) {
			colours, ok := coloursOf(theme, len(d.States))
			require.True(t, ok)
			r := &inked{}
			f := newFrame(brush{newPen(r), colours}, d, 40, 100, 400, 650, textSize)
			f.setting = s
			f.draw(true)
			named := map[string]bool{}
			for k, w := range r.texts {
				if !slices.Contains(places, w.text) {
					continue
				}
				named[w.text] = true
				on, middle := f.land, point{(w.lo.x + w.hi.x) / 2, (w.lo.y + w.hi.y) / 2}
				wet := f.marks.afloat(middle)
				if wet {
					on, _ = f.under(middle)
				}
				assert.GreaterOrEqual(t, contrast(r.inks[k], on), 4.5, "%s, %s: %s", id, theme, w.text)
				assert.True(t, f.inside(w.lo) && f.inside(w.hi), "%s leaves the map", w.text)
				for _, q := range []point{w.lo, w.hi, {w.lo.x, w.hi.y}, {w.hi.x, w.lo.y}} {
					assert.Equal(t, wet, f.marks.afloat(q), "%s lies across the shore", w.text)
				}
				for i, other := range r.texts {
					apart := w.lo.x >= other.hi.x || other.lo.x >= w.hi.x || w.lo.y >= other.hi.y || other.lo.y >= w.hi.y
					assert.True(t, i == k || apart, "%s, %s: %q and %q overlap", id, theme, w.text, other.text)
				}
			}
			for _, name := range []string{"AZERBAIJAN", "IRAN", "KAZAKHSTAN", "RUSSIA", "TURKMENISTAN", "Baku", "Astrakhan", "Atyrau", "Rasht", "Makhachkala", "Aqtau"} {
				state := slices.IndexFunc(d.States, func(s caspian.StateShare) bool { return strings.ToUpper(s.Name) == name })
				own := state >= 0 && slices.Contains(f.ashore, d.States[state].Code)
				assert.NotEqual(t, own, named[name], "%s, %s: %s is not named", id, theme, name)
			}
			assert.False(t, named["ARMENIA"], "it is not on the map")
		}
	}
}

// TestOrientationIsLeftOut holds that nothing is drawn where nothing is given, or where the
// sea lies elsewhere, and that less is named on small maps.
func TestOrientationIsLeftOut(t *testing.T) {
	s := lying(t)
	bytesOf := func(p Picture) string {
		var b bytes.Buffer
		require.NoError(t, SVG(&b, p, Options{}))
		return b.String()
	}
	d := caspianUnder(t, "median")
	plain, full := bytesOf(Map(d)), bytesOf(Map(d).In(s))
	assert.NotContains(t, plain, "Baku")
	assert.NotContains(t, plain, "Natural Earth (public domain);")
	for _, text := range []string{">Baku<", ">land border<", ">oil or gas field<", s.SpotsCredit} {
		assert.Contains(t, full, text)
	}
	assert.Equal(t, full, bytesOf(Map(d).In(s)), "the same every time")
	elsewhere := Map(lake(t, "lake"))
	assert.Equal(t, bytesOf(elsewhere), bytesOf(elsewhere.In(s)))

	colours, _ := coloursOf(Light, len(d.States))
	var counts []int
	for _, width := range []float64{360, 160, 90} {
		r := &recorder{}
		f := newFrame(brush{newPen(r), colours}, d, 0, 0, width, 1.5*width, textSize)
		f.setting = s
		f.draw(false)
		n := 0
		for _, c := range s.Cities {
			if slices.ContainsFunc(r.texts, func(w written) bool { return w.text == c.Name }) {
				n++
			}
		}
		counts = append(counts, n)
	}
	assert.Greater(t, counts[0], 10)
	assert.True(t, counts[0] > counts[1] && counts[1] > counts[2], counts)
}

// TestOrientationOfSheets holds that sheets of lines and comparisons have it too, without
// overlaps, and the legend only what is there.
func TestOrientationOfSheets(t *testing.T) {
	s := lying(t)
	median := caspianUnder(t, "median")
	for pair, want := range map[string]map[string]bool{
		"AZ IR": {"land border": true, "oil or gas field": true, "Lankaran": true},
		"AZ TM": {"land border": false, "oil or gas field": true, "Shah Deniz": true},
	} {
		courses, err := course.Between(median, pair[:2], pair[3:])
		require.NoError(t, err)
		r, _, _ := record(t, Line(median, courses).In(s))
		for text, is := range want {
			found := slices.ContainsFunc(r.texts, func(w written) bool { return w.text == text })
			assert.Equal(t, is, found, "%s: %s", pair, text)
		}
	}
	r := textsApart(t, Comparison(median, caspianUnder(t, "convention2018")).In(s))
	baku := 0
	for _, w := range r.texts {
		if w.text == "Baku" {
			baku++
		}
		assert.NotEqual(t, "Shah Deniz", w.text, "small maps have no fields")
	}
	assert.Equal(t, 2, baku)
}

// TestOverland holds that land borders are cut at the shore.
func TestOverland(t *testing.T) {
	l := &labels{water: shape{{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}}, {{4, 4}, {6, 4}, {6, 6}, {4, 6}, {4, 4}}}}
	parts := l.overland([]point{{-30, 5}, {40, 5}})
	require.Len(t, parts, 3, "before the lake, on its island and behind it")
	for k, want := range [][2]float64{{-30, 0}, {4, 6}, {10, 40}} {
		assert.InDelta(t, want[0], parts[k][0].x, coarse)
		assert.InDelta(t, want[1], parts[k][len(parts[k])-1].x, coarse)
	}
}

// TestLocator holds that a locator has the sea in the middle, and where the map is.
func TestLocator(t *testing.T) {
	d := caspianUnder(t, "median")
	colours, _ := coloursOf(Light, len(d.States))
	r := &recorder{}
	f := newFrame(brush{newPen(r), colours}, d, 0, 0, 360, 540, textSize)
	f.setting = lying(t)
	f.locator(box{point{400, 0}, point{500, 100}})
	sea := r.fills[len(r.fills)-1]
	assert.Equal(t, colours.faint, sea.ink)
	lo, hi := point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	for _, c := range sea.path {
		x, y := float64(c.Pos.X), float64(c.Pos.Y)
		if c.Type == vg.MoveComp || c.Type == vg.LineComp {
			lo, hi = point{min(lo.x, x), min(lo.y, y)}, point{max(hi.x, x), max(hi.y, y)}
		}
	}
	assert.InDelta(t, 450, (lo.x+hi.x)/2, 0.3)
	assert.InDelta(t, 50, (lo.y+hi.y)/2, 0.3)
	shore := d.Sea.Coast().Shore.Bound()
	assert.InEpsilon(t, (shore.Max[1]-shore.Min[1])*111e3/wideWorld*100, hi.y-lo.y, 0.03, "a degree of latitude is some 111 km")
}
