package report_test

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/locate"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/report"
	"caspian.example/division/caspian/tabular"
)

// square divides a lake of one degree between its shores in the south and elsewhere.
func square() (*caspian.Division, error) {
	sea, err := caspian.ReadSea(strings.NewReader(seas.Lake))
	if err != nil {
		return nil, err
	}
	median, err := regime.ByID("median")
	if err != nil {
		return nil, err
	}
	return caspian.Divide(context.Background(), sea, median, caspian.Options{})
}

// Few positions stand for a line, and give and take equal areas.
func ExampleBoundary_Simplify() {
	d, err := square()
	if err != nil {
		fmt.Println(err)
		return
	}
	b, err := report.NewBoundary(d, "A", "B")
	if err != nil {
		fmt.Println(err)
		return
	}
	if _, err := b.Simplify(context.Background(), course.SimplifyOptions{Points: 4}); err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range b.Simplified.Points {
		fmt.Println(p.Number, p.Kind)
	}
	fmt.Println("balanced to 1 m²:", b.Simplified.NetM2 > -1 && b.Simplified.NetM2 < 1)
	// Output:
	// 1 terminus
	// 2 annex point
	// 3 annex point
	// 4 terminus
	// balanced to 1 m²: true
}

// The line between two states, in the shape of an agreement's annex.
func ExampleBoundary_Courses() {
	d, err := square()
	if err != nil {
		fmt.Println(err)
		return
	}
	b, err := report.NewBoundary(d, "A", "B")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(b.Courses()), "line")
	// Output: 1 line
}

func ExampleNewBoundary() {
	d, err := square()
	if err != nil {
		fmt.Println(err)
		return
	}
	b, err := report.NewBoundary(d, "A", "B")
	if err != nil {
		fmt.Println(err)
		return
	}
	var annex strings.Builder
	if err := report.Write(&annex, b, report.Markdown); err != nil {
		fmt.Println(err)
		return
	}
	_, points, _ := strings.Cut(annex.String(), "## Points\n\n")
	for _, line := range strings.Split(points, "\n")[2:8] {
		fmt.Println(line)
	}
	// Output:
	// | No. | Latitude | Longitude | What it is | A, m | B, m |
	// | ---: | --- | --- | --- | ---: | ---: |
	// | 1 | 0°00'00.0000"N | 0°00'00.0000"E | the end of the land border | 0.000 | 0.000 |
	// | 2 | 0°30'00.0704"N | 0°29'48.0881"E | turning point | 55289.313 | 55289.313 |
	// | 3 | 0°30'00.0704"N | 0°30'11.9119"E | turning point | 55289.313 | 55289.313 |
	// | 4 | 0°00'00.0000"N | 1°00'00.0000"E | the end of the land border | 0.000 | 0.000 |
}

// How far a proposed line is from equal distance.
func ExampleNewAudit() {
	d, err := square()
	if err != nil {
		fmt.Println(err)
		return
	}
	proposed := orb.LineString{{0, 0.2}, {0.5, 0.5}, {1, 0.2}}
	audited, err := course.Audit(context.Background(), d.Sea, [2]string{"A", "B"}, proposed, course.AuditOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	a, err := report.NewAudit(audited, "proposed", "", false)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range a.Points {
		fmt.Printf("%d: %s off, towards %s\n", p.Number, report.Metres(p.DepartureM), p.Towards)
	}
	fmt.Printf("%s gains %s km²\n", a.Gains[1].State, report.Area(a.Gains[1].GainKm2))
	// Output:
	// 1: 15.64 km off, towards A
	// 2: 2.2 m off, towards B
	// 3: 15.64 km off, towards A
	// B gains 1,210 km²
}

// Whose water a place is.
func ExampleDesk_Ask() {
	d, err := square()
	if err != nil {
		fmt.Println(err)
		return
	}
	l, err := locate.New(d, locate.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	var desk report.Desk
	if err := desk.Add(l, nil, nil); err != nil {
		fmt.Println(err)
		return
	}
	answer, err := desk.Ask(tabular.Place{Name: "buoy", At: orb.Point{0.5, 0.2}})
	if err != nil {
		fmt.Println(err)
		return
	}
	if p, ok := answer.(*report.Answer); ok {
		fmt.Printf("%s: %s has it, under %s\n", p.Name, *p.Regimes[0].State, p.Regimes[0].Title)
		fmt.Printf("B's shore is %s away, the line %s\n", report.Metres(p.Distances["B"].Metres), report.Metres(p.Boundary.Metres))
	}
	// Output:
	// buoy: B has it, under Median line
	// B's shore is 22.11 km away, the line 23.72 km
}

// Any number of places, some at a time.
func ExampleDesk_Stream() {
	d, err := square()
	if err != nil {
		fmt.Println(err)
		return
	}
	l, err := locate.New(d, locate.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	var desk report.Desk
	if err := desk.Add(l, nil, nil); err != nil {
		fmt.Println(err)
		return
	}
	blocks := [][]tabular.Place{{{At: orb.Point{0.5, 0.2}}, {At: orb.Point{0.5, 0.8}}}, {{At: orb.Point{0.1, 0.7}}}}
	var b strings.Builder
	err = desk.Stream(context.Background(), &b, report.CSV, nil, func() ([]tabular.Place, error) {
		if len(blocks) == 0 {
			return nil, io.EOF
		}
		first := blocks[0]
		blocks = blocks[1:]
		return first, nil
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for line := range strings.Lines(b.String()) {
		fmt.Println(strings.Join(strings.Split(line, ",")[1:9], ","))
	}
	// Output:
	// lon,lat,in_sea,ground,regime,layer,zone,state
	// 0.500000000,0.200000000,true,sea,median,all,sector,B
	// 0.500000000,0.800000000,true,sea,median,all,sector,A
	// 0.100000000,0.700000000,true,sea,median,all,sector,A
}

// Lines in the place of that of equal distance, and why some cannot be drawn.
// The median line is that of equal distance itself.
func ExampleBoundary_Compare() {
	d, err := square()
	if err != nil {
		fmt.Println(err)
		return
	}
	b, err := report.NewBoundary(d, "A", "B")
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := b.Compare(context.Background()); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("another line than that of equal distance:", b.Against != nil)
	// Output: another line than that of equal distance: false
}

func ExampleNewAlternatives() {
	d, err := square()
	if err != nil {
		fmt.Println(err)
		return
	}
	l, err := course.NewAlternatives(context.Background(), d, "A", "B", 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := report.NewAlternatives(l)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, line := range r.Lines[:5] {
		if line.Error != "" {
			_, why, _ := strings.Cut(line.Error, "A and B ")
			fmt.Println(line.Line+":", why)
			continue
		}
		fmt.Printf("%s: A %+.0f km²\n", line.Line, line.Gains["A"])
	}
	// Output:
	// equal distance: A +0 km²
	// bisector, fronts over 10 km, from 0.00 0.00: A -3097 km²
	// perpendicular, fit over 10 km, from 0.00 0.00: A -3097 km²
	// parallel, from 0.00 0.00: enters the water neither way from 0.000000 0.000000; give an azimuth of 90 or 270, or another start
	// meridian, from 0.00 0.00: enters the water neither way from 0.000000 0.000000; give an azimuth of 0 or 180, or another start
}
