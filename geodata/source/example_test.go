package source_test

import (
	"fmt"

	"github.com/paulmach/orb"

	"caspian.example/division/geodata/source"
)

// A lake of two pieces, as GMT cuts it at a whole degree, and a place in it.
func ExampleStitch() {
	pieces, err := source.ParseDump([]byte("> Shore Bin # 7, Level 2\n1\t0\n0\t0\n0\t1\n1\t1\n> Shore Bin # 8, Level 2\n1\t0\n2\t0.5\n1\t1\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	lakes, err := source.Stitch(pieces[2])
	if err != nil {
		fmt.Println(err)
		return
	}
	lake, err := lakes[0].CounterClockwise(nil)
	fmt.Println(lake, err)
	fmt.Println(lake.Contains(source.Degrees(1.2, 0.5)), lake.SignedArea())
	// Output:
	// [[0,0] [1,0] [2,0.5] [1,1] [0,1]] <nil>
	// true 1.5
}

// A country with one outline, whose border and coast meet at 1 E 0 N.
func ExampleParseOutlines() {
	outlines, err := source.ParseOutlines([]byte(">  Westland Segment 0\n0\t0\n1\t0\n1\t0\n1\t1\n0\t0\n"))
	fmt.Println(outlines, err)
	// Output: map[Westland:[[[0,0] [1,0] [1,0] [1,1] [0,0]]]] <nil>
}

// Two countries with a border between them, and what they have in a box.
func ExampleParseTopology() {
	t, err := source.ParseTopology([]byte(`{"type":"Topology","transform":{"scale":[1,1],"translate":[0,0]},
"arcs":[[[2,0],[0,2]],[[2,2],[-2,0],[0,-2],[2,0]],[[2,0],[2,0],[0,2],[-2,0]]],
"objects":{"countries":{"geometries":[
{"type":"Polygon","id":"1","properties":{"name":"Westland"},"arcs":[[0,1]]},
{"type":"Polygon","id":"2","properties":{"name":"Eastland"},"arcs":[[-1,2]]}]}}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(t.Users())
	for _, c := range source.Clip(t.Countries(), orb.Bound{Min: orb.Point{1, 1}, Max: orb.Point{3, 3}}) {
		fmt.Println(c.Name, c.Parts.Bound())
	}
	// Output:
	// [[1 2] [1] [2]]
	// Westland {[1 1] [2 2]}
	// Eastland {[2 1] [3 2]}
}

func ExampleGeoJSON() {
	c := source.Country{ID: "1", Name: "Westland", Parts: orb.MultiPolygon{{{{0, 0}, {1.23456, 0}, {0, 1}, {0, 0}}}}}
	fmt.Printf("%s", source.GeoJSON([]source.Country{c}, 3, func(source.Country) string { return "WE" }))
	// Output:
	// {"type":"FeatureCollection","features":[
	// {"type":"Feature","id":"1","properties":{"name":"Westland","iso_a2":"WE"},"geometry":{"type":"MultiPolygon","coordinates":[
	// [[[0,0],[1.235,0],[0,1],[0,0]]]]}}
	// ]}
}
