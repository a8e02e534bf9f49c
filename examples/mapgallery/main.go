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
	"caspian.example/division/caspian/course"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/render"
	"caspian.example/division/geodata"
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
	var all []*caspian.Division
	for _, r := range []regime.Regime{regime.Condominium(), regime.Equal(), regime.Median(), regime.Agreed(), regime.AstaraHasanQuli(), regime.Convention2018()} {
		d, err := caspian.Divide(context.Background(), sea, r, caspian.Options{})
		if err != nil {
			return err
		}
		all = append(all, d)
	}
	agreed, err := geodata.AgreedLines()
	if err != nil {
		return err
	}
	audited, err := course.Audit(context.Background(), sea, [2]string{"RU", "KZ"}, agreed[0].Points, course.AuditOptions{})
	if err != nil {
		return err
	}
	for _, picture := range []struct {
		file  string
		what  render.Picture
		width int
	}{
		{"equal.png", render.Map(all[1]), 800},
		{"median.png", render.Map(all[2]), 800},
		{"audit.png", render.Audit(audited, "ru-kz", agreed[0].Source+", "+agreed[0].URL), 800},
		{"compare.png", render.Comparison(all...), 1200},
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
