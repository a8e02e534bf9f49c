package page_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"caspian.example/division/caspian"
	"caspian.example/division/caspian/regime"
	"caspian.example/division/caspian/render/page"
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
	if err := page.Write(&b, div); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.HasPrefix(strings.ToLower(b.String()), "<!doctype html>"))
	// Output: true
}
