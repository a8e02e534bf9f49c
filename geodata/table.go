package geodata

import (
	"encoding/csv"
	"fmt"
	"strings"
	"sync"
)

// once keeps what an embedded text says, which is read when it is first asked for. Its zero
// value is ready, so that programs that do not ask have nothing of it.
type once[T any] struct {
	sync.Once
	value T
	err   error
}

func (o *once[T]) get(parse func(text string) (T, error), text string) (T, error) {
	o.Do(func() { o.value, o.err = parse(text) })
	return o.value, o.err
}

// readTable gives every row of a CSV text but the first, its header, to read. Errors
// name the table and the row.
func readTable(name, text string, read func(row []string) error) error {
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		return fmt.Errorf("geodata: %s: %w", name, err)
	}
	for k := 1; k < len(rows); k++ {
		if err := read(rows[k]); err != nil {
			return fmt.Errorf("geodata: %s: row %d: %w", name, k+1, err)
		}
	}
	return nil
}

// readAll reads a table of which every row gives one value.
func readAll[T any](name, text string, read func(row []string) (T, error)) ([]T, error) {
	var out []T
	err := readTable(name, text, func(row []string) error {
		v, err := read(row)
		out = append(out, v)
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}
