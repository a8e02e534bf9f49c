#!/bin/sh
# Expected: runs of text in one direction that can be put in the order of UAX 9 by their levels.
# Found: github.com/go-text/typesetting v0.3.5, package bidi, joins a number (level 2) behind Hebrew
#   or Arabic letters with the Latin letters (level 0) after it into one run, and gives it the level of its
#   first sign: "אבג 12 km" is seen as "אבג 12 km" where UAX 9 has "12 גבא km" (bidi-js 1.0.3 agrees).
# Date: 2026-11-27. Why it matters here: names with figures behind them on a map; a line is therefore
#   cut at names from right to left before it is set. Needs: go, node with npm. Exit 0 while it is so.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat > main.go <<'GO'
package main

import (
	"fmt"
	"os"

	"github.com/go-text/typesetting/bidi"
)

func main() {
	text := []rune(os.Args[1])
	var p bidi.Paragraph
	runs := p.Segment(text, bidi.LeftToRight)
	for i := range runs.NumRuns() {
		run := runs.Run(i)
		fmt.Printf("level %d %q\n", run.Level, string(text[run.Start:run.End]))
	}
}
GO
cat > main.cjs <<'JS'
const bidi = require("bidi-js")(), text = process.argv[2], found = bidi.getEmbeddingLevels(text, "ltr");
console.log("levels " + [...found.levels].join(" "));
console.log("seen " + JSON.stringify(bidi.getReorderedString(text, found)));
JS
go mod init finding > log 2>&1 && go get github.com/go-text/typesetting@v0.3.5 >> log 2>&1 || { cat log; exit 2; }
npm install --silent --no-fund --no-audit bidi-js@1.0.3 >> log 2>&1 || { cat log; exit 2; }
go version
go list -m github.com/go-text/typesetting
node -p '"bidi-js " + require("bidi-js/package.json").version'
go run . 'אבג 12 km' | tee runs
node main.cjs 'אבג 12 km' | tee levels
grep -qx 'level 2 "12 km"' runs
grep -qx 'levels 1 1 1 1 2 2 0 0 0' levels
