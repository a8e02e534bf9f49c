package render

import (
	"bytes"
	"context"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/plot/vg"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/course"
	detail "caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/internal/planar"
	"caspian.example/division/caspian/regime"
)

// auditOf audits a line that crosses the strict one of a lake several times.
func auditOf(t *testing.T, sea *caspian.Sea, line orb.LineString) *course.Audited {
	t.Helper()
	o := detail.Options(sea)
	a, err := course.Audit(context.Background(), sea, [2]string{"A", "B"}, line, course.AuditOptions{Tolerance: o.Tolerance, Resolution: o.Resolution})
	require.NoError(t, err)
	return a
}

// zigzag crosses the line of equal distance of the lake "lake" three times.
var zigzag = orb.LineString{{10.5, 0}, {10.6, 0.2}, {10.4, 0.45}, {10.55, 0.7}, {10.5, 1}}

// TestLineSheets holds that the texts of sheets of lines do not overlap and lie on the page,
// on ordinary seas, across the antimeridian and around a pole, with long names and with
// hundreds of points.
func TestLineSheets(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	pictures := map[string]Picture{}
	between := func(name string, d *caspian.Division, a, b string) {
		courses, err := course.Between(d, a, b)
		require.NoError(t, err)
		pictures[name] = Line(d, courses)
	}
	for name := range seas {
		between("line, "+name, lake(t, name), "A", "B")
	}
	wordy := divided(t, strings.NewReader(strings.ReplaceAll(seas["lake"], "Left", strings.Repeat("Long", 40))), regime.Median())
	between("long names", wordy, "A", "B")
	pictures["audit with long names"] = Audit(auditOf(t, wordy.Sea, zigzag), strings.Repeat("name", 40), strings.Repeat("source ", 90))
	crowded := divided(t, strings.NewReader(polygonal(long.Or(30, 14))), regime.Median())
	between("many states", crowded, crowded.States[0].Code, crowded.States[1].Code)
	pictures["audit"] = Audit(auditOf(t, lake(t, "lake").Sea, zigzag), "zigzag", "")
	var dense orb.LineString
	for k := range 301 {
		y := float64(k) / 300
		dense = append(dense, orb.Point{10.5 + 0.1*math.Sin(20*y)*math.Sin(math.Pi*y), y})
	}
	pictures["audit of many points"] = Audit(auditOf(t, lake(t, "lake").Sea, dense), "wave", "")
	pictures["audit of one place"] = Audit(auditOf(t, lake(t, "lake").Sea, orb.LineString{{10.7, 0.5}}), "place", "")
	pictures["audit beside the sea"] = Audit(auditOf(t, lake(t, "lake").Sea, orb.LineString{{12, 0.5}, {13, 0.5}}), "far", "")
	between("the Caspian", caspianUnder(t, "median"), "KZ", "RU")
	few, courses := simplified(t, 20e3)
	pictures["few positions"] = Line(few, courses.exact, courses.few...)
	if long.Form() {
		narrow, courses := simplified(t, 1e3)
		pictures["few positions nearby"] = Line(narrow, courses.exact, courses.few...)
		between("given", caspianUnder(t, "agreed"), "KZ", "RU")
		between("weighted", caspianUnder(t, "equal"), "AZ", "TM")
	}
	for name, p := range pictures {
		t.Run(name, func(t *testing.T) {
			r := textsApart(t, p)
			for _, s := range r.texts {
				assert.NotContains(t, s.text, "%!")
			}
			for _, theme := range []Theme{Print, Light, Dark}[:long.Or(3, 1)] {
				var b, again bytes.Buffer
				require.NoError(t, SVG(&b, p, Options{Theme: theme}))
				if long.Form() || name == "audit" {
					require.NoError(t, SVG(&again, p, Options{Theme: theme}))
					assert.Equal(t, b.String(), again.String())
				}
				assert.NotContains(t, b.String(), "NaN")
				assert.NotContains(t, b.String(), "Inf")
			}
		})
	}
	for name, write := range map[string]func(io.Writer, Picture, Options) error{"png": PNG, "pdf": PDF} {
		var b, again bytes.Buffer
		require.NoError(t, write(&b, pictures["audit"], Options{}))
		require.NoError(t, write(&again, pictures["audit"], Options{}))
		assert.Equal(t, b.Bytes(), again.Bytes(), name)
	}
}

// TestAuditSheet measures what an audit's sheet shades: the map is equal-area, so the areas
// on the page are those of the faces. The legend has them by state, and the map
// those that are not small.
func TestAuditSheet(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	a := auditOf(t, lake(t, "lake").Sea, zigzag)
	p := Audit(a, "zigzag", "by hand")
	r, _, _ := record(t, p)
	l := layOutLine(newPen(nil), area{wide: paperWide}, p.subject(english), a.Median, chosen{}, "", nil)
	assert.Empty(t, l.panels, "the faces are wide enough")
	scale := l.mapWidth / (l.hi[0] - l.lo[0]) // the map is fitted to the narrower side
	if by := l.mapDepth / (l.hi[1] - l.lo[1]); by < scale {
		scale = by
	}
	colours, ok := coloursOf(Light, 2)
	require.True(t, ok)
	var texts []string
	for _, s := range r.texts {
		texts = append(texts, s.text)
	}
	all := strings.Join(texts, "\n")
	require.Greater(t, len(a.Faces), 2)
	for side, state := range a.States {
		shaded := 0.0
		for _, f := range r.fills {
			if f.ink == colours.States[state] && len(f.path) > 0 && float64(f.path[0].Pos.X) < pageMargin+degreesRoom+l.mapWidth {
				shaded += math.Abs(pathArea(f.path))
			}
		}
		gained := course.Gained(a.Faces, state)
		assert.InEpsilon(t, gained, shaded/scale/scale, 2e-3)
		assert.Contains(t, all, l.names[side]+" gains\n"+english.Area(gained)+" km²")
	}
	for _, f := range a.Faces {
		assert.Contains(t, all, a.Median.States[f.To].Code+" +"+english.Area(f.Area)+" km²")
	}
	for k, d := range a.Largest {
		assert.Contains(t, all, "\n"+letter(k)+"\n"+newPen(nil).departure(d.Departure)+" towards ")
	}
	for _, want := range []string{"Audit: the line zigzag of Left & <Right> and Bé|\"D\" against equidistance", "Provisional: ", "Line: by hand", "Coast data: ", "km", "M (nautical miles)", a.Median.Question.Digest()} {
		assert.Contains(t, all, want)
	}
	for k := range zigzag {
		assert.Contains(t, texts, string(rune('1'+k)))
	}
}

// pathArea is the area within a path on the page.
func pathArea(p vg.Path) (sum float64) {
	var start, last vg.Point
	for _, c := range p {
		next := c.Pos
		switch c.Type {
		case vg.MoveComp:
			start, last = c.Pos, c.Pos
			continue
		case vg.CloseComp:
			next = start
		}
		sum += float64(last.X*next.Y-next.X*last.Y) / 2
		last = next
	}
	return sum
}

// lines are those of a pair, and those of few positions that stand for them.
type lines struct {
	exact []course.Course
	few   []*course.Simplified
}

// simplified lets few positions, within a distance, stand for the line of Azerbaijan and
// Turkmenistan.
func simplified(t *testing.T, within float64) (*caspian.Division, lines) {
	t.Helper()
	d := caspianUnder(t, "median")
	courses, err := course.Between(d, "AZ", "TM")
	require.NoError(t, err)
	out := lines{exact: courses}
	for k := range courses {
		s, err := course.Simplify(context.Background(), d, &courses[k], course.SimplifyOptions{Within: within})
		require.NoError(t, err)
		out.few = append(out.few, s)
	}
	return d, out
}

// TestLineOfFewPositions has the positions as they are printed, what each state gains, and
// panels where that is too narrow to be seen, centred on the largest faces.
func TestLineOfFewPositions(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	d, of := simplified(t, 1e3)
	p := Line(d, of.exact, of.few...)
	r, _, _ := record(t, p)
	var all []string
	for _, s := range r.texts {
		all = append(all, s.text)
	}
	assert.Contains(t, all, "Azerbaijan–Turkmenistan: annex line within 1 km")
	few := of.few[0]
	for _, q := range few.Points {
		assert.Contains(t, all, q.Text)
	}
	for k, state := range few.States {
		assert.Contains(t, strings.Join(all, "\n"), d.States[state].Name+" gains\n"+english.Area(few.Gross[k])+" km²")
	}
	l := layOutLine(newPen(nil), area{wide: paperWide}, p.subject(english), d, chosen{}, "", nil)
	require.Len(t, l.panels, mostPanels)
	for k, panel := range l.panels {
		assert.Contains(t, all, strings.Repeat("I", k+1)+": "+d.States[few.Faces[k].To].Code+" +"+english.Area(few.Faces[k].Area)+" km²")
		// The middle of a panel is in its face, which is narrower than the line may depart
		// to both sides.
		middle := panel.middle()
		in := false
		for i, ring := 1, few.Faces[k].Polygon[0]; i < len(ring); i++ {
			ax, ay := l.projection.Forward(ring[i-1])
			bx, by := l.projection.Forward(ring[i])
			in = in != planar.Crosses([2]float64{ax, ay}, [2]float64{bx, by}, [2]float64{middle.x, middle.y})
		}
		assert.True(t, in, "panel %d", k)
		assert.Less(t, (panel.hi.x-panel.lo.x)/panelTimes, 2e3)
	}
}

// TestLineTable has a point and a leg in every row, with the annex's numbers, and none
// where they are too many.
func TestLineTable(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	d := caspianUnder(t, "median")
	courses, err := course.Between(d, "AZ", "TM")
	require.NoError(t, err)
	p := Line(d, courses)
	r, _, _ := record(t, p)
	in := map[string]bool{}
	for _, s := range r.texts {
		in[s.text] = true
	}
	number := 0
	for _, c := range courses {
		number += len(c.Points)
	}
	require.Len(t, p.subject(english).legs, number)
	for _, row := range p.subject(english).legs {
		for _, text := range row {
			assert.True(t, text == "" || in[text], text)
		}
	}
	many := courses[0]
	for len(many.Points) <= 150 {
		many.Points, many.Legs = append(many.Points, many.Points[0]), append(many.Legs, many.Legs[0])
	}
	assert.Empty(t, Line(d, []course.Course{many}).subject(english).legs)
}

func TestLineNothing(t *testing.T) {
	for _, p := range []Picture{Audit(nil, "", ""), Audit(&course.Audited{}, "", ""), Line(nil, nil), Line(lake(t, "lake"), nil)} {
		assert.ErrorIs(t, SVG(io.Discard, p, Options{}), ErrOptions)
		assert.Empty(t, p.Unwritable())
	}
}
