// Command equalsplit divides the Caspian in five equal parts by both kinds of
// weighted lines, and prints what each of them does to the coasts.
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata/gshhg"
)

func main() {
	log.SetFlags(0)
	if err := run(os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(w io.Writer) error {
	sea, err := caspian.ReadSea(gshhg.Coast())
	if err != nil {
		return err
	}
	for _, weighting := range []regime.Weighting{regime.Equiratio, regime.Additive} {
		equal, err := regime.Equal().WithWeighting(weighting)
		if err != nil {
			return err
		}
		div, err := caspian.Divide(context.Background(), sea, equal, caspian.Options{})
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%s\n", weighting)
		for _, s := range div.States {
			fmt.Fprintf(w, "  %-13s %6.2f %%  weight %14.6f  lost coast %5.1f km\n", s.Name, 100*s.Share, div.Weights[s.Code], s.LostCoast/1000)
		}
	}
	return nil
}
