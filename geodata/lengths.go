package geodata

import (
	_ "embed"
	"slices"
	"strconv"
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

var loadedLengths once[[]PublishedLength]

func parseLengths(text string) ([]PublishedLength, error) {
	return readAll("coast lengths", text, func(r []string) (PublishedLength, error) {
		km, err := strconv.ParseFloat(r[2], 64)
		return PublishedLength{State: r[0], Wording: r[1], Metres: 1000 * km, Source: r[3], URL: r[4]}, err
	})
}

// CoastLengths returns the published lengths of the states' coasts, first one
// for every state from one source, then others. The slice is the caller's own.
func CoastLengths() ([]PublishedLength, error) {
	lengths, err := loadedLengths.get(parseLengths, lengthsCSV)
	return slices.Clone(lengths), err
}
