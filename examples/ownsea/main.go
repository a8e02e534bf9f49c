// Command ownsea divides a lake of one's own: it reads a coast from a GeoJSON
// file, prints the shares with and without the effect of islands, and draws the
// map.
//
//	go run ./examples/ownsea examples/ownsea/lake.geojson lake.svg
package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log"
	"os"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/render"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: ownsea COAST.geojson MAP.svg")
	}
	if err := run(os.Stdout, os.Args[1], os.Args[2]); err != nil {
		log.Fatal(err)
	}
}

func run(w io.Writer, from, to string) error {
	file, err := os.Open(from)
	if err != nil {
		return err
	}
	defer file.Close()
	sea, err := caspian.ReadSea(file)
	if err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	full, err := caspian.Divide(context.Background(), sea, regime.Median(), caspian.Options{})
	if err != nil {
		return err
	}
	mainland, err := regime.Median().WithIslands(regime.IslandEffects{"": 0})
	if err != nil {
		return err
	}
	none, err := caspian.Divide(context.Background(), sea, mainland, caspian.Options{})
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%.1f km², shares with islands and without:\n", full.Area/1e6)
	for k, s := range full.States {
		fmt.Fprintf(w, "%-10s %6.2f %% %6.2f %%\n", s.Name, 100*s.Share, 100*none.States[k].Share)
	}
	var picture bytes.Buffer
	if err := render.SVG(&picture, render.Map(full), render.Options{}); err != nil {
		return err
	}
	return os.WriteFile(to, picture.Bytes(), 0o666)
}
