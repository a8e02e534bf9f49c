package render

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"image/color"
	"image/png"
	"io"
	"maps"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/paulmach/orb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/plot/vg"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/geodesic"
	detail "caspian.example/division/caspian/internal/divided"
	"caspian.example/division/caspian/internal/long"
	"caspian.example/division/caspian/internal/palette"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/render/internal/lettering"
	"caspian.example/division/geodata/ne10m"
)

// seas are coasts of two states: an ordinary lake, one across the antimeridian
// and one around the pole.
var seas = map[string]string{
	"lake": `{"type":"FeatureCollection","coast":{"name":"a lake"},"features":[
{"type":"Feature","properties":{"state":"A","name":"Left & <Right>"},"geometry":{"type":"LineString","coordinates":[[10.5,0],[10,0],[10,0.5],[10,1],[10.5,1]]}},
{"type":"Feature","properties":{"state":"B","name":"Bé|\"D\""},"geometry":{"type":"LineString","coordinates":[[10.5,1],[11,1],[11,0],[10.5,0]]}}]}`,
	"antimeridian": `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[-179.7,50],[-179.7,50.5],[179.6,50.5],[179.6,50]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[179.6,50],[179.9,50.05],[-179.7,50]]}}]}`,
	"pole": `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[0,-86],[60,-86],[120,-86],[180,-86]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[180,-86],[-120,-86],[-60,-86],[0,-86]]}}]}`,
}

// newPen returns a pen with a setter of its own.
func newPen(c canvas) *pen { return &pen{Language: english, c: c, setter: lettering.New()} }

// polygonal is a round lake of n states.
func polygonal(n int) string {
	var features []string
	at := func(k int) string {
		sin, cos := math.Sincos(2 * math.Pi * float64(k%n) / float64(n))
		return fmt.Sprintf("[%v,%v]", 20+cos, 10+sin)
	}
	for k := range n {
		features = append(features, fmt.Sprintf(`{"type":"Feature","properties":{"state":"S%d"},"geometry":{"type":"LineString","coordinates":[%s,%s]}}`, k, at(k), at(k+1)))
	}
	return `{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`
}

func divided(t *testing.T, coast io.Reader, r regime.Regime) *caspian.Division {
	t.Helper()
	sea, err := caspian.ReadSea(coast)
	require.NoError(t, err)
	d, err := caspian.Divide(context.Background(), sea, r, detail.Options(sea))
	require.NoError(t, err)
	return d
}

// lake divides one of the seas, once for all tests.
func lake(t *testing.T, name string) *caspian.Division {
	if lakes[name] == nil {
		lakes[name] = divided(t, strings.NewReader(seas[name]), regime.Median())
	}
	return lakes[name]
}

// lakes are seas that have been divided. Tests do not run side by side here.
var lakes = map[string]*caspian.Division{}

// shipped are the regimes that need no further choice.
func shipped() []regime.Regime {
	return append(regime.Comparable(), regime.Convention2018())
}

// theCaspian divides the Caspian once for all tests.
var theCaspian = sync.OnceValues(func() (out map[string]*caspian.Division, err error) {
	sea, err := caspian.ReadSea(ne10m.Coast())
	if err != nil {
		return nil, err
	}
	out = map[string]*caspian.Division{}
	for _, r := range shipped() {
		if out[r.ID], err = caspian.Divide(context.Background(), sea, r, detail.Options(sea)); err != nil {
			return nil, err
		}
	}
	return out, nil
})

func caspianUnder(t *testing.T, id string) *caspian.Division {
	t.Helper()
	all, err := theCaspian()
	require.NoError(t, err)
	require.Contains(t, all, id)
	return all[id]
}

// recorder is a canvas that remembers what was drawn.
type recorder struct {
	loose
	ink   color.Color
	fills []drawn
	texts []written
}

type drawn struct {
	ink  color.Color
	path vg.Path
}

type written struct {
	text   string
	lo, hi point // its box
	size   float64
}

func (r *recorder) SetColor(c color.Color)             { r.ink = c }
func (r *recorder) SetLineWidth(vg.Length)             {}
func (r *recorder) SetLineDash([]vg.Length, vg.Length) {}
func (r *recorder) Stroke(vg.Path)                     {}
func (r *recorder) Fill(p vg.Path)                     { r.fills = append(r.fills, drawn{r.ink, p}) }
func (r *recorder) Write(l *lettering.Line, size, anchor float64, at vg.Point) {
	x, y := float64(at.X)-anchor*size*l.Width, float64(at.Y)
	r.texts = append(r.texts, written{l.Text, point{x, y}, point{x + size*l.Width, y + 0.7*size}, size})
}

// record draws a picture on a recorder.
func record(t *testing.T, p Picture) (r *recorder, width, height float64) {
	return recordAs(t, p, Options{})
}

// recordAs draws a picture with options on a recorder.
func recordAs(t *testing.T, p Picture, o Options) (r *recorder, width, height float64) {
	r = &recorder{}
	require.NoError(t, p.draw(o, func(s surface) (canvas, func() error, error) {
		width, height = s.page.x, s.page.y
		return r, func() error { return nil }, nil
	}))
	return r, width, height
}

// TestTextsDoNotCollide holds that all texts lie on the page, and that no two of
// them overlap.
func TestTextsDoNotCollide(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	wordy := strings.ReplaceAll(strings.ReplaceAll(seas["lake"], "Left", strings.Repeat("Long", 40)), "a lake", strings.Repeat("lake", 60))
	talkative := divided(t, strings.NewReader(wordy), regime.Median())
	crowded := divided(t, strings.NewReader(polygonal(long.Or(30, 14))), regime.Median())
	pictures := map[string]Picture{"long names": Map(talkative), "long names compared": Comparison(talkative, talkative), "many states": Map(crowded), "many states compared": Comparison(crowded, crowded, crowded)}
	for name := range seas {
		pictures[name] = Map(lake(t, name))
	}
	var all []*caspian.Division
	for _, r := range shipped() {
		d := caspianUnder(t, r.ID)
		pictures[r.ID] = Map(d)
		all = append(all, d)
	}
	pictures["comparison of three"] = Comparison(all[:3]...)
	pictures["comparison of all"] = Comparison(all...)
	several := []*caspian.Division{all[1], talkative, crowded}
	for name := range seas {
		several = append(several, lake(t, name))
	}
	pictures["small multiples"] = Multiples(several...)
	for name, p := range pictures {
		t.Run(name, func(t *testing.T) {
			textsApart(t, p)
		})
	}
}

// textsApart holds that all texts of a picture lie on the page, and that no two of them
// overlap.
func textsApart(t *testing.T, p Picture) *recorder {
	t.Helper()
	return apart(t, p, Options{})
}

// apart holds the same of a picture with options.
func apart(t *testing.T, p Picture, o Options) *recorder {
	t.Helper()
	r, width, height := recordAs(t, p, o)
	r.apart(t, width, height)
	return r
}

// apart holds the same of what was drawn on a page.
func (r *recorder) apart(t *testing.T, width, height float64) {
	t.Helper()
	require.Greater(t, len(r.texts), 15)
	for k, a := range r.texts {
		assert.True(t, a.lo.x >= 0 && a.lo.y >= 0 && a.hi.x <= width && a.hi.y <= height, "%q at %v lies off the page", a.text, a.lo)
		for _, b := range r.texts[:k] {
			apart := a.lo.x >= b.hi.x || b.lo.x >= a.hi.x || a.lo.y >= b.hi.y || b.lo.y >= a.hi.y
			assert.True(t, apart, "%q and %q overlap", a.text, b.text)
		}
	}
}

// TestNamesLieInTheirSectors holds that every sector of the Caspian carries its
// state's name and share, within its edges.
func TestNamesLieInTheirSectors(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	for _, id := range []string{"median", "equal", "astara-hasanquli"} {
		d := caspianUnder(t, id)
		r := &recorder{}
		colours, ok := coloursOf(Light, len(d.States))
		require.True(t, ok)
		f := newFrame(brush{newPen(r), colours}, d, 40, 100, 400, 700, textSize)
		f.draw(true)
		for _, z := range d.Zones {
			s := d.States[z.Holder.States[0]]
			var rings [][]point
			for _, shape := range f.shapes(z.Polygons) {
				rings = append(rings, shape...)
			}
			for _, text := range []string{s.Name, fmt.Sprintf("%.2f %%", 100*s.Share)} {
				found := false
				for _, w := range r.texts {
					if w.text != text {
						continue
					}
					inside := true
					for _, corner := range []point{w.lo, w.hi, {w.lo.x, w.hi.y}, {w.hi.x, w.lo.y}} {
						inside = inside && clearance(rings, corner, 0) > 0
					}
					found = found || inside
				}
				assert.True(t, found, "%s: %q is not in the sector of %s", id, text, s.Name)
			}
		}
	}
}

// TestContrast holds the contrast of text that WCAG 2 asks for at level AA.
func TestContrast(t *testing.T) {
	for _, theme := range []Theme{Light, Dark, Print} {
		c, ok := coloursOf(theme, 64)
		require.True(t, ok)
		assert.GreaterOrEqual(t, contrast(c.ink, c.paper), 4.5, theme)
		assert.GreaterOrEqual(t, contrast(c.quiet(), c.land), 4.5, theme)
		sample := c.paper // what samples of lines lie on in the legend
		if theme == Dark {
			sample = c.faint
		}
		assert.GreaterOrEqual(t, contrast(c.ruling, sample), 4.5, theme)
		for k, tint := range append(slices.Clone(c.States), c.Common, c.Union) {
			assert.GreaterOrEqual(t, contrast(c.lettering, tint), 4.5, "%s: colour %d", theme, k)
		}
	}
}

// TestGreys holds that the states of the Caspian are apart in grey on paper, by the
// lightness that a colour's greyscale has: white against black is 100.
func TestGreys(t *testing.T) {
	c, ok := coloursOf(Print, 5)
	require.True(t, ok)
	assert.InDelta(t, 100, palette.Lightness(palette.RGB(0xFFFFFF)), 1e-9)
	assert.InDelta(t, 53.585, palette.Lightness(palette.RGB(0x808080)), 1e-3) // 50 % grey in CIE 1976, as tables of colours have it
	for k, a := range c.States {
		for _, b := range c.States[:k] {
			assert.GreaterOrEqual(t, math.Abs(palette.Lightness(a)-palette.Lightness(b)), 12.0)
		}
	}
}

// TestPNG decodes a map: its size, the legend's colours, and as many pixels of
// every state's colour as its share asks for.
func TestPNG(t *testing.T) {
	d := caspianUnder(t, "median")
	for _, c := range []struct {
		o     Options
		width int
	}{{Options{Width: 700, Theme: Dark}, 700}, {Options{DPI: 100, Theme: Print}, 827}, {Options{}, 1200}}[:long.Or(3, 2)] {
		var b bytes.Buffer
		require.NoError(t, PNG(&b, Map(d), c.o))
		picture, err := png.Decode(&b)
		require.NoError(t, err)
		size := picture.Bounds().Size()
		assert.Equal(t, c.width, size.X)
		colours, ok := coloursOf(c.o.Theme, len(d.States))
		require.True(t, ok)
		paper, err := c.o.paper(paperWide, false)
		require.NoError(t, err)
		wide := paper.wide
		page := layOut(newPen(nil), paper.area, shown{d: d})
		assert.InDelta(t, page.height/wide, float64(size.Y)/float64(size.X), 2/float64(size.X))
		edge := int((pageMargin + degreesRoom + page.mapWidth + 2) / wide * float64(size.X))
		require.True(t, page.beside)
		counts, legend, sum := map[color.NRGBA]int{}, map[color.NRGBA]int{}, 0
		for y := range size.Y {
			for x := range size.X {
				at := color.NRGBAModel.Convert(picture.At(x, y)).(color.NRGBA)
				if x > edge {
					legend[at]++
				} else {
					counts[at]++
				}
			}
		}
		for _, tint := range colours.States {
			sum += counts[tint]
		}
		for k, s := range d.States {
			// Lines, names and the coast cover some of it.
			got := float64(counts[colours.States[k]]) / float64(sum)
			assert.InDelta(t, s.Share, got, 0.01, "%s, %d pixels wide", s.Name, c.width)
			swatch := 16.0 * 9 * math.Pow(float64(size.X)/wide, 2)
			assert.InDelta(t, swatch, legend[colours.States[k]], 0.35*swatch, "the legend's colour of %s", s.Name)
		}
	}
}

// texts returns the texts of an SVG, and fails if it is not well-formed.
func texts(t *testing.T, svg []byte) (out []string) {
	d := xml.NewDecoder(bytes.NewReader(svg))
	in := false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		require.NoError(t, err)
		switch v := token.(type) {
		case xml.StartElement:
			in = v.Name.Local == "text"
		case xml.CharData:
			if in {
				out = append(out, string(v))
			}
		case xml.EndElement:
			in = false
		}
	}
}

func TestSVG(t *testing.T) {
	d := lake(t, "lake")
	var b bytes.Buffer
	require.NoError(t, SVG(&b, Map(d), Options{}))
	got := texts(t, b.Bytes())
	for _, s := range d.States {
		assert.Contains(t, got, s.Name)
		assert.Contains(t, got, fmt.Sprintf("%.2f %% · %s km²", 100*s.Share, english.Sector(d, s.Area)))
	}
	assert.Contains(t, got, "Left & <Right>")
	for _, want := range []string{"km", "M (nautical miles)", "10.4°E", "0.2°N", "line of equal distance"} {
		assert.Contains(t, got, want)
	}
	all := strings.Join(got, " ")
	for _, want := range []string{"coast a lake (", "Coast data: a lake, whose source is not stated.", "Datum WGS84", "Lambert azimuthal equal-area", "It is no record of boundaries"} {
		assert.Contains(t, all, want)
	}
}

// TestComparison holds that bars are as high as the shares, on one scale, and
// that their numbers and all rules' names are there.
func TestComparison(t *testing.T) {
	divisions := []*caspian.Division{caspianUnder(t, "condominium"), caspianUnder(t, "median"), caspianUnder(t, "convention2018")}
	r, _, _ := record(t, Comparison(divisions...))
	colours, _ := coloursOf(Light, 5)
	for k, s := range divisions[0].States {
		var heights []float64
		for _, f := range r.fills {
			// Swatches in the legend are 9 points high.
			if high := float64(f.path[2].Pos.Y - f.path[1].Pos.Y); f.ink == colours.States[k] && len(f.path) == 6 && high != 9 {
				heights = append(heights, high)
			}
		}
		whole, parts := share(divisions[2], k)
		require.Len(t, parts, 2, "territorial waters and a fishery zone")
		require.Len(t, heights, 3, s.Name)
		assert.InEpsilon(t, divisions[1].States[k].Share/s.Share, heights[1]/heights[0], 1e-9)
		assert.InEpsilon(t, parts[0].Share/s.Share, heights[2]/heights[0], 1e-9)
		assert.InDelta(t, whole, parts[0].Share+parts[1].Share, 1e-12)
		for _, v := range []float64{s.Share, divisions[1].States[k].Share, whole} {
			want := fmt.Sprintf("%.1f", 100*v)
			assert.True(t, slices.ContainsFunc(r.texts, func(w written) bool { return w.text == want }), "%s %s", s.Name, want)
		}
	}
	all := ""
	for _, w := range r.texts {
		all += w.text + " "
	}
	for k, d := range divisions {
		first, _, _ := strings.Cut(d.Question.Regime.Title, " ")
		assert.Contains(t, all, fmt.Sprintf("%d %s", k+1, first))
		for z := range d.Zones {
			assert.Contains(t, all, english.Coded(d.Zones[z].Holder.Name, holders(d, &d.Zones[z])), "every holder stands in the legend")
		}
	}
	for _, want := range []string{"territorial waters", "Soviet Union (AZ, KZ, RU, TM): fishery zone", "all states in common", "line of equal distance", "outer limit of a belt"} {
		assert.Contains(t, all, want)
	}
}

// TestMultiples holds that a sheet has every sea once, with its name, its shares and a
// scale of its own, and that maps of the same sea are the same.
func TestMultiples(t *testing.T) {
	var divisions []*caspian.Division
	for _, name := range slices.Sorted(maps.Keys(seas)) {
		divisions = append(divisions, lake(t, name))
	}
	r, _, _ := record(t, Multiples(divisions...))
	bars := 0
	for _, text := range r.texts {
		if regexp.MustCompile(`^[125]0*(e[+-]\d+)? km$|^0\.\d+ km$`).MatchString(text.text) {
			bars++
		}
	}
	assert.Equal(t, len(divisions), bars)
	for _, d := range divisions {
		assert.Contains(t, r.all(), fmt.Sprintf("%s %.1f", d.States[0].Code, 100*d.States[0].Share))
		assert.Contains(t, r.all(), d.Question.Coast.Name)
		assert.Contains(t, r.all(), d.Question.Digest())
	}
	assert.Contains(t, r.all(), fmt.Sprintf("Median line: %d seas", len(divisions)))
}

// TestSmallScale holds that the bar of a small map keeps out of the way of the shore.
func TestSmallScale(t *testing.T) {
	for k, busy := range [][]point{{}, {{10, 10}}, {{10, 10}, {280, 10}}, {{10, 10}, {280, 10}, {10, 290}}} {
		r := &recorder{}
		f := newFrame(brush{pen: newPen(r)}, lake(t, "lake"), 0, 0, 300, 300, textSize)
		f.smallScale([][]point{busy})
		require.Len(t, r.texts, 1)
		at := r.texts[0].lo
		right, top := at.x > 150, at.y > 150
		assert.Equal(t, [4][2]bool{{false, false}, {true, false}, {false, true}, {true, true}}[k], [2]bool{right, top}, "%v", busy)
	}
}

// TestScale compares distances around the middle of the map with the scale.
func TestScale(t *testing.T) {
	d := lake(t, "lake")
	f := newFrame(brush{pen: newPen(nil)}, d, 0, 0, 300, 300, textSize)
	c := f.p.Centre()
	for _, q := range []orb.Point{{c[0] + 0.05, c[1]}, {c[0], c[1] - 0.05}, {c[0] + 0.04, c[1] + 0.03}} {
		a, b := f.at(c), f.at(q)
		assert.InEpsilon(t, geodesic.WGS84.Distance(c, q)*f.scale, math.Hypot(a.x-b.x, a.y-b.y), 1e-6)
	}
	assert.Equal(t, []float64{0.5, 1, 20, 500, 1000}, []float64{nice(0.7), nice(1), nice(49.9), nice(500), nice(1999)})
}

func TestPDF(t *testing.T) {
	d := caspianUnder(t, "median")
	var b bytes.Buffer
	require.NoError(t, PDF(&b, Map(d), Options{}))
	assert.True(t, bytes.HasPrefix(b.Bytes(), []byte("%PDF-")))
	assert.True(t, bytes.HasSuffix(bytes.TrimSpace(b.Bytes()), []byte("%%EOF")))
	for _, tool := range []string{"pdfinfo", "pdftotext"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s (Debian's poppler-utils) is not installed", tool)
		}
	}
	file := filepath.Join(t.TempDir(), "map.pdf")
	require.NoError(t, os.WriteFile(file, b.Bytes(), 0o600))
	info, err := exec.Command("pdfinfo", file).CombinedOutput()
	require.NoError(t, err, "%s", info)
	assert.Regexp(t, `(?m)^Pages:\s+1$`, string(info))
	assert.Regexp(t, `(?m)^Page size:\s+595\.28 x 841\.89 pts \(A4\)$`, string(info))
	assert.Regexp(t, `(?m)^Title:\s+The Caspian Sea: Median line$`, string(info))
	text, err := exec.Command("pdftotext", "-layout", file, "-").CombinedOutput()
	require.NoError(t, err, "%s", text)
	for _, s := range d.States {
		assert.Contains(t, string(text), s.Name)
		assert.Contains(t, string(text), fmt.Sprintf("%.2f %% · %s km²", 100*s.Share, english.Sector(d, s.Area)))
	}
	assert.Contains(t, string(text), "It is no record of boundaries")
	assert.Contains(t, string(text), d.Question.Digest())
	assert.Contains(t, strings.Join(strings.Fields(string(text)), " "), d.Question.Credit())
}

// small is a picture that is soon drawn.
var small = Options{Width: 400}

// formats are all writers.
var formats = map[string]func(io.Writer, ...*caspian.Division) error{
	"svg":            func(w io.Writer, d ...*caspian.Division) error { return SVG(w, Map(d[0]), Options{}) },
	"png":            func(w io.Writer, d ...*caspian.Division) error { return PNG(w, Map(d[0]), small) },
	"pdf":            func(w io.Writer, d ...*caspian.Division) error { return PDF(w, Map(d[0]), Options{}) },
	"comparison svg": func(w io.Writer, d ...*caspian.Division) error { return SVG(w, Comparison(d...), Options{}) },
	"comparison png": func(w io.Writer, d ...*caspian.Division) error { return PNG(w, Comparison(d...), small) },
	"comparison pdf": func(w io.Writer, d ...*caspian.Division) error { return PDF(w, Comparison(d...), Options{}) },
	"markdown":       func(w io.Writer, d ...*caspian.Division) error { return Markdown(w, Report{Divisions: d}) },
	"html":           func(w io.Writer, d ...*caspian.Division) error { return HTML(w, Report{Divisions: d}) },
}

// full is a disk with room for some bytes.
type full struct{ room int }

var errFull = errors.New("no room is left")

func (f *full) Write(b []byte) (int, error) {
	if f.room -= len(b); f.room < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func TestWriters(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	for sea := range seas {
		d := lake(t, sea)
		for format, write := range formats {
			t.Run(sea+" "+format, func(t *testing.T) {
				if !long.Form() && (sea != "lake" || format == "comparison png") && !strings.HasSuffix(format, "svg") {
					t.Skip("the lake alone is enough by default; the long form has it")
				}
				var a, b bytes.Buffer
				require.NoError(t, write(&a, d, d))
				require.NoError(t, write(&b, d, d))
				assert.True(t, bytes.Equal(a.Bytes(), b.Bytes()), "two writes differ")
				for _, room := range []int{0, a.Len() - 1}[long.Or(0, 1):] {
					err := write(&full{room}, d, d)
					require.ErrorIs(t, err, errFull)
					assert.True(t, strings.HasPrefix(err.Error(), "render: "), "%v", err)
				}
			})
		}
	}
}

func TestNoSuchMap(t *testing.T) {
	d, other := lake(t, "lake"), lake(t, "pole")
	for _, c := range []struct {
		name string
		err  error
		want string
	}{
		{"theme", SVG(io.Discard, Map(d), Options{Theme: "pink"}), `there is no theme "pink", only light, dark and print`},
		{"narrow", PNG(io.Discard, Map(d), Options{Width: 199}), "a width of 199 pixels lies outside 200 to 10,000"},
		{"wide", PNG(io.Discard, Map(d), Options{Width: 10_001}), "a width of 10001 pixels lies outside"},
		{"dense", PNG(io.Discard, Map(d), Options{DPI: 5000}), "pixels lies outside"},
		{"negative", PNG(io.Discard, Map(d), Options{DPI: -1}), "pixels lies outside"},
		{"no number", PNG(io.Discard, Map(d), Options{DPI: math.NaN()}), "pixels lies outside"},
		{"both", PNG(io.Discard, Map(d), Options{Width: 500, DPI: 100}), "exclude each other"},
		{"nothing", SVG(io.Discard, Comparison(), Options{}), "there is nothing to draw"},
		{"nothing at all", SVG(io.Discard, Picture{}, Options{}), "there is nothing to draw"},
		{"two seas", SVG(io.Discard, Comparison(d, other), Options{}), "divide different seas"},
		{"thirteen", SVG(io.Discard, Comparison(slices.Repeat([]*caspian.Division{d}, 13)...), Options{}), "room for 12 divisions, not for 13"},
		{"no multiples", SVG(io.Discard, Multiples(), Options{}), "there is nothing to draw"},
		{"a sea that is none", SVG(io.Discard, Multiples(d, nil), Options{}), "there is no division"},
		{"too many", SVG(io.Discard, Multiples(slices.Repeat([]*caspian.Division{d}, 1001)...), Options{}), "room for 1000 divisions, not for 1001"},
		{"multiples with a line", SVG(io.Discard, Multiples(d, other).With(Overlay{Line: orb.LineString{{0, 0}, {1, 1}}}), Options{}), "only the map of one division"},
		{"a report of two seas", Markdown(io.Discard, Report{Divisions: []*caspian.Division{d, other}}), "divide different seas"},
	} {
		require.ErrorIs(t, c.err, ErrOptions, c.name)
		assert.ErrorContains(t, c.err, c.want, c.name)
	}
}
