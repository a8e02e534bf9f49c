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
	for _, weighting := range []caspian.Weighting{caspian.Equiratio, caspian.Additive} {
		div, err := caspian.Divide(context.Background(), sea, caspian.Equal, caspian.Options{Weighting: weighting})
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
