package page_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/render/page"
	"caspian.example/division/geodata/ne10m"
)

func ExampleWrite() {
	sea, err := caspian.ReadSea(ne10m.Coast())
	if err != nil {
		fmt.Println(err)
		return
	}
	div, err := caspian.Divide(context.Background(), sea, regime.Median(), caspian.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	var b bytes.Buffer
	if err := page.Write(&b, div); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.HasPrefix(strings.ToLower(b.String()), "<!doctype html>"))
	// Output: true
}

func ExamplePage_Write() {
	const lake = `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"state":"A"},"geometry":{"type":"LineString","coordinates":[[1,0],[1,1],[0,1],[0,0]]}},
{"type":"Feature","properties":{"state":"B"},"geometry":{"type":"LineString","coordinates":[[0,0],[1,0]]}},
{"type":"Feature","properties":{"state":"B","name":"Isle"},"geometry":{"type":"Polygon","coordinates":[[[0.5,0.7],[0.51,0.7],[0.51,0.71],[0.5,0.7]]]}}]}`
	sea, err := caspian.ReadSea(strings.NewReader(lake))
	if err != nil {
		fmt.Println(err)
		return
	}
	without, err := regime.Median().WithIslands(regime.IslandEffects{"": 0})
	if err != nil {
		fmt.Println(err)
		return
	}
	var divisions []*caspian.Division
	for _, r := range []regime.Regime{regime.Median(), without} {
		div, err := caspian.Divide(context.Background(), sea, r, caspian.Options{})
		if err != nil {
			fmt.Println(err)
			return
		}
		divisions = append(divisions, div)
	}
	var b bytes.Buffer
	if err := (page.Page{Rules: divisions[:1], Others: divisions[1:]}).Write(&b); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.Contains(b.String(), `"levels":["full","none"]`))
	// Output: true
}
