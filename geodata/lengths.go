package geodata

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// A PublishedLength is a length of a state's coast on the Caspian that someone
// has published. Such lengths differ by the measuring rule, which the sources
// do not state, by up to a factor of two.
type PublishedLength struct {
	// State is the ISO 3166-1 alpha-2 code of the state.
	State string
	// Wording is the length in km as the source gives it, Metres what it
	// names.
	Wording string
	Metres  float64
	// Source is where the figure was read, URL its whole address.
	Source, URL string
}

//go:embed coast_lengths.csv
var lengthsCSV string

var loadLengths = sync.OnceValues(func() ([]PublishedLength, error) {
	rows, err := csv.NewReader(strings.NewReader(lengthsCSV)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("geodata: coast lengths: %w", err)
	}
	var out []PublishedLength
	for i, r := range rows[1:] {
		km, err := strconv.ParseFloat(r[2], 64)
		if err != nil {
			return nil, fmt.Errorf("geodata: coast lengths: row %d: %w", i+2, err)
		}
		out = append(out, PublishedLength{State: r[0], Wording: r[1], Metres: 1000 * km, Source: r[3], URL: r[4]})
	}
	return out, nil
})

// CoastLengths returns the published lengths of the states' coasts, first one
// for every state from one source, then others. The slice is the caller's own.
func CoastLengths() ([]PublishedLength, error) {
	lengths, err := loadLengths()
	return slices.Clone(lengths), err
}
