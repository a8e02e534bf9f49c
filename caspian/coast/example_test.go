package coast_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/geodesic"
)

// square is a lake of one degree by one on the equator; the south is Bora's.
const square = `{"type":"FeatureCollection","coast":{"name":"Square"},"features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[1,0],[1,1],[0,1],[0,0]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[0,0],[1,0]]}}]}`

// read reads square.
func read() *coast.Coast {
	c, err := coast.Read(strings.NewReader(square), coast.Options{})
	if err != nil {
		panic(err)
	}
	return c
}

func ExampleRead() {
	c, err := coast.Read(strings.NewReader(square), coast.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(c.Name, len(c.States), "states, water level", c.WaterLevel)
	// Output: Square 2 states, water level unknown
}

func ExampleCoast_Figures() {
	c, err := coast.Read(strings.NewReader(`{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[1,0],[1,1],[0.6,1],[0.6,1.2],[0.4,1.2],[0.4,1],[0,1],[0,0]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[0,0],[1,0]]}},
{"type":"Feature","properties":{"kind":"closing","state":"A","name":"Bay"},"geometry":{"type":"LineString","coordinates":[[0.6,1],[0.4,1]]}}]}`), coast.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	figures, err := c.Figures(coast.DefaultSide)
	if err != nil {
		fmt.Println(err)
		return
	}
	bay := figures[0]
	fmt.Printf("A mouth of %.1f km, %.2f times the semicircle on it\n", bay.Length/1000, (bay.Water+bay.Islands)/bay.Semicircle)
	// Output: A mouth of 22.3 km, 2.53 times the semicircle on it
}

func ExampleWrite() {
	if err := coast.Write(os.Stdout, read()); err != nil {
		fmt.Println(err)
	}
	// Output:
	// {"type":"FeatureCollection",
	// "coast":{"name":"Square","epoch":"unknown","water_level":"unknown"},
	// "features":[
	// {"type":"Feature","properties":{"kind":"coast","state":"B"},"geometry":{"type":"LineString","coordinates":[[0,0],[1,0]]}},
	// {"type":"Feature","properties":{"kind":"coast","state":"A"},"geometry":{"type":"LineString","coordinates":[[1,0],[1,1],[0,1],[0,0]]}}
	// ]}
}

func ExampleReadAreas() {
	areas, notes, err := coast.ReadAreas(context.Background(), strings.NewReader(`{"type":"Feature","properties":{"name":"Lake"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(areas[0].Properties["name"], len(areas[0].Polygons), "polygon,", len(notes), "notes")
	// Output: Lake 1 polygon, 0 notes
}

func ExampleArea_Check() {
	bowTie := `{"type":"Polygon","coordinates":[[[0,0],[2,1],[2,0],[0,1],[0,0]]]}`
	areas, _, err := coast.ReadAreas(context.Background(), strings.NewReader(bowTie))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(errors.Is(areas[0].Check(0), coast.ErrCrossing))
	// Output: true
}

func ExampleReadLine() {
	line, err := coast.ReadLine(context.Background(), strings.NewReader(`{"type":"LineString","coordinates":[[0,0],[1,1]]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(line)
	// Output: [[0 0] [1 1]]
}

func ExampleCoast_Termini() {
	c := read()
	for _, t := range c.Termini() {
		fmt.Println(c.States[t.Before].Code, c.States[t.After].Code, t.At)
	}
	// Output:
	// A B [0 0]
	// B A [1 0]
}

func ExampleCoast_MoveTerminus() {
	c := read()
	// From the south-western corner 10 km along the shore: counter-clockwise, so
	// that Alta gains what Bora loses.
	moved, err := c.MoveTerminus(c.Termini()[0], 10_000)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.4f %.4f\n", moved.Termini()[0].At[0], moved.Termini()[0].At[1])
	// Output: 0.0898 0.0000
}

func ExampleCoast_Lengths() {
	lengths, err := read().Lengths(geodesic.WGS84, coast.Measure{})
	if err != nil {
		fmt.Println(err)
		return
	}
	// Bora has a degree of the equator: a 360th of 2π·6,378,137 m.
	fmt.Printf("%.3f m\n", lengths[1])
	// Output: 111319.491 m
}

func ExampleCoast_Extent() {
	fmt.Println(read().Extent())
	// Output: 0 0 1 1
}

func ExampleCoast_Spacing() {
	_, greatest, _ := read().Spacing()
	fmt.Printf("%.1f km\n", greatest/1000)
	// Output: 111.3 km
}

func ExampleCoast_Bent() {
	// Of the four edges only the northern one is no straight line in degrees.
	count, _, _ := read().Bent(1)
	fmt.Println(count)
	// Output: 1
}

func ExampleCoast_Entangled() {
	_, any := read().Entangled(1, []orb.LineString{{{0.2, 0.2}, {0.8, 0.8}}})
	fmt.Println(any)
	// Output: false
}

func ExampleReadPoints() {
	wells, _, err := coast.ReadPoints(context.Background(), strings.NewReader(`{"type":"Feature","id":7,"properties":{"name":"well"},"geometry":{"type":"Point","coordinates":[51.27,38.58]}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s %s %v\n", wells[0].ID, wells[0].Name, wells[0].At[0])
	_, _, err = coast.ReadPoints(context.Background(), strings.NewReader(`{"type":"Point","coordinates":[51.27]}`))
	fmt.Println(err)
	// Output:
	// 7 well [51.27 38.58]
	// coast: feature 0: a position needs two numbers, and this one has 1 (coordinates)
}

// What a table says that is not in UTF-8.
func ExampleText() {
	_, err := io.ReadAll(coast.Text(strings.NewReader("name,lon,lat\nT\xfcrkmenba\xfey,53.0,40.0\n")))
	fmt.Println(err)
	// Output: coast: the text is not UTF-8 but perhaps Windows-1254 (Latin-5), which has "Türkmenbaşy" here: the byte 0xFC stands at byte 14 (line 2, column 2); iconv -f WINDOWS-1254 -t UTF-8 INPUT > OUTPUT converts it
}

func ExampleCoast_Displace() {
	// A coast 10 m farther from the Earth's centre does not change: places stay on
	// the ellipsoid.
	moved, err := read().Displace(func(v geodesic.Vec) geodesic.Vec { return v.Add(v.Unit().Mul(10)) })
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(geodesic.WGS84.Distance(moved.Shore[0], read().Shore[0]) < 0.1)
	// Output: true
}

// Which place of the coast of a state is nearest.
func ExampleNewIndex() {
	c := read()
	baselines := coast.NewBaselines(geodesic.WGS84, c)
	var chains []int
	for k, chain := range baselines.Chains {
		if chain.State == 1 {
			chains = append(chains, k)
		}
	}
	index := coast.NewIndex(baselines, chains)
	foot := index.Nearest(geodesic.WGS84.Cartesian(orb.Point{0.25, 0.5}), coast.NoPiece)
	at := geodesic.WGS84.Position(foot.At)
	fmt.Printf("%.4f %.4f, %.3f km\n", at[0], at[1], foot.Distance/1000)
	// Output: 0.2500 0.0000, 55.287 km
}

// The two halves of a lake across the antimeridian, as RFC 7946 asks for them.
func ExampleUncut() {
	halves := orb.MultiPolygon{
		{{{178, 0}, {180, 0}, {180, 1}, {178, 1}, {178, 0}}},
		{{{-180, 0}, {-178, 0}, {-178, 1}, {-180, 1}, {-180, 0}}},
	}
	fmt.Println(coast.Uncut(halves))
	// Output: [[[[178 1] [178 0] [-178 0] [-178 1] [178 1]]]]
}

func ExampleCoast_DirectionsAt() {
	c := read()
	end := c.Termini()[0]
	d, err := c.DirectionsAt(end, 10e3, false)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%v: the coasts go to %.1f° and %.1f°, the bisector to %.1f°, the perpendicular to %.1f°\n", end.At, d.Before, d.After, d.Bisector(), d.Perpendicular())
	// Output: [0 0]: the coasts go to 0.0° and 90.0°, the bisector to 45.0°, the perpendicular to 45.0°
}
