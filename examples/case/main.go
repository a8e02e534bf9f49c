// Command case writes the reports of the cases beside it: the island that decides whose
// Sardar-e Jangal is under equal distance, and the headland at the end of the border of
// Kazakhstan and Turkmenistan.
//
//	go run ./examples/case examples/case
//
// The command does the same with maps of all stages:
//
//	caspian case examples/case/sardar-e-jangal.json --tolerance 10m -o report.md
package main

import (
	"bytes"
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/casefile"
	"caspian.example/division/caspian/report"
	"caspian.example/division/geodata/gshhg"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: case FOLDER")
	}
	if err := run(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

// run writes a report beside every case in a folder.
func run(folder string) error {
	cases, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil {
		return err
	}
	sea, err := caspian.ReadSea(gshhg.Coast())
	if err != nil {
		return err
	}
	for _, name := range cases {
		r, err := divided(name, sea)
		if err != nil {
			return err
		}
		out, err := report.NewCase(r)
		if err != nil {
			return err
		}
		var text bytes.Buffer
		if err := report.Write(&text, out, report.Markdown); err != nil {
			return err
		}
		if err := os.WriteFile(strings.TrimSuffix(name, ".json")+".md", text.Bytes(), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// options let lines be 10 m from the true ones: the reports show no more, and it is fast.
var options = caspian.Options{Tolerance: 10}

// divided goes through the case of a file.
func divided(name string, sea *caspian.Sea) (*casefile.Result, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	c, err := casefile.Read(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return c.Run(context.Background(), sea, options)
}
