// Command gen makes the coasts that package geodata embeds, from their
// published sources. It is run by hand when a source changes:
//
//	go run ./geodata/internal/gen -coast gshhg -o geodata/gshhg/coast.geojson
//	go run ./geodata/internal/gen -coast dcw -o geodata/dcw/coast.geojson
//	go run ./geodata/internal/gen -coast ne10m -from countries-10m.json -o geodata/ne10m/coast.geojson
//
// It also makes what lies around the Caspian, from the directory of the same package, and
// the lakes and countries of an example, which need the first and the third:
//
//	go run ./geodata/internal/gen -surroundings -from package -o geodata/surroundings/surroundings.geojson
//	go run ./geodata/internal/gen -lake victoria -from countries-10m.json -o examples/sharedlakes
//
// The first needs Debian's gmt and gmt-gshhg-full, the second gmt and gmt-dcw, the
// third the file countries-10m.json of the npm package world-atlas@2.0.2, and the
// surroundings Debian's libmagics++-data. All sources
// are checked against a recorded SHA-256 before anything is read, so the same
// program always writes the same bytes.
//
// Package source reads them, with positions in whole numbers: joining, orientation and
// the tests for touching edges have no rounding. Distances, used only to compare, are
// straight lines through the WGS84 ellipsoid.
package main

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
)

func main() {
	if err := run(os.Args[1:], os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

// run makes the coast that the arguments name and reports on log what it
// found.
func run(args []string, log io.Writer) error {
	flags := flag.NewFlagSet("gen", flag.ContinueOnError)
	flags.SetOutput(log)
	which := flags.String("coast", "", "coast to make: gshhg, dcw or ne10m")
	lake := flags.String("lake", "", "lake to make: victoria, superior or titicaca, or caspian for its countries")
	beside := flags.Bool("surroundings", false, "make what lies around the Caspian")
	from := flags.String("from", "", "source: countries-10m.json for ne10m and lakes, the directory of world-atlas for surroundings, the directory of the netCDF files for gshhg (default "+gshhgDir+") or dcw (default "+dcwDir+")")
	out := flags.String("o", "", "file to write, for a lake the directory")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *out == "" {
		return errors.New("no output file: add -o FILE")
	}
	if *lake != "" {
		return makeLake(*lake, *from, *out, log)
	}
	if *beside {
		text, err := surroundings(*from, placesDir)
		if err != nil {
			return err
		}
		return write(*out, text, log)
	}
	var (
		c   *coast
		err error
	)
	switch *which {
	case "gshhg":
		c, err = fromGSHHG(cmp.Or(*from, gshhgDir))
	case "dcw":
		c, err = fromDCW(cmp.Or(*from, dcwDir))
	case "ne10m":
		if *from == "" {
			return errors.New("no source: add -from countries-10m.json")
		}
		c, err = fromWorldAtlas(*from)
	default:
		return fmt.Errorf("unknown coast %q: use gshhg, dcw or ne10m", *which)
	}
	if err != nil {
		return err
	}
	var buf bytes.Buffer
	if err := c.write(&buf); err != nil {
		return err
	}
	c.summary(log)
	return write(*out, buf.Bytes(), log)
}

// write writes a file, and on log its size and SHA-256.
func write(name string, text []byte, log io.Writer) error {
	if err := os.WriteFile(name, text, 0o644); err != nil {
		return err
	}
	fmt.Fprintf(log, "%s: %d bytes, sha256 %x\n", name, len(text), sha256.Sum256(text))
	return nil
}
