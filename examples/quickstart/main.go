// Command quickstart prints the shares of the Caspian under the median line.
package main

import (
	"context"
	"fmt"
	"log"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata/gshhg"
)

func main() {
	sea, err := caspian.ReadSea(gshhg.Coast())
	if err != nil {
		log.Fatal(err)
	}
	div, err := caspian.Divide(context.Background(), sea, regime.Median(), caspian.Options{})
	if err != nil {
		log.Fatal(err)
	}
	for _, s := range div.States {
		fmt.Printf("%-13s %5.2f %%\n", s.Name, 100*s.Share)
	}
}
