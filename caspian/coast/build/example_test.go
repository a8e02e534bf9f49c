package build_test

import (
	"context"
	"fmt"
	"strings"

	"caspian.example/division/caspian/coast/build"
)

// A lake between two countries that end 11 km before its middle.
func ExampleCoast() {
	lake := `{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,0.5],[0,0.5],[0,0]]]}`
	countries := `{"type":"FeatureCollection","features":[
		{"type":"Feature","properties":{"iso_a2":"WE","name":"Westland"},
		 "geometry":{"type":"Polygon","coordinates":[[[-3,-3],[0.9,-3],[0.9,4],[-3,4],[-3,-3]]]}},
		{"type":"Feature","properties":{"iso_a2":"EA","name":"Eastland"},
		 "geometry":{"type":"Polygon","coordinates":[[[1.1,-3],[5,-3],[5,4],[1.1,4],[1.1,-3]]]}}]}`
	r, err := build.Coast(context.Background(), strings.NewReader(lake), strings.NewReader(countries), build.Options{Name: "a lake"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range r.States {
		fmt.Printf("%s: %.0f km, up to %.0f km from the country\n", s.Name, s.Length/1000, s.Farthest/1000)
	}
	for _, t := range r.Termini {
		fmt.Printf("%s–%s at %.4f %.4f\n", r.States[t.Before].Code, r.States[t.After].Code, t.At[0], t.At[1])
	}
	// Output:
	// Eastland: 278 km, up to 11 km from the country
	// Westland: 278 km, up to 11 km from the country
	// WE–EA at 1.0000 0.0000
	// EA–WE at 1.0000 0.5001
}
