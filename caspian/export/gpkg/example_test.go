//go:build !js

package gpkg_test

import (
	"bytes"
	"context"
	"fmt"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/export/gpkg"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/geodata/ne10m"
)

func ExampleWrite() {
	sea, err := caspian.ReadSea(ne10m.Coast())
	if err != nil {
		fmt.Println(err)
		return
	}
	div, err := caspian.Divide(context.Background(), sea, regime.Median(), caspian.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	var b bytes.Buffer
	if err := gpkg.Write(&b, div); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s\n", b.Bytes()[:15])
	// Output: SQLite format 3
}
