package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// BOM is the byte order mark by which spreadsheets know that a text is UTF-8. Nothing
// here writes it: write it first where spreadsheets are to open CSV.
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

// writeCSV writes rows, every cell of them as Cell has it.
func writeCSV(w io.Writer, rows [][]string) error {
	for _, row := range rows {
		for k := range row {
			row[k] = Cell(row[k])
		}
	}
	if err := csv.NewWriter(w).WriteAll(rows); err != nil {
		return fmt.Errorf("export: writing CSV: %w", err)
	}
	return nil
}
