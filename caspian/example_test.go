package caspian_test

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/problem"
	"caspian.example/division/caspian/regime"
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
	div, err := caspian.Divide(context.Background(), open(), regime.Median(), caspian.Options{})
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
	sea, err := caspian.NewSea(c)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(sea.States()), "states")
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

func ExampleSea_MoveEnds() {
	sea := open()
	for _, e := range sea.Ends() {
		fmt.Println(e)
	}
	moved, err := sea.MoveEnds(caspian.EndMove{End: sea.Ends()[0], By: 5000})
	if err != nil {
		fmt.Println(err)
		return
	}
	d, err := caspian.Divide(context.Background(), moved, regime.Median(), caspian.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d.Question.Ends[0])
	fmt.Println("Alta gains:", d.Share("A") > median().Share("A"))
	// Output:
	// A–B (1)
	// A–B (2)
	// end of A–B (1) 5 km into B
	// Alta gains: true
}

func ExampleSea_WithBaselines() {
	sea, err := caspian.ReadSea(strings.NewReader(strings.ReplaceAll(basin, "closing", "baseline")))
	if err != nil {
		fmt.Println(err)
		return
	}
	straight, err := sea.WithBaselines("Bay")
	if err != nil {
		fmt.Println(err)
		return
	}
	div, err := caspian.Divide(context.Background(), straight, regime.Median(), caspian.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, z := range div.Zones {
		if z.Kind == caspian.ZoneInternalWaters {
			fmt.Printf("%.0f km² are internal waters of %v\n", z.Area/1e6, div.Codes(z.Holder))
		}
	}
	_, err = sea.Close("Bay")
	fmt.Println(err)
	// Output:
	// 123 km² are internal waters of [B]
	// coast: the coast has no closing line "Bay"; that is a straight baseline
}

func ExampleSea_CoastLengths() {
	fronts, err := open().CoastLengths(regime.Measure{Fronts: true})
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
		noisy, err := open().Perturbed(caspian.Noise{Metres: 100, Seed: 1, Run: run + 1})
		if err != nil {
			fmt.Println(err)
			return
		}
		div, err := caspian.Divide(context.Background(), noisy, regime.Median(), caspian.Options{})
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

// What a figure answers stands beside it, in one line.
func ExampleQuestion_Words() {
	narrow, err := regime.Convention2018().WithBreadth(regime.Territorial, 12*regime.NauticalMile)
	if err != nil {
		fmt.Println(err)
		return
	}
	div, err := caspian.Divide(context.Background(), open(), narrow, caspian.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	words, digest, _ := strings.Cut(div.Question.Rule()+"; "+div.Question.Digest(), "; fishery")
	fmt.Println(words)
	fmt.Println(strings.HasSuffix(div.Question.Words(), digest[len(digest)-12:]))
	// Output:
	// Convention of Aktau, 2018, territorial waters 12 M (water): territorial waters 12 M
	// true
}
