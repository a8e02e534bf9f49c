package render_test

import (
	"bytes"
	"context"
	"fmt"
	"image/png"
	"regexp"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/render"
	"caspian.example/division/caspian/report"
)

// halves divides a lake of one degree by one on the equator by the median line.
func halves() *caspian.Division {
	sea, err := caspian.ReadSea(strings.NewReader(`{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[1,0],[0,0],[0,1]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[0,1],[1,1],[1,0]]}}]}`))
	if err != nil {
		panic(err)
	}
	div, err := caspian.Divide(context.Background(), sea, regime.Median(), caspian.Options{})
	if err != nil {
		panic(err)
	}
	return div
}

func ExampleSVG() {
	var b bytes.Buffer
	if err := render.SVG(&b, render.Map(halves()), render.Options{Theme: render.Print}); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.Contains(b.String(), "<svg"))
	// Output: true
}

func ExampleMultiples() {
	var b bytes.Buffer
	if err := render.SVG(&b, render.Multiples(halves(), halves(), halves()), render.Options{}); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.Count(b.String(), "A 50.0 · B 50.0"))
	// Output: 3
}

// The sheet of a line that bulges to the north-east of the line of equal distance.
func ExampleAudit() {
	d := halves()
	line := orb.LineString{{1, 0}, {0.6, 0.6}, {0, 1}}
	audited, err := course.Audit(context.Background(), d.Sea, [2]string{"A", "B"}, line, course.AuditOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	var b bytes.Buffer
	if err := render.SVG(&b, render.Audit(audited, "proposed", ""), render.Options{}); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.Contains(b.String(), "A +1,231 km²"))
	// Output: true
}

func ExampleLine() {
	d := halves()
	courses, err := course.Between(d, "A", "B")
	if err != nil {
		fmt.Println(err)
		return
	}
	var b bytes.Buffer
	if err := render.SVG(&b, render.Line(d, courses), render.Options{}); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.Contains(b.String(), "A–B: Median line"))
	// Output: true
}

func ExamplePNG() {
	var b bytes.Buffer
	if err := render.PNG(&b, render.Map(halves()), render.Options{Width: 400}); err != nil {
		fmt.Println(err)
		return
	}
	config, err := png.DecodeConfig(&b)
	fmt.Println(config.Width, err)
	// Output: 400 <nil>
}

func ExamplePDF() {
	var b bytes.Buffer
	if err := render.PDF(&b, render.Map(halves()), render.Options{}); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s\n", b.Bytes()[:5])
	// Output: %PDF-
}

// Two rules side by side.
func ExampleComparison() {
	median := halves()
	equal, err := caspian.Divide(context.Background(), median.Sea, regime.Equal(), caspian.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	var b bytes.Buffer
	if err := render.SVG(&b, render.Comparison(median, equal), render.Options{}); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(b.Len() > 0)
	// Output: true
}

// A proposed line above the map.
func ExamplePicture_With() {
	picture := render.Map(halves()).With(render.Overlay{Name: "Diagonal", Line: orb.LineString{{1, 0}, {0, 1}}})
	var b bytes.Buffer
	if err := render.SVG(&b, picture, render.Options{}); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.Contains(b.String(), "Diagonal"))
	// Output: true
}

// How far shares go over all choices, beside them in the legend.
func ExamplePicture_Within() {
	s, err := ensemble.Analyse(context.Background(), halves(), ensemble.Options{Shift: 5000})
	if err != nil {
		fmt.Println(err)
		return
	}
	ranges, err := report.NewSensitivity(s)
	if err != nil {
		fmt.Println(err)
		return
	}
	var b bytes.Buffer
	if err := render.SVG(&b, render.Map(s.Base).Within(ranges), render.Options{}); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.Count(b.String(), " % over all choices<"))
	// Output: 2
}

func ExampleMarkdown() {
	var b bytes.Buffer
	if err := render.Markdown(&b, render.Report{Divisions: []*caspian.Division{halves()}}); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.HasPrefix(b.String(), "# "))
	// Output: true
}

func ExampleHTML() {
	var b bytes.Buffer
	if err := render.HTML(&b, render.Report{Divisions: []*caspian.Division{halves()}}); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.HasPrefix(strings.ToLower(b.String()), "<!doctype html>"))
	// Output: true
}

// The numbers of a map are written as its language writes them.
func ExampleLanguages() {
	for _, lang := range render.Languages() {
		var b bytes.Buffer
		if err := render.SVG(&b, render.Map(halves()), render.Options{Lang: lang}); err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(lang, regexp.MustCompile(`>[^ <]*[.,٫][^ <]*.(%|درصد)<`).FindString(b.String()))
	}
	// Output:
	// en >50.00 %<
	// fa >۵۰٫۰۰ درصد<
	// ru >50,00 %<
}

// A coast may name states in scripts that the fonts of PNG and PDF do not have.
func ExamplePicture_Unwritable() {
	div := halves()
	div.States[0].Name, div.States[1].Name = "საქართველო", "中国"
	fmt.Println(render.Map(div).Unwritable())
	// Output: [中国]
}
