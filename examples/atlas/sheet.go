package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/render"
)

// drawing returns a function that draws small maps of the divisions that there are into
// a file, whose ending says how. Without a file it does nothing.
func drawing(file string) (func([]*caspian.Division) error, error) {
	if file == "" {
		return func([]*caspian.Division) error { return nil }, nil
	}
	write, ok := map[string]func(io.Writer, render.Picture, render.Options) error{".svg": render.SVG, ".pdf": render.PDF, ".png": render.PNG}[filepath.Ext(file)]
	if !ok {
		return nil, fmt.Errorf("the sheet %s: its ending is none of .svg, .pdf and .png", file)
	}
	return func(divisions []*caspian.Division) error {
		there := slices.DeleteFunc(slices.Clone(divisions), func(d *caspian.Division) bool { return d == nil })
		var b bytes.Buffer
		if err := write(&b, render.Multiples(there...), render.Options{Width: 3000}); err != nil {
			return fmt.Errorf("the sheet: %w", err)
		}
		return os.WriteFile(file, b.Bytes(), 0o666)
	}, nil
}
