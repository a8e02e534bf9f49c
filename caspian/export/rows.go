//go:build !solver

package export

import (
	"encoding/csv"
	"fmt"
	"io"

	"caspian.example/division/caspian/tabular"
)

// writeCSV writes rows, every cell of them as tabular.Cell has it.
func writeCSV(w io.Writer, rows [][]string) error {
	for _, row := range rows {
		for k := range row {
			row[k] = tabular.Cell(row[k])
		}
	}
	if err := csv.NewWriter(w).WriteAll(rows); err != nil {
		return fmt.Errorf("export: writing CSV: %w", err)
	}
	return nil
}
