package course_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/geodesic"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata/gshhg"
)

// basin is a lake of one degree by one on the equator: the south and the west are
// Alta's, the north and the east Bora's.
const basin = `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A","name":"Alta"},"geometry":{"type":"LineString","coordinates":[[1,0],[0,0],[0,1]]}},
{"type":"Feature","properties":{"state":"B","name":"Bora"},"geometry":{"type":"LineString","coordinates":[[0,1],[1,1],[1,0]]}}]}`

// open reads basin.
func open() *caspian.Sea {
	sea, err := caspian.ReadSea(strings.NewReader(basin))
	if err != nil {
		panic(err)
	}
	return sea
}

// median divides basin by the median line.
func median() *caspian.Division {
	div, err := caspian.Divide(context.Background(), open(), regime.Median(), caspian.Options{})
	if err != nil {
		panic(err)
	}
	return div
}

func ExampleBetween() {
	courses, err := course.Between(median(), "A", "B")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range courses[0].Points {
		fmt.Printf("%s at %.2f %.2f\n", p.Kind, p.At[0], p.At[1])
	}
	// Output:
	// terminus at 1.00 0.00
	// turning point at 0.50 0.50
	// turning point at 0.50 0.50
	// terminus at 0.00 1.00
}

func ExampleOnly() {
	div := median()
	courses, err := course.Between(div, "B", "A")
	if err != nil {
		fmt.Println(err)
		return
	}
	only := course.Only(div, courses)
	fmt.Println(len(only.Boundaries), "line,", len(only.Zones), "zones")
	// Output: 1 line, 0 zones
}

// The diagonal is nearly, and at its middle exactly, the median line.
func ExampleAudit() {
	diagonal := orb.LineString{{1, 0}, {0.5, 0.5}, {0, 1}}
	audited, err := course.Audit(context.Background(), open(), [2]string{"A", "B"}, diagonal, course.AuditOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.0f km long\n", audited.Length/1000)
	fmt.Println("less than 1 km away:", audited.Largest[0].Departure < 1000)
	// Output:
	// 157 km long
	// less than 1 km away: true
}

// A line with one bend more, to the side of Bora, gives Alta a triangle.
func ExampleExchanged() {
	from := median()
	bent, err := regime.Median().WithLine([2]string{"A", "B"}, orb.LineString{{1, 0}, {0.6, 0.6}, {0, 1}})
	if err != nil {
		fmt.Println(err)
		return
	}
	to, err := caspian.Divide(context.Background(), from.Sea, bent, caspian.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	faces, err := course.Exchanged(from, to, "A", "B")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range faces {
		fmt.Printf("%s gains %.0f km²\n", to.States[f.To].Code, f.Area/1e6)
	}
	// Output: A gains 1231 km²
}

func ExampleExchangedLines() {
	straight := orb.LineString{{50, 0}, {51, 0}}
	bent := orb.LineString{{50, 0}, {50.25, 0.1}, {50.75, -0.1}, {51, 0}}
	const north, south = 0, 1 // the lines run eastward, with the north on their left
	faces, err := course.ExchangedLines([2]int{north, south}, straight, bent)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(faces), "faces")
	fmt.Printf("to the north %.0f km², to the south %.0f km²\n", course.Gained(faces, north)/1e6, course.Gained(faces, south)/1e6)
	// Output:
	// 2 faces
	// to the north 308 km², to the south 308 km²
}

// What each of two states gains is the sum over its faces.
func ExampleGained() {
	faces := []course.Face{{To: 0, Area: 3e6}, {To: 1, Area: 2e6}, {To: 0, Area: 1e6}}
	fmt.Printf("%.0f km²\n", course.Gained(faces, 0)/1e6)
	// Output: 4 km²
}

func ExampleNewJunction() {
	sea, err := caspian.ReadSea(gshhg.Coast())
	if err != nil {
		fmt.Println(err)
		return
	}
	div, err := caspian.Divide(context.Background(), sea, regime.Agreed(), caspian.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	// The end of the line that Kazakhstan and Russia agreed on.
	j, err := course.NewJunction(div, orb.Point{49 + 53.3/60, 42 + 33.6/60}, "AZ", "KZ", "RU")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("within 5 km of the tripoint:", j.Departure < 5000)
	// Output: within 5 km of the tripoint: true
}

// The line of basin has two bends; and four positions stand for it within 500 m.
func ExampleSimplify() {
	div := median()
	courses, err := course.Between(div, "A", "B")
	if err != nil {
		fmt.Println(err)
		return
	}
	line, err := course.Simplify(context.Background(), div, &courses[0], course.SimplifyOptions{Within: 500, Rounding: geodesic.Rounding{Unit: geodesic.Seconds}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(line.Points), "positions, from", line.Points[0].Text, "to", line.Points[len(line.Points)-1].Text)
	fmt.Println("balanced to 1 m²:", line.Net > -1 && line.Net < 1)
	fmt.Println("within 500 m:", line.Largest.Distance <= 500)
	// Output:
	// 4 positions, from 0°00'00"N 1°00'00"E to 1°00'00"N 0°00'00"E
	// balanced to 1 m²: true
	// within 500 m: true
}

func ExampleSimplifyAll() {
	div := median()
	few, err := course.SimplifyAll(context.Background(), div, 500)
	if err != nil {
		fmt.Println(err)
		return
	}
	gain := few.States[0].Area - div.States[0].Area
	fmt.Println("positions between the ends:", len(few.TurningPoints))
	fmt.Println("Alta's area is the same to 1 m²:", gain > -1 && gain < 1)
	// Output:
	// positions between the ends: 1
	// Alta's area is the same to 1 m²: true
}

func ExampleAuditCut() {
	from := orb.Point{1, 0}
	line := regime.Cut{Between: [2]string{"A", "B"}, Kind: regime.CutBisector, Over: 10e3, From: &from}
	a, err := course.AuditCut(context.Background(), open(), line, course.AuditOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%d points, %.0f km; up to %.1f km from equidistance\n", len(a.Points), a.Length/1e3, a.Largest[0].Departure/1e3)
	// Output: 2 points, 156 km; up to 0.5 km from equidistance
}

func ExampleAgainst() {
	parallel, err := regime.Median().WithCut(regime.Cut{Between: [2]string{"A", "B"}, Line: orb.LineString{{0, 0.5}, {1, 0.5}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	div, err := caspian.Divide(context.Background(), open(), parallel, caspian.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	against, err := course.Against(context.Background(), div, "A", "B")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.0f km off\n", against.Rows[0].Largest.Departure/1e3)
	// Output: 39 km off
}

func ExampleNewAlternatives() {
	l, err := course.NewAlternatives(context.Background(), median(), "A", "B", 2000)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range l.Rows {
		switch {
		case row.Err != nil:
			continue
		case row.Cut != nil:
			fmt.Printf("%s: %+.0f km²\n", row.Cut.Rule(), row.Gains[0]/1e6)
		default:
			fmt.Printf("the border's end moved by %+.0f m: %+.0f km²\n", row.Shift, row.Gains[0]/1e6)
		}
	}
	// Output:
	// the bisector: -41 km²
	// the perpendicular: -41 km²
	// the bisector: +40 km²
	// the perpendicular: +40 km²
	// the line between the ends of the land borders: +0 km²
	// the border's end moved by +2000 m: +2 km²
	// the border's end moved by -2000 m: -2 km²
	// the border's end moved by +2000 m: +2 km²
	// the border's end moved by -2000 m: -2 km²
}
