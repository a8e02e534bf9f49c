package report_test

import (
	"context"
	"fmt"
	"os"
	"strings"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/report"
)

// The shares of a lake as a table.
func ExampleShares_Add() {
	d, err := square()
	if err != nil {
		fmt.Println(err)
		return
	}
	var shares report.Shares
	if err := shares.Add(d, report.SharesOptions{Proportionality: true}); err != nil {
		fmt.Println(err)
		return
	}
	if err := report.Write(os.Stdout, &shares, report.Text); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Sea 12,309 km² · coast
	// Epoch unknown · water level unknown · islands at full effect
	//
	// Regime  State  Share %  Area km²  Claim %
	// ─────────────────────────────────────────
	// median  A        74.83     9,211
	//         B        25.17     3,098
	//
	// median  Areas  Coasts, every edge  Coasts, straight fronts
	// ──────────────────────────────────────────────────────────
	// A : B    2.97                2.99                     1.00
	//
	// Ratios between two states, of areas and of coast lengths: courts look whether
	// they are grossly apart. The measuring rule decides much; there is no threshold.
	//
	// Areas are geodesic on WGS84. A claim is what was said or published, not law.
	// Asked: Median line: equal distance; islands full; coast (a931f8936bcb); lines to
	// 1 m; question c2a1f89fbe49.
	// Coast data: , whose source is not stated.
}

// How far shares depend on what could be chosen otherwise.
func ExampleNewSensitivity() {
	d, err := square()
	if err != nil {
		fmt.Println(err)
		return
	}
	s, err := ensemble.Analyse(context.Background(), d, ensemble.Options{Shift: 5000})
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := report.NewSensitivity(s)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Sentence())
	// Output:
	// The median shares run A 74.63–75.04, B 24.96–25.37 % over the state's own ends of land borders up to 5 km along the shore.
}

// The weights by which lines part a lake in halves.
func ExampleWeights() {
	d, err := square()
	if err != nil {
		fmt.Println(err)
		return
	}
	equal, err := regime.ByID("equal")
	if err != nil {
		fmt.Println(err)
		return
	}
	if d, err = caspian.Divide(context.Background(), d.Sea, equal, caspian.Options{}); err != nil {
		fmt.Println(err)
		return
	}
	weights, err := report.Weights(d)
	if err != nil {
		fmt.Println(err)
		return
	}
	_, table, _ := strings.Cut(weights.Text(), "\n\n")
	fmt.Print(table)
	// Output:
	// State    Weight  Area km²  % of sea  Parts  Lost coast km
	// ─────────────────────────────────────────────────────────
	// A      1.000000     6,154   50.0000      1            0.0
	// B      2.402752     6,154   50.0000      1            0.0
}

// What there is to say of a coast.
func ExampleNewCoastInfo() {
	d, err := square()
	if err != nil {
		fmt.Println(err)
		return
	}
	info, err := report.NewCoastInfo(d.Sea.Coast(), "a lake")
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := report.Write(os.Stdout, info, report.CSV); err != nil {
		fmt.Println(err)
	}
	// Output:
	// coast,epoch,water_level,rounding_m,sea_km2,vertices,state,name,coast_km,mainland_km,stretches,islands,island_km
	// a lake,unknown,unknown,,12308.778361469453,4,A,A,332.45142645502835,332.45142645502835,1,0,0
	// a lake,unknown,unknown,,12308.778361469453,4,B,B,111.31949079327356,111.31949079327356,1,0,0
}

// What a regime rests on.
func ExampleNewRegimeText() {
	r, err := regime.ByID("condominium")
	if err != nil {
		fmt.Println(err)
		return
	}
	all, err := report.NewRegimeText(r)
	if err != nil {
		fmt.Println(err)
		return
	}
	var b strings.Builder
	if err := report.Write(&b, all, report.Text); err != nil {
		fmt.Println(err)
		return
	}
	_, layers, _ := strings.Cut(b.String(), "\nLayers\n")
	layers, _, _ = strings.Cut(layers, "\n\n")
	fmt.Println(layers)
	// Output:
	// seabed   in common, undivided
	//   water    in common, undivided
	//   surface  in common, undivided
}

// What people read of a result of one's own.
func ExampleDocument() {
	depths := []float64{12, 1025}
	d := new(report.Document).Say("Depths of two places.").Break().Table(&report.Table[float64]{Rows: depths, Columns: []report.Column[float64]{
		{Head: "Depth m", Right: true, Cell: report.Thousands},
		{Head: "Sea floor", Cell: func(depth float64) string { return map[bool]string{true: "shelf", false: "basin"}[depth < 200] }},
	}})
	fmt.Print(d.Text(), "\n", d.Markdown())
	// Output:
	// Depths of two places.
	//
	// Depth m  Sea floor
	// ──────────────────
	//      12  shelf
	//   1,025  basin
	//
	// Depths of two places.
	//
	// | Depth m | Sea floor |
	// | ---: | --- |
	// | 12 | shelf |
	// | 1,025 | basin |
}

// Runs as rows, read again and summed up.
func ExampleNewRunRows() {
	d, err := square()
	if err != nil {
		fmt.Println(err)
		return
	}
	e, err := ensemble.New(d, nil, ensemble.Settings{Vary: []string{ensemble.Termini}, Shift: 5000, Seed: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	rows := report.NewRunRows(e)
	text := rows.Header()
	err = e.Each(context.Background(), ensemble.Runs{From: 1, To: 20}, nil, func(r *ensemble.Run) error {
		text += rows.Line(*r)
		return nil
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(rows.Header())
	sample, err := report.ReadRuns(strings.NewReader(text))
	if err != nil {
		fmt.Println(err)
		return
	}
	a := report.NewEnsemble(sample, nil, nil).States[0]
	fmt.Printf("%s: %.2f to %.2f %%\n", a.State, 100**a.Low, 100**a.High)
	// Output:
	// run,coast,islands,close,baselines,shift_m_A_B_1,shift_m_A_B_2,share_A,share_B,error,question
	// A: 74.69 to 74.93 %
}
