package caspian_test

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/problem"
	"caspian.example/division/geodata/gshhg"
)

// basin is a lake of one degree by one on the equator: the south and the west are
// Alta's, the north and the east Bora's. A bay of Bora's in the north can be
// closed.
const basin = `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A","name":"Alta"},"geometry":{"type":"LineString","coordinates":[[1,0],[0,0],[0,1]]}},
{"type":"Feature","properties":{"state":"B","name":"Bora"},"geometry":{"type":"LineString","coordinates":[[0,1],[0.8,1],[0.8,1.1],[0.9,1.1],[0.9,1],[1,1],[1,0]]}},
{"type":"Feature","properties":{"kind":"closing","state":"B","name":"Bay"},"geometry":{"type":"LineString","coordinates":[[0.8,1],[0.9,1]]}}]}`

// open reads basin and closes its bay.
func open() *caspian.Sea {
	sea, err := caspian.ReadSea(strings.NewReader(basin))
	if err != nil {
		panic(err)
	}
	square, err := sea.Close("Bay")
	if err != nil {
		panic(err)
	}
	return square
}

// median divides the basin by the median line.
func median() *caspian.Division {
	div, err := caspian.Divide(context.Background(), open(), caspian.Median, caspian.Options{})
	if err != nil {
		panic(err)
	}
	return div
}

func ExampleReadSea() {
	sea, err := caspian.ReadSea(gshhg.Coast())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range sea.States() {
		fmt.Println(s.Code, s.Name)
	}
	// Output:
	// AZ Azerbaijan
	// IR Iran
	// KZ Kazakhstan
	// RU Russia
	// TM Turkmenistan
}

// What is wrong in a coast is told all at once, with the place.
func ExampleReadSea_problems() {
	gap := strings.Replace(basin, "[[0,1],[0.8,1]", "[[0,0.9],[0.8,1]", 1)
	_, err := caspian.ReadSea(strings.NewReader(gap))
	var problems *problem.List
	if errors.As(err, &problems) {
		fmt.Println(problems.Total, "problems")
	}
	// Output: 2 problems
}

// A coast that was read with other options than ReadSea has.
func ExampleNewSea() {
	c, err := coast.Read(strings.NewReader(basin), coast.Options{Snap: 5})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(caspian.NewSea(c).States()), "states")
	// Output: 2 states
}

func ExampleSea_Close() {
	sea, err := caspian.ReadSea(strings.NewReader(basin))
	if err != nil {
		fmt.Println(err)
		return
	}
	square, err := sea.Close("Bay")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(square.Coast().Enclosed[0].Name, "is closed")
	_, err = sea.Close("Gulf")
	fmt.Println(err != nil)
	// Output:
	// Bay is closed
	// true
}

func ExampleSea_CoastLengths() {
	fronts, err := open().CoastLengths(caspian.Measure{Fronts: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	// Both fronts run from one end of the land border to the other.
	fmt.Printf("%.0f and %.0f km\n", fronts["A"]/1000, fronts["B"]/1000)
	// Output: 157 and 157 km
}

func ExampleSea_Perturbed() {
	for run := range 2 {
		noisy, err := open().Perturbed(100, 1, run+1)
		if err != nil {
			fmt.Println(err)
			return
		}
		div, err := caspian.Divide(context.Background(), noisy, caspian.Median, caspian.Options{})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%.0f %%\n", 100*div.Share("A"))
	}
	// Output:
	// 50 %
	// 50 %
}

func ExampleDivides() {
	// The agreed line is one of the seabed.
	fmt.Println(caspian.Divides(caspian.Agreed, caspian.LayerSeabed))
	fmt.Println(errors.Is(caspian.Divides(caspian.Agreed, caspian.LayerWater), caspian.ErrLayer))
	// Output:
	// <nil>
	// true
}

func ExampleRegimeByID() {
	r, err := caspian.RegimeByID("convention2018")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, layer := range r.About().Layers {
		fmt.Println(layer.Layer, layer.Kind)
	}
	// Output:
	// seabed open
	// water zone
	// surface zone
}

func ExampleRegimes() {
	for _, r := range caspian.Regimes() {
		fmt.Println(r.ID())
	}
	// Output:
	// condominium
	// equal
	// median
	// agreed
	// astara-hasanquli
	// coast-length
}

func ExampleClaims() {
	claims, err := caspian.Claims(caspian.Median)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range claims {
		if c.State == "IR" {
			fmt.Printf("%s %% (%s)\n", c.Wording, c.By)
			return
		}
	}
	// Output: 13 % (Khosravi 2007, p. 6)
}

// A regime of one's own, applied.
func ExampleDefine() {
	thirds, err := caspian.Define(caspian.Definition{ID: "thirds", Title: "Two thirds and one third", Base: caspian.BaseTarget, Source: "an example", Shares: map[string]float64{"A": 2.0 / 3}})
	if err != nil {
		fmt.Println(err)
		return
	}
	div, err := caspian.Divide(context.Background(), open(), thirds, caspian.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.6f\n", div.Share("B"))
	// Output: 0.333333
}

func ExampleReadRegime() {
	r, err := caspian.ReadRegime(strings.NewReader(`{"id":"heavy","title":"Twice as far","base":"median","source":"an example","weights":{"A":2}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.ID(), r.About().Title)
	// Output: heavy Twice as far
}

func ExampleDefinitionOf() {
	def, ok := caspian.DefinitionOf(caspian.Condominium)
	fmt.Println(ok, def.Base, def.Shares["IR"])
	// Output: true undivided 0.5
}

func ExampleReadLine() {
	line, err := caspian.ReadLine(context.Background(), strings.NewReader(`{"type":"LineString","coordinates":[[1,0],[0,1]]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(line)
	// Output: [[1 0] [0 1]]
}

// The diagonal is nearly, and at its middle exactly, the median line.
func ExampleAudit() {
	diagonal := caspian.Line{Between: [2]string{"A", "B"}, Line: orb.LineString{{1, 0}, {0.5, 0.5}, {0, 1}}}
	audited, err := caspian.Audit(context.Background(), open(), diagonal, caspian.AuditOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.0f km long\n", audited.Length/1000)
	fmt.Println("less than 1 km away:", audited.Largest[0].Departure < 1000 && audited.Largest[1].Departure < 1000)
	// Output:
	// 157 km long
	// less than 1 km away: true
}

func ExampleAnalyse() {
	s, err := caspian.Analyse(context.Background(), open(), caspian.Median, caspian.Options{}, caspian.SensitivityOptions{Shift: 2000})
	if err != nil {
		fmt.Println(err)
		return
	}
	low, high, _ := s.Range(0)
	fmt.Println("the ends of the border matter:", low < 0.5 && high > 0.5)
	// Output: the ends of the border matter: true
}

func ExampleDivision_Between() {
	courses, err := median().Between("A", "B")
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

func ExampleDivision_Only() {
	div := median()
	courses, err := div.Between("B", "A")
	if err != nil {
		fmt.Println(err)
		return
	}
	only := div.Only(courses)
	fmt.Println(len(only.Boundaries), "line,", len(only.Zones), "zones")
	// Output: 1 line, 0 zones
}

func ExampleDivision_Junction() {
	sea, err := caspian.ReadSea(gshhg.Coast())
	if err != nil {
		fmt.Println(err)
		return
	}
	div, err := caspian.Divide(context.Background(), sea, caspian.Agreed, caspian.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	// The end of the line that Kazakhstan and Russia agreed on.
	j, err := div.Junction(orb.Point{49 + 53.3/60, 42 + 33.6/60}, "AZ", "KZ", "RU")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("within 5 km of the tripoint:", j.Departure < 5000)
	// Output: within 5 km of the tripoint: true
}

func ExampleDivision_Proportions() {
	proportions, err := median().Proportions()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range proportions {
		fmt.Printf("%v: areas %.2f, fronts %.2f\n", p.States, p.Areas, p.Fronts)
	}
	// Output: [A B]: areas 1.00, fronts 1.00
}

func ExampleNewLocator() {
	locator, err := caspian.NewLocator(median())
	if err != nil {
		fmt.Println(err)
		return
	}
	place, err := locator.At(orb.Point{0.5, 0.25})
	if err != nil {
		fmt.Println(err)
		return
	}
	states := locator.Division().States
	fmt.Println(place.Ground, states[place.Holdings[0].States[0]].Name)
	// A quarter of a degree of latitude.
	fmt.Printf("%.1f km from the coast\n", place.Distances[0].Distance/1000)
	// Output:
	// sea Alta
	// 27.6 km from the coast
}

func ExampleNewFirmness() {
	locator, err := caspian.NewLocator(median())
	if err != nil {
		fmt.Println(err)
		return
	}
	firmness, err := caspian.NewFirmness(context.Background(), locator, caspian.Median, caspian.Options{}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	outcomes, err := firmness.Of(orb.Point{0.5, 0.25})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, o := range outcomes {
		fmt.Printf("%s: %d layers flip\n", o.Cause, len(o.Flips))
	}
	// Output: with Bay: 0 layers flip
}
