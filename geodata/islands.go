package geodata

import (
	_ "embed"
	"slices"
	"strings"

	"github.com/paulmach/orb"
)

// An Island is an island of the Caspian, or a group of them, with a published position: somewhere
// in the middle of it. Sources do not state the datum, and the islands of coasts may lie some
// kilometres off, or not at all where the water has joined them to the land.
type Island struct {
	Name string
	// Also are other names and spellings of it.
	Also []string
	// At is longitude and latitude in degrees, Printed how the source gives them,
	// latitude first.
	At      orb.Point
	Printed string
	// Source is where the position was read, URL its whole address.
	Source, URL string
}

//go:embed islands.csv
var islandsCSV string

var loadedIslands once[[]Island]

// Islands returns the islands from north to south. The slice is the caller's own, the names
// in it are not.
func Islands() ([]Island, error) {
	islands, err := loadedIslands.get(parseIslands, islandsCSV)
	return slices.Clone(islands), err
}

// parseIslands reads islands from CSV text.
func parseIslands(text string) ([]Island, error) {
	return readAll("islands", text, func(r []string) (i Island, err error) {
		i = Island{Name: r[0], Also: strings.Split(r[1], "; "), Printed: r[2] + " " + r[3], Source: r[4], URL: r[5]}
		i.At, err = position(r[2], r[3], fieldDegrees)
		return i, err
	})
}
