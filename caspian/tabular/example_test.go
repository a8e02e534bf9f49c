package tabular_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"caspian.example/division/caspian/tabular"
)

func ExampleReadPlaces() {
	places, err := tabular.ReadPlaces(context.Background(), strings.NewReader("name;lon;lat;depth\nbuoy;50,5;41,25;12\n"), tabular.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(places.Header)
	for {
		some, err := places.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			fmt.Println(err)
			return
		}
		for _, p := range some {
			fmt.Println(p.Name, p.At, p.Cells[3], p.Where)
		}
	}
	// Output:
	// [name lon lat depth]
	// buoy [50.5 41.25] 12 row 2
}

func ExampleReadLine() {
	const text = `state,lon,lat
AZ,49.8883,42.56
RU,49.8883,42.56
AZ,48.7,41.9
RU,48.7,41.9
`
	line, err := tabular.ReadLine(context.Background(), strings.NewReader(text))
	if err != nil {
		fmt.Println(err)
		return
	}
	pair, err := line.Between([]string{"RU", "KZ", "AZ"})
	fmt.Println(line.Points, pair, err)
	// Output: [[49.8883 42.56] [48.7 41.9]] [RU AZ] <nil>
}

func ExampleCheckPosition() {
	err := tabular.CheckPosition([2]float64{38.58, 95})
	fmt.Println(err)
	// Output: the latitude 95 lies beyond 90°
}
