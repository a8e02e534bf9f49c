package regime_test

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/internal/seas"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata/gshhg"
)

func ExampleByID() {
	r, err := regime.ByID("convention2018")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, layer := range r.Layers {
		fmt.Println(layer.Layer, layer.Kind)
	}
	// Output:
	// seabed open
	// water zone
	// surface zone
}

func ExampleShipped() {
	for _, r := range regime.Shipped() {
		fmt.Println(r.ID)
	}
	// Output:
	// condominium
	// equal
	// median
	// agreed
	// astara-hasanquli
	// coast-length
	// convention2018
	// target
}

func ExampleComparable() {
	for _, r := range regime.Comparable() {
		fmt.Println(r.ID)
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
	claims, err := regime.Claims(regime.Median(), regime.LayerAll)
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

func ExampleTarget() {
	sea, err := caspian.ReadSea(gshhg.Coast())
	if err != nil {
		fmt.Println(err)
		return
	}
	half := regime.Target(map[string]float64{"IR": 0.5, "KZ": 0.2}, regime.PartsEqual)
	div, err := caspian.Divide(context.Background(), sea, half, caspian.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range div.States {
		fmt.Printf("%s %.1f %%\n", s.Code, 100*s.Share)
	}
	fmt.Println(div.Weights["IR"] > div.Weights["AZ"])
	// Output:
	// AZ 10.0 %
	// IR 50.0 %
	// KZ 20.0 %
	// RU 10.0 %
	// TM 10.0 %
	// true
}

// A regime of one's own, applied.
func ExampleRegime() {
	thirds := regime.Regime{ID: "thirds", Title: "Two thirds and one third", Base: regime.BaseTarget, Source: "an example", Shares: map[string]float64{"A": 2.0 / 3}}
	sea, err := caspian.ReadSea(strings.NewReader(seas.Lake))
	if err != nil {
		fmt.Println(err)
		return
	}
	div, err := caspian.Divide(context.Background(), sea, thirds, caspian.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.6f\n", div.Share("B"))
	// Output: 0.333333
}

// A regime without an id has more than one thing wrong with it.
func ExampleRegime_Checked() {
	_, err := regime.Regime{Base: regime.BaseMedian, Zones: []regime.Belt{{Kind: regime.Fishery, Breadth: 1000}}}.Checked()
	fmt.Println(err)
	// Output: id: "" is no id; ids have small letters, digits and hyphens (and 3 more problems)
}

func ExampleRead() {
	r, err := regime.Read(strings.NewReader(`{"id":"heavy","title":"Twice as far","base":"median","source":"an example","weights":{"A":2}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Title, "by", r.Terms())
	// Output: Twice as far by equiratio weights A 2, the others 1; islands full
}

func ExampleRegime_Clone() {
	r := regime.Convention2018()
	wide := r.Clone()
	wide.Zones[0].Breadth = 24 * regime.NauticalMile
	fmt.Println(r.Zones[0].Breadth/regime.NauticalMile, wide.Zones[0].Breadth/regime.NauticalMile)
	// Output: 15 24
}

func ExampleRegime_Rules() {
	r := regime.Agreed()
	for _, rule := range r.Rules() {
		fmt.Println(rule.Layer, rule.Rule)
	}
	// Output:
	// seabed sectors
	// water not said
	// surface not said
}

func ExampleRegime_Terms() {
	condominium, agreed := regime.Condominium(), regime.Agreed()
	fmt.Println(condominium.Terms())
	fmt.Println(agreed.Terms())
	// Output:
	// shares IR 50 %, the rest in equal parts; fishery zone 10 M; AZ, KZ, RU, TM together as Soviet Union
	// equal distance; given line of KZ–RU, 39 positions; islands full
}

func ExampleRegime_WithLayer() {
	seabed, err := regime.Equal().WithLayer(regime.LayerSeabed)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(seabed.Layers[1].Layer, seabed.Layers[1].Rule)
	// The agreed line is one of the seabed.
	_, err = regime.Agreed().WithLayer(regime.LayerWater)
	fmt.Println(errors.Is(err, regime.ErrLayer))
	// Output:
	// water not said
	// true
}

func ExampleRegime_WithBreadth() {
	narrow, err := regime.Convention2018().WithBreadth(regime.Territorial, 12*regime.NauticalMile)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(narrow.Title)
	_, err = regime.Median().WithBreadth(regime.Territorial, 12*regime.NauticalMile)
	fmt.Println(errors.Is(err, regime.ErrNoPlace))
	// Output:
	// Convention of Aktau, 2018, territorial waters 12 M
	// true
}

func ExampleRegime_WithLine() {
	r, err := regime.Median().WithLine([2]string{"KZ", "AZ"}, orb.LineString{{48, 42.5}, {51, 42.5}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Terms())
	// Output: equal distance; given line of KZ–AZ, 2 positions; islands full
}

func ExampleRegime_WithCut() {
	r, err := regime.Median().WithCut(regime.Cut{Between: [2]string{"KZ", "TM"}, Kind: regime.CutParallel})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Title)
	fmt.Println(r.Terms())
	// Output:
	// Median line, with the parallel in place of the line of KZ and TM
	// equal distance; parallel in place of the line of KZ–TM, from the end of their land border; islands full
}

func ExampleCut_Rule() {
	for _, kind := range regime.CutKinds() {
		cut := regime.Cut{Between: [2]string{"KZ", "TM"}, Kind: kind}
		fmt.Println(cut.Rule(), cut.Directed())
	}
	// Output:
	// the bisector true
	// the perpendicular true
	// the azimuth false
	// the parallel false
	// the meridian false
}

func ExampleCut_Terms() {
	cut := regime.Cut{Between: [2]string{"KZ", "TM"}, Kind: regime.CutBisector, Over: 20e3}
	fmt.Println(cut.Terms())
	// Output: bisector in place of the line of KZ–TM, from the end of their land border, directions by straight fronts over 20 km
}

func ExampleRegime_WithoutCut() {
	r, line := regime.Agreed().WithoutCut("RU", "KZ")
	fmt.Println(r.Title)
	fmt.Println(len(line.Line), "points")
	// Output:
	// Agreed lines, as far as they are at hand, without its line of RU and KZ
	// 39 points
}
