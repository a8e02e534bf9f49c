// Command sharedlakes makes coasts of real lakes from what is at hand, the
// polygon of a lake and the polygons of countries, and prints how the median line
// divides them among their states.
//
//	go run ./examples/sharedlakes examples/sharedlakes
//
// The folder has Lakes Superior, Titicaca and Victoria; PROVENANCE.md says where
// they come from. With lakes of your own, NAME.geojson and NAME-countries.geojson,
// name them after the folder.
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast/build"
	"caspian.example/division/caspian/regime"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) < 2 {
		log.Fatal("usage: sharedlakes FOLDER [LAKE ...]")
	}
	lakes := os.Args[2:]
	if len(lakes) == 0 {
		lakes = []string{"superior", "titicaca", "victoria"}
	}
	for _, lake := range lakes {
		if err := run(os.Stdout, os.Args[1], lake); err != nil {
			log.Fatal(err)
		}
	}
}

// run builds and divides one lake.
func run(w io.Writer, folder, lake string) error {
	sea, err := os.Open(filepath.Join(folder, lake+".geojson"))
	if err != nil {
		return err
	}
	defer sea.Close()
	countries, err := os.Open(filepath.Join(folder, lake+"-countries.geojson"))
	if err != nil {
		return err
	}
	defer countries.Close()
	ctx := context.Background()
	built, err := build.Coast(ctx, sea, countries, build.Options{})
	if err != nil {
		return fmt.Errorf("%s: %w", lake, err)
	}
	water, err := caspian.NewSea(built.Coast)
	if err != nil {
		return fmt.Errorf("%s: %w", lake, err)
	}
	median, err := caspian.Divide(ctx, water, regime.Median(), caspian.Options{SharesOnly: true})
	if err != nil {
		return fmt.Errorf("%s: %w", lake, err)
	}
	fmt.Fprintf(w, "%s: %.0f km², ends of land borders: %d\n", built.Coast.Name, median.Area/1e6, len(built.Termini))
	for k, s := range built.States {
		fmt.Fprintf(w, "  %-26s coast %7.1f km, islands %2d, median %6.2f %%\n",
			s.Name, s.Length/1000, s.Islands, 100*median.States[k].Share)
	}
	return nil
}
