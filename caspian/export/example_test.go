package export_test

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/ensemble"
	"caspian.example/division/caspian/export"
	"caspian.example/division/caspian/regime"
)

// halves divides a lake of one degree by one on the equator by the median line:
// the south and the west are A's, the north and the east B's.
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

// begin writes something and returns what it begins with.
func begin(length int, write func(io.Writer) error) string {
	var b strings.Builder
	if err := write(&b); err != nil {
		return err.Error()
	}
	return b.String()[:length]
}

func ExampleGeoJSON() {
	div := halves()
	fmt.Println(begin(27, func(w io.Writer) error { return export.GeoJSON(w, div) }))
	// Output: {"type":"FeatureCollection"
}

func ExampleReadQuestion() {
	div := halves()
	var b strings.Builder
	if err := export.GeoJSON(&b, div); err != nil {
		fmt.Println(err)
		return
	}
	q, err := export.ReadQuestion(strings.NewReader(b.String()))
	if err != nil {
		fmt.Println(err)
		return
	}
	again, err := caspian.Divide(context.Background(), div.Sea, q.Regime, caspian.Options{Tolerance: q.Options.Tolerance, Resolution: q.Options.Resolution})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(q.Regime.Title, again.Share("A") == div.Share("A"))
	// Output: Median line true
}

func ExampleKML() {
	div := halves()
	fmt.Println(begin(38, func(w io.Writer) error { return export.KML(w, div) }))
	// Output: <?xml version="1.0" encoding="UTF-8"?>
}

func ExampleWKT() {
	div := halves()
	fmt.Println(begin(18, func(w io.Writer) error { return export.WKT(w, div) }))
	// Output: GEOMETRYCOLLECTION
}

func ExampleWKB() {
	div := halves()
	// Little-endian, and 7: a collection.
	fmt.Printf("% x\n", begin(5, func(w io.Writer) error { return export.WKB(w, div) }))
	// Output: 01 07 00 00 00
}

func ExampleEWKB() {
	div := halves()
	// A collection that names its reference system: 0x10e6 is 4326.
	fmt.Printf("% x\n", begin(9, func(w io.Writer) error { return export.EWKB(w, div) }))
	// Output: 01 07 00 00 20 e6 10 00 00
}

func ExampleTurningPoints() {
	var b strings.Builder
	if err := export.TurningPoints(&b, halves()); err != nil {
		fmt.Println(err)
		return
	}
	header, _, _ := strings.Cut(b.String(), ",tripoint")
	fmt.Println(header)
	// Two points, at each one base point of the one state and two of the other.
	fmt.Println(strings.Count(b.String(), "\n")-1, "base points")
	// Output:
	// regime,number,states
	// 6 base points
}

func ExampleZones() {
	var b strings.Builder
	if err := export.Zones(&b, halves()); err != nil {
		fmt.Println(err)
		return
	}
	header, rows, _ := strings.Cut(b.String(), "\n")
	fmt.Println(header)
	fmt.Println(rows[:len("sector,median,all,A")])
	// Output:
	// kind,regime,layer,state,states,name,area_km2,share,zone_share,coast_km,breadth_m,notional,datum,credit,question,wkt
	// sector,median,all,A
}

func ExampleLayers() {
	for _, l := range export.Layers() {
		fmt.Print(l.Name, ":")
		for _, c := range l.Columns {
			fmt.Print(" ", c.Name)
		}
		fmt.Println()
	}
	// Output:
	// sectors: kind regime layer state name area_km2 share coast_km notional
	// zones: kind regime layer state states name area_km2 zone_share breadth_m notional
	// boundaries: kind regime layer state states name length_km breadth_m origin notional
	// turning_points: kind regime layer states name number tripoint distance_m base_points
}

func ExampleCodes() {
	fmt.Println(export.Codes([]string{"KZ", "AZ", "N-1"}))
	// Output: AZ KZ N-1
}

func ExampleCourses() {
	div := halves()
	courses, err := course.Between(div, "A", "B")
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := export.Courses(io.Discard, div, courses); err != nil {
		fmt.Println(err)
	}
	// Output:
}

func ExampleFeatures() {
	kinds := map[string]int{}
	for _, f := range export.Features(halves()) {
		kinds[f.Kind]++
	}
	fmt.Println(kinds)
	// Output: map[boundary:1 sector:2 turning_point:2]
}

func ExampleSplitLine() {
	fmt.Println(export.SplitLine(orb.LineString{{179, 0}, {-179, 0}}))
	// Output: [[[179 0] [180 0]] [[-180 0] [-179 0]]]
}

func ExampleSplitPolygons() {
	fmt.Println(len(export.SplitPolygons(orb.MultiPolygon{{{{179, 50}, {-179, 50}, {-179, 51}, {179, 51}, {179, 50}}}})), "polygons")
	// Output: 2 polygons
}

func ExampleAbout() {
	about := export.About(halves())
	fmt.Println(strings.Contains(about, "WGS84"))
	// Output: true
}

func ExampleWater() {
	d := halves()
	e, err := ensemble.New(d, nil, ensemble.Settings{Vary: []string{ensemble.Termini}, Seed: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	water, err := ensemble.NewWater(d)
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := e.Each(context.Background(), ensemble.Runs{From: 1, To: 10}, water, func(*ensemble.Run) error { return nil }); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(begin(27, func(w io.Writer) error { return export.Water(w, e, water) }))
	// Output: {"type":"FeatureCollection"
}
