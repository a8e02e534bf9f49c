// Command baselines reads a coast with straight baselines, prints what rules look at in
// them and in its closing lines, and the shares before they are drawn and after.
//
//	go run ./examples/baselines examples/baselines/coast.geojson
//
// The coast is invented: no straight baselines on the Caspian were found with coordinates,
// so that the coasts that are built in have none.
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"slices"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/coast"
	"caspian.example/division/caspian/regime"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: baselines COAST.geojson")
	}
	if err := run(os.Stdout, os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

func run(w io.Writer, from string) error {
	file, err := os.Open(from)
	if err != nil {
		return err
	}
	defer file.Close()
	sea, err := caspian.ReadSea(file)
	if err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	figures, err := sea.Coast().Figures(coast.DefaultSide)
	if err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	var names []string
	for _, f := range figures {
		kind := "closing line"
		if f.Baseline {
			kind = "straight baseline"
			if !slices.Contains(names, f.Name) {
				names = append(names, f.Name)
			}
		}
		fmt.Fprintf(w, "%s, a %s: %.1f km, %.1f° from the shore's direction, %.1f km² inside\n", f.Name, kind, f.Length/1e3, f.Whole.Fit, f.Water/1e6)
	}
	straight, err := sea.WithBaselines(names...)
	if err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	fmt.Fprintln(w, "Shares before the baselines and after:")
	var divisions []*caspian.Division
	for _, s := range []*caspian.Sea{sea, straight} {
		d, err := caspian.Divide(context.Background(), s, regime.Median(), caspian.Options{})
		if err != nil {
			return err
		}
		divisions = append(divisions, d)
	}
	for k, s := range divisions[0].States {
		fmt.Fprintf(w, "%-10s %6.2f %% %6.2f %%\n", s.Name, 100*s.Share, 100*divisions[1].States[k].Share)
	}
	return nil
}
