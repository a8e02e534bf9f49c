// Command atlas divides every lake on Earth that states share.
//
// It takes the lakes of GSHHG and the countries of world-atlas, finds the lakes that
// two or more countries have shores on, builds their coasts, divides each by the median
// line and in equal shares, and writes a table with a row for each and, if asked, a
// sheet with a small map of each:
//
//	go run ./examples/atlas -gshhg lakes.txt -countries countries-10m.json -o atlas.csv -sheet atlas.pdf
//
// README.md says where the two files come from, and what the columns mean.
//
// # Files
//
// In reading order: world.go (the two sources), work.go (work on all cores), find.go (the
// shared lakes), totals.go (of tables), sheet.go (small maps), main.go. Package lakes
// divides a lake.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"syscall"
	"time"

	"caspian.example/division/caspian"
	"caspian.example/division/examples/atlas/lakes"
)

func main() {
	log.SetFlags(0)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	if err != nil {
		log.Fatal("atlas: ", err)
	}
}

// options are what the flags ask for.
type options struct {
	gshhg, countries     string // the sources
	table, sheet, inputs string // what to write
	judge                lakes.Judge
}

// run does what the arguments ask for.
func run(ctx context.Context, args []string, w io.Writer) error {
	var o options
	flags := flag.NewFlagSet("atlas", flag.ContinueOnError)
	flags.StringVar(&o.gshhg, "gshhg", "", "the lakes: levels 2 and 3 of GSHHG as gmt coast dumps them")
	flags.StringVar(&o.countries, "countries", "", "the countries: countries-10m.json of world-atlas")
	flags.StringVar(&o.table, "o", "", "write the table to this file")
	flags.StringVar(&o.sheet, "sheet", "", "draw a small map of each lake into this .svg, .pdf or .png")
	flags.StringVar(&o.inputs, "inputs", "", "write the polygons that coasts are built from into this folder")
	flags.DurationVar(&o.judge.Patience, "patience", 2*time.Minute, "how long one lake may take; with -times of processor time")
	flags.BoolVar(&o.judge.Times, "times", false, "measure processor times: one lake at a time")
	compare := flags.Bool("compare", false, "instead print what the tables that follow add up to")
	if err := flags.Parse(args); err != nil {
		return err
	}
	switch {
	case *compare && flags.NArg() > 0:
		return totals(w, flags.Args())
	case *compare || flags.NArg() > 0 || o.gshhg == "" || o.countries == "" || o.table == "":
		return errors.New("usage: atlas -gshhg FILE -countries FILE -o FILE, or atlas -compare TABLE [TABLE]; -help tells more")
	}
	return o.make(ctx, newCrew(), w)
}

// make makes the atlas, and prints what it adds up to.
func (o *options) make(ctx context.Context, c crew, log io.Writer) error {
	draw, err := drawing(o.sheet)
	if err != nil {
		return err
	}
	w, err := readWorld(o.gshhg, o.countries)
	if err != nil {
		return err
	}
	for _, note := range w.notes {
		fmt.Fprintln(log, "note:", note)
	}
	found, err := w.find(ctx, c)
	if err != nil {
		return err
	}
	if err := writeInputs(o.inputs, found); err != nil {
		return err
	}
	if o.judge.Times {
		c.hands = 1
	}
	rows, medians := make([]lakes.Row, len(found)), make([]*caspian.Division, len(found))
	err = c.each(ctx, "dividing", len(found), func(k int) {
		if rows[k], medians[k] = o.judge.Divide(ctx, k+1, found[k]); o.sheet == "" {
			medians[k] = nil // the lines of all take 100 MB
		}
	})
	if err != nil {
		return err
	}
	var table bytes.Buffer
	if err := lakes.WriteTable(&table, rows); err != nil {
		return err
	}
	if err := os.WriteFile(o.table, table.Bytes(), 0o666); err != nil {
		return err
	}
	summary(log, rows)
	return draw(medians)
}

// writeInputs writes what coasts are built from into a folder, if there is one.
func writeInputs(folder string, found []*lakes.Lake) error {
	if folder == "" {
		return nil
	}
	for k, l := range found {
		if err := l.Write(folder, k+1); err != nil {
			return err
		}
	}
	return nil
}
