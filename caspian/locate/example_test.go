package locate_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/paulmach/orb"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/locate"
	"caspian.example/division/caspian/regime"
)

// basin is a lake of one degree by one on the equator: the south and the west are
// Alta's, the north and the east Bora's. A bay of Bora's in the north can be
// closed.
const basin = `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A","name":"Alta"},"geometry":{"type":"LineString","coordinates":[[1,0],[0,0],[0,1]]}},
{"type":"Feature","properties":{"state":"B","name":"Bora"},"geometry":{"type":"LineString","coordinates":[[0,1],[0.8,1],[0.8,1.1],[0.9,1.1],[0.9,1],[1,1],[1,0]]}},
{"type":"Feature","properties":{"kind":"closing","state":"B","name":"Bay"},"geometry":{"type":"LineString","coordinates":[[0.8,1],[0.9,1]]}}]}`

// median closes the bay of basin and divides it by the median line.
func median() *caspian.Division {
	sea, err := caspian.ReadSea(strings.NewReader(basin))
	if err != nil {
		panic(err)
	}
	if sea, err = sea.Close("Bay"); err != nil {
		panic(err)
	}
	div, err := caspian.Divide(context.Background(), sea, regime.Median(), caspian.Options{})
	if err != nil {
		panic(err)
	}
	return div
}

func ExampleNew() {
	locator, err := locate.New(median(), locate.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	place, err := locator.At(orb.Point{0.5, 0.25})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(place.Ground, place.Holdings[0].Holder.Name)
	// A quarter of a degree of latitude.
	fmt.Printf("%.1f km from the coast\n", place.Distances[0].Distance/1000)
	// Output:
	// sea Alta
	// 27.6 km from the coast
}

func ExampleNewFirmness() {
	locator, err := locate.New(median(), locate.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	firmness, err := locate.NewFirmness(context.Background(), locator, nil, nil)
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
