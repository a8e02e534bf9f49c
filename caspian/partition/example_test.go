package partition_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/partition"
)

// lake reads a lake of one degree by one on the equator: the south and the west
// are A's, the north and the east B's.
func lake() *coast.Coast {
	c, err := coast.Read(strings.NewReader(`{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[1,0],[0,0],[0,1]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[0,1],[1,1],[1,0]]}}]}`), coast.Options{})
	if err != nil {
		panic(err)
	}
	return c
}

func ExampleDivide() {
	n, err := partition.Divide(context.Background(), lake(), partition.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range n.Sectors {
		fmt.Printf("%.2f of the lake\n", s.Area/n.Area)
	}
	fmt.Println(len(n.Boundaries), "line,", len(n.TurningPoints), "turning points")
	// Output:
	// 0.50 of the lake
	// 0.50 of the lake
	// 1 line, 2 turning points
}

func ExampleSolve() {
	s, err := partition.Solve(context.Background(), lake(), []float64{0.75, 0.25}, partition.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.9f\n", s.Sectors[0].Area/s.Area)
	// Output: 0.750000000
}

func ExampleLimits() {
	belts, err := partition.Limits(context.Background(), lake(), []float64{20_000}, partition.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	// In the middle remain about 71 km by 71 km of 111 by 111.
	fmt.Printf("%.2f of the lake\n", belts.Beyond.Area/belts.Area)
	// Output: 0.41 of the lake
}

func ExampleNewDistances() {
	d, err := partition.NewDistances(lake(), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	// Half a degree of a meridian from the south.
	at := orb.Point{0.75, 0.5}
	fmt.Printf("in the sea: %t, %.3f km from A\n", d.InSea(at), d.At(at)[0].Distance/1000)
	// Output: in the sea: true, 55.287 km from A
}

func ExampleNewPair() {
	p, err := partition.NewPair(context.Background(), lake(), [2]int{0, 1}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(p.Stands(orb.Point{0.25, 0.25}).Side, p.Stands(orb.Point{0.75, 0.75}).Side)
	// Output: 0 1
}

func ExampleNewShores() {
	c := lake()
	shores, err := partition.NewShores(c, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	// A square degree at the equator.
	fmt.Printf("%.0f thousand km²\n", shores.Area()/1e9)
	for _, tolerance := range []float64{1, 1000} {
		n, err := partition.Divide(context.Background(), c, partition.Options{Tolerance: tolerance, Shores: shores})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%.3f\n", n.Sectors[0].Area/n.Area)
	}
	// Output:
	// 12 thousand km²
	// 0.500
	// 0.500
}

func ExampleWater() {
	fmt.Println(len(partition.Water(lake())), "ring")
	// Output: 1 ring
}
