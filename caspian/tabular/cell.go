package tabular

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// BOM is the byte order mark by which spreadsheets know that a text is UTF-8. No writer
// of ours writes it: write it first where spreadsheets are to open CSV.
const BOM = "\ufeff"

// Cell keeps spreadsheets from taking a text for a formula: it returns the text with
// an apostrophe before what would begin one. A number it leaves alone, whatever its sign.
func Cell(text string) string {
	first, _ := utf8.DecodeRuneInString(text)
	if !strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) || text == "" {
		return text
	}
	if _, err := strconv.ParseFloat(text, 64); err == nil {
		return text
	}
	return "'" + text
}
