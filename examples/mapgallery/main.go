// Command mapgallery makes the maps that the README shows, and those of the README beside it.
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
	ctx := context.Background()
	sea, err := caspian.ReadSea(gshhg.Coast())
	if err != nil {
		return err
	}
	most := regime.Target(map[string]float64{"IR": 0.9}, regime.PartsEqual)
	var all []*caspian.Division
	for _, r := range []regime.Regime{regime.Condominium(), regime.Equal(), regime.Median(), regime.Agreed(), regime.AstaraHasanQuli(), regime.Convention2018(), most} {
		d, err := caspian.Divide(ctx, sea, r, caspian.Options{})
		if err != nil {
			return err
		}
		all = append(all, d)
	}
	agreed, err := geodata.AgreedLines()
	if err != nil {
		return err
	}
	audited, err := course.Audit(ctx, sea, [2]string{"RU", "KZ"}, agreed[0].Points, course.AuditOptions{})
	if err != nil {
		return err
	}
	line, err := course.Between(all[2], "AZ", "TM")
	if err != nil {
		return err
	}
	setting, err := geodata.CaspianSurroundings()
	if err != nil {
		return err
	}
	for _, picture := range []struct {
		file    string
		what    render.Picture
		options render.Options
	}{
		{"equal.png", render.Map(all[1]), render.Options{Width: 800}},
		{"median.png", render.Map(all[2]), render.Options{Width: 800}},
		{"audit.png", render.Audit(audited, "ru-kz", agreed[0].Source+", "+agreed[0].URL), render.Options{Width: 800}},
		{"compare.png", render.Comparison(all[:6]...), render.Options{Width: 1100}},
		{"convention2018.png", render.Map(all[5]), render.Options{Width: 800}},
		{"condominium.png", render.Map(all[0]), render.Options{Width: 800}},
		{"target.png", render.Map(all[6]), render.Options{Width: 800, Subtitle: "What the lines would have to be if Iran had nine tenths"}},
		{"boundary.png", render.Line(all[2], line), render.Options{Width: 800}},
		{"agreed-print.png", render.Map(all[3]), render.Options{Width: 800, Theme: render.Print}},
		{"astara-hasanquli-dark.png", render.Map(all[4]), render.Options{Width: 800, Theme: render.Dark}},
		{"phone.png", render.Map(all[2]), render.Options{Size: render.Phone, Width: 400}},
		{"iran.png", render.Map(all[2]), render.Options{Width: 800, Only: "IR"}},
	} {
		var b bytes.Buffer
		if err := render.PNG(&b, picture.what.In(setting), picture.options); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, picture.file), b.Bytes(), 0o666); err != nil {
			return err
		}
	}
	sheet, _, err := drawIsland(ctx, sea, setting)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "island.png"), sheet, 0o666)
}
