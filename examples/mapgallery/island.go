package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/draw"
	"image/png"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/locate"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/render"
	"caspian.example/division/geodata"
)

// The island of the sheet, and the field that its effect decides about.
const (
	island = "TM-07"
	field  = "Sardar-e Jangal"
)

// The part of a map that the sheet shows, in thousandths of the map's width and height.
const left, right, top, bottom = 370, 610, 614, 772

// drawIsland returns a sheet of five maps of the median line, side by side, where one island has
// less and less effect, as --island has it, and for each the row of a table: the effect, whose
// the field is, and the shares.
func drawIsland(ctx context.Context, sea *caspian.Sea, setting *geodata.Surroundings) (sheet []byte, rows []string, err error) {
	fields, err := geodata.Fields()
	if err != nil {
		return nil, nil, err
	}
	var out *image.RGBA
	const n = 5
	for k := range n {
		effect := 1 - float64(k)/(n-1)
		r, err := regime.Median().WithIslands(regime.IslandEffects{"": 1, island: effect})
		if err != nil {
			return nil, nil, err
		}
		d, err := caspian.Divide(ctx, sea, r, caspian.Options{})
		if err != nil {
			return nil, nil, err
		}
		row, err := rowOf(d, effect, fields)
		if err != nil {
			return nil, nil, err
		}
		rows = append(rows, row)
		var b bytes.Buffer
		if err := render.PNG(&b, render.Map(d).In(setting), render.Options{Width: 1200}); err != nil {
			return nil, nil, err
		}
		whole, err := png.Decode(&b)
		if err != nil {
			return nil, nil, err
		}
		size := whole.Bounds().Size()
		part := image.Rect(left*size.X/1000, top*size.Y/1000, right*size.X/1000, bottom*size.Y/1000)
		if out == nil {
			out = image.NewRGBA(image.Rect(0, 0, n*(part.Dx()+6)-6, part.Dy()))
			draw.Draw(out, out.Bounds(), image.White, image.Point{}, draw.Src)
		}
		draw.Draw(out, image.Rect(0, 0, part.Dx(), part.Dy()).Add(image.Pt(k*(part.Dx()+6), 0)), whole, part.Min, draw.Src)
	}
	var b bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, out)
	return b.Bytes(), rows, err
}

// rowOf is the row of a division in the table of the README.
func rowOf(d *caspian.Division, effect float64, fields []geodata.Field) (string, error) {
	l, err := locate.New(d, locate.Options{})
	if err != nil {
		return "", err
	}
	holder := ""
	for _, f := range fields {
		if f.Name != field {
			continue
		}
		place, err := l.At(f.At)
		if err != nil {
			return "", err
		}
		holder = place.Holdings[0].Holder.Name
	}
	return fmt.Sprintf("| %.0f %% | %s | %.2f %% | %.2f %% | %.2f %% |", 100*effect, holder, 100*d.Share("AZ"), 100*d.Share("IR"), 100*d.Share("TM")), nil
}
