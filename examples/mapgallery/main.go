// Command mapgallery makes the maps that the README shows.
//
//	go run ./examples/mapgallery examples/mapgallery
package main

import (
	"bytes"
	"context"
	"log"
	"os"
	"path/filepath"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/render"
	"caspian.example/division/geodata/gshhg"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: mapgallery FOLDER")
	}
	if err := run(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

// run writes the maps into a folder.
func run(folder string) error {
	sea, err := caspian.ReadSea(gshhg.Coast())
	if err != nil {
		return err
	}
	divisions := map[caspian.Regime]*caspian.Division{}
	for _, r := range []caspian.Regime{caspian.Condominium, caspian.Equal, caspian.Median, caspian.Agreed, caspian.AstaraHasanQuli, caspian.Convention2018} {
		if divisions[r], err = caspian.Divide(context.Background(), sea, r, caspian.Options{}); err != nil {
			return err
		}
	}
	for _, picture := range []struct {
		file  string
		what  render.Picture
		width int
	}{
		{"median.png", render.Map(divisions[caspian.Median]), 800},
		{"equal.png", render.Map(divisions[caspian.Equal]), 800},
		{"compare.png", render.Comparison(divisions[caspian.Condominium], divisions[caspian.Equal], divisions[caspian.Median],
			divisions[caspian.Agreed], divisions[caspian.AstaraHasanQuli], divisions[caspian.Convention2018]), 1200},
	} {
		var b bytes.Buffer
		if err := render.PNG(&b, picture.what, render.Options{Width: picture.width}); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, picture.file), b.Bytes(), 0o666); err != nil {
			return err
		}
	}
	return nil
}
