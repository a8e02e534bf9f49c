#!/bin/sh
# Expected: Fpdf.CurveTo(cx, cy, x, y) draws "a single-segment quadratic Bézier curve", as its comment says.
# Found: codeberg.org/go-pdf/fpdf v0.11.1 writes the operator v, a cubic curve whose first control point
#   is where it begins. From (0, 0) by (50, 100) to (100, 0) it leans to its end and rises to 44.4,
#   where the quadratic curve rises to 50.
# Date: 2026-11-27. Why it matters here: outlines of letters are quadratic curves, and letters in a PDF
#   would be dented; CurveBezierCubicTo is called instead. Needs: go. Exit 0 while it is so.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat > main.go <<'GO'
package main

import (
	"bytes"
	"fmt"
	"regexp"

	"codeberg.org/go-pdf/fpdf"
)

func main() {
	doc := fpdf.New("P", "pt", "A4", "")
	doc.SetCompression(false)
	doc.AddPage()
	_, height := doc.GetPageSize()
	doc.MoveTo(0, height)
	doc.CurveTo(50, height-100, 100, height)
	doc.DrawPath("D")
	var b bytes.Buffer
	if err := doc.Output(&b); err != nil {
		panic(err)
	}
	found := regexp.MustCompile(`([-\d.]+) ([-\d.]+) m\s+([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) v\s`).FindStringSubmatch(b.String())
	fmt.Printf("%q\n", found)
	if found == nil {
		return
	}
	var p [3][2]float64
	for k := range p {
		fmt.Sscan(found[1+2*k]+" "+found[2+2*k], &p[k][0], &p[k][1])
	}
	top, quadratic := 0.0, 0.0
	for i := range 10_001 {
		t := float64(i) / 10_000
		u := 1 - t
		top = max(top, (u*u*u+3*u*u*t)*p[0][1]+3*u*t*t*p[1][1]+t*t*t*p[2][1])
		quadratic = max(quadratic, u*u*p[0][1]+2*u*t*p[1][1]+t*t*p[2][1])
	}
	fmt.Printf("drawn to %.1f, a quadratic curve to %.1f\n", top, quadratic)
}
GO
go mod init finding > log 2>&1 && go get codeberg.org/go-pdf/fpdf@v0.11.1 >> log 2>&1 && go mod tidy >> log 2>&1 || { cat log; exit 2; }
go version
go list -m codeberg.org/go-pdf/fpdf
go run . | tee drawn
grep -qx 'drawn to 44.4, a quadratic curve to 50.0' drawn
